/*
 * cadence.c
 *		SQL type for a follow-up promise.
 *
 * Words, bytes and arithmetic are in cadence_core.c.  What is stored is the
 * same byte string that is sent over the wire: a version byte and the phases,
 * equal for equal promises.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "fmgr.h"
#include "funcapi.h"
#include "libpq/pqformat.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/sortsupport.h"

#include "compat.h"
#include "cadence_core.h"

PG_FUNCTION_INFO_V1(cadence_in);
PG_FUNCTION_INFO_V1(cadence_out);
PG_FUNCTION_INFO_V1(cadence_recv);
PG_FUNCTION_INFO_V1(cadence_send);
PG_FUNCTION_INFO_V1(cadence_lt);
PG_FUNCTION_INFO_V1(cadence_le);
PG_FUNCTION_INFO_V1(cadence_eq);
PG_FUNCTION_INFO_V1(cadence_ne);
PG_FUNCTION_INFO_V1(cadence_ge);
PG_FUNCTION_INFO_V1(cadence_gt);
PG_FUNCTION_INFO_V1(cadence_cmp);
PG_FUNCTION_INFO_V1(cadence_sortsupport);
PG_FUNCTION_INFO_V1(cadence_hash);
PG_FUNCTION_INFO_V1(cadence_hash_extended);
PG_FUNCTION_INFO_V1(cadence_smaller);
PG_FUNCTION_INFO_V1(cadence_larger);
PG_FUNCTION_INFO_V1(cadence_age_limit);
PG_FUNCTION_INFO_V1(cadence_end);
PG_FUNCTION_INFO_V1(cadence_periods);
PG_FUNCTION_INFO_V1(cadence_progress);

/* ----------
 * text and binary form
 * ----------
 */

static Datum
cadence_refuse(Node *escontext, CadenceFault fault, const char *text, size_t where)
{
	int			column = (int) where + 1;

	switch (fault)
	{
		case CADENCE_TOO_MANY_PHASES:
			ereturn(escontext, (Datum) 0,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("too many phases for type %s", "cadence"),
					 errdetail("At most %d phases may follow one another.", CADENCE_PHASES_MAX)));
		case CADENCE_TOO_MANY_ITEMS:
			ereturn(escontext, (Datum) 0,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("too many days in a list of type %s", "cadence"),
					 errdetail("A list holds at most %d numbers.", CADENCE_ITEMS_MAX)));
		case CADENCE_NUMBER:
			ereturn(escontext, (Datum) 0,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("number out of range for type %s: \"%s\"", "cadence", text),
					 errdetail("At character %d: visits a period run from 1 to %d, ages from 1 to %d, other numbers from 1 to %d.",
							   column, CADENCE_QUOTA_MAX, CADENCE_AGE_MAX, CADENCE_NUMBER_MAX)));
		case CADENCE_NOT_ASCENDING:
			ereturn(escontext, (Datum) 0,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("invalid input syntax for type %s: \"%s\"", "cadence", text),
					 errdetail("The number at character %d is not larger than the one before it.", column)));
		case CADENCE_ENDLESS_PHASE:
			ereturn(escontext, (Datum) 0,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("invalid input syntax for type %s: \"%s\"", "cadence", text),
					 errdetail("The phase before character %d has no end that can be told in advance, so none can follow it.", column),
					 errhint("Say how long it lasts, for example \"weekly for 4 weeks then monthly until age 18\".")));
		default:
			ereturn(escontext, (Datum) 0,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("invalid input syntax for type %s: \"%s\"", "cadence", text),
					 errdetail("The text cannot be read from character %d on.", column),
					 errhint("Examples: \"2 per month for 12 months at least 10 days apart\", \"weekly for 4 weeks then monthly until age 18\", \"every 3 months\", \"at 7, 14 and 30 days\", \"once within 10 days\".")));
	}
}

