/*
 * facts: what the facts functions of the reference schema say.
 *
 * First single facts, each as its declaration words it; then the form for one
 * placement is compared with the bulk form over random data, for every fact,
 * on several days and by what was known at several moments; and with itself in
 * a database where what came after an act, or became known later, is not there.
 */
BEGIN;
SELECT plan(215);
SET LOCAL search_path = public;
SET LOCAL client_min_messages = error;
SET LOCAL jit = off;    -- compiling so many expressions would take longer than evaluating them

SELECT case_rules.create_casework('facts_test');
SET LOCAL search_path = facts_test, public;

/* ---- with every trigger in place: versions, subjects, regimes, reports -------- */

INSERT INTO authority (authority_id, state, name, role, public_law, time_zone) VALUES
    ('a1000000-0000-4000-8000-000000000001', 'GB', 'Example Court', 'court', true, 'Europe/London'),
    ('a1000000-0000-4000-8000-000000000002', 'IE', 'Example Central Authority', 'central_authority', true, 'Europe/Dublin');
INSERT INTO case_file (case_id, opened_on) VALUES ('c1000000-0000-4000-8000-000000000001', '2025-05-01');
INSERT INTO child (case_id, child_id, birth_date)
VALUES ('c1000000-0000-4000-8000-000000000001', 'd1000000-0000-4000-8000-000000000001', '2016');
INSERT INTO placement (case_id, placement_id, child_id, requesting_state, requested_state)
VALUES ('c1000000-0000-4000-8000-000000000001', 'f1000000-0000-4000-8000-000000000001', 'd1000000-0000-4000-8000-000000000001', 'GB', 'IE');

SELECT throws_ok($$INSERT INTO facts_test.authority (state, name, role, public_law, time_zone) VALUES ('IE', 'x', 'court', true, 'Europe/Nowhere')$$,
    '22023', NULL, 'a time zone that does not exist is refused');
SELECT throws_ok($$INSERT INTO facts_test.authority (state, name, role, public_law, time_zone) VALUES ('IE', 'x', 'court', true, 'EST5EDT')$$,
    '23514', NULL, 'so is one that is not named after a place');
SELECT throws_ok($$INSERT INTO facts_test.placement (case_id, child_id, requesting_state, requested_state)
    VALUES ('c1000000-0000-4000-8000-000000000001', 'd1000000-0000-4000-8000-000000000001', 'IE', 'IE')$$,
    '23514', NULL, 'a placement within one State is no placement abroad');

INSERT INTO views (case_id, views_id, child_id, heard_on, outcome)
VALUES ('c1000000-0000-4000-8000-000000000001', 'b1000000-0000-4000-8000-000000000001', 'd1000000-0000-4000-8000-000000000001', '2025-05-10', 'not_offered');
UPDATE views SET outcome = 'heard' WHERE views_id = 'b1000000-0000-4000-8000-000000000001';
SELECT results_eq($$SELECT outcome, superseded_at IS NULL FROM facts_test.views WHERE case_id = 'c1000000-0000-4000-8000-000000000001' ORDER BY 2$$,
    $$VALUES ('not_offered'::text, false), ('heard', true)$$, 'a row that is changed leaves its former version');
SELECT ok(bool_and(old.superseded_at = new.recorded_at AND old.recorded_at < new.recorded_at), 'which ends when the new one begins')
  FROM views old, views new WHERE old.superseded_at IS NOT NULL AND new.superseded_at IS NULL;
UPDATE views SET outcome = 'heard' WHERE views_id = 'b1000000-0000-4000-8000-000000000001';
SELECT is((SELECT count(*) FROM views), 2::bigint, 'a change that changes nothing leaves none');
UPDATE views SET outcome = 'declined' WHERE superseded_at IS NOT NULL;
SELECT results_eq($$SELECT outcome, superseded_at IS NULL FROM facts_test.views WHERE case_id = 'c1000000-0000-4000-8000-000000000001' ORDER BY 2$$,
    $$VALUES ('not_offered'::text, false), ('heard', true)$$, 'a former version is not changed');
DELETE FROM views WHERE views_id = 'b1000000-0000-4000-8000-000000000001';
SELECT is((SELECT count(*) FROM views WHERE superseded_at IS NOT NULL), 2::bigint, 'a row that is deleted is struck out');
DELETE FROM views;
SELECT is((SELECT count(*) FROM views WHERE superseded_at IS NOT NULL), 2::bigint, 'a former version is not deleted');
SET LOCAL case_rules.erasing = on;
DELETE FROM views WHERE case_id = 'c1000000-0000-4000-8000-000000000001';
SET LOCAL case_rules.erasing = off;
SELECT is((SELECT count(*) FROM views), 0::bigint, 'but by the owner, for good');

UPDATE placement SET requested_state = 'FR' WHERE placement_id = 'f1000000-0000-4000-8000-000000000001';
UPDATE placement SET requested_state = 'IE' WHERE placement_id = 'f1000000-0000-4000-8000-000000000001';
SELECT is((SELECT state::text || '/' || regime || '/' || next_side FROM placement_status), NULL, 'a placement without an act has no state');
SELECT is((SELECT regime || '/' || next_side FROM placement_status), 'unknown/requesting', 'no regime yet, and it is the requesting side''s move');
INSERT INTO act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES ('c1000000-0000-4000-8000-000000000001', 'placement_abroad', 'f1000000-0000-4000-8000-000000000001', 'contemplate', '2025-05-12',
        'a1000000-0000-4000-8000-000000000001', 'Example Judge', '{"jurisdiction_article": "5", "regime": "none"}');
SELECT is((SELECT state::text || '/' || regime || '/' || next_side FROM placement_status), 'contemplated/hc1996/requesting', 'where it stands after contemplate');
SELECT results_eq('SELECT regime, found, stated, by_seq, from_on, jsonb_typeof(reasons) FROM facts_test.placement_regime',
    $$VALUES ('hc1996'::text, 'hc1996'::text, 'none'::text, 1::bigint, date '2025-05-12', 'array'::text)$$,
    'the regime that the treaties give holds against what the act states');
SELECT throws_ok($$UPDATE facts_test.placement SET requested_state = 'FR' WHERE case_id = 'c1000000-0000-4000-8000-000000000001'$$,
    '55000', NULL, 'the States of a placement are settled by its first act');
SELECT lives_ok($$UPDATE facts_test.placement SET label = 'EX' WHERE case_id = 'c1000000-0000-4000-8000-000000000001'$$, 'its label is not');
INSERT INTO act (case_id, procedure, subject_id, act, acted_on, authority_id, actor)
VALUES ('c1000000-0000-4000-8000-000000000001', 'placement_abroad', 'f1000000-0000-4000-8000-000000000001', 'report_missing', '2025-05-20',
        'a1000000-0000-4000-8000-000000000001', 'Example Judge');
SET LOCAL case_rules.as_of = '2025-05-25';
SELECT is((SELECT status FROM duty_status WHERE duty = 'missing_alert'), 'overdue', 'a missing child and nobody told');
INSERT INTO notice (case_id, placement_id, about, sent_on) VALUES
    ('c1000000-0000-4000-8000-000000000001', 'f1000000-0000-4000-8000-000000000001', 'other', '2025-05-20');
SELECT is((SELECT status FROM duty_status WHERE duty = 'missing_alert'), 'overdue', 'a notice of something else is none');
INSERT INTO notice (case_id, placement_id, about, sent_on) VALUES
    ('c1000000-0000-4000-8000-000000000001', 'f1000000-0000-4000-8000-000000000001', 'missing', '2025-05-21');
SELECT is((SELECT status FROM duty_status WHERE duty = 'missing_alert'), 'met', 'the notice that was owed');
SET LOCAL case_rules.as_of = '2025-05-19';
SELECT is((SELECT last_act FROM placement_status), 'contemplate', 'the report as it stood before');
RESET case_rules.as_of;

/* ---- what was known when, and acts that came late or were mistaken --------------- */

SELECT clock_timestamp() AS before_change \gset
UPDATE child SET birth_date = '2015' WHERE case_id = 'c1000000-0000-4000-8000-000000000001';
UPDATE child SET label = 'Example Child' WHERE case_id = 'c1000000-0000-4000-8000-000000000001';
UPDATE placement SET proceedings_instituted_on = '2025-05-02' WHERE case_id = 'c1000000-0000-4000-8000-000000000001';
INSERT INTO proposed_carer (case_id, carer_id) VALUES ('c1000000-0000-4000-8000-000000000001', 'b1000000-0000-4000-8000-000000000031');
UPDATE proposed_carer SET household_listed_on = '2025-05-03' WHERE case_id = 'c1000000-0000-4000-8000-000000000001';
SELECT results_eq($$SELECT birth_date::text, superseded_at = (SELECT recorded_at FROM facts_test.child WHERE label = 'Example Child'), recorded_at < superseded_at
                      FROM facts_test.child_version$$,
    $$VALUES ('2016', true, true)$$, 'a child that is known otherwise leaves what was known before, another label nothing');
SELECT is((SELECT count(*) FROM placement_version WHERE proceedings_instituted_on IS NULL) + (SELECT count(*) FROM proposed_carer_version WHERE household_listed_on IS NULL),
          2::bigint, 'so do placements and carers');
SELECT results_eq(format($$SELECT n.child_born::text, n.proceedings_instituted_on, t.child_born::text, t.proceedings_instituted_on
      FROM facts_test.placement_facts('c1000000-0000-4000-8000-000000000001', 'f1000000-0000-4000-8000-000000000001', '2025-05-12', NULL, NULL) n,
           facts_test.placement_facts('c1000000-0000-4000-8000-000000000001', 'f1000000-0000-4000-8000-000000000001', '2025-05-12', %L, NULL) t$$, :'before_change'),
    $$VALUES ('2015', date '2025-05-02', '2016', NULL::date)$$, 'both are read');

INSERT INTO authority (authority_id, state, name, role, public_law, time_zone) VALUES
    ('a1000000-0000-4000-8000-000000000003', 'US', 'Example County Court', 'court', true, 'America/Chicago');
INSERT INTO case_file (case_id, opened_on) VALUES ('c1000000-0000-4000-8000-000000000002', '2025-05-01');
INSERT INTO child (case_id, child_id, birth_date)
VALUES ('c1000000-0000-4000-8000-000000000002', 'd1000000-0000-4000-8000-000000000002', '2014');
INSERT INTO placement (case_id, placement_id, child_id, requesting_state, requested_state)
VALUES ('c1000000-0000-4000-8000-000000000002', 'f1000000-0000-4000-8000-000000000002', 'd1000000-0000-4000-8000-000000000002', 'US', 'MX');
CREATE FUNCTION pg_temp.record(act text, day date, details jsonb DEFAULT '{}', amends jsonb DEFAULT NULL, irregular jsonb DEFAULT NULL)
RETURNS bigint LANGUAGE sql AS $$
    INSERT INTO facts_test.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details, amends, irregular)
    VALUES ('c1000000-0000-4000-8000-000000000002', 'placement_abroad', 'f1000000-0000-4000-8000-000000000002', act, day,
            'a1000000-0000-4000-8000-000000000003', 'Example Judge', details, amends || '{"reason": "as the file shows", "second_person": "Example Clerk"}',
            irregular)
    RETURNING seq $$;
/* state, regime and last act as a day and a moment have it; null: all that is known */
CREATE FUNCTION pg_temp.stood(day date, known text DEFAULT '') RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    answer text;
BEGIN
    PERFORM set_config('case_rules.as_of', day::text, true), set_config('case_rules.known_at', known, true);
    SELECT concat_ws('/', state, regime, last_act) INTO answer
      FROM facts_test.placement_status WHERE case_id = 'c1000000-0000-4000-8000-000000000002';
    PERFORM set_config('case_rules.as_of', '', true), set_config('case_rules.known_at', '', true);
    RETURN answer;
