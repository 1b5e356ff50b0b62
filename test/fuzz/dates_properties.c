/*
 * dates_properties.c
 *		What must hold for any text and any bytes given to the types of src/dates.
 *
 * Used by the random test and by the fuzzer alike.
 */
#include "dates_properties.h"

#include <stdlib.h>
#include <string.h>

#include "bikram_sambat_core.h"
#include "cadence_visit_core.h"
#include "hebrew_core.h"
#include "partial_date_core.h"
#include "working_calendar_form_core.h"
#include "require.h"

int
check_partial_date_text(const char *text, size_t length)
{
	char	   *copy = exact_copy(text, length);
	PartialDate value;
	PartialDate again;
	size_t		where = 0;
	char		printed[PARTIAL_DATE_TEXT_MAX];
	char		reprinted[PARTIAL_DATE_TEXT_MAX];
	PartialDateFault fault = partial_date_parse(copy, length, &value, &where);

	free(copy);
	REQUIRE(where <= length);
	if (fault != PARTIAL_DATE_OK)
		return 0;
	REQUIRE(partial_date_is_valid(&value));
	REQUIRE(partial_date_print(&value, printed) == strlen(printed));
	REQUIRE(strlen(printed) < PARTIAL_DATE_TEXT_MAX);
	REQUIRE(partial_date_parse(printed, strlen(printed), &again, &where) == PARTIAL_DATE_OK);
	REQUIRE(memcmp(&value, &again, sizeof(value)) == 0);
	REQUIRE(partial_date_compare(&value, &again) == 0);
	partial_date_print(&again, reprinted);
	REQUIRE(strcmp(printed, reprinted) == 0);
	return 1;
}

/* 13 bytes as the binary form has them: codes, then the two days */
int
check_partial_date_bytes(const uint8_t *bytes, size_t length)
{
	PartialDate value;
	PartialDate again;
	size_t		where;
	char		printed[PARTIAL_DATE_TEXT_MAX];

	if (length < 13)
		return 0;
	memset(&value, 0, sizeof(value));
	value.version = bytes[0];
	value.from_precision = bytes[1];
	value.from_qualifier = bytes[2];
	value.to_precision = bytes[3];
	value.to_qualifier = bytes[4];
	memcpy(&value.from_day, bytes + 5, 4);
	memcpy(&value.to_day, bytes + 9, 4);
	if (!partial_date_is_valid(&value))
		return 0;
	partial_date_print(&value, printed);
	REQUIRE(partial_date_parse(printed, strlen(printed), &again, &where) == PARTIAL_DATE_OK);
	REQUIRE(memcmp(&value, &again, sizeof(value)) == 0);
	return 1;
}

/* a calendar, a year, a month, a day and a day's number, whatever they are */
int
check_calendar_numbers(const uint8_t *bytes, size_t length)
{
	int32_t		number[4];
	YearMonths	year;
	int32_t		day;
	int			y;
	int			month;
	int			of_month;
	bool		nepali;

	if (length < 1 + sizeof(number))
		return 0;
	memcpy(number, bytes + 1, sizeof(number));
	nepali = bytes[0] % 2 == 0;
	if (nepali)
	{
		y = BIKRAM_SAMBAT_FIRST_YEAR + (int) ((uint32_t) number[0] %
											  (BIKRAM_SAMBAT_LAST_YEAR - BIKRAM_SAMBAT_FIRST_YEAR + 1));
		bikram_sambat_year(y, &year);
	}
	else
	{
		y = 3761 + (int) ((uint32_t) number[0] % 10000);
		hebrew_year(y, &year);
	}
	REQUIRE(year_months_days(&year) >= 353 && year_months_days(&year) <= 385);
	if (year_months_to_day(&year, number[1], number[2], &day))
	{
		year_months_from_day(&year, day, &month, &of_month);
		REQUIRE(month == number[1] && of_month == number[2]);
		if (nepali)
			REQUIRE(bikram_sambat_year_of(day, &month) && month == y);
		else
			REQUIRE(hebrew_year_of(day) == y);
	}
	if (bikram_sambat_year_of((int64_t) number[3], &y))
	{
		bikram_sambat_year(y, &year);
		REQUIRE(number[3] >= year.first_day && number[3] < year.first_day + year_months_days(&year));
	}
	day = CALENDAR_FIRST_DAY +
		(int32_t) ((uint32_t) number[3] % (CALENDAR_LAST_DAY - CALENDAR_FIRST_DAY + 1));
	hebrew_year(hebrew_year_of(day), &year);
	REQUIRE(day >= year.first_day && day < year.first_day + year_months_days(&year));
	REQUIRE(birth_complete(birth_cutoff((int) ((uint32_t) number[1] % 201), day, LEAP_FEBRUARY_28),
						   (int) ((uint32_t) number[1] % 201), LEAP_FEBRUARY_28) <= day);
	return 1;
}

