-- 8. The withdrawal that came late
\connect - example_app
\set ECHO none
SELECT authority_id AS court FROM casework.authority WHERE name = 'Example Court, England' \gset
SELECT authority_id AS central FROM casework.authority WHERE name = 'Example Central Authority, Ireland' \gset
SELECT authority_id AS agency FROM casework.authority WHERE name = 'Example Agency, Ireland' \gset
SELECT * FROM example.usual_case('EX-8', 'Example Child J', '2017-06', 'GB', 'IE', :'court', :'court', :'central', '2026-01-12') \gset
\set ECHO all
-- Example Child J, England to Ireland. Ireland consents on 20 February; the court
-- decides on 5 March. Nothing stands against it. (One rule warns: this demonstration
-- records today what happened in February, so nobody here could know of the consent
-- when the court decided. That is flagged, and bars nothing.)
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'placement', 'consent', '2026-02-20', :'agency', 'Example Officer',
        '{"given_by": "competent_authority", "interests_considered": true, "document": "EX-IE/8"}');
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'placement', 'decide', '2026-03-05', :'court', 'Example Judge',
        '{"reasons": "Example reasons", "views_weight": "Example weighing"}')
RETURNING seq, from_state, to_state, outcome;
-- => 7|consented|decided|permitted
SELECT clock_timestamp() AS then \gset

-- On 10 March a letter comes: Ireland had withdrawn its consent on the 4th. It gets
-- the day on which it happened, and takes its place before the decision.
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'placement', 'withdraw_consent', '2026-03-04', :'agency', 'Example Officer', '{"reasons": "Example reasons"}')
RETURNING seq, acted_on, from_state, to_state;
-- => 8|2026-03-04|consented|consent_withdrawn
SELECT seq, act, acted_on, from_state, to_state, outcome FROM casework.act
 WHERE case_id = :'file' AND act IN ('consent', 'withdraw_consent', 'decide') ORDER BY acted_on, seq;
-- => 7|decide|2026-03-05|consent_withdrawn|consent_withdrawn|barred
SELECT state FROM casework.placement_status WHERE placement_id = :'placement';
-- => consent_withdrawn

-- The decision is marked: it counts for nothing, as though it had been refused at
-- once. What stands against it is open, and its side owes something for it.
SELECT act, outcome, rules, cause, cause_seq FROM casework.irregular_act WHERE case_id = :'file';
-- => decide|barred|{RU002,a33_consent_given}|late|8
SELECT rule, verdict, severity, failing FROM casework.open_finding WHERE case_id = :'file' AND severity = 'bar';
SELECT duty, side, status, details FROM casework.duty_status WHERE case_id = :'file' AND duty = 'cure';
-- => cure|requesting|due|{"rules": ["a33_consent_given", "RU002"]}

-- Both verdicts stand side by side, with what made the difference.
SELECT h.judgement, h.cause, h.to_state, h.outcome, h.changed_rules, h.changed_facts
  FROM casework.act a, casework.judgement_history(a.case_id, a.act_id) h
 WHERE a.case_id = :'file' AND a.seq = 7 ORDER BY h.judgement \gx

-- Was the decision lawful by what was known then? And by what is known now?
SELECT rule, verdict FROM case_rules.judge_act('casework.act', :'file', 7, known_at => :'then')
 WHERE rule IN ('a33_consent_given', 'RU002');
-- => a33_consent_given|satisfied
SELECT rule, verdict FROM case_rules.judge_act('casework.act', :'file', 7)
 WHERE rule IN ('a33_consent_given', 'RU002');
-- => a33_consent_given|violated

-- Every report can be asked by what was known at a moment.
SET case_rules.known_at = :'then';
SELECT state FROM casework.placement_status WHERE placement_id = :'placement';
-- => decided
RESET case_rules.known_at;

-- The child does not leave on a consent that is gone.
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor)
VALUES (:'file', 'placement_abroad', :'placement', 'depart', '2026-03-16', :'court', 'Example Judge');
-- => ERROR: RU001

-- The court sets its decision aside. The act stays, and so does the journal; it
-- stands no more. For another decision a new placement is asked for.
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details, amends)
VALUES (:'file', 'placement_abroad', :'placement', 'annul', '2026-03-17', :'court', 'Example Judge', '{"cause": "set_aside", "document": "EX-8/20"}',
        '{"seq": 7, "reason": "the consent had been withdrawn", "second_person": "Example Registrar"}');
SELECT act, outcome FROM casework.irregular_act WHERE case_id = :'file';
-- => (no row)
SELECT duty, side, status FROM casework.duty_status WHERE case_id = :'file' AND duty = 'cure';
-- => (no row)
