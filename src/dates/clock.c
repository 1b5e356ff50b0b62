/*
 * clock.c
 *		SQL type for a time limit, and functions for due days, due moments and
 *		clocks that were stopped.
 *
 * Words, bytes and arithmetic are in clock_words_core.c and clock_core.c, days
 * in time zones in zone_day.c.  A due day is computed from its rule whenever it
 * is asked for; nothing here looks at the present day.  What is stored is the
 * byte string that is sent over the wire, equal for equal limits: sending,
 * comparing and hashing are left to what bytea has for it.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "common/int.h"
#include "fmgr.h"
#include "libpq/pqformat.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/timestamp.h"

#include "compat.h"
#include "dates/clock_core.h"
#include "dates/stored_bytes.h"
#include "dates/working_calendar.h"
#include "dates/zone_day.h"

PG_FUNCTION_INFO_V1(clock_in);
PG_FUNCTION_INFO_V1(clock_out);
PG_FUNCTION_INFO_V1(clock_recv);
PG_FUNCTION_INFO_V1(clock_asks_calendar);
PG_FUNCTION_INFO_V1(clock_runs_back);
PG_FUNCTION_INFO_V1(clock_counts_hours);
PG_FUNCTION_INFO_V1(clock_day_due);
PG_FUNCTION_INFO_V1(clock_gap);
PG_FUNCTION_INFO_V1(clock_due_after);
PG_FUNCTION_INFO_V1(clock_gap_after);
PG_FUNCTION_INFO_V1(clock_moment_after);
PG_FUNCTION_INFO_V1(clock_day_of_start);
PG_FUNCTION_INFO_V1(clock_moment_due);
PG_FUNCTION_INFO_V1(clock_moment_due_from_day);
PG_FUNCTION_INFO_V1(clock_amount_due);
PG_FUNCTION_INFO_V1(clock_suspended_days);

/* ----------
 * text and binary form
 * ----------
 */

/* words that do not go together, and what to write instead */
static const struct
{
	ClockFault	fault;
	const char *detail;
	const char *hint;
}			clock_nonsense[] = {
	{CLOCK_TWICE,
		"A rule is said twice.",
		"Say the first day, the month end, the cut-off hour and the working day that it ends on once at most."},
	{CLOCK_EITHER_WAY,
		"One limit runs forwards, the other backwards.",
		"Write \"before\" with both of them or with none."},
	{CLOCK_SAME_LIMIT,
		"Both limits are the same.",
		"Write the limit alone."},
	{CLOCK_HOURS_BEFORE,
		"Hours do not run backwards.",
		"Write days, for example \"1 day before\"."},
	{CLOCK_HOURS_RULE,
		"Hours run from moment to moment: they have no first day and no cut-off hour, and do not end on a working day.",
		"Leave the rule out, or write days."},
	{CLOCK_BEFORE_RULE,
		"A limit that runs backwards has no first day and no cut-off hour.",
		"Leave the rule out; to count the day itself, write one day less."},
	{CLOCK_NO_FIRST_DAY,
		"Whether the first day counts makes no difference to this limit.",
		"Leave \"counting the first day\" out."},
	{CLOCK_NO_MONTH_END,
		"A rule for month ends needs a limit in months or years.",
		"Leave the rule out."},
	{CLOCK_NO_ROLL_NEEDED,
		"A limit in working days ends on a working day.",
		"Leave \"to next working day\" or its like out."},
};

