/*
 * protocols/hc1996: the Hague Convention of 19 October 1996 on the protection
 * of children, as far as it governs placement in another Contracting State
 * (art 33) and what belongs to it.  The rules follow the articles, except that
 * art 33, the core, comes first.
 *
 * Regimes.  Almost every rule here holds for the regimes hc1996 and unknown:
 * as long as nobody has found out which instrument binds both States, the
 * placement is judged as if the Convention did, which asks for consultation,
 * report, reasons and consent as the regulations of the Union do.  The rules
 * of Brussels IIb and IIa (brussels_ii.sql) hold only where the regime was
 * found; those that ask for more than the Convention (channel, language of
 * the place) could not be obeyed before.  placement_non_contracting_state
 * (un_guidelines.sql) holds only for the regime none.
 *
 * Where art 33 does not reach: care by a parent is no "care by another"; and a
 * placement with a relative needs no consent if, and only if, the requested
 * State has said so on record.  Silence on that is "needed".  So each rule of
 * consent applies where
 *
 *     care_kind <> 'with_parent'
 *     AND NOT (care_kind = 'kin' AND relative_view = 'not_needed')
 *
 * and an unknown kind of care, or a relative nobody has asked about, leaves it
 * applying.
 *
 * Urgency (arts 11, 12) lifts nothing here: an urgent measure protects a child
 * where the child is (urgent_measure.sql).
 */

/* ---- art 33(1): when it applies ---- */

/*
 * Art 33 applies where an authority with jurisdiction under arts 5 to 10
 * contemplates placing a child in a foster family or institution, or care by
 * kafala or an analogous institution, in another Contracting State. Whether
 * it does is established before the decision; until then the case is judged
 * as if it did.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'a33_applicable', '{decide}', NULL,
     NULL,
     $$regime <> 'unknown'$$,
     '{}', 'warn', 'warn', 'warn', 'treaty', 'treaty', 'requesting',
     'HC-1996 arts 4, 33, 53, 58(3), 61', 'F',
     'It is not established which instrument governs this placement; it is judged as if art 33 did.',
     'Establish whether both States are bound towards each other, and record it with determine_regime.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'a33_applicable', 1, 'decide', '2026-03-10',
     '{"regime": "hc1996"}', '{}',
     'satisfied', 'established'),
    ('placement_abroad', 'a33_applicable', 2, 'decide', '2026-03-10',
     '{"regime": "unknown"}', '{}',
     'violated', 'not established'),
    ('placement_abroad', 'a33_applicable', 3, 'decide', '2026-03-10',
     '{}', '{}',
     'unknown', 'no regime was ever recorded');

/*
 * Art 33 binds an authority that acts under arts 5 to 10. When the placement
 * is first contemplated the article may still be open; the decision needs it
 * (jurisdiction_basis_recorded).
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'a33_acts_under_arts_5_to_10', '{contemplate}', NULL,
     $$act.regime IN ('hc1996', 'unknown')$$,
     $$act.jurisdiction_article IN ('5', '6', '7', '8', '9', '10')$$,
     '{}', 'override', 'warn', 'warn', 'treaty', 'treaty', 'requesting',
     'HC-1996 arts 5 to 10, 33(1)', 'F',
     'The authority has not shown that it acts under arts 5 to 10.',
     'State the article on which the jurisdiction rests. Arts 11 and 12 allow measures only where the child is.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'a33_acts_under_arts_5_to_10', 1, 'contemplate', '2026-03-10',
     '{}', '{"regime": "hc1996", "jurisdiction_article": "5"}',
     'satisfied', 'the child is habitually resident here'),
    ('placement_abroad', 'a33_acts_under_arts_5_to_10', 2, 'contemplate', '2026-03-10',
     '{}', '{"regime": "hc1996", "jurisdiction_article": "11"}',
     'violated', 'urgency is no basis for a placement abroad'),
    ('placement_abroad', 'a33_acts_under_arts_5_to_10', 3, 'contemplate', '2026-03-10',
     '{}', '{"regime": "hc1996"}',
     'unknown', 'not stated yet'),
    ('placement_abroad', 'a33_acts_under_arts_5_to_10', 4, 'contemplate', '2026-03-10',
     '{}', '{"regime": "brussels_iib"}',
     'not_applicable', 'Brussels IIb governs');

/*
 * Whether placing a child with relatives is a placement in a "foster family"
 * is seen differently; the requested State is asked. A consent that was given
 * makes the question idle.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'a33_relative_placement_characterised', '{decide}', '{hc1996,unknown}',
     $$care_kind = 'kin'$$,
     $$relative_view IN ('needed', 'not_needed') OR consent_given_on <= act.acted_on$$,
     '{}', 'override', 'override', 'warn', 'policy', 'treaty', 'requested',
     'HC-1996 art 33(1); English practice', '2',
     'Nobody has recorded whether the requested State wants to consent to a placement with this relative.',
     'Ask the central authority of the requested State and record its view. Until then its consent is needed.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'a33_relative_placement_characterised', 1, 'decide', '2026-03-10',
     '{"regime": "hc1996", "care_kind": "kin", "relative_view": "not_needed"}', '{}',
     'satisfied', 'asked: not needed'),
    ('placement_abroad', 'a33_relative_placement_characterised', 2, 'decide', '2026-03-10',
     '{"regime": "hc1996", "care_kind": "kin", "relative_view": "declined_to_say", "consent_given_on": "2026-03-11"}', '{}',
     'violated', 'no view, and the consent is later'),
    ('placement_abroad', 'a33_relative_placement_characterised', 3, 'decide', '2026-03-10',
     '{"regime": "hc1996", "care_kind": "kin"}', '{}',
     'unknown', 'not asked'),
    ('placement_abroad', 'a33_relative_placement_characterised', 4, 'decide', '2026-03-10',
     '{"regime": "hc1996", "care_kind": "kin", "consent_given_on": "2026-03-01"}', '{}',
     'satisfied', 'consent was given anyway'),
    ('placement_abroad', 'a33_relative_placement_characterised', 5, 'decide', '2026-03-10',
     '{"regime": "hc1996", "care_kind": "foster"}', '{}',
     'not_applicable', 'no relative');

/*
 * Nothing is asked of the requested State when the child goes to a parent.
 * That it is a parent must be proved, or the exemption becomes a way round
 * the article.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'a33_parent_outside', '{decide}', '{hc1996,unknown}',
     $$care_kind = 'with_parent'$$,
     $$carer_relationship_verified$$,
     '{}', 'bar', 'bar', 'override', 'policy', 'treaty', 'both',
     'HC-1996 arts 3(e), 33(1)', 'F',
     'The placement is treated as one with a parent, and parentage is not proved.',
     'Prove parentage, or ask for the consent of the requested State.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'a33_parent_outside', 1, 'decide', '2026-03-10',
     '{"care_kind": "with_parent", "carer_relationship_verified": true}', '{}',
     'satisfied', 'proved'),
    ('placement_abroad', 'a33_parent_outside', 2, 'decide', '2026-03-10',
     '{"care_kind": "with_parent", "carer_relationship_verified": false}', '{}',
     'violated', 'disproved'),
    ('placement_abroad', 'a33_parent_outside', 3, 'decide', '2026-03-10',
     '{"care_kind": "with_parent"}', '{}',
     'unknown', 'claimed only'),
    ('placement_abroad', 'a33_parent_outside', 4, 'decide', '2026-03-10',
     '{"care_kind": "kin"}', '{}',
     'not_applicable', 'not a parent');

/*
 * Adoption, and what prepares it, is outside the Convention: this procedure
 * does not lead to it.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'adoption_not_by_this_procedure', '{decide}', NULL,
     NULL,
     $$care_kind <> 'adoption'$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'requesting',
     'HC-1996 art 4(b); HC-1993', 'F',
     'An adoption cannot be decided as a placement.',
     'Use the procedure for intercountry adoption.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'adoption_not_by_this_procedure', 1, 'decide', '2026-03-10',
     '{"care_kind": "kafala"}', '{}',
     'satisfied', 'kafala is no adoption'),
    ('placement_abroad', 'adoption_not_by_this_procedure', 2, 'decide', '2026-03-10',
     '{"care_kind": "adoption"}', '{}',
     'violated', 'adoption'),
    ('placement_abroad', 'adoption_not_by_this_procedure', 3, 'decide', '2026-03-10',
     '{}', '{}',
     'unknown', 'the kind of care is not recorded');

/* ---- art 33(1): consultation, report, reasons ---- */

