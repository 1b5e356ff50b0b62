/*
 * law: the treaty data, and what in_force_between and regime_between make of it.
 *
 * The cases come first, each as a practitioner would put it.  At the end an
 * oracle that was written apart from the functions (it walks through the days,
 * one State after the other, and knows objections and windows by name) is
 * compared with them for all pairs of a sample of States.
 */
BEGIN;
SELECT plan(130);

CREATE SCHEMA law_test;
SET LOCAL search_path = law_test, public;

-- what the answers look like
CREATE FUNCTION law_test.hc(a text, b text, d date) RETURNS text LANGUAGE sql AS
	$$ SELECT coalesce(case_rules.in_force_between('hc1996', a, b, d)::text, 'unknown') $$;
CREATE FUNCTION law_test.regime(a text, b text, instituted date, d date) RETURNS text LANGUAGE sql AS
	$$ SELECT case_rules.regime_between(a, b, instituted, d) $$;

-- ---- the tables ------------------------------------------------------------

SELECT is((SELECT count(*) FROM case_rules.party WHERE instrument = 'hc1996'), 58::bigint, '58 parties to the convention of 1996');
SELECT results_eq(
	$$ SELECT instrument, kind, count(*) FROM case_rules.party GROUP BY 1, 2 ORDER BY 1, 2 $$,
	$$ VALUES ('brussels_iia', 'membership', 27::bigint), ('brussels_iia', 'outside', 1),
		('brussels_iib', 'membership', 26), ('brussels_iib', 'outside', 2),
		('hc1996', 'accession', 26), ('hc1996', 'ratification', 32) $$,
	'rows by instrument and kind');
SELECT is((SELECT count(*) FROM case_rules.state), 250::bigint, 'ISO 3166-1 and XK');
SELECT is_empty(
	$$ SELECT state FROM case_rules.party
		WHERE instrument = 'hc1996' AND (confidence = 'E') <> (in_force_earliest IS NULL) $$,
	'a row of 1996 carries a span exactly when it is not marked E');
SELECT is_empty(
	$$ SELECT state, in_force_earliest, in_force_latest FROM case_rules.party
		WHERE instrument = 'hc1996' AND confidence <> 'E' AND state <> 'MD'
		AND (in_force_earliest <> in_force_from - interval '1 month'
			OR in_force_latest <> in_force_from + CASE WHEN confidence = 'C' AND kind = 'accession'
				THEN interval '4 months' ELSE interval '1 month' END) $$,
	'the spans are those that the file announces');
SELECT is_empty(
	$$ SELECT state, deposited_on, in_force_from FROM case_rules.party
		WHERE instrument = 'hc1996' AND kind = 'ratification' AND state NOT IN ('CZ', 'MC')
		AND in_force_from <> date_trunc('month', deposited_on + interval '3 months' - interval '1 day') + interval '1 month' $$,
	'art 61(2)(a) gives every ratification, but for two that waited for the convention itself');
SELECT is_empty(
	$$ SELECT state, deposited_on, in_force_from FROM case_rules.party
		WHERE instrument = 'hc1996' AND kind = 'accession' AND deposited_on IS NOT NULL
		AND in_force_from < date_trunc('month', deposited_on + interval '9 months' - interval '1 day') + interval '1 month' $$,
	'no accession is in force earlier than its deposit allows');
SELECT is_empty(
	$$ SELECT state FROM case_rules.party
		WHERE objection_window_to IS NOT NULL
		AND in_force_from <> date_trunc('month', objection_window_to + interval '3 months' - interval '1 day') + interval '1 month' $$,
	'and the windows on record give the entry into force: three months after they close');
SELECT is_empty(
	$$ SELECT state FROM case_rules.party WHERE extract(day FROM in_force_from) <> 1 $$,
	'all begin on the first of a month');
SELECT results_eq(
	$$ SELECT objecting_state, acceding_state FROM case_rules.objection ORDER BY 1, 2 $$,
	$$ VALUES ('DK', 'SV'), ('DK', 'UA') $$,
	'two objections; that to the declaration of TR is none of them');

