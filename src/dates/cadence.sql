/*
 * dates/cadence: a follow-up promise, and how it stands.
 *
 * What was due, what was missed and what comes next is computed from the
 * promise, its start and the days of the visits, in time that does not grow
 * with the span.  Working days are counted with a working_calendar; what it
 * does not know enough to tell is null.  The order of the type is for storage
 * only.
 */
CREATE TYPE case_rules.cadence;

CREATE FUNCTION case_rules.cadence_in(cstring)
    RETURNS case_rules.cadence
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'cadence_in';
COMMENT ON FUNCTION case_rules.cadence_in(cstring) IS 'I/O';

CREATE FUNCTION case_rules.cadence_out(case_rules.cadence)
    RETURNS cstring
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'cadence_out';
COMMENT ON FUNCTION case_rules.cadence_out(case_rules.cadence) IS 'I/O';

CREATE FUNCTION case_rules.cadence_recv(internal)
    RETURNS case_rules.cadence
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'cadence_recv';
COMMENT ON FUNCTION case_rules.cadence_recv(internal) IS 'I/O';

CREATE FUNCTION case_rules.cadence_send(case_rules.cadence)
    RETURNS bytea
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE
    AS 'byteasend';
COMMENT ON FUNCTION case_rules.cadence_send(case_rules.cadence) IS 'I/O';

CREATE TYPE case_rules.cadence (
    INPUT = case_rules.cadence_in,
    OUTPUT = case_rules.cadence_out,
    RECEIVE = case_rules.cadence_recv,
    SEND = case_rules.cadence_send,
    INTERNALLENGTH = VARIABLE,
    ALIGNMENT = int4,
    STORAGE = extended
);
COMMENT ON TYPE case_rules.cadence IS
    'A follow-up promise: "2 per month for 12 months at least 10 days apart", "weekly for 4 weeks then monthly until age 18", "every 3 months", "at 7, 14 and 30 days", "once within 10 days". "per month" keeps to calendar months; everything else counts from the start. Two values are equal when their texts are; the order is for storage only.';

/*
 * ---- order and equality ----
 *
 * Those of the bytes that are stored: one way to write each value, so what
 * bytea does with them is right.
 */

CREATE FUNCTION case_rules.cadence_lt(case_rules.cadence, case_rules.cadence)
    RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'bytealt';
COMMENT ON FUNCTION case_rules.cadence_lt(case_rules.cadence, case_rules.cadence) IS 'implementation of operator <';

CREATE FUNCTION case_rules.cadence_le(case_rules.cadence, case_rules.cadence)
    RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'byteale';
COMMENT ON FUNCTION case_rules.cadence_le(case_rules.cadence, case_rules.cadence) IS 'implementation of operator <=';

CREATE FUNCTION case_rules.cadence_eq(case_rules.cadence, case_rules.cadence)
    RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'byteaeq';
COMMENT ON FUNCTION case_rules.cadence_eq(case_rules.cadence, case_rules.cadence) IS 'implementation of operator =';

CREATE FUNCTION case_rules.cadence_ne(case_rules.cadence, case_rules.cadence)
    RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'byteane';
COMMENT ON FUNCTION case_rules.cadence_ne(case_rules.cadence, case_rules.cadence) IS 'implementation of operator <>';

CREATE FUNCTION case_rules.cadence_ge(case_rules.cadence, case_rules.cadence)
    RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'byteage';
COMMENT ON FUNCTION case_rules.cadence_ge(case_rules.cadence, case_rules.cadence) IS 'implementation of operator >=';

CREATE FUNCTION case_rules.cadence_gt(case_rules.cadence, case_rules.cadence)
    RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'byteagt';
COMMENT ON FUNCTION case_rules.cadence_gt(case_rules.cadence, case_rules.cadence) IS 'implementation of operator >';

CREATE OPERATOR case_rules.< (
    LEFTARG = case_rules.cadence, RIGHTARG = case_rules.cadence,
    FUNCTION = case_rules.cadence_lt,
    COMMUTATOR = OPERATOR(case_rules.>), NEGATOR = OPERATOR(case_rules.>=),
    RESTRICT = pg_catalog.scalarltsel, JOIN = pg_catalog.scalarltjoinsel
);
COMMENT ON OPERATOR case_rules.< (case_rules.cadence, case_rules.cadence) IS 'sorts before in the order of storage';

