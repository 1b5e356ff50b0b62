/*
 * working_calendar_core.c
 *		Which days are worked in a country or at an authority, and counting
 *		them, without the server.
 *
 * Every question is put in terms of ranks.  The rank of a day is the number of
 * working days up to and including it, counted from a Monday long ago: the
 * days that the weekend leaves, which whole weeks give without walking, less
 * the holidays and plus the worked weekend days up to it, which a binary
 * search gives.  The n-th working day after a day is the one whose rank is n
 * greater; finding the day of a rank is a binary search over the holidays and
 * a division.
 */
#include "working_calendar_core.h"

/* Monday, 2000-01-03: ranks of the days before it are negative */
#define RANK_MONDAY 2

#define ALL_WEEK 0x7f

/* no more days than this lie between two days of the years 0001 to 9999 */
#define DAYS_BETWEEN_MAX (CALENDAR_LAST_DAY - CALENDAR_FIRST_DAY + 1)

static int64_t
week_of(int64_t day)
{
	int64_t		since = day - RANK_MONDAY;

	return since >= 0 ? since / 7 : -((6 - since) / 7);
}

int
day_weekday(int64_t day)
{
	return (int) (day - RANK_MONDAY - 7 * week_of(day));
}

static int
bits_in(unsigned set)
{
	int			n = 0;

	for (; set != 0; set &= set - 1)
		n++;
	return n;
}

/* ---------- the weekend alone ---------- */

/* days up to "day" that this weekend leaves, had it always been kept */
static int64_t
pattern_rank(int32_t weekend, int64_t day)
{
	unsigned	left = ALL_WEEK & ~(unsigned) weekend;

	return week_of(day) * bits_in(left) + bits_in(left & ((2u << day_weekday(day)) - 1));
}

/* the day that has this rank, had this weekend always been kept */
static int64_t
pattern_day(int32_t weekend, int64_t rank)
{
	unsigned	left = ALL_WEEK & ~(unsigned) weekend;
	int			per_week = bits_in(left);
	int64_t		before = rank - 1;
	int64_t		week = before >= 0 ? before / per_week : -((per_week - 1 - before) / per_week);
	int			skip = (int) (before - week * per_week);
	int			weekday = 0;

	for (;; weekday++)
	{
		if ((left >> weekday & 1) && skip-- == 0)
			return RANK_MONDAY + 7 * week + weekday;
	}
}

static int32_t
weekend_on(const WorkingCalendar *calendar, int64_t day)
{
	int			i = calendar->nweekends - 1;

	while (i > 0 && calendar->weekend[i].from > day)
		i--;
	return calendar->weekend[i].days;
}

/* days up to "day" that the weekends leave, as they were kept at their time */
static int64_t
weekend_rank(const WorkingCalendar *calendar, int64_t day)
{
	const WeekendSpan *weekend = calendar->weekend;
	int64_t		skew = 0;		/* what the changes before the day add to the pattern */
	int			i;

	for (i = 1; i < calendar->nweekends && weekend[i].from <= day; i++)
		skew += pattern_rank(weekend[i - 1].days, (int64_t) weekend[i].from - 1) -
			pattern_rank(weekend[i].days, (int64_t) weekend[i].from - 1);
	return skew + pattern_rank(weekend[i - 1].days, day);
}

/* the first day of this rank among those that the weekends leave */
static int64_t
weekend_day(const WorkingCalendar *calendar, int64_t rank)
{
	const WeekendSpan *weekend = calendar->weekend;
	int64_t		skew = 0;
	int			i;

	for (i = 1; i < calendar->nweekends; i++)
	{
		int64_t		old = pattern_rank(weekend[i - 1].days, (int64_t) weekend[i].from - 1);

		if (skew + old >= rank)
			break;
		skew += old - pattern_rank(weekend[i].days, (int64_t) weekend[i].from - 1);
	}
	return pattern_day(weekend[i - 1].days, rank - skew);
}

/* ---------- with the days that are not as the weekend says ---------- */

/* how many of the days in order are not after "day" */
static int
days_up_to(const int32_t *days, int n, int64_t day)
{
	int			low = 0;

	while (low < n)
	{
		int			middle = low + (n - low) / 2;

		if (days[middle] <= day)
			low = middle + 1;
		else
			n = middle;
	}
	return low;
}

static bool
is_among(const int32_t *days, int n, int64_t day)
{
	int			upto = days_up_to(days, n, day);

	return upto > 0 && days[upto - 1] == day;
}

static int64_t
rank_of(const WorkingCalendar *calendar, int64_t day)
{
	return weekend_rank(calendar, day)
		- days_up_to(calendar->holiday, calendar->nholidays, day)
		+ days_up_to(calendar->worked, calendar->nworked, day);
}

