/*
 * message.c
 *		Messages to people: patterns checked, and written with their arguments.
 *
 * Errors name the message and the argument, never a value: it may be a name or a
 * birth date.
 */
#include "postgres.h"

#include <unicode/uloc.h>

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datetime.h"
#include "utils/jsonb.h"
#include "utils/numeric.h"

#include "compat.h"
#include "language/formatter.h"
#include "language/language.h"
#include "language/number_text.h"
#include "messages/date_text.h"
#include "messages/message_core.h"

PG_FUNCTION_INFO_V1(message_format);
PG_FUNCTION_INFO_V1(message_pattern_check);
PG_FUNCTION_INFO_V1(message_arguments);

/* ----------
 * patterns
 * ----------
 */

static const char *
fault_hint(MessageFault fault)
{
	switch (fault)
	{
		case MESSAGE_TOO_LONG:
			return "Write it shorter, or as two messages.";
		case MESSAGE_TOO_DEEP:
			return "Write it as two messages.";
		case MESSAGE_NOT_CLOSED:
			return "Every { needs its }.";
		case MESSAGE_NOT_OPENED:
			return "To write the character itself, quote it: '}'.";
		case MESSAGE_QUOTE_NOT_CLOSED:
			return "An apostrophe before { or } quotes up to the next one. To write the character itself, write two of them.";
		case MESSAGE_NO_NAME:
			return "An argument has a name of letters, digits and underscores that begins with no digit: {days}.";
		case MESSAGE_NO_SUCH_TYPE:
			return "The types are number, date, plural, selectordinal and select.";
		case MESSAGE_NO_SUCH_STYLE:
			return "The styles of a number are integer and percent, those of a date short, medium, long and full.";
		case MESSAGE_NO_SUCH_KEYWORD:
			return "A plural is chosen by zero, one, two, few, many, other or =N, a select by words of letters, digits and underscores.";
		case MESSAGE_NO_BRANCH:
			return "After each keyword stands its message in braces: one {# day}.";
		case MESSAGE_TWICE:
			return "Each keyword may stand once.";
		case MESSAGE_NO_OTHER:
			return "A plural or a select ends with what holds for all the rest: other {# days}.";
		case MESSAGE_BAD_NUMBER:
			return "After = and offset: stands a whole number of at most nine digits.";
		case MESSAGE_OK:
			break;
	}
	return "";
}

static const char *
fault_detail(MessageFault fault)
{
	switch (fault)
	{
		case MESSAGE_TOO_LONG:
			return "It is too long at character %d.";
		case MESSAGE_TOO_DEEP:
			return "Messages stand too deep in one another at character %d.";
		case MESSAGE_NOT_CLOSED:
			return "What begins at character %d is not closed.";
		case MESSAGE_NOT_OPENED:
			return "The } at character %d closes nothing.";
		case MESSAGE_QUOTE_NOT_CLOSED:
			return "The quotation that begins at character %d has no end.";
		case MESSAGE_NO_NAME:
			return "At character %d the name of an argument is missing.";
		case MESSAGE_NO_SUCH_TYPE:
			return "At character %d the type of an argument should stand.";
		case MESSAGE_NO_SUCH_STYLE:
			return "At character %d the style of a number or a date should stand.";
		case MESSAGE_NO_SUCH_KEYWORD:
			return "At character %d a keyword should stand.";
		case MESSAGE_NO_BRANCH:
			return "At character %d the message of a keyword should begin.";
		case MESSAGE_TWICE:
			return "The keyword at character %d stands there for the second time.";
		case MESSAGE_NO_OTHER:
			return "At character %d the branch other is missing.";
		case MESSAGE_BAD_NUMBER:
			return "At character %d a number should stand.";
		case MESSAGE_OK:
			break;
	}
	return "See character %d.";
}

