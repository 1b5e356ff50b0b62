/*
 * clock_words_core.c
 *		The words and the bytes of a time limit, without the server.
 *
 * What can be read says one thing in one way: a rule that would change nothing
 * is refused, so that a limit that stands beside its article can be trusted to
 * mean every word of it.
 */
#include "clock_core.h"

#include <string.h>

#include "words_core.h"

/* ---------- which words go together ---------- */

static bool
has_unit(const Clock *clock, ClockUnit unit)
{
	int			i;

	for (i = 0; i < clock_limits(clock); i++)
	{
		if (clock->limit[i].unit == unit)
			return true;
	}
	return false;
}

/* does it make a difference to the limit whether the first day counts? */
static bool
has_first_day(const ClockLimit *limit)
{
	return limit->amount > 0 && limit->unit != CLOCK_FIRST_OF_MONTH_AFTER &&
		limit->unit != CLOCK_FIRST_OF_NTH_MONTH;
}

static ClockFault
check_sense(const Clock *clock)
{
	int			n = clock_limits(clock);
	bool		backwards = clock_is_backwards(clock);
	bool		first_day = false;
	bool		all_working = true;
	int			i;

	for (i = 0; i < n; i++)
	{
		const ClockLimit *limit = &clock->limit[i];

		if ((limit->amount < 0) != backwards)
			return CLOCK_EITHER_WAY;
		if (limit->unit == CLOCK_HOURS && backwards)
			return CLOCK_HOURS_BEFORE;
		if (i > 0 && limit->unit == clock->limit[0].unit && limit->amount == clock->limit[0].amount)
			return CLOCK_SAME_LIMIT;
		first_day |= has_first_day(limit);
		all_working &= limit->unit == CLOCK_WORKING_DAYS;
	}
	if (has_unit(clock, CLOCK_HOURS) &&
		(clock->first_day || clock->cut_off != CLOCK_NO_CUT_OFF || clock->roll != CLOCK_NO_ROLL))
		return CLOCK_HOURS_RULE;
	if (backwards && (clock->first_day || clock->cut_off != CLOCK_NO_CUT_OFF))
		return CLOCK_BEFORE_RULE;
	if (clock->first_day && !first_day)
		return CLOCK_NO_FIRST_DAY;
	if (clock->month_end != CLOCK_CLAMP &&
		!has_unit(clock, CLOCK_MONTHS) && !has_unit(clock, CLOCK_YEARS))
		return CLOCK_NO_MONTH_END;
	if (clock->roll != CLOCK_NO_ROLL && all_working)
		return CLOCK_NO_ROLL_NEEDED;
	return CLOCK_OK;
}

/* ---------- reading ---------- */

static ClockFault
take_amount(Words *words, WordsKind kind, int16_t *amount)
{
	if (words->kind != kind)
		return CLOCK_SYNTAX;
	if (words->number < 1 || words->number > CLOCK_NUMBER_MAX)
		return CLOCK_NUMBER;
	*amount = (int16_t) words->number;
	words_advance(words);
	return CLOCK_OK;
}

static ClockFault
take_unit(Words *words, uint8_t *unit)
{
	if (words_take(words, "hour") || words_take(words, "hours"))
		*unit = CLOCK_HOURS;
	else if (words_take(words, "day") || words_take(words, "days"))
		*unit = CLOCK_DAYS;
	else if (words_take(words, "week") || words_take(words, "weeks"))
		*unit = CLOCK_WEEKS;
	else if (words_take(words, "month") || words_take(words, "months"))
		*unit = CLOCK_MONTHS;
	else if (words_take(words, "year") || words_take(words, "years"))
		*unit = CLOCK_YEARS;
	else if (words_take(words, "working") &&
			 (words_take(words, "day") || words_take(words, "days")))
		*unit = CLOCK_WORKING_DAYS;
	else
		return CLOCK_SYNTAX;
	return CLOCK_OK;
}

