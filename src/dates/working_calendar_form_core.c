/*
 * working_calendar_form_core.c
 *		A working calendar as words and as stored numbers, without the server.
 */
#include "working_calendar_form_core.h"

#include <stdlib.h>
#include <string.h>

#include "language/ascii_core.h"

static const char *const weekday_name[7] = {
	"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"
};

/* ---------- reading ---------- */

typedef struct Reader
{
	const char *text;
	size_t		length;
	size_t		next;
	size_t		word;			/* where the last word began */
	size_t		word_length;
} Reader;

static bool
at(const Reader *reader, char c)
{
	return reader->next < reader->length && reader->text[reader->next] == c;
}

static void
skip_space(Reader *reader)
{
	while (reader->next < reader->length &&
		   ascii_is_space(reader->text[reader->next]))
		reader->next++;
}

static bool
take(Reader *reader, char c)
{
	if (!at(reader, c))
		return false;
	reader->next++;
	skip_space(reader);
	return true;
}

/* is the word at the reader this one, or a beginning of it of that length? */
static bool
take_beginning(Reader *reader, const char *word, size_t short_length)
{
	size_t		length = 0;

	while (reader->next + length < reader->length &&
		   ascii_is_letter(reader->text[reader->next + length]))
	{
		char		c = ascii_lower(reader->text[reader->next + length]);

		/* the zero at the end of the word differs from every letter */
		if (c != word[length])
			return false;
		length++;
	}
	if (length == 0 || (length != strlen(word) && length != short_length))
		return false;
	reader->word = reader->next;
	reader->word_length = length;
	reader->next += length;
	skip_space(reader);
	return true;
}

static bool
take_word(Reader *reader, const char *word)
{
	return take_beginning(reader, word, strlen(word));
}

static bool
at_date(const Reader *reader)
{
	return reader->next < reader->length && ascii_is_digit(reader->text[reader->next]);
}

/* 2026-03-20, of the years 0001 to 9999 */
static WorkingCalendarFault
take_date(Reader *reader, int32_t *day)
{
	static const char form[] = "dddd-dd-dd";
	const char *t = reader->text + reader->next;
	int			part[3] = {0, 0, 0};
	int			n = 0;
	size_t		i;

	if (reader->length - reader->next < sizeof(form) - 1)
		return WORKING_CALENDAR_SYNTAX;
	for (i = 0; i < sizeof(form) - 1; i++)
	{
		if (form[i] == 'd' ? !ascii_is_digit(t[i]) : t[i] != form[i])
			return WORKING_CALENDAR_SYNTAX;
		if (form[i] == 'd')
			part[n] = part[n] * 10 + (t[i] - '0');
		else
			n++;
	}
	if (part[0] < CALENDAR_FIRST_YEAR || part[1] < 1 || part[1] > 12 ||
		part[2] < 1 || part[2] > month_length(part[0], part[1]))
		return WORKING_CALENDAR_NO_SUCH_DAY;
	*day = (int32_t) day_from_civil(part[0], part[1], part[2]);
	reader->next += sizeof(form) - 1;
	if (at_date(reader) || (reader->next < reader->length && ascii_is_letter(reader->text[reader->next])))
		return WORKING_CALENDAR_SYNTAX;
	skip_space(reader);
	return WORKING_CALENDAR_OK;
}

static bool
take_open(Reader *reader)
{
	if (!at(reader, '.') || reader->length - reader->next < 2 || reader->text[reader->next + 1] != '.')
		return false;
	reader->next += 2;
	skip_space(reader);
	return true;
}

/* "fri sat" or "none" */
static WorkingCalendarFault
take_weekdays(Reader *reader, int32_t *days)
{
	bool		any;

	*days = 0;
	if (take_word(reader, "none"))
		return WORKING_CALENDAR_OK;
	do
	{
		int			i;

		any = false;
		for (i = 0; i < 7 && !any; i++)
		{
			any = take_beginning(reader, weekday_name[i], 3);
			if (any)
				*days |= 1 << i;
		}
	} while (any);
	if (*days == 0)
		return WORKING_CALENDAR_SYNTAX;
	return *days == 0x7f ? WORKING_CALENDAR_ALL_WEEK : WORKING_CALENDAR_OK;
}

