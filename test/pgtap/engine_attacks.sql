/*
 * Attempts to get past the gate, or to make it tell what it should not.
 */
BEGIN;
SELECT plan(149);
\ir ../lib/trial.psql
CREATE FUNCTION proceed(id bigint, day date DEFAULT '2025-03-01') RETURNS text LANGUAGE sql AS $$
    SELECT public.try(format('INSERT INTO public.act (case_id, subject_id, act, acted_on) VALUES (%s, %s, %L, %L)', id, id, 'proceed', day)) $$;
SELECT public.begun(n, n % 2 = 0) FROM generate_series(1, 6) n \g /dev/null
CREATE ROLE attacks_clerk;
CREATE ROLE attacks_owner;
GRANT USAGE ON SCHEMA public TO attacks_clerk, attacks_owner;

/* ---- verdicts that are kept: never older than the rules ---- */

INSERT INTO book.rule (rule, condition) VALUES ('kept', 'fa');
SELECT is(proceed(1), 'RU001', 'the gate is built');
UPDATE book.rule SET condition = 'NOT fa';
SELECT is(proceed(1), '00000', 'a changed rule holds at once');
SAVEPOINT s;
UPDATE book.rule SET condition = 'fa';
SELECT is(proceed(1), 'RU001', 'in a savepoint too');
ROLLBACK TO s;
SELECT is(proceed(1), '00000', 'and no longer when that is rolled back');
SAVEPOINT s;
DELETE FROM book.rule;
SELECT is(proceed(2), '00000', 'a rule that is gone');
ROLLBACK TO s;
SELECT is(proceed(2), 'RU001', 'is back');
DO $$
BEGIN
    UPDATE book.rule SET condition = 'fa';
    PERFORM proceed(2);
    RAISE EXCEPTION 'never mind';
EXCEPTION WHEN raise_exception THEN NULL;
END $$;
SELECT is(proceed(2), 'RU001', 'a block that failed leaves nothing in the cache');
TRUNCATE book.rule;
SELECT is(proceed(2), '00000', 'TRUNCATE is noticed');
SELECT is(public.try($$COPY book.rule (rule, condition) FROM PROGRAM 'printf "kept\tNOT fa\n"'$$), '00000', 'so is COPY');
SELECT is(proceed(2), 'RU001', 'of a rule');
INSERT INTO book.rule_setting (rule, mode) VALUES ('kept', 'shadow');
SELECT is(proceed(2), '00000', 'a setting holds at once');
DELETE FROM book.rule_setting;
SELECT is(proceed(2), 'RU001', 'and ends at once');
SAVEPOINT s;
CREATE OR REPLACE FUNCTION public.value_facts(case_id bigint, subject_id bigint, as_of date, known_at timestamptz, before_seq bigint)
RETURNS TABLE (fa boolean, fb boolean, fc boolean, fd boolean, number integer, day date, words text, earlier integer)
LANGUAGE sql STABLE RETURN ROW(false, true, true, true, 1, date '2025-01-01', 'x'::text, 1);
SELECT is(proceed(2), '00000', 'a changed facts function is used');
ROLLBACK TO s;
SELECT is(proceed(2), 'RU001', 'and not when rolled back');
/* facts that change within the transaction, and within the command */
UPDATE public.value SET fa = false WHERE id = 2;
SELECT is(proceed(2), '00000', 'a fact changed before the act');
SELECT is(public.try($$WITH v AS (UPDATE public.value SET fa = true WHERE id = 2 RETURNING id)
                       INSERT INTO public.act (case_id, subject_id, act) SELECT id, id, 'proceed' FROM v$$), 'RU001', 'and one changed by the same statement');
CREATE FUNCTION before_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE public.value SET fa = false WHERE id = NEW.subject_id; RETURN NEW; END $$;
CREATE TRIGGER aaa BEFORE INSERT ON public.act FOR EACH ROW EXECUTE FUNCTION before_it();
SELECT is(proceed(2), '00000', 'a fact changed by a trigger before the stamp counts');
DROP TRIGGER aaa ON public.act;
/* between the stamp and the judgement: another trigger rewrites the row, or a fact */
UPDATE public.value SET fa = false WHERE id = 2;
INSERT INTO book.rule (rule, condition) VALUES ('between', 'act.agreed IS NOT FALSE AND act.acted_on < ''2025-04-01'' AND number IS NOT NULL');
CREATE FUNCTION after_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_ARGV[0] = 'details' THEN NEW.details := '{"agreed": false}';
    ELSIF TG_ARGV[0] = 'day' THEN NEW.acted_on := '2025-04-02';
    ELSIF TG_ARGV[0] = 'subject' THEN NEW.subject_id := 1;
    ELSIF TG_ARGV[0] = 'to_state' THEN NEW.to_state := 'over'; NEW.side := 'requested'; NEW.finding_count := 7;
    END IF;
    RETURN NEW;