CREATE OPERATOR case_rules.<= (
    LEFTARG = case_rules.cadence, RIGHTARG = case_rules.cadence,
    FUNCTION = case_rules.cadence_le,
    COMMUTATOR = OPERATOR(case_rules.>=), NEGATOR = OPERATOR(case_rules.>),
    RESTRICT = pg_catalog.scalarlesel, JOIN = pg_catalog.scalarlejoinsel
);
COMMENT ON OPERATOR case_rules.<= (case_rules.cadence, case_rules.cadence) IS 'sorts before or is in the order of storage';

CREATE OPERATOR case_rules.= (
    LEFTARG = case_rules.cadence, RIGHTARG = case_rules.cadence,
    FUNCTION = case_rules.cadence_eq,
    COMMUTATOR = OPERATOR(case_rules.=), NEGATOR = OPERATOR(case_rules.<>),
    RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel,
    HASHES, MERGES
);
COMMENT ON OPERATOR case_rules.= (case_rules.cadence, case_rules.cadence) IS 'is';

CREATE OPERATOR case_rules.<> (
    LEFTARG = case_rules.cadence, RIGHTARG = case_rules.cadence,
    FUNCTION = case_rules.cadence_ne,
    COMMUTATOR = OPERATOR(case_rules.<>), NEGATOR = OPERATOR(case_rules.=),
    RESTRICT = pg_catalog.neqsel, JOIN = pg_catalog.neqjoinsel
);
COMMENT ON OPERATOR case_rules.<> (case_rules.cadence, case_rules.cadence) IS 'is not';

CREATE OPERATOR case_rules.>= (
    LEFTARG = case_rules.cadence, RIGHTARG = case_rules.cadence,
    FUNCTION = case_rules.cadence_ge,
    COMMUTATOR = OPERATOR(case_rules.<=), NEGATOR = OPERATOR(case_rules.<),
    RESTRICT = pg_catalog.scalargesel, JOIN = pg_catalog.scalargejoinsel
);
COMMENT ON OPERATOR case_rules.>= (case_rules.cadence, case_rules.cadence) IS 'sorts after or is in the order of storage';

CREATE OPERATOR case_rules.> (
    LEFTARG = case_rules.cadence, RIGHTARG = case_rules.cadence,
    FUNCTION = case_rules.cadence_gt,
    COMMUTATOR = OPERATOR(case_rules.<), NEGATOR = OPERATOR(case_rules.<=),
    RESTRICT = pg_catalog.scalargtsel, JOIN = pg_catalog.scalargtjoinsel
);
COMMENT ON OPERATOR case_rules.> (case_rules.cadence, case_rules.cadence) IS 'sorts after in the order of storage';

CREATE FUNCTION case_rules.cadence_cmp(case_rules.cadence, case_rules.cadence)
    RETURNS integer
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'byteacmp';
COMMENT ON FUNCTION case_rules.cadence_cmp(case_rules.cadence, case_rules.cadence) IS 'less, equal or greater in the order of storage';

CREATE FUNCTION case_rules.cadence_sortsupport(internal)
    RETURNS void
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE
    AS 'bytea_sortsupport';
COMMENT ON FUNCTION case_rules.cadence_sortsupport(internal) IS 'sort support of cadence';

CREATE FUNCTION case_rules.cadence_hash(case_rules.cadence)
    RETURNS integer
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'hashvarlena';
COMMENT ON FUNCTION case_rules.cadence_hash(case_rules.cadence) IS 'hash of a cadence';

CREATE FUNCTION case_rules.cadence_hash_extended(case_rules.cadence, bigint)
    RETURNS bigint
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'hashvarlenaextended';
COMMENT ON FUNCTION case_rules.cadence_hash_extended(case_rules.cadence, bigint) IS 'seeded hash of a cadence';

CREATE OPERATOR CLASS case_rules.cadence_ops
    DEFAULT FOR TYPE case_rules.cadence USING btree AS
    OPERATOR 1 case_rules.<,
    OPERATOR 2 case_rules.<=,
    OPERATOR 3 case_rules.=,
    OPERATOR 4 case_rules.>=,
    OPERATOR 5 case_rules.>,
    FUNCTION 1 case_rules.cadence_cmp(case_rules.cadence, case_rules.cadence),
    FUNCTION 2 case_rules.cadence_sortsupport(internal),
    FUNCTION 4 (case_rules.cadence, case_rules.cadence) pg_catalog.btequalimage(oid);
COMMENT ON OPERATOR CLASS case_rules.cadence_ops USING btree IS 'the order of cadence';

CREATE OPERATOR CLASS case_rules.cadence_ops
    DEFAULT FOR TYPE case_rules.cadence USING hash AS
    OPERATOR 1 case_rules.=,
    FUNCTION 1 case_rules.cadence_hash(case_rules.cadence),
    FUNCTION 2 case_rules.cadence_hash_extended(case_rules.cadence, bigint);
