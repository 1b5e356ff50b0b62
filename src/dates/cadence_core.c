/*
 * cadence_core.c
 *		A follow-up promise: its words, its bytes and its arithmetic, without the
 *		server.
 *
 * A promise is a row of phases; each cuts the days it covers into periods and
 * asks for a number of visits in each.  All periods of a phase but the first
 * and the last are whole and ask for the same, so counting never walks over
 * the calendar: the n-th period and the period of a day are computed.
 */
#include "cadence_core.h"

#include <string.h>

#include "words_core.h"

/* ---------- reading ---------- */

static CadenceFault
take_number(Words *words, long limit, uint16_t *value)
{
	if (words->kind != WORDS_NUMBER)
		return CADENCE_SYNTAX;
	if (words->number < 1 || words->number > limit)
		return CADENCE_NUMBER;
	*value = (uint16_t) words->number;
	words_advance(words);
	return CADENCE_OK;
}

static CadenceFault
take_unit(Words *words, uint8_t *unit)
{
	if (words_take(words, "day") || words_take(words, "days"))
		*unit = CADENCE_DAYS;
	else if (words_take(words, "week") || words_take(words, "weeks"))
		*unit = CADENCE_WEEKS;
	else if (words_take(words, "month") || words_take(words, "months"))
		*unit = CADENCE_MONTHS;
	else if (words_take(words, "year") || words_take(words, "years"))
		*unit = CADENCE_YEARS;
	else if (words_take(words, "working"))
	{
		if (!words_take(words, "day") && !words_take(words, "days"))
			return CADENCE_SYNTAX;
		*unit = CADENCE_WORKING_DAYS;
	}
	else
		return CADENCE_SYNTAX;
	return CADENCE_OK;
}

/* "7, 14 and 30", the comma before "and" allowed */
static CadenceFault
take_list(Words *words, CadencePhase *phase)
{
	bool		last = false;

	for (;;)
	{
		CadenceFault fault;
		uint16_t	value;

		if (words->kind == WORDS_NUMBER && phase->nitems == CADENCE_ITEMS_MAX)
			return CADENCE_TOO_MANY_ITEMS;
		if (words->kind == WORDS_NUMBER && phase->nitems > 0 &&
			words->number <= phase->item[phase->nitems - 1])
			return CADENCE_NOT_ASCENDING;
		fault = take_number(words, CADENCE_NUMBER_MAX, &value);
		if (fault != CADENCE_OK)
			return fault;
		phase->item[phase->nitems++] = value;
		if (last)
			return CADENCE_OK;
		if (words_take(words, "and"))
			last = true;
		else if (words->kind == WORDS_COMMA)
		{
			words_advance(words);
			if (words_take(words, "and"))
				last = true;
		}
		else if (phase->nitems == 1)
			return CADENCE_OK;
		else
			return CADENCE_SYNTAX;
	}
}

/* "for 12 months", "until age 18", "at least 10 days apart", in any order */
static CadenceFault
take_bounds(Words *words, CadencePhase *phase)
{
	phase->end_kind = CADENCE_END_OPEN;
	for (;;)
	{
		CadenceFault fault;

		if (words_at(words, "for") && phase->end_kind == CADENCE_END_OPEN)
		{
			words_advance(words);
			phase->end_kind = CADENCE_END_FOR;
			fault = take_number(words, CADENCE_NUMBER_MAX, &phase->end_count);
			if (fault == CADENCE_OK)
				fault = take_unit(words, &phase->end_unit);
		}
		else if (words_at(words, "until") && phase->end_kind == CADENCE_END_OPEN)
		{
			words_advance(words);
			phase->end_kind = CADENCE_END_AGE;
			if (!words_take(words, "age"))
				return CADENCE_SYNTAX;
			fault = take_number(words, CADENCE_AGE_MAX, &phase->end_count);
		}
		else if (words_at(words, "at") && phase->apart == 0)
		{
			words_advance(words);
			if (!words_take(words, "least"))
				return CADENCE_SYNTAX;
			fault = take_number(words, CADENCE_NUMBER_MAX, &phase->apart);
			if (fault == CADENCE_OK &&
				!words_take(words, "day") && !words_take(words, "days"))
				return CADENCE_SYNTAX;
			if (fault == CADENCE_OK && !words_take(words, "apart"))
				return CADENCE_SYNTAX;
		}
		else
			return CADENCE_OK;
		if (fault != CADENCE_OK)
			return fault;
	}
}

