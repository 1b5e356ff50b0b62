/*
 * clock_core.h
 *		Due days and stopped clocks, without the server.
 */
#ifndef CR_CLOCK_CORE_H
#define CR_CLOCK_CORE_H

#include "calendar_core.h"

typedef enum ClockUnit
{
	CLOCK_DAYS,
	CLOCK_WEEKS,
	CLOCK_MONTHS,
	CLOCK_YEARS,
	CLOCK_FIRST_OF_MONTH_AFTER
} ClockUnit;

/* closed-open: the clock stands still from "from" and runs again on "to" */
typedef struct ClockStop
{
	int32_t		from;
	int32_t		to;				/* DAY_OPEN_END while it stands */
} ClockStop;

/* the start must be finite; the result may lie outside what a date can hold */
extern int64_t clock_due(int32_t start, int32_t amount, ClockUnit unit);

/* the stops in ascending order of their first day */
extern int64_t clock_stopped(const ClockStop *stop, size_t nstops, int32_t as_of);

#endif							/* CR_CLOCK_CORE_H */
