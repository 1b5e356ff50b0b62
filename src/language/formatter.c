/*
 * formatter.c
 *		Open handles of ICU, kept for the session.
 *
 * Opening a formatter costs a hundred times what it does with it, and a report asks
 * for the same few in every row.  They live in ICU's memory, outside of any memory
 * context, so every handle that is opened goes into a place of this table before
 * anything can throw: an error leaks none.  The table is small; the handle that was
 * used least recently makes room.
 */
#include "postgres.h"

#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "utils/builtins.h"

#include "compat.h"
#include "language/formatter.h"

#define FORMATTERS_MAX 32

typedef struct Formatter
{
	const FormatterKind *kind;
	void	   *handle;			/* null: the place is free */
	uint64		used;
	char		locale[ULOC_FULLNAME_CAPACITY];
	char		detail[64];
} Formatter;

static Formatter formatters[FORMATTERS_MAX];
static uint64 uses = 0;

void
formatter_fail(UErrorCode status)
{
	ereport(ERROR,
			(errcode(status == U_BUFFER_OVERFLOW_ERROR ? ERRCODE_PROGRAM_LIMIT_EXCEEDED :
					 status == U_MEMORY_ALLOCATION_ERROR ? ERRCODE_OUT_OF_MEMORY :
					 ERRCODE_EXTERNAL_ROUTINE_EXCEPTION),
			 errmsg("ICU could not write a text for people: %s", u_errorName(status))));
}

void *
formatter_find(const FormatterKind *kind, const char *locale, const char *detail)
{
	Formatter  *place = &formatters[0];
	UErrorCode	status = U_ZERO_ERROR;

	Assert(strlen(detail) < sizeof(place->detail));

	for (int i = 0; i < FORMATTERS_MAX; i++)
	{
		Formatter  *one = &formatters[i];

		if (one->handle && one->kind == kind && strcmp(one->locale, locale) == 0 &&
			strcmp(one->detail, detail) == 0)
		{
			one->used = ++uses;
			return one->handle;
		}
		if (one->handle == NULL ? place->handle != NULL :
			place->handle != NULL && one->used < place->used)
			place = one;
	}

	if (place->handle)
	{
		place->kind->close(place->handle);
		place->handle = NULL;
	}
	place->handle = kind->open(locale, detail, &status);
	if (U_FAILURE(status) || place->handle == NULL)
	{
		if (place->handle)
			kind->close(place->handle);
		place->handle = NULL;
		formatter_fail(U_FAILURE(status) ? status : U_INTERNAL_PROGRAM_ERROR);
	}
	place->kind = kind;
	place->used = ++uses;
	strlcpy(place->locale, locale, sizeof(place->locale));
	strlcpy(place->detail, detail, sizeof(place->detail));
	return place->handle;
}

/* in UTF-8, the encoding of the database (language_chain has seen to that) */
char *
formatter_cstring(const UChar *text, int32_t length, size_t *bytes)
{
	UErrorCode	status = U_ZERO_ERROR;
	char	   *result = palloc(length * 3 + 1);
	int32_t		written = 0;

	u_strToUTF8(result, length * 3 + 1, &written, text, length, &status);
	if (U_FAILURE(status))
		formatter_fail(status);
	result[written] = '\0';
	*bytes = written;
	return result;
}

text *
formatter_text(const UChar *text, int32_t length)
{
	size_t		bytes;
	char	   *result = formatter_cstring(text, length, &bytes);

	return cstring_to_text_with_len(result, bytes);
}
