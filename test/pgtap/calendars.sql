/* calendars: every day of 1900 to 2100 against sources that are not ICU, and what is refused */
BEGIN;
SELECT plan(167);
SET LOCAL search_path = public, case_rules;
SET LOCAL datestyle = 'ISO';

/* ---- facts from elsewhere: see test/oracle ---- */

CREATE TEMP TABLE line (text text);
\copy line FROM 'test/data/calendar_years.csv' WITH (FORMAT csv, DELIMITER E'\x01')
CREATE TEMP TABLE fact AS
    SELECT f[1] AS calendar, f[2]::integer AS year, f[3]::date AS first_day,
           string_to_array(f[4], ' ')::integer[] AS lengths, string_to_array(f[5], ' ') AS said_by
    FROM (SELECT string_to_array(text, ';') FROM line WHERE text NOT LIKE '#%') x (f);
SELECT is(string_agg(DISTINCT calendar, ' ' ORDER BY calendar), 'ethiopic hebrew indian islamic-umalqura nepali persian',
    'the calendars of which packages know facts') FROM fact;

/* the years that count: where the packages differ, the file src/dates/bikram_sambat_core.c says why which one is right */
CREATE TEMP TABLE known_year AS
    SELECT calendar, year, first_day, lengths FROM fact
    WHERE calendar IN ('persian', 'hebrew', 'ethiopic', 'indian')
       OR calendar = 'islamic-umalqura' AND 'openjdk' = ANY (said_by)
       OR calendar = 'nepali' AND (year < 2000 AND year <> 1975 AND 'bikram-sambat' = ANY (said_by)
                                OR year BETWEEN 2000 AND 2083 AND cardinality(said_by) >= 4
                                OR year BETWEEN 2084 AND 2098 AND 'nepali-datetime' = ANY (said_by));
SELECT is(count(*), 0::bigint, 'packages that agree say one thing of each year')
  FROM (SELECT calendar, year FROM known_year GROUP BY 1, 2 HAVING count(*) > 1) x;

/* calendars that follow a rule are reckoned here as well, from the rule */
INSERT INTO known_year
    SELECT c.calendar, y, c.epoch + 365 * (y - c.offset_years - 1) + (y - c.offset_years) / 4,
           array_fill(30, ARRAY[12]) || CASE (y - c.offset_years) % 4 WHEN 3 THEN 6 ELSE 5 END
    FROM (VALUES ('coptic', date '0284-08-29', 0), ('ethiopic-amete-alem', date '0008-08-27', 5500)) c (calendar, epoch, offset_years),
         LATERAL generate_series(CASE calendar WHEN 'coptic' THEN 1616 ELSE 7392 END,
                                 CASE calendar WHEN 'coptic' THEN 1818 ELSE 7594 END) y;
INSERT INTO known_year
    SELECT 'ethiopic', year - 5500, first_day, lengths FROM known_year k
    WHERE calendar = 'ethiopic-amete-alem'
      AND NOT EXISTS (SELECT FROM known_year e WHERE e.calendar = 'ethiopic' AND e.year = k.year - 5500);
INSERT INTO known_year
    SELECT 'islamic-civil', y, date '0622-07-19' + (y - 1) * 354 + (3 + 11 * y) / 30,
           ARRAY[30, 29, 30, 29, 30, 29, 30, 29, 30, 29, 30,
                 CASE WHEN y % 30 IN (2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29) THEN 30 ELSE 29 END]
    FROM generate_series(1317, 1525) y;
INSERT INTO known_year
    SELECT c.calendar, y + c.more, make_date(y, 1, 1),
           ARRAY(SELECT extract(day FROM make_date(y, m, 1) + interval '1 month - 1 day')::integer FROM generate_series(1, 12) m)
    FROM (VALUES ('gregorian', 0), ('buddhist', 543)) c (calendar, more), generate_series(1900, 2100) y;

/* day by day */
CREATE TEMP TABLE known_day AS
    SELECT calendar, year, m::integer AS month, d AS day,
           first_day + (SELECT coalesce(sum(l), 0) FROM unnest(lengths[:m - 1]) l)::integer + d - 1 AS on_day
    FROM known_year, LATERAL unnest(lengths) WITH ORDINALITY u (length, m), LATERAL generate_series(1, length) d;
