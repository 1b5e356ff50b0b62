/*
 * dates/working_calendar: which days are worked in a country or at an
 * authority, and counting them.
 *
 * A value says what is known and what is not: where the holidays of a day that
 * counts are not known, the answer is null, and working_day_gap() says why.
 * Time to answer depends neither on n nor on the span, and on the number of
 * holidays as its logarithm.
 */
CREATE TYPE case_rules.working_calendar;

CREATE FUNCTION case_rules.working_calendar_in(cstring)
    RETURNS case_rules.working_calendar
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'working_calendar_in';
COMMENT ON FUNCTION case_rules.working_calendar_in(cstring) IS 'I/O';

CREATE FUNCTION case_rules.working_calendar_out(case_rules.working_calendar)
    RETURNS cstring
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'working_calendar_out';
COMMENT ON FUNCTION case_rules.working_calendar_out(case_rules.working_calendar) IS 'I/O';

CREATE FUNCTION case_rules.working_calendar_recv(internal)
    RETURNS case_rules.working_calendar
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'working_calendar_recv';
COMMENT ON FUNCTION case_rules.working_calendar_recv(internal) IS 'I/O';

CREATE FUNCTION case_rules.working_calendar_send(case_rules.working_calendar)
    RETURNS bytea
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'working_calendar_send';
COMMENT ON FUNCTION case_rules.working_calendar_send(case_rules.working_calendar) IS 'I/O';

CREATE TYPE case_rules.working_calendar (
    INPUT = case_rules.working_calendar_in,
    OUTPUT = case_rules.working_calendar_out,
    RECEIVE = case_rules.working_calendar_recv,
    SEND = case_rules.working_calendar_send,
    INTERNALLENGTH = VARIABLE,
    ALIGNMENT = int4,
    STORAGE = main
);
COMMENT ON TYPE case_rules.working_calendar IS
    'Which days are worked: "weekend fri sat; known 2026-01-01/2027-12-31; holidays 2026-03-22 2026-03-23; worked 2026-04-04". known: the days of which all holidays are recorded; what rests on any other day is not answered, unless "weekends suffice". A weekend that changed: "weekend thu fri, from 2013-06-29 fri sat". Holidays on a weekend change nothing and are not kept. Two values are equal when their texts are; the order is for storage only.';

/* ---- order and equality ---- */

CREATE FUNCTION case_rules.working_calendar_lt(case_rules.working_calendar, case_rules.working_calendar)
    RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'MODULE_PATHNAME', 'working_calendar_lt';
COMMENT ON FUNCTION case_rules.working_calendar_lt(case_rules.working_calendar, case_rules.working_calendar) IS 'implementation of operator <';

CREATE FUNCTION case_rules.working_calendar_le(case_rules.working_calendar, case_rules.working_calendar)
    RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'MODULE_PATHNAME', 'working_calendar_le';
COMMENT ON FUNCTION case_rules.working_calendar_le(case_rules.working_calendar, case_rules.working_calendar) IS 'implementation of operator <=';

CREATE FUNCTION case_rules.working_calendar_eq(case_rules.working_calendar, case_rules.working_calendar)
    RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'MODULE_PATHNAME', 'working_calendar_eq';
COMMENT ON FUNCTION case_rules.working_calendar_eq(case_rules.working_calendar, case_rules.working_calendar) IS 'implementation of operator =';

CREATE FUNCTION case_rules.working_calendar_ne(case_rules.working_calendar, case_rules.working_calendar)
    RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'MODULE_PATHNAME', 'working_calendar_ne';
COMMENT ON FUNCTION case_rules.working_calendar_ne(case_rules.working_calendar, case_rules.working_calendar) IS 'implementation of operator <>';

CREATE FUNCTION case_rules.working_calendar_ge(case_rules.working_calendar, case_rules.working_calendar)
    RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'MODULE_PATHNAME', 'working_calendar_ge';
COMMENT ON FUNCTION case_rules.working_calendar_ge(case_rules.working_calendar, case_rules.working_calendar) IS 'implementation of operator >=';

CREATE FUNCTION case_rules.working_calendar_gt(case_rules.working_calendar, case_rules.working_calendar)
    RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'MODULE_PATHNAME', 'working_calendar_gt';
COMMENT ON FUNCTION case_rules.working_calendar_gt(case_rules.working_calendar, case_rules.working_calendar) IS 'implementation of operator >';

