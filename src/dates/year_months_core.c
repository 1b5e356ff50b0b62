/*
 * year_months_core.c
 *		A year as its first day and the lengths of its months, without the server.
 */
#include "year_months_core.h"

int
year_months_days(const YearMonths *year)
{
	int			days = 0;
	int			m;

	for (m = 0; m < year->nmonths; m++)
		days += year->length[m];
	return days;
}

bool
year_months_to_day(const YearMonths *year, int month, int day, int32_t *result)
{
	int			before = 0;
	int			m;

	if (month < 1 || month > year->nmonths || day < 1 || day > year->length[month - 1])
		return false;
	for (m = 0; m < month - 1; m++)
		before += year->length[m];
	*result = year->first_day + before + day - 1;
	return true;
}

void
year_months_from_day(const YearMonths *year, int32_t day, int *month, int *day_of_month)
{
	int			rest = day - year->first_day;
	int			m = 0;

	while (rest >= year->length[m])
		rest -= year->length[m++];
	*month = m + 1;
	*day_of_month = rest + 1;
}