/*
 * The authority shall first consult the Central Authority or other competent
 * authority of the other State.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'a33_consulted_first', '{decide}', '{hc1996,unknown}',
     $$care_kind <> 'with_parent' AND NOT (care_kind = 'kin' AND relative_view = 'not_needed')$$,
     $$consultation_opened_on <= act.acted_on$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'requesting',
     'HC-1996 art 33(1)', 'F',
     'The requested State was not consulted before this decision.',
     'Open the consultation with its central or competent authority, then transmit the report.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'a33_consulted_first', 1, 'decide', '2026-03-10',
     '{"regime": "hc1996", "care_kind": "foster", "consultation_opened_on": "2026-01-15"}', '{}',
     'satisfied', 'consulted first'),
    ('placement_abroad', 'a33_consulted_first', 2, 'decide', '2026-03-10',
     '{"regime": "hc1996", "care_kind": "foster", "consultation_opened_on": "2026-03-11"}', '{}',
     'violated', 'consulted the day after'),
    ('placement_abroad', 'a33_consulted_first', 3, 'decide', '2026-03-10',
     '{"regime": "hc1996", "care_kind": "foster"}', '{}',
     'unknown', 'no consultation on record'),
    ('placement_abroad', 'a33_consulted_first', 4, 'decide', '2026-03-10',
     '{"regime": "hc1996", "care_kind": "kin", "relative_view": "not_needed"}', '{}',
     'not_applicable', 'the requested State does not want to be asked about this relative'),
    ('placement_abroad', 'a33_consulted_first', 5, 'decide', '2026-03-10',
     '{"regime": "hc1996", "care_kind": "kin", "consultation_opened_on": "2026-03-11"}', '{}',
     'violated', 'a relative nobody asked about: treated as needed');

/*
 * Whom to consult: the Central Authority or another competent authority;
 * where the State has designated authorities for requests under art 33,
 * those.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'a33_consultation_addressee', '{open_consultation}', '{hc1996,unknown}',
     NULL,
     $$act.addressee_role IN ('central_authority', 'designated_authority')
       OR (act.addressee_role = 'competent_authority' AND NOT designation_under_art44)$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'requesting',
     'HC-1996 arts 29, 33(1), 44', 'F',
     'The consultation is not addressed to the right authority.',
     'Address the central authority, or the authority designated under art 44.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'a33_consultation_addressee', 1, 'open_consultation', '2026-03-10',
     '{"regime": "hc1996"}', '{"addressee_role": "central_authority"}',
     'satisfied', 'central authority'),
    ('placement_abroad', 'a33_consultation_addressee', 2, 'open_consultation', '2026-03-10',
     '{"regime": "hc1996"}', '{"addressee_role": "other"}',
     'violated', 'a care home'),
    ('placement_abroad', 'a33_consultation_addressee', 3, 'open_consultation', '2026-03-10',
     '{"regime": "hc1996"}', '{}',
     'unknown', 'not stated'),
    ('placement_abroad', 'a33_consultation_addressee', 4, 'open_consultation', '2026-03-10',
     '{"regime": "hc1996", "designation_under_art44": false}', '{"addressee_role": "competent_authority"}',
     'satisfied', 'a competent authority, none designated'),
    ('placement_abroad', 'a33_consultation_addressee', 5, 'open_consultation', '2026-03-10',
     '{"regime": "hc1996"}', '{"addressee_role": "competent_authority"}',
     'unknown', 'competent, but perhaps another is designated');

/* The report goes to the authority that is to be consulted. */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'a33_right_addressee', '{transmit_report}', '{hc1996,unknown}',
     NULL,
     $$addressee_role IN ('central_authority', 'designated_authority')
       OR (addressee_role = 'competent_authority' AND NOT designation_under_art44)$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'requesting',
     'HC-1996 arts 29, 33(1), 44', 'F',
     'The report is not addressed to the central authority or an authority designated for such requests.',
     'Address the central authority, or the authority designated under art 44.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'a33_right_addressee', 1, 'transmit_report', '2026-03-10',
     '{"regime": "hc1996", "addressee_role": "designated_authority"}', '{}',
     'satisfied', 'designated'),
    ('placement_abroad', 'a33_right_addressee', 2, 'transmit_report', '2026-03-10',
     '{"regime": "hc1996", "addressee_role": "other"}', '{}',
     'violated', 'a care home'),
    ('placement_abroad', 'a33_right_addressee', 3, 'transmit_report', '2026-03-10',
     '{"regime": "hc1996"}', '{}',
     'unknown', 'not recorded'),
    ('placement_abroad', 'a33_right_addressee', 4, 'transmit_report', '2026-03-10',
     '{"regime": "hc1996", "addressee_role": "competent_authority", "designation_under_art44": true}', '{}',
     'violated', 'another authority is designated');

/*
 * To that effect it shall transmit a report on the child. What goes out is
 * recorded as a transmission first, then the act transmit_report.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'a33_report_transmitted', '{transmit_report,decide}', '{hc1996,unknown}',
     $$care_kind <> 'with_parent' AND NOT (care_kind = 'kin' AND relative_view = 'not_needed')$$,
     $$report_transmitted_on <= act.acted_on$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'requesting',
     'HC-1996 art 33(1)', 'F',
     'No report on the child was sent to the requested State.',
     'Send the report and record the transmission.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'a33_report_transmitted', 1, 'transmit_report', '2026-03-10',
     '{"regime": "hc1996", "care_kind": "foster", "report_transmitted_on": "2026-03-10"}', '{}',
     'satisfied', 'sent the same day'),
    ('placement_abroad', 'a33_report_transmitted', 2, 'decide', '2026-03-10',
     '{"regime": "hc1996", "care_kind": "foster", "report_transmitted_on": "2026-03-12"}', '{}',
     'violated', 'sent after the decision'),
    ('placement_abroad', 'a33_report_transmitted', 3, 'transmit_report', '2026-03-10',
     '{"regime": "hc1996", "care_kind": "foster"}', '{}',
     'unknown', 'no report on record');

/* ... together with the reasons for the proposed placement or care. */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'a33_reasons_transmitted', '{transmit_report,decide}', '{hc1996,unknown}',
     $$care_kind <> 'with_parent' AND NOT (care_kind = 'kin' AND relative_view = 'not_needed')$$,
     $$reasons_transmitted$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'requesting',
     'HC-1996 art 33(1)', 'F',
     'The reasons for the proposed placement were not sent.',
     'Send the reasons and record the transmission.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'a33_reasons_transmitted', 1, 'transmit_report', '2026-03-10',
     '{"regime": "hc1996", "care_kind": "foster", "reasons_transmitted": true}', '{}',
     'satisfied', 'sent'),
    ('placement_abroad', 'a33_reasons_transmitted', 2, 'decide', '2026-03-10',
     '{"regime": "hc1996", "care_kind": "foster", "reasons_transmitted": false}', '{}',
     'violated', 'the report went without reasons'),
    ('placement_abroad', 'a33_reasons_transmitted', 3, 'transmit_report', '2026-03-10',
     '{"regime": "hc1996", "care_kind": "foster"}', '{}',
     'unknown', 'not recorded');

/*
 * What a report contains is not fixed by the Convention. The list is that of
 * Brussels IIb art 82(1) and of practice: identity, situation, health,
 * education, family, views, proposed carer, duration, contact plan, funding,
 * immigration status, proposal for follow-up.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'a33_report_contents', '{transmit_report}', '{hc1996,unknown}',
     NULL,
     $$cardinality(report_contents_missing) = 0$$,
     '{}', 'override', 'override', 'warn', 'policy', 'treaty', 'requesting',
     'HC-1996 art 33(1); practice', 'E',
     'The report on the child leaves points blank.',
     'Complete the report, or record why a point must stay open.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'a33_report_contents', 1, 'transmit_report', '2026-03-10',
     '{"regime": "hc1996", "report_contents_missing": []}', '{}',
     'satisfied', 'complete'),
    ('placement_abroad', 'a33_report_contents', 2, 'transmit_report', '2026-03-10',
     '{"regime": "hc1996", "report_contents_missing": ["funding", "immigration_status"]}', '{}',
     'violated', 'two points blank'),
    ('placement_abroad', 'a33_report_contents', 3, 'transmit_report', '2026-03-10',
     '{"regime": "hc1996"}', '{}',
     'unknown', 'no report on record');

/* ---- art 33(2): only if the requested State has consented ---- */