END $$;
UPDATE public.value SET number = NULL WHERE id = 1;
CREATE FUNCTION rewritten(what text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE s text;
BEGIN
    EXECUTE format('CREATE TRIGGER zzz_after_stamp BEFORE INSERT ON public.act FOR EACH ROW EXECUTE FUNCTION after_stamp(%L)', what);
    s := proceed(2);
    EXECUTE 'DROP TRIGGER zzz_after_stamp ON public.act';
    RETURN s;
END $$;
SELECT is(rewritten('nothing'), '00000', 'a row that nobody rewrites');
SELECT is(rewritten('details'), 'RU001', 'details rewritten after the stamp are judged as they are written');
SELECT is(rewritten('day'), 'RU001', 'so is the day');
SELECT is(rewritten('subject'), 'RU002', 'and the subject, who has no state in this case');
SELECT is(rewritten('to_state'), '00000', 'a state rewritten after the stamp');
SELECT results_eq('SELECT to_state, side, finding_count FROM public.act WHERE case_id = 2 ORDER BY seq DESC LIMIT 1', $$VALUES ('begun', 'requesting', 0)$$, 'is put right');
CREATE TABLE public.held (case_id bigint PRIMARY KEY, ok boolean);
CREATE TRIGGER case_rules_hold AFTER INSERT OR UPDATE OR DELETE ON public.held FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold('book');
INSERT INTO public.held VALUES (2, true);
SAVEPOINT facts;
CREATE OR REPLACE FUNCTION public.value_facts(case_id bigint, subject_id bigint, as_of date, known_at timestamptz, before_seq bigint)
RETURNS TABLE (fa boolean, fb boolean, fc boolean, fd boolean, number integer, day date, words text, earlier integer)
LANGUAGE sql STABLE AS $$ SELECT NOT h.ok, true, true, true, 1, date '2025-01-01', 'x'::text, 1 FROM public.held h WHERE h.case_id = $1 $$;
CREATE FUNCTION take_back() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE public.held SET ok = false WHERE case_id = NEW.case_id; RETURN NULL; END $$;
SELECT is(proceed(2), '00000', 'with a fact that is held');
CREATE TRIGGER aaa_take_back AFTER INSERT ON public.act FOR EACH ROW EXECUTE FUNCTION take_back();
SELECT is(proceed(2), 'RU001', 'one that is taken back between stamp and judgement is seen');
ROLLBACK TO facts;
DROP TABLE public.held;
DELETE FROM book.rule WHERE rule = 'between';
/* a gate for each act, and not one for each word */
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act) VALUES (2, 2, repeat('x', 500) || 'a')$$), 'RU002', 'a very long act is no act');
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act) VALUES (2, 2, 'proceed' || repeat(' ', 500))$$), 'RU002', 'nor is one with a long tail');
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act) VALUES (2, 2, '')$$), 'RU002', 'nor an empty one');
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act) VALUES (2, 2, 'proceed|trial')$$), 'RU002', 'nor one with a bar in it');
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act, procedure) VALUES (2, 2, 'proceed', 'no such procedure')$$), 'RU007', 'an unknown procedure');
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act, procedure) VALUES (2, 2, 'take', 'urgent_measure')$$), 'RU007', 'a procedure that the table is not guarded by')
 WHERE NOT (SELECT is_protective FROM case_rules.procedure_act WHERE procedure = 'urgent_measure' AND act = 'take');
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act, procedure) VALUES (2, 2, 'confirm', 'urgent_measure')$$), 'RU007', 'a procedure that the table is not guarded by');

/* ---- shadows on the search_path ---- */

