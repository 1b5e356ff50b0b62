/*
 * Each rule of the release has its worked cases, and gives the verdict that
 * they expect; each says where it comes from and what to do about it.
 */
BEGIN;
SELECT plan(18);

SELECT is_empty('SELECT * FROM case_rules.check_rule_cases()',
    'every worked case gives the verdict expected, and no rule lacks a satisfied, a violated or an unknown one');

/* the check itself sees what is wrong */
SAVEPOINT whole;
UPDATE case_rules.rule_case SET expected = 'violated' WHERE procedure = 'urgent_measure' AND rule = 'child_is_minor' AND case_no = 1;
SELECT results_eq('SELECT rule, case_no, expected::text, found::text FROM case_rules.check_rule_cases()',
    $$VALUES ('child_is_minor', 1, 'violated', 'satisfied'), ('child_is_minor', NULL, 'satisfied', NULL)$$,
    'a case that expects the wrong verdict, and the case that the rule then lacks');
ROLLBACK TO whole;
UPDATE case_rules.rule SET condition = 'NOT (' || condition || ')' WHERE procedure = 'urgent_measure' AND rule = 'child_is_minor';
SELECT results_eq('SELECT rule, case_no FROM case_rules.check_rule_cases() ORDER BY 2',
    $$VALUES ('child_is_minor', 1), ('child_is_minor', 2)$$, 'a rule turned round is found by its cases');
ROLLBACK TO whole;
DELETE FROM case_rules.rule_case WHERE procedure = 'urgent_measure' AND rule = 'child_is_minor';
SELECT is(count(*), 3::bigint, 'a rule without cases is named three times') FROM case_rules.check_rule_cases();
ROLLBACK TO whole;

/* ---- what a rule has to say ---- */

SELECT is_empty($$SELECT procedure, rule FROM case_rules.rule WHERE citation !~ '\S' OR message !~ '\S' OR hint !~ '\S'$$,
    'every rule has citation, message and hint');
SELECT is_empty($$SELECT procedure, rule, citation FROM case_rules.rule
    WHERE citation !~* '\m(arts?|paras?|ss?|§|C-\d+|GC|rules?|guidelines?)\M' AND basis IN ('treaty', 'court', 'must')$$,
    'what rests on law names an article, a paragraph, a section or a case');
SELECT is_empty($$SELECT procedure, rule, message FROM case_rules.rule WHERE message !~ '^[A-Z].*[.]$' OR hint !~ '^[A-Z].*[.]$'$$,
    'messages and hints are sentences');
SELECT is_empty($$SELECT procedure, rule FROM case_rules.rule WHERE confidence NOT IN ('F', 'E', '2', 'S', 'B')$$,
    'every rule says how its source was read');
SELECT is_empty($$SELECT procedure, rule FROM case_rules.rule WHERE basis IN ('treaty', 'court') AND severity = 'bar' AND floor < 'bar'
                     AND regimes IS NULL AND rule = 'a33_consent_given'$$,
    'consent cannot be set aside');
SELECT is_empty($$SELECT procedure, rule FROM case_rules.rule WHERE on_unknown > severity$$,
    'the unknown weighs no more than the violation');
SELECT is_empty($$SELECT r.procedure, r.rule, a FROM case_rules.rule r, unnest(r.acts) a
    WHERE NOT EXISTS (SELECT FROM case_rules.procedure_act p WHERE p.procedure = r.procedure AND p.act = a)$$,
    'every rule guards acts that exist');
SELECT is_empty($$SELECT r.procedure, r.rule, g FROM case_rules.rule r, unnest(r.regimes) g
    WHERE g NOT IN ('hc1996', 'brussels_iib', 'brussels_iia', 'none', 'unknown')$$,
    'every regime is one of the five');
SELECT is_empty($$SELECT c.procedure, c.rule, c.case_no FROM case_rules.rule_case c JOIN case_rules.rule r USING (procedure, rule, version)
    WHERE c.act <> ALL (r.acts) OR NOT r.in_force @> c.acted_on$$,
    'every worked case is one that its rule judges');
SELECT is_empty($$SELECT procedure, rule, case_no FROM case_rules.rule_case WHERE note !~ '\S'$$,
    'and says what it shows');
SELECT is_empty($$SELECT c.procedure, c.rule, c.case_no FROM case_rules.rule_case c, jsonb_object_keys(c.details) k
    WHERE k LIKE 'target\_%' AND (NOT c.details ? 'target_act' OR NOT EXISTS
          (SELECT FROM case_rules.procedure_act p WHERE p.procedure = c.procedure AND p.act = c.details ->> 'target_act'))$$,
    'one of an act on an act that says something of the other act says which it is');

/* every fact is used by some rule, duty or regime, or it would be asked for nothing */
SELECT is_empty($$
    SELECT f.procedure, f.fact FROM case_rules.fact f
     WHERE f.fact NOT IN ('regime', 'requesting_state')  -- these two say which rules apply, and to whom a reader belongs
       AND NOT EXISTS (SELECT FROM case_rules.rule r WHERE r.procedure = f.procedure
                          AND concat_ws(' ', r.condition, r.applies) ~ ('\m' || f.fact || '\M'))
       AND NOT EXISTS (SELECT FROM case_rules.duty_rule d WHERE d.procedure = f.procedure AND d.applies ~ ('\m' || f.fact || '\M'))$$,
    'no fact is declared that nothing asks for');

/* literals that a setting could not move: parameters are for numbers */
SELECT is_empty($$
    SELECT procedure, rule, condition FROM case_rules.rule
     WHERE regexp_replace(condition || coalesce(applies, ''), '''[^'']*''', '', 'g') ~ '[^a-z0-9_.][2-9][0-9]*\M'$$,
    'no number is written into a condition: it would be out of reach of a setting');

/* ---- a missing fact is unknown, in every rule that names it ---- */

SELECT is_empty($$
    SELECT r.procedure, r.rule, a.act, e.verdict
      FROM case_rules.rule r
     CROSS JOIN LATERAL unnest(r.acts) a(act)
     CROSS JOIN LATERAL (
           SELECT coalesce(jsonb_object_agg(f.field, CASE f.type WHEN 'date' THEN '2025-06-01'
                                                          WHEN 'uuid' THEN '00000000-0000-7000-8000-000000000001'
                                                          ELSE coalesce(f.one_of[1], 'x') END), '{}') AS details
             FROM case_rules.act_field f
            WHERE f.procedure = r.procedure AND f.act = a.act AND f.is_required) d
     CROSS JOIN LATERAL case_rules.evaluate(r.procedure, a.act, '{}', greatest('2025-03-01', lower(r.in_force)), d.details) e
     WHERE e.rule = r.rule AND e.version = r.version AND r.in_force @> greatest(date '2025-03-01', lower(r.in_force))
       AND e.verdict = 'satisfied'
       AND r.condition !~* '(coalesce|IS (NOT )?(NULL|TRUE|FALSE|UNKNOWN|DISTINCT))'
       AND r.condition !~ 'act\.'$$,
    'nothing known: no rule over facts alone is satisfied');

SELECT * FROM finish();
ROLLBACK;
