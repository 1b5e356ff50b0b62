-- 1. England to Ireland: Example Child A is to live with Example Aunt
\connect - example_app
\set ECHO none
SELECT authority_id AS court FROM casework.authority WHERE name = 'Example Court, England' \gset
SELECT authority_id AS central FROM casework.authority WHERE name = 'Example Central Authority, Ireland' \gset
SELECT authority_id AS agency FROM casework.authority WHERE name = 'Example Agency, Ireland' \gset
\set ECHO all
-- The application records the file, the child, the aunt, and the plan. All
-- people are invented.
INSERT INTO casework.case_file (opened_on, opened_by, label)
VALUES ('2025-05-05', :'court', 'EX-1') RETURNING case_id AS file \gset
INSERT INTO casework.child (case_id, label, birth_date, languages)
VALUES (:'file', 'Example Child A', '2016-09', '{en}') RETURNING child_id AS child \gset
INSERT INTO casework.placement (case_id, child_id, requesting_state, requested_state)
VALUES (:'file', :'child', 'GB', 'IE') RETURNING placement_id AS placement \gset
\set ECHO none
INSERT INTO casework.person (case_id, label, state)
VALUES (:'file', 'Example Aunt', 'IE') RETURNING person_id AS aunt \gset
INSERT INTO casework.person (case_id, label, state)
VALUES (:'file', 'Example Mother', 'GB') RETURNING person_id AS mother \gset
INSERT INTO casework.proposed_carer (case_id, person_id, state, label)
VALUES (:'file', :'aunt', 'IE', 'Example Aunt') RETURNING carer_id AS carer \gset
INSERT INTO casework.relationship (case_id, child_id, person_id, kind, proof, proved_on)
VALUES (:'file', :'child', :'aunt', 'aunt_or_uncle', 'document', '2025-05-12');
INSERT INTO casework.habitual_residence (case_id, child_id, state, from_on, basis)
VALUES (:'file', :'child', 'GB', '2016-09-01', 'has always lived there');
INSERT INTO casework.placement_plan (case_id, placement_id, planned_on, care_kind, carer_id, place, planned_end_on)
VALUES (:'file', :'placement', '2025-05-05', 'kin', :'carer', 'Exampletown', '2027-08-31');
\set ECHO all

-- Every step is one row in casework.act. Side, states and number come back.
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'placement', 'contemplate', '2025-05-06',
        :'court', 'Example Judge', '{"jurisdiction_article": "5"}')
RETURNING seq, side, from_state, to_state, finding_count;

-- The regime was found with it, with its reasons.
SELECT r.regime, x.instrument, x.holds, x.because
  FROM casework.placement_regime r, jsonb_to_recordset(r.reasons) AS x(instrument text, about text, holds boolean, because text)
 WHERE r.placement_id = :'placement' AND x.about = 'party';

INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'placement', 'open_consultation', '2025-05-12',
        :'court', 'Example Judge', '{"addressee_role": "central_authority"}')
RETURNING seq, side, from_state, to_state;

-- A report that is not on record was not sent.
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor)
VALUES (:'file', 'placement_abroad', :'placement', 'transmit_report', '2025-05-19', :'court', 'Example Judge');
-- => ERROR: RU001

-- So: what goes out is recorded, that sending it endangers nobody is established,
-- and then the act that sends it.
INSERT INTO casework.report_transmission
    (case_id, placement_id, sent_on, sender_id, addressee_id, has_report, has_reasons, contents, translation, document)
VALUES (:'file', :'placement', '2025-05-19', :'court', :'central', true, true,
        '{identity,situation,health,education,family,views,proposed_carer,duration,contact_plan,funding,immigration_status,followup_proposal}',
        'not_needed', 'EX-1/7');
INSERT INTO casework.assessment (case_id, child_id, kind, completed_on, outcome)
VALUES (:'file', :'child', 'disclosure', '2025-05-16', 'no_danger');
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor)
VALUES (:'file', 'placement_abroad', :'placement', 'transmit_report', '2025-05-19', :'court', 'Example Judge')
RETURNING seq, side, from_state, to_state, finding_count;

-- Ireland acknowledges. The side follows from the authority: an act of the other
-- side is not accepted from the English court.
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor)
VALUES (:'file', 'placement_abroad', :'placement', 'acknowledge', '2025-05-21', :'court', 'Example Judge');
-- => ERROR: RU003
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor)
VALUES (:'file', 'placement_abroad', :'placement', 'acknowledge', '2025-05-21', :'central', 'Example Officer'),
       (:'file', 'placement_abroad', :'placement', 'assign', '2025-05-26', :'central', 'Example Officer')
RETURNING seq, act, side, from_state, to_state;

