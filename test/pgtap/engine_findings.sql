/*
 * Findings: which parts of a condition fail, and which of the missing facts
 * could still change the answer, against brute force over all ways in which
 * the missing facts can turn out, or stay missing.
 */
BEGIN;
SELECT plan(110);
\ir ../lib/trial.psql

CREATE FUNCTION ask(condition text, facts jsonb, OUT verdict text, OUT failing text[], OUT missing text[]) LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM case_rules.rule WHERE procedure = 'trial';
    INSERT INTO case_rules.rule (rule, condition) VALUES ('asked', ask.condition);
    SELECT e.verdict, e.failing, e.missing INTO ask.verdict, ask.failing, ask.missing
      FROM case_rules.evaluate('trial', 'proceed', ask.facts, '2025-03-01') e;
END $$;

/* ---- by hand ---- */

CREATE TABLE hand (condition text, facts jsonb, verdict text, failing text[], missing text[]);
INSERT INTO hand VALUES
    ('fa AND fb', '{"fa": true}', 'unknown', '{fb}', '{fb}'),
    ('fa AND fb', '{"fa": false}', 'violated', '{fa,fb}', '{}'),
    ('fa AND fb', '{}', 'unknown', '{fa,fb}', '{fa,fb}'),
    ('fa OR fb', '{"fa": false}', 'unknown', '{fa,fb}', '{fb}'),
    ('fa OR fb', '{"fa": true}', 'satisfied', '{}', '{}'),
    ('NOT fa', '{"fa": true}', 'violated', '{not fa}', '{}'),
    ('NOT (fa OR fb)', '{"fa": false}', 'unknown', '{not fb}', '{fb}'),
    ('NOT (fa AND NOT fb)', '{"fa": true, "fb": false}', 'violated', '{not fa,fb}', '{}'),
    ('fa AND (fb OR fc)', '{"fb": true}', 'unknown', '{fa}', '{fa}'),
    ('fa AND (fb OR fc)', '{"fa": true, "fb": false}', 'unknown', '{fb,fc}', '{fc}'),
    ('(fa OR fb) AND (fc OR fd)', '{"fa": true}', 'unknown', '{fc,fd}', '{fc,fd}'),
    ('number > 3', '{}', 'unknown', '{number > 3}', '{number}'),
    ('number > 3', '{"number": 2}', 'violated', '{number > 3}', '{}'),
    ('day <= act.acted_on', '{"day": "2025-04-01"}', 'violated', '{day <= act.acted_on}', '{}'),
    ('act.agreed AND fa', '{"fa": true}', 'unknown', '{act.agreed}', '{act.agreed}'),
    ('act.until > day', '{}', 'unknown', '{act.until > day}', '{act.until,day}'),
    ('''Lisbon'' = ANY (act.places) OR fa', '{"fa": false}', 'unknown',
        ARRAY['''Lisbon''::text = ANY (act.places)', 'fa'], '{act.places}'),
    ('words = ''it''''s $1 "fa"''', '{"words": "x"}', 'violated', ARRAY['words = ''it''''s $1 "fa"''::text'], '{}'),
    ('lower(words) LIKE ''%a''', '{"words": "x"}', 'violated', ARRAY['lower(words) ~~ ''%a''::text'], '{}'),
    ('fa IS NOT DISTINCT FROM fb', '{"fa": true}', 'violated', ARRAY['NOT (fa IS DISTINCT FROM fb)'], '{}'),
    ('coalesce(fa, fb)', '{}', 'unknown', ARRAY['COALESCE(fa, fb)'], '{fa,fb}'),
    ('(number > 0) = fa', '{"fa": true, "number": -1}', 'violated', ARRAY['(number > 0) = fa'], '{}'),
    ('false', '{}', 'violated', '{false}', '{}'),
    /* settled: whatever turns up later makes no difference */
    ('fa AND false', '{}', 'violated', '{fa,false}', '{}'),
    /* unknown, although every way would be true: to learn the fact is what settles it */
    ('fa OR NOT fa', '{}', 'unknown', '{fa,not fa}', '{fa}'),
    ('(fa AND fb) OR (fa AND NOT fb)', '{"fa": true}', 'unknown', '{fb,not fb}', '{fb}'),
    ('(fa AND fb) OR (fc AND NOT fa)', '{"fb": true, "fc": true}', 'unknown', '{fa,not fa}', '{fa}'),
    ('(fa OR fb) AND (fa OR NOT fb)', '{"fa": true}', 'satisfied', '{}', '{}');
SELECT is(a.verdict, h.verdict, format('%s of %s: verdict', condition, facts)) FROM hand h, ask(condition, facts) a;
/* the parts as a set; how "not" is written is SQL's affair */
SELECT set_eq(format('SELECT lower(unnest(%L::text[]))', a.failing), format('SELECT lower(unnest(%L::text[]))', h.failing), format('%s of %s: failing', condition, facts))
  FROM hand h, ask(condition, facts) a;
SELECT results_eq(format('SELECT unnest(%L::text[]) ORDER BY 1', a.missing), format('SELECT unnest(%L::text[]) ORDER BY 1', h.missing), format('%s of %s: missing', condition, facts))
  FROM hand h, ask(condition, facts) a;

/* ---- brute force, for small random conditions ---- */

CREATE TABLE name (n integer, fact text);
INSERT INTO name VALUES (0, 'fa'), (1, 'fb'), (2, 'fc'), (3, 'fd');
CREATE FUNCTION value_of(condition text, f jsonb) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE v boolean;
BEGIN
    EXECUTE format('SELECT %s FROM jsonb_to_record($1) AS x(fa boolean, fb boolean, fc boolean, fd boolean)', condition) INTO v USING f;
    RETURN v;
END $$;
/* every way in which what is missing can turn out, or stay missing */
CREATE FUNCTION completions(f jsonb) RETURNS SETOF jsonb LANGUAGE sql STABLE AS $$
    SELECT f || coalesce((SELECT jsonb_object_agg(n.fact, digits / (3 ^ n.n)::integer % 3 = 1) FROM name n
                           WHERE NOT f ? n.fact AND digits / (3 ^ n.n)::integer % 3 < 2), '{}')
      FROM generate_series(0, 80) digits
     WHERE NOT EXISTS (SELECT FROM name n WHERE f ? n.fact AND digits / (3 ^ n.n)::integer % 3 > 0) $$;
/* a missing fact matters if, the others told or not, to be told it makes a difference */
CREATE FUNCTION brute_missing(condition text, f jsonb) RETURNS text[] LANGUAGE sql STABLE AS $$
    WITH c AS MATERIALIZED (SELECT c, value_of(condition, c) AS v FROM completions(f) c)
    SELECT coalesce(array_agg(n.fact ORDER BY n.fact), '{}')
      FROM name n
     WHERE NOT f ? n.fact
       AND EXISTS (SELECT FROM c x JOIN c y ON NOT x.c ? n.fact AND y.c ? n.fact AND y.c - n.fact = x.c
                    WHERE x.v IS DISTINCT FROM y.v) $$;
SELECT is((SELECT count(*) FROM completions('{"fa": true}')), 27::bigint, 'twenty-seven ways for three missing facts');
SELECT is(brute_missing('fa AND (fb OR fc)', '{"fb": true}'), '{fa}', 'the brute force itself');

SELECT setseed(0.25) \g /dev/null
/* each fact at most once */
CREATE FUNCTION random_tree(facts text[]) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE k integer; t text; r float8 := random();
BEGIN
    IF r < 0.25 THEN
        RETURN format('NOT (%s)', random_tree(facts));
    ELSIF cardinality(facts) = 1 THEN
        RETURN facts[1];
    END IF;
    k := 1 + floor(random() * (cardinality(facts) - 1));
    RETURN format('(%s %s %s)', random_tree(facts[:k]), CASE WHEN random() < 0.5 THEN 'AND' ELSE 'OR' END, random_tree(facts[k + 1:]));
END $$;
CREATE FUNCTION random_facts() RETURNS jsonb LANGUAGE sql VOLATILE AS $$
    SELECT coalesce(jsonb_object_agg(fact, r < 0.2) FILTER (WHERE r < 0.4), '{}') FROM (SELECT fact, random() AS r FROM name) x $$;
CREATE TABLE drawn AS
    SELECT 'once' AS kind, i, random_tree(ARRAY(SELECT fact FROM name ORDER BY random())) AS condition, random_facts() AS facts FROM generate_series(1, 150) i;
/* facts that come more than once, so that parts of the condition hang together */
INSERT INTO drawn SELECT 'often', i, random_tree(ARRAY(SELECT fact FROM name, generate_series(1, 3) ORDER BY random() LIMIT 3 + i % 5)), random_facts()
  FROM generate_series(1, 150) i;

CREATE TABLE answer AS SELECT d.*, a.*, brute_missing(d.condition, d.facts) AS brute, value_of(d.condition, d.facts) AS sql_value
  FROM drawn d, ask(condition, facts) a;
SELECT is_empty($$SELECT condition, facts, verdict, sql_value FROM answer
    WHERE verdict <> CASE sql_value WHEN true THEN 'satisfied' WHEN false THEN 'violated' ELSE 'unknown' END$$, 'verdicts are what SQL says');
SELECT cmp_ok(count(*), '>', 50::bigint, count(*) || ' of them are unknown') FROM answer WHERE verdict = 'unknown';
SELECT is_empty($$SELECT condition, facts, missing, brute FROM answer WHERE kind = 'once' AND verdict = 'unknown' AND ARRAY(SELECT unnest(missing) ORDER BY 1) <> brute LIMIT 5$$,
    'each fact once: missing is exactly what could change the answer');
SELECT is_empty($$SELECT condition, facts, missing, brute FROM answer WHERE kind = 'often' AND verdict = 'unknown' AND ARRAY(SELECT unnest(missing) ORDER BY 1) <> brute LIMIT 5$$,
    'facts that come often: the same');
SELECT is_empty($$SELECT condition, facts FROM answer WHERE verdict = 'unknown' AND missing = '{}' LIMIT 5$$,
    'whoever is told "unknown" is told what to find out');
SELECT is_empty($$SELECT condition, facts, missing FROM answer WHERE verdict IN ('violated', 'satisfied') AND missing <> '{}' LIMIT 5$$,
    'what is settled misses nothing');
SELECT is_empty($$SELECT condition, facts, missing FROM answer, unnest(missing) m WHERE facts ? m LIMIT 5$$, 'what is known is not missing');
SELECT is_empty($$SELECT condition, facts, failing FROM answer WHERE (verdict = 'satisfied') <> (failing = '{}') LIMIT 5$$,
    'something fails exactly where the rule is not satisfied');
/* each failing part, taken by itself, is not true */
SELECT is_empty($$SELECT condition, facts, f FROM answer, unnest(failing) f WHERE value_of(f, facts) IS TRUE LIMIT 5$$, 'no failing part holds');
/* put right all that fails, and the rule is satisfied (possible where no fact is asked for both ways) */
SELECT is_empty($$SELECT condition, facts, failing FROM answer
    WHERE kind = 'once' AND verdict <> 'satisfied'
      AND value_of(condition, facts || (SELECT jsonb_object_agg(replace(lower(f), 'not ', ''), lower(f) NOT LIKE 'not %') FROM unnest(failing) f)) IS NOT TRUE LIMIT 5$$,
    'with all that fails put right the rule is satisfied');

/* ---- the same in would_allow, in a refusal, in the journal ---- */

DELETE FROM case_rules.rule WHERE procedure = 'trial';
INSERT INTO book.rule (rule, condition, parameters, severity, on_unknown, curable_by) VALUES
    ('one', 'fa AND (fb OR NOT fc)', '{}', 'bar', 'bar', 'requested'),
    ('two', 'NOT fd AND number >= least', '{"least": 3}', 'override', 'override', 'requesting'),
    ('three', 'act.until IS NOT NULL', '{}', 'warn', 'warn', 'both'),
    ('four', 'fa IS NOT NULL', '{}', 'bar', 'bar', 'both');
SELECT public.begun(1, NULL, false, true, false) \g /dev/null
CREATE TABLE want (rule text, verdict text, severity text, failing text[], missing text[], curable_by text);
INSERT INTO want VALUES
    ('one', 'violated', 'bar', '{fa,fb,not fc}', '{}', 'requested'),
    ('two', 'violated', 'override', '{number >= least}', '{}', 'requesting'),
    ('three', 'violated', 'warn', '{act.until IS NOT NULL}', '{}', 'both'),
    ('four', 'violated', 'bar', '{fa IS NOT NULL}', '{}', 'both');
SELECT set_eq(
    $$SELECT rule, verdict::text, severity::text, failing, missing, curable_by
        FROM case_rules.would_allow('public.act', '{"case_id": 1, "subject_id": 1, "procedure": "trial", "act": "proceed", "acted_on": "2025-03-01", "authority_id": "requesting"}')$$,
    'SELECT * FROM want', 'would_allow tells');
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act) VALUES (1, 1, 'proceed')$$), 'RU001', 'a rule bars');
SELECT set_eq($$SELECT f.rule, f.verdict, f.severity, f.failing, f.missing, f.curable_by FROM public.last_refusal,
        jsonb_to_recordset(detail::jsonb->'findings') f(rule text, verdict text, severity text, failing text[], missing text[], curable_by text)$$,
    'SELECT * FROM want', 'the refusal tells the same, what only warns included');
