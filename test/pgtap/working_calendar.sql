/* working_calendar: the words, counting against a walk from day to day, gaps, weekends of countries, and what a type owes its users */
BEGIN;
SELECT plan(163);
SET LOCAL search_path = public, case_rules;

/* ---- words ---- */

CREATE TEMP TABLE example (written text, canonical text);
INSERT INTO example VALUES
    ('weekend fri sat', NULL),
    ('weekend none', NULL),
    ('weekend fri sun; known ../..', NULL),
    ('weekend sun; weekends suffice', NULL),
    (E'\tWEEKEND  Saturday\nfriday ; ', 'weekend fri sat'),
    ('weekend sat sun sat', 'weekend sat sun'),
    ('weekend thu fri, from 2013-06-29 fri sat', NULL),
    ('weekend thu fri, from 2013-06-29 thu fri, from 2022-01-01 none', 'weekend thu fri, from 2022-01-01 none'),
    ('weekend thu fri, from 0001-01-01 fri sat', 'weekend fri sat'),
    ('weekend fri sat; known 2026-01-01/2027-12-31; weekends suffice; holidays 2026-03-22 2026-03-23; worked 2026-04-04', NULL),
    ('weekend fri sat; worked 2026-04-04; holidays 2026-03-23 2026-03-22 2026-03-23; known 2026-01-01/2026-12-31 2027-01-01',
     'weekend fri sat; known 2026-01-01/2027-01-01; holidays 2026-03-22 2026-03-23; worked 2026-04-04'),
    ('weekend fri sat; holidays 2026-03-20 2026-03-21; worked 2026-04-05', 'weekend fri sat'),
    ('weekend thu fri, from 2013-06-29 fri sat; holidays 2013-06-27 2013-06-30 2013-07-04', 'weekend thu fri, from 2013-06-29 fri sat; holidays 2013-06-30 2013-07-04'),
    ('weekend sun; known 2026-05-01 2025-01-01/2025-02-01 2025-01-20/2025-03-01', 'weekend sun; known 2025-01-01/2025-03-01 2026-05-01'),
    ('weekend sun; known 2026-05-01/.. ../2025-01-01', 'weekend sun; known ../2025-01-01 2026-05-01/..'),
    ('weekend sun; known 0001-01-01/9999-12-31', 'weekend sun; known ../..');
SELECT is(e.written::case_rules.working_calendar::text, coalesce(e.canonical, e.written),
          'reads: ' || btrim(translate(e.written, E'\n\t', '  ')))
  FROM example e;
SELECT is(count(*), 0::bigint, 'each canonical text reads as the same value')
  FROM example e WHERE e.written::case_rules.working_calendar <> e.written::case_rules.working_calendar::text::case_rules.working_calendar;

CREATE TEMP TABLE refused (written text, state text);
INSERT INTO refused VALUES
    ('', '22P02'), ('fri sat', '22P02'), ('weekend', '22P02'), ('weekend fry', '22P02'), ('weekend fr', '22P02'),
    ('weekend 5 6', '22P02'), ('weekend fri, sat', '22P02'), ('weekend none fri', '22P02'),
    ('weekend mon tue wed thu fri sat sun', '22P02'), ('weekend fri, from 2026-01-01', '22P02'),
    ('weekend fri, from 2026-01-01 sat, from 2026-01-01 sun', '22P02'), ('weekend fri, from 2026-02-30 sat', '22008'),
    ('weekend fri; known', '22P02'), ('weekend fri; known 2026', '22P02'), ('weekend fri; known 2026-1-1', '22P02'),
    ('weekend fri; known 2026-01-01/', '22P02'), ('weekend fri; known ..', '22P02'),
    ('weekend fri; known 2026-01-02/2026-01-01', '22P02'), ('weekend fri; known 2026-13-01', '22008'),
    ('weekend fri; known 0000-01-01', '22008'), ('weekend fri; known 10000-01-01', '22P02'),
    ('weekend fri; known 2026-01-01x', '22P02'), ('weekend fri; known 2026-01-01; known 2026-01-02', '22P02'),
    ('weekend fri; weekends', '22P02'), ('weekend fri; weekends suffice; weekends suffice', '22P02'),
    ('weekend fri; holidays', '22P02'), ('weekend fri; holidays ../2026-01-01', '22P02'),
    ('weekend fri; holidays 2026-01-01; worked 2026-01-01', '22023'), ('weekend fri; sundays', '22P02'),
    ('weekend fri known 2026-01-01', '22P02'), ('weekend fri;; known 2026-01-01', '22P02'),
    ('weekend fri' || (SELECT string_agg(format(', from 2%s-01-01 %s', to_char(g, 'FM000'), CASE WHEN g % 2 = 0 THEN 'sat' ELSE 'sun' END), '' ORDER BY g)
                         FROM generate_series(1, 32) g), '54000'),
    ('weekend none; holidays ' || (SELECT string_agg(to_char(date '2000-01-01' + g, 'YYYY-MM-DD'), ' ') FROM generate_series(0, 20000) g), '54000'),
    ('weekend none' || repeat(' ', 1100000), '54000'),
    ('weekend none; known ' || (SELECT string_agg(to_char(date '2000-01-01' + 2 * g, 'YYYY-MM-DD'), ' ') FROM generate_series(0, 1000) g), '54000');
