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
SELECT as_of('2025-03-13') \g /dev/null
SELECT is(due(1, 'report_before'), '2025-03-13 due', 'in time on its day');
SELECT as_of('2025-03-14') \g /dev/null
SELECT is(due(1, 'report_before'), '2025-03-13 overdue', 'late the day after');
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
SELECT is(public.try($$INSERT INTO book.duty_rule (duty, clock, fulfilled_by) VALUES ('bad', '1 day', '{close}')$$), 'RU008', 'an act without act: is none of them');
SELECT is((SELECT message FROM public.last_refusal), 'duty "bad" names the act "close" in "fulfilled_by" as if it were a source', 'as it says');
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
DELETE FROM book.rejudge_request;
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
SELECT as_of('2025-03-04') \g /dev/null
SELECT is(due(20, 'alert'), '2025-03-04 due', 'on its last day');
SELECT as_of('2025-03-05') \g /dev/null
SELECT is(due(20, 'alert'), '2025-03-04 overdue', 'and over');
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

/* ---- working days ---- */

CREATE OR REPLACE FUNCTION book.duty_place(case_id bigint, procedure text, subject_id bigint, side text)
RETURNS TABLE (time_zone text, calendar text) LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT 'UTC', CASE duty_place.side WHEN 'requesting' THEN 'XA' ELSE 'XB' END;
END;
DELETE FROM book.duty_rule;
INSERT INTO book.duty_rule (duty, side, clock) VALUES
    ('soon', 'requesting', '5 working days'), ('weekly', 'requested', '10 days, to next working day'), ('plain', 'requesting', '7 days');
SELECT public.begun(40), as_of('2025-03-10'), proceed(40, '2025-03-05') \g /dev/null
SELECT is(due(40, 'soon'), 'unknown | there is no calendar "XA"', 'a calendar that is not there');
SELECT is(due(40, 'plain'), '2025-03-12 due', 'the others need none');
INSERT INTO book.calendar (calendar, weekend, weekend_source) VALUES ('XA', 'fri sat', 'example'), ('XB', 'sat sun', 'example');
SELECT public.begun(41), proceed(41, '2025-03-05') \g /dev/null
SELECT matches(due(41, 'soon'), '^unknown | .*holidays.*2025-03-06', 'one whose holidays are not known');
SELECT is_empty('SELECT * FROM book.duty_move', 'nothing has moved');
/* the year is loaded: what could not be told can be told */
UPDATE book.calendar SET holidays_known = '{[2025-01-01,2026-01-01)}';
SELECT is(due(41, 'soon'), '2025-03-12 due', 'five working days, Friday and Saturday being none');
SELECT is(due(41, 'weekly'), '2025-03-17 due', 'a Saturday, moved to the Monday');
SELECT is(due(40, 'soon'), '2025-03-12 due', 'that of the calendar that was not there either');
SELECT results_eq($$SELECT seq, duty, from_due_on, due_on, calendar FROM book.duty_move WHERE case_id = 41 ORDER BY duty$$,
    $$VALUES (2::bigint, 'soon', NULL::date, date '2025-03-12', 'XA'), (2, 'weekly', NULL, '2025-03-17', 'XB')$$, 'each has left a row');
