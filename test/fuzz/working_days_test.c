/*
 * working_days_test.c
 *		Working days against an oracle that walks from day to day.
 *
 * The oracle lays a calendar out as one letter for each day of a small window
 * (worked, not worked, not known) and knows nothing of ranks, weeks or spans.
 * Run with a number to choose another sequence of random calendars; ends with
 * status 1 on the first difference.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "working_calendar_core.h"

static long checks = 0;

#define CHECK(condition, ...) \
	do { \
		checks++; \
		if (!(condition)) { \
			fprintf(stderr, "%s:%d: %s\n  ", __FILE__, __LINE__, #condition); \
			fprintf(stderr, __VA_ARGS__); \
			fputc('\n', stderr); \
			exit(1); \
		} \
	} while (0)

/* ---------- chance ---------- */

static uint64_t seed_state = 20003;

static uint32_t
chance(void)
{
	seed_state ^= seed_state << 13;
	seed_state ^= seed_state >> 7;
	seed_state ^= seed_state << 17;
	return (uint32_t) (seed_state >> 16);
}

/* low to high, both possible */
static int
between(int low, int high)
{
	return low + (int) (chance() % (uint32_t) (high - low + 1));
}

static bool
one_in(int n)
{
	return between(1, n) == 1;
}

/* ---------- a calendar that is laid out day by day ---------- */

#define WINDOW 400				/* days */
#define WORKED '+'
#define FREE '-'
#define UNKNOWN '?'

typedef struct LaidOut
{
	int			first;			/* the day of letter 0 */
	int			length;
	char		letter[WINDOW];
	bool		recorded[WINDOW];	/* holiday, or worked weekend day */
	WorkingCalendar calendar;
	WeekendSpan weekend[WORKING_CALENDAR_WEEKENDS_MAX];
	int32_t		holiday[WINDOW];
	int32_t		worked[WINDOW];
	DaySpan		known[WINDOW];
} LaidOut;

/* walks back to a Monday: 2000-01-01 was a Saturday */
static int
slow_weekday(int day)
{
	int			weekday = 5;

	for (; day > 0; day--)
		weekday = (weekday + 1) % 7;
	for (; day < 0; day++)
		weekday = (weekday + 6) % 7;
	return weekday;
}

static int
random_weekend(void)
{
	static const int usual[] = {0x60, 0x30, 0x18, 0x10, 0x40, 0x50, 0x00, 0x7e, 0x3f};

	return one_in(3) ? between(0, 0x7e) : usual[between(0, 8)];
}

static void
lay_out(LaidOut *laid, int first, int length)
{
	WorkingCalendar *calendar = &laid->calendar;
	int			weekday = slow_weekday(first);
	int			holidays = one_in(4) ? 0 : between(2, 40);
	int			changes = one_in(2) ? 0 : between(1, WORKING_CALENDAR_WEEKENDS_MAX - 1);
	int			gaps = one_in(2) ? 0 : between(1, 60);
	bool		known = true;
	bool		known_before = false;
	int			i;

	memset(laid, 0, sizeof(*laid));
	laid->first = first;
	laid->length = length;
	calendar->weekends_suffice = one_in(5);
	laid->weekend[0].from = DAY_OPEN_BEGIN;
	laid->weekend[0].days = random_weekend();
	calendar->nweekends = 1;
	for (i = 0; i < length; i++, weekday = (weekday + 1) % 7)
	{
		WeekendSpan *weekend = &laid->weekend[calendar->nweekends - 1];

		if (changes > 0 && one_in(length / changes + 1) &&
			calendar->nweekends < WORKING_CALENDAR_WEEKENDS_MAX)
		{
			weekend++;
			weekend->from = first + i;
			weekend->days = random_weekend();
			calendar->nweekends++;
		}
		laid->recorded[i] = holidays > 0 && one_in(holidays);
		if ((weekend->days >> weekday & 1) != 0)
		{
			laid->letter[i] = laid->recorded[i] ? WORKED : FREE;
			if (laid->recorded[i])
				laid->worked[calendar->nworked++] = first + i;
		}
		else
		{
			laid->letter[i] = laid->recorded[i] ? FREE : WORKED;
			if (laid->recorded[i])
				laid->holiday[calendar->nholidays++] = first + i;
		}
		if (gaps > 0 && one_in(gaps))
			known = !known;
		if (known)
		{
			if (!known_before)
			{
				laid->known[calendar->nknown].from = first + i;
				calendar->nknown++;
			}
			laid->known[calendar->nknown - 1].to = first + i;
		}
		else if (!calendar->weekends_suffice)
			laid->letter[i] = UNKNOWN;
		known_before = known;
	}
	calendar->weekend = laid->weekend;
	calendar->holiday = laid->holiday;
	calendar->worked = laid->worked;
	calendar->known = laid->known;
}

