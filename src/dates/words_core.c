/*
 * words_core.c
 *		Reading and writing the types that are said in words, without the server.
 */
#include "words_core.h"

#include <string.h>

#include "language/ascii_core.h"

static bool
letter_at(const Words *words, size_t at)
{
	return at < words->length && ascii_is_letter(words->text[at]);
}

static bool
digit_at(const Words *words, size_t at)
{
	return at < words->length && ascii_is_digit(words->text[at]);
}

/* "st", "nd", "rd" or "th", and no letter after it */
static bool
ordinal_at(const Words *words, size_t at)
{
	static const char *const endings[] = {"st", "nd", "rd", "th"};
	size_t		i;

	if (!letter_at(words, at) || !letter_at(words, at + 1) || letter_at(words, at + 2))
		return false;
	for (i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
	{
		if (ascii_lower(words->text[at]) == endings[i][0] && ascii_lower(words->text[at + 1]) == endings[i][1])
			return true;
	}
	return false;
}

/* 16:00 and 7:30, the hour of which has been read */
static bool
minutes_at(const Words *words, size_t at)
{
	return at < words->length && words->text[at] == ':' &&
		digit_at(words, at + 1) && digit_at(words, at + 2) && !digit_at(words, at + 3);
}

/* what begins with a digit; "2x" is one mistake, not two words */
static void
read_number(Words *words)
{
	const char *t = words->text;

	words->number = 0;
	while (digit_at(words, words->next))
	{
		if (words->number <= WORDS_NUMBER_MAX)
			words->number = words->number * 10 + (t[words->next] - '0');
		words->next++;
	}
	words->kind = WORDS_NUMBER;
	if (letter_at(words, words->next))
	{
		words->kind = ordinal_at(words, words->next) ? WORDS_ORDINAL : WORDS_BAD;
		while (letter_at(words, words->next))
			words->next++;
	}
	else if (minutes_at(words, words->next))
	{
		long		hour = words->number;
		long		minute = (t[words->next + 1] - '0') * 10 + (t[words->next + 2] - '0');

		words->kind = words->next - words->start <= 2 && hour <= 23 && minute <= 59 ?
			WORDS_TIME : WORDS_BAD;
		words->number = hour * 60 + minute;
		words->next += 3;
	}
}

void
words_begin(Words *words, const char *text, size_t length)
{
	memset(words, 0, sizeof(*words));
	words->text = text;
	words->length = length;
	words_advance(words);
}

void
words_advance(Words *words)
{
	const char *t = words->text;

	while (words->next < words->length &&
		   ascii_is_space(t[words->next]))
		words->next++;
	words->start = words->next;
	if (words->next == words->length)
		words->kind = WORDS_END;
	else if (ascii_is_letter(t[words->next]))
	{
		while (letter_at(words, words->next) ||
			   (words->next < words->length && t[words->next] == '-' &&
				letter_at(words, words->next + 1)))
			words->next++;
		words->kind = WORDS_WORD;
	}
	else if (ascii_is_digit(t[words->next]))
		read_number(words);
	else if (t[words->next] == ',')
	{
		words->next++;
		words->kind = WORDS_COMMA;
	}
	else
		words->kind = WORDS_BAD;
	words->size = words->next - words->start;
}

bool
words_at(const Words *words, const char *word)
{
	size_t		i;

	if (words->kind != WORDS_WORD || strlen(word) != words->size)
		return false;
	for (i = 0; i < words->size; i++)
	{
		if (ascii_lower(words->text[words->start + i]) != word[i])
			return false;
	}
	return true;
}

bool
words_take(Words *words, const char *word)
{
	if (!words_at(words, word))
		return false;
	words_advance(words);
	return true;
}

char *
words_put(char *p, const char *text)
{
	size_t		length = strlen(text);

	memcpy(p, text, length);
	return p + length;
}

char *
words_put_number(char *p, unsigned value)
{
	char		digits[10];
	int			n = 0;

	do
	{
		digits[n++] = (char) ('0' + value % 10);
		value /= 10;
	} while (value > 0);
	while (n > 0)
		*p++ = digits[--n];
	return p;
}
