-- 2. France to Belgium: a foster family, the clock of Brussels IIb, and silence
\connect - example_app
\set ECHO none
SELECT authority_id AS court FROM casework.authority WHERE name = 'Example Juvenile Court, France' \gset
SELECT authority_id AS ca_fr FROM casework.authority WHERE name = 'Example Central Authority, France' \gset
SELECT authority_id AS ca_be FROM casework.authority WHERE name = 'Example Central Authority, Belgium' \gset
INSERT INTO casework.case_file (opened_on, opened_by, label)
VALUES ('2026-01-12', :'court', 'EX-2') RETURNING case_id AS file \gset
INSERT INTO casework.child (case_id, label, birth_date)
VALUES (:'file', 'Example Child B', '2018-02-11') RETURNING child_id AS child \gset
INSERT INTO casework.habitual_residence (case_id, child_id, state, from_on) VALUES (:'file', :'child', 'FR', '2018-02-11');
INSERT INTO casework.proposed_carer (case_id, state, label)
VALUES (:'file', 'BE', 'Example Foster Family') RETURNING carer_id AS carer \gset
\set ECHO all

-- Proceedings were instituted in January 2026, so Brussels IIb governs.
INSERT INTO casework.placement (case_id, child_id, requesting_state, requested_state, proceedings_instituted_on)
VALUES (:'file', :'child', 'FR', 'BE', '2026-01-12') RETURNING placement_id AS placement \gset
INSERT INTO casework.placement_plan (case_id, placement_id, planned_on, care_kind, carer_id, planned_end_on)
VALUES (:'file', :'placement', '2026-01-12', 'foster', :'carer', '2027-12-31');
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'placement', 'contemplate', '2026-01-13', :'court', 'Example Judge',
        '{"jurisdiction_article": "5"}');
SELECT regime, found, objection_window_open FROM casework.placement_regime WHERE placement_id = :'placement';

-- The request goes through the Central Authorities (art 82(1)).
\set ECHO none
SELECT example.usual_facts(:'file', :'child', :'placement', :'carer', :'ca_be', '2026-01-14') \g /dev/null
\set ECHO all
INSERT INTO casework.report_transmission
    (case_id, placement_id, sent_on, sender_id, addressee_id, has_report, has_reasons, contents, translation)
VALUES (:'file', :'placement', '2026-01-20', :'ca_fr', :'ca_be', true, true,
        '{identity,situation,health,education,family,views,proposed_carer,duration,contact_plan,funding,immigration_status,followup_proposal}',
        'language_of_place');
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'placement', 'open_consultation', '2026-01-20', :'ca_fr', 'Example Officer', '{"addressee_role": "central_authority"}'),
       (:'file', 'placement_abroad', :'placement', 'transmit_report',   '2026-01-20', :'ca_fr', 'Example Officer', '{}'),
       (:'file', 'placement_abroad', :'placement', 'acknowledge',       '2026-02-02', :'ca_be', 'Example Officer', '{}')
RETURNING seq, act, side, to_state;

-- The three months run from receipt; the clock is the Belgian side's.
SET case_rules.as_of = '2026-04-30';
SELECT duty, side, started_on, due_on, status, waits_for FROM casework.duty_status WHERE case_id = :'file' AND duty = 'b2b_reply';

-- A question to France does not stop it (art 82(6) knows no such excuse).
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'placement', 'request_information', '2026-04-28', :'ca_be', 'Example Officer', '{"questions": "Example question"}'),
       (:'file', 'placement_abroad', :'placement', 'supply_information', '2026-05-05', :'ca_fr', 'Example Officer', '{}');
SET case_rules.as_of = '2026-05-11';
SELECT duty, side, started_on, due_on, status, waits_for FROM casework.duty_status
 WHERE case_id = :'file' AND duty IN ('b2b_reply', 'information_reply', 'acknowledgement') ORDER BY 1;
RESET case_rules.as_of;

-- Three months are over and nobody has answered. Silence is not consent.
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'placement', 'decide', '2026-05-11', :'court', 'Example Judge',
        '{"reasons": "Example reasons", "views_weight": "Example weighing"}');
-- => ERROR: RU001

-- Nor does urgency help: it lifts the hearing of child and parents, nothing else.
INSERT INTO casework.urgency (case_id, placement_id, from_on, reasons)
VALUES (:'file', :'placement', '2026-05-11', 'Example urgency');
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'placement', 'decide', '2026-05-11', :'court', 'Example Judge',
        '{"reasons": "Example reasons", "views_weight": "Example weighing"}');
-- => ERROR: RU001

-- Belgium consents, late: that is recorded with a warning.
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'placement', 'consent', '2026-05-20', :'ca_be', 'Example Officer',
        '{"given_by": "central_authority", "interests_considered": true, "document": "EX-BE/1"}')
RETURNING seq, act, to_state, finding_count;

-- Meanwhile the assessment has grown old, which the decision says itself.
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'placement', 'decide', '2026-05-27', :'court', 'Example Judge',
        '{"reasons": "Example reasons", "views_weight": "Example weighing"}');
-- => ERROR: RU009
INSERT INTO casework.assessment (case_id, child_id, kind, completed_on, approved_on, author, author_qualified, reviewer, child_seen, elements)
VALUES (:'file', :'child', 'bia', '2026-05-29', '2026-06-01', 'Example Assessor', true, 'Example Supervisor', true,
        '{views,identity,family,safety,vulnerability,health,education}');
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'placement', 'decide', '2026-06-02', :'court', 'Example Judge',
        '{"reasons": "Example reasons", "views_weight": "Example weighing"}')
RETURNING seq, act, to_state, finding_count;
