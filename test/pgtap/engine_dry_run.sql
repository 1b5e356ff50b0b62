/*
 * The dry run is the write: for random rows would_allow answers what the
 * INSERT does, also where facts count acts; and acts in one statement are
 * judged as if they had been written one by one, in either order.
 */
BEGIN;
SELECT plan(69);
\ir ../lib/trial.psql
INSERT INTO book.rule (rule, acts, condition, severity, on_unknown, mode) VALUES
    ('bars', '{proceed}', 'fa', 'bar', 'override', 'enforced'),
    ('overrides', '{proceed}', 'fb OR NOT fc', 'override', 'warn', 'enforced'),
    ('warns', '{proceed,begin}', 'fd', 'warn', 'warn', 'enforced'),
    ('shadows', '{proceed,protect}', 'fc', 'bar', 'bar', 'shadow'),
    ('counts', '{proceed,close}', 'earlier < 4', 'bar', 'bar', 'enforced'),
    ('guards', '{protect}', 'fa', 'bar', 'bar', 'enforced'),
    ('reads_details', '{proceed}', 'act.agreed IS NOT FALSE AND (act.until IS NULL OR act.until > act.acted_on)', 'bar', 'bar', 'enforced'),
    ('errs', '{proceed}', '10 / number > 0', 'bar', 'bar', 'enforced'),
    ('by_regime', '{proceed}', 'words <> ''no''', 'override', 'warn', 'enforced');

/* both answers in one form: SQLSTATE, and rule => verdict of those that are findings */
CREATE FUNCTION row_json(c bigint, s bigint, a text, d date, auth text, det jsonb) RETURNS jsonb LANGUAGE sql AS $$
    SELECT jsonb_build_object('case_id', c, 'subject_id', s, 'procedure', 'trial', 'act', a, 'acted_on', d, 'authority_id', auth, 'details', det) $$;
CREATE FUNCTION dry(r jsonb, OUT state text, OUT findings jsonb) LANGUAGE plpgsql AS $$
DECLARE all_found jsonb; protective boolean := (r->>'act') = 'protect'; stops boolean; bars boolean;
BEGIN
    SELECT coalesce(jsonb_object_agg(f.rule, f.verdict) FILTER (WHERE f.verdict NOT IN ('satisfied', 'not_applicable')), '{}'),
           bool_or(case_rules.stops(f)), bool_or(case_rules.stops(f) AND f.severity = 'bar'), min(f.rule) FILTER (WHERE f.rule LIKE 'RU%')
      INTO findings, stops, bars, state
      FROM case_rules.would_allow('public.act', r) f;
    IF state IS NOT NULL THEN
        findings := '{}';
    ELSE
        state := CASE WHEN NOT coalesce(stops, false) OR protective THEN '00000' WHEN bars THEN 'RU001' ELSE 'RU009' END;
    END IF;
EXCEPTION WHEN OTHERS THEN
    state := SQLSTATE;
    findings := '{}';
