--
-- The guard on an application's own tables: acts as rows, and acts as changes
-- of a state column in a table whose data are jsonb.  Every way in is the same
-- way.
--
\set SHOW_CONTEXT never
SET client_min_messages = warning;
CREATE EXTENSION case_rules CASCADE;
SET case_rules.warnings = off;

-- what the application has: measures for children, and a log of what was done
CREATE TABLE measure (
    measure_id bigint PRIMARY KEY, file_no bigint NOT NULL, article text, child_here boolean, reasons text,
    born case_rules.partial_date, abroad boolean);
CREATE TABLE measure_log (
    file_no bigint NOT NULL, measure_id bigint NOT NULL, procedure text NOT NULL DEFAULT 'urgent_measure',
    act text NOT NULL, done_on date NOT NULL, office text, worker text, details jsonb NOT NULL DEFAULT '{}',
    request_key text UNIQUE,
    seq bigint, side text, from_state text, to_state text, finding_count integer, outcome text, superseded_at timestamptz,
    recorded_at timestamptz, recorded_by text);

-- ---- the guard, in three steps: a rulebook, the facts, the guard ------------------

SELECT case_rules.create_rulebook('rules', 'bigint');

CREATE FUNCTION measure_facts(case_id bigint, subject_id bigint, as_of date, known_at timestamptz, before_seq bigint)
RETURNS TABLE (measure_article text, child_present boolean, urgency_reasoned boolean, child_born case_rules.partial_date,
               age_disputed boolean, moves_child_abroad boolean, wrongful_removal boolean, notified_on date)
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT m.article, m.child_here, m.reasons IS NOT NULL, m.born, false, m.abroad, false, l.notified_on
      FROM measure m
      LEFT JOIN LATERAL (SELECT min(l.done_on) AS notified_on FROM measure_log l
                          WHERE l.file_no = m.file_no AND l.measure_id = m.measure_id AND l.act = 'notify'
                            AND l.done_on <= measure_facts.as_of AND l.seq < measure_facts.before_seq) l ON true
     WHERE m.file_no = measure_facts.case_id AND m.measure_id = measure_facts.subject_id;
END;
CREATE FUNCTION measure_context(case_id bigint, subject_id bigint, authority text,
                                OUT side text, OUT time_zone text, OUT not_before date)
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT CASE authority WHEN 'office here' THEN 'requested' WHEN 'office there' THEN 'requesting' END,
           'Pacific/Auckland', date '2012-06-01';
END;

SELECT * FROM case_rules.guard('measure_log', 'urgent_measure', 'public.measure_facts', 'rules', 'public.measure_context',
    columns => '{"case_id": "file_no", "subject_id": "measure_id", "acted_on": "done_on", "authority_id": "office", "actor": "worker"}');
-- again: the same
SELECT count(*) FROM case_rules.guard('measure_log', 'urgent_measure', 'public.measure_facts', 'rules', 'public.measure_context',
    columns => '{"case_id": "file_no", "subject_id": "measure_id", "acted_on": "done_on", "authority_id": "office", "actor": "worker"}');
SELECT * FROM case_rules.guard_holes('rules');

-- short: what an application sends, without the columns that are always the same
CREATE VIEW to_do AS SELECT file_no, measure_id, act, done_on, office, details, request_key FROM measure_log;
ALTER VIEW to_do ALTER office SET DEFAULT 'office here', ALTER details SET DEFAULT '{}';

-- ---- the first refusal --------------------------------------------------------------

INSERT INTO measure VALUES (11, 1, '11', true, 'example reasons', '2016-04', false);
INSERT INTO measure_log (file_no, measure_id, act, done_on, office) VALUES (1, 11, 'take', '2025-03-01', 'office here')
RETURNING seq, side, from_state, to_state, finding_count, recorded_by = session_user AS recorded_by_me;
-- nothing tells that the measures of the competent authority were looked for
INSERT INTO measure_log (file_no, measure_id, act, done_on, office) VALUES (1, 11, 'rely_on', '2025-03-02', 'office here');
-- what would do, and what could come next
SELECT rule, verdict, missing, case_rules.stops(f) FROM case_rules.would_allow('measure_log',
    '{"file_no": 1, "measure_id": 11, "procedure": "urgent_measure", "act": "rely_on", "done_on": "2025-03-02", "office": "office here"}') f
