/*
 * The facts functions of the reference casework schema.
 *
 * placement_facts() says what held for one placement on one day, counting only
 * what was known at a moment and acts before a given one; the gate of an act
 * asks it for the facts that its rules name.
 *
 * An act counts when it comes before (an earlier day, or the same day and a
 * smaller number), when it stands (not annulled, not corrected), and when it is
 * not barred: an act that was let pass and is found to be barred later counts
 * for nothing, as if it had been refused at once.  What an act tells of the
 * world is so all the same, but a child who was moved against the protocol used
 * no consent.
 *
 * known_at is a literal null for the gate: all that is known.  Everything that
 * asks what was known then, functions with a CASE on known_at and the former
 * values of child, placement and carer, folds away before the query is planned.
 * What is the same in every case (authorities, treaties) has no former values:
 * for every moment it is taken as it is known now.
 *
 * The functions are written so that PostgreSQL
 * takes it apart (SQL-standard body, stable, not strict, nothing set) and then
 * drops every join whose columns nobody asks for:
 *
 *   - a source of several facts is one LEFT JOIN LATERAL of an aggregate without
 *     GROUP BY, which gives exactly one row and so may be dropped; a source of one
 *     fact is a scalar subquery, which goes with its column;
 *   - no join refers to a column of another source unless it has to (the carer of
 *     the plan): what a join refers to is computed whether or not it is asked for,
 *     and a join on two sources at once keeps both from being dropped;
 *   - "the latest row" is an index scan with LIMIT 1;
 *   - "the latest answer to each question" is first_known() over the rows in
 *     descending order of their days;
 *   - OFFSET 0 around the subject's own row keeps the planner from pulling it
 *     up into a join of the caller, which PostgreSQL 15 plans badly;
 *   - starting the executor is most of the cost of an act: a source gives whole
 *     rows where it can (first_known_row), what a later join need not carry is
 *     joined last, and keys come from the arguments.
 *
 * placement_facts_bulk() answers the same for every placement on one day, by
 * what was known at one moment, with one pass over each table.  test/pgtap/facts.sql compares the two.
 *
 * NULL is "nobody recorded it", never "no".
 */

/* ---- acts ------------------------------------------------------------------ */

CREATE FUNCTION @rulebook@.outcome_then(case_id uuid, seq bigint, known_at timestamptz)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (SELECT CASE WHEN EXISTS (SELECT FROM @rulebook@.journal j WHERE j.case_id = t.case_id AND j.seq = t.seq)
                    THEN (SELECT j.outcome
                            FROM @rulebook@.journal j
                           WHERE j.case_id = t.case_id AND j.seq = t.seq AND j.judged_at <= outcome_then.known_at
                           ORDER BY j.judgement DESC
                           LIMIT 1)
                    ELSE t.outcome  -- judged elsewhere
               END
          FROM @rulebook@.act t
         WHERE t.case_id = outcome_then.case_id AND t.seq = outcome_then.seq
           AND @rulebook@.stands(t.recorded_at, t.superseded_at, outcome_then.known_at));
COMMENT ON FUNCTION @rulebook@.outcome_then(uuid, bigint, timestamptz) IS
    'What became of an act, by the judgement that was known at a moment; null: it was not known then, or did not stand.';

CREATE FUNCTION @rulebook@.state_then(case_id uuid, seq bigint, known_at timestamptz)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (SELECT CASE WHEN EXISTS (SELECT FROM @rulebook@.journal j WHERE j.case_id = t.case_id AND j.seq = t.seq)
                    THEN (SELECT j.to_state
                            FROM @rulebook@.journal j
                           WHERE j.case_id = t.case_id AND j.seq = t.seq AND j.judged_at <= state_then.known_at
                           ORDER BY j.judgement DESC
                           LIMIT 1)
                    ELSE t.to_state
               END
          FROM @rulebook@.act t
         WHERE t.case_id = state_then.case_id AND t.seq = state_then.seq
           AND @rulebook@.stands(t.recorded_at, t.superseded_at, state_then.known_at));
COMMENT ON FUNCTION @rulebook@.state_then(uuid, bigint, timestamptz) IS
    'The state after an act, by the judgement that was known at a moment.';

CREATE FUNCTION @rulebook@.act_outcome(case_id uuid, seq bigint, outcome text, known_at timestamptz)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN known_at IS NULL THEN outcome ELSE @rulebook@.outcome_then(case_id, seq, known_at) END;
COMMENT ON FUNCTION @rulebook@.act_outcome(uuid, bigint, text, timestamptz) IS
    'What became of an act: as its row says, or as was known at a moment.';

CREATE FUNCTION @rulebook@.act_counts(act text, outcome text)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN outcome <> 'barred'
    OR outcome IS NOT NULL
       AND act IN ('depart', 'arrive', 'end_placement', 'report_missing', 'report_found', 'report_danger');
COMMENT ON FUNCTION @rulebook@.act_counts(text, text) IS
    'Whether an act of a placement counts: a barred one only where it tells a fact in the world.';

CREATE FUNCTION @rulebook@.first_recorded_at(case_id uuid, seq bigint)
RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (WITH RECURSIVE earlier AS (
               SELECT t.recorded_at, (t.amends ->> 'seq')::bigint AS seq
                 FROM @rulebook@.act t
                WHERE t.case_id = first_recorded_at.case_id AND t.seq = first_recorded_at.seq
                UNION
               SELECT t.recorded_at, (t.amends ->> 'seq')::bigint
                 FROM earlier e
                 JOIN @rulebook@.act t ON t.case_id = first_recorded_at.case_id AND t.seq = e.seq)
        SELECT min(e.recorded_at) FROM earlier e);
COMMENT ON FUNCTION @rulebook@.first_recorded_at(uuid, bigint) IS
    'When an act first became known here: a corrected act when the act was recorded whose place it took.';

/* ---- what children, placements and carers were known to be ------------------- */

CREATE FUNCTION @rulebook@.child_then(case_id uuid, child_id uuid, known_at timestamptz)
RETURNS @rulebook@.child_version
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT v.case_id, v.child_id, v.birth_date, v.siblings_checked_on, v.recorded_at, v.superseded_at
  FROM (SELECT t.case_id, t.child_id, t.birth_date, t.siblings_checked_on, t.recorded_at, NULL::timestamptz AS superseded_at
          FROM @rulebook@.child t
        UNION ALL
        SELECT t.case_id, t.child_id, t.birth_date, t.siblings_checked_on, t.recorded_at, t.superseded_at
          FROM @rulebook@.child_version t) v
 WHERE v.case_id = child_then.case_id AND v.child_id = child_then.child_id
   AND @rulebook@.stands(v.recorded_at, v.superseded_at, child_then.known_at);
END;
COMMENT ON FUNCTION @rulebook@.child_then(uuid, uuid, timestamptz) IS
    'The facts of a child itself, as they were known at a moment; null: it was not recorded yet.';

CREATE FUNCTION @rulebook@.placement_then(case_id uuid, placement_id uuid, known_at timestamptz)
RETURNS @rulebook@.placement_version
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT v.case_id, v.placement_id, v.proceedings_instituted_on, v.recorded_at, v.superseded_at
  FROM (SELECT t.case_id, t.placement_id, t.proceedings_instituted_on, t.recorded_at, NULL::timestamptz AS superseded_at
          FROM @rulebook@.placement t
        UNION ALL
        SELECT t.case_id, t.placement_id, t.proceedings_instituted_on, t.recorded_at, t.superseded_at
          FROM @rulebook@.placement_version t) v
 WHERE v.case_id = placement_then.case_id AND v.placement_id = placement_then.placement_id
   AND @rulebook@.stands(v.recorded_at, v.superseded_at, placement_then.known_at);
END;
COMMENT ON FUNCTION @rulebook@.placement_then(uuid, uuid, timestamptz) IS
    'The facts of a placement itself, as they were known at a moment; null: it was not recorded yet.';

CREATE FUNCTION @rulebook@.carer_then(case_id uuid, carer_id uuid, known_at timestamptz)
RETURNS @rulebook@.proposed_carer_version
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT v.case_id, v.carer_id, v.person_id, v.household_listed_on, v.recorded_at, v.superseded_at
  FROM (SELECT t.case_id, t.carer_id, t.person_id, t.household_listed_on, t.recorded_at, NULL::timestamptz AS superseded_at
          FROM @rulebook@.proposed_carer t
        UNION ALL
        SELECT t.case_id, t.carer_id, t.person_id, t.household_listed_on, t.recorded_at, t.superseded_at
          FROM @rulebook@.proposed_carer_version t) v
 WHERE v.case_id = carer_then.case_id AND v.carer_id = carer_then.carer_id
   AND @rulebook@.stands(v.recorded_at, v.superseded_at, carer_then.known_at);
END;
COMMENT ON FUNCTION @rulebook@.carer_then(uuid, uuid, timestamptz) IS
    'The facts of a proposed carer itself, as they were known at a moment; null: it was not recorded yet.';

/* ---- a placement -------------------------------------------------------------- */

CREATE FUNCTION @rulebook@.placement_facts(
    case_id uuid, placement_id uuid, as_of date, known_at timestamptz, before_seq bigint)
RETURNS TABLE (
    regime text,
    requesting_state text,
    requested_state text,
    care_kind text,
    jurisdiction_article text,
    relative_view text,
    relative_exempt_notified boolean,
    objection_window_open boolean,
    proceedings_instituted_on date,
    domestic_placement_needs_authority boolean,
    habitual_residence_state text,
    simplified_procedure_used boolean,
    simplified_agreement_in_force boolean,
    child_born case_rules.partial_date,
    age_disputed boolean,
    child_missing boolean,
    serious_danger_found boolean,
    serious_danger_told boolean,
    bia_completed_on date,
    bia_material_change_since boolean,
    bia_elements_missing text[],
    bia_assessor_qualified boolean,
    bia_author text,
    bia_reviewer text,
    child_seen_in_person boolean,
    origin_report text,
    family_capacity_assessed boolean,
    placement_grounds text[],
    child_hearing text,
    parental_responsibility_holders_heard boolean,
    urgency_reasoned boolean,
    guardian_needed boolean,
    guardian_in_office boolean,
    guardian_gap_days integer,
    person_of_reference_in_office boolean,
    person_of_reference_distinct boolean,
    legal_responsibility_held boolean,
    complaint_explained boolean,
    person_of_trust_offered boolean,
    challenge_explained boolean,
    care_options_missing text[],
    kin_abroad_answered boolean,
    cultural_continuity_considered boolean,
    family_options_excluded boolean,
    placement_planned_end_on date,
    under_three_exception text,
    with_unrelated_adults boolean,
    adult_setting_reasoned boolean,
    detention_for_status boolean,
    deprives_of_liberty boolean,
    secure_ordered_by_court boolean,
    secure_lawful_in_requested_state boolean,
    secure_declared_enforceable boolean,
    siblings_checked boolean,
    siblings_separated boolean,
    siblings_separation_reasoned boolean,
    sibling_contact_plan boolean,
    sibling_consents_outstanding integer,
    sibling_decision_reasons text[],
    carer_identity_verified boolean,
    carer_background_clear boolean,
    carer_home_study_positive boolean,
    carer_training_done boolean,
    carer_relationship_verified boolean,
    carer_household_checked boolean,
    provider_involved boolean,
    provider_authorised_until date,
    care_plan_missing text[],
    care_plan_review_on date,
    child_prepared boolean,
    followup_active boolean,
    followup_provider_agreed boolean,
    file_handed_over boolean,
    arrived_on date,
    followup_months_short integer,
    last_review_on date,
    last_review_missing text[],
    last_contact_on date,
    duties_open integer,
    duties_open_other_side integer,
    transition_plan_made boolean,
    handover_recorded boolean,
    consultation_opened_on date,
    addressee_role text,
    designation_under_art44 boolean,
    sender_role text,
    report_transmitted_on date,
    request_received_on date,
    reasons_transmitted boolean,
    funding_stated boolean,
    report_contents_missing text[],
    translation_into text,
    translation_language_excluded boolean,
    disclosure_danger_found boolean,
    legalisation_demanded boolean,
    connection_information text,
    authority_informed_on date,
    answer_given text,
    consent_given_on date,
    consent_recorded_on date,
    consent_valid_to date,
    consent_placement_until date,
    consent_authority_role text,
    consent_competence_doubtful boolean,
    consent_mismatches text[],
    consent_refused boolean,
    consent_withdrawn boolean,
    conditions_open integer,
    consent_law_points_missing text[],
    assurance_obtained_on date,
    decided_on date,
    decision_in_force boolean,
    costs_agreed boolean,
    immigration_clearance boolean,
    responsibility_abroad_stated boolean,
    advance_recognition text,
    enforceability text,
    recognition_grounds text[],
    transfer_of_jurisdiction_considered boolean)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1