DELETE FROM book.rule;
INSERT INTO book.rule (rule, condition) VALUES ('text', 'lower(words) = ''yes'''), ('number', 'number + 1 > 5');
UPDATE public.value SET words = 'no', number = 1;
CREATE SCHEMA shadow;
CREATE FUNCTION shadow.lower(text) RETURNS text LANGUAGE sql IMMUTABLE RETURN 'yes';
CREATE FUNCTION shadow.same(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE RETURN true;
CREATE OPERATOR shadow.= (LEFTARG = text, RIGHTARG = text, FUNCTION = shadow.same);
CREATE FUNCTION shadow.more(integer, integer) RETURNS boolean LANGUAGE sql IMMUTABLE RETURN true;
CREATE OPERATOR shadow.> (LEFTARG = integer, RIGHTARG = integer, FUNCTION = shadow.more);
CREATE OPERATOR shadow.<= (LEFTARG = date, RIGHTARG = date, PROCEDURE = pg_catalog.date_gt);
CREATE DOMAIN shadow.date AS text;
CREATE DOMAIN shadow.regclass AS text;
CREATE TEMP TABLE value AS SELECT 2::bigint AS id, true AS fa, 9 AS number, 'yes'::text AS words;
CREATE TEMP TABLE journal (x integer);
CREATE TEMP TABLE rule AS SELECT * FROM book.rule WHERE false;
CREATE FUNCTION pg_temp.lower(text) RETURNS text LANGUAGE sql IMMUTABLE RETURN 'yes';
/* pgTAP itself would be led astray: the answers are kept, and looked at afterwards */
CREATE TABLE public.answer (what text, given text);
INSERT INTO case_rules.rule (rule, condition) VALUES ('shipped', 'lower(words) = ''yes''');
GRANT ALL ON public.answer TO PUBLIC;
SET LOCAL search_path = shadow, pg_temp, pg_catalog, public;
INSERT INTO public.answer SELECT 'write', public.proceed(2);
INSERT INTO public.answer SELECT 'refused', public.refused()::text;
INSERT INTO public.answer SELECT w.rule OPERATOR(pg_catalog.||) ' in would_allow', w.verdict::text
  FROM case_rules.would_allow('public.act', '{"case_id": 2, "subject_id": 2, "procedure": "trial", "act": "proceed", "acted_on": "2025-03-01", "authority_id": "requesting"}') w;
INSERT INTO public.answer SELECT e.rule OPERATOR(pg_catalog.||) ' in evaluate', e.verdict::text FROM case_rules.evaluate('trial', 'proceed', '{"words": "no"}', '2025-03-01') e;
SET LOCAL search_path = public;
SELECT results_eq('SELECT what, given FROM public.answer ORDER BY what COLLATE "C"', $$VALUES
    ('number in would_allow', 'violated'), ('refused', '{"text": "violated", "number": "violated", "shipped": "violated"}'), ('shipped in evaluate', 'violated'),
    ('shipped in would_allow', 'violated'), ('text in would_allow', 'violated'), ('write', 'RU001')$$,
    'functions, operators, types and temporary tables of the caller mean nothing, in a write, in would_allow, in evaluate');
DROP TABLE pg_temp.value, pg_temp.journal, pg_temp.rule;
DROP SCHEMA shadow CASCADE;
DELETE FROM case_rules.rule WHERE procedure = 'trial';
/* settings of the session */
DELETE FROM book.rule;
INSERT INTO book.rule (rule, condition) VALUES ('dated', 'day < ''2025-02-03'' AND act.acted_on <= ''2025-03-01''');
SET LOCAL DateStyle = 'SQL, DMY';
SET LOCAL TimeZone = 'Pacific/Kiritimati';
SET LOCAL IntervalStyle = 'iso_8601';
SET LOCAL row_security = off;
SET LOCAL standard_conforming_strings = off;
SET LOCAL transform_null_equals = on;
SET LOCAL extra_float_digits = 0;
SET LOCAL bytea_output = 'escape';
SET LOCAL plan_cache_mode = 'force_custom_plan';
SELECT is(proceed(2), '00000', 'settings of the session mean nothing');
UPDATE public.value SET day = '2025-02-03';
SELECT is(proceed(2), 'RU001', 'in either direction');
UPDATE book.rule SET condition = 'fa = NULL';
SELECT is(proceed(2), 'RU001', 'not even transform_null_equals');
SELECT is(public.refused(), '{"dated": "unknown"}', 'which would make it IS NULL');
RESET row_security; RESET DateStyle; RESET TimeZone; RESET IntervalStyle; RESET standard_conforming_strings; RESET transform_null_equals; RESET plan_cache_mode;

/* ---- row level security does not hide what bars ---- */

DELETE FROM book.rule;
INSERT INTO book.rule (rule, condition) VALUES ('few', 'earlier < 2 AND fa');
ALTER TABLE public.value ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.act ENABLE ROW LEVEL SECURITY;
CREATE POLICY theirs ON public.act USING (recorded_by = current_user) WITH CHECK (true);
CREATE POLICY none ON public.value FOR SELECT USING (fa IS NULL);
GRANT SELECT, INSERT ON public.act, public.value TO attacks_clerk;
GRANT SELECT, DELETE, INSERT ON public.last_refusal TO attacks_clerk;
UPDATE public.value SET fa = true;
SELECT public.begun(20) \g /dev/null
SET LOCAL ROLE attacks_clerk;
SELECT is_empty('SELECT * FROM public.act', 'the clerk sees no act');
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act) VALUES (20, 20, 'proceed')$$), '00000', 'the first one goes through: the hidden facts are seen by the gate');
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act) VALUES (20, 20, 'proceed')$$), 'RU001', 'the second does not: the hidden acts are counted');
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act) VALUES (20, 20, 'begin')$$), 'RU002', 'and the hidden state is known');
RESET ROLE;
/* forced on the owner too */
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
ALTER TABLE public.value FORCE ROW LEVEL SECURITY;
ALTER TABLE public.act FORCE ROW LEVEL SECURITY;
GRANT CREATE, USAGE ON SCHEMA public TO attacks_owner;
GRANT USAGE ON SCHEMA book TO attacks_owner;
DO $$
DECLARE t record;
BEGIN
    FOR t IN SELECT oid::regclass AS name FROM pg_class WHERE relnamespace = 'book'::regnamespace AND relkind IN ('r', 'v') LOOP
        EXECUTE format('ALTER TABLE %s OWNER TO attacks_owner', t.name);
    END LOOP;
