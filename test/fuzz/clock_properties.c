/*
 * clock_properties.c
 *		What must hold for any text, bytes and days given to a time limit.
 *
 * Used by the random test and by the fuzzer alike.
 */
#include "clock_properties.h"

#include <stdlib.h>
#include <string.h>

#include "clock_core.h"
#include "require.h"

static void
require_round_trip(const Clock *value)
{
	uint8_t		bytes[CLOCK_BYTES_MAX];
	uint8_t		again[CLOCK_BYTES_MAX];
	char		text[CLOCK_TEXT_MAX];
	char		retext[CLOCK_TEXT_MAX];
	Clock		decoded;
	Clock		parsed;
	size_t		size = clock_encode(value, bytes);
	size_t		where;

	REQUIRE(size <= CLOCK_BYTES_MAX);
	REQUIRE(clock_decode(bytes, size, &decoded) == CLOCK_OK);
	REQUIRE(clock_encode(&decoded, again) == size);
	REQUIRE(memcmp(bytes, again, size) == 0);
	REQUIRE(clock_print(&decoded, text) == strlen(text));
	REQUIRE(strlen(text) < CLOCK_TEXT_MAX);
	REQUIRE(clock_parse(text, strlen(text), &parsed, &where) == CLOCK_OK);
	REQUIRE(clock_encode(&parsed, again) == size);
	REQUIRE(memcmp(bytes, again, size) == 0);
	clock_print(&parsed, retext);
	REQUIRE(strcmp(text, retext) == 0);
}

int
check_clock_text(const char *text, size_t length)
{
	char	   *copy = exact_copy(text, length);
	Clock		value;
	size_t		where = 0;
	ClockFault	fault = clock_parse(copy, length, &value, &where);

	free(copy);
	REQUIRE(where <= length);
	if (fault != CLOCK_OK)
		return 0;
	require_round_trip(&value);
	return 1;
}

int
check_clock_bytes(const uint8_t *bytes, size_t length)
{
	uint8_t    *copy = exact_copy(bytes, length);
	Clock		value;
	ClockFault	fault = clock_decode(copy, length, &value);
	uint8_t		again[CLOCK_BYTES_MAX];

	if (fault == CLOCK_OK)
	{
		/* equal values have equal bytes: there is one way to write each */
		REQUIRE(clock_encode(&value, again) == length);
		REQUIRE(memcmp(copy, again, length) == 0);
		require_round_trip(&value);
	}
	free(copy);
	return fault == CLOCK_OK;
}

/* any of the years 0001 to 9999, mostly of our own time */
static int64_t
any_day(uint32_t number)
{
	if (number % 8 == 0)
		return CALENDAR_FIRST_DAY +
			(int64_t) (number / 8 % (uint32_t) (CALENDAR_LAST_DAY - CALENDAR_FIRST_DAY + 1));
	return number / 8 % 20000;
}

/* later is later: of two starts, the later one is never due earlier */
static void
require_order(const Clock *clock, int64_t start, int64_t later, const WorkingCalendar *calendar)
{
	int64_t		a;
	int64_t		b;
	int64_t		gap = INT64_MIN;
	ClockGap	fault_a = clock_due_on(clock, start, calendar, &a, &gap);
	ClockGap	fault_b = clock_due_on(clock, later, calendar, &b, &gap);

	REQUIRE(fault_a != CLOCK_GAP_NO_CALENDAR || (calendar == NULL && clock_needs_calendar(clock)));
	if (fault_a == CLOCK_NO_GAP)
		REQUIRE(a >= CALENDAR_FIRST_DAY && a <= CALENDAR_LAST_DAY);
	if (fault_a == CLOCK_NO_GAP && fault_b == CLOCK_NO_GAP)
		REQUIRE(a <= b);
	if (fault_a == CLOCK_GAP_HOLIDAYS)
		REQUIRE(gap != INT64_MIN);
}