COMMENT ON OPERATOR CLASS case_rules.cadence_ops USING hash IS 'equality of cadence';

CREATE FUNCTION case_rules.cadence_smaller(case_rules.cadence, case_rules.cadence)
    RETURNS case_rules.cadence
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'stored_bytes_smaller';
COMMENT ON FUNCTION case_rules.cadence_smaller(case_rules.cadence, case_rules.cadence) IS 'the one that sorts first';

CREATE FUNCTION case_rules.cadence_larger(case_rules.cadence, case_rules.cadence)
    RETURNS case_rules.cadence
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'stored_bytes_larger';
COMMENT ON FUNCTION case_rules.cadence_larger(case_rules.cadence, case_rules.cadence) IS 'the one that sorts last';

CREATE AGGREGATE case_rules.min(case_rules.cadence) (
    SFUNC = case_rules.cadence_smaller, STYPE = case_rules.cadence, SORTOP = OPERATOR(case_rules.<),
    COMBINEFUNC = case_rules.cadence_smaller, PARALLEL = SAFE
);
COMMENT ON AGGREGATE case_rules.min(case_rules.cadence) IS 'the one that sorts first in the order of storage';

CREATE AGGREGATE case_rules.max(case_rules.cadence) (
    SFUNC = case_rules.cadence_larger, STYPE = case_rules.cadence, SORTOP = OPERATOR(case_rules.>),
    COMBINEFUNC = case_rules.cadence_larger, PARALLEL = SAFE
);
COMMENT ON AGGREGATE case_rules.max(case_rules.cadence) IS 'the one that sorts last in the order of storage';

/* ---- casts ---- */

CREATE CAST (case_rules.cadence AS text) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (case_rules.cadence AS text) IS 'canonical text';
CREATE CAST (text AS case_rules.cadence) WITH INOUT;
COMMENT ON CAST (text AS case_rules.cadence) IS 'read a text computed elsewhere';

/* ---- about the promise ---- */

CREATE FUNCTION case_rules.cadence_until_age(c case_rules.cadence)
    RETURNS integer
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'cadence_age_limit';
COMMENT ON FUNCTION case_rules.cadence_until_age(case_rules.cadence) IS
    'The age with which the promise ends ("until age 18"); null when it ends otherwise or not at all.';

CREATE FUNCTION case_rules.cadence_needs_calendar(c case_rules.cadence)
    RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'cadence_counts_working_days';
COMMENT ON FUNCTION case_rules.cadence_needs_calendar(case_rules.cadence) IS
    'Whether the promise counts working days, and needs a working_calendar for that.';

CREATE FUNCTION case_rules.cadence_end(
    c case_rules.cadence, start date, calendar case_rules.working_calendar DEFAULT NULL)
    RETURNS date
    LANGUAGE C IMMUTABLE PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'cadence_end';
COMMENT ON FUNCTION case_rules.cadence_end(case_rules.cadence, date, case_rules.working_calendar) IS
    'The first day that the promise, begun on start, no longer covers; null when it is open-ended or ends with an age (see cadence_ends), and when it rests on working days of which the calendar cannot tell (see cadence_gap).';

CREATE FUNCTION case_rules.cadence_ends(
    c case_rules.cadence, start date, born case_rules.partial_date,
    calendar case_rules.working_calendar DEFAULT NULL, leap_rule text DEFAULT 'march_1')
    RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN case_rules.cadence_until_age(c) IS NULL
                THEN case_rules.cadence_end(c, start, calendar)
                ELSE NULLIF(case_rules.birthday_latest(born, case_rules.cadence_until_age(c), leap_rule),
                            'infinity'::pg_catalog.date)
           END;
COMMENT ON FUNCTION case_rules.cadence_ends(case_rules.cadence, date, case_rules.partial_date, case_rules.working_calendar, text) IS
    'The first day on which the promise, begun on start, is owed no more to a person with this birth: of one "until age 18" the first day on which the person has surely reached that age, whatever day of the birth is the true one (benefit of the doubt); of any other the day of cadence_end. Null when no such day is known: an open end, a birth that may be as late as one likes, a gap in the calendar. leap_rule: march_1 or february_28, for those born on 29 February.';

CREATE FUNCTION case_rules.cadence_gap(
    c case_rules.cadence, start date, as_of date DEFAULT NULL,
    calendar case_rules.working_calendar DEFAULT NULL)
    RETURNS text
    LANGUAGE C IMMUTABLE PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'cadence_gap';
