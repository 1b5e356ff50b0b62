/*
 * cadence_test.c
 *		Follow-up promises against a simulation that lives every day once.
 *
 * The simulation walks from the start, day by day, and asks of each whether a
 * phase ends or a period begins with it; it counts working days as they come
 * and shares no arithmetic with what it checks.
 *
 * Where a calendar does not know the holidays of some days, the simulation is
 * run for several ways in which these days may turn out to be: what is told
 * must be true in all of them, and nothing may be withheld that rests on known
 * days alone.
 */
#include "check.h"
#include "cadence_visit_core.h"

/* ---------- the world: every day from 2000-01-01 on ---------- */

#define NDAYS 24000
#define HORIZON 6000			/* days of a promise that are lived through */

typedef struct WorldDay
{
	short		year;
	signed char month;
	signed char day;
	signed char weekday;		/* 0 is Monday */
	signed char worked;			/* in the way of things that is being tried */
	bool		known;
} WorldDay;

static WorldDay world[NDAYS];
static int	first_of[80][13];	/* [year - 2000][month] */

static int
length_of(int year, int month)
{
	static const int length[] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return month == 2 && year % 4 == 0 ? 29 : length[month];
}

static void
make_world(void)
{
	int			year = 2000;
	int			month = 1;
	int			day = 1;
	int			i;

	for (i = 0; i < NDAYS; i++)
	{
		world[i].year = (short) year;
		world[i].month = (signed char) month;
		world[i].day = (signed char) day;
		/* 2000-01-01 was a Saturday */
		world[i].weekday = (signed char) ((i + 5) % 7);
		if (day == 1)
			first_of[year - 2000][month] = i;
		if (++day > length_of(year, month))
		{
			day = 1;
			if (++month > 12)
			{
				month = 1;
				year++;
			}
		}
	}
}

/* the same day of a later month, or the last one that it has */
static int
months_later(int day, int months)
{
	int			month = world[day].month - 1 + months;
	int			year = world[day].year + month / 12;
	int			length;

	month = month % 12 + 1;
	if (year > 2060)
		return NDAYS;
	length = length_of(year, month);
	return first_of[year - 2000][month] + (world[day].day < length ? world[day].day : length) - 1;
}

/* ---------- calendars ---------- */

#define CALENDAR_DAYS 400

typedef struct TestCalendar
{
	WorkingCalendar calendar;
	WeekendSpan weekend[3];
	int32_t		holiday[CALENDAR_DAYS];
	int32_t		worked[CALENDAR_DAYS];
	DaySpan		known[8];
	bool		none;			/* no calendar is given */
} TestCalendar;

static TestCalendar test_calendar;

static const WorkingCalendar *
given_calendar(void)
{
	return test_calendar.none ? NULL : &test_calendar.calendar;
}

/* what the calendar says of each day */
static void
spread_calendar(void)
{
	const WorkingCalendar *c = &test_calendar.calendar;
	int			day;
	int			i;

	for (day = 0; day < NDAYS; day++)
	{
		int			weekend = c->weekend[0].days;

		for (i = 1; i < c->nweekends; i++)
		{
			if (c->weekend[i].from <= day)
				weekend = c->weekend[i].days;
		}
		world[day].known = c->weekends_suffice;
		for (i = 0; i < c->nknown && !world[day].known; i++)
			world[day].known = c->known[i].from <= day && day <= c->known[i].to;
		if (test_calendar.none)
			world[day].known = false;
		world[day].worked = !(weekend >> world[day].weekday & 1);
	}
	for (i = 0; i < c->nholidays; i++)
		world[c->holiday[i]].worked = false;
	for (i = 0; i < c->nworked; i++)
		world[c->worked[i]].worked = true;
}

/* one of the ways in which the days that are not known may turn out to be */
static void
try_way(int way)
{
	int			day;

	for (day = 0; day < NDAYS; day++)
	{
		if (!world[day].known)
			world[day].worked = way == 0 ? 1 : (way == 1 ? 0 : (signed char) between(0, 1));
	}
}

/* a calendar about a day; of "gaps", 0 knows everything, 3 nothing */
static void
random_calendar(int about, int gaps)
{
	static const int weekends[] = {0x60, 0x30, 0x18, 0x40, 0x68, 0x3f, 0x00};
	WorkingCalendar *c = &test_calendar.calendar;
	int			day;

	memset(&test_calendar, 0, sizeof(test_calendar));
	c->weekend = test_calendar.weekend;
	c->holiday = test_calendar.holiday;
	c->worked = test_calendar.worked;
	c->known = test_calendar.known;
	c->nweekends = 1;
	test_calendar.weekend[0].from = DAY_OPEN_BEGIN;
	test_calendar.weekend[0].days = weekends[between(0, 6)];
	if (between(0, 3) == 0)
	{
		test_calendar.weekend[1].from = about + between(-10, 100);
		test_calendar.weekend[1].days = weekends[between(0, 6)];
		c->nweekends = 2;
	}
	spread_calendar();
	for (day = about - 40; day < about + 700; day += between(1, 30))
	{
		if (world[day].worked && c->nholidays < CALENDAR_DAYS)
			test_calendar.holiday[c->nholidays++] = day;
		else if (between(0, 3) == 0 && c->nworked < CALENDAR_DAYS)
			test_calendar.worked[c->nworked++] = day;
	}
	switch (gaps)
	{
		case 0:
			c->weekends_suffice = true;
			break;
		case 1:
			/* up to a day */
			c->nknown = 1;
			test_calendar.known[0].from = between(0, 1) ? DAY_OPEN_BEGIN : about + between(-30, 5);
			test_calendar.known[0].to = about + between(0, 150);
			break;
		case 2:
			/* now and then */
			day = about + between(-20, 5);
			while (c->nknown < 5)
			{
				test_calendar.known[c->nknown].from = day;
				day += between(0, 90);
				test_calendar.known[c->nknown++].to = day;
				day += between(2, 4);
			}
			break;
		default:
			test_calendar.none = between(0, 1);
			break;
	}
	spread_calendar();
}

