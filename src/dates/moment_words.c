/*
 * moment_words.c
 *		A day in the words of ICU.
 */
#include "postgres.h"

#include <unicode/ucal.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/ustring.h>

#include "compat.h"
#include "dates/moment_words.h"
#include "language/formatter.h"

/*
 * Gregorian before 1582 too, as date has it: a time before every day that there
 * is, in milliseconds.  Of ICU's calendars only gregorian can be told so.
 */
#define ALWAYS_GREGORIAN (-8.64e15)

#define PATTERN_SIZE 128

/*
 * Where a locale has no names for the eras of a calendar, ICU writes ERA1.  The
 * calendar's own sign stands there instead.
 */
static void
nameless_era_name(UDateFormat *format, const char *sign, const UChar *pattern, int32_t length)
{
	static const UChar nameless[] = {'E', 'R', 'A'};
	UErrorCode	status = U_ZERO_ERROR;
	UChar		era[64];
	UChar		named[PATTERN_SIZE + 16];
	int32_t		n = 0;
	bool		quoted = false;

	/* a name that has no room here is one */
	if (udat_getSymbols(format, UDAT_ERAS, 0, era, lengthof(era), &status) < 3 ||
		U_FAILURE(status) || memcmp(era, nameless, sizeof(nameless)) != 0)
		return;
	for (int32_t i = 0; i < length && n < PATTERN_SIZE; i++)
	{
		if (pattern[i] == '\'')
			quoted = !quoted;
		if (quoted || pattern[i] != 'G')
			named[n++] = pattern[i];
		else if (i == 0 || pattern[i - 1] != 'G')
		{
			named[n++] = '\'';
			for (const char *p = sign; *p != '\0'; p++)
				named[n++] = *p;
			named[n++] = '\'';
		}
	}
	udat_applyPattern(format, false, named, n);
}

/* detail: a skeleton, and after a space the sign of the era if there is one */
static void *
date_open(const char *locale, const char *detail, UErrorCode *status)
{
	static const UChar utc[] = {'U', 'T', 'C', 0};
	const char *sign = strchr(detail, ' ');
	UDateTimePatternGenerator *generator;
	UDateFormat *format = NULL;
	UChar		wanted[32];
	UChar		pattern[PATTERN_SIZE];
	int32_t		length;

	length = sign ? (int32_t) (sign - detail) : (int32_t) strlen(detail);
	u_charsToUChars(detail, wanted, length);
	wanted[length] = 0;
	generator = udatpg_open(locale, status);
	length = udatpg_getBestPattern(generator, wanted, -1, pattern, lengthof(pattern), status);
	if (U_SUCCESS(*status))
		format = udat_open(UDAT_PATTERN, UDAT_PATTERN, locale, utc, 3, pattern, length, status);
	if (U_SUCCESS(*status) && sign)
		nameless_era_name(format, sign + 1, pattern, length);
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

char *
moment_words(const char *locale, const char *skeleton, const char *sign, double moment,
			 size_t *bytes)
{
	UErrorCode	status = U_ZERO_ERROR;
	UChar		result[FORMATTER_TEXT_SIZE];
	char		detail[32];
	int32_t		length;

	snprintf(detail, sizeof(detail), "%s%s%s", skeleton, sign ? " " : "", sign ? sign : "");
	length = udat_format(formatter_find(&date_kind, locale, detail), moment,
						 result, lengthof(result), NULL, &status);
	if (U_FAILURE(status))
		formatter_fail(status);
	return formatter_cstring(result, length, bytes);
}