static Datum
clock_refuse(Node *escontext, ClockFault fault, const char *text, size_t where)
{
	for (size_t i = 0; i < lengthof(clock_nonsense); i++)
	{
		if (clock_nonsense[i].fault == fault)
			ereturn(escontext, (Datum) 0,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("invalid input syntax for type %s: \"%s\"", "clock", text),
					 errdetail("%s", clock_nonsense[i].detail),
					 errhint("%s", clock_nonsense[i].hint)));
	}
	if (fault == CLOCK_NUMBER)
		ereturn(escontext, (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("number out of range for type %s: \"%s\"", "clock", text),
				 errdetail("The number at character %d is not one of 1 to %d.", (int) where + 1, CLOCK_NUMBER_MAX),
				 errhint("For what is due on the day itself, write \"same day\".")));
	ereturn(escontext, (Datum) 0,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("invalid input syntax for type %s: \"%s\"", "clock", text),
			 errdetail("The text cannot be read from character %d on.", (int) where + 1),
			 errhint("Examples: \"24 hours\", \"15 working days, cut-off 16:00\", \"3 months, to next working day\", \"first of month after 3 months\", \"7 days before\", \"earlier of 3 months and 60 working days\".")));
}

static bytea *
clock_store(const Clock *clock)
{
	uint8		bytes[CLOCK_BYTES_MAX];

	return stored_bytes_make(bytes, clock_encode(clock, bytes));
}

static void
clock_argument(FunctionCallInfo fcinfo, int argno, Clock *clock)
{
	const bytea *stored = PG_GETARG_BYTEA_PP(argno);

	if (clock_decode((const uint8 *) VARDATA_ANY(stored),
					 VARSIZE_ANY_EXHDR(stored), clock) != CLOCK_OK)
		stored_bytes_unreadable("clock");
}

Datum
clock_in(PG_FUNCTION_ARGS)
{
	const char *text = PG_GETARG_CSTRING(0);
	Clock		clock;
	ClockFault	fault;
	size_t		where;

	fault = clock_parse(text, strlen(text), &clock, &where);
	if (fault != CLOCK_OK)
		return clock_refuse(fcinfo->context, fault, text, where);
	PG_RETURN_BYTEA_P(clock_store(&clock));
}

Datum
clock_out(PG_FUNCTION_ARGS)
{
	Clock		clock;
	char		text[CLOCK_TEXT_MAX];

	clock_argument(fcinfo, 0, &clock);
	(void) clock_print(&clock, text);
	PG_RETURN_CSTRING(pstrdup(text));
}

Datum
clock_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			size = buf->len - buf->cursor;
	const char *bytes = pq_getmsgbytes(buf, size);
	Clock		clock;

	if (size > 0 && (uint8) bytes[0] != CLOCK_VERSION)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("unsupported version %d of the binary form of type %s",
						(uint8) bytes[0], "clock")));
	if (clock_decode((const uint8 *) bytes, size, &clock) != CLOCK_OK)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary form of type %s", "clock")));
	PG_RETURN_BYTEA_P(clock_store(&clock));
}

/* ----------
 * what a clock is
 * ----------
 */

/*
 * clock_needs_calendar(c clock) returns boolean
 */
Datum
clock_asks_calendar(PG_FUNCTION_ARGS)
{
	Clock		clock;

	clock_argument(fcinfo, 0, &clock);
	PG_RETURN_BOOL(clock_needs_calendar(&clock));
}

/*
 * clock_is_backwards(c clock) returns boolean
 */
Datum
clock_runs_back(PG_FUNCTION_ARGS)
{
	Clock		clock;

	clock_argument(fcinfo, 0, &clock);
	PG_RETURN_BOOL(clock_is_backwards(&clock));
}

/*
 * clock_in_hours(c clock) returns boolean
 */
Datum
clock_counts_hours(PG_FUNCTION_ARGS)
{
	Clock		clock;

	clock_argument(fcinfo, 0, &clock);
	PG_RETURN_BOOL(clock_in_hours(&clock));
}

/* ----------
 * due days
 * ----------
 */

/* null: none is given */
static const WorkingCalendar *
calendar_argument(FunctionCallInfo fcinfo, int argno)
{
	return PG_ARGISNULL(argno) ? NULL : working_calendar_argument(fcinfo, argno);
}

/* the days of a limit are of the years that this room can write */
static void
check_in_range(bool in_range)
{
	if (!in_range)
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("a time limit is out of range"),
				 errdetail("Limits begin and end in the years %04d to %04d.",
						   CALENDAR_FIRST_YEAR, CALENDAR_LAST_YEAR)));
}

