/*
 * protocols/placement_abroad: how the placement of one child in another State
 * proceeds: states, acts, who may do what from where, and what an act carries.
 * The facts stand in placement_abroad_facts, the rules under the instruments
 * that they come from: hc1996, brussels_ii, crc, un_guidelines.
 *
 * The positions of the states are the numbers of the type consent_state.
 *
 * Two sides work on one placement.  The requesting side plans, asks, decides
 * and sends; the requested side receives, examines, answers and follows up.
 * Where the requested side does not work in this system, the requesting side
 * may pass on what it has in writing, with the document, by acts of their own
 * (transcribe_...), so that nobody takes its word for the other's.
 *
 * decide leads from every state before the decision, so that a refusal names
 * the rule that bars it and not only the order of steps.  From a refusal, a
 * withdrawal or an expiry nothing leads to a decision: a new request, or a
 * consent that is extended or given anew, comes first.  depart and arrive, which
 * describe the world, lead from every state in which a child can have been
 * moved, lawfully or not.
 *
 * Protective acts are never refused by a rule.  They either stop a move (refuse,
 * withdraw_consent, doubt_consent, withdraw_request, lapse and what passes them
 * on) or tell of the child (arrive, report_missing, report_found,
 * report_danger).
 *
 * annul and cure are acts on an act.  They move nothing, so no way is written
 * for them: the engine takes them in every state, from either side.  annul
 * takes away what was recorded by mistake.  cure puts right what stands against
 * an act that happened all the same (irregular), that is barred by what was
 * learned later, or that was let pass to protect a child.  The rules of both
 * stand in the file of the instrument that they rest on; those that no text
 * gives stand at the end of this file and are declared policy.
 */

/* The values that facts may have; any other is an error, and bars. */
UPDATE case_rules.fact f
   SET one_of = v.one_of::text[]
  FROM (VALUES
        ('regime', '{hc1996,brussels_iib,brussels_iia,none,unknown}'),
        ('care_kind', '{foster,kin,residential,kafala,educational,with_parent,adoption,other}'),
        ('relative_view', '{needed,not_needed,declined_to_say}'),
        ('origin_report', '{on_file,absent_with_reasons,not_requested}'),
        ('child_hearing', '{heard,declined,not_capable_reasoned,not_offered}'),
        ('under_three_exception', '{sibling_unity,emergency_short_with_plan,none}'),
        ('addressee_role', '{central_authority,designated_authority,competent_authority,other}'),
        ('sender_role', '{central_authority,designated_authority,competent_authority,other}'),
        ('translation_into', '{not_needed,language_of_place,other_official_language,notified_language,french,english,none}'),
        ('connection_information', '{none_received,considered,ignored}'),
        ('answer_given', '{consent,consent_with_conditions,refusal}'),
        ('consent_authority_role', '{competent_authority,central_authority,institution,carer,other}'),
        ('advance_recognition', '{requested,granted,waived_with_reason,not_asked}'),
        ('enforceability', '{not_needed,declared,registered,missing}')) AS v(fact, one_of)
 WHERE f.procedure = 'placement_abroad' AND f.fact = v.fact;

/* States, in the order in which the procedure runs; the ways out come last */
INSERT INTO case_rules.procedure_state (procedure, state, position, is_final, meaning) VALUES
('placement_abroad', 'contemplated', 10, false, 'An authority considers the placement; nothing is asked of the other State yet.'),
('placement_abroad', 'consultation_opened', 20, false, 'The authority of the requested State has been consulted; the report on the child is still to be sent.'),
('placement_abroad', 'report_transmitted', 30, false, 'The report on the child and the reasons were sent; receipt is not acknowledged.'),
('placement_abroad', 'received', 40, false, 'The requested State has acknowledged receipt.'),
('placement_abroad', 'under_examination', 50, false, 'An authority of the requested State examines the request.'),
('placement_abroad', 'information_requested', 60, false, 'The requested side waits for an answer of the requesting side.'),
('placement_abroad', 'consent_doubtful', 70, false, 'A body has consented, but it is doubted that it was the competent one.'),
('placement_abroad', 'consented', 80, false, 'The requested State has consented.'),
('placement_abroad', 'consented_with_conditions', 90, false, 'The requested State has consented under conditions.'),
('placement_abroad', 'assurance_obtained', 100, false, 'No instrument binds both States; an authority of the other State has agreed or given an equivalent assurance.'),
('placement_abroad', 'decided', 110, false, 'The placement is decided; the child has not left.'),
('placement_abroad', 'departed', 120, false, 'The child has left.'),
('placement_abroad', 'arrived', 130, false, 'The child has arrived.'),
('placement_abroad', 'followed_up', 140, false, 'The follow-up is running.'),
('placement_abroad', 'ended', 150, true, 'The placement has ended.'),
('placement_abroad', 'refused', 510, false, 'The requested State has refused. A new request is a new placement.'),
('placement_abroad', 'withdrawn', 520, false, 'The requesting side has given up the plan.'),
('placement_abroad', 'consent_withdrawn', 530, false, 'The requested State has withdrawn its consent before departure.'),
('placement_abroad', 'consent_expired', 540, false, 'The consent has run out unused; the requested State may extend it or consent anew.'),
('placement_abroad', 'lapsed', 550, true, 'The plan has lost its object: the child is 18, lives elsewhere or needs no placement.'),
('placement_abroad', 'recognition_refused', 560, false, 'The requested State has refused to recognise the decision; the child''s care goes on under measures of its own.');

/* Acts */
INSERT INTO case_rules.procedure_act
    (procedure, act, position, is_protective, is_factual, meaning, source) VALUES
('placement_abroad', 'contemplate', 10, false, false,
 'An authority begins to consider the placement. A plan for one child; siblings have their own.',
 'HC-1996 art 33(1); Brussels IIb art 82(1)'),
('placement_abroad', 'determine_regime', 20, false, false,
 'The governing instrument is found again, because habitual residence, an accession, an objection or new information changed the answer.',
 'HC-1996 arts 5, 58(3), 61; Brussels IIb arts 97, 100'),
('placement_abroad', 'inform_authority', 30, false, false,
 'The authority of the requested State is informed of a placement that needs no consent.',
 'Brussels IIa art 56(4)'),
('placement_abroad', 'open_consultation', 40, false, false,
 'The central or another competent authority of the requested State is consulted.',
 'HC-1996 art 33(1); Brussels IIb art 82(1)'),
('placement_abroad', 'transmit_report', 50, false, false,
 'The report on the child is sent together with the reasons for the placement. What goes out is recorded as a transmission first.',
 'HC-1996 art 33(1); Brussels IIb art 82(1)'),
('placement_abroad', 'acknowledge', 60, false, false,
 'The requested State confirms receipt. The day of the act is the day of receipt.',
 'good practice; Brussels IIb art 82(6) counts from receipt'),
('placement_abroad', 'assign', 70, false, false,
 'The request is given to the authority that will examine it; the home study begins.',
 'good practice'),
('placement_abroad', 'request_information', 80, false, false,
 'The requested side asks for what it misses.',
 'HC-1996 art 34; good practice'),
('placement_abroad', 'supply_information', 90, false, false,
 'The requesting side answers, or sends something of its own accord.',
 'HC-1996 art 34; good practice'),
('placement_abroad', 'consent', 100, false, false,
 'The authority of the requested State consents to this placement of this child.',
 'HC-1996 art 33(2); Brussels IIb art 82(5)'),
('placement_abroad', 'consent_with_conditions', 110, false, false,
 'The authority of the requested State consents under conditions, which are recorded one by one.',
 'HC-1996 art 33(2)'),
('placement_abroad', 'transcribe_consent', 120, false, false,
 'The requesting side records a consent that it has in writing from a requested side that does not work in this system. The day of the act is the day of the consent.',
 'HC-1996 art 33(2)'),
('placement_abroad', 'waive_condition', 130, false, false,
 'The authority that set a condition gives it up.',
 'HC-1996 art 33(2)'),
('placement_abroad', 'refuse', 140, true, false,
 'The requested State refuses. Protective: a refusal can only keep a child from being moved without agreement.',
 'HC-1996 art 33(2); Brussels IIb art 82(5)'),
('placement_abroad', 'transcribe_refusal', 150, true, false,
 'The requesting side records a refusal that it has in writing. Protective, as a refusal is.',
 'HC-1996 art 33(2); Brussels IIb art 82(5)'),
('placement_abroad', 'doubt_consent', 160, true, false,
 'A side records the doubt that the body that consented was the competent one. Protective: it can only delay.',
 'CJEU C-92/12 PPU, ruling 2'),
('placement_abroad', 'regularise_consent', 170, false, false,
 'The right authority consents or confirms the consent, and the doubt is settled.',
 'CJEU C-92/12 PPU, ruling 2'),
('placement_abroad', 'extend_consent', 180, false, false,
 'The requested State lengthens the validity of its consent or the stay consented to.',
 'CJEU C-92/12 PPU, ruling 4; HC-1996 art 33(2)'),