DELETE FROM known_day WHERE on_day NOT BETWEEN '1900-01-01' AND '2100-12-31';

SELECT is(count(*), CASE calendar WHEN 'nepali' THEN (date '2042-04-14' - date '1913-04-13') - 365
                                  ELSE date '2101-01-01' - date '1900-01-01' END::bigint,
          calendar || ': the sources have every day')
  FROM known_day GROUP BY calendar ORDER BY calendar;
SELECT is(count(*), 0::bigint, 'and none has a day twice')
  FROM (SELECT calendar, on_day FROM known_day GROUP BY 1, 2 HAVING count(*) > 1) x;
SELECT is((SELECT count(*) FROM known_day k, LATERAL calendar_fields(k.on_day, k.calendar) f
            WHERE (f.year, f.month, f.day) IS DISTINCT FROM (k.year, k.month, k.day)), 0::bigint,
    'every day of every calendar is what the sources say');
SELECT is((SELECT count(*) FROM known_day k
            WHERE partial_date_from(k.calendar, k.year, k.month, k.day)::text IS DISTINCT FROM k.on_day::text), 0::bigint,
    'and back');
SELECT is((SELECT count(*) FROM known_year k, LATERAL partial_date_from(k.calendar, k.year) p
            WHERE daterange(p) <> daterange(k.first_day, k.first_day + (SELECT sum(l) FROM unnest(k.lengths) l)::integer)), 0::bigint,
    'every year');
SELECT is((SELECT count(*) FROM known_year k, LATERAL unnest(k.lengths) WITH ORDINALITY u (length, m)
            WHERE u.length > 0
              AND latest(partial_date_from(k.calendar, k.year, u.m::integer)) - earliest(partial_date_from(k.calendar, k.year, u.m::integer)) + 1
                  <> u.length), 0::bigint,
    'every month');

/* Iran's leap years as its calendar authority lists them (University of Tehran, leap years of 1206 to 1498) */
SELECT is((SELECT string_agg(y::text, ' ' ORDER BY y) FROM generate_series(1206, 1498) y
            WHERE upper(daterange(partial_date_from('persian', y))) - lower(daterange(partial_date_from('persian', y))) = 366),
    '1210 1214 1218 1222 1226 1230 1234 1238 1243 1247 1251 1255 1259 1263 1267 1271 1276 1280 1284 1288 1292 1296 1300 1304 '
    '1309 1313 1317 1321 1325 1329 1333 1337 1342 1346 1350 1354 1358 1362 1366 1370 1375 1379 1383 1387 1391 1395 1399 1403 '
    '1408 1412 1416 1420 1424 1428 1432 1436 1441 1445 1449 1453 1457 1461 1465 1469 1474 1478 1482 1486 1490 1494 1498',
    'persian: the leap years of the authority, and no others');

/* what the note of calendars() says of Umm al-Qura: the printed almanac (hijridate, as @tabby_ai/hijri-converter has it) */
CREATE TEMP TABLE printed AS
    SELECT f.year, m::integer AS month,
           f.first_day + (SELECT coalesce(sum(l), 0) FROM unnest(f.lengths[:m - 1]) l)::integer
             - earliest(partial_date_from('islamic-umalqura', f.year, m::integer)) AS later
    FROM fact f, generate_series(1, 12) m
    WHERE f.calendar = 'islamic-umalqura' AND '@tabby_ai/hijri-converter' = ANY (f.said_by);
SELECT is((SELECT count(*) FROM printed WHERE later <> 0 AND year BETWEEN 1420 AND 1450), 0::bigint,
    'islamic-umalqura: from 1420 to 1450 the printed almanac is what is reckoned');
SELECT is((SELECT count(*) FROM printed WHERE later NOT BETWEEN -2 AND 1), 0::bigint,
    'otherwise it is two days early or one day late at most');
SELECT cmp_ok((SELECT count(*) FROM printed WHERE later < 0 AND year BETWEEN 1400 AND 1419), '>', 150::bigint,
    'and before 1420 its months began a day earlier most of the time');

/* ---- published anchors ---- */

