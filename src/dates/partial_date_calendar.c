/*
 * partial_date_calendar.c
 *		partial_date out of and into the calendars that people reckon by.
 *
 * As everywhere with this type, no message repeats a year, month or day that
 * was given: it is most often somebody's birth.
 */
#include "postgres.h"

#include <unicode/uloc.h>

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "mb/pg_wchar.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"

#include "compat.h"
#include "dates/bikram_sambat_core.h"
#include "dates/foreign_calendar.h"
#include "dates/partial_date_core.h"
#include "language/language.h"

PG_FUNCTION_INFO_V1(partial_date_from_calendar);
PG_FUNCTION_INFO_V1(partial_date_in_calendar);
PG_FUNCTION_INFO_V1(calendar_fields);
PG_FUNCTION_INFO_V1(calendar_list);
PG_FUNCTION_INFO_V1(bikram_sambat_years);

/* ----------
 * in
 * ----------
 */

static void
year_check(const ForeignCalendar *calendar, int year)
{
	if (year < calendar->first_year || year > calendar->last_year)
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_FIELD_OVERFLOW),
				 errmsg("year out of range for the calendar \"%s\"", calendar->name),
				 errdetail("Its years are known here from %d to %d.",
						   calendar->first_year, calendar->last_year),
				 errhint("Is it a year of another calendar? Otherwise write an interval of Gregorian days.")));
}

static void
no_such_month(const ForeignCalendar *calendar, int month)
{
	if (month < 1 || month > calendar->months)
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_FIELD_OVERFLOW),
				 errmsg("no such month in the calendar \"%s\"", calendar->name),
				 errdetail("Its months run from 1 to %d.", calendar->months)));
	ereport(ERROR,
			(errcode(ERRCODE_DATETIME_FIELD_OVERFLOW),
			 errmsg("that year of the calendar \"%s\" does not have that month", calendar->name),
			 errdetail("Month 6 is Adar I, which only leap years have."),
			 errhint("Adar is month 7, in every year.")));
}

static uint8
doubt_argument(const text *mark)
{
	const char *value = VARDATA_ANY(mark);

	if (VARSIZE_ANY_EXHDR(mark) == 1)
	{
		if (*value == '?')
			return QUALIFIER_UNCERTAIN;
		if (*value == '~')
			return QUALIFIER_APPROXIMATE;
		if (*value == '%')
			return QUALIFIER_BOTH;
	}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("no such mark of doubt"),
			 errhint("The marks are ? (uncertain), ~ (approximate) and %% (both); null: no doubt.")));
	pg_unreachable();
}

/* the first and the last day of what is named: a year, a month or a day */
static void
unit_bounds(const ForeignCalendar *calendar, CalendarUnit unit, const ForeignDate *date,
			int32 *first, int32 *last)
{
	ForeignDate from = {date->year, 1, 1};
	ForeignDate to = {date->year, calendar->months, 1};

	if (unit >= UNIT_MONTH)
	{
		from.month = to.month = date->month;
		if (to.month < 1 || to.month > calendar->months)
			no_such_month(calendar, to.month);
	}
	to.day = foreign_month_length(calendar, to.year, to.month);
	if (to.day == 0)
		no_such_month(calendar, to.month);
	if (unit == UNIT_DAY)
		from.day = to.day = date->day;
	if (!foreign_date_to_day(calendar, &from, first) || !foreign_date_to_day(calendar, &to, last))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_FIELD_OVERFLOW),
				 errmsg("no such day in the calendar \"%s\"", calendar->name),
				 errdetail("That month of that year does not have that day."),
				 errhint("If only the month is sure, leave the day out.")));
}

/* (calendar, year, month, day, doubt); null without calendar or year */
Datum
partial_date_from_calendar(PG_FUNCTION_ARGS)
{
	const ForeignCalendar *calendar;
	ForeignDate date = {0, 1, 1};
	CalendarUnit unit = UNIT_YEAR;
	uint8		precision = PRECISION_DAY;
	PartialDate *result;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	calendar = foreign_calendar_find(text_to_cstring(PG_GETARG_TEXT_PP(0)));
	date.year = PG_GETARG_INT32(1);
	if (!PG_ARGISNULL(2))
	{
		unit = UNIT_MONTH;
		date.month = PG_GETARG_INT32(2);
	}
	if (!PG_ARGISNULL(3))
	{
		if (unit != UNIT_MONTH)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("a day needs a month"),
					 errhint("If the month is not known, leave the day out too.")));
		unit = UNIT_DAY;
		date.day = PG_GETARG_INT32(3);
	}
	year_check(calendar, date.year);

	/* years and months that are Gregorian ones are written as such */
	if (calendar->engine == ENGINE_GREGORIAN)
		precision = unit == UNIT_YEAR ? PRECISION_YEAR :
			unit == UNIT_MONTH ? PRECISION_MONTH : PRECISION_DAY;

	result = palloc0(sizeof(PartialDate));
	result->version = PARTIAL_DATE_VERSION;
	result->from_precision = result->to_precision = precision;
	if (!PG_ARGISNULL(4))
		result->from_qualifier = result->to_qualifier = doubt_argument(PG_GETARG_TEXT_PP(4));
	unit_bounds(calendar, unit, &date, &result->from_day, &result->to_day);
	Assert(partial_date_is_valid(result));
	PG_RETURN_POINTER(result);
}

