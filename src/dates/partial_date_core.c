/*
 * partial_date_core.c
 *		A day known within bounds: notation and arithmetic, without the server.
 *
 * The notation is EDTF (ISO 8601-2), levels 0 and 1: years, months, days, the
 * unspecified digits X at the end, the qualifiers ? ~ % for a whole end, and
 * intervals whose ends may be open.  A canonical text exists for each value;
 * two values are equal when their canonical texts are.
 */
#include "partial_date_core.h"

#include <string.h>

#include "language/ascii_core.h"

typedef struct Reader
{
	const char *text;
	size_t		at;
	size_t		end;
} Reader;

/* one end of the notation, as read */
typedef struct Unit
{
	int			precision;
	int			qualifier;
	int64_t		first;			/* bounds of the unit */
	int64_t		last;
} Unit;

static bool
is_unspecified(char c)
{
	return c == 'X' || c == 'x';
}

static char
peek(const Reader *r)
{
	return r->at < r->end ? r->text[r->at] : '\0';
}

/* the bounds of the unit that begins with (or contains) the day */
static void
unit_bounds(int64_t day, int precision, int64_t *first, int64_t *last)
{
	CivilDate	c = day_to_civil(day);
	int64_t		span;

	switch (precision)
	{
		case PRECISION_DAY:
			*first = *last = day;
			return;
		case PRECISION_MONTH:
			*first = day_from_civil(c.year, c.month, 1);
			*last = *first + month_length(c.year, c.month) - 1;
			return;
		case PRECISION_YEAR:
			span = 1;
			break;
		case PRECISION_DECADE:
			span = 10;
			break;
		default:
			span = 100;
			break;
	}
	/* only years from 0001 on come here, so plain division is right */
	*first = day_from_civil(c.year / span * span, 1, 1);
	*last = day_from_civil(c.year / span * span + span, 1, 1) - 1;
}

/*
 * Two places: two digits, or XX.  *value is -1 for XX.
 */
static bool
read_two_places(Reader *r, int *value)
{
	if (r->end - r->at < 2)
		return false;
	if (ascii_is_digit(r->text[r->at]) && ascii_is_digit(r->text[r->at + 1]))
		*value = (r->text[r->at] - '0') * 10 + (r->text[r->at + 1] - '0');
	else if (is_unspecified(r->text[r->at]) && is_unspecified(r->text[r->at + 1]))
		*value = -1;
	else
		return false;
	r->at += 2;
	return true;
}

/*
 * The four places of a year: digits, of which the last one or two may be X.
 */
static PartialDateFault
read_year(Reader *r, int *year, int *precision)
{
	int			digits = 0;
	int			places = 0;
	int			value = 0;

	/* what EDTF has beyond four digits, told apart from nonsense */
	if ((peek(r) == '-' || peek(r) == '+') && r->end - r->at > 1 &&
		ascii_is_digit(r->text[r->at + 1]))
		return PARTIAL_DATE_YEAR_RANGE;
	if (peek(r) == 'Y' && r->end - r->at > 1 &&
		(ascii_is_digit(r->text[r->at + 1]) || r->text[r->at + 1] == '-'))
		return PARTIAL_DATE_YEAR_RANGE;

	while (places < 4 && ascii_is_digit(peek(r)))
	{
		value = value * 10 + (peek(r) - '0');
		digits++;
		places++;
		r->at++;
	}
	while (places < 4 && is_unspecified(peek(r)))
	{
		value *= 10;
		places++;
		r->at++;
	}
	if (places < 4)
		return PARTIAL_DATE_SYNTAX;
	if (ascii_is_digit(peek(r)) && digits == 4)
		return PARTIAL_DATE_YEAR_RANGE;
	switch (digits)
	{
		case 4:
			*precision = PRECISION_YEAR;
			break;
		case 3:
			*precision = PRECISION_DECADE;
			break;
		case 2:
			*precision = PRECISION_CENTURY;
			break;
		case 0:
			return PARTIAL_DATE_NOTHING_KNOWN;
		default:
			return PARTIAL_DATE_UNSPECIFIED;
	}
	*year = value;
	if (value < CALENDAR_FIRST_YEAR)
		return PARTIAL_DATE_YEAR_RANGE;
	return PARTIAL_DATE_OK;
}

