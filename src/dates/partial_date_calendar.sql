/*
 * dates/partial_date_calendar: partial_date out of and into the calendars that
 * people reckon by.
 *
 * STABLE and not IMMUTABLE: the calendars and their words are ICU's, and ICU
 * changes with the system.  Store the partial_date, and ask for the rest.
 */

CREATE FUNCTION case_rules.calendars(
    OUT calendar text, OUT first_year integer, OUT last_year integer, OUT months integer,
    OUT first_day date, OUT last_day date, OUT note text)
    RETURNS SETOF record
    LANGUAGE C STABLE STRICT PARALLEL SAFE ROWS 11
    AS 'MODULE_PATHNAME', 'calendar_list';
COMMENT ON FUNCTION case_rules.calendars() IS
    'The calendars of partial_date_from and in_calendar, one row each: the years in which they are known here (each of them whole), the number of the last month of a year, the first and last day as Gregorian days, and what to know of each.';

CREATE FUNCTION case_rules.partial_date_from(calendar text, year integer, month integer DEFAULT NULL,
                                             day integer DEFAULT NULL, doubt text DEFAULT NULL)
    RETURNS case_rules.partial_date
    LANGUAGE C STABLE PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'partial_date_from_calendar';
COMMENT ON FUNCTION case_rules.partial_date_from(text, integer, integer, integer, text) IS
    'A day, month or year of a calendar (see calendars()) as a partial_date: a day as that day; a month or year as the interval of its days, of the Gregorian and Buddhist calendars as YYYY-MM and YYYY. doubt: ? (uncertain), ~ (approximate), % (both) or null. Months count from 1; the Hebrew calendar''s from Tishri, 6 being Adar I (leap years only) and 7 Adar. Years, months and days that do not exist are refused (22008), unknown calendars and marks too (22023). Null if calendar or year is.';

CREATE FUNCTION case_rules.in_calendar(d case_rules.partial_date, calendar text, locale text DEFAULT NULL)
    RETURNS text
    LANGUAGE C STABLE PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'partial_date_in_calendar';
COMMENT ON FUNCTION case_rules.in_calendar(case_rules.partial_date, text, text) IS
    'The date in the words of a locale (such as fa, fa-AF, am, ne; null: the language of the session) and of a calendar (see calendars()): a day; a whole month or year of that calendar as such; anything else as two of them with a dash between, in the coarsest unit that says it exactly. An open end is an ellipsis; the marks ?, ~ and % follow what they belong to, as in EDTF. The words are ICU''s and follow its versions (Nepal''s are our own): for people, not for programs. Null if d or calendar is.';

CREATE FUNCTION case_rules.calendar_fields(on_day date, calendar text,
                                           OUT year integer, OUT month integer, OUT day integer)
    RETURNS record
    LANGUAGE C STABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'calendar_fields';
COMMENT ON FUNCTION case_rules.calendar_fields(date, text) IS
    'Year, month and day of a day in a calendar (see calendars()), in the numbers that partial_date_from takes. A day outside the years in which the calendar is known here is refused (22008).';

CREATE FUNCTION case_rules.bikram_sambat_years(
    OUT year integer, OUT first_day date, OUT month_days integer[], OUT certainty text,
    OUT source text, OUT version integer)
    RETURNS SETOF record
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 130
    AS 'MODULE_PATHNAME', 'bikram_sambat_years';
COMMENT ON FUNCTION case_rules.bikram_sambat_years() IS
    'The table behind the calendar nepali (Bikram Sambat), one row a year: its first day, the days of its twelve months, how sure they are (published, compiled, disputed, predicted), where they come from, and the version of the table, which counts up whenever a month length changes.';