SELECT is((SELECT string_agg(duty, ' ') FROM book.duty_move WHERE duty = 'plain'), NULL, 'that of calendar days has not moved');
/* a holiday announced late */
SELECT public.begun(42), proceed(42, '2025-03-05'), public.begun(43), proceed(43, '2025-03-20'), public.begun(44), proceed(44, '2025-03-05') \g /dev/null
SELECT public.try($$INSERT INTO public.act (case_id, subject_id, act, acted_on, authority_id) VALUES (44, 44, 'close', '2025-03-06', 'requested')$$) \g /dev/null
SELECT is(due(42, 'soon'), '2025-03-12 due', 'projected when it was recorded');
DELETE FROM book.duty_rule;
CREATE TABLE public.before_it AS SELECT case_id, seq, duty, due_on FROM book.duty_status WHERE clock::text ~ 'working';
INSERT INTO book.holiday (calendar, day, name, source, announced_on) VALUES ('XA', '2025-03-11', 'Example Day', 'example gazette', '2025-03-08');
SELECT is(due(42, 'soon'), '2025-03-13 due', 'a holiday announced later moves it');
SELECT is((SELECT original_due_on FROM book.duty_status WHERE case_id = 42 AND duty = 'soon'), '2025-03-12', 'the first day stays');
SELECT results_eq($$SELECT from_due_on, due_on, reason FROM book.duty_move WHERE case_id = 42$$,
    $$VALUES (date '2025-03-12', date '2025-03-13', 'calendar XA changed from 2025-03-11 to 2025-03-11: 2025-03-11 Example Day is not worked, announced on 2025-03-08')$$, 'and a row says why');
SELECT results_eq('SELECT b.case_id, b.seq, b.duty FROM public.before_it b JOIN book.duty_status s USING (case_id, seq, duty) WHERE s.due_on IS DISTINCT FROM b.due_on ORDER BY 1, 2, 3',
    'SELECT m.case_id, m.seq, m.duty FROM book.duty_move m WHERE m.reason LIKE ''%Example Day%'' ORDER BY 1, 2, 3', 'the rows are those that moved, and no others');
SELECT is_empty('SELECT * FROM book.duty_move WHERE case_id = 43', 'a duty of later days has not moved');
SELECT is(due(44, 'soon'), '2025-03-13 met', 'one that was met moves too: what met it');
INSERT INTO public.act (case_id, subject_id, act, acted_on, authority_id, actor, amends) VALUES (44, 44, 'annul', '2025-03-07', 'requested', 'Example Actor', '{"seq": 3, "reason": "example", "second_person": "Example Second"}');
SELECT is(due(44, 'soon'), '2025-03-13 due', 'may be annulled');
/* what was known when */
SELECT set_config('case_rules.known_at', to_char((SELECT max(moved_at) FROM book.duty_move) - interval '1 microsecond', 'YYYY-MM-DD HH24:MI:SS.USOF'), true) \g /dev/null
SELECT is(due(42, 'soon'), '2025-03-12 due', 'before it was announced it stood where it stood');
SELECT set_config('case_rules.known_at', '', true) \g /dev/null
/* and taken back */
DELETE FROM book.holiday WHERE calendar = 'XA' AND day = '2025-03-11';
SELECT is(due(42, 'soon'), '2025-03-12 due', 'a holiday taken back moves it back');
SELECT is((SELECT count(*) FROM book.duty_move WHERE case_id = 42), 2::bigint, 'with a row of its own');
UPDATE book.calendar SET holidays_known = '{}' WHERE calendar = 'XA';
SELECT matches(due(42, 'soon'), '^unknown', 'a list that is not complete after all leaves it unknown');
UPDATE book.calendar SET holidays_known = '{[2025-01-01,2026-01-01)}' WHERE calendar = 'XA';
SELECT is(due(42, 'soon'), '2025-03-12 due', 'and back');
SELECT is(public.try('INSERT INTO book.duty_move (case_id, seq, duty, judgement, calendar, reason) VALUES (42, 2, ''soon'', 1, ''XA'', ''x'')'), 'RU006', 'nobody else writes such rows');
SELECT is(public.try('UPDATE book.duty_move SET due_on = NULL'), 'RU006', 'or changes them');
SELECT is(public.try('DELETE FROM book.duty_move'), 'RU006', 'or deletes them');
SELECT is(public.try('TRUNCATE book.duty_move'), 'RU006', 'or all of them');
/* with a day for reports set, it is still today's duties that move */
SELECT as_of('2000-01-01') \g /dev/null
INSERT INTO book.holiday (calendar, day, name, source, announced_on) VALUES ('XA', '2025-03-11', 'Example Day', 'example gazette', '2025-03-08');
SELECT as_of('2025-03-10') \g /dev/null
SELECT is(due(42, 'soon'), '2025-03-13 due', 'whatever day the session asks its reports of');

