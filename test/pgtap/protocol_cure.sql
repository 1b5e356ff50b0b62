/*
 * Acts on acts as the law has them: what may be cured, on which ground, and
 * what never.  The lists below are written by hand from the texts, not from the
 * conditions of the rules, and every rule of the catalog is held against them.
 */
BEGIN;
SELECT plan(89);

CREATE SCHEMA helper;
SET search_path = helper, public;

/* ---- the acts ---- */

SELECT results_eq($$SELECT procedure, act, kind FROM case_rules.procedure_act WHERE kind <> 'act' OR act IN ('annul', 'cure') ORDER BY 1, 2$$,
    $$VALUES ('placement_abroad', 'annul', 'annul'), ('placement_abroad', 'cure', 'cure'),
             ('urgent_measure', 'annul', 'annul'), ('urgent_measure', 'cure', 'cure')$$,
    'each procedure has one act that annuls and one that cures');
SELECT is_empty($$SELECT * FROM case_rules.procedure_transition t JOIN case_rules.procedure_act a USING (procedure, act) WHERE a.kind <> 'act'$$,
    'they lead nowhere');
SELECT results_eq($$SELECT procedure, one_of FROM case_rules.act_field WHERE act = 'cure' AND field = 'ground' AND is_required ORDER BY 1$$,
    $$VALUES ('placement_abroad', '{consent_regularised,child_returned,measure_taken,made_good}'::text[]),
             ('urgent_measure', '{made_good,measure_replaced,child_returned}')$$,
    'a cure states its ground');
SELECT is_empty($$SELECT procedure, act, field FROM case_rules.act_field WHERE act IN ('annul', 'cure') AND field ~ '^(reason|person|second_person|seq)$'$$,
    'reason and persons belong to the account of the act, not to its details');
SELECT is_empty($$SELECT procedure, rule, acts FROM case_rules.rule WHERE acts && '{annul,cure}' AND cardinality(acts) > 1$$,
    'a rule of an act on an act guards nothing else');
SELECT is_empty($$SELECT procedure, rule FROM case_rules.rule WHERE NOT acts && '{annul,cure}' AND concat_ws(' ', condition, applies) ~ 'act\.target_'$$,
    'and only such a rule asks about the act that it is about');

/* ---- what can be made good: told by hand ---- */

CREATE TABLE rule_of AS
    SELECT r.procedure, r.rule, a.act, r.floor
      FROM case_rules.rule r CROSS JOIN unnest(r.acts) a(act)
     WHERE NOT r.acts && '{annul,cure}';

/* rules without discretion (floor bar) that ask for something which may come late; all others of that floor ask for what has to come first */
CREATE TABLE may_come_late (procedure text, rule text, act text, because text);
INSERT INTO may_come_late VALUES
    ('placement_abroad', 'a33_consultation_addressee', 'open_consultation', 'the right authority was asked since; nothing is decided by asking'),
    ('placement_abroad', 'a33_right_addressee', 'transmit_report', 'the report was passed on to the right authority'),
    ('placement_abroad', 'a33_report_transmitted', 'transmit_report', 'the report followed'),
    ('placement_abroad', 'a33_reasons_transmitted', 'transmit_report', 'the reasons followed'),
    ('placement_abroad', 'a33_translation', 'transmit_report', 'the translation followed'),
    ('placement_abroad', 'b2b_central_authority_channel', 'transmit_report', 'the central authority passed it on'),
    ('placement_abroad', 'b2b_request_contents', 'transmit_report', 'the missing part followed'),
    ('placement_abroad', 'b2b_translation', 'transmit_report', 'the translation followed'),
    ('placement_abroad', 'a33_conditions_met', 'decide', 'the consent was there; its condition was met or waived since'),
    ('placement_abroad', 'a33_conditions_met', 'depart', 'the same'),
    ('placement_abroad', 'b2b_conditions_met', 'decide', 'the same'),
    ('placement_abroad', 'b2b_conditions_met', 'depart', 'the same'),
    ('placement_abroad', 'serious_danger_inform', 'depart', 'the other State was told since'),
    ('placement_abroad', 'serious_danger_inform', 'end_placement', 'the same'),
    ('urgent_measure', 'urgent_measure_presence', 'take', 'the reasons were written down since'),
    ('urgent_measure', 'urgent_measure_presence', 'rely_on', 'the same'),
    ('urgent_measure', 'provisional_measure_territorial', 'take', 'the measure was limited to this State since'),
    ('urgent_measure', 'provisional_measure_territorial', 'rely_on', 'the same');
SELECT is_empty('SELECT procedure, rule, act FROM may_come_late EXCEPT SELECT procedure, rule, act FROM rule_of WHERE floor = ''bar''',
    'every line of that list is about a rule that there is, and that no override lets pass');

/*
 * What stands against a cure: everything else about it is in order, so that
 * only ground, act and findings decide.
 */
CREATE FUNCTION against(procedure text, ground text, target_act text, findings text[],
                        facts jsonb DEFAULT '{}', details jsonb DEFAULT '{}') RETURNS text[]
