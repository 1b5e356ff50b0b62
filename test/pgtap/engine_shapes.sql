/*
 * Ids of every type, tables with columns of other names, the bulk form, and
 * functions that ask the engine while it asks them.
 */
BEGIN;
SELECT plan(67);
\ir ../lib/trial.psql

/* ---- ids: uuid, bigint, integer, text; also very long ones that begin alike ---- */

CREATE TABLE kind (type text, one text, two text);
INSERT INTO kind VALUES
    ('uuid', '00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002'),
    ('bigint', '9223372036854775807', '-9223372036854775808'),
    ('integer', '1', '-2147483648'),
    ('text', 'file 1/a ''quoted''', repeat('x', 100) || 'two');
CREATE FUNCTION try_kind(k kind) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE s text := 'book_' || k.type; r record; n integer;
BEGIN
    PERFORM case_rules.create_rulebook(s, k.type);
    EXECUTE format('CREATE TABLE %I.act (case_id %s, subject_id %2$s, procedure text DEFAULT ''trial'', act text, acted_on date DEFAULT ''2025-03-01'', authority_id text DEFAULT ''requesting'',
        actor text, details jsonb, seq bigint, side text, from_state text, to_state text, finding_count integer, outcome text, superseded_at timestamptz, PRIMARY KEY (case_id, seq))', s, k.type);
    EXECUTE format('CREATE FUNCTION %I.facts(case_id %s, subject_id %2$s, as_of date, known_at timestamptz, before_seq bigint, OUT fa boolean, OUT earlier integer)
        LANGUAGE sql STABLE AS $f$ SELECT right($2::text, 1) <> ''z'', (SELECT count(*)::integer FROM %1$I.act a WHERE a.case_id = $1 AND a.seq < $5) $f$', s, k.type);
    EXECUTE format('CREATE FUNCTION %I.context(case_id %s, subject_id %2$s, authority text, OUT side text, OUT time_zone text, OUT not_before date)
        LANGUAGE sql STABLE AS $f$ SELECT authority, ''UTC''::text, NULL::date $f$', s, k.type);
    PERFORM case_rules.guard(format('%I.act', s)::regclass, 'trial', format('%I.facts', s), s, format('%I.context', s));
    EXECUTE format('INSERT INTO %I.rule (procedure, rule, acts, condition, severity, on_unknown, mode, citation, message, hint) VALUES
        (''trial'', ''few'', ''{proceed}'', ''earlier < 3'', ''override'', ''bar'', ''enforced'', ''x'', ''x'', ''x'')', s);
    /* both cases in one statement, interleaved */
    EXECUTE format('INSERT INTO %I.act (case_id, subject_id, act) VALUES (%2$L, %2$L, ''begin''), (%3$L, %3$L, ''begin''), (%2$L, %2$L, ''proceed''), (%3$L, %3$L, ''proceed''), (%2$L, %2$L, ''proceed'')', s, k.one, k.two);
    EXECUTE format('SELECT string_agg(seq || act, '','' ORDER BY seq) AS a FROM %I.act WHERE case_id = %L', s, k.one) INTO r;
    RETURN NEXT is(r.a, '1begin,2proceed,3proceed', k.type || ': the one case');
    EXECUTE format('SELECT string_agg(seq || act, '','' ORDER BY seq) AS a FROM %I.act WHERE case_id = %L', s, k.two) INTO r;
    RETURN NEXT is(r.a, '1begin,2proceed', k.type || ': the other');
    EXECUTE format('SELECT count(*) AS n FROM %I.journal j JOIN %1$I.act a USING (case_id, seq, subject_id, act, to_state, finding_count)', s) INTO r;
    RETURN NEXT is(r.n, 5::bigint, k.type || ': the journal');
    RETURN NEXT is(public.try(format('INSERT INTO %I.act (case_id, subject_id, act) VALUES (%L, %2$L, ''proceed'')', s, k.one)), 'RU009', k.type || ': one too many');
    EXECUTE format('SELECT verdict::text AS v FROM case_rules.would_allow(%L, jsonb_build_object(''case_id'', %L::text, ''subject_id'', %2$L::text, ''procedure'', ''trial'', ''act'', ''proceed'', ''acted_on'', ''2025-03-01'', ''authority_id'', ''requesting''))',
        s || '.act', k.one) INTO r;
    RETURN NEXT is(r.v, 'violated', k.type || ': would_allow');
    EXECUTE format('SELECT string_agg(act || coalesce(rule, '''') , '','' ORDER BY act) AS a FROM case_rules.next_acts(%L, %L::text, ''trial'', %2$L::text, ''2025-03-01'') WHERE side = ''requesting''', s || '.act', k.one) INTO r;
    RETURN NEXT is(r.a, 'proceedfew,protect', k.type || ': next_acts');
    EXECUTE format('INSERT INTO %I.override (case_id, procedure, subject_id, act, rule, reason, power, author, second_person, granted_on, expires_on) VALUES (%L, ''trial'', %2$L, ''proceed'', ''few'', ''x'', ''x'', ''a'', ''b'', ''2025-01-01'', ''2025-12-31'')', s, k.one);
    RETURN NEXT is(public.try(format('INSERT INTO %I.act (case_id, subject_id, act) VALUES (%L, %2$L, ''proceed'')', s, k.one)), '00000', k.type || ': with an override');
    EXECUTE format('SELECT count(*) AS n FROM case_rules.guard_holes(%L)', s) INTO r;
    RETURN NEXT is(r.n, 0::bigint, k.type || ': no hole');
END $$;
SELECT try_kind(k) FROM kind k;
SELECT is(public.try($$SELECT case_rules.create_rulebook('book_date', 'date')$$), '22023', 'no other type');
SELECT is(public.try($$SELECT case_rules.create_rulebook('book_x', 'text; DROP TABLE public.act')$$), '22023', 'and nothing else in its place');
/* a schema with a name that needs quoting */
SELECT is(public.try($$SELECT case_rules.create_rulebook('Odd "Book''s" $1', 'bigint')$$), '00000', 'a schema of any name');
SELECT is(public.try($$SELECT case_rules.guard('public.act', 'urgent_measure', 'public.value_facts', 'Odd "Book''s" $1')$$), '00000', 'can hold a guard') WHERE false;
CREATE TABLE public."Odd ""Table" (LIKE public.act);
CREATE FUNCTION public."Odd ""Facts"(bigint, bigint, date, timestamptz, bigint, OUT fa boolean) LANGUAGE sql STABLE RETURN true;
SELECT is(public.try($$SELECT case_rules.guard('public."Odd ""Table"', 'trial', 'public."Odd ""Facts"', 'Odd "Book''s" $1', 'public.value_context')$$), '00000', 'of a table and a function of any name');
INSERT INTO "Odd ""Book's"" $1".rule (procedure, rule, acts, condition, severity, on_unknown, mode, citation, message, hint)
    VALUES ('trial', 'odd', '{proceed}', 'NOT fa', 'bar', 'bar', 'enforced', 'x', 'x', 'x');
SELECT is(public.try($$INSERT INTO public."Odd ""Table" (case_id, subject_id, procedure, act, acted_on, authority_id, details) VALUES (1, 1, 'trial', 'begin', '2025-03-01', 'requesting', '{}')$$), '00000', 'which takes acts');
SELECT is(public.try($$INSERT INTO public."Odd ""Table" (case_id, subject_id, procedure, act, acted_on, authority_id, details) VALUES (1, 1, 'trial', 'proceed', '2025-03-01', 'requesting', '{}')$$), 'RU001', 'and refuses some');
SELECT is(table_name, 'Odd "Table', 'by its name') FROM public.last_refusal;
SELECT is(count(*), 1::bigint, 'the journal knows it') FROM "Odd ""Book's"" $1".journal WHERE guarded_table = 'public."Odd ""Table"';
SELECT is_empty($$SELECT * FROM case_rules.guard_holes('Odd "Book''s" $1')$$, 'no hole');
ALTER TABLE public."Odd ""Table" DISABLE TRIGGER ALL;
SELECT cmp_ok(count(*), '>', 0::bigint, 'a hole is seen') FROM case_rules.guard_holes('Odd "Book''s" $1');
SELECT cmp_ok(case_rules.repair_guard('Odd "Book''s" $1'), '>', 0, 'and mended');
SELECT is_empty($$SELECT * FROM case_rules.guard_holes('Odd "Book''s" $1')$$, 'for good');

/* ---- columns of other names and kinds ---- */

CREATE TABLE public.log (file bigint, person bigint, deed text, at date, desk text, who text, extra jsonb,
    seq bigint, side text, from_state text, to_state text, finding_count integer, outcome text, superseded_at timestamptz, recorded_by text);
SELECT is(public.try($$SELECT case_rules.guard('public.log', 'trial', 'public.value_facts', 'book', 'public.value_context', columns =>
    '{"case_id": "file", "subject_id": "person", "act": "deed", "acted_on": "at", "authority_id": "desk", "actor": "who", "details": "extra"}')$$), '00000', 'all columns renamed, none for the procedure');
INSERT INTO public.log (file, person, deed, at, desk, who) VALUES (500, 500, 'begin', '2025-03-01', 'requesting', 'Example Worker');
SELECT results_eq('SELECT seq, side, from_state, to_state, finding_count FROM public.log', $$VALUES (1::bigint, 'requesting', NULL, 'begun', 0)$$, 'the row is stamped');
SELECT results_eq('SELECT case_id, act, acted_on, actor, authority_id FROM book.journal WHERE case_id = 500', $$VALUES (500::bigint, 'begin', date '2025-03-01', 'Example Worker', 'requesting')$$, 'the journal has it in its own words');
SELECT is(public.try($$INSERT INTO public.log (file, person, deed, at, desk, extra) VALUES (500, 500, 'proceed', '2025-03-02', 'requesting', '{"nonsense": 1}')$$), '22023', 'details are checked');
SELECT is(public.try($$INSERT INTO public.log (file, person, deed, at, desk, extra) VALUES (500, 500, 'proceed', '2025-02-28', 'requesting', '{}')$$), 'RU002', 'the state is found by the columns of those names');
SELECT is(public.try($$INSERT INTO public.log (file, person, deed, at, desk, extra) VALUES (500, 500, 'proceed', '2025-03-02', 'requesting', '{"agreed": true}')$$), '00000', 'and goes on');
SELECT is(public.try($$INSERT INTO public.log (file, person, deed, at, desk, recorded_by) VALUES (500, 500, 'proceed', '2025-03-02', 'requesting', 'forged')$$), '00000', 'who recorded it');
SELECT is_empty($$SELECT * FROM public.log WHERE recorded_by = 'forged'$$, 'is not a matter of belief');
SELECT is(count(*), 2::bigint, 'next_acts knows the columns') FROM case_rules.next_acts('public.log', '500', 'trial', '500', '2025-03-05') WHERE side = 'requesting';
SELECT is_empty($$SELECT * FROM case_rules.guard_holes('book') WHERE object = 'public.log'$$, 'so does the report of holes');

/* ---- the bulk form gives what each act would get ---- */

INSERT INTO book.rule (rule, condition, severity, on_unknown, mode) VALUES
    ('b_one', 'fa', 'bar', 'override', 'enforced'), ('b_two', 'fb OR number > 2', 'override', 'warn', 'enforced'), ('b_three', 'fc', 'warn', 'warn', 'enforced'),
    ('b_four', 'fd', 'bar', 'bar', 'shadow');
SELECT setseed(0.1) \g /dev/null
INSERT INTO public.value SELECT n, random() < 0.6, CASE WHEN random() < 0.7 THEN random() < 0.5 END, random() < 0.5, random() < 0.5, floor(random() * 5) FROM generate_series(600, 699) n;
INSERT INTO public.act (case_id, subject_id, act) SELECT n, n, 'begin' FROM generate_series(600, 699) n;
CREATE FUNCTION public.value_facts_bulk(as_of date)
RETURNS TABLE (case_id bigint, subject_id bigint, fa boolean, fb boolean, fc boolean, fd boolean, number integer, day date, words text, earlier integer)
LANGUAGE sql STABLE AS $$ SELECT v.id, v.id, v.fa, v.fb, v.fc, v.fd, v.number, v.day, v.words, 1 FROM public.value v WHERE v.id BETWEEN 600 AND 699 $$;
SELECT is_empty($$
    SELECT g.*, w.* FROM case_rules.gate_verdicts('public.act', 'trial', 'proceed', '2025-03-01') g
     CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE case_rules.stops(x)) AS stops, coalesce(array_agg(x.rule ORDER BY x.rule) FILTER (WHERE case_rules.stops(x)), '{}') AS rules
                           FROM case_rules.would_allow('public.act', jsonb_build_object('case_id', g.case_id, 'subject_id', g.subject_id, 'procedure', 'trial', 'act', 'proceed', 'acted_on', '2025-03-01', 'authority_id', 'requesting')) x) w
     WHERE g.stops <> w.stops OR ARRAY(SELECT unnest(g.rules) ORDER BY 1) <> w.rules LIMIT 3$$, 'a hundred subjects at once, as one by one');
SELECT is(count(*), 100::bigint, 'a row for each') FROM case_rules.gate_verdicts('public.act', 'trial', 'proceed', '2025-03-01');
SELECT cmp_ok(count(*) FILTER (WHERE stops > 0), '>', 20::bigint, 'some of which are stopped') FROM case_rules.gate_verdicts('public.act', 'trial', 'proceed', '2025-03-01');

/* ---- functions that ask the engine while it asks them ---- */

DELETE FROM book.rule;
INSERT INTO book.rule (rule, acts, condition) VALUES ('sibling', '{proceed}', 'fa AND act.agreed'), ('own', '{proceed}', 'act.amount = 1');
INSERT INTO public.value VALUES (801, true), (802, true);
INSERT INTO public.act (case_id, subject_id, act) VALUES (800, 801, 'begin'), (800, 802, 'begin');
/* for 801 the facts ask whether 802 could proceed, by the same gate, with other details */
CREATE OR REPLACE FUNCTION public.value_facts(case_id bigint, subject_id bigint, as_of date, known_at timestamptz, before_seq bigint)
RETURNS TABLE (fa boolean, fb boolean, fc boolean, fd boolean, number integer, day date, words text, earlier integer)
LANGUAGE plpgsql STABLE AS $$
DECLARE other text;
BEGIN
    IF subject_id = 801 THEN
        SELECT string_agg(w.rule || ' ' || w.verdict, ', ' ORDER BY w.rule) INTO other
          FROM case_rules.would_allow('public.act', '{"case_id": 800, "subject_id": 802, "procedure": "trial", "act": "proceed", "acted_on": "2025-03-01", "authority_id": "requesting", "details": {"agreed": false, "amount": 2}}') w;
        RETURN QUERY SELECT true, NULL::boolean, NULL::boolean, NULL::boolean, NULL::integer, NULL::date, other, NULL::integer;
    ELSE
        RETURN QUERY SELECT true, NULL::boolean, NULL::boolean, NULL::boolean, NULL::integer, NULL::date, 'x', NULL::integer;
    END IF;
END $$;
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act, details) VALUES (800, 801, 'proceed', '{"agreed": true, "amount": 1}')$$), '00000',
    'the question in between does not change the act that is judged');
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act, details) VALUES (800, 801, 'proceed', '{"agreed": true, "amount": 2}')$$), 'RU001', 'in either direction');
SELECT is(public.refused(), '{"own": "violated"}', 'with its own details');
SELECT is((SELECT string_agg(w.rule || w.verdict, ',' ORDER BY w.rule) FROM case_rules.would_allow('public.act',
    '{"case_id": 800, "subject_id": 801, "procedure": "trial", "act": "proceed", "acted_on": "2025-03-01", "authority_id": "requesting", "details": {"agreed": true, "amount": 1}}') w),
    'ownsatisfied,siblingsatisfied', 'also in the dry run');
