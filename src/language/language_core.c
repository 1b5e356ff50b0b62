/*
 * language_core.c
 *		Language tags: reading them, and what a language falls back to.
 */
#include "language_core.h"

#include <string.h>

#include "ascii_core.h"

/* ----------
 * reading
 * ----------
 */

typedef enum TagPart
{
	PART_SCRIPT,
	PART_REGION,
	PART_VARIANT,
	PART_EXTENSION,				/* what follows a single letter or digit */
	PART_PRIVATE				/* what follows x */
} TagPart;

static bool
all_of(const char *part, size_t length, bool letters, bool digits)
{
	for (size_t i = 0; i < length; i++)
		if (!((letters && ascii_is_letter(part[i])) || (digits && ascii_is_digit(part[i]))))
			return false;
	return true;
}

static bool
is_script(const char *part, size_t length)
{
	return length == 4 && all_of(part, length, true, false);
}

static bool
is_region(const char *part, size_t length)
{
	return (length == 2 && all_of(part, length, true, false)) ||
		(length == 3 && all_of(part, length, false, true));
}

static bool
is_variant(const char *part, size_t length)
{
	return (length >= 5 && length <= 8) || (length == 4 && ascii_is_digit(part[0]));
}

bool
language_tag_read(const char *text, size_t length, LanguageTag *tag)
{
	TagPart		next = PART_SCRIPT; /* the earliest part that may still come */
	size_t		owed = 0;		/* 1: an extension has begun and has no part yet */
	size_t		begin;
	size_t		end;

	memset(tag, 0, sizeof(LanguageTag));
	if (length == 0 || length >= LANGUAGE_TAG_SIZE)
		return false;
	for (begin = 0; begin <= length; begin = end + 1)
	{
		const char *part = text + begin;
		size_t		size;
		bool		capitals = false;

		for (end = begin; end < length && text[end] != '-'; end++)
			;
		size = end - begin;
		if (size == 0 || size > 8 || !all_of(part, size, true, true))
			return false;

		if (begin == 0)
		{
			/* und says that the language is not known: that names none */
			if (size < 2 || size > 3 || !all_of(part, size, true, false) ||
				(size == 3 && ascii_lower(part[0]) == 'u' && ascii_lower(part[1]) == 'n' &&
				 ascii_lower(part[2]) == 'd'))
				return false;
			tag->language_length = size;
			tag->base_length = size;
		}
		else if (next < PART_PRIVATE && size == 1)
		{
			if (owed)
				return false;
			if (next < PART_EXTENSION)
				tag->base_length = begin - 1;
			next = ascii_lower(part[0]) == 'x' ? PART_PRIVATE : PART_EXTENSION;
			owed = 1;
		}
		else if (next >= PART_EXTENSION)
		{
			if (next == PART_EXTENSION && size < 2)
				return false;
			owed = 0;
		}
		else if (next <= PART_SCRIPT && is_script(part, size))
		{
			tag->script = begin;
			next = PART_REGION;
		}
		else if (next <= PART_REGION && is_region(part, size))
		{
			tag->region = begin;
			next = PART_VARIANT;
			capitals = true;
		}
		else if (is_variant(part, size))
			next = PART_VARIANT;
		else
			return false;

		for (size_t i = begin; i < end; i++)
			tag->text[i] = capitals || (begin > 0 && tag->script == begin && i == begin)
				? ascii_upper(text[i]) : ascii_lower(text[i]);
		if (next < PART_EXTENSION)
			tag->base_length = end;
		if (end < length)
			tag->text[end] = '-';
	}
	return owed == 0;
}

/* ----------
 * names of locales
 * ----------
 */

/* what glibc writes after @, where that says how the language is written */
static const struct
{
	const char *modifier;
	const char *script;
}			posix_scripts[] =
{
	{"cyrillic", "Cyrl"},
	{"devanagari", "Deva"},
	{"iqtelif", "Latn"},
	{"latin", "Latn"}
};