/*
 * The decision on the placement may be made in the requesting State only if
 * the Central Authority or other competent authority of the requested State
 * has consented. A consent that was withdrawn is none; a refusal is none.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'a33_consent_given', '{decide,depart}', '{hc1996,unknown}',
     $$care_kind <> 'with_parent' AND NOT (care_kind = 'kin' AND relative_view = 'not_needed')$$,
     $$consent_given_on <= act.acted_on
       AND NOT consent_refused
       AND NOT consent_withdrawn$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'requested',
     'HC-1996 art 33(2)', 'F',
     'The requested State has not consented to this placement.',
     'Wait for its consent, or ask it what it misses. The placement cannot be decided without it.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'a33_consent_given', 1, 'decide', '2026-03-10',
     '{"regime": "hc1996", "care_kind": "foster", "consent_given_on": "2026-03-01", "consent_refused": false, "consent_withdrawn": false}', '{}',
     'satisfied', 'consented'),
    ('placement_abroad', 'a33_consent_given', 2, 'decide', '2026-03-10',
     '{"regime": "hc1996", "care_kind": "foster", "consent_refused": true, "consent_withdrawn": false}', '{}',
     'violated', 'refused'),
    ('placement_abroad', 'a33_consent_given', 3, 'depart', '2026-03-10',
     '{"regime": "hc1996", "care_kind": "foster", "consent_given_on": "2026-03-01", "consent_refused": false, "consent_withdrawn": true}', '{}',
     'violated', 'withdrawn between decision and departure'),
    ('placement_abroad', 'a33_consent_given', 4, 'decide', '2026-03-10',
     '{"regime": "hc1996", "care_kind": "foster", "consent_refused": false, "consent_withdrawn": false}', '{}',
     'unknown', 'not answered yet'),
    ('placement_abroad', 'a33_consent_given', 5, 'decide', '2026-03-10',
     '{"care_kind": "foster", "consent_refused": false, "consent_withdrawn": false}', '{}',
     'unknown', 'regime unknown: judged as if art 33 applied'),
    ('placement_abroad', 'a33_consent_given', 6, 'decide', '2026-03-10',
     '{"regime": "hc1996", "care_kind": "with_parent"}', '{}',
     'not_applicable', 'with a parent'),
    ('placement_abroad', 'a33_consent_given', 7, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster"}', '{}',
     'not_applicable', 'Brussels IIb has its own rule'),
    ('placement_abroad', 'a33_consent_given', 8, 'decide', '2026-03-10',
     '{"regime": "none", "care_kind": "foster"}', '{}',
     'not_applicable', 'no convention between the two States');

/*
 * Silence is never consent. "Only if it has consented" asks for an
 * affirmative answer; a reply clock that has run out is a reason to escalate
 * and nothing else.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'a33_silence_is_not_consent', '{decide}', '{hc1996,unknown}',
     $$care_kind <> 'with_parent' AND NOT (care_kind = 'kin' AND relative_view = 'not_needed')$$,
     $$answer_given IN ('consent', 'consent_with_conditions')$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'requested',
     'HC-1996 art 33(2)', 'F',
     'There is no affirmative answer. However much time has passed, silence is not consent.',
     'Remind the requested State, central authority to central authority; then the liaison judge or the diplomatic way.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'a33_silence_is_not_consent', 1, 'decide', '2026-03-10',
     '{"regime": "hc1996", "care_kind": "foster", "answer_given": "consent"}', '{}',
     'satisfied', 'an answer, and it is yes'),
    ('placement_abroad', 'a33_silence_is_not_consent', 2, 'decide', '2026-03-10',
     '{"regime": "hc1996", "care_kind": "foster", "answer_given": "refusal"}', '{}',
     'violated', 'an answer, and it is no'),
    ('placement_abroad', 'a33_silence_is_not_consent', 3, 'decide', '2027-03-10',
     '{"regime": "hc1996", "care_kind": "foster"}', '{}',
     'unknown', 'a year without an answer'),
    ('placement_abroad', 'a33_silence_is_not_consent', 4, 'decide', '2026-03-10',
     '{"regime": "hc1996", "care_kind": "kin", "relative_view": "not_needed"}', '{}',
     'not_applicable', 'nothing was to be answered');

/*
 * The decision comes after the consent. Both days count, not the days of
 * recording; acts of one day follow their order in the journal.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'a33_decide_only_after', '{decide}', '{hc1996,unknown}',
     $$care_kind <> 'with_parent' AND NOT (care_kind = 'kin' AND relative_view = 'not_needed')$$,
     $$consent_given_on <= act.acted_on$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'both',
     'HC-1996 art 33(2)', 'F',
     'The decision would bear an earlier day than the consent.',
     'Decide after the consent.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'a33_decide_only_after', 1, 'decide', '2026-03-05',
     '{"regime": "hc1996", "care_kind": "foster", "consent_given_on": "2026-03-01"}', '{}',
     'satisfied', 'consent 1 March, decision 5 March'),
    ('placement_abroad', 'a33_decide_only_after', 2, 'decide', '2026-03-05',
     '{"regime": "hc1996", "care_kind": "foster", "consent_given_on": "2026-03-06"}', '{}',
     'violated', 'decision first'),
    ('placement_abroad', 'a33_decide_only_after', 3, 'decide', '2026-03-05',
     '{"regime": "hc1996", "care_kind": "foster"}', '{}',
     'unknown', 'no consent on record');

/*
 * A consent of 1 March that was recorded on 10 March makes a decision of 5
 * March lawful, but nobody knew it on the 5th. Whoever decided did so without
 * seeing the consent: that is worth a warning.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'consent_known_when_decided', '{decide}', '{hc1996,unknown}',
     $$care_kind <> 'with_parent' AND NOT (care_kind = 'kin' AND (relative_view = 'not_needed' OR relative_exempt_notified))$$,
     $$consent_recorded_on <= act.acted_on$$,
     '{}', 'warn', 'warn', 'warn', 'policy', 'treaty', 'both',
     'policy', 'F',
     'The consent was recorded only after the day of the decision.',
     'Check on what the decision was based, and note it.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'consent_known_when_decided', 1, 'decide', '2026-03-05',
     '{"regime": "hc1996", "care_kind": "foster", "consent_recorded_on": "2026-03-02"}', '{}',
     'satisfied', 'known'),
    ('placement_abroad', 'consent_known_when_decided', 2, 'decide', '2026-03-05',
     '{"regime": "hc1996", "care_kind": "foster", "consent_recorded_on": "2026-03-10"}', '{}',
     'violated', 'recorded later'),
    ('placement_abroad', 'consent_known_when_decided', 3, 'decide', '2026-03-05',
     '{"regime": "hc1996", "care_kind": "foster"}', '{}',
     'unknown', 'no consent on record'),
    ('placement_abroad', 'consent_known_when_decided', 4, 'decide', '2026-03-05',
     '{"regime": "hc1996", "care_kind": "kin", "relative_view": "not_needed"}', '{}',
     'not_applicable', 'no consent was needed'),
    ('placement_abroad', 'consent_known_when_decided', 5, 'decide', '2026-03-05',
     '{"regime": "brussels_iib", "care_kind": "foster", "consent_recorded_on": "2026-03-10"}', '{}',
     'not_applicable', 'Brussels IIb has its own rule');

/*
 * ... taking into account the child's best interests: the authority that
 * consents records that it considered them.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'a33_consent_considers_interests', '{consent,consent_with_conditions}', '{hc1996,unknown}',
     NULL,
     $$act.interests_considered$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'requested',
     'HC-1996 art 33(2)', 'F',
     'The consent does not record that the child''s best interests were considered.',
     'Consider them, and record it with the consent.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'a33_consent_considers_interests', 1, 'consent', '2026-03-10',
     '{"regime": "hc1996"}', '{"interests_considered": true}',
     'satisfied', 'considered'),
    ('placement_abroad', 'a33_consent_considers_interests', 2, 'consent', '2026-03-10',
     '{"regime": "hc1996"}', '{"interests_considered": false}',
     'violated', 'recorded as not considered'),
    ('placement_abroad', 'a33_consent_considers_interests', 3, 'consent_with_conditions', '2026-03-10',
     '{"regime": "hc1996"}', '{}',
     'unknown', 'blank');

/*
 * It is an authority that consents: the Central Authority or another
 * competent authority. That a home or a carer agrees to take the child is not
 * consent.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'a33_consent_by_competent', '{consent,consent_with_conditions,transcribe_consent,regularise_consent}', '{hc1996,unknown}',
     NULL,
     $$act.given_by IN ('competent_authority', 'central_authority')$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'requested',
     'HC-1996 art 33(2); CJEU C-92/12 PPU on the parallel in the Union', 'F',
     'Whoever consents here is not a competent authority of the requested State.',
     'Obtain the consent of the competent authority.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'a33_consent_by_competent', 1, 'consent', '2026-03-10',
     '{"regime": "hc1996"}', '{"given_by": "competent_authority"}',
     'satisfied', 'competent authority'),
    ('placement_abroad', 'a33_consent_by_competent', 2, 'transcribe_consent', '2026-03-10',
     '{"regime": "hc1996"}', '{"given_by": "institution", "document": "letter 7"}',
     'violated', 'the home accepts the child'),
    ('placement_abroad', 'a33_consent_by_competent', 3, 'consent', '2026-03-10',
     '{"regime": "hc1996"}', '{}',
     'unknown', 'not stated');

/*
 * The same, looked at from the decision: a consent may have been recorded
 * while another regime was thought to govern.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'a33_consent_relied_on', '{decide}', '{hc1996,unknown}',
     $$care_kind <> 'with_parent' AND NOT (care_kind = 'kin' AND relative_view = 'not_needed')$$,
     $$consent_authority_role IN ('competent_authority', 'central_authority')$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'requested',
     'HC-1996 art 33(2)', 'F',
     'The consent on record was not given by a competent authority.',
     'Obtain the consent of the competent authority.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'a33_consent_relied_on', 1, 'decide', '2026-03-10',
     '{"regime": "hc1996", "care_kind": "foster", "consent_authority_role": "competent_authority"}', '{}',
     'satisfied', 'competent authority'),
    ('placement_abroad', 'a33_consent_relied_on', 2, 'decide', '2026-03-10',
     '{"regime": "hc1996", "care_kind": "foster", "consent_authority_role": "institution"}', '{}',
     'violated', 'acceptance by a home'),
    ('placement_abroad', 'a33_consent_relied_on', 3, 'decide', '2026-03-10',
     '{"regime": "hc1996", "care_kind": "foster"}', '{}',
     'unknown', 'no consent on record');

/*
 * What the giver attached to the consent is part of it: each condition is
 * met, or waived by the giver, when the consent is used.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'a33_conditions_met', '{decide,depart}', '{hc1996,unknown}',
     $$care_kind <> 'with_parent' AND NOT (care_kind = 'kin' AND relative_view = 'not_needed')$$,
     $$conditions_open = 0$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'both',
     'HC-1996 art 33(2), by inference', 'F',
     'Conditions of the consent are neither met nor waived.',
     'Meet each condition, or ask the authority that set it to waive it.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'a33_conditions_met', 1, 'decide', '2026-03-10',
     '{"regime": "hc1996", "care_kind": "foster", "conditions_open": 0}', '{}',
     'satisfied', 'none open'),
    ('placement_abroad', 'a33_conditions_met', 2, 'depart', '2026-03-10',
     '{"regime": "hc1996", "care_kind": "foster", "conditions_open": 1}', '{}',
     'violated', 'a school place is still missing'),
    ('placement_abroad', 'a33_conditions_met', 3, 'decide', '2026-03-10',
     '{"regime": "hc1996", "care_kind": "foster"}', '{}',
     'unknown', 'not known');

/*
 * Consent is given for this child, this carer, this place, this kind of care,
 * this time.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'a33_consent_matches', '{decide,depart}', '{hc1996,unknown}',
     $$care_kind <> 'with_parent' AND NOT (care_kind = 'kin' AND relative_view = 'not_needed')$$,
     $$cardinality(consent_mismatches) = 0$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'requested',
     'HC-1996 art 33(2), by inference', 'F',
     'The placement differs from what the requested State consented to.',
     'Place as consented, or ask for a consent to the changed plan.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'a33_consent_matches', 1, 'decide', '2026-03-10',
     '{"regime": "hc1996", "care_kind": "foster", "consent_mismatches": []}', '{}',
     'satisfied', 'as consented'),
    ('placement_abroad', 'a33_consent_matches', 2, 'decide', '2026-03-10',
     '{"regime": "hc1996", "care_kind": "foster", "consent_mismatches": ["carer"]}', '{}',
     'violated', 'another carer'),
    ('placement_abroad', 'a33_consent_matches', 3, 'decide', '2026-03-10',
     '{"regime": "hc1996", "care_kind": "foster"}', '{}',
     'unknown', 'no consent on record');

/* A consent that is valid to a day is none on the next. */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'a33_consent_not_expired', '{decide,depart}', '{hc1996,unknown}',
     $$care_kind <> 'with_parent' AND NOT (care_kind = 'kin' AND relative_view = 'not_needed')$$,
     $$consent_valid_to >= act.acted_on$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'requested',
     'HC-1996 art 33(2), by inference', 'F',
     'The consent is not valid on this day.',
     'Ask the requested State to extend it.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'a33_consent_not_expired', 1, 'depart', '2026-05-31',
     '{"regime": "hc1996", "care_kind": "foster", "consent_valid_to": "2026-05-31"}', '{}',
     'satisfied', 'the last day'),
    ('placement_abroad', 'a33_consent_not_expired', 2, 'depart', '2026-06-01',
     '{"regime": "hc1996", "care_kind": "foster", "consent_valid_to": "2026-05-31"}', '{}',
     'violated', 'the day after'),
    ('placement_abroad', 'a33_consent_not_expired', 3, 'decide', '2030-01-01',
     '{"regime": "hc1996", "care_kind": "foster", "consent_valid_to": "infinity"}', '{}',
     'satisfied', 'given without end'),
    ('placement_abroad', 'a33_consent_not_expired', 4, 'decide', '2026-03-10',
     '{"regime": "hc1996", "care_kind": "foster"}', '{}',
     'unknown', 'no consent on record');

