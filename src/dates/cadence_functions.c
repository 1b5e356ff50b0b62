/*
 * cadence_functions.c
 *		SQL functions about a follow-up promise: its periods, what visits have
 *		fulfilled of it, what was missed, what comes next.
 *
 * The arithmetic is in cadence_plan_core.c and cadence_visit_core.c.  What
 * rests on working days whose holidays are not known is null here, and so it is
 * where a promise counts working days and no calendar is given: a view can ask
 * a million times and no row of it fails.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"

#include "compat.h"
#include "dates/cadence.h"
#include "dates/cadence_visit_core.h"
#include "dates/working_calendar.h"

PG_FUNCTION_INFO_V1(cadence_age_limit);
PG_FUNCTION_INFO_V1(cadence_counts_working_days);
PG_FUNCTION_INFO_V1(cadence_end);
PG_FUNCTION_INFO_V1(cadence_gap);
PG_FUNCTION_INFO_V1(cadence_periods);
PG_FUNCTION_INFO_V1(cadence_visits);
PG_FUNCTION_INFO_V1(cadence_missed);
PG_FUNCTION_INFO_V1(cadence_progress);

/* ----------
 * arguments
 * ----------
 */

static DateADT
start_argument(FunctionCallInfo fcinfo, int argno)
{
	DateADT		start = PG_GETARG_DATEADT(argno);

	if (start < CALENDAR_FIRST_DAY || start > CALENDAR_LAST_DAY)
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("the start of a cadence is out of range"),
				 errdetail("It is a day of the years %04d to %04d.",
						   CALENDAR_FIRST_YEAR, CALENDAR_LAST_YEAR)));
	return start;
}

/* the first day no longer covered; null and infinity say that there is none */
static DateADT
ends_argument(FunctionCallInfo fcinfo, int argno)
{
	return PG_ARGISNULL(argno) ? DAY_OPEN_END : PG_GETARG_DATEADT(argno);
}

static DateADT
as_of_argument(FunctionCallInfo fcinfo, int argno)
{
	DateADT		as_of = PG_GETARG_DATEADT(argno);

	if (DATE_NOT_FINITE(as_of))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("progress is asked as of a finite day")));
	return as_of;
}

/* of a promise that counts working days; NULL when it is not asked for or not given */
static const WorkingCalendar *
calendar_argument(FunctionCallInfo fcinfo, int argno, const Cadence *cadence)
{
	if (PG_ARGISNULL(argno) || !cadence_needs_calendar(cadence))
		return NULL;
	return working_calendar_argument(fcinfo, argno);
}

/* the same for a function that returns rows, in the memory that lasts for all of them */
static const WorkingCalendar *
lasting_calendar_argument(FunctionCallInfo fcinfo, int argno, const Cadence *cadence)
{
	WorkingCalendar *calendar;

	if (PG_ARGISNULL(argno) || !cadence_needs_calendar(cadence))
		return NULL;
	calendar = palloc(sizeof(WorkingCalendar));
	working_calendar_of_datum(PointerGetDatum(PG_DETOAST_DATUM_COPY(PG_GETARG_DATUM(argno))), calendar);
	return calendar;
}

static int
visit_compare(const void *a, const void *b)
{
	int32		x = *(const int32 *) a;
	int32		y = *(const int32 *) b;

	return x < y ? -1 : (x > y ? 1 : 0);
}

/* the visits of an argument, nulls left out, in order */
static int32 *
visits_argument(FunctionCallInfo fcinfo, int argno, size_t *count)
{
	Datum	   *values;
	bool	   *nulls;
	int			n;
	bool		sorted = true;
	int32	   *visit;

	*count = 0;
	if (PG_ARGISNULL(argno))
		return NULL;
	deconstruct_array(PG_GETARG_ARRAYTYPE_P(argno), DATEOID, sizeof(DateADT), true,
					  TYPALIGN_INT, &values, &nulls, &n);
	visit = palloc(sizeof(int32) * Max(n, 1));
	for (int i = 0; i < n; i++)
	{
		DateADT		day;

		CHECK_FOR_INTERRUPTS();
		if (nulls[i])
			continue;
		day = DatumGetDateADT(values[i]);
		if (DATE_NOT_FINITE(day))
			ereport(ERROR,
					(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
					 errmsg("the day of a visit must be finite")));
		if (*count > 0 && day < visit[*count - 1])
			sorted = false;
		visit[(*count)++] = day;
	}
	if (!sorted)
		qsort(visit, *count, sizeof(int32), visit_compare);
	return visit;
}