-- May the court decide now? The dry run takes the row that would be written; it
-- is the same code, and writes nothing.
SELECT coalesce(verdict::text, 'all') AS verdict, severity, count(*)
  FROM case_rules.would_allow('casework.act', jsonb_build_object(
           'case_id', :'file', 'procedure', 'placement_abroad', 'subject_id', :'placement', 'act', 'decide',
           'acted_on', '2025-06-16', 'authority_id', :'court', 'actor', 'Example Judge'))
 GROUP BY verdict, severity ORDER BY 2 DESC, 1;

-- And if it does not ask, but writes:
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor)
VALUES (:'file', 'placement_abroad', :'placement', 'decide', '2025-06-16', :'court', 'Example Judge');
-- => ERROR: RU001

-- The work that the findings ask for is done and recorded: assessment, hearings,
-- options of care, siblings, the aunt's home study, costs, follow-up.
\set ECHO none
INSERT INTO casework.child_situation (case_id, child_id, kind, from_on, reasons)
VALUES (:'file', :'child', 'accompanied', '2025-05-06', 'lives with the mother');
INSERT INTO casework.parental_responsibility (case_id, child_id, person_id, source, law_state, from_on)
VALUES (:'file', :'child', :'mother', 'by_law', 'GB', '2016-09-01') RETURNING responsibility_id AS responsibility \gset
INSERT INTO casework.hearing (case_id, responsibility_id, heard_on, outcome)
VALUES (:'file', :'responsibility', '2025-06-02', 'heard');
INSERT INTO casework.views (case_id, child_id, heard_on, outcome, method, alone)
VALUES (:'file', :'child', '2025-06-03', 'heard', 'interview', true);
INSERT INTO casework.assessment (case_id, child_id, kind, opened_on, completed_on, approved_on, author, author_qualified, reviewer, child_seen, elements)
VALUES (:'file', :'child', 'bia', '2025-05-12', '2025-06-06', '2025-06-10', 'Example Assessor', true, NULL, true,
        '{views,identity,family,safety,vulnerability,health,education}');
INSERT INTO casework.assessment (case_id, child_id, kind, completed_on, outcome)
VALUES (:'file', :'child', 'family', '2025-06-02', 'the mother cannot care for the child for now'),
       (:'file', :'child', 'origin_report', '2025-06-02', 'on_file');
INSERT INTO casework.person (case_id, label, state)
VALUES (:'file', 'Example Mentor', 'GB') RETURNING person_id AS mentor \gset
INSERT INTO casework.appointment (case_id, child_id, kind, person_id, from_on, conflict_checked_on)
VALUES (:'file', :'child', 'person_of_reference', :'mentor', '2025-05-12', '2025-05-12');
INSERT INTO casework.care_option (case_id, child_id, kind, considered_on, suitable, finding, child_asked)
SELECT :'file', :'child', k.kind, '2025-06-06', k.kind = 'kin_abroad', 'Example finding', k.kind = 'kin_abroad'
  FROM unnest('{parents,kin_here,kin_abroad,foster,small_group,residential}'::text[]) AS k(kind);
UPDATE casework.child SET siblings_checked_on = '2025-05-12' WHERE case_id = :'file' AND child_id = :'child';
INSERT INTO casework.carer_check (case_id, carer_id, kind, requested_on, completed_on, is_clear)
SELECT :'file', :'carer', k.kind, '2025-05-26', '2025-06-20', true
  FROM unnest('{identity,background,home_study,training}'::text[]) AS k(kind);
UPDATE casework.proposed_carer SET household_listed_on = '2025-06-10' WHERE case_id = :'file' AND carer_id = :'carer';
INSERT INTO casework.household_member (case_id, carer_id, label, is_adult, checked_on, is_clear)
VALUES (:'file', :'carer', 'Example Uncle', true, '2025-06-20', true);
INSERT INTO casework.placement_plan (case_id, placement_id, planned_on, grounds, cultural_continuity, with_unrelated_adults, detention_for_status, deprives_of_liberty, provider_involved)
VALUES (:'file', :'placement', '2025-06-10', '{neglect,care_by_relative}', 'same language, family known', false, false, false, false);
INSERT INTO casework.placement_preparation (case_id, placement_id, stated_on, costs_agreed, costs_borne_by, recognition_grounds, transfer_considered)
VALUES (:'file', :'placement', '2025-06-12', true, 'requesting authority', '{}', true);
INSERT INTO casework.followup_plan (case_id, placement_id, cadence, arranged_on, provider_id, provider_agreed_on)
VALUES (:'file', :'placement', '2 per month for 12 months at least 10 days apart', '2025-06-12', :'agency', '2025-06-12');
\set ECHO all
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'placement', 'decide', '2025-07-01', :'court', 'Example Judge',
        '{"reasons": "Example reasons for this child", "views_weight": "Example weighing"}');
