/*
 * dates/clock: time limits, from the day something happened to the day
 * something is due.
 *
 * All of it is arithmetic on days and moments given; the present day is never
 * asked.  The order of the type is for storage only.
 */
CREATE TYPE case_rules.clock;

CREATE FUNCTION case_rules.clock_in(cstring)
    RETURNS case_rules.clock
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'clock_in';
COMMENT ON FUNCTION case_rules.clock_in(cstring) IS 'I/O';

CREATE FUNCTION case_rules.clock_out(case_rules.clock)
    RETURNS cstring
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'clock_out';
COMMENT ON FUNCTION case_rules.clock_out(case_rules.clock) IS 'I/O';

CREATE FUNCTION case_rules.clock_recv(internal)
    RETURNS case_rules.clock
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'clock_recv';
COMMENT ON FUNCTION case_rules.clock_recv(internal) IS 'I/O';

CREATE FUNCTION case_rules.clock_send(case_rules.clock)
    RETURNS bytea
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE
    AS 'byteasend';
COMMENT ON FUNCTION case_rules.clock_send(case_rules.clock) IS 'I/O';

CREATE TYPE case_rules.clock (
    INPUT = case_rules.clock_in,
    OUTPUT = case_rules.clock_out,
    RECEIVE = case_rules.clock_recv,
    SEND = case_rules.clock_send,
    INTERNALLENGTH = VARIABLE,
    ALIGNMENT = int4,
    STORAGE = extended
);
COMMENT ON TYPE case_rules.clock IS
    'A time limit: "24 hours", "same day", "15 working days", "3 months", "first of month after 3 months", "first of 3rd month after", "7 days before", "earlier of 3 months and 60 working days"; after it, each at most once: "counting the first day", "month end stays month end" or "month end spills over", "cut-off 16:00", "to next working day", "to previous working day" or "to next working day in the month". Two values are equal when their texts are; the order is for storage only.';

/*
 * ---- order and equality ----
 *
 * Those of the bytes that are stored: one way to write each value, so what
 * bytea does with them is right.
 */

CREATE FUNCTION case_rules.clock_lt(case_rules.clock, case_rules.clock)
    RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'bytealt';
COMMENT ON FUNCTION case_rules.clock_lt(case_rules.clock, case_rules.clock) IS 'implementation of operator <';

CREATE FUNCTION case_rules.clock_le(case_rules.clock, case_rules.clock)
    RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'byteale';
COMMENT ON FUNCTION case_rules.clock_le(case_rules.clock, case_rules.clock) IS 'implementation of operator <=';

CREATE FUNCTION case_rules.clock_eq(case_rules.clock, case_rules.clock)
    RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'byteaeq';
COMMENT ON FUNCTION case_rules.clock_eq(case_rules.clock, case_rules.clock) IS 'implementation of operator =';

CREATE FUNCTION case_rules.clock_ne(case_rules.clock, case_rules.clock)
    RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'byteane';
COMMENT ON FUNCTION case_rules.clock_ne(case_rules.clock, case_rules.clock) IS 'implementation of operator <>';

CREATE FUNCTION case_rules.clock_ge(case_rules.clock, case_rules.clock)
    RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'byteage';
COMMENT ON FUNCTION case_rules.clock_ge(case_rules.clock, case_rules.clock) IS 'implementation of operator >=';

CREATE FUNCTION case_rules.clock_gt(case_rules.clock, case_rules.clock)
    RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'byteagt';
COMMENT ON FUNCTION case_rules.clock_gt(case_rules.clock, case_rules.clock) IS 'implementation of operator >';

CREATE OPERATOR case_rules.< (
    LEFTARG = case_rules.clock, RIGHTARG = case_rules.clock,
    FUNCTION = case_rules.clock_lt,
    COMMUTATOR = OPERATOR(case_rules.>), NEGATOR = OPERATOR(case_rules.>=),
    RESTRICT = pg_catalog.scalarltsel, JOIN = pg_catalog.scalarltjoinsel
);
COMMENT ON OPERATOR case_rules.< (case_rules.clock, case_rules.clock) IS 'sorts before in the order of storage';

