/*
 * protocols/crc: rules that rest on the Convention on the Rights of the Child
 * and on the committee that watches over it, in the order of its articles.
 *
 * They hold whatever instrument governs the placement.  Beside each rule
 * stand its worked cases, at least one each in which it is satisfied,
 * violated and unknown.
 */

/* ---- art 1: a child is a person under 18 ---- */

/*
 * A child is every person under 18. While an age is disputed the person gets
 * the benefit of the doubt. The day that counts is the day of the act: a
 * child who turns 18 between consent and departure is no longer a child on
 * departure. On which day somebody born on 29 February turns 18, the law of
 * the State says; leap_rule names it.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'child_is_minor', '{consent,consent_with_conditions,decide,depart}', NULL,
     NULL,
     $$age_disputed OR case_rules.is_under(child_born, minor_age, act.acted_on, leap_rule)$$,
     '{"minor_age": 18, "leap_rule": "march_1"}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'requesting',
     'CRC art 1; HC-1996 art 2', 'F',
     'The person is not shown to be under 18 on the day of this act.',
     'Record the date of birth, as precisely as it is known. Where the age is disputed, record the open age assessment.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'child_is_minor', 1, 'depart', '2026-05-31',
     '{"child_born": "2008-06-01", "age_disputed": false}', '{}',
     'satisfied', 'the last day before the 18th birthday'),
    ('placement_abroad', 'child_is_minor', 2, 'depart', '2026-06-01',
     '{"child_born": "2008-06-01", "age_disputed": false}', '{}',
     'violated', 'turned 18 between decision and departure'),
    ('placement_abroad', 'child_is_minor', 3, 'decide', '2026-03-10',
     '{"child_born": "2008", "age_disputed": false}', '{}',
     'unknown', 'only the year is known, and the birthday may be past or not'),
    ('placement_abroad', 'child_is_minor', 4, 'decide', '2026-03-10',
     '{"child_born": "2007", "age_disputed": true}', '{}',
     'satisfied', 'benefit of the doubt while the age is disputed'),
    ('placement_abroad', 'child_is_minor', 5, 'decide', '2026-02-28',
     '{"child_born": "2008-02-29", "age_disputed": false}', '{}',
     'satisfied', 'born on 29 February: 18 on 1 March of a year without that day'),
    ('placement_abroad', 'child_is_minor', 6, 'decide', '2026-03-10',
     '{"child_born": "2008-03-21/2009-03-20", "age_disputed": false}', '{}',
     'satisfied', 'the year 1387 of the Solar Hijri calendar: whatever the day, not 18 yet');

/*
 * Nobody is treated as an adult while an age assessment, or an appeal against
 * one, is open; nor where the recorded bounds of the birth leave it open.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'age_dispute_benefit_of_doubt', '{end_placement,lapse}', NULL,
     $$act.reason IS NOT DISTINCT FROM 'child_18'$$,
     $$NOT age_disputed AND NOT case_rules.is_under(child_born, minor_age, act.acted_on, leap_rule)$$,
     '{"minor_age": 18, "leap_rule": "march_1"}', 'override', 'override', 'warn', 'should', 'treaty', 'both',
     'CRC general comment 6 para 31(i); CMW/CRC joint general comment 4/23 para 4; Views N.B.F. v Spain (11/2017)', 'E',
     'The person is not shown to have reached 18, and would be treated as an adult.',
     'Wait for the outcome of the age assessment and of an appeal, or record the date of birth more precisely.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'age_dispute_benefit_of_doubt', 1, 'end_placement', '2026-06-01',
     '{"child_born": "2008-06-01", "age_disputed": false}', '{"reason": "child_18"}',
     'satisfied', 'on the 18th birthday'),
    ('placement_abroad', 'age_dispute_benefit_of_doubt', 2, 'end_placement', '2026-06-01',
     '{"child_born": "2007", "age_disputed": true}', '{"reason": "child_18"}',
     'violated', 'an age assessment is open'),
    ('placement_abroad', 'age_dispute_benefit_of_doubt', 3, 'end_placement', '2026-05-31',
     '{"child_born": "2008-06-01", "age_disputed": false}', '{"reason": "child_18"}',
     'violated', 'the day before'),
    ('placement_abroad', 'age_dispute_benefit_of_doubt', 4, 'lapse', '2026-06-01',
     '{"child_born": "2008", "age_disputed": false}', '{"reason": "child_18"}',
     'unknown', 'only the year is known'),
    ('placement_abroad', 'age_dispute_benefit_of_doubt', 5, 'end_placement', '2026-06-01',
     '{"child_born": "2015", "age_disputed": false}', '{"reason": "goal_met"}',
     'not_applicable', 'another reason');

/* ---- art 2: no discrimination ---- */

