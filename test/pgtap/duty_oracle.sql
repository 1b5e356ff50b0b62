/*
 * duty_status against a slow oracle that knows nothing of clocks: it goes from
 * day to day, from the rows of acts, extensions and holidays themselves.
 * Histories are made at random, told in random order, with acts annulled,
 * holidays announced and taken back; they are asked as of any day and by what
 * was known at any moment.
 */
BEGIN;
SELECT no_plan();
\ir ../lib/trial.psql
SELECT setseed(0.20260907) \g /dev/null

/* ---- what can be owed ---- */

INSERT INTO case_rules.procedure_act (procedure, act, position, is_protective, meaning, source) VALUES
    ('trial', 'ask', 7, false, 'asks', 'none'), ('trial', 'tell', 8, false, 'tells', 'none'),
    ('trial', 'do', 9, false, 'does', 'none'), ('trial', 'drop', 10, false, 'drops', 'none');
INSERT INTO case_rules.procedure_transition (procedure, from_state, act, side, to_state)
SELECT 'trial', 'begun', act, 'requesting', 'begun' FROM unnest('{ask,tell,do,drop}'::text[]) act;
CREATE TABLE public.limits (duty text, unit text, n integer, hangs boolean, place text);
INSERT INTO public.limits VALUES
    ('in_days', 'days', 10, false, 'requesting'), ('in_weeks', 'weeks', 2, false, 'requested'),
    ('in_working_days', 'working days', 7, false, 'requesting'), ('in_theirs', 'working days', 4, false, 'requested'),
    ('in_hours', 'hours', 30, false, 'requesting'), ('in_their_hours', 'hours', 72, false, 'requested'),
    ('hanging', 'days', 8, true, 'requesting'), ('hanging_worked', 'working days', 5, true, 'requested'),
    ('back', 'days before', 6, true, 'requesting'), ('back_worked', 'working days before', 4, true, 'requested');
INSERT INTO book.duty_rule (procedure, duty, started_by, side, clock, counted_from, fulfilled_by, suspended_by, resumed_by, ended_by, citation, meaning, if_missed)
SELECT 'trial', duty, '{proceed}', place, (n || ' ' || unit)::case_rules.clock, CASE WHEN hangs THEN 'act.until' END, '{act:do}',
       CASE WHEN unit ~ 'before' THEN '{}' ELSE '{ask}'::text[] END, CASE WHEN unit ~ 'before' THEN '{}' ELSE '{tell}'::text[] END, '{drop}', 'none', 'example', 'none'
  FROM public.limits;
INSERT INTO book.duty_rule (procedure, duty, started_by, side, cadence, until, fulfilled_by, ended_by, citation, meaning, if_missed)
VALUES ('trial', 'series', '{proceed}', 'requesting', 'every 9 days', 'act.until', '{act:do}', '{drop}', 'none', 'example', 'none');
CREATE OR REPLACE FUNCTION book.duty_place(case_id bigint, procedure text, subject_id bigint, side text)
RETURNS TABLE (time_zone text, calendar text) LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT (ARRAY['Pacific/Auckland', 'Europe/Berlin', 'America/Tegucigalpa', 'Asia/Riyadh'])[duty_place.case_id % 4 + 1],
           CASE duty_place.side WHEN 'requesting' THEN 'XA' ELSE 'XB' END;
END;
INSERT INTO book.calendar (calendar, weekend, weekend_source, holidays_known) VALUES
    ('XA', 'fri sat', 'example', '{[2024-01-01,2027-01-01)}'), ('XB', 'sat sun', 'example', '{[2024-01-01,2025-05-20)}');

/* ---- what happens ---- */

CREATE TABLE public.moment (step integer, moment timestamptz);
/* of holidays, from when to when each was recorded */
CREATE TABLE public.holiday_told (calendar text, day date, from_at timestamptz, to_at timestamptz);
CREATE FUNCTION public.some(n integer) RETURNS integer LANGUAGE sql VOLATILE AS $$ SELECT floor(random() * n)::integer $$;
CREATE FUNCTION public.happen(step integer) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    id bigint := 1 + public.some(24);
    day date := date '2025-03-03' + public.some(75);
    cal text := CASE WHEN random() < 0.5 THEN 'XA' ELSE 'XB' END;
    kind float := random();
    d record;
    result text := '00000';
