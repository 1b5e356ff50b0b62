/*
 * language: the language of the reader, names, days, and messages with the plural
 * forms of each language.
 *
 * Words of the release are compared to the letter.  Those of ICU differ from one
 * release of CLDR to the next: they are compared where they have not changed for
 * many years (France, Francia; 17 April 2011), else by what must hold of them.
 */
BEGIN;
SELECT plan(186);
SET LOCAL search_path = public, case_rules;
SET LOCAL case_rules.language = 'en';

/* ---- the language of the session ---- */

SELECT is(case_rules.language(), 'en', 'the setting');
SET LOCAL case_rules.language = 'FA-af';
SELECT is(case_rules.language(), 'fa-AF', 'in its usual capitals');
SET LOCAL case_rules.language = 'ar-u-nu-latn';
SELECT is(case_rules.language(), 'ar-u-nu-latn', 'with an extension');
SELECT throws_ok(format('SET LOCAL case_rules.language = %L', bad), '22023', NULL, format('"%s" is refused', bad))
  FROM unnest('{es_GT,english,und,es-,x}'::text[]) bad;
SELECT is(case_rules.language(), 'ar-u-nu-latn', 'and changes nothing');
SET LOCAL case_rules.language = '';
SET LOCAL lc_messages = 'C';
SELECT is(case_rules.language(), 'en', 'without a setting and with lc_messages C: English');

CREATE FUNCTION pg_temp.from_lc_messages() RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    name text;
BEGIN
    FOR name IN SELECT DISTINCT collcollate FROM pg_collation
                 WHERE collprovider = 'c' AND collcollate ~ '^[a-z]{2,3}_[A-Z]{2}(\.|$)' ORDER BY 1
    LOOP
        BEGIN
            PERFORM set_config('lc_messages', name, true);
            RETURN is(case_rules.language(), replace(split_part(name, '.', 1), '_', '-'), 'lc_messages of ' || name);
        EXCEPTION WHEN invalid_parameter_value THEN
            CONTINUE;
        END;
    END LOOP;
    RETURN skip('no locale of a language is installed', 1);
END $$;
SELECT pg_temp.from_lc_messages();
SET LOCAL lc_messages = 'C';
SET LOCAL case_rules.language = 'en';

CREATE TEMP TABLE chain (language text, falls_back text);
INSERT INTO chain VALUES
    ('en', '{en}'), ('fa-AF', '{fa-AF,fa,en}'), ('prs', '{prs,fa-AF,fa,en}'), ('prs-IR', '{prs-IR,prs,fa-IR,fa,en}'),
    ('es-GT', '{es-GT,es-419,es,en}'), ('es-ES', '{es-ES,es,en}'), ('ar-EG-u-nu-latn', '{ar-EG,ar,en}'),
    ('uz-Cyrl-AF', '{uz-Cyrl-AF,uz-Cyrl,en}'), ('uz-Latn', '{uz-Latn,uz,en}'), ('zh-Hant-TW', '{zh-Hant-TW,zh-Hant,en}'),
    ('zh-Hans', '{zh-Hans,zh,en}'), ('sh', '{sh,sr-Latn,en}'), ('iw', '{iw,he,en}'), ('ca-valencia', '{ca-valencia,ca,en}'),
    ('mam-GT', '{mam-GT,mam,en}'), ('xyz', '{xyz,en}'), ('en-GB', '{en-GB,en}');
SELECT is(case_rules.language_chain(c.language), c.falls_back::text[], c.language || ' falls back') FROM chain c;
SET LOCAL case_rules.language = 'es-GT';
SELECT is(case_rules.language_chain('fr-CA'), '{fr-CA,fr,es-GT,es-419,es,en}'::text[], 'then the session''s language, then English');
SELECT is(case_rules.language_chain(), '{es-GT,es-419,es,en}'::text[], 'none asked for: that of the session');
SET LOCAL case_rules.language = 'en';
SELECT throws_ok(format('SELECT case_rules.language_chain(%L)', bad), '22023', NULL, format('no language: "%s"', bad))
  FROM unnest(ARRAY['', 'es_GT', 'klingonese', repeat('a', 70)]) bad;
SELECT is((SELECT array_agg(t ORDER BY t) FROM unnest('{es,es-GT,uz-Cyrl,es-419,ES,es-gt,es-u-nu-latn,und,english,e}'::text[]) t
            WHERE case_rules.is_language_tag(t)), '{es,es-419,es-GT,uz-Cyrl}'::text[], 'tags of rows: usual capitals, no extension');

/* ---- names ---- */

SELECT results_eq(
    $$SELECT l, case_rules.country_name('FR', l), case_rules.country_name('ET', l)
        FROM unnest('{en,es,fr,de,am,ru,ar}'::text[]) l$$,
    $$VALUES ('en', 'France', 'Ethiopia'), ('es', 'Francia', 'Etiopía'), ('fr', 'France', 'Éthiopie'), ('de', 'Frankreich', 'Äthiopien'),
             ('am', 'ፈረንሳይ', 'ኢትዮጵያ'), ('ru', 'Франция', 'Эфиопия'), ('ar', 'فرنسا', 'إثيوبيا')$$,
    'countries in seven languages');