/* ----------
 * about the promise
 * ----------
 */

/*
 * cadence_until_age(c cadence) returns integer
 */
Datum
cadence_age_limit(PG_FUNCTION_ARGS)
{
	Cadence		cadence;
	int			age;

	cadence_load(PG_GETARG_BYTEA_PP(0), &cadence);
	age = cadence_until_age(&cadence);
	if (age == 0)
		PG_RETURN_NULL();
	PG_RETURN_INT32(age);
}

/*
 * cadence_needs_calendar(c cadence) returns boolean
 */
Datum
cadence_counts_working_days(PG_FUNCTION_ARGS)
{
	Cadence		cadence;

	cadence_load(PG_GETARG_BYTEA_PP(0), &cadence);
	PG_RETURN_BOOL(cadence_needs_calendar(&cadence));
}

/*
 * cadence_end(c cadence, start date, calendar working_calendar) returns date
 */
Datum
cadence_end(PG_FUNCTION_ARGS)
{
	Cadence		cadence;
	CadencePlan plan;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	cadence_load(PG_GETARG_BYTEA_PP(0), &cadence);
	cadence_lay_out(&cadence, start_argument(fcinfo, 1), DAY_OPEN_END,
					calendar_argument(fcinfo, 2, &cadence), &plan);
	if (plan.endless || !plan.sure)
		PG_RETURN_NULL();
	PG_RETURN_DATEADT((DateADT) plan.until);
}

static text *
gap_text(const WorkingCalendar *calendar, int64 gap)
{
	if (calendar == NULL)
		return cstring_to_text("working days are counted, and no calendar is given");
	return working_day_gap_text(calendar, gap);
}

/*
 * cadence_gap(c cadence, start date, as_of date, calendar working_calendar) returns text
 */
Datum
cadence_gap(PG_FUNCTION_ARGS)
{
	Cadence		cadence;
	CadencePlan plan;
	int64		until = CALENDAR_LAST_DAY;
	int64		gap;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	cadence_load(PG_GETARG_BYTEA_PP(0), &cadence);
	if (!PG_ARGISNULL(2))
		until = PG_GETARG_DATEADT(2);
	cadence_lay_out(&cadence, start_argument(fcinfo, 1), DAY_OPEN_END,
					calendar_argument(fcinfo, 3, &cadence), &plan);
	if (!cadence_gap_before(&plan, until, &gap))
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(gap_text(plan.calendar, gap));
}

/* ----------
 * rows
 * ----------
 */

/* what the functions that return rows carry from one to the next */
typedef struct CadenceRows
{
	Cadence		cadence;
	CadencePlan plan;
	int			part_no;
	int64		k;
	int32	   *visit;
	size_t		nvisits;
	size_t		next_visit;
	CadenceWalk walk;
	CadenceMissing missing;
} CadenceRows;