ORDER BY rule;
SELECT act, side, verdict, rule FROM case_rules.next_acts('measure_log', '1', 'urgent_measure', '11', '2025-03-02') WHERE side = 'requested';

-- ---- all of it for a program: DETAIL is JSON, the fields name rule and table -----------

CREATE FUNCTION refusal(statement text) RETURNS TABLE (field text, value text) LANGUAGE plpgsql AS $$
DECLARE s text; d text; c text; t text; n text; m text; h text;
BEGIN
    EXECUTE statement;
    RETURN QUERY VALUES ('sqlstate', '00000');
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS s = RETURNED_SQLSTATE, d = PG_EXCEPTION_DETAIL, c = CONSTRAINT_NAME, t = TABLE_NAME,
        n = SCHEMA_NAME, m = MESSAGE_TEXT, h = PG_EXCEPTION_HINT;
    RETURN QUERY VALUES ('sqlstate', s), ('constraint', c), ('table', n || '.' || t), ('message', m), ('hint', h);
    IF left(d, 1) = '{' THEN
        RETURN QUERY SELECT 'detail', (d::jsonb - 'findings')::text;
        RETURN QUERY SELECT 'finding', concat_ws(' ', f->>'rule', f->>'verdict', f->>'severity', f->'failing', f->'missing', f->>'curable_by')
                       FROM jsonb_array_elements(d::jsonb->'findings') f;
    END IF;
END $$;
SELECT * FROM refusal($$INSERT INTO to_do VALUES (1, 11, 'rely_on', '2025-03-02')$$);

-- ---- one refusal of each kind ---------------------------------------------------------------

-- RU002: no such act from here, or at all, or to begin with
SELECT * FROM refusal($$INSERT INTO to_do VALUES (1, 11, 'take', '2025-03-02')$$);
SELECT * FROM refusal($$INSERT INTO to_do VALUES (1, 11, 'fly', '2025-03-02')$$);
SELECT * FROM refusal($$INSERT INTO to_do VALUES (1, 12, 'confirm', '2025-03-02')$$);
-- RU003: an authority of neither State
SELECT * FROM refusal($$INSERT INTO to_do VALUES (1, 11, 'confirm', '2025-03-02', 'office nowhere')$$);
-- RU004: before the birth, in the future, on no day at all
SELECT * FROM refusal($$INSERT INTO to_do VALUES (1, 12, 'take', '2012-05-31')$$);
SELECT field, value FROM refusal($$INSERT INTO to_do VALUES (1, 12, 'take', '2999-01-01')$$) WHERE field <> 'hint';
SELECT field, value FROM refusal($$INSERT INTO to_do VALUES (1, 12, 'take', 'infinity')$$) WHERE field = 'sqlstate';
SELECT field, value FROM refusal($$INSERT INTO to_do VALUES (1, 12, 'take', '-infinity')$$) WHERE field = 'sqlstate';
-- tomorrow in New Zealand comes earlier than tomorrow here: neither is refused nor allowed by the clock of this session
SET TimeZone = 'Pacific/Pago_Pago';
SELECT * FROM refusal(format($$INSERT INTO to_do VALUES (2, 12, 'take', %L)$$, (now() AT TIME ZONE 'Pacific/Auckland')::date));
RESET TimeZone;
-- RU005: what is derived
SELECT * FROM refusal($$INSERT INTO measure_log (file_no, measure_id, act, done_on, office, to_state) VALUES (1, 11, 'notify', '2025-03-02', 'office here', 'confirmed')$$);
SELECT * FROM refusal($$INSERT INTO measure_log (file_no, measure_id, act, done_on, office, seq) VALUES (1, 11, 'notify', '2025-03-02', 'office here', 1)$$);
-- RU006: what has happened
SELECT * FROM refusal($$UPDATE measure_log SET done_on = '2025-02-01'$$);
SELECT * FROM refusal($$DELETE FROM measure_log$$);
SELECT * FROM refusal($$TRUNCATE measure_log$$);
SELECT * FROM refusal($$INSERT INTO rules.journal SELECT * FROM rules.journal$$);
SELECT * FROM refusal($$UPDATE rules.journal SET outcome = 'permitted'$$);
SELECT * FROM refusal($$DELETE FROM rules.journal$$);
SELECT * FROM refusal($$TRUNCATE rules.journal$$);
SELECT * FROM refusal($$UPDATE rules.duty SET due_on = due_on + 30$$);
SELECT * FROM refusal($$DELETE FROM rules.duty$$);
SELECT * FROM refusal($$TRUNCATE rules.duty$$);
SELECT * FROM refusal($$UPDATE rules.case_head SET act_seq = 0$$);
SELECT * FROM refusal($$DELETE FROM rules.case_head$$);
SELECT * FROM refusal($$TRUNCATE rules.case_head$$);
-- RU009: may be overridden, and whose override it takes
SELECT * FROM refusal($$INSERT INTO to_do VALUES (1, 11, 'lapse', '2025-03-02')$$);
-- details: the fields of the act, and nothing else; values are never shown
SELECT * FROM refusal($$INSERT INTO to_do VALUES (1, 11, 'lapse', '2025-03-02', 'office here', '{"name": "Example Child A"}')$$);
SELECT * FROM refusal($$INSERT INTO to_do VALUES (1, 11, 'lapse', '2025-03-02', 'office here', '{"danger_ended": "Example Child A"}')$$);
SELECT * FROM refusal($$INSERT INTO to_do VALUES (1, 11, 'confirm', '2025-03-02', 'office here', '{"jurisdiction_article": "Example Child A"}')$$);
SELECT * FROM refusal($$INSERT INTO to_do VALUES (1, 11, 'confirm', '2025-03-02', 'office here', '["Example Child A"]')$$);
SELECT * FROM refusal($$INSERT INTO measure_log (file_no, measure_id, act, done_on, procedure) VALUES (1, 11, 'take', '2025-03-02', 'placement_abroad')$$);
-- none of these left anything behind
SELECT file_no, measure_id, act, seq FROM measure_log ORDER BY file_no, seq;
SELECT case_id, act_seq FROM rules.case_head ORDER BY case_id;

