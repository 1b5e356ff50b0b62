/*
 * cadence_plan_core.c
 *		A follow-up promise laid out from its start: phases and periods,
 *		without the server.
 *
 * A promise is a row of phases; each cuts the days it covers into periods and
 * asks for a number of visits in each.  All periods of a phase but the first
 * and the last are whole and ask for the same, so counting never walks over
 * the calendar: the n-th period and the period of a day are computed.
 *
 * Working days are counted with a calendar, which may not know the holidays of
 * some day.  A working day that many days off is then not before the first day
 * that is not known, and this is enough to say of a period or a phase what it
 * holds at least.  Everything is told that can be told; nothing is guessed.
 */
#include "cadence_plan_core.h"

/* a day; when not sure, the first one that it can be: the day before is not known */
typedef struct PlanDay
{
	int64_t		day;
	bool		sure;
} PlanDay;

static PlanDay
sure_day(int64_t day)
{
	PlanDay		result = {day, true};

	return result;
}

/*
 * The day after the n-th working day that follows "from", which is counted
 * itself (when it is worked) or not.
 */
static PlanDay
day_after_working_days(const WorkingCalendar *calendar, int64_t from, int64_t n,
					   bool count_from)
{
	WorkingDayFault fault = WORKING_DAY_OK;
	int64_t		day = from;
	int64_t		gap = count_from ? from : from + 1;
	bool		worked = false;
	PlanDay		result;

	if (calendar == NULL)
		fault = WORKING_DAY_GAP;
	else if (count_from)
		fault = working_day_is(calendar, from, &worked, &gap);
	if (fault == WORKING_DAY_OK && !(worked && n == 1))
		fault = working_day_add(calendar, from, worked ? n - 1 : n, &day, &gap);

	if (fault == WORKING_DAY_RANGE)
		return sure_day((int64_t) CALENDAR_LAST_DAY + 2);
	result.sure = fault == WORKING_DAY_OK;
	result.day = (result.sure ? day : gap) + 1;
	return result;
}

/* the first day after a span of n units that begins with "from" */
static PlanDay
day_after_span(const WorkingCalendar *calendar, int64_t from, int64_t n, int unit)
{
	switch (unit)
	{
		case CADENCE_WEEKS:
			return sure_day(from + 7 * n);
		case CADENCE_MONTHS:
			return sure_day(day_add_months(from, n));
		case CADENCE_YEARS:
			return sure_day(day_add_months(from, 12 * n));
		case CADENCE_WORKING_DAYS:
			return day_after_working_days(calendar, from, n, true);
		default:
			return sure_day(from + n);
	}
}

/* the day after the one that lies n units after "from" */
static PlanDay
day_after_item(const WorkingCalendar *calendar, int64_t from, int64_t n, int unit)
{
	PlanDay		result;

	if (unit == CADENCE_WORKING_DAYS)
		return day_after_working_days(calendar, from, n, false);
	result = day_after_span(calendar, from, n, unit);
	result.day++;
	return result;
}

/* the first day after the phase, were it not cut short */
static PlanDay
phase_end(const WorkingCalendar *calendar, const CadencePhase *phase, int64_t from)
{
	switch (phase->end_kind)
	{
		case CADENCE_END_FOR:
			return day_after_span(calendar, from, phase->end_count, phase->end_unit);
		case CADENCE_END_SELF:
			return day_after_item(calendar, from, phase->item[phase->nitems - 1], phase->unit);
		default:
			return sure_day((int64_t) CALENDAR_LAST_DAY + 1);
	}
}

/*
 * Lay the phases out from the start, each where the one before it ends.
 * "ends" is the first day that the promise no longer covers, DAY_OPEN_END when
 * there is none.
 */
void
cadence_lay_out(const Cadence *cadence, int32_t start, int32_t ends,
				const WorkingCalendar *calendar, CadencePlan *plan)
{
	int64_t		limit = (int64_t) CALENDAR_LAST_DAY + 1;
	int64_t		from = start;
	const CadencePhase *last = &cadence->phase[cadence->nphases - 1];
	int			i;

	if (ends < limit)
		limit = ends;
	plan->calendar = calendar;
	plan->endless = ends == DAY_OPEN_END &&
		(last->end_kind == CADENCE_END_OPEN || last->end_kind == CADENCE_END_AGE);
	plan->sure = true;
	plan->limit = limit;
	plan->until = start;
	plan->nparts = 0;
	for (i = 0; i < cadence->nphases && from < limit && plan->sure; i++)
	{
		CadencePart *part = &plan->part[plan->nparts++];
		PlanDay		until = phase_end(calendar, &cadence->phase[i], from);

		part->phase = &cadence->phase[i];
		part->from = from;
		part->sure = until.sure || until.day >= limit;
		part->until = until.day < limit ? until.day : limit;
		plan->sure = part->sure;
		plan->until = part->until;
		from = until.day;
	}
}

/* "per month" alone keeps to calendar months */
static bool
keeps_months(const CadencePhase *phase)
{
	return phase->kind == CADENCE_PER && phase->unit == CADENCE_MONTHS;
}

/* units in a period of "per" and "every" */
static int64_t
stride(const CadencePhase *phase)
{
	return phase->kind == CADENCE_PER ? 1 : phase->count;
}

/* visits that a whole period asks for */
static int
full_quota(const CadencePhase *phase)
{
	return phase->kind == CADENCE_PER ? phase->count : 1;
}