CREATE OPERATOR case_rules.<= (
    LEFTARG = case_rules.clock, RIGHTARG = case_rules.clock,
    FUNCTION = case_rules.clock_le,
    COMMUTATOR = OPERATOR(case_rules.>=), NEGATOR = OPERATOR(case_rules.>),
    RESTRICT = pg_catalog.scalarlesel, JOIN = pg_catalog.scalarlejoinsel
);
COMMENT ON OPERATOR case_rules.<= (case_rules.clock, case_rules.clock) IS 'sorts before or is in the order of storage';

CREATE OPERATOR case_rules.= (
    LEFTARG = case_rules.clock, RIGHTARG = case_rules.clock,
    FUNCTION = case_rules.clock_eq,
    COMMUTATOR = OPERATOR(case_rules.=), NEGATOR = OPERATOR(case_rules.<>),
    RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel,
    HASHES, MERGES
);
COMMENT ON OPERATOR case_rules.= (case_rules.clock, case_rules.clock) IS 'is';

CREATE OPERATOR case_rules.<> (
    LEFTARG = case_rules.clock, RIGHTARG = case_rules.clock,
    FUNCTION = case_rules.clock_ne,
    COMMUTATOR = OPERATOR(case_rules.<>), NEGATOR = OPERATOR(case_rules.=),
    RESTRICT = pg_catalog.neqsel, JOIN = pg_catalog.neqjoinsel
);
COMMENT ON OPERATOR case_rules.<> (case_rules.clock, case_rules.clock) IS 'is not';

CREATE OPERATOR case_rules.>= (
    LEFTARG = case_rules.clock, RIGHTARG = case_rules.clock,
    FUNCTION = case_rules.clock_ge,
    COMMUTATOR = OPERATOR(case_rules.<=), NEGATOR = OPERATOR(case_rules.<),
    RESTRICT = pg_catalog.scalargesel, JOIN = pg_catalog.scalargejoinsel
);
COMMENT ON OPERATOR case_rules.>= (case_rules.clock, case_rules.clock) IS 'sorts after or is in the order of storage';

CREATE OPERATOR case_rules.> (
    LEFTARG = case_rules.clock, RIGHTARG = case_rules.clock,
    FUNCTION = case_rules.clock_gt,
    COMMUTATOR = OPERATOR(case_rules.<), NEGATOR = OPERATOR(case_rules.<=),
    RESTRICT = pg_catalog.scalargtsel, JOIN = pg_catalog.scalargtjoinsel
);
COMMENT ON OPERATOR case_rules.> (case_rules.clock, case_rules.clock) IS 'sorts after in the order of storage';

CREATE FUNCTION case_rules.clock_cmp(case_rules.clock, case_rules.clock)
    RETURNS integer
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'byteacmp';
COMMENT ON FUNCTION case_rules.clock_cmp(case_rules.clock, case_rules.clock) IS 'less, equal or greater in the order of storage';

CREATE FUNCTION case_rules.clock_sortsupport(internal)
    RETURNS void
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE
    AS 'bytea_sortsupport';
COMMENT ON FUNCTION case_rules.clock_sortsupport(internal) IS 'sort support of clock';

CREATE FUNCTION case_rules.clock_hash(case_rules.clock)
    RETURNS integer
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'hashvarlena';
COMMENT ON FUNCTION case_rules.clock_hash(case_rules.clock) IS 'hash of a clock';

CREATE FUNCTION case_rules.clock_hash_extended(case_rules.clock, bigint)
    RETURNS bigint
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'hashvarlenaextended';
COMMENT ON FUNCTION case_rules.clock_hash_extended(case_rules.clock, bigint) IS 'seeded hash of a clock';

CREATE OPERATOR CLASS case_rules.clock_ops
    DEFAULT FOR TYPE case_rules.clock USING btree AS
    OPERATOR 1 case_rules.<,
    OPERATOR 2 case_rules.<=,
    OPERATOR 3 case_rules.=,
    OPERATOR 4 case_rules.>=,
    OPERATOR 5 case_rules.>,
    FUNCTION 1 case_rules.clock_cmp(case_rules.clock, case_rules.clock),
    FUNCTION 2 case_rules.clock_sortsupport(internal),
    FUNCTION 4 (case_rules.clock, case_rules.clock) pg_catalog.btequalimage(oid);
COMMENT ON OPERATOR CLASS case_rules.clock_ops USING btree IS 'the order of clock';

CREATE OPERATOR CLASS case_rules.clock_ops
    DEFAULT FOR TYPE case_rules.clock USING hash AS
    OPERATOR 1 case_rules.=,
    FUNCTION 1 case_rules.clock_hash(case_rules.clock),
    FUNCTION 2 case_rules.clock_hash_extended(case_rules.clock, bigint);