LANGUAGE sql AS $$
    SELECT coalesce(array_agg(e.rule ORDER BY e.rule COLLATE "C") FILTER (WHERE case_rules.stops(e)), '{}')
      FROM case_rules.evaluate($1, 'cure',
               CASE $1 WHEN 'placement_abroad' THEN
                   '{"regime": "hc1996", "decision_in_force": false, "child_missing": false, "conditions_open": 0,
                     "followup_active": true, "followup_provider_agreed": true,
                     "consent_competence_doubtful": false, "consent_authority_role": "competent_authority",
                     "consent_given_on": "2026-03-15", "consent_refused": false, "consent_withdrawn": false}'::jsonb
               ELSE '{"child_present": true, "urgency_reasoned": true, "effect_own_territory": true, "moves_child_abroad": false,
                      "compatible_with_competent_measures": true, "competent_measure_taken": true, "foreign_measure_recognised": false}'
               END || $5,
               '2026-03-20',
               jsonb_strip_nulls(
                   jsonb_build_object('ground', $2, 'document', 'letter 1', 'since', '2026-03-15', 'made_good', $4,
                                      'target_act', $3, 'target_side', 'requesting', 'target_outcome', 'irregular',
                                      'target_findings', $4, 'target_acted_on', '2026-03-10')
                   || CASE $1 WHEN 'placement_abroad' THEN
                          '{"measure_by": "court", "jurisdiction_article": "5", "child_seen_on": "2026-03-16", "other_side_informed": true}'::jsonb
                      ELSE '{}' END
                   || $6)) e
$$;

CREATE TABLE made_good AS
    SELECT r.*, l.rule IS NOT NULL AS late,
           against(r.procedure, 'made_good', r.act, ARRAY[r.rule]) AS stopped_by
      FROM rule_of r LEFT JOIN may_come_late l USING (procedure, rule, act);
SELECT is_empty($$SELECT procedure, rule, act FROM made_good WHERE floor = 'bar' AND NOT late AND stopped_by = '{}'$$,
    'what has to come before the act is not made good after it');
SELECT is_empty($$SELECT procedure, rule, act, stopped_by FROM made_good WHERE (floor < 'bar' OR late) AND stopped_by <> '{}' AND rule NOT IN ('consent_cure_competence', 'a33_extension_needs_consent')$$,
    'what may come late, and what an override could have let pass, is');
SELECT results_eq($$SELECT DISTINCT rule, stopped_by FROM made_good WHERE floor < 'bar' AND stopped_by <> '{}' ORDER BY 1$$,
    $$VALUES ('a33_extension_needs_consent', '{absence_of_consent_not_cured}'::text[]), ('consent_cure_competence', '{cure_only_doubt_of_competence}')$$,
    'except a longer stay than was consented to, and a doubt about who consented, which has a ground of its own');
SELECT cmp_ok(count(*), '>=', 100::bigint, count(*) || ' pairs of rule and act were tried') FROM made_good;
SELECT is_empty($$
    SELECT a.procedure, a.rule, b.rule FROM made_good a JOIN made_good b USING (procedure, act)
     WHERE a.stopped_by = '{}' AND b.stopped_by <> '{}'
       AND against(a.procedure, 'made_good', a.act, ARRAY[a.rule, b.rule]) = '{}'$$,
    'one that cannot be made good is not carried along by one that can');

SELECT is_empty($$SELECT rule, act, n FROM may_come_late CROSS JOIN unnest(ARRAY[1, NULL]) n
    WHERE rule IN ('a33_conditions_met', 'b2b_conditions_met')
      AND against('placement_abroad', 'made_good', act, ARRAY[rule], jsonb_build_object('conditions_open', n)) <> '{conditions_made_good}'$$,
    'a condition is made good once it is met or waived');
SELECT is_empty($$SELECT rule, act, f.key, v FROM may_come_late
    CROSS JOIN (VALUES ('urgent_measure_presence', 'child_present'), ('urgent_measure_presence', 'urgency_reasoned'),
                       ('provisional_measure_territorial', 'effect_own_territory'), ('provisional_measure_territorial', 'compatible_with_competent_measures')) f(of_rule, key)
    CROSS JOIN unnest(ARRAY[false, NULL]) v
    WHERE rule = f.of_rule AND against(procedure, 'made_good', act, ARRAY[rule], jsonb_build_object(f.key, v)) <> '{cure_measure_is_lawful_now}'$$,
    'and a measure once it is what the articles allow');

SELECT is_empty($$SELECT p, g, a, s FROM (VALUES ('placement_abroad', 'depart'), ('placement_abroad', 'decide'), ('urgent_measure', 'take')) v(p, a)
    CROSS JOIN unnest(ARRAY['made_good', 'consent_regularised', 'measure_replaced']) g CROSS JOIN unnest(ARRAY['RU002', 'RU003', 'RU004', 'RU010']) s
    WHERE (p = 'placement_abroad') = (g <> 'measure_replaced') AND NOT against(p, g, a, ARRAY[s]) @> '{cure_not_of_the_order}'$$,
    'an act that has no place in the procedure gets none by a cure');