SELECT is(partial_date_from(a.calendar, a.year, a.month, a.day)::text, a.on_day, a.what)
  FROM (VALUES
    ('persian', 1357, 11, 22, '1979-02-11', 'the 22 Bahman that Iran commemorates'),
    ('persian', 1403, 12, 30, '2025-03-20', 'the leap day of 1403'),
    ('ethiopic', 2000, 1, 1, '2007-09-12', 'the Ethiopian millennium'),
    ('ethiopic-amete-alem', 7500, 1, 1, '2007-09-12', 'the same, from the Creation'),
    ('coptic', 1740, 1, 1, '2023-09-12', 'Nayrouz in a year before a Gregorian leap year'),
    ('hebrew', 5708, 9, 5, '1948-05-14', '5 Iyar 5708'),
    ('hebrew', 5784, 1, 1, '2023-09-16', 'Rosh Hashanah 5784'),
    ('hebrew', 5784, 7, 14, '2024-03-24', 'Purim in Adar II of a leap year'),
    ('hebrew', 5783, 7, 14, '2023-03-07', 'Purim in a common year'),
    ('indian', 1879, 1, 1, '1957-03-22', 'the day on which India adopted it'),
    ('islamic-umalqura', 1445, 9, 1, '2024-03-11', 'Ramadan 1445'),
    ('islamic-civil', 1445, 1, 1, '2023-07-19', 'tabular new year 1445'),
    ('buddhist', 2567, 4, 13, '2024-04-13', 'Songkran 2567'),
    ('nepali', 2072, 1, 12, '2015-04-25', 'the Gorkha earthquake'),
    ('nepali', 2065, 2, 15, '2008-05-28', 'the republic of Nepal'),
    ('nepali', 2072, 6, 3, '2015-09-20', 'the constitution of Nepal'),
    ('nepali', 2000, 1, 1, '1943-04-14', 'new year 2000')) a (calendar, year, month, day, on_day, what);

/* ---- years, months, marks ---- */

SELECT is(partial_date_from('gregorian', 2011)::text, '2011', 'a Gregorian year');
SELECT is(partial_date_from('gregorian', 2011, 4)::text, '2011-04', 'a Gregorian month');
SELECT is(partial_date_from('gregorian', 2011, 4, 17)::text, '2011-04-17', 'a Gregorian day');
SELECT is(partial_date_from('buddhist', 2554, 4, NULL, '~')::text, '2011-04~', 'a Buddhist month is a Gregorian one');
SELECT is(partial_date_from('persian', 1390)::text, '2011-03-21/2012-03-19', 'a Persian year');
SELECT is(partial_date_from('persian', 1390, 1, NULL, '?')::text, '2011-03-21?/2011-04-20?', 'a Persian month in doubt');
SELECT is(partial_date_from('persian', 1390, 1, 28, '%')::text, '2011-04-17%', 'a Persian day in doubt, and about');
SELECT is(partial_date_from('nepali', 2068)::text, '2011-04-14/2012-04-12', 'a year of Bikram Sambat');
SELECT is(partial_date_from(NULL, 2011), NULL, 'no calendar: null');
SELECT is(partial_date_from('persian', NULL, 1, 1), NULL, 'no year: null');
SELECT is(upper(daterange(partial_date_from('hebrew', 5784))) - lower(daterange(partial_date_from('hebrew', 5784))), 383, 'a Hebrew leap year');
SELECT is(partial_date_from('gregorian', 1582, 10, 10)::text, '1582-10-10', 'Gregorian without a change of calendar');
SELECT is((SELECT (year, month, day)::text FROM calendar_fields('1500-02-28', 'gregorian')), '(1500,2,28)', 'out again too');

/* ---- what is refused ---- */

CREATE FUNCTION pg_temp.attempt(calendar text, year integer, month integer, day integer,
                                OUT answer case_rules.partial_date, OUT state text, OUT said text)
LANGUAGE plpgsql AS $$
DECLARE
    message text;
    detail text;
    hint text;
BEGIN
    answer := case_rules.partial_date_from(calendar, year, month, day);
EXCEPTION WHEN data_exception THEN
    GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
    said := concat_ws(' | ', message, detail, hint);