BEGIN ATOMIC
SELECT
       coalesce(rg.regime, 'unknown') AS regime,
       p.requesting_state AS requesting_state,
       p.requested_state AS requested_state,
       (pl.r).care_kind AS care_kind,
       ac.jurisdiction_article AS jurisdiction_article,
       (po.r).relative_view AS relative_view,
       coalesce((po.r).relative_exempt,
                CASE WHEN (pl.r).care_kind = 'kin' AND rg.regime = 'brussels_iib'
                     THEN case_rules.art82_relative_exempt(p.requested_state,
       (SELECT t.kind
          FROM @rulebook@.proposed_carer k
          JOIN @rulebook@.relationship t
            ON t.case_id = k.case_id
           AND t.person_id = CASE WHEN placement_facts.known_at IS NULL THEN k.person_id
                                  ELSE (@rulebook@.carer_then(k.case_id, k.carer_id, placement_facts.known_at)).person_id
                             END
         WHERE k.case_id = placement_facts.case_id AND k.carer_id = (pl.r).carer_id AND t.child_id = p.child_id
           AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts.known_at)
         ORDER BY t.proved_on DESC NULLS LAST, t.relationship_id DESC
         LIMIT 1))
                END) AS relative_exempt_notified,
       rg.objection_window_open AS objection_window_open,
       CASE WHEN placement_facts.known_at IS NULL THEN p.proceedings_instituted_on
            ELSE (@rulebook@.placement_then(p.case_id, p.placement_id, placement_facts.known_at)).proceedings_instituted_on
       END AS proceedings_instituted_on,
       (po.r).domestic_authority_needed AS domestic_placement_needs_authority,
       (SELECT t.state
          FROM @rulebook@.habitual_residence t
         WHERE t.case_id = placement_facts.case_id AND t.child_id = p.child_id
           AND t.from_on <= placement_facts.as_of AND (t.to_on IS NULL OR t.to_on >= placement_facts.as_of)
           AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts.known_at)
         ORDER BY t.from_on DESC, t.residence_id DESC
         LIMIT 1) AS habitual_residence_state,
       coalesce((pl.r).simplified_procedure, false) AS simplified_procedure_used,
       (po.r).simplified_agreement AS simplified_agreement_in_force,
       CASE WHEN placement_facts.known_at IS NULL THEN ch.birth_date
            ELSE (@rulebook@.child_then(p.case_id, p.child_id, placement_facts.known_at)).birth_date
       END AS child_born,
       coalesce(cs.age_disputed, false) AS age_disputed,
       coalesce(ac.missing, false) AS child_missing,
       coalesce(cs.danger, false)
       OR (ac.danger_on IS NOT NULL AND coalesce(cs.danger_over_on < ac.danger_on, true)) AS serious_danger_found,
       CASE WHEN (SELECT max(t.sent_on) >= coalesce(ac.danger_on, max(t.sent_on))
          FROM @rulebook@.notice t
         WHERE t.case_id = placement_facts.case_id AND t.placement_id = placement_facts.placement_id
           AND t.about = 'serious_danger' AND t.sent_on <= placement_facts.as_of
           AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts.known_at)) THEN true
            ELSE nullif(ac.danger_told, '')::boolean
       END AS serious_danger_told,
       (bi.bia).completed_on AS bia_completed_on,
       coalesce((SELECT max(t.changed_on)
          FROM @rulebook@.material_change t
         WHERE t.case_id = placement_facts.case_id AND t.child_id = p.child_id
           AND t.changed_on <= placement_facts.as_of
           AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts.known_at)) > (bi.bia).completed_on, false) AS bia_material_change_since,
       CASE WHEN (bi.bia).completed_on IS NOT NULL THEN ARRAY(SELECT e FROM unnest(ARRAY['views', 'identity', 'family', 'safety', 'vulnerability', 'health', 'education']) e WHERE e <> ALL (coalesce((bi.bia).elements, '{}')))
       END AS bia_elements_missing,
       (bi.bia).author_qualified AS bia_assessor_qualified,
       (bi.bia).author AS bia_author,
       (bi.bia).reviewer AS bia_reviewer,
       (bi.bia).child_seen AS child_seen_in_person,
       nullif(bi.origin_report, '') AS origin_report,
       bi.family_done AS family_capacity_assessed,
       (pl.r).grounds AS placement_grounds,
       (SELECT t.outcome
          FROM @rulebook@.views t
         WHERE t.case_id = placement_facts.case_id AND t.child_id = p.child_id
           AND t.heard_on <= placement_facts.as_of
           AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts.known_at)
         ORDER BY t.heard_on DESC, t.views_id DESC
         LIMIT 1) AS child_hearing,
       (SELECT CASE WHEN bool_or(h.heard IS FALSE) THEN false
                    WHEN bool_or(h.heard IS NULL) THEN NULL
                    ELSE bool_and(h.heard)
               END
          FROM @rulebook@.parental_responsibility t
          LEFT JOIN LATERAL (
               SELECT h.outcome <> 'not_offered' AS heard
                 FROM @rulebook@.hearing h
                WHERE h.case_id = t.case_id
                  AND h.responsibility_id = CASE WHEN placement_facts.known_at IS NULL THEN t.responsibility_id
                                                 ELSE (SELECT n.responsibility_id FROM @rulebook@.parental_responsibility n
                                                        WHERE n.case_id = t.case_id AND n.lasting_id = t.lasting_id AND n.superseded_at IS NULL)
                                            END
                  AND h.heard_on <= placement_facts.as_of
                  AND @rulebook@.stands(h.recorded_at, h.superseded_at, placement_facts.known_at)
                ORDER BY h.heard_on DESC, h.hearing_id DESC
                LIMIT 1) h ON true
         WHERE t.case_id = placement_facts.case_id AND t.child_id = p.child_id
           AND t.from_on <= placement_facts.as_of AND (t.to_on IS NULL OR t.to_on >= placement_facts.as_of)
           AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts.known_at)) AS parental_responsibility_holders_heard,
       EXISTS (SELECT
          FROM @rulebook@.urgency t
         WHERE t.case_id = placement_facts.case_id AND t.placement_id = placement_facts.placement_id
           AND t.from_on <= placement_facts.as_of AND (t.to_on IS NULL OR t.to_on >= placement_facts.as_of)
           AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts.known_at)) AS urgency_reasoned,
       CASE WHEN cs.unaccompanied OR cs.separated THEN true
            WHEN cs.accompanied OR NOT (cs.unaccompanied OR cs.separated) THEN false
       END AS guardian_needed,
       ap.guardian AS guardian_in_office,
       CASE WHEN ap.guardian_days IS NOT NULL
            THEN (SELECT (max(upper(d)) - min(lower(d)) - sum(upper(d) - lower(d)))::integer
                    FROM unnest(ap.guardian_days) d)
       END AS guardian_gap_days,
       ap.person_of_reference AS person_of_reference_in_office,
       NOT ap.persons_of_reference && coalesce(ap.representatives, '{}') AS person_of_reference_distinct,
       (SELECT bool_or((t.to_on IS NULL OR t.to_on >= placement_facts.as_of))
          FROM @rulebook@.parental_responsibility t
         WHERE t.case_id = placement_facts.case_id AND t.child_id = p.child_id
           AND t.from_on <= placement_facts.as_of
           AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts.known_at)) OR ap.guardian AS legal_responsibility_held,
       ig.complaint AS complaint_explained,
       ig.person_of_trust AS person_of_trust_offered,
       ig.challenge AS challenge_explained,
       CASE WHEN co.options > 0 THEN ARRAY(SELECT e FROM unnest(ARRAY['parents', 'kin_here', 'kin_abroad', 'foster', 'small_group', 'residential']) e WHERE e <> ALL (coalesce(co.found, '{}')))
       END AS care_options_missing,
       co.child_asked AS kin_abroad_answered,
       (pl.r).cultural_continuity ~ '\S' AS cultural_continuity_considered,
       co.family_excluded AS family_options_excluded,
       CASE WHEN ac.extended_on >= pl.end_planned_on OR pl.end_planned_on IS NULL
            THEN coalesce(ac.extended_until, (pl.r).planned_end_on)
            ELSE (pl.r).planned_end_on
       END AS placement_planned_end_on,
       (pl.r).under_three_exception AS under_three_exception,
       (pl.r).with_unrelated_adults AS with_unrelated_adults,
       (pl.r).adult_setting_reasons ~ '\S' AS adult_setting_reasoned,
       (pl.r).detention_for_status AS detention_for_status,
       (pl.r).deprives_of_liberty AS deprives_of_liberty,
       (pp.r).secure_ordered_by_court AS secure_ordered_by_court,
       (po.r).secure_lawful AS secure_lawful_in_requested_state,
       (pp.r).secure_declared_enforceable AS secure_declared_enforceable,
       CASE WHEN CASE WHEN placement_facts.known_at IS NULL THEN ch.siblings_checked_on
                      ELSE (@rulebook@.child_then(p.case_id, p.child_id, placement_facts.known_at)).siblings_checked_on
                 END <= placement_facts.as_of THEN true
       END AS siblings_checked,
       CASE WHEN si.separated THEN true
            WHEN CASE WHEN placement_facts.known_at IS NULL THEN ch.siblings_checked_on
                      ELSE (@rulebook@.child_then(p.case_id, p.child_id, placement_facts.known_at)).siblings_checked_on
                 END <= placement_facts.as_of AND si.unclear IS NOT TRUE THEN false
       END AS siblings_separated,
       si.reasoned AS siblings_separation_reasoned,
       si.contact_planned AS sibling_contact_plan,
       (SELECT count(*) FILTER (WHERE s.state NOT IN ('refused', 'withdrawn', 'lapsed', 'recognition_refused', 'ended')
                                  AND (s.consented AND s.state <> 'consent_expired'
                                       AND (s.valid_to >= placement_facts.as_of OR s.state IN ('departed', 'arrived', 'followed_up') AND s.moved_lawfully)
                                       OR s.decided AND s.consented IS NULL) IS NOT TRUE)
          FROM @rulebook@.placement o
         CROSS JOIN LATERAL (
               SELECT case_rules.first_known(t.to_state) AS state,
                      bool_or(t.act = 'decide') AS decided,
                      coalesce(case_rules.first_known(t.outcome IN ('permitted', 'cured')) FILTER (WHERE t.act = 'depart'),
                               case_rules.first_known(t.outcome IN ('permitted', 'cured')) FILTER (WHERE t.act = 'arrive')) AS moved_lawfully,
                      case_rules.first_known(CASE WHEN t.act IN ('consent', 'consent_with_conditions', 'transcribe_consent', 'regularise_consent', 'obtain_assurance') THEN true
                                                  WHEN t.act IN ('refuse', 'transcribe_refusal', 'withdraw_consent', 'transcribe_withdrawal', 'doubt_consent') THEN false
                                             END) AS consented,
                      case_rules.first_known(CASE WHEN t.act IN ('consent', 'consent_with_conditions', 'transcribe_consent', 'obtain_assurance')
                                                  THEN coalesce((t.details ->> 'valid_to')::date, 'infinity')
                                                  WHEN t.act IN ('extend_consent', 'transcribe_extension')
                                                  THEN (t.details ->> 'valid_to')::date
                                             END) AS valid_to
                 FROM (SELECT t.act, t.details,
                              CASE WHEN placement_facts.known_at IS NULL THEN t.to_state ELSE @rulebook@.state_then(t.case_id, t.seq, placement_facts.known_at) END AS to_state,
                              @rulebook@.act_outcome(t.case_id, t.seq, t.outcome, placement_facts.known_at) AS outcome
                         FROM @rulebook@.act t
                        WHERE t.case_id = o.case_id AND t.procedure = 'placement_abroad' AND t.subject_id = o.placement_id
                          AND t.acted_on <= placement_facts.as_of
                          AND case_rules.act_is_before(t.acted_on, t.seq, placement_facts.as_of, placement_facts.before_seq)
                          AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts.known_at)
                          AND @rulebook@.act_counts(t.act, @rulebook@.act_outcome(t.case_id, t.seq, t.outcome, placement_facts.known_at))
                        ORDER BY t.acted_on DESC, t.seq DESC) t) s
         WHERE o.case_id = placement_facts.case_id AND o.child_id <> p.child_id AND o.requested_state = p.requested_state)::integer
       + (SELECT count(*)
            FROM @rulebook@.sibling_bond t
           WHERE t.case_id = placement_facts.case_id AND t.child_id = p.child_id
             AND t.elsewhere IS NOT NULL AND t.reported_requested_state = p.requested_state AND t.reported_on <= placement_facts.as_of
             AND coalesce(t.reported_state::text, '') NOT IN ('consented', 'consented_with_conditions', 'assurance_obtained', 'decided',
                                                              'departed', 'arrived', 'followed_up', 'ended', 'refused', 'withdrawn',
                                                              'lapsed', 'recognition_refused')
             AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts.known_at))::integer AS sibling_consents_outstanding,
       coalesce((SELECT array_agg(t.details ->> 'reasons' ORDER BY t.acted_on, t.seq)
          FROM @rulebook@.placement o
          JOIN @rulebook@.act t ON t.case_id = o.case_id AND t.procedure = 'placement_abroad' AND t.subject_id = o.placement_id
         WHERE o.case_id = placement_facts.case_id AND o.child_id <> p.child_id
           AND t.act = 'decide' AND t.details ? 'reasons' AND t.acted_on <= placement_facts.as_of
           AND case_rules.act_is_before(t.acted_on, t.seq, placement_facts.as_of, placement_facts.before_seq)
           AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts.known_at)
           AND @rulebook@.act_outcome(t.case_id, t.seq, t.outcome, placement_facts.known_at) <> 'barred'), '{}') AS sibling_decision_reasons,
       ck.identity AS carer_identity_verified,
       ck.background AS carer_background_clear,
       ck.home_study AS carer_home_study_positive,
       ck.training AS carer_training_done,
       (SELECT t.proof <> 'disproved'
          FROM @rulebook@.proposed_carer k
          JOIN @rulebook@.relationship t
            ON t.case_id = k.case_id
           AND t.person_id = CASE WHEN placement_facts.known_at IS NULL THEN k.person_id
                                  ELSE (@rulebook@.carer_then(k.case_id, k.carer_id, placement_facts.known_at)).person_id
                             END
         WHERE k.case_id = placement_facts.case_id AND k.carer_id = (pl.r).carer_id AND t.child_id = p.child_id
           AND t.proved_on <= placement_facts.as_of
           AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts.known_at)
         ORDER BY t.proved_on DESC, t.relationship_id DESC
         LIMIT 1) AS carer_relationship_verified,
       (SELECT CASE WHEN bool_or(NOT t.is_clear AND t.checked_on <= placement_facts.as_of) THEN false
                    WHEN bool_and(CASE WHEN placement_facts.known_at IS NULL THEN k.household_listed_on
                                       ELSE (@rulebook@.carer_then(k.case_id, k.carer_id, placement_facts.known_at)).household_listed_on
                                  END <= placement_facts.as_of)
                     AND bool_or(t.member_id IS NOT NULL AND (t.checked_on IS NULL OR t.checked_on > placement_facts.as_of)) IS NOT TRUE THEN true
               END
          FROM @rulebook@.proposed_carer k
          LEFT JOIN @rulebook@.household_member t
            ON t.case_id = k.case_id AND t.carer_id = k.carer_id AND t.is_adult
           AND (t.from_on IS NULL OR t.from_on <= placement_facts.as_of) AND (t.to_on IS NULL OR t.to_on >= placement_facts.as_of)
           AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts.known_at)
         WHERE k.case_id = placement_facts.case_id AND k.carer_id = (pl.r).carer_id) AS carer_household_checked,
       (pl.r).provider_involved AS provider_involved,
       (SELECT t.authorised_until FROM @rulebook@.authority t WHERE t.authority_id = (pl.r).provider_id) AS provider_authorised_until,
       (SELECT array_remove(ARRAY[CASE WHEN t.goals ~ '\S' THEN NULL ELSE 'goals' END,
                                  CASE WHEN t.measures ~ '\S' THEN NULL ELSE 'measures' END,
                                  CASE WHEN cardinality(t.responsible_persons) > 0 THEN NULL ELSE 'responsible_persons' END,
                                  CASE WHEN t.review_on IS NOT NULL THEN NULL ELSE 'review_date' END], NULL)
          FROM @rulebook@.care_plan t
         WHERE t.case_id = placement_facts.case_id AND t.placement_id = placement_facts.placement_id
           AND t.kind = 'care' AND t.written_on <= placement_facts.as_of
           AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts.known_at)
         ORDER BY t.written_on DESC, t.care_plan_id DESC
         LIMIT 1) AS care_plan_missing,
       (SELECT t.review_on
          FROM @rulebook@.care_plan t
         WHERE t.case_id = placement_facts.case_id AND t.placement_id = placement_facts.placement_id
           AND t.kind = 'care' AND t.written_on <= placement_facts.as_of
           AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts.known_at)
         ORDER BY t.written_on DESC, t.care_plan_id DESC
         LIMIT 1) AS care_plan_review_on,
       ig.preparation AS child_prepared,
       fp.runs AS followup_active,
       fp.provider_agreed AS followup_provider_agreed,
       (SELECT t.outcome = 'taken_over'
          FROM @rulebook@.handover t
         WHERE t.case_id = placement_facts.case_id AND t.placement_id = placement_facts.placement_id
           AND t.kind = 'file' AND t.handed_over_on <= placement_facts.as_of
           AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts.known_at)
         ORDER BY t.handed_over_on DESC, t.handover_id DESC
         LIMIT 1) AS file_handed_over,
       ac.arrived_on AS arrived_on,
       CASE WHEN fp.cadence IS NOT NULL AND ac.arrived_on IS NOT NULL
            THEN (SELECT CASE WHEN count(*) = count(m.done) THEN count(*)::integer END
                    FROM (SELECT coalesce(array_agg(t.visited_on ORDER BY t.visited_on), '{}') AS days
                            FROM @rulebook@.followup_visit t
                           WHERE t.case_id = placement_facts.case_id AND t.placement_id = placement_facts.placement_id
                             AND t.kind = 'visit' AND t.child_seen AND t.visited_on <= placement_facts.as_of
                             AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts.known_at)) v
                   CROSS JOIN LATERAL case_rules.cadence_missed(
                           fp.cadence, ac.arrived_on, v.days, placement_facts.as_of,
                           case_rules.cadence_ends(fp.cadence, ac.arrived_on,
                                                   CASE WHEN placement_facts.known_at IS NULL THEN ch.birth_date
                                                        ELSE (@rulebook@.child_then(p.case_id, p.child_id, placement_facts.known_at)).birth_date
                                                   END)) m)
       END AS followup_months_short,
       rv.reviewed_on AS last_review_on,
       CASE WHEN rv.reviewed_on IS NOT NULL THEN ARRAY(SELECT e FROM unnest(ARRAY['child_involved', 'development', 'needs', 'family', 'adequacy', 'necessity', 'qualified_reviewer']) e WHERE e <> ALL (coalesce(rv.covers, '{}')))
       END AS last_review_missing,
       (SELECT max(t.visited_on)
          FROM @rulebook@.followup_visit t
         WHERE t.case_id = placement_facts.case_id AND t.placement_id = placement_facts.placement_id
           AND (t.child_seen OR t.carer_reached) AND t.visited_on <= placement_facts.as_of
           AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts.known_at)) AS last_contact_on,
       (SELECT count(*)::integer
          FROM @rulebook@.duty t
         WHERE t.case_id = placement_facts.case_id AND t.procedure = 'placement_abroad' AND t.subject_id = placement_facts.placement_id
           AND t.side = 'requesting' AND t.cadence IS NULL AND t.counted_from IS NULL
           AND case_rules.act_is_before(t.started_on, t.seq, placement_facts.as_of, placement_facts.before_seq)
           AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts.known_at)
           AND NOT EXISTS (SELECT FROM @rulebook@.duty_fulfilment f
                            WHERE f.case_id = t.case_id AND f.procedure = t.procedure AND f.subject_id = t.subject_id
                              AND f.source = ANY (t.fulfilled_by)
                              AND (f.for_seq IS NULL OR f.for_seq = t.seq)
                              AND f.fulfilled_on BETWEEN t.started_on AND placement_facts.as_of
                              AND (f.by_seq IS NULL OR f.for_seq IS NOT NULL OR (f.fulfilled_on, f.by_seq) > (t.started_on, t.seq))
                              AND (f.by_seq IS NULL OR case_rules.act_is_before(f.fulfilled_on, f.by_seq, placement_facts.as_of, placement_facts.before_seq))
                              AND @rulebook@.stands(f.recorded_at, f.superseded_at, placement_facts.known_at))
           AND NOT EXISTS (SELECT FROM @rulebook@.act a
                            WHERE a.case_id = t.case_id AND a.procedure = t.procedure AND a.subject_id = t.subject_id
                              AND a.act = ANY (t.ended_by) AND (a.acted_on, a.seq) > (t.started_on, t.seq)
                              AND a.acted_on <= placement_facts.as_of
                              AND case_rules.act_is_before(a.acted_on, a.seq, placement_facts.as_of, placement_facts.before_seq)
                              AND @rulebook@.stands(a.recorded_at, a.superseded_at, placement_facts.known_at)
                              AND @rulebook@.act_counts(a.act, @rulebook@.act_outcome(a.case_id, a.seq, a.outcome, placement_facts.known_at)))) AS duties_open,
       (SELECT count(*)::integer
          FROM @rulebook@.duty t
         WHERE t.case_id = placement_facts.case_id AND t.procedure = 'placement_abroad' AND t.subject_id = placement_facts.placement_id
           AND t.side = 'requested' AND t.cadence IS NULL AND t.counted_from IS NULL
           AND case_rules.act_is_before(t.started_on, t.seq, placement_facts.as_of, placement_facts.before_seq)
           AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts.known_at)
           AND NOT EXISTS (SELECT FROM @rulebook@.duty_fulfilment f
                            WHERE f.case_id = t.case_id AND f.procedure = t.procedure AND f.subject_id = t.subject_id
                              AND f.source = ANY (t.fulfilled_by)
                              AND (f.for_seq IS NULL OR f.for_seq = t.seq)
                              AND f.fulfilled_on BETWEEN t.started_on AND placement_facts.as_of
                              AND (f.by_seq IS NULL OR f.for_seq IS NOT NULL OR (f.fulfilled_on, f.by_seq) > (t.started_on, t.seq))
                              AND (f.by_seq IS NULL OR case_rules.act_is_before(f.fulfilled_on, f.by_seq, placement_facts.as_of, placement_facts.before_seq))
                              AND @rulebook@.stands(f.recorded_at, f.superseded_at, placement_facts.known_at))
           AND NOT EXISTS (SELECT FROM @rulebook@.act a
                            WHERE a.case_id = t.case_id AND a.procedure = t.procedure AND a.subject_id = t.subject_id
                              AND a.act = ANY (t.ended_by) AND (a.acted_on, a.seq) > (t.started_on, t.seq)
                              AND a.acted_on <= placement_facts.as_of
                              AND case_rules.act_is_before(a.acted_on, a.seq, placement_facts.as_of, placement_facts.before_seq)
                              AND @rulebook@.stands(a.recorded_at, a.superseded_at, placement_facts.known_at)
                              AND @rulebook@.act_counts(a.act, @rulebook@.act_outcome(a.case_id, a.seq, a.outcome, placement_facts.known_at)))) AS duties_open_other_side,
       CASE WHEN EXISTS (SELECT
          FROM @rulebook@.care_plan t
         WHERE t.case_id = placement_facts.case_id AND t.placement_id = placement_facts.placement_id
           AND t.kind = 'transition' AND t.written_on <= placement_facts.as_of
           AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts.known_at))
            THEN true
       END AS transition_plan_made,
       (SELECT t.outcome IN ('taken_over', 'not_needed')
          FROM @rulebook@.handover t
         WHERE t.case_id = placement_facts.case_id AND t.placement_id = placement_facts.placement_id
           AND t.kind = 'care' AND t.handed_over_on <= placement_facts.as_of
           AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts.known_at)
         ORDER BY t.handed_over_on DESC, t.handover_id DESC
         LIMIT 1) AS handover_recorded,
       ac.opened_on AS consultation_opened_on,
       ac.addressee_role AS addressee_role,
       coalesce((po.r).designation_under_art44,
                CASE WHEN EXISTS (SELECT FROM @rulebook@.authority d
                                   WHERE d.state = p.requested_state AND d.role = 'designated_authority'
                                     AND d.valid @> placement_facts.as_of)
                     THEN true
                END) AS designation_under_art44,
       coalesce(rt.sender_role, (SELECT CASE WHEN g.role = 'court' THEN 'competent_authority'
                    WHEN g.role IN ('institution', 'agency') THEN 'other'
                    ELSE g.role
               END
          FROM @rulebook@.act t
          JOIN @rulebook@.authority g ON g.authority_id = t.authority_id
         WHERE t.case_id = placement_facts.case_id AND t.procedure = 'placement_abroad' AND t.subject_id = placement_facts.placement_id
           AND t.act = 'open_consultation'
           AND t.acted_on <= placement_facts.as_of
           AND case_rules.act_is_before(t.acted_on, t.seq, placement_facts.as_of, placement_facts.before_seq)
           AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts.known_at)
           AND @rulebook@.act_outcome(t.case_id, t.seq, t.outcome, placement_facts.known_at) <> 'barred'
         ORDER BY t.acted_on DESC, t.seq DESC
         LIMIT 1)) AS sender_role,
       rt.report_on AS report_transmitted_on,
       ac.received_on AS request_received_on,
       rt.has_reasons AS reasons_transmitted,
       'funding' = ANY (rt.contents) AS funding_stated,
       CASE WHEN rt.report_on IS NOT NULL THEN ARRAY(SELECT e FROM unnest(ARRAY['identity', 'situation', 'health', 'education', 'family', 'views', 'proposed_carer', 'duration', 'contact_plan', 'funding', 'immigration_status', 'followup_proposal']) e WHERE e <> ALL (coalesce(rt.contents, '{}')))
       END AS report_contents_missing,
       rt.translation AS translation_into,
       coalesce((po.r).language_excluded,
                CASE WHEN rt.translation IN ('french', 'english')
                     THEN nullif(case_rules.has_declared('hc1996', p.requested_state, '54', placement_facts.as_of), true)
                END) AS translation_language_excluded,
       nullif(bi.disclosure, '') = 'danger' AS disclosure_danger_found,
       coalesce((po.r).legalisation_demanded, false) OR coalesce(ac.legalisation_demanded, false) AS legalisation_demanded,
       (pp.r).connection_information AS connection_information,
       ac.informed_on AS authority_informed_on,
       ac.answer AS answer_given,
       (ac.consent).acted_on AS consent_given_on,
       (CASE WHEN (ac.consent).amends IS NULL THEN (ac.consent).recorded_at
             ELSE @rulebook@.first_recorded_at((ac.consent).case_id, (ac.consent).seq)
        END AT TIME ZONE interval '-12:00')::date AS consent_recorded_on,
       CASE WHEN (ac.consent).acted_on IS NOT NULL THEN ac.valid_to END AS consent_valid_to,
       CASE WHEN (ac.consent).acted_on IS NOT NULL THEN ac.placement_until END AS consent_placement_until,
       coalesce((ac.giver).details ->> 'given_by',
                CASE WHEN (ac.giver).act <> 'transcribe_consent'
                     THEN (SELECT CASE WHEN g.role IN ('institution', 'central_authority') THEN g.role
                                       WHEN g.role = 'agency' OR NOT g.public_law THEN 'other'
                                       ELSE 'competent_authority'
                                  END
                             FROM @rulebook@.authority g WHERE g.authority_id = (ac.giver).authority_id)
                END) AS consent_authority_role,
       coalesce(ac.doubtful, false) AS consent_competence_doubtful,
       CASE WHEN (ac.consent).acted_on IS NOT NULL
            THEN (SELECT array_remove(ARRAY[
                             CASE WHEN (pl.r).carer_id <> coalesce(((ac.consent).details ->> 'carer_id')::uuid, r.carer_id) THEN 'carer' END,
                             CASE WHEN (pl.r).place <> coalesce((ac.consent).details ->> 'place', r.place) THEN 'place' END,
                             CASE WHEN (pl.r).care_kind <> coalesce((ac.consent).details ->> 'care_kind', r.care_kind) THEN 'care_kind' END,
                             CASE WHEN ac.placement_until < coalesce(CASE WHEN ac.extended_on >= pl.end_planned_on OR pl.end_planned_on IS NULL
                                          THEN coalesce(ac.extended_until, (pl.r).planned_end_on)
                                          ELSE (pl.r).planned_end_on
                                     END, 'infinity') THEN 'duration' END], NULL)
                    /* what the consent leaves open is as it was planned then */
                    FROM (SELECT case_rules.first_known(t.care_kind) AS care_kind,
                                 case_rules.first_known(t.carer_id) AS carer_id,
                                 case_rules.first_known(t.place) AS place
                            FROM (SELECT t.care_kind, t.carer_id, t.place
                                    FROM @rulebook@.placement_plan t
                                   CROSS JOIN (SELECT CASE WHEN (ac.consent).amends IS NULL THEN (ac.consent).recorded_at
                                                           ELSE @rulebook@.first_recorded_at((ac.consent).case_id, (ac.consent).seq)
                                                      END AS recorded_at) c
                                   WHERE t.case_id = placement_facts.case_id AND t.placement_id = placement_facts.placement_id
                                     AND t.planned_on <= (ac.consent).acted_on
                                     AND t.recorded_at <= c.recorded_at
                                     AND (t.superseded_at IS NULL OR t.superseded_at > c.recorded_at)
                                   ORDER BY t.planned_on DESC, t.plan_id DESC) t) r)
       END AS consent_mismatches,
       coalesce(ac.answer = 'refusal', false) AS consent_refused,
       coalesce(ac.withdrawn, false) AS consent_withdrawn,
       (SELECT CASE WHEN count(*) > 0 OR ac.answer IS DISTINCT FROM 'consent_with_conditions'
                    THEN (count(*) FILTER (WHERE (t.met_on IS NULL OR t.met_on > placement_facts.as_of)
                                             AND NOT EXISTS (
                              SELECT FROM @rulebook@.act a
                               WHERE a.case_id = t.case_id AND a.procedure = 'placement_abroad'
                                 AND a.subject_id = t.placement_id
                                 AND a.act = 'waive_condition'
                                 AND a.details ->> 'condition_id' = (CASE WHEN placement_facts.known_at IS NULL THEN t.condition_id
                                                                          ELSE (SELECT n.condition_id FROM @rulebook@.consent_condition n
                                                                                 WHERE n.case_id = t.case_id AND n.lasting_id = t.lasting_id AND n.superseded_at IS NULL)
                                                                     END)::text
                                 AND a.acted_on <= placement_facts.as_of
                                 AND case_rules.act_is_before(a.acted_on, a.seq, placement_facts.as_of, placement_facts.before_seq)
                                 AND @rulebook@.stands(a.recorded_at, a.superseded_at, placement_facts.known_at)
                                 AND @rulebook@.act_outcome(a.case_id, a.seq, a.outcome, placement_facts.known_at) <> 'barred')))::integer
               END
          FROM @rulebook@.consent_condition t
         WHERE t.case_id = placement_facts.case_id AND t.placement_id = placement_facts.placement_id
           AND t.set_on <= placement_facts.as_of
           AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts.known_at)) AS conditions_open,
       (po.r).law_points_missing AS consent_law_points_missing,
       ac.assurance_on AS assurance_obtained_on,
       ac.decided_on AS decided_on,
       coalesce(ac.decision_stands, false) AS decision_in_force,
       (pp.r).costs_agreed AS costs_agreed,
       (pp.r).immigration_clearance AS immigration_clearance,
       (pp.r).responsibility_abroad ~ '\S' AS responsibility_abroad_stated,
       (pp.r).advance_recognition AS advance_recognition,
       (pp.r).enforceability AS enforceability,
       (pp.r).recognition_grounds AS recognition_grounds,
       (pp.r).transfer_considered AS transfer_of_jurisdiction_considered
  FROM (SELECT q.case_id, q.placement_id, q.child_id, q.requesting_state, q.requested_state,
               q.proceedings_instituted_on
          FROM @rulebook@.placement q
         WHERE q.case_id = placement_facts.case_id
           AND q.placement_id = placement_facts.placement_id
        OFFSET 0) p
  LEFT JOIN @rulebook@.child ch ON ch.case_id = placement_facts.case_id AND ch.child_id = p.child_id
  /* what the requested State said */
  LEFT JOIN LATERAL (
       SELECT case_rules.first_known_row(t.r) AS r
         FROM (SELECT t AS r
                 FROM @rulebook@.requested_state_position t
                WHERE t.case_id = placement_facts.case_id AND t.placement_id = placement_facts.placement_id
                  AND t.stated_on <= placement_facts.as_of
                  AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts.known_at)
                ORDER BY t.stated_on DESC, t.position_id DESC) t) po ON true
  /* what was arranged for decision and move */
  LEFT JOIN LATERAL (
       SELECT case_rules.first_known_row(t.r) AS r
         FROM (SELECT t AS r
                 FROM @rulebook@.placement_preparation t
                WHERE t.case_id = placement_facts.case_id AND t.placement_id = placement_facts.placement_id
                  AND t.stated_on <= placement_facts.as_of
                  AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts.known_at)
                ORDER BY t.stated_on DESC, t.preparation_id DESC) t) pp ON true
  /* the care that is planned */
  LEFT JOIN LATERAL (
       SELECT case_rules.first_known_row(t.r) AS r,
              max((t.r).planned_on) FILTER (WHERE (t.r).planned_end_on IS NOT NULL) AS end_planned_on
         FROM (SELECT t AS r
                 FROM @rulebook@.placement_plan t
                WHERE t.case_id = placement_facts.case_id AND t.placement_id = placement_facts.placement_id
                  AND t.planned_on <= placement_facts.as_of
                  AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts.known_at)
                ORDER BY t.planned_on DESC, t.plan_id DESC) t) pl ON true
  /* the latest approved best-interests assessment, and the other kinds; an outcome left open stands before an older one */
  LEFT JOIN LATERAL (
       SELECT case_rules.first_known(t.r) FILTER (WHERE t.kind = 'bia' AND t.completed_on <= placement_facts.as_of
                                                    AND t.approved_on <= placement_facts.as_of) AS bia,
              bool_or(t.completed_on <= placement_facts.as_of)
                  FILTER (WHERE t.kind = 'family' AND coalesce(t.opened_on, t.completed_on) <= placement_facts.as_of) AS family_done,
              case_rules.first_known(coalesce(t.outcome, ''))
                  FILTER (WHERE t.kind = 'origin_report' AND t.completed_on <= placement_facts.as_of) AS origin_report,
              case_rules.first_known(coalesce(t.outcome, ''))
                  FILTER (WHERE t.kind = 'disclosure' AND t.completed_on <= placement_facts.as_of) AS disclosure
         FROM (SELECT t AS r, t.kind, t.opened_on, t.completed_on, t.approved_on, t.outcome
                 FROM @rulebook@.assessment t
                WHERE t.case_id = placement_facts.case_id AND t.child_id = p.child_id
                  AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts.known_at)
                ORDER BY t.kind DESC, t.completed_on DESC, t.assessment_id DESC) t) bi ON true
  /* the regime as last found, by an act that counts */
  LEFT JOIN LATERAL (
       SELECT max(t.regime) AS regime,
              bool_or(t.objection_window_open) AS objection_window_open
         FROM (SELECT t.regime, t.objection_window_open
                 FROM @rulebook@.placement_regime t
                WHERE t.case_id = placement_facts.case_id AND t.placement_id = placement_facts.placement_id
                  AND t.from_on <= placement_facts.as_of
                  AND case_rules.act_is_before(t.from_on, t.by_seq, placement_facts.as_of, placement_facts.before_seq)
                  AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts.known_at)
                  AND CASE WHEN placement_facts.known_at IS NULL THEN t.counts
                           ELSE @rulebook@.outcome_then(t.case_id, t.by_seq, placement_facts.known_at) <> 'barred'
                      END
                ORDER BY t.from_on DESC, t.by_seq DESC, t.recorded_at DESC
                LIMIT 1) t) rg ON true
  LEFT JOIN LATERAL (
       SELECT bool_or(t.runs) AS runs,
              bool_or(t.provider_agreed_on <= placement_facts.as_of) FILTER (WHERE t.runs) AS provider_agreed,
              case_rules.first_known(t.cadence) AS cadence
         FROM (SELECT t.cadence, t.provider_agreed_on, t.ended_on IS NULL OR t.ended_on > placement_facts.as_of AS runs
                 FROM @rulebook@.followup_plan t
                WHERE t.case_id = placement_facts.case_id AND t.placement_id = placement_facts.placement_id
                  AND t.arranged_on <= placement_facts.as_of
                  AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts.known_at)
                ORDER BY t.arranged_on DESC, t.followup_id DESC) t) fp ON true
  /* what was sent */
  LEFT JOIN LATERAL (
       SELECT min(t.sent_on) FILTER (WHERE t.has_report) AS report_on,
              bool_or(t.has_reasons) AS has_reasons,
              string_to_array(string_agg(array_to_string(t.contents, ','), ','), ',') AS contents,
              case_rules.first_known(t.translation) AS translation,
              case_rules.first_known(t.sender_role) AS sender_role
         FROM (SELECT t.sent_on, t.has_report, t.has_reasons, t.contents, t.translation,
                      CASE WHEN g.role = 'court' THEN 'competent_authority'
                           WHEN g.role IN ('institution', 'agency') THEN 'other'
                           ELSE g.role
                      END AS sender_role
                 FROM @rulebook@.report_transmission t
                 LEFT JOIN @rulebook@.authority g ON g.authority_id = t.sender_id
                WHERE t.case_id = placement_facts.case_id AND t.placement_id = placement_facts.placement_id
                  AND t.sent_on <= placement_facts.as_of
                  AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts.known_at)
                ORDER BY t.sent_on DESC, t.transmission_id DESC) t) rt ON true
  LEFT JOIN LATERAL (
       SELECT max(t.reviewed_on) AS reviewed_on,
              max(t.covers) AS covers
         FROM (SELECT t.reviewed_on, t.covers
                 FROM @rulebook@.review t
                WHERE t.case_id = placement_facts.case_id AND t.placement_id = placement_facts.placement_id
                  AND t.reviewed_on <= placement_facts.as_of
                  AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts.known_at)
                ORDER BY t.reviewed_on DESC, t.review_id DESC
                LIMIT 1) t) rv ON true
  LEFT JOIN LATERAL (
       SELECT case_rules.first_known(t.was_given) FILTER (WHERE t.topic = 'complaint') AS complaint,
              case_rules.first_known(t.was_given) FILTER (WHERE t.topic = 'person_of_trust') AS person_of_trust,
              case_rules.first_known(t.was_given) FILTER (WHERE t.topic = 'challenge') AS challenge,
              case_rules.first_known(t.was_given) FILTER (WHERE t.topic = 'preparation') AS preparation
         FROM (SELECT t.topic, t.was_given
                 FROM @rulebook@.information_given t
                WHERE t.case_id = placement_facts.case_id AND t.placement_id = placement_facts.placement_id
                  AND t.given_on <= placement_facts.as_of
                  AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts.known_at)
                ORDER BY t.topic DESC, t.given_on DESC, t.information_id DESC) t) ig ON true
  /* siblings: the bond, and what this placement does to it */
  LEFT JOIN LATERAL (
       SELECT bool_or(t.separated) AS separated,
              bool_or(t.separated IS NULL) AS unclear,
              bool_and(t.reasoned) FILTER (WHERE t.separated) AS reasoned,
              CASE WHEN bool_or(t.planned) FILTER (WHERE t.separated)
                   THEN bool_and(t.planned) FILTER (WHERE t.separated)
              END AS contact_planned
         FROM (SELECT t.has_bond AND NOT s.together AS separated,
                      coalesce(s.reasons ~ '\S', false) AS reasoned,
                      EXISTS (SELECT FROM @rulebook@.contact_plan k
                               WHERE k.case_id = placement_facts.case_id AND k.placement_id = placement_facts.placement_id
                                 AND k.bond_id = CASE WHEN placement_facts.known_at IS NULL THEN t.bond_id
                                                      ELSE (SELECT n.bond_id FROM @rulebook@.sibling_bond n
                                                             WHERE n.case_id = t.case_id AND n.lasting_id = t.lasting_id AND n.superseded_at IS NULL)
                                                 END
                                 AND k.from_on <= placement_facts.as_of AND (k.to_on IS NULL OR k.to_on >= placement_facts.as_of)
                                 AND @rulebook@.stands(k.recorded_at, k.superseded_at, placement_facts.known_at)) AS planned
                 FROM @rulebook@.sibling_bond t
                 LEFT JOIN LATERAL (
                      SELECT s.together, s.reasons
                        FROM @rulebook@.sibling_arrangement s
                       WHERE s.case_id = placement_facts.case_id AND s.placement_id = placement_facts.placement_id
                         AND s.bond_id = CASE WHEN placement_facts.known_at IS NULL THEN t.bond_id
                                              ELSE (SELECT n.bond_id FROM @rulebook@.sibling_bond n
                                                     WHERE n.case_id = t.case_id AND n.lasting_id = t.lasting_id AND n.superseded_at IS NULL)
                                         END
                         AND s.arranged_on <= placement_facts.as_of
                         AND @rulebook@.stands(s.recorded_at, s.superseded_at, placement_facts.known_at)
                       ORDER BY s.arranged_on DESC, s.arrangement_id DESC
                       LIMIT 1) s ON true
                WHERE t.case_id = placement_facts.case_id AND t.child_id = p.child_id
                  AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts.known_at)) t) si ON true
  /* options of care: the latest finding on each */
  LEFT JOIN LATERAL (
       SELECT count(*) AS options,
              array_agg(t.kind) FILTER (WHERE t.finding ~ '\S') AS found,
              bool_or(t.child_asked) FILTER (WHERE t.kind = 'kin_abroad') AS child_asked,
              CASE WHEN bool_or(t.suitable) FILTER (WHERE t.is_family) THEN false
                   WHEN count(*) FILTER (WHERE t.is_family AND NOT t.suitable AND t.finding ~ '\S') = 4 THEN true
              END AS family_excluded
         FROM (SELECT DISTINCT ON (t.kind) t.kind, t.finding, t.suitable, t.child_asked,
                      t.kind IN ('parents', 'kin_here', 'kin_abroad', 'foster') AS is_family
                 FROM @rulebook@.care_option t
                WHERE t.case_id = placement_facts.case_id AND t.child_id = p.child_id
                  AND t.considered_on <= placement_facts.as_of
                  AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts.known_at)
                ORDER BY t.kind DESC, t.considered_on DESC, t.option_id DESC) t) co ON true
  /* the child's situation: a row that runs decides, and of two the later */
  LEFT JOIN LATERAL (
       SELECT case_rules.first_known(t.runs) FILTER (WHERE t.kind = 'age_disputed') AS age_disputed,
              case_rules.first_known(t.runs) FILTER (WHERE t.kind = 'serious_danger') AS danger,
              max(CASE WHEN t.holds THEN t.to_on ELSE t.from_on END) FILTER (WHERE t.kind = 'serious_danger' AND NOT t.runs) AS danger_over_on,
              case_rules.first_known(t.runs) FILTER (WHERE t.kind = 'unaccompanied') AS unaccompanied,
              case_rules.first_known(t.runs) FILTER (WHERE t.kind = 'separated') AS separated,
              case_rules.first_known(t.runs) FILTER (WHERE t.kind = 'accompanied') AS accompanied
         FROM (SELECT t.kind, t.holds, t.from_on, t.to_on,
                      t.holds AND (t.to_on IS NULL OR t.to_on >= placement_facts.as_of) AS runs
                 FROM @rulebook@.child_situation t
                WHERE t.case_id = placement_facts.case_id AND t.child_id = p.child_id
                  AND t.from_on <= placement_facts.as_of
                  AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts.known_at)
                ORDER BY t.kind DESC, t.from_on DESC, t.situation_id DESC) t) cs ON true
  LEFT JOIN LATERAL (
       SELECT bool_or(t.runs) FILTER (WHERE t.kind = 'guardian') AS guardian,
              bool_or(t.runs) FILTER (WHERE t.kind = 'person_of_reference') AS person_of_reference,
              array_agg(t.person_id) FILTER (WHERE t.kind = 'person_of_reference' AND t.runs) AS persons_of_reference,
              array_agg(t.person_id) FILTER (WHERE t.kind <> 'person_of_reference' AND t.runs) AS representatives,
              range_agg(t.days) FILTER (WHERE t.kind = 'guardian') AS guardian_days
         FROM (SELECT t.kind, t.person_id, t.to_on IS NULL OR t.to_on >= placement_facts.as_of AS runs,
                      daterange(t.from_on, least(t.to_on, placement_facts.as_of), '[]') AS days
                 FROM @rulebook@.appointment t
                WHERE t.case_id = placement_facts.case_id AND t.child_id = p.child_id
                  AND t.from_on <= placement_facts.as_of
                  AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts.known_at)) t) ap ON true
  LEFT JOIN LATERAL (
       SELECT case_rules.first_known(t.is_clear) FILTER (WHERE t.kind = 'identity') AS identity,
              case_rules.first_known(t.is_clear) FILTER (WHERE t.kind = 'background') AS background,
              case_rules.first_known(t.is_clear) FILTER (WHERE t.kind = 'home_study') AS home_study,
              case_rules.first_known(t.is_clear) FILTER (WHERE t.kind = 'training') AS training
         FROM (SELECT t.kind, t.is_clear
                 FROM @rulebook@.carer_check t
                WHERE t.case_id = placement_facts.case_id AND t.carer_id = (pl.r).carer_id
                  AND t.completed_on <= placement_facts.as_of
                  AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts.known_at)
                ORDER BY t.kind DESC, t.completed_on DESC, t.check_id DESC) t) ck ON true
  /* the acts, the latest first */
  LEFT JOIN LATERAL (
       SELECT
              case_rules.first_known(t.details ->> 'jurisdiction_article') FILTER (WHERE t.act IN ('contemplate', 'determine_regime')) AS jurisdiction_article,
              min(t.acted_on) FILTER (WHERE t.act = 'open_consultation') AS opened_on,
              case_rules.first_known(t.details ->> 'addressee_role') FILTER (WHERE t.act = 'open_consultation') AS addressee_role,
              max(t.acted_on) FILTER (WHERE t.act = 'acknowledge') AS received_on,
              min(t.acted_on) FILTER (WHERE t.act = 'inform_authority') AS informed_on,
              case_rules.first_known(t.r) FILTER (WHERE t.act IN ('consent', 'consent_with_conditions', 'transcribe_consent')) AS consent,
              case_rules.first_known(t.r)
                  FILTER (WHERE t.act IN ('consent', 'consent_with_conditions', 'transcribe_consent', 'regularise_consent')) AS giver,
              bool_or((t.details ->> 'legalisation_demanded')::boolean) FILTER (WHERE t.act = 'request_information') AS legalisation_demanded,
              case_rules.first_known(CASE WHEN t.act IN ('consent', 'transcribe_consent') THEN 'consent'
                                          WHEN t.act = 'consent_with_conditions' THEN t.act
                                          WHEN t.act IN ('refuse', 'transcribe_refusal') THEN 'refusal'
                                     END) AS answer,
              case_rules.first_known(CASE WHEN t.act IN ('consent', 'consent_with_conditions', 'transcribe_consent')
                                          THEN coalesce((t.details ->> 'valid_to')::date, 'infinity')
                                          WHEN t.act IN ('extend_consent', 'transcribe_extension')
                                          THEN (t.details ->> 'valid_to')::date
                                     END) AS valid_to,
              case_rules.first_known(CASE WHEN t.act IN ('consent', 'consent_with_conditions', 'transcribe_consent')
                                          THEN coalesce((t.details ->> 'placement_until')::date, 'infinity')
                                          WHEN t.act IN ('extend_consent', 'transcribe_extension')
                                          THEN (t.details ->> 'placement_until')::date
                                     END) AS placement_until,
              case_rules.first_known(t.act = 'doubt_consent')
                  FILTER (WHERE t.act IN ('consent', 'consent_with_conditions', 'transcribe_consent', 'doubt_consent', 'regularise_consent')) AS doubtful,
              case_rules.first_known(t.act IN ('withdraw_consent', 'transcribe_withdrawal'))
                  FILTER (WHERE t.act IN ('consent', 'consent_with_conditions', 'transcribe_consent', 'withdraw_consent', 'transcribe_withdrawal')) AS withdrawn,
              max(t.acted_on) FILTER (WHERE t.act = 'obtain_assurance') AS assurance_on,
              max(t.acted_on) FILTER (WHERE t.act = 'decide') AS decided_on,
              case_rules.first_known(t.act = 'decide')
                  FILTER (WHERE t.act IN ('decide', 'withdraw_request', 'lapse', 'end_placement')) AS decision_stands,
              max(t.acted_on) FILTER (WHERE t.act = 'arrive') AS arrived_on,
              case_rules.first_known(t.acted_on) FILTER (WHERE t.act = 'extend_placement') AS extended_on,
              case_rules.first_known((t.details ->> 'until')::date) FILTER (WHERE t.act = 'extend_placement') AS extended_until,
              case_rules.first_known(t.act = 'report_missing') FILTER (WHERE t.act IN ('report_missing', 'report_found')) AS missing,
              max(t.acted_on) FILTER (WHERE t.act = 'report_danger') AS danger_on,
              case_rules.first_known(coalesce(t.details ->> 'other_side_informed', ''))
                  FILTER (WHERE t.act = 'report_danger') AS danger_told
         FROM (SELECT t AS r, t.act, t.acted_on, t.details
                 FROM @rulebook@.act t
                WHERE t.case_id = placement_facts.case_id AND t.procedure = 'placement_abroad' AND t.subject_id = placement_facts.placement_id
                  AND t.acted_on <= placement_facts.as_of
                  AND case_rules.act_is_before(t.acted_on, t.seq, placement_facts.as_of, placement_facts.before_seq)
                  AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts.known_at)
                  AND @rulebook@.act_counts(t.act, @rulebook@.act_outcome(t.case_id, t.seq, t.outcome, placement_facts.known_at))
                ORDER BY t.acted_on DESC, t.seq DESC) t) ac ON true;
