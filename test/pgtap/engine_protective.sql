/*
 * Whatever breaks, a protective act is recorded, with a duty to cure; every
 * other act is refused.  What says nothing about the act (a cancel, a
 * deadlock, a serialization failure, a lack of resources) is thrown on.
 */
BEGIN;
SELECT plan(163);
\ir ../lib/trial.psql
INSERT INTO book.rule (rule, acts, condition) VALUES ('whole', '{proceed,protect}', 'fa'), ('halved', '{proceed,protect}', 'fb OR number = 1');
UPDATE book.rule SET condition = 'fa' WHERE rule = 'halved';
UPDATE book.rule SET condition = 'fb OR number > 0' WHERE rule = 'halved';

CREATE FUNCTION facts_like(body text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE OR REPLACE FUNCTION public.value_facts(case_id bigint, subject_id bigint, as_of date, known_at timestamptz, before_seq bigint)
        RETURNS TABLE (fa boolean, fb boolean, fc boolean, fd boolean, number integer, day date, words text, earlier integer)
        LANGUAGE plpgsql STABLE AS $f$ BEGIN %s END $f$', body);
END $$;
CREATE FUNCTION context_like(body text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE OR REPLACE FUNCTION public.value_context(case_id bigint, subject_id bigint, authority text,
                                     OUT side text, OUT time_zone text, OUT not_before date)
        LANGUAGE plpgsql STABLE AS $f$ BEGIN %s END $f$', body);
END $$;
CREATE FUNCTION unchecked(statement text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    ALTER TABLE book.rule DISABLE TRIGGER case_rules_rule_check;
    ALTER TABLE book.rule_setting DISABLE TRIGGER case_rules_setting_check;
    EXECUTE statement;
END $$;

/* ---- every way of breaking: what proceed and protect answer ---- */

CREATE TABLE broken (no serial, what text, how text, proceed text);
INSERT INTO broken (what, how, proceed) VALUES
    ('facts: division by zero', $$SELECT facts_like('RETURN QUERY SELECT 1 / (case_id - case_id) = 1, true, true, true, 1, current_date, ''x''::text, 1;')$$, 'RU001'),
    ('facts: an exception is raised', $$SELECT facts_like('RAISE EXCEPTION ''facts'';')$$, 'RU001'),
    ('facts: a constraint is violated', $$SELECT facts_like('RAISE unique_violation;')$$, 'RU001'),
    ('facts: a feature is missing', $$SELECT facts_like('RAISE feature_not_supported;')$$, 'RU001'),
    ('facts: a table is missing', $$SELECT facts_like('RETURN QUERY SELECT n.* FROM public.no_such_table n;')$$, 'RU001'),
    ('facts: a right is missing', $$SELECT facts_like('RAISE insufficient_privilege;')$$, 'RU001'),
    ('facts: no row', $$SELECT facts_like('RETURN;')$$, 'RU001'),
    ('facts: two rows', $$SELECT facts_like('RETURN QUERY SELECT true, true, true, true, 1, current_date, ''x''::text, 1 FROM generate_series(1, 2);')$$, 'RU001'),
    ('facts: the function is gone', 'DROP FUNCTION public.value_facts', 'RU001'),
    ('facts: a fact has another type', $$DROP FUNCTION public.value_facts; CREATE FUNCTION public.value_facts(bigint, bigint, date, timestamptz, bigint, OUT fa text, OUT fb boolean) LANGUAGE sql AS 'SELECT ''t'', true'$$, 'RU001'),
    ('facts: only some of them', $$DROP FUNCTION public.value_facts; CREATE FUNCTION public.value_facts(bigint, bigint, date, timestamptz, bigint, OUT fb boolean, OUT fc boolean) LANGUAGE sql AS 'SELECT true, true'$$, 'RU001'),
    ('a rule that cannot be read', $$SELECT unchecked('UPDATE book.rule SET condition = ''fa AND AND'' WHERE rule = ''whole''')$$, 'RU001'),
    ('a rule that names nothing', $$SELECT unchecked('UPDATE book.rule SET condition = ''no_such_fact'' WHERE rule = ''whole''')$$, 'RU001'),
    ('a rule that fails while it is planned', $$SELECT unchecked('UPDATE book.rule SET condition = ''10 / 0 = 1'' WHERE rule = ''whole''')$$, 'RU001'),
    ('a rule that fails', $$UPDATE book.rule SET condition = '10 / (number - 1) = 1' WHERE rule = 'whole'$$, 'RU001'),
    ('a rule whose text is no number', $$UPDATE book.rule SET condition = 'words::integer = 1' WHERE rule = 'whole'$$, 'RU001'),
    ('a rule whose condition of application fails', $$UPDATE book.rule SET applies = '10 / (number - 1) = 1' WHERE rule = 'whole'$$, 'RU001'),
    ('a parameter of the wrong type', $$SELECT unchecked('UPDATE book.rule SET condition = ''number > least'', parameters = ''{"least": "x"}'' WHERE rule = ''whole''')$$, 'RU001'),
    ('a parameter that is no value', $$SELECT unchecked('UPDATE book.rule SET condition = ''fa'', parameters = ''{"least": null}'' WHERE rule = ''whole''')$$, 'RU001'),
    ('a setting of the wrong type', $$UPDATE book.rule SET condition = 'number < most', parameters = '{"most": 5}' WHERE rule = 'whole'; SELECT unchecked('INSERT INTO book.rule_setting (rule, parameters) VALUES (''whole'', ''{"most": [1]}'')')$$, 'RU001'),
    ('context: an exception is raised', $$SELECT context_like('RAISE EXCEPTION ''context'';')$$, 'P0001'),
    ('context: division by zero', $$SELECT context_like('side := 1 / (case_id - case_id);')$$, '22012'),
    ('context: no such time zone', $$SELECT context_like('side := ''requesting''; time_zone := ''Nowhere/Nothing'';')$$, '22023'),
    ('context: the function is gone', 'DROP FUNCTION public.value_context', '42883'),
    ('context: two rows', $$DROP FUNCTION public.value_context; CREATE FUNCTION public.value_context(bigint, bigint, text) RETURNS TABLE (side text, time_zone text, not_before date) LANGUAGE sql AS 'SELECT ''requesting'', ''UTC'', NULL::date FROM generate_series(1, 2)'$$, 'RU007'),
    ('overrides: the table is gone', 'DROP TABLE book.override CASCADE; UPDATE book.rule SET severity = ''override'', on_unknown = ''override''; UPDATE public.value SET fa = false', 'RU009'),
    ('the guard is not declared any more', 'DELETE FROM book.guard; UPDATE public.value SET fa = false', 'RU007'),
    ('the guard names a rulebook function that is no function', $$UPDATE book.guard SET facts_function = 'no good at all('$$, 'RU001'),
    ('an extra column of the acts is gone', $$ALTER TABLE public.act DROP recorded_at; UPDATE public.value SET fa = false$$, 'RU001');

CREATE TABLE outcome (what text, act text, sqlstate text, from_state text, to_state text, outcome text, cure boolean, findings integer, message text);
DO $$
DECLARE b record; n bigint := 0; s text; from_begun boolean; a text;
BEGIN
    FOR b IN SELECT * FROM broken ORDER BY no LOOP
        FOREACH a IN ARRAY ARRAY['proceed', 'protect', 'protect at first'] LOOP
            n := n + 1;
            IF a = 'protect at first' THEN
                INSERT INTO public.value VALUES (n, true, true, true, true, 1, '2025-01-01', 'example');
            ELSE
                PERFORM public.begun(n);
            END IF;
            BEGIN
                EXECUTE b.how;
                s := public.try(format('INSERT INTO public.act (case_id, subject_id, act, acted_on) VALUES (%s, %s, %L, %L)', n, n, split_part(a, ' ', 1), '2025-03-02'));
                RAISE EXCEPTION USING ERRCODE = 'ZZ999', MESSAGE = s, DETAIL = coalesce((SELECT r.message FROM public.last_refusal r), ''),
                    HINT = coalesce((SELECT jsonb_build_object('from_state', x.from_state, 'to_state', x.to_state, 'outcome', j.outcome, 'findings', x.finding_count,
                                'cure', EXISTS (SELECT FROM book.duty d WHERE d.case_id = n AND d.seq = x.seq AND d.duty = 'cure'))
                              FROM public.act x LEFT JOIN book.journal j ON j.case_id = x.case_id AND j.seq = x.seq
                             WHERE x.case_id = n AND x.acted_on = '2025-03-02')::text, '');
            EXCEPTION WHEN SQLSTATE 'ZZ999' THEN
                DECLARE m text; d text; h text;
                BEGIN
                    GET STACKED DIAGNOSTICS m = MESSAGE_TEXT, d = PG_EXCEPTION_DETAIL, h = PG_EXCEPTION_HINT;
                    INSERT INTO outcome SELECT b.what, a, m, j->>'from_state', j->>'to_state', j->>'outcome', (j->>'cure')::boolean, (j->>'findings')::integer, d
                      FROM (SELECT nullif(h, '')::jsonb AS j) x;
                END;
            END;
        END LOOP;
    END LOOP;
END $$;

SELECT is(o.sqlstate, b.proceed, format('proceed is refused. %s', what)) FROM outcome o JOIN broken b USING (what) WHERE act = 'proceed' ORDER BY b.no;
SELECT is(o.sqlstate, '00000', format('protect goes through. %s (%s)', what, message)) FROM outcome o JOIN broken b USING (what) WHERE act = 'protect' ORDER BY b.no;
SELECT is(o.sqlstate, '00000', format('protect goes through as the first act. %s (%s)', what, message)) FROM outcome o JOIN broken b USING (what) WHERE act = 'protect at first' ORDER BY b.no;
SELECT is_empty($$SELECT what, from_state, to_state FROM outcome WHERE act = 'protect' AND sqlstate = '00000' AND (from_state, to_state) IS DISTINCT FROM ('begun', 'begun')$$,
    'and the state before it is known, whatever is broken');
SELECT is_empty($$SELECT what, outcome, cure, findings FROM outcome JOIN broken USING (what) WHERE act LIKE 'protect%' AND sqlstate = '00000'
                     AND what !~ '^context' AND (outcome <> 'protective' OR NOT cure OR findings < 1)$$,
    'it is protective, and to be cured');

/* ---- one broken rule does not take the others with it ---- */

SELECT public.begun(900) \g /dev/null
UPDATE book.rule SET condition = '10 / (number - 1) = 1' WHERE rule = 'whole';
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act) VALUES (900, 900, 'proceed')$$), 'RU001', 'a rule that fails bars');
SELECT is(public.refused(), '{"whole": "error"}', 'it alone');
SELECT matches(detail, '"error": "[^"]*22012', 'its SQLSTATE is told') FROM public.last_refusal;
SELECT is(strpos(detail, 'division'), 0, 'its message is not: it could hold a value') FROM public.last_refusal;
UPDATE public.value SET fb = NULL, number = NULL WHERE id = 900;
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act) VALUES (900, 900, 'proceed')$$), 'RU001', 'without the number');
SELECT is(public.refused(), '{"whole": "unknown", "halved": "unknown"}', 'nothing fails, both are unknown');
/* an error bars whatever the severity of the rule */
UPDATE public.value SET fb = true, number = 1 WHERE id = 900;
UPDATE book.rule SET severity = 'warn', on_unknown = 'warn' WHERE rule = 'whole';
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act) VALUES (900, 900, 'proceed')$$), 'RU001', 'an error bars, though the rule only warns');
/* unless it runs in shadow */
UPDATE book.rule SET mode = 'shadow' WHERE rule = 'whole';
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act) VALUES (900, 900, 'proceed')$$), '00000', 'but not from the shadow');
SELECT results_eq($$SELECT rule, verdict::text, mode::text FROM book.act_finding WHERE case_id = 900$$,
    $$VALUES ('whole', 'error', 'shadow')$$, 'where it is recorded');