/* "thu fri, from 2013-06-29 fri sat" */
static WorkingCalendarFault
take_weekends(Reader *reader, WorkingCalendarParts *parts)
{
	WorkingCalendarFault fault;

	parts->nweekends = 0;
	for (;;)
	{
		WeekendSpan span = {DAY_OPEN_BEGIN, 0};

		if (parts->nweekends == WORKING_CALENDAR_WEEKENDS_MAX)
			return WORKING_CALENDAR_TOO_MANY_WEEKENDS;
		if (parts->nweekends > 0)
		{
			if (!take_word(reader, "from"))
				return WORKING_CALENDAR_SYNTAX;
			fault = take_date(reader, &span.from);
			if (fault != WORKING_CALENDAR_OK)
				return fault;
			if (span.from <= parts->weekend[parts->nweekends - 1].from)
				return WORKING_CALENDAR_NOT_ASCENDING;
		}
		fault = take_weekdays(reader, &span.days);
		if (fault != WORKING_CALENDAR_OK)
			return fault;
		parts->weekend[parts->nweekends++] = span;
		if (!take(reader, ','))
			return WORKING_CALENDAR_OK;
	}
}

static WorkingCalendarFault
take_days(Reader *reader, int32_t *days, int *n)
{
	do
	{
		WorkingCalendarFault fault = take_date(reader, &days[*n]);

		if (fault != WORKING_CALENDAR_OK)
			return fault;
		(*n)++;
	} while (at_date(reader));
	return WORKING_CALENDAR_OK;
}

/* 2026-01-01/2026-12-31, with two dots for an open side; or a single day */
static WorkingCalendarFault
take_known(Reader *reader, WorkingCalendarParts *parts)
{
	do
	{
		WorkingCalendarFault fault;
		DaySpan    *span = &parts->known[parts->nknown];

		if (take_open(reader))
		{
			span->from = DAY_OPEN_BEGIN;
			if (!at(reader, '/'))
				return WORKING_CALENDAR_SYNTAX;
		}
		else if ((fault = take_date(reader, &span->from)) != WORKING_CALENDAR_OK)
			return fault;
		span->to = span->from;
		if (take(reader, '/'))
		{
			if (take_open(reader))
				span->to = DAY_OPEN_END;
			else if ((fault = take_date(reader, &span->to)) != WORKING_CALENDAR_OK)
				return fault;
		}
		if (span->to < span->from)
			return WORKING_CALENDAR_BACKWARDS;
		parts->nknown++;
	} while (at_date(reader) || at(reader, '.'));
	return WORKING_CALENDAR_OK;
}

size_t
working_calendar_room(size_t length)
{
	/* the shortest element is "../.." with a blank */
	return length / 6 + 2;
}

static WorkingCalendarFault
take_clauses(Reader *reader, WorkingCalendarParts *parts)
{
	WorkingCalendarFault fault;
	bool		seen[4] = {false, false, false, false};

	if (!take_word(reader, "weekend"))
		return WORKING_CALENDAR_NO_WEEKEND;
	fault = take_weekends(reader, parts);
	while (fault == WORKING_CALENDAR_OK && take(reader, ';'))
	{
		int			clause;

		/* the last clause may end with a semicolon too */
		if (reader->next == reader->length)
			break;
		if (take_word(reader, "known"))
			clause = 0;
		else if (take_word(reader, "weekends"))
			clause = 1;
		else if (take_word(reader, "holidays"))
			clause = 2;
		else if (take_word(reader, "worked"))
			clause = 3;
		else
			return WORKING_CALENDAR_SYNTAX;
		if (seen[clause])
		{
			reader->next = reader->word;
			return WORKING_CALENDAR_TWICE;
		}
		seen[clause] = true;
		if (clause == 0)
			fault = take_known(reader, parts);
		else if (clause == 1)
		{
			parts->weekends_suffice = take_word(reader, "suffice");
			if (!parts->weekends_suffice)
				fault = WORKING_CALENDAR_SYNTAX;
		}
		else if (clause == 2)
			fault = take_days(reader, parts->holiday, &parts->nholidays);
		else
			fault = take_days(reader, parts->worked, &parts->nworked);
	}
	if (fault == WORKING_CALENDAR_OK && reader->next < reader->length)
		fault = WORKING_CALENDAR_SYNTAX;
	return fault;
}

static void
empty_parts(WorkingCalendarParts *parts)
{
	parts->nweekends = 0;
	parts->nholidays = 0;
	parts->nworked = 0;
	parts->nknown = 0;
	parts->weekends_suffice = false;
}

/*
 * Read a text.  The lists of parts have room for working_calendar_room()
 * elements each.  On a fault, *where is the character that cannot be read.
 */
