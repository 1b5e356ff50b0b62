-- 15. One family, two scripts
\connect - casework_owner
-- Who may search the names of children is decided by the owner, and by nobody else.
GRANT EXECUTE ON FUNCTION casework.trace_candidates(uuid, integer) TO example_app;
SELECT format('GRANT EXECUTE ON FUNCTION %s TO example_app', string_agg(oid::regprocedure::text, ', ')) AS "grant"
  FROM pg_proc WHERE pronamespace = 'casework'::regnamespace AND proname IN ('names_like', 'names_by_parts', 'trace_name') \gset
\set ECHO none
:grant;
\set ECHO all

\connect - example_app
-- Example Child R was registered in Athens, with the name that he told; a father
-- looks for a boy of that name from Herat, in a file that was opened in Tehran.
\set ECHO none
INSERT INTO casework.case_file (opened_on, label) VALUES ('2026-02-03', 'EX-15-GR') RETURNING case_id AS file_gr \gset
INSERT INTO casework.case_file (opened_on, label) VALUES ('2026-03-12', 'EX-15-IR') RETURNING case_id AS file_ir \gset
INSERT INTO casework.case_file (opened_on, label) VALUES ('2026-03-20', 'EX-15-XX') RETURNING case_id AS file_xx \gset
\set ECHO all
INSERT INTO casework.child (case_id, label, sex, birth_date, origin_state, place_of_origin)
VALUES (:'file_gr', 'Example Child R', 'male', '2012', 'AF', 'Herat') RETURNING child_id AS child \gset
INSERT INTO casework.person_name (case_id, child_id, kind, name, language) VALUES
    (:'file_gr', :'child', 'name', 'Mohammad Ali Rahimi', 'en'),
    (:'file_gr', :'child', 'father', 'Karim Rahimi', 'en');
INSERT INTO casework.child (case_id, label, sex, birth_date, origin_state, place_of_origin)
VALUES (:'file_ir', 'Example Child R (as the father tells)', 'male', case_rules.partial_date_from('persian', 1391), 'AF', 'هرات')
RETURNING child_id AS sought \gset
INSERT INTO casework.person_name (case_id, child_id, kind, name, language) VALUES
    (:'file_ir', :'sought', 'name', 'محمد علی رحیمی', 'fa'),
    (:'file_ir', :'sought', 'father', 'کریم رحیمی', 'fa');
INSERT INTO casework.child (case_id, label, sex, birth_date, origin_state)
VALUES (:'file_xx', 'Example Child S', 'male', '2005', 'SY') RETURNING child_id AS other \gset
INSERT INTO casework.person_name (case_id, child_id, name, language) VALUES (:'file_xx', :'other', 'Али Рахимов', 'ru');

-- Nothing in the two names is equal; what they sound like is.
SELECT case_rules.name_key('Mohammad Ali Rahimi') = case_rules.name_key('محمد علی رحیمی') AS one_key,
       round(case_rules.name_similarity('Mohammad Ali Rahimi', 'محمد علی رحیمی')::numeric, 1) AS alike;
-- => t|1.0
-- Candidates come with what speaks for them and against them. Nothing is linked: a
-- person looks at the two files, and decides.
SELECT c.label, t.relation, round(t.score::numeric, 1) AS score
  FROM casework.trace_candidates(:'child', 3) t JOIN casework.child c USING (case_id, child_id);
-- => Example Child R (as the father tells)|same|1.0
SELECT e ->> 'evidence' AS evidence, e ->> 'asked' AS asked, e ->> 'found' AS found, e ->> 'finding' AS finding
  FROM casework.trace_candidates(:'child', 1) t, jsonb_array_elements(t.reasons) e;
-- => birth_date|2012|2012-03-20/2013-03-20|fits

-- Nothing of all this went past the guard.
SELECT * FROM case_rules.guard_holes('casework');
-- => (no row)