/* ---- more time ---- */

SELECT is(public.try($$INSERT INTO book.duty_extension (case_id, seq, duty, granted_on, due_on, reason, author) VALUES (42, 2, 'soon', '2025-03-10', '2025-03-20', 'the carer is ill', 'Example Author')$$), '00000', 'an extension');
SELECT is((SELECT concat_ws(' ', original_due_on, due_on, extended_on, status) FROM book.duty_status WHERE case_id = 42 AND duty = 'soon'), '2025-03-12 2025-03-20 2025-03-10 due', 'both days are kept');
SELECT as_of('2025-03-09') \g /dev/null
SELECT is(due(42, 'soon'), '2025-03-13 due', 'it counts from the day on which it was granted');
SELECT as_of('2025-03-20') \g /dev/null
SELECT is(due(42, 'soon'), '2025-03-20 due', 'in time on the last day');
SELECT as_of('2025-03-21') \g /dev/null
SELECT is(due(42, 'soon'), '2025-03-20 overdue', 'and late after it');
SELECT is(public.try($$INSERT INTO book.duty_extension (case_id, seq, duty, granted_on, due_on, reason, author) VALUES (42, 2, 'nothing', '2025-03-10', '2025-03-20', 'x', 'Example Author')$$), 'RU010', 'of no duty');
SELECT is((SELECT message FROM public.last_refusal), 'act 2 of this case has no duty "nothing"', 'as it says');
SELECT is(public.try($$INSERT INTO book.duty_extension (case_id, seq, duty, granted_on, due_on, reason, author) VALUES (42, 2, 'soon', '2025-03-10', '2025-03-12', 'x', 'Example Author')$$), 'RU010', 'that gives no more time');
SELECT is(public.try($$INSERT INTO book.duty_extension (case_id, seq, duty, granted_on, due_on, reason, author) VALUES (42, 2, 'soon', '2025-03-25', '2025-03-24', 'x', 'Example Author')$$), 'RU010', 'that ends before it is granted');
SELECT is(public.try($$INSERT INTO book.duty_extension (case_id, seq, duty, granted_on, due_on, reason, author) VALUES (42, 2, 'soon', '2025-03-10', 'infinity', 'x', 'Example Author')$$), 'RU010', 'for ever');
SELECT is(public.try($$INSERT INTO book.duty_extension (case_id, seq, duty, granted_on, due_on, reason, author) VALUES (42, 2, 'soon', '2025-03-10', '2025-03-25', ' ', 'Example Author')$$), '23514', 'without a reason');

/* ---- stopped clocks ---- */

INSERT INTO case_rules.procedure_act (procedure, act, position, is_protective, meaning, source) VALUES ('trial', 'ask', 7, false, 'asks', 'none'), ('trial', 'tell', 8, false, 'tells', 'none');
INSERT INTO case_rules.procedure_transition (procedure, from_state, act, side, to_state) VALUES ('trial', 'begun', 'ask', 'requested', 'begun'), ('trial', 'begun', 'tell', 'requesting', 'begun');
INSERT INTO book.duty_rule (duty, side, clock, suspended_by, resumed_by) VALUES
    ('in_days', 'requested', '10 days', '{ask}', '{tell}'), ('in_working_days', 'requested', '10 working days', '{ask}', '{tell}'), ('in_hours', 'requested', '48 hours', '{ask}', '{tell}');
