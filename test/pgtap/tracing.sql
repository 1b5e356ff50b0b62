/*
 * Names in the casework schema, and trace_candidates against a slow oracle.
 * All people are invented.
 */
BEGIN;
SELECT plan(62);
SELECT case_rules.create_casework('work') \g /dev/null
SET search_path = work, case_rules, public;
CREATE FUNCTION id(kind text, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE RETURN md5(kind || n)::uuid;

INSERT INTO case_file (case_id, opened_on) SELECT id('case', n), '2026-01-05' FROM generate_series(0, 9) n;
INSERT INTO child (case_id, child_id, sex, birth_date, origin_state, place_of_origin) VALUES
    (id('case', 1), id('child', 1), 'male', '2012', 'AF', 'Herat'),
    (id('case', 2), id('child', 2), 'male', '2012-04', 'AF', 'هرات'),
    (id('case', 3), id('child', 3), 'female', '2012', 'AF', 'Herat'),
    (id('case', 4), id('child', 4), 'male', '2004', NULL, NULL);
INSERT INTO person (case_id, person_id, sex, birth_date, origin_state, place_of_origin) VALUES
    (id('case', 5), id('person', 5), 'male', '1980~', 'AF', 'Kabul'),
    (id('case', 6), id('person', 6), 'female', '2013', NULL, NULL),
    (id('case', 7), id('person', 7), NULL, NULL, NULL, NULL);
INSERT INTO person_name (case_id, name_id, child_id, person_id, kind, name, name_key, key_version) VALUES
    (id('case', 1), id('name', 1), id('child', 1), NULL, 'name', 'Ali Rahimi', 'written by a client', 'too'),
    (id('case', 1), id('name', 11), id('child', 1), NULL, 'father', 'Karim Rahimi', NULL, NULL),
    (id('case', 2), id('name', 2), id('child', 2), NULL, 'name', 'علی رحیمی', NULL, NULL),
    (id('case', 3), id('name', 3), id('child', 3), NULL, 'name', 'Али Рахими', NULL, NULL),
    (id('case', 3), id('name', 13), id('child', 3), NULL, 'father', 'کریم رحیمی', NULL, NULL),
    (id('case', 4), id('name', 4), id('child', 4), NULL, 'alias', 'Aly Raheemi', NULL, NULL),
    (id('case', 5), id('name', 5), NULL, id('person', 5), 'name', 'کریم رحیمی', NULL, NULL),
    (id('case', 6), id('name', 6), NULL, id('person', 6), 'name', 'Karim Rahimi', NULL, NULL),
    (id('case', 7), id('name', 7), NULL, id('person', 7), 'name', 'Oksana Example', NULL, NULL);

/* the table */
SELECT is((SELECT ROW (name_key, key_version) FROM person_name WHERE name_id = id('name', 1)), ROW (name_key('Ali Rahimi'), name_key_version()), 'key and version are made, whatever the client wrote');
UPDATE person_name SET name_key = 'x', key_version = 'y' WHERE name_id = id('name', 1);
SELECT is((SELECT ROW (name_key, key_version) FROM person_name WHERE name_id = id('name', 1)), ROW (name_key('Ali Rahimi'), name_key_version()), 'and made again');
SELECT throws_ok($$INSERT INTO person_name (case_id, name) VALUES (id('case', 1), 'Ali')$$, '23514', NULL, 'a name belongs to somebody');
SELECT throws_ok($$INSERT INTO person_name (case_id, child_id, person_id, name) VALUES (id('case', 1), id('child', 1), id('person', 1), 'Ali')$$, '23514', NULL, 'and not to two');
SELECT throws_ok($$INSERT INTO person_name (case_id, child_id, name) VALUES (id('case', 1), id('child', 2), 'Ali')$$, '23503', NULL, 'nor to the child of another case');
SELECT throws_ok($$INSERT INTO person_name (case_id, child_id, name) VALUES (id('case', 1), id('child', 1), ' ')$$, '23514', NULL, 'a blank is none');
SELECT lives_ok($$INSERT INTO person_name (case_id, name_id, child_id, name) VALUES (id('case', 1), id('name', 19), id('child', 1), '---')$$, 'a sign in place of a name is recorded');
SELECT is((SELECT ROW (name_key, key_version) FROM person_name WHERE name_id = id('name', 19)), ROW (NULL::text, name_key_version()), 'and has no key');
SELECT throws_ok($$INSERT INTO person_name (case_id, child_id, name) VALUES (id('case', 1), id('child', 1), repeat('Ali ', 300))$$, '22001', NULL, 'a list of names is none');

/* what is offered, and why */
CREATE TEMP TABLE found AS SELECT row_number() OVER () AS place, t.* FROM trace_candidates(id('child', 1)) t;
SELECT results_eq($$SELECT coalesce(child_id, person_id), relation FROM found WHERE score > 0.4 ORDER BY place$$,
    $$VALUES (id('child', 3), 'sibling'), (id('child', 2), 'same'), (id('person', 5), 'parent'), (id('child', 3), 'same')$$,
    'whom the name of the father finds, in another script, and the same child');
SELECT set_has($$SELECT coalesce(child_id, person_id), relation FROM found WHERE score < 0.3$$,
    $$VALUES (id('child', 4), 'same'), (id('person', 6), 'parent')$$, 'what does not fit comes last and is not hidden');
SELECT set_eq($$SELECT DISTINCT case_id FROM found$$, $$SELECT id('case', n) FROM generate_series(2, 6) n$$, 'nobody of the same case');
SELECT results_eq($$SELECT e ->> 'evidence', e ->> 'finding' FROM found, jsonb_array_elements(reasons) WITH ORDINALITY u(e, i)
                     WHERE child_id = id('child', 2) AND relation = 'same' ORDER BY i$$,
    $$VALUES ('name', NULL), ('sex', 'same'), ('birth_date', 'fits'), ('origin_state', 'same'), ('place_of_origin', 'same')$$, 'reasons say what each piece of evidence is, in every script');
SELECT is((SELECT reasons -> 0 ->> 'found' FROM found WHERE child_id = id('child', 2) AND relation = 'same'), 'علی رحیمی', 'and quote the name as it was written');
SELECT is_empty($$SELECT place FROM found WHERE abs(score - (SELECT exp(sum(ln((e ->> 'factor')::float8))) FROM jsonb_array_elements(reasons) e)) > 0.0002$$, 'the score is the product of the factors');
SELECT is_empty($$SELECT place FROM found f WHERE score > (SELECT score FROM found g WHERE g.place = f.place - 1)$$, 'and the order');
SELECT results_eq($$SELECT e ->> 'evidence', e ->> 'finding' FROM found, jsonb_array_elements(reasons) e WHERE child_id = id('child', 3) AND relation = 'same' AND (e ->> 'factor')::float8 <= 0.5$$,
    $$VALUES ('sex', 'different')$$, 'another sex lowers');
SELECT is((SELECT e ->> 'finding' FROM found, jsonb_array_elements(reasons) e WHERE child_id = id('child', 4) AND relation = 'same' AND e ->> 'evidence' = 'birth_date'), 'does not fit', 'so does a birth of other years');
SELECT results_eq($$SELECT e ->> 'evidence', e ->> 'finding' FROM found, jsonb_array_elements(reasons) e WHERE person_id = id('person', 6) AND relation = 'parent' AND e ->> 'evidence' IN ('sex', 'birth_date')$$,
    $$VALUES ('sex', 'different'), ('birth_date', 'does not fit')$$, 'a father is no woman, and not younger than the child');
SELECT ok(NOT EXISTS (SELECT FROM found, jsonb_array_elements(reasons) e WHERE relation = 'sibling' AND e ->> 'evidence' = 'sex'), 'of siblings the sex says nothing');
SELECT is((SELECT (reasons -> 0 ->> 'bearers')::int FROM found WHERE child_id = id('child', 2) AND relation = 'same'), 3, 'how many bear the name is told');
SELECT results_eq($$SELECT relation FROM trace_candidates(id('person', 5)) WHERE child_id = id('child', 1) AND score > 0.5$$, $$VALUES ('child')$$, 'and the father finds the child');
SELECT is((SELECT count(*) FROM trace_candidates(id('child', 1), 2)), 2::bigint, 'the limit holds');
SELECT is((SELECT count(*) FROM trace_candidates(id('child', 1), 0)), 0::bigint, 'even none');
SELECT is((SELECT count(*) FROM trace_candidates(id('child', 1), NULL)), 12::bigint, 'no limit is none');
SELECT is_empty($$SELECT * FROM trace_candidates(id('person', 7))$$, 'a name that nobody else has finds nobody');
SELECT throws_ok($$SELECT * FROM trace_candidates(id('child', 99))$$, 'P0002', 'there is no name to look for', 'who has no name cannot be looked for');
SELECT is((SELECT current_setting('pg_trgm.similarity_threshold')), '0.3', 'the caller''s threshold is left alone');

/* birth dates, within bounds */
SELECT results_eq($$SELECT born, (SELECT e ->> 'finding' FROM trace_name('Ali Rahimi', born => born::partial_date) t, jsonb_array_elements(t.reasons) e
                                   WHERE t.child_id = id('child', 2) AND e ->> 'evidence' = 'birth_date')
                      FROM unnest('{2012,2012-04-30,2012-05,2010/2013,2011,2011-04~,2015-03,2015-06,../2011,../2012,2009,2008}'::text[]) WITH ORDINALITY u(born, i) ORDER BY i$$,
    $$VALUES ('2012', 'fits'), ('2012-04-30', 'fits'), ('2012-05', 'a year apart'), ('2010/2013', 'fits'), ('2011', 'a year apart'), ('2011-04~', 'a year apart'),
             ('2015-03', 'three years apart'), ('2015-06', 'does not fit'), ('../2011', 'a year apart'), ('../2012', 'fits'), ('2009', 'three years apart'), ('2008', 'does not fit')$$,
    'dates known within bounds are compared within them');
SELECT is((SELECT e ->> 'finding' FROM trace_name('Ali Rahimi') t, jsonb_array_elements(t.reasons) e WHERE t.child_id = id('child', 2) AND e ->> 'evidence' = 'birth_date'), 'unknown', 'an unknown one neither fits nor not');
SELECT results_eq($$SELECT relation FROM trace_name('Karim Rahimi', 'father', not_in_case => id('case', 1)) WHERE score > 0.7 ORDER BY relation$$,
    $$VALUES ('parent'), ('sibling')$$, 'a name alone can be looked for');
SELECT throws_ok($$SELECT * FROM trace_name('Ali', 'uncle')$$, '22023', NULL, 'of a known kind');
SELECT throws_ok($$SELECT * FROM trace_name('father', 'Karim Rahimi')$$, '22023', 'unknown kind of name', 'and a name given in its place is not repeated');
SELECT throws_ok($$SELECT * FROM trace_name('Ali', NULL)$$, '22023', NULL, 'nor is there a kind of nothing');
SELECT results_eq('SELECT case_id, relation, score FROM trace_candidates(id(''child'', 1), 2147483647) ORDER BY 1, 2, 3',
    'SELECT case_id, relation, score FROM trace_candidates(id(''child'', 1), NULL) ORDER BY 1, 2, 3', 'the largest limit is as good as none');
SELECT throws_ok($$SELECT * FROM trace_candidates(id('child', 1), -1)$$, '2201W', NULL, 'fewer than none cannot be asked for');

/* names with fewer or more parts, wherever the parts that they share stand in the key */
SAVEPOINT parts;
INSERT INTO person_name (case_id, person_id, name)
VALUES (id('case', 5), id('person', 5), 'Abebe Selam Tesfaye Zewde'), (id('case', 6), id('person', 6), 'Selam');
SELECT is_empty($$SELECT part FROM unnest('{Abebe,Selam,Tesfaye,Zewde,Zewde Abebe,Selam Tesfaye,Selam Zewde,Tesfaye Abebe Zewde}'::text[]) part
                   WHERE NOT EXISTS (SELECT FROM trace_name(part) t WHERE t.person_id = id('person', 5))$$, 'one name finds four, whichever of them it is');
SELECT set_eq($$SELECT person_id FROM trace_name('Abebe Selam Tesfaye Zewde')$$, $$VALUES (id('person', 5)), (id('person', 6))$$, 'and four find one');
SELECT is((SELECT (reasons -> 0 ->> 'bearers')::int FROM trace_name('Selam') WHERE person_id = id('person', 6)), 1, 'which is found once');
SELECT results_eq($$SELECT key, (SELECT count(*) FROM names_by_parts(name_key(key), 9)) FROM unnest('{Sel,Selam,Tesfaye Abebe,Selam Zewde}'::text[]) key$$,
    $$VALUES ('Sel', 0::bigint), ('Selam', 2), ('Tesfaye Abebe', 1), ('Selam Zewde', 2)$$, 'parts are whole ones');
INSERT INTO case_file (case_id, opened_on) SELECT id('case', n), '2026-01-05' FROM generate_series(2001, 2300) n;
INSERT INTO person (case_id, person_id) SELECT id('case', n), id('person', n) FROM generate_series(2001, 2300) n;
INSERT INTO person_name (case_id, person_id, name)
SELECT id('case', n), id('person', n), 'Selamawit ' || translate(left(md5(n::text), 3 + n % 10), '0123456789', 'bfgkmnrstd') FROM generate_series(2001, 2300) n;
SELECT isnt_empty($$SELECT * FROM trace_name('Selam') t WHERE t.person_id = id('person', 5)$$, 'however many there are that are a little like it');
SELECT is((SELECT count(*) FROM trace_name('Selamawit Bondar', "limit" => NULL) t WHERE t.person_id IN (SELECT id('person', n) FROM generate_series(2001, 2300) n)),
    (SELECT count(*) FROM person_name n WHERE n.name ~ '^Selamawit' AND name_similarity('Selamawit Bondar', n.name) >= 0.5
        AND similarity(replace(name_key('Selamawit Bondar'), ' ', '0'), replace(n.name_key, ' ', '0')) >= 0.2), 'no limit is none, among many too');
ROLLBACK TO parts;
SELECT is_empty($$SELECT * FROM trace_name('---')$$, 'what has no letter finds nobody');
SELECT is_empty($$SELECT * FROM trace_name(NULL)$$, 'nor does nothing');
SAVEPOINT place;
UPDATE child SET place_of_origin = 'Herat' || repeat(', later in other villages', 60) WHERE child_id = id('child', 2);
SELECT isnt_empty($$SELECT * FROM trace_candidates(id('child', 1)) WHERE child_id = id('child', 2) AND relation = 'same'$$, 'a place that is told at length does not end the search');
SELECT isnt_empty($$SELECT * FROM trace_candidates(id('child', 2)) WHERE child_id = id('child', 1) AND relation = 'same'$$, 'nor one that is asked with');
ROLLBACK TO place;

/* erasing */
DELETE FROM person_name WHERE name_id = id('name', 13);
SELECT is((SELECT count(*) FROM person_name WHERE name = 'کریم رحیمی' AND child_id IS NOT NULL), 0::bigint, 'a deleted name is gone');
DELETE FROM child WHERE child_id = id('child', 3);
SELECT is((SELECT count(*) FROM person_name WHERE case_id = id('case', 3)), 0::bigint, 'and the names of a child that is deleted');
UPDATE person SET person_id = id('person', 77) WHERE person_id = id('person', 7);
SELECT is((SELECT person_id FROM person_name WHERE name_id = id('name', 7)), id('person', 77), 'a new id is followed');

/* keys of another release */
SELECT is_empty('SELECT * FROM name_key_outdated', 'no key is outdated at first');
ALTER TABLE person_name DISABLE TRIGGER case_rules_name_key;
UPDATE person_name SET name_key = 'old', key_version = 'icu 1.0 folding 0' WHERE name_id IN (id('name', 1), id('name', 2), id('name', 5));
ALTER TABLE person_name ENABLE ALWAYS TRIGGER case_rules_name_key;
SELECT set_eq('SELECT name_id, key_version FROM name_key_outdated', $$SELECT id('name', n), 'icu 1.0 folding 0' FROM unnest('{1,2,5}'::int[]) n$$, 'those of another release are listed');
SELECT is(remake_name_keys(2), 2, 'and made anew in batches');
SELECT is(remake_name_keys(2), 1, 'until all are');
SELECT is(remake_name_keys(), 0, 'none is left');
SELECT is_empty($$SELECT name FROM person_name WHERE name_key IS DISTINCT FROM name_key(name)$$, 'with the right keys');

/* rights */
CREATE TEMP TABLE owner_sees AS SELECT case_id, relation, score FROM trace_candidates(id('child', 1));
GRANT SELECT ON owner_sees TO PUBLIC;
CREATE ROLE test_tracer;
GRANT USAGE ON SCHEMA work TO test_tracer;
GRANT SELECT ON person_name, child, person TO test_tracer;
SET LOCAL ROLE test_tracer;
SELECT throws_ok($$SELECT * FROM trace_candidates(id('child', 1))$$, '42501', NULL, 'tracing is for those to whom it is granted');
RESET ROLE;
GRANT EXECUTE ON FUNCTION trace_candidates(uuid, integer), trace_name(text, text, text, partial_date, text, text, integer, uuid), names_like(text, integer), names_by_parts(text, integer) TO test_tracer;
SET LOCAL ROLE test_tracer;
SELECT results_eq($$SELECT case_id, relation, score FROM trace_candidates(id('child', 1))$$, 'SELECT * FROM owner_sees', 'and shows what the caller may read');
RESET ROLE;
ALTER TABLE person_name ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_the_office ON person_name TO test_tracer USING (case_id IN (id('case', 1), id('case', 5)));
SET LOCAL ROLE test_tracer;
SELECT set_eq($$SELECT person_id FROM trace_candidates(id('child', 1))$$, $$VALUES (id('person', 5))$$, 'row level security hides whom the caller may not see');
SELECT throws_ok($$SELECT * FROM trace_candidates(id('child', 2))$$, 'P0002', NULL, 'also as the one who is looked for');
RESET ROLE;
ALTER TABLE person_name DISABLE ROW LEVEL SECURITY;

/* against the oracle: all pairs, by likeness and evidence alone */
CREATE TEMP TABLE part (k int, v text[]);
INSERT INTO part SELECT row_number() OVER (), string_to_array(x, '|') FROM unnest(ARRAY['Mohammed|محمد|Мухаммад|ሙሐመድ|मोहम्मद', 'Ahmed|أحمد|Ахмед|አህመድ|अहमद', 'Fatima|فاطمة|Фатима|ፋጢማ|फ़ातिमा',
    'Hassan|حسن|Хасан|ሐሰን|हसन', 'Hussein|حسين|Хусейн|ሁሴን|हुसैन', 'Maryam|مريم|Марьям|ማርያም|मरियम', 'Omar|عمر|Омар|ኡመር|उमर', 'Karim|كريم|Карим|ከሪም|करीम', 'Salim|سليم|Салим|ሳሊም|सलीम',
    'Zainab|زينب|Зайнаб|ዘይነብ|ज़ैनब', 'Rashid|راشد|Рашид|ራሺድ|रशीद', 'Tariq|طارق|Тарик|ታሪቅ|तारिक़', 'Layla|ليلى|Лейла|ለይላ|लैला', 'Samir|سمير|Самир|ሳሚር|समीर', 'Yusuf|يوسف|Юсуф|ዮሱፍ|यूसुफ़']) x;
INSERT INTO case_file (case_id, opened_on) SELECT id('case', n), '2026-01-05' FROM generate_series(1001, 1300) n;
INSERT INTO person (case_id, person_id) SELECT id('case', n), id('person', n) FROM generate_series(1001, 1300) n;
INSERT INTO person_name (case_id, person_id, name)
SELECT id('case', n), id('person', n),
       (SELECT string_agg((SELECT v[1 + abs(hashint8(n * 7 + i)) % 5] FROM part p WHERE p.k = 1 + abs(hashint8(n * 31 + i)) % 15), ' ' ORDER BY i) FROM generate_series(1, 1 + n % 3) i)
  FROM generate_series(1001, 1300) n;
CREATE TEMP TABLE oracle AS
    SELECT a.person_id AS who, b.person_id AS other, name_similarity(a.name, b.name) AS likeness
      FROM person_name a JOIN person_name b ON a.person_id <> b.person_id
     WHERE a.person_id IN (SELECT id('person', n) FROM generate_series(1001, 1300, 5) n)
       AND b.kind NOT IN ('father', 'mother');
CREATE TEMP TABLE offered AS
    SELECT id('person', n) AS who, t.person_id AS other, t.score, (t.reasons -> 0 ->> 'factor')::float8 AS likeness
      FROM generate_series(1001, 1300, 5) n, trace_candidates(id('person', n), 30) t;
SELECT is_empty($$SELECT DISTINCT o.who FROM oracle o
                   WHERE o.likeness = (SELECT max(likeness) FROM oracle x WHERE x.who = o.who) AND o.likeness > 0.8
                     AND NOT EXISTS (SELECT FROM offered f WHERE f.who = o.who AND f.likeness >= o.likeness - 0.0001)$$, 'whoever is most alike is offered');
SELECT is_empty($$SELECT f.who, f.other FROM offered f JOIN oracle o USING (who, other) WHERE abs(f.likeness - o.likeness) > 0.0001$$, 'with the likeness that all pairs give');
SELECT cmp_ok((SELECT avg(EXISTS (SELECT FROM offered f WHERE f.who = o.who AND f.other = o.other)::int) FROM
                 (SELECT *, row_number() OVER (PARTITION BY who ORDER BY likeness DESC) AS r FROM oracle) o
                WHERE r <= 5 AND likeness > 0.85), '>', 0.95, 'and nearly all of the five that are most alike');
SELECT * FROM finish();
ROLLBACK;
