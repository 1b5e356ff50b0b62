/* time limits: due days and moments, cut-off hours, rolls, month ends, gaps, stops; and limits that texts of law set */
BEGIN;
SELECT plan(150);
SET LOCAL search_path = public, case_rules;

/* 2024 with Easter, as an authority of a Member State keeps it; and a week that ends on Thursday */
CREATE TEMP TABLE calendar (name text, days case_rules.working_calendar);
INSERT INTO calendar VALUES
    ('plain', 'weekend sat sun; known 2023-01-01/2025-12-31'),
    ('berlin', 'weekend sat sun; known 2024-01-01/2024-12-31; holidays 2024-01-01 2024-03-08 2024-03-29 2024-04-01 2024-05-01 2024-05-09 2024-05-20 2024-10-03 2024-12-25 2024-12-26'),
    ('united_states', 'weekend sat sun; known 2024-01-01/2024-12-31; holidays 2024-01-01 2024-01-15 2024-02-19 2024-05-27 2024-06-19 2024-07-04 2024-09-02 2024-10-14 2024-11-11 2024-11-28 2024-12-25'),
    ('amman', 'weekend fri sat; known 2024-01-01/2024-12-31; holidays 2024-05-01');

CREATE FUNCTION pg_temp.due(c text, start date, name text DEFAULT NULL) RETURNS date
    LANGUAGE sql AS $$ SELECT case_rules.due_on(c::case_rules.clock, start, (SELECT l.days FROM calendar l WHERE l.name = due.name)) $$;

CREATE FUNCTION pg_temp.expect(c text, start date, name text, due date, why text) RETURNS text
    LANGUAGE sql AS $$ SELECT is(pg_temp.due(c, start, name), due, c || ' from ' || start || ': ' || why) $$;

/* ---- each limit ---- */

SELECT pg_temp.expect('same day', '2024-03-15', NULL, '2024-03-15', 'the day itself');
SELECT pg_temp.expect('10 days', '2024-03-15', NULL, '2024-03-25', 'the day of the event is not counted');
SELECT pg_temp.expect('10 days, counting the first day', '2024-03-15', NULL, '2024-03-24', 'here it is');
SELECT pg_temp.expect('1 day, counting the first day', '2024-03-15', NULL, '2024-03-15', 'the first day is the only one');
SELECT pg_temp.expect('2 weeks', '2024-03-15', NULL, '2024-03-29', 'the same day of the week');
SELECT pg_temp.expect('2 weeks, counting the first day', '2024-03-15', NULL, '2024-03-28', 'the day of the week before');
SELECT pg_temp.expect('3 months', '2024-03-15', NULL, '2024-06-15', 'the same date');
SELECT pg_temp.expect('1 year', '2023-03-15', NULL, '2024-03-15', 'the same date');
SELECT pg_temp.expect('7 days before', '2024-03-15', NULL, '2024-03-08', 'backwards');
SELECT pg_temp.expect('6 months before', '2024-08-31', NULL, '2024-02-29', 'backwards to a month that lacks the day');
SELECT pg_temp.expect('24 hours', '2024-03-15', NULL, '2024-03-16', 'from the end of the day');
SELECT pg_temp.expect('25 hours', '2024-03-15', NULL, '2024-03-17', 'any part of a day is one');
SELECT pg_temp.expect('72 hours', '2024-03-15', NULL, '2024-03-18', 'three days');
SELECT pg_temp.expect('5 working days', '2024-03-15', 'plain', '2024-03-22', 'from Friday to Friday');
SELECT pg_temp.expect('5 working days', '2024-03-16', 'plain', '2024-03-22', 'from Saturday as well');
SELECT pg_temp.expect('5 working days, counting the first day', '2024-03-15', 'plain', '2024-03-21', 'Friday is the first');
SELECT pg_temp.expect('5 working days, counting the first day', '2024-03-16', 'plain', '2024-03-22', 'Saturday is none');
SELECT pg_temp.expect('5 working days before', '2024-03-15', 'plain', '2024-03-08', 'backwards');
SELECT pg_temp.expect('5 working days', '2024-03-14', 'amman', '2024-03-21', 'where Friday and Saturday are free');
SELECT pg_temp.expect('5 working days before', '2024-04-05', 'berlin', '2024-03-27', 'backwards over Easter');
SELECT is(case_rules.due_on('10 days', 'infinity'), 'infinity', 'an infinite start stays');
SELECT is(case_rules.due_on('10 days', NULL::date), NULL, 'no start, no due day');
SELECT is(case_rules.due_on(NULL::case_rules.clock, '2024-03-15'::date), NULL, 'no limit, no due day');
SELECT throws_ok($$SELECT case_rules.due_on('9999 years', '2024-03-15')$$, '22008', 'a time limit is out of range', 'out of range');
SELECT throws_ok($$SELECT case_rules.due_on('1 day', '10000-01-01')$$, '22008', NULL, 'so is such a start');

