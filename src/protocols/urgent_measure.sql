/*
 * protocols/urgent_measure: an urgent or provisional measure, taken where the
 * child is (HC-1996 arts 11 and 12, Brussels IIb art 15).
 *
 * A procedure of its own, with its own subject: one measure for one child.  It
 * may run beside a placement that is being examined, and it never becomes one:
 * no act here moves a subject of placement_abroad, no rule of placement_abroad
 * takes a fact from here, and a measure that would move the child to another
 * State violates a33_not_bypassed_by_urgency.
 *
 * Taking and notifying are protective acts: a child in danger is never kept
 * waiting for a record.  What they lack is written down as findings and becomes
 * a duty to cure.  What can wait is rely_on: the next step that is based on the
 * measure goes through only where the measure stands.
 *
 * annul and cure are acts on an act, as in placement_abroad: they move nothing,
 * and no way is written for them.
 */
INSERT INTO case_rules.procedure (procedure, title, meaning, source) VALUES
('urgent_measure',
 'Urgent or provisional measure',
 'An authority of the State where a child is protects the child there, without having jurisdiction over the substance. The subject is one measure for one child.',
 'HC-1996 arts 11, 12; Brussels IIb art 15');

/* States, in the order in which the procedure runs; the ways out come last */
INSERT INTO case_rules.procedure_state (procedure, state, position, is_final, meaning) VALUES
('urgent_measure', 'taken', 10, false, 'The measure is in force where the child is.'),
('urgent_measure', 'notified', 20, false, 'The authority of the child''s habitual residence has been told.'),
('urgent_measure', 'confirmed', 30, false, 'That authority has confirmed the measure; it stands until that authority decides otherwise.'),
('urgent_measure', 'superseded', 40, true, 'A measure of the authority with jurisdiction has taken its place.'),
('urgent_measure', 'lapsed', 50, true, 'It has ended without being replaced, or by the recognition of a foreign measure.');

/* Acts */
INSERT INTO case_rules.procedure_act
    (procedure, act, position, is_protective, is_factual, meaning, source) VALUES
('urgent_measure', 'take', 10, true, true,
 'An authority of the State where the child is takes an urgent or provisional measure. Protective: it is never refused; what it lacks becomes a duty to cure.',
 'HC-1996 arts 11, 12; Brussels IIb art 15'),
('urgent_measure', 'notify', 20, true, false,
 'The authority of the child''s habitual residence is told.',
 'HC-1996 arts 11(2), 30, 36'),
('urgent_measure', 'rely_on', 30, false, false,
 'A further step is based on the measure: it is enforced, prolonged or carried out where the child is.',
 'HC-1996 arts 11(2), 12(2)'),
('urgent_measure', 'confirm', 40, false, false,
 'The authority with jurisdiction under arts 5 to 10 confirms the measure.',
 'HC-1996 art 11(2)'),
('urgent_measure', 'supersede', 50, false, true,
 'The authority with jurisdiction under arts 5 to 10 has taken the measure that the situation requires.',
 'HC-1996 arts 11(2), 12(2)'),
('urgent_measure', 'lapse', 60, false, true,
 'The measure has ended.',
 'HC-1996 arts 11(3), 12(3)');

/* Acts on an act */
INSERT INTO case_rules.procedure_act
    (procedure, act, position, kind, meaning, source) VALUES
('urgent_measure', 'annul', 900, 'annul',
 'An act that was recorded by mistake is taken away. It stays in the journal, counts for nothing from then on, and what follows is judged again.',
 'good practice'),
('urgent_measure', 'cure', 910, 'cure',
 'What stands against an act is put right. The act then counts from its own day; what was found against it stays in the journal.',
 'HC-1996 arts 11, 12; CRC art 11(1); otherwise policy');

