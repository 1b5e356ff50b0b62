/*
 * partial_date_core.h
 *		A day known within bounds: notation and arithmetic, without the server.
 */
#ifndef CR_PARTIAL_DATE_CORE_H
#define CR_PARTIAL_DATE_CORE_H

#include "calendar_core.h"

#define PARTIAL_DATE_VERSION 1

/*
 * Precision of one end, coarse to fine.  The numbers are stored: they never
 * change, and the gaps are room for what may come.
 */
#define PRECISION_OPEN 0
#define PRECISION_CENTURY 10
#define PRECISION_DECADE 20
#define PRECISION_YEAR 30
#define PRECISION_MONTH 40
#define PRECISION_DAY 50

/* how sure the source was of one end; stored, never changed */
#define QUALIFIER_NONE 0
#define QUALIFIER_UNCERTAIN 1	/* ? */
#define QUALIFIER_APPROXIMATE 2 /* ~ */
#define QUALIFIER_BOTH 3		/* % */

/*
 * The stored value, 16 bytes, every one of them defined.  from_day is the
 * first day of the unit that the first end names, to_day the last day of the
 * unit that the second end names; a single date has both ends alike.
 */
typedef struct PartialDate
{
	uint8_t		version;
	uint8_t		from_precision;
	uint8_t		from_qualifier;
	uint8_t		to_precision;
	uint8_t		to_qualifier;
	uint8_t		reserved[3];	/* zero */
	int32_t		from_day;		/* DAY_OPEN_BEGIN when open */
	int32_t		to_day;			/* DAY_OPEN_END when open */
} PartialDate;

typedef enum PartialDateFault
{
	PARTIAL_DATE_OK = 0,
	PARTIAL_DATE_SYNTAX,
	PARTIAL_DATE_SEASON,
	PARTIAL_DATE_NO_SUCH_MONTH,
	PARTIAL_DATE_NO_SUCH_DAY,
	PARTIAL_DATE_YEAR_RANGE,
	PARTIAL_DATE_BACKWARDS,
	PARTIAL_DATE_NOTHING_KNOWN,
	PARTIAL_DATE_UNSPECIFIED	/* an X where only EDTF level 2 has one */
} PartialDateFault;

/* on which day somebody born on 29 February completes years */
typedef enum LeapRule
{
	LEAP_MARCH_1,
	LEAP_FEBRUARY_28
} LeapRule;

/* "2011-04-17%/2011-04-18%" and its terminating zero, with room to spare */
#define PARTIAL_DATE_TEXT_MAX 32

#define PARTIAL_DATE_YEARS_MAX 200

extern PartialDateFault partial_date_parse(const char *text, size_t length,
										   PartialDate *result, size_t *where);
extern size_t partial_date_print(const PartialDate *date, char *text);
extern bool partial_date_is_valid(const PartialDate *date);
extern bool partial_date_is_single(const PartialDate *date);
extern void partial_date_set_day(PartialDate *date, int32_t day);
extern int	partial_date_compare(const PartialDate *a, const PartialDate *b);

/* the day on which a person born on this day completes so many years */
extern int32_t birth_complete(int32_t birth, int years, LeapRule rule);

/* completed years; the day must not lie before the birth */
extern int	birth_age(int32_t birth, int32_t day, LeapRule rule);

/*
 * The last day of birth with which so many years are completed on the day;
 * DAY_OPEN_BEGIN where there is none that can be written, and for a day that
 * is none.
 */
extern int32_t birth_cutoff(int years, int32_t day, LeapRule rule);

/* 1 true, 0 false, -1 not known; the cutoff is that of the age and the day */
extern int	partial_date_is_under(const PartialDate *born, int32_t cutoff, int32_t day);

#endif							/* CR_PARTIAL_DATE_CORE_H */
