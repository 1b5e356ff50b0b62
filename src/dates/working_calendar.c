/*
 * working_calendar.c
 *		SQL type for the days that a country or an authority works.
 *
 * Words, stored numbers and their canonical form are in
 * working_calendar_form_core.c.  A value is a row of numbers that is counted
 * on where it lies: weekends, spans of days of which the holidays are known,
 * holidays, worked weekend days.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "fmgr.h"
#include "libpq/pqformat.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/multirangetypes.h"
#include "utils/rangetypes.h"
#include "utils/sortsupport.h"

#include "compat.h"
#include "dates/working_calendar.h"
#include "working_calendar_form_core.h"

PG_FUNCTION_INFO_V1(working_calendar_in);
PG_FUNCTION_INFO_V1(working_calendar_out);
PG_FUNCTION_INFO_V1(working_calendar_recv);
PG_FUNCTION_INFO_V1(working_calendar_send);
PG_FUNCTION_INFO_V1(working_calendar_lt);
PG_FUNCTION_INFO_V1(working_calendar_le);
PG_FUNCTION_INFO_V1(working_calendar_eq);
PG_FUNCTION_INFO_V1(working_calendar_ne);
PG_FUNCTION_INFO_V1(working_calendar_ge);
PG_FUNCTION_INFO_V1(working_calendar_gt);
PG_FUNCTION_INFO_V1(working_calendar_cmp);
PG_FUNCTION_INFO_V1(working_calendar_sortsupport);
PG_FUNCTION_INFO_V1(working_calendar_hash);
PG_FUNCTION_INFO_V1(working_calendar_hash_extended);
PG_FUNCTION_INFO_V1(working_calendar_smaller);
PG_FUNCTION_INFO_V1(working_calendar_larger);
PG_FUNCTION_INFO_V1(working_calendar_make);
PG_FUNCTION_INFO_V1(working_calendar_difference);

StaticAssertDecl(sizeof(WeekendSpan) == 2 * sizeof(int32) && sizeof(DaySpan) == 2 * sizeof(int32),
				 "a stored span is two numbers");

#define NUMBERS(value) ((const int32 *) VARDATA(value))
#define COUNT_OF_NUMBERS(value) ((VARSIZE(value) - VARHDRSZ) / sizeof(int32))

/* ----------
 * as an argument
 * ----------
 */

void
working_calendar_of_datum(Datum value, WorkingCalendar *calendar)
{
	working_calendar_open(NUMBERS(PG_DETOAST_DATUM(value)), calendar);
}

/* of a call site, in fn_extra */
typedef struct CalendarInUse
{
	WorkingCalendar calendar;
	struct varlena *packed;		/* the value as it was passed, NULL at first */
	struct varlena *unpacked;
} CalendarInUse;

/* do these bytes stand for the same value?  A pointer into memory says nothing */
static bool
is_same_datum(const struct varlena *a, const struct varlena *b)
{
	if (VARATT_IS_EXTERNAL(b) && !VARATT_IS_EXTERNAL_ONDISK(b))
		return false;
	return VARSIZE_ANY(a) == VARSIZE_ANY(b) && memcmp(a, b, VARSIZE_ANY(a)) == 0;
}

const WorkingCalendar *
working_calendar_argument(FunctionCallInfo fcinfo, int argno)
{
	struct varlena *value = (struct varlena *) PG_GETARG_POINTER(argno);
	CalendarInUse *use = fcinfo->flinfo->fn_extra;

	if (use == NULL)
	{
		use = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(CalendarInUse));
		fcinfo->flinfo->fn_extra = use;
	}
	if (!VARATT_IS_EXTENDED(value))
	{
		working_calendar_open(NUMBERS(value), &use->calendar);
		return &use->calendar;
	}

	/*
	 * A short header, compressed, or out of line.  Of a value that lies out of
	 * line the bytes are its number in the TOAST table, which no other gets
	 * before all four thousand million have been used: no call site lives that
	 * long.
	 */
	if (use->packed == NULL || !is_same_datum(use->packed, value))
	{
		MemoryContext oldcontext = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);
		struct varlena *unpacked = PG_DETOAST_DATUM_COPY(PointerGetDatum(value));
		struct varlena *packed = palloc(VARSIZE_ANY(value));

		memcpy(packed, value, VARSIZE_ANY(value));
		if (use->packed != NULL)
		{
			pfree(use->packed);
			pfree(use->unpacked);
		}
		use->packed = packed;
		use->unpacked = unpacked;
		MemoryContextSwitchTo(oldcontext);
	}
	working_calendar_open(NUMBERS(use->unpacked), &use->calendar);
	return &use->calendar;
}

