/*
 * clock_test.c
 *		Time limits against an oracle that walks from day to day.
 *
 * The oracle knows the days from the C library, lays a calendar of working days
 * out as one letter for each day, and finds a due day by going from one day to
 * the next, letting a clock run or stand.
 */
#define _DEFAULT_SOURCE			/* timegm */
#include "check.h"
#include "clock_core.h"
#include "clock_properties.h"

/* ---------- days, as the C library has them ---------- */

#define FIRST 7000				/* in 2019 */
#define WINDOW 1500				/* days that the calendars tell of */
#define SECONDS_A_DAY 86400
#define EPOCH 10957				/* 2000-01-01, counted from 1970-01-01 */

static struct tm
civil(int64_t day)
{
	time_t		seconds = (time_t) (day + EPOCH) * SECONDS_A_DAY;
	struct tm	tm;

	gmtime_r(&seconds, &tm);
	return tm;
}

static int64_t
from_civil(int year, int month, int day)
{
	struct tm	tm = {0};

	tm.tm_year = year - 1900;
	tm.tm_mon = month;
	tm.tm_mday = day;
	return (int64_t) timegm(&tm) / SECONDS_A_DAY - EPOCH;
}

static const char *
show(int64_t day)
{
	static char text[4][16];
	static int	slot = 0;
	struct tm	tm = civil(day);

	slot = (slot + 1) % 4;
	snprintf(text[slot], sizeof(text[slot]), "%04d-%02d-%02d",
			 (tm.tm_year + 1900) % 10000, (tm.tm_mon + 1) % 100, tm.tm_mday % 100);
	return text[slot];
}

/* ---------- a calendar laid out day by day ---------- */

#define WORKED '+'
#define FREE '-'
#define UNKNOWN '?'

typedef struct Laid
{
	char		day[WINDOW];
	WeekendSpan weekend[1];
	int32_t		holiday[WINDOW];
	DaySpan		known[WINDOW];
	WorkingCalendar calendar;
} Laid;

static void
lay_out(Laid *laid, bool gaps)
{
	static const int weekends[] = {0x60, 0x30, 0x40, 0x50};
	int			density = between(5, 60);
	bool		known = true;
	int			i;

	memset(laid, 0, sizeof(*laid));
	laid->weekend[0].from = DAY_OPEN_BEGIN;
	laid->weekend[0].days = weekends[between(0, 3)];
	laid->calendar.nweekends = 1;
	laid->calendar.weekend = laid->weekend;
	laid->calendar.holiday = laid->holiday;
	laid->calendar.known = laid->known;
	for (i = 0; i < WINDOW; i++)
	{
		int			weekday = (civil(FIRST + i).tm_wday + 6) % 7;

		laid->day[i] = (laid->weekend[0].days >> weekday) & 1 ? FREE : WORKED;
		if (laid->day[i] == WORKED && one_in(density))
		{
			laid->day[i] = FREE;
			laid->holiday[laid->calendar.nholidays++] = FIRST + i;
		}
		if (gaps && one_in(known ? 300 : 20))
			known = !known;
		if (!known)
			laid->day[i] = UNKNOWN;
		else if (i > 0 && laid->calendar.nknown > 0 && laid->day[i - 1] != UNKNOWN)
			laid->known[laid->calendar.nknown - 1].to = FIRST + i;
		else
		{
			laid->known[laid->calendar.nknown].from = FIRST + i;
			laid->known[laid->calendar.nknown++].to = FIRST + i;
		}
	}
}

static char
on(const Laid *laid, int64_t day)
{
	return day < FIRST || day >= FIRST + WINDOW ? UNKNOWN : laid->day[day - FIRST];
}

/* ---------- the oracle ---------- */

/* from day to day until a worked one; false: it is not known which */
static bool
slow_roll(const Laid *laid, int64_t *day, int direction)
{
	while (on(laid, *day) == FREE)
		*day += direction;
	return on(laid, *day) == WORKED;
}