('placement_abroad', 'transcribe_extension', 190, false, false,
 'The requesting side records an extension of the consent that it has in writing.',
 'CJEU C-92/12 PPU, ruling 4; HC-1996 art 33(2)'),
('placement_abroad', 'withdraw_consent', 200, true, false,
 'The requested State withdraws its consent before the child has left. Protective: never refused, so that no child leaves on a consent that is gone.',
 'HC-1996 art 33(2)'),
('placement_abroad', 'transcribe_withdrawal', 210, true, false,
 'The requesting side records a withdrawal of the consent that it has in writing. Protective, as the withdrawal is.',
 'HC-1996 art 33(2)'),
('placement_abroad', 'record_consent_expiry', 220, false, false,
 'It is recorded that the consent has run out unused. Not protective: decide and depart are barred by the validity of the consent whether or not this is recorded.',
 'HC-1996 art 33(2)'),
('placement_abroad', 'obtain_assurance', 230, false, false,
 'An authority of a State that is not bound agrees or gives an equivalent assurance.',
 'UN Guidelines paras 137 to 139'),
('placement_abroad', 'decide', 240, false, false,
 'The placement is ordered or arranged. Possible from every state before the decision, so that a refusal names the rule that stands in the way.',
 'HC-1996 art 33(2); Brussels IIb art 82(5)'),
('placement_abroad', 'depart', 250, false, true,
 'The child leaves for the requested State. It is lawful only after the decision, but it can have happened from any state before arrival.',
 'HC-1996 art 33; UN Guidelines para 138'),
('placement_abroad', 'arrive', 260, true, true,
 'The child has arrived. Protective: a child who has arrived has arrived, and is owed visits whatever went wrong before.',
 'good practice'),
('placement_abroad', 'refuse_recognition', 270, false, false,
 'An authority of the requested State refuses to recognise the decision.',
 'HC-1996 arts 23(2), 24; Brussels IIb art 39'),
('placement_abroad', 'follow_up', 280, false, false,
 'The follow-up is reported to the other side.',
 'UN Guidelines paras 138, 159'),
('placement_abroad', 'extend_placement', 290, false, false,
 'The placing side lengthens the placement.',
 'CJEU C-92/12 PPU, ruling 4; UN Guidelines para 67'),
('placement_abroad', 'end_placement', 300, false, true,
 'The placement ends, as planned or not.',
 'UN Guidelines para 131; HC-1996 art 14'),
('placement_abroad', 'withdraw_request', 310, true, false,
 'The requesting side gives up the plan. Protective: it stops a move and starts none.',
 'HC-1996 art 33'),
('placement_abroad', 'lapse', 320, true, false,
 'The plan has lost its object. Protective: it stops a move and starts none.',
 'HC-1996 art 2'),
('placement_abroad', 'report_missing', 330, true, true,
 'The child is missing.',
 'CRC art 35'),
('placement_abroad', 'report_found', 340, true, true,
 'The missing child was found.',
 'CRC art 35'),
('placement_abroad', 'report_danger', 350, true, true,
 'The child is exposed to a serious danger.',
 'HC-1996 art 36');

/* Acts on an act */
INSERT INTO case_rules.procedure_act
    (procedure, act, position, kind, meaning, source) VALUES
('placement_abroad', 'annul', 900, 'annul',
 'An act that was recorded by mistake, or a decision that proved unlawful and was set aside, is taken away. It stays in the journal, counts for nothing from then on, and what follows is judged again. What happened to the child is not annulled, and a consent or a request that is given up is withdrawn.',
 'good practice'),
('placement_abroad', 'cure', 910, 'cure',
 'What stands against an act is put right. The act then counts from its own day; what was found against it stays in the journal.',
 'CJEU C-92/12 PPU, ruling 2; HC-1996 arts 5(2), 11; otherwise policy');