SELECT is_empty($$SELECT s.state, l FROM case_rules.state s, unnest('{en,es,fr,ar,fa,fa-AF,am,ru,uk,de,pt,pl}'::text[]) l
                   WHERE coalesce(case_rules.country_name(s.state, l), '') IN ('', s.state)$$,
                'every State and territory has a name in every language shipped');
SELECT ok(count(DISTINCT case_rules.country_name(state, 'en')) = count(*), 'no two have the same one') FROM case_rules.state;
SELECT is(case_rules.country_name(code), NULL, format('"%s" has none', code))
  FROM unnest('{QQ,ZZ,fr,FRA,419,"",F}'::text[]) code;
SELECT is(case_rules.country_name(NULL, 'es'), NULL, 'nor has null');
SELECT is(case_rules.country_name('FR', 'xyz'), 'France', 'a language that ICU does not know: English');
SET LOCAL case_rules.language = 'es';
SELECT is(case_rules.country_name('FR', 'xyz'), 'Francia', 'or the session''s');
SELECT is(case_rules.country_name('FR'), 'Francia', 'none asked for: the session''s');
SELECT is(case_rules.country_name('FR', 'prs'), case_rules.country_name('FR', 'fa-AF'), 'Dari under its own code');
SET LOCAL case_rules.language = 'en';
SELECT throws_ok($$SELECT case_rules.country_name('FR', 'no language')$$, '22023', NULL, 'what is no language is refused');

SELECT results_eq(
    $$SELECT c, case_rules.language_name(c, 'en'), case_rules.language_name(c, 'es')
        FROM unnest('{es,fa,fa-AF,prs,ar-u-nu-latn}'::text[]) c$$,
    $$VALUES ('es', 'Spanish', 'español'), ('fa', 'Persian', 'persa'), ('fa-AF', 'Dari', 'darí'), ('prs', 'Dari', 'darí'), ('ar-u-nu-latn', 'Arabic', 'árabe')$$,
    'languages');
SELECT is(case_rules.language_name('uz-Cyrl', 'en'), 'Uzbek (Cyrillic)', 'with a script');
SELECT alike(case_rules.language_name('es-GT', 'en'), '%Guatemala%', 'with a region');
SELECT is(case_rules.language_name(code), NULL, format('no language of a name: "%s"', code))
  FROM unnest('{xyz,xyz-GT,es_GT,"",und}'::text[]) code;

/* ---- days ---- */

SELECT results_eq(
    $$SELECT l, case_rules.date_text(date '2011-04-17', l) FROM unnest('{en,en-GB,es,es-GT,fr,de,pl}'::text[]) l$$,
    $$VALUES ('en', 'April 17, 2011'), ('en-GB', '17 April 2011'), ('es', '17 de abril de 2011'), ('es-GT', '17 de abril de 2011'),
             ('fr', '17 avril 2011'), ('de', '17. April 2011'), ('pl', '17 kwietnia 2011')$$,
    'a day');
SELECT results_eq(
    $$SELECT s, case_rules.date_text(date '2011-04-17', 'en-GB', style => s) FROM unnest('{full,long,medium,month,year}'::text[]) s$$,
    $$VALUES ('full', 'Sunday 17 April 2011'), ('long', '17 April 2011'), ('medium', '17 Apr 2011'), ('month', 'April 2011'), ('year', '2011')$$,
    'its styles')
 WHERE case_rules.date_text(date '2011-04-17', 'en-GB', style => 'full') !~ ','
UNION ALL
SELECT is(case_rules.date_text(date '2011-04-17', 'en-GB', style => 'full'), 'Sunday, 17 April 2011', 'its styles')
 WHERE case_rules.date_text(date '2011-04-17', 'en-GB', style => 'full') ~ ',';
SELECT is_empty($$SELECT l FROM unnest('{en,es,fr,de,ru,pl,uk,pt,en-GB,es-GT,am}'::text[]) l
                   WHERE case_rules.date_text(date '2011-04-17', l, style => 'short') !~ '2011'$$,
                'in figures, too, the year has all of them');
SELECT alike(case_rules.date_text(date '2011-04-17', 'fa'), '%۲۰۱۱%', 'Persian digits');
SELECT alike(case_rules.date_text(date '2011-04-17', 'ar-EG'), '%٢٠١١%', 'Arabic digits');
SELECT alike(case_rules.date_text(date '2011-04-17', 'ar-EG-u-nu-latn'), '%2011%', 'others where the tag says so');
SELECT isnt(case_rules.date_text(date '2011-04-17', 'fa'), case_rules.date_text(date '2011-04-17', 'fa-AF'), 'Kabul names the month otherwise than Tehran');