WorkingCalendarFault
working_calendar_parse(const char *text, size_t length, WorkingCalendarParts *parts, size_t *where)
{
	Reader		reader = {text, length, 0, 0, 0};
	WorkingCalendarFault fault;

	empty_parts(parts);
	skip_space(&reader);
	fault = take_clauses(&reader, parts);
	*where = reader.next;
	return fault;
}

WorkingCalendarFault
weekends_parse(const char *text, size_t length, WorkingCalendarParts *parts, size_t *where)
{
	Reader		reader = {text, length, 0, 0, 0};
	WorkingCalendarFault fault;

	empty_parts(parts);
	skip_space(&reader);
	fault = take_weekends(&reader, parts);
	if (fault == WORKING_CALENDAR_OK && reader.next < reader.length)
		fault = WORKING_CALENDAR_SYNTAX;
	*where = reader.next;
	return fault;
}

/* ---------- the canonical form ---------- */

static int
day_compare(const void *a, const void *b)
{
	int32_t		x = *(const int32_t *) a;
	int32_t		y = *(const int32_t *) b;

	return x < y ? -1 : (x > y ? 1 : 0);
}

static int
span_compare(const void *a, const void *b)
{
	return day_compare(&((const DaySpan *) a)->from, &((const DaySpan *) b)->from);
}

/* into order, each day once; most lists are in order already */
static int
sort_days(int32_t *days, int n)
{
	int			kept = 0;
	int			i;

	for (i = 1; i < n; i++)
	{
		if (days[i - 1] > days[i])
		{
			qsort(days, (size_t) n, sizeof(*days), day_compare);
			break;
		}
	}
	for (i = 0; i < n; i++)
	{
		if (kept == 0 || days[kept - 1] != days[i])
			days[kept++] = days[i];
	}
	return kept;
}

static void
settle_weekends(WorkingCalendarParts *parts)
{
	int			kept = 0;
	int			i;

	for (i = 0; i < parts->nweekends; i++)
	{
		/* what begins on the first day of all has always been */
		if (i + 1 < parts->nweekends && parts->weekend[i + 1].from <= CALENDAR_FIRST_DAY)
			continue;
		if (kept > 0 && parts->weekend[kept - 1].days == parts->weekend[i].days)
			continue;
		parts->weekend[kept++] = parts->weekend[i];
	}
	parts->weekend[0].from = DAY_OPEN_BEGIN;
	parts->nweekends = kept;
}

static void
settle_known(WorkingCalendarParts *parts)
{
	DaySpan    *known = parts->known;
	int			kept = 0;
	int			i;

	for (i = 0; i < parts->nknown; i++)
	{
		if (known[i].from <= CALENDAR_FIRST_DAY)
			known[i].from = DAY_OPEN_BEGIN;
		if (known[i].to >= CALENDAR_LAST_DAY)
			known[i].to = DAY_OPEN_END;
	}
	if (parts->nknown > 1)
		qsort(known, (size_t) parts->nknown, sizeof(*known), span_compare);
	for (i = 0; i < parts->nknown; i++)
	{
		if (kept > 0 && known[i].from <= (int64_t) known[kept - 1].to + 1)
		{
			if (known[i].to > known[kept - 1].to)
				known[kept - 1].to = known[i].to;
		}
		else
			known[kept++] = known[i];
	}
	parts->nknown = kept;
}

/* those of the days that are (are not) part of a weekend */
static int
keep_days(const WorkingCalendarParts *parts, int32_t *days, int n, bool on_weekend)
{
	int			kept = 0;
	int			span = 0;
	int			i;

	for (i = 0; i < n; i++)
	{
		while (span + 1 < parts->nweekends && parts->weekend[span + 1].from <= days[i])
			span++;
		if ((parts->weekend[span].days >> day_weekday(days[i]) & 1) == (on_weekend ? 1 : 0))
			days[kept++] = days[i];
	}
	return kept;
}

WorkingCalendarFault
working_calendar_settle(WorkingCalendarParts *parts, int64_t *day)
{
	int			i = 0;
	int			j = 0;

	/* counted as they come, so that sorting them takes no time worth interrupting */
	if (parts->nholidays > WORKING_CALENDAR_DAYS_MAX ||
		parts->nworked > WORKING_CALENDAR_DAYS_MAX - parts->nholidays)
		return WORKING_CALENDAR_TOO_MANY_DAYS;
	if (parts->nknown > WORKING_CALENDAR_KNOWN_MAX)
		return WORKING_CALENDAR_TOO_MANY_SPANS;
	settle_weekends(parts);
	settle_known(parts);
	parts->nholidays = sort_days(parts->holiday, parts->nholidays);
	parts->nworked = sort_days(parts->worked, parts->nworked);
	while (i < parts->nholidays && j < parts->nworked)
	{
		if (parts->holiday[i] == parts->worked[j])
		{
			*day = parts->holiday[i];
			return WORKING_CALENDAR_BOTH;
		}
		if (parts->holiday[i] < parts->worked[j])
			i++;
		else
			j++;
	}
	parts->nholidays = keep_days(parts, parts->holiday, parts->nholidays, false);
	parts->nworked = keep_days(parts, parts->worked, parts->nworked, true);
	return WORKING_CALENDAR_OK;
}