-- ---- every way in is the same way ---------------------------------------------------------------

-- a resent act
INSERT INTO to_do VALUES (1, 11, 'notify', '2025-03-02', 'office here', '{}', 'request 1');
INSERT INTO to_do VALUES (1, 11, 'notify', '2025-03-02', 'office here', '{}', 'request 1') ON CONFLICT (request_key) DO NOTHING;
INSERT INTO to_do VALUES (1, 11, 'notify', '2025-03-02', 'office here', '{}', 'request 1') ON CONFLICT (request_key) DO UPDATE SET done_on = '2025-03-03';
-- also one that would be refused is dropped without a word, because it is not written
INSERT INTO to_do VALUES (1, 11, 'rely_on', '2025-03-02', 'office here', '{}', 'request 1') ON CONFLICT (request_key) DO NOTHING;
SELECT act, from_state, to_state FROM measure_log WHERE measure_id = 11 ORDER BY seq;
-- COPY
COPY measure_log (file_no, measure_id, act, done_on, office) FROM STDIN;
1	11	notify	2025-03-04	office here
1	11	rely_on	2025-03-04	office here
\.
-- MERGE
MERGE INTO measure_log USING (VALUES (1, 11, date '2025-03-04')) AS v(f, m, d) ON false
 WHEN NOT MATCHED THEN INSERT (file_no, measure_id, act, done_on, office) VALUES (v.f, v.m, 'rely_on', v.d, 'office here');