BEGIN
    IF kind < 0.55 THEN
        result := public.try(format('INSERT INTO public.act (case_id, subject_id, act, acted_on, details) VALUES (%s, %s, %L, %L, %L)', id, id,
            (ARRAY['proceed', 'ask', 'ask', 'tell', 'tell', 'do', 'drop'])[1 + public.some(7)], day, '{}'));
    ELSIF kind < 0.70 THEN
        result := public.try(format('INSERT INTO public.act (case_id, subject_id, act, acted_on, details) VALUES (%s, %s, ''proceed'', %L, %L)', id, id, day,
            jsonb_build_object('until', day - 10 + public.some(40))));
    ELSIF kind < 0.78 THEN
        SELECT seq INTO d FROM public.act WHERE case_id = id AND act NOT IN ('begin', 'annul') AND superseded_at IS NULL ORDER BY random() LIMIT 1;
        IF FOUND THEN
            result := public.try(format('INSERT INTO public.act (case_id, subject_id, act, acted_on, actor, amends) VALUES (%s, %s, ''annul'', ''2025-06-01'', ''Example Actor'', %L)', id, id,
                jsonb_build_object('seq', d.seq, 'reason', 'example', 'second_person', 'Example Second')));
        END IF;
    ELSIF kind < 0.88 THEN
        SELECT u.seq, u.duty, u.due_on, u.started_on INTO d FROM book.duty u
         WHERE u.case_id = id AND u.superseded_at IS NULL AND u.due_on IS NOT NULL ORDER BY random() LIMIT 1;
        IF FOUND THEN
            result := public.try(format('INSERT INTO book.duty_extension (case_id, seq, duty, granted_on, due_on, reason, author) VALUES (%s, %s, %L, %L, %L, ''example'', ''Example Author'')',
                id, d.seq, d.duty, d.started_on + public.some(12), d.due_on + public.some(20)));
            result := nullif(result, 'RU010');
        END IF;
    ELSIF kind < 0.96 THEN
        INSERT INTO book.holiday (calendar, day, name, source) VALUES (cal, day, 'Example Day', 'example') ON CONFLICT DO NOTHING;
        IF FOUND THEN
            INSERT INTO public.holiday_told VALUES (cal, day, clock_timestamp(), 'infinity');
        END IF;
    ELSE
        SELECT h.calendar, h.day INTO d FROM book.holiday h ORDER BY random() LIMIT 1;
        IF FOUND THEN
            DELETE FROM book.holiday h WHERE (h.calendar, h.day) = (d.calendar, d.day);
            UPDATE public.holiday_told h SET to_at = clock_timestamp() WHERE (h.calendar, h.day) = (d.calendar, d.day) AND to_at = 'infinity';
        END IF;
    END IF;
    INSERT INTO public.moment VALUES (step, clock_timestamp());
    RETURN coalesce(result, '00000');
END $$;
SELECT public.begun(n) FROM generate_series(1, 24) n \g /dev/null
SELECT is((SELECT string_agg(DISTINCT public.happen(n), ' ') FROM generate_series(1, 440) n), '00000', 'hundreds of things happen');

/* ---- the oracle ---- */