static PartialDateFault
read_unit(Reader *r, Unit *unit)
{
	PartialDateFault fault;
	int			year;
	int			month = -1;
	int			day = -1;

	fault = read_year(r, &year, &unit->precision);
	if (fault != PARTIAL_DATE_OK)
		return fault;

	if (peek(r) == '-')
	{
		size_t		month_at = ++r->at;

		if (!read_two_places(r, &month))
			return PARTIAL_DATE_SYNTAX;
		if (unit->precision != PRECISION_YEAR)
		{
			/* 201X-05 says more than a set of days can */
			r->at = month_at;
			return month == -1 ? PARTIAL_DATE_SYNTAX : PARTIAL_DATE_UNSPECIFIED;
		}
		if (month >= 21 && month <= 41)
		{
			r->at = month_at;
			return PARTIAL_DATE_SEASON;
		}
		if (month == 0 || month > 12)
		{
			r->at = month_at;
			return PARTIAL_DATE_NO_SUCH_MONTH;
		}
		if (month != -1)
			unit->precision = PRECISION_MONTH;

		if (peek(r) == '-')
		{
			size_t		day_at = ++r->at;

			if (!read_two_places(r, &day))
				return PARTIAL_DATE_SYNTAX;
			if (day != -1)
			{
				if (month == -1)
				{
					r->at = month_at;
					return PARTIAL_DATE_UNSPECIFIED;
				}
				if (day == 0 || day > month_length(year, month))
				{
					r->at = day_at;
					return PARTIAL_DATE_NO_SUCH_DAY;
				}
				unit->precision = PRECISION_DAY;
			}
		}
	}

	switch (peek(r))
	{
		case '?':
			unit->qualifier = QUALIFIER_UNCERTAIN;
			r->at++;
			break;
		case '~':
			unit->qualifier = QUALIFIER_APPROXIMATE;
			r->at++;
			break;
		case '%':
			unit->qualifier = QUALIFIER_BOTH;
			r->at++;
			break;
		default:
			unit->qualifier = QUALIFIER_NONE;
			break;
	}

	unit_bounds(day_from_civil(year,
							   unit->precision >= PRECISION_MONTH ? month : 1,
							   unit->precision == PRECISION_DAY ? day : 1),
				unit->precision, &unit->first, &unit->last);
	return PARTIAL_DATE_OK;
}

/* one side of an interval: a unit, "..", or nothing */
static PartialDateFault
read_end(Reader *r, bool *open, Unit *unit)
{
	*open = false;
	if (r->at == r->end || peek(r) == '/')
	{
		*open = true;
		return PARTIAL_DATE_OK;
	}
	if (peek(r) == '.')
	{
		if (r->end - r->at < 2 || r->text[r->at + 1] != '.')
			return PARTIAL_DATE_SYNTAX;
		r->at += 2;
		*open = true;
		return PARTIAL_DATE_OK;
	}
	return read_unit(r, unit);
}

/*
 * Read a text of the given length.  On a fault, *where is the offset at which
 * it was seen, and the result is not touched.
 */
PartialDateFault
partial_date_parse(const char *text, size_t length, PartialDate *result,
				   size_t *where)
{
	Reader		r = {text, 0, length};
	PartialDateFault fault;
	Unit		from = {0};
	Unit		to = {0};
	bool		from_open;
	bool		to_open;

	while (r.at < r.end && ascii_is_space(text[r.at]))
		r.at++;
	while (r.end > r.at && ascii_is_space(text[r.end - 1]))
		r.end--;

	*where = r.at;
	if (r.at == r.end)
		return PARTIAL_DATE_SYNTAX;

	fault = read_end(&r, &from_open, &from);
	*where = r.at;
	if (fault != PARTIAL_DATE_OK)
		return fault;
	if (peek(&r) == '/' && r.at < r.end)
	{
		r.at++;
		fault = read_end(&r, &to_open, &to);
		*where = r.at;
		if (fault != PARTIAL_DATE_OK)
			return fault;
	}
	else if (from_open)
		return r.at == r.end ? PARTIAL_DATE_NOTHING_KNOWN : PARTIAL_DATE_SYNTAX;
	else
	{
		to = from;
		to_open = false;
	}
	if (r.at != r.end)
		return PARTIAL_DATE_SYNTAX;
	if (from_open && to_open)
		return PARTIAL_DATE_NOTHING_KNOWN;
	if (!from_open && !to_open && from.first > to.last)
		return PARTIAL_DATE_BACKWARDS;

	memset(result, 0, sizeof(*result));
	result->version = PARTIAL_DATE_VERSION;
	result->from_precision = from_open ? PRECISION_OPEN : (uint8_t) from.precision;
	result->from_qualifier = from_open ? QUALIFIER_NONE : (uint8_t) from.qualifier;
	result->from_day = from_open ? DAY_OPEN_BEGIN : (int32_t) from.first;
	result->to_precision = to_open ? PRECISION_OPEN : (uint8_t) to.precision;
	result->to_qualifier = to_open ? QUALIFIER_NONE : (uint8_t) to.qualifier;
	result->to_day = to_open ? DAY_OPEN_END : (int32_t) to.last;
	return PARTIAL_DATE_OK;
}

