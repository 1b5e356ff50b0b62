/*
 * working_days.sql: add_working_days against what is written without it: a
 * query over generate_series, and a loop in PL/pgSQL, both with the holidays
 * in an indexed table.
 *
 *   psql -f figures.sql -v rounds=9 -f working_days.sql
 *
 * A country of Fridays and Saturdays, with fifteen holidays a year for eighty
 * years.
 */
\set ON_ERROR_STOP on
SET client_min_messages = warning;
SELECT case_rules.create_rulebook('bench_days');
INSERT INTO bench_days.calendar (calendar, weekend, weekend_source, holidays_known) VALUES ('example', 'fri sat', 'Example Gazette', '{(,)}');
INSERT INTO bench_days.holiday (calendar, day, name, source)
SELECT 'example', make_date(y, 1, 1) + k * 24 + y * 11 % 7, 'Example day', 'Example Gazette'
  FROM generate_series(1990, 2069) y, generate_series(1, 15) k;

CREATE TABLE bench_days.day_off (day date PRIMARY KEY);
INSERT INTO bench_days.day_off SELECT day FROM bench_days.holiday;

CREATE FUNCTION bench_days.by_series(day date, n integer) RETURNS date
LANGUAGE sql STABLE
RETURN (SELECT d.day
          FROM (SELECT by_series.day + i AS day FROM generate_series(1, n * 3 / 2 + 30) i) d
         WHERE extract(isodow FROM d.day) NOT IN (5, 6)
           AND NOT EXISTS (SELECT FROM bench_days.day_off h WHERE h.day = d.day)
         ORDER BY d.day
        OFFSET n - 1 LIMIT 1);

CREATE FUNCTION bench_days.by_loop(day date, n integer) RETURNS date
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    WHILE n > 0 LOOP
        day := day + 1;
        IF extract(isodow FROM day) NOT IN (5, 6)
           AND NOT EXISTS (SELECT FROM bench_days.day_off h WHERE h.day = by_loop.day) THEN
            n := n - 1;
        END IF;
    END LOOP;
    RETURN day;
END
$$;

CREATE TABLE bench_days.start AS
    SELECT date '2000-01-01' + (g * 37 % 4000) AS day, g AS k FROM generate_series(1, 20000) g;
VACUUM ANALYZE bench_days.start, bench_days.day_off, bench_days.calendar, bench_days.holiday;

/* the contestants agree */
DO $$
BEGIN
    IF EXISTS (SELECT FROM bench_days.start s, unnest('{1,20,300}'::integer[]) n
                WHERE s.k <= 500
                  AND (bench_days.by_series(s.day, n) <> bench_days.add_working_days(s.day, n, 'example')
                       OR bench_days.by_loop(s.day, n) <> bench_days.add_working_days(s.day, n, 'example'))) THEN
        RAISE EXCEPTION 'the contestants disagree';
    END IF;
END
$$;

/* microseconds for each call */
CREATE FUNCTION bench_days.run(expression text, calls integer) RETURNS float8
LANGUAGE plpgsql
AS $$
DECLARE
    began timestamptz := clock_timestamp();
    answers bigint;
BEGIN
    EXECUTE format('SELECT count(%s) FROM bench_days.start s WHERE s.k <= %s', expression, calls) INTO answers;
    IF answers <> calls THEN
        RAISE EXCEPTION 'only % answers of %', answers, calls;
    END IF;
    RETURN extract(epoch FROM clock_timestamp() - began) * 1000000 / calls;
END
$$;

CREATE TABLE bench_days.contestant (name text, expression text, calls integer);
INSERT INTO bench_days.contestant VALUES
    ('days 20', 'case_rules.add_working_days(s.day, 20, (SELECT bench_days.working_calendar(''example'')))', 20000),
    ('days 10000', 'case_rules.add_working_days(s.day, 10000, (SELECT bench_days.working_calendar(''example'')))', 20000),
    ('days by name 20', 'bench_days.add_working_days(s.day, 20, ''example'')', 5000),
    ('days series 20', 'bench_days.by_series(s.day, 20)', 1000),
    ('days loop 20', 'bench_days.by_loop(s.day, 20)', 500),
    ('days series 10000', 'bench_days.by_series(s.day, 10000)', 5),
    ('days loop 10000', 'bench_days.by_loop(s.day, 10000)', 3);
/* once for nothing, so that every session cache is filled */
SELECT bench_days.run(expression, 3) FROM bench_days.contestant;
INSERT INTO bench.round
SELECT 'working days', round, name, bench_days.run(expression, calls)
  FROM generate_series(1, :rounds) round CROSS JOIN bench_days.contestant
 ORDER BY round;

INSERT INTO bench.figure (name, value, unit, aim, higher_is_better) VALUES
    ('add_working_days, 20 days', bench.median_of('working days', 'days 20'), 'us', NULL, false),
    ('add_working_days, 20 days, calendar by name', bench.median_of('working days', 'days by name 20'), 'us', NULL, false),
    ('20 days: a query over generate_series against it', bench.ratio_of('working days', 'days series 20', 'days 20'), 'times', 50, true),
    ('20 days: a loop in PL/pgSQL against it', bench.ratio_of('working days', 'days loop 20', 'days 20'), 'times', 50, true),
    ('10,000 working days against 20', bench.ratio_of('working days', 'days 10000', 'days 20'), 'times', 1.5, false),
    ('10,000 days: a query over generate_series against it', bench.ratio_of('working days', 'days series 10000', 'days 10000'), 'times', NULL, true),
    ('10,000 days: a loop in PL/pgSQL against it', bench.ratio_of('working days', 'days loop 10000', 'days 10000'), 'times', NULL, true);
DROP SCHEMA bench_days CASCADE;