SELECT as_of('2025-03-31'), public.begun(50), proceed(50, '2025-03-03') \g /dev/null
SELECT is(due(50, 'in_days') || ', ' || due(50, 'in_working_days'), '2025-03-13 overdue, 2025-03-17 overdue', 'nothing stands still yet');
INSERT INTO public.act (case_id, subject_id, act, acted_on, authority_id) VALUES (50, 50, 'ask', '2025-03-05', 'requested');
SELECT as_of('2025-03-10') \g /dev/null
SELECT is(due(50, 'in_days') || ', ' || due(50, 'in_working_days'), '2025-03-18 suspended, 2025-03-20 suspended', 'five days, of which three are worked');
SELECT is((SELECT string_agg(waits_for, ' ') FROM book.duty_status WHERE case_id = 50 AND duty LIKE 'in\_%'), 'requesting requesting requesting', 'the other side has to act');
INSERT INTO public.act (case_id, subject_id, act, acted_on) VALUES (50, 50, 'tell', '2025-03-12');
SELECT as_of('2025-03-20') \g /dev/null
SELECT is(due(50, 'in_days') || ', ' || due(50, 'in_working_days'), '2025-03-20 due, 2025-03-24 due', 'seven days, five of them worked');
SELECT is((SELECT due_at FROM book.duty_status WHERE case_id = 50 AND duty = 'in_hours'), timestamptz '2025-03-13 00:00+00', 'and hours by whole days');
/* what stood still before the extension is in the extension */
INSERT INTO book.duty_extension (case_id, seq, duty, granted_on, due_on, reason, author) VALUES (50, 2, 'in_days', '2025-03-10', '2025-04-01', 'example', 'Example Author');
SELECT is(due(50, 'in_days'), '2025-04-03 due', 'an extension that was granted on the 10th is put off by the two days from then on');
DELETE FROM book.duty_rule;

/* ---- series ---- */

INSERT INTO book.duty_rule (duty, cadence, until, fulfilled_by) VALUES ('calls', 'monthly', 'day', '{act:tell}'), ('in_working_days', 'at 2 and 5 working days', NULL, '{act:tell}');
SELECT public.begun(60), public.begun(61) \g /dev/null
UPDATE public.value SET day = '2025-05-03' WHERE id = 60;
UPDATE public.value SET day = NULL WHERE id = 61;
SELECT as_of('2025-06-15'), proceed(60), proceed(61) \g /dev/null
SELECT is((SELECT concat_ws(' ', owed, missed, due_on, status) FROM book.duty_status WHERE case_id = 60 AND duty = 'calls'), '2 2 overdue', 'a series that ends with a day: two months were owed');
SELECT is((SELECT concat_ws(' ', owed, missed, due_on, status) FROM book.duty_status WHERE case_id = 61 AND duty = 'calls'), '3 3 2025-07-02 overdue', 'where that day is not known, it goes on');
SELECT as_of('2025-03-03') \g /dev/null
SELECT is(due(60, 'in_working_days'), '2025-03-05 due', 'a series in working days');
INSERT INTO book.holiday (calendar, day, name, source, announced_on) VALUES ('XA', '2025-03-04', 'Example Day', 'example gazette', '2025-03-01');
SELECT is(due(60, 'in_working_days'), '2025-03-06 due', 'a holiday moves it too');
SELECT is_empty('SELECT * FROM book.duty_move WHERE case_id = 60', 'of a series that is over today no row is left');
UPDATE book.calendar SET holidays_known = '{[2025-01-01,2100-01-01)}' WHERE calendar = 'XA';
SELECT as_of(''), public.begun(62), proceed(62, (now() AT TIME ZONE 'UTC')::date) \g /dev/null
SELECT add_working_days AS second, book.add_working_days(add_working_days, 1, 'XA') AS third FROM book.add_working_days((now() AT TIME ZONE 'UTC')::date, 2, 'XA') \gset
SELECT is(due(62, 'in_working_days'), :'second' || ' due', 'one that runs');
INSERT INTO book.holiday (calendar, day, name, source) VALUES ('XA', :'second', 'Example Day', 'example gazette');
SELECT is(due(62, 'in_working_days'), :'third' || ' due', 'is moved by a holiday');
SELECT results_eq($$SELECT duty, from_due_on, due_on, reason FROM book.duty_move WHERE case_id = 62$$,
    format('VALUES (''in_working_days'', date %L, date %L, ''calendar XA changed from %s to %s: %s Example Day is not worked'')', :'second', :'third', :'second', :'second', :'second'), 'and leaves its row');

