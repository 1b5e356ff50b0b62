/*
 * names_properties.c
 *		What must hold for any name that reaches the core, for the random tests
 *		and for libFuzzer.
 */
#include <stdlib.h>
#include <string.h>

#include "names_properties.h"
#include "require.h"

/* forms are large */
static NameForm one;
static NameForm same;
static NameForm turned;
static NameForm other;
static char key[NAME_KEY_MAX];
static char turned_key[NAME_KEY_MAX];

#define WORDS_MAX 400

typedef struct Word
{
	NameScript	script;
	uint16_t	units[256];
	size_t		length;
} Word;

static Word words[WORDS_MAX];

/*
 * Bytes as words: a byte below 9 ends one and gives the script of the next;
 * one above 0xE0 and the byte after it are a sign of the ranges that matter;
 * what is between is a letter.
 */
static int
words_read(const uint8_t *data, size_t size)
{
	static const uint16_t ranges[] = {0x0020, 0x00C0, 0x0180, 0x0240, 0x02B0, 0x0300, 0x0340, 0x0480, 0x0660, 0x06A0, 0xD800, 0xFFC0};
	int			n = 0;

	words[0].script = NAME_LATIN;
	words[0].length = 0;
	for (size_t i = 0; i < size; i++)
	{
		Word	   *word = &words[n];

		if (data[i] < 9 || word->length == 256)
		{
			if (++n == WORDS_MAX)
				return n;
			words[n].script = (NameScript) (1 << (data[i] & 7));
			words[n].length = 0;
		}
		else if (data[i] >= 0xE0 && i + 1 < size)
		{
			word->units[word->length++] = (uint16_t) (ranges[data[i] % (sizeof(ranges) / sizeof(ranges[0]))] + data[i + 1] % 64);
			i++;
		}
		else
			word->units[word->length++] = (uint16_t) ('a' + data[i] % 26);
	}
	return n + 1;
}

static bool
form_of(NameForm *form, int from, int to, int step)
{
	name_form_begin(form);
	for (int i = from; i != to; i += step)
		name_form_word(form, words[i].script, words[i].units, words[i].length);
	return name_form_finish(form);
}

static void
form_is_sound(const NameForm *form)
{
	int			end = 0;

	REQUIRE(form->nparts >= 0 && form->nparts <= NAME_PARTS_MAX);
	REQUIRE(form->nphones <= (int) sizeof(form->phones));
	REQUIRE(form->nskeleton <= form->nphones);
	for (int i = 0; i < form->nparts; i++)
	{
		const NamePart *part = &form->parts[i];

		REQUIRE(part->length > 0 && part->skeleton_length > 0);
		REQUIRE(part->first >= end && part->first + part->length <= form->nphones);
		REQUIRE(part->skeleton + part->skeleton_length <= form->nskeleton);
		end = part->first + part->length;
		for (int j = 0; j < part->length; j++)
			REQUIRE(strchr("abcdefghijklmnopqrstuvwxyzSCHGZTD", form->phones[part->first + j]) != NULL);
	}
}

void
check_name_bytes(const uint8_t *data, size_t size)
{
	int			nwords = words_read(data, size);
	size_t		length;
	double		likeness;

	if (!form_of(&one, 0, nwords, 1))
		return;
	form_is_sound(&one);
	length = name_form_key(&one, key);
	REQUIRE(length <= NAME_KEY_MAX);
	REQUIRE((length == 0) == (one.nparts == 0));
	for (size_t i = 0; i < length; i++)
	{
		REQUIRE((key[i] >= 'a' && key[i] <= 'z') || key[i] == ' ');
		REQUIRE(key[i] != ' ' || (i > 0 && i + 1 < length && key[i + 1] != ' '));
	}

	/* the same again */
	REQUIRE(form_of(&same, 0, nwords, 1));
	if (one.nparts > 0)
		REQUIRE(name_form_similarity(&one, &same) == 1);

	/* two halves of it, and both the other way round */
	if (nwords > 1 && form_of(&other, nwords / 2, nwords, 1) && form_of(&turned, nwords / 2 - 1, -1, -1))
	{
		form_is_sound(&other);
		form_is_sound(&turned);
		likeness = name_form_similarity(&other, &turned);
		REQUIRE(likeness >= 0 && likeness <= 1);
		REQUIRE(likeness == name_form_similarity(&turned, &other));
		if (other.nparts > 0 && turned.nparts > 0)
			REQUIRE(name_form_similarity(&one, &other) == name_form_similarity(&other, &one));
		length = name_form_key(&turned, turned_key);
		REQUIRE(length <= NAME_KEY_MAX);
	}
}
