/*
 * dates/partial_date: a day known only within bounds.
 *
 * Written in EDTF (ISO 8601-2).  The order of the type serves indexes, DISTINCT
 * and ORDER BY and says nothing of what came before what: surely_before() and
 * possibly_before() do.
 */
CREATE TYPE case_rules.partial_date;

CREATE FUNCTION case_rules.partial_date_in(cstring)
    RETURNS case_rules.partial_date
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'partial_date_in';
COMMENT ON FUNCTION case_rules.partial_date_in(cstring) IS 'I/O';

CREATE FUNCTION case_rules.partial_date_out(case_rules.partial_date)
    RETURNS cstring
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'partial_date_out';
COMMENT ON FUNCTION case_rules.partial_date_out(case_rules.partial_date) IS 'I/O';

CREATE FUNCTION case_rules.partial_date_recv(internal)
    RETURNS case_rules.partial_date
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'partial_date_recv';
COMMENT ON FUNCTION case_rules.partial_date_recv(internal) IS 'I/O';

CREATE FUNCTION case_rules.partial_date_send(case_rules.partial_date)
    RETURNS bytea
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'partial_date_send';
COMMENT ON FUNCTION case_rules.partial_date_send(case_rules.partial_date) IS 'I/O';

CREATE TYPE case_rules.partial_date (
    INPUT = case_rules.partial_date_in,
    OUTPUT = case_rules.partial_date_out,
    RECEIVE = case_rules.partial_date_recv,
    SEND = case_rules.partial_date_send,
    INTERNALLENGTH = 16,
    ALIGNMENT = int4,
    STORAGE = plain
);
COMMENT ON TYPE case_rules.partial_date IS
    'A day known within bounds, in EDTF: 2011, 2011-04, 2011-04-17, 201X; ? (uncertain), ~ (approximate) or % (both) after it; an interval 2009/2011, open as in ../2011. Two values are equal when their texts are. The order (<, ORDER BY, min, max) is for storage and never means before: use surely_before and possibly_before.';

/* ---- order and equality ---- */

CREATE FUNCTION case_rules.partial_date_lt(case_rules.partial_date, case_rules.partial_date)
    RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'MODULE_PATHNAME', 'partial_date_lt';
COMMENT ON FUNCTION case_rules.partial_date_lt(case_rules.partial_date, case_rules.partial_date) IS 'implementation of operator <';

CREATE FUNCTION case_rules.partial_date_le(case_rules.partial_date, case_rules.partial_date)
    RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'MODULE_PATHNAME', 'partial_date_le';
COMMENT ON FUNCTION case_rules.partial_date_le(case_rules.partial_date, case_rules.partial_date) IS 'implementation of operator <=';

CREATE FUNCTION case_rules.partial_date_eq(case_rules.partial_date, case_rules.partial_date)
    RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'MODULE_PATHNAME', 'partial_date_eq';
COMMENT ON FUNCTION case_rules.partial_date_eq(case_rules.partial_date, case_rules.partial_date) IS 'implementation of operator =';

CREATE FUNCTION case_rules.partial_date_ne(case_rules.partial_date, case_rules.partial_date)
    RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'MODULE_PATHNAME', 'partial_date_ne';
COMMENT ON FUNCTION case_rules.partial_date_ne(case_rules.partial_date, case_rules.partial_date) IS 'implementation of operator <>';

CREATE FUNCTION case_rules.partial_date_ge(case_rules.partial_date, case_rules.partial_date)
    RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'MODULE_PATHNAME', 'partial_date_ge';
COMMENT ON FUNCTION case_rules.partial_date_ge(case_rules.partial_date, case_rules.partial_date) IS 'implementation of operator >=';

CREATE FUNCTION case_rules.partial_date_gt(case_rules.partial_date, case_rules.partial_date)
    RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'MODULE_PATHNAME', 'partial_date_gt';
COMMENT ON FUNCTION case_rules.partial_date_gt(case_rules.partial_date, case_rules.partial_date) IS 'implementation of operator >';

CREATE OPERATOR case_rules.< (
    LEFTARG = case_rules.partial_date, RIGHTARG = case_rules.partial_date,
    FUNCTION = case_rules.partial_date_lt,
    COMMUTATOR = OPERATOR(case_rules.>), NEGATOR = OPERATOR(case_rules.>=),
    RESTRICT = pg_catalog.scalarltsel, JOIN = pg_catalog.scalarltjoinsel
);
COMMENT ON OPERATOR case_rules.< (case_rules.partial_date, case_rules.partial_date) IS 'sorts before in the order of storage, which never means before in time';

