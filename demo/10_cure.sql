-- 10. The cure
\connect - example_app
\set ECHO none
SELECT p.case_id AS file, p.placement_id AS placement FROM casework.placement p JOIN casework.case_file f USING (case_id) WHERE f.label = 'EX-9' \gset
SELECT authority_id AS office FROM casework.authority WHERE name = 'Example Youth Office, Germany' \gset
SELECT authority_id AS central FROM casework.authority WHERE name = 'Example Central Authority, England' \gset
SELECT authority_id AS court FROM casework.authority WHERE name = 'Example Court, England' \gset
\set ECHO all
-- England agrees now to what was done with Example Child K. A consent that was not
-- there on the day cannot be given afterwards (HC-1996 art 33(2); in the Union ruling
-- 2 of C-92/12 PPU): what is cured is a doubt about who consented, and only that.
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details, amends)
VALUES (:'file', 'placement_abroad', :'placement', 'cure', '2026-04-27', :'office', 'Example Officer',
        '{"ground": "consent_regularised", "document": "EX-GB/9", "since": "2026-04-27"}',
        '{"seq": 6, "reason": "England agrees now", "second_person": "Example Supervisor"}');
-- => ERROR: RU001

-- What is left: the child comes back, or England takes a measure of its own. The
-- English court does, and the child is seen. That answers departure and arrival; it
-- makes no consent and no decision of them.
INSERT INTO casework.followup_visit (case_id, placement_id, visited_on, child_seen, seen_alone, visitor, authority_id)
VALUES (:'file', :'placement', '2026-04-23', true, true, 'Example Worker', :'central');
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details, amends)
SELECT :'file', 'placement_abroad', :'placement', 'cure', '2026-05-04', :'court', 'Example Judge',
       '{"ground": "measure_taken", "measure_by": "court", "jurisdiction_article": "11", "since": "2026-04-30", "document": "EX-GB/10",
         "child_seen_on": "2026-04-30", "other_side_informed": true}',
       jsonb_build_object('seq', target, 'reason', 'Example Court has placed the child with the foster family itself', 'second_person', 'Example Registrar')
  FROM unnest('{6,7}'::bigint[]) AS target
RETURNING seq, act;
SELECT seq, act, acted_on, outcome, finding_count FROM casework.act WHERE case_id = :'file' AND seq > 5 ORDER BY acted_on, seq;
-- => 6|depart|2026-04-20|cured|5
SELECT act, outcome, rules FROM casework.irregular_act WHERE case_id = :'file';
-- => (no row)
SET case_rules.as_of = '2026-05-05';
SELECT seq, duty, side, due_on, status FROM casework.duty_status
 WHERE case_id = :'file' AND seq > 5 ORDER BY side, due_on, duty, seq;
RESET case_rules.as_of;

-- Example Child L, France to Belgium. A welfare service there consents, the court
-- decides, the child moves.
\set ECHO none
SELECT authority_id AS court FROM casework.authority WHERE name = 'Example Juvenile Court, France' \gset
SELECT authority_id AS ca_fr FROM casework.authority WHERE name = 'Example Central Authority, France' \gset
SELECT authority_id AS ca_be FROM casework.authority WHERE name = 'Example Central Authority, Belgium' \gset
SELECT * FROM example.usual_case('EX-10', 'Example Child L', '2013-05', 'FR', 'BE', :'court', :'ca_fr', :'ca_be', '2026-01-05') \gset
\set ECHO all
SET case_rules.warnings = off;
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'placement', 'consent', '2026-02-09', :'ca_be', 'Example Officer',
        '{"given_by": "competent_authority", "interests_considered": true, "document": "EX-BE/10"}'),
       (:'file', 'placement_abroad', :'placement', 'decide', '2026-02-23', :'court', 'Example Judge',
        '{"reasons": "Example reasons", "views_weight": "Example weighing"}'),
       (:'file', 'placement_abroad', :'placement', 'depart', '2026-03-09', :'court', 'Example Judge', '{"escort": "Example Worker"}'),
       (:'file', 'placement_abroad', :'placement', 'arrive', '2026-03-09', :'ca_be', 'Example Officer', '{}')
RETURNING seq, act, acted_on;
RESET case_rules.warnings;

-- In April a letter turns up in which Belgium had doubted, before the decision, that
-- the service was the competent authority.
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'placement', 'doubt_consent', '2026-02-16', :'ca_be', 'Example Officer', '{"reasons": "Example doubt"}')
RETURNING seq, from_state, to_state;
SELECT act, outcome, to_state, rules FROM casework.irregular_act WHERE case_id = :'file' ORDER BY seq;
-- => decide|barred|consent_doubtful|{consent_cure_competence}
SELECT state FROM casework.placement_status WHERE placement_id = :'placement';
-- => arrived
SELECT seq, act, acted_on, from_state, to_state, outcome FROM casework.act WHERE case_id = :'file' AND seq > 5 ORDER BY acted_on, seq;

-- The right authority looks at it and confirms. Then the decision can be cured,
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'placement', 'regularise_consent', '2026-04-20', :'ca_be', 'Example Officer',
        '{"given_by": "central_authority", "document": "EX-BE/14"}')
RETURNING seq, from_state, to_state;
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details, amends)
VALUES (:'file', 'placement_abroad', :'placement', 'cure', '2026-04-27', :'court', 'Example Judge',
        '{"ground": "consent_regularised", "document": "EX-BE/14", "since": "2026-04-20"}',
        '{"seq": 7, "reason": "the Belgian Central Authority has confirmed the consent", "second_person": "Example Registrar"}')
RETURNING seq, act, outcome;
SELECT act, outcome, to_state, rules FROM casework.irregular_act WHERE case_id = :'file' ORDER BY seq;
-- => depart|irregular|departed|{consent_cure_competence}

-- and after it the departure. The child is where the file says, and is visited.
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details, amends)
VALUES (:'file', 'placement_abroad', :'placement', 'cure', '2026-04-27', :'court', 'Example Judge',
        '{"ground": "consent_regularised", "document": "EX-BE/14", "since": "2026-04-20"}',
        '{"seq": 8, "reason": "the Belgian Central Authority has confirmed the consent", "second_person": "Example Registrar"}');
INSERT INTO casework.followup_visit (case_id, placement_id, visited_on, child_seen, seen_alone, visitor, authority_id)
VALUES (:'file', :'placement', '2026-03-13', true, true, 'Example Worker', :'ca_be'),
       (:'file', :'placement', '2026-04-14', true, true, 'Example Worker', :'ca_be');
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor)
VALUES (:'file', 'placement_abroad', :'placement', 'follow_up', '2026-04-30', :'ca_be', 'Example Worker')
RETURNING seq, act, to_state, outcome;
-- => 14|follow_up|followed_up|permitted
SELECT act, outcome, to_state, rules FROM casework.irregular_act WHERE case_id = :'file';
-- => (no row)
SELECT seq, act, acted_on, from_state, to_state, outcome FROM casework.act
 WHERE case_id = :'file' AND seq > 5 ORDER BY acted_on, seq;
