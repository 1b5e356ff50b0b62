/*
 * rejudge.h
 *		Judging again what is recorded.
 */
#ifndef CR_REJUDGE_H
#define CR_REJUDGE_H

#include "engine/case_head.h"
#include "engine/recorded.h"

/* which acts of a case, and why */
typedef struct Rejudging
{
	const char *rulebook;
	Oid			id_type;
	Datum		case_id;
	ActPosition after;			/* acts that stand after this one ... */
	bool		has_until;
	ActPosition until;			/* ... and before this one */
	int64		but_seq;		/* not this one; 0: all */
	const char *cause;
	int64		cause_seq;		/* 0: no act */
	TimestampTz moment;			/* from which that is known; 0: each judgement has its own */
	/* of this subject, each judgement is written down, else only what is new */
	const char *procedure;		/* null: none */
	Datum		subject_id;
	List	   *tables;			/* of ActTable *, where they are open already */
	OwnerScope *scope;			/* of whom it is told what became of it; null: of nobody */
	Oid			owner;			/* whose rights that scope gives */
	/* what came of it */
	int64		judged;
	int64		changed;
	int64		now_barred;		/* acts that nothing stood against before */
	bool		incomplete;		/* some could not be judged */
	bool		moved;			/* more than findings: what later acts are judged by */
} Rejudging;

extern void rejudge_acts(Rejudging *what);

/* a case that waits for it and is held by the caller; returns how many acts were judged */
extern int64 rejudge_waiting(const char *rulebook, Oid id_type, Datum case_id,
							 const CaseHeadState *head, OwnerScope *scope);

extern void rejudge_warn(const Rejudging *what);

#endif							/* CR_REJUDGE_H */
