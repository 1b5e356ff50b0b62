/*
 * bulk_paths.sql: whichever way acts are written, the verdict is the same.
 *
 * These loads go down every path: an act that is permitted, one that is barred,
 * two acts of one case of which the second needs the first, the same two in
 * the wrong order, one that writes what the engine derives, an act that comes
 * late, one that annuls another and one that is irregular.  What comes of it (rows, verdicts, duties, or SQLSTATE and findings) is compared with the
 * same rows written one INSERT after the other.  Each try is rolled back.
 */
\set ON_ERROR_STOP on
\set cases 20
\ir ../tap/lib/casework_fixture.sql
SET client_min_messages = warning;
SET case_rules.warnings = off;

CREATE EXTENSION postgres_fdw;
CREATE SCHEMA path;
SET search_path = path, public;

-- ---- the loads ---------------------------------------------------------------

CREATE TABLE load (load text, ord integer, LIKE casework.act);
ALTER TABLE load ALTER seq DROP NOT NULL;
INSERT INTO load
SELECT v.load, v.ord, (v.a).*
  FROM (VALUES
       ('permitted', 1, helper.decision(1)),
       ('barred', 1, helper.decision(7)),
       ('two acts', 1, helper.decision(2)),
       ('two acts', 2, helper.row_of(2, 'depart', 1, '{}', '2026-03-12')),
       ('wrong order', 1, helper.row_of(2, 'depart', 1, '{}', '2026-03-12')),
       ('wrong order', 2, helper.decision(2)),
       ('several cases', 1, helper.decision(3)),
       ('several cases', 2, helper.decision(4)),
       ('several cases', 3, helper.row_of(3, 'arrive', 4, '{"identity_checked": true}', '2026-03-12')),
       ('several cases', 4, helper.row_of(4, 'report_missing', 4, '{}', '2026-03-11')),
       ('several cases', 5, helper.decision(5)),
       ('several cases, one barred', 1, helper.decision(3)),
       ('several cases, one barred', 2, helper.decision(17)),
       ('several cases, one barred', 3, helper.decision(4))) v(load, ord, a);
INSERT INTO load
SELECT v.load, v.ord, (v.a).*
  FROM (VALUES
       ('late', 1, helper.decision(8)),
       ('late', 2, helper.row_of(8, 'withdraw_consent', 4, '{}', '2026-03-09')),
       ('late', 3, helper.row_of(8, 'report_missing', 4, '{}', '2026-03-11')),
       ('annulled', 1, helper.decision(9)),
       ('annulled', 2, jsonb_populate_record(helper.row_of(9, 'annul', 1, '{"cause": "wrong_content"}', '2026-03-12'),
                                             '{"amends": {"seq": 7, "reason": "example", "second_person": "worker-2"}}')),
       ('annulled', 3, helper.row_of(9, 'report_missing', 4, '{}', '2026-03-11')),
       ('annulled', 4, helper.decision(9)),
       ('corrected', 1, helper.decision(10)),
       ('corrected', 2, jsonb_populate_record(helper.row_of(10, 'decide', 1, '{"reasons": "in writing", "views_weight": "great"}', '2026-03-12'),
                                              '{"amends": {"seq": 7, "reason": "example", "second_person": "worker-2"}}')),
       ('corrected', 3, helper.row_of(10, 'report_missing', 4, '{}', '2026-03-11')),
       ('irregular', 1, jsonb_populate_record(helper.row_of(11, 'depart', 1, '{}', '2026-03-12'),
                                              '{"irregular": {"reason": "example", "person": "worker-1", "second_person": "worker-2"}}')),
       ('irregular', 2, helper.row_of(11, 'arrive', 4, '{"identity_checked": true}', '2026-03-12')),
       ('account refused', 1, jsonb_populate_record(helper.row_of(11, 'depart', 1, '{}', '2026-03-12'),
                                                    '{"irregular": {"reason": "example", "person": "worker-1", "second_person": "Worker-1 "}}')))
       v(load, ord, a);
