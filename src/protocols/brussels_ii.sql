/*
 * protocols/brussels_ii: placement of a child in another Member State of the
 * Union except Denmark.
 *
 * Regulation (EU) 2019/1111 (Brussels IIb) art 82 governs where proceedings
 * were instituted on or after 1 August 2022, Regulation (EC) 2201/2003
 * (Brussels IIa) art 56 before.  Neither meets HC-1996 art 33 in one
 * placement: the regime is the one or the other.  Rules of the law of single
 * Member States, and what the Court said in C-92/12 PPU, stand at the end.
 *
 * Under Brussels IIb no consent is needed for a placement with a parent, nor
 * with a close relative of a class that the requested State has notified.  No
 * notification loaded means not exempt.  So each rule of consent applies where
 *
 *     care_kind <> 'with_parent'
 *     AND NOT (care_kind = 'kin' AND relative_exempt_notified)
 *
 * Educational placements to which parents or child agreed are covered (recital
 * 11): nothing here asks whether a court ordered the placement.
 */

/* ---- Brussels IIb art 100: which regulation ---- */

/*
 * Brussels IIb governs proceedings that were instituted on or after 1 August
 * 2022.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'b2b_temporal', '{decide}', '{brussels_iib}',
     NULL,
     $$proceedings_instituted_on >= make_date(applies_from_year, applies_from_month, applies_from_day)$$,
     '{"applies_from_year": 2022, "applies_from_month": 8, "applies_from_day": 1}', 'bar', 'bar', 'bar', 'treaty', 'union', 'requesting',
     'Brussels IIb art 100', 'F',
     'Brussels IIb is not shown to govern: the proceedings are older, or their day is not recorded.',
     'Record the day on which the proceedings were instituted; before 1 August 2022 find the regime again (brussels_iia).');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'b2b_temporal', 1, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "proceedings_instituted_on": "2022-08-01"}', '{}',
     'satisfied', 'the first day'),
    ('placement_abroad', 'b2b_temporal', 2, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "proceedings_instituted_on": "2022-07-31"}', '{}',
     'violated', 'the day before'),
    ('placement_abroad', 'b2b_temporal', 3, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster"}', '{}',
     'unknown', 'not recorded');

/* Brussels IIa goes on for older proceedings. */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'b2a_temporal', '{decide}', '{brussels_iia}',
     NULL,
     $$proceedings_instituted_on < make_date(applies_until_year, applies_until_month, applies_until_day)$$,
     '{"applies_until_year": 2022, "applies_until_month": 8, "applies_until_day": 1}', 'bar', 'bar', 'bar', 'treaty', 'union', 'requesting',
     'Brussels IIb art 100(2)', 'F',
     'Brussels IIa is not shown to govern: the proceedings are newer, or their day is not recorded.',
     'Record the day on which the proceedings were instituted; from 1 August 2022 on find the regime again (brussels_iib).');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'b2a_temporal', 1, 'decide', '2026-03-10',
     '{"regime": "brussels_iia", "care_kind": "foster", "domestic_placement_needs_authority": true, "proceedings_instituted_on": "2022-07-31"}', '{}',
     'satisfied', 'the last day'),
    ('placement_abroad', 'b2a_temporal', 2, 'decide', '2026-03-10',
     '{"regime": "brussels_iia", "care_kind": "foster", "domestic_placement_needs_authority": true, "proceedings_instituted_on": "2022-08-01"}', '{}',
     'violated', 'Brussels IIb governs'),
    ('placement_abroad', 'b2a_temporal', 3, 'decide', '2026-03-10',
     '{"regime": "brussels_iia", "care_kind": "foster", "domestic_placement_needs_authority": true}', '{}',
     'unknown', 'not recorded');

/* ---- Brussels IIb art 82(1): the request ---- */

/* The request goes from central authority to central authority. */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'b2b_central_authority_channel', '{transmit_report}', '{brussels_iib}',
     NULL,
     $$sender_role = 'central_authority' AND addressee_role = 'central_authority'$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'union', 'requesting',
     'Brussels IIb art 82(1)', 'E',
     'The request does not go from central authority to central authority.',
     'Send it through your central authority.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'b2b_central_authority_channel', 1, 'transmit_report', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "sender_role": "central_authority", "addressee_role": "central_authority"}', '{}',
     'satisfied', 'central to central'),
    ('placement_abroad', 'b2b_central_authority_channel', 2, 'transmit_report', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "sender_role": "competent_authority", "addressee_role": "central_authority"}', '{}',
     'violated', 'sent by the youth office'),
    ('placement_abroad', 'b2b_central_authority_channel', 3, 'transmit_report', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "sender_role": "central_authority"}', '{}',
     'unknown', 'addressee not recorded');

/*
 * It includes a report on the child, the reasons for the placement, and the
 * funding that is contemplated.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'b2b_request_contents', '{transmit_report}', '{brussels_iib}',
     NULL,
     $$report_transmitted_on <= act.acted_on AND reasons_transmitted AND funding_stated$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'union', 'requesting',
     'Brussels IIb art 82(1)', 'E',
     'The request lacks the report on the child, the reasons, or the contemplated funding.',
     'Complete the request.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'b2b_request_contents', 1, 'transmit_report', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "report_transmitted_on": "2026-03-10", "reasons_transmitted": true, "funding_stated": true}', '{}',
     'satisfied', 'all three'),
    ('placement_abroad', 'b2b_request_contents', 2, 'transmit_report', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "report_transmitted_on": "2026-03-10", "reasons_transmitted": true, "funding_stated": false}', '{}',
     'violated', 'no funding'),
    ('placement_abroad', 'b2b_request_contents', 3, 'transmit_report', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "reasons_transmitted": true, "funding_stated": true}', '{}',
     'unknown', 'no report on record');

/*
 * ... and other information that the requesting State thinks relevant, such
 * as the expected duration, supervision and contact.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'b2b_request_further_information', '{transmit_report}', '{brussels_iib}',
     NULL,
     $$cardinality(report_contents_missing) = 0$$,
     '{}', 'override', 'override', 'warn', 'policy', 'union', 'requesting',
     'Brussels IIb art 82(1); e-Justice portal', 'E',
     'The request leaves points blank that the requested State will ask for.',
     'Complete it, or record why a point must stay open.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'b2b_request_further_information', 1, 'transmit_report', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "report_contents_missing": []}', '{}',
     'satisfied', 'complete'),
    ('placement_abroad', 'b2b_request_further_information', 2, 'transmit_report', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "report_contents_missing": ["duration"]}', '{}',
     'violated', 'duration blank'),
    ('placement_abroad', 'b2b_request_further_information', 3, 'transmit_report', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster"}', '{}',
     'unknown', 'no report on record');

/* The requested State is asked before the decision, not after. */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'b2b_consulted_first', '{decide}', '{brussels_iib}',
     $$care_kind <> 'with_parent' AND NOT (care_kind = 'kin' AND relative_exempt_notified)$$,
     $$consultation_opened_on <= act.acted_on$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'union', 'requesting',
     'Brussels IIb art 82(1)', 'E',
     'The consent of the requested State was not asked for before this decision.',
     'Ask for it through the central authorities.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'b2b_consulted_first', 1, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "consultation_opened_on": "2026-01-15"}', '{}',
     'satisfied', 'asked first'),
    ('placement_abroad', 'b2b_consulted_first', 2, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "consultation_opened_on": "2026-03-11"}', '{}',
     'violated', 'asked afterwards'),
    ('placement_abroad', 'b2b_consulted_first', 3, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster"}', '{}',
     'unknown', 'not asked, as far as is known'),
    ('placement_abroad', 'b2b_consulted_first', 4, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "kin", "relative_exempt_notified": true}', '{}',
     'not_applicable', 'an exempt relative');