END $$;
CREATE TEMP TABLE refused (calendar text, year integer, month integer, day integer, state text, words text);
INSERT INTO refused VALUES
    ('persian', 1402, 12, 30, '22008', 'no such day'), ('persian', 1390, 7, 31, '22008', 'no such day'),
    ('persian', 1390, 13, 1, '22008', 'months run from 1 to 12'), ('persian', 1390, 0, 1, '22008', 'months run'),
    ('persian', 1390, 1, 0, '22008', 'no such day'), ('persian', 1390, 1, -1, '22008', 'no such day'),
    ('persian', 1205, 1, 1, '22008', 'from 1206 to 1498'), ('persian', 1499, NULL, NULL, '22008', 'from 1206 to 1498'),
    ('persian', 2011, 4, 17, '22008', 'another calendar'),
    ('gregorian', 2011, 2, 29, '22008', 'no such day'), ('gregorian', 0, 1, 1, '22008', 'from 1 to 9999'),
    ('gregorian', 10000, NULL, NULL, '22008', 'from 1 to 9999'), ('gregorian', 1900, 2, 29, '22008', 'no such day'),
    ('buddhist', 2125, 1, 1, '22008', 'from 2126'), ('buddhist', 2554, 2, 29, '22008', 'no such day'),
    ('ethiopic', 2003, 13, 7, '22008', 'no such day'), ('ethiopic', 2004, 13, 6, '22008', 'no such day'),
    ('ethiopic', 2003, 1, 31, '22008', 'no such day'), ('ethiopic', 2003, 14, 1, '22008', 'from 1 to 13'),
    ('ethiopic', 0, 1, 1, '22008', 'from 1'), ('ethiopic', -7, 1, 1, '22008', 'from 1'),
    ('ethiopic-amete-alem', 2003, 1, 1, '22008', 'from 5501'),
    ('coptic', 1727, 13, 7, '22008', 'no such day'),
    ('islamic-umalqura', 1299, 12, 1, '22008', 'from 1300 to 1600'), ('islamic-umalqura', 1601, 1, 1, '22008', 'from 1300 to 1600'),
    ('islamic-umalqura', 1432, 1, 31, '22008', 'no such day'),
    ('islamic-civil', 1432, 2, 30, '22008', 'no such day'), ('islamic-civil', 0, 1, 1, '22008', 'from 1 to'),
    ('hebrew', 5783, 6, 1, '22008', 'Adar is month 7'), ('hebrew', 5783, 6, NULL, '22008', 'Adar I'),
    ('hebrew', 5784, 14, 1, '22008', 'from 1 to 13'), ('hebrew', 5784, 4, 30, '22008', 'no such day'),
    ('indian', 1933, 1, 31, '22008', 'no such day'), ('indian', 0, 1, 1, '22008', 'from 1'),
    ('nepali', 2068, 1, 32, '22008', 'no such day'), ('nepali', 1969, 1, 1, '22008', 'from 1970 to 2099'),
    ('nepali', 2100, 1, 1, '22008', 'from 1970 to 2099'), ('nepali', 2068, 13, 1, '22008', 'from 1 to 12'),
    ('persian', 1390, NULL, 28, '22023', 'a day needs a month'),
    ('julian', 1390, 1, 1, '22023', 'gregorian, persian, ethiopic'), ('Persian', 1390, 1, 1, '22023', 'The calendars are'),
    ('gregorian', 2147483647, 2147483647, 2147483647, '22008', 'from 1'), ('hebrew', -2147483648, 1, 1, '22008', 'from 3762');
SELECT is(a.state || CASE WHEN strpos(a.said, r.words) > 0 THEN '' ELSE ' ' || a.said END, r.state,
          format('%s-%s-%s of %s is refused, and says: %s', r.year, r.month, r.day, r.calendar, r.words))
  FROM refused r, LATERAL pg_temp.attempt(r.calendar, r.year, r.month, r.day) a;
SELECT is(count(*), 0::bigint, 'no message repeats a year or day')
  FROM refused r, LATERAL pg_temp.attempt(r.calendar, r.year, r.month, r.day) a
 WHERE r.year > 1000 AND a.said ~ ('\m' || r.year || '\M')
    OR r.day > 13 AND a.said ~ ('\m' || r.day || '\M');
