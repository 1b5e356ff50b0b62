/* partial_date: notation, bounds, ages, and what a type owes its users */
BEGIN;
SELECT plan(139);
SET LOCAL search_path = public, case_rules;

/* ---- notation and bounds ---- */

CREATE TEMP TABLE example (written text, canonical text, earliest date, latest date);
INSERT INTO example VALUES
    ('2011', '2011', '2011-01-01', '2011-12-31'),
    ('2011-04', '2011-04', '2011-04-01', '2011-04-30'),
    ('2011-04-17', '2011-04-17', '2011-04-17', '2011-04-17'),
    ('2012-02', '2012-02', '2012-02-01', '2012-02-29'),
    ('1900-02', '1900-02', '1900-02-01', '1900-02-28'),
    ('2011?', '2011?', '2011-01-01', '2011-12-31'),
    ('2011-04~', '2011-04~', '2011-04-01', '2011-04-30'),
    ('2011-04-17%', '2011-04-17%', '2011-04-17', '2011-04-17'),
    ('2009/2011', '2009/2011', '2009-01-01', '2011-12-31'),
    ('2009-03/2009-05', '2009-03/2009-05', '2009-03-01', '2009-05-31'),
    ('2009?/2011-04~', '2009?/2011-04~', '2009-01-01', '2011-04-30'),
    ('2011/2011-04', '2011/2011-04', '2011-01-01', '2011-04-30'),
    ('2011-04/2011', '2011-04/2011', '2011-04-01', '2011-12-31'),
    ('../2011', '../2011', '-infinity', '2011-12-31'),
    ('2011/..', '2011/..', '2011-01-01', 'infinity'),
    ('/2011', '../2011', '-infinity', '2011-12-31'),
    ('2011/', '2011/..', '2011-01-01', 'infinity'),
    ('2011/2011', '2011', '2011-01-01', '2011-12-31'),
    ('2011?/2011?', '2011?', '2011-01-01', '2011-12-31'),
    ('2011/2011?', '2011/2011?', '2011-01-01', '2011-12-31'),
    ('201X', '201X', '2010-01-01', '2019-12-31'),
    ('20XX', '20XX', '2000-01-01', '2099-12-31'),
    ('201x', '201X', '2010-01-01', '2019-12-31'),
    ('201X/2015', '201X/2015', '2010-01-01', '2015-12-31'),
    ('2011-XX', '2011', '2011-01-01', '2011-12-31'),
    ('2011-04-XX', '2011-04', '2011-04-01', '2011-04-30'),
    ('2011-XX-XX~', '2011~', '2011-01-01', '2011-12-31'),
    ('2011-04-01/2011-04-30', '2011-04-01/2011-04-30', '2011-04-01', '2011-04-30'),
    ('0001', '0001', '0001-01-01', '0001-12-31'),
    ('9999-12-31', '9999-12-31', '9999-12-31', '9999-12-31'),
    (E' \t2011-04\n', '2011-04', '2011-04-01', '2011-04-30');

SELECT is(e.written::case_rules.partial_date::text, e.canonical, format('"%s" reads', btrim(e.written, E' \t\n')))
  FROM example e;
SELECT is(count(*), 0::bigint, 'the bounds of all of them')
  FROM example e
 WHERE case_rules.earliest(e.written::case_rules.partial_date) <> e.earliest
    OR case_rules.latest(e.written::case_rules.partial_date) <> e.latest;
SELECT is(count(*), 0::bigint, 'and each canonical text reads as the same value')
  FROM example e WHERE e.written::case_rules.partial_date <> e.canonical::case_rules.partial_date;

