/*
 * cadence_plan_core.h
 *		A follow-up promise laid out from its start: phases and periods,
 *		without the server.
 */
#ifndef CR_CADENCE_PLAN_CORE_H
#define CR_CADENCE_PLAN_CORE_H

#include "cadence_core.h"
#include "working_calendar_core.h"

/* a number that rests on days whose holidays are not known */
#define CADENCE_UNKNOWN (-1)

/*
 * A phase with the days it covers.  Where the end rests on days whose holidays
 * are not known, "sure" is false, and the phase covers at least the days
 * before "until"; the last of these is then the first day not known.
 */
typedef struct CadencePart
{
	const CadencePhase *phase;
	int64_t		from;			/* first day */
	int64_t		until;			/* first day no longer covered */
	bool		sure;
} CadencePart;

/* only the last part may be one that is not sure: what follows it is left out */
typedef struct CadencePlan
{
	const WorkingCalendar *calendar;	/* NULL: nothing is known of working days */
	bool		endless;
	bool		sure;			/* every part is */
	int64_t		limit;			/* nothing is owed from this day on */
	int64_t		until;			/* first day after the last part */
	int			nparts;
	CadencePart part[CADENCE_PHASES_MAX];
} CadencePlan;

/*
 * Where the last day is not known, "sure" is false: the period then reaches at
 * least to "to", which is the first day not known, and the quota may be
 * CADENCE_UNKNOWN.
 */
typedef struct CadencePeriod
{
	int64_t		from;
	int64_t		to;				/* last day, inclusive */
	int			quota;
	bool		sure;
} CadencePeriod;

/* the cadence must outlive the plan; ends may be DAY_OPEN_END */
extern void cadence_lay_out(const Cadence *cadence, int32_t start, int32_t ends,
							const WorkingCalendar *calendar, CadencePlan *plan);

/* each false when it cannot be told; *gap is then the first day not known */
extern bool cadence_part_find(const CadencePlan *plan, const CadencePart *part,
							  int64_t day, int64_t *k, int64_t *gap);
extern bool cadence_part_count(const CadencePlan *plan, const CadencePart *part,
							   int64_t *count, int64_t *gap);
extern bool cadence_gap_before(const CadencePlan *plan, int64_t until, int64_t *gap);

/* k is 0, the number of a day, or that of a period that follows a sure one */
extern CadencePeriod cadence_part_period(const CadencePlan *plan,
										 const CadencePart *part, int64_t k);

/* visits asked for by the first k periods, which begin on days known */
extern bool cadence_part_quota(const CadencePlan *plan, const CadencePart *part,
							   int64_t k, int64_t *quota, int64_t *gap);

/* go on to the period after this one; false when the part holds no more */
extern bool cadence_part_goes_on(const CadencePart *part, const CadencePeriod *period);

#endif							/* CR_CADENCE_PLAN_CORE_H */
