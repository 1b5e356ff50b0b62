/*
 * Late, irregular, annulled, corrected and cured acts against a slow oracle.
 *
 * Random histories are sent in random order of arrival; what is refused is sent
 * again until nothing more goes in.  The oracle then replays the acts that were
 * accepted, from nothing and in the order of (day, seq), with its own reading of
 * transitions, rules and duties; it knows the columns that the client wrote and
 * the number of each act, and nothing that the engine derived.  Facts that rules
 * ask for come at random among the acts, also behind them.  What it cannot
 * read from the acts alone is for which rules a cure was given (those that stood
 * against the act then): it replays what there was at that moment.
 *
 *
 * The acts that went in are sent once more, in another order, as another case;
 * and twice in few statements of many rows.
 */
BEGIN;
SELECT plan(82);
\ir ../lib/history.psql

/* ---- the oracle ---------------------------------------------------------- */

/* what a cure was given for: what stood against its act when it came */
CREATE TABLE public.cured (case_id bigint, seq bigint, rules text[], PRIMARY KEY (case_id, seq));

CREATE TYPE public.replayed AS (
    seq bigint, subject_id bigint, act text, acted_on date, side text, details jsonb, is_irregular boolean, amends bigint,
    superseded boolean, from_state text, to_state text, outcome text, findings text[], stops text[]);

CREATE FUNCTION public.oracle_side(act text) RETURNS text[] LANGUAGE sql IMMUTABLE RETURN
    CASE WHEN act IN ('open', 'ask', 'decide', 'depart', 'close') THEN ARRAY['requesting']
         WHEN act IN ('consent', 'withdraw') THEN ARRAY['requested']
         ELSE ARRAY['requesting', 'requested'] END;
CREATE FUNCTION public.oracle_next(state text, act text) RETURNS text LANGUAGE sql IMMUTABLE RETURN
    CASE act
        WHEN 'note' THEN coalesce(state, 'noted')
        WHEN 'danger' THEN coalesce(state, 'noted')
        WHEN 'annul' THEN coalesce(state, '-')
        WHEN 'cure' THEN coalesce(state, '-')
        WHEN 'open' THEN CASE WHEN state IS NULL OR state = 'noted' THEN 'opened' END
        WHEN 'ask' THEN CASE WHEN state IN ('opened', 'withdrawn') THEN 'asked' END
        WHEN 'consent' THEN CASE WHEN state = 'asked' THEN 'consented' END
        WHEN 'decide' THEN CASE WHEN state = 'consented' THEN 'decided' END
        WHEN 'withdraw' THEN CASE WHEN state IN ('consented', 'decided') THEN 'withdrawn'
                                  WHEN state IN ('departed', 'arrived') THEN state END
        WHEN 'depart' THEN CASE WHEN state NOT IN ('departed', 'arrived', 'closed') THEN 'departed' END
        WHEN 'arrive' THEN CASE WHEN state NOT IN ('arrived', 'closed') THEN 'arrived' END
        WHEN 'close' THEN CASE WHEN state IN ('consented', 'withdrawn', 'decided', 'departed', 'arrived') THEN 'closed' END
    END;

/*
 * The acts of a case in their order, judged one after the other.  given: one
 * more that is about to be sent; before_seq: only what had arrived before.
 */
CREATE FUNCTION public.oracle(of_case bigint, given public.act DEFAULT NULL, before_seq bigint DEFAULT NULL)
RETURNS SETOF public.replayed LANGUAGE plpgsql AS $$
DECLARE
    h public.replayed[];
    n integer;
    a public.replayed;
    t public.replayed;
    i integer;
    j integer;
    k integer;
    counts boolean;
    by_cure text[];
    on_ground boolean;
    siblings jsonb;
    moment timestamptz := (SELECT x.recorded_at FROM public.act x WHERE x.case_id = of_case AND x.seq = before_seq);
    /* facts */
    guardian boolean; home_safe boolean;
    consented boolean; withdrawn boolean; until date; decided boolean; departed boolean; lawful boolean; dangers integer;
    heard boolean; grounds boolean; waiting integer;
    rules text[]; verdicts boolean[]; weights text[]; unknowns text[];