SELECT is_empty($$SELECT p, g, a FROM unnest(ARRAY['placement_abroad', 'urgent_measure']) p CROSS JOIN unnest(ARRAY['annul', 'cure']) a
    JOIN case_rules.act_field f ON f.procedure = p AND f.act = 'cure' AND f.field = 'ground' CROSS JOIN unnest(f.one_of) g
    WHERE NOT against(p, g, a, '{cure_shown_by_document}') @> '{cure_ground_fits_the_act}'$$,
    'nor is a failed annulment or cure cured');

/* ---- consent: no later one cures the want of it ---- */

CREATE TABLE consent_rule (rule text, act text);
INSERT INTO consent_rule
    SELECT rule, act FROM rule_of
     WHERE procedure = 'placement_abroad' AND floor = 'bar'
       AND rule IN ('a33_consent_given', 'a33_silence_is_not_consent', 'a33_decide_only_after', 'a33_consent_by_competent', 'a33_consent_relied_on',
                    'a33_consent_matches', 'a33_consent_not_expired', 'b2b_consent_before_order', 'silence_not_consent_eu', 'b2b_relative_exempt',
                    'b2b_consent_by_competent', 'b2b_consent_relied_on', 'b2b_decide_only_after', 'b2b_consent_matches', 'b2b_consent_not_expired',
                    'b2b_extension_needs_consent', 'b2b_voluntary_covered', 'b2b_refuse_recognition', 'b2a_consent_given', 'b2a_consent_used_as_given');
SELECT is_empty($$
    SELECT c.rule, c.act, g, m, f FROM consent_rule c
     CROSS JOIN unnest(ARRAY['hc1996', 'brussels_iib', 'brussels_iia', 'none', 'unknown']) m
     CROSS JOIN unnest(ARRAY['consent_regularised', 'made_good']) g
     CROSS JOIN (VALUES (ARRAY[]::text[]), (ARRAY['consent_cure_competence'])) f(also)
     WHERE NOT against('placement_abroad', g, c.act, c.rule || f.also, jsonb_build_object('regime', m))
           && ARRAY['absence_of_consent_not_cured', 'b2b_absence_of_consent_not_cured']$$,
    'under no regime does a later consent cure the want of one, also where a doubt about competence stands beside it');
SELECT is_empty($$SELECT c.rule, c.act, g FROM consent_rule c CROSS JOIN unnest(ARRAY['child_returned', 'measure_taken']) g
    WHERE c.act IN ('depart', 'arrive') AND against('placement_abroad', g, c.act, ARRAY[c.rule]) <> '{}'$$,
    'a return, or a measure of the State where the child is, does');
SELECT is_empty($$SELECT r.rule, r.act, g FROM rule_of r CROSS JOIN unnest(ARRAY['child_returned', 'measure_taken']) g
    WHERE r.procedure = 'placement_abroad' AND r.act NOT IN ('depart', 'arrive')
      AND NOT against('placement_abroad', g, r.act, ARRAY[r.rule]) @> '{cure_ground_fits_the_act}'$$,
    'but it makes no consent and no decision lawful');

/* ---- consent: a doubt about who gave it is settled ---- */

SELECT is_empty($$SELECT a, m FROM unnest(ARRAY['decide', 'depart']) a CROSS JOIN unnest(ARRAY['hc1996', 'brussels_iib', 'brussels_iia', 'none', 'unknown']) m
    WHERE against('placement_abroad', 'consent_regularised', a, '{consent_cure_competence}', jsonb_build_object('regime', m)) <> '{}'$$,
    'a decision on a doubted consent is cured when the right authority has confirmed, and so is the departure');
SELECT set_eq($$SELECT r FROM unnest(ARRAY['competent_authority', 'central_authority', 'institution', 'carer', 'other']) r
    WHERE against('placement_abroad', 'consent_regularised', 'decide', '{consent_cure_competence}', jsonb_build_object('consent_authority_role', r)) = '{}'$$,
    ARRAY['competent_authority', 'central_authority'], 'by an authority governed by public law, not by the institution');
SELECT set_eq($$SELECT f.key FROM jsonb_each('{"consent_competence_doubtful": true, "consent_refused": true, "consent_withdrawn": true}') f
    WHERE against('placement_abroad', 'consent_regularised', 'decide', '{consent_cure_competence}', jsonb_build_object(f.key, f.value)) = '{cure_by_competent_authority}'$$,
    ARRAY['consent_competence_doubtful', 'consent_refused', 'consent_withdrawn'], 'not while the doubt stands, and not by a consent that is refused or withdrawn since');
SELECT set_eq($$SELECT f FROM unnest(ARRAY['consent_competence_doubtful', 'consent_authority_role', 'consent_refused', 'consent_withdrawn']) f
    WHERE against('placement_abroad', 'consent_regularised', 'decide', '{consent_cure_competence}', jsonb_build_object(f, NULL)) = '{cure_by_competent_authority}'$$,
    ARRAY['consent_competence_doubtful', 'consent_authority_role', 'consent_refused', 'consent_withdrawn'], 'nor on what nobody knows');
SELECT is_empty($$SELECT rule, act FROM rule_of WHERE procedure = 'placement_abroad' AND rule <> 'consent_cure_competence'
    AND against('placement_abroad', 'consent_regularised', act, ARRAY[rule]) = '{}'$$,
    'it cures nothing where no doubt about competence was found');
