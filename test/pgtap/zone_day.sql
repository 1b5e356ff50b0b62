/* the day that it is somewhere, when it is over, and what is overdue then */
BEGIN;
SELECT plan(33);
SET LOCAL search_path = public, case_rules;

/* ---- days that begin in ways of their own ---- */

SELECT is(case_rules.overdue_from('2024-03-15', 'UTC'), '2024-03-16 00:00Z', 'at midnight');
SELECT is(case_rules.overdue_from('2024-03-31', 'Europe/Berlin'), '2024-04-01 00:00+02', 'after a day of 23 hours');
SELECT is(case_rules.overdue_from('2024-10-27', 'Europe/Berlin'), '2024-10-28 00:00+01', 'after a day of 25 hours');
SELECT is(case_rules.overdue_from('2018-11-03', 'America/Sao_Paulo'), '2018-11-04 01:00-02', 'at one o''clock, there being no midnight');
SELECT is(case_rules.overdue_from('2019-02-16', 'America/Sao_Paulo'), '2019-02-17 00:00-03', 'when the hour before midnight has come again');
SELECT is(case_rules.overdue_from('2022-03-26', 'Asia/Beirut'), '2022-03-27 01:00+03', 'Beirut: no midnight');
SELECT is(case_rules.overdue_from('2022-10-29', 'Asia/Beirut'), '2022-10-30 00:00+02', 'Beirut: an hour twice before midnight');
SELECT is(case_rules.overdue_from('2023-04-27', 'Africa/Cairo'), '2023-04-28 01:00+03', 'Cairo: no midnight');
SELECT is(case_rules.overdue_from('2023-10-26', 'Africa/Cairo'), '2023-10-27 00:00+02', 'Cairo: an hour twice before midnight');
SELECT is(case_rules.overdue_from('2022-11-05', 'America/Havana'), '2022-11-06 00:00-04', 'Havana: the first of two midnights');
SELECT is(case_rules.overdue_from('2006-10-28', 'America/St_Johns'), '2006-10-29 00:00-03:30',
    'St John''s: the second one, when the day before will not come again');
SELECT is(case_rules.day_at('2006-10-29 00:00:30-02:30', 'America/St_Johns'), '2006-10-28', 'so the minute after the first is still that day');
SELECT is(case_rules.overdue_from('2011-12-29', 'Pacific/Apia'), '2011-12-31 00:00+14', 'Samoa left out a day');
SELECT is(case_rules.overdue_from('2011-12-30', 'Pacific/Apia'), '2011-12-31 00:00+14', 'which was none');
SELECT is(case_rules.overdue_from('2011-12-31', 'Pacific/Apia'), '2012-01-01 00:00+14', 'and the next one');
SELECT is(case_rules.day_at('2024-03-15 13:00Z', 'Pacific/Auckland'), '2024-03-16', '13:00 UTC is already tomorrow in Auckland');
SELECT is(case_rules.day_at('2024-03-15 03:59:59Z', 'America/New_York'), '2024-03-14', 'and may be yesterday still in New York');
SELECT is(case_rules.day_at('1999-12-31 23:59:59.999999Z', 'UTC'), '1999-12-31', 'a microsecond before');
SELECT is(case_rules.day_at('0044-03-15 12:00Z BC', 'UTC'), '0044-03-15 BC', 'long ago');

/* ---- infinite days, unknown zones ---- */

SELECT results_eq(
    $$SELECT case_rules.overdue_from('infinity', 'UTC'), case_rules.overdue_from('-infinity', 'UTC'),
             case_rules.day_at('infinity', 'UTC'), case_rules.day_at('-infinity', 'UTC')$$,
    $$VALUES (timestamptz 'infinity', timestamptz '-infinity', date 'infinity', date '-infinity')$$, 'infinite ones stay');
SELECT is(case_rules.is_overdue('infinity', 'UTC', '2024-03-15 00:00Z'), false, 'what has no end is never overdue');
SELECT is(case_rules.is_overdue(NULL, 'UTC', '2024-03-15 00:00Z'), NULL, 'what has no due day is neither');
SELECT throws_ok($$SELECT case_rules.overdue_from('2024-03-15', 'Europe/Nowhere')$$, '22023',
    'time zone "Europe/Nowhere" is not known', 'an unknown zone');
SELECT throws_ok($$SELECT case_rules.day_at('2024-03-15 00:00Z', '')$$, '22023', NULL, 'no zone');
SELECT throws_ok($$SELECT case_rules.is_overdue('2024-03-15', repeat('x', 1000), '2024-03-15 00:00Z')$$, '22023', NULL, 'nonsense');
SELECT throws_ok($$SELECT case_rules.overdue_from('5874897-12-31', 'UTC')$$, '22008', NULL, 'later than any moment');

