/* consent_state: the states, their order, and what a type owes its users */
BEGIN;
SELECT plan(37);
SET LOCAL search_path = public, case_rules;

/* ---- the states ---- */

SELECT is(string_agg(s.state::text, ' ' ORDER BY s.state),
    'contemplated consultation_opened report_transmitted received under_examination'
    ' information_requested consent_doubtful consented consented_with_conditions assurance_obtained'
    ' decided departed arrived followed_up ended'
    ' refused withdrawn consent_withdrawn consent_expired lapsed recognition_refused',
    'the states, in the order of the procedure')
  FROM case_rules.consent_states() s;
SELECT is(string_agg(s.code::text, ' ' ORDER BY s.code),
    '10 20 30 40 50 60 70 80 90 100 110 120 130 140 150 510 520 530 540 550 560',
    'the numbers that are stored are frozen')
  FROM case_rules.consent_states() s;
SELECT is(string_agg(s.state::text, ' ' ORDER BY s.code),
    string_agg(s.state::text, ' ' ORDER BY s.state), 'numbers and states have one order')
  FROM case_rules.consent_states() s;
SELECT is(string_agg(s.state::text, ' ' ORDER BY s.state),
    'refused withdrawn consent_withdrawn consent_expired lapsed recognition_refused', 'the exits')
  FROM case_rules.consent_states() s WHERE s.is_exit;
SELECT is(count(*), 21::bigint, 'each has its own text and reads back as itself')
  FROM case_rules.consent_states() s WHERE s.state::text::case_rules.consent_state = s.state;

/* ---- text ---- */

SELECT throws_ok($$SELECT 'approved'::case_rules.consent_state$$, '22P02',
    'invalid input value for type consent_state: "approved"', 'a state that does not exist is refused');
SELECT throws_ok($$SELECT 'Consented'::case_rules.consent_state$$, '22P02', NULL, 'letters count');
SELECT throws_ok($$SELECT ''::case_rules.consent_state$$, '22P02', NULL, 'so does nothing');
SELECT throws_ok($$SELECT 10::case_rules.consent_state$$, '42846', NULL, 'a number is no state');