/* ----------
 * text and binary form
 * ----------
 */

static Datum
working_calendar_refuse(Node *escontext, WorkingCalendarFault fault, const char *text, size_t where)
{
	int			column = pg_mbstrlen_with_len(text, (int) where) + 1;

	switch (fault)
	{
		case WORKING_CALENDAR_NO_SUCH_DAY:
			ereturn(escontext, (Datum) 0,
					(errcode(ERRCODE_DATETIME_FIELD_OVERFLOW),
					 errmsg("no such day in a value of type %s", "working_calendar"),
					 errdetail("The day at character %d is in no calendar; years run from %04d to %04d.",
							   column, CALENDAR_FIRST_YEAR, CALENDAR_LAST_YEAR)));
		case WORKING_CALENDAR_ALL_WEEK:
			ereturn(escontext, (Datum) 0,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("a weekend of seven days leaves no day to work"),
					 errdetail("See the weekend that ends at character %d.", column)));
		case WORKING_CALENDAR_NOT_ASCENDING:
			ereturn(escontext, (Datum) 0,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("invalid input syntax for type %s", "working_calendar"),
					 errdetail("The day before character %d is not after the one from which the weekend before it is kept.", column)));
		case WORKING_CALENDAR_TWICE:
			ereturn(escontext, (Datum) 0,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("invalid input syntax for type %s", "working_calendar"),
					 errdetail("The clause at character %d stands twice.", column)));
		case WORKING_CALENDAR_BACKWARDS:
			ereturn(escontext, (Datum) 0,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("invalid input syntax for type %s", "working_calendar"),
					 errdetail("The span before character %d ends before it begins.", column)));
		case WORKING_CALENDAR_TOO_MANY_WEEKENDS:
			ereturn(escontext, (Datum) 0,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("too many weekends for type %s", "working_calendar"),
					 errdetail("The weekend may change %d times.", WORKING_CALENDAR_WEEKENDS_MAX - 1)));
		default:
			ereturn(escontext, (Datum) 0,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("invalid input syntax for type %s", "working_calendar"),
					 errdetail("The text cannot be read from character %d on.", column),
					 errhint("Write for example \"weekend fri sat; known 2026-01-01/2026-12-31; holidays 2026-03-20 2026-03-21; worked 2026-04-04\", or \"weekend thu fri, from 2013-06-29 fri sat; weekends suffice\".")));
	}
}

static void
parts_make_room(WorkingCalendarParts *parts, size_t days, size_t spans)
{
	parts->holiday = palloc(sizeof(int32) * days);
	parts->worked = palloc(sizeof(int32) * days);
	parts->known = palloc(sizeof(DaySpan) * spans);
}

/* parts as a stored value; null, with a soft error, where they are none */
static Datum
parts_settle(Node *escontext, WorkingCalendarParts *parts)
{
	WorkingCalendar calendar;
	int64		day = 0;
	CivilDate	civil;
	size_t		size;
	struct varlena *result;

	switch (working_calendar_settle(parts, &day))
	{
		case WORKING_CALENDAR_OK:
			break;
		case WORKING_CALENDAR_BOTH:
			civil = day_to_civil(day);
			ereturn(escontext, (Datum) 0,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("%04d-%02d-%02d is both a holiday and worked",
							(int) civil.year, civil.month, civil.day),
					 errhint("A day that is worked although it is part of a weekend stands under \"worked\" alone, a day off under \"holidays\" alone.")));
		case WORKING_CALENDAR_TOO_MANY_SPANS:
			ereturn(escontext, (Datum) 0,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("too many spans for type %s", "working_calendar"),
					 errdetail("The days of which holidays are known can have %d spans with gaps between them.",
							   WORKING_CALENDAR_KNOWN_MAX)));
		default:
			ereturn(escontext, (Datum) 0,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("too many days for type %s", "working_calendar"),
					 errdetail("Holidays and worked weekend days together are at most %d.",
							   WORKING_CALENDAR_DAYS_MAX)));
	}
	working_calendar_of_parts(parts, &calendar);
	size = VARHDRSZ + sizeof(int32) * working_calendar_nwords(&calendar);
	result = palloc(size);
	SET_VARSIZE(result, size);
	working_calendar_store(&calendar, (int32 *) VARDATA(result));
	return PointerGetDatum(result);
}

