/*
 * case_head.h
 *		The head of a case: lock, order and serialization failure at once.
 */
#ifndef CR_CASE_HEAD_H
#define CR_CASE_HEAD_H

#include "utils/date.h"

/* what the head says once it is held */
typedef struct CaseHeadState
{
	int64		act_seq;		/* number of the latest act */
	DateADT		last_on;		/* the latest day on which an act happened */
	bool		has_last_on;
	DateADT		rejudge_since;	/* acts from this day on wait to be judged again */
	bool		has_rejudge_since;
	char	   *rejudge_cause;	/* in the caller's context */
} CaseHeadState;

/* Each takes the case until the transaction ends, except for the questions. */

/* for an act, which gets the next number */
extern void case_head_number(const char *rulebook, Oid id_type, Datum case_id,
							 DateADT acted_on, CaseHeadState *state);

/* for a fact: what is known from a day on has changed, for a cause */
extern void case_head_reach(const char *rulebook, Oid id_type, Datum case_id,
							DateADT since, const char *cause);

/* an act, or a fact, came from another office: the case waits, whatever it knew before */
extern void case_head_receive(const char *rulebook, Oid id_type, Datum case_id, DateADT day);

/* do several offices record acts of the same cases? */
extern bool case_head_is_shared(const char *rulebook, Oid id_type);

/* has an act of the case happened after that day? */
extern bool case_head_is_past(const char *rulebook, Oid id_type, Datum case_id,
							  DateADT acted_on);

/* for judging again; false where the case has no head */
extern bool case_head_hold(const char *rulebook, Oid id_type, Datum case_id,
						   CaseHeadState *state);

/* an act happened on that day, though it was not recorded here */
extern void case_head_seen(const char *rulebook, Oid id_type, Datum case_id, DateADT acted_on);

/* what it says, without taking the case; false where there is none */
extern bool case_head_read(const char *rulebook, Oid id_type, Datum case_id,
						   CaseHeadState *state);

/* nothing waits to be judged again any more */
extern void case_head_settle(const char *rulebook, Oid id_type, Datum case_id);

#endif							/* CR_CASE_HEAD_H */