MERGE INTO measure_log USING (VALUES (1)) AS v(f) ON file_no = v.f WHEN MATCHED THEN UPDATE SET done_on = '2025-03-05';
MERGE INTO measure_log USING (VALUES (1)) AS v(f) ON file_no = v.f WHEN MATCHED THEN DELETE;
-- a writable CTE
WITH a AS (INSERT INTO to_do VALUES (1, 11, 'rely_on', '2025-03-04') RETURNING act) SELECT * FROM a;
-- a function, of any language and with any rights
CREATE FUNCTION record_act(file bigint, measure bigint, what text, day date) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp
AS $$ INSERT INTO measure_log (file_no, measure_id, act, done_on, office) VALUES (file, measure, what, day, 'office here') $$;
SELECT record_act(1, 11, 'rely_on', '2025-03-04');
-- a prepared statement
PREPARE act(text) AS INSERT INTO to_do VALUES (1, 11, $1, '2025-03-04') RETURNING act;
EXECUTE act('rely_on');
EXECUTE act('notify');
-- a trigger of one's own that rewrites the act after the stamp
CREATE FUNCTION rewrite() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.act := 'rely_on'; RETURN NEW; END $$;
CREATE TRIGGER zzz_rewrite BEFORE INSERT ON measure_log FOR EACH ROW EXECUTE FUNCTION rewrite();
SELECT record_act(1, 11, 'notify', '2025-03-04');
DROP TRIGGER zzz_rewrite ON measure_log;
-- as if it were replication
SET session_replication_role = replica;
SELECT record_act(1, 11, 'rely_on', '2025-03-04');
DELETE FROM measure_log;
UPDATE rules.journal SET outcome = 'permitted';
RESET session_replication_role;
-- deferred to the end of the transaction, where nothing is left to see
BEGIN; SET CONSTRAINTS ALL DEFERRED; SELECT record_act(1, 11, 'rely_on', '2025-03-04'); COMMIT;
-- as somebody who may only insert
CREATE ROLE own_table_clerk;
GRANT USAGE ON SCHEMA public TO own_table_clerk;
GRANT INSERT ON measure_log TO own_table_clerk;
SET ROLE own_table_clerk;
INSERT INTO measure_log (file_no, measure_id, act, done_on, office) VALUES (1, 11, 'rely_on', '2025-03-04', 'office here');
INSERT INTO measure_log (file_no, measure_id, act, done_on, office) VALUES (1, 11, 'notify', '2025-03-04', 'office here');
SET case_rules.restoring = on;
INSERT INTO measure_log (file_no, measure_id, act, done_on, office) VALUES (1, 11, 'rely_on', '2025-03-04', 'office here');
SELECT record_act(1, 11, 'rely_on', '2025-03-04');
SELECT * FROM case_rules.would_allow('public.measure_log', '{}');
RESET case_rules.restoring;
RESET ROLE;

-- ---- when the truth and the protocol differ ---------------------------------------------------------

-- two columns more, for acts that happened against the protocol, and for acts on an act
ALTER TABLE measure_log ADD irregular jsonb, ADD amends jsonb;
SELECT count(*) FROM case_rules.guard('measure_log', 'urgent_measure', 'public.measure_facts', 'rules', 'public.measure_context',
    columns => '{"case_id": "file_no", "subject_id": "measure_id", "acted_on": "done_on", "authority_id": "office", "actor": "worker"}');
CREATE VIEW story AS
    SELECT measure_id, seq, done_on, act, coalesce(from_state, '-') || ' > ' || coalesce(to_state, '-') AS moves, outcome, superseded_at IS NULL AS stands FROM measure_log;
