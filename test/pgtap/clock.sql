/* the clock: due days, suspended days, and ids that sort by time */
BEGIN;
SELECT plan(45);
SET LOCAL search_path = public, case_rules;

/* ---- due_on ---- */

SELECT is(case_rules.due_on('2024-03-15', 10, 'days'), '2024-03-25', 'days');
SELECT is(case_rules.due_on('2024-03-15', 2, 'weeks'), '2024-03-29', 'weeks');
SELECT is(case_rules.due_on('2024-03-15', 3, 'months'), '2024-06-15', 'months');
SELECT is(case_rules.due_on('2023-08-31', 3, 'months'), '2023-11-30', '31 August + 3 months');
SELECT is(case_rules.due_on('2023-01-31', 1, 'months'), '2023-02-28', '31 January + 1 month');
SELECT is(case_rules.due_on('2024-01-31', 1, 'months'), '2024-02-29', 'in a leap year');
SELECT is(case_rules.due_on('2024-02-29', 1, 'years'), '2025-02-28', '29 February + 1 year');
SELECT is(case_rules.due_on('2024-02-29', 4, 'years'), '2028-02-29', '29 February + 4 years');
SELECT is(case_rules.due_on('2024-03-15', -7, 'days'), '2024-03-08', '7 days before');
SELECT is(case_rules.due_on('2024-03-31', -1, 'months'), '2024-02-29', 'a month before');
SELECT is(case_rules.due_on('2024-01-15', -2, 'months'), '2023-11-15', 'back over the turn of the year');
SELECT is(case_rules.due_on('2024-03-15', 0, 'months'), '2024-03-15', 'nothing added');
SELECT is(case_rules.due_on('infinity', 3, 'months'), 'infinity', 'an infinite day stays');
SELECT is(case_rules.due_on(NULL, 3, 'months'), NULL, 'no start, no due day');
SELECT throws_ok($$SELECT case_rules.due_on('2024-01-01', 2147483647, 'weeks')$$, '22008', NULL, 'out of range');
SELECT throws_ok($$SELECT case_rules.due_on('2024-01-01', -2147483648, 'years')$$, '22008', NULL, 'out of range below');
SELECT throws_ok($$SELECT case_rules.due_on('2024-01-01', 1, 'fortnights')$$, '22023',
    'unknown unit of time: "fortnights"', 'an unknown unit');
SELECT throws_ok($$SELECT case_rules.due_on('2024-01-01', 1, 'Days')$$, '22023', NULL, 'written otherwise');
SELECT throws_ok($$SELECT case_rules.due_on('2024-01-01', 5, 'working_days')$$, '0A000', NULL,
    'working days need a calendar');
SELECT is(count(*), 0::bigint, 'months and years as date + interval has them')
  FROM generate_series(date '2019-01-01', date '2024-12-31', interval '1 day') d, generate_series(-30, 30) n
 WHERE case_rules.due_on(d::date, n, 'months') <> (d + make_interval(months => n))::date
    OR case_rules.due_on(d::date, n, 'years') <> (d + make_interval(years => n))::date;

/* ---- first_of_month_after, as treaties enter into force ---- */

SELECT is(case_rules.due_on('2007-03-01', 3, 'first_of_month_after'), '2007-06-01',
    'months that begin on the first of a month end the day before');
SELECT is(case_rules.due_on('2007-03-02', 3, 'first_of_month_after'), '2007-07-01', 'a day later it is a month later');
SELECT is(case_rules.due_on('2007-02-28', 3, 'first_of_month_after'), '2007-06-01', 'a day earlier it is the same');
SELECT is(case_rules.due_on('2023-08-31', 3, 'first_of_month_after'), '2023-12-01', 'after a clamped end');
SELECT is(case_rules.due_on('2024-03-15', 0, 'first_of_month_after'), '2024-04-01', 'of no months: the next month');
SELECT is(case_rules.due_on('2024-03-01', 0, 'first_of_month_after'), '2024-04-01', 'from a first day too');
SELECT is(case_rules.due_on('2024-03-15', -1, 'first_of_month_after'), '2024-03-01', 'backwards');

