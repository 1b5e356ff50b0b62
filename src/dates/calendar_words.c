/*
 * calendar_words.c
 *		Days, months and years of any calendar in the words of a locale.
 *
 * ICU has the words of all calendars but Nepal's, for which they stand here.
 * Formats take ICU milliseconds to make and are used for whole columns, so a
 * few are kept; a handle is either in the list or closed, and nothing that
 * can throw an error happens in between.
 */
#include "postgres.h"

#include <ctype.h>
#include <unicode/ucal.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"

#include "dates/foreign_calendar.h"

/* longer than any day of CLDR is written */
#define WORDS_MAX 256
#define LOCALE_MAX 96

typedef struct WordFormat
{
	const ForeignCalendar *calendar;
	CalendarUnit unit;
	char		locale[LOCALE_MAX];
	UDateFormat *format;
} WordFormat;

#define NFORMATS 16

static WordFormat formats[NFORMATS];
static int	next_format = 0;

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
nepali_words(StringInfo words, const char *locale, CalendarUnit unit, const ForeignDate *date)
{
	if (pg_strncasecmp(locale, "ne", 2) == 0 && !isalpha((unsigned char) locale[2]))
	{
		appendStringInfoString(words, "वि.सं. ");
		append_devanagari(words, date->year);
		if (unit >= UNIT_MONTH)
			appendStringInfo(words, " %s", nepali_months[date->month - 1]);
		if (unit == UNIT_DAY)
		{
			appendStringInfoChar(words, ' ');
			append_devanagari(words, date->day);
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
static void
locale_check(const char *locale)
{
	char		language[ULOC_LANG_CAPACITY];
	char		known[ULOC_LANG_CAPACITY];
	UErrorCode	status = U_ZERO_ERROR;
	bool		plain = strlen(locale) < 40;
	int			part = 0;
	const char *p;
	int			i;

	/* parts of two characters or more: a single one begins an extension, such as another calendar */
	for (p = locale; plain; p++)
	{
		if ((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9'))
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
					return;
			}
		}
	}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("there is no locale \"%s\"", locale),
			 errhint("Write a language, and a country where it matters: fa, fa-AF, am, ar-SY.")));
}

/*
 * Where a locale does not name the eras of a calendar, ICU says ERA1.  Put the
 * calendar's own sign in place of the era: a year that is not said to be
 * Ethiopian is read as another one.
 */
static void
pattern_name_era(const ForeignCalendar *calendar, UDateFormat *format, UErrorCode *status)
{
	static const UChar era[] = {'E', 'R', 'A'};
	UChar		symbol[WORDS_MAX];
	UChar		pattern[WORDS_MAX];
	UChar		named[WORDS_MAX];
	int32_t		length;
	int32_t		n = 0;
	int32_t		i;

	length = udat_getSymbols(format, UDAT_ERAS, udat_countSymbols(format, UDAT_ERAS) - 1,
							 symbol, WORDS_MAX, status);
	if (U_FAILURE(*status) || length < 3 || u_memcmp(symbol, era, 3) != 0)
		return;
	length = udat_toPattern(format, false, pattern, WORDS_MAX, status);
	if (U_FAILURE(*status))
		return;
	for (i = 0; i < length && n < WORDS_MAX - 8; i++)
	{
		const char *p;

		if (pattern[i] != 'G')
		{
			named[n++] = pattern[i];
			continue;
		}
		if (i > 0 && pattern[i - 1] == 'G')
			continue;
		named[n++] = '\'';
		for (p = calendar->era; *p != '\0'; p++)
			named[n++] = *p;
		named[n++] = '\'';
	}
	udat_applyPattern(format, false, named, n);
}

static UDateFormat *
format_make(const ForeignCalendar *calendar, const char *locale, CalendarUnit unit,
			UErrorCode *status)
{
	static const UChar zone[] = {'E', 't', 'c', '/', 'G', 'M', 'T', 0};
	static const char *const skeletons[] = {"y", "yMMMM", "yMMMMd"};
	char		full[LOCALE_MAX + 64];
	UChar		skeleton[16];
	UChar		pattern[WORDS_MAX];
	int32_t		length;
	UDateTimePatternGenerator *generator;
	UDateFormat *format;

	snprintf(full, sizeof(full), "%s@calendar=%s", locale, calendar->name);
	u_uastrcpy(skeleton, skeletons[unit]);
	generator = udatpg_open(full, status);
	if (U_FAILURE(*status))
		return NULL;
	length = udatpg_getBestPattern(generator, skeleton, -1, pattern, WORDS_MAX, status);
	udatpg_close(generator);
	if (U_FAILURE(*status))
		return NULL;
	format = udat_open(UDAT_PATTERN, UDAT_PATTERN, full, zone, -1, pattern, length, status);
	if (U_FAILURE(*status))
		return NULL;
	if (calendar->era != NULL)
		pattern_name_era(calendar, format, status);
	if (calendar->engine == ENGINE_GREGORIAN && calendar->year_offset == 0)
	{
		/* no change of calendar: all days are Gregorian here */
		UCalendar  *proleptic = ucal_open(zone, -1, full, UCAL_DEFAULT, status);

		ucal_setGregorianChange(proleptic, -1e16, status);
		if (U_SUCCESS(*status))
			udat_setCalendar(format, proleptic);
		ucal_close(proleptic);
	}
	if (U_FAILURE(*status))
	{
		udat_close(format);
		return NULL;
	}
	return format;
}

static UDateFormat *
format_find(const ForeignCalendar *calendar, const char *locale, CalendarUnit unit)
{
	WordFormat *slot;
	UErrorCode	status = U_ZERO_ERROR;
	UDateFormat *made;
	int			i;

	for (i = 0; i < NFORMATS; i++)
	{
		if (formats[i].format != NULL && formats[i].calendar == calendar &&
			formats[i].unit == unit && strcmp(formats[i].locale, locale) == 0)
			return formats[i].format;
	}
	locale_check(locale);
	made = format_make(calendar, locale, unit, &status);
	if (made == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_EXTERNAL_ROUTINE_EXCEPTION),
				 errmsg("ICU could not write a date: %s", u_errorName(status))));
	slot = &formats[next_format];
	next_format = (next_format + 1) % NFORMATS;
	if (slot->format != NULL)
		udat_close(slot->format);
	slot->calendar = calendar;
	slot->unit = unit;
	strlcpy(slot->locale, locale, LOCALE_MAX);
	slot->format = made;
	return made;
}