/* ---- Brussels IIb art 82(2): with a parent, or an exempt relative ---- */

/*
 * Placement with a parent needs no consent. That it is a parent must be
 * proved, or the exemption becomes a way round the article.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'b2b_parent_exempt', '{decide}', '{brussels_iib,brussels_iia}',
     $$care_kind = 'with_parent'$$,
     $$carer_relationship_verified$$,
     '{}', 'bar', 'bar', 'override', 'policy', 'union', 'both',
     'Brussels IIb art 82(2)', 'E',
     'The placement is treated as one with a parent, and parentage is not proved.',
     'Prove parentage, or ask for consent.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'b2b_parent_exempt', 1, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "with_parent", "carer_relationship_verified": true}', '{}',
     'satisfied', 'proved'),
    ('placement_abroad', 'b2b_parent_exempt', 2, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "with_parent", "carer_relationship_verified": false}', '{}',
     'violated', 'disproved'),
    ('placement_abroad', 'b2b_parent_exempt', 3, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "with_parent"}', '{}',
     'unknown', 'claimed only'),
    ('placement_abroad', 'b2b_parent_exempt', 4, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster"}', '{}',
     'not_applicable', 'not with a parent');

/*
 * A Member State may notify that close relatives of certain classes need no
 * consent. Not notified, or not known, means not exempt.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'b2b_relative_exempt', '{decide}', '{brussels_iib}',
     $$care_kind = 'kin'$$,
     $$relative_exempt_notified OR consent_given_on <= act.acted_on$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'union', 'requested',
     'Brussels IIb arts 82(2), 103', 'E',
     'The relative is of no class that the requested State has notified as exempt, and there is no consent.',
     'Look the notification up, or ask for consent.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'b2b_relative_exempt', 1, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "kin", "relative_exempt_notified": true}', '{}',
     'satisfied', 'notified as exempt'),
    ('placement_abroad', 'b2b_relative_exempt', 2, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "kin", "relative_exempt_notified": false, "consent_given_on": "2026-03-11"}', '{}',
     'violated', 'not exempt, and the consent is later'),
    ('placement_abroad', 'b2b_relative_exempt', 3, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "kin"}', '{}',
     'unknown', 'no notification loaded, no consent'),
    ('placement_abroad', 'b2b_relative_exempt', 4, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster"}', '{}',
     'not_applicable', 'not a relative');

/* ---- Brussels IIb art 82(3) and (4): information, language ---- */

/*
 * Another State may inform of the child's close connection with it; that is
 * considered.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'b2b_close_connection_info', '{decide}', '{brussels_iib}',
     NULL,
     $$connection_information IN ('none_received', 'considered')$$,
     '{}', 'warn', 'warn', 'warn', 'treaty', 'union', 'requesting',
     'Brussels IIb art 82(3)', 'E',
     'Information on a close connection of the child with another State was not considered.',
     'Consider it, and record what follows.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'b2b_close_connection_info', 1, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "connection_information": "considered"}', '{}',
     'satisfied', 'considered'),
    ('placement_abroad', 'b2b_close_connection_info', 2, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "connection_information": "ignored"}', '{}',
     'violated', 'received and not considered'),
    ('placement_abroad', 'b2b_close_connection_info', 3, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster"}', '{}',
     'unknown', 'not recorded');

/*
 * Request and additional documents are in the official language of the
 * requested State, where it has several in that of the place where the child
 * is to live, or in another that it has notified.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'b2b_translation', '{transmit_report}', '{brussels_iib}',
     NULL,
     $$translation_into IN ('not_needed', 'language_of_place', 'notified_language')$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'union', 'requesting',
     'Brussels IIb arts 82(4), 103', 'E',
     'Request or documents are not in a language that the requested State accepts.',
     'Have them translated into the official language of the place, or into a language that the State has notified.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'b2b_translation', 1, 'transmit_report', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "translation_into": "language_of_place"}', '{}',
     'satisfied', 'Dutch for Flanders'),
    ('placement_abroad', 'b2b_translation', 2, 'transmit_report', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "translation_into": "other_official_language"}', '{}',
     'violated', 'French for Flanders'),
    ('placement_abroad', 'b2b_translation', 3, 'transmit_report', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster"}', '{}',
     'unknown', 'not recorded');

/* ---- Brussels IIb art 82(5): consent before order or arrangement ---- */

