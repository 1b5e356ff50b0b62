/*
 * Values and overrides that look like something and are nothing: a misspelt
 * regime must not switch the law off, and an override must name a rule that
 * stands against the act and can be overridden.
 */
BEGIN;
SELECT plan(18);
\ir ../lib/trial.psql

/* ---- a fact outside its list ---- */
UPDATE case_rules.fact SET one_of = '{red,green}' WHERE procedure = 'trial' AND fact = 'words';
INSERT INTO case_rules.rule (rule, acts, applies, condition) VALUES ('of_red', '{proceed,protect}', $$words = 'red'$$, 'fa');
INSERT INTO book.rule (rule, acts, condition) VALUES ('of_any', '{proceed,protect}', 'fa');
SELECT public.begun(1) \g /dev/null
UPDATE public.value SET words = 'green' WHERE id = 1;
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act) VALUES (1, 1, 'proceed')$$), '00000', 'a value of the list');
UPDATE public.value SET words = 'Red' WHERE id = 1;
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act) VALUES (1, 1, 'proceed')$$), 'RU001', 'a value that is none');
SELECT is(public.refused(), '{"of_red": "error"}', 'is an error of the rules that name the fact, and of no others');
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act) VALUES (1, 1, 'protect')$$), '00000', 'a protective act passes');
SELECT is(outcome, 'protective', 'with something to cure') FROM book.journal WHERE act = 'protect';
SELECT results_eq($$SELECT rule, verdict::text FROM case_rules.would_allow('public.act', '{"case_id": 1, "subject_id": 1, "procedure": "trial", "act": "proceed", "acted_on": "2025-03-01", "authority_id": "requesting"}') ORDER BY 1$$,
    $$VALUES ('of_any', 'satisfied'), ('of_red', 'error')$$, 'the dry run says the same');
UPDATE public.value SET words = NULL WHERE id = 1;
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act) VALUES (1, 1, 'proceed')$$), '00000', 'null is unknown, not an error');

SELECT throws_ok($$SELECT * FROM case_rules.evaluate('placement_abroad', 'decide', '{"regime": "HC1996"}', '2026-03-10')$$, '22023',
    'fact "regime" has a value that it cannot have', 'a misspelt regime');
SELECT cmp_ok((SELECT count(*) FROM case_rules.evaluate('placement_abroad', 'decide', '{"regime": "hc1996", "care_kind": "foster"}', '2026-03-10') e
                WHERE case_rules.stops(e) AND e.rule ~ '^a33_'), '>', 8::bigint, 'and what it would have switched off');
SELECT is_empty($$SELECT procedure, fact FROM case_rules.fact WHERE fact IN ('regime', 'care_kind') AND one_of IS NULL$$, 'the lists are there');

/* ---- overrides of nothing ---- */
INSERT INTO book.rule (rule, condition, severity, on_unknown) VALUES ('soft', 'fb', 'override', 'override'), ('hard', 'fc', 'bar', 'bar'), ('mixed', 'fd', 'bar', 'override');
SELECT is(public.try($$INSERT INTO book.override (case_id, subject_id, rule) VALUES (1, 1, 'soft')$$), '00000', 'a rule that may be overridden');
SELECT is(public.try($$INSERT INTO book.override (case_id, subject_id, rule) VALUES (1, 1, 'mixed')$$), '00000', 'or that may be while it is unknown');
SELECT is(public.try($$INSERT INTO book.override (case_id, subject_id, rule) VALUES (1, 1, 'hard')$$), 'RU008', 'one that may not');
SELECT is(public.try($$INSERT INTO book.override (case_id, subject_id, rule) VALUES (1, 1, 'sofd')$$), 'RU008', 'one that is not there');
SELECT is(public.try($$INSERT INTO book.override (case_id, subject_id, rule, act) VALUES (1, 1, 'soft', 'begin')$$), 'RU008', 'one that guards another act');
INSERT INTO book.rule_setting (rule, severity, on_unknown) VALUES ('soft', 'bar', 'bar');
SELECT is(public.try($$INSERT INTO book.override (case_id, subject_id, rule) VALUES (1, 1, 'soft')$$), 'RU008', 'one that this office bars');

/* ---- rows that are none ---- */
SELECT throws_ok($$SELECT * FROM case_rules.would_allow('public.act', '{"case_id": 1, "subject_id": 1, "procedure": "trial", "act": "proceed", "acted_on": "2025-03-01", "detials": {}}')$$,
    '22023', 'table "act" has no column "detials"', 'a dry run of a row that could not be written');
SELECT throws_ok($$SELECT * FROM case_rules.guard_holes('nowhere')$$, 'RU007', 'schema "nowhere" holds no rulebook', 'the hole report of nothing');
SELECT * FROM finish();
ROLLBACK;
