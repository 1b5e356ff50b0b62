/*
 * bikram_sambat_core.h
 *		Nepal's calendar, Bikram Sambat, without the server.
 *
 * Its months follow the sun through the signs as a committee reckons it each
 * year; there is no rule to compute them by, so there is a table.
 */
#ifndef CR_BIKRAM_SAMBAT_CORE_H
#define CR_BIKRAM_SAMBAT_CORE_H

#include "year_months_core.h"

/* counts up whenever a month length of the table changes */
#define BIKRAM_SAMBAT_VERSION 1

#define BIKRAM_SAMBAT_FIRST_YEAR 1970
#define BIKRAM_SAMBAT_LAST_YEAR 2099
#define BIKRAM_SAMBAT_FIRST_DAY (-31674)	/* 1913-04-13 */

typedef enum BikramSambatCertainty
{
	BIKRAM_SAMBAT_COMPILED,		/* before the sources agree */
	BIKRAM_SAMBAT_PUBLISHED,	/* as printed in Nepal; the sources agree */
	BIKRAM_SAMBAT_DISPUTED,		/* published, and reported in two ways */
	BIKRAM_SAMBAT_PREDICTED		/* not yet published when the table was made */
} BikramSambatCertainty;

/* the year must be one of the table */
extern void bikram_sambat_year(int year, YearMonths *result);
extern BikramSambatCertainty bikram_sambat_certainty(int year);

/* false when the table does not have the day */
extern bool bikram_sambat_year_of(int64_t day, int *year);

#endif							/* CR_BIKRAM_SAMBAT_CORE_H */