/* other calendars: anchors that almanacs give */
SELECT is(case_rules.date_text(a.day, 'en', a.calendar), a.text, format('%s is %s', a.day, a.text))
  FROM (VALUES (date '2011-03-21', 'persian', 'Farvardin 1, 1390 AP'), ('2025-03-20', 'persian', 'Esfand 30, 1403 AP'),
               ('2021-03-20', 'persian', 'Esfand 30, 1399 AP')) a(day, calendar, text);
SELECT is(substring(case_rules.date_text(a.day, 'en', a.calendar, 'year') FROM '\d+'), a.year, format('%s in %s', a.day, a.calendar))
  FROM (VALUES (date '2007-09-11', 'ethiopic', '1999'), ('2007-09-12', 'ethiopic', '2000'), ('2007-09-12', 'ethiopic-amete-alem', '7500'),
               ('2024-07-06', 'islamic-umalqura', '1445'), ('2024-07-07', 'islamic-umalqura', '1446'), ('2024-10-02', 'hebrew', '5784'),
               ('2024-10-03', 'hebrew', '5785'), ('2024-03-21', 'indian', '1946'), ('2024-04-17', 'buddhist', '2567')) a(day, calendar, year);
SELECT is_empty($$SELECT c, l FROM unnest('{coptic,ethiopic,ethiopic-amete-alem}'::text[]) c, unnest('{en,es,am,ar,fa}'::text[]) l, unnest('{full,long,medium,short,month,year}'::text[]) s
                   WHERE case_rules.date_text(date '2011-04-17', l, c, s) ~ 'ERA|^\s|\s$'$$, 'an era that has no name');
SELECT matches(case_rules.date_text(date '2007-09-12', 'en', 'ethiopic', 'year'), '^2000 (EC|AM)$', 'the sign of the calendar stands in its place');
SELECT alike(case_rules.date_text(date '2026-07-01', 'en', 'nepali'), '%Asar 2083 BS', 'the calendar of Nepal, which ICU lacks');
SELECT is(case_rules.date_text(date '2026-07-01', 'xyz', 'nepali', s), case_rules.in_calendar('2026-07-01', 'nepali'), 'in one form for ' || s)
  FROM unnest('{full,short}'::text[]) s;
SET LOCAL case_rules.language = 'fa-AF-u-ca-indian-nu-latn';
SELECT is(case_rules.in_calendar('2011-04-17', 'persian'), '28 حمل 1390', 'in_calendar writes the digits of the session''s language as well');
SET LOCAL case_rules.language = 'ne-u-nu-latn';
SELECT is(case_rules.in_calendar('2011-04-17', 'nepali'), 'वि.सं. 2068 वैशाख 4', 'in the calendar that ICU lacks too');
SELECT is(case_rules.date_text(date '2011-04-17', NULL, 'nepali'), case_rules.in_calendar('2011-04-17', 'nepali'), 'and so does date_text');
SET LOCAL case_rules.language = 'en';
SELECT is(case_rules.date_text(date '2011-04-17', 'fa-AF-u-ca-persian'), case_rules.date_text(date '2011-04-17', 'fa-AF', 'persian'), 'a calendar in the tag');
SELECT is(case_rules.date_text(date '2011-04-17', 'fa-AF-u-ca-persian', 'gregorian'), case_rules.date_text(date '2011-04-17', 'fa-AF'), 'and one that is asked for comes before it');
SELECT alike(case_rules.date_text(date '2011-04-17', 'th'), '%2011%', 'none: the Gregorian, whatever the country uses');
SELECT throws_ok(format('SELECT case_rules.date_text(date %L, %L, %L)', '2011-04-17', 'en', bad), '22023', NULL, format('no calendar: %s', bad))
  FROM unnest('{julian,Persian,""}'::text[]) bad;
SELECT throws_ok($$SELECT case_rules.date_text(date '2011-04-17', 'en-u-ca-japanese')$$, '22023', NULL, 'nor one that the tag names');
SELECT throws_ok($$SELECT case_rules.date_text(date '2011-04-17', 'en', NULL, 'brief')$$, '22023', NULL, 'no style');

/* Gregorian on every day that date has, first and last included */
SELECT is(case_rules.date_text(date '1582-10-04', 'en-GB'), '4 October 1582', 'before the reform');
SELECT is(case_rules.date_text(date '1500-02-28', 'en-GB') || ', ' || case_rules.date_text(date '1500-03-01', 'en-GB'),
          '28 February 1500, 1 March 1500', 'no leap year of Julius');
SELECT is(case_rules.date_text(date '0044-03-15 BC', 'en-GB'), '15 March 44 BC', 'before Christ');
SELECT is(case_rules.date_text(date '4713-01-01 BC', 'en-GB'), '1 January 4713 BC', 'the first days there are');
SELECT is(case_rules.date_text(date '9999-12-31', 'en-GB'), '31 December 9999', 'the last that is written');
SELECT throws_ok($$SELECT case_rules.date_text(date '10000-01-01', 'en')$$, '22008', NULL, 'not the next');
SELECT throws_ok($$SELECT case_rules.date_text(date '1582-10-14', 'en', 'buddhist')$$, '22008', NULL, 'nor a year in which the calendar is not known');
SELECT is_empty($$SELECT d FROM generate_series(timestamp '0001-01-01', '2200-12-31', '37 days') d
                   WHERE case_rules.date_text(d::date, 'en-GB') <> to_char(d, 'FMDD FMMonth ') || extract(year FROM d)$$,
                'the same day as to_char, all through the years');
