/*
 * clock_core.c
 *		Due days and stopped clocks, without the server.
 */
#include "clock_core.h"

int64_t
clock_due(int32_t start, int32_t amount, ClockUnit unit)
{
	int64_t		day;

	switch (unit)
	{
		case CLOCK_DAYS:
			return (int64_t) start + amount;
		case CLOCK_WEEKS:
			return (int64_t) start + (int64_t) amount * 7;
		case CLOCK_MONTHS:
			return day_add_months(start, amount);
		case CLOCK_YEARS:
			return day_add_months(start, (int64_t) amount * 12);
		case CLOCK_FIRST_OF_MONTH_AFTER:
			day = day_add_months(start, amount);

			/*
			 * Months that begin on the first day of a month are whole months:
			 * they end with the last day of one, not with the first of the
			 * next.  So the depositary of the Hague conventions reckons.
			 */
			if (amount > 0 && day_to_civil(start).day == 1)
				day--;
			return month_first_day(month_of_day(day) + 1);
	}
	return start;
}

int64_t
clock_stopped(const ClockStop *stop, size_t nstops, int32_t as_of)
{
	int64_t		total = 0;
	int64_t		reached = INT64_MIN;	/* counted up to this day */
	size_t		i;

	for (i = 0; i < nstops; i++)
	{
		int64_t		from = stop[i].from;
		int64_t		to = stop[i].to < as_of ? stop[i].to : as_of;

		if (from < reached)
			from = reached;
		if (to > from)
		{
			total += to - from;
			reached = to;
		}
	}
	return total;
}
