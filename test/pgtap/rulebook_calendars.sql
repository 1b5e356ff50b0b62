/*
 * The calendars of a rulebook: weekends of States taken over, holidays written
 * in every way there is, a value that never goes stale, and answers by name.
 */
BEGIN;
SELECT plan(63);
SELECT case_rules.create_rulebook('book') \g /dev/null
SET LOCAL search_path = public, case_rules;
SET LOCAL case_rules.as_of = '2026-06-15';

/* calendars whose value is not what their row and their holidays say */
CREATE VIEW public.stale AS
    SELECT c.calendar
      FROM book.calendar c
     WHERE c.value <> case_rules.make_working_calendar(
               c.weekend, ARRAY(SELECT day FROM book.holiday h WHERE h.calendar = c.calendar AND NOT worked), c.holidays_known,
               c.weekends_suffice, ARRAY(SELECT day FROM book.holiday h WHERE h.calendar = c.calendar AND worked));
CREATE TABLE public.change (calendar text, was case_rules.working_calendar, is_now case_rules.working_calendar);
CREATE FUNCTION public.note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO public.change VALUES (NEW.calendar, OLD.value, NEW.value);
    RETURN NULL;
END $$;
CREATE TRIGGER note AFTER UPDATE ON book.calendar FOR EACH ROW EXECUTE FUNCTION public.note_change();

/* ---- the weekend of a State ---- */

INSERT INTO book.calendar (calendar, state, holidays_known) VALUES
    ('SA', 'SA', '{[2026-01-01,2027-01-01)}'), ('BN', 'BN', '{[2026-01-01,2027-01-01)}'), ('DE', 'DE', '{}');
SELECT results_eq('SELECT calendar, weekend FROM book.calendar ORDER BY 1', $$VALUES ('BN', 'fri sun'), ('DE', 'sat sun'), ('SA', 'fri sat')$$, 'weekends taken over');
SELECT is_empty($$SELECT calendar FROM book.calendar WHERE weekend_source <> case_rules.weekend_source(state)$$, 'with where they come from');
SELECT throws_ok($$INSERT INTO book.calendar (calendar, state) VALUES ('NP', 'NP')$$, '23502', 'calendar "NP" needs a weekend', 'where sources differ none is taken over');
SELECT throws_ok($$INSERT INTO book.calendar (calendar) VALUES ('X')$$, '23502', 'calendar "X" needs a weekend', 'nor where there is no State');
SELECT throws_ok($$INSERT INTO book.calendar (calendar, weekend) VALUES ('X', 'fri')$$, '23502', NULL, 'a weekend needs a source');
SELECT throws_ok($$INSERT INTO book.calendar (calendar, weekend, weekend_source) VALUES ('X', 'someday', 'Example Gazette')$$, '22023', NULL, 'and has to be one');
SELECT throws_ok($$INSERT INTO book.calendar (calendar, state) VALUES ('X', 'ZZ')$$, '22023', NULL, 'a State has to be one');
SELECT lives_ok($$INSERT INTO book.calendar (calendar, state, weekend, weekend_source) VALUES ('NP', 'NP', 'sat', 'Example Office')$$, 'given by hand');
SELECT throws_ok($$UPDATE book.calendar SET weekends_suffice = true WHERE calendar = 'NP'$$, '23514', NULL, 'weekends suffice for a reason');
SELECT lives_ok($$UPDATE book.calendar SET weekends_suffice = true, weekends_suffice_reason = 'instruction 7 of the Example Office' WHERE calendar = 'NP'$$, 'given together');
SELECT is(value, 'weekend sat; weekends suffice'::case_rules.working_calendar, 'which the value says') FROM book.calendar WHERE calendar = 'NP';

/* ---- holidays ---- */

COPY book.holiday (calendar, day, name, source, announced_on) FROM stdin;
SA	2026-03-20	Example feast, first day	Example Gazette	2026-03-18
SA	2026-03-22	Example feast, third day	Example Gazette	2026-03-18
SA	2026-03-23	Example feast, fourth day	Example Gazette	2026-03-18
BN	2026-02-23	National day	Example Gazette	\N
\.
SELECT is(value, 'weekend fri sat; known 2026-01-01/2026-12-31; holidays 2026-03-22 2026-03-23'::case_rules.working_calendar, 'copied')
  FROM book.calendar WHERE calendar = 'SA';
SELECT is_empty('TABLE public.stale', 'nothing is stale');
SELECT is((SELECT count(*) FROM public.change WHERE calendar = 'SA'), 1::bigint, 'made again once');
SELECT is((SELECT case_rules.working_calendar_differs(was, is_now) FROM public.change WHERE calendar = 'SA'), '[2026-03-22,2026-03-24)', 'a trigger of calendar sees what was and what is');