static MessagePattern *
pattern_parse(const text *source)
{
	MessagePattern *pattern = palloc(sizeof(MessagePattern));
	const char *string = VARDATA_ANY(source);
	size_t		length = VARSIZE_ANY_EXHDR(source);
	size_t		where;
	MessageFault fault = message_parse(string, length, pattern, &where);

	if (fault != MESSAGE_OK)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid pattern of a message"),
				 errdetail(fault_detail(fault), pg_mbstrlen_with_len(string, (int) where) + 1),
				 errhint("%s", fault_hint(fault))));
	return pattern;
}

Datum
message_pattern_check(PG_FUNCTION_ARGS)
{
	(void) pattern_parse(PG_GETARG_TEXT_PP(0));
	PG_RETURN_BOOL(true);
}

Datum
message_arguments(PG_FUNCTION_ARGS)
{
	MessagePattern *pattern = pattern_parse(PG_GETARG_TEXT_PP(0));
	Datum		names[MESSAGE_NODES_MAX];
	int			n = 0;

	for (int i = 0; i < pattern->nnodes; i++)
	{
		const MessageNode *node = &pattern->nodes[i];
		bool		found = node->kind == MESSAGE_TEXT;

		for (int j = 0; j < i && !found; j++)
		{
			const MessageNode *before = &pattern->nodes[j];

			found = before->kind != MESSAGE_TEXT && before->length == node->length &&
				memcmp(pattern->text + before->at, pattern->text + node->at, node->length) == 0;
		}
		if (!found)
			names[n++] = PointerGetDatum(cstring_to_text_with_len(pattern->text + node->at, node->length));
	}
	PG_RETURN_ARRAYTYPE_P(construct_array(names, n, TEXTOID, -1, false, TYPALIGN_INT));
}

/* ----------
 * arguments
 * ----------
 */

typedef struct MessageState
{
	StringInfoData out;
	const char *key;			/* for errors; null: a pattern without a name */
	Jsonb	   *arguments;		/* null: none */
	const LanguageChain *chain;
	int			root;
	const char *number_locale;
	const char *plural_locale;
} MessageState;

static void
argument_refuse(const MessageState *state, const char *name, size_t length, const char *wanted)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 state->key ?
			 errmsg("argument \"%.*s\" of message \"%s\" has to be %s",
					(int) length, name, state->key, wanted) :
			 errmsg("argument \"%.*s\" of a message has to be %s", (int) length, name, wanted)));
}

/* a single value; null is the same as none */
static JsonbValue *
argument_find(const MessageState *state, const char *name, size_t length)
{
	JsonbValue *value;

	if (state->arguments == NULL)
		return NULL;
	value = getKeyJsonValueFromContainer(&state->arguments->root, name, (int) length, NULL);
	if (value == NULL || value->type == jbvNull)
		return NULL;
	if (value->type == jbvBinary)
		argument_refuse(state, name, length, "a single value");
	return value;
}

/* its figures, with what the plural takes off; null if there is none */
static const char *
argument_number(const MessageState *state, const MessageNode *node, const char *name, size_t length)
{
	JsonbValue *value = argument_find(state, name, length);
	Datum		number;
	char	   *figures;

	if (value == NULL)
		return NULL;
	if (value->type != jbvNumeric)
		argument_refuse(state, name, length, "a number");
	number = NumericGetDatum(value->val.numeric);
	if (node->offset != 0)
		number = DirectFunctionCall2(numeric_sub, number,
									 NumericGetDatum(int64_to_numeric(node->offset)));
	figures = number_figures(number);
	if (figures == NULL)
		argument_refuse(state, name, length, psprintf("a number of at most %d digits", NUMBER_FIGURES_MAX));
	return figures;
}

/*
 * A day as to_jsonb writes it: 2026-03-09, 0044-03-15 BC, infinity.  Not by the
 * input function of date, which also takes "tomorrow".
 */