END $$;
CREATE FUNCTION pg_temp.open_findings(day date, known text DEFAULT '') RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    answer text;
BEGIN
    PERFORM set_config('case_rules.as_of', day::text, true), set_config('case_rules.known_at', known, true);
    SELECT string_agg(seq || ' ' || rule, ', ' ORDER BY seq, rule) INTO answer
      FROM facts_test.open_finding WHERE case_id = 'c1000000-0000-4000-8000-000000000002' AND mode = 'enforced' AND severity >= 'override';
    PERFORM set_config('case_rules.as_of', '', true), set_config('case_rules.known_at', '', true);
    RETURN answer;
END $$;
CREATE FUNCTION pg_temp.history(seq bigint) RETURNS SETOF facts_test.journal LANGUAGE sql AS
    'SELECT * FROM facts_test.journal j WHERE j.case_id = ''c1000000-0000-4000-8000-000000000002'' AND j.seq = history.seq';
SELECT is(pg_temp.record('contemplate', '2025-05-12', '{"jurisdiction_article": "5", "regime": "none"}'), 1::bigint, 'where the treaties are silent, the regime that is stated');
SELECT is(pg_temp.record('open_consultation', '2025-05-18', '{"addressee_role": "other"}'), 2::bigint, 'under no treaty anybody may be consulted');
SELECT is(pg_temp.record('report_missing', '2025-05-20'), 3::bigint, 'a child is missing, and nobody was told');
SELECT is(pg_temp.open_findings('2025-05-20'), '3 missing_child_alert', 'which stays open');
SELECT clock_timestamp() AS before_late \gset
SELECT is(pg_temp.record('determine_regime', '2025-05-15', '{"regime": "hc1996", "regime_grounds": "as the file shows"}'), 4::bigint, 'another regime is found late');
SELECT is(pg_temp.stood('2025-05-14'), 'contemplated/none/contemplate', 'it counts from its own day');
SELECT is(pg_temp.stood('2025-05-18'), 'contemplated/hc1996/determine_regime', 'and bars what was lawful without it');
SELECT is(pg_temp.stood('2025-05-18', :'before_late'), 'consultation_opened/none/open_consultation', 'but nobody knew before');
SELECT is(pg_temp.open_findings('2025-05-20'), '2 a33_consultation_addressee, 3 missing_child_alert', 'what stands against it is open');
SELECT clock_timestamp() AS before_annulment \gset
SELECT is(pg_temp.record('annul', '2025-05-21', '{"document": "EX-7"}', '{"seq": 4}'), 5::bigint, 'and was not that regime');
SELECT is(pg_temp.stood('2025-05-18'), 'consultation_opened/none/open_consultation', 'what it found does not count');
SELECT is(pg_temp.stood('2025-05-18', :'before_annulment'), 'contemplated/hc1996/determine_regime', 'though it did until it was annulled');
SELECT is(pg_temp.open_findings('2025-05-20'), '3 missing_child_alert', 'nor do findings of a judgement that is not the latest');
SELECT is(pg_temp.record('contemplate', '2025-05-13', '{"jurisdiction_article": "5", "regime": "hc1996"}', '{"seq": 1}'), 6::bigint, 'the first act was another day, and under another regime');
SELECT is(pg_temp.stood('2025-05-12'), 'unknown', 'so nothing happened the day before');
SELECT is(pg_temp.stood('2025-05-18'), 'contemplated/hc1996/contemplate', 'and the regime is that of the act that took its place');
SELECT is(pg_temp.stood('2025-05-13', :'before_annulment'), 'contemplated/none/contemplate', 'nobody knew that either');
SELECT is((SELECT string_agg(by_seq || ' ' || counts, ', ' ORDER BY by_seq) FROM placement_regime WHERE case_id = 'c1000000-0000-4000-8000-000000000002'),
          '1 false, 4 false, 6 true', 'the rows of all are there');
SELECT results_eq($$SELECT judgement, outcome, cause, cause_seq, changed_facts -> 'regime', changed_rules -> 'a33_consultation_addressee:1'
                      FROM facts_test.judgement_history('c1000000-0000-4000-8000-000000000002',
                               (SELECT act_id FROM facts_test.act WHERE case_id = 'c1000000-0000-4000-8000-000000000002' AND seq = 2))$$,
    $$VALUES (1, 'permitted', 'recorded', NULL::bigint, NULL::jsonb, NULL::jsonb),
             (2, 'barred', 'late', 4, '{"before": "none", "after": "hc1996"}', '{"before": "not_applicable", "after": "violated"}'),
             (3, 'permitted', 'annulled', 5, '{"before": "hc1996", "after": "none"}', '{"before": "violated", "after": "not_applicable"}'),
             (4, 'barred', 'corrected', 6, '{"before": "none", "after": "hc1996"}', '{"before": "not_applicable", "after": "violated"}')$$,
    'the history of an act: why it was judged again, what was known otherwise, and what came of it');
SELECT results_eq($$SELECT judgement, rules ->> 'missing_child_alert:1', from_state, changed_rules
                      FROM facts_test.judgement_history('c1000000-0000-4000-8000-000000000002',
                               (SELECT act_id FROM facts_test.act WHERE case_id = 'c1000000-0000-4000-8000-000000000002' AND seq = 3)) WHERE judgement < 3$$,
    $$VALUES (1, 'unknown', 'consultation_opened', NULL::jsonb), (2, 'unknown', 'contemplated', '{}')$$, 'of another one, where only the state is another');
SELECT clock_timestamp() AS before_cure \gset
SELECT is(pg_temp.record('cure', '2025-05-24', '{"ground": "made_good", "document": "EX-8", "since": "2025-05-22", "made_good": ["missing_child_alert"]}', '{"seq": 3}'),
          7::bigint, 'the police were told in the end');
SELECT is(pg_temp.open_findings('2025-05-24'), '2 a33_consultation_addressee', 'that is open no more');
SELECT is(pg_temp.open_findings('2025-05-23'), '2 a33_consultation_addressee, 3 missing_child_alert', 'it was the day before');
SELECT is(pg_temp.open_findings('2025-05-24', :'before_cure'), '2 a33_consultation_addressee, 3 missing_child_alert', 'and before that was known');
SELECT is(pg_temp.record('depart', '2025-05-25', '{}', NULL, '{"reason": "taken along by a relative", "person": "Example Judge", "second_person": "Example Clerk"}'),
          8::bigint, 'a child who left against the rules');
SELECT is(pg_temp.stood('2025-05-25'), 'departed/hc1996/depart', 'has left');
SELECT is(pg_temp.open_findings('2025-05-25') LIKE '%8 a33_no_departure_before_decision%', true, 'and what stands against it is open');
SELECT is((SELECT outcome FROM irregular_act WHERE case_id = 'c1000000-0000-4000-8000-000000000002' AND seq = 8), 'irregular', 'where it is listed until it is cured');

/* the history is shown to whoever may see the subject, and shows all */
CREATE ROLE facts_test_reader;
GRANT USAGE ON SCHEMA facts_test TO facts_test_reader;
GRANT SELECT ON placement TO facts_test_reader;
ALTER TABLE placement ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_case ON placement USING (case_id = 'c1000000-0000-4000-8000-000000000002');
CREATE TEMP TABLE second AS SELECT case_id, act_id FROM act WHERE act = 'report_missing';
CREATE FUNCTION pg_temp.histories() RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(c || ' ' || (SELECT count(*) || '/' || count(h.changed_facts) FROM facts_test.judgement_history(c::uuid, a.act_id) h), ', ' ORDER BY c)
      FROM (VALUES ('c1000000-0000-4000-8000-000000000001'), ('c1000000-0000-4000-8000-000000000002')) v(c), second a WHERE a.case_id = c::uuid $$;
GRANT SELECT ON second TO facts_test_reader;
SET LOCAL ROLE facts_test_reader;
SELECT throws_ok('SELECT pg_temp.histories()', '42501', NULL, 'the history of an act is for those who may read acts');
RESET ROLE;
GRANT SELECT ON act TO facts_test_reader;
SET LOCAL ROLE facts_test_reader;
SELECT is(pg_temp.histories(), 'c1000000-0000-4000-8000-000000000001 0/0, c1000000-0000-4000-8000-000000000002 5/4', 'and may see the subject');
SELECT throws_ok($$SELECT * FROM facts_test.judgements('c1000000-0000-4000-8000-000000000001', 2)$$, '42501', NULL, 'there is no other way to it');
SELECT throws_ok($$SELECT * FROM facts_test.child_version$$, '42501', NULL, 'nor to what was known before');
RESET ROLE;
DROP POLICY one_case ON placement;
ALTER TABLE placement DISABLE ROW LEVEL SECURITY;
SELECT throws_ok($$SELECT * FROM case_rules.judgement_history('facts_test.child', 'c1000000-0000-4000-8000-000000000001', 'c1000000-0000-4000-8000-000000000001')$$,
    'RU007', NULL, 'only acts have a history');
DELETE FROM proposed_carer;
SELECT is((SELECT count(*) FROM proposed_carer_version), 0::bigint, 'what is deleted leaves no former values');
SET LOCAL client_min_messages = error;

/* rows are written here as a restore writes them: it is the functions that are tested */
DELETE FROM notice;
DO $$
DECLARE
    t record;
BEGIN
    FOR t IN SELECT c.oid::regclass AS tab FROM pg_class c
              WHERE c.relnamespace = 'facts_test'::regnamespace AND c.relkind = 'r'
                AND c.relname <> 'case_head' LOOP    -- it has an event that waits for the end of the transaction
        EXECUTE format('ALTER TABLE %s DISABLE TRIGGER USER', t.tab);
    END LOOP;
END $$;

/* ---- the columns are the declared facts ------------------------------------ */

CREATE FUNCTION pg_temp.columns_of(function text) RETURNS TABLE (fact text, type text) LANGUAGE sql AS $$
    SELECT a.name, format_type(a.type, NULL)
      FROM pg_proc p
     CROSS JOIN LATERAL unnest(p.proargnames, p.proallargtypes, p.proargmodes) a(name, type, mode)
     WHERE p.pronamespace = 'facts_test'::regnamespace AND p.proname = function AND a.mode = 't' $$;
SELECT set_eq($$SELECT * FROM pg_temp.columns_of('placement_facts')$$,
              $$SELECT fact, type FROM case_rules.fact WHERE procedure = 'placement_abroad'$$,
              'placement_facts has the declared facts, with their types');
SELECT set_eq($$SELECT * FROM pg_temp.columns_of('placement_facts_bulk') WHERE fact NOT IN ('case_id', 'placement_id')$$,
              $$SELECT fact, type FROM case_rules.fact WHERE procedure = 'placement_abroad'$$,
              'so has the bulk form');
SELECT set_eq($$SELECT * FROM pg_temp.columns_of('urgent_measure_facts')$$,
              $$SELECT fact, type FROM case_rules.fact WHERE procedure = 'urgent_measure'$$,
              'so has urgent_measure_facts');

/* ---- only the tables behind the facts asked for are read ----------------------- */

