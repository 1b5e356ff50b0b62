/*
 * clock.c
 *		SQL functions for due days and for clocks that were stopped.
 *
 * A due day is computed from its rule whenever it is asked for; nothing here
 * looks at the present day.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"

#include "compat.h"
#include "clock_core.h"

PG_FUNCTION_INFO_V1(clock_due_on);
PG_FUNCTION_INFO_V1(clock_suspended_days);

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
				 errhint("Calendars with weekends and holidays are not loaded yet. Use \"days\", or keep the duty without a computed day.")));
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
clock_due_on(PG_FUNCTION_ARGS)
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
 * suspended_days(from_days date[], to_days date[], as_of date) returns int
 *
 * Not strict: array_agg() over no rows gives null, which is no stop at all.
 */
Datum
clock_suspended_days(PG_FUNCTION_ARGS)
{
	Datum	   *from;
	Datum	   *to;
	bool	   *from_null;
	bool	   *to_null;
	int			nfrom;
	int			nto;
	DateADT		as_of;
	ClockStop  *stop;
	int64		total;

	if (PG_ARGISNULL(2))
		PG_RETURN_NULL();
	as_of = PG_GETARG_DATEADT(2);
	date_array_elements(fcinfo, 0, &from, &from_null, &nfrom);
	date_array_elements(fcinfo, 1, &to, &to_null, &nto);
	if (nfrom != nto)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("each suspension needs a first and a last day"),
				 errdetail("There are %d first days and %d last days.", nfrom, nto),
				 errhint("Write null as the last day of a suspension that still runs.")));
	if (nfrom == 0)
		PG_RETURN_INT32(0);
	if (DATE_NOT_FINITE(as_of))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("suspended days are counted up to a finite day")));

	stop = palloc(sizeof(ClockStop) * nfrom);
	for (int i = 0; i < nfrom; i++)
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
	qsort(stop, nfrom, sizeof(ClockStop), clock_stop_compare);
	total = clock_stopped(stop, nfrom, as_of);
	PG_RETURN_INT32((int32) total);
}