COMMENT ON FUNCTION case_rules.cadence_gap(case_rules.cadence, date, date, case_rules.working_calendar) IS
    'Why the periods of the promise cannot all be told up to and including the one that holds as_of (null: to the end of the promise): no calendar is given, or the first day whose holidays it would have to know. Null where they can.';

/* ---- periods, visits, what was missed, how it stands ---- */

CREATE FUNCTION case_rules.cadence_periods(
    c case_rules.cadence, start date, until date DEFAULT NULL,
    calendar case_rules.working_calendar DEFAULT NULL)
    RETURNS TABLE (period_from date, period_to date, quota integer)
    LANGUAGE C IMMUTABLE PARALLEL SAFE ROWS 24
    AS 'MODULE_PATHNAME', 'cadence_periods';
COMMENT ON FUNCTION case_rules.cadence_periods(case_rules.cadence, date, date, case_rules.working_calendar) IS
    'The periods of the promise, first and last day inclusive, and the visits that each asks for. until is the first day no longer covered (an 18th birthday, the day a placement ended); an open-ended promise needs it (22023). A period that is cut short asks for its share, rounded down. A row without period_to stands for the rest of its phase: the calendar does not know enough to tell it (see cadence_gap).';

CREATE FUNCTION case_rules.cadence_visits(
    c case_rules.cadence, start date, visits date[], ends date DEFAULT NULL,
    calendar case_rules.working_calendar DEFAULT NULL)
    RETURNS TABLE (visited_on date, counts boolean, why_not text,
                   period_from date, period_to date, quota integer, number integer)
    LANGUAGE C IMMUTABLE PARALLEL SAFE ROWS 24
    AS 'MODULE_PATHNAME', 'cadence_visits';
COMMENT ON FUNCTION case_rules.cadence_visits(case_rules.cadence, date, date[], date, case_rules.working_calendar) IS
    'Each visit, in the order of their days: whether it counts; if not, why_not: outside (before the start, or the promise had ended), same_day (a second entry for one day), period_full, too_soon (after the visit counted before it), not_known (counts is null: the calendar does not know enough); the period that it lies in; number: 1 for the first visit that counts there, and so on. Give the days on which the child was seen; nulls among them are left out. ends: the first day no longer covered, null when there is none. No rows for a null promise or start. A start outside the years 0001 to 9999 and an infinite visit are errors (22008).';

CREATE FUNCTION case_rules.cadence_missed(
    c case_rules.cadence, start date, visits date[], as_of date, ends date DEFAULT NULL,
    calendar case_rules.working_calendar DEFAULT NULL)
    RETURNS TABLE (period_from date, period_to date, quota integer, done integer)
    LANGUAGE C IMMUTABLE PARALLEL SAFE ROWS 6
    AS 'MODULE_PATHNAME', 'cadence_missed';
COMMENT ON FUNCTION case_rules.cadence_missed(case_rules.cadence, date, date[], date, date, case_rules.working_calendar) IS
    'The periods that ended before as_of with fewer visits than they asked for: what each asked for and how many visits count in it. A row without period_to stands for the rest of its phase: the calendar does not know enough to tell what was missed there. Takes time for what was missed and for the visits, not for the span. ends: the first day no longer covered, null when there is none. No rows where promise, start or as_of is null. A start outside the years 0001 to 9999, an infinite visit or as_of are errors (22008).';

CREATE FUNCTION case_rules.cadence_progress(
    c case_rules.cadence, start date, visits date[], as_of date, ends date DEFAULT NULL,
    calendar case_rules.working_calendar DEFAULT NULL,
    OUT due integer, OUT done integer, OUT missed integer,
    OUT current_from date, OUT current_to date, OUT current_quota integer, OUT current_done integer,
    OUT next_from date, OUT next_due date, OUT complete boolean, OUT total integer, OUT gap text)
    LANGUAGE C IMMUTABLE PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'cadence_progress';
COMMENT ON FUNCTION case_rules.cadence_progress(case_rules.cadence, date, date[], date, date, case_rules.working_calendar) IS
    'How the promise stands on as_of, which is itself not over yet. due: visits of the periods that have ended; done: the visits that count, at most the quota of each period, as far apart as promised, two on one day being one; missed: due less those that counted in ended periods; next_from: the first day, as_of or later, on which a visit would count; next_due: the last day of the earliest period, not ended, that still asks for a visit; complete: nothing was missed and nothing is left to do; total: what the whole promise asks for, null while it has no end. What the calendar does not know enough to tell is null, and gap says why. ends: the first day no longer covered, null when there is none. Null where promise, start or as_of is. A start outside the years 0001 to 9999, an infinite visit or as_of are errors (22008).';