CREATE OPERATOR case_rules.< (
    LEFTARG = case_rules.working_calendar, RIGHTARG = case_rules.working_calendar,
    FUNCTION = case_rules.working_calendar_lt,
    COMMUTATOR = OPERATOR(case_rules.>), NEGATOR = OPERATOR(case_rules.>=),
    RESTRICT = pg_catalog.scalarltsel, JOIN = pg_catalog.scalarltjoinsel
);
COMMENT ON OPERATOR case_rules.< (case_rules.working_calendar, case_rules.working_calendar) IS 'sorts before in the order of storage';

CREATE OPERATOR case_rules.<= (
    LEFTARG = case_rules.working_calendar, RIGHTARG = case_rules.working_calendar,
    FUNCTION = case_rules.working_calendar_le,
    COMMUTATOR = OPERATOR(case_rules.>=), NEGATOR = OPERATOR(case_rules.>),
    RESTRICT = pg_catalog.scalarlesel, JOIN = pg_catalog.scalarlejoinsel
);
COMMENT ON OPERATOR case_rules.<= (case_rules.working_calendar, case_rules.working_calendar) IS 'sorts before or is in the order of storage';

CREATE OPERATOR case_rules.= (
    LEFTARG = case_rules.working_calendar, RIGHTARG = case_rules.working_calendar,
    FUNCTION = case_rules.working_calendar_eq,
    COMMUTATOR = OPERATOR(case_rules.=), NEGATOR = OPERATOR(case_rules.<>),
    RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel,
    HASHES, MERGES
);
COMMENT ON OPERATOR case_rules.= (case_rules.working_calendar, case_rules.working_calendar) IS 'is';

CREATE OPERATOR case_rules.<> (
    LEFTARG = case_rules.working_calendar, RIGHTARG = case_rules.working_calendar,
    FUNCTION = case_rules.working_calendar_ne,
    COMMUTATOR = OPERATOR(case_rules.<>), NEGATOR = OPERATOR(case_rules.=),
    RESTRICT = pg_catalog.neqsel, JOIN = pg_catalog.neqjoinsel
);
COMMENT ON OPERATOR case_rules.<> (case_rules.working_calendar, case_rules.working_calendar) IS 'is not';

CREATE OPERATOR case_rules.>= (
    LEFTARG = case_rules.working_calendar, RIGHTARG = case_rules.working_calendar,
    FUNCTION = case_rules.working_calendar_ge,
    COMMUTATOR = OPERATOR(case_rules.<=), NEGATOR = OPERATOR(case_rules.<),
    RESTRICT = pg_catalog.scalargesel, JOIN = pg_catalog.scalargejoinsel
);
COMMENT ON OPERATOR case_rules.>= (case_rules.working_calendar, case_rules.working_calendar) IS 'sorts after or is in the order of storage';

CREATE OPERATOR case_rules.> (
    LEFTARG = case_rules.working_calendar, RIGHTARG = case_rules.working_calendar,
    FUNCTION = case_rules.working_calendar_gt,
    COMMUTATOR = OPERATOR(case_rules.<), NEGATOR = OPERATOR(case_rules.<=),
    RESTRICT = pg_catalog.scalargtsel, JOIN = pg_catalog.scalargtjoinsel
);
COMMENT ON OPERATOR case_rules.> (case_rules.working_calendar, case_rules.working_calendar) IS 'sorts after in the order of storage';

CREATE FUNCTION case_rules.working_calendar_cmp(case_rules.working_calendar, case_rules.working_calendar)
    RETURNS integer
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'MODULE_PATHNAME', 'working_calendar_cmp';
COMMENT ON FUNCTION case_rules.working_calendar_cmp(case_rules.working_calendar, case_rules.working_calendar) IS 'less, equal or greater in the order of working_calendar';

CREATE FUNCTION case_rules.working_calendar_sortsupport(internal)
    RETURNS void
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'working_calendar_sortsupport';
COMMENT ON FUNCTION case_rules.working_calendar_sortsupport(internal) IS 'sort support of working_calendar';

CREATE FUNCTION case_rules.working_calendar_hash(case_rules.working_calendar)
    RETURNS integer
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'MODULE_PATHNAME', 'working_calendar_hash';
COMMENT ON FUNCTION case_rules.working_calendar_hash(case_rules.working_calendar) IS 'hash of a working calendar';

CREATE FUNCTION case_rules.working_calendar_hash_extended(case_rules.working_calendar, bigint)
    RETURNS bigint
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'MODULE_PATHNAME', 'working_calendar_hash_extended';
COMMENT ON FUNCTION case_rules.working_calendar_hash_extended(case_rules.working_calendar, bigint) IS 'seeded hash of a working calendar';

