/*
 * foreign_calendar.c
 *		Days in the calendars that people reckon by.
 *
 * ICU's calendars roll over: month 14 becomes the second of the next year, or
 * the one after the thirteenth.  So whatever is set is read back, and is a day
 * only if it came back the same.
 *
 * Each calendar is confined to the years in which its arithmetic is known to
 * hold and to be the same in all versions of ICU.  Three of ICU's are counted
 * here instead: the Gregorian, and the Buddhist that is built on it, because
 * they turn Julian before 15 October 1582; and the Hebrew, because versions
 * differ.
 *
 * A handle of ICU is opened once for each calendar and kept as long as the
 * process lives: opening one costs far more than using it, and there is no
 * point at which an error could leave one behind.
 */
#include "postgres.h"

#include <math.h>
#include <unicode/ucal.h>

#include "lib/stringinfo.h"

#include "compat.h"
#include "dates/bikram_sambat_core.h"
#include "dates/foreign_calendar.h"
#include "dates/hebrew_core.h"

/* days from 1970-01-01, where ICU begins to count, to 2000-01-01 */
#define UNIX_TO_2000 10957
#define MS_PER_DAY 86400000.0

const ForeignCalendar foreign_calendars[] = {
	{"gregorian", ENGINE_GREGORIAN, NULL, NULL, 0, 12, 1, 9999,
	"Also before 1582."},
	{"persian", ENGINE_ICU, "persian", NULL, 0, 12, 1206, 1498,
		"Solar Hijri. Its leap years are those that the calendar centre of the University of Tehran lists for these years; beyond them versions of ICU differ (from 1502 on). In Iran since 1304, in Afghanistan since 1301 (months of the present lengths since 1336)."},
	{"ethiopic", ENGINE_ICU, "ethiopic", "EC", 0, 13, 1, 9991,
	"Years of the Incarnation (Amete Mihret). Month 13 is Pagumen, of 5 or 6 days."},
	{"ethiopic-amete-alem", ENGINE_ICU, "ethiopic", "AA", 5500, 13, 5501, 15491,
	"As ethiopic, its years counted from the Creation (5500 more)."},
	{"islamic-umalqura", ENGINE_ICU, "islamic-umalqura", NULL, 0, 12, 1300, 1600,
	"Umm al-Qura, the civil calendar of Saudi Arabia, as its authority reckons it (the table in ICU). Before 1420 (17 April 1999) the almanac printed at the time mostly began a month a day earlier. Elsewhere months may have begun a day or two apart, as the moon was seen."},
	{"islamic-civil", ENGINE_ICU, "islamic-civil", NULL, 0, 12, 1, 9665,
	"Tabular: eleven leap years in thirty, counted from Friday 16 July 622 (Julian). A reckoning, not an observed calendar: a day or two apart from those."},
	{"hebrew", ENGINE_HEBREW, "hebrew", NULL, 0, 13, 3762, 13759,
	"Months from 1 Tishri to 13 Elul: 6 is Adar I and stands in leap years only, 7 is Adar (in leap years Adar II), 8 is Nisan."},
	{"indian", ENGINE_ICU, "indian", NULL, 0, 12, 1, 9920,
	"The Indian national calendar, years of the Saka era; official since 22 March 1957 (1 Chaitra 1879)."},
	{"buddhist", ENGINE_GREGORIAN, NULL, NULL, 543, 12, 2126, 10542,
	"Thailand: Gregorian days, 543 years more. Up to 2482 (1939) a year began in April there: add 1 to one that is given with January to March."},
	{"coptic", ENGINE_ICU, "coptic", "AM", 0, 13, 1, 9715,
	"Years of the Martyrs. Month 13 is the little month, of 5 or 6 days."},
	{"nepali", ENGINE_BIKRAM_SAMBAT, NULL, NULL, 0, 12, BIKRAM_SAMBAT_FIRST_YEAR, BIKRAM_SAMBAT_LAST_YEAR,
	"Bikram Sambat, by a table; see bikram_sambat_years() for how sure each year is."},
};