static void
require_cadence_round_trip(const Cadence *value)
{
	uint8_t		bytes[CADENCE_BYTES_MAX];
	uint8_t		again_bytes[CADENCE_BYTES_MAX];
	char	   *printed = malloc(CADENCE_TEXT_MAX);
	Cadence		decoded;
	Cadence		parsed;
	size_t		size = cadence_encode(value, bytes);
	size_t		where;

	REQUIRE(size <= CADENCE_BYTES_MAX);
	REQUIRE(cadence_decode(bytes, size, &decoded) == CADENCE_OK);
	REQUIRE(cadence_encode(&decoded, again_bytes) == size);
	REQUIRE(memcmp(bytes, again_bytes, size) == 0);
	REQUIRE(cadence_print(&decoded, printed) < CADENCE_TEXT_MAX);
	REQUIRE(cadence_parse(printed, strlen(printed), &parsed, &where) == CADENCE_OK);
	REQUIRE(cadence_encode(&parsed, again_bytes) == size);
	REQUIRE(memcmp(bytes, again_bytes, size) == 0);
	free(printed);
}

int
check_cadence_text(const char *text, size_t length)
{
	char	   *copy = exact_copy(text, length);
	Cadence		value;
	size_t		where = 0;
	CadenceFault fault = cadence_parse(copy, length, &value, &where);

	free(copy);
	REQUIRE(where <= length);
	if (fault != CADENCE_OK)
		return 0;
	require_cadence_round_trip(&value);
	return 1;
}

int
check_cadence_bytes(const uint8_t *bytes, size_t length)
{
	char	   *copy = exact_copy(bytes, length);
	Cadence		value;
	CadenceFault fault = cadence_decode((const uint8_t *) copy, length, &value);
	uint8_t		again[CADENCE_BYTES_MAX];

	if (fault == CADENCE_OK)
	{
		/* equal values have equal bytes: there is one way to write each */
		REQUIRE(cadence_encode(&value, again) == length);
		REQUIRE(memcmp(copy, again, length) == 0);
		require_cadence_round_trip(&value);
	}
	free(copy);
	return fault == CADENCE_OK;
}

/* a weekend, one holiday and one span of known days, or no calendar at all */
typedef struct FuzzCalendar
{
	WorkingCalendar calendar;
	WeekendSpan weekend;
	int32_t		holiday;
	DaySpan		known;
} FuzzCalendar;

static const WorkingCalendar *
fuzz_calendar(const int32_t number[4], FuzzCalendar *result)
{
	WorkingCalendar *c = &result->calendar;

	if (number[0] % 16 == 0)
		return NULL;
	memset(result, 0, sizeof(*result));
	c->nweekends = 1;
	c->weekend = &result->weekend;
	result->weekend.from = DAY_OPEN_BEGIN;
	result->weekend.days = (number[0] / 16) & 0x7f;
	if (result->weekend.days == 0x7f)
		result->weekend.days = 0;
	result->holiday = number[1];
	c->holiday = &result->holiday;
	/* 2000-01-03 was a Monday; a holiday does not lie on a weekend */
	c->nholidays = number[1] >= 2 && number[1] <= CALENDAR_LAST_DAY &&
		!(result->weekend.days >> ((number[1] - 2) % 7) & 1);
	result->known.from = number[2] < number[3] ? number[2] : number[3];
	result->known.to = number[2] < number[3] ? number[3] : number[2];
	c->nknown = 1;
	c->known = &result->known;
	c->weekends_suffice = number[0] % 16 == 1;
	return c;
}

static void
require_cadence_layout(const CadencePlan *plan, int32_t start)
{
	int64_t		covered = start;
	int			i;

	for (i = 0; i < plan->nparts; i++)
	{
		const CadencePart *part = &plan->part[i];
		CadencePeriod first = cadence_part_period(plan, part, 0);
		int64_t		count;
		int64_t		k;
		int64_t		gap;

		REQUIRE(part->from == covered && part->until > part->from);
		REQUIRE(part->sure || i == plan->nparts - 1);
		REQUIRE(first.from == part->from && first.from <= first.to);
		covered = part->until;
		if (!first.sure)
			continue;
		REQUIRE(first.quota >= 0);
		REQUIRE(cadence_part_find(plan, part, first.to, &k, &gap) && k == 0);
		if (cadence_part_goes_on(part, &first))
		{
			CadencePeriod second = cadence_part_period(plan, part, 1);

			REQUIRE(second.from == first.to + 1);
		}
		if (cadence_part_count(plan, part, &count, &gap))
		{
			CadencePeriod last = cadence_part_period(plan, part, count - 1);

			REQUIRE(count > 0 && last.from <= last.to && last.to == part->until - 1);
			REQUIRE(cadence_part_find(plan, part, last.from, &k, &gap) && k == count - 1);
		}
	}
	REQUIRE(covered == plan->until);
	REQUIRE(plan->sure == (plan->nparts == 0 || plan->part[plan->nparts - 1].sure));
}

