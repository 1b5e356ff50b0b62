/*
 * Rules that change while a case is running: a new version takes over
 * (migrate), leaves what counted before (pin), or both count (most protective).
 */
BEGIN;
SELECT plan(270);
\ir ../lib/trial.psql
\ir ../lib/tale.psql

/* the verdicts of one rule on an act, as the journal has them: version:verdict */
CREATE FUNCTION counted(id bigint, n bigint, r text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT string_agg(v.version || ':' || v.verdict, ' ' ORDER BY v.version) FROM book.act_verdict v
     WHERE v.case_id = id AND v.seq = n AND v.rule = r AND v.judgement = (SELECT max(judgement) FROM book.journal j WHERE j.case_id = id AND j.seq = n) $$;
CREATE FUNCTION asked(id bigint, act text, day date, r text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT string_agg(w.version || ':' || w.verdict, ' ' ORDER BY w.version) FROM case_rules.would_allow('public.tale',
        jsonb_build_object('case_id', id, 'subject_id', id, 'act', act, 'acted_on', day, 'authority_id', 'requesting')) w WHERE w.rule = r $$;

/* ---- two versions, every policy, every way they can differ ---- */

/* rules in shadow are judged and bar nothing: all policies at once */
CREATE TABLE policy (policy text, both_ways text);
INSERT INTO policy VALUES ('migrate', '2:violated'), ('pin', '1:satisfied'), ('most_protective', '1:satisfied 2:violated');
INSERT INTO book.rule (procedure, rule, version, acts, condition, in_force, mode, running_cases)
SELECT 'tale', policy || '_' || v.kind, v.version, '{note}', v.condition, v.in_force, 'shadow', CASE v.version WHEN 1 THEN 'migrate' ELSE policy END
  FROM policy CROSS JOIN (VALUES ('harder', 1, 'notes >= 0', daterange(NULL, '2025-02-01')), ('harder', 2, 'notes < 0', daterange('2025-02-01', NULL)),
      ('milder', 1, 'notes < 0', daterange(NULL, '2025-02-01')), ('milder', 2, 'notes >= 0', daterange('2025-02-01', NULL)),
      ('new', 2, 'notes < 0', daterange('2025-02-01', NULL)), ('ended', 1, 'notes < 0', daterange(NULL, '2025-02-01'))) v(kind, version, condition, in_force);
INSERT INTO case_rules.rule (procedure, rule, version, acts, condition, in_force, mode, running_cases)
SELECT procedure, 'shipped_' || rule, version, acts, condition, in_force, mode, running_cases FROM book.rule WHERE rule ~ '_(harder|milder|new|ended)$';
SELECT public.tell(1, 'open', '2025-01-10'), public.tell(2, 'open', '2025-02-01'), public.tell(3, 'open', '2025-01-31') \g /dev/null
SELECT is(public.tell(1, 'note', '2025-01-31'), '00000', 'the last day before the change');
SELECT is(public.tell(1, 'note', '2025-02-01'), '00000', 'the day of the change');
SELECT is(public.tell(1, 'note', '2025-03-10'), '00000', 'a day after it');
SELECT is(public.tell(2, 'note', '2025-02-01'), '00000', 'a case that began on the day of the change');
SELECT is(public.tell(3, 'note', '2025-02-01'), '00000', 'and one that began the day before');
CREATE TABLE expected (kind text, policy text, running text);
INSERT INTO expected VALUES
    ('harder', 'migrate', '2:violated'), ('harder', 'pin', '1:satisfied'), ('harder', 'most_protective', '1:satisfied 2:violated'),
    ('milder', 'migrate', '2:satisfied'), ('milder', 'pin', '1:violated'), ('milder', 'most_protective', '1:violated 2:satisfied'),
    ('new', 'migrate', '2:violated'), ('new', 'pin', NULL), ('new', 'most_protective', '2:violated'),
    ('ended', 'migrate', NULL), ('ended', 'pin', NULL), ('ended', 'most_protective', NULL);
CREATE FUNCTION fresh(kind text, before_it boolean) RETURNS text LANGUAGE sql AS $$
    SELECT CASE WHEN before_it THEN CASE kind WHEN 'harder' THEN '1:satisfied' WHEN 'milder' THEN '1:violated' WHEN 'ended' THEN '1:violated' END
                ELSE CASE kind WHEN 'harder' THEN '2:violated' WHEN 'milder' THEN '2:satisfied' WHEN 'new' THEN '2:violated' END END $$;
SELECT is(counted(1, 2, l || policy || '_' || kind), fresh(kind, true), format('%s%s, %s: before the change the old version', l, policy, kind)) FROM expected, unnest('{"",shipped_}'::text[]) l;
SELECT is(counted(1, 3, l || policy || '_' || kind), running, format('%s%s, %s: on the day of the change', l, policy, kind)) FROM expected, unnest('{"",shipped_}'::text[]) l;
SELECT is(counted(1, 4, l || policy || '_' || kind), running, format('%s%s, %s: after it', l, policy, kind)) FROM expected, unnest('{"",shipped_}'::text[]) l;
SELECT is(counted(2, 2, l || policy || '_' || kind), fresh(kind, false), format('%s%s, %s: a case that began on that day', l, policy, kind)) FROM expected, unnest('{"",shipped_}'::text[]) l;
SELECT is(counted(3, 2, l || policy || '_' || kind), running, format('%s%s, %s: a case that began the day before', l, policy, kind)) FROM expected, unnest('{"",shipped_}'::text[]) l;
/* recorded once for a subject */
SELECT set_eq($$SELECT rule, version, policy, earlier_version, begun_on, seq FROM book.running_rule WHERE case_id = 1$$,
    $$SELECT l || e.policy || '_' || kind AS rule, 2 AS version, e.policy, CASE WHEN kind <> 'new' THEN 1 END AS earlier, date '2025-01-10' AS begun, 3::bigint AS seq
        FROM expected e, unnest('{"",shipped_}'::text[]) l WHERE kind <> 'ended'$$, 'what met the case on its way is recorded, with the act that met it first');
SELECT is_empty('SELECT * FROM book.running_rule WHERE case_id = 2', 'nothing of a case that began under it');
SELECT results_eq('SELECT procedure, subject_id, recorded_at IS NOT NULL FROM book.running_rule WHERE case_id = 3 LIMIT 1', $$VALUES ('tale', 3::bigint, true)$$, 'of the subject');
/* asking says the same */
SELECT is(asked(1, 'note', '2025-03-10', l || policy || '_' || kind), running, format('would_allow: %s%s, %s', l, policy, kind)) FROM expected, unnest('{"",shipped_}'::text[]) l;
SELECT is(asked(2, 'note', '2025-03-10', l || policy || '_' || kind), fresh(kind, false), format('would_allow: %s%s, %s, of the later case', l, policy, kind)) FROM expected, unnest('{"",shipped_}'::text[]) l;
SELECT is((SELECT string_agg(j.version || ':' || j.verdict, ' ' ORDER BY j.version) FROM case_rules.judge_act('public.tale', '1', 4) j WHERE j.rule = policy || '_' || kind), running, format('judge_act: %s, %s', policy, kind)) FROM expected;
/* of a case that has not begun, there is no earlier day */
SELECT is((SELECT string_agg(w.version || ':' || w.verdict, ' ' ORDER BY w.version) FROM case_rules.evaluate('tale', 'note', '{"notes": 0}', '2025-03-10') w WHERE w.rule = 'shipped_' || policy || '_' || kind),
    fresh(kind, false), format('evaluate: %s, %s', policy, kind)) FROM expected;
DELETE FROM book.rule WHERE rule ~ '_(harder|milder|new|ended)$';
DELETE FROM case_rules.rule WHERE rule LIKE 'shipped%';

/* ---- enforced: what bars ---- */

INSERT INTO book.rule (procedure, rule, version, acts, condition, in_force, running_cases) VALUES
    ('tale', 'kept', 1, '{note}', 'notes >= 0', '[2020-01-01,2025-02-01)', 'migrate'), ('tale', 'kept', 2, '{note}', 'notes < 0', '[2025-02-01,)', 'pin');
SELECT is(public.tell(1, 'note', '2025-03-11'), '00000', 'pinned, the old version lets it pass');
SELECT is(public.tell(2, 'note', '2025-03-11'), 'RU001', 'where the new one counts it bars');
SELECT is((SELECT string_agg(f->>'version', ' ') FROM public.last_refusal, jsonb_array_elements(detail::jsonb->'findings') f), '2', 'as the finding says');
SELECT is((SELECT string_agg(coalesce(rule || version, '-'), ' ') FROM case_rules.next_acts('public.tale', '1', 'tale', '1', '2025-03-12') WHERE act = 'note' AND side = 'requesting'), '-', 'next_acts: of the case that was running, nothing stands against it');
SELECT is((SELECT string_agg(coalesce(rule || version, '-'), ' ') FROM case_rules.next_acts('public.tale', '2', 'tale', '2', '2025-03-12') WHERE act = 'note' AND side = 'requesting'), 'kept2', 'of the other the new version');
/* the bulk form */
CREATE FUNCTION public.tale_facts_bulk(as_of date) RETURNS TABLE (case_id bigint, subject_id bigint, consent_stands boolean, decided boolean, gone boolean, notes integer, heard boolean, guarded boolean)
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT s.case_id, s.subject_id, f.* FROM (SELECT DISTINCT case_id, subject_id FROM public.tale) s CROSS JOIN LATERAL public.tale_facts(s.case_id, s.subject_id, $1, NULL, NULL) f;
END;
SELECT results_eq($$SELECT case_id, stops, rules FROM case_rules.gate_verdicts('public.tale', 'tale', 'note', '2025-03-12') ORDER BY case_id$$,
    $$VALUES ('1', 0, '{}'::text[]), ('2', 1, '{kept}'), ('3', 0, '{}')$$, 'gate_verdicts: each subject by the version that counts for it');
UPDATE book.rule SET running_cases = 'most_protective' WHERE rule = 'kept' AND version = 2;
SELECT is(public.tell(1, 'note', '2025-03-12'), 'RU001', 'most protective: the new version bars too');
UPDATE book.rule SET running_cases = 'migrate' WHERE rule = 'kept' AND version = 2;
SELECT is(public.tell(1, 'note', '2025-03-12'), 'RU001', 'migrate: it alone');
UPDATE book.rule SET running_cases = 'pin', condition = 'notes >= 0' WHERE rule = 'kept' AND version = 2;
UPDATE book.rule SET condition = 'notes < 0' WHERE rule = 'kept' AND version = 1;
SELECT is(public.tell(1, 'note', '2025-03-12'), 'RU001', 'pinned, the old version bars');
SELECT is((SELECT string_agg(f->>'version', ' ') FROM public.last_refusal, jsonb_array_elements(detail::jsonb->'findings') f), '1', 'as the finding says');
SELECT is(public.tell(2, 'note', '2025-03-12'), '00000', 'of the other case the new one lets it pass');
DELETE FROM book.rule WHERE rule = 'kept';

/* ---- three versions: what the second did goes on under the third ---- */

CREATE TABLE three (second text, third text, counts text);
INSERT INTO three VALUES ('migrate', 'migrate', '3'), ('migrate', 'pin', '2'), ('migrate', 'most_protective', '2 3'),
    ('pin', 'migrate', '3'), ('pin', 'pin', '1'), ('pin', 'most_protective', '1 3'),
    ('most_protective', 'migrate', '3'), ('most_protective', 'pin', '1 2'), ('most_protective', 'most_protective', '1 2 3');
INSERT INTO book.rule (procedure, rule, version, acts, condition, in_force, mode, running_cases)
SELECT 'tale', format('three_%s_%s', second, third), v, '{note}', 'notes >= 0', CASE v WHEN 1 THEN daterange('2020-01-01', '2025-02-01') WHEN 2 THEN daterange('2025-02-01', '2025-03-01') ELSE daterange('2025-03-01', NULL) END,
       'shadow', CASE v WHEN 1 THEN 'migrate' WHEN 2 THEN second ELSE third END
  FROM three, generate_series(1, 3) v;
SELECT public.tell(11, 'open', '2025-01-10'), public.tell(11, 'note', '2025-03-10'), public.tell(12, 'open', '2025-02-10'), public.tell(12, 'note', '2025-03-10'),
       public.tell(13, 'open', '2025-03-10'), public.tell(13, 'note', '2025-03-10') \g /dev/null
SELECT is(regexp_replace(counted(11, 2, format('three_%s_%s', second, third)), ':satisfied', '', 'g'), counts, format('second %s, third %s: of the oldest case', second, third)) FROM three;
SELECT is(regexp_replace(counted(12, 2, format('three_%s_%s', second, third)), ':satisfied', '', 'g'), CASE third WHEN 'migrate' THEN '3' WHEN 'pin' THEN '2' ELSE '2 3' END,
    format('second %s, third %s: of one that began under the second', second, third)) FROM three;
SELECT is(regexp_replace(counted(13, 2, format('three_%s_%s', second, third)), ':satisfied', '', 'g'), '3', format('second %s, third %s: of one that began under the third', second, third)) FROM three;
SELECT set_eq($$SELECT rule, version, policy, earlier_version FROM book.running_rule WHERE case_id = 11$$,
    $$SELECT format('three_%s_%s', second, third) AS rule, 3 AS version, third, CASE WHEN second = 'pin' THEN 1 ELSE 2 END AS earlier FROM three$$, 'what counted before the third is recorded');
SELECT is(public.tell(11, 'note', '2025-02-10'), '00000', 'a late act under the second version');
SELECT is((SELECT count(*) FROM book.running_rule WHERE case_id = 11 AND version = 2), 9::bigint, 'has met the second');
DELETE FROM book.rule WHERE rule LIKE 'three%';

/* ---- gaps, and versions that do not touch ---- */

INSERT INTO book.rule (procedure, rule, version, acts, condition, in_force, mode, running_cases) VALUES
    ('tale', 'gap_pin', 1, '{note}', 'notes >= 0', '[2020-01-01,2025-02-01)', 'shadow', 'migrate'), ('tale', 'gap_pin', 2, '{note}', 'notes >= 0', '[2025-03-01,)', 'shadow', 'pin'),
    ('tale', 'gap_both', 1, '{note}', 'notes >= 0', '[2020-01-01,2025-02-01)', 'shadow', 'migrate'), ('tale', 'gap_both', 2, '{note}', 'notes >= 0', '[2025-03-01,)', 'shadow', 'most_protective'),
    /* a version that ends before the act; the one before it has another name of its number */
    ('tale', 'back_pin', 7, '{note}', 'notes >= 0', '[2020-01-01,2025-03-01)', 'shadow', 'migrate'), ('tale', 'back_pin', 3, '{note}', 'notes >= 0', '[2025-03-01,2025-06-01)', 'shadow', 'pin'),
    /* two versions in force at once */
    ('tale', 'twice', 1, '{note}', 'notes >= 0', '[2020-01-01,)', 'shadow', 'migrate'), ('tale', 'twice', 2, '{note}', 'notes >= 0', '[2025-03-01,)', 'shadow', 'pin'),
    /* of other acts */
    ('tale', 'elsewhere', 1, '{consent}', 'notes >= 0', '[2020-01-01,2025-03-01)', 'shadow', 'migrate'), ('tale', 'elsewhere', 2, '{note}', 'notes >= 0', '[2025-03-01,)', 'shadow', 'pin');
SELECT public.tell(20, 'open', '2025-01-10'), public.tell(20, 'note', '2025-03-10'), public.tell(20, 'note', '2025-06-10') \g /dev/null
SELECT is(counted(20, 2, 'gap_pin'), NULL, 'nothing counted the day before: nothing is kept');
SELECT is(counted(20, 2, 'gap_both'), '2:satisfied', 'most protective: the new one alone');
SELECT is(counted(20, 2, 'back_pin'), '7:satisfied', 'the older version is the one that was in force, whatever its number');
SELECT is(counted(20, 3, 'back_pin'), NULL, 'after its end the rule is no more, pinned or not');
SELECT is(counted(20, 2, 'twice'), '1:satisfied', 'a version that is still in force counts once');
SELECT is(counted(20, 2, 'elsewhere'), NULL, 'a rule that now guards another act does not guard it in a case that is running');
SELECT is((SELECT string_agg(rule || version || coalesce('<' || earlier_version, ''), ' ' ORDER BY rule) FROM book.running_rule WHERE case_id = 20), 'back_pin3<7 elsewhere2 gap_both2 gap_pin2 twice2<1', 'as is recorded');
DELETE FROM book.rule WHERE rule ~ 'gap|back|twice|elsewhere';

/* ---- the first act moves ---- */

INSERT INTO book.rule (procedure, rule, version, acts, condition, in_force, running_cases) VALUES
    ('tale', 'moved', 1, '{note}', 'notes < 0', '[2020-01-01,2025-02-01)', 'migrate'), ('tale', 'moved', 2, '{note}', 'notes >= 0', '[2025-02-01,)', 'pin');
SELECT public.tell(30, 'open', '2025-02-10'), public.tell(30, 'note', '2025-03-10') \g /dev/null
SELECT is(counted(30, 2, 'moved'), '2:satisfied', 'begun under the new version');
SELECT is_empty('SELECT * FROM book.running_rule WHERE case_id = 30', 'nothing to record');
SELECT is(public.tell(30, 'open', '2025-01-10', amends => public.amending(1)), '00000', 'the beginning is corrected: it was before the change');
SELECT is(public.judged(30, 2), 'permitted recorded opened>opened, barred corrected:3 opened>opened moved', 'then the old version counts, and bars');
SELECT results_eq('SELECT rule, version, policy, earlier_version, begun_on, seq FROM book.running_rule WHERE case_id = 30', $$VALUES ('moved', 2, 'pin', 1, date '2025-01-10', 2::bigint)$$, 'and is recorded');
SELECT is(public.tell(30, 'note', '2025-03-11'), 'RU001', 'it bars the next act too');
SELECT is(public.annul(30, 3, '2025-03-12'), '00000', 'the beginning is annulled');
SELECT is(public.tell(30, 'open', '2025-02-20'), '00000', 'and told anew');
SELECT is(public.story(30), '5 open ->opened permitted, 2 note opened>opened permitted, 4 annul opened>opened permitted', 'after the change: the new version counts');
SELECT is(counted(30, 2, 'moved'), '2:satisfied', 'it does');
/* two subjects of a case, two beginnings; another procedure is another beginning */
SELECT public.tell(31, 'open', '2025-01-10', subject_id => 311), public.tell(31, 'open', '2025-02-10', subject_id => 312) \g /dev/null
SELECT is(public.tell(31, 'note', '2025-03-10', subject_id => 311), 'RU001', 'of the subject that began earlier the old version counts');
SELECT is(public.tell(31, 'note', '2025-03-10', subject_id => 312), '00000', 'of the other the new one');
INSERT INTO public.act (case_id, subject_id, act, acted_on) VALUES (31, 312, 'begin', '2025-01-01');
SELECT is(public.tell(31, 'note', '2025-03-10', subject_id => 312), '00000', 'an older act of another procedure is none of its beginning');
DELETE FROM book.rule WHERE rule = 'moved';
/* a barred first act is no beginning; an irregular one is */
INSERT INTO book.rule (procedure, rule, version, acts, condition, in_force, running_cases) VALUES
    ('tale', 'opened_well', 1, '{open}', 'NOT heard IS NOT TRUE', '[2020-01-01,)', 'migrate');
DELETE FROM book.rule WHERE rule = 'opened_well';

/* ---- the very first act ---- */

INSERT INTO book.rule (procedure, rule, version, acts, condition, in_force, running_cases) VALUES
    ('tale', 'first', 1, '{open}', 'notes < 0', '[2020-01-01,2025-02-01)', 'migrate'), ('tale', 'first', 2, '{open}', 'notes >= 0', '[2025-02-01,)', 'pin');
SELECT is(public.tell(40, 'open', '2025-02-01'), '00000', 'a subject that begins is by the version of its day');
SELECT is(public.tell(41, 'open', '2025-01-31'), 'RU001', 'of either');
SELECT is(asked(42, 'open', '2025-02-01', 'first'), '2:satisfied', 'would_allow too');
DELETE FROM book.rule WHERE rule = 'first';

/* ---- a setting is for every version ---- */

INSERT INTO book.rule (procedure, rule, version, acts, condition, in_force, running_cases) VALUES
    ('tale', 'set', 1, '{note}', 'notes < 0', '[2020-01-01,2025-02-01)', 'migrate'), ('tale', 'set', 2, '{note}', 'notes >= 0', '[2025-02-01,)', 'pin');
INSERT INTO book.rule_setting (procedure, rule, severity, on_unknown) VALUES ('tale', 'set', 'warn', 'warn');
SELECT public.tell(50, 'open', '2025-01-10') \g /dev/null
SELECT is(public.tell(50, 'note', '2025-03-10'), '00000', 'set to warn, the pinned version only warns');
SELECT is(counted(50, 2, 'set'), '1:violated', 'it is the one that is judged');
DELETE FROM book.rule_setting;
DELETE FROM book.rule WHERE rule = 'set';

/* ---- what a rule may say of itself ---- */

SELECT is(public.try($$INSERT INTO book.rule (procedure, rule, acts, condition, running_cases) VALUES ('tale', 'odd', '{note}', 'true', 'sometimes')$$), '23514', 'no other policy');

/* ---- where a state column is guarded ---- */

CREATE TABLE public.stated (case_id bigint, id bigint PRIMARY KEY, state text, changed_on date, office text);
CREATE FUNCTION public.stated_facts(case_id bigint, subject_id bigint, as_of date, known_at timestamptz, before_seq bigint, OUT notes integer) LANGUAGE sql STABLE AS 'SELECT 0';
SELECT case_rules.guard('public.stated', 'tale', 'public.stated_facts', 'book', 'public.value_context', 'state',
    '{"case_id": "case_id", "subject_id": "id", "state": "state", "acted_on": "changed_on", "authority_id": "office"}') \g /dev/null
INSERT INTO book.state_mapping (guarded_table, procedure, application_state, state) VALUES
    ('public.stated', 'tale', 'new', 'opened'), ('public.stated', 'tale', 'yes', 'consented');
INSERT INTO book.rule (procedure, rule, version, acts, condition, in_force, running_cases) VALUES
    ('tale', 'staying', 1, '{consent}', 'notes < 0', '[2020-01-01,2025-02-01)', 'migrate'), ('tale', 'staying', 2, '{consent}', 'notes >= 0', '[2025-02-01,)', 'pin');
INSERT INTO public.stated VALUES (60, 601, 'new', '2025-01-10', 'requesting'), (60, 602, 'new', '2025-02-10', 'requesting');
SELECT is(public.try($$UPDATE public.stated SET state = 'yes', changed_on = '2025-03-10', office = 'requested' WHERE id = 601$$), 'RU001', 'pinned: the old version bars');
SELECT is(public.try($$UPDATE public.stated SET state = 'yes', changed_on = '2025-03-10', office = 'requested' WHERE id = 602$$), '00000', 'the new one lets it pass');

SELECT is((SELECT string_agg(format('%s: %s/%s', what, case_id, seq), ', ') FROM public.incoherent WHERE case_id <> 60), NULL, 'everything is in its place');
SELECT * FROM finish();
ROLLBACK;