/*
 * Neither nationality nor migration status nor poverty can be all that stands
 * behind an assessment of a child's interests.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'assessment_not_status_based', '{decide}', NULL,
     NULL,
     $$NOT placement_grounds <@ ARRAY['nationality', 'migration_status', 'poverty']$$,
     '{}', 'override', 'override', 'override', 'treaty', 'treaty', 'requesting',
     'CRC art 2; UN Guidelines para 141', 'B',
     'The recorded grounds for the placement are the child''s nationality, migration status or poverty and nothing else.',
     'Record the grounds that lie in the child''s need for care and protection.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'assessment_not_status_based', 1, 'decide', '2026-03-10',
     '{"placement_grounds": ["unaccompanied", "migration_status"]}', '{}',
     'satisfied', 'one ground is a need for care'),
    ('placement_abroad', 'assessment_not_status_based', 2, 'decide', '2026-03-10',
     '{"placement_grounds": ["migration_status"]}', '{}',
     'violated', 'status alone'),
    ('placement_abroad', 'assessment_not_status_based', 3, 'decide', '2026-03-10',
     '{}', '{}',
     'unknown', 'no grounds recorded');

/* ---- art 3(1): the best interests of the child ---- */

/*
 * In every decision about a child the child's best interests are a primary
 * consideration. That cannot be shown without an assessment that was
 * completed, and approved, before the decision; a draft does not count.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'bia_before_decision', '{decide}', NULL,
     NULL,
     $$bia_completed_on <= act.acted_on$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'requesting',
     'CRC art 3(1); UN Guidelines para 57; GC 14 paras 46-47', 'F',
     'No completed best-interests assessment precedes this decision.',
     'Complete the best-interests assessment and have it approved, then decide.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'bia_before_decision', 1, 'decide', '2026-03-10',
     '{"bia_completed_on": "2026-02-20"}', '{}',
     'satisfied', 'completed before the decision'),
    ('placement_abroad', 'bia_before_decision', 2, 'decide', '2026-03-10',
     '{"bia_completed_on": "2026-03-11"}', '{}',
     'violated', 'completed the day after'),
    ('placement_abroad', 'bia_before_decision', 3, 'decide', '2026-03-10',
     '{}', '{}',
     'unknown', 'none, or a draft only');

/*
 * An assessment describes the child at a time. It carries a decision only
 * while it is recent and nothing material has changed. Three months is the
 * interval that the Guidelines prefer for reviews (para 67).
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'bia_current', '{decide}', NULL,
     NULL,
     $$(bia_completed_on + make_interval(months => bia_max_age_months)) >= act.acted_on
       AND NOT bia_material_change_since$$,
     '{"bia_max_age_months": 3}', 'override', 'override', 'warn', 'should', 'treaty', 'requesting',
     'CRC art 25; UN Guidelines para 67', 'F',
     'The best-interests assessment is out of date: too old, or overtaken by a material change.',
     'Bring the assessment up to date, or record why it still holds and who has approved that.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'bia_current', 1, 'decide', '2026-05-31',
     '{"bia_completed_on": "2026-02-28", "bia_material_change_since": false}', '{}',
     'violated', 'three months end on 28 May'),
    ('placement_abroad', 'bia_current', 2, 'decide', '2026-05-28',
     '{"bia_completed_on": "2026-02-28", "bia_material_change_since": false}', '{}',
     'satisfied', 'the last day of the three months'),
    ('placement_abroad', 'bia_current', 3, 'decide', '2026-03-10',
     '{"bia_completed_on": "2026-02-20", "bia_material_change_since": true}', '{}',
     'violated', 'recent, but something material has changed'),
    ('placement_abroad', 'bia_current', 4, 'decide', '2026-03-10',
     '{"bia_material_change_since": false}', '{}',
     'unknown', 'no assessment on record');

/*
 * The assessment weighs seven elements: the child's views; identity; family
 * and relations; care, protection and safety; vulnerability; health;
 * education.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'bia_elements_complete', '{decide}', NULL,
     NULL,
     $$cardinality(bia_elements_missing) = 0$$,
     '{}', 'override', 'override', 'warn', 'should', 'treaty', 'requesting',
     'CRC art 3(1); GC 14 paras 52-79', 'B',
     'The best-interests assessment leaves elements blank.',
     'Address each of the seven elements, or record why an element could not be assessed.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'bia_elements_complete', 1, 'decide', '2026-03-10',
     '{"bia_elements_missing": []}', '{}',
     'satisfied', 'all seven addressed'),
    ('placement_abroad', 'bia_elements_complete', 2, 'decide', '2026-03-10',
     '{"bia_elements_missing": ["health", "education"]}', '{}',
     'violated', 'two left blank'),
    ('placement_abroad', 'bia_elements_complete', 3, 'decide', '2026-03-10',
     '{}', '{}',
     'unknown', 'no assessment on record');

/* The assessment is made by a professional who is trained for it. */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'bia_qualified_assessor', '{decide}', NULL,
     NULL,
     $$bia_assessor_qualified$$,
     '{}', 'override', 'override', 'warn', 'should', 'treaty', 'requesting',
     'UN Guidelines para 57; GC 14 paras 94-95', 'E',
     'The qualification of the person who made the assessment is not on record.',
     'Record the assessor''s qualification, or have the assessment made by a qualified professional.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'bia_qualified_assessor', 1, 'decide', '2026-03-10',
     '{"bia_assessor_qualified": true}', '{}',
     'satisfied', 'qualified'),
    ('placement_abroad', 'bia_qualified_assessor', 2, 'decide', '2026-03-10',
     '{"bia_assessor_qualified": false}', '{}',
     'violated', 'recorded as not qualified'),
    ('placement_abroad', 'bia_qualified_assessor', 3, 'decide', '2026-03-10',
     '{}', '{}',
     'unknown', 'nothing recorded');