/*
 * The placement shall be ordered or arranged only after the competent
 * authority of the requested State has consented.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'b2b_consent_before_order', '{decide,depart}', '{brussels_iib}',
     $$care_kind <> 'with_parent' AND NOT (care_kind = 'kin' AND relative_exempt_notified)$$,
     $$consent_given_on <= act.acted_on
       AND NOT consent_refused
       AND NOT consent_withdrawn$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'union', 'requested',
     'Brussels IIb art 82(1), (5)', 'E',
     'The requested State has not consented to this placement.',
     'Wait for its consent. The placement can be neither ordered nor arranged without it.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'b2b_consent_before_order', 1, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "consent_given_on": "2026-03-01", "consent_refused": false, "consent_withdrawn": false}', '{}',
     'satisfied', 'consented'),
    ('placement_abroad', 'b2b_consent_before_order', 2, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "consent_refused": true, "consent_withdrawn": false}', '{}',
     'violated', 'refused'),
    ('placement_abroad', 'b2b_consent_before_order', 3, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "consent_refused": false, "consent_withdrawn": false}', '{}',
     'unknown', 'pending'),
    ('placement_abroad', 'b2b_consent_before_order', 4, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "with_parent"}', '{}',
     'not_applicable', 'with a parent'),
    ('placement_abroad', 'b2b_consent_before_order', 5, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "kin", "consent_refused": false, "consent_withdrawn": false}', '{}',
     'unknown', 'a relative, no notification loaded: consent needed');

/*
 * The answer is due three months after receipt. No answer within them must
 * not be read as consent.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'silence_not_consent_eu', '{decide}', '{brussels_iib}',
     $$care_kind <> 'with_parent' AND NOT (care_kind = 'kin' AND relative_exempt_notified)$$,
     $$answer_given IN ('consent', 'consent_with_conditions')$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'union', 'requested',
     'Brussels IIb art 82(6), recital 83', 'E',
     'There is no affirmative answer. Also after three months silence is not consent.',
     'Remind the central authority of the requested State; use the European Judicial Network.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'silence_not_consent_eu', 1, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "answer_given": "consent"}', '{}',
     'satisfied', 'an answer, and it is yes'),
    ('placement_abroad', 'silence_not_consent_eu', 2, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "answer_given": "refusal"}', '{}',
     'violated', 'an answer, and it is no'),
    ('placement_abroad', 'silence_not_consent_eu', 3, 'decide', '2026-12-31',
     '{"regime": "brussels_iib", "care_kind": "foster"}', '{}',
     'unknown', 'three months are long over');

/*
 * The consent is that of the competent authority, not of the home that would
 * take the child.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'b2b_consent_by_competent', '{consent,consent_with_conditions,transcribe_consent,regularise_consent}', '{brussels_iib,brussels_iia}',
     NULL,
     $$act.given_by IN ('competent_authority', 'central_authority')$$,
     '{}', 'bar', 'bar', 'bar', 'court', 'union', 'requested',
     'CJEU C-92/12 PPU, ruling 2; Brussels IIb art 82(5)', 'E',
     'Whoever consents here is not a competent authority governed by public law.',
     'Obtain the consent of the competent authority.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'b2b_consent_by_competent', 1, 'consent', '2026-03-10',
     '{"regime": "brussels_iib"}', '{"given_by": "competent_authority"}',
     'satisfied', 'competent authority'),
    ('placement_abroad', 'b2b_consent_by_competent', 2, 'transcribe_consent', '2026-03-10',
     '{"regime": "brussels_iib"}', '{"given_by": "institution", "document": "letter 7"}',
     'violated', 'the institution accepts the child'),
    ('placement_abroad', 'b2b_consent_by_competent', 3, 'consent', '2026-03-10',
     '{"regime": "brussels_iib"}', '{}',
     'unknown', 'not stated');

/* The same, looked at from the decision. */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'b2b_consent_relied_on', '{decide}', '{brussels_iib}',
     $$care_kind <> 'with_parent' AND NOT (care_kind = 'kin' AND relative_exempt_notified)$$,
     $$consent_authority_role IN ('competent_authority', 'central_authority')$$,
     '{}', 'bar', 'bar', 'bar', 'court', 'union', 'requested',
     'CJEU C-92/12 PPU, ruling 2; Brussels IIb art 82(5)', 'E',
     'The consent on record was not given by a competent authority.',
     'Obtain the consent of the competent authority.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'b2b_consent_relied_on', 1, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "consent_authority_role": "competent_authority"}', '{}',
     'satisfied', 'competent authority'),
    ('placement_abroad', 'b2b_consent_relied_on', 2, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "consent_authority_role": "institution"}', '{}',
     'violated', 'acceptance by an institution'),
    ('placement_abroad', 'b2b_consent_relied_on', 3, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster"}', '{}',
     'unknown', 'no consent on record');

/* First the consent, then the order. */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'b2b_decide_only_after', '{decide}', '{brussels_iib}',
     $$care_kind <> 'with_parent' AND NOT (care_kind = 'kin' AND relative_exempt_notified)$$,
     $$consent_given_on <= act.acted_on$$,
     '{}', 'bar', 'bar', 'bar', 'court', 'union', 'both',
     'CJEU C-92/12 PPU, ruling 2; Brussels IIb art 82(5)', 'E',
     'The decision would bear an earlier day than the consent.',
     'Decide after the consent.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'b2b_decide_only_after', 1, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "consent_given_on": "2026-03-10"}', '{}',
     'satisfied', 'the same day, recorded first'),
    ('placement_abroad', 'b2b_decide_only_after', 2, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "consent_given_on": "2026-03-11"}', '{}',
     'violated', 'decision first'),
    ('placement_abroad', 'b2b_decide_only_after', 3, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster"}', '{}',
     'unknown', 'no consent on record');

/*
 * The consent counts from its own day, whenever it was recorded.  Whoever
 * decided before it was known here decided without seeing it: that is worth a
 * warning, and no more.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'b2b_consent_known_when_decided', '{decide}', '{brussels_iib}',
     $$care_kind <> 'with_parent' AND NOT (care_kind = 'kin' AND relative_exempt_notified)$$,
     $$consent_recorded_on <= act.acted_on$$,
     '{}', 'warn', 'warn', 'warn', 'policy', 'union', 'both',
     'policy', 'F',
     'The consent was recorded only after the day of the decision.',
     'Check on what the decision was based, and note it.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'b2b_consent_known_when_decided', 1, 'decide', '2026-03-05',
     '{"regime": "brussels_iib", "care_kind": "foster", "consent_recorded_on": "2026-03-05"}', '{}',
     'satisfied', 'known on the day'),
    ('placement_abroad', 'b2b_consent_known_when_decided', 2, 'decide', '2026-03-05',
     '{"regime": "brussels_iib", "care_kind": "foster", "consent_recorded_on": "2026-03-10"}', '{}',
     'violated', 'given on 1 March, recorded on the 10th'),
    ('placement_abroad', 'b2b_consent_known_when_decided', 3, 'decide', '2026-03-05',
     '{"regime": "brussels_iib", "care_kind": "foster"}', '{}',
     'unknown', 'no consent on record'),
    ('placement_abroad', 'b2b_consent_known_when_decided', 4, 'decide', '2026-03-05',
     '{"regime": "brussels_iib", "care_kind": "kin", "relative_exempt_notified": true}', '{}',
     'not_applicable', 'an exempt relative');

/* Conditions of the consent are part of it. */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'b2b_conditions_met', '{decide,depart}', '{brussels_iib}',
     $$care_kind <> 'with_parent' AND NOT (care_kind = 'kin' AND relative_exempt_notified)$$,
     $$conditions_open = 0$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'union', 'both',
     'Brussels IIb art 82(5), by inference', 'E',
     'Conditions of the consent are neither met nor waived.',
     'Meet each condition, or ask the authority that set it to waive it.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'b2b_conditions_met', 1, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "conditions_open": 0}', '{}',
     'satisfied', 'none open'),
    ('placement_abroad', 'b2b_conditions_met', 2, 'depart', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "conditions_open": 2}', '{}',
     'violated', 'two open'),
    ('placement_abroad', 'b2b_conditions_met', 3, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster"}', '{}',
     'unknown', 'not known');

/* Consent is given for this child, carer, place, kind of care and time. */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'b2b_consent_matches', '{decide,depart}', '{brussels_iib}',
     $$care_kind <> 'with_parent' AND NOT (care_kind = 'kin' AND relative_exempt_notified)$$,
     $$cardinality(consent_mismatches) = 0$$,
     '{}', 'bar', 'bar', 'bar', 'court', 'union', 'requested',
     'CJEU C-92/12 PPU, ruling 4; Brussels IIb art 82(5)', 'E',
     'The placement differs from what the requested State consented to.',
     'Place as consented, or ask for a consent to the changed plan.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'b2b_consent_matches', 1, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "consent_mismatches": []}', '{}',
     'satisfied', 'as consented'),
    ('placement_abroad', 'b2b_consent_matches', 2, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "consent_mismatches": ["place"]}', '{}',
     'violated', 'another place'),
    ('placement_abroad', 'b2b_consent_matches', 3, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster"}', '{}',
     'unknown', 'no consent on record');

