/* ages: the forms that an index serves say what is_under says, and are served */
BEGIN;
SELECT plan(60);
\ir ../lib/trial.psql
SET LOCAL search_path = public, case_rules;

/* ---- exhaustively: births, days, both leap rules, all that is null ---- */

CREATE TEMP TABLE birth AS
    SELECT partial_date(a::date) AS born FROM generate_series(date '2003-12-25', '2004-03-10', interval '1 day') a
    UNION SELECT partial_date(a::date) FROM generate_series(date '2001-02-25', '2001-03-03', interval '1 day') a
    UNION SELECT partial_date(a::date, (a + n * interval '1 day')::date)
            FROM generate_series(date '2004-02-25', '2004-03-03', interval '1 day') a, unnest(ARRAY[1, 2, 3, 30, 366, 900]) n
    UNION SELECT partial_date('-infinity', a::date) FROM generate_series(date '2004-02-25', '2004-03-03', interval '1 day') a
    UNION SELECT partial_date(a::date, 'infinity') FROM generate_series(date '2004-02-25', '2004-03-03', interval '1 day') a
    UNION SELECT unnest('{2004,2004-02,2004-02?,2004~,200X,20XX,19XX,2003/2004-02-29,0001,0001-01-01,9999-12-31,9999}'::partial_date[])
    UNION SELECT NULL;
CREATE TEMP TABLE question AS
    SELECT years, on_day, leap_rule
    FROM unnest(ARRAY[0, 1, 3, 4, 18, 20, 100, 200, NULL]) years,
         (SELECT make_date(2004 + y, m, 1) + d AS on_day
            FROM unnest(ARRAY[-1, 0, 1, 2, 3, 4, 17, 18, 19, 20, 21, 100, 200]) y, unnest(ARRAY[1, 3]) m, generate_series(-3, 3) d
          UNION SELECT unnest('{-infinity,infinity,0001-01-01,0001-03-01,0004-02-29,9999-12-31,4001-02-29 BC,200000-03-01,NULL}'::date[])) x,
         unnest(ARRAY['march_1', 'february_28', NULL]) leap_rule;

SELECT cmp_ok((SELECT count(*) FROM birth, question), '>', 600000::bigint, 'that many questions');
SELECT is((SELECT count(*) FROM birth, question, LATERAL (SELECT is_under(born, years, on_day, leap_rule) AS under) u
            WHERE surely_under(born, years, on_day, leap_rule) IS DISTINCT FROM
                  CASE WHEN num_nulls(born, years, on_day, leap_rule) = 0 THEN u.under IS TRUE END), 0::bigint,
    'surely_under is: is_under is true');
SELECT is((SELECT count(*) FROM birth, question, LATERAL (SELECT is_under(born, years, on_day, leap_rule) AS under) u
            WHERE may_be_under(born, years, on_day, leap_rule) IS DISTINCT FROM
                  CASE WHEN num_nulls(born, years, on_day, leap_rule) = 0 THEN u.under IS NOT FALSE END), 0::bigint,
    'may_be_under is: is_under is not false');
SELECT is((SELECT count(*) FROM birth, (SELECT DISTINCT years, on_day FROM question) q
            WHERE is_under(born, years, on_day) IS DISTINCT FROM is_under(born, years, on_day, 'march_1')
               OR surely_under(born, years, on_day) IS DISTINCT FROM surely_under(born, years, on_day, 'march_1')
               OR may_be_under(born, years, on_day) IS DISTINCT FROM may_be_under(born, years, on_day, 'march_1')), 0::bigint,
    'without a rule it is march_1');

/* is_under against the birthdays themselves, which say when years are completed */
SELECT is((SELECT count(*) FROM birth, question,
                  LATERAL (SELECT birthday_earliest(born, years, leap_rule) AS first, birthday_latest(born, years, leap_rule) AS last) b
            WHERE num_nulls(born, years, on_day, leap_rule) = 0
              AND is_under(born, years, on_day, leap_rule) IS DISTINCT FROM
                  CASE WHEN NOT isfinite(on_day) OR on_day < earliest(born) THEN NULL
                       WHEN on_day < b.first THEN true WHEN on_day >= b.last THEN false END
              AND (earliest(born) > '9700-01-01' OR latest(born) > '9700-01-01') IS FALSE), 0::bigint,
    'is_under is where the day stands between the birthdays');

