/* cadence: the words, the periods, how a promise stands, and what a type owes its users */
BEGIN;
SELECT plan(113);
SET LOCAL search_path = public, case_rules;

/* ---- words ---- */

CREATE TEMP TABLE example (written text, canonical text);
INSERT INTO example VALUES
    ('2 per month for 12 months at least 10 days apart', NULL),
    ('2 PER Month  at least 10 days apart FOR 12 months', '2 per month for 12 months at least 10 days apart'),
    ('weekly for 4 weeks then monthly until age 18', NULL),
    ('every 1 weeks for 4 weeks then every month until age 18', 'weekly for 4 weeks then monthly until age 18'),
    ('every 3 months', NULL),
    ('every 2 weeks for 6 months', NULL),
    ('at 7, 14 and 30 days', NULL),
    ('at 7,14, and 30 days', 'at 7, 14 and 30 days'),
    ('at 7 and 14 days', NULL),
    ('at 7 days', NULL),
    ('at 1 days', 'at 1 day'),
    ('at 7, 14 and 30 working days', NULL),
    ('once within 5 working days then monthly for 1 year', NULL),
    ('once within 10 days', NULL),
    ('once within 1 months', 'once within 1 month'),
    ('every 1 day for 1 weeks', 'daily for 1 week'),
    ('every year', 'yearly'),
    ('1 per week', NULL),
    ('3 per year at least 60 days apart', NULL),
    ('every 10 working days', NULL),
    ('monthly at least 1 days apart', 'monthly at least 1 day apart'),
    (E'\tonce within\n10 days ', 'once within 10 days');
SELECT is(e.written::case_rules.cadence::text, coalesce(e.canonical, e.written),
          'reads: ' || btrim(translate(e.written, E'\n', ' ')))
  FROM example e;
SELECT is(count(*), 0::bigint, 'each canonical text reads as the same value')
  FROM example e WHERE e.written::case_rules.cadence <> e.written::case_rules.cadence::text::case_rules.cadence;

CREATE TEMP TABLE refused (written text, state text);
INSERT INTO refused VALUES
    ('', '22P02'), ('often', '22P02'), ('fortnightly', '22P02'), ('2 per day', '22P02'), ('2x per month', '22P02'),
    ('two per month', '22P02'), ('2 per month for 12', '22P02'), ('weekly for 4 weeks then', '22P02'),
    ('weekly, monthly', '22P02'), ('weekly for 4 weeks for 6 weeks', '22P02'),
    ('weekly for 4 weeks until age 18', '22P02'), ('at 7, 14 days', '22P02'), ('at 7 and 14 and 30 days', '22P02'),
    ('at 14 and 7 days', '22P02'), ('at 7 and 7 days', '22P02'), ('once within 10 days for 3 months', '22P02'),
    ('monthly at least 2 weeks apart', '22P02'), ('monthly then weekly', '22P02'),
    ('monthly until age 12 then weekly', '22P02'), ('every 0 months', '22P02'), ('every 10000 days', '22P02'),
    ('100 per month', '22P02'), ('monthly until age 200', '22P02'), ('every -3 months', '22P02'),
    ('every 99999999999999999999 months', '22P02'),
    (repeat('daily for 1 day then ', 16) || 'weekly', '54000'),
    ('at ' || (SELECT string_agg(g::text, ', ' ORDER BY g) FROM generate_series(1, 40) g) || ' and 50 days', '54000');
SELECT throws_ok(format('SELECT %L::case_rules.cadence', r.written), r.state::char(5), NULL,
                 'refused: ' || left(r.written, 60))
  FROM refused r;
SELECT lives_ok(format('SELECT %L::case_rules.cadence', repeat('daily for 1 day then ', 15) || 'weekly'),
    'sixteen phases are allowed');
SELECT throws_ok($$SELECT 'fortnightly'::case_rules.cadence$$, '22P02',
    'invalid input syntax for type cadence: "fortnightly"', 'the message names the text');

/* ---- periods ---- */

CREATE FUNCTION pg_temp.periods(c case_rules.cadence, start date, until date DEFAULT NULL) RETURNS text
    LANGUAGE sql
    AS $$ SELECT string_agg(to_char(p.period_from, 'MM-DD') || '/' || to_char(p.period_to, 'MM-DD') || ':' || p.quota,
                            ' ' ORDER BY p.period_from)
            FROM case_rules.cadence_periods(c, start, until) p $$;

