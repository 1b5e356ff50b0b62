-- 11. Mistakes, and a guardian who was none
\connect - example_app
\set ECHO none
SELECT p.case_id AS file, p.placement_id AS placement FROM casework.placement p JOIN casework.case_file f USING (case_id) WHERE f.label = 'EX-10' \gset
SELECT authority_id AS court FROM casework.authority WHERE name = 'Example Juvenile Court, France' \gset
SELECT authority_id AS ca_be FROM casework.authority WHERE name = 'Example Central Authority, Belgium' \gset
\set ECHO all
-- Example Child L arrived on 10 March; the 9th was mistyped. The act is recorded
-- again as it should have been, and takes the place of the first.
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, amends)
VALUES (:'file', 'placement_abroad', :'placement', 'arrive', '2026-03-10', :'ca_be', 'Example Officer',
        '{"seq": 9, "reason": "mistyped: the train was of the 10th", "second_person": "Example Supervisor"}');
SELECT seq, act, acted_on, to_state, outcome, superseded_at IS NOT NULL AS corrected FROM casework.act
 WHERE case_id = :'file' AND act IN ('depart', 'arrive') ORDER BY acted_on, seq;
-- => 9|arrive|2026-03-09|arrived|permitted|t
-- => 15|arrive|2026-03-10|arrived|permitted|f

-- Another child of that name is missing, and the alarm is recorded here. To take an
-- alarm away is no small thing: it asks for the document.
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'placement', 'report_missing', '2026-05-11', :'ca_be', 'Example Officer',
        '{"police_informed": true, "other_side_informed": true}')
RETURNING seq AS alarm \gset
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details, amends)
VALUES (:'file', 'placement_abroad', :'placement', 'annul', '2026-05-12', :'ca_be', 'Example Officer', '{"cause": "wrong_subject"}',
        jsonb_build_object('seq', :alarm, 'reason', 'another child of the same name', 'second_person', 'Example Supervisor'));
-- => ERROR: RU009
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details, amends)
VALUES (:'file', 'placement_abroad', :'placement', 'annul', '2026-05-12', :'ca_be', 'Example Officer',
        '{"cause": "wrong_subject", "document": "EX-BE/20"}',
        jsonb_build_object('seq', :alarm, 'reason', 'another child of the same name', 'second_person', 'Example Supervisor'));
SELECT seq, act, acted_on, amends_seq, amends_how FROM casework.journal
 WHERE case_id = :'file' AND amends_how IN ('annul', 'correct') ORDER BY seq;
-- => 17|annul|2026-05-12|16|annul

-- Example Child M came alone and has a guardian; so the court may decide.
\set ECHO none
SELECT authority_id AS office FROM casework.authority WHERE name = 'Example Youth Office, Germany' \gset
SELECT authority_id AS central FROM casework.authority WHERE name = 'Example Central Authority, England' \gset
SELECT * FROM example.usual_case('EX-11', 'Example Child M', '2012-02', 'DE', 'GB', :'office', :'office', :'central', '2026-04-06') \gset
\set ECHO all
INSERT INTO casework.child_situation (case_id, child_id, kind, from_on, reasons)
VALUES (:'file', :'child', 'unaccompanied', '2026-04-07', 'travelled without an adult');
INSERT INTO casework.person (case_id, label) VALUES (:'file', 'Example Guardian') RETURNING person_id AS guardian \gset
INSERT INTO casework.appointment (case_id, child_id, kind, person_id, from_on, conflict_checked_on)
VALUES (:'file', :'child', 'guardian', :'guardian', '2026-04-07', '2026-04-07');
SET case_rules.warnings = off;
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'placement', 'consent', '2026-05-11', :'central', 'Example Officer',
        '{"given_by": "central_authority", "interests_considered": true, "document": "EX-GB/11"}'),
       (:'file', 'placement_abroad', :'placement', 'decide', '2026-05-18', :'office', 'Example Board',
        '{"reasons": "Example reasons", "views_weight": "Example weighing"}')
RETURNING seq, act, to_state;
RESET case_rules.warnings;
SELECT clock_timestamp() AS then \gset

-- In June it turns out that the guardianship had ended on 4 May, before the decision.
-- Somebody corrects the row, as any application would. When the transaction
-- commits, what follows is judged again.
BEGIN;
UPDATE casework.appointment SET to_on = '2026-05-04' WHERE case_id = :'file' AND kind = 'guardian' AND superseded_at IS NULL;
SELECT act, outcome FROM casework.act WHERE case_id = :'file' AND act = 'decide';
-- => decide|permitted
COMMIT;
SELECT act, outcome, rules, cause FROM casework.irregular_act WHERE case_id = :'file';
-- => decide|barred|{guardian_before_major_decision}|appointment
SELECT state FROM casework.placement_status WHERE placement_id = :'placement';
-- => consented

-- What was known on the day of the decision can still be asked.
SET case_rules.known_at = :'then';
SELECT state FROM casework.placement_status WHERE placement_id = :'placement';
-- => decided
RESET case_rules.known_at;

-- Then the order is found by which a deputy had taken over on that very 4 May. It is
-- recorded with its own day, and all is as it was.
INSERT INTO casework.person (case_id, label) VALUES (:'file', 'Example Deputy') RETURNING person_id AS deputy \gset
INSERT INTO casework.appointment (case_id, child_id, kind, person_id, from_on, conflict_checked_on)
VALUES (:'file', :'child', 'guardian', :'deputy', '2026-05-04', '2026-05-04');
SELECT judgement, cause, outcome, to_state FROM casework.journal WHERE case_id = :'file' AND act = 'decide' ORDER BY judgement;
-- => 2|appointment|barred|consented
-- => 3|appointment|permitted|decided
SELECT act, outcome FROM casework.irregular_act WHERE case_id = :'file';
-- => (no row)
