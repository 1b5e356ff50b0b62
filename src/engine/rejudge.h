/*
 * rejudge.h
 *		Judging again what is recorded.
 */
#ifndef CR_REJUDGE_H
#define CR_REJUDGE_H

#include "engine/act.h"
#include "engine/case_head.h"

/* a place in the order of acts: the day, and on one day the number */
typedef struct ActPosition
{
	DateADT		acted_on;
	int64		seq;
} ActPosition;

/* a recorded act of a case */
typedef struct Recorded
{
	ActPosition position;
	Relation	rel;			/* the guarded table */
	char	   *table;
	Oid			leaf;			/* the table or partition that holds it */
	HeapTuple	row;
	bool		is_unchanged;	/* it would be judged as it was, if nothing before it changes */
} Recorded;

extern void recorded_read(Act *act, const char *rulebook, Recorded *recorded);
extern bool recorded_agrees(const Act *act, const Recorded *recorded);

/* rejudge_bulk.c: marks the acts that are unchanged */
extern void rejudge_check(const char *rulebook, List *acts, Oid owner);

/* a guarded table whose rows are acts */
typedef struct ActTable
{
	char	   *name;
	Relation	rel;
	Guard	   *guard;			/* one of its guards */
} ActTable;

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

/* the place before every act of a day */
extern ActPosition position_day(DateADT day);

extern void rejudge_warn(const Rejudging *what);

#endif							/* CR_REJUDGE_H */
