/*
 * What every object of the rulebook and of the reference schema has to keep:
 * comments, the case first in its key, triggers that fire always, nothing that
 * ties the extension's tables down.
 */
BEGIN;
SELECT plan(21);
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

/* days and moments */
CREATE TEMP VIEW held AS
    SELECT t.tgrelid, m.relname, t.tgname, (string_to_array(encode(t.tgargs, 'escape'), '\000'))[2:t.tgnargs] AS columns
      FROM made m JOIN pg_trigger t ON t.tgrelid = m.oid JOIN pg_proc p ON p.oid = t.tgfoid
     WHERE m.nspname = 'work' AND p.proname = 'fact_hold'
       AND NOT EXISTS (SELECT FROM made r WHERE r.nspname = 'rules' AND r.relname = m.relname);
SELECT is_empty($$SELECT relname, c FROM held, unnest(columns) WITH ORDINALITY u(c, place)
                   WHERE NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = tgrelid AND a.attname = c AND a.atttypid = 'date'::regtype)
                     /* these two speak of all days, but for their second column */
                     AND (relname, c, place) NOT IN (('child', 'birth_date', 1), ('proposed_carer', 'person_id', 1))$$,
    'case_rules_hold is told of days that the table has');
SELECT set_eq($$SELECT m.relname || '.' || a.attname FROM made m JOIN pg_attribute a ON a.attrelid = m.oid
                 WHERE m.nspname = 'work' AND m.relkind = 'r' AND a.atttypid = 'date'::regtype AND NOT a.attisdropped
                   AND EXISTS (SELECT FROM held h WHERE h.tgrelid = m.oid)
                   AND NOT EXISTS (SELECT FROM held h WHERE h.tgrelid = m.oid AND a.attname = ANY (h.columns))$$,
    ARRAY[/* what is said, not when it holds */
          'placement.proceedings_instituted_on', 'placement_plan.planned_end_on', 'care_plan.review_on', 'appointment.conflict_checked_on',
          /* what has no day from which it counts */
          'relationship.proved_on', 'sibling_bond.reported_on',
          /* former values change nothing that is known now */
          'child_version.siblings_checked_on', 'placement_version.proceedings_instituted_on', 'proposed_carer_version.household_listed_on'],
    'and of every day from or to which a row counts');
SELECT is_empty($$SELECT m.relname FROM made m JOIN pg_attribute a ON a.attrelid = m.oid AND a.attname = 'superseded_at'
                   WHERE m.nspname = 'work' AND m.relkind = 'r' AND m.relname NOT LIKE '%\_version'
                     /* these two the engine writes, and keeps in its own way */
                     AND m.relname NOT IN ('act', 'placement_regime')
                     AND NOT EXISTS (SELECT FROM made r WHERE r.nspname = 'rules' AND r.relname = m.relname)
                     AND NOT EXISTS (SELECT FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
                                      WHERE t.tgrelid = m.oid AND p.oid = 'case_rules.keep_version()'::regprocedure
                                        AND encode(t.tgargs, 'escape') = (SELECT k.attname || '\000' FROM pg_index i JOIN pg_attribute k
                                                                             ON k.attrelid = m.oid AND k.attnum = i.indkey[1]
                                                                           WHERE i.indrelid = m.oid AND i.indisprimary))$$,
    'every table with versions keeps them, under a new id');
SELECT is_empty($$SELECT v.relname, a.attname FROM made v JOIN pg_attribute a ON a.attrelid = v.oid AND a.attnum > 0
                   WHERE v.relname LIKE '%\_version' AND v.relkind = 'r' AND a.attname <> 'superseded_at'
                     AND NOT EXISTS (SELECT FROM pg_attribute b WHERE b.attname = a.attname AND b.atttypid = a.atttypid
                                        AND b.attrelid = to_regclass('work.' || left(v.relname, -8)))$$,
    'former values are values of the table beside them');
SELECT is_empty($$SELECT p.oid::regprocedure FROM pg_proc p
                   WHERE p.pronamespace IN ('work'::regnamespace, 'rules'::regnamespace) AND p.prosecdef
                     AND (p.proacl IS NULL OR EXISTS (SELECT FROM aclexplode(p.proacl) x WHERE x.grantee = 0))$$,
    'what runs with the rights of the owner is not for everybody to call');
SELECT function_privs_are('work', 'judgements', ARRAY['uuid', 'bigint'], 'public', ARRAY[]::text[], 'nor is what reads past the gate''s door');

/* layouts */
SELECT results_eq($$SELECT * FROM case_rules.upgrade_casework('work')$$, $$VALUES (1, 1)$$, 'upgrade_casework() finds the layout');
SELECT results_eq($$SELECT * FROM case_rules.upgrade_casework('rules')$$, $$VALUES (1, NULL::integer)$$, 'also of a rulebook alone');
UPDATE work.layout SET casework_layout = 99;
SELECT throws_ok($$SELECT * FROM case_rules.upgrade_casework('work')$$, 'RU007', 'schema "work" has the layout of a newer release', 'a newer layout is left alone');
SELECT throws_ok('DROP EXTENSION case_rules', '2BP01', NULL, 'the extension is not dropped from under it');
SELECT * FROM finish();
ROLLBACK;
