/*
 * dates_test.c
 *		The calendar, partial_date and the clock against slow oracles; texts and
 *		bytes bent at random.
 *
 * The oracles know the calendar from a table that is filled by walking from
 * 0001-01-01 day by day, and go through every day one by one: they share no
 * arithmetic with what they check.
 */
#include "check.h"
#include "bikram_sambat_core.h"
#include "cadence_core.h"
#include "clock_core.h"
#include "dates_properties.h"
#include "hebrew_core.h"
#include "partial_date_core.h"

/* ---------- the calendar, day by day ---------- */

#define NDAYS (CALENDAR_LAST_DAY - CALENDAR_FIRST_DAY + 1)

typedef struct TableDay
{
	short		year;
	signed char month;
	signed char day;
} TableDay;

static TableDay *table;
static int (*first_of)[13];		/* [year][month] of 0 to 9999: day number */

static int
table_month_length(int year, int month)
{
	static const int length[] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	if (month == 2 && ((year % 4 == 0 && year % 100 != 0) || year % 400 == 0))
		return 29;
	return length[month];
}

static void
fill_table(void)
{
	int			year = 1;
	int			month = 1;
	int			day = 1;
	int			i;

	table = malloc(sizeof(TableDay) * NDAYS);
	first_of = calloc(10000, sizeof(*first_of));
	for (i = 0; i < NDAYS; i++)
	{
		table[i].year = (short) year;
		table[i].month = (signed char) month;
		table[i].day = (signed char) day;
		if (day == 1)
			first_of[year][month] = CALENDAR_FIRST_DAY + i;
		if (++day > table_month_length(year, month))
		{
			day = 1;
			if (++month > 12)
			{
				month = 1;
				year++;
			}
		}
	}
	CHECK(year == 10000 && month == 1 && day == 1, "the table ends on %d-%d-%d", year, month, day);
}

static const TableDay *
on_table(int64_t day)
{
	CHECK(day >= CALENDAR_FIRST_DAY && day <= CALENDAR_LAST_DAY, "day %lld", (long long) day);
	return &table[day - CALENDAR_FIRST_DAY];
}

/* month by month, then the day or the last one that there is */
static int64_t
slow_add_months(int64_t day, int months)
{
	const TableDay *t = on_table(day);
	int			year = t->year;
	int			month = t->month;
	int			length;

	for (; months > 0; months--)
	{
		if (++month > 12)
		{
			month = 1;
			year++;
		}
	}
	for (; months < 0; months++)
	{
		if (--month < 1)
		{
			month = 12;
			year--;
		}
	}
	length = table_month_length(year, month);
	return first_of[year][month] + (t->day < length ? t->day : length) - 1;
}

static void
test_calendar(void)
{
	int			i;

	CHECK(day_from_civil(2000, 1, 1) == 0, "the epoch");
	CHECK(day_from_civil(1, 1, 1) == CALENDAR_FIRST_DAY, "the first day");
	CHECK(day_from_civil(9999, 12, 31) == CALENDAR_LAST_DAY, "the last day");
	for (i = 0; i < NDAYS; i++)
	{
		int64_t		day = CALENDAR_FIRST_DAY + i;
		CivilDate	c = day_to_civil(day);

		CHECK(c.year == table[i].year && c.month == table[i].month && c.day == table[i].day,
			  "day %lld", (long long) day);
		CHECK(day_from_civil(c.year, c.month, c.day) == day, "day %lld", (long long) day);
	}
	/* far from the table: there and back, and the next day is the next */
	for (i = 0; i < 200000; i++)
	{
		int64_t		day = (int64_t) (int32_t) chance();
		CivilDate	a = day_to_civil(day);
		CivilDate	b = day_to_civil(day + 1);

		CHECK(a.month >= 1 && a.month <= 12 && a.day >= 1 &&
			  a.day <= month_length(a.year, a.month), "day %lld", (long long) day);
		CHECK(day_from_civil(a.year, a.month, a.day) == day, "day %lld", (long long) day);
		CHECK(a.day == month_length(a.year, a.month) ? b.day == 1 : b.day == a.day + 1,
			  "day %lld", (long long) day);
	}
	for (i = 0; i < 200000; i++)
	{
		int			day = between(day_from_civil(1900, 1, 1), day_from_civil(2100, 1, 1));
		int			months = between(-240, 240);

		CHECK(day_add_months(day, months) == slow_add_months(day, months),
			  "%d + %d months", day, months);
	}
}

