/*
 * cadence_visit_core.c
 *		What visits have fulfilled of a follow-up promise, without the server.
 *
 * Visits are taken in the order of their days.  One counts when its period is
 * not full and the visit counted before it lies far enough back; one that does
 * not count leaves no trace, so it never hinders a later one.
 *
 * No other choice counts more visits.  Let s1 < s2 < ... be any visits that
 * keep both rules, and g1 < g2 < ... those counted here.  Then gi <= si for
 * every i.  It holds for the first.  If it holds up to i, then s(i+1) lies far
 * enough after gi, because it does after si; and its period is not full: of
 * s1 ... s(i+1) at most its quota lie in it, so that the last of them before it,
 * and with it the g of the same number, lie before the period, and fewer than
 * its quota of g1 ... gi lie in it.  So s(i+1) is at hand when g(i+1) is looked
 * for, and the first one that can be taken is not later.
 *
 * This holds for the visits up to any day.  Therefore no other choice misses
 * less in the periods that have ended, on whatever day one asks.
 */
#include "cadence_visit_core.h"

#include <string.h>

/* days between two visits that count, two entries for one day being one visit */
static int64_t
days_apart(const CadencePart *part)
{
	return part->phase->apart > 0 ? part->phase->apart : 1;
}

/* ---------- one visit after the other ---------- */

void
cadence_walk_begin(CadenceWalk *walk, const CadencePlan *plan)
{
	memset(walk, 0, sizeof(*walk));
	walk->plan = plan;
	walk->period_part = -1;
}

static CadenceVerdict
walk_cannot_tell(CadenceWalk *walk, int64_t day, int64_t gap)
{
	if (!walk->unsure_any || gap < walk->gap)
		walk->gap = gap;
	walk->unsure_any = true;
	walk->unsure_last = day;
	return CADENCE_CANNOT_TELL;
}

CadenceVerdict
cadence_walk_visit(CadenceWalk *walk, int64_t day)
{
	const CadencePlan *plan = walk->plan;
	const CadencePart *part;
	bool		repeated = walk->any && walk->last == day;
	int64_t		k;
	int64_t		gap;

	walk->any = true;
	walk->last = day;
	walk->has_period = false;
	if (plan->nparts == 0 || day < plan->part[0].from || day >= plan->limit ||
		(plan->sure && day >= plan->until))
		return CADENCE_OUTSIDE;
	while (walk->part_no + 1 < plan->nparts && day >= plan->part[walk->part_no].until)
		walk->part_no++;
	part = &plan->part[walk->part_no];

	if (day >= part->until)
		return repeated ? CADENCE_SAME_DAY : walk_cannot_tell(walk, day, part->until - 1);
	if (!cadence_part_find(plan, part, day, &k, &gap))
		return repeated ? CADENCE_SAME_DAY : walk_cannot_tell(walk, day, gap);
	if (walk->part_no != walk->period_part || k != walk->period_k)
	{
		walk->period_part = walk->part_no;
		walk->period_k = k;
		walk->period = cadence_part_period(plan, part, k);
		walk->period_done = 0;
		walk->period_unsure = false;
	}
	walk->has_period = true;

	if (repeated)
		return CADENCE_SAME_DAY;
	if (walk->period.quota == CADENCE_UNKNOWN)
	{
		walk->period_unsure = true;
		return walk_cannot_tell(walk, day, walk->period.to);
	}
	if (walk->period_done >= walk->period.quota)
		return CADENCE_PERIOD_FULL;
	if (walk->counted_any && day - walk->counted_last < days_apart(part))
		return CADENCE_TOO_SOON;
	/* does it depend on one of which nobody can tell? */
	if (walk->period_unsure ||
		(walk->unsure_any && day - walk->unsure_last < days_apart(part)))
	{
		walk->period_unsure = true;
		return walk_cannot_tell(walk, day, walk->gap);
	}
	walk->counted_any = true;
	walk->counted_last = day;
	walk->period_done++;
	return CADENCE_COUNTS;
}

/* ---------- how the promise stands on a day ---------- */

static void
note_gap(CadenceProgress *result, int64_t gap)
{
	if (!result->has_gap || gap < result->gap)
		result->gap = gap;
	result->has_gap = true;
}

/* what is asked for before as_of and in all, and the period that holds it */
typedef struct Standing
{
	int			part_no;		/* the first part that has not ended */
	bool		told;			/* can it be told which period of it holds the day? */
	int64_t		k;
} Standing;