/* several times what the longest calendar is printed in */
#define TEXT_LENGTH_MAX (1024 * 1024)

Datum
working_calendar_in(PG_FUNCTION_ARGS)
{
	const char *text = PG_GETARG_CSTRING(0);
	size_t		length = strlen(text);
	size_t		room = working_calendar_room(length);
	WorkingCalendarParts parts;
	WorkingCalendarFault fault;
	size_t		where;

	if (length > TEXT_LENGTH_MAX)
		ereturn(fcinfo->context, (Datum) 0,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("text too long for type %s", "working_calendar")));
	parts_make_room(&parts, room, room);
	fault = working_calendar_parse(text, length, &parts, &where);
	if (fault != WORKING_CALENDAR_OK)
		return working_calendar_refuse(fcinfo->context, fault, text, where);
	return parts_settle(fcinfo->context, &parts);
}

Datum
working_calendar_out(PG_FUNCTION_ARGS)
{
	WorkingCalendar calendar;
	char	   *text;

	working_calendar_of_datum(PG_GETARG_DATUM(0), &calendar);
	text = palloc(working_calendar_text_size(&calendar));
	(void) working_calendar_print(&calendar, text);
	PG_RETURN_CSTRING(text);
}

/* a byte for the version, then the numbers */
Datum
working_calendar_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			version = pq_getmsgbyte(buf);
	int			bytes = buf->len - buf->cursor;
	size_t		count = bytes / sizeof(int32);
	struct varlena *result;
	int32	   *numbers;

	if (version != WORKING_CALENDAR_VERSION)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("unsupported version %d of the binary form of type %s",
						version, "working_calendar")));
	result = palloc(VARHDRSZ + sizeof(int32) * count);
	SET_VARSIZE(result, VARHDRSZ + sizeof(int32) * count);
	numbers = (int32 *) VARDATA(result);
	for (size_t i = 0; i < count; i++)
		numbers[i] = (int32) pq_getmsgint(buf, 4);
	if (bytes % sizeof(int32) != 0 || !working_calendar_is_valid(numbers, count))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary form of type %s", "working_calendar")));
	PG_RETURN_POINTER(result);
}

Datum
working_calendar_send(PG_FUNCTION_ARGS)
{
	struct varlena *value = PG_DETOAST_DATUM(PG_GETARG_DATUM(0));
	const int32 *numbers = NUMBERS(value);
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendbyte(&buf, WORKING_CALENDAR_VERSION);
	for (size_t i = 0; i < COUNT_OF_NUMBERS(value); i++)
		pq_sendint32(&buf, (uint32) numbers[i]);
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

/* ----------
 * order of storage: that of the numbers, the same on every machine
 * ----------
 */

static int
working_calendar_compare(const struct varlena *a, const struct varlena *b)
{
	const int32 *x = NUMBERS(a);
	const int32 *y = NUMBERS(b);
	size_t		nx = COUNT_OF_NUMBERS(a);
	size_t		ny = COUNT_OF_NUMBERS(b);

	for (size_t i = 0; i < Min(nx, ny); i++)
	{
		if (x[i] != y[i])
			return x[i] < y[i] ? -1 : 1;
	}
	return nx < ny ? -1 : (nx > ny ? 1 : 0);
}

static int
working_calendar_compare_arguments(FunctionCallInfo fcinfo)
{
	struct varlena *a = PG_DETOAST_DATUM(PG_GETARG_DATUM(0));
	struct varlena *b = PG_DETOAST_DATUM(PG_GETARG_DATUM(1));
	int			order = working_calendar_compare(a, b);

	PG_FREE_IF_COPY(a, 0);
	PG_FREE_IF_COPY(b, 1);
	return order;
}

Datum
working_calendar_lt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(working_calendar_compare_arguments(fcinfo) < 0);
}

