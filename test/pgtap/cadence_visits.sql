/* cadence: what visits fulfil, what was missed, what comes next; working days; the end with an age */
BEGIN;
SELECT plan(68);
SET LOCAL search_path = public, case_rules;

CREATE FUNCTION pg_temp.visits(c case_rules.cadence, start date, visits date[], ends date DEFAULT NULL,
                               calendar case_rules.working_calendar DEFAULT NULL) RETURNS text
    LANGUAGE sql
    AS $$ SELECT string_agg(to_char(v.visited_on, 'MM-DD') || ' ' || coalesce(v.why_not, v.number || ' of ' || v.quota), ', ')
            FROM case_rules.cadence_visits(c, start, visits, ends, calendar) v $$;
CREATE FUNCTION pg_temp.missed(c case_rules.cadence, start date, visits date[], as_of date, ends date DEFAULT NULL,
                               calendar case_rules.working_calendar DEFAULT NULL) RETURNS text
    LANGUAGE sql
    AS $$ SELECT string_agg(to_char(m.period_from, 'MM-DD') || '/' || coalesce(to_char(m.period_to, 'MM-DD'), '?') || ' ' ||
                            coalesce(m.done::text, '?') || ' of ' || coalesce(m.quota::text, '?'), ', ')
            FROM case_rules.cadence_missed(c, start, visits, as_of, ends, calendar) m $$;
CREATE FUNCTION pg_temp.periods(c case_rules.cadence, start date, until date DEFAULT NULL,
                                calendar case_rules.working_calendar DEFAULT NULL) RETURNS text
    LANGUAGE sql
    AS $$ SELECT string_agg(to_char(p.period_from, 'MM-DD') || '/' || coalesce(to_char(p.period_to, 'MM-DD'), '?') || ':' ||
                            coalesce(p.quota::text, '?'), ' ')
            FROM case_rules.cadence_periods(c, start, until, calendar) p $$;
CREATE FUNCTION pg_temp.next(c case_rules.cadence, start date, visits date[], as_of date, ends date DEFAULT NULL,
                             calendar case_rules.working_calendar DEFAULT NULL) RETURNS text
    LANGUAGE sql
    AS $$ SELECT format('%s to %s', coalesce(to_char(p.next_from, 'MM-DD'), '?'), coalesce(to_char(p.next_due, 'MM-DD'), '?'))
            FROM case_rules.cadence_progress(c, start, visits, as_of, ends, calendar) p $$;

/* ---- each visit ---- */

SELECT is(pg_temp.visits('2 per month for 2 months at least 10 days apart', '2024-01-01',
                         '{2024-02-10,2023-12-31,2024-01-05,2024-01-05,2024-01-12,2024-01-20,2024-01-31,2024-03-01,NULL}'),
    '12-31 outside, 01-05 1 of 2, 01-05 same_day, 01-12 too_soon, 01-20 2 of 2, 01-31 period_full, 02-10 1 of 2, 03-01 outside',
    'whether it counts, and why not');
SELECT is(pg_temp.visits('weekly for 3 weeks', '2024-01-01', '{2024-01-03,2024-01-10,2024-01-16}', '2024-01-10'),
    '01-03 1 of 1, 01-10 outside, 01-16 outside', 'what had ended is owed no more');
SELECT is(pg_temp.visits('2 per month for 3 months', '2024-01-17', '{2024-01-20,2024-02-01}'),
    '01-20 period_full, 02-01 1 of 2', 'a part of a month that asks for none is full');
SELECT is(pg_temp.visits('weekly', '2024-01-01', '{}'), NULL, 'no visits, no rows');
SELECT is(pg_temp.visits(NULL, '2024-01-01', '{2024-01-03}'), NULL, 'no promise, no rows');
SELECT is(pg_temp.visits('weekly', NULL, '{2024-01-03}'), NULL, 'no start, no rows');
SELECT throws_ok($$SELECT * FROM case_rules.cadence_visits('weekly', '2024-01-01', '{-infinity}')$$, '22008', NULL,
    'a visit has a day');

