/*
 * zone_day.c
 *		Days as they begin and end in a time zone.
 *
 * Clocks are put forward and back, at midnight too: a day may begin at one
 * o'clock, lack altogether where the date line was moved, or come back after
 * the next one has begun, where clocks went from one minute past midnight to
 * one past eleven.  A day begins here with the first moment from which on it is
 * never an earlier one again.  So the days follow one another everywhere, each
 * moment lies on one of them, and what is due on a day is late from the moment
 * at which the next one begins: overdue_from(), is_overdue(), day_at() and
 * due_at() all rest on that.
 */
#include "postgres.h"

#include "common/int.h"
#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "compat.h"
#include "dates/zone_day.h"

PG_FUNCTION_INFO_V1(zone_overdue_from);
PG_FUNCTION_INFO_V1(zone_day_of_moment);

#define UNIX_EPOCH_DAYS (POSTGRES_EPOCH_JDATE - UNIX_EPOCH_JDATE)

/* no zone is as far from Greenwich as that, not even one given as a rule */
#define FAR_SECONDS (8 * (int64) SECS_PER_DAY)

pg_tz *
zone_by_name(const text *name)
{
	char	   *zone_name = text_to_cstring(name);
	pg_tz	   *zone = pg_tzset(zone_name);

	/* a zone with leap seconds has other days than PostgreSQL's timestamps */
	if (zone == NULL || !pg_tz_acceptable(zone))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("time zone \"%s\" is not known", zone_name),
				 errhint("Name it as pg_timezone_names does, for example \"Europe/Berlin\"; abbreviations such as \"PST\" are no zones.")));
	pfree(zone_name);
	return zone;
}

/* seconds east of Greenwich; *until becomes when that changes, if it does before */
static int64
offset_at(pg_time_t now, pg_tz *zone, pg_time_t *until)
{
	pg_time_t	change;
	long int	offset;
	long int	next_offset;
	int			dst;
	int			next_dst;

	if (pg_next_dst_boundary(&now, &offset, &dst, &change, &next_offset, &next_dst, zone) > 0 &&
		change < *until)
		*until = change;
	return offset;
}

/*
 * The first second from which on clocks stand at "local" or later, for good;
 * both in seconds since 1970.  Between two changes local time is a straight
 * line, so each stretch is before "local" up to its end or up to one point; the
 * last stretch that is so at all has the answer.
 */
static pg_time_t
local_reached(int64 local, pg_tz *zone)
{
	pg_time_t	from = (pg_time_t) (local - FAR_SECONDS);
	pg_time_t	reached = from;

	while (from < local + FAR_SECONDS)
	{
		pg_time_t	until = (pg_time_t) (local + FAR_SECONDS);
		int64		offset = offset_at(from, zone, &until);

		if (from + offset < local)
			reached = Min(until, (pg_time_t) (local - offset));
		from = until;
	}
	return reached;
}

TimestampTz
zone_moment(int64 day, int minutes, pg_tz *zone)
{
	int64		local = (day + UNIX_EPOCH_DAYS) * SECS_PER_DAY + minutes * SECS_PER_MINUTE;
	pg_time_t	reached;
	TimestampTz moment;

	/* in seconds all days that a date can have fit in; in microseconds they do not */
	reached = local_reached(local, zone);
	if (pg_mul_s64_overflow(reached - UNIX_EPOCH_DAYS * (int64) SECS_PER_DAY, USECS_PER_SEC, &moment) ||
		!IS_VALID_TIMESTAMP(moment))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("timestamp out of range")));
	return moment;
}

int64
zone_day_at(TimestampTz moment, pg_tz *zone)
{
	int64		seconds = moment / USECS_PER_SEC;
	pg_time_t	now;
	pg_time_t	until;
	int64		local;
	int64		day;

	if (moment % USECS_PER_SEC < 0)
		seconds--;
	now = (pg_time_t) (seconds + UNIX_EPOCH_DAYS * (int64) SECS_PER_DAY);
	until = now;
	local = now + offset_at(now, zone, &until);
	day = local / SECS_PER_DAY - (local % SECS_PER_DAY < 0 ? 1 : 0);
	/* it may be the day before, once more */
	while (local_reached(day * SECS_PER_DAY, zone) > now)
		day--;
	return day - UNIX_EPOCH_DAYS;
}

TimestampTz
zone_day_over(DateADT day, pg_tz *zone)
{
	if (DATE_IS_NOBEGIN(day))
		return DT_NOBEGIN;
	if (DATE_IS_NOEND(day))
		return DT_NOEND;
	return zone_moment((int64) day + 1, 0, zone);
}

/*
 * overdue_from(due_on date, time_zone text) returns timestamptz
 */
Datum
zone_overdue_from(PG_FUNCTION_ARGS)
{
	PG_RETURN_TIMESTAMPTZ(zone_day_over(PG_GETARG_DATEADT(0),
										zone_by_name(PG_GETARG_TEXT_PP(1))));
}

/*
 * day_at(moment timestamptz, time_zone text) returns date
 */
Datum
zone_day_of_moment(PG_FUNCTION_ARGS)
{
	TimestampTz moment = PG_GETARG_TIMESTAMPTZ(0);
	pg_tz	   *zone = zone_by_name(PG_GETARG_TEXT_PP(1));

	if (TIMESTAMP_IS_NOBEGIN(moment))
		PG_RETURN_DATEADT(DATEVAL_NOBEGIN);
	if (TIMESTAMP_IS_NOEND(moment))
		PG_RETURN_DATEADT(DATEVAL_NOEND);
	PG_RETURN_DATEADT((DateADT) zone_day_at(moment, zone));
}