-- => ERROR: RU001

-- Whose move is it, and what could come next?
SELECT act, side, verdict, rule, severity FROM case_rules.next_acts('casework.act', :'file'::uuid, 'placement_abroad', :'placement'::uuid, '2025-07-01')
 WHERE side = 'requested' AND act IN ('consent', 'refuse', 'request_information');

-- Ireland consents, in writing, until the end of the year.
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'placement', 'consent', '2025-07-08', :'agency', 'Example Officer',
        '{"document": "EX-IE/3", "given_by": "competent_authority", "interests_considered": true,
          "valid_to": "2025-12-31", "placement_until": "2027-08-31"}')
RETURNING seq, side, from_state, to_state, finding_count;

-- A consent that has run out is none: what a decision in January would meet.
SELECT rule, verdict, severity, failing
  FROM case_rules.would_allow('casework.act', jsonb_build_object(
           'case_id', :'file', 'procedure', 'placement_abroad', 'subject_id', :'placement', 'act', 'decide',
           'acted_on', '2026-01-05', 'authority_id', :'court', 'actor', 'Example Judge',
           'details', '{"reasons": "Example reasons for this child", "views_weight": "Example weighing"}'::jsonb)) f
 WHERE case_rules.stops(f);

-- In July one question is left: no supervisor has looked at the assessment. That
-- rule rests on a policy, and may be overridden.
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'placement', 'decide', '2025-07-14', :'court', 'Example Judge',
        '{"reasons": "Example reasons for this child", "views_weight": "Example weighing"}');
-- => ERROR: RU009

-- An override is a row like any other, with its reason, its power, its last day
-- and a second, different person.
INSERT INTO casework.override
    (case_id, procedure, subject_id, act, rule, reason, power, author, second_person, granted_on, expires_on)
VALUES (:'file', 'placement_abroad', :'placement', 'decide', 'bia_supervisor_review',
        'the supervisor is absent until August, the school year begins before', 'Example scheme of delegation, no 4',
        'Example Judge', 'example judge', '2025-07-14', '2025-07-31');
-- => ERROR: 23514
INSERT INTO casework.override
    (case_id, procedure, subject_id, act, rule, reason, power, author, second_person, granted_on, expires_on)
VALUES (:'file', 'placement_abroad', :'placement', 'decide', 'bia_supervisor_review',
        'the supervisor is absent until August, the school year begins before', 'Example scheme of delegation, no 4',
        'Example Judge', 'Example Senior Judge', '2025-07-14', '2025-07-31');
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'placement', 'decide', '2025-07-14', :'court', 'Example Judge',
        '{"reasons": "Example reasons for this child", "views_weight": "Example weighing"}')
RETURNING seq, side, from_state, to_state, finding_count;
SELECT rule, verdict, severity, override_id IS NOT NULL AS by_override
  FROM casework.act_finding WHERE case_id = :'file' AND act = 'decide';

-- A state is never written, and what has not happened cannot be recorded.
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, to_state)
VALUES (:'file', 'placement_abroad', :'placement', 'depart', '2025-08-25', :'court', 'Example Judge', 'arrived');
-- => ERROR: RU005
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor)
VALUES (:'file', 'placement_abroad', :'placement', 'depart', current_date + 10, :'court', 'Example Judge');
-- => ERROR: RU004

-- Before the child leaves there is more to do.
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor)
VALUES (:'file', 'placement_abroad', :'placement', 'depart', '2025-08-25', :'court', 'Example Judge');
-- => ERROR: RU001

-- Recorded: care plan, clearance, information, the file. Then the child travels.
\set ECHO none
INSERT INTO casework.placement_preparation (case_id, placement_id, stated_on, immigration_clearance, responsibility_abroad, advance_recognition, enforceability)
VALUES (:'file', :'placement', '2025-08-01', true, 'the mother keeps it, the aunt has day-to-day care', 'waived_with_reason', 'not_needed');
INSERT INTO casework.care_plan (case_id, placement_id, written_on, goals, measures, responsible_persons, review_on)
VALUES (:'file', :'placement', '2025-08-01', 'Example goals', 'Example measures', '{Example Worker}', '2025-11-25');
INSERT INTO casework.information_given (case_id, placement_id, topic, given_on)
SELECT :'file', :'placement', i.topic, '2025-08-04'
  FROM unnest('{complaint,person_of_trust,challenge,preparation}'::text[]) AS i(topic);