SELECT throws_ok(format('SELECT %L::case_rules.working_calendar', r.written), r.state::char(5), NULL,
                 'refused: ' || left(r.written, 60))
  FROM refused r;
SELECT lives_ok(format('SELECT %L::case_rules.working_calendar',
    'weekend none; holidays ' || (SELECT string_agg(to_char(date '2000-01-01' + g, 'YYYY-MM-DD'), ' ') FROM generate_series(1, 20000) g)),
    'twenty thousand holidays are allowed');

/* from parts */
SELECT is(case_rules.make_working_calendar('fri sat', '{2026-03-22,2026-03-20,2026-03-22}', '{[2026-01-01,2027-01-01)}', false, '{2026-04-04}'),
    'weekend fri sat; known 2026-01-01/2026-12-31; holidays 2026-03-22; worked 2026-04-04'::case_rules.working_calendar, 'from parts');
SELECT is(case_rules.make_working_calendar('sat sun'), 'weekend sat sun'::case_rules.working_calendar, 'a weekend alone');
SELECT is(case_rules.make_working_calendar('sun', known => '{(,2026-01-01],(2027-01-01,2028-01-01],[2030-01-01,infinity)}', weekends_suffice => true),
    'weekend sun; known ../2026-01-01 2027-01-02/2028-01-01 2030-01-01/..; weekends suffice'::case_rules.working_calendar, 'spans of every kind');
SELECT is(case_rules.make_working_calendar('sun', known => '{[20000-01-01,),(,0044-03-15 BC)}'), 'weekend sun'::case_rules.working_calendar,
    'what lies outside the years says nothing');
SELECT is(case_rules.make_working_calendar('sun', NULL), NULL, 'no holidays is not the same as unknown ones');
SELECT throws_ok($$SELECT case_rules.make_working_calendar('fryday')$$, '22023', 'the weekend cannot be read from character 1 on', 'a weekend is words');
SELECT throws_ok($$SELECT case_rules.make_working_calendar('sat sun; holidays 2026-01-01')$$, '22023', NULL, 'and nothing else');
SELECT throws_ok($$SELECT case_rules.make_working_calendar('sun', '{infinity}')$$, '22008', NULL, 'a holiday is a day');
SELECT throws_ok($$SELECT case_rules.make_working_calendar('sun', '{NULL}')$$, '22004', NULL, 'and not unknown');
SELECT throws_ok($$SELECT case_rules.make_working_calendar('sun', '{2026-01-01}', '{}', false, '{2026-01-01}')$$, '22023', '2026-01-01 is both a holiday and worked', 'one or the other');

/* ---- counting, against a walk from day to day ---- */

CREATE TEMP TABLE laid (name text, c case_rules.working_calendar);
INSERT INTO laid VALUES
    ('friday and saturday', 'weekend fri sat; known 2025-11-01/2026-12-31; holidays 2026-03-22 2026-03-23 2026-03-24 2026-05-27; worked 2026-04-04'),
    ('friday and sunday', 'weekend fri sun; known ../..; holidays 2026-01-01 2026-02-23 2026-03-21'),
    ('changed', 'weekend thu fri, from 2026-01-09 fri sat, from 2026-02-01 none, from 2026-02-10 sun; known 2025-11-01/2026-12-31; holidays 2026-01-08 2026-02-05 2026-02-09'),
    ('gaps', 'weekend sat sun; known 2025-11-01/2026-01-20 2026-01-25 2026-02-01/..; holidays 2026-01-01 2026-01-23 2026-02-02'),
    ('weekends suffice', 'weekend sun; known 2026-01-01/2026-01-31; weekends suffice; holidays 2026-01-01 2026-03-04'),
    ('a week for worked days', 'weekend mon tue wed thu fri sat; known 2025-11-01/2026-12-31; worked 2026-02-03 2026-02-04 2026-02-05; holidays 2026-02-08 2026-02-15 2026-02-22'),
    ('nothing known', 'weekend sat sun');
