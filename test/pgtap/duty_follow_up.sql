/* Which follow-up is owed after arrival, and what of it visits fulfil: from the row of a visit to duty_status. */
BEGIN;
SELECT plan(23);
SET LOCAL case_rules.warnings = off;
SELECT case_rules.create_casework('follow_up') \g /dev/null
SET LOCAL search_path = follow_up, public;

INSERT INTO authority (authority_id, state, name, role, public_law, time_zone) VALUES
    ('00000000-0000-4000-8000-0000000000a1', 'US', 'Example Court', 'court', true, 'America/New_York'),
    ('00000000-0000-4000-8000-0000000000a2', 'GT', 'Example Authority', 'competent_authority', true, 'America/Guatemala');

/* a child who is there already, without a decision: what follows an arrival does not wait for that */
CREATE FUNCTION pg_temp.arrival(kind text) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
    id uuid := md5(kind)::uuid;
BEGIN
    INSERT INTO case_file (case_id, opened_on) VALUES (id, '2023-11-01');
    INSERT INTO child (case_id, child_id, birth_date) VALUES (id, id, '2011');
    INSERT INTO placement (case_id, placement_id, child_id, requesting_state, requested_state) VALUES (id, id, id, 'US', 'GT');
    INSERT INTO placement_plan (case_id, placement_id, planned_on, care_kind) VALUES (id, id, '2023-11-10', kind);
    INSERT INTO act (case_id, procedure, subject_id, act, acted_on, authority_id, actor)
    VALUES (id, 'placement_abroad', id, 'contemplate', '2023-11-10', '00000000-0000-4000-8000-0000000000a1', 'worker 1');
    INSERT INTO act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, irregular)
    VALUES (id, 'placement_abroad', id, 'arrive', '2024-01-10', '00000000-0000-4000-8000-0000000000a2', 'worker 2',
            '{"reason": "the family travelled on its own", "person": "Example Person", "second_person": "Example Second"}');
    RETURN id;
END $$;
CREATE FUNCTION pg_temp.follow_up(kind text) RETURNS text LANGUAGE sql
    RETURN (SELECT string_agg(d.duty || ' (' || d.side || '): ' || d.cadence::text, ', ' ORDER BY d.duty)
              FROM duty d WHERE d.case_id = md5(kind)::uuid AND d.fulfilled_by = '{visit}' AND d.cadence IS NOT NULL);
SELECT pg_temp.arrival(k) FROM unnest('{kin,with_parent,foster}'::text[]) k \g /dev/null

SELECT is(pg_temp.follow_up('kin'), 'kinship_visits (requested): 2 per month for 12 months at least 10 days apart', 'with relatives');
SELECT is(pg_temp.follow_up('with_parent'), 'return_accompaniment (requested): monthly for 6 months', 'back with a parent');
SELECT is(pg_temp.follow_up('foster'), 'placement_visits (requested): 1 per month', 'in other care');

CREATE FUNCTION pg_temp.standing(kind text, day text) RETURNS text LANGUAGE sql AS $$
    SELECT set_config('case_rules.as_of', day, true);
    SELECT format('%s: owed %s, done %s, missed %s, next %s', s.status, s.owed, s.done, s.missed, coalesce(s.due_on::text, 'none'))
      FROM duty_status s WHERE s.case_id = md5(kind)::uuid AND s.duty IN ('kinship_visits', 'return_accompaniment');
$$;
INSERT INTO followup_visit (case_id, placement_id, visited_on, kind, child_seen)
SELECT md5(k)::uuid, md5(k)::uuid, v.day, v.kind, v.seen
  FROM unnest('{kin,with_parent}'::text[]) k,
       (VALUES (date '2024-01-12', 'visit', true), ('2024-02-02', 'visit', true), ('2024-02-20', 'visit', false), ('2024-02-28', 'call', true),
               ('2024-04-05', 'visit', true), ('2024-04-09', 'visit', true)) v (day, kind, seen);

SELECT is(pg_temp.standing('with_parent', '2024-02-09'), 'due: owed 0, done 1, missed 0, next 2024-03-09', 'one visit in the first month is enough');
SELECT is(pg_temp.standing('with_parent', '2024-06-30'), 'overdue: owed 5, done 2, missed 3, next 2024-07-09',
    'a closed door and a call are no visits');
SELECT is(pg_temp.standing('kin', '2024-02-15'), 'due: owed 1, done 2, missed 0, next 2024-02-29', 'the part of January asked for one');
SELECT is(pg_temp.standing('kin', '2024-05-01'), 'overdue: owed 7, done 3, missed 4, next 2024-05-31', 'four days apart are not ten');

/* what was missed, one by one */
SELECT is((SELECT string_agg(m.period_from || ' ' || m.done || ' of ' || m.quota, ', ')
             FROM (SELECT d.cadence, d.started_on, array_agg(f.fulfilled_on) AS days
                     FROM duty d JOIN duty_fulfilment f USING (case_id, procedure, subject_id)
                    WHERE d.duty = 'kinship_visits' AND f.source = 'visit' AND f.superseded_at IS NULL
                    GROUP BY d.cadence, d.started_on) d,
                  case_rules.cadence_missed(d.cadence, d.started_on, d.days, '2024-05-01') m),
    '2024-02-01 1 of 2, 2024-03-01 0 of 2, 2024-04-01 1 of 2', 'as duty_status has it in sum');