static CadenceFault
take_phase(Words *words, CadencePhase *phase)
{
	CadenceFault fault = CADENCE_OK;

	memset(phase, 0, sizeof(*phase));
	if (words->kind == WORDS_NUMBER)
	{
		phase->kind = CADENCE_PER;
		fault = take_number(words, CADENCE_QUOTA_MAX, &phase->count);
		if (fault != CADENCE_OK)
			return fault;
		if (!words_take(words, "per"))
			return CADENCE_SYNTAX;
		if (words_take(words, "week"))
			phase->unit = CADENCE_WEEKS;
		else if (words_take(words, "month"))
			phase->unit = CADENCE_MONTHS;
		else if (words_take(words, "year"))
			phase->unit = CADENCE_YEARS;
		else
			return CADENCE_SYNTAX;
		return take_bounds(words, phase);
	}

	phase->kind = CADENCE_EVERY;
	phase->count = 1;
	if (words_take(words, "daily"))
		phase->unit = CADENCE_DAYS;
	else if (words_take(words, "weekly"))
		phase->unit = CADENCE_WEEKS;
	else if (words_take(words, "monthly"))
		phase->unit = CADENCE_MONTHS;
	else if (words_take(words, "yearly"))
		phase->unit = CADENCE_YEARS;
	else if (words_take(words, "every"))
	{
		if (words->kind == WORDS_NUMBER)
			fault = take_number(words, CADENCE_NUMBER_MAX, &phase->count);
		if (fault == CADENCE_OK)
			fault = take_unit(words, &phase->unit);
	}
	else if (words_take(words, "at"))
	{
		phase->kind = CADENCE_AT;
		phase->count = 0;
		fault = take_list(words, phase);
		if (fault == CADENCE_OK)
			fault = take_unit(words, &phase->unit);
		return fault;
	}
	else if (words_take(words, "once"))
	{
		phase->kind = CADENCE_ONCE;
		phase->count = 0;
		if (!words_take(words, "within"))
			return CADENCE_SYNTAX;
		phase->nitems = 1;
		fault = take_number(words, CADENCE_NUMBER_MAX, &phase->item[0]);
		if (fault == CADENCE_OK)
			fault = take_unit(words, &phase->unit);
		return fault;
	}
	else
		return CADENCE_SYNTAX;
	if (fault != CADENCE_OK)
		return fault;
	return take_bounds(words, phase);
}

/*
 * Read a text of the given length.  On a fault, *where is the offset of the
 * word at which it was seen.
 */
CadenceFault
cadence_parse(const char *text, size_t length, Cadence *result, size_t *where)
{
	Words		words;
	CadenceFault fault = CADENCE_OK;

	result->nphases = 0;
	words_begin(&words, text, length);
	for (;;)
	{
		CadencePhase *phase;

		if (result->nphases == CADENCE_PHASES_MAX)
		{
			fault = CADENCE_TOO_MANY_PHASES;
			break;
		}
		phase = &result->phase[result->nphases];
		fault = take_phase(&words, phase);
		if (fault != CADENCE_OK)
			break;
		result->nphases++;
		if (words.kind == WORDS_END)
			break;
		if (!words_at(&words, "then"))
		{
			fault = CADENCE_SYNTAX;
			break;
		}
		if (phase->end_kind == CADENCE_END_OPEN || phase->end_kind == CADENCE_END_AGE)
		{
			fault = CADENCE_ENDLESS_PHASE;
			break;
		}
		words_advance(&words);
	}
	*where = words.start;
	return fault;
}

/* ---------- writing ---------- */

static char *
put_unit(char *p, int unit, bool plural)
{
	switch (unit)
	{
		case CADENCE_DAYS:
			p = words_put(p, "day");
			break;
		case CADENCE_WEEKS:
			p = words_put(p, "week");
			break;
		case CADENCE_MONTHS:
			p = words_put(p, "month");
			break;
		case CADENCE_YEARS:
			p = words_put(p, "year");
			break;
		default:
			p = words_put(p, "working day");
			break;
	}
	if (plural)
		*p++ = 's';
	return p;
}