/* ---------- the simulation ---------- */

#define NEVER (NDAYS + 1)

typedef struct SimPeriod
{
	int			from;
	int			to;				/* NEVER: longer than was lived through */
	int			quota;
	int			apart;
	int			counted;
} SimPeriod;

static SimPeriod sim[HORIZON + 1];
static int	nsim;
static bool sim_goes_on;		/* there is more than was lived through */

/* does the rule of the phase begin another period with this day? */
static bool
begins_period(const CadencePhase *phase, int from, int day, int k, int worked, int worked_after)
{
	int			n = phase->kind == CADENCE_EVERY ? phase->count : 1;
	int			item;

	if (day == from)
		return true;
	switch (phase->kind)
	{
		case CADENCE_AT:
		case CADENCE_ONCE:
			/* after the last one there is nothing more */
			item = phase->item[k < phase->nitems ? k : phase->nitems - 1];
			switch (phase->unit)
			{
				case CADENCE_DAYS:
					return day == from + item + 1;
				case CADENCE_WEEKS:
					return day == from + 7 * item + 1;
				case CADENCE_MONTHS:
					return day == months_later(from, item) + 1;
				case CADENCE_YEARS:
					return day == months_later(from, 12 * item) + 1;
				default:
					return worked_after == item && world[day - 1].worked && day - 1 != from;
			}
		default:
			switch (phase->unit)
			{
				case CADENCE_DAYS:
					return (day - from) % n == 0;
				case CADENCE_WEEKS:
					return (day - from) % (7 * n) == 0;
				case CADENCE_MONTHS:
					if (phase->kind == CADENCE_PER)
						return world[day].day == 1;
					return day == months_later(from, (k + 1) * n);
				case CADENCE_YEARS:
					return day == months_later(from, (k + 1) * 12 * n);
				default:
					return world[day - 1].worked && worked % n == 0;
			}
	}
}

static bool
phase_is_over(const CadencePhase *phase, int from, int day, int k, int worked, int worked_after)
{
	if (phase->end_kind == CADENCE_END_SELF)
		return k == phase->nitems - 1 && day > from &&
			begins_period(phase, from, day, k, worked, worked_after);
	if (phase->end_kind != CADENCE_END_FOR)
		return false;
	switch (phase->end_unit)
	{
		case CADENCE_DAYS:
			return day == from + phase->end_count;
		case CADENCE_WEEKS:
			return day == from + 7 * phase->end_count;
		case CADENCE_MONTHS:
			return day == months_later(from, phase->end_count);
		case CADENCE_YEARS:
			return day == months_later(from, 12 * phase->end_count);
		default:
			return day > from && worked == phase->end_count;
	}
}

/* days of the period that holds a day, had nothing cut it */
static int
whole_days(const CadencePhase *phase, int from, int day, int k)
{
	switch (phase->unit)
	{
		case CADENCE_WEEKS:
			return 7;
		case CADENCE_MONTHS:
			return length_of(world[day].year, world[day].month);
		default:
			return months_later(from, 12 * (k + 1)) - months_later(from, 12 * k);
	}
}

static void
simulate(const Cadence *cadence, int start, int ends)
{
	int			day = start;
	int			horizon = start + HORIZON;
	int			i;

	nsim = 0;
	sim_goes_on = false;
	for (i = 0; i < cadence->nphases && day < ends; i++)
	{
		const CadencePhase *phase = &cadence->phase[i];
		int			from = day;
		int			k = -1;		/* the period of this phase */
		int			worked = 0; /* before the day, from the first day on */
		int			worked_after = 0;	/* the same without the first day */
		bool		over = false;

		for (; !over && day <= horizon; day++)
		{
			bool		begins = begins_period(phase, from, day, k, worked, worked_after);

			over = day >= ends || phase_is_over(phase, from, day, k, worked, worked_after);
			if ((begins || over) && k >= 0)
			{
				SimPeriod  *period = &sim[nsim - 1];

				period->to = day - 1;
				if (phase->kind == CADENCE_PER)
					period->quota = phase->count * (day - period->from) /
						whole_days(phase, from, period->from, k);
				else
					period->quota = begins ? 1 : 0;
			}
			if (over)
				break;
			if (begins)
			{
				k++;
				CHECK(nsim <= HORIZON, "too many periods");
				memset(&sim[nsim], 0, sizeof(SimPeriod));
				sim[nsim].from = day;
				sim[nsim].to = NEVER;
				sim[nsim].quota = phase->kind == CADENCE_PER ? phase->count : 1;
				sim[nsim].apart = phase->apart > 0 ? phase->apart : 1;
				nsim++;
			}
			worked += world[day].worked;
			worked_after += world[day].worked && day != from;
		}
		if (!over)
		{
			sim_goes_on = true;
			return;
		}
	}
}