SELECT is_empty(
	$$ SELECT c.relname, a.attname
		FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
		JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum >= 0 AND NOT a.attisdropped
		WHERE n.nspname = 'case_rules'
		AND c.relname IN ('state', 'instrument', 'party', 'signature', 'objection', 'declaration', 'art82_notification', 'domestic_step')
		AND c.relkind = 'r' AND (col_description(c.oid, a.attnum) IS NULL OR obj_description(c.oid, 'pg_class') IS NULL) $$,
	'every table and column has a comment');

CREATE ROLE regress_law_reader;
SELECT ok(has_table_privilege('regress_law_reader', 'case_rules.' || t, 'SELECT')
		AND NOT has_table_privilege('regress_law_reader', 'case_rules.' || t, 'INSERT, UPDATE, DELETE, TRUNCATE'),
	t || ' can be read by all and written by nobody')
FROM unnest('{state,instrument,party,signature,objection,declaration,art82_notification,domestic_step}'::text[]) AS t;

SELECT is_empty(
	$$ SELECT p.oid::regprocedure FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
		WHERE n.nspname = 'case_rules'
		AND p.proname IN ('is_state', 'is_instrument', 'require_state', 'require_instrument', 'relation_reason', 'treaty_relation',
			'in_force_between', 'has_declared', 'art82_relative_exempt', 'consent_needs_approval',
			'placement_regime', 'regime_between', 'regime_reason')
		AND NOT (p.provolatile = 's' AND p.proparallel = 's' AND NOT p.prosecdef
			AND (p.prosqlbody IS NOT NULL OR p.proconfig @> '{"search_path=pg_catalog, pg_temp"}')
			AND obj_description(p.oid, 'pg_proc') IS NOT NULL) $$,
	'the functions: stable, parallel safe, with invoker''s rights and a fixed search path, described');

-- ---- in force between ------------------------------------------------------

SELECT is(hc('GB', 'IE', '2012-10-31'), 'false', 'England - Ireland: not before the United Kingdom was bound');
SELECT is(hc('GB', 'IE', '2012-11-01'), 'true', 'England - Ireland from 2012-11-01');
SELECT is(hc('GB', 'IE', '2021-06-01'), 'true', 'England - Ireland after the transition');
SELECT is(hc('FR', 'DK', '2023-06-01'), 'true', 'France - Denmark');
SELECT is(hc('DE', 'SV', '2025-06-30'), 'false', 'Germany - El Salvador on 30 June 2025');
SELECT is(hc('DE', 'SV', '2025-07-01'), 'true', 'Germany - El Salvador on 1 July 2025');
SELECT is(hc('DK', 'SV', '2025-06-30'), 'false', 'Denmark - El Salvador the day before it came into force');
SELECT is(hc('DK', 'SV', '2025-07-01'), 'false', 'Denmark - El Salvador on the day: objection');
SELECT is(hc('SV', 'DK', '2026-11-21'), 'false', 'the objection works both ways, and stands until withdrawn');

SELECT is(hc('MX', 'HN', '2025-03-13'), 'false', 'Mexico on the last day that was read: not bound');
SELECT is(hc('MX', 'HN', '2025-03-14'), 'unknown', 'Mexico a day later: unknown');
SELECT is(hc('US', 'HN', '2025-03-13'), 'false', 'the United States signed, and is not bound');
SELECT is(hc('US', 'HN', '2026-06-01'), 'unknown', 'whether it has ratified since was not read');
SELECT is(hc('HN', 'ES', '2018-07-31'), 'false', 'Honduras before it acceded');
SELECT is(hc('HN', 'ES', '2018-08-01'), 'true', 'Honduras is a party since 2018-08-01');
SELECT is(hc('HN', 'MX', '2016-04-28'), 'false', 'Honduras - Mexico in April 2016');
SELECT is(hc('US', 'MX', '2016-04-28'), 'false', 'Mexico - United States in April 2016');
SELECT is(hc('US', 'SV', '2025-06-30'), 'false', 'one who is surely not bound is enough, whatever the other is');

