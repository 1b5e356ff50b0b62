/*
 * protocols/duties: what falls due, when, and whose it is.
 *
 * A duty starts with an act, on the day of the act.  Missing it changes no
 * state and answers nothing for anybody: a reply that does not come is no
 * consent.  "Overdue" is derived, never stored.
 *
 * Only the time of Brussels IIb art 82(6), three months from receipt, is fixed
 * by a text; the other lengths are declared policy and may be changed by rows
 * of the user's own.  The clock of art 82(6) runs on while the requested side
 * waits for information: the article knows one excuse, exceptional
 * circumstances, which a late answer states.  The clock for an answer under
 * art 33, which the Convention does not set, stops in that time.
 */

/* ---- The request ---- */

/* Whoever sent a request knows soon that it has arrived. */
INSERT INTO case_rules.duty_rule
    (procedure, duty, started_by, regimes, applies, side, amount, unit, cadence,
     fulfilled_by, suspended_by, resumed_by, ended_by, basis, citation, meaning, if_missed)
VALUES
    ('placement_abroad', 'acknowledgement', '{transmit_report}', NULL, NULL, 'requested', 10, 'days', NULL,
     '{act:acknowledge,act:consent,act:consent_with_conditions,act:transcribe_consent,act:refuse,act:transcribe_refusal}', '{}', '{}',
     '{withdraw_request,lapse}',
     'policy', 'practice: five to ten days',
     'acknowledge receipt of the request',
     'remind, central authority to central authority');

/*
 * Brussels IIb: the decision granting or refusing consent is sent no later
 * than three months after receipt of the request. No reply is no consent.
 */
INSERT INTO case_rules.duty_rule
    (procedure, duty, started_by, regimes, applies, side, amount, unit, cadence,
     fulfilled_by, suspended_by, resumed_by, ended_by, basis, citation, meaning, if_missed)
VALUES
    ('placement_abroad', 'b2b_reply', '{acknowledge}', '{brussels_iib}', NULL, 'requested', 3, 'months', NULL,
     '{act:consent,act:consent_with_conditions,act:transcribe_consent,act:refuse,act:transcribe_refusal}', '{}', '{}',
     '{withdraw_request,lapse}',
     'treaty', 'Brussels IIb art 82(6)',
     'grant or refuse consent',
     'escalate; a missing answer is never consent');

/*
 * Art 33 sets no time. The policy follows the regulation: three months; the
 * clock stops while the requesting side owes information.
 */
INSERT INTO case_rules.duty_rule
    (procedure, duty, started_by, regimes, applies, side, amount, unit, cadence,
     fulfilled_by, suspended_by, resumed_by, ended_by, basis, citation, meaning, if_missed)
VALUES
    ('placement_abroad', 'a33_reply', '{acknowledge}', '{hc1996,brussels_iia,none,unknown}', NULL, 'requested', 3, 'months', NULL,
     '{act:consent,act:consent_with_conditions,act:transcribe_consent,act:refuse,act:transcribe_refusal}', '{request_information}', '{supply_information}',
     '{withdraw_request,lapse,obtain_assurance}',
     'policy', 'HC-1996 art 33; policy',
     'answer the request',
     'escalate: reminder, liaison judge, diplomatic way; a missing answer is never consent');

/*
 * The home of the proposed carer is studied once an authority has the
 * request.
 */
INSERT INTO case_rules.duty_rule
    (procedure, duty, started_by, regimes, applies, side, amount, unit, cadence,
     fulfilled_by, suspended_by, resumed_by, ended_by, basis, citation, meaning, if_missed)
VALUES
    ('placement_abroad', 'home_study', '{assign}', NULL, $$care_kind NOT IN ('with_parent', 'residential', 'educational')$$, 'requested', 60, 'days', NULL,
     '{home_study}', '{request_information}', '{supply_information}',
     '{withdraw_request,lapse,refuse,transcribe_refusal}',
     'policy', 'practice: sixty days, as among the United States',
     'study the home of the proposed carer and report',
     'remind; the answer cannot be given without it');

/*
 * What the requested side asks for is answered; its own clock may stand still
 * meanwhile.
 */
INSERT INTO case_rules.duty_rule
    (procedure, duty, started_by, regimes, applies, side, amount, unit, cadence,
     fulfilled_by, suspended_by, resumed_by, ended_by, basis, citation, meaning, if_missed)
VALUES
    ('placement_abroad', 'information_reply', '{request_information}', NULL, NULL, 'requesting', 30, 'days', NULL,
     '{act:supply_information}', '{}', '{}',
     '{withdraw_request,lapse,consent,consent_with_conditions,transcribe_consent,refuse,transcribe_refusal}',
     'policy', 'HC-1996 art 34; policy',
     'answer the request for information',
     'remind; the examination stands still');

/* ---- After arrival ---- */

/* The requesting side learns that the child has arrived safely. */
INSERT INTO case_rules.duty_rule
    (procedure, duty, started_by, regimes, applies, side, amount, unit, cadence,
     fulfilled_by, suspended_by, resumed_by, ended_by, basis, citation, meaning, if_missed)
VALUES
    ('placement_abroad', 'arrival_notice', '{arrive}', NULL, NULL, 'requested', 1, 'days', NULL,
     '{notice}', '{}', '{}',
     '{end_placement}',
     'policy', 'practice',
     'tell the requesting side that the child has arrived',
     'ask at once; a child may be missing');

/* Somebody sees the child soon after arrival. */
INSERT INTO case_rules.duty_rule
    (procedure, duty, started_by, regimes, applies, side, amount, unit, cadence,
     fulfilled_by, suspended_by, resumed_by, ended_by, basis, citation, meaning, if_missed)