SELECT throws_ok($$SELECT partial_date_from('persian', 1390, 1, 1, '!')$$, '22023', NULL, 'there are three marks');
SELECT throws_ok($$SELECT partial_date_from('persian', 1390, 1, 1, '??')$$, '22023', NULL, 'one at a time');
SELECT throws_ok($$SELECT calendar_fields('1900-01-01', 'nepali')$$, '22008', NULL, 'a day outside the table');
SELECT throws_ok($$SELECT calendar_fields('infinity', 'gregorian')$$, '22008', NULL, 'an infinite day');
SELECT throws_ok($$SELECT calendar_fields('-infinity', 'hebrew')$$, '22008', NULL, 'in either direction');
SELECT throws_ok($$SELECT calendar_fields('4000-01-01 BC', 'coptic')$$, '22008', NULL, 'a day before year 1');
SELECT throws_ok($$SELECT calendar_fields('294276-01-01', 'persian')$$, '22008', NULL, 'a day after year 9999');
SELECT throws_ok($$SELECT calendar_fields('1882-11-11', 'islamic-umalqura')$$, '22008', NULL, 'the day before ICU''s table');
SELECT throws_ok($$SELECT calendar_fields('2174-11-26', 'islamic-umalqura')$$, '22008', NULL, 'and the day after it');

/* whatever is given: a day that comes back the same, or a refusal */
SELECT setseed(0.4);
CREATE TEMP TABLE guess AS
    SELECT c.calendar, c.first_year + floor(random() * (c.last_year - c.first_year + 1))::integer AS year,
           floor(random() * 18)::integer - 2 AS month, floor(random() * 38)::integer - 2 AS day
    FROM calendars() c, generate_series(1, 2000);
CREATE TEMP TABLE guessed AS SELECT g.*, a.answer, a.state FROM guess g, LATERAL pg_temp.attempt(g.calendar, g.year, g.month, g.day) a;
SELECT is((SELECT count(*) FROM guessed g, LATERAL calendar_fields(earliest(g.answer), g.calendar) f
            WHERE g.answer IS NOT NULL AND (f.year, f.month, f.day) IS DISTINCT FROM (g.year, g.month, g.day)), 0::bigint,
    'no number rolls over into the next month or year');
SELECT cmp_ok((SELECT count(*) FROM guessed WHERE answer IS NOT NULL), '>', 8000::bigint, 'many were days');
SELECT cmp_ok((SELECT count(*) FROM guessed WHERE state = '22008'), '>', 8000::bigint, 'many were not');

/* from end to end, years and months lie side by side */
CREATE TEMP TABLE span AS
    SELECT c.calendar, y, c.months FROM calendars() c, LATERAL generate_series(c.first_year, c.last_year - 1) y
    WHERE y < c.first_year + 25 OR y > c.last_year - 25 OR y % 101 = 0;
SELECT is((SELECT count(*) FROM span s WHERE latest(partial_date_from(s.calendar, s.y)) + 1 <> earliest(partial_date_from(s.calendar, s.y + 1))),
    0::bigint, 'a year begins on the day after the last one');
SELECT is((SELECT count(*) FROM span s, LATERAL generate_series(1, s.months) m, LATERAL pg_temp.attempt(s.calendar, s.y, m, NULL) a,
                  LATERAL calendar_fields(latest(a.answer) + 1, s.calendar) f
            WHERE f.day <> 1 OR (f.year, f.month) NOT IN ((s.y, m + 1), (s.y, m + 2), (s.y + 1, 1))), 0::bigint,
    'a month begins on the day after the last one');
SELECT is((SELECT string_agg(calendar || ' ' || first_day || ' ' || last_day, ', ' ORDER BY calendar) FROM calendars()
            WHERE calendar IN ('islamic-umalqura', 'nepali', 'gregorian', 'persian')),
    'gregorian 0001-01-01 9999-12-31, islamic-umalqura 1882-11-12 2174-11-25, nepali 1913-04-13 2043-04-13, persian 1827-03-22 2120-03-20',
    'calendars() tells the span of each');
