/*
 * engine/consent_state: where a placement across a border stands.
 *
 * A state that does not exist cannot be written in any table, and the order of
 * the type is that of the procedure.  The numbers behind the names are frozen.
 */
CREATE TYPE case_rules.consent_state;

CREATE FUNCTION case_rules.consent_state_in(cstring)
    RETURNS case_rules.consent_state
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'consent_state_in';
COMMENT ON FUNCTION case_rules.consent_state_in(cstring) IS 'I/O';

CREATE FUNCTION case_rules.consent_state_out(case_rules.consent_state)
    RETURNS cstring
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'consent_state_out';
COMMENT ON FUNCTION case_rules.consent_state_out(case_rules.consent_state) IS 'I/O';

CREATE FUNCTION case_rules.consent_state_recv(internal)
    RETURNS case_rules.consent_state
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'consent_state_recv';
COMMENT ON FUNCTION case_rules.consent_state_recv(internal) IS 'I/O';

CREATE FUNCTION case_rules.consent_state_send(case_rules.consent_state)
    RETURNS bytea
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'consent_state_send';
COMMENT ON FUNCTION case_rules.consent_state_send(case_rules.consent_state) IS 'I/O';

CREATE TYPE case_rules.consent_state (
    INPUT = case_rules.consent_state_in,
    OUTPUT = case_rules.consent_state_out,
    RECEIVE = case_rules.consent_state_recv,
    SEND = case_rules.consent_state_send,
    INTERNALLENGTH = 2,
    PASSEDBYVALUE,
    ALIGNMENT = int2,
    STORAGE = plain
);
COMMENT ON TYPE case_rules.consent_state IS
    'Where a placement across a border stands, from contemplated to ended, and after these the exits: refused, withdrawn, consent_withdrawn, consent_expired, lapsed, recognition_refused. Ordered as the procedure runs; see case_rules.consent_states().';

/* ---- order and equality ---- */

CREATE FUNCTION case_rules.consent_state_lt(case_rules.consent_state, case_rules.consent_state)
    RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'MODULE_PATHNAME', 'consent_state_lt';
COMMENT ON FUNCTION case_rules.consent_state_lt(case_rules.consent_state, case_rules.consent_state) IS 'implementation of operator <';

CREATE FUNCTION case_rules.consent_state_le(case_rules.consent_state, case_rules.consent_state)
    RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'MODULE_PATHNAME', 'consent_state_le';
COMMENT ON FUNCTION case_rules.consent_state_le(case_rules.consent_state, case_rules.consent_state) IS 'implementation of operator <=';

CREATE FUNCTION case_rules.consent_state_eq(case_rules.consent_state, case_rules.consent_state)
    RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'MODULE_PATHNAME', 'consent_state_eq';
COMMENT ON FUNCTION case_rules.consent_state_eq(case_rules.consent_state, case_rules.consent_state) IS 'implementation of operator =';

CREATE FUNCTION case_rules.consent_state_ne(case_rules.consent_state, case_rules.consent_state)
    RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'MODULE_PATHNAME', 'consent_state_ne';
COMMENT ON FUNCTION case_rules.consent_state_ne(case_rules.consent_state, case_rules.consent_state) IS 'implementation of operator <>';

CREATE FUNCTION case_rules.consent_state_ge(case_rules.consent_state, case_rules.consent_state)
    RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'MODULE_PATHNAME', 'consent_state_ge';
COMMENT ON FUNCTION case_rules.consent_state_ge(case_rules.consent_state, case_rules.consent_state) IS 'implementation of operator >=';

CREATE FUNCTION case_rules.consent_state_gt(case_rules.consent_state, case_rules.consent_state)
    RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'MODULE_PATHNAME', 'consent_state_gt';
COMMENT ON FUNCTION case_rules.consent_state_gt(case_rules.consent_state, case_rules.consent_state) IS 'implementation of operator >';

