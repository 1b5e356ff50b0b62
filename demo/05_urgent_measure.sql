-- 5. An urgent measure, which is no way round article 33
\connect - example_app
\set ECHO none
SELECT authority_id AS court FROM casework.authority WHERE name = 'Example Court, England' \gset
SELECT authority_id AS de FROM casework.authority WHERE name = 'Example Youth Office, Germany' \gset
INSERT INTO casework.case_file (opened_on, opened_by, label) VALUES ('2026-04-04', :'court', 'EX-5') RETURNING case_id AS file \gset
INSERT INTO casework.child (case_id, label, birth_date) VALUES (:'file', 'Example Child H', '2019-10-02') RETURNING child_id AS child \gset
INSERT INTO casework.habitual_residence (case_id, child_id, state, from_on) VALUES (:'file', :'child', 'DE', '2019-10-02');
\set ECHO all
-- A child who lives in Germany is found alone in England on a Saturday night. The
-- court acts at once (HC-1996 art 11; between States of the Union it would be
-- Brussels IIb art 15); what it has not recorded yet does not stop it.
INSERT INTO casework.urgent_measure (case_id, child_id, taken_in_state, competent_state, label)
VALUES (:'file', :'child', 'GB', 'DE', 'EX-5/1') RETURNING measure_id AS measure \gset
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor)
VALUES (:'file', 'urgent_measure', :'measure', 'take', '2026-04-04', :'court', 'Example Judge on call')
RETURNING seq, act, side, to_state, finding_count;
SELECT rule, verdict, severity, missing FROM casework.open_finding WHERE case_id = :'file';
SET case_rules.as_of = '2026-04-07';
SELECT duty, side, due_on, status, details FROM casework.duty_status WHERE case_id = :'file' ORDER BY 1;
RESET case_rules.as_of;

-- On Monday the grounds are recorded. They were there on Saturday, and that is the
-- day that they get: the measure is judged again, and needs no cure.
INSERT INTO casework.measure_statement
    (case_id, measure_id, stated_on, measure_article, child_present, urgency_reasons, compatible, wrongful_removal, moves_child_abroad)
VALUES (:'file', :'measure', '2026-04-04', '11', true, 'found alone at night', true, false, false);
SELECT judgement, cause, outcome, finding_count FROM casework.journal WHERE case_id = :'file' ORDER BY 1;
SELECT count(*) AS open_findings FROM casework.open_finding WHERE case_id = :'file';

-- Germany is told.
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'urgent_measure', :'measure', 'notify', '2026-04-06', :'court', 'Example Registrar', '{"authority": "Example Youth Office, Germany"}')
RETURNING seq, act, to_state;
SET case_rules.as_of = '2026-04-07';
SELECT duty, side, due_on, status FROM casework.duty_status WHERE case_id = :'file' ORDER BY 1;
RESET case_rules.as_of;

-- Could the child be sent to a foster family in Ireland on the strength of it? A
-- measure that moves the child abroad is a placement, and goes the way of chapter 1.
INSERT INTO casework.measure_statement (case_id, measure_id, stated_on, moves_child_abroad)
VALUES (:'file', :'measure', '2026-04-08', true);
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'urgent_measure', :'measure', 'rely_on', '2026-04-08', :'court', 'Example Judge', '{"step": "foster family in Ireland"}');
-- => ERROR: RU001
SELECT act, side, rule, verdict FROM case_rules.evaluate('placement_abroad', 'depart',
           '{"regime": "hc1996", "care_kind": "foster", "urgency_reasoned": true, "decision_in_force": false}', '2026-04-08') f
 WHERE rule IN ('a33_no_departure_before_decision', 'a33_consent_given', 'a33_not_bypassed_by_urgency') ORDER BY rule;

-- The German authority takes over; it says on what its jurisdiction rests.
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor)
VALUES (:'file', 'urgent_measure', :'measure', 'supersede', '2026-04-13', :'de', 'Example Officer');
-- => ERROR: RU001
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'urgent_measure', :'measure', 'supersede', '2026-04-13', :'de', 'Example Officer', '{"jurisdiction_article": "5"}')
RETURNING seq, act, side, from_state, to_state;

-- Nothing more can be based on it.
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'urgent_measure', :'measure', 'rely_on', '2026-04-14', :'court', 'Example Judge', '{"step": "prolonged"}');
-- => ERROR: RU002