/* Which side may do what from where */
INSERT INTO case_rules.procedure_transition (procedure, from_state, act, side, to_state) VALUES
/* take */
('urgent_measure', '-', 'take', 'requesting', 'taken'),
('urgent_measure', '-', 'take', 'requested', 'taken'),
/* notify */
('urgent_measure', 'taken', 'notify', 'requesting', 'notified'),
('urgent_measure', 'taken', 'notify', 'requested', 'notified'),
('urgent_measure', 'notified', 'notify', 'requesting', 'notified'),
('urgent_measure', 'notified', 'notify', 'requested', 'notified'),
('urgent_measure', 'confirmed', 'notify', 'requesting', 'confirmed'),
('urgent_measure', 'confirmed', 'notify', 'requested', 'confirmed'),
/* rely_on */
('urgent_measure', 'taken', 'rely_on', 'requesting', 'taken'),
('urgent_measure', 'taken', 'rely_on', 'requested', 'taken'),
('urgent_measure', 'notified', 'rely_on', 'requesting', 'notified'),
('urgent_measure', 'notified', 'rely_on', 'requested', 'notified'),
('urgent_measure', 'confirmed', 'rely_on', 'requesting', 'confirmed'),
('urgent_measure', 'confirmed', 'rely_on', 'requested', 'confirmed'),
/* confirm */
('urgent_measure', 'taken', 'confirm', 'requesting', 'confirmed'),
('urgent_measure', 'taken', 'confirm', 'requested', 'confirmed'),
('urgent_measure', 'notified', 'confirm', 'requesting', 'confirmed'),
('urgent_measure', 'notified', 'confirm', 'requested', 'confirmed'),
/* supersede */
('urgent_measure', 'taken', 'supersede', 'requesting', 'superseded'),
('urgent_measure', 'taken', 'supersede', 'requested', 'superseded'),
('urgent_measure', 'notified', 'supersede', 'requesting', 'superseded'),
('urgent_measure', 'notified', 'supersede', 'requested', 'superseded'),
('urgent_measure', 'confirmed', 'supersede', 'requesting', 'superseded'),
('urgent_measure', 'confirmed', 'supersede', 'requested', 'superseded'),
/* lapse */
('urgent_measure', 'taken', 'lapse', 'requesting', 'lapsed'),
('urgent_measure', 'taken', 'lapse', 'requested', 'lapsed'),
('urgent_measure', 'notified', 'lapse', 'requesting', 'lapsed'),
('urgent_measure', 'notified', 'lapse', 'requested', 'lapsed'),
('urgent_measure', 'confirmed', 'lapse', 'requesting', 'lapsed'),
('urgent_measure', 'confirmed', 'lapse', 'requested', 'lapsed');

/* Details that an act carries */
INSERT INTO case_rules.act_field (procedure, act, field, type, is_required, one_of, meaning) VALUES
('urgent_measure', 'take', 'document', 'text', false, NULL,
 'reference of the document'),
('urgent_measure', 'notify', 'authority', 'text', false, NULL,
 'who was told'),
('urgent_measure', 'rely_on', 'step', 'text', false, NULL,
 'what is based on it'),
('urgent_measure', 'confirm', 'jurisdiction_article', 'text', false, '{5,6,7,8,9,10,11,12}',
 'article of HC-1996 on which the jurisdiction of the confirming or replacing authority rests'),
('urgent_measure', 'confirm', 'document', 'text', false, NULL,
 'reference of the document'),
('urgent_measure', 'supersede', 'jurisdiction_article', 'text', false, '{5,6,7,8,9,10,11,12}',
 'article of HC-1996 on which the jurisdiction of the confirming or replacing authority rests'),
('urgent_measure', 'supersede', 'document', 'text', false, NULL,
 'reference of the document'),
('urgent_measure', 'lapse', 'danger_ended', 'boolean', false, NULL,
 'the danger that called for it has ended'),
('urgent_measure', 'annul', 'cause', 'text', false, '{recorded_twice,wrong_subject,wrong_day,wrong_content,never_happened}',
 'why it is taken away: what was wrong with the record'),
('urgent_measure', 'annul', 'document', 'text', false, NULL,
 'reference of the document that shows the mistake'),
('urgent_measure', 'cure', 'ground', 'text', true, '{made_good,measure_replaced,child_returned}',
 'made_good: what was missing has been done since; measure_replaced: the authority with jurisdiction has acted, or a foreign measure is recognised; child_returned: the child whom the measure brought abroad is back'),
('urgent_measure', 'cure', 'document', 'text', false, NULL,
 'reference of the document that shows it'),
('urgent_measure', 'cure', 'since', 'date', false, NULL,
 'the day from which it is so'),
('urgent_measure', 'cure', 'made_good', 'text[]', false, NULL,
 'the rules whose want was made good since, by name');

/* Facts */
INSERT INTO case_rules.fact (procedure, fact, type, meaning, question, no_row, audience) VALUES
('urgent_measure', 'measure_article', 'text',
 'the article on which the measure rests: 11 (urgent) or 12 (provisional) of HC-1996, or b15 (Brussels IIb art 15)',
 'Is the measure urgent or provisional, and under which article?', 'unknown', 'both'),
('urgent_measure', 'child_born', 'case_rules.partial_date',
 'the child''s day of birth, as precisely as it is known',
 'When was the child born?', 'unknown', 'both'),
('urgent_measure', 'age_disputed', 'boolean',
 'an assessment of the child''s age, or an appeal against one, is open',
 'Is the child''s age disputed?', 'false', 'both'),
('urgent_measure', 'child_present', 'boolean',
 'the child, or property of the child that the measure concerns, is in the territory of the authority',
 'Is the child in this State?', 'unknown', 'both'),
('urgent_measure', 'urgency_reasoned', 'boolean',
 'urgency is recorded with its reasons',
 'Why can the measure not wait?', 'unknown', 'both'),
('urgent_measure', 'effect_own_territory', 'boolean',
 'the measure has effect only in the territory of the authority',
 'Is the effect limited to this State?', 'unknown', 'both'),
('urgent_measure', 'compatible_with_competent_measures', 'boolean',
 'the measure does not contradict a measure of an authority with jurisdiction under arts 5 to 10; true also where that authority has taken none',
 'Does the measure fit what the competent authority has ordered?', 'unknown', 'both'),
