/*
 * generate_casework.sql: synthetic cases for benchmarks.
 *
 *   psql -v cases=100000 [-v schema=casework] [-v first=1] [-v without_acts=1] -f generate_casework.sql
 *
 * Each case is one child, born in 2015, whom an authority in England wants to
 * place with an aunt in Ireland: consultation, report, examination and consent
 * are recorded, so that "decide" on 2026-03-10 is permitted, except that in
 * each twenty cases one child was not heard (case 7, 27 ...), one consent is
 * missing (13, 33 ...) and one assessment is too old (17, 37 ...).
 * All people and offices are invented.  With without_acts there are the same
 * people and facts, and no act has happened yet.
 *
 * Ids are computed: case N has the ids that bench_id('kind', N) gives, so that
 * a benchmark can name the rows of a case.  Rows are loaded as a restore loads
 * them, without verdicts: triggers are off meanwhile, and back afterwards as
 * they were.
 */
\set ON_ERROR_STOP on
\if :{?cases}
\else
  \set cases 1000
\endif
\if :{?schema}
\else
  \set schema casework
\endif
\if :{?first}
\else
  \set first 1
\endif

BEGIN;
SET LOCAL search_path = :"schema", pg_catalog;
SET LOCAL synchronous_commit = off;
SET LOCAL client_min_messages = warning;

/* the id of one row of case n: time-ordered like a UUIDv7 */
CREATE OR REPLACE FUNCTION bench_id(kind text, n bigint) RETURNS uuid
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT (lpad(to_hex(n), 12, '0') || '7' || lpad(to_hex(CASE kind
        WHEN 'case' THEN 1 WHEN 'child' THEN 2 WHEN 'parent' THEN 3 WHEN 'aunt' THEN 4
        WHEN 'reference' THEN 5 WHEN 'responsibility' THEN 6 WHEN 'carer' THEN 7 WHEN 'placement' THEN 8
        WHEN 'authority' THEN 9 END), 3, '0') || '8000000000000000')::uuid $$;

/* triggers as they are, to be put back */
CREATE TEMP TABLE bench_trigger ON COMMIT DROP AS
SELECT t.tgrelid::regclass AS tab, t.tgname, t.tgenabled
  FROM pg_trigger t
  JOIN pg_class c ON c.oid = t.tgrelid
 WHERE c.relnamespace = :'schema'::regnamespace AND NOT t.tgisinternal;
DO $$
DECLARE
    t record;
BEGIN
    FOR t IN SELECT * FROM bench_trigger LOOP
        EXECUTE format('ALTER TABLE %s DISABLE TRIGGER %I', t.tab, t.tgname);
    END LOOP;
    /* foreign keys of rows that are right by construction; only a superuser can skip them */
    IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        SET LOCAL session_replication_role = replica;
    END IF;
END $$;

INSERT INTO authority (authority_id, state, name, role, public_law, time_zone) VALUES
    (bench_id('authority', 1), 'GB', 'Example Council, Children''s Services', 'competent_authority', true, 'Europe/London'),
    (bench_id('authority', 2), 'GB', 'Example Central Authority for England', 'central_authority', true, 'Europe/London'),
    (bench_id('authority', 3), 'IE', 'Example Central Authority for Ireland', 'central_authority', true, 'Europe/Dublin'),
    (bench_id('authority', 4), 'IE', 'Example Family Agency', 'competent_authority', true, 'Europe/Dublin')
ON CONFLICT DO NOTHING;

CREATE TEMP TABLE bench ON COMMIT DROP AS
SELECT n, bench_id('case', n) AS case_id, bench_id('child', n) AS child_id, bench_id('parent', n) AS parent_id,
       bench_id('aunt', n) AS aunt_id, bench_id('reference', n) AS reference_id,
       bench_id('responsibility', n) AS responsibility_id, bench_id('carer', n) AS carer_id,
       bench_id('placement', n) AS placement_id,
       n % 20 <> 7 AS heard, n % 20 <> 13 AS consented, n % 20 <> 17 AS fresh
  FROM generate_series(:first::bigint, :first::bigint + :cases::bigint - 1) n;
ANALYZE bench;

