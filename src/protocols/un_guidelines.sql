/*
 * protocols/un_guidelines: rules that rest on the Guidelines for the
 * Alternative Care of Children (A/RES/64/142), in the order of their
 * paragraphs.
 *
 * The Guidelines mostly say "should".  A rule that rests on such a paragraph
 * can be overridden with a reason and a second person (basis "should"); one
 * that bars all the same says that it is declared policy (basis "policy"),
 * and a setting may then lower it to an override.  Only para 105 speaks of
 * what agencies "must" have.
 */

/* ---- paras 15, 17, 19: general principles ---- */

/*
 * Poverty alone never justifies taking a child out of the family: it calls
 * for support. The text says "should never".
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'poverty_not_sole_ground', '{decide}', NULL,
     NULL,
     $$NOT placement_grounds <@ ARRAY['poverty']$$,
     '{}', 'override', 'override', 'warn', 'should', 'treaty', 'requesting',
     'UN Guidelines para 15', 'E',
     'Poverty is the only recorded ground for the placement.',
     'Record the other grounds, or support the family instead.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'poverty_not_sole_ground', 1, 'decide', '2026-03-10',
     '{"placement_grounds": ["neglect", "poverty"]}', '{}',
     'satisfied', 'another ground beside poverty'),
    ('placement_abroad', 'poverty_not_sole_ground', 2, 'decide', '2026-03-10',
     '{"placement_grounds": ["poverty"]}', '{}',
     'violated', 'poverty only'),
    ('placement_abroad', 'poverty_not_sole_ground', 3, 'decide', '2026-03-10',
     '{}', '{}',
     'unknown', 'no grounds recorded');

/*
 * Siblings with existing bonds stay together unless there is a clear risk or
 * another reason in the interests of each. Nobody can say so before it is
 * known which siblings there are.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'siblings_together', '{decide,depart}', NULL,
     NULL,
     $$siblings_checked AND (NOT siblings_separated OR siblings_separation_reasoned)$$,
     '{}', 'override', 'override', 'warn', 'should', 'treaty', 'requesting',
     'UN Guidelines para 17; GC 6 para 40', 'B',
     'The placement separates siblings without reasons, or nobody has checked which siblings there are.',
     'Record the siblings and where they live; plan one placement, or record for this child why not.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'siblings_together', 1, 'decide', '2026-03-10',
     '{"siblings_checked": true, "siblings_separated": false}', '{}',
     'satisfied', 'together, or no siblings'),
    ('placement_abroad', 'siblings_together', 2, 'decide', '2026-03-10',
     '{"siblings_checked": true, "siblings_separated": true, "siblings_separation_reasoned": true}', '{}',
     'satisfied', 'apart for a reason'),
    ('placement_abroad', 'siblings_together', 3, 'decide', '2026-03-10',
     '{"siblings_checked": true, "siblings_separated": true, "siblings_separation_reasoned": false}', '{}',
     'violated', 'apart without a reason'),
    ('placement_abroad', 'siblings_together', 4, 'decide', '2026-03-10',
     '{"siblings_separated": false}', '{}',
     'unknown', 'the list of siblings was not checked');

/*
 * Where siblings must part, they keep contact. Declared policy: without a
 * plan for contact siblings are not separated.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'siblings_contact_plan', '{decide,depart}', NULL,
     $$siblings_separated$$,
     $$sibling_contact_plan$$,
     '{}', 'bar', 'bar', 'override', 'policy', 'treaty', 'requesting',
     'UN Guidelines para 17; CRC art 8', 'B',
     'Siblings are separated without a plan for contact.',
     'Make the contact plan with the children and record it.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'siblings_contact_plan', 1, 'decide', '2026-03-10',
     '{"siblings_separated": true, "sibling_contact_plan": true}', '{}',
     'satisfied', 'planned'),
    ('placement_abroad', 'siblings_contact_plan', 2, 'decide', '2026-03-10',
     '{"siblings_separated": true, "sibling_contact_plan": false}', '{}',
     'violated', 'none'),
    ('placement_abroad', 'siblings_contact_plan', 3, 'decide', '2026-03-10',
     '{"siblings_separated": true}', '{}',
     'unknown', 'not recorded'),
    ('placement_abroad', 'siblings_contact_plan', 4, 'decide', '2026-03-10',
     '{"siblings_separated": false}', '{}',
     'not_applicable', 'not separated');

/*
 * At no time is a child without a person or body that holds legal right and
 * responsibility for the child.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'legal_responsibility_held', '{decide,depart}', NULL,
     NULL,
     $$legal_responsibility_held$$,
     '{}', 'override', 'override', 'warn', 'should', 'treaty', 'requesting',
     'UN Guidelines paras 19, 101', 'B',
     'Nobody is recorded as legally responsible for the child on this day.',
     'Record who holds legal responsibility, or have it vested in someone.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'legal_responsibility_held', 1, 'decide', '2026-03-10',
     '{"legal_responsibility_held": true}', '{}',
     'satisfied', 'someone holds it'),
    ('placement_abroad', 'legal_responsibility_held', 2, 'decide', '2026-03-10',
     '{"legal_responsibility_held": false}', '{}',
     'violated', 'nobody'),
    ('placement_abroad', 'legal_responsibility_held', 3, 'decide', '2026-03-10',
     '{}', '{}',
     'unknown', 'not recorded');

/* ---- paras 21 to 23: residential care ---- */

