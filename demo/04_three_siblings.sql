-- 4. Three siblings from Honduras, held in Mexico; their mother is in the United States
\connect - example_app
\set ECHO none
SELECT authority_id AS mx FROM casework.authority WHERE name = 'Example Child Protection Authority, Mexico' \gset
SELECT authority_id AS us FROM casework.authority WHERE name = 'Example Child Welfare Agency, United States' \gset
\set ECHO all
-- Practitioners of the region worked through such a case in 2016. One case file,
-- three children, a placement for each.
INSERT INTO casework.case_file (opened_on, opened_by, label)
VALUES ('2023-02-02', :'mx', 'EX-4') RETURNING case_id AS file \gset
\set ECHO none
INSERT INTO casework.child (case_id, label, birth_date, nationalities, languages)
VALUES (:'file', 'Example Child E', '2008-05', '{HN}', '{es}') RETURNING child_id AS child_e \gset
INSERT INTO casework.child (case_id, label, birth_date, nationalities, languages)
VALUES (:'file', 'Example Child F', '2011~', '{HN}', '{es}') RETURNING child_id AS child_f \gset
INSERT INTO casework.child (case_id, label, birth_date, nationalities, languages)
VALUES (:'file', 'Example Child G', '2014/2015', '{HN}', '{es}') RETURNING child_id AS child_g \gset
INSERT INTO casework.person (case_id, label, state) VALUES (:'file', 'Example Mother of E, F and G', 'US') RETURNING person_id AS mother \gset
INSERT INTO casework.relationship (case_id, child_id, person_id, kind)
SELECT :'file', c, :'mother', 'parent' FROM unnest(ARRAY[:'child_e', :'child_f', :'child_g']::uuid[]) AS c;
INSERT INTO casework.proposed_carer (case_id, person_id, state, label)
VALUES (:'file', :'mother', 'US', 'the mother') RETURNING carer_id AS carer \gset
INSERT INTO casework.habitual_residence (case_id, child_id, state, from_on, to_on)
SELECT :'file', c, 'HN', '2016-12-31', '2023-01-20' FROM unnest(ARRAY[:'child_e', :'child_f', :'child_g']::uuid[]) AS c;
INSERT INTO casework.child_situation (case_id, child_id, kind, from_on, reasons)
SELECT :'file', c, 'unaccompanied', '2023-02-02', 'travelled without an adult'
  FROM unnest(ARRAY[:'child_e', :'child_f', :'child_g']::uuid[]) AS c;
INSERT INTO casework.placement (case_id, child_id, requesting_state, requested_state, label)
VALUES (:'file', :'child_e', 'MX', 'US', 'E') RETURNING placement_id AS e \gset
INSERT INTO casework.placement (case_id, child_id, requesting_state, requested_state, label)
VALUES (:'file', :'child_f', 'MX', 'US', 'F') RETURNING placement_id AS f \gset
INSERT INTO casework.placement (case_id, child_id, requesting_state, requested_state, label)
VALUES (:'file', :'child_g', 'MX', 'US', 'G') RETURNING placement_id AS g \gset
INSERT INTO casework.placement_plan (case_id, placement_id, planned_on, care_kind, carer_id, planned_end_on)
SELECT :'file', p, '2023-02-03', 'with_parent', :'carer', 'infinity' FROM unnest(ARRAY[:'e', :'f', :'g']::uuid[]) AS p;
\set ECHO all
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
SELECT :'file', 'placement_abroad', p, 'contemplate', '2023-02-03', :'mx', 'Example Officer', '{"jurisdiction_article": "6"}'
  FROM unnest(ARRAY[:'e', :'f', :'g']::uuid[]) AS p
RETURNING seq, act, to_state;

-- The Convention is not applicable: neither Mexico nor the United States is bound.
-- That is sure up to the last day to which its list was read, and unknown after it.
SELECT about, state, holds, because FROM casework.regime_reason('MX', 'US', NULL, '2023-02-03') WHERE instrument = 'hc1996';
SELECT day, casework.regime_between('MX', 'US', NULL, day)
  FROM unnest('{2023-02-03,2025-03-13,2025-03-14}'::date[]) AS day;
SELECT DISTINCT regime, found FROM casework.placement_regime WHERE case_id = :'file';

-- The youngest runs away from the shelter. Nothing is in order yet; the act is
-- protective, so it is recorded all the same, with a duty to put things right.
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor)
VALUES (:'file', 'placement_abroad', :'g', 'report_missing', '2023-02-05', :'mx', 'Example Officer')
RETURNING seq, act, from_state, to_state, finding_count;
SET case_rules.as_of = '2023-02-07';
SELECT duty, side, due_on, status, details FROM casework.duty_status WHERE case_id = :'file' ORDER BY 1;
RESET case_rules.as_of;
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor)
VALUES (:'file', 'placement_abroad', :'g', 'report_found', '2023-02-06', :'mx', 'Example Officer');

-- What was missing is done; that is an act of its own, about act 4, and a second
-- person answers for it.
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details, amends)
VALUES (:'file', 'placement_abroad', :'g', 'cure', '2023-02-06', :'mx', 'Example Officer',
        '{"ground": "made_good", "made_good": ["missing_child_alert"], "since": "2023-02-05", "document": "EX-4/2"}',
        '{"seq": 4, "reason": "police and the other side were told within the hour", "second_person": "Example Supervisor"}')
RETURNING seq, act, from_state, to_state;