SELECT is_empty($$SELECT d, c FROM generate_series(timestamp '1884-01-01', '2110-12-31', '311 days') d,
                         unnest('{gregorian,buddhist,coptic,ethiopic,ethiopic-amete-alem,hebrew,indian,islamic-civil,islamic-umalqura,persian}'::text[]) c,
                         unnest('{en,fa,ar,am}'::text[]) l
                   WHERE coalesce(length(case_rules.date_text(d::date, l, c, 'full')), 0) < 8$$, 'every calendar writes every day');
SELECT results_eq($$SELECT case_rules.date_text('infinity'::date, l), case_rules.date_text('-infinity'::date, l) FROM unnest('{en,es}'::text[]) l$$,
                  $$VALUES ('no end known', 'no beginning known'), ('sin fin conocido', 'sin inicio conocido')$$, 'days without end');
SELECT is(case_rules.date_text(NULL::date, 'en'), NULL, 'null');

/* ---- partial dates ---- */

CREATE TEMP TABLE partly (written case_rules.partial_date, en text, es text);
INSERT INTO partly VALUES
    ('2011-04-17', '17 April 2011', '17 de abril de 2011'), ('2011-04', 'April 2011', 'abril de 2011'), ('2011', '2011', '2011'),
    ('2011-04~', 'about April 2011', 'aproximadamente abril de 2011'), ('2011?', '2011 (uncertain)', '2011 (incierto)'),
    ('2011-04-17%', 'about 17 April 2011 (uncertain)', 'aproximadamente 17 de abril de 2011 (incierto)'),
    ('2009/2011', 'between 2009 and 2011', 'entre 2009 y 2011'),
    ('2009~/2011-04', 'between about 2009 and April 2011', 'entre aproximadamente 2009 y abril de 2011'),
    ('2011-04-02/2011-04-17', 'between 2 April 2011 and 17 April 2011', 'entre 2 de abril de 2011 y 17 de abril de 2011'),
    ('../2011', '2011 or earlier', '2011 o antes'), ('2011-04?/..', 'April 2011 (uncertain) or later', 'abril de 2011 (incierto) o después'),
    ('201X', 'between 2010 and 2019', 'entre 2010 y 2019'), ('20XX~', 'between about 2000 and about 2099', 'entre aproximadamente 2000 y aproximadamente 2099'),
    ('2009/201X', 'between 2009 and 2019', 'entre 2009 y 2019'), (NULL, NULL, NULL);
SELECT results_eq($$SELECT p.written, case_rules.date_text(p.written, 'en-GB'), case_rules.date_text(p.written, 'es') FROM partly p$$,
                  $$SELECT p.written, p.en, p.es FROM partly p$$, 'bounds, open ends and doubt in words');
SELECT is(case_rules.date_text('2009/2011-04-17'::case_rules.partial_date, 'en-GB', 'medium'), 'between 2009 and 17 Apr 2011', 'a style holds for whole days');
SELECT is_empty($$SELECT p.written, l FROM partly p, unnest('{en,es,fr,pt,de,pl,ru,uk,ar,fa,am}'::text[]) l
                   WHERE p.written IS NOT NULL AND case_rules.date_text(p.written, l) ~ '[{}]'
                      OR p.written IS NOT NULL AND coalesce(case_rules.date_text(p.written, l), '') = ''$$, 'in every language');

/* ---- spans of time ---- */

SELECT results_eq($$SELECT case_rules.duration_text(n, 'months', 'en'), case_rules.duration_text(n, 'days', 'es'), case_rules.duration_text(n, 'working_days', 'pl'),
                           case_rules.duration_text(n, 'weeks', 'de') FROM unnest('{1,3,5}'::integer[]) n$$,
                  $$VALUES ('1 month', '1 día', '1 dzień roboczy', '1 Woche'), ('3 months', '3 días', '3 dni robocze', '3 Wochen'),
                           ('5 months', '5 días', '5 dni roboczych', '5 Wochen')$$, 'spans');
SELECT throws_ok($$SELECT case_rules.duration_text(1, 'moons')$$, '22023', NULL, 'no unit');
SELECT results_eq($$SELECT case_rules.relative_days_text(n, 'en') FROM unnest('{0,1,-1,3,-3}'::integer[]) n$$,
                  $$VALUES ('today'), ('tomorrow'), ('yesterday'), ('in 3 days'), ('3 days ago')$$, 'from today');

/* ---- plurals ---- */