/* ---------- partial_date ---------- */

static PartialDate
read_partial(const char *text)
{
	PartialDate value;
	size_t		where;
	PartialDateFault fault = partial_date_parse(text, strlen(text), &value, &where);

	CHECK(fault == PARTIAL_DATE_OK, "\"%s\" was refused with fault %d", text, fault);
	return value;
}

static void
expect_bounds(const char *text, int64_t from, int64_t to)
{
	PartialDate value = read_partial(text);
	char		printed[PARTIAL_DATE_TEXT_MAX];

	CHECK(value.from_day == from && value.to_day == to, "bounds of \"%s\"", text);
	partial_date_print(&value, printed);
	CHECK(strcmp(printed, text) == 0, "\"%s\" came back as \"%s\"", text, printed);
}

static void
expect_fault(const char *text, PartialDateFault expected)
{
	PartialDate value;
	size_t		where;
	PartialDateFault fault = partial_date_parse(text, strlen(text), &value, &where);

	CHECK(fault == expected, "\"%s\": fault %d instead of %d", text, fault, expected);
}

static const char *const qualifiers[] = {"", "?", "~", "%"};

static void
random_end(char *text)
{
	int			year = between(1, 99) * 100 + between(0, 99);

	switch (between(0, 4))
	{
		case 0:
			sprintf(text, "%04d", year);
			break;
		case 1:
			sprintf(text, "%04d-%02d", year, between(1, 12));
			break;
		case 2:
			sprintf(text, "%03dX", year / 10);
			break;
		case 3:
			sprintf(text, "%02dXX", year / 100);
			break;
		default:
			sprintf(text, "%04d-%02d-%02d", year, between(1, 12), between(1, 28));
			break;
	}
	strcat(text, qualifiers[between(0, 3)]);
}

