/*
 * versions: what case_rules.keep_version() keeps of a row of a fact table.
 *
 * First each promise by itself, on tables of every shape.  Then random
 * histories in many transactions, against a plain log of what was written and
 * when: at random moments, what stood by the table is what the log says.
 */
\set ON_ERROR_STOP on
SET client_min_messages = warning;
SELECT no_plan() \g /dev/null

CREATE SCHEMA v;
SET search_path = v, public;

CREATE TABLE place (place text PRIMARY KEY);
INSERT INTO place VALUES ('north'), ('south'), ('east');

CREATE FUNCTION versioned(tab regclass, id text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER casework_version BEFORE UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION case_rules.keep_version(%L)', tab, id);
END $$;

CREATE TABLE fact (
    who integer NOT NULL,
    fact_id uuid PRIMARY KEY DEFAULT case_rules.uuid_v7(),
    place text REFERENCES place,
    said text,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    superseded_at timestamptz
);
SELECT versioned('fact', 'fact_id') \g /dev/null

/* SQLSTATE and hint of a statement that fails */
CREATE FUNCTION failure(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    state text;
    hint text;
BEGIN
    EXECUTE statement;
    RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, hint = PG_EXCEPTION_HINT;
    RETURN state || ' ' || hint;
END $$;

/* how many rows a statement says that it has changed */
CREATE FUNCTION touched(statement text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    n bigint;
BEGIN
    EXECUTE statement;
    GET DIAGNOSTICS n = ROW_COUNT;
    RETURN n;
END $$;

/* all versions of one who, oldest first: what each said, and whether it ends when the next begins */
CREATE FUNCTION history(tab regclass, who integer, OUT said text, OUT stands boolean, OUT goes_on boolean)
RETURNS SETOF record LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY EXECUTE format(
        'SELECT t.said::text, t.superseded_at IS NULL,
                t.superseded_at = lead(t.recorded_at) OVER (ORDER BY t.recorded_at, t.superseded_at)
           FROM %s t WHERE t.who = $1 ORDER BY t.recorded_at, t.superseded_at', tab) USING who;
END $$;

-- ---- a change, a deletion, and what is none ------------------------------------

INSERT INTO fact (who, place, said) VALUES (1, 'north', 'a');
SELECT fact_id AS id, recorded_at AS first_recorded FROM fact WHERE who = 1 \gset
UPDATE fact SET said = 'b' WHERE who = 1;
SELECT results_eq('SELECT * FROM v.history(''v.fact'', 1)', $$VALUES ('a', false, true), ('b', true, NULL)$$,
    'a row that is changed leaves its former version, which ends when the new one begins');
SELECT is((SELECT fact_id FROM fact WHERE who = 1 AND superseded_at IS NULL), :'id', 'the row that stands keeps its id');
SELECT ok(fact_id::text ~ '^.{14}7.{4}[89ab]' AND fact_id <> :'id', 'the former version has one of its own, a UUID of version 7')
  FROM fact WHERE who = 1 AND superseded_at IS NOT NULL;
SELECT is(recorded_at, :'first_recorded', 'and says when it was recorded')
  FROM fact WHERE who = 1 AND superseded_at IS NOT NULL;
SELECT ok(superseded_at BETWEEN :'first_recorded' AND clock_timestamp(), 'the moment is the clock''s')
  FROM fact WHERE who = 1 AND superseded_at IS NOT NULL;

UPDATE fact SET said = said, place = place WHERE who = 1 AND superseded_at IS NULL;
SELECT is((SELECT count(*) FROM fact WHERE who = 1), 2::bigint, 'a change that changes nothing leaves no version');
SELECT recorded_at AS recorded FROM fact WHERE who = 1 AND superseded_at IS NULL \gset
UPDATE fact SET said = 'b', recorded_at = date_trunc('second', recorded_at), superseded_at = NULL WHERE who = 1 AND superseded_at IS NULL;
SELECT results_eq('SELECT count(*), max(recorded_at) FROM v.fact WHERE who = 1', format('VALUES (2::bigint, %L::timestamptz)', :'recorded'),
    'nor does a whole row written back with a rounded moment, which is not taken');
UPDATE fact SET said = 'c', recorded_at = '2001-01-01 00:00+00' WHERE who = 1 AND superseded_at IS NULL;
SELECT results_eq('SELECT * FROM v.history(''v.fact'', 1)', $$VALUES ('a', false, true), ('b', false, true), ('c', true, NULL)$$,
    'no more than one that an UPDATE invents');

SELECT is(touched('UPDATE v.fact SET said = ''x'' WHERE who = 1 AND superseded_at IS NOT NULL'), 0::bigint, 'an UPDATE passes former versions over');
SELECT is(touched('UPDATE v.fact SET superseded_at = NULL WHERE who = 1 AND superseded_at IS NOT NULL'), 0::bigint, 'none is made to stand again');
SELECT is(touched('DELETE FROM v.fact WHERE who = 1 AND superseded_at IS NOT NULL'), 0::bigint, 'a DELETE passes them over too');
SELECT results_eq('SELECT * FROM v.history(''v.fact'', 1)', $$VALUES ('a', false, true), ('b', false, true), ('c', true, NULL)$$, 'they say what they said');
SELECT is(failure('UPDATE v.fact SET superseded_at = now() WHERE who = 1 AND superseded_at IS NULL'),
    '428C9 DELETE strikes the row out: what it says is kept with the moment in superseded_at.', 'striking out is a DELETE');
SELECT is(failure('UPDATE v.fact SET superseded_at = ''infinity'', said = ''x'' WHERE who = 1 AND superseded_at IS NULL'),
    '428C9 DELETE strikes the row out: what it says is kept with the moment in superseded_at.', 'a row that ends some day is none');

DELETE FROM fact WHERE who = 1 AND superseded_at IS NULL;
SELECT results_eq('SELECT * FROM v.history(''v.fact'', 1)', $$VALUES ('a', false, true), ('b', false, true), ('c', false, NULL)$$,
    'a row that is deleted is struck out');
SELECT is_empty(format('SELECT FROM v.fact WHERE fact_id = %L', :'id'), 'and its id is free');
SELECT is(touched('DELETE FROM v.fact WHERE who = 1'), 0::bigint, 'it is not struck out again');
SELECT results_eq('SELECT said FROM v.history(''v.fact'', 1)', ARRAY['a', 'b', 'c'], 'and stays');

/* whoever changes rows says what they are about, and need not say which version */
INSERT INTO fact (who, place, said) VALUES (7, 'north', 'a'), (7, 'south', 'a');
SELECT is(touched('UPDATE v.fact SET said = ''b'' WHERE who = 7 AND place = ''north'''), 1::bigint, 'a plain UPDATE');
SELECT is(touched('UPDATE v.fact SET said = ''c'' WHERE who = 7 AND place = ''north'''), 1::bigint, 'a second one changes the row that stands, and that alone');
SELECT is(touched('UPDATE v.fact SET said = ''d'' WHERE who = 7'), 2::bigint, 'or several, each with its versions');
WITH changed AS (UPDATE fact SET said = 'e' WHERE who = 7 RETURNING place, said)
SELECT is(string_agg(place || said, ' ' ORDER BY place), 'northe southe', 'RETURNING has what stands') FROM changed;
SELECT is(touched('DELETE FROM v.fact WHERE who = 7'), 2::bigint, 'a plain DELETE strikes out what stands');
SELECT results_eq($$SELECT place, string_agg(said, '' ORDER BY recorded_at) FROM v.fact WHERE who = 7 AND superseded_at IS NOT NULL GROUP BY place ORDER BY place$$,
    $$VALUES ('north', 'abcde'), ('south', 'ade')$$, 'and all that was said is kept once');

-- ---- for good ------------------------------------------------------------------------

DROP ROLE IF EXISTS regress_versions_owner, regress_versions_member, regress_versions_other;
CREATE ROLE regress_versions_owner;
CREATE ROLE regress_versions_member IN ROLE regress_versions_owner;
CREATE ROLE regress_versions_other;
CREATE TABLE erased (who integer, erased_id uuid DEFAULT case_rules.uuid_v7(), said text,
                     recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(), superseded_at timestamptz) PARTITION BY LIST (said);
CREATE TABLE erased_1 PARTITION OF erased FOR VALUES IN ('a');
CREATE TABLE erased_2 PARTITION OF erased DEFAULT;
CREATE TABLE erased_whole (LIKE erased INCLUDING DEFAULTS);
SELECT versioned(t, 'erased_id') FROM unnest('{erased,erased_whole}'::regclass[]) t \g /dev/null
INSERT INTO erased (who, said) SELECT n, 'a' FROM generate_series(1, 9) n;
UPDATE erased SET said = 'b';
INSERT INTO erased_whole (who, said) SELECT n, 'a' FROM generate_series(1, 9) n;
UPDATE erased_whole SET said = 'b';
/* of one who, as standing+former rows: in the whole table, and in the one with partitions */
CREATE FUNCTION there(of_who integer) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(n, ' ' ORDER BY tab)
      FROM (SELECT 1 AS tab, count(*) FILTER (WHERE superseded_at IS NULL) || '+' || count(superseded_at) AS n FROM v.erased_whole WHERE who = of_who
             UNION ALL
            SELECT 2, count(*) FILTER (WHERE superseded_at IS NULL) || '+' || count(superseded_at) FROM v.erased WHERE who = of_who) t $$;
CREATE FUNCTION erase(of_who integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM v.erased_whole WHERE who = of_who;
    DELETE FROM v.erased WHERE who = of_who;
END $$;
CREATE FUNCTION erase_as_owner(of_who integer) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN PERFORM v.erase(of_who); END $$;
CREATE FUNCTION erase_as_other(of_who integer) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN PERFORM v.erase(of_who); END $$;
GRANT USAGE ON SCHEMA v TO PUBLIC;
ALTER FUNCTION erase_as_owner(integer) OWNER TO regress_versions_owner;
ALTER FUNCTION erase_as_other(integer) OWNER TO regress_versions_other;
DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY '{erased,erased_1,erased_2,erased_whole}'::text[] LOOP
        EXECUTE format('ALTER TABLE v.%I OWNER TO regress_versions_owner', t);
    END LOOP;
END $$;
GRANT ALL ON erased, erased_whole TO regress_versions_other;

SELECT is(there(1), '1+1 1+1', 'rows that stand, and what they said before');
SET case_rules.erasing = on;
SET SESSION AUTHORIZATION regress_versions_other;
SELECT erase(1) \g /dev/null
SELECT is(there(1), '0+2 0+2', 'the setting is nothing to who may delete and is not the owner: a row is struck out');
SELECT erase_as_owner(2) \g /dev/null
SELECT is(there(2), '0+2 0+2', 'nor does the owner''s function lend it');
SET SESSION AUTHORIZATION regress_versions_member;
SELECT erase_as_other(3) \g /dev/null
SELECT is(there(3), '0+2 0+2', 'nor is it taken along into a function of somebody else');
SELECT is(touched('UPDATE v.erased_whole SET said = ''c'' WHERE who = 4') + touched('UPDATE v.erased SET said = ''c'' WHERE who = 4'), 2::bigint, 'an UPDATE is as ever:');
SELECT is(there(4), '1+2 1+2', 'it keeps a version, and passes former ones over');
SELECT is(touched('DELETE FROM v.erased_whole WHERE who = 4') + touched('DELETE FROM v.erased WHERE who = 4'), 6::bigint, 'a member of the owner''s role deletes for good:');
SELECT is(there(4), '0+0 0+0', 'what stands, and what was known before');
SELECT is(touched('DELETE FROM v.erased_whole WHERE who = 1') + touched('DELETE FROM v.erased WHERE who = 1'), 4::bigint, 'what was struck out long ago too');
SELECT is(touched('DELETE FROM v.erased_whole WHERE who = 5 AND superseded_at IS NOT NULL') + touched('DELETE FROM v.erased WHERE who = 5 AND superseded_at IS NOT NULL'), 2::bigint, 'or former versions alone');
SELECT is(there(5), '1+0 1+0', 'of a row that stands');
SELECT erase_as_owner(5) \g /dev/null
SELECT is(there(5), '0+0 0+0', 'also through the owner''s function');
SET case_rules.erasing = off;
SELECT erase(6) \g /dev/null
SELECT is(there(6), '0+2 0+2', 'without the setting a member strikes out');
SET case_rules.erasing = on;
SET SESSION AUTHORIZATION regress_versions_owner;
SELECT erase(6), erase(7) \g /dev/null
SELECT is(there(6) || ', ' || there(7), '0+0 0+0, 0+0 0+0', 'the owner deletes for good');
RESET SESSION AUTHORIZATION;
SET ROLE regress_versions_other;
SELECT erase(8) \g /dev/null
RESET ROLE;
SELECT is(there(8), '0+2 0+2', 'a superuser in another role is that role');
SELECT erase(8) \g /dev/null
SELECT is(there(8), '0+0 0+0', 'and above them all in none');
/* a move from one partition to another is an UPDATE */
UPDATE erased SET said = 'a' WHERE who = 9;
SELECT is(there(9), '1+1 1+2', 'a row that moves to another partition keeps its version');
SET case_rules.erasing = off;
DROP FUNCTION erase_as_owner(integer), erase_as_other(integer);
DROP TABLE erased, erased_whole;
DROP ROLE regress_versions_owner, regress_versions_member, regress_versions_other;

-- ---- values that are equal and yet not the same ----------------------------------

CREATE TABLE subtle (who integer, subtle_id uuid DEFAULT case_rules.uuid_v7(), said numeric, j json, long text,
                     recorded_at timestamptz DEFAULT clock_timestamp(), superseded_at timestamptz);
ALTER TABLE subtle ALTER long SET STORAGE EXTERNAL;
SELECT versioned('subtle', 'subtle_id') \g /dev/null
INSERT INTO subtle (who, said, j, long) VALUES (1, 1.0, '{"a": 1}', repeat('long ', 5000));
UPDATE subtle SET said = 1.00 WHERE superseded_at IS NULL;
SELECT results_eq('SELECT said FROM v.history(''v.subtle'', 1)', ARRAY['1.0', '1.00'], 'equal by its type''s operator is not yet the same');
UPDATE subtle SET said = 1.00, j = '{"a": 1}', long = repeat('long ', 5000) WHERE superseded_at IS NULL;
SELECT is((SELECT count(*) FROM subtle), 2::bigint, 'the same is the same, without an operator and wherever it is stored');
UPDATE subtle SET long = long || '.' WHERE superseded_at IS NULL;
SELECT results_eq('SELECT DISTINCT length(long) FROM v.subtle WHERE superseded_at IS NOT NULL', ARRAY[25000], 'what is stored out of line is kept');

-- ---- moments -----------------------------------------------------------------------

BEGIN;
INSERT INTO fact (who, said) VALUES (2, 'a');
UPDATE fact SET said = 'b' WHERE who = 2 AND superseded_at IS NULL;
UPDATE fact SET said = 'c' WHERE who = 2 AND superseded_at IS NULL;
DELETE FROM fact WHERE who = 2 AND superseded_at IS NULL;
INSERT INTO fact (who, said) VALUES (2, 'd');
COMMIT;
SELECT results_eq('SELECT said, stands FROM v.history(''v.fact'', 2)', $$VALUES ('a', false), ('b', false), ('c', false), ('d', true)$$,
    'every change of one transaction has its version');
SELECT ok(bool_and(recorded_at < superseded_at), 'each stood for a while') FROM fact WHERE who = 2 AND superseded_at IS NOT NULL;

INSERT INTO fact (who, said, recorded_at) VALUES (3, 'a', '2999-01-01 00:00+00'), (4, 'a', 'infinity'), (5, 'a', '-infinity');
UPDATE fact SET said = 'b' WHERE who IN (3, 4, 5);
UPDATE fact SET said = 'c' WHERE who IN (3, 4, 5) AND superseded_at IS NULL;
SELECT results_eq('SELECT said, goes_on FROM v.history(''v.fact'', 3)', $$VALUES ('a', true), ('b', true), ('c', NULL)$$,
    'a row from a clock that is ahead has versions one after the other');
SELECT is((SELECT count(*) FROM fact WHERE who IN (3, 4, 5) AND tstzrange(recorded_at, superseded_at) IS NOT NULL), 9::bigint,
    'no version ends before it begins');
SELECT ok(bool_or(superseded_at IS NULL AND recorded_at BETWEEN '2025-01-01' AND clock_timestamp()), 'one from the beginning of time goes on now')
  FROM fact WHERE who = 5;

INSERT INTO fact (who, said, recorded_at, superseded_at) VALUES
    (6, 'a', '2020-01-01 00:00+00', '2020-02-01 00:00+00'), (6, 'b', '2020-02-01 00:00+00', NULL);
SELECT results_eq('SELECT * FROM v.history(''v.fact'', 6)', $$VALUES ('a', false, true), ('b', true, NULL)$$, 'a history is loaded as it comes');
SELECT is(touched('UPDATE v.fact SET said = ''x'' WHERE who = 6'), 1::bigint, 'and its former versions are former versions');
SELECT results_eq('SELECT said FROM v.history(''v.fact'', 6)', ARRAY['a', 'b', 'x'], 'which nothing changes');

-- ---- one statement --------------------------------------------------------------------

INSERT INTO fact (who, said) SELECT n, 'a' FROM generate_series(10, 19) n;
UPDATE fact SET said = 'b' WHERE who BETWEEN 10 AND 19;
SELECT is((SELECT array_agg(DISTINCT h.n) FROM (SELECT count(*) AS n FROM fact WHERE who BETWEEN 10 AND 19 GROUP BY who) h), ARRAY[2::bigint],
    'a statement makes one version of each row, and none of these');
UPDATE fact f SET said = m.said FROM (VALUES (10, 'c'), (10, 'd')) m(who, said) WHERE f.who = m.who AND f.superseded_at IS NULL;
SELECT is((SELECT count(*) FROM fact WHERE who = 10), 3::bigint, 'one that finds the row twice changes it once');
WITH one AS (UPDATE fact SET said = 'e' WHERE who = 11 AND superseded_at IS NULL),
     two AS (UPDATE fact SET said = 'f' WHERE who = 11 AND superseded_at IS NULL)
SELECT;
SELECT is((SELECT count(*) FROM fact WHERE who = 11), 3::bigint, 'as do two parts of one statement');
INSERT INTO fact (who, fact_id, said) SELECT who, fact_id, 'g' FROM fact WHERE who = 12 AND superseded_at IS NULL
    ON CONFLICT (fact_id) DO UPDATE SET said = EXCLUDED.said;
SELECT results_eq('SELECT * FROM v.history(''v.fact'', 12)', $$VALUES ('a', false, true), ('b', false, true), ('g', true, NULL)$$, 'INSERT … ON CONFLICT DO UPDATE');
MERGE INTO fact f USING (VALUES (13), (14)) s(who) ON f.who = s.who AND f.superseded_at IS NULL
 WHEN MATCHED AND s.who = 13 THEN UPDATE SET said = 'h'
 WHEN MATCHED THEN DELETE;
SELECT results_eq('SELECT h.* FROM generate_series(13, 14) w, v.history(''v.fact'', w) h',
    $$VALUES ('a', false, true), ('b', false, true), ('h', true, NULL), ('a', false, true), ('b', false, NULL)$$, 'MERGE');
BEGIN;
SAVEPOINT s;
UPDATE fact SET said = 'i' WHERE who = 15 AND superseded_at IS NULL;
ROLLBACK TO s;
UPDATE fact SET said = 'j' WHERE who = 15 AND superseded_at IS NULL;
COMMIT;
SELECT results_eq('SELECT said FROM v.history(''v.fact'', 15)', ARRAY['a', 'b', 'j'], 'what is rolled back leaves nothing');

-- ---- columns of every kind --------------------------------------------------------------

CREATE TABLE shape (
    gone_1 text,
    who integer,
    number bigint GENERATED ALWAYS AS IDENTITY,
    shape_id uuid DEFAULT case_rules.uuid_v7() UNIQUE,
    gone_2 text,
    said text COLLATE "C",
    loud text GENERATED ALWAYS AS (upper(said)) STORED,
    "odd, name" text,
    list integer[],
    recorded_at timestamptz DEFAULT clock_timestamp(),
    superseded_at timestamptz,
    is_former boolean GENERATED ALWAYS AS (superseded_at IS NOT NULL) STORED
);
ALTER TABLE shape DROP gone_1;
SELECT versioned('shape', 'shape_id') \g /dev/null
INSERT INTO shape (who, said, "odd, name", list) VALUES (1, 'a', 'odd', '{1,NULL}');
UPDATE shape SET said = 'b';
UPDATE shape SET said = 'b' WHERE superseded_at IS NULL;
SELECT results_eq('SELECT number, said, loud, "odd, name", list, is_former FROM v.shape ORDER BY recorded_at',
    $$VALUES (1::bigint, 'a'::text COLLATE "C", 'A', 'odd', '{1,NULL}'::integer[], true), (1, 'b', 'B', 'odd', '{1,NULL}', false)$$,
    'generated columns are made anew, identity columns and arrays say what they said');

/* what changes about a table is known at once */
ALTER TABLE shape DROP gone_2;
ALTER TABLE shape ADD more text DEFAULT 'more';
UPDATE shape SET said = 'c' WHERE superseded_at IS NULL;
UPDATE shape SET more = NULL WHERE superseded_at IS NULL;
SELECT results_eq('SELECT said, more FROM v.shape WHERE superseded_at IS NOT NULL ORDER BY recorded_at',
    $$VALUES ('a'::text COLLATE "C", 'more'), ('b', 'more'), ('c', 'more')$$, 'a column that is added');
ALTER TABLE shape RENAME list TO numbers;
ALTER TABLE shape ALTER number TYPE integer;
ALTER TABLE shape RENAME TO form;
UPDATE form SET numbers = '{2}' WHERE superseded_at IS NULL;
SELECT results_eq('SELECT number, numbers FROM v.form WHERE superseded_at IS NOT NULL ORDER BY recorded_at DESC LIMIT 1',
    $$VALUES (1, '{1,NULL}'::integer[])$$, 'one that is renamed, one whose type changes, a table that is renamed');
ALTER TABLE form ALTER loud DROP EXPRESSION;
UPDATE form SET loud = 'very' WHERE superseded_at IS NULL;
SELECT is((SELECT loud FROM form WHERE superseded_at IS NOT NULL ORDER BY recorded_at DESC LIMIT 1), 'C', 'one that is no longer generated');
CREATE SCHEMA w;
ALTER TABLE form SET SCHEMA w;
UPDATE w.form SET said = 'd' WHERE superseded_at IS NULL;
ALTER SCHEMA w RENAME TO w2;
CREATE SCHEMA w;
CREATE TABLE w.form (LIKE w2.form INCLUDING ALL);
UPDATE w2.form SET said = 'e' WHERE superseded_at IS NULL;
SELECT results_eq('SELECT (SELECT count(*) FROM w.form), count(*) FROM w2.form', 'VALUES (0::bigint, 8::bigint)', 'a table that moves, a schema that is renamed');
ALTER TABLE w2.form RENAME shape_id TO form_id;
SELECT matches(failure('UPDATE w2.form SET said = ''f'' WHERE superseded_at IS NULL'), '^RU007', 'the column that the trigger names must be there');
CREATE OR REPLACE TRIGGER casework_version BEFORE UPDATE OR DELETE ON w2.form FOR EACH ROW EXECUTE FUNCTION case_rules.keep_version('form_id');
SELECT lives_ok('UPDATE w2.form SET said = ''f'' WHERE superseded_at IS NULL', 'and is found when it is named');
BEGIN;
ALTER TABLE w2.form ADD passing text DEFAULT 'p';
UPDATE w2.form SET said = 'g' WHERE superseded_at IS NULL;
ROLLBACK;
SELECT lives_ok('UPDATE w2.form SET said = ''h'' WHERE superseded_at IS NULL', 'nor is anything known of a change that was rolled back');

SELECT current_setting('server_version_num')::integer >= 180000 AS has_virtual \gset
\if :has_virtual
CREATE TABLE virtual (who integer, id uuid DEFAULT case_rules.uuid_v7(), said text, loud text GENERATED ALWAYS AS (upper(said)) VIRTUAL NOT NULL,
                      recorded_at timestamptz DEFAULT clock_timestamp(), superseded_at timestamptz, CHECK (loud <> 'C'));
SELECT versioned('virtual', 'id') \g /dev/null
INSERT INTO virtual (who, said) VALUES (1, 'a');
UPDATE virtual SET said = 'b';
UPDATE virtual SET said = 'b' WHERE superseded_at IS NULL;
SELECT results_eq('SELECT said, loud FROM v.virtual ORDER BY recorded_at', $$VALUES ('a', 'A'), ('b', 'B')$$, 'virtual columns');
\endif

/* ids of every kind */
CREATE DOMAIN reference AS uuid CHECK (VALUE::text ~ '^.{14}7');
CREATE TABLE by_domain (who integer, id reference PRIMARY KEY DEFAULT case_rules.uuid_v7(), said text, recorded_at timestamptz DEFAULT clock_timestamp(), superseded_at timestamptz);
CREATE TABLE by_text (who integer, id text PRIMARY KEY, said text, recorded_at timestamptz DEFAULT clock_timestamp(), superseded_at timestamptz);
CREATE TABLE by_reference (who integer, id varchar(40) PRIMARY KEY, said text, recorded_at timestamptz DEFAULT clock_timestamp(), superseded_at timestamptz);
CREATE TABLE by_identity (who integer, id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, said text, recorded_at timestamptz DEFAULT clock_timestamp(), superseded_at timestamptz);
CREATE TABLE by_serial (who integer, id serial PRIMARY KEY, said text, recorded_at timestamptz DEFAULT clock_timestamp(), superseded_at timestamptz);
CREATE TABLE by_nothing (who integer, id integer PRIMARY KEY, said text, recorded_at timestamptz DEFAULT clock_timestamp(), superseded_at timestamptz);
SELECT versioned(t, 'id') FROM unnest('{by_domain,by_text,by_reference,by_identity,by_serial,by_nothing}'::regclass[]) t \g /dev/null
INSERT INTO by_domain (who, said) VALUES (1, 'a');
INSERT INTO by_text VALUES (1, 'T-1', 'a');
INSERT INTO by_reference VALUES (1, 'R-1', 'a');
INSERT INTO by_identity (who, said) VALUES (1, 'a');
INSERT INTO by_serial (who, said) VALUES (1, 'a');
INSERT INTO by_nothing VALUES (1, 1, 'a');
SELECT id AS id FROM by_domain \gset
UPDATE by_domain SET said = 'b';
UPDATE by_text SET said = 'b';
UPDATE by_reference SET said = 'b';
UPDATE by_identity SET said = 'b';
UPDATE by_serial SET said = 'b';
SELECT results_eq('SELECT (id)::text, said FROM v.by_domain WHERE superseded_at IS NULL', format('VALUES (%L, ''b'')', :'id'), 'an id of a domain');
SELECT ok(bool_and(CASE said WHEN 'a' THEN id::uuid::text ~ '^.{14}7' ELSE id = 'T-1' END), 'an id that is text') FROM by_text;
SELECT ok(bool_and(CASE said WHEN 'a' THEN id::uuid::text ~ '^.{14}7' ELSE id = 'R-1' END), 'or of limited length') FROM by_reference;
ALTER TABLE by_reference ALTER id TYPE varchar(5) USING left(id, 5);
SELECT matches(failure('UPDATE v.by_reference SET said = ''c'' WHERE superseded_at IS NULL'), '^22001', 'one that is too short for a uuid');
ALTER DOMAIN reference ADD CHECK (VALUE::text < '00000000') NOT VALID;
SELECT matches(failure('UPDATE v.by_domain SET said = ''c'' WHERE superseded_at IS NULL'), '^23514', 'a domain that takes no uuid of now');
SELECT results_eq('SELECT id, said FROM v.by_identity ORDER BY id', $$VALUES (1::bigint, 'b'), (2, 'a')$$, 'an id that is an identity');
SELECT results_eq('SELECT id, said FROM v.by_serial ORDER BY id', $$VALUES (1, 'b'), (2, 'a')$$, 'an id from a sequence');
SELECT is(failure('UPDATE v.by_nothing SET said = ''b'''),
    'RU007 A former version is a row of its own: its id is a uuid or a text, or comes from the default of the column.', 'an id that nobody makes');

CREATE TABLE no_moment (who integer, id uuid, said text, recorded_at timestamptz);
CREATE TABLE no_zone (who integer, id uuid, said text, recorded_at timestamp, superseded_at timestamptz);
SELECT versioned(t, 'id') FROM unnest('{no_moment,no_zone}'::regclass[]) t \g /dev/null
INSERT INTO no_moment VALUES (1);
INSERT INTO no_zone VALUES (1);
SELECT matches(failure('DELETE FROM v.no_moment'), '^RU007', 'a table without superseded_at');
SELECT matches(failure('DELETE FROM v.no_zone'), '^RU007', 'a table whose moments are local times');

/* the trigger in the wrong place */
CREATE TABLE wrong (LIKE fact INCLUDING ALL);
CREATE TRIGGER wrong AFTER UPDATE ON wrong FOR EACH ROW EXECUTE FUNCTION case_rules.keep_version('fact_id');
INSERT INTO wrong (who) VALUES (1);
SELECT matches(failure('UPDATE v.wrong SET who = 2'), '^39P01 CREATE TRIGGER', 'an AFTER trigger');
CREATE OR REPLACE TRIGGER wrong BEFORE UPDATE ON wrong FOR EACH ROW EXECUTE FUNCTION case_rules.keep_version();
SELECT matches(failure('UPDATE v.wrong SET who = 2'), '^39P01 CREATE TRIGGER', 'one without its argument');
CREATE OR REPLACE TRIGGER wrong BEFORE INSERT ON wrong FOR EACH ROW EXECUTE FUNCTION case_rules.keep_version('fact_id');
SELECT matches(failure('INSERT INTO v.wrong (who) VALUES (2)'), '^39P01 CREATE TRIGGER', 'one on INSERT');
CREATE OR REPLACE TRIGGER wrong BEFORE UPDATE ON wrong EXECUTE FUNCTION case_rules.keep_version('fact_id');
SELECT matches(failure('UPDATE v.wrong SET who = 2'), '^39P01 CREATE TRIGGER', 'one for the statement');

-- ---- other triggers, foreign keys -----------------------------------------------------------

CREATE TABLE seen (n integer GENERATED ALWAYS AS IDENTITY, what text);
CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO v.seen (what) VALUES (format('%s %s/%s in %s', lower(TG_OP), OLD.said, NEW.said, current_setting('search_path')));
    RETURN NULL;
END $$;
CREATE TRIGGER see AFTER INSERT OR UPDATE OR DELETE ON fact FOR EACH ROW EXECUTE FUNCTION see();
INSERT INTO fact (who, said) VALUES (20, 'a');
UPDATE fact SET said = 'b' WHERE who = 20;
DELETE FROM fact WHERE who = 20 AND superseded_at IS NULL;
SELECT results_eq('SELECT what FROM v.seen ORDER BY n',
    ARRAY['insert /a in v, public', 'insert /a in v, public', 'update a/b in v, public', 'insert /b in v, public', 'delete b/ in v, public'],
    'the former version is an INSERT to the other triggers of the table, with the caller''s settings');
DROP TRIGGER see ON fact;
CREATE FUNCTION see_statement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO v.seen (what) VALUES (lower(TG_WHEN || ' ' || TG_OP));
    RETURN NULL;
END $$;
TRUNCATE seen;
CREATE TRIGGER see_before BEFORE INSERT ON fact EXECUTE FUNCTION see_statement();
UPDATE fact SET said = 'c1' WHERE who = 10 AND superseded_at IS NULL;
SELECT results_eq('SELECT what FROM v.seen ORDER BY what', ARRAY['before insert'], 'a statement to triggers of statements');
DROP TRIGGER see_before ON fact;
TRUNCATE seen;
CREATE TRIGGER see_after AFTER INSERT OR UPDATE ON fact EXECUTE FUNCTION see_statement();
UPDATE fact SET said = 'c2' WHERE who = 10 AND superseded_at IS NULL;
SELECT results_eq('SELECT what FROM v.seen ORDER BY what', ARRAY['after insert', 'after update'], 'when it is over, too');
DROP TRIGGER see_after ON fact;
CREATE RULE see AS ON INSERT TO fact DO ALSO INSERT INTO seen (what) VALUES ('rule ' || NEW.said);
TRUNCATE seen;
UPDATE fact SET said = 'c3' WHERE who = 10 AND superseded_at IS NULL;
SELECT results_eq('SELECT what FROM v.seen', ARRAY['rule c2'], 'and to rules');
DROP RULE see ON fact;
CREATE FUNCTION see_all() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO v.seen (what) SELECT format('%s of %s: %s', lower(TG_OP), TG_LEVEL, string_agg(said, ',' ORDER BY said)) FROM news;
    RETURN NULL;
END $$;
TRUNCATE seen;
CREATE TRIGGER see_all AFTER INSERT ON fact REFERENCING NEW TABLE AS news FOR EACH STATEMENT EXECUTE FUNCTION see_all();
INSERT INTO fact (who, said) VALUES (21, 'a'), (22, 'b');
UPDATE fact SET said = said || '2' WHERE who IN (21, 22);
SELECT results_eq('SELECT what FROM v.seen ORDER BY what', ARRAY['insert of STATEMENT: a', 'insert of STATEMENT: a,b', 'insert of STATEMENT: b'],
    'with the rows that it wrote');
DROP TRIGGER see_all ON fact;
TRUNCATE seen;
CREATE TRIGGER see_all AFTER INSERT ON fact REFERENCING NEW TABLE AS news FOR EACH ROW EXECUTE FUNCTION see_all();
UPDATE fact SET said = 'c' WHERE who IN (21, 22) AND superseded_at IS NULL;
SELECT results_eq('SELECT what FROM v.seen ORDER BY what', ARRAY['insert of ROW: a2', 'insert of ROW: b2'], 'and to those of rows that look at all of them');
DROP TRIGGER see_all ON fact;

CREATE TABLE child (
    who integer, id uuid PRIMARY KEY DEFAULT case_rules.uuid_v7(),
    place text REFERENCES place ON DELETE CASCADE ON UPDATE CASCADE, said text,
    recorded_at timestamptz DEFAULT clock_timestamp(), superseded_at timestamptz);
SELECT versioned('child', 'id') \g /dev/null
INSERT INTO place VALUES ('west');
INSERT INTO child (who, place, said) VALUES (1, 'west', 'a');
SELECT matches(failure('DELETE FROM v.place WHERE place = ''west'''), '^23503', 'what a former version refers to cannot go');
SELECT matches(failure('UPDATE v.place SET place = ''far west'' WHERE place = ''west'''), '^23503', 'nor be called otherwise');
UPDATE child SET place = 'east';
SELECT results_eq('SELECT place, superseded_at IS NULL FROM v.child ORDER BY recorded_at', $$VALUES ('west', false), ('east', true)$$, 'nor is it forgotten');
ALTER TABLE child DROP CONSTRAINT child_place_fkey, ADD FOREIGN KEY (place) REFERENCES place DEFERRABLE INITIALLY DEFERRED;
SELECT matches(failure('DELETE FROM v.place WHERE place = ''west''; SET CONSTRAINTS ALL IMMEDIATE'), '^23503', 'however late that is checked');
SELECT matches(failure('INSERT INTO v.child (who, place) VALUES (9, ''later''); UPDATE v.child SET place = ''east'' WHERE who = 9; SET CONSTRAINTS ALL IMMEDIATE'),
    '^23503', 'a version that refers to nothing is found though the row that stands does not');
SELECT matches(failure('INSERT INTO v.child (who, place) VALUES (9, ''later''); UPDATE v.child SET said = ''b'' WHERE who = 9; DELETE FROM v.child WHERE who = 9 AND superseded_at IS NULL; SET CONSTRAINTS ALL IMMEDIATE'),
    '^23503', 'or was struck out');
SELECT matches(failure('INSERT INTO v.child (who, place, said) VALUES (9, ''later'', ''a''); UPDATE v.child SET said = ''b'' WHERE who = 9; DELETE FROM v.child WHERE who = 9;
                        SET LOCAL case_rules.erasing = on; DELETE FROM v.child WHERE who = 9 AND said = ''b''; SET LOCAL case_rules.erasing = off; SET CONSTRAINTS ALL IMMEDIATE'),
    '^23503', 'or is gone for good');
BEGIN;
INSERT INTO child (who, place, said) VALUES (9, 'later', 'a');
UPDATE child SET said = 'b' WHERE who = 9;
INSERT INTO place VALUES ('later');
COMMIT;
SELECT is((SELECT count(*) FROM child WHERE who = 9 AND place = 'later'), 2::bigint, 'what is referred to may come later');
SET case_rules.erasing = on;
DELETE FROM child WHERE who = 9;
RESET case_rules.erasing;
ALTER TABLE child DROP CONSTRAINT child_place_fkey, ADD FOREIGN KEY (place) REFERENCES place ON DELETE SET NULL;
INSERT INTO child (who, place, said) VALUES (9, 'later', 'a');
SELECT matches(failure('DELETE FROM v.place WHERE place = ''later'' '), '^23503', 'a reference is not taken out of a row either');
UPDATE child SET said = 'b' WHERE who = 9;
SET case_rules.erasing = on;
DELETE FROM child WHERE who = 9;
RESET case_rules.erasing;
SELECT lives_ok('DELETE FROM v.place WHERE place = ''later'' ', 'until all versions are gone for good');

/* the version is of the row as it was, whatever other BEFORE triggers make of the new one */
CREATE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.said := upper(NEW.said); RETURN NEW; END $$;
CREATE TRIGGER a_shout BEFORE UPDATE ON child FOR EACH ROW EXECUTE FUNCTION shout();
UPDATE child SET said = 'b' WHERE superseded_at IS NULL;
SELECT results_eq('SELECT said FROM v.history(''v.child'', 1)', ARRAY['a', 'a', 'B'], 'beside another BEFORE trigger');

CREATE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE TRIGGER swallow BEFORE INSERT ON child FOR EACH ROW EXECUTE FUNCTION swallow();
SELECT matches(failure('UPDATE v.child SET said = ''c'' WHERE superseded_at IS NULL'), '^09000 A BEFORE INSERT trigger', 'a version that is not kept is an error');
DROP TRIGGER swallow ON child;

/* a trigger on the former version that changes another row, after all plans have become stale */
CREATE FUNCTION spread() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.who > 1 THEN
        EXECUTE format('CREATE SCHEMA stale_%s', NEW.who);
        UPDATE v.child SET said = NEW.said || NEW.who WHERE who = NEW.who - 1 AND superseded_at IS NULL;
    END IF;
    RETURN NULL;
END $$;
INSERT INTO child (who, said) SELECT n, 'a' FROM generate_series(2, 6) n;
CREATE TRIGGER spread AFTER INSERT ON child FOR EACH ROW WHEN (NEW.superseded_at IS NOT NULL) EXECUTE FUNCTION spread();
UPDATE child SET said = 'z' WHERE who = 6 AND superseded_at IS NULL;
SELECT results_eq('SELECT who, said FROM v.child WHERE superseded_at IS NULL ORDER BY who',
    $$VALUES (1, 'A2'), (2, 'A3'), (3, 'A4'), (4, 'A5'), (5, 'A6'), (6, 'Z')$$, 'versions within versions');
SELECT is((SELECT count(*) FROM child WHERE superseded_at IS NOT NULL), 8::bigint, 'each kept once');

-- ---- partitions ------------------------------------------------------------------------------

/* by place, one partition with its columns in another order, one with partitions of its own */
CREATE TABLE part (
    who integer NOT NULL, id uuid NOT NULL DEFAULT case_rules.uuid_v7(), place text NOT NULL REFERENCES place, said text,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(), superseded_at timestamptz,
    PRIMARY KEY (place, id)
) PARTITION BY LIST (place);
CREATE TABLE part_north (
    superseded_at timestamptz, gone text, said text, recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    place text NOT NULL, id uuid NOT NULL DEFAULT case_rules.uuid_v7(), who integer NOT NULL);
ALTER TABLE part_north DROP gone;
ALTER TABLE part ATTACH PARTITION part_north FOR VALUES IN ('north');
CREATE TABLE part_east PARTITION OF part FOR VALUES IN ('east');
CREATE TABLE part_south PARTITION OF part FOR VALUES IN ('south') PARTITION BY HASH (id);
CREATE TABLE part_south_0 PARTITION OF part_south FOR VALUES WITH (MODULUS 3, REMAINDER 0);
CREATE TABLE part_south_1 PARTITION OF part_south FOR VALUES WITH (MODULUS 3, REMAINDER 1);
CREATE TABLE part_south_2 PARTITION OF part_south FOR VALUES WITH (MODULUS 3, REMAINDER 2);
SELECT versioned('part', 'id') \g /dev/null
INSERT INTO part (who, place, said) SELECT n, (ARRAY['north', 'south', 'east'])[1 + n % 3], 'a' FROM generate_series(1, 12) n;
UPDATE part SET said = 'b';
SELECT is((SELECT count(*) FROM generate_series(1, 12) n, v.history('v.part', n)), 24::bigint, 'rows of partitions have their versions');
SELECT is((SELECT count(*) FROM generate_series(1, 12) n, v.history('v.part', n) h WHERE h.goes_on), 12::bigint, 'which end when the next begins');
UPDATE part SET place = CASE place WHEN 'north' THEN 'south' WHEN 'south' THEN 'east' ELSE 'north' END, said = 'c' WHERE superseded_at IS NULL;
SELECT results_eq('SELECT h.said, count(*), bool_and(h.goes_on) FROM generate_series(1, 12) n, v.history(''v.part'', n) h GROUP BY 1 ORDER BY 1',
    $$VALUES ('a', 12::bigint, true), ('b', 12, true), ('c', 12, NULL)$$, 'a row that moves to another partition has one version of it');
SELECT is((SELECT count(*) FROM (SELECT who FROM part WHERE superseded_at IS NULL INTERSECT SELECT who FROM part WHERE said = 'b') x), 12::bigint, 'and goes on there');
DELETE FROM part WHERE superseded_at IS NULL;
SELECT results_eq('SELECT count(*), count(superseded_at) FROM v.part', 'VALUES (36::bigint, 36::bigint)', 'deleted, it is struck out');
/* standing rows in one partition, former versions in another: every version has moved */
CREATE TABLE drawer (who integer, id uuid DEFAULT case_rules.uuid_v7(), said text,
                     recorded_at timestamptz DEFAULT clock_timestamp(), superseded_at timestamptz) PARTITION BY RANGE (superseded_at);
CREATE TABLE drawer_former PARTITION OF drawer FOR VALUES FROM (MINVALUE) TO (MAXVALUE);
CREATE TABLE drawer_standing PARTITION OF drawer DEFAULT;
SELECT versioned('drawer', 'id') \g /dev/null
INSERT INTO drawer (who, said) VALUES (1, 'a');
UPDATE drawer SET said = 'b';
SELECT results_eq('SELECT (SELECT said FROM v.drawer_former), (SELECT said FROM v.drawer_standing)', $$VALUES ('a', 'b')$$, 'partitions of standing rows and of former versions');
UPDATE drawer_standing SET said = 'c';
SELECT results_eq('SELECT (SELECT count(*) FROM v.drawer_former), (SELECT said FROM v.drawer_standing)', $$VALUES (2::bigint, 'c')$$, 'a partition that is written itself');

/* a move that is rolled back, and then a deletion of the same row */
INSERT INTO part (who, place, said) VALUES (20, 'north', 'a');
BEGIN;
SAVEPOINT s;
UPDATE part SET place = 'east' WHERE who = 20;
ROLLBACK TO s;
DELETE FROM part WHERE who = 20 AND superseded_at IS NULL;
COMMIT;
SELECT results_eq('SELECT place, said, superseded_at IS NULL FROM v.part WHERE who = 20', $$VALUES ('north', 'a', false)$$, 'a move rolled back is none');
INSERT INTO part (who, place, said) SELECT n, 'north', 'a' FROM generate_series(40, 59) n;
DO $$
BEGIN
    FOR n IN 40 .. 59 LOOP
        BEGIN
            UPDATE v.part SET said = 'b' WHERE who = n AND superseded_at IS NULL;
            RAISE EXCEPTION USING ERRCODE = 'VS001';
        EXCEPTION WHEN SQLSTATE 'VS001' THEN
            DELETE FROM v.part WHERE who = n AND superseded_at IS NULL;
        END;
    END LOOP;
END $$;
SELECT results_eq('SELECT said, count(*), count(superseded_at) FROM v.part WHERE who BETWEEN 40 AND 59 GROUP BY said', $$VALUES ('a', 20::bigint, 20::bigint)$$,
    'nor does an update that was rolled back hide a deletion');
/* a trigger on the former version that moves another row meanwhile */
INSERT INTO part (who, place, said) VALUES (21, 'north', 'a'), (22, 'north', 'a');
CREATE FUNCTION move_along() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE v.part SET place = 'south' WHERE who = NEW.who + 1 AND superseded_at IS NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER move_along AFTER INSERT ON part FOR EACH ROW WHEN (NEW.superseded_at IS NOT NULL) EXECUTE FUNCTION move_along();
UPDATE part SET place = 'east' WHERE who = 21;
SELECT results_eq('SELECT who, place, superseded_at IS NULL FROM v.part WHERE who IN (21, 22) ORDER BY who, recorded_at',
    $$VALUES (21, 'north', false), (21, 'east', true), (22, 'north', false), (22, 'south', true)$$, 'moves within moves');
DROP TRIGGER move_along ON part;
/* and one that does so before the row has gone */
INSERT INTO part (who, place, said) SELECT n, 'north', 'a' FROM generate_series(23, 27) n;
CREATE FUNCTION move_first() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE v.part SET place = 'south' WHERE who = NEW.who + 1 AND superseded_at IS NULL;
    RETURN NEW;
END $$;
CREATE TRIGGER z_move_first BEFORE UPDATE ON part FOR EACH ROW EXECUTE FUNCTION move_first();
UPDATE part SET place = 'east' WHERE who = 23;
SELECT results_eq('SELECT who, place, superseded_at IS NULL FROM v.part WHERE who BETWEEN 23 AND 27 ORDER BY who, recorded_at',
    $$VALUES (23, 'north', false), (23, 'east', true), (24, 'north', false), (24, 'south', true), (25, 'north', false), (25, 'south', true),
             (26, 'north', false), (26, 'south', true), (27, 'north', false), (27, 'south', true)$$, 'the first of them is moved last');
DROP TRIGGER z_move_first ON part;
/* a trigger of a partition's own */
CREATE TABLE alone (who integer, id uuid DEFAULT case_rules.uuid_v7(), said text,
                    recorded_at timestamptz DEFAULT clock_timestamp(), superseded_at timestamptz) PARTITION BY LIST (who);
CREATE TABLE alone_1 PARTITION OF alone FOR VALUES IN (1);
SELECT versioned('alone_1', 'id') \g /dev/null
INSERT INTO alone (who, said) VALUES (1, 'a');
UPDATE alone SET said = 'b';
SELECT results_eq('SELECT said FROM v.history(''v.alone'', 1)', ARRAY['a', 'b'], 'a trigger that one partition has for itself');
ALTER TABLE part DETACH PARTITION part_north;
SELECT is((SELECT count(*) FROM pg_trigger WHERE tgrelid = 'part_north'::regclass AND tgname = 'casework_version'), 0::bigint, 'a partition that is taken out loses its trigger');
CREATE TABLE old_style (who integer, id uuid DEFAULT case_rules.uuid_v7(), said text, recorded_at timestamptz DEFAULT clock_timestamp(), superseded_at timestamptz);
CREATE TABLE old_style_1 (more text) INHERITS (old_style);
SELECT versioned('old_style_1', 'id') \g /dev/null
INSERT INTO old_style_1 (who, said, more) VALUES (1, 'a', 'm');
UPDATE old_style SET said = 'b';
SELECT results_eq('SELECT said, more FROM v.old_style_1 ORDER BY recorded_at', $$VALUES ('a', 'm'), ('b', 'm')$$, 'a table that inherits');

-- ---- rights ----------------------------------------------------------------------------------

DROP ROLE IF EXISTS regress_versions_clerk, regress_versions_reader;
CREATE ROLE regress_versions_clerk;
CREATE ROLE regress_versions_reader;
GRANT USAGE ON SCHEMA v TO PUBLIC;
GRANT SELECT, UPDATE, DELETE ON fact, part TO regress_versions_reader;
GRANT SELECT, INSERT, UPDATE, DELETE ON fact, part TO regress_versions_clerk;
SET ROLE regress_versions_reader;
SELECT matches(failure('UPDATE v.fact SET said = ''x'' WHERE who = 16 AND superseded_at IS NULL'), '^42501', 'who may not insert cannot make a version');
SET ROLE regress_versions_clerk;
SELECT matches(failure('UPDATE v.fact SET said = ''x'' WHERE who = 16 AND superseded_at IS NULL'), 'no error', 'who may, can');
INSERT INTO part (who, place, said) VALUES (31, 'south', 'a');
SELECT matches(failure('UPDATE v.part SET said = ''b'' WHERE who = 31'), 'no error', 'without rights on the partitions');
RESET ROLE;
SELECT is((SELECT count(*) FROM part WHERE who = 31), 2::bigint, 'which hold the version all the same');
ALTER TABLE fact ENABLE ROW LEVEL SECURITY;
CREATE POLICY all_of_them ON fact USING (true) WITH CHECK (superseded_at IS NULL);
CREATE POLICY reader ON fact TO regress_versions_reader WITH CHECK (true);
GRANT INSERT ON fact TO regress_versions_reader;
SET ROLE regress_versions_clerk;
SELECT matches(failure('UPDATE v.fact SET said = ''y'' WHERE who = 17 AND superseded_at IS NULL'), '^42501', 'row level security sees the former version');
SET ROLE regress_versions_reader;
SELECT matches(failure('UPDATE v.fact SET said = ''y'' WHERE who = 17 AND superseded_at IS NULL'), 'no error', 'as each role''s policies say');
RESET ROLE;
SELECT matches(failure('UPDATE v.fact SET said = ''z'' WHERE who = 17 AND superseded_at IS NULL'), 'no error', 'and the owner is above them');
SELECT is((SELECT count(*) FROM fact WHERE who = 17), 4::bigint, 'with one version each');
ALTER TABLE fact DISABLE ROW LEVEL SECURITY;

-- ---- rows that come from elsewhere ---------------------------------------------------------------

SET session_replication_role = replica;
UPDATE fact SET said = 'x', recorded_at = '2020-01-01 00:00+00', superseded_at = '2020-01-02 00:00+00' WHERE who = 18 AND superseded_at IS NULL;
RESET session_replication_role;
SELECT is((SELECT count(*) FROM fact WHERE who = 18 AND said = 'x' AND superseded_at = '2020-01-02 00:00+00'), 1::bigint, 'a replica takes rows as they come');
SET case_rules.restoring = on;
UPDATE fact SET recorded_at = '2020-01-01 00:00+00' WHERE who = 19;
SET ROLE regress_versions_clerk;
SELECT is(failure('UPDATE v.fact SET superseded_at = now() WHERE who = 16 AND superseded_at IS NULL'),
    '428C9 DELETE strikes the row out: what it says is kept with the moment in superseded_at.', 'the setting for a restore is nothing to others');
RESET ROLE;
SET case_rules.restoring = off;
SELECT is((SELECT count(*) FROM fact WHERE who = 19 AND recorded_at = '2020-01-01 00:00+00'), 2::bigint, 'with the owner''s it takes rows as they come');

-- ---- random histories ------------------------------------------------------------------------------

/*
 * Two tables that only the trigger knows to keep versions of, one of them
 * partitioned by what changes, and a log of what was written: before and after
 * are clock readings around the statement.
 */
CREATE TABLE h_plain (
    who integer NOT NULL, id uuid PRIMARY KEY DEFAULT case_rules.uuid_v7(), place text NOT NULL REFERENCES place, said text, number numeric,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(), superseded_at timestamptz);
CREATE TABLE h_part (LIKE h_plain INCLUDING DEFAULTS) PARTITION BY LIST (place);
ALTER TABLE h_part ADD PRIMARY KEY (place, id);
CREATE TABLE h_part_1 PARTITION OF h_part FOR VALUES IN ('north', 'east');
CREATE TABLE h_part_2 PARTITION OF h_part FOR VALUES IN ('south') PARTITION BY HASH (id);
CREATE TABLE h_part_2a PARTITION OF h_part_2 FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE h_part_2b PARTITION OF h_part_2 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
SELECT versioned(t, 'id') FROM unnest('{h_plain,h_part}'::regclass[]) t \g /dev/null
CREATE TABLE log (n bigint GENERATED ALWAYS AS IDENTITY, tab text, who integer, said jsonb, before timestamptz, after timestamptz);

SELECT setseed(0.3) \g /dev/null
/* one random statement, logged for each row that it meant; said is null: deleted */
CREATE PROCEDURE one_statement(tab text) LANGUAGE plpgsql AS $$
DECLARE
    first CONSTANT integer := 1 + floor(random() * 40);
    last CONSTANT integer := first + CASE WHEN random() < 0.3 THEN floor(random() * 6)::integer ELSE 0 END;
    a_place CONSTANT text := (ARRAY['north', 'south', 'east'])[1 + floor(random() * 3)];
    a_word CONSTANT text := (ARRAY['one', 'two', 'three', NULL])[1 + floor(random() * 4)];
    a_number CONSTANT numeric := (ARRAY[1, 1.0, 1.00, 2])[1 + floor(random() * 4)];
    kind CONSTANT float8 := random();
    before CONSTANT timestamptz := clock_timestamp();
BEGIN
    IF kind < 0.35 THEN
        EXECUTE format('INSERT INTO %I (who, place, said, number)
                        SELECT w, $3, $4, $5 FROM generate_series($1, $2) w
                         WHERE NOT EXISTS (SELECT FROM %1$I t WHERE t.who = w AND t.superseded_at IS NULL)', tab)
          USING first, last, a_place, a_word, a_number;
    ELSIF kind < 0.55 THEN
        EXECUTE format('UPDATE %I SET said = $3, number = $4 WHERE who BETWEEN $1 AND $2 AND superseded_at IS NULL', tab)
          USING first, last, a_word, a_number;
    ELSIF kind < 0.75 THEN
        EXECUTE format('UPDATE %I SET place = $3, recorded_at = now() WHERE who BETWEEN $1 AND $2 AND superseded_at IS NULL', tab)
          USING first, last, a_place;
    ELSIF kind < 0.8 THEN
        EXECUTE format('UPDATE %I SET who = who WHERE who BETWEEN $1 AND $2 AND superseded_at IS NULL', tab)
          USING first, last;
    ELSE
        EXECUTE format('DELETE FROM %I WHERE who BETWEEN $1 AND $2 AND superseded_at IS NULL', tab)
          USING first, last;
    END IF;
    EXECUTE format('INSERT INTO log (tab, who, said, before, after)
                    SELECT $1, w, to_jsonb(t) - ''{id,recorded_at,superseded_at}''::text[], $4, clock_timestamp()
                      FROM generate_series($2, $3) w LEFT JOIN %I t ON t.who = w AND t.superseded_at IS NULL', tab)
      USING tab, first, last, before;
END $$;
CREATE PROCEDURE one_transaction() LANGUAGE plpgsql AS $$
DECLARE
    tab CONSTANT text := (ARRAY['h_plain', 'h_part'])[1 + floor(random() * 2)];
BEGIN
    FOR i IN 1 .. 1 + floor(random() * 4) LOOP
        BEGIN
            CALL one_statement(tab);
            IF random() < 0.2 THEN
                RAISE EXCEPTION USING ERRCODE = 'VS001';
            END IF;
        EXCEPTION WHEN SQLSTATE 'VS001' THEN
            NULL;
        END;
    END LOOP;
END $$;
DO $$
BEGIN
    FOR i IN 1 .. 1200 LOOP
        CALL one_transaction();
        IF random() < 0.15 THEN
            ROLLBACK;
        ELSE
            COMMIT;
        END IF;
    END LOOP;
END $$;
VACUUM ANALYZE log, h_plain, h_part;

/* moments while nothing was being written, and one after everything */
CREATE TABLE asked AS
SELECT t.tab, g.after + (g.next - g.after) * random() AS moment
  FROM (VALUES ('h_plain'), ('h_part')) t(tab)
 CROSS JOIN LATERAL (SELECT l.after, lead(l.before) OVER (ORDER BY l.before) AS next
                       FROM (SELECT DISTINCT before, max(after) OVER (PARTITION BY before) AS after FROM log WHERE log.tab = t.tab) l) g
 WHERE g.next > g.after
 ORDER BY random() LIMIT 400;
INSERT INTO asked VALUES ('h_plain', clock_timestamp()), ('h_part', clock_timestamp());
CREATE VIEW both_tables AS
    SELECT 'h_plain' AS tab, * FROM h_plain UNION ALL SELECT 'h_part', * FROM h_part;
CREATE TABLE by_log AS
SELECT a.tab, a.moment, l.who, l.said
  FROM asked a
 CROSS JOIN generate_series(1, 50) w
 CROSS JOIN LATERAL (SELECT l.who, l.said FROM log l
                      WHERE l.tab = a.tab AND l.who = w AND l.after <= a.moment ORDER BY l.n DESC LIMIT 1) l
 WHERE l.said IS NOT NULL;
CREATE TABLE by_table AS
SELECT a.tab, a.moment, t.who, to_jsonb(t) - '{tab,id,recorded_at,superseded_at}'::text[] AS said
  FROM asked a
  JOIN both_tables t ON t.tab = a.tab AND t.recorded_at <= a.moment AND (t.superseded_at IS NULL OR t.superseded_at > a.moment);

SELECT is_empty('(TABLE v.by_log EXCEPT ALL TABLE v.by_table) UNION ALL (TABLE v.by_table EXCEPT ALL TABLE v.by_log)',
    'at every moment stood what the log says');
SELECT results_eq('SELECT tab, who, said FROM v.by_log WHERE moment = (SELECT max(moment) FROM v.asked a WHERE a.tab = by_log.tab) ORDER BY 1, 2',
    $$SELECT tab, who, to_jsonb(t) - '{tab,id,recorded_at,superseded_at}'::text[] FROM v.both_tables t WHERE superseded_at IS NULL ORDER BY 1, 2$$,
    'now too');
SELECT is_empty($$SELECT FROM v.both_tables a JOIN v.both_tables b
                     ON a.tab = b.tab AND a.who = b.who AND a.id <> b.id
                    AND tstzrange(a.recorded_at, a.superseded_at) && tstzrange(b.recorded_at, b.superseded_at)$$, 'no two versions of a row stood at once');
SELECT is_empty('SELECT FROM v.both_tables WHERE recorded_at >= superseded_at', 'each stood for a while');
SELECT is_empty($$SELECT tab, who, said, place, scale(number), recorded_at FROM v.both_tables t
                   WHERE EXISTS (SELECT FROM v.both_tables n WHERE n.tab = t.tab AND n.who = t.who AND n.recorded_at = t.superseded_at
                                    AND (n.place, n.said, n.number, scale(n.number)) IS NOT DISTINCT FROM (t.place, t.said, t.number, scale(t.number)))$$,
    'and differs from the next');
SELECT cmp_ok((SELECT count(*) FROM by_log), '>', 3000::bigint, 'the log has something to say');
SELECT cmp_ok((SELECT count(*) FROM both_tables WHERE superseded_at IS NOT NULL), '>', 800::bigint, 'and the tables have former versions');

SELECT * FROM finish();
DROP OWNED BY regress_versions_clerk, regress_versions_reader;
DROP ROLE regress_versions_clerk, regress_versions_reader;
