/*
 * working_calendar_core.h
 *		Which days are worked in a country or at an authority, and counting
 *		them, without the server.
 */
#ifndef CR_WORKING_CALENDAR_CORE_H
#define CR_WORKING_CALENDAR_CORE_H

#include "calendar_core.h"

/* weekends change a few times in a century; counting passes over them one by one */
#define WORKING_CALENDAR_WEEKENDS_MAX 32

/* a weekend as it is kept from a day on, until the next one begins */
typedef struct WeekendSpan
{
	int32_t		from;			/* of the first one: DAY_OPEN_BEGIN */
	int32_t		days;			/* bit 0 is Monday, bit 6 Sunday; never all seven */
} WeekendSpan;

/* both days are part of it; DAY_OPEN_BEGIN and DAY_OPEN_END stand for no bound */
typedef struct DaySpan
{
	int32_t		from;
	int32_t		to;
} DaySpan;

/*
 * What is not known is not guessed: outside "known" the holidays have not been
 * recorded, and every answer that rests on such a day is none, unless the
 * weekends alone have been accepted.  That goes for weekends too, since some
 * States declare a Saturday worked in return for a holiday.
 */
typedef struct WorkingCalendar
{
	int			nweekends;		/* one at least */
	const WeekendSpan *weekend; /* in order of their first day */
	int			nholidays;
	const int32_t *holiday;		/* in order, none of them on a weekend */
	int			nworked;
	const int32_t *worked;		/* in order, each on a weekend, worked all the same */
	int			nknown;
	const DaySpan *known;		/* in order, with a gap between any two */
	bool		weekends_suffice;
} WorkingCalendar;

/* 0 is Monday */
extern int	day_weekday(int64_t day);

typedef enum WorkingDayFault
{
	WORKING_DAY_OK = 0,
	WORKING_DAY_GAP,			/* holidays are not known of a day that counts */
	WORKING_DAY_RANGE			/* a day lies outside the years of this room */
} WorkingDayFault;

/*
 * Of each: on a gap, *gap is the day nearest to the start of which the
 * holidays are not known.  The cost depends neither on n nor on the span, and
 * on the number of holidays as its logarithm.
 */
extern WorkingDayFault working_day_is(const WorkingCalendar *calendar, int64_t day,
									  bool *answer, int64_t *gap);

/* the n-th working day after the day, before it when negative; 0: the day itself */
extern WorkingDayFault working_day_add(const WorkingCalendar *calendar, int64_t day,
									   int64_t n, int64_t *result, int64_t *gap);

/*
 * Working days after "from" up to and including "to"; backwards, those before
 * "from" down to and including "to", as a negative number: what add undoes.
 */
extern WorkingDayFault working_day_count(const WorkingCalendar *calendar, int64_t from,
										 int64_t to, int64_t *result, int64_t *gap);

/* the day itself where it is worked, else the next (+1) or the last one (-1) that is */
extern WorkingDayFault working_day_roll(const WorkingCalendar *calendar, int64_t day,
										int direction, int64_t *result, int64_t *gap);

/* why a day is worked or not, whether or not its holidays are known */
typedef enum WorkingDayKind
{
	DAY_WEEKDAY,
	DAY_WEEKEND,
	DAY_HOLIDAY,
	DAY_WORKED_WEEKEND
} WorkingDayKind;

extern WorkingDayKind working_day_kind(const WorkingCalendar *calendar, int64_t day);

/*
 * The first and the last day on which two calendars say something different
 * (worked, not worked, not known); false when there is none.
 */
extern bool working_calendar_differs(const WorkingCalendar *a, const WorkingCalendar *b,
									 int64_t *from, int64_t *to);

#endif							/* CR_WORKING_CALENDAR_CORE_H */