CREATE TEMP TABLE refused (written text, state text);
INSERT INTO refused VALUES
    ('', '22P02'), (' ', '22P02'), ('11', '22P02'), ('2011-4', '22P02'), ('2013-07-1', '22P02'),
    ('2011/04/17', '22P02'), ('17.04.2011', '22P02'), ('2011 ?', '22P02'), ('2011?~', '22P02'),
    ('?2011', '22P02'), ('2011/2012/2013', '22P02'), ('2011-04-17T10:00', '22P02'), ('infinity', '22P02'),
    ('today', '22P02'), ('2011-21', '22P02'), ('2011-24', '22P02'), ('2011-33', '22P02'),
    ('2XXX', '22P02'), ('2011-XX-17', '22P02'), ('..', '22P02'), ('../..', '22P02'), ('/', '22P02'),
    ('XXXX', '22P02'), ('2011-00', '22008'), ('2011-13', '22008'), ('2011-02-29', '22008'),
    ('1900-02-29', '22008'), ('2011-04-31', '22008'), ('2011-04-00', '22008'), ('0000', '22008'),
    ('-0044', '22008'), ('12011', '22008'), ('Y12011', '22008'), ('2011/2009', '22008'),
    ('2011-04-02/2011-04-01', '22008');
SELECT throws_ok(format('SELECT %L::case_rules.partial_date', r.written), r.state::char(5), NULL,
                 quote_literal(r.written) || ' is refused')
  FROM refused r;