CREATE OPERATOR case_rules.<= (
    LEFTARG = case_rules.partial_date, RIGHTARG = case_rules.partial_date,
    FUNCTION = case_rules.partial_date_le,
    COMMUTATOR = OPERATOR(case_rules.>=), NEGATOR = OPERATOR(case_rules.>),
    RESTRICT = pg_catalog.scalarlesel, JOIN = pg_catalog.scalarlejoinsel
);
COMMENT ON OPERATOR case_rules.<= (case_rules.partial_date, case_rules.partial_date) IS 'sorts before or is in the order of storage, which never means before in time';

CREATE OPERATOR case_rules.= (
    LEFTARG = case_rules.partial_date, RIGHTARG = case_rules.partial_date,
    FUNCTION = case_rules.partial_date_eq,
    COMMUTATOR = OPERATOR(case_rules.=), NEGATOR = OPERATOR(case_rules.<>),
    RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel,
    HASHES, MERGES
);
COMMENT ON OPERATOR case_rules.= (case_rules.partial_date, case_rules.partial_date) IS 'is';

CREATE OPERATOR case_rules.<> (
    LEFTARG = case_rules.partial_date, RIGHTARG = case_rules.partial_date,
    FUNCTION = case_rules.partial_date_ne,
    COMMUTATOR = OPERATOR(case_rules.<>), NEGATOR = OPERATOR(case_rules.=),
    RESTRICT = pg_catalog.neqsel, JOIN = pg_catalog.neqjoinsel
);
COMMENT ON OPERATOR case_rules.<> (case_rules.partial_date, case_rules.partial_date) IS 'is not';

CREATE OPERATOR case_rules.>= (
    LEFTARG = case_rules.partial_date, RIGHTARG = case_rules.partial_date,
    FUNCTION = case_rules.partial_date_ge,
    COMMUTATOR = OPERATOR(case_rules.<=), NEGATOR = OPERATOR(case_rules.<),
    RESTRICT = pg_catalog.scalargesel, JOIN = pg_catalog.scalargejoinsel
);
COMMENT ON OPERATOR case_rules.>= (case_rules.partial_date, case_rules.partial_date) IS 'sorts after or is in the order of storage, which never means before in time';

CREATE OPERATOR case_rules.> (
    LEFTARG = case_rules.partial_date, RIGHTARG = case_rules.partial_date,
    FUNCTION = case_rules.partial_date_gt,
    COMMUTATOR = OPERATOR(case_rules.<), NEGATOR = OPERATOR(case_rules.<=),
    RESTRICT = pg_catalog.scalargtsel, JOIN = pg_catalog.scalargtjoinsel
);
COMMENT ON OPERATOR case_rules.> (case_rules.partial_date, case_rules.partial_date) IS 'sorts after in the order of storage, which never means before in time';

CREATE FUNCTION case_rules.partial_date_cmp(case_rules.partial_date, case_rules.partial_date)
    RETURNS integer
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'MODULE_PATHNAME', 'partial_date_cmp';
COMMENT ON FUNCTION case_rules.partial_date_cmp(case_rules.partial_date, case_rules.partial_date) IS 'less, equal or greater in the order of partial_date';

CREATE FUNCTION case_rules.partial_date_sortsupport(internal)
    RETURNS void
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'partial_date_sortsupport';
COMMENT ON FUNCTION case_rules.partial_date_sortsupport(internal) IS 'sort support of partial_date';

CREATE FUNCTION case_rules.partial_date_hash(case_rules.partial_date)
    RETURNS integer
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'MODULE_PATHNAME', 'partial_date_hash';
COMMENT ON FUNCTION case_rules.partial_date_hash(case_rules.partial_date) IS 'hash of a partial_date';

CREATE FUNCTION case_rules.partial_date_hash_extended(case_rules.partial_date, bigint)
    RETURNS bigint
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'MODULE_PATHNAME', 'partial_date_hash_extended';
COMMENT ON FUNCTION case_rules.partial_date_hash_extended(case_rules.partial_date, bigint) IS 'seeded hash of a partial_date';

/*
 * No in_range (3): a distance in the order of storage says nothing.  No skip
 * support (6): a value has no next one.
 */
