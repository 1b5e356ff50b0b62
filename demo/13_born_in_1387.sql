-- 13. A child born in 1387 of the Solar Hijri calendar
\connect - example_app
-- All that is known of Example Child P is the year on an Afghan identity card: 1387.
-- It is entered as it stands there; what it says is an interval of days.
SELECT case_rules.partial_date_from('persian', 1387) AS born \gset
SELECT :'born' AS born, case_rules.in_calendar(:'born', 'persian', 'en') AS "in its calendar",
       case_rules.date_text(:'born'::case_rules.partial_date, 'es') AS "for a worker who reads Spanish";
-- => 2008-03-20/2009-03-20|1387 AP|entre 20 de marzo de 2008 y 20 de marzo de 2009

-- How old is the child? On 10 March 2026 surely under 18; two weeks later nobody knows.
SELECT day, case_rules.age_on(:'born', day) AS ages, case_rules.is_under(:'born', 18, day) AS under_18,
       case_rules.may_be_under(:'born', 18, day) AS may_be
  FROM unnest('{2026-03-10,2026-03-24,2027-03-21}'::date[]) AS day;
-- => 2026-03-10|[16,18)|t|t
-- => 2026-03-24|[17,19)|(unknown)|t
-- => 2027-03-21|[18,20)|f|f

\set ECHO none
SELECT authority_id AS court FROM casework.authority WHERE name = 'Example Court, England' \gset
SELECT authority_id AS central FROM casework.authority WHERE name = 'Example Central Authority, Ireland' \gset
SELECT * FROM example.usual_case('EX-13', 'Example Child P', :'born', 'GB', 'IE', :'court', :'court', :'central', '2026-02-02') \gset
\set ECHO all
-- Ireland consents while it is sure; the court comes too late to be.
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'placement', 'consent', '2026-03-10', :'central', 'Example Officer',
        '{"given_by": "central_authority", "interests_considered": true, "document": "EX-IE/13"}')
RETURNING seq, act, to_state;
-- => 6|consent|consented
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'placement', 'decide', '2026-03-24', :'court', 'Example Judge',
        '{"reasons": "Example reasons", "views_weight": "Example weighing"}');
-- => ERROR: RU001

-- A school report says the month: Dey, the tenth. That is enough.
UPDATE casework.child SET birth_date = case_rules.partial_date_from('persian', 1387, 10)
 WHERE case_id = :'file' RETURNING birth_date;
-- => 2008-12-21/2009-01-19
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'placement', 'decide', '2026-03-24', :'court', 'Example Judge',
        '{"reasons": "Example reasons", "views_weight": "Example weighing"}')
RETURNING seq, act, to_state;
-- => 7|decide|decided

-- Where an age assessment is open, the person gets the benefit of the doubt, whatever
-- a card says, and nobody ends the placement because of an 18th birthday.
SELECT rule, citation FROM case_rules.rule WHERE rule = 'age_dispute_benefit_of_doubt';
