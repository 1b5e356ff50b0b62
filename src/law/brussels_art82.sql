/*
 * law/brussels_art82: how the requested States handle a request for placement,
 * as far as their pages on the European e-Justice portal could be seen.
 *
 * Seven of 26 Member States.  A null or a missing row is "not seen": rules must
 * then take the stricter answer (no relative is exempt, consent is needed).
 */
INSERT INTO case_rules.art82_notification (state, authority, languages, relatives_exempt, simplified_agreement,
    request_contents, confidence, source, note) VALUES
('BE', 'The federal central authority, which passes the request to the authority of the Community concerned', NULL, NULL, NULL,
 NULL, 'E', 'e-Justice portal, Belgium', 'Accepted in the language of the Community where the child is to be placed.'),
('DE', 'The regional youth office (Landesjugendamt), with the approval of the family court', NULL, NULL, NULL,
 NULL, 'E', 'IntFamRVG, sections 45 to 47; Federal Office of Justice', 'Under Brussels IIa relatives to the third degree were outside; for IIb not seen.'),
('EE', 'The Social Insurance Board', NULL, NULL, NULL,
 'The child''s data and mother tongue; needs; reasons; duration; the child''s opinion or why it is missing; pending proceedings; legal representative; the carer''s data; support needed after arrival; contact; funding; court decisions; other.',
 'E', 'e-Justice portal, Estonia', NULL),
('FR', 'The directorate for the judicial protection of youth, European and international section', '{fr}', NULL, NULL,
 'Civil status; the situation, with the decisions; reasons in the child''s best interests; the holders of parental authority and their consent; record of the child''s hearing; how the child is prepared; the carer''s accreditation.',
 'E', 'e-Justice portal, France', 'An older page exempted parents only; nothing on relatives was seen on the newer one.'),
('IT', 'The juvenile court (by analogy with Law 184/1983)', NULL, NULL, NULL,
 NULL, 'E', 'e-Justice portal, Italy', NULL),
('LU', 'The State Public Prosecutor, as central and as competent authority', '{fr,de,en}', '{}', NULL,
 NULL, 'E', 'e-Justice portal, Luxembourg', NULL),
('SI', 'The central authority, after the opinion of the social work centre', NULL, '{}', NULL,
 NULL, 'E', 'e-Justice portal, Slovenia', 'Exempts a parent only. Applies article 82 in conjunction with article 33 of the Hague Convention.');

INSERT INTO case_rules.domestic_step (state, instrument, step, body, content, needed_for_consent, valid_from, basis, confidence, source) VALUES
('CH', 'hc1996'      , 'channel' , 'Central authority of the canton',
 'Requests go through it. The file must let it judge the host setting, the project, migration and cost; original with translation.',
 false, NULL, 'practice', 'E', 'page of a cantonal authority (own notes)'),
('DE', 'brussels_iia', 'approval', 'Family court',
 'Approves the consent of the regional youth office (Landesjugendamt).', true, NULL, 'IntFamRVG, sections 45 to 47', 'E', 'IntFamRVG'),
('DE', 'brussels_iib', 'approval', 'Family court',
 'Approves the consent of the regional youth office (Landesjugendamt).', true, NULL, 'IntFamRVG, sections 45 to 47', 'E', 'IntFamRVG'),
('DE', 'hc1996'      , 'approval', 'Family court',
 'Approves the consent of the regional youth office (Landesjugendamt).', true, NULL, 'IntFamRVG, sections 45 to 47', 'E', 'IntFamRVG'),
('SI', 'brussels_iib', 'opinion' , 'Social work centre',
 'Gives a favourable opinion on the placement before the central authority consents.', true, NULL, 'not seen', 'E', 'e-Justice portal, Slovenia'),
('SI', 'hc1996'      , 'opinion' , 'Social work centre',
 'Gives a favourable opinion on the placement before the central authority consents.', true, NULL, 'not seen', '2', 'e-Justice portal, Slovenia (applies article 82 together with article 33)');