INSERT INTO load
SELECT 'state written', 1, (helper.decision(1)).*;
UPDATE load SET to_state = 'decided' WHERE load = 'state written';

/* what depart needs besides */
INSERT INTO casework.information_given (case_id, placement_id, topic, given_on)
SELECT casework.bench_id('case', 2), casework.bench_id('placement', 2), topic, '2026-03-01' FROM unnest('{person_of_trust,challenge}'::text[]) topic;
INSERT INTO casework.handover (case_id, placement_id, kind, handed_over_on, outcome)
VALUES (casework.bench_id('case', 2), casework.bench_id('placement', 2), 'file', '2026-03-01', 'taken_over');

/* one load, the columns that a client writes, in order */
CREATE TABLE chosen (load text);
CREATE VIEW act_row AS
    SELECT case_id, act_id, procedure, subject_id, act, acted_on, authority_id, actor, details, to_state, irregular, amends
      FROM load NATURAL JOIN chosen ORDER BY ord;

-- ---- the paths ---------------------------------------------------------------

CREATE TABLE way (position integer GENERATED ALWAYS AS IDENTITY, way text PRIMARY KEY, sql text NOT NULL);
\set columns 'case_id, act_id, procedure, subject_id, act, acted_on, authority_id, actor, details, to_state, irregular, amends'
SET path.columns TO :'columns';

CREATE VIEW written AS SELECT case_id, act_id, procedure, subject_id, act, acted_on, authority_id, actor, details, to_state, irregular, amends FROM casework.act;
CREATE VIEW checked AS SELECT * FROM written WHERE actor <> '' WITH CASCADED CHECK OPTION;

CREATE VIEW replaced AS SELECT * FROM written;
CREATE FUNCTION instead() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO casework.act (case_id, act_id, procedure, subject_id, act, acted_on, authority_id, actor, details, to_state, irregular, amends)
    VALUES (NEW.case_id, NEW.act_id, NEW.procedure, NEW.subject_id, NEW.act, NEW.acted_on, NEW.authority_id, NEW.actor, NEW.details, NEW.to_state, NEW.irregular, NEW.amends);
    RETURN NEW;
END $$;
CREATE TRIGGER instead INSTEAD OF INSERT ON replaced FOR EACH ROW EXECUTE FUNCTION instead();

CREATE VIEW ruled AS SELECT * FROM written;
CREATE RULE instead AS ON INSERT TO ruled DO INSTEAD
    INSERT INTO casework.act (case_id, act_id, procedure, subject_id, act, acted_on, authority_id, actor, details, to_state, irregular, amends)
    VALUES (NEW.case_id, NEW.act_id, NEW.procedure, NEW.subject_id, NEW.act, NEW.acted_on, NEW.authority_id, NEW.actor, NEW.details, NEW.to_state, NEW.irregular, NEW.amends);

CREATE TABLE inbox AS TABLE written WITH NO DATA;
CREATE TRIGGER passes_on AFTER INSERT ON inbox FOR EACH ROW EXECUTE FUNCTION instead();
CREATE TABLE inbox_before AS TABLE written WITH NO DATA;
CREATE TRIGGER passes_on BEFORE INSERT ON inbox_before FOR EACH ROW EXECUTE FUNCTION instead();
CREATE TABLE inbox_late AS TABLE written WITH NO DATA;
CREATE CONSTRAINT TRIGGER passes_on AFTER INSERT ON inbox_late DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION instead();

CREATE FUNCTION loop_insert() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    r path.act_row;
BEGIN
    FOR r IN SELECT * FROM path.act_row LOOP
        INSERT INTO casework.act (case_id, act_id, procedure, subject_id, act, acted_on, authority_id, actor, details, to_state, irregular, amends)
        SELECT (r).*;
    END LOOP;