/* Which side may do what from where */
INSERT INTO case_rules.procedure_transition (procedure, from_state, act, side, to_state) VALUES
/* contemplate */
('placement_abroad', '-', 'contemplate', 'requesting', 'contemplated'),
/* determine_regime */
('placement_abroad', 'contemplated', 'determine_regime', 'requesting', 'contemplated'),
('placement_abroad', 'consultation_opened', 'determine_regime', 'requesting', 'consultation_opened'),
('placement_abroad', 'report_transmitted', 'determine_regime', 'requesting', 'report_transmitted'),
('placement_abroad', 'received', 'determine_regime', 'requesting', 'received'),
('placement_abroad', 'under_examination', 'determine_regime', 'requesting', 'under_examination'),
('placement_abroad', 'information_requested', 'determine_regime', 'requesting', 'information_requested'),
('placement_abroad', 'consent_doubtful', 'determine_regime', 'requesting', 'consent_doubtful'),
('placement_abroad', 'consented', 'determine_regime', 'requesting', 'consented'),
('placement_abroad', 'consented_with_conditions', 'determine_regime', 'requesting', 'consented_with_conditions'),
('placement_abroad', 'assurance_obtained', 'determine_regime', 'requesting', 'assurance_obtained'),
('placement_abroad', 'decided', 'determine_regime', 'requesting', 'decided'),
('placement_abroad', 'departed', 'determine_regime', 'requesting', 'departed'),
('placement_abroad', 'arrived', 'determine_regime', 'requesting', 'arrived'),
('placement_abroad', 'followed_up', 'determine_regime', 'requesting', 'followed_up'),
('placement_abroad', 'consent_expired', 'determine_regime', 'requesting', 'consent_expired'),
('placement_abroad', 'recognition_refused', 'determine_regime', 'requesting', 'recognition_refused'),
/* inform_authority */
('placement_abroad', 'contemplated', 'inform_authority', 'requesting', 'contemplated'),
/* open_consultation */
('placement_abroad', 'contemplated', 'open_consultation', 'requesting', 'consultation_opened'),
('placement_abroad', 'assurance_obtained', 'open_consultation', 'requesting', 'consultation_opened'),
/* transmit_report */
('placement_abroad', 'consultation_opened', 'transmit_report', 'requesting', 'report_transmitted'),
/* acknowledge */
('placement_abroad', 'report_transmitted', 'acknowledge', 'requested', 'received'),
/* assign */
('placement_abroad', 'received', 'assign', 'requested', 'under_examination'),
/* request_information */
('placement_abroad', 'received', 'request_information', 'requested', 'information_requested'),
('placement_abroad', 'under_examination', 'request_information', 'requested', 'information_requested'),
/* supply_information */
('placement_abroad', 'information_requested', 'supply_information', 'requesting', 'under_examination'),
('placement_abroad', 'received', 'supply_information', 'requesting', 'received'),
('placement_abroad', 'under_examination', 'supply_information', 'requesting', 'under_examination'),
/* consent */
('placement_abroad', 'received', 'consent', 'requested', 'consented'),
('placement_abroad', 'under_examination', 'consent', 'requested', 'consented'),
('placement_abroad', 'information_requested', 'consent', 'requested', 'consented'),
('placement_abroad', 'consent_doubtful', 'consent', 'requested', 'consented'),
('placement_abroad', 'consented_with_conditions', 'consent', 'requested', 'consented'),
('placement_abroad', 'consent_expired', 'consent', 'requested', 'consented'),
/* consent_with_conditions */
('placement_abroad', 'received', 'consent_with_conditions', 'requested', 'consented_with_conditions'),
('placement_abroad', 'under_examination', 'consent_with_conditions', 'requested', 'consented_with_conditions'),
('placement_abroad', 'information_requested', 'consent_with_conditions', 'requested', 'consented_with_conditions'),
('placement_abroad', 'consent_doubtful', 'consent_with_conditions', 'requested', 'consented_with_conditions'),
('placement_abroad', 'consent_expired', 'consent_with_conditions', 'requested', 'consented_with_conditions'),
/* transcribe_consent */
('placement_abroad', 'report_transmitted', 'transcribe_consent', 'requesting', 'consented'),
('placement_abroad', 'received', 'transcribe_consent', 'requesting', 'consented'),
('placement_abroad', 'under_examination', 'transcribe_consent', 'requesting', 'consented'),
('placement_abroad', 'information_requested', 'transcribe_consent', 'requesting', 'consented'),
('placement_abroad', 'consent_doubtful', 'transcribe_consent', 'requesting', 'consented'),
('placement_abroad', 'consent_expired', 'transcribe_consent', 'requesting', 'consented'),
/* waive_condition */
('placement_abroad', 'consented_with_conditions', 'waive_condition', 'requested', 'consented_with_conditions'),
('placement_abroad', 'consented', 'waive_condition', 'requested', 'consented'),
('placement_abroad', 'decided', 'waive_condition', 'requested', 'decided'),
/* refuse */
('placement_abroad', 'consultation_opened', 'refuse', 'requested', 'refused'),
('placement_abroad', 'report_transmitted', 'refuse', 'requested', 'refused'),
('placement_abroad', 'received', 'refuse', 'requested', 'refused'),
('placement_abroad', 'under_examination', 'refuse', 'requested', 'refused'),
('placement_abroad', 'information_requested', 'refuse', 'requested', 'refused'),
('placement_abroad', 'consent_doubtful', 'refuse', 'requested', 'refused'),
/* transcribe_refusal */
('placement_abroad', 'consultation_opened', 'transcribe_refusal', 'requesting', 'refused'),
('placement_abroad', 'report_transmitted', 'transcribe_refusal', 'requesting', 'refused'),
('placement_abroad', 'received', 'transcribe_refusal', 'requesting', 'refused'),
('placement_abroad', 'under_examination', 'transcribe_refusal', 'requesting', 'refused'),
('placement_abroad', 'information_requested', 'transcribe_refusal', 'requesting', 'refused'),
('placement_abroad', 'consent_doubtful', 'transcribe_refusal', 'requesting', 'refused'),
/* doubt_consent */
('placement_abroad', 'consented', 'doubt_consent', 'requesting', 'consent_doubtful'),
('placement_abroad', 'consented', 'doubt_consent', 'requested', 'consent_doubtful'),
('placement_abroad', 'consented_with_conditions', 'doubt_consent', 'requesting', 'consent_doubtful'),
('placement_abroad', 'consented_with_conditions', 'doubt_consent', 'requested', 'consent_doubtful'),
('placement_abroad', 'decided', 'doubt_consent', 'requesting', 'decided'),
('placement_abroad', 'decided', 'doubt_consent', 'requested', 'decided'),
('placement_abroad', 'departed', 'doubt_consent', 'requesting', 'departed'),
('placement_abroad', 'departed', 'doubt_consent', 'requested', 'departed'),
('placement_abroad', 'arrived', 'doubt_consent', 'requesting', 'arrived'),
('placement_abroad', 'arrived', 'doubt_consent', 'requested', 'arrived'),
('placement_abroad', 'followed_up', 'doubt_consent', 'requesting', 'followed_up'),
('placement_abroad', 'followed_up', 'doubt_consent', 'requested', 'followed_up'),
/* regularise_consent */
('placement_abroad', 'consent_doubtful', 'regularise_consent', 'requested', 'consented'),
('placement_abroad', 'decided', 'regularise_consent', 'requested', 'decided'),
('placement_abroad', 'departed', 'regularise_consent', 'requested', 'departed'),
('placement_abroad', 'arrived', 'regularise_consent', 'requested', 'arrived'),
('placement_abroad', 'followed_up', 'regularise_consent', 'requested', 'followed_up'),
/* extend_consent */
('placement_abroad', 'consent_expired', 'extend_consent', 'requested', 'consented'),
('placement_abroad', 'consented', 'extend_consent', 'requested', 'consented'),
('placement_abroad', 'consented_with_conditions', 'extend_consent', 'requested', 'consented_with_conditions'),
('placement_abroad', 'decided', 'extend_consent', 'requested', 'decided'),
('placement_abroad', 'departed', 'extend_consent', 'requested', 'departed'),
('placement_abroad', 'arrived', 'extend_consent', 'requested', 'arrived'),
('placement_abroad', 'followed_up', 'extend_consent', 'requested', 'followed_up'),
/* transcribe_extension */
('placement_abroad', 'consent_expired', 'transcribe_extension', 'requesting', 'consented'),
('placement_abroad', 'consented', 'transcribe_extension', 'requesting', 'consented'),
('placement_abroad', 'consented_with_conditions', 'transcribe_extension', 'requesting', 'consented_with_conditions'),
('placement_abroad', 'decided', 'transcribe_extension', 'requesting', 'decided'),
('placement_abroad', 'departed', 'transcribe_extension', 'requesting', 'departed'),
('placement_abroad', 'arrived', 'transcribe_extension', 'requesting', 'arrived'),
('placement_abroad', 'followed_up', 'transcribe_extension', 'requesting', 'followed_up'),
/* withdraw_consent */
('placement_abroad', 'consent_doubtful', 'withdraw_consent', 'requested', 'consent_withdrawn'),
('placement_abroad', 'consented', 'withdraw_consent', 'requested', 'consent_withdrawn'),
('placement_abroad', 'consented_with_conditions', 'withdraw_consent', 'requested', 'consent_withdrawn'),
('placement_abroad', 'decided', 'withdraw_consent', 'requested', 'consent_withdrawn'),
('placement_abroad', 'consent_expired', 'withdraw_consent', 'requested', 'consent_withdrawn'),
/* transcribe_withdrawal */
('placement_abroad', 'consent_doubtful', 'transcribe_withdrawal', 'requesting', 'consent_withdrawn'),
('placement_abroad', 'consented', 'transcribe_withdrawal', 'requesting', 'consent_withdrawn'),
('placement_abroad', 'consented_with_conditions', 'transcribe_withdrawal', 'requesting', 'consent_withdrawn'),
('placement_abroad', 'decided', 'transcribe_withdrawal', 'requesting', 'consent_withdrawn'),
('placement_abroad', 'consent_expired', 'transcribe_withdrawal', 'requesting', 'consent_withdrawn'),
/* record_consent_expiry */
('placement_abroad', 'consent_doubtful', 'record_consent_expiry', 'requesting', 'consent_expired'),
('placement_abroad', 'consent_doubtful', 'record_consent_expiry', 'requested', 'consent_expired'),
('placement_abroad', 'consented', 'record_consent_expiry', 'requesting', 'consent_expired'),
('placement_abroad', 'consented', 'record_consent_expiry', 'requested', 'consent_expired'),
('placement_abroad', 'consented_with_conditions', 'record_consent_expiry', 'requesting', 'consent_expired'),
('placement_abroad', 'consented_with_conditions', 'record_consent_expiry', 'requested', 'consent_expired'),
/* obtain_assurance */
('placement_abroad', 'contemplated', 'obtain_assurance', 'requesting', 'assurance_obtained'),
('placement_abroad', 'consultation_opened', 'obtain_assurance', 'requesting', 'assurance_obtained'),
('placement_abroad', 'report_transmitted', 'obtain_assurance', 'requesting', 'assurance_obtained'),
('placement_abroad', 'received', 'obtain_assurance', 'requesting', 'assurance_obtained'),
('placement_abroad', 'under_examination', 'obtain_assurance', 'requesting', 'assurance_obtained'),
('placement_abroad', 'information_requested', 'obtain_assurance', 'requesting', 'assurance_obtained'),
/* decide */
('placement_abroad', 'contemplated', 'decide', 'requesting', 'decided'),
('placement_abroad', 'consultation_opened', 'decide', 'requesting', 'decided'),
('placement_abroad', 'report_transmitted', 'decide', 'requesting', 'decided'),
('placement_abroad', 'received', 'decide', 'requesting', 'decided'),
('placement_abroad', 'under_examination', 'decide', 'requesting', 'decided'),
('placement_abroad', 'information_requested', 'decide', 'requesting', 'decided'),
('placement_abroad', 'consent_doubtful', 'decide', 'requesting', 'decided'),
('placement_abroad', 'consented', 'decide', 'requesting', 'decided'),
('placement_abroad', 'consented_with_conditions', 'decide', 'requesting', 'decided'),
('placement_abroad', 'assurance_obtained', 'decide', 'requesting', 'decided'),
/* depart */
('placement_abroad', 'contemplated', 'depart', 'requesting', 'departed'),
('placement_abroad', 'consultation_opened', 'depart', 'requesting', 'departed'),
('placement_abroad', 'report_transmitted', 'depart', 'requesting', 'departed'),
('placement_abroad', 'received', 'depart', 'requesting', 'departed'),
('placement_abroad', 'under_examination', 'depart', 'requesting', 'departed'),
('placement_abroad', 'information_requested', 'depart', 'requesting', 'departed'),
('placement_abroad', 'consent_doubtful', 'depart', 'requesting', 'departed'),
('placement_abroad', 'consented', 'depart', 'requesting', 'departed'),
('placement_abroad', 'consented_with_conditions', 'depart', 'requesting', 'departed'),
('placement_abroad', 'assurance_obtained', 'depart', 'requesting', 'departed'),
('placement_abroad', 'decided', 'depart', 'requesting', 'departed'),
('placement_abroad', 'refused', 'depart', 'requesting', 'departed'),
('placement_abroad', 'withdrawn', 'depart', 'requesting', 'departed'),
('placement_abroad', 'consent_withdrawn', 'depart', 'requesting', 'departed'),
('placement_abroad', 'consent_expired', 'depart', 'requesting', 'departed'),
/* arrive */
('placement_abroad', 'contemplated', 'arrive', 'requesting', 'arrived'),
('placement_abroad', 'contemplated', 'arrive', 'requested', 'arrived'),
('placement_abroad', 'consultation_opened', 'arrive', 'requesting', 'arrived'),
('placement_abroad', 'consultation_opened', 'arrive', 'requested', 'arrived'),
('placement_abroad', 'report_transmitted', 'arrive', 'requesting', 'arrived'),
('placement_abroad', 'report_transmitted', 'arrive', 'requested', 'arrived'),
('placement_abroad', 'received', 'arrive', 'requesting', 'arrived'),
('placement_abroad', 'received', 'arrive', 'requested', 'arrived'),
('placement_abroad', 'under_examination', 'arrive', 'requesting', 'arrived'),
('placement_abroad', 'under_examination', 'arrive', 'requested', 'arrived'),
('placement_abroad', 'information_requested', 'arrive', 'requesting', 'arrived'),
('placement_abroad', 'information_requested', 'arrive', 'requested', 'arrived'),
('placement_abroad', 'consent_doubtful', 'arrive', 'requesting', 'arrived'),
('placement_abroad', 'consent_doubtful', 'arrive', 'requested', 'arrived'),
('placement_abroad', 'consented', 'arrive', 'requesting', 'arrived'),
('placement_abroad', 'consented', 'arrive', 'requested', 'arrived'),
('placement_abroad', 'consented_with_conditions', 'arrive', 'requesting', 'arrived'),
('placement_abroad', 'consented_with_conditions', 'arrive', 'requested', 'arrived'),
('placement_abroad', 'assurance_obtained', 'arrive', 'requesting', 'arrived'),
('placement_abroad', 'assurance_obtained', 'arrive', 'requested', 'arrived'),
('placement_abroad', 'decided', 'arrive', 'requesting', 'arrived'),
('placement_abroad', 'decided', 'arrive', 'requested', 'arrived'),
('placement_abroad', 'departed', 'arrive', 'requesting', 'arrived'),
('placement_abroad', 'departed', 'arrive', 'requested', 'arrived'),
('placement_abroad', 'refused', 'arrive', 'requesting', 'arrived'),
('placement_abroad', 'refused', 'arrive', 'requested', 'arrived'),
('placement_abroad', 'withdrawn', 'arrive', 'requesting', 'arrived'),
('placement_abroad', 'withdrawn', 'arrive', 'requested', 'arrived'),
('placement_abroad', 'consent_withdrawn', 'arrive', 'requesting', 'arrived'),
('placement_abroad', 'consent_withdrawn', 'arrive', 'requested', 'arrived'),
('placement_abroad', 'consent_expired', 'arrive', 'requesting', 'arrived'),
('placement_abroad', 'consent_expired', 'arrive', 'requested', 'arrived'),
/* refuse_recognition */
('placement_abroad', 'decided', 'refuse_recognition', 'requested', 'recognition_refused'),
('placement_abroad', 'departed', 'refuse_recognition', 'requested', 'recognition_refused'),
('placement_abroad', 'arrived', 'refuse_recognition', 'requested', 'recognition_refused'),
('placement_abroad', 'followed_up', 'refuse_recognition', 'requested', 'recognition_refused'),
/* follow_up */
('placement_abroad', 'arrived', 'follow_up', 'requesting', 'followed_up'),
('placement_abroad', 'arrived', 'follow_up', 'requested', 'followed_up'),
('placement_abroad', 'followed_up', 'follow_up', 'requesting', 'followed_up'),
('placement_abroad', 'followed_up', 'follow_up', 'requested', 'followed_up'),
('placement_abroad', 'recognition_refused', 'follow_up', 'requesting', 'recognition_refused'),
('placement_abroad', 'recognition_refused', 'follow_up', 'requested', 'recognition_refused'),
/* extend_placement */
('placement_abroad', 'arrived', 'extend_placement', 'requesting', 'arrived'),
('placement_abroad', 'followed_up', 'extend_placement', 'requesting', 'followed_up'),
/* end_placement */
('placement_abroad', 'departed', 'end_placement', 'requesting', 'ended'),
('placement_abroad', 'departed', 'end_placement', 'requested', 'ended'),
('placement_abroad', 'arrived', 'end_placement', 'requesting', 'ended'),
('placement_abroad', 'arrived', 'end_placement', 'requested', 'ended'),
('placement_abroad', 'followed_up', 'end_placement', 'requesting', 'ended'),
('placement_abroad', 'followed_up', 'end_placement', 'requested', 'ended'),
('placement_abroad', 'recognition_refused', 'end_placement', 'requesting', 'ended'),
('placement_abroad', 'recognition_refused', 'end_placement', 'requested', 'ended'),
/* withdraw_request */
('placement_abroad', 'contemplated', 'withdraw_request', 'requesting', 'withdrawn'),
('placement_abroad', 'consultation_opened', 'withdraw_request', 'requesting', 'withdrawn'),
('placement_abroad', 'report_transmitted', 'withdraw_request', 'requesting', 'withdrawn'),
('placement_abroad', 'received', 'withdraw_request', 'requesting', 'withdrawn'),
('placement_abroad', 'under_examination', 'withdraw_request', 'requesting', 'withdrawn'),
('placement_abroad', 'information_requested', 'withdraw_request', 'requesting', 'withdrawn'),
('placement_abroad', 'consent_doubtful', 'withdraw_request', 'requesting', 'withdrawn'),
('placement_abroad', 'consented', 'withdraw_request', 'requesting', 'withdrawn'),
('placement_abroad', 'consented_with_conditions', 'withdraw_request', 'requesting', 'withdrawn'),
('placement_abroad', 'assurance_obtained', 'withdraw_request', 'requesting', 'withdrawn'),
('placement_abroad', 'decided', 'withdraw_request', 'requesting', 'withdrawn'),
('placement_abroad', 'consent_expired', 'withdraw_request', 'requesting', 'withdrawn'),
/* lapse */
('placement_abroad', 'contemplated', 'lapse', 'requesting', 'lapsed'),
('placement_abroad', 'contemplated', 'lapse', 'requested', 'lapsed'),
('placement_abroad', 'consultation_opened', 'lapse', 'requesting', 'lapsed'),
('placement_abroad', 'consultation_opened', 'lapse', 'requested', 'lapsed'),
('placement_abroad', 'report_transmitted', 'lapse', 'requesting', 'lapsed'),
('placement_abroad', 'report_transmitted', 'lapse', 'requested', 'lapsed'),
('placement_abroad', 'received', 'lapse', 'requesting', 'lapsed'),
('placement_abroad', 'received', 'lapse', 'requested', 'lapsed'),
('placement_abroad', 'under_examination', 'lapse', 'requesting', 'lapsed'),
('placement_abroad', 'under_examination', 'lapse', 'requested', 'lapsed'),
('placement_abroad', 'information_requested', 'lapse', 'requesting', 'lapsed'),
('placement_abroad', 'information_requested', 'lapse', 'requested', 'lapsed'),
('placement_abroad', 'consent_doubtful', 'lapse', 'requesting', 'lapsed'),
('placement_abroad', 'consent_doubtful', 'lapse', 'requested', 'lapsed'),
('placement_abroad', 'consented', 'lapse', 'requesting', 'lapsed'),
('placement_abroad', 'consented', 'lapse', 'requested', 'lapsed'),
('placement_abroad', 'consented_with_conditions', 'lapse', 'requesting', 'lapsed'),
('placement_abroad', 'consented_with_conditions', 'lapse', 'requested', 'lapsed'),
('placement_abroad', 'assurance_obtained', 'lapse', 'requesting', 'lapsed'),
('placement_abroad', 'assurance_obtained', 'lapse', 'requested', 'lapsed'),
('placement_abroad', 'decided', 'lapse', 'requesting', 'lapsed'),
('placement_abroad', 'decided', 'lapse', 'requested', 'lapsed'),
('placement_abroad', 'consent_expired', 'lapse', 'requesting', 'lapsed'),
('placement_abroad', 'consent_expired', 'lapse', 'requested', 'lapsed'),
/* report_missing */
('placement_abroad', 'contemplated', 'report_missing', 'requesting', 'contemplated'),
('placement_abroad', 'contemplated', 'report_missing', 'requested', 'contemplated'),
('placement_abroad', 'consultation_opened', 'report_missing', 'requesting', 'consultation_opened'),
('placement_abroad', 'consultation_opened', 'report_missing', 'requested', 'consultation_opened'),
('placement_abroad', 'report_transmitted', 'report_missing', 'requesting', 'report_transmitted'),
('placement_abroad', 'report_transmitted', 'report_missing', 'requested', 'report_transmitted'),
('placement_abroad', 'received', 'report_missing', 'requesting', 'received'),
('placement_abroad', 'received', 'report_missing', 'requested', 'received'),
('placement_abroad', 'under_examination', 'report_missing', 'requesting', 'under_examination'),
('placement_abroad', 'under_examination', 'report_missing', 'requested', 'under_examination'),
('placement_abroad', 'information_requested', 'report_missing', 'requesting', 'information_requested'),
('placement_abroad', 'information_requested', 'report_missing', 'requested', 'information_requested'),
('placement_abroad', 'consent_doubtful', 'report_missing', 'requesting', 'consent_doubtful'),
('placement_abroad', 'consent_doubtful', 'report_missing', 'requested', 'consent_doubtful'),
('placement_abroad', 'consented', 'report_missing', 'requesting', 'consented'),
('placement_abroad', 'consented', 'report_missing', 'requested', 'consented'),
('placement_abroad', 'consented_with_conditions', 'report_missing', 'requesting', 'consented_with_conditions'),
('placement_abroad', 'consented_with_conditions', 'report_missing', 'requested', 'consented_with_conditions'),
('placement_abroad', 'assurance_obtained', 'report_missing', 'requesting', 'assurance_obtained'),
('placement_abroad', 'assurance_obtained', 'report_missing', 'requested', 'assurance_obtained'),
('placement_abroad', 'decided', 'report_missing', 'requesting', 'decided'),
('placement_abroad', 'decided', 'report_missing', 'requested', 'decided'),
('placement_abroad', 'departed', 'report_missing', 'requesting', 'departed'),
('placement_abroad', 'departed', 'report_missing', 'requested', 'departed'),
('placement_abroad', 'arrived', 'report_missing', 'requesting', 'arrived'),
('placement_abroad', 'arrived', 'report_missing', 'requested', 'arrived'),
('placement_abroad', 'followed_up', 'report_missing', 'requesting', 'followed_up'),
('placement_abroad', 'followed_up', 'report_missing', 'requested', 'followed_up'),
('placement_abroad', 'refused', 'report_missing', 'requesting', 'refused'),
('placement_abroad', 'refused', 'report_missing', 'requested', 'refused'),
('placement_abroad', 'withdrawn', 'report_missing', 'requesting', 'withdrawn'),
('placement_abroad', 'withdrawn', 'report_missing', 'requested', 'withdrawn'),
('placement_abroad', 'consent_withdrawn', 'report_missing', 'requesting', 'consent_withdrawn'),
('placement_abroad', 'consent_withdrawn', 'report_missing', 'requested', 'consent_withdrawn'),
('placement_abroad', 'consent_expired', 'report_missing', 'requesting', 'consent_expired'),
('placement_abroad', 'consent_expired', 'report_missing', 'requested', 'consent_expired'),
('placement_abroad', 'recognition_refused', 'report_missing', 'requesting', 'recognition_refused'),
('placement_abroad', 'recognition_refused', 'report_missing', 'requested', 'recognition_refused'),
/* report_found */
('placement_abroad', 'contemplated', 'report_found', 'requesting', 'contemplated'),
('placement_abroad', 'contemplated', 'report_found', 'requested', 'contemplated'),
('placement_abroad', 'consultation_opened', 'report_found', 'requesting', 'consultation_opened'),
('placement_abroad', 'consultation_opened', 'report_found', 'requested', 'consultation_opened'),
('placement_abroad', 'report_transmitted', 'report_found', 'requesting', 'report_transmitted'),
('placement_abroad', 'report_transmitted', 'report_found', 'requested', 'report_transmitted'),
('placement_abroad', 'received', 'report_found', 'requesting', 'received'),
('placement_abroad', 'received', 'report_found', 'requested', 'received'),
('placement_abroad', 'under_examination', 'report_found', 'requesting', 'under_examination'),
('placement_abroad', 'under_examination', 'report_found', 'requested', 'under_examination'),
('placement_abroad', 'information_requested', 'report_found', 'requesting', 'information_requested'),
('placement_abroad', 'information_requested', 'report_found', 'requested', 'information_requested'),
('placement_abroad', 'consent_doubtful', 'report_found', 'requesting', 'consent_doubtful'),
('placement_abroad', 'consent_doubtful', 'report_found', 'requested', 'consent_doubtful'),
('placement_abroad', 'consented', 'report_found', 'requesting', 'consented'),
('placement_abroad', 'consented', 'report_found', 'requested', 'consented'),
('placement_abroad', 'consented_with_conditions', 'report_found', 'requesting', 'consented_with_conditions'),
('placement_abroad', 'consented_with_conditions', 'report_found', 'requested', 'consented_with_conditions'),
('placement_abroad', 'assurance_obtained', 'report_found', 'requesting', 'assurance_obtained'),
('placement_abroad', 'assurance_obtained', 'report_found', 'requested', 'assurance_obtained'),
('placement_abroad', 'decided', 'report_found', 'requesting', 'decided'),
('placement_abroad', 'decided', 'report_found', 'requested', 'decided'),
('placement_abroad', 'departed', 'report_found', 'requesting', 'departed'),
('placement_abroad', 'departed', 'report_found', 'requested', 'departed'),
('placement_abroad', 'arrived', 'report_found', 'requesting', 'arrived'),
('placement_abroad', 'arrived', 'report_found', 'requested', 'arrived'),
('placement_abroad', 'followed_up', 'report_found', 'requesting', 'followed_up'),
('placement_abroad', 'followed_up', 'report_found', 'requested', 'followed_up'),
('placement_abroad', 'refused', 'report_found', 'requesting', 'refused'),
('placement_abroad', 'refused', 'report_found', 'requested', 'refused'),
('placement_abroad', 'withdrawn', 'report_found', 'requesting', 'withdrawn'),
('placement_abroad', 'withdrawn', 'report_found', 'requested', 'withdrawn'),
('placement_abroad', 'consent_withdrawn', 'report_found', 'requesting', 'consent_withdrawn'),
('placement_abroad', 'consent_withdrawn', 'report_found', 'requested', 'consent_withdrawn'),
('placement_abroad', 'consent_expired', 'report_found', 'requesting', 'consent_expired'),
('placement_abroad', 'consent_expired', 'report_found', 'requested', 'consent_expired'),
('placement_abroad', 'recognition_refused', 'report_found', 'requesting', 'recognition_refused'),
('placement_abroad', 'recognition_refused', 'report_found', 'requested', 'recognition_refused'),
/* report_danger */
('placement_abroad', 'contemplated', 'report_danger', 'requesting', 'contemplated'),
('placement_abroad', 'contemplated', 'report_danger', 'requested', 'contemplated'),
('placement_abroad', 'consultation_opened', 'report_danger', 'requesting', 'consultation_opened'),
('placement_abroad', 'consultation_opened', 'report_danger', 'requested', 'consultation_opened'),
('placement_abroad', 'report_transmitted', 'report_danger', 'requesting', 'report_transmitted'),
('placement_abroad', 'report_transmitted', 'report_danger', 'requested', 'report_transmitted'),
('placement_abroad', 'received', 'report_danger', 'requesting', 'received'),
('placement_abroad', 'received', 'report_danger', 'requested', 'received'),
('placement_abroad', 'under_examination', 'report_danger', 'requesting', 'under_examination'),
('placement_abroad', 'under_examination', 'report_danger', 'requested', 'under_examination'),
('placement_abroad', 'information_requested', 'report_danger', 'requesting', 'information_requested'),
('placement_abroad', 'information_requested', 'report_danger', 'requested', 'information_requested'),
('placement_abroad', 'consent_doubtful', 'report_danger', 'requesting', 'consent_doubtful'),
('placement_abroad', 'consent_doubtful', 'report_danger', 'requested', 'consent_doubtful'),
('placement_abroad', 'consented', 'report_danger', 'requesting', 'consented'),
('placement_abroad', 'consented', 'report_danger', 'requested', 'consented'),
('placement_abroad', 'consented_with_conditions', 'report_danger', 'requesting', 'consented_with_conditions'),
('placement_abroad', 'consented_with_conditions', 'report_danger', 'requested', 'consented_with_conditions'),
('placement_abroad', 'assurance_obtained', 'report_danger', 'requesting', 'assurance_obtained'),
('placement_abroad', 'assurance_obtained', 'report_danger', 'requested', 'assurance_obtained'),
('placement_abroad', 'decided', 'report_danger', 'requesting', 'decided'),
('placement_abroad', 'decided', 'report_danger', 'requested', 'decided'),
('placement_abroad', 'departed', 'report_danger', 'requesting', 'departed'),
('placement_abroad', 'departed', 'report_danger', 'requested', 'departed'),
('placement_abroad', 'arrived', 'report_danger', 'requesting', 'arrived'),
('placement_abroad', 'arrived', 'report_danger', 'requested', 'arrived'),
('placement_abroad', 'followed_up', 'report_danger', 'requesting', 'followed_up'),
('placement_abroad', 'followed_up', 'report_danger', 'requested', 'followed_up'),
('placement_abroad', 'refused', 'report_danger', 'requesting', 'refused'),
('placement_abroad', 'refused', 'report_danger', 'requested', 'refused'),
('placement_abroad', 'withdrawn', 'report_danger', 'requesting', 'withdrawn'),
('placement_abroad', 'withdrawn', 'report_danger', 'requested', 'withdrawn'),
('placement_abroad', 'consent_withdrawn', 'report_danger', 'requesting', 'consent_withdrawn'),
('placement_abroad', 'consent_withdrawn', 'report_danger', 'requested', 'consent_withdrawn'),
('placement_abroad', 'consent_expired', 'report_danger', 'requesting', 'consent_expired'),
('placement_abroad', 'consent_expired', 'report_danger', 'requested', 'consent_expired'),
('placement_abroad', 'recognition_refused', 'report_danger', 'requesting', 'recognition_refused'),
('placement_abroad', 'recognition_refused', 'report_danger', 'requested', 'recognition_refused');