/* the first day of period k as the rule has it, before any cutting */
static PlanDay
boundary(const CadencePlan *plan, const CadencePart *part, int64_t k)
{
	const CadencePhase *phase = part->phase;

	if (keeps_months(phase))
		return sure_day(month_first_day(month_of_day(part->from) + k));
	if (k == 0)
		return sure_day(part->from);
	if (phase->kind == CADENCE_PER || phase->kind == CADENCE_EVERY)
		return day_after_span(plan->calendar, part->from, k * stride(phase), phase->unit);
	return day_after_item(plan->calendar, part->from, phase->item[k - 1], phase->unit);
}

/* whole periods of so many working days before a day */
static bool
working_periods_before(const CadencePlan *plan, const CadencePart *part, int64_t day,
					   int64_t *k, int64_t *gap)
{
	bool		worked;
	int64_t		days;

	*k = 0;
	if (day == part->from)
		return true;
	*gap = part->from;
	if (plan->calendar == NULL ||
		working_day_is(plan->calendar, part->from, &worked, gap) != WORKING_DAY_OK ||
		working_day_count(plan->calendar, part->from, day - 1, &days, gap) != WORKING_DAY_OK)
		return false;
	*k = (days + worked) / stride(part->phase);
	return true;
}

/* the period of a day that the part surely covers */
bool
cadence_part_find(const CadencePlan *plan, const CadencePart *part, int64_t day,
				  int64_t *k, int64_t *gap)
{
	const CadencePhase *phase = part->phase;

	if (keeps_months(phase))
	{
		*k = month_of_day(day) - month_of_day(part->from);
		return true;
	}
	if (phase->kind == CADENCE_PER || phase->kind == CADENCE_EVERY)
	{
		int64_t		n = stride(phase);

		switch (phase->unit)
		{
			case CADENCE_WORKING_DAYS:
				return working_periods_before(plan, part, day, k, gap);
			case CADENCE_DAYS:
				*k = (day - part->from) / n;
				return true;
			case CADENCE_WEEKS:
				*k = (day - part->from) / (7 * n);
				return true;
			case CADENCE_YEARS:
				n *= 12;
				break;
			default:
				break;
		}
		/* the day of the month may have to correct by one */
		*k = (month_of_day(day) - month_of_day(part->from)) / n;
		if (boundary(plan, part, *k).day > day)
			(*k)--;
		return true;
	}
	for (*k = 0; *k + 1 < phase->nitems; (*k)++)
	{
		/* one that is not sure lies behind all that the part surely covers */
		if (boundary(plan, part, *k + 1).day > day)
			break;
	}
	return true;
}

bool
cadence_part_count(const CadencePlan *plan, const CadencePart *part,
				   int64_t *count, int64_t *gap)
{
	if (!part->sure)
	{
		*gap = part->until - 1;
		return false;
	}
	if (!cadence_part_find(plan, part, part->until - 1, count, gap))
		return false;
	(*count)++;
	return true;
}

/*
 * Period k.  One that was cut short asks for its share of the full number,
 * rounded down: never for more than full pace.
 */
CadencePeriod
cadence_part_period(const CadencePlan *plan, const CadencePart *part, int64_t k)
{
	int64_t		first = boundary(plan, part, k).day;
	PlanDay		next = boundary(plan, part, k + 1);
	int64_t		full = full_quota(part->phase);
	int64_t		until = next.day < part->until ? next.day : part->until;
	CadencePeriod period;

	period.from = first < part->from ? part->from : first;
	period.to = until - 1;
	if (next.sure && (part->sure || next.day <= part->until))
	{
		period.sure = true;
		period.quota = (int) (full * (until - period.from) / (next.day - first));
	}
	else if (part->sure && part->until < next.day)
	{
		/* cut before it can be whole; periods of working days ask for one visit */
		period.sure = true;
		period.quota = 0;
	}
	else
	{
		period.sure = false;
		/* what nothing ends is never cut */
		period.quota = part->until > CALENDAR_LAST_DAY ? (int) full : CADENCE_UNKNOWN;
	}
	return period;
}

bool
cadence_part_quota(const CadencePlan *plan, const CadencePart *part, int64_t k,
				   int64_t *quota, int64_t *gap)
{
	CadencePeriod last;

	*quota = 0;
	if (k <= 0)
		return true;
	last = cadence_part_period(plan, part, k - 1);
	if (!last.sure)
	{
		*gap = last.to;
		return false;
	}
	/* only the first and the last can be other than full */
	if (k > 1)
		*quota = cadence_part_period(plan, part, 0).quota + (k - 2) * full_quota(part->phase);
	*quota += last.quota;
	return true;
}

/* where it cannot be told how long the part is, there may always be another */
bool
cadence_part_goes_on(const CadencePart *part, const CadencePeriod *period)
{
	return period->sure && (!part->sure || period->to + 1 < part->until);
}

/*
 * Is there a day not known, on which it rests how the days up to and including
 * "until" are cut into periods, the last of them to its end?
 */
bool
cadence_gap_before(const CadencePlan *plan, int64_t until, int64_t *gap)
{
	int			i;

	for (i = 0; i < plan->nparts && plan->part[i].from <= until; i++)
	{
		const CadencePart *part = &plan->part[i];
		int64_t		k;
		CadencePeriod period;

		if (!part->sure && until >= part->until)
		{
			*gap = part->until - 1;
			return true;
		}
		if (!cadence_part_find(plan, part, until < part->until ? until : part->until - 1,
							   &k, gap))
			return true;
		period = cadence_part_period(plan, part, k);
		if (!period.sure)
		{
			*gap = period.to;
			return true;
		}
	}
	return false;
}
