/*
 * calendar_core.c
 *		Days and civil dates, without the server.
 *
 * Years are reckoned from 1 March here, so that the leap day is the last day
 * of its year and every rule about February falls away; the published result
 * counts from January as people do.
 */
#include "calendar_core.h"

/* days from 0000-03-01 to 2000-01-01 */
#define MARCH_ZERO 730425

#define DAYS_400_YEARS 146097
#define DAYS_100_YEARS 36524
#define DAYS_4_YEARS 1461

/* days before each month of a year that begins in March */
static const int before_month[12] = {
	0, 31, 61, 92, 122, 153, 184, 214, 245, 275, 306, 337
};

static int64_t
floor_div(int64_t a, int64_t b)
{
	int64_t		q = a / b;

	if (a % b != 0 && (a < 0) != (b < 0))
		q--;
	return q;
}

bool
year_is_leap(int64_t year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int
month_length(int64_t year, int month)
{
	if (month == 2)
		return year_is_leap(year) ? 29 : 28;
	if (month == 4 || month == 6 || month == 9 || month == 11)
		return 30;
	return 31;
}

int64_t
day_from_civil(int64_t year, int month, int day)
{
	int			slot = (month + 9) % 12;
	int64_t		y = month <= 2 ? year - 1 : year;

	return 365 * y + floor_div(y, 4) - floor_div(y, 100) + floor_div(y, 400)
		+ before_month[slot] + (day - 1) - MARCH_ZERO;
}

CivilDate
day_to_civil(int64_t day)
{
	CivilDate	result;
	int64_t		rest = day + MARCH_ZERO;
	int64_t		n400 = floor_div(rest, DAYS_400_YEARS);
	int64_t		n100;
	int64_t		n4;
	int64_t		n1;
	int			slot = 11;

	rest -= n400 * DAYS_400_YEARS;
	/* the last century and the last year of a cycle are a day longer */
	n100 = rest / DAYS_100_YEARS;
	if (n100 > 3)
		n100 = 3;
	rest -= n100 * DAYS_100_YEARS;
	n4 = rest / DAYS_4_YEARS;
	rest -= n4 * DAYS_4_YEARS;
	n1 = rest / 365;
	if (n1 > 3)
		n1 = 3;
	rest -= n1 * 365;

	while (before_month[slot] > rest)
		slot--;

	result.year = 400 * n400 + 100 * n100 + 4 * n4 + n1 + (slot >= 10 ? 1 : 0);
	result.month = slot >= 10 ? slot - 9 : slot + 3;
	result.day = (int) (rest - before_month[slot]) + 1;
	return result;
}

int64_t
month_of_day(int64_t day)
{
	CivilDate	c = day_to_civil(day);

	return c.year * 12 + (c.month - 1);
}

int64_t
month_first_day(int64_t month)
{
	int64_t		year = floor_div(month, 12);

	return day_from_civil(year, (int) (month - year * 12) + 1, 1);
}

int64_t
day_add_months(int64_t day, int64_t months)
{
	CivilDate	c = day_to_civil(day);
	int64_t		total = c.year * 12 + (c.month - 1) + months;
	int64_t		year = floor_div(total, 12);
	int			month = (int) (total - year * 12) + 1;
	int			length = month_length(year, month);

	return day_from_civil(year, month, c.day > length ? length : c.day);
}