/*
 * Residential care is for the child for whom it is necessary and
 * constructive, and for a time. Family-based care is excluded with reasons,
 * and there is a day on which the placement ends or is looked at again.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'residential_last_and_temporary', '{decide}', NULL,
     $$care_kind = 'residential'$$,
     $$family_options_excluded
       AND (placement_planned_end_on > act.acted_on OR care_plan_review_on > act.acted_on)$$,
     '{}', 'override', 'override', 'warn', 'should', 'treaty', 'requesting',
     'UN Guidelines paras 21, 23, 123, 154(b)(c)', '2',
     'The placement in a home is not shown to be necessary and limited in time.',
     'Record why family-based care is not possible, and when the placement ends or is reviewed.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'residential_last_and_temporary', 1, 'decide', '2026-03-10',
     '{"care_kind": "residential", "family_options_excluded": true, "placement_planned_end_on": "2026-09-01"}', '{}',
     'satisfied', 'reasoned, with an end'),
    ('placement_abroad', 'residential_last_and_temporary', 2, 'decide', '2026-03-10',
     '{"care_kind": "residential", "family_options_excluded": false, "placement_planned_end_on": "2026-09-01"}', '{}',
     'violated', 'families were not excluded'),
    ('placement_abroad', 'residential_last_and_temporary', 3, 'decide', '2026-03-10',
     '{"care_kind": "residential", "family_options_excluded": true}', '{}',
     'unknown', 'neither end nor review set'),
    ('placement_abroad', 'residential_last_and_temporary', 4, 'decide', '2026-03-10',
     '{"care_kind": "kin"}', '{}',
     'not_applicable', 'no home');

/*
 * A child under three is cared for in a family. Exceptions: to keep siblings
 * together; an emergency or a short fixed time with a planned way out.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'under_three_family_based', '{decide}', NULL,
     $$care_kind = 'residential' AND case_rules.is_under(child_born, family_care_age, act.acted_on)$$,
     $$under_three_exception IN ('sibling_unity', 'emergency_short_with_plan')$$,
     '{"family_care_age": 3}', 'override', 'override', 'warn', 'should', 'treaty', 'requesting',
     'UN Guidelines para 22', '2',
     'A child under three is to live in a home, and no exception is recorded.',
     'Find a family, or record the exception.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'under_three_family_based', 1, 'decide', '2026-03-10',
     '{"care_kind": "residential", "child_born": "2024-01-15", "under_three_exception": "sibling_unity"}', '{}',
     'satisfied', 'to keep siblings together'),
    ('placement_abroad', 'under_three_family_based', 2, 'decide', '2026-03-10',
     '{"care_kind": "residential", "child_born": "2024-01-15", "under_three_exception": "none"}', '{}',
     'violated', 'no exception'),
    ('placement_abroad', 'under_three_family_based', 3, 'decide', '2026-03-10',
     '{"care_kind": "residential", "child_born": "2023/2024"}', '{}',
     'unknown', 'perhaps under three, and nothing recorded'),
    ('placement_abroad', 'under_three_family_based', 4, 'decide', '2026-03-10',
     '{"care_kind": "residential", "child_born": "2015-01-15"}', '{}',
     'not_applicable', 'older');

/* ---- paras 39, 40: the family first ---- */

/*
 * What the family can do, and could do with support, is assessed before the
 * child is placed elsewhere.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'family_capacity_assessed', '{decide}', NULL,
     NULL,
     $$family_capacity_assessed$$,
     '{}', 'override', 'override', 'warn', 'should', 'treaty', 'requesting',
     'UN Guidelines paras 39-40', 'E',
     'The family''s capacity to care for the child was not assessed.',
     'Assess it on the standard criteria, or record why it cannot be assessed.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'family_capacity_assessed', 1, 'decide', '2026-03-10',
     '{"family_capacity_assessed": true}', '{}',
     'satisfied', 'assessed'),
    ('placement_abroad', 'family_capacity_assessed', 2, 'decide', '2026-03-10',
     '{"family_capacity_assessed": false}', '{}',
     'violated', 'not assessed'),
    ('placement_abroad', 'family_capacity_assessed', 3, 'decide', '2026-03-10',
     '{}', '{}',
     'unknown', 'not recorded');

/* ---- paras 62 to 68: plan, review, information, preparation ---- */