END $$;
CREATE FUNCTION loop_savepoint() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    r path.act_row;
BEGIN
    FOR r IN SELECT * FROM path.act_row LOOP
        /* each row is written, undone and written again */
        BEGIN
            INSERT INTO casework.act (case_id, act_id, procedure, subject_id, act, acted_on, authority_id, actor, details, to_state, irregular, amends)
        SELECT (r).*;
            RAISE EXCEPTION USING ERRCODE = 'ZZ001';
        EXCEPTION WHEN SQLSTATE 'ZZ001' THEN
            NULL;
        END;
        INSERT INTO casework.act (case_id, act_id, procedure, subject_id, act, acted_on, authority_id, actor, details, to_state, irregular, amends)
        SELECT (r).*;
    END LOOP;
END $$;
CREATE FUNCTION loop_prepared() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    r record;
BEGIN
    FOR r IN SELECT * FROM path.act_row LOOP
        EXECUTE format('EXECUTE one_act (%L, %L, %L, %L, %L, %L, %L, %L, %L, %L, %L, %L)', r.case_id, r.act_id, r.procedure, r.subject_id, r.act,
                       r.acted_on, r.authority_id, r.actor, r.details, r.to_state, r.irregular, r.amends);
    END LOOP;
END $$;
CREATE FUNCTION sql_insert() RETURNS void LANGUAGE sql AS $$
    INSERT INTO casework.act (case_id, act_id, procedure, subject_id, act, acted_on, authority_id, actor, details, to_state, irregular, amends) SELECT * FROM path.act_row;
$$;
CREATE FUNCTION lent_insert() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO casework.act (case_id, act_id, procedure, subject_id, act, acted_on, authority_id, actor, details, to_state, irregular, amends) SELECT * FROM path.act_row;
$$;
CREATE FUNCTION values_insert() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE (SELECT format('INSERT INTO casework.act (%s) VALUES %s', current_setting('path.columns'),
                           string_agg(format('(%L, %L, %L, %L, %L, %L, %L, %L, %L, %L, %L, %L)', case_id, act_id, procedure, subject_id, act,
                                             acted_on, authority_id, actor, details, to_state, irregular, amends), ', '))
               FROM path.act_row);
