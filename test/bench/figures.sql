/*
 * figures.sql: where every part of the benchmark writes what it measured.
 */
CREATE SCHEMA bench;

/* the figures, in the order in which they are printed */
CREATE TABLE bench.figure (
    place integer GENERATED ALWAYS AS IDENTITY,
    name text NOT NULL,
    value numeric NOT NULL,
    unit text NOT NULL,
    aim numeric,
    higher_is_better boolean NOT NULL DEFAULT false
);

/* rounds of one comparison: one row for each round and contestant */
CREATE TABLE bench.round (
    comparison text NOT NULL,
    round integer NOT NULL,
    contestant text NOT NULL,
    microseconds float8 NOT NULL
);

CREATE FUNCTION bench.median_of(comparison text, contestant text) RETURNS numeric
LANGUAGE sql STABLE
RETURN (SELECT (percentile_cont(0.5) WITHIN GROUP (ORDER BY r.microseconds))::numeric
          FROM bench.round r WHERE r.comparison = $1 AND r.contestant = $2);

/* the median of the ratios of each round: what disturbs a round disturbs both */
CREATE FUNCTION bench.ratio_of(comparison text, ours text, theirs text) RETURNS numeric
LANGUAGE sql STABLE
RETURN (SELECT (percentile_cont(0.5) WITHIN GROUP (ORDER BY o.microseconds / t.microseconds))::numeric
          FROM bench.round o JOIN bench.round t USING (comparison, round)
         WHERE o.comparison = $1 AND o.contestant = $2 AND t.contestant = $3);