CREATE OPERATOR CLASS case_rules.working_calendar_ops
    DEFAULT FOR TYPE case_rules.working_calendar USING btree AS
    OPERATOR 1 case_rules.<,
    OPERATOR 2 case_rules.<=,
    OPERATOR 3 case_rules.=,
    OPERATOR 4 case_rules.>=,
    OPERATOR 5 case_rules.>,
    FUNCTION 1 case_rules.working_calendar_cmp(case_rules.working_calendar, case_rules.working_calendar),
    FUNCTION 2 case_rules.working_calendar_sortsupport(internal),
    FUNCTION 4 (case_rules.working_calendar, case_rules.working_calendar) pg_catalog.btequalimage(oid);
COMMENT ON OPERATOR CLASS case_rules.working_calendar_ops USING btree IS 'the order of working_calendar';

CREATE OPERATOR CLASS case_rules.working_calendar_ops
    DEFAULT FOR TYPE case_rules.working_calendar USING hash AS
    OPERATOR 1 case_rules.=,
    FUNCTION 1 case_rules.working_calendar_hash(case_rules.working_calendar),
    FUNCTION 2 case_rules.working_calendar_hash_extended(case_rules.working_calendar, bigint);
COMMENT ON OPERATOR CLASS case_rules.working_calendar_ops USING hash IS 'equality of working_calendar';

CREATE FUNCTION case_rules.working_calendar_smaller(case_rules.working_calendar, case_rules.working_calendar)
    RETURNS case_rules.working_calendar
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'working_calendar_smaller';
COMMENT ON FUNCTION case_rules.working_calendar_smaller(case_rules.working_calendar, case_rules.working_calendar) IS 'the one that sorts first';

CREATE FUNCTION case_rules.working_calendar_larger(case_rules.working_calendar, case_rules.working_calendar)
    RETURNS case_rules.working_calendar
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'working_calendar_larger';
COMMENT ON FUNCTION case_rules.working_calendar_larger(case_rules.working_calendar, case_rules.working_calendar) IS 'the one that sorts last';

CREATE AGGREGATE case_rules.min(case_rules.working_calendar) (
    SFUNC = case_rules.working_calendar_smaller, STYPE = case_rules.working_calendar, SORTOP = OPERATOR(case_rules.<),
    COMBINEFUNC = case_rules.working_calendar_smaller, PARALLEL = SAFE
);
COMMENT ON AGGREGATE case_rules.min(case_rules.working_calendar) IS 'the one that sorts first in the order of storage';

CREATE AGGREGATE case_rules.max(case_rules.working_calendar) (
    SFUNC = case_rules.working_calendar_larger, STYPE = case_rules.working_calendar, SORTOP = OPERATOR(case_rules.>),
    COMBINEFUNC = case_rules.working_calendar_larger, PARALLEL = SAFE
);
COMMENT ON AGGREGATE case_rules.max(case_rules.working_calendar) IS 'the one that sorts last in the order of storage';

/* ---- casts ---- */

CREATE CAST (case_rules.working_calendar AS text) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (case_rules.working_calendar AS text) IS 'canonical text';
CREATE CAST (text AS case_rules.working_calendar) WITH INOUT;
COMMENT ON CAST (text AS case_rules.working_calendar) IS 'read a text computed elsewhere';

/* ---- from parts ---- */

CREATE FUNCTION case_rules.make_working_calendar(
    weekend text, holidays date[] DEFAULT '{}', known datemultirange DEFAULT '{}',
    weekends_suffice boolean DEFAULT false, worked date[] DEFAULT '{}')
    RETURNS case_rules.working_calendar
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'working_calendar_make';
COMMENT ON FUNCTION case_rules.make_working_calendar(text, date[], datemultirange, boolean, date[]) IS
    'A calendar of this weekend ("fri sat", "fri sun", "none", "thu fri, from 2013-06-29 fri sat") and these holidays, of which all are known on the days of known. weekends_suffice: the weekends alone are accepted on all other days. worked: weekend days that are worked all the same, in return for a holiday.';

/* ---- counting ---- */

CREATE FUNCTION case_rules.add_working_days(day date, n integer, calendar case_rules.working_calendar)
    RETURNS date
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'working_days_add';
COMMENT ON FUNCTION case_rules.add_working_days(date, integer, case_rules.working_calendar) IS
    'The n-th working day after the day, before it when n is negative; with 0 the day itself, worked or not. The day itself does not count. Null where the calendar does not know the holidays of a day on the way: see working_day_gap. An infinite day stays as it is; a result outside the years 0001 to 9999 is an error (22008).';

CREATE FUNCTION case_rules.working_days_between(from_day date, to_day date, calendar case_rules.working_calendar)
    RETURNS integer
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'working_days_between';
COMMENT ON FUNCTION case_rules.working_days_between(date, date, case_rules.working_calendar) IS
    'Working days after from_day up to and including to_day; where to_day lies before, those before from_day down to and including to_day, as a negative number: the n with which add_working_days leads from the one to the other, if both are worked. Null where the calendar has a gap.';