INSERT INTO case_file (case_id, opened_on, opened_by, label)
SELECT case_id, '2025-11-03', bench_id('authority', 1), 'Example case ' || n FROM bench;
INSERT INTO child (case_id, child_id, label, birth_date, sex, nationalities, languages, siblings_checked_on, recorded_at)
SELECT case_id, child_id, 'Example Child ' || n, (date '2015-01-01' + (n % 365)::integer)::case_rules.partial_date,
       CASE WHEN n % 2 = 0 THEN 'female' ELSE 'male' END, '{GB}', '{en}', '2025-12-01', '2025-12-01'
  FROM bench;
INSERT INTO person (case_id, person_id, label, state, recorded_at)
SELECT b.case_id, v.person_id, v.label, v.state, '2025-12-01'
  FROM bench b
 CROSS JOIN LATERAL (VALUES (b.parent_id, 'Example Parent ' || b.n, 'GB'), (b.aunt_id, 'Example Aunt ' || b.n, 'IE'),
                            (b.reference_id, 'Example Person of Reference ' || b.n, 'GB')) v(person_id, label, state);
INSERT INTO relationship (case_id, relationship_id, child_id, person_id, kind, proof, proved_on, recorded_at)
SELECT case_id, bench_id('aunt', n), child_id, aunt_id, 'aunt_or_uncle', 'document', '2025-12-10', '2025-12-10' FROM bench;
INSERT INTO habitual_residence (case_id, residence_id, child_id, state, from_on, basis, recorded_at)
SELECT case_id, bench_id('child', n), child_id, 'GB', '2015-06-01', 'lives there since birth', '2025-12-01' FROM bench;
INSERT INTO parental_responsibility (case_id, responsibility_id, child_id, person_id, source, law_state, from_on, recorded_at)
SELECT case_id, responsibility_id, child_id, parent_id, 'by_law', 'GB', '2015-06-01', '2025-12-01' FROM bench;
INSERT INTO hearing (case_id, hearing_id, responsibility_id, heard_on, outcome, recorded_at)
SELECT case_id, bench_id('parent', n), responsibility_id, '2025-12-12', 'heard', '2025-12-12' FROM bench;
INSERT INTO child_situation (case_id, situation_id, child_id, kind, holds, from_on, recorded_at)
SELECT case_id, bench_id('child', n), child_id, 'accompanied', true, '2025-12-01', '2025-12-01' FROM bench;
INSERT INTO appointment (case_id, appointment_id, child_id, kind, person_id, from_on, recorded_at)
SELECT case_id, bench_id('reference', n), child_id, 'person_of_reference', reference_id, '2025-12-05', '2025-12-05' FROM bench;
INSERT INTO views (case_id, views_id, child_id, heard_on, outcome, method, alone, recorded_at)
SELECT case_id, bench_id('child', n), child_id, '2026-02-20', 'heard', 'interview', true, '2026-02-20' FROM bench WHERE heard;
INSERT INTO assessment (case_id, assessment_id, child_id, kind, opened_on, completed_on, approved_on, author,
                        author_qualified, reviewer, child_seen, elements, outcome, recorded_at)
SELECT b.case_id, v.id, b.child_id, v.kind, '2025-12-01', v.done, CASE WHEN v.kind = 'bia' THEN v.done END, 'worker-1',
       true, 'supervisor-1', true,
       CASE WHEN v.kind = 'bia' THEN '{views,identity,family,safety,vulnerability,health,education}'::text[] END,
       v.outcome, '2026-02-15'
  FROM bench b
 CROSS JOIN LATERAL (VALUES
       (bench_id('child', n), 'bia', CASE WHEN b.fresh THEN date '2026-02-10' ELSE date '2025-12-02' END, NULL),
       (bench_id('parent', n), 'family', date '2026-01-10', NULL),
       (bench_id('aunt', n), 'origin_report', date '2026-01-15', 'on_file'),
       (bench_id('carer', n), 'disclosure', date '2026-01-05', 'no_danger')) v(id, kind, done, outcome);
