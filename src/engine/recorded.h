/*
 * recorded.h
 *		Acts as they are recorded.
 */
#ifndef CR_RECORDED_H
#define CR_RECORDED_H

#include "engine/act.h"

/* a place in the order of acts: the day, and on one day the number */
typedef struct ActPosition
{
	DateADT		acted_on;
	int64		seq;
} ActPosition;

/* the place before every act of a day */
extern ActPosition position_day(DateADT day);
extern int	position_compare(const ActPosition *a, const ActPosition *b);

/* so far back, if it is not yet */
extern void position_reach(ActPosition *after, DateADT acted_on, int64 seq);

/* a guarded table whose rows are acts */
typedef struct ActTable
{
	char	   *name;
	Relation	rel;
	Guard	   *guard;			/* one of its guards */
} ActTable;

/* open until closed; one whose guard does not fit is left out */
extern List *act_tables_open(const char *rulebook, Oid id_type, bool *incomplete);
extern void act_tables_close(List *tables);

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

/* the rows that a plan gives, of Recorded *; for list_sort, their order */
extern List *recorded_rows(ActTable *table, GuardPlan plan, Datum *values, bool *incomplete);
extern int	recorded_compare(const ListCell *a, const ListCell *b);

/* to be judged again */
extern void recorded_read(Act *act, const char *rulebook, Recorded *recorded);
extern char *recorded_text(const Recorded *recorded, const char *column);

/* does the row say what the judgement says; and does it in what later acts are judged by? */
extern bool recorded_agrees(const Act *act, const Recorded *recorded);
extern bool recorded_counts_alike(const Act *act, const Recorded *recorded);

#endif							/* CR_RECORDED_H */
