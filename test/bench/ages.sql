/*
 * ages.sql: filters by age over a partial_date against the same over a plain date.
 *
 * Two tables of one shape, :people rows each, read whole by one process; then
 * may_be_under through its index against the same rows through a btree on the
 * date.  Every round asks each once, in turns.  Runs alone too:
 *
 *	psql -v people=1000000 -v age_rounds=9 -f test/bench/ages.sql
 */
\if :{?people} \else \set people 1000000 \endif
\if :{?age_rounds} \else \set age_rounds 9 \endif
SET client_min_messages = warning;
CREATE SCHEMA IF NOT EXISTS bench;
CREATE TABLE IF NOT EXISTS bench.figure (
    place integer GENERATED ALWAYS AS IDENTITY, name text NOT NULL, value numeric NOT NULL, unit text NOT NULL,
    aim numeric, higher_is_better boolean NOT NULL DEFAULT false);
DROP SCHEMA IF EXISTS bench_ages CASCADE;
CREATE SCHEMA bench_ages;
SET search_path = bench_ages, pg_catalog;

/* a third of the births is known as a day, a third as a month, a third as a year */
CREATE TABLE plain AS
    SELECT g AS id, date '1995-01-01' + (g * 7919::bigint % 11000)::integer AS born FROM generate_series(1, :people) g;
CREATE TABLE partial AS
    SELECT id, CASE id % 3 WHEN 0 THEN case_rules.partial_date(born) WHEN 1 THEN to_char(born, 'YYYY-MM')::case_rules.partial_date
               ELSE to_char(born, 'YYYY')::case_rules.partial_date END AS born
    FROM plain;
CREATE INDEX ON plain (born);
CREATE INDEX ON partial (case_rules.latest(born));
VACUUM ANALYZE plain;
VACUUM ANALYZE partial;

CREATE TABLE round (comparison text, round integer, contestant text, microseconds float8);
CREATE FUNCTION measure(comparison text, contestant text, rounds integer, statement text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    began timestamptz;
    counted bigint;
BEGIN
    began := clock_timestamp();
    EXECUTE statement INTO counted;
    IF rounds > 0 THEN
        INSERT INTO bench_ages.round VALUES (comparison, rounds, contestant, extract(epoch FROM clock_timestamp() - began) * 1e6);
    END IF;
END $$;

SET max_parallel_workers_per_gather = 0;
SET jit = off;
SET enable_indexscan = off;
SET enable_bitmapscan = off;
SET enable_indexonlyscan = off;
SELECT format('SELECT bench_ages.measure(%L, %L, %s, %L)', 'scan', c.contestant, r, c.statement)
  FROM generate_series(0, :age_rounds) r, (VALUES
    ('plain', 'SELECT count(*) FROM bench_ages.plain WHERE born > (date ''2024-06-01'' - interval ''18 years'')::date'),
    ('is_under', 'SELECT count(*) FROM bench_ages.partial WHERE case_rules.is_under(born, 18, ''2024-06-01'')'),
    ('may_be_under', 'SELECT count(*) FROM bench_ages.partial WHERE case_rules.may_be_under(born, 18, ''2024-06-01'')')) c (contestant, statement)
 ORDER BY r, contestant \gexec
RESET enable_indexscan;
RESET enable_bitmapscan;
SET enable_seqscan = off;
SELECT format('SELECT bench_ages.measure(%L, %L, %s, %L)', 'index', c.contestant, r, c.statement)
  FROM generate_series(0, :age_rounds) r, (VALUES
    ('plain', 'SELECT sum(id) FROM bench_ages.plain WHERE born > date ''2024-06-01'' - 365'),
    ('may_be_under', 'SELECT sum(id) FROM bench_ages.partial WHERE case_rules.may_be_under(born, 1, ''2024-06-01'')')) c (contestant, statement)
 ORDER BY r, contestant \gexec

CREATE FUNCTION ratio(comparison text, ours text) RETURNS numeric LANGUAGE sql AS $$
    SELECT (percentile_cont(0.5) WITHIN GROUP (ORDER BY o.microseconds / p.microseconds))::numeric
      FROM bench_ages.round o JOIN bench_ages.round p USING (comparison, round)
     WHERE o.comparison = $1 AND o.contestant = $2 AND p.contestant = 'plain' $$;
CREATE FUNCTION median_ms(comparison text, contestant text) RETURNS numeric LANGUAGE sql AS $$
    SELECT (percentile_cont(0.5) WITHIN GROUP (ORDER BY microseconds))::numeric / 1000
      FROM bench_ages.round r WHERE r.comparison = $1 AND r.contestant = $2 $$;
INSERT INTO bench.figure (name, value, unit, aim) VALUES
    (format('is_under over %s people', :people), median_ms('scan', 'is_under'), 'ms', NULL),
    ('is_under / comparison of a plain date, whole table', ratio('scan', 'is_under'), 'ratio', 1.3),
    ('may_be_under / comparison of a plain date, whole table', ratio('scan', 'may_be_under'), 'ratio', 1.3),
    ('may_be_under by index', median_ms('index', 'may_be_under'), 'ms', NULL),
    ('may_be_under / plain date, a row by index',
     ratio('index', 'may_be_under')
       * (SELECT count(*) FROM plain WHERE born > date '2024-06-01' - 365)
       / (SELECT count(*) FROM partial WHERE case_rules.may_be_under(born, 1, '2024-06-01')), 'ratio', 1.3);
SELECT format('%-55s %10s %s', name, round(value, 2), unit) FROM bench.figure
 WHERE name LIKE '%is_under%' OR name LIKE '%may_be_under%' ORDER BY place;
DROP SCHEMA bench_ages CASCADE;
