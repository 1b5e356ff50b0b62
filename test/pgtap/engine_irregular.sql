/*
 * Acts that have happened although the protocol forbids them: recorded with an
 * account and a second person, with a duty to cure; never a lawful decision;
 * listed until they are cured.  And what cannot be recorded so.
 */
BEGIN;
SELECT plan(95);
\ir ../lib/trial.psql
\ir ../lib/tale.psql
/* what a refusal says: its message and hint; whether it tells anything of the persons */
CREATE FUNCTION said() RETURNS text LANGUAGE sql STABLE AS $$ SELECT format('%s | %s', message, hint) FROM public.last_refusal $$;
CREATE FUNCTION telltale() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(concat_ws(' ', message, hint, detail, constraint_name, regexp_replace(context, 'SQL (statement|function) ".*?"', '', 'g')) ~* 'example (person|second|actor|reason)|4711|geheim', false)
      FROM public.last_refusal WHERE NOT (hint LIKE 'Write them%' AND message !~* 'example') UNION ALL SELECT false LIMIT 1 $$;

/* ---- a child has left, and nothing was decided ---- */

SELECT is(public.tell(1, 'open', '2025-03-01'), '00000', 'opened');
SELECT is(public.tell(1, 'depart', '2025-03-05'), 'RU001', 'a departure without a decision is barred');
SELECT is((SELECT count(*) FROM public.tale WHERE case_id = 1), 1::bigint, 'nothing is written');
SELECT is(public.anyhow(1, 'depart', '2025-03-05'), '00000', 'with an account it is recorded');
SELECT is(public.story(1), '1 open ->opened permitted, 2 depart opened>gone irregular', 'the state follows the child');
SELECT is(public.judged(1, 2), 'irregular recorded opened>gone decided_first', 'with what stands against it');
SELECT results_eq('SELECT seq, act, outcome, side, to_state, rules, judgement, cause, cause_seq FROM book.irregular_act WHERE case_id = 1',
    $$VALUES (2::bigint, 'depart', 'irregular', 'requesting', 'gone', '{decided_first}'::text[], 1, 'recorded', NULL::bigint)$$, 'it is listed');
SELECT results_eq('SELECT duty, side, started_on, original_due_on, details FROM book.duty_status WHERE case_id = 1 ORDER BY duty',
    $$VALUES ('cure', 'requesting', date '2025-03-05', date '2025-03-19', '{"rules": ["decided_first"]}'::jsonb), ('tell', 'requesting', '2025-03-05', '2025-03-08', '{}')$$,
    'a duty to cure starts, and the one that irregular acts start');
SELECT is((SELECT decided::text || gone::text FROM public.tale_facts(1, 1, '2025-03-06', NULL, NULL)), 'falsetrue', 'a fact in the world, but no decision');
SELECT is(public.tell(1, 'decide', '2025-03-06'), 'RU002', 'nothing goes on as if it had been lawful');
SELECT is(public.tell(1, 'note', '2025-03-06'), '00000', 'the other side is told');
SELECT is(public.duties(1), '2 cure overdue, 2 tell met', 'one duty is met');
SET LOCAL case_rules.as_of = '2025-03-04';
SELECT is_empty('SELECT * FROM book.irregular_act WHERE case_id = 1', 'as of the day before, nothing is listed');
RESET case_rules.as_of;

/* ---- an account where nothing stands against the act ---- */

SELECT public.tell(2, 'open', '2025-03-01'), public.tell(2, 'consent', '2025-03-02', 'requested'), public.tell(2, 'decide', '2025-03-03') \g /dev/null
SELECT is(public.anyhow(2, 'depart', '2025-03-05'), '00000', 'an account does no harm');
SELECT is(public.story(2), '1 open ->opened permitted, 2 consent opened>consented permitted, 3 decide consented>decided permitted, 4 depart decided>gone permitted', 'the act is as lawful as without');
SELECT is(public.duties(2), '3 carry_out met', 'and starts no duty');
SELECT is(public.tell(2, 'withdraw', '2025-03-02', 'requested'), '00000', 'until it is found out that there was no consent');
SELECT is(public.story(2), '1 open ->opened permitted, 2 consent opened>consented permitted, 5 withdraw consented>stopped permitted, 3 decide stopped>stopped barred, 4 depart stopped>gone irregular',
    'then it is irregular, and the state still follows');