/*
 * Nobody reviews their own assessment. The texts ask for review; that author
 * and reviewer are two persons is the practice of the case-management forms.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'bia_supervisor_review', '{decide}', NULL,
     NULL,
     $$bia_reviewer <> bia_author$$,
     '{}', 'override', 'override', 'warn', 'policy', 'treaty', 'requesting',
     'inter-agency assessment form 2 (supervisor signature)', '2',
     'The best-interests assessment was not reviewed by a second person.',
     'Have the assessment reviewed by a supervisor who did not write it.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'bia_supervisor_review', 1, 'decide', '2026-03-10',
     '{"bia_author": "worker-1", "bia_reviewer": "supervisor-1"}', '{}',
     'satisfied', 'two persons'),
    ('placement_abroad', 'bia_supervisor_review', 2, 'decide', '2026-03-10',
     '{"bia_author": "worker-1", "bia_reviewer": "worker-1"}', '{}',
     'violated', 'reviewed by its author'),
    ('placement_abroad', 'bia_supervisor_review', 3, 'decide', '2026-03-10',
     '{"bia_author": "worker-1"}', '{}',
     'unknown', 'no review recorded');

/* An assessment on paper alone does not know the child. */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'child_seen_in_person', '{decide}', NULL,
     NULL,
     $$child_seen_in_person$$,
     '{}', 'override', 'override', 'warn', 'should', 'treaty', 'requesting',
     'CRC art 12; inter-agency assessment form 2', '2',
     'The child was not met in person for the assessment.',
     'Meet the child, or record why that was not possible and how the child was reached instead.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'child_seen_in_person', 1, 'decide', '2026-03-10',
     '{"child_seen_in_person": true}', '{}',
     'satisfied', 'met'),
    ('placement_abroad', 'child_seen_in_person', 2, 'decide', '2026-03-10',
     '{"child_seen_in_person": false}', '{}',
     'violated', 'paper only'),
    ('placement_abroad', 'child_seen_in_person', 3, 'decide', '2026-03-10',
     '{}', '{}',
     'unknown', 'not recorded');

