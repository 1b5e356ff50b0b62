/*
 * year_months_core.h
 *		A year as its first day and the lengths of its months, without the server.
 */
#ifndef CR_YEAR_MONTHS_CORE_H
#define CR_YEAR_MONTHS_CORE_H

#include "calendar_core.h"

#define YEAR_MONTHS_MAX 13

typedef struct YearMonths
{
	int32_t		first_day;
	int			nmonths;
	uint8_t		length[YEAR_MONTHS_MAX];	/* 0: the year lacks this month */
} YearMonths;

extern int	year_months_days(const YearMonths *year);

/* false when the year has no such day */
extern bool year_months_to_day(const YearMonths *year, int month, int day, int32_t *result);

/* the day must be one of the year */
extern void year_months_from_day(const YearMonths *year, int32_t day, int *month,
								 int *day_of_month);

#endif							/* CR_YEAR_MONTHS_CORE_H */
