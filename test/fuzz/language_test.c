/*
 * language_test.c
 *		Patterns of messages against ICU's own MessageFormat, and language tags.
 *
 * Random patterns are made twice from the same choices: with the names that ours
 * take, and with the numbers that ICU's C interface takes.  ICU reads, chooses and
 * writes by itself; of ours, reading and choosing are under test, and ICU is asked
 * only for a number's digits and category.
 */
#include <unicode/umsg.h>
#include <unicode/unum.h>
#include <unicode/upluralrules.h>
#include <unicode/ustring.h>

#include "check.h"
#include "language_core.h"
#include "language_properties.h"
#include "message_core.h"

/* ---------- random patterns ---------- */

typedef struct Twin
{
	char		ours[MESSAGE_LENGTH_MAX + 1];
	char		icus[MESSAGE_LENGTH_MAX + 1];
	bool		full;
} Twin;

static void
add_both(Twin *twin, const char *ours, const char *icus)
{
	if (strlen(twin->ours) + strlen(ours) + 200 > MESSAGE_LENGTH_MAX)
	{
		twin->full = true;
		return;
	}
	strcat(twin->ours, ours);
	strcat(twin->icus, icus);
}

static void
add(Twin *twin, const char *text)
{
	add_both(twin, text, text);
}

/* arguments 0 and 1 are numbers, 2 and 3 texts */
static void
add_argument(Twin *twin, int argument)
{
	static const char *const names[] = {"days", "of_2", "side", "X"};
	char		number[2] = {(char) ('0' + argument), '\0'};

	add(twin, below(4) ? "{" : "{ ");
	add_both(twin, names[argument], number);
	add(twin, below(4) ? "" : " ");
}

static void
add_message(Twin *twin, int depth)
{
	static const char *const texts[] = {
		"a", "día ", "дней", " أيام", "#", "it''s", "'{'", "'}'", "'{x}'", "d'un ", "''", "'{# '' '", "'#'",
		" | ", "%", "ቀናት", "' '", "'{'''", "1 ", "\xF0\x9F\x98\x80"
	};
	static const char *const keywords[] = {"zero", "one", "two", "few", "many"};
	static const char *const choices[] = {"requesting", "requested", "a"};
	int			pieces = (int) below(4);

	for (int i = 0; i < pieces; i++)
	{
		uint32_t	kind = below(depth >= 4 ? 5 : 9);

		if (kind < 3)
		{
			/* a full stop, or the quotes of two texts would become one */
			add(twin, texts[below(sizeof(texts) / sizeof(texts[0]))]);
			add(twin, ".");
		}
		else if (kind == 3)
		{
			add_argument(twin, 2 + (int) below(2));
			add(twin, "}");
		}
		else if (kind == 4)
		{
			add_argument(twin, (int) below(2));
			add(twin, below(2) ? ", number}" : ",number }");
		}
		else
		{
			bool		selects = kind == 8;
			bool		plural = kind < 7;
			unsigned	seen = 0;
			unsigned	exact = 0;

			add_argument(twin, selects ? 2 + (int) below(2) : (int) below(2));
			add(twin, selects ? ", select, " : plural ? ", plural, " : ", selectordinal, ");
			if (plural && below(4) == 0)
				add(twin, below(2) ? "offset:1 " : "offset:2\n");
			for (int b = (int) below(4); b > 0; b--)
			{
				int			which = (int) below(selects ? 3 : 5);
				char		number[16];

				if (!selects && below(3) == 0)
				{
					which = (int) below(6);
					if (exact & (1u << which))
						continue;
					exact |= 1u << which;
					snprintf(number, sizeof(number), "=%d", which);
					add(twin, number);
				}
				else
				{
					if (seen & (1u << which))
						continue;
					seen |= 1u << which;
					add(twin, selects ? choices[which] : keywords[which]);
				}
				add(twin, below(2) ? "{" : " {");
				add_message(twin, depth + 1);
				add(twin, "}");
			}
			add(twin, " other{");
			add_message(twin, depth + 1);
			add(twin, below(2) ? "}}" : "} }");
		}
	}
}

/* ---------- ours, with ICU's digits and categories ---------- */

static const char *const locales[] = {"en", "es", "ar-EG", "ru", "uk", "pl", "fa", "am", "fr", "cy"};

#define NLOCALES ((int) (sizeof(locales) / sizeof(locales[0])))

static UNumberFormat *numbers[NLOCALES];
static UPluralRules *cardinals[NLOCALES];
static UPluralRules *ordinals[NLOCALES];