SELECT is(hc('MD', 'RO', '2025-03-13'), 'false', 'Moldova was not in the list of 13 March 2025');
SELECT is(hc('MD', 'RO', '2025-03-14'), 'unknown', 'Moldova joined later, on a day not known');
SELECT is(hc('MD', 'RO', '2030-01-01'), 'unknown', 'Moldova: unknown for good');
SELECT is(hc('AR', 'UY', '2025-12-31'), 'false', 'Argentina before 2026');
SELECT is(hc('AR', 'UY', '2026-01-01'), 'true', 'Argentina from 2026-01-01');
SELECT is(hc('AR', 'HN', '2025-12-31'), 'false', 'Argentina - Honduras before');
SELECT is(hc('AR', 'HN', '2026-01-01'), 'unknown', 'Argentina could object to earlier accessions when it ratified: not read');
SELECT is(hc('BZ', 'GB', '2025-08-31'), 'false', 'Belize: surely not yet');
SELECT is(hc('BZ', 'GB', '2025-09-01'), 'unknown', 'Belize: a month before the computed day');
SELECT is(hc('BZ', 'GB', '2025-10-01'), 'unknown', 'Belize: on it');
SELECT is(hc('BZ', 'GB', '2026-02-01'), 'unknown', 'Belize: bound, but objections up to June 2025 were not read');
SELECT is(hc('IT', 'FR', '2015-11-30'), 'false', 'Italy (computed): surely not yet');
SELECT is(hc('IT', 'FR', '2015-12-01'), 'unknown', 'Italy: doubtful from here');
SELECT is(hc('IT', 'FR', '2016-01-31'), 'unknown', 'Italy: doubtful to here');
SELECT is(hc('IT', 'FR', '2016-02-01'), 'true', 'Italy: surely');
SELECT is(hc('FJ', 'AU', '2019-02-28'), 'false', 'Fiji (computed accession): surely not yet');
SELECT is(hc('FJ', 'AU', '2019-07-31'), 'unknown', 'Fiji: four months later still doubtful');
SELECT is(hc('FJ', 'AU', '2019-08-01'), 'true', 'Fiji: surely');
SELECT is(hc('UA', 'DK', '2011-09-30'), 'false', 'Ukraine - Denmark before Denmark was bound');
SELECT is(hc('UA', 'DK', '2015-01-01'), 'unknown', 'Ukraine - Denmark while the objection may have been withdrawn');
SELECT is(hc('UA', 'DK', '2019-11-29'), 'unknown', 'the last day of that');
SELECT is(hc('DK', 'UA', '2019-11-30'), 'true', 'Ukraine - Denmark since');
SELECT is(hc('UA', 'DE', '2015-01-01'), 'true', 'the objection is Denmark''s alone');
SELECT is(hc('NO', 'SE', '2001-12-31'), 'false', 'nobody before the convention');
SELECT is(hc('SK', 'CZ', '2002-01-01'), 'true', 'the first three');

SELECT is(hc('GL', 'DE', '2024-01-01'), 'unknown', 'Greenland: whether Denmark''s convention extends there was not read');
SELECT is(hc('GL', 'DE', '2011-09-30'), 'false', 'Greenland: surely not before Denmark');
SELECT is(hc('PR', 'ES', '2024-01-01'), 'false', 'Puerto Rico: the United States are not bound');
SELECT is(hc('FR', 'FR', '2024-01-01'), 'false', 'a State and itself: no treaty relation');
SELECT is(case_rules.in_force_between('hc1996', NULL, 'FR', '2024-01-01'), NULL, 'null in, null out: State');
SELECT is(case_rules.in_force_between('hc1996', 'DE', 'FR', NULL), NULL, 'null in, null out: day');
SELECT throws_ok($$ SELECT case_rules.in_force_between('hc1996', 'UK', 'FR', '2024-01-01') $$, '22023',
	'"UK" is not the code of a State', 'a code that is none is an error, not "no"');
SELECT throws_ok($$ SELECT case_rules.in_force_between('hc1996', 'fr', 'DE', '2024-01-01') $$, '22023',
	'"fr" is not the code of a State', 'small letters neither');