/* one row for each day: worked, known, and how many worked days it is from the first */
CREATE TEMP TABLE walk AS
    SELECT l.name, l.c, w.day, w.known, w.worked,
           count(*) FILTER (WHERE w.worked) OVER (PARTITION BY l.name ORDER BY w.day) AS rank,
           count(*) FILTER (WHERE NOT w.known) OVER (PARTITION BY l.name ORDER BY w.day) AS unknown
      FROM laid l
     CROSS JOIN LATERAL (
           SELECT d::date AS day,
                  l.c::text ~ 'suffice' OR EXISTS (
                      SELECT FROM regexp_split_to_table(substring(l.c::text FROM '; known ([^;]*)'), ' ') s
                       WHERE d BETWEEN replace(split_part(s, '/', 1), '..', '-infinity')::date
                                   AND replace(coalesce(nullif(split_part(s, '/', 2), ''), s), '..', 'infinity')::date) AS known,
                  CASE WHEN to_char(d, 'dy') = ANY (string_to_array((
                                SELECT p.days FROM (SELECT coalesce(substring(p FROM 'from (\S*)')::date, '-infinity') AS from_day,
                                                           regexp_replace(p, '.*(weekend|from \S*) ', '') AS days
                                                      FROM regexp_split_to_table(split_part(l.c::text, ';', 1), ', ') p) p
                                 WHERE p.from_day <= d ORDER BY p.from_day DESC LIMIT 1), ' '))
                       THEN coalesce(substring(l.c::text FROM 'worked ([^;]*)') ~ to_char(d, 'YYYY-MM-DD'), false)
                       ELSE NOT coalesce(substring(l.c::text FROM 'holidays ([^;]*)') ~ to_char(d, 'YYYY-MM-DD'), false) END AS worked
             FROM generate_series(timestamp '2025-12-15', '2026-03-31', '1 day') d) w;
CREATE UNIQUE INDEX ON walk (name, day);
ANALYZE walk;
SELECT cmp_ok(least(count(*) FILTER (WHERE worked), count(*) FILTER (WHERE NOT worked)), '>', 200::bigint, 'the walk has days of both kinds') FROM walk;
SELECT is_empty($$SELECT name, day FROM walk WHERE case_rules.is_working_day(day, c) IS DISTINCT FROM CASE WHEN known THEN worked END$$,
    'is_working_day, day by day');
SELECT is_empty($$SELECT name, day FROM walk WHERE (case_rules.working_day_kind(day, c) IN ('weekday', 'worked weekend')) <> worked$$,
    'working_day_kind knows it too, known or not');
SELECT is_empty($$SELECT a.name, a.day, b.day FROM walk a JOIN walk b ON b.name = a.name
                   WHERE case_rules.working_days_between(a.day, b.day, a.c) IS DISTINCT FROM
                         CASE WHEN b.day >= a.day AND b.unknown = a.unknown THEN b.rank - a.rank
                              WHEN b.day < a.day AND (b.unknown - (NOT b.known)::integer) = (a.unknown - (NOT a.known)::integer)
                              THEN (b.rank - b.worked::integer) - (a.rank - a.worked::integer) END$$,
    'working_days_between, from each day to each');
SELECT is_empty($$SELECT a.name, a.day, n
                    FROM walk a CROSS JOIN generate_series(1, 25) n
                    LEFT JOIN LATERAL (SELECT b.day, b.unknown FROM walk b WHERE b.name = a.name AND b.worked AND b.rank = a.rank + n) b ON true
                   WHERE a.day < '2026-02-20'
                     AND case_rules.add_working_days(a.day, n, a.c) IS DISTINCT FROM CASE WHEN b.unknown = a.unknown THEN b.day END
                     AND b.day IS NOT NULL$$,
    'add_working_days, forwards');