/* An expiry is recorded when it has come, not before. */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'consent_has_expired', '{record_consent_expiry}', NULL,
     NULL,
     $$consent_valid_to < act.acted_on$$,
     '{}', 'bar', 'bar', 'bar', 'policy', 'treaty', 'both',
     'HC-1996 art 33(2), by inference', 'F',
     'The consent has not run out on this day.',
     'The requested State may withdraw its consent; otherwise it stands until its last day.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'consent_has_expired', 1, 'record_consent_expiry', '2026-06-01',
     '{"consent_valid_to": "2026-05-31"}', '{}',
     'satisfied', 'the day after'),
    ('placement_abroad', 'consent_has_expired', 2, 'record_consent_expiry', '2026-05-31',
     '{"consent_valid_to": "2026-05-31"}', '{}',
     'violated', 'still the last day'),
    ('placement_abroad', 'consent_has_expired', 3, 'record_consent_expiry', '2026-06-01',
     '{}', '{}',
     'unknown', 'no consent on record');

/*
 * A stay that is longer than the one consented to needs a new consent first.
 * For the regulations the Court has said so; under the Convention it is
 * declared policy.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'a33_extension_needs_consent', '{extend_placement}', '{hc1996,unknown}',
     $$care_kind <> 'with_parent' AND NOT (care_kind = 'kin' AND relative_view = 'not_needed')$$,
     $$act.until <= consent_placement_until$$,
     '{}', 'bar', 'bar', 'override', 'policy', 'treaty', 'requested',
     'HC-1996 art 33(2); CJEU C-92/12 PPU, ruling 4, by analogy', 'F',
     'The placement would last longer than the requested State consented to.',
     'Ask the requested State to extend its consent first.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'a33_extension_needs_consent', 1, 'extend_placement', '2026-03-10',
     '{"regime": "hc1996", "care_kind": "foster", "consent_placement_until": "2026-12-31"}', '{"until": "2026-12-31"}',
     'satisfied', 'within'),
    ('placement_abroad', 'a33_extension_needs_consent', 2, 'extend_placement', '2026-03-10',
     '{"regime": "hc1996", "care_kind": "foster", "consent_placement_until": "2026-12-31"}', '{"until": "2027-06-30"}',
     'violated', 'beyond'),
    ('placement_abroad', 'a33_extension_needs_consent', 3, 'extend_placement', '2026-03-10',
     '{"regime": "hc1996", "care_kind": "foster"}', '{"until": "2027-06-30"}',
     'unknown', 'no consent on record');

/*
 * No child leaves before the decision is in force. This holds under every
 * instrument.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'a33_no_departure_before_decision', '{depart,arrive}', NULL,
     NULL,
     $$decision_in_force$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'requesting',
     'HC-1996 art 33(2); Brussels IIb art 82(5); UN Guidelines para 57', 'F',
     'No decision to place the child is in force.',
     'Decide first. A child who has already left or arrived is recorded as such, and the case is put right.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'a33_no_departure_before_decision', 1, 'depart', '2026-03-10',
     '{"decision_in_force": true}', '{}',
     'satisfied', 'decided'),
    ('placement_abroad', 'a33_no_departure_before_decision', 2, 'depart', '2026-03-10',
     '{"decision_in_force": false}', '{}',
     'violated', 'not decided'),
    ('placement_abroad', 'a33_no_departure_before_decision', 3, 'arrive', '2026-03-10',
     '{}', '{}',
     'unknown', 'nothing known of a decision');

/*
 * A child who left, or a decision that was made, without the consent of the
 * requested State was placed without it.  "Only if it has consented" looks at
 * the day of the decision: a consent that comes later allows a new decision
 * and makes the old one no better.  What is left is to bring the child back,
 * or that the State where the child is takes a measure of its own.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'absence_of_consent_not_cured', '{cure}', NULL,
     $$act.ground IN ('consent_regularised', 'made_good')$$,
     $$NOT act.target_findings && ARRAY['a33_consent_given', 'a33_silence_is_not_consent',
                                        'a33_decide_only_after', 'a33_consent_by_competent',
                                        'a33_consent_relied_on', 'a33_consent_matches',
                                        'a33_consent_not_expired', 'a33_extension_needs_consent']$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'both',
     'HC-1996 art 33(2)', 'F',
     'What this act lacks is the consent of the requested State. A consent that comes later does not cure that.',
     'Bring the child back, or ask the State where the child is to take its own measure; with a consent the placement can be decided anew.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'absence_of_consent_not_cured', 1, 'cure', '2026-03-20',
     '{"regime": "hc1996"}', '{"ground": "made_good", "target_act": "depart", "target_findings": ["file_follows_child"]}',
     'satisfied', 'consent was there; the file was not'),
    ('placement_abroad', 'absence_of_consent_not_cured', 2, 'cure', '2026-03-20',
     '{"regime": "hc1996", "consent_given_on": "2026-03-15"}', '{"ground": "consent_regularised", "target_act": "depart", "target_findings": ["a33_consent_given", "a33_no_departure_before_decision"]}',
     'violated', 'left on 10 March, consented to on the 15th'),
    ('placement_abroad', 'absence_of_consent_not_cured', 3, 'cure', '2026-03-20',
     '{"regime": "hc1996"}', '{"ground": "made_good", "made_good": ["a33_consent_relied_on"], "target_act": "decide", "target_findings": ["a33_consent_relied_on"]}',
     'violated', 'the home had agreed, no authority'),
    ('placement_abroad', 'absence_of_consent_not_cured', 4, 'cure', '2026-03-20',
     '{"regime": "hc1996"}', '{"ground": "made_good"}',
     'unknown', 'what stands against the act is not known'),
    ('placement_abroad', 'absence_of_consent_not_cured', 5, 'cure', '2026-03-20',
     '{"regime": "hc1996"}', '{"ground": "child_returned", "target_act": "depart", "target_findings": ["a33_consent_given"]}',
     'not_applicable', 'the child is back');

/*
 * The giver's conditions are part of the consent, so an open one leaves the
 * consent unused.  That it was met, or waived by the giver, soon after may
 * cure the act: declared policy, because the text does not speak of it.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'conditions_made_good', '{cure}', NULL,
     $$act.ground IN ('consent_regularised', 'made_good')
       AND act.target_findings && ARRAY['a33_conditions_met', 'b2b_conditions_met']$$,
     $$conditions_open = 0$$,
     '{}', 'bar', 'bar', 'bar', 'policy', 'treaty', 'both',
     'HC-1996 art 33(2), by inference', 'F',
     'Conditions of the consent are still neither met nor waived.',
     'Meet each condition, or ask the authority that set it to waive it; then cure.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'conditions_made_good', 1, 'cure', '2026-03-20',
     '{"regime": "hc1996", "conditions_open": 0}', '{"ground": "made_good", "target_act": "depart", "target_findings": ["a33_conditions_met"]}',
     'satisfied', 'the school place came after the departure'),
    ('placement_abroad', 'conditions_made_good', 2, 'cure', '2026-03-20',
     '{"regime": "hc1996", "conditions_open": 1}', '{"ground": "made_good", "target_act": "depart", "target_findings": ["a33_conditions_met"]}',
     'violated', 'there is still none'),
    ('placement_abroad', 'conditions_made_good', 3, 'cure', '2026-03-20',
     '{"regime": "hc1996"}', '{"ground": "made_good", "target_act": "depart", "target_findings": ["a33_conditions_met"]}',
     'unknown', 'not recorded'),
    ('placement_abroad', 'conditions_made_good', 4, 'cure', '2026-03-20',
     '{"regime": "hc1996"}', '{"ground": "made_good", "target_act": "depart", "target_findings": ["file_follows_child"]}',
     'not_applicable', 'no condition was open');

/*
 * Whoever takes a consent away as recorded by mistake knows what rests on it.
 * A consent by which the authority no longer stands is withdrawn; an
 * annulment says that it was never given.  The annulment is judged as though
 * the consent were gone, and with it the decision: what is left to see is that
 * the child is away.  (A recorded act always has a state before it; a worked
 * case has none, and is judged on the rest.)
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'annul_of_relied_consent', '{annul}', NULL,
     $$act.target_act IN ('consent', 'consent_with_conditions', 'transcribe_consent', 'regularise_consent',
                          'extend_consent', 'transcribe_extension', 'obtain_assurance')$$,
     $$NOT decision_in_force
       AND NOT COALESCE(act.from_state IN ('departed', 'arrived', 'followed_up', 'recognition_refused'), false)$$,
     '{}', 'warn', 'warn', 'warn', 'policy', 'treaty', 'both',
     'HC-1996 art 33(2), by inference', 'F',
     'The child has left, or a decision stands, and may rest on this consent.',
     'Annul it only if it was never given. The decision and the departure are judged again; tell the other side at once where the child is.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'annul_of_relied_consent', 1, 'annul', '2026-03-20',
     '{"decision_in_force": false}', '{"cause": "recorded_twice", "target_act": "consent"}',
     'satisfied', 'nothing was decided on it, and the child is here'),
    ('placement_abroad', 'annul_of_relied_consent', 2, 'annul', '2026-03-20',
     '{"decision_in_force": true}', '{"cause": "wrong_subject", "target_act": "consent"}',
     'violated', 'the consent was for a sibling, and a decision stands all the same'),
    ('placement_abroad', 'annul_of_relied_consent', 3, 'annul', '2026-03-20',
     '{}', '{"cause": "wrong_subject", "target_act": "transcribe_consent"}',
     'unknown', 'not known whether a decision stands'),
    ('placement_abroad', 'annul_of_relied_consent', 4, 'annul', '2026-03-20',
     '{"decision_in_force": true}', '{"cause": "recorded_twice", "target_act": "acknowledge"}',
     'not_applicable', 'no consent');

/*
 * Each sibling who is to travel has a consent of its own. One sibling's
 * consent says nothing about another.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'a33_sibling_consents_complete', '{depart}', NULL,
     NULL,
     $$sibling_consents_outstanding = 0$$,
     '{}', 'override', 'override', 'override', 'should', 'treaty', 'requested',
     'HC-1996 art 33; UN Guidelines para 17', 'B',
     'The consent for a sibling, or the assurance where no instrument binds both States, is outstanding.',
     'Wait for it, or record why this child leaves first.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'a33_sibling_consents_complete', 1, 'depart', '2026-03-10',
     '{"sibling_consents_outstanding": 0}', '{}',
     'satisfied', 'all have theirs'),
    ('placement_abroad', 'a33_sibling_consents_complete', 2, 'depart', '2026-03-10',
     '{"sibling_consents_outstanding": 1}', '{}',
     'violated', 'one is outstanding'),
    ('placement_abroad', 'a33_sibling_consents_complete', 3, 'depart', '2026-03-10',
     '{}', '{}',
     'unknown', 'not known');

/* ---- art 4(j): immigration stays outside ---- */

