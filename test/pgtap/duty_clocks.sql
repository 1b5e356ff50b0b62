/*
 * Duties and their clocks: from which day they are counted, in which time zone
 * and by which calendar, how they move, who has more time, and whose they are.
 */
BEGIN;
SELECT no_plan();
\ir ../lib/trial.psql
ALTER TABLE book.duty_rule
    ALTER procedure SET DEFAULT 'trial', ALTER started_by SET DEFAULT '{proceed}', ALTER side SET DEFAULT 'requesting',
    ALTER fulfilled_by SET DEFAULT '{act:close}', ALTER citation SET DEFAULT 'none', ALTER meaning SET DEFAULT 'example', ALTER if_missed SET DEFAULT 'nothing';
CREATE FUNCTION proceed(id bigint, acted_on date DEFAULT '2025-03-03', details jsonb DEFAULT '{}') RETURNS text LANGUAGE sql AS $$
    SELECT public.try(format('INSERT INTO public.act (case_id, subject_id, act, acted_on, details) VALUES (%L, %L, ''proceed'', %L, %L)', $1, $1, $2, $3)) $$;
CREATE FUNCTION due(id bigint, duty text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT concat_ws(' ', s.due_on, s.status, '| ' || s.gap) FROM book.duty_status s WHERE s.case_id = $1 AND s.duty = $2 $$;
CREATE FUNCTION as_of(day text) RETURNS void LANGUAGE sql AS $$ SELECT set_config('case_rules.as_of', $1, true) $$;

/* ---- the day from which a duty is counted ---- */

INSERT INTO book.duty_rule (duty, clock, counted_from) VALUES
    ('report_before', '7 days before', 'act.until'), ('plan_before', '6 months before', 'day'), ('day_after', '1 day', NULL);
SELECT public.begun(1), public.begun(2) \g /dev/null
UPDATE public.value SET day = '2026-01-31' WHERE id = 1;
SELECT as_of('2025-03-10') \g /dev/null
SELECT is(proceed(1, details => '{"until": "2025-03-20"}'), '00000', 'an act starts duties');
SELECT is(due(1, 'report_before'), '2025-03-13 due', 'seven days before the day that the act names');
SELECT is(due(1, 'plan_before'), '2025-07-31 due', 'half a year before the day that a fact tells');
SELECT is(due(1, 'day_after'), '2025-03-04 overdue', 'and from the day of the act');
SELECT as_of('2025-03-13'), is(due(1, 'report_before'), '2025-03-13 due', 'in time on its day');
SELECT as_of('2025-03-14'), is(due(1, 'report_before'), '2025-03-13 overdue', 'late the day after');
SELECT is((SELECT format('%s %s', started_on, counted_from) FROM book.duty WHERE case_id = 1 AND duty = 'report_before'), '2025-03-03 2025-03-20', 'both days are kept');
/* not known */
UPDATE public.value SET day = NULL WHERE id = 2;
SELECT is(proceed(2), '00000', 'an act that does not say when');
SELECT is(due(2, 'report_before'), 'unknown | the day from which it is counted is not known', 'then the day is not known, and it is not overdue either');
SELECT is(due(2, 'plan_before'), 'unknown | the day from which it is counted is not known', 'nor where a fact is missing');
SELECT is((SELECT status FROM book.duty_status WHERE case_id = 2 AND duty = 'day_after'), 'overdue', 'another duty of the act is');
SELECT public.try($$INSERT INTO public.act (case_id, subject_id, act, acted_on, authority_id) VALUES (2, 2, 'close', '2025-03-12', 'requested')$$) \g /dev/null
SELECT is(due(2, 'report_before'), 'met', 'what happened meets it all the same');
/* the fact is put right: what follows from the act is judged again */
UPDATE public.value SET day = '2026-03-31' WHERE id = 1;
SELECT is(due(1, 'plan_before'), '2025-07-31 due', 'the fact has no trigger here');
SELECT is((SELECT count(*) FROM case_rules.rejudge_case('book', '1')), 1::bigint, 'judged again') ;
SELECT is(due(1, 'plan_before'), '2025-09-30 due', 'the duty is counted from the day that is known now');
SELECT results_eq($$SELECT judgement, due_on, superseded_at IS NULL FROM book.duty WHERE case_id = 1 AND duty = 'plan_before' ORDER BY 1$$,
    $$VALUES (1, date '2025-07-31', false), (2, '2025-09-30', true)$$, 'and what it was before stays beside it');
SELECT is((SELECT count(*) FROM book.duty WHERE case_id = 1 AND duty = 'report_before'), 1::bigint, 'the others are as they were');

/* ---- what a duty rule may not be ---- */

SELECT is(public.try($$INSERT INTO book.duty_rule (duty, clock, counted_from) VALUES ('bad', '1 day', 'fa')$$), 'RU008', 'a condition is no day');
SELECT is((SELECT message FROM public.last_refusal), 'a day must be of type date, not boolean', 'as it says');
SELECT is(public.try($$INSERT INTO book.duty_rule (duty, clock, counted_from) VALUES ('bad', '1 day', 'nobody_knows')$$), 'RU008', 'an unknown fact');
SELECT is(public.try($$INSERT INTO book.duty_rule (duty, clock, counted_from) VALUES ('bad', '1 day', 'current_date')$$), 'RU008', 'the clock');
SELECT is(public.try($$INSERT INTO book.duty_rule (duty, clock, counted_from) VALUES ('bad', '1 day', 'day, day')$$), 'RU008', 'two days');
SELECT is(public.try($$INSERT INTO book.duty_rule (duty, clock, applies) VALUES ('bad', '1 day', 'day')$$), 'RU008', 'a day is no condition');
SELECT is(public.try($$INSERT INTO book.duty_rule (duty, clock, started_by) VALUES ('bad', '1 day', '{nothing}')$$), 'RU008', 'an unknown act');
SELECT is((SELECT message FROM public.last_refusal), 'duty "bad" names an act "nothing" in "started_by" that procedure "trial" does not have', 'as it says');
SELECT is(public.try($$INSERT INTO book.duty_rule (duty, clock, fulfilled_by) VALUES ('bad', '1 day', '{act:nothing}')$$), 'RU008', 'nor to fulfil it');
SELECT is(public.try($$INSERT INTO book.duty_rule (duty, clock, ended_by) VALUES ('bad', '1 day', '{nothing}')$$), 'RU008', 'nor to end it');
SELECT is(public.try($$INSERT INTO book.duty_rule (duty, clock, fulfilled_by) VALUES ('visited', '1 day', '{visit}')$$), '00000', 'other sources are the application''s');
DELETE FROM book.duty_rule WHERE duty = 'visited';
SELECT is(public.try($$INSERT INTO book.duty_rule (duty, clock, cadence) VALUES ('bad', '1 day', 'weekly')$$), '23514', 'a day or a series');
SELECT is(public.try($$INSERT INTO book.duty_rule (duty) VALUES ('bad')$$), '23514', 'one of them');
SELECT is(public.try($$INSERT INTO book.duty_rule (duty, clock, until) VALUES ('bad', '1 day', 'day')$$), '23514', 'only a series has an end of its own');
SELECT is(public.try($$INSERT INTO book.duty_rule (duty, clock) VALUES ('cure', '1 day')$$), '23514', 'the duty to cure is the engine''s');

/* ---- a local duty in the place of one of the release ---- */

INSERT INTO case_rules.duty_rule (procedure, duty, started_by, side, clock, fulfilled_by, basis, citation, meaning, if_missed) VALUES
    ('trial', 'answer', '{proceed}', 'requested', '10 days', '{act:close}', 'policy', 'none', 'answers', 'ask'),
    ('trial', 'fixed', '{proceed}', 'requested', '3 months', '{act:close}', 'treaty', 'none', 'answers', 'ask');
SELECT public.begun(10), public.begun(11), public.begun(12), proceed(10) \g /dev/null
SELECT is(due(10, 'answer'), '2025-03-13 overdue', 'as the release has it');
SELECT is(public.try($$INSERT INTO book.duty_rule (duty, clock) VALUES ('fixed', '1 year')$$), 'RU008', 'what a text fixes is not replaced');
SELECT is((SELECT message || ' | ' || hint FROM public.last_refusal), 'duty "fixed" is fixed by a text | Give the local duty another name; both will be owed.', 'as it says');
INSERT INTO book.duty_rule (duty, side, clock) VALUES ('answer', 'requested', '20 days');
SELECT proceed(11) \g /dev/null
SELECT is(due(11, 'answer'), '2025-03-23 due', 'the office''s own takes its place');
SELECT is((SELECT count(*) FROM book.duty WHERE case_id = 11 AND duty = 'answer'), 1::bigint, 'and not beside it');
SELECT case_rules.rejudge_case('book', '10') \g /dev/null
SELECT is(due(10, 'answer'), '2025-03-13 overdue', 'it does not reach back to acts recorded before it');
INSERT INTO book.duty_rule (duty, version, side, clock, in_force) VALUES ('answer', 2, 'requested', '40 days', '[2025-03-01,)');
SELECT proceed(12) \g /dev/null
SELECT is((SELECT format('%s:%s', due_on, version) FROM book.duty_status WHERE case_id = 12 AND duty = 'answer'), '2025-04-12:2', 'of several the latest version');
SELECT is((SELECT string_agg(cause, ', ') FROM book.rejudge_request), 'duty answer', 'one with a first day reaches back: acts wait to be judged again');
SELECT case_rules.rejudge_case('book', '10') \g /dev/null
SELECT is(due(10, 'answer'), '2025-04-12 due', 'and then it counts for them');
DELETE FROM book.duty_rule WHERE duty = 'answer';

/* ---- hours ---- */

INSERT INTO book.duty_rule (duty, clock) VALUES ('alert', '24 hours');
SELECT public.begun(20), proceed(20) \g /dev/null
SELECT is((SELECT due_at FROM book.duty_status WHERE case_id = 20 AND duty = 'alert'), timestamptz '2025-03-05 00:00+00', 'hours run from the end of the day on which it happened');
SELECT as_of('2025-03-04'), is(due(20, 'alert'), '2025-03-04 due', 'on its last day');
SELECT as_of('2025-03-05'), is(due(20, 'alert'), '2025-03-04 overdue', 'and over');
SELECT as_of(''), public.begun(21), proceed(21, (now() AT TIME ZONE 'UTC')::date) \g /dev/null
SELECT is((SELECT due_at - recorded_at FROM book.duty WHERE case_id = 21 AND duty = 'alert'), interval '24 hours',
    'of an act of today, from the moment at which it was recorded: it cannot have happened later')
 WHERE (now() AT TIME ZONE 'UTC')::date = (clock_timestamp() AT TIME ZONE 'UTC')::date;
DELETE FROM book.duty_rule WHERE duty = 'alert';

/* ---- where it lies ---- */

CREATE OR REPLACE FUNCTION book.duty_place(case_id bigint, procedure text, subject_id bigint, side text)
RETURNS TABLE (time_zone text, calendar text) LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT CASE duty_place.side WHEN 'requesting' THEN 'Pacific/Auckland' ELSE 'America/Tegucigalpa' END,
           CASE duty_place.side WHEN 'requesting' THEN 'XA' ELSE 'XB' END;
END;
DELETE FROM book.duty_rule;
INSERT INTO book.duty_rule (duty, side, clock) VALUES ('here', 'requesting', '10 days'), ('there', 'requested', '10 days');
SELECT public.begun(30), as_of('2025-03-10'), proceed(30) \g /dev/null
SELECT results_eq($$SELECT duty, time_zone FROM book.duty_status WHERE case_id = 30 AND duty IN ('here', 'there') ORDER BY 1$$,
    $$VALUES ('here', 'Pacific/Auckland'), ('there', 'America/Tegucigalpa')$$, 'each side has its own time zone');
/* a duty that falls due today in one zone and fell due yesterday in another, at one moment */
SELECT as_of('') \g /dev/null
SELECT is((SELECT count(*) FROM (SELECT case_rules.as_of(z.name) AS day, (now() AT TIME ZONE z.name)::date AS there FROM pg_timezone_names z) x WHERE day <> there), 0::bigint,
    'without a day that is asked for, it is the day it is there');
SELECT is((SELECT count(*) FROM pg_timezone_names z WHERE case_rules.as_of_moment(z.name) <> now()), 0::bigint, 'and the moment is now');
SELECT as_of('2025-03-13') \g /dev/null
SELECT is((SELECT count(*) FROM pg_timezone_names z WHERE case_rules.as_of(z.name) <> '2025-03-13'), 0::bigint, 'a day that is asked for is that day everywhere');
SELECT results_eq($$SELECT status FROM book.duty_status WHERE case_id = 30 AND duty IN ('here', 'there')$$, $$VALUES ('due'), ('due')$$, 'on which neither is late');
SELECT as_of('2025-03-14') \g /dev/null
SELECT results_eq($$SELECT status FROM book.duty_status WHERE case_id = 30 AND duty IN ('here', 'there')$$, $$VALUES ('overdue'), ('overdue')$$, 'and the day after both are');
/* a function of the application that fails must not keep an act from being recorded */
CREATE OR REPLACE FUNCTION book.duty_place(case_id bigint, procedure text, subject_id bigint, side text)
RETURNS TABLE (time_zone text, calendar text) LANGUAGE plpgsql STABLE AS $$ BEGIN RAISE EXCEPTION 'broken'; END $$;
SELECT public.begun(31) \g /dev/null
SELECT is(proceed(31), '00000', 'a function that fails does not keep an act from being recorded');
SELECT is((SELECT concat(due_on, ' ', time_zone, ' ', coalesce(calendar, '-')) FROM book.duty WHERE case_id = 31 AND duty = 'here'), '2025-03-13 UTC -', 'its duty is reckoned in UTC');
CREATE OR REPLACE FUNCTION book.duty_place(case_id bigint, procedure text, subject_id bigint, side text)
RETURNS TABLE (time_zone text, calendar text) LANGUAGE sql STABLE BEGIN ATOMIC SELECT 'Mars/Base', NULL::text; END;
SELECT public.begun(32) \g /dev/null
SELECT is(proceed(32), '00000', 'nor does a time zone that there is not');
SELECT is((SELECT time_zone FROM book.duty WHERE case_id = 32 AND duty = 'here'), 'UTC', 'it is reckoned in UTC');
