/*
 * handwritten_each.sql: the same protocol without case_rules, one query per
 * rule.
 *
 * What a team writes that has the law on its desk and PL/pgSQL at hand: one
 * trigger, which takes the lock of the case, derives number, side and states,
 * and then asks one rule after the other of the table that it is about.  What
 * several rules need (the placement, the kind of care, the carer, the view of
 * the requested State) is read once, ahead.  It covers what guards "decide"
 * under the Hague Convention; the verdicts, the row and its journal entry are
 * those of case_rules, which compare.sql checks before anything is timed.
 *
 * Rules are numbered in the order of the list at the end.
 */
CREATE SCHEMA bench_each;
CREATE TABLE bench_each.act (LIKE casework.act INCLUDING ALL,
    FOREIGN KEY (authority_id) REFERENCES casework.authority,
    FOREIGN KEY (case_id) REFERENCES casework.case_file);
CREATE TABLE bench_each.case_head (LIKE casework.case_head INCLUDING ALL) WITH (fillfactor = 70);
CREATE TABLE bench_each.journal (LIKE casework.journal INCLUDING ALL);

CREATE FUNCTION bench_each.guard_decide() RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    rules CONSTANT text[] := bench.rules();
    verdicts text[] := '{}';
    stops text[];
    today date;
    not_before date;
    v_child uuid;
    v_born case_rules.partial_date;
    v_siblings_checked date;
    v_requested text;
    v_regime text;
    window_open boolean;
    v_care_kind text;
    v_carer uuid;
    v_relative_view text;
    v_relative_exempt boolean;
    consent_expected boolean;
    urgent boolean;
    applies boolean;
    ok boolean;
