-- 9. The child who left without consent
\connect - example_app
\set ECHO none
SELECT authority_id AS office FROM casework.authority WHERE name = 'Example Youth Office, Germany' \gset
SELECT authority_id AS central FROM casework.authority WHERE name = 'Example Central Authority, England' \gset
SELECT authority_id AS court FROM casework.authority WHERE name = 'Example Court, England' \gset
SELECT * FROM example.usual_case('EX-9', 'Example Child K', '2014-11', 'DE', 'GB', :'office', :'office', :'central', '2026-03-16') \gset
\set ECHO all
-- Example Child K is to live in England. England still examines the request; nobody
-- has consented, nobody has decided. A departure is refused, with all that stands
-- against it.
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor)
VALUES (:'file', 'placement_abroad', :'placement', 'depart', '2026-04-20', :'office', 'Example Officer');
-- => ERROR: RU001

-- But the child has left. That is recorded as what it is: with the reason, the
-- person who says so, and a second person.
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, irregular)
VALUES (:'file', 'placement_abroad', :'placement', 'depart', '2026-04-20', :'office', 'Example Officer',
        '{"reason": "the foster father fetched the child from school", "person": "Example Officer", "second_person": " example officer"}');
-- => ERROR: RU010
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, irregular)
VALUES (:'file', 'placement_abroad', :'placement', 'depart', '2026-04-20', :'office', 'Example Officer',
        '{"reason": "the foster father fetched the child from school", "person": "Example Officer", "second_person": "Example Supervisor"}')
RETURNING seq, from_state, to_state, outcome, finding_count;
-- => 6|under_examination|departed|irregular|5

-- The state follows the child. Both sides owe something now, and before anything
-- else that somebody sees the child.
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, irregular)
VALUES (:'file', 'placement_abroad', :'placement', 'arrive', '2026-04-21', :'central', 'Example Officer',
        '{"reason": "the foster family called", "person": "Example Officer", "second_person": "Example Supervisor"}')
RETURNING seq, side, from_state, to_state, outcome;
-- => 7|requested|departed|arrived|irregular
SET case_rules.as_of = '2026-04-23';
SELECT act, outcome, to_state, rules FROM casework.irregular_act WHERE case_id = :'file' ORDER BY seq;
SELECT seq, duty, side, due_on, status FROM casework.duty_status
 WHERE case_id = :'file' AND seq > 5 ORDER BY side, due_on, duty, seq;
-- => 7|irregular_child_seen|requested|2026-04-23|due
-- => 6|cure|requesting|2026-05-04|due
RESET case_rules.as_of;

-- A decision or a consent is no fact in the world: it is lawful, or it is not made.
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details, irregular)
VALUES (:'file', 'placement_abroad', :'placement', 'decide', '2026-04-17', :'office', 'Example Officer',
        '{"reasons": "Example reasons", "views_weight": "Example weighing"}',
        '{"reason": "it had to be quick", "person": "Example Officer", "second_person": "Example Supervisor"}');
-- => ERROR: RU010

-- Nor does the departure count as one. No decision can be put in behind it, no stay
-- be lengthened, and no consent be given now for what has already been done.
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'placement', 'decide', '2026-04-17', :'office', 'Example Officer',
        '{"reasons": "Example reasons", "views_weight": "Example weighing"}');
-- => ERROR: RU001
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'placement', 'extend_placement', '2026-04-27', :'office', 'Example Officer', '{"until": "2028-12-31"}');
-- => ERROR: RU001
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'placement', 'consent', '2026-04-27', :'central', 'Example Officer',
        '{"given_by": "central_authority", "interests_considered": true, "document": "EX-GB/9"}');
-- => ERROR: RU002
