/*
 * language.c
 *		The language in which people are spoken to, and what it falls back to.
 */
#include "postgres.h"

#include <unicode/uloc.h>
#include <unicode/uregion.h>
#include <unicode/ures.h>

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "mb/pg_wchar.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/pg_locale.h"

#include "compat.h"
#include "language/language.h"

PG_FUNCTION_INFO_V1(language);
PG_FUNCTION_INFO_V1(language_chain_array);
PG_FUNCTION_INFO_V1(is_language_tag);

static char *setting_language = NULL;

/* ----------
 * the setting
 * ----------
 */

static bool
setting_language_check(char **newval, void **extra, GucSource source)
{
	LanguageTag tag;

	if (*newval == NULL || **newval == '\0' ||
		language_tag_read(*newval, strlen(*newval), &tag))
		return true;
	GUC_check_errdetail("A language is written as a tag of BCP 47, for example es, es-GT or uz-Cyrl.");
	GUC_check_errhint("Leave it empty for the language of lc_messages.");
	return false;
}

void
language_module_init(void)
{
	DefineCustomStringVariable("case_rules.language",
							   "The language in which people are spoken to.",
							   "A tag of BCP 47; empty for that of lc_messages.",
							   &setting_language, "", PGC_USERSET, 0,
							   setting_language_check, NULL, NULL);
}

static void
session_language(LanguageTag *tag)
{
	if (setting_language && *setting_language &&
		language_tag_read(setting_language, strlen(setting_language), tag))
		return;
	if (locale_messages && language_from_posix(locale_messages, tag))
		return;
	(void) language_tag_read("en", 2, tag);
}

Datum
language(PG_FUNCTION_ARGS)
{
	LanguageTag tag;

	session_language(&tag);
	PG_RETURN_TEXT_P(cstring_to_text(tag.text));
}

/* as rows of messages name a language: in the usual capitals, without extensions */
Datum
is_language_tag(PG_FUNCTION_ARGS)
{
	const char *written = text_to_cstring(PG_GETARG_TEXT_PP(0));
	LanguageTag tag;

	PG_RETURN_BOOL(language_tag_read(written, strlen(written), &tag) &&
				   strcmp(written, tag.text) == 0 && tag.text[tag.base_length] == '\0');
}

const char *
language_argument(FunctionCallInfo fcinfo, int argno)
{
	return PG_ARGISNULL(argno) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(argno));
}

/* ----------
 * falling back
 * ----------
 */

static void
step_add(LanguageChain *chain, const char *tag)
{
	for (int i = 0; i < chain->nsteps; i++)
		if (strcmp(chain->step[i].tag, tag) == 0)
			return;
	if (chain->nsteps == LANGUAGE_STEPS_MAX)
		return;
	strlcpy(chain->step[chain->nsteps].tag, tag, LANGUAGE_TAG_SIZE);
	chain->step[chain->nsteps].root = chain->nroots - 1;
	chain->nsteps++;
}

/* between es-GT and es stands es-419, the Spanish of Latin America */
static bool
is_latin_american(const LanguageTag *tag)
{
	UErrorCode	status = U_ZERO_ERROR;
	const URegion *all;
	const URegion *one;

	if (strncmp(tag->text, "es-", 3) != 0 || tag->region == 0)
		return false;
	all = uregion_getRegionFromNumericCode(419, &status);
	one = uregion_getRegionFromCode(tag->text + tag->region, &status);
	return U_SUCCESS(status) && uregion_contains(all, one);
}

/*
 * Is the script that the tag names another than readers of the language expect?
 * Who reads uz-Cyrl is not served with Latin letters.
 */
static bool
has_other_script(const LanguageTag *tag)
{
	UErrorCode	status = U_ZERO_ERROR;
	char		language[8];
	char		likely[ULOC_FULLNAME_CAPACITY];
	char		script[ULOC_SCRIPT_CAPACITY];

	if (tag->script == 0)
		return false;
	strlcpy(language, tag->text, tag->language_length + 1);
	uloc_addLikelySubtags(language, likely, sizeof(likely), &status);
	uloc_getScript(likely, script, sizeof(script), &status);
	return U_SUCCESS(status) && status != U_STRING_NOT_TERMINATED_WARNING &&
		script[0] != '\0' && strncmp(script, tag->text + tag->script, 4) != 0;
}