static void
test_partial_date(void)
{
	char		text[64];
	int			i;

	/* every day, month and year; decades and centuries */
	for (i = 0; i < NDAYS; i++)
	{
		/* all days of two centuries, a tenth of the others */
		if ((table[i].year < 1900 || table[i].year > 2100) && i % 10 != 0)
			continue;
		sprintf(text, "%04d-%02d-%02d%s", table[i].year, table[i].month, table[i].day,
				qualifiers[i % 4]);
		expect_bounds(text, CALENDAR_FIRST_DAY + i, CALENDAR_FIRST_DAY + i);
	}
	for (i = 12; i < 10000 * 12; i++)
	{
		int			year = i / 12;
		int			month = i % 12 + 1;

		sprintf(text, "%04d-%02d%s", year, month, qualifiers[i % 4]);
		expect_bounds(text, first_of[year][month],
					  first_of[year][month] + table_month_length(year, month) - 1);
		if (month > 1)
			continue;
		sprintf(text, "%04d%s", year, qualifiers[i / 12 % 4]);
		expect_bounds(text, first_of[year][1], first_of[year][12] + 30);
		if (year >= 10 && year % 10 == 0)
		{
			sprintf(text, "%03dX", year / 10);
			expect_bounds(text, first_of[year][1], first_of[year + 9][12] + 30);
		}
		if (year >= 100 && year % 100 == 0)
		{
			sprintf(text, "%02dXX", year / 100);
			expect_bounds(text, first_of[year][1], first_of[year + 99][12] + 30);
		}
	}
	expect_bounds("2009/2011", first_of[2009][1], first_of[2011][12] + 30);
	expect_bounds("../2011-02", DAY_OPEN_BEGIN, first_of[2011][2] + 27);
	expect_bounds("2012-02?/..", first_of[2012][2], DAY_OPEN_END);

	expect_fault("", PARTIAL_DATE_SYNTAX);
	expect_fault("  ", PARTIAL_DATE_SYNTAX);
	expect_fault("2011-4", PARTIAL_DATE_SYNTAX);
	expect_fault("2011-04-1", PARTIAL_DATE_SYNTAX);
	expect_fault("2011 ?", PARTIAL_DATE_SYNTAX);
	expect_fault("2011??", PARTIAL_DATE_SYNTAX);
	expect_fault("2011/2012/2013", PARTIAL_DATE_SYNTAX);
	expect_fault("2011-04-17T10:00", PARTIAL_DATE_SYNTAX);
	expect_fault("../..?", PARTIAL_DATE_SYNTAX);
	expect_fault("./2011", PARTIAL_DATE_SYNTAX);
	expect_fault("2011-21", PARTIAL_DATE_SEASON);
	expect_fault("2011-24~", PARTIAL_DATE_SEASON);
	expect_fault("2011-41", PARTIAL_DATE_SEASON);
	expect_fault("2011-13", PARTIAL_DATE_NO_SUCH_MONTH);
	expect_fault("2011-00", PARTIAL_DATE_NO_SUCH_MONTH);
	expect_fault("2011-02-29", PARTIAL_DATE_NO_SUCH_DAY);
	expect_fault("2012-02-30", PARTIAL_DATE_NO_SUCH_DAY);
	expect_fault("2011-04-31", PARTIAL_DATE_NO_SUCH_DAY);
	expect_fault("2011-04-00", PARTIAL_DATE_NO_SUCH_DAY);
	expect_fault("0000", PARTIAL_DATE_YEAR_RANGE);
	expect_fault("000X", PARTIAL_DATE_YEAR_RANGE);
	expect_fault("00XX", PARTIAL_DATE_YEAR_RANGE);
	expect_fault("-0044", PARTIAL_DATE_YEAR_RANGE);
	expect_fault("Y12011", PARTIAL_DATE_YEAR_RANGE);
	expect_fault("12011", PARTIAL_DATE_YEAR_RANGE);
	expect_fault("2011/2009", PARTIAL_DATE_BACKWARDS);
	expect_fault("2011-04-02/2011-04-01", PARTIAL_DATE_BACKWARDS);
	expect_fault("..", PARTIAL_DATE_NOTHING_KNOWN);
	expect_fault("/", PARTIAL_DATE_NOTHING_KNOWN);
	expect_fault("../..", PARTIAL_DATE_NOTHING_KNOWN);
	expect_fault("XXXX", PARTIAL_DATE_NOTHING_KNOWN);
	expect_fault("2XXX", PARTIAL_DATE_UNSPECIFIED);
	expect_fault("2011-XX-17", PARTIAL_DATE_UNSPECIFIED);
	expect_fault("201X-04", PARTIAL_DATE_UNSPECIFIED);

	/* intervals: bounds of the ends, and a total order that agrees with equality */
	for (i = 0; i < 100000; i++)
	{
		char		a[32];
		char		b[32];
		PartialDate from;
		PartialDate to;
		PartialDate value;
		size_t		where;

		random_end(a);
		random_end(b);
		from = read_partial(a);
		to = read_partial(b);
		sprintf(text, "%s/%s", a, b);
		if (from.from_day > to.to_day)
		{
			expect_fault(text, PARTIAL_DATE_BACKWARDS);
			continue;
		}
		CHECK(partial_date_parse(text, strlen(text), &value, &where) == PARTIAL_DATE_OK, "%s", text);
		CHECK(value.from_day == from.from_day && value.to_day == to.to_day, "%s", text);
		CHECK(check_partial_date_text(text, strlen(text)) == 1, "%s", text);
		CHECK(partial_date_is_single(&value) == (strcmp(a, b) == 0), "%s", text);
		CHECK(partial_date_compare(&from, &value) == -partial_date_compare(&value, &from),
			  "%s and %s", a, text);
		CHECK((partial_date_compare(&from, &value) == 0) ==
			  (memcmp(&from, &value, sizeof(value)) == 0), "%s and %s", a, text);
	}
}

