/*
 * Two axes of time against a plain log: what held on a day, by what was known
 * at a moment.
 *
 * Facts are written, corrected and struck out at random, each at its own moment
 * of the clock, and a log notes what every row said after each of these moments.
 * The oracle knows nothing of versions: to answer for a moment it puts the rows
 * that the log had then into a second schema, as if nothing had happened since,
 * and asks there what is known.  Some facts are read from the log by hand as well.
 *
 * Then acts on own tables, among them late and amended ones, with facts that
 * reach back: the first judgement of each act is what judge_act() says by what
 * was known when it was recorded, the latest is what it says now.
 */
BEGIN;
SELECT plan(35);
SET LOCAL client_min_messages = error;
\ir ../lib/history.psql
SET LOCAL jit = off;    -- compiling so many expressions would take longer than evaluating them

SELECT case_rules.create_casework('office') \g /dev/null
SELECT case_rules.create_casework('shadow') \g /dev/null
DO $$
DECLARE
    t text;
BEGIN
    FOR t IN SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'shadow'::regnamespace AND c.relkind = 'r' LOOP
        EXECUTE format('ALTER TABLE shadow.%I DISABLE TRIGGER ALL', t);
    END LOOP;
END $$;

/* ---- a family, two children ------------------------------------------------ */

CREATE FUNCTION public.id(what text, n integer DEFAULT 1) RETURNS uuid LANGUAGE sql IMMUTABLE RETURN
    md5(what || n)::uuid;
INSERT INTO office.authority (authority_id, state, name, role, public_law, time_zone, authorised_until)
SELECT id('authority', n), (ARRAY['FR', 'FR', 'BE', 'BE'])[n], 'Example Office ' || n,
       (ARRAY['competent_authority', 'central_authority', 'court', 'institution'])[n], n < 4, 'Europe/Brussels', CASE WHEN n = 4 THEN date '2024-12-31' END
  FROM generate_series(1, 4) n;
INSERT INTO office.case_file (case_id, opened_on) SELECT id('case', f), '2024-01-01' FROM generate_series(1, 1) f;
INSERT INTO office.child (case_id, child_id, birth_date, siblings_checked_on)
SELECT id('case', f), id('child', 2 * f + c), '2015', CASE WHEN c = 1 THEN date '2024-02-01' END FROM generate_series(1, 1) f, generate_series(0, 1) c;
INSERT INTO office.person (case_id, person_id) SELECT id('case', f), id('person', 3 * f + p) FROM generate_series(1, 1) f, generate_series(0, 2) p;
INSERT INTO office.placement (case_id, placement_id, child_id, requesting_state, requested_state)
SELECT id('case', f), id('placement', 2 * f + c), id('child', 2 * f + c), 'FR', 'BE' FROM generate_series(1, 1) f, generate_series(0, 1) c;
INSERT INTO office.proposed_carer (case_id, carer_id, person_id, household_listed_on)
SELECT id('case', f), id('carer', 2 * f + k), id('person', 3 * f + k), CASE WHEN k = 0 THEN date '2024-02-05' END
  FROM generate_series(1, 1) f, generate_series(0, 1) k;

/* ---- the log ------------------------------------------------------------------------------ */

CREATE TABLE public.log (n serial, moment timestamptz, tab text, id text, said jsonb);
CREATE INDEX ON public.log (tab, id, moment);
/*
 * The tables whose rows are followed: those that keep versions, of which the
 * row that stands is followed; and what else is written, row by row.
 */
CREATE TABLE public.versioned AS
    SELECT c.relname::text AS tab, k.attname::text AS id
      FROM pg_trigger t
      JOIN pg_proc p ON p.oid = t.tgfoid AND p.proname = 'keep_version'
      JOIN pg_class c ON c.oid = t.tgrelid AND c.relnamespace = 'office'::regnamespace
      JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
      JOIN pg_attribute k ON k.attrelid = c.oid AND k.attnum = i.indkey[1]
     WHERE c.relname <> 'measure_statement';
CREATE TABLE public.followed AS
    SELECT tab, format('t.%I::text', id) AS id, 't.superseded_at IS NULL' AS which FROM public.versioned
     UNION ALL
    VALUES ('act', 't.case_id::text || t.seq', 'true'), ('journal', 't.case_id::text || t.seq || ''/'' || t.judgement', 'true'),
           ('duty', 't.case_id::text || t.seq || t.duty || t.judgement', 'true'),
           ('placement_regime', 't.placement_id::text || t.by_seq', 'true'),
           ('child', 't.child_id::text', 'true'), ('proposed_carer', 't.carer_id::text', 'true');