/*
 * The Convention does not reach decisions on immigration: a consent under art
 * 33 is no permission to enter or stay. That such a permission is needed is
 * the law of each State; that no child leaves without is declared policy.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'a33_immigration_clearance', '{depart}', NULL,
     NULL,
     $$immigration_clearance$$,
     '{}', 'bar', 'bar', 'override', 'policy', 'treaty', 'both',
     'HC-1996 art 4(j)', 'F',
     'It is not shown that the child may enter and stay in the requested State.',
     'Obtain the permission, or record that none is needed.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'a33_immigration_clearance', 1, 'depart', '2026-03-10',
     '{"immigration_clearance": true}', '{}',
     'satisfied', 'permission, or none needed'),
    ('placement_abroad', 'a33_immigration_clearance', 2, 'depart', '2026-03-10',
     '{"immigration_clearance": false}', '{}',
     'violated', 'refused'),
    ('placement_abroad', 'a33_immigration_clearance', 3, 'depart', '2026-03-10',
     '{}', '{}',
     'unknown', 'not checked');

/* ---- arts 5 to 12, 23(2)(a): jurisdiction ---- */

/* A measure rests on one of the articles 5 to 12. */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'jurisdiction_basis_recorded', '{decide}', '{hc1996,unknown}',
     NULL,
     $$jurisdiction_article IN ('5', '6', '7', '8', '9', '10', '11', '12')$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'requesting',
     'HC-1996 arts 5 to 12, 23(2)(a)', 'F',
     'The basis of jurisdiction is not recorded.',
     'Record the article on which the jurisdiction of the placing authority rests.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'jurisdiction_basis_recorded', 1, 'decide', '2026-03-10',
     '{"regime": "hc1996", "jurisdiction_article": "5"}', '{}',
     'satisfied', 'habitual residence'),
    ('placement_abroad', 'jurisdiction_basis_recorded', 2, 'decide', '2026-03-10',
     '{"regime": "hc1996", "jurisdiction_article": "21"}', '{}',
     'violated', 'no article on jurisdiction'),
    ('placement_abroad', 'jurisdiction_basis_recorded', 3, 'decide', '2026-03-10',
     '{"regime": "hc1996"}', '{}',
     'unknown', 'not recorded');

