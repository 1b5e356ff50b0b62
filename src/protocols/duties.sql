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
 *
 * Where a child has left or arrived against the rules, duties arise beside
 * these (of_irregular), and beside the duty to cure, which the engine adds to
 * whatever is let pass.  No text sets their lengths.
 */

/* ---- The request ---- */

/* Whoever sent a request knows soon that it has arrived. */
INSERT INTO case_rules.duty_rule
    (procedure, duty, started_by, regimes, applies, side, clock, cadence,
     fulfilled_by, suspended_by, resumed_by, ended_by, basis, citation, meaning, if_missed)
VALUES
    ('placement_abroad', 'acknowledgement', '{transmit_report}', NULL, NULL, 'requested', '10 days', NULL,
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
    (procedure, duty, started_by, regimes, applies, side, clock, cadence,
     fulfilled_by, suspended_by, resumed_by, ended_by, basis, citation, meaning, if_missed)
VALUES
    ('placement_abroad', 'b2b_reply', '{acknowledge}', '{brussels_iib}', NULL, 'requested', '3 months', NULL,
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
    (procedure, duty, started_by, regimes, applies, side, clock, cadence,
     fulfilled_by, suspended_by, resumed_by, ended_by, basis, citation, meaning, if_missed)
VALUES
    ('placement_abroad', 'a33_reply', '{acknowledge}', '{hc1996,brussels_iia,none,unknown}', NULL, 'requested', '3 months', NULL,
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
    (procedure, duty, started_by, regimes, applies, side, clock, cadence,
     fulfilled_by, suspended_by, resumed_by, ended_by, basis, citation, meaning, if_missed)
VALUES
    ('placement_abroad', 'home_study', '{assign}', NULL, $$care_kind NOT IN ('with_parent', 'residential', 'educational')$$, 'requested', '60 days', NULL,
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
    (procedure, duty, started_by, regimes, applies, side, clock, cadence,
     fulfilled_by, suspended_by, resumed_by, ended_by, basis, citation, meaning, if_missed)
VALUES
    ('placement_abroad', 'information_reply', '{request_information}', NULL, NULL, 'requesting', '30 days', NULL,
     '{act:supply_information}', '{}', '{}',
     '{withdraw_request,lapse,consent,consent_with_conditions,transcribe_consent,refuse,transcribe_refusal}',
     'policy', 'HC-1996 art 34; policy',
     'answer the request for information',
     'remind; the examination stands still');

/*
 * A doubt about who consented is settled by the side whose consent it is. The
 * ruling sets no time.
 */
INSERT INTO case_rules.duty_rule
    (procedure, duty, started_by, regimes, applies, side, clock, cadence,
     fulfilled_by, suspended_by, resumed_by, ended_by, basis, citation, meaning, if_missed)
VALUES
    ('placement_abroad', 'doubt_reply', '{doubt_consent}', NULL, NULL, 'requested', '30 days', NULL,
     '{act:regularise_consent,act:consent,act:consent_with_conditions,act:transcribe_consent,act:refuse,act:transcribe_refusal,act:withdraw_consent,act:transcribe_withdrawal}', '{}', '{}',
     '{withdraw_request,lapse,end_placement}',
     'policy', 'CJEU C-92/12 PPU, ruling 2; the time is policy',
     'have the competent authority consent or confirm, or say that there is no consent',
     'escalate, central authority to central authority; a decision or a departure is barred meanwhile');

/* ---- After arrival ---- */

/* The requesting side learns that the child has arrived safely. */
INSERT INTO case_rules.duty_rule
    (procedure, duty, started_by, regimes, applies, side, clock, cadence,
     fulfilled_by, suspended_by, resumed_by, ended_by, basis, citation, meaning, if_missed)
VALUES
    ('placement_abroad', 'arrival_notice', '{arrive}', NULL, NULL, 'requested', '1 day', NULL,
     '{notice}', '{}', '{}',
     '{end_placement}',
     'policy', 'practice',
     'tell the requesting side that the child has arrived',
     'ask at once; a child may be missing');

/* Somebody sees the child soon after arrival. */
INSERT INTO case_rules.duty_rule
    (procedure, duty, started_by, regimes, applies, side, clock, cadence,
     fulfilled_by, suspended_by, resumed_by, ended_by, basis, citation, meaning, if_missed)
VALUES
    ('placement_abroad', 'first_visit', '{arrive}', NULL, NULL, 'requested', '7 days', NULL,
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
    (procedure, duty, started_by, regimes, applies, side, clock, cadence,
     fulfilled_by, suspended_by, resumed_by, ended_by, basis, citation, meaning, if_missed)
VALUES
    ('placement_abroad', 'kinship_visits', '{arrive}', NULL, $$care_kind = 'kin'$$, 'requested', NULL, '2 per month for 12 months at least 10 days apart',
     '{visit}', '{}', '{}',
     '{end_placement}',
     'policy', 'submission of International Social Service to CRC and CMW, United States practice',
     'visit the child twice in each month for twelve months',
     'escalate; the placement cannot be closed as planned');

/*
 * Back with a parent: six months of accompaniment after arrival, as the family
 * reunification and reintegration programme of ISS-USA in Guatemala has it. The
 * worker where the child now lives gives it. The six months are the
 * programme's; how often the child is seen in them is policy.
 */
INSERT INTO case_rules.duty_rule
    (procedure, duty, started_by, regimes, applies, side, clock, cadence,
     fulfilled_by, suspended_by, resumed_by, ended_by, basis, citation, meaning, if_missed)
VALUES
    ('placement_abroad', 'return_accompaniment', '{arrive}', NULL, $$care_kind = 'with_parent'$$, 'requested', NULL, 'monthly for 6 months',
     '{visit}', '{}', '{}',
     '{end_placement}',
     'policy', 'ISS-USA, family reunification and reintegration programme in Guatemala: six months after arrival; how often is policy',
     'visit the child every month for six months after the return',
     'escalate; the placement cannot be closed as planned');

/* In other care the child is seen every month, until the child is surely of age. */
INSERT INTO case_rules.duty_rule
    (procedure, duty, started_by, regimes, applies, side, clock, cadence, until,
     fulfilled_by, suspended_by, resumed_by, ended_by, basis, citation, meaning, if_missed)
VALUES
    ('placement_abroad', 'placement_visits', '{arrive}', NULL, $$care_kind NOT IN ('kin', 'with_parent')$$, 'requested', NULL, '1 per month', 'case_rules.birthday_latest(child_born, 18)',
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
    (procedure, duty, started_by, regimes, applies, side, clock, cadence, until,
     fulfilled_by, suspended_by, resumed_by, ended_by, basis, citation, meaning, if_missed)
VALUES
    ('placement_abroad', 'placement_review', '{arrive}', NULL, NULL, 'requesting', NULL, 'every 3 months', 'case_rules.birthday_latest(child_born, 18)',
     '{review}', '{}', '{}',
     '{end_placement}',
     'should', 'CRC art 25; UN Guidelines para 67',
     'review the placement with the child',
     'further decisions need an override');

/*
 * The time after 18 is planned before it begins: half a year before the day on
 * which the child can be of age at the earliest.  The half year is policy.
 */
INSERT INTO case_rules.duty_rule
    (procedure, duty, started_by, regimes, applies, side, clock, counted_from, cadence,
     fulfilled_by, suspended_by, resumed_by, ended_by, basis, citation, meaning, if_missed)
VALUES
    ('placement_abroad', 'transition_plan', '{arrive}', NULL, NULL, 'requested', '6 months before',
     'case_rules.birthday_earliest(child_born, 18)', NULL,
     '{transition_plan}', '{}', '{}',
     '{end_placement}',
     'should', 'UN Guidelines paras 131 to 136; CMW/CRC joint general comment 4/23 para 3; the half year is policy',
     'plan with the child the time after the 18th birthday',
     'the placement cannot end with the 18th birthday without an override');

/*
 * Whose decision is not recognised makes a new plan; the child is already
 * there.
 */
INSERT INTO case_rules.duty_rule
    (procedure, duty, started_by, regimes, applies, side, clock, cadence,
     fulfilled_by, suspended_by, resumed_by, ended_by, basis, citation, meaning, if_missed)
VALUES
    ('placement_abroad', 'new_plan', '{refuse_recognition}', NULL, NULL, 'requesting', '14 days', NULL,
     '{review,act:end_placement}', '{}', '{}',
     '{end_placement}',
     'policy', 'HC-1996 arts 23, 24; policy',
     'make a new plan for the child',
     'escalate to both central authorities');

/* A breakdown is told to the other side within a day. */
INSERT INTO case_rules.duty_rule
    (procedure, duty, started_by, regimes, applies, side, clock, cadence,
     fulfilled_by, suspended_by, resumed_by, ended_by, basis, citation, meaning, if_missed)
VALUES
    ('placement_abroad', 'disruption_notice', '{end_placement}', NULL, $$act.reason = 'disruption'$$, 'actor', '1 day', NULL,
     '{notice}', '{}', '{}',
     '{}',
     'policy', 'HC-1993 art 21 by analogy; policy',
     'tell the other side that the placement has broken down',
     'escalate to both central authorities');

/* ---- When a child was moved against the rules ---- */

/*
 * The authorities of the State to which the child has gone learn of it at once.
 * Where the child is in serious danger and measures are taken or considered,
 * art 36 says "shall"; for every other child it follows from the cooperation
 * of arts 30 and 31, and the day is policy.
 */
INSERT INTO case_rules.duty_rule
    (procedure, duty, started_by, regimes, applies, side, clock, cadence,
     fulfilled_by, suspended_by, resumed_by, ended_by, of_irregular, basis, citation, meaning, if_missed)
VALUES
    ('placement_abroad', 'irregular_departure_notice', '{depart}', NULL, NULL, 'actor', '1 day', NULL,
     '{notice}', '{}', '{}',
     '{}',
     true, 'policy', 'HC-1996 arts 30(1), 31, 36 (serious danger: "shall"); Brussels IIb art 80(2)',
     'tell the authorities of the requested State that the child has left, and what stands against it',
     'escalate at once to both central authorities; the child has no protection there that anybody knows of');

/*
 * Nobody knows yet that the child has arrived.  The requesting side asks for
 * help in finding the child (art 31(c) gives it on request) until the child has
 * arrived, is back or is reported missing.
 */
INSERT INTO case_rules.duty_rule
    (procedure, duty, started_by, regimes, applies, side, clock, cadence,
     fulfilled_by, suspended_by, resumed_by, ended_by, of_irregular, basis, citation, meaning, if_missed)
VALUES
    ('placement_abroad', 'irregular_whereabouts', '{depart}', NULL, NULL, 'requesting', '3 days', NULL,
     '{act:arrive,act:report_missing,act:end_placement}', '{}', '{}',
     '{}',
     true, 'policy', 'HC-1996 art 31(c); CRC arts 11(1), 35; the time is policy',
     'establish where the child is: record the arrival or the return, or report the child missing',
     'report the child missing and alert both sides');

/*
 * Somebody sees the child soon, and considers whether the child needs a measure
 * of protection there (arts 5(2), 6, 11; on request art 32(b)).
 */
INSERT INTO case_rules.duty_rule
    (procedure, duty, started_by, regimes, applies, side, clock, cadence,
     fulfilled_by, suspended_by, resumed_by, ended_by, of_irregular, basis, citation, meaning, if_missed)
VALUES
    ('placement_abroad', 'irregular_child_seen', '{arrive}', NULL, NULL, 'requested', '2 days', NULL,
     '{visit}', '{}', '{}',
     '{end_placement}',
     true, 'policy', 'CRC arts 3(2), 19, 20(1); HC-1996 arts 11(1), 32(b); the time is policy',
     'see the child where the child now lives, and consider whether a measure of protection is needed',
     'escalate to the supervisor on both sides; consider an urgent measure');

/*
 * What is to become of the child is settled between the two sides: the child
 * comes back, or the State where the child is takes its own measure.  A consent
 * can be asked for, for a new placement; it cures nothing that has happened.
 */
INSERT INTO case_rules.duty_rule
    (procedure, duty, started_by, regimes, applies, side, clock, cadence,
     fulfilled_by, suspended_by, resumed_by, ended_by, of_irregular, basis, citation, meaning, if_missed)
VALUES
    ('placement_abroad', 'irregular_plan', '{depart,arrive}', NULL, $$NOT decision_in_force$$, 'requesting', '14 days', NULL,
     '{review,cure,act:end_placement}', '{}', '{}',
     '{}',
     true, 'policy', 'HC-1996 arts 30(1), 31(a), 32, 34; CRC arts 11(1), 25; the time is policy',
     'settle with the other side whether the child comes back or a measure is taken there, and hear the child on it',
     'escalate to both central authorities');

/* An end that the rules did not allow is told to the other side. */
INSERT INTO case_rules.duty_rule
    (procedure, duty, started_by, regimes, applies, side, clock, cadence,
     fulfilled_by, suspended_by, resumed_by, ended_by, of_irregular, basis, citation, meaning, if_missed)
VALUES
    ('placement_abroad', 'irregular_end_notice', '{end_placement}', NULL, NULL, 'actor', '1 day', NULL,
     '{notice}', '{}', '{}',
     '{}',
     true, 'policy', 'HC-1996 arts 30(1), 36 (serious danger: "shall"); policy',
     'tell the other side that the placement has ended, and what stands against it',
     'escalate to both central authorities');

/* A measure that ended while nothing else protects the child leaves a gap. */
INSERT INTO case_rules.duty_rule
    (procedure, duty, started_by, regimes, applies, side, clock, cadence,
     fulfilled_by, suspended_by, resumed_by, ended_by, of_irregular, basis, citation, meaning, if_missed)
VALUES
    ('urgent_measure', 'irregular_gap', '{lapse,supersede}', NULL, NULL, 'actor', '1 day', NULL,
     '{cure}', '{}', '{}',
     '{}',
     true, 'policy', 'HC-1996 arts 11, 12, by inference; CRC art 20(1)',
     'see to it that a measure protects the child, here or where the child is',
     'escalate at once; take a new urgent measure');

/* ---- At any time ---- */

/* A missing child is searched for on both sides at once. */
INSERT INTO case_rules.duty_rule
    (procedure, duty, started_by, regimes, applies, side, clock, cadence,
     fulfilled_by, suspended_by, resumed_by, ended_by, basis, citation, meaning, if_missed)
VALUES
    ('placement_abroad', 'missing_alert', '{report_missing}', NULL, NULL, 'actor', '1 day', NULL,
     '{notice,act:report_found}', '{}', '{}',
     '{}',
     'policy', 'CRC art 35; policy',
     'alert the police and the other side',
     'escalate at once');

/* A serious danger is told to the authorities where the child is. */
INSERT INTO case_rules.duty_rule
    (procedure, duty, started_by, regimes, applies, side, clock, cadence,
     fulfilled_by, suspended_by, resumed_by, ended_by, basis, citation, meaning, if_missed)
VALUES
    ('placement_abroad', 'danger_notice', '{report_danger}', NULL, NULL, 'actor', '1 day', NULL,
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
    (procedure, duty, started_by, regimes, applies, side, clock, cadence,
     fulfilled_by, suspended_by, resumed_by, ended_by, basis, citation, meaning, if_missed)
VALUES
    ('urgent_measure', 'urgent_then_notify', '{take}', NULL, NULL, 'actor', '1 day', NULL,
     '{act:notify}', '{}', '{}',
     '{supersede,lapse}',
     'policy', 'HC-1996 arts 11, 30, 36, by inference',
     'tell the authority of the child''s habitual residence',
     'no further step can be based on the measure');