CREATE OPERATOR CLASS case_rules.partial_date_ops
    DEFAULT FOR TYPE case_rules.partial_date USING btree AS
    OPERATOR 1 case_rules.<,
    OPERATOR 2 case_rules.<=,
    OPERATOR 3 case_rules.=,
    OPERATOR 4 case_rules.>=,
    OPERATOR 5 case_rules.>,
    FUNCTION 1 case_rules.partial_date_cmp(case_rules.partial_date, case_rules.partial_date),
    FUNCTION 2 case_rules.partial_date_sortsupport(internal),
    FUNCTION 4 (case_rules.partial_date, case_rules.partial_date) pg_catalog.btequalimage(oid);
COMMENT ON OPERATOR CLASS case_rules.partial_date_ops USING btree IS 'the order of partial_date';

CREATE OPERATOR CLASS case_rules.partial_date_ops
    DEFAULT FOR TYPE case_rules.partial_date USING hash AS
    OPERATOR 1 case_rules.=,
    FUNCTION 1 case_rules.partial_date_hash(case_rules.partial_date),
    FUNCTION 2 case_rules.partial_date_hash_extended(case_rules.partial_date, bigint);
COMMENT ON OPERATOR CLASS case_rules.partial_date_ops USING hash IS 'equality of partial_date';

CREATE FUNCTION case_rules.partial_date_smaller(case_rules.partial_date, case_rules.partial_date)
    RETURNS case_rules.partial_date
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'partial_date_smaller';
COMMENT ON FUNCTION case_rules.partial_date_smaller(case_rules.partial_date, case_rules.partial_date) IS 'the one that sorts first';

CREATE FUNCTION case_rules.partial_date_larger(case_rules.partial_date, case_rules.partial_date)
    RETURNS case_rules.partial_date
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'partial_date_larger';
COMMENT ON FUNCTION case_rules.partial_date_larger(case_rules.partial_date, case_rules.partial_date) IS 'the one that sorts last';

CREATE AGGREGATE case_rules.min(case_rules.partial_date) (
    SFUNC = case_rules.partial_date_smaller, STYPE = case_rules.partial_date, SORTOP = OPERATOR(case_rules.<),
    COMBINEFUNC = case_rules.partial_date_smaller, PARALLEL = SAFE
);
COMMENT ON AGGREGATE case_rules.min(case_rules.partial_date) IS 'the one that sorts first in the order of storage, which never means before in time';

CREATE AGGREGATE case_rules.max(case_rules.partial_date) (
    SFUNC = case_rules.partial_date_larger, STYPE = case_rules.partial_date, SORTOP = OPERATOR(case_rules.>),
    COMBINEFUNC = case_rules.partial_date_larger, PARALLEL = SAFE
);
COMMENT ON AGGREGATE case_rules.max(case_rules.partial_date) IS 'the one that sorts last in the order of storage, which never means before in time';

/* ---- casts ---- */

CREATE CAST (case_rules.partial_date AS text) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (case_rules.partial_date AS text) IS 'canonical text';
CREATE CAST (text AS case_rules.partial_date) WITH INOUT;
COMMENT ON CAST (text AS case_rules.partial_date) IS 'read a text computed elsewhere';

CREATE FUNCTION case_rules.partial_date(day date)
    RETURNS case_rules.partial_date
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'partial_date_from_date';
COMMENT ON FUNCTION case_rules.partial_date(date) IS
    'A day that is known.';

CREATE CAST (date AS case_rules.partial_date)
    WITH FUNCTION case_rules.partial_date(date) AS IMPLICIT;
COMMENT ON CAST (date AS case_rules.partial_date) IS 'a day that is known; loses nothing';

CREATE FUNCTION case_rules.partial_date(earliest date, latest date)
    RETURNS case_rules.partial_date
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'partial_date_from_dates';
COMMENT ON FUNCTION case_rules.partial_date(date, date) IS
    'Some day from the one to the other, both possible; -infinity and infinity are open ends. What earliest() and latest() give makes the same bounds again.';

/* ---- bounds ---- */

CREATE FUNCTION case_rules.earliest(d case_rules.partial_date)
    RETURNS date
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'MODULE_PATHNAME', 'partial_date_earliest';
COMMENT ON FUNCTION case_rules.earliest(case_rules.partial_date) IS
    'The first day that it can be; -infinity when that side is open. The marks ?, ~ and % do not move it.';