static int64_t
slow_months(const Clock *clock, int64_t start, int months)
{
	struct tm	from = civil(start);
	int			year = from.tm_year + 1900;
	int			month = from.tm_mon;
	int			day = from.tm_mday;
	int64_t		first;
	int64_t		last;
	int			length;
	bool		lacks;

	for (; months > 0; months--)
	{
		if (++month > 11)
		{
			month = 0;
			year++;
		}
	}
	for (; months < 0; months++)
	{
		if (--month < 0)
		{
			month = 11;
			year--;
		}
	}
	first = from_civil(year, month, 1);
	for (last = first; civil(last + 1).tm_mon == month;)
		last++;
	length = (int) (last - first) + 1;
	lacks = day > length;
	if (clock->month_end == CLOCK_STAYS && civil(start + 1).tm_mon != from.tm_mon)
	{
		day = length;
		lacks = false;
	}
	if (clock->first_day)
		return lacks ? last : first + day - 2;
	if (lacks)
		return clock->month_end == CLOCK_SPILLS ? last + 1 : last;
	return first + day - 1;
}

static bool
slow_limit(const Clock *clock, const ClockLimit *limit, int64_t start, const Laid *laid, int64_t *due)
{
	int			left = abs(limit->amount);
	int			direction = limit->amount < 0 ? -1 : 1;
	int64_t		day = start;

	switch (limit->unit)
	{
		case CLOCK_MONTHS:
			*due = slow_months(clock, start, limit->amount);
			return true;
		case CLOCK_YEARS:
			*due = slow_months(clock, start, 12 * limit->amount);
			return true;
		case CLOCK_FIRST_OF_MONTH_AFTER:
			{
				Clock		plain = {0};

				day = slow_months(&plain, start, limit->amount);
				if (civil(start).tm_mday == 1)
					day--;
				do
					day++;
				while (civil(day).tm_mday != 1);
				*due = day;
				return true;
			}
		case CLOCK_FIRST_OF_NTH_MONTH:
			while (left > 0)
			{
				if (civil(++day).tm_mday == 1)
					left--;
			}
			*due = day;
			return true;
		case CLOCK_HOURS:
			for (; left > 0; left -= 24)
				day++;
			*due = day;
			return true;
		case CLOCK_WEEKS:
			left *= 7;
			break;
		default:
			break;
	}

	/* a first day that counts is walked over like the others */
	if (clock->first_day && left > 0)
		day--;
	while (left > 0)
	{
		day += direction;
		if (limit->unit == CLOCK_WORKING_DAYS && on(laid, day) == UNKNOWN)
			return false;
		if (limit->unit != CLOCK_WORKING_DAYS || on(laid, day) == WORKED)
			left--;
	}
	*due = day;
	return true;
}

static bool
slow_due_on(const Clock *clock, int64_t start, const Laid *laid, int64_t *due)
{
	int64_t		a;
	int64_t		b;
	bool		needs = clock->roll != CLOCK_NO_ROLL || clock->limit[0].unit == CLOCK_WORKING_DAYS ||
		(clock->choice != CLOCK_ONE && clock->limit[1].unit == CLOCK_WORKING_DAYS);

	if (clock->cut_off != CLOCK_NO_CUT_OFF && needs && !slow_roll(laid, &start, 1))
		return false;
	if (!slow_limit(clock, &clock->limit[0], start, laid, &a))
		return false;
	if (clock->choice != CLOCK_ONE)
	{
		if (!slow_limit(clock, &clock->limit[1], start, laid, &b))
			return false;
		if (clock->choice == CLOCK_EARLIER ? b < a : b > a)
			a = b;
	}
	if (clock->roll == CLOCK_TO_PREVIOUS && !slow_roll(laid, &a, -1))
		return false;
	if (clock->roll == CLOCK_TO_NEXT && !slow_roll(laid, &a, 1))
		return false;
	if (clock->roll == CLOCK_TO_NEXT_IN_MONTH)
	{
		int64_t		next = a;

		if (!slow_roll(laid, &next, 1))
			return false;
		if (civil(next).tm_mon == civil(a).tm_mon)
			a = next;
		else if (!slow_roll(laid, &a, -1))
			return false;
	}
	*due = a;
	return true;
}