END;
COMMENT ON FUNCTION @rulebook@.placement_facts(uuid, uuid, date, timestamptz, bigint) IS
    'The facts of one placement, as case_rules.fact declares them for placement_abroad: what held on as_of, by what was known at known_at (null: all that is known), counting acts of earlier days, and of that day those with a smaller seq than before_seq (null: all).';

CREATE FUNCTION @rulebook@.placement_facts_bulk(as_of date, known_at timestamptz DEFAULT NULL)
RETURNS TABLE (
    case_id uuid,
    placement_id uuid,
    regime text,
    requesting_state text,
    requested_state text,
    care_kind text,
    jurisdiction_article text,
    relative_view text,
    relative_exempt_notified boolean,
    objection_window_open boolean,
    proceedings_instituted_on date,
    domestic_placement_needs_authority boolean,
    habitual_residence_state text,
    simplified_procedure_used boolean,
    simplified_agreement_in_force boolean,
    child_born case_rules.partial_date,
    age_disputed boolean,
    child_missing boolean,
    serious_danger_found boolean,
    serious_danger_told boolean,
    bia_completed_on date,
    bia_material_change_since boolean,
    bia_elements_missing text[],
    bia_assessor_qualified boolean,
    bia_author text,
    bia_reviewer text,
    child_seen_in_person boolean,
    origin_report text,
    family_capacity_assessed boolean,
    placement_grounds text[],
    child_hearing text,
    parental_responsibility_holders_heard boolean,
    urgency_reasoned boolean,
    guardian_needed boolean,
    guardian_in_office boolean,
    guardian_gap_days integer,
    person_of_reference_in_office boolean,
    person_of_reference_distinct boolean,
    legal_responsibility_held boolean,
    complaint_explained boolean,
    person_of_trust_offered boolean,
    challenge_explained boolean,
    care_options_missing text[],
    kin_abroad_answered boolean,
    cultural_continuity_considered boolean,
    family_options_excluded boolean,
    placement_planned_end_on date,
    under_three_exception text,
    with_unrelated_adults boolean,
    adult_setting_reasoned boolean,
    detention_for_status boolean,
    deprives_of_liberty boolean,
    secure_ordered_by_court boolean,
    secure_lawful_in_requested_state boolean,
    secure_declared_enforceable boolean,
    siblings_checked boolean,
    siblings_separated boolean,
    siblings_separation_reasoned boolean,
    sibling_contact_plan boolean,
    sibling_consents_outstanding integer,
    sibling_decision_reasons text[],
    carer_identity_verified boolean,
    carer_background_clear boolean,
    carer_home_study_positive boolean,
    carer_training_done boolean,
    carer_relationship_verified boolean,
    carer_household_checked boolean,
    provider_involved boolean,
    provider_authorised_until date,
    care_plan_missing text[],
    care_plan_review_on date,
    child_prepared boolean,
    followup_active boolean,
    followup_provider_agreed boolean,
    file_handed_over boolean,
    arrived_on date,
    followup_months_short integer,
    last_review_on date,
    last_review_missing text[],
    last_contact_on date,
    duties_open integer,
    duties_open_other_side integer,
    transition_plan_made boolean,
    handover_recorded boolean,
    consultation_opened_on date,
    addressee_role text,
    designation_under_art44 boolean,
    sender_role text,
    report_transmitted_on date,
    request_received_on date,
    reasons_transmitted boolean,
    funding_stated boolean,
    report_contents_missing text[],
    translation_into text,
    translation_language_excluded boolean,
    disclosure_danger_found boolean,
    legalisation_demanded boolean,
    connection_information text,
    authority_informed_on date,
    answer_given text,
    consent_given_on date,
    consent_recorded_on date,
    consent_valid_to date,
    consent_placement_until date,
    consent_authority_role text,
    consent_competence_doubtful boolean,
    consent_mismatches text[],
    consent_refused boolean,
    consent_withdrawn boolean,
    conditions_open integer,
    consent_law_points_missing text[],
    assurance_obtained_on date,
    decided_on date,
    decision_in_force boolean,
    costs_agreed boolean,
    immigration_clearance boolean,
    responsibility_abroad_stated boolean,
    advance_recognition text,
    enforceability text,
    recognition_grounds text[],
    transfer_of_jurisdiction_considered boolean)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 10000