/* a full half-year */
DELETE FROM followup_visit;
INSERT INTO followup_visit (case_id, placement_id, visited_on, kind, child_seen)
SELECT md5('with_parent')::uuid, md5('with_parent')::uuid, (date '2024-01-20' + make_interval(months => g))::date, 'visit', true
  FROM generate_series(0, 5) g;
SELECT is(pg_temp.standing('with_parent', '2024-06-20'), 'met: owed 5, done 6, missed 0, next none', 'with the sixth visit it is met');

/* ---- turning 18 ---- */

CREATE FUNCTION pg_temp.duty(name text, day text) RETURNS text LANGUAGE sql AS $$
    SELECT set_config('case_rules.as_of', day, true);
    SELECT concat_ws(' ', s.due_on, s.status) FROM duty_status s WHERE s.case_id = md5('foster')::uuid AND s.duty = name;
$$;
SELECT is(pg_temp.duty('transition_plan', '2028-07-01'), '2028-07-01 due', 'born in 2011: the earliest 18th birthday is 1 January 2029, and the plan is due half a year before');
SELECT is(pg_temp.duty('transition_plan', '2028-07-02'), '2028-07-01 overdue', 'and then late');
SELECT is((SELECT until FROM duty WHERE case_id = md5('foster')::uuid AND duty = 'placement_visits'), '2029-12-31', 'the child is visited until surely of age');
SELECT is((SELECT time_zone FROM duty WHERE case_id = md5('foster')::uuid AND duty = 'transition_plan'), 'America/Guatemala', 'where the child lives');
UPDATE child SET birth_date = case_rules.partial_date_from('gregorian', 2011, 6) WHERE case_id = md5('foster')::uuid;
SET CONSTRAINTS ALL IMMEDIATE;
SELECT is(pg_temp.duty('transition_plan', '2028-07-02'), '2028-12-01 due', 'a birth date that is put right moves both');
SELECT is((SELECT until FROM duty WHERE case_id = md5('foster')::uuid AND duty = 'placement_visits' AND superseded_at IS NULL), '2029-06-30', 'the end of the visits too');
SELECT is((SELECT count(*) FROM duty WHERE case_id = md5('foster')::uuid AND duty IN ('transition_plan', 'placement_visits')), 4::bigint, 'what was reckoned before stays');
INSERT INTO care_plan (case_id, placement_id, kind, written_on) VALUES (md5('foster')::uuid, md5('foster')::uuid, 'care', '2028-10-01');
SELECT is(pg_temp.duty('transition_plan', '2028-10-01'), '2028-12-01 due', 'a plan of care is none for the time after 18');
INSERT INTO care_plan (case_id, placement_id, kind, written_on) VALUES (md5('foster')::uuid, md5('foster')::uuid, 'transition', '2028-10-02');
SELECT is(pg_temp.duty('transition_plan', '2028-10-02'), '2028-12-01 met', 'one for it is');
UPDATE child SET birth_date = NULL WHERE case_id = md5('kin')::uuid;
SELECT is((SELECT set_config('case_rules.as_of', '2024-06-01', true) || s.status || ': ' || s.gap FROM duty_status s WHERE s.case_id = md5('kin')::uuid AND s.duty = 'transition_plan'),
    '2024-06-01unknown: the day from which it is counted is not known', 'without a birth date nobody can tell the day');

/* ---- a calendar that is made when duties run already ---- */

INSERT INTO duty_rule (procedure, duty, started_by, side, clock, fulfilled_by, citation, meaning, if_missed)
VALUES ('urgent_measure', 'report', '{take}', 'actor', '5 working days', '{act:supersede}', 'example', 'example', 'remind');
INSERT INTO urgent_measure (case_id, measure_id, child_id, taken_in_state, competent_state)
VALUES (md5('kin')::uuid, md5('measure')::uuid, md5('kin')::uuid, 'GT', 'US');
INSERT INTO act (case_id, procedure, subject_id, act, acted_on, authority_id, actor)
VALUES (md5('kin')::uuid, 'urgent_measure', md5('measure')::uuid, 'take', '2024-03-07', '00000000-0000-4000-8000-0000000000a2', 'worker 2');
CREATE FUNCTION pg_temp.report() RETURNS text LANGUAGE sql AS $$
    SELECT set_config('case_rules.as_of', '2024-03-08', true);
    SELECT concat_ws(' ', s.calendar, s.due_on, s.status, s.gap) FROM duty_status s WHERE s.duty = 'report';
$$;
SELECT is(pg_temp.report(), 'GT unknown there is no calendar "GT"', 'a duty in working days where nobody has made a calendar');
INSERT INTO calendar (calendar, state, weekend, weekend_source, holidays_known) VALUES ('GT', 'GT', 'sat sun', 'example', '{[2024-01-01,2025-01-01)}');
SELECT is(pg_temp.report(), 'GT 2024-03-14 due', 'once it is made, it counts');
SELECT is((SELECT reason FROM duty_move WHERE duty = 'report'), 'calendar GT is there now', 'and a row says why');
SELECT results_eq($$SELECT calendar FROM duty WHERE duty = 'transition_plan' AND case_id = md5('foster')::uuid AND superseded_at IS NULL$$,
    $$VALUES ('GT')$$, 'every duty has the name of its State, or of the calendar of its authority');

SELECT * FROM finish();
ROLLBACK;
