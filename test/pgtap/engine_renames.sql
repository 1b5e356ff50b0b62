/*
 * What happens when things are renamed under a guard: acts go on in a renamed
 * table, the hole report says what no longer fits, guard() puts it right, and
 * a rulebook that is not where it was is said to be missing.
 */
BEGIN;
SELECT plan(19);
\ir ../lib/trial.psql
INSERT INTO book.rule (rule, condition) VALUES ('whole', 'fa');
SELECT public.begun(1) \g /dev/null
SELECT public.begun(2, fa => false) \g /dev/null

ALTER TABLE public.act RENAME TO step;
SELECT is(public.try($$INSERT INTO public.step (case_id, subject_id, act) VALUES (1, 1, 'proceed')$$), '00000', 'acts go on in a renamed table');
SELECT is((SELECT from_state || ' ' || to_state FROM public.step WHERE case_id = 1 AND act = 'proceed'), 'begun begun', 'from where the subject was');
SELECT is(public.try($$INSERT INTO public.step (case_id, subject_id, act) VALUES (2, 2, 'proceed')$$), 'RU001', 'what is barred is barred');
SELECT is(public.try($$INSERT INTO public.step (case_id, subject_id, act) VALUES (3, 3, 'proceed')$$), 'RU002', 'and what has not begun cannot go on');
SELECT is(public.try($$INSERT INTO public.step (case_id, subject_id, act) VALUES (2, 2, 'protect')$$), '00000', 'a protective act passes');
SELECT results_eq($$SELECT hole, object FROM case_rules.guard_holes('book')$$,
    $$VALUES ('guarded table is gone or renamed'::text, 'public.act'::text)$$, 'the hole report says so');

SELECT lives_ok($$SELECT * FROM case_rules.guard('public.step', 'trial', 'public.value_facts', 'book', 'public.value_context')$$, 'the guard learns the new name');
SELECT results_eq('SELECT guarded_table FROM book.guard', ARRAY['public.step'], 'which is the only one that the rulebook knows then');
SELECT is((SELECT count(*) FROM pg_trigger WHERE tgrelid = 'public.step'::regclass AND tgname ~ 'case_rules' AND tgenabled = 'A'), 3::bigint, 'and its triggers');
SELECT is(public.try($$INSERT INTO public.step (case_id, subject_id, act) VALUES (2, 2, 'proceed')$$), 'RU001', 'still barred');
SELECT is(public.try($$INSERT INTO public.step (case_id, subject_id, act) VALUES (1, 1, 'proceed')$$), '00000', 'still open');
SELECT is((SELECT count(*) FROM book.journal WHERE case_id = 1), 3::bigint, 'each with its journal entry');

ALTER SCHEMA book RENAME TO shelf;
SELECT is(public.try($$INSERT INTO public.step (case_id, subject_id, act) VALUES (1, 1, 'proceed')$$), 'RU007', 'a rulebook that is gone is missed');
SELECT is(hint, 'Give the schema its name back.', 'with what to do') FROM public.last_refusal;
SELECT isnt_empty($$SELECT * FROM case_rules.guard_holes('shelf') WHERE hole = 'trigger names another rulebook'$$, 'the hole report of the renamed one says so');
ALTER SCHEMA shelf RENAME TO book;
SELECT is(public.try($$INSERT INTO public.step (case_id, subject_id, act) VALUES (1, 1, 'proceed')$$), '00000', 'with its name back all is well');

CREATE VIEW public.steps AS SELECT * FROM public.step;
SELECT throws_ok($$SELECT * FROM case_rules.guard('public.steps', 'trial', 'public.value_facts', 'book', 'public.value_context')$$, 'RU007', NULL, 'a view is not guarded: the table behind it is');
SELECT throws_ok($$SELECT * FROM case_rules.evaluate('trial', 'proceed', '{"number": 3e10}', '2025-03-01')$$, '22023', 'fact "number" is not written as a value of type integer', 'a fact that does not fit');
SELECT throws_ok($$SELECT * FROM case_rules.evaluate('trial', 'proceed', '{}', '-infinity')$$, 'RU004', NULL, 'a day that is none');
SELECT * FROM finish();
ROLLBACK;