COMMENT ON OPERATOR CLASS case_rules.clock_ops USING hash IS 'equality of clock';

CREATE FUNCTION case_rules.clock_smaller(case_rules.clock, case_rules.clock)
    RETURNS case_rules.clock
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'stored_bytes_smaller';
COMMENT ON FUNCTION case_rules.clock_smaller(case_rules.clock, case_rules.clock) IS 'the one that sorts first';

CREATE FUNCTION case_rules.clock_larger(case_rules.clock, case_rules.clock)
    RETURNS case_rules.clock
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'stored_bytes_larger';
COMMENT ON FUNCTION case_rules.clock_larger(case_rules.clock, case_rules.clock) IS 'the one that sorts last';

CREATE AGGREGATE case_rules.min(case_rules.clock) (
    SFUNC = case_rules.clock_smaller, STYPE = case_rules.clock, SORTOP = OPERATOR(case_rules.<),
    COMBINEFUNC = case_rules.clock_smaller, PARALLEL = SAFE
);
COMMENT ON AGGREGATE case_rules.min(case_rules.clock) IS 'the one that sorts first in the order of storage';

CREATE AGGREGATE case_rules.max(case_rules.clock) (
    SFUNC = case_rules.clock_larger, STYPE = case_rules.clock, SORTOP = OPERATOR(case_rules.>),
    COMBINEFUNC = case_rules.clock_larger, PARALLEL = SAFE
);
COMMENT ON AGGREGATE case_rules.max(case_rules.clock) IS 'the one that sorts last in the order of storage';

/* ---- casts ---- */

CREATE CAST (case_rules.clock AS text) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (case_rules.clock AS text) IS 'canonical text';
CREATE CAST (text AS case_rules.clock) WITH INOUT;
COMMENT ON CAST (text AS case_rules.clock) IS 'read a text computed elsewhere';

/* ---- what a clock is ---- */

CREATE FUNCTION case_rules.clock_needs_calendar(c case_rules.clock)
    RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'clock_asks_calendar';
COMMENT ON FUNCTION case_rules.clock_needs_calendar(case_rules.clock) IS
    'Does the limit count in working days or end on one? Without a calendar its due day is then null.';

CREATE FUNCTION case_rules.clock_is_backwards(c case_rules.clock)
    RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'clock_runs_back';
COMMENT ON FUNCTION case_rules.clock_is_backwards(case_rules.clock) IS
    'Does the limit lie before the day that it is counted from ("7 days before")?';

CREATE FUNCTION case_rules.clock_in_hours(c case_rules.clock)
    RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'clock_counts_hours';
COMMENT ON FUNCTION case_rules.clock_in_hours(case_rules.clock) IS
    'Is the limit, or one of two, in hours, so that due_at() says more than due_on()?';

/* ---- days ---- */

CREATE FUNCTION case_rules.due_on(c case_rules.clock, start date, calendar case_rules.working_calendar DEFAULT NULL)
    RETURNS date
    LANGUAGE C IMMUTABLE PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'clock_day_due';
COMMENT ON FUNCTION case_rules.due_on(case_rules.clock, date, case_rules.working_calendar) IS
    'The last day on which it is in time, counted from start: the day of the event, which does not count itself unless the clock says so. A start of which only the day is known came before any cut-off hour; hours run from the end of that day, and any part of a day is one. Null where working days are needed and no calendar is given or its holidays are not known: due_gap() says why. An infinite start stays as it is.';

CREATE FUNCTION case_rules.due_gap(c case_rules.clock, start date, calendar case_rules.working_calendar DEFAULT NULL)
    RETURNS text
    LANGUAGE C IMMUTABLE PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'clock_gap';
COMMENT ON FUNCTION case_rules.due_gap(case_rules.clock, date, case_rules.working_calendar) IS
    'Why due_on() of the same arguments is null: no calendar, or the first day of which the holidays are not known; null where it answers.';

CREATE FUNCTION case_rules.due_after_stops(c case_rules.clock, due date, from_days date[], to_days date[], as_of date, calendar case_rules.working_calendar DEFAULT NULL)
    RETURNS date
    LANGUAGE C IMMUTABLE PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'clock_due_after';