INSERT INTO care_option (case_id, option_id, child_id, kind, considered_on, suitable, finding, child_asked, recorded_at)
SELECT b.case_id, bench_id('child', b.n), b.child_id, 'parents', date '2026-01-20', false, 'cannot care for the child', NULL::boolean, '2026-01-20'::timestamptz FROM bench b
UNION ALL
SELECT b.case_id, bench_id('parent', b.n), b.child_id, 'kin_here', '2026-01-20', false, 'none found', NULL, '2026-01-20' FROM bench b
UNION ALL
SELECT b.case_id, bench_id('aunt', b.n), b.child_id, 'kin_abroad', '2026-01-20', true, 'aunt in Ireland', true, '2026-01-20' FROM bench b
UNION ALL
SELECT b.case_id, bench_id('reference', b.n), b.child_id, 'foster', '2026-01-20', true, 'possible, less stable', NULL, '2026-01-20' FROM bench b
UNION ALL
SELECT b.case_id, bench_id('carer', b.n), b.child_id, 'small_group', '2026-01-20', false, 'not needed', NULL, '2026-01-20' FROM bench b
UNION ALL
SELECT b.case_id, bench_id('placement', b.n), b.child_id, 'residential', '2026-01-20', false, 'not needed', NULL, '2026-01-20' FROM bench b;
INSERT INTO proposed_carer (case_id, carer_id, person_id, state, household_listed_on, recorded_at)
SELECT case_id, carer_id, aunt_id, 'IE', '2026-01-25', '2026-01-25' FROM bench;
INSERT INTO carer_check (case_id, check_id, carer_id, kind, requested_on, completed_on, is_clear, recorded_at)
SELECT b.case_id, v.id, b.carer_id, v.kind, '2026-01-12', v.done, true, v.done::timestamptz
  FROM bench b
 CROSS JOIN LATERAL (VALUES (bench_id('child', n), 'identity', date '2026-01-14'), (bench_id('parent', n), 'background', '2026-01-30'),
                            (bench_id('aunt', n), 'home_study', '2026-02-05')) v(id, kind, done);
INSERT INTO household_member (case_id, member_id, carer_id, label, is_adult, checked_on, is_clear, recorded_at)
SELECT case_id, bench_id('carer', n), carer_id, 'Example Uncle', true, '2026-01-30', true, '2026-01-30' FROM bench;
INSERT INTO placement (case_id, placement_id, child_id, requesting_state, requested_state, proceedings_instituted_on, recorded_at)
SELECT case_id, placement_id, child_id, 'GB', 'IE', '2025-12-01', '2026-01-02' FROM bench;
INSERT INTO placement_plan (case_id, plan_id, placement_id, planned_on, care_kind, carer_id, place, planned_end_on, grounds,
                            cultural_continuity, with_unrelated_adults, detention_for_status, deprives_of_liberty,
                            provider_involved, recorded_at)
SELECT case_id, bench_id('placement', n), placement_id, '2026-01-03', 'kin', carer_id, 'Example Town', 'infinity', '{neglect}',
       'same language and religion', false, false, false, false, '2026-01-03' FROM bench;
INSERT INTO requested_state_position (case_id, position_id, placement_id, stated_on, relative_view, law_points_missing, recorded_at)
SELECT case_id, bench_id('placement', n), placement_id, '2026-01-12', 'needed', '{}', '2026-01-12' FROM bench;
INSERT INTO placement_preparation (case_id, preparation_id, placement_id, stated_on, costs_agreed, costs_borne_by,
                                   immigration_clearance, responsibility_abroad, advance_recognition, enforceability,
                                   recognition_grounds, transfer_considered, connection_information, recorded_at)
SELECT case_id, bench_id('placement', n), placement_id, '2026-02-25', true, 'Example Council', true, 'special guardian: the aunt',
       'requested', 'not_needed', '{}', true, 'none_received', '2026-02-25' FROM bench;
INSERT INTO report_transmission (case_id, transmission_id, placement_id, sent_on, sender_id, addressee_id, has_report,
                                 has_reasons, contents, translation, recorded_at)
SELECT case_id, bench_id('placement', n), placement_id, '2026-01-08', bench_id('authority', 2), bench_id('authority', 3), true,
       true, '{identity,situation,health,education,family,views,proposed_carer,duration,contact_plan,funding,immigration_status,followup_proposal}',
       'not_needed', '2026-01-08' FROM bench;
INSERT INTO information_given (case_id, information_id, placement_id, topic, given_on, recorded_at)
SELECT b.case_id, v.id, b.placement_id, v.topic, '2026-02-28', '2026-02-28'
  FROM bench b
 CROSS JOIN LATERAL (VALUES (bench_id('child', n), 'complaint'), (bench_id('parent', n), 'preparation')) v(id, topic);
INSERT INTO care_plan (case_id, care_plan_id, placement_id, kind, written_on, goals, measures, responsible_persons, review_on, recorded_at)
SELECT case_id, bench_id('placement', n), placement_id, 'care', '2026-02-26', 'a stable home', 'school, contact with the parent',
       '{worker-1,worker-2}', '2026-06-01', '2026-02-26' FROM bench;