CREATE FUNCTION case_rules.is_working_day(day date, calendar case_rules.working_calendar)
    RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'working_days_is';
COMMENT ON FUNCTION case_rules.is_working_day(date, case_rules.working_calendar) IS
    'Whether the day is worked: no part of the weekend and no holiday, or worked all the same. Null where the holidays of the day are not known, also on a weekend, for it may have been declared worked.';

CREATE FUNCTION case_rules.working_day_kind(day date, calendar case_rules.working_calendar)
    RETURNS text
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'working_days_kind';
COMMENT ON FUNCTION case_rules.working_day_kind(date, case_rules.working_calendar) IS
    'What is recorded of the day, whether or not the holidays of its days are known: weekday, weekend, holiday (not on a weekend), worked weekend.';

CREATE FUNCTION case_rules.next_working_day(day date, calendar case_rules.working_calendar)
    RETURNS date
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'working_days_next';
COMMENT ON FUNCTION case_rules.next_working_day(date, case_rules.working_calendar) IS
    'The day itself where it is worked, else the first one after it that is. Null where the calendar has a gap.';

CREATE FUNCTION case_rules.previous_working_day(day date, calendar case_rules.working_calendar)
    RETURNS date
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'working_days_previous';
COMMENT ON FUNCTION case_rules.previous_working_day(date, case_rules.working_calendar) IS
    'The day itself where it is worked, else the last one before it that is. Null where the calendar has a gap.';

CREATE FUNCTION case_rules.working_day_gap(day date, n integer, calendar case_rules.working_calendar)
    RETURNS text
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'working_days_add_gap';
COMMENT ON FUNCTION case_rules.working_day_gap(date, integer, case_rules.working_calendar) IS
    'Why add_working_days answers null: the first day on the way of which the holidays are not known. Null where it answers.';

CREATE FUNCTION case_rules.working_days_between_gap(from_day date, to_day date, calendar case_rules.working_calendar)
    RETURNS text
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'working_days_between_gap';
COMMENT ON FUNCTION case_rules.working_days_between_gap(date, date, case_rules.working_calendar) IS
    'Why working_days_between answers null; null where it answers.';

CREATE FUNCTION case_rules.working_day_gap(day date, calendar case_rules.working_calendar, direction integer DEFAULT 0)
    RETURNS text
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'working_days_is_gap';
COMMENT ON FUNCTION case_rules.working_day_gap(date, case_rules.working_calendar, integer) IS
    'Why is_working_day (direction 0), next_working_day (1) or previous_working_day (-1) answers null; null where it answers.';

CREATE FUNCTION case_rules.working_calendar_differs(a case_rules.working_calendar, b case_rules.working_calendar)
    RETURNS daterange
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'working_calendar_difference';
COMMENT ON FUNCTION case_rules.working_calendar_differs(case_rules.working_calendar, case_rules.working_calendar) IS
    'From the first to the last day of which the two calendars say something different (worked, not worked, not known); empty where there is none. What was counted over none of these days is what it was.';

/* ---- the weekend of a country ---- */

CREATE FUNCTION case_rules.weekend(country text)
    RETURNS text
    LANGUAGE C STABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'weekend_of_country';
COMMENT ON FUNCTION case_rules.weekend(text) IS
    'The weekend that a country (ISO 3166-1 alpha-2) keeps today, such as "fri sat", as ICU tells it from CLDR; corrected where CLDR is known to be wrong or cannot say it (Brunei: fri sun), and null where sources contradict one another. It knows no former weekends and no other weekends of parts of a country. An unknown country is an error (22023).';

CREATE FUNCTION case_rules.weekend_source(country text)
    RETURNS text
    LANGUAGE C STABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'weekend_source';
COMMENT ON FUNCTION case_rules.weekend_source(text) IS
    'What weekend() of a country rests on: the versions of CLDR and ICU, or why it is another answer, or none.';

/* ---- calendars that have a name ---- */

CREATE FUNCTION case_rules.unknown_calendar(name text)
    RETURNS case_rules.working_calendar
    LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RAISE EXCEPTION USING
        ERRCODE = '22023',
        MESSAGE = format('unknown calendar: "%s"', name),
        HINT = 'Calendars are rows of the table calendar of the rulebook.';
END
$$;
COMMENT ON FUNCTION case_rules.unknown_calendar(text) IS
    'Refuses the name of a calendar that a rulebook does not have (22023): a mistake in the call, and not a gap in what is known.';