COMMENT ON FUNCTION case_rules.due_after_stops(case_rules.clock, date, date[], date[], date, case_rules.working_calendar) IS
    'The due day, put off by the days before as_of on which the clock stood still, as suspended_days() has them; a limit in working days is put off by working days, and the end is moved to a working day again where the clock says so. Of two limits each is put off in its own days, and the earlier or later counts. A suspension that begins after the due day, as put off by those before it, changes nothing; so does any of a clock that runs backwards. Null where working days are needed and not known.';

CREATE FUNCTION case_rules.due_gap(c case_rules.clock, due date, from_days date[], to_days date[], as_of date, calendar case_rules.working_calendar DEFAULT NULL)
    RETURNS text
    LANGUAGE C IMMUTABLE PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'clock_gap_after';
COMMENT ON FUNCTION case_rules.due_gap(case_rules.clock, date, date[], date[], date, case_rules.working_calendar) IS
    'Why due_after_stops() of the same arguments is null: no calendar, or the first day of which the holidays are not known; null where it answers.';

CREATE FUNCTION case_rules.start_day(c case_rules.clock, start timestamptz, time_zone text, calendar case_rules.working_calendar DEFAULT NULL)
    RETURNS date
    LANGUAGE C STABLE PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'clock_day_of_start';
COMMENT ON FUNCTION case_rules.start_day(case_rules.clock, timestamptz, text, case_rules.working_calendar) IS
    'The day that a start at this moment counts as, in the time zone (an IANA name): from the cut-off hour on the next day. Where the clock needs a calendar and has a cut-off hour, what comes on a day that is not worked counts as of the next working day too; null where that is not known. due_on() of this day is the last day in time.';

/* ---- moments ---- */

CREATE FUNCTION case_rules.due_at(c case_rules.clock, start timestamptz, time_zone text, calendar case_rules.working_calendar DEFAULT NULL)
    RETURNS timestamptz
    LANGUAGE C STABLE PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'clock_moment_due';
COMMENT ON FUNCTION case_rules.due_at(case_rules.clock, timestamptz, text, case_rules.working_calendar) IS
    'The first moment at which it is late: of hours, so much time after the start; of anything else, the beginning of the day after the last day in time, in the time zone (an IANA name) of the authority responsible. Null where due_on() would be; an infinite start stays as it is.';

CREATE FUNCTION case_rules.due_at(c case_rules.clock, start date, time_zone text, calendar case_rules.working_calendar DEFAULT NULL)
    RETURNS timestamptz
    LANGUAGE C STABLE PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'clock_moment_due_from_day';
COMMENT ON FUNCTION case_rules.due_at(case_rules.clock, date, text, case_rules.working_calendar) IS
    'The first moment at which it is late, when of the start only the day is known: it came before any cut-off hour, and hours run from the end of that day. A bare literal is read as a moment: write date ''2024-03-15''.';

CREATE FUNCTION case_rules.due_after_stops(c case_rules.clock, due timestamptz, time_zone text, from_days date[], to_days date[], as_of date, calendar case_rules.working_calendar DEFAULT NULL)
    RETURNS timestamptz
    LANGUAGE C STABLE PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'clock_moment_after';
COMMENT ON FUNCTION case_rules.due_after_stops(case_rules.clock, timestamptz, text, date[], date[], date, case_rules.working_calendar) IS
    'The due moment, put off as far as the last day in time is, at the same hour; hours stand still by whole days like all else. Null where working days are needed and not known.';

/* ---- without a clock ---- */

CREATE FUNCTION case_rules.due_on(start date, amount integer, unit text)
    RETURNS date
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'clock_amount_due';
COMMENT ON FUNCTION case_rules.due_on(date, integer, text) IS
    'The day so many days, weeks, months or years after start (before it when negative). A month that lacks the day ends with its last one: 31 August + 3 months = 30 November. Unit first_of_month_after: the first day of the month that follows the end of so many months, as treaties enter into force; months that begin on the first of a month end the day before one.';

CREATE FUNCTION case_rules.suspended_days(from_days date[], to_days date[], as_of date)
    RETURNS integer
    LANGUAGE C IMMUTABLE PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'clock_suspended_days';
COMMENT ON FUNCTION case_rules.suspended_days(date[], date[], date) IS
    'Days before as_of on which a clock stood still: each suspension counts from its first day up to, but without, the day it ended (null: it still runs). Days covered twice count once, a suspension that ended before it began counts nothing, null arrays are no suspension.';
