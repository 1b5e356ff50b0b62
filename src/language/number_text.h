/*
 * number_text.h
 *		Numbers in the digits of a language, and its plural categories.
 */
#ifndef CR_NUMBER_TEXT_H
#define CR_NUMBER_TEXT_H

#include "postgres.h"

#include <unicode/unumberformatter.h>

/* of a numeric; null where there are more of them before the point than this */
#define NUMBER_FIGURES_MAX 24
extern char *number_figures(Datum number);

/* figures as above; what is written stays until the next call */
extern const UFormattedNumber *number_format(const char *locale, const char *skeleton,
											 const char *number);
extern const UChar *number_characters(const UFormattedNumber *number, int32_t *length);

/* zero, one, two, few, many or other; into a buffer of this size */
#define PLURAL_CATEGORY_SIZE 16
extern void number_category(const UFormattedNumber *number, const char *locale, bool ordinal,
							char *category);

#endif							/* CR_NUMBER_TEXT_H */
