/*
 * Overrides and settings: what counts, what does not, and what they leave in
 * the journal.
 */
BEGIN;
SELECT plan(72);
\ir ../lib/trial.psql
INSERT INTO book.rule (rule, condition, severity, on_unknown) VALUES ('soft', 'fa', 'override', 'override'), ('softer', 'fb', 'override', 'override'), ('hard', 'fc', 'bar', 'override');
SELECT public.begun(1, false, true, true) \g /dev/null
CREATE FUNCTION proceed(id bigint DEFAULT 1, day date DEFAULT '2025-03-01', subject bigint DEFAULT NULL) RETURNS text LANGUAGE sql AS $$
    SELECT public.try(format('INSERT INTO public.act (case_id, subject_id, act, acted_on) VALUES (%s, %s, %L, %L)', id, coalesce(subject, id), 'proceed', day)) $$;

/* ---- RU009 ---- */

SELECT is(proceed(), 'RU009', 'one rule that may be overridden stands against the act');
SELECT is(message, 'act "proceed" is barred: example message', 'the message says which') FROM public.last_refusal;
SELECT is(hint, 'example hint Otherwise record an override of soft by an authority of the requesting State, with reason, power and a second person.', 'the hint what it takes') FROM public.last_refusal;
UPDATE public.value SET fb = NULL;
SELECT is(proceed(), 'RU009', 'two of them, one unknown');
SELECT is(hint, 'example hint Otherwise record an override of soft, softer by an authority of the requesting State, with reason, power and a second person.', 'both are named') FROM public.last_refusal;
UPDATE public.value SET fc = false;
SELECT is(proceed(), 'RU001', 'with one that bars it is RU001');
SELECT unalike(hint, '%override%', 'and no override is offered') FROM public.last_refusal;
UPDATE public.value SET fb = true, fc = NULL;
SELECT is(proceed(), 'RU009', 'the unknown may weigh less than the violation');
UPDATE public.value SET fc = true;

/* ---- what an override must say ---- */

CREATE FUNCTION override_with(columns text, VARIADIC v text[]) RETURNS text LANGUAGE sql AS $$
    SELECT public.try(format('INSERT INTO book.override (case_id, subject_id, rule, %s) VALUES (1, 1, %L, %s)', columns, 'soft',
        (SELECT string_agg(coalesce(quote_literal(x), 'NULL'), ', ' ORDER BY n) FROM unnest(v) WITH ORDINALITY u(x, n)))) $$;
SELECT is(override_with('reason', ''), '23514', 'a reason');
SELECT is(override_with('reason', E' \t\n'), '23514', 'that is one');
SELECT is(override_with('reason', NULL), '23502', 'a reason at all');
SELECT is(override_with('power', ' '), '23514', 'a power');
SELECT is(override_with('author', ' '), '23514', 'an author');
SELECT is(override_with('second_person', ' '), '23514', 'a second person');
SELECT is(override_with('second_person', 'Example Author'), '23514', 'who is another one');
SELECT is(override_with('second_person', '  example AUTHOR '), '23514', 'however it is written');
SELECT is(override_with('granted_on, expires_on', '2025-03-02', '2025-03-01'), '23514', 'that it does not end before it begins');
SELECT is(override_with('expires_on', NULL), '23502', 'when it ends');
SELECT is(proceed(), 'RU009', 'none of these was recorded');

/* ---- which one counts ---- */

CREATE TABLE wrong (what text, columns text, value text);
INSERT INTO wrong VALUES ('another case', 'case_id', '2'), ('another subject', 'subject_id', '2'), ('another act', 'act', 'close'),
    ('another rule', 'rule', 'softer'), ('another procedure', 'procedure', 'urgent_measure'), ('not yet in force', 'granted_on', '2025-03-02'),
    ('expired the day before', 'expires_on', '2025-02-28');
CREATE FUNCTION wrong_one(w wrong) RETURNS text LANGUAGE plpgsql AS $$
DECLARE s text; row jsonb := '{"case_id": 1, "subject_id": 1, "rule": "soft", "procedure": "trial", "act": "proceed", "reason": "r", "power": "p", "author": "a", "second_person": "b", "granted_on": "2025-01-01", "expires_on": "2025-12-31"}';
BEGIN
    INSERT INTO book.override (case_id, subject_id, rule, procedure, act, reason, power, author, second_person, granted_on, expires_on)
        SELECT x.case_id, x.subject_id, x.rule, x.procedure, x.act, x.reason, x.power, x.author, x.second_person, x.granted_on, x.expires_on
          FROM jsonb_populate_record(NULL::book.override, row || jsonb_build_object(w.columns, w.value)) x;
    s := proceed();
    RAISE EXCEPTION USING ERRCODE = 'ZZ999', MESSAGE = s;