bool
language_from_posix(const char *name, LanguageTag *tag)
{
	char		text[LANGUAGE_TAG_SIZE];
	size_t		stem = strcspn(name, ".@");
	const char *modifier = strchr(name, '@');
	size_t		language = strcspn(name, "_.@");
	const char *script = NULL;
	size_t		length;

	if ((stem == 1 && name[0] == 'C') || (stem == 5 && memcmp(name, "POSIX", 5) == 0))
		return false;
	if (modifier)
	{
		for (size_t i = 0; i < sizeof(posix_scripts) / sizeof(posix_scripts[0]); i++)
			if (strcmp(modifier + 1, posix_scripts[i].modifier) == 0)
				script = posix_scripts[i].script;
	}
	/* room for "-Latn" */
	if (stem + 6 > sizeof(text))
		return false;
	memcpy(text, name, language);
	length = language;
	if (script)
	{
		text[length++] = '-';
		memcpy(text + length, script, 4);
		length += 4;
	}
	for (size_t i = language; i < stem; i++)
		text[length++] = name[i] == '_' ? '-' : name[i];
	return language_tag_read(text, length, tag);
}

/* ----------
 * falling back
 * ----------
 */

/*
 * Codes for which the dictionaries have another: those withdrawn from ISO 639-1,
 * and single languages of ISO 639-3 whose data stand under the language that they
 * belong to (IANA's registry of subtags, CLDR's aliases).
 */
static const struct
{
	const char *code;
	const char *other;
}			other_codes[] =
{
	{"arb", "ar"},
	{"azj", "az"},
	{"cmn", "zh"},
	{"ekk", "et"},
	{"gaz", "om"},
	{"in", "id"},
	{"iw", "he"},
	{"ji", "yi"},
	{"kmr", "ku"},
	{"lvs", "lv"},
	{"mo", "ro"},
	{"nb", "no"},
	{"npi", "ne"},
	{"pbu", "ps"},
	{"pes", "fa"},
	{"prs", "fa-AF"},
	{"pst", "ps"},
	{"sh", "sr-Latn"},
	{"swh", "sw"},
	{"tl", "fil"},
	{"uzn", "uz"},
	{"ydd", "yi"},
	{"zsm", "ms"}
};

bool
language_tag_other_code(const LanguageTag *tag, LanguageTag *other)
{
	for (size_t i = 0; i < sizeof(other_codes) / sizeof(other_codes[0]); i++)
	{
		const char *code = other_codes[i].code;
		const char *with = other_codes[i].other;
		const char *rest = tag->text + tag->language_length;
		LanguageTag part;
		char		text[LANGUAGE_TAG_SIZE + 8];
		size_t		length;

		if (strlen(code) != tag->language_length ||
			memcmp(code, tag->text, tag->language_length) != 0)
			continue;

		/* what the tag names itself counts before what its code implies */
		(void) language_tag_read(with, strlen(with), &part);
		length = (part.script && tag->script) || (part.region && tag->region)
			? part.language_length : strlen(with);
		memcpy(text, with, length);
		if (part.region && tag->script && !tag->region)
		{
			/* language, script of the tag, region of the code, and the rest */
			size_t		script_end = tag->script + 4;

			memcpy(text + part.language_length, rest, script_end - tag->language_length);
			length = part.language_length + script_end - tag->language_length;
			memcpy(text + length, with + part.language_length,
				   strlen(with) - part.language_length);
			length += strlen(with) - part.language_length;
			rest = tag->text + script_end;
		}
		memcpy(text + length, rest, strlen(rest));
		return language_tag_read(text, length + strlen(rest), other);
	}
	return false;
}

bool
language_tag_shorten(LanguageTag *tag)
{
	char		text[LANGUAGE_TAG_SIZE];
	size_t		length = tag->base_length;

	if (tag->text[length] == '\0')
	{
		if (length == tag->language_length)
			return false;
		while (tag->text[length - 1] != '-')
			length--;
		length--;
	}
	memcpy(text, tag->text, length);
	return language_tag_read(text, length, tag);
}