/* ----------
 * out
 * ----------
 */

static void
date_of_day(const ForeignCalendar *calendar, int64 day, ForeignDate *date)
{
	if (!foreign_date_from_day(calendar, day, date))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("date out of range for the calendar \"%s\"", calendar->name),
				 errdetail("Its years are known here from %d to %d.",
						   calendar->first_year, calendar->last_year)));
}

/*
 * The coarsest unit that begins (or ends) with the day.  Of an interval both
 * ends have to agree, so this is asked of each.
 */
static CalendarUnit
unit_beginning(const ForeignDate *date)
{
	if (date->day != 1)
		return UNIT_DAY;
	return date->month == 1 ? UNIT_YEAR : UNIT_MONTH;
}

static CalendarUnit
unit_ending(const ForeignCalendar *calendar, const ForeignDate *date)
{
	if (date->day != foreign_month_length(calendar, date->year, date->month))
		return UNIT_DAY;
	return date->month == calendar->months ? UNIT_YEAR : UNIT_MONTH;
}

static void
append_mark(StringInfo text, int qualifier)
{
	if (qualifier != QUALIFIER_NONE)
		appendStringInfoChar(text, qualifier == QUALIFIER_UNCERTAIN ? '?' :
							 qualifier == QUALIFIER_APPROXIMATE ? '~' : '%');
}

/* the one that is named, or that of the session's language, with the digits it asks for */
static char *
locale_argument(FunctionCallInfo fcinfo, int argno)
{
	char	   *locale;
	const char *root;

	if (PG_ARGISNULL(argno))
	{
		locale = palloc(ULOC_FULLNAME_CAPACITY);
		language_locale(language_chain(NULL), 0, locale, ULOC_FULLNAME_CAPACITY, &root);
	}
	else
	{
		locale = text_to_cstring(PG_GETARG_TEXT_PP(argno));
		foreign_locale_check(locale);
	}
	return locale;
}

/* not every encoding of a server has a dash and an ellipsis */
static const char *
open_sign(void)
{
	return GetDatabaseEncoding() == PG_UTF8 ? "\xe2\x80\xa6" : "...";
}

static const char *
until_sign(void)
{
	return GetDatabaseEncoding() == PG_UTF8 ? " \xe2\x80\x93 " : " - ";
}

/* (d, calendar, locale); null without d or calendar */
Datum
partial_date_in_calendar(PG_FUNCTION_ARGS)
{
	const PartialDate *d;
	const ForeignCalendar *calendar;
	char	   *locale;
	ForeignDate from = {0};
	ForeignDate to = {0};
	bool		from_open;
	bool		to_open;
	CalendarUnit unit = UNIT_YEAR;
	bool		single;
	StringInfoData words;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	d = (const PartialDate *) PG_GETARG_POINTER(0);
	calendar = foreign_calendar_find(text_to_cstring(PG_GETARG_TEXT_PP(1)));
	locale = locale_argument(fcinfo, 2);
	from_open = d->from_precision == PRECISION_OPEN;
	to_open = d->to_precision == PRECISION_OPEN;

	if (!from_open)
	{
		date_of_day(calendar, d->from_day, &from);
		unit = Max(unit, unit_beginning(&from));
	}
	if (!to_open)
	{
		date_of_day(calendar, d->to_day, &to);
		unit = Max(unit, unit_ending(calendar, &to));
	}
	single = !from_open && !to_open && d->from_qualifier == d->to_qualifier &&
		from.year == to.year &&
		(unit < UNIT_MONTH || from.month == to.month) &&
		(unit < UNIT_DAY || from.day == to.day);

	initStringInfo(&words);
	if (from_open)
		appendStringInfoString(&words, open_sign());
	else
	{
		appendStringInfoString(&words, foreign_calendar_words(calendar, locale, unit, &from));
		append_mark(&words, d->from_qualifier);
	}
	if (!single)
	{
		appendStringInfoString(&words, until_sign());
		if (to_open)
			appendStringInfoString(&words, open_sign());
		else
		{
			appendStringInfoString(&words, foreign_calendar_words(calendar, locale, unit, &to));
			append_mark(&words, d->to_qualifier);
		}
	}
	PG_RETURN_TEXT_P(cstring_to_text_with_len(words.data, words.len));
}