static char
letter_of(const LaidOut *laid, int day)
{
	return laid->letter[day - laid->first];
}

/*
 * What the oracle cannot see it does not judge: with weekends that suffice, the
 * days outside the window are known too.
 */
typedef enum Verdict
{
	ANSWER,
	GAP,
	OUTSIDE
} Verdict;

static bool
within(const LaidOut *laid, int day)
{
	return day >= laid->first && day < laid->first + laid->length;
}

static Verdict
slow_add(const LaidOut *laid, int day, int n, int *result)
{
	int			step = n > 0 ? 1 : -1;

	while (n != 0)
	{
		day += step;
		*result = day;
		if (!within(laid, day))
			return laid->calendar.weekends_suffice ? OUTSIDE : GAP;
		if (letter_of(laid, day) == UNKNOWN)
			return GAP;
		if (letter_of(laid, day) == WORKED)
			n -= step;
	}
	*result = day;
	return ANSWER;
}

static Verdict
slow_count(const LaidOut *laid, int from, int to, int *result)
{
	int			step = to > from ? 1 : -1;
	int			n = 0;

	while (from != to)
	{
		from += step;
		if (letter_of(laid, from) == UNKNOWN)
		{
			*result = from;
			return GAP;
		}
		if (letter_of(laid, from) == WORKED)
			n += step;
	}
	*result = n;
	return ANSWER;
}

static Verdict
slow_roll(const LaidOut *laid, int day, int step, int *result)
{
	for (;; day += step)
	{
		*result = day;
		if (!within(laid, day))
			return laid->calendar.weekends_suffice ? OUTSIDE : GAP;
		if (letter_of(laid, day) == UNKNOWN)
			return GAP;
		if (letter_of(laid, day) == WORKED)
			return ANSWER;
	}
}

static void
check_answer(Verdict expected, int slow, WorkingDayFault fault, int64_t result, int64_t gap,
			 const char *what, int day, int n)
{
	if (expected == OUTSIDE)
		return;
	CHECK(fault == (expected == ANSWER ? WORKING_DAY_OK : WORKING_DAY_GAP),
		  "%s of %d, %d: fault %d", what, day, n, fault);
	CHECK((expected == ANSWER ? result : gap) == slow, "%s of %d, %d: %lld or gap %lld, not %d",
		  what, day, n, (long long) result, (long long) gap, slow);
}

/* ---------- one calendar, every question ---------- */

static void
check_from(const LaidOut *laid, int day, int nmax)
{
	const WorkingCalendar *calendar = &laid->calendar;
	WorkingDayFault fault;
	Verdict		expected;
	int64_t		result = 0;
	int64_t		gap = 0;
	int			slow;
	bool		answer = false;
	int			n;

	fault = working_day_is(calendar, day, &answer, &gap);
	CHECK(fault == (letter_of(laid, day) == UNKNOWN ? WORKING_DAY_GAP : WORKING_DAY_OK),
		  "day %d: fault %d", day, fault);
	if (fault == WORKING_DAY_OK)
		CHECK(answer == (letter_of(laid, day) == WORKED), "day %d", day);
	else
		CHECK(gap == day, "day %d: gap %lld", day, (long long) gap);

	for (n = -1; n <= 1; n += 2)
	{
		expected = slow_roll(laid, day, n, &slow);
		fault = working_day_roll(calendar, day, n, &result, &gap);
		check_answer(expected, slow, fault, result, gap, "roll", day, n);
	}

	fault = working_day_add(calendar, day, 0, &result, &gap);
	CHECK(fault == WORKING_DAY_OK && result == day, "day %d + 0", day);
	for (n = -nmax; n <= nmax; n++)
	{
		int64_t		back = 0;

		if (n == 0)
			continue;
		expected = slow_add(laid, day, n, &slow);
		fault = working_day_add(calendar, day, n, &result, &gap);
		check_answer(expected, slow, fault, result, gap, "add", day, n);
		if (fault != WORKING_DAY_OK)
			continue;
		fault = working_day_count(calendar, day, result, &back, &gap);
		CHECK(fault == WORKING_DAY_OK && back == n, "%d to %lld: %lld, not %d", day,
			  (long long) result, (long long) back, n);
	}
}