CREATE FUNCTION pg_temp.tables_of(asked text, source text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    line text;
    tables text[] := '{}';
BEGIN
    FOR line IN EXECUTE format('EXPLAIN (COSTS OFF) SELECT %s FROM facts_test.%s', asked, source) LOOP
        tables := tables || (regexp_match(line, 'Scan.* on (\w+)'))[1];
    END LOOP;
    RETURN (SELECT string_agg(DISTINCT t, ' ' ORDER BY t) FROM unnest(tables) t WHERE to_regclass('facts_test.' || t) IS NOT NULL);
END $$;
CREATE FUNCTION pg_temp.one() RETURNS text LANGUAGE sql AS $$
    SELECT 'placement_facts(''c0000000-0000-4000-8000-000000000001'', ''f0000000-0000-4000-8000-000000000001'', ''2026-06-01'', NULL, 5)' $$;
SELECT is(pg_temp.tables_of('requested_state', pg_temp.one()), 'placement', 'a column of the placement: placement alone');
SELECT is(pg_temp.tables_of('child_hearing', pg_temp.one()), 'placement views', 'the hearing of the child: and views');
SELECT is(pg_temp.tables_of('bia_reviewer, costs_agreed, arrived_on', pg_temp.one()), 'act assessment placement placement_preparation',
          'three facts, three tables more');
SELECT is(pg_temp.tables_of('carer_background_clear', pg_temp.one()), 'carer_check placement placement_plan', 'a check of the carer: whom the plan names');
/* the planner of 16 and 17 keeps a left join that another, needless one hangs on: the plan, and the carer it names */
SELECT is(pg_temp.tables_of('child_hearing, arrived_on', 'placement_facts_bulk(''2026-06-01'')'),
          CASE WHEN current_setting('server_version_num')::int BETWEEN 160000 AND 179999
               THEN 'act placement placement_plan proposed_carer views' ELSE 'act placement views' END,
          'so does the bulk form');
SELECT is(pg_temp.tables_of('notified_on', 'urgent_measure_facts(''c0000000-0000-4000-8000-000000000001'', ''f0000000-0000-4000-8000-000000000001'', ''2026-06-01'', NULL, 5)'),
          'act urgent_measure', 'and the facts of urgent measures');

CREATE FUNCTION pg_temp.calls_in(asked text, source text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    line text;
    calls text[] := '{}';
BEGIN
    FOR line IN EXECUTE format('EXPLAIN (VERBOSE, COSTS OFF) SELECT %s FROM facts_test.%s', asked, source) LOOP
        calls := calls || ARRAY(SELECT m[1] FROM regexp_matches(line, '(?:facts_test|case_rules)\.(\w+)\(', 'g') m);
    END LOOP;
    RETURN (SELECT string_agg(DISTINCT c, ' ' ORDER BY c) FROM unnest(calls) c
             WHERE c IN ('stands', 'act_is_before', 'act_outcome', 'act_counts') OR c LIKE '%\_then');
END $$;
SELECT is(pg_temp.calls_in((SELECT string_agg(quote_ident(fact), ', ') FROM case_rules.fact WHERE procedure = 'placement_abroad'),
                           source), NULL, 'all that is known: nothing of what was known then is left, ' || form)
  FROM (VALUES (pg_temp.one(), 'one placement'), ('placement_facts_bulk(''2026-06-01'')', 'in bulk')) v(source, form);
SELECT is(pg_temp.calls_in('*', 'urgent_measure_facts(''c0000000-0000-4000-8000-000000000001'', ''f0000000-0000-4000-8000-000000000001'', ''2026-06-01'', NULL, 5)'),
          NULL, 'all that is known: nothing of what was known then is left, urgent measures');

/* ---- one placement, fact by fact -------------------------------------------- */

INSERT INTO authority (authority_id, state, name, role, public_law, time_zone, authorised_until) VALUES
    ('a0000000-0000-4000-8000-000000000001', 'GB', 'Example Council', 'competent_authority', true, 'Europe/London', NULL),
    ('a0000000-0000-4000-8000-000000000002', 'GB', 'Example Central Authority', 'central_authority', true, 'Europe/London', NULL),
    ('a0000000-0000-4000-8000-000000000003', 'IE', 'Example Family Agency', 'court', true, 'Europe/Dublin', NULL),
    ('a0000000-0000-4000-8000-000000000004', 'IE', 'Example Home', 'institution', false, 'Europe/Dublin', '2026-12-31');
INSERT INTO case_file (case_id, opened_on) VALUES ('c0000000-0000-4000-8000-000000000001', '2026-01-01');
INSERT INTO child (case_id, child_id, label, birth_date) VALUES
    ('c0000000-0000-4000-8000-000000000001', 'd0000000-0000-4000-8000-000000000001', 'Example Child A', '2015-04'),
    ('c0000000-0000-4000-8000-000000000001', 'd0000000-0000-4000-8000-000000000002', 'Example Child B', '2017');
INSERT INTO person (case_id, person_id, label)
SELECT 'c0000000-0000-4000-8000-000000000001', ('e0000000-0000-4000-8000-00000000000' || n)::uuid, 'Example Person ' || n
  FROM generate_series(1, 4) n;
INSERT INTO placement (case_id, placement_id, child_id, requesting_state, requested_state) VALUES
    ('c0000000-0000-4000-8000-000000000001', 'f0000000-0000-4000-8000-000000000001',
     'd0000000-0000-4000-8000-000000000001', 'GB', 'IE'),
    ('c0000000-0000-4000-8000-000000000001', 'f0000000-0000-4000-8000-000000000002',
     'd0000000-0000-4000-8000-000000000002', 'GB', 'IE');

CREATE FUNCTION pg_temp.fact(fact text, day date DEFAULT '2026-06-01', known timestamptz DEFAULT NULL, before bigint DEFAULT NULL)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    answer text;
BEGIN
    EXECUTE format('SELECT f.%I::text FROM facts_test.placement_facts($1, $2, $3, $4, $5) f', fact)
       INTO STRICT answer
      USING 'c0000000-0000-4000-8000-000000000001'::uuid, 'f0000000-0000-4000-8000-000000000001'::uuid, day, known, before;
    RETURN answer;
END $$;
/* one row for child A or its placement, as an application writes it */
CREATE FUNCTION pg_temp.put(tab text, given jsonb) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
    row jsonb := jsonb_build_object('case_id', 'c0000000-0000-4000-8000-000000000001') || given;
    columns text;
    id uuid;
BEGIN
    IF NOT row ? 'child_id' AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = ('facts_test.' || tab)::regclass AND attname = 'child_id') THEN
        row := row || '{"child_id": "d0000000-0000-4000-8000-000000000001"}';
    END IF;
    IF NOT row ? 'placement_id' AND NOT row ? 'measure_id'
       AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = ('facts_test.' || tab)::regclass AND attname = 'placement_id' AND tab <> 'placement') THEN
        row := row || '{"placement_id": "f0000000-0000-4000-8000-000000000001"}';
    END IF;
    SELECT string_agg(quote_ident(k), ', ') INTO columns FROM jsonb_object_keys(row) k;
    EXECUTE format('INSERT INTO facts_test.%I (%s) SELECT %s FROM jsonb_populate_record(NULL::facts_test.%I, $1) RETURNING %I',
                   tab, columns, columns, tab,
                   (SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[1]
                     WHERE i.indrelid = ('facts_test.' || tab)::regclass AND i.indisprimary))
       INTO id USING row;
    RETURN id;
END $$;
CREATE TEMP SEQUENCE act_seq;
CREATE FUNCTION pg_temp.act(act text, day date, details jsonb DEFAULT '{}', authority integer DEFAULT 1, state text DEFAULT NULL,
                            placement integer DEFAULT 1, outcome text DEFAULT 'permitted') RETURNS void LANGUAGE sql AS $$
    INSERT INTO facts_test.act (case_id, seq, procedure, subject_id, act, acted_on, authority_id, actor, details, to_state, outcome, recorded_at)
    VALUES ('c0000000-0000-4000-8000-000000000001', nextval('pg_temp.act_seq'), 'placement_abroad',
            ('f0000000-0000-4000-8000-00000000000' || placement)::uuid, act, day,
            ('a0000000-0000-4000-8000-00000000000' || authority)::uuid, 'worker-1', details, state, outcome, day + time '12:00') $$;
/* the last act so far becomes another one, does something and is as it was again */
CREATE FUNCTION pg_temp.with_last(change text, fact text, day date DEFAULT '2026-06-01') RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    answer text;
BEGIN
    EXECUTE format('UPDATE facts_test.act SET %s WHERE case_id = ''c0000000-0000-4000-8000-000000000001'' AND seq = currval(''pg_temp.act_seq'')', change);
    answer := coalesce(pg_temp.fact(fact, day), 'null');
    RAISE EXCEPTION USING ERRCODE = 'UT000', MESSAGE = answer;
EXCEPTION WHEN SQLSTATE 'UT000' THEN
    RETURN nullif(answer, 'null');
END $$;

SELECT is(pg_temp.fact('regime'), 'unknown', 'a regime that was never found is unknown');
SELECT is((SELECT string_agg(k, ',' ORDER BY k)
             FROM facts_test.placement_facts('c0000000-0000-4000-8000-000000000001', 'f0000000-0000-4000-8000-000000000001', '2026-06-01', NULL, NULL) f,
                  jsonb_each_text(to_jsonb(f)) e(k, v)
            WHERE v IS NOT NULL),
          (SELECT string_agg(fact, ',' ORDER BY fact) FROM case_rules.fact
            WHERE procedure = 'placement_abroad'
              AND (no_row <> 'unknown' OR fact IN ('regime', 'requesting_state', 'requested_state', 'child_born'))),
          'of a bare placement nothing is known but what its rows say and what no row means');

SELECT lives_ok($$INSERT INTO facts_test.placement_regime (case_id, placement_id, by_seq, from_on, regime, found, objection_window_open, reasons)
    VALUES ('c0000000-0000-4000-8000-000000000001', 'f0000000-0000-4000-8000-000000000001', 1, '2026-01-05', 'none', 'none', false, '[]'),
           ('c0000000-0000-4000-8000-000000000001', 'f0000000-0000-4000-8000-000000000001', 9, '2026-03-05', 'hc1996', 'hc1996', true, '[]')$$, 'two regimes');
SELECT is(pg_temp.fact('regime', '2026-03-04'), 'none', 'the regime of the day');
SELECT is(pg_temp.fact('regime', '2026-03-05'), 'hc1996', 'and as found again');
SELECT is(pg_temp.fact('regime', '2026-03-05', NULL, 9), 'none', 'the act that finds it is judged under the one before');
SELECT is(pg_temp.fact('regime', '2026-03-06', NULL, 4), 'hc1996', 'an act of a later day under the later one, whatever its number');
UPDATE placement_regime SET counts = false WHERE by_seq = 9;
SELECT is(pg_temp.fact('regime', '2026-03-05'), 'none', 'a regime counts while the act does that found it');
UPDATE placement_regime SET counts = true WHERE by_seq = 9;

/* answers given piece by piece */
SELECT pg_temp.put('placement_plan', '{"planned_on": "2026-02-01", "care_kind": "foster", "place": "Example Town", "planned_end_on": "2026-12-31", "grounds": ["neglect"]}');
SELECT pg_temp.put('placement_plan', '{"planned_on": "2026-03-01", "care_kind": "residential"}');
SELECT is(pg_temp.fact('care_kind', '2026-01-31'), NULL, 'nothing planned yet');
SELECT is(pg_temp.fact('care_kind', '2026-02-28'), 'foster', 'the plan of the day');
SELECT is(pg_temp.fact('care_kind'), 'residential', 'and the later one');
SELECT is(pg_temp.fact('placement_grounds'), '{neglect}', 'what the later one leaves open stays');

/* versions: what was known when */
SELECT pg_temp.put('views', '{"views_id": "b0000000-0000-4000-8000-000000000001", "heard_on": "2026-02-10", "outcome": "not_offered", "recorded_at": "2026-02-10 10:00+00", "superseded_at": "2026-02-20 10:00+00"}');
SELECT pg_temp.put('views', '{"heard_on": "2026-02-10", "outcome": "heard", "recorded_at": "2026-02-20 10:00+00"}');
SELECT is(pg_temp.fact('child_hearing'), 'heard', 'a row that was replaced does not count');
SELECT is(pg_temp.fact('child_hearing', '2026-06-01', '2026-02-15 00:00+00'), 'not_offered', 'but it is what was known before');
SELECT is(pg_temp.fact('child_hearing', '2026-06-01', '2026-02-01 00:00+00'), NULL, 'and earlier nothing was');

/* the assessment: the latest approved one */
SELECT pg_temp.put('assessment', '{"kind": "bia", "completed_on": "2026-02-01", "approved_on": "2026-02-03", "author": "w1", "reviewer": "s1", "author_qualified": true, "child_seen": true, "elements": ["views", "identity", "family", "safety", "vulnerability"]}');
SELECT pg_temp.put('assessment', '{"kind": "bia", "completed_on": "2026-05-01", "author": "w2"}');
SELECT is(pg_temp.fact('bia_completed_on'), '2026-02-01', 'a draft does not count');
SELECT is(pg_temp.fact('bia_completed_on', '2026-02-02'), NULL, 'nor does an assessment before it is approved');
SELECT is(pg_temp.fact('bia_elements_missing'), '{health,education}', 'the elements it leaves open');
SELECT is(pg_temp.fact('bia_material_change_since'), 'false', 'no change recorded');
SELECT pg_temp.put('material_change', '{"changed_on": "2026-02-15", "what": "moved to another school"}');
SELECT is(pg_temp.fact('bia_material_change_since'), 'true', 'a change after it');
SELECT is(pg_temp.fact('bia_material_change_since', '2026-02-14'), 'false', 'not yet the day before');
SELECT is(pg_temp.fact('origin_report'), NULL, 'no report, no word about it');