/* ---- every zone, around the beginning of days ---- */

CREATE TEMP TABLE zone AS SELECT name FROM pg_timezone_names;
CREATE TEMP TABLE day AS
    SELECT unnest('{1883-11-17,1900-01-01,1970-01-01,1994-12-30,1994-12-31,2006-10-28,2010-03-27,2011-12-29,2011-12-30,2018-11-03,2019-02-16,
                    2022-10-29,2023-04-27,2023-10-26,2024-03-09,2024-03-30,2024-03-31,2024-10-27,2024-11-02,2025-12-31,2040-03-24}'::date[]) AS due_on;
CREATE TEMP TABLE late AS
    SELECT z.name, d.due_on, case_rules.overdue_from(d.due_on, z.name) AS late FROM zone z, day d;

SELECT cmp_ok((SELECT count(*) FROM late), '>', 5000::bigint, 'there are zones');
SELECT is(count(*), 0::bigint, 'a second before midnight it is in time, at midnight and a second later it is late')
  FROM late l
 WHERE case_rules.is_overdue(l.due_on, l.name, l.late - interval '1 second')
    OR NOT case_rules.is_overdue(l.due_on, l.name, l.late)
    OR NOT case_rules.is_overdue(l.due_on, l.name, l.late + interval '1 second');
SELECT is(count(*), 0::bigint, 'at each of them it is a later day just when it is late')
  FROM late l, unnest('{-86400,-3601,-3600,-61,-1,0,1,61,3600,3601,86400}'::int[]) s,
       LATERAL (SELECT l.late + make_interval(secs => s) AS moment) m
 WHERE (case_rules.day_at(m.moment, l.name) > l.due_on) <> case_rules.is_overdue(l.due_on, l.name, m.moment);
SELECT is(count(*), 0::bigint, 'the moment of the due moment says the same')
  FROM late l, unnest('{-1,0,1}'::int[]) s
 WHERE case_rules.is_overdue(l.late, l.late + make_interval(secs => s)) <> case_rules.is_overdue(l.due_on, l.name, l.late + make_interval(secs => s));

/*
 * What the clocks on the wall say: PostgreSQL's own conversion, another piece
 * of code.  It takes a few names for abbreviations without summer time.
 */
SELECT is(count(*), 0::bigint, 'it is late when the clocks show a later day, and never again the due day')
  FROM late l, unnest('{-1,0,60,1800,3599,3600,5400,7200,43200}'::int[]) s,
       LATERAL (SELECT (l.late + make_interval(secs => s)) AT TIME ZONE l.name AS wall) w
 WHERE l.name NOT IN (SELECT abbrev FROM pg_timezone_abbrevs)
   AND CASE WHEN s < 0 THEN w.wall::date > l.due_on ELSE w.wall::date <= l.due_on END;
SELECT is(count(*), 0::bigint, 'day by day through the years of summer times at midnight')
  FROM unnest('{America/St_Johns,America/Havana,America/Sao_Paulo,America/Asuncion,Asia/Beirut,Asia/Amman,Asia/Tehran,Africa/Cairo,Atlantic/Azores,Pacific/Apia,Pacific/Kwajalein,Australia/Lord_Howe}'::text[]) z,
       generate_series(date '1990-01-01', date '2024-12-31', interval '1 day') d,
       LATERAL (SELECT case_rules.overdue_from(d::date, z) AS late) l
 WHERE (l.late AT TIME ZONE z)::date <= d OR ((l.late - interval '1 microsecond') AT TIME ZONE z)::date > d
    OR ((l.late + interval '59 minutes') AT TIME ZONE z)::date <= d
    OR case_rules.day_at(l.late - interval '1 microsecond', z) > d;

/* ---- it can be asked a million times ---- */

CREATE FUNCTION pg_temp.plan(query text) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN RETURN QUERY EXECUTE 'EXPLAIN (VERBOSE, COSTS OFF) ' || query; END $$;
SELECT ok(bool_or(p LIKE '%(now() >= late), (now() >= overdue_from(due_on, name))%')
          AND NOT bool_or(p LIKE '%is_overdue%'), 'both forms of is_overdue are inlined')
  FROM pg_temp.plan($$SELECT case_rules.is_overdue(late, now()), case_rules.is_overdue(due_on, name, now()) FROM late$$) p;

SELECT * FROM finish();
ROLLBACK;
