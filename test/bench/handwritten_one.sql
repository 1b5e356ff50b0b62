/*
 * handwritten_one.sql: the same protocol without case_rules, all rules in one
 * query, as an expert writes it who wants it fast.
 *
 * One trigger, three statements: lock of the case, one query, journal.  The
 * query reads each table once where it can: side, states, days, and the
 * verdicts of all rules in the order of the list at the end.  What it answers
 * is what case_rules answers for "decide" under the Hague Convention;
 * compare.sql checks it before anything is timed.
 */
CREATE SCHEMA bench_one;
CREATE TABLE bench_one.act (LIKE casework.act INCLUDING ALL,
    FOREIGN KEY (authority_id) REFERENCES casework.authority,
    FOREIGN KEY (case_id) REFERENCES casework.case_file);
CREATE TABLE bench_one.case_head (LIKE casework.case_head INCLUDING ALL) WITH (fillfactor = 70);
CREATE TABLE bench_one.journal (LIKE casework.journal INCLUDING ALL);

CREATE FUNCTION bench_one.guard_decide() RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    rules CONSTANT text[] := bench.rules();
    verdicts text[];
    stops text[];
    today date;
    not_before date;
    v_regime text;
BEGIN
    IF NEW.details - ARRAY['document', 'reasons', 'views_weight'] <> '{}'
       OR jsonb_typeof(NEW.details -> 'document') <> 'string'
       OR jsonb_typeof(NEW.details -> 'reasons') <> 'string'
       OR jsonb_typeof(NEW.details -> 'views_weight') <> 'string' THEN
        RAISE EXCEPTION 'the details do not fit the act' USING ERRCODE = '22023';
    END IF;

    UPDATE bench_one.case_head h SET act_seq = h.act_seq + 1
     WHERE h.case_id = NEW.case_id RETURNING h.act_seq INTO NEW.seq;
    IF NOT FOUND THEN
        INSERT INTO bench_one.case_head AS h (case_id, act_seq) VALUES (NEW.case_id, 1)
        ON CONFLICT (case_id) DO UPDATE SET act_seq = h.act_seq + 1
        RETURNING h.act_seq INTO NEW.seq;
    END IF;

    SELECT v.side, ac.state,
           (SELECT t.to_state FROM case_rules.procedure_transition t
             WHERE t.procedure = 'placement_abroad' AND t.from_state = coalesce(ac.state, '-')
               AND t.act = NEW.act AND t.side::text = v.side),
           v.today, v.not_before, rg.regime,
           ARRAY[
             /* 1 a33_applicable */
             bench.verdict(rg.regime <> 'unknown'),
             /* 2 a33_conditions_met */
             bench.verdict(v.expected, (SELECT CASE WHEN count(*) > 0 OR ac.answer IS DISTINCT FROM 'consent_with_conditions'
                                                    THEN count(*) FILTER (WHERE (t.met_on IS NULL OR t.met_on > NEW.acted_on)
                                                                            AND t.condition_id::text <> ALL (coalesce(ac.waived, '{}'))) END
                                          FROM casework.consent_condition t
                                         WHERE t.case_id = NEW.case_id AND t.placement_id = NEW.subject_id
                                           AND t.set_on <= NEW.acted_on AND t.superseded_at IS NULL) = 0),
             /* 3 a33_consent_given */
             bench.verdict(v.expected, ac.said_last),
             /* 4 a33_consent_matches */
             bench.verdict(v.expected, CASE WHEN ac.consent_on IS NOT NULL THEN
                 NOT (coalesce(pl.carer_id <> coalesce((ac.consent ->> 'carer_id')::uuid, rp.carer_id), false)
                      OR coalesce(pl.place <> coalesce(ac.consent ->> 'place', rp.place), false)
                      OR coalesce(pl.care_kind <> coalesce(ac.consent ->> 'care_kind', rp.care_kind), false)
                      OR coalesce(ac.placement_until < coalesce(v.planned_end_on, 'infinity'), false)) END),
             /* 5 a33_consent_not_expired */
             bench.verdict(v.expected, ac.valid_to >= NEW.acted_on),
             /* 6 a33_consent_relied_on */
             bench.verdict(v.expected, coalesce(ac.given_by, (
                 SELECT CASE WHEN g.role IN ('institution', 'central_authority') THEN g.role
                             WHEN g.role = 'agency' OR NOT g.public_law THEN 'other'
                             ELSE 'competent_authority' END
                   FROM casework.authority g WHERE g.authority_id = ac.given_by_id)) IN ('competent_authority', 'central_authority')),
             /* 7 a33_consulted_first */
             bench.verdict(v.expected, ac.opened_on <= NEW.acted_on),
             /* 8 a33_costs_agreed */
             bench.verdict(pp.costs_agreed),
             /* 9 a33_decide_only_after */
             bench.verdict(v.expected, ac.consent_on <= NEW.acted_on),
             /* 10 a33_not_bypassed_by_urgency */
             bench.verdict(ac.jurisdiction NOT IN ('11', '12')),
             /* 11 a33_parent_outside */
             bench.verdict(pl.care_kind = 'with_parent', re.verified),
             /* 12 a33_reasons_transmitted */
             bench.verdict(v.expected, rt.has_reasons),
             /* 13 a33_relative_placement_characterised */
             bench.verdict(pl.care_kind = 'kin', po.relative_view IN ('needed', 'not_needed') OR ac.consent_on <= NEW.acted_on),
             /* 14 a33_report_transmitted */
             bench.verdict(v.expected, rt.report_on <= NEW.acted_on),
             /* 15 a33_silence_is_not_consent */
             bench.verdict(v.expected, ac.answer IN ('consent', 'consent_with_conditions', 'transcribe_consent')),
             /* 16 adoption_not_by_this_procedure */
             bench.verdict(pl.care_kind <> 'adoption'),
             /* 17 assessment_not_status_based */
             bench.verdict(NOT pl.grounds <@ ARRAY['nationality', 'migration_status', 'poverty']),
             /* 18 bia_before_decision */
             bench.verdict(bi.completed_on <= NEW.acted_on),
             /* 19 bia_current */
             bench.verdict(bi.completed_on + interval '3 months' >= NEW.acted_on
                 AND NOT EXISTS (SELECT FROM casework.material_change t
                                  WHERE t.case_id = NEW.case_id AND t.child_id = p.child_id
                                    AND t.changed_on <= NEW.acted_on AND t.changed_on > bi.completed_on
                                    AND t.superseded_at IS NULL)),
             /* 20 bia_elements_complete */
             bench.verdict(CASE WHEN bi.completed_on IS NOT NULL THEN coalesce(bi.elements, '{}')
                 @> ARRAY['views', 'identity', 'family', 'safety', 'vulnerability', 'health', 'education'] END),
             /* 21 bia_qualified_assessor */
             bench.verdict(bi.author_qualified),
             /* 22 bia_supervisor_review */
             bench.verdict(bi.reviewer <> bi.author),
             /* 23 care_options_considered */
             bench.verdict(co.complete),
             /* 24 carer_approved */
             bench.verdict(pl.care_kind NOT IN ('with_parent', 'residential', 'educational'),
                 ck.identity AND ck.background AND ck.home_study AND (pl.care_kind <> 'foster' OR ck.training)),
             /* 25 carer_household_checked */
             bench.verdict(pl.care_kind NOT IN ('with_parent', 'residential', 'educational'), hm.checked),
             /* 26 carer_relationship_verified */
             bench.verdict(pl.care_kind = 'kin', re.verified),
             /* 27 child_heard */
             bench.verdict(NOT ur.urgent, (
                 SELECT t.outcome IN ('heard', 'declined', 'not_capable_reasoned') FROM casework.views t
                  WHERE t.case_id = NEW.case_id AND t.child_id = p.child_id
                    AND t.heard_on <= NEW.acted_on AND t.superseded_at IS NULL
                  ORDER BY t.heard_on DESC, t.views_id DESC LIMIT 1)),
             /* 28 child_is_minor */
             bench.verdict(coalesce(cs.age_disputed, false) OR case_rules.is_under(p.birth_date, 18, NEW.acted_on)),
             /* 29 child_seen_in_person */
             bench.verdict(bi.child_seen),
             /* 30 consent_cure_competence */
             bench.verdict(pl.care_kind <> 'with_parent', NOT coalesce(ac.doubtful, false)),
             /* 31 consent_known_when_decided */
             bench.verdict(pl.care_kind <> 'with_parent' AND NOT (pl.care_kind = 'kin' AND (po.relative_view = 'not_needed'
                     OR coalesce(po.relative_exempt, case_rules.art82_relative_exempt(p.requested_state, re.kind)))),
                 (ac.consent_recorded_at AT TIME ZONE interval '-12:00')::date <= NEW.acted_on),
             /* 32 cultural_continuity */
             bench.verdict(pl.cultural_continuity ~ '\S'),
             /* 33 decision_reasoned_in_writing */
             bench.verdict(btrim(NEW.details ->> 'reasons') <> ''),
             /* 34 family_capacity_assessed */
             bench.verdict((SELECT bool_or(t.completed_on <= NEW.acted_on) FROM casework.assessment t
                             WHERE t.case_id = NEW.case_id AND t.child_id = p.child_id AND t.kind = 'family'
                               AND coalesce(t.opened_on, t.completed_on) <= NEW.acted_on AND t.superseded_at IS NULL)),
             /* 35 followup_before_start */
             bench.verdict((SELECT bool_or(t.ended_on IS NULL OR t.ended_on > NEW.acted_on) FROM casework.followup_plan t
                             WHERE t.case_id = NEW.case_id AND t.placement_id = NEW.subject_id
                               AND t.arranged_on <= NEW.acted_on AND t.superseded_at IS NULL)),
             /* 36 guardian_before_major_decision */
             bench.verdict(CASE WHEN cs.alone THEN true WHEN cs.accompanied OR cs.both_answered THEN false END, ap.guardian),
             /* 37 home_country_information_used */
             bench.verdict((SELECT t.outcome FROM casework.assessment t
                             WHERE t.case_id = NEW.case_id AND t.child_id = p.child_id AND t.kind = 'origin_report'
                               AND t.completed_on <= NEW.acted_on AND t.superseded_at IS NULL
                             ORDER BY t.completed_on DESC, t.assessment_id DESC LIMIT 1) IN ('on_file', 'absent_with_reasons')),
             /* 38 individual_decision */
             bench.verdict(NOT (NEW.details ->> 'reasons' = ANY (ARRAY(
                 SELECT a.details ->> 'reasons'
                   FROM casework.placement o
                   JOIN bench_one.act a ON a.case_id = o.case_id AND a.procedure = 'placement_abroad' AND a.subject_id = o.placement_id
                  WHERE o.case_id = NEW.case_id AND o.child_id <> p.child_id
                    AND a.act = 'decide' AND a.details ? 'reasons' AND a.acted_on <= NEW.acted_on)))),
             /* 39 jurisdiction_basis_recorded */
             bench.verdict(ac.jurisdiction IN ('5', '6', '7', '8', '9', '10', '11', '12')),
             /* 40 kin_abroad_considered */
             bench.verdict(pl.care_kind NOT IN ('kin', 'with_parent'), co.kin_abroad_asked),
             /* 41 legal_responsibility_held */
             bench.verdict(pr.held OR ap.guardian),
             /* 42 no_detention_for_status */
             bench.verdict(NOT pl.detention_for_status),
             /* 43 not_with_unrelated_adults */
             bench.verdict(NOT pl.with_unrelated_adults
                 OR (pl.adult_setting_reasons ~ '\S' AND NOT coalesce(cs.age_disputed, false)
                     AND NOT case_rules.is_under(p.birth_date, 16, NEW.acted_on))),
             /* 44 objection_window_open */
             bench.verdict(NOT rg.objection_window_open),
             /* 45 parental_responsibility_holder_heard */
             bench.verdict(NOT ur.urgent, pr.all_heard),
             /* 46 person_of_reference_appointed */
             bench.verdict(ap.reference AND NOT ap.references_now && coalesce(ap.others_now, '{}')),
             /* 47 poverty_not_sole_ground */
             bench.verdict(NOT pl.grounds <@ ARRAY['poverty']),
             /* 48 provider_authorised */
             bench.verdict(pl.care_kind NOT IN ('kin', 'with_parent') AND pl.provider_involved,
                 (SELECT g.authorised_until FROM casework.authority g WHERE g.authority_id = pl.provider_id) >= NEW.acted_on),
             /* 49 recognition_ground_f */
             bench.verdict(NOT 'f' = ANY (pp.recognition_grounds)),
             /* 50 recognition_grounds_scan */
             bench.verdict(NOT pp.recognition_grounds && ARRAY['a', 'b', 'c', 'd', 'e']),
             /* 51 residential_last_and_temporary */
             bench.verdict(pl.care_kind = 'residential', co.family_excluded AND (v.planned_end_on > NEW.acted_on
                 OR (SELECT t.review_on FROM casework.care_plan t
                      WHERE t.case_id = NEW.case_id AND t.placement_id = NEW.subject_id AND t.kind = 'care'
                        AND t.written_on <= NEW.acted_on AND t.superseded_at IS NULL
                      ORDER BY t.written_on DESC, t.care_plan_id DESC LIMIT 1) > NEW.acted_on)),
             /* 52 siblings_contact_plan */
             bench.verdict(v.separated, si.contact_planned),
             /* 53 siblings_together */
             bench.verdict(CASE WHEN p.siblings_checked_on <= NEW.acted_on THEN true END AND (NOT v.separated OR si.reasoned)),
             /* 54 transfer_of_jurisdiction_considered */
             bench.verdict(pp.transfer_considered),
             /* 55 under_three_family_based */
             bench.verdict(pl.care_kind = 'residential' AND case_rules.is_under(p.birth_date, 3, NEW.acted_on),
                 pl.under_three_exception IN ('sibling_unity', 'emergency_short_with_plan')),
             /* 56 views_weight_recorded */
             bench.verdict(btrim(NEW.details ->> 'views_weight') <> '')]
      INTO NEW.side, NEW.from_state, NEW.to_state, today, not_before, v_regime, verdicts
      FROM (SELECT p.child_id, p.requesting_state, p.requested_state, c.birth_date, c.siblings_checked_on
              FROM casework.placement p
              LEFT JOIN casework.child c ON c.case_id = p.case_id AND c.child_id = p.child_id
             WHERE p.case_id = NEW.case_id AND p.placement_id = NEW.subject_id OFFSET 0) p
     CROSS JOIN casework.authority a
     CROSS JOIN LATERAL (
           SELECT case_rules.first_known(t.to_state) AS state,
                  case_rules.first_known(t.details ->> 'jurisdiction_article')
                      FILTER (WHERE t.act IN ('contemplate', 'determine_regime')) AS jurisdiction,
                  min(t.acted_on) FILTER (WHERE t.act = 'open_consultation') AS opened_on,
                  case_rules.first_known(t.act) FILTER (WHERE t.act IN ('consent', 'consent_with_conditions', 'transcribe_consent',
                                                                   'refuse', 'transcribe_refusal')) AS answer,
                  case_rules.first_known(t.act IN ('consent', 'consent_with_conditions', 'transcribe_consent'))
                      FILTER (WHERE t.act IN ('consent', 'consent_with_conditions', 'transcribe_consent', 'refuse',
                                              'transcribe_refusal', 'withdraw_consent', 'transcribe_withdrawal')) AS said_last,
                  max(t.acted_on) FILTER (WHERE t.act IN ('consent', 'consent_with_conditions', 'transcribe_consent')) AS consent_on,
                  case_rules.first_known(t.recorded_at)
                      FILTER (WHERE t.act IN ('consent', 'consent_with_conditions', 'transcribe_consent')) AS consent_recorded_at,
                  case_rules.first_known(t.details)
                      FILTER (WHERE t.act IN ('consent', 'consent_with_conditions', 'transcribe_consent')) AS consent,
                  case_rules.first_known(coalesce((t.details ->> 'valid_to')::date, 'infinity'))
                      FILTER (WHERE t.act IN ('consent', 'consent_with_conditions', 'transcribe_consent')
                                 OR t.act IN ('extend_consent', 'transcribe_extension') AND t.details ->> 'valid_to' IS NOT NULL) AS valid_to,
                  case_rules.first_known(coalesce((t.details ->> 'placement_until')::date, 'infinity'))
                      FILTER (WHERE t.act IN ('consent', 'consent_with_conditions', 'transcribe_consent')
                                 OR t.act IN ('extend_consent', 'transcribe_extension')
                                    AND t.details ->> 'placement_until' IS NOT NULL) AS placement_until,
                  nullif(case_rules.first_known(coalesce(t.details ->> 'given_by', ''))
                      FILTER (WHERE t.act IN ('consent', 'consent_with_conditions', 'transcribe_consent', 'regularise_consent')), '') AS given_by,
                  nullif(case_rules.first_known(CASE WHEN t.act = 'transcribe_consent' THEN '00000000-0000-0000-0000-000000000000'
                                                   ELSE t.authority_id END)
                      FILTER (WHERE t.act IN ('consent', 'consent_with_conditions', 'transcribe_consent', 'regularise_consent')),
                      '00000000-0000-0000-0000-000000000000') AS given_by_id,
                  case_rules.first_known(t.act = 'doubt_consent')
                      FILTER (WHERE t.act IN ('consent', 'consent_with_conditions', 'transcribe_consent', 'doubt_consent',
                                              'regularise_consent')) AS doubtful,
                  array_agg(t.details ->> 'condition_id') FILTER (WHERE t.act = 'waive_condition') AS waived,
                  case_rules.first_known(t.acted_on) FILTER (WHERE t.act = 'extend_placement') AS extended_on,
                  case_rules.first_known((t.details ->> 'until')::date) FILTER (WHERE t.act = 'extend_placement') AS extended_until
             FROM (SELECT t.act, t.acted_on, t.recorded_at, t.authority_id, t.to_state, t.details
                     FROM bench_one.act t
                    WHERE t.case_id = NEW.case_id AND t.procedure = 'placement_abroad' AND t.subject_id = NEW.subject_id
                      AND t.acted_on <= NEW.acted_on
                    ORDER BY t.acted_on DESC, t.seq DESC) t) ac
      LEFT JOIN LATERAL (
           SELECT t.regime, t.objection_window_open FROM casework.placement_regime t
            WHERE t.case_id = NEW.case_id AND t.placement_id = NEW.subject_id AND t.from_on <= NEW.acted_on
            ORDER BY t.from_on DESC, t.by_seq DESC LIMIT 1) rg ON true
     CROSS JOIN LATERAL (
           SELECT case_rules.first_known(t.care_kind) AS care_kind, case_rules.first_known(t.carer_id) AS carer_id,
                  case_rules.first_known(t.place) AS place, case_rules.first_known(t.planned_end_on) AS planned_end_on,
                  max(t.planned_on) FILTER (WHERE t.planned_end_on IS NOT NULL) AS end_planned_on,
                  case_rules.first_known(t.grounds) AS grounds, case_rules.first_known(t.cultural_continuity) AS cultural_continuity,
                  case_rules.first_known(t.under_three_exception) AS under_three_exception,
                  case_rules.first_known(t.with_unrelated_adults) AS with_unrelated_adults,
                  case_rules.first_known(t.adult_setting_reasons) AS adult_setting_reasons,
                  case_rules.first_known(t.detention_for_status) AS detention_for_status,
                  case_rules.first_known(t.provider_involved) AS provider_involved, case_rules.first_known(t.provider_id) AS provider_id
             FROM (SELECT t.* FROM casework.placement_plan t
                    WHERE t.case_id = NEW.case_id AND t.placement_id = NEW.subject_id
                      AND t.planned_on <= NEW.acted_on AND t.superseded_at IS NULL
                    ORDER BY t.planned_on DESC, t.plan_id DESC) t) pl
     CROSS JOIN LATERAL (
           SELECT case_rules.first_known(t.care_kind) AS care_kind, case_rules.first_known(t.carer_id) AS carer_id,
                  case_rules.first_known(t.place) AS place
             FROM (SELECT t.care_kind, t.carer_id, t.place FROM casework.placement_plan t
                    WHERE t.case_id = NEW.case_id AND t.placement_id = NEW.subject_id
                      AND t.planned_on <= ac.consent_on AND t.recorded_at <= ac.consent_recorded_at
                      AND (t.superseded_at IS NULL OR t.superseded_at > ac.consent_recorded_at)
                    ORDER BY t.planned_on DESC, t.plan_id DESC) t) rp
     CROSS JOIN LATERAL (
           SELECT case_rules.first_known(t.relative_view) AS relative_view, case_rules.first_known(t.relative_exempt) AS relative_exempt
             FROM (SELECT t.relative_view, t.relative_exempt FROM casework.requested_state_position t
                    WHERE t.case_id = NEW.case_id AND t.placement_id = NEW.subject_id
                      AND t.stated_on <= NEW.acted_on AND t.superseded_at IS NULL
                    ORDER BY t.stated_on DESC, t.position_id DESC) t) po
     CROSS JOIN LATERAL (
           SELECT case_rules.first_known(t.costs_agreed) AS costs_agreed, case_rules.first_known(t.recognition_grounds) AS recognition_grounds,
                  case_rules.first_known(t.transfer_considered) AS transfer_considered
             FROM (SELECT t.costs_agreed, t.recognition_grounds, t.transfer_considered FROM casework.placement_preparation t
                    WHERE t.case_id = NEW.case_id AND t.placement_id = NEW.subject_id
                      AND t.stated_on <= NEW.acted_on AND t.superseded_at IS NULL
                    ORDER BY t.stated_on DESC, t.preparation_id DESC) t) pp
      LEFT JOIN LATERAL (
           SELECT t.completed_on, t.elements, t.author_qualified, t.author, t.reviewer, t.child_seen FROM casework.assessment t
            WHERE t.case_id = NEW.case_id AND t.child_id = p.child_id AND t.kind = 'bia'
              AND t.completed_on <= NEW.acted_on AND t.approved_on <= NEW.acted_on AND t.superseded_at IS NULL
            ORDER BY t.completed_on DESC, t.assessment_id DESC LIMIT 1) bi ON true
     CROSS JOIN LATERAL (
           SELECT case_rules.first_known(t.runs) FILTER (WHERE t.kind = 'age_disputed') AS age_disputed,
                  bool_or(t.runs) FILTER (WHERE t.kind IN ('unaccompanied', 'separated')) AS alone,
                  bool_or(t.runs) FILTER (WHERE t.kind = 'accompanied') AS accompanied,
                  count(*) FILTER (WHERE t.kind IN ('unaccompanied', 'separated')) = 2 AS both_answered
             FROM (SELECT DISTINCT ON (t.kind) t.kind, t.holds AND (t.to_on IS NULL OR t.to_on >= NEW.acted_on) AS runs
                     FROM casework.child_situation t
                    WHERE t.case_id = NEW.case_id AND t.child_id = p.child_id
                      AND t.from_on <= NEW.acted_on AND t.superseded_at IS NULL
                    ORDER BY t.kind DESC, t.from_on DESC, t.situation_id DESC) t) cs
     CROSS JOIN LATERAL (
           SELECT EXISTS (SELECT FROM casework.urgency t
                           WHERE t.case_id = NEW.case_id AND t.placement_id = NEW.subject_id
                             AND t.from_on <= NEW.acted_on AND (t.to_on IS NULL OR t.to_on >= NEW.acted_on)
                             AND t.superseded_at IS NULL) AS urgent) ur
     CROSS JOIN LATERAL (
           SELECT CASE WHEN count(*) > 0 THEN count(*) FILTER (WHERE t.finding ~ '\S') = 6 END AS complete,
                  bool_or(t.child_asked) FILTER (WHERE t.kind = 'kin_abroad') AS kin_abroad_asked,
                  CASE WHEN bool_or(t.suitable) FILTER (WHERE t.kind IN ('parents', 'kin_here', 'kin_abroad', 'foster')) THEN false
                       WHEN count(*) FILTER (WHERE t.kind IN ('parents', 'kin_here', 'kin_abroad', 'foster')
                                               AND NOT t.suitable AND t.finding ~ '\S') = 4 THEN true END AS family_excluded
             FROM (SELECT DISTINCT ON (t.kind) t.kind, t.finding, t.suitable, t.child_asked FROM casework.care_option t
                    WHERE t.case_id = NEW.case_id AND t.child_id = p.child_id
                      AND t.considered_on <= NEW.acted_on AND t.superseded_at IS NULL
                    ORDER BY t.kind DESC, t.considered_on DESC, t.option_id DESC) t) co
     CROSS JOIN LATERAL (
           SELECT bool_or(t.is_clear) FILTER (WHERE t.kind = 'identity') AS identity,
                  bool_or(t.is_clear) FILTER (WHERE t.kind = 'background') AS background,
                  bool_or(t.is_clear) FILTER (WHERE t.kind = 'home_study') AS home_study,
                  bool_or(t.is_clear) FILTER (WHERE t.kind = 'training') AS training
             FROM (SELECT DISTINCT ON (t.kind) t.kind, t.is_clear FROM casework.carer_check t
                    WHERE t.case_id = NEW.case_id AND t.carer_id = pl.carer_id
                      AND t.completed_on <= NEW.acted_on AND t.superseded_at IS NULL
                    ORDER BY t.kind DESC, t.completed_on DESC, t.check_id DESC) t) ck
     CROSS JOIN LATERAL (
           SELECT CASE WHEN bool_or(NOT t.is_clear AND t.checked_on <= NEW.acted_on) THEN false
                       WHEN bool_and(k.household_listed_on <= NEW.acted_on)
                        AND bool_or(t.member_id IS NOT NULL AND (t.checked_on IS NULL OR t.checked_on > NEW.acted_on)) IS NOT TRUE
                       THEN true END AS checked
             FROM casework.proposed_carer k
             LEFT JOIN casework.household_member t
               ON t.case_id = k.case_id AND t.carer_id = k.carer_id AND t.is_adult
              AND (t.from_on IS NULL OR t.from_on <= NEW.acted_on) AND (t.to_on IS NULL OR t.to_on >= NEW.acted_on)
              AND t.superseded_at IS NULL
            WHERE k.case_id = NEW.case_id AND k.carer_id = pl.carer_id) hm
     CROSS JOIN LATERAL (
           SELECT case_rules.first_known(t.kind) AS kind,
                  case_rules.first_known(t.proof <> 'disproved') FILTER (WHERE t.proved_on <= NEW.acted_on) AS verified
             FROM (SELECT t.kind, t.proof, t.proved_on
                     FROM casework.proposed_carer k
                     JOIN casework.relationship t ON t.case_id = k.case_id AND t.person_id = k.person_id
                    WHERE k.case_id = NEW.case_id AND k.carer_id = pl.carer_id AND t.child_id = p.child_id
                      AND t.superseded_at IS NULL
                    ORDER BY t.proved_on DESC NULLS LAST, t.relationship_id DESC) t) re
     CROSS JOIN LATERAL (
           SELECT bool_or(t.to_on IS NULL OR t.to_on >= NEW.acted_on) FILTER (WHERE t.kind = 'guardian') AS guardian,
                  bool_or(t.to_on IS NULL OR t.to_on >= NEW.acted_on) FILTER (WHERE t.kind = 'person_of_reference') AS reference,
                  array_agg(t.person_id) FILTER (WHERE t.kind = 'person_of_reference'
                                                   AND (t.to_on IS NULL OR t.to_on >= NEW.acted_on)) AS references_now,
                  array_agg(t.person_id) FILTER (WHERE t.kind <> 'person_of_reference'
                                                   AND (t.to_on IS NULL OR t.to_on >= NEW.acted_on)) AS others_now
             FROM casework.appointment t
            WHERE t.case_id = NEW.case_id AND t.child_id = p.child_id
              AND t.from_on <= NEW.acted_on AND t.superseded_at IS NULL) ap
     CROSS JOIN LATERAL (
           SELECT bool_or(t.runs) AS held,
                  CASE WHEN bool_or(t.heard IS FALSE) FILTER (WHERE t.runs) THEN false
                       WHEN bool_or(t.heard IS NULL) FILTER (WHERE t.runs) THEN NULL
                       ELSE bool_and(t.heard) FILTER (WHERE t.runs) END AS all_heard
             FROM (SELECT t.to_on IS NULL OR t.to_on >= NEW.acted_on AS runs,
                          (SELECT h.outcome <> 'not_offered' FROM casework.hearing h
                            WHERE h.case_id = t.case_id AND h.responsibility_id = t.responsibility_id
                              AND h.heard_on <= NEW.acted_on AND h.superseded_at IS NULL
                            ORDER BY h.heard_on DESC, h.hearing_id DESC LIMIT 1) AS heard
                     FROM casework.parental_responsibility t
                    WHERE t.case_id = NEW.case_id AND t.child_id = p.child_id
                      AND t.from_on <= NEW.acted_on AND t.superseded_at IS NULL OFFSET 0) t) pr
     CROSS JOIN LATERAL (
           SELECT bool_or(t.has_reasons) AS has_reasons, min(t.sent_on) FILTER (WHERE t.has_report) AS report_on
             FROM casework.report_transmission t
            WHERE t.case_id = NEW.case_id AND t.placement_id = NEW.subject_id
              AND t.sent_on <= NEW.acted_on AND t.superseded_at IS NULL) rt
     CROSS JOIN LATERAL (
           SELECT bool_or(t.separated) AS separated, bool_or(t.separated IS NULL) AS unclear,
                  bool_and(t.reasoned) FILTER (WHERE t.separated) AS reasoned,
                  CASE WHEN bool_or(t.planned) FILTER (WHERE t.separated)
                       THEN bool_and(t.planned) FILTER (WHERE t.separated) END AS contact_planned
             FROM (SELECT t.has_bond AND NOT s.together AS separated, coalesce(s.reasons ~ '\S', false) AS reasoned,
                          EXISTS (SELECT FROM casework.contact_plan k
                                   WHERE k.case_id = NEW.case_id AND k.placement_id = NEW.subject_id AND k.bond_id = t.bond_id
                                     AND k.from_on <= NEW.acted_on AND (k.to_on IS NULL OR k.to_on >= NEW.acted_on)
                                     AND k.superseded_at IS NULL) AS planned
                     FROM casework.sibling_bond t
                     LEFT JOIN LATERAL (
                          SELECT s.together, s.reasons FROM casework.sibling_arrangement s
                           WHERE s.case_id = NEW.case_id AND s.placement_id = NEW.subject_id AND s.bond_id = t.bond_id
                             AND s.arranged_on <= NEW.acted_on AND s.superseded_at IS NULL
                           ORDER BY s.arranged_on DESC, s.arrangement_id DESC LIMIT 1) s ON true
                    WHERE t.case_id = NEW.case_id AND t.child_id = p.child_id AND t.superseded_at IS NULL) t) si
     CROSS JOIN LATERAL (
           SELECT CASE a.state WHEN p.requesting_state THEN 'requesting' WHEN p.requested_state THEN 'requested' END AS side,
                  (clock_timestamp() AT TIME ZONE a.time_zone)::date AS today,
                  case_rules.earliest(p.birth_date) AS not_before,
                  pl.care_kind <> 'with_parent' AND NOT (pl.care_kind = 'kin' AND po.relative_view = 'not_needed') AS expected,
                  CASE WHEN ac.extended_on >= pl.end_planned_on OR pl.end_planned_on IS NULL
                       THEN coalesce(ac.extended_until, pl.planned_end_on) ELSE pl.planned_end_on END AS planned_end_on,
                  CASE WHEN si.separated THEN true
                       WHEN p.siblings_checked_on <= NEW.acted_on AND si.unclear IS NOT TRUE THEN false END AS separated) v
     WHERE a.authority_id = NEW.authority_id;

    IF v_regime IS DISTINCT FROM 'hc1996' THEN
        RAISE EXCEPTION 'written for the Hague Convention only' USING ERRCODE = '0A000';
    END IF;
    IF NEW.to_state IS NULL THEN
        RAISE EXCEPTION 'the act is not possible from here, or not by this side' USING ERRCODE = 'RU002';
    END IF;
    IF NEW.acted_on > today OR NEW.acted_on < not_before THEN
        RAISE EXCEPTION 'the day of the act is not possible' USING ERRCODE = 'RU004';
    END IF;

    NEW.finding_count := 0;
    IF verdicts && ARRAY['violated', 'unknown'] THEN
        stops := bench.stops(NEW.case_id, NEW.subject_id, NEW.acted_on, verdicts);
        IF cardinality(stops) > 0 THEN
            RAISE EXCEPTION 'act "%" is barred', NEW.act
                USING ERRCODE = 'RU001', DETAIL = bench.findings(verdicts)::text;
        END IF;
        NEW.finding_count := cardinality(array_positions(verdicts, 'violated')) + cardinality(array_positions(verdicts, 'unknown'));
    END IF;
    NEW.outcome := 'permitted';
    NEW.recorded_at := clock_timestamp();
    NEW.recorded_by := session_user;
    INSERT INTO bench_one.journal (case_id, seq, judgement, guarded_table, procedure, subject_id, act, acted_on, side,
                                   authority_id, actor, from_state, to_state, outcome, rule_count, finding_count, findings, satisfied, not_applicable, release)
    VALUES (NEW.case_id, NEW.seq, 1, 'bench_one.act', NEW.procedure, NEW.subject_id, NEW.act, NEW.acted_on, NEW.side,
            NEW.authority_id::text, NEW.actor, NEW.from_state, NEW.to_state, 'permitted', cardinality(rules), NEW.finding_count,
            CASE WHEN NEW.finding_count > 0 THEN bench.findings(verdicts) -> 'findings' ELSE '[]' END,
            (SELECT coalesce(array_agg(f.rule || ':1'), '{}') FROM unnest(rules, verdicts) AS f(rule, verdict) WHERE f.verdict = 'satisfied'),
            (SELECT coalesce(array_agg(f.rule || ':1'), '{}') FROM unnest(rules, verdicts) AS f(rule, verdict) WHERE f.verdict = 'not_applicable'),
            'by hand');
    RETURN NEW;
END
$$;
CREATE TRIGGER guard_decide BEFORE INSERT ON bench_one.act
    FOR EACH ROW WHEN (NEW.procedure = 'placement_abroad' AND NEW.act = 'decide')
    EXECUTE FUNCTION bench_one.guard_decide();
