/*
 * name_key.c
 *		Keys of names and their likeness: SQL functions over ICU.
 *
 * ICU brings a name into one form of Unicode and writes each word in Latin
 * letters; name_key_core.c does the rest.
 *
 * The transliterator is opened once in a session and never closed: opening it
 * reads rules for milliseconds, using it takes microseconds.  Normalizers are
 * ICU's own and need no closing.
 */
#include "postgres.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>
#include <unicode/uversion.h>

#include "fmgr.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"

#include "compat.h"
#include "name_key_core.h"

PG_FUNCTION_INFO_V1(name_key);
PG_FUNCTION_INFO_V1(name_similarity);
PG_FUNCTION_INFO_V1(name_key_version);

/* in bytes of UTF-8; the longest name in use has less than half of it */
#define NAME_BYTES_MAX 1000

/* what ICU can make of so many bytes: signs that come apart into eighteen letters */
#define NAME_UNITS_MAX (8 * NAME_BYTES_MAX)

StaticAssertDecl(sizeof(UChar) == sizeof(uint16_t), "ICU counts in UTF-16 units");

static UTransliterator *to_latin = NULL;

static void
icu_failed(const char *what, UErrorCode status)
{
	ereport(ERROR,
			(errcode(ERRCODE_EXTERNAL_ROUTINE_EXCEPTION),
			 errmsg("ICU cannot %s: %s", what, u_errorName(status))));
}

static void
name_too_long(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_STRING_DATA_RIGHT_TRUNCATION),
			 errmsg("name is too long for a key"),
			 errdetail("A name has at most %d bytes and %d words.", NAME_BYTES_MAX, NAME_PARTS_MAX),
			 errhint("Give one name, not a list or a text.")));
}

static UTransliterator *
latin_transliterator(void)
{
	static const UChar id[] = u"Any-Latin";
	UErrorCode	status = U_ZERO_ERROR;

	if (to_latin == NULL)
	{
		to_latin = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
		if (U_FAILURE(status))
		{
			to_latin = NULL;
			icu_failed("write names in Latin letters", status);
		}
	}
	return to_latin;
}

static NameScript
script_of(UChar32 c)
{
	UErrorCode	status = U_ZERO_ERROR;

	switch (uscript_getScript(c, &status))
	{
		case USCRIPT_LATIN:
		case USCRIPT_COMMON:
		case USCRIPT_INHERITED:
			return NAME_LATIN;
		case USCRIPT_ARABIC:
		case USCRIPT_SYRIAC:
			return NAME_ARABIC;
		case USCRIPT_HEBREW:
			return NAME_HEBREW;
		case USCRIPT_CYRILLIC:
			return NAME_CYRILLIC;
		case USCRIPT_ETHIOPIC:
			return NAME_ETHIOPIC;
		case USCRIPT_DEVANAGARI:
		case USCRIPT_BENGALI:
		case USCRIPT_GUJARATI:
		case USCRIPT_GURMUKHI:
		case USCRIPT_KANNADA:
		case USCRIPT_MALAYALAM:
		case USCRIPT_ORIYA:
		case USCRIPT_SINHALA:
		case USCRIPT_TAMIL:
		case USCRIPT_TELUGU:
			return NAME_INDIC;
		case USCRIPT_GREEK:
			return NAME_GREEK;
		default:
			return NAME_OTHER;
	}
}

/* signs within a word that are no letter of any script */
static bool
is_passed_over(UChar32 c)
{
	switch (c)
	{
		case '\'':
		case '`':
		case 0x00B4:			/* acute accent */
		case 0x0640:			/* tatweel */
		case 0x05F3:			/* geresh */
		case 0x2018:
		case 0x2019:
		case 0x201B:
		case 0x2032:
			return true;
		default:
			return false;
	}
}

static bool
is_of_word(UChar32 c)
{
	return (U_MASK(u_charType(c)) & (U_GC_L_MASK | U_GC_M_MASK)) != 0;
}

/* one word in its own script */
static void
form_add_word(NameForm *form, NameScript script, const UChar *word, int32_t length)
{
	UErrorCode	status = U_ZERO_ERROR;
	UChar		latin[NAME_UNITS_MAX];
	UChar		apart[NAME_UNITS_MAX];
	int32_t		limit = length;

	CHECK_FOR_INTERRUPTS();
	if (script != NAME_LATIN)
	{
		memcpy(latin, word, length * sizeof(UChar));
		utrans_transUChars(latin_transliterator(), latin, &length, NAME_UNITS_MAX, 0, &limit, &status);
		if (status == U_BUFFER_OVERFLOW_ERROR)
			name_too_long();
		if (U_FAILURE(status))
			icu_failed("write a name in Latin letters", status);
		word = latin;
	}
	length = unorm2_normalize(unorm2_getNFDInstance(&status), word, length,
							  apart, NAME_UNITS_MAX, &status);
	if (status == U_BUFFER_OVERFLOW_ERROR)
		name_too_long();
	if (U_FAILURE(status))
		icu_failed("decompose a name", status);
	name_form_word(form, script, apart, length);
}