CREATE OPERATOR case_rules.< (
    LEFTARG = case_rules.consent_state, RIGHTARG = case_rules.consent_state,
    FUNCTION = case_rules.consent_state_lt,
    COMMUTATOR = OPERATOR(case_rules.>), NEGATOR = OPERATOR(case_rules.>=),
    RESTRICT = pg_catalog.scalarltsel, JOIN = pg_catalog.scalarltjoinsel
);
COMMENT ON OPERATOR case_rules.< (case_rules.consent_state, case_rules.consent_state) IS 'sorts before as the procedure runs';

CREATE OPERATOR case_rules.<= (
    LEFTARG = case_rules.consent_state, RIGHTARG = case_rules.consent_state,
    FUNCTION = case_rules.consent_state_le,
    COMMUTATOR = OPERATOR(case_rules.>=), NEGATOR = OPERATOR(case_rules.>),
    RESTRICT = pg_catalog.scalarlesel, JOIN = pg_catalog.scalarlejoinsel
);
COMMENT ON OPERATOR case_rules.<= (case_rules.consent_state, case_rules.consent_state) IS 'sorts before or is as the procedure runs';

CREATE OPERATOR case_rules.= (
    LEFTARG = case_rules.consent_state, RIGHTARG = case_rules.consent_state,
    FUNCTION = case_rules.consent_state_eq,
    COMMUTATOR = OPERATOR(case_rules.=), NEGATOR = OPERATOR(case_rules.<>),
    RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel,
    HASHES, MERGES
);
COMMENT ON OPERATOR case_rules.= (case_rules.consent_state, case_rules.consent_state) IS 'is';

CREATE OPERATOR case_rules.<> (
    LEFTARG = case_rules.consent_state, RIGHTARG = case_rules.consent_state,
    FUNCTION = case_rules.consent_state_ne,
    COMMUTATOR = OPERATOR(case_rules.<>), NEGATOR = OPERATOR(case_rules.=),
    RESTRICT = pg_catalog.neqsel, JOIN = pg_catalog.neqjoinsel
);
COMMENT ON OPERATOR case_rules.<> (case_rules.consent_state, case_rules.consent_state) IS 'is not';

CREATE OPERATOR case_rules.>= (
    LEFTARG = case_rules.consent_state, RIGHTARG = case_rules.consent_state,
    FUNCTION = case_rules.consent_state_ge,
    COMMUTATOR = OPERATOR(case_rules.<=), NEGATOR = OPERATOR(case_rules.<),
    RESTRICT = pg_catalog.scalargesel, JOIN = pg_catalog.scalargejoinsel
);
COMMENT ON OPERATOR case_rules.>= (case_rules.consent_state, case_rules.consent_state) IS 'sorts after or is as the procedure runs';

CREATE OPERATOR case_rules.> (
    LEFTARG = case_rules.consent_state, RIGHTARG = case_rules.consent_state,
    FUNCTION = case_rules.consent_state_gt,
    COMMUTATOR = OPERATOR(case_rules.<), NEGATOR = OPERATOR(case_rules.<=),
    RESTRICT = pg_catalog.scalargtsel, JOIN = pg_catalog.scalargtjoinsel
);
COMMENT ON OPERATOR case_rules.> (case_rules.consent_state, case_rules.consent_state) IS 'sorts after as the procedure runs';

CREATE FUNCTION case_rules.consent_state_cmp(case_rules.consent_state, case_rules.consent_state)
    RETURNS integer
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'MODULE_PATHNAME', 'consent_state_cmp';
COMMENT ON FUNCTION case_rules.consent_state_cmp(case_rules.consent_state, case_rules.consent_state) IS 'less, equal or greater in the order of consent_state';

CREATE FUNCTION case_rules.consent_state_sortsupport(internal)
    RETURNS void
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'consent_state_sortsupport';
COMMENT ON FUNCTION case_rules.consent_state_sortsupport(internal) IS 'sort support of consent_state';

CREATE FUNCTION case_rules.consent_state_hash(case_rules.consent_state)
    RETURNS integer
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'MODULE_PATHNAME', 'consent_state_hash';
COMMENT ON FUNCTION case_rules.consent_state_hash(case_rules.consent_state) IS 'hash of a consent_state';

