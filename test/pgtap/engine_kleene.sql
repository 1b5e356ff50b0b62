/*
 * Three-valued logic, from the condition to the verdict: true is satisfied,
 * false violated, null unknown, and unknown is never satisfied.
 */
BEGIN;
SELECT plan(107);
\ir ../lib/trial.psql

CREATE TABLE truth (value boolean, verdict text);
INSERT INTO truth VALUES (true, 'satisfied'), (false, 'violated'), (NULL, 'unknown');
CREATE FUNCTION facts_json(VARIADIC v boolean[]) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(jsonb_object_agg(name, value) FILTER (WHERE value IS NOT NULL), '{}')
      FROM unnest(ARRAY['fa', 'fb', 'fc', 'fd'], v) AS u(name, value) $$;
CREATE FUNCTION verdict_of(rule text, facts jsonb, OUT verdict text) LANGUAGE sql STABLE AS $$
    SELECT e.verdict::text FROM case_rules.evaluate('trial', 'proceed', facts, '2025-03-01') e WHERE e.rule = verdict_of.rule $$;

/* ---- the tables, written down by hand ---- */

INSERT INTO case_rules.rule (rule, condition) VALUES
    ('k_and', 'fa AND fb'), ('k_or', 'fa OR fb'), ('k_not', 'NOT fa'), ('k_plain', 'fa'),
    ('k_equal', 'fa = fb'), ('k_xor', 'fa <> fb'),
    ('k_is_true', 'fa IS TRUE'), ('k_is_not_true', 'fa IS NOT TRUE'), ('k_is_unknown', 'fa IS UNKNOWN'),
    ('k_same', 'fa IS NOT DISTINCT FROM fb'), ('k_coalesce', 'coalesce(fa, fb)'),
    ('k_case', 'CASE WHEN fa THEN fb ELSE NOT fb END'), ('k_null', 'NULL'), ('k_in', 'words IN (''x'', ''y'')'),
    ('k_not_in', 'words NOT IN (''x'', NULL)');

CREATE TABLE expected (rule text, a boolean, b boolean, verdict text);
INSERT INTO expected VALUES
    ('k_and', true, true, 'satisfied'), ('k_and', true, false, 'violated'), ('k_and', true, NULL, 'unknown'),
    ('k_and', false, true, 'violated'), ('k_and', false, false, 'violated'), ('k_and', false, NULL, 'violated'),
    ('k_and', NULL, true, 'unknown'), ('k_and', NULL, false, 'violated'), ('k_and', NULL, NULL, 'unknown'),
    ('k_or', true, true, 'satisfied'), ('k_or', true, false, 'satisfied'), ('k_or', true, NULL, 'satisfied'),
    ('k_or', false, true, 'satisfied'), ('k_or', false, false, 'violated'), ('k_or', false, NULL, 'unknown'),
    ('k_or', NULL, true, 'satisfied'), ('k_or', NULL, false, 'unknown'), ('k_or', NULL, NULL, 'unknown'),
    ('k_equal', true, true, 'satisfied'), ('k_equal', true, false, 'violated'), ('k_equal', true, NULL, 'unknown'),
    ('k_equal', false, false, 'satisfied'), ('k_equal', NULL, NULL, 'unknown'),
    ('k_xor', true, false, 'satisfied'), ('k_xor', true, true, 'violated'), ('k_xor', NULL, true, 'unknown'),
    ('k_same', true, true, 'satisfied'), ('k_same', true, NULL, 'violated'), ('k_same', NULL, NULL, 'satisfied'),
    ('k_coalesce', NULL, true, 'satisfied'), ('k_coalesce', NULL, NULL, 'unknown'), ('k_coalesce', false, true, 'violated'),
    ('k_case', true, true, 'satisfied'), ('k_case', true, NULL, 'unknown'), ('k_case', NULL, false, 'satisfied'),
    ('k_not', true, NULL, 'violated'), ('k_not', false, NULL, 'satisfied'), ('k_not', NULL, NULL, 'unknown'),
    ('k_plain', true, NULL, 'satisfied'), ('k_plain', false, NULL, 'violated'), ('k_plain', NULL, NULL, 'unknown'),
    ('k_is_true', NULL, NULL, 'violated'), ('k_is_not_true', NULL, NULL, 'satisfied'), ('k_is_unknown', NULL, NULL, 'satisfied'),
    ('k_null', true, true, 'unknown'), ('k_in', true, true, 'unknown');