/* null: not known */
CREATE FUNCTION public.worked(cal text, x date, k timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN x < '2024-01-01' OR x >= CASE cal WHEN 'XA' THEN date '2027-01-01' ELSE '2025-05-20' END THEN NULL
                ELSE to_char(x, 'dy') <> ALL (CASE cal WHEN 'XA' THEN '{fri,sat}' ELSE '{sat,sun}' END::text[])
                     AND NOT EXISTS (SELECT FROM public.holiday_told h WHERE h.calendar = cal AND h.day = x AND h.from_at <= k AND h.to_at > k)
           END $$;
/* n days on, or back, of those that are counted */
CREATE FUNCTION public.walk(x date, n integer, cal text, k timestamptz) RETURNS date LANGUAGE plpgsql STABLE AS $$
DECLARE
    left_over integer := abs(n);
    counts boolean;
BEGIN
    WHILE left_over > 0 LOOP
        x := x + sign(n)::integer;
        counts := cal IS NULL OR public.worked(cal, x, k);
        IF counts IS NULL THEN
            RETURN NULL;
        END IF;
        left_over := left_over - counts::integer;
    END LOOP;
    RETURN x;
END $$;
/* put off by the days before as_of on which the clock stood still, one by one */
CREATE FUNCTION public.put_off(due date, stops daterange[], clip date, as_of date, cal text, k timestamptz) RETURNS date LANGUAGE plpgsql STABLE AS $$
DECLARE
    x date;
    counts boolean;
BEGIN
    FOR x IN SELECT DISTINCT g::date FROM unnest(stops) s, generate_series(greatest(lower(s), clip)::timestamp, coalesce(upper(s), as_of) - interval '1 day', '1 day') g
              WHERE g < as_of ORDER BY 1
    LOOP
        EXIT WHEN due IS NULL OR x > due;
        counts := cal IS NULL OR public.worked(cal, x, k);
        due := CASE WHEN counts THEN public.walk(due, 1, cal, k) WHEN NOT counts THEN due END;
    END LOOP;
    RETURN due;
END $$;
CREATE TYPE public.told AS (due_on date, status text, owed integer, missed integer);
CREATE FUNCTION public.oracle(d book.duty, day date, known timestamptz) RETURNS public.told LANGUAGE plpgsql STABLE AS $$
DECLARE
    k timestamptz := coalesce(known, clock_timestamp());
    l public.limits;
    start date := coalesce(d.counted_from, d.started_on);
    cal text;
    base date;
    ended date;
    at timestamptz;
    stops daterange[] := '{}';
    since date;
    a record;
    x record;
    owed integer := 0;
    missed integer := 0;
    p date;
    extended date;
    late boolean;
BEGIN
    SELECT * INTO l FROM public.limits WHERE duty = d.duty;
    SELECT min(acted_on) INTO ended FROM public.act t WHERE t.case_id = d.case_id AND t.act = 'drop' AND (t.acted_on, t.seq) > (d.started_on, d.seq)
       AND t.acted_on <= day AND t.recorded_at <= k AND (t.superseded_at IS NULL OR t.superseded_at > k);
    IF l.duty IS NULL THEN
        p := start;
        WHILE p + 8 < day AND p + 8 < coalesce(least(ended, nullif(d.until, 'infinity')), 'infinity') LOOP
            owed := owed + 1;
            missed := missed + (NOT EXISTS (SELECT FROM public.act t WHERE t.case_id = d.case_id AND t.act = 'do' AND t.acted_on BETWEEN p AND p + 8
                AND (t.acted_on, t.seq) > (d.started_on, d.seq) AND t.recorded_at <= k AND (t.superseded_at IS NULL OR t.superseded_at > k)))::integer;
            p := p + 9;
        END LOOP;
        RETURN ROW(NULL::date, NULL::text, owed, missed);
    END IF;
    IF l.unit ~ 'working' THEN
        cal := CASE l.place WHEN 'requesting' THEN 'XA' ELSE 'XB' END;
    END IF;
    IF start < 'infinity' THEN
        IF l.unit = 'hours' THEN
            at := (start + 1)::timestamp AT TIME ZONE d.time_zone + make_interval(hours => l.n);
            base := ((at - interval '1 second') AT TIME ZONE d.time_zone)::date;
        ELSE
            base := public.walk(start, l.n * CASE WHEN l.unit ~ 'before' THEN -1 WHEN l.unit = 'weeks' THEN 7 ELSE 1 END, cal, k);
        END IF;
    END IF;
    /* what stands still */
    IF l.unit !~ 'before' THEN
        FOR a IN SELECT t.act, t.acted_on FROM public.act t WHERE t.case_id = d.case_id AND t.act IN ('ask', 'tell') AND (t.acted_on, t.seq) > (d.started_on, d.seq)
                    AND t.acted_on <= day AND t.recorded_at <= k AND (t.superseded_at IS NULL OR t.superseded_at > k) ORDER BY t.acted_on, t.seq
        LOOP
            IF a.act = 'ask' THEN
                since := coalesce(since, a.acted_on);
            ELSIF since IS NOT NULL THEN
                stops := stops || daterange(since, a.acted_on);
                since := NULL;
            END IF;
        END LOOP;
        IF since IS NOT NULL THEN
            stops := stops || daterange(since, NULL);
        END IF;
    END IF;
    p := public.put_off(base, stops, start, day, cal, k);
    /* more time */
    SELECT e.due_on, e.granted_on INTO x FROM book.duty_extension e WHERE e.case_id = d.case_id AND e.seq = d.seq AND e.duty = d.duty AND e.granted_on <= day AND e.recorded_at <= k
     ORDER BY e.granted_on DESC, e.recorded_at DESC LIMIT 1;
    IF FOUND THEN
        extended := public.put_off(x.due_on, stops, greatest(x.granted_on, start), day, cal, k);
        IF extended IS NULL OR p IS NULL OR extended >= p THEN
            p := extended;
            at := NULL;
        END IF;
    END IF;
    late := CASE WHEN at IS NOT NULL AND since IS NULL
                 THEN day::timestamp >= (at AT TIME ZONE d.time_zone) + (p - base) * interval '1 day'
                 ELSE p < day END;
    RETURN ROW(p, CASE WHEN EXISTS (SELECT FROM public.act t WHERE t.case_id = d.case_id AND t.act = 'do' AND (t.acted_on, t.seq) > (d.started_on, d.seq)
                                       AND t.acted_on <= day AND t.recorded_at <= k AND (t.superseded_at IS NULL OR t.superseded_at > k)) THEN 'met'
                       WHEN ended IS NOT NULL THEN 'ended' WHEN late THEN 'overdue' WHEN since IS NOT NULL THEN 'suspended' WHEN p IS NULL THEN 'unknown' ELSE 'due' END, NULL::integer, NULL::integer);
END $$;

/* ---- both are asked ---- */

CREATE TABLE public.asked (day date, known timestamptz, case_id bigint, seq bigint, duty text, view_says text, oracle_says text);
CREATE FUNCTION public.ask(day date, known timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('case_rules.as_of', day::text, true), set_config('case_rules.known_at', coalesce(to_char(known, 'YYYY-MM-DD HH24:MI:SS.USOF'), ''), true);
    INSERT INTO public.asked
    SELECT ask.day, known, coalesce(v.case_id, d.case_id), coalesce(v.seq, d.seq), coalesce(v.duty, d.duty),
           concat_ws(' ', CASE WHEN v.cadence IS NULL THEN concat(v.due_on, ' ', v.status) END, v.owed, v.missed),
           concat_ws(' ', CASE WHEN d.cadence IS NULL THEN concat((d.o).due_on, ' ', (d.o).status) END, (d.o).owed, (d.o).missed)
      FROM (SELECT s.* FROM book.duty_status s WHERE s.duty <> 'cure') v
      FULL JOIN (SELECT u.*, public.oracle(u, ask.day, known) AS o FROM book.duty u
                  WHERE u.duty <> 'cure' AND u.started_on <= ask.day AND u.recorded_at <= coalesce(known, clock_timestamp())
                    AND (u.superseded_at IS NULL OR u.superseded_at > known)) d USING (case_id, seq, duty);
END $$;
SELECT public.ask(date '2025-03-03' + public.some(100), NULL) FROM generate_series(1, 5) \g /dev/null
SELECT public.ask(date '2025-03-03' + public.some(100), (SELECT moment FROM public.moment WHERE step = 140 + 60 * n)) FROM generate_series(1, 5) n \g /dev/null
SELECT set_config('case_rules.as_of', '', true), set_config('case_rules.known_at', '', true) \g /dev/null
SELECT is_empty('SELECT * FROM public.asked WHERE view_says IS DISTINCT FROM oracle_says ORDER BY day, case_id, seq, duty LIMIT 20', 'what the oracle says');
/* that it was worth asking */
SELECT cmp_ok((SELECT count(*) FROM public.asked), '>', 3000::bigint, 'thousands were asked');
SELECT set_eq($$SELECT DISTINCT split_part(oracle_says, ' ', 2) FROM public.asked WHERE duty <> 'series'$$, '{met,ended,overdue,suspended,unknown,due}'::text[], 'of every state there were some');
SELECT isnt_empty('SELECT FROM book.duty_move', 'some had moved');
SELECT isnt_empty($$SELECT FROM public.asked WHERE duty = 'series' AND oracle_says !~ ' 0$'$$, 'of some series something was missed');

SELECT * FROM finish();
ROLLBACK;