/* "first of month after 3 months", "first of 3rd month after": the rest of it */
static ClockFault
take_first_of(Words *words, ClockLimit *limit)
{
	ClockFault	fault;

	if (!words_take(words, "of"))
		return CLOCK_SYNTAX;
	if (words_take(words, "month"))
	{
		limit->unit = CLOCK_FIRST_OF_MONTH_AFTER;
		if (!words_take(words, "after"))
			return CLOCK_SYNTAX;
		fault = take_amount(words, WORDS_NUMBER, &limit->amount);
		if (fault == CLOCK_OK && !words_take(words, "month") && !words_take(words, "months"))
			fault = CLOCK_SYNTAX;
		return fault;
	}
	limit->unit = CLOCK_FIRST_OF_NTH_MONTH;
	fault = take_amount(words, WORDS_ORDINAL, &limit->amount);
	if (fault == CLOCK_OK && !(words_take(words, "month") && words_take(words, "after")))
		fault = CLOCK_SYNTAX;
	return fault;
}

static ClockFault
take_limit(Words *words, ClockLimit *limit)
{
	ClockFault	fault;

	if (words_take(words, "same"))
	{
		limit->unit = CLOCK_DAYS;
		limit->amount = 0;
		return words_take(words, "day") ? CLOCK_OK : CLOCK_SYNTAX;
	}
	if (words_take(words, "first"))
		return take_first_of(words, limit);
	fault = take_amount(words, WORDS_NUMBER, &limit->amount);
	if (fault == CLOCK_OK)
		fault = take_unit(words, &limit->unit);
	if (fault == CLOCK_OK && words_take(words, "before"))
		limit->amount = (int16_t) -limit->amount;
	return fault;
}

static ClockFault
take_limits(Words *words, Clock *clock)
{
	ClockFault	fault;

	clock->choice = CLOCK_ONE;
	if (words_take(words, "earlier"))
		clock->choice = CLOCK_EARLIER;
	else if (words_take(words, "later"))
		clock->choice = CLOCK_LATER;
	if (clock->choice != CLOCK_ONE && !words_take(words, "of"))
		return CLOCK_SYNTAX;
	fault = take_limit(words, &clock->limit[0]);
	if (fault != CLOCK_OK || clock->choice == CLOCK_ONE)
		return fault;
	if (!words_take(words, "and"))
		return CLOCK_SYNTAX;
	return take_limit(words, &clock->limit[1]);
}

/* "to next working day" and its like, after the "to" */
static ClockFault
take_roll(Words *words, Clock *clock)
{
	bool		next = words_take(words, "next");

	if (clock->roll != CLOCK_NO_ROLL)
		return CLOCK_TWICE;
	if (!next && !words_take(words, "previous"))
		return CLOCK_SYNTAX;
	if (!(words_take(words, "working") && words_take(words, "day")))
		return CLOCK_SYNTAX;
	clock->roll = next ? CLOCK_TO_NEXT : CLOCK_TO_PREVIOUS;
	if (next && words_take(words, "in"))
	{
		clock->roll = CLOCK_TO_NEXT_IN_MONTH;
		if (!(words_take(words, "the") && words_take(words, "month")))
			return CLOCK_SYNTAX;
	}
	return CLOCK_OK;
}

/* "month end stays month end", "month end spills over", after the first word */
static ClockFault
take_month_end(Words *words, Clock *clock)
{
	if (clock->month_end != CLOCK_CLAMP)
		return CLOCK_TWICE;
	if (!words_take(words, "end"))
		return CLOCK_SYNTAX;
	if (words_take(words, "stays"))
	{
		clock->month_end = CLOCK_STAYS;
		return words_take(words, "month") && words_take(words, "end") ? CLOCK_OK : CLOCK_SYNTAX;
	}
	clock->month_end = CLOCK_SPILLS;
	return words_take(words, "spills") && words_take(words, "over") ? CLOCK_OK : CLOCK_SYNTAX;
}