EXCEPTION WHEN SQLSTATE 'ZZ999' THEN
    GET STACKED DIAGNOSTICS s = MESSAGE_TEXT;
    RETURN s;
WHEN SQLSTATE 'RU008' THEN
    RETURN 'RU008';
END $$;
SELECT is(wrong_one(w), CASE WHEN columns IN ('act', 'procedure') THEN 'RU008' ELSE 'RU009' END, 'does not count: ' || what) FROM wrong w;
SELECT is(wrong_one(('the right one', 'reason', 'example')), '00000', 'counts: the right one');
SELECT is(wrong_one(('first day', 'granted_on', '2025-03-01')), '00000', 'counts: on its first day');
SELECT is(wrong_one(('last day', 'expires_on', '2025-03-01')), '00000', 'counts: on its last day');

/* recorded in the same transaction, before the act: that is enough */
INSERT INTO book.override (case_id, subject_id, rule, override_id) VALUES (1, 1, 'soft', '00000000-0000-7000-8000-000000000001');
SELECT is(rule, 'soft', 'would_allow sees it') FROM case_rules.would_allow('public.act', '{"case_id": 1, "subject_id": 1, "procedure": "trial", "act": "proceed", "acted_on": "2025-03-01", "authority_id": "requesting"}')
 WHERE verdict = 'overridden' AND override_id = '00000000-0000-7000-8000-000000000001' AND NOT case_rules.stops(would_allow.*);
SELECT is(proceed(), '00000', 'with the override the act goes through');
SELECT results_eq($$SELECT verdict::text, severity::text, override_id FROM book.act_finding WHERE case_id = 1$$,
    $$VALUES ('overridden', 'override', '00000000-0000-7000-8000-000000000001'::uuid)$$, 'which the journal keeps, with the override that was used');
SELECT is(outcome || finding_count, 'permitted1', 'as permitted with one finding') FROM book.journal WHERE act = 'proceed';
SELECT is_empty($$SELECT * FROM book.duty WHERE duty = 'cure'$$, 'there is nothing to cure');
/* it does not speak for the others */
UPDATE public.value SET fb = false;
SELECT is(proceed(), 'RU009', 'another rule is another matter');
SELECT is(public.refused(), '{"soft": "overridden", "softer": "violated"}', 'both are told');
SELECT matches(hint, 'override of softer by', 'only what is still needed is asked for') FROM public.last_refusal;
INSERT INTO book.override (case_id, subject_id, rule) VALUES (1, 1, 'softer');
SELECT is(proceed(), '00000', 'with both it goes through');
/* nor does it help against what bars */
UPDATE public.value SET fc = false;
INSERT INTO book.override (case_id, subject_id, rule) VALUES (1, 1, 'hard');
SELECT is(proceed(), 'RU001', 'what bars is not overridden');
UPDATE public.value SET fc = NULL;
SELECT is(proceed(), '00000', 'but its unknown is, because it weighs override');
UPDATE public.value SET fa = true, fb = true, fc = true;
SELECT is(proceed(), '00000', 'and where the rule is satisfied');
SELECT is_empty($$SELECT f.* FROM book.act_finding f WHERE f.seq = (SELECT max(seq) FROM book.journal WHERE case_id = 1) AND f.case_id = 1$$, 'the override is not used');
/* in one statement with the act: the override is not there before it */
UPDATE public.value SET fa = false;
DELETE FROM book.override;
SELECT is(proceed(), 'RU009', 'without it');
SELECT is(public.try($$WITH o AS (INSERT INTO book.override (case_id, subject_id, rule) VALUES (1, 1, 'soft') RETURNING case_id)
                       INSERT INTO public.act (case_id, subject_id, act) SELECT case_id, 1, 'proceed' FROM o$$), '00000',
    'written by the same statement, before the act that waits for it');
DELETE FROM book.override;
/* a protective act needs none */
INSERT INTO book.rule (rule, acts, condition, severity, on_unknown) VALUES ('protects', '{protect}', 'fa', 'override', 'override');
INSERT INTO public.act (case_id, subject_id, act) VALUES (1, 1, 'protect');
SELECT is(details, '{"rules": ["protects"]}', 'a protective act has a cure instead')
  FROM book.duty WHERE duty = 'cure' AND seq = (SELECT max(seq) FROM public.act WHERE case_id = 1 AND act = 'protect');

/* ---- shadow and enforced ---- */

DELETE FROM book.rule;
INSERT INTO book.rule (rule, condition, mode) VALUES ('shadowy', 'fa', 'shadow');
SELECT is(proceed(), '00000', 'a rule in the shadow stops nothing');
SELECT results_eq($$SELECT rule, verdict::text, severity::text, mode::text FROM book.act_finding WHERE rule = 'shadowy'$$,
    $$VALUES ('shadowy', 'violated', 'bar', 'shadow')$$, 'but is judged and recorded');
