/*
 * engine/first_known: an aggregate for facts functions.
 */
CREATE FUNCTION case_rules.first_known_keep(kept anyelement, next anyelement) RETURNS anyelement
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'first_known_keep';
COMMENT ON FUNCTION case_rules.first_known_keep(anyelement, anyelement) IS
    'Transition function of case_rules.first_known().';

CREATE AGGREGATE case_rules.first_known(anyelement) (
    SFUNC = case_rules.first_known_keep,
    STYPE = anyelement,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE case_rules.first_known(anyelement) IS
    'The first value that is not null, in the order of the input; null where there is none.';
