/*
 * cadence_core.c
 *		A follow-up promise: its words and its bytes, without the server.
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