/* ---- month ends ---- */

SELECT pg_temp.expect('3 months', '2023-08-31', NULL, '2023-11-30', 'the last day');
SELECT pg_temp.expect('1 month', '2024-01-31', NULL, '2024-02-29', 'the last day');
SELECT pg_temp.expect('1 month', '2023-02-28', NULL, '2023-03-28', 'and no further');
SELECT pg_temp.expect('1 month, month end stays month end', '2023-02-28', NULL, '2023-03-31', 'from end to end');
SELECT pg_temp.expect('1 month, month end stays month end', '2024-02-28', NULL, '2024-03-28', 'in a leap year that is no end');
SELECT pg_temp.expect('1 month, month end stays month end', '2024-01-30', NULL, '2024-02-29', 'what is lacking ends with the month too');
SELECT pg_temp.expect('1 month, month end spills over', '2024-01-31', NULL, '2024-03-01', 'onto the next month');
SELECT pg_temp.expect('1 month, month end spills over', '2023-01-29', NULL, '2023-03-01', 'by one day and never by more');
SELECT pg_temp.expect('1 year', '2024-02-29', NULL, '2025-02-28', '29 February');
SELECT pg_temp.expect('1 year, month end spills over', '2024-02-29', NULL, '2025-03-01', '29 February');
SELECT pg_temp.expect('1 year, month end stays month end', '2023-02-28', NULL, '2024-02-29', 'the end of February');
SELECT pg_temp.expect('1 month, counting the first day', '2024-03-01', NULL, '2024-03-31', 'a whole month');
SELECT pg_temp.expect('1 month, counting the first day', '2024-03-15', NULL, '2024-04-14', 'over on the day before');
SELECT pg_temp.expect('1 month, counting the first day', '2023-01-31', NULL, '2023-02-28', 'a short month is over with its last day');
SELECT pg_temp.expect('1 month before', '2024-03-31', NULL, '2024-02-29', 'backwards');
SELECT pg_temp.expect('1 month before, month end stays month end', '2024-04-30', NULL, '2024-03-31', 'backwards from end to end');
SELECT is(count(*), 0::bigint, 'months as date + interval has them')
  FROM generate_series(date '2019-01-01', date '2024-12-31', interval '1 day') d, generate_series(1, 30) n
 WHERE case_rules.due_on((n || ' months')::case_rules.clock, d::date) <> (d + make_interval(months => n))::date
    OR case_rules.due_on((n || ' years')::case_rules.clock, d::date) <> (d + make_interval(years => n))::date
    OR case_rules.due_on((n || ' months before')::case_rules.clock, d::date) <> (d - make_interval(months => n))::date;

/* ---- rolls ---- */