/*
 * Planning comes before placing: a written plan with goals, measures, the
 * persons responsible and the next review.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'care_plan_goals_written', '{depart}', NULL,
     NULL,
     $$cardinality(care_plan_missing) = 0$$,
     '{}', 'override', 'override', 'warn', 'should', 'treaty', 'requesting',
     'UN Guidelines paras 62-63', 'E',
     'There is no complete written care plan.',
     'Write goals, measures, responsible persons and the date of review.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'care_plan_goals_written', 1, 'depart', '2026-03-10',
     '{"care_plan_missing": []}', '{}',
     'satisfied', 'complete'),
    ('placement_abroad', 'care_plan_goals_written', 2, 'depart', '2026-03-10',
     '{"care_plan_missing": ["review_date"]}', '{}',
     'violated', 'no date of review'),
    ('placement_abroad', 'care_plan_goals_written', 3, 'depart', '2026-03-10',
     '{}', '{}',
     'unknown', 'no plan on record');

/*
 * Child and parents know that they may bring the decision before a court, and
 * are helped to do so.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'right_to_challenge_informed', '{depart}', NULL,
     NULL,
     $$challenge_explained$$,
     '{}', 'override', 'override', 'warn', 'should', 'treaty', 'requesting',
     'UN Guidelines para 66', 'E',
     'Child and parents were not told how to challenge the decision.',
     'Explain it in a language they understand, and record that.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'right_to_challenge_informed', 1, 'depart', '2026-03-10',
     '{"challenge_explained": true}', '{}',
     'satisfied', 'explained'),
    ('placement_abroad', 'right_to_challenge_informed', 2, 'depart', '2026-03-10',
     '{"challenge_explained": false}', '{}',
     'violated', 'not explained'),
    ('placement_abroad', 'right_to_challenge_informed', 3, 'depart', '2026-03-10',
     '{}', '{}',
     'unknown', 'not recorded');

/*
 * A placement is reviewed regularly, preferably at least every three months.
 * Before the first review the clock runs from arrival.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'placement_review_due', '{extend_placement,end_placement}', NULL,
     NULL,
     $$(COALESCE(last_review_on, arrived_on) + make_interval(months => review_months)) >= act.acted_on$$,
     '{"review_months": 3}', 'override', 'override', 'warn', 'should', 'treaty', 'requesting',
     'CRC art 25; UN Guidelines para 67', 'E',
     'The review of the placement is overdue.',
     'Review the placement with the child, then decide.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'placement_review_due', 1, 'extend_placement', '2026-11-30',
     '{"arrived_on": "2026-08-31"}', '{"until": "2027-02-28"}',
     'satisfied', '31 August and three months: 30 November'),
    ('placement_abroad', 'placement_review_due', 2, 'extend_placement', '2026-12-01',
     '{"arrived_on": "2026-08-31"}', '{"until": "2027-02-28"}',
     'violated', 'one day late'),
    ('placement_abroad', 'placement_review_due', 3, 'extend_placement', '2026-12-01',
     '{"arrived_on": "2026-08-31", "last_review_on": "2026-11-20"}', '{"until": "2027-02-28"}',
     'satisfied', 'reviewed in November'),
    ('placement_abroad', 'placement_review_due', 4, 'end_placement', '2026-12-01',
     '{}', '{}',
     'unknown', 'neither arrival nor review recorded');

/*
 * A review involves the child, is made by qualified and authorised persons,
 * and looks at development, changing needs, the family, and whether the
 * placement is adequate and still necessary.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'review_content', '{extend_placement}', NULL,
     NULL,
     $$cardinality(last_review_missing) = 0$$,
     '{}', 'override', 'override', 'warn', 'should', 'treaty', 'both',
     'UN Guidelines para 67', 'E',
     'The last review of the placement is incomplete.',
     'Complete the review.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'review_content', 1, 'extend_placement', '2026-03-10',
     '{"last_review_missing": []}', '{"until": "2027-02-28"}',
     'satisfied', 'complete'),
    ('placement_abroad', 'review_content', 2, 'extend_placement', '2026-03-10',
     '{"last_review_missing": ["child_involved"]}', '{"until": "2027-02-28"}',
     'violated', 'without the child'),
    ('placement_abroad', 'review_content', 3, 'extend_placement', '2026-03-10',
     '{}', '{"until": "2027-02-28"}',
     'unknown', 'no review on record');

/* A child is prepared for every change of care. */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'child_prepared_for_change', '{depart}', NULL,
     NULL,
     $$child_prepared$$,
     '{}', 'override', 'override', 'warn', 'should', 'treaty', 'requesting',
     'UN Guidelines para 68', 'E',
     'The child was not prepared for the move.',
     'Prepare the child and record how.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'child_prepared_for_change', 1, 'depart', '2026-03-10',
     '{"child_prepared": true}', '{}',
     'satisfied', 'prepared'),
    ('placement_abroad', 'child_prepared_for_change', 2, 'depart', '2026-03-10',
     '{"child_prepared": false}', '{}',
     'violated', 'not prepared'),
    ('placement_abroad', 'child_prepared_for_change', 3, 'depart', '2026-03-10',
     '{}', '{}',
     'unknown', 'not recorded');

/* ---- paras 71 to 122: the carer and the provider ---- */

