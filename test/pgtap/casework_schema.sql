/*
 * What every object of the rulebook and of the reference schema has to keep:
 * comments, the case first in its key, triggers that fire always, nothing that
 * ties the extension's tables down.
 */
BEGIN;
SELECT plan(15);
SELECT case_rules.create_casework('work') \g /dev/null
SELECT case_rules.create_rulebook('rules', 'bigint') \g /dev/null
CREATE TEMP VIEW made AS
    SELECT c.oid, c.relname, c.relkind, n.nspname
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname IN ('work', 'rules') AND c.relkind IN ('r', 'v');

SELECT cmp_ok((SELECT count(*) FROM made WHERE nspname = 'work' AND relkind = 'r'), '>', 45::bigint, 'the tables are there');
SELECT is_empty($$SELECT nspname, relname FROM made WHERE obj_description(oid, 'pg_class') IS NULL$$, 'every table and view has a comment');
SELECT is_empty($$SELECT nspname, relname, attname FROM made JOIN pg_attribute ON attrelid = oid
                   WHERE attnum > 0 AND NOT attisdropped AND col_description(oid, attnum) IS NULL$$, 'every column has a comment');
SELECT is_empty($$SELECT p.oid::regprocedure FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
                   WHERE n.nspname IN ('work', 'rules') AND obj_description(p.oid, 'pg_proc') IS NULL$$, 'every function has a comment');
SELECT is_empty($$SELECT m.nspname, m.relname FROM made m JOIN pg_attribute a ON a.attrelid = m.oid AND a.attname = 'case_id' AND NOT a.attisdropped
                   WHERE m.relkind = 'r'
                     AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = m.oid AND k.contype = 'p' AND k.conkey[1] = a.attnum)$$,
    'the case is first in the key of every table of a case');
SELECT is_empty($$SELECT m.nspname, m.relname, t.tgname FROM made m JOIN pg_trigger t ON t.tgrelid = m.oid JOIN pg_proc p ON p.oid = t.tgfoid
                   WHERE NOT t.tgisinternal AND p.pronamespace = 'case_rules'::regnamespace AND t.tgenabled <> 'A'$$, 'every trigger of case_rules fires always');
SELECT is_empty($$SELECT DISTINCT d.refobjid::regclass FROM pg_depend d JOIN pg_class c ON c.oid = d.refobjid
                   JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid JOIN made m ON m.oid = r.ev_class
                   WHERE d.refclassid = 'pg_class'::regclass AND c.relnamespace = 'case_rules'::regnamespace AND c.relkind IN ('r', 'v')$$,
    'no view ties down a table of the extension');
SELECT is_empty($$SELECT conname FROM pg_constraint k JOIN made m ON m.oid = k.conrelid JOIN pg_class c ON c.oid = k.confrelid
                   WHERE c.relnamespace = 'case_rules'::regnamespace$$, 'nor a foreign key');
SELECT is_empty($$SELECT m.relname FROM made m JOIN pg_depend d ON d.objid = m.oid AND d.deptype = 'e'$$, 'nothing of it belongs to the extension');
SELECT is_empty($$SELECT m.relname, a.attname FROM made m JOIN pg_attribute a ON a.attrelid = m.oid JOIN pg_type t ON t.oid = a.atttypid
                   WHERE m.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND a.attname ~ '(^|_)(state|side)$'
                     AND t.typnamespace <> 'pg_catalog'::regnamespace AND a.attname NOT IN ('reported_state')$$,
    'countries and sides are of types that a row filter can read');
SELECT is_empty($$SELECT * FROM case_rules.guard_holes('work')$$, 'no hole is open at the start');

/* layouts */
SELECT results_eq($$SELECT * FROM case_rules.upgrade_casework('work')$$, $$VALUES (1, 1)$$, 'upgrade_casework() finds the layout');
SELECT results_eq($$SELECT * FROM case_rules.upgrade_casework('rules')$$, $$VALUES (1, NULL::integer)$$, 'also of a rulebook alone');
UPDATE work.layout SET casework_layout = 99;
SELECT throws_ok($$SELECT * FROM case_rules.upgrade_casework('work')$$, 'RU007', 'schema "work" has the layout of a newer release', 'a newer layout is left alone');
SELECT throws_ok('DROP EXTENSION case_rules', '2BP01', NULL, 'the extension is not dropped from under it');
SELECT * FROM finish();
ROLLBACK;