INSERT INTO book.holiday (calendar, day, name, source, worked) VALUES ('SA', '2026-04-04', 'worked in return', 'Example Gazette', true);
SELECT is(book.is_working_day('2026-04-04', 'SA'), true, 'a Saturday that is worked');
INSERT INTO book.holiday (calendar, day, name, source) VALUES ('SA', '2026-04-03', 'on a Friday', 'Example Gazette');
SELECT is((SELECT count(*) FROM public.change WHERE calendar = 'SA'), 2::bigint, 'a holiday on a weekend changes nothing');
UPDATE book.holiday SET name = 'by another name', announced_on = '2026-03-19' WHERE calendar = 'SA';
SELECT is((SELECT count(*) FROM public.change WHERE calendar = 'SA'), 2::bigint, 'nor does a name');
UPDATE book.holiday SET worked = false WHERE worked;
SELECT is(book.is_working_day('2026-04-04', 'SA'), false, 'not worked after all');
SELECT is_empty('TABLE public.stale', 'nothing is stale');
UPDATE book.holiday SET day = day + 1 WHERE calendar = 'SA' AND day = '2026-03-23';
SELECT is(book.is_working_day('2026-03-23', 'SA') AND NOT book.is_working_day('2026-03-24', 'SA'), true, 'moved by a day');
UPDATE book.holiday SET day = CASE day WHEN '2026-03-22' THEN date '2026-03-25' ELSE '2026-03-23' END WHERE calendar = 'SA' AND day IN ('2026-03-22', '2026-03-24');
SELECT is((SELECT value FROM book.calendar WHERE calendar = 'SA'), 'weekend fri sat; known 2026-01-01/2026-12-31; holidays 2026-03-23 2026-03-25'::case_rules.working_calendar, 'several at once');
UPDATE book.holiday SET calendar = 'DE' WHERE day = '2026-03-25';
SELECT results_eq($$SELECT calendar, value::text FROM book.calendar WHERE calendar IN ('DE', 'SA') ORDER BY 1$$,
    $$VALUES ('DE', 'weekend sat sun; holidays 2026-03-25'), ('SA', 'weekend fri sat; known 2026-01-01/2026-12-31; holidays 2026-03-23')$$, 'to another calendar');
DELETE FROM book.holiday WHERE calendar = 'DE';
SELECT is_empty('TABLE public.stale', 'struck out: nothing is stale');
INSERT INTO book.holiday (calendar, day, name, source) VALUES ('BN', '2026-02-23', 'again', 'x'), ('BN', '2026-02-24', 'new', 'x')
    ON CONFLICT (calendar, day) DO UPDATE SET worked = true;
SELECT is((SELECT value FROM book.calendar WHERE calendar = 'BN'), 'weekend fri sun; known 2026-01-01/2026-12-31; holidays 2026-02-24'::case_rules.working_calendar, 'on conflict too');
MERGE INTO book.holiday h USING (VALUES ('BN', date '2026-02-23'), ('BN', '2026-02-25')) v (calendar, day) ON h.calendar = v.calendar AND h.day = v.day
    WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT (calendar, day, name, source) VALUES (v.calendar, v.day, 'merged', 'x');
SELECT is((SELECT value FROM book.calendar WHERE calendar = 'BN'), 'weekend fri sun; known 2026-01-01/2026-12-31; holidays 2026-02-24 2026-02-25'::case_rules.working_calendar, 'and merged');

/* the row itself */
UPDATE book.calendar SET value = 'weekend none; known ../..' WHERE calendar = 'BN';
SELECT is_empty('TABLE public.stale', 'a value cannot be written by hand');
INSERT INTO book.calendar (calendar, weekend, weekend_source, value) VALUES ('own', 'sun', 'Example Office', 'weekend none');
SELECT is_empty('TABLE public.stale', 'nor brought along');
UPDATE book.calendar SET weekend = 'thu fri, from 2013-06-29 fri sat', weekend_source = 'Example Gazette' WHERE calendar = 'SA';
SELECT is(case_rules.working_day_kind('2012-01-05', value) || ', ' || case_rules.working_day_kind('2014-01-02', value), 'weekend, weekday', 'Thursdays before and after the weekend changed')
  FROM book.calendar WHERE calendar = 'SA';
UPDATE book.calendar SET calendar = 'KSA', holidays_known = '{[2026-01-01,2028-01-01)}' WHERE calendar = 'SA';
SELECT is_empty('TABLE public.stale', 'nor does a new name make it stale');
SELECT is((SELECT count(*) FROM book.holiday WHERE calendar = 'KSA'), 4::bigint, 'which its holidays share');
SELECT is(book.add_working_days('2027-12-30', -1, 'KSA'), '2027-12-29', 'known for longer');