/* writes down what changed in a table since it was last looked at */
CREATE FUNCTION public.look(of_table text, moment timestamptz DEFAULT clock_timestamp()) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    f public.followed;
BEGIN
    SELECT * INTO f FROM public.followed x WHERE x.tab = of_table;
    EXECUTE format('
        INSERT INTO public.log (moment, tab, id, said)
        SELECT $1, $2, id, r.said
          FROM (SELECT DISTINCT ON (l.id) l.id, l.said FROM public.log l WHERE l.tab = $2 ORDER BY l.id, l.n DESC) l
          FULL JOIN (SELECT %s AS id, to_jsonb(t) AS said FROM office.%I t WHERE %s) r USING (id)
         WHERE l.said IS DISTINCT FROM r.said', f.id, of_table, f.which)
      USING moment, of_table;
END $$;

/* ---- random rows ------------------------------------------------------------------------------- */

/* the values that the checks of a column allow */
CREATE TABLE public.allowed AS
    SELECT c.conrelid, a.attname::text AS col,
           CASE WHEN a.atttypid = 'text'::regtype
                THEN ARRAY(SELECT m[1] FROM regexp_matches(pg_get_constraintdef(c.oid), '''([a-z_0-9]+)''::text', 'g') m)
                ELSE (regexp_match(pg_get_constraintdef(c.oid), '''({.*})'''))[1]::text[] END AS allowed
      FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
     WHERE c.contype = 'c' AND cardinality(c.conkey) = 1 AND c.connamespace = 'office'::regnamespace
       AND pg_get_constraintdef(c.oid) ~ '(ANY \(ARRAY|<@ )';

/* a value for a column, or nothing; seed makes it another one */
CREATE FUNCTION public.value_for(tab regclass, col text, type oid, family integer, child integer, seed text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    options text[] := (SELECT a.allowed FROM public.allowed a WHERE a.conrelid = tab AND a.col = value_for.col);
    me text := seed || '/' || col;
BEGIN
    RETURN CASE
        WHEN col IN ('recorded_at', 'superseded_at') THEN NULL
        WHEN tab = 'office.assessment'::regclass AND col = 'kind' AND chance(me, 'bia') < 0.5 THEN to_jsonb('bia'::text)
        WHEN col = 'case_id' THEN to_jsonb(id('case', family))
        WHEN col = 'child_id' THEN to_jsonb(id('child', 2 * family + child))
        WHEN col = 'sibling_id' THEN CASE WHEN chance(seed, 'here') < 0.7 THEN to_jsonb(id('child', 2 * family + 1 - child)) END
        WHEN col = 'elsewhere' THEN CASE WHEN chance(seed, 'here') >= 0.7 THEN to_jsonb('file 7 of the other office'::text) END
        WHEN col = 'reported_state' THEN to_jsonb(pick('{under_examination,consented,refused}', me))
        WHEN col = 'placement_id' THEN to_jsonb(id('placement', 2 * family + child))
        WHEN col = 'person_id' THEN to_jsonb(id('person', 3 * family + floor(3 * chance(me))::integer))
        WHEN col = 'carer_id' THEN to_jsonb(id('carer', 2 * family + floor(2 * chance(me))::integer))
        WHEN col = 'bond_id' THEN (SELECT to_jsonb(b.bond_id) FROM office.sibling_bond b
                                    WHERE b.case_id = id('case', family) AND b.child_id = id('child', 2 * family + child) AND b.superseded_at IS NULL
                                    ORDER BY chance(me, b.bond_id::text) LIMIT 1)
        WHEN col = 'responsibility_id' AND tab <> 'office.parental_responsibility'::regclass
             THEN (SELECT to_jsonb(b.responsibility_id) FROM office.parental_responsibility b
                    WHERE b.case_id = id('case', family) AND b.child_id = id('child', 2 * family + child) AND b.superseded_at IS NULL
                    ORDER BY chance(me, b.responsibility_id::text) LIMIT 1)
        WHEN col IN ('authority_id', 'measure_id') THEN NULL
        WHEN col IN ('sender_id', 'addressee_id', 'set_by', 'provider_id', 'reported_by', 'to_authority_id')
             THEN to_jsonb(id('authority', 1 + floor(4 * chance(me))::integer))
        WHEN col LIKE '%\_state' OR col = 'state' THEN to_jsonb(pick('{FR,BE,DK}', me))
        WHEN chance(me, 'null') < 0.15 AND col NOT LIKE '%\_on' THEN NULL
        WHEN col = 'cadence' THEN to_jsonb(pick('{2 per month for 12 months,monthly,weekly for 4 weeks then monthly}', me))
        WHEN col = 'approved_on' THEN to_jsonb(date '2024-02-03' + (120 * chance(seed || '/completed_on'))::integer)
        WHEN type = 'date'::regtype THEN
             CASE WHEN col IN ('to_on', 'ended_on') THEN CASE WHEN chance(me, 'null') < 0.6 THEN to_jsonb(date '2024-05-01' + (120 * chance(me))::integer) END
                  ELSE to_jsonb(date '2024-02-01' + (120 * chance(me))::integer) END
        WHEN type = 'boolean'::regtype THEN to_jsonb(chance(me) < 0.6)
        WHEN type = 'text[]'::regtype THEN to_jsonb(ARRAY(SELECT o FROM unnest(coalesce(options, '{neglect,abuse}')) o WHERE chance(me, o) < 0.6))
        WHEN type = 'text'::regtype THEN to_jsonb(coalesce(pick(options, me), pick('{example,other}', me)))
    END;
END $$;

/*
 * One thing happens to one row: it is written, corrected or struck out.  What
 * the checks of the table do not allow does not happen.
 */
CREATE FUNCTION public.happen(step integer) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    me text := 'step ' || step;
    v public.versioned;
    family integer := 1;
    child integer := floor(2 * chance(me, 'child'))::integer;
    target text;
    given jsonb;
    what text;
BEGIN
    SELECT * INTO v FROM public.versioned x
     ORDER BY chance(me, 'table', x.tab) * CASE WHEN x.tab IN ('assessment', 'appointment', 'parental_responsibility', 'hearing', 'sibling_bond',
                                                               'sibling_arrangement', 'habitual_residence', 'contact_plan') THEN 0.3 ELSE 1 END
     LIMIT 1;
    /* what a fact says is that of the subject at hand: rows of a family whose child it is, or that have none */
    EXECUTE format('SELECT t.%1$I::text FROM office.%2$I t
                     WHERE t.case_id = $1 AND t.superseded_at IS NULL ORDER BY public.chance($2, t.%1$I::text) LIMIT 1', v.id, v.tab)
       INTO target USING id('case', family), me;
    what := CASE WHEN target IS NULL OR chance(me, 'what') < 0.45 THEN 'insert' WHEN chance(me, 'what') < 0.85 THEN 'update' ELSE 'delete' END;
    SELECT jsonb_strip_nulls(jsonb_object_agg(a.attname, value_for(a.attrelid, a.attname, a.atttypid, family, child, me)))
      INTO given
      FROM pg_attribute a
     WHERE a.attrelid = ('office.' || v.tab)::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attname <> v.id
       AND (what = 'insert' OR a.attname NOT LIKE '%\_id' AND chance(me, 'which', a.attname) < 0.6);
    BEGIN
        IF what = 'insert' THEN
            given := given || jsonb_build_object(v.id, id(me));
            EXECUTE format('INSERT INTO office.%I (%s) SELECT %2$s FROM jsonb_populate_record(NULL::office.%1$I, $1)',
                           v.tab, (SELECT string_agg(quote_ident(k), ', ') FROM jsonb_object_keys(given) k)) USING given;
        ELSIF what = 'delete' THEN
            EXECUTE format('DELETE FROM office.%I WHERE %I = $1::uuid', v.tab, v.id) USING target;
        ELSIF given <> '{}' THEN
            EXECUTE format('UPDATE office.%I t SET (%s) = ROW(%s) FROM jsonb_populate_record(NULL::office.%1$I, $1) r WHERE t.%4$I = $2::uuid',
                           v.tab, (SELECT string_agg(quote_ident(k), ', ') FROM jsonb_object_keys(given) k),
                           (SELECT string_agg('r.' || quote_ident(k), ', ') FROM jsonb_object_keys(given) k), v.id) USING given, target;
        END IF;
    EXCEPTION WHEN check_violation OR not_null_violation OR foreign_key_violation THEN
        RETURN 'disallowed';
    END;
    SET CONSTRAINTS ALL IMMEDIATE;
    SET CONSTRAINTS ALL DEFERRED;
    RETURN v.tab || ' ' || what;
END $$;

/* what is known of a child or a carer is changed in place */
CREATE FUNCTION public.change(step integer) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    me text := 'change ' || step;
    day date := date '2024-02-01' + floor(120 * chance(me))::integer;
BEGIN
    IF chance(me, 'which') < 0.5 THEN
        UPDATE office.child SET siblings_checked_on = day WHERE child_id = id('child', 2 + floor(2 * chance(me, 'whose'))::integer);
    ELSE
        UPDATE office.proposed_carer SET household_listed_on = nullif(day, '2024-02-01') WHERE carer_id = id('carer', 2 + floor(2 * chance(me, 'whose'))::integer);
    END IF;
    SET CONSTRAINTS ALL IMMEDIATE;
    SET CONSTRAINTS ALL DEFERRED;
    RETURN 'change';
END $$;

/* an act, on any day: of those that the state of the placement lets follow */
CREATE FUNCTION public.act(step integer) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    me text := 'act ' || step;
    n integer := 2 + floor(2 * chance(me, 'whose'))::integer;
    a office.act;
    target office.act;
    state text;
    what text := 'act';
BEGIN
    a.acted_on := date '2024-02-01' + floor(110 * chance(me, 'day'))::integer;
    SELECT x.to_state INTO state FROM office.act x
     WHERE x.case_id = id('case', n / 2) AND x.subject_id = id('placement', n) AND x.superseded_at IS NULL AND x.acted_on <= a.acted_on
     ORDER BY x.acted_on DESC, x.seq DESC LIMIT 1;
    SELECT t.act, t.side INTO a.act, a.side FROM case_rules.procedure_transition t
     WHERE t.procedure = 'placement_abroad' AND t.from_state = coalesce(state, '-')
       AND NOT EXISTS (SELECT FROM case_rules.act_field f
                        WHERE f.procedure = t.procedure AND f.act = t.act AND f.is_required AND t.act NOT IN ('contemplate', 'open_consultation'))
     ORDER BY chance(me, t.act, t.side::text) * CASE WHEN t.act LIKE 'report%' THEN 2 ELSE 1 END LIMIT 1;
    IF NOT FOUND THEN
        a.act := 'contemplate';
        a.side := 'requesting';
    END IF;
    a.details := CASE a.act WHEN 'contemplate' THEN '{"jurisdiction_article": "5"}'
                            WHEN 'open_consultation' THEN '{"addressee_role": "central_authority"}' ELSE '{}' END;
    IF a.act = 'depart' THEN
        a.irregular := '{"reason": "it has happened", "person": "Example Worker", "second_person": "Example Second"}';
    END IF;
    IF chance(me, 'amend') < 0.3 THEN
        SELECT * INTO target FROM office.act x
         WHERE x.case_id = id('case', n / 2) AND x.superseded_at IS NULL AND x.act <> 'annul' ORDER BY chance(me, 'target', x.seq::text) LIMIT 1;
        IF FOUND THEN
            what := CASE WHEN chance(me, 'how') < 0.5 THEN 'annul' ELSE 'correct' END;
            n := CASE WHEN target.subject_id = id('placement', n) THEN n ELSE 2 * (n / 2) + 1 - n % 2 END;
            a.act := CASE what WHEN 'annul' THEN 'annul' ELSE target.act END;
            a.acted_on := CASE what WHEN 'annul' THEN greatest(a.acted_on, target.acted_on) ELSE target.acted_on + floor(9 * chance(me, 'by'))::integer - 4 END;
            a.side := target.side;
            a.irregular := CASE what WHEN 'correct' THEN target.irregular END;
            a.details := CASE what WHEN 'correct' THEN target.details ELSE '{}' END;
            a.amends := jsonb_build_object('seq', target.seq, 'reason', 'a mistake', 'second_person', 'Example Second');
        END IF;
    END IF;
    BEGIN
        INSERT INTO office.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details, irregular, amends)
        VALUES (id('case', n / 2), 'placement_abroad', id('placement', n), a.act, a.acted_on,
                id('authority', CASE a.side WHEN 'requesting' THEN 1 ELSE 3 END), 'Example Worker', a.details, a.irregular, a.amends);
    EXCEPTION WHEN OTHERS THEN
        RETURN CASE WHEN SQLSTATE ~ '^(RU0(01|02|03|09|10)|22023)$' THEN 'refused' ELSE 'failed:' || SQLSTATE END;
    END;
    RETURN what;
END $$;

/* what was answered at each moment, to be asked again */
CREATE TABLE public.said_then (moment timestamptz, report text, family integer, said jsonb);
CREATE FUNCTION public.office_reports(family integer) RETURNS TABLE (report text, said jsonb) LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    of_case uuid := id('case', family);
BEGIN
    RETURN QUERY SELECT 'placement_status', jsonb_agg(to_jsonb(r) ORDER BY r.placement_id) FROM office.placement_status r WHERE r.case_id = of_case;
    RETURN QUERY SELECT 'consent_register', jsonb_agg(to_jsonb(r) ORDER BY r.placement_id, r.seq) FROM office.consent_register r WHERE r.case_id = of_case;
    RETURN QUERY SELECT 'duty_status', jsonb_agg(to_jsonb(r) ORDER BY r.seq, r.duty) FROM office.duty_status r WHERE r.case_id = of_case;
    RETURN QUERY SELECT 'irregular_act', jsonb_agg(to_jsonb(r) ORDER BY r.seq) FROM office.irregular_act r WHERE r.case_id = of_case;
    RETURN QUERY SELECT 'open_finding', jsonb_agg(to_jsonb(r) ORDER BY r.seq, r.rule, r.version) FROM office.open_finding r WHERE r.case_id = of_case;
END $$;

CREATE FUNCTION public.go_on(step integer) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    what text := CASE WHEN step % 9 = 0 THEN public.act(step) WHEN step % 40 = 1 THEN public.change(step) ELSE public.happen(step) END;
    moment timestamptz := clock_timestamp();
    tab text;
BEGIN
    IF what LIKE '% %' THEN
        tab := split_part(what, ' ', 1);
        what := split_part(what, ' ', 2);
        PERFORM public.look(tab, moment);
    ELSIF what = 'change' THEN
        PERFORM public.look('child', moment), public.look('proposed_carer', moment);
    END IF;
    PERFORM public.look(t, moment) FROM unnest('{act,journal,duty,placement_regime}'::text[]) t;
    IF step % 15 = 0 THEN
        INSERT INTO public.said_then SELECT clock_timestamp(), r.report, f, r.said FROM generate_series(1, 1) f, public.office_reports(f) r;
    END IF;
    RETURN what;
END $$;
SET LOCAL case_rules.as_of = '2024-05-01';
SET LOCAL case_rules.rejudge_at_commit = 1000000;   -- so much in one transaction
SELECT public.look(tab) FROM public.followed \g /dev/null
CREATE TEMP TABLE happened AS SELECT step, public.go_on(step) AS what FROM generate_series(1, 500) step;

SELECT cmp_ok(count(*)::integer, '>', 3, format('%s times: %s', count(*), what)) FROM happened WHERE what <> 'disallowed' GROUP BY what ORDER BY what;
SELECT is((SELECT count(DISTINCT tab) FROM public.log), (SELECT count(*) FROM public.followed), 'every table has its share');

/* ---- as if nothing had happened since --------------------------------------------------------- */

CREATE FUNCTION public.go_back(moment timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    t text;
BEGIN
    FOR t IN SELECT tab FROM public.followed LOOP
        EXECUTE format('DELETE FROM shadow.%I', t);
        EXECUTE format('INSERT INTO shadow.%1$I
            SELECT r.* FROM (SELECT DISTINCT ON (l.id) l.said FROM public.log l WHERE l.tab = $1 AND l.moment <= $2 ORDER BY l.id, l.n DESC) l,
                            jsonb_populate_record(NULL::shadow.%1$I, l.said) r
             WHERE l.said IS NOT NULL', t) USING t, moment;
    END LOOP;
END $$;
CREATE TABLE public.facts_differ (fact text, placement integer, as_of date, known_at timestamptz, says jsonb, oracle jsonb);
CREATE TABLE public.facts_compared (fact text, value jsonb);
CREATE FUNCTION public.compare_at(moment timestamptz, days date[]) RETURNS void LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    d date;
    says jsonb;
    oracle jsonb;
BEGIN
    PERFORM public.go_back(moment);
    FOREACH d IN ARRAY days LOOP
        FOR p IN 2..3 LOOP
            SELECT to_jsonb(f) INTO says FROM office.placement_facts(id('case', p / 2), id('placement', p), d, moment, NULL) f;
            SELECT to_jsonb(f) INTO oracle FROM shadow.placement_facts(id('case', p / 2), id('placement', p), d, NULL, NULL) f;
            INSERT INTO public.facts_compared SELECT k, v FROM jsonb_each(oracle) e(k, v);
            INSERT INTO public.facts_differ
            SELECT k, p, d, moment, says -> k, oracle -> k FROM jsonb_object_keys(oracle) k WHERE says -> k IS DISTINCT FROM oracle -> k;
        END LOOP;
    END LOOP;
END $$;
INSERT INTO shadow.authority SELECT * FROM office.authority;
INSERT INTO shadow.case_file SELECT * FROM office.case_file;
INSERT INTO shadow.person SELECT * FROM office.person;
INSERT INTO shadow.placement SELECT * FROM office.placement;
CREATE TEMP TABLE probe AS
    SELECT moment, ARRAY(SELECT date '2024-02-15' + (150 * chance('day', n::text, i::text))::integer FROM generate_series(1, 2) i) AS days
      FROM (SELECT n, (SELECT l.moment FROM public.log l ORDER BY chance('probe', g.n::text, l.n::text) LIMIT 1) AS moment FROM generate_series(1, 20) g(n)) p;
SELECT count(public.compare_at(moment, days)) FROM probe \g /dev/null
SELECT is_empty('SELECT fact, count(*), min(placement), min(as_of), min(known_at) FROM public.facts_differ GROUP BY 1 ORDER BY 1',
                'facts by what was known are the facts of those days');
CREATE TEMP TABLE report_differs (report text, family integer, moment timestamptz, said jsonb, says jsonb);
DO $$
DECLARE
    m timestamptz;
BEGIN
    FOR m IN SELECT DISTINCT s.moment FROM public.said_then s LOOP
        PERFORM set_config('case_rules.known_at', to_char(m AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') || '+00', true);
        INSERT INTO report_differs
        SELECT o.report, o.family, m, o.said, n.said FROM public.said_then o JOIN public.office_reports(o.family) n USING (report)
         WHERE o.moment = m AND n.said IS DISTINCT FROM o.said;
    END LOOP;
    PERFORM set_config('case_rules.known_at', '', true);
END $$;
SELECT is_empty('SELECT report, count(*), min(family), min(moment) FROM report_differs GROUP BY 1', 'and reports answer as they did then');

/* some of them by hand, straight from the log */
CREATE FUNCTION public.known(of_table text, moment timestamptz, placement integer) RETURNS SETOF jsonb LANGUAGE sql STABLE AS $$
    SELECT l.said
      FROM (SELECT DISTINCT ON (l.id) l.said FROM public.log l WHERE l.tab = of_table AND l.moment <= known.moment ORDER BY l.id, l.n DESC) l
     WHERE l.said ->> 'child_id' = id('child', placement)::text $$;
CREATE FUNCTION public.by_hand(moment timestamptz, day date, placement integer,
    OUT guardian_in_office text, OUT habitual_residence_state text, OUT child_hearing text, OUT bia_completed_on text, OUT legal_responsibility_held text)
LANGUAGE sql STABLE AS $$
    SELECT g.held::text, h.state, v.outcome, b.completed_on, (r.held OR g.held)::text
      FROM (SELECT bool_or(k ->> 'to_on' IS NULL OR (k ->> 'to_on')::date >= day) AS held
              FROM known('appointment', moment, placement) k WHERE k ->> 'kind' = 'guardian' AND (k ->> 'from_on')::date <= day) g
     CROSS JOIN (SELECT bool_or(k ->> 'to_on' IS NULL OR (k ->> 'to_on')::date >= day) AS held
                   FROM known('parental_responsibility', moment, placement) k WHERE (k ->> 'from_on')::date <= day) r
      LEFT JOIN LATERAL (SELECT k ->> 'state' AS state FROM known('habitual_residence', moment, placement) k
                          WHERE (k ->> 'from_on')::date <= day AND coalesce((k ->> 'to_on')::date >= day, true)
                          ORDER BY (k ->> 'from_on')::date DESC, k ->> 'residence_id' DESC LIMIT 1) h ON true
      LEFT JOIN LATERAL (SELECT k ->> 'outcome' AS outcome FROM known('views', moment, placement) k
                          WHERE (k ->> 'heard_on')::date <= day ORDER BY (k ->> 'heard_on')::date DESC, k ->> 'views_id' DESC LIMIT 1) v ON true
      LEFT JOIN LATERAL (SELECT k ->> 'completed_on' AS completed_on FROM known('assessment', moment, placement) k
                          WHERE k ->> 'kind' = 'bia' AND (k ->> 'approved_on')::date <= day
                          ORDER BY (k ->> 'completed_on')::date DESC, k ->> 'assessment_id' DESC LIMIT 1) b ON true $$;
CREATE TEMP TABLE hand AS
    SELECT p.moment, d.day, n AS placement, to_jsonb(h) AS oracle, to_jsonb(f) AS says
      FROM probe p CROSS JOIN unnest(p.days) AS d(day) CROSS JOIN generate_series(2, 3) n
     CROSS JOIN LATERAL public.by_hand(p.moment, d.day, n) h
     CROSS JOIN LATERAL (SELECT f.guardian_in_office::text, f.habitual_residence_state, f.child_hearing, f.bia_completed_on::text, f.legal_responsibility_held::text
                           FROM office.placement_facts(id('case', n / 2), id('placement', n), d.day, p.moment, NULL) f) f;
SELECT is_empty($$SELECT k, placement, day, moment, says -> k AS says, oracle -> k AS oracle FROM hand, jsonb_object_keys(oracle) k
                   WHERE says -> k IS DISTINCT FROM oracle -> k ORDER BY 1, 2, 3, 4 LIMIT 20$$, 'and what the log says, read by hand');
SELECT cmp_ok(count(DISTINCT value)::integer, '>', 1, format('the fact %s had %s values', key, count(DISTINCT value)))
  FROM hand, jsonb_each(oracle) GROUP BY key ORDER BY key;

/* ---- acts, and facts that reach back behind them ------------------------------------------------ */

/* what was answered at each moment, to be asked again */
CREATE TABLE public.answered (moment timestamptz, case_id bigint, subject_id bigint, day date, said jsonb);
CREATE TABLE public.reported (moment timestamptz, case_id bigint, report text, said jsonb);
CREATE FUNCTION public.facts_of(of_case bigint, subject bigint, day date, known_at timestamptz) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT to_jsonb(f) FROM public.history_facts(of_case, subject, day, known_at, NULL) f $$;
CREATE FUNCTION public.reports_of(of_case bigint) RETURNS TABLE (report text, said jsonb) LANGUAGE sql STABLE AS $$
    SELECT 'irregular_act', jsonb_agg(to_jsonb(r) ORDER BY r.seq) FROM book.irregular_act r WHERE r.case_id = of_case
     UNION ALL
    SELECT 'duty_status', jsonb_agg(to_jsonb(r) ORDER BY r.seq, r.duty) FROM book.duty_status r WHERE r.case_id = of_case $$;

/* acts that were let pass, and at what moment */
CREATE TABLE public.passed (case_id bigint, seq bigint, act text, step integer, late boolean);
CREATE TABLE public.done (what text, code text, message text);

CREATE FUNCTION public.step(of_case bigint, n integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    me text := of_case || '/' || n;
    subject bigint := of_case * 10 + 1 + floor(1.6 * chance(me, 'subject'))::integer;
    last_on date := coalesce((SELECT max(a.acted_on) FROM public.act a WHERE a.case_id = of_case), date '2024-01-01');
    state text;
    a public.act;
    c public.circumstance;
    target public.act;
    what text;
BEGIN
    IF chance(me, 'kind') < 0.35 THEN
        SELECT * INTO c FROM public.circumstance x
         WHERE x.case_id = of_case AND x.superseded_at IS NULL ORDER BY chance(me, x.subject_id::text, x.from_on::text, x.kind) LIMIT 1;
        what := CASE WHEN c.case_id IS NULL OR chance(me, 'what') < 0.5 THEN 'fact' WHEN chance(me, 'what') < 0.85 THEN 'correct fact' ELSE 'strike fact' END;
        IF what = 'fact' THEN
            INSERT INTO public.circumstance (case_id, subject_id, kind, answer, from_on, to_on)
            VALUES (of_case, subject, pick('{guardian,home_safe}', me), chance(me, 'answer') < 0.6, last_on - 40 + floor(60 * chance(me, 'from'))::integer,
                    CASE WHEN chance(me, 'to') < 0.3 THEN last_on + 30 END);
        ELSIF what = 'correct fact' THEN
            UPDATE public.circumstance x
               SET answer = CASE WHEN chance(me, 'answer') < 0.5 THEN NOT c.answer ELSE c.answer END,
                   from_on = CASE WHEN chance(me, 'from') < 0.4 THEN c.from_on + floor(30 * chance(me, 'by'))::integer - 15 ELSE c.from_on END,
                   to_on = CASE WHEN chance(me, 'to') < 0.4 THEN greatest(last_on - floor(20 * chance(me, 'til'))::integer, c.from_on + 20) ELSE c.to_on END
             WHERE x.case_id = of_case AND x.circumstance_id = c.circumstance_id;
        ELSE
            DELETE FROM public.circumstance x WHERE x.case_id = of_case AND x.circumstance_id = c.circumstance_id;
        END IF;
        SET CONSTRAINTS ALL IMMEDIATE;
        SET CONSTRAINTS ALL DEFERRED;
        INSERT INTO public.done VALUES (what, '00000');
    ELSE
        SELECT x.to_state INTO state FROM public.act x
         WHERE x.case_id = of_case AND x.subject_id = subject AND x.superseded_at IS NULL ORDER BY x.acted_on DESC, x.seq DESC LIMIT 1;
        a.acted_on := last_on + floor(7 * chance(me, 'days'))::integer;
        what := 'act';
        IF chance(me, 'late') < 0.3 THEN
            a.acted_on := last_on - floor(30 * chance(me, 'days'))::integer;
            SELECT x.to_state INTO state FROM public.act x
             WHERE x.case_id = of_case AND x.subject_id = subject AND x.superseded_at IS NULL AND x.acted_on <= a.acted_on
             ORDER BY x.acted_on DESC, x.seq DESC LIMIT 1;
            what := 'late act';
        END IF;
        SELECT t.act, t.side INTO a.act, a.authority_id FROM case_rules.procedure_transition t
         WHERE t.procedure = 'history' AND t.from_state = coalesce(state, '-')
         ORDER BY chance(me, t.act, t.side::text)
                  * CASE WHEN t.act IN ('note', 'danger') THEN 3 WHEN t.act IN ('depart', 'close', 'arrive') THEN 1.5 ELSE 1 END
         LIMIT 1;
        a.details := CASE a.act WHEN 'note' THEN jsonb_build_object('heard', chance(me, 'heard') < 0.8, 'ground', chance(me, 'ground') < 0.5)
                                WHEN 'consent' THEN jsonb_build_object('until', a.acted_on + floor(60 * chance(me, 'until'))::integer) ELSE '{}' END;
        IF a.act = 'depart' AND chance(me, 'irregular') < 0.7 THEN
            a.irregular := '{"reason": "it has happened", "person": "Example Worker", "second_person": "Example Second"}';
        END IF;
        IF chance(me, 'amend') < 0.2 THEN
            SELECT * INTO target FROM public.act x
             WHERE x.case_id = of_case AND x.superseded_at IS NULL AND x.act <> 'annul'
             ORDER BY CASE WHEN x.outcome IN ('permitted', 'cured') THEN 1 ELSE 0.2 END * chance(me, 'target', x.seq::text) LIMIT 1;
            IF FOUND THEN
                what := CASE WHEN target.outcome IN ('irregular', 'barred', 'protective') THEN 'cure' WHEN chance(me, 'how') < 0.4 THEN 'annul' ELSE 'correct' END;
                subject := target.subject_id;
                a.acted_on := CASE what WHEN 'correct' THEN target.acted_on + floor(5 * chance(me, 'days'))::integer - 2 ELSE greatest(last_on, target.acted_on) END;
                a.act := CASE what WHEN 'correct' THEN target.act ELSE what END;
                a.authority_id := target.authority_id;
                a.details := CASE what WHEN 'correct' THEN target.details ELSE '{}' END;
                a.irregular := CASE what WHEN 'correct' THEN target.irregular END;
                a.amends := jsonb_build_object('seq', target.seq, 'reason', 'a mistake', 'second_person', 'Example Second');
            END IF;
        END IF;
        BEGIN
            INSERT INTO public.act (case_id, subject_id, act, acted_on, authority_id, details, irregular, amends)
            VALUES (of_case, subject, a.act, a.acted_on, a.authority_id, a.details, a.irregular, a.amends)
            RETURNING seq INTO a.seq;
            INSERT INTO public.passed VALUES (of_case, a.seq, a.act, n, a.acted_on < last_on);
            INSERT INTO public.done VALUES (what, '00000');
        EXCEPTION WHEN OTHERS THEN
            INSERT INTO public.done VALUES (what, SQLSTATE, SQLERRM);
        END;
    END IF;
    INSERT INTO public.answered
    SELECT clock_timestamp(), of_case, s, d.day, public.facts_of(of_case, s, d.day, NULL)
      FROM generate_series(of_case * 10 + 1, of_case * 10 + 2) s,
           (SELECT last_on - floor(60 * chance(me, 'asked', i::text))::integer + 10 FROM generate_series(1, 2) i) d(day);
    INSERT INTO public.reported SELECT clock_timestamp(), of_case, r.report, r.said FROM public.reports_of(of_case) r;
END $$;
SELECT count(public.step(c, n)) FROM generate_series(1, 45) c, generate_series(1, 26) n \g /dev/null

SELECT is_empty($$SELECT * FROM public.done WHERE code NOT IN ('00000', 'RU001', 'RU002', 'RU003', 'RU009', 'RU010')$$,
                'an act goes in, or the protocol stands against it');
SELECT cmp_ok(count(*)::integer, '>', 12, format('%s times: %s', count(*), what)) FROM public.done WHERE code = '00000' GROUP BY what ORDER BY what;
SELECT cmp_ok((SELECT count(*) FROM public.act)::integer, '>', 500, 'acts');
SELECT cmp_ok((SELECT count(*) FROM book.journal WHERE judgement > 1 AND cause_seq IS NULL)::integer, '>', 50, 'judged again because of a fact');
SELECT cmp_ok((SELECT count(*) FROM (SELECT outcome FROM book.journal GROUP BY case_id, seq, outcome) j)::integer, '>',
              (SELECT count(*) FROM public.act)::integer + 20,
              'and some of them with another outcome');

/* what was answered then is what is said of then */
SELECT is_empty($$SELECT k.key, count(*), min(a.case_id), min(a.subject_id), min(a.day), min(a.moment)
                    FROM public.answered a, LATERAL public.facts_of(a.case_id, a.subject_id, a.day, a.moment) f, jsonb_object_keys(a.said) k(key)
                   WHERE f -> k.key IS DISTINCT FROM a.said -> k.key GROUP BY 1$$, 'facts by what was known are those that were answered then');
CREATE TEMP TABLE reports_differ (report text, case_id bigint, moment timestamptz, said jsonb, says jsonb);
DO $$
DECLARE
    m timestamptz;
BEGIN
    FOR m IN SELECT DISTINCT r.moment FROM public.reported r LOOP
        PERFORM set_config('case_rules.known_at', to_char(m AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') || '+00', true);
        INSERT INTO reports_differ
        SELECT o.report, o.case_id, m, o.said, n.said FROM public.reported o JOIN public.reports_of(o.case_id) n USING (report)
         WHERE o.moment = m AND n.said IS DISTINCT FROM o.said;
    END LOOP;
    PERFORM set_config('case_rules.known_at', '', true);
END $$;
SELECT is_empty($$SELECT report, count(*), min(case_id), min(moment) FROM reports_differ GROUP BY 1$$, 'and so are reports');

/* each act: its first judgement, and the latest */
CREATE FUNCTION public.judgement_of(of_case bigint, of_seq bigint, known_at timestamptz) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(concat_ws(' ', f.rule, f.verdict) ORDER BY f.rule COLLATE "C"), '{}')
      FROM case_rules.judge_act('public.act', of_case::text, of_seq, known_at) f WHERE f.verdict NOT IN ('satisfied', 'not_applicable') $$;
CREATE FUNCTION public.journal_of(findings jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(array_agg(concat_ws(' ', f ->> 'rule', f ->> 'verdict') ORDER BY (f ->> 'rule') COLLATE "C"), '{}') FROM jsonb_array_elements(findings) f $$;
SELECT is_empty($$SELECT a.case_id, a.seq, a.act, public.journal_of(j.findings) AS first, g.found AS by_what_was_known
                    FROM public.act a JOIN book.journal j ON j.case_id = a.case_id AND j.seq = a.seq AND j.judgement = 1,
                         LATERAL public.judgement_of(a.case_id, a.seq, a.recorded_at) g(found)
                   WHERE a.amends IS NULL AND g.found <> public.journal_of(j.findings) ORDER BY 1, 2 LIMIT 20$$,
                'the first judgement is that by what was known when the act was recorded');
/* an act that annuls or corrects is judged when what it changes before its own day has been */
SELECT is_empty($$SELECT j.case_id, j.seq, j.act, j.judgement, j.cause, public.journal_of(j.findings) AS journal, g.found AS by_what_was_known
                    FROM book.journal j, LATERAL public.judgement_of(j.case_id, j.seq, j.judged_at) g(found)
                   WHERE g.found <> public.journal_of(j.findings) ORDER BY 1, 2 LIMIT 20$$,
                'and each judgement is that by what was known when it was made');
SELECT is_empty($$SELECT a.case_id, a.seq, a.act, public.journal_of(j.findings) AS latest, g.found AS now
                    FROM public.act a,
                         LATERAL (SELECT j.findings FROM book.journal j WHERE j.case_id = a.case_id AND j.seq = a.seq ORDER BY j.judgement DESC LIMIT 1) j,
                         LATERAL public.judgement_of(a.case_id, a.seq, NULL) g(found)
                   WHERE a.superseded_at IS NULL AND g.found <> public.journal_of(j.findings) ORDER BY 1, 2 LIMIT 20$$, 'the latest is that by what is known now');
SELECT is_empty($$SELECT c.case_id, r.* FROM (SELECT DISTINCT case_id FROM public.act) c, LATERAL case_rules.rejudge_case('book', c.case_id::text) r
                   WHERE r.changed <> 0$$, 'and judged once more, no act has another verdict');
SELECT * FROM finish();
ROLLBACK;