/* ---- what was missed ---- */

SELECT is(pg_temp.missed('2 per month for 12 months at least 10 days apart', '2024-01-01',
                         '{2024-01-05,2024-01-20,2024-02-05,2024-02-12,2024-03-01,2024-03-11,2024-05-02}', '2024-06-30'),
    '02-01/02-29 1 of 2, 04-01/04-30 0 of 2, 05-01/05-31 1 of 2', 'the months that ended short');
SELECT is(pg_temp.missed('monthly for 2 months', '2024-01-31', '{}', '2024-02-28'), NULL, 'on its last day a period is not missed');
SELECT is(pg_temp.missed('monthly for 2 months', '2024-01-31', '{}', '2024-02-29'), '01-31/02-28 0 of 1', 'the day after it is');
SELECT is(pg_temp.missed('every 3 months', '2024-01-01', '{}', '2025-01-01', '2024-08-15'),
    '01-01/03-31 0 of 1, 04-01/06-30 0 of 1', 'a part of a quarter is none');
SELECT is(pg_temp.missed('monthly', '2024-01-01', '{2024-01-05}', NULL), NULL, 'as of no day, nothing');
SELECT is(count(*), (date '2025-01-01' - date '2000-01-01')::bigint, 'as many rows as were missed')
  FROM case_rules.cadence_missed('daily', '2000-01-01', NULL, '2025-01-01') m
 WHERE m.done = 0 AND m.quota = 1 AND m.period_from = m.period_to;

/* ---- what comes next ---- */

SELECT is(pg_temp.next('2 per month at least 10 days apart', '2024-01-01', '{2024-01-05}', '2024-01-08'), '01-15 to 01-31',
    'not before it counts');
SELECT is(pg_temp.next('2 per month at least 10 days apart', '2024-01-01', '{2024-01-05}', '2024-01-18'), '01-18 to 01-31', 'from today on');
SELECT is(pg_temp.next('2 per month at least 10 days apart', '2024-01-01', '{2024-01-18}', '2024-01-18'), '01-28 to 01-31',
    'not twice on one day');
SELECT is(pg_temp.next('2 per month at least 10 days apart', '2024-01-01', '{2024-01-25}', '2024-01-28'), '02-04 to 01-31',
    'what counts next comes too late for what is owed next');
SELECT is(pg_temp.next('2 per month at least 10 days apart', '2024-01-01', '{2024-01-05,2024-01-15}', '2024-01-16'), '02-01 to 02-29',
    'a full month waits for the next');
SELECT is(pg_temp.next('weekly for 2 weeks then monthly', '2024-01-01', '{}', '2023-12-01'), '01-01 to 01-07', 'before it begins');
SELECT is(pg_temp.next('daily for 3 days then weekly at least 9 days apart', '2024-01-01', '{2024-01-03}', '2024-01-03'), '01-12 to 01-10',
    'the distance is that of the phase');
SELECT is(pg_temp.next('weekly at least 9999 days apart', '2024-01-01', '{2024-01-02}', '2024-01-03'), '05-19 to 01-14',
    'however far');
SELECT is(pg_temp.next('weekly for 2 weeks', '2024-01-01', '{2024-01-02,2024-01-09}', '2024-01-10'), '? to ?', 'nothing any more');
SELECT is(ARRAY[(p).total, (q).total, (r).total], '{24,NULL,9}', 'what it asks for in all')
  FROM case_rules.cadence_progress('2 per month for 12 months', '2024-01-01', NULL, '2024-01-01') p,
       case_rules.cadence_progress('2 per month', '2024-01-01', NULL, '2024-01-01') q,
       case_rules.cadence_progress('2 per month', '2024-01-01', NULL, '2024-01-01', '2024-05-20') r;

/* ---- working days ---- */

/* a Friday-Saturday weekend, two holidays in a row, a Saturday worked for one of them */
\set calendar '''weekend fri sat; known 2024-01-01/2024-03-31; holidays 2024-01-09 2024-01-10; worked 2024-01-20'''

