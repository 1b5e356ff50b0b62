/*
 * law/hc1996_party: the 58 parties to the Hague Convention of 1996.
 *
 * The date of entry into force is stored, never computed when it is asked for:
 * for an accession it follows the depositary's notification (art 61(2)(b)), and
 * the deposit gives it too early, by one to four months in 5 of 14 accessions
 * that could be checked.  Rows marked E were read in a source of their own.
 * The others carry the span in which the true day lies:
 *
 *  C, ratification  one month either way.  Computed from the deposit by art
 *                   61(2)(a), which gave every ratification that could be
 *                   checked; but the list of deposits was once wrong by a month.
 *  C, accession     one month before, four months after: never earlier than
 *                   computed, up to four months later, and the same doubt
 *                   about the list of deposits.
 *  2                one month either way: a date printed in one secondary list.
 *  B                one month either way: recalled.  Five recalled dates were
 *                   checked afterwards, and all were right.
 *
 * One line a State: instrument, State, kind, deposited, in force from; earliest
 * and latest day where that is doubtful; objection window; mark, doubt, source,
 * note.
 */
INSERT INTO case_rules.party (instrument, state, kind, deposited_on, in_force_from, in_force_earliest, in_force_latest,
    objection_window_from, objection_window_to, confidence, doubt, source, note) VALUES