CREATE FUNCTION case_rules.latest(d case_rules.partial_date)
    RETURNS date
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'MODULE_PATHNAME', 'partial_date_latest';
COMMENT ON FUNCTION case_rules.latest(case_rules.partial_date) IS
    'The last day that it can be; infinity when that side is open. The marks ?, ~ and % do not move it.';

CREATE FUNCTION case_rules.daterange(d case_rules.partial_date)
    RETURNS daterange
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN pg_catalog.daterange(
        NULLIF(case_rules.earliest(d), '-infinity'::pg_catalog.date),
        NULLIF(case_rules.latest(d), 'infinity'::pg_catalog.date),
        '[]');
COMMENT ON FUNCTION case_rules.daterange(case_rules.partial_date) IS
    'The days that it can be; unbounded on an open side. The marks ?, ~ and % are lost.';

CREATE CAST (case_rules.partial_date AS daterange)
    WITH FUNCTION case_rules.daterange(case_rules.partial_date);
COMMENT ON CAST (case_rules.partial_date AS daterange) IS 'the days that it can be';

CREATE FUNCTION case_rules.exact_day(d case_rules.partial_date)
    RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN case_rules.earliest(d) OPERATOR(pg_catalog.=) case_rules.latest(d)
                THEN case_rules.earliest(d) END;
COMMENT ON FUNCTION case_rules.exact_day(case_rules.partial_date) IS
    'The day, where it can be one only; otherwise null. Marks of doubt are lost.';

/*
 * These two and surely_under() and may_be_under() below are comparisons of
 * earliest() or latest() with one day.  PostgreSQL puts the comparison in place
 * of the call, and an index on (case_rules.earliest(d)) or (case_rules.latest(d))
 * serves it.
 */
CREATE FUNCTION case_rules.surely_before(a case_rules.partial_date, b case_rules.partial_date)
    RETURNS boolean
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN case_rules.latest(a) OPERATOR(pg_catalog.<) case_rules.earliest(b);
COMMENT ON FUNCTION case_rules.surely_before(case_rules.partial_date, case_rules.partial_date) IS
    'True when every day that a can be lies before every day that b can be. Served by an index on (case_rules.latest(a)) or (case_rules.earliest(b)).';

CREATE FUNCTION case_rules.possibly_before(a case_rules.partial_date, b case_rules.partial_date)
    RETURNS boolean
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN case_rules.earliest(a) OPERATOR(pg_catalog.<) case_rules.latest(b);
COMMENT ON FUNCTION case_rules.possibly_before(case_rules.partial_date, case_rules.partial_date) IS
    'True when some day that a can be lies before some day that b can be. Served by an index on (case_rules.earliest(a)) or (case_rules.latest(b)).';

/*
 * ---- ages ----
 *
 * Somebody born on 29 February completes years on 1 March of a year that has no
 * such day; the functions with a further argument leap_rule take 'march_1' (the
 * same) or 'february_28'.
 */

CREATE FUNCTION case_rules.is_under(born case_rules.partial_date, years integer, on_day date)
    RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'partial_date_under';
COMMENT ON FUNCTION case_rules.is_under(case_rules.partial_date, integer, date) IS
    'Whether a person born then has not completed so many years on the day: true, false, or null where the bounds of the birth leave it open and where the day lies before the earliest birth. The marks ? and ~ do not widen the bounds. Who was born on 29 February completes years on 1 March of a year without that day.';

CREATE FUNCTION case_rules.last_birth_of_age(on_day date, years integer, leap_rule text DEFAULT 'march_1')
    RETURNS date
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'partial_date_last_birth_of_age';
COMMENT ON FUNCTION case_rules.last_birth_of_age(date, integer, text) IS
    'The last day of birth with which so many years are completed on the day: whoever was born later is under that age. -infinity where it would lie before year 1, and for a day that is infinite. leap_rule: march_1 or february_28, for those born on 29 February.';

CREATE FUNCTION case_rules.last_birth_by(on_day date, years integer, leap_rule text)
    RETURNS date
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'partial_date_last_birth_by';
COMMENT ON FUNCTION case_rules.last_birth_by(date, integer, text) IS
    'The last day of birth of a person of whom an age can be asked on the day: the day itself, -infinity for an infinite one; null if any argument is. The other bound of surely_under.';

