/*
 * moment_words.h
 *		A day in the words of ICU.
 */
#ifndef CR_MOMENT_WORDS_H
#define CR_MOMENT_WORDS_H

#include "postgres.h"

/*
 * locale: as ICU writes it, with its calendar as a keyword.  skeleton: what is said
 * of the day (yMMMMd).  sign: what stands for the era where the locale has no name
 * for it; null: nothing has to.  moment: milliseconds, as ICU counts time.  UTF-8,
 * palloc'd.
 */
extern char *moment_words(const char *locale, const char *skeleton, const char *sign,
						  double moment, size_t *bytes);

#endif							/* CR_MOMENT_WORDS_H */
