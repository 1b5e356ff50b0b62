/*
 * name_key_core.h
 *		From a name in Latin letters to its sounds and its key, without the
 *		server and without ICU.
 *
 * Whoever calls has split the name into words and had each of them written in
 * Latin letters.  Here these letters become phones (one byte for a sound, the
 * same for however a script writes it), titles and particles go, what belongs
 * together is joined, and each part that is left gets its skeleton: the
 * consonants, in classes that transliterations do not confuse.
 */
#ifndef CR_NAME_KEY_CORE_H
#define CR_NAME_KEY_CORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* of the rules in name_key_core.c; a key made by others is not comparable */
#define NAME_FOLDING_VERSION 1

/* the script in which a word was written: bits, for the tables */
typedef enum NameScript
{
	NAME_LATIN = 1,
	NAME_ARABIC = 2,
	NAME_HEBREW = 4,
	NAME_CYRILLIC = 8,
	NAME_ETHIOPIC = 16,
	NAME_INDIC = 32,
	NAME_GREEK = 64,
	NAME_OTHER = 128
} NameScript;

#define NAME_LETTERS_MAX 2048
#define NAME_PARTS_MAX 256
/* a key has at most one character for each phone, and a space after each part */
#define NAME_KEY_MAX (2 * NAME_LETTERS_MAX + NAME_PARTS_MAX)

/* parts of a name that name_form_similarity() compares; further ones it does not */
#define NAME_COMPARED_MAX 10

typedef struct NameLetter
{
	char		base;			/* a to z; ` for ayn, ' for hamza */
	uint8_t		marks;			/* MARK_ bits, name_key_core.c */
} NameLetter;

typedef struct NamePart
{
	uint16_t	first;			/* of its letters, later of its phones */
	uint16_t	length;
	uint16_t	skeleton;		/* offset */
	uint16_t	skeleton_length;
	uint8_t		script;
} NamePart;

typedef struct NameForm
{
	int			nparts;
	int			nletters;
	int			nphones;
	int			nskeleton;
	bool		overflow;
	NamePart	parts[NAME_PARTS_MAX];
	NameLetter	letters[NAME_LETTERS_MAX];
	char		phones[2 * NAME_LETTERS_MAX];
	char		skeletons[2 * NAME_LETTERS_MAX];
} NameForm;

extern void name_form_begin(NameForm *form);

/* a word in Latin letters, lower case, decomposed (NFD), as UTF-16 */
extern void name_form_word(NameForm *form, NameScript script,
						   const uint16_t *word, size_t length);

/* false: the name has too many letters or parts */
extern bool name_form_finish(NameForm *form);

/* the skeletons in their order, with spaces between; returns the length */
extern size_t name_form_key(const NameForm *form, char *key);

/* 0 to 1; neither may be without parts */
extern double name_form_similarity(const NameForm *a, const NameForm *b);

#endif							/* CR_NAME_KEY_CORE_H */