END $$;
CREATE FUNCTION copy_from(what text, options text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    file text := current_setting('data_directory') || '/' || current_database() || '.rows';
BEGIN
    EXECUTE format('COPY (SELECT * FROM path.act_row) TO %L (%s)', file, options);
    EXECUTE CASE what WHEN 'file' THEN format('COPY casework.act (%s) FROM %L (%s)', current_setting('path.columns'), file, options)
                      ELSE format('COPY casework.act (%s) FROM PROGRAM %L (%s)', current_setting('path.columns'), 'cat ''' || file || '''', options) END;
END $$;

SELECT format('INSERT INTO casework.act (%s)', :'columns') AS into_act \gset
SELECT :'into_act' || ' VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)' AS one_act \gset
PREPARE one_act (uuid, uuid, text, uuid, text, date, uuid, text, jsonb, text, jsonb, jsonb) AS :one_act;

INSERT INTO way (way, sql) VALUES
    ('one INSERT after the other', 'SELECT path.loop_insert()'),
    ('INSERT ... SELECT', :'into_act' || ' SELECT * FROM path.act_row'),
    ('INSERT of several VALUES', 'SELECT path.values_insert()'),
    ('INSERT ... RETURNING', :'into_act' || ' SELECT * FROM path.act_row RETURNING finding_count'),
    ('INSERT ... ON CONFLICT DO NOTHING', :'into_act' || ' SELECT * FROM path.act_row ON CONFLICT DO NOTHING'),
    ('INSERT ... ON CONFLICT DO UPDATE', :'into_act' || ' SELECT * FROM path.act_row ON CONFLICT (case_id, act_id) DO UPDATE SET actor = excluded.actor'),
    ('WITH (INSERT)', 'WITH i AS (' || :'into_act' || ' SELECT * FROM path.act_row RETURNING 1) SELECT count(*) FROM i'),
    ('WITH (INSERT), unread', 'WITH i AS (' || :'into_act' || ' SELECT * FROM path.act_row) SELECT 1'),
    ('MERGE', 'MERGE INTO casework.act a USING (SELECT * FROM path.act_row) r ON a.case_id = r.case_id AND a.act_id = r.act_id WHEN NOT MATCHED THEN INSERT ('
              || :'columns' || ') VALUES (' || (SELECT string_agg('r.' || c, ', ') FROM unnest(string_to_array(:'columns', ', ')) c) || ')'),
    ('COPY, text', $$SELECT path.copy_from('file', 'FORMAT text')$$),
    ('COPY, csv', $$SELECT path.copy_from('file', 'FORMAT csv')$$),
    ('COPY, binary', $$SELECT path.copy_from('file', 'FORMAT binary')$$),
    ('COPY FROM PROGRAM', $$SELECT path.copy_from('program', 'FORMAT text')$$),
    ('a view', 'INSERT INTO path.written SELECT * FROM path.act_row'),
    ('a view with check option', 'INSERT INTO path.checked SELECT * FROM path.act_row'),
    ('a view with INSTEAD OF trigger', 'INSERT INTO path.replaced SELECT * FROM path.act_row'),
    ('a view with a rule', 'INSERT INTO path.ruled SELECT * FROM path.act_row'),
    ('an AFTER trigger of another table', 'INSERT INTO path.inbox SELECT * FROM path.act_row'),
    ('a BEFORE trigger of another table', 'INSERT INTO path.inbox_before SELECT * FROM path.act_row'),
    ('a deferred trigger of another table', 'INSERT INTO path.inbox_late SELECT * FROM path.act_row; SET CONSTRAINTS ALL IMMEDIATE'),
    ('a function in SQL', 'SELECT path.sql_insert()'),
    ('a function with its owner''s rights', 'SELECT path.lent_insert()'),
    ('a prepared statement', 'SELECT path.loop_prepared()'),
    ('after a rolled back savepoint', 'SELECT path.loop_savepoint()'),
    ('replication role replica', 'SET LOCAL session_replication_role = replica; ' || :'into_act' || ' SELECT * FROM path.act_row'),
    ('replication role local', 'SET LOCAL session_replication_role = local; ' || :'into_act' || ' SELECT * FROM path.act_row');

/*
 * What comes of a load: the acts with their verdicts and duties, or the
 * refusal.  Nothing of it stays.
 */
CREATE FUNCTION outcome(way text, load text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    statement text;
    answer text;
    code text;
    detail text;
BEGIN
    DELETE FROM path.chosen;
    INSERT INTO path.chosen VALUES (load);
    BEGIN
        FOREACH statement IN ARRAY string_to_array((SELECT w.sql FROM path.way w WHERE w.way = outcome.way), '; ') LOOP
            EXECUTE statement;
        END LOOP;
        SELECT string_agg(concat_ws(' ', a.seq, a.subject_id, a.act, a.side, a.from_state, a.to_state, a.finding_count, a.outcome,
                                    a.superseded_at IS NOT NULL, a.recorded_by,
                                    j.judgement, j.act, j.from_state, j.to_state, j.outcome, j.cause, j.cause_seq, j.amends_seq, j.amends_how,
                                    j.rule_count, j.finding_count, j.findings,
                                    (SELECT string_agg(concat_ws(' ', d.duty, d.judgement, d.due_on, d.details, d.superseded_at IS NOT NULL), ', '
                                                       ORDER BY d.duty, d.judgement)
                                       FROM casework.duty d WHERE d.case_id = a.case_id AND d.seq = a.seq),
                                    (SELECT concat_ws(' ', h.act_seq, h.last_on, h.rejudge_since) FROM casework.case_head h WHERE h.case_id = a.case_id)),
                          E'\n' ORDER BY a.case_id, a.seq, j.judgement)
          INTO answer
          FROM casework.act a LEFT JOIN casework.journal j USING (case_id, seq)
         WHERE a.seq > 6;
        RAISE EXCEPTION USING ERRCODE = 'ZZ000';
    EXCEPTION
        WHEN SQLSTATE 'ZZ000' THEN
            RETURN answer;
        WHEN OTHERS THEN
            GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, detail = PG_EXCEPTION_DETAIL;
            RETURN concat_ws(' ', code, SQLERRM, detail);
    END;
END $$;

SELECT plan((SELECT (count(*) * 12)::integer FROM way) + 40);

-- ---- what the loads come to, one INSERT after the other -----------------------

CREATE TABLE expected AS SELECT DISTINCT load, outcome('one INSERT after the other', load) AS outcome FROM load;
SELECT matches((SELECT outcome FROM expected WHERE load = 'permitted'), '^7 \S+ decide requesting consented decided 0 ', 'permitted: recorded');
SELECT matches((SELECT outcome FROM expected WHERE load = 'barred'), '^RU001 .*"rule": "child_heard"', 'barred: refused, with its findings');
SELECT matches((SELECT outcome FROM expected WHERE load = 'two acts'), '^7 \S+ decide .*\n7? ?8 \S+ depart requesting decided departed ', 'two acts: both recorded');
SELECT matches((SELECT outcome FROM expected WHERE load = 'wrong order'), '^RU001 .*a33_no_departure_before_decision', 'wrong order: refused at the first');
SELECT is((SELECT regexp_count(outcome, '\n') FROM (SELECT outcome FROM expected WHERE load = 'several cases') e), 4, 'several cases: five acts');
SELECT matches((SELECT outcome FROM expected WHERE load = 'several cases, one barred'), '^RU009 .*"rule": "bia_current"', 'one barred: refused');
SELECT matches((SELECT outcome FROM expected WHERE load = 'state written'), '^RU005 ', 'state written: refused');
CREATE FUNCTION told(load text) RETURNS SETOF text LANGUAGE sql AS $$
    SELECT regexp_replace(l, '^(\d+) \S+ (\S+) .* (t|f) \S+ (\d+) (\S+) .*?(permitted|protective|irregular|cured|barred) (\S+).*', '\1 \2 \4 \6 \7 \3')
      FROM expected e, regexp_split_to_table(e.outcome, '\n') l WHERE e.load = told.load $$;
SELECT results_eq($$SELECT told('late')$$, ARRAY[
    '7 decide 1 permitted recorded f', '7 decide 2 barred late f', '8 withdraw_consent 1 permitted recorded f', '9 report_missing 1 protective recorded f'],
    'late: the decision turns out to be barred');
SELECT results_eq($$SELECT told('annulled')$$, ARRAY[
    '7 decide 1 permitted recorded t', '8 annul 1 permitted recorded f', '8 annul 2 permitted late f', '8 annul 3 permitted late f',
    '9 report_missing 1 protective recorded f', '9 report_missing 2 protective late f', '10 decide 1 permitted recorded f'],
    'annulled: the decision counts no more, and is made again');
SELECT results_eq($$SELECT told('corrected')$$, ARRAY[
    '7 decide 1 permitted recorded t', '8 decide 1 permitted recorded f', '8 decide 2 permitted late f', '9 report_missing 1 protective recorded f'],
    'corrected: another decision has taken its place');
SELECT results_eq($$SELECT told('irregular')$$, ARRAY['7 depart 1 irregular recorded f', '8 arrive 1 protective recorded f'],
    'irregular: the child has left all the same');
SELECT matches((SELECT outcome FROM expected WHERE load = 'account refused'), '^RU010 the second person ', 'account refused');

-- ---- every way ------------------------------------------------------------------

SELECT is(outcome(w.way, e.load), e.outcome, format('%s: %s', w.way, e.load))
  FROM way w CROSS JOIN expected e
 ORDER BY w.position, e.load;

-- ---- COPY from the client --------------------------------------------------------

BEGIN;
COPY casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details) FROM STDIN (FORMAT csv);
00000000-0001-7001-8000-000000000000,placement_abroad,00000000-0001-7008-8000-000000000000,decide,2026-03-10,00000000-0001-7009-8000-000000000000,worker-1,"{""reasons"": ""in writing"", ""views_weight"": ""great""}"
\.
SELECT results_eq(
    $$SELECT a.seq, a.to_state, j.to_state FROM casework.act a JOIN casework.journal j USING (case_id, seq) WHERE a.seq > 6$$,
    $$VALUES (7::bigint, 'decided', 'decided')$$, 'COPY FROM STDIN: recorded, with its verdict');
ROLLBACK;

-- ---- what is no way to write an act -----------------------------------------------

SELECT throws_ok(sql, 'RU006', NULL, 'refused: ' || sql) FROM (VALUES
    ('UPDATE casework.act SET actor = actor'),
    ('UPDATE path.written SET actor = actor'),
    ('DELETE FROM casework.act WHERE seq = 1'),
    ('DELETE FROM path.written'),
    ('TRUNCATE casework.act'),
    ('TRUNCATE casework.case_file CASCADE'),
    ('MERGE INTO casework.act a USING (SELECT 1) s ON true WHEN MATCHED THEN UPDATE SET actor = a.actor'),
    ('MERGE INTO casework.act a USING (SELECT 1) s ON true WHEN MATCHED THEN DELETE'),
    ('WITH d AS (DELETE FROM casework.act RETURNING 1) SELECT count(*) FROM d')) t(sql);
SELECT throws_ok(
    $$INSERT INTO casework.act (case_id, act_id, procedure, subject_id, act, acted_on, authority_id, actor)
      SELECT case_id, act_id, procedure, subject_id, 'report_missing', '2026-03-10', authority_id, actor FROM casework.act WHERE seq = 1
      ON CONFLICT (case_id, act_id) DO UPDATE SET actor = excluded.actor$$,
    'RU006', NULL, 'refused: an act overwritten by ON CONFLICT DO UPDATE');

-- ---- partitions -------------------------------------------------------------------

CREATE SCHEMA parted;
CREATE TABLE parted.act (LIKE casework.act INCLUDING DEFAULTS) PARTITION BY HASH (case_id);
CREATE TABLE parted.act_0 PARTITION OF parted.act FOR VALUES WITH (MODULUS 2, REMAINDER 0);
SELECT lives_ok($$
DO $do$
BEGIN
    /* its columns in another order than the parent's */
    CREATE TABLE parted.act_1 (details jsonb NOT NULL DEFAULT '{}', dropped text, act text NOT NULL, actor text NOT NULL, to_state text, finding_count integer, outcome text, superseded_at timestamptz,
        case_id uuid NOT NULL, amends jsonb, seq bigint NOT NULL, act_id uuid NOT NULL DEFAULT case_rules.uuid_v7(), procedure text NOT NULL, subject_id uuid NOT NULL,
        irregular jsonb, acted_on date NOT NULL, authority_id uuid NOT NULL, side text, from_state text, recorded_at timestamptz, recorded_by text);
    ALTER TABLE parted.act_1 DROP COLUMN dropped;
    ALTER TABLE parted.act ATTACH PARTITION parted.act_1 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
    PERFORM case_rules.create_rulebook('parted');
    PERFORM case_rules.guard('parted.act', 'placement_abroad', 'casework.placement_facts', 'parted', 'casework.act_context');
    SET LOCAL case_rules.restoring = on;
    INSERT INTO parted.case_head TABLE casework.case_head;
    INSERT INTO parted.act TABLE casework.act;
    INSERT INTO parted.journal TABLE casework.journal;
    UPDATE parted.journal SET guarded_table = 'parted.act';
END $do$ $$, 'a partitioned table is guarded');
SELECT cmp_ok((SELECT count(DISTINCT tableoid) FROM parted.act)::integer, '=', 2, 'with acts in both partitions');
SELECT is_empty($$SELECT * FROM case_rules.guard_holes('parted')$$, 'and nothing open');

CREATE FUNCTION parted_outcome(target text, n integer) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    answer text;
    detail text;
BEGIN
    EXECUTE format('INSERT INTO %s (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
                    SELECT d.case_id, d.procedure, d.subject_id, d.act, d.acted_on, d.authority_id, d.actor, d.details FROM helper.decision($1) d', target) USING n;
    EXECUTE format('SELECT concat_ws('' '', a.seq, a.act, a.side, a.from_state, a.to_state, a.finding_count, j.rule_count, j.findings)
                      FROM %s a JOIN %s.journal j USING (case_id, seq) WHERE a.seq > 6', target, split_part(target, '.', 1)) INTO answer;
    RAISE EXCEPTION USING ERRCODE = 'ZZ000';
EXCEPTION
    WHEN SQLSTATE 'ZZ000' THEN
        RETURN answer;
    WHEN OTHERS THEN
        GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
        RETURN concat_ws(' ', SQLSTATE, SQLERRM, detail);
END $$;
CREATE TABLE parted_case AS
    SELECT DISTINCT ON (a.tableoid, n % 20 = 7) n, a.tableoid::regclass::text AS partition
      FROM generate_series(1, 20) n JOIN parted.act a ON a.case_id = casework.bench_id('case', n)
     WHERE n NOT IN (13, 17) ORDER BY a.tableoid, n % 20 = 7, n;
SELECT is(parted_outcome('parted.act', n), parted_outcome('casework.act', n), format('through the parent into %s: case %s', partition, n))
  FROM parted_case ORDER BY n;
SELECT is(parted_outcome(partition, n), parted_outcome('casework.act', n), format('straight into %s: case %s', partition, n))
  FROM parted_case ORDER BY n;
SELECT is((SELECT count(*)::integer FROM parted_case), 3, 'of three cases');
SELECT throws_ok('DELETE FROM parted.act', 'RU006', NULL, 'refused: DELETE from the parent');
SELECT throws_ok('UPDATE parted.act_1 SET actor = actor', 'RU006', NULL, 'refused: UPDATE of a partition');

-- ---- from another server --------------------------------------------------------------

DO $$
BEGIN
    EXECUTE format('CREATE SERVER loopback FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host %L, port %L, dbname %L)',
                   split_part(current_setting('unix_socket_directories'), ',', 1), current_setting('port'), current_database());
    EXECUTE 'CREATE USER MAPPING FOR CURRENT_USER SERVER loopback';
END $$;
CREATE SCHEMA afar;
CREATE FOREIGN TABLE afar.act (case_id uuid, procedure text, subject_id uuid, act text, acted_on date, authority_id uuid, actor text, details jsonb)
    SERVER loopback OPTIONS (schema_name 'casework', table_name 'act');
CREATE FOREIGN TABLE afar.seen (case_id uuid, seq bigint, act text, side text, from_state text, to_state text, finding_count integer)
    SERVER loopback OPTIONS (schema_name 'casework', table_name 'act');
CREATE FOREIGN TABLE afar.journal (case_id uuid, seq bigint, rule_count integer, findings jsonb)
    SERVER loopback OPTIONS (schema_name 'casework', table_name 'journal');
CREATE FUNCTION afar_outcome(n integer) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    answer text;
    detail text;
BEGIN
    INSERT INTO afar.act SELECT d.case_id, d.procedure, d.subject_id, d.act, d.acted_on, d.authority_id, d.actor, d.details FROM helper.decision(n) d;
    SELECT concat_ws(' ', a.seq, a.act, a.side, a.from_state, a.to_state, a.finding_count, j.rule_count, j.findings) INTO answer
      FROM afar.seen a JOIN afar.journal j USING (case_id, seq) WHERE a.seq > 6;
    RAISE EXCEPTION USING ERRCODE = 'ZZ000';
EXCEPTION
    WHEN SQLSTATE 'ZZ000' THEN
        RETURN answer;
    WHEN OTHERS THEN
        GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
        RETURN concat_ws(' ', SQLSTATE, SQLERRM, detail);
END $$;
SELECT is(afar_outcome(n), parted_outcome('casework.act', n), format('through a foreign table: case %s', n)) FROM unnest('{1,7,13,17}'::integer[]) n;

SELECT is_empty($$SELECT * FROM case_rules.guard_holes('casework')$$, 'and nothing is open');
SELECT * FROM finish();