/*
 * Arts 11 and 12 allow an authority to protect a child who is in its
 * territory, and no more. They are no way round art 33: moving the child
 * abroad needs an authority with jurisdiction under arts 5 to 10, and
 * consent.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'a33_not_bypassed_by_urgency', '{decide,depart}', '{hc1996,unknown}',
     NULL,
     $$jurisdiction_article NOT IN ('11', '12')$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'requesting',
     'HC-1996 arts 11, 12, 33', 'F',
     'An urgent or provisional measure cannot place a child in another State.',
     'Protect the child where the child is; leave the placement to the authority under arts 5 to 10.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'a33_not_bypassed_by_urgency', 1, 'decide', '2026-03-10',
     '{"regime": "hc1996", "jurisdiction_article": "8"}', '{}',
     'satisfied', 'jurisdiction was transferred'),
    ('placement_abroad', 'a33_not_bypassed_by_urgency', 2, 'decide', '2026-03-10',
     '{"regime": "hc1996", "jurisdiction_article": "11"}', '{}',
     'violated', 'urgency'),
    ('placement_abroad', 'a33_not_bypassed_by_urgency', 3, 'depart', '2026-03-10',
     '{"regime": "hc1996"}', '{}',
     'unknown', 'not recorded');

/*
 * Where the child will settle abroad, a transfer of jurisdiction is
 * considered.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'transfer_of_jurisdiction_considered', '{decide}', '{hc1996,unknown}',
     NULL,
     $$transfer_of_jurisdiction_considered$$,
     '{}', 'warn', 'warn', 'warn', 'policy', 'treaty', 'requesting',
     'HC-1996 arts 8, 9', 'F',
     'It is not recorded whether a transfer of jurisdiction was considered.',
     'Consider it, and record the result.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'transfer_of_jurisdiction_considered', 1, 'decide', '2026-03-10',
     '{"regime": "hc1996", "transfer_of_jurisdiction_considered": true}', '{}',
     'satisfied', 'considered'),
    ('placement_abroad', 'transfer_of_jurisdiction_considered', 2, 'decide', '2026-03-10',
     '{"regime": "hc1996", "transfer_of_jurisdiction_considered": false}', '{}',
     'violated', 'not considered'),
    ('placement_abroad', 'transfer_of_jurisdiction_considered', 3, 'decide', '2026-03-10',
     '{"regime": "hc1996"}', '{}',
     'unknown', 'blank');

/*
 * When the habitual residence has moved, the authorities there take over (art
 * 5(2)); measures taken before stay in force until they replace them (art
 * 14).
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'change_of_habitual_residence_handover', '{follow_up,end_placement}', '{hc1996,unknown}',
     $$habitual_residence_state = requested_state$$,
     $$handover_recorded$$,
     '{}', 'warn', 'warn', 'warn', 'treaty', 'treaty', 'both',
     'HC-1996 arts 5(2), 14, 15(3)', 'F',
     'The habitual residence has moved, and the authority there has not taken over.',
     'Hand the file over, and record who is responsible now.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'change_of_habitual_residence_handover', 1, 'follow_up', '2026-03-10',
     '{"habitual_residence_state": "IE", "requested_state": "IE", "handover_recorded": true}', '{}',
     'satisfied', 'handed over'),
    ('placement_abroad', 'change_of_habitual_residence_handover', 2, 'follow_up', '2026-03-10',
     '{"habitual_residence_state": "IE", "requested_state": "IE", "handover_recorded": false}', '{}',
     'violated', 'not handed over'),
    ('placement_abroad', 'change_of_habitual_residence_handover', 3, 'end_placement', '2026-03-10',
     '{"habitual_residence_state": "IE", "requested_state": "IE"}', '{}',
     'unknown', 'not recorded'),
    ('placement_abroad', 'change_of_habitual_residence_handover', 4, 'follow_up', '2026-03-10',
     '{"habitual_residence_state": "GB", "requested_state": "IE"}', '{}',
     'not_applicable', 'still resident in the requesting State');

/* ---- arts 4, 5 to 12, 23(2), 33: what is not made good afterwards ---- */

/*
 * First consult, send report and reasons, then decide: what art 33(1) puts
 * before the decision is not done after it.  Nor is jurisdiction found, or a
 * decision made, for a child who has left.  A report or a request that was
 * defective when it went out may be completed as long as nothing is decided.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'a33_not_made_good', '{cure}', NULL,
     $$act.ground IN ('consent_regularised', 'made_good')$$,
     $$NOT act.target_findings && ARRAY['adoption_not_by_this_procedure', 'a33_consulted_first',
                                        'a33_consent_considers_interests', 'consent_has_expired',
                                        'a33_no_departure_before_decision', 'a33_not_bypassed_by_urgency',
                                        'jurisdiction_basis_recorded', 'recognition_ground_f',
                                        'recognition_refusal_has_ground']
       AND (act.target_act = 'transmit_report'
            OR NOT act.target_findings && ARRAY['a33_report_transmitted', 'a33_reasons_transmitted'])$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'both',
     'HC-1996 arts 4(b), 5 to 12, 23(2), 33, by inference', 'F',
     'What this act lacks had to come before it; it cannot be made good afterwards.',
     'Take the step anew in the right order. A child who has left is brought back, or protected by a measure of the State where the child is.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'a33_not_made_good', 1, 'cure', '2026-03-20',
     '{"regime": "hc1996"}', '{"ground": "made_good", "target_act": "transmit_report", "target_findings": ["a33_translation", "a33_reasons_transmitted"]}',
     'satisfied', 'translation and reasons were sent after the report'),
    ('placement_abroad', 'a33_not_made_good', 2, 'cure', '2026-03-20',
     '{"regime": "hc1996"}', '{"ground": "made_good", "target_act": "decide", "target_findings": ["a33_consulted_first"]}',
     'violated', 'consulted after the decision'),
    ('placement_abroad', 'a33_not_made_good', 3, 'cure', '2026-03-20',
     '{"regime": "hc1996"}', '{"ground": "made_good", "target_act": "decide", "target_findings": ["a33_reasons_transmitted"]}',
     'violated', 'reasons sent after the decision'),
    ('placement_abroad', 'a33_not_made_good', 4, 'cure', '2026-03-20',
     '{"regime": "hc1996"}', '{"ground": "made_good"}',
     'unknown', 'what stands against the act is not known'),
    ('placement_abroad', 'a33_not_made_good', 5, 'cure', '2026-03-20',
     '{"regime": "hc1996"}', '{"ground": "measure_taken", "target_act": "arrive", "target_findings": ["a33_no_departure_before_decision"]}',
     'not_applicable', 'the child is protected by a measure there');

/* ---- arts 5 to 12: the measure of the State where the child now lives ---- */