CREATE FUNCTION pg_temp.hint_of(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    hint text;
BEGIN
    EXECUTE statement;
    RETURN NULL;
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS hint = PG_EXCEPTION_HINT;
    RETURN hint;
END $$;
SELECT is(pg_temp.hint_of($$SELECT 'approved'::case_rules.consent_state$$),
    'The states are ' || string_agg(s.state::text, ', ' ORDER BY s.state) || '.',
    'the hint lists the states')
  FROM case_rules.consent_states() s;

/* ---- casts ---- */

SELECT is(c.castcontext::text, 'a', 'the cast to text is for assignment')
  FROM pg_cast c WHERE (c.castsource, c.casttarget) = ('case_rules.consent_state'::regtype, 'text'::regtype);
SELECT is(c.castcontext::text, 'e', 'the cast from text is explicit')
  FROM pg_cast c WHERE (c.castsource, c.casttarget) = ('text'::regtype, 'case_rules.consent_state'::regtype);
CREATE TEMP TABLE note (t text);
INSERT INTO note VALUES ('decided'::case_rules.consent_state);
SELECT is(t, 'decided', 'a text column takes a state') FROM note;

/* ---- order ---- */

SELECT ok('consented'::case_rules.consent_state < 'decided', '<');
SELECT ok('decided'::case_rules.consent_state <= 'decided', '<=');
SELECT ok('decided'::case_rules.consent_state = 'decided', '=');
SELECT ok('decided'::case_rules.consent_state <> 'departed', '<>');
SELECT ok('ended'::case_rules.consent_state >= 'decided', '>=');
SELECT ok('refused'::case_rules.consent_state > 'ended', '>: an exit comes after the regular states');
SELECT is(case_rules.min(s.state)::text || ' ' || case_rules.max(s.state)::text,
    'contemplated recognition_refused', 'min and max')
  FROM case_rules.consent_states() s;

CREATE TEMP TABLE pair AS
    SELECT a.state AS a, b.state AS b, a.code AS ac, b.code AS bc
    FROM case_rules.consent_states() a, case_rules.consent_states() b;
SELECT is(count(*), 0::bigint, 'every operator says what the numbers say')
  FROM pair
 WHERE (a < b) <> (ac < bc) OR (a <= b) <> (ac <= bc) OR (a = b) <> (ac = bc)
    OR (a <> b) <> (ac <> bc) OR (a >= b) <> (ac >= bc) OR (a > b) <> (ac > bc)
    OR sign(case_rules.consent_state_cmp(a, b)) <> sign(ac - bc);

/* ---- what the type owes ---- */

SELECT is(count(*), 2::bigint, 'btree and hash operator classes are valid')
  FROM pg_opclass o
 WHERE o.opcintype = 'case_rules.consent_state'::regtype AND o.opcdefault AND amvalidate(o.oid);
SELECT is(string_agg(p.amprocnum::text, ' ' ORDER BY m.amname, p.amprocnum), '1 2 4 1 2',
    'comparison, sort support, equal image; hash and extended hash')
  FROM pg_opclass o JOIN pg_am m ON m.oid = o.opcmethod JOIN pg_amproc p ON p.amprocfamily = o.opcfamily
 WHERE o.opcintype = 'case_rules.consent_state'::regtype;
SELECT is(count(*), 0::bigint, 'every operator has commutator, negator and built-in estimators')
  FROM pg_operator o
 WHERE o.oprleft = 'case_rules.consent_state'::regtype
   AND (o.oprcom = 0 OR o.oprnegate = 0 OR o.oprrest::oid = 0 OR o.oprjoin::oid = 0
        OR o.oprrest::oid >= 16384 OR o.oprjoin::oid >= 16384);
SELECT ok(t.typlen = 2 AND t.typbyval AND t.typsend::oid <> 0 AND t.typreceive::oid <> 0,
    'two bytes by value, with a binary form')
  FROM pg_type t WHERE t.oid = 'case_rules.consent_state'::regtype;
SELECT is(count(DISTINCT case_rules.consent_state_hash(s.state)), 21::bigint, 'hashes differ')
  FROM case_rules.consent_states() s;
SELECT is(count(*), 0::bigint, 'the extended hash with seed 0 ends as the plain one')
  FROM case_rules.consent_states() s
 WHERE case_rules.consent_state_hash_extended(s.state, 0)::bit(64)::bit(64) << 32 <>
       case_rules.consent_state_hash(s.state)::bit(32)::bit(64);
SELECT is(encode(case_rules.consent_state_send('consented'), 'hex'), '010050',
    'the binary form is a version byte and the number');

/* ---- in tables ---- */

CREATE TEMP TABLE placement (id int, state case_rules.consent_state NOT NULL) PARTITION BY HASH (state);
CREATE TEMP TABLE placement_0 PARTITION OF placement FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TEMP TABLE placement_1 PARTITION OF placement FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO placement SELECT g, s.state FROM case_rules.consent_states() s, generate_series(1, 100) g;
CREATE INDEX ON placement (state);
ANALYZE placement;
SELECT is(count(*), 2100::bigint, 'hash partitions take every state') FROM placement;
SELECT ok((SELECT count(*) FROM ONLY placement_0) BETWEEN 100 AND 2000, 'and both hold some');
SET LOCAL enable_seqscan = off;
SELECT is(count(*), 100::bigint, 'found again through the index') FROM placement WHERE state = 'decided';
SELECT is(count(*), 600::bigint, 'a range through the index') FROM placement WHERE state > 'ended';
RESET enable_seqscan;
SELECT is((SELECT count(DISTINCT state) FROM placement), 21::bigint, 'sorted and told apart');
SELECT is((SELECT count(*) FROM (SELECT state FROM placement GROUP BY state) g), 21::bigint, 'grouped');

/* ---- binary form, through COPY; it needs the right to run a program ---- */

CREATE FUNCTION pg_temp.binary_form() RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
    head constant text := 'PGCOPY\n\377\r\n\000\000\000\000\000\000\000\000\000\000\001\000\000\000\003';
BEGIN
    IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        RETURN NEXT skip('needs a superuser', 3);
        RETURN;
    END IF;
    CREATE TEMP TABLE sent AS SELECT s.state FROM case_rules.consent_states() s;
    CREATE TEMP TABLE received (LIKE sent);
    EXECUTE $c$COPY sent TO PROGRAM 'cat > case_rules_consent_state.tmp' WITH (FORMAT binary)$c$;
    EXECUTE $c$COPY received FROM PROGRAM 'cat case_rules_consent_state.tmp && rm case_rules_consent_state.tmp' WITH (FORMAT binary)$c$;
    RETURN NEXT is((SELECT count(*) FROM sent JOIN received USING (state)), 21::bigint, 'there and back');
    RETURN NEXT throws_ok(format($c$COPY received FROM PROGRAM %L WITH (FORMAT binary)$c$,
        'printf ''' || head || '\002\000\012\377\377'''), '22P03', NULL, 'another version is refused');
    RETURN NEXT throws_ok(format($c$COPY received FROM PROGRAM %L WITH (FORMAT binary)$c$,
        'printf ''' || head || '\001\000\013\377\377'''), '22P03', NULL, 'a number of no state is refused');
END $$;
SELECT * FROM pg_temp.binary_form();

SELECT * FROM finish();
ROLLBACK;