END $$;
ALTER TABLE public.act OWNER TO attacks_owner;
ALTER TABLE public.value OWNER TO attacks_owner;
SELECT public.begun(21) \g /dev/null
SET LOCAL ROLE attacks_clerk;
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act) VALUES (21, 21, 'proceed')$$), '00000', 'an owner who is no superuser, under FORCE: the first');
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act) VALUES (21, 21, 'proceed')$$), 'RU001', 'and the second');
RESET ROLE;

/* ---- a plain role with INSERT alone ---- */

REVOKE SELECT ON public.act, public.value FROM attacks_clerk;
SET LOCAL ROLE attacks_clerk;
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act) VALUES (22, 22, 'begin')$$), '00000', 'INSERT is enough');
SELECT is(public.try($$INSERT INTO book.journal SELECT 1$$), '42501', 'the journal is out of reach');
SELECT is(public.try($$SELECT * FROM case_rules.would_allow('public.act', '{}')$$), '42501', 'would_allow needs SELECT');
SELECT is(public.try($$SELECT * FROM case_rules.next_acts('public.act', '22', 'trial', '22', '2025-03-01')$$), '42501', 'so does next_acts');
SELECT is(public.try($$SELECT * FROM case_rules.gate_verdicts('public.act', 'trial', 'proceed', '2025-03-01')$$), '42501', 'and gate_verdicts');
SELECT is(public.try($$UPDATE book.rule SET condition = 'true'$$), '42501', 'no rule');
SELECT is(public.try($$INSERT INTO case_rules.rule_setting VALUES (1)$$), '42P01', 'no setting');
SELECT is(public.try($$UPDATE case_rules.rule SET condition = 'true'$$), '42501', 'no rule of the release');
SELECT is(public.try($$SELECT case_rules.enable_triggers('book')$$), '00000', 'the triggers are on already');
SELECT is(public.try($$ALTER TABLE public.act DISABLE TRIGGER case_rules_judge$$), '42501', 'and cannot be switched off');
SELECT is(public.try($$SET session_replication_role = replica$$), '42501', 'nor passed by as a replica');
/* trigger functions called by hand, or put on a table of one's own */
SELECT matches(public.try('SELECT case_rules.' || f || '()'), '0A000|39P01', f || ' is for triggers')
  FROM unnest(ARRAY['act_stamp', 'act_judge', 'state_judge', 'fact_hold', 'engine_only', 'rulebook_changed', 'rule_check', 'setting_check', 'act_refuse_truncate',
                  'case_rejudge', 'override_check', 'cure_check', 'rule_reaches_back']) f;