('urgent_measure', 'wrongful_removal', 'boolean',
 'the child was wrongfully removed or retained, and art 7(1) keeps jurisdiction with the former State',
 'Was the child wrongfully removed or retained?', 'unknown', 'both'),
('urgent_measure', 'moves_child_abroad', 'boolean',
 'the measure places the child, or sends the child to live, in another State',
 'Would the measure bring the child into another State?', 'unknown', 'both'),
('urgent_measure', 'child_resident_in_contracting_state', 'boolean',
 'the child is habitually resident in a Contracting State',
 'Is the child habitually resident in a Contracting State?', 'unknown', 'both'),
('urgent_measure', 'competent_measure_taken', 'boolean',
 'an authority with jurisdiction under arts 5 to 10 has taken the measures that the situation requires',
 'Has the competent authority acted?', 'false', 'both'),
('urgent_measure', 'foreign_measure_recognised', 'boolean',
 'measures taken by authorities of another State are recognised in the State of this authority',
 'Was a measure of another State recognised here?', 'false', 'both'),
('urgent_measure', 'notified_on', 'date',
 'the day on which the authority of the child''s habitual residence was told',
 'When was the authority of the habitual residence told?', 'unknown', 'both');

/* ---- art 2: children ---- */

/* The values that facts may have; any other is an error, and bars. */
UPDATE case_rules.fact
   SET one_of = '{11,12,b15}'
 WHERE procedure = 'urgent_measure' AND fact = 'measure_article';

/*
 * Measures of protection are for children under 18; benefit of the doubt
 * while the age is disputed.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('urgent_measure', 'child_is_minor', '{take}', NULL,
     NULL,
     $$age_disputed OR case_rules.is_under(child_born, minor_age, act.acted_on, leap_rule)$$,
     '{"minor_age": 18, "leap_rule": "march_1"}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'both',
     'HC-1996 art 2; CRC art 1', 'F',
     'The person is not shown to be under 18.',
     'Record the date of birth, or the open age assessment.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('urgent_measure', 'child_is_minor', 1, 'take', '2026-03-10',
     '{"child_born": "2012-05-01", "age_disputed": false}', '{}',
     'satisfied', '13'),
    ('urgent_measure', 'child_is_minor', 2, 'take', '2026-03-10',
     '{"child_born": "2000-05-01", "age_disputed": false}', '{}',
     'violated', 'an adult'),
    ('urgent_measure', 'child_is_minor', 3, 'take', '2026-03-10',
     '{"age_disputed": false}', '{}',
     'unknown', 'no date of birth');

/* ---- art 11(1): urgent measures ---- */

/*
 * In all cases of urgency the authorities of the State in whose territory the
 * child, or property of the child, is present may take any necessary measure
 * of protection.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('urgent_measure', 'urgent_measure_presence', '{take,rely_on}', NULL,
     $$measure_article IN ('11', 'b15')$$,
     $$child_present AND urgency_reasoned$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'both',
     'HC-1996 art 11(1); Brussels IIb art 15(1)', 'F',
     'The child is not shown to be in this State, or the urgency is not reasoned.',
     'Record where the child is, and why the measure cannot wait.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('urgent_measure', 'urgent_measure_presence', 1, 'take', '2026-03-10',
     '{"measure_article": "11", "child_present": true, "urgency_reasoned": true}', '{}',
     'satisfied', 'here, and urgent'),
    ('urgent_measure', 'urgent_measure_presence', 2, 'rely_on', '2026-03-10',
     '{"measure_article": "11", "child_present": false, "urgency_reasoned": true}', '{}',
     'violated', 'the child has left'),
    ('urgent_measure', 'urgent_measure_presence', 3, 'take', '2026-03-10',
     '{"measure_article": "11", "child_present": true}', '{}',
     'unknown', 'reasons not recorded'),
    ('urgent_measure', 'urgent_measure_presence', 4, 'take', '2026-03-10',
     '{"measure_article": "12"}', '{}',
     'not_applicable', 'a provisional measure needs no urgency');

/* ---- art 12: provisional measures ---- */

/*
 * A provisional measure has effect in the State's own territory only and does
 * not contradict what the authorities with jurisdiction have ordered.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('urgent_measure', 'provisional_measure_territorial', '{take,rely_on}', NULL,
     $$measure_article = '12'$$,
     $$effect_own_territory AND compatible_with_competent_measures$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'both',
     'HC-1996 art 12(1)', 'F',
     'The provisional measure reaches beyond this State, or contradicts a measure of the competent authority.',
     'Limit its effect to this State and fit it to what the competent authority ordered.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('urgent_measure', 'provisional_measure_territorial', 1, 'take', '2026-03-10',
     '{"measure_article": "12", "effect_own_territory": true, "compatible_with_competent_measures": true}', '{}',
     'satisfied', 'limited and compatible'),
    ('urgent_measure', 'provisional_measure_territorial', 2, 'rely_on', '2026-03-10',
     '{"measure_article": "12", "effect_own_territory": false, "compatible_with_competent_measures": true}', '{}',
     'violated', 'used abroad'),
    ('urgent_measure', 'provisional_measure_territorial', 3, 'take', '2026-03-10',
     '{"measure_article": "12", "effect_own_territory": true}', '{}',
     'unknown', 'compatibility not checked'),
    ('urgent_measure', 'provisional_measure_territorial', 4, 'take', '2026-03-10',
     '{"measure_article": "11"}', '{}',
     'not_applicable', 'urgent measure');

/* ---- art 7(3): wrongful removal ---- */