/* ---- whose list ---- */

INSERT INTO book.assignment (case_id, worker, side, from_on, to_on) VALUES (60, 'worker-1', 'requesting', '2025-01-01', '2025-03-10'), (60, 'worker-2', 'requesting', '2025-03-11', NULL), (61, 'worker-3', 'requested', '2025-01-01', NULL);
SELECT as_of('2025-03-10') \g /dev/null
SELECT results_eq($$SELECT worker, case_id, duty FROM book.worker_duty ORDER BY 1, 2, 3$$,
    $$VALUES ('worker-1', 60::bigint, 'calls'), ('worker-1', 60, 'in_working_days'), ('worker-3', 61, 'answer'), ('worker-3', 61, 'fixed')$$, 'the duties of the side for which a worker is there on that day');
SELECT as_of('2025-03-11') \g /dev/null
SELECT set_eq($$SELECT DISTINCT worker FROM book.worker_duty WHERE case_id = 60$$, ARRAY['worker-2'], 'and then of the next one');
SELECT results_eq($$SELECT to_jsonb(w) - 'worker' - 'says' FROM book.worker_duty w WHERE worker = 'worker-2' ORDER BY duty$$,
    $$SELECT to_jsonb(s) FROM book.duty_status s WHERE case_id = 60 AND side = 'requesting' ORDER BY duty$$, 'as duty_status says it');
SELECT results_eq($$SELECT duty, says FROM book.worker_duty WHERE case_id = 60 ORDER BY 1$$,
    $$VALUES ('calls', 'Next visit by April 2, 2025'), ('in_working_days', '1 visit missed')$$, 'with a sentence on each');
SELECT set_config('case_rules.language', 'es', true) \g /dev/null
SELECT is((SELECT says FROM book.worker_duty WHERE case_id = 60 AND duty = 'in_working_days'), '1 visita no realizada', 'in the language of the reader');
SELECT set_config('case_rules.language', 'en', true) \g /dev/null
DELETE FROM book.duty_rule;
INSERT INTO book.duty_rule (duty, side, clock, counted_from, fulfilled_by) VALUES ('a', 'requesting', '5 working days', NULL, '{act:close}'), ('b', 'requesting', '5 days', NULL, '{act:close}'),
    ('c', 'requesting', '5 days', 'day', '{act:close}'), ('d', 'requesting', '48 hours', NULL, '{act:close}');
