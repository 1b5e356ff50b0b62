/* the type clock: its words, what is refused, and what a type owes its users */
BEGIN;
SELECT plan(126);
SET LOCAL search_path = public, case_rules;

/* ---- words ---- */

CREATE TEMP TABLE example (written text, canonical text);
INSERT INTO example VALUES
    ('24 hours', NULL),
    ('1 hours', '1 hour'),
    ('same day', NULL),
    ('SAME  Day', 'same day'),
    ('10 days', NULL),
    ('1 days', '1 day'),
    ('15 working days', NULL),
    ('1 working days', '1 working day'),
    ('2 weeks', NULL),
    ('3 Months', '3 months'),
    ('1 year', NULL),
    ('9999 years', NULL),
    ('first of month after 3 months', NULL),
    ('first of month after 1 months', 'first of month after 1 month'),
    ('first of 3rd month after', NULL),
    ('first of 3th month after', 'first of 3rd month after'),
    ('first of 1ST month after', 'first of 1st month after'),
    ('first of 2nd month after', NULL),
    ('first of 11th month after', NULL),
    ('first of 21st month after', NULL),
    ('first of 112th month after', NULL),
    ('7 days before', NULL),
    ('6 months before', NULL),
    ('5 working days before', NULL),
    ('earlier of 3 months and 60 working days', NULL),
    ('later of 2 weeks and 10 working days', NULL),
    ('later of 72 hours and 2 working days', NULL),
    ('later of 7 days before and 5 working days before', NULL),
    ('10 days counting the first day', '10 days, counting the first day'),
    ('15 working days, cut-off 16:00', NULL),
    ('15 working days, cut-off 7:05', '15 working days, cut-off 07:05'),
    ('1 day, cut-off 00:00', NULL),
    ('1 day cut-off 23:59', '1 day, cut-off 23:59'),
    ('3 months to next working day', '3 months, to next working day'),
    ('3 months, to previous working day', NULL),
    ('3 months, to next working day in the month', NULL),
    ('7 days before, to previous working day', NULL),
    ('1 month, month end stays month end', NULL),
    ('1 year, month end spills over', NULL),
    ('earlier of 3 months and 60 working days, to next working day', NULL),
    ('2 weeks, to next working day, cut-off 12:00, counting the first day',
     '2 weeks, counting the first day, cut-off 12:00, to next working day'),
    ('1 month month end spills over counting the first day', '1 month, counting the first day, month end spills over'),
    (E'\t3 months ,\n to next\tworking day ', '3 months, to next working day');
SELECT is(e.written::case_rules.clock::text, coalesce(e.canonical, e.written),
          'reads: ' || btrim(translate(e.written, E'\n\t', '  ')))
  FROM example e;
SELECT is(count(*), 0::bigint, 'each canonical text reads as the same value')
  FROM example e WHERE e.written::case_rules.clock <> e.written::case_rules.clock::text::case_rules.clock;

/* ---- what is refused, and why ---- */