static int64
day_in_range(int64 day)
{
	check_in_range(day >= CALENDAR_FIRST_DAY && day <= CALENDAR_LAST_DAY);
	return day;
}

/* Is there an answer?  False on a gap, which is a null in SQL. */
static bool
is_told(ClockGap gap)
{
	check_in_range(gap != CLOCK_GAP_RANGE);
	return gap == CLOCK_NO_GAP;
}

/*
 * due_on(c clock, start date, calendar working_calendar) returns date
 */
Datum
clock_day_due(PG_FUNCTION_ARGS)
{
	Clock		clock;
	DateADT		start;
	int64		due;
	int64		missing;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	clock_argument(fcinfo, 0, &clock);
	start = PG_GETARG_DATEADT(1);
	if (DATE_NOT_FINITE(start))
		PG_RETURN_DATEADT(start);
	if (!is_told(clock_due_on(&clock, day_in_range(start), calendar_argument(fcinfo, 2),
							  &due, &missing)))
		PG_RETURN_NULL();
	PG_RETURN_DATEADT((DateADT) due);
}

/* why there is no answer */
static text *
gap_text(const WorkingCalendar *calendar, int64 missing)
{
	return calendar == NULL ? cstring_to_text("no calendar of working days is given") :
		working_day_gap_text(calendar, missing);
}

/*
 * due_gap(c clock, start date, calendar working_calendar) returns text
 */
Datum
clock_gap(PG_FUNCTION_ARGS)
{
	Clock		clock;
	DateADT		start;
	const WorkingCalendar *calendar;
	int64		due;
	int64		missing = 0;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	clock_argument(fcinfo, 0, &clock);
	start = PG_GETARG_DATEADT(1);
	if (DATE_NOT_FINITE(start))
		PG_RETURN_NULL();
	calendar = calendar_argument(fcinfo, 2);
	if (is_told(clock_due_on(&clock, day_in_range(start), calendar, &due, &missing)))
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(gap_text(calendar, missing));
}

/* does a moment of the day lie at or after the cut-off hour? */
static bool
is_late(const Clock *clock, TimestampTz moment, int64 day, pg_tz *zone)
{
	return clock->cut_off != CLOCK_NO_CUT_OFF &&
		moment >= zone_moment(day, clock->cut_off, zone);
}

/* the day that a start at this moment counts as */
static ClockGap
clock_moment_day(const Clock *clock, TimestampTz moment, pg_tz *zone,
				 const WorkingCalendar *calendar, int64 *start)
{
	int64		day = day_in_range(zone_day_at(moment, zone));
	int64		missing;

	return clock_start_day(clock, day, is_late(clock, moment, day, zone), calendar, start, &missing);
}

/*
 * start_day(c clock, start timestamptz, time_zone text, calendar working_calendar) returns date
 */
Datum
clock_day_of_start(PG_FUNCTION_ARGS)
{
	Clock		clock;
	TimestampTz moment;
	pg_tz	   *zone;
	int64		start;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		PG_RETURN_NULL();
	clock_argument(fcinfo, 0, &clock);
	moment = PG_GETARG_TIMESTAMPTZ(1);
	zone = zone_by_name(PG_GETARG_TEXT_PP(2));
	if (TIMESTAMP_NOT_FINITE(moment))
		PG_RETURN_DATEADT(TIMESTAMP_IS_NOBEGIN(moment) ? DATEVAL_NOBEGIN : DATEVAL_NOEND);
	if (!is_told(clock_moment_day(&clock, moment, zone, calendar_argument(fcinfo, 3), &start)))
		PG_RETURN_NULL();
	PG_RETURN_DATEADT((DateADT) start);
}

/* ----------
 * due moments
 * ----------
 */

