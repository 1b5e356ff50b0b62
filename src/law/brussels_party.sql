/*
 * law/brussels_party: who is bound by the Brussels IIa and IIb Regulations.
 *
 * Every Member State of the Union but Denmark; the United Kingdom under IIa
 * until the end of the transition.  "outside" says outright that a State is not
 * bound where one could think it is: such a row stands, while a missing one
 * says nothing after instrument.absence_holds_until.  IIa has no last day: it
 * goes on for proceedings instituted before 1 August 2022 (IIb art 100); which
 * of the two a case falls under is regime_between's question.
 *
 * One line a State: instrument, State, kind, bound from, to, mark, source, note.
 */
INSERT INTO case_rules.party (instrument, state, kind, in_force_from, in_force_to, confidence, source, note) VALUES
('brussels_iia', 'AT', 'membership', '2005-03-01', NULL        , 'B', 'membership of the Union, recalled', NULL),
('brussels_iia', 'BE', 'membership', '2005-03-01', NULL        , 'B', 'membership of the Union, recalled', NULL),
('brussels_iia', 'BG', 'membership', '2007-01-01', NULL        , 'B', 'membership of the Union, recalled', 'Joined the Union on that day.'),
('brussels_iia', 'CY', 'membership', '2005-03-01', NULL        , 'B', 'membership of the Union, recalled', NULL),
('brussels_iia', 'CZ', 'membership', '2005-03-01', NULL        , 'B', 'membership of the Union, recalled', NULL),
('brussels_iia', 'DE', 'membership', '2005-03-01', NULL        , 'B', 'membership of the Union, recalled', NULL),
('brussels_iia', 'DK', 'outside'   , NULL        , NULL        , 'B', 'recalled: Denmark''s position under the treaties', 'Member State that takes no part in the Regulation.'),
('brussels_iia', 'EE', 'membership', '2005-03-01', NULL        , 'B', 'membership of the Union, recalled', NULL),
('brussels_iia', 'ES', 'membership', '2005-03-01', NULL        , 'B', 'membership of the Union, recalled', NULL),
('brussels_iia', 'FI', 'membership', '2005-03-01', NULL        , 'B', 'membership of the Union, recalled', NULL),
('brussels_iia', 'FR', 'membership', '2005-03-01', NULL        , 'B', 'membership of the Union, recalled', NULL),
('brussels_iia', 'GB', 'membership', '2005-03-01', '2020-12-31', '2', 'Private International Law (Implementation of Agreements) Act 2020; practice note', 'Left the Union on 31 January 2020; the transition ended on 31 December 2020 at 23:00 in London.'),
('brussels_iia', 'GR', 'membership', '2005-03-01', NULL        , 'B', 'membership of the Union, recalled', NULL),
('brussels_iia', 'HR', 'membership', '2013-07-01', NULL        , 'B', 'membership of the Union, recalled', 'Joined the Union on that day.'),
('brussels_iia', 'HU', 'membership', '2005-03-01', NULL        , 'B', 'membership of the Union, recalled', NULL),
('brussels_iia', 'IE', 'membership', '2005-03-01', NULL        , 'B', 'membership of the Union, recalled', NULL),
('brussels_iia', 'IT', 'membership', '2005-03-01', NULL        , 'B', 'membership of the Union, recalled', NULL),
('brussels_iia', 'LT', 'membership', '2005-03-01', NULL        , 'B', 'membership of the Union, recalled', NULL),
('brussels_iia', 'LU', 'membership', '2005-03-01', NULL        , 'B', 'membership of the Union, recalled', NULL),
('brussels_iia', 'LV', 'membership', '2005-03-01', NULL        , 'B', 'membership of the Union, recalled', NULL),
('brussels_iia', 'MT', 'membership', '2005-03-01', NULL        , 'B', 'membership of the Union, recalled', NULL),
('brussels_iia', 'NL', 'membership', '2005-03-01', NULL        , 'B', 'membership of the Union, recalled', NULL),
('brussels_iia', 'PL', 'membership', '2005-03-01', NULL        , 'B', 'membership of the Union, recalled', NULL),
('brussels_iia', 'PT', 'membership', '2005-03-01', NULL        , 'B', 'membership of the Union, recalled', NULL),
('brussels_iia', 'RO', 'membership', '2007-01-01', NULL        , 'B', 'membership of the Union, recalled', 'Joined the Union on that day.'),
('brussels_iia', 'SE', 'membership', '2005-03-01', NULL        , 'B', 'membership of the Union, recalled', NULL),
('brussels_iia', 'SI', 'membership', '2005-03-01', NULL        , 'B', 'membership of the Union, recalled', NULL),
('brussels_iia', 'SK', 'membership', '2005-03-01', NULL        , 'B', 'membership of the Union, recalled', NULL),
('brussels_iib', 'AT', 'membership', '2022-08-01', NULL        , 'B', 'Regulation 2019/1111, chapter IX (day); membership of the Union, recalled', NULL),
('brussels_iib', 'BE', 'membership', '2022-08-01', NULL        , 'B', 'Regulation 2019/1111, chapter IX (day); membership of the Union, recalled', NULL),
('brussels_iib', 'BG', 'membership', '2022-08-01', NULL        , 'B', 'Regulation 2019/1111, chapter IX (day); membership of the Union, recalled', NULL),
('brussels_iib', 'CY', 'membership', '2022-08-01', NULL        , 'B', 'Regulation 2019/1111, chapter IX (day); membership of the Union, recalled', NULL),
('brussels_iib', 'CZ', 'membership', '2022-08-01', NULL        , 'B', 'Regulation 2019/1111, chapter IX (day); membership of the Union, recalled', NULL),
('brussels_iib', 'DE', 'membership', '2022-08-01', NULL        , 'B', 'Regulation 2019/1111, chapter IX (day); membership of the Union, recalled', NULL),
('brussels_iib', 'DK', 'outside'   , NULL        , NULL        , 'B', 'recalled: Denmark''s position under the treaties', 'Member State that takes no part in the Regulation.'),
('brussels_iib', 'EE', 'membership', '2022-08-01', NULL        , 'B', 'Regulation 2019/1111, chapter IX (day); membership of the Union, recalled', NULL),
('brussels_iib', 'ES', 'membership', '2022-08-01', NULL        , 'B', 'Regulation 2019/1111, chapter IX (day); membership of the Union, recalled', NULL),
('brussels_iib', 'FI', 'membership', '2022-08-01', NULL        , 'B', 'Regulation 2019/1111, chapter IX (day); membership of the Union, recalled', NULL),
('brussels_iib', 'FR', 'membership', '2022-08-01', NULL        , 'B', 'Regulation 2019/1111, chapter IX (day); membership of the Union, recalled', NULL),
('brussels_iib', 'GB', 'outside'   , NULL        , NULL        , '2', 'Private International Law (Implementation of Agreements) Act 2020; practice note', 'Left the Union before the Regulation applied.'),
('brussels_iib', 'GR', 'membership', '2022-08-01', NULL        , 'B', 'Regulation 2019/1111, chapter IX (day); membership of the Union, recalled', NULL),
('brussels_iib', 'HR', 'membership', '2022-08-01', NULL        , 'B', 'Regulation 2019/1111, chapter IX (day); membership of the Union, recalled', NULL),
('brussels_iib', 'HU', 'membership', '2022-08-01', NULL        , 'B', 'Regulation 2019/1111, chapter IX (day); membership of the Union, recalled', NULL),
('brussels_iib', 'IE', 'membership', '2022-08-01', NULL        , 'B', 'Regulation 2019/1111, chapter IX (day); membership of the Union, recalled', NULL),
('brussels_iib', 'IT', 'membership', '2022-08-01', NULL        , 'B', 'Regulation 2019/1111, chapter IX (day); membership of the Union, recalled', NULL),
('brussels_iib', 'LT', 'membership', '2022-08-01', NULL        , 'B', 'Regulation 2019/1111, chapter IX (day); membership of the Union, recalled', NULL),
('brussels_iib', 'LU', 'membership', '2022-08-01', NULL        , 'B', 'Regulation 2019/1111, chapter IX (day); membership of the Union, recalled', NULL),
('brussels_iib', 'LV', 'membership', '2022-08-01', NULL        , 'B', 'Regulation 2019/1111, chapter IX (day); membership of the Union, recalled', NULL),
('brussels_iib', 'MT', 'membership', '2022-08-01', NULL        , 'B', 'Regulation 2019/1111, chapter IX (day); membership of the Union, recalled', NULL),
('brussels_iib', 'NL', 'membership', '2022-08-01', NULL        , 'B', 'Regulation 2019/1111, chapter IX (day); membership of the Union, recalled', NULL),
('brussels_iib', 'PL', 'membership', '2022-08-01', NULL        , 'B', 'Regulation 2019/1111, chapter IX (day); membership of the Union, recalled', NULL),
('brussels_iib', 'PT', 'membership', '2022-08-01', NULL        , 'B', 'Regulation 2019/1111, chapter IX (day); membership of the Union, recalled', NULL),
('brussels_iib', 'RO', 'membership', '2022-08-01', NULL        , 'B', 'Regulation 2019/1111, chapter IX (day); membership of the Union, recalled', NULL),
('brussels_iib', 'SE', 'membership', '2022-08-01', NULL        , 'B', 'Regulation 2019/1111, chapter IX (day); membership of the Union, recalled', NULL),
('brussels_iib', 'SI', 'membership', '2022-08-01', NULL        , 'B', 'Regulation 2019/1111, chapter IX (day); membership of the Union, recalled', NULL),
('brussels_iib', 'SK', 'membership', '2022-08-01', NULL        , 'B', 'Regulation 2019/1111, chapter IX (day); membership of the Union, recalled', NULL);