SELECT is_empty($$SELECT a.name, a.day, n
                    FROM walk a CROSS JOIN generate_series(1, 25) n
                    JOIN LATERAL (SELECT b.day, b.unknown - (NOT b.known)::integer AS unknown FROM walk b
                                   WHERE b.name = a.name AND b.worked AND b.rank = a.rank - a.worked::integer - n + 1) b ON true
                   WHERE case_rules.add_working_days(a.day, -n, a.c) IS DISTINCT FROM
                         CASE WHEN b.unknown = a.unknown - (NOT a.known)::integer THEN b.day END$$,
    'and backwards');
SELECT is_empty($$SELECT a.name, a.day FROM walk a
                    CROSS JOIN LATERAL (SELECT min(b.day) FILTER (WHERE b.worked) AS day, min(b.day) FILTER (WHERE NOT b.known) AS gap
                                          FROM walk b WHERE b.name = a.name AND b.day >= a.day) b
                   WHERE b.day IS NOT NULL
                     AND case_rules.next_working_day(a.day, a.c) IS DISTINCT FROM CASE WHEN b.gap IS NULL OR b.gap > b.day THEN b.day END$$,
    'next_working_day');
SELECT is_empty($$SELECT a.name, a.day FROM walk a
                    CROSS JOIN LATERAL (SELECT max(b.day) FILTER (WHERE b.worked) AS day, max(b.day) FILTER (WHERE NOT b.known) AS gap
                                          FROM walk b WHERE b.name = a.name AND b.day <= a.day) b
                   WHERE b.day IS NOT NULL
                     AND case_rules.previous_working_day(a.day, a.c) IS DISTINCT FROM CASE WHEN b.gap IS NULL OR b.gap < b.day THEN b.day END$$,
    'previous_working_day');
SELECT is_empty($$SELECT name, day, n FROM walk CROSS JOIN generate_series(-30, 30) n
                   WHERE (case_rules.working_day_gap(day, n, c) IS NULL) <> (case_rules.add_working_days(day, n, c) IS NOT NULL)
                      OR (case_rules.working_days_between_gap(day, day + n, c) IS NULL) <> (case_rules.working_days_between(day, day + n, c) IS NOT NULL)
                      OR (case_rules.working_day_gap(day, c) IS NULL) <> (case_rules.is_working_day(day, c) IS NOT NULL)
                      OR (case_rules.working_day_gap(day, c, 1) IS NULL) <> (case_rules.next_working_day(day, c) IS NOT NULL)
                      OR (case_rules.working_day_gap(day, c, -1) IS NULL) <> (case_rules.previous_working_day(day, c) IS NOT NULL)$$,
    'there is a reason just where there is no answer');
SELECT is_empty($$SELECT name, day, n FROM walk CROSS JOIN generate_series(-30, 30) n
                   WHERE case_rules.working_days_between(day, case_rules.add_working_days(day, n, c), c) <> n$$,
    'what was added is what lies between');
SELECT cmp_ok((SELECT count(*) FROM walk WHERE case_rules.add_working_days(day, 10, c) IS NULL), '>', 50::bigint, 'gaps were among it');