SELECT is(public.duties(2), '3 cure due, 4 cure due, 4 tell overdue', 'with its duties');
/* without an account, found out later: the same */
SELECT public.tell(3, 'open', '2025-03-01'), public.tell(3, 'consent', '2025-03-02', 'requested'), public.tell(3, 'decide', '2025-03-03'), public.tell(3, 'depart', '2025-03-05'),
       public.tell(3, 'withdraw', '2025-03-02', 'requested') \g /dev/null
SELECT is(public.story(3), public.story(2), 'an act without an account that is found out is the same');

/* ---- a protective act with an account ---- */

SELECT public.tell(4, 'open', '2025-03-01') \g /dev/null
SELECT is(public.tell(4, 'arrive', '2025-03-05', 'requested'), '00000', 'a protective act needs no account');
SELECT is(public.story(4), '1 open ->opened permitted, 2 arrive opened>there protective', 'it is protective');
SELECT is(public.anyhow(4, 'arrive', '2025-03-06', 'requested'), '00000', 'with one');
SELECT is(public.story(4), '1 open ->opened permitted, 2 arrive opened>there protective, 3 arrive there>there irregular', 'it is irregular');
SELECT results_eq('SELECT seq FROM book.irregular_act WHERE case_id = 4', 'VALUES (3::bigint)', 'and listed');
SELECT is((SELECT string_agg(format('%s %s', seq, duty), ', ' ORDER BY seq, duty) FROM book.duty WHERE case_id = 4), '2 cure, 2 tell, 3 cure, 3 tell', 'the duties are those of what has happened, either way');

/* ---- every bar at once: unknown, override, error, several rules ---- */

INSERT INTO book.rule (procedure, rule, acts, condition, severity, on_unknown, in_force) VALUES
    ('tale', 'heard_before', '{depart}', 'heard', 'override', 'override', '[2025-01-01,)'), ('tale', 'warned', '{depart}', 'notes > 0', 'warn', 'warn', '[2025-01-01,)'),
    ('tale', 'shadowed', '{depart}', 'notes > 0', 'bar', 'bar', '[2025-01-01,)'), ('tale', 'failing', '{depart}', '10 / (notes - notes) = 1', 'override', 'override', '[2025-01-01,)');
UPDATE book.rule SET mode = 'shadow' WHERE rule = 'shadowed';
SELECT public.tell(5, 'open', '2025-03-01') \g /dev/null
SELECT is(public.anyhow(5, 'depart', '2025-03-05'), '00000', 'whatever stands against it');
SELECT results_eq('SELECT rule, verdict::text, severity::text FROM book.act_finding WHERE case_id = 5 ORDER BY rule',
    $$VALUES ('decided_first', 'violated', 'bar'), ('failing', 'error', 'bar'), ('heard_before', 'unknown', 'override'), ('shadowed', 'violated', 'bar'), ('warned', 'violated', 'warn')$$, 'all of it is kept');
SELECT is((SELECT rules::text FROM book.irregular_act WHERE case_id = 5), '{decided_first,failing,heard_before}', 'listed are those that stop');
SELECT is((SELECT details->>'rules' FROM book.duty WHERE case_id = 5 AND duty = 'cure'), '["decided_first", "failing", "heard_before"]', 'and to be cured');
DELETE FROM book.rule WHERE rule IN ('heard_before', 'warned', 'shadowed', 'failing');
/* only a warning, or an override that was granted: not irregular */
INSERT INTO book.rule (procedure, rule, acts, condition, severity, on_unknown, in_force) VALUES ('tale', 'weighed', '{depart}', 'notes > 5', 'override', 'override', '[2025-01-01,)');
SELECT public.tell(6, 'open', '2025-03-01'), public.tell(6, 'consent', '2025-03-02', 'requested'), public.tell(6, 'decide', '2025-03-03') \g /dev/null
INSERT INTO book.override (case_id, procedure, subject_id, act, rule) VALUES (6, 'tale', 6, 'depart', 'weighed');
SELECT is(public.anyhow(6, 'depart', '2025-03-05'), '00000', 'an override was granted');
SELECT is((SELECT outcome FROM public.tale WHERE case_id = 6 AND act = 'depart'), 'permitted', 'overridden, it is not irregular');
DELETE FROM book.rule WHERE rule = 'weighed';