/* nor can it be overridden */
UPDATE book.rule SET mode = 'enforced', severity = 'override' WHERE rule = 'whole';
INSERT INTO book.override (case_id, subject_id, rule) VALUES (900, 900, 'whole');
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act) VALUES (900, 900, 'proceed')$$), 'RU001', 'an error is not overridden');

/* ---- thrown on ---- */

DELETE FROM book.rule;
INSERT INTO book.rule (rule, acts, condition) VALUES ('whole', '{proceed,protect}', 'fa');
SELECT public.begun(901) \g /dev/null
CREATE TABLE thrown (state text, what text);
INSERT INTO thrown VALUES ('40001', 'serialization failure'), ('40P01', 'deadlock'), ('55P03', 'lock not available'), ('53100', 'disk full'),
    ('53200', 'out of memory'), ('54001', 'statement too complex'), ('25006', 'read only transaction'), ('XX000', 'internal error'), ('58030', 'io error');
CREATE FUNCTION thrown_on(state text, act text, place text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    IF place = 'facts' THEN
        PERFORM facts_like(format('RAISE EXCEPTION USING ERRCODE = %L;', state));
    ELSE
        PERFORM context_like(format('RAISE EXCEPTION USING ERRCODE = %L;', state));
    END IF;
    RETURN public.try(format('INSERT INTO public.act (case_id, subject_id, act) VALUES (901, 901, %L)', act));
END $$;
SELECT is(thrown_on(state, act, 'facts'), state, format('%s: %s in the facts is thrown on', act, what)) FROM thrown, unnest(ARRAY['proceed', 'protect']) act;
SAVEPOINT context;
SELECT is(thrown_on(state, act, 'context'), state, format('%s: %s in the context is thrown on', act, what)) FROM thrown, unnest(ARRAY['proceed', 'protect']) act;
ROLLBACK TO context;
SELECT facts_like('PERFORM pg_sleep(5); RETURN;') \g /dev/null
SET LOCAL statement_timeout = '200ms';
CREATE FUNCTION canceled() RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO public.act (case_id, subject_id, act) VALUES (901, 901, 'protect');
    RETURN 'went through';
EXCEPTION WHEN query_canceled THEN
    RETURN 'canceled';
END $$;
SELECT is(canceled(), 'canceled', 'so is a cancel');
RESET statement_timeout;
SELECT facts_like('RETURN QUERY SELECT true, true, true, true, 1, current_date, ''x''::text, 1;') \g /dev/null
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act) VALUES (901, 901, 'proceed')$$), '00000', 'and afterwards all is well');