SELECT is(pg_temp.periods('at 7, 14 and 30 working days', '2024-01-01', NULL, :calendar),
    '01-01/01-14:1 01-15/01-22:1 01-23/02-13:1', 'up to the 7th, 14th and 30th working day after the start');
SELECT is(pg_temp.periods('once within 5 working days', '2024-01-04', NULL, :calendar), '01-04/01-15:1', 'within five');
SELECT is(pg_temp.periods('once within 5 working days', '2024-01-05', NULL, :calendar), '01-05/01-15:1', 'from a day that is free');
SELECT is(pg_temp.periods('every 10 working days for 20 working days', '2024-01-01', NULL, :calendar),
    '01-01/01-16:1 01-17/01-29:1', 'ten in each, the first day among them');
SELECT is(pg_temp.periods('every 10 working days', '2024-01-05', '2024-01-29', :calendar), '01-05/01-21:1 01-22/01-28:0',
    'cut short it asks for none');
SELECT is(pg_temp.periods('daily for 3 working days then weekly for 1 week', '2024-01-03', NULL, :calendar),
    '01-03/01-03:1 01-04/01-04:1 01-05/01-05:1 01-06/01-06:1 01-07/01-07:1 01-08/01-14:1', 'for so many working days');
SELECT is(case_rules.cadence_end('daily for 3 working days then weekly for 1 week', '2024-01-03', :calendar), '2024-01-15', 'the end of it');
SELECT ok(case_rules.cadence_needs_calendar('weekly for 3 working days'), 'asked for a calendar');
SELECT ok(case_rules.cadence_needs_calendar('once within 2 days then every 3 working days'), 'by any phase');
SELECT ok(NOT case_rules.cadence_needs_calendar('weekly for 3 weeks'), 'or not');

/* ---- what cannot be told ---- */

SELECT is(pg_temp.periods('at 7, 14 and 30 working days', '2024-01-01'), '01-01/?:?', 'no calendar');
SELECT is(pg_temp.periods('weekly for 2 weeks then every 5 working days for 1 month then at 2 days', '2024-01-01'),
    '01-01/01-07:1 01-08/01-14:1 01-15/?:? 02-15/02-17:1', 'what rests on it is left open, what does not is told');
SELECT is(pg_temp.periods('weekly for 5 working days then daily', '2024-01-01', '2024-02-01'), '01-01/?:?',
    'where a phase has no known end, nothing is known of the next');
SELECT is(pg_temp.periods('weekly for 45 working days', '2024-02-01', '2024-05-01', :calendar),
    '02-01/02-07:1 02-08/02-14:1 02-15/02-21:1 02-22/02-28:1 02-29/03-06:1 03-07/03-13:1 03-14/03-20:1 03-21/03-27:1 03-28/?:?',
    'up to the day where the calendar ends');
SELECT is(case_rules.cadence_end('at 7, 14 and 30 working days', '2024-01-01'), NULL, 'no end is known without');
SELECT is(case_rules.cadence_end('at 7, 14 and 90 working days', '2024-01-01', :calendar), NULL, 'nor beyond the calendar');
SELECT is(case_rules.cadence_gap('at 7, 14 and 30 working days', '2024-01-01'), 'working days are counted, and no calendar is given', 'and why');
SELECT matches(case_rules.cadence_gap('at 7, 14 and 90 working days', '2024-01-01', NULL, :calendar), '2024-04-01', 'the first day missing');
SELECT is(case_rules.cadence_gap('at 7, 14 and 90 working days', '2024-01-01', '2024-01-20', :calendar), NULL, 'not for the days asked about');
SELECT matches(case_rules.cadence_gap('at 7, 14 and 90 working days', '2024-01-01', '2024-01-25', :calendar), '2024-04-01',
    'but to the end of the period');
SELECT is(case_rules.cadence_gap('weekly', '2024-01-01'), NULL, 'what counts no working days needs none');
SELECT is(case_rules.cadence_gap(NULL, '2024-01-01'), NULL, 'no promise, no gap');
SELECT is(p::text, '(,,,,,,,,,,,"working days are counted, and no calendar is given")', 'without a calendar nothing but the reason')
  FROM case_rules.cadence_progress('at 7 working days then weekly for 2 weeks', '2024-01-01', '{2024-01-03}', '2024-02-01') p;