/*
 * Those who care for children are checked and accredited: identity,
 * background, home study, and for a foster carer preparation. Declared
 * policy: paras 73 and 120 say "should"; no child is handed to a carer who is
 * not approved.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'carer_approved', '{decide,depart}', NULL,
     $$care_kind NOT IN ('with_parent', 'residential', 'educational')$$,
     $$carer_identity_verified AND carer_background_clear AND carer_home_study_positive
       AND (care_kind <> 'foster' OR carer_training_done)$$,
     '{}', 'bar', 'bar', 'override', 'policy', 'treaty', 'requested',
     'UN Guidelines paras 73, 120', 'E',
     'The carer is not approved.',
     'Complete what is missing of identity, background check, home study and, for a foster carer, preparation.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'carer_approved', 1, 'decide', '2026-03-10',
     '{"care_kind": "foster", "carer_identity_verified": true, "carer_background_clear": true, "carer_home_study_positive": true, "carer_training_done": true}', '{}',
     'satisfied', 'a foster carer, approved'),
    ('placement_abroad', 'carer_approved', 2, 'decide', '2026-03-10',
     '{"care_kind": "kin", "carer_identity_verified": true, "carer_background_clear": true, "carer_home_study_positive": true}', '{}',
     'satisfied', 'an aunt needs no foster training'),
    ('placement_abroad', 'carer_approved', 3, 'depart', '2026-03-10',
     '{"care_kind": "kin", "carer_identity_verified": true, "carer_background_clear": false, "carer_home_study_positive": true}', '{}',
     'violated', 'the background check is adverse'),
    ('placement_abroad', 'carer_approved', 4, 'decide', '2026-03-10',
     '{"care_kind": "kin", "carer_identity_verified": true, "carer_background_clear": true}', '{}',
     'unknown', 'the home study is pending'),
    ('placement_abroad', 'carer_approved', 5, 'decide', '2026-03-10',
     '{"care_kind": "with_parent"}', '{}',
     'not_applicable', 'a parent is no carer to be approved');

/*
 * Whoever else lives in the household is part of the placement. Declared
 * policy: no text of the Guidelines says it; national laws do (United States:
 * adults of the household are screened).
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'carer_household_checked', '{decide,depart}', NULL,
     $$care_kind NOT IN ('with_parent', 'residential', 'educational')$$,
     $$carer_household_checked$$,
     '{}', 'bar', 'bar', 'override', 'policy', 'treaty', 'requested',
     'policy, after the practice of the United States and England', '2',
     'Not every adult of the household was checked.',
     'Have each adult of the household checked.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'carer_household_checked', 1, 'decide', '2026-03-10',
     '{"care_kind": "kin", "carer_household_checked": true}', '{}',
     'satisfied', 'all checked'),
    ('placement_abroad', 'carer_household_checked', 2, 'decide', '2026-03-10',
     '{"care_kind": "kin", "carer_household_checked": false}', '{}',
     'violated', 'one check is adverse'),
    ('placement_abroad', 'carer_household_checked', 3, 'decide', '2026-03-10',
     '{"care_kind": "kin"}', '{}',
     'unknown', 'one is pending'),
    ('placement_abroad', 'carer_household_checked', 4, 'decide', '2026-03-10',
     '{"care_kind": "residential"}', '{}',
     'not_applicable', 'a home');

/*
 * A relative is verified to be one: by document, DNA or two independent
 * informants. What is only claimed is unknown. Declared policy until the
 * wording of para 166 has been read.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'carer_relationship_verified', '{decide,depart}', NULL,
     $$care_kind = 'kin'$$,
     $$carer_relationship_verified$$,
     '{}', 'bar', 'bar', 'override', 'policy', 'treaty', 'both',
     'UN Guidelines para 166', 'B',
     'The relationship between child and carer is not proved.',
     'Prove it by document, DNA or two independent informants.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'carer_relationship_verified', 1, 'decide', '2026-03-10',
     '{"care_kind": "kin", "carer_relationship_verified": true}', '{}',
     'satisfied', 'proved'),
    ('placement_abroad', 'carer_relationship_verified', 2, 'decide', '2026-03-10',
     '{"care_kind": "kin", "carer_relationship_verified": false}', '{}',
     'violated', 'disproved'),
    ('placement_abroad', 'carer_relationship_verified', 3, 'decide', '2026-03-10',
     '{"care_kind": "kin"}', '{}',
     'unknown', 'claimed only'),
    ('placement_abroad', 'carer_relationship_verified', 4, 'decide', '2026-03-10',
     '{"care_kind": "foster"}', '{}',
     'not_applicable', 'not a relative');

/*
 * A child talks in confidence to a person of trust, with the child's
 * agreement.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'person_of_trust_offered', '{depart}', NULL,
     NULL,
     $$person_of_trust_offered$$,
     '{}', 'override', 'override', 'warn', 'should', 'treaty', 'both',
     'UN Guidelines para 98', 'E',
     'The child was not offered a person of trust.',
     'Offer one; the child decides.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'person_of_trust_offered', 1, 'depart', '2026-03-10',
     '{"person_of_trust_offered": true}', '{}',
     'satisfied', 'offered'),
    ('placement_abroad', 'person_of_trust_offered', 2, 'depart', '2026-03-10',
     '{"person_of_trust_offered": false}', '{}',
     'violated', 'not offered'),
    ('placement_abroad', 'person_of_trust_offered', 3, 'depart', '2026-03-10',
     '{}', '{}',
     'unknown', 'not recorded');

/* A child in care knows how to complain and to whom. */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'access_to_complaint', '{depart}', NULL,
     NULL,
     $$complaint_explained$$,
     '{}', 'warn', 'warn', 'warn', 'should', 'treaty', 'both',
     'UN Guidelines para 99', 'B',
     'The child was not told how to complain.',
     'Explain it in a language the child understands.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'access_to_complaint', 1, 'depart', '2026-03-10',
     '{"complaint_explained": true}', '{}',
     'satisfied', 'told'),
    ('placement_abroad', 'access_to_complaint', 2, 'depart', '2026-03-10',
     '{"complaint_explained": false}', '{}',
     'violated', 'not told'),
    ('placement_abroad', 'access_to_complaint', 3, 'depart', '2026-03-10',
     '{}', '{}',
     'unknown', 'not recorded');