/* ---------- clocks at random ---------- */

static void
random_limit(ClockLimit *limit, bool backwards)
{
	static const int most[] = {0, 120, 20, 14, 2, 120, 400, 14, 14};

	limit->unit = (uint8_t) between(CLOCK_DAYS, CLOCK_FIRST_OF_NTH_MONTH);
	limit->amount = (int16_t) between(1, most[limit->unit]);
	if (limit->unit == CLOCK_DAYS && one_in(5))
		limit->amount = 0;
	if (backwards)
		limit->amount = (int16_t) -limit->amount;
}

/* one that can be said in words; most draws are none */
static Clock
random_clock(void)
{
	Clock		clock;
	uint8_t		bytes[CLOCK_BYTES_MAX];
	Clock		decoded;

	do
	{
		bool		backwards = one_in(4);

		memset(&clock, 0, sizeof(clock));
		clock.choice = (uint8_t) (one_in(2) ? CLOCK_ONE : between(CLOCK_EARLIER, CLOCK_LATER));
		clock.month_end = (uint8_t) (one_in(2) ? CLOCK_CLAMP : between(CLOCK_STAYS, CLOCK_SPILLS));
		clock.roll = (uint8_t) (one_in(2) ? CLOCK_NO_ROLL : between(CLOCK_TO_NEXT, CLOCK_TO_NEXT_IN_MONTH));
		clock.first_day = one_in(3);
		clock.cut_off = (int16_t) (one_in(3) ? between(0, 1439) : CLOCK_NO_CUT_OFF);
		random_limit(&clock.limit[0], backwards);
		if (clock.choice != CLOCK_ONE)
			random_limit(&clock.limit[1], backwards);
	} while (clock_decode(bytes, clock_encode(&clock, bytes), &decoded) != CLOCK_OK);
	return clock;
}

/* every kind of limit and every rule has to come up, or nothing was tested */
static long seen_unit[CLOCK_FIRST_OF_NTH_MONTH + 1];
static long seen_rule[8];
static long seen_gap = 0;
static long seen_settled = 0;

static void
count_kinds(const Clock *clock)
{
	int			i;

	for (i = 0; i < clock_limits(clock); i++)
		seen_unit[clock->limit[i].unit]++;
	seen_rule[clock->roll]++;
	seen_rule[4] += clock->first_day;
	seen_rule[5] += clock->cut_off != CLOCK_NO_CUT_OFF;
	seen_rule[6] += clock->month_end == CLOCK_STAYS;
	seen_rule[7] += clock->month_end == CLOCK_SPILLS;
}