static char *
put_phase(char *p, const CadencePhase *phase)
{
	int			i;

	switch (phase->kind)
	{
		case CADENCE_PER:
			p = words_put_number(p, phase->count);
			p = words_put(p, " per ");
			p = put_unit(p, phase->unit, false);
			break;
		case CADENCE_EVERY:
			if (phase->count == 1 && phase->unit == CADENCE_DAYS)
				p = words_put(p, "daily");
			else if (phase->count == 1 && phase->unit == CADENCE_WEEKS)
				p = words_put(p, "weekly");
			else if (phase->count == 1 && phase->unit == CADENCE_MONTHS)
				p = words_put(p, "monthly");
			else if (phase->count == 1 && phase->unit == CADENCE_YEARS)
				p = words_put(p, "yearly");
			else
			{
				p = words_put(p, "every ");
				if (phase->count > 1)
				{
					p = words_put_number(p, phase->count);
					*p++ = ' ';
				}
				p = put_unit(p, phase->unit, phase->count > 1);
			}
			break;
		case CADENCE_AT:
			p = words_put(p, "at ");
			for (i = 0; i < phase->nitems; i++)
			{
				if (i > 0)
					p = words_put(p, i == phase->nitems - 1 ? " and " : ", ");
				p = words_put_number(p, phase->item[i]);
			}
			*p++ = ' ';
			p = put_unit(p, phase->unit, phase->nitems > 1 || phase->item[0] > 1);
			break;
		default:
			p = words_put(p, "once within ");
			p = words_put_number(p, phase->item[0]);
			*p++ = ' ';
			p = put_unit(p, phase->unit, phase->item[0] > 1);
			break;
	}
	if (phase->end_kind == CADENCE_END_FOR)
	{
		p = words_put(p, " for ");
		p = words_put_number(p, phase->end_count);
		*p++ = ' ';
		p = put_unit(p, phase->end_unit, phase->end_count > 1);
	}
	else if (phase->end_kind == CADENCE_END_AGE)
	{
		p = words_put(p, " until age ");
		p = words_put_number(p, phase->end_count);
	}
	if (phase->apart > 0)
	{
		p = words_put(p, " at least ");
		p = words_put_number(p, phase->apart);
		p = words_put(p, phase->apart > 1 ? " days apart" : " day apart");
	}
	return p;
}

/*
 * Write the canonical text and a terminating zero into a buffer of
 * CADENCE_TEXT_MAX bytes; returns the length.
 */
size_t
cadence_print(const Cadence *cadence, char *text)
{
	char	   *p = text;
	int			i;

	for (i = 0; i < cadence->nphases; i++)
	{
		if (i > 0)
			p = words_put(p, " then ");
		p = put_phase(p, &cadence->phase[i]);
	}
	*p = '\0';
	return (size_t) (p - text);
}

/* ---------- bytes ---------- */

static uint8_t *
put_16(uint8_t *p, uint16_t value)
{
	*p++ = (uint8_t) (value >> 8);
	*p++ = (uint8_t) (value & 0xff);
	return p;
}

static uint16_t
get_16(const uint8_t *p)
{
	return (uint16_t) ((p[0] << 8) | p[1]);
}

/*
 * The bytes that are stored and sent: the same on every machine, the same for
 * equal values.  Returns how many of CADENCE_BYTES_MAX were written.
 */
size_t
cadence_encode(const Cadence *cadence, uint8_t *bytes)
{
	uint8_t    *p = bytes;
	int			i;
	int			j;

	*p++ = CADENCE_VERSION;
	*p++ = (uint8_t) cadence->nphases;
	for (i = 0; i < cadence->nphases; i++)
	{
		const CadencePhase *phase = &cadence->phase[i];

		*p++ = phase->kind;
		*p++ = phase->unit;
		*p++ = phase->end_kind;
		*p++ = phase->end_unit;
		p = put_16(p, phase->count);
		p = put_16(p, phase->end_count);
		p = put_16(p, phase->apart);
		*p++ = phase->nitems;
		for (j = 0; j < phase->nitems; j++)
			p = put_16(p, phase->item[j]);
	}
	return (size_t) (p - bytes);
}

static bool
in_range(unsigned value, unsigned limit)
{
	return value >= 1 && value <= limit;
}