/* more rows than this are not asked for */
#define MISSED_MAX 500

/* what is told in sum must be what is told one by one */
static void
require_cadence_agreement(const CadencePlan *plan, const int32_t *visit, size_t nvisits,
						  int32_t as_of)
{
	CadenceProgress progress;
	CadenceWalk walk;
	CadenceMissing missing;
	CadencePeriod period;
	int64_t		sum = 0;
	int			counted = 0;
	int			rows = 0;
	int			done;
	size_t		v;
	bool		told = true;

	cadence_measure(plan, visit, nvisits, as_of, &progress);
	REQUIRE(progress.due <= INT32_MAX && progress.total <= INT32_MAX);
	REQUIRE(progress.missed <= progress.due);
	REQUIRE(progress.complete != 1 || (progress.missed == 0 && !progress.has_next_due));
	REQUIRE(plan->endless || progress.complete != 1 || progress.done == progress.total);
	if (progress.has_current)
		REQUIRE(progress.current.from <= as_of && progress.current.to >= as_of);
	REQUIRE(!progress.has_next_due || progress.next_due >= as_of);
	REQUIRE(!progress.has_next_from || progress.next_from >= as_of);

	cadence_walk_begin(&walk, plan);
	for (v = 0; v < nvisits && visit[v] <= as_of; v++)
	{
		switch (cadence_walk_visit(&walk, visit[v]))
		{
			case CADENCE_COUNTS:
				counted++;
				break;
			case CADENCE_CANNOT_TELL:
				told = false;
				break;
			default:
				break;
		}
	}
	REQUIRE(progress.done == (told ? counted : CADENCE_UNKNOWN));

	told = true;
	cadence_missing_begin(&missing, plan, visit, nvisits, as_of);
	while (rows < MISSED_MAX && cadence_missing_next(&missing, &period, &done))
	{
		rows++;
		told = told && period.sure && done != CADENCE_UNKNOWN;
		if (told)
			sum += period.quota - done;
		REQUIRE(period.from < as_of && (!period.sure || period.to < as_of));
	}
	if (progress.missed == CADENCE_UNKNOWN)
		REQUIRE(!told || rows == MISSED_MAX);
	else if (rows < MISSED_MAX)
		REQUIRE(told && sum == progress.missed);
}

/*
 * A start, a day, an end, eight visits and a calendar out of the first bytes,
 * the promise out of the rest.
 */
int
check_cadence_arithmetic(const uint8_t *bytes, size_t length)
{
	Cadence		cadence;
	CadencePlan plan;
	FuzzCalendar room;
	int32_t		number[CADENCE_ARITHMETIC_NUMBERS];
	int32_t		start;
	size_t		where;
	int			i;
	int			j;

	if (length < sizeof(number) ||
		cadence_parse((const char *) bytes + sizeof(number), length - sizeof(number),
					  &cadence, &where) != CADENCE_OK)
		return 0;
	memcpy(number, bytes, sizeof(number));
	start = CALENDAR_FIRST_DAY +
		(int32_t) ((uint32_t) number[0] % (CALENDAR_LAST_DAY - CALENDAR_FIRST_DAY + 1));
	for (i = 4; i < 11; i++)
	{
		for (j = i; j > 3 && number[j] < number[j - 1]; j--)
		{
			int32_t		swap = number[j];

			number[j] = number[j - 1];
			number[j - 1] = swap;
		}
	}

	cadence_lay_out(&cadence, start, number[2], fuzz_calendar(number + 11, &room), &plan);
	require_cadence_layout(&plan, start);
	require_cadence_agreement(&plan, number + 3, 8, number[1]);
	return 1;
}

/* ---------- working calendars ---------- */

static void
make_room(WorkingCalendarParts *parts, size_t room)
{
	memset(parts, 0, sizeof(*parts));
	parts->holiday = malloc(room * sizeof(int32_t));
	parts->worked = malloc(room * sizeof(int32_t));
	parts->known = malloc(room * sizeof(DaySpan));
}

static void
give_room_back(WorkingCalendarParts *parts)
{
	free(parts->holiday);
	free(parts->worked);
	free(parts->known);
}