static void
check_count(const LaidOut *laid, int from, int to)
{
	int64_t		result = 0;
	int64_t		gap = 0;
	int			slow;
	Verdict		expected = slow_count(laid, from, to, &slow);
	WorkingDayFault fault = working_day_count(&laid->calendar, from, to, &result, &gap);

	check_answer(expected, slow, fault, result, gap, "count", from, to);
}

/* every question that a window of three weeks allows */
static void
test_small(void)
{
	LaidOut		laid;
	int			round;

	for (round = 0; round < 1500; round++)
	{
		int			first = between(-1000, 1000);
		int			from;
		int			to;

		lay_out(&laid, first, 21);
		for (from = first; from < first + laid.length; from++)
		{
			check_from(&laid, from, 20);
			for (to = first; to < first + laid.length; to++)
				check_count(&laid, from, to);
		}
	}
}

static void
test_large(void)
{
	LaidOut		laid;
	int			round;
	int			i;

	for (round = 0; round < 1000; round++)
	{
		int			first = one_in(3) ? between(CALENDAR_FIRST_DAY, CALENDAR_LAST_DAY - WINDOW) :
			between(-40000, 40000);

		lay_out(&laid, first, WINDOW);
		for (i = 0; i < 20; i++)
		{
			check_from(&laid, between(first, first + WINDOW - 1), 3);
			check_from(&laid, between(first, first + WINDOW - 1), 120);
			check_count(&laid, between(first, first + WINDOW - 1), between(first, first + WINDOW - 1));
		}
	}
}

/* ---------- where two calendars differ ---------- */

static void
check_difference(const LaidOut *a, const LaidOut *b)
{
	int			first = -1;
	int			last = -1;
	int			i;
	int64_t		from = 0;
	int64_t		to = 0;
	bool		differs = working_calendar_differs(&a->calendar, &b->calendar, &from, &to);

	for (i = 0; i < a->length; i++)
	{
		if (a->letter[i] != b->letter[i])
		{
			if (first < 0)
				first = a->first + i;
			last = a->first + i;
		}
	}
	/* where weekends suffice, days outside the window are known: not judged here */
	if (a->calendar.weekends_suffice || b->calendar.weekends_suffice)
		return;
	CHECK(differs == (first != -1), "differs: %d, first %d", differs, first);
	if (differs)
		CHECK(from == first && to == last, "%lld to %lld, not %d to %d", (long long) from,
			  (long long) to, first, last);
}

static void
test_difference(void)
{
	static LaidOut a;
	static LaidOut b;
	int			round;

	for (round = 0; round < 4000; round++)
	{
		int			first = between(20000, 21000);

		lay_out(&a, first, between(1, WINDOW));
		if (one_in(3))
		{
			lay_out(&b, first, a.length);
			check_difference(&a, &b);
			continue;
		}
		/* the same again, but for one day */
		b = a;
		b.calendar.weekend = b.weekend;
		b.calendar.holiday = b.holiday;
		b.calendar.worked = b.worked;
		b.calendar.known = b.known;
		check_difference(&a, &b);
		if (b.calendar.nholidays > 0)
		{
			int			drop = between(0, b.calendar.nholidays - 1);
			int			day = b.holiday[drop];

			memmove(b.holiday + drop, b.holiday + drop + 1,
					sizeof(int32_t) * (size_t) (b.calendar.nholidays - drop - 1));
			b.calendar.nholidays--;
			if (letter_of(&b, day) != UNKNOWN)
				b.letter[day - first] = WORKED;
			check_difference(&a, &b);
		}
	}
}