/*
 * Agencies and facilities must be registered and authorised. An authorisation
 * that ends before the day of the act is none.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'provider_authorised', '{decide,depart}', NULL,
     $$care_kind NOT IN ('kin', 'with_parent') AND provider_involved$$,
     $$provider_authorised_until >= act.acted_on$$,
     '{}', 'bar', 'bar', 'override', 'must', 'treaty', 'requested',
     'UN Guidelines paras 73, 105', 'E',
     'The agency or facility is not authorised on this day.',
     'Record the authorisation and its end.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'provider_authorised', 1, 'decide', '2026-03-10',
     '{"care_kind": "residential", "provider_involved": true, "provider_authorised_until": "2027-12-31"}', '{}',
     'satisfied', 'authorised'),
    ('placement_abroad', 'provider_authorised', 2, 'decide', '2026-03-10',
     '{"care_kind": "residential", "provider_involved": true, "provider_authorised_until": "2026-03-09"}', '{}',
     'violated', 'ran out the day before'),
    ('placement_abroad', 'provider_authorised', 3, 'decide', '2026-03-10',
     '{"care_kind": "residential", "provider_involved": true}', '{}',
     'unknown', 'not recorded'),
    ('placement_abroad', 'provider_authorised', 4, 'decide', '2026-03-10',
     '{"care_kind": "foster", "provider_involved": false}', '{}',
     'not_applicable', 'no agency involved');

/* The file follows the child, and only those who need it see it. */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'file_follows_child', '{depart}', NULL,
     NULL,
     $$file_handed_over$$,
     '{}', 'override', 'override', 'warn', 'should', 'treaty', 'requesting',
     'UN Guidelines para 110', 'E',
     'The child''s file was not handed over.',
     'Hand the complete file to those who take over the care.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'file_follows_child', 1, 'depart', '2026-03-10',
     '{"file_handed_over": true}', '{}',
     'satisfied', 'handed over'),
    ('placement_abroad', 'file_follows_child', 2, 'depart', '2026-03-10',
     '{"file_handed_over": false}', '{}',
     'violated', 'not handed over'),
    ('placement_abroad', 'file_follows_child', 3, 'depart', '2026-03-10',
     '{}', '{}',
     'unknown', 'not recorded');

/* ---- para 131: planned and unplanned ends ---- */

/* A placement ends for a reason that is written down. */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'closure_reason_valid', '{end_placement}', NULL,
     NULL,
     $$act.reason IN ('goal_met', 'reunified', 'moved_elsewhere', 'habitual_residence_moved',
                      'child_18', 'disruption', 'not_contactable', 'died')$$,
     '{}', 'bar', 'bar', 'override', 'policy', 'treaty', 'both',
     'UN Guidelines para 131; inter-agency closure reasons', '2',
     'No valid reason for the end of the placement is given.',
     'State why it ends.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'closure_reason_valid', 1, 'end_placement', '2026-03-10',
     '{}', '{"reason": "reunified"}',
     'satisfied', 'a reason of the list'),
    ('placement_abroad', 'closure_reason_valid', 2, 'end_placement', '2026-03-10',
     '{}', '{"reason": "other"}',
     'violated', 'not of the list'),
    ('placement_abroad', 'closure_reason_valid', 3, 'end_placement', '2026-03-10',
     '{}', '{}',
     'unknown', 'blank');