/*
 * After a wrongful removal or retention, and as long as the former State
 * keeps jurisdiction, the authorities where the child now is can take only
 * urgent measures under art 11.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('urgent_measure', 'wrongful_removal_keeps_jurisdiction', '{take,rely_on}', NULL,
     $$measure_article IN ('11', '12')$$,
     $$NOT wrongful_removal OR measure_article = '11'$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'both',
     'HC-1996 arts 7(3), 12(1)', 'F',
     'The child was wrongfully removed or retained, or nobody has checked: only an urgent measure is possible here.',
     'Take what art 11 allows, and leave the rest to the State of the former habitual residence.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('urgent_measure', 'wrongful_removal_keeps_jurisdiction', 1, 'take', '2026-03-10',
     '{"measure_article": "12", "wrongful_removal": false}', '{}',
     'satisfied', 'no wrongful removal'),
    ('urgent_measure', 'wrongful_removal_keeps_jurisdiction', 2, 'rely_on', '2026-03-10',
     '{"measure_article": "12", "wrongful_removal": true}', '{}',
     'violated', 'provisional measure after wrongful removal'),
    ('urgent_measure', 'wrongful_removal_keeps_jurisdiction', 3, 'take', '2026-03-10',
     '{"measure_article": "12"}', '{}',
     'unknown', 'not checked'),
    ('urgent_measure', 'wrongful_removal_keeps_jurisdiction', 4, 'take', '2026-03-10',
     '{"measure_article": "11", "wrongful_removal": true}', '{}',
     'satisfied', 'an urgent measure stays possible');

/* ---- arts 11, 12 and 33: no way round consent ---- */

/*
 * The measure protects the child where the child is. Living in another State
 * is a placement under art 33: an authority with jurisdiction under arts 5 to
 * 10 decides it, with the consent of that State.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('urgent_measure', 'a33_not_bypassed_by_urgency', '{take,rely_on}', NULL,
     NULL,
     $$NOT moves_child_abroad$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'both',
     'HC-1996 arts 11, 12, 33', 'F',
     'The measure would bring the child into another State without its consent.',
     'Keep the child here; use the procedure placement_abroad.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('urgent_measure', 'a33_not_bypassed_by_urgency', 1, 'take', '2026-03-10',
     '{"moves_child_abroad": false}', '{}',
     'satisfied', 'the child stays'),
    ('urgent_measure', 'a33_not_bypassed_by_urgency', 2, 'rely_on', '2026-03-10',
     '{"moves_child_abroad": true}', '{}',
     'violated', 'sent to relatives abroad'),
    ('urgent_measure', 'a33_not_bypassed_by_urgency', 3, 'take', '2026-03-10',
     '{}', '{}',
     'unknown', 'not recorded');

/* ---- arts 11(2), 11(3), 12(2), 12(3): how long it lasts ---- */