static FuncCallContext *
rows_begin(FunctionCallInfo fcinfo, int ends_argno, int calendar_argno)
{
	FuncCallContext *funcctx = SRF_FIRSTCALL_INIT();
	MemoryContext oldcontext = MemoryContextSwitchTo(funcctx->multi_call_memory_ctx);
	CadenceRows *rows = palloc0(sizeof(CadenceRows));
	TupleDesc	tupdesc;

	if (get_call_result_type(fcinfo, NULL, &tupdesc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	funcctx->tuple_desc = BlessTupleDesc(tupdesc);
	funcctx->user_fctx = rows;
	if (!PG_ARGISNULL(0) && !PG_ARGISNULL(1))
	{
		cadence_load(PG_GETARG_BYTEA_PP(0), &rows->cadence);
		cadence_lay_out(&rows->cadence, start_argument(fcinfo, 1),
						ends_argument(fcinfo, ends_argno),
						lasting_calendar_argument(fcinfo, calendar_argno, &rows->cadence),
						&rows->plan);
	}
	MemoryContextSwitchTo(oldcontext);
	return funcctx;
}

static void
rows_take_visits(FunctionCallInfo fcinfo, FuncCallContext *funcctx, int argno)
{
	CadenceRows *rows = funcctx->user_fctx;
	MemoryContext oldcontext = MemoryContextSwitchTo(funcctx->multi_call_memory_ctx);

	rows->visit = visits_argument(fcinfo, argno, &rows->nvisits);
	MemoryContextSwitchTo(oldcontext);
}

static Datum
row_of(FuncCallContext *funcctx, Datum *values, bool *nulls)
{
	return HeapTupleGetDatum(heap_form_tuple(funcctx->tuple_desc, values, nulls));
}

/* first day, last day, quota: of a period of which it cannot be told, the first only */
static void
period_columns(const CadencePeriod *period, Datum *values, bool *nulls)
{
	values[0] = DateADTGetDatum((DateADT) period->from);
	values[1] = DateADTGetDatum((DateADT) period->to);
	nulls[1] = !period->sure;
	values[2] = Int32GetDatum(period->quota);
	nulls[2] = period->quota == CADENCE_UNKNOWN;
}

/*
 * cadence_periods(c cadence, start date, until date, calendar working_calendar)
 */
Datum
cadence_periods(PG_FUNCTION_ARGS)
{
	FuncCallContext *funcctx;
	CadenceRows *rows;

	if (SRF_IS_FIRSTCALL())
	{
		funcctx = rows_begin(fcinfo, 2, 3);
		rows = funcctx->user_fctx;
		if (rows->plan.endless)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("an open-ended cadence needs the day until which its periods are wanted"),
					 errhint("Give as third argument the first day that is no longer covered, such as an 18th birthday or the day the placement ended.")));
	}

	funcctx = SRF_PERCALL_SETUP();
	rows = funcctx->user_fctx;
	CHECK_FOR_INTERRUPTS();
	if (rows->part_no < rows->plan.nparts)
	{
		const CadencePart *part = &rows->plan.part[rows->part_no];
		CadencePeriod period = cadence_part_period(&rows->plan, part, rows->k++);
		Datum		values[3];
		bool		nulls[3] = {false};

		period_columns(&period, values, nulls);
		if (!cadence_part_goes_on(part, &period))
		{
			rows->part_no++;
			rows->k = 0;
		}
		SRF_RETURN_NEXT(funcctx, row_of(funcctx, values, nulls));
	}
	SRF_RETURN_DONE(funcctx);
}

static const char *
why_not(CadenceVerdict verdict)
{
	switch (verdict)
	{
		case CADENCE_OUTSIDE:
			return "outside";
		case CADENCE_SAME_DAY:
			return "same_day";
		case CADENCE_PERIOD_FULL:
			return "period_full";
		case CADENCE_TOO_SOON:
			return "too_soon";
		default:
			return "not_known";
	}
}

/*
 * cadence_visits(c cadence, start date, visits date[], ends date, calendar working_calendar)
 */
Datum
cadence_visits(PG_FUNCTION_ARGS)
{
	FuncCallContext *funcctx;
	CadenceRows *rows;

	if (SRF_IS_FIRSTCALL())
	{
		funcctx = rows_begin(fcinfo, 3, 4);
		rows = funcctx->user_fctx;
		if (!PG_ARGISNULL(0) && !PG_ARGISNULL(1))
			rows_take_visits(fcinfo, funcctx, 2);
		cadence_walk_begin(&rows->walk, &rows->plan);
	}

	funcctx = SRF_PERCALL_SETUP();
	rows = funcctx->user_fctx;
	CHECK_FOR_INTERRUPTS();
	if (rows->next_visit < rows->nvisits)
	{
		DateADT		day = rows->visit[rows->next_visit++];
		CadenceVerdict verdict = cadence_walk_visit(&rows->walk, day);
		Datum		values[7];
		bool		nulls[7] = {false};

		values[0] = DateADTGetDatum(day);
		values[1] = BoolGetDatum(verdict == CADENCE_COUNTS);
		nulls[1] = verdict == CADENCE_CANNOT_TELL;
		if (verdict != CADENCE_COUNTS)
			values[2] = CStringGetTextDatum(why_not(verdict));
		nulls[2] = verdict == CADENCE_COUNTS;
		nulls[3] = nulls[4] = nulls[5] = !rows->walk.has_period;
		if (rows->walk.has_period)
			period_columns(&rows->walk.period, values + 3, nulls + 3);
		values[6] = Int32GetDatum(rows->walk.period_done);
		nulls[6] = verdict != CADENCE_COUNTS;
		SRF_RETURN_NEXT(funcctx, row_of(funcctx, values, nulls));
	}
	SRF_RETURN_DONE(funcctx);
}

