/*
 * working_days_test.c
 *		Working days against an oracle that walks from day to day.
 *
 * The oracle lays a calendar out as one letter for each day of a small window
 * (worked, not worked, not known) and knows nothing of ranks, weeks or spans.
 * Run with a number to choose another sequence of random calendars; ends with
 * status 1 on the first difference.
 */
#include "check.h"
#include "dates_properties.h"
#include "working_calendar_form_core.h"

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

/* ---------- the canonical form ---------- */

static void
shuffle_spans(DaySpan *spans, int n)
{
	for (; n > 1; n--)
	{
		int			i = between(0, n - 1);
		DaySpan		last = spans[n - 1];

		spans[n - 1] = spans[i];
		spans[i] = last;
	}
}

/* a list in any order, with repetitions, and with days that say nothing new */
static int
spoil_days(const LaidOut *laid, const int32_t *days, int n, bool on_weekend, int32_t *spoilt)
{
	int			count = 0;
	int			i;

	for (i = 0; i < n; i++)
	{
		spoilt[count++] = days[i];
		if (one_in(4))
			spoilt[count++] = days[between(0, i)];
	}
	for (i = 0; i < 5; i++)
	{
		int			day = between(laid->first, laid->first + laid->length - 1);
		WorkingDayKind kind = working_day_kind(&laid->calendar, day);

		if (kind == (on_weekend ? DAY_WEEKDAY : DAY_WEEKEND))
			spoilt[count++] = day;
	}
	for (i = count; i > 1; i--)
	{
		int			j = between(0, i - 1);
		int32_t		last = spoilt[i - 1];

		spoilt[i - 1] = spoilt[j];
		spoilt[j] = last;
	}
	return count;
}

static void
test_settling(void)
{
	static LaidOut laid;
	static int32_t holiday[3 * WINDOW];
	static int32_t worked[3 * WINDOW];
	static DaySpan known[2 * WINDOW];
	static int32_t words[8 * WINDOW];
	int			round;
	int			i;

	for (round = 0; round < 2000; round++)
	{
		WorkingCalendarParts parts = {.holiday = holiday,.worked = worked,.known = known};
		WorkingCalendar calendar;
		int64_t		from;
		int64_t		to;

		lay_out(&laid, between(-1000, 1000), between(1, WINDOW));
		parts.weekends_suffice = laid.calendar.weekends_suffice;
		parts.nweekends = laid.calendar.nweekends;
		memcpy(parts.weekend, laid.weekend, sizeof(parts.weekend));
		parts.nholidays = spoil_days(&laid, laid.holiday, laid.calendar.nholidays, false, holiday);
		parts.nworked = spoil_days(&laid, laid.worked, laid.calendar.nworked, true, worked);
		/* a span is cut in two, or told twice */
		for (i = 0; i < laid.calendar.nknown; i++)
		{
			DaySpan		span = laid.known[i];

			if (one_in(3) && span.from < span.to)
			{
				known[parts.nknown++] = (DaySpan) {span.from, between(span.from, span.to - 1)};
				span.from = one_in(2) ? known[parts.nknown - 1].to + 1 : span.from;
			}
			known[parts.nknown++] = span;
		}
		shuffle_spans(known, parts.nknown);
		CHECK(working_calendar_settle(&parts, &from) == WORKING_CALENDAR_OK, "round %d", round);
		working_calendar_of_parts(&parts, &calendar);
		working_calendar_store(&calendar, words);
		CHECK(working_calendar_is_valid(words, working_calendar_nwords(&calendar)), "round %d", round);
		CHECK(!working_calendar_differs(&laid.calendar, &calendar, &from, &to),
			  "round %d: %lld to %lld", round, (long long) from, (long long) to);
		for (i = 0; i < laid.length; i++)
			CHECK(working_day_kind(&calendar, laid.first + i) ==
				  working_day_kind(&laid.calendar, laid.first + i), "day %d", laid.first + i);
	}
}

/* ---------- literals, bent ---------- */

static const char *const literals[] = {
	"weekend fri sat; known 2026-01-01/2027-12-31; holidays 2026-03-22 2026-03-23; worked 2026-04-04",
	"weekend thu fri, from 2013-06-29 fri sat, from 2022-01-01 sat sun; weekends suffice",
	"weekend none; known ../..",
	"weekend sun; known ../2025-12-31 2026-02-01/2026-02-28 2027-01-01/..; holidays 2026-02-02",
	"WEEKEND Friday Sunday; holidays 9999-12-31 0001-01-01; known 2026-01-01",
	"weekend mon tue wed thu fri sat; worked 2026-01-02"
};

static void
test_literals(void)
{
	static const char letters[] = "0123456789-/.,; adefhiknorstuwFW\t\n\377";
	long		accepted = 0;
	int			i;

	for (i = 0; i < 60000; i++)
	{
		char		text[256];
		size_t		length;
		int			bends = between(0, 3);

		strcpy(text, literals[between(0, (int) (sizeof(literals) / sizeof(char *)) - 1)]);
		length = strlen(text);
		for (; bends > 0 && length > 0; bends--)
		{
			size_t		at = (size_t) between(0, (int) length - 1);

			if (one_in(3))
				memmove(text + at, text + at + 1, length-- - at);
			else if (one_in(4))
				length = at > 0 ? at : 1;
			else
				text[at] = letters[between(0, (int) sizeof(letters) - 2)];
		}
		accepted += check_working_calendar_text(text, length);
		if (length > 8)
			accepted += check_weekends_text(text + 8, length - 8);
		checks += 2;
	}
	CHECK(accepted > 1000, "only %ld bent literals were values", accepted);
}