/* a large load: the value is made once for each calendar, whatever the number of rows */
DELETE FROM public.change;
INSERT INTO book.holiday (calendar, day, name, source)
    SELECT c, date '2000-01-01' + g, 'Example day ' || g, 'Example Gazette'
      FROM generate_series(0, 2999) g, unnest('{own,DE}'::text[]) c;
SELECT results_eq('SELECT calendar, count(*) FROM public.change GROUP BY 1 ORDER BY 1', $$VALUES ('DE', 1::bigint), ('own', 1)$$, 'thousands at once');
SELECT is_empty('TABLE public.stale', 'and all of them');
DELETE FROM public.change;
UPDATE book.holiday SET day = day + 3000 WHERE calendar = 'own';
SELECT is((SELECT count(*) FROM public.change), 1::bigint, 'all moved: made again once');
UPDATE book.holiday SET day = day - 3000 WHERE calendar = 'own';
DELETE FROM book.holiday WHERE day < '2005-01-01';
SELECT is_empty('TABLE public.stale', 'also gone at once');
SELECT throws_ok($$INSERT INTO book.holiday (calendar, day, name, source) SELECT 'own', date '2100-01-01' + g, 'x', 'x' FROM generate_series(0, 30000) g$$, '54000', NULL, 'there is a limit');
SELECT is_empty('TABLE public.stale', 'which leaves what was');
SELECT throws_ok($$INSERT INTO book.holiday (calendar, day, name, source) VALUES ('own', 'infinity', 'x', 'x')$$, '23514', NULL, 'a holiday is a day');

/* triggers fire ALWAYS: a subscriber is in the role of a replica too */
CREATE FUNCTION pg_temp.as_replica() RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
    IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        RETURN NEXT skip('needs a superuser', 4);
        RETURN;
    END IF;
    SET LOCAL session_replication_role = replica;
    INSERT INTO book.holiday (calendar, day, name, source) VALUES ('KSA', '2026-05-27', 'x', 'x'), ('later', '2026-05-28', 'x', 'x');
    UPDATE book.holiday SET day = '2026-05-26' WHERE calendar = 'BN' AND day = '2026-02-24';
    RETURN NEXT is_empty('TABLE public.stale', 'what arrives in a replica is seen');
    INSERT INTO book.calendar (calendar, weekend, weekend_source) VALUES ('later', 'sun', 'x');
    RETURN NEXT is((SELECT value::text FROM book.calendar WHERE calendar = 'later'), 'weekend sun; holidays 2026-05-28', 'also holidays that came before their calendar');
    UPDATE book.calendar SET holidays_known = '{[2026-01-01,)}' WHERE calendar = 'KSA';
    DELETE FROM book.holiday WHERE calendar = 'KSA' AND day = '2026-05-27';
    RETURN NEXT is_empty('TABLE public.stale', 'and what goes there');
    TRUNCATE book.holiday;
    RETURN NEXT is_empty('TABLE public.stale', 'all of it');
    SET LOCAL session_replication_role = origin;
END $$;
SELECT * FROM pg_temp.as_replica();
INSERT INTO book.holiday (calendar, day, name, source) VALUES ('KSA', '2026-03-22', 'Example feast', 'Example Gazette'), ('BN', '2026-02-23', 'National day', 'Example Gazette');
TRUNCATE book.holiday;
SELECT is_empty('TABLE public.stale', 'an emptied table leaves no holiday behind');
SELECT is((SELECT value::text FROM book.calendar WHERE calendar = 'BN'), 'weekend fri sun; known 2026-01-01/2026-12-31', 'in any calendar');
INSERT INTO book.holiday (calendar, day, name, source) VALUES ('KSA', '2026-03-22', 'Example feast', 'Example Gazette'), ('BN', '2026-02-23', 'National day', 'Example Gazette');
DELETE FROM book.calendar WHERE calendar = 'own';
SELECT is_empty('TABLE public.stale', 'a calendar goes with its holidays');

/* a trigger that is switched off or gone is a hole */
SELECT is_empty($$SELECT * FROM case_rules.guard_holes('book')$$, 'no hole is open');
ALTER TABLE book.calendar DISABLE TRIGGER aa_calendar_value;
DROP TRIGGER aa_calendar_value_truncate ON book.holiday;
SELECT results_eq($$SELECT hole, object, detail FROM case_rules.guard_holes('book') ORDER BY 1$$,
    $$VALUES ('trigger is disabled', 'book.calendar', 'aa_calendar_value'), ('trigger is missing', 'book.holiday', 'aa_calendar_value_truncate')$$, 'until a trigger is switched off or dropped');
