/*
 * cadence_core.c
 *		A follow-up promise: its words and its bytes, without the server.
 */
#include "cadence_core.h"

#include <string.h>

/* ---------- reading ---------- */

typedef enum TokenKind
{
	TOKEN_END,
	TOKEN_WORD,
	TOKEN_NUMBER,
	TOKEN_COMMA,
	TOKEN_BAD
} TokenKind;

typedef struct Lexer
{
	const char *text;
	size_t		length;
	size_t		next;			/* where to read on */
	TokenKind	kind;			/* the current token */
	size_t		start;
	size_t		size;
	long		number;
} Lexer;

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static void
advance(Lexer *lex)
{
	const char *t = lex->text;

	while (lex->next < lex->length &&
		   (t[lex->next] == ' ' || (t[lex->next] >= '\t' && t[lex->next] <= '\r')))
		lex->next++;
	lex->start = lex->next;
	if (lex->next == lex->length)
		lex->kind = TOKEN_END;
	else if (is_letter(t[lex->next]))
	{
		while (lex->next < lex->length && is_letter(t[lex->next]))
			lex->next++;
		lex->kind = TOKEN_WORD;
	}
	else if (is_digit(t[lex->next]))
	{
		lex->number = 0;
		while (lex->next < lex->length && is_digit(t[lex->next]))
		{
			/* stop growing once it is too large for any use */
			if (lex->number <= CADENCE_NUMBER_MAX)
				lex->number = lex->number * 10 + (t[lex->next] - '0');
			lex->next++;
		}
		/* "2x" is one mistake, not a number and a word */
		lex->kind = lex->next < lex->length && is_letter(t[lex->next]) ?
			TOKEN_BAD : TOKEN_NUMBER;
	}
	else if (t[lex->next] == ',')
	{
		lex->next++;
		lex->kind = TOKEN_COMMA;
	}
	else
		lex->kind = TOKEN_BAD;
	lex->size = lex->next - lex->start;
}

static bool
at_word(const Lexer *lex, const char *word)
{
	size_t		i;

	if (lex->kind != TOKEN_WORD || strlen(word) != lex->size)
		return false;
	for (i = 0; i < lex->size; i++)
	{
		char		c = lex->text[lex->start + i];

		if (c >= 'A' && c <= 'Z')
			c = (char) (c - 'A' + 'a');
		if (c != word[i])
			return false;
	}
	return true;
}

static bool
take_word(Lexer *lex, const char *word)
{
	if (!at_word(lex, word))
		return false;
	advance(lex);
	return true;
}

static CadenceFault
take_number(Lexer *lex, long limit, uint16_t *value)
{
	if (lex->kind != TOKEN_NUMBER)
		return CADENCE_SYNTAX;
	if (lex->number < 1 || lex->number > limit)
		return CADENCE_NUMBER;
	*value = (uint16_t) lex->number;
	advance(lex);
	return CADENCE_OK;
}

static CadenceFault
take_unit(Lexer *lex, uint8_t *unit)
{
	if (take_word(lex, "day") || take_word(lex, "days"))
		*unit = CADENCE_DAYS;
	else if (take_word(lex, "week") || take_word(lex, "weeks"))
		*unit = CADENCE_WEEKS;
	else if (take_word(lex, "month") || take_word(lex, "months"))
		*unit = CADENCE_MONTHS;
	else if (take_word(lex, "year") || take_word(lex, "years"))
		*unit = CADENCE_YEARS;
	else if (take_word(lex, "working"))
	{
		if (!take_word(lex, "day") && !take_word(lex, "days"))
			return CADENCE_SYNTAX;
		*unit = CADENCE_WORKING_DAYS;
	}
	else
		return CADENCE_SYNTAX;
	return CADENCE_OK;
}