/* more time stopped never makes it due earlier, nor does a later look */
static void
require_stops(const Clock *clock, int64_t due, const int32_t *number, const WorkingCalendar *calendar)
{
	ClockStop	stop[2];
	int64_t		gap;
	int64_t		none;
	int64_t		one;
	int64_t		two;
	int64_t		longer;
	int32_t		as_of = (int32_t) any_day((uint32_t) number[2]);
	int32_t		first = (int32_t) any_day((uint32_t) number[0]);
	int32_t		second = (int32_t) any_day((uint32_t) number[1]);

	stop[0].from = first < second ? first : second;
	stop[1].from = first < second ? second : first;
	stop[0].to = number[3] % 4 == 0 ? DAY_OPEN_END : stop[0].from + number[3] % 400;
	stop[1].to = number[4] % 4 == 0 ? DAY_OPEN_END : stop[1].from + number[4] % 400;
	REQUIRE(clock_due_after_stops(clock, due, stop, 0, as_of, calendar, &none, &gap) == CLOCK_NO_GAP);
	REQUIRE(none == due);
	/* brought forward to a working day, a due day may well lie before the stop that moved it */
	if (clock->roll == CLOCK_TO_PREVIOUS || clock->roll == CLOCK_TO_NEXT_IN_MONTH)
		return;
	if (clock_due_after_stops(clock, due, stop, 1, as_of, calendar, &one, &gap) != CLOCK_NO_GAP ||
		clock_due_after_stops(clock, due, stop, 2, as_of, calendar, &two, &gap) != CLOCK_NO_GAP)
		return;
	REQUIRE(due <= one && one <= two);
	REQUIRE(!clock_is_backwards(clock) || two == due);
	if (as_of < CALENDAR_LAST_DAY &&
		clock_due_after_stops(clock, due, stop, 2, as_of + 1, calendar, &longer, &gap) == CLOCK_NO_GAP)
		REQUIRE(two <= longer);
}

/*
 * Days out of the first bytes, the limit out of the rest; with no calendar,
 * with one that is known throughout and with one that has gaps.
 */
int
check_clock_arithmetic(const uint8_t *bytes, size_t length)
{
	static const WeekendSpan weekend[] = {{DAY_OPEN_BEGIN, 0x60}, {5000, 0x30}};
	static const int32_t holiday[] = {-5, 359, 363, 366, 5007, 9000};
	static const DaySpan always[] = {{DAY_OPEN_BEGIN, DAY_OPEN_END}};
	static const DaySpan some[] = {{-3000, 4000}, {4100, 9999}};
	WorkingCalendar calendar = {2, weekend, 0, holiday, 0, NULL, 1, always, false};
	Clock		clock;
	int32_t		number[7];
	int64_t		start;
	int64_t		later;
	int64_t		due;
	int64_t		gap;
	size_t		where;

	if (length < sizeof(number) ||
		clock_parse((const char *) bytes + sizeof(number), length - sizeof(number),
					&clock, &where) != CLOCK_OK)
		return 0;
	memcpy(number, bytes, sizeof(number));
	start = any_day((uint32_t) number[5]);
	later = start + (uint32_t) number[6] % 40;
	if (later > CALENDAR_LAST_DAY)
		later = CALENDAR_LAST_DAY;

	require_order(&clock, start, later, NULL);
	require_order(&clock, start, later, &calendar);
	if (clock_due_on(&clock, start, &calendar, &due, &gap) == CLOCK_NO_GAP)
		require_stops(&clock, due, number, &calendar);
	calendar.nholidays = sizeof(holiday) / sizeof(holiday[0]);
	calendar.nknown = 2;
	calendar.known = some;
	require_order(&clock, start, later, &calendar);
	if (clock_due_on(&clock, start, &calendar, &due, &gap) == CLOCK_NO_GAP)
		require_stops(&clock, due, number, &calendar);
	return 1;
}
