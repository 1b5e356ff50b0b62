/*
 * partial_date.c
 *		SQL type for a day known only within bounds.
 *
 * Notation and arithmetic are in partial_date_core.c.  Messages here never
 * repeat the value: it is most often somebody's birth date.
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "fmgr.h"
#include "libpq/pqformat.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/sortsupport.h"

#include "compat.h"
#include "partial_date_core.h"

PG_FUNCTION_INFO_V1(partial_date_in);
PG_FUNCTION_INFO_V1(partial_date_out);
PG_FUNCTION_INFO_V1(partial_date_recv);
PG_FUNCTION_INFO_V1(partial_date_send);
PG_FUNCTION_INFO_V1(partial_date_from_date);
PG_FUNCTION_INFO_V1(partial_date_from_dates);
PG_FUNCTION_INFO_V1(partial_date_lt);
PG_FUNCTION_INFO_V1(partial_date_le);
PG_FUNCTION_INFO_V1(partial_date_eq);
PG_FUNCTION_INFO_V1(partial_date_ne);
PG_FUNCTION_INFO_V1(partial_date_ge);
PG_FUNCTION_INFO_V1(partial_date_gt);
PG_FUNCTION_INFO_V1(partial_date_cmp);
PG_FUNCTION_INFO_V1(partial_date_sortsupport);
PG_FUNCTION_INFO_V1(partial_date_hash);
PG_FUNCTION_INFO_V1(partial_date_hash_extended);
PG_FUNCTION_INFO_V1(partial_date_smaller);
PG_FUNCTION_INFO_V1(partial_date_larger);
PG_FUNCTION_INFO_V1(partial_date_earliest);
PG_FUNCTION_INFO_V1(partial_date_latest);
PG_FUNCTION_INFO_V1(partial_date_under);
PG_FUNCTION_INFO_V1(partial_date_last_birth_of_age);
PG_FUNCTION_INFO_V1(partial_date_last_birth_by);
PG_FUNCTION_INFO_V1(partial_date_birthday_earliest);
PG_FUNCTION_INFO_V1(partial_date_birthday_latest);
PG_FUNCTION_INFO_V1(partial_date_age_at_least);
PG_FUNCTION_INFO_V1(partial_date_age_at_most);

StaticAssertDecl(sizeof(PartialDate) == 16, "partial_date is stored in 16 bytes");
StaticAssertDecl(DAY_OPEN_BEGIN == DATEVAL_NOBEGIN && DAY_OPEN_END == DATEVAL_NOEND,
				 "an open end is an infinite date");

#define PG_GETARG_PARTIAL_DATE(n) ((const PartialDate *) PG_GETARG_POINTER(n))

/* ----------
 * text and binary form
 * ----------
 */

static Datum
partial_date_refuse(Node *escontext, PartialDateFault fault, size_t where)
{
	int			column = (int) where + 1;

	switch (fault)
	{
		case PARTIAL_DATE_SEASON:
			ereturn(escontext, (Datum) 0,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("invalid input syntax for type %s", "partial_date"),
					 errdetail("Where the month should be, at character %d, stands the number of a season or another part of a year, and no first and last day of it are agreed.", column),
					 errhint("Write the months that are meant, for example 2011-03/2011-05.")));
		case PARTIAL_DATE_NO_SUCH_MONTH:
			ereturn(escontext, (Datum) 0,
					(errcode(ERRCODE_DATETIME_FIELD_OVERFLOW),
					 errmsg("no such month in a value of type %s", "partial_date"),
					 errdetail("Months run from 01 to 12; see character %d.", column)));
		case PARTIAL_DATE_NO_SUCH_DAY:
			ereturn(escontext, (Datum) 0,
					(errcode(ERRCODE_DATETIME_FIELD_OVERFLOW),
					 errmsg("no such day in a value of type %s", "partial_date"),
					 errdetail("The month does not have the day at character %d.", column),
					 errhint("If only the month is sure, write year and month alone.")));
		case PARTIAL_DATE_YEAR_RANGE:
			ereturn(escontext, (Datum) 0,
					(errcode(ERRCODE_DATETIME_FIELD_OVERFLOW),
					 errmsg("year out of range for type %s", "partial_date"),
					 errdetail("Years run from %04d to %04d, in four digits; see character %d.",
							   CALENDAR_FIRST_YEAR, CALENDAR_LAST_YEAR, column)));
		case PARTIAL_DATE_BACKWARDS:
			ereturn(escontext, (Datum) 0,
					(errcode(ERRCODE_DATETIME_FIELD_OVERFLOW),
					 errmsg("the bounds of a value of type %s are the wrong way round",
							"partial_date"),
					 errdetail("The first bound begins after the second has ended.")));
		case PARTIAL_DATE_NOTHING_KNOWN:
			ereturn(escontext, (Datum) 0,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("a value of type %s needs a bound", "partial_date"),
					 errdetail("Neither an earliest nor a latest day is given."),
					 errhint("Where nothing is known, use null.")));
		case PARTIAL_DATE_UNSPECIFIED:
			ereturn(escontext, (Datum) 0,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("invalid input syntax for type %s", "partial_date"),
					 errdetail("An unspecified part (X) may only stand at the end: 20XX, 201X, 2011-XX, 2011-04-XX; see character %d.", column),
					 errhint("Write an interval of the earliest and the latest possible day instead.")));
		default:
			ereturn(escontext, (Datum) 0,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("invalid input syntax for type %s", "partial_date"),
					 errdetail("The text cannot be read from character %d on.", column),
					 errhint("Write 2011, 2011-04 or 2011-04-17, each with ?, ~ or %% where it is doubtful, or two of them with a slash between; an open side is two dots.")));
	}
}