INSERT INTO book.rule_setting (rule, mode) VALUES ('shadowy', 'enforced');
SELECT is(proceed(), 'RU001', 'set to enforced, it bars');
UPDATE book.rule_setting SET mode = 'shadow';
SELECT is(proceed(), '00000', 'and back');
UPDATE book.rule_setting SET mode = NULL;
UPDATE book.rule SET mode = 'enforced';
SELECT is(proceed(), 'RU001', 'without a setting it is as the rule says');
INSERT INTO book.rule (rule, condition, mode, floor) VALUES ('floored', 'fa', 'enforced', 'bar');
SELECT is(public.try($$INSERT INTO book.rule_setting (rule, mode) VALUES ('floored', 'shadow')$$), 'RU008', 'a rule with a floor is not put into the shadow');
SELECT is(public.try($$INSERT INTO book.rule_setting (rule, mode) VALUES ('floored', 'enforced')$$), '00000', 'enforcing is always possible');
DELETE FROM book.rule WHERE rule = 'floored';

/* ---- severity by setting, within the floor ---- */

DELETE FROM book.rule_setting;
DELETE FROM book.rule;
INSERT INTO book.rule (rule, condition, severity, on_unknown, floor) VALUES ('weighed', 'fa', 'override', 'override', 'override');
SELECT is(proceed(), 'RU009', 'as the rule says');
INSERT INTO book.rule_setting (rule, severity) VALUES ('weighed', 'bar');
SELECT is(proceed(), 'RU001', 'raised by a setting');
UPDATE public.value SET fa = NULL;
SELECT is(proceed(), 'RU009', 'the unknown as before');
UPDATE book.rule_setting SET severity = NULL, on_unknown = 'bar';
SELECT is(proceed(), 'RU001', 'raised too');
SELECT is(public.try($$UPDATE book.rule_setting SET on_unknown = 'warn'$$), 'RU008', 'not below the floor');
UPDATE book.rule SET floor = 'warn';
SELECT is(public.try($$UPDATE book.rule_setting SET on_unknown = 'warn'$$), '00000', 'down to the floor');
SELECT is(proceed(), '00000', 'then it only warns');
/* the floor that rises under a setting is not undercut by it */
SELECT isnt(public.try($$UPDATE book.rule SET floor = 'override'$$) || proceed(), '0000000000', 'a floor raised later holds');

/* ---- parameters by setting ---- */

DELETE FROM book.rule_setting;
DELETE FROM book.rule;
INSERT INTO book.rule (rule, condition, parameters) VALUES ('measured', 'number >= least AND number <= most', '{"least": 1, "most": 5}');
SELECT is(proceed(), '00000', 'the rule''s own numbers');
INSERT INTO book.rule_setting (rule, parameters) VALUES ('measured', '{"least": 2}');
SELECT is(proceed(), 'RU001', 'one of them set otherwise');
UPDATE public.value SET number = 6;
SELECT is(proceed(), 'RU001', 'the other stays');
UPDATE book.rule_setting SET parameters = '{"most": 10}';
SELECT is(proceed(), '00000', 'until it is set');
SELECT is(public.try($$UPDATE book.rule_setting SET parameters = '{"most": "10"}'$$), 'RU008', 'of the same type');
SELECT is(public.try($$UPDATE book.rule_setting SET parameters = '{"fa": true}'$$), 'RU008', 'of the same name');

/* ---- versions in force on the day of the act ---- */

DELETE FROM book.rule_setting;
DELETE FROM book.rule;
INSERT INTO book.rule (rule, version, condition, in_force) VALUES ('dated', 1, 'fb', '(,2025-03-01)'), ('dated', 2, 'NOT fb', '[2025-03-01,2025-03-03)');
UPDATE public.value SET fb = true;
INSERT INTO public.value SELECT 50, true, true;
INSERT INTO public.act (case_id, subject_id, act, acted_on) VALUES (50, 50, 'begin', '2025-01-01');
SELECT is(proceed(50, '2025-02-28'), '00000', 'the day before the change: the old version');
SELECT is(proceed(50, '2025-03-01'), 'RU001', 'on the day: the new one');
SELECT is(detail::jsonb->'findings'->0->>'version', '2', 'as the finding says') FROM public.last_refusal;
SELECT is(proceed(50, '2025-03-02'), 'RU001', 'its last day');
SELECT is(proceed(50, '2025-03-03'), '00000', 'after it: none');
SELECT is(rule_count, 0, 'nothing was judged then') FROM book.journal WHERE case_id = 50 ORDER BY seq DESC LIMIT 1;

SELECT * FROM finish();
ROLLBACK;
