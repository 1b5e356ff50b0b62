/*
 * language_core.h
 *		Language tags: reading them, and what a language falls back to.  Without
 *		the server and without ICU.
 *
 * A tag is written as BCP 47 has it: language of two or three letters, then, each
 * after a hyphen and each optional, script, region, variants, extensions.
 */
#ifndef CR_LANGUAGE_CORE_H
#define CR_LANGUAGE_CORE_H

#include <stdbool.h>
#include <stddef.h>

/* the longest tag that is read, with its terminating zero */
#define LANGUAGE_TAG_SIZE 64

typedef struct LanguageTag
{
	char		text[LANGUAGE_TAG_SIZE];	/* in the usual capitals: uz-Cyrl-AF */
	size_t		language_length;
	size_t		script;			/* where the script begins; 0: none named */
	size_t		region;			/* where the region begins; 0: none named */
	size_t		base_length;	/* without extensions: of ar-u-nu-latn, 2 */
} LanguageTag;

extern bool language_tag_read(const char *text, size_t length, LanguageTag *tag);

/* es_GT.UTF-8, sr_RS@latin; false for C, POSIX, and what is no such name */
extern bool language_from_posix(const char *name, LanguageTag *tag);

/*
 * The same language under the code that dictionaries of locales know, with the
 * rest of the tag (prs: fa-AF); false where there is no other.
 */
extern bool language_tag_other_code(const LanguageTag *tag, LanguageTag *other);

/* without its last part, extensions first; false when the language alone is left */
extern bool language_tag_shorten(LanguageTag *tag);

#endif							/* CR_LANGUAGE_CORE_H */