static TimestampTz
add_hours(TimestampTz moment, int hours)
{
	TimestampTz result;

	if (pg_add_s64_overflow(moment, hours * USECS_PER_HOUR, &result) || !IS_VALID_TIMESTAMP(result))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("timestamp out of range")));
	return result;
}

/*
 * The first moment at which it is late.  "from" is the moment from which hours
 * run, "start" the day from which all else is counted, with its cut-off hour
 * applied.  Hours keep no cut-off hour and end on no working day, so of two
 * limits with hours each has a moment, and the earlier or later counts.
 */
static bool
clock_moment(const Clock *clock, TimestampTz from, int64 start, pg_tz *zone,
			 const WorkingCalendar *calendar, TimestampTz *result)
{
	TimestampTz at[CLOCK_LIMITS_MAX];
	int64		due;
	int64		missing;

	if (!clock_in_hours(clock))
	{
		if (!is_told(clock_due_on(clock, start, calendar, &due, &missing)))
			return false;
		*result = zone_day_over((DateADT) due, zone);
		return true;
	}
	for (int i = 0; i < clock_limits(clock); i++)
	{
		if (clock->limit[i].unit == CLOCK_HOURS)
			at[i] = add_hours(from, clock->limit[i].amount);
		else if (is_told(clock_limit_due(clock, i, start, calendar, &due, &missing)))
			at[i] = zone_day_over((DateADT) due, zone);
		else
			return false;
	}
	*result = at[0];
	if (clock->choice == CLOCK_EARLIER)
		*result = Min(at[0], at[1]);
	else if (clock->choice == CLOCK_LATER)
		*result = Max(at[0], at[1]);
	return true;
}

/*
 * due_at(c clock, start timestamptz, time_zone text, calendar working_calendar) returns timestamptz
 */
Datum
clock_moment_due(PG_FUNCTION_ARGS)
{
	Clock		clock;
	TimestampTz moment;
	TimestampTz result;
	pg_tz	   *zone;
	const WorkingCalendar *calendar;
	int64		start;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		PG_RETURN_NULL();
	clock_argument(fcinfo, 0, &clock);
	moment = PG_GETARG_TIMESTAMPTZ(1);
	zone = zone_by_name(PG_GETARG_TEXT_PP(2));
	if (TIMESTAMP_NOT_FINITE(moment))
		PG_RETURN_TIMESTAMPTZ(moment);
	calendar = calendar_argument(fcinfo, 3);
	if (!is_told(clock_moment_day(&clock, moment, zone, calendar, &start)) ||
		!clock_moment(&clock, moment, day_in_range(start), zone, calendar, &result))
		PG_RETURN_NULL();
	PG_RETURN_TIMESTAMPTZ(result);
}

/*
 * due_at(c clock, start date, time_zone text, calendar working_calendar) returns timestamptz
 */
Datum
clock_moment_due_from_day(PG_FUNCTION_ARGS)
{
	Clock		clock;
	DateADT		start;
	TimestampTz over;
	TimestampTz result;
	pg_tz	   *zone;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		PG_RETURN_NULL();
	clock_argument(fcinfo, 0, &clock);
	start = PG_GETARG_DATEADT(1);
	zone = zone_by_name(PG_GETARG_TEXT_PP(2));
	over = zone_day_over(start, zone);
	if (DATE_NOT_FINITE(start))
		PG_RETURN_TIMESTAMPTZ(over);
	if (!clock_moment(&clock, over, day_in_range(start), zone, calendar_argument(fcinfo, 3), &result))
		PG_RETURN_NULL();
	PG_RETURN_TIMESTAMPTZ(result);
}

/* ----------
 * due days without a clock
 * ----------
 */

