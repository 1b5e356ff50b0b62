/*
 * clock_core.h
 *		Time limits: their words, their bytes and their arithmetic, and clocks
 *		that were stopped, without the server.
 */
#ifndef CR_CLOCK_CORE_H
#define CR_CLOCK_CORE_H

#include "working_calendar_core.h"

#define CLOCK_VERSION 1
#define CLOCK_LIMITS_MAX 2
#define CLOCK_NUMBER_MAX 9999
#define CLOCK_HEAD_BYTES 7
#define CLOCK_LIMIT_BYTES 3
#define CLOCK_BYTES_MAX (CLOCK_HEAD_BYTES + CLOCK_LIMITS_MAX * CLOCK_LIMIT_BYTES)
#define CLOCK_TEXT_MAX 256
#define CLOCK_NO_CUT_OFF (-1)

/* The numbers of the next four are stored: they stay what they are. */
typedef enum ClockUnit
{
	CLOCK_DAYS = 1,
	CLOCK_WEEKS = 2,
	CLOCK_MONTHS = 3,
	CLOCK_YEARS = 4,
	CLOCK_WORKING_DAYS = 5,
	CLOCK_HOURS = 6,
	CLOCK_FIRST_OF_MONTH_AFTER = 7, /* first of month after 3 months */
	CLOCK_FIRST_OF_NTH_MONTH = 8	/* first of 3rd month after */
} ClockUnit;

typedef enum ClockChoice
{
	CLOCK_ONE = 1,
	CLOCK_EARLIER = 2,
	CLOCK_LATER = 3
} ClockChoice;

/* what a month that lacks the day does */
typedef enum ClockMonthEnd
{
	CLOCK_CLAMP = 0,			/* ends with its last day */
	CLOCK_STAYS = 1,			/* so too, and a last day leads to a last day */
	CLOCK_SPILLS = 2			/* passes it on to the first day of the next one */
} ClockMonthEnd;

typedef enum ClockRoll
{
	CLOCK_NO_ROLL = 0,
	CLOCK_TO_NEXT = 1,
	CLOCK_TO_PREVIOUS = 2,
	CLOCK_TO_NEXT_IN_MONTH = 3	/* the previous one where the month ends before */
} ClockRoll;

typedef struct ClockLimit
{
	uint8_t		unit;
	int16_t		amount;			/* negative: before */
} ClockLimit;

typedef struct Clock
{
	uint8_t		choice;
	uint8_t		month_end;
	uint8_t		roll;
	bool		first_day;		/* the day of the start is day 1 */
	int16_t		cut_off;		/* minutes after midnight */
	ClockLimit	limit[CLOCK_LIMITS_MAX];	/* the second one only for a choice */
} Clock;

typedef enum ClockFault
{
	CLOCK_OK = 0,
	CLOCK_SYNTAX,
	CLOCK_NUMBER,
	CLOCK_TWICE,				/* a rule is said twice */
	CLOCK_EITHER_WAY,			/* one limit goes forwards, the other back */
	CLOCK_SAME_LIMIT,
	CLOCK_HOURS_BEFORE,
	CLOCK_HOURS_RULE,			/* hours know no first day, cut-off hour or roll */
	CLOCK_BEFORE_RULE,			/* what runs back has no first day and no cut-off hour */
	CLOCK_NO_FIRST_DAY,
	CLOCK_NO_MONTH_END,
	CLOCK_NO_ROLL_NEEDED,
	CLOCK_BAD_BYTES
} ClockFault;

/* what a due day may lack */
typedef enum ClockGap
{
	CLOCK_NO_GAP = 0,
	CLOCK_GAP_NO_CALENDAR,
	CLOCK_GAP_HOLIDAYS,			/* those of the day told */
	CLOCK_GAP_RANGE				/* outside the years 0001 to 9999: an error */
} ClockGap;

/* closed-open: the clock stands still from "from" and runs again on "to" */
typedef struct ClockStop
{
	int32_t		from;
	int32_t		to;				/* DAY_OPEN_END while it stands */
} ClockStop;

/* ---- words and bytes (clock_words_core.c) ---- */

/* on a fault of the syntax, *where is the offset of the word at which it was seen */
extern ClockFault clock_parse(const char *text, size_t length, Clock *result, size_t *where);

/* canonical text and a zero, into CLOCK_TEXT_MAX bytes; returns the length */
extern size_t clock_print(const Clock *clock, char *text);

/* the bytes stored and sent, the same for equal clocks: CLOCK_BYTES_MAX at most */
extern size_t clock_encode(const Clock *clock, uint8_t *bytes);
extern ClockFault clock_decode(const uint8_t *bytes, size_t length, Clock *result);

/* ---- what a clock is ---- */

extern int	clock_limits(const Clock *clock);
extern bool clock_is_backwards(const Clock *clock);
extern bool clock_in_hours(const Clock *clock);
extern bool clock_needs_calendar(const Clock *clock);

/* ---- arithmetic ---- */

/*
 * Days, weeks, months or years from the start, a month that lacks the day
 * ending with its last one.  Not for hours and working days.  The start must be
 * finite; the result may lie outside what a date can hold.
 */
extern int64_t clock_due(int32_t start, int32_t amount, ClockUnit unit);

/*
 * The last day on which it is in time.  Of each: the days asked about are of
 * the years 0001 to 9999; the calendar may be null; where the holidays of a day
 * are not known, *gap is that day.
 */
extern ClockGap clock_due_on(const Clock *clock, int64_t start, const WorkingCalendar *calendar,
							 int64_t *due, int64_t *gap);

/* so for one of the limits: no roll, and the start is where it counts from */
extern ClockGap clock_limit_due(const Clock *clock, int limit, int64_t start,
								const WorkingCalendar *calendar, int64_t *due, int64_t *gap);

/* the day that a start counts as; "late": it came at or after the cut-off hour */
extern ClockGap clock_start_day(const Clock *clock, int64_t day, bool late,
								const WorkingCalendar *calendar, int64_t *start, int64_t *gap);

/* days before as_of that were stopped; the stops in ascending order of their first day */
extern int64_t clock_stopped(const ClockStop *stop, size_t nstops, int32_t as_of);

/* the due day, moved by what the clock stood still before as_of; the stops in that order */
extern ClockGap clock_due_after_stops(const Clock *clock, int64_t due,
									  const ClockStop *stop, size_t nstops, int32_t as_of,
									  const WorkingCalendar *calendar,
									  int64_t *result, int64_t *gap);

#endif							/* CR_CLOCK_CORE_H */