/* the day on which the k-th year is completed, by looking it up */
static int64_t
slow_birthday(int64_t born, int k, LeapRule rule)
{
	const TableDay *t = on_table(born);
	int			year = t->year + k;

	if (t->day > table_month_length(year, t->month))
		return rule == LEAP_MARCH_1 ? first_of[year][3] : first_of[year][2] + 27;
	return first_of[year][t->month] + t->day - 1;
}

static int
slow_age(int64_t born, int64_t day, LeapRule rule)
{
	int			k = 0;

	while (slow_birthday(born, k + 1, rule) <= day)
		k++;
	return k;
}

/* one day parts those who have completed the years, for every day of a cycle */
static void
test_birth_cutoff(void)
{
	int			day;

	for (day = (int) day_from_civil(1896, 1, 1); day <= day_from_civil(2105, 12, 31); day++)
	{
		static const int ages[] = {0, 1, 2, 4, 14, 18, 21, 100};
		size_t		i;

		for (i = 0; i < 2 * sizeof(ages) / sizeof(ages[0]); i++)
		{
			int			years = ages[i / 2];
			LeapRule	rule = i % 2 == 0 ? LEAP_MARCH_1 : LEAP_FEBRUARY_28;
			int32_t		cutoff = birth_cutoff(years, day, rule);

			CHECK(slow_birthday(cutoff, years, rule) <= day, "age %d on %d", years, day);
			CHECK(slow_birthday(cutoff + 1, years, rule) > day, "age %d on %d", years, day);
		}
	}
	CHECK(birth_cutoff(18, DAY_OPEN_END, LEAP_MARCH_1) == DAY_OPEN_BEGIN, "no day");
	CHECK(birth_cutoff(18, DAY_OPEN_BEGIN, LEAP_MARCH_1) == DAY_OPEN_BEGIN, "no day");
	CHECK(birth_cutoff(18, CALENDAR_FIRST_DAY, LEAP_MARCH_1) == DAY_OPEN_BEGIN, "before year 1");
	CHECK(birth_cutoff(0, CALENDAR_FIRST_DAY, LEAP_MARCH_1) == CALENDAR_FIRST_DAY, "the first day");
}

static void
test_ages(void)
{
	int			i;

	for (i = 0; i < 30000; i++)
	{
		int			from = between(day_from_civil(1999, 1, 1), day_from_civil(2012, 12, 31));
		int			span = between(0, 3) == 0 ? 0 : between(0, 400);
		int			day = from + between(-400, 25 * 365);
		int			years = between(0, 21);
		LeapRule	rule = between(0, 1) ? LEAP_MARCH_1 : LEAP_FEBRUARY_28;
		PartialDate born;
		int64_t		b;
		int			under = 0;
		int			not_under = 0;
		int			answer;

		/* gather at leap days, where mistakes live */
		if (between(0, 2) == 0)
		{
			from = (int) day_from_civil(2000 + 4 * between(0, 3), 2, 28);
			span = between(0, 2);
		}
		if (between(0, 2) == 0)
			day = (int) slow_birthday(from, years, rule) + between(-2, 2);
		memset(&born, 0, sizeof(born));
		born.version = PARTIAL_DATE_VERSION;
		born.from_precision = born.to_precision = PRECISION_DAY;
		born.from_day = from;
		born.to_day = from + span;

		for (b = from; b <= from + span; b++)
		{
			if (b > day || slow_age(b, day, rule) < years)
				under++;
			else
				not_under++;
			if (b <= day)
				CHECK(birth_age((int32_t) b, day, rule) == slow_age(b, day, rule),
					  "age of one born on %lld on %d", (long long) b, day);
		}
		answer = partial_date_is_under(&born, birth_cutoff(years, day, rule), day);
		CHECK(answer == (day < from ? -1 : not_under == 0 ? 1 : under == 0 ? 0 : -1),
			  "born %d to %d, under %d on %d: %d", from, from + span, years, day, answer);
	}
}