/*
 * What the country of origin knows of child and family belongs into the
 * assessment. A report that was asked for and has not come leaves the
 * question open.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'home_country_information_used', '{decide}', NULL,
     NULL,
     $$origin_report IN ('on_file', 'absent_with_reasons')$$,
     '{}', 'override', 'override', 'warn', 'should', 'treaty', 'requesting',
     'GC 14 para 92', 'B',
     'No information from the child''s country of origin is on file.',
     'Ask for a report through the central authority or an international service, or record why there can be none.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'home_country_information_used', 1, 'decide', '2026-03-10',
     '{"origin_report": "on_file"}', '{}',
     'satisfied', 'on file'),
    ('placement_abroad', 'home_country_information_used', 2, 'decide', '2026-03-10',
     '{"origin_report": "absent_with_reasons"}', '{}',
     'satisfied', 'its absence is reasoned'),
    ('placement_abroad', 'home_country_information_used', 3, 'decide', '2026-03-10',
     '{"origin_report": "not_requested"}', '{}',
     'violated', 'never asked for'),
    ('placement_abroad', 'home_country_information_used', 4, 'decide', '2026-03-10',
     '{}', '{}',
     'unknown', 'asked for, no answer yet');

/*
 * Each child is assessed and decided about as a person. One text for several
 * siblings, word for word, shows that it was not so; a decision for one child
 * must have reasons of its own. Declared policy: the committees say so, the
 * treaty says it only by implication.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'individual_decision', '{decide}', NULL,
     NULL,
     $$NOT (act.reasons = ANY (sibling_decision_reasons))$$,
     '{}', 'bar', 'bar', 'override', 'policy', 'treaty', 'requesting',
     'CRC art 3(1); JGC 3/22 paras 31-32; JGC 4/23 paras 14-15', 'F',
     'The decision repeats the reasons of a sibling''s decision word for word.',
     'Write the reasons that hold for this child.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'individual_decision', 1, 'decide', '2026-03-10',
     '{"sibling_decision_reasons": ["Reasons for Example Child A"]}', '{"reasons": "Reasons for Example Child B"}',
     'satisfied', 'reasons of its own'),
    ('placement_abroad', 'individual_decision', 2, 'decide', '2026-03-10',
     '{"sibling_decision_reasons": ["Reasons for Example Child A"]}', '{"reasons": "Reasons for Example Child A"}',
     'violated', 'copied from the sibling'),
    ('placement_abroad', 'individual_decision', 3, 'decide', '2026-03-10',
     '{"sibling_decision_reasons": ["Reasons for Example Child A"]}', '{}',
     'unknown', 'no reasons given'),
    ('placement_abroad', 'individual_decision', 4, 'decide', '2026-03-10',
     '{"sibling_decision_reasons": []}', '{}',
     'satisfied', 'no sibling has a decision');

/* A decision says why, so that it can be understood and challenged. */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'decision_reasoned_in_writing', '{decide}', NULL,
     NULL,
     $$btrim(act.reasons) <> ''$$,
     '{}', 'bar', 'bar', 'bar', 'must', 'treaty', 'requesting',
     'GC 14 para 97; UN Guidelines para 57', 'B',
     'The decision has no written reasons.',
     'Write the reasons into the act.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'decision_reasoned_in_writing', 1, 'decide', '2026-03-10',
     '{}', '{"reasons": "The aunt can care for the child; no relative here can."}',
     'satisfied', 'reasoned'),
    ('placement_abroad', 'decision_reasoned_in_writing', 2, 'decide', '2026-03-10',
     '{}', '{"reasons": "  "}',
     'violated', 'an empty text is no reason'),
    ('placement_abroad', 'decision_reasoned_in_writing', 3, 'decide', '2026-03-10',
     '{}', '{}',
     'unknown', 'nothing given');

/* ---- art 9(2): parents take part ---- */

