/*
 * dates_properties.c
 *		What must hold for any text and any bytes given to the types of src/dates.
 *
 * Used by the random test and by the fuzzer alike.  The text is always handed
 * over in a block of exactly its length, so that the address sanitizer sees
 * one byte too many.
 */
#include "dates_properties.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bikram_sambat_core.h"
#include "cadence_core.h"
#include "hebrew_core.h"
#include "partial_date_core.h"

#define REQUIRE(condition) \
	do { \
		if (!(condition)) { \
			fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition); \
			abort(); \
		} \
	} while (0)

static char *
exact_copy(const void *data, size_t length)
{
	char	   *copy = malloc(length > 0 ? length : 1);

	if (length > 0)
		memcpy(copy, data, length);
	return copy;
}

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

/*
 * A start, a day, an end and up to eight visits out of the first bytes, the
 * promise out of the rest; whatever comes, the sums must agree.
 */
int
check_cadence_arithmetic(const uint8_t *bytes, size_t length)
{
	Cadence		cadence;
	CadencePlan plan;
	CadenceProgress progress;
	int32_t		number[11];
	int32_t		start;
	int32_t		as_of;
	int32_t		ends;
	size_t		where;
	int64_t		covered;
	int			i;
	int			j;

	if (length < sizeof(number) ||
		cadence_parse((const char *) bytes + sizeof(number), length - sizeof(number),
					  &cadence, &where) != CADENCE_OK ||
		cadence_needs_calendar(&cadence))
		return 0;
	memcpy(number, bytes, sizeof(number));
	start = CALENDAR_FIRST_DAY +
		(int32_t) ((uint32_t) number[0] % (CALENDAR_LAST_DAY - CALENDAR_FIRST_DAY + 1));
	as_of = number[1];
	ends = number[2];
	for (i = 4; i < 11; i++)
	{
		for (j = i; j > 3 && number[j] < number[j - 1]; j--)
		{
			int32_t		swap = number[j];

			number[j] = number[j - 1];
			number[j - 1] = swap;
		}
	}

	cadence_lay_out(&cadence, start, ends, &plan);
	covered = start;
	for (i = 0; i < plan.nparts; i++)
	{
		const CadencePart *part = &plan.part[i];
		int64_t		count = cadence_part_count(part);
		CadencePeriod first = cadence_part_period(part, 0);
		CadencePeriod last = cadence_part_period(part, count - 1);

		REQUIRE(part->from == covered && part->until > part->from);
		REQUIRE(count > 0);
		REQUIRE(first.from == part->from && last.to == part->until - 1);
		REQUIRE(first.from <= first.to && last.from <= last.to);
		REQUIRE(cadence_part_find(part, first.to) == 0);
		REQUIRE(cadence_part_find(part, last.from) == count - 1);
		if (count > 1)
		{
			CadencePeriod second = cadence_part_period(part, 1);

			REQUIRE(second.from == first.to + 1);
			REQUIRE(cadence_part_find(part, second.from) == 1);
		}
		covered = part->until;
	}
	REQUIRE(covered == plan.until);

	cadence_measure(&plan, number + 3, 8, as_of, &progress);
	REQUIRE(progress.due >= 0 && progress.done >= 0 && progress.missed >= 0);
	REQUIRE(progress.due <= INT32_MAX && progress.done <= 8);
	REQUIRE(progress.missed <= progress.due);
	REQUIRE(!progress.complete || progress.missed == 0);
	REQUIRE(!progress.complete || !progress.has_next);
	if (progress.has_current)
		REQUIRE(progress.current.from <= as_of && progress.current.to >= as_of);
	if (progress.has_next)
		REQUIRE(progress.next_due >= as_of);
	return 1;
}
