/*
 * hebrew_core.h
 *		The Hebrew calendar, without the server.
 *
 * ICU has it, but up to version 72 at least with one year of our century on
 * the wrong day (5807, of 2046).
 */
#ifndef CR_HEBREW_CORE_H
#define CR_HEBREW_CORE_H

#include "year_months_core.h"

/*
 * Months from 1 Tishri to 13 Elul.  6 is Adar I, of length 0 in common years; 7
 * is Adar, in leap years Adar II.  Years from 1 on.
 */
extern void hebrew_year(int year, YearMonths *result);

/* the year that has the day, which must not lie before year 1 */
extern int	hebrew_year_of(int64_t day);

#endif							/* CR_HEBREW_CORE_H */
