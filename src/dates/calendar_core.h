/*
 * calendar_core.h
 *		Days and civil dates, without the server.
 *
 * A day is a number counted from 2000-01-01, as in PostgreSQL's date, in the
 * proleptic Gregorian calendar with astronomical years (year 0 is 1 BC).
 */
#ifndef CR_CALENDAR_CORE_H
#define CR_CALENDAR_CORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* the ends that stand for "no bound", equal to PostgreSQL's infinite dates */
#define DAY_OPEN_BEGIN INT32_MIN
#define DAY_OPEN_END INT32_MAX

/* the years that the types of this room can write: 0001 to 9999 */
#define CALENDAR_FIRST_YEAR 1
#define CALENDAR_LAST_YEAR 9999
#define CALENDAR_FIRST_DAY (-730119)	/* 0001-01-01 */
#define CALENDAR_LAST_DAY 2921939	/* 9999-12-31 */

typedef struct CivilDate
{
	int64_t		year;
	int			month;			/* 1 to 12 */
	int			day;			/* 1 to 31 */
} CivilDate;

extern bool year_is_leap(int64_t year);
extern int	month_length(int64_t year, int month);
extern int64_t day_from_civil(int64_t year, int month, int day);
extern CivilDate day_to_civil(int64_t day);

/* months counted from January of year 0 */
extern int64_t month_of_day(int64_t day);
extern int64_t month_first_day(int64_t month);

/* the same day of the month, or that month's last day where there is none */
extern int64_t day_add_months(int64_t day, int64_t months);

#endif							/* CR_CALENDAR_CORE_H */