BEGIN
    /* the fields of the act */
    IF NEW.details - ARRAY['document', 'reasons', 'views_weight'] <> '{}'
       OR jsonb_typeof(NEW.details -> 'document') <> 'string'
       OR jsonb_typeof(NEW.details -> 'reasons') <> 'string'
       OR jsonb_typeof(NEW.details -> 'views_weight') <> 'string' THEN
        RAISE EXCEPTION 'the details do not fit the act' USING ERRCODE = '22023';
    END IF;

    /* lock and number */
    UPDATE bench_each.case_head h SET act_seq = h.act_seq + 1
     WHERE h.case_id = NEW.case_id RETURNING h.act_seq INTO NEW.seq;
    IF NOT FOUND THEN
        INSERT INTO bench_each.case_head AS h (case_id, act_seq) VALUES (NEW.case_id, 1)
        ON CONFLICT (case_id) DO UPDATE SET act_seq = h.act_seq + 1
        RETURNING h.act_seq INTO NEW.seq;
    END IF;

    /* side, states, days */
    SELECT p.child_id, p.requested_state, c.birth_date, c.siblings_checked_on,
           CASE a.state WHEN p.requesting_state THEN 'requesting' WHEN p.requested_state THEN 'requested' END,
           (clock_timestamp() AT TIME ZONE a.time_zone)::date, case_rules.earliest(c.birth_date)
      INTO v_child, v_requested, v_born, v_siblings_checked, NEW.side, today, not_before
      FROM casework.placement p
      JOIN casework.child c ON c.case_id = p.case_id AND c.child_id = p.child_id
      JOIN casework.authority a ON a.authority_id = NEW.authority_id
     WHERE p.case_id = NEW.case_id AND p.placement_id = NEW.subject_id;
    SELECT a.to_state INTO NEW.from_state
      FROM bench_each.act a
     WHERE a.case_id = NEW.case_id AND a.procedure = 'placement_abroad' AND a.subject_id = NEW.subject_id
       AND a.acted_on <= NEW.acted_on
     ORDER BY a.acted_on DESC, a.seq DESC LIMIT 1;
    SELECT t.to_state INTO NEW.to_state
      FROM case_rules.procedure_transition t
     WHERE t.procedure = 'placement_abroad' AND t.from_state = coalesce(NEW.from_state, '-')
       AND t.act = NEW.act AND t.side::text = NEW.side;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the act is not possible from here, or not by this side' USING ERRCODE = 'RU002';
    END IF;
    IF NEW.acted_on > today OR NEW.acted_on < not_before THEN
        RAISE EXCEPTION 'the day of the act is not possible' USING ERRCODE = 'RU004';
    END IF;

    /* what several rules need */
    SELECT r.regime, r.objection_window_open INTO v_regime, window_open
      FROM casework.placement_regime r
     WHERE r.case_id = NEW.case_id AND r.placement_id = NEW.subject_id AND r.from_on <= NEW.acted_on
     ORDER BY r.from_on DESC, r.by_seq DESC LIMIT 1;
    IF v_regime IS DISTINCT FROM 'hc1996' THEN
        RAISE EXCEPTION 'written for the Hague Convention only' USING ERRCODE = '0A000';
    END IF;
    SELECT case_rules.first_known(t.care_kind), case_rules.first_known(t.carer_id) INTO v_care_kind, v_carer
      FROM (SELECT t.care_kind, t.carer_id FROM casework.placement_plan t
             WHERE t.case_id = NEW.case_id AND t.placement_id = NEW.subject_id
               AND t.planned_on <= NEW.acted_on AND t.superseded_at IS NULL
             ORDER BY t.planned_on DESC, t.plan_id DESC) t;
    SELECT case_rules.first_known(t.relative_view), case_rules.first_known(t.relative_exempt) INTO v_relative_view, v_relative_exempt
      FROM (SELECT t.relative_view, t.relative_exempt FROM casework.requested_state_position t
             WHERE t.case_id = NEW.case_id AND t.placement_id = NEW.subject_id
               AND t.stated_on <= NEW.acted_on AND t.superseded_at IS NULL
             ORDER BY t.stated_on DESC, t.position_id DESC) t;
    consent_expected := v_care_kind <> 'with_parent' AND NOT (v_care_kind = 'kin' AND v_relative_view = 'not_needed');
    urgent := EXISTS (SELECT FROM casework.urgency t
                       WHERE t.case_id = NEW.case_id AND t.placement_id = NEW.subject_id
                         AND t.from_on <= NEW.acted_on AND (t.to_on IS NULL OR t.to_on >= NEW.acted_on)
                         AND t.superseded_at IS NULL);

    /* 1 a33_applicable */
    ok := v_regime <> 'unknown';
    verdicts := verdicts || bench.verdict(ok);

    /* 2 a33_conditions_met */
    IF consent_expected IS FALSE THEN verdicts := verdicts || 'not_applicable'::text; ELSE
        SELECT CASE WHEN count(*) > 0 OR (
                      SELECT a.act FROM bench_each.act a
                       WHERE a.case_id = NEW.case_id AND a.procedure = 'placement_abroad' AND a.subject_id = NEW.subject_id
                         AND a.acted_on <= NEW.acted_on
                         AND a.act IN ('consent', 'consent_with_conditions', 'transcribe_consent', 'refuse', 'transcribe_refusal')
                       ORDER BY a.acted_on DESC, a.seq DESC LIMIT 1) IS DISTINCT FROM 'consent_with_conditions'
                    THEN count(*) FILTER (WHERE (t.met_on IS NULL OR t.met_on > NEW.acted_on) AND NOT EXISTS (
                             SELECT FROM bench_each.act w
                              WHERE w.case_id = NEW.case_id AND w.procedure = 'placement_abroad' AND w.subject_id = NEW.subject_id
                                AND w.acted_on <= NEW.acted_on AND w.act = 'waive_condition'
                                AND w.details ->> 'condition_id' = t.condition_id::text)) END = 0
          INTO ok
          FROM casework.consent_condition t
         WHERE t.case_id = NEW.case_id AND t.placement_id = NEW.subject_id
           AND t.set_on <= NEW.acted_on AND t.superseded_at IS NULL;
        verdicts := verdicts || bench.verdict(ok);
    END IF;

    /* 3 a33_consent_given: of all that was said on consent, the latest is a consent */
    IF consent_expected IS FALSE THEN verdicts := verdicts || 'not_applicable'::text; ELSE
        SELECT a.act IN ('consent', 'consent_with_conditions', 'transcribe_consent') INTO ok
          FROM bench_each.act a
         WHERE a.case_id = NEW.case_id AND a.procedure = 'placement_abroad' AND a.subject_id = NEW.subject_id
           AND a.acted_on <= NEW.acted_on
           AND a.act IN ('consent', 'consent_with_conditions', 'transcribe_consent', 'refuse', 'transcribe_refusal',
                         'withdraw_consent', 'transcribe_withdrawal')
         ORDER BY a.acted_on DESC, a.seq DESC LIMIT 1;
        verdicts := verdicts || bench.verdict(ok);
    END IF;

    /* 4 a33_consent_matches */
    IF consent_expected IS FALSE THEN verdicts := verdicts || 'not_applicable'::text; ELSE
        SELECT NOT (coalesce(v_carer <> coalesce((a.details ->> 'carer_id')::uuid, r.carer_id), false)
                 OR coalesce(n.place <> coalesce(a.details ->> 'place', r.place), false)
                 OR coalesce(v_care_kind <> coalesce(a.details ->> 'care_kind', r.care_kind), false)
                 OR coalesce(u.until < coalesce(CASE WHEN x.extended_on >= n.end_planned_on OR n.end_planned_on IS NULL
                                                    THEN coalesce(x.until, n.planned_end_on) ELSE n.planned_end_on END, 'infinity'), false))
          INTO ok
          FROM (SELECT a.acted_on, a.recorded_at, a.details FROM bench_each.act a
                 WHERE a.case_id = NEW.case_id AND a.procedure = 'placement_abroad' AND a.subject_id = NEW.subject_id
                   AND a.acted_on <= NEW.acted_on AND a.act IN ('consent', 'consent_with_conditions', 'transcribe_consent')
                 ORDER BY a.acted_on DESC, a.seq DESC LIMIT 1) a
         CROSS JOIN LATERAL (
               SELECT case_rules.first_known(t.place) AS place, case_rules.first_known(t.planned_end_on) AS planned_end_on,
                      max(t.planned_on) FILTER (WHERE t.planned_end_on IS NOT NULL) AS end_planned_on
                 FROM (SELECT t.place, t.planned_on, t.planned_end_on FROM casework.placement_plan t
                        WHERE t.case_id = NEW.case_id AND t.placement_id = NEW.subject_id
                          AND t.planned_on <= NEW.acted_on AND t.superseded_at IS NULL
                        ORDER BY t.planned_on DESC, t.plan_id DESC) t) n
         CROSS JOIN LATERAL (
               SELECT case_rules.first_known(t.carer_id) AS carer_id, case_rules.first_known(t.place) AS place,
                      case_rules.first_known(t.care_kind) AS care_kind
                 FROM (SELECT t.carer_id, t.place, t.care_kind FROM casework.placement_plan t
                        WHERE t.case_id = NEW.case_id AND t.placement_id = NEW.subject_id
                          AND t.planned_on <= a.acted_on AND t.recorded_at <= a.recorded_at
                          AND (t.superseded_at IS NULL OR t.superseded_at > a.recorded_at)
                        ORDER BY t.planned_on DESC, t.plan_id DESC) t) r
          LEFT JOIN LATERAL (
               SELECT CASE WHEN e.act IN ('extend_consent', 'transcribe_extension') THEN (e.details ->> 'placement_until')::date
                           ELSE coalesce((e.details ->> 'placement_until')::date, 'infinity') END AS until
                 FROM bench_each.act e
                WHERE e.case_id = NEW.case_id AND e.procedure = 'placement_abroad' AND e.subject_id = NEW.subject_id
                  AND e.acted_on <= NEW.acted_on
                  AND (e.act IN ('consent', 'consent_with_conditions', 'transcribe_consent')
                       OR e.act IN ('extend_consent', 'transcribe_extension') AND e.details ->> 'placement_until' IS NOT NULL)
                ORDER BY e.acted_on DESC, e.seq DESC LIMIT 1) u ON true
          LEFT JOIN LATERAL (
               SELECT e.acted_on AS extended_on, (e.details ->> 'until')::date AS until
                 FROM bench_each.act e
                WHERE e.case_id = NEW.case_id AND e.procedure = 'placement_abroad' AND e.subject_id = NEW.subject_id
                  AND e.acted_on <= NEW.acted_on AND e.act = 'extend_placement'
                ORDER BY e.acted_on DESC, e.seq DESC LIMIT 1) x ON true;
        verdicts := verdicts || bench.verdict(ok);
    END IF;

    /* 5 a33_consent_not_expired */
    IF consent_expected IS FALSE THEN verdicts := verdicts || 'not_applicable'::text; ELSE
        SELECT coalesce((a.details ->> 'valid_to')::date, 'infinity') >= NEW.acted_on INTO ok
          FROM bench_each.act a
         WHERE a.case_id = NEW.case_id AND a.procedure = 'placement_abroad' AND a.subject_id = NEW.subject_id
           AND a.acted_on <= NEW.acted_on
           AND (a.act IN ('consent', 'consent_with_conditions', 'transcribe_consent')
                OR a.act IN ('extend_consent', 'transcribe_extension') AND a.details ->> 'valid_to' IS NOT NULL)
         ORDER BY a.acted_on DESC, a.seq DESC LIMIT 1;
        verdicts := verdicts || bench.verdict(ok);
    END IF;

    /* 6 a33_consent_relied_on */
    IF consent_expected IS FALSE THEN verdicts := verdicts || 'not_applicable'::text; ELSE
        SELECT coalesce(a.details ->> 'given_by',
                        CASE WHEN a.act = 'transcribe_consent' THEN NULL
                             WHEN g.role IN ('institution', 'central_authority') THEN g.role
                             WHEN g.role = 'agency' OR NOT g.public_law THEN 'other'
                             ELSE 'competent_authority' END) IN ('competent_authority', 'central_authority')
          INTO ok
          FROM bench_each.act a
          JOIN casework.authority g ON g.authority_id = a.authority_id
         WHERE a.case_id = NEW.case_id AND a.procedure = 'placement_abroad' AND a.subject_id = NEW.subject_id
           AND a.acted_on <= NEW.acted_on
           AND a.act IN ('consent', 'consent_with_conditions', 'transcribe_consent', 'regularise_consent')
         ORDER BY a.acted_on DESC, a.seq DESC LIMIT 1;
        verdicts := verdicts || bench.verdict(ok);
    END IF;

    /* 7 a33_consulted_first */
    IF consent_expected IS FALSE THEN verdicts := verdicts || 'not_applicable'::text; ELSE
        SELECT min(a.acted_on) <= NEW.acted_on INTO ok
          FROM bench_each.act a
         WHERE a.case_id = NEW.case_id AND a.procedure = 'placement_abroad' AND a.subject_id = NEW.subject_id
           AND a.acted_on <= NEW.acted_on AND a.act = 'open_consultation';
        verdicts := verdicts || bench.verdict(ok);
    END IF;

    /* 8 a33_costs_agreed */
    SELECT t.costs_agreed INTO ok FROM casework.placement_preparation t
     WHERE t.case_id = NEW.case_id AND t.placement_id = NEW.subject_id AND t.stated_on <= NEW.acted_on
       AND t.costs_agreed IS NOT NULL AND t.superseded_at IS NULL
     ORDER BY t.stated_on DESC, t.preparation_id DESC LIMIT 1;
    verdicts := verdicts || bench.verdict(ok);

    /* 9 a33_decide_only_after */
    IF consent_expected IS FALSE THEN verdicts := verdicts || 'not_applicable'::text; ELSE
        SELECT max(a.acted_on) <= NEW.acted_on INTO ok
          FROM bench_each.act a
         WHERE a.case_id = NEW.case_id AND a.procedure = 'placement_abroad' AND a.subject_id = NEW.subject_id
           AND a.acted_on <= NEW.acted_on AND a.act IN ('consent', 'consent_with_conditions', 'transcribe_consent');
        verdicts := verdicts || bench.verdict(ok);
    END IF;

    /* 10 a33_not_bypassed_by_urgency */
    SELECT a.details ->> 'jurisdiction_article' NOT IN ('11', '12') INTO ok
      FROM bench_each.act a
     WHERE a.case_id = NEW.case_id AND a.procedure = 'placement_abroad' AND a.subject_id = NEW.subject_id
       AND a.acted_on <= NEW.acted_on AND a.act IN ('contemplate', 'determine_regime')
       AND a.details ->> 'jurisdiction_article' IS NOT NULL
     ORDER BY a.acted_on DESC, a.seq DESC LIMIT 1;
    verdicts := verdicts || bench.verdict(ok);

    /* 11 a33_parent_outside */
    IF (v_care_kind = 'with_parent') IS FALSE THEN verdicts := verdicts || 'not_applicable'::text; ELSE
        SELECT t.proof <> 'disproved' INTO ok
          FROM casework.proposed_carer k
          JOIN casework.relationship t ON t.case_id = k.case_id AND t.person_id = k.person_id
         WHERE k.case_id = NEW.case_id AND k.carer_id = v_carer AND t.child_id = v_child
           AND t.proved_on <= NEW.acted_on AND t.superseded_at IS NULL
         ORDER BY t.proved_on DESC, t.relationship_id DESC LIMIT 1;
        verdicts := verdicts || bench.verdict(ok);
    END IF;

    /* 12 a33_reasons_transmitted */
    IF consent_expected IS FALSE THEN verdicts := verdicts || 'not_applicable'::text; ELSE
        SELECT bool_or(t.has_reasons) INTO ok FROM casework.report_transmission t
         WHERE t.case_id = NEW.case_id AND t.placement_id = NEW.subject_id
           AND t.sent_on <= NEW.acted_on AND t.superseded_at IS NULL;
        verdicts := verdicts || bench.verdict(ok);
    END IF;

    /* 13 a33_relative_placement_characterised */
    IF (v_care_kind = 'kin') IS FALSE THEN verdicts := verdicts || 'not_applicable'::text;
    ELSIF v_relative_view IN ('needed', 'not_needed') THEN verdicts := verdicts || 'satisfied'::text;
    ELSE
        SELECT v_relative_view IN ('needed', 'not_needed') OR max(a.acted_on) <= NEW.acted_on INTO ok
          FROM bench_each.act a
         WHERE a.case_id = NEW.case_id AND a.procedure = 'placement_abroad' AND a.subject_id = NEW.subject_id
           AND a.acted_on <= NEW.acted_on AND a.act IN ('consent', 'consent_with_conditions', 'transcribe_consent');
        verdicts := verdicts || bench.verdict(ok);
    END IF;

    /* 14 a33_report_transmitted */
    IF consent_expected IS FALSE THEN verdicts := verdicts || 'not_applicable'::text; ELSE
        SELECT min(t.sent_on) <= NEW.acted_on INTO ok FROM casework.report_transmission t
         WHERE t.case_id = NEW.case_id AND t.placement_id = NEW.subject_id
           AND t.sent_on <= NEW.acted_on AND t.has_report AND t.superseded_at IS NULL;
        verdicts := verdicts || bench.verdict(ok);
    END IF;

    /* 15 a33_silence_is_not_consent */
    IF consent_expected IS FALSE THEN verdicts := verdicts || 'not_applicable'::text; ELSE
        SELECT a.act IN ('consent', 'consent_with_conditions', 'transcribe_consent') INTO ok
          FROM bench_each.act a
         WHERE a.case_id = NEW.case_id AND a.procedure = 'placement_abroad' AND a.subject_id = NEW.subject_id
           AND a.acted_on <= NEW.acted_on
           AND a.act IN ('consent', 'consent_with_conditions', 'transcribe_consent', 'refuse', 'transcribe_refusal')
         ORDER BY a.acted_on DESC, a.seq DESC LIMIT 1;
        verdicts := verdicts || bench.verdict(ok);
    END IF;

    /* 16 adoption_not_by_this_procedure */
    ok := v_care_kind <> 'adoption';
    verdicts := verdicts || bench.verdict(ok);

    /* 17 assessment_not_status_based */
    SELECT NOT t.grounds <@ ARRAY['nationality', 'migration_status', 'poverty'] INTO ok
      FROM casework.placement_plan t
     WHERE t.case_id = NEW.case_id AND t.placement_id = NEW.subject_id AND t.planned_on <= NEW.acted_on
       AND t.grounds IS NOT NULL AND t.superseded_at IS NULL
     ORDER BY t.planned_on DESC, t.plan_id DESC LIMIT 1;
    verdicts := verdicts || bench.verdict(ok);

    /* 18 bia_before_decision */
    SELECT max(t.completed_on) <= NEW.acted_on INTO ok FROM casework.assessment t
     WHERE t.case_id = NEW.case_id AND t.child_id = v_child AND t.kind = 'bia'
       AND t.completed_on <= NEW.acted_on AND t.approved_on <= NEW.acted_on AND t.superseded_at IS NULL;
    verdicts := verdicts || bench.verdict(ok);

    /* 19 bia_current */
    SELECT t.completed_on + interval '3 months' >= NEW.acted_on
           AND NOT EXISTS (SELECT FROM casework.material_change c
                            WHERE c.case_id = NEW.case_id AND c.child_id = v_child
                              AND c.changed_on <= NEW.acted_on AND c.superseded_at IS NULL
                              AND c.changed_on > t.completed_on)
      INTO ok
      FROM casework.assessment t
     WHERE t.case_id = NEW.case_id AND t.child_id = v_child AND t.kind = 'bia'
       AND t.completed_on <= NEW.acted_on AND t.approved_on <= NEW.acted_on AND t.superseded_at IS NULL
     ORDER BY t.completed_on DESC, t.assessment_id DESC LIMIT 1;
    verdicts := verdicts || bench.verdict(ok);

    /* 20 bia_elements_complete */
    SELECT coalesce(t.elements, '{}') @> ARRAY['views', 'identity', 'family', 'safety', 'vulnerability', 'health', 'education']
      INTO ok
      FROM casework.assessment t
     WHERE t.case_id = NEW.case_id AND t.child_id = v_child AND t.kind = 'bia'
       AND t.completed_on <= NEW.acted_on AND t.approved_on <= NEW.acted_on AND t.superseded_at IS NULL
     ORDER BY t.completed_on DESC, t.assessment_id DESC LIMIT 1;
    verdicts := verdicts || bench.verdict(ok);

    /* 21 bia_qualified_assessor */
    SELECT t.author_qualified INTO ok FROM casework.assessment t
     WHERE t.case_id = NEW.case_id AND t.child_id = v_child AND t.kind = 'bia'
       AND t.completed_on <= NEW.acted_on AND t.approved_on <= NEW.acted_on AND t.superseded_at IS NULL
     ORDER BY t.completed_on DESC, t.assessment_id DESC LIMIT 1;
    verdicts := verdicts || bench.verdict(ok);

    /* 22 bia_supervisor_review */
    SELECT t.reviewer <> t.author INTO ok FROM casework.assessment t
     WHERE t.case_id = NEW.case_id AND t.child_id = v_child AND t.kind = 'bia'
       AND t.completed_on <= NEW.acted_on AND t.approved_on <= NEW.acted_on AND t.superseded_at IS NULL
     ORDER BY t.completed_on DESC, t.assessment_id DESC LIMIT 1;
    verdicts := verdicts || bench.verdict(ok);

    /* 23 care_options_considered */
    SELECT CASE WHEN count(*) > 0 THEN count(*) FILTER (WHERE t.finding ~ '\S') = 6 END INTO ok
      FROM (SELECT DISTINCT ON (t.kind) t.finding FROM casework.care_option t
             WHERE t.case_id = NEW.case_id AND t.child_id = v_child
               AND t.considered_on <= NEW.acted_on AND t.superseded_at IS NULL
             ORDER BY t.kind DESC, t.considered_on DESC, t.option_id DESC) t;
    verdicts := verdicts || bench.verdict(ok);

    /* 24 carer_approved */
    IF (v_care_kind NOT IN ('with_parent', 'residential', 'educational')) IS FALSE THEN
        verdicts := verdicts || 'not_applicable'::text;
    ELSE
        SELECT bool_or(t.is_clear) FILTER (WHERE t.kind = 'identity')
               AND bool_or(t.is_clear) FILTER (WHERE t.kind = 'background')
               AND bool_or(t.is_clear) FILTER (WHERE t.kind = 'home_study')
               AND (v_care_kind <> 'foster' OR bool_or(t.is_clear) FILTER (WHERE t.kind = 'training'))
          INTO ok
          FROM (SELECT DISTINCT ON (t.kind) t.kind, t.is_clear FROM casework.carer_check t
                 WHERE t.case_id = NEW.case_id AND t.carer_id = v_carer
                   AND t.completed_on <= NEW.acted_on AND t.superseded_at IS NULL
                 ORDER BY t.kind DESC, t.completed_on DESC, t.check_id DESC) t;
        verdicts := verdicts || bench.verdict(ok);
    END IF;

    /* 25 carer_household_checked */
    IF (v_care_kind NOT IN ('with_parent', 'residential', 'educational')) IS FALSE THEN
        verdicts := verdicts || 'not_applicable'::text;
    ELSE
        SELECT CASE WHEN bool_or(NOT t.is_clear AND t.checked_on <= NEW.acted_on) THEN false
                    WHEN bool_and(k.household_listed_on <= NEW.acted_on)
                     AND bool_or(t.member_id IS NOT NULL AND (t.checked_on IS NULL OR t.checked_on > NEW.acted_on)) IS NOT TRUE
                    THEN true END
          INTO ok
          FROM casework.proposed_carer k
          LEFT JOIN casework.household_member t
            ON t.case_id = k.case_id AND t.carer_id = k.carer_id AND t.is_adult
           AND (t.from_on IS NULL OR t.from_on <= NEW.acted_on) AND (t.to_on IS NULL OR t.to_on >= NEW.acted_on)
           AND t.superseded_at IS NULL
         WHERE k.case_id = NEW.case_id AND k.carer_id = v_carer;
        verdicts := verdicts || bench.verdict(ok);
    END IF;

    /* 26 carer_relationship_verified */
    IF (v_care_kind = 'kin') IS FALSE THEN verdicts := verdicts || 'not_applicable'::text; ELSE
        SELECT t.proof <> 'disproved' INTO ok
          FROM casework.proposed_carer k
          JOIN casework.relationship t ON t.case_id = k.case_id AND t.person_id = k.person_id
         WHERE k.case_id = NEW.case_id AND k.carer_id = v_carer AND t.child_id = v_child
           AND t.proved_on <= NEW.acted_on AND t.superseded_at IS NULL
         ORDER BY t.proved_on DESC, t.relationship_id DESC LIMIT 1;
        verdicts := verdicts || bench.verdict(ok);
    END IF;

    /* 27 child_heard */
    IF urgent THEN verdicts := verdicts || 'not_applicable'::text; ELSE
        SELECT t.outcome IN ('heard', 'declined', 'not_capable_reasoned') INTO ok FROM casework.views t
         WHERE t.case_id = NEW.case_id AND t.child_id = v_child
           AND t.heard_on <= NEW.acted_on AND t.superseded_at IS NULL
         ORDER BY t.heard_on DESC, t.views_id DESC LIMIT 1;
        verdicts := verdicts || bench.verdict(ok);
    END IF;

    /* 28 child_is_minor */
    SELECT coalesce((SELECT t.holds AND (t.to_on IS NULL OR t.to_on >= NEW.acted_on) FROM casework.child_situation t
                      WHERE t.case_id = NEW.case_id AND t.child_id = v_child AND t.kind = 'age_disputed'
                        AND t.from_on <= NEW.acted_on AND t.superseded_at IS NULL
                      ORDER BY t.from_on DESC, t.situation_id DESC LIMIT 1), false)
           OR case_rules.is_under(v_born, 18, NEW.acted_on) INTO ok;
    verdicts := verdicts || bench.verdict(ok);

    /* 29 child_seen_in_person */
    SELECT t.child_seen INTO ok FROM casework.assessment t
     WHERE t.case_id = NEW.case_id AND t.child_id = v_child AND t.kind = 'bia'
       AND t.completed_on <= NEW.acted_on AND t.approved_on <= NEW.acted_on AND t.superseded_at IS NULL
     ORDER BY t.completed_on DESC, t.assessment_id DESC LIMIT 1;
    verdicts := verdicts || bench.verdict(ok);

    /* 30 consent_cure_competence */
    IF (v_care_kind <> 'with_parent') IS FALSE THEN verdicts := verdicts || 'not_applicable'::text; ELSE
        SELECT NOT coalesce((
               SELECT a.act = 'doubt_consent' FROM bench_each.act a
                WHERE a.case_id = NEW.case_id AND a.procedure = 'placement_abroad' AND a.subject_id = NEW.subject_id
                  AND a.acted_on <= NEW.acted_on
                  AND a.act IN ('consent', 'consent_with_conditions', 'transcribe_consent', 'doubt_consent', 'regularise_consent')
                ORDER BY a.acted_on DESC, a.seq DESC LIMIT 1), false) INTO ok;
        verdicts := verdicts || bench.verdict(ok);
    END IF;

    /* 31 consent_known_when_decided */
    IF v_relative_exempt IS NULL AND v_relative_view IS DISTINCT FROM 'not_needed' THEN
        SELECT case_rules.art82_relative_exempt(v_requested, t.kind) INTO v_relative_exempt
          FROM casework.proposed_carer k
          JOIN casework.relationship t ON t.case_id = k.case_id AND t.person_id = k.person_id
         WHERE k.case_id = NEW.case_id AND k.carer_id = v_carer AND t.child_id = v_child AND t.superseded_at IS NULL
         ORDER BY t.proved_on DESC NULLS LAST, t.relationship_id DESC LIMIT 1;
    END IF;
    IF (v_care_kind <> 'with_parent' AND NOT (v_care_kind = 'kin' AND (v_relative_view = 'not_needed' OR v_relative_exempt))) IS FALSE THEN
        verdicts := verdicts || 'not_applicable'::text;
    ELSE
        SELECT (a.recorded_at AT TIME ZONE interval '-12:00')::date <= NEW.acted_on INTO ok
          FROM bench_each.act a
         WHERE a.case_id = NEW.case_id AND a.procedure = 'placement_abroad' AND a.subject_id = NEW.subject_id
           AND a.acted_on <= NEW.acted_on AND a.act IN ('consent', 'consent_with_conditions', 'transcribe_consent')
         ORDER BY a.acted_on DESC, a.seq DESC LIMIT 1;
        verdicts := verdicts || bench.verdict(ok);
    END IF;

    /* 32 cultural_continuity */
    SELECT t.cultural_continuity ~ '\S' INTO ok FROM casework.placement_plan t
     WHERE t.case_id = NEW.case_id AND t.placement_id = NEW.subject_id AND t.planned_on <= NEW.acted_on
       AND t.cultural_continuity IS NOT NULL AND t.superseded_at IS NULL
     ORDER BY t.planned_on DESC, t.plan_id DESC LIMIT 1;
    verdicts := verdicts || bench.verdict(ok);

    /* 33 decision_reasoned_in_writing */
    ok := btrim(NEW.details ->> 'reasons') <> '';
    verdicts := verdicts || bench.verdict(ok);

    /* 34 family_capacity_assessed */
    SELECT bool_or(t.completed_on <= NEW.acted_on) INTO ok FROM casework.assessment t
     WHERE t.case_id = NEW.case_id AND t.child_id = v_child AND t.kind = 'family'
       AND coalesce(t.opened_on, t.completed_on) <= NEW.acted_on AND t.superseded_at IS NULL;
    verdicts := verdicts || bench.verdict(ok);

    /* 35 followup_before_start */
    SELECT bool_or(t.ended_on IS NULL OR t.ended_on > NEW.acted_on) INTO ok FROM casework.followup_plan t
     WHERE t.case_id = NEW.case_id AND t.placement_id = NEW.subject_id
       AND t.arranged_on <= NEW.acted_on AND t.superseded_at IS NULL;
    verdicts := verdicts || bench.verdict(ok);

    /* 36 guardian_before_major_decision */
    SELECT CASE WHEN bool_or(t.runs AND t.kind <> 'accompanied') THEN true
                WHEN bool_or(t.runs) OR count(*) FILTER (WHERE t.kind <> 'accompanied') = 2 THEN false END
      INTO applies
      FROM (SELECT DISTINCT ON (t.kind) t.kind, t.holds AND (t.to_on IS NULL OR t.to_on >= NEW.acted_on) AS runs
              FROM casework.child_situation t
             WHERE t.case_id = NEW.case_id AND t.child_id = v_child
               AND t.kind IN ('accompanied', 'unaccompanied', 'separated')
               AND t.from_on <= NEW.acted_on AND t.superseded_at IS NULL
             ORDER BY t.kind DESC, t.from_on DESC, t.situation_id DESC) t;
    IF applies IS FALSE THEN verdicts := verdicts || 'not_applicable'::text; ELSE
        SELECT bool_or(t.to_on IS NULL OR t.to_on >= NEW.acted_on) INTO ok FROM casework.appointment t
         WHERE t.case_id = NEW.case_id AND t.child_id = v_child AND t.kind = 'guardian'
           AND t.from_on <= NEW.acted_on AND t.superseded_at IS NULL;
        verdicts := verdicts || bench.verdict(ok);
    END IF;

    /* 37 home_country_information_used */
    SELECT t.outcome IN ('on_file', 'absent_with_reasons') INTO ok FROM casework.assessment t
     WHERE t.case_id = NEW.case_id AND t.child_id = v_child AND t.kind = 'origin_report'
       AND t.completed_on <= NEW.acted_on AND t.superseded_at IS NULL
     ORDER BY t.completed_on DESC, t.assessment_id DESC LIMIT 1;
    verdicts := verdicts || bench.verdict(ok);

    /* 38 individual_decision */
    SELECT NOT (NEW.details ->> 'reasons' = ANY (coalesce(array_agg(a.details ->> 'reasons'), '{}'))) INTO ok
      FROM casework.placement o
      JOIN bench_each.act a ON a.case_id = o.case_id AND a.procedure = 'placement_abroad' AND a.subject_id = o.placement_id
     WHERE o.case_id = NEW.case_id AND o.child_id <> v_child
       AND a.act = 'decide' AND a.details ? 'reasons' AND a.acted_on <= NEW.acted_on;
    verdicts := verdicts || bench.verdict(ok);

    /* 39 jurisdiction_basis_recorded */
    SELECT a.details ->> 'jurisdiction_article' IN ('5', '6', '7', '8', '9', '10', '11', '12') INTO ok
      FROM bench_each.act a
     WHERE a.case_id = NEW.case_id AND a.procedure = 'placement_abroad' AND a.subject_id = NEW.subject_id
       AND a.acted_on <= NEW.acted_on AND a.act IN ('contemplate', 'determine_regime')
       AND a.details ->> 'jurisdiction_article' IS NOT NULL
     ORDER BY a.acted_on DESC, a.seq DESC LIMIT 1;
    verdicts := verdicts || bench.verdict(ok);

    /* 40 kin_abroad_considered */
    IF (v_care_kind NOT IN ('kin', 'with_parent')) IS FALSE THEN verdicts := verdicts || 'not_applicable'::text; ELSE
        SELECT t.child_asked INTO ok FROM casework.care_option t
         WHERE t.case_id = NEW.case_id AND t.child_id = v_child AND t.kind = 'kin_abroad'
           AND t.considered_on <= NEW.acted_on AND t.superseded_at IS NULL
         ORDER BY t.considered_on DESC, t.option_id DESC LIMIT 1;
        verdicts := verdicts || bench.verdict(ok);
    END IF;

    /* 41 legal_responsibility_held */
    SELECT (SELECT bool_or(t.to_on IS NULL OR t.to_on >= NEW.acted_on) FROM casework.parental_responsibility t
             WHERE t.case_id = NEW.case_id AND t.child_id = v_child AND t.from_on <= NEW.acted_on AND t.superseded_at IS NULL)
        OR (SELECT bool_or(t.to_on IS NULL OR t.to_on >= NEW.acted_on) FROM casework.appointment t
             WHERE t.case_id = NEW.case_id AND t.child_id = v_child AND t.kind = 'guardian'
               AND t.from_on <= NEW.acted_on AND t.superseded_at IS NULL) INTO ok;
    verdicts := verdicts || bench.verdict(ok);

    /* 42 no_detention_for_status */
    SELECT NOT t.detention_for_status INTO ok FROM casework.placement_plan t
     WHERE t.case_id = NEW.case_id AND t.placement_id = NEW.subject_id AND t.planned_on <= NEW.acted_on
       AND t.detention_for_status IS NOT NULL AND t.superseded_at IS NULL
     ORDER BY t.planned_on DESC, t.plan_id DESC LIMIT 1;
    verdicts := verdicts || bench.verdict(ok);

    /* 43 not_with_unrelated_adults */
    SELECT NOT case_rules.first_known(t.with_unrelated_adults)
           OR (case_rules.first_known(t.adult_setting_reasons) ~ '\S' AND NOT case_rules.is_under(v_born, 16, NEW.acted_on)
               AND NOT coalesce((SELECT case_rules.first_known(s.holds AND (s.to_on IS NULL OR s.to_on >= NEW.acted_on)
                                                               ORDER BY s.from_on DESC, s.situation_id DESC)
                                   FROM casework.child_situation s
                                  WHERE s.case_id = NEW.case_id AND s.child_id = v_child AND s.kind = 'age_disputed'
                                    AND s.from_on <= NEW.acted_on AND s.superseded_at IS NULL), false))
      INTO ok
      FROM (SELECT t.with_unrelated_adults, t.adult_setting_reasons FROM casework.placement_plan t
             WHERE t.case_id = NEW.case_id AND t.placement_id = NEW.subject_id AND t.planned_on <= NEW.acted_on
               AND t.superseded_at IS NULL
             ORDER BY t.planned_on DESC, t.plan_id DESC) t;
    verdicts := verdicts || bench.verdict(ok);

    /* 44 objection_window_open */
    ok := NOT window_open;
    verdicts := verdicts || bench.verdict(ok);

    /* 45 parental_responsibility_holder_heard */
    IF urgent THEN verdicts := verdicts || 'not_applicable'::text; ELSE
        SELECT CASE WHEN bool_or(h.heard IS FALSE) THEN false WHEN bool_or(h.heard IS NULL) THEN NULL ELSE bool_and(h.heard) END
          INTO ok
          FROM casework.parental_responsibility t
          LEFT JOIN LATERAL (
               SELECT h.outcome <> 'not_offered' AS heard FROM casework.hearing h
                WHERE h.case_id = t.case_id AND h.responsibility_id = t.responsibility_id
                  AND h.heard_on <= NEW.acted_on AND h.superseded_at IS NULL
                ORDER BY h.heard_on DESC, h.hearing_id DESC LIMIT 1) h ON true
         WHERE t.case_id = NEW.case_id AND t.child_id = v_child
           AND t.from_on <= NEW.acted_on AND (t.to_on IS NULL OR t.to_on >= NEW.acted_on) AND t.superseded_at IS NULL;
        verdicts := verdicts || bench.verdict(ok);
    END IF;

    /* 46 person_of_reference_appointed */
    SELECT bool_or(t.to_on IS NULL OR t.to_on >= NEW.acted_on) FILTER (WHERE t.kind = 'person_of_reference')
           AND NOT array_agg(t.person_id) FILTER (WHERE t.kind = 'person_of_reference' AND (t.to_on IS NULL OR t.to_on >= NEW.acted_on))
               && coalesce(array_agg(t.person_id) FILTER (WHERE t.kind <> 'person_of_reference'
                                                            AND (t.to_on IS NULL OR t.to_on >= NEW.acted_on)), '{}')
      INTO ok
      FROM casework.appointment t
     WHERE t.case_id = NEW.case_id AND t.child_id = v_child AND t.from_on <= NEW.acted_on AND t.superseded_at IS NULL;
    verdicts := verdicts || bench.verdict(ok);

    /* 47 poverty_not_sole_ground */
    SELECT NOT t.grounds <@ ARRAY['poverty'] INTO ok FROM casework.placement_plan t
     WHERE t.case_id = NEW.case_id AND t.placement_id = NEW.subject_id AND t.planned_on <= NEW.acted_on
       AND t.grounds IS NOT NULL AND t.superseded_at IS NULL
     ORDER BY t.planned_on DESC, t.plan_id DESC LIMIT 1;
    verdicts := verdicts || bench.verdict(ok);

    /* 48 provider_authorised */
    IF v_care_kind IN ('kin', 'with_parent') THEN verdicts := verdicts || 'not_applicable'::text; ELSE
        SELECT v_care_kind NOT IN ('kin', 'with_parent') AND case_rules.first_known(t.provider_involved),
               (SELECT g.authorised_until >= NEW.acted_on FROM casework.authority g
                 WHERE g.authority_id = case_rules.first_known(t.provider_id))
          INTO applies, ok
          FROM (SELECT t.provider_involved, t.provider_id FROM casework.placement_plan t
                 WHERE t.case_id = NEW.case_id AND t.placement_id = NEW.subject_id AND t.planned_on <= NEW.acted_on
                   AND t.superseded_at IS NULL
                 ORDER BY t.planned_on DESC, t.plan_id DESC) t;
        verdicts := verdicts || CASE WHEN applies IS FALSE THEN 'not_applicable' ELSE bench.verdict(ok) END;
    END IF;

    /* 49 recognition_ground_f */
    SELECT NOT 'f' = ANY (t.recognition_grounds) INTO ok FROM casework.placement_preparation t
     WHERE t.case_id = NEW.case_id AND t.placement_id = NEW.subject_id AND t.stated_on <= NEW.acted_on
       AND t.recognition_grounds IS NOT NULL AND t.superseded_at IS NULL
     ORDER BY t.stated_on DESC, t.preparation_id DESC LIMIT 1;
    verdicts := verdicts || bench.verdict(ok);

    /* 50 recognition_grounds_scan */
    SELECT NOT t.recognition_grounds && ARRAY['a', 'b', 'c', 'd', 'e'] INTO ok FROM casework.placement_preparation t
     WHERE t.case_id = NEW.case_id AND t.placement_id = NEW.subject_id AND t.stated_on <= NEW.acted_on
       AND t.recognition_grounds IS NOT NULL AND t.superseded_at IS NULL
     ORDER BY t.stated_on DESC, t.preparation_id DESC LIMIT 1;
    verdicts := verdicts || bench.verdict(ok);

    /* 51 residential_last_and_temporary */
    IF (v_care_kind = 'residential') IS FALSE THEN verdicts := verdicts || 'not_applicable'::text; ELSE
        SELECT (SELECT CASE WHEN bool_or(t.suitable) THEN false
                            WHEN count(*) FILTER (WHERE NOT t.suitable AND t.finding ~ '\S') = 4 THEN true END
                  FROM (SELECT DISTINCT ON (t.kind) t.finding, t.suitable FROM casework.care_option t
                         WHERE t.case_id = NEW.case_id AND t.child_id = v_child
                           AND t.kind IN ('parents', 'kin_here', 'kin_abroad', 'foster')
                           AND t.considered_on <= NEW.acted_on AND t.superseded_at IS NULL
                         ORDER BY t.kind DESC, t.considered_on DESC, t.option_id DESC) t)
               AND ((SELECT CASE WHEN x.extended_on >= n.end_planned_on OR n.end_planned_on IS NULL
                                 THEN coalesce(x.until, n.planned_end_on) ELSE n.planned_end_on END > NEW.acted_on
                       FROM (SELECT case_rules.first_known(t.planned_end_on) AS planned_end_on,
                                    max(t.planned_on) FILTER (WHERE t.planned_end_on IS NOT NULL) AS end_planned_on
                               FROM (SELECT t.planned_on, t.planned_end_on FROM casework.placement_plan t
                                      WHERE t.case_id = NEW.case_id AND t.placement_id = NEW.subject_id
                                        AND t.planned_on <= NEW.acted_on AND t.superseded_at IS NULL
                                      ORDER BY t.planned_on DESC, t.plan_id DESC) t) n
                       LEFT JOIN LATERAL (
                            SELECT e.acted_on AS extended_on, (e.details ->> 'until')::date AS until
                              FROM bench_each.act e
                             WHERE e.case_id = NEW.case_id AND e.procedure = 'placement_abroad' AND e.subject_id = NEW.subject_id
                               AND e.acted_on <= NEW.acted_on AND e.act = 'extend_placement'
                             ORDER BY e.acted_on DESC, e.seq DESC LIMIT 1) x ON true)
                    OR (SELECT t.review_on > NEW.acted_on FROM casework.care_plan t
                         WHERE t.case_id = NEW.case_id AND t.placement_id = NEW.subject_id AND t.kind = 'care'
                           AND t.written_on <= NEW.acted_on AND t.superseded_at IS NULL
                         ORDER BY t.written_on DESC, t.care_plan_id DESC LIMIT 1)) INTO ok;
        verdicts := verdicts || bench.verdict(ok);
    END IF;

    /* 52 siblings_contact_plan */
    SELECT CASE WHEN bool_or(t.separated) THEN true
                WHEN v_siblings_checked <= NEW.acted_on AND bool_or(t.separated IS NULL) IS NOT TRUE THEN false END,
           CASE WHEN bool_or(t.planned) FILTER (WHERE t.separated) THEN bool_and(t.planned) FILTER (WHERE t.separated) END
      INTO applies, ok
      FROM (SELECT t.has_bond AND NOT (
                   SELECT s.together FROM casework.sibling_arrangement s
                    WHERE s.case_id = NEW.case_id AND s.placement_id = NEW.subject_id AND s.bond_id = t.bond_id
                      AND s.arranged_on <= NEW.acted_on AND s.superseded_at IS NULL
                    ORDER BY s.arranged_on DESC, s.arrangement_id DESC LIMIT 1) AS separated,
                   EXISTS (SELECT FROM casework.contact_plan k
                            WHERE k.case_id = NEW.case_id AND k.placement_id = NEW.subject_id AND k.bond_id = t.bond_id
                              AND k.from_on <= NEW.acted_on AND (k.to_on IS NULL OR k.to_on >= NEW.acted_on)
                              AND k.superseded_at IS NULL) AS planned
              FROM casework.sibling_bond t
             WHERE t.case_id = NEW.case_id AND t.child_id = v_child AND t.superseded_at IS NULL) t;
    verdicts := verdicts || CASE WHEN applies IS FALSE THEN 'not_applicable' ELSE bench.verdict(ok) END;

    /* 53 siblings_together */
    SELECT (CASE WHEN v_siblings_checked <= NEW.acted_on THEN true END)
           AND (NOT (CASE WHEN bool_or(t.separated) THEN true
                          WHEN v_siblings_checked <= NEW.acted_on AND bool_or(t.separated IS NULL) IS NOT TRUE THEN false END)
                OR bool_and(t.reasoned) FILTER (WHERE t.separated))
      INTO ok
      FROM (SELECT t.has_bond AND NOT s.together AS separated, coalesce(s.reasons ~ '\S', false) AS reasoned
              FROM casework.sibling_bond t
              LEFT JOIN LATERAL (
                   SELECT s.together, s.reasons FROM casework.sibling_arrangement s
                    WHERE s.case_id = NEW.case_id AND s.placement_id = NEW.subject_id AND s.bond_id = t.bond_id
                      AND s.arranged_on <= NEW.acted_on AND s.superseded_at IS NULL
                    ORDER BY s.arranged_on DESC, s.arrangement_id DESC LIMIT 1) s ON true
             WHERE t.case_id = NEW.case_id AND t.child_id = v_child AND t.superseded_at IS NULL) t;
    verdicts := verdicts || bench.verdict(ok);

    /* 54 transfer_of_jurisdiction_considered */
    SELECT t.transfer_considered INTO ok FROM casework.placement_preparation t
     WHERE t.case_id = NEW.case_id AND t.placement_id = NEW.subject_id AND t.stated_on <= NEW.acted_on
       AND t.transfer_considered IS NOT NULL AND t.superseded_at IS NULL
     ORDER BY t.stated_on DESC, t.preparation_id DESC LIMIT 1;
    verdicts := verdicts || bench.verdict(ok);

    /* 55 under_three_family_based */
    IF (v_care_kind = 'residential' AND case_rules.is_under(v_born, 3, NEW.acted_on)) IS FALSE THEN
        verdicts := verdicts || 'not_applicable'::text;
    ELSE
        SELECT t.under_three_exception IN ('sibling_unity', 'emergency_short_with_plan') INTO ok FROM casework.placement_plan t
         WHERE t.case_id = NEW.case_id AND t.placement_id = NEW.subject_id AND t.planned_on <= NEW.acted_on
           AND t.under_three_exception IS NOT NULL AND t.superseded_at IS NULL
         ORDER BY t.planned_on DESC, t.plan_id DESC LIMIT 1;
        verdicts := verdicts || bench.verdict(ok);
    END IF;

    /* 56 views_weight_recorded */
    ok := btrim(NEW.details ->> 'views_weight') <> '';
    verdicts := verdicts || bench.verdict(ok);

    /* refuse, with all findings; or stamp and write the journal */
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
    INSERT INTO bench_each.journal (case_id, seq, judgement, guarded_table, procedure, subject_id, act, acted_on, side,
                                    authority_id, actor, from_state, to_state, outcome, rule_count, finding_count, findings, satisfied, not_applicable, release)
    VALUES (NEW.case_id, NEW.seq, 1, 'bench_each.act', NEW.procedure, NEW.subject_id, NEW.act, NEW.acted_on, NEW.side,
            NEW.authority_id::text, NEW.actor, NEW.from_state, NEW.to_state, 'permitted', cardinality(rules), NEW.finding_count,
            CASE WHEN NEW.finding_count > 0 THEN bench.findings(verdicts) -> 'findings' ELSE '[]' END,
            (SELECT coalesce(array_agg(f.rule || ':1'), '{}') FROM unnest(rules, verdicts) AS f(rule, verdict) WHERE f.verdict = 'satisfied'),
            (SELECT coalesce(array_agg(f.rule || ':1'), '{}') FROM unnest(rules, verdicts) AS f(rule, verdict) WHERE f.verdict = 'not_applicable'),
            'by hand');
    RETURN NEW;
END
$$;
CREATE TRIGGER guard_decide BEFORE INSERT ON bench_each.act
    FOR EACH ROW WHEN (NEW.procedure = 'placement_abroad' AND NEW.act = 'decide')
    EXECUTE FUNCTION bench_each.guard_decide();
