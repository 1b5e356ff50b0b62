/*
 * weekend.c
 *		The weekend of a country as ICU tells it from CLDR.
 *
 * CLDR knows one weekend for each country, today's, as one stretch of days: it
 * has no history, and cannot say that Friday and Sunday are free and Saturday
 * is not.  Where it says nothing of a country, ICU answers with that of the
 * world, Saturday and Sunday; for the few countries of which that is known to
 * be wrong the answer is here, and where sources contradict one another there
 * is none.
 */
#include "postgres.h"

#include <unicode/ucal.h>
#include <unicode/uloc.h>
#include <unicode/ulocdata.h>

#include "fmgr.h"
#include "utils/builtins.h"

#include "compat.h"
#include "working_calendar_form_core.h"

PG_FUNCTION_INFO_V1(weekend_of_country);
PG_FUNCTION_INFO_V1(weekend_source);

typedef struct WeekendException
{
	const char *country;
	const char *weekend;		/* NULL: sources differ */
	const char *source;
} WeekendException;

/*
 * Read in 2026: Brunei in issue 13311 of mdn/content, Bangladesh in issue 1917
 * of vacanza/holidays, the others in that project's countries and in pull
 * request 1458 of focus-shift/jollyday.
 */
static const WeekendException weekend_exception[] = {
	{"BD", "fri sat", "Friday, and since 2005 Saturday; CLDR has none of its own"},
	{"BN", "fri sun", "Friday and Sunday; CLDR cannot say it"},
	{"DJ", NULL, "Friday, or Friday and Saturday: sources differ"},
	{"MV", "fri sat", "Friday and Saturday; CLDR has none of its own"},
	{"NP", NULL, "Saturday, or Saturday and Sunday: sources differ"},
	{"PS", NULL, "Friday, or Friday and Saturday: sources differ"},
	{"SO", NULL, "Thursday and Friday, or Friday: sources differ"},
};

/* the two letters of an argument, which must be a country's */
static const char *
country_argument(FunctionCallInfo fcinfo, int argno)
{
	char	   *country = text_to_cstring(PG_GETARG_TEXT_PP(argno));
	const char *const *known = uloc_getISOCountries();

	/* ICU lists ISO 3166-1; Kosovo has a code that ISO leaves to users */
	if (strcmp(country, "XK") == 0)
		return country;
	for (; *known != NULL; known++)
	{
		if (strcmp(country, *known) == 0)
			return country;
	}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown country: \"%s\"", country),
			 errhint("Countries are named by the two capital letters of ISO 3166-1, such as SA.")));
	pg_unreachable();
}

static const WeekendException *
exception_of(const char *country)
{
	for (size_t i = 0; i < lengthof(weekend_exception); i++)
	{
		if (strcmp(weekend_exception[i].country, country) == 0)
			return &weekend_exception[i];
	}
	return NULL;
}

/* nothing between opening and closing can fail in the server */
static int32
weekend_of_icu(const char *country, UErrorCode *status)
{
	static const UCalendarDaysOfWeek weekday[7] = {
		UCAL_MONDAY, UCAL_TUESDAY, UCAL_WEDNESDAY, UCAL_THURSDAY,
		UCAL_FRIDAY, UCAL_SATURDAY, UCAL_SUNDAY
	};
	char		locale[16];
	UCalendar  *calendar;
	int32		days = 0;

	snprintf(locale, sizeof(locale), "und_%s", country);
	calendar = ucal_open(NULL, 0, locale, UCAL_GREGORIAN, status);
	for (int i = 0; i < 7 && U_SUCCESS(*status); i++)
	{
		/* a day on which the weekend begins or ends at some hour is worked */
		if (ucal_getDayOfWeekType(calendar, weekday[i], status) == UCAL_WEEKEND)
			days |= 1 << i;
	}
	if (calendar != NULL)
		ucal_close(calendar);
	return days;
}

/*
 * weekend(country text) returns text
 */
Datum
weekend_of_country(PG_FUNCTION_ARGS)
{
	const char *country = country_argument(fcinfo, 0);
	const WeekendException *exception = exception_of(country);
	UErrorCode	status = U_ZERO_ERROR;
	WeekendSpan weekend = {DAY_OPEN_BEGIN, 0};
	char		words[WEEKENDS_TEXT_MAX];

	if (exception != NULL)
	{
		if (exception->weekend == NULL)
			PG_RETURN_NULL();
		PG_RETURN_TEXT_P(cstring_to_text(exception->weekend));
	}
	weekend.days = weekend_of_icu(country, &status);
	if (U_FAILURE(status))
		ereport(ERROR,
				(errcode(ERRCODE_EXTERNAL_ROUTINE_EXCEPTION),
				 errmsg("ICU could not tell the weekend of %s: %s", country, u_errorName(status))));
	(void) weekends_print(&weekend, 1, words);
	PG_RETURN_TEXT_P(cstring_to_text(words));
}

/*
 * weekend_source(country text) returns text
 */
Datum
weekend_source(PG_FUNCTION_ARGS)
{
	const char *country = country_argument(fcinfo, 0);
	const WeekendException *exception = exception_of(country);
	UErrorCode	status = U_ZERO_ERROR;
	UVersionInfo version;
	char		cldr[U_MAX_VERSION_STRING_LENGTH];

	if (exception != NULL)
		PG_RETURN_TEXT_P(cstring_to_text(exception->source));
	ulocdata_getCLDRVersion(version, &status);
	if (U_FAILURE(status))
		ereport(ERROR,
				(errcode(ERRCODE_EXTERNAL_ROUTINE_EXCEPTION),
				 errmsg("ICU could not tell the version of CLDR: %s", u_errorName(status))));
	u_versionToString(version, cldr);
	PG_RETURN_TEXT_P(cstring_to_text(psprintf("CLDR %s, as ICU %s has it", cldr, U_ICU_VERSION)));
}