SELECT is((SELECT count(*) FROM calendars() WHERE note = '' OR note IS NULL), 0::bigint, 'and what to know of it');
SELECT is((SELECT count(*) FROM calendars() c, LATERAL calendar_fields(c.first_day, c.calendar) a, LATERAL calendar_fields(c.last_day, c.calendar) z
            WHERE (a.year, a.month, a.day) <> (c.first_year, 1, 1) OR (z.year, z.month) <> (c.last_year, c.months)), 0::bigint,
    'the spans are whole years');

/* ---- the table of Bikram Sambat ---- */

SELECT is(count(*), 130::bigint, 'bikram_sambat_years() lists the table') FROM bikram_sambat_years();
SELECT is(string_agg(certainty || ' ' || n, ', ' ORDER BY certainty), 'compiled 30, disputed 1, predicted 16, published 83', 'and how sure each year is')
  FROM (SELECT certainty, count(*) AS n FROM bikram_sambat_years() GROUP BY 1) x;
SELECT is((SELECT count(*) FROM bikram_sambat_years() b
            WHERE partial_date(b.first_day, b.first_day + (SELECT sum(l) FROM unnest(b.month_days) l)::integer - 1)
                  <> partial_date_from('nepali', b.year)
               OR version <> 1 OR source IS NULL), 0::bigint, 'the table is what is reckoned with');
SELECT is((SELECT count(*) FROM bikram_sambat_years() b JOIN fact f ON f.calendar = 'nepali' AND f.year = b.year AND f.lengths = b.month_days
            WHERE b.certainty IN ('published', 'disputed')), 84::bigint, 'a package at least says so of each published year');

/* ---- in words ---- */

SELECT is(in_calendar(d::case_rules.partial_date, 'nepali', l), w, format('%s in Bikram Sambat, %s', d, l))
  FROM (VALUES
    ('2011-04-17', 'en', '4 Baisakh 2068 BS'),
    ('2011-04-17', 'ne', 'वि.सं. २०६८ वैशाख ४'),
    ('2011-04-17', 'ne-NP', 'वि.सं. २०६८ वैशाख ४'),
    ('2011-04-17?', 'en', '4 Baisakh 2068 BS?'),
    ('2011-04-14/2011-05-14', 'en', 'Baisakh 2068 BS'),
    ('2011-04-14/2011-05-14', 'ne', 'वि.सं. २०६८ वैशाख'),
    ('2011-04-14~/2011-05-14~', 'en', 'Baisakh 2068 BS~'),
    ('2011-04-14/2012-04-12', 'en', '2068 BS'),
    ('2011-04-14/2012-04-12', 'ne', 'वि.सं. २०६८'),
    ('2011-04-14/2013-04-13', 'en', '2068 BS – 2069 BS'),
    ('2011-04-14?/2012-04-12', 'en', '2068 BS? – 2068 BS'),
    ('2011-04', 'en', '18 Chaitra 2067 BS – 17 Baisakh 2068 BS'),
    ('2011-04%', 'en', '18 Chaitra 2067 BS% – 17 Baisakh 2068 BS%'),
    ('../2011-04-17', 'en', '… – 4 Baisakh 2068 BS'),
    ('../2012-04-12', 'en', '… – 2068 BS'),
    ('2011-04-14~/..', 'en', '2068 BS~ – …'),
    ('2011-04-15/..', 'en', '2 Baisakh 2068 BS – …')) x (d, l, w);
