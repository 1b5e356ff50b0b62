/*
 * words_core.h
 *		Reading and writing the types that are said in words, without the server.
 */
#ifndef CR_WORDS_CORE_H
#define CR_WORDS_CORE_H

#include <stdbool.h>
#include <stddef.h>

/* a number that is larger is only known to be too large */
#define WORDS_NUMBER_MAX 9999

typedef enum WordsKind
{
	WORDS_END,
	WORDS_WORD,					/* letters, with hyphens between them */
	WORDS_NUMBER,				/* 15 */
	WORDS_ORDINAL,				/* 3rd */
	WORDS_TIME,					/* 16:00, as minutes after midnight */
	WORDS_COMMA,
	WORDS_BAD
} WordsKind;

/* a text, and the word of it that is to be read next */
typedef struct Words
{
	const char *text;
	size_t		length;
	size_t		next;			/* where the word after this one may begin */
	WordsKind	kind;
	size_t		start;
	size_t		size;
	long		number;
} Words;

extern void words_begin(Words *words, const char *text, size_t length);
extern void words_advance(Words *words);

/* upper and lower case are the same; the word asked for is lower case */
extern bool words_at(const Words *words, const char *word);
extern bool words_take(Words *words, const char *word);

/* each returns where to write on */
extern char *words_put(char *p, const char *text);
extern char *words_put_number(char *p, unsigned value);

#endif							/* CR_WORDS_CORE_H */
