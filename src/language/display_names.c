/*
 * display_names.c
 *		What States and languages are called, in the language of the reader.
 */
#include "postgres.h"

#include <unicode/uldnames.h>
#include <unicode/uloc.h>

#include "fmgr.h"
#include "utils/builtins.h"

#include "compat.h"
#include "language/formatter.h"
#include "language/language.h"

PG_FUNCTION_INFO_V1(country_name);
PG_FUNCTION_INFO_V1(language_name);

/* ---------- ICU's names ---------- */

/* "Dari", not "Persian (Afghanistan)"; and no code where there is no name */
static void *
names_open(const char *locale, const char *detail, UErrorCode *status)
{
	UDisplayContext contexts[] = {UDISPCTX_DIALECT_NAMES, UDISPCTX_NO_SUBSTITUTE};

	return uldn_openForContext(locale, contexts, lengthof(contexts), status);
}

static void
names_close(void *handle)
{
	uldn_close(handle);
}

static const FormatterKind names_kind = {names_open, names_close};

typedef int32_t (*NameFunction) (const ULocaleDisplayNames *names, const char *code,
								 UChar *result, int32_t size, UErrorCode *status);

/*
 * The name in the first language of the chain that has one; null if none has.
 * Root by root: within one, ICU falls back by itself.
 */
static text *
name_find(const LanguageChain *chain, NameFunction function, const char *code)
{
	for (int root = 0; root < chain->nroots; root++)
	{
		UErrorCode	status = U_ZERO_ERROR;
		UChar		name[FORMATTER_TEXT_SIZE];
		char		locale[ULOC_FULLNAME_CAPACITY];
		const char *whole;
		int32_t		length;

		language_locale(chain, root, locale, sizeof(locale), &whole);
		length = function(formatter_find(&names_kind, locale, ""), code, name, lengthof(name),
						  &status);
		if (status == U_BUFFER_OVERFLOW_ERROR)
			formatter_fail(status);
		if (U_SUCCESS(status) && length > 0)
			return formatter_text(name, length);
	}
	return NULL;
}

/* ---------- functions ---------- */

Datum
country_name(PG_FUNCTION_ARGS)
{
	const LanguageChain *chain = language_chain(language_argument(fcinfo, 1));
	const char *state;
	text	   *name;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	state = text_to_cstring(PG_GETARG_TEXT_PP(0));

	/* two capitals, as case_rules.state has them; ZZ is ICU's "unknown region" */
	if (strlen(state) != 2 || state[0] < 'A' || state[0] > 'Z' || state[1] < 'A' ||
		state[1] > 'Z' || strcmp(state, "ZZ") == 0)
		PG_RETURN_NULL();
	name = name_find(chain, uldn_regionDisplayName, state);
	if (name == NULL)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(name);
}

Datum
language_name(PG_FUNCTION_ARGS)
{
	const LanguageChain *chain = language_chain(language_argument(fcinfo, 1));
	const char *code;
	LanguageTag tag;
	char		language[8];
	char		locale[ULOC_FULLNAME_CAPACITY];
	UErrorCode	status = U_ZERO_ERROR;
	text	   *name;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	code = text_to_cstring(PG_GETARG_TEXT_PP(0));
	if (!language_tag_read(code, strlen(code), &tag))
		PG_RETURN_NULL();

	/* a name for the language itself there must be, or a region would be all that is named */
	strlcpy(language, tag.text, tag.language_length + 1);
	if (name_find(chain, uldn_languageDisplayName, language) == NULL)
		PG_RETURN_NULL();
	tag.text[tag.base_length] = '\0';
	uloc_forLanguageTag(tag.text, locale, sizeof(locale), NULL, &status);
	if (U_FAILURE(status) || status == U_STRING_NOT_TERMINATED_WARNING)
		PG_RETURN_NULL();
	name = name_find(chain, uldn_localeDisplayName, locale);
	if (name == NULL)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(name);
}