/* ---- the duty to cure ---- */

SELECT facts_like('RETURN QUERY SELECT false, true, true, true, 1, current_date, ''x''::text, 1;') \g /dev/null
INSERT INTO public.act (case_id, subject_id, act, acted_on) VALUES (902, 902, 'protect', '2025-03-01');
SELECT results_eq($$SELECT duty, side, original_due_on, details FROM book.duty_status WHERE case_id = 902$$,
    $$VALUES ('cure', 'requesting', date '2025-03-15', '{"rules": ["whole"]}'::jsonb)$$, 'a fortnight, by the side that acted, of the rules that failed');
SET LOCAL case_rules.as_of = '2025-03-15';
SELECT is(status, 'due', 'due on its day') FROM book.duty_status WHERE case_id = 902;
SET LOCAL case_rules.as_of = '2025-03-16';
SELECT is(status, 'overdue', 'overdue the day after') FROM book.duty_status WHERE case_id = 902;
CREATE FUNCTION cure_of(seq integer, subject bigint, reason text, second_person text) RETURNS text LANGUAGE sql AS $$
    SELECT public.try(format('INSERT INTO public.act (case_id, subject_id, act, acted_on, actor, amends) VALUES (902, %s, %L, %L, %L, %L)', subject, 'cure', '2025-03-16',
        'Example Author', jsonb_build_object('seq', seq, 'reason', reason, 'second_person', second_person))) $$;