-- May the eldest go to the mother? Article 33 is not among the findings. But an
-- authority over there has assured nothing yet, and nobody acts for the child.
\set ECHO none
SELECT example.usual_facts(:'file', c.child, c.placement, :'carer', :'us', '2023-02-16')
  FROM (VALUES (:'child_e'::uuid, :'e'::uuid), (:'child_f', :'f'), (:'child_g', :'g')) AS c(child, placement) \g /dev/null
INSERT INTO casework.sibling_bond (case_id, child_id, sibling_id, has_bond)
SELECT :'file', a, b, true FROM unnest(ARRAY[:'child_e', :'child_f', :'child_g']::uuid[]) a, unnest(ARRAY[:'child_e', :'child_f', :'child_g']::uuid[]) b
 WHERE a <> b;
\set ECHO all
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'e', 'decide', '2023-03-02', :'mx', 'Example Board',
        '{"reasons": "Example reasons for E", "views_weight": "Example weighing"}');
-- => ERROR: RU001

-- Guardian, the bond between the siblings, a DNA test and an assurance for E and F
-- are recorded. The test of G is not back: G is planned as a placement with a
-- relative, and the other State is asked about it.
\set ECHO none
INSERT INTO casework.person (case_id, label, state) VALUES (:'file', 'Example Guardian', 'MX') RETURNING person_id AS guardian \gset
INSERT INTO casework.appointment (case_id, child_id, kind, person_id, from_on, conflict_checked_on)
SELECT :'file', c, 'guardian', :'guardian', '2023-02-04', '2023-02-04' FROM unnest(ARRAY[:'child_e', :'child_f', :'child_g']::uuid[]) AS c;
INSERT INTO casework.sibling_arrangement (case_id, placement_id, bond_id, arranged_on, together)
SELECT :'file', p.placement_id, b.bond_id, '2023-02-20', true
  FROM casework.placement p JOIN casework.sibling_bond b USING (case_id, child_id) WHERE p.case_id = :'file';
\set ECHO all
UPDATE casework.relationship SET proof = 'dna', proved_on = '2023-03-06'
 WHERE case_id = :'file' AND child_id IN (:'child_e', :'child_f');
INSERT INTO casework.placement_plan (case_id, placement_id, planned_on, care_kind)
VALUES (:'file', :'g', '2023-03-06', 'kin');
INSERT INTO casework.report_transmission (case_id, placement_id, sent_on, sender_id, addressee_id, has_report, has_reasons, contents, translation)
VALUES (:'file', :'g', '2023-03-09', :'mx', :'us', true, true,
        '{identity,situation,health,education,family,views,proposed_carer,duration,contact_plan,funding,immigration_status,followup_proposal}', 'english');
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'g', 'open_consultation', '2023-03-09', :'mx', 'Example Officer', '{"addressee_role": "competent_authority"}'),
       (:'file', 'placement_abroad', :'g', 'transmit_report', '2023-03-09', :'mx', 'Example Officer', '{}'),
       (:'file', 'placement_abroad', :'g', 'acknowledge', '2023-03-10', :'us', 'Example Officer', '{}'),
       (:'file', 'placement_abroad', :'e', 'obtain_assurance', '2023-03-10', :'mx', 'Example Officer', '{"given_by": "competent_authority", "document": "EX-US/1"}'),
       (:'file', 'placement_abroad', :'f', 'obtain_assurance', '2023-03-10', :'mx', 'Example Officer', '{"given_by": "competent_authority", "document": "EX-US/1"}');
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'e', 'decide', '2023-03-16', :'mx', 'Example Board', '{"reasons": "Example reasons for E", "views_weight": "Example weighing"}'),
       (:'file', 'placement_abroad', :'f', 'decide', '2023-03-16', :'mx', 'Example Board', '{"reasons": "Example reasons for F", "views_weight": "Example weighing"}')
RETURNING seq, act, to_state;

-- A decision for each child by itself: the reasons given for E do not do for G, and
-- neither does the assurance for E.
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'g', 'decide', '2023-03-16', :'mx', 'Example Board',
        '{"reasons": "Example reasons for E", "views_weight": "Example weighing"}');
-- => ERROR: RU001

-- Nor do E and F leave while that for G is outstanding (under the Convention it would
-- be its consent): two rows, one statement, neither is written.
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor)
VALUES (:'file', 'placement_abroad', :'e', 'depart', '2023-03-23', :'mx', 'Example Officer'),
       (:'file', 'placement_abroad', :'f', 'depart', '2023-03-23', :'mx', 'Example Officer');
-- => ERROR: RU009
SELECT p.label, s.state, s.next_side FROM casework.placement_status s JOIN casework.placement p USING (case_id, placement_id)
 WHERE s.case_id = :'file' ORDER BY 1;

-- Two informants prove the relationship with G, the assurance comes, the decision
-- is made, and the three travel together.
UPDATE casework.relationship SET proof = 'two_informants', proved_on = '2023-03-24'
 WHERE case_id = :'file' AND child_id = :'child_g';
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'g', 'obtain_assurance', '2023-03-24', :'mx', 'Example Officer', '{"given_by": "competent_authority", "document": "EX-US/2"}'),
       (:'file', 'placement_abroad', :'g', 'decide', '2023-03-27', :'mx', 'Example Board', '{"reasons": "Example reasons for G", "views_weight": "Example weighing"}');
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor)
SELECT :'file', 'placement_abroad', p, 'depart', '2023-03-30', :'mx', 'Example Officer'
  FROM unnest(ARRAY[:'e', :'f', :'g']::uuid[]) AS p
RETURNING seq, act, to_state;