/* the words of a name in any script */
static void
form_add_words(NameForm *form, const char *name, int length)
{
	UErrorCode	status = U_ZERO_ERROR;
	UChar		raw[NAME_BYTES_MAX];
	UChar		units[NAME_UNITS_MAX];
	UChar		word[NAME_UNITS_MAX];
	int32_t		nunits;
	int32_t		nword = 0;
	NameScript	script = NAME_LATIN;

	u_strFromUTF8(raw, NAME_BYTES_MAX, &nunits, name, length, &status);
	/* compatibility forms, case, and what is not to be seen: all in one */
	if (U_SUCCESS(status))
		nunits = unorm2_normalize(unorm2_getNFKCCasefoldInstance(&status), raw, nunits,
								  units, NAME_UNITS_MAX, &status);
	if (status == U_BUFFER_OVERFLOW_ERROR)
		name_too_long();
	if (U_FAILURE(status))
		icu_failed("read a name", status);

	for (int32_t i = 0; i < nunits;)
	{
		int32_t		start = i;
		UChar32		c;

		U16_NEXT(units, i, nunits, c);
		if (is_passed_over(c))
			continue;
		if (is_of_word(c))
		{
			if (nword == 0)
				script = script_of(c);
			while (start < i)
				word[nword++] = units[start++];
		}
		else if (nword > 0)
		{
			form_add_word(form, script, word, nword);
			nword = 0;
		}
	}
	if (nword > 0)
		form_add_word(form, script, word, nword);
}

/* the same for what is written in a to z: no need of ICU */
static bool
form_add_ascii_words(NameForm *form, const char *name, int length)
{
	uint16_t	word[NAME_BYTES_MAX];
	int			nword = 0;

	for (int i = 0; i < length; i++)
	{
		if (IS_HIGHBIT_SET(name[i]))
			return false;
	}
	for (int i = 0; i <= length; i++)
	{
		char		c = i < length ? name[i] : ' ';

		if (c == '\'' || c == '`')
			continue;
		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
			word[nword++] = (uint16_t) c;
		else if (nword > 0)
		{
			name_form_word(form, NAME_LATIN, word, nword);
			nword = 0;
		}
	}
	return true;
}

/* a name in the encoding of the database */
static void
form_make(NameForm *form, text *name)
{
	char	   *raw = (char *) VARDATA_ANY(name);
	int			length = VARSIZE_ANY_EXHDR(name);
	char	   *utf8;

	if (length > NAME_BYTES_MAX)
		name_too_long();
	name_form_begin(form);
	if (!form_add_ascii_words(form, raw, length))
	{
		if (GetDatabaseEncoding() == PG_SQL_ASCII)
			ereport(ERROR,
					(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
					 errmsg("names beyond ASCII have no key in a database of encoding SQL_ASCII"),
					 errdetail("The database does not know which letters the bytes stand for."),
					 errhint("Use a database of encoding UTF8.")));
		/* not changed where the encoding is UTF8 */
		utf8 = pg_server_to_any(raw, length, PG_UTF8);
		if (utf8 != raw)
			length = strlen(utf8);
		if (length > NAME_BYTES_MAX)
			name_too_long();
		form_add_words(form, utf8, length);
	}
	if (!name_form_finish(form))
		name_too_long();
}

/*
 * name_key(name text) returns text
 */
Datum
name_key(PG_FUNCTION_ARGS)
{
	NameForm	form;
	char		key[NAME_KEY_MAX];

	form_make(&form, PG_GETARG_TEXT_PP(0));
	if (form.nparts == 0)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text_with_len(key, name_form_key(&form, key)));
}

/*
 * The last name that came at each place of a call of name_similarity().  One
 * of the two is mostly the same from row to row.
 */
typedef struct FormMemory
{
	struct
	{
		int			length;		/* -1: none yet */
		char		name[NAME_BYTES_MAX];
		NameForm	form;
	}			last[2];
} FormMemory;

static const NameForm *
form_of_argument(FunctionCallInfo fcinfo, FormMemory *memory, int argno)
{
	text	   *name = PG_GETARG_TEXT_PP(argno);
	int			length = VARSIZE_ANY_EXHDR(name);

	if (memory->last[argno].length != length ||
		memcmp(memory->last[argno].name, VARDATA_ANY(name), length) != 0)
	{
		memory->last[argno].length = -1;
		form_make(&memory->last[argno].form, name);
		memcpy(memory->last[argno].name, VARDATA_ANY(name), length);
		memory->last[argno].length = length;
	}
	PG_FREE_IF_COPY(name, argno);
	return &memory->last[argno].form;
}

/*
 * name_similarity(a text, b text) returns double precision
 */
Datum
name_similarity(PG_FUNCTION_ARGS)
{
	FormMemory *memory = fcinfo->flinfo->fn_extra;
	const NameForm *a;
	const NameForm *b;

	if (memory == NULL)
	{
		memory = MemoryContextAlloc(fcinfo->flinfo->fn_mcxt, sizeof(FormMemory));
		memory->last[0].length = -1;
		memory->last[1].length = -1;
		fcinfo->flinfo->fn_extra = memory;
	}
	a = form_of_argument(fcinfo, memory, 0);
	b = form_of_argument(fcinfo, memory, 1);
	if (a->nparts == 0 || b->nparts == 0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(name_form_similarity(a, b));
}

/*
 * name_key_version() returns text
 *
 * Of the ICU that runs, not of the one that was there at compile time.
 */
Datum
name_key_version(PG_FUNCTION_ARGS)
{
	UVersionInfo version;
	char		icu[U_MAX_VERSION_STRING_LENGTH];

	u_getVersion(version);
	u_versionToString(version, icu);
	PG_RETURN_TEXT_P(cstring_to_text(psprintf("icu %s folding %d", icu, NAME_FOLDING_VERSION)));
}