SELECT throws_ok($$ SELECT case_rules.in_force_between('hc1993', 'FR', 'DE', '2024-01-01') $$, '22023',
	'the parties of instrument "hc1993" are not loaded', 'nor an instrument that is not loaded');
SELECT throws_ok($$ SELECT case_rules.regime_between('UK', NULL, NULL, NULL) $$, '22023',
	'"UK" is not the code of a State', 'nor in regime_between');

SELECT is(case_rules.in_force_between('brussels_iib', 'FR', 'BE', '2022-07-31'), false, 'Brussels IIb before it applied');
SELECT is(case_rules.in_force_between('brussels_iib', 'FR', 'BE', '2022-08-01'), true, 'Brussels IIb since');
SELECT is(case_rules.in_force_between('brussels_iib', 'FR', 'DK', '2040-01-01'), false, 'never with Denmark');
SELECT is(case_rules.in_force_between('brussels_iib', 'IE', 'GB', '2040-01-01'), false, 'nor with the United Kingdom');
SELECT is(case_rules.in_force_between('brussels_iib', 'IE', 'ME', '2027-12-31'), false, 'a State that is no member, while that is sure');
SELECT is(case_rules.in_force_between('brussels_iib', 'IE', 'ME', '2028-01-01'), NULL, 'and after');
SELECT is(case_rules.in_force_between('brussels_iia', 'IE', 'GB', '2020-12-31'), true, 'Brussels IIa to the end of the transition');
SELECT is(case_rules.in_force_between('brussels_iia', 'IE', 'GB', '2021-01-01'), false, 'and no longer');
SELECT is(case_rules.in_force_between('brussels_iia', 'HR', 'SI', '2013-06-30'), false, 'Croatia before it joined');
SELECT is(case_rules.in_force_between('brussels_iia', 'HR', 'SI', '2013-07-01'), true, 'and since');

-- ---- the regime ------------------------------------------------------------

SELECT is(regime('GB', 'IE', '2023-02-01', '2023-06-01'), 'hc1996', 'England - Ireland: the convention of 1996');
SELECT is(regime('GB', 'IE', '2019-02-01', '2019-06-01'), 'brussels_iia', 'England - Ireland before');
SELECT is(regime('GB', 'IE', '2020-02-01', '2021-06-01'), 'hc1996', 'England - Ireland: begun before, decided after');
SELECT is(regime('FR', 'BE', '2022-08-01', '2022-09-01'), 'brussels_iib', 'France - Belgium: begun on 1 August 2022');
SELECT is(regime('FR', 'BE', '2022-07-31', '2026-09-01'), 'brussels_iia', 'France - Belgium: begun the day before, however late');
SELECT is(regime('FR', 'BE', '2022-09-01', '2022-07-15'), 'brussels_iib', 'a day before the proceedings counts as theirs');
SELECT is(regime('FR', 'BE', NULL, '2024-01-01'), 'unknown', 'France - Belgium: when they began is not recorded');
SELECT is(regime('FR', 'DK', '2023-01-01', '2023-06-01'), 'hc1996', 'France - Denmark: the convention of 1996');
SELECT is(regime('FR', 'DK', NULL, '2023-06-01'), 'hc1996', 'where no Regulation can apply, their day does not matter');
SELECT is(regime('ME', 'DE', NULL, '2027-12-31'), 'hc1996', 'Montenegro, not yet a member');
SELECT is(regime('ME', 'DE', NULL, '2028-01-01'), 'unknown', 'Montenegro, when it may be one');
SELECT is(regime('HR', 'SI', '2013-06-30', '2015-01-01'), 'hc1996', 'Croatia: begun before it joined');
SELECT is(regime('DK', 'SV', '2025-06-01', '2025-08-01'), 'none', 'Denmark - El Salvador: none');
SELECT is(regime('DE', 'SV', '2025-06-01', '2025-06-30'), 'none', 'Germany - El Salvador on 30 June 2025: none');
SELECT is(regime('DE', 'SV', '2025-06-01', '2025-07-01'), 'hc1996', 'and on 1 July the convention');
SELECT is(regime('MX', 'US', '2016-04-28', '2016-04-28'), 'none', 'Mexico - United States in 2016');
SELECT is(regime('MX', 'US', '2026-04-28', '2026-04-28'), 'unknown', 'and in 2026');
SELECT is(regime('FR', 'BE', '2003-01-01', '2004-01-01'), 'none', 'France - Belgium before any of the three');
SELECT is(regime('FR', 'FR', '2023-01-01', '2023-06-01'), 'none', 'inside one State');
SELECT is(regime(NULL, 'FR', '2023-01-01', '2023-06-01'), 'unknown', 'a State that is not recorded');
SELECT is(regime('DE', 'FR', '2023-01-01', NULL), 'unknown', 'a day that is not recorded');