/* ---------- Bikram Sambat ---------- */

/* the days of a year in their order, and nothing else */
static int32_t
walk_year(const YearMonths *year, int32_t day, int shortest, int longest)
{
	int32_t		found;
	int			month;
	int			of_month;
	int			m;
	int			d;

	CHECK(year->first_day == day, "a year begins on %d, not %d", year->first_day, day);
	for (m = 1; m <= year->nmonths; m++)
	{
		int			length = year->length[m - 1];

		CHECK(length == 0 || (length >= shortest && length <= longest), "a month of %d days", length);
		for (d = 1; d <= length; d++, day++)
		{
			CHECK(year_months_to_day(year, m, d, &found) && found == day, "month %d, day %d", m, d);
			year_months_from_day(year, day, &month, &of_month);
			CHECK(month == m && of_month == d, "day %d", day);
		}
		CHECK(!year_months_to_day(year, m, length + 1, &found), "month %d", m);
		CHECK(!year_months_to_day(year, m, 0, &found), "month %d", m);
	}
	CHECK(day == year->first_day + year_months_days(year), "the sum");
	for (m = 0; m < 20; m++)
	{
		int			k = between(0, 1) ? (int) chance() : between(-1, 15);

		d = between(0, 1) ? (int) chance() : between(-1, 34);
		CHECK(!year_months_to_day(year, k, d, &found) ||
			  (k >= 1 && k <= year->nmonths && d >= 1 && d <= year->length[k - 1]), "%d-%d", k, d);
	}
	return day;
}

static void
test_bikram_sambat(void)
{
	YearMonths	months;
	int32_t		day = BIKRAM_SAMBAT_FIRST_DAY;
	int32_t		first;
	int			found;
	int			year;

	for (year = BIKRAM_SAMBAT_FIRST_YEAR; year <= BIKRAM_SAMBAT_LAST_YEAR; year++)
	{
		bikram_sambat_year(year, &months);
		CHECK(months.nmonths == 12, "%d", year);
		CHECK(year_months_days(&months) == 365 || year_months_days(&months) == 366, "%d", year);
		first = day;
		day = walk_year(&months, day, 29, 32);
		for (; first < day; first++)
			CHECK(bikram_sambat_year_of(first, &found) && found == year, "day %d", first);
	}
	CHECK(!bikram_sambat_year_of(BIKRAM_SAMBAT_FIRST_DAY - 1, &found), "before the table");
	CHECK(!bikram_sambat_year_of(day, &found), "after the table");
	CHECK(!bikram_sambat_year_of(INT64_MAX, &found) && !bikram_sambat_year_of(INT64_MIN, &found), "far off");
}

/* a year has one of six lengths, seven in nineteen have Adar I, and none begins on three weekdays */
static void
test_hebrew(void)
{
	YearMonths	months;
	int32_t		day;
	int			leap = 0;
	int			year;

	hebrew_year(3762, &months);
	day = months.first_day;
	for (year = 3762; year <= 13759; year++)
	{
		int			days;
		int32_t		first = day;
		int			weekday = (int) (((day + 730119 + 1) % 7 + 7) % 7);	/* 0 is Sunday */

		hebrew_year(year, &months);
		days = year_months_days(&months);
		CHECK(days % 10 >= 3 && days % 10 <= 5 && (days / 10 == 35 || days / 10 == 38), "%d: %d days", year, days);
		CHECK((days > 380) == (months.length[5] == 30), "Adar I of %d", year);
		CHECK(weekday != 0 && weekday != 3 && weekday != 5, "%d begins on weekday %d", year, weekday);
		leap += days > 380;
		if (year >= 3781 && (year - 3762) % 19 == 18)
		{
			CHECK(leap == 7, "%d leap years up to %d", leap, year);
		}
		if ((year - 3762) % 19 == 18)
			leap = 0;
		day = walk_year(&months, day, 29, 30);
		CHECK(hebrew_year_of(first) == year && hebrew_year_of(day - 1) == year, "days of %d", year);
	}
	hebrew_year(5784, &months);
	CHECK(months.first_day == day_from_civil(2023, 9, 16), "Rosh Hashanah 5784");
	CHECK(hebrew_year_of(CALENDAR_FIRST_DAY) == 3761, "the first day");
	CHECK(hebrew_year_of(CALENDAR_LAST_DAY) == 13760, "the last day");
}