SELECT is(against('placement_abroad', 'consent_regularised', 'depart', '{consent_cure_competence,file_follows_child}', '{}', '{"made_good": ["file_follows_child"]}'), '{}',
    'what else may be made good is named beside it');
SELECT is(against('placement_abroad', 'consent_regularised', 'depart', '{consent_cure_competence,file_follows_child}', '{}', '{"made_good": null}'),
    '{cure_names_each_finding}', 'or stands in the way');

/* ---- every cure: document, day, names ---- */

CREATE TABLE good_cure (procedure text, ground text, target_act text, findings text[]);
INSERT INTO good_cure VALUES
    ('placement_abroad', 'consent_regularised', 'decide', '{consent_cure_competence}'),
    ('placement_abroad', 'child_returned', 'depart', '{a33_consent_given,a33_no_departure_before_decision,carer_approved}'),
    ('placement_abroad', 'child_returned', 'arrive', '{a33_no_departure_before_decision}'),
    ('placement_abroad', 'measure_taken', 'depart', '{b2b_consent_before_order}'),
    ('placement_abroad', 'measure_taken', 'arrive', '{a33_no_departure_before_decision}'),
    ('placement_abroad', 'made_good', 'depart', '{file_follows_child,person_of_trust_offered}'),
    ('placement_abroad', 'made_good', 'report_missing', '{missing_child_alert}'),
    ('placement_abroad', 'made_good', 'end_placement', '{closure_supervisor_approval,serious_danger_inform}'),
    ('urgent_measure', 'made_good', 'take', '{urgent_measure_presence}'),
    ('urgent_measure', 'measure_replaced', 'take', '{a33_not_bypassed_by_urgency,wrongful_removal_keeps_jurisdiction}'),
    ('urgent_measure', 'child_returned', 'take', '{a33_not_bypassed_by_urgency}'),
    ('urgent_measure', 'made_good', 'lapse', '{protection_without_gap}');
SELECT set_eq('SELECT DISTINCT procedure, ground FROM good_cure',
    $$SELECT procedure, unnest(one_of) FROM case_rules.act_field WHERE act = 'cure' AND field = 'ground'$$, 'every ground is tried');
SELECT is_empty($$SELECT *, against(procedure, ground, target_act, findings) FROM good_cure WHERE against(procedure, ground, target_act, findings) <> '{}'$$,
    'each of these is a good cure');
SELECT is_empty($$SELECT g.procedure, g.ground, d FROM good_cure g CROSS JOIN unnest(ARRAY[NULL, '', '  ']) d
    WHERE against(g.procedure, g.ground, g.target_act, g.findings, '{}', jsonb_build_object('document', d)) <> '{cure_shown_by_document}'$$,
    'no longer without a document');
SELECT is_empty($$SELECT g.procedure, g.ground, d FROM good_cure g CROSS JOIN unnest(ARRAY[NULL, '2026-03-09', '2026-03-21']) d
    WHERE NOT against(g.procedure, g.ground, g.target_act, g.findings, '{}', jsonb_build_object('since', d)) @> '{cure_after_the_act}'$$,
    'nor without a day between the act and the cure');
SELECT is_empty($$SELECT g.procedure, g.ground, d FROM good_cure g CROSS JOIN unnest(ARRAY['2026-03-10', '2026-03-20']) d
    WHERE against(g.procedure, g.ground, g.target_act, g.findings, '{}', jsonb_build_object('since', d, 'child_seen_on', CASE g.procedure WHEN 'placement_abroad' THEN '2026-03-20' END)) <> '{}'$$,
    'the day of the act and that of the cure will do');
SELECT is_empty($$SELECT g.procedure, g.ground, f FROM good_cure g CROSS JOIN unnest(g.findings) f
    WHERE g.ground = 'made_good' AND against(g.procedure, g.ground, g.target_act, g.findings, '{}',
                                             jsonb_build_object('made_good', array_remove(g.findings, f))) <> '{cure_names_each_finding}'$$,
    'what is made good is named, finding by finding');
SELECT is_empty($$SELECT procedure, ground FROM good_cure
    WHERE against(procedure, ground, target_act, findings, '{}',
                  '{"target_act": null, "target_side": null, "target_outcome": null, "target_findings": null, "target_acted_on": null}') = '{}'$$,
    'and about an act of which nothing is known, nothing is cured');

/* ---- a return, a measure ---- */

SELECT set_eq($$SELECT f.key, against('placement_abroad', 'child_returned', 'depart', '{a33_consent_given}', jsonb_build_object(f.key, f.value))
    FROM jsonb_each('{"decision_in_force": true, "child_missing": true, "followup_active": false}') f$$,
    $$VALUES ('decision_in_force', '{cure_child_is_back}'::text[]), ('child_missing', '{cure_child_is_back}'), ('followup_active', '{}')$$,
    'a child is back when no placement runs and the child is not missing');