static bool
day_read(const char *string, int length, DateADT *day)
{
	char		text[32];
	int			year,
				month,
				mday,
				end = 0;
	bool		before_christ = false;

	if (length >= (int) sizeof(text))
		return false;
	memcpy(text, string, length);
	text[length] = '\0';
	if (strcmp(text, "infinity") == 0 || strcmp(text, "-infinity") == 0)
	{
		*day = text[0] == '-' ? DATEVAL_NOBEGIN : DATEVAL_NOEND;
		return true;
	}
	if (strspn(text, "0123456789") < 4 ||
		sscanf(text, "%7d-%2d-%2d%n", &year, &month, &mday, &end) != 3 ||
		text[end - 3] != '-' || text[end - 6] != '-' ||
		strspn(text, "0123456789-") != (size_t) end)
		return false;
	if (strcmp(text + end, " BC") == 0)
		before_christ = true;
	else if (text[end] != '\0')
		return false;
	if (before_christ)
		year = 1 - year;
	if (month < 1 || month > 12 || mday < 1 || mday > day_tab[isleap(year)][month - 1] ||
		!IS_VALID_JULIAN(year, month, mday))
		return false;
	*day = date2j(year, month, mday) - POSTGRES_EPOCH_JDATE;
	return true;
}

/* ----------
 * writing
 * ----------
 */

static void
state_text(void *arg, const char *text, size_t length)
{
	MessageState *state = arg;

	appendBinaryStringInfo(&state->out, text, (int) length);
}

static void
state_number(MessageState *state, const char *number, MessageStyle style)
{
	const UFormattedNumber *formatted;
	const UChar *characters;
	int32_t		length;
	size_t		bytes;
	char	   *utf8;

	formatted = number_format(state->number_locale,
							  style == MESSAGE_STYLE_PERCENT ? "percent scale/100" :
							  style == MESSAGE_STYLE_INTEGER ? "precision-integer" : "",
							  number);
	characters = number_characters(formatted, &length);
	utf8 = formatter_cstring(characters, length, &bytes);
	appendBinaryStringInfo(&state->out, utf8, (int) bytes);
}

static void
state_date(MessageState *state, DateADT day, MessageStyle style)
{
	text	   *written;

	if (DATE_NOT_FINITE(day))
	{
		appendStringInfoString(&state->out, day == DATEVAL_NOBEGIN ? "\u2212\u221E" : "\u221E");
		return;
	}
	written = date_text_write(state->chain, state->root, day, NULL,
							  style == MESSAGE_STYLE_FULL ? DATE_STYLE_FULL :
							  style == MESSAGE_STYLE_MEDIUM ? DATE_STYLE_MEDIUM :
							  style == MESSAGE_STYLE_SHORT ? DATE_STYLE_SHORT : DATE_STYLE_LONG);
	appendBinaryStringInfo(&state->out, VARDATA_ANY(written), VARSIZE_ANY_EXHDR(written));
}

static bool
state_value(void *arg, const MessageNode *node, const char *name, size_t length)
{
	MessageState *state = arg;
	JsonbValue *value = argument_find(state, name, length);
	DateADT		day;

	if (value == NULL)
		return false;
	if (node->kind == MESSAGE_NUMBER || node->kind == MESSAGE_HASH ||
		(node->kind == MESSAGE_ARGUMENT && value->type == jbvNumeric))
		state_number(state, argument_number(state, node, name, length), node->style);
	else if (node->kind == MESSAGE_DATE)
	{
		if (value->type != jbvString ||
			!day_read(value->val.string.val, value->val.string.len, &day))
			argument_refuse(state, name, length, "a day, written YYYY-MM-DD");
		state_date(state, day, node->style);
	}
	else if (value->type == jbvBool)
		appendStringInfoString(&state->out, value->val.boolean ? "true" : "false");
	else
		appendBinaryStringInfo(&state->out, value->val.string.val, value->val.string.len);
	return true;
}