typedef struct Ours
{
	int			locale;
	double		number[2];
	const char *string[2];
	char		text[4 * MESSAGE_LENGTH_MAX];
	size_t		length;
} Ours;

static void
ours_text(void *state, const char *text, size_t length)
{
	Ours	   *ours = state;

	CHECK(ours->length + length < sizeof(ours->text), "room");
	memcpy(ours->text + ours->length, text, length);
	ours->length += length;
}

static int
argument_of(const char *name, size_t length)
{
	return length == 4 && name[0] == 'd' ? 0 : length == 4 && name[0] == 'o' ? 1 : length == 4 ? 2 : 3;
}

static bool
ours_value(void *state, const MessageNode *node, const char *name, size_t length)
{
	Ours	   *ours = state;
	int			argument = argument_of(name, length);
	UErrorCode	status = U_ZERO_ERROR;
	UChar		wide[200];
	char		text[600];
	int32_t		written;

	if (argument >= 2)
	{
		ours_text(state, ours->string[argument - 2], strlen(ours->string[argument - 2]));
		return true;
	}
	written = unum_formatDouble(numbers[ours->locale], ours->number[argument] - node->offset,
								wide, 200, NULL, &status);
	u_strToUTF8(text, sizeof(text), &written, wide, written, &status);
	CHECK(U_SUCCESS(status), "%s", u_errorName(status));
	ours_text(state, text, (size_t) written);
	return true;
}

static bool
ours_choose(void *state, const MessageNode *node, const char *name, size_t length,
			MessageChoice *choice)
{
	Ours	   *ours = state;
	int			argument = argument_of(name, length);
	UErrorCode	status = U_ZERO_ERROR;
	UChar		keyword[16];

	if (argument >= 2)
	{
		if (strlen(ours->string[argument - 2]) <= MESSAGE_NAME_MAX)
			strcpy(choice->keyword, ours->string[argument - 2]);
		return true;
	}
	choice->whole = ours->number[argument] == (double) (int64_t) ours->number[argument];
	choice->number = (int64_t) ours->number[argument];
	uplrules_select(node->kind == MESSAGE_ORDINAL ? ordinals[ours->locale] : cardinals[ours->locale],
					ours->number[argument] - node->offset, keyword, 16, &status);
	CHECK(U_SUCCESS(status), "%s", u_errorName(status));
	u_austrcpy(choice->keyword, keyword);
	return true;
}

static void
open_all(void)
{
	UErrorCode	status = U_ZERO_ERROR;

	for (int i = 0; i < NLOCALES; i++)
	{
		numbers[i] = unum_open(UNUM_DEFAULT, NULL, 0, locales[i], NULL, &status);
		cardinals[i] = uplrules_openForType(locales[i], UPLURAL_TYPE_CARDINAL, &status);
		ordinals[i] = uplrules_openForType(locales[i], UPLURAL_TYPE_ORDINAL, &status);
		CHECK(U_SUCCESS(status), "%s: %s", locales[i], u_errorName(status));
	}
}

static void
close_all(void)
{
	for (int i = 0; i < NLOCALES; i++)
	{
		unum_close(numbers[i]);
		uplrules_close(cardinals[i]);
		uplrules_close(ordinals[i]);
	}
}

/* ---------- both, compared ---------- */