CREATE VIEW record_of AS SELECT file_no, measure_id, act, done_on, office, worker, details, irregular, amends FROM measure_log;
ALTER VIEW record_of ALTER office SET DEFAULT 'office here', ALTER worker SET DEFAULT 'Example Worker', ALTER details SET DEFAULT '{}';
INSERT INTO measure VALUES (51, 5, '11', true, 'example reasons', '2016-04', false);
INSERT INTO record_of (file_no, measure_id, act, done_on, details)
VALUES (5, 51, 'take', '2025-03-01', '{}'), (5, 51, 'notify', '2025-03-03', '{}'), (5, 51, 'confirm', '2025-03-10', '{"jurisdiction_article": "5"}');
-- it has lapsed, although that was not to happen: with an account it is recorded, in its place
INSERT INTO record_of VALUES (5, 51, 'lapse', '2025-03-05');
INSERT INTO record_of (file_no, measure_id, act, done_on, irregular) VALUES (5, 51, 'lapse', '2025-03-05', '{"reason": "example reason", "person": "Example Worker"}');
SET case_rules.warnings = on;
INSERT INTO record_of (file_no, measure_id, act, done_on, irregular)
VALUES (5, 51, 'lapse', '2025-03-05', '{"reason": "example reason", "person": "Example Worker", "second_person": "Example Head"}');
SET case_rules.warnings = off;
SELECT * FROM story WHERE measure_id = 51 ORDER BY done_on, seq;
SELECT seq, act, outcome, to_state, rules, cause, cause_seq FROM rules.irregular_act WHERE case_id = 5 ORDER BY seq;
SELECT seq, duty, side, details FROM rules.duty WHERE case_id = 5 AND superseded_at IS NULL ORDER BY seq, duty;
-- a decision is not irregular, it waits
INSERT INTO record_of (file_no, measure_id, act, done_on, irregular)
VALUES (5, 51, 'rely_on', '2025-03-11', '{"reason": "example reason", "person": "Example Worker", "second_person": "Example Head"}');
-- recorded by mistake: annulled, and what followed is judged again
UPDATE measure_log SET done_on = '2025-03-12' WHERE file_no = 5 AND act = 'lapse';
INSERT INTO record_of (file_no, measure_id, act, done_on, details) VALUES (5, 51, 'annul', '2025-03-12', '{"cause": "never_happened"}');
INSERT INTO record_of (file_no, measure_id, act, done_on, details, amends)
VALUES (5, 51, 'annul', '2025-03-12', '{"cause": "never_happened", "document": "EX-9"}', '{"seq": 4, "reason": "example reason", "second_person": "Example Worker"}');
INSERT INTO record_of (file_no, measure_id, act, done_on, details, amends)
VALUES (5, 51, 'annul', '2025-03-12', '{"cause": "never_happened", "document": "EX-9"}', '{"seq": 4, "reason": "example reason", "second_person": "Example Head"}');
SELECT * FROM story WHERE measure_id = 51 ORDER BY done_on, seq;
SELECT judgement, outcome, from_state, to_state, cause, cause_seq FROM rules.journal WHERE case_id = 5 AND seq = 3 ORDER BY judgement;
-- recorded with the wrong day: the act again, as it should have been
INSERT INTO record_of (file_no, measure_id, act, done_on, amends) VALUES (5, 51, 'notify', '2025-03-02', '{"seq": 2, "reason": "example reason", "second_person": "Example Head"}');
INSERT INTO record_of (file_no, measure_id, act, done_on, amends) VALUES (5, 51, 'confirm', '2025-03-02', '{"seq": 2, "reason": "example reason", "second_person": "Example Head"}');
SELECT * FROM story WHERE measure_id = 51 ORDER BY done_on, seq;
-- what stands against an act is cured by an act, not by a row
INSERT INTO rules.cure (case_id, seq, cured_on, reason, author, second_person) VALUES (5, 1, '2025-03-15', 'example reason', 'Example Worker', 'Example Head');
INSERT INTO record_of (file_no, measure_id, act, done_on, details, amends)
VALUES (5, 51, 'cure', '2025-03-15', '{"ground": "made_good"}', '{"seq": 3, "reason": "example reason", "second_person": "Example Head"}');
-- a fact that reaches back: its table says from when on its rows count
CREATE TABLE presence (case_id bigint, child bigint, here_from date, here_to date);
CREATE TRIGGER case_rules_hold AFTER INSERT OR UPDATE OR DELETE ON presence
    FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold('rules', 'here_from', 'here_to');
CREATE OR REPLACE FUNCTION measure_facts(case_id bigint, subject_id bigint, as_of date, known_at timestamptz, before_seq bigint)
RETURNS TABLE (measure_article text, child_present boolean, urgency_reasoned boolean, child_born case_rules.partial_date,
               age_disputed boolean, moves_child_abroad boolean, wrongful_removal boolean, notified_on date)
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT m.article, m.child_here AND NOT EXISTS (SELECT FROM presence p WHERE p.case_id = m.file_no AND p.here_to <= measure_facts.as_of),
           m.reasons IS NOT NULL, m.born, false, m.abroad, false, l.notified_on
      FROM measure m
      LEFT JOIN LATERAL (SELECT min(l.done_on) AS notified_on FROM measure_log l
                          WHERE l.file_no = m.file_no AND l.measure_id = m.measure_id AND l.act = 'notify'
                            AND l.outcome <> 'barred' AND l.superseded_at IS NULL
                            AND case_rules.act_is_before(l.done_on, l.seq, measure_facts.as_of, measure_facts.before_seq)) l ON true
     WHERE m.file_no = measure_facts.case_id AND m.measure_id = measure_facts.subject_id;