/* A consent that is valid to a day is none on the next. */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'b2b_consent_not_expired', '{decide,depart}', '{brussels_iib}',
     $$care_kind <> 'with_parent' AND NOT (care_kind = 'kin' AND relative_exempt_notified)$$,
     $$consent_valid_to >= act.acted_on$$,
     '{}', 'bar', 'bar', 'bar', 'court', 'union', 'requested',
     'CJEU C-92/12 PPU, ruling 4; Brussels IIb art 82(5)', 'E',
     'The consent is not valid on this day.',
     'Ask the requested State to extend it.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'b2b_consent_not_expired', 1, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "consent_valid_to": "2026-03-10"}', '{}',
     'satisfied', 'the last day'),
    ('placement_abroad', 'b2b_consent_not_expired', 2, 'depart', '2026-03-11',
     '{"regime": "brussels_iib", "care_kind": "foster", "consent_valid_to": "2026-03-10"}', '{}',
     'violated', 'the day after'),
    ('placement_abroad', 'b2b_consent_not_expired', 3, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster"}', '{}',
     'unknown', 'no consent on record');

/*
 * A consent for a set time covers that time. To stay longer the child needs a
 * new consent before it ends.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'b2b_extension_needs_consent', '{extend_placement}', '{brussels_iib,brussels_iia}',
     $$care_kind <> 'with_parent' AND NOT (care_kind = 'kin' AND relative_exempt_notified)$$,
     $$act.until <= consent_placement_until$$,
     '{}', 'bar', 'bar', 'bar', 'court', 'union', 'requested',
     'CJEU C-92/12 PPU, ruling 4; Brussels IIb art 82(5)', 'E',
     'The placement would last longer than the requested State consented to.',
     'Ask for a new consent before the time consented to has ended.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'b2b_extension_needs_consent', 1, 'extend_placement', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "consent_placement_until": "2026-12-31"}', '{"until": "2026-12-31"}',
     'satisfied', 'within'),
    ('placement_abroad', 'b2b_extension_needs_consent', 2, 'extend_placement', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "consent_placement_until": "2026-12-31"}', '{"until": "2027-01-01"}',
     'violated', 'beyond'),
    ('placement_abroad', 'b2b_extension_needs_consent', 3, 'extend_placement', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster"}', '{"until": "2027-01-01"}',
     'unknown', 'no consent on record');

/*
 * Educational placements arranged with the agreement of parents or child,
 * after difficult behaviour, are covered: their agreement does not stand in
 * for the consent of the State.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'b2b_voluntary_covered', '{decide}', '{brussels_iib}',
     $$care_kind = 'educational'$$,
     $$consent_given_on <= act.acted_on$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'union', 'requested',
     'Brussels IIb recital 11, art 82(5)', 'E',
     'An educational placement abroad needs the consent of the requested State, also where parents and child agree.',
     'Ask for consent through the central authorities.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'b2b_voluntary_covered', 1, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "educational", "consent_given_on": "2026-03-01"}', '{}',
     'satisfied', 'consented'),
    ('placement_abroad', 'b2b_voluntary_covered', 2, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "educational", "consent_given_on": "2026-03-11"}', '{}',
     'violated', 'consented later'),
    ('placement_abroad', 'b2b_voluntary_covered', 3, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "educational"}', '{}',
     'unknown', 'parents agree, the State has not answered'),
    ('placement_abroad', 'b2b_voluntary_covered', 4, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster"}', '{}',
     'not_applicable', 'a foster family');

/* ---- Brussels IIb art 82(6) and (8): time to answer, simplified consultation ---- */

/*
 * The decision granting or refusing consent is sent within three months of
 * receipt, exceptional circumstances apart. A late answer is an answer: it
 * counts, and the delay is noted.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'b2b_reply_in_time', '{consent,consent_with_conditions,refuse}', '{brussels_iib}',
     NULL,
     $$(request_received_on + make_interval(months => reply_months)) >= act.acted_on
       OR btrim(COALESCE(act.exceptional_circumstances, '')) <> ''$$,
     '{"reply_months": 3}', 'warn', 'warn', 'warn', 'treaty', 'union', 'requested',
     'Brussels IIb art 82(6)', 'E',
     'The answer comes more than three months after receipt, and no exceptional circumstances are stated.',
     'State the exceptional circumstances, if there were any.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'b2b_reply_in_time', 1, 'consent', '2026-04-15',
     '{"regime": "brussels_iib", "request_received_on": "2026-01-15"}', '{}',
     'satisfied', 'the last day'),
    ('placement_abroad', 'b2b_reply_in_time', 2, 'consent', '2026-04-16',
     '{"regime": "brussels_iib", "request_received_on": "2026-01-15"}', '{}',
     'violated', 'a day late'),
    ('placement_abroad', 'b2b_reply_in_time', 3, 'refuse', '2026-04-16',
     '{"regime": "brussels_iib", "request_received_on": "2026-01-15"}', '{"exceptional_circumstances": "flood at the central authority"}',
     'satisfied', 'late, with its reason'),
    ('placement_abroad', 'b2b_reply_in_time', 4, 'consent', '2026-03-10',
     '{"regime": "brussels_iib"}', '{}',
     'unknown', 'the day of receipt is not recorded');

/*
 * States may agree to simplify the consultation. Whoever follows a simplified
 * procedure names such an agreement between these two States; it has nothing
 * to do with urgency.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'b2b_simplified_agreement', '{open_consultation,decide}', '{brussels_iib}',
     NULL,
     $$NOT simplified_procedure_used OR simplified_agreement_in_force$$,
     '{}', 'warn', 'warn', 'warn', 'treaty', 'union', 'requesting',
     'Brussels IIb art 82(8)', 'E',
     'A simplified consultation is used, and no agreement between the two States is on record.',
     'Follow the ordinary procedure, or record the agreement.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'b2b_simplified_agreement', 1, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "simplified_procedure_used": false}', '{}',
     'satisfied', 'ordinary procedure'),
    ('placement_abroad', 'b2b_simplified_agreement', 2, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "simplified_procedure_used": true, "simplified_agreement_in_force": false}', '{}',
     'violated', 'no agreement'),
    ('placement_abroad', 'b2b_simplified_agreement', 3, 'open_consultation', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "simplified_procedure_used": true}', '{}',
     'unknown', 'agreement not checked'),
    ('placement_abroad', 'b2b_simplified_agreement', 4, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "simplified_procedure_used": true, "simplified_agreement_in_force": true}', '{}',
     'satisfied', 'an agreement is in force');

/* ---- Brussels IIb art 39: recognition ---- */