/* holders of parental responsibility */
SELECT pg_temp.put('parental_responsibility', '{"responsibility_id": "b0000000-0000-4000-8000-000000000011", "person_id": "e0000000-0000-4000-8000-000000000001", "from_on": "2015-04-01"}');
SELECT is(pg_temp.fact('legal_responsibility_held'), 'true', 'someone holds responsibility');
SELECT is(pg_temp.fact('parental_responsibility_holders_heard'), NULL, 'a holder of whom nothing is recorded: unknown');
SELECT pg_temp.put('hearing', '{"responsibility_id": "b0000000-0000-4000-8000-000000000011", "heard_on": "2026-02-01", "outcome": "not_offered"}');
SELECT is(pg_temp.fact('parental_responsibility_holders_heard'), 'false', 'not offered: no');
SELECT pg_temp.put('hearing', '{"responsibility_id": "b0000000-0000-4000-8000-000000000011", "heard_on": "2026-03-01", "outcome": "untraceable", "efforts": "letters, registers"}');
SELECT is(pg_temp.fact('parental_responsibility_holders_heard'), 'true', 'not found in spite of efforts: done');
SELECT pg_temp.put('parental_responsibility', '{"person_id": "e0000000-0000-4000-8000-000000000002", "from_on": "2020-01-01", "to_on": "2026-02-28"}');
SELECT is(pg_temp.fact('parental_responsibility_holders_heard', '2026-02-28'), 'false', 'while another holds it');
SELECT is(pg_temp.fact('parental_responsibility_holders_heard', '2026-03-01'), 'true', 'one who holds it no more need not be heard');

/* guardian and person of reference */
SELECT is(pg_temp.fact('guardian_needed'), NULL, 'nobody said whether the child is alone');
SELECT pg_temp.put('child_situation', '{"kind": "separated", "from_on": "2026-01-01", "to_on": "2026-03-31"}');
SELECT is(pg_temp.fact('guardian_needed', '2026-03-31'), 'true', 'separated');
SELECT is(pg_temp.fact('guardian_needed', '2026-04-01'), NULL, 'no more separated; unaccompanied was not asked');
SELECT pg_temp.put('child_situation', '{"kind": "accompanied", "from_on": "2026-04-01"}');
SELECT is(pg_temp.fact('guardian_needed', '2026-04-01'), 'false', 'with a parent');
SELECT is(pg_temp.fact('guardian_in_office'), NULL, 'no guardian on record');
SELECT pg_temp.put('appointment', '{"kind": "guardian", "person_id": "e0000000-0000-4000-8000-000000000003", "from_on": "2026-01-10", "to_on": "2026-02-10"}');
SELECT pg_temp.put('appointment', '{"kind": "guardian", "person_id": "e0000000-0000-4000-8000-000000000004", "from_on": "2026-02-15", "to_on": "2026-04-30"}');
SELECT is(pg_temp.fact('guardian_in_office', '2026-02-10'), 'true', 'the last day in office');
SELECT is(pg_temp.fact('guardian_in_office', '2026-02-12'), 'false', 'between two appointments');
SELECT is(pg_temp.fact('guardian_gap_days', '2026-02-12'), '0', 'a gap has two ends');
SELECT is(pg_temp.fact('guardian_gap_days'), '4', '11 to 14 February');
SELECT pg_temp.put('appointment', '{"kind": "person_of_reference", "person_id": "e0000000-0000-4000-8000-000000000004", "from_on": "2026-03-01"}');
SELECT is(pg_temp.fact('person_of_reference_distinct', '2026-03-15'), 'false', 'the guardian is no person of reference');
SELECT is(pg_temp.fact('person_of_reference_distinct', '2026-05-15'), 'true', 'a former guardian may be');

/* options and siblings */
SELECT is(pg_temp.fact('care_options_missing'), NULL, 'no option was looked at');
SELECT pg_temp.put('care_option', '{"kind": "kin_abroad", "considered_on": "2026-02-01", "suitable": true, "finding": "aunt", "child_asked": true}');
SELECT pg_temp.put('care_option', '{"kind": "foster", "considered_on": "2026-02-01", "finding": " "}');
SELECT is(pg_temp.fact('care_options_missing'), '{parents,kin_here,foster,small_group,residential}', 'an option without a finding is open');
SELECT is(pg_temp.fact('family_options_excluded'), 'false', 'kin abroad is possible');
SELECT is(pg_temp.fact('siblings_separated'), NULL, 'nobody looked for siblings');
UPDATE child SET siblings_checked_on = '2026-02-01' WHERE child_id = 'd0000000-0000-4000-8000-000000000001';
SELECT is(pg_temp.fact('siblings_separated'), 'false', 'none found');
SELECT pg_temp.put('sibling_bond', '{"bond_id": "b0000000-0000-4000-8000-000000000021", "sibling_id": "d0000000-0000-4000-8000-000000000002", "has_bond": true}');
SELECT is(pg_temp.fact('siblings_separated'), NULL, 'a sibling of whom nothing is arranged');
SELECT pg_temp.put('sibling_arrangement', '{"bond_id": "b0000000-0000-4000-8000-000000000021", "arranged_on": "2026-03-01", "together": false}');
SELECT is(pg_temp.fact('siblings_separated'), 'true', 'they are to live apart');
SELECT is(pg_temp.fact('siblings_separation_reasoned'), 'false', 'without a reason');
SELECT is(pg_temp.fact('sibling_contact_plan'), NULL, 'and no word of contact');
SELECT pg_temp.put('contact_plan', '{"bond_id": "b0000000-0000-4000-8000-000000000021", "from_on": "2026-04-01", "cadence": "monthly"}');
SELECT is(pg_temp.fact('sibling_contact_plan'), 'true', 'they will keep contact');

/* the carer */
SELECT pg_temp.put('proposed_carer', '{"carer_id": "b0000000-0000-4000-8000-000000000031", "person_id": "e0000000-0000-4000-8000-000000000001"}');
SELECT pg_temp.put('placement_plan', '{"planned_on": "2026-04-01", "carer_id": "b0000000-0000-4000-8000-000000000031", "care_kind": "kin"}');
SELECT pg_temp.put('carer_check', '{"carer_id": "b0000000-0000-4000-8000-000000000031", "kind": "background", "requested_on": "2026-04-01"}');
SELECT is(pg_temp.fact('carer_background_clear'), NULL, 'a check that is pending');
SELECT pg_temp.put('carer_check', '{"carer_id": "b0000000-0000-4000-8000-000000000031", "kind": "background", "completed_on": "2026-04-10", "is_clear": false}');
SELECT is(pg_temp.fact('carer_background_clear'), 'false', 'an adverse one');
SELECT is(pg_temp.fact('carer_household_checked'), NULL, 'who else lives there was not established');
UPDATE proposed_carer SET household_listed_on = '2026-04-05' WHERE carer_id = 'b0000000-0000-4000-8000-000000000031';
SELECT is(pg_temp.fact('carer_household_checked'), 'true', 'nobody else lives there');
SELECT pg_temp.put('household_member', '{"carer_id": "b0000000-0000-4000-8000-000000000031", "is_adult": true}');
SELECT is(pg_temp.fact('carer_household_checked'), NULL, 'an adult whose check is pending');
SELECT pg_temp.put('relationship', '{"person_id": "e0000000-0000-4000-8000-000000000001", "kind": "aunt_or_uncle"}');
SELECT is(pg_temp.fact('carer_relationship_verified'), NULL, 'a relationship that is only claimed');
SELECT pg_temp.put('relationship', '{"person_id": "e0000000-0000-4000-8000-000000000001", "kind": "aunt_or_uncle", "proof": "dna", "proved_on": "2026-04-20"}');
SELECT is(pg_temp.fact('carer_relationship_verified'), 'true', 'and one that is proved');

/* acts */
SELECT pg_temp.act('contemplate', '2026-01-05', '{"jurisdiction_article": "5"}', 1, 'contemplated');
SELECT pg_temp.act('open_consultation', '2026-01-10', '{"addressee_role": "central_authority"}', 2, 'consultation_opened');
SELECT is(pg_temp.fact('jurisdiction_article'), '5', 'as stated by contemplate');
SELECT is(pg_temp.fact('consultation_opened_on'), '2026-01-10', 'when the other State was consulted');
SELECT is(pg_temp.fact('consultation_opened_on', '2026-01-10', NULL, 2), NULL, 'counting earlier acts only');
SELECT is(pg_temp.fact('consultation_opened_on', '2026-01-10', NULL, 3), '2026-01-10', 'of the same day those with a smaller number');
SELECT is(pg_temp.fact('consultation_opened_on', '2026-01-11', NULL, 1), '2026-01-10', 'of earlier days all');
SELECT is(pg_temp.with_last($$outcome = 'barred'$$, 'consultation_opened_on'), NULL, 'a barred act counts for nothing');
SELECT is(pg_temp.with_last('outcome = NULL', 'consultation_opened_on'), NULL, 'nor does one that is not judged yet');
SELECT is(pg_temp.with_last($$superseded_at = '2026-02-01 00:00+00'$$, 'consultation_opened_on'), NULL, 'nor one that was annulled or corrected');
SELECT is(pg_temp.with_last($$outcome = 'cured'$$, 'consultation_opened_on'), '2026-01-10', 'a cured one counts from its own day');
SELECT is(pg_temp.fact('sender_role'), 'central_authority', 'who consulted it');
SELECT is(pg_temp.fact('answer_given'), NULL, 'no answer is no answer');
SELECT pg_temp.act('consent_with_conditions', '2026-04-15', '{"valid_to": "2026-05-31"}', 3, 'consented_with_conditions');
SELECT is(pg_temp.fact('consent_authority_role'), 'competent_authority', 'a court consented');
SELECT is(pg_temp.fact('conditions_open'), NULL, 'conditions that nobody recorded are not met');
SELECT is(pg_temp.fact('consent_recorded_on'), '2026-04-15', 'when the consent became known');
SELECT is(pg_temp.with_last($$amends = '{"seq": 2}', recorded_at = '2026-05-10 12:00+00'$$, 'consent_recorded_on'), '2026-01-10', 'one that was corrected, when it was first recorded');
SELECT pg_temp.put('consent_condition', '{"condition_id": "b0000000-0000-4000-8000-000000000041", "set_on": "2026-04-15", "what": "a school place"}');
SELECT pg_temp.put('consent_condition', '{"condition_id": "b0000000-0000-4000-8000-000000000042", "set_on": "2026-04-15", "what": "insurance", "met_on": "2026-04-20"}');
SELECT is(pg_temp.fact('conditions_open', '2026-04-19'), '2', 'two conditions');
SELECT is(pg_temp.fact('conditions_open', '2026-04-20'), '1', 'one is met');
SELECT pg_temp.act('waive_condition', '2026-04-25', '{"condition_id": "b0000000-0000-4000-8000-000000000041"}', 3, 'consented_with_conditions');
SELECT is(pg_temp.fact('conditions_open'), '0', 'the other was waived');
SELECT pg_temp.put('consent_condition', jsonb_build_object('lasting_id', lasting_id, 'set_on', set_on, 'what', 'a place', 'recorded_at', '2026-04-16 10:00+00', 'superseded_at', '2026-04-27 10:00+00'))
  FROM consent_condition WHERE condition_id = 'b0000000-0000-4000-8000-000000000041';
