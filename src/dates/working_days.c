/*
 * working_days.c
 *		SQL functions that count working days.
 *
 * What a calendar does not know is null here, and working_day_gap() says why;
 * nothing is guessed and nothing is warned of, so that a view can ask a
 * million times.
 */
#include "postgres.h"

#include "fmgr.h"
#include "lib/stringinfo.h"
#include "utils/builtins.h"
#include "utils/date.h"

#include "compat.h"
#include "dates/working_calendar.h"

PG_FUNCTION_INFO_V1(working_days_add);
PG_FUNCTION_INFO_V1(working_days_between);
PG_FUNCTION_INFO_V1(working_days_is);
PG_FUNCTION_INFO_V1(working_days_kind);
PG_FUNCTION_INFO_V1(working_days_next);
PG_FUNCTION_INFO_V1(working_days_previous);
PG_FUNCTION_INFO_V1(working_days_add_gap);
PG_FUNCTION_INFO_V1(working_days_between_gap);
PG_FUNCTION_INFO_V1(working_days_is_gap);

bool
working_day_is_answered(WorkingDayFault fault)
{
	if (fault == WORKING_DAY_RANGE)
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("a working day is out of range"),
				 errdetail("Working days are counted in the years %04d to %04d.",
						   CALENDAR_FIRST_YEAR, CALENDAR_LAST_YEAR)));
	return fault == WORKING_DAY_OK;
}

static void
append_day(StringInfo words, int64 day)
{
	CivilDate	c = day_to_civil(day);

	appendStringInfo(words, "%04d-%02d-%02d", (int) c.year, c.month, c.day);
}

static void
append_bound(StringInfo words, int32 day)
{
	if (DATE_NOT_FINITE(day))
		appendStringInfoString(words, "..");
	else
		append_day(words, day);
}

/* named one by one in a reason; of more, the first and the last */
#define SPANS_NAMED 3

text *
working_day_gap_text(const WorkingCalendar *calendar, int64 gap)
{
	StringInfoData words;
	int			step = calendar->nknown > SPANS_NAMED ? calendar->nknown - 1 : 1;

	initStringInfo(&words);
	appendStringInfoString(&words, "the holidays of ");
	append_day(&words, gap);
	appendStringInfoString(&words, " are not known; known are ");
	if (calendar->nknown == 0)
		appendStringInfoString(&words, "none");
	for (int i = 0; i < calendar->nknown; i += step)
	{
		if (i > 0)
			appendStringInfoString(&words, step > 1 ? " ... " : " ");
		append_bound(&words, calendar->known[i].from);
		appendStringInfoChar(&words, '/');
		append_bound(&words, calendar->known[i].to);
	}
	return cstring_to_text_with_len(words.data, words.len);
}

/*
 * add_working_days(day date, n integer, calendar working_calendar) returns date
 */
Datum
working_days_add(PG_FUNCTION_ARGS)
{
	DateADT		day = PG_GETARG_DATEADT(0);
	int64		result = 0;
	int64		gap;

	if (DATE_NOT_FINITE(day))
		PG_RETURN_DATEADT(day);
	if (!working_day_is_answered(working_day_add(working_calendar_argument(fcinfo, 2), day,
												 PG_GETARG_INT32(1), &result, &gap)))
		PG_RETURN_NULL();
	PG_RETURN_DATEADT((DateADT) result);
}

/*
 * working_days_between(from_day date, to_day date, calendar working_calendar) returns integer
 */
Datum
working_days_between(PG_FUNCTION_ARGS)
{
	int64		result = 0;
	int64		gap;

	if (!working_day_is_answered(working_day_count(working_calendar_argument(fcinfo, 2),
												   PG_GETARG_DATEADT(0), PG_GETARG_DATEADT(1),
												   &result, &gap)))
		PG_RETURN_NULL();
	PG_RETURN_INT32((int32) result);
}

/*
 * is_working_day(day date, calendar working_calendar) returns boolean
 */
Datum
working_days_is(PG_FUNCTION_ARGS)
{
	bool		answer = false;
	int64		gap;

	if (!working_day_is_answered(working_day_is(working_calendar_argument(fcinfo, 1),
												PG_GETARG_DATEADT(0), &answer, &gap)))
		PG_RETURN_NULL();
	PG_RETURN_BOOL(answer);
}