BEGIN
    SELECT array_agg(ROW(r.seq, r.subject_id, r.act, r.acted_on, r.authority_id, r.details, r.irregular IS NOT NULL,
                         (r.amends ->> 'seq')::bigint, false, NULL, NULL, NULL, '{}', '{}')::public.replayed
                     ORDER BY r.acted_on, r.seq)
      INTO h
      FROM (SELECT x.seq, x.subject_id, x.act, x.acted_on, x.authority_id, x.details, x.irregular, x.amends
              FROM public.act x WHERE x.case_id = of_case AND (before_seq IS NULL OR x.seq < before_seq)
             UNION ALL
            SELECT given.seq, given.subject_id, given.act, given.acted_on, given.authority_id, given.details, given.irregular, given.amends
             WHERE (given).case_id IS NOT NULL) r;
    n := coalesce(cardinality(h), 0);
    /* whatever was annulled or corrected is gone, from the day on which it had been */
    FOR i IN 1..n LOOP
        FOR j IN 1..n LOOP
            IF h[j].amends = h[i].seq AND h[j].act <> 'cure' THEN
                h[i].superseded := true;
            END IF;
        END LOOP;
    END LOOP;

    FOR i IN 1..n LOOP
        CONTINUE WHEN h[i].superseded;
        a := h[i];
        consented := false; withdrawn := false; until := NULL; decided := false; departed := false; lawful := NULL; dangers := 0;
        heard := NULL; grounds := false; siblings := '{}';
        FOR j IN 1..i - 1 LOOP
            CONTINUE WHEN h[j].superseded;
            counts := h[j].outcome <> 'barred';
            IF h[j].subject_id <> a.subject_id THEN
                IF counts AND h[j].act = 'consent' THEN
                    siblings := siblings || jsonb_build_object(h[j].subject_id::text, 'consented');
                ELSIF counts AND h[j].act = 'ask' AND NOT siblings ? h[j].subject_id::text THEN
                    siblings := siblings || jsonb_build_object(h[j].subject_id::text, 'asked');
                END IF;
                CONTINUE;
            END IF;
            a.from_state := h[j].to_state;
            CASE h[j].act
                WHEN 'consent' THEN
                    IF counts THEN
                        consented := true; withdrawn := false; until := (h[j].details ->> 'until')::date;
                    END IF;
                WHEN 'withdraw' THEN
                    IF counts THEN
                        withdrawn := true; decided := false;
                    END IF;
                WHEN 'decide' THEN
                    IF counts THEN
                        decided := true;
                    END IF;
                WHEN 'depart' THEN
                    departed := true; lawful := h[j].outcome <> 'irregular';
                WHEN 'danger' THEN
                    IF counts THEN
                        dangers := dangers + 1;
                    END IF;
                WHEN 'note' THEN
                    IF counts THEN
                        IF h[j].details ? 'heard' THEN
                            heard := (h[j].details ->> 'heard')::boolean;
                        END IF;
                        grounds := grounds OR coalesce((h[j].details ->> 'ground')::boolean, false);
                    END IF;
                ELSE NULL;
            END CASE;
        END LOOP;
        guardian := (SELECT c.answer FROM public.circumstance c
                      WHERE c.subject_id = a.subject_id AND c.kind = 'guardian' AND a.acted_on BETWEEN c.from_on AND coalesce(c.to_on, 'infinity')
                        AND (moment IS NULL OR c.recorded_at < moment) ORDER BY c.from_on DESC, c.answer LIMIT 1);
        home_safe := (SELECT c.answer FROM public.circumstance c
                       WHERE c.subject_id = a.subject_id AND c.kind = 'home_safe' AND a.acted_on BETWEEN c.from_on AND coalesce(c.to_on, 'infinity')
                         AND (moment IS NULL OR c.recorded_at < moment) ORDER BY c.from_on DESC, c.answer LIMIT 1);
        waiting := (SELECT count(*) FROM jsonb_each_text(siblings) s WHERE s.value = 'asked');

        t := NULL;
        IF a.amends IS NOT NULL THEN
            FOR j IN 1..n LOOP
                IF h[j].seq = a.amends THEN
                    t := h[j];
                END IF;
            END LOOP;
        END IF;

        /* the rules, by hand: name, value, what a violation and what an unknown does */
        rules := '{}'; verdicts := '{}'; weights := '{}'; unknowns := '{}';
        CASE a.act
            WHEN 'ask' THEN
                rules := '{ask_calm,ask_guardian}'; verdicts := ARRAY[dangers = 0, guardian]; weights := '{warn,warn}'; unknowns := '{warn,warn}';
            WHEN 'note' THEN
                rules := '{note_home_safe}'; verdicts := ARRAY[home_safe]; weights := '{warn}'; unknowns := '{warn}';
            WHEN 'consent' THEN
                rules := '{consent_heard}'; verdicts := ARRAY[heard]; weights := '{override}'; unknowns := '{warn}';
            WHEN 'decide' THEN
                rules := '{decide_on_consent,decide_in_time,decide_siblings,decide_guardian,decide_calm}';
                verdicts := ARRAY[consented AND NOT withdrawn, until >= a.acted_on, waiting = 0, guardian, dangers = 0];
                weights := '{bar,override,warn,override,shadow}'; unknowns := '{bar,warn,warn,warn,shadow}';
            WHEN 'depart' THEN
                rules := '{depart_on_decision,depart_calm,depart_guardian}'; verdicts := ARRAY[decided, dangers = 0, guardian];
                weights := '{bar,override,override}'; unknowns := '{bar,override,warn}';
            WHEN 'arrive' THEN
                rules := '{arrive_after_departure,arrive_lawful,arrive_home_safe}'; verdicts := ARRAY[departed, lawful, home_safe];
                weights := '{bar,override,override}'; unknowns := '{bar,warn,warn}';
            WHEN 'withdraw' THEN
                rules := '{withdraw_before_departure}'; verdicts := ARRAY[NOT departed]; weights := '{bar}'; unknowns := '{bar}';
            WHEN 'danger' THEN
                rules := '{danger_heard}'; verdicts := ARRAY[heard]; weights := '{override}'; unknowns := '{warn}';
            WHEN 'close' THEN
                rules := '{close_calm,close_home_safe}'; verdicts := ARRAY[dangers <= 1, home_safe];
                weights := '{bar,bar}'; unknowns := '{override,warn}';
                IF departed THEN
                    rules := rules || 'close_lawful'::text; verdicts := verdicts || lawful; weights := weights || 'override'::text;
                    unknowns := unknowns || 'override'::text;
                END IF;
            WHEN 'cure' THEN
                rules := '{cure_of_what_can_be,cure_on_a_ground,cure_of_own_act}';
                verdicts := ARRAY[t.stops <@ '{decide_in_time,depart_on_decision,depart_calm,arrive_after_departure,arrive_lawful,withdraw_before_departure}',
                                  grounds, t.side = a.side];
                weights := '{bar,bar,warn}'; unknowns := '{bar,bar,warn}';
            WHEN 'annul' THEN
                rules := '{annul_not_the_end,annul_soon}'; verdicts := ARRAY[t.act <> 'close', a.acted_on - t.acted_on <= 30];
                weights := '{bar,warn}'; unknowns := '{bar,warn}';
            ELSE NULL;
        END CASE;

        a.to_state := public.oracle_next(a.from_state, a.act);
        IF a.to_state IS NULL OR a.act <> 'withdraw' AND NOT a.side = ANY (public.oracle_side(a.act)) THEN
            a.stops := ARRAY[CASE WHEN a.to_state IS NULL THEN 'RU002' ELSE 'RU003' END];
            a.findings := a.stops;
        END IF;
        FOR k IN 1..cardinality(rules) LOOP
            CONTINUE WHEN verdicts[k];
            /* let pass by somebody, before the act was recorded */
            IF (CASE WHEN verdicts[k] IS NULL THEN unknowns[k] ELSE weights[k] END) = 'override'
               AND EXISTS (SELECT FROM book.override v
                            WHERE v.subject_id = a.subject_id AND v.act = a.act AND v.rule = rules[k] AND a.acted_on BETWEEN v.granted_on AND v.expires_on
                              AND v.recorded_at <= coalesce((SELECT x.recorded_at FROM public.act x WHERE x.case_id = of_case AND x.seq = a.seq), 'infinity')
                              AND (moment IS NULL OR v.recorded_at < moment)) THEN
                a.findings := a.findings || (rules[k] || ' overridden');
                CONTINUE;
            END IF;
            a.findings := a.findings || (rules[k] || CASE WHEN verdicts[k] IS NULL THEN ' unknown' ELSE ' violated' END);
            IF (CASE WHEN verdicts[k] IS NULL THEN unknowns[k] ELSE weights[k] END) IN ('bar', 'override') THEN
                a.stops := a.stops || rules[k];
            END IF;
        END LOOP;
        a.findings := ARRAY(SELECT x FROM unnest(a.findings) x ORDER BY x COLLATE "C");
        a.stops := ARRAY(SELECT x FROM unnest(a.stops) x ORDER BY x COLLATE "C");

        /* cured for all that stands against it, by cures that are in order themselves? */
        by_cure := '{}';
        FOR j IN 1..n LOOP
            IF h[j].act = 'cure' AND h[j].amends = a.seq AND NOT h[j].superseded
               AND a.stops <@ '{decide_in_time,depart_on_decision,depart_calm,arrive_after_departure,arrive_lawful,withdraw_before_departure}' THEN
                on_ground := false;
                FOR k IN 1..j - 1 LOOP
                    on_ground := on_ground OR h[k].act = 'note' AND h[k].subject_id = h[j].subject_id AND NOT h[k].superseded
                                           AND coalesce((h[k].details ->> 'ground')::boolean, false);
                END LOOP;
                IF on_ground THEN
                    by_cure := by_cure || coalesce((SELECT c.rules FROM public.cured c WHERE c.case_id = of_case AND c.seq = h[j].seq), '{}');
                END IF;
            END IF;
        END LOOP;

        a.outcome := CASE WHEN a.stops = '{}' THEN 'permitted'
                          WHEN a.stops <@ by_cure THEN 'cured'
                          WHEN a.is_irregular THEN 'irregular'
                          WHEN a.act IN ('danger', 'withdraw', 'arrive') THEN 'protective'
                          WHEN a.act = 'depart' THEN 'irregular'
                          ELSE 'barred' END;
        IF a.outcome = 'barred' OR a.to_state IS NULL THEN
            a.to_state := a.from_state;
        END IF;
        a.to_state := nullif(a.to_state, '-');
        h[i] := a;
    END LOOP;
    RETURN QUERY SELECT * FROM unnest(h);
