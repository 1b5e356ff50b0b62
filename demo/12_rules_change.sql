-- 12. The rules change while a case is on its way
\connect - casework_owner
-- The office has an instruction on reports. From 1 May it asks for more: the first
-- report within 30 days of the arrival. What of the children who are already there?
-- Each rule says so itself; here are all three answers side by side.
INSERT INTO casework.rule (procedure, rule, version, acts, condition, severity, on_unknown, mode, in_force, running_cases, citation, message, hint)
SELECT 'placement_abroad', 'report_' || policy, version, '{follow_up}', condition, 'warn', 'warn', 'enforced', in_force::daterange, policy,
       'Example office, instruction 20', 'The report does not come up to the instruction.', 'Report earlier.'
  FROM unnest('{pin,migrate,most_protective}'::text[]) AS policy,
       (VALUES (1, 'arrived_on <= act.acted_on',                                    '(,2026-05-01)'),
               (2, 'arrived_on <= act.acted_on AND act.acted_on <= arrived_on + 30', '[2026-05-01,)')) AS v(version, condition, in_force);

-- They are in force on days that have passed, so what was done on those days is
-- judged again: in batches, each committed by itself.
CALL case_rules.rejudge('casework', batch => 5);

\connect - example_app
\set ECHO none
SELECT p.case_id AS file, p.placement_id AS placement FROM casework.placement p JOIN casework.case_file f USING (case_id) WHERE f.label = 'EX-10' \gset
SELECT authority_id AS ca_be FROM casework.authority WHERE name = 'Example Central Authority, Belgium' \gset
\set ECHO all
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor)
VALUES (:'file', 'placement_abroad', :'placement', 'follow_up', '2026-06-08', :'ca_be', 'Example Worker')
RETURNING seq AS report \gset
SELECT rule, version, verdict FROM casework.act_verdict WHERE case_id = :'file' AND seq = :report AND rule LIKE 'report%' ORDER BY 1, 2;
-- => report_migrate|2|violated
-- => report_most_protective|1|satisfied
-- => report_most_protective|2|violated
-- => report_pin|1|satisfied
SELECT rule, policy, earlier_version, version, begun_on FROM casework.running_rule WHERE case_id = :'file' ORDER BY rule;
-- => report_pin|pin|1|2|2026-01-05

-- Thirty days was a slip of the pen: the instruction says 120. The rule is put right
-- from the day from which it holds.
\connect - casework_owner
UPDATE casework.rule SET condition = 'arrived_on <= act.acted_on AND act.acted_on <= arrived_on + 120'
 WHERE rule LIKE 'report%' AND version = 2;
SELECT since, cause FROM casework.rejudge_request ORDER BY request_id;
CALL case_rules.rejudge('casework', batch => 5);
SELECT j.judgement, j.cause, v.rule, v.version, v.verdict
  FROM casework.act_verdict v JOIN casework.journal j USING (case_id, seq, judgement)
 WHERE v.case_id = :'file' AND v.seq = :report AND v.rule = 'report_migrate' ORDER BY j.judgement;
-- => 1|recorded|report_migrate|2|violated
-- => 2|rule report_pin, rule report_migrate, rule report_most_protective|report_migrate|2|satisfied

-- Nothing of all this went past the guard.
SELECT * FROM case_rules.guard_holes('casework');
-- => (no row)