SELECT set_eq($$SELECT b, against('placement_abroad', 'measure_taken', 'arrive', '{a33_no_departure_before_decision}', '{}', jsonb_build_object('measure_by', b))
    FROM unnest(ARRAY['court', 'administrative_authority', 'institution', 'carer', 'other', NULL]) b$$,
    $$VALUES ('court', '{}'::text[]), ('administrative_authority', '{}'), ('institution', '{cure_measure_by_authority}'),
             ('carer', '{cure_measure_by_authority}'), ('other', '{cure_measure_by_authority}'), (NULL, '{cure_measure_by_authority}')$$,
    'a measure is one of an authority');
SELECT set_eq($$SELECT a FROM unnest(ARRAY['5', '6', '7', '8', '9', '10', '11', '12']) a
    WHERE against('placement_abroad', 'measure_taken', 'arrive', '{a33_no_departure_before_decision}', '{}', jsonb_build_object('jurisdiction_article', a)) = '{}'$$,
    ARRAY['5', '6', '8', '9', '11', '12'], 'that has jurisdiction where the child is');
SELECT results_eq($$SELECT a, e.verdict::text, e.severity::text
    FROM unnest(ARRAY['5', '11', '12']) a CROSS JOIN LATERAL case_rules.evaluate('placement_abroad', 'cure', '{"regime": "hc1996"}', '2026-03-20',
         jsonb_build_object('ground', 'measure_taken', 'jurisdiction_article', a)) e WHERE e.rule = 'cure_measure_lasts' ORDER BY a COLLATE "C"$$,
    $$VALUES ('11', 'violated', 'warn'), ('12', 'violated', 'warn'), ('5', 'satisfied', 'warn')$$, 'one that will lapse is taken with a warning');
SELECT is(against('placement_abroad', 'measure_taken', 'arrive', '{a33_no_departure_before_decision}', '{"followup_active": false}'), '{cure_follow_up_arranged}',
    'a child who stays is followed up');
SELECT is_empty($$SELECT g, d FROM unnest(ARRAY['child_returned', 'measure_taken']) g CROSS JOIN unnest(ARRAY[NULL, '2026-03-14', '2026-03-21']) d
    WHERE against('placement_abroad', g, 'depart', '{a33_consent_given}', '{}', jsonb_build_object('child_seen_on', d)) <> '{cure_child_seen}'$$,
    'and seen, since and not in the future');
SELECT set_eq($$SELECT DISTINCT g, against('urgent_measure', g, 'take', '{a33_not_bypassed_by_urgency}', f)
    FROM (VALUES ('measure_replaced', '{"competent_measure_taken": false}'::jsonb), ('child_returned', '{"moves_child_abroad": true}'), ('child_returned', '{"child_present": null}')) v(g, f)$$,
    $$VALUES ('measure_replaced', '{cure_measure_replaced}'::text[]), ('child_returned', '{cure_child_is_back}')$$,
    'a measure that sent a child abroad is cured by the return or by the competent authority, in fact');

/* ---- annulments ---- */

CREATE FUNCTION against_annulment(procedure text, target_act text, facts jsonb, details jsonb) RETURNS text[]
LANGUAGE sql AS $$
    SELECT coalesce(array_agg(e.rule || ' ' || e.severity ORDER BY e.rule COLLATE "C") FILTER (WHERE e.verdict IN ('violated', 'unknown')), '{}')
      FROM case_rules.evaluate($1, 'annul', $3, '2026-03-20', jsonb_build_object('target_act', $2, 'target_side', 'requesting', 'target_outcome', 'permitted',
                                                                                'target_findings', '[]'::jsonb, 'target_acted_on', '2026-03-10') || $4) e
$$;
SELECT set_eq($$SELECT act FROM case_rules.procedure_act WHERE procedure = 'placement_abroad' AND kind = 'act'
    AND against_annulment('placement_abroad', act, '{"decision_in_force": true}', '{}') && '{annul_of_a_move override,annul_of_protection override}'$$,
    ARRAY['depart', 'arrive', 'end_placement', 'refuse', 'transcribe_refusal', 'doubt_consent', 'withdraw_consent', 'transcribe_withdrawal', 'report_missing', 'report_danger'],
    'a journey and what protects a child are not annulled on somebody''s word');
SELECT set_eq($$SELECT m FROM unnest(ARRAY['recorded_twice', 'wrong_subject', 'wrong_day', 'wrong_content', 'never_happened']) m
    WHERE against_annulment('placement_abroad', 'depart', '{}', jsonb_build_object('cause', m, 'document', 'note 1')) = '{}'$$,
    ARRAY['recorded_twice', 'wrong_subject', 'never_happened'], 'a journey that took place on another day is corrected');
SELECT set_eq($$SELECT o, c FROM unnest(ARRAY['permitted', 'cured', 'barred']) o
    CROSS JOIN unnest(ARRAY['recorded_twice', 'wrong_subject', 'wrong_day', 'wrong_content', 'never_happened', 'set_aside', NULL]) c
    WHERE against_annulment('placement_abroad', 'decide', '{}', jsonb_strip_nulls(jsonb_build_object('cause', c, 'document', 'order 1')) || jsonb_build_object('target_outcome', o))
          && '{annul_of_a_decision override}'$$,
    $$VALUES ('permitted', 'set_aside'), ('cured', 'set_aside'), ('permitted', NULL), ('cured', NULL), ('barred', NULL)$$,
    'a decision that stands is given up, not set aside; one that is barred may be');