static void
add_quota(CadenceProgress *result, int64_t *sum, bool told, int64_t quota, int64_t gap)
{
	if (!told)
	{
		*sum = CADENCE_UNKNOWN;
		note_gap(result, gap);
	}
	else if (*sum != CADENCE_UNKNOWN)
		*sum += quota;
}

static void
measure_periods(const CadencePlan *plan, int32_t as_of, Standing *standing,
				CadenceProgress *result)
{
	int			i;

	standing->part_no = plan->nparts;
	standing->told = true;
	standing->k = 0;
	for (i = 0; i < plan->nparts; i++)
	{
		const CadencePart *part = &plan->part[i];
		bool		over = part->sure && as_of >= part->until;
		bool		told = true;
		int64_t		count = 0;
		int64_t		ended = 0;
		int64_t		quota;
		int64_t		gap;

		/* of what has no end nobody asks how much it is in all */
		if (over || !plan->endless)
		{
			told = cadence_part_count(plan, part, &count, &gap) &&
				cadence_part_quota(plan, part, count, &quota, &gap);
			if (!plan->endless)
				add_quota(result, &result->total, told, quota, gap);
		}
		if (over)
		{
			add_quota(result, &result->due, told, quota, gap);
			continue;
		}

		told = true;
		if (standing->part_no == plan->nparts)
			standing->part_no = i;
		if (as_of >= part->until)
		{
			told = false;
			gap = part->until - 1;
		}
		else if (as_of >= part->from)
		{
			told = cadence_part_find(plan, part, as_of, &ended, &gap) &&
				cadence_part_quota(plan, part, ended, &quota, &gap);
			standing->k = ended;
		}
		else
			quota = 0;
		if (!told)
			standing->told = false;
		add_quota(result, &result->due, told, quota, gap);
	}
}

/*
 * From a period on, the first one of its part that still asks for a visit.
 * Returns 1, 0 when there is none, or CADENCE_UNKNOWN.
 */
static int
first_unmet(const CadenceWalk *walk, int part_no, int64_t k, CadencePeriod *period,
			int64_t *gap)
{
	const CadencePlan *plan = walk->plan;
	const CadencePart *part = &plan->part[part_no];

	/* only a cut period asks for nothing, only one has visits: four turns at most */
	for (;; k++)
	{
		bool		present = part_no == walk->period_part && k == walk->period_k;

		*period = cadence_part_period(plan, part, k);
		if (period->quota == CADENCE_UNKNOWN || (present && walk->period_unsure))
		{
			*gap = present && walk->period_unsure ? walk->gap : period->to;
			return CADENCE_UNKNOWN;
		}
		if (period->quota > (present ? walk->period_done : 0))
			return 1;
		if (!cadence_part_goes_on(part, period))
		{
			*gap = period->to;
			return period->sure ? 0 : CADENCE_UNKNOWN;
		}
	}
}

/* returns 1, 0 or CADENCE_UNKNOWN: is a visit still owed in a period not ended? */
static int
measure_next_due(const CadenceWalk *walk, const Standing *standing, CadenceProgress *result)
{
	const CadencePlan *plan = walk->plan;
	CadencePeriod period;
	int64_t		gap;
	int			answer = 0;
	int			i;

	for (i = standing->part_no; i < plan->nparts && answer == 0; i++)
		answer = first_unmet(walk, i, i == standing->part_no ? standing->k : 0, &period, &gap);
	if (answer == 1 && !period.sure)
		note_gap(result, period.to);
	else if (answer == 1)
	{
		result->has_next_due = true;
		result->next_due = period.to;
	}
	else if (answer == CADENCE_UNKNOWN)
		note_gap(result, gap);
	return answer;
}