const int	nforeign_calendars = lengthof(foreign_calendars);

const ForeignCalendar *
foreign_calendar_find(const char *name)
{
	StringInfoData names;
	int			i;

	for (i = 0; i < nforeign_calendars; i++)
	{
		if (strcmp(foreign_calendars[i].name, name) == 0)
			return &foreign_calendars[i];
	}

	initStringInfo(&names);
	for (i = 0; i < nforeign_calendars; i++)
		appendStringInfo(&names, "%s%s", i == 0 ? "" : i == nforeign_calendars - 1 ? " and " : ", ",
						 foreign_calendars[i].name);
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("there is no calendar \"%s\"", name),
			 errhint("The calendars are %s.", names.data)));
	pg_unreachable();
}

/* ---------- ICU ---------- */

static void
icu_check(UErrorCode status)
{
	if (U_FAILURE(status))
		ereport(ERROR,
				(errcode(ERRCODE_EXTERNAL_ROUTINE_EXCEPTION),
				 errmsg("ICU could not reckon with a calendar: %s", u_errorName(status))));
}

static UDate
icu_moment(int64 day)
{
	return (UDate) (day + UNIX_TO_2000) * MS_PER_DAY;
}

static UCalendar *
icu_calendar(const ForeignCalendar *calendar)
{
	static UCalendar *opened[lengthof(foreign_calendars)];
	int			i = calendar - foreign_calendars;

	if (opened[i] == NULL)
	{
		static const UChar zone[] = {'E', 't', 'c', '/', 'G', 'M', 'T', 0};
		char		locale[64];
		const char *type;
		UErrorCode	status = U_ZERO_ERROR;

		snprintf(locale, sizeof(locale), "en@calendar=%s", calendar->icu_name);
		opened[i] = ucal_open(zone, -1, locale, UCAL_DEFAULT, &status);
		if (U_FAILURE(status))
			opened[i] = NULL;
		icu_check(status);
		/* an ICU without this calendar gives another one instead */
		type = ucal_getType(opened[i], &status);
		if (U_FAILURE(status) || strcmp(type, calendar->icu_name) != 0)
		{
			ucal_close(opened[i]);
			opened[i] = NULL;
			ereport(ERROR,
					(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
					 errmsg("the ICU of this server does not have the calendar \"%s\"",
							calendar->name)));
		}
	}
	return opened[i];
}

static bool
icu_to_day(const ForeignCalendar *calendar, int year, int month, int day, int64 *result)
{
	UCalendar  *cal = icu_calendar(calendar);
	UErrorCode	status = U_ZERO_ERROR;
	UDate		millis;
	bool		same;

	ucal_clear(cal);
	ucal_set(cal, UCAL_EXTENDED_YEAR, year);
	ucal_set(cal, UCAL_MONTH, month - 1);
	ucal_set(cal, UCAL_DATE, day);
	millis = ucal_getMillis(cal, &status);
	icu_check(status);
	/* set anew, so that every field is computed from the moment */
	ucal_setMillis(cal, millis, &status);
	same = ucal_get(cal, UCAL_EXTENDED_YEAR, &status) == year &&
		ucal_get(cal, UCAL_MONTH, &status) == month - 1 &&
		ucal_get(cal, UCAL_DATE, &status) == day;
	icu_check(status);
	*result = (int64) floor(millis / MS_PER_DAY) - UNIX_TO_2000;
	return same;
}

static void
icu_from_day(const ForeignCalendar *calendar, int64 day, int *year, int *month, int *day_of_month)
{
	UCalendar  *cal = icu_calendar(calendar);
	UErrorCode	status = U_ZERO_ERROR;

	ucal_setMillis(cal, icu_moment(day), &status);
	*year = ucal_get(cal, UCAL_EXTENDED_YEAR, &status);
	*month = ucal_get(cal, UCAL_MONTH, &status) + 1;
	*day_of_month = ucal_get(cal, UCAL_DATE, &status);
	icu_check(status);
}