SELECT is(pg_temp.fact('conditions_open', '2026-06-01', '2026-04-25 00:00+00'), '1', 'a condition as it was worded before');
SELECT is(pg_temp.fact('conditions_open', '2026-06-01', '2026-04-26 00:00+00'), '0', 'was the one that was waived');
SELECT is(pg_temp.fact('consent_mismatches'), '{}', 'the plan is that of the request');
SELECT pg_temp.put('placement_plan', jsonb_build_object('planned_on', '2026-05-01', 'place', 'Other Town', 'recorded_at', '2026-05-01 10:00+00'));
SELECT is(pg_temp.fact('consent_valid_to'), '2026-05-31', 'the last day of the consent');
SELECT pg_temp.act('extend_consent', '2026-05-20', '{"valid_to": "2026-08-31"}', 3, 'consented_with_conditions');
SELECT is(pg_temp.fact('consent_valid_to'), '2026-08-31', 'extended');
SELECT is(pg_temp.fact('consent_valid_to', '2026-05-19'), '2026-05-31', 'but not before');
SELECT is(pg_temp.fact('consent_placement_until'), 'infinity', 'the stay is not limited');
SELECT pg_temp.act('doubt_consent', '2026-05-21', '{}', 1, 'consent_doubtful');
SELECT is(pg_temp.fact('consent_competence_doubtful'), 'true', 'a doubt');
SELECT pg_temp.act('regularise_consent', '2026-05-22', '{"given_by": "central_authority"}', 3, 'consented');
SELECT is(pg_temp.fact('consent_competence_doubtful') || ' ' || pg_temp.fact('consent_authority_role'), 'false central_authority', 'and its end');
SELECT pg_temp.act('decide', '2026-05-23', '{"reasons": "for A"}', 1, 'decided');
SELECT is(pg_temp.fact('decision_in_force'), 'true', 'decided');
SELECT is(pg_temp.with_last($$outcome = 'barred'$$, 'decision_in_force'), 'false', 'a barred decision is none');
SELECT pg_temp.act('withdraw_consent', '2026-05-24', '{}', 3, 'consent_withdrawn');
SELECT is(pg_temp.fact('consent_withdrawn'), 'true', 'the consent is gone');
SELECT is(pg_temp.with_last($$outcome = 'protective'$$, 'consent_withdrawn'), 'true', 'also by a withdrawal that rules stand against');

/* the sibling's placement, seen from this one */
SELECT is(pg_temp.fact('sibling_consents_outstanding'), '0', 'the sibling''s placement has not begun');
SELECT pg_temp.act('contemplate', '2026-02-01', '{}', 1, 'contemplated', 2);
SELECT is(pg_temp.fact('sibling_consents_outstanding'), '1', 'it has, and waits for a consent');
SELECT pg_temp.act('decide', '2026-04-01', '{}', 1, 'decided', 2);
SELECT is(pg_temp.fact('sibling_consents_outstanding', '2026-04-02'), '0', 'decided without a consent: it was found to need none');
SELECT pg_temp.act('consent', '2026-05-01', '{}', 3, 'consented', 2);
SELECT is(pg_temp.fact('sibling_consents_outstanding'), '0', 'which was given');
SELECT pg_temp.act('extend_consent', '2026-05-02', '{"valid_to": "2026-05-10"}', 3, 'consented', 2);
SELECT is(pg_temp.fact('sibling_consents_outstanding', '2026-05-20'), '1', 'unless it has run out');
SELECT pg_temp.act('depart', '2026-05-05', '{}', 1, 'departed', 2);
SELECT is(pg_temp.fact('sibling_consents_outstanding', '2026-05-20'), '0', 'or was used before');
SELECT is(pg_temp.with_last('outcome = ' || quote_literal(outcome), 'sibling_consents_outstanding', '2026-05-20'), '1', 'a departure does not use a consent that is ' || outcome)
  FROM unnest('{irregular,barred}'::text[]) outcome;
SELECT is(pg_temp.with_last($$outcome = 'cured'$$, 'sibling_consents_outstanding', '2026-05-20'), '0', 'but one that was cured does');
SELECT pg_temp.act('withdraw_consent', '2026-05-25', '{}', 3, 'consent_withdrawn', 2);
SELECT is(pg_temp.fact('sibling_consents_outstanding'), '1', 'and withdrawn');
SELECT pg_temp.put('sibling_bond', '{"elsewhere": "file 7 of the other office", "has_bond": true, "reported_on": "2026-05-01", "reported_state": "under_examination", "reported_requested_state": "IE"}');
SELECT is(pg_temp.fact('sibling_consents_outstanding'), '2', 'a sibling handled elsewhere counts by what was reported');
SELECT pg_temp.act('decide', '2026-05-26', '{"reasons": "for B"}', 1, 'decided', 2);
SELECT is(pg_temp.fact('sibling_decision_reasons'), '{"for B"}', 'the reasons of the sibling''s decision');

SET LOCAL case_rules.as_of = '2026-05-10';
SELECT results_eq($$SELECT kind, given_on, valid_to, conditions, conditions_open, status FROM facts_test.consent_register
                     WHERE placement_id = 'f0000000-0000-4000-8000-000000000001'$$,
    $$VALUES ('consent_with_conditions'::text, date '2026-04-15', date '2026-05-31', 2::bigint, 0::bigint, 'in_force'::text)$$, 'the register of consents');
SET LOCAL case_rules.as_of = '2026-04-16';
SELECT is((SELECT status FROM consent_register WHERE placement_id = 'f0000000-0000-4000-8000-000000000001'), 'conditions_open', 'as it stood with a condition open');
SET LOCAL case_rules.as_of = '2026-05-21';
SELECT is((SELECT status || ' ' || valid_to FROM consent_register WHERE placement_id = 'f0000000-0000-4000-8000-000000000001'), 'doubtful 2026-08-31', 'extended, and in doubt');
SET LOCAL case_rules.as_of = '2026-12-01';
SELECT is((SELECT string_agg(status, ' ' ORDER BY seq) FROM consent_register), 'withdrawn withdrawn', 'and as it ended');
RESET case_rules.as_of;

/* missing, danger */
SELECT pg_temp.act('report_missing', '2026-05-27', '{}', 3, 'consent_withdrawn');
SELECT is(pg_temp.fact('child_missing'), 'true', 'missing');
SELECT pg_temp.act('report_found', '2026-05-28', '{}', 3, 'consent_withdrawn');
SELECT is(pg_temp.fact('child_missing'), 'false', 'found');
SELECT pg_temp.act('report_danger', '2026-05-28', '{}', 3, 'consent_withdrawn');
SELECT is(pg_temp.fact('serious_danger_found') || coalesce(pg_temp.fact('serious_danger_told'), ' unknown'), 'true unknown', 'a danger, and nobody told');
SELECT pg_temp.put('notice', '{"about": "serious_danger", "sent_on": "2026-05-29"}');
SELECT is(pg_temp.fact('serious_danger_told'), 'true', 'told');
SELECT pg_temp.put('child_situation', '{"kind": "serious_danger", "holds": false, "from_on": "2026-05-30"}');
SELECT is(pg_temp.fact('serious_danger_found'), 'false', 'over');

/* visits */
SELECT pg_temp.act('arrive', '2026-01-15', '{}', 3, 'arrived');
SELECT is(pg_temp.with_last('outcome = ' || quote_literal(outcome), 'arrived_on'), '2026-01-15', 'a child who arrived has arrived, ' || outcome)
  FROM unnest('{protective,irregular,barred}'::text[]) outcome;
SELECT is(pg_temp.with_last($$superseded_at = '2026-02-01 00:00+00'$$, 'arrived_on'), NULL, 'unless it was recorded by mistake');
SELECT pg_temp.put('followup_plan', '{"arranged_on": "2026-01-01", "cadence": "2 per month for 12 months"}');
SELECT is(pg_temp.fact('followup_months_short'), '5', 'no visit since arrival: every month is short');
SELECT pg_temp.put('followup_visit', jsonb_build_object('visited_on', d, 'child_seen', d <> '2026-04-20'))
  FROM unnest('{2026-01-20,2026-02-05,2026-02-20,2026-03-05,2026-03-20,2026-04-05,2026-04-20,2026-05-10,2026-05-25}'::date[]) d;
SELECT is(pg_temp.fact('followup_months_short'), '1', 'in April the child was seen once');
SELECT pg_temp.put('followup_plan', '{"arranged_on": "2026-01-02", "cadence": "every 10 working days"}');
SELECT is(pg_temp.fact('followup_months_short'), NULL, 'working days, and no calendar to count them with');
SELECT pg_temp.put('followup_plan', '{"arranged_on": "2026-01-03", "cadence": "weekly for 4 weeks then monthly until age 18"}');
SELECT is(pg_temp.fact('followup_months_short'), '2', 'periods of another promise');
SAVEPOINT eighteen;
UPDATE child SET birth_date = '2008-01-29';
SELECT is(pg_temp.fact('followup_months_short'), '1', 'which ends with the age that it names');
ROLLBACK TO eighteen;

/* duties */
SELECT pg_temp.act('acknowledge', '2026-02-10', '{}', 3, 'received');
SELECT pg_temp.act('request_information', '2026-02-10', '{}', 3, 'information_requested');
INSERT INTO duty (case_id, seq, duty, version, procedure, subject_id, side, started_on, fulfilled_by, ended_by, recorded_at)
VALUES ('c0000000-0000-4000-8000-000000000001', currval('pg_temp.act_seq'), 'example', 1, 'placement_abroad', 'f0000000-0000-4000-8000-000000000001',
        'requesting', '2026-02-10', '{act:supply_information}', '{acknowledge,end_placement}', '2026-02-10 12:00+00');
SELECT is(pg_temp.fact('duties_open') || pg_temp.fact('duties_open_other_side'), '10', 'a duty that an act of the same day started is not ended by the act before it');
SELECT is(pg_temp.fact('duties_open', '2026-02-10', NULL, currval('pg_temp.act_seq')), '0', 'the act that started it was judged without it');
INSERT INTO journal (case_id, seq, guarded_table, procedure, subject_id, act, acted_on, outcome, rule_count, finding_count, judged_at, release)
VALUES ('c0000000-0000-4000-8000-000000000001', 500, 'facts_test.act', 'placement_abroad', 'f0000000-0000-4000-8000-000000000001',
        'supply_information', '2026-02-10', 'permitted', 0, 0, '2026-02-11 12:00+00', 'test');
SELECT is(pg_temp.fact('duties_open', '2026-02-10', NULL, 500), '1', 'it is open for the act that meets it');
SELECT is(pg_temp.fact('duties_open', '2026-02-10', NULL, 501), '0', 'and met for the one after');
SELECT is(pg_temp.fact('duties_open', '2026-02-10', '2026-02-11 00:00+00'), '1', 'but nobody knew on the day itself');
DELETE FROM journal WHERE seq = 500;
SELECT pg_temp.act('end_placement', '2026-02-11', '{}', 3, 'ended');
SELECT is(pg_temp.fact('duties_open'), '0', 'the end of the placement ends it');
SELECT is(pg_temp.with_last($$outcome = 'barred'$$, 'duties_open'), '0', 'also an end that should not have been');
SELECT is(pg_temp.with_last($$superseded_at = '2026-02-12 00:00+00'$$, 'duties_open'), '1', 'but not one that was not');
UPDATE duty SET superseded_at = '2026-02-13 00:00+00' WHERE duty = 'example';
SELECT is(pg_temp.with_last($$superseded_at = '2026-02-12 00:00+00'$$, 'duties_open'), '0', 'nor is what does not arise a duty');

/* ---- one form against the other ---------------------------------------------- */

CREATE FUNCTION pg_temp.pick(VARIADIC given text[]) RETURNS text LANGUAGE sql VOLATILE
AS $$ SELECT given[1 + floor(random() * cardinality(given))::integer] $$;
CREATE FUNCTION pg_temp.maybe() RETURNS boolean LANGUAGE sql VOLATILE
AS $$ SELECT (ARRAY[true, false, NULL])[1 + floor(random() * 3)::integer] $$;
CREATE FUNCTION pg_temp.day() RETURNS date LANGUAGE sql VOLATILE
AS $$ SELECT date '2026-01-01' + floor(random() * 150)::integer $$;
CREATE FUNCTION pg_temp.some(VARIADIC given text[]) RETURNS text[] LANGUAGE sql VOLATILE
AS $$ SELECT CASE WHEN random() < 0.8 THEN ARRAY(SELECT g FROM unnest(given) g WHERE random() < 0.6) END $$;
SELECT setseed(0.42);