/*
 * Recognition shall be refused where the procedure of art 82 was not complied
 * with. Unlike HC-1996 art 23(2) this leaves no discretion: a child who
 * leaves on such a decision is placed by a decision that will not be
 * recognised.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'b2b_refuse_recognition', '{depart}', '{brussels_iib}',
     $$care_kind <> 'with_parent' AND NOT (care_kind = 'kin' AND relative_exempt_notified)$$,
     $$consultation_opened_on <= decided_on AND consent_given_on <= decided_on$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'union', 'both',
     'Brussels IIb art 39(1)(f)', 'E',
     'The procedure of art 82 was not complied with; the decision will not be recognised.',
     'Obtain the consent and decide again.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'b2b_refuse_recognition', 1, 'depart', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "consultation_opened_on": "2026-01-15", "consent_given_on": "2026-02-20", "decided_on": "2026-03-01"}', '{}',
     'satisfied', 'asked, consented, decided'),
    ('placement_abroad', 'b2b_refuse_recognition', 2, 'depart', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "consultation_opened_on": "2026-01-15", "consent_given_on": "2026-03-05", "decided_on": "2026-03-01"}', '{}',
     'violated', 'decided before the consent'),
    ('placement_abroad', 'b2b_refuse_recognition', 3, 'depart', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "consultation_opened_on": "2026-01-15", "decided_on": "2026-03-01"}', '{}',
     'unknown', 'no consent on record');

/*
 * Recognition may be refused where the child had no opportunity to express
 * views, except on serious grounds, urgency above all.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'b2b_child_heard', '{decide}', '{brussels_iib}',
     $$NOT urgency_reasoned$$,
     $$child_hearing IN ('heard', 'declined', 'not_capable_reasoned')$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'union', 'requesting',
     'Brussels IIb arts 21, 39(2); CRC art 12', 'E',
     'The child was not given an opportunity to express views.',
     'Hear the child, or record the reasons why the child cannot form views. Only urgency that is recorded with its reasons lifts this duty.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'b2b_child_heard', 1, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "urgency_reasoned": false, "child_hearing": "heard"}', '{}',
     'satisfied', 'heard'),
    ('placement_abroad', 'b2b_child_heard', 2, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "urgency_reasoned": false, "child_hearing": "not_offered"}', '{}',
     'violated', 'not offered'),
    ('placement_abroad', 'b2b_child_heard', 3, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "urgency_reasoned": false}', '{}',
     'unknown', 'nothing recorded'),
    ('placement_abroad', 'b2b_child_heard', 4, 'decide', '2026-03-10',
     '{"regime": "brussels_iib", "care_kind": "foster", "urgency_reasoned": true}', '{}',
     'not_applicable', 'urgency, with its reasons');

/* ---- Brussels IIa art 56: proceedings before 1 August 2022 ---- */

/*
 * (1) A court that contemplates placement in an institution or foster family
 * first consults the central or other competent authority, where a public
 * authority would have to intervene in a domestic placement there. Not known
 * whether it would: it is consulted.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'b2a_consulted_first', '{decide}', '{brussels_iia}',
     $$care_kind <> 'with_parent' AND domestic_placement_needs_authority$$,
     $$consultation_opened_on <= act.acted_on$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'union', 'requesting',
     'Brussels IIa art 56(1)', 'E',
     'The requested State was not consulted before this decision.',
     'Consult its central or other competent authority.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'b2a_consulted_first', 1, 'decide', '2026-03-10',
     '{"regime": "brussels_iia", "care_kind": "foster", "domestic_placement_needs_authority": true, "consultation_opened_on": "2026-01-15"}', '{}',
     'satisfied', 'consulted'),
    ('placement_abroad', 'b2a_consulted_first', 2, 'decide', '2026-03-10',
     '{"regime": "brussels_iia", "care_kind": "foster", "domestic_placement_needs_authority": true, "consultation_opened_on": "2026-03-11"}', '{}',
     'violated', 'consulted afterwards'),
    ('placement_abroad', 'b2a_consulted_first', 3, 'decide', '2026-03-10',
     '{"regime": "brussels_iia", "care_kind": "foster", "domestic_placement_needs_authority": true}', '{}',
     'unknown', 'not consulted, as far as is known'),
    ('placement_abroad', 'b2a_consulted_first', 4, 'decide', '2026-03-10',
     '{"regime": "brussels_iia", "care_kind": "foster", "domestic_placement_needs_authority": false}', '{}',
     'not_applicable', 'no authority would intervene there');

/*
 * (2) The decision may be made only if the competent authority of the
 * requested State has consented.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'b2a_consent_given', '{decide,depart}', '{brussels_iia}',
     $$care_kind <> 'with_parent' AND domestic_placement_needs_authority$$,
     $$consent_given_on <= act.acted_on
       AND NOT consent_refused
       AND NOT consent_withdrawn
       AND consent_authority_role IN ('competent_authority', 'central_authority')$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'union', 'requested',
     'Brussels IIa art 56(2); CJEU C-92/12 PPU, ruling 2', 'E',
     'The competent authority of the requested State has not consented.',
     'Wait for its consent. There is no time limit, and silence is no consent.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'b2a_consent_given', 1, 'decide', '2026-03-10',
     '{"regime": "brussels_iia", "care_kind": "foster", "domestic_placement_needs_authority": true, "consent_given_on": "2026-03-01", "consent_refused": false, "consent_withdrawn": false, "consent_authority_role": "competent_authority"}', '{}',
     'satisfied', 'consented'),
    ('placement_abroad', 'b2a_consent_given', 2, 'decide', '2026-03-10',
     '{"regime": "brussels_iia", "care_kind": "foster", "domestic_placement_needs_authority": true, "consent_given_on": "2026-03-01", "consent_refused": false, "consent_withdrawn": false, "consent_authority_role": "institution"}', '{}',
     'violated', 'only the institution agreed'),
    ('placement_abroad', 'b2a_consent_given', 3, 'decide', '2026-03-10',
     '{"regime": "brussels_iia", "care_kind": "foster", "domestic_placement_needs_authority": true, "consent_refused": false, "consent_withdrawn": false}', '{}',
     'unknown', 'pending');

/*
 * The consent is used as it was given: within its validity, for what it
 * covers, under its conditions.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'b2a_consent_used_as_given', '{decide,depart}', '{brussels_iia}',
     $$care_kind <> 'with_parent' AND domestic_placement_needs_authority$$,
     $$consent_valid_to >= act.acted_on
       AND cardinality(consent_mismatches) = 0
       AND conditions_open = 0$$,
     '{}', 'bar', 'bar', 'bar', 'court', 'union', 'both',
     'CJEU C-92/12 PPU, ruling 4; Brussels IIa art 56(2)', 'E',
     'The consent does not cover this placement on this day.',
     'Place as consented and in time, or ask for a new consent.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'b2a_consent_used_as_given', 1, 'decide', '2026-03-10',
     '{"regime": "brussels_iia", "care_kind": "foster", "domestic_placement_needs_authority": true, "consent_valid_to": "2026-12-31", "consent_mismatches": [], "conditions_open": 0}', '{}',
     'satisfied', 'as given'),
    ('placement_abroad', 'b2a_consent_used_as_given', 2, 'depart', '2027-01-01',
     '{"regime": "brussels_iia", "care_kind": "foster", "domestic_placement_needs_authority": true, "consent_valid_to": "2026-12-31", "consent_mismatches": [], "conditions_open": 0}', '{}',
     'violated', 'expired'),
    ('placement_abroad', 'b2a_consent_used_as_given', 3, 'decide', '2026-03-10',
     '{"regime": "brussels_iia", "care_kind": "foster", "domestic_placement_needs_authority": true, "conditions_open": 0}', '{}',
     'unknown', 'no consent on record');

/* The same as for Brussels IIb: decided before the consent was known here. */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'b2a_consent_known_when_decided', '{decide}', '{brussels_iia}',
     $$care_kind <> 'with_parent' AND domestic_placement_needs_authority$$,
     $$consent_recorded_on <= act.acted_on$$,
     '{}', 'warn', 'warn', 'warn', 'policy', 'union', 'both',
     'policy', 'F',
     'The consent was recorded only after the day of the decision.',
     'Check on what the decision was based, and note it.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'b2a_consent_known_when_decided', 1, 'decide', '2026-03-05',
     '{"regime": "brussels_iia", "care_kind": "foster", "domestic_placement_needs_authority": true, "consent_recorded_on": "2026-03-02"}', '{}',
     'satisfied', 'known'),
    ('placement_abroad', 'b2a_consent_known_when_decided', 2, 'decide', '2026-03-05',
     '{"regime": "brussels_iia", "care_kind": "foster", "domestic_placement_needs_authority": true, "consent_recorded_on": "2026-03-10"}', '{}',
     'violated', 'recorded later'),
    ('placement_abroad', 'b2a_consent_known_when_decided', 3, 'decide', '2026-03-05',
     '{"regime": "brussels_iia", "care_kind": "foster", "domestic_placement_needs_authority": true}', '{}',
     'unknown', 'no consent on record'),
    ('placement_abroad', 'b2a_consent_known_when_decided', 4, 'decide', '2026-03-05',
     '{"regime": "brussels_iia", "care_kind": "foster", "domestic_placement_needs_authority": false}', '{}',
     'not_applicable', 'informing was enough');