RESET ROLE;
GRANT CREATE ON SCHEMA public TO attacks_clerk;
SET LOCAL ROLE attacks_clerk;
CREATE TABLE public.mine (case_id bigint, subject_id bigint, procedure text, act text, acted_on date, authority_id text, actor text, details jsonb,
    seq bigint, side text, from_state text, to_state text, finding_count integer, outcome text, superseded_at timestamptz);
/* a trigger that names somebody else's rulebook and table */
CREATE TRIGGER t BEFORE INSERT ON public.mine FOR EACH ROW EXECUTE FUNCTION case_rules.act_stamp('book', 'public.act');
SELECT is(public.try($$INSERT INTO public.mine (case_id, subject_id, procedure, act, acted_on, authority_id) VALUES (23, 23, 'trial', 'begin', '2025-03-01', 'requesting')$$), '42501',
    'a table of one''s own under the rulebook of another is refused');
DROP TRIGGER t ON public.mine;
CREATE TRIGGER t AFTER INSERT ON public.mine FOR EACH ROW EXECUTE FUNCTION case_rules.act_judge('book', 'public.act');
SELECT is(public.try($$INSERT INTO public.mine (case_id, subject_id, procedure, act, acted_on, authority_id, seq) VALUES (23, 23, 'trial', 'begin', '2025-03-01', 'requesting', 1)$$), '42501', 'also afterwards');
DROP TRIGGER t ON public.mine;
CREATE TRIGGER t AFTER INSERT ON public.mine FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold('book');
SELECT is(public.try($$INSERT INTO public.mine (case_id, subject_id) VALUES (23, 23)$$), '42501', 'and as a fact');
DROP TRIGGER t ON public.mine;
CREATE TRIGGER t AFTER INSERT ON public.mine FOR EACH ROW EXECUTE FUNCTION case_rules.case_rejudge('book');
SELECT is(public.try($$INSERT INTO public.mine (case_id, subject_id) VALUES (23, 23)$$), '42501', 'and as the head of a case');
DROP TRIGGER t ON public.mine;
SELECT is(public.try($$CREATE TRIGGER t AFTER INSERT ON public.mine FOR EACH ROW EXECUTE FUNCTION case_rules.act_judge(); INSERT INTO public.mine VALUES (1)$$), '39P01', 'without arguments');
RESET ROLE;
SELECT is_empty('SELECT FROM book.journal WHERE case_id = 23', 'nothing of it reached the journal');
DROP TABLE public.mine;

/* ---- the setting restoring ---- */

SELECT public.begun(24) \g /dev/null
UPDATE public.value SET fa = false;
SET LOCAL case_rules.restoring = on;
SET LOCAL ROLE attacks_clerk;
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act) VALUES (24, 24, 'proceed')$$), 'RU001', 'a plain role restores nothing');
RESET ROLE;
CREATE FUNCTION public.by_owner() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ INSERT INTO public.act (case_id, subject_id, act) VALUES (24, 24, 'proceed') $$;
CREATE FUNCTION public.by_owner_too() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET case_rules.restoring = on
    AS $$ INSERT INTO public.act (case_id, subject_id, act) VALUES (24, 24, 'proceed') $$;
ALTER FUNCTION public.by_owner() OWNER TO attacks_owner;
ALTER FUNCTION public.by_owner_too() OWNER TO attacks_owner;
SET LOCAL ROLE attacks_clerk;
SELECT is(public.try('SELECT public.by_owner()'), 'RU001', 'not through a function of the owner''s either');
SELECT is(public.try('SELECT public.by_owner_too()'), 'RU001', 'not even one that sets it');
RESET ROLE;
RESET case_rules.restoring;
CREATE TABLE public.parent (id bigint PRIMARY KEY);
INSERT INTO public.parent SELECT DISTINCT case_id FROM public.act;
ALTER TABLE public.act ADD FOREIGN KEY (case_id) REFERENCES public.parent ON DELETE CASCADE ON UPDATE CASCADE;
GRANT SELECT, UPDATE, DELETE ON public.parent TO attacks_clerk;
SET LOCAL case_rules.restoring = on;
SET LOCAL ROLE attacks_clerk;
SELECT is(public.try('DELETE FROM public.parent WHERE id = 24'), 'RU006', 'a cascade removes no act');
SELECT is(public.try('UPDATE public.parent SET id = 25 WHERE id = 24'), 'RU006', 'and changes none');
RESET ROLE;
RESET case_rules.restoring;
SELECT is(count(*), 1::bigint, 'the act is still there') FROM public.act WHERE case_id = 24;