SELECT is(pg_temp.periods('2 per month for 3 months', '2024-01-01'), '01-01/01-31:2 02-01/02-29:2 03-01/03-31:2',
    'calendar months');
SELECT is(pg_temp.periods('2 per month for 3 months', '2024-01-16'),
    '01-16/01-31:1 02-01/02-29:2 03-01/03-31:2 04-01/04-15:1',
    'the first and the last month carry their share');
SELECT is(pg_temp.periods('2 per month for 3 months', '2024-01-17'),
    '01-17/01-31:0 02-01/02-29:2 03-01/03-31:2 04-01/04-16:1', 'rounded down');
SELECT is(pg_temp.periods('4 per month for 10 days', '2024-02-10'), '02-10/02-19:1', 'first and last in one month');
SELECT is(pg_temp.periods('weekly for 4 weeks', '2024-01-31'),
    '01-31/02-06:1 02-07/02-13:1 02-14/02-20:1 02-21/02-27:1', 'weeks from the start');
SELECT is(pg_temp.periods('3 per week for 10 days', '2024-01-01'), '01-01/01-07:3 01-08/01-10:1', 'a week cut short');
SELECT is(pg_temp.periods('monthly for 4 months', '2024-01-31'),
    '01-31/02-28:1 02-29/03-30:1 03-31/04-29:1 04-30/05-30:1', 'months from the start, from its last days');
SELECT is(pg_temp.periods('every 3 months for 1 year', '2023-11-30'),
    '11-30/02-28:1 02-29/05-29:1 05-30/08-29:1 08-30/11-29:1', 'quarters');
SELECT is(pg_temp.periods('every 3 months for 7 months', '2024-01-01'), '01-01/03-31:1 04-01/06-30:1 07-01/07-31:0',
    'what is cut short asks for nothing');
SELECT is(pg_temp.periods('every 2 weeks for 6 weeks', '2024-01-01'), '01-01/01-14:1 01-15/01-28:1 01-29/02-11:1',
    'every two weeks');
SELECT is(pg_temp.periods('at 7, 14 and 30 days', '2024-01-01'), '01-01/01-08:1 01-09/01-15:1 01-16/01-31:1',
    'by day 7, by day 14, by day 30');
SELECT is(pg_temp.periods('at 1 and 3 months', '2024-01-31'), '01-31/02-29:1 03-01/04-30:1', 'by month 1, by month 3');
SELECT is(pg_temp.periods('once within 10 days', '2024-01-01'), '01-01/01-11:1', 'within ten days');
SELECT is(pg_temp.periods('once within 10 days then weekly for 2 weeks', '2024-01-01'),
    '01-01/01-11:1 01-12/01-18:1 01-19/01-25:1', 'a phase begins where the one before it ends');
SELECT is(pg_temp.periods('weekly for 2 weeks then monthly until age 18', '2024-01-01', '2024-03-20'),
    '01-01/01-07:1 01-08/01-14:1 01-15/02-14:1 02-15/03-14:1 03-15/03-19:0', 'an open end is cut where it is told');
SELECT is(pg_temp.periods('weekly for 4 weeks', '2024-01-01', '2024-01-10'), '01-01/01-07:1 01-08/01-09:0',
    'so is any other');
SELECT is(pg_temp.periods('weekly for 4 weeks', '2024-01-01', '2024-01-01'), NULL, 'a promise over before it began');
SELECT is(pg_temp.periods(NULL, '2024-01-01'), NULL, 'no promise, no periods');
SELECT throws_ok($$SELECT * FROM case_rules.cadence_periods('monthly', '2024-01-01')$$, '22023', NULL,
    'an open-ended promise needs a day');
SELECT throws_ok($$SELECT * FROM case_rules.cadence_periods('weekly for 5 days', 'infinity')$$, '22008', NULL,
    'a start is a day');
SELECT is(case_rules.cadence_until_age('weekly for 4 weeks then monthly until age 18'), 18, 'the age it ends with');
SELECT is(case_rules.cadence_until_age('every 3 months'), NULL, 'if it does');
SELECT is(case_rules.cadence_end('2 per month for 12 months', '2024-02-29'), '2025-02-28', 'twelve months from 29 February');
SELECT is(case_rules.cadence_end('every 3 months', '2024-02-29'), NULL, 'no end');