static void
compare_once(void)
{
	static const char *const strings[] = {"requesting", "requested", "a", "other", "", "Ana", "{days}", "ቀን"};
	static const double values[] = {0, 1, 2, 3, 4, 5, 6, 11, 12, 21, 22, 25, 100, 101, 1000, 1234567, 0.5, 1.5, 2.25};
	static Twin twin;
	static MessagePattern pattern;
	static Ours ours;
	static UChar wide[2 * MESSAGE_LENGTH_MAX];
	static UChar result[8 * MESSAGE_LENGTH_MAX];
	static char text[16 * MESSAGE_LENGTH_MAX];
	MessageWriter writer = {&ours, ours_text, ours_value, ours_choose};
	UChar		strings_wide[2][50];
	UErrorCode	status = U_ZERO_ERROR;
	UMessageFormat *format;
	int32_t		length;
	MessageFault fault;
	size_t		where;

	memset(&twin, 0, sizeof(twin));
	add_message(&twin, 1);
	if (twin.full)
		return;
	fault = message_parse(twin.ours, strlen(twin.ours), &pattern, &where);
	if (fault == MESSAGE_TOO_LONG)
		return;
	CHECK(fault == MESSAGE_OK, "%d at %zu of %s", fault, where, twin.ours);
	CHECK(check_message_pattern(twin.ours, strlen(twin.ours)) == 1, "%s", twin.ours);

	memset(&ours, 0, sizeof(ours));
	ours.locale = (int) below((uint32_t) NLOCALES);
	for (int i = 0; i < 2; i++)
	{
		ours.number[i] = values[below(sizeof(values) / sizeof(values[0]))];
		ours.string[i] = strings[below(sizeof(strings) / sizeof(strings[0]))];
		u_strFromUTF8(strings_wide[i], 50, NULL, ours.string[i], -1, &status);
	}
	message_write(&pattern, &writer);

	u_strFromUTF8(wide, 2 * MESSAGE_LENGTH_MAX, &length, twin.icus, -1, &status);
	format = umsg_open(wide, length, locales[ours.locale], NULL, &status);
	CHECK(U_SUCCESS(status), "%s: %s", u_errorName(status), twin.icus);
	/* an argument that the pattern does not use has no type: ICU takes it for a text, all after it too */
	{
		bool		used[4] = {false};

		for (int i = 0; i < pattern.nnodes; i++)
			if (pattern.nodes[i].kind != MESSAGE_TEXT)
				used[argument_of(twin.ours + pattern.nodes[i].at, pattern.nodes[i].length)] = true;
		if (used[0] && used[1])
			length = umsg_format(format, result, 8 * MESSAGE_LENGTH_MAX, &status,
								 ours.number[0], ours.number[1], strings_wide[0], strings_wide[1]);
		else if (used[0])
			length = umsg_format(format, result, 8 * MESSAGE_LENGTH_MAX, &status,
								 ours.number[0], strings_wide[0], strings_wide[0], strings_wide[1]);
		else if (used[1])
			length = umsg_format(format, result, 8 * MESSAGE_LENGTH_MAX, &status,
								 strings_wide[0], ours.number[1], strings_wide[0], strings_wide[1]);
		else
			length = umsg_format(format, result, 8 * MESSAGE_LENGTH_MAX, &status,
								 strings_wide[0], strings_wide[0], strings_wide[0], strings_wide[1]);
	}
	umsg_close(format);
	CHECK(U_SUCCESS(status), "%s: %s", u_errorName(status), twin.icus);
	u_strToUTF8(text, sizeof(text), &length, result, length, &status);
	CHECK(U_SUCCESS(status), "%s", u_errorName(status));
	CHECK((size_t) length == ours.length && memcmp(text, ours.text, ours.length) == 0,
		  "%s in %s with %g, %g, %s, %s\n  ours:  %.*s\n  ICU's: %.*s", twin.ours, locales[ours.locale],
		  ours.number[0], ours.number[1], ours.string[0], ours.string[1],
		  (int) ours.length, ours.text, (int) length, text);
}

/* ---------- what is refused ---------- */