SELECT is(cure_of(1, 902, 'example', ' example author '), 'RU010', 'who cures is not who confirms it');
SELECT is(cure_of(1, 902, ' ', 'Example Second'), 'RU010', 'and says what was done');
SELECT is(public.try($$INSERT INTO book.cure (case_id, seq, cured_on, reason, author, second_person) VALUES (902, 1, '2025-03-16', 'example', 'Example Author', 'Example Second')$$),
    'RU010', 'a row of the table cure is no cure of an act that is a row');
INSERT INTO public.act (case_id, subject_id, act, acted_on) VALUES (902, 9020, 'protect', '2025-03-01');
SELECT is(cure_of(2, 9020, 'example', 'Example Second'), '00000', 'another act is cured');
SELECT is(status, 'overdue', 'the cure of another act is none of this one') FROM book.duty_status WHERE case_id = 902 AND seq = 1;
SELECT is(cure_of(1, 902, 'example', 'Example Second'), '00000', 'the act is cured');
SELECT is(status, 'met', 'a cure meets it') FROM book.duty_status WHERE case_id = 902 AND seq = 1;
SET LOCAL case_rules.as_of = '2025-03-15';
SELECT is(status, 'due', 'but not before it was made') FROM book.duty_status WHERE case_id = 902 AND seq = 1;
SET LOCAL case_rules.as_of = '2025-02-28';
SELECT is_empty('SELECT * FROM book.duty_status WHERE case_id = 902', 'and nothing is owed before the act');
RESET case_rules.as_of;
/* what only warns, or is in the shadow, needs no cure */
UPDATE book.rule SET severity = 'warn';
INSERT INTO public.act (case_id, subject_id, act) VALUES (903, 903, 'protect');
UPDATE book.rule SET severity = 'bar', mode = 'shadow';
INSERT INTO public.act (case_id, subject_id, act) VALUES (904, 904, 'protect');
SELECT is_empty('SELECT * FROM book.duty WHERE case_id IN (903, 904)', 'a warning and a shadow need no cure');
SELECT results_eq('SELECT outcome, finding_count FROM book.journal WHERE case_id IN (903, 904)', $$VALUES ('permitted', 1), ('permitted', 1)$$, 'but are recorded');