/*
 * cadence_missed(c cadence, start date, visits date[], as_of date, ends date,
 *				  calendar working_calendar)
 */
Datum
cadence_missed(PG_FUNCTION_ARGS)
{
	FuncCallContext *funcctx;
	CadenceRows *rows;
	CadencePeriod period;
	int			done;

	if (SRF_IS_FIRSTCALL())
	{
		DateADT		as_of = DATEVAL_NOBEGIN;

		funcctx = rows_begin(fcinfo, 4, 5);
		rows = funcctx->user_fctx;
		if (!PG_ARGISNULL(0) && !PG_ARGISNULL(1) && !PG_ARGISNULL(3))
		{
			as_of = as_of_argument(fcinfo, 3);
			rows_take_visits(fcinfo, funcctx, 2);
		}
		cadence_missing_begin(&rows->missing, &rows->plan, rows->visit, rows->nvisits, as_of);
	}

	funcctx = SRF_PERCALL_SETUP();
	rows = funcctx->user_fctx;
	CHECK_FOR_INTERRUPTS();
	if (cadence_missing_next(&rows->missing, &period, &done))
	{
		Datum		values[4];
		bool		nulls[4] = {false};

		period_columns(&period, values, nulls);
		values[3] = Int32GetDatum(done);
		nulls[3] = done == CADENCE_UNKNOWN;
		SRF_RETURN_NEXT(funcctx, row_of(funcctx, values, nulls));
	}
	SRF_RETURN_DONE(funcctx);
}

/* ----------
 * progress
 * ----------
 */

static void
count_column(int64 count, Datum *value, bool *null)
{
	*value = Int32GetDatum((int32) count);
	*null = count == CADENCE_UNKNOWN;
}

/*
 * cadence_progress(c cadence, start date, visits date[], as_of date, ends date,
 *					calendar working_calendar)
 */
Datum
cadence_progress(PG_FUNCTION_ARGS)
{
	Cadence		cadence;
	CadencePlan plan;
	CadenceProgress progress;
	DateADT		start;
	DateADT		as_of;
	int32	   *visit;
	size_t		nvisits;
	TupleDesc	tupdesc;
	Datum		values[12];
	bool		nulls[12] = {false};

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(3))
		PG_RETURN_NULL();
	if (get_call_result_type(fcinfo, NULL, &tupdesc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	tupdesc = BlessTupleDesc(tupdesc);

	cadence_load(PG_GETARG_BYTEA_PP(0), &cadence);
	start = start_argument(fcinfo, 1);
	visit = visits_argument(fcinfo, 2, &nvisits);
	as_of = as_of_argument(fcinfo, 3);
	cadence_lay_out(&cadence, start, ends_argument(fcinfo, 4),
					calendar_argument(fcinfo, 5, &cadence), &plan);
	cadence_measure(&plan, visit, nvisits, as_of, &progress);

	count_column(progress.due, &values[0], &nulls[0]);
	count_column(progress.done, &values[1], &nulls[1]);
	count_column(progress.missed, &values[2], &nulls[2]);
	nulls[3] = nulls[4] = nulls[5] = nulls[6] = !progress.has_current;
	if (progress.has_current)
	{
		period_columns(&progress.current, values + 3, nulls + 3);
		count_column(progress.current_done, &values[6], &nulls[6]);
	}
	values[7] = DateADTGetDatum((DateADT) progress.next_from);
	nulls[7] = !progress.has_next_from;
	values[8] = DateADTGetDatum((DateADT) progress.next_due);
	nulls[8] = !progress.has_next_due;
	values[9] = BoolGetDatum(progress.complete == 1);
	nulls[9] = progress.complete == CADENCE_UNKNOWN;
	count_column(progress.total, &values[10], &nulls[10]);
	nulls[10] = nulls[10] || plan.endless;
	nulls[11] = !progress.has_gap;
	if (progress.has_gap)
		values[11] = PointerGetDatum(gap_text(plan.calendar, progress.gap));

	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(tupdesc, values, nulls)));
}