static void
test_refused(void)
{
	static const struct
	{
		const char *text;
		MessageFault fault;
		size_t		where;
	}			refused[] = {
		{"a } b", MESSAGE_NOT_OPENED, 2},
		{"{", MESSAGE_NO_NAME, 1},
		{"{}", MESSAGE_NO_NAME, 1},
		{"{0}", MESSAGE_NO_NAME, 1},
		{"{a-b}", MESSAGE_NOT_CLOSED, 1},
		{"{a", MESSAGE_NOT_CLOSED, 1},
		{"{a,}", MESSAGE_NO_SUCH_TYPE, 3},
		{"{a, time}", MESSAGE_NO_SUCH_TYPE, 4},
		{"{a, number, long}", MESSAGE_NO_SUCH_STYLE, 12},
		{"{a, date, integer}", MESSAGE_NO_SUCH_STYLE, 10},
		{"{a, date, }", MESSAGE_NO_SUCH_STYLE, 10},
		{"{a, plural}", MESSAGE_NO_OTHER, 10},
		{"{a, plural, }", MESSAGE_NO_OTHER, 12},
		{"{a, plural, one {x}}", MESSAGE_NO_OTHER, 19},
		{"{a, plural, =1.5 {x} other {y}}", MESSAGE_NO_BRANCH, 14},
		{"{a, plural, = {x} other {y}}", MESSAGE_BAD_NUMBER, 12},
		{"{a, plural, =1234567890 {x} other {y}}", MESSAGE_BAD_NUMBER, 12},
		{"{a, plural, offset:x other {y}}", MESSAGE_BAD_NUMBER, 19},
		{"{a, select, offset:1 other {y}}", MESSAGE_NO_BRANCH, 18},
		{"{a, plural, some {x} other {y}}", MESSAGE_NO_SUCH_KEYWORD, 12},
		{"{a, plural, one {x} one {y} other {z}}", MESSAGE_TWICE, 20},
		{"{a, plural, =1 {x} =01 {y} other {z}}", MESSAGE_TWICE, 19},
		{"{a, select, x other {z}}", MESSAGE_NO_BRANCH, 14},
		{"{a, select, other {z}", MESSAGE_NOT_CLOSED, 1},
		{"{a, select, other {z", MESSAGE_NOT_CLOSED, 12},
		{"it's '{ here", MESSAGE_QUOTE_NOT_CLOSED, 5}
	};
	MessagePattern *pattern = malloc(sizeof(MessagePattern));
	char		text[MESSAGE_LENGTH_MAX + 2];
	size_t		where;

	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
	{
		MessageFault fault = message_parse(refused[i].text, strlen(refused[i].text), pattern, &where);

		CHECK(fault == refused[i].fault && where == refused[i].where,
			  "%s: fault %d at %zu", refused[i].text, fault, where);
		CHECK(check_message_pattern(refused[i].text, strlen(refused[i].text)) == 0, "%s", refused[i].text);
	}

	/* a name of 63 letters, not of 64; seven levels, not eight */
	memset(text, 'n', sizeof(text));
	text[0] = '{';
	text[64] = '}';
	CHECK(message_parse(text, 65, pattern, &where) == MESSAGE_OK, "63 letters");
	text[64] = 'n';
	text[65] = '}';
	CHECK(message_parse(text, 66, pattern, &where) == MESSAGE_NO_NAME, "64 letters");
	for (int depth = 7; depth <= 8; depth++)
	{
		text[0] = '\0';
		for (int i = 0; i < depth; i++)
			strcat(text, "{a, select, other {");
		for (int i = 0; i < depth; i++)
			strcat(text, "}}");
		CHECK(message_parse(text, strlen(text), pattern, &where) ==
			  (depth == 7 ? MESSAGE_OK : MESSAGE_TOO_DEEP), "%d levels", depth);
	}
	memset(text, 'x', sizeof(text));
	CHECK(message_parse(text, MESSAGE_LENGTH_MAX, pattern, &where) == MESSAGE_OK, "as long as can be");
	CHECK(message_parse(text, MESSAGE_LENGTH_MAX + 1, pattern, &where) == MESSAGE_TOO_LONG, "too long");
	for (int i = 0; i < 2 * MESSAGE_NODES_MAX; i++)
		memcpy(text + 3 * i, "{a}", 3);
	CHECK(message_parse(text, 3 * MESSAGE_NODES_MAX, pattern, &where) == MESSAGE_OK, "as many as can be");
	CHECK(message_parse(text, 3 * MESSAGE_NODES_MAX + 3, pattern, &where) == MESSAGE_TOO_LONG, "too many");
	free(pattern);
}

/* patterns with a few bytes changed: most are refused, none does harm */
static void
test_bent_patterns(void)
{
	static const char signs[] = "{}'#,=: \n\xE2\x80\x8F" "a0-";
	static Twin twin;

	for (int round = 0; round < 20000; round++)
	{
		size_t		length;

		memset(&twin, 0, sizeof(twin));
		add_message(&twin, 1);
		length = strlen(twin.ours);
		for (uint32_t i = below(4); length > 0 && i > 0; i--)
			twin.ours[below((uint32_t) length)] = signs[below(sizeof(signs) - 1)];
		(void) check_message_pattern(twin.ours, length > 0 ? length - below(2) : 0);
		checks++;
	}
}

/* ---------- languages ---------- */

