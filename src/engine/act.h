/*
 * act.h
 *		An act on its way through the engine.
 */
#ifndef CR_ACT_H
#define CR_ACT_H

#include "engine/finding.h"
#include "engine/guard.h"

/* what an irregular act, or an act on an act, says of itself */
typedef struct Account
{
	bool		given;
	char	   *reason;
	char	   *person;
	char	   *second_person;
} Account;

typedef enum AmendHow
{
	AMEND_NOTHING,
	AMEND_ANNUL,
	AMEND_CORRECT,
	AMEND_CURE
} AmendHow;

typedef enum ActOutcome
{
	OUTCOME_PERMITTED,
	OUTCOME_PROTECTIVE,
	OUTCOME_IRREGULAR,
	OUTCOME_CURED,
	OUTCOME_BARRED
} ActOutcome;

extern const char *const outcome_names[];

/* an act, resolved and perhaps judged */
typedef struct Act
{
	Guard	   *guard;
	Gate	   *gate;
	ActCall		call;
	const char *side_given;		/* by the row, where no context tells the side */
	bool		acts_today;		/* the row names no day */
	DateADT		today;			/* in the authority's time zone */
	Refusal		refusal;
	bool		judged;
	Judgement	judgement;
	ActOutcome	outcome;		/* once judged */
	Account		irregular;
	Account		amendment;
	AmendHow	amends;
	bool		target_found;	/* the act that this one is about */
	bool		target_stands;
	Oid			target_relid;	/* its table, or partition */
	int64		target_cured;	/* where that is an act of cure: the act it cures */
	DateADT		cured_on;		/* and when that happened */
	bool		has_amended;	/* it has taken that act away */
	bool		cures_given;	/* of an act of cure, whether its row says what it puts right ... */
	List	   *cures;			/* ... and what; of char * */
	bool		is_late;		/* acts that happened later may be recorded already */
	TimestampTz moment;			/* from which the judgement, and what follows from it, is known */
	bool		again;			/* it is recorded, and judged again */
	bool		context_failed;	/* the context function could not tell who acts where */
	int			number;			/* of the judgement: 1, when it is recorded */
	const char *cause;
	int64		cause_seq;		/* 0: no act */
} Act;

/* what is derived of an act before the procedure and the rules are asked */
typedef struct ActContext
{
	const char *side;
	DateADT		today;
	bool		has_not_before;
	DateADT		not_before;
	const char *from_state;
} ActContext;

/* resolves and judges; never writes, never refuses by itself */
extern void act_read(Act *act, const char *rulebook, Relation rel, const char *table,
					 HeapTuple row, TupleDesc desc);
extern void act_read_parts(Act *act, Relation rel, HeapTuple row, TupleDesc desc);
extern char *act_role_text(const Guard *guard, Role role, HeapTuple row, TupleDesc desc);
extern void act_refuse(Act *act, int sqlstate, char *message, char *hint);
extern const char *act_state_before(Act *act);
extern void act_refresh(Act *act, Relation rel);
extern void act_refuse_derived(Act *act, Relation rel, HeapTuple row);
extern void act_resolve(Act *act);
extern void act_resolve_in(Act *act, const ActContext *context);
extern void act_outcome_find(Act *act);
extern void act_begun_read(Guard *guard, ActCall *call);
extern void act_judge_now(Act *act);

extern void act_record(Act *act, OwnerScope *scope);

/* amend.c: irregular acts, and acts on an act */
extern void account_read(Act *act, HeapTuple row, TupleDesc desc);
extern void account_check(Act *act);
extern void amend_target_read(Act *act);
extern void amend_supersede(Act *act);
extern Datum cure_rules_add(const Act *act, Datum amends);
extern void cure_rules_correct(Act *act, const Act *as_stamped, Oid leaf);
extern void cure_rules_refuse(const Act *act);

/* may the caller, with rights of their own, see the subject? */
extern bool act_subject_is_visible(Act *act, OwnerScope *scope);

/* writes what is derived into the row of an act, and makes sure that it is there */
extern void act_row_write(const Act *act, Oid leaf, GuardPlan plan, Datum *values,
						  const char *nulls);
extern void act_row_stamp(const Act *act, Oid leaf);
extern const char *state_or_null(const char *state);

/* journal.c */
extern void journal_write(Act *act);
extern void running_rules_write(Act *act);

/* the last judgement of an act, as the journal has it */
typedef struct LastJudgement
{
	int			number;			/* 0: none here */
	char	   *outcome;
	char	   *from_state;
	char	   *to_state;
	Jsonb	   *findings;
	Datum		satisfied;
	Datum		not_applicable;
	char	   *duties;			/* that stand, each with its version */
} LastJudgement;

extern void journal_last(Act *act, LastJudgement *last);
extern bool journal_differs(Act *act, const LastJudgement *last);

/* duty.c */
extern void duties_write(Act *act);
extern void duties_end(Act *act, int64 seq);
extern bool duties_differ(Act *act, const LastJudgement *last);

#endif							/* CR_ACT_H */