/* a country of Friday and Saturday: the eve of a long holiday */
\set c '''weekend fri sat; known 2026-01-01/2027-12-31; holidays 2026-03-22 2026-03-23 2026-03-24; worked 2026-04-04''::case_rules.working_calendar'
SELECT is(case_rules.add_working_days('2026-03-19', 1, :c), '2026-03-25', 'over Friday, Saturday and three holidays');
SELECT is(case_rules.add_working_days('2026-03-25', -1, :c), '2026-03-19', 'and back');
SELECT is(case_rules.add_working_days('2026-03-20', 0, :c), '2026-03-20', 'no day after a Friday is that Friday');
SELECT is(case_rules.add_working_days('2026-04-02', 1, :c), '2026-04-04', 'a Saturday that is worked');
SELECT is(case_rules.working_days_between('2026-03-19', '2026-03-19', :c), 0, 'nothing lies between a day and itself');
SELECT is(case_rules.working_days_between('2026-03-19', '2026-03-25', :c), 1, 'the last day counts, the first does not');
SELECT is(case_rules.working_days_between('2026-03-25', '2026-03-19', :c), -1, 'backwards it is negative');
SELECT is(case_rules.add_working_days('2027-12-29', 1, :c), '2027-12-30', 'up to the last day known');
SELECT is(case_rules.add_working_days('2027-12-30', 1, :c), NULL, 'and not beyond');
SELECT is(case_rules.working_day_gap('2027-12-30', 1, :c), 'the holidays of 2028-01-01 are not known; known are 2026-01-01/2027-12-31', 'with the reason');
SELECT is(case_rules.working_day_gap('2026-01-01', -1, 'weekend sun; known 2020-01-01 2022-01-01/2022-12-31 2024-01-01/2024-12-31 2026-01-01/..'),
    'the holidays of 2025-12-31 are not known; known are 2020-01-01/2020-01-01 ... 2026-01-01/..', 'many spans are not named one by one');
SELECT is(case_rules.working_day_gap('2026-01-01', 'weekend sun'), 'the holidays of 2026-01-01 are not known; known are none', 'where nothing is known');
SELECT is(case_rules.add_working_days('2025-12-31', 1, :c), '2026-01-01', 'the day that it starts from need not be known');
SELECT is(case_rules.is_working_day('2028-01-01', :c), NULL, 'a Saturday of which nothing is known might be worked');

/* far out */
SELECT is(case_rules.add_working_days('2026-01-01', 1000000, 'weekend fri sat; weekends suffice'), date '2026-01-01' + 1400000, 'a million working days are two hundred thousand weeks');
SELECT is(case_rules.add_working_days(case_rules.add_working_days('2026-01-01', 400000, 'weekend fri sat; weekends suffice'), -400000, 'weekend fri sat; weekends suffice'),
    '2026-01-01', 'and back again');
SELECT throws_ok(format($$SELECT case_rules.add_working_days('2026-01-01', %s, 'weekend fri sat; weekends suffice')$$, n), '22008', 'a working day is out of range', n || ' days')
  FROM unnest('{2147483647,-2147483648,3000000,-3000000}'::integer[]) n;
SELECT is(case_rules.add_working_days('2026-01-01', n, 'weekend fri sat; known 2025-01-01/2027-12-31'), NULL, n || ' days end in a gap first')
  FROM unnest('{2147483647,-2147483648}'::integer[]) n;
SELECT throws_ok($$SELECT case_rules.add_working_days('9999-12-31', 1, 'weekend none; known ../..')$$, '22008', NULL, 'there is no day after the last');
SELECT is(case_rules.add_working_days('9999-12-30', 1, 'weekend none; known ../..'), '9999-12-31', 'but there is a last');
SELECT is(case_rules.add_working_days('0001-01-02', -1, 'weekend none; known ../..'), '0001-01-01', 'and a first');
SELECT is(case_rules.add_working_days('infinity', 5, :c), 'infinity', 'infinity stays');
SELECT is(case_rules.previous_working_day('-infinity', :c), '-infinity', 'both of them');
SELECT is(case_rules.working_day_gap('infinity', 5, :c), NULL, 'and that is an answer');
SELECT throws_ok($$SELECT case_rules.is_working_day('infinity', 'weekend none')$$, '22008', NULL, 'but it is no day');
SELECT throws_ok($$SELECT case_rules.working_days_between('2026-01-01', 'infinity', 'weekend none')$$, '22008', NULL, 'to count up to');
SELECT throws_ok($$SELECT case_rules.working_day_kind('0044-03-15 BC', 'weekend none')$$, '22008', NULL, 'nor one before the year 1');
SELECT throws_ok($$SELECT case_rules.working_day_gap('2026-01-01', 'weekend none', 2)$$, '22023', NULL, 'there are two directions');

/* ---- where two calendars differ ---- */

SELECT is(case_rules.working_calendar_differs(a.c::case_rules.working_calendar, b.c::case_rules.working_calendar), b.range::daterange, coalesce(a.c, '') || ' / ' || b.c)
  FROM (VALUES ('weekend fri sat; known 2026-01-01/2026-12-31; holidays 2026-03-22')) a (c),
       (VALUES ('weekend fri sat; known 2026-01-01/2026-12-31; holidays 2026-03-22', 'empty'),
               ('weekend fri sat; known 2026-01-01/2026-12-31', '[2026-03-22,2026-03-23)'),
               ('weekend fri sat; known 2026-01-01/2026-12-31; holidays 2026-03-22 2026-05-03', '[2026-05-03,2026-05-04)'),
               ('weekend fri sat; known 2026-01-01/2026-12-31; holidays 2026-03-22 2027-05-03', 'empty'),
               ('weekend fri sat; known 2026-01-01/2027-12-31; holidays 2026-03-22', '[2027-01-01,2028-01-01)'),
               ('weekend fri sat, from 2026-07-01 sat sun; known 2026-01-01/2026-12-31; holidays 2026-03-22', '[2026-07-03,2026-12-28)')) b (c, range);
SELECT is_empty($$SELECT a.name, b.name, slow.range, case_rules.working_calendar_differs(a.c, b.c)
                    FROM laid a CROSS JOIN laid b
                    CROSS JOIN LATERAL (SELECT CASE WHEN count(*) = 0 THEN 'empty' ELSE daterange(min(x.day), max(x.day), '[]') END AS range
                                          FROM walk x JOIN walk y ON y.name = b.name AND y.day = x.day
                                         WHERE x.name = a.name AND (x.known <> y.known OR x.known AND x.worked <> y.worked)) slow
                   WHERE NOT case_rules.working_calendar_differs(a.c, b.c) @> slow.range
                      OR case_rules.working_calendar_differs(a.c, b.c) <> slow.range
                         AND daterange('2025-12-15', '2026-03-31', '[]') @> case_rules.working_calendar_differs(a.c, b.c)$$,
    'between any two, what the walk finds');

/* ---- the weekends of countries ---- */

SELECT is_empty($$SELECT state FROM case_rules.state WHERE case_rules.weekend_source(state) IS NULL$$, 'every State has a source');
SELECT is_empty($$SELECT state, case_rules.weekend(state) FROM case_rules.state
                   WHERE case_rules.make_working_calendar(case_rules.weekend(state)) IS NULL AND state NOT IN ('DJ', 'NP', 'PS', 'SO')$$,
    'and a weekend that a calendar takes, but for those on which sources differ');
SELECT cmp_ok((SELECT count(*) FROM case_rules.state WHERE case_rules.weekend(state) = 'sat sun'), '>', 210::bigint, 'Saturday and Sunday nearly everywhere');
SELECT is(case_rules.weekend(state), weekend, 'weekend of ' || state)
  FROM (VALUES ('SA', 'fri sat'), ('EG', 'fri sat'), ('IL', 'fri sat'), ('KW', 'fri sat'), ('IR', 'fri'), ('IN', 'sun'), ('UG', 'sun'),
               ('BN', 'fri sun'), ('BD', 'fri sat'), ('MV', 'fri sat'), ('NP', NULL), ('DE', 'sat sun'), ('XK', 'sat sun')) w (state, weekend);
SELECT matches(case_rules.weekend_source('SA'), '^CLDR [0-9.]+, as ICU [0-9.]+ has it$', 'with the versions it was read from');
SELECT throws_ok(format('SELECT case_rules.weekend(%L)', c), '22023', NULL, 'no country: ' || c) FROM unnest('{xx,ZZ,sa,"",SAU,001,EU}'::text[]) c;
SELECT is(provolatile, 's', proname || ' depends on ICU') FROM pg_proc WHERE oid IN ('case_rules.weekend(text)'::regprocedure, 'case_rules.weekend_source(text)'::regprocedure);

/* ---- what the type owes ---- */

SELECT ok('weekend fri sat; known 2026-01-01/2026-12-31'::case_rules.working_calendar = 'weekend sat fri; known 2026-07-01/2026-12-31 2026-01-01/2026-06-30', 'equal when the canonical texts are');
SELECT ok('weekend fri sat; known ../..'::case_rules.working_calendar <> 'weekend fri sat; weekends suffice', 'and only then, whatever they answer');
CREATE TEMP TABLE many AS
    SELECT format('weekend %s; known 2026-01-01/2026-12-%s%s; holidays 2026-0%s-13', (ARRAY['fri sat', 'sat sun', 'none', 'fri'])[1 + g % 4], 10 + g % 20,
                  CASE WHEN g % 3 = 0 THEN '; weekends suffice' ELSE '' END, 1 + g % 7)::case_rules.working_calendar AS c
      FROM generate_series(1, 2000) g;
SELECT is((SELECT count(DISTINCT c) FROM many), (SELECT count(DISTINCT c::text) FROM many), 'sorted as their texts are told apart');
SELECT is((SELECT count(*) FROM (SELECT c FROM many GROUP BY c) g), (SELECT count(DISTINCT c::text) FROM many), 'grouped too');
SELECT is(case_rules.min(c), (SELECT c FROM many ORDER BY c LIMIT 1), 'min') FROM many;
SELECT is(case_rules.max(c), (SELECT c FROM many ORDER BY c DESC LIMIT 1), 'max') FROM many;
SELECT is_empty($$SELECT FROM (SELECT DISTINCT c FROM many LIMIT 60) a, (SELECT DISTINCT c FROM many LIMIT 60) b
                   WHERE (a.c < b.c)::integer + (a.c = b.c)::integer + (a.c > b.c)::integer <> 1
                      OR (a.c <= b.c) = (a.c > b.c) OR (a.c >= b.c) = (a.c < b.c) OR (a.c <> b.c) = (a.c = b.c)
                      OR case_rules.working_calendar_cmp(a.c, b.c) <> -case_rules.working_calendar_cmp(b.c, a.c)$$, 'one order');
CREATE INDEX ON many (c);
CREATE INDEX ON many USING hash (c);
SELECT is(count(*), 2::bigint, 'btree and hash operator classes are valid')
  FROM pg_opclass o
 WHERE o.opcintype = 'case_rules.working_calendar'::regtype AND o.opcdefault AND amvalidate(o.oid);
SELECT is(count(*), 0::bigint, 'every operator has commutator, negator and built-in estimators')
  FROM pg_operator o
 WHERE o.oprleft = 'case_rules.working_calendar'::regtype
   AND (o.oprcom = 0 OR o.oprnegate = 0 OR o.oprrest::oid = 0 OR o.oprjoin::oid = 0
        OR o.oprrest::oid >= 16384 OR o.oprjoin::oid >= 16384);
SELECT is(count(*), 0::bigint, 'the extended hash with seed 0 ends as the plain one')
  FROM many
 WHERE case_rules.working_calendar_hash_extended(c, 0)::bit(64) << 32 <> case_rules.working_calendar_hash(c)::bit(32)::bit(64);
SELECT is(encode(case_rules.working_calendar_send('weekend fri sat; known 2026-01-01; holidays 2026-03-22'), 'hex'),
    '01' || '00000001' || '00000001' || '00000001' || '00000001' || '00000000' || '80000000' || '00000030' || '00002519' || '00002519' || '00002569',
    'the binary form: version, lengths of the lists, and the lists');

/* packed, compressed, out of line: the same answers, also where rows take turns */
CREATE TEMP TABLE stored (k integer, c case_rules.working_calendar);
INSERT INTO stored
    SELECT k, case_rules.make_working_calendar('fri sat', ARRAY(SELECT date '2026-01-01' + 3 * g + k FROM generate_series(0, k * 1500) g), '{(,)}')
      FROM generate_series(0, 3) k;
SELECT cmp_ok(max(pg_column_size(c)), '<', 16000, 'out of line') FROM stored WHERE k = 3;
SELECT is_empty($$SELECT k, n FROM stored, generate_series(1, 40) n
                   WHERE case_rules.add_working_days('2026-01-01', n, c) <> case_rules.add_working_days('2026-01-01', n, c::text::case_rules.working_calendar)$$,
    'as stored and as made');
SELECT is((SELECT count(DISTINCT case_rules.add_working_days('2026-01-01', 900, c)) FROM stored, generate_series(1, 3)), 3::bigint, 'two of the four are alike there');
UPDATE stored SET c = (SELECT o.c FROM stored o WHERE o.k = 3 - stored.k);
SELECT is((SELECT string_agg(case_rules.add_working_days('2026-01-01', 900, c)::text, ' ' ORDER BY k) FROM stored),
          (SELECT string_agg(case_rules.add_working_days('2026-01-01', 900, c::text::case_rules.working_calendar)::text, ' ' ORDER BY k) FROM stored),
          'and never a former one');

/* literals, bent: a value or an error of the type, and nothing else */
CREATE FUNCTION pg_temp.bent(rounds integer) RETURNS TABLE (accepted integer, refused integer, odd text) LANGUAGE plpgsql AS $$
DECLARE
    literal text;
    letters constant text := '0123456789-/.,; adefhiknorstuw' || E'\t\n';
BEGIN
    accepted := 0; refused := 0;
    PERFORM setseed(0.42);
    FOR i IN 1..rounds LOOP
        literal := (SELECT canonical FROM (SELECT coalesce(canonical, written) AS canonical FROM example ORDER BY 1) e OFFSET i % 16 LIMIT 1);
        FOR k IN 1..(random() * 2)::integer LOOP
            literal := overlay(literal placing substr(letters, 1 + floor(random() * length(letters))::integer, (random() * 1.4)::integer)
                               from 1 + floor(random() * length(literal))::integer for 1);
        END LOOP;
        BEGIN
            IF literal::case_rules.working_calendar <> literal::case_rules.working_calendar::text::case_rules.working_calendar THEN
                odd := 'does not come back: ' || literal;
            END IF;
            accepted := accepted + 1;
        EXCEPTION
            WHEN invalid_text_representation OR datetime_field_overflow OR invalid_parameter_value THEN refused := refused + 1;
            WHEN OTHERS THEN odd := SQLSTATE || ': ' || literal;
        END;
    END LOOP;
    RETURN NEXT;
END $$;
CREATE TEMP TABLE bent AS SELECT * FROM pg_temp.bent(3000);
SELECT is(odd, NULL, 'a bent literal is a value or an error of the type') FROM bent;
SELECT cmp_ok(least(accepted, refused), '>', 200, 'there were both') FROM bent;

CREATE FUNCTION pg_temp.binary_form() RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
    head constant text := 'PGCOPY\n\377\r\n\000\000\000\000\000\000\000\000\000\000\001\000\000\000';
    tail constant text := '\377\377''';
    lengths constant text := '\000\000\000\001\000\000\000\000\000\000\000\000\000\000\000\000';
    weekend constant text := '\200\000\000\000\000\000\000\060';