SELECT results_eq(
	$$ SELECT about, state, holds FROM case_rules.relation_reason('hc1996', 'DK', 'SV', '2025-07-01') $$,
	$$ VALUES ('party', 'DK', true), ('party', 'SV', true), ('objection', 'DK', false) $$,
	'the reasons: both bound, and an objection');
SELECT matches(
	(SELECT because FROM case_rules.relation_reason('hc1996', 'US', 'DE', '2024-01-01') WHERE state = 'US'),
	'signed on 2010-10-22, which does not bind', 'a mere signature is named');
SELECT results_eq(
	$$ SELECT DISTINCT instrument FROM case_rules.regime_reason('GB', 'IE', '2023-02-01', '2023-06-01') ORDER BY 1 $$,
	$$ VALUES ('brussels_iib'), ('hc1996') $$,
	'the reasons of a regime name every instrument that was considered');

-- ---- declarations and practice -----------------------------------------------

SELECT results_eq(
	$$ SELECT s, case_rules.has_declared('hc1996', s, '34(2)', '2017-10-17'), case_rules.has_declared('hc1996', s, '34(2)', '2026-01-01')
		FROM unnest('{AU,BE,GB,IE,UY}'::text[]) AS s ORDER BY s $$,
	$$ VALUES ('AU', false, NULL::boolean), ('BE', true, true), ('GB', true, true), ('IE', NULL, NULL), ('UY', false, NULL) $$,
	'declarations: made, not made as long as it was read, not read');
SELECT results_eq(
	$$ SELECT s, r, case_rules.art82_relative_exempt(s, r)
		FROM unnest('{DE,LU,SI,PL}'::text[]) AS s, unnest('{parent,grandparent}'::text[]) AS r ORDER BY s, r $$,
	$$ VALUES ('DE', 'grandparent', NULL::boolean), ('DE', 'parent', true), ('LU', 'grandparent', false), ('LU', 'parent', true),
		('PL', 'grandparent', NULL), ('PL', 'parent', true), ('SI', 'grandparent', false), ('SI', 'parent', true) $$,
	'art 82: relatives exempt, not exempt, not seen');
SELECT results_eq(
	$$ SELECT s, case_rules.consent_needs_approval('brussels_iib', s) FROM unnest('{DE,FR,SI}'::text[]) AS s ORDER BY s $$,
	$$ VALUES ('DE', true), ('FR', NULL::boolean), ('SI', true) $$,
	'the approval inside Germany and Slovenia');

-- ---- a rulebook's newer rows -------------------------------------------------

CREATE SCHEMA "Law book";
DO $$
BEGIN
	EXECUTE replace(case_rules.template_rulebook_tables(), '@rulebook@', '"Law book"');
	EXECUTE replace(case_rules.template_in_force_rulebook(), '@rulebook@', '"Law book"');
END
$$;
CREATE FUNCTION law_test.book(a text, b text, d date) RETURNS text LANGUAGE sql AS
	$$ SELECT coalesce("Law book".in_force_between('hc1996', a, b, d)::text, 'unknown') $$;

SELECT is_empty(
	$$ SELECT c.relname, a.attname
		FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum >= 0 AND NOT a.attisdropped
		WHERE c.relnamespace = '"Law book"'::regnamespace AND c.relkind = 'r'
		AND (col_description(c.oid, a.attnum) IS NULL OR obj_description(c.oid, 'pg_class') IS NULL) $$,
	'every table and column of the rulebook has a comment');
