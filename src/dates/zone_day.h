/*
 * zone_day.h
 *		Days as they begin and end in a time zone.
 */
#ifndef CR_ZONE_DAY_H
#define CR_ZONE_DAY_H

#include "postgres.h"
#include "datatype/timestamp.h"
#include "pgtime.h"
#include "utils/date.h"

/* an error when there is no such zone */
extern pg_tz *zone_by_name(const text *name);

/*
 * The first moment from which on it is so late on that day, for good: minutes
 * after its midnight, by the clocks of the zone.  The day must be finite.
 */
extern TimestampTz zone_moment(int64 day, int minutes, pg_tz *zone);

/* the day that it is at a finite moment: the last one that has begun */
extern int64 zone_day_at(TimestampTz moment, pg_tz *zone);

/* the first moment after the day; of an infinite day, infinite */
extern TimestampTz zone_day_over(DateADT day, pg_tz *zone);

#endif							/* CR_ZONE_DAY_H */