/*
 * It is the judicial or administrative authorities of a State that take
 * measures for a child (arts 1, 5).  That a home or a family keeps the child
 * is no measure.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'cure_measure_by_authority', '{cure}', NULL,
     $$act.ground = 'measure_taken'$$,
     $$act.measure_by IN ('court', 'administrative_authority')$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'requested',
     'HC-1996 arts 1(1)(a), 5(1)', 'F',
     'No authority of the State where the child lives is shown to have taken a measure for the child.',
     'Give the measure and the court or administrative authority that took it.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'cure_measure_by_authority', 1, 'cure', '2026-03-20',
     '{"regime": "hc1996"}', '{"ground": "measure_taken", "measure_by": "court"}',
     'satisfied', 'a court there'),
    ('placement_abroad', 'cure_measure_by_authority', 2, 'cure', '2026-03-20',
     '{"regime": "hc1996"}', '{"ground": "measure_taken", "measure_by": "institution"}',
     'violated', 'the home keeps the child'),
    ('placement_abroad', 'cure_measure_by_authority', 3, 'cure', '2026-03-20',
     '{"regime": "hc1996"}', '{"ground": "measure_taken"}',
     'unknown', 'not stated'),
    ('placement_abroad', 'cure_measure_by_authority', 4, 'cure', '2026-03-20',
     '{"regime": "hc1996"}', '{"ground": "child_returned"}',
     'not_applicable', 'the child is back');

/*
 * The authority there has jurisdiction: because the child is habitually
 * resident (art 5) or a refugee or displaced child present there (art 6),
 * because jurisdiction was transferred (arts 8, 9), or because the case is
 * urgent (art 11) or a provisional measure is enough (art 12).
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'cure_measure_jurisdiction', '{cure}', '{hc1996,unknown}',
     $$act.ground = 'measure_taken'$$,
     $$act.jurisdiction_article IN ('5', '6', '8', '9', '11', '12')$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'requested',
     'HC-1996 arts 5, 6, 8, 9, 11, 12', 'F',
     'The authority of the State where the child lives is not shown to have jurisdiction for its measure.',
     'State the article on which its jurisdiction rests.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'cure_measure_jurisdiction', 1, 'cure', '2026-03-20',
     '{"regime": "hc1996"}', '{"ground": "measure_taken", "jurisdiction_article": "11"}',
     'satisfied', 'urgent, and the child is there'),
    ('placement_abroad', 'cure_measure_jurisdiction', 2, 'cure', '2026-03-20',
     '{"regime": "hc1996"}', '{"ground": "measure_taken", "jurisdiction_article": "10"}',
     'violated', 'the court of the parents'' divorce is not the court of the child''s new home'),
    ('placement_abroad', 'cure_measure_jurisdiction', 3, 'cure', '2026-03-20',
     '{"regime": "hc1996"}', '{"ground": "measure_taken"}',
     'unknown', 'not stated'),
    ('placement_abroad', 'cure_measure_jurisdiction', 4, 'cure', '2026-03-20',
     '{"regime": "brussels_iib"}', '{"ground": "measure_taken"}',
     'not_applicable', 'the articles of Brussels IIb are others');

/*
 * An urgent or provisional measure lapses when the authority with jurisdiction
 * has acted.  It protects the child for now; somebody has to take the measure
 * that lasts.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'cure_measure_lasts', '{cure}', '{hc1996,unknown}',
     $$act.ground = 'measure_taken'$$,
     $$act.jurisdiction_article NOT IN ('11', '12')$$,
     '{}', 'warn', 'warn', 'warn', 'treaty', 'treaty', 'both',
     'HC-1996 arts 11(2), (3), 12(2), (3)', 'F',
     'The measure is urgent or provisional, and will lapse.',
     'Settle between the two authorities who takes the measure that lasts (arts 8, 9).');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'cure_measure_lasts', 1, 'cure', '2026-03-20',
     '{"regime": "hc1996"}', '{"ground": "measure_taken", "jurisdiction_article": "5"}',
     'satisfied', 'the child is habitually resident there now'),
    ('placement_abroad', 'cure_measure_lasts', 2, 'cure', '2026-03-20',
     '{"regime": "hc1996"}', '{"ground": "measure_taken", "jurisdiction_article": "11"}',
     'violated', 'an urgent measure'),
    ('placement_abroad', 'cure_measure_lasts', 3, 'cure', '2026-03-20',
     '{"regime": "hc1996"}', '{"ground": "measure_taken"}',
     'unknown', 'not stated');

/*
 * Central authorities cooperate and the authorities of both States know of
 * each other's steps (arts 30, 31).  That the other side was told of the
 * return or of the measure is asked for; the Convention does not make it a
 * condition.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'cure_other_side_told', '{cure}', NULL,
     $$act.ground IN ('child_returned', 'measure_taken')$$,
     $$act.other_side_informed$$,
     '{}', 'warn', 'warn', 'warn', 'policy', 'treaty', 'both',
     'HC-1996 arts 30(1), 31(a)', 'F',
     'It is not recorded that the other side was told.',
     'Tell it, central authority to central authority.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'cure_other_side_told', 1, 'cure', '2026-03-20',
     '{}', '{"ground": "child_returned", "other_side_informed": true}',
     'satisfied', 'told'),
    ('placement_abroad', 'cure_other_side_told', 2, 'cure', '2026-03-20',
     '{}', '{"ground": "measure_taken", "other_side_informed": false}',
     'violated', 'not told'),
    ('placement_abroad', 'cure_other_side_told', 3, 'cure', '2026-03-20',
     '{}', '{"ground": "child_returned"}',
     'unknown', 'not recorded');

/* ---- arts 16, 17, 40: parental responsibility ---- */

/*
 * Before the child leaves it is stated who will hold responsibility and which
 * powers abroad; a certificate under art 40 helps where it will have to be
 * shown.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'a33_parental_responsibility_after', '{depart}', '{hc1996,unknown}',
     NULL,
     $$responsibility_abroad_stated$$,
     '{}', 'override', 'override', 'warn', 'policy', 'treaty', 'requesting',
     'HC-1996 arts 16, 17, 40', 'F',
     'It is not stated who will be responsible for the child abroad.',
     'State it, and ask for a certificate under art 40 where useful.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'a33_parental_responsibility_after', 1, 'depart', '2026-03-10',
     '{"responsibility_abroad_stated": true}', '{}',
     'satisfied', 'stated'),
    ('placement_abroad', 'a33_parental_responsibility_after', 2, 'depart', '2026-03-10',
     '{"responsibility_abroad_stated": false}', '{}',
     'violated', 'not stated'),
    ('placement_abroad', 'a33_parental_responsibility_after', 3, 'depart', '2026-03-10',
     '{}', '{}',
     'unknown', 'blank');

/* ---- arts 23, 24, 26 to 28: recognition and enforcement ---- */

/*
 * Recognition may be refused on the grounds (a) to (f). They are looked at
 * before the decision, while they can still be removed.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'recognition_grounds_scan', '{decide}', '{hc1996,unknown}',
     NULL,
     $$NOT recognition_grounds && ARRAY['a', 'b', 'c', 'd', 'e']$$,
     '{}', 'override', 'override', 'warn', 'treaty', 'treaty', 'requesting',
     'HC-1996 art 23(2)(a) to (e)', 'F',
     'The requested State could refuse to recognise the decision, or nobody has checked.',
     'Remove the ground, or record why the decision is right all the same.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'recognition_grounds_scan', 1, 'decide', '2026-03-10',
     '{"recognition_grounds": []}', '{}',
     'satisfied', 'checked, none'),
    ('placement_abroad', 'recognition_grounds_scan', 2, 'decide', '2026-03-10',
     '{"recognition_grounds": ["c"]}', '{}',
     'violated', 'a parent was not heard'),
    ('placement_abroad', 'recognition_grounds_scan', 3, 'decide', '2026-03-10',
     '{}', '{}',
     'unknown', 'not checked');

/*
 * Ground (f), that the procedure of art 33 was not complied with, admits no
 * reason.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'recognition_ground_f', '{decide}', '{hc1996,unknown}',
     NULL,
     $$NOT 'f' = ANY (recognition_grounds)$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'requesting',
     'HC-1996 art 23(2)(f)', 'F',
     'The procedure of art 33 is not complied with, or nobody has checked.',
     'Complete the consultation and obtain the consent; then record the check.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'recognition_ground_f', 1, 'decide', '2026-03-10',
     '{"recognition_grounds": ["b"]}', '{}',
     'satisfied', 'another ground'),
    ('placement_abroad', 'recognition_ground_f', 2, 'decide', '2026-03-10',
     '{"recognition_grounds": ["f"]}', '{}',
     'violated', 'art 33 was not complied with'),
    ('placement_abroad', 'recognition_ground_f', 3, 'decide', '2026-03-10',
     '{}', '{}',
     'unknown', 'not checked');

/*
 * Recognition can be asked for in advance; not to do so is a choice with a
 * reason.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'a33_advance_recognition', '{depart}', '{hc1996,unknown}',
     NULL,
     $$advance_recognition IN ('requested', 'granted', 'waived_with_reason')$$,
     '{}', 'warn', 'warn', 'warn', 'policy', 'treaty', 'requesting',
     'HC-1996 art 24', 'F',
     'Recognition was not asked for in advance.',
     'Ask for it, or record why not.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'a33_advance_recognition', 1, 'depart', '2026-03-10',
     '{"advance_recognition": "requested"}', '{}',
     'satisfied', 'asked for'),
    ('placement_abroad', 'a33_advance_recognition', 2, 'depart', '2026-03-10',
     '{"advance_recognition": "not_asked"}', '{}',
     'violated', 'not asked for'),
    ('placement_abroad', 'a33_advance_recognition', 3, 'depart', '2026-03-10',
     '{}', '{}',
     'unknown', 'blank');

/*
 * Where the decision will have to be enforced, it is declared enforceable or
 * registered.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'a33_enforceability', '{depart}', '{hc1996,unknown}',
     NULL,
     $$enforceability IN ('not_needed', 'declared', 'registered')$$,
     '{}', 'warn', 'warn', 'warn', 'policy', 'treaty', 'requesting',
     'HC-1996 arts 26 to 28', 'F',
     'It is not shown that the decision can be enforced where that may be needed.',
     'Have it declared enforceable or registered, or record that it will not be needed.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'a33_enforceability', 1, 'depart', '2026-03-10',
     '{"enforceability": "registered"}', '{}',
     'satisfied', 'registered'),
    ('placement_abroad', 'a33_enforceability', 2, 'depart', '2026-03-10',
     '{"enforceability": "missing"}', '{}',
     'violated', 'needed and missing'),
    ('placement_abroad', 'a33_enforceability', 3, 'depart', '2026-03-10',
     '{}', '{}',
     'unknown', 'blank');

/*
 * Recognition may be refused only on one of the grounds that the article
 * lists.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'recognition_refusal_has_ground', '{refuse_recognition}', '{hc1996,unknown}',
     NULL,
     $$act.ground IN ('a', 'b', 'c', 'd', 'e', 'f')$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'requested',
     'HC-1996 art 23(2)', 'F',
     'No ground for refusing recognition is given.',
     'State the ground, (a) to (f).');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'recognition_refusal_has_ground', 1, 'refuse_recognition', '2026-03-10',
     '{"regime": "hc1996"}', '{"ground": "f"}',
     'satisfied', 'ground (f)'),
    ('placement_abroad', 'recognition_refusal_has_ground', 2, 'refuse_recognition', '2026-03-10',
     '{"regime": "hc1996"}', '{"ground": "g"}',
     'violated', 'no letter of the list'),
    ('placement_abroad', 'recognition_refusal_has_ground', 3, 'refuse_recognition', '2026-03-10',
     '{"regime": "hc1996"}', '{}',
     'unknown', 'none given');

/* ---- arts 36, 37: danger, and what may be sent ---- */