/* ---- days that are none ---- */

SELECT is(proceed(24, '-infinity'), 'RU004', '-infinity is no day');
SELECT is(proceed(24, 'infinity'), 'RU004', 'nor is infinity');
SELECT is(proceed(24, '0044-03-15 BC'), 'RU002', 'long before the first act') WHERE false;

/* ---- details that are not what they seem ---- */

UPDATE public.value SET fa = true;
DELETE FROM book.rule;
CREATE FUNCTION with_details(d text) RETURNS text LANGUAGE sql AS $$
    SELECT public.try(format('INSERT INTO public.act (case_id, subject_id, act, details) VALUES (24, 24, %L, %L)', 'proceed', d)) $$;
SELECT is(with_details(d), s, 'details: ' || d) FROM (VALUES
    ('{}', '00000'), ('{"agreed": true}', '00000'), ('{"agreed": null}', '00000'), ('{"places": ["Lisbon", "Porto"]}', '00000'), ('{"places": []}', '00000'),
    ('{"until": "2025-06-01"}', '00000'), ('{"amount": 3}', '00000'),
    ('{"agreed": "true"}', '22023'), ('{"agreed": 1}', '22023'), ('{"places": "Lisbon"}', '22023'), ('{"places": {"a": 1}}', '22023'),
    ('{"places": [["Lisbon"]]}', '22023'), ('{"places": [{"a": 1}]}', '22023'), ('{"places": [1]}', '22023'),
    ('{"until": "2025-06-31"}', '22023'), ('{"until": 20250601}', '22023'), ('{"until": "today"}', '22023'), ('{"until": "1.6.2025"}', '22023'), ('{"until": "June 1, 2025"}', '22023'), ('{"until": "infinity"}', '22023'),
    ('{"amount": "3"}', '22023'), ('{"amount": 3.5}', '22023'), ('{"amount": 1e12}', '22023'), ('{"Agreed": true}', '22023'),
    ('{"agreed ": true}', '22023'), ('{"seq": 1}', '22023'), ('null', '22023'), ('[]', '22023'), ('"agreed"', '22023')) x(d, s);

/* ---- no value of a fact, no id, in anything that is said ---- */

INSERT INTO book.rule (rule, condition) VALUES
    ('says_a', 'words = ''other'''), ('says_b', 'number < 0'), ('says_c', 'day > act.until'), ('says_d', '10 / (number - 424242) = 1'), ('says_e', 'act.amount < 5'),
    ('says_f', 'words::integer = 1');
INSERT INTO public.parent VALUES (987654321), (876543210);
INSERT INTO public.value VALUES (876543210, false, NULL, true, true, 424242, '1987-06-05', 'Example Child Z');
INSERT INTO public.act (case_id, subject_id, act) VALUES (987654321, 876543210, 'begin');
CREATE FUNCTION said() RETURNS text LANGUAGE sql AS $$ SELECT concat_ws('|', message, hint, detail, constraint_name, table_name, regexp_replace(context, 'SQL statement "(INSERT|UPDATE) .*"', '')) FROM public.last_refusal $$;
CREATE FUNCTION tells(t text) RETURNS boolean LANGUAGE sql AS $$ SELECT t ~ '(987654321|876543210|424242|1987|Example|Actor|Lisbon|5150)' $$;
CREATE FUNCTION telling(cols text, vals text) RETURNS text LANGUAGE sql AS $$
    SELECT public.try(format('INSERT INTO public.act (case_id, subject_id, actor, %s) VALUES (987654321, 876543210, %L, %s)', cols, 'Example Actor', vals)) $$;