/* one call asks many questions: what it remembers of the last must not count for the next */
SELECT is((SELECT string_agg(coalesce(is_under('2004-02-29', y, d, r)::text, '-'), ' ' ORDER BY n)
             FROM (VALUES (1, 18, date '2022-02-28', 'march_1'), (2, 18, '2022-02-28', 'february_28'), (3, 18, '2022-03-01', 'march_1'),
                          (4, 17, '2022-03-01', 'march_1'), (5, 19, '2022-03-01', 'march_1'), (6, 18, 'infinity', 'march_1'),
                          (7, 18, '2022-02-27', 'february_28'), (8, 18, '2004-02-28', 'march_1')) q (n, y, d, r)),
    'true false false false true - true -', 'question by question');

SELECT throws_ok($$SELECT surely_under('2004', 18, '2022-01-01', 'february_29')$$, '22023', NULL, 'there are two rules');
SELECT throws_ok($$SELECT may_be_under('2004', -1, '2022-01-01')$$, '22023', NULL, 'no age is negative');
SELECT throws_ok($$SELECT is_under('2004', 2011, '2022-01-01')$$, '22023', 'age out of range', 'a year of birth in its place is not repeated');
SELECT throws_ok($$SELECT may_be_under('2004', 201, '2022-01-01')$$, '22023', NULL, 'nor of two centuries');
SELECT throws_ok($$SELECT is_under(b, y, '2022-01-01') FROM (VALUES (1, '2004'::partial_date, 18), (2, '2004', -1)) v (n, b, y)$$, '22023', NULL,
    'in a later row either');

/* ---- before ---- */

SELECT is((SELECT count(*) FROM birth a, birth b
            WHERE surely_before(a.born, b.born) IS DISTINCT FROM (latest(a.born) < earliest(b.born))
               OR possibly_before(a.born, b.born) IS DISTINCT FROM (earliest(a.born) < latest(b.born))
               OR surely_before(a.born, b.born) AND NOT possibly_before(a.born, b.born)), 0::bigint,
    'surely and possibly before');

/* ---- indexes ---- */

CREATE TEMP TABLE person AS
    SELECT g AS id, CASE g % 4 WHEN 0 THEN partial_date(d) WHEN 1 THEN partial_date(d, d + g % 700)
                    WHEN 2 THEN to_char(d, 'YYYY-MM')::partial_date ELSE (to_char(d, 'YYYY') || '?')::partial_date END AS born
    FROM generate_series(1, 20000) g, LATERAL (SELECT date '1925-01-01' + (g * 7919) % 36500 AS d) x;
INSERT INTO person VALUES (0, NULL), (-1, '../2000'), (-2, '2000/..');
CREATE INDEX person_earliest ON person (earliest(born));
CREATE INDEX person_latest ON person (latest(born));
ANALYZE person;

