/*
 * date_text.c
 *		Days in the words of a language.
 *
 * No message here repeats the day: it may be somebody's birth date.
 */
#include "postgres.h"

#include <unicode/ucal.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datetime.h"

#include "compat.h"
#include "language/formatter.h"
#include "messages/date_text.h"

PG_FUNCTION_INFO_V1(date_text);

/* ----------
 * calendars and styles
 * ----------
 */

/* the calendars that a day can be given in, by ICU's names */
static const char *const calendars[] = {
	"gregorian", "buddhist", "coptic", "ethiopic", "ethiopic-amete-alem", "hebrew",
	"indian", "islamic-civil", "islamic-umalqura", "persian"
};

static const char *
calendar_find(const char *name)
{
	for (int i = 0; i < (int) lengthof(calendars); i++)
		if (strcmp(calendars[i], name) == 0)
			return calendars[i];
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("days cannot be written in the calendar \"%s\"", name),
			 errhint("The calendars are gregorian, buddhist, coptic, ethiopic, ethiopic-amete-alem, hebrew, indian, islamic-civil, islamic-umalqura and persian.")));
	pg_unreachable();
}

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

/*
 * Gregorian before 1582 too, as date has it: a time before every day that there
 * is, in milliseconds.  Of ICU's calendars only gregorian can be told so.
 */
#define ALWAYS_GREGORIAN (-8.64e15)

/*
 * Where a language has no names for the eras of a calendar, ICU writes ERA1: that
 * is left out of the pattern, with the space beside it.
 */
static void
nameless_era_leave_out(UDateFormat *format, UChar *pattern, int32_t length)
{
	static const UChar nameless[] = {'E', 'R', 'A'};
	UErrorCode	status = U_ZERO_ERROR;
	UChar		era[64];
	int32_t		kept = 0;
	bool		quoted = false;

	/* a name that has no room here is one */
	if (udat_getSymbols(format, UDAT_ERAS, 0, era, lengthof(era), &status) < 3 ||
		U_FAILURE(status) || memcmp(era, nameless, sizeof(nameless)) != 0)
		return;
	for (int32_t i = 0; i < length; i++)
	{
		if (pattern[i] == '\'')
			quoted = !quoted;
		if (quoted || pattern[i] != 'G')
		{
			pattern[kept++] = pattern[i];
			continue;
		}
		if (kept > 0 && pattern[kept - 1] == ' ')
			kept--;
		else if (i + 1 < length && pattern[i + 1] == ' ')
			i++;
	}
	udat_applyPattern(format, false, pattern, kept);
}

/* the last of the eras of these calendars begins in this year of the Gregorian */
#define COPTIC_ERA_YEAR 284

static void *
date_open(const char *locale, const char *skeleton, UErrorCode *status)
{
	static const UChar utc[] = {'U', 'T', 'C', 0};
	UDateTimePatternGenerator *generator;
	UDateFormat *format = NULL;
	UChar		wanted[32];
	UChar		pattern[128];
	int32_t		length;

	generator = udatpg_open(locale, status);
	u_charsToUChars(skeleton, wanted, (int32_t) strlen(skeleton) + 1);
	length = udatpg_getBestPattern(generator, wanted, -1, pattern, lengthof(pattern), status);
	if (U_SUCCESS(*status))
		format = udat_open(UDAT_PATTERN, UDAT_PATTERN, locale, utc, 3, pattern, length, status);
	if (U_SUCCESS(*status) && skeleton[0] != 'G')
		nameless_era_leave_out(format, pattern, length);
	if (generator)
		udatpg_close(generator);
	if (U_SUCCESS(*status) && strcmp(ucal_getType(udat_getCalendar(format), status), "gregorian") == 0)
	{
		UCalendar  *calendar = ucal_clone(udat_getCalendar(format), status);

		if (U_SUCCESS(*status))
		{
			ucal_setGregorianChange(calendar, ALWAYS_GREGORIAN, status);
			udat_setCalendar(format, calendar);
		}
		if (calendar)
			ucal_close(calendar);
	}
	return format;
}

static void
date_close(void *handle)
{
	udat_close(handle);
}

static const FormatterKind date_kind = {date_open, date_close};

text *
date_text_write(const LanguageChain *chain, int first_root, DateADT day,
				const char *calendar, DateStyleName style)
{
	UErrorCode	status = U_ZERO_ERROR;
	UChar		result[FORMATTER_TEXT_SIZE];
	char		locale[ULOC_FULLNAME_CAPACITY];
	char		named[ULOC_KEYWORDS_CAPACITY];
	const char *root;
	const char *skeleton = date_styles[style].skeleton;
	int32_t		length;
	int			year,
				month,
				mday;

	language_locale(chain, first_root, locale, sizeof(locale), &root);
	if (calendar == NULL &&
		uloc_getKeywordValue(locale, "calendar", named, sizeof(named), &status) > 0 &&
		U_SUCCESS(status))
		calendar = named;
	calendar = calendar ? calendar_find(calendar) : calendars[0];
	status = U_ZERO_ERROR;
	uloc_setKeywordValue("calendar", calendar, locale, sizeof(locale), &status);
	if (U_FAILURE(status))
		formatter_fail(status);

	j2date(day + POSTGRES_EPOCH_JDATE, &year, &month, &mday);
	if (year > 9999)
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("date out of range for a text"),
				 errdetail("Days after the year 9999 are not written.")));
	if (strcmp(calendar, "buddhist") == 0 &&
		day < date2j(1582, 10, 15) - POSTGRES_EPOCH_JDATE)
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("date out of range for a text in the calendar \"%s\"", calendar),
				 errdetail("Before 15 October 1582 ICU takes its years for Julian ones.")));
	/* years that an era counts backwards or from elsewhere: never without its name */
	if (year <= (strcmp(calendar, "gregorian") == 0 ? 0 : COPTIC_ERA_YEAR))
		skeleton = date_styles[style].skeleton_with_era;

	/* at noon, where no time zone is near midnight */
	length = udat_format(formatter_find(&date_kind, locale, skeleton),
						 (day + (POSTGRES_EPOCH_JDATE - UNIX_EPOCH_JDATE) + 0.5) * 86400000.0,
						 result, lengthof(result), NULL, &status);
	if (U_FAILURE(status))
		formatter_fail(status);
	return formatter_text(result, length);
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