/* ---- what cannot be recorded as irregular ---- */

SELECT public.tell(10, 'open', '2025-03-01') \g /dev/null
SELECT is(public.anyhow(10, 'decide', '2025-03-05'), 'RU010', 'a decision is not irregular');
SELECT is(said(), 'act "decide" cannot be recorded as irregular | Only an act that tells what has happened in the world can be. A decision waits until nothing stands against it.', 'as it says');
SELECT is(public.anyhow(10, 'consent', '2025-03-05', 'requested'), 'RU010', 'nor a consent, lawful as it may be');
SELECT is(public.anyhow(10, 'withdraw', '2025-03-05', 'requested'), 'RU010', 'nor a protective act that tells no fact in the world');
SELECT is(public.tell(10, 'annul', '2025-03-05', irregular => '{"reason": "example", "person": "a", "second_person": "b"}', amends => public.amending(1)), 'RU010', 'nor an annulment');
SELECT is(public.tell(10, 'cure', '2025-03-05', irregular => '{"reason": "example", "person": "a", "second_person": "b"}', amends => public.amending(1)), 'RU010', 'nor a cure');
SELECT is(public.anyhow(10, 'open', '2025-03-05'), 'RU010', 'nor a second beginning');
SELECT is(public.anyhow(11, 'depart', '2025-03-05'), 'RU002', 'what has no place in the procedure has none with an account: nothing was begun');
SELECT is(public.anyhow(10, 'depart', '2025-03-05', 'requested'), 'RU003', 'the other side does not tell it so');
SELECT is(public.anyhow(10, 'depart', '2025-03-05', 'nobody'), 'RU003', 'nor somebody who is of neither');
SELECT is(public.anyhow(10, 'depart', '2999-03-05'), 'RU004', 'nor on a day to come');
SELECT is(public.anyhow(10, 'depart', '1999-03-05'), 'RU002', 'nor before the beginning');
SELECT is(public.anyhow(10, 'no_such_act', '2025-03-05'), 'RU010', 'nor what is no act');

