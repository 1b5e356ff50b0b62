/*
 * common.sql: what the contestants share that judge acts.
 */

/*
 * The rules that guard "decide" under the Hague Convention, in the order in
 * which the hand-written triggers number them.  When the law of the release
 * changes they have to follow; compare.sql insists on it.
 */
CREATE FUNCTION bench.rules() RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY[
    'a33_applicable', 'a33_conditions_met', 'a33_consent_given', 'a33_consent_matches', 'a33_consent_not_expired',
    'a33_consent_relied_on', 'a33_consulted_first', 'a33_costs_agreed', 'a33_decide_only_after', 'a33_not_bypassed_by_urgency',
    'a33_parent_outside', 'a33_reasons_transmitted', 'a33_relative_placement_characterised', 'a33_report_transmitted',
    'a33_silence_is_not_consent', 'adoption_not_by_this_procedure', 'assessment_not_status_based', 'bia_before_decision',
    'bia_current', 'bia_elements_complete', 'bia_qualified_assessor', 'bia_supervisor_review', 'care_options_considered',
    'carer_approved', 'carer_household_checked', 'carer_relationship_verified', 'child_heard', 'child_is_minor',
    'child_seen_in_person', 'consent_cure_competence', 'consent_known_when_decided', 'cultural_continuity',
    'decision_reasoned_in_writing', 'family_capacity_assessed', 'followup_before_start', 'guardian_before_major_decision',
    'home_country_information_used', 'individual_decision', 'jurisdiction_basis_recorded', 'kin_abroad_considered',
    'legal_responsibility_held', 'no_detention_for_status', 'not_with_unrelated_adults', 'objection_window_open',
    'parental_responsibility_holder_heard', 'person_of_reference_appointed', 'poverty_not_sole_ground', 'provider_authorised',
    'recognition_ground_f', 'recognition_grounds_scan', 'residential_last_and_temporary', 'siblings_contact_plan',
    'siblings_together', 'transfer_of_jurisdiction_considered', 'under_three_family_based', 'views_weight_recorded'];

CREATE FUNCTION bench.verdict(ok boolean) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE ok WHEN true THEN 'satisfied' WHEN false THEN 'violated' ELSE 'unknown' END;
CREATE FUNCTION bench.verdict(applies boolean, ok boolean) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN NOT applies THEN 'not_applicable' ELSE CASE ok WHEN true THEN 'satisfied' WHEN false THEN 'violated' ELSE 'unknown' END END;

/* the slow path of the hand-written triggers: what stands against the act, overrides counted */
CREATE FUNCTION bench.stops(case_id uuid, subject_id uuid, acted_on date, verdicts text[]) RETURNS text[]
LANGUAGE sql STABLE
BEGIN ATOMIC
SELECT coalesce(array_agg(f.rule), '{}')
  FROM unnest(bench.rules(), verdicts) AS f(rule, verdict)
  JOIN case_rules.rule r ON r.procedure = 'placement_abroad' AND r.rule = f.rule AND r.in_force @> stops.acted_on
 WHERE (f.verdict = 'violated' AND r.severity >= 'override' OR f.verdict = 'unknown' AND r.on_unknown >= 'override')
   AND r.mode = 'enforced'
   AND NOT (CASE f.verdict WHEN 'violated' THEN r.severity ELSE r.on_unknown END = 'override'
            AND EXISTS (SELECT FROM casework.override o
                         WHERE o.case_id = stops.case_id AND o.procedure = 'placement_abroad' AND o.subject_id = stops.subject_id
                           AND o.act = 'decide' AND o.rule = f.rule AND stops.acted_on BETWEEN o.granted_on AND o.expires_on));
END;
CREATE FUNCTION bench.findings(verdicts text[]) RETURNS jsonb
LANGUAGE sql STABLE
BEGIN ATOMIC
SELECT jsonb_build_object('findings', jsonb_agg(jsonb_build_object('rule', f.rule, 'verdict', f.verdict)))
  FROM unnest(bench.rules(), verdicts) AS f(rule, verdict)
 WHERE f.verdict IN ('violated', 'unknown');
END;

/* the same row without a guard */
CREATE SCHEMA bench_plain;
CREATE TABLE bench_plain.act (LIKE casework.act INCLUDING ALL,
    FOREIGN KEY (authority_id) REFERENCES casework.authority,
    FOREIGN KEY (case_id) REFERENCES casework.case_file);

/* the facts that the gate fetches, and the tables that this reads */
CREATE FUNCTION bench.gate_facts() RETURNS text[]
LANGUAGE sql STABLE
RETURN (SELECT array_agg(f.fact ORDER BY f.fact)
          FROM case_rules.fact f
         WHERE f.procedure = 'placement_abroad'
           AND EXISTS (SELECT FROM case_rules.rule r
                        WHERE r.procedure = f.procedure AND 'decide' = ANY (r.acts)
                          AND (r.condition ~ ('\m' || f.fact || '\M') OR r.applies ~ ('\m' || f.fact || '\M') OR f.fact = 'regime')));
CREATE FUNCTION bench.fact_tables() RETURNS text[]
LANGUAGE plpgsql
AS $$
DECLARE
    line text;
    found text[] := '{}';
BEGIN
    FOR line IN EXECUTE format('EXPLAIN (COSTS off) SELECT %s FROM casework.placement_facts(''00000000-0000-0000-0000-000000000001''::uuid, ''00000000-0000-0000-0000-000000000002''::uuid, ''2026-03-10''::date, NULL, 7) f',
                               (SELECT string_agg('f.' || quote_ident(fact), ', ') FROM unnest(bench.gate_facts()) fact)) LOOP
        line := substring(line FROM ' on ([a-z_]+)( [a-z_0-9]+)?$');
        IF line IS NOT NULL AND to_regclass('casework.' || line) IS NOT NULL THEN
            found := found || line;
        END IF;
    END LOOP;
    RETURN ARRAY(SELECT DISTINCT x FROM unnest(found) x ORDER BY x);
END
$$;