END $$;

/* duties that are owed, and what became of them */
CREATE FUNCTION public.oracle_duties(of_case bigint) RETURNS TABLE (duty text) LANGUAGE sql AS $$
    WITH r AS MATERIALIZED (SELECT * FROM public.oracle(of_case) o WHERE NOT o.superseded),
         d AS (
        SELECT r.seq, r.subject_id, r.acted_on, u.duty,
               CASE u.side WHEN 'actor' THEN r.side ELSE u.side END AS side, u.met_by, u.ended_by, NULL::text[] AS rules
          FROM r
          JOIN (VALUES ('answer', '{ask}'::text[], 'requested', '{consent}'::text[], '{close,withdraw}'::text[]),
                       ('arrival', '{depart}', 'actor', '{arrive}', '{}'),
                       ('alert', '{depart,arrive}', 'requesting', '{note}', '{}'),
                       ('heed', '{danger}', 'requested', '{note}', '{close}'),
                       ('report', '{arrive}', 'requested', '{note,close}', '{}')) u(duty, acts, side, met_by, ended_by)
            ON r.act = ANY (u.acts)
         WHERE r.outcome <> 'barred'
           AND (u.duty <> 'alert' OR r.stops <> '{}')
           AND (u.duty <> 'heed' OR NOT EXISTS (SELECT FROM r p WHERE p.subject_id = r.subject_id AND p.act = 'depart'
                                                   AND (p.acted_on, p.seq) < (r.acted_on, r.seq)))
         UNION ALL
        SELECT r.seq, r.subject_id, r.acted_on, 'cure', r.side, CASE WHEN r.outcome = 'cured' THEN '{cure}'::text[] ELSE '{}' END, '{}', r.stops
          FROM r WHERE r.stops <> '{}')
    SELECT concat_ws(' ', d.seq, d.duty, d.side, CASE WHEN d.duty <> 'cure' THEN d.acted_on END, d.rules,
                     CASE WHEN m.met_on IS NOT NULL THEN 'met ' || m.met_on WHEN e.ended_on IS NOT NULL THEN 'ended ' || e.ended_on ELSE 'open' END)
      FROM d
     CROSS JOIN LATERAL (
           SELECT min(m.acted_on) AS met_on FROM r m
            WHERE m.outcome <> 'barred' AND (m.acted_on, m.seq) > (d.acted_on, d.seq) AND m.subject_id = d.subject_id
              AND m.act = ANY (d.met_by) AND (d.duty <> 'cure' OR m.amends = d.seq)) m
     CROSS JOIN LATERAL (
           SELECT min(e.acted_on) AS ended_on FROM r e
            WHERE e.outcome <> 'barred' AND e.subject_id = d.subject_id AND e.act = ANY (d.ended_by)
              AND (e.acted_on, e.seq) > (d.acted_on, d.seq)) e $$;

/* ---- what the engine says, in the same words --------------------------------- */

CREATE FUNCTION public.engine_acts(of_case bigint) RETURNS TABLE (act text) LANGUAGE sql AS $$
    SELECT concat_ws(' ', a.seq, a.act, a.acted_on, coalesce(a.from_state, '-'), coalesce(a.to_state, '-'), a.outcome,
                     (SELECT array_agg(x ORDER BY x COLLATE "C")
                        FROM (SELECT concat_ws(' ', f ->> 'rule', CASE WHEN f ->> 'rule' !~ '^RU' THEN f ->> 'verdict' END) AS x
                                FROM jsonb_array_elements(j.findings) f) f))
      FROM public.act a
      LEFT JOIN LATERAL (SELECT j.findings FROM book.journal j WHERE j.case_id = a.case_id AND j.seq = a.seq
                          ORDER BY j.judgement DESC LIMIT 1) j ON true
     WHERE a.case_id = of_case AND a.superseded_at IS NULL $$;
CREATE FUNCTION public.oracle_acts(of_case bigint) RETURNS TABLE (act text) LANGUAGE sql AS $$
    SELECT concat_ws(' ', o.seq, o.act, o.acted_on, coalesce(o.from_state, '-'), coalesce(o.to_state, '-'), o.outcome, nullif(o.findings, '{}'))
      FROM public.oracle(of_case) o WHERE NOT o.superseded $$;
CREATE FUNCTION public.engine_duties(of_case bigint) RETURNS TABLE (duty text) LANGUAGE sql AS $$
    SELECT concat_ws(' ', d.seq, d.duty, d.side, CASE WHEN d.duty <> 'cure' THEN d.started_on END,
                     CASE WHEN d.duty = 'cure' THEN ARRAY(SELECT x FROM jsonb_array_elements_text(d.details -> 'rules') x ORDER BY x COLLATE "C") END,
                     CASE d.status WHEN 'met' THEN 'met ' || d.met_on WHEN 'ended' THEN 'ended ' || d.ended_on ELSE 'open' END)
      FROM book.duty_status d WHERE d.case_id = of_case $$;