static void
test_due_on(void)
{
	Laid	   *laid = malloc(sizeof(Laid));
	int			i;
	int			j;

	for (i = 0; i < 60; i++)
	{
		lay_out(laid, one_in(2));
		for (j = 0; j < 2000; j++)
		{
			Clock		clock = random_clock();
			char		text[CLOCK_TEXT_MAX];
			int64_t		start = FIRST + between(300, WINDOW - 300);
			int64_t		due = 0;
			int64_t		slow = 0;
			int64_t		gap = 0;
			ClockGap	fault = clock_due_on(&clock, start, &laid->calendar, &due, &gap);
			bool		told = slow_due_on(&clock, start, laid, &slow);

			count_kinds(&clock);
			clock_print(&clock, text);
			if (told)
				CHECK(fault == CLOCK_NO_GAP && due == slow, "\"%s\" from %s: %s, not %s",
					  text, show(start), show(due), show(slow));
			else if (fault == CLOCK_NO_GAP)
			{
				/* told by one of the limits, as if it stood alone */
				bool		found = false;
				int64_t		from = start;
				int			k;

				seen_settled++;
				if (clock.cut_off != CLOCK_NO_CUT_OFF)
					CHECK(slow_roll(laid, &from, 1), "\"%s\" from %s", text, show(start));
				for (k = 0; k < clock_limits(&clock); k++)
				{
					Clock		alone = clock;

					alone.choice = CLOCK_ONE;
					alone.limit[0] = clock.limit[k];
					alone.cut_off = CLOCK_NO_CUT_OFF;
					found |= slow_due_on(&alone, from, laid, &slow) && due == slow;
				}
				CHECK(found && clock.choice != CLOCK_ONE, "\"%s\" from %s: %s",
					  text, show(start), show(due));
			}
			else
			{
				seen_gap++;
				CHECK(fault == CLOCK_GAP_HOLIDAYS && on(laid, gap) == UNKNOWN,
					  "\"%s\" from %s: %s is no gap", text, show(start), show(gap));
			}
			fault = clock_due_on(&clock, start, NULL, &due, &gap);
			CHECK((fault == CLOCK_GAP_NO_CALENDAR) == clock_needs_calendar(&clock), "\"%s\"", text);
		}
	}
	free(laid);
	for (i = CLOCK_DAYS; i <= CLOCK_FIRST_OF_NTH_MONTH; i++)
		CHECK(seen_unit[i] > 1000, "unit %d: %ld", i, seen_unit[i]);
	for (i = 0; i < 8; i++)
		CHECK(seen_rule[i] > 1000, "rule %d: %ld", i, seen_rule[i]);
	CHECK(seen_gap > 1000, "gaps: %ld", seen_gap);
	CHECK(seen_settled > 10, "settled by the other limit: %ld", seen_settled);
}

/*
 * What is not said by a gap must be true however the gap is filled: a calendar
 * without gaps, and the same one with some of its days forgotten.
 */
static void
test_nothing_guessed(void)
{
	Laid	   *whole = malloc(sizeof(Laid));
	Laid	   *part = malloc(sizeof(Laid));
	int			i;
	int			j;

	for (i = 0; i < 60; i++)
	{
		DaySpan		known[2];

		lay_out(whole, false);
		*part = *whole;
		known[0].from = FIRST;
		known[0].to = FIRST + between(300, 900);
		known[1].from = known[0].to + between(2, 60);
		known[1].to = FIRST + WINDOW - 1;
		part->calendar = whole->calendar;
		part->calendar.known = known;
		part->calendar.nknown = 2;
		for (j = 0; j < 1000; j++)
		{
			Clock		clock = random_clock();
			char		text[CLOCK_TEXT_MAX];
			int64_t		start = FIRST + between(300, WINDOW - 300);
			int64_t		due;
			int64_t		true_due;
			int64_t		gap;

			clock_print(&clock, text);
			if (clock_due_on(&clock, start, &part->calendar, &due, &gap) == CLOCK_NO_GAP &&
				clock_due_on(&clock, start, &whole->calendar, &true_due, &gap) == CLOCK_NO_GAP)
				CHECK(due == true_due, "\"%s\" from %s: %s, not %s",
					  text, show(start), show(due), show(true_due));
		}
	}
	free(whole);
	free(part);
}

/* ---------- stopped clocks ---------- */

/* the stops in order of their first day, none before the day after the start */
static int
random_stops(ClockStop *stop, int64_t start)
{
	int			n = between(0, 5);
	int			i;

	for (i = 0; i < n; i++)
	{
		ClockStop	one;
		int			at = i;

		one.from = (int32_t) start + between(1, 150);
		one.to = one_in(6) ? DAY_OPEN_END : one.from + between(-3, 40);
		for (; at > 0 && stop[at - 1].from > one.from; at--)
			stop[at] = stop[at - 1];
		stop[at] = one;
	}
	return n;
}