SELECT pg_temp.expect('10 days, to next working day', '2024-03-06', 'plain', '2024-03-18', 'from Saturday to Monday');
SELECT pg_temp.expect('10 days, to previous working day', '2024-03-06', 'plain', '2024-03-15', 'from Saturday to Friday');
SELECT pg_temp.expect('10 days, to next working day in the month', '2024-03-06', 'plain', '2024-03-18', 'within the month');
SELECT pg_temp.expect('10 days, to next working day in the month', '2024-03-20', 'plain', '2024-03-29', 'back, because the month ends');
SELECT pg_temp.expect('10 days, to next working day in the month', '2024-03-20', 'berlin', '2024-03-28', 'and over a holiday');
SELECT pg_temp.expect('7 days before, to previous working day', '2024-03-17', 'plain', '2024-03-08', 'backwards');
SELECT pg_temp.expect('3 months, to next working day', '2024-03-15', 'amman', '2024-06-16', 'from Saturday to Sunday');
SELECT pg_temp.expect('same day, to next working day', '2024-03-16', 'plain', '2024-03-18', 'the day itself');

/* ---- two limits ---- */

SELECT pg_temp.expect('earlier of 3 months and 60 working days', '2024-01-02', 'plain', '2024-03-26', 'the working days');
SELECT pg_temp.expect('later of 3 months and 60 working days', '2024-01-02', 'plain', '2024-04-02', 'the months');
SELECT pg_temp.expect('later of 2 weeks and 10 working days', '2024-03-20', 'berlin', '2024-04-05', 'holidays make it later');
SELECT pg_temp.expect('earlier of 2 weeks and 10 working days', '2024-03-20', 'berlin', '2024-04-03', 'and the weeks are not');
SELECT pg_temp.expect('earlier of 10 days and 2 weeks, to next working day', '2024-03-06', 'plain', '2024-03-18', 'rolled once, at the end');
SELECT pg_temp.expect('later of 7 days before and 5 working days before', '2024-03-15', 'plain', '2024-03-08', 'backwards');
SELECT pg_temp.expect('earlier of 7 days before and 5 working days before', '2024-04-03', 'berlin', '2024-03-25', 'backwards over Easter');

/* ---- what is not known ---- */

SELECT is(pg_temp.due('5 working days', '2024-12-27', 'berlin'), NULL, 'no guess about the holidays of next year');
SELECT is(pg_temp.due('2 working days', '2024-12-27', 'berlin'), '2024-12-31', 'what is known is answered');
SELECT is(pg_temp.due('10 days', '2024-12-27', 'berlin'), '2025-01-06', 'days need no calendar');
SELECT is(pg_temp.due('10 days, to next working day', '2024-12-27', 'berlin'), NULL, 'but the day that they end on does');
SELECT is(pg_temp.due('5 working days', '2024-03-15'), NULL, 'no calendar');
SELECT is(pg_temp.due('earlier of 3 days and 20 working days', '2024-12-20', 'berlin'), '2024-12-23', 'earlier than what is not known');
SELECT is(pg_temp.due('earlier of 30 days and 20 working days', '2024-12-20', 'berlin'), NULL, 'later than that');
SELECT is(pg_temp.due('later of 3 days and 20 working days', '2024-12-20', 'berlin'), NULL, 'the later one is the one not known');
SELECT is(case_rules.due_gap('5 working days', '2024-12-27', days),
    'the holidays of 2025-01-01 are not known; known are 2024-01-01/2024-12-31', 'why not') FROM calendar WHERE name = 'berlin';
SELECT is(case_rules.due_gap('10 days, to next working day', '2024-12-27', days),
    'the holidays of 2025-01-06 are not known; known are 2024-01-01/2024-12-31', 'why not') FROM calendar WHERE name = 'berlin';