SELECT is(p::text, '(2,1,1,2024-01-23,,,0,,,f,,"the holidays of 2024-04-01 are not known; known are 2024-01-01/2024-03-31")', 'the past is told')
  FROM case_rules.cadence_progress('at 7, 14 and 90 working days', '2024-01-01', '{2024-01-03}', '2024-01-25', NULL, :calendar) p;
SELECT is(p::text, '(3,2,1,2024-01-23,2024-01-29,1,0,2024-01-25,2024-01-29,f,,)', 'nothing is wanting')
  FROM case_rules.cadence_progress('every 5 working days', '2024-01-01', '{2024-01-03,2024-01-20}', '2024-01-25', NULL, :calendar) p;
SELECT is(pg_temp.visits('every 5 working days for 1 month then weekly for 3 weeks at least 4 days apart', '2024-01-01',
                         '{2024-01-30,2024-02-02,2024-02-05,2024-02-13,2024-02-20}'),
    '01-30 not_known, 02-02 not_known, 02-05 not_known, 02-13 1 of 1, 02-20 1 of 1',
    'what lies too near to one of which nobody knows cannot be told either');
SELECT is(pg_temp.missed('every 5 working days for 1 month then weekly for 3 weeks', '2024-01-01', '{2024-02-13}', '2024-03-01'),
    '01-01/? ? of ?, 02-01/02-07 0 of 1, 02-15/02-21 0 of 1', 'a row for the rest of a phase');
SELECT is(pg_temp.visits('2 per month for 5 working days', '2024-01-01', '{2024-01-01}', '2024-01-01'), '01-01 outside',
    'where all has ended no calendar is asked');

/* ---- the end with an age ---- */

SELECT is(case_rules.cadence_ends('monthly until age 18', '2024-01-01', date '2010-04-17'), '2028-04-17', 'the birthday');
SELECT is(case_rules.cadence_ends('monthly until age 18', '2024-01-01', '2010'), '2028-12-31',
    'of an uncertain birth: when the age is surely reached');
SELECT is(case_rules.cadence_ends('monthly until age 18', '2024-01-01', '2010/..'), NULL, 'never, when it may be as late as one likes');
SELECT is(case_rules.cadence_ends('monthly until age 18', '2024-01-01', NULL), NULL, 'nor when nothing is known of it');
SELECT is(case_rules.cadence_ends('monthly for 2 months', '2024-01-01', NULL), '2024-03-01', 'a promise without an age does not ask');
SELECT is(case_rules.cadence_ends('monthly', '2024-01-01', '2010'), NULL, 'an open end');
SELECT is(case_rules.cadence_ends('monthly until age 18', '2024-01-01', date '2004-02-29'), '2022-03-01', 'born on 29 February');
SELECT is(case_rules.cadence_ends('monthly until age 18', '2024-01-01', date '2004-02-29', leap_rule => 'february_28'), '2022-02-28',
    'by the other rule');
SELECT is(case_rules.cadence_ends('at 7 working days', '2024-01-01', NULL, :calendar), '2024-01-15', 'with a calendar');
SELECT is(pg_temp.periods('weekly for 1 week then monthly until age 18', '2028-02-01',
                          case_rules.cadence_ends('weekly for 1 week then monthly until age 18', '2028-02-01', '2010-04')),
    '02-01/02-07:1 02-08/03-07:1 03-08/04-07:1 04-08/04-29:0', 'up to the last birthday that is possible');

/* ---- against a simulation that lives every day ---- */

/* worked in the calendar above, day by day, by other means */
CREATE TEMP TABLE day AS
SELECT d::date AS day, (extract(isodow FROM d) NOT IN (5, 6) AND d NOT IN ('2024-01-09', '2024-01-10', '2024-04-17', '2024-05-01'))
                       OR d = '2024-01-20' AS worked
  FROM generate_series(date '2024-01-01', date '2026-12-31', interval '1 day') d;