CREATE FUNCTION case_rules.surely_under(born case_rules.partial_date, years integer, on_day date)
    RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN case_rules.earliest(born) OPERATOR(pg_catalog.>) case_rules.last_birth_of_age(on_day, years, 'march_1')
        AND case_rules.earliest(born) OPERATOR(pg_catalog.<=) case_rules.last_birth_by(on_day, years, 'march_1');
COMMENT ON FUNCTION case_rules.surely_under(case_rules.partial_date, integer, date) IS
    'is_under is true: under that age whatever the day of birth was. Served by an index on (case_rules.earliest(born)). Null if an argument is. Who was born on 29 February completes years on 1 March of a year without that day.';

CREATE FUNCTION case_rules.may_be_under(born case_rules.partial_date, years integer, on_day date)
    RETURNS boolean
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN case_rules.latest(born) OPERATOR(pg_catalog.>) case_rules.last_birth_of_age(on_day, years, 'march_1');
COMMENT ON FUNCTION case_rules.may_be_under(case_rules.partial_date, integer, date) IS
    'is_under is not false: the benefit of the doubt. Served by an index on (case_rules.latest(born)). Null if an argument is. Who was born on 29 February completes years on 1 March of a year without that day.';

CREATE FUNCTION case_rules.birthday_earliest(born case_rules.partial_date, years integer)
    RETURNS date
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'partial_date_birthday_earliest';
COMMENT ON FUNCTION case_rules.birthday_earliest(case_rules.partial_date, integer) IS
    'The first day on which the person can have completed so many years; -infinity when no earliest birth is known. Who was born on 29 February completes years on 1 March of a year without that day.';

CREATE FUNCTION case_rules.birthday_latest(born case_rules.partial_date, years integer)
    RETURNS date
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'partial_date_birthday_latest';
COMMENT ON FUNCTION case_rules.birthday_latest(case_rules.partial_date, integer) IS
    'The first day on which the person has surely completed so many years; infinity when no latest birth is known. Who was born on 29 February completes years on 1 March of a year without that day.';

CREATE FUNCTION case_rules.birthday(born case_rules.partial_date, years integer)
    RETURNS daterange
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN pg_catalog.daterange(
        NULLIF(case_rules.birthday_earliest(born, years), '-infinity'::pg_catalog.date),
        NULLIF(case_rules.birthday_latest(born, years), 'infinity'::pg_catalog.date),
        '[]');
COMMENT ON FUNCTION case_rules.birthday(case_rules.partial_date, integer) IS
    'The days on which the person can complete so many years. Who was born on 29 February completes years on 1 March of a year without that day.';

CREATE FUNCTION case_rules.age_at_least(born case_rules.partial_date, on_day date)
    RETURNS integer
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'partial_date_age_at_least';
COMMENT ON FUNCTION case_rules.age_at_least(case_rules.partial_date, date) IS
    'Years that the person has surely completed on the day; null where the day lies before the earliest birth. Who was born on 29 February completes years on 1 March of a year without that day.';

CREATE FUNCTION case_rules.age_at_most(born case_rules.partial_date, on_day date)
    RETURNS integer
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'partial_date_age_at_most';
COMMENT ON FUNCTION case_rules.age_at_most(case_rules.partial_date, date) IS
    'Years that the person can have completed on the day; null where no earliest birth is known or the day lies before it. Who was born on 29 February completes years on 1 March of a year without that day.';

CREATE FUNCTION case_rules.age_on(born case_rules.partial_date, on_day date)
    RETURNS int4range
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE
        WHEN on_day < case_rules.earliest(born) THEN 'empty'::pg_catalog.int4range
        WHEN pg_catalog.isfinite(on_day) AND born IS NOT NULL THEN
            pg_catalog.int4range(case_rules.age_at_least(born, on_day),
                                 case_rules.age_at_most(born, on_day), '[]')
        END;
COMMENT ON FUNCTION case_rules.age_on(case_rules.partial_date, date) IS
    'The ages, in completed years, that the person can have on the day; empty where the day lies before the earliest birth. Who was born on 29 February completes years on 1 March of a year without that day.';

CREATE FUNCTION case_rules.is_under(born case_rules.partial_date, years integer, on_day date, leap_rule text)
    RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'partial_date_under';
COMMENT ON FUNCTION case_rules.is_under(case_rules.partial_date, integer, date, text) IS
    'Whether a person born then has not completed so many years on the day: true, false, or null where the bounds of the birth leave it open and where the day lies before the earliest birth. The marks ? and ~ do not widen the bounds. leap_rule: march_1 or february_28, for those born on 29 February.';