/* the account itself */
CREATE TABLE account (no serial, account jsonb, message text, hint text);
INSERT INTO account (account, message, hint) VALUES
    ('{}', 'an irregular act needs a reason, a person and a second person', 'Write them into%'),
    ('{"reason": "Geheim 4711", "person": "Example Person"}', 'an irregular act needs a reason, a person and a second person', 'Write them into%'),
    ('{"reason": "Geheim 4711", "second_person": "Example Second"}', 'an irregular act needs a reason, a person and a second person', 'Write them into%'),
    ('{"person": "Example Person", "second_person": "Example Second"}', 'an irregular act needs a reason, a person and a second person', 'Write them into%'),
    ('{"reason": "", "person": "Example Person", "second_person": "Example Second"}', 'an irregular act needs a reason, a person and a second person', 'Write them into%'),
    ('{"reason": " \t\n", "person": "Example Person", "second_person": "Example Second"}', 'an irregular act needs a reason, a person and a second person', 'Write them into%'),
    ('{"reason": "Geheim 4711", "person": " ", "second_person": "Example Second"}', 'an irregular act needs a reason, a person and a second person', 'Write them into%'),
    ('{"reason": "Geheim 4711", "person": "Example Person", "second_person": "\t"}', 'an irregular act needs a reason, a person and a second person', 'Write them into%'),
    ('{"reason": "Geheim 4711", "person": "Example Person", "second_person": "\u00a0\u2003"}', 'an irregular act needs a reason, a person and a second person', 'Write them into%'),
    ('{"reason": "Geheim 4711", "person": "Example Person", "second_person": "Example Person"}', 'the second person of an irregular act is the same as the first', 'Somebody else%'),
    ('{"reason": "Geheim 4711", "person": "Example Person", "second_person": " example PERSON "}', 'the second person of an irregular act is the same as the first', 'Somebody else%'),
    ('{"reason": "Geheim 4711", "person": "élodie Example", "second_person": "ÉLODIE example"}', 'the second person of an irregular act is the same as the first', 'Somebody else%'),
    ('{"reason": "Geheim 4711", "person": "Example  Person", "second_person": "Example Person"}', 'the second person of an irregular act is the same as the first', 'Somebody else%'),
    ('{"reason": "Geheim 4711", "person": "E\u0301lodie Example", "second_person": "\u00c9lodie Example"}', 'the second person of an irregular act is the same as the first', 'Somebody else%'),
    ('{"reason": 4711, "person": "Example Person", "second_person": "Example Second"}', 'the column "irregular" of an act has no key "reason" of that kind', 'Its keys are reason, person and second_person, texts.'),
    ('{"reason": null, "person": "Example Person", "second_person": "Example Second"}', 'the column "irregular" of an act has no key "reason" of that kind', 'Its keys are reason, person and second_person, texts.'),
    ('{"reason": "x", "person": ["Example Person"], "second_person": "Example Second"}', 'the column "irregular" of an act has no key "person" of that kind', 'Its keys are reason, person and second_person, texts.'),
    ('{"reason": "x", "person": "Example Person", "second_person": {"a": "Example Second"}}', 'the column "irregular" of an act has no key "second_person" of that kind', 'Its keys are reason, person and second_person, texts.'),
    ('{"reason": "x", "person": "Example Person", "second_person": true}', 'the column "irregular" of an act has no key "second_person" of that kind', 'Its keys are reason, person and second_person, texts.'),
    ('{"Reason": "x", "person": "Example Person", "second_person": "Example Second"}', 'the column "irregular" of an act has no key "Reason" of that kind', 'Its keys are reason, person and second_person, texts.'),
    ('{"reason": "x", "person": "Example Person", "second_person": "Example Second", "seq": 1}', 'the column "irregular" of an act has no key "seq" of that kind', 'Its keys are reason, person and second_person, texts.'),
    ('{"reason": "x", "person": "Example Person", "second_person": "Example Second", "more": "x"}', 'the column "irregular" of an act has no key "more" of that kind', 'Its keys are reason, person and second_person, texts.'),
    ('[]', 'the column "irregular" of an act must be a JSON object', 'Its keys are%'),
    ('[{"reason": "x"}]', 'the column "irregular" of an act must be a JSON object', 'Its keys are%'),
    ('"Example Person"', 'the column "irregular" of an act must be a JSON object', 'Its keys are%'),
    ('4711', 'the column "irregular" of an act must be a JSON object', 'Its keys are%'),
    ('true', 'the column "irregular" of an act must be a JSON object', 'Its keys are%'),
    ('null', 'the column "irregular" of an act must be a JSON object', 'Its keys are%');
CREATE TABLE account_told (no integer, sqlstate text, message text, hint text, telltale boolean);
DO $$
DECLARE a account; s text;
BEGIN
    FOR a IN SELECT * FROM account ORDER BY no LOOP
        s := public.tell(10, 'depart', '2025-03-05', irregular => a.account);
        INSERT INTO account_told SELECT a.no, s, (SELECT message FROM public.last_refusal), (SELECT hint FROM public.last_refusal), public.telltale();
    END LOOP;
END $$;
SELECT is(t.sqlstate || ' ' || t.message, 'RU010 ' || a.message, 'refused: ' || a.account::text) FROM account a JOIN account_told t USING (no) ORDER BY no;
SELECT is_empty('SELECT a.account, t.hint FROM account a JOIN account_told t USING (no) WHERE t.hint IS NULL OR t.hint NOT LIKE a.hint', 'each with what to do');
SELECT is_empty('SELECT a.account, t.message, t.hint FROM account a JOIN account_told t USING (no) WHERE t.telltale', 'and nobody is named');
SELECT is((SELECT count(*) FROM public.tale WHERE case_id = 10), 1::bigint, 'nothing was written');
/* a malformed account is said before anything of the case is: it tells nothing */
SELECT is(public.tell(10, 'depart', '2025-03-05', 'requested', irregular => '{}'), 'RU010', 'before the side is looked at');
SELECT is(public.tell(12, 'depart', '2025-03-05', irregular => '{}'), 'RU010', 'and before the state is');
/* SQL NULL is no account */
SELECT is(public.tell(10, 'depart', '2025-03-05', irregular => NULL), 'RU001', 'no account at all');

/* ---- asking ---- */