/* Details that an act carries */
INSERT INTO case_rules.act_field (procedure, act, field, type, is_required, one_of, meaning) VALUES
('placement_abroad', 'contemplate', 'regime', 'text', false, '{hc1996,brussels_iib,brussels_iia,none,unknown}',
 'the instrument found to govern the placement; absent: unknown'),
('placement_abroad', 'contemplate', 'regime_grounds', 'text', false, NULL,
 'why'),
('placement_abroad', 'contemplate', 'jurisdiction_article', 'text', false, '{5,6,7,8,9,10,11,12}',
 'article of HC-1996 on which the authority''s jurisdiction rests'),
('placement_abroad', 'determine_regime', 'regime', 'text', true, '{hc1996,brussels_iib,brussels_iia,none,unknown}',
 'the instrument found'),
('placement_abroad', 'determine_regime', 'regime_grounds', 'text', false, NULL,
 'why'),
('placement_abroad', 'determine_regime', 'jurisdiction_article', 'text', false, '{5,6,7,8,9,10,11,12}',
 'article of HC-1996 on which the authority''s jurisdiction rests'),
('placement_abroad', 'inform_authority', 'document', 'text', false, NULL,
 'reference of the document'),
('placement_abroad', 'open_consultation', 'addressee_role', 'text', false, '{central_authority,designated_authority,competent_authority,other}',
 'role of the authority that is consulted'),