/* could this phase have come out of the parser? */
static bool
phase_is_valid(const CadencePhase *phase, bool last)
{
	int			i;

	if (phase->unit < CADENCE_DAYS || phase->unit > CADENCE_WORKING_DAYS)
		return false;
	if (phase->kind == CADENCE_AT || phase->kind == CADENCE_ONCE)
	{
		if (phase->end_kind != CADENCE_END_SELF || phase->count != 0 ||
			phase->end_unit != CADENCE_NO_UNIT || phase->end_count != 0 ||
			phase->apart != 0 || phase->nitems == 0)
			return false;
		if (phase->kind == CADENCE_ONCE && phase->nitems != 1)
			return false;
		for (i = 0; i < phase->nitems; i++)
		{
			if (!in_range(phase->item[i], CADENCE_NUMBER_MAX) ||
				(i > 0 && phase->item[i] <= phase->item[i - 1]))
				return false;
		}
		return true;
	}

	if (phase->nitems != 0 || phase->apart > CADENCE_NUMBER_MAX)
		return false;
	if (phase->kind == CADENCE_PER)
	{
		if (!in_range(phase->count, CADENCE_QUOTA_MAX))
			return false;
		if (phase->unit != CADENCE_WEEKS && phase->unit != CADENCE_MONTHS &&
			phase->unit != CADENCE_YEARS)
			return false;
	}
	else if (phase->kind != CADENCE_EVERY ||
			 !in_range(phase->count, CADENCE_NUMBER_MAX))
		return false;

	switch (phase->end_kind)
	{
		case CADENCE_END_OPEN:
			return last && phase->end_unit == CADENCE_NO_UNIT && phase->end_count == 0;
		case CADENCE_END_AGE:
			return last && phase->end_unit == CADENCE_NO_UNIT &&
				in_range(phase->end_count, CADENCE_AGE_MAX);
		case CADENCE_END_FOR:
			return phase->end_unit >= CADENCE_DAYS &&
				phase->end_unit <= CADENCE_WORKING_DAYS &&
				in_range(phase->end_count, CADENCE_NUMBER_MAX);
		default:
			return false;
	}
}

CadenceFault
cadence_decode(const uint8_t *bytes, size_t length, Cadence *result)
{
	const uint8_t *p = bytes;
	const uint8_t *end = bytes + length;
	int			i;
	int			j;

	result->nphases = 0;
	if (length < 2 || p[0] != CADENCE_VERSION ||
		p[1] < 1 || p[1] > CADENCE_PHASES_MAX)
		return CADENCE_BAD_BYTES;
	result->nphases = p[1];
	p += 2;
	for (i = 0; i < result->nphases; i++)
	{
		CadencePhase *phase = &result->phase[i];

		memset(phase, 0, sizeof(*phase));
		if (end - p < CADENCE_PHASE_HEAD)
			return CADENCE_BAD_BYTES;
		phase->kind = p[0];
		phase->unit = p[1];
		phase->end_kind = p[2];
		phase->end_unit = p[3];
		phase->count = get_16(p + 4);
		phase->end_count = get_16(p + 6);
		phase->apart = get_16(p + 8);
		phase->nitems = p[10];
		p += CADENCE_PHASE_HEAD;
		if (phase->nitems > CADENCE_ITEMS_MAX || end - p < 2 * phase->nitems)
			return CADENCE_BAD_BYTES;
		for (j = 0; j < phase->nitems; j++, p += 2)
			phase->item[j] = get_16(p);
		if (!phase_is_valid(phase, i == result->nphases - 1))
			return CADENCE_BAD_BYTES;
	}
	return p == end ? CADENCE_OK : CADENCE_BAD_BYTES;
}

bool
cadence_needs_calendar(const Cadence *cadence)
{
	int			i;

	for (i = 0; i < cadence->nphases; i++)
	{
		if (cadence->phase[i].unit == CADENCE_WORKING_DAYS ||
			cadence->phase[i].end_unit == CADENCE_WORKING_DAYS)
			return true;
	}
	return false;
}

int
cadence_until_age(const Cadence *cadence)
{
	const CadencePhase *last = &cadence->phase[cadence->nphases - 1];

	return last->end_kind == CADENCE_END_AGE ? last->end_count : 0;
}

/* ---------- arithmetic ---------- */