static char *
put_places(char *p, int64_t value, int places)
{
	int			i;

	for (i = places - 1; i >= 0; i--)
	{
		p[i] = (char) ('0' + value % 10);
		value /= 10;
	}
	return p + places;
}

static char *
put_end(char *p, int32_t day, int precision, int qualifier)
{
	CivilDate	c;

	if (precision == PRECISION_OPEN)
	{
		*p++ = '.';
		*p++ = '.';
		return p;
	}
	c = day_to_civil(day);
	switch (precision)
	{
		case PRECISION_CENTURY:
			p = put_places(p, c.year / 100, 2);
			*p++ = 'X';
			*p++ = 'X';
			break;
		case PRECISION_DECADE:
			p = put_places(p, c.year / 10, 3);
			*p++ = 'X';
			break;
		default:
			p = put_places(p, c.year, 4);
			break;
	}
	if (precision >= PRECISION_MONTH)
	{
		*p++ = '-';
		p = put_places(p, c.month, 2);
	}
	if (precision == PRECISION_DAY)
	{
		*p++ = '-';
		p = put_places(p, c.day, 2);
	}
	if (qualifier == QUALIFIER_UNCERTAIN)
		*p++ = '?';
	else if (qualifier == QUALIFIER_APPROXIMATE)
		*p++ = '~';
	else if (qualifier == QUALIFIER_BOTH)
		*p++ = '%';
	return p;
}

/* both ends name the same unit in the same words */
bool
partial_date_is_single(const PartialDate *date)
{
	int64_t		first;
	int64_t		last;

	if (date->from_precision != date->to_precision ||
		date->from_qualifier != date->to_qualifier ||
		date->from_precision == PRECISION_OPEN)
		return false;
	unit_bounds(date->from_day, date->from_precision, &first, &last);
	return date->to_day == last;
}

/*
 * Write the canonical text and a terminating zero into a buffer of
 * PARTIAL_DATE_TEXT_MAX bytes; returns the length.
 */
size_t
partial_date_print(const PartialDate *date, char *text)
{
	char	   *p;

	p = put_end(text, date->from_day, date->from_precision, date->from_qualifier);
	if (!partial_date_is_single(date))
	{
		*p++ = '/';
		p = put_end(p, date->to_day, date->to_precision, date->to_qualifier);
	}
	*p = '\0';
	return (size_t) (p - text);
}

static bool
precision_is_known(int precision)
{
	return precision == PRECISION_CENTURY || precision == PRECISION_DECADE ||
		precision == PRECISION_YEAR || precision == PRECISION_MONTH ||
		precision == PRECISION_DAY;
}

/*
 * Could this value have come out of the parser?  Asked of everything that
 * arrives in binary.
 */