static ClockFault
take_rule(Words *words, Clock *clock)
{
	if (words_take(words, "to"))
		return take_roll(words, clock);
	if (words_take(words, "month"))
		return take_month_end(words, clock);
	if (words_take(words, "counting"))
	{
		if (clock->first_day)
			return CLOCK_TWICE;
		clock->first_day = true;
		return words_take(words, "the") && words_take(words, "first") &&
			words_take(words, "day") ? CLOCK_OK : CLOCK_SYNTAX;
	}
	if (words_take(words, "cut-off"))
	{
		if (clock->cut_off != CLOCK_NO_CUT_OFF)
			return CLOCK_TWICE;
		if (words->kind != WORDS_TIME)
			return CLOCK_SYNTAX;
		clock->cut_off = (int16_t) words->number;
		words_advance(words);
		return CLOCK_OK;
	}
	return CLOCK_SYNTAX;
}

ClockFault
clock_parse(const char *text, size_t length, Clock *result, size_t *where)
{
	Words		words;
	ClockFault	fault;

	memset(result, 0, sizeof(*result));
	result->cut_off = CLOCK_NO_CUT_OFF;
	words_begin(&words, text, length);
	fault = take_limits(&words, result);
	while (fault == CLOCK_OK && words.kind != WORDS_END)
	{
		if (words.kind == WORDS_COMMA)
			words_advance(&words);
		fault = take_rule(&words, result);
	}
	*where = words.start;
	return fault == CLOCK_OK ? check_sense(result) : fault;
}

/* ---------- writing ---------- */

static const char *
unit_name(int unit)
{
	switch (unit)
	{
		case CLOCK_HOURS:
			return " hour";
		case CLOCK_WEEKS:
			return " week";
		case CLOCK_MONTHS:
		case CLOCK_FIRST_OF_MONTH_AFTER:
			return " month";
		case CLOCK_YEARS:
			return " year";
		case CLOCK_WORKING_DAYS:
			return " working day";
		default:
			return " day";
	}
}

static const char *
ordinal_ending(int n)
{
	if (n % 100 >= 11 && n % 100 <= 13)
		return "th";
	switch (n % 10)
	{
		case 1:
			return "st";
		case 2:
			return "nd";
		case 3:
			return "rd";
		default:
			return "th";
	}
}

static char *
put_limit(char *p, const ClockLimit *limit)
{
	int			n = limit->amount < 0 ? -limit->amount : limit->amount;

	if (n == 0)
		return words_put(p, "same day");
	if (limit->unit == CLOCK_FIRST_OF_NTH_MONTH)
	{
		p = words_put(p, "first of ");
		p = words_put_number(p, (unsigned) n);
		p = words_put(p, ordinal_ending(n));
		return words_put(p, " month after");
	}
	if (limit->unit == CLOCK_FIRST_OF_MONTH_AFTER)
		p = words_put(p, "first of month after ");
	p = words_put_number(p, (unsigned) n);
	p = words_put(p, unit_name(limit->unit));
	if (n > 1)
		*p++ = 's';
	if (limit->amount < 0)
		p = words_put(p, " before");
	return p;
}

static char *
put_cut_off(char *p, int minutes)
{
	p = words_put(p, ", cut-off ");
	*p++ = (char) ('0' + minutes / 600);
	*p++ = (char) ('0' + minutes / 60 % 10);
	*p++ = ':';
	*p++ = (char) ('0' + minutes % 60 / 10);
	*p++ = (char) ('0' + minutes % 10);
	return p;
}