SELECT set_eq($$SELECT act FROM case_rules.procedure_act WHERE procedure = 'placement_abroad' AND kind = 'act'
    AND against_annulment('placement_abroad', act, '{"decision_in_force": true}', '{}') @> '{annul_of_relied_consent warn}'$$,
    ARRAY['consent', 'consent_with_conditions', 'transcribe_consent', 'regularise_consent', 'extend_consent', 'transcribe_extension', 'obtain_assurance'],
    'a consent is annulled with a warning where a decision stands');

/* ---- duties of what was irregular ---- */

SELECT is_empty($$SELECT d.procedure, d.duty, s FROM case_rules.duty_rule d CROSS JOIN unnest(d.started_by) s
    JOIN case_rules.procedure_act a ON a.procedure = d.procedure AND a.act = s WHERE d.of_irregular AND NOT a.is_factual$$,
    'they start with acts that tell a fact in the world');
SELECT is_empty($$SELECT d.procedure, d.duty, x FROM case_rules.duty_rule d CROSS JOIN unnest(d.fulfilled_by || ARRAY(SELECT 'act:' || e FROM unnest(d.started_by || d.suspended_by || d.resumed_by || d.ended_by) e)) x
    WHERE x NOT IN ('visit', 'review', 'transition_plan', 'home_study', 'notice', 'cure')
      AND NOT EXISTS (SELECT FROM case_rules.procedure_act a WHERE a.procedure = d.procedure AND x = 'act:' || a.act)$$,
    'every duty names acts and sources that there are');
SELECT set_eq($$SELECT DISTINCT s FROM case_rules.duty_rule d CROSS JOIN unnest(d.started_by) s WHERE d.of_irregular AND d.procedure = 'placement_abroad'$$,
    ARRAY['depart', 'arrive', 'end_placement'], 'a child who left, arrived or came back against the rules is not left alone');
SELECT is_empty($$SELECT procedure, duty FROM case_rules.duty_rule WHERE of_irregular AND basis <> 'policy'$$,
    'and no text is claimed for their lengths');

/* ---- told: a child who left without consent, a consent that was doubted ---- */

/* in a casework schema, with the rules of consent, one lesser rule and all those of annulment and cure */
SET LOCAL case_rules.warnings = off;
DELETE FROM case_rules.rule_case;
DELETE FROM case_rules.rule
 WHERE NOT acts && '{annul,cure}'
   AND rule NOT IN ('a33_consent_given', 'a33_no_departure_before_decision', 'consent_cure_competence', 'file_follows_child');
SELECT case_rules.create_casework('told') \g /dev/null
SET search_path = told, helper, public;
INSERT INTO authority (authority_id, state, name, role, public_law, time_zone) VALUES
    ('a1000000-0000-4000-8000-000000000001', 'GB', 'Example Court', 'court', true, 'Europe/London'),
    ('a1000000-0000-4000-8000-000000000002', 'IE', 'Example Central Authority', 'central_authority', true, 'Europe/Dublin');
INSERT INTO case_file (case_id, opened_on) VALUES ('c1000000-0000-4000-8000-000000000001', '2025-05-01');
INSERT INTO child (case_id, child_id, birth_date)
VALUES ('c1000000-0000-4000-8000-000000000001', 'd1000000-0000-4000-8000-000000000001', '2016');
INSERT INTO placement (case_id, placement_id, child_id, requesting_state, requested_state)
SELECT 'c1000000-0000-4000-8000-000000000001', ('f1000000-0000-4000-8000-00000000000' || n)::uuid,
       'd1000000-0000-4000-8000-000000000001', 'GB', 'IE'
  FROM generate_series(1, 3) n;
INSERT INTO placement_plan (case_id, placement_id, planned_on, care_kind)
SELECT case_id, placement_id, '2026-01-01', 'foster' FROM placement;

/* an act of placement n; of a refusal the SQLSTATE and the rules that stand against the act */
CREATE FUNCTION helper.told(n integer, act text, day date, office integer, details jsonb DEFAULT '{}',
                            irregular jsonb DEFAULT NULL, amends jsonb DEFAULT NULL) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    answer text;
    said text;
    number bigint;
BEGIN
    INSERT INTO told.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details, irregular, amends)
    VALUES ('c1000000-0000-4000-8000-000000000001', 'placement_abroad', ('f1000000-0000-4000-8000-00000000000' || n)::uuid,
            told.act, day, ('a1000000-0000-4000-8000-00000000000' || office)::uuid, 'Example Worker', details, irregular, amends)
    RETURNING seq INTO number;
    RETURN (SELECT a.to_state FROM told.act a WHERE a.seq = number);
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS answer = RETURNED_SQLSTATE, said = PG_EXCEPTION_DETAIL;
    RETURN concat_ws(' ', answer, (SELECT string_agg(f ->> 'rule', ' ' ORDER BY f ->> 'rule' COLLATE "C")
                                     FROM jsonb_array_elements(CASE WHEN said LIKE '{%' THEN said::jsonb -> 'findings' ELSE '[]' END) f
                                    WHERE f ->> 'severity' <> 'warn'));
