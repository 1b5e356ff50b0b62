/*
 * calendar_words.c
 *		Days, months and years of any calendar in the words of a locale.
 *
 * ICU has the words of all calendars but Nepal's, for which they stand here.
 */
#include "postgres.h"

#include <ctype.h>
#include <unicode/udat.h>
#include <unicode/uloc.h>

#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"

#include "compat.h"
#include "dates/foreign_calendar.h"
#include "dates/moment_words.h"
#include "language/ascii_core.h"
#include "language/formatter.h"

/* ---------- Nepal ---------- */

static const char *const nepali_months[12] = {
	"वैशाख", "जेठ", "असार", "साउन", "भदौ", "असोज", "कार्तिक", "मंसिर", "पुस", "माघ", "फागुन", "चैत"
};

static const char *const latin_months[12] = {
	"Baisakh", "Jestha", "Asar", "Shrawan", "Bhadra", "Asoj", "Kartik", "Mangsir", "Poush", "Magh",
	"Falgun", "Chaitra"
};

static void
append_devanagari(StringInfo words, int number)
{
	char		digits[12];
	char	   *p;

	snprintf(digits, sizeof(digits), "%d", number);
	for (p = digits; *p != '\0'; p++)
	{
		/* U+0966 to U+096F */
		appendStringInfoString(words, "\xe0\xa5");
		appendStringInfoChar(words, (char) (0xa6 + (*p - '0')));
	}
}

static void
append_number(StringInfo words, const char *locale, int number)
{
	char		digits[16];
	UErrorCode	status = U_ZERO_ERROR;

	(void) uloc_getKeywordValue(locale, "numbers", digits, sizeof(digits), &status);
	if (U_SUCCESS(status) && strcmp(digits, "latn") == 0)
		appendStringInfo(words, "%d", number);
	else
		append_devanagari(words, number);
}

static void
nepali_words(StringInfo words, const char *locale, CalendarUnit unit, const ForeignDate *date)
{
	if (pg_strncasecmp(locale, "ne", 2) == 0 && !isalpha((unsigned char) locale[2]))
	{
		appendStringInfoString(words, "वि.सं. ");
		append_number(words, locale, date->year);
		if (unit >= UNIT_MONTH)
			appendStringInfo(words, " %s", nepali_months[date->month - 1]);
		if (unit == UNIT_DAY)
		{
			appendStringInfoChar(words, ' ');
			append_number(words, locale, date->day);
		}
		return;
	}
	if (unit == UNIT_DAY)
		appendStringInfo(words, "%d ", date->day);
	if (unit >= UNIT_MONTH)
		appendStringInfo(words, "%s ", latin_months[date->month - 1]);
	appendStringInfo(words, "%d BS", date->year);
}

/* ---------- ICU ---------- */

/*
 * ICU takes any text for a locale and falls back to that of the process; the
 * same call must not answer otherwise on another server.
 */
void
foreign_locale_check(const char *locale)
{
	static char good[40];		/* the last one that was */
	char		language[ULOC_LANG_CAPACITY];
	char		known[ULOC_LANG_CAPACITY];
	UErrorCode	status = U_ZERO_ERROR;
	bool		plain = strlen(locale) < sizeof(good);
	int			part = 0;
	const char *p;
	int			i;

	if (good[0] != '\0' && strcmp(locale, good) == 0)
		return;

	/* parts of two characters or more: a single one begins an extension, such as another calendar */
	for (p = locale; plain; p++)
	{
		if (ascii_is_letter(*p) || ascii_is_digit(*p))
		{
			part++;
			continue;
		}
		plain = part > 1 && (*p == '-' || *p == '_' || *p == '\0');
		part = 0;
		if (*p == '\0')
			break;
	}
	if (plain)
	{
		uloc_getLanguage(locale, language, sizeof(language), &status);
		if (U_SUCCESS(status) && status != U_STRING_NOT_TERMINATED_WARNING && language[0] != '\0')
		{
			for (i = 0; i < udat_countAvailable(); i++)
			{
				uloc_getLanguage(udat_getAvailable(i), known, sizeof(known), &status);
				if (strcmp(known, language) == 0)
				{
					strlcpy(good, locale, sizeof(good));
					return;
				}
			}
		}
	}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("there is no locale \"%s\"", locale),
			 errhint("Write a language, and a country where it matters: fa, fa-AF, am, ar-SY.")));
}

static void
icu_words(StringInfo words, const ForeignCalendar *calendar, const char *locale,
		  CalendarUnit unit, const ForeignDate *date)
{
	static const char *const skeletons[] = {"y", "yMMMM", "yMMMMd"};
	char		full[ULOC_FULLNAME_CAPACITY];
	UErrorCode	status = U_ZERO_ERROR;
	double		moment;
	size_t		bytes;
	const char *said;

	/* a version of ICU that has this month too short: the number, then the month */
	if (!foreign_calendar_moment(calendar, date, &moment))
	{
		ForeignDate first = {date->year, date->month, 1};

		appendStringInfo(words, "%d ", date->day);
		icu_words(words, calendar, locale, UNIT_MONTH, &first);
		return;
	}
	strlcpy(full, locale, sizeof(full));
	uloc_setKeywordValue("calendar", calendar->name, full, sizeof(full), &status);
	if (U_FAILURE(status))
		formatter_fail(status);
	said = moment_words(full, skeletons[unit], calendar->era, moment, &bytes);
	appendBinaryStringInfo(words, said, bytes);
}

char *
foreign_calendar_words(const ForeignCalendar *calendar, const char *locale, CalendarUnit unit,
					   const ForeignDate *date)
{
	StringInfoData words;

	initStringInfo(&words);
	if (calendar->engine == ENGINE_BIKRAM_SAMBAT)
		nepali_words(&words, locale, unit, date);
	else
		icu_words(&words, calendar, locale, unit, date);
	return pg_any_to_server(words.data, words.len, PG_UTF8);
}