SELECT is(verdict_of(rule, facts_json(a, b)), verdict,
          format('%s of %s, %s', rule, coalesce(a::text, 'unknown'), coalesce(b::text, 'unknown')))
  FROM expected;
SELECT is(verdict_of('k_not_in', '{"words": "z"}'), 'unknown', 'NOT IN a list with a null is unknown');
SELECT is(verdict_of('k_not_in', '{"words": "x"}'), 'violated', 'or false');

/* ---- the same through a write: what the journal and the refusal say ---- */

DELETE FROM case_rules.rule WHERE procedure = 'trial';
INSERT INTO book.rule (rule, condition, severity, on_unknown) VALUES ('w', 'fa AND fb', 'bar', 'override');
CREATE TABLE seen (a boolean, b boolean, verdict text, state text);
DO $$
DECLARE a truth; b truth; n bigint := 0; s text;
BEGIN
    FOR a IN SELECT * FROM truth LOOP
        FOR b IN SELECT * FROM truth LOOP
            n := n + 1;
            PERFORM public.begun(n, a.value, b.value);
            s := public.try(format('INSERT INTO public.act (case_id, subject_id, act) VALUES (%s, %s, %L)', n, n, 'proceed'));
            INSERT INTO seen VALUES (a.value, b.value,
                coalesce(public.refused()->>'w',
                         (SELECT v.verdict::text FROM book.act_verdict v
                           WHERE v.case_id = n AND v.act = 'proceed' AND v.rule = 'w')), s);
        END LOOP;
    END LOOP;
END $$;
SELECT set_eq(
    'SELECT a, b, verdict FROM seen',
    $$SELECT a, b, verdict FROM expected WHERE rule = 'k_and'$$,
    'a write gives the verdicts of the table');
SELECT results_eq('SELECT state, count(*) FROM seen GROUP BY state ORDER BY state',
    $$VALUES ('00000', 1::bigint), ('RU001', 5::bigint), ('RU009', 3::bigint)$$, 'and unknown weighs as it is told to');

/* ---- severity of violated and of unknown ---- */

DELETE FROM book.rule;
CREATE TABLE weight (violated case_rules.severity, unknown case_rules.severity);
INSERT INTO weight SELECT v, u FROM unnest(enum_range(NULL::case_rules.severity)) v, unnest(enum_range(NULL::case_rules.severity)) u;
SELECT public.begun(101, true) \g /dev/null
SELECT public.begun(102, false) \g /dev/null
SELECT public.begun(103, NULL) \g /dev/null
CREATE FUNCTION weighed(w weight, id bigint) RETURNS text LANGUAGE plpgsql AS $$
DECLARE s text;
BEGIN
    DELETE FROM book.rule;
    INSERT INTO book.rule (rule, condition, severity, on_unknown) VALUES ('w', 'fa', w.violated, w.unknown);
    s := public.try(format('INSERT INTO public.act (case_id, subject_id, act) VALUES (%s, %s, %L)', id, id, 'proceed'));
    RETURN s;
END $$;
SELECT is(weighed(w, 101), '00000', format('satisfied goes through: %s', w)) FROM weight w;
SELECT is(weighed(w, 102), CASE violated WHEN 'warn' THEN '00000' WHEN 'override' THEN 'RU009' ELSE 'RU001' END,
          format('violated: %s', w)) FROM weight w;
SELECT is(weighed(w, 103), CASE unknown WHEN 'warn' THEN '00000' WHEN 'override' THEN 'RU009' ELSE 'RU001' END,
          format('unknown: %s', w)) FROM weight w;

/* ---- applies: not applicable only where it is false ---- */