CREATE FUNCTION asked(account jsonb) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(w.rule || ' ' || w.verdict, ', ' ORDER BY w.rule) FROM case_rules.would_allow('public.tale', jsonb_build_object('case_id', 10, 'subject_id', 10, 'act', 'depart',
        'acted_on', '2025-03-05', 'authority_id', 'requesting', 'irregular', account)) w $$;
SELECT is(asked('{"reason": "example", "person": "a", "second_person": "b"}'), 'decided_first violated', 'would_allow tells what stands against it, account or not');
SELECT is(asked('{"reason": "example", "person": "a"}'), 'RU010 violated', 'and what is missing in the account');
SELECT is((SELECT string_agg(act || ' ' || coalesce(rule, '-'), ', ' ORDER BY act) FROM case_rules.next_acts('public.tale', '10', 'tale', '10', '2025-03-05') WHERE act = 'depart'), 'depart decided_first', 'next_acts too');

/* ---- a table without the column ---- */

CREATE TABLE public.plain (
    case_id bigint, subject_id bigint, act text, acted_on date, authority_id text, actor text, details jsonb,
    seq bigint, side text, from_state text, to_state text, finding_count integer, outcome text, superseded_at timestamptz);
SELECT case_rules.guard('public.plain', 'tale', 'public.tale_facts', 'book', 'public.value_context') \g /dev/null
INSERT INTO public.plain (case_id, subject_id, act, acted_on, authority_id) VALUES (20, 20, 'open', '2025-03-01', 'requesting');
SELECT is(public.try($$INSERT INTO public.plain (case_id, subject_id, act, acted_on, authority_id) VALUES (20, 20, 'depart', '2025-03-02', 'requesting')$$), 'RU001', 'without the column nothing is recorded as irregular');
/* the column may have another name */
ALTER TABLE public.plain ADD account jsonb;
SELECT is(public.try($$SELECT case_rules.guard('public.plain', 'tale', 'public.tale_facts', 'book', 'public.value_context', columns => '{"irregular": "account"}')$$), '00000', 'under another name');
SELECT is(public.try($$INSERT INTO public.plain (case_id, subject_id, act, acted_on, authority_id, account) VALUES (20, 20, 'depart', '2025-03-02', 'requesting', '{"reason": "example", "person": "a", "second_person": "b"}')$$), '00000', 'it is');
ALTER TABLE public.plain ADD odd text;
SELECT is(public.try($$SELECT case_rules.guard('public.plain', 'tale', 'public.tale_facts', 'book', 'public.value_context', columns => '{"irregular": "odd"}')$$), 'RU007', 'a column of another type is refused');
SELECT is(public.try($$SELECT case_rules.guard('public.plain', 'tale', 'public.tale_facts', 'book', 'public.value_context', columns => '{"amends": "no_such_column"}')$$), 'RU007', 'and one that is not there');
/* a state column has no account */
CREATE TABLE public.stated (case_id bigint, id bigint, state text, irregular jsonb);
SELECT is(public.try($$SELECT case_rules.guard('public.stated', 'tale', 'public.tale_facts', 'book', shape => 'state', columns => '{"case_id": "case_id", "subject_id": "id", "state": "state", "irregular": "irregular"}')$$), 'RU007', 'where a state column is guarded there is none');

/* ---- until it is cured ---- */

SELECT is(public.cure(1, 2, '2025-03-10'), '00000', 'the departure is cured');
SELECT is(public.story(1), '1 open ->opened permitted, 2 depart opened>gone cured, 3 note gone>gone permitted, 4 cure gone>gone permitted', 'the state is as it was');
SELECT is_empty('SELECT * FROM book.irregular_act WHERE case_id = 1', 'it is listed no more');
SELECT is(public.duties(1), '2 cure met, 2 tell met', 'its duty is met');
SET LOCAL case_rules.as_of = '2025-03-09';
SELECT is(public.duties(1), '2 cure due, 2 tell met', 'as of the day before the cure, it was due');
SELECT results_eq('SELECT seq, outcome FROM book.irregular_act WHERE case_id = 1', $$VALUES (2::bigint, 'irregular')$$, 'and the act was listed');
RESET case_rules.as_of;

SELECT is((SELECT string_agg(format('%s: %s/%s', what, case_id, seq), ', ') FROM public.incoherent WHERE case_id <> 20), NULL, 'everything is in its place');
SELECT * FROM finish();
ROLLBACK;