/* every promise covers its days without gap or overlap, and asks for no more than full pace */
SELECT is(count(*), 0::bigint, 'no gap, no overlap')
  FROM (VALUES ('2 per month for 12 months'), ('every 5 weeks for 3 years then at 10, 20 and 40 days'),
               ('daily for 30 days then 5 per year for 40 months'), ('every 2 months for 31 months then yearly')) c (c),
       generate_series(date '2023-12-25', date '2024-03-05', interval '1 day') s,
       LATERAL (SELECT p.period_from, lag(p.period_to) OVER (ORDER BY p.period_from) AS before,
                       p.period_to
                  FROM case_rules.cadence_periods(c.c::case_rules.cadence, s::date, '2040-01-01') p) q
 WHERE q.period_from <> coalesce(q.before + 1, s::date) OR q.period_to < q.period_from;

/* ---- progress ---- */

CREATE FUNCTION pg_temp.progress(c case_rules.cadence, start date, visits date[], as_of date, ends date DEFAULT NULL)
    RETURNS text LANGUAGE sql
    AS $$ SELECT format('due %s done %s missed %s, now %s/%s %s of %s, next %s, %s', p.due, p.done, p.missed,
                        to_char(p.current_from, 'MM-DD'), to_char(p.current_to, 'MM-DD'),
                        p.current_done, p.current_quota, coalesce(to_char(p.next_due, 'YYYY-MM-DD'), 'none'), p.complete)
            FROM case_rules.cadence_progress(c, start, visits, as_of, ends) p $$;

SELECT is(pg_temp.progress('2 per month for 3 months', '2024-01-01', '{}', '2023-12-24'),
    'due 0 done 0 missed 0, now /  of , next 2024-01-31, f', 'before it begins');
SELECT is(pg_temp.progress('2 per month for 3 months', '2024-01-01', NULL, '2024-01-31'),
    'due 0 done 0 missed 0, now 01-01/01-31 0 of 2, next 2024-01-31, f', 'on its last day a period is not missed');
SELECT is(pg_temp.progress('2 per month for 3 months', '2024-01-01', '{2024-01-10}', '2024-02-01'),
    'due 2 done 1 missed 1, now 02-01/02-29 0 of 2, next 2024-02-29, f', 'the day after it is');
SELECT is(pg_temp.progress('2 per month for 3 months', '2024-01-01', '{2024-01-10,2024-01-20,2024-01-25}', '2024-02-01'),
    'due 2 done 2 missed 0, now 02-01/02-29 0 of 2, next 2024-02-29, f', 'a third visit does not count for the next month');
SELECT is(pg_temp.progress('2 per month for 3 months', '2024-01-01', '{2024-02-20,2024-01-10,2024-02-02,2024-01-20}', '2024-02-20'),
    'due 2 done 4 missed 0, now 02-01/02-29 2 of 2, next 2024-03-31, f', 'the present month is done, the next is ahead');
SELECT is(pg_temp.progress('2 per month for 3 months', '2024-01-01', '{2024-01-10,2024-01-10}', '2024-02-01'),
    'due 2 done 1 missed 1, now 02-01/02-29 0 of 2, next 2024-02-29, f', 'two entries for one day are one visit');
SELECT is(pg_temp.progress('2 per month for 3 months', '2024-01-01', '{2024-01-10,NULL,2024-01-20,2024-02-09,2023-12-31}', '2024-02-08'),
    'due 2 done 2 missed 0, now 02-01/02-29 0 of 2, next 2024-02-29, f',
    'planned visits without a day, later visits and earlier ones do not count');
SELECT is(pg_temp.progress('2 per month for 2 months at least 10 days apart', '2024-01-01',
                           '{2024-01-05,2024-01-14,2024-01-15,2024-01-31,2024-02-09,2024-02-25}', '2024-03-01'),
    'due 4 done 4 missed 0, now /  of , next none, t', 'as far apart as promised, also across the months');
SELECT is(pg_temp.progress('2 per month for 2 months at least 10 days apart', '2024-01-01',
                           '{2024-01-05,2024-01-14,2024-01-31,2024-02-09,2024-02-18}', '2024-03-01'),
    'due 4 done 3 missed 1, now /  of , next none, f', 'the one that is too near does not count');
SELECT is(pg_temp.progress('2 per month for 2 months', '2024-01-01', '{2024-01-05,2024-01-14,2024-02-05,2024-02-14}', '2024-02-20'),
    'due 2 done 4 missed 0, now 02-01/02-29 2 of 2, next none, t', 'complete as soon as nothing is left to do');