static int64_t
add_units(int64_t day, int64_t n, int unit)
{
	switch (unit)
	{
		case CADENCE_WEEKS:
			return day + 7 * n;
		case CADENCE_MONTHS:
			return day_add_months(day, n);
		case CADENCE_YEARS:
			return day_add_months(day, 12 * n);
		default:
			return day + n;
	}
}

/* the first day after the part, were it not cut short */
static int64_t
phase_end(const CadencePhase *phase, int64_t from)
{
	switch (phase->end_kind)
	{
		case CADENCE_END_FOR:
			return add_units(from, phase->end_count, phase->end_unit);
		case CADENCE_END_SELF:
			return add_units(from, phase->item[phase->nitems - 1], phase->unit) + 1;
		default:
			return (int64_t) CALENDAR_LAST_DAY + 1;
	}
}

/*
 * Lay the phases out from the start, each where the one before it ends.
 * "ends" is the first day that the promise no longer covers, DAY_OPEN_END when
 * there is none.
 */
void
cadence_lay_out(const Cadence *cadence, int32_t start, int32_t ends,
				CadencePlan *plan)
{
	int64_t		limit = (int64_t) CALENDAR_LAST_DAY + 1;
	int64_t		from = start;
	const CadencePhase *last = &cadence->phase[cadence->nphases - 1];
	int			i;

	plan->nparts = 0;
	plan->until = start;
	plan->endless = ends == DAY_OPEN_END &&
		(last->end_kind == CADENCE_END_OPEN || last->end_kind == CADENCE_END_AGE);
	if (ends < limit)
		limit = ends;
	for (i = 0; i < cadence->nphases && from < limit; i++)
	{
		CadencePart *part = &plan->part[plan->nparts++];
		int64_t		until = phase_end(&cadence->phase[i], from);

		part->phase = &cadence->phase[i];
		part->from = from;
		part->until = until < limit ? until : limit;
		plan->until = part->until;
		from = until;
	}
}

/* "per month" alone keeps to calendar months */
static bool
keeps_months(const CadencePhase *phase)
{
	return phase->kind == CADENCE_PER && phase->unit == CADENCE_MONTHS;
}

/* units in a period of "per" and "every" */
static int64_t
stride(const CadencePhase *phase)
{
	return phase->kind == CADENCE_PER ? 1 : phase->count;
}

/* the first day of period k as the rule has it, before any cutting */
static int64_t
boundary(const CadencePart *part, int64_t k)
{
	const CadencePhase *phase = part->phase;

	if (keeps_months(phase))
		return month_first_day(month_of_day(part->from) + k);
	if (phase->kind == CADENCE_PER || phase->kind == CADENCE_EVERY)
		return add_units(part->from, k * stride(phase), phase->unit);
	/* the day after the one by which visit k was promised */
	return k == 0 ? part->from : add_units(part->from, phase->item[k - 1], phase->unit) + 1;
}

/* the period of a day that the part covers */
int64_t
cadence_part_find(const CadencePart *part, int64_t day)
{
	const CadencePhase *phase = part->phase;
	int64_t		k = 0;

	if (keeps_months(phase))
		return month_of_day(day) - month_of_day(part->from);
	if (phase->kind == CADENCE_PER || phase->kind == CADENCE_EVERY)
	{
		int64_t		n = stride(phase);

		if (phase->unit == CADENCE_DAYS || phase->unit == CADENCE_WEEKS)
			return (day - part->from) / (phase->unit == CADENCE_WEEKS ? 7 * n : n);
		if (phase->unit == CADENCE_YEARS)
			n *= 12;
		/* months apart, which the day of the month may have to correct by one */
		k = (month_of_day(day) - month_of_day(part->from)) / n;
		if (boundary(part, k) > day)
			k--;
		return k;
	}
	while (k + 1 < phase->nitems && boundary(part, k + 1) <= day)
		k++;
	return k;
}

int64_t
cadence_part_count(const CadencePart *part)
{
	return cadence_part_find(part, part->until - 1) + 1;
}

/*
 * Period k.  One that was cut short asks for its share of the full number,
 * rounded down: never for more than full pace.
 */
