/*
 * number_text.c
 *		Numbers in the digits of a language, its plural categories, and spans of
 *		time in its words.
 */
#include "postgres.h"

#include <unicode/uenum.h>
#include <unicode/uformattedvalue.h>
#include <unicode/uloc.h>
#include <unicode/unumberformatter.h>
#include <unicode/upluralrules.h>
#include <unicode/ureldatefmt.h>
#include <unicode/ustring.h>

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/numeric.h"

#include "compat.h"
#include "language/formatter.h"
#include "language/language.h"
#include "language/number_text.h"

PG_FUNCTION_INFO_V1(duration_text);
PG_FUNCTION_INFO_V1(relative_days_text);
PG_FUNCTION_INFO_V1(plural_category);
PG_FUNCTION_INFO_V1(plural_categories);

/* ----------
 * numbers
 * ----------
 */

static void *
number_open(const char *locale, const char *skeleton, UErrorCode *status)
{
	UChar		wanted[64];

	u_charsToUChars(skeleton, wanted, (int32_t) strlen(skeleton) + 1);
	return unumf_openForSkeletonAndLocale(wanted, -1, locale, status);
}

static void
number_close(void *handle)
{
	unumf_close(handle);
}

static const FormatterKind number_kind = {number_open, number_close};

/* a place for what was formatted; one is enough */
static void *
result_open(const char *locale, const char *detail, UErrorCode *status)
{
	return unumf_openResult(status);
}

static void
result_close(void *handle)
{
	unumf_closeResult(handle);
}

static const FormatterKind result_kind = {result_open, result_close};

/*
 * ICU reads 34 figures and fails with more.  What lies far behind the point is
 * never written: it is left out here.
 */
char *
number_figures(Datum number)
{
	char	   *figures = DatumGetCString(DirectFunctionCall1(numeric_out, number));

	if (strlen(figures) > 34)
		figures = DatumGetCString(DirectFunctionCall1(numeric_out,
													  DirectFunctionCall2(numeric_round, number, Int32GetDatum(10))));
	return strspn(figures[0] == '-' ? figures + 1 : figures, "0123456789") > NUMBER_FIGURES_MAX ? NULL : figures;
}

const UFormattedNumber *
number_format(const char *locale, const char *skeleton, const char *number)
{
	UErrorCode	status = U_ZERO_ERROR;
	UNumberFormatter *formatter = formatter_find(&number_kind, locale, skeleton);
	UFormattedNumber *result = formatter_find(&result_kind, "", "");

	unumf_formatDecimal(formatter, number, -1, result, &status);
	if (U_FAILURE(status))
		formatter_fail(status);
	return result;
}

const UChar *
number_characters(const UFormattedNumber *number, int32_t *length)
{
	UErrorCode	status = U_ZERO_ERROR;
	const UFormattedValue *value = unumf_resultAsValue(number, &status);
	const UChar *characters = ufmtval_getString(value, length, &status);

	if (U_FAILURE(status))
		formatter_fail(status);
	return characters;
}

/* ----------
 * plurals
 * ----------
 */

static void *
plural_open(const char *locale, const char *type, UErrorCode *status)
{
	return uplrules_openForType(locale, strcmp(type, "ordinal") == 0 ?
								UPLURAL_TYPE_ORDINAL : UPLURAL_TYPE_CARDINAL, status);
}

static void
plural_close(void *handle)
{
	uplrules_close(handle);
}

static const FormatterKind plural_kind = {plural_open, plural_close};

void
number_category(const UFormattedNumber *number, const char *locale, bool ordinal, char *category)
{
	UErrorCode	status = U_ZERO_ERROR;
	UPluralRules *rules = formatter_find(&plural_kind, locale, ordinal ? "ordinal" : "cardinal");
	UChar		keyword[PLURAL_CATEGORY_SIZE];
	int32_t		length;

	length = uplrules_selectFormatted(rules, number, keyword, lengthof(keyword) - 1, &status);
	if (U_FAILURE(status))
		formatter_fail(status);
	u_UCharsToChars(keyword, category, length);
	category[length] = '\0';
}

Datum
plural_category(PG_FUNCTION_ARGS)
{
	const LanguageChain *chain = language_chain(language_argument(fcinfo, 1));
	Numeric		number;
	const char *figures;
	char		locale[ULOC_FULLNAME_CAPACITY];
	char		category[PLURAL_CATEGORY_SIZE];
	const char *root;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	number = PG_GETARG_NUMERIC(0);
	if (numeric_is_nan(number) || numeric_is_inf(number))
		PG_RETURN_NULL();
	figures = number_figures(NumericGetDatum(number));
	if (figures == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("number out of range for a plural"),
				 errdetail("It has at most %d digits.", NUMBER_FIGURES_MAX)));
	language_locale(chain, 0, locale, sizeof(locale), &root);
	number_category(number_format(locale, "", figures), locale, false, category);
	PG_RETURN_TEXT_P(cstring_to_text(category));
}