END;
INSERT INTO presence VALUES (5, 51, '2025-01-01');
BEGIN;
UPDATE presence SET here_to = '2025-02-20' WHERE case_id = 5;
SELECT rejudge_since, rejudge_cause FROM rules.case_head WHERE case_id = 5;
COMMIT;
SELECT * FROM story WHERE measure_id = 51 ORDER BY done_on, seq;
SELECT seq, judgement, outcome, cause FROM rules.journal WHERE case_id = 5 AND judgement > 1 ORDER BY seq, judgement;
-- the warning counts the acts of subjects that its reader may see: here a sister's act falls too, which is hers alone
BEGIN;
CREATE TABLE seen (case_id bigint, id bigint);
INSERT INTO seen VALUES (7, 71), (7, 72);
ALTER TABLE seen ENABLE ROW LEVEL SECURITY;
CREATE POLICY one ON seen USING (id = 71);
GRANT SELECT ON seen, measure_log TO own_table_clerk;
GRANT USAGE ON SCHEMA rules TO own_table_clerk;
SELECT count(*) FROM case_rules.guard('measure_log', 'urgent_measure', 'public.measure_facts', 'rules', 'public.measure_context',
    columns => '{"case_id": "file_no", "subject_id": "measure_id", "acted_on": "done_on", "authority_id": "office", "actor": "worker",
                 "subject_table": "public.seen", "subject_column": "id"}');
INSERT INTO rules.rule (procedure, rule, acts, condition, severity, on_unknown, mode, in_force, citation, message, hint)
VALUES ('urgent_measure', 'nobody_missing', '{confirm}', 'child_present', 'bar', 'bar', 'enforced', '[2025-01-01,)', 'none', 'example', 'example');
INSERT INTO measure VALUES (71, 7, '11', true, 'example reasons', '2016-04', false), (72, 7, '11', true, 'example reasons', '2016-04', false);
INSERT INTO measure_log (file_no, measure_id, act, done_on, office, worker, details) VALUES
    (7, 71, 'take', '2025-03-01', 'office here', 'Example Worker', '{}'), (7, 72, 'take', '2025-03-01', 'office here', 'Example Worker', '{}'),
    (7, 71, 'confirm', '2025-03-10', 'office here', 'Example Worker', '{"jurisdiction_article": "5"}'),
    (7, 72, 'confirm', '2025-03-10', 'office here', 'Example Worker', '{"jurisdiction_article": "5"}');
INSERT INTO presence VALUES (7, 71, '2025-01-01');
GRANT UPDATE, SELECT ON presence TO own_table_clerk;
SET case_rules.warnings = on;
SET LOCAL ROLE own_table_clerk;
SAVEPOINT told;
UPDATE presence SET here_to = '2025-03-05' WHERE case_id = 7;
SET CONSTRAINTS ALL IMMEDIATE;
ROLLBACK TO told;
RESET ROLE;
UPDATE presence SET here_to = '2025-03-05' WHERE case_id = 7;
SET CONSTRAINTS ALL IMMEDIATE;
SELECT seq, act, outcome FROM measure_log WHERE file_no = 7 ORDER BY seq;
ROLLBACK;
SET case_rules.warnings = off;
-- on demand, and in bulk
SELECT * FROM case_rules.rejudge_case('rules', '5');
SELECT case_rules.request_rejudging('rules', '2025-01-01', cause => 'an example') > 0 AS asked;
SET client_min_messages = notice;
CALL case_rules.rejudge('rules', 1);
SET client_min_messages = warning;
SELECT count(*) FROM rules.rejudge_request;
-- a trigger that is not yet on in every session is seen
SELECT hole, object, detail FROM case_rules.guard_holes('rules');
SELECT case_rules.repair_guard('rules');

-- ---- an owner can take the guard off, but not without its being seen -------------------------------

ALTER TABLE measure_log DISABLE TRIGGER case_rules_judge;
ALTER TABLE rules.journal DISABLE TRIGGER case_rules_append_only;
ALTER TABLE rules.duty ENABLE TRIGGER case_rules_append_only;
SELECT * FROM case_rules.guard_holes('rules');
INSERT INTO measure_log (file_no, measure_id, act, done_on, office) VALUES (1, 11, 'rely_on', '2025-03-05', 'office here');
SELECT case_rules.repair_guard('rules');
SELECT hole, object FROM case_rules.guard_holes('rules');
DROP TRIGGER zz_case_rules_stamp ON measure_log;
SELECT hole, object, detail FROM case_rules.guard_holes('rules') WHERE hole LIKE 'trigger%';
-- the table's own restore setting is for its owner
BEGIN;
SET LOCAL case_rules.restoring = on;
DELETE FROM measure_log;
ROLLBACK;

-- ---- the second shape: a state column, the data in jsonb ---------------------------------------------