static bool
stands(const ClockStop *stop, int n, int32_t as_of, int64_t day)
{
	int			i;

	for (i = 0; i < n && day < as_of; i++)
	{
		if (day >= stop[i].from && day < stop[i].to)
			return true;
	}
	return false;
}

/* of two limits, each put off in its own days, the earlier or the later day */
static void
test_two_stopped(int64_t due, const ClockStop *stop, int32_t as_of, const WorkingCalendar *calendar)
{
	Clock		days = {CLOCK_ONE, CLOCK_CLAMP, CLOCK_NO_ROLL, false, CLOCK_NO_CUT_OFF, {{CLOCK_DAYS, 9}, {CLOCK_WORKING_DAYS, 9}}};
	Clock		working = days;
	Clock		both = days;
	int64_t		a;
	int64_t		b;
	int64_t		c;
	int64_t		gap;

	due += between(0, 200);
	working.limit[0] = working.limit[1];
	both.choice = (uint8_t) between(CLOCK_EARLIER, CLOCK_LATER);
	CHECK(clock_due_after_stops(&days, due, stop, 1, as_of, calendar, &a, &gap) == CLOCK_NO_GAP &&
		  clock_due_after_stops(&working, due, stop, 1, as_of, calendar, &b, &gap) == CLOCK_NO_GAP &&
		  clock_due_after_stops(&both, due, stop, 1, as_of, calendar, &c, &gap) == CLOCK_NO_GAP, "stopped");
	CHECK(c == (both.choice == CLOCK_EARLIER ? (a < b ? a : b) : (a > b ? a : b)),
		  "%s put off to %s or %s: %s", show(due), show(a), show(b), show(c));
}

/* a clock that runs from day to day, but on the days on which it stands */
static void
test_stops(void)
{
	Laid	   *laid = malloc(sizeof(Laid));
	long		moved = 0;
	int			i;
	int			j;

	for (i = 0; i < 60; i++)
	{
		lay_out(laid, false);
		for (j = 0; j < 1000; j++)
		{
			Clock		clock = {CLOCK_ONE, CLOCK_CLAMP, CLOCK_NO_ROLL, false, CLOCK_NO_CUT_OFF, {{0, 0}, {0, 0}}};
			ClockStop	stop[5];
			int64_t		start = FIRST + between(0, 300);
			int32_t		as_of = (int32_t) start + between(0, 250);
			int			n = random_stops(stop, start);
			int			left;
			int64_t		day = start;
			int64_t		due;
			int64_t		result;
			int64_t		gap;

			clock.limit[0].unit = one_in(2) ? CLOCK_DAYS : CLOCK_WORKING_DAYS;
			clock.limit[0].amount = (int16_t) between(1, 60);
			for (left = clock.limit[0].amount; left > 0;)
			{
				day++;
				if (!stands(stop, n, as_of, day) &&
					(clock.limit[0].unit == CLOCK_DAYS || on(laid, day) == WORKED))
					left--;
			}
			CHECK(clock_due_on(&clock, start, &laid->calendar, &due, &gap) == CLOCK_NO_GAP, "due");
			CHECK(clock_due_after_stops(&clock, due, stop, (size_t) n, as_of, &laid->calendar,
										&result, &gap) == CLOCK_NO_GAP && result == day,
				  "%d of unit %d from %s, as of %s: %s, not %s", clock.limit[0].amount,
				  clock.limit[0].unit, show(start), show(as_of), show(result), show(day));
			moved += result != due;
			if (n > 0)
				test_two_stopped(start, &stop[0], as_of, &laid->calendar);

			/* put off to a working day, as the clock says */
			clock.limit[0].unit = CLOCK_DAYS;
			clock.roll = CLOCK_TO_NEXT;
			CHECK(clock_due_on(&clock, start, &laid->calendar, &due, &gap) == CLOCK_NO_GAP, "due");
			CHECK(clock_due_after_stops(&clock, due, stop, (size_t) n, as_of, &laid->calendar,
										&result, &gap) == CLOCK_NO_GAP, "due");
			CHECK(on(laid, result) == WORKED && result >= due &&
				  (n > 0 || result == due), "rolled to %s", show(result));
		}
	}
	CHECK(moved > 10000, "only %ld were moved", moved);
	free(laid);
}

