/*
 * working_calendar.h
 *		Working calendars as arguments of SQL functions.
 */
#ifndef CR_WORKING_CALENDAR_H
#define CR_WORKING_CALENDAR_H

#include "postgres.h"
#include "fmgr.h"

#include "dates/working_calendar_core.h"

/*
 * The one calendar among the arguments, for a function that leaves fn_extra alone:
 * a value that has to be unpacked is unpacked once for all rows that bring the
 * same one.  Stands until the function is called again.
 */
extern const WorkingCalendar *working_calendar_argument(FunctionCallInfo fcinfo, int argno);

/* any other; unpacked into the current memory context where it has to be */
extern void working_calendar_of_datum(Datum value, WorkingCalendar *calendar);

/*
 * Has the question been answered?  False on a gap, which is a null in SQL; a
 * day outside the years of this room is an error.
 */
extern bool working_day_is_answered(WorkingDayFault fault);

/* why a question met this gap, in words */
extern text *working_day_gap_text(const WorkingCalendar *calendar, int64 gap);

#endif							/* CR_WORKING_CALENDAR_H */