CREATE TEMP TABLE cases AS SELECT gen_random_uuid() AS case_id, n FROM generate_series(1, 60) n;
INSERT INTO case_file (case_id, opened_on) SELECT case_id, '2026-01-01' FROM cases;
CREATE FUNCTION pg_temp.moment() RETURNS timestamptz LANGUAGE sql VOLATILE
AS $$ SELECT timestamptz '2026-01-01 00:00+00' + random() * interval '150 days' $$;
INSERT INTO child (case_id, child_id, birth_date, siblings_checked_on, recorded_at)
SELECT case_id, gen_random_uuid(), (2008 + n % 15)::text::case_rules.partial_date, CASE WHEN random() < 0.6 THEN pg_temp.day() END, pg_temp.moment()
  FROM cases, generate_series(1, 1 + n % 3);
INSERT INTO child_version (case_id, child_id, birth_date, siblings_checked_on, recorded_at, superseded_at)
SELECT case_id, child_id, '2010', pg_temp.day(), recorded_at - interval '40 days', recorded_at FROM child JOIN cases USING (case_id) WHERE random() < 0.5;
INSERT INTO person (case_id, person_id) SELECT case_id, gen_random_uuid() FROM cases, generate_series(1, 3);
INSERT INTO placement (case_id, placement_id, child_id, requesting_state, requested_state, proceedings_instituted_on, recorded_at)
SELECT case_id, gen_random_uuid(), child_id, 'FR', pg_temp.pick('BE', 'BE', 'DK'), pg_temp.day(), pg_temp.moment() FROM child
 WHERE case_id IN (SELECT case_id FROM cases);
INSERT INTO placement_version (case_id, placement_id, proceedings_instituted_on, recorded_at, superseded_at)
SELECT case_id, placement_id, pg_temp.day(), recorded_at - interval '40 days', recorded_at FROM placement JOIN cases USING (case_id) WHERE random() < 0.5;
INSERT INTO proposed_carer (case_id, carer_id, person_id, household_listed_on, recorded_at)
SELECT case_id, gen_random_uuid(), CASE WHEN random() < 0.8 THEN person_id END, CASE WHEN random() < 0.7 THEN pg_temp.day() END, pg_temp.moment()
  FROM person WHERE random() < 0.7 AND case_id IN (SELECT case_id FROM cases);
INSERT INTO proposed_carer_version (case_id, carer_id, person_id, household_listed_on, recorded_at, superseded_at)
SELECT case_id, carer_id, (SELECT p.person_id FROM person p WHERE p.case_id = c.case_id ORDER BY random() LIMIT 1), pg_temp.day(), recorded_at - interval '40 days', recorded_at
  FROM proposed_carer c JOIN cases USING (case_id) WHERE random() < 0.5;