CREATE UNIQUE INDEX ON day (day) INCLUDE (worked);
\set long '''weekend fri sat; known 2024-01-01/2026-12-31; holidays 2024-01-09 2024-01-10 2024-04-17 2024-05-01; worked 2024-01-20'''

/* is day the first one after n units from begun on? after_begun of the worked ones do not count begun itself */
CREATE FUNCTION pg_temp.is_after(begun date, n integer, unit text, day date, worked integer) RETURNS boolean
    LANGUAGE sql
    RETURN CASE unit
           WHEN 'day' THEN day = begun + n
           WHEN 'week' THEN day = begun + 7 * n
           WHEN 'month' THEN day = (begun + make_interval(months => n))::date
           WHEN 'year' THEN day = (begun + make_interval(years => n))::date
           ELSE worked = n
           END;

CREATE FUNCTION pg_temp.lived(c text, start date, ends date) RETURNS TABLE (period_from date, period_to date, quota integer, apart integer)
LANGUAGE plpgsql AS $$
DECLARE
    phase text;
    found text[];
    per integer;
    n integer;
    unit text;
    items integer[];
    days date := start;         -- the day that is being lived
    begun date;                 -- first day of the phase
    k integer;
    worked integer;             -- days worked in the phase before this one
    worked_first integer;       -- whether its first day was
    over boolean;
    turns boolean;
    whole integer;
BEGIN
    FOREACH phase IN ARRAY regexp_split_to_array(c, ' then ') LOOP
        EXIT WHEN days >= ends;
        per := NULL; items := NULL; n := 1;
        apart := coalesce((regexp_match(phase, 'at least (\d+) days? apart'))[1]::integer, 1);
        IF phase ~ '^\d+ per' THEN
            found := regexp_match(phase, '^(\d+) per (\w+)');
            per := found[1]; unit := found[2];
        ELSIF phase ~ '^(at|once)' THEN
            found := regexp_match(phase, '^(?:at|once within) ([0-9, and]*\d) (working day|day|week|month|year)s?$');
            items := regexp_split_to_array(found[1], ',? and |, ')::integer[]; unit := found[2];
        ELSE
            found := regexp_match(phase, '^(?:every (\d+) (working day|day|week|month|year)s|every (working day|day|week|month|year)|(dai|week|month|year)ly)\M');
            n := coalesce(found[1]::integer, 1);
            unit := replace(coalesce(found[2], found[3], found[4]), 'dai', 'day');
        END IF;
        found := regexp_match(phase, ' for (\d+) (working day|day|week|month|year)s?\M');
        begun := days; k := 0; worked := 0;
        SELECT x.worked::integer INTO worked_first FROM day x WHERE x.day = begun;
        LOOP
            IF items IS NOT NULL THEN
                -- the day after the one that lies so many units after the first
                turns := days > begun AND CASE WHEN unit = 'working day' THEN worked - worked_first = items[k]
                                               ELSE pg_temp.is_after(begun, items[k], unit, days - 1, 0) END;
                over := turns AND k = cardinality(items);
            ELSIF unit = 'month' AND per IS NOT NULL THEN
                turns := extract(day FROM days) = 1;
            ELSE
                turns := pg_temp.is_after(begun, k * n, unit, days, worked) AND days > begun;
            END IF;
            IF items IS NULL THEN
                over := found IS NOT NULL AND days > begun AND pg_temp.is_after(begun, found[1]::integer, found[2], days, worked);
            END IF;
            over := over OR days >= ends;
            IF k > 0 AND (turns OR over) THEN
                period_to := days - 1;
                IF per IS NOT NULL THEN
                    whole := CASE unit WHEN 'week' THEN 7
                                       WHEN 'month' THEN extract(day FROM date_trunc('month', period_from) + interval '1 month - 1 day')
                                       ELSE (begun + make_interval(years => k))::date - (begun + make_interval(years => k - 1))::date END;
                    quota := floor(per::numeric * (days - period_from) / whole);
                ELSE
                    quota := turns::integer;
                END IF;
                RETURN NEXT;
            END IF;
            EXIT WHEN over;
            IF turns OR k = 0 THEN
                period_from := days;
                k := k + 1;
            END IF;
            worked := worked + (SELECT x.worked::integer FROM day x WHERE x.day = days);
            days := days + 1;
        END LOOP;
    END LOOP;