CREATE TEMP TABLE refused (written text, message text);
INSERT INTO refused VALUES
    ('', 'syntax'), ('soon', 'syntax'), ('three months', 'syntax'), ('3', 'syntax'), ('3 fortnights', 'syntax'),
    ('3 working', 'syntax'), ('3 working weeks', 'syntax'), ('3x days', 'syntax'), ('-3 days', 'syntax'),
    ('3 days ago', 'syntax'), ('3 days,', 'syntax'), ('3 days,, to next working day', 'syntax'), (', 3 days', 'syntax'),
    ('3 days to next day', 'syntax'), ('3 days to working day', 'syntax'), ('3 days to next working day in month', 'syntax'),
    ('3 days to previous working day in the month', 'syntax'), ('3 days counting first day', 'syntax'),
    ('3 days cut-off 24:00', 'syntax'), ('3 days cut-off 16:60', 'syntax'), ('3 days cut-off 4', 'syntax'),
    ('3 days cut-off 4:5', 'syntax'), ('3 days cut-off 004:05', 'syntax'), ('3 days cutoff 16:00', 'syntax'),
    ('3 months month end', 'syntax'), ('3 months month end stays', 'syntax'), ('same week', 'syntax'),
    ('first of month', 'syntax'), ('first of month after 3 years', 'syntax'), ('first of 3 month after', 'syntax'),
    ('first of 3rd month', 'syntax'), ('first of month after 3 months before', 'syntax'),
    ('earlier of 3 months', 'syntax'), ('earlier 3 months and 60 days', 'syntax'), ('3 months and 60 days', 'syntax'),
    ('earlier of 3 months and 60 days and 2 weeks', 'syntax'), ('3 days; drop', 'syntax'), ('3 Tage', 'syntax'),
    ('0 days', 'number'), ('10000 days', 'number'), ('99999999999999999999999 days', 'number'),
    ('first of 0th month after', 'number'), ('first of month after 0 months', 'number'),
    ('3 days, to next working day, to next working day', 'A rule is said twice.'),
    ('3 months, month end spills over, month end stays month end', 'A rule is said twice.'),
    ('3 days, cut-off 16:00, cut-off 16:00', 'A rule is said twice.'),
    ('3 days, counting the first day, counting the first day', 'A rule is said twice.'),
    ('earlier of 3 days and 2 days before', 'One limit runs forwards, the other backwards.'),
    ('earlier of 3 days and 3 days', 'Both limits are the same.'),
    ('24 hours before', 'Hours do not run backwards.'),
    ('24 hours, counting the first day', 'Hours run from moment to moment: they have no first day and no cut-off hour, and do not end on a working day.'),
    ('24 hours, cut-off 16:00', 'Hours run from moment to moment: they have no first day and no cut-off hour, and do not end on a working day.'),
    ('24 hours, to next working day', 'Hours run from moment to moment: they have no first day and no cut-off hour, and do not end on a working day.'),
    ('7 days before, counting the first day', 'A limit that runs backwards has no first day and no cut-off hour.'),
    ('7 days before, cut-off 16:00', 'A limit that runs backwards has no first day and no cut-off hour.'),
    ('same day, counting the first day', 'Whether the first day counts makes no difference to this limit.'),
    ('first of month after 3 months, counting the first day', 'Whether the first day counts makes no difference to this limit.'),
    ('3 weeks, month end spills over', 'A rule for month ends needs a limit in months or years.'),
    ('first of month after 3 months, month end spills over', 'A rule for month ends needs a limit in months or years.'),
    ('15 working days, to next working day', 'A limit in working days ends on a working day.');

CREATE FUNCTION pg_temp.why_refused(written text, OUT state text, OUT message text, OUT detail text, OUT hint text)
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM written::case_rules.clock;
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL,
        hint = PG_EXCEPTION_HINT;
END $$;
SELECT is(w.state || CASE WHEN w.hint <> '' THEN '' ELSE ', no hint' END || ' ' ||
          CASE WHEN w.detail ~ '^The text cannot be read from character \d+ on\.$' THEN 'syntax'
               WHEN w.detail ~ '^The number at character \d+ is not one of 1 to 9999\.$' THEN 'number'
               ELSE w.detail END,
          '22P02 ' || r.message, 'refused: ' || r.written)
  FROM refused r, LATERAL pg_temp.why_refused(r.written) w;
SELECT is(w.message, 'invalid input syntax for type clock: "3 fortnights"', 'the message names the text')
  FROM pg_temp.why_refused('3 fortnights') w;
SELECT is(w.detail, 'The text cannot be read from character 3 on.', 'and where it ends') FROM pg_temp.why_refused('3 fortnights') w;

/* soft errors, where the server knows them */
CREATE FUNCTION pg_temp.soft() RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
    softly boolean;