/*
 * All interested parties have an opportunity to take part and make their
 * views known. HC-1996 makes the omission a ground for refusing recognition,
 * except in a case of urgency. A holder who could not be traced after
 * recorded efforts was given the opportunity that there was.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'parental_responsibility_holder_heard', '{decide}', NULL,
     $$NOT urgency_reasoned$$,
     $$parental_responsibility_holders_heard$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'requesting',
     'CRC art 9(2); HC-1996 art 23(2)(c)', 'F',
     'Not every holder of parental responsibility was given an opportunity to be heard.',
     'Hear each holder, or record the efforts to trace those who cannot be found. Only urgency that is recorded with its reasons lifts this duty.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'parental_responsibility_holder_heard', 1, 'decide', '2026-03-10',
     '{"urgency_reasoned": false, "parental_responsibility_holders_heard": true}', '{}',
     'satisfied', 'all heard'),
    ('placement_abroad', 'parental_responsibility_holder_heard', 2, 'decide', '2026-03-10',
     '{"urgency_reasoned": false, "parental_responsibility_holders_heard": false}', '{}',
     'violated', 'one was not asked'),
    ('placement_abroad', 'parental_responsibility_holder_heard', 3, 'decide', '2026-03-10',
     '{"urgency_reasoned": false}', '{}',
     'unknown', 'nothing recorded'),
    ('placement_abroad', 'parental_responsibility_holder_heard', 4, 'decide', '2026-03-10',
     '{"urgency_reasoned": true}', '{}',
     'not_applicable', 'urgency, with its reasons'),
    ('placement_abroad', 'parental_responsibility_holder_heard', 5, 'decide', '2026-03-10',
     '{"parental_responsibility_holders_heard": false}', '{}',
     'violated', 'urgency is not recorded, so the duty stands');

/* ---- arts 1, 3, 9, 12: what is not made good afterwards ---- */

/*
 * Assessment, hearing and reasons belong before a decision, or they take no
 * part in it.  That a person was a child is no matter that can be put right.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'child_rights_not_made_good', '{cure}', NULL,
     $$act.ground IN ('consent_regularised', 'made_good')$$,
     $$NOT act.target_findings && ARRAY['child_is_minor', 'bia_before_decision', 'decision_reasoned_in_writing',
                                        'parental_responsibility_holder_heard', 'child_heard']$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'both',
     'CRC arts 1, 3(1), 9(2), 12, by inference', 'F',
     'What this act lacks is a right that had to be kept before it; it cannot be made good afterwards.',
     'Assess, hear and decide anew. What was done in time and recorded late is recorded with its own day; the act is then judged again.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'child_rights_not_made_good', 1, 'cure', '2026-03-20',
     '{}', '{"ground": "made_good", "target_act": "decide", "target_findings": ["person_of_reference_appointed"]}',
     'satisfied', 'a person of reference was appointed since'),
    ('placement_abroad', 'child_rights_not_made_good', 2, 'cure', '2026-03-20',
     '{}', '{"ground": "made_good", "made_good": ["child_heard"], "target_act": "decide", "target_findings": ["child_heard"]}',
     'violated', 'heard after the decision'),
    ('placement_abroad', 'child_rights_not_made_good', 3, 'cure', '2026-03-20',
     '{}', '{"ground": "made_good"}',
     'unknown', 'what stands against the act is not known');

/* ---- art 11: no illicit transfer and non-return ---- */

/*
 * States combat the illicit transfer of children abroad and their non-return.
 * An unlawful move is over when the placement has ended and the child is where
 * the child came from, not missing.  What counts as a return is declared
 * policy.  (A recorded act always has a state before it; a worked case has
 * none, and is judged on the rest.)
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'cure_child_is_back', '{cure}', NULL,
     $$act.ground = 'child_returned'$$,
     $$COALESCE(act.from_state = 'ended', true) AND NOT decision_in_force AND NOT child_missing$$,
     '{}', 'bar', 'bar', 'override', 'policy', 'treaty', 'both',
     'CRC art 11(1)', 'F',
     'The placement has not ended, or the child is missing.',
     'Record the end of the placement (end_placement), and that the child was found; then the return.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'cure_child_is_back', 1, 'cure', '2026-03-20',
     '{"decision_in_force": false, "child_missing": false}', '{"ground": "child_returned"}',
     'satisfied', 'ended, and the child is back'),
    ('placement_abroad', 'cure_child_is_back', 2, 'cure', '2026-03-20',
     '{"decision_in_force": true, "child_missing": false}', '{"ground": "child_returned"}',
     'violated', 'on a visit: the placement goes on'),
    ('placement_abroad', 'cure_child_is_back', 3, 'cure', '2026-03-20',
     '{"decision_in_force": false, "child_missing": true}', '{"ground": "child_returned"}',
     'violated', 'nobody knows where the child is'),
    ('placement_abroad', 'cure_child_is_back', 4, 'cure', '2026-03-20',
     '{"child_missing": false}', '{"ground": "child_returned"}',
     'unknown', 'not known whether a decision stands'),
    ('placement_abroad', 'cure_child_is_back', 5, 'cure', '2026-03-20',
     '{"decision_in_force": true}', '{"ground": "made_good"}',
     'not_applicable', 'another ground');

/* ---- art 12: the child is heard ---- */