SELECT as_of('2025-03-20'), public.begun(70), proceed(70, '2025-03-19') \g /dev/null
UPDATE public.value SET day = NULL WHERE id = 70;
SELECT case_rules.rejudge_case('book', '70') \g /dev/null
INSERT INTO book.assignment (case_id, worker, side, from_on) VALUES (70, 'worker-1', 'requesting', '2025-01-01');
CREATE FUNCTION says(day text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT string_agg(duty || ': ' || says, ', ' ORDER BY duty) FROM book.worker_duty WHERE case_id = 70 AND set_config('case_rules.as_of', $1, true) IS NOT NULL $$;
SELECT as_of('2025-03-20') \g /dev/null
SELECT is(says('2025-03-20'), 'a: Due in 4 working days, b: Due in 4 days, c: Due date not known, d: Due in 1 day', 'what is due soon');
SELECT as_of('2025-03-26') \g /dev/null
SELECT is(says('2025-03-26'), 'a: Due today, b: 2 days overdue, c: Due date not known, d: 5 days overdue', 'today, and late');
SELECT as_of('2025-03-30') \g /dev/null
SELECT is(says('2025-03-30'), 'a: 2 working days overdue, b: 6 days overdue, c: Due date not known, d: 9 days overdue', 'in working days what is counted in them');
SELECT public.try($$INSERT INTO public.act (case_id, subject_id, act, acted_on, authority_id) VALUES (70, 70, 'close', '2025-03-29', 'requested')$$) \g /dev/null
SELECT is(says('2025-03-30'), 'a: Done on March 29, 2025, b: Done on March 29, 2025, c: Done on March 29, 2025, d: Done on March 29, 2025', 'and done');

/* ---- days on which nothing can be counted ---- */

DELETE FROM book.duty_rule;
INSERT INTO book.duty_rule (duty, clock, counted_from) VALUES
    ('far_away', '10 days', 'act.until'), ('far_worked', '10 working days', 'act.until'), ('far_hours', '48 hours', 'act.until'), ('far_back', '7 days before', 'act.until');
INSERT INTO book.duty_rule (duty, cadence, counted_from, until) VALUES ('far_series', 'monthly', 'act.until', 'act.until');
SELECT as_of('2025-03-10'), public.begun(170), public.begun(171) \g /dev/null
SELECT is(proceed(170, details => '{"until": "9999-12-31"}') || proceed(171, details => '{"until": "0001-01-02"}'), '0000000000', 'a day at the end of time does not keep an act from being recorded');
SELECT is((SELECT count(*) FROM book.duty_status WHERE case_id IN (170, 171) AND status = 'unknown' AND gap = 'the day from which it is counted is not known'), 10::bigint, 'no duty is counted from it');
SELECT is(public.try($$INSERT INTO book.duty_rule (duty, clock) VALUES ('far', '9999 years')$$), '22008', 'a time limit that leads beyond the calendar');
SELECT is(public.try($$INSERT INTO book.duty_rule (duty, clock) VALUES ('far', '6500 years')$$), 'RU008', 'one that reaches nearly there');
SELECT is((SELECT message FROM public.last_refusal), 'the time limit of duty "far" is too long', 'as it says');
SELECT is(public.try($$INSERT INTO book.duty_rule (duty, clock, suspended_by) VALUES ('stop_back', '7 days before', '{ask}')$$), 'RU008', 'a limit that runs backwards does not stand still');
SELECT is(public.try($$INSERT INTO book.duty_rule (duty, cadence, suspended_by) VALUES ('stop_series', 'monthly', '{ask}')$$), 'RU008', 'nor does a series');
SELECT is((SELECT message || ' | ' || detail FROM public.last_refusal), 'duty "stop_series" cannot be suspended | Neither a series nor a limit that runs backwards stands still.', 'as it says');

/* ---- a zone that PostgreSQL takes and in which no day can be told: one such duty would end every report ---- */

CREATE OR REPLACE FUNCTION book.duty_place(case_id bigint, procedure text, subject_id bigint, side text)
RETURNS TABLE (time_zone text, calendar text) LANGUAGE sql STABLE BEGIN ATOMIC SELECT 'MSK', NULL::text; END;
DELETE FROM book.duty_rule;
INSERT INTO book.duty_rule (duty, clock) VALUES ('here', '10 days');
SELECT public.begun(172) \g /dev/null
SELECT is(proceed(172), '00000', 'an abbreviation');
SELECT is((SELECT time_zone FROM book.duty_status WHERE case_id = 172 AND duty = 'here'), 'UTC', 'is no time zone');

/* ---- the office's own in the place of one of the release, with the same number of version ---- */

SELECT public.begun(173), proceed(173) \g /dev/null
INSERT INTO book.duty_rule (duty, version, side, clock, in_force) VALUES ('answer', 1, 'requested', '40 days', '[2025-03-01,)');
SELECT case_rules.rejudge_case('book', '173') \g /dev/null
SELECT is(due(173, 'answer'), '2025-04-12 due', 'judged again, the duty is the office''s own');
UPDATE book.duty_rule SET clock = '50 days' WHERE duty = 'answer';
SELECT case_rules.rejudge_case('book', '173'), case_rules.rejudge_case('book', '173') \g /dev/null
SELECT is(due(173, 'answer'), '2025-04-22 due', 'and what its row says now, where that was written over');
SELECT is((SELECT string_agg(concat(judgement, ' ', clock, ' ', superseded_at IS NULL), ', ' ORDER BY judgement) FROM book.duty WHERE case_id = 173 AND duty = 'answer'),
    '1 10 days f, 2 40 days f, 3 50 days t', 'each was closed and written once');

/* ---- stops, hours and extensions at their edges ---- */

CREATE OR REPLACE FUNCTION book.duty_place(case_id bigint, procedure text, subject_id bigint, side text)
RETURNS TABLE (time_zone text, calendar text) LANGUAGE sql STABLE BEGIN ATOMIC SELECT 'Europe/Berlin', 'XA'; END;
DELETE FROM book.duty_rule;
INSERT INTO book.duty_rule (duty, side, clock, counted_from, suspended_by, resumed_by) VALUES
    ('in_days', 'requested', '10 days', NULL, '{ask}', '{tell}'), ('in_hours', 'requested', '48 hours', NULL, '{ask}', '{tell}'),
    ('later_on', 'requested', '10 days', 'act.until', '{ask}', '{tell}');
SELECT public.begun(180), public.begun(181) \g /dev/null
INSERT INTO public.act (case_id, subject_id, act, acted_on, authority_id) VALUES (180, 180, 'ask', '2025-03-25', 'requested');
SELECT proceed(180, '2025-03-25', '{"until": "2025-04-20"}') \g /dev/null
SELECT as_of('2025-03-26') \g /dev/null
SELECT is(due(180, 'in_days'), '2025-04-04 due', 'what was asked before the duty began, on the same day, does not stop it');
INSERT INTO public.act (case_id, subject_id, act, acted_on, authority_id) VALUES (180, 180, 'ask', '2025-03-27', 'requested');
INSERT INTO public.act (case_id, subject_id, act, acted_on) VALUES (180, 180, 'tell', '2025-04-01');
SELECT as_of('2025-04-02') \g /dev/null
SELECT is((SELECT due_at AT TIME ZONE 'Europe/Berlin' FROM book.duty_status WHERE case_id = 180 AND duty = 'in_hours'), timestamp '2025-04-02 00:00', 'put off over the beginning of summer time, at the same hour');
SELECT is((SELECT due_on FROM book.duty_status WHERE case_id = 180 AND duty = 'in_hours'), date '2025-04-01', 'and on that day');
SELECT is(due(180, 'later_on'), '2025-04-30 due', 'a clock does not stand still before it runs');
/* one that had run out */
SELECT proceed(181, '2025-03-03') \g /dev/null
INSERT INTO public.act (case_id, subject_id, act, acted_on, authority_id) VALUES (181, 181, 'ask', '2025-03-20', 'requested');
SELECT as_of('2025-03-25') \g /dev/null
SELECT is(due(181, 'in_days') || ', ' || due(181, 'in_hours'), '2025-03-13 overdue, 2025-03-05 overdue', 'time that has run out does not stand still');
SELECT is((SELECT string_agg(concat(waits_for, ' ', coalesce(suspended_since::text, '-')), ', ') FROM book.duty_status WHERE case_id = 181 AND duty IN ('in_days', 'in_hours')),
    'requested -, requested -', 'and the side whose duty it is has to act');
INSERT INTO public.act (case_id, subject_id, act, acted_on) VALUES (181, 181, 'tell', '2025-03-28');
SELECT as_of('2025-03-30') \g /dev/null
SELECT is((SELECT concat(status, ' ', due_at AT TIME ZONE 'Europe/Berlin') FROM book.duty_status WHERE case_id = 181 AND duty = 'in_hours'), 'overdue 2025-03-06 00:00:00', 'nor is it in time again afterwards');
/* an extension gives more time, whatever the calendar and the stops do */
DELETE FROM book.duty_rule;
INSERT INTO book.duty_rule (duty, side, clock, suspended_by, resumed_by) VALUES ('soon', 'requested', '5 working days', '{ask}', '{tell}');
DELETE FROM book.holiday;
SELECT public.begun(182), proceed(182, '2025-05-04') \g /dev/null
SELECT as_of('2025-05-12') \g /dev/null
SELECT is(due(182, 'soon'), '2025-05-11 overdue', 'Sunday to Thursday, and the Sunday after');
INSERT INTO book.duty_extension (case_id, seq, duty, granted_on, due_on, reason, author) VALUES (182, 2, 'soon', '2025-05-09', '2025-05-13', 'example', 'Example Author');
SELECT is(due(182, 'soon'), '2025-05-13 due', 'extended');
INSERT INTO book.holiday (calendar, day, name, source) SELECT 'XA', d::date, 'Example Day', 'example' FROM generate_series(timestamp '2025-05-05', '2025-05-08', '1 day') d;
SELECT is(due(182, 'soon'), '2025-05-15 due', 'holidays announced later give even more');
SELECT is(public.try($$INSERT INTO book.duty_extension (case_id, seq, duty, granted_on, due_on, reason, author) VALUES (182, 2, 'soon', '2025-05-09', '2025-05-14', 'x', 'Example Author')$$), 'RU010',
    'an extension to a day before the one to which it has moved');
SELECT is(public.try($$UPDATE book.duty_extension SET due_on = '2025-06-30' WHERE case_id = 182$$), 'RU010', 'an extension is not written over');
SELECT is((SELECT hint FROM public.last_refusal), 'Record another one: the one granted last counts, and what was known before stays.', 'as it says');
/* what starts a duty does not fulfil it */
DELETE FROM book.duty_rule;
INSERT INTO book.duty_rule (duty, clock, fulfilled_by) VALUES ('go_on', '10 days', '{act:proceed}');
SELECT public.begun(183), proceed(183, '2025-05-04'), proceed(183, '2025-05-04') \g /dev/null
SELECT results_eq('SELECT seq, status FROM book.duty_status WHERE case_id = 183 AND duty = ''go_on'' ORDER BY 1', $$VALUES (2::bigint, 'met'), (3, 'due')$$, 'what starts a duty does not meet it, nor does what came before it');

/* ---- nothing is missing that looks after it ---- */

CREATE FUNCTION public.holes_without(relation regclass, trigger_name text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE n bigint;
BEGIN
    BEGIN
        EXECUTE format('DROP TRIGGER %I ON %s', trigger_name, relation);
        SELECT count(*) INTO n FROM case_rules.guard_holes('book') WHERE hole = 'trigger is missing';
        RAISE EXCEPTION USING ERRCODE = 'P0099', MESSAGE = n::text;
    EXCEPTION WHEN SQLSTATE 'P0099' THEN
        RETURN SQLERRM;
    END;
END $$;
SET CONSTRAINTS ALL IMMEDIATE;
SELECT is_empty($$SELECT tgrelid::regclass, tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
                   WHERE c.relnamespace = 'book'::regnamespace AND NOT tgisinternal AND tgname ~ '^(case_rules_|aa_)' AND public.holes_without(tgrelid, tgname) <> 1$$,
    'guard_holes() misses any trigger of the rulebook');
SELECT is_empty($$SELECT tgrelid::regclass, tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
                   WHERE c.relnamespace = 'book'::regnamespace AND NOT tgisinternal AND tgenabled <> 'A'$$, 'all of them fire always');

SELECT * FROM finish();
ROLLBACK;