/* "7, 14 and 30", the comma before "and" allowed */
static CadenceFault
take_list(Lexer *lex, CadencePhase *phase)
{
	bool		last = false;

	for (;;)
	{
		CadenceFault fault;
		uint16_t	value;

		if (lex->kind == TOKEN_NUMBER && phase->nitems == CADENCE_ITEMS_MAX)
			return CADENCE_TOO_MANY_ITEMS;
		if (lex->kind == TOKEN_NUMBER && phase->nitems > 0 &&
			lex->number <= phase->item[phase->nitems - 1])
			return CADENCE_NOT_ASCENDING;
		fault = take_number(lex, CADENCE_NUMBER_MAX, &value);
		if (fault != CADENCE_OK)
			return fault;
		phase->item[phase->nitems++] = value;
		if (last)
			return CADENCE_OK;
		if (take_word(lex, "and"))
			last = true;
		else if (lex->kind == TOKEN_COMMA)
		{
			advance(lex);
			if (take_word(lex, "and"))
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
take_bounds(Lexer *lex, CadencePhase *phase)
{
	phase->end_kind = CADENCE_END_OPEN;
	for (;;)
	{
		CadenceFault fault;

		if (at_word(lex, "for") && phase->end_kind == CADENCE_END_OPEN)
		{
			advance(lex);
			phase->end_kind = CADENCE_END_FOR;
			fault = take_number(lex, CADENCE_NUMBER_MAX, &phase->end_count);
			if (fault == CADENCE_OK)
				fault = take_unit(lex, &phase->end_unit);
		}
		else if (at_word(lex, "until") && phase->end_kind == CADENCE_END_OPEN)
		{
			advance(lex);
			phase->end_kind = CADENCE_END_AGE;
			if (!take_word(lex, "age"))
				return CADENCE_SYNTAX;
			fault = take_number(lex, CADENCE_AGE_MAX, &phase->end_count);
		}
		else if (at_word(lex, "at") && phase->apart == 0)
		{
			advance(lex);
			if (!take_word(lex, "least"))
				return CADENCE_SYNTAX;
			fault = take_number(lex, CADENCE_NUMBER_MAX, &phase->apart);
			if (fault == CADENCE_OK &&
				!take_word(lex, "day") && !take_word(lex, "days"))
				return CADENCE_SYNTAX;
			if (fault == CADENCE_OK && !take_word(lex, "apart"))
				return CADENCE_SYNTAX;
		}
		else
			return CADENCE_OK;
		if (fault != CADENCE_OK)
			return fault;
	}
}

static CadenceFault
take_phase(Lexer *lex, CadencePhase *phase)
{
	CadenceFault fault = CADENCE_OK;

	memset(phase, 0, sizeof(*phase));
	if (lex->kind == TOKEN_NUMBER)
	{
		phase->kind = CADENCE_PER;
		fault = take_number(lex, CADENCE_QUOTA_MAX, &phase->count);
		if (fault != CADENCE_OK)
			return fault;
		if (!take_word(lex, "per"))
			return CADENCE_SYNTAX;
		if (take_word(lex, "week"))
			phase->unit = CADENCE_WEEKS;
		else if (take_word(lex, "month"))
			phase->unit = CADENCE_MONTHS;
		else if (take_word(lex, "year"))
			phase->unit = CADENCE_YEARS;
		else
			return CADENCE_SYNTAX;
		return take_bounds(lex, phase);
	}

	phase->kind = CADENCE_EVERY;
	phase->count = 1;
	if (take_word(lex, "daily"))
		phase->unit = CADENCE_DAYS;
	else if (take_word(lex, "weekly"))
		phase->unit = CADENCE_WEEKS;
	else if (take_word(lex, "monthly"))
		phase->unit = CADENCE_MONTHS;
	else if (take_word(lex, "yearly"))
		phase->unit = CADENCE_YEARS;
	else if (take_word(lex, "every"))
	{
		if (lex->kind == TOKEN_NUMBER)
			fault = take_number(lex, CADENCE_NUMBER_MAX, &phase->count);
		if (fault == CADENCE_OK)
			fault = take_unit(lex, &phase->unit);
	}
	else if (take_word(lex, "at"))
	{
		phase->kind = CADENCE_AT;
		phase->count = 0;
		fault = take_list(lex, phase);
		if (fault == CADENCE_OK)
			fault = take_unit(lex, &phase->unit);
		return fault;
	}
	else if (take_word(lex, "once"))
	{
		phase->kind = CADENCE_ONCE;
		phase->count = 0;
		if (!take_word(lex, "within"))
			return CADENCE_SYNTAX;
		phase->nitems = 1;
		fault = take_number(lex, CADENCE_NUMBER_MAX, &phase->item[0]);
		if (fault == CADENCE_OK)
			fault = take_unit(lex, &phase->unit);
		return fault;
	}
	else
		return CADENCE_SYNTAX;
	if (fault != CADENCE_OK)
		return fault;
	return take_bounds(lex, phase);
}

/*
 * Read a text of the given length.  On a fault, *where is the offset of the
 * word at which it was seen.
 */
CadenceFault
cadence_parse(const char *text, size_t length, Cadence *result, size_t *where)
{
	Lexer		lex = {text, length, 0, TOKEN_END, 0, 0, 0};
	CadenceFault fault = CADENCE_OK;

	result->nphases = 0;
	advance(&lex);
	for (;;)
	{
		CadencePhase *phase;

		if (result->nphases == CADENCE_PHASES_MAX)
		{
			fault = CADENCE_TOO_MANY_PHASES;
			break;
		}
		phase = &result->phase[result->nphases];
		fault = take_phase(&lex, phase);
		if (fault != CADENCE_OK)
			break;
		result->nphases++;
		if (lex.kind == TOKEN_END)
			break;
		if (!at_word(&lex, "then"))
		{
			fault = CADENCE_SYNTAX;
			break;
		}
		if (phase->end_kind == CADENCE_END_OPEN || phase->end_kind == CADENCE_END_AGE)
		{
			fault = CADENCE_ENDLESS_PHASE;
			break;
		}
		advance(&lex);
	}
	*where = lex.start;
	return fault;
}

/* ---------- writing ---------- */

static char *
put_text(char *p, const char *text)
{
	size_t		length = strlen(text);

	memcpy(p, text, length);
	return p + length;
}

static char *
put_number(char *p, unsigned value)
{
	char		digits[10];
	int			n = 0;

	do
	{
		digits[n++] = (char) ('0' + value % 10);
		value /= 10;
	} while (value > 0);
	while (n > 0)
		*p++ = digits[--n];
	return p;
}

static char *
put_unit(char *p, int unit, bool plural)
{
	switch (unit)
	{
		case CADENCE_DAYS:
			p = put_text(p, "day");
			break;
		case CADENCE_WEEKS:
			p = put_text(p, "week");
			break;
		case CADENCE_MONTHS:
			p = put_text(p, "month");
			break;
		case CADENCE_YEARS:
			p = put_text(p, "year");
			break;
		default:
			p = put_text(p, "working day");
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
			p = put_number(p, phase->count);
			p = put_text(p, " per ");
			p = put_unit(p, phase->unit, false);
			break;
		case CADENCE_EVERY:
			if (phase->count == 1 && phase->unit == CADENCE_DAYS)
				p = put_text(p, "daily");
			else if (phase->count == 1 && phase->unit == CADENCE_WEEKS)
				p = put_text(p, "weekly");
			else if (phase->count == 1 && phase->unit == CADENCE_MONTHS)
				p = put_text(p, "monthly");
			else if (phase->count == 1 && phase->unit == CADENCE_YEARS)
				p = put_text(p, "yearly");
			else
			{
				p = put_text(p, "every ");
				if (phase->count > 1)
				{
					p = put_number(p, phase->count);
					*p++ = ' ';
				}
				p = put_unit(p, phase->unit, phase->count > 1);
			}
			break;
		case CADENCE_AT:
			p = put_text(p, "at ");
			for (i = 0; i < phase->nitems; i++)
			{
				if (i > 0)
					p = put_text(p, i == phase->nitems - 1 ? " and " : ", ");
				p = put_number(p, phase->item[i]);
			}
			*p++ = ' ';
			p = put_unit(p, phase->unit, phase->nitems > 1 || phase->item[0] > 1);
			break;
		default:
			p = put_text(p, "once within ");
			p = put_number(p, phase->item[0]);
			*p++ = ' ';
			p = put_unit(p, phase->unit, phase->item[0] > 1);
			break;
	}
	if (phase->end_kind == CADENCE_END_FOR)
	{
		p = put_text(p, " for ");
		p = put_number(p, phase->end_count);
		*p++ = ' ';
		p = put_unit(p, phase->end_unit, phase->end_count > 1);
	}
	else if (phase->end_kind == CADENCE_END_AGE)
	{
		p = put_text(p, " until age ");
		p = put_number(p, phase->end_count);
	}
	if (phase->apart > 0)
	{
		p = put_text(p, " at least ");
		p = put_number(p, phase->apart);
		p = put_text(p, phase->apart > 1 ? " days apart" : " day apart");
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
			p = put_text(p, " then ");
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