static bytea *
cadence_store(const Cadence *cadence)
{
	uint8		bytes[CADENCE_BYTES_MAX];
	size_t		size = cadence_encode(cadence, bytes);
	bytea	   *result = palloc(VARHDRSZ + size);

	SET_VARSIZE(result, VARHDRSZ + size);
	memcpy(VARDATA(result), bytes, size);
	return result;
}

static void
cadence_load(const bytea *stored, Cadence *cadence)
{
	if (cadence_decode((const uint8 *) VARDATA_ANY(stored),
					   VARSIZE_ANY_EXHDR(stored), cadence) != CADENCE_OK)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("a stored value of type %s cannot be read", "cadence")));
}

Datum
cadence_in(PG_FUNCTION_ARGS)
{
	const char *text = PG_GETARG_CSTRING(0);
	Cadence		cadence;
	CadenceFault fault;
	size_t		where;

	fault = cadence_parse(text, strlen(text), &cadence, &where);
	if (fault != CADENCE_OK)
		return cadence_refuse(fcinfo->context, fault, text, where);
	PG_RETURN_BYTEA_P(cadence_store(&cadence));
}

Datum
cadence_out(PG_FUNCTION_ARGS)
{
	Cadence		cadence;
	char		text[CADENCE_TEXT_MAX];

	cadence_load(PG_GETARG_BYTEA_PP(0), &cadence);
	(void) cadence_print(&cadence, text);
	PG_RETURN_CSTRING(pstrdup(text));
}

Datum
cadence_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			size = buf->len - buf->cursor;
	const char *bytes = pq_getmsgbytes(buf, size);
	Cadence		cadence;

	if (size > 0 && (uint8) bytes[0] != CADENCE_VERSION)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("unsupported version %d of the binary form of type %s",
						(uint8) bytes[0], "cadence")));
	if (cadence_decode((const uint8 *) bytes, size, &cadence) != CADENCE_OK)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary form of type %s", "cadence")));
	PG_RETURN_BYTEA_P(cadence_store(&cadence));
}

Datum
cadence_send(PG_FUNCTION_ARGS)
{
	bytea	   *stored = PG_GETARG_BYTEA_PP(0);
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendbytes(&buf, VARDATA_ANY(stored), VARSIZE_ANY_EXHDR(stored));
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

/* ----------
 * order of storage: that of the bytes
 * ----------
 */

static int
cadence_compare(const bytea *a, const bytea *b)
{
	size_t		a_size = VARSIZE_ANY_EXHDR(a);
	size_t		b_size = VARSIZE_ANY_EXHDR(b);
	int			order = memcmp(VARDATA_ANY(a), VARDATA_ANY(b), Min(a_size, b_size));

	if (order == 0 && a_size != b_size)
		order = a_size < b_size ? -1 : 1;
	return order;
}

static int
cadence_compare_arguments(FunctionCallInfo fcinfo)
{
	bytea	   *a = PG_GETARG_BYTEA_PP(0);
	bytea	   *b = PG_GETARG_BYTEA_PP(1);
	int			order = cadence_compare(a, b);

	PG_FREE_IF_COPY(a, 0);
	PG_FREE_IF_COPY(b, 1);
	return order;
}

Datum
cadence_lt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(cadence_compare_arguments(fcinfo) < 0);
}

Datum
cadence_le(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(cadence_compare_arguments(fcinfo) <= 0);
}

Datum
cadence_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(cadence_compare_arguments(fcinfo) == 0);
}

Datum
cadence_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(cadence_compare_arguments(fcinfo) != 0);
}

Datum
cadence_ge(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(cadence_compare_arguments(fcinfo) >= 0);
}

Datum
cadence_gt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(cadence_compare_arguments(fcinfo) > 0);
}

Datum
cadence_cmp(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(cadence_compare_arguments(fcinfo));
}