Datum
working_calendar_le(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(working_calendar_compare_arguments(fcinfo) <= 0);
}

Datum
working_calendar_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(working_calendar_compare_arguments(fcinfo) == 0);
}

Datum
working_calendar_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(working_calendar_compare_arguments(fcinfo) != 0);
}

Datum
working_calendar_ge(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(working_calendar_compare_arguments(fcinfo) >= 0);
}

Datum
working_calendar_gt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(working_calendar_compare_arguments(fcinfo) > 0);
}

Datum
working_calendar_cmp(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(working_calendar_compare_arguments(fcinfo));
}

static int
working_calendar_fastcmp(Datum x, Datum y, SortSupport ssup)
{
	struct varlena *a = PG_DETOAST_DATUM(x);
	struct varlena *b = PG_DETOAST_DATUM(y);
	int			order = working_calendar_compare(a, b);

	(void) ssup;
	if ((Pointer) a != DatumGetPointer(x))
		pfree(a);
	if ((Pointer) b != DatumGetPointer(y))
		pfree(b);
	return order;
}

Datum
working_calendar_sortsupport(PG_FUNCTION_ARGS)
{
	SortSupport ssup = (SortSupport) PG_GETARG_POINTER(0);

	ssup->comparator = working_calendar_fastcmp;
	PG_RETURN_VOID();
}

Datum
working_calendar_hash(PG_FUNCTION_ARGS)
{
	struct varlena *value = PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(0));
	Datum		result = hash_any((unsigned char *) VARDATA_ANY(value),
								  VARSIZE_ANY_EXHDR(value));

	PG_FREE_IF_COPY(value, 0);
	return result;
}

Datum
working_calendar_hash_extended(PG_FUNCTION_ARGS)
{
	struct varlena *value = PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(0));
	Datum		result = hash_any_extended((unsigned char *) VARDATA_ANY(value),
										   VARSIZE_ANY_EXHDR(value),
										   PG_GETARG_INT64(1));

	PG_FREE_IF_COPY(value, 0);
	return result;
}

Datum
working_calendar_smaller(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(working_calendar_compare_arguments(fcinfo) <= 0 ?
					PG_GETARG_DATUM(0) : PG_GETARG_DATUM(1));
}

Datum
working_calendar_larger(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(working_calendar_compare_arguments(fcinfo) >= 0 ?
					PG_GETARG_DATUM(0) : PG_GETARG_DATUM(1));
}

/* ----------
 * from parts
 * ----------
 */

static void
days_from_array(ArrayType *array, const char *what, int32 *days, int *count)
{
	Datum	   *values;
	bool	   *nulls;

	deconstruct_array(array, DATEOID, sizeof(DateADT), true, TYPALIGN_INT,
					  &values, &nulls, count);
	for (int i = 0; i < *count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (nulls[i])
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("%s of a working calendar cannot be null", what)));
		days[i] = DatumGetDateADT(values[i]);
		if (days[i] < CALENDAR_FIRST_DAY || days[i] > CALENDAR_LAST_DAY)
			ereport(ERROR,
					(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
					 errmsg("%s of a working calendar is out of range", what),
					 errdetail("It is a day of the years %04d to %04d.",
							   CALENDAR_FIRST_YEAR, CALENDAR_LAST_YEAR)));
	}
}

/* the first or last day that a bound of a range of dates lets in */
static int32
bound_day(const RangeBound *bound)
{
	DateADT		day;

	if (bound->infinite)
		return bound->lower ? DAY_OPEN_BEGIN : DAY_OPEN_END;
	day = DatumGetDateADT(bound->val);
	if (DATE_NOT_FINITE(day))
		return day;
	/* as any day beyond the years means the same, none overflows here */
	day = Max(Min(day, CALENDAR_LAST_DAY + 1), CALENDAR_FIRST_DAY - 1);
	return bound->inclusive ? day : day + (bound->lower ? 1 : -1);
}