CREATE FUNCTION case_rules.surely_under(born case_rules.partial_date, years integer, on_day date, leap_rule text)
    RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN case_rules.earliest(born) OPERATOR(pg_catalog.>) case_rules.last_birth_of_age(on_day, years, leap_rule)
        AND case_rules.earliest(born) OPERATOR(pg_catalog.<=) case_rules.last_birth_by(on_day, years, leap_rule);
COMMENT ON FUNCTION case_rules.surely_under(case_rules.partial_date, integer, date, text) IS
    'is_under is true: under that age whatever the day of birth was. Served by an index on (case_rules.earliest(born)). Null if an argument is. leap_rule: march_1 or february_28, for those born on 29 February.';

CREATE FUNCTION case_rules.may_be_under(born case_rules.partial_date, years integer, on_day date, leap_rule text)
    RETURNS boolean
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN case_rules.latest(born) OPERATOR(pg_catalog.>) case_rules.last_birth_of_age(on_day, years, leap_rule);
COMMENT ON FUNCTION case_rules.may_be_under(case_rules.partial_date, integer, date, text) IS
    'is_under is not false: the benefit of the doubt. Served by an index on (case_rules.latest(born)). Null if an argument is. leap_rule: march_1 or february_28, for those born on 29 February.';

CREATE FUNCTION case_rules.birthday_earliest(born case_rules.partial_date, years integer, leap_rule text)
    RETURNS date
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'partial_date_birthday_earliest';
COMMENT ON FUNCTION case_rules.birthday_earliest(case_rules.partial_date, integer, text) IS
    'The first day on which the person can have completed so many years; -infinity when no earliest birth is known. leap_rule: march_1 or february_28, for those born on 29 February.';

CREATE FUNCTION case_rules.birthday_latest(born case_rules.partial_date, years integer, leap_rule text)
    RETURNS date
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'partial_date_birthday_latest';
COMMENT ON FUNCTION case_rules.birthday_latest(case_rules.partial_date, integer, text) IS
    'The first day on which the person has surely completed so many years; infinity when no latest birth is known. leap_rule: march_1 or february_28, for those born on 29 February.';

CREATE FUNCTION case_rules.birthday(born case_rules.partial_date, years integer, leap_rule text)
    RETURNS daterange
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN pg_catalog.daterange(
        NULLIF(case_rules.birthday_earliest(born, years, leap_rule), '-infinity'::pg_catalog.date),
        NULLIF(case_rules.birthday_latest(born, years, leap_rule), 'infinity'::pg_catalog.date),
        '[]');
COMMENT ON FUNCTION case_rules.birthday(case_rules.partial_date, integer, text) IS
    'The days on which the person can complete so many years. leap_rule: march_1 or february_28, for those born on 29 February.';

CREATE FUNCTION case_rules.age_at_least(born case_rules.partial_date, on_day date, leap_rule text)
    RETURNS integer
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'partial_date_age_at_least';
COMMENT ON FUNCTION case_rules.age_at_least(case_rules.partial_date, date, text) IS
    'Years that the person has surely completed on the day; null where the day lies before the earliest birth. leap_rule: march_1 or february_28, for those born on 29 February.';

CREATE FUNCTION case_rules.age_at_most(born case_rules.partial_date, on_day date, leap_rule text)
    RETURNS integer
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'partial_date_age_at_most';
COMMENT ON FUNCTION case_rules.age_at_most(case_rules.partial_date, date, text) IS
    'Years that the person can have completed on the day; null where no earliest birth is known or the day lies before it. leap_rule: march_1 or february_28, for those born on 29 February.';

CREATE FUNCTION case_rules.age_on(born case_rules.partial_date, on_day date, leap_rule text)
    RETURNS int4range
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE
        WHEN on_day < case_rules.earliest(born) THEN 'empty'::pg_catalog.int4range
        WHEN pg_catalog.isfinite(on_day) AND born IS NOT NULL AND leap_rule IS NOT NULL THEN
            pg_catalog.int4range(case_rules.age_at_least(born, on_day, leap_rule),
                                 case_rules.age_at_most(born, on_day, leap_rule), '[]')
        END;
COMMENT ON FUNCTION case_rules.age_on(case_rules.partial_date, date, text) IS
    'The ages, in completed years, that the person can have on the day; empty where the day lies before the earliest birth. leap_rule: march_1 or february_28, for those born on 29 February.';