SELECT is(telling('act, details', $$'proceed', '{"until": "1987-06-06", "amount": 5150}'$$), 'RU001', 'a refusal with many findings');
SELECT is((SELECT count(*) FROM jsonb_object_keys(public.refused())), 6::bigint, 'all six of them');
SELECT ok(NOT tells(said()), 'tells no value and no id') ;
SELECT is(telling('act', $$'begin'$$), 'RU002', 'RU002'); SELECT ok(NOT tells(said()), 'nor does that');
SELECT is(telling('act, authority_id', $$'proceed', 'Example Office'$$), 'RU003', 'RU003'); SELECT ok(NOT tells(said()), 'nor that');
SELECT is(telling('act, acted_on', $$'proceed', '1987-06-05'$$), 'RU002', 'before the first act'); SELECT ok(NOT tells(said()), 'nor that');
SELECT is(telling('act, to_state', $$'proceed', 'Example'$$), 'RU005', 'RU005'); SELECT ok(NOT tells(said()), 'nor that');
SELECT is(telling('act, details', $$'proceed', '{"until": "Lisbon 1987"}'$$), '22023', 'a wrong detail'); SELECT ok(NOT tells(said()), 'nor that');
SELECT is(telling('act, details', $$'proceed', '{"amount": 515051505150}'$$), '22023', 'a large number'); SELECT ok(NOT tells(said()), 'nor that');
SELECT is(public.try('UPDATE public.act SET actor = ''Example'' WHERE case_id = 987654321'), 'RU006', 'RU006'); SELECT ok(NOT tells(said()), 'nor that');

/* ---- a subject that the caller may not see ---- */

CREATE TABLE public.subject (case_id bigint, id bigint, who text);
INSERT INTO public.subject VALUES (987654321, 876543210, 'somebody else');
ALTER TABLE public.subject ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.subject USING (who = current_user);
GRANT SELECT ON public.subject, public.act TO attacks_clerk;
GRANT SELECT ON public.subject TO attacks_owner;
SELECT case_rules.guard('public.act', 'trial', 'public.value_facts', 'book', 'public.value_context',
    columns => '{"subject_table": "public.subject", "subject_column": "id"}') \g /dev/null
SET LOCAL ROLE attacks_clerk;
SELECT is(telling('act, details', $$'proceed', '{}'$$), 'RU001', 'the act is refused');
SELECT is(message, 'act "proceed" is barred', 'without a word on why') FROM public.last_refusal;
SELECT is(detail, '', 'no findings') FROM public.last_refusal;
SELECT is(public.try($$SELECT * FROM case_rules.would_allow('public.act', '{"case_id": 987654321, "subject_id": 876543210, "procedure": "trial", "act": "proceed", "acted_on": "2025-03-01", "authority_id": "requesting"}')$$),
    '42501', 'would_allow says nothing');
SELECT is(public.try($$SELECT * FROM case_rules.next_acts('public.act', '987654321', 'trial', '876543210', '2025-03-01')$$), '42501', 'nor next_acts');
SELECT is(public.try($$SELECT * FROM case_rules.would_allow('public.act', '{"case_id": 5, "subject_id": 5, "procedure": "trial", "act": "proceed", "acted_on": "2025-03-01", "authority_id": "requesting"}')$$),
    '42501', 'and of one that does not exist just the same');
RESET ROLE;
/* an operator of the caller's own that finds every subject, where one may see one subject */
INSERT INTO public.subject VALUES (1, 1, 'attacks_clerk');
CREATE SCHEMA planted;
GRANT USAGE, CREATE ON SCHEMA planted TO attacks_clerk;
SET LOCAL ROLE attacks_clerk;
CREATE FUNCTION planted.yes(bigint, bigint) RETURNS boolean LANGUAGE sql IMMUTABLE RETURN true;
CREATE OPERATOR planted.= (LEFTARG = bigint, RIGHTARG = bigint, FUNCTION = planted.yes);
CREATE TEMP TABLE planted_answer (state text, message text);
SET LOCAL search_path = planted, pg_catalog, public;
INSERT INTO planted_answer SELECT public.telling('act, details', $$'proceed', '{}'$$);
UPDATE planted_answer SET message = r.message FROM public.last_refusal r;
SET LOCAL search_path = public;
SELECT results_eq('SELECT state, message FROM planted_answer', $$VALUES ('RU001', 'act "proceed" is barred')$$, 'an operator of the caller''s own opens nothing');
RESET ROLE;
DROP SCHEMA planted CASCADE;
UPDATE public.subject SET who = 'attacks_clerk';
SET LOCAL ROLE attacks_clerk;
SELECT is(telling('act, details', $$'proceed', '{}'$$), 'RU001', 'who may see the subject');
SELECT isnt(public.refused(), '{}', 'is told why');
RESET ROLE;

/* ---- guards that are changed afterwards ---- */