END $$;

/* visit by visit */
CREATE FUNCTION pg_temp.lived_visits(c text, start date, visits date[], ends date)
    RETURNS TABLE (visited_on date, why_not text, period_from date) LANGUAGE plpgsql AS $$
DECLARE
    before date;
    counted date;
    full_of date[] := '{}';     -- one entry for each visit counted: the period
    p record;
BEGIN
    FOR visited_on IN SELECT v FROM unnest(visits) v ORDER BY v LOOP
        SELECT * INTO p FROM lived x WHERE visited_on BETWEEN x.period_from AND x.period_to;
        period_from := p.period_from;
        why_not := CASE WHEN p.period_from IS NULL THEN 'outside'
                        WHEN visited_on = before THEN 'same_day'
                        WHEN cardinality(array_positions(full_of, p.period_from)) >= p.quota THEN 'period_full'
                        WHEN visited_on - counted < p.apart THEN 'too_soon' END;
        IF why_not IS NULL THEN
            counted := visited_on;
            full_of := full_of || p.period_from;
        END IF;
        before := visited_on;
        RETURN NEXT;
    END LOOP;
END $$;

CREATE TEMP TABLE trial (c text, start date, ends date, visits date[], as_of date);
INSERT INTO trial
SELECT c, start, ends,
       ARRAY(SELECT start - 20 + (abs(hashtextextended(c || start, v)) % 240)::integer FROM generate_series(1, 24) v),
       start - 10 + (abs(hashtextextended(c, start - date '2024-01-01')) % 210)::integer
  FROM unnest('{"2 per month for 4 months at least 10 days apart",
                "weekly for 4 weeks then monthly for 3 months",
                "at 7, 14 and 30 working days",
                "every 10 working days for 5 months at least 6 days apart",
                "every 3 working days for 12 working days then 3 per week for 6 weeks at least 2 days apart",
                "once within 5 working days then every 2 weeks for 40 working days then at 1 and 2 months",
                "daily for 10 days then every month for 6 months at least 20 days apart",
                "5 per year for 9 months then every 5 days for 1 month"}'::text[]) c,
       unnest('{2024-01-01,2024-01-05,2024-01-19,2024-01-31,2024-02-29}'::date[]) start,
       unnest(ARRAY[start + 400, start + 71]) ends;
CREATE TEMP TABLE lived (period_from date, period_to date, quota integer, apart integer);
CREATE TEMP TABLE differs (trial text, what text);

DO $$
DECLARE
    t record;
    long constant case_rules.working_calendar := 'weekend fri sat; known 2024-01-01/2026-12-31; holidays 2024-01-09 2024-01-10 2024-04-17 2024-05-01; worked 2024-01-20';
    slow record;
    fast record;
    slow_next date;