/* how many of these holidays or worked days come before the day of a rank */
static int
days_below(const WorkingCalendar *calendar, const int32_t *days, int n, int64_t rank)
{
	int			low = 0;

	while (low < n)
	{
		int			middle = low + (n - low) / 2;

		if (rank_of(calendar, days[middle]) < rank)
			low = middle + 1;
		else
			n = middle;
	}
	return low;
}

/* the working day that has this rank */
static int64_t
day_of(const WorkingCalendar *calendar, int64_t rank)
{
	int			holidays = days_below(calendar, calendar->holiday, calendar->nholidays, rank);
	int			worked = days_below(calendar, calendar->worked, calendar->nworked, rank);

	/* a worked weekend day raises the rank: the first one to reach it has it */
	if (worked < calendar->nworked && rank_of(calendar, calendar->worked[worked]) == rank)
		return calendar->worked[worked];
	return weekend_day(calendar, rank + holidays - worked);
}

WorkingDayKind
working_day_kind(const WorkingCalendar *calendar, int64_t day)
{
	if (weekend_on(calendar, day) >> day_weekday(day) & 1)
		return is_among(calendar->worked, calendar->nworked, day) ? DAY_WORKED_WEEKEND : DAY_WEEKEND;
	return is_among(calendar->holiday, calendar->nholidays, day) ? DAY_HOLIDAY : DAY_WEEKDAY;
}

static bool
is_worked(const WorkingCalendar *calendar, int64_t day)
{
	WorkingDayKind kind = working_day_kind(calendar, day);

	return kind == DAY_WEEKDAY || kind == DAY_WORKED_WEEKEND;
}

/* ---------- what is known ---------- */