BEGIN
    IF current_setting('server_version_num')::int < 160000 THEN
        RETURN NEXT skip('soft errors came with 16', 1);
        RETURN;
    END IF;
    EXECUTE $q$SELECT bool_and(NOT pg_input_is_valid(written, 'case_rules.clock')) FROM refused$q$ INTO softly;
    RETURN NEXT ok(softly, 'refused softly');
END $$;
SELECT * FROM pg_temp.soft();

/* ---- what the type owes ---- */

SELECT ok('1 days'::case_rules.clock = '1 day', 'equal when the canonical texts are');
SELECT ok('7 days'::case_rules.clock <> '1 week', 'and only then');
CREATE TEMP TABLE many AS
    SELECT (CASE WHEN g % 5 = 0 THEN format('earlier of %s months and %s days', 1 + g % 12, 1 + g % 97)
                 WHEN g % 5 = 1 THEN format('%s days before', 1 + g % 31)
                 ELSE format('%s weeks, cut-off %s:%s', 1 + g % 9, g % 24, lpad((g % 60)::text, 2, '0')) END
            || CASE WHEN g % 3 = 0 THEN ', to next working day' ELSE '' END)::case_rules.clock AS c
    FROM generate_series(1, 2000) g;
SELECT is((SELECT count(DISTINCT c) FROM many), (SELECT count(DISTINCT c::text) FROM many), 'sorted as their texts are told apart');
SELECT is((SELECT count(*) FROM (SELECT c FROM many GROUP BY c) g), (SELECT count(DISTINCT c::text) FROM many), 'grouped too');
SELECT is(count(*), 0::bigint, 'the order is that of the bytes')
  FROM (SELECT c, lag(c) OVER (ORDER BY c) AS before FROM many) o
 WHERE case_rules.clock_send(o.before) > case_rules.clock_send(o.c) OR case_rules.clock_cmp(o.before, o.c) > 0
    OR o.before > o.c OR NOT o.before <= o.c OR o.c < o.before OR NOT o.c >= o.before;
SELECT is(case_rules.min(c), (SELECT c FROM many ORDER BY c LIMIT 1), 'min') FROM many;
SELECT is(case_rules.max(c), (SELECT c FROM many ORDER BY c DESC LIMIT 1), 'max') FROM many;
CREATE INDEX ON many (c);
CREATE INDEX ON many USING hash (c);
SELECT is(count(*), 2::bigint, 'btree and hash operator classes are valid')
  FROM pg_opclass o
 WHERE o.opcintype = 'case_rules.clock'::regtype AND o.opcdefault AND amvalidate(o.oid);
SELECT is(count(*), 0::bigint, 'every operator has commutator, negator and built-in estimators')
  FROM pg_operator o
 WHERE o.oprleft = 'case_rules.clock'::regtype
   AND (o.oprcom = 0 OR o.oprnegate = 0 OR o.oprrest::oid = 0 OR o.oprjoin::oid = 0
        OR o.oprrest::oid >= 16384 OR o.oprjoin::oid >= 16384);
SELECT is(count(*), 0::bigint, 'the extended hash with seed 0 ends as the plain one')
  FROM many
 WHERE case_rules.clock_hash_extended(c, 0)::bit(64) << 32 <> case_rules.clock_hash(c)::bit(32)::bit(64);
SELECT is(encode(case_rules.clock_send('15 working days, cut-off 16:00'), 'hex'), '01' || '01' || '00' || '00' || '00' || '03c0' || '05000f',
    'the binary form: version, choice, month end, roll, first day, cut-off in minutes, and each limit');
SELECT is(encode(case_rules.clock_send('later of 7 days before and 5 working days before, to previous working day'), 'hex'),
    '01' || '03' || '00' || '02' || '00' || 'ffff' || '01fff9' || '05fffb', 'of two limits that run backwards');