static int64_t
later_of(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* the first day, as_of or later, on which a visit would count */
static void
measure_next_from(const CadenceWalk *walk, const Standing *standing, int32_t as_of,
				  CadenceProgress *result)
{
	const CadencePlan *plan = walk->plan;
	int			i;

	for (i = standing->part_no; i < plan->nparts; i++)
	{
		const CadencePart *part = &plan->part[i];
		int64_t		apart = days_apart(part);
		int64_t		day = later_of(part->from, as_of);
		int64_t		k;
		int64_t		gap;
		CadencePeriod period;
		int			answer;

		if (walk->counted_any)
			day = later_of(day, walk->counted_last + apart);
		if (day >= part->until && part->sure)
			continue;
		if (day >= part->until)
		{
			note_gap(result, part->until - 1);
			return;
		}
		if (!cadence_part_find(plan, part, day, &k, &gap))
		{
			note_gap(result, gap);
			return;
		}
		answer = first_unmet(walk, i, k, &period, &gap);
		if (answer == 0)
			continue;
		day = later_of(day, period.from);
		if (answer == CADENCE_UNKNOWN ||
			(walk->unsure_any && day - walk->unsure_last < apart))
		{
			note_gap(result, answer == CADENCE_UNKNOWN ? gap : walk->gap);
			return;
		}
		result->has_next_from = true;
		result->next_from = day;
		return;
	}
}

void
cadence_measure(const CadencePlan *plan, const int32_t *visit, size_t nvisits,
				int32_t as_of, CadenceProgress *result)
{
	CadenceWalk walk;
	Standing	standing;
	int64_t		credited = 0;
	int			owed = CADENCE_UNKNOWN;
	size_t		v;

	memset(result, 0, sizeof(*result));
	measure_periods(plan, as_of, &standing, result);

	cadence_walk_begin(&walk, plan);
	for (v = 0; v < nvisits && visit[v] <= as_of; v++)
	{
		CadenceVerdict verdict = cadence_walk_visit(&walk, visit[v]);

		if (verdict == CADENCE_CANNOT_TELL)
		{
			result->done = CADENCE_UNKNOWN;
			note_gap(result, walk.gap);
		}
		else if (verdict == CADENCE_COUNTS)
		{
			if (result->done != CADENCE_UNKNOWN)
				result->done++;
			if (walk.period.to < as_of)
				credited++;
		}
	}
	/* where it cannot be told of an ended period what counts, nor can what was due */
	result->missed = result->due == CADENCE_UNKNOWN ? CADENCE_UNKNOWN : result->due - credited;

	if (standing.told)
	{
		if (standing.part_no < plan->nparts && as_of >= plan->part[standing.part_no].from)
		{
			result->has_current = true;
			result->current = cadence_part_period(plan, &plan->part[standing.part_no], standing.k);
			if (!result->current.sure)
				note_gap(result, result->current.to);
			if (walk.period_part == standing.part_no && walk.period_k == standing.k)
				result->current_done = walk.period_unsure ? CADENCE_UNKNOWN : walk.period_done;
		}
		owed = measure_next_due(&walk, &standing, result);
		measure_next_from(&walk, &standing, as_of, result);
	}

	if (plan->endless || owed == 1 || result->missed > 0)
		result->complete = 0;
	else if (owed == CADENCE_UNKNOWN || result->missed == CADENCE_UNKNOWN)
		result->complete = CADENCE_UNKNOWN;
	else
		result->complete = 1;
}

/* ---------- what was missed ---------- */

void
cadence_missing_begin(CadenceMissing *missing, const CadencePlan *plan,
					  const int32_t *visit, size_t nvisits, int32_t as_of)
{
	memset(missing, 0, sizeof(*missing));
	missing->plan = plan;
	missing->visit = visit;
	missing->nvisits = nvisits;
	missing->as_of = as_of;
	cadence_walk_begin(&missing->walk, plan);
}

/* the visits up to and in a period; how many of them count in it */
static int
missing_done(CadenceMissing *missing, const CadencePeriod *period)
{
	int			done = 0;

	while (missing->next_visit < missing->nvisits &&
		   missing->visit[missing->next_visit] <= period->to)
	{
		int64_t		day = missing->visit[missing->next_visit++];
		CadenceVerdict verdict = cadence_walk_visit(&missing->walk, day);

		if (day < period->from)
			continue;
		if (verdict == CADENCE_CANNOT_TELL)
			done = CADENCE_UNKNOWN;
		else if (verdict == CADENCE_COUNTS && done != CADENCE_UNKNOWN)
			done++;
	}
	return done;
}

/*
 * A period that is passed over has visits or, having been cut short, asks for
 * none: the turns are at most as many as visits, phases and periods missed.
 */
bool
cadence_missing_next(CadenceMissing *missing, CadencePeriod *period, int *done)
{
	const CadencePlan *plan = missing->plan;

	while (missing->part_no < plan->nparts)
	{
		const CadencePart *part = &plan->part[missing->part_no];

		*period = cadence_part_period(plan, part, missing->k++);
		if (missing->as_of <= period->to)
			return false;
		if (!cadence_part_goes_on(part, period))
		{
			missing->part_no++;
			missing->k = 0;
		}
		if (!period->sure)
		{
			*done = CADENCE_UNKNOWN;
			return true;
		}
		*done = missing_done(missing, period);
		if (*done < period->quota)
			return true;
	}
	return false;
}
