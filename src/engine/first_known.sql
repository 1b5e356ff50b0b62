/*
 * engine/first_known: aggregates for facts functions.
 */
CREATE FUNCTION case_rules.first_known_keep(kept anyelement, next anyelement) RETURNS anyelement
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
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

CREATE FUNCTION case_rules.first_known_row_keep(kept anyelement, next anyelement) RETURNS anyelement
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'first_known_row_keep';
COMMENT ON FUNCTION case_rules.first_known_row_keep(anyelement, anyelement) IS
    'Transition function of case_rules.first_known_row().';

CREATE AGGREGATE case_rules.first_known_row(anyelement) (
    SFUNC = case_rules.first_known_row_keep,
    STYPE = anyelement,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE case_rules.first_known_row(anyelement) IS
    'For rows of a table: each column''s first value that is not null, in the order of the input. One aggregate where first_known() would take one for each column.';