/* (day, calendar) -> year, month, day */
Datum
calendar_fields(PG_FUNCTION_ARGS)
{
	const ForeignCalendar *calendar = foreign_calendar_find(text_to_cstring(PG_GETARG_TEXT_PP(1)));
	ForeignDate date;
	TupleDesc	shape;
	Datum		values[3];
	bool		nulls[3] = {false, false, false};

	date_of_day(calendar, PG_GETARG_DATEADT(0), &date);
	if (get_call_result_type(fcinfo, NULL, &shape) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	shape = BlessTupleDesc(shape);
	values[0] = Int32GetDatum(date.year);
	values[1] = Int32GetDatum(date.month);
	values[2] = Int32GetDatum(date.day);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(shape, values, nulls)));
}

/* ----------
 * what there is
 * ----------
 */

Datum
calendar_list(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	int			i;

	InitMaterializedSRF(fcinfo, 0);
	for (i = 0; i < nforeign_calendars; i++)
	{
		const ForeignCalendar *calendar = &foreign_calendars[i];
		ForeignDate first = {calendar->first_year, 1, 1};
		ForeignDate last = {calendar->last_year, 1, 1};
		int32		first_day;
		int32		last_day;
		int32		unused;
		Datum		values[7];
		bool		nulls[7] = {false, false, false, false, false, false, false};

		CHECK_FOR_INTERRUPTS();
		unit_bounds(calendar, UNIT_YEAR, &first, &first_day, &unused);
		unit_bounds(calendar, UNIT_YEAR, &last, &unused, &last_day);
		values[0] = CStringGetTextDatum(calendar->name);
		values[1] = Int32GetDatum(calendar->first_year);
		values[2] = Int32GetDatum(calendar->last_year);
		values[3] = Int32GetDatum(calendar->months);
		values[4] = DateADTGetDatum(first_day);
		values[5] = DateADTGetDatum(last_day);
		values[6] = CStringGetTextDatum(calendar->note);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}

Datum
bikram_sambat_years(PG_FUNCTION_ARGS)
{
	static const struct
	{
		const char *certainty;
		const char *source;
	}			kinds[] = {
		[BIKRAM_SAMBAT_COMPILED] = {"compiled",
		"Printed calendars as typed off by several packages, which differ in some years; the version that most share"},
		[BIKRAM_SAMBAT_PUBLISHED] = {"published",
		"Nepal's calendar committee, as typed off by several packages, which agree"},
		[BIKRAM_SAMBAT_DISPUTED] = {"disputed",
		"As published, but printed calendars give the first two months 31 and 31 days instead of 30 and 32: one day is in doubt"},
		[BIKRAM_SAMBAT_PREDICTED] = {"predicted",
		"Computed ahead, borne out by the Surya Siddhanta; not published when this version of the table was made"},
	};
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	int			year;

	InitMaterializedSRF(fcinfo, 0);
	for (year = BIKRAM_SAMBAT_FIRST_YEAR; year <= BIKRAM_SAMBAT_LAST_YEAR; year++)
	{
		BikramSambatCertainty certainty = bikram_sambat_certainty(year);
		YearMonths	months;
		Datum		lengths[12];
		Datum		values[6];
		bool		nulls[6] = {false, false, false, false, false, false};
		int			month;

		CHECK_FOR_INTERRUPTS();
		bikram_sambat_year(year, &months);
		for (month = 0; month < 12; month++)
			lengths[month] = Int32GetDatum(months.length[month]);
		values[0] = Int32GetDatum(year);
		values[1] = DateADTGetDatum(months.first_day);
		values[2] = PointerGetDatum(construct_array(lengths, 12, INT4OID, sizeof(int32), true,
													TYPALIGN_INT));
		values[3] = CStringGetTextDatum(kinds[certainty].certainty);
		values[4] = CStringGetTextDatum(kinds[certainty].source);
		values[5] = Int32GetDatum(BIKRAM_SAMBAT_VERSION);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}