SELECT is(case_rules.due_gap('5 working days', '2024-03-15'), 'no calendar of working days is given', 'no calendar');
SELECT is(case_rules.due_gap('10 days', '2024-03-15'), NULL, 'none is needed');
SELECT is(count(*), 0::bigint, 'there is a reason just where there is no answer')
  FROM calendar l, generate_series(date '2024-11-20', date '2025-01-02', interval '1 day') d,
       unnest('{5 working days,"20 days, to next working day","earlier of 3 weeks and 14 working days","3 days, cut-off 12:00, to previous working day"}'::case_rules.clock[]) c
 WHERE (case_rules.due_on(c, d::date, l.days) IS NULL) <> (case_rules.due_gap(c, d::date, l.days) IS NOT NULL);

/* ---- what a clock is ---- */

SELECT results_eq(
    $$SELECT case_rules.clock_needs_calendar(c), case_rules.clock_is_backwards(c), case_rules.clock_in_hours(c)
        FROM unnest('{10 days,"10 days, to next working day",5 working days before,later of 24 hours and 1 working day,6 months before}'::case_rules.clock[])
             WITH ORDINALITY x (c, n) ORDER BY n$$,
    $$VALUES (false, false, false), (true, false, false), (true, true, false), (true, false, true), (false, true, false)$$,
    'needs a calendar, runs backwards, has hours');

/* ---- cut-off hour ---- */

SELECT is(case_rules.start_day('10 days, cut-off 16:00', '2024-03-15 15:59:59+01', 'Europe/Berlin'), '2024-03-15', 'before the hour');
SELECT is(case_rules.start_day('10 days, cut-off 16:00', '2024-03-15 16:00+01', 'Europe/Berlin'), '2024-03-16', 'at the hour it is the next day');
SELECT is(case_rules.start_day('10 days, cut-off 00:00', '2024-03-15 00:00+01', 'Europe/Berlin'), '2024-03-16', 'of midnight: always');
SELECT is(case_rules.start_day('10 days', '2024-03-15 23:59+01', 'Europe/Berlin'), '2024-03-15', 'no hour');
SELECT is(case_rules.start_day('10 days, cut-off 16:00', '2024-03-15 16:00+01', 'America/New_York'), '2024-03-15', 'by the clocks there');
SELECT is(case_rules.start_day('5 working days, cut-off 16:00', '2024-03-15 16:00+01', 'Europe/Berlin', days), '2024-03-18',
    'on Friday evening: Monday') FROM calendar WHERE name = 'plain';
SELECT is(case_rules.start_day('5 working days, cut-off 16:00', '2024-03-16 10:00+01', 'Europe/Berlin', days), '2024-03-18',
    'on Saturday morning: Monday too') FROM calendar WHERE name = 'plain';
SELECT is(case_rules.start_day('5 working days, cut-off 16:00', '2024-12-31 16:00+01', 'Europe/Berlin', days), NULL,
    'the next working day is not known') FROM calendar WHERE name = 'berlin';
SELECT is(case_rules.start_day('5 working days, cut-off 16:00', '2024-03-15 12:00+01', 'Europe/Berlin'), NULL, 'no calendar');
SELECT is(case_rules.start_day('5 days', 'infinity', 'Europe/Berlin'), 'infinity', 'never');
SELECT is(case_rules.due_on('5 working days, cut-off 16:00', '2024-03-16', days), '2024-03-25',
    'a day alone came before the hour, and Saturday counts as Monday') FROM calendar WHERE name = 'plain';
SELECT is(count(*), 0::bigint, 'what comes later is never due earlier')
  FROM calendar l, unnest('{"2 working days, cut-off 16:00","3 days, cut-off 09:30, to next working day","1 month, counting the first day, cut-off 12:00, to previous working day"}'::case_rules.clock[]) c,
       LATERAL (SELECT case_rules.due_at(c, m, 'Europe/Berlin', l.days) AS due,
                       lag(case_rules.due_at(c, m, 'Europe/Berlin', l.days)) OVER (ORDER BY m) AS before
                  FROM generate_series(timestamptz '2024-03-20 00:00+01', '2024-05-12 00:00+02', interval '1 hour') m) o
 WHERE o.due < o.before;