SELECT is(pg_temp.progress('monthly', '2024-01-01', '{2024-01-05}', '2024-01-20'),
    'due 0 done 1 missed 0, now 01-01/01-31 1 of 1, next 2024-02-29, f', 'an open-ended promise is never complete');
SELECT is(pg_temp.progress('monthly', '2024-01-01', '{2024-01-05}', '2024-02-20', '2024-02-20'),
    'due 1 done 1 missed 0, now /  of , next none, t', 'unless it has ended');
SELECT is(pg_temp.progress('monthly until age 18', '2024-01-15', '{2024-01-20,2024-02-20}', '2024-03-01', '2024-03-15'),
    'due 1 done 2 missed 0, now 02-15/03-14 1 of 1, next none, t', 'until an 18th birthday');
SELECT is(pg_temp.progress('at 7, 14 and 30 days', '2024-01-01', '{2024-01-03,2024-01-04,2024-01-20}', '2024-01-16'),
    'due 2 done 1 missed 1, now 01-16/01-31 0 of 1, next 2024-01-31, f', 'one visit for each of the days');
SELECT is(pg_temp.progress('once within 10 days', '2024-01-01', '{}', '2024-01-11'),
    'due 0 done 0 missed 0, now 01-01/01-11 0 of 1, next 2024-01-11, f', 'the tenth day is in time');
SELECT is(pg_temp.progress('once within 10 days', '2024-01-01', '{2024-01-12}', '2024-01-12'),
    'due 1 done 0 missed 1, now /  of , next none, f', 'the eleventh is not');
SELECT is(pg_temp.progress('weekly for 4 weeks then monthly until age 18', '2024-01-01',
                           '{2024-01-02,2024-01-09,2024-01-16,2024-01-23,2024-02-10}', '2024-03-10'),
    'due 5 done 5 missed 0, now 02-29/03-28 0 of 1, next 2024-03-28, f', 'from phase to phase');
SELECT is(pg_temp.progress('weekly for 4 weeks', '2024-01-01', '{}', '2024-06-01', '2024-01-01'),
    'due 0 done 0 missed 0, now /  of , next none, t', 'over before it began: nothing was asked');
SELECT is((p).due, NULL, 'no promise, no answer') FROM case_rules.cadence_progress(NULL, '2024-01-01', '{}', '2024-02-01') p;
SELECT throws_ok($$SELECT * FROM case_rules.cadence_progress('weekly', '2024-01-01', '{infinity}', '2024-02-01')$$,
    '22008', NULL, 'a visit has a day');

/* the year of follow-up after a placement with relatives: two visits a month */
SELECT is(pg_temp.progress('2 per month for 12 months at least 10 days apart', '2024-03-01',
                           (SELECT array_agg(m::date + d) FROM generate_series(date '2024-03-01', date '2025-02-01', interval '1 month') m,
                                   unnest('{4,18}'::int[]) d WHERE NOT (m = '2024-08-01' AND d = 18)), '2025-03-01'),
    'due 24 done 23 missed 1, now /  of , next none, f', 'a year with one visit missed');

/* the sums agree with the periods, whatever day is asked about */
SELECT is(count(*), 0::bigint, 'due is what the ended periods asked for; missed what they did not get')
  FROM (VALUES ('2 per month for 12 months at least 10 days apart'), ('weekly for 9 weeks then every 2 months for 1 year'),
               ('at 7, 14 and 30 days then 1 per week for 5 months'), ('every 11 days for 200 days')) c (c),
       generate_series(date '2023-12-30', date '2025-03-01', interval '1 day') d,
       LATERAL (SELECT array_agg(v::date) AS days FROM generate_series(date '2024-01-03', date '2024-11-20', interval '9 days') v) v,
       LATERAL (SELECT coalesce(sum(p.quota), 0) AS due,
                       coalesce(sum(greatest(p.quota - (SELECT count(*) FROM unnest(v.days) x
                                                         WHERE x BETWEEN p.period_from AND p.period_to), 0)), 0) AS missed
                  FROM case_rules.cadence_periods(c.c::case_rules.cadence, '2024-01-01') p WHERE p.period_to < d) slow,
       LATERAL case_rules.cadence_progress(c.c::case_rules.cadence, '2024-01-01', v.days, d::date) fast
 WHERE fast.due <> slow.due OR (c.c NOT LIKE '%apart' AND fast.missed <> slow.missed)
    OR fast.missed < slow.missed;

