/*
 * hebrew_core.c
 *		The Hebrew calendar, without the server.
 *
 * As fixed by Hillel II, and told by Dershowitz and Reingold (Calendrical
 * Calculations): a year begins on the day of the mean new moon of Tishri,
 * put off where it falls at noon or later, or on a Sunday, Wednesday or
 * Friday, and where a year would else have 356 or 382 days.
 */
#include "hebrew_core.h"

/* the parts of an hour in which the moon is reckoned, 1080 to the hour */
#define PARTS_DAY 25920
#define PARTS_MONTH_MORE 13753	/* a month is 29 days and so many parts */
#define PARTS_FIRST_MOON 12084	/* of the first new moon, counted from noon */

/* 1 Tishri 1, 7 October 3761 before our era (Julian), as days from 2000-01-01 */
#define DAY_ZERO (-2103547)

/* days from DAY_ZERO to the new moon of Tishri, put off but for the sake of its neighbours */
static int64_t
elapsed_days(int64_t year)
{
	int64_t		months = (235 * year - 234) / 19;
	int64_t		parts = PARTS_FIRST_MOON + PARTS_MONTH_MORE * months;
	int64_t		day = 29 * months + parts / PARTS_DAY;

	/* Sunday, Wednesday, Friday */
	if (3 * (day + 1) % 7 < 3)
		day++;
	return day;
}

static int64_t
year_start(int64_t year)
{
	int64_t		before = elapsed_days(year - 1);
	int64_t		start = elapsed_days(year);
	int64_t		after = elapsed_days(year + 1);

	if (after - start == 356)
		return DAY_ZERO + start + 2;
	if (start - before == 382)
		return DAY_ZERO + start + 1;
	return DAY_ZERO + start;
}

void
hebrew_year(int year, YearMonths *result)
{
	static const uint8_t usual[YEAR_MONTHS_MAX] = {30, 29, 30, 29, 30, 30, 29, 30, 29, 30, 29, 30, 29};
	int64_t		start = year_start(year);
	int			days = (int) (year_start(year + 1) - start);
	int			m;

	result->first_day = (int32_t) start;
	result->nmonths = YEAR_MONTHS_MAX;
	for (m = 0; m < YEAR_MONTHS_MAX; m++)
		result->length[m] = usual[m];
	/* 353 to 355 days, or 383 to 385 with Adar I */
	if (days < 380)
		result->length[5] = 0;
	if (days % 10 == 5)
		result->length[1] = 30;
	if (days % 10 == 3)
		result->length[2] = 29;
}

int
hebrew_year_of(int64_t day)
{
	/* by the mean length of a year, which is a year off at most */
	int64_t		year = (day - DAY_ZERO) * 98496 / 35975351 + 1;

	while (year_start(year) > day)
		year--;
	while (year_start(year + 1) <= day)
		year++;
	return (int) year;
}