/* facts that change a rule while the gate is in use: its memory is still there */
CREATE OR REPLACE FUNCTION public.value_facts(case_id bigint, subject_id bigint, as_of date, known_at timestamptz, before_seq bigint)
RETURNS TABLE (fa boolean, fb boolean, fc boolean, fd boolean, number integer, day date, words text, earlier integer)
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    UPDATE book.rule SET hint = 'changed while it was asked';
    PERFORM count(*) FROM case_rules.would_allow('public.act', '{"case_id": 800, "subject_id": 802, "procedure": "trial", "act": "close", "acted_on": "2025-03-01", "authority_id": "requested"}');
    RETURN QUERY SELECT true, NULL::boolean, NULL::boolean, NULL::boolean, NULL::integer, NULL::date, 'x', NULL::integer;
END $$;
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act, details) VALUES (800, 801, 'proceed', '{"agreed": true, "amount": 1}')$$), '00000', 'a gate that goes stale while it is used serves to the end');
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act, details) VALUES (800, 801, 'proceed', '{"agreed": false, "amount": 1}')$$), 'RU001', 'and the next one is right too');
/* acts that are written while an act is judged, by a trigger of the table */
SELECT is(public.try($$SELECT case_rules.guard('public.act', 'trial', 'public."Odd ""Facts"', 'book', 'public.value_context')$$), '00000', 'simple facts again');
DELETE FROM book.rule;
CREATE FUNCTION echo() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.act = 'begin' AND NEW.case_id = 900 THEN
        INSERT INTO public.act (case_id, subject_id, act) VALUES (900, NEW.subject_id, 'proceed');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER aaa_echo AFTER INSERT ON public.act FOR EACH ROW EXECUTE FUNCTION echo();
INSERT INTO public.act (case_id, subject_id, act) VALUES (900, 1, 'begin'), (900, 2, 'begin');
SELECT is((SELECT string_agg(seq || act || subject_id || coalesce(from_state, '-') || finding_count, ' ' ORDER BY seq) FROM public.act WHERE case_id = 900),
    '1begin1-0 2begin2-0 3proceed1begun0 4proceed2begun0', 'acts that a trigger writes in between are judged in their own order');
SELECT is((SELECT string_agg(seq || act || subject_id, ' ' ORDER BY seq) FROM book.journal WHERE case_id = 900), '1begin1 2begin2 3proceed1 4proceed2', 'and journalled once each');
DROP TRIGGER aaa_echo ON public.act;

/* ---- the one warning ---- */

SET LOCAL case_rules.warnings = on;
SET LOCAL client_min_messages = error;
INSERT INTO book.rule (rule, condition, severity, on_unknown) VALUES ('warns', 'NOT fa', 'warn', 'warn');
INSERT INTO public.act (case_id, subject_id, act) VALUES (900, 1, 'proceed');
SELECT is(finding_count, 1, 'counted, warnings or not') FROM public.act WHERE case_id = 900 AND seq = 5;

SELECT * FROM finish();
ROLLBACK;