static void *
keywords_open(const char *locale, const char *detail, UErrorCode *status)
{
	UPluralRules *rules = uplrules_openForType(locale, UPLURAL_TYPE_CARDINAL, status);
	UEnumeration *keywords = uplrules_getKeywords(rules, status);

	if (rules)
		uplrules_close(rules);
	return keywords;
}

static void
keywords_close(void *handle)
{
	uenum_close(handle);
}

static const FormatterKind keywords_kind = {keywords_open, keywords_close};

Datum
plural_categories(PG_FUNCTION_ARGS)
{
	const LanguageChain *chain = language_chain(language_argument(fcinfo, 0));
	char		locale[ULOC_FULLNAME_CAPACITY];
	const char *root;
	UEnumeration *keywords;
	UErrorCode	status = U_ZERO_ERROR;
	const char *keyword;
	Datum		found[16];
	int			n = 0;

	language_locale(chain, 0, locale, sizeof(locale), &root);
	keywords = formatter_find(&keywords_kind, locale, "");
	uenum_reset(keywords, &status);
	while (n < (int) lengthof(found) && (keyword = uenum_next(keywords, NULL, &status)) != NULL)
		found[n++] = CStringGetTextDatum(keyword);
	if (U_FAILURE(status))
		formatter_fail(status);
	PG_RETURN_ARRAYTYPE_P(construct_array(found, n, TEXTOID, -1, false, TYPALIGN_INT));
}

/* ----------
 * spans of time
 * ----------
 */

/* the units of clocks that ICU has words for */
static const struct
{
	const char *name;
	const char *skeleton;
}			units[] =
{
	{"hours", "unit/hour unit-width-full-name"},
	{"days", "unit/day unit-width-full-name"},
	{"weeks", "unit/week unit-width-full-name"},
	{"months", "unit/month unit-width-full-name"},
	{"years", "unit/year unit-width-full-name"}
};

Datum
duration_text(PG_FUNCTION_ARGS)
{
	const LanguageChain *chain = language_chain(language_argument(fcinfo, 2));
	const char *unit;
	const char *skeleton = NULL;
	char		amount[16];
	char		locale[ULOC_FULLNAME_CAPACITY];
	const char *root;
	const UChar *characters;
	int32_t		length;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	unit = text_to_cstring(PG_GETARG_TEXT_PP(1));
	for (int i = 0; i < (int) lengthof(units); i++)
		if (strcmp(units[i].name, unit) == 0)
			skeleton = units[i].skeleton;
	if (skeleton == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("there is no unit \"%s\" of a duration", unit),
				 errhint("The units are hours, days, working_days, weeks, months and years.")));
	snprintf(amount, sizeof(amount), "%d", PG_GETARG_INT32(0));
	language_locale(chain, 0, locale, sizeof(locale), &root);
	characters = number_characters(number_format(locale, skeleton, amount), &length);
	PG_RETURN_TEXT_P(formatter_text(characters, length));
}

static void *
relative_open(const char *locale, const char *detail, UErrorCode *status)
{
	return ureldatefmt_open(locale, NULL, UDAT_STYLE_LONG, UDISPCTX_CAPITALIZATION_NONE, status);
}

static void
relative_close(void *handle)
{
	ureldatefmt_close(handle);
}

static const FormatterKind relative_kind = {relative_open, relative_close};

Datum
relative_days_text(PG_FUNCTION_ARGS)
{
	const LanguageChain *chain = language_chain(language_argument(fcinfo, 1));
	UErrorCode	status = U_ZERO_ERROR;
	UChar		result[FORMATTER_TEXT_SIZE];
	char		locale[ULOC_FULLNAME_CAPACITY];
	const char *root;
	int32_t		length;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	language_locale(chain, 0, locale, sizeof(locale), &root);
	/* format, not formatNumeric: "tomorrow" where the language has the word */
	length = ureldatefmt_format(formatter_find(&relative_kind, locale, ""), PG_GETARG_INT32(0),
								UDAT_REL_UNIT_DAY, result, lengthof(result), &status);
	if (U_FAILURE(status))
		formatter_fail(status);
	PG_RETURN_TEXT_P(formatter_text(result, length));
}