SELECT is(count(*), 0::bigint, 'a moment is due when the day that it counts as is')
  FROM calendar l, unnest('{"2 working days, cut-off 16:00","3 days, cut-off 09:30, to next working day",2 weeks,first of month after 1 month}'::case_rules.clock[]) c,
       generate_series(timestamptz '2024-03-20 00:00+01', '2024-05-12 00:00+02', interval '1 hour') m
 WHERE case_rules.due_at(c, m, 'Asia/Beirut', l.days) IS DISTINCT FROM
       case_rules.overdue_from(case_rules.due_on(c, case_rules.start_day(c, m, 'Asia/Beirut', l.days), l.days), 'Asia/Beirut');

/* ---- moments ---- */

SELECT is(case_rules.due_at('24 hours', '2024-03-15 14:20+01', 'Europe/Berlin'), '2024-03-16 14:20+01', 'so much time');
SELECT is(case_rules.due_at('24 hours', '2024-03-30 14:20+01', 'Europe/Berlin'), '2024-03-31 15:20+02', 'also when clocks are put forward');
SELECT is(case_rules.due_at('10 days', '2024-03-25 14:20+01', 'Europe/Berlin'), '2024-04-05 00:00+02', 'days end at midnight there');
SELECT is(case_rules.due_at('same day', '2024-03-15 23:30Z', 'Pacific/Auckland'), '2024-03-17 00:00+13', 'there it is tomorrow already');
SELECT is(case_rules.due_at('7 days before', '2024-03-15 10:00+01', 'Europe/Berlin'), '2024-03-09 00:00+01', 'backwards');
SELECT is(case_rules.due_at('earlier of 24 hours and 1 working day', '2024-03-15 14:20+01', 'Europe/Berlin', days), '2024-03-16 14:20+01',
    'hours run over the weekend') FROM calendar WHERE name = 'plain';
SELECT is(case_rules.due_at('later of 24 hours and 1 working day', '2024-03-15 14:20+01', 'Europe/Berlin', days), '2024-03-19 00:00+01',
    'working days do not') FROM calendar WHERE name = 'plain';
SELECT is(case_rules.due_at('later of 24 hours and 1 working day', '2024-03-15 14:20+01', 'Europe/Berlin'), NULL, 'no calendar');
SELECT is(case_rules.due_at('10 days', 'infinity', 'UTC'), 'infinity', 'never');
SELECT is(case_rules.due_at('24 hours', date '2024-03-15', 'Europe/Berlin'), '2024-03-17 00:00+01', 'hours from the end of the day');
SELECT is(case_rules.due_at('24 hours', date '2024-03-30', 'Europe/Berlin'), '2024-04-01 01:00+02', 'twenty-four of them, after a day of 23');
SELECT is(case_rules.due_at('10 days, cut-off 00:00', date '2024-03-15', 'Europe/Berlin'), '2024-03-26 00:00+01', 'no hour, no cut-off');
SELECT is(case_rules.due_at('10 days', date '-infinity', 'UTC'), '-infinity', 'always');
SELECT throws_ok($$SELECT case_rules.due_at('10 days', '2024-03-15 12:00Z', 'Europe/Nowhere')$$, '22023',
    'time zone "Europe/Nowhere" is not known', 'an unknown zone');

/* ---- clocks that stood still ---- */

CREATE FUNCTION pg_temp.after(c text, due date, stops text, as_of date, name text DEFAULT NULL) RETURNS date
    LANGUAGE sql AS $$
    SELECT case_rules.due_after_stops(c::case_rules.clock, due, array_agg(nullif(split_part(s, '/', 1), '')::date),
               array_agg(nullif(split_part(s, '/', 2), '')::date), as_of, (SELECT l.days FROM calendar l WHERE l.name = after.name))
      FROM string_to_table(stops, ' ') s $$;