/* stored numbers with one of them changed, or cut, or longer */
static void
test_numbers(void)
{
	static LaidOut laid;
	static int32_t words[8 * WINDOW];
	long		accepted = 0;
	int			i;

	for (i = 0; i < 20000; i++)
	{
		size_t		nwords;
		size_t		at;

		if (i % 20 == 0)
			lay_out(&laid, between(-1000, 1000), between(1, 60));
		nwords = working_calendar_nwords(&laid.calendar);
		working_calendar_store(&laid.calendar, words);
		at = (size_t) between(0, (int) nwords - 1);
		if (one_in(2))
			words[at] = (int32_t) ((uint32_t) words[at] + (uint32_t) between(-2, 2));
		else
			words[at] = (int32_t) chance();
		if (one_in(10))
			nwords = (size_t) between(0, (int) nwords);
		else if (one_in(10))
			words[nwords++] = between(0, 1000);
		accepted += check_working_calendar_bytes((const uint8_t *) words, nwords * sizeof(int32_t));
		checks++;
	}
	CHECK(accepted > 100, "only %ld changed numbers were values", accepted);
}

static WorkingCalendarFault
read_fault(const char *text)
{
	int32_t		holiday[64];
	int32_t		worked[64];
	DaySpan		known[64];
	WorkingCalendarParts parts = {.holiday = holiday,.worked = worked,.known = known};
	size_t		where;
	int64_t		day;
	WorkingCalendarFault fault = working_calendar_parse(text, strlen(text), &parts, &where);

	return fault == WORKING_CALENDAR_OK ? working_calendar_settle(&parts, &day) : fault;
}

static void
test_limits(void)
{
	char		text[4096] = "weekend sun";
	int			n = WORKING_CALENDAR_DAYS_MAX + 1;
	int32_t    *days = malloc(sizeof(int32_t) * (size_t) n);
	DaySpan    *known = malloc(sizeof(DaySpan) * (WORKING_CALENDAR_KNOWN_MAX + 1));
	WorkingCalendarParts parts = {.nweekends = 1,.holiday = days,.known = known};
	int64_t		day;
	int			i;

	for (i = 1; i <= WORKING_CALENDAR_WEEKENDS_MAX; i++)
	{
		CHECK(read_fault(text) == WORKING_CALENDAR_OK, "%d weekends", i);
		sprintf(text + strlen(text), ", from %04d-01-01 %s", 1000 + i, i % 2 ? "fri" : "sun");
	}
	CHECK(read_fault(text) == WORKING_CALENDAR_TOO_MANY_WEEKENDS, "%d weekends", i);

	for (i = 0; i < n; i++)
		days[i] = i;
	parts.nholidays = n;
	CHECK(working_calendar_settle(&parts, &day) == WORKING_CALENDAR_TOO_MANY_DAYS, "days");
	parts.nholidays = n - 1;
	CHECK(working_calendar_settle(&parts, &day) == WORKING_CALENDAR_OK, "days");
	for (i = 0; i <= WORKING_CALENDAR_KNOWN_MAX; i++)
		known[i] = (DaySpan) {10 * i, 10 * i + 1};
	parts.nknown = WORKING_CALENDAR_KNOWN_MAX + 1;
	CHECK(working_calendar_settle(&parts, &day) == WORKING_CALENDAR_TOO_MANY_SPANS, "spans");
	parts.nknown--;
	CHECK(working_calendar_settle(&parts, &day) == WORKING_CALENDAR_OK, "spans");
	free(days);
	free(known);

	CHECK(read_fault("weekend mon; holidays 2026-01-06; worked 2026-01-06") == WORKING_CALENDAR_BOTH, "both");
	CHECK(read_fault("weekend mon tue wed thu fri sat sun") == WORKING_CALENDAR_ALL_WEEK, "all week");
	CHECK(read_fault("weekend mon, from 2026-01-01 tue, from 2026-01-01 wed") == WORKING_CALENDAR_NOT_ASCENDING, "twice");
	CHECK(read_fault("weekend mon; known 2026-01-02/2026-01-01") == WORKING_CALENDAR_BACKWARDS, "backwards");
	CHECK(read_fault("weekend mon; known 2026-02-29") == WORKING_CALENDAR_NO_SUCH_DAY, "29 February");
	CHECK(read_fault("weekend mon; holidays 2026-01-01; holidays 2026-01-02") == WORKING_CALENDAR_TWICE, "twice");
	CHECK(read_fault("holidays 2026-01-01") == WORKING_CALENDAR_NO_WEEKEND, "no weekend");
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
	chance_seed(argc, argv);
	test_small();
	test_large();
	test_difference();
	test_edges();
	test_limits();
	test_settling();
	test_literals();
	test_numbers();
	checks_held("working_days_test");
	return 0;
}