static ClockUnit
clock_unit_from_text(const text *name)
{
	static const struct
	{
		const char *name;
		ClockUnit	unit;
	}			known[] = {
		{"days", CLOCK_DAYS},
		{"weeks", CLOCK_WEEKS},
		{"months", CLOCK_MONTHS},
		{"years", CLOCK_YEARS},
		{"first_of_month_after", CLOCK_FIRST_OF_MONTH_AFTER},
	};
	const char *s = VARDATA_ANY(name);
	size_t		length = VARSIZE_ANY_EXHDR(name);

	for (size_t i = 0; i < lengthof(known); i++)
	{
		if (strlen(known[i].name) == length && memcmp(known[i].name, s, length) == 0)
			return known[i].unit;
	}
	if (length == strlen("working_days") && memcmp(s, "working_days", length) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("working days cannot be counted without a calendar"),
				 errhint("Write a clock, and give its calendar: case_rules.due_on('15 working days', start, calendar).")));
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown unit of time: \"%s\"", text_to_cstring(name)),
			 errhint("Units are days, weeks, months, years and first_of_month_after.")));
	pg_unreachable();
}

/*
 * due_on(start date, amount int, unit text) returns date
 */
Datum
clock_amount_due(PG_FUNCTION_ARGS)
{
	DateADT		start = PG_GETARG_DATEADT(0);
	int32		amount = PG_GETARG_INT32(1);
	ClockUnit	unit = clock_unit_from_text(PG_GETARG_TEXT_PP(2));
	int64		due;

	if (DATE_NOT_FINITE(start))
		PG_RETURN_DATEADT(start);
	due = clock_due(start, amount, unit);
	if (!IS_VALID_DATE(due))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("date out of range")));
	PG_RETURN_DATEADT((DateADT) due);
}

/* ----------
 * stopped clocks
 * ----------
 */

static int
clock_stop_compare(const void *a, const void *b)
{
	int32		x = ((const ClockStop *) a)->from;
	int32		y = ((const ClockStop *) b)->from;

	return x < y ? -1 : (x > y ? 1 : 0);
}

/* the elements of an array of dates; none for a null array */
static void
date_array_elements(FunctionCallInfo fcinfo, int argno,
					Datum **values, bool **nulls, int *count)
{
	*values = NULL;
	*nulls = NULL;
	*count = 0;
	if (PG_ARGISNULL(argno))
		return;
	deconstruct_array(PG_GETARG_ARRAYTYPE_P(argno), DATEOID, sizeof(DateADT), true,
					  TYPALIGN_INT, values, nulls, count);
}

/*
 * The stops that two arguments tell, first days and last days, in order of
 * their first day.  array_agg() over no rows gives null, which is no stop.
 */
static ClockStop *
stops_argument(FunctionCallInfo fcinfo, int argno, int *nstops)
{
	Datum	   *from;
	Datum	   *to;
	bool	   *from_null;
	bool	   *to_null;
	int			nto;
	ClockStop  *stop;

	date_array_elements(fcinfo, argno, &from, &from_null, nstops);
	date_array_elements(fcinfo, argno + 1, &to, &to_null, &nto);
	if (*nstops != nto)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("each suspension needs a first and a last day"),
				 errdetail("There are %d first days and %d last days.", *nstops, nto),
				 errhint("Write null as the last day of a suspension that still runs.")));
	if (nto == 0)
		return NULL;

	stop = palloc(sizeof(ClockStop) * nto);
	for (int i = 0; i < nto; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (from_null[i] || DATE_NOT_FINITE(DatumGetDateADT(from[i])))
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("a suspension needs a finite first day"),
					 errdetail("That of suspension %d is null or infinite.", i + 1)));
		stop[i].from = DatumGetDateADT(from[i]);
		stop[i].to = to_null[i] ? DAY_OPEN_END : DatumGetDateADT(to[i]);
	}
	qsort(stop, nto, sizeof(ClockStop), clock_stop_compare);
	return stop;
}

/* there are stops to be counted up to this day */
static void
check_as_of(DateADT as_of)
{
	if (DATE_NOT_FINITE(as_of))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("suspended days are counted up to a finite day")));
}

/*
 * suspended_days(from_days date[], to_days date[], as_of date) returns int
 */
