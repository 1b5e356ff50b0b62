/*
 * cadence_visit_core.h
 *		What visits have fulfilled of a follow-up promise, without the server.
 */
#ifndef CR_CADENCE_VISIT_CORE_H
#define CR_CADENCE_VISIT_CORE_H

#include "cadence_plan_core.h"

typedef enum CadenceVerdict
{
	CADENCE_COUNTS,
	CADENCE_OUTSIDE,			/* before the start, or the promise had ended */
	CADENCE_SAME_DAY,			/* a second entry for one day is the same visit */
	CADENCE_PERIOD_FULL,
	CADENCE_TOO_SOON,			/* after the visit counted before it */
	CADENCE_CANNOT_TELL			/* it rests on days whose holidays are not known */
} CadenceVerdict;

/*
 * Visits taken one by one, in ascending order.  After each, "period" is the one
 * that it lies in, if has_period.
 */
typedef struct CadenceWalk
{
	const CadencePlan *plan;
	int			part_no;
	bool		has_period;
	int			period_part;
	int64_t		period_k;
	CadencePeriod period;
	int			period_done;	/* visits that count in it so far */
	bool		any;
	int64_t		last;			/* visit of whatever worth */
	bool		counted_any;
	int64_t		counted_last;
	bool		unsure_any;		/* a visit of which nobody can tell */
	int64_t		unsure_last;
	bool		period_unsure;	/* it lies in the present period */
	int64_t		gap;			/* first day not known that mattered */
} CadenceWalk;

extern void cadence_walk_begin(CadenceWalk *walk, const CadencePlan *plan);
extern CadenceVerdict cadence_walk_visit(CadenceWalk *walk, int64_t day);

/* numbers are CADENCE_UNKNOWN where they rest on days not known */
typedef struct CadenceProgress
{
	int64_t		due;
	int64_t		done;
	int64_t		missed;
	int64_t		total;			/* of one that has an end */
	bool		has_current;
	CadencePeriod current;
	int			current_done;
	bool		has_next_from;
	int64_t		next_from;
	bool		has_next_due;
	int64_t		next_due;
	int			complete;		/* 1, 0 or CADENCE_UNKNOWN */
	bool		has_gap;
	int64_t		gap;			/* the first day not known that mattered */
} CadenceProgress;

/* visits in ascending order */
extern void cadence_measure(const CadencePlan *plan, const int32_t *visit,
							size_t nvisits, int32_t as_of,
							CadenceProgress *result);

/* the periods that have ended before a day with fewer visits than they asked for */
typedef struct CadenceMissing
{
	const CadencePlan *plan;
	const int32_t *visit;		/* in ascending order */
	size_t		nvisits;
	int32_t		as_of;
	size_t		next_visit;
	CadenceWalk walk;
	int			part_no;
	int64_t		k;
} CadenceMissing;

extern void cadence_missing_begin(CadenceMissing *missing, const CadencePlan *plan,
								  const int32_t *visit, size_t nvisits, int32_t as_of);

/*
 * The next of them; false when there is none.  One that is not sure stands for
 * the rest of its phase, of which it cannot be told.  *done may be
 * CADENCE_UNKNOWN.
 */
extern bool cadence_missing_next(CadenceMissing *missing, CadencePeriod *period,
								 int *done);

#endif							/* CR_CADENCE_VISIT_CORE_H */