static int
sim_period_of(int day)
{
	int			low = 0;
	int			high = nsim;

	while (low < high)
	{
		int			middle = (low + high) / 2;

		if (sim[middle].to < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low < nsim && sim[low].from <= day ? low : -1;
}

/* ---------- what is checked ---------- */

#define VISITS_MAX 64

typedef struct Case
{
	const Cadence *cadence;
	char		text[CADENCE_TEXT_MAX];
	int			start;
	int			ends;
	int			as_of;
	int			nvisits;
	int32_t		visit[VISITS_MAX];
} Case;

static void
sort_visits(int32_t *visit, int n)
{
	int			i;
	int			j;

	for (i = 1; i < n; i++)
	{
		for (j = i; j > 0 && visit[j] < visit[j - 1]; j--)
		{
			int32_t		swap = visit[j];

			visit[j] = visit[j - 1];
			visit[j - 1] = swap;
		}
	}
}

/* are all days known from the start of the case up to and including this one? */
static bool
known_up_to(const Case *c, int day)
{
	int			d;

	for (d = c->start; d <= day && d < NDAYS; d++)
	{
		if (!world[d].known)
			return false;
	}
	return true;
}

static void
check_periods(const Case *c, const CadencePlan *plan)
{
	int64_t		gap;
	int64_t		count;
	int64_t		k;
	int			i;
	int			at = 0;			/* in the simulation */

	CHECK(plan->sure || cadence_needs_calendar(c->cadence), "only working days can be unknown");
	for (i = 0; i < plan->nparts; i++)
	{
		const CadencePart *part = &plan->part[i];
		CadencePeriod period;
		int64_t		sum = 0;

		k = 0;
		do
		{
			int64_t		found;
			int64_t		quota;

			period = cadence_part_period(plan, part, k);
			if (!period.sure)
			{
				CHECK(!world[period.to].known, "%d is known", (int) period.to);
				if (period.to < period.from)
					break;
			}
			while (at < nsim && sim[at].from < period.from)
				at++;
			if (at == nsim && sim_goes_on)
				return;
			CHECK(at < nsim && sim[at].from == period.from, "period %lld of part %d begins on %lld",
				  (long long) k, i, (long long) period.from);
			if (sim[at].to == NEVER)
				return;
			if (period.sure)
			{
				CHECK(period.to == sim[at].to && period.quota == sim[at].quota,
					  "period from %lld to %lld asks %d, not to %d %d", (long long) period.from,
					  (long long) period.to, period.quota, sim[at].to, sim[at].quota);
				CHECK(cadence_part_find(plan, part, period.from, &found, &gap) && found == k,
					  "first day of %lld", (long long) k);
				CHECK(cadence_part_find(plan, part, period.to, &found, &gap) && found == k,
					  "last day of %lld", (long long) k);
				sum += period.quota;
				CHECK(cadence_part_quota(plan, part, k + 1, &quota, &gap) && quota == sum,
					  "sum of %lld", (long long) k);
			}
			else
			{
				CHECK(sim[at].to >= period.to, "period from %d goes to %d, not to %lld at least",
					  sim[at].from, sim[at].to, (long long) period.to);
				CHECK(period.quota == CADENCE_UNKNOWN || period.quota == sim[at].quota,
					  "quota of the period from %d", sim[at].from);
				CHECK(!known_up_to(c, sim[at].to), "withheld: period from %d to %d",
					  sim[at].from, sim[at].to);
			}
			k++;
		} while (cadence_part_goes_on(part, &period) && k < HORIZON);
		if (period.sure && part->sure && cadence_part_count(plan, part, &count, &gap))
			CHECK(count == k || k == HORIZON, "%lld periods, not %lld", (long long) count, (long long) k);
	}
	if (plan->sure && !plan->endless && !sim_goes_on)
		CHECK(nsim == 0 ? plan->nparts == 0 : plan->until == sim[nsim - 1].to + 1,
			  "the end is %lld", (long long) plan->until);
}

/* the visits as the simulation counts them */
static CadenceVerdict
sim_visit(const Case *c, int v, int *last)
{
	int			day = c->visit[v];
	int			p = sim_period_of(day);

	if (p < 0)
		return CADENCE_OUTSIDE;
	if (v > 0 && c->visit[v - 1] == day)
		return CADENCE_SAME_DAY;
	if (sim[p].counted >= sim[p].quota)
		return CADENCE_PERIOD_FULL;
	if (day - *last < sim[p].apart)
		return CADENCE_TOO_SOON;
	sim[p].counted++;
	*last = day;
	return CADENCE_COUNTS;
}

static void
check_visits(const Case *c, const CadencePlan *plan)
{
	CadenceWalk walk;
	int			last = -NDAYS;
	int			v;

	cadence_walk_begin(&walk, plan);
	for (v = 0; v < c->nvisits; v++)
	{
		CadenceVerdict got = cadence_walk_visit(&walk, c->visit[v]);
		CadenceVerdict expected = sim_visit(c, v, &last);
		int			p = sim_period_of(c->visit[v]);

		if (got == CADENCE_CANNOT_TELL)
		{
			CHECK(p < 0 || !known_up_to(c, sim[p].to) || sim[p].to == NEVER,
				  "withheld: visit on %d", c->visit[v]);
			CHECK(!world[walk.gap].known, "%lld is known", (long long) walk.gap);
		}
		else
			CHECK(got == expected || (got == CADENCE_SAME_DAY && c->visit[v - 1] == c->visit[v]),
				  "visit on %d: %d, not %d", c->visit[v], got, expected);
		if (c->visit[v] >= c->ends)
			CHECK(got == CADENCE_OUTSIDE, "visit on %d, after the end", c->visit[v]);
		if (walk.has_period)
			CHECK(p >= 0 && walk.period.from == sim[p].from, "period of the visit on %d", c->visit[v]);
	}
}

typedef struct SimProgress
{
	int64_t		due;
	int64_t		done;
	int64_t		missed;
	int64_t		total;
	int			current;
	int			next;
	int			next_from;
} SimProgress;

static void
sim_measure(const Case *c, SimProgress *result)
{
	int64_t		credited = 0;
	int			last = -NDAYS;
	int			day;
	int			p;
	int			v;

	memset(result, 0, sizeof(*result));
	result->current = result->next = -1;
	result->next_from = NEVER;
	for (p = 0; p < nsim; p++)
		sim[p].counted = 0;
	for (v = 0; v < c->nvisits && c->visit[v] <= c->as_of; v++)
		sim_visit(c, v, &last);
	for (p = 0; p < nsim; p++)
	{
		result->total += sim[p].quota;
		result->done += sim[p].counted;
		if (sim[p].to < c->as_of)
		{
			result->due += sim[p].quota;
			credited += sim[p].counted;
			continue;
		}
		if (sim[p].from <= c->as_of)
			result->current = p;
		if (result->next < 0 && sim[p].counted < sim[p].quota)
			result->next = p;
	}
	result->missed = result->due - credited;
	for (day = c->as_of > c->start ? c->as_of : c->start; day < c->start + HORIZON; day++)
	{
		p = sim_period_of(day);
		if (p < 0)
			break;
		if (sim[p].counted < sim[p].quota && day - last >= sim[p].apart)
		{
			result->next_from = day;
			break;
		}
	}
}

/* nothing is withheld that rests on known days alone: of what reaches up to a day */
static void
check_told(const Case *c, bool told, int upto, const char *what)
{
	CHECK(told || upto >= NEVER || !known_up_to(c, upto), "withheld: %s", what);
}

static void
check_progress(const Case *c, const CadencePlan *plan)
{
	CadenceProgress got;
	SimProgress expected;
	int			end = nsim > 0 ? sim[nsim - 1].to : c->start;
	int			current_to;
	bool		all_told;

	cadence_measure(plan, c->visit, (size_t) c->nvisits, c->as_of, &got);
	sim_measure(c, &expected);
	current_to = expected.current >= 0 ? sim[expected.current].to : c->as_of - 1;

	if (got.due != CADENCE_UNKNOWN)
		CHECK(got.due == expected.due, "due %lld, not %lld", (long long) got.due, (long long) expected.due);
	if (got.missed != CADENCE_UNKNOWN)
		CHECK(got.missed == expected.missed, "missed %lld, not %lld", (long long) got.missed,
			  (long long) expected.missed);
	if (got.done != CADENCE_UNKNOWN)
		CHECK(got.done == expected.done, "done %lld, not %lld", (long long) got.done, (long long) expected.done);
	check_told(c, got.due != CADENCE_UNKNOWN && got.missed != CADENCE_UNKNOWN, c->as_of - 1, "due");
	check_told(c, got.done != CADENCE_UNKNOWN, current_to, "done");

	if (got.has_current)
	{
		CHECK(expected.current >= 0 && got.current.from == sim[expected.current].from, "current period");
		if (got.current.sure)
			CHECK(got.current.to == sim[expected.current].to, "end of the current period");
		else
			CHECK(got.current.to <= sim[expected.current].to, "end of the current period");
		if (got.current.quota != CADENCE_UNKNOWN)
			CHECK(got.current.quota == sim[expected.current].quota, "quota of the current period");
		if (got.current_done != CADENCE_UNKNOWN)
			CHECK(got.current_done == sim[expected.current].counted, "done in the current period");
	}
	else if (expected.current >= 0)
		check_told(c, false, c->as_of - 1, "current period");
	if (expected.current >= 0)
		check_told(c, got.has_current && got.current.sure && got.current_done != CADENCE_UNKNOWN,
				   current_to, "end of the current period");

	/* an open end has to be lived through to be seen */
	if (!sim_goes_on || expected.next >= 0)
	{
		if (got.has_next_due)
			CHECK(expected.next >= 0 && got.next_due == sim[expected.next].to, "next due %lld",
				  (long long) got.next_due);
		else if (expected.next >= 0)
			check_told(c, false, sim[expected.next].to, "next due");
	}
	if (got.has_next_from)
		CHECK(got.next_from == expected.next_from ||
			  (sim_goes_on && got.next_from >= c->start + HORIZON), "next from %lld, not %d",
			  (long long) got.next_from, expected.next_from);
	else if (expected.next_from != NEVER)
		check_told(c, false, sim[sim_period_of(expected.next_from)].to, "next from");

	if (plan->endless)
		CHECK(got.complete == 0, "complete without an end");
	else if (!sim_goes_on)
	{
		if (got.total != CADENCE_UNKNOWN)
			CHECK(got.total == expected.total, "total %lld, not %lld", (long long) got.total,
				  (long long) expected.total);
		if (got.complete != CADENCE_UNKNOWN)
			CHECK(got.complete == (expected.done == expected.total), "complete %d", got.complete);
		check_told(c, got.total != CADENCE_UNKNOWN && got.complete != CADENCE_UNKNOWN, end, "total");
	}

	all_told = got.due != CADENCE_UNKNOWN && got.done != CADENCE_UNKNOWN &&
		got.missed != CADENCE_UNKNOWN && (plan->endless || got.total != CADENCE_UNKNOWN) &&
		got.complete != CADENCE_UNKNOWN && got.has_current == (expected.current >= 0) &&
		(!got.has_current || (got.current.sure && got.current_done != CADENCE_UNKNOWN)) &&
		(got.has_next_due || expected.next < 0) &&
		(got.has_next_from || expected.next_from == NEVER);
	CHECK(all_told || got.has_gap, "something is not told, and no day is to blame");
	if (got.has_gap)
		CHECK(!world[got.gap].known, "%lld is known", (long long) got.gap);
}

static void
check_missed(const Case *c, const CadencePlan *plan)
{
	CadenceMissing missing;
	CadenceProgress progress;
	CadencePeriod period;
	int64_t		sum = 0;
	int			done;
	int			p = 0;
	bool		told = true;

	cadence_measure(plan, c->visit, (size_t) c->nvisits, c->as_of, &progress);
	cadence_missing_begin(&missing, plan, c->visit, (size_t) c->nvisits, c->as_of);
	/* sim_measure() has counted the visits */
	while (cadence_missing_next(&missing, &period, &done))
	{
		if (!period.sure)
		{
			CHECK(!known_up_to(c, c->as_of - 1), "withheld: what was missed from %lld on",
				  (long long) period.from);
			CHECK(!world[period.to].known, "%lld is known", (long long) period.to);
			told = false;
			/* what lies between stays open; the next phase begins where it begins */
			continue;
		}
		if (done == CADENCE_UNKNOWN)
		{
			int			v = 0;

			while (v < c->nvisits && c->visit[v] < period.from)
				v++;
			CHECK(v < c->nvisits && c->visit[v] <= period.to, "withheld: a period without visits");
			told = false;
			continue;
		}
		for (; p < nsim && sim[p].from < period.from; p++)
			CHECK(!told || sim[p].counted == sim[p].quota, "not told: missed from %d on", sim[p].from);
		CHECK(p < nsim && sim[p].from == period.from && sim[p].to == period.to &&
			  sim[p].quota == period.quota && sim[p].counted == done && done < period.quota,
			  "missed from %lld to %lld: %d of %d", (long long) period.from, (long long) period.to,
			  done, period.quota);
		sum += period.quota - done;
		p++;
	}
	for (; told && p < nsim && sim[p].to < c->as_of; p++)
		CHECK(sim[p].counted == sim[p].quota, "not told: missed from %d on", sim[p].from);
	CHECK(told == (progress.missed != CADENCE_UNKNOWN) || progress.missed == CADENCE_UNKNOWN,
		  "what was missed can be told in sum, but not one by one");
	if (told && progress.missed != CADENCE_UNKNOWN)
		CHECK(sum == progress.missed, "missed one by one %lld, in sum %lld", (long long) sum,
			  (long long) progress.missed);
}

static void
check_gap(const Case *c, const CadencePlan *plan)
{
	CadenceProgress progress;
	int64_t		gap;
	int			p = sim_period_of(c->as_of);

	cadence_measure(plan, c->visit, (size_t) c->nvisits, c->as_of, &progress);
	if (cadence_gap_before(plan, c->as_of, &gap))
	{
		CHECK(!world[gap].known, "%lld is known", (long long) gap);
		CHECK(p < 0 ? !known_up_to(c, c->as_of) : !known_up_to(c, sim[p].to), "no gap there");
	}
	else
		CHECK(progress.due != CADENCE_UNKNOWN && progress.has_current == (p >= 0) &&
			  (p < 0 || progress.current.sure), "no gap is told");
}

static void
check_case(Case *c)
{
	CadencePlan plan;
	bool		everything = !cadence_needs_calendar(c->cadence) ||
		known_up_to(c, c->start + HORIZON);
	int			ways = everything ? 1 : 4;
	int			way;

	snprintf(context, sizeof(context), "\"%.300s\" from %d to %d on %d, %d visits", c->text, c->start,
			 c->ends, c->as_of, c->nvisits);
	for (way = 0; way < ways; way++)
	{
		if (!everything)
			try_way(way);
		simulate(c->cadence, c->start, c->ends);
		cadence_lay_out(c->cadence, c->start, c->ends, given_calendar(), &plan);
		CHECK(plan.endless == (c->ends == DAY_OPEN_END &&
							   c->cadence->phase[c->cadence->nphases - 1].end_kind == CADENCE_END_OPEN),
			  "endless");
		check_periods(c, &plan);
		check_visits(c, &plan);
		check_progress(c, &plan);
		check_missed(c, &plan);
		check_gap(c, &plan);
	}
}

/* ---------- at random ---------- */

static void
random_phase(CadencePhase *phase, bool last)
{
	static const int small[] = {0, 40, 12, 14, 2, 30};	/* by unit */
	int			i;

	memset(phase, 0, sizeof(*phase));
	phase->kind = (uint8_t) between(CADENCE_PER, CADENCE_ONCE);
	phase->unit = (uint8_t) between(CADENCE_DAYS, CADENCE_WORKING_DAYS);
	switch (phase->kind)
	{
		case CADENCE_PER:
			phase->unit = between(0, 2) ? CADENCE_MONTHS :
				(uint8_t) between(CADENCE_WEEKS, CADENCE_YEARS);
			phase->count = (uint16_t) between(1, 6);
			break;
		case CADENCE_EVERY:
			phase->count = (uint16_t) between(1, small[phase->unit]);
			break;
		case CADENCE_AT:
			phase->nitems = (uint8_t) between(1, 5);
			for (i = 0; i < phase->nitems; i++)
				phase->item[i] = (uint16_t) ((i > 0 ? phase->item[i - 1] : 0) +
											 between(1, phase->unit == CADENCE_DAYS ||
													 phase->unit == CADENCE_WORKING_DAYS ? 20 : 2));
			return;
		default:
			phase->nitems = 1;
			phase->item[0] = (uint16_t) between(1, small[phase->unit]);
			return;
	}
	if (between(0, 2) == 0)
		phase->apart = (uint16_t) between(1, 30);
	if (last && between(0, 2) == 0)
		phase->end_kind = CADENCE_END_OPEN;
	else
	{
		phase->end_kind = CADENCE_END_FOR;
		phase->end_unit = (uint8_t) between(CADENCE_DAYS, CADENCE_WORKING_DAYS);
		phase->end_count = (uint16_t) between(1, 2 * small[phase->end_unit]);
	}
}

/* working days until a day that is known all the same, then visits that keep away */
static void
cloud_and_sun(Cadence *cadence)
{
	CadencePhase *phase = &cadence->phase[0];

	cadence->nphases = 2;
	memset(phase, 0, 2 * sizeof(*phase));
	phase->kind = CADENCE_EVERY;
	phase->unit = CADENCE_WORKING_DAYS;
	phase->count = (uint16_t) between(1, 15);
	phase->apart = (uint16_t) between(0, 5);
	phase->end_kind = CADENCE_END_FOR;
	phase->end_unit = CADENCE_DAYS;
	phase->end_count = (uint16_t) between(5, 60);
	phase++;
	phase->kind = CADENCE_PER;
	phase->unit = between(0, 1) ? CADENCE_WEEKS : CADENCE_MONTHS;
	phase->count = (uint16_t) between(1, 4);
	phase->apart = (uint16_t) between(1, 20);
	phase->end_kind = CADENCE_END_OPEN;
	if (between(0, 1))
	{
		phase->end_kind = CADENCE_END_FOR;
		phase->end_unit = CADENCE_WEEKS;
		phase->end_count = (uint16_t) between(1, 20);
	}
}

static void
random_case(bool cloudy)
{
	Cadence		cadence;
	Case		c;
	uint8_t		bytes[CADENCE_BYTES_MAX];
	Cadence		decoded;
	int			i;

	memset(&c, 0, sizeof(c));
	cadence.nphases = between(1, 3);
	for (i = 0; i < cadence.nphases; i++)
		random_phase(&cadence.phase[i], i == cadence.nphases - 1);
	if (cloudy)
		cloud_and_sun(&cadence);
	CHECK(cadence_decode(bytes, cadence_encode(&cadence, bytes), &decoded) == CADENCE_OK,
		  "a promise that no text says");
	c.cadence = &cadence;
	cadence_print(&cadence, c.text);

	c.start = between(100, 9000);
	if (between(0, 2) == 0)
		c.start = first_of[world[c.start].year - 2000][world[c.start].month] +
			length_of(world[c.start].year, world[c.start].month) - between(1, 3);
	c.ends = between(0, 2) == 0 ? c.start + between(-5, 1200) : DAY_OPEN_END;
	random_calendar(c.start, cloudy ? between(1, 2) : between(0, 5) / 2 + between(0, 1));

	c.nvisits = between(0, VISITS_MAX);
	for (i = 0; i < c.nvisits; i++)
		c.visit[i] = c.start + between(-20, cloudy ? 100 : (between(0, 1) ? 200 : 1500));
	sort_visits(c.visit, c.nvisits);

	c.as_of = c.start + between(-10, cloudy || between(0, 1) ? 150 : 1600);
	simulate(&cadence, c.start, c.ends);
	/* often the day on which a period begins or ends, or a day beside */
	if (nsim > 0 && between(0, 1))
	{
		const SimPeriod *p = &sim[between(0, nsim - 1 < 20 ? nsim - 1 : 20)];

		if (p->to < c.start + 1600)
			c.as_of = (between(0, 1) ? p->from : p->to) + between(-1, 1);
	}
	/* or where the calendar ends */
	else if (test_calendar.calendar.nknown > 0 && between(0, 1))
		c.as_of = test_calendar.known[0].to + between(-1, 3);
	check_case(&c);
}

/* ---------- all small ones ---------- */

/*
 * Every promise of one short phase, with every end, from every weekday on, cut
 * short on every day, asked about on every day.
 */
static void
all_small_ones(void)
{
	static const int weekends[] = {0x60, 0x30};
	Cadence		cadence;
	Case		c;
	int			kind;
	int			unit;
	int			end_unit;
	int			n;
	int			end;
	int			offset;
	int			w;
	int			known;

	memset(&c, 0, sizeof(c));
	c.cadence = &cadence;
	memset(&test_calendar, 0, sizeof(test_calendar));
	test_calendar.calendar.weekend = test_calendar.weekend;
	test_calendar.calendar.holiday = test_calendar.holiday;
	test_calendar.calendar.worked = test_calendar.worked;
	test_calendar.calendar.known = test_calendar.known;
	test_calendar.calendar.nweekends = 1;
	test_calendar.calendar.nknown = 1;
	test_calendar.weekend[0].from = DAY_OPEN_BEGIN;
	test_calendar.known[0].from = DAY_OPEN_BEGIN;

	for (kind = CADENCE_PER; kind <= CADENCE_ONCE; kind++)
	for (unit = CADENCE_DAYS; unit <= CADENCE_WORKING_DAYS; unit++)
	for (n = 1; n <= 3; n++)
	for (end_unit = CADENCE_NO_UNIT; end_unit <= CADENCE_WORKING_DAYS; end_unit++)
	for (end = 1; end <= (end_unit == CADENCE_NO_UNIT ? 1 : 7); end += 3)
	{
		CadencePhase *phase = &cadence.phase[0];
		uint8_t		bytes[CADENCE_BYTES_MAX];
		Cadence		decoded;

		if (unit == CADENCE_YEARS || end_unit == CADENCE_YEARS)
			continue;
		cadence.nphases = 1;
		memset(phase, 0, sizeof(*phase));
		phase->kind = (uint8_t) kind;
		phase->unit = (uint8_t) unit;
		if (kind == CADENCE_AT || kind == CADENCE_ONCE)
		{
			if (end_unit != CADENCE_NO_UNIT)
				continue;
			phase->nitems = kind == CADENCE_AT ? 3 : 1;
			phase->item[0] = (uint16_t) n;
			phase->item[1] = (uint16_t) (kind == CADENCE_AT ? n + 1 : 0);
			phase->item[2] = (uint16_t) (kind == CADENCE_AT ? n + 4 : 0);
		}
		else
		{
			phase->count = (uint16_t) n;
			phase->apart = (uint16_t) (n == 2 ? 2 : 0);
			phase->end_kind = end_unit == CADENCE_NO_UNIT ? CADENCE_END_OPEN : CADENCE_END_FOR;
			phase->end_unit = (uint8_t) end_unit;
			phase->end_count = (uint16_t) (end_unit == CADENCE_NO_UNIT ? 0 : end);
		}
		if (cadence_decode(bytes, cadence_encode(&cadence, bytes), &decoded) != CADENCE_OK)
			continue;
		cadence_print(&cadence, c.text);
		for (w = 0; w < 2; w++)
		for (known = 0; known < 3; known++)
		{
			test_calendar.weekend[0].days = weekends[w];
			test_calendar.calendar.nholidays = 1;
			/* a Thursday, worked in both */
			test_calendar.holiday[0] = 1013;
			test_calendar.known[0].to = known == 0 ? DAY_OPEN_END : 1010 + 5 * known;
			spread_calendar();
			CHECK(world[1013].weekday == 3, "day 1013 is no Thursday");
			for (offset = 0; offset < 9; offset += w + known + 1)
			{
				int			cut;
				int			v;

				c.start = 1004 + offset;
				c.nvisits = 0;
				for (v = offset; v < 40; v += 1 + (v * 7 + n) % 4)
					c.visit[c.nvisits++] = 1004 + v;
				for (cut = 0; cut < 20; cut += 3)
				{
					c.ends = cut == 0 ? DAY_OPEN_END : c.start + cut - 2;
					c.as_of = c.start + (cut * 5 + offset * 3) % 40 - 1;
					check_case(&c);
				}
			}
		}
	}
}

/* ---------- no choice of visits counts more ---------- */

/* the most visits that can count, by trying all choices */
static int
most_that_count(const int *visit, int n, int period_of[], int last, int counted[])
{
	int			best = 0;
	int			i;

	for (i = 0; i < n; i++)
	{
		int			p = period_of[visit[i]];
		int			here;

		if (p < 0 || counted[p] >= sim[p].quota || visit[i] - last < sim[p].apart)
			continue;
		counted[p]++;
		here = 1 + most_that_count(visit + i + 1, n - i - 1, period_of, visit[i], counted);
		counted[p]--;
		if (here > best)
			best = here;
	}
	return best;
}

/*
 * All sets of visits in the first twelve days of short promises, each asked
 * about on every day: no choice counts more, and none misses less.
 */
static void
no_choice_counts_more(void)
{
	static const char *const text[] = {
		"2 per week at least 3 days apart",
		"3 per week at least 2 days apart then daily",
		"every 3 days at least 4 days apart",
		"every 2 days for 4 days then 2 per week at least 4 days apart",
		"at 1, 2 and 6 days then every 3 days at least 5 days apart",
		"daily for 3 days then 1 per week at least 3 days apart",
		"5 per month at least 2 days apart",
		"every 5 days for 10 days then once within 1 day",
	};
	size_t		t;

	for (t = 0; t < sizeof(text) / sizeof(text[0]); t++)
	{
		Cadence		cadence;
		CadencePlan plan;
		size_t		where;
		int			start = first_of[10][5] + 20;	/* a month ends within these days */
		int			period_of[12];
		unsigned	set;
		int			day;
		char		copy[100];

		/* a phase without an end is given one, so that another can follow */
		strcpy(copy, text[t]);
		if (strstr(copy, " then daily") != NULL)
			strcpy(copy, "3 per week for 1 week at least 2 days apart then daily");
		CHECK(cadence_parse(copy, strlen(copy), &cadence, &where) == CADENCE_OK, "%s", copy);
		snprintf(context, sizeof(context), "\"%s\" from %d", copy, start);
		simulate(&cadence, start, DAY_OPEN_END);
		cadence_lay_out(&cadence, start, DAY_OPEN_END, NULL, &plan);
		for (day = 0; day < 12; day++)
			period_of[day] = sim_period_of(start + day);

		for (set = 0; set < 4096; set++)
		{
			int32_t		visit[12];
			int			offset[12];
			int			n = 0;

			for (day = 0; day < 12; day++)
			{
				if (set >> day & 1)
				{
					offset[n] = day;
					visit[n++] = start + day;
				}
			}
			/* asked on the first day after each visit: more often says nothing new */
			for (day = 1; day <= n; day++)
			{
				CadenceProgress got;
				int			counted[16] = {0};

				cadence_measure(&plan, visit, (size_t) day, visit[day - 1], &got);
				CHECK(got.done == most_that_count(offset, day, period_of, -100, counted),
					  "%d visits of %x: %lld count", day, set, (long long) got.done);
			}
		}
	}
}

/* ---------- words ---------- */

static void
words(void)
{
	static const struct
	{
		const char *text;
		CadenceFault fault;
	}			refused[] = {
		{"", CADENCE_SYNTAX},
		{"then", CADENCE_SYNTAX},
		{"fortnightly", CADENCE_SYNTAX},
		{"2 per", CADENCE_SYNTAX},
		{"2 per day", CADENCE_SYNTAX},
		{"2x per month", CADENCE_SYNTAX},
		{"weekly for 4 weeks then", CADENCE_SYNTAX},
		{"weekly for 4", CADENCE_SYNTAX},
		{"weekly for 4 weeks for 4 weeks", CADENCE_SYNTAX},
		{"weekly for 4 weeks until age 18", CADENCE_SYNTAX},
		{"weekly at least 3 weeks apart", CADENCE_SYNTAX},
		{"at 7, 14 days", CADENCE_SYNTAX},
		{"at 7 and 14 and 21 days", CADENCE_SYNTAX},
		{"once within 10 days for 3 months", CADENCE_SYNTAX},
		{"every 0 days", CADENCE_NUMBER},
		{"every 10000 days", CADENCE_NUMBER},
		{"100 per month", CADENCE_NUMBER},
		{"monthly until age 151", CADENCE_NUMBER},
		{"every 99999999999999999999999 days", CADENCE_NUMBER},
		{"at 7, 7 days", CADENCE_NOT_ASCENDING},
		{"at 14 and 7 days", CADENCE_NOT_ASCENDING},
		{"monthly then weekly", CADENCE_ENDLESS_PHASE},
		{"monthly until age 12 then weekly", CADENCE_ENDLESS_PHASE},
	};
	Cadence		cadence;
	size_t		where;
	size_t		i;
	char		text[4096];

	for (i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
	{
		CadenceFault fault = cadence_parse(refused[i].text, strlen(refused[i].text),
										   &cadence, &where);

		CHECK(fault == refused[i].fault, "\"%s\": fault %d, not %d", refused[i].text, fault,
			  refused[i].fault);
	}

	strcpy(text, "daily for 1 day");
	for (i = 1; i < CADENCE_PHASES_MAX; i++)
		strcat(text, " then daily for 1 day");
	CHECK(cadence_parse(text, strlen(text), &cadence, &where) == CADENCE_OK, "16 phases");
	strcat(text, " then weekly");
	CHECK(cadence_parse(text, strlen(text), &cadence, &where) == CADENCE_TOO_MANY_PHASES, "17 phases");

	strcpy(text, "at 9001");
	for (i = 2; i < CADENCE_ITEMS_MAX; i++)
		sprintf(text + strlen(text), ", %d", 9000 + (int) i);
	strcat(text, " and 9999 days");
	CHECK(cadence_parse(text, strlen(text), &cadence, &where) == CADENCE_OK, "32 items");
	strcpy(strstr(text, " and"), ", 9500 and 9999 days");
	CHECK(cadence_parse(text, strlen(text), &cadence, &where) == CADENCE_TOO_MANY_ITEMS, "33 items");
}

/* ---------- by hand ---------- */

static void
by_hand(void)
{
	/* Monday, 2024-01-01 is day 8766 */
	static const struct
	{
		const char *text;
		int			start;
		int			to[4];		/* last days of the first periods */
	}			example[] = {
		/* Friday and Saturday are free: 7, 14 and 30 working days after a Monday */
		{"at 7, 14 and 30 working days", 8766, {8775, 8786, 8808, -1}},
		/* ten working days with the first */
		{"every 10 working days for 20 working days", 8766, {8779, 8793, -1}},
		/* begun on a Friday, which is free */
		{"every 5 working days for 10 working days", 8770, {8776, 8783, -1}},
		{"once within 1 working day", 8769, {8772, -1}},
	};
	size_t		i;

	memset(&test_calendar, 0, sizeof(test_calendar));
	test_calendar.calendar.weekend = test_calendar.weekend;
	test_calendar.calendar.nweekends = 1;
	test_calendar.weekend[0].from = DAY_OPEN_BEGIN;
	test_calendar.weekend[0].days = 0x30;
	test_calendar.calendar.weekends_suffice = true;
	for (i = 0; i < sizeof(example) / sizeof(example[0]); i++)
	{
		Cadence		cadence;
		CadencePlan plan;
		size_t		where;
		int			k;

		snprintf(context, sizeof(context), "\"%s\"", example[i].text);
		CHECK(cadence_parse(example[i].text, strlen(example[i].text), &cadence, &where) == CADENCE_OK,
			  "cannot be read");
		cadence_lay_out(&cadence, example[i].start, DAY_OPEN_END, &test_calendar.calendar, &plan);
		for (k = 0; example[i].to[k] >= 0; k++)
		{
			CadencePeriod period = cadence_part_period(&plan, &plan.part[0], k);

			CHECK(period.sure && period.to == example[i].to[k] && period.quota == 1,
				  "period %d ends on %lld", k, (long long) period.to);
		}
		CHECK(plan.until == example[i].to[k - 1] + 1, "ends on %lld", (long long) plan.until);
	}

	/* of the last period that a calendar reaches into, all but the end is told */
	{
		static const char text[] = "every 10 working days";
		static const int32_t visit[] = {8781};
		CadenceProgress got;
		Cadence		cadence;
		CadencePlan plan;
		size_t		where;

		snprintf(context, sizeof(context), "\"%s\"", text);
		test_calendar.calendar.weekends_suffice = false;
		test_calendar.calendar.known = test_calendar.known;
		test_calendar.calendar.nknown = 1;
		test_calendar.known[0].from = DAY_OPEN_BEGIN;
		test_calendar.known[0].to = 8785;
		CHECK(cadence_parse(text, strlen(text), &cadence, &where) == CADENCE_OK, "cannot be read");
		cadence_lay_out(&cadence, 8766, DAY_OPEN_END, &test_calendar.calendar, &plan);
		cadence_measure(&plan, visit, 1, 8785, &got);
		CHECK(got.due == 1 && got.done == 1 && got.missed == 1 && got.has_current &&
			  got.current.from == 8780 && !got.current.sure && got.current.quota == 1 &&
			  got.current_done == 1 && !got.has_next_due && !got.has_next_from &&
			  got.complete == 0 && got.has_gap && got.gap == 8786, "with a visit");
		cadence_measure(&plan, NULL, 0, 8785, &got);
		CHECK(got.current_done == 0 && !got.has_next_due && got.has_next_from &&
			  got.next_from == 8785 && got.complete == 0 && got.gap == 8786, "without");
	}

	/* a phase is told up to the day not known, and not a day further */
	{
		static const char text[] = "daily for 40 working days";
		Cadence		cadence;
		CadencePlan plan;
		size_t		where;
		int64_t		gap;

		snprintf(context, sizeof(context), "\"%s\"", text);
		CHECK(cadence_parse(text, strlen(text), &cadence, &where) == CADENCE_OK, "cannot be read");
		cadence_lay_out(&cadence, 8766, DAY_OPEN_END, &test_calendar.calendar, &plan);
		CHECK(!plan.sure && !cadence_gap_before(&plan, 8786, &gap), "the first day not known is one of them");
		CHECK(cadence_gap_before(&plan, 8787, &gap) && gap == 8786, "the day after it may not be");
	}
}

int
main(int argc, char **argv)
{
	int			i;

	chance_seed(argc, argv);
	make_world();
	words();
	by_hand();
	all_small_ones();
	no_choice_counts_more();
	for (i = 0; i < 5000; i++)
		random_case(i % 2 == 0);
	checks_held("cadence_test");
	return 0;
}
