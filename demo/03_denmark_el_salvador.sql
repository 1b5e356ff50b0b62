-- 3. Denmark to El Salvador: a convention in force for both, and not between them
\connect - example_app
-- Treaty relations are pairwise and dated. El Salvador acceded; Denmark objected.
SELECT day, casework.in_force_between('hc1996', 'DE', 'SV', day) AS "Germany",
       casework.in_force_between('hc1996', 'DK', 'SV', day) AS "Denmark"
  FROM unnest('{2025-06-30,2025-07-01,2026-03-02}'::date[]) AS day;
SELECT about, state, holds, because FROM casework.regime_reason('DK', 'SV', NULL, '2026-03-02') WHERE instrument = 'hc1996';

-- Of Moldova no more is known than that it has acceded; until when the others
-- could object is not known either. Unknown is an answer, and the stricter one.
SELECT casework.regime_between('DE', 'MD', '2026-01-12', '2026-03-02') AS regime;
SELECT about, state, holds, because FROM casework.regime_reason('DE', 'MD', '2026-01-12', '2026-03-02') WHERE instrument = 'hc1996';

\set ECHO none
SELECT authority_id AS dk FROM casework.authority WHERE name = 'Example Municipality, Denmark' \gset
SELECT authority_id AS sv FROM casework.authority WHERE name = 'Example Authority, El Salvador' \gset
SELECT authority_id AS de FROM casework.authority WHERE name = 'Example Youth Office, Germany' \gset
INSERT INTO casework.case_file (opened_on, opened_by, label) VALUES ('2026-01-12', :'dk', 'EX-3') RETURNING case_id AS file \gset
INSERT INTO casework.child (case_id, label, birth_date) VALUES (:'file', 'Example Child C', '2015~') RETURNING child_id AS child \gset
INSERT INTO casework.habitual_residence (case_id, child_id, state, from_on) VALUES (:'file', :'child', 'DK', '2015-12-31');
INSERT INTO casework.person (case_id, label, state) VALUES (:'file', 'Example Grandmother', 'SV') RETURNING person_id AS grandmother \gset
INSERT INTO casework.relationship (case_id, child_id, person_id, kind, proof, proved_on)
VALUES (:'file', :'child', :'grandmother', 'grandparent', 'document', '2026-01-20');
INSERT INTO casework.proposed_carer (case_id, person_id, state, label) VALUES (:'file', :'grandmother', 'SV', 'Example Grandmother') RETURNING carer_id AS carer \gset
INSERT INTO casework.placement (case_id, child_id, requesting_state, requested_state)
VALUES (:'file', :'child', 'DK', 'SV') RETURNING placement_id AS placement \gset
INSERT INTO casework.placement_plan (case_id, placement_id, planned_on, care_kind, carer_id, planned_end_on)
VALUES (:'file', :'placement', '2026-01-12', 'kin', :'carer', '2028-12-31');
INSERT INTO casework.case_file (opened_on, opened_by, label) VALUES ('2025-06-30', :'de', 'EX-3-DE') RETURNING case_id AS file_de \gset
INSERT INTO casework.child (case_id, label, birth_date) VALUES (:'file_de', 'Example Child D', '2014-03') RETURNING child_id AS child_de \gset
INSERT INTO casework.placement (case_id, child_id, requesting_state, requested_state)
VALUES (:'file_de', :'child_de', 'DE', 'SV') RETURNING placement_id AS placement_de \gset
\set ECHO all
-- Germany, one day before and on the day.
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file_de', 'placement_abroad', :'placement_de', 'contemplate', '2025-06-30', :'de', 'Example Officer', '{"jurisdiction_article": "5"}'),
       (:'file_de', 'placement_abroad', :'placement_de', 'determine_regime', '2025-07-01', :'de', 'Example Officer', '{"regime": "hc1996"}');
SELECT from_on, regime, found, stated FROM casework.placement_regime WHERE placement_id = :'placement_de' ORDER BY by_seq;

-- Denmark, in 2026. That the municipality holds the Convention for applicable
-- does not make it so.
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'placement', 'contemplate', '2026-01-13', :'dk', 'Example Officer',
        '{"jurisdiction_article": "5", "regime": "hc1996", "regime_grounds": "both States are parties"}');
SELECT from_on, regime, found, stated FROM casework.placement_regime WHERE placement_id = :'placement';

-- No instrument: art 33 does not apply, but an agreement or assurance over there,
-- a home study and a follow-up are asked for.
\set ECHO none
SELECT example.usual_facts(:'file', :'child', :'placement', :'carer', :'sv', '2026-02-16') \g /dev/null
\set ECHO all
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'placement', 'decide', '2026-03-02', :'dk', 'Example Board',
        '{"reasons": "Example reasons", "views_weight": "Example weighing"}');
-- => ERROR: RU009
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'placement', 'obtain_assurance', '2026-03-09', :'dk', 'Example Officer',
        '{"given_by": "competent_authority", "document": "EX-SV/1"}')
RETURNING seq, act, to_state;
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'placement', 'decide', '2026-03-16', :'dk', 'Example Board',
        '{"reasons": "Example reasons", "views_weight": "Example weighing"}')
RETURNING seq, act, to_state, finding_count;

-- When Denmark withdraws its objection, the office records that in a row of its
-- own, with its source. From that day the answer is another.
\connect - casework_owner
BEGIN;
INSERT INTO casework.objection (instrument, objecting_state, acceding_state, notified_on, withdrawn_on, source, note)
VALUES ('hc1996', 'DK', 'SV', '2025-03-13', '2026-05-04', 'invented for this demonstration', NULL);
SELECT day, casework.in_force_between('hc1996', 'DK', 'SV', day)
  FROM unnest('{2026-05-03,2026-05-04}'::date[]) AS day;
ROLLBACK;