/*
 * For a child habitually resident in a Contracting State the measure lapses
 * as soon as the authorities with jurisdiction have taken the measures that
 * the situation requires.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('urgent_measure', 'urgent_measure_lapses', '{rely_on}', NULL,
     $$child_resident_in_contracting_state$$,
     $$NOT competent_measure_taken$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'both',
     'HC-1996 arts 11(2), 12(2); Brussels IIb art 15(3)', 'F',
     'The measure has lapsed: the competent authority has acted.',
     'Follow the measure of the competent authority.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('urgent_measure', 'urgent_measure_lapses', 1, 'rely_on', '2026-03-10',
     '{"child_resident_in_contracting_state": true, "competent_measure_taken": false}', '{}',
     'satisfied', 'it has not acted yet'),
    ('urgent_measure', 'urgent_measure_lapses', 2, 'rely_on', '2026-03-10',
     '{"child_resident_in_contracting_state": true, "competent_measure_taken": true}', '{}',
     'violated', 'it has acted'),
    ('urgent_measure', 'urgent_measure_lapses', 3, 'rely_on', '2026-03-10',
     '{"child_resident_in_contracting_state": true}', '{}',
     'unknown', 'not known'),
    ('urgent_measure', 'urgent_measure_lapses', 4, 'rely_on', '2026-03-10',
     '{"child_resident_in_contracting_state": false, "competent_measure_taken": true}', '{}',
     'not_applicable', 'see the next rule');

/*
 * For a child habitually resident elsewhere it lapses as soon as measures of
 * another State are recognised here.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('urgent_measure', 'urgent_measure_lapses_on_recognition', '{rely_on}', NULL,
     $$NOT child_resident_in_contracting_state$$,
     $$NOT foreign_measure_recognised$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'both',
     'HC-1996 arts 11(3), 12(3)', 'F',
     'The measure has lapsed: a measure of another State is recognised here.',
     'Follow the measure that was recognised.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('urgent_measure', 'urgent_measure_lapses_on_recognition', 1, 'rely_on', '2026-03-10',
     '{"child_resident_in_contracting_state": false, "foreign_measure_recognised": false}', '{}',
     'satisfied', 'none recognised'),
    ('urgent_measure', 'urgent_measure_lapses_on_recognition', 2, 'rely_on', '2026-03-10',
     '{"child_resident_in_contracting_state": false, "foreign_measure_recognised": true}', '{}',
     'violated', 'recognised'),
    ('urgent_measure', 'urgent_measure_lapses_on_recognition', 3, 'rely_on', '2026-03-10',
     '{"child_resident_in_contracting_state": false}', '{}',
     'unknown', 'not known'),
    ('urgent_measure', 'urgent_measure_lapses_on_recognition', 4, 'rely_on', '2026-03-10',
     '{"child_resident_in_contracting_state": true}', '{}',
     'not_applicable', 'see the rule before');

/*
 * A measure is not given up while the danger lasts and nobody else protects
 * the child.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('urgent_measure', 'protection_without_gap', '{lapse}', NULL,
     NULL,
     $$competent_measure_taken OR foreign_measure_recognised OR act.danger_ended$$,
     '{}', 'override', 'override', 'override', 'policy', 'treaty', 'both',
     'HC-1996 arts 11(2), (3), 12(2), (3), by inference', 'F',
     'The measure would end while nothing else protects the child.',
     'Record what has taken its place, or that the danger has ended.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('urgent_measure', 'protection_without_gap', 1, 'lapse', '2026-03-10',
     '{"competent_measure_taken": false, "foreign_measure_recognised": false}', '{"danger_ended": true}',
     'satisfied', 'danger over'),
    ('urgent_measure', 'protection_without_gap', 2, 'lapse', '2026-03-10',
     '{"competent_measure_taken": false, "foreign_measure_recognised": false}', '{"danger_ended": false}',
     'violated', 'danger goes on'),
    ('urgent_measure', 'protection_without_gap', 3, 'lapse', '2026-03-10',
     '{"competent_measure_taken": false, "foreign_measure_recognised": false}', '{}',
     'unknown', 'nothing said');

/*
 * Only an authority with jurisdiction under arts 5 to 10 confirms the measure
 * or puts its own in its place.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('urgent_measure', 'confirmed_by_competent_authority', '{confirm,supersede}', NULL,
     NULL,
     $$act.jurisdiction_article IN ('5', '6', '7', '8', '9', '10')$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'both',
     'HC-1996 arts 5 to 10, 11(2), 12(2)', 'F',
     'The authority is not shown to have jurisdiction under arts 5 to 10.',
     'State the article on which its jurisdiction rests.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('urgent_measure', 'confirmed_by_competent_authority', 1, 'confirm', '2026-03-10',
     '{}', '{"jurisdiction_article": "5"}',
     'satisfied', 'habitual residence'),
    ('urgent_measure', 'confirmed_by_competent_authority', 2, 'supersede', '2026-03-10',
     '{}', '{"jurisdiction_article": "11"}',
     'violated', 'another urgent measure'),
    ('urgent_measure', 'confirmed_by_competent_authority', 3, 'confirm', '2026-03-10',
     '{}', '{}',
     'unknown', 'not stated');

/* ---- arts 30, 36: telling the other State ---- */

/*
 * The authority that is responsible for the child in the first place is told,
 * or it cannot act. The treaty asks for co-operation in general terms; that
 * no further step is taken before is inferred.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('urgent_measure', 'urgent_then_notify', '{rely_on}', NULL,
     NULL,
     $$notified_on <= act.acted_on$$,
     '{}', 'override', 'override', 'warn', 'policy', 'treaty', 'both',
     'HC-1996 arts 11(2), 30, 36, by inference', 'F',
     'The authority of the child''s habitual residence was not told of the measure.',
     'Tell it, through the central authorities if need be.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('urgent_measure', 'urgent_then_notify', 1, 'rely_on', '2026-03-10',
     '{"notified_on": "2026-03-09"}', '{}',
     'satisfied', 'told the day before'),
    ('urgent_measure', 'urgent_then_notify', 2, 'rely_on', '2026-03-10',
     '{"notified_on": "2026-03-11"}', '{}',
     'violated', 'told afterwards'),
    ('urgent_measure', 'urgent_then_notify', 3, 'rely_on', '2026-03-10',
     '{}', '{}',
     'unknown', 'not told, as far as is known');

/* ---- Cures: arts 7(3), 11, 12, 33 ---- */