END $$;
CREATE FUNCTION helper.about(n integer, act text) RETURNS jsonb LANGUAGE sql AS $$
    SELECT jsonb_build_object('seq', max(a.seq), 'reason', 'example', 'second_person', 'Example Supervisor')
      FROM told.act a WHERE a.subject_id = ('f1000000-0000-4000-8000-00000000000' || n)::uuid AND a.act = about.act
$$;
CREATE FUNCTION helper.stands(n integer) RETURNS text LANGUAGE sql AS $$
    SELECT coalesce(string_agg(concat_ws(' ', a.act, a.outcome, a.to_state), ', ' ORDER BY a.acted_on, a.seq), '')
      FROM told.act a WHERE a.subject_id = ('f1000000-0000-4000-8000-00000000000' || n)::uuid AND a.superseded_at IS NULL
       AND a.act IN ('decide', 'depart', 'arrive', 'end_placement')
$$;
CREATE FUNCTION helper.open_against(n integer) RETURNS text LANGUAGE sql AS $$
    SELECT coalesce(string_agg(i.act || ' ' || i.rules::text, ', ' ORDER BY i.seq), '')
      FROM told.irregular_act i WHERE i.subject_id = ('f1000000-0000-4000-8000-00000000000' || n)::uuid
$$;
SELECT told(n, 'contemplate', '2026-01-05', 1, '{"regime": "hc1996", "jurisdiction_article": "5"}'),
       told(n, 'open_consultation', '2026-01-06', 1, '{"addressee_role": "central_authority"}'),
       told(n, 'transmit_report', '2026-01-07', 1), told(n, 'acknowledge', '2026-01-08', 2)
  FROM generate_series(1, 3) n \g /dev/null

/* the child who left without consent */
SELECT is(told(1, 'depart', '2026-03-10', 1), 'RU001 a33_consent_given a33_no_departure_before_decision file_follows_child',
    'a child does not leave without consent');
SELECT is(told(1, 'depart', '2026-03-10', 1, '{}', '{"reason": "taken along by a relative", "person": "Example Worker", "second_person": "Example Supervisor"}'),
    'departed', 'but one who has left has left');
SELECT is(open_against(1), 'depart {a33_consent_given,a33_no_departure_before_decision,file_follows_child}', 'and what stands against it is on record');
SELECT set_eq($$SELECT duty FROM told.duty_status WHERE duty LIKE 'irregular%' OR duty = 'cure'$$,
    ARRAY['cure', 'irregular_departure_notice', 'irregular_whereabouts', 'irregular_plan'],
    'the other State is told, the child is looked for, a plan is made, the matter is put right');
SELECT is(told(1, 'arrive', '2026-03-11', 2), 'arrived', 'the child arrives');
SELECT results_eq($$SELECT status FROM told.duty_status WHERE duty = 'irregular_whereabouts'$$, ARRAY['met'], 'so it is known where the child is');
SELECT is(told(1, 'cure', '2026-03-20', 1, '{"ground": "consent_regularised", "document": "letter 1", "since": "2026-03-15", "made_good": ["a33_consent_given", "a33_no_departure_before_decision", "file_follows_child"]}', NULL, about(1, 'depart')),
    'RU001 a33_not_made_good absence_of_consent_not_cured cure_by_competent_authority cure_only_doubt_of_competence',
    'what was never consented to is not regularised');
SELECT is(told(1, 'cure', '2026-03-20', 2, '{"ground": "made_good", "document": "letter 1", "since": "2026-03-15", "made_good": ["a33_consent_given", "a33_no_departure_before_decision", "file_follows_child"]}', NULL, about(1, 'depart')),
    'RU001 a33_not_made_good absence_of_consent_not_cured', 'nor made good, whichever side says so');
SELECT is(told(1, 'cure', '2026-03-20', 1, '{"ground": "measure_taken", "document": "letter 1", "since": "2026-03-15", "measure_by": "institution", "jurisdiction_article": "5", "child_seen_on": "2026-03-16"}', NULL, about(1, 'depart')),
    'RU001 cure_follow_up_arranged cure_measure_by_authority', 'that a home keeps the child is no measure');
SELECT is(told(1, 'cure', '2026-03-20', 1, '{"ground": "child_returned", "document": "report 1", "since": "2026-03-15", "child_seen_on": "2026-03-16"}', NULL, about(1, 'depart')),
    'RU001 cure_child_is_back', 'nobody is back while the placement goes on');
SELECT is(told(1, 'end_placement', '2026-03-15', 1, '{"reason": "reunified"}'), 'ended', 'the child comes back');
SELECT is(told(1, 'cure', '2026-03-20', 1, '{"ground": "child_returned", "since": "2026-03-15", "child_seen_on": "2026-03-16"}', NULL, about(1, 'depart')),
    'RU001 cure_shown_by_document', 'which is shown by a document');
SELECT is(told(1, 'cure', '2026-03-20', 1, '{"ground": "child_returned", "document": "report 1", "since": "2026-03-15"}', NULL, about(1, 'depart')),
    'RU009 cure_child_seen', 'and by somebody who has seen the child');