/* what add and count say of a calendar must agree, wherever they say something */
static void
require_working_day_sense(const WorkingCalendar *calendar, int64_t day)
{
	static const int64_t steps[] = {1, -1, 2, -2, 20, -20, 1000, -1000};
	int64_t		gap = 0;
	size_t		i;

	for (i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
	{
		int64_t		result = 0;
		int64_t		count = 0;
		bool		worked = false;
		WorkingDayFault fault = working_day_add(calendar, day, steps[i], &result, &gap);

		if (fault == WORKING_DAY_GAP)
			REQUIRE(working_day_is(calendar, gap, &worked, &count) == WORKING_DAY_GAP);
		if (fault != WORKING_DAY_OK)
			continue;
		REQUIRE(steps[i] > 0 ? result > day : result < day);
		REQUIRE(working_day_is(calendar, result, &worked, &gap) == WORKING_DAY_OK && worked);
		REQUIRE(working_day_count(calendar, day, result, &count, &gap) == WORKING_DAY_OK);
		REQUIRE(count == steps[i]);
	}
}

static void
require_working_calendar_round_trip(const WorkingCalendar *calendar)
{
	size_t		nwords = working_calendar_nwords(calendar);
	int32_t    *words = malloc(nwords * sizeof(int32_t));
	int32_t    *again_words = malloc(nwords * sizeof(int32_t));
	char	   *printed = malloc(working_calendar_text_size(calendar));
	size_t		length = working_calendar_print(calendar, printed);
	size_t		where;
	int64_t		day;
	int64_t		from;
	int64_t		to;
	WorkingCalendarParts parts;
	WorkingCalendar again;

	REQUIRE(length == strlen(printed) && length < working_calendar_text_size(calendar));
	working_calendar_store(calendar, words);
	REQUIRE(working_calendar_is_valid(words, nwords));
	make_room(&parts, working_calendar_room(length));
	REQUIRE(working_calendar_parse(printed, length, &parts, &where) == WORKING_CALENDAR_OK);
	REQUIRE(working_calendar_settle(&parts, &day) == WORKING_CALENDAR_OK);
	working_calendar_of_parts(&parts, &again);
	REQUIRE(working_calendar_nwords(&again) == nwords);
	working_calendar_store(&again, again_words);
	REQUIRE(memcmp(words, again_words, nwords * sizeof(int32_t)) == 0);
	working_calendar_open(words, &again);
	REQUIRE(!working_calendar_differs(calendar, &again, &from, &to));
	require_working_day_sense(&again, 0);
	if (again.nholidays > 0)
		require_working_day_sense(&again, again.holiday[again.nholidays / 2]);
	if (again.nknown > 0 && again.known[0].from != DAY_OPEN_BEGIN)
		require_working_day_sense(&again, again.known[0].from);
	give_room_back(&parts);
	free(words);
	free(again_words);
	free(printed);
}

static int
check_parsed_calendar(const char *text, size_t length,
					  WorkingCalendarFault (*parse) (const char *, size_t, WorkingCalendarParts *, size_t *))
{
	char	   *copy = exact_copy(text, length);
	size_t		where = 0;
	int64_t		day = 0;
	WorkingCalendarParts parts;
	WorkingCalendar calendar;
	WorkingCalendarFault fault;

	make_room(&parts, working_calendar_room(length));
	fault = parse(copy, length, &parts, &where);
	REQUIRE(where <= length);
	if (fault == WORKING_CALENDAR_OK)
		fault = working_calendar_settle(&parts, &day);
	if (fault == WORKING_CALENDAR_OK)
	{
		working_calendar_of_parts(&parts, &calendar);
		require_working_calendar_round_trip(&calendar);
	}
	give_room_back(&parts);
	free(copy);
	return fault == WORKING_CALENDAR_OK;
}

int
check_working_calendar_text(const char *text, size_t length)
{
	return check_parsed_calendar(text, length, working_calendar_parse);
}

int
check_weekends_text(const char *text, size_t length)
{
	return check_parsed_calendar(text, length, weekends_parse);
}

/* numbers as they are stored, in the order of this machine */
int
check_working_calendar_bytes(const uint8_t *bytes, size_t length)
{
	size_t		nwords = length / sizeof(int32_t);
	int32_t    *words = (int32_t *) (void *) exact_copy(bytes, nwords * sizeof(int32_t));
	bool		valid = working_calendar_is_valid(words, nwords);

	if (valid)
	{
		WorkingCalendar calendar;

		working_calendar_open(words, &calendar);
		require_working_calendar_round_trip(&calendar);
	}
	free(words);
	return valid;
}