/*
 * What a measure lacked may be made good where the articles still allow the
 * measure: the child is here and the urgency has its reasons; the effect of a
 * provisional measure was limited, and it fits what the competent authority
 * has ordered.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('urgent_measure', 'cure_measure_is_lawful_now', '{cure}', NULL,
     $$act.ground = 'made_good'
       AND act.target_findings && ARRAY['urgent_measure_presence', 'provisional_measure_territorial']$$,
     $$(NOT 'urgent_measure_presence' = ANY (act.target_findings) OR (child_present AND urgency_reasoned))
       AND (NOT 'provisional_measure_territorial' = ANY (act.target_findings)
            OR (effect_own_territory AND compatible_with_competent_measures))$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'both',
     'HC-1996 arts 11(1), 12(1); Brussels IIb art 15(1)', 'F',
     'The measure is still not what arts 11 and 12 allow.',
     'Record that the child is here and why it could not wait; limit a provisional measure to this State.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('urgent_measure', 'cure_measure_is_lawful_now', 1, 'cure', '2026-03-20',
     '{"effect_own_territory": true, "compatible_with_competent_measures": true}', '{"ground": "made_good", "target_act": "take", "target_findings": ["provisional_measure_territorial"]}',
     'satisfied', 'limited to this State since'),
    ('urgent_measure', 'cure_measure_is_lawful_now', 2, 'cure', '2026-03-20',
     '{"child_present": false, "urgency_reasoned": true}', '{"ground": "made_good", "target_act": "take", "target_findings": ["urgent_measure_presence"]}',
     'violated', 'the child was elsewhere'),
    ('urgent_measure', 'cure_measure_is_lawful_now', 3, 'cure', '2026-03-20',
     '{"child_present": true}', '{"ground": "made_good", "target_act": "take", "target_findings": ["urgent_measure_presence"]}',
     'unknown', 'still no reasons'),
    ('urgent_measure', 'cure_measure_is_lawful_now', 4, 'cure', '2026-03-20',
     '{}', '{"ground": "made_good", "target_act": "lapse", "target_findings": ["protection_without_gap"]}',
     'not_applicable', 'another want');

/*
 * Whether the person was a child, whether the former State keeps jurisdiction
 * after a wrongful removal, whether the measure had lapsed, who had
 * jurisdiction to replace it, and that no child is sent abroad by urgency: none
 * of it is made good afterwards.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('urgent_measure', 'urgency_not_made_good', '{cure}', NULL,
     $$act.ground = 'made_good'$$,
     $$NOT act.target_findings && ARRAY['child_is_minor', 'wrongful_removal_keeps_jurisdiction',
                                        'a33_not_bypassed_by_urgency', 'urgent_measure_lapses',
                                        'urgent_measure_lapses_on_recognition',
                                        'confirmed_by_competent_authority']$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'both',
     'HC-1996 arts 2, 5 to 10, 7(3), 11, 12, 33, by inference', 'F',
     'What this act lacks cannot be made good afterwards.',
     'Let the authority with jurisdiction take its measure, or bring the child back; then cure with that ground.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('urgent_measure', 'urgency_not_made_good', 1, 'cure', '2026-03-20',
     '{}', '{"ground": "made_good", "target_act": "take", "target_findings": ["urgent_measure_presence"]}',
     'satisfied', 'the reasons were written down since'),
    ('urgent_measure', 'urgency_not_made_good', 2, 'cure', '2026-03-20',
     '{}', '{"ground": "made_good", "target_act": "take", "target_findings": ["a33_not_bypassed_by_urgency"]}',
     'violated', 'sent to relatives abroad, and consented to later'),
    ('urgent_measure', 'urgency_not_made_good', 3, 'cure', '2026-03-20',
     '{}', '{"ground": "made_good"}',
     'unknown', 'what stands against the act is not known'),
    ('urgent_measure', 'urgency_not_made_good', 4, 'cure', '2026-03-20',
     '{}', '{"ground": "child_returned", "target_act": "take", "target_findings": ["a33_not_bypassed_by_urgency"]}',
     'not_applicable', 'the child is back');

/*
 * When the authority with jurisdiction has taken the measures that the
 * situation requires, or a foreign measure is recognised here, this one has
 * lapsed: what it lacked troubles nobody any more.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('urgent_measure', 'cure_measure_replaced', '{cure}', NULL,
     $$act.ground = 'measure_replaced'$$,
     $$competent_measure_taken OR foreign_measure_recognised$$,
     '{}', 'bar', 'bar', 'bar', 'treaty', 'treaty', 'both',
     'HC-1996 arts 11(2), (3), 12(2), (3)', 'F',
     'Nothing is shown to have taken the place of the measure.',
     'Record the measure of the competent authority, or the recognition.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('urgent_measure', 'cure_measure_replaced', 1, 'cure', '2026-03-20',
     '{"competent_measure_taken": true, "foreign_measure_recognised": false}', '{"ground": "measure_replaced"}',
     'satisfied', 'the competent authority has acted'),
    ('urgent_measure', 'cure_measure_replaced', 2, 'cure', '2026-03-20',
     '{"competent_measure_taken": false, "foreign_measure_recognised": false}', '{"ground": "measure_replaced"}',
     'violated', 'nobody has'),
    ('urgent_measure', 'cure_measure_replaced', 3, 'cure', '2026-03-20',
     '{"foreign_measure_recognised": false}', '{"ground": "measure_replaced"}',
     'unknown', 'not known'),
    ('urgent_measure', 'cure_measure_replaced', 4, 'cure', '2026-03-20',
     '{}', '{"ground": "made_good"}',
     'not_applicable', 'another ground');

/* A child whom the measure brought abroad is back where the authority is. */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('urgent_measure', 'cure_child_is_back', '{cure}', NULL,
     $$act.ground = 'child_returned'$$,
     $$child_present AND NOT moves_child_abroad$$,
     '{}', 'bar', 'bar', 'override', 'policy', 'treaty', 'both',
     'CRC art 11(1); HC-1996 art 33', 'F',
     'The child is not shown to be back, or the measure still sends the child abroad.',
     'Record where the child is, and end what sends the child abroad.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('urgent_measure', 'cure_child_is_back', 1, 'cure', '2026-03-20',
     '{"child_present": true, "moves_child_abroad": false}', '{"ground": "child_returned"}',
     'satisfied', 'back, and the order is changed'),
    ('urgent_measure', 'cure_child_is_back', 2, 'cure', '2026-03-20',
     '{"child_present": true, "moves_child_abroad": true}', '{"ground": "child_returned"}',
     'violated', 'back for now'),
    ('urgent_measure', 'cure_child_is_back', 3, 'cure', '2026-03-20',
     '{"moves_child_abroad": false}', '{"ground": "child_returned"}',
     'unknown', 'where the child is is not recorded'),
    ('urgent_measure', 'cure_child_is_back', 4, 'cure', '2026-03-20',
     '{}', '{"ground": "made_good"}',
     'not_applicable', 'another ground');