SELECT is(in_calendar('2011', 'gregorian', 'en'), '2011', 'a Gregorian year');
SELECT is(in_calendar('2011-04', 'gregorian', 'en'), 'April 2011', 'a Gregorian month');
SELECT is(in_calendar('2011-04-01/2011-04-30', 'gregorian', 'en'), 'April 2011', 'the days of a month are the month');
SELECT is(in_calendar('2009/2011', 'gregorian', 'en'), '2009 – 2011', 'an interval of years');
SELECT is(in_calendar('2011/2011-04', 'gregorian', 'en'), 'January 2011 – April 2011', 'the coarsest unit that both ends have');
SELECT is(in_calendar('201X', 'gregorian', 'en'), '2010 – 2019', 'a decade');
SELECT is(in_calendar('1500-02-28/1500-03-01', 'gregorian', 'en'), 'February 28, 1500 – March 1, 1500', 'no change of calendar in 1582');
SELECT matches(in_calendar('2011-04-17', 'persian', 'en'), '^Farvardin 28, 1390', 'a day in Solar Hijri');
SELECT matches(in_calendar('2011-03-21/2011-04-20', 'persian', 'en'), '^Farvardin 1390', 'a month in Solar Hijri');
SELECT matches(in_calendar('2011-03-21/2012-03-19', 'persian', 'en'), '^1390', 'a year in Solar Hijri');
SELECT matches(in_calendar('2011-04-17', 'persian', 'fa'), '۲۸ فروردین ۱۳۹۰', 'in Persian');
SELECT matches(in_calendar('2011-04-17', 'ethiopic', 'am'), 'ሚያዝያ', 'in Amharic');
SELECT is(in_calendar(partial_date_from('hebrew', 5807, 2, 30), 'hebrew', 'en'), '30 Heshvan 5807', 'a day that ICU 72 does not have');
SELECT is(in_calendar('2046-10-01', 'hebrew', 'en'), '1 Tishri 5807', 'and one that it has a day late');
SELECT is(in_calendar(partial_date_from('ethiopic', 2003, 13), 'ethiopic', 'en') ~ 'ERA', false, 'an era has a name');
SELECT is(count(*), 0::bigint, 'and the year is always said')
  FROM calendars() c, LATERAL calendar_fields('2011-04-17', c.calendar) f
 WHERE in_calendar('2011-04-17', c.calendar, 'en') !~ ('\m' || f.year || '\M')
    OR in_calendar('2011-04-17', c.calendar, 'en') !~ ('\m' || f.day || '\M');
SELECT is(in_calendar('2011-04-17', 'persian'), in_calendar('2011-04-17', 'persian', 'en'), 'no language named, and none set: English');
SELECT is(in_calendar(NULL, 'persian', 'en'), NULL, 'null of null');
SELECT is(in_calendar('2011', NULL, 'en'), NULL, 'in no calendar');
SELECT throws_ok($$SELECT in_calendar('1900', 'nepali', 'en')$$, '22008', NULL, 'outside the table');
SELECT throws_ok($$SELECT in_calendar('2011', 'nepali', 'zz')$$, '22023', NULL, 'a locale that nobody has');
SELECT throws_ok($$SELECT in_calendar('2011', 'gregorian', 'fa@calendar=persian')$$, '22023', NULL, 'a locale is no place for a calendar');
SELECT throws_ok($$SELECT in_calendar('2011', 'gregorian', 'fa-u-ca-persian')$$, '22023', NULL, 'in neither form');
SELECT throws_ok($$SELECT in_calendar('2011', 'gregorian', 'en--US')$$, '22023', NULL, 'a broken one');
SELECT throws_ok($$SELECT in_calendar('2011', 'gregorian', '')$$, '22023', NULL, 'an empty one');
SELECT throws_ok(format($$SELECT in_calendar('2011', 'gregorian', %L)$$, repeat('en-', 100)), '22023', NULL, 'a long one');
SELECT is(count(DISTINCT in_calendar('2011-04-17', c.calendar, l)), count(*), 'more formats than are kept at a time')
  FROM calendars() c, unnest('{en,de,ja,ar}'::text[]) l
 WHERE c.calendar IN ('persian', 'hebrew', 'islamic-civil', 'indian', 'coptic', 'buddhist');

/* the same over and over, after errors too */
SELECT is(count(*), 0::bigint, 'formats that are made and thrown away give the same words')
  FROM generate_series(1, 3), LATERAL (SELECT calendar, l, in_calendar('2011-04-17', calendar, l) AS words
                                       FROM calendars(), unnest('{en,fa,am,ne}'::text[]) l) a
 WHERE words <> in_calendar(partial_date(date '2011-04-17'), calendar, l);

SELECT is(p.provolatile, CASE p.proname WHEN 'bikram_sambat_years' THEN 'i' ELSE 's' END::"char", p.proname || ' is as fickle as ICU')
  FROM pg_proc p WHERE p.pronamespace = 'case_rules'::regnamespace
   AND p.proname IN ('partial_date_from', 'in_calendar', 'calendar_fields', 'calendars', 'bikram_sambat_years');

SELECT * FROM finish();
ROLLBACK;