VALUES
    ('placement_abroad', 'first_visit', '{arrive}', NULL, NULL, 'requested', 7, 'days', NULL,
     '{visit}', '{}', '{}',
     '{end_placement}',
     'policy', 'UN Guidelines paras 138, 159; practice: first visit within one to two weeks',
     'visit the child, and see the child',
     'escalate to the supervisor on both sides');

/*
 * With relatives abroad: two visits in each calendar month for a year, not
 * both in one week. A visit counts if the child was seen.
 */
INSERT INTO case_rules.duty_rule
    (procedure, duty, started_by, regimes, applies, side, amount, unit, cadence,
     fulfilled_by, suspended_by, resumed_by, ended_by, basis, citation, meaning, if_missed)
VALUES
    ('placement_abroad', 'kinship_visits', '{arrive}', NULL, $$care_kind = 'kin'$$, 'requested', NULL, NULL, '2 per month for 12 months at least 10 days apart',
     '{visit}', '{}', '{}',
     '{end_placement}',
     'policy', 'submission of International Social Service to CRC and CMW, United States practice',
     'visit the child twice in each month for twelve months',
     'escalate; the placement cannot be closed as planned');

/* In other care the child is seen every month. */
INSERT INTO case_rules.duty_rule
    (procedure, duty, started_by, regimes, applies, side, amount, unit, cadence,
     fulfilled_by, suspended_by, resumed_by, ended_by, basis, citation, meaning, if_missed)
VALUES
    ('placement_abroad', 'placement_visits', '{arrive}', NULL, $$care_kind NOT IN ('kin', 'with_parent')$$, 'requested', NULL, NULL, '1 per month',
     '{visit}', '{}', '{}',
     '{end_placement}',
     'policy', 'UN Guidelines paras 138, 159; practice',
     'visit the child every month',
     'escalate to the supervisor on both sides');

/*
 * The placing side reviews the placement, preferably at least every three
 * months.
 */
INSERT INTO case_rules.duty_rule
    (procedure, duty, started_by, regimes, applies, side, amount, unit, cadence,
     fulfilled_by, suspended_by, resumed_by, ended_by, basis, citation, meaning, if_missed)
VALUES
    ('placement_abroad', 'placement_review', '{arrive}', NULL, NULL, 'requesting', NULL, NULL, 'every 3 months',
     '{review}', '{}', '{}',
     '{end_placement}',
     'should', 'CRC art 25; UN Guidelines para 67',
     'review the placement with the child',
     'further decisions need an override');

/*
 * Whose decision is not recognised makes a new plan; the child is already
 * there.
 */
INSERT INTO case_rules.duty_rule
    (procedure, duty, started_by, regimes, applies, side, amount, unit, cadence,
     fulfilled_by, suspended_by, resumed_by, ended_by, basis, citation, meaning, if_missed)
VALUES
    ('placement_abroad', 'new_plan', '{refuse_recognition}', NULL, NULL, 'requesting', 14, 'days', NULL,
     '{review,act:end_placement}', '{}', '{}',
     '{end_placement}',
     'policy', 'HC-1996 arts 23, 24; policy',
     'make a new plan for the child',
     'escalate to both central authorities');

/* A breakdown is told to the other side within a day. */
INSERT INTO case_rules.duty_rule
    (procedure, duty, started_by, regimes, applies, side, amount, unit, cadence,
     fulfilled_by, suspended_by, resumed_by, ended_by, basis, citation, meaning, if_missed)
VALUES
    ('placement_abroad', 'disruption_notice', '{end_placement}', NULL, $$act.reason = 'disruption'$$, 'actor', 1, 'days', NULL,
     '{notice}', '{}', '{}',
     '{}',
     'policy', 'HC-1993 art 21 by analogy; policy',
     'tell the other side that the placement has broken down',
     'escalate to both central authorities');

/* ---- At any time ---- */

/* A missing child is searched for on both sides at once. */
INSERT INTO case_rules.duty_rule
    (procedure, duty, started_by, regimes, applies, side, amount, unit, cadence,
     fulfilled_by, suspended_by, resumed_by, ended_by, basis, citation, meaning, if_missed)
VALUES
    ('placement_abroad', 'missing_alert', '{report_missing}', NULL, NULL, 'actor', 1, 'days', NULL,
     '{notice,act:report_found}', '{}', '{}',
     '{}',
     'policy', 'CRC art 35; policy',
     'alert the police and the other side',
     'escalate at once');

/* A serious danger is told to the authorities where the child is. */
INSERT INTO case_rules.duty_rule
    (procedure, duty, started_by, regimes, applies, side, amount, unit, cadence,
     fulfilled_by, suspended_by, resumed_by, ended_by, basis, citation, meaning, if_missed)
VALUES
    ('placement_abroad', 'danger_notice', '{report_danger}', NULL, NULL, 'actor', 1, 'days', NULL,
     '{notice}', '{}', '{}',
     '{}',
     'treaty', 'HC-1996 art 36',
     'tell the authorities of the other State of the danger and of the measures taken',
     'escalate at once');

/* ---- Urgent measures ---- */

/*
 * The authority of the child's habitual residence is told of an urgent
 * measure. One day is policy.
 */
INSERT INTO case_rules.duty_rule
    (procedure, duty, started_by, regimes, applies, side, amount, unit, cadence,
     fulfilled_by, suspended_by, resumed_by, ended_by, basis, citation, meaning, if_missed)
VALUES
    ('urgent_measure', 'urgent_then_notify', '{take}', NULL, NULL, 'actor', 1, 'days', NULL,
     '{act:notify}', '{}', '{}',
     '{supersede,lapse}',
     'policy', 'HC-1996 arts 11, 30, 36, by inference',
     'tell the authority of the child''s habitual residence',
     'no further step can be based on the measure');
