/*
 * law/instrument: the three instruments whose parties are loaded.
 *
 * A name is here only if its rows are complete as of checked_on: an instrument
 * half loaded would answer "not bound" where it should say nothing.
 */
INSERT INTO case_rules.instrument (instrument, title, abbreviation, adopted_on, applies_from, relation, objection_effect,
    checked_on, absence_holds_until, checked_how, source) VALUES
('hc1996',
 'Convention of 19 October 1996 on Jurisdiction, Applicable Law, Recognition, Enforcement and Co-operation in Respect of Parental Responsibility and Measures for the Protection of Children',
 'HC-1996', '1996-10-19', '2002-01-01', 'pairwise', 'bars_relation',
 '2025-03-13', '2025-03-13',
 'The depositary''s notifications were read without a gap from January 2022 to 13 March 2025. A later, undated copy of its list of declarations shows two more parties (Argentina, Moldova); but it names only States that made declarations, so it cannot show that nobody else joined or objected after 13 March 2025.',
 'Full English text; depositary notifications; HCCH status table of 17 October 2017'),
('brussels_iia',
 'Council Regulation (EC) No 2201/2003 of 27 November 2003 concerning jurisdiction and the recognition and enforcement of judgments in matrimonial matters and the matters of parental responsibility',
 'Brussels IIa', '2003-11-27', '2005-03-01', 'membership', 'none',
 '2026-11-21', 'infinity',
 'Repealed with effect from 1 August 2022 and kept only for proceedings instituted before: no State can join it any more.',
 'Article 56 (Official Journal text); Regulation 2019/1111, chapter IX'),
('brussels_iib',
 'Council Regulation (EU) 2019/1111 of 25 June 2019 on jurisdiction, the recognition and enforcement of decisions in matrimonial matters and the matters of parental responsibility, and on international child abduction (recast)',
 'Brussels IIb', '2019-06-25', '2022-08-01', 'membership', 'none',
 '2026-11-21', '2027-12-31',
 'Membership of the Union is generally known and last grew in 2013. Who joins does so by a treaty that every Member State ratifies, announced long before; no joining day before 2028 is known. Later than that a release of this table, or a row of the rulebook, must say so again.',
 'Articles 82 and 100 (Official Journal text)');