('hc1996', 'AL', 'accession'   , '2006-05-18', '2007-04-01', NULL        , NULL        , NULL        , NULL        , 'E', NULL, 'HCCH status table of 17 October 2017', NULL),
('hc1996', 'AM', 'accession'   , '2007-03-01', '2008-05-01', NULL        , NULL        , NULL        , NULL        , 'E', NULL, 'HCCH status table of 17 October 2017', 'Four months later than the deposit would give: the clock runs from the notification.'),
('hc1996', 'AR', 'ratification', '2025-09-18', '2026-01-01', NULL        , NULL        , NULL        , NULL        , 'E', NULL, 'Law 27.778 and press of September 2025; depositary list of declarations, later copy', 'Ratified after 13 March 2025; objections that it may have made on ratifying (art 58(3)) were not seen, so its relations with acceding States stay unknown until they are.'),
('hc1996', 'AT', 'ratification', '2010-12-22', '2011-04-01', NULL        , NULL        , NULL        , NULL        , 'E', NULL, 'HCCH status table of 17 October 2017', NULL),
('hc1996', 'AU', 'ratification', '2003-04-29', '2003-08-01', NULL        , NULL        , NULL        , NULL        , 'E', NULL, 'HCCH status table of 17 October 2017', NULL),
('hc1996', 'BB', 'accession'   , '2019-07-11', '2020-05-01', '2020-04-01', '2020-09-01', NULL        , NULL        , 'C', 'computed', 'computed from the deposit (secondary list of 2022); named as a party in the Austrian register', NULL),
('hc1996', 'BE', 'ratification', '2014-05-28', '2014-09-01', NULL        , NULL        , NULL        , NULL        , 'E', NULL, 'HCCH status table of 17 October 2017', NULL),
('hc1996', 'BG', 'accession'   , '2006-03-08', '2007-02-01', NULL        , NULL        , NULL        , NULL        , 'E', NULL, 'HCCH status table of 17 October 2017', NULL),
('hc1996', 'BZ', 'accession'   , NULL        , '2025-10-01', '2025-09-01', '2026-02-01', '2024-12-12', '2025-06-12', 'C', 'computed from the notification', 'depositary notification of 12 December 2024', 'Window computed from the notification; objections made in it after 13 March 2025 were not seen, so its relations stay unknown until they are.'),
('hc1996', 'CH', 'ratification', '2009-03-27', '2009-07-01', NULL        , NULL        , NULL        , NULL        , 'E', NULL, 'Swiss official text, RS 0.211.231.011', 'A list on the web prints 2010-07-01: misprint.'),
('hc1996', 'CR', 'accession'   , '2020-09-29', '2021-08-01', '2021-07-01', '2021-09-01', NULL        , NULL        , 'B', 'recalled; 2021-07-01 if computed', 'recalled; deposit in a secondary list of 2022; named in the Austrian register', NULL),
('hc1996', 'CU', 'accession'   , '2017-02-20', '2017-12-01', NULL        , NULL        , NULL        , NULL        , 'E', NULL, 'HCCH status table of 17 October 2017', NULL),
('hc1996', 'CV', 'accession'   , '2022-10-04', '2023-08-01', NULL        , NULL        , NULL        , NULL        , 'E', NULL, 'HCCH news', NULL),
('hc1996', 'CY', 'ratification', '2010-07-21', '2010-11-01', NULL        , NULL        , NULL        , NULL        , 'E', NULL, 'HCCH status table of 17 October 2017', NULL),
('hc1996', 'CZ', 'ratification', '2000-03-13', '2002-01-01', NULL        , NULL        , NULL        , NULL        , 'E', NULL, 'HCCH status table of 17 October 2017', 'One of the first three parties: in force with the convention itself.'),
('hc1996', 'DE', 'ratification', '2010-09-17', '2011-01-01', NULL        , NULL        , NULL        , NULL        , 'E', NULL, 'HCCH status table of 17 October 2017', NULL),
('hc1996', 'DK', 'ratification', '2011-06-30', '2011-10-01', NULL        , NULL        , NULL        , NULL        , 'E', NULL, 'HCCH status table of 17 October 2017', NULL),
('hc1996', 'DO', 'accession'   , '2009-12-14', '2010-10-01', NULL        , NULL        , NULL        , NULL        , 'E', NULL, 'HCCH status table of 17 October 2017', NULL),
('hc1996', 'EC', 'accession'   , '2002-11-05', '2003-09-01', NULL        , NULL        , NULL        , NULL        , 'E', NULL, 'HCCH status table of 17 October 2017', NULL),
('hc1996', 'EE', 'accession'   , '2002-08-06', '2003-06-01', NULL        , NULL        , NULL        , NULL        , 'E', NULL, 'HCCH status table of 17 October 2017', NULL),
('hc1996', 'ES', 'ratification', '2010-09-06', '2011-01-01', NULL        , NULL        , NULL        , NULL        , 'E', NULL, 'list after BGBl. 2010 II 1527', NULL),
('hc1996', 'FI', 'ratification', '2010-11-19', '2011-03-01', NULL        , NULL        , NULL        , NULL        , 'E', NULL, 'HCCH status table of 17 October 2017', NULL),
('hc1996', 'FJ', 'accession'   , '2018-06-05', '2019-04-01', '2019-03-01', '2019-08-01', NULL        , NULL        , 'C', 'computed', 'computed from the deposit (secondary list of 2022); named as a party in the Austrian register', NULL),
('hc1996', 'FR', 'ratification', '2010-10-15', '2011-02-01', NULL        , NULL        , NULL        , NULL        , 'E', NULL, 'HCCH status table of 17 October 2017', NULL),
('hc1996', 'GB', 'ratification', '2012-07-27', '2012-11-01', NULL        , NULL        , NULL        , NULL        , 'E', NULL, 'Private International Law (Implementation of Agreements) Act 2020, s 1', 'Since 2021 the only one of the three instruments that binds it toward the Member States of the Union.'),
('hc1996', 'GE', 'accession'   , '2014-04-01', '2015-03-01', NULL        , NULL        , NULL        , NULL        , 'E', NULL, 'HCCH status table of 17 October 2017; HCCH news', NULL),
('hc1996', 'GR', 'ratification', '2012-02-07', '2012-06-01', NULL        , NULL        , NULL        , NULL        , 'E', NULL, 'HCCH status table of 17 October 2017', NULL),
('hc1996', 'GY', 'accession'   , '2019-02-05', '2019-12-01', '2019-11-01', '2020-01-01', NULL        , NULL        , '2', 'one secondary source', 'childlawinternational.org; named in the Austrian register', NULL),
('hc1996', 'HN', 'accession'   , '2017-10-16', '2018-08-01', NULL        , NULL        , NULL        , NULL        , 'E', NULL, 'HCCH status table of 17 October 2017', NULL),
('hc1996', 'HR', 'ratification', '2009-09-04', '2010-01-01', NULL        , NULL        , NULL        , NULL        , 'E', NULL, 'HCCH status table of 17 October 2017', NULL),
('hc1996', 'HU', 'ratification', '2006-01-13', '2006-05-01', NULL        , NULL        , NULL        , NULL        , 'E', NULL, 'HCCH status table of 17 October 2017', NULL),
('hc1996', 'IE', 'ratification', '2010-09-30', '2011-01-01', NULL        , NULL        , NULL        , NULL        , 'E', NULL, 'list after BGBl. 2010 II 1527', NULL),
('hc1996', 'IT', 'ratification', '2015-09-30', '2016-01-01', '2015-12-01', '2016-02-01', NULL        , NULL        , 'C', 'computed', 'computed from the deposit (secondary list of 2022); named as a party in the Austrian register', NULL),
('hc1996', 'LS', 'accession'   , '2012-06-18', '2013-06-01', '2013-05-01', '2013-07-01', NULL        , NULL        , '2', 'one secondary source', 'law firm list (gelaw.co.uk)', NULL),
('hc1996', 'LT', 'accession'   , '2003-10-29', '2004-09-01', NULL        , NULL        , NULL        , NULL        , 'E', NULL, 'list after BGBl. 2010 II 1527', NULL),
('hc1996', 'LU', 'ratification', '2010-08-05', '2010-12-01', NULL        , NULL        , NULL        , NULL        , 'E', NULL, 'list after BGBl. 2010 II 1527', NULL),
('hc1996', 'LV', 'ratification', '2002-12-12', '2003-04-01', NULL        , NULL        , NULL        , NULL        , 'E', NULL, 'list after BGBl. 2010 II 1527', NULL),
('hc1996', 'MA', 'ratification', '2002-08-22', '2002-12-01', NULL        , NULL        , NULL        , NULL        , 'E', NULL, 'Tractatenblad 2003, 35', 'A list on the web prints 2010-12-01: misprint.'),
('hc1996', 'MC', 'ratification', '1997-05-14', '2002-01-01', NULL        , NULL        , NULL        , NULL        , 'E', NULL, 'list after BGBl. 2010 II 1527; Tractatenblad 2003, 35', 'One of the first three parties: in force with the convention itself.'),
('hc1996', 'MD', 'accession'   , NULL        , NULL        , '2025-03-14', 'infinity'  , NULL        , NULL        , 'B', 'not in the list of 13 March 2025, in the list later; no day found', 'depositary list of declarations, later copy', 'Dates not known.'),
('hc1996', 'ME', 'accession'   , '2012-02-14', '2013-01-01', NULL        , NULL        , '2012-03-15', '2012-09-15', 'E', NULL, 'Portuguese notice of the depositary''s notification', 'Window as set by the depositary: a month after the deposit, six months long.'),
('hc1996', 'MT', 'accession'   , '2011-02-24', '2012-01-01', '2011-12-01', '2012-02-01', NULL        , NULL        , 'B', 'recalled; 2011-12-01 if computed', 'recalled; deposit in a secondary list of 2022; named in the Austrian register', NULL),
('hc1996', 'NI', 'accession'   , '2019-02-27', '2019-12-01', '2019-11-01', '2020-01-01', NULL        , NULL        , '2', 'one secondary source', 'childlawinternational.org; named in the Austrian register', 'Made a late reservation, amended and accepted in 2021.'),
('hc1996', 'NL', 'ratification', '2011-01-31', '2011-05-01', NULL        , NULL        , NULL        , NULL        , 'E', NULL, 'Netherlands legislation register', NULL),
('hc1996', 'NO', 'ratification', '2016-03-30', '2016-07-01', NULL        , NULL        , NULL        , NULL        , 'E', NULL, 'Norwegian government, press release of 4 March 2016', 'Deposit inferred from the signature and from the entry into force; a secondary list says 2016-04-30.'),
('hc1996', 'PL', 'ratification', '2010-07-27', '2010-11-01', NULL        , NULL        , NULL        , NULL        , 'E', NULL, 'list after BGBl. 2010 II 1527', NULL),
('hc1996', 'PT', 'ratification', '2011-04-14', '2011-08-01', '2011-07-01', '2011-09-01', NULL        , NULL        , 'C', 'computed', 'computed from the deposit (secondary list of 2022); named as a party in the Austrian register', NULL),
('hc1996', 'PY', 'accession'   , '2018-09-12', '2019-07-01', NULL        , NULL        , NULL        , NULL        , 'E', NULL, 'HCCH news', NULL),
('hc1996', 'RO', 'ratification', '2010-09-08', '2011-01-01', NULL        , NULL        , NULL        , NULL        , 'E', NULL, 'list after BGBl. 2010 II 1527', NULL),
('hc1996', 'RS', 'accession'   , '2016-01-15', '2016-11-01', '2016-10-01', '2016-12-01', NULL        , NULL        , 'B', 'recalled; agrees with what is computed', 'recalled; deposit in a secondary list of 2022; named in the Austrian register', NULL),
('hc1996', 'RU', 'accession'   , '2012-08-20', '2013-06-01', '2013-05-01', '2013-07-01', NULL        , NULL        , '2', 'one secondary source', 'law firm list (gelaw.co.uk)', NULL),
('hc1996', 'SE', 'ratification', '2012-09-26', '2013-01-01', '2012-12-01', '2013-02-01', NULL        , NULL        , 'C', 'computed', 'computed from the deposit (secondary list of 2022); named as a party in the Austrian register', NULL),
('hc1996', 'SI', 'ratification', '2004-10-11', '2005-02-01', NULL        , NULL        , NULL        , NULL        , 'E', NULL, 'list after BGBl. 2010 II 1527', NULL),
('hc1996', 'SK', 'ratification', '2001-09-21', '2002-01-01', NULL        , NULL        , NULL        , NULL        , 'E', NULL, 'list after BGBl. 2010 II 1527', NULL),
('hc1996', 'SV', 'accession'   , '2024-09-10', '2025-07-01', NULL        , NULL        , '2024-09-10', '2025-03-10', 'E', NULL, 'HCCH Monthly Update, September 2024; depositary notifications', 'Denmark objected. Window computed from the notification of 10 September 2024.'),
('hc1996', 'TR', 'ratification', '2016-10-07', '2017-02-01', '2017-01-01', '2017-03-01', NULL        , NULL        , 'C', 'computed', 'computed from the deposit (secondary list of 2022); named as a party in the Austrian register', 'Others objected to its declaration; no objection to the State.'),
('hc1996', 'UA', 'accession'   , '2007-04-03', '2008-02-01', NULL        , NULL        , NULL        , NULL        , 'E', NULL, 'list after BGBl. 2010 II 1527', 'Denmark objected on ratifying, and withdrew on a day not known. Communications of 2022 and 2023 (content not read).'),
('hc1996', 'UY', 'ratification', '2009-11-17', '2010-03-01', NULL        , NULL        , NULL        , NULL        , 'E', NULL, 'list after BGBl. 2010 II 1527', NULL);

INSERT INTO case_rules.signature (instrument, state, signed_on, confidence, source) VALUES
('hc1996', 'CA', '2017-05-23', '2', 'secondary list of February 2022; no ratification notified up to 13 March 2025'),
('hc1996', 'MK', '2019-12-09', '2', 'secondary list of February 2022; no ratification notified up to 13 March 2025'),
('hc1996', 'US', '2010-10-22', '2', 'secondary list of February 2022; no ratification notified up to 13 March 2025');