CREATE TEMP TABLE plural (language text, categories text);
/* for 0, 1, 2, 3, 5, 11, 21, 22, 25, 100, 101, 102, 103, 111 */
INSERT INTO plural VALUES
    ('en', 'other one other other other other other other other other other other other other'),
    ('de', 'other one other other other other other other other other other other other other'),
    ('es', 'other one other other other other other other other other other other other other'),
    ('fr', 'one one other other other other other other other other other other other other'),
    ('pt', 'one one other other other other other other other other other other other other'),
    ('pt-PT', 'other one other other other other other other other other other other other other'),
    ('fa', 'one one other other other other other other other other other other other other'),
    ('am', 'one one other other other other other other other other other other other other'),
    ('ru', 'many one few few many many one few many many one few few many'),
    ('uk', 'many one few few many many one few many many one few few many'),
    ('pl', 'many one few few many many many few many many many few few many'),
    ('ar', 'zero one two few few many many many many other other other few many');
SELECT is((SELECT string_agg(case_rules.plural_category(n, p.language), ' ' ORDER BY place)
             FROM unnest('{0,1,2,3,5,11,21,22,25,100,101,102,103,111}'::numeric[]) WITH ORDINALITY u(n, place)), p.categories, 'plurals of ' || p.language)
  FROM plural p;
SELECT is(case_rules.plural_category(1.5, 'ru') || ' ' || case_rules.plural_category(1.0, 'en') || ' ' || case_rules.plural_category(-1, 'en'),
          'other one one', 'of a part, of 1.0 and of -1');
SELECT is(case_rules.plural_category('NaN', 'en'), NULL, 'of no number');
SELECT set_eq($$SELECT unnest(case_rules.plural_categories('ar'))$$, '{zero,one,two,few,many,other}'::text[], 'Arabic has all six');

/* ---- the messages of the release ---- */

CREATE TEMP VIEW shipped AS SELECT DISTINCT language FROM case_rules.message_text;
SELECT set_eq('TABLE shipped', '{en,es,fr,pt,de,pl,ru,uk,ar,fa,am}'::text[], 'the languages');
SELECT is_empty($$SELECT k.key, s.language FROM (SELECT DISTINCT key FROM case_rules.message_text) k, shipped s
                  EXCEPT SELECT key, language FROM case_rules.message_text$$, 'every message is there in every language');
SELECT is_empty($$SELECT t.key, t.language FROM case_rules.message_text t JOIN case_rules.message_text e ON e.key = t.key AND e.language = 'en'
                   WHERE (SELECT array_agg(a ORDER BY a) FROM unnest(case_rules.message_arguments(t.pattern)) a)
                      IS DISTINCT FROM (SELECT array_agg(a ORDER BY a) FROM unnest(case_rules.message_arguments(e.pattern)) a)$$,
                'and takes the same arguments');
SELECT is_empty($$SELECT t.key, t.language, c.category
                    FROM case_rules.message_text t,
                         LATERAL (SELECT DISTINCT case_rules.plural_category(n, t.language) AS category FROM generate_series(0, 200) n) c
                   WHERE t.pattern ~ ', plural,' AND t.pattern !~ ('[, }]' || c.category || ' \{')$$,
                'its plurals have every form that the language uses for 0 to 200');