Datum
clock_suspended_days(PG_FUNCTION_ARGS)
{
	ClockStop  *stop;
	int			nstops;

	if (PG_ARGISNULL(2))
		PG_RETURN_NULL();
	stop = stops_argument(fcinfo, 0, &nstops);
	if (nstops == 0)
		PG_RETURN_INT32(0);
	check_as_of(PG_GETARG_DATEADT(2));
	PG_RETURN_INT32((int32) clock_stopped(stop, nstops, PG_GETARG_DATEADT(2)));
}

/*
 * The due day given, put off by the stops of the arguments from "argno" on:
 * first days, last days, as of, calendar.  The result is null for lack of the
 * day told, or because as_of is.
 */
static bool
put_off_by_arguments(FunctionCallInfo fcinfo, const Clock *clock, DateADT due, int argno,
					 DateADT *result, int64 *missing)
{
	int			nstops;
	ClockStop  *stop = stops_argument(fcinfo, argno, &nstops);
	int64		day;

	*result = due;
	if (nstops == 0 || DATE_NOT_FINITE(due))
		return true;
	check_as_of(PG_GETARG_DATEADT(argno + 2));
	if (!is_told(clock_due_after_stops(clock, day_in_range(due), stop, nstops, PG_GETARG_DATEADT(argno + 2),
									   calendar_argument(fcinfo, argno + 3), &day, missing)))
		return false;
	*result = (DateADT) day;
	return true;
}

/*
 * due_after_stops(c clock, due date, from_days date[], to_days date[], as_of date, calendar working_calendar) returns date
 */
Datum
clock_due_after(PG_FUNCTION_ARGS)
{
	Clock		clock;
	DateADT		result;
	int64		missing;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(4))
		PG_RETURN_NULL();
	clock_argument(fcinfo, 0, &clock);
	if (!put_off_by_arguments(fcinfo, &clock, PG_GETARG_DATEADT(1), 2, &result, &missing))
		PG_RETURN_NULL();
	PG_RETURN_DATEADT(result);
}

/*
 * due_gap(c clock, due date, from_days date[], to_days date[], as_of date, calendar working_calendar) returns text
 */
Datum
clock_gap_after(PG_FUNCTION_ARGS)
{
	Clock		clock;
	DateADT		result;
	int64		missing = 0;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(4))
		PG_RETURN_NULL();
	clock_argument(fcinfo, 0, &clock);
	if (put_off_by_arguments(fcinfo, &clock, PG_GETARG_DATEADT(1), 2, &result, &missing))
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(gap_text(calendar_argument(fcinfo, 5), missing));
}

/*
 * due_after_stops(c clock, due timestamptz, time_zone text, from_days date[], to_days date[], as_of date, calendar working_calendar)
 * returns timestamptz
 *
 * A clock stands still by whole days, so the moment is put off as far as the
 * end of its day is: the hour stays the same.
 */
Datum
clock_moment_after(PG_FUNCTION_ARGS)
{
	Clock		clock;
	TimestampTz due;
	TimestampTz result;
	pg_tz	   *zone;
	DateADT		day;
	DateADT		moved;
	int64		missing;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(5))
		PG_RETURN_NULL();
	clock_argument(fcinfo, 0, &clock);
	due = PG_GETARG_TIMESTAMPTZ(1);
	zone = zone_by_name(PG_GETARG_TEXT_PP(2));
	if (TIMESTAMP_NOT_FINITE(due))
		PG_RETURN_TIMESTAMPTZ(due);
	/* the last moment in time lies on the last day in time */
	day = (DateADT) zone_day_at(due - 1, zone);
	if (!put_off_by_arguments(fcinfo, &clock, day, 3, &moved, &missing))
		PG_RETURN_NULL();
	result = due + (zone_day_over(moved, zone) - zone_day_over(day, zone));
	if (!IS_VALID_TIMESTAMP(result))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("timestamp out of range")));
	PG_RETURN_TIMESTAMPTZ(result);
}