Datum
partial_date_in(PG_FUNCTION_ARGS)
{
	const char *text = PG_GETARG_CSTRING(0);
	PartialDate *result = palloc(sizeof(PartialDate));
	PartialDateFault fault;
	size_t		where;

	fault = partial_date_parse(text, strlen(text), result, &where);
	if (fault != PARTIAL_DATE_OK)
		return partial_date_refuse(fcinfo->context, fault, where);
	PG_RETURN_POINTER(result);
}

Datum
partial_date_out(PG_FUNCTION_ARGS)
{
	char	   *text = palloc(PARTIAL_DATE_TEXT_MAX);

	(void) partial_date_print(PG_GETARG_PARTIAL_DATE(0), text);
	PG_RETURN_CSTRING(text);
}

Datum
partial_date_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	PartialDate *result = palloc0(sizeof(PartialDate));

	result->version = pq_getmsgbyte(buf);
	if (result->version != PARTIAL_DATE_VERSION)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("unsupported version %d of the binary form of type %s",
						result->version, "partial_date")));
	result->from_precision = pq_getmsgbyte(buf);
	result->from_qualifier = pq_getmsgbyte(buf);
	result->to_precision = pq_getmsgbyte(buf);
	result->to_qualifier = pq_getmsgbyte(buf);
	result->from_day = (int32) pq_getmsgint(buf, 4);
	result->to_day = (int32) pq_getmsgint(buf, 4);
	if (!partial_date_is_valid(result))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary form of type %s", "partial_date")));
	PG_RETURN_POINTER(result);
}

Datum
partial_date_send(PG_FUNCTION_ARGS)
{
	const PartialDate *date = PG_GETARG_PARTIAL_DATE(0);
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendbyte(&buf, date->version);
	pq_sendbyte(&buf, date->from_precision);
	pq_sendbyte(&buf, date->from_qualifier);
	pq_sendbyte(&buf, date->to_precision);
	pq_sendbyte(&buf, date->to_qualifier);
	pq_sendint32(&buf, (uint32) date->from_day);
	pq_sendint32(&buf, (uint32) date->to_day);
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

static void
refuse_out_of_range(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
			 errmsg("date out of range for type %s", "partial_date"),
			 errdetail("Years run from %04d to %04d; an infinite date is no day.",
					   CALENDAR_FIRST_YEAR, CALENDAR_LAST_YEAR)));
}

Datum
partial_date_from_date(PG_FUNCTION_ARGS)
{
	DateADT		day = PG_GETARG_DATEADT(0);
	PartialDate *result;

	if (day < CALENDAR_FIRST_DAY || day > CALENDAR_LAST_DAY)
		refuse_out_of_range();
	result = palloc(sizeof(PartialDate));
	partial_date_set_day(result, day);
	PG_RETURN_POINTER(result);
}

/* an interval of days; an infinite one is an open end */
Datum
partial_date_from_dates(PG_FUNCTION_ARGS)
{
	PartialDate *result = palloc0(sizeof(PartialDate));
	PartialDateFault fault = PARTIAL_DATE_OK;

	result->version = PARTIAL_DATE_VERSION;
	result->from_day = PG_GETARG_DATEADT(0);
	result->to_day = PG_GETARG_DATEADT(1);
	result->from_precision = result->from_day == DAY_OPEN_BEGIN ? PRECISION_OPEN : PRECISION_DAY;
	result->to_precision = result->to_day == DAY_OPEN_END ? PRECISION_OPEN : PRECISION_DAY;
	if (result->from_precision == PRECISION_OPEN && result->to_precision == PRECISION_OPEN)
		fault = PARTIAL_DATE_NOTHING_KNOWN;
	else if (result->from_day > result->to_day)
		fault = PARTIAL_DATE_BACKWARDS;
	if (fault != PARTIAL_DATE_OK)
		return partial_date_refuse(NULL, fault, 0);
	if (!partial_date_is_valid(result))
		refuse_out_of_range();
	PG_RETURN_POINTER(result);
}