/* the last span that begins on the day or before it, NULL when there is none */
static const DaySpan *
known_before(const WorkingCalendar *calendar, int64_t day)
{
	int			low = 0;
	int			high = calendar->nknown;

	while (low < high)
	{
		int			middle = low + (high - low) / 2;

		if (calendar->known[middle].from <= day)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 ? &calendar->known[low - 1] : NULL;
}

static bool
reaches_begin(const DaySpan *span, int64_t day)
{
	return span->from == DAY_OPEN_BEGIN || span->from <= day;
}

static bool
reaches_end(const DaySpan *span, int64_t day)
{
	return span->to == DAY_OPEN_END || span->to >= day;
}

/*
 * Are all days known from "near" on to "far", which may lie on either side?
 * If not, *gap is the one nearest to "near" that is not.  Between two spans
 * lies an unknown day, so that one span has to hold them all.
 */
static WorkingDayFault
known_between(const WorkingCalendar *calendar, int64_t near, int64_t far, int64_t *gap)
{
	const DaySpan *span;

	if (calendar->weekends_suffice)
		return WORKING_DAY_OK;
	span = known_before(calendar, near);
	if (span == NULL || !reaches_end(span, near))
		*gap = near;
	else if (far >= near && !reaches_end(span, far))
		*gap = (int64_t) span->to + 1;
	else if (far < near && !reaches_begin(span, far))
		*gap = (int64_t) span->from - 1;
	else
		return WORKING_DAY_OK;
	return WORKING_DAY_GAP;
}

static bool
in_years(int64_t day)
{
	return day >= CALENDAR_FIRST_DAY && day <= CALENDAR_LAST_DAY;
}

/*
 * The day of a rank, for which all days from "near" on count.  When it lies
 * outside the years of this room, a gap on the way there is still the nearer
 * reason.
 */
static WorkingDayFault
find_day(const WorkingCalendar *calendar, int64_t near, int64_t rank, int direction,
		 int64_t *result, int64_t *gap)
{
	int64_t		day = day_of(calendar, rank);
	WorkingDayFault fault;

	if (in_years(day))
	{
		fault = known_between(calendar, near, day, gap);
		if (fault == WORKING_DAY_OK)
			*result = day;
		return fault;
	}
	/* at the edge there may be no day left on the way */
	if (!in_years(near))
		return WORKING_DAY_RANGE;
	fault = known_between(calendar, near,
						  direction > 0 ? CALENDAR_LAST_DAY : CALENDAR_FIRST_DAY, gap);
	return fault == WORKING_DAY_OK ? WORKING_DAY_RANGE : fault;
}

/* ---------- the questions ---------- */

WorkingDayFault
working_day_is(const WorkingCalendar *calendar, int64_t day, bool *answer, int64_t *gap)
{
	WorkingDayFault fault;

	if (!in_years(day))
		return WORKING_DAY_RANGE;
	fault = known_between(calendar, day, day, gap);
	if (fault == WORKING_DAY_OK)
		*answer = is_worked(calendar, day);
	return fault;
}

WorkingDayFault
working_day_add(const WorkingCalendar *calendar, int64_t day, int64_t n,
				int64_t *result, int64_t *gap)
{
	if (!in_years(day))
		return WORKING_DAY_RANGE;
	if (n == 0)
	{
		*result = day;
		return WORKING_DAY_OK;
	}
	if (n > DAYS_BETWEEN_MAX)
		n = DAYS_BETWEEN_MAX;
	if (n < -DAYS_BETWEEN_MAX)
		n = -DAYS_BETWEEN_MAX;
	if (n > 0)
		return find_day(calendar, day + 1, rank_of(calendar, day) + n, 1, result, gap);
	return find_day(calendar, day - 1, rank_of(calendar, day - 1) + n + 1, -1, result, gap);
}

WorkingDayFault
working_day_count(const WorkingCalendar *calendar, int64_t from, int64_t to,
				  int64_t *result, int64_t *gap)
{
	WorkingDayFault fault = WORKING_DAY_OK;

	if (!in_years(from) || !in_years(to))
		return WORKING_DAY_RANGE;
	if (to > from)
	{
		fault = known_between(calendar, from + 1, to, gap);
		*result = rank_of(calendar, to) - rank_of(calendar, from);
	}
	else if (to < from)
	{
		fault = known_between(calendar, from - 1, to, gap);
		*result = rank_of(calendar, to - 1) - rank_of(calendar, from - 1);
	}
	else
		*result = 0;
	return fault;
}

WorkingDayFault
working_day_roll(const WorkingCalendar *calendar, int64_t day, int direction,
				 int64_t *result, int64_t *gap)
{
	if (!in_years(day))
		return WORKING_DAY_RANGE;
	if (direction > 0)
		return find_day(calendar, day, rank_of(calendar, day - 1) + 1, 1, result, gap);
	return find_day(calendar, day, rank_of(calendar, day), -1, result, gap);
}

/* ---------- two calendars ---------- */

static void
nearer(int64_t *best, int64_t candidate, int64_t after, int direction)
{
	if (direction > 0 ? candidate > after && candidate < *best :
		candidate < after && candidate > *best)
		*best = candidate;
}

static void
nearer_of_days(int64_t *best, const int32_t *days, int n, int64_t after, int direction)
{
	int			upto = days_up_to(days, n, after - (direction < 0 ? 1 : 0));

	if (direction > 0 && upto < n)
		nearer(best, days[upto], after, direction);
	if (direction < 0 && upto > 0)
		nearer(best, days[upto - 1], after, direction);
	/* where such a day is over, things are as usual again */
	if (is_among(days, n, after))
		nearer(best, after + direction, after, direction);
}

/*
 * The nearest day after (before) "after" from which on something may be
 * different: up to there every week is like the one before.
 */
static void
next_change(const WorkingCalendar *calendar, int64_t after, int direction, int64_t *best)
{
	int			i;
	const DaySpan *span;

	/* met from behind, a span begins with its last day */
	for (i = 1; i < calendar->nweekends; i++)
		nearer(best, (int64_t) calendar->weekend[i].from - (direction < 0 ? 1 : 0), after, direction);
	nearer_of_days(best, calendar->holiday, calendar->nholidays, after, direction);
	nearer_of_days(best, calendar->worked, calendar->nworked, after, direction);
	if (calendar->weekends_suffice)
		return;
	span = known_before(calendar, after);
	if (span == NULL)
		span = calendar->known;
	for (i = 0; i < 2; i++)
	{
		if (span < calendar->known || span >= calendar->known + calendar->nknown)
			break;
		if (direction > 0)
		{
			nearer(best, span->from, after, direction);
			nearer(best, (int64_t) span->to + 1, after, direction);
			span++;
		}
		else
		{
			nearer(best, span->to, after, direction);
			nearer(best, (int64_t) span->from - 1, after, direction);
			if (span == calendar->known)
				break;
			span--;
		}
	}
}

static bool
says_otherwise(const WorkingCalendar *a, const WorkingCalendar *b, int64_t day)
{
	int64_t		gap;
	bool		known_a = known_between(a, day, day, &gap) == WORKING_DAY_OK;
	bool		known_b = known_between(b, day, day, &gap) == WORKING_DAY_OK;

	if (known_a != known_b)
		return true;
	return known_a && is_worked(a, day) != is_worked(b, day);
}

static bool
first_difference(const WorkingCalendar *a, const WorkingCalendar *b, int direction,
				 int64_t *result)
{
	int64_t		day = direction > 0 ? CALENDAR_FIRST_DAY : CALENDAR_LAST_DAY;

	while (in_years(day))
	{
		int64_t		next = direction > 0 ? CALENDAR_LAST_DAY + 1 : CALENDAR_FIRST_DAY - 1;
		int			i;

		next_change(a, day, direction, &next);
		next_change(b, day, direction, &next);
		/* a week shows what all the weeks until then say */
		for (i = 0; i < 7 && day != next; i++, day += direction)
		{
			if (says_otherwise(a, b, day))
			{
				*result = day;
				return true;
			}
		}
		day = next;
	}
	return false;
}

bool
working_calendar_differs(const WorkingCalendar *a, const WorkingCalendar *b,
						 int64_t *from, int64_t *to)
{
	return first_difference(a, b, 1, from) && first_difference(a, b, -1, to);
}