CREATE TRIGGER aa_calendar_value_truncate AFTER TRUNCATE ON book.holiday FOR EACH STATEMENT EXECUTE FUNCTION book.keep_calendar_value();
SELECT is(case_rules.repair_guard('book'), 2, 'which can be mended');

/* ---- answers by name ---- */

SELECT is(book.add_working_days('2026-03-19', 1, 'KSA'), '2026-03-23', 'add_working_days');
SELECT is(book.working_days_between('2026-03-19', '2026-03-29', 'KSA'), 5, 'working_days_between');
SELECT is(book.next_working_day('2026-03-20', 'KSA') || ' ' || book.previous_working_day('2026-03-22', 'KSA'), '2026-03-23 2026-03-19', 'next and previous');
SELECT is(book.is_working_day('2026-02-22', 'BN')::text || book.is_working_day('2026-02-21', 'BN')::text, 'falsetrue', 'Brunei works on Saturdays and not on Sundays');
SELECT is(concat_ws('|', book.working_day_gap('2026-12-30', 2, 'BN'), book.working_days_between_gap('2026-12-30', '2027-01-05', 'BN'), book.working_day_gap('2027-01-02', 'BN'), book.working_day_gap('2026-12-31', 'BN', 1)),
    'the holidays of 2027-01-01 are not known; known are 2026-01-01/2026-12-31|the holidays of 2027-01-01 are not known; known are 2026-01-01/2026-12-31|the holidays of 2027-01-02 are not known; known are 2026-01-01/2026-12-31', 'reasons');
SELECT throws_ok(format('SELECT %s', c), '22023', 'unknown calendar: "Atlantis"', c)
  FROM unnest('{"book.working_calendar(''Atlantis'')","book.add_working_days(''2026-01-01'', 1, ''Atlantis'')","book.working_day_gap(''2026-01-01'', ''Atlantis'')"}'::text[]) c;
SELECT is(book.add_working_days('2026-01-01', 1, NULL), NULL, 'no name, no answer');

/* ---- what is known ---- */

UPDATE book.calendar SET holidays_known = '{[2026-01-01,)}' WHERE calendar = 'KSA';
SELECT results_eq($$SELECT calendar, known_until, weekends_suffice, holidays, worked_days, outside FROM book.calendar_coverage WHERE calendar IN ('BN', 'DE', 'KSA', 'NP') ORDER BY 1$$,
    $$VALUES ('BN', date '2026-12-31', false, 1::bigint, 0::bigint, 0::bigint), ('DE', NULL, false, 0, 0, 0), ('KSA', 'infinity', false, 1, 0, 0), ('NP', NULL, true, 0, 0, 0)$$, 'coverage');

/* ---- who may add a holiday need not be able to change a calendar ---- */

CREATE ROLE regress_holidays;
GRANT USAGE ON SCHEMA book TO regress_holidays;
GRANT INSERT ON book.holiday TO regress_holidays;
SET LOCAL ROLE regress_holidays;
INSERT INTO book.holiday (calendar, day, name, source) VALUES ('BN', '2026-05-31', 'on a Sunday', 'x'), ('BN', '2026-06-01', 'on a Monday', 'x');
SELECT throws_ok($$UPDATE book.calendar SET holidays_known = '{(,)}'$$, '42501', NULL, 'which takes more');
SELECT throws_ok($$SELECT book.keep_calendar_value()$$, '42501', NULL, 'its trigger is not for calling');
RESET ROLE;
SELECT is(book.is_working_day('2026-06-01', 'BN'), false, 'the holiday counts');

/* ---- a rule may count working days, in a calendar that it is given ---- */

INSERT INTO case_rules.rule (procedure, rule, acts, condition, parameters, severity, on_unknown, floor, citation, message, hint, layer, basis, confidence, curable_by)
VALUES ('placement_abroad', 'example_working_time', '{decide}', 'is_working_day(act.acted_on, calendar::working_calendar)',
        '{"calendar": "weekend fri sat; known 2026-01-01/2026-12-31"}', 'warn', 'warn', 'warn', 'Example Office, manual', 'Decided on a day off.', 'Say why.', 'agency', 'policy', 'B', 'both');
SELECT results_eq($$SELECT e.verdict::text FROM unnest('{2026-03-19,2026-03-20,2027-03-19}'::date[]) WITH ORDINALITY d (day, n),
                           LATERAL case_rules.evaluate('placement_abroad', 'decide', '{}', d.day) e WHERE e.rule = 'example_working_time' ORDER BY n$$,
    $$VALUES ('satisfied'), ('violated'), ('unknown')$$, 'a rule on working time');

SELECT * FROM finish();
ROLLBACK;