CREATE FUNCTION case_rules.consent_state_hash_extended(case_rules.consent_state, bigint)
    RETURNS bigint
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
    AS 'MODULE_PATHNAME', 'consent_state_hash_extended';
COMMENT ON FUNCTION case_rules.consent_state_hash_extended(case_rules.consent_state, bigint) IS 'seeded hash of a consent_state';

CREATE OPERATOR CLASS case_rules.consent_state_ops
    DEFAULT FOR TYPE case_rules.consent_state USING btree AS
    OPERATOR 1 case_rules.<,
    OPERATOR 2 case_rules.<=,
    OPERATOR 3 case_rules.=,
    OPERATOR 4 case_rules.>=,
    OPERATOR 5 case_rules.>,
    FUNCTION 1 case_rules.consent_state_cmp(case_rules.consent_state, case_rules.consent_state),
    FUNCTION 2 case_rules.consent_state_sortsupport(internal),
    FUNCTION 4 (case_rules.consent_state, case_rules.consent_state) pg_catalog.btequalimage(oid);
COMMENT ON OPERATOR CLASS case_rules.consent_state_ops USING btree IS 'the order of consent_state';

CREATE OPERATOR CLASS case_rules.consent_state_ops
    DEFAULT FOR TYPE case_rules.consent_state USING hash AS
    OPERATOR 1 case_rules.=,
    FUNCTION 1 case_rules.consent_state_hash(case_rules.consent_state),
    FUNCTION 2 case_rules.consent_state_hash_extended(case_rules.consent_state, bigint);
COMMENT ON OPERATOR CLASS case_rules.consent_state_ops USING hash IS 'equality of consent_state';

CREATE FUNCTION case_rules.consent_state_smaller(case_rules.consent_state, case_rules.consent_state)
    RETURNS case_rules.consent_state
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'consent_state_smaller';
COMMENT ON FUNCTION case_rules.consent_state_smaller(case_rules.consent_state, case_rules.consent_state) IS 'the one that sorts first';

CREATE FUNCTION case_rules.consent_state_larger(case_rules.consent_state, case_rules.consent_state)
    RETURNS case_rules.consent_state
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'consent_state_larger';
COMMENT ON FUNCTION case_rules.consent_state_larger(case_rules.consent_state, case_rules.consent_state) IS 'the one that sorts last';

CREATE AGGREGATE case_rules.min(case_rules.consent_state) (
    SFUNC = case_rules.consent_state_smaller, STYPE = case_rules.consent_state, SORTOP = OPERATOR(case_rules.<),
    COMBINEFUNC = case_rules.consent_state_smaller, PARALLEL = SAFE
);
COMMENT ON AGGREGATE case_rules.min(case_rules.consent_state) IS 'the one that sorts first as the procedure runs';

CREATE AGGREGATE case_rules.max(case_rules.consent_state) (
    SFUNC = case_rules.consent_state_larger, STYPE = case_rules.consent_state, SORTOP = OPERATOR(case_rules.>),
    COMBINEFUNC = case_rules.consent_state_larger, PARALLEL = SAFE
);
COMMENT ON AGGREGATE case_rules.max(case_rules.consent_state) IS 'the one that sorts last as the procedure runs';

/* ---- casts ---- */

CREATE CAST (case_rules.consent_state AS text) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (case_rules.consent_state AS text) IS 'canonical text';
CREATE CAST (text AS case_rules.consent_state) WITH INOUT;
COMMENT ON CAST (text AS case_rules.consent_state) IS 'read a text computed elsewhere';

CREATE FUNCTION case_rules.consent_states()
    RETURNS TABLE (code smallint, state case_rules.consent_state, is_exit boolean)
    LANGUAGE C IMMUTABLE PARALLEL SAFE ROWS 21
    AS 'MODULE_PATHNAME', 'consent_state_list';
COMMENT ON FUNCTION case_rules.consent_states() IS
    'Every state in its order, with the number that is stored for it; is_exit: the procedure was left before its regular end.';