static void
icu_words(StringInfo words, const ForeignCalendar *calendar, const char *locale,
		  CalendarUnit unit, const ForeignDate *date)
{
	UDateFormat *format;
	UErrorCode	status = U_ZERO_ERROR;
	double		moment;
	UChar		utf16[WORDS_MAX];
	char		utf8[WORDS_MAX * 3];
	int32_t		length;
	int32_t		size = 0;

	/* a version of ICU that has this month too short: the number, then the month */
	if (!foreign_calendar_moment(calendar, date, &moment))
	{
		ForeignDate first = {date->year, date->month, 1};

		appendStringInfo(words, "%d ", date->day);
		icu_words(words, calendar, locale, UNIT_MONTH, &first);
		return;
	}
	format = format_find(calendar, locale, unit);
	length = udat_format(format, moment, utf16, WORDS_MAX, NULL, &status);
	if (U_SUCCESS(status))
		u_strToUTF8(utf8, sizeof(utf8), &size, utf16, length, &status);
	if (U_FAILURE(status))
		ereport(ERROR,
				(errcode(ERRCODE_EXTERNAL_ROUTINE_EXCEPTION),
				 errmsg("ICU could not write a date: %s", u_errorName(status))));
	appendBinaryStringInfo(words, utf8, size);
}

char *
foreign_calendar_words(const ForeignCalendar *calendar, const char *locale, CalendarUnit unit,
					   const ForeignDate *date)
{
	StringInfoData words;

	initStringInfo(&words);
	if (calendar->engine == ENGINE_BIKRAM_SAMBAT)
	{
		locale_check(locale);
		nepali_words(&words, locale, unit, date);
	}
	else
		icu_words(&words, calendar, locale, unit, date);
	return pg_any_to_server(words.data, words.len, PG_UTF8);
}