/* ---------- the clock ---------- */

static void
test_clock(void)
{
	int64_t		first = day_from_civil(1999, 1, 1);
	int64_t		last = day_from_civil(2010, 1, 1);
	int64_t		day;
	int			i;

	for (day = first; day < last; day++)
	{
		for (i = -15; i <= 15; i++)
		{
			int64_t		end = slow_add_months(day, i);
			int64_t		entry;

			CHECK(clock_due((int32_t) day, i, CLOCK_MONTHS) == end, "%lld + %d months", (long long) day, i);
			if (i > 0 && on_table(day)->day == 1)
				end--;
			for (entry = end + 1; on_table(entry)->day != 1;)
				entry++;
			CHECK(clock_due((int32_t) day, i, CLOCK_FIRST_OF_MONTH_AFTER) == entry,
				  "first of the month after %lld + %d months", (long long) day, i);
			CHECK(clock_due((int32_t) day, i, CLOCK_YEARS) == slow_add_months(day, 12 * i),
				  "%lld + %d years", (long long) day, i);
			CHECK(clock_due((int32_t) day, i, CLOCK_WEEKS) == day + 7 * i, "weeks");
			CHECK(clock_due((int32_t) day, i, CLOCK_DAYS) == day + i, "days");
		}
	}

	for (i = 0; i < 50000; i++)
	{
		ClockStop	stop[8];
		char		still[400] = {0};
		int			n = between(0, 8);
		int			as_of = between(0, 399);
		int			expected = 0;
		int			j;
		int			d;

		for (j = 0; j < n; j++)
		{
			int			from = between(0, 390);
			int			to = between(0, 4) == 0 ? DAY_OPEN_END : from + between(-5, 60);
			int			at = j;

			for (d = from; d < to && d < as_of; d++)
				still[d] = 1;
			/* kept in order of the first day */
			for (; at > 0 && stop[at - 1].from > from; at--)
				stop[at] = stop[at - 1];
			stop[at].from = from;
			stop[at].to = to;
		}
		for (d = 0; d < 400; d++)
			expected += still[d];
		CHECK(clock_stopped(stop, (size_t) n, as_of) == expected, "stopped days");
	}
}

/* ---------- literals bent at random ---------- */

static const char *const partial_literals[] = {
	"2011", "2011-04", "2011-04-17", "2011-04~", "2011?", "2011-04-17%", "2009/2011",
	"../2011", "2011/..", "201X", "20XX", "2004-02-XX", "2011-04-01/2011-04-30?",
};

static const char *const cadence_literals[] = {
	"2 per month for 12 months at least 10 days apart",
	"weekly for 4 weeks then monthly until age 18",
	"every 3 months", "every 2 weeks for 6 months", "at 7, 14 and 30 days",
	"at 7, 14 and 30 working days", "once within 10 days", "daily for 7 days then yearly",
	"once within 2 working days then 1 per week for 3 months then 1 per year",
	"every 10 working days for 20 working days then 2 per week at least 3 days apart",
};

