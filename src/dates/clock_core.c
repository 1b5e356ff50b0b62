/*
 * clock_core.c
 *		Due days and stopped clocks, without the server.
 */
#include "clock_core.h"

/* ---------- what a clock is ---------- */

int
clock_limits(const Clock *clock)
{
	return clock->choice == CLOCK_ONE ? 1 : 2;
}

/* both limits go the same way */
bool
clock_is_backwards(const Clock *clock)
{
	return clock->limit[0].amount < 0;
}

static bool
any_limit_in(const Clock *clock, ClockUnit unit)
{
	return clock->limit[0].unit == unit ||
		(clock->choice != CLOCK_ONE && clock->limit[1].unit == unit);
}

bool
clock_in_hours(const Clock *clock)
{
	return any_limit_in(clock, CLOCK_HOURS);
}

bool
clock_needs_calendar(const Clock *clock)
{
	return clock->roll != CLOCK_NO_ROLL || any_limit_in(clock, CLOCK_WORKING_DAYS);
}

/* ---------- one limit ---------- */

int64_t
clock_due(int32_t start, int32_t amount, ClockUnit unit)
{
	int64_t		day;

	switch (unit)
	{
		case CLOCK_WEEKS:
			return (int64_t) start + (int64_t) amount * 7;
		case CLOCK_MONTHS:
			return day_add_months(start, amount);
		case CLOCK_YEARS:
			return day_add_months(start, (int64_t) amount * 12);
		case CLOCK_FIRST_OF_MONTH_AFTER:
			day = day_add_months(start, amount);

			/*
			 * Months that begin on the first day of a month are whole months:
			 * they end with the last day of one, not with the first of the
			 * next.  So the depositary of the Hague conventions reckons.
			 */
			if (amount > 0 && day_to_civil(start).day == 1)
				day--;
			return month_first_day(month_of_day(day) + 1);
		case CLOCK_FIRST_OF_NTH_MONTH:
			return month_first_day(month_of_day(start) + amount);
		default:
			return (int64_t) start + amount;
	}
}

/*
 * The day so many months from the start, by the rule for months that lack it.
 * Where the first day counts, a month is over on the day before that one; but a
 * month too short to have it is over with its last day and not before.
 */
static int64_t
months_due(const Clock *clock, int64_t start, int64_t months)
{
	int64_t		month = month_of_day(start) + months;
	int64_t		first = month_first_day(month);
	int64_t		last = month_first_day(month + 1) - 1;
	int64_t		day = first + day_to_civil(start).day - 1;

	if (clock->month_end == CLOCK_STAYS && day_to_civil(start + 1).day == 1)
		return clock->first_day ? last - 1 : last;
	if (day > last)
		return clock->month_end == CLOCK_SPILLS && !clock->first_day ? last + 1 : last;
	return clock->first_day ? day - 1 : day;
}

static ClockGap
gap_of(WorkingDayFault fault)
{
	switch (fault)
	{
		case WORKING_DAY_OK:
			return CLOCK_NO_GAP;
		case WORKING_DAY_GAP:
			return CLOCK_GAP_HOLIDAYS;
		default:
			return CLOCK_GAP_RANGE;
	}
}

static ClockGap
check_range(int64_t day)
{
	return day < CALENDAR_FIRST_DAY || day > CALENDAR_LAST_DAY ? CLOCK_GAP_RANGE : CLOCK_NO_GAP;
}