BEGIN
    FOR t IN TABLE trial LOOP
        TRUNCATE lived;
        INSERT INTO lived SELECT * FROM pg_temp.lived(t.c, t.start, t.ends);
        INSERT INTO differs
        SELECT t::text, 'period ' || d::text
          FROM ((SELECT period_from, period_to, quota FROM lived
                 EXCEPT ALL SELECT * FROM case_rules.cadence_periods(t.c::case_rules.cadence, t.start, t.ends, long))
                UNION ALL
                (SELECT * FROM case_rules.cadence_periods(t.c::case_rules.cadence, t.start, t.ends, long)
                 EXCEPT ALL SELECT period_from, period_to, quota FROM lived)) d;
        INSERT INTO differs
        SELECT t::text, 'visit ' || d::text
          FROM ((SELECT * FROM pg_temp.lived_visits(t.c, t.start, t.visits, t.ends)
                 EXCEPT ALL SELECT visited_on, why_not, period_from FROM case_rules.cadence_visits(t.c::case_rules.cadence, t.start, t.visits, t.ends, long))
                UNION ALL
                (SELECT visited_on, why_not, period_from FROM case_rules.cadence_visits(t.c::case_rules.cadence, t.start, t.visits, t.ends, long)
                 EXCEPT ALL SELECT * FROM pg_temp.lived_visits(t.c, t.start, t.visits, t.ends))) d;

        /* the day by which one more visit would count, tried one by one */
        SELECT min(x.day) INTO slow_next
          FROM day x
         WHERE x.day BETWEEN t.as_of AND t.ends AND x.day >= t.start
           AND EXISTS (SELECT FROM pg_temp.lived_visits(t.c, t.start,
                                        ARRAY(SELECT v FROM unnest(t.visits) v WHERE v <= t.as_of) || x.day, t.ends) y
                        WHERE y.visited_on = x.day AND y.why_not IS NULL
                          AND NOT (x.day = t.as_of AND x.day = ANY (t.visits)));
        WITH standing AS (
            SELECT l.*, (SELECT count(*) FROM pg_temp.lived_visits(t.c, t.start, ARRAY(SELECT v FROM unnest(t.visits) v WHERE v <= t.as_of), t.ends) y
                          WHERE y.period_from = l.period_from AND y.why_not IS NULL)::integer AS done
              FROM lived l)
        SELECT coalesce(sum(quota) FILTER (WHERE period_to < t.as_of), 0)::integer,
               coalesce(sum(done), 0)::integer,
               coalesce(sum(quota - done) FILTER (WHERE period_to < t.as_of), 0)::integer,
               min(period_from) FILTER (WHERE t.as_of BETWEEN period_from AND period_to),
               min(period_to) FILTER (WHERE t.as_of BETWEEN period_from AND period_to),
               min(quota) FILTER (WHERE t.as_of BETWEEN period_from AND period_to),
               min(done) FILTER (WHERE t.as_of BETWEEN period_from AND period_to),
               slow_next,
               min(period_to) FILTER (WHERE period_to >= t.as_of AND done < quota),
               coalesce(bool_and(done >= quota), true), coalesce(sum(quota), 0)::integer, NULL::text
          INTO slow FROM standing;
        SELECT * INTO fast FROM case_rules.cadence_progress(t.c::case_rules.cadence, t.start, t.visits, t.as_of, t.ends, long);
        INSERT INTO differs SELECT t::text, fast::text || ' is not ' || slow::text WHERE fast::text <> slow::text;
    END LOOP;
END $$;
SELECT is((SELECT string_agg(d.trial || E'\n' || d.what, E'\n') FROM (TABLE differs LIMIT 3) d), NULL, 'as one lives it');
SELECT is((SELECT count(*) FROM trial), 80::bigint, 'and that often');
SELECT cmp_ok((SELECT count(DISTINCT v.why_not) FROM trial t, case_rules.cadence_visits(t.c::case_rules.cadence, t.start, t.visits, t.ends, :long) v),
    '=', 4::bigint, 'with every reason among them');

/* the functions agree with one another */
SELECT is(count(*), 0::bigint, 'progress is what periods, visits and missed say')
  FROM trial t,
       generate_series(0, 420, 7) d,
       LATERAL case_rules.cadence_progress(t.c::case_rules.cadence, t.start, t.visits, t.start + d, t.ends, :long) g,
       LATERAL (SELECT coalesce(sum(p.quota) FILTER (WHERE p.period_to < t.start + d), 0) AS due, sum(p.quota) AS total
                  FROM case_rules.cadence_periods(t.c::case_rules.cadence, t.start, t.ends, :long) p) p,
       LATERAL (SELECT count(*) FILTER (WHERE v.counts) AS done,
                       count(*) FILTER (WHERE v.counts AND v.period_from = g.current_from) AS current_done,
                       coalesce(max(v.number) FILTER (WHERE v.period_from = g.current_from), 0) AS number
                  FROM case_rules.cadence_visits(t.c::case_rules.cadence, t.start, t.visits, t.ends, :long) v
                 WHERE v.visited_on <= t.start + d) v,
       LATERAL (SELECT coalesce(sum(m.quota - m.done), 0) AS missed
                  FROM case_rules.cadence_missed(t.c::case_rules.cadence, t.start, t.visits, t.start + d, t.ends, :long) m) m
 WHERE (g.due, g.done, g.missed, g.total) IS DISTINCT FROM (p.due, v.done, m.missed, p.total)
    OR g.current_done <> v.current_done OR g.current_done <> v.number
    OR g.complete <> (g.done = g.total) OR g.gap IS NOT NULL;