/*
 * When a placement breaks down, both sides know, someone cares for the child,
 * and a new plan exists (HC-1993 art 21 by analogy).
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'disruption_report', '{end_placement}', NULL,
     $$act.reason = 'disruption'$$,
     $$act.other_side_informed AND act.interim_care_arranged AND act.new_plan_made$$,
     '{}', 'override', 'override', 'warn', 'policy', 'treaty', 'both',
     'UN Guidelines para 131; HC-1993 art 21 by analogy', 'S',
     'The breakdown of the placement is not dealt with.',
     'Tell the other side, arrange interim care, make a new plan.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'disruption_report', 1, 'end_placement', '2026-03-10',
     '{}', '{"reason": "disruption", "other_side_informed": true, "interim_care_arranged": true, "new_plan_made": true}',
     'satisfied', 'all three'),
    ('placement_abroad', 'disruption_report', 2, 'end_placement', '2026-03-10',
     '{}', '{"reason": "disruption", "other_side_informed": true, "interim_care_arranged": false, "new_plan_made": true}',
     'violated', 'no care in the meantime'),
    ('placement_abroad', 'disruption_report', 3, 'end_placement', '2026-03-10',
     '{}', '{"reason": "disruption"}',
     'unknown', 'not recorded'),
    ('placement_abroad', 'disruption_report', 4, 'end_placement', '2026-03-10',
     '{}', '{"reason": "goal_met"}',
     'not_applicable', 'a planned end');

/*
 * The follow-up of a child with relatives abroad runs for a year with two
 * visits in each month; a visit counts only if the child was seen. An end
 * that does not wait (breakdown, reunification, majority, death) is not held
 * up.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'kinship_one_year_semimonthly', '{end_placement}', NULL,
     $$care_kind = 'kin' AND act.reason NOT IN ('disruption', 'reunified', 'child_18', 'died')$$,
     $$(arrived_on + make_interval(months => followup_months)) <= act.acted_on
       AND followup_months_short = 0$$,
     '{"followup_months": 12}', 'override', 'override', 'warn', 'policy', 'treaty', 'requested',
     'submission of International Social Service to CRC and CMW, United States practice', 'S',
     'The year of visits with the relatives is not complete.',
     'Complete the visits; for a month that was missed record why, and who approves the end all the same.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'kinship_one_year_semimonthly', 1, 'end_placement', '2027-04-01',
     '{"care_kind": "kin", "arrived_on": "2026-04-01", "followup_months_short": 0}', '{"reason": "goal_met"}',
     'satisfied', 'twelve full months'),
    ('placement_abroad', 'kinship_one_year_semimonthly', 2, 'end_placement', '2027-04-01',
     '{"care_kind": "kin", "arrived_on": "2026-04-01", "followup_months_short": 1}', '{"reason": "goal_met"}',
     'violated', 'one month with one visit'),
    ('placement_abroad', 'kinship_one_year_semimonthly', 3, 'end_placement', '2027-03-31',
     '{"care_kind": "kin", "arrived_on": "2026-04-01", "followup_months_short": 0}', '{"reason": "goal_met"}',
     'violated', 'one day early'),
    ('placement_abroad', 'kinship_one_year_semimonthly', 4, 'end_placement', '2027-04-01',
     '{"care_kind": "kin", "arrived_on": "2026-04-01"}', '{"reason": "goal_met"}',
     'unknown', 'no visits planned or recorded'),
    ('placement_abroad', 'kinship_one_year_semimonthly', 5, 'end_placement', '2026-10-01',
     '{"care_kind": "kin", "arrived_on": "2026-04-01"}', '{"reason": "reunified"}',
     'not_applicable', 'the child went home to the parents');

/*
 * A case that is closed because the goal is met leaves a child who is safe
 * and carers who are supported, and nothing open on the own side.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'closure_goal_met_check', '{end_placement}', NULL,
     $$act.reason = 'goal_met'$$,
     $$act.child_safe AND act.care_supported AND duties_open = 0$$,
     '{}', 'override', 'override', 'warn', 'policy', 'treaty', 'both',
     'inter-agency closure checklist', '2',
     'The goal is not shown to be met.',
     'Record that the child is safe and the care supported, and finish what is open.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'closure_goal_met_check', 1, 'end_placement', '2026-03-10',
     '{"duties_open": 0}', '{"reason": "goal_met", "child_safe": true, "care_supported": true}',
     'satisfied', 'met'),
    ('placement_abroad', 'closure_goal_met_check', 2, 'end_placement', '2026-03-10',
     '{"duties_open": 2}', '{"reason": "goal_met", "child_safe": true, "care_supported": true}',
     'violated', 'two duties are open'),
    ('placement_abroad', 'closure_goal_met_check', 3, 'end_placement', '2026-03-10',
     '{"duties_open": 0}', '{"reason": "goal_met", "care_supported": true}',
     'unknown', 'safety not recorded'),
    ('placement_abroad', 'closure_goal_met_check', 4, 'end_placement', '2026-03-10',
     '{"duties_open": 2}', '{"reason": "child_18"}',
     'not_applicable', 'another reason');

/* Whoever proposes to close a case does not approve it. */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'closure_supervisor_approval', '{end_placement}', NULL,
     NULL,
     $$act.approved_by <> act.prepared_by$$,
     '{}', 'bar', 'bar', 'override', 'policy', 'treaty', 'both',
     'case-management practice (approval by a supervisor)', 'F',
     'The end of the placement is not approved by a second person.',
     'Have a supervisor approve it.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'closure_supervisor_approval', 1, 'end_placement', '2026-03-10',
     '{}', '{"prepared_by": "worker-1", "approved_by": "supervisor-1"}',
     'satisfied', 'two persons'),
    ('placement_abroad', 'closure_supervisor_approval', 2, 'end_placement', '2026-03-10',
     '{}', '{"prepared_by": "worker-1", "approved_by": "worker-1"}',
     'violated', 'one person'),
    ('placement_abroad', 'closure_supervisor_approval', 3, 'end_placement', '2026-03-10',
     '{}', '{"prepared_by": "worker-1"}',
     'unknown', 'no approval');

/* The case of a missing child stays open. */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'closure_not_while_missing', '{end_placement}', NULL,
     NULL,
     $$NOT child_missing$$,
     '{}', 'bar', 'bar', 'override', 'policy', 'treaty', 'both',
     'CRC art 35; submission of International Social Service to CRC and CMW', 'S',
     'The child is missing.',
     'Keep the case open and search; record when the child is found.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'closure_not_while_missing', 1, 'end_placement', '2026-03-10',
     '{"child_missing": false}', '{}',
     'satisfied', 'not missing'),
    ('placement_abroad', 'closure_not_while_missing', 2, 'end_placement', '2026-03-10',
     '{"child_missing": true}', '{}',
     'violated', 'missing'),
    ('placement_abroad', 'closure_not_while_missing', 3, 'end_placement', '2026-03-10',
     '{}', '{}',
     'unknown', 'not known');