size_t
clock_print(const Clock *clock, char *text)
{
	char	   *p = text;

	if (clock->choice != CLOCK_ONE)
		p = words_put(p, clock->choice == CLOCK_EARLIER ? "earlier of " : "later of ");
	p = put_limit(p, &clock->limit[0]);
	if (clock->choice != CLOCK_ONE)
	{
		p = words_put(p, " and ");
		p = put_limit(p, &clock->limit[1]);
	}
	if (clock->first_day)
		p = words_put(p, ", counting the first day");
	if (clock->month_end != CLOCK_CLAMP)
		p = words_put(p, clock->month_end == CLOCK_STAYS ?
					  ", month end stays month end" : ", month end spills over");
	if (clock->cut_off != CLOCK_NO_CUT_OFF)
		p = put_cut_off(p, clock->cut_off);
	if (clock->roll != CLOCK_NO_ROLL)
		p = words_put(p, clock->roll == CLOCK_TO_PREVIOUS ?
					  ", to previous working day" : ", to next working day");
	if (clock->roll == CLOCK_TO_NEXT_IN_MONTH)
		p = words_put(p, " in the month");
	*p = '\0';
	return (size_t) (p - text);
}

/* ---------- bytes ---------- */

static uint8_t *
put_16(uint8_t *p, int16_t value)
{
	*p++ = (uint8_t) ((uint16_t) value >> 8);
	*p++ = (uint8_t) ((uint16_t) value & 0xff);
	return p;
}

static int16_t
get_16(const uint8_t *p)
{
	return (int16_t) (uint16_t) ((p[0] << 8) | p[1]);
}

size_t
clock_encode(const Clock *clock, uint8_t *bytes)
{
	uint8_t    *p = bytes;
	int			i;

	*p++ = CLOCK_VERSION;
	*p++ = clock->choice;
	*p++ = clock->month_end;
	*p++ = clock->roll;
	*p++ = clock->first_day ? 1 : 0;
	p = put_16(p, clock->cut_off);
	for (i = 0; i < clock_limits(clock); i++)
	{
		*p++ = clock->limit[i].unit;
		p = put_16(p, clock->limit[i].amount);
	}
	return (size_t) (p - bytes);
}

/* could the parser have read this limit? */
static bool
limit_is_valid(const ClockLimit *limit)
{
	if (limit->unit < CLOCK_DAYS || limit->unit > CLOCK_FIRST_OF_NTH_MONTH ||
		limit->amount < -CLOCK_NUMBER_MAX || limit->amount > CLOCK_NUMBER_MAX)
		return false;
	if (limit->amount == 0)
		return limit->unit == CLOCK_DAYS;
	return limit->amount > 0 ||
		(limit->unit != CLOCK_FIRST_OF_MONTH_AFTER && limit->unit != CLOCK_FIRST_OF_NTH_MONTH);
}

ClockFault
clock_decode(const uint8_t *bytes, size_t length, Clock *result)
{
	const uint8_t *p = bytes + CLOCK_HEAD_BYTES;
	int			i;

	memset(result, 0, sizeof(*result));
	if (length < CLOCK_HEAD_BYTES || bytes[0] != CLOCK_VERSION ||
		bytes[1] < CLOCK_ONE || bytes[1] > CLOCK_LATER ||
		bytes[2] > CLOCK_SPILLS || bytes[3] > CLOCK_TO_NEXT_IN_MONTH || bytes[4] > 1)
		return CLOCK_BAD_BYTES;
	result->choice = bytes[1];
	result->month_end = bytes[2];
	result->roll = bytes[3];
	result->first_day = bytes[4] == 1;
	result->cut_off = get_16(bytes + 5);
	if (result->cut_off < CLOCK_NO_CUT_OFF || result->cut_off >= 24 * 60 ||
		length != CLOCK_HEAD_BYTES + CLOCK_LIMIT_BYTES * (size_t) clock_limits(result))
		return CLOCK_BAD_BYTES;
	for (i = 0; i < clock_limits(result); i++, p += CLOCK_LIMIT_BYTES)
	{
		result->limit[i].unit = p[0];
		result->limit[i].amount = get_16(p + 1);
		if (!limit_is_valid(&result->limit[i]))
			return CLOCK_BAD_BYTES;
	}
	return check_sense(result) == CLOCK_OK ? CLOCK_OK : CLOCK_BAD_BYTES;
}