static int
cadence_fastcmp(Datum x, Datum y, SortSupport ssup)
{
	bytea	   *a = DatumGetByteaPP(x);
	bytea	   *b = DatumGetByteaPP(y);
	int			order = cadence_compare(a, b);

	(void) ssup;
	if ((Pointer) a != DatumGetPointer(x))
		pfree(a);
	if ((Pointer) b != DatumGetPointer(y))
		pfree(b);
	return order;
}

Datum
cadence_sortsupport(PG_FUNCTION_ARGS)
{
	SortSupport ssup = (SortSupport) PG_GETARG_POINTER(0);

	ssup->comparator = cadence_fastcmp;
	PG_RETURN_VOID();
}

Datum
cadence_hash(PG_FUNCTION_ARGS)
{
	bytea	   *stored = PG_GETARG_BYTEA_PP(0);
	Datum		result = hash_any((unsigned char *) VARDATA_ANY(stored),
								  VARSIZE_ANY_EXHDR(stored));

	PG_FREE_IF_COPY(stored, 0);
	return result;
}

Datum
cadence_hash_extended(PG_FUNCTION_ARGS)
{
	bytea	   *stored = PG_GETARG_BYTEA_PP(0);
	Datum		result = hash_any_extended((unsigned char *) VARDATA_ANY(stored),
										   VARSIZE_ANY_EXHDR(stored),
										   PG_GETARG_INT64(1));

	PG_FREE_IF_COPY(stored, 0);
	return result;
}

Datum
cadence_smaller(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(cadence_compare_arguments(fcinfo) <= 0 ?
					PG_GETARG_DATUM(0) : PG_GETARG_DATUM(1));
}

Datum
cadence_larger(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(cadence_compare_arguments(fcinfo) >= 0 ?
					PG_GETARG_DATUM(0) : PG_GETARG_DATUM(1));
}

/* ----------
 * arithmetic
 * ----------
 */

static void
cadence_load_for_arithmetic(const bytea *stored, Cadence *cadence)
{
	cadence_load(stored, cadence);
	if (cadence_needs_calendar(cadence))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("a cadence in working days cannot be laid out without a calendar"),
				 errhint("Calendars with weekends and holidays are not loaded yet. State the cadence in days, or keep it without asking for its periods.")));
}

static DateADT
cadence_start_argument(FunctionCallInfo fcinfo, int argno)
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
cadence_ends_argument(FunctionCallInfo fcinfo, int argno)
{
	return PG_ARGISNULL(argno) ? DAY_OPEN_END : PG_GETARG_DATEADT(argno);
}

/*
 * cadence_until_age(c cadence) returns int
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
 * cadence_end(c cadence, start date) returns date
 */
Datum
cadence_end(PG_FUNCTION_ARGS)
{
	Cadence		cadence;
	CadencePlan plan;

	cadence_load_for_arithmetic(PG_GETARG_BYTEA_PP(0), &cadence);
	cadence_lay_out(&cadence, cadence_start_argument(fcinfo, 1), DAY_OPEN_END, &plan);
	if (plan.endless)
		PG_RETURN_NULL();
	PG_RETURN_DATEADT((DateADT) plan.until);
}

typedef struct PeriodsState
{
	Cadence		cadence;
	CadencePlan plan;
	int			part;
	int64		k;
	int64		count;			/* periods of the part */
} PeriodsState;

/*
 * cadence_periods(c cadence, start date, until date)
 */