ClockGap
clock_limit_due(const Clock *clock, int limit, int64_t start,
				const WorkingCalendar *calendar, int64_t *due, int64_t *gap)
{
	int			amount = clock->limit[limit].amount;
	ClockUnit	unit = clock->limit[limit].unit;

	switch (unit)
	{
		case CLOCK_MONTHS:
			*due = months_due(clock, start, amount);
			break;
		case CLOCK_YEARS:
			*due = months_due(clock, start, (int64_t) amount * 12);
			break;
		case CLOCK_WORKING_DAYS:
			if (calendar == NULL)
				return CLOCK_GAP_NO_CALENDAR;
			return gap_of(working_day_add(calendar, clock->first_day ? start - 1 : start,
										  amount, due, gap));
		case CLOCK_HOURS:
			/* from the end of the day, since no more is known: any part of a day is one */
			*due = start + (amount + 23) / 24;
			break;
		case CLOCK_FIRST_OF_MONTH_AFTER:
		case CLOCK_FIRST_OF_NTH_MONTH:
			*due = clock_due((int32_t) start, amount, unit);
			break;
		default:
			*due = clock_due((int32_t) start, amount, unit);
			/* "same day" has no first day beside itself */
			if (clock->first_day && amount > 0)
				(*due)--;
			break;
	}
	return check_range(*due);
}

/* ---------- the whole clock ---------- */

static int64_t
choose(const Clock *clock, int64_t a, int64_t b)
{
	return (clock->choice == CLOCK_EARLIER) == (a < b) ? a : b;
}

/*
 * Of two limits one may do without the other: what is earlier than the first
 * day that is not known is earlier than whatever lies behind it.
 */
static bool
settles(const Clock *clock, ClockGap known, int64_t day, ClockGap open, int64_t gap)
{
	if (known != CLOCK_NO_GAP || open != CLOCK_GAP_HOLIDAYS)
		return false;
	return clock_is_backwards(clock) ?
		clock->choice == CLOCK_LATER && day >= gap :
		clock->choice == CLOCK_EARLIER && day <= gap;
}

static ClockGap
limits_due(const Clock *clock, int64_t start, const WorkingCalendar *calendar,
		   int64_t *due, int64_t *gap)
{
	int64_t		day[2];
	int64_t		missing[2] = {0, 0};
	ClockGap	fault[2];

	if (clock->choice == CLOCK_ONE)
		return clock_limit_due(clock, 0, start, calendar, due, gap);

	fault[0] = clock_limit_due(clock, 0, start, calendar, &day[0], &missing[0]);
	fault[1] = clock_limit_due(clock, 1, start, calendar, &day[1], &missing[1]);
	for (int i = 0; i < 2; i++)
	{
		if (settles(clock, fault[i], day[i], fault[1 - i], missing[1 - i]))
		{
			*due = day[i];
			return CLOCK_NO_GAP;
		}
	}
	for (int i = 0; i < 2; i++)
	{
		if (fault[i] != CLOCK_NO_GAP)
		{
			*gap = missing[i];
			return fault[i];
		}
	}
	*due = choose(clock, day[0], day[1]);
	return CLOCK_NO_GAP;
}

/* the working day to which a due day is put off, or brought forward */
static ClockGap
roll(const Clock *clock, const WorkingCalendar *calendar, int64_t *day, int64_t *gap)
{
	int			direction = clock->roll == CLOCK_TO_PREVIOUS ? -1 : 1;
	int64_t		rolled;
	ClockGap	fault;

	if (clock->roll == CLOCK_NO_ROLL)
		return CLOCK_NO_GAP;
	if (calendar == NULL)
		return CLOCK_GAP_NO_CALENDAR;
	fault = gap_of(working_day_roll(calendar, *day, direction, &rolled, gap));
	if (fault != CLOCK_NO_GAP)
		return fault;
	if (clock->roll == CLOCK_TO_NEXT_IN_MONTH && month_of_day(rolled) != month_of_day(*day))
	{
		fault = gap_of(working_day_roll(calendar, *day, -1, &rolled, gap));
		if (fault != CLOCK_NO_GAP)
			return fault;
	}
	*day = rolled;
	return CLOCK_NO_GAP;
}

/*
 * What comes after the cut-off hour comes on the next day.  Where working days
 * matter, it comes on the next working day, and so does what comes on a day
 * that is none: else a letter of Saturday would be older than one of Friday
 * evening.
 */