/* Hague conventions of 1993 and 1996: deposit of the instrument, entry into force */
CREATE TEMP TABLE party (convention text, state text, deposited date, in_force date);
INSERT INTO party VALUES
    ('1993', 'Armenia', '2007-03-01', '2007-06-01'), ('1993', 'Vietnam', '2011-11-01', '2012-02-01'),
    ('1993', 'Angola', '2024-03-14', '2024-07-01'), ('1993', 'Benin', '2018-06-28', '2018-10-01'),
    ('1993', 'Costa Rica', '1995-10-30', '1996-02-01'), ('1993', 'Dominican Republic', '2006-11-22', '2007-03-01'),
    ('1993', 'France', '1998-06-30', '1998-10-01'), ('1993', 'Panama', '1999-09-29', '2000-01-01'),
    ('1993', 'United States of America', '2007-12-12', '2008-04-01'),
    ('1996', 'Australia', '2003-04-29', '2003-08-01'), ('1996', 'Austria', '2010-12-22', '2011-04-01'),
    ('1996', 'Belgium', '2014-05-28', '2014-09-01'), ('1996', 'Denmark', '2011-06-30', '2011-10-01'),
    ('1996', 'Germany', '2010-09-17', '2011-01-01'), ('1996', 'Ireland', '2010-09-30', '2011-01-01'),
    ('1996', 'Italy', '2015-09-30', '2016-01-01'), ('1996', 'Netherlands', '2011-01-31', '2011-05-01'),
    ('1996', 'Norway', '2016-03-30', '2016-07-01'), ('1996', 'Switzerland', '2009-03-27', '2009-07-01');
SELECT is(count(*), 0::bigint, 'nineteen entries into force as the depositary has them')
  FROM party WHERE case_rules.due_on(deposited, 3, 'first_of_month_after') <> in_force;
SELECT is(case_rules.due_on('2017-10-16', 9, 'first_of_month_after'), '2018-08-01',
    'an accession to the convention of 1996: six months to object, then three');

/* ---- suspended_days ---- */

SELECT is(case_rules.suspended_days('{2024-01-01}', '{2024-01-11}', '2024-06-01'), 10, 'first day in, last day out');
SELECT is(case_rules.suspended_days('{2024-01-01}', '{NULL}', '2024-01-11'), 10, 'one that still runs');
SELECT is(case_rules.suspended_days('{2024-01-01}', '{2024-03-01}', '2024-01-11'), 10, 'one that ends later');
SELECT is(case_rules.suspended_days('{2024-01-05,2024-01-01,2024-02-01}', '{2024-01-12,2024-01-10,NULL}', '2024-02-11'),
    21, 'overlapping ones count once, in any order');
SELECT is(case_rules.suspended_days('{2024-01-01,2024-01-11}', '{2024-01-11,2024-01-21}', '2024-06-01'), 20,
    'end to end');
SELECT is(case_rules.suspended_days('{2024-01-11}', '{2024-01-01}', '2024-06-01'), 0, 'one that ended before it began');
SELECT is(case_rules.suspended_days('{2024-03-01}', '{NULL}', '2024-01-11'), 0, 'one that has not begun');
SELECT is(case_rules.suspended_days(NULL, NULL, '2024-01-11'), 0, 'none at all, as array_agg() says it');
SELECT is(case_rules.suspended_days('{}', '{}', NULL), NULL, 'as of no day');
SELECT throws_ok($$SELECT case_rules.suspended_days('{2024-01-01}', '{}', '2024-06-01')$$, '2202E', NULL,
    'a first day without a last one');
SELECT throws_ok($$SELECT case_rules.suspended_days('{NULL}', '{2024-01-01}', '2024-06-01')$$, '22004', NULL,
    'a last day without a first one');

/* ---- uuid_v7 ---- */

CREATE TEMP TABLE made AS SELECT n, case_rules.uuid_v7() AS id FROM generate_series(1, 20000) n;
SELECT is(count(*), 0::bigint, 'the ids of a session ascend')
  FROM (SELECT id, lag(id) OVER (ORDER BY n) AS before FROM made) o WHERE id <= before;
SELECT is(count(*), 20000::bigint, 'version 7, the variant of RFC 9562')
  FROM made WHERE id::text ~ '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$';
SELECT ok(abs(extract(epoch FROM clock_timestamp()) * 1000
              - ('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint) < 60000,
    'the first 48 bits are the milliseconds')
  FROM made WHERE n = 20000;
SELECT is(count(DISTINCT right(id::text, 16)), 20000::bigint, 'the rest is random') FROM made;
SELECT is(p.provolatile::text || p.proparallel::text, 'vs', 'volatile and parallel safe')
  FROM pg_proc p WHERE p.oid = 'case_rules.uuid_v7()'::regprocedure;

SELECT * FROM finish();
ROLLBACK;