SELECT is(pg_temp.after('30 days', '2024-03-15', '2024-03-01/2024-03-11', '2024-06-01'), '2024-03-25', 'by the days it stood');
SELECT is(pg_temp.after('30 days', '2024-03-15', '2024-03-01/', '2024-03-11'), '2024-03-25', 'up to now, while it stands');
SELECT is(pg_temp.after('30 days', '2024-03-15', '2024-03-01/2024-03-11 2024-03-05/2024-03-16', '2024-06-01'), '2024-03-30', 'overlapping ones count once');
SELECT is(pg_temp.after('30 days', '2024-03-15', '2024-03-15/2024-03-18', '2024-06-01'), '2024-03-18', 'on the last day it is in time');
SELECT is(pg_temp.after('30 days', '2024-03-15', '2024-03-16/2024-03-18', '2024-06-01'), '2024-03-15', 'on the day after it is too late');
SELECT is(pg_temp.after('30 days', '2024-03-15', '2024-03-20/2024-03-22 2024-03-10/2024-03-16', '2024-06-01'), '2024-03-23',
    'unless an earlier one had put the end off');
SELECT is(pg_temp.after('30 days', '2024-03-15', '2024-03-10/2024-03-09', '2024-06-01'), '2024-03-15', 'one that ended before it began');
SELECT is(pg_temp.after('7 days before', '2024-03-15', '2024-03-01/2024-03-11', '2024-06-01'), '2024-03-15', 'what runs backwards does not stop');
SELECT is(pg_temp.after('10 working days', '2024-03-15', '2024-03-08/2024-03-13', '2024-06-01', 'plain'), '2024-03-20', 'by working days');
SELECT is(pg_temp.after('10 working days', '2024-03-15', '2024-03-09/2024-03-11', '2024-06-01', 'plain'), '2024-03-15', 'a weekend is none');
SELECT is(pg_temp.after('10 working days', '2024-03-15', '2024-03-08/2024-03-13', '2024-06-01'), NULL, 'which need a calendar');
SELECT is(pg_temp.after('30 days, to next working day', '2024-03-15', '2024-03-12/2024-03-14', '2024-06-01', 'plain'), '2024-03-18', 'to a working day again');
SELECT is(pg_temp.after('earlier of 1 month and 20 working days', '2024-03-15', '2024-03-08/2024-03-13', '2024-06-01', 'plain'), '2024-03-20',
    'the earlier of five days and three working days: both end on the same');
SELECT is(pg_temp.after('later of 1 month and 20 working days', '2024-03-14', '2024-03-08/2024-03-13', '2024-06-01', 'plain'), '2024-03-19', 'of two limits');
SELECT is(pg_temp.after('earlier of 1 month and 20 working days', '2024-03-13', '2024-03-08/2024-03-12', '2024-06-01', 'plain'), '2024-03-15', 'each in its own days');
SELECT is(case_rules.due_after_stops('30 days', '2024-03-15', NULL, NULL, '2024-06-01'), '2024-03-15', 'no stop');
SELECT is(case_rules.due_after_stops('30 days', 'infinity', '{2024-01-01}', '{2024-02-01}', '2024-06-01'), 'infinity', 'no end');
SELECT is(case_rules.due_after_stops('30 days', '2024-03-15', '{2024-01-01}', '{2024-02-01}', NULL), NULL, 'as of no day');
SELECT throws_ok($$SELECT case_rules.due_after_stops('30 days', '2024-03-15', '{2024-01-01}', '{}', '2024-06-01')$$, '2202E', NULL,
    'a first day without a last one');
SELECT is(case_rules.due_gap('10 working days', '2024-12-27', '{2024-12-20}', '{2024-12-28}', '2025-06-01', days),
    'the holidays of 2025-01-01 are not known; known are 2024-01-01/2024-12-31', 'why not') FROM calendar WHERE name = 'berlin';