/* ---- a protective act is not a way to write anything ---- */

SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act, acted_on) VALUES (905, 905, 'protect', '2999-01-01')$$), 'RU004', 'not in the future');
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act, acted_on) VALUES (905, 905, 'protect', '1999-01-01')$$), 'RU004', 'not before the birth');
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act, details) VALUES (905, 905, 'protect', '{"x": 1}')$$), '22023', 'not with details that it does not have');
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act, to_state) VALUES (905, 905, 'protect', 'over')$$), 'RU005', 'not with a state of one''s own');
INSERT INTO public.act (case_id, subject_id, act, authority_id) VALUES (905, 905, 'begin', 'requesting'), (905, 905, 'close', 'requested');
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act, authority_id) VALUES (905, 905, 'protect', 'nobody')$$), '00000', 'but by whoever it is');
SELECT results_eq($$SELECT side, to_state FROM public.act WHERE case_id = 905 AND act = 'protect'$$, $$VALUES ('requested', 'over')$$, 'for the side that could have done it');

/* ---- the release: every rule made to fail, every act driven through ---- */

CREATE TABLE act_details AS
    SELECT p.procedure, p.act, p.is_protective, coalesce(jsonb_object_agg(f.field, CASE f.type WHEN 'date' THEN '2025-06-01' WHEN 'uuid' THEN '00000000-0000-7000-8000-000000000001'
                                                                  ELSE coalesce(f.one_of[1], 'x') END) FILTER (WHERE f.is_required), '{}') AS details
      FROM case_rules.procedure_act p LEFT JOIN case_rules.act_field f USING (procedure, act) WHERE p.procedure <> 'trial' GROUP BY p.procedure, p.act, p.is_protective;