static size_t
bend(const char *literal, char *text)
{
	static const char letters[] =
		"0123456789-/.?~%X ,abdehiklmnoprstuvwxyzPERMONTH\t\n\xc3\xa9";
	size_t		length = strlen(literal);
	int			times = between(1, 4);

	memcpy(text, literal, length);
	while (times-- > 0)
	{
		size_t		at = length > 0 ? chance() % length : 0;
		char		letter = letters[chance() % (sizeof(letters) - 1)];

		switch (between(0, 3))
		{
			case 0:
				if (length > 0)
					text[at] = letter;
				break;
			case 1:
				memmove(text + at + 1, text + at, length - at);
				text[at] = letter;
				length++;
				break;
			case 2:
				if (length > 0)
					memmove(text + at, text + at + 1, --length - at);
				break;
			default:
				if (length > 0)
					memcpy(text + length, text + at, length - at);
				length += length - at;
				break;
		}
		if (length > 100)
			length = 100;
	}
	return length;
}

static void
test_bent_literals(void)
{
	char		text[512];
	uint8_t		bytes[CADENCE_BYTES_MAX + 64];
	long		accepted = 0;
	int			i;

	for (i = 0; i < 150000; i++)
	{
		const char *literal = partial_literals[chance() %
											   (sizeof(partial_literals) / sizeof(char *))];
		size_t		length = bend(literal, text);

		accepted += check_partial_date_text(text, length);
		literal = cadence_literals[chance() % (sizeof(cadence_literals) / sizeof(char *))];
		length = bend(literal, text);
		accepted += check_cadence_text(text, length);
		checks += 2;
	}
	CHECK(accepted > 1000, "only %ld bent literals were values", accepted);

	/* the bytes of a value with one of them changed, or cut, or longer */
	accepted = 0;
	for (i = 0; i < 150000; i++)
	{
		const char *literal = cadence_literals[chance() %
											   (sizeof(cadence_literals) / sizeof(char *))];
		Cadence		cadence;
		size_t		where;
		size_t		size;

		CHECK(cadence_parse(literal, strlen(literal), &cadence, &where) == CADENCE_OK, "%s", literal);
		size = cadence_encode(&cadence, bytes);
		bytes[chance() % size] = (uint8_t) chance();
		if (between(0, 9) == 0)
			size = chance() % size;
		else if (between(0, 9) == 0)
			bytes[size++] = (uint8_t) chance();
		accepted += check_cadence_bytes(bytes, size);
		checks++;
	}
	CHECK(accepted > 100, "only %ld changed byte strings were values", accepted);

	for (i = 0; i < 150000; i++)
	{
		PartialDate value = read_partial(partial_literals[chance() %
														  (sizeof(partial_literals) / sizeof(char *))]);

		memcpy(bytes, &value, 5);
		memcpy(bytes + 5, &value.from_day, 8);
		bytes[chance() % 13] = (uint8_t) chance();
		check_partial_date_bytes(bytes, 13);
		checks++;
	}

	for (i = 0; i < 100000; i++)
	{
		int32_t		number[4] = {(int32_t) chance(), between(-1, 15), between(-1, 34), (int32_t) chance()};

		bytes[0] = (uint8_t) i;
		memcpy(bytes + 1, number, sizeof(number));
		CHECK(check_calendar_numbers(bytes, 1 + sizeof(number)) == 1, "numbers of a calendar");
	}

	for (i = 0; i < 100000; i++)
	{
		const char *literal = cadence_literals[chance() %
											   (sizeof(cadence_literals) / sizeof(char *))];
		int32_t		number[CADENCE_ARITHMETIC_NUMBERS];
		int			j;

		for (j = 0; j < CADENCE_ARITHMETIC_NUMBERS; j++)
			number[j] = between(0, 3) == 0 ? (int32_t) chance() : between(0, 20000);
		memcpy(bytes, number, sizeof(number));
		memcpy(bytes + sizeof(number), literal, strlen(literal));
		check_cadence_arithmetic(bytes, sizeof(number) + strlen(literal));
		checks++;
	}
}

int
main(int argc, char **argv)
{
	chance_seed(argc, argv);
	fill_table();
	test_calendar();
	test_partial_date();
	test_birth_cutoff();
	test_ages();
	test_bikram_sambat();
	test_hebrew();
	test_clock();
	test_bent_literals();
	checks_held("dates_test");
	free(table);
	free(first_of);
	return 0;
}