('placement_abroad', 'transmit_report', 'document', 'text', false, NULL,
 'reference of the document'),
('placement_abroad', 'acknowledge', 'document', 'text', false, NULL,
 'reference of the document'),
('placement_abroad', 'assign', 'assigned_to', 'text', false, NULL,
 'the authority or service'),
('placement_abroad', 'request_information', 'questions', 'text', false, NULL,
 'what is asked'),
('placement_abroad', 'request_information', 'legalisation_demanded', 'boolean', false, NULL,
 'legalisation or a like formality is demanded'),
('placement_abroad', 'supply_information', 'document', 'text', false, NULL,
 'reference of the document'),
('placement_abroad', 'consent', 'given_by', 'text', false, '{competent_authority,central_authority,institution,carer,other}',
 'who gives the consent'),
('placement_abroad', 'consent', 'document', 'text', false, NULL,
 'reference of the document that contains it'),
('placement_abroad', 'consent', 'interests_considered', 'boolean', false, NULL,
 'the child''s best interests were considered before consenting'),
('placement_abroad', 'consent', 'internal_approval', 'boolean', false, NULL,
 'the approval that the law of the requested State asks for was given, such as that of a court'),
('placement_abroad', 'consent', 'valid_to', 'date', false, NULL,
 'last day on which the consent may be used; absent: no end stated'),