INSERT INTO case_rules.procedure_act (procedure, act, position, meaning, source)
    SELECT procedure, 'put_into_' || state, 9000 + position, 'for this test', 'none' FROM case_rules.procedure_state WHERE procedure <> 'trial';
INSERT INTO case_rules.procedure_transition (procedure, from_state, act, side, to_state)
    SELECT procedure, '-', 'put_into_' || state, 'requesting', state FROM case_rules.procedure_state WHERE procedure <> 'trial';
CREATE FUNCTION nothing_facts(bigint, bigint, date, timestamptz, bigint, OUT regime text) LANGUAGE sql STABLE AS 'SELECT 1 / 0 || ''x''';
SELECT case_rules.guard('public.act', p, 'public.nothing_facts', 'book', 'public.value_context')
  FROM unnest(ARRAY['placement_abroad', 'urgent_measure']) p \g /dev/null
ALTER TABLE case_rules.rule DISABLE TRIGGER case_rules_rule_check;
UPDATE case_rules.rule SET condition = '1 / 0 = 1', applies = NULL, regimes = NULL WHERE procedure <> 'trial';
SELECT context_like('side := authority;') \g /dev/null
CREATE TABLE failed (procedure text, from_state text, act text, is_protective boolean, sqlstate text, verdicts text[], cure boolean, rules bigint);
DO $$
DECLARE w record; n bigint := 10000; s text;
BEGIN
    FOR w IN SELECT DISTINCT ON (t.procedure, t.from_state, t.act) t.*, d.details, d.is_protective
               FROM case_rules.procedure_transition t JOIN act_details d USING (procedure, act) ORDER BY t.procedure, t.from_state, t.act, t.side LOOP
        n := n + 1;
        IF w.from_state <> '-' THEN
            INSERT INTO public.act (case_id, subject_id, procedure, act, authority_id) VALUES (n, n, w.procedure, 'put_into_' || w.from_state, 'requesting');
        END IF;
        s := public.try(format('INSERT INTO public.act (case_id, subject_id, procedure, act, authority_id, details, acted_on) VALUES (%s, %s, %L, %L, %L, %L, %L)',
                               n, n, w.procedure, w.act, w.side, w.details, '2025-03-02'));
        INSERT INTO failed VALUES (w.procedure, w.from_state, w.act, w.is_protective, s,
            (SELECT array_agg(DISTINCT f->>'verdict') FROM (SELECT findings AS l FROM book.journal WHERE case_id = n AND acted_on = '2025-03-02'
                 UNION ALL SELECT detail::jsonb->'findings' FROM public.last_refusal WHERE detail LIKE '{%') x, jsonb_array_elements(x.l) f),
            EXISTS (SELECT FROM book.duty WHERE case_id = n AND duty = 'cure'),
            (SELECT count(*) FROM case_rules.rule r WHERE r.procedure = w.procedure AND w.act = ANY (r.acts) AND r.in_force @> date '2025-03-02' AND r.mode = 'enforced'));
    END LOOP;
END $$;
SELECT cmp_ok(count(*), '>', 240::bigint, count(*) || ' ways were tried') FROM failed;
SELECT is_empty($$SELECT * FROM failed WHERE is_protective AND sqlstate <> '00000'$$, 'every protective act goes through');
SELECT is_empty($$SELECT * FROM failed WHERE is_protective AND cure <> (rules > 0)$$, 'and has its cure where it has a rule');
SELECT is_empty($$SELECT * FROM failed WHERE NOT is_protective AND rules > 0 AND sqlstate <> 'RU001'$$, 'every other act that has a rule is refused');
SELECT is_empty($$SELECT * FROM failed WHERE rules > 0 AND verdicts <> '{error}'$$, 'because of errors, each of them told');
SELECT is_empty($$SELECT * FROM failed WHERE rules = 0 AND sqlstate <> '00000'$$, 'and what no rule guards is free');

SELECT * FROM finish();
ROLLBACK;
