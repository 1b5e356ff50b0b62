-- 6. A rule of the office: written, tried in shadow, enforced
\connect - casework_owner
-- A rule is an SQL condition over declared facts and fields of the act. It is
-- checked when it is written: a name that nobody declared,
INSERT INTO casework.rule (procedure, rule, acts, condition, severity, on_unknown, citation, message, hint)
VALUES ('placement_abroad', 'escort_named', '{depart}', 'act.escort IS NOT NULL AND child_age >= 3',
        'bar', 'bar', 'Example office, instruction 12', 'Nobody is named who travels with the child.', 'Name the escort.');
-- => ERROR: RU008
-- a look at the clock, or a query of its own are no rules,
INSERT INTO casework.rule (procedure, rule, acts, condition, severity, on_unknown, citation, message, hint)
VALUES ('placement_abroad', 'escort_named', '{depart}', 'act.escort IS NOT NULL OR act.acted_on < now()',
        'bar', 'bar', 'Example office, instruction 12', 'Nobody is named who travels with the child.', 'Name the escort.');
-- => ERROR: RU008
-- nor can an office soften what the Convention makes absolute.
INSERT INTO casework.rule_setting (procedure, rule, severity, reason, set_by)
VALUES ('placement_abroad', 'a33_consent_given', 'warn', 'Example impatience', 'Example Director');
-- => ERROR: RU008

-- This one is good. A new rule begins in shadow: judged, recorded, stopping nothing.
INSERT INTO casework.rule (procedure, rule, acts, condition, severity, on_unknown, citation, message, hint)
VALUES ('placement_abroad', 'escort_named', '{depart}', 'act.escort ~ ''\S''',
        'bar', 'bar', 'Example office, instruction 12', 'Nobody is named who travels with the child.', 'Name the escort.')
RETURNING rule, mode, severity, floor;

\connect - example_app
\set ECHO none
SELECT p.case_id AS file_c, p.placement_id AS placement_c, t.authority_id AS dk
  FROM casework.placement p JOIN casework.case_file f USING (case_id), casework.authority t
 WHERE f.label = 'EX-3' AND t.name = 'Example Municipality, Denmark' \gset
SELECT p.case_id AS file_b, p.placement_id AS placement_b, t.authority_id AS court
  FROM casework.placement p JOIN casework.case_file f USING (case_id), casework.authority t
 WHERE f.label = 'EX-2' AND t.name = 'Example Juvenile Court, France' \gset
\set ECHO all
-- Child C of chapter 3 leaves Denmark; the finding is kept, with its mode.
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor)
VALUES (:'file_c', 'placement_abroad', :'placement_c', 'depart', '2026-03-30', :'dk', 'Example Officer')
RETURNING seq, act, to_state, finding_count;
SELECT acted_on, rule, verdict, severity, mode FROM casework.act_finding WHERE rule = 'escort_named';

-- The office has seen enough, and switches it on.
\connect - casework_owner
INSERT INTO casework.rule_setting (procedure, rule, mode, reason, set_by)
VALUES ('placement_abroad', 'escort_named', 'enforced', 'tried from March to June', 'Example Director');

-- Child B of chapter 2 cannot leave France without one.
\connect - example_app
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor)
VALUES (:'file_b', 'placement_abroad', :'placement_b', 'depart', '2026-06-29', :'court', 'Example Judge');
-- => ERROR: RU001
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (:'file_b', 'placement_abroad', :'placement_b', 'depart', '2026-06-29', :'court', 'Example Judge', '{"escort": "Example Worker"}')
RETURNING seq, act, to_state;