SELECT is_empty($$SELECT key, language FROM case_rules.message_text WHERE pattern ~ '''' OR pattern ~ '^\s|\s$' OR pattern ~ '  '$$,
                'nothing is quoted by mistake, no space is too many');

CREATE TEMP VIEW example AS SELECT jsonb_build_object('days', n, 'visits', n, 'rules', n, 'acts', n, 'duties', n, 'years', n, 'owed', n, 'done', n,
    'day', '2026-03-09', 'original', '2026-03-02', 'calendar', 'EX', 'date', '2011', 'side', side) AS arguments, n
    FROM unnest('{0,1,2,3,5,11,21,22,25,100,101,102,103,111,1000}'::integer[]) n, unnest('{requesting,requested,both}'::text[]) side;
SELECT is_empty($$SELECT t.key, t.language, e.n FROM case_rules.message_text t, example e,
                         LATERAL (SELECT case_rules.message(t.key, e.arguments || CASE WHEN t.key IN ('age_between')
                             THEN jsonb_build_object('from', 1, 'to', e.n) ELSE '{"from": "2026-03-02", "to": "2026-03-09"}' END, t.language) AS text) m
                   WHERE m.text ~ '[{}#]' OR m.text = '' OR m.text IS NULL$$, 'each can be written, with nothing left open');

CREATE TEMP TABLE said (language text, key text, n integer, text text);
INSERT INTO said VALUES
    ('en', 'due_in_days', 1, 'Due in 1 day'), ('en', 'due_in_days', 3, 'Due in 3 days'),
    ('en', 'overdue_by_working_days', 1, '1 working day overdue'), ('en', 'overdue_by_working_days', 5, '5 working days overdue'),
    ('es-GT', 'due_in_days', 1, 'Vence en 1 día'), ('es-GT', 'due_in_days', 3, 'Vence en 3 días'), ('fr', 'due_in_days', 0, 'Échéance dans 0 jour'),
    ('de', 'overdue_by_days', 1, 'Seit 1 Tag überfällig'), ('de', 'overdue_by_days', 2, 'Seit 2 Tagen überfällig'),
    ('ru', 'due_in_days', 1, 'Срок через 1 день'), ('ru', 'due_in_days', 3, 'Срок через 3 дня'), ('ru', 'due_in_days', 5, 'Срок через 5 дней'),
    ('ru', 'due_in_days', 11, 'Срок через 11 дней'), ('ru', 'due_in_days', 21, 'Срок через 21 день'),
    ('uk', 'due_in_working_days', 2, 'Строк через 2 робочі дні'), ('uk', 'due_in_working_days', 5, 'Строк через 5 робочих днів'),
    ('pl', 'due_in_working_days', 22, 'Termin za 22 dni robocze'), ('pl', 'due_in_working_days', 21, 'Termin za 21 dni roboczych'),
    ('ar-EG', 'due_in_days', 0, 'يحل الموعد بعد ٠ يوم'), ('ar-EG', 'due_in_days', 1, 'يحل الموعد بعد يوم واحد'), ('ar-EG', 'due_in_days', 2, 'يحل الموعد بعد يومين'),
    ('ar-EG', 'due_in_days', 3, 'يحل الموعد بعد ٣ أيام'), ('ar-EG', 'due_in_days', 11, 'يحل الموعد بعد ١١ يومًا'), ('ar-EG', 'due_in_days', 100, 'يحل الموعد بعد ١٠٠ يوم'),
    ('fa-AF', 'overdue_by_days', 12, '۱۲ روز تأخیر'), ('prs', 'overdue_by_days', 12, '۱۲ روز تأخیر'), ('prs-u-nu-latn', 'overdue_by_days', 12, '12 روز تأخیر'),
    ('am', 'due_in_days', 1, '1 ቀን ቀርቷል'), ('am', 'due_in_days', 5, '5 ቀናት ቀርተዋል'),
    ('pt', 'due_in_days', 0, 'Vence em 0 dia'), ('pt-PT', 'due_in_days', 0, 'Vence em 0 dias'),
    ('xyz', 'due_in_days', 2, 'Due in 2 days');
SELECT results_eq($$SELECT s.language, s.key, s.n, case_rules.message(s.key, jsonb_build_object('days', s.n), s.language) FROM said s$$, 'TABLE said', 'what people read');
SELECT is(case_rules.message('waits_for_side', jsonb_build_object('side', side), 'es'), text, format('select: %s', side))
  FROM (VALUES ('requesting', 'En espera del Estado requirente'), ('requested', 'En espera del Estado requerido'), ('both', 'En espera de la otra parte')) v(side, text);
SELECT is(case_rules.message('extended_to', '{"day": "2026-03-09"}', 'en-GB'), 'Extended to 9 March 2026', 'a day, as the region writes it');
SELECT is(case_rules.message('extended_to', jsonb_build_object('day', date '2026-03-09'), 'fr'), 'Prolongé jusqu’au 9 mars 2026', 'from a date');
SELECT is(case_rules.message('extended_to', jsonb_build_object('day', d), 'en'), 'Extended to ' || t, 'or one without end, or before Christ')
  FROM (VALUES (date 'infinity', '∞'), (date '-infinity', '−∞'), (date '0044-03-15 BC', 'March 15, 44 BC')) v(d, t);
SELECT is(case_rules.message(NULL), NULL, 'no key, no message');

/* ---- arguments ---- */

SELECT is(case_rules.message('visits_done', '{"done": 2}', 'en'), '{owed}', 'a plural without its number stays as its name');
SELECT is(case_rules.message('visits_done', '{"owed": 2, "done": null}', 'en'), '{done} of 2 visits done', 'null is the same as none');
SELECT is(case_rules.message('visits_done', NULL, 'en'), '{owed}', 'no arguments at all');
SELECT throws_ok(format('SELECT case_rules.message(%L, %L)', 'due_in_days', bad), '22023', NULL, 'refused: ' || bad)
  FROM unnest(ARRAY['{"days": "Example Child"}', '{"days": true}', '{"days": [1]}', '{"days": {"a": 1}}', '[1]', '3']) bad;
SELECT throws_ok(format('SELECT case_rules.message(%L, jsonb_build_object(%L, %L))', 'due_on', 'day', bad), '22023',
                 'argument "day" of message "due_on" has to be a day, written YYYY-MM-DD', 'no day, and the error does not repeat it: ' || bad)
  FROM unnest(ARRAY['17.04.2011', '2011-02-29', '2011-13-01', '2011-4-17', 'tomorrow', '2011-04-17T10:00', '', '2011-04-17 AD', '+2011-04-17', '2011-04']) bad;
SELECT throws_ok($$SELECT case_rules.message('no_such_message')$$, '22023', 'there is no message "no_such_message"', 'no such message');
SELECT throws_ok($$SELECT case_rules.message('due_today', '{}', 'no language')$$, '22023', NULL, 'no such language');

/* ---- patterns ---- */

SELECT results_eq(
    $$SELECT case_rules.format_message(v.pattern, '{"n": 3, "big": 1234567, "half": 0.5, "s": "Example", "b": true, "d": "2011-04-17"}', 'en')
        FROM (VALUES (1, 'plain'), (2, ''), (3, 'it''s ''{n}'' ''''{n}'''''), (4, '{big} {half} {half, number, percent} {big, number, integer}'),
                     (5, '{n, plural, offset:1 =3 {exactly #} one {one} other {more}}'), (6, '{n, plural, offset:2 =1 {exactly} one {# more} other {more}}'),
                     (7, '{n, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}'), (8, '{b, select, true {yes} other {no}}'),
                     (9, '{s}{b}'), (10, '{d} {d, date, medium} {d, date, short}'), (11, '{s, select, Example {{n, plural, one {#} other {# and #}}} other {}}'),
                     (12, 'ñ {s} ቀን 😀')) v(i, pattern) ORDER BY i$$,
    $$VALUES ('plain'), (''), ('it''s {n} ''3'''), ('1,234,567 0.5 50% 1,234,567'), ('exactly 2'), ('1 more'), ('3rd'), ('yes'), ('Exampletrue'),
             ('2011-04-17 Apr 17, 2011 4/17/2011'), ('3 and 3'), ('ñ Example ቀን 😀')$$,
    'patterns');