BEGIN
    IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        RETURN NEXT skip('needs a superuser', 6);
        RETURN;
    END IF;
    CREATE TEMP TABLE received (LIKE many);
    EXECUTE $c$COPY many TO PROGRAM 'cat > case_rules_calendar.tmp' WITH (FORMAT binary)$c$;
    EXECUTE $c$COPY received FROM PROGRAM 'cat case_rules_calendar.tmp && rm case_rules_calendar.tmp' WITH (FORMAT binary)$c$;
    RETURN NEXT ok(NOT EXISTS ((TABLE many EXCEPT ALL TABLE received) UNION ALL (TABLE received EXCEPT ALL TABLE many)),
                   'there and back');
    RETURN NEXT lives_ok(format($c$COPY received FROM PROGRAM %L WITH (FORMAT binary)$c$,
        'printf ''' || head || '\035\001' || '\000\000\000\001' || lengths || weekend || tail), 'a weekend alone');
    RETURN NEXT throws_ok(format($c$COPY received FROM PROGRAM %L WITH (FORMAT binary)$c$,
        'printf ''' || head || '\035\002' || '\000\000\000\001' || lengths || weekend || tail), '22P03', NULL, 'another version is refused');
    RETURN NEXT throws_ok(format($c$COPY received FROM PROGRAM %L WITH (FORMAT binary)$c$,
        'printf ''' || head || '\035\001' || '\000\000\000\001' || lengths || '\200\000\000\000\000\000\000\177' || tail), '22P03', NULL, 'what no text says is refused');
    RETURN NEXT throws_ok(format($c$COPY received FROM PROGRAM %L WITH (FORMAT binary)$c$,
        'printf ''' || head || '\036\001' || '\000\000\000\001' || lengths || weekend || '\000' || tail), '22P03', NULL, 'so is a byte too many');
    RETURN NEXT throws_ok(format($c$COPY received FROM PROGRAM %L WITH (FORMAT binary)$c$,
        'printf ''' || head || '\035\001' || '\000\000\000\001' || '\177\377\377\377\000\000\000\000\000\000\000\000\000\000\000\000' || weekend || tail), '22P03', NULL, 'and a length that there is not');
END $$;
SELECT * FROM pg_temp.binary_form();

/* soft errors came with PostgreSQL 16 */
CREATE FUNCTION pg_temp.softly() RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('server_version_num')::integer < 160000 THEN
        RETURN NEXT skip('no soft errors', 1);
        RETURN;
    END IF;
    RETURN QUERY EXECUTE $q$SELECT is_empty('SELECT written FROM refused WHERE pg_input_is_valid(written, ''case_rules.working_calendar'')', 'refused softly')$q$;
END $$;
SELECT * FROM pg_temp.softly();

SELECT * FROM finish();
ROLLBACK;