static void
steps_add(LanguageChain *chain, LanguageTag tag)
{
	if (tag.text[tag.base_length] != '\0')
		(void) language_tag_shorten(&tag);
	do
	{
		step_add(chain, tag.text);
		if (is_latin_american(&tag) && tag.script == 0)
			step_add(chain, "es-419");
		if (tag.script != 0 && tag.base_length == tag.script + 4 && has_other_script(&tag))
			break;
	} while (language_tag_shorten(&tag));
}

static void
root_add(LanguageChain *chain, const LanguageTag *tag)
{
	LanguageTag other;

	for (int i = 0; i < chain->nroots; i++)
		if (strcmp(chain->root[i], tag->text) == 0)
			return;
	strlcpy(chain->root[chain->nroots++], tag->text, LANGUAGE_TAG_SIZE);
	steps_add(chain, *tag);
	if (language_tag_other_code(tag, &other))
		steps_add(chain, other);
}

/*
 * Every text for people begins here, so it is here that the encoding is looked at:
 * what ICU and the messages write is UTF-8.
 *
 * Kept for the last language that was asked for, because a report asks for the
 * same one in every row.  Nothing in here can throw once it is being filled.
 */
const LanguageChain *
language_chain(const char *asked)
{
	static LanguageChain chain;
	static char chain_asked[LANGUAGE_TAG_SIZE];
	static char chain_session[LANGUAGE_TAG_SIZE];
	LanguageTag asked_tag;
	LanguageTag session;

	if (GetDatabaseEncoding() != PG_UTF8)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("texts for people need a database in UTF8"),
				 errdetail("This one is in %s.", GetDatabaseEncodingName())));
	memset(&asked_tag, 0, sizeof(asked_tag));
	if (asked && !language_tag_read(asked, strlen(asked), &asked_tag))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("\"%s\" is not a language", asked),
				 errhint("A language is written as a tag of BCP 47, for example es, es-GT or uz-Cyrl.")));
	session_language(&session);
	if (chain.nroots > 0 && strcmp(chain_asked, asked_tag.text) == 0 &&
		strcmp(chain_session, session.text) == 0)
		return &chain;

	memset(&chain, 0, sizeof(chain));
	strlcpy(chain_asked, asked_tag.text, LANGUAGE_TAG_SIZE);
	strlcpy(chain_session, session.text, LANGUAGE_TAG_SIZE);
	if (asked)
		root_add(&chain, &asked_tag);
	root_add(&chain, &session);
	(void) language_tag_read("en", 2, &session);
	root_add(&chain, &session);
	return &chain;
}

Datum
language_chain_array(PG_FUNCTION_ARGS)
{
	const LanguageChain *chain = language_chain(language_argument(fcinfo, 0));
	Datum		tags[LANGUAGE_STEPS_MAX];

	for (int i = 0; i < chain->nsteps; i++)
		tags[i] = CStringGetTextDatum(chain->step[i].tag);
	PG_RETURN_ARRAYTYPE_P(construct_array(tags, chain->nsteps, TEXTOID, -1, false, TYPALIGN_INT));
}

/* ----------
 * ICU
 * ----------
 */

/*
 * Asked for a language that it does not know, ICU answers in that of the process
 * and says so.
 */
static bool
icu_knows(const char *locale)
{
	UErrorCode	status = U_ZERO_ERROR;
	UResourceBundle *bundle = ures_open(NULL, locale, &status);

	if (U_FAILURE(status))
		return false;
	ures_close(bundle);
	return status != U_USING_DEFAULT_WARNING;
}

void
language_locale(const LanguageChain *chain, int first_root, char *locale, size_t size,
				const char **root)
{
	for (int i = 0; i < chain->nsteps; i++)
	{
		const char *whole = chain->root[chain->step[i].root];
		char		tag[2 * LANGUAGE_TAG_SIZE];
		LanguageTag read;
		UErrorCode	status = U_ZERO_ERROR;

		if (chain->step[i].root < first_root)
			continue;
		(void) language_tag_read(whole, strlen(whole), &read);
		snprintf(tag, sizeof(tag), "%s%s", chain->step[i].tag, whole + read.base_length);
		uloc_forLanguageTag(tag, locale, (int32_t) size, NULL, &status);
		if (U_SUCCESS(status) && status != U_STRING_NOT_TERMINATED_WARNING && icu_knows(locale))
		{
			*root = whole;
			return;
		}
	}
	/* ICU without English would be no ICU, but the answer must be a locale */
	strlcpy(locale, "en", size);
	*root = "en";
}