INSERT INTO case_rules.rule (rule, applies, condition) VALUES ('ap', 'fa', 'fb');
SELECT is(verdict_of('ap', facts_json(a.value, b.value)),
          CASE WHEN a.value IS FALSE THEN 'not_applicable' ELSE b.verdict END,
          format('applies %s, condition %s', coalesce(a.value::text, 'unknown'), coalesce(b.value::text, 'unknown')))
  FROM truth a, truth b;

/* ---- what evaluate takes, and what not ---- */

CREATE FUNCTION asked(act text, facts text, details text DEFAULT '{}') RETURNS text LANGUAGE sql AS $$
    SELECT public.try(format('SELECT case_rules.evaluate(''trial'', %L, %L, ''2025-03-01'', %L)', act, facts, details)) $$;
SELECT is(asked('proceed', f), s, 'facts: ' || f) FROM (VALUES
    ('{}', '00000'), ('{"fa": null}', '00000'), ('{"fa": true, "number": 3, "day": "2025-01-01", "words": "x"}', '00000'),
    ('{"no_such_fact": true}', '22023'), ('{"FA": true}', '22023'), ('{"act": true}', '22023'), ('{"fa": "true"}', '22023'), ('{"fa": 1}', '22023'),
    ('{"fa": {"x": 1}}', '22023'), ('{"number": "3"}', '22023'), ('{"day": 20250101}', '22023'), ('{"day": "today"}', '22023'), ('{"words": ["x"]}', '22023'),
    ('[]', '22023'), ('null', '22023'), ('"fa"', '22023')) x(f, s);
SELECT is(asked('fly', '{}'), 'RU002', 'an act that does not exist');
SELECT is(asked('proceed', '{}', '{"x": 1}'), '22023', 'details that the act does not have');
SELECT is(asked('proceed', NULL), '22004', 'no facts at all');
SELECT is_empty('SELECT * FROM book.journal j JOIN public.act a USING (case_id, seq) WHERE a.case_id > 200', 'nothing is stored');

/* ---- random conditions against SQL itself ---- */

SELECT setseed(0.33) \g /dev/null
CREATE FUNCTION random_condition(depth integer) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    IF depth = 0 OR random() < 0.2 THEN
        RETURN (ARRAY['fa', 'fb', 'fc', 'fd', 'fa = fb', 'coalesce(fc, fd)', 'fd IS TRUE'])[1 + floor(random() * 7)];
    END IF;
    CASE floor(random() * 3)
        WHEN 0 THEN RETURN format('NOT (%s)', random_condition(depth - 1));
        WHEN 1 THEN RETURN format('(%s AND %s)', random_condition(depth - 1), random_condition(depth - 1));
        ELSE RETURN format('(%s OR %s)', random_condition(depth - 1), random_condition(depth - 1));
    END CASE;
END $$;
DO $$
BEGIN
    FOR i IN 1..60 LOOP
        INSERT INTO case_rules.rule (rule, condition) VALUES ('r' || i, random_condition(4));
    END LOOP;
END $$;
CREATE FUNCTION sql_says(condition text, f jsonb) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE v boolean;
BEGIN
    EXECUTE format('SELECT %s FROM jsonb_to_record($1) AS x(fa boolean, fb boolean, fc boolean, fd boolean)', condition) INTO v USING f;
    RETURN CASE v WHEN true THEN 'satisfied' WHEN false THEN 'violated' ELSE 'unknown' END;
END $$;
SELECT is_empty($$
    SELECT r.rule, r.condition, f.f, e.verdict, sql_says(r.condition, f.f)
      FROM (SELECT facts_json(a.value, b.value, c.value, d.value) AS f FROM truth a, truth b, truth c, truth d) f,
           LATERAL case_rules.evaluate('trial', 'proceed', f.f, '2025-03-01') e
      JOIN case_rules.rule r ON r.procedure = 'trial' AND r.rule = e.rule
     WHERE r.rule LIKE 'r%' AND e.verdict::text <> sql_says(r.condition, f.f)
     LIMIT 3 $$, 'sixty random conditions over 81 rows of facts say what SQL says');

SELECT * FROM finish();
ROLLBACK;