CREATE FUNCTION public.learn_cures(of_case bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    c record;
BEGIN
    FOR c IN SELECT a.seq, (a.amends ->> 'seq')::bigint AS target FROM public.act a
              WHERE a.case_id = of_case AND a.act = 'cure' AND NOT EXISTS (SELECT FROM public.cured k WHERE k.case_id = of_case AND k.seq = a.seq)
              ORDER BY a.seq LOOP
        INSERT INTO public.cured SELECT of_case, c.seq, o.stops FROM public.oracle(of_case, NULL, c.seq) o WHERE o.seq = c.target;
    END LOOP;
END $$;

/* where the two differ */
CREATE TABLE public.difference (case_id bigint, moment text, what text, engine text, oracle text);
CREATE FUNCTION public.compare(of_case bigint, moment text) RETURNS void LANGUAGE sql AS $$
    SELECT public.learn_cures(of_case);
    INSERT INTO public.difference
    SELECT of_case, moment, 'act', e.act, o.act
      FROM public.engine_acts(of_case) e FULL JOIN public.oracle_acts(of_case) o USING (act) WHERE e.act IS NULL OR o.act IS NULL
     UNION ALL
    SELECT of_case, moment, 'duty', e.duty, o.duty
      FROM public.engine_duties(of_case) e FULL JOIN public.oracle_duties(of_case) o USING (duty) WHERE e.duty IS NULL OR o.duty IS NULL $$;

/* ---- histories ------------------------------------------------------------------ */

CREATE TABLE public.planned (
    history integer, key integer, subject integer, act text, day date, side text, details jsonb, irregular boolean,
    amends integer, place double precision, PRIMARY KEY (history, key));

CREATE FUNCTION public.plan_history(history integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    me text := history::text;
    subjects integer := CASE WHEN chance(me, 'subjects') < 0.55 THEN 1 WHEN chance(me, 'subjects') < 0.85 THEN 2 ELSE 3 END;
    who text;
    p public.planned;
    target public.planned;
    n integer := 0;
BEGIN
    FOR s IN 1..subjects LOOP
        who := me || ':' || s;
        FOR p IN
            SELECT history, 0, s, t.act, NULL, t.side, t.details, t.irregular, NULL, t.place + 3 * s * chance(who, 'offset')
              FROM (VALUES
                (1.0, 'open', 'requesting', 1.0, NULL::jsonb, NULL::boolean),
                (2.0, 'note', 'requesting', 0.85,
                 jsonb_build_object('heard', CASE WHEN chance(who, 'h1') < 0.8 THEN true WHEN chance(who, 'h1') < 0.9 THEN false END), NULL),
                (3.0, 'ask', 'requesting', 0.97, NULL, NULL),
                (4.0, 'consent', 'requested', 0.95,
                 CASE WHEN chance(who, 'u') < 0.8 THEN jsonb_build_object('until', date '2024-02-01' + (chance(who, 'u2') * 200)::integer) END, NULL),
                (5.0, 'decide', 'requesting', 0.9, NULL, NULL),
                (9.0, 'depart', 'requesting', 0.8, NULL, chance(who, 'irregular') < 0.6),
                (10.0, 'arrive', CASE WHEN chance(who, 'as') < 0.5 THEN 'requesting' ELSE 'requested' END, 0.8, NULL, chance(who, 'irregular a') < 0.2),
                (11.0, 'note', 'requested', 0.5, jsonb_build_object('ground', chance(who, 'g') < 0.8), NULL),
                (13.0, 'close', 'requesting', 0.3, NULL, NULL),
                (1 + 11 * chance(who, 'd1'), 'danger', CASE WHEN chance(who, 'ds') < 0.5 THEN 'requesting' ELSE 'requested' END, 0.25, NULL, NULL),
                (1 + 11 * chance(who, 'n1'), 'note', 'requesting', 0.25,
                 jsonb_build_object('heard', chance(who, 'h2') < 0.85, 'ground', chance(who, 'g2') < 0.5), NULL),
                (4.1 + 6 * chance(who, 'w'), 'withdraw', 'requested', 0.3, NULL, NULL),
                (7.0, 'ask', 'requesting', 0.1, NULL, NULL))
                AS t(place, act, side, share, details, irregular)
             WHERE chance(who, t.act, t.place::text) < t.share
        LOOP
            n := n + 1;
            p.key := n;
            p.details := coalesce(jsonb_strip_nulls(p.details), '{}');
            INSERT INTO public.planned SELECT p.*;
        END LOOP;
        /* what is known of guardian and home: it may be told long after */
        INSERT INTO public.planned
        SELECT history, n + row_number() OVER (ORDER BY f.kind, f.answer)::integer, s, 'fact', f.from_on, 'requesting',
               jsonb_strip_nulls(jsonb_build_object('kind', f.kind, 'answer', f.answer, 'to_on', f.to_on)), NULL, NULL, NULL
          FROM (VALUES ('guardian', true, date '2023-12-01', NULL::date, 0.6),
                       ('guardian', false, date '2024-01-10' + floor(120 * chance(who, 'gf'))::integer, date '2024-12-31', 0.2),
                       ('home_safe', true, date '2023-12-01', date '2024-02-01' + floor(200 * chance(who, 'ht'))::integer, 0.5),
                       ('home_safe', false, date '2024-01-10' + floor(150 * chance(who, 'hf'))::integer, NULL, 0.15)) f(kind, answer, from_on, to_on, share)
         WHERE chance(who, f.kind, f.answer::text) < f.share;
        n := (SELECT max(x.key) FROM public.planned x WHERE x.history = plan_history.history);
        /* who let pass what, now and then taken back */
        FOR p IN
            SELECT history, 0, s, 'override', date '2024-01-01' + floor(60 * chance(who, r.rule))::integer, 'requesting',
                   jsonb_build_object('act', split_part(r.rule, '_', 1), 'rule', r.rule), NULL, NULL, NULL
              FROM unnest('{consent_heard,decide_in_time,decide_guardian,depart_calm,depart_guardian,arrive_lawful,arrive_home_safe,close_lawful}'::text[]) r(rule)
             WHERE chance(who, 'override', r.rule) < 0.12
        LOOP
            n := n + 1;
            p.key := n;
            INSERT INTO public.planned SELECT p.*;
            IF chance(who, 'revoke', p.details ->> 'rule') < 0.25 THEN
                p.act := 'revoke';
                p.amends := n;
                p.day := date '2024-03-01' + floor(100 * chance(who, 'revoked', p.details ->> 'rule'))::integer;
                n := n + 1;
                p.key := n;
                INSERT INTO public.planned SELECT p.*;
            END IF;
        END LOOP;
        /* after a withdrawal, once more */
        IF chance(who, 'again') < 0.6 THEN
            SELECT * INTO target FROM public.planned x WHERE x.history = p.history AND x.subject = s AND x.act = 'withdraw' AND x.place < 9;
            IF FOUND THEN
                INSERT INTO public.planned
                SELECT history, n + i, s, (ARRAY['ask', 'consent', 'decide'])[i], NULL, (ARRAY['requesting', 'requested', 'requesting'])[i],
                       '{}', NULL, NULL, target.place + 0.1 * i
                  FROM generate_series(1, 3) i;
                n := n + 3;
            END IF;
        END IF;
    END LOOP;
    /* days: each act its own, but for some that share the one before */
    UPDATE public.planned x
       SET day = date '2024-01-01' + 8 * (r.nth - (chance(me, 'same') < 0.25 AND chance(me, 'same', x.key::text) < 0.3)::integer)::integer
      FROM (SELECT y.key, row_number() OVER (ORDER BY y.place, y.key) AS nth FROM public.planned y
             WHERE y.history = plan_history.history AND y.act NOT IN ('fact', 'override', 'revoke')) r
     WHERE x.history = plan_history.history AND x.key = r.key;

    /* acts on acts */
    FOR target IN
        SELECT * FROM public.planned x WHERE x.history = plan_history.history AND x.act NOT IN ('fact', 'override', 'revoke')
         ORDER BY chance(me, 'target', x.key::text) LIMIT 6
    LOOP
        p := target;
        p.amends := target.key;
        p.irregular := NULL;
        p.details := '{}';
        IF target.act IN ('depart', 'arrive', 'withdraw', 'decide') AND chance(me, 'cure', target.key::text) < 0.75 THEN
            p.act := 'cure';
            p.side := CASE WHEN chance(me, 'cs', target.key::text) < 0.8 THEN target.side ELSE 'requested' END;
            p.day := target.day + 13 + 8 * (8 * chance(me, 'cd', target.key::text))::integer;
        ELSIF chance(me, 'annul', target.key::text)
              < (CASE WHEN target.act IN ('note', 'danger', 'withdraw', 'arrive', 'depart', 'close') THEN 0.25 ELSE 0.06 END) THEN
            p.act := 'annul';
            p.day := target.day + 3 + 8 * (5 * chance(me, 'ad', target.key::text))::integer;
        ELSIF chance(me, 'correct', target.key::text) < 0.25 THEN
            p.day := target.day + (ARRAY[-9, -1, -1, 1, 1, 7, 15])[1 + floor(7 * chance(me, 'kd', target.key::text))::integer];
            p.irregular := target.irregular;
            p.details := CASE WHEN target.act = 'note' THEN jsonb_build_object('heard', chance(me, 'kh', target.key::text) < 0.8, 'ground', true)
                              ELSE target.details END;
        ELSE
            CONTINUE;
        END IF;
        n := n + 1;
        p.key := n;
        INSERT INTO public.planned SELECT p.*;
        /* now and then a cure was a mistake */
        IF p.act = 'cure' AND chance(me, 'no cure', p.key::text) < 0.25 THEN
            p.amends := n;
            p.act := 'annul';
            p.day := p.day + 10;
            n := n + 1;
            p.key := n;
            INSERT INTO public.planned SELECT p.*;
            CONTINUE;
        END IF;
        /* now and then the correction is itself taken back, or corrected in its turn */
        IF p.act = target.act AND chance(me, 'again', p.key::text) < 0.3 THEN
            p.amends := n;
            IF chance(me, 'how', p.key::text) < 0.5 THEN
                p.act := 'annul';
                p.details := '{}';
                p.irregular := NULL;
                p.day := p.day + 11;
            ELSE
                p.day := p.day + 1;
            END IF;
            n := n + 1;
            p.key := n;
            INSERT INTO public.planned SELECT p.*;
        END IF;
    END LOOP;
END $$;

/* ---- sending -------------------------------------------------------------------- */

CREATE TABLE public.sent (case_id bigint, key integer, seq bigint, arrived serial, was_late boolean, PRIMARY KEY (case_id, key));
CREATE TABLE public.answer (case_id bigint, key integer, sqlstate text, message text, expected boolean);

/* would the oracle let it pass where it stands? */
CREATE FUNCTION public.oracle_accepts(given public.act) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    all_acts public.replayed[] := ARRAY(SELECT o FROM public.oracle(given.case_id, given) o);
    me public.replayed;
    target public.replayed;
BEGIN
    SELECT * INTO me FROM unnest(all_acts) o WHERE o.seq = given.seq;
    IF given.irregular IS NOT NULL AND given.act NOT IN ('depart', 'arrive') THEN
        RETURN false;
    END IF;
    IF me.amends IS NOT NULL THEN
        SELECT * INTO target FROM public.oracle(given.case_id) o WHERE o.seq = me.amends;
        IF target.superseded OR target.subject_id <> me.subject_id
           OR me.act = 'annul' AND (target.act = 'annul' OR target.side <> me.side)
           OR me.act NOT IN ('annul', 'cure') AND (target.act <> me.act OR target.side <> me.side)
           OR me.act = 'cure' AND (target.stops = '{}' OR target.outcome NOT IN ('irregular', 'barred', 'protective')) THEN
            RETURN false;
        END IF;
    END IF;
    RETURN NOT me.stops && '{RU002,RU003}' AND (me.outcome IN ('permitted', 'protective') OR me.outcome = 'irregular' AND me.is_irregular);
END $$;

/* one act, if what it amends is there; its SQLSTATE, 00000 when it went in */
CREATE FUNCTION public.send(of_case bigint, p public.planned, check_answer boolean) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    a public.act;
    target bigint;
    code text;
    message text;
    late boolean;
    expected boolean;
BEGIN
    IF p.amends IS NOT NULL THEN
        SELECT s.seq INTO target FROM public.sent s WHERE s.case_id = of_case AND s.key = p.amends;
        IF NOT FOUND THEN
            RETURN 'no target';
        END IF;
    END IF;
    IF p.act = 'fact' THEN
        INSERT INTO public.circumstance (case_id, subject_id, kind, answer, from_on, to_on)
        VALUES (of_case, of_case * 10 + p.subject, p.details ->> 'kind', (p.details ->> 'answer')::boolean, p.day, (p.details ->> 'to_on')::date);
        INSERT INTO public.sent (case_id, key) VALUES (of_case, p.key);
        RETURN '00000';
    END IF;
    IF p.act = 'override' THEN
        INSERT INTO book.override (case_id, procedure, subject_id, act, rule, reason, power, author, second_person, granted_on, expires_on)
        VALUES (of_case, 'history', of_case * 10 + p.subject, p.details ->> 'act', p.details ->> 'rule', 'example', 'example power',
                'Example Author', 'Example Second', p.day, p.day + 120);
        INSERT INTO public.sent (case_id, key) VALUES (of_case, p.key);
        RETURN '00000';
    ELSIF p.act = 'revoke' THEN
        DELETE FROM book.override v WHERE v.case_id = of_case AND v.subject_id = of_case * 10 + p.subject AND v.rule = p.details ->> 'rule';
        INSERT INTO public.sent (case_id, key) VALUES (of_case, p.key);
        RETURN '00000';
    END IF;
    a.case_id := of_case;
    a.subject_id := of_case * 10 + p.subject;
    a.act := p.act;
    a.acted_on := p.day;
    a.authority_id := p.side;
    a.details := p.details;
    a.irregular := CASE WHEN p.irregular THEN '{"reason": "it has happened", "person": "Example Worker", "second_person": "Example Second"}'::jsonb END;
    a.amends := CASE WHEN target IS NOT NULL
                     THEN jsonb_build_object('seq', target, 'reason', 'a mistake', 'second_person', 'Example Second') END;
    late := EXISTS (SELECT FROM public.act x WHERE x.case_id = of_case AND x.acted_on > p.day);
    IF check_answer THEN
        a.seq := 1000000;
        expected := public.oracle_accepts(a);
    END IF;
    BEGIN
        INSERT INTO public.act (case_id, subject_id, act, acted_on, authority_id, details, irregular, amends)
        VALUES (a.case_id, a.subject_id, a.act, a.acted_on, a.authority_id, a.details, a.irregular, a.amends)
        RETURNING seq INTO a.seq;
        INSERT INTO public.sent (case_id, key, seq, was_late) VALUES (of_case, p.key, a.seq, late);
        code := '00000';
    EXCEPTION WHEN OTHERS THEN
        code := SQLSTATE;
        message := SQLERRM;
    END;
    IF code = '00000' AND p.act = 'cure' THEN
        PERFORM public.learn_cures(of_case);
    END IF;
    INSERT INTO public.answer VALUES (of_case, p.key, code, message, expected);
    RETURN code;
END $$;

/*
 * All acts of a history, one pass after the other until nothing more goes in.
 * The second run sends what went in in the first, in another order; what was
 * found barred there is tried again and again, because it goes in only before
 * that which bars it.  An override lets pass only what is recorded after it:
 * where orders are compared it comes first.
 */
CREATE FUNCTION public.send_history(h integer, run integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    of_case bigint := h * 10 + run;
    p public.planned;
    went_in boolean := true;
    closely boolean := h % 7 = 0;
BEGIN
    WHILE went_in LOOP
        went_in := false;
        FOR p IN
            SELECT x.*
              FROM public.planned x
              LEFT JOIN (public.sent s JOIN public.act a USING (case_id, seq)) ON s.case_id = h * 10 + 1 AND s.key = x.key
             WHERE x.history = h AND (run = 1 OR s.key IS NOT NULL OR x.act IN ('fact', 'override', 'revoke'))
               AND NOT EXISTS (SELECT FROM public.sent s WHERE s.case_id = of_case AND s.key = x.key)
               /* acts of one day stand as they come: so they come as in the first run */
               AND NOT EXISTS (SELECT FROM public.act b JOIN public.sent s USING (case_id, seq)
                                WHERE run = 2 AND b.case_id = a.case_id AND b.acted_on = a.acted_on AND b.seq < a.seq
                                  AND NOT EXISTS (SELECT FROM public.sent t WHERE t.case_id = of_case AND t.key = s.key))
             ORDER BY x.act = 'override' AND h % 6 <> 1 DESC, run = 2 AND a.outcome = 'barred' DESC,
                      x.day - date '2024-01-01' + (30 * run + 200 * chance(h::text, run::text, 'k') ^ 2) * chance(h::text, run::text, x.key::text)
                      + CASE WHEN x.act = 'fact' AND chance(h::text, run::text, x.key::text, 'told late') < 0.5 THEN 150 ELSE 0 END, x.key
        LOOP
            IF public.send(of_case, p, closely) = '00000' THEN
                went_in := true;
                IF closely THEN
                    SET CONSTRAINTS ALL IMMEDIATE;
                    SET CONSTRAINTS ALL DEFERRED;
                    PERFORM public.compare(of_case, 'after ' || p.key);
                END IF;
                EXIT WHEN run = 2;
            END IF;
        END LOOP;
    END LOOP;
    IF NOT closely THEN
        SET CONSTRAINTS ALL IMMEDIATE;
        SET CONSTRAINTS ALL DEFERRED;
        PERFORM public.compare(of_case, 'at the end');
    END IF;
END $$;

/*
 * The acts of the first run in few statements, each with many rows: at once in
 * the order of their days (run 3), or first what the parties decided, then what
 * they noted, then what they put right (run 4).  A statement goes in as a whole
 * or not at all.  Facts are told before (run 3) or after (run 4).
 */
CREATE TABLE public.bulk (case_id bigint, statements integer, code text, message text);
CREATE FUNCTION public.send_in_bulk(h integer, run integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    of_case bigint := h * 10 + run;
    code text := '00000';
    message text;
    n integer := 0;
BEGIN
    PERFORM public.send(of_case, p, false)
       FROM public.planned p
      WHERE p.history = h AND (p.act = 'fact' AND run = 3
                               OR p.act = 'override' AND NOT EXISTS (SELECT FROM public.planned r WHERE r.history = h AND r.amends = p.key));
    BEGIN
        FOR part IN 1..CASE run WHEN 3 THEN 1 ELSE 3 END LOOP
            INSERT INTO public.sent (case_id, key, seq)
            SELECT of_case, p.key, coalesce((SELECT max(s.seq) FROM public.sent s WHERE s.case_id = of_case), 0)
                                   + row_number() OVER (ORDER BY a.acted_on, a.seq)
              FROM public.planned p JOIN public.sent s ON s.case_id = h * 10 + 1 AND s.key = p.key JOIN public.act a USING (case_id, seq)
             WHERE p.history = h AND (run = 3 OR part = CASE WHEN p.amends IS NOT NULL THEN 3 WHEN p.act IN ('note', 'danger', 'withdraw') THEN 2 ELSE 1 END);
            INSERT INTO public.act (case_id, subject_id, act, acted_on, authority_id, details, irregular, amends)
            SELECT of_case, of_case * 10 + a.subject_id % 10, a.act, a.acted_on, a.authority_id, a.details, a.irregular,
                   a.amends || jsonb_build_object('seq', (SELECT t.seq FROM public.sent t WHERE t.case_id = of_case AND t.key = p.amends))
              FROM public.sent n JOIN public.planned p ON p.history = h AND p.key = n.key
              JOIN public.sent s ON s.case_id = h * 10 + 1 AND s.key = p.key JOIN public.act a ON a.case_id = s.case_id AND a.seq = s.seq
             WHERE n.case_id = of_case AND NOT EXISTS (SELECT FROM public.act x WHERE x.case_id = of_case AND x.seq = n.seq)
             ORDER BY n.seq;
            n := part;
        END LOOP;
    EXCEPTION WHEN OTHERS THEN
        code := SQLSTATE;
        message := SQLERRM;
    END;
    INSERT INTO public.bulk VALUES (of_case, n, code, message);
    IF run = 4 THEN
        PERFORM public.send(of_case, p, false) FROM public.planned p WHERE p.history = h AND p.act = 'fact';
    END IF;
    SET CONSTRAINTS ALL IMMEDIATE;
    SET CONSTRAINTS ALL DEFERRED;
    PERFORM public.compare(of_case, 'in bulk');
END $$;

-- END OF MACHINERY
/* ---- seven histories by hand: what must come of them, for the engine and for the oracle --------- */

CREATE TABLE public.by_hand (history integer, key integer, act text, day text, side text, details jsonb, amends integer, irregular boolean, expected text);
INSERT INTO public.by_hand VALUES
    (1001, 1, 'open', '01-08', 'requesting', '{}', NULL, NULL, '- opened permitted'),
    (1001, 2, 'note', '01-09', 'requesting', '{"heard": true}', NULL, NULL, 'opened opened permitted'),
    (1001, 3, 'ask', '01-10', 'requesting', '{}', NULL, NULL, 'opened asked permitted'),
    (1001, 4, 'consent', '03-01', 'requested', '{"until": "2024-06-30"}', NULL, NULL, 'asked consented permitted'),
    (1001, 5, 'decide', '03-05', 'requesting', '{}', NULL, NULL, 'withdrawn withdrawn barred'),
    (1001, 6, 'withdraw', '03-04', 'requested', '{}', NULL, NULL, 'consented withdrawn permitted'),
    (1002, 1, 'open', '01-08', 'requesting', '{}', NULL, NULL, '- opened permitted'),
    (1002, 2, 'depart', '02-01', 'requesting', '{}', NULL, true, 'opened departed cured'),
    (1002, 3, 'arrive', '02-02', 'requested', '{}', NULL, NULL, 'departed arrived permitted'),
    (1002, 4, 'note', '02-10', 'requesting', '{"ground": true}', NULL, NULL, 'arrived arrived permitted'),
    (1002, 5, 'cure', '02-20', 'requesting', '{}', 2, NULL, 'arrived arrived permitted'),
    (1003, 1, 'open', '01-08', 'requesting', '{}', NULL, NULL, '- opened permitted'),
    (1003, 2, 'depart', '02-01', 'requesting', '{}', NULL, true, 'opened departed irregular'),
    (1003, 3, 'arrive', '02-02', 'requested', '{}', NULL, NULL, 'departed arrived protective'),
    (1003, 4, 'note', '02-10', 'requesting', '{"ground": true}', NULL, NULL, 'superseded'),
    (1003, 5, 'cure', '02-20', 'requesting', '{}', 2, NULL, 'arrived arrived barred'),
    (1003, 6, 'annul', '02-25', 'requesting', '{}', 4, NULL, 'arrived arrived permitted'),
    (1004, 1, 'open', '01-08', 'requesting', '{}', NULL, NULL, '- opened permitted'),
    (1004, 2, 'ask', '01-10', 'requesting', '{}', NULL, NULL, 'opened asked permitted'),
    (1004, 3, 'consent', '03-01', 'requested', '{"until": "2024-06-30"}', NULL, NULL, 'superseded'),
    (1004, 4, 'decide', '05-05', 'requesting', '{}', NULL, NULL, 'consented consented barred'),
    (1004, 5, 'consent', '03-02', 'requested', '{"until": "2024-04-30"}', 3, NULL, 'asked consented permitted'),
    (1005, 1, 'open', '01-08', 'requesting', '{}', NULL, NULL, '- opened permitted'),
    (1005, 2, 'ask', '01-10', 'requesting', '{}', NULL, NULL, 'opened asked permitted'),
    (1005, 3, 'consent', '03-01', 'requested', '{"until": "2024-06-30"}', NULL, NULL, 'asked consented permitted'),
    (1005, 4, 'decide', '03-05', 'requesting', '{}', NULL, NULL, 'consented decided permitted'),
    (1005, 5, 'depart', '03-10', 'requesting', '{}', NULL, NULL, 'decided departed irregular'),
    (1005, 6, 'arrive', '03-11', 'requested', '{}', NULL, NULL, 'departed arrived protective'),
    (1005, 7, 'danger', '03-08', 'requested', '{}', NULL, NULL, 'decided decided permitted'),
    (1006, 1, 'open', '01-08', 'requesting', '{}', NULL, NULL, 'superseded'),
    (1006, 2, 'ask', '01-10', 'requesting', '{}', NULL, NULL, '- - barred'),
    (1006, 3, 'annul', '01-20', 'requesting', '{}', 1, NULL, '- - permitted'),
    (1007, 1, 'open', '01-08', 'requesting', '{}', NULL, NULL, '- opened permitted'),
    (1007, 2, 'ask', '01-10', 'requesting', '{}', NULL, NULL, 'opened asked permitted'),
    (1007, 3, 'consent', '03-01', 'requested', '{"until": "2024-06-30"}', NULL, NULL, 'asked consented permitted'),
    (1007, 4, 'decide', '03-05', 'requesting', '{}', NULL, NULL, 'consented decided permitted'),
    (1007, 5, 'withdraw', '03-05', 'requested', '{}', NULL, NULL, 'decided withdrawn permitted');
SELECT is(public.send(h.history * 10, ROW(h.history, h.key, 1, h.act, ('2024-' || h.day)::date, h.side, h.details, h.irregular,
                                          h.amends, NULL)::public.planned, true),
          '00000', format('history %s, act %s: %s goes in', h.history, h.key, h.act))
  FROM (SELECT * FROM public.by_hand ORDER BY history, key) h;
DO $$ BEGIN PERFORM public.compare(h * 10, 'by hand') FROM generate_series(1001, 1007) h; END $$;
SELECT is_empty(format($$
        SELECT h.key, h.act, h.expected, a.found FROM public.by_hand h
          LEFT JOIN public.sent s ON s.case_id = h.history * 10 AND s.key = h.key
          LEFT JOIN (SELECT a.case_id, a.seq, CASE WHEN a.superseded_at IS NOT NULL THEN 'superseded'
                                                   ELSE concat_ws(' ', coalesce(a.from_state, '-'), coalesce(a.to_state, '-'), a.outcome) END
                       FROM public.act a) a(case_id, seq, found) USING (case_id, seq)
         WHERE h.history = %1$s AND h.expected IS DISTINCT FROM a.found$$, n), format('history %s as it must be', n)) FROM generate_series(1001, 1007) n;
SELECT is_empty(format($$
        SELECT h.key, h.act, h.expected, o.found FROM public.by_hand h
          LEFT JOIN public.sent s ON s.case_id = h.history * 10 AND s.key = h.key
          LEFT JOIN (SELECT o.seq, CASE WHEN o.superseded THEN 'superseded'
                                        ELSE concat_ws(' ', coalesce(o.from_state, '-'), coalesce(o.to_state, '-'), o.outcome) END
                       FROM public.oracle(%1$s * 10) o) o(seq, found) USING (seq)
         WHERE h.history = %1$s AND h.expected IS DISTINCT FROM o.found$$, n), format('and so the oracle says of history %s', n)) FROM generate_series(1001, 1007) n;

/* ---- random histories -------------------------------------------------------------------------------- */

\set histories 140
SET LOCAL case_rules.rejudge_at_commit = 1000000;   -- so many cases in one transaction
SELECT count(public.plan_history(h)) FROM generate_series(1, :histories) h \g /dev/null
SELECT count(public.send_history(h, run)) FROM generate_series(1, :histories) h, generate_series(1, 2) run \g /dev/null
SELECT count(public.send_in_bulk(h, run)) FROM generate_series(1, :histories) h, generate_series(3, 4) run \g /dev/null

SELECT is_empty($$SELECT case_id, key, sqlstate, message FROM public.answer WHERE sqlstate NOT IN ('00000', 'RU001', 'RU002', 'RU003', 'RU009', 'RU010')$$,
                'an act goes in, or the protocol stands against it');
SELECT is_empty($$SELECT * FROM public.bulk WHERE code NOT IN ('00000', 'RU001', 'RU002', 'RU003', 'RU009', 'RU010')$$,
                'so do statements with many acts');
SELECT is_empty($$SELECT case_id, key, sqlstate, message, expected FROM public.answer WHERE expected <> (sqlstate = '00000')$$,
                'an act goes in where the oracle would let it pass, and nowhere else');
SELECT is_empty('SELECT * FROM public.difference ORDER BY case_id, moment, what, coalesce(engine, oracle) LIMIT 30',
                'states, outcomes, findings and duties are those of the replay');

/* what the random histories were made for did happen */
SELECT cmp_ok(count(*)::integer, '>', least, format('%s acts %s', count(*), what))
  FROM (SELECT 'went in' AS what, 3000 AS least FROM public.sent
         UNION ALL SELECT 'came late', 1000 FROM public.sent WHERE was_late
         UNION ALL SELECT 'went in with many others', 1000 FROM public.sent JOIN public.bulk USING (case_id) WHERE code = '00000'
         UNION ALL SELECT 'were judged again because of a fact', 200 FROM book.journal WHERE cause_seq IS NULL AND judgement > 1
         UNION ALL SELECT 'were let pass by an override', 40 FROM book.act_finding WHERE verdict = 'overridden'
         UNION ALL SELECT 'were refused', 500 FROM public.answer WHERE sqlstate <> '00000'
         UNION ALL SELECT 'were answered as foretold', 700 FROM public.answer WHERE expected IS NOT NULL
         UNION ALL SELECT 'were ' || o.outcome, o.least
                     FROM (VALUES ('permitted', 2000), ('protective', 100), ('irregular', 100), ('cured', 40), ('barred', 50)) o(outcome, least)
                     JOIN public.act a USING (outcome) WHERE a.superseded_at IS NULL
         UNION ALL SELECT 'were annulled or corrected', 200 FROM public.act WHERE superseded_at IS NOT NULL
         UNION ALL SELECT 'were found to be irregular later', 2 FROM public.act WHERE act = 'depart' AND outcome = 'irregular' AND irregular IS NULL
         UNION ALL SELECT 'are cures that were barred later', 0 FROM public.act WHERE act = 'cure' AND outcome = 'barred') t
 GROUP BY what, least ORDER BY what;

/* the journal beside the acts */
SELECT is_empty($$
    SELECT a.case_id, a.seq, a.act FROM public.act a
      LEFT JOIN LATERAL (SELECT * FROM book.journal j WHERE j.case_id = a.case_id AND j.seq = a.seq ORDER BY j.judgement DESC LIMIT 1) j ON true
     WHERE (j.subject_id, j.act, j.acted_on, j.side, j.outcome, j.finding_count)
           IS DISTINCT FROM (a.subject_id, a.act, a.acted_on, a.side, a.outcome, a.finding_count)
        OR (j.from_state, j.to_state) IS DISTINCT FROM (a.from_state, a.to_state)
        OR a.side <> a.authority_id$$, 'each act stands as its latest judgement says');
SELECT is_empty($$SELECT case_id, seq FROM book.journal GROUP BY 1, 2
                  HAVING min(judgement) <> 1 OR max(judgement) <> count(*) OR (array_agg(judgement ORDER BY judged_at, judgement))
                         <> (array_agg(judgement ORDER BY judgement))$$, 'judgements are numbered as they came');
SELECT is_empty($$SELECT case_id, seq FROM book.journal WHERE judgement = 1 AND outcome = 'barred'$$, 'no act goes in barred');
SELECT set_eq($$SELECT case_id, seq, outcome FROM book.irregular_act$$,
              $$SELECT case_id, seq, outcome FROM public.act WHERE outcome IN ('irregular', 'barred') AND superseded_at IS NULL$$,
              'irregular_act lists what is irregular or barred now');
/* on a day before the cure, what the cure puts right was not yet */
SET LOCAL case_rules.as_of = '2024-04-01';
SELECT set_eq($$SELECT case_id, seq, outcome FROM book.irregular_act$$,
              $$SELECT a.case_id, a.seq, CASE WHEN a.outcome <> 'cured' THEN a.outcome WHEN a.act IN ('depart', 'arrive') THEN 'irregular' ELSE 'barred' END
                  FROM public.act a
                 WHERE a.superseded_at IS NULL AND a.acted_on <= '2024-04-01'
                   AND (a.outcome IN ('irregular', 'barred')
                        OR a.outcome = 'cured' AND (a.irregular IS NOT NULL OR a.act NOT IN ('danger', 'withdraw', 'arrive'))
                           AND NOT EXISTS (SELECT FROM public.act c
                                            WHERE c.case_id = a.case_id AND c.act = 'cure' AND (c.amends ->> 'seq')::bigint = a.seq
                                              AND c.outcome = 'permitted' AND c.superseded_at IS NULL AND c.acted_on <= '2024-04-01'))$$,
              'and what was so on an earlier day');
RESET case_rules.as_of;
SELECT is_empty($$SELECT * FROM case_rules.guard_holes('book')$$, 'no act is without its verdict');
/* every act of the subject that stood later was judged again because of a late one */
SELECT is_empty($$
    SELECT l.case_id, l.seq, l.act, x.seq, x.act
      FROM public.act l JOIN public.act x
        ON x.case_id = l.case_id AND x.subject_id = l.subject_id AND x.seq < l.seq AND (x.acted_on, x.seq) > (l.acted_on, l.seq)
       AND (x.superseded_at IS NULL OR x.superseded_at > l.recorded_at)
     WHERE NOT EXISTS (SELECT FROM book.journal j WHERE j.case_id = x.case_id AND j.seq = x.seq AND j.cause_seq = l.seq)
       AND l.amends IS NULL$$, 'a late act has all that stand later judged again');

/* nothing is left to be judged: whoever asks for it finds every verdict as it stands */
SELECT is_empty($$SELECT c.case_id, r.* FROM (SELECT DISTINCT case_id FROM public.act) c, LATERAL case_rules.rejudge_case('book', c.case_id::text) r
                   WHERE r.changed <> 0$$, 'judged once more, no act has another verdict');

/* ---- in another order ---------------------------------------------------------------------------------- */

CREATE FUNCTION public.by_key(of_case bigint) RETURNS TABLE (place bigint, key integer, act text) LANGUAGE sql AS $$
    SELECT row_number() OVER (ORDER BY a.acted_on, a.seq), s.key,
           CASE WHEN a.superseded_at IS NOT NULL THEN 'gone' ELSE substr(e.act, strpos(e.act, ' ')) END
      FROM public.act a JOIN public.sent s USING (case_id, seq)
      LEFT JOIN public.engine_acts(of_case) e(act) ON split_part(e.act, ' ', 1)::bigint = a.seq
     WHERE a.case_id = of_case $$;
CREATE FUNCTION public.duties_by_key(of_case bigint) RETURNS TABLE (key integer, duty text) LANGUAGE sql AS $$
    SELECT s.key, substr(e.duty, strpos(e.duty, ' '))
      FROM public.engine_duties(of_case) e(duty) JOIN public.sent s ON s.case_id = of_case AND s.seq = split_part(e.duty, ' ', 1)::bigint $$;
/* the same acts, same-day ones in the same order, and cures given for the same */
CREATE TEMP TABLE pair AS
    SELECT h, c.one = c.two AS same_acts, c.sent_one <> c.sent_two AS sent_otherwise
      FROM (SELECT h FROM generate_series(1, :histories) h WHERE h % 6 <> 1) h,
           LATERAL (SELECT max(p.acts) FILTER (WHERE run = 1) AS one, max(p.acts) FILTER (WHERE run = 2) AS two,
                           max(p.arrivals) FILTER (WHERE run = 1) AS sent_one, max(p.arrivals) FILTER (WHERE run = 2) AS sent_two
                      FROM (SELECT run, (SELECT array_agg(concat_ws(' ', s.key, c.rules) ORDER BY a.acted_on, a.seq) FROM public.sent s
                                           JOIN public.act a USING (case_id, seq) LEFT JOIN public.cured c USING (case_id, seq)
                                          WHERE s.case_id = h * 10 + run) AS acts,
                                   (SELECT array_agg(s.key ORDER BY s.arrived) FROM public.sent s WHERE s.case_id = h * 10 + run) AS arrivals
                              FROM generate_series(1, 2) run) p) c;
SELECT cmp_ok((SELECT avg(same_acts::integer) FROM pair), '>', 0.75, 'most histories have the same acts when they are sent in another order');
SELECT cmp_ok((SELECT avg(sent_otherwise::integer) FROM pair WHERE same_acts), '>', 0.9, 'which it was');
SELECT is_empty($$SELECT p.h, x.* FROM pair p,
                         LATERAL ((SELECT 'first' AS run, k.* FROM public.by_key(p.h * 10 + 1) k EXCEPT SELECT 'first', k.* FROM public.by_key(p.h * 10 + 2) k)
                                  UNION ALL
                                  (SELECT 'second', k.* FROM public.by_key(p.h * 10 + 2) k EXCEPT SELECT 'second', k.* FROM public.by_key(p.h * 10 + 1) k)) x
                   WHERE p.same_acts ORDER BY 1, 3, 2 LIMIT 20$$, 'then every act ends in the same states, with the same marks');
SELECT is_empty($$SELECT p.h, x.* FROM pair p,
                         LATERAL ((SELECT 'first' AS run, k.* FROM public.duties_by_key(p.h * 10 + 1) k
                                   EXCEPT SELECT 'first', k.* FROM public.duties_by_key(p.h * 10 + 2) k)
                                  UNION ALL
                                  (SELECT 'second', k.* FROM public.duties_by_key(p.h * 10 + 2) k
                                   EXCEPT SELECT 'second', k.* FROM public.duties_by_key(p.h * 10 + 1) k)) x
                   WHERE p.same_acts ORDER BY 1, 3, 2 LIMIT 20$$, 'and with the same duties');
SELECT * FROM finish();
ROLLBACK;