SELECT results_eq(
	$$ SELECT a.attname::text, format_type(a.atttypid, a.atttypmod) FROM pg_attribute a
		WHERE attrelid = '"Law book".party'::regclass AND attnum > 0 ORDER BY attnum $$,
	$$ SELECT a.attname::text, format_type(a.atttypid, a.atttypmod) FROM pg_attribute a
		WHERE attrelid = 'case_rules.party'::regclass AND attnum > 0 ORDER BY attnum $$,
	'its party table has the columns of the shipped one');
SELECT is_empty(
	$$ SELECT 1 FROM pg_depend d
		WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid IN (SELECT c.oid FROM pg_class c WHERE c.relnamespace = 'case_rules'::regnamespace)
		AND ((d.classid = 'pg_proc'::regclass AND d.objid IN (SELECT p.oid FROM pg_proc p WHERE p.pronamespace = '"Law book"'::regnamespace))
			OR (d.classid = 'pg_constraint'::regclass AND d.objid IN (SELECT c.oid FROM pg_constraint c WHERE c.connamespace = '"Law book"'::regnamespace))) $$,
	'nothing in it depends on a table of the extension');
SELECT is(book('DE', 'SV', '2025-07-01') || book('US', 'DE', '2026-01-01'), 'trueunknown', 'empty, it answers as the shipped data');
SELECT throws_ok($$ INSERT INTO "Law book".party (instrument, state, kind, in_force_from, source)
	VALUES ('hc1996', 'UK', 'ratification', '2026-01-01', 'x') $$, '23514', NULL, 'it refuses a code that is none');

INSERT INTO "Law book".party (instrument, state, kind, deposited_on, in_force_from, source) VALUES
	('hc1996', 'CA', 'ratification', '2026-02-10', '2026-06-01', 'invented');
INSERT INTO "Law book".party (instrument, state, kind, deposited_on, in_force_from, objection_window_to, checked_on, source) VALUES
	('hc1996', 'BZ', 'accession', '2024-12-12', '2025-10-01', '2025-06-12', '2026-11-30', 'invented'),
	('hc1996', 'MX', 'accession', '2025-04-01', '2026-01-01', '2026-03-01', '2026-11-30', 'invented');
INSERT INTO "Law book".objection (instrument, objecting_state, acceding_state, notified_on, source) VALUES
	('hc1996', 'FR', 'BZ', '2025-05-05', 'invented');
INSERT INTO "Law book".objection (instrument, objecting_state, acceding_state, notified_on, withdrawn_on, source) VALUES
	('hc1996', 'DK', 'SV', '2025-03-13', '2026-09-01', 'invented'),
	('hc1996', 'AT', 'MX', '2026-01-10', '2026-02-01', 'invented');

SELECT results_eq(
	$$ SELECT book('CA', 'DE', '2026-05-31'), book('CA', 'DE', '2026-06-01'), hc('CA', 'DE', '2026-06-01') $$,
	$$ VALUES ('false', 'true', 'unknown') $$, 'a new party');
SELECT results_eq(
	$$ SELECT book('BZ', 'GB', '2025-09-30'), book('BZ', 'GB', '2025-10-01'), book('BZ', 'FR', '2025-10-01') $$,
	$$ VALUES ('false', 'true', 'false') $$, 'a shipped row replaced by one that was read, and an objection added');
SELECT results_eq(
	$$ SELECT book('DK', 'SV', '2026-08-31'), book('DK', 'SV', '2026-09-01') $$,
	$$ VALUES ('false', 'true') $$, 'an objection withdrawn');
SELECT results_eq(
	$$ SELECT book('MX', 'DE', '2025-12-31'), book('MX', 'DE', '2026-03-01'), book('MX', 'DE', '2026-03-02') $$,
	$$ VALUES ('false', 'unknown', 'true') $$, 'a window that outlasts the entry into force leaves the answer open');