static void
spans_from_multirange(TypeCacheEntry *range_type, int count, RangeType **ranges,
					  WorkingCalendarParts *parts)
{
	parts->nknown = 0;
	for (int i = 0; i < count; i++)
	{
		RangeBound	lower;
		RangeBound	upper;
		bool		empty;
		DaySpan		span;

		CHECK_FOR_INTERRUPTS();
		range_deserialize(range_type, ranges[i], &lower, &upper, &empty);
		span.from = bound_day(&lower);
		span.to = bound_day(&upper);
		if (!empty && span.from <= CALENDAR_LAST_DAY && span.to >= CALENDAR_FIRST_DAY)
			parts->known[parts->nknown++] = span;
	}
}

/*
 * make_working_calendar(weekend text, holidays date[], known datemultirange,
 *						 weekends_suffice boolean, worked date[])
 */
Datum
working_calendar_make(PG_FUNCTION_ARGS)
{
	text	   *weekend = PG_GETARG_TEXT_PP(0);
	ArrayType  *holidays = PG_GETARG_ARRAYTYPE_P(1);
	MultirangeType *known = PG_GETARG_MULTIRANGE_P(2);
	ArrayType  *worked = PG_GETARG_ARRAYTYPE_P(4);
	TypeCacheEntry *known_type = multirange_get_typcache(fcinfo, MultirangeTypeGetOid(known));
	WorkingCalendarParts parts;
	WorkingCalendarFault fault;
	size_t		where;
	int32		nranges;
	RangeType **ranges;

	multirange_deserialize(known_type->rngtype, known, &nranges, &ranges);
	parts_make_room(&parts,
					Max(ArrayGetNItems(ARR_NDIM(holidays), ARR_DIMS(holidays)),
						ArrayGetNItems(ARR_NDIM(worked), ARR_DIMS(worked))),
					nranges);
	fault = weekends_parse(VARDATA_ANY(weekend), VARSIZE_ANY_EXHDR(weekend), &parts, &where);
	if (fault == WORKING_CALENDAR_SYNTAX)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the weekend cannot be read from character %d on",
						pg_mbstrlen_with_len(VARDATA_ANY(weekend), (int) where) + 1),
				 errhint("Write for example \"sat sun\", \"fri\", \"none\", or \"thu fri, from 2013-06-29 fri sat\".")));
	if (fault != WORKING_CALENDAR_OK)
		(void) working_calendar_refuse(NULL, fault, text_to_cstring(weekend), where);
	days_from_array(holidays, "a holiday", parts.holiday, &parts.nholidays);
	spans_from_multirange(known_type->rngtype, nranges, ranges, &parts);
	parts.weekends_suffice = PG_GETARG_BOOL(3);
	days_from_array(worked, "a worked day", parts.worked, &parts.nworked);
	return parts_settle(NULL, &parts);
}

/*
 * working_calendar_differs(a, b) returns daterange
 */
Datum
working_calendar_difference(PG_FUNCTION_ARGS)
{
	TypeCacheEntry *range_type = range_get_typcache(fcinfo, DATERANGEOID);
	WorkingCalendar a;
	WorkingCalendar b;
	int64		from = 0;
	int64		to = -1;
	bool		differs;
	RangeBound	lower = {0};
	RangeBound	upper = {0};

	working_calendar_of_datum(PG_GETARG_DATUM(0), &a);
	working_calendar_of_datum(PG_GETARG_DATUM(1), &b);
	differs = working_calendar_differs(&a, &b, &from, &to);
	lower.val = DateADTGetDatum((DateADT) from);
	lower.inclusive = true;
	lower.lower = true;
	upper.val = DateADTGetDatum((DateADT) to + 1);
	PG_RETURN_RANGE_P(cr_make_range(range_type, &lower, &upper, !differs));
}