/* Who cannot be reached is not given up at once. */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'closure_not_contactable_wait', '{end_placement}', NULL,
     $$act.reason = 'not_contactable'$$,
     $$(last_contact_on + make_interval(months => contact_wait_months)) <= act.acted_on$$,
     '{"contact_wait_months": 3}', 'bar', 'bar', 'override', 'policy', 'treaty', 'both',
     'inter-agency closure reasons (wait at least three months)', '2',
     'The waiting time since the last contact has not passed.',
     'Go on trying, and record the attempts.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'closure_not_contactable_wait', 1, 'end_placement', '2026-06-10',
     '{"last_contact_on": "2026-03-10"}', '{"reason": "not_contactable"}',
     'satisfied', 'three months'),
    ('placement_abroad', 'closure_not_contactable_wait', 2, 'end_placement', '2026-06-09',
     '{"last_contact_on": "2026-03-10"}', '{"reason": "not_contactable"}',
     'violated', 'a day early'),
    ('placement_abroad', 'closure_not_contactable_wait', 3, 'end_placement', '2026-06-10',
     '{}', '{"reason": "not_contactable"}',
     'unknown', 'no contact on record'),
    ('placement_abroad', 'closure_not_contactable_wait', 4, 'end_placement', '2026-06-10',
     '{}', '{"reason": "reunified"}',
     'not_applicable', 'another reason');

/* A case of two sides is closed on both. */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'closure_both_sides', '{end_placement}', NULL,
     NULL,
     $$act.other_side_informed AND duties_open_other_side = 0$$,
     '{}', 'override', 'override', 'warn', 'policy', 'treaty', 'both',
     'practice of the International Social Service network (feedback between the sides)', 'S',
     'The other side was not told, or still owes something.',
     'Tell the other side and let it finish what it owes.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'closure_both_sides', 1, 'end_placement', '2026-03-10',
     '{"duties_open_other_side": 0}', '{"other_side_informed": true}',
     'satisfied', 'told, nothing open'),
    ('placement_abroad', 'closure_both_sides', 2, 'end_placement', '2026-03-10',
     '{"duties_open_other_side": 1}', '{"other_side_informed": true}',
     'violated', 'a report is owed'),
    ('placement_abroad', 'closure_both_sides', 3, 'end_placement', '2026-03-10',
     '{"duties_open_other_side": 0}', '{}',
     'unknown', 'not recorded');

/*
 * A young person who turns 18 in care leaves with a plan, made before the
 * birthday.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'transition_plan_before_18', '{end_placement}', NULL,
     $$act.reason = 'child_18'$$,
     $$transition_plan_made$$,
     '{}', 'override', 'override', 'warn', 'should', 'treaty', 'both',
     'UN Guidelines paras 131-132; JGC 4/23 para 3', 'E',
     'There is no plan for the time after 18.',
     'Make the plan with the young person.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'transition_plan_before_18', 1, 'end_placement', '2026-03-10',
     '{"transition_plan_made": true}', '{"reason": "child_18"}',
     'satisfied', 'planned'),
    ('placement_abroad', 'transition_plan_before_18', 2, 'end_placement', '2026-03-10',
     '{"transition_plan_made": false}', '{"reason": "child_18"}',
     'violated', 'not planned'),
    ('placement_abroad', 'transition_plan_before_18', 3, 'end_placement', '2026-03-10',
     '{}', '{"reason": "child_18"}',
     'unknown', 'not recorded'),
    ('placement_abroad', 'transition_plan_before_18', 4, 'end_placement', '2026-03-10',
     '{}', '{"reason": "goal_met"}',
     'not_applicable', 'another reason');

/* ---- paras 137 to 143, 159: care outside the country of habitual residence ---- */