/*
 * (4) A foster family, where no authority would have to intervene in a
 * domestic placement: the other State is informed, no more. A consultation
 * informs it too.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'b2a_inform_only', '{decide,depart}', '{brussels_iia}',
     $$care_kind IN ('foster', 'kin') AND NOT domestic_placement_needs_authority$$,
     $$authority_informed_on <= act.acted_on OR consultation_opened_on <= act.acted_on$$,
     '{}', 'override', 'override', 'override', 'treaty', 'union', 'requesting',
     'Brussels IIa art 56(4)', 'E',
     'The requested State was not informed of the placement.',
     'Inform its central or other competent authority.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'b2a_inform_only', 1, 'decide', '2026-03-10',
     '{"regime": "brussels_iia", "care_kind": "foster", "domestic_placement_needs_authority": false, "authority_informed_on": "2026-03-01"}', '{}',
     'satisfied', 'informed'),
    ('placement_abroad', 'b2a_inform_only', 2, 'decide', '2026-03-10',
     '{"regime": "brussels_iia", "care_kind": "foster", "domestic_placement_needs_authority": false, "authority_informed_on": "2026-03-11", "consultation_opened_on": "2026-03-12"}', '{}',
     'violated', 'informed afterwards'),
    ('placement_abroad', 'b2a_inform_only', 3, 'decide', '2026-03-10',
     '{"regime": "brussels_iia", "care_kind": "foster", "domestic_placement_needs_authority": false}', '{}',
     'unknown', 'not informed, as far as is known'),
    ('placement_abroad', 'b2a_inform_only', 4, 'decide', '2026-03-10',
     '{"regime": "brussels_iia", "care_kind": "foster", "domestic_placement_needs_authority": true}', '{}',
     'not_applicable', 'consent is needed');

/* ---- C-92/12 PPU: doubtful consent, secure placement ---- */