('placement_abroad', 'consent', 'placement_until', 'date', false, NULL,
 'last day of the stay consented to; absent: not limited'),
('placement_abroad', 'consent', 'carer_id', 'uuid', false, NULL,
 'the carer consented to; absent: as requested'),
('placement_abroad', 'consent', 'place', 'text', false, NULL,
 'the place consented to; absent: as requested'),
('placement_abroad', 'consent', 'care_kind', 'text', false, '{foster,kin,residential,kafala,educational,with_parent,adoption,other}',
 'the kind of care consented to; absent: as requested'),
('placement_abroad', 'consent', 'exceptional_circumstances', 'text', false, NULL,
 'why the answer comes after the time for it'),
('placement_abroad', 'consent_with_conditions', 'given_by', 'text', false, '{competent_authority,central_authority,institution,carer,other}',
 'who gives the consent'),
('placement_abroad', 'consent_with_conditions', 'document', 'text', false, NULL,
 'reference of the document that contains it'),
('placement_abroad', 'consent_with_conditions', 'interests_considered', 'boolean', false, NULL,
 'the child''s best interests were considered before consenting'),
('placement_abroad', 'consent_with_conditions', 'internal_approval', 'boolean', false, NULL,
 'the approval that the law of the requested State asks for was given, such as that of a court'),
('placement_abroad', 'consent_with_conditions', 'valid_to', 'date', false, NULL,
 'last day on which the consent may be used; absent: no end stated'),
('placement_abroad', 'consent_with_conditions', 'placement_until', 'date', false, NULL,
 'last day of the stay consented to; absent: not limited'),
('placement_abroad', 'consent_with_conditions', 'carer_id', 'uuid', false, NULL,
 'the carer consented to; absent: as requested'),
('placement_abroad', 'consent_with_conditions', 'place', 'text', false, NULL,
 'the place consented to; absent: as requested'),
('placement_abroad', 'consent_with_conditions', 'care_kind', 'text', false, '{foster,kin,residential,kafala,educational,with_parent,adoption,other}',
 'the kind of care consented to; absent: as requested'),
('placement_abroad', 'consent_with_conditions', 'exceptional_circumstances', 'text', false, NULL,
 'why the answer comes after the time for it'),
('placement_abroad', 'transcribe_consent', 'given_by', 'text', false, '{competent_authority,central_authority,institution,carer,other}',
 'who gives the consent'),
('placement_abroad', 'transcribe_consent', 'document', 'text', true, NULL,
 'reference of the document that contains it'),
('placement_abroad', 'transcribe_consent', 'internal_approval', 'boolean', false, NULL,
 'the approval that the law of the requested State asks for was given, such as that of a court'),
('placement_abroad', 'transcribe_consent', 'valid_to', 'date', false, NULL,
 'last day on which the consent may be used; absent: no end stated'),
('placement_abroad', 'transcribe_consent', 'placement_until', 'date', false, NULL,
 'last day of the stay consented to; absent: not limited'),
('placement_abroad', 'transcribe_consent', 'carer_id', 'uuid', false, NULL,
 'the carer consented to; absent: as requested'),
('placement_abroad', 'transcribe_consent', 'place', 'text', false, NULL,
 'the place consented to; absent: as requested'),
('placement_abroad', 'transcribe_consent', 'care_kind', 'text', false, '{foster,kin,residential,kafala,educational,with_parent,adoption,other}',
 'the kind of care consented to; absent: as requested'),
('placement_abroad', 'waive_condition', 'condition_id', 'uuid', true, NULL,
 'the condition'),
('placement_abroad', 'refuse', 'reasons', 'text', false, NULL,
 'why'),
('placement_abroad', 'refuse', 'document', 'text', false, NULL,
 'reference of the document'),
('placement_abroad', 'refuse', 'exceptional_circumstances', 'text', false, NULL,
 'why the answer comes after the time for it'),
('placement_abroad', 'transcribe_refusal', 'document', 'text', true, NULL,
 'reference of the document in which the other side said so'),
('placement_abroad', 'transcribe_refusal', 'reasons', 'text', false, NULL,
 'why'),
('placement_abroad', 'doubt_consent', 'reasons', 'text', false, NULL,
 'what is doubted'),
('placement_abroad', 'regularise_consent', 'given_by', 'text', false, '{competent_authority,central_authority,institution,carer,other}',
 'who settles it'),
('placement_abroad', 'regularise_consent', 'document', 'text', false, NULL,
 'reference of the document'),
('placement_abroad', 'extend_consent', 'valid_to', 'date', false, NULL,
 'new last day on which the consent may be used'),
('placement_abroad', 'extend_consent', 'placement_until', 'date', false, NULL,
 'new last day of the stay consented to'),
('placement_abroad', 'extend_consent', 'document', 'text', false, NULL,
 'reference of the document'),
('placement_abroad', 'transcribe_extension', 'document', 'text', true, NULL,
 'reference of the document in which the other side said so'),
('placement_abroad', 'transcribe_extension', 'valid_to', 'date', false, NULL,
 'new last day on which the consent may be used'),
('placement_abroad', 'transcribe_extension', 'placement_until', 'date', false, NULL,
 'new last day of the stay consented to'),
('placement_abroad', 'withdraw_consent', 'reasons', 'text', false, NULL,
 'why'),
('placement_abroad', 'withdraw_consent', 'document', 'text', false, NULL,
 'reference of the document'),
('placement_abroad', 'transcribe_withdrawal', 'document', 'text', true, NULL,
 'reference of the document in which the other side said so'),
('placement_abroad', 'transcribe_withdrawal', 'reasons', 'text', false, NULL,
 'why'),
('placement_abroad', 'obtain_assurance', 'given_by', 'text', false, '{competent_authority,central_authority,institution,carer,other}',
 'who gives it'),
('placement_abroad', 'obtain_assurance', 'document', 'text', false, NULL,
 'reference of the document'),
('placement_abroad', 'decide', 'reasons', 'text', false, NULL,
 'the reasons for this child'),
('placement_abroad', 'decide', 'views_weight', 'text', false, NULL,
 'how the child''s views were weighed, and why the decision departs from them if it does'),
('placement_abroad', 'decide', 'document', 'text', false, NULL,
 'reference of the document'),
('placement_abroad', 'depart', 'escort', 'text', false, NULL,
 'who travels with the child'),
('placement_abroad', 'depart', 'receiver', 'text', false, NULL,
 'who receives the child'),