SELECT is(case_rules.due_gap('10 working days', '2024-03-15', '{2024-03-08}', '{2024-03-13}', '2024-06-01'),
    'no calendar of working days is given', 'no calendar');
SELECT is(case_rules.due_gap('10 days', '2024-03-15', '{2024-03-08}', '{2024-03-13}', '2024-06-01'), NULL, 'none is needed');
SELECT is(case_rules.due_after_stops('24 hours', timestamptz '2024-03-30 14:20+01', 'Europe/Berlin', '{2024-03-30}', '{2024-04-01}', '2024-06-01'),
    '2024-04-01 14:20+02', 'hours stand still by whole days');
SELECT is(case_rules.due_after_stops('24 hours', timestamptz '2024-03-30 14:20+01', 'Europe/Berlin', '{2024-03-31}', '{2024-04-01}', '2024-06-01'),
    '2024-03-30 14:20+01', 'not when it is too late');
SELECT is(case_rules.due_after_stops('24 hours', timestamptz 'infinity', 'UTC', '{2024-03-31}', '{2024-04-01}', '2024-06-01'), 'infinity', 'no end');
SELECT is(count(*), 0::bigint, 'the due moment is put off as the due day is')
  FROM calendar l, unnest('{30 days,20 working days,"3 weeks, to next working day",earlier of 1 month and 20 working days}'::case_rules.clock[]) c,
       unnest('{Europe/Berlin,Asia/Beirut,America/St_Johns}'::text[]) z, generate_series(date '2024-03-01', date '2024-04-12', interval '1 day') d,
       LATERAL (SELECT ARRAY[d::date - 5, d::date + 2] AS from_days, ARRAY[d::date - 2, NULL] AS to_days, d::date + 9 AS as_of) s
 WHERE case_rules.due_after_stops(c, case_rules.overdue_from(d::date, z), z, s.from_days, s.to_days, s.as_of, l.days) IS DISTINCT FROM
       case_rules.overdue_from(case_rules.due_after_stops(c, d::date, s.from_days, s.to_days, s.as_of, l.days), z);
SELECT is(count(*), 0::bigint, 'a limit in days without a roll moves by suspended_days, as long as it has not run out')
  FROM generate_series(0, 40) a, generate_series(0, 40) b, generate_series(0, 60, 7) n
 WHERE case_rules.due_after_stops('60 days', '2024-03-01', ARRAY[date '2024-01-10' + a], ARRAY[date '2024-01-10' + a + b], date '2024-01-10' + n)
       <> date '2024-03-01' + case_rules.suspended_days(ARRAY[date '2024-01-10' + a], ARRAY[date '2024-01-10' + a + b], date '2024-01-10' + n);

/* ---- Regulation (EEC, Euratom) No 1182/71 (OJ L 124, 8.6.1971, p. 1), article 3 ---- */

SELECT pg_temp.expect('10 days, to next working day', '2024-03-04', 'berlin', '2024-03-14', 'art 3(1), (2)(b): the day of the event is not counted');
SELECT pg_temp.expect('2 weeks, to next working day', '2024-03-06', 'berlin', '2024-03-20', 'art 3(2)(c): the same day of the week');
SELECT pg_temp.expect('1 month, to next working day', '2024-01-31', 'berlin', '2024-02-29', 'art 3(2)(c): the last day of a month that lacks it');
SELECT pg_temp.expect('3 months, to next working day', '2023-08-31', 'plain', '2023-11-30', 'art 3(2)(c): the last day of a month that lacks it');
SELECT pg_temp.expect('1 month, to next working day', '2024-02-29', 'berlin', '2024-04-02', 'art 3(4): Good Friday, and Easter after it');
SELECT pg_temp.expect('7 days before', '2024-04-05', 'berlin', '2024-03-29', 'art 3(4): not for periods calculated retroactively');
SELECT pg_temp.expect('later of 2 days and 2 working days, to next working day', '2024-03-15', 'berlin', '2024-03-19', 'art 3(5): two working days at least');
SELECT pg_temp.expect('later of 3 days and 2 working days, to next working day', '2024-03-28', 'berlin', '2024-04-03', 'art 3(5): over Easter');
SELECT is(count(*), 0::bigint, 'art 3(4) and (5), day by day through a year')
  FROM calendar l, generate_series(date '2024-01-01', date '2024-12-01', interval '1 day') s, generate_series(2, 12) n,
       LATERAL (SELECT min(d.day)
                  FROM (SELECT g::date AS day, count(*) FILTER (WHERE case_rules.is_working_day(g::date, l.days)) OVER (ORDER BY g) AS worked
                          FROM generate_series(s + interval '1 day', s + interval '25 days', interval '1 day') g) d
                 WHERE d.day >= s::date + n AND d.worked >= 2 AND case_rules.is_working_day(d.day, l.days)) oracle (due)
 WHERE l.name = 'berlin'
   AND case_rules.due_on(format('later of %s days and 2 working days, to next working day', n)::case_rules.clock, s::date, l.days) <> oracle.due;