SELECT is(told(1, 'cure', '2026-03-20', 1, '{"ground": "child_returned", "document": "report 1", "since": "2026-03-15", "child_seen_on": "2026-03-16"}', NULL, about(1, 'depart')),
    'ended', 'then the departure is cured');
SELECT is(told(1, 'cure', '2026-03-20', 1, '{"ground": "child_returned", "document": "report 1", "since": "2026-03-15", "child_seen_on": "2026-03-16"}', NULL, about(1, 'arrive')),
    'ended', 'and the arrival');
SELECT is(stands(1), 'depart cured departed, arrive cured arrived, end_placement permitted ended', 'the journey stands, as what it was');
SELECT is(open_against(1), '', 'and nothing is open');

/* the consent that was doubted: C-92/12 PPU */
SELECT is(told(2, 'consent', '2026-02-01', 2, '{"given_by": "competent_authority", "document": "letter 2"}'), 'consented', 'consented to');
SELECT is(told(2, 'decide', '2026-02-05', 1, '{"reasons": "example"}'), 'decided', 'decided');
SELECT is(told(2, 'depart', '2026-02-10', 1, '{}', '{"reason": "the file was late", "person": "Example Worker", "second_person": "Example Supervisor"}'), 'departed', 'the child has left');
SELECT is(told(2, 'doubt_consent', '2026-02-03', 1, '{"reasons": "was it the right authority?"}'), 'consent_doubtful', 'a doubt of an earlier day comes late');
SELECT is(stands(2), 'decide barred consent_doubtful, depart irregular departed', 'it bars the decision; the child is where the child is');
SELECT is(told(2, 'cure', '2026-02-20', 1, '{"ground": "consent_regularised", "document": "letter 3", "since": "2026-02-18"}', NULL, about(2, 'decide')),
    'RU001 cure_by_competent_authority', 'the placing side does not settle the doubt by itself');
SELECT is(told(2, 'regularise_consent', '2026-02-18', 1, '{"given_by": "competent_authority", "document": "letter 3"}'), 'RU003', 'nor confirm for the other');
SELECT is(told(2, 'regularise_consent', '2026-02-18', 2, '{"given_by": "competent_authority", "document": "letter 3"}'), 'departed', 'the competent authority does');
SELECT is(told(2, 'cure', '2026-02-20', 1, '{"ground": "consent_regularised", "document": "letter 3", "since": "2026-02-18"}', NULL, about(2, 'decide')), 'departed', 'the decision is cured');
SELECT is(open_against(2), 'depart {consent_cure_competence,file_follows_child}', 'so a decision stands behind the departure, which still went on a doubted consent');
SELECT is(told(2, 'cure', '2026-02-20', 1, '{"ground": "consent_regularised", "document": "letter 3", "since": "2026-02-18", "made_good": ["file_follows_child"]}', NULL, about(2, 'depart')), 'departed', 'that is cured as well');
SELECT is(stands(2), 'decide cured decided, depart cured departed', 'both count from their own day');
SELECT is(told(2, 'annul', '2026-02-25', 2, '{"cause": "wrong_subject"}', NULL, about(2, 'consent')), 'departed', 'a consent of a sibling, written down for this child, is annulled');
SELECT results_eq($$SELECT rule, verdict::text, severity::text FROM told.act_finding WHERE act = 'annul'$$,
    $$VALUES ('annul_of_relied_consent', 'violated', 'warn')$$, 'with the warning that the child has left');
SELECT is(stands(2), 'decide barred received, depart irregular departed', 'and everything that rests on it falls');
SELECT matches(open_against(2), '^decide [{]a33_consent_given,consent_cure_competence[}], depart [{]a33_consent_given,a33_no_departure_before_decision,',
    'what was cured as a doubt is want of consent now, and open again');
SELECT results_eq($$SELECT DISTINCT 'absence_of_consent_not_cured' = ANY (rules) FROM told.irregular_act WHERE act = 'cure'$$, ARRAY[true],
    'and the cures fall with it');

SELECT is(told(2, 'annul', '2026-02-26', 1, '{"cause": "set_aside"}', NULL, about(2, 'decide')), 'RU009 annul_of_a_decision', 'that the decision was set aside is shown by a document');
SELECT is(told(2, 'annul', '2026-02-26', 1, '{"cause": "set_aside", "document": "order 2"}', NULL, about(2, 'decide')), 'departed', 'then it is taken away');
SELECT is(stands(2), 'depart irregular departed', 'and the child is still where the child is');

/* a journey that is annulled */
SELECT is(told(3, 'depart', '2026-03-10', 1, '{}', '{"reason": "example", "person": "Example Worker", "second_person": "Example Supervisor"}'), 'departed', 'recorded for the wrong child');
SELECT is(told(3, 'annul', '2026-03-12', 1, '{"cause": "wrong_day"}', NULL, about(3, 'depart')), 'RU009 annul_of_a_move', 'a journey is not annulled for its day');
SELECT is(told(3, 'annul', '2026-03-12', 1, '{"cause": "wrong_subject", "document": "note 1"}', NULL, about(3, 'depart')), 'received', 'it was the sibling who left; this child is where the child was');
SELECT is(open_against(3), '', 'nothing stands against this child''s placement');

SELECT * FROM finish();
ROLLBACK;