SELECT is(constraint_name, 'four', 'the first that bars leads') FROM public.last_refusal;
SELECT matches(message, 'and 2 more', 'and says how many more stop the act') FROM public.last_refusal;
UPDATE public.value SET fa = true, fb = NULL, fc = true, fd = NULL, number = 3;
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act) VALUES (1, 1, 'proceed')$$), 'RU001', 'still');
SELECT is(public.refused(), '{"one": "unknown", "two": "unknown", "three": "violated"}', 'now two are unknown');
SELECT matches(hint, 'Not recorded yet: fb\.$', 'the hint names the missing fact') FROM public.last_refusal;
UPDATE public.value SET fb = true;
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act) VALUES (1, 1, 'proceed')$$), 'RU009', 'only one that may be overridden is left');
SELECT matches(hint, 'Not recorded yet: fd\. Otherwise record an override of two by an authority of the requesting State', 'whose override it takes')
  FROM public.last_refusal;
UPDATE public.value SET fd = false;
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act) VALUES (1, 1, 'proceed')$$), '00000', 'and nothing stands against it');
SELECT is(finding_count, 1, 'the warning is counted in the row') FROM public.act WHERE act = 'proceed';
SELECT results_eq($$SELECT rule, verdict::text, failing FROM book.act_finding WHERE case_id = 1$$,
    $$VALUES ('three', 'violated', '{act.until IS NOT NULL}'::text[])$$, 'and kept');
SELECT is(count(*), 4::bigint, 'the journal has every rule with its verdict') FROM book.act_verdict WHERE act = 'proceed';

SELECT * FROM finish();
ROLLBACK;