/*
 * Where it is doubted that the body that consented was the competent one, the
 * defect can be cured afterwards: the right authority consents or confirms.
 * Want of any consent cannot be cured so.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'consent_cure_competence', '{decide,depart}', NULL,
     $$care_kind <> 'with_parent'$$,
     $$NOT consent_competence_doubtful$$,
     '{}', 'override', 'override', 'override', 'court', 'union', 'requested',
     'CJEU C-92/12 PPU, ruling 2', 'E',
     'It is doubted that the right authority consented, and the doubt is not settled.',
     'Have the competent authority consent or confirm (regularise_consent).');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'consent_cure_competence', 1, 'decide', '2026-03-10',
     '{"care_kind": "foster", "consent_competence_doubtful": false}', '{}',
     'satisfied', 'no doubt, or settled'),
    ('placement_abroad', 'consent_cure_competence', 2, 'decide', '2026-03-10',
     '{"care_kind": "foster", "consent_competence_doubtful": true}', '{}',
     'violated', 'open doubt'),
    ('placement_abroad', 'consent_cure_competence', 3, 'depart', '2026-03-10',
     '{"care_kind": "foster"}', '{}',
     'unknown', 'not known'),
    ('placement_abroad', 'consent_cure_competence', 4, 'decide', '2026-03-10',
     '{"care_kind": "with_parent"}', '{}',
     'not_applicable', 'no consent needed');

/*
 * Ruling 2 goes on: where the court that placed the child is in doubt whether
 * the authority that consented was the competent one, that irregularity can be
 * corrected afterwards.  It is the only defect of a consent that can.  The
 * ruling is on Brussels IIa; for Brussels IIb and HC-1996 art 33 it is taken
 * over, and not widened.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'cure_only_doubt_of_competence', '{cure}', NULL,
     $$act.ground = 'consent_regularised' OR 'consent_cure_competence' = ANY (act.target_findings)$$,
     $$act.ground IN ('child_returned', 'measure_taken')
       OR (act.ground = 'consent_regularised' AND 'consent_cure_competence' = ANY (act.target_findings))$$,
     '{}', 'bar', 'bar', 'bar', 'court', 'union', 'both',
     'CJEU C-92/12 PPU, ruling 2; by analogy under Brussels IIb art 82(5) and HC-1996 art 33(2)', 'E',
     'A consent is regularised where it was doubted that the right authority consented, and for nothing else.',
     'Where there is such a doubt, have the competent authority consent or confirm and cure with the ground consent_regularised.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'cure_only_doubt_of_competence', 1, 'cure', '2026-03-20',
     '{"regime": "brussels_iia"}', '{"ground": "consent_regularised", "target_act": "decide", "target_findings": ["consent_cure_competence"]}',
     'satisfied', 'it was not certain that the authority was the competent one'),
    ('placement_abroad', 'cure_only_doubt_of_competence', 2, 'cure', '2026-03-20',
     '{"regime": "brussels_iib"}', '{"ground": "consent_regularised", "target_act": "decide", "target_findings": ["b2b_consent_before_order"]}',
     'violated', 'nobody had consented'),
    ('placement_abroad', 'cure_only_doubt_of_competence', 3, 'cure', '2026-03-20',
     '{"regime": "hc1996"}', '{"ground": "made_good", "made_good": ["consent_cure_competence"], "target_act": "decide", "target_findings": ["consent_cure_competence"]}',
     'violated', 'a doubt is settled by the competent authority, not by a note'),
    ('placement_abroad', 'cure_only_doubt_of_competence', 4, 'cure', '2026-03-20',
     '{"regime": "brussels_iib"}', '{"ground": "consent_regularised"}',
     'unknown', 'what stands against the act is not known'),
    ('placement_abroad', 'cure_only_doubt_of_competence', 5, 'cure', '2026-03-20',
     '{"regime": "brussels_iib"}', '{"ground": "made_good", "target_act": "depart", "target_findings": ["file_follows_child"]}',
     'not_applicable', 'no doubt was raised');

/*
 * The irregularity is corrected by the side whose consent it is: the competent
 * authority, governed by public law, consents or confirms after the doubt
 * (regularise_consent, or a new consent), and has not taken it back.  That the
 * placing side declares the doubt settled is not enough.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'cure_by_competent_authority', '{cure}', NULL,
     $$act.ground = 'consent_regularised'$$,
     $$NOT consent_competence_doubtful
       AND consent_authority_role IN ('competent_authority', 'central_authority')
       AND NOT consent_refused
       AND NOT consent_withdrawn$$,
     '{}', 'bar', 'bar', 'bar', 'court', 'union', 'requested',
     'CJEU C-92/12 PPU, ruling 2; by analogy under Brussels IIb art 82(5) and HC-1996 art 33(2)', 'E',
     'The competent authority of the requested State has not settled the doubt.',
     'Have it consent or confirm, and record that (regularise_consent) before the cure.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'cure_by_competent_authority', 1, 'cure', '2026-03-20',
     '{"consent_competence_doubtful": false, "consent_authority_role": "competent_authority", "consent_refused": false, "consent_withdrawn": false}', '{"ground": "consent_regularised"}',
     'satisfied', 'it has confirmed'),
    ('placement_abroad', 'cure_by_competent_authority', 2, 'cure', '2026-03-20',
     '{"consent_competence_doubtful": true, "consent_authority_role": "competent_authority", "consent_refused": false, "consent_withdrawn": false}', '{"ground": "consent_regularised"}',
     'violated', 'the doubt was raised again, or was never settled'),
    ('placement_abroad', 'cure_by_competent_authority', 3, 'cure', '2026-03-20',
     '{"consent_competence_doubtful": false, "consent_authority_role": "institution", "consent_refused": false, "consent_withdrawn": false}', '{"ground": "consent_regularised"}',
     'violated', 'the institution confirmed'),
    ('placement_abroad', 'cure_by_competent_authority', 4, 'cure', '2026-03-20',
     '{"consent_competence_doubtful": false, "consent_authority_role": "competent_authority", "consent_refused": false, "consent_withdrawn": true}', '{"ground": "consent_regularised"}',
     'violated', 'confirmed, and withdrawn since'),
    ('placement_abroad', 'cure_by_competent_authority', 5, 'cure', '2026-03-20',
     '{"consent_competence_doubtful": false, "consent_refused": false, "consent_withdrawn": false}', '{"ground": "consent_regularised"}',
     'unknown', 'who confirmed is not recorded'),
    ('placement_abroad', 'cure_by_competent_authority', 6, 'cure', '2026-03-20',
     '{"consent_competence_doubtful": true}', '{"ground": "child_returned"}',
     'not_applicable', 'the child is back');

/*
 * The consent must come before the order (ruling 2), and art 82(5) says so in
 * as many words: a later consent allows a new order and cures no old one.  A
 * consent for a set time does not cover what came after it (ruling 4).
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'b2b_absence_of_consent_not_cured', '{cure}', NULL,
     $$act.ground IN ('consent_regularised', 'made_good')$$,
     $$NOT act.target_findings && ARRAY['b2b_consent_before_order', 'silence_not_consent_eu',
                                        'b2b_consent_by_competent', 'b2b_consent_relied_on',
                                        'b2b_decide_only_after', 'b2b_consent_matches',
                                        'b2b_consent_not_expired', 'b2b_extension_needs_consent',
                                        'b2b_relative_exempt', 'b2b_voluntary_covered',
                                        'b2b_refuse_recognition', 'b2a_consent_given',
                                        'b2a_consent_used_as_given']$$,
     '{}', 'bar', 'bar', 'bar', 'court', 'union', 'both',
     'CJEU C-92/12 PPU, rulings 2, 4; Brussels IIb arts 39(1)(f), 82(5); Brussels IIa art 56(2)', 'E',
     'What this act lacks is the consent of the requested State. A consent that comes later does not cure that.',
     'Bring the child back, or ask the State where the child is to take its own measure; with a consent the placement can be decided anew.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'b2b_absence_of_consent_not_cured', 1, 'cure', '2026-03-20',
     '{"regime": "brussels_iib"}', '{"ground": "consent_regularised", "target_act": "decide", "target_findings": ["consent_cure_competence"]}',
     'satisfied', 'consent was there; who gave it was doubted'),
    ('placement_abroad', 'b2b_absence_of_consent_not_cured', 2, 'cure', '2026-03-20',
     '{"regime": "brussels_iib", "consent_given_on": "2026-03-15"}', '{"ground": "consent_regularised", "target_act": "decide", "target_findings": ["b2b_consent_before_order", "consent_cure_competence"]}',
     'violated', 'ordered on 10 March, consented to on the 15th'),
    ('placement_abroad', 'b2b_absence_of_consent_not_cured', 3, 'cure', '2026-03-20',
     '{"regime": "brussels_iia"}', '{"ground": "made_good", "made_good": ["b2a_consent_given"], "target_act": "depart", "target_findings": ["b2a_consent_given"]}',
     'violated', 'left without consent'),
    ('placement_abroad', 'b2b_absence_of_consent_not_cured', 4, 'cure', '2026-03-20',
     '{"regime": "brussels_iib"}', '{"ground": "made_good"}',
     'unknown', 'what stands against the act is not known'),
    ('placement_abroad', 'b2b_absence_of_consent_not_cured', 5, 'cure', '2026-03-20',
     '{"regime": "brussels_iib"}', '{"ground": "measure_taken", "target_act": "arrive", "target_findings": ["b2b_consent_before_order"]}',
     'not_applicable', 'the State where the child is has acted itself');

/*
 * What the regulations put before the order or before it is carried out is not
 * made good afterwards: which regulation governs, the consultation, the hearing
 * of the child, the declaration of enforceability (ruling 3), what the law of
 * the requested State makes its authority see to before it consents.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'b2b_not_made_good', '{cure}', NULL,
     $$act.ground IN ('consent_regularised', 'made_good')$$,
     $$NOT act.target_findings && ARRAY['b2b_temporal', 'b2a_temporal', 'b2b_consulted_first',
                                        'b2a_consulted_first', 'b2b_child_heard',
                                        'secure_placement_enforceable', 'secure_placement_court_only',
                                        'consent_internal_approval']$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'union', 'both',
     'Brussels IIb arts 39(2), 82(1), 100; CJEU C-92/12 PPU, ruling 3; by inference', 'E',
     'What this act lacks had to come before it; it cannot be made good afterwards.',
     'Take the step anew in the right order. A child who has left is brought back, or protected by a measure of the State where the child is.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'b2b_not_made_good', 1, 'cure', '2026-03-20',
     '{"regime": "brussels_iib"}', '{"ground": "made_good", "target_act": "transmit_report", "target_findings": ["b2b_translation"]}',
     'satisfied', 'the translation was sent after the request'),
    ('placement_abroad', 'b2b_not_made_good', 2, 'cure', '2026-03-20',
     '{"regime": "brussels_iib"}', '{"ground": "made_good", "target_act": "decide", "target_findings": ["b2b_child_heard"]}',
     'violated', 'the child was heard after the order'),
    ('placement_abroad', 'b2b_not_made_good', 3, 'cure', '2026-03-20',
     '{"regime": "brussels_iia"}', '{"ground": "made_good", "target_act": "depart", "target_findings": ["secure_placement_enforceable"]}',
     'violated', 'declared enforceable while the child was already locked up'),
    ('placement_abroad', 'b2b_not_made_good', 4, 'cure', '2026-03-20',
     '{"regime": "brussels_iib"}', '{"ground": "made_good"}',
     'unknown', 'what stands against the act is not known');

/*
 * A secure placement that deprives a child of liberty is declared enforceable
 * in the requested State before it is carried out there, where the instrument
 * asks for a declaration (Brussels IIa; HC-1996 arts 26 to 28).
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'secure_placement_enforceable', '{depart}', '{hc1996,brussels_iia,unknown}',
     $$care_kind IN ('residential', 'educational', 'other') AND deprives_of_liberty$$,
     $$secure_declared_enforceable$$,
     '{}', 'bar', 'bar', 'bar', 'court', 'union', 'requested',
     'CJEU C-92/12 PPU, ruling 3; HC-1996 arts 26 to 28', 'E',
     'The order for a secure placement was not declared enforceable in the requested State.',
     'Apply for the declaration there; it is decided with particular speed.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'secure_placement_enforceable', 1, 'depart', '2026-03-10',
     '{"regime": "hc1996", "care_kind": "residential", "deprives_of_liberty": true, "secure_declared_enforceable": true}', '{}',
     'satisfied', 'declared'),
    ('placement_abroad', 'secure_placement_enforceable', 2, 'depart', '2026-03-10',
     '{"regime": "hc1996", "care_kind": "residential", "deprives_of_liberty": true, "secure_declared_enforceable": false}', '{}',
     'violated', 'not declared'),
    ('placement_abroad', 'secure_placement_enforceable', 3, 'depart', '2026-03-10',
     '{"regime": "hc1996", "care_kind": "residential"}', '{}',
     'unknown', 'neither is recorded'),
    ('placement_abroad', 'secure_placement_enforceable', 4, 'depart', '2026-03-10',
     '{"regime": "hc1996", "care_kind": "foster"}', '{}',
     'not_applicable', 'a foster family');

/* ---- Law of single Member States as the requested State ---- */