/* ----------
 * order of storage
 * ----------
 */

Datum
partial_date_lt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(partial_date_compare(PG_GETARG_PARTIAL_DATE(0),
										PG_GETARG_PARTIAL_DATE(1)) < 0);
}

Datum
partial_date_le(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(partial_date_compare(PG_GETARG_PARTIAL_DATE(0),
										PG_GETARG_PARTIAL_DATE(1)) <= 0);
}

Datum
partial_date_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(memcmp(PG_GETARG_POINTER(0), PG_GETARG_POINTER(1),
						  sizeof(PartialDate)) == 0);
}

Datum
partial_date_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(memcmp(PG_GETARG_POINTER(0), PG_GETARG_POINTER(1),
						  sizeof(PartialDate)) != 0);
}

Datum
partial_date_ge(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(partial_date_compare(PG_GETARG_PARTIAL_DATE(0),
										PG_GETARG_PARTIAL_DATE(1)) >= 0);
}

Datum
partial_date_gt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(partial_date_compare(PG_GETARG_PARTIAL_DATE(0),
										PG_GETARG_PARTIAL_DATE(1)) > 0);
}

Datum
partial_date_cmp(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(partial_date_compare(PG_GETARG_PARTIAL_DATE(0),
										 PG_GETARG_PARTIAL_DATE(1)));
}

static int
partial_date_fastcmp(Datum x, Datum y, SortSupport ssup)
{
	(void) ssup;
	return partial_date_compare((const PartialDate *) DatumGetPointer(x),
								(const PartialDate *) DatumGetPointer(y));
}

#if SIZEOF_DATUM == 8

#define SIGN_BIT ((uint32) 1 << 31)

/*
 * The two bounds side by side, shifted so that unsigned order is theirs.  All
 * that the key leaves out is what tells equal bounds apart.
 */
static Datum
partial_date_abbreviate(Datum original, SortSupport ssup)
{
	const PartialDate *date = (const PartialDate *) DatumGetPointer(original);
	uint64		from = (uint32) date->from_day ^ SIGN_BIT;
	uint64		to = (uint32) date->to_day ^ SIGN_BIT;

	(void) ssup;
	return UInt64GetDatum((from << 32) | to);
}

/* making a key costs next to nothing, so it is never given up */
static bool
partial_date_abbrev_abort(int memtupcount, SortSupport ssup)
{
	(void) memtupcount;
	(void) ssup;
	return false;
}

#endif

Datum
partial_date_sortsupport(PG_FUNCTION_ARGS)
{
	SortSupport ssup = (SortSupport) PG_GETARG_POINTER(0);

	ssup->comparator = partial_date_fastcmp;
#if SIZEOF_DATUM == 8
	if (ssup->abbreviate)
	{
		ssup->comparator = ssup_datum_unsigned_cmp;
		ssup->abbrev_converter = partial_date_abbreviate;
		ssup->abbrev_abort = partial_date_abbrev_abort;
		ssup->abbrev_full_comparator = partial_date_fastcmp;
	}
#endif
	PG_RETURN_VOID();
}

Datum
partial_date_hash(PG_FUNCTION_ARGS)
{
	return hash_any((unsigned char *) PG_GETARG_POINTER(0), sizeof(PartialDate));
}

Datum
partial_date_hash_extended(PG_FUNCTION_ARGS)
{
	return hash_any_extended((unsigned char *) PG_GETARG_POINTER(0),
							 sizeof(PartialDate), PG_GETARG_INT64(1));
}

Datum
partial_date_smaller(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(partial_date_compare(PG_GETARG_PARTIAL_DATE(0),
										 PG_GETARG_PARTIAL_DATE(1)) <= 0 ?
					PG_GETARG_DATUM(0) : PG_GETARG_DATUM(1));
}

Datum
partial_date_larger(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(partial_date_compare(PG_GETARG_PARTIAL_DATE(0),
										 PG_GETARG_PARTIAL_DATE(1)) >= 0 ?
					PG_GETARG_DATUM(0) : PG_GETARG_DATUM(1));
}

/* ----------
 * bounds
 * ----------
 */

Datum
partial_date_earliest(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATEADT(PG_GETARG_PARTIAL_DATE(0)->from_day);
}

Datum
partial_date_latest(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATEADT(PG_GETARG_PARTIAL_DATE(0)->to_day);
}

/* ----------
 * ages
 * ----------
 */

