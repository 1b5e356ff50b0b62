/*
 * date_text.h
 *		Days in the words of a language.
 */
#ifndef CR_DATE_TEXT_H
#define CR_DATE_TEXT_H

#include "utils/date.h"

#include "language/language.h"

typedef enum DateStyleName
{
	DATE_STYLE_FULL,			/* with the day of the week */
	DATE_STYLE_LONG,
	DATE_STYLE_MEDIUM,
	DATE_STYLE_SHORT,			/* in figures; the year is never cut to two digits */
	DATE_STYLE_MONTH,			/* month and year */
	DATE_STYLE_YEAR
} DateStyleName;

/*
 * calendar: null for the one that the language names in its extension, without one
 * the Gregorian.  The day is finite.
 */
extern text *date_text_write(const LanguageChain *chain, int first_root, DateADT day,
							 const char *calendar, DateStyleName style);

#endif							/* CR_DATE_TEXT_H */