('placement_abroad', 'arrive', 'identity_checked', 'boolean', false, NULL,
 'the child''s identity was checked on arrival'),
('placement_abroad', 'arrive', 'received_by', 'text', false, NULL,
 'who received the child'),
('placement_abroad', 'refuse_recognition', 'ground', 'text', false, NULL,
 'under HC-1996 the letter of art 23(2)'),
('placement_abroad', 'refuse_recognition', 'reasons', 'text', false, NULL,
 'why'),
('placement_abroad', 'follow_up', 'document', 'text', false, NULL,
 'reference of the document'),
('placement_abroad', 'extend_placement', 'until', 'date', true, NULL,
 'new last day of the placement'),
('placement_abroad', 'extend_placement', 'reasons', 'text', false, NULL,
 'why'),
('placement_abroad', 'end_placement', 'reason', 'text', false, NULL,
 'why it ends: goal_met, reunified, moved_elsewhere, habitual_residence_moved, child_18, disruption, not_contactable or died'),
('placement_abroad', 'end_placement', 'other_side_informed', 'boolean', false, NULL,
 'the other side was told'),
('placement_abroad', 'end_placement', 'interim_care_arranged', 'boolean', false, NULL,
 'someone cares for the child now'),
('placement_abroad', 'end_placement', 'new_plan_made', 'boolean', false, NULL,
 'a new plan exists'),
('placement_abroad', 'end_placement', 'child_safe', 'boolean', false, NULL,
 'the child is safe'),
('placement_abroad', 'end_placement', 'care_supported', 'boolean', false, NULL,
 'those who care for the child have the support they need'),
('placement_abroad', 'end_placement', 'prepared_by', 'text', false, NULL,
 'identifier of the worker who proposes to close'),
('placement_abroad', 'end_placement', 'approved_by', 'text', false, NULL,
 'identifier of the supervisor who approves'),
('placement_abroad', 'withdraw_request', 'reasons', 'text', false, NULL,
 'why'),
('placement_abroad', 'lapse', 'reason', 'text', false, '{child_18,child_moved,need_ended,died}',
 'why'),
('placement_abroad', 'report_missing', 'police_informed', 'boolean', false, NULL,
 'the police were told'),
('placement_abroad', 'report_missing', 'other_side_informed', 'boolean', false, NULL,
 'the other side was told'),
('placement_abroad', 'report_danger', 'measures', 'text', false, NULL,
 'what was done'),
('placement_abroad', 'report_danger', 'other_side_informed', 'boolean', false, NULL,
 'the authorities of the other State were told'),
('placement_abroad', 'annul', 'cause', 'text', false, '{recorded_twice,wrong_subject,wrong_day,wrong_content,never_happened,set_aside}',
 'why it is taken away: what was wrong with the record; set_aside: a decision that proved unlawful was set aside by the authority that had made it'),
('placement_abroad', 'annul', 'document', 'text', false, NULL,
 'reference of the document that shows the mistake'),
('placement_abroad', 'cure', 'ground', 'text', true, '{consent_regularised,child_returned,measure_taken,made_good}',
 'consent_regularised: a doubt about who consented is settled; child_returned: the placement has ended and the child is back; measure_taken: an authority of the State where the child now lives has taken a measure of its own for the child; made_good: what was missing has been done since'),
('placement_abroad', 'cure', 'document', 'text', false, NULL,
 'reference of the document that shows it'),
('placement_abroad', 'cure', 'since', 'date', false, NULL,
 'the day from which it is so'),
('placement_abroad', 'cure', 'made_good', 'text[]', false, NULL,
 'the rules whose want was made good since, by name'),
('placement_abroad', 'cure', 'measure_by', 'text', false, '{court,administrative_authority,institution,carer,other}',
 'who took the measure'),
('placement_abroad', 'cure', 'jurisdiction_article', 'text', false, '{5,6,7,8,9,10,11,12}',
 'article of HC-1996 on which the jurisdiction for that measure rests'),
('placement_abroad', 'cure', 'child_seen_on', 'date', false, NULL,
 'the day on which the child was last seen and listened to'),
('placement_abroad', 'cure', 'other_side_informed', 'boolean', false, NULL,
 'the other side was told');

/* ---- Rules that no text gives: cures ---- */

/*
 * A cure changes what an act is worth to every later rule.  It rests on a
 * document, as a consent does.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'cure_shown_by_document', '{cure}', NULL,
     NULL,
     $$btrim(act.document) <> ''$$,
     '{}', 'bar', 'bar', 'bar', 'policy', 'treaty', 'both',
     'policy', 'F',
     'No document shows that the matter was put right.',
     'Give the reference of the document: the letter of the authority, the report of the return, the order.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'cure_shown_by_document', 1, 'cure', '2026-03-20',
     '{}', '{"ground": "child_returned", "document": "report 12"}',
     'satisfied', 'a report of the return'),
    ('placement_abroad', 'cure_shown_by_document', 2, 'cure', '2026-03-20',
     '{}', '{"ground": "child_returned", "document": " "}',
     'violated', 'an empty reference'),
    ('placement_abroad', 'cure_shown_by_document', 3, 'cure', '2026-03-20',
     '{}', '{"ground": "child_returned"}',
     'unknown', 'none given');

/*
 * What is put right is put right after the act and not in the future.  What
 * was there before the act, and was only recorded late, needs no cure: the
 * act is judged again with it.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'cure_after_the_act', '{cure}', NULL,
     NULL,
     $$act.since >= act.target_acted_on AND act.since <= act.acted_on$$,
     '{}', 'bar', 'bar', 'bar', 'policy', 'treaty', 'both',
     'policy', 'F',
     'It is not shown that the matter was put right between the act and the cure.',
     'State the day from which it is right. What was so before the act is recorded with its own day; the act is then judged again.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'cure_after_the_act', 1, 'cure', '2026-03-20',
     '{}', '{"ground": "child_returned", "since": "2026-03-18", "target_act": "depart", "target_acted_on": "2026-03-10"}',
     'satisfied', 'the child came back eight days later'),
    ('placement_abroad', 'cure_after_the_act', 2, 'cure', '2026-03-20',
     '{}', '{"ground": "made_good", "since": "2026-03-09", "target_act": "depart", "target_acted_on": "2026-03-10"}',
     'violated', 'done the day before the departure: a fact to be recorded, not a cure'),
    ('placement_abroad', 'cure_after_the_act', 3, 'cure', '2026-03-20',
     '{}', '{"ground": "child_returned", "since": "2026-03-25", "target_act": "depart", "target_acted_on": "2026-03-10"}',
     'violated', 'the child is to come back on the 25th'),
    ('placement_abroad', 'cure_after_the_act', 4, 'cure', '2026-03-20',
     '{}', '{"ground": "child_returned", "target_act": "depart", "target_acted_on": "2026-03-10"}',
     'unknown', 'no day given');

/*
 * A return, and a measure where the child now lives, answer the fact that a
 * child was moved.  They make no consent and no decision lawful.  A cure that
 * fails is not cured: it is annulled, and a better one is recorded.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'cure_ground_fits_the_act', '{cure}', NULL,
     NULL,
     $$(act.ground = 'made_good' AND act.target_act NOT IN ('annul', 'cure'))
       OR (act.ground = 'consent_regularised' AND act.target_act IN ('decide', 'depart'))
       OR (act.ground IN ('child_returned', 'measure_taken') AND act.target_act IN ('depart', 'arrive'))$$,
     '{}', 'bar', 'bar', 'bar', 'policy', 'treaty', 'both',
     'policy', 'F',
     'This ground cannot cure this act.',
     'A return or a measure cures a departure or an arrival; a regularised consent cures the decision that rests on it, then the departure.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'cure_ground_fits_the_act', 1, 'cure', '2026-03-20',
     '{}', '{"ground": "child_returned", "target_act": "depart"}',
     'satisfied', 'a departure, and the child is back'),
    ('placement_abroad', 'cure_ground_fits_the_act', 2, 'cure', '2026-03-20',
     '{}', '{"ground": "measure_taken", "target_act": "decide"}',
     'violated', 'a measure abroad does not make the decision here lawful'),
    ('placement_abroad', 'cure_ground_fits_the_act', 3, 'cure', '2026-03-20',
     '{}', '{"ground": "consent_regularised", "target_act": "consent"}',
     'violated', 'the consent itself is regularised by the act regularise_consent'),
    ('placement_abroad', 'cure_ground_fits_the_act', 4, 'cure', '2026-03-20',
     '{}', '{"ground": "consent_regularised", "target_act": "decide"}',
     'satisfied', 'the decision that rests on it'),
    ('placement_abroad', 'cure_ground_fits_the_act', 5, 'cure', '2026-03-20',
     '{}', '{"ground": "child_returned"}',
     'unknown', 'which act is not known'),
    ('placement_abroad', 'cure_ground_fits_the_act', 6, 'cure', '2026-03-20',
     '{}', '{"ground": "made_good", "target_act": "transmit_report"}',
     'satisfied', 'the request was completed'),
    ('placement_abroad', 'cure_ground_fits_the_act', 7, 'cure', '2026-03-20',
     '{}', '{"ground": "made_good", "target_act": "annul"}',
     'violated', 'the annulment is recorded anew');

/*
 * An act that has no place in the order of the procedure, or that the wrong
 * side performed, stands against the procedure itself (findings named after the
 * refusal: RU002 no way from there, RU003 the other side's, RU004 an impossible
 * day, RU010 an account that does not fit).  A cure is about what the law asks
 * for; the order comes right when the act before it does.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'cure_not_of_the_order', '{cure}', NULL,
     $$act.ground IN ('made_good', 'consent_regularised')$$,
     $$NOT act.target_findings && ARRAY['RU002', 'RU003', 'RU004', 'RU010']$$,
     '{}', 'bar', 'bar', 'bar', 'policy', 'treaty', 'both',
     'policy', 'F',
     'The act has no place in the procedure where it stands; that cannot be made good.',
     'Cure, correct or annul the act before it that took its place away, or take the step anew.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'cure_not_of_the_order', 1, 'cure', '2026-03-20',
     '{}', '{"ground": "made_good", "target_act": "depart", "target_findings": ["file_follows_child"]}',
     'satisfied', 'something that the law asks for'),
    ('placement_abroad', 'cure_not_of_the_order', 2, 'cure', '2026-03-20',
     '{}', '{"ground": "made_good", "made_good": ["RU002"], "target_act": "decide", "target_findings": ["RU002"]}',
     'violated', 'decided after the consent had been withdrawn'),
    ('placement_abroad', 'cure_not_of_the_order', 3, 'cure', '2026-03-20',
     '{}', '{"ground": "made_good"}',
     'unknown', 'what stands against the act is not known'),
    ('placement_abroad', 'cure_not_of_the_order', 4, 'cure', '2026-03-20',
     '{}', '{"ground": "child_returned", "target_act": "depart", "target_findings": ["RU002"]}',
     'not_applicable', 'the child is back');

/*
 * Whoever says that something was made good says what: each rule that stands
 * against the act is named.  The doubt about competence is settled by its own
 * ground.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'cure_names_each_finding', '{cure}', NULL,
     $$act.ground IN ('made_good', 'consent_regularised')$$,
     $$array_remove(act.target_findings, 'consent_cure_competence') <@ COALESCE(act.made_good, '{}')$$,
     '{}', 'bar', 'bar', 'bar', 'policy', 'treaty', 'both',
     'policy', 'F',
     'More stands against the act than this cure answers.',
     'Name each rule that stands against the act in made_good, once what it asks for has been done; the report act_finding lists them.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'cure_names_each_finding', 1, 'cure', '2026-03-20',
     '{}', '{"ground": "made_good", "made_good": ["person_of_trust_offered", "file_follows_child"], "target_act": "depart", "target_findings": ["file_follows_child"]}',
     'satisfied', 'the file was handed over since'),
    ('placement_abroad', 'cure_names_each_finding', 2, 'cure', '2026-03-20',
     '{}', '{"ground": "made_good", "made_good": ["file_follows_child"], "target_act": "depart", "target_findings": ["carer_approved", "file_follows_child"]}',
     'violated', 'the carer is still not approved'),
    ('placement_abroad', 'cure_names_each_finding', 3, 'cure', '2026-03-20',
     '{}', '{"ground": "consent_regularised", "target_act": "decide", "target_findings": ["consent_cure_competence"]}',
     'satisfied', 'the doubt alone'),
    ('placement_abroad', 'cure_names_each_finding', 4, 'cure', '2026-03-20',
     '{}', '{"ground": "made_good", "made_good": ["file_follows_child"]}',
     'unknown', 'what stands against the act is not known'),
    ('placement_abroad', 'cure_names_each_finding', 5, 'cure', '2026-03-20',
     '{}', '{"ground": "child_returned", "target_act": "depart", "target_findings": ["a33_consent_given", "carer_approved"]}',
     'not_applicable', 'a return answers the move as a whole');

/* ---- Rules that no text gives: annulments ---- */

