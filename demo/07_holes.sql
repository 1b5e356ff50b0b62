-- 7. What the owner can do, and how it shows

-- The application cannot change an act. Neither can the owner of the tables.
\connect - casework_owner
UPDATE casework.act SET acted_on = '2026-01-01' WHERE act = 'depart';
-- => ERROR: RU006
DELETE FROM casework.journal;
-- => ERROR: RU006
TRUNCATE casework.act CASCADE;
-- => ERROR: RU006

-- But owner and superuser can switch a trigger off; no extension can prevent that.
-- So it does not stay silent. There is no hole now:
SELECT * FROM case_rules.guard_holes('casework');

ALTER TABLE casework.act DISABLE TRIGGER case_rules_judge;
SELECT * FROM case_rules.guard_holes('casework');
\set ECHO none
SELECT p.case_id AS file, p.placement_id AS placement, t.authority_id AS court
  FROM casework.placement p JOIN casework.case_file f USING (case_id), casework.authority t
 WHERE f.label = 'EX-2' AND t.name = 'Example Juvenile Court, France' \gset
\set ECHO all

-- What is written meanwhile has no verdict, and stays in the list.
BEGIN;
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'placement', 'end_placement', '2026-07-06', :'court', 'Example Judge', '{"reason": "goal_met"}');
SELECT hole, object, regexp_replace(detail, '[0-9a-f-]{36}', '...') AS detail FROM case_rules.guard_holes('casework');
ROLLBACK;

SELECT case_rules.repair_guard('casework') AS mended;
SELECT * FROM case_rules.guard_holes('casework');
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file', 'placement_abroad', :'placement', 'end_placement', '2026-07-06', :'court', 'Example Judge', '{"reason": "goal_met"}');
-- => ERROR: RU001