CREATE TABLE record (id bigint PRIMARY KEY, status text, data jsonb NOT NULL DEFAULT '{}');
CREATE FUNCTION record_facts(case_id bigint, subject_id bigint, as_of date, known_at timestamptz, before_seq bigint)
RETURNS TABLE (measure_article text, child_present boolean, urgency_reasoned boolean, child_born case_rules.partial_date,
               age_disputed boolean, moves_child_abroad boolean, wrongful_removal boolean,
               competent_measure_taken boolean, foreign_measure_recognised boolean)
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT r.data->>'article', (r.data->>'present')::boolean, r.data ? 'reasons', (r.data->>'born')::case_rules.partial_date,
           coalesce((r.data->>'age_disputed')::boolean, false), (r.data->>'abroad')::boolean, (r.data->>'wrongful')::boolean,
           (r.data->>'competent')::boolean, (r.data->>'foreign')::boolean
      FROM record r WHERE r.id = record_facts.subject_id;
END;
SELECT fact FROM case_rules.guard('record', 'urgent_measure', 'public.record_facts', 'rules', shape => 'state',
    columns => '{"case_id": "id", "subject_id": "id", "state": "status", "acted_on": "data->>day", "actor": "data->>worker", "side": "=requested"}');
INSERT INTO rules.state_mapping (guarded_table, procedure, application_state, state) VALUES
    ('public.record', 'urgent_measure', 'open', '-'),
    ('public.record', 'urgent_measure', 'protected', 'taken'),
    ('public.record', 'urgent_measure', 'told', 'notified'),
    ('public.record', 'urgent_measure', 'settled', 'confirmed'),
    ('public.record', 'urgent_measure', 'over', 'lapsed');

INSERT INTO record VALUES (101, 'open', '{"article": "11", "present": true, "reasons": "example", "born": "2016", "abroad": false, "day": "2025-03-01", "worker": "Example Worker A"}');
UPDATE record SET status = 'protected' WHERE id = 101;
UPDATE record SET status = 'told', data = data || '{"day": "2025-03-02"}' WHERE id = 101;
-- confirmed by whom? The state column says nothing about jurisdiction
SELECT * FROM refusal($$UPDATE record SET status = 'settled' WHERE id = 101$$);
SELECT * FROM refusal($$UPDATE record SET status = 'over', data = data || '{"day": "2025-03-03", "competent": false, "foreign": false}' WHERE id = 101$$);
-- other columns, and the same state again, are nobody's business
UPDATE record SET data = data || '{"note": "example"}' WHERE id = 101;
UPDATE record SET status = 'told' WHERE id = 101;
UPDATE record SET status = 'over', data = data || '{"day": "2025-03-03", "competent": true}' WHERE id = 101;
SELECT act, from_state, to_state, acted_on, side, actor, outcome, finding_count FROM rules.journal WHERE guarded_table = 'public.record' ORDER BY seq;
-- states written directly
SELECT * FROM refusal($$INSERT INTO record VALUES (102, 'told')$$);
SELECT * FROM refusal($$INSERT INTO record VALUES (102, 'over')$$);
SELECT * FROM refusal($$UPDATE record SET status = 'protected' WHERE id = 101$$);
SELECT * FROM refusal($$UPDATE record SET status = 'open' WHERE id = 101$$);
SELECT * FROM refusal($$UPDATE record SET status = NULL WHERE id = 101$$);
SELECT * FROM refusal($$UPDATE record SET status = 'no such word' WHERE id = 101$$);
SELECT * FROM refusal($$UPDATE record SET id = 103 WHERE id = 101$$);
-- removed, and begun anew: the journal remembers
BEGIN;
DELETE FROM record WHERE id = 101;
SELECT field, value FROM refusal($$INSERT INTO record VALUES (101, 'told')$$) WHERE field IN ('sqlstate', 'message');
ROLLBACK;
-- every way in, once more
INSERT INTO record VALUES (104, 'open', '{"article": "12", "day": "2025-03-01"}'), (105, NULL, '{}');
INSERT INTO record VALUES (104, 'told') ON CONFLICT (id) DO UPDATE SET status = 'told';
MERGE INTO record USING (VALUES (104)) AS v(id) ON record.id = v.id WHEN MATCHED THEN UPDATE SET status = 'settled';
COPY record (id, status) FROM STDIN;
106	told
\.
SET session_replication_role = replica;
UPDATE record SET status = 'over' WHERE id = 104;
RESET session_replication_role;
-- questions go to a table of acts
SELECT field, value FROM refusal($$SELECT case_rules.would_allow('record', '{"id": 101, "status": "over"}')$$) WHERE field = 'sqlstate';
SELECT field, value FROM refusal($$SELECT case_rules.next_acts('record', '101', 'urgent_measure', '101', '2025-03-01')$$) WHERE field = 'sqlstate';
SELECT field, value FROM refusal($$SELECT case_rules.would_allow('measure', '{}')$$) WHERE field IN ('sqlstate', 'message', 'table');