CREATE FUNCTION pg_temp.error_of(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    message text;
    detail text;
    hint text;
BEGIN
    EXECUTE statement;
    RETURN NULL;
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
    RETURN concat_ws(' | ', message, detail, hint);
END $$;
SELECT matches(pg_temp.error_of($$SELECT '2011-21'::case_rules.partial_date$$), 'season',
    'a season is refused as what it is');
SELECT is(count(*), 0::bigint, 'no message repeats what may be a birth date')
  FROM refused r
 WHERE length(r.written) > 5
   AND strpos(pg_temp.error_of(format('SELECT %L::case_rules.partial_date', r.written)), r.written) > 0;

/* ---- casts ---- */

SELECT is('2011-04-17'::date::case_rules.partial_date::text, '2011-04-17', 'a date is a partial_date');
SELECT ok(case_rules.is_under('2011-04-17'::date, 18, '2024-01-01'), 'a date goes where one is asked for');
SELECT throws_ok($$SELECT 'infinity'::date::case_rules.partial_date$$, '22008', NULL, 'an infinite date does not');
SELECT throws_ok($$SELECT '0044-03-15 BC'::date::case_rules.partial_date$$, '22008', NULL, 'nor one before year 1');
SELECT is(string_agg(c.castsource::regtype || ' to ' || c.casttarget::regtype || ' ' || c.castcontext::text, ', '
                     ORDER BY c.castcontext, c.casttarget::regtype::text),
    'partial_date to text a, partial_date to daterange e, text to partial_date e, date to partial_date i', 'the casts')
  FROM pg_cast c
 WHERE 'case_rules.partial_date'::regtype IN (c.castsource, c.casttarget);

/* ---- equality, and an order that is not "before" ---- */

SELECT ok('2011'::case_rules.partial_date = '2011/2011', 'equal when the canonical texts are');
SELECT ok('2011'::case_rules.partial_date <> '2011?', 'the mark is part of the value');
SELECT ok('2011-04'::case_rules.partial_date <> '2011-04-01/2011-04-30', 'so is the way it was written');
SELECT is(string_agg(v::text, ' ' ORDER BY v),
    '../2011 2009/2011 2011-01 2011 2011? 2011~ 2011% 2011/.. 2011-04',
    'the order of storage: earliest, latest, precision, mark')
  FROM unnest('{2011-04,2011/..,2011%,2011,2011-01,2011~,2011?,../2011,2009/2011}'::case_rules.partial_date[]) v;
SELECT is(case_rules.min(v)::text || ' ' || case_rules.max(v)::text, '2009/2011 2011-04', 'min and max')
  FROM unnest('{2011-04,2009/2011,2011}'::case_rules.partial_date[]) v;

CREATE TEMP TABLE many AS
    SELECT CASE g % 5
           WHEN 0 THEN to_char(d, 'YYYY')
           WHEN 1 THEN to_char(d, 'YYYY-MM')
           WHEN 2 THEN to_char(d, 'YYYY-MM-DD')
           WHEN 3 THEN to_char(d, 'YYYY') || (ARRAY['?', '~', '%'])[1 + g % 3]
           ELSE to_char(d, 'YYYY-MM') || '/' || (ARRAY['..', to_char(d, 'YYYY')])[1 + g % 2]
           END::case_rules.partial_date AS v
    FROM generate_series(1, 5000) g,
         LATERAL (SELECT date '1990-01-01' + (g * 7919) % 12000 AS d) x;
SELECT is(count(*), 0::bigint, 'sorting with short keys agrees with the comparison')
  FROM (SELECT v, lag(v) OVER (ORDER BY v) AS before FROM many) o
 WHERE case_rules.partial_date_cmp(before, v) > 0;
SELECT is(count(*), 0::bigint, 'and with the bounds')
  FROM (SELECT v, lag(v) OVER (ORDER BY v) AS before FROM many) o
 WHERE (case_rules.earliest(before), case_rules.latest(before)) >
       (case_rules.earliest(v), case_rules.latest(v));
SELECT is((SELECT count(*) FROM (SELECT v FROM many GROUP BY v) a),
          (SELECT count(DISTINCT v::text) FROM many), 'grouped by hash or by sort as their texts are');
SELECT is(count(*), 0::bigint, 'text and back') FROM many WHERE v::text::case_rules.partial_date <> v;
CREATE INDEX many_v ON many (v);
CREATE INDEX many_h ON many USING hash (v);
ANALYZE many;
SET LOCAL enable_seqscan = off;
SELECT is((SELECT count(*) FROM many WHERE v = '2001'), (SELECT count(*) FROM many WHERE v::text = '2001'),
    'equality through an index');
SELECT is((SELECT count(*) FROM many WHERE v >= '2001' AND v < '2002'),
          (SELECT count(*) FROM many WHERE case_rules.partial_date_cmp(v, '2001') >= 0
                                       AND case_rules.partial_date_cmp(v, '2002') < 0),
    'a range through an index');
RESET enable_seqscan;

/* ---- before ---- */

SELECT ok(case_rules.surely_before('2010', '2011'), 'surely before');
SELECT ok(NOT case_rules.surely_before('2010', '2010-06'), 'not surely, when the bounds overlap');
SELECT ok(NOT case_rules.surely_before('2010-06-01', '2010-06-01'), 'the same day is not before itself');
SELECT ok(case_rules.possibly_before('2010', '2010-06'), 'but possibly');
SELECT ok(case_rules.possibly_before('2010-06', '2010'), 'either way round');
SELECT ok(NOT case_rules.possibly_before('2011', '2010'), 'not even possibly');
SELECT ok(NOT case_rules.possibly_before('2010-06-01', '2010-06-01'), 'nor is a day before itself');
SELECT ok(case_rules.possibly_before('2011', '2010/..'), 'an open end may be late');
SELECT ok(NOT case_rules.surely_before('2009/..', '2030'), 'and is never surely early');

/* ---- ages ---- */

SELECT is(case_rules.is_under('2006-05-10', 18, '2024-05-09'), true, 'the day before the birthday');
SELECT is(case_rules.is_under('2006-05-10', 18, '2024-05-10'), false, 'the birthday itself');
SELECT is(case_rules.is_under('2006', 18, '2023-12-31'), true, 'under whatever the day of birth was');
SELECT is(case_rules.is_under('2006', 18, '2024-06-01'), NULL, 'the bounds leave it open');
SELECT is(case_rules.is_under('2006', 18, '2024-12-31'), false, 'the last day that it can be the birthday');
SELECT is(case_rules.is_under('2006?', 18, '2023-12-31'), true, 'a mark does not widen the bounds');
SELECT is(case_rules.is_under('../2006', 18, '2024-12-31'), false, 'open to the past: old enough is sure');
SELECT is(case_rules.is_under('../2006', 18, '2020-01-01'), NULL, 'but young is not');
SELECT is(case_rules.is_under('2006/..', 18, '2010-01-01'), true, 'open to the future: young is sure');
SELECT is(case_rules.is_under('2006/..', 18, '2040-01-01'), NULL, 'but old is not');
SELECT is(case_rules.is_under('2006-05-10', 18, '2006-05-09'), NULL, 'before the earliest birth: no answer');
SELECT is(case_rules.is_under('2006-05', 18, '2006-05-10'), true, 'within the bounds of the birth: under');
SELECT is(case_rules.is_under('2006-05-10', 0, '2006-05-10'), false, 'nobody is under 0 once born');
SELECT is(case_rules.is_under('2006-05-10', 18, 'infinity'), NULL, 'an infinite day is no day');
SELECT is(case_rules.is_under('2004-02-29', 18, '2022-02-28'), true, 'born on 29 February: 28 February is before the day');
SELECT is(case_rules.is_under('2004-02-29', 18, '2022-03-01'), false, '1 March is the day');
SELECT is(case_rules.is_under('2004-02-29', 18, '2022-02-28', 'february_28'), false, 'or 28 February, where that is chosen');
SELECT is(case_rules.is_under('2004-02-29', 20, '2024-02-29'), false, 'a leap year has the day itself');
SELECT throws_ok($$SELECT case_rules.is_under('2004', 18, '2022-01-01', 'february_29')$$, '22023', NULL,
    'there are two rules');
SELECT throws_ok($$SELECT case_rules.is_under('2004', -1, '2022-01-01')$$, '22023', NULL, 'no age is negative');
SELECT is(count(*), 0::bigint, 'surely_under and may_be_under are the two readings of is_under')
  FROM many, generate_series(date '1985-01-01', date '2045-01-01', interval '1 year 13 days') day
 WHERE case_rules.surely_under(v, 18, day::date) IS DISTINCT FROM (case_rules.is_under(v, 18, day::date) IS TRUE)
    OR case_rules.may_be_under(v, 18, day::date) IS DISTINCT FROM (case_rules.is_under(v, 18, day::date) IS NOT FALSE);
SELECT is(case_rules.may_be_under(NULL, 18, '2024-01-01'), NULL, 'no birth date at all: unknown, two-valued or not');

SELECT is(case_rules.age_on('2006', '2024-06-01'), '[17,19)'::int4range, 'ages that are possible');
SELECT is(case_rules.age_on('2006-05-10', '2024-06-01'), '[18,19)'::int4range, 'one age');
SELECT is(case_rules.age_on('../2006', '2024-06-01'), '[17,)'::int4range, 'no oldest one');
SELECT is(case_rules.age_on('2006/..', '2024-06-01'), '[0,19)'::int4range, 'from the newborn on');
SELECT is(case_rules.age_on('2006', '2005-06-01'), 'empty'::int4range, 'none before the birth');
SELECT is(case_rules.age_on('2004-02-29', '2022-02-28', 'february_28'), '[18,19)'::int4range, 'by the other leap rule');
SELECT is(case_rules.age_on(NULL, '2022-02-28'), NULL, 'unknown stays unknown');
SELECT is(case_rules.birthday('2006-05-10', 18), '[2024-05-10,2024-05-11)'::daterange, 'an 18th birthday');
SELECT is(case_rules.birthday('2004-02', 18), '[2022-02-01,2022-03-02)'::daterange, 'the days it can be');
SELECT is(case_rules.birthday('../2006', 18), '(,2025-01-01)'::daterange, 'open when the birth is');
SELECT is(case_rules.birthday('2004-02-29', 18, 'february_28'), '[2022-02-28,2022-03-01)'::daterange, 'by the other leap rule');
SELECT is(count(*), 0::bigint, 'age_on and is_under agree')
  FROM many, generate_series(date '1991-01-01', date '2045-01-01', interval '1 year 17 days') day
 WHERE day >= case_rules.earliest(v)
   AND CASE WHEN upper(case_rules.age_on(v, day::date)) <= 18 THEN true
            WHEN lower(case_rules.age_on(v, day::date)) >= 18 THEN false END
       IS DISTINCT FROM case_rules.is_under(v, 18, day::date);
SELECT is(count(*), 0::bigint, 'and so does birthday')
  FROM many, generate_series(date '1991-01-01', date '2045-01-01', interval '1 year 17 days') day
 WHERE day >= case_rules.earliest(v)
   AND CASE WHEN day < case_rules.birthday_earliest(v, 18) THEN true
            WHEN day >= case_rules.birthday_latest(v, 18) THEN false END
       IS DISTINCT FROM case_rules.is_under(v, 18, day::date);

/* ---- what the type owes ---- */

SELECT is(count(*), 2::bigint, 'btree and hash operator classes are valid')
  FROM pg_opclass o
 WHERE o.opcintype = 'case_rules.partial_date'::regtype AND o.opcdefault AND amvalidate(o.oid);
SELECT is(count(*), 0::bigint, 'every operator has commutator, negator and built-in estimators')
  FROM pg_operator o
 WHERE o.oprleft = 'case_rules.partial_date'::regtype
   AND (o.oprcom = 0 OR o.oprnegate = 0 OR o.oprrest::oid = 0 OR o.oprjoin::oid = 0
        OR o.oprrest::oid >= 16384 OR o.oprjoin::oid >= 16384);
SELECT ok(t.typlen = 16 AND NOT t.typbyval AND t.typsend::oid <> 0 AND t.typreceive::oid <> 0,
    'sixteen bytes, with a binary form')
  FROM pg_type t WHERE t.oid = 'case_rules.partial_date'::regtype;
SELECT is(encode(case_rules.partial_date_send('2000-01-02?'), 'hex'), '01320132010000000100000001',
    'the binary form: version, precision and mark of each end, the two days');
SELECT is(count(*), 0::bigint, 'the extended hash with seed 0 ends as the plain one')
  FROM many
 WHERE case_rules.partial_date_hash_extended(v, 0)::bit(64) << 32 <>
       case_rules.partial_date_hash(v)::bit(32)::bit(64);

CREATE FUNCTION pg_temp.binary_form() RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
    head constant text := 'PGCOPY\n\377\r\n\000\000\000\000\000\000\000\000\000\000\001\000\000\000\015';
    tail constant text := '\377\377''';
BEGIN
    IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        RETURN NEXT skip('needs a superuser', 4);
        RETURN;
    END IF;
    CREATE TEMP TABLE received (LIKE many);
    EXECUTE $c$COPY many TO PROGRAM 'cat > case_rules_partial_date.tmp' WITH (FORMAT binary)$c$;
    EXECUTE $c$COPY received FROM PROGRAM 'cat case_rules_partial_date.tmp && rm case_rules_partial_date.tmp' WITH (FORMAT binary)$c$;
    RETURN NEXT ok(NOT EXISTS ((TABLE many EXCEPT ALL TABLE received) UNION ALL (TABLE received EXCEPT ALL TABLE many)),
                   'there and back');
    RETURN NEXT throws_ok(format($c$COPY received FROM PROGRAM %L WITH (FORMAT binary)$c$,
        'printf ''' || head || '\002\062\000\062\000\000\000\000\001\000\000\000\001' || tail), '22P03', NULL,
        'another version is refused');
    RETURN NEXT throws_ok(format($c$COPY received FROM PROGRAM %L WITH (FORMAT binary)$c$,
        'printf ''' || head || '\001\062\000\062\000\000\000\000\002\000\000\000\001' || tail), '22P03', NULL,
        'bounds the wrong way round are refused');
    RETURN NEXT throws_ok(format($c$COPY received FROM PROGRAM %L WITH (FORMAT binary)$c$,
        'printf ''' || head || '\001\050\000\062\000\000\000\000\001\000\000\000\001' || tail), '22P03', NULL,
        'a month that does not begin with its first day is refused');
END $$;
SELECT * FROM pg_temp.binary_form();

SELECT * FROM finish();
ROLLBACK;
