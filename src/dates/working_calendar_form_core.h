/*
 * working_calendar_form_core.h
 *		A working calendar as words and as stored numbers, without the server.
 */
#ifndef CR_WORKING_CALENDAR_FORM_CORE_H
#define CR_WORKING_CALENDAR_FORM_CORE_H

#include "working_calendar_core.h"

#define WORKING_CALENDAR_VERSION 1

#define WORKING_CALENDAR_KNOWN_MAX 1000
#define WORKING_CALENDAR_DAYS_MAX 20000 /* holidays and worked days together */

/* a calendar in the making; the caller gives room for the lists */
typedef struct WorkingCalendarParts
{
	int			nweekends;
	WeekendSpan weekend[WORKING_CALENDAR_WEEKENDS_MAX];
	int			nholidays;
	int32_t    *holiday;
	int			nworked;
	int32_t    *worked;
	int			nknown;
	DaySpan    *known;
	bool		weekends_suffice;
} WorkingCalendarParts;

typedef enum WorkingCalendarFault
{
	WORKING_CALENDAR_OK = 0,
	WORKING_CALENDAR_SYNTAX,
	WORKING_CALENDAR_NO_WEEKEND,	/* the text does not begin with one */
	WORKING_CALENDAR_NO_SUCH_DAY,
	WORKING_CALENDAR_ALL_WEEK,	/* no day of the week is left to work */
	WORKING_CALENDAR_NOT_ASCENDING, /* weekends */
	WORKING_CALENDAR_TWICE,		/* a clause is repeated */
	WORKING_CALENDAR_BACKWARDS, /* a span ends before it begins */
	WORKING_CALENDAR_BOTH,		/* a day is a holiday and worked */
	WORKING_CALENDAR_TOO_MANY_WEEKENDS,
	WORKING_CALENDAR_TOO_MANY_DAYS,
	WORKING_CALENDAR_TOO_MANY_SPANS
} WorkingCalendarFault;

/* how many elements each list may need for a text of this length */
extern size_t working_calendar_room(size_t length);

/* "weekend fri sat; known 2026-01-01/2026-12-31; holidays 2026-03-20" */
extern WorkingCalendarFault working_calendar_parse(const char *text, size_t length,
												   WorkingCalendarParts *parts, size_t *where);

/* "thu fri, from 2013-06-29 fri sat", into an empty calendar */
extern WorkingCalendarFault weekends_parse(const char *text, size_t length,
										   WorkingCalendarParts *parts, size_t *where);

/*
 * Bring the parts into their one canonical form: lists in order and without
 * repetition, spans joined, and no day that says what the weekend says anyway.
 * The day concerned is told of WORKING_CALENDAR_BOTH.
 */
extern WorkingCalendarFault working_calendar_settle(WorkingCalendarParts *parts, int64_t *day);

/* a view of parts that have been settled */
extern void working_calendar_of_parts(const WorkingCalendarParts *parts, WorkingCalendar *calendar);

/* with a terminating zero; returns the length */
extern size_t working_calendar_text_size(const WorkingCalendar *calendar);
extern size_t working_calendar_print(const WorkingCalendar *calendar, char *text);
extern size_t weekends_print(const WeekendSpan *weekend, int nweekends, char *text);
#define WEEKENDS_TEXT_MAX (WORKING_CALENDAR_WEEKENDS_MAX * 48)

/*
 * The stored numbers: the same for equal calendars, and used where they lie.
 * Two calendars are in order as their numbers are.
 */
#define WORKING_CALENDAR_HEAD 5
extern size_t working_calendar_nwords(const WorkingCalendar *calendar);
extern void working_calendar_store(const WorkingCalendar *calendar, int32_t *words);
extern void working_calendar_open(const int32_t *words, WorkingCalendar *calendar);

/* could these numbers have come out of working_calendar_store? */
extern bool working_calendar_is_valid(const int32_t *words, size_t nwords);

#endif							/* CR_WORKING_CALENDAR_FORM_CORE_H */