/* the argument that names the 29 February rule, where the function has one */
static LeapRule
leap_rule_argument(FunctionCallInfo fcinfo, int argno)
{
	const char *name;
	size_t		length;
	text	   *value;

	if (PG_NARGS() <= argno)
		return LEAP_MARCH_1;
	value = PG_GETARG_TEXT_PP(argno);
	name = VARDATA_ANY(value);
	length = VARSIZE_ANY_EXHDR(value);
	if (length == 7 && memcmp(name, "march_1", 7) == 0)
		return LEAP_MARCH_1;
	if (length == 11 && memcmp(name, "february_28", 11) == 0)
		return LEAP_FEBRUARY_28;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown rule for those born on 29 February: \"%s\"",
					text_to_cstring(value)),
			 errhint("The rules are march_1 and february_28.")));
	pg_unreachable();
}

static int
years_argument(FunctionCallInfo fcinfo, int argno)
{
	int32		years = PG_GETARG_INT32(argno);

	if (years < 0 || years > PARTIAL_DATE_YEARS_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("age out of range"),
				 errdetail("Ages in years run from 0 to %d.", PARTIAL_DATE_YEARS_MAX)));
	return years;
}

/* the question of one call is most often that of the next, of another birth */
typedef struct AgeQuestion
{
	int			years;
	DateADT		day;
	LeapRule	rule;
	DateADT		cutoff;
} AgeQuestion;

Datum
partial_date_under(PG_FUNCTION_ARGS)
{
	AgeQuestion *asked = (AgeQuestion *) fcinfo->flinfo->fn_extra;
	int32		years = PG_GETARG_INT32(1);
	DateADT		day = PG_GETARG_DATEADT(2);
	LeapRule	rule = leap_rule_argument(fcinfo, 3);
	int			answer;

	if (asked == NULL || asked->years != years || asked->day != day || asked->rule != rule)
	{
		years = years_argument(fcinfo, 1);
		if (asked == NULL)
			asked = MemoryContextAlloc(fcinfo->flinfo->fn_mcxt, sizeof(AgeQuestion));
		asked->years = years;
		asked->day = day;
		asked->rule = rule;
		asked->cutoff = birth_cutoff(years, day, rule);
		fcinfo->flinfo->fn_extra = asked;
	}
	answer = partial_date_is_under(PG_GETARG_PARTIAL_DATE(0), asked->cutoff, day);
	if (answer < 0)
		PG_RETURN_NULL();
	PG_RETURN_BOOL(answer == 1);
}

/* (on_day, years, leap_rule): surely_under() and may_be_under() compare with these */
Datum
partial_date_last_birth_of_age(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATEADT(birth_cutoff(years_argument(fcinfo, 1), PG_GETARG_DATEADT(0),
								   leap_rule_argument(fcinfo, 2)));
}

Datum
partial_date_last_birth_by(PG_FUNCTION_ARGS)
{
	DateADT		day = PG_GETARG_DATEADT(0);

	PG_RETURN_DATEADT(DATE_IS_NOEND(day) ? DAY_OPEN_BEGIN : day);
}

Datum
partial_date_birthday_earliest(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATEADT(birth_complete(PG_GETARG_PARTIAL_DATE(0)->from_day,
									 years_argument(fcinfo, 1),
									 leap_rule_argument(fcinfo, 2)));
}

Datum
partial_date_birthday_latest(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATEADT(birth_complete(PG_GETARG_PARTIAL_DATE(0)->to_day,
									 years_argument(fcinfo, 1),
									 leap_rule_argument(fcinfo, 2)));
}

/* null when the person is surely not born yet on that day */
Datum
partial_date_age_at_least(PG_FUNCTION_ARGS)
{
	const PartialDate *born = PG_GETARG_PARTIAL_DATE(0);
	DateADT		day = PG_GETARG_DATEADT(1);
	LeapRule	rule = leap_rule_argument(fcinfo, 2);

	if (DATE_NOT_FINITE(day) || day < born->from_day)
		PG_RETURN_NULL();
	PG_RETURN_INT32(day < born->to_day ? 0 : birth_age(born->to_day, day, rule));
}

/* null also when no earliest day of birth is known */
Datum
partial_date_age_at_most(PG_FUNCTION_ARGS)
{
	const PartialDate *born = PG_GETARG_PARTIAL_DATE(0);
	DateADT		day = PG_GETARG_DATEADT(1);
	LeapRule	rule = leap_rule_argument(fcinfo, 2);

	if (DATE_NOT_FINITE(day) || day < born->from_day ||
		born->from_day == DAY_OPEN_BEGIN)
		PG_RETURN_NULL();
	PG_RETURN_INT32(birth_age(born->from_day, day, rule));
}