/*
 * Germany: a secure placement is consented to only where a court has ordered
 * the deprivation of liberty and it would be lawful in a domestic case;
 * otherwise consent must be refused.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'secure_placement_court_only', '{consent,consent_with_conditions}', NULL,
     $$requested_state = ANY (string_to_array(states, ' '))
       AND care_kind IN ('residential', 'educational', 'other') AND deprives_of_liberty$$,
     $$secure_ordered_by_court AND secure_lawful_in_requested_state$$,
     '{"states": "DE"}', 'bar', 'bar', 'bar', 'must', 'country', 'requested',
     'IntFamRVG s 46(2) (Germany)', '2',
     'The requested State must refuse: no court ordered the deprivation of liberty, or it would not be lawful there.',
     'Refuse, or wait for the order of a court.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'secure_placement_court_only', 1, 'consent', '2026-03-10',
     '{"requested_state": "DE", "care_kind": "residential", "deprives_of_liberty": true, "secure_ordered_by_court": true, "secure_lawful_in_requested_state": true}', '{}',
     'satisfied', 'ordered and lawful'),
    ('placement_abroad', 'secure_placement_court_only', 2, 'consent', '2026-03-10',
     '{"requested_state": "DE", "care_kind": "residential", "deprives_of_liberty": true, "secure_ordered_by_court": false, "secure_lawful_in_requested_state": true}', '{}',
     'violated', 'no court'),
    ('placement_abroad', 'secure_placement_court_only', 3, 'consent', '2026-03-10',
     '{"requested_state": "DE", "care_kind": "residential", "deprives_of_liberty": true}', '{}',
     'unknown', 'not recorded'),
    ('placement_abroad', 'secure_placement_court_only', 4, 'consent', '2026-03-10',
     '{"requested_state": "BE", "care_kind": "residential", "deprives_of_liberty": true}', '{}',
     'not_applicable', 'no such rule is loaded for Belgium');

/*
 * Some States let their authority consent only after an approval of their
 * own: Germany, where the family court approves the consent of the youth
 * office; Slovenia, where the social work centre gives its opinion.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'consent_internal_approval', '{consent,consent_with_conditions,transcribe_consent}', NULL,
     $$requested_state = ANY (string_to_array(states, ' '))$$,
     $$act.internal_approval$$,
     '{"states": "DE SI"}', 'bar', 'bar', 'bar', 'must', 'country', 'requested',
     'IntFamRVG s 47 (Germany); e-Justice portal (Slovenia)', '2',
     'The approval that the law of the requested State asks for is missing.',
     'Obtain it (Germany: the family court; Slovenia: the social work centre), then consent.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'consent_internal_approval', 1, 'consent', '2026-03-10',
     '{"requested_state": "DE"}', '{"internal_approval": true}',
     'satisfied', 'approved by the family court'),
    ('placement_abroad', 'consent_internal_approval', 2, 'consent', '2026-03-10',
     '{"requested_state": "DE"}', '{"internal_approval": false}',
     'violated', 'not approved'),
    ('placement_abroad', 'consent_internal_approval', 3, 'transcribe_consent', '2026-03-10',
     '{"requested_state": "SI"}', '{"document": "letter 3"}',
     'unknown', 'not recorded'),
    ('placement_abroad', 'consent_internal_approval', 4, 'consent', '2026-03-10',
     '{"requested_state": "FR"}', '{}',
     'not_applicable', 'no such step is loaded for France');

/*
 * Germany: before it consents, the youth office as a rule examines seven
 * points: the child's interests and tie to Germany; the reports; the hearing
 * of the child abroad; the agreement of home or family; the residence permit;
 * the costs; for a foreign child the view of the immigration office.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'de_consent_conditions', '{consent,consent_with_conditions}', NULL,
     $$requested_state = ANY (string_to_array(states, ' '))$$,
     $$cardinality(consent_law_points_missing) = 0$$,
     '{"states": "DE"}', 'override', 'override', 'warn', 'should', 'country', 'requested',
     'IntFamRVG s 46(1), (4), (5) (Germany)', '2',
     'Points that German law has the authority examine before it consents are not examined.',
     'Examine them, or record why the consent is right without.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'de_consent_conditions', 1, 'consent', '2026-03-10',
     '{"requested_state": "DE", "consent_law_points_missing": []}', '{}',
     'satisfied', 'all examined'),
    ('placement_abroad', 'de_consent_conditions', 2, 'consent', '2026-03-10',
     '{"requested_state": "DE", "consent_law_points_missing": ["costs"]}', '{}',
     'violated', 'costs not settled'),
    ('placement_abroad', 'de_consent_conditions', 3, 'consent', '2026-03-10',
     '{"requested_state": "DE"}', '{}',
     'unknown', 'not recorded'),
    ('placement_abroad', 'de_consent_conditions', 4, 'consent', '2026-03-10',
     '{"requested_state": "FR"}', '{}',
     'not_applicable', 'another State');