ClockGap
clock_start_day(const Clock *clock, int64_t day, bool late,
				const WorkingCalendar *calendar, int64_t *start, int64_t *gap)
{
	*start = late ? day + 1 : day;
	if (clock->cut_off == CLOCK_NO_CUT_OFF || !clock_needs_calendar(clock))
		return CLOCK_NO_GAP;
	if (calendar == NULL)
		return CLOCK_GAP_NO_CALENDAR;
	return gap_of(working_day_roll(calendar, *start, 1, start, gap));
}

ClockGap
clock_due_on(const Clock *clock, int64_t start, const WorkingCalendar *calendar,
			 int64_t *due, int64_t *gap)
{
	int64_t		from;
	ClockGap	fault;

	fault = clock_start_day(clock, start, false, calendar, &from, gap);
	if (fault == CLOCK_NO_GAP)
		fault = limits_due(clock, from, calendar, due, gap);
	if (fault == CLOCK_NO_GAP)
		fault = roll(clock, calendar, due, gap);
	return fault;
}

/* ---------- stopped clocks ---------- */

/*
 * The next span of days before as_of that is covered by stops and not counted
 * yet; *reached is where the one before it ended, INT64_MIN at first.
 */
static bool
next_span(const ClockStop *stop, size_t nstops, int32_t as_of,
		  size_t *i, int64_t *reached, int64_t *from, int64_t *to)
{
	for (; *i < nstops; (*i)++)
	{
		*from = stop[*i].from > *reached ? stop[*i].from : *reached;
		*to = stop[*i].to < as_of ? stop[*i].to : as_of;
		if (*to > *from)
		{
			*reached = *to;
			(*i)++;
			return true;
		}
	}
	return false;
}

int64_t
clock_stopped(const ClockStop *stop, size_t nstops, int32_t as_of)
{
	int64_t		total = 0;
	int64_t		reached = INT64_MIN;
	int64_t		from;
	int64_t		to;
	size_t		i = 0;

	while (next_span(stop, nstops, as_of, &i, &reached, &from, &to))
		total += to - from;
	return total;
}

/* put a due day off by the days of a stop: by working days, if the limit counts in them */
static ClockGap
put_off(const ClockLimit *limit, int64_t from, int64_t to,
		const WorkingCalendar *calendar, int64_t *day, int64_t *gap)
{
	int64_t		n;
	ClockGap	fault;

	if (limit->unit != CLOCK_WORKING_DAYS)
	{
		*day += to - from;
		return check_range(*day);
	}
	if (calendar == NULL)
		return CLOCK_GAP_NO_CALENDAR;
	fault = gap_of(working_day_count(calendar, from - 1, to - 1, &n, gap));
	if (fault == CLOCK_NO_GAP)
		fault = gap_of(working_day_add(calendar, *day, n, day, gap));
	return fault;
}

/*
 * A stop that begins when the time has run out holds up nothing any more; one
 * before it may have put that day off.  Each of two limits moves the day in the
 * days that it counts in, since nobody knows which of them had led to it.
 */
ClockGap
clock_due_after_stops(const Clock *clock, int64_t due,
					  const ClockStop *stop, size_t nstops, int32_t as_of,
					  const WorkingCalendar *calendar, int64_t *result, int64_t *gap)
{
	int64_t		day[CLOCK_LIMITS_MAX] = {due, due};
	int64_t		reached = INT64_MIN;
	int64_t		from;
	int64_t		to;
	size_t		i = 0;

	*result = due;
	if (clock_is_backwards(clock))
		return CLOCK_NO_GAP;
	while (next_span(stop, nstops, as_of, &i, &reached, &from, &to) && from <= *result)
	{
		ClockGap	fault = CLOCK_NO_GAP;

		for (int k = 0; k < clock_limits(clock) && fault == CLOCK_NO_GAP; k++)
			fault = put_off(&clock->limit[k], from, to, calendar, &day[k], gap);
		*result = clock->choice == CLOCK_ONE ? day[0] : choose(clock, day[0], day[1]);
		if (fault == CLOCK_NO_GAP)
			fault = roll(clock, calendar, result, gap);
		if (fault != CLOCK_NO_GAP)
			return fault;
	}
	return CLOCK_NO_GAP;
}