CadencePeriod
cadence_part_period(const CadencePart *part, int64_t k)
{
	const CadencePhase *phase = part->phase;
	CadencePeriod period;
	int64_t		first = boundary(part, k);
	int64_t		next = boundary(part, k + 1);
	int64_t		full = phase->kind == CADENCE_PER ? phase->count : 1;
	int64_t		from = first < part->from ? part->from : first;
	int64_t		until = next > part->until ? part->until : next;

	period.from = from;
	period.to = until - 1;
	period.quota = (int) (full * (until - from) / (next - first));
	return period;
}

/* visits asked for by the first k periods */
int64_t
cadence_part_quota(const CadencePart *part, int64_t k)
{
	const CadencePhase *phase = part->phase;
	int64_t		full = phase->kind == CADENCE_PER ? phase->count : 1;

	if (k <= 0)
		return 0;
	if (k == 1)
		return cadence_part_period(part, 0).quota;
	/* only the first and the last can be other than full */
	return cadence_part_period(part, 0).quota + (k - 2) * full +
		cadence_part_period(part, k - 1).quota;
}

/* the last day of the first period from (i, k) on that still asks for a visit */
static bool
first_unmet(const CadencePlan *plan, int i, int64_t k, int already, int64_t *due)
{
	for (; i < plan->nparts; i++, k = 0)
	{
		int64_t		count = cadence_part_count(&plan->part[i]);

		/* only a cut period asks for nothing, so this turns thrice at most */
		for (; k < count; k++)
		{
			CadencePeriod period = cadence_part_period(&plan->part[i], k);

			if (already < period.quota)
			{
				*due = period.to;
				return true;
			}
			already = 0;
		}
	}
	return false;
}

/*
 * How the promise stands on a day.  Visits are taken in order; one counts when
 * its period is not full yet and the visit counted before it lies far enough
 * back (on another day at least: two entries for one day are one visit).
 */
void
cadence_measure(const CadencePlan *plan, const int32_t *visit, size_t nvisits,
				int32_t as_of, CadenceProgress *result)
{
	int64_t		all = 0;
	int64_t		credited = 0;
	int			current_part = -1;
	int64_t		current_k = 0;
	int			i;
	size_t		v;
	int			part_no = 0;
	int			period_part = -1;
	int64_t		period_k = 0;
	int			period_done = 0;
	CadencePeriod period = {0, 0, 0};
	bool		counted_one = false;
	int64_t		counted_last = 0;

	memset(result, 0, sizeof(*result));

	for (i = 0; i < plan->nparts; i++)
	{
		const CadencePart *part = &plan->part[i];
		int64_t		count = cadence_part_count(part);
		int64_t		ended;

		if (as_of < part->from)
			ended = 0;
		else if (as_of >= part->until)
			ended = count;
		else
		{
			ended = cadence_part_find(part, as_of);
			current_part = i;
			current_k = ended;
		}
		result->due += cadence_part_quota(part, ended);
		all += cadence_part_quota(part, count);
	}

	for (v = 0; v < nvisits; v++)
	{
		int64_t		day = visit[v];
		const CadencePart *part;
		int64_t		k;
		int64_t		gap;

		if (day > as_of || day >= plan->until)
			break;
		if (plan->nparts == 0 || day < plan->part[0].from)
			continue;
		while (day >= plan->part[part_no].until)
			part_no++;
		part = &plan->part[part_no];
		k = cadence_part_find(part, day);
		if (part_no != period_part || k != period_k)
		{
			period_part = part_no;
			period_k = k;
			period_done = 0;
			period = cadence_part_period(part, k);
		}
		gap = part->phase->apart > 0 ? part->phase->apart : 1;
		if (period_done >= period.quota ||
			(counted_one && day - counted_last < gap))
			continue;
		counted_one = true;
		counted_last = day;
		period_done++;
		result->done++;
		if (period.to < as_of)
			credited++;
	}

	result->missed = result->due - credited;
	result->complete = !plan->endless && result->done == all;

	if (current_part >= 0)
	{
		result->has_current = true;
		result->current = cadence_part_period(&plan->part[current_part], current_k);
		if (period_part == current_part && period_k == current_k)
			result->current_done = period_done;
		result->has_next = first_unmet(plan, current_part, current_k,
									   result->current_done, &result->next_due);
	}
	else if (plan->nparts > 0 && as_of < plan->part[0].from)
		result->has_next = first_unmet(plan, 0, 0, 0, &result->next_due);
}