/*
 * A child who can form views has the right to express them and to be heard in
 * every proceeding, directly or through a representative. HC-1996 makes the
 * omission a ground for refusing recognition, except in a case of urgency.
 * Brussels IIb has a rule of its own (b2b_child_heard).
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'child_heard', '{decide}', '{hc1996,brussels_iia,none,unknown}',
     $$NOT urgency_reasoned$$,
     $$child_hearing IN ('heard', 'declined', 'not_capable_reasoned')$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'requesting',
     'CRC art 12; HC-1996 art 23(2)(b)', 'F',
     'The child was not given an opportunity to be heard.',
     'Hear the child in a way that suits age and language, or record the reasons why the child cannot form views. Only urgency that is recorded with its reasons lifts this duty.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'child_heard', 1, 'decide', '2026-03-10',
     '{"urgency_reasoned": false, "child_hearing": "heard"}', '{}',
     'satisfied', 'heard'),
    ('placement_abroad', 'child_heard', 2, 'decide', '2026-03-10',
     '{"urgency_reasoned": false, "child_hearing": "declined"}', '{}',
     'satisfied', 'offered; the child did not want to speak'),
    ('placement_abroad', 'child_heard', 3, 'decide', '2026-03-10',
     '{"urgency_reasoned": false, "child_hearing": "not_offered"}', '{}',
     'violated', 'not offered'),
    ('placement_abroad', 'child_heard', 4, 'decide', '2026-03-10',
     '{"urgency_reasoned": false}', '{}',
     'unknown', 'nobody has recorded anything'),
    ('placement_abroad', 'child_heard', 5, 'decide', '2026-03-10',
     '{"urgency_reasoned": true}', '{}',
     'not_applicable', 'urgency, with its reasons'),
    ('placement_abroad', 'child_heard', 6, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "urgency_reasoned": false}', '{}',
     'not_applicable', 'Brussels IIb has its own rule');

/*
 * Views are given due weight in accordance with age and maturity: the
 * decision says how.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'views_weight_recorded', '{decide}', NULL,
     NULL,
     $$btrim(act.views_weight) <> ''$$,
     '{}', 'override', 'override', 'override', 'treaty', 'treaty', 'requesting',
     'CRC art 12(1); GC 14 para 97', 'F',
     'The decision does not say how the child''s views were weighed.',
     'Write into the act what weight the views had, and why the decision departs from them if it does.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'views_weight_recorded', 1, 'decide', '2026-03-10',
     '{}', '{"views_weight": "The child wishes to live with the aunt; followed."}',
     'satisfied', 'said'),
    ('placement_abroad', 'views_weight_recorded', 2, 'decide', '2026-03-10',
     '{}', '{"views_weight": ""}',
     'violated', 'an empty text says nothing'),
    ('placement_abroad', 'views_weight_recorded', 3, 'decide', '2026-03-10',
     '{}', '{}',
     'unknown', 'nothing given');

/*
 * A child who was moved against the rules, and came back or was taken into
 * care there, is seen and listened to before the file says that all is well.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'cure_child_seen', '{cure}', NULL,
     $$act.ground IN ('child_returned', 'measure_taken')$$,
     $$act.child_seen_on >= act.since AND act.child_seen_on <= act.acted_on$$,
     '{}', 'override', 'override', 'warn', 'policy', 'treaty', 'both',
     'CRC arts 3(1), 12(1), 19', 'F',
     'Nobody is recorded to have seen the child and listened to the child since.',
     'See the child, and record the day; or record why that must wait.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'cure_child_seen', 1, 'cure', '2026-03-20',
     '{}', '{"ground": "child_returned", "since": "2026-03-18", "child_seen_on": "2026-03-19"}',
     'satisfied', 'seen the day after the return'),
    ('placement_abroad', 'cure_child_seen', 2, 'cure', '2026-03-20',
     '{}', '{"ground": "measure_taken", "since": "2026-03-18", "child_seen_on": "2026-03-12"}',
     'violated', 'not since the measure'),
    ('placement_abroad', 'cure_child_seen', 3, 'cure', '2026-03-20',
     '{}', '{"ground": "child_returned", "since": "2026-03-18"}',
     'unknown', 'not recorded'),
    ('placement_abroad', 'cure_child_seen', 4, 'cure', '2026-03-20',
     '{}', '{"ground": "made_good"}',
     'not_applicable', 'the child was not moved against the rules');

/* ---- arts 18, 20 and GC 6: guardian, person of reference ---- */