void
working_calendar_of_parts(const WorkingCalendarParts *parts, WorkingCalendar *calendar)
{
	calendar->nweekends = parts->nweekends;
	calendar->weekend = parts->weekend;
	calendar->nholidays = parts->nholidays;
	calendar->holiday = parts->holiday;
	calendar->nworked = parts->nworked;
	calendar->worked = parts->worked;
	calendar->nknown = parts->nknown;
	calendar->known = parts->known;
	calendar->weekends_suffice = parts->weekends_suffice;
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
put_digits(char *p, int value, int width)
{
	int			i;

	for (i = width - 1; i >= 0; i--)
	{
		p[i] = (char) ('0' + value % 10);
		value /= 10;
	}
	return p + width;
}

static char *
put_date(char *p, int32_t day)
{
	CivilDate	c;

	if (day == DAY_OPEN_BEGIN || day == DAY_OPEN_END)
		return put_text(p, "..");
	c = day_to_civil(day);
	p = put_digits(p, (int) c.year, 4);
	*p++ = '-';
	p = put_digits(p, c.month, 2);
	*p++ = '-';
	return put_digits(p, c.day, 2);
}

static char *
put_days(char *p, const char *clause, const int32_t *days, int n)
{
	int			i;

	if (n > 0)
		p = put_text(p, clause);
	for (i = 0; i < n; i++)
	{
		*p++ = ' ';
		p = put_date(p, days[i]);
	}
	return p;
}

static char *
put_weekends(char *p, const WeekendSpan *weekend, int nweekends)
{
	int			i;
	int			day;

	for (i = 0; i < nweekends; i++)
	{
		bool		any = false;

		if (i > 0)
		{
			p = put_text(p, ", from ");
			p = put_date(p, weekend[i].from);
			*p++ = ' ';
		}
		if (weekend[i].days == 0)
			p = put_text(p, "none");
		for (day = 0; day < 7; day++)
		{
			if ((weekend[i].days >> day & 1) == 0)
				continue;
			if (any)
				*p++ = ' ';
			memcpy(p, weekday_name[day], 3);
			p += 3;
			any = true;
		}
	}
	return p;
}

/* into a buffer of WEEKENDS_TEXT_MAX bytes */
size_t
weekends_print(const WeekendSpan *weekend, int nweekends, char *text)
{
	char	   *p = put_weekends(text, weekend, nweekends);

	*p = '\0';
	return (size_t) (p - text);
}

/* a buffer of so many bytes is enough */
size_t
working_calendar_text_size(const WorkingCalendar *calendar)
{
	return 80 + WEEKENDS_TEXT_MAX + (size_t) calendar->nknown * 22 +
		((size_t) calendar->nholidays + (size_t) calendar->nworked) * 11;
}

size_t
working_calendar_print(const WorkingCalendar *calendar, char *text)
{
	char	   *p = put_text(text, "weekend ");
	int			i;

	p = put_weekends(p, calendar->weekend, calendar->nweekends);
	if (calendar->nknown > 0)
		p = put_text(p, "; known");
	for (i = 0; i < calendar->nknown; i++)
	{
		*p++ = ' ';
		p = put_date(p, calendar->known[i].from);
		if (calendar->known[i].from == calendar->known[i].to)
			continue;
		*p++ = '/';
		p = put_date(p, calendar->known[i].to);
	}
	if (calendar->weekends_suffice)
		p = put_text(p, "; weekends suffice");
	p = put_days(p, "; holidays", calendar->holiday, calendar->nholidays);
	p = put_days(p, "; worked", calendar->worked, calendar->nworked);
	*p = '\0';
	return (size_t) (p - text);
}

/* ---------- stored numbers ---------- */

/*
 * version and, in the ninth bit, whether weekends suffice; the lengths of the
 * four lists; the lists, of spans both numbers in turn
 */
#define SUFFICE_BIT 0x100

size_t
working_calendar_nwords(const WorkingCalendar *calendar)
{
	return WORKING_CALENDAR_HEAD + 2 * (size_t) calendar->nweekends + 2 * (size_t) calendar->nknown +
		(size_t) calendar->nholidays + (size_t) calendar->nworked;
}

void
working_calendar_store(const WorkingCalendar *calendar, int32_t *words)
{
	int32_t    *w = words;
	int			i;

	*w++ = WORKING_CALENDAR_VERSION | (calendar->weekends_suffice ? SUFFICE_BIT : 0);
	*w++ = calendar->nweekends;
	*w++ = calendar->nknown;
	*w++ = calendar->nholidays;
	*w++ = calendar->nworked;
	for (i = 0; i < calendar->nweekends; i++)
	{
		*w++ = calendar->weekend[i].from;
		*w++ = calendar->weekend[i].days;
	}
	for (i = 0; i < calendar->nknown; i++)
	{
		*w++ = calendar->known[i].from;
		*w++ = calendar->known[i].to;
	}
	for (i = 0; i < calendar->nholidays; i++)
		*w++ = calendar->holiday[i];
	for (i = 0; i < calendar->nworked; i++)
		*w++ = calendar->worked[i];
}

/* a view of stored numbers, which must outlive it */
void
working_calendar_open(const int32_t *words, WorkingCalendar *calendar)
{
	const int32_t *list = words + WORKING_CALENDAR_HEAD;

	calendar->weekends_suffice = (words[0] & SUFFICE_BIT) != 0;
	calendar->nweekends = words[1];
	calendar->nknown = words[2];
	calendar->nholidays = words[3];
	calendar->nworked = words[4];
	/* two numbers each, without padding */
	calendar->weekend = (const WeekendSpan *) list;
	list += 2 * calendar->nweekends;
	calendar->known = (const DaySpan *) list;
	list += 2 * calendar->nknown;
	calendar->holiday = list;
	calendar->worked = list + calendar->nholidays;
}

static bool
is_day(int32_t day)
{
	return day >= CALENDAR_FIRST_DAY && day <= CALENDAR_LAST_DAY;
}

static bool
days_are_valid(const WorkingCalendar *calendar, const int32_t *days, int n, bool on_weekend)
{
	int			span = 0;
	int			i;

	for (i = 0; i < n; i++)
	{
		if (!is_day(days[i]) || (i > 0 && days[i] <= days[i - 1]))
			return false;
		while (span + 1 < calendar->nweekends && calendar->weekend[span + 1].from <= days[i])
			span++;
		if ((calendar->weekend[span].days >> day_weekday(days[i]) & 1) != (on_weekend ? 1 : 0))
			return false;
	}
	return true;
}

bool
working_calendar_is_valid(const int32_t *words, size_t nwords)
{
	WorkingCalendar calendar;
	int			i;

	if (nwords < WORKING_CALENDAR_HEAD ||
		(words[0] & ~SUFFICE_BIT) != WORKING_CALENDAR_VERSION ||
		words[1] < 1 || words[1] > WORKING_CALENDAR_WEEKENDS_MAX ||
		words[2] < 0 || words[2] > WORKING_CALENDAR_KNOWN_MAX ||
		words[3] < 0 || words[3] > WORKING_CALENDAR_DAYS_MAX ||
		words[4] < 0 || words[4] > WORKING_CALENDAR_DAYS_MAX - words[3])
		return false;
	working_calendar_open(words, &calendar);
	if (working_calendar_nwords(&calendar) != nwords)
		return false;

	for (i = 0; i < calendar.nweekends; i++)
	{
		const WeekendSpan *span = &calendar.weekend[i];

		if (span->days < 0 || span->days >= 0x7f)
			return false;
		if (i == 0 ? span->from != DAY_OPEN_BEGIN :
			(!is_day(span->from) || span->from == CALENDAR_FIRST_DAY ||
			 span->from <= span[-1].from || span->days == span[-1].days))
			return false;
	}
	for (i = 0; i < calendar.nknown; i++)
	{
		const DaySpan *span = &calendar.known[i];

		if (span->from != DAY_OPEN_BEGIN &&
			(!is_day(span->from) || span->from == CALENDAR_FIRST_DAY))
			return false;
		if (span->to != DAY_OPEN_END && (!is_day(span->to) || span->to == CALENDAR_LAST_DAY))
			return false;
		if (span->to < span->from || (i > 0 && span->from <= (int64_t) span[-1].to + 1))
			return false;
	}
	return days_are_valid(&calendar, calendar.holiday, calendar.nholidays, false) &&
		days_are_valid(&calendar, calendar.worked, calendar.nworked, true);
}
