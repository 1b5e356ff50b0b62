/*
 * cadence.sql: how follow-up stands in each of many placements, asked in one
 * query, against the same question in SQL over the months of generate_series
 * and a join; and whether the length of a promise matters.
 *
 *   psql -f figures.sql -v rounds=5 -v placements=100000 -f cadence.sql
 *
 * Two visits in each calendar month for a year, begun on various days; most
 * visits were made.  The distance between visits is left out: one query over a
 * join cannot say it.
 */
\set ON_ERROR_STOP on
CREATE SCHEMA bench_cadence;
CREATE TABLE bench_cadence.placement AS
    SELECT g AS id, date '2024-01-01' + g * 37 % 366 AS started_on
      FROM generate_series(1, :placements) g;
CREATE TABLE bench_cadence.visit AS
    SELECT p.id AS placement_id, p.started_on + k * 15 + (p.id * 7 + k * 11) % 12 AS visited_on
      FROM bench_cadence.placement p, generate_series(0, 24) k
     WHERE (p.id + k * k) % 13 > 0;
ALTER TABLE bench_cadence.placement ADD PRIMARY KEY (id);
CREATE INDEX ON bench_cadence.visit (placement_id, visited_on);
VACUUM ANALYZE bench_cadence.placement, bench_cadence.visit;

CREATE VIEW bench_cadence.progress AS
SELECT l.id, p.due, p.done, p.missed, p.next_due
  FROM bench_cadence.placement l
  LEFT JOIN (SELECT v.placement_id, array_agg(v.visited_on) AS days
               FROM bench_cadence.visit v GROUP BY v.placement_id) v ON v.placement_id = l.id
 CROSS JOIN LATERAL case_rules.cadence_progress('2 per month for 12 months', l.started_on, v.days, '2024-12-10') p;

/* the same by hand: the months of each placement with their quota and what was done in them */
CREATE VIEW bench_cadence.series AS
SELECT m.id,
       coalesce(sum(m.quota) FILTER (WHERE m.to_day < '2024-12-10'), 0)::integer AS due,
       coalesce(sum(m.done), 0)::integer AS done,
       coalesce(sum(m.quota - m.done) FILTER (WHERE m.to_day < '2024-12-10'), 0)::integer AS missed,
       min(m.to_day) FILTER (WHERE m.to_day >= '2024-12-10' AND m.done < m.quota) AS next_due
  FROM (SELECT l.id, r.to_day, r.quota, least(r.quota, coalesce(v.days, 0)) AS done
          FROM bench_cadence.placement l
         CROSS JOIN LATERAL (SELECT (l.started_on + interval '12 months')::date - 1 AS to_day) e
         CROSS JOIN LATERAL generate_series(date_trunc('month', l.started_on::timestamp), e.to_day, interval '1 month') s (month)
         CROSS JOIN LATERAL (
               SELECT b.to_day, (2 * (b.to_day - b.from_day + 1) / ((s.month + interval '1 month')::date - s.month::date)) AS quota
                 FROM (SELECT greatest(s.month::date, l.started_on) AS from_day,
                              least((s.month + interval '1 month')::date - 1, e.to_day) AS to_day) b) r
          LEFT JOIN (SELECT v.placement_id, date_trunc('month', v.visited_on::timestamp) AS month, count(DISTINCT v.visited_on) AS days
                       FROM bench_cadence.visit v
                       JOIN bench_cadence.placement p ON p.id = v.placement_id
                      WHERE v.visited_on BETWEEN p.started_on AND (p.started_on + interval '12 months')::date - 1
                        AND v.visited_on <= '2024-12-10'
                      GROUP BY 1, 2) v ON v.placement_id = l.id AND v.month = s.month) m
 GROUP BY m.id;

/* the same answers first */
DO $$
BEGIN
    IF EXISTS ((TABLE bench_cadence.progress EXCEPT TABLE bench_cadence.series)
               UNION ALL (TABLE bench_cadence.series EXCEPT TABLE bench_cadence.progress)) THEN
        RAISE EXCEPTION 'the contestants disagree';
    END IF;
END
$$;

/* twelve visits in one year or in eighteen, each in a period of its own, in calendar and in working days */
CREATE TABLE bench_cadence.promise (contestant text, c case_rules.cadence, days date[], as_of date, calendar case_rules.working_calendar);
INSERT INTO bench_cadence.promise
SELECT 'span_' || kind || '_' || years, c::case_rules.cadence,
       ARRAY(SELECT date '2024-01-06' + g * 30 * years FROM generate_series(0, 11) g),
       date '2024-01-01' + 365 * years - 5,
       CASE WHEN kind = 'working' THEN case_rules.make_working_calendar('fri sat',
            ARRAY(SELECT make_date(y, 1, 1) + k * 24 + y * 11 % 7 FROM generate_series(2020, 2050) y, generate_series(1, 15) k), '{(,)}') END
  FROM (VALUES ('calendar', 1, '1 per month for 1 year'), ('calendar', 18, '1 per month for 18 years'),
               ('working', 1, 'every 10 working days for 1 year'), ('working', 18, 'every 10 working days for 18 years')) x (kind, years, c);

CREATE FUNCTION bench_cadence.run(contestant text, many integer) RETURNS float8
LANGUAGE plpgsql AS $$
DECLARE
    began timestamptz;
    p bench_cadence.promise;
BEGIN
    SELECT * INTO p FROM bench_cadence.promise x WHERE x.contestant = run.contestant;
    began := clock_timestamp();
    IF contestant = 'progress' THEN
        PERFORM count(*), sum(x.due), sum(x.done), sum(x.missed), max(x.next_due) FROM bench_cadence.progress x;
    ELSIF contestant = 'series' THEN
        PERFORM count(*), sum(x.due), sum(x.done), sum(x.missed), max(x.next_due) FROM bench_cadence.series x;
    ELSE
        PERFORM sum(x.due) FROM generate_series(1, many) g,
                LATERAL case_rules.cadence_progress(p.c, date '2024-01-01' + g % 5, p.days, p.as_of, NULL, p.calendar) x;
    END IF;
    RETURN extract(epoch FROM clock_timestamp() - began) * 1e6;
END
$$;

/* the first round warms up */
SET jit = off;
SET max_parallel_workers_per_gather = 0;
SET work_mem = '256MB';
INSERT INTO bench.round
SELECT 'cadence', r, c, bench_cadence.run(c, 20000)
  FROM generate_series(0, :rounds) r,
       unnest('{progress,series,span_calendar_1,span_calendar_18,span_working_1,span_working_18}'::text[]) c;
DELETE FROM bench.round WHERE comparison = 'cadence' AND round = 0;

INSERT INTO bench.figure (name, value, unit, aim, higher_is_better) VALUES
    (format('cadence_progress of %s placements', :placements), bench.median_of('cadence', 'progress') / 1000, 'ms', NULL, false),
    ('a query over generate_series against it', bench.ratio_of('cadence', 'series', 'progress'), 'times', NULL, true),
    ('one cadence_progress, 12 visits in 18 years', bench.median_of('cadence', 'span_calendar_18') / 20000, 'us', NULL, false),
    ('18 years against 1 year', bench.ratio_of('cadence', 'span_calendar_18', 'span_calendar_1'), 'times', 1.2, false),
    ('18 years against 1 year, in working days', bench.ratio_of('cadence', 'span_working_18', 'span_working_1'), 'times', 1.2, false);
DROP SCHEMA bench_cadence CASCADE;