INSERT INTO casework.handover (case_id, placement_id, kind, handed_over_on, to_authority_id, outcome)
VALUES (:'file', :'placement', 'file', '2025-08-20', :'agency', 'taken_over');
\set ECHO all
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'placement', 'depart', '2025-08-25', :'court', 'Example Judge', '{"escort": "Example Worker"}'),
       (:'file', 'placement_abroad', :'placement', 'arrive', '2025-08-25', :'agency', 'Example Worker', '{"received_by": "Example Aunt"}'),
       (:'file', 'placement_abroad', :'placement', 'follow_up', '2025-09-26', :'agency', 'Example Worker', '{}')
RETURNING seq, act, side, from_state, to_state, finding_count;

-- Two visits in each calendar month for twelve months; in February there is one.
INSERT INTO casework.followup_visit (case_id, placement_id, visited_on, child_seen, seen_alone, visitor, authority_id)
SELECT :'file', :'placement', d::date, true, true, 'Example Worker', :'agency'
  FROM (SELECT m + interval '4 days' AS d FROM generate_series('2025-09-01'::timestamp, '2026-08-01', '1 month') m
        UNION ALL
        SELECT m + interval '18 days' FROM generate_series('2025-09-01'::timestamp, '2026-07-01', '1 month') m
         WHERE m <> '2026-02-01') v;
INSERT INTO casework.followup_visit (case_id, placement_id, visited_on, child_seen, visitor, authority_id)
VALUES (:'file', :'placement', '2025-08-28', true, 'Example Worker', :'agency'),
       (:'file', :'placement', '2026-02-20', false, 'Example Worker', :'agency');

-- Nothing is stored as overdue: every report answers as of a day.
SET case_rules.as_of = '2026-01-31';
SELECT duty, side, due_on, owed, done, missed, status FROM casework.duty_status
 WHERE case_id = :'file' AND duty IN ('first_visit', 'kinship_visits', 'placement_review') ORDER BY 1;
SET case_rules.as_of = '2026-02-28';
SELECT duty, side, due_on, owed, done, missed, status FROM casework.duty_status
 WHERE case_id = :'file' AND duty = 'kinship_visits';
SET case_rules.as_of = '2026-03-01';
SELECT duty, side, due_on, owed, done, missed, status FROM casework.duty_status
 WHERE case_id = :'file' AND duty = 'kinship_visits';
RESET case_rules.as_of;

-- In October 2026 the goal is met; but the year of visits has a gap, Ireland
-- never told that the child arrived, and no review is on record.
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'placement', 'end_placement', '2026-10-16', :'court', 'Example Judge',
        '{"reason": "goal_met", "other_side_informed": true, "child_safe": true, "care_supported": true,
          "prepared_by": "Example Worker", "approved_by": "Example Supervisor"}');
-- => ERROR: RU009

-- What was done is recorded, late; what was not done is overridden, by two people.
INSERT INTO casework.review (case_id, placement_id, reviewed_on, covers, reviewer)
SELECT :'file', :'placement', d::date, '{child_involved,development,needs,family,adequacy,necessity,qualified_reviewer}', 'Example Supervisor'
  FROM generate_series('2025-11-20'::timestamp, '2026-08-20', '3 months') d;
INSERT INTO casework.notice (case_id, placement_id, about, sent_on, sender_id, addressee_id)
VALUES (:'file', :'placement', 'arrival', '2025-08-26', :'agency', :'court');
INSERT INTO casework.override
    (case_id, procedure, subject_id, act, rule, reason, power, author, second_person, granted_on, expires_on)
SELECT :'file', 'placement_abroad', :'placement', 'end_placement', r.rule,
       'one visit of February 2026 was missed, the child was seen soon after', 'Example scheme of delegation, no 7',
       'Example Supervisor', 'Example Director', '2026-10-12', '2026-10-31'
  FROM unnest('{kinship_one_year_semimonthly,closure_both_sides}'::text[]) AS r(rule);
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'placement', 'end_placement', '2026-10-16', :'court', 'Example Judge',
        '{"reason": "goal_met", "other_side_informed": true, "child_safe": true, "care_supported": true,
          "prepared_by": "Example Worker", "approved_by": "Example Supervisor"}')
RETURNING seq, side, from_state, to_state;

-- Where the placement stood, on some days.
SET case_rules.as_of = '2025-05-20';
SELECT case_rules.as_of(), state, regime, next_side, last_act FROM casework.placement_status WHERE placement_id = :'placement';
SET case_rules.as_of = '2025-07-10';
SELECT case_rules.as_of(), state, regime, next_side, last_act FROM casework.placement_status WHERE placement_id = :'placement';
RESET case_rules.as_of;
SELECT state, regime, next_side, last_act FROM casework.placement_status WHERE placement_id = :'placement';
SELECT kind, given_on, given_by, document, valid_to, placement_until, departed_on, status
  FROM casework.consent_register WHERE placement_id = :'placement';