SELECT is(string_agg(DISTINCT p.proname || ' ' || p.provolatile::text || p.proparallel::text, ', ' ORDER BY p.proname || ' ' || p.provolatile::text || p.proparallel::text),
    'clock_in_hours is, clock_is_backwards is, clock_needs_calendar is, day_at ss, due_after_stops is, due_after_stops ss, due_at ss, '
    'due_gap is, due_on is, is_overdue is, is_overdue ss, overdue_from ss, start_day ss, suspended_days is',
    'what rests on time zones is stable, all else immutable')
  FROM pg_proc p
 WHERE p.pronamespace = 'case_rules'::regnamespace
   AND p.proname IN ('due_on', 'due_gap', 'due_after_stops', 'due_at', 'start_day', 'overdue_from', 'is_overdue',
                     'day_at', 'suspended_days', 'clock_in_hours', 'clock_is_backwards', 'clock_needs_calendar');

CREATE FUNCTION pg_temp.binary_form() RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
    head constant text := 'PGCOPY\n\377\r\n\000\000\000\000\000\000\000\000\000\000\001\000\000\000';
    tail constant text := '\377\377''';
BEGIN
    IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        RETURN NEXT skip('needs a superuser', 5);
        RETURN;
    END IF;
    CREATE TEMP TABLE received (LIKE many);
    EXECUTE $c$COPY many TO PROGRAM 'cat > case_rules_clock.tmp' WITH (FORMAT binary)$c$;
    EXECUTE $c$COPY received FROM PROGRAM 'cat case_rules_clock.tmp && rm case_rules_clock.tmp' WITH (FORMAT binary)$c$;
    RETURN NEXT ok(NOT EXISTS ((TABLE many EXCEPT ALL TABLE received) UNION ALL (TABLE received EXCEPT ALL TABLE many)),
                   'there and back');
    RETURN NEXT throws_ok(format($c$COPY received FROM PROGRAM %L WITH (FORMAT binary)$c$,
        'printf ''' || head || '\012\002\001\000\000\000\377\377\001\000\012' || tail), '22P03',
        'unsupported version 2 of the binary form of type clock', 'another version is refused');
    RETURN NEXT throws_ok(format($c$COPY received FROM PROGRAM %L WITH (FORMAT binary)$c$,
        'printf ''' || head || '\012\001\001\000\001\000\377\377\005\000\012' || tail), '22P03', NULL,
        'what no text says is refused');
    RETURN NEXT throws_ok(format($c$COPY received FROM PROGRAM %L WITH (FORMAT binary)$c$,
        'printf ''' || head || '\013\001\001\000\000\000\377\377\001\000\012\000' || tail), '22P03', NULL,
        'so is a byte too many');
    RETURN NEXT throws_ok(format($c$COPY received FROM PROGRAM %L WITH (FORMAT binary)$c$,
        'printf ''' || head || '\000' || tail), '22P03', NULL, 'and nothing at all');
END $$;
SELECT * FROM pg_temp.binary_form();

/* ---- literals bent one character at a time: read as what they print, or refused as wrong text ---- */

CREATE FUNCTION pg_temp.bent(literal text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    c case_rules.clock;
BEGIN
    c := literal::case_rules.clock;
    RETURN CASE WHEN c::text::case_rules.clock = c THEN 'read' ELSE 'read otherwise than printed' END;
EXCEPTION WHEN invalid_text_representation THEN
    RETURN 'refused';
END $$;
SELECT results_eq(
    $$SELECT DISTINCT pg_temp.bent(overlay(l PLACING replacement FROM at FOR cut))
        FROM unnest('{"earlier of 3 months and 60 working days, to next working day","first of 3rd month after","7 days before, to previous working day",
                      "1 month, counting the first day, month end spills over, cut-off 16:00"}'::text[]) l,
             generate_series(1, length(l)) at, generate_series(0, 1) cut,
             unnest('{"", " ", ",", ":", "9", "0", "s", "-", "%", "é"}'::text[]) replacement ORDER BY 1$$,
    ARRAY['read', 'refused'], 'bent literals');

SELECT * FROM finish();
ROLLBACK;