SELECT is(case_rules.message_arguments('{b} {a, plural, one {# {c}} other {{b}}} ''{x}'''), '{b,a,c}'::text[], 'the arguments of a pattern');

CREATE FUNCTION pg_temp.detail(pattern text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    state text;
    detail text;
BEGIN
    PERFORM case_rules.message_pattern_check(pattern);
    RETURN 'none';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, detail = PG_EXCEPTION_DETAIL;
    RETURN state || ' ' || detail;
END $$;
SELECT results_eq(
    $$SELECT pg_temp.detail(p) FROM unnest(ARRAY['{days, plural, one {x}}', 'ñ {', '{n, plurals, other {}}', '}', '{n, plural, some {x} other {y}}', '{n}']) p$$,
    $$VALUES ('22P02 At character 23 the branch other is missing.'), ('22P02 At character 4 the name of an argument is missing.'),
             ('22P02 At character 5 the type of an argument should stand.'), ('22P02 The } at character 1 closes nothing.'),
             ('22P02 At character 13 a keyword should stand.'), ('none')$$,
    'what is wrong with a pattern, and at which character');

/* whatever is given as a text comes out as it is */
SELECT is_empty($$WITH random AS (SELECT string_agg(chr(c), '') AS text
                    FROM (SELECT i, CASE WHEN c BETWEEN 55296 AND 57343 THEN 123 WHEN c % 7 = 0 THEN 39 + c % 90 ELSE c END AS c
                            FROM generate_series(1, 500) i, generate_series(1, 12) j, LATERAL (SELECT 1 + (random() * (CASE j % 3 WHEN 0 THEN 1114110 ELSE 3000 END))::integer AS c) r) c
                   GROUP BY i)
                  SELECT r.text FROM random r
                   WHERE case_rules.format_message('<{t}>{t, select, other {}}', jsonb_build_object('t', r.text), 'ar') <> '<' || r.text || '>'$$,
                'random texts');
/* any text as a pattern is written or refused, nothing else */
CREATE FUNCTION pg_temp.survives() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    pieces text[] := ARRAY['{', '}', '''', '#', ',', 'n', ' plural', ' select', ' other', ' one', '=1', 'offset:1', ' date', ' number', 'é', '😀', 'ቀን', ' '];
    pattern text;
    kept bigint := 0;
BEGIN
    FOR i IN 1 .. 3000 LOOP
        SELECT string_agg(pieces[1 + (random() * 17)::integer], '') INTO pattern FROM generate_series(1, 1 + i % 12);
        BEGIN
            PERFORM case_rules.format_message(pattern, '{"n": 1}', 'ru');
            kept := kept + 1;
        EXCEPTION WHEN invalid_text_representation OR invalid_parameter_value THEN
            NULL;
        END;
    END LOOP;
    RETURN kept;
END $$;
SELECT cmp_ok(pg_temp.survives(), '>', 0::bigint, 'random patterns');

/* more languages than there is room for, errors in between: answers stay the same */
CREATE TEMP TABLE before AS
    SELECT l, case_rules.date_text(date '2011-04-17', l) AS day, case_rules.country_name('ET', l) AS country, case_rules.message('due_in_days', '{"days": 3}', l) AS due
      FROM unnest('{en,es,fr,ar,fa,am,ru,uk,de,pt,pl,it,nl,sv,da,fi,hu,ro,tr,vi,th,ja,ko,zh,hi,ne,sw,so,ti,ps,ur,bn,el,he,cs,sk,bg,hr,sr,lt}'::text[]) l;
SELECT throws_ok($$SELECT case_rules.date_text(date '1582-10-14', l, 'buddhist') FROM before$$, '22008', NULL, 'an error on the way');
SELECT is_empty($$SELECT b.l FROM before b WHERE (b.day, b.country, b.due) IS DISTINCT FROM
                  (case_rules.date_text(date '2011-04-17', b.l), case_rules.country_name('ET', b.l), case_rules.message('due_in_days', '{"days": 3}', b.l))$$,
                'forty languages, twice');

/* ---- the rulebook's own words ---- */

SELECT case_rules.create_rulebook('Own "words"', 'bigint') \g /dev/null
INSERT INTO "Own ""words""".message_text (key, language, pattern, note) VALUES
    ('due_today', 'es', 'Hoy se vence', NULL), ('due_in_days', 'es-GT', '{days, plural, one {Falta # día} other {Faltan # días}}', 'Example Reviewer'),
    ('due_today', 'quc', 'Example in another language', NULL), ('house_visit', 'en', 'Visit of {name} on {day, date}', NULL),
    ('house_visit', 'es', 'Visita de {name} el {day, date}', NULL), ('due_in_days', 'quc', '{days, plural, one {one} other {# other}}', NULL);
SELECT results_eq(
    $$SELECT l, "Own ""words""".message('due_today', '{}', l), "Own ""words""".message('due_in_days', '{"days": 3}', l),
             "Own ""words""".message('house_visit', '{"name": "Example", "day": "2026-03-09"}', l)
        FROM unnest('{en-GB,es,es-GT,quc,fr}'::text[]) l$$,
    $$VALUES ('en-GB', 'Due today', 'Due in 3 days', 'Visit of Example on 9 March 2026'),
             ('es', 'Hoy se vence', 'Vence en 3 días', 'Visita de Example el 9 de marzo de 2026'),
             ('es-GT', 'Hoy se vence', 'Faltan 3 días', 'Visita de Example el 9 de marzo de 2026'),
             ('quc', 'Example in another language', '3 other', 'Visit of Example on March 9, 2026'),
             ('fr', 'Échéance aujourd’hui', 'Échéance dans 3 jours', 'Visit of Example on March 9, 2026')$$,
    'own words first, message by message; then those of the release');
SELECT throws_ok($$INSERT INTO "Own ""words""".message_text VALUES ('bad', 'en', '{days')$$, '22P02', 'invalid pattern of a message', 'a pattern is checked when it is written');
SELECT throws_ok($$INSERT INTO "Own ""words""".message_text VALUES ('bad', 'es_GT', 'x')$$, '23514', NULL, 'so is its language');
SELECT throws_ok($$INSERT INTO "Own ""words""".message_text VALUES ('Bad key', 'es', 'x')$$, '23514', NULL, 'and its key');
SELECT throws_ok($$SELECT "Own ""words""".message('no_such_message')$$, '22023', NULL, 'no such message there either');

/* ---- labels, and workers ---- */

SELECT is_empty($$SELECT p.oid::regprocedure FROM pg_proc p
                   WHERE p.pronamespace = 'case_rules'::regnamespace AND p.proparallel <> 's'
                     AND p.proname ~ '^(language|is_language|country_name|language_name|plural_|message|format_message|date_text|finite_date|partial_date_end|unit_text|duration_text|relative_)'$$,
                'all of it may run in workers');
SELECT is_empty($$SELECT p.oid::regprocedure FROM pg_proc p
                   WHERE p.pronamespace = 'case_rules'::regnamespace AND p.provolatile = 'i'
                     AND p.proname ~ '^(language|country_name|language_name|plural_|message$|message_format|format_message|date_text|finite_date|partial_date_end|unit_text|duration_text|relative_)'$$,
                'what rests on ICU or on settings is not immutable');
SELECT set_config(CASE WHEN current_setting('server_version_num')::integer >= 160000 THEN 'debug_parallel_query' ELSE 'force_parallel_mode' END, 'on', true) \g /dev/null
SET LOCAL case_rules.language = 'es-GT';
SELECT is((SELECT case_rules.language() || ' ' || case_rules.message('due_in_days', jsonb_build_object('days', s.n)) FROM (SELECT 3 AS n) s),
          'es-GT Vence en 3 días', 'a worker speaks the language of its session');

/* more figures than ICU reads */
SELECT is(case_rules.format_message('{n} {n, number} {n, plural, one {#} other {#}}', jsonb_build_object('n', round(1::numeric / 3, 60)), 'en'), '0.333333 0.333333 0.333333', 'behind the point they are not written');
SELECT is(case_rules.plural_category(round(1::numeric, 60), 'en'), 'one', 'nor do they count');
SELECT throws_ok(format($$SELECT case_rules.format_message(%L, '{"n": 1e40}')$$, p), '22023', 'argument "n" of a message has to be a number of at most 24 digits', p)
  FROM unnest('{"{n}","{n, number, percent}","{n, plural, other {}}","{n, plural, other {#}}"}'::text[]) p;
SELECT throws_ok($$SELECT case_rules.plural_category(-1e40)$$, '22003', NULL, 'nor have they a plural');
SELECT is(case_rules.format_message('{n}', '{"n": -123456789012345678901234.5}', 'en'), '-123,456,789,012,345,678,901,234.5', 'so many are written');
SELECT * FROM finish();
ROLLBACK;