END $$;
CREATE FUNCTION wet(r jsonb, OUT state text, OUT findings jsonb) LANGUAGE plpgsql AS $$
BEGIN
    state := public.try(format('INSERT INTO public.act (case_id, subject_id, procedure, act, acted_on, authority_id, details)
        SELECT case_id, subject_id, procedure, act, acted_on, authority_id, details FROM jsonb_populate_record(NULL::public.act, %L)', r));
    IF state = '00000' THEN
        SELECT coalesce(jsonb_object_agg(f->>'rule', f->>'verdict') FILTER (WHERE f->>'verdict' NOT IN ('satisfied', 'not_applicable')), '{}') INTO findings
          FROM (SELECT j.findings FROM book.journal j WHERE j.case_id = (r->>'case_id')::bigint ORDER BY seq DESC LIMIT 1) j(l), jsonb_array_elements(j.l) f;
    ELSE
        findings := public.refused();
    END IF;
END $$;

/* ---- random rows ---- */

SELECT setseed(0.7) \g /dev/null
CREATE FUNCTION maybe(p float8 DEFAULT 0.75) RETURNS boolean LANGUAGE sql VOLATILE AS $$ SELECT CASE WHEN random() < 0.15 THEN NULL ELSE random() < p END $$;
CREATE FUNCTION pick(VARIADIC t text[]) RETURNS text LANGUAGE sql VOLATILE AS $$ SELECT t[1 + floor(random() * cardinality(t))::integer] $$;
CREATE TABLE compared (i integer, r jsonb, dry_state text, dry_findings jsonb, wet_state text, wet_findings jsonb);
DO $$
DECLARE r jsonb; d record; w record; s bigint;
BEGIN
    FOR i IN 1..1500 LOOP
        s := 1 + floor(random() * 12);
        INSERT INTO public.value VALUES (s, maybe(), maybe(), maybe(), maybe(), CASE WHEN random() < 0.9 THEN floor(random() * 3)::integer END, '2025-01-01', pick('yes', 'yes', 'no', NULL))
            ON CONFLICT (id) DO UPDATE SET (fa, fb, fc, fd, number, words) = ROW (excluded.fa, excluded.fb, excluded.fc, excluded.fd, excluded.number, excluded.words);
        IF random() < 0.5 THEN
            INSERT INTO book.override (case_id, subject_id, rule) VALUES ((s + 1) / 2 + i / 300 * 100, s, pick('overrides', 'by_regime', 'overrides'));
        END IF;
        /* two subjects share a case; every three hundred rows the cases begin anew */
        r := row_json((s + 1) / 2 + i / 300 * 100, s, pick('begin', 'proceed', 'proceed', 'proceed', 'protect', 'close', 'fly'),
                      date '2025-03-01' + (i / 10) - floor(random() * 4)::integer, pick('requesting', 'requesting', 'requesting', 'requested', 'nobody', NULL),
                      pick('{}', '{}', '{}', '{"agreed": true}', '{"agreed": false}', '{"until": "2025-03-20"}', '{"amount": "many"}', '{"unknown": 1}')::jsonb);
        IF r->>'act' <> 'proceed' AND random() < 0.9 THEN
            r := r || '{"details": {}}';
        END IF;
        d := dry(r);
        w := wet(r);
        INSERT INTO compared VALUES (i, r, d.state, d.findings, w.state, w.findings);
    END LOOP;
END $$;
SELECT is_empty('SELECT * FROM compared WHERE dry_state <> wet_state LIMIT 5', 'would_allow foretells whether 1500 random rows are written, and why not');
SELECT is_empty('SELECT * FROM compared WHERE dry_findings <> wet_findings LIMIT 5', 'with the same findings');
SELECT set_eq('SELECT DISTINCT wet_state FROM compared', ARRAY['00000', 'RU001', 'RU002', 'RU003', 'RU009', '22023'], 'every answer was among them');
SELECT cmp_ok(count(*), '>', 200::bigint, count(*) || ' were written') FROM compared WHERE wet_state = '00000';
SELECT cmp_ok(count(*), '>', 0::bigint, count(*) || ' by an override') FROM compared WHERE wet_state = '00000' AND wet_findings::text LIKE '%overridden%';
SELECT cmp_ok(count(*), '>', 10::bigint, count(*) || ' were stopped because they were too many') FROM compared WHERE wet_findings ? 'counts';
SELECT is_empty('SELECT a.* FROM public.act a LEFT JOIN LATERAL (SELECT l.* FROM book.journal l WHERE l.case_id = a.case_id AND l.seq = a.seq ORDER BY l.judgement DESC LIMIT 1) j ON true WHERE j.case_id IS NULL OR (a.act, a.side, a.to_state, a.from_state, a.finding_count, a.acted_on) IS DISTINCT FROM (j.act, j.side, j.to_state, j.from_state, j.finding_count, j.acted_on)',
    'acts and journal agree');

/* derived columns in the row are what the write says of them, RU005 */
SELECT is((dry(row_json(700, 700, 'begin', '2025-03-01', 'requesting', '{}') || jsonb_build_object(c, v))).state, 'RU005', c || ' is derived')
  FROM (VALUES ('seq', '1'::jsonb), ('side', '"requesting"'), ('to_state', '"over"'), ('from_state', '"begun"'), ('finding_count', '0')) x(c, v);
SELECT is((dry(row_json(700, 700, 'begin', '2999-03-01', 'requesting', '{}'))).state, 'RU004', 'the future');
SELECT is((dry(row_json(700, 700, 'begin', NULL, 'requesting', '{}'))).state, '23502', 'no day');
SELECT is((dry('[]')).state, '22023', 'not an object');
/* nothing was written, nothing was locked for good */
SELECT is_empty('SELECT FROM book.case_head WHERE case_id = 700', 'a question leaves no trace');

/* ---- next_acts is would_allow for every act that is possible ---- */

CREATE TABLE possible AS
    SELECT DISTINCT ON (case_id, subject_id) case_id, subject_id, to_state FROM public.act WHERE acted_on <= '2025-12-31' ORDER BY case_id, subject_id, acted_on DESC, seq DESC;
SELECT is_empty($$
    SELECT p.*, n.act, n.side, n.stops, d.state
      FROM possible p
     CROSS JOIN LATERAL (SELECT x.act, x.side, bool_or(case_rules.stops(x)) AS stops, array_agg(x.rule ORDER BY x.rule) FILTER (WHERE case_rules.stops(x)) AS rules
                           FROM case_rules.next_acts('public.act', p.case_id::text, 'trial', p.subject_id::text, '2025-12-31') x GROUP BY x.act, x.side) n
     CROSS JOIN LATERAL dry(row_json(p.case_id, p.subject_id, n.act, '2025-12-31', n.side, '{}')) d
     WHERE n.stops <> (d.state <> '00000') AND n.act <> 'protect'
     LIMIT 5 $$, 'next_acts says that an act is open where would_allow does');
SELECT is_empty($$
    SELECT p.* FROM possible p
     WHERE ARRAY(SELECT DISTINCT x.act || x.side FROM case_rules.next_acts('public.act', p.case_id::text, 'trial', p.subject_id::text, '2025-12-31') x ORDER BY 1)
        <> ARRAY(SELECT t.act || t.side FROM case_rules.procedure_transition t WHERE t.procedure = 'trial' AND t.from_state = p.to_state ORDER BY 1) LIMIT 5 $$,
    'and lists every act and side that the state knows');

/* ---- several acts in one statement ---- */

DELETE FROM book.rule;
INSERT INTO book.rule (rule, acts, condition, severity) VALUES ('at_most', '{proceed,close}', 'earlier <= 2', 'bar'), ('remarks', '{begin,proceed}', 'earlier = 0', 'warn');
CREATE FUNCTION one_by_one(VARIADIC rows text[]) RETURNS text LANGUAGE plpgsql AS $$
DECLARE r text; s text;
BEGIN
    FOREACH r IN ARRAY rows LOOP
        s := public.try('INSERT INTO public.act (case_id, subject_id, act, acted_on, authority_id) VALUES ' || r);
        IF s <> '00000' THEN RETURN s; END IF;
    END LOOP;
    RETURN '00000';
END $$;
CREATE FUNCTION at_once(VARIADIC rows text[]) RETURNS text LANGUAGE sql AS $$
    SELECT public.try('INSERT INTO public.act (case_id, subject_id, act, acted_on, authority_id) VALUES ' || array_to_string(rows, ', ')) $$;
/* what a way of writing leaves behind, without keeping it */
CREATE FUNCTION left_behind(how text, rows text[], OUT state text, OUT written jsonb) LANGUAGE plpgsql AS $$
DECLARE s text; d text;
BEGIN
    state := CASE how WHEN 'one by one' THEN one_by_one(VARIADIC rows) ELSE at_once(VARIADIC rows) END;
    IF state = '00000' THEN
        written := (SELECT jsonb_agg(to_jsonb(a) - '{recorded_at,recorded_by}'::text[] || jsonb_build_object('journal', j.findings, 'satisfied', j.satisfied, 'not_applicable', j.not_applicable, 'outcome', j.outcome, 'j_to', j.to_state)
                           ORDER BY a.case_id, a.seq) FROM public.act a LEFT JOIN book.journal j USING (case_id, seq) WHERE a.case_id >= 1000);
    END IF;
    RAISE EXCEPTION USING ERRCODE = 'ZZ999', MESSAGE = state, DETAIL = coalesce(written::text, '');
EXCEPTION WHEN SQLSTATE 'ZZ999' THEN
    GET STACKED DIAGNOSTICS s = MESSAGE_TEXT, d = PG_EXCEPTION_DETAIL;
    state := s;
    written := nullif(d, '')::jsonb;
END $$;
CREATE FUNCTION same_both_ways(rows text[], expected text, what text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE a record; b record;
BEGIN
    a := left_behind('one by one', rows);
    b := left_behind('at once', rows);
    RETURN NEXT is(a.state, expected, what || ', one by one');
    RETURN NEXT is(b.state, expected, what || ', at once');
    RETURN NEXT is(b.written, a.written, what || ': the same is written');
END $$;
SELECT same_both_ways(ARRAY[$$(1000, 1, 'begin', '2025-03-01', 'requesting')$$, $$(1000, 1, 'proceed', '2025-03-02', 'requesting')$$], '00000', 'begin, proceed');
SELECT same_both_ways(ARRAY[$$(1000, 1, 'proceed', '2025-03-02', 'requesting')$$, $$(1000, 1, 'begin', '2025-03-01', 'requesting')$$], 'RU002', 'proceed, begin');
SELECT same_both_ways(ARRAY[$$(1000, 1, 'begin', '2025-03-01', 'requesting')$$, $$(1000, 1, 'begin', '2025-03-01', 'requesting')$$], 'RU002', 'begin twice');
SELECT same_both_ways(ARRAY[$$(1000, 1, 'begin', '2025-03-01', 'requesting')$$, $$(1000, 1, 'close', '2025-03-01', 'requested')$$, $$(1000, 1, 'proceed', '2025-03-01', 'requesting')$$], 'RU002', 'begin, close, proceed');
SELECT same_both_ways(ARRAY[$$(1000, 1, 'begin', '2025-03-01', 'requesting')$$, $$(1000, 1, 'proceed', '2025-03-01', 'requesting')$$, $$(1000, 1, 'close', '2025-03-01', 'requested')$$], '00000', 'begin, proceed, close');
SELECT same_both_ways(ARRAY[$$(1000, 1, 'begin', '2025-03-01', 'requesting')$$, $$(1000, 1, 'proceed', '2025-03-01', 'requesting')$$, $$(1000, 1, 'proceed', '2025-03-01', 'requesting')$$, $$(1000, 1, 'proceed', '2025-03-01', 'requesting')$$], 'RU001', 'one proceed too many');
SELECT same_both_ways(ARRAY[$$(1000, 1, 'begin', '2025-03-01', 'requesting')$$, $$(1001, 1, 'begin', '2025-03-01', 'requesting')$$, $$(1000, 1, 'proceed', '2025-03-01', 'requesting')$$, $$(1001, 1, 'proceed', '2025-03-01', 'requesting')$$, $$(1001, 1, 'proceed', '2025-03-01', 'requesting')$$], '00000', 'two cases, interleaved');
SELECT same_both_ways(ARRAY[$$(1000, 1, 'begin', '2025-03-01', 'requesting')$$, $$(1000, 2, 'begin', '2025-03-01', 'requesting')$$, $$(1000, 1, 'proceed', '2025-03-01', 'requesting')$$, $$(1000, 2, 'proceed', '2025-03-01', 'requesting')$$], 'RU001', 'two subjects of one case count together');
SELECT same_both_ways(ARRAY[$$(1000, 1, 'begin', '2025-03-05', 'requesting')$$, $$(1000, 1, 'close', '2025-03-09', 'requested')$$, $$(1000, 1, 'proceed', '2025-03-07', 'requesting')$$], '00000', 'written late');

/* random batches */
SELECT setseed(0.4) \g /dev/null
CREATE TABLE batch AS
    SELECT b, array_agg(format('(%s, %s, %L, %L, %L)', 1000 + floor(random() * 2)::integer, 1 + floor(random() * 2)::integer,
                 x.act, date '2025-03-01' + floor(random() * 3)::integer, CASE x.act WHEN 'close' THEN 'requested' ELSE 'requesting' END) ORDER BY n) AS rows
      FROM generate_series(1, 250) b, generate_series(1, 5) n, LATERAL (SELECT CASE WHEN n < 3 AND random() < 0.8 THEN 'begin' ELSE pick('proceed', 'proceed', 'protect', 'close') END AS act WHERE b > 0) x
     WHERE n <= 2 + b % 4
     GROUP BY b;
CREATE TABLE batches AS SELECT b, rows, o.state AS one_state, o.written AS one_written, t.state AS once_state, t.written AS once_written
  FROM batch, left_behind('one by one', rows) o, left_behind('at once', rows) t;
SELECT is_empty('SELECT b, rows, one_state, once_state FROM batches WHERE one_state <> once_state LIMIT 3', '250 random batches: the same answer at once as one by one');
SELECT is_empty('SELECT b, rows, one_written, once_written FROM batches WHERE one_written IS DISTINCT FROM once_written LIMIT 2', 'and the same is written, the journal included');
SELECT cmp_ok(count(*), '>', 20::bigint, count(*) || ' of them went through') FROM batches WHERE one_state = '00000';

/* an act whose effects are written by a trigger of the application's own: they are there before the next act is judged */
DELETE FROM book.rule;
INSERT INTO book.rule (rule, acts, condition) VALUES ('effects', '{proceed}', 'fa');
CREATE FUNCTION effect() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO public.value (id, fa) VALUES (NEW.subject_id, NEW.act = 'begin') ON CONFLICT (id) DO UPDATE SET fa = excluded.fa;
    RETURN NULL;
END $$;
CREATE TRIGGER aaa_effect AFTER INSERT ON public.act FOR EACH ROW EXECUTE FUNCTION effect();
INSERT INTO public.value (id, fa) VALUES (5001, false), (5002, false) ON CONFLICT (id) DO UPDATE SET fa = false;
SELECT same_both_ways(ARRAY[$$(1000, 5001, 'begin', '2025-03-01', 'requesting')$$, $$(1000, 5001, 'close', '2025-03-01', 'requested')$$], '00000', 'with effects');
DROP TRIGGER aaa_effect ON public.act;
CREATE TRIGGER zzz_effect AFTER INSERT ON public.act FOR EACH ROW EXECUTE FUNCTION effect();
SELECT same_both_ways(ARRAY[$$(1000, 5001, 'begin', '2025-03-01', 'requesting')$$, $$(1000, 5001, 'proceed', '2025-03-01', 'requesting')$$], '00000', 'an act whose effect allows the next');
SELECT same_both_ways(ARRAY[$$(1000, 5001, 'begin', '2025-03-01', 'requesting')$$, $$(1000, 5001, 'proceed', '2025-03-01', 'requesting')$$, $$(1000, 5001, 'proceed', '2025-03-01', 'requesting')$$], 'RU001', 'one whose effect bars the next');
SELECT same_both_ways(ARRAY[$$(1000, 5001, 'begin', '2025-03-01', 'requesting')$$, $$(1001, 5001, 'protect', '2025-03-01', 'requesting')$$, $$(1000, 5001, 'proceed', '2025-03-01', 'requesting')$$], 'RU001', 'also in another case between them');
DROP TRIGGER zzz_effect ON public.act;
DELETE FROM book.rule;
INSERT INTO book.rule (rule, acts, condition, severity) VALUES ('at_most', '{proceed,close}', 'earlier <= 2', 'bar'), ('remarks', '{begin,proceed}', 'earlier = 0', 'warn');

/* ---- the same through COPY, in both orders ---- */

SAVEPOINT copies;
COPY public.act (case_id, subject_id, act, acted_on) FROM STDIN;
1100	1	begin	2025-03-01
1100	1	proceed	2025-03-02
1101	1	begin	2025-03-01
1100	1	proceed	2025-03-02
\.
SELECT results_eq('SELECT case_id, seq, act, from_state, finding_count FROM public.act WHERE case_id >= 1100 ORDER BY case_id, seq',
    $$VALUES (1100::bigint, 1::bigint, 'begin', NULL, 0), (1100, 2, 'proceed', 'begun', 1), (1100, 3, 'proceed', 'begun', 1), (1101, 1, 'begin', NULL, 0)$$,
    'acts in one COPY are stamped and judged one after the other');
ROLLBACK TO copies;
CREATE FUNCTION copied(lines text) RETURNS text LANGUAGE sql AS $$
    SELECT public.try(format('COPY public.act (case_id, subject_id, act, acted_on) FROM PROGRAM %L', format('printf "%s"', lines))) $$;
SELECT is(copied('1100\t1\tproceed\t2025-03-02\n1100\t1\tbegin\t2025-03-01\n'), 'RU002', 'the other order is refused');
SELECT is(copied('1100\t1\tbegin\t2025-03-01\n1100\t1\tproceed\t2025-03-02\n1100\t1\tproceed\t2025-03-02\n1100\t1\tproceed\t2025-03-02\n'), 'RU001', 'and the one too many');
SELECT is_empty('SELECT FROM public.act WHERE case_id >= 1100', 'nothing of them is left');

/* ---- what comes back ---- */

CREATE TABLE came_back AS SELECT * FROM public.act WHERE false;
WITH w AS (INSERT INTO public.act (case_id, subject_id, act) VALUES (1200, 1, 'begin') RETURNING *) INSERT INTO came_back SELECT * FROM w;
WITH w AS (INSERT INTO public.act (case_id, subject_id, act) VALUES (1200, 1, 'proceed') RETURNING *) INSERT INTO came_back SELECT * FROM w;
SELECT results_eq('SELECT seq, side, from_state, to_state, finding_count, recorded_by = session_user FROM came_back ORDER BY seq',
    $$VALUES (1::bigint, 'requesting', NULL, 'begun', 0, true), (2, 'requesting', 'begun', 'begun', 1, true)$$,
    'RETURNING brings seq, side, states, number of findings and recorder');
/* also after a row that ON CONFLICT dropped, and after a savepoint that was rolled back */
INSERT INTO public.act (case_id, subject_id, act, request_key) VALUES (1201, 1, 'begin', 'k');
INSERT INTO public.act (case_id, subject_id, act, request_key) VALUES (1201, 1, 'begin', 'k') ON CONFLICT (request_key) DO NOTHING;
DELETE FROM came_back;
WITH w AS (INSERT INTO public.act (case_id, subject_id, act) VALUES (1201, 1, 'proceed') RETURNING *) INSERT INTO came_back SELECT * FROM w;
SELECT is(finding_count, 1, 'also after a row that was dropped') FROM came_back;
SAVEPOINT s;
INSERT INTO public.act (case_id, subject_id, act) VALUES (1201, 1, 'proceed');
ROLLBACK TO s;
DELETE FROM came_back;
WITH w AS (INSERT INTO public.act (case_id, subject_id, act) VALUES (1201, 1, 'proceed') RETURNING *) INSERT INTO came_back SELECT * FROM w;
SELECT is(finding_count, 1, 'and after one that was rolled back') FROM came_back;

/* ---- what comes next is judged from where the subject is ---- */

INSERT INTO book.rule (rule, acts, condition) VALUES ('from_begun', '{proceed,close}', $$act.from_state = 'begun'$$), ('from_over', '{proceed,close}', $$act.from_state = 'over'$$);
SELECT is_empty($$SELECT * FROM case_rules.next_acts('public.act', '1201', 'trial', '1', '2025-03-01') WHERE rule = 'from_begun'$$, 'next_acts knows the state before the act');
SELECT results_eq($$SELECT act, verdict::text FROM case_rules.next_acts('public.act', '1201', 'trial', '1', '2025-03-01') WHERE rule = 'from_over' ORDER BY act$$,
    $$VALUES ('close', 'violated'), ('proceed', 'violated')$$, 'and what it is not');

SELECT * FROM finish();
ROLLBACK;