SELECT results_eq(
	$$ SELECT book('MX', 'AT', '2026-01-31'), book('MX', 'AT', '2026-02-01'), book('MX', 'CH', '2026-02-01') $$,
	$$ VALUES ('false', 'true', 'unknown') $$, 'but not toward a State that objected, and withdrew');
SELECT is(book('CA', 'HN', '2026-06-01'), 'unknown', 'the new party may have objected to earlier accessions');
SELECT is(book('US', 'DE', '2026-11-20'), 'unknown', 'one row more does not make the list complete');
INSERT INTO "Law book".instrument_check VALUES ('hc1996', '2026-11-20', 'invented');
SELECT results_eq(
	$$ SELECT book('US', 'DE', '2026-11-20'), book('US', 'DE', '2026-11-21'), book('CA', 'HN', '2026-06-01'), book('AR', 'HN', '2026-06-01') $$,
	$$ VALUES ('false', 'unknown', 'true', 'true') $$, 'a check of the whole list does, up to its day');
SELECT results_eq(
	$$ SELECT r, "Law book".regime_between('US', s, '2026-01-01', '2026-08-01')
		FROM (VALUES (1, 'DE'), (2, 'CA')) AS v(r, s) ORDER BY r $$,
	$$ VALUES (1, 'none'), (2, 'none') $$, 'and the regime follows');
SELECT is("Law book".regime_between('CA', 'DE', '2026-01-01', '2026-08-01'), 'hc1996', 'with the new party too');
SELECT matches((SELECT string_agg(because, ' ') FROM "Law book".regime_reason('DK', 'SV', '2026-01-01', '2026-10-01')),
	'Denmark objected to the accession of El Salvador \(2025-03-13\) until 2026-09-01', 'and the reasons');

-- ---- the oracle --------------------------------------------------------------
--
-- n, u, y for every day from 2000-01-01 to 2029-12-31: one string a State, one a
-- pair, written by walking from day to day.

CREATE TEMP TABLE life (instrument text, state text, days text, PRIMARY KEY (instrument, state));
CREATE TEMP TABLE sample AS
	SELECT unnest('{AR,BZ,DE,DK,FJ,GB,GL,HN,HR,IT,MD,MX,SV,UA}'::text[]) AS state;

CREATE FUNCTION law_test.live() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	inst text;
	who text;
	today date;
	now_is "char";
	row_ case_rules.party;
	story text;
BEGIN
	FOREACH inst IN ARRAY '{hc1996,brussels_iia,brussels_iib}'::text[] LOOP
		FOR who IN SELECT state FROM sample WHERE state <> 'GL' LOOP
			SELECT * INTO row_ FROM case_rules.party p WHERE p.instrument = inst AND p.state = who;
			now_is := 'n';
			story := '';
			today := '2000-01-01';
			WHILE today <= '2029-12-31' LOOP
				IF row_.state IS NULL THEN
					IF inst = 'hc1996' AND today = '2025-03-14' OR inst = 'brussels_iib' AND today = '2028-01-01' THEN
						now_is := 'u';
					END IF;
				ELSIF row_.kind <> 'outside' THEN
					IF today = row_.in_force_earliest THEN now_is := 'u'; END IF;
					IF today = row_.in_force_latest OR row_.in_force_latest IS NULL AND today = row_.in_force_from THEN now_is := 'y'; END IF;
					IF today = row_.in_force_to + 1 THEN now_is := 'n'; END IF;
				END IF;
				story := story || now_is::text;
				today := today + 1;
			END LOOP;
			INSERT INTO life VALUES (inst, who, story);
		END LOOP;
		-- Greenland: no when Denmark is surely not bound, else unknown
		INSERT INTO life SELECT inst, 'GL', replace(days, 'y', 'u') FROM life WHERE instrument = inst AND state = 'DK';
	END LOOP;
END
$$;
SELECT law_test.live();

CREATE FUNCTION law_test.oracle(inst text, a text, b text, d date) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	acceded CONSTANT text[] := '{BZ,FJ,HN,MD,SV,UA}';
	both_ text;
