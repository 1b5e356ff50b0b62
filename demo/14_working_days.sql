-- 14. Ten working days where Friday and Saturday are the weekend
\connect - casework_owner
-- The office in Egypt loads its calendar. The weekend comes from CLDR and stays as it
-- was read; the holidays (invented here) come from its own list, for the years that
-- it says are complete.
INSERT INTO casework.calendar (calendar, state, description, holidays_known)
VALUES ('EG', 'EG', 'Example Authority, Egypt', '{[2026-01-01,2027-01-01)}') RETURNING weekend, weekend_source;
\copy casework.holiday (calendar, day, name, source) FROM STDIN WITH (FORMAT csv)
EG,2026-03-10,Example Spring Day,Example Gazette 1
EG,2026-03-11,Example Spring Day 2,Example Gazette 1
\.
SELECT casework.add_working_days('2026-03-05', 1, 'EG') AS "after Thursday 5 March",
       casework.add_working_days('2026-03-05', 10, 'EG') AS "ten working days",
       casework.add_working_days('2026-12-30', 5, 'EG') AS "into 2027",
       casework.working_day_gap('2026-12-30'::date, 5, 'EG') AS why;
-- => 2026-03-08|2026-03-23|(unknown)|the holidays of 2027-01-01 are not known; known are 2026-01-01/2026-12-31

-- Its instruction asks for a first word within ten working days of receipt.
INSERT INTO casework.duty_rule (procedure, duty, started_by, side, clock, fulfilled_by, ended_by, citation, meaning, if_missed)
VALUES ('placement_abroad', 'first_word', '{acknowledge}', 'requested', '10 working days',
        '{act:consent,act:refuse,act:request_information}', '{withdraw_request,lapse}',
        'Example office, instruction 31', 'say whether the request can be examined', 'remind');
INSERT INTO casework.authority (state, name, role, public_law, time_zone)
VALUES ('EG', 'Example Authority, Egypt', 'competent_authority', true, 'Africa/Cairo');

\connect - example_app
\set ECHO none
SELECT authority_id AS court FROM casework.authority WHERE name = 'Example Juvenile Court, France' \gset
SELECT authority_id AS ca_fr FROM casework.authority WHERE name = 'Example Central Authority, France' \gset
SELECT authority_id AS eg FROM casework.authority WHERE name = 'Example Authority, Egypt' \gset
SELECT * FROM example.usual_case('EX-14', 'Example Child Q', '2016', 'FR', 'EG', :'court', :'ca_fr', :'eg', '2026-02-19') \gset
INSERT INTO casework.assignment (case_id, worker, side, from_on) VALUES (:'file', 'example-worker-14', 'requested', '2026-03-05');
\set ECHO all
-- Received on Thursday 5 March. The duty lies in Cairo, and is counted there.
SET case_rules.as_of = '2026-03-15';
SELECT duty, clock, started_on, due_on, time_zone, calendar, status FROM casework.duty_status
 WHERE case_id = :'file' AND duty = 'first_word';
-- => first_word|10 working days|2026-03-05|2026-03-23|Africa/Cairo|EG|due

-- A holiday announced late moves what is open, and a row says why. (A duty in
-- calendar days would not move.)
\connect - casework_owner
INSERT INTO casework.holiday (calendar, day, name, source, announced_on)
VALUES ('EG', '2026-03-17', 'Example Day of Mourning', 'Example Gazette 2', '2026-03-14');
SELECT duty, from_due_on, due_on, reason FROM casework.duty_move;
-- => first_word|2026-03-23|2026-03-24|calendar EG changed from 2026-03-17 to 2026-03-17: 2026-03-17 Example Day of Mourning is not worked, announced on 2026-03-14

-- The authority asks for more time, and says why. Both days are kept.
\connect - example_app
SELECT case_id AS file FROM casework.case_file WHERE label = 'EX-14' \gset
INSERT INTO casework.duty_extension (case_id, seq, duty, granted_on, due_on, reason, author)
SELECT case_id, seq, duty, '2026-03-22', '2026-03-31', 'the carer is in hospital', 'Example Supervisor'
  FROM casework.duty_status WHERE case_id = :'file' AND duty = 'first_word';
SET case_rules.as_of = '2026-03-25';
SELECT duty, original_due_on, due_on, extended_on, status FROM casework.duty_status
 WHERE case_id = :'file' AND duty = 'first_word';
-- => first_word|2026-03-23|2026-03-31|2026-03-22|due

-- The list of the worker in Cairo, who reads Arabic.
SET case_rules.language = 'ar';
SELECT duty, due_on, status, says FROM casework.worker_duty WHERE worker = 'example-worker-14' ORDER BY due_on;
SET case_rules.as_of = '2026-04-02';
SET case_rules.language = 'en';
SELECT duty, due_on, status, says FROM casework.worker_duty WHERE worker = 'example-worker-14' AND duty = 'first_word';
-- => first_word|2026-03-31|overdue|2 working days overdue
RESET case_rules.language;
RESET case_rules.as_of;