/* ---- what the type owes ---- */

SELECT ok('weekly'::case_rules.cadence = 'every week', 'equal when the canonical texts are');
SELECT ok('weekly'::case_rules.cadence <> '1 per week', 'and only then');
CREATE TEMP TABLE many AS
    SELECT format('%s per month for %s months%s', 1 + g % 7, 1 + g % 13,
                  CASE WHEN g % 3 = 0 THEN ' then at ' || 1 + g % 5 || ' and 10 days' ELSE '' END)::case_rules.cadence AS c
    FROM generate_series(1, 2000) g;
SELECT is((SELECT count(DISTINCT c) FROM many), (SELECT count(DISTINCT c::text) FROM many), 'sorted as their texts are told apart');
SELECT is((SELECT count(*) FROM (SELECT c FROM many GROUP BY c) g), (SELECT count(DISTINCT c::text) FROM many), 'grouped too');
SELECT is(case_rules.min(c), (SELECT c FROM many ORDER BY c LIMIT 1), 'min') FROM many;
SELECT is(case_rules.max(c), (SELECT c FROM many ORDER BY c DESC LIMIT 1), 'max') FROM many;
CREATE INDEX ON many (c);
CREATE INDEX ON many USING hash (c);
SELECT is(count(*), 2::bigint, 'btree and hash operator classes are valid')
  FROM pg_opclass o
 WHERE o.opcintype = 'case_rules.cadence'::regtype AND o.opcdefault AND amvalidate(o.oid);
SELECT is(count(*), 0::bigint, 'every operator has commutator, negator and built-in estimators')
  FROM pg_operator o
 WHERE o.oprleft = 'case_rules.cadence'::regtype
   AND (o.oprcom = 0 OR o.oprnegate = 0 OR o.oprrest::oid = 0 OR o.oprjoin::oid = 0
        OR o.oprrest::oid >= 16384 OR o.oprjoin::oid >= 16384);
SELECT is(count(*), 0::bigint, 'the extended hash with seed 0 ends as the plain one')
  FROM many
 WHERE case_rules.cadence_hash_extended(c, 0)::bit(64) << 32 <> case_rules.cadence_hash(c)::bit(32)::bit(64);
SELECT is(encode(case_rules.cadence_send('once within 10 days'), 'hex'), '010104010000000000000000' || '01000a',
    'the binary form: version, phases, and each of them');

CREATE FUNCTION pg_temp.binary_form() RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
    head constant text := 'PGCOPY\n\377\r\n\000\000\000\000\000\000\000\000\000\000\001\000\000\000';
    tail constant text := '\377\377''';
BEGIN
    IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        RETURN NEXT skip('needs a superuser', 4);
        RETURN;
    END IF;
    CREATE TEMP TABLE received (LIKE many);
    EXECUTE $c$COPY many TO PROGRAM 'cat > case_rules_cadence.tmp' WITH (FORMAT binary)$c$;
    EXECUTE $c$COPY received FROM PROGRAM 'cat case_rules_cadence.tmp && rm case_rules_cadence.tmp' WITH (FORMAT binary)$c$;
    RETURN NEXT ok(NOT EXISTS ((TABLE many EXCEPT ALL TABLE received) UNION ALL (TABLE received EXCEPT ALL TABLE many)),
                   'there and back');
    RETURN NEXT throws_ok(format($c$COPY received FROM PROGRAM %L WITH (FORMAT binary)$c$,
        'printf ''' || head || '\017\002\001\004\001\000\000\000\000\000\000\000\000\001\000\012' || tail), '22P03', NULL,
        'another version is refused');
    RETURN NEXT throws_ok(format($c$COPY received FROM PROGRAM %L WITH (FORMAT binary)$c$,
        'printf ''' || head || '\017\001\001\004\001\000\000\000\000\000\000\000\000\001\000\000' || tail), '22P03', NULL,
        'what no text says is refused');
    RETURN NEXT throws_ok(format($c$COPY received FROM PROGRAM %L WITH (FORMAT binary)$c$,
        'printf ''' || head || '\020\001\001\004\001\000\000\000\000\000\000\000\000\001\000\012\000' || tail), '22P03', NULL,
        'so is a byte too many');
END $$;
SELECT * FROM pg_temp.binary_form();

SELECT * FROM finish();
ROLLBACK;