/* ---- other texts (the catalogue of deadlines) ---- */

SELECT pg_temp.expect('first of month after 3 months', '2010-09-30', NULL, '2011-01-01', 'Convention of 1996, art 61(2)(a): Ireland');
SELECT pg_temp.expect('first of month after 3 months', '2007-03-01', NULL, '2007-06-01', 'Convention of 1993, art 46(2)(a): Armenia');
SELECT pg_temp.expect('first of month after 12 months', '2024-03-15', NULL, '2025-04-01', 'Convention of 1996, art 62: denunciation');
SELECT pg_temp.expect('first of 3rd month after', '2024-01-15', NULL, '2024-04-01', 'Convention of 1996, art 60(3): a reservation withdrawn');
SELECT pg_temp.expect('first of 3rd month after', '2024-01-01', NULL, '2024-04-01', 'art 60(3): on the first of a month too');
SELECT is(count(*), 0::bigint, 'first of month after: the same as by amount and unit')
  FROM generate_series(date '2019-01-01', date '2024-12-31', interval '1 day') d, generate_series(1, 24) n
 WHERE case_rules.due_on(format('first of month after %s months', n)::case_rules.clock, d::date)
       <> case_rules.due_on(d::date, n, 'first_of_month_after');
SELECT pg_temp.expect('6 months', '2012-03-15', NULL, '2012-09-15', 'Convention of 1996, art 58(3): Montenegro, as the depositary set it');
SELECT pg_temp.expect('6 weeks', '2024-01-15', NULL, '2024-02-26', 'Convention of 1980, art 11');
SELECT pg_temp.expect('1 year', '2024-02-29', NULL, '2025-02-28', 'Convention of 1980, art 12');
SELECT pg_temp.expect('3 months', '2024-11-30', NULL, '2025-02-28', 'Brussels IIb, art 82(6)');
SELECT pg_temp.expect('15 working days', '2024-09-26', 'berlin', '2024-10-18', 'Directive (EU) 2024/1346, art 27(1)(b)');
SELECT pg_temp.expect('3 working days', '2024-05-24', 'united_states', '2024-05-30', 'ICPC regulation 4 and 12: three business days');
SELECT pg_temp.expect('20 working days', '2024-05-24', 'united_states', '2024-06-25', 'ICPC regulation 7: twenty business days');
SELECT pg_temp.expect('60 days', '2024-05-24', 'united_states', '2024-07-23', 'ICPC regulations 1 and 2: sixty calendar days');
SELECT pg_temp.expect('90 days', '2024-01-31', NULL, '2024-04-30', '45 CFR 410.1207: ninety days');
SELECT pg_temp.expect('6 months before', '2024-12-31', NULL, '2024-06-30', 'plans for leaving care: six months before the birthday');

SELECT * FROM finish();
ROLLBACK;