/*
 * working_day_kind(day date, calendar working_calendar) returns text
 */
Datum
working_days_kind(PG_FUNCTION_ARGS)
{
	DateADT		day = PG_GETARG_DATEADT(0);
	const char *kind = NULL;

	if (day < CALENDAR_FIRST_DAY || day > CALENDAR_LAST_DAY)
		(void) working_day_is_answered(WORKING_DAY_RANGE);
	switch (working_day_kind(working_calendar_argument(fcinfo, 1), day))
	{
		case DAY_WEEKDAY:
			kind = "weekday";
			break;
		case DAY_WEEKEND:
			kind = "weekend";
			break;
		case DAY_HOLIDAY:
			kind = "holiday";
			break;
		case DAY_WORKED_WEEKEND:
			kind = "worked weekend";
			break;
	}
	PG_RETURN_TEXT_P(cstring_to_text(kind));
}

static Datum
working_days_roll(FunctionCallInfo fcinfo, int direction)
{
	DateADT		day = PG_GETARG_DATEADT(0);
	int64		result = 0;
	int64		gap;

	if (DATE_NOT_FINITE(day))
		PG_RETURN_DATEADT(day);
	if (!working_day_is_answered(working_day_roll(working_calendar_argument(fcinfo, 1), day,
												  direction, &result, &gap)))
		PG_RETURN_NULL();
	PG_RETURN_DATEADT((DateADT) result);
}

/*
 * next_working_day(day date, calendar working_calendar) returns date
 */
Datum
working_days_next(PG_FUNCTION_ARGS)
{
	return working_days_roll(fcinfo, 1);
}

/*
 * previous_working_day(day date, calendar working_calendar) returns date
 */
Datum
working_days_previous(PG_FUNCTION_ARGS)
{
	return working_days_roll(fcinfo, -1);
}

/* why there is no answer; null where there is one */
static Datum
gap_answer(FunctionCallInfo fcinfo, const WorkingCalendar *calendar,
		   WorkingDayFault fault, int64 gap)
{
	if (working_day_is_answered(fault))
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(working_day_gap_text(calendar, gap));
}

/*
 * working_day_gap(day date, n integer, calendar working_calendar) returns text
 */
Datum
working_days_add_gap(PG_FUNCTION_ARGS)
{
	const WorkingCalendar *calendar = working_calendar_argument(fcinfo, 2);
	DateADT		day = PG_GETARG_DATEADT(0);
	WorkingDayFault fault;
	int64		result;
	int64		gap = 0;

	if (DATE_NOT_FINITE(day))
		PG_RETURN_NULL();
	fault = working_day_add(calendar, day, PG_GETARG_INT32(1), &result, &gap);
	return gap_answer(fcinfo, calendar, fault, gap);
}

/*
 * working_days_between_gap(from_day date, to_day date, calendar working_calendar) returns text
 */
Datum
working_days_between_gap(PG_FUNCTION_ARGS)
{
	const WorkingCalendar *calendar = working_calendar_argument(fcinfo, 2);
	WorkingDayFault fault;
	int64		result;
	int64		gap = 0;

	fault = working_day_count(calendar, PG_GETARG_DATEADT(0), PG_GETARG_DATEADT(1),
							  &result, &gap);
	return gap_answer(fcinfo, calendar, fault, gap);
}

/*
 * working_day_gap(day date, calendar working_calendar, direction integer) returns text
 */
Datum
working_days_is_gap(PG_FUNCTION_ARGS)
{
	const WorkingCalendar *calendar = working_calendar_argument(fcinfo, 1);
	DateADT		day = PG_GETARG_DATEADT(0);
	int32		direction = PG_GETARG_INT32(2);
	WorkingDayFault fault;
	int64		result;
	bool		answer;
	int64		gap = 0;

	if (direction < -1 || direction > 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a direction is 0, 1 or -1"),
				 errhint("0 asks about the day itself, 1 about the next working day, -1 about the previous one.")));
	if (direction != 0 && DATE_NOT_FINITE(day))
		PG_RETURN_NULL();
	if (direction == 0)
		fault = working_day_is(calendar, day, &answer, &gap);
	else
		fault = working_day_roll(calendar, day, direction, &result, &gap);
	return gap_answer(fcinfo, calendar, fault, gap);
}