/*
 * Placement in a State that is bound by no instrument: a competent authority
 * there agrees or gives an equivalent assurance, the home was studied, and
 * someone there will follow up. The same standards hold as at home.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'placement_non_contracting_state', '{decide}', '{none}',
     NULL,
     $$assurance_obtained_on <= act.acted_on
       AND (care_kind IN ('with_parent', 'residential', 'educational') OR carer_home_study_positive)
       AND followup_provider_agreed$$,
     '{}', 'override', 'override', 'warn', 'should', 'treaty', 'both',
     'UN Guidelines paras 137-139', 'E',
     'No instrument binds the other State, and agreement of an authority there, home study or follow-up is missing.',
     'Obtain the agreement of the local authority, the home study, and a body that will follow up.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'placement_non_contracting_state', 1, 'decide', '2026-03-10',
     '{"regime": "none", "care_kind": "kin", "assurance_obtained_on": "2026-03-01", "carer_home_study_positive": true, "followup_provider_agreed": true}', '{}',
     'satisfied', 'all three'),
    ('placement_abroad', 'placement_non_contracting_state', 2, 'decide', '2026-03-10',
     '{"regime": "none", "care_kind": "kin", "assurance_obtained_on": "2026-03-01", "carer_home_study_positive": false, "followup_provider_agreed": true}', '{}',
     'violated', 'the home study is negative'),
    ('placement_abroad', 'placement_non_contracting_state', 3, 'decide', '2026-03-10',
     '{"regime": "none", "care_kind": "kin", "carer_home_study_positive": true, "followup_provider_agreed": true}', '{}',
     'unknown', 'no assurance on record'),
    ('placement_abroad', 'placement_non_contracting_state', 4, 'decide', '2026-03-10',
     '{"regime": "hc1996"}', '{}',
     'not_applicable', 'art 33 governs');

/*
 * The planned care does not hold a child for unlawful entry or stay. It is
 * about the place to which the child would go: a child who is detained today
 * is not kept there by this rule. Declared policy: para 143 says "should not,
 * in principle"; the committees ask that the law forbid it.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'no_detention_for_status', '{decide,depart}', NULL,
     NULL,
     $$NOT detention_for_status$$,
     '{}', 'bar', 'bar', 'override', 'policy', 'treaty', 'both',
     'UN Guidelines para 143; JGC 4/23 paras 10-12', 'E',
     'The planned care would detain the child because of immigration status, or nobody has ruled that out.',
     'Plan a placement in the community; record that the child is free to come and go as other children are.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'no_detention_for_status', 1, 'decide', '2026-03-10',
     '{"detention_for_status": false}', '{}',
     'satisfied', 'in the community'),
    ('placement_abroad', 'no_detention_for_status', 2, 'decide', '2026-03-10',
     '{"detention_for_status": true}', '{}',
     'violated', 'a closed facility'),
    ('placement_abroad', 'no_detention_for_status', 3, 'decide', '2026-03-10',
     '{}', '{}',
     'unknown', 'not recorded');

/*
 * Children do not live with adults who are strangers. From 16 an exception
 * can be reasoned.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'not_with_unrelated_adults', '{decide}', NULL,
     NULL,
     $$NOT with_unrelated_adults
       OR (adult_setting_reasoned AND NOT age_disputed
           AND NOT case_rules.is_under(child_born, adult_setting_age, act.acted_on))$$,
     '{"adult_setting_age": 16}', 'override', 'override', 'warn', 'should', 'treaty', 'both',
     'Directive 2013/33/EU art 24(2); submission of International Social Service to CRC and CMW', 'E',
     'The child would live with unrelated adults.',
     'Plan another setting; from 16 record why it is in the child''s interest.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'not_with_unrelated_adults', 1, 'decide', '2026-03-10',
     '{"with_unrelated_adults": false}', '{}',
     'satisfied', 'with family or children'),
    ('placement_abroad', 'not_with_unrelated_adults', 2, 'decide', '2026-03-10',
     '{"with_unrelated_adults": true, "adult_setting_reasoned": true, "child_born": "2009-01-01", "age_disputed": false}', '{}',
     'satisfied', '17, reasoned'),
    ('placement_abroad', 'not_with_unrelated_adults', 3, 'decide', '2026-03-10',
     '{"with_unrelated_adults": true, "adult_setting_reasoned": true, "child_born": "2013-01-01"}', '{}',
     'violated', '13'),
    ('placement_abroad', 'not_with_unrelated_adults', 5, 'decide', '2026-03-10',
     '{"with_unrelated_adults": true, "adult_setting_reasoned": true, "child_born": "2007", "age_disputed": true}', '{}',
     'violated', 'the age is disputed: the benefit of the doubt'),
    ('placement_abroad', 'not_with_unrelated_adults', 4, 'decide', '2026-03-10',
     '{"child_born": "2013-01-01", "adult_setting_reasoned": false}', '{}',
     'unknown', 'not recorded');

/*
 * Follow-up is arranged before the placement starts, not after. Declared
 * policy: paras 138 and 159 say "should"; without it nobody would know how
 * the child fares.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'followup_before_start', '{decide,depart}', NULL,
     NULL,
     $$followup_active$$,
     '{}', 'bar', 'bar', 'override', 'policy', 'treaty', 'both',
     'UN Guidelines paras 138, 159; submission of International Social Service to CRC and CMW, recommendation 4', 'E',
     'No follow-up is arranged.',
     'Agree with the other side who will visit the child and how often, and activate the schedule.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'followup_before_start', 1, 'decide', '2026-03-10',
     '{"followup_active": true}', '{}',
     'satisfied', 'a schedule is in force'),
    ('placement_abroad', 'followup_before_start', 2, 'depart', '2026-03-10',
     '{"followup_active": false}', '{}',
     'violated', 'the schedule was ended'),
    ('placement_abroad', 'followup_before_start', 3, 'decide', '2026-03-10',
     '{}', '{}',
     'unknown', 'none on record');

/*
 * A child who stays where the child should not have been sent is looked after
 * as any child placed abroad: somebody there does the follow-up.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'cure_follow_up_arranged', '{cure}', NULL,
     $$act.ground = 'measure_taken'$$,
     $$followup_active AND followup_provider_agreed$$,
     '{}', 'override', 'override', 'warn', 'should', 'treaty', 'both',
     'UN Guidelines paras 138, 159', 'E',
     'No follow-up is arranged for the child who stays abroad.',
     'Agree with the other side who will visit the child and how often, and activate the schedule; or record who follows up instead.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'cure_follow_up_arranged', 1, 'cure', '2026-03-20',
     '{"followup_active": true, "followup_provider_agreed": true}', '{"ground": "measure_taken"}',
     'satisfied', 'a schedule is in force'),
    ('placement_abroad', 'cure_follow_up_arranged', 2, 'cure', '2026-03-20',
     '{"followup_active": true, "followup_provider_agreed": false}', '{"ground": "measure_taken"}',
     'violated', 'nobody there has agreed to do it'),
    ('placement_abroad', 'cure_follow_up_arranged', 3, 'cure', '2026-03-20',
     '{}', '{"ground": "measure_taken"}',
     'unknown', 'none on record'),
    ('placement_abroad', 'cure_follow_up_arranged', 4, 'cure', '2026-03-20',
     '{}', '{"ground": "child_returned"}',
     'not_applicable', 'the child is back');