/* ---------- far out ---------- */

static void
test_edges(void)
{
	static const WeekendSpan weekend[] = {{DAY_OPEN_BEGIN, 0x60}};
	static const DaySpan always[] = {{DAY_OPEN_BEGIN, DAY_OPEN_END}};
	static const int64_t huge[] = {INT32_MAX, (int64_t) INT32_MAX + 1, INT64_MAX, 3652059};
	WorkingCalendar calendar = {.nweekends = 1,.weekend = weekend,.weekends_suffice = true};
	int64_t		result = 0;
	int64_t		gap = 0;
	bool		answer;
	int			days = 0;
	int64_t		day;
	size_t		i;

	/* 9999-12-31 is a Friday, 0001-01-01 a Monday: walked here, divided there */
	for (day = CALENDAR_FIRST_DAY; day <= CALENDAR_LAST_DAY; day++)
	{
		if ((day - CALENDAR_FIRST_DAY) % 7 < 5)
		{
			days++;
			CHECK(working_day_add(&calendar, CALENDAR_FIRST_DAY, days - 1, &result, &gap) ==
				  WORKING_DAY_OK && result == day, "day %lld", (long long) day);
		}
	}
	CHECK(working_day_count(&calendar, CALENDAR_FIRST_DAY, CALENDAR_LAST_DAY, &result, &gap) ==
		  WORKING_DAY_OK && result == days - 1, "%lld", (long long) result);
	CHECK(working_day_add(&calendar, CALENDAR_FIRST_DAY, days, &result, &gap) ==
		  WORKING_DAY_RANGE, "one too many");
	CHECK(working_day_add(&calendar, CALENDAR_LAST_DAY, -days, &result, &gap) ==
		  WORKING_DAY_RANGE, "one too many, backwards");
	CHECK(working_day_add(&calendar, CALENDAR_LAST_DAY, 1, &result, &gap) ==
		  WORKING_DAY_RANGE, "after the last day");
	CHECK(working_day_is(&calendar, (int64_t) CALENDAR_LAST_DAY + 1, &answer, &gap) ==
		  WORKING_DAY_RANGE, "after the last day");
	CHECK(working_day_roll(&calendar, INT64_MIN, 1, &result, &gap) == WORKING_DAY_RANGE, "far out");
	CHECK(working_day_count(&calendar, INT64_MIN, INT64_MAX, &result, &gap) ==
		  WORKING_DAY_RANGE, "far out");
	for (i = 0; i < sizeof(huge) / sizeof(huge[0]); i++)
	{
		CHECK(working_day_add(&calendar, 0, huge[i], &result, &gap) == WORKING_DAY_RANGE,
			  "%lld", (long long) huge[i]);
		CHECK(working_day_add(&calendar, 0, -huge[i], &result, &gap) == WORKING_DAY_RANGE,
			  "-%lld", (long long) huge[i]);
	}
	/* what is always known is as good as weekends that suffice, and a gap comes before the edge */
	calendar.weekends_suffice = false;
	CHECK(working_day_add(&calendar, 0, INT32_MAX, &result, &gap) == WORKING_DAY_GAP && gap == 1,
		  "gap %lld", (long long) gap);
	CHECK(working_day_add(&calendar, 0, INT32_MIN, &result, &gap) == WORKING_DAY_GAP && gap == -1,
		  "gap %lld", (long long) gap);
	calendar.nknown = 1;
	calendar.known = always;
	CHECK(working_day_add(&calendar, 0, INT32_MAX, &result, &gap) == WORKING_DAY_RANGE, "always");
	CHECK(working_day_add(&calendar, 0, 10000, &result, &gap) == WORKING_DAY_OK && result == 13999,
		  "%lld", (long long) result);
}

int
main(int argc, char **argv)
{
	clock_t		begun = clock();

	if (argc > 1)
		seed_state ^= strtoull(argv[1], NULL, 10) * 0x9e3779b97f4a7c15u;
	test_small();
	test_large();
	test_difference();
	test_edges();
	printf("working_days_test: %ld checks held (%.1f s)\n", checks,
		   (double) (clock() - begun) / CLOCKS_PER_SEC);
	return 0;
}