/* ---- Rules that no text gives: cures and annulments ---- */

/* A cure rests on a document. */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('urgent_measure', 'cure_shown_by_document', '{cure}', NULL,
     NULL,
     $$btrim(act.document) <> ''$$,
     '{}', 'bar', 'bar', 'bar', 'policy', 'treaty', 'both',
     'policy', 'F',
     'No document shows that the matter was put right.',
     'Give the reference of the document.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('urgent_measure', 'cure_shown_by_document', 1, 'cure', '2026-03-20',
     '{}', '{"ground": "made_good", "document": "order 5"}',
     'satisfied', 'the order as changed'),
    ('urgent_measure', 'cure_shown_by_document', 2, 'cure', '2026-03-20',
     '{}', '{"ground": "made_good", "document": ""}',
     'violated', 'an empty reference'),
    ('urgent_measure', 'cure_shown_by_document', 3, 'cure', '2026-03-20',
     '{}', '{"ground": "made_good"}',
     'unknown', 'none given');

/* What is put right is put right after the act, and not in the future. */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('urgent_measure', 'cure_after_the_act', '{cure}', NULL,
     NULL,
     $$act.since >= act.target_acted_on AND act.since <= act.acted_on$$,
     '{}', 'bar', 'bar', 'bar', 'policy', 'treaty', 'both',
     'policy', 'F',
     'It is not shown that the matter was put right between the act and the cure.',
     'State the day from which it is right. What was so before the act is recorded with its own day; the act is then judged again.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('urgent_measure', 'cure_after_the_act', 1, 'cure', '2026-03-20',
     '{}', '{"ground": "made_good", "since": "2026-03-12", "target_act": "take", "target_acted_on": "2026-03-10"}',
     'satisfied', 'two days later'),
    ('urgent_measure', 'cure_after_the_act', 2, 'cure', '2026-03-20',
     '{}', '{"ground": "made_good", "since": "2026-03-09", "target_act": "take", "target_acted_on": "2026-03-10"}',
     'violated', 'before the measure'),
    ('urgent_measure', 'cure_after_the_act', 3, 'cure', '2026-03-20',
     '{}', '{"ground": "made_good", "target_act": "take", "target_acted_on": "2026-03-10"}',
     'unknown', 'no day given');

/* Whoever says that something was made good says what. */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('urgent_measure', 'cure_names_each_finding', '{cure}', NULL,
     $$act.ground = 'made_good'$$,
     $$act.target_findings <@ COALESCE(act.made_good, '{}')$$,
     '{}', 'bar', 'bar', 'bar', 'policy', 'treaty', 'both',
     'policy', 'F',
     'More stands against the act than this cure answers.',
     'Name each rule that stands against the act in made_good, once what it asks for has been done; the report act_finding lists them.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('urgent_measure', 'cure_names_each_finding', 1, 'cure', '2026-03-20',
     '{}', '{"ground": "made_good", "made_good": ["urgent_measure_presence"], "target_act": "take", "target_findings": ["urgent_measure_presence"]}',
     'satisfied', 'named'),
    ('urgent_measure', 'cure_names_each_finding', 2, 'cure', '2026-03-20',
     '{}', '{"ground": "made_good", "target_act": "lapse", "target_findings": ["protection_without_gap"]}',
     'violated', 'nothing named'),
    ('urgent_measure', 'cure_names_each_finding', 3, 'cure', '2026-03-20',
     '{}', '{"ground": "made_good", "made_good": ["urgent_measure_presence"]}',
     'unknown', 'what stands against the act is not known'),
    ('urgent_measure', 'cure_names_each_finding', 4, 'cure', '2026-03-20',
     '{}', '{"ground": "measure_replaced", "target_act": "take", "target_findings": ["urgent_measure_presence"]}',
     'not_applicable', 'the measure is gone as a whole');