BEGIN ATOMIC
SELECT p.case_id, p.placement_id,
       coalesce(rg.regime, 'unknown') AS regime,
       p.requesting_state AS requesting_state,
       p.requested_state AS requested_state,
       pl.care_kind AS care_kind,
       ac.jurisdiction_article AS jurisdiction_article,
       po.relative_view AS relative_view,
       coalesce(po.relative_exempt,
                CASE WHEN pl.care_kind = 'kin' AND rg.regime = 'brussels_iib'
                     THEN case_rules.art82_relative_exempt(p.requested_state, re.kind)
                END) AS relative_exempt_notified,
       rg.objection_window_open AS objection_window_open,
       CASE WHEN placement_facts_bulk.known_at IS NULL THEN p.proceedings_instituted_on
            ELSE (@rulebook@.placement_then(p.case_id, p.placement_id, placement_facts_bulk.known_at)).proceedings_instituted_on
       END AS proceedings_instituted_on,
       po.domestic_authority_needed AS domestic_placement_needs_authority,
       hr.state AS habitual_residence_state,
       coalesce(pl.simplified_procedure, false) AS simplified_procedure_used,
       po.simplified_agreement AS simplified_agreement_in_force,
       CASE WHEN placement_facts_bulk.known_at IS NULL THEN ch.birth_date
            ELSE (@rulebook@.child_then(p.case_id, p.child_id, placement_facts_bulk.known_at)).birth_date
       END AS child_born,
       coalesce(cs.age_disputed, false) AS age_disputed,
       coalesce(ac.missing, false) AS child_missing,
       coalesce(cs.danger, false)
       OR (ac.danger_on IS NOT NULL AND coalesce(cs.danger_over_on < ac.danger_on, true)) AS serious_danger_found,
       CASE WHEN nd.told_on >= coalesce(ac.danger_on, nd.told_on) THEN true
            ELSE nullif(ac.danger_told, '')::boolean
       END AS serious_danger_told,
       bi.completed_on AS bia_completed_on,
       coalesce(mc.changed_on > bi.completed_on, false) AS bia_material_change_since,
       CASE WHEN bi.completed_on IS NOT NULL THEN ARRAY(SELECT e FROM unnest(ARRAY['views', 'identity', 'family', 'safety', 'vulnerability', 'health', 'education']) e WHERE e <> ALL (coalesce(bi.elements, '{}')))
       END AS bia_elements_missing,
       bi.author_qualified AS bia_assessor_qualified,
       bi.author AS bia_author,
       bi.reviewer AS bia_reviewer,
       bi.child_seen AS child_seen_in_person,
       ao.outcome AS origin_report,
       af.done AS family_capacity_assessed,
       pl.grounds AS placement_grounds,
       vw.outcome AS child_hearing,
       pr.all_heard AS parental_responsibility_holders_heard,
       coalesce(ur.found > 0, false) AS urgency_reasoned,
       CASE WHEN cs.unaccompanied OR cs.separated THEN true
            WHEN cs.accompanied OR NOT (cs.unaccompanied OR cs.separated) THEN false
       END AS guardian_needed,
       ap.guardian AS guardian_in_office,
       CASE WHEN ap.guardian_days IS NOT NULL
            THEN (SELECT (max(upper(d)) - min(lower(d)) - sum(upper(d) - lower(d)))::integer
                    FROM unnest(ap.guardian_days) d)
       END AS guardian_gap_days,
       ap.person_of_reference AS person_of_reference_in_office,
       NOT ap.persons_of_reference && coalesce(ap.representatives, '{}') AS person_of_reference_distinct,
       pr.held OR ap.guardian AS legal_responsibility_held,
       ig.complaint AS complaint_explained,
       ig.person_of_trust AS person_of_trust_offered,
       ig.challenge AS challenge_explained,
       CASE WHEN co.options > 0 THEN ARRAY(SELECT e FROM unnest(ARRAY['parents', 'kin_here', 'kin_abroad', 'foster', 'small_group', 'residential']) e WHERE e <> ALL (coalesce(co.found, '{}')))
       END AS care_options_missing,
       co.child_asked AS kin_abroad_answered,
       pl.cultural_continuity ~ '\S' AS cultural_continuity_considered,
       co.family_excluded AS family_options_excluded,
       CASE WHEN ac.extended_on >= pl.end_planned_on OR pl.end_planned_on IS NULL
            THEN coalesce(ac.extended_until, pl.planned_end_on)
            ELSE pl.planned_end_on
       END AS placement_planned_end_on,
       pl.under_three_exception AS under_three_exception,
       pl.with_unrelated_adults AS with_unrelated_adults,
       pl.adult_setting_reasons ~ '\S' AS adult_setting_reasoned,
       pl.detention_for_status AS detention_for_status,
       pl.deprives_of_liberty AS deprives_of_liberty,
       pp.secure_ordered_by_court AS secure_ordered_by_court,
       po.secure_lawful AS secure_lawful_in_requested_state,
       pp.secure_declared_enforceable AS secure_declared_enforceable,
       CASE WHEN CASE WHEN placement_facts_bulk.known_at IS NULL THEN ch.siblings_checked_on
                      ELSE (@rulebook@.child_then(p.case_id, p.child_id, placement_facts_bulk.known_at)).siblings_checked_on
                 END <= placement_facts_bulk.as_of THEN true
       END AS siblings_checked,
       CASE WHEN si.separated THEN true
            WHEN CASE WHEN placement_facts_bulk.known_at IS NULL THEN ch.siblings_checked_on
                      ELSE (@rulebook@.child_then(p.case_id, p.child_id, placement_facts_bulk.known_at)).siblings_checked_on
                 END <= placement_facts_bulk.as_of AND si.unclear IS NOT TRUE THEN false
       END AS siblings_separated,
       si.reasoned AS siblings_separation_reasoned,
       si.contact_planned AS sibling_contact_plan,
       (coalesce(so.outstanding, 0) + coalesce(se.outstanding, 0))::integer AS sibling_consents_outstanding,
       coalesce(sr.reasons, '{}') AS sibling_decision_reasons,
       ck.identity AS carer_identity_verified,
       ck.background AS carer_background_clear,
       ck.home_study AS carer_home_study_positive,
       ck.training AS carer_training_done,
       re.proved AS carer_relationship_verified,
       CASE WHEN hm.adverse THEN false
            WHEN CASE WHEN placement_facts_bulk.known_at IS NULL THEN pc.household_listed_on
                      ELSE (@rulebook@.carer_then(pc.case_id, pc.carer_id, placement_facts_bulk.known_at)).household_listed_on
                 END <= placement_facts_bulk.as_of AND hm.pending IS NOT TRUE THEN true
       END AS carer_household_checked,
       pl.provider_involved AS provider_involved,
       pv.authorised_until AS provider_authorised_until,
       cp.missing AS care_plan_missing,
       cp.review_on AS care_plan_review_on,
       ig.preparation AS child_prepared,
       fp.runs AS followup_active,
       fp.provider_agreed AS followup_provider_agreed,
       ho.file_outcome = 'taken_over' AS file_handed_over,
       ac.arrived_on AS arrived_on,
       CASE WHEN fp.cadence IS NOT NULL AND ac.arrived_on IS NOT NULL
            THEN (SELECT CASE WHEN count(*) = count(m.done) THEN count(*)::integer END
                    FROM case_rules.cadence_missed(
                             fp.cadence, ac.arrived_on, coalesce(fv.seen_days, '{}'), placement_facts_bulk.as_of,
                             case_rules.cadence_ends(fp.cadence, ac.arrived_on,
                                                     CASE WHEN placement_facts_bulk.known_at IS NULL THEN ch.birth_date
                                                          ELSE (@rulebook@.child_then(p.case_id, p.child_id, placement_facts_bulk.known_at)).birth_date
                                                     END)) m)
       END AS followup_months_short,
       rv.reviewed_on AS last_review_on,
       CASE WHEN rv.reviewed_on IS NOT NULL THEN ARRAY(SELECT e FROM unnest(ARRAY['child_involved', 'development', 'needs', 'family', 'adequacy', 'necessity', 'qualified_reviewer']) e WHERE e <> ALL (coalesce(rv.covers, '{}')))
       END AS last_review_missing,
       fv.contact_on AS last_contact_on,
       coalesce(du.requesting, 0)::integer AS duties_open,
       coalesce(du.requested, 0)::integer AS duties_open_other_side,
       CASE WHEN ct.found > 0 THEN true END AS transition_plan_made,
       ho.care_outcome IN ('taken_over', 'not_needed') AS handover_recorded,
       ac.opened_on AS consultation_opened_on,
       ac.addressee_role AS addressee_role,
       coalesce(po.designation_under_art44,
                CASE WHEN EXISTS (SELECT FROM @rulebook@.authority d
                                   WHERE d.state = p.requested_state AND d.role = 'designated_authority'
                                     AND d.valid @> placement_facts_bulk.as_of)
                     THEN true
                END) AS designation_under_art44,
       coalesce(rt.sender_role, op.sender_role) AS sender_role,
       rt.report_on AS report_transmitted_on,
       ac.received_on AS request_received_on,
       rt.has_reasons AS reasons_transmitted,
       'funding' = ANY (rt.contents) AS funding_stated,
       CASE WHEN rt.report_on IS NOT NULL THEN ARRAY(SELECT e FROM unnest(ARRAY['identity', 'situation', 'health', 'education', 'family', 'views', 'proposed_carer', 'duration', 'contact_plan', 'funding', 'immigration_status', 'followup_proposal']) e WHERE e <> ALL (coalesce(rt.contents, '{}')))
       END AS report_contents_missing,
       rt.translation AS translation_into,
       coalesce(po.language_excluded,
                CASE WHEN rt.translation IN ('french', 'english')
                     THEN nullif(case_rules.has_declared('hc1996', p.requested_state, '54', placement_facts_bulk.as_of), true)
                END) AS translation_language_excluded,
       ad.outcome = 'danger' AS disclosure_danger_found,
       coalesce(po.legalisation_demanded, false) OR coalesce(ac.legalisation_demanded, false) AS legalisation_demanded,
       pp.connection_information AS connection_information,
       ac.informed_on AS authority_informed_on,
       ac.answer AS answer_given,
       ca.consent_on AS consent_given_on,
       (ca.recorded_at AT TIME ZONE interval '-12:00')::date AS consent_recorded_on,
       CASE WHEN ca.consent_on IS NOT NULL THEN ac.valid_to END AS consent_valid_to,
       CASE WHEN ca.consent_on IS NOT NULL THEN ac.placement_until END AS consent_placement_until,
       cg.giver AS consent_authority_role,
       coalesce(ac.doubtful, false) AS consent_competence_doubtful,
       CASE WHEN ca.consent_on IS NOT NULL
            THEN array_remove(ARRAY[
                     CASE WHEN pl.carer_id <> coalesce((ca.details ->> 'carer_id')::uuid, rp.carer_id) THEN 'carer' END,
                     CASE WHEN pl.place <> coalesce(ca.details ->> 'place', rp.place) THEN 'place' END,
                     CASE WHEN pl.care_kind <> coalesce(ca.details ->> 'care_kind', rp.care_kind) THEN 'care_kind' END,
                     CASE WHEN ac.placement_until < coalesce(CASE WHEN ac.extended_on >= pl.end_planned_on OR pl.end_planned_on IS NULL
                                           THEN coalesce(ac.extended_until, pl.planned_end_on)
                                           ELSE pl.planned_end_on
                                      END, 'infinity') THEN 'duration' END], NULL)
       END AS consent_mismatches,
       coalesce(ac.answer = 'refusal', false) AS consent_refused,
       coalesce(ac.withdrawn, false) AS consent_withdrawn,
       CASE WHEN ac.answer = 'consent_with_conditions' AND coalesce(cc.recorded, 0) = 0 THEN NULL
            ELSE coalesce(cc.open, 0)
       END::integer AS conditions_open,
       po.law_points_missing AS consent_law_points_missing,
       ac.assurance_on AS assurance_obtained_on,
       ac.decided_on AS decided_on,
       coalesce(ac.decision_stands, false) AS decision_in_force,
       pp.costs_agreed AS costs_agreed,
       pp.immigration_clearance AS immigration_clearance,
       pp.responsibility_abroad ~ '\S' AS responsibility_abroad_stated,
       pp.advance_recognition AS advance_recognition,
       pp.enforceability AS enforceability,
       pp.recognition_grounds AS recognition_grounds,
       pp.transfer_considered AS transfer_of_jurisdiction_considered
  FROM @rulebook@.placement p
  /* the child */
  LEFT JOIN @rulebook@.child ch ON ch.case_id = p.case_id AND ch.child_id = p.child_id
  /* the acts, the latest first */
  LEFT JOIN (
       SELECT t.case_id, t.subject_id,
              case_rules.first_known(t.details ->> 'jurisdiction_article') FILTER (WHERE t.act IN ('contemplate', 'determine_regime')) AS jurisdiction_article,
              min(t.acted_on) FILTER (WHERE t.act = 'open_consultation') AS opened_on,
              case_rules.first_known(t.details ->> 'addressee_role') FILTER (WHERE t.act = 'open_consultation') AS addressee_role,
              max(t.acted_on) FILTER (WHERE t.act = 'acknowledge') AS received_on,
              min(t.acted_on) FILTER (WHERE t.act = 'inform_authority') AS informed_on,
              bool_or((t.details ->> 'legalisation_demanded')::boolean) FILTER (WHERE t.act = 'request_information') AS legalisation_demanded,
              case_rules.first_known(CASE WHEN t.act IN ('consent', 'transcribe_consent') THEN 'consent'
                                          WHEN t.act = 'consent_with_conditions' THEN t.act
                                          WHEN t.act IN ('refuse', 'transcribe_refusal') THEN 'refusal'
                                     END) AS answer,
              case_rules.first_known(CASE WHEN t.act IN ('consent', 'consent_with_conditions', 'transcribe_consent')
                                          THEN coalesce((t.details ->> 'valid_to')::date, 'infinity')
                                          WHEN t.act IN ('extend_consent', 'transcribe_extension')
                                          THEN (t.details ->> 'valid_to')::date
                                     END) AS valid_to,
              case_rules.first_known(CASE WHEN t.act IN ('consent', 'consent_with_conditions', 'transcribe_consent')
                                          THEN coalesce((t.details ->> 'placement_until')::date, 'infinity')
                                          WHEN t.act IN ('extend_consent', 'transcribe_extension')
                                          THEN (t.details ->> 'placement_until')::date
                                     END) AS placement_until,
              case_rules.first_known(t.act = 'doubt_consent')
                  FILTER (WHERE t.act IN ('consent', 'consent_with_conditions', 'transcribe_consent', 'doubt_consent', 'regularise_consent')) AS doubtful,
              case_rules.first_known(t.act IN ('withdraw_consent', 'transcribe_withdrawal'))
                  FILTER (WHERE t.act IN ('consent', 'consent_with_conditions', 'transcribe_consent', 'withdraw_consent', 'transcribe_withdrawal')) AS withdrawn,
              max(t.acted_on) FILTER (WHERE t.act = 'obtain_assurance') AS assurance_on,
              max(t.acted_on) FILTER (WHERE t.act = 'decide') AS decided_on,
              case_rules.first_known(t.act = 'decide')
                  FILTER (WHERE t.act IN ('decide', 'withdraw_request', 'lapse', 'end_placement')) AS decision_stands,
              max(t.acted_on) FILTER (WHERE t.act = 'arrive') AS arrived_on,
              case_rules.first_known(t.acted_on) FILTER (WHERE t.act = 'extend_placement') AS extended_on,
              case_rules.first_known((t.details ->> 'until')::date) FILTER (WHERE t.act = 'extend_placement') AS extended_until,
              case_rules.first_known(t.act = 'report_missing') FILTER (WHERE t.act IN ('report_missing', 'report_found')) AS missing,
              max(t.acted_on) FILTER (WHERE t.act = 'report_danger') AS danger_on,
              case_rules.first_known(coalesce(t.details ->> 'other_side_informed', ''))
                  FILTER (WHERE t.act = 'report_danger') AS danger_told
         FROM (SELECT t.case_id, t.subject_id, t.act, t.acted_on, t.recorded_at, t.authority_id, t.details
                 FROM @rulebook@.act t
                WHERE t.procedure = 'placement_abroad'
                  AND t.acted_on <= placement_facts_bulk.as_of
                  AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts_bulk.known_at)
                  AND @rulebook@.act_counts(t.act, @rulebook@.act_outcome(t.case_id, t.seq, t.outcome, placement_facts_bulk.known_at))
                ORDER BY t.case_id, t.subject_id, t.acted_on DESC, t.seq DESC) t
        GROUP BY t.case_id, t.subject_id
       ) ac ON ac.case_id = p.case_id AND ac.subject_id = p.placement_id
  /* the last consent, and who gave it or settled a doubt about it */
  LEFT JOIN (
       SELECT DISTINCT ON (t.case_id, t.subject_id)
              t.case_id, t.subject_id, t.acted_on AS consent_on, t.details,
              CASE WHEN t.amends IS NULL THEN t.recorded_at ELSE @rulebook@.first_recorded_at(t.case_id, t.seq) END AS recorded_at
         FROM @rulebook@.act t
        WHERE t.procedure = 'placement_abroad' AND t.act IN ('consent', 'consent_with_conditions', 'transcribe_consent') AND t.acted_on <= placement_facts_bulk.as_of
          AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts_bulk.known_at)
          AND @rulebook@.act_outcome(t.case_id, t.seq, t.outcome, placement_facts_bulk.known_at) <> 'barred'
        ORDER BY t.case_id, t.subject_id, t.acted_on DESC, t.seq DESC
       ) ca ON ca.case_id = p.case_id AND ca.subject_id = p.placement_id
  LEFT JOIN (
       SELECT DISTINCT ON (t.case_id, t.subject_id)
              t.case_id, t.subject_id,
              coalesce(t.details ->> 'given_by',
                       CASE WHEN t.act = 'transcribe_consent' THEN NULL
                            WHEN g.role IN ('institution', 'central_authority') THEN g.role
                            WHEN g.role = 'agency' OR NOT g.public_law THEN 'other'
                            ELSE 'competent_authority'
                       END) AS giver
         FROM @rulebook@.act t
         JOIN @rulebook@.authority g ON g.authority_id = t.authority_id
        WHERE t.procedure = 'placement_abroad' AND t.act IN ('consent', 'consent_with_conditions', 'transcribe_consent', 'regularise_consent') AND t.acted_on <= placement_facts_bulk.as_of
          AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts_bulk.known_at)
          AND @rulebook@.act_outcome(t.case_id, t.seq, t.outcome, placement_facts_bulk.known_at) <> 'barred'
        ORDER BY t.case_id, t.subject_id, t.acted_on DESC, t.seq DESC
       ) cg ON cg.case_id = p.case_id AND cg.subject_id = p.placement_id
  /* the regime as last found, by an act that counts */
  LEFT JOIN (
       SELECT DISTINCT ON (t.case_id, t.placement_id)
              t.case_id, t.placement_id, t.regime, t.objection_window_open
         FROM @rulebook@.placement_regime t
        WHERE t.from_on <= placement_facts_bulk.as_of
          AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts_bulk.known_at)
          AND CASE WHEN placement_facts_bulk.known_at IS NULL THEN t.counts
                   ELSE @rulebook@.outcome_then(t.case_id, t.by_seq, placement_facts_bulk.known_at) <> 'barred'
              END
        ORDER BY t.case_id, t.placement_id, t.from_on DESC, t.by_seq DESC, t.recorded_at DESC
       ) rg ON rg.case_id = p.case_id AND rg.placement_id = p.placement_id
  /* the care that is planned */
  LEFT JOIN (
       SELECT t.case_id, t.placement_id,
              case_rules.first_known(t.care_kind) AS care_kind,
              case_rules.first_known(t.carer_id) AS carer_id,
              case_rules.first_known(t.place) AS place,
              case_rules.first_known(t.planned_end_on) AS planned_end_on,
              max(t.planned_on) FILTER (WHERE t.planned_end_on IS NOT NULL) AS end_planned_on,
              case_rules.first_known(t.grounds) AS grounds,
              case_rules.first_known(t.cultural_continuity) AS cultural_continuity,
              case_rules.first_known(t.under_three_exception) AS under_three_exception,
              case_rules.first_known(t.with_unrelated_adults) AS with_unrelated_adults,
              case_rules.first_known(t.detention_for_status) AS detention_for_status,
              case_rules.first_known(t.adult_setting_reasons) AS adult_setting_reasons,
              case_rules.first_known(t.deprives_of_liberty) AS deprives_of_liberty,
              case_rules.first_known(t.provider_involved) AS provider_involved,
              case_rules.first_known(t.provider_id) AS provider_id,
              case_rules.first_known(t.simplified_procedure) AS simplified_procedure
         FROM (SELECT t.*
                 FROM @rulebook@.placement_plan t
                WHERE t.planned_on <= placement_facts_bulk.as_of AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts_bulk.known_at)
                ORDER BY t.case_id, t.placement_id, t.planned_on DESC, t.plan_id DESC) t
        GROUP BY t.case_id, t.placement_id
       ) pl ON pl.case_id = p.case_id AND pl.placement_id = p.placement_id
  /* the care as it was planned when the consent was given: what the consent leaves open is as requested */
  LEFT JOIN (
       SELECT t.case_id, t.placement_id,
              case_rules.first_known(t.care_kind) AS care_kind,
              case_rules.first_known(t.carer_id) AS carer_id,
              case_rules.first_known(t.place) AS place
         FROM (SELECT t.case_id, t.placement_id, t.care_kind, t.carer_id, t.place
                 FROM (SELECT DISTINCT ON (c.case_id, c.subject_id)
                              c.case_id, c.subject_id, c.acted_on,
                              CASE WHEN c.amends IS NULL THEN c.recorded_at
                                   ELSE @rulebook@.first_recorded_at(c.case_id, c.seq)
                              END AS recorded_at
                         FROM @rulebook@.act c
                        WHERE c.procedure = 'placement_abroad'
                          AND c.act IN ('consent', 'consent_with_conditions', 'transcribe_consent')
                          AND c.acted_on <= placement_facts_bulk.as_of
                          AND @rulebook@.stands(c.recorded_at, c.superseded_at, placement_facts_bulk.known_at)
                          AND @rulebook@.act_outcome(c.case_id, c.seq, c.outcome, placement_facts_bulk.known_at) <> 'barred'
                        ORDER BY c.case_id, c.subject_id, c.acted_on DESC, c.seq DESC) c
                 JOIN @rulebook@.placement_plan t ON t.case_id = c.case_id AND t.placement_id = c.subject_id
                WHERE t.planned_on <= c.acted_on
                  AND t.recorded_at <= c.recorded_at
                  AND (t.superseded_at IS NULL OR t.superseded_at > c.recorded_at)
                ORDER BY t.case_id, t.placement_id, t.planned_on DESC, t.plan_id DESC) t
        GROUP BY t.case_id, t.placement_id
       ) rp ON rp.case_id = p.case_id AND rp.placement_id = p.placement_id
  LEFT JOIN @rulebook@.authority pv ON pv.authority_id = pl.provider_id
  /* what the requested State said */
  LEFT JOIN (
       SELECT t.case_id, t.placement_id,
              case_rules.first_known(t.designation_under_art44) AS designation_under_art44,
              case_rules.first_known(t.relative_view) AS relative_view,
              case_rules.first_known(t.relative_exempt) AS relative_exempt,
              case_rules.first_known(t.domestic_authority_needed) AS domestic_authority_needed,
              case_rules.first_known(t.simplified_agreement) AS simplified_agreement,
              case_rules.first_known(t.secure_lawful) AS secure_lawful,
              case_rules.first_known(t.language_excluded) AS language_excluded,
              case_rules.first_known(t.legalisation_demanded) AS legalisation_demanded,
              case_rules.first_known(t.law_points_missing) AS law_points_missing
         FROM (SELECT t.*
                 FROM @rulebook@.requested_state_position t
                WHERE t.stated_on <= placement_facts_bulk.as_of AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts_bulk.known_at)
                ORDER BY t.case_id, t.placement_id, t.stated_on DESC, t.position_id DESC) t
        GROUP BY t.case_id, t.placement_id
       ) po ON po.case_id = p.case_id AND po.placement_id = p.placement_id
  /* what was arranged for decision and move */
  LEFT JOIN (
       SELECT t.case_id, t.placement_id,
              case_rules.first_known(t.costs_agreed) AS costs_agreed,
              case_rules.first_known(t.immigration_clearance) AS immigration_clearance,
              case_rules.first_known(t.responsibility_abroad) AS responsibility_abroad,
              case_rules.first_known(t.advance_recognition) AS advance_recognition,
              case_rules.first_known(t.enforceability) AS enforceability,
              case_rules.first_known(t.recognition_grounds) AS recognition_grounds,
              case_rules.first_known(t.transfer_considered) AS transfer_considered,
              case_rules.first_known(t.connection_information) AS connection_information,
              case_rules.first_known(t.secure_ordered_by_court) AS secure_ordered_by_court,
              case_rules.first_known(t.secure_declared_enforceable) AS secure_declared_enforceable
         FROM (SELECT t.*
                 FROM @rulebook@.placement_preparation t
                WHERE t.stated_on <= placement_facts_bulk.as_of AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts_bulk.known_at)
                ORDER BY t.case_id, t.placement_id, t.stated_on DESC, t.preparation_id DESC) t
        GROUP BY t.case_id, t.placement_id
       ) pp ON pp.case_id = p.case_id AND pp.placement_id = p.placement_id
  /* where the child lives */
  LEFT JOIN (
       SELECT DISTINCT ON (t.case_id, t.child_id)
              t.case_id, t.child_id, t.state
         FROM @rulebook@.habitual_residence t
        WHERE t.from_on <= placement_facts_bulk.as_of AND (t.to_on IS NULL OR t.to_on >= placement_facts_bulk.as_of) AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts_bulk.known_at)
        ORDER BY t.case_id, t.child_id, t.from_on DESC, t.residence_id DESC
       ) hr ON hr.case_id = p.case_id AND hr.child_id = p.child_id
  /* the child's situation */
  LEFT JOIN (
       SELECT t.case_id, t.child_id,
              case_rules.first_known(t.runs) FILTER (WHERE t.kind = 'age_disputed') AS age_disputed,
              case_rules.first_known(t.runs) FILTER (WHERE t.kind = 'serious_danger') AS danger,
              max(CASE WHEN t.holds THEN t.to_on ELSE t.from_on END) FILTER (WHERE t.kind = 'serious_danger' AND NOT t.runs) AS danger_over_on,
              case_rules.first_known(t.runs) FILTER (WHERE t.kind = 'unaccompanied') AS unaccompanied,
              case_rules.first_known(t.runs) FILTER (WHERE t.kind = 'separated') AS separated,
              case_rules.first_known(t.runs) FILTER (WHERE t.kind = 'accompanied') AS accompanied
         FROM (SELECT t.case_id, t.child_id, t.kind, t.holds, t.from_on, t.to_on,
                      t.holds AND (t.to_on IS NULL OR t.to_on >= placement_facts_bulk.as_of) AS runs
                 FROM @rulebook@.child_situation t
                WHERE t.from_on <= placement_facts_bulk.as_of AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts_bulk.known_at)
                ORDER BY t.case_id, t.child_id, t.kind DESC, t.from_on DESC, t.situation_id DESC) t
        GROUP BY t.case_id, t.child_id
       ) cs ON cs.case_id = p.case_id AND cs.child_id = p.child_id
  /* the latest approved best-interests assessment */
  LEFT JOIN (
       SELECT DISTINCT ON (t.case_id, t.child_id)
              t.case_id, t.child_id, t.completed_on, t.elements, t.author_qualified, t.author, t.reviewer, t.child_seen
         FROM @rulebook@.assessment t
        WHERE t.kind = 'bia' AND t.completed_on <= placement_facts_bulk.as_of AND t.approved_on <= placement_facts_bulk.as_of AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts_bulk.known_at)
        ORDER BY t.case_id, t.child_id, t.completed_on DESC, t.assessment_id DESC
       ) bi ON bi.case_id = p.case_id AND bi.child_id = p.child_id
  LEFT JOIN (
       SELECT t.case_id, t.child_id, max(t.changed_on) AS changed_on
         FROM @rulebook@.material_change t
        WHERE t.changed_on <= placement_facts_bulk.as_of AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts_bulk.known_at)
        GROUP BY t.case_id, t.child_id
       ) mc ON mc.case_id = p.case_id AND mc.child_id = p.child_id
  /* other assessments and reports */
  LEFT JOIN (
       SELECT t.case_id, t.child_id, bool_or(t.completed_on <= placement_facts_bulk.as_of) AS done
         FROM @rulebook@.assessment t
        WHERE t.kind = 'family' AND coalesce(t.opened_on, t.completed_on) <= placement_facts_bulk.as_of AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts_bulk.known_at)
        GROUP BY t.case_id, t.child_id
       ) af ON af.case_id = p.case_id AND af.child_id = p.child_id
  LEFT JOIN (
       SELECT DISTINCT ON (t.case_id, t.child_id) t.case_id, t.child_id, t.outcome
         FROM @rulebook@.assessment t
        WHERE t.kind = 'origin_report' AND t.completed_on <= placement_facts_bulk.as_of AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts_bulk.known_at)
        ORDER BY t.case_id, t.child_id, t.completed_on DESC, t.assessment_id DESC
       ) ao ON ao.case_id = p.case_id AND ao.child_id = p.child_id
  LEFT JOIN (
       SELECT DISTINCT ON (t.case_id, t.child_id) t.case_id, t.child_id, t.outcome
         FROM @rulebook@.assessment t
        WHERE t.kind = 'disclosure' AND t.completed_on <= placement_facts_bulk.as_of AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts_bulk.known_at)
        ORDER BY t.case_id, t.child_id, t.completed_on DESC, t.assessment_id DESC
       ) ad ON ad.case_id = p.case_id AND ad.child_id = p.child_id
  /* participation */
  LEFT JOIN (
       SELECT DISTINCT ON (t.case_id, t.child_id) t.case_id, t.child_id, t.outcome
         FROM @rulebook@.views t
        WHERE t.heard_on <= placement_facts_bulk.as_of AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts_bulk.known_at)
        ORDER BY t.case_id, t.child_id, t.heard_on DESC, t.views_id DESC
       ) vw ON vw.case_id = p.case_id AND vw.child_id = p.child_id
  LEFT JOIN (
       SELECT t.case_id, t.child_id,
              bool_or(t.holds) AS held,
              CASE WHEN bool_or(t.holds AND t.heard IS FALSE) THEN false
                   WHEN bool_or(t.holds AND t.heard IS NULL) THEN NULL
                   WHEN bool_or(t.holds) THEN true
              END AS all_heard
         FROM (SELECT t.case_id, t.child_id, t.to_on IS NULL OR t.to_on >= placement_facts_bulk.as_of AS holds,
                      h.outcome <> 'not_offered' AS heard
                 FROM @rulebook@.parental_responsibility t
                 LEFT JOIN (
                      SELECT DISTINCT ON (h.case_id, h.responsibility_id)
                             h.case_id, h.responsibility_id, h.outcome
                        FROM @rulebook@.hearing h
                       WHERE h.heard_on <= placement_facts_bulk.as_of AND @rulebook@.stands(h.recorded_at, h.superseded_at, placement_facts_bulk.known_at)
                       ORDER BY h.case_id, h.responsibility_id, h.heard_on DESC, h.hearing_id DESC
                      ) h ON h.case_id = t.case_id
                         AND h.responsibility_id = CASE WHEN placement_facts_bulk.known_at IS NULL THEN t.responsibility_id
                                                        ELSE (SELECT n.responsibility_id FROM @rulebook@.parental_responsibility n
                                                               WHERE n.case_id = t.case_id AND n.lasting_id = t.lasting_id AND n.superseded_at IS NULL)
                                                   END
                WHERE t.from_on <= placement_facts_bulk.as_of AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts_bulk.known_at)) t
        GROUP BY t.case_id, t.child_id
       ) pr ON pr.case_id = p.case_id AND pr.child_id = p.child_id
  LEFT JOIN (
       SELECT t.case_id, t.placement_id, count(*) AS found
         FROM @rulebook@.urgency t
        WHERE t.from_on <= placement_facts_bulk.as_of AND (t.to_on IS NULL OR t.to_on >= placement_facts_bulk.as_of) AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts_bulk.known_at)
        GROUP BY t.case_id, t.placement_id
       ) ur ON ur.case_id = p.case_id AND ur.placement_id = p.placement_id
  LEFT JOIN (
       SELECT t.case_id, t.child_id,
              bool_or(t.runs) FILTER (WHERE t.kind = 'guardian') AS guardian,
              bool_or(t.runs) FILTER (WHERE t.kind = 'person_of_reference') AS person_of_reference,
              array_agg(t.person_id) FILTER (WHERE t.kind = 'person_of_reference' AND t.runs) AS persons_of_reference,
              array_agg(t.person_id) FILTER (WHERE t.kind <> 'person_of_reference' AND t.runs) AS representatives,
              range_agg(t.days) FILTER (WHERE t.kind = 'guardian') AS guardian_days
         FROM (SELECT t.case_id, t.child_id, t.kind, t.person_id, t.to_on IS NULL OR t.to_on >= placement_facts_bulk.as_of AS runs,
                      daterange(t.from_on, least(t.to_on, placement_facts_bulk.as_of), '[]') AS days
                 FROM @rulebook@.appointment t
                WHERE t.from_on <= placement_facts_bulk.as_of AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts_bulk.known_at)) t
        GROUP BY t.case_id, t.child_id
       ) ap ON ap.case_id = p.case_id AND ap.child_id = p.child_id
  LEFT JOIN (
       SELECT t.case_id, t.placement_id,
              case_rules.first_known(t.was_given) FILTER (WHERE t.topic = 'complaint') AS complaint,
              case_rules.first_known(t.was_given) FILTER (WHERE t.topic = 'person_of_trust') AS person_of_trust,
              case_rules.first_known(t.was_given) FILTER (WHERE t.topic = 'challenge') AS challenge,
              case_rules.first_known(t.was_given) FILTER (WHERE t.topic = 'preparation') AS preparation
         FROM (SELECT t.case_id, t.placement_id, t.topic, t.was_given
                 FROM @rulebook@.information_given t
                WHERE t.given_on <= placement_facts_bulk.as_of AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts_bulk.known_at)
                ORDER BY t.case_id, t.placement_id, t.topic DESC, t.given_on DESC, t.information_id DESC) t
        GROUP BY t.case_id, t.placement_id
       ) ig ON ig.case_id = p.case_id AND ig.placement_id = p.placement_id
  /* options of care: the latest finding on each */
  LEFT JOIN (
       SELECT t.case_id, t.child_id,
              count(*) AS options,
              array_agg(t.kind) FILTER (WHERE t.finding ~ '\S') AS found,
              bool_or(t.child_asked) FILTER (WHERE t.kind = 'kin_abroad') AS child_asked,
              CASE WHEN bool_or(t.suitable) FILTER (WHERE t.is_family) THEN false
                   WHEN count(*) FILTER (WHERE t.is_family AND NOT t.suitable AND t.finding ~ '\S') = 4 THEN true
              END AS family_excluded
         FROM (SELECT DISTINCT ON (t.case_id, t.child_id, t.kind)
                      t.case_id, t.child_id, t.kind, t.finding, t.suitable, t.child_asked,
                      t.kind IN ('parents', 'kin_here', 'kin_abroad', 'foster') AS is_family
                 FROM @rulebook@.care_option t
                WHERE t.considered_on <= placement_facts_bulk.as_of AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts_bulk.known_at)
                ORDER BY t.case_id, t.child_id, t.kind, t.considered_on DESC, t.option_id DESC) t
        GROUP BY t.case_id, t.child_id
       ) co ON co.case_id = p.case_id AND co.child_id = p.child_id
  /* siblings: the bond, and what this placement does to it */
  LEFT JOIN (
       SELECT b.case_id, b.placement_id,
              bool_or(b.separated) AS separated,
              bool_or(b.separated IS NULL) AS unclear,
              bool_and(b.reasoned) FILTER (WHERE b.separated) AS reasoned,
              CASE WHEN bool_or(b.planned) FILTER (WHERE b.separated)
                   THEN bool_and(b.planned) FILTER (WHERE b.separated)
              END AS contact_planned
         FROM (SELECT q.case_id, q.placement_id,
                      t.has_bond AND NOT s.together AS separated,
                      coalesce(s.reasons ~ '\S', false) AS reasoned,
                      k.bond_id IS NOT NULL AS planned
                 FROM @rulebook@.placement q
                 JOIN @rulebook@.sibling_bond t ON t.case_id = q.case_id AND t.child_id = q.child_id
                                               AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts_bulk.known_at)
                 LEFT JOIN (
                      SELECT DISTINCT ON (s.case_id, s.placement_id, s.bond_id)
                             s.case_id, s.placement_id, s.bond_id, s.together, s.reasons
                        FROM @rulebook@.sibling_arrangement s
                       WHERE s.arranged_on <= placement_facts_bulk.as_of AND @rulebook@.stands(s.recorded_at, s.superseded_at, placement_facts_bulk.known_at)
                       ORDER BY s.case_id, s.placement_id, s.bond_id, s.arranged_on DESC, s.arrangement_id DESC
                      ) s ON s.case_id = t.case_id AND s.placement_id = q.placement_id
                         AND s.bond_id = CASE WHEN placement_facts_bulk.known_at IS NULL THEN t.bond_id
                                              ELSE (SELECT n.bond_id FROM @rulebook@.sibling_bond n
                                                     WHERE n.case_id = t.case_id AND n.lasting_id = t.lasting_id AND n.superseded_at IS NULL)
                                         END
                 LEFT JOIN (
                      SELECT DISTINCT k.case_id, k.placement_id, k.bond_id
                        FROM @rulebook@.contact_plan k
                       WHERE k.bond_id IS NOT NULL
                         AND k.from_on <= placement_facts_bulk.as_of AND (k.to_on IS NULL OR k.to_on >= placement_facts_bulk.as_of) AND @rulebook@.stands(k.recorded_at, k.superseded_at, placement_facts_bulk.known_at)
                      ) k ON k.case_id = t.case_id AND k.placement_id = q.placement_id
                         AND k.bond_id = CASE WHEN placement_facts_bulk.known_at IS NULL THEN t.bond_id
                                              ELSE (SELECT n.bond_id FROM @rulebook@.sibling_bond n
                                                     WHERE n.case_id = t.case_id AND n.lasting_id = t.lasting_id AND n.superseded_at IS NULL)
                                         END
              ) b
        GROUP BY b.case_id, b.placement_id
       ) si ON si.case_id = p.case_id AND si.placement_id = p.placement_id
  /* the carer */
  LEFT JOIN @rulebook@.proposed_carer pc ON pc.case_id = p.case_id AND pc.carer_id = pl.carer_id
  LEFT JOIN (
       SELECT t.case_id, t.carer_id,
              case_rules.first_known(t.is_clear) FILTER (WHERE t.kind = 'identity') AS identity,
              case_rules.first_known(t.is_clear) FILTER (WHERE t.kind = 'background') AS background,
              case_rules.first_known(t.is_clear) FILTER (WHERE t.kind = 'home_study') AS home_study,
              case_rules.first_known(t.is_clear) FILTER (WHERE t.kind = 'training') AS training
         FROM (SELECT t.case_id, t.carer_id, t.kind, t.is_clear
                 FROM @rulebook@.carer_check t
                WHERE t.completed_on <= placement_facts_bulk.as_of AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts_bulk.known_at)
                ORDER BY t.case_id, t.carer_id, t.kind DESC, t.completed_on DESC, t.check_id DESC) t
        GROUP BY t.case_id, t.carer_id
       ) ck ON ck.case_id = p.case_id AND ck.carer_id = pl.carer_id
  LEFT JOIN (
       SELECT t.case_id, t.child_id, t.person_id,
              case_rules.first_known(t.proved) AS proved,
              case_rules.first_known(t.kind) AS kind
         FROM (SELECT t.case_id, t.child_id, t.person_id, t.kind,
                      CASE WHEN t.proved_on <= placement_facts_bulk.as_of THEN t.proof <> 'disproved' END AS proved
                 FROM @rulebook@.relationship t
                WHERE @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts_bulk.known_at)
                ORDER BY t.case_id, t.child_id, t.person_id, t.proved_on DESC NULLS LAST, t.relationship_id DESC) t
        GROUP BY t.case_id, t.child_id, t.person_id
       ) re ON re.case_id = p.case_id AND re.child_id = p.child_id
           AND re.person_id = CASE WHEN placement_facts_bulk.known_at IS NULL THEN pc.person_id
                                   ELSE (@rulebook@.carer_then(pc.case_id, pc.carer_id, placement_facts_bulk.known_at)).person_id
                              END
  LEFT JOIN (
       SELECT t.case_id, t.carer_id,
              bool_or(NOT t.is_clear AND t.checked_on <= placement_facts_bulk.as_of) AS adverse,
              bool_or(t.checked_on IS NULL OR t.checked_on > placement_facts_bulk.as_of) AS pending
         FROM @rulebook@.household_member t
        WHERE t.is_adult
          AND (t.from_on IS NULL OR t.from_on <= placement_facts_bulk.as_of) AND (t.to_on IS NULL OR t.to_on >= placement_facts_bulk.as_of)
          AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts_bulk.known_at)
        GROUP BY t.case_id, t.carer_id
       ) hm ON hm.case_id = p.case_id AND hm.carer_id = pl.carer_id
  /* care plan and follow-up */
  LEFT JOIN (
       SELECT DISTINCT ON (t.case_id, t.placement_id)
              t.case_id, t.placement_id, t.review_on,
              array_remove(ARRAY[CASE WHEN t.goals ~ '\S' THEN NULL ELSE 'goals' END,
                                 CASE WHEN t.measures ~ '\S' THEN NULL ELSE 'measures' END,
                                 CASE WHEN cardinality(t.responsible_persons) > 0 THEN NULL ELSE 'responsible_persons' END,
                                 CASE WHEN t.review_on IS NOT NULL THEN NULL ELSE 'review_date' END], NULL) AS missing
         FROM @rulebook@.care_plan t
        WHERE t.kind = 'care' AND t.written_on <= placement_facts_bulk.as_of AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts_bulk.known_at)
        ORDER BY t.case_id, t.placement_id, t.written_on DESC, t.care_plan_id DESC
       ) cp ON cp.case_id = p.case_id AND cp.placement_id = p.placement_id
  LEFT JOIN (
       SELECT t.case_id, t.placement_id, count(*) AS found
         FROM @rulebook@.care_plan t
        WHERE t.kind = 'transition' AND t.written_on <= placement_facts_bulk.as_of AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts_bulk.known_at)
        GROUP BY t.case_id, t.placement_id
       ) ct ON ct.case_id = p.case_id AND ct.placement_id = p.placement_id
  LEFT JOIN (
       SELECT t.case_id, t.placement_id,
              bool_or(t.runs) AS runs,
              bool_or(t.provider_agreed_on <= placement_facts_bulk.as_of) FILTER (WHERE t.runs) AS provider_agreed,
              case_rules.first_known(t.cadence) AS cadence
         FROM (SELECT t.case_id, t.placement_id, t.cadence, t.provider_agreed_on,
                      t.ended_on IS NULL OR t.ended_on > placement_facts_bulk.as_of AS runs
                 FROM @rulebook@.followup_plan t
                WHERE t.arranged_on <= placement_facts_bulk.as_of AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts_bulk.known_at)
                ORDER BY t.case_id, t.placement_id, t.arranged_on DESC, t.followup_id DESC) t
        GROUP BY t.case_id, t.placement_id
       ) fp ON fp.case_id = p.case_id AND fp.placement_id = p.placement_id
  LEFT JOIN (
       SELECT t.case_id, t.placement_id,
              max(t.visited_on) FILTER (WHERE t.child_seen OR t.carer_reached) AS contact_on,
              array_agg(t.visited_on ORDER BY t.visited_on) FILTER (WHERE t.kind = 'visit' AND t.child_seen) AS seen_days
         FROM @rulebook@.followup_visit t
        WHERE t.visited_on <= placement_facts_bulk.as_of AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts_bulk.known_at)
        GROUP BY t.case_id, t.placement_id
       ) fv ON fv.case_id = p.case_id AND fv.placement_id = p.placement_id
  LEFT JOIN (
       SELECT DISTINCT ON (t.case_id, t.placement_id) t.case_id, t.placement_id, t.reviewed_on, t.covers
         FROM @rulebook@.review t
        WHERE t.reviewed_on <= placement_facts_bulk.as_of AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts_bulk.known_at)
        ORDER BY t.case_id, t.placement_id, t.reviewed_on DESC, t.review_id DESC
       ) rv ON rv.case_id = p.case_id AND rv.placement_id = p.placement_id
  LEFT JOIN (
       SELECT t.case_id, t.placement_id,
              case_rules.first_known(t.outcome) FILTER (WHERE t.kind = 'file') AS file_outcome,
              case_rules.first_known(t.outcome) FILTER (WHERE t.kind = 'care') AS care_outcome
         FROM (SELECT t.case_id, t.placement_id, t.kind, t.outcome
                 FROM @rulebook@.handover t
                WHERE t.handed_over_on <= placement_facts_bulk.as_of AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts_bulk.known_at)
                ORDER BY t.case_id, t.placement_id, t.kind DESC, t.handed_over_on DESC, t.handover_id DESC) t
        GROUP BY t.case_id, t.placement_id
       ) ho ON ho.case_id = p.case_id AND ho.placement_id = p.placement_id
  /* what was sent */
  LEFT JOIN (
       SELECT t.case_id, t.placement_id,
              min(t.sent_on) FILTER (WHERE t.has_report) AS report_on,
              bool_or(t.has_reasons) AS has_reasons,
              string_to_array(string_agg(array_to_string(t.contents, ','), ','), ',') AS contents,
              case_rules.first_known(t.translation) AS translation,
              case_rules.first_known(t.sender_role) AS sender_role
         FROM (SELECT t.case_id, t.placement_id, t.sent_on, t.has_report, t.has_reasons, t.contents, t.translation,
                      CASE WHEN g.role = 'court' THEN 'competent_authority'
                           WHEN g.role IN ('institution', 'agency') THEN 'other'
                           ELSE g.role
                      END AS sender_role
                 FROM @rulebook@.report_transmission t
                 LEFT JOIN @rulebook@.authority g ON g.authority_id = t.sender_id
                WHERE t.sent_on <= placement_facts_bulk.as_of AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts_bulk.known_at)
                ORDER BY t.case_id, t.placement_id, t.sent_on DESC, t.transmission_id DESC) t
        GROUP BY t.case_id, t.placement_id
       ) rt ON rt.case_id = p.case_id AND rt.placement_id = p.placement_id
  /* else who opened the consultation */
  LEFT JOIN (
       SELECT DISTINCT ON (t.case_id, t.subject_id)
              t.case_id, t.subject_id,
              CASE WHEN g.role = 'court' THEN 'competent_authority'
                   WHEN g.role IN ('institution', 'agency') THEN 'other'
                   ELSE g.role
              END AS sender_role
         FROM @rulebook@.act t
         JOIN @rulebook@.authority g ON g.authority_id = t.authority_id
        WHERE t.procedure = 'placement_abroad' AND t.act = 'open_consultation' AND t.acted_on <= placement_facts_bulk.as_of
          AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts_bulk.known_at)
          AND @rulebook@.act_outcome(t.case_id, t.seq, t.outcome, placement_facts_bulk.known_at) <> 'barred'
        ORDER BY t.case_id, t.subject_id, t.acted_on DESC, t.seq DESC
       ) op ON op.case_id = p.case_id AND op.subject_id = p.placement_id
  LEFT JOIN (
       SELECT t.case_id, t.placement_id,
              count(*) AS recorded,
              count(*) FILTER (WHERE (t.met_on IS NULL OR t.met_on > placement_facts_bulk.as_of) AND w.condition_id IS NULL) AS open
         FROM @rulebook@.consent_condition t
         LEFT JOIN (
              SELECT DISTINCT a.case_id, a.subject_id, a.details ->> 'condition_id' AS condition_id
                FROM @rulebook@.act a
               WHERE a.procedure = 'placement_abroad' AND a.act = 'waive_condition' AND a.acted_on <= placement_facts_bulk.as_of
                 AND @rulebook@.stands(a.recorded_at, a.superseded_at, placement_facts_bulk.known_at)
                 AND @rulebook@.act_outcome(a.case_id, a.seq, a.outcome, placement_facts_bulk.known_at) <> 'barred'
              ) w ON w.case_id = t.case_id AND w.subject_id = t.placement_id
                 AND w.condition_id = (CASE WHEN placement_facts_bulk.known_at IS NULL THEN t.condition_id
                                            ELSE (SELECT n.condition_id FROM @rulebook@.consent_condition n
                                                   WHERE n.case_id = t.case_id AND n.lasting_id = t.lasting_id AND n.superseded_at IS NULL)
                                       END)::text
        WHERE t.set_on <= placement_facts_bulk.as_of AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts_bulk.known_at)
        GROUP BY t.case_id, t.placement_id
       ) cc ON cc.case_id = p.case_id AND cc.placement_id = p.placement_id
  LEFT JOIN (
       SELECT t.case_id, t.placement_id, max(t.sent_on) AS told_on
         FROM @rulebook@.notice t
        WHERE t.placement_id IS NOT NULL AND t.about = 'serious_danger' AND t.sent_on <= placement_facts_bulk.as_of AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts_bulk.known_at)
        GROUP BY t.case_id, t.placement_id
       ) nd ON nd.case_id = p.case_id AND nd.placement_id = p.placement_id
  /* placements of the other children of the case in the same State */
  LEFT JOIN (
       SELECT q.case_id, q.placement_id,
              count(*) FILTER (WHERE s.state NOT IN ('refused', 'withdrawn', 'lapsed', 'recognition_refused', 'ended')
                                 AND (s.consented AND s.state <> 'consent_expired'
                                      AND (s.valid_to >= placement_facts_bulk.as_of OR s.state IN ('departed', 'arrived', 'followed_up') AND s.moved_lawfully)
                                       OR s.decided AND s.consented IS NULL) IS NOT TRUE) AS outstanding
         FROM @rulebook@.placement q
         JOIN @rulebook@.placement o ON o.case_id = q.case_id AND o.child_id <> q.child_id AND o.requested_state = q.requested_state
         JOIN (SELECT t.case_id, t.subject_id,
                      case_rules.first_known(t.to_state) AS state,
                      bool_or(t.act = 'decide') AS decided,
                      coalesce(case_rules.first_known(t.outcome IN ('permitted', 'cured')) FILTER (WHERE t.act = 'depart'),
                               case_rules.first_known(t.outcome IN ('permitted', 'cured')) FILTER (WHERE t.act = 'arrive')) AS moved_lawfully,
                      case_rules.first_known(CASE WHEN t.act IN ('consent', 'consent_with_conditions', 'transcribe_consent', 'regularise_consent', 'obtain_assurance') THEN true
                                                  WHEN t.act IN ('refuse', 'transcribe_refusal', 'withdraw_consent', 'transcribe_withdrawal', 'doubt_consent') THEN false
                                             END) AS consented,
                      case_rules.first_known(CASE WHEN t.act IN ('consent', 'consent_with_conditions', 'transcribe_consent', 'obtain_assurance')
                                                  THEN coalesce((t.details ->> 'valid_to')::date, 'infinity')
                                                  WHEN t.act IN ('extend_consent', 'transcribe_extension')
                                                  THEN (t.details ->> 'valid_to')::date
                                             END) AS valid_to
                 FROM (SELECT t.case_id, t.subject_id, t.act, t.details,
                              CASE WHEN placement_facts_bulk.known_at IS NULL THEN t.to_state ELSE @rulebook@.state_then(t.case_id, t.seq, placement_facts_bulk.known_at) END AS to_state,
                              @rulebook@.act_outcome(t.case_id, t.seq, t.outcome, placement_facts_bulk.known_at) AS outcome
                         FROM @rulebook@.act t
                        WHERE t.procedure = 'placement_abroad'
                          AND t.acted_on <= placement_facts_bulk.as_of
                          AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts_bulk.known_at)
                          AND @rulebook@.act_counts(t.act, @rulebook@.act_outcome(t.case_id, t.seq, t.outcome, placement_facts_bulk.known_at))
                        ORDER BY t.case_id, t.subject_id, t.acted_on DESC, t.seq DESC) t
                GROUP BY t.case_id, t.subject_id
              ) s ON s.case_id = o.case_id AND s.subject_id = o.placement_id
        GROUP BY q.case_id, q.placement_id
       ) so ON so.case_id = p.case_id AND so.placement_id = p.placement_id
  LEFT JOIN (
       SELECT t.case_id, t.child_id, t.reported_requested_state, count(*) AS outstanding
         FROM @rulebook@.sibling_bond t
        WHERE t.elsewhere IS NOT NULL AND t.reported_on <= placement_facts_bulk.as_of AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts_bulk.known_at)
          AND coalesce(t.reported_state::text, '') NOT IN ('consented', 'consented_with_conditions', 'assurance_obtained', 'decided', 'departed',
                                                              'arrived', 'followed_up', 'ended', 'refused', 'withdrawn', 'lapsed',
                                                              'recognition_refused')
        GROUP BY t.case_id, t.child_id, t.reported_requested_state
       ) se ON se.case_id = p.case_id AND se.child_id = p.child_id AND se.reported_requested_state = p.requested_state
  LEFT JOIN (
       SELECT q.case_id, q.placement_id,
              array_agg(t.details ->> 'reasons' ORDER BY t.acted_on, t.seq) AS reasons
         FROM @rulebook@.placement q
         JOIN @rulebook@.placement o ON o.case_id = q.case_id AND o.child_id <> q.child_id
         JOIN @rulebook@.act t ON t.case_id = o.case_id AND t.procedure = 'placement_abroad' AND t.subject_id = o.placement_id
        WHERE t.act = 'decide' AND t.details ? 'reasons' AND t.acted_on <= placement_facts_bulk.as_of
          AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts_bulk.known_at)
          AND @rulebook@.act_outcome(t.case_id, t.seq, t.outcome, placement_facts_bulk.known_at) <> 'barred'
        GROUP BY q.case_id, q.placement_id
       ) sr ON sr.case_id = p.case_id AND sr.placement_id = p.placement_id
  /* duties that fall due once; a series, and what is counted from a day such as a birthday, ends with the placement */
  LEFT JOIN (
       SELECT t.case_id, t.subject_id,
              count(*) FILTER (WHERE t.side = 'requesting') AS requesting,
              count(*) FILTER (WHERE t.side = 'requested') AS requested
         FROM @rulebook@.duty t
        WHERE t.procedure = 'placement_abroad' AND t.cadence IS NULL AND t.counted_from IS NULL
          AND t.started_on <= placement_facts_bulk.as_of
          AND @rulebook@.stands(t.recorded_at, t.superseded_at, placement_facts_bulk.known_at)
          AND NOT EXISTS (SELECT FROM @rulebook@.duty_fulfilment f
                           WHERE f.case_id = t.case_id AND f.procedure = t.procedure AND f.subject_id = t.subject_id
                             AND f.source = ANY (t.fulfilled_by)
                             AND (f.for_seq IS NULL OR f.for_seq = t.seq)
                             AND f.fulfilled_on BETWEEN t.started_on AND placement_facts_bulk.as_of
                             AND (f.by_seq IS NULL OR f.for_seq IS NOT NULL OR (f.fulfilled_on, f.by_seq) > (t.started_on, t.seq))
                             AND @rulebook@.stands(f.recorded_at, f.superseded_at, placement_facts_bulk.known_at))
          AND NOT EXISTS (SELECT FROM @rulebook@.act a
                           WHERE a.case_id = t.case_id AND a.procedure = t.procedure AND a.subject_id = t.subject_id
                             AND a.act = ANY (t.ended_by) AND (a.acted_on, a.seq) > (t.started_on, t.seq)
                             AND a.acted_on <= placement_facts_bulk.as_of
                             AND @rulebook@.stands(a.recorded_at, a.superseded_at, placement_facts_bulk.known_at)
                             AND @rulebook@.act_counts(a.act, @rulebook@.act_outcome(a.case_id, a.seq, a.outcome, placement_facts_bulk.known_at)))
        GROUP BY t.case_id, t.subject_id
       ) du ON du.case_id = p.case_id AND du.subject_id = p.placement_id;