BEGIN
	SELECT string_agg(substr(l.days, d - '2000-01-01'::date + 1, 1), '') INTO both_
	FROM life l WHERE l.instrument = inst AND l.state IN (a, b);
	IF a = b OR position('n' IN both_) > 0 THEN RETURN 'false'; END IF;
	IF inst = 'hc1996' THEN
		IF array[a, b] <@ '{DK,GL,SV}' AND array['SV'] <@ array[a, b] THEN RETURN 'false'; END IF;
		IF array[a, b] <@ '{DK,GL,UA}' AND array['UA'] <@ array[a, b] AND d < '2019-11-30' THEN RETURN 'unknown'; END IF;
		IF 'BZ' IN (a, b) THEN RETURN 'unknown'; END IF;
		IF a = 'AR' AND b = ANY (acceded) OR b = 'AR' AND a = ANY (acceded) THEN RETURN 'unknown'; END IF;
	END IF;
	RETURN CASE WHEN position('u' IN both_) > 0 THEN 'unknown' ELSE 'true' END;
END
$$;

-- the first of some months, and each day on which something changes, with its neighbours
CREATE TEMP TABLE day AS
	SELECT DISTINCT c.on_day + n AS on_day
	FROM (
		SELECT unnest(array[p.in_force_from, p.in_force_to, p.in_force_earliest, p.in_force_latest, p.objection_window_to]) AS on_day
		FROM case_rules.party p JOIN sample s USING (state)
		UNION SELECT unnest(array[i.checked_on, i.absence_holds_until]) FROM case_rules.instrument i
		UNION SELECT unnest(array[o.notified_on, o.withdrawn_earliest, o.withdrawn_latest]) FROM case_rules.objection o
	) c, generate_series(-1, 1) n
	WHERE isfinite(c.on_day)
	UNION SELECT m::date FROM generate_series('2000-01-01'::timestamp, '2029-12-01', '41 months') m;

SELECT cmp_ok((SELECT count(*) FROM sample x, sample y, day), '>', 15000::bigint, 'the oracle is asked often enough');
SELECT is_empty(
	$$ SELECT x.state, y.state, d.on_day, oracle('hc1996', x.state, y.state, d.on_day), hc(x.state, y.state, d.on_day)
		FROM sample x, sample y, day d
		WHERE oracle('hc1996', x.state, y.state, d.on_day) <> hc(x.state, y.state, d.on_day) $$,
	'the oracle agrees for the convention of 1996, in either order of the States');
SELECT is_empty(
	$$ SELECT i, x.state, y.state, d.on_day
		FROM sample x, sample y, day d, unnest('{brussels_iia,brussels_iib}'::text[]) i
		WHERE x.state <= y.state
		AND oracle(i, x.state, y.state, d.on_day)
			<> coalesce(case_rules.in_force_between(i, x.state, y.state, d.on_day)::text, 'unknown') $$,
	'and for the two Regulations');

-- the regime, from the oracle's own three answers: proceedings and day the same
CREATE FUNCTION law_test.oracle_regime(a text, b text, d date) RETURNS text LANGUAGE sql AS $$
	SELECT CASE
		WHEN a = b THEN 'none'
		WHEN eu = 'true' THEN CASE WHEN d >= '2022-08-01' THEN 'brussels_iib' ELSE 'brussels_iia' END
		WHEN eu = 'unknown' OR hc = 'unknown' THEN 'unknown'
		WHEN hc = 'true' THEN 'hc1996'
		ELSE 'none' END
	FROM (SELECT oracle(CASE WHEN d >= '2022-08-01' THEN 'brussels_iib' ELSE 'brussels_iia' END, a, b, d) AS eu,
		oracle('hc1996', a, b, d) AS hc) q
$$;
SELECT is_empty(
	$$ SELECT x.state, y.state, d.on_day, oracle_regime(x.state, y.state, d.on_day), regime(x.state, y.state, d.on_day, d.on_day)
		FROM sample x, sample y, day d
		WHERE x.state <= y.state AND oracle_regime(x.state, y.state, d.on_day) <> regime(x.state, y.state, d.on_day, d.on_day) $$,
	'and for the regime');
SELECT * FROM finish();
ROLLBACK;