Datum
cadence_periods(PG_FUNCTION_ARGS)
{
	FuncCallContext *funcctx;
	PeriodsState *state;

	if (SRF_IS_FIRSTCALL())
	{
		MemoryContext oldcontext;
		TupleDesc	tupdesc;

		funcctx = SRF_FIRSTCALL_INIT();
		oldcontext = MemoryContextSwitchTo(funcctx->multi_call_memory_ctx);
		if (get_call_result_type(fcinfo, NULL, &tupdesc) != TYPEFUNC_COMPOSITE)
			elog(ERROR, "return type must be a row type");
		funcctx->tuple_desc = BlessTupleDesc(tupdesc);
		state = palloc0(sizeof(PeriodsState));
		funcctx->user_fctx = state;
		if (!PG_ARGISNULL(0) && !PG_ARGISNULL(1))
		{
			cadence_load_for_arithmetic(PG_GETARG_BYTEA_PP(0), &state->cadence);
			cadence_lay_out(&state->cadence, cadence_start_argument(fcinfo, 1),
							cadence_ends_argument(fcinfo, 2), &state->plan);
			if (state->plan.endless)
				ereport(ERROR,
						(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						 errmsg("an open-ended cadence needs the day until which its periods are wanted"),
						 errhint("Give as third argument the first day that is no longer covered, such as an 18th birthday or the day the placement ended.")));
			if (state->plan.nparts > 0)
				state->count = cadence_part_count(&state->plan.part[0]);
		}
		MemoryContextSwitchTo(oldcontext);
	}

	funcctx = SRF_PERCALL_SETUP();
	state = funcctx->user_fctx;
	CHECK_FOR_INTERRUPTS();
	if (state->part < state->plan.nparts)
	{
		CadencePeriod period;
		Datum		values[3];
		bool		nulls[3] = {false, false, false};

		period = cadence_part_period(&state->plan.part[state->part], state->k);
		values[0] = DateADTGetDatum((DateADT) period.from);
		values[1] = DateADTGetDatum((DateADT) period.to);
		values[2] = Int32GetDatum(period.quota);
		if (++state->k == state->count)
		{
			state->k = 0;
			if (++state->part < state->plan.nparts)
				state->count = cadence_part_count(&state->plan.part[state->part]);
		}
		SRF_RETURN_NEXT(funcctx,
						HeapTupleGetDatum(heap_form_tuple(funcctx->tuple_desc,
														  values, nulls)));
	}
	SRF_RETURN_DONE(funcctx);
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

/*
 * cadence_progress(c cadence, start date, done date[], as_of date, ends date)
 */
Datum
cadence_progress(PG_FUNCTION_ARGS)
{
	Cadence		cadence;
	CadencePlan plan;
	CadenceProgress progress;
	int32	   *visit;
	size_t		nvisits;
	DateADT		as_of;
	TupleDesc	tupdesc;
	Datum		values[9];
	bool		nulls[9] = {false};

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(3))
		PG_RETURN_NULL();
	as_of = PG_GETARG_DATEADT(3);
	if (DATE_NOT_FINITE(as_of))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("progress is asked as of a finite day")));
	if (get_call_result_type(fcinfo, NULL, &tupdesc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	tupdesc = BlessTupleDesc(tupdesc);

	cadence_load_for_arithmetic(PG_GETARG_BYTEA_PP(0), &cadence);
	cadence_lay_out(&cadence, cadence_start_argument(fcinfo, 1),
					cadence_ends_argument(fcinfo, 4), &plan);
	visit = visits_argument(fcinfo, 2, &nvisits);
	cadence_measure(&plan, visit, nvisits, as_of, &progress);

	values[0] = Int32GetDatum((int32) progress.due);
	values[1] = Int32GetDatum((int32) progress.done);
	values[2] = Int32GetDatum((int32) progress.missed);
	values[3] = DateADTGetDatum((DateADT) progress.current.from);
	values[4] = DateADTGetDatum((DateADT) progress.current.to);
	values[5] = Int32GetDatum(progress.current.quota);
	values[6] = Int32GetDatum(progress.current_done);
	nulls[3] = nulls[4] = nulls[5] = nulls[6] = !progress.has_current;
	values[7] = DateADTGetDatum((DateADT) progress.next_due);
	nulls[7] = !progress.has_next;
	values[8] = BoolGetDatum(progress.complete);

	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(tupdesc, values, nulls)));
}