/* fills a table with rows for some owners: column expressions as text */
CREATE FUNCTION pg_temp.fill(tab text, owner text, share float, columns text, expressions text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    round integer;
BEGIN
    FOR round IN 1..3 LOOP
        EXECUTE format('INSERT INTO facts_test.%I (case_id, %s, recorded_at, superseded_at)
                        SELECT o.case_id, %s, m.moment, CASE WHEN random() < 0.25 THEN m.moment + random() * interval ''150 days'' END
                          FROM facts_test.%I o JOIN cases USING (case_id)
                         CROSS JOIN LATERAL (SELECT pg_temp.moment() AS moment, o.case_id) m
                         WHERE random() < %s AND to_jsonb(o) ->> ''superseded_at'' IS NULL', tab, columns, expressions, owner, share);
    END LOOP;
END $$;
SELECT pg_temp.fill('placement_plan', 'placement', 0.7,
    'placement_id, planned_on, care_kind, place, planned_end_on, grounds, cultural_continuity, under_three_exception, with_unrelated_adults, adult_setting_reasons, detention_for_status, deprives_of_liberty, provider_involved, provider_id, simplified_procedure, carer_id',
    $$o.placement_id, pg_temp.day(), pg_temp.pick('foster', 'kin', 'residential', NULL), pg_temp.pick('X', 'Y', NULL), pg_temp.day() + 200,
      pg_temp.some('neglect', 'poverty'), pg_temp.pick('x', ' ', NULL), pg_temp.pick('none', 'sibling_unity', NULL), pg_temp.maybe(), pg_temp.pick('x', NULL),
      pg_temp.maybe(), pg_temp.maybe(), true, CASE WHEN random() < 0.3 THEN 'a0000000-0000-4000-8000-000000000004'::uuid END, pg_temp.maybe(),
      (SELECT k.carer_id FROM facts_test.proposed_carer k WHERE k.case_id = o.case_id AND random() < 0.7 LIMIT 1)$$);
SELECT pg_temp.fill('requested_state_position', 'placement', 0.5,
    'placement_id, stated_on, relative_view, relative_exempt, domestic_authority_needed, simplified_agreement, secure_lawful, language_excluded, legalisation_demanded, law_points_missing, designation_under_art44',
    $$o.placement_id, pg_temp.day(), pg_temp.pick('needed', 'not_needed', NULL), pg_temp.maybe(), pg_temp.maybe(), pg_temp.maybe(), pg_temp.maybe(), pg_temp.maybe(), pg_temp.maybe(), pg_temp.some('a', 'b'), pg_temp.maybe()$$);
SELECT pg_temp.fill('placement_preparation', 'placement', 0.5,
    'placement_id, stated_on, costs_agreed, immigration_clearance, responsibility_abroad, advance_recognition, enforceability, recognition_grounds, transfer_considered, connection_information, secure_ordered_by_court, secure_declared_enforceable',
    $$o.placement_id, pg_temp.day(), pg_temp.maybe(), pg_temp.maybe(), pg_temp.pick('x', NULL), pg_temp.pick('requested', 'granted', NULL), pg_temp.pick('declared', 'missing', NULL),
      pg_temp.some('a', 'b', 'f'), pg_temp.maybe(), pg_temp.pick('considered', 'ignored', NULL), pg_temp.maybe(), pg_temp.maybe()$$);
SELECT pg_temp.fill('habitual_residence', 'child', 0.5, 'child_id, state, from_on, to_on', $$o.child_id, pg_temp.pick('FR', 'BE', NULL), pg_temp.day() - 100, CASE WHEN random() < 0.5 THEN pg_temp.day() + 50 END$$);
SELECT pg_temp.fill('child_situation', 'child', 0.7, 'child_id, kind, holds, from_on, to_on',
    $$o.child_id, pg_temp.pick('accompanied', 'unaccompanied', 'separated', 'age_disputed', 'serious_danger'), random() < 0.7, pg_temp.day() - 100, CASE WHEN random() < 0.4 THEN pg_temp.day() + 50 END$$);
SELECT pg_temp.fill('appointment', 'child', 0.7, 'child_id, kind, person_id, from_on, to_on',
    $$o.child_id, pg_temp.pick('guardian', 'legal_representative', 'person_of_reference'), (SELECT p.person_id FROM facts_test.person p WHERE p.case_id = o.case_id ORDER BY random() LIMIT 1), pg_temp.day() - 100, CASE WHEN random() < 0.5 THEN pg_temp.day() + 50 END$$);
SELECT pg_temp.fill('parental_responsibility', 'child', 0.5, 'child_id, person_id, from_on, to_on',
    $$o.child_id, (SELECT p.person_id FROM facts_test.person p WHERE p.case_id = o.case_id ORDER BY random() LIMIT 1), pg_temp.day() - 100, CASE WHEN random() < 0.3 THEN pg_temp.day() + 50 END$$);
INSERT INTO parental_responsibility (case_id, lasting_id, child_id, person_id, from_on, to_on, recorded_at, superseded_at)
SELECT case_id, lasting_id, child_id, person_id, from_on, CASE WHEN random() < 0.3 THEN date '2026-06-30' END, recorded_at - interval '40 days', recorded_at
  FROM parental_responsibility JOIN cases USING (case_id) WHERE superseded_at IS NULL AND random() < 0.5;
SELECT pg_temp.fill('hearing', 'parental_responsibility', 0.5, 'responsibility_id, heard_on, outcome', $$o.responsibility_id, pg_temp.day(), pg_temp.pick('heard', 'declined', 'not_offered')$$);
SELECT pg_temp.fill('views', 'child', 0.5, 'child_id, heard_on, outcome', $$o.child_id, pg_temp.day(), pg_temp.pick('heard', 'declined', 'not_offered')$$);
INSERT INTO assessment (case_id, child_id, kind, opened_on, completed_on, approved_on, author, author_qualified, reviewer, child_seen, elements, outcome, recorded_at, superseded_at)
SELECT o.case_id, o.child_id, x.kind, d.day - 10, d.day, CASE WHEN random() < 0.8 THEN d.day + 3 END, pg_temp.pick('w1', 'w2'), pg_temp.maybe(),
       pg_temp.pick('w1', NULL), pg_temp.maybe(), pg_temp.some('views', 'family', 'health'),
       CASE x.kind WHEN 'origin_report' THEN pg_temp.pick('on_file', 'not_requested') WHEN 'disclosure' THEN pg_temp.pick('danger', 'no_danger') END,
       m.moment, CASE WHEN random() < 0.25 THEN m.moment + random() * interval '150 days' END
  FROM child o JOIN cases USING (case_id), generate_series(1, 5) g, LATERAL (SELECT pg_temp.moment() AS moment, g.g, o.child_id) m,
       LATERAL (SELECT pg_temp.day() AS day, g.g, o.child_id) d, LATERAL (SELECT pg_temp.pick('bia', 'family', 'origin_report', 'disclosure') AS kind, g.g, o.child_id) x
 WHERE random() < 0.7;
SELECT pg_temp.fill('material_change', 'child', 0.3, 'child_id, changed_on, what', $$o.child_id, pg_temp.day(), 'x'$$);
SELECT pg_temp.fill('care_option', 'child', 0.9, 'child_id, kind, considered_on, suitable, finding, child_asked',
    $$o.child_id, pg_temp.pick('parents', 'kin_here', 'kin_abroad', 'foster', 'small_group', 'residential'), pg_temp.day(), random() < 0.1, pg_temp.pick('x', ' ', 'y'), pg_temp.maybe()$$);
SELECT pg_temp.fill('care_option', 'child', 0.9, 'child_id, kind, considered_on, suitable, finding',
    $$o.child_id, pg_temp.pick('parents', 'kin_here', 'kin_abroad', 'foster'), pg_temp.day(), false, 'x'$$);
SELECT pg_temp.fill('carer_check', 'proposed_carer', 0.8, 'carer_id, kind, completed_on, is_clear', $$o.carer_id, pg_temp.pick('identity', 'background', 'home_study', 'training'), pg_temp.day(), random() < 0.7$$);
SELECT pg_temp.fill('household_member', 'proposed_carer', 0.4, 'carer_id, is_adult, from_on, to_on, checked_on, is_clear', $$o.carer_id, random() < 0.8, CASE WHEN random() < 0.5 THEN pg_temp.day() END, CASE WHEN random() < 0.3 THEN pg_temp.day() + 50 END, pg_temp.day(), random() < 0.8$$);
INSERT INTO relationship (case_id, child_id, person_id, kind, proof, proved_on, recorded_at)
SELECT c.case_id, c.child_id, p.person_id, pg_temp.pick('grandparent', 'aunt_or_uncle'), x.proof, CASE WHEN x.proof <> 'claimed' THEN pg_temp.day() END, pg_temp.moment()
  FROM child c JOIN cases USING (case_id) JOIN person p USING (case_id), generate_series(1, 2) g, LATERAL (SELECT pg_temp.pick('claimed', 'document', 'disproved') AS proof, g.g, c.child_id) x
 WHERE random() < 0.9;
SELECT pg_temp.fill('urgency', 'placement', 0.1, 'placement_id, from_on, to_on, reasons', $$o.placement_id, pg_temp.day(), CASE WHEN random() < 0.5 THEN pg_temp.day() + 150 END, 'x'$$);
SELECT pg_temp.fill('report_transmission', 'placement', 0.5, 'placement_id, sent_on, has_report, has_reasons, contents, translation, sender_id',
    $$o.placement_id, pg_temp.day(), random() < 0.6, random() < 0.5, pg_temp.some('identity', 'funding', 'views'), pg_temp.pick('french', 'not_needed', NULL), ('a0000000-0000-4000-8000-00000000000' || pg_temp.pick('1', '2', '3', '4'))::uuid$$);
SELECT pg_temp.fill('consent_condition', 'placement', 0.3, 'placement_id, set_on, what, met_on', $$o.placement_id, date '2026-01-01', 'x', CASE WHEN random() < 0.4 THEN pg_temp.day() END$$);
INSERT INTO consent_condition (case_id, lasting_id, placement_id, set_on, what, met_on, recorded_at, superseded_at)
SELECT case_id, lasting_id, placement_id, set_on, 'y', CASE WHEN random() < 0.2 THEN pg_temp.day() END, recorded_at - interval '40 days', recorded_at
  FROM consent_condition JOIN cases USING (case_id) WHERE superseded_at IS NULL AND random() < 0.5;
SELECT pg_temp.fill('information_given', 'placement', 0.7, 'placement_id, topic, given_on, was_given', $$o.placement_id, pg_temp.pick('complaint', 'person_of_trust', 'challenge', 'preparation'), pg_temp.day(), random() < 0.7$$);
SELECT pg_temp.fill('care_plan', 'placement', 0.4, 'placement_id, kind, written_on, goals, measures, responsible_persons, review_on', $$o.placement_id, pg_temp.pick('care', 'care', 'transition'), pg_temp.day(), pg_temp.pick('x', ' '), pg_temp.pick('x', NULL), pg_temp.some('w1'), CASE WHEN random() < 0.5 THEN pg_temp.day() END$$);
SELECT pg_temp.fill('followup_plan', 'placement', 0.4, 'placement_id, arranged_on, cadence, ended_on, provider_agreed_on', $$o.placement_id, pg_temp.day(), pg_temp.pick('2 per month for 12 months', 'every 2 weeks')::case_rules.cadence, CASE WHEN random() < 0.3 THEN pg_temp.day() + 150 END, CASE WHEN random() < 0.5 THEN pg_temp.day() END$$);
SELECT pg_temp.fill('followup_visit', 'placement', 0.9, 'placement_id, visited_on, kind, child_seen, carer_reached', $$o.placement_id, pg_temp.day(), pg_temp.pick('visit', 'visit', 'call'), random() < 0.8, pg_temp.maybe()$$) FROM generate_series(1, 2);
SELECT pg_temp.fill('review', 'placement', 0.3, 'placement_id, reviewed_on, covers', $$o.placement_id, pg_temp.day(), coalesce(pg_temp.some('needs', 'family'), '{}')$$);
SELECT pg_temp.fill('handover', 'placement', 0.4, 'placement_id, kind, handed_over_on, outcome', $$o.placement_id, pg_temp.pick('file', 'care'), pg_temp.day(), pg_temp.pick('taken_over', 'not_needed', 'refused')$$);
SELECT pg_temp.fill('notice', 'placement', 0.3, 'placement_id, about, sent_on', $$o.placement_id, pg_temp.pick('serious_danger', 'other'), pg_temp.day()$$);
INSERT INTO sibling_bond (case_id, child_id, sibling_id, elsewhere, has_bond, reported_on, reported_state, reported_requested_state, recorded_at, superseded_at)
SELECT c.case_id, c.child_id, s.child_id, NULL, pg_temp.maybe(), NULL, NULL, NULL, pg_temp.moment(), CASE WHEN random() < 0.25 THEN timestamptz '2026-06-01 00:00+00' END
  FROM child c JOIN child s ON s.case_id = c.case_id AND s.child_id <> c.child_id JOIN cases ON cases.case_id = c.case_id
UNION ALL
SELECT c.case_id, c.child_id, NULL, 'elsewhere', pg_temp.maybe(), pg_temp.day(), pg_temp.pick('received', 'consented', NULL)::case_rules.consent_state, pg_temp.pick('BE', NULL), pg_temp.moment(), NULL
  FROM child c JOIN cases USING (case_id) WHERE random() < 0.3;
INSERT INTO sibling_arrangement (case_id, placement_id, bond_id, arranged_on, together, reasons, recorded_at)
SELECT p.case_id, p.placement_id, b.bond_id, pg_temp.day(), random() < 0.3, pg_temp.pick('x', NULL), pg_temp.moment()
  FROM placement p JOIN cases USING (case_id) JOIN sibling_bond b USING (case_id, child_id), generate_series(1, 2) WHERE random() < 0.9 AND b.superseded_at IS NULL;
INSERT INTO sibling_bond (case_id, lasting_id, child_id, sibling_id, elsewhere, has_bond, reported_on, reported_state, reported_requested_state, recorded_at, superseded_at)
SELECT case_id, lasting_id, child_id, sibling_id, elsewhere, pg_temp.maybe(), reported_on, reported_state, reported_requested_state, recorded_at - interval '40 days', recorded_at
  FROM sibling_bond JOIN cases USING (case_id) WHERE superseded_at IS NULL AND random() < 0.5;
INSERT INTO contact_plan (case_id, placement_id, bond_id, from_on, to_on, recorded_at)
SELECT p.case_id, p.placement_id, b.bond_id, pg_temp.day(), CASE WHEN random() < 0.3 THEN date '2026-06-30' END, pg_temp.moment() - interval '60 days'
  FROM placement p JOIN cases USING (case_id) JOIN sibling_bond b USING (case_id, child_id) WHERE random() < 0.9 AND b.superseded_at IS NULL;
/* acts that arrived in any order, each judged once or more; the latest judgement is on the row */
CREATE TEMP TABLE happened AS
SELECT x.*, row_number() OVER (PARTITION BY x.case_id ORDER BY random()) AS seq, pg_temp.moment() AS recorded_at
  FROM (SELECT p.case_id, p.placement_id, a.act, a.is_protective, a.is_factual, pg_temp.day() AS acted_on
          FROM placement p JOIN cases USING (case_id)
          JOIN case_rules.procedure_act a ON a.procedure = 'placement_abroad' AND a.kind = 'act', generate_series(1, 2)
         WHERE random() < 0.3) x;
CREATE TEMP TABLE judged AS
SELECT h.case_id, h.seq, g AS judgement, h.recorded_at + (g - 1) * interval '20 days' + interval '1 second' AS judged_at,
       CASE WHEN h.is_protective THEN pg_temp.pick('permitted', 'permitted', 'protective', 'cured')
            WHEN h.is_factual THEN pg_temp.pick('permitted', 'permitted', 'irregular', 'barred', 'cured')
            ELSE pg_temp.pick('permitted', 'permitted', 'permitted', 'barred', 'cured') END AS outcome,
       pg_temp.pick('contemplated', 'consented', 'decided', 'departed', 'arrived', 'refused', 'consent_expired') AS to_state
  FROM happened h CROSS JOIN LATERAL generate_series(1, 1 + floor(random() * 3)::integer) g;
/* some are taken away later, or say that they take the place of another */
CREATE TEMP TABLE taken AS
SELECT h.case_id, h.seq, h.placement_id, h.acted_on, h.seq + 10000 AS by_seq, h.recorded_at + random() * interval '60 days' + interval '2 seconds' AS moment
  FROM happened h WHERE random() < 0.1;
INSERT INTO act (case_id, seq, procedure, subject_id, act, acted_on, authority_id, actor, details, amends, to_state, outcome, recorded_at, superseded_at)
SELECT h.case_id, h.seq, 'placement_abroad', h.placement_id, h.act, h.acted_on,
       ('a0000000-0000-4000-8000-00000000000' || pg_temp.pick('1', '2', '3', '4'))::uuid, 'w1',
       jsonb_strip_nulls(jsonb_build_object('valid_to', pg_temp.day() + 60, 'placement_until', CASE WHEN random() < 0.5 THEN pg_temp.day() + 250 END,
           'given_by', pg_temp.pick('carer', NULL), 'place', pg_temp.pick('X', NULL), 'care_kind', pg_temp.pick('kin', NULL, NULL),
           'jurisdiction_article', pg_temp.pick('5', '7', NULL), 'addressee_role', pg_temp.pick('other', NULL), 'reasons', pg_temp.pick('r1', 'r2', NULL),
           'until', pg_temp.day() + 300, 'other_side_informed', pg_temp.maybe(), 'legalisation_demanded', pg_temp.maybe(),
           'condition_id', (SELECT k.condition_id FROM facts_test.consent_condition k WHERE k.placement_id = h.placement_id AND k.superseded_at IS NULL ORDER BY random() LIMIT 1))),
       CASE WHEN h.act LIKE '%consent%' AND random() < 0.3
            THEN (SELECT jsonb_build_object('seq', o.seq) FROM happened o
                   WHERE o.case_id = h.case_id AND o.placement_id = h.placement_id AND o.act = h.act AND o.recorded_at < h.recorded_at
                     AND (o.acted_on, o.seq) < (h.acted_on, h.seq) LIMIT 1) END,
       j.to_state, j.outcome, h.recorded_at, t.moment
  FROM happened h
 CROSS JOIN LATERAL (SELECT j.outcome, j.to_state FROM judged j WHERE j.case_id = h.case_id AND j.seq = h.seq ORDER BY j.judgement DESC LIMIT 1) j
  LEFT JOIN taken t ON t.case_id = h.case_id AND t.seq = h.seq;
INSERT INTO journal (case_id, seq, judgement, guarded_table, procedure, subject_id, act, acted_on, to_state, outcome, rule_count, finding_count, findings, judged_at, release)
SELECT j.case_id, j.seq, j.judgement, 'facts_test.act', 'placement_abroad', h.placement_id, h.act, h.acted_on, j.to_state, j.outcome, 0, 0, '[]', j.judged_at, 'test'
  FROM judged j JOIN happened h USING (case_id, seq);
INSERT INTO act (case_id, seq, procedure, subject_id, act, acted_on, authority_id, actor, amends, outcome, recorded_at)
SELECT t.case_id, t.by_seq, 'placement_abroad', t.placement_id, 'annul', t.acted_on, 'a0000000-0000-4000-8000-000000000001', 'w1',
       jsonb_build_object('seq', t.seq), 'permitted', t.moment FROM taken t;
INSERT INTO journal (case_id, seq, guarded_table, procedure, subject_id, act, acted_on, outcome, rule_count, finding_count, judged_at, release, amends_seq, amends_how)
SELECT t.case_id, t.by_seq, 'facts_test.act', 'placement_abroad', t.placement_id, 'annul', t.acted_on, 'permitted', 0, 0, t.moment, 'test', t.seq, 'annul'
  FROM taken t;
/* some were found again later, because a row of a treaty had changed */
CREATE TEMP TABLE found AS
SELECT case_id, subject_id, seq, acted_on, recorded_at, CASE WHEN random() < 0.5 THEN recorded_at + random() * interval '90 days' END AS again_at,
       superseded_at IS NULL AND outcome <> 'barred' AS counts
  FROM act JOIN cases USING (case_id) WHERE act IN ('contemplate', 'determine_regime');
INSERT INTO placement_regime (case_id, placement_id, by_seq, from_on, regime, found, objection_window_open, reasons, counts, recorded_at, superseded_at)
SELECT f.case_id, f.subject_id, f.seq, f.acted_on, pg_temp.pick('hc1996', 'brussels_iib', 'none'), 'unknown', random() < 0.5, '[]', f.counts, v.recorded_at, v.superseded_at
  FROM found f CROSS JOIN LATERAL (VALUES (f.recorded_at, f.again_at), (f.again_at, NULL)) v(recorded_at, superseded_at)
 WHERE v.recorded_at IS NOT NULL;
INSERT INTO duty (case_id, seq, duty, version, procedure, subject_id, side, started_on, due_on, fulfilled_by, ended_by, recorded_at, superseded_at)
SELECT a.case_id, a.seq, d.duty, 1, 'placement_abroad', a.subject_id, coalesce(nullif(d.side::text, 'actor'), 'requesting'), a.acted_on, a.acted_on + 30, d.fulfilled_by, d.ended_by,
       a.recorded_at, CASE WHEN random() < 0.2 THEN a.recorded_at + random() * interval '60 days' END
  FROM act a JOIN cases USING (case_id) JOIN case_rules.duty_rule d ON d.procedure = a.procedure AND a.act = ANY (d.started_by) AND d.cadence IS NULL;

/* the order of two acts of one day in two siblings' cases is nobody's */
CREATE FUNCTION pg_temp.comparable(facts jsonb) RETURNS jsonb LANGUAGE sql AS $$
    SELECT facts || jsonb_build_object('sibling_decision_reasons',
                        (SELECT jsonb_agg(r ORDER BY r) FROM jsonb_array_elements(facts -> 'sibling_decision_reasons') r)) $$;
/* day and moment as constants: a gate gives a null so, too */
CREATE FUNCTION pg_temp.differences(day date, known timestamptz DEFAULT NULL) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY EXECUTE format($q$
        SELECT DISTINCT e.key || ': ' || coalesce(e.value, 'null') || ' / ' || coalesce(to_jsonb(b) ->> e.key, 'null')
          FROM facts_test.placement p
         CROSS JOIN LATERAL facts_test.placement_facts(p.case_id, p.placement_id, %1$L, %2$L, NULL) f
          JOIN facts_test.placement_facts_bulk(%1$L, %2$L) b ON b.case_id = p.case_id AND b.placement_id = p.placement_id
         CROSS JOIN LATERAL jsonb_each_text(pg_temp.comparable(to_jsonb(f))) e
         WHERE e.value IS DISTINCT FROM pg_temp.comparable(to_jsonb(b)) ->> e.key $q$, day, known);
END $$;
DO $$
DECLARE
    t record;
BEGIN
    FOR t IN SELECT c.oid::regclass AS tab FROM pg_class c WHERE c.relnamespace = 'facts_test'::regnamespace AND c.relkind = 'r' LOOP
        EXECUTE format('ANALYZE %s', t.tab);
    END LOOP;
END $$;
SELECT is_empty(format('SELECT pg_temp.differences(%L)', day), 'bulk and single form agree on ' || day)
  FROM unnest('{2026-03-01,2026-05-01,2026-07-01}'::date[]) day;
SELECT is_empty(format('SELECT pg_temp.differences(%L, %L)', day, known), format('and by what was known on %s of %s', known::date, day))
  FROM (VALUES (date '2026-03-01', timestamptz '2026-02-15 08:00+00'), ('2026-04-01', '2026-05-01 08:00+00'), ('2026-07-01', '2026-03-15 00:00+00')) v(day, known);
SELECT is((SELECT count(*) FROM placement_facts_bulk('2026-05-01')), (SELECT count(*) FROM placement), 'the bulk form has a row for each placement');
/* the comparison is worth something only where facts vary */
SELECT is_empty($$
    SELECT k FROM (SELECT k, count(DISTINCT coalesce(v, 'null')) AS kinds
                     FROM facts_test.placement_facts_bulk('2026-05-01') b, jsonb_each_text(to_jsonb(b)) e(k, v) GROUP BY k) x
     WHERE kinds < 2 AND k NOT IN ('requesting_state')$$,
    'every fact takes more than one value in the random data');
SELECT is_empty($$
    SELECT e.key
      FROM facts_test.placement_facts_bulk('2026-05-01') b
      JOIN facts_test.placement_facts_bulk('2026-05-01', '2026-03-15 00:00+00') t USING (case_id, placement_id)
     CROSS JOIN LATERAL jsonb_each(to_jsonb(b)) e
     WHERE e.key NOT IN ('case_id', 'placement_id', 'requesting_state', 'requested_state')
     GROUP BY e.key
    HAVING bool_and(e.value = to_jsonb(t) -> e.key) OR bool_and(to_jsonb(t) -> e.key = 'null')$$,
    'and of every fact something was known before, somewhere something else');

/*
 * Histories that are shorter: what is asked of the whole, by a place among the
 * acts or a moment, is what the shorter one answers without.  The facts that
 * differ are returned; the history is whole again afterwards.
 */
CREATE FUNCTION pg_temp.without_later_acts() RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
    t record;
    different text[];
BEGIN
    CREATE TEMP TABLE asked AS
    SELECT a.case_id, a.subject_id, a.seq, a.acted_on, pg_temp.comparable(to_jsonb(f)) AS facts
      FROM (SELECT DISTINCT ON (a.case_id) a.* FROM facts_test.act a JOIN cases USING (case_id)
             ORDER BY a.case_id, abs(a.acted_on - date '2026-04-01'), a.seq) a
     CROSS JOIN LATERAL facts_test.placement_facts(a.case_id, a.subject_id, a.acted_on, NULL, a.seq) f;
    SET LOCAL session_replication_role = replica;    -- foreign keys would ask for an order
    FOR t IN SELECT v.tab, v.seq, v.day FROM (VALUES ('act', 'seq', 'acted_on'), ('journal', 'seq', 'acted_on'), ('duty', 'seq', 'started_on'),
                                                     ('placement_regime', 'by_seq', 'from_on')) v(tab, seq, day) LOOP
        EXECUTE format('DELETE FROM facts_test.%I x USING asked b WHERE x.case_id = b.case_id AND (x.%I, x.%I) >= (b.acted_on, b.seq)', t.tab, t.day, t.seq);
    END LOOP;
    SELECT array_agg(DISTINCT e.key) INTO different
      FROM asked a
     CROSS JOIN LATERAL facts_test.placement_facts(a.case_id, a.subject_id, a.acted_on, NULL, NULL) f
     CROSS JOIN LATERAL jsonb_each(pg_temp.comparable(to_jsonb(f))) e
     WHERE e.value IS DISTINCT FROM a.facts -> e.key;
    RAISE SQLSTATE 'UT000';
EXCEPTION WHEN SQLSTATE 'UT000' THEN
    RETURN different;
END $$;
CREATE FUNCTION pg_temp.without_later_knowledge(day date, known timestamptz) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
    t record;
    different text[];
BEGIN
    CREATE TEMP TABLE asked AS
    SELECT p.case_id, p.placement_id, pg_temp.comparable(to_jsonb(f)) AS facts
      FROM facts_test.placement p JOIN cases USING (case_id)
     CROSS JOIN LATERAL facts_test.placement_facts(p.case_id, p.placement_id, day, known, NULL) f;
    /* what other facts refer to goes by its id, whichever version stands */
    CREATE TEMP TABLE lasting AS
    SELECT lasting_id, responsibility_id AS id FROM facts_test.parental_responsibility WHERE superseded_at IS NULL
     UNION ALL
    SELECT lasting_id, bond_id FROM facts_test.sibling_bond WHERE superseded_at IS NULL
     UNION ALL
    SELECT lasting_id, condition_id FROM facts_test.consent_condition WHERE superseded_at IS NULL;
    SET LOCAL session_replication_role = replica;
    FOR t IN SELECT c.oid::regclass AS tab FROM pg_class c
              WHERE c.relnamespace = 'facts_test'::regnamespace AND c.relkind = 'r' AND c.relname NOT LIKE '%\_version'
                AND (SELECT count(*) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname IN ('recorded_at', 'superseded_at')) = 2 LOOP
        EXECUTE format('DELETE FROM %s WHERE recorded_at > $1', t.tab) USING known;
        EXECUTE format('UPDATE %s SET superseded_at = NULL WHERE superseded_at > $1', t.tab) USING known;
    END LOOP;
    UPDATE facts_test.parental_responsibility r SET responsibility_id = l.id FROM lasting l WHERE l.lasting_id = r.lasting_id AND r.superseded_at IS NULL;
    UPDATE facts_test.sibling_bond r SET bond_id = l.id FROM lasting l WHERE l.lasting_id = r.lasting_id AND r.superseded_at IS NULL;
    UPDATE facts_test.consent_condition r SET condition_id = l.id FROM lasting l WHERE l.lasting_id = r.lasting_id AND r.superseded_at IS NULL;
    DELETE FROM facts_test.journal WHERE judged_at > known;
    UPDATE facts_test.act a SET (outcome, to_state) =
        (SELECT j.outcome, j.to_state FROM facts_test.journal j WHERE j.case_id = a.case_id AND j.seq = a.seq ORDER BY j.judgement DESC LIMIT 1);
    UPDATE facts_test.placement_regime r SET counts =
        EXISTS (SELECT FROM facts_test.act a WHERE a.case_id = r.case_id AND a.seq = r.by_seq AND a.outcome <> 'barred' AND a.superseded_at IS NULL);
    UPDATE facts_test.child c SET (birth_date, siblings_checked_on) =
        (SELECT v.birth_date, v.siblings_checked_on FROM facts_test.child_version v
          WHERE v.case_id = c.case_id AND v.child_id = c.child_id AND known >= v.recorded_at AND known < v.superseded_at)
     WHERE c.recorded_at > known;
    UPDATE facts_test.placement p SET proceedings_instituted_on =
        (SELECT v.proceedings_instituted_on FROM facts_test.placement_version v
          WHERE v.case_id = p.case_id AND v.placement_id = p.placement_id AND known >= v.recorded_at AND known < v.superseded_at)
     WHERE p.recorded_at > known;
    UPDATE facts_test.proposed_carer c SET (person_id, household_listed_on) =
        (SELECT v.person_id, v.household_listed_on FROM facts_test.proposed_carer_version v
          WHERE v.case_id = c.case_id AND v.carer_id = c.carer_id AND known >= v.recorded_at AND known < v.superseded_at)
     WHERE c.recorded_at > known;
    SELECT array_agg(DISTINCT e.key) INTO different
      FROM asked a
     CROSS JOIN LATERAL facts_test.placement_facts(a.case_id, a.placement_id, day, NULL, NULL) f
     CROSS JOIN LATERAL jsonb_each(pg_temp.comparable(to_jsonb(f))) e
     WHERE e.value IS DISTINCT FROM a.facts -> e.key;
    RAISE SQLSTATE 'UT000';
EXCEPTION WHEN SQLSTATE 'UT000' THEN
    RETURN different;
END $$;
SELECT is(pg_temp.without_later_acts(), NULL, 'acts from a place on are not counted');
SELECT is(pg_temp.without_later_knowledge(day, known), NULL, format('what came to light after %s does not count on %s', known::date, day))
  FROM (VALUES (date '2026-07-01', timestamptz '2026-03-15 00:00+00'), ('2026-04-01', '2026-02-10 09:00+00'), ('2026-03-20', '2026-05-20 12:00+00'),
               ('2026-07-01', '2025-12-15 00:00+00')) v(day, known);

/* ---- the context of an act ---------------------------------------------------- */

SELECT results_eq($$SELECT * FROM facts_test.act_context('c0000000-0000-4000-8000-000000000001', 'f0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000001')$$,
    $$VALUES ('requesting'::text, 'Europe/London'::text, date '2015-04-01')$$, 'the requesting side, its clock, and the child''s first day');
SELECT is((SELECT side FROM act_context('c0000000-0000-4000-8000-000000000001', 'f0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000003')), 'requested', 'the requested side');
SELECT is((SELECT count(*) FROM act_context('c0000000-0000-4000-8000-000000000001', 'f0000000-0000-4000-8000-0000000000ff', 'a0000000-0000-4000-8000-000000000003')), 0::bigint, 'no subject, no context');

/* ---- the aggregates that facts functions are made of ---- */
CREATE TYPE pg_temp.answer AS (a integer, b text);
SELECT is((SELECT case_rules.first_known_row(x ORDER BY n) FROM (VALUES (1, ROW(NULL, 'x')::pg_temp.answer), (2, ROW(7, 'y')::pg_temp.answer), (3, NULL)) v(n, x)),
          ROW(7, 'x')::pg_temp.answer, 'first_known_row: each column its own first answer');
SELECT is((SELECT case_rules.first_known(x ORDER BY n) FROM (VALUES (1, NULL), (2, 7), (3, 8)) v(n, x)), 7, 'first_known: the first answer');
SELECT throws_ok('SELECT case_rules.first_known_row(x) FROM generate_series(1, 2) x', '42804', NULL, 'first_known_row takes rows');

SELECT * FROM finish();
ROLLBACK;