CREATE FUNCTION pg_temp.plan(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    line text;
    lines text := '';
BEGIN
    FOR line IN EXECUTE 'EXPLAIN (COSTS off) ' || statement LOOP
        lines := lines || btrim(line) || E'\n';
    END LOOP;
    RETURN lines;
END $$;
CREATE FUNCTION pg_temp.served_by(index text, statement text, description text) RETURNS text LANGUAGE sql AS $$
    SELECT matches(pg_temp.plan(statement), '\m' || index || '\M.*Index Cond: \(.*' || CASE index WHEN 'person_latest' THEN 'latest' ELSE 'earliest' END, description) $$;
SELECT pg_temp.served_by('person_latest', $$SELECT * FROM person WHERE may_be_under(born, 1, '2024-06-01')$$, 'may_be_under, a literal day');
SELECT pg_temp.served_by('person_earliest', $$SELECT * FROM person WHERE surely_under(born, 1, '2024-06-01')$$, 'surely_under, a literal day');
SELECT pg_temp.served_by('person_latest', $$SELECT * FROM person WHERE may_be_under(born, 1, '2024-06-01', 'february_28')$$, 'may_be_under with a rule');
SELECT pg_temp.served_by('person_earliest', $$SELECT * FROM person WHERE surely_under(born, 1, '2024-06-01', 'february_28')$$, 'surely_under with a rule');
SELECT pg_temp.served_by('person_earliest', $$SELECT * FROM person WHERE surely_under(born, 1, case_rules.as_of())$$, 'a stable function for the day');
SELECT pg_temp.served_by('person_latest', $$SELECT * FROM person WHERE may_be_under(born, 1, current_date)$$, 'today');
SELECT pg_temp.served_by('person_latest', $$SELECT * FROM person WHERE may_be_under(born, 1, (SELECT max(on_day) FROM question WHERE isfinite(on_day)))$$,
    'may_be_under, a day that is looked up');
SELECT pg_temp.served_by('person_earliest', $$SELECT * FROM person WHERE surely_before('2024-06-01', born)$$, 'surely_before, on the right');
SELECT pg_temp.served_by('person_latest', $$SELECT * FROM person WHERE surely_before(born, '1925-06')$$, 'surely_before, on the left');
SELECT pg_temp.served_by('person_latest', $$SELECT * FROM person WHERE possibly_before('2024-06-01', born)$$, 'possibly_before, on the right');
SELECT pg_temp.served_by('person_earliest', $$SELECT * FROM person WHERE possibly_before(born, '1925-06')$$, 'possibly_before, on the left');
SET LOCAL plan_cache_mode = force_generic_plan;
PREPARE may(date, integer) AS SELECT * FROM person WHERE may_be_under(born, $2, $1);
PREPARE surely(date, integer, text) AS SELECT * FROM person WHERE surely_under(born, $2, $1, $3);
SET LOCAL enable_seqscan = off;
SELECT pg_temp.served_by('person_latest', 'EXECUTE may(''2024-06-01'', 1)', 'may_be_under with parameters');
SELECT pg_temp.served_by('person_earliest', 'EXECUTE surely(''2024-06-01'', 1, ''march_1'')', 'surely_under with parameters');
SELECT pg_temp.served_by('person_earliest', $$SELECT * FROM (SELECT DISTINCT on_day FROM question LIMIT 3) q JOIN person ON surely_under(born, 1, q.on_day)$$, 'in a join');
CREATE TEMP TABLE by_index AS
    SELECT q.*, (SELECT array_agg(id ORDER BY id) FROM person WHERE may_be_under(born, q.years, q.on_day, q.leap_rule)) AS may,
           (SELECT array_agg(id ORDER BY id) FROM person WHERE surely_under(born, q.years, q.on_day, q.leap_rule)) AS surely
    FROM question q WHERE years IN (0, 18, 20) AND (on_day BETWEEN '2021-01-01' AND '2025-01-01' OR NOT isfinite(on_day));
RESET enable_seqscan;
SELECT is((SELECT count(*) FROM by_index b
            WHERE b.may IS DISTINCT FROM (SELECT array_agg(id ORDER BY id) FROM person
                                           WHERE CASE WHEN num_nulls(born, b.years, b.on_day, b.leap_rule) = 0
                                                      THEN is_under(born, b.years, b.on_day, b.leap_rule) IS NOT FALSE END)
               OR b.surely IS DISTINCT FROM (SELECT array_agg(id ORDER BY id) FROM person
                                              WHERE is_under(born, b.years, b.on_day, b.leap_rule) IS TRUE)), 0::bigint,
    'the rows through an index are those of is_under');
SELECT cmp_ok((SELECT count(*) FROM by_index WHERE cardinality(may) > cardinality(surely)), '>', 50::bigint, 'and they differ where they should');
SELECT case_rules.create_casework('casework') \g /dev/null
SELECT is((SELECT count(*) FROM pg_index i, LATERAL pg_get_indexdef(i.indexrelid) d
            WHERE i.indrelid IN ('casework.child'::regclass, 'casework.person'::regclass)
              AND d ~ '\((case_rules\.)?(earliest|latest)\(birth_date\)\)$'), 4::bigint,
    'children and persons of the casework schema have both indexes');
CREATE TABLE public.ward (office text, born case_rules.partial_date);
INSERT INTO public.ward SELECT 'office ' || id % 7, born FROM person;
CREATE INDEX ward_latest ON public.ward (latest(born));
ANALYZE public.ward;
ALTER TABLE public.ward ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.ward USING (office = lower('Office 3'));
CREATE ROLE ages_reader;
GRANT SELECT ON public.ward TO ages_reader;
GRANT USAGE ON SCHEMA case_rules TO ages_reader;
SET LOCAL ROLE ages_reader;
CREATE TEMP TABLE guarded (line text);
DO $$
DECLARE
    line text;
BEGIN
    FOR line IN EXPLAIN (COSTS off) SELECT * FROM public.ward WHERE may_be_under(born, 1, '2024-06-01') LOOP
        INSERT INTO guarded VALUES (line);
    END LOOP;
END $$;
SELECT matches(string_agg(line, ' '), 'ward_latest.*Index Cond: \(.*latest', 'behind a row security policy the index serves as well') FROM guarded;
RESET ROLE;

/* ---- the days that it can be ---- */

SELECT is(daterange(d::partial_date)::text, r, d || ' as a range of days')
  FROM (VALUES ('2011', '[2011-01-01,2012-01-01)'), ('2011-04-17~', '[2011-04-17,2011-04-18)'), ('../2011-04', '(,2011-05-01)'),
               ('2011-04?/..', '[2011-04-01,)'), ('9999-12-31', '[9999-12-31,10000-01-01)')) x (d, r);
SELECT is('2011-04'::partial_date::daterange, '[2011-04-01,2011-05-01)'::daterange, 'by a cast too');
SELECT is((SELECT count(*) FROM birth WHERE NOT (earliest(born) = latest(partial_date(earliest(born), earliest(born))))
                                        AND isfinite(earliest(born))), 0::bigint, 'one day of two');
SELECT is((SELECT count(*) FROM birth, LATERAL partial_date(earliest(born), latest(born)) again
            WHERE earliest(again) <> earliest(born) OR latest(again) <> latest(born)), 0::bigint, 'earliest and latest make the bounds again');
SELECT is(partial_date('2011-04-17', '2011-04-17')::text, '2011-04-17', 'a day');
SELECT is(partial_date('2011-04-17', '2012-01-01')::text, '2011-04-17/2012-01-01', 'an interval of days');
SELECT is(partial_date('-infinity', '2012-01-01')::text, '../2012-01-01', 'open to the past');
SELECT is(partial_date('2012-01-01', 'infinity')::text, '2012-01-01/..', 'open to the future');
SELECT throws_ok($$SELECT partial_date('-infinity', 'infinity')$$, '22P02', NULL, 'nothing known');
SELECT throws_ok($$SELECT partial_date('2012-01-02', '2012-01-01')$$, '22008', NULL, 'the wrong way round');
SELECT throws_ok($$SELECT partial_date('infinity', 'infinity')$$, '22008', NULL, 'no day at the end');
SELECT throws_ok($$SELECT partial_date('-infinity', '-infinity')$$, '22008', NULL, 'nor at the beginning');
SELECT throws_ok($$SELECT partial_date('0002-01-01 BC', '2012-01-01')$$, '22008', NULL, 'before year 1');
SELECT throws_ok($$SELECT partial_date('2012-01-01', '10000-01-01')$$, '22008', NULL, 'after year 9999');
SELECT is(exact_day('2011-04-17?'), '2011-04-17', 'one day');
SELECT is(exact_day('2011-04'), NULL, 'more than one');
SELECT is(exact_day(NULL), NULL, 'none');

/* ---- conditions of rules ---- */

INSERT INTO case_rules.fact (procedure, fact, type, meaning, question) VALUES ('trial', 'born', 'case_rules.partial_date', 'a birth', 'born when?');
INSERT INTO case_rules.rule (rule, condition) VALUES
    ('a_is', 'case_rules.is_under(born, 18, act.acted_on)'), ('a_may', 'case_rules.may_be_under(born, 18, act.acted_on)'),
    ('a_surely', 'case_rules.surely_under(born, 18, act.acted_on)'), ('a_rule', 'case_rules.may_be_under(born, 18, act.acted_on, ''february_28'')'),
    ('a_before', 'case_rules.surely_before(born, act.acted_on)'), ('a_range', 'case_rules.daterange(born) @> act.acted_on'),
    ('a_exact', 'case_rules.exact_day(born) < act.acted_on');
SELECT is(string_agg(e.rule || ' ' || e.verdict, ', ' ORDER BY e.rule), v, format('born %s: the verdicts', b))
  FROM (VALUES ('2007-03-01', 'a_before satisfied, a_exact satisfied, a_is violated, a_may violated, a_range violated, a_rule violated, a_surely violated'),
               ('2007', 'a_before satisfied, a_exact unknown, a_is unknown, a_may satisfied, a_range violated, a_rule satisfied, a_surely violated'),
               ('2008', 'a_before satisfied, a_exact unknown, a_is satisfied, a_may satisfied, a_range violated, a_rule satisfied, a_surely satisfied'),
               (NULL, 'a_before unknown, a_exact unknown, a_is unknown, a_may unknown, a_range unknown, a_rule unknown, a_surely unknown')) x (b, v),
       LATERAL case_rules.evaluate('trial', 'proceed', CASE WHEN b IS NULL THEN '{}' ELSE jsonb_build_object('born', b) END, '2025-03-01') e
 WHERE e.rule LIKE 'a\_%' GROUP BY b, v ORDER BY b;
SELECT throws_ok($$INSERT INTO case_rules.rule (rule, condition) VALUES ('a_icu', 'case_rules.in_calendar(born, ''persian'') = ''x''')$$, 'RU008', NULL,
    'no condition depends on ICU');
SELECT throws_ok($$INSERT INTO case_rules.rule (rule, condition) VALUES ('a_icu', 'born = case_rules.partial_date_from(''persian'', 1390)')$$, 'RU008', NULL,
    'nor on its calendars');

/* ---- literals, bent at random ---- */

CREATE FUNCTION pg_temp.bend(OUT tried integer, OUT taken integer, OUT wrong integer, OUT other text) LANGUAGE plpgsql AS $$
DECLARE
    seeds constant text[] := '{2011,2011-04,2011-04-17,2011-04-17%,201X,20XX,2009/2011,../2011,2011/..,2011-02-28/2012-02-29,2011-XX-XX~,0001,9999-12-31}';
    letters constant text := '0123456789-/.?~%X  ..//--Yx''"é';
    written text;
    read case_rules.partial_date;
    at integer;
BEGIN
    tried := 0; taken := 0; wrong := 0;
    FOR i IN 1..20000 LOOP
        written := seeds[1 + floor(random() * cardinality(seeds))::integer];
        FOR j IN 1..1 + floor(random() * 3)::integer LOOP
            at := floor(random() * (length(written) + 1))::integer;
            written := CASE floor(random() * 3)::integer
                WHEN 0 THEN left(written, at) || substr(written, at + 2)
                WHEN 1 THEN left(written, at) || substr(letters, 1 + floor(random() * length(letters))::integer, 1) || substr(written, at + 1)
                ELSE left(written, at) || substr(letters, 1 + floor(random() * length(letters))::integer, 1) || substr(written, at + 2) END;
        END LOOP;
        tried := tried + 1;
        BEGIN
            read := written::case_rules.partial_date;
            taken := taken + 1;
            IF read::text::case_rules.partial_date <> read OR case_rules.earliest(read) > case_rules.latest(read) THEN
                wrong := wrong + 1;
            END IF;
        EXCEPTION
            WHEN invalid_text_representation OR datetime_field_overflow THEN NULL;
            WHEN OTHERS THEN other := concat_ws(' ', other, SQLSTATE);
        END;
    END LOOP;
END $$;
SELECT setseed(0.2);
CREATE TEMP TABLE bent AS SELECT * FROM pg_temp.bend();
SELECT is((SELECT wrong FROM bent), 0, 'a bent literal that is taken comes back as it is');
SELECT is((SELECT other FROM bent), NULL, 'the others are refused as what they are');
SELECT ok((SELECT taken BETWEEN 1000 AND tried - 1000 FROM bent), 'there were many of both');

SELECT * FROM finish();
ROLLBACK;
