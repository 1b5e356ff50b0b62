/*
 * act.h
 *		An act on its way through the engine.
 */
#ifndef CR_ACT_H
#define CR_ACT_H

#include "engine/finding.h"
#include "engine/guard.h"

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
} Act;

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
extern void act_judge_now(Act *act);

extern void act_record(Act *act, OwnerScope *scope);

/* may the caller, with rights of their own, see the subject? */
extern bool act_subject_is_visible(Act *act, OwnerScope *scope);

/* journal.c */
extern void journal_write(Act *act);
extern void duties_write(Act *act);

#endif							/* CR_ACT_H */
