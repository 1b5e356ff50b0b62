/*
 * date_text.c
 *		Days in the words of a language.
 *
 * No message here repeats the day: it may be somebody's birth date.
 */
#include "postgres.h"

#include <math.h>
#include <unicode/uloc.h>

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datetime.h"

#include "compat.h"
#include "dates/foreign_calendar.h"
#include "dates/moment_words.h"
#include "language/formatter.h"
#include "messages/date_text.h"

PG_FUNCTION_INFO_V1(date_text);

/* ----------
 * styles
 * ----------
 */

/* what ICU is asked for, without and with the era */
static const struct
{
	const char *name;
	const char *skeleton;
	const char *skeleton_with_era;
}			date_styles[] =
{
	[DATE_STYLE_FULL] = {"full", "yMMMMEEEEd", "GyMMMMEEEEd"},
	[DATE_STYLE_LONG] = {"long", "yMMMMd", "GyMMMMd"},
	[DATE_STYLE_MEDIUM] = {"medium", "yMMMd", "GyMMMd"},
	[DATE_STYLE_SHORT] = {"short", "yMd", "GyMd"},
	[DATE_STYLE_MONTH] = {"month", "yMMMM", "GyMMMM"},
	[DATE_STYLE_YEAR] = {"year", "y", "Gy"}
};

static DateStyleName
date_style_find(const char *name)
{
	for (int i = 0; i < (int) lengthof(date_styles); i++)
		if (strcmp(date_styles[i].name, name) == 0)
			return (DateStyleName) i;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("there is no style \"%s\" of a date", name),
			 errhint("The styles are full, long, medium, short, month and year.")));
	pg_unreachable();
}

/* ----------
 * days
 * ----------
 */

static text *
moment_text(const char *locale, const char *skeleton, const char *sign, double moment)
{
	size_t		bytes;
	const char *words = moment_words(locale, skeleton, sign, moment, &bytes);

	return cstring_to_text_with_len(words, bytes);
}

static text *
gregorian_text(const char *locale, DateADT day, DateStyleName style)
{
	int			year,
				month,
				mday;

	j2date(day + POSTGRES_EPOCH_JDATE, &year, &month, &mday);
	if (year > CALENDAR_LAST_YEAR)
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("date out of range for a text"),
				 errdetail("Days after the year %d are not written.", CALENDAR_LAST_YEAR)));
	/* at noon, where no time zone is near midnight */
	return moment_text(locale, year > 0 ? date_styles[style].skeleton :
					   date_styles[style].skeleton_with_era, NULL,
					   (day + (POSTGRES_EPOCH_JDATE - UNIX_EPOCH_JDATE) + 0.5) * 86400000.0);
}

static text *
foreign_text(const ForeignCalendar *calendar, const char *locale, DateADT day,
			 DateStyleName style)
{
	ForeignDate date;
	double		moment;

	if (!foreign_date_from_day(calendar, day, &date))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("date out of range for the calendar \"%s\"", calendar->name),
				 errdetail("Its years are known here from %d to %d.",
						   calendar->first_year, calendar->last_year)));
	if (calendar->engine == ENGINE_BIKRAM_SAMBAT ||
		!foreign_calendar_moment(calendar, &date, &moment))
	{
		/* not with ICU: one form for each unit */
		return cstring_to_text(foreign_calendar_words(calendar, locale,
													  style == DATE_STYLE_YEAR ? UNIT_YEAR :
													  style == DATE_STYLE_MONTH ? UNIT_MONTH : UNIT_DAY,
													  &date));
	}
	/* where ICU has these numbers on another day, it would name that day of the week */
	if (style == DATE_STYLE_FULL &&
		floor(moment / 86400000.0) != day + (POSTGRES_EPOCH_JDATE - UNIX_EPOCH_JDATE))
		style = DATE_STYLE_LONG;
	return moment_text(locale, date_styles[style].skeleton, calendar->era, moment);
}

text *
date_text_write(const LanguageChain *chain, int first_root, DateADT day,
				const char *calendar, DateStyleName style)
{
	UErrorCode	status = U_ZERO_ERROR;
	char		locale[ULOC_FULLNAME_CAPACITY];
	char		named[ULOC_KEYWORDS_CAPACITY];
	const char *root;
	const ForeignCalendar *found;

	language_locale(chain, first_root, locale, sizeof(locale), &root);
	if (calendar == NULL &&
		uloc_getKeywordValue(locale, "calendar", named, sizeof(named), &status) > 0 &&
		U_SUCCESS(status))
		calendar = named;
	found = foreign_calendar_find(calendar ? calendar : "gregorian");
	status = U_ZERO_ERROR;
	uloc_setKeywordValue("calendar", found->engine == ENGINE_BIKRAM_SAMBAT ? "gregorian" : found->name,
						 locale, sizeof(locale), &status);
	if (U_FAILURE(status))
		formatter_fail(status);
	if (found->engine == ENGINE_GREGORIAN && found->year_offset == 0)
		return gregorian_text(locale, day, style);
	return foreign_text(found, locale, day, style);
}

Datum
date_text(PG_FUNCTION_ARGS)
{
	const LanguageChain *chain = language_chain(language_argument(fcinfo, 1));
	DateADT		day;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(3))
		PG_RETURN_NULL();
	day = PG_GETARG_DATEADT(0);
	if (DATE_NOT_FINITE(day))
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(date_text_write(chain, 0, day,
									 PG_ARGISNULL(2) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(2)),
									 date_style_find(text_to_cstring(PG_GETARG_TEXT_PP(3)))));
}