/*
 * The state follows the child.  A journey that took place is never annulled,
 * however unlawful it was: it is recorded as irregular and cured.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'annul_of_a_move', '{annul}', NULL,
     $$act.target_act IN ('depart', 'arrive', 'end_placement')$$,
     $$act.cause IN ('recorded_twice', 'wrong_subject', 'never_happened') AND btrim(act.document) <> ''$$,
     '{}', 'override', 'override', 'override', 'policy', 'treaty', 'both',
     'policy', 'F',
     'It is not shown that the child did not leave, arrive or come back as recorded.',
     'State the cause and the document that shows it. A wrong day is corrected; a journey that took place is cured.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'annul_of_a_move', 1, 'annul', '2026-03-20',
     '{}', '{"cause": "wrong_subject", "document": "note 4", "target_act": "depart"}',
     'satisfied', 'it was the sibling who left'),
    ('placement_abroad', 'annul_of_a_move', 2, 'annul', '2026-03-20',
     '{}', '{"cause": "wrong_day", "document": "note 4", "target_act": "arrive"}',
     'violated', 'a wrong day is corrected, not annulled'),
    ('placement_abroad', 'annul_of_a_move', 3, 'annul', '2026-03-20',
     '{}', '{"cause": "never_happened", "target_act": "depart"}',
     'unknown', 'nothing shows it'),
    ('placement_abroad', 'annul_of_a_move', 4, 'annul', '2026-03-20',
     '{}', '{"cause": "recorded_twice", "target_act": "acknowledge"}',
     'not_applicable', 'no move of the child');

/*
 * A decision that stands is given up by withdraw_request, and what follows from
 * that follows.  One that is barred by what was learned later cannot be given
 * up, because it counts for nothing; that it was set aside closes the matter.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'annul_of_a_decision', '{annul}', NULL,
     $$act.target_act IN ('decide', 'extend_placement')$$,
     $$act.cause IN ('recorded_twice', 'wrong_subject', 'wrong_day', 'wrong_content', 'never_happened')
       OR (act.cause = 'set_aside' AND act.target_outcome = 'barred' AND btrim(act.document) <> '')$$,
     '{}', 'override', 'override', 'override', 'policy', 'treaty', 'requesting',
     'policy', 'F',
     'It is not shown that the decision was recorded by mistake, or that it proved unlawful and was set aside.',
     'State the cause. A decision that stands is given up by withdraw_request; for one that was set aside give the document.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'annul_of_a_decision', 1, 'annul', '2026-03-20',
     '{}', '{"cause": "set_aside", "document": "order 8", "target_act": "decide", "target_outcome": "barred"}',
     'satisfied', 'the consent had been withdrawn the day before; the court set its order aside'),
    ('placement_abroad', 'annul_of_a_decision', 2, 'annul', '2026-03-20',
     '{}', '{"cause": "set_aside", "document": "order 8", "target_act": "decide", "target_outcome": "permitted"}',
     'violated', 'a lawful decision is given up by withdraw_request'),
    ('placement_abroad', 'annul_of_a_decision', 3, 'annul', '2026-03-20',
     '{}', '{"target_act": "decide", "target_outcome": "permitted"}',
     'unknown', 'no cause given'),
    ('placement_abroad', 'annul_of_a_decision', 4, 'annul', '2026-03-20',
     '{}', '{"cause": "recorded_twice", "target_act": "extend_placement", "target_outcome": "permitted"}',
     'satisfied', 'recorded twice'),
    ('placement_abroad', 'annul_of_a_decision', 5, 'annul', '2026-03-20',
     '{}', '{"target_act": "acknowledge", "target_outcome": "permitted"}',
     'not_applicable', 'no decision');

/*
 * What stops a move, or says that a child is missing or in danger, does not
 * vanish on somebody's word.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('placement_abroad', 'annul_of_protection', '{annul}', NULL,
     $$act.target_act IN ('refuse', 'transcribe_refusal', 'doubt_consent', 'withdraw_consent',
                          'transcribe_withdrawal', 'report_missing', 'report_danger')$$,
     $$btrim(act.document) <> ''$$,
     '{}', 'override', 'override', 'warn', 'policy', 'treaty', 'both',
     'policy', 'F',
     'No document shows that this protection of the child was recorded by mistake.',
     'Give the reference of the document. A missing child who is back is found (report_found); a doubt is settled (regularise_consent).');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('placement_abroad', 'annul_of_protection', 1, 'annul', '2026-03-20',
     '{}', '{"document": "letter 9", "target_act": "refuse"}',
     'satisfied', 'the letter was about another child'),
    ('placement_abroad', 'annul_of_protection', 2, 'annul', '2026-03-20',
     '{}', '{"document": "", "target_act": "withdraw_consent"}',
     'violated', 'an empty reference'),
    ('placement_abroad', 'annul_of_protection', 3, 'annul', '2026-03-20',
     '{}', '{"target_act": "report_missing"}',
     'unknown', 'none given'),
    ('placement_abroad', 'annul_of_protection', 4, 'annul', '2026-03-20',
     '{}', '{"target_act": "transmit_report"}',
     'not_applicable', 'no protective act');