SELECT is(public.try($$SELECT case_rules.guard('public.act', 'trial', 'public.value_facts', 'book', 'public.value_context', shape => 'state',
    columns => '{"case_id": "case_id", "subject_id": "subject_id", "state": "actor"}')$$) IN ('RU007', '00000'), true, 'another shape is refused, or works');
SELECT is((SELECT string_agg(p.proname, ',' ORDER BY p.proname) FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE t.tgrelid = 'public.act'::regclass AND t.tgname ~ 'case_rules'),
          (SELECT CASE shape WHEN 'acts' THEN 'act_judge,act_refuse_truncate,act_stamp' ELSE 'state_judge' END FROM book.guard WHERE guarded_table = 'public.act' AND procedure = 'trial'),
    'the triggers are those of the shape that the guard names');

/* ---- partitions ---- */

CREATE TABLE public.parts (LIKE public.act) PARTITION BY LIST (case_id);
CREATE TABLE public.parts_1 PARTITION OF public.parts FOR VALUES IN (1, 2, 3);
SELECT case_rules.guard('public.parts', 'trial', 'public.value_facts', 'book', 'public.value_context') \g /dev/null
CREATE TABLE public.parts_2 PARTITION OF public.parts FOR VALUES IN (4, 5, 6);
DELETE FROM book.rule;
INSERT INTO book.rule (rule, condition) VALUES ('never', 'false');
SELECT is(public.try($$INSERT INTO public.parts (case_id, subject_id, procedure, act, acted_on, authority_id, details) VALUES (5, 105, 'trial', 'begin', '2025-03-01', 'requesting', '{}')$$), '00000', 'through the partitioned table');
SELECT is(public.try($$INSERT INTO public.parts (case_id, subject_id, procedure, act, acted_on, authority_id, details) VALUES (5, 105, 'trial', 'proceed', '2025-03-01', 'requesting', '{}')$$), 'RU001', 'a rule bars there');
SELECT is(public.try($$INSERT INTO public.parts_2 (case_id, subject_id, procedure, act, acted_on, authority_id, details) VALUES (5, 105, 'trial', 'proceed', '2025-03-01', 'requesting', '{}')$$), 'RU001', 'and in a partition, made before or after');
SELECT is(public.try($$INSERT INTO public.parts_1 (case_id, subject_id, procedure, act, acted_on, authority_id, details) VALUES (1, 105, 'trial', 'proceed', '2025-03-01', 'requesting', '{}')$$), 'RU002', 'and in the other');
SELECT is(public.try('DELETE FROM public.parts_2'), 'RU006', 'nothing is removed from a partition');
SELECT is(public.try('TRUNCATE public.parts_1'), 'RU006', 'nor truncated');
SELECT results_eq($$SELECT hole, object, detail FROM case_rules.guard_holes('book') WHERE object LIKE 'public.parts%'$$,
    $$VALUES ('trigger is missing', 'public.parts_2', 'case_rules_truncate')$$, 'a partition made later can be, and that is told');
SELECT case_rules.guard('public.parts', 'trial', 'public.value_facts', 'book', 'public.value_context') \g /dev/null
SELECT is(public.try('TRUNCATE public.parts_2'), 'RU006', 'until the guard is put up again');
SET LOCAL session_replication_role = replica;
SELECT is(public.try($$INSERT INTO public.parts_2 (case_id, subject_id, procedure, act, acted_on, authority_id, details) VALUES (5, 105, 'trial', 'proceed', '2025-03-01', 'requesting', '{}')$$), 'RU001', 'nor passed by as a replica, in a partition made later');
RESET session_replication_role;
SELECT is_empty($$SELECT * FROM case_rules.guard_holes('book') WHERE object LIKE 'public.parts%'$$, 'no hole is open');
ALTER TABLE public.parts DETACH PARTITION public.parts_2;
SELECT is(public.try($$INSERT INTO public.parts_2 (case_id, subject_id, procedure, act, acted_on, authority_id, details, seq) VALUES (6, 106, 'trial', 'proceed', '2025-03-01', 'requesting', '{}', 1)$$), '00000', 'a table that is no partition any more has no guard');
ALTER TABLE public.parts ATTACH PARTITION public.parts_2 FOR VALUES IN (4, 5, 6);
SELECT results_eq($$SELECT hole FROM case_rules.guard_holes('book') WHERE object = 'public.parts'$$, ARRAY['act without a verdict'], 'and what it brings with it is seen');

SELECT * FROM finish();
ROLLBACK;