static void
test_tags(void)
{
	static const struct
	{
		const char *text;
		const char *read;		/* null: refused */
	}			tags[] = {
		{"es", "es"}, {"ES-gt", "es-GT"}, {"UZ-cyrl-af", "uz-Cyrl-AF"}, {"es-419", "es-419"},
		{"ca-valencia", "ca-valencia"}, {"AR-U-NU-LATN", "ar-u-nu-latn"}, {"de-1996", "de-1996"},
		{"sl-rozaj-biske", "sl-rozaj-biske"}, {"en-x-office", "en-x-office"}, {"en-a-bb-x-1", "en-a-bb-x-1"},
		{"", NULL}, {"e", NULL}, {"english", NULL}, {"es_GT", NULL}, {"es-", NULL}, {"-es", NULL}, {"es--GT", NULL},
		{"und", NULL}, {"UND-GT", NULL}, {"es-GT-Latn", NULL}, {"es-GT-MX", NULL}, {"es-u", NULL}, {"es-u-x", NULL}, {"es-x", NULL},
		{"e1", NULL}, {"es-Gt!", NULL}, {"x-private", NULL}, {"es-abcdefghi", NULL}, {"zh-yue", NULL}
	};
	static const struct
	{
		const char *name;
		const char *read;
	}			names[] = {
		{"C", NULL}, {"POSIX", NULL}, {"C.UTF-8", NULL}, {"C.utf8", NULL}, {"", NULL}, {"en_US.UTF-8", "en-US"},
		{"es_GT.UTF-8", "es-GT"}, {"es_GT", "es-GT"}, {"fa_AF", "fa-AF"}, {"fa", "fa"}, {"de_DE@euro", "de-DE"},
		{"sr_RS.UTF-8@latin", "sr-Latn-RS"}, {"uz_UZ@cyrillic", "uz-Cyrl-UZ"}, {"ks_IN@devanagari", "ks-Deva-IN"},
		{"English_United States.1252", NULL}, {"german", NULL}, {"ca_ES@valencia", "ca-ES"}, {"@latin", NULL}, {".UTF-8", NULL}
	};
	static const struct
	{
		const char *tag;
		const char *other;
	}			others[] = {
		{"prs", "fa-AF"}, {"prs-AF", "fa-AF"}, {"prs-IR", "fa-IR"}, {"prs-u-nu-latn", "fa-AF-u-nu-latn"},
		{"prs-Latn", "fa-Latn-AF"}, {"sh", "sr-Latn"}, {"sh-Cyrl-BA", "sr-Cyrl-BA"}, {"sh-BA", "sr-Latn-BA"},
		{"iw-IL", "he-IL"}, {"fa", NULL}, {"es-GT", NULL}
	};
	LanguageTag tag;
	LanguageTag other;

	for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++)
	{
		bool		read = language_tag_read(tags[i].text, strlen(tags[i].text), &tag);

		CHECK(read == (tags[i].read != NULL) && (!read || strcmp(tag.text, tags[i].read) == 0),
			  "%s reads %s", tags[i].text, tag.text);
		CHECK(check_language_tag(tags[i].text, strlen(tags[i].text)) == read, "%s", tags[i].text);
	}
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
	{
		bool		read = language_from_posix(names[i].name, &tag);

		CHECK(read == (names[i].read != NULL) && (!read || strcmp(tag.text, names[i].read) == 0),
			  "%s reads %s", names[i].name, tag.text);
		CHECK(check_posix_name(names[i].name, strlen(names[i].name)) == read, "%s", names[i].name);
	}
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
	{
		bool		found;

		CHECK(language_tag_read(others[i].tag, strlen(others[i].tag), &tag), "%s", others[i].tag);
		found = language_tag_other_code(&tag, &other);
		CHECK(found == (others[i].other != NULL) && (!found || strcmp(other.text, others[i].other) == 0),
			  "%s: %s", others[i].tag, found ? other.text : "none");
	}

	/* made of likely parts, and of any bytes */
	for (int round = 0; round < 20000; round++)
	{
		static const char *const parts[] = {
			"es", "prs", "sh", "Latn", "GT", "419", "valencia", "1996", "u", "nu", "x", "a", "und", "_", "@latin", "@", ".UTF-8", "\xC3\xB1"
		};
		char		text[200] = "";

		for (uint32_t i = below(14); i > 0; i--)
		{
			strcat(text, parts[below(sizeof(parts) / sizeof(parts[0]))]);
			if (below(8))
				strcat(text, "-");
		}
		if (text[0] && text[strlen(text) - 1] == '-' && below(4))
			text[strlen(text) - 1] = '\0';
		(void) check_language_tag(text, strlen(text));
		(void) check_posix_name(text, strlen(text));
		checks += 2;
	}
}

int
main(int argc, char **argv)
{
	chance_seed(argc, argv);
	test_tags();
	test_refused();
	test_bent_patterns();
	open_all();
	for (int i = 0; i < 10000; i++)
		compare_once();
	close_all();
	checks_held("language_test");
	return 0;
}