/* ---- texts bent at random ---- */

CREATE FUNCTION pg_temp.bent(times integer) RETURNS TABLE (read integer, refused integer, wrong text) LANGUAGE plpgsql AS $$
DECLARE
    texts constant text[] := '{"2 per month for 12 months at least 10 days apart","weekly for 4 weeks then monthly until age 18",
        "every 10 working days for 20 working days","at 7, 14 and 30 working days","once within 5 working days then 1 per week"}';
    letters constant text := '0123456789 ,abdehiklmnoprstuvwyTé-';
    t text;
    i integer;
    c case_rules.cadence;
BEGIN
    read := 0; refused := 0;
    PERFORM setseed(0.4);
    FOR n IN 1 .. times LOOP
        t := texts[1 + n % 5];
        FOR k IN 1 .. 1 + n % 2 LOOP
            i := 1 + (random() * (length(t) - 1))::integer;
            t := CASE WHEN substr(t, i, 1) BETWEEN '0' AND '9'
                      THEN overlay(t PLACING repeat((random() * 9)::integer::text, n % 3) FROM i FOR 1)
                      WHEN n % 4 = 0 THEN overlay(t PLACING substr(letters, 1 + (random() * 34)::integer, 1) FROM i FOR 1)
                      WHEN n % 4 = 1 THEN overlay(t PLACING substr(letters, 1 + (random() * 34)::integer, 1) FROM i FOR 0)
                      WHEN n % 4 = 2 THEN upper(t)
                      ELSE t || ' then ' || t END;
        END LOOP;
        BEGIN
            c := t::case_rules.cadence;
            read := read + 1;
            IF c::text::case_rules.cadence <> c OR case_rules.cadence_send(c::text::case_rules.cadence) <> case_rules.cadence_send(c) THEN
                wrong := t;
                EXIT;
            END IF;
        EXCEPTION WHEN invalid_text_representation OR program_limit_exceeded THEN
            refused := refused + 1;
        END;
    END LOOP;
    RETURN NEXT;
END $$;
SELECT is(b.wrong, NULL, 'what is read reads the same again; what is not is refused') FROM pg_temp.bent(4000) b;
SELECT ok(b.read > 200 AND b.refused > 200 AND b.read + b.refused = 4000, format('%s were read, %s refused', b.read, b.refused)) FROM pg_temp.bent(4000) b;

/* ---- whoever looks at many rows sees all of them ---- */

SELECT is(count(*), 3000::bigint, 'no row fails for want of a calendar')
  FROM generate_series(1, 1000) g,
       unnest(ARRAY['at 7, 14 and 30 working days', 'weekly for 5 working days then every 10 working days', 'monthly']::case_rules.cadence[]) c,
       LATERAL case_rules.cadence_progress(c, date '2024-01-01' + g, '{2024-01-10,2024-02-20}', '2024-03-01', NULL,
                                           CASE g % 3 WHEN 0 THEN :calendar::case_rules.working_calendar
                                                      WHEN 1 THEN 'weekend sat sun; known 2024-02-01/2024-02-10' END) p
 WHERE (p.gap IS NOT NULL) >= (p.due IS NULL OR p.done IS NULL OR p.missed IS NULL OR p.complete IS NULL);

SELECT * FROM finish();
ROLLBACK;