/* ---------- any of them ---------- */

/* of those calendars whose years are reckoned here */
static void
year_months(const ForeignCalendar *calendar, int year, YearMonths *result)
{
	if (calendar->engine == ENGINE_HEBREW)
		hebrew_year(year, result);
	else
		bikram_sambat_year(year, result);
}

bool
foreign_date_to_day(const ForeignCalendar *calendar, const ForeignDate *date, int32 *day)
{
	int			year = date->year - calendar->year_offset;
	int64		found;

	Assert(date->year >= calendar->first_year && date->year <= calendar->last_year);

	/* no calendar has longer months; what is far beyond is not worth asking */
	if (date->month < 1 || date->month > calendar->months || date->day < 1 || date->day > 32)
		return false;
	if (calendar->engine == ENGINE_ICU)
	{
		if (!icu_to_day(calendar, year, date->month, date->day, &found))
			return false;
	}
	else if (calendar->engine == ENGINE_GREGORIAN)
	{
		if (date->day > month_length(year, date->month))
			return false;
		found = day_from_civil(year, date->month, date->day);
	}
	else
	{
		YearMonths	months;

		year_months(calendar, year, &months);
		return year_months_to_day(&months, date->month, date->day, day);
	}
	*day = (int32) found;
	return true;
}

bool
foreign_date_from_day(const ForeignCalendar *calendar, int64 day, ForeignDate *date)
{
	if (day < CALENDAR_FIRST_DAY || day > CALENDAR_LAST_DAY)
		return false;
	if (calendar->engine == ENGINE_ICU)
		icu_from_day(calendar, day, &date->year, &date->month, &date->day);
	else if (calendar->engine == ENGINE_GREGORIAN)
	{
		CivilDate	c = day_to_civil(day);

		date->year = (int) c.year;
		date->month = c.month;
		date->day = c.day;
	}
	else
	{
		YearMonths	months;

		if (calendar->engine == ENGINE_HEBREW)
			date->year = hebrew_year_of(day);
		else if (!bikram_sambat_year_of(day, &date->year))
			return false;
		year_months(calendar, date->year, &months);
		year_months_from_day(&months, (int32_t) day, &date->month, &date->day);
	}
	date->year += calendar->year_offset;
	if (date->year < calendar->first_year || date->year > calendar->last_year)
		return false;

	/* where a table of ICU ends it goes on by another rule, and may name a day of the table's */
	if (calendar->engine == ENGINE_ICU &&
		(date->year == calendar->first_year || date->year == calendar->last_year))
	{
		int32		back;

		return foreign_date_to_day(calendar, date, &back) && back == day;
	}
	return true;
}

int
foreign_month_length(const ForeignCalendar *calendar, int year, int month)
{
	ForeignDate date = {year, month, 31};
	int32		day;

	if (calendar->engine == ENGINE_GREGORIAN)
		return month_length(year - calendar->year_offset, month);
	if (calendar->engine != ENGINE_ICU)
	{
		YearMonths	months;

		year_months(calendar, year, &months);
		return months.length[month - 1];
	}
	/* months of ICU have 29 to 31 days, and the thirteenth has 5 or 6 */
	for (; date.day > 0; date.day--)
	{
		if (foreign_date_to_day(calendar, &date, &day))
			return date.day;
		if (date.day == 29)
			date.day = 7;
	}
	return 0;
}

bool
foreign_calendar_moment(const ForeignCalendar *calendar, const ForeignDate *date, double *moment)
{
	int			year = date->year - calendar->year_offset;
	int64		day;

	if (calendar->icu_name == NULL)
		day = day_from_civil(year, date->month, date->day);
	else if (!icu_to_day(calendar, year, date->month, date->day, &day))
		return false;
	*moment = icu_moment(day);
	return true;
}