/*
 * What has taken the place of a measure, or brought the child back, answers for
 * the measure and what was based on it, and for the gap that its end left.  A
 * cure that fails is not cured: it is annulled, and a better one is recorded.
 */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('urgent_measure', 'cure_ground_fits_the_act', '{cure}', NULL,
     NULL,
     $$(act.ground = 'made_good' AND act.target_act NOT IN ('annul', 'cure'))
       OR (act.ground = 'measure_replaced' AND act.target_act IN ('take', 'rely_on', 'supersede', 'lapse'))
       OR (act.ground = 'child_returned' AND act.target_act IN ('take', 'rely_on'))$$,
     '{}', 'bar', 'bar', 'bar', 'policy', 'treaty', 'both',
     'policy', 'F',
     'This ground cannot cure this act.',
     'A measure that was replaced, or a return, cures what was done under the measure.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('urgent_measure', 'cure_ground_fits_the_act', 1, 'cure', '2026-03-20',
     '{}', '{"ground": "measure_replaced", "target_act": "take"}',
     'satisfied', 'the competent authority has acted'),
    ('urgent_measure', 'cure_ground_fits_the_act', 2, 'cure', '2026-03-20',
     '{}', '{"ground": "child_returned", "target_act": "lapse"}',
     'violated', 'a return does not close the gap'),
    ('urgent_measure', 'cure_ground_fits_the_act', 3, 'cure', '2026-03-20',
     '{}', '{"ground": "made_good"}',
     'unknown', 'which act is not known');

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
    ('urgent_measure', 'cure_not_of_the_order', '{cure}', NULL,
     $$act.ground IN ('made_good', 'measure_replaced')$$,
     $$NOT act.target_findings && ARRAY['RU002', 'RU003', 'RU004', 'RU010']$$,
     '{}', 'bar', 'bar', 'bar', 'policy', 'treaty', 'both',
     'policy', 'F',
     'The act has no place in the procedure where it stands; that cannot be made good.',
     'Cure, correct or annul the act before it that took its place away, or take the step anew.');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('urgent_measure', 'cure_not_of_the_order', 1, 'cure', '2026-03-20',
     '{}', '{"ground": "made_good", "target_act": "lapse", "target_findings": ["protection_without_gap"]}',
     'satisfied', 'something that the law asks for'),
    ('urgent_measure', 'cure_not_of_the_order', 2, 'cure', '2026-03-20',
     '{}', '{"ground": "made_good", "made_good": ["RU002"], "target_act": "confirm", "target_findings": ["RU002"]}',
     'violated', 'confirmed after it had lapsed'),
    ('urgent_measure', 'cure_not_of_the_order', 3, 'cure', '2026-03-20',
     '{}', '{"ground": "made_good"}',
     'unknown', 'what stands against the act is not known'),
    ('urgent_measure', 'cure_not_of_the_order', 4, 'cure', '2026-03-20',
     '{}', '{"ground": "child_returned", "target_act": "take", "target_findings": ["RU002"]}',
     'not_applicable', 'the child is back');

/* The record of a measure that protects a child does not vanish on somebody's word. */
INSERT INTO case_rules.rule
    (procedure, rule, acts, regimes, applies, condition, parameters, severity, on_unknown,
     floor, basis, layer, curable_by, citation, confidence, message, hint)
VALUES
    ('urgent_measure', 'annul_of_protection', '{annul}', NULL,
     $$act.target_act IN ('take', 'notify')$$,
     $$btrim(act.document) <> ''$$,
     '{}', 'override', 'override', 'warn', 'policy', 'treaty', 'both',
     'policy', 'F',
     'No document shows that this protection of the child was recorded by mistake.',
     'Give the reference of the document. A measure that has ended lapses (lapse).');
INSERT INTO case_rules.rule_case
    (procedure, rule, case_no, act, acted_on, facts, details, expected, note)
VALUES
    ('urgent_measure', 'annul_of_protection', 1, 'annul', '2026-03-20',
     '{}', '{"document": "note 2", "target_act": "take"}',
     'satisfied', 'taken for another child'),
    ('urgent_measure', 'annul_of_protection', 2, 'annul', '2026-03-20',
     '{}', '{"document": " ", "target_act": "take"}',
     'violated', 'an empty reference'),
    ('urgent_measure', 'annul_of_protection', 3, 'annul', '2026-03-20',
     '{}', '{"target_act": "notify"}',
     'unknown', 'none given'),
    ('urgent_measure', 'annul_of_protection', 4, 'annul', '2026-03-20',
     '{}', '{"target_act": "confirm"}',
     'not_applicable', 'a confirmation');