END;
COMMENT ON FUNCTION @rulebook@.placement_facts_bulk(date, timestamptz) IS
    'placement_facts() for every placement, on one day, by what was known at one moment; null: by all that is known.';

CREATE FUNCTION @rulebook@.urgent_measure_facts(
    case_id uuid, measure_id uuid, as_of date, known_at timestamptz, before_seq bigint)
RETURNS TABLE (
    measure_article text,
    child_born case_rules.partial_date,
    age_disputed boolean,
    child_present boolean,
    urgency_reasoned boolean,
    effect_own_territory boolean,
    compatible_with_competent_measures boolean,
    wrongful_removal boolean,
    moves_child_abroad boolean,
    child_resident_in_contracting_state boolean,
    competent_measure_taken boolean,
    foreign_measure_recognised boolean,
    notified_on date)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1
BEGIN ATOMIC
SELECT st.measure_article,
       CASE WHEN urgent_measure_facts.known_at IS NULL THEN ch.birth_date
            ELSE (@rulebook@.child_then(p.case_id, p.child_id, urgent_measure_facts.known_at)).birth_date
       END AS child_born,
       coalesce(cs.age_disputed, false) AS age_disputed,
       st.child_present,
       st.urgency_reasons ~ '\S' AS urgency_reasoned,
       st.effect_own_territory,
       st.compatible AS compatible_with_competent_measures,
       st.wrongful_removal,
       st.moves_child_abroad,
       coalesce(st.resident_in_contracting_state,
                nullif(@rulebook@.in_force_between('hc1996', p.taken_in_state, hr.state, urgent_measure_facts.as_of), false))
           AS child_resident_in_contracting_state,
       coalesce(st.competent_measure_taken, false) AS competent_measure_taken,
       coalesce(st.foreign_measure_recognised, false) AS foreign_measure_recognised,
       ac.notified_on
  FROM (SELECT q.case_id, q.measure_id, q.child_id, q.taken_in_state
          FROM @rulebook@.urgent_measure q
         WHERE q.case_id = urgent_measure_facts.case_id
           AND q.measure_id = urgent_measure_facts.measure_id
        OFFSET 0) p
  LEFT JOIN @rulebook@.child ch ON ch.case_id = p.case_id AND ch.child_id = p.child_id
  /* what is established about the measure */
  LEFT JOIN LATERAL (
       SELECT case_rules.first_known(t.measure_article) AS measure_article,
              case_rules.first_known(t.child_present) AS child_present,
              case_rules.first_known(t.urgency_reasons) AS urgency_reasons,
              case_rules.first_known(t.effect_own_territory) AS effect_own_territory,
              case_rules.first_known(t.compatible) AS compatible,
              case_rules.first_known(t.wrongful_removal) AS wrongful_removal,
              case_rules.first_known(t.moves_child_abroad) AS moves_child_abroad,
              case_rules.first_known(t.resident_in_contracting_state) AS resident_in_contracting_state,
              case_rules.first_known(t.competent_measure_taken) AS competent_measure_taken,
              case_rules.first_known(t.foreign_measure_recognised) AS foreign_measure_recognised
         FROM (SELECT t.*
                 FROM @rulebook@.measure_statement t
                WHERE t.case_id = p.case_id AND t.measure_id = p.measure_id
                  AND t.stated_on <= urgent_measure_facts.as_of
                  AND @rulebook@.stands(t.recorded_at, t.superseded_at, urgent_measure_facts.known_at)
                ORDER BY t.stated_on DESC, t.statement_id DESC) t) st ON true
  /* an open dispute about the child's age */
  LEFT JOIN LATERAL (
       SELECT case_rules.first_known(t.runs) AS age_disputed
         FROM (SELECT t.holds AND (t.to_on IS NULL OR t.to_on >= urgent_measure_facts.as_of) AS runs
                 FROM @rulebook@.child_situation t
                WHERE t.case_id = p.case_id AND t.child_id = p.child_id
                  AND t.kind = 'age_disputed' AND t.from_on <= urgent_measure_facts.as_of
                  AND @rulebook@.stands(t.recorded_at, t.superseded_at, urgent_measure_facts.known_at)
                ORDER BY t.from_on DESC, t.situation_id DESC) t) cs ON true
  /* where the child lives */
  LEFT JOIN LATERAL (
       SELECT max(t.state) AS state
         FROM (SELECT t.state
                 FROM @rulebook@.habitual_residence t
                WHERE t.case_id = p.case_id AND t.child_id = p.child_id
                  AND t.from_on <= urgent_measure_facts.as_of AND (t.to_on IS NULL OR t.to_on >= urgent_measure_facts.as_of)
                  AND @rulebook@.stands(t.recorded_at, t.superseded_at, urgent_measure_facts.known_at)
                ORDER BY t.from_on DESC, t.residence_id DESC
                LIMIT 1) t) hr ON true
  LEFT JOIN LATERAL (
       SELECT min(t.acted_on) AS notified_on
         FROM @rulebook@.act t
        WHERE t.case_id = p.case_id AND t.procedure = 'urgent_measure' AND t.subject_id = p.measure_id
          AND t.act = 'notify'
          AND t.acted_on <= urgent_measure_facts.as_of
          AND case_rules.act_is_before(t.acted_on, t.seq, urgent_measure_facts.as_of, urgent_measure_facts.before_seq)
          AND @rulebook@.stands(t.recorded_at, t.superseded_at, urgent_measure_facts.known_at)
          AND @rulebook@.act_outcome(t.case_id, t.seq, t.outcome, urgent_measure_facts.known_at) <> 'barred') ac ON true;
