/*
 * foreign_calendar.h
 *		Days in the calendars that people reckon by, and how to say them.
 *
 * The one room of the calendars of ICU, and of those that ICU lacks or has not
 * right in every version.
 */
#ifndef CR_FOREIGN_CALENDAR_H
#define CR_FOREIGN_CALENDAR_H

#include "postgres.h"

#include "dates/calendar_core.h"

typedef enum CalendarEngine
{
	ENGINE_GREGORIAN,			/* proleptic, with or without another year count */
	ENGINE_ICU,
	ENGINE_HEBREW,
	ENGINE_BIKRAM_SAMBAT
} CalendarEngine;

typedef struct ForeignCalendar
{
	const char *name;			/* which is ICU's too, but for Nepal's */
	CalendarEngine engine;
	const char *icu_name;		/* ICU's calendar of the same days; NULL: not asked */
	const char *era;			/* said where ICU has no word for the era; NULL: it has */
	int			year_offset;	/* its year less that which the engine counts */
	int			months;			/* the number of the last month of every year */
	int			first_year;
	int			last_year;
	const char *note;
} ForeignCalendar;

typedef struct ForeignDate
{
	int			year;
	int			month;
	int			day;
} ForeignDate;

/* how much of a day is said */
typedef enum CalendarUnit
{
	UNIT_YEAR,
	UNIT_MONTH,
	UNIT_DAY
} CalendarUnit;

extern const ForeignCalendar foreign_calendars[];
extern const int nforeign_calendars;

/* by its name, or an error that names them all */
extern const ForeignCalendar *foreign_calendar_find(const char *name);

/* false when the calendar has no such day; the year must be one that it covers */
extern bool foreign_date_to_day(const ForeignCalendar *calendar, const ForeignDate *date,
								int32 *day);

/* false when the day lies outside the years that it covers */
extern bool foreign_date_from_day(const ForeignCalendar *calendar, int64 day,
								  ForeignDate *date);

/* 0 when the year has no such month */
extern int	foreign_month_length(const ForeignCalendar *calendar, int year, int month);

/*
 * The moment, as ICU counts time, of the day that ICU calls by these numbers;
 * false when it has none.  For words only: the day may be another one.
 */
extern bool foreign_calendar_moment(const ForeignCalendar *calendar, const ForeignDate *date,
									double *moment);

/* a locale out of a call: an error unless it is a language that ICU knows, and no more */
extern void foreign_locale_check(const char *locale);

/* the day, its month or its year, in the words of the locale; palloc'd */
extern char *foreign_calendar_words(const ForeignCalendar *calendar, const char *locale,
									CalendarUnit unit, const ForeignDate *date);

#endif							/* CR_FOREIGN_CALENDAR_H */