/*
 * No major step is taken for an unaccompanied or separated child without a
 * guardian who is in office on that day. Declared policy: GC 6 and the
 * Guidelines ask for it in the language of "should".
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'guardian_before_major_decision', '{decide,depart}', NULL,
     $$guardian_needed$$,
     $$guardian_in_office$$,
     '{}', 'bar', 'bar', 'override', 'policy', 'treaty', 'requesting',
     'GC 6 paras 33-38; UN Guidelines para 145', 'E',
     'No guardian is in office for this unaccompanied or separated child.',
     'Have a guardian appointed, then go on.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'guardian_before_major_decision', 1, 'decide', '2026-03-10',
     '{"guardian_needed": true, "guardian_in_office": true}', '{}',
     'satisfied', 'in office'),
    ('placement_abroad', 'guardian_before_major_decision', 2, 'depart', '2026-03-10',
     '{"guardian_needed": true, "guardian_in_office": false}', '{}',
     'violated', 'the guardian''s office has ended'),
    ('placement_abroad', 'guardian_before_major_decision', 3, 'decide', '2026-03-10',
     '{"guardian_needed": true}', '{}',
     'unknown', 'not recorded'),
    ('placement_abroad', 'guardian_before_major_decision', 4, 'decide', '2026-03-10',
     '{"guardian_needed": false}', '{}',
     'not_applicable', 'the child is with the parents');

/* Guardianship is kept up without a gap when a child moves on. */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'guardian_continuity', '{depart}', NULL,
     $$guardian_needed$$,
     $$guardian_gap_days <= guardian_gap_max_days$$,
     '{"guardian_gap_max_days": 0}', 'override', 'override', 'warn', 'should', 'treaty', 'requesting',
     'GC 6 para 33', 'E',
     'The child was without a guardian between two appointments.',
     'Record the appointment that covers the time between, or why there was a gap and who stood in.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'guardian_continuity', 1, 'depart', '2026-03-10',
     '{"guardian_needed": true, "guardian_gap_days": 0}', '{}',
     'satisfied', 'one follows the other'),
    ('placement_abroad', 'guardian_continuity', 2, 'depart', '2026-03-10',
     '{"guardian_needed": true, "guardian_gap_days": 12}', '{}',
     'violated', 'twelve days without'),
    ('placement_abroad', 'guardian_continuity', 3, 'depart', '2026-03-10',
     '{"guardian_needed": true}', '{}',
     'unknown', 'no appointment recorded'),
    ('placement_abroad', 'guardian_continuity', 4, 'depart', '2026-03-10',
     '{"guardian_needed": false}', '{}',
     'not_applicable', 'no guardian needed');