/* ---------- words and bytes bent at random ---------- */

static const char *const literals[] = {
	"24 hours", "same day", "10 days", "15 working days, cut-off 16:00", "2 weeks", "3 months", "1 year",
	"first of month after 3 months", "first of 3rd month after", "7 days before", "6 months before",
	"5 working days before", "earlier of 3 months and 60 working days, to next working day",
	"later of 2 weeks and 10 working days", "10 days, counting the first day",
	"1 month, month end stays month end", "1 year, month end spills over, to previous working day",
	"later of 3 days and 2 working days, to next working day in the month",
	"2 MONTHS counting the first day month end spills over cut-off 0:05 to next working day in the month",
	"first of 12th month after, cut-off 23:59",
};

#define NLITERALS ((int) (sizeof(literals) / sizeof(literals[0])))

static void
test_bent(void)
{
	static const char *const pieces[] = {
		" ", ",", "and ", "before", "working ", "day", "days", "month", "month end ", "9999", "10000", "99999999999999999999", "0", "1", "24:00",
		"12:30", "to next working day", "counting the first day", "cut-off ", "later of ", "first of ", "2nd ", "hours",
	};
	char		text[512];
	uint8_t		bytes[512];
	long		accepted = 0;
	int			i;

	for (i = 0; i < 300000; i++)
	{
		size_t		length;
		int			times = between(1, 3);

		strcpy(text, literals[between(0, NLITERALS - 1)]);
		while (times-- > 0)
		{
			size_t		at;
			const char *piece = pieces[between(0, (int) (sizeof(pieces) / sizeof(pieces[0])) - 1)];

			length = strlen(text);
			at = chance() % (length + 1);
			switch (between(0, 3))
			{
				case 0:
					if (at < length)
						text[at] = (char) between(1, 127);
					break;
				case 1:
					if (at < length)
						memmove(text + at, text + at + 1, length - at);
					break;
				case 2:
					if (length + strlen(piece) < 256)
					{
						memmove(text + at + strlen(piece), text + at, length - at + 1);
						memcpy(text + at, piece, strlen(piece));
					}
					break;
				default:
					strncat(text, piece, 32);
					break;
			}
		}
		accepted += check_clock_text(text, strlen(text));
		checks++;
	}
	CHECK(accepted > 5000, "only %ld bent texts were values", accepted);

	accepted = 0;
	for (i = 0; i < 300000; i++)
	{
		Clock		clock = random_clock();
		size_t		size = clock_encode(&clock, bytes);

		CHECK(check_clock_bytes(bytes, size) == 1, "the bytes of a clock");
		bytes[chance() % size] = (uint8_t) (one_in(2) ? chance() : chance() % 9);
		if (one_in(10))
			size = chance() % size;
		else if (one_in(10))
			bytes[size++] = (uint8_t) chance();
		accepted += check_clock_bytes(bytes, size);
	}
	CHECK(accepted > 5000, "only %ld changed byte strings were values", accepted);

	accepted = 0;
	for (i = 0; i < 200000; i++)
	{
		const char *literal = literals[between(0, NLITERALS - 1)];
		uint32_t	number[7];
		int			j;

		for (j = 0; j < 7; j++)
			number[j] = chance();
		memcpy(bytes, number, sizeof(number));
		memcpy(bytes + sizeof(number), literal, strlen(literal));
		accepted += check_clock_arithmetic(bytes, sizeof(number) + strlen(literal));
		checks++;
	}
	CHECK(accepted == 200000, "%ld of the literals were read", accepted);
}

int
main(int argc, char **argv)
{
	chance_seed(argc, argv);
	test_due_on();
	test_nothing_guessed();
	test_stops();
	test_bent();
	checks_held("clock_test");
	return 0;
}