END;
COMMENT ON FUNCTION @rulebook@.urgent_measure_facts(uuid, uuid, date, timestamptz, bigint) IS
    'The facts of one urgent measure, as case_rules.fact declares them for urgent_measure.';

/*
 * Who acts.  The side follows from the State of the authority: of a placement
 * as its row says; of an urgent measure the State that takes it counts as
 * requesting, the one with jurisdiction (any other, where it is not known) as
 * requested.
 */
CREATE FUNCTION @rulebook@.act_context(case_id uuid, subject_id uuid, authority_id uuid)
RETURNS TABLE (side text, time_zone text, not_before date)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1
BEGIN ATOMIC
SELECT CASE WHEN a.state = s.requesting_state THEN 'requesting'
            WHEN a.state = coalesce(s.requested_state, a.state) THEN 'requested'
       END AS side,
       a.time_zone,
       case_rules.earliest(ch.birth_date) AS not_before
  FROM (SELECT p.child_id, p.requesting_state, p.requested_state
          FROM @rulebook@.placement p
         WHERE p.case_id = act_context.case_id AND p.placement_id = act_context.subject_id
        UNION ALL
        SELECT m.child_id, m.taken_in_state, m.competent_state
          FROM @rulebook@.urgent_measure m
         WHERE m.case_id = act_context.case_id AND m.measure_id = act_context.subject_id) s
  LEFT JOIN @rulebook@.child ch ON ch.case_id = act_context.case_id AND ch.child_id = s.child_id
  LEFT JOIN @rulebook@.authority a ON a.authority_id = act_context.authority_id;