INSERT INTO followup_plan (case_id, followup_id, placement_id, cadence, arranged_on, provider_id, provider_agreed_on, recorded_at)
SELECT case_id, bench_id('placement', n), placement_id, '2 per month for 12 months at least 10 days apart', '2026-02-26',
       bench_id('authority', 4), '2026-02-27', '2026-02-27' FROM bench;

\if :{?without_acts}
\else
/* six acts, as the engine stamps and journals them */
INSERT INTO case_head (case_id, act_seq, last_on)
SELECT case_id, CASE WHEN consented THEN 6 ELSE 5 END,
       CASE WHEN consented THEN date '2026-02-18' ELSE '2026-01-13' END
  FROM bench;
INSERT INTO placement_regime (case_id, placement_id, by_seq, from_on, regime, found, objection_window_open, reasons, recorded_at)
SELECT case_id, placement_id, 1, '2026-01-03', 'hc1996', 'hc1996', false, '[]', '2026-01-03' FROM bench;
CREATE TEMP TABLE bench_act (seq, act, acted_on, authority, side, from_state, to_state, details) ON COMMIT DROP AS VALUES
    (1::bigint, 'contemplate', date '2026-01-03', 1, 'requesting', NULL, 'contemplated', '{"jurisdiction_article": "5"}'::jsonb),
    (2, 'open_consultation', '2026-01-05', 2, 'requesting', 'contemplated', 'consultation_opened', '{"addressee_role": "central_authority"}'),
    (3, 'transmit_report', '2026-01-08', 2, 'requesting', 'consultation_opened', 'report_transmitted', '{}'),
    (4, 'acknowledge', '2026-01-12', 3, 'requested', 'report_transmitted', 'received', '{}'),
    (5, 'assign', '2026-01-13', 3, 'requested', 'received', 'under_examination', '{"assigned_to": "Example Family Agency"}'),
    (6, 'consent', '2026-02-18', 4, 'requested', 'under_examination', 'consented',
        '{"given_by": "competent_authority", "interests_considered": true, "valid_to": "2026-08-31", "document": "EX-1"}');
INSERT INTO act (case_id, seq, act_id, procedure, subject_id, act, acted_on, authority_id, actor, details, side,
                 from_state, to_state, finding_count, outcome, recorded_at, recorded_by)
SELECT b.case_id, a.seq, bench_id('case', b.n * 16 + a.seq), 'placement_abroad', b.placement_id, a.act, a.acted_on,
       bench_id('authority', a.authority), 'worker-1', a.details, a.side, a.from_state, a.to_state, 0, 'permitted',
       a.acted_on + time '12:00', 'bench'
  FROM bench b CROSS JOIN bench_act a
 WHERE b.consented OR a.act <> 'consent'
 ORDER BY b.n, a.seq;
INSERT INTO journal (case_id, seq, judgement, guarded_table, procedure, subject_id, act, acted_on, side, authority_id, actor,
                     from_state, to_state, outcome, rule_count, finding_count, findings, judged_at, judged_by, release)
SELECT b.case_id, a.seq, 1, :'schema' || '.act', 'placement_abroad', b.placement_id, a.act, a.acted_on, a.side,
       bench_id('authority', a.authority), 'worker-1', a.from_state, a.to_state, 'permitted', 0, 0, '[]',
       a.acted_on + time '12:00', 'bench', 'bench'
  FROM bench b CROSS JOIN bench_act a
 WHERE b.consented OR a.act <> 'consent'
 ORDER BY b.n, a.seq;
\endif

DO $$
DECLARE
    t record;
BEGIN
    FOR t IN SELECT * FROM bench_trigger LOOP
        EXECUTE format('ALTER TABLE %s %s TRIGGER %I', t.tab,
                       CASE t.tgenabled WHEN 'A' THEN 'ENABLE ALWAYS' WHEN 'R' THEN 'ENABLE REPLICA'
                                        WHEN 'D' THEN 'DISABLE' ELSE 'ENABLE' END, t.tgname);
    END LOOP;
END $$;
COMMIT;

/* statistics for the planner */
SELECT format('VACUUM ANALYZE %I.%I', :'schema', c.relname)
  FROM pg_catalog.pg_class c
 WHERE c.relnamespace = :'schema'::regnamespace AND c.relkind = 'r'
 ORDER BY c.relname
\gexec