bool
partial_date_is_valid(const PartialDate *date)
{
	int64_t		first;
	int64_t		last;

	if (date->version != PARTIAL_DATE_VERSION ||
		date->reserved[0] != 0 || date->reserved[1] != 0 || date->reserved[2] != 0)
		return false;
	if (date->from_precision == PRECISION_OPEN)
	{
		if (date->from_qualifier != QUALIFIER_NONE || date->from_day != DAY_OPEN_BEGIN)
			return false;
	}
	else
	{
		if (!precision_is_known(date->from_precision) ||
			date->from_qualifier > QUALIFIER_BOTH ||
			date->from_day < CALENDAR_FIRST_DAY || date->from_day > CALENDAR_LAST_DAY)
			return false;
		unit_bounds(date->from_day, date->from_precision, &first, &last);
		if (first != date->from_day)
			return false;
	}
	if (date->to_precision == PRECISION_OPEN)
	{
		if (date->to_qualifier != QUALIFIER_NONE || date->to_day != DAY_OPEN_END)
			return false;
	}
	else
	{
		if (!precision_is_known(date->to_precision) ||
			date->to_qualifier > QUALIFIER_BOTH ||
			date->to_day < CALENDAR_FIRST_DAY || date->to_day > CALENDAR_LAST_DAY)
			return false;
		unit_bounds(date->to_day, date->to_precision, &first, &last);
		/* a decade or century must not reach back before year 1 */
		if (last != date->to_day || first < CALENDAR_FIRST_DAY)
			return false;
	}
	if (date->from_precision == PRECISION_OPEN && date->to_precision == PRECISION_OPEN)
		return false;
	return date->from_day <= date->to_day;
}

/* the day must be one that the notation can write */
void
partial_date_set_day(PartialDate *date, int32_t day)
{
	memset(date, 0, sizeof(*date));
	date->version = PARTIAL_DATE_VERSION;
	date->from_precision = date->to_precision = PRECISION_DAY;
	date->from_day = date->to_day = day;
}

/*
 * A total order for storage, and nothing more: by first bound, last bound,
 * and then by what tells equal bounds apart.
 */
int
partial_date_compare(const PartialDate *a, const PartialDate *b)
{
	if (a->from_day != b->from_day)
		return a->from_day < b->from_day ? -1 : 1;
	if (a->to_day != b->to_day)
		return a->to_day < b->to_day ? -1 : 1;
	if (a->from_precision != b->from_precision)
		return a->from_precision < b->from_precision ? -1 : 1;
	if (a->to_precision != b->to_precision)
		return a->to_precision < b->to_precision ? -1 : 1;
	if (a->from_qualifier != b->from_qualifier)
		return a->from_qualifier < b->from_qualifier ? -1 : 1;
	if (a->to_qualifier != b->to_qualifier)
		return a->to_qualifier < b->to_qualifier ? -1 : 1;
	return 0;
}

int32_t
birth_complete(int32_t birth, int years, LeapRule rule)
{
	CivilDate	c;

	if (birth == DAY_OPEN_BEGIN || birth == DAY_OPEN_END)
		return birth;
	c = day_to_civil(birth);
	c.year += years;
	if (c.month == 2 && c.day == 29 && !year_is_leap(c.year))
	{
		if (rule == LEAP_FEBRUARY_28)
			c.day = 28;
		else
		{
			c.month = 3;
			c.day = 1;
		}
	}
	return (int32_t) day_from_civil(c.year, c.month, c.day);
}

int
birth_age(int32_t birth, int32_t day, LeapRule rule)
{
	int			age = (int) (day_to_civil(day).year - day_to_civil(birth).year);

	return day < birth_complete(birth, age, rule) ? age - 1 : age;
}

/*
 * birth_complete() never falls when the birth moves on, so one day parts those
 * who have completed the years from those who have not.
 */
int32_t
birth_cutoff(int years, int32_t day, LeapRule rule)
{
	CivilDate	c;
	int64_t		cutoff;

	if (day == DAY_OPEN_BEGIN || day == DAY_OPEN_END)
		return DAY_OPEN_BEGIN;
	c = day_to_civil(day);
	c.year -= years;
	if (c.month == 2 && c.day == 29 && !year_is_leap(c.year))
		c.day = 28;
	else if (c.month == 2 && c.day == 28 && rule == LEAP_FEBRUARY_28 &&
			 year_is_leap(c.year) && !year_is_leap(c.year + years))
		c.day = 29;
	cutoff = day_from_civil(c.year, c.month, c.day);
	return cutoff < CALENDAR_FIRST_DAY ? DAY_OPEN_BEGIN : (int32_t) cutoff;
}

int
partial_date_is_under(const PartialDate *born, int32_t cutoff, int32_t day)
{
	/* not born yet, or a day that is none: there is nothing to answer */
	if (day == DAY_OPEN_BEGIN || day == DAY_OPEN_END || day < born->from_day)
		return -1;
	if (born->from_day > cutoff)
		return 1;
	return born->to_day <= cutoff ? 0 : -1;
}