END;
COMMENT ON FUNCTION @rulebook@.act_context(uuid, uuid, uuid) IS
    'What the engine derives of an act: the side of the authority, its time zone, and the day before which nothing can have happened (the earliest day on which the child can have been born).';

/*
 * Where a duty of a side lies: with the authority of that State that acted last
 * for the subject, else with its central authority, else with any of that State.
 */
CREATE OR REPLACE FUNCTION @rulebook@.duty_place(case_id uuid, procedure text, subject_id uuid, side text)
RETURNS TABLE (time_zone text, calendar text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1
BEGIN ATOMIC
SELECT a.time_zone,
       /* a calendar that nobody has made yet has a name all the same: once it is there, it counts */
       coalesce(a.calendar, a.state)
  FROM (SELECT CASE duty_place.side WHEN 'requesting' THEN p.requesting_state WHEN 'requested' THEN p.requested_state END AS state
          FROM @rulebook@.placement p
         WHERE p.case_id = duty_place.case_id AND p.placement_id = duty_place.subject_id
        UNION ALL
        SELECT CASE duty_place.side WHEN 'requesting' THEN m.taken_in_state WHEN 'requested' THEN m.competent_state END
          FROM @rulebook@.urgent_measure m
         WHERE m.case_id = duty_place.case_id AND m.measure_id = duty_place.subject_id) s
  JOIN @rulebook@.authority a ON a.state = s.state
  LEFT JOIN LATERAL (
       SELECT t.authority_id, t.acted_on, t.seq
         FROM @rulebook@.act t
        WHERE t.case_id = duty_place.case_id AND t.procedure = duty_place.procedure
          AND t.subject_id = duty_place.subject_id AND t.side = duty_place.side
          AND t.superseded_at IS NULL
        ORDER BY t.acted_on DESC, t.seq DESC
        LIMIT 1) l ON l.authority_id = a.authority_id
 ORDER BY l.acted_on IS NULL, a.role <> 'central_authority', a.authority_id
 LIMIT 1;
END;
COMMENT ON FUNCTION @rulebook@.duty_place(uuid, text, uuid, text) IS
    'Where a duty of a side lies: time zone and calendar of the authority of its State that acted last for the subject, else of its central authority, else of any of that State. No row where the State has no authority here.';