-- ---- RU007: a guard that cannot work is not put up ------------------------------------------------------

CREATE TABLE plain (case_id bigint, subject_id bigint, procedure text, act text, acted_on date, authority_id text, actor text,
                    details jsonb, seq bigint, side text, from_state text, to_state text, finding_count integer, outcome text, superseded_at timestamptz);
CREATE TABLE bare (case_id bigint, subject_id bigint, act text);
CREATE TABLE other_ids (LIKE plain);
ALTER TABLE other_ids ALTER case_id TYPE uuid USING NULL, ALTER subject_id TYPE uuid USING NULL;
CREATE TABLE child_of_plain () INHERITS (plain);
CREATE FUNCTION wrong_facts(bigint, bigint, date, timestamptz, bigint, OUT measure_article integer) LANGUAGE sql STABLE RETURN 1;
CREATE FUNCTION put_guard(tbl text, procedure text DEFAULT 'urgent_measure', facts text DEFAULT 'public.measure_facts', rulebook text DEFAULT 'rules',
                          context text DEFAULT NULL, shape text DEFAULT 'acts', columns jsonb DEFAULT '{}')
RETURNS TABLE (field text, value text) LANGUAGE sql AS
$$ SELECT r.* FROM refusal(format('SELECT case_rules.guard(%L, %L, %L, %L, %L, %L, %L)', tbl, procedure, facts, rulebook, context, shape, columns)) r $$;
SELECT * FROM put_guard('plain');
DROP TABLE child_of_plain;
SELECT * FROM put_guard('plain', procedure => 'no_such_procedure');
SELECT * FROM put_guard('plain', rulebook => 'no_such_schema');
SELECT * FROM put_guard('plain', facts => 'public.no_such_function');
SELECT * FROM put_guard('plain', facts => 'measure_facts');
SELECT * FROM put_guard('plain', facts => 'public.wrong_facts');
SELECT * FROM put_guard('plain', context => 'public.no_such_function');
SELECT * FROM put_guard('plain', shape => 'no such shape');
SELECT * FROM put_guard('plain', columns => '{"actt": "act"}');
SELECT * FROM put_guard('plain', columns => '{"actor": "no_such_column"}');
SELECT * FROM put_guard('bare');
SELECT * FROM put_guard('other_ids');
SELECT * FROM put_guard('plain', shape => 'state');
SELECT * FROM put_guard('plain', shape => 'state', columns => '{"case_id": "case_id", "subject_id": "subject_id"}');
-- columns of the wrong type
ALTER TABLE plain ALTER seq TYPE numeric;
SELECT * FROM put_guard('plain');
ALTER TABLE plain ALTER seq TYPE bigint, ALTER side TYPE case_rules.side USING NULL;
SELECT * FROM put_guard('plain');
ALTER TABLE plain ALTER side TYPE text, ALTER details TYPE json;
SELECT * FROM put_guard('plain');
ALTER TABLE plain ALTER details TYPE jsonb USING NULL;
SELECT * FROM put_guard('plain');
-- and one that breaks afterwards refuses every act, not the server
ALTER TABLE plain ALTER finding_count TYPE numeric;
SELECT * FROM refusal($$INSERT INTO plain (case_id, subject_id, procedure, act, acted_on) VALUES (9, 9, 'urgent_measure', 'take', '2025-03-01')$$);
ALTER TABLE plain DROP finding_count;
SELECT * FROM refusal($$INSERT INTO plain (case_id, subject_id, procedure, act, acted_on) VALUES (9, 9, 'urgent_measure', 'take', '2025-03-01')$$);
-- only who owns a table can guard it
SET ROLE own_table_clerk;
SELECT case_rules.guard('measure', 'urgent_measure', 'public.measure_facts', 'rules');
RESET ROLE;

DROP OWNED BY own_table_clerk;
DROP ROLE own_table_clerk;
