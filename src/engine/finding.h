/*
 * finding.h
 *		The answer: findings as rows, as JSON and as one error.
 */
#ifndef CR_FINDING_H
#define CR_FINDING_H

#include "funcapi.h"
#include "lib/stringinfo.h"

#include "engine/gate.h"

/* version of the JSON object in DETAIL; it only ever gains keys within one version */
#define FINDING_JSON_VERSION 1

/* what stands against an act before any rule is asked */
typedef struct Refusal
{
	int			sqlstate;		/* 0: nothing */
	char	   *message;
	char	   *hint;
	bool		tells_nothing;	/* of the subject: anybody may read it */
} Refusal;

extern int	judgement_findings(const Judgement *judgement);
extern bool judgement_stops(const Judgement *judgement);
extern void judgement_json(StringInfo out, const Judgement *judgement);
extern Datum judgement_labels(const Judgement *judgement, Verdict verdict);
extern void judgement_raise(const Judgement *judgement, const ActCall *call, Oid relid);
extern bool judgement_warns(const Judgement *judgement);
extern void judgement_warn(const Judgement *judgement, const ActCall *call, bool visible);
extern void refusal_raise(const Refusal *refusal, const ActCall *call, Oid relid);

extern void finding_put(ReturnSetInfo *rsinfo, const ActCall *call, const Outcome *outcome);
extern void finding_put_refusal(ReturnSetInfo *rsinfo, const ActCall *call,
								const Refusal *refusal);

#endif							/* CR_FINDING_H */