/* 3 and 3.00, but not 3.5; what has more digits is equal to no =N */
static bool
whole_number(const char *number, int64_t *whole)
{
	const char *point = strchr(number, '.');
	size_t		length = point ? (size_t) (point - number) : strlen(number);

	if (length > 18 || (point && strspn(point + 1, "0") != strlen(point + 1)))
		return false;
	*whole = strtoll(number, NULL, 10);
	return true;
}

static bool
state_choose(void *arg, const MessageNode *node, const char *name, size_t length,
			 MessageChoice *choice)
{
	MessageState *state = arg;
	JsonbValue *value = argument_find(state, name, length);

	if (value == NULL)
		return false;
	if (node->kind == MESSAGE_SELECT)
	{
		if (value->type == jbvBool)
			strlcpy(choice->keyword, value->val.boolean ? "true" : "false", sizeof(choice->keyword));
		else if (value->type == jbvString && value->val.string.len < (int) sizeof(choice->keyword))
			memcpy(choice->keyword, value->val.string.val, value->val.string.len);
	}
	else
	{
		const char *number = argument_number(state, node, name, length);

		/* =N means the number itself, a category what is left of it */
		if (whole_number(number, &choice->number))
		{
			choice->whole = true;
			choice->number += node->offset;
		}
		number_category(number_format(state->number_locale, "", number), state->plural_locale,
						node->kind == MESSAGE_ORDINAL, choice->keyword);
	}
	return true;
}

/*
 * The pattern was found under a step of the chain: its plurals are those of that
 * step's language, numbers and dates are written as the root of the step has them.
 */
static void
state_set_language(MessageState *state, const char *asked, const char *language)
{
	char	   *number_locale = palloc(ULOC_FULLNAME_CAPACITY);
	const char *root;

	state->chain = language_chain(asked);
	state->root = 0;
	if (language)
	{
		for (int i = 0; i < state->chain->nsteps; i++)
			if (strcmp(state->chain->step[i].tag, language) == 0)
				state->root = state->chain->step[i].root;
	}
	language_locale(state->chain, state->root, number_locale, ULOC_FULLNAME_CAPACITY, &root);
	state->number_locale = number_locale;
	state->plural_locale = number_locale;

	/* a language of which ICU knows nothing else may still have plurals of its own */
	if (language && strcmp(root, state->chain->root[state->root]) != 0)
	{
		char	   *plural_locale = palloc(ULOC_FULLNAME_CAPACITY);
		UErrorCode	status = U_ZERO_ERROR;

		uloc_forLanguageTag(language, plural_locale, ULOC_FULLNAME_CAPACITY, NULL, &status);
		if (U_SUCCESS(status) && status != U_STRING_NOT_TERMINATED_WARNING)
			state->plural_locale = plural_locale;
	}
}

Datum
message_format(PG_FUNCTION_ARGS)
{
	MessageState state;
	MessageWriter writer = {&state, state_text, state_value, state_choose};
	MessagePattern *pattern;

	memset(&state, 0, sizeof(state));
	state.key = PG_ARGISNULL(0) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(0));
	if (PG_ARGISNULL(1))
	{
		if (state.key)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("there is no message \"%s\"", state.key),
					 errhint("case_rules.message_text and the table message_text of the rulebook hold the messages.")));
		PG_RETURN_NULL();
	}
	pattern = pattern_parse(PG_GETARG_TEXT_PP(1));
	if (!PG_ARGISNULL(2))
	{
		state.arguments = PG_GETARG_JSONB_P(2);
		if (!JB_ROOT_IS_OBJECT(state.arguments))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("the arguments of a message have to be a JSON object"),
					 errhint("jsonb_build_object('days', 3)")));
	}
	state_set_language(&state, language_argument(fcinfo, 3), language_argument(fcinfo, 4));
	initStringInfo(&state.out);
	message_write(pattern, &writer);
	PG_RETURN_TEXT_P(cstring_to_text_with_len(state.out.data, state.out.len));
}