/*
 * Authorities that know of a serious danger to a child tell those of the
 * State to which the child has moved, or where the child is.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'serious_danger_inform', '{depart,end_placement}', '{hc1996,unknown}',
     $$serious_danger_found$$,
     $$serious_danger_told$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'both',
     'HC-1996 art 36', 'F',
     'The other State was not told of a serious danger to the child.',
     'Tell its authorities of the danger and of the measures taken.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'serious_danger_inform', 1, 'depart', '2026-03-10',
     '{"serious_danger_found": true, "serious_danger_told": true}', '{}',
     'satisfied', 'told'),
    ('placement_abroad', 'serious_danger_inform', 2, 'end_placement', '2026-03-10',
     '{"serious_danger_found": true, "serious_danger_told": false}', '{}',
     'violated', 'not told'),
    ('placement_abroad', 'serious_danger_inform', 3, 'depart', '2026-03-10',
     '{"serious_danger_found": true}', '{}',
     'unknown', 'not recorded'),
    ('placement_abroad', 'serious_danger_inform', 4, 'depart', '2026-03-10',
     '{"serious_danger_found": false}', '{}',
     'not_applicable', 'no danger known');

/*
 * No authority asks for or sends information that would, in its opinion, be
 * likely to endanger the child or property, or the liberty or life of a
 * family member.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'no_info_if_dangerous', '{transmit_report,supply_information}', '{hc1996,none,unknown}',
     NULL,
     $$NOT disclosure_danger_found$$,
     '{}', 'bar', 'override', 'override', 'treaty', 'treaty', 'requesting',
     'HC-1996 art 37', 'F',
     'Sending this information could endanger somebody, or nobody has looked.',
     'Assess it. Send nothing where there is a danger; for a refugee child assess it always.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'no_info_if_dangerous', 1, 'transmit_report', '2026-03-10',
     '{"disclosure_danger_found": false}', '{}',
     'satisfied', 'assessed, no danger'),
    ('placement_abroad', 'no_info_if_dangerous', 2, 'transmit_report', '2026-03-10',
     '{"disclosure_danger_found": true}', '{}',
     'violated', 'a relative would be in danger'),
    ('placement_abroad', 'no_info_if_dangerous', 3, 'supply_information', '2026-03-10',
     '{}', '{}',
     'unknown', 'not assessed');

/* ---- arts 38, 43, 54: costs, formalities, language ---- */

/*
 * Each authority bears its own costs; who pays for the placement is settled
 * between them before the decision.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'a33_costs_agreed', '{decide}', '{hc1996,unknown}',
     NULL,
     $$costs_agreed$$,
     '{}', 'override', 'override', 'warn', 'policy', 'treaty', 'both',
     'HC-1996 art 38', 'F',
     'It is not recorded who bears the costs of the placement.',
     'Agree on the costs, and record it.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'a33_costs_agreed', 1, 'decide', '2026-03-10',
     '{"costs_agreed": true}', '{}',
     'satisfied', 'agreed'),
    ('placement_abroad', 'a33_costs_agreed', 2, 'decide', '2026-03-10',
     '{"costs_agreed": false}', '{}',
     'violated', 'in dispute'),
    ('placement_abroad', 'a33_costs_agreed', 3, 'decide', '2026-03-10',
     '{}', '{}',
     'unknown', 'blank');

/*
 * Documents are exempt from legalisation and every like formality: a request
 * is not refused or held up for want of it.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'a33_no_legalisation_demanded', '{request_information,refuse}', '{hc1996,unknown}',
     NULL,
     $$NOT legalisation_demanded$$,
     '{}', 'warn', 'warn', 'warn', 'treaty', 'treaty', 'requested',
     'HC-1996 art 43', 'F',
     'Legalisation or a like formality was demanded for a document of this request.',
     'Accept the document without it.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'a33_no_legalisation_demanded', 1, 'refuse', '2026-03-10',
     '{"legalisation_demanded": false}', '{}',
     'satisfied', 'not demanded'),
    ('placement_abroad', 'a33_no_legalisation_demanded', 2, 'refuse', '2026-03-10',
     '{"legalisation_demanded": true}', '{}',
     'violated', 'demanded before the refusal'),
    ('placement_abroad', 'a33_no_legalisation_demanded', 3, 'request_information', '2026-03-10',
     '{}', '{}',
     'unknown', 'not known');

/*
 * Communications go in the original language with a translation into the, or
 * an, official language of the other State; where that is not feasible into
 * French or English, unless that State has objected to the one.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'a33_translation', '{transmit_report}', '{hc1996,unknown}',
     NULL,
     $$translation_into IN ('not_needed', 'language_of_place', 'other_official_language')
       OR (translation_into IN ('french', 'english') AND NOT translation_language_excluded)$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'requesting',
     'HC-1996 arts 54, 60', 'F',
     'The documents are not in a language that the requested State must accept.',
     'Have them translated into an official language of that State, or into French or English unless it has objected.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'a33_translation', 1, 'transmit_report', '2026-03-10',
     '{"translation_into": "language_of_place"}', '{}',
     'satisfied', 'official language'),
    ('placement_abroad', 'a33_translation', 2, 'transmit_report', '2026-03-10',
     '{"translation_into": "french", "translation_language_excluded": true}', '{}',
     'violated', 'French, and the State has objected to it'),
    ('placement_abroad', 'a33_translation', 3, 'transmit_report', '2026-03-10',
     '{"translation_into": "english", "translation_language_excluded": false}', '{}',
     'satisfied', 'English, no objection'),
    ('placement_abroad', 'a33_translation', 4, 'transmit_report', '2026-03-10',
     '{"translation_into": "none", "translation_language_excluded": false}', '{}',
     'violated', 'not translated'),
    ('placement_abroad', 'a33_translation', 5, 'transmit_report', '2026-03-10',
     '{"translation_into": "english"}', '{}',
     'unknown', 'whether the State has objected is not known');

/* ---- art 58(3): accession and objection ---- */

/*
 * An accession has effect only towards States that have not objected in the
 * six months after they were told. While one of the two can still object,
 * whether the Convention binds them is open.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'objection_window_open', '{decide}', '{hc1996,unknown}',
     NULL,
     $$NOT objection_window_open$$,
     '{}', 'override', 'warn', 'warn', 'treaty', 'treaty', 'requesting',
     'HC-1996 art 58(3)', 'F',
     'One of the two States may still object to the other''s accession: the Convention may never take effect between them.',
     'Wait until the time has run out, or obtain an assurance as from a State that is not bound.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'objection_window_open', 1, 'decide', '2026-03-10',
     '{"regime": "hc1996", "objection_window_open": false}', '{}',
     'satisfied', 'closed'),
    ('placement_abroad', 'objection_window_open', 2, 'decide', '2026-03-10',
     '{"regime": "hc1996", "objection_window_open": true}', '{}',
     'violated', 'still open'),
    ('placement_abroad', 'objection_window_open', 3, 'decide', '2026-03-10',
     '{"regime": "hc1996"}', '{}',
     'unknown', 'not known');