/*
 * Beside whoever represents the child in law stands a person of reference
 * whom the child trusts to explain what happens. The two are different
 * persons.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'person_of_reference_appointed', '{decide}', NULL,
     NULL,
     $$person_of_reference_in_office AND person_of_reference_distinct$$,
     '{}', 'override', 'override', 'warn', 'policy', 'treaty', 'requesting',
     'submission of International Social Service to CRC and CMW, part A.II.iii and B', 'S',
     'The child has no person of reference, or the legal representative was named for both.',
     'Appoint a person of reference who is not the legal representative.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'person_of_reference_appointed', 1, 'decide', '2026-03-10',
     '{"person_of_reference_in_office": true, "person_of_reference_distinct": true}', '{}',
     'satisfied', 'two persons'),
    ('placement_abroad', 'person_of_reference_appointed', 2, 'decide', '2026-03-10',
     '{"person_of_reference_in_office": true, "person_of_reference_distinct": false}', '{}',
     'violated', 'the same person for both'),
    ('placement_abroad', 'person_of_reference_appointed', 3, 'decide', '2026-03-10',
     '{}', '{}',
     'unknown', 'nothing recorded');

/*
 * In choosing care, due regard is paid to continuity of upbringing and to
 * ethnic, religious, cultural and linguistic background.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'cultural_continuity', '{decide}', NULL,
     NULL,
     $$cultural_continuity_considered$$,
     '{}', 'warn', 'warn', 'warn', 'treaty', 'treaty', 'requesting',
     'CRC art 20(3)', 'F',
     'It is not recorded that language, religion and culture were considered.',
     'Record what the placement means for the child''s language, religion and culture.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'cultural_continuity', 1, 'decide', '2026-03-10',
     '{"cultural_continuity_considered": true}', '{}',
     'satisfied', 'considered'),
    ('placement_abroad', 'cultural_continuity', 2, 'decide', '2026-03-10',
     '{"cultural_continuity_considered": false}', '{}',
     'violated', 'recorded as not considered'),
    ('placement_abroad', 'cultural_continuity', 3, 'decide', '2026-03-10',
     '{}', '{}',
     'unknown', 'blank');

/*
 * Each form of care is looked at before one is chosen: parents, relatives
 * here, relatives abroad, foster family, small group, home.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'care_options_considered', '{decide}', NULL,
     NULL,
     $$cardinality(care_options_missing) = 0$$,
     '{}', 'override', 'override', 'override', 'treaty', 'treaty', 'requesting',
     'CRC art 20(3); UN Guidelines paras 11-14', 'F',
     'Not every option of care was looked at.',
     'Record a finding for each option, also for those that were excluded.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'care_options_considered', 1, 'decide', '2026-03-10',
     '{"care_options_missing": []}', '{}',
     'satisfied', 'a finding for each'),
    ('placement_abroad', 'care_options_considered', 2, 'decide', '2026-03-10',
     '{"care_options_missing": ["kin_here"]}', '{}',
     'violated', 'relatives here were not looked at'),
    ('placement_abroad', 'care_options_considered', 3, 'decide', '2026-03-10',
     '{}', '{}',
     'unknown', 'nothing recorded');

/*
 * Every child who may be placed outside the family is asked about relatives
 * abroad.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'kin_abroad_considered', '{decide}', NULL,
     $$care_kind NOT IN ('kin', 'with_parent')$$,
     $$kin_abroad_answered$$,
     '{}', 'override', 'override', 'warn', 'policy', 'treaty', 'requesting',
     'CRC art 20(3); submission of International Social Service to CRC and CMW', 'S',
     'The child was not asked about relatives abroad.',
     'Ask the child and record the answer, also when it is no.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'kin_abroad_considered', 1, 'decide', '2026-03-10',
     '{"care_kind": "foster", "kin_abroad_answered": true}', '{}',
     'satisfied', 'asked, answer recorded'),
    ('placement_abroad', 'kin_abroad_considered', 2, 'decide', '2026-03-10',
     '{"care_kind": "foster", "kin_abroad_answered": false}', '{}',
     'violated', 'not asked'),
    ('placement_abroad', 'kin_abroad_considered', 3, 'decide', '2026-03-10',
     '{"care_kind": "foster"}', '{}',
     'unknown', 'nothing recorded'),
    ('placement_abroad', 'kin_abroad_considered', 4, 'decide', '2026-03-10',
     '{"care_kind": "kin"}', '{}',
     'not_applicable', 'the placement is with relatives');

/* ---- art 35: a missing child ---- */

/*
 * A child who goes missing is searched for at once and on both sides. The act
 * itself is protective and is never refused; what is missing becomes a duty.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'missing_child_alert', '{report_missing}', NULL,
     NULL,
     $$act.police_informed AND act.other_side_informed$$,
     '{}', 'override', 'override', 'warn', 'policy', 'treaty', 'both',
     'CRC art 35', 'F',
     'The alert for the missing child is not complete.',
     'Tell the police and the other side, and record that you did.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'missing_child_alert', 1, 'report_missing', '2026-03-10',
     '{}', '{"police_informed": true, "other_side_informed": true}',
     'satisfied', 'both told'),
    ('placement_abroad', 'missing_child_alert', 2, 'report_missing', '2026-03-10',
     '{}', '{"police_informed": true, "other_side_informed": false}',
     'violated', 'the other side was not told'),
    ('placement_abroad', 'missing_child_alert', 3, 'report_missing', '2026-03-10',
     '{}', '{}',
     'unknown', 'not recorded');
