/*
 * cadence_core.h
 *		A follow-up promise: its words and its bytes, without the server.
 */
#ifndef CR_CADENCE_CORE_H
#define CR_CADENCE_CORE_H

#include "calendar_core.h"

#define CADENCE_VERSION 1

#define CADENCE_PHASES_MAX 16
#define CADENCE_ITEMS_MAX 32
#define CADENCE_NUMBER_MAX 9999 /* every number but the two below */
#define CADENCE_QUOTA_MAX 99
#define CADENCE_AGE_MAX 150

/* these numbers are stored: they never change */
#define CADENCE_PER 1			/* 2 per month */
#define CADENCE_EVERY 2			/* every 2 weeks */
#define CADENCE_AT 3			/* at 7, 14 and 30 days */
#define CADENCE_ONCE 4			/* once within 10 days */

#define CADENCE_NO_UNIT 0
#define CADENCE_DAYS 1
#define CADENCE_WEEKS 2
#define CADENCE_MONTHS 3
#define CADENCE_YEARS 4
#define CADENCE_WORKING_DAYS 5

#define CADENCE_END_SELF 0		/* the phase ends with its last item */
#define CADENCE_END_OPEN 1		/* it goes on */
#define CADENCE_END_FOR 2		/* for 12 months */
#define CADENCE_END_AGE 3		/* until age 18 */

typedef struct CadencePhase
{
	uint8_t		kind;
	uint8_t		unit;
	uint8_t		end_kind;
	uint8_t		end_unit;		/* of "for" */
	uint16_t	count;			/* visits a period, or the n of "every n" */
	uint16_t	end_count;		/* the n of "for" or the age */
	uint16_t	apart;			/* days, 0 when not promised */
	uint8_t		nitems;			/* of "at" and "once within" */
	uint16_t	item[CADENCE_ITEMS_MAX];
} CadencePhase;

typedef struct Cadence
{
	int			nphases;
	CadencePhase phase[CADENCE_PHASES_MAX];
} Cadence;

typedef enum CadenceFault
{
	CADENCE_OK = 0,
	CADENCE_SYNTAX,
	CADENCE_NUMBER,				/* zero, or larger than its limit */
	CADENCE_TOO_MANY_PHASES,
	CADENCE_TOO_MANY_ITEMS,
	CADENCE_NOT_ASCENDING,
	CADENCE_ENDLESS_PHASE,		/* a phase after one that does not end */
	CADENCE_BAD_BYTES
} CadenceFault;

/* version, number of phases, then phases */
#define CADENCE_PHASE_HEAD 11
#define CADENCE_BYTES_MAX \
	(2 + CADENCE_PHASES_MAX * (CADENCE_PHASE_HEAD + 2 * CADENCE_ITEMS_MAX))

/* the longest phase is a list of 32 four-digit items: 6 bytes each */
#define CADENCE_TEXT_MAX (CADENCE_PHASES_MAX * (CADENCE_ITEMS_MAX * 6 + 64))

extern CadenceFault cadence_parse(const char *text, size_t length,
								  Cadence *result, size_t *where);
extern size_t cadence_print(const Cadence *cadence, char *text);
extern size_t cadence_encode(const Cadence *cadence, uint8_t *bytes);
extern CadenceFault cadence_decode(const uint8_t *bytes, size_t length,
								   Cadence *result);
extern bool cadence_needs_calendar(const Cadence *cadence);

/* 0 when the promise does not end with an age */
extern int	cadence_until_age(const Cadence *cadence);

#endif							/* CR_CADENCE_CORE_H */
