/*
 * name_key, name_similarity: names across scripts.  The names are common ones,
 * the people none.
 *
 * ICU's rules differ a little from release to release: what is tested here
 * must hold with all of them, so that keys are compared with each other and
 * not with letters.
 */
BEGIN;
SELECT plan(34);
SET search_path = case_rules, public;

/* each row: spellings of one name, all of which have to meet */
CREATE TEMP TABLE spelled (name text PRIMARY KEY, spellings text[]);
INSERT INTO spelled VALUES
    ('Muhammad', '{Mohammed,Muhammad,Mohamed,Mehmet,Mohamad,Md,Maxamed,محمد,مُحَمَّد,Мухаммед,Магомед,ሙሐመድ,መሐመድ,मोहम्मद,मुहम्मद}'),
    ('Ahmad', '{Ahmed,Ahmad,Ahmet,Axmed,Achmed,أحمد,احمد,Ахмед,Ахмад,አህመድ,अहमद}'),
    ('Fatima', '{Fatima,Fatimah,Fatma,Fátima,فاطمة,فاطمه,Фатима,ፋጢማ,ፋቲማ,फ़ातिमा,फातिमा}'),
    ('Hasan', '{Hassan,Hasan,Xasan,حسن,Хасан,Гасан,ሐሰን,हसन}'),
    ('Husain', '{Hussein,Husayn,Hüseyin,Xuseen,Hossein,حسين,حسین,Хусейн,Гусейн,ሁሴን,हुसैन}'),
    ('Khadija', '{Khadija,Khadijah,Hatice,خديجة,خدیجه,Хадиджа,ኸዲጃ,ख़दीजा}'),
    ('Aisha', '{Aisha,Aischa,Aïcha,Ayesha,Caasha,عائشة,عایشه,Аиша,አይሻ,आयशा}'),
    ('Yusuf', '{Yusuf,Youssef,Jusuf,Joseph,يوسف,یوسف,Юсуф,ዮሱፍ,ዮሴፍ,यूसुफ़}'),
    ('Ibrahim', '{Ibrahim,Ebrahim,İbrahim,إبراهيم,ابراهیم,Ибрагим,Ибрахим,ኢብራሂም,इब्राहिम}'),
    ('Abd al-Rahman', '{Abdul Rahman,Abdulrahman,Abd al-Rahman,Abd ar-Rahman,Abdurrahman,Abdelrahman,Cabdiraxmaan,عبد الرحمن,عبدالرحمن,Абдурахман,Абдул-Рахман,አብዱራህማን,अब्दुल रहमान}'),
    ('Abdullah', '{Abdullah,Abdallah,Abdulla,Abd Allah,Abdullahi,عبد الله,عبدالله,Абдулла,Абдуллах,አብዱላህ,अब्दुल्लाह}'),
    ('Nur al-Din', '{Nur al-Din,Nureddin,Nooruddin,Nourdine,نور الدين,نورالدین,Нуреддин}'),
    ('Abu Bakr', '{Abu Bakr,Abubakar,Aboubacar,أبو بكر,ابوبکر,Абу Бакр,Абубакар,አቡበክር,अबू बक्र}'),
    ('Uthman', '{Othman,Osman,Usman,Uthman,Cismaan,عثمان,Осман,Усман,उस्मान}'),
    ('Umar', '{Omar,Umar,Ömer,Cumar,عمر,Омар,Умар,ኡመር,उमर}'),
    ('Zainab', '{Zainab,Zeynep,Zeinab,زينب,زینب,Зайнаб,ዘይነብ,ज़ैनब}'),
    ('Jamal', '{Jamal,Djamal,Cemal,Gamal,جمال,Джамал,ጀማል,जमाल}'),
    ('Ramadan', '{Ramadan,Ramazan,رمضان,Рамазан,Рамадан,ረመዳን,रमज़ान}'),
    ('Rida', '{Reza,Rida,Ridha,Rıza,رضا,Реза,रज़ा}'),
    ('al-Zahra', '{Zahra,Zehra,al-Zahra,Az Zahra,الزهراء,زهرا,Захра,ዘህራ,ज़हरा}'),
    ('Qasim', '{Qasim,Kasim,Kassem,Ghasem,قاسم,Касим,ቃሲም,क़ासिम}'),
    ('Salih', '{Saleh,Salih,Saalax,صالح,Салих,Салех,ሳሊህ}'),
    ('Elias', '{Elias,Ilyas,إلياس,الیاس,Ильяс,ኤልያስ,इलियास}'),
    ('Dawud', '{David,Dawit,Daoud,داود,داوود,Давид,Дауд,ዳዊት,दाऊद}'),
    ('Parviz', '{Parviz,Parwez,پرویز,Парвиз,परवेज़}'),
    ('Zhila', '{Zhila,Jila,ژیلا,Жила}'),
    ('Tsegaye', '{Tsegaye,Segaye,ጸጋዬ,ፀጋዬ,Цегайе}'),
    ('Haile', '{Haile,Hayle,Hailé,ኃይለ,ሃይለ,Хайле}'),
    ('Tesfaye', '{Tesfaye,Tasfaye,ተስፋዬ,Тесфайе}'),
    ('Krishna', '{Krishna,कृष्ण,Кришна}'),
    ('Gurung', '{Gurung,गुरुङ,Гурунг}'),
    ('Lakshmi', '{Lakshmi,लक्ष्मी,Лакшми,لاكشمي}'),
    ('Suresh', '{Suresh,सुरेश,Суреш,سوريش}'),
    ('Shevchenko', '{Shevchenko,Schewtschenko,Szewczenko,Шевченко}'),
    ('Natalia', '{Natalia,Natalya,Наталья,Наталія,ناتاليا,ናታሊያ}'),
    ('Zhanna', '{Zhanna,Janna,Жанна,Žanna,ژانا}'),
    ('Papadopoulos', '{Papadopoulos,Παπαδόπουλος,Пападопулос}');
CREATE TEMP TABLE one AS
    SELECT s.name AS of, u.spelling, name_key(u.spelling) AS key FROM spelled s, unnest(s.spellings) u(spelling);

SELECT is_empty($$SELECT of, spelling, key FROM one
                   WHERE key <> (SELECT mode() WITHIN GROUP (ORDER BY o.key) FROM one o WHERE o.of = one.of)$$,
    'spellings of a name in five scripts and more have one key');
SELECT cmp_ok((SELECT count(*) FROM one), '>', 250::bigint, 'and there are many of them');
SELECT is_empty($$SELECT a.spelling, b.spelling, name_similarity(a.spelling, b.spelling) FROM one a JOIN one b USING (of)
                   WHERE name_similarity(a.spelling, b.spelling) < 0.6$$, 'and sound alike');
SELECT cmp_ok((SELECT percentile_cont(0.1) WITHIN GROUP (ORDER BY name_similarity(a.spelling, b.spelling))
                 FROM one a JOIN one b ON a.of = b.of AND a.spelling < b.spelling), '>', 0.8::float8, 'nine of ten pairs much so');

/* keys of different names: those that meet are few, and known */
SELECT is_empty($$SELECT DISTINCT a.of, b.of FROM one a JOIN one b ON a.key = b.key AND a.of < b.of
                   WHERE (a.of, b.of) NOT IN (('Hasan', 'Husain'))$$, 'other names have other keys');
SELECT cmp_ok((SELECT avg((name_similarity(a.spelling, b.spelling) < 0.75)::int) FROM one a JOIN one b ON a.of < b.of), '>', 0.985,
    'and do not sound alike');
SELECT is_empty($$SELECT a, b FROM (VALUES ('Fatima Hassan', 'Fatima Karimova'), ('Ahmed', 'Hamid'), ('Omar', 'Amir Khan'), ('Natalia', 'Tatiana'),
                                      ('Ali', 'Alexander'), ('Tesfaye', 'Haile'), ('सीता', 'Sunita'), ('Ольга', 'Oleg Bondar')) v(a, b)
                   WHERE name_key(a) = name_key(b) OR name_similarity(a, b) > 0.8$$, 'nor do these');
SELECT ok(name_similarity('Hasan', 'حسن') > name_similarity('Husain', 'حسن'), 'vowels decide where a key does not: Hasan');
SELECT ok(name_similarity('Husain', 'حسين') > name_similarity('Hasan', 'حسين'), 'and Husain');
SELECT ok(name_similarity('Salim', 'Salma') < name_similarity('Salim', 'Selim'), 'and where both scripts write them');

/* order, titles, particles */
SELECT is(name_key('Hassan Mohammed Ali'), name_key('Ali, HASSAN  mohammed'), 'the order of the parts does not matter, nor case and commas');
SELECT is(name_similarity('Hassan Mohammed Ali', 'Ali, HASSAN  mohammed'), 1::float8, 'nor for the likeness');
SELECT is_empty($$SELECT a, b, name_key(a), name_key(b) FROM (VALUES
    ('Dr. Hassan Karim', 'Hassan Karim'), ('Herr Karim', 'Karim'), ('Sheikh Hassan', 'Hassan'), ('الشيخ حسن', 'حسن'), ('حاجی کریم', 'Karim'),
    ('አቶ ተስፋዬ', 'Tesfaye'), ('ወይዘሮ ሰላም', 'Selam'), ('Ato Tesfaye', 'ተስፋዬ'), ('श्री राम', 'Ram'), ('श्रीमती सीता', 'Sita'), ('Shri Ram', 'राम'),
    ('Hassan bin Ali', 'Hassan Ali'), ('Hassan ibn Ali', 'حسن بن علي'), ('حسن ابن علي', 'Hassan Ali'), ('Fatima bint Omar', 'فاطمة بنت عمر'),
    ('al-Harbi', 'Harbi'), ('ألفت الحربي', 'Ulfat Harbi'), ('El Harbi', 'الحربي'), ('Alharbi', 'Harbi'), ('Аль-Харби', 'Harbi'), ('Maria de la Cruz', 'Maria Cruz'), ('Jan van den Berg', 'Jan Berg'),
    ('Anna von Example', 'Anna Example'), ('Рашид Карим оглы', 'Rashid Karim'), ('Umm Kulthum', 'أم كلثوم'), ('O''Brien', 'O’Brien')) v(a, b)
    WHERE name_key(a) IS DISTINCT FROM name_key(b)$$, 'titles and particles are left out, whatever the script');
SELECT ok(name_key('Ben') IS NOT NULL AND name_key('Al') IS NOT NULL AND name_key('Dr') IS NOT NULL AND name_key('van de') IS NOT NULL, 'a name of nothing else keeps them');
SELECT isnt(name_key('Ed Smith'), name_key('Smith'), 'an article is one only where the next word begins as it ends');
SELECT is(name_key('Ash Sharif'), name_key('الشريف'), 'as here');

/* missing parts, parts written together */
SELECT cmp_ok(name_similarity('Hassan', 'Hassan Mohammed Ali'), '>', 0.7::float8, 'one name for three costs little');
SELECT ok(name_similarity('Hassan', 'Hassan Mohammed Ali') < name_similarity('Hassan Ali', 'Hassan Mohammed Ali'), 'two cost less');
SELECT cmp_ok(name_similarity('Ali Reza', 'علیرضا'), '>', 0.8::float8, 'written apart or together');
SELECT cmp_ok(name_similarity('Hassan Karim', 'Hassan Bondarenko'), '<', 0.75::float8, 'another second name costs much');

/* what is not to be seen, and what is no letter */
SELECT is_empty($$SELECT a, b FROM (VALUES (U&'\0639\0644\06CC\200C\0631\0636\0627', U&'\0639\0644\06CC\0631\0636\0627'), (U&'\200F\062D\0633\0646\200E', U&'\062D\0633\0646'),
    (U&'\0645\062D\0640\0640\0645\062F', U&'\0645\062D\0645\062F'), (U&'\FEFFHassan\00AD', 'Hassan'), (U&'Re\0301mi', U&'R\00E9mi'), (U&'\FB01nn', 'finn'),
    (U&'\FF28\FF41\FF53\FF41\FF4E', 'Hasan'), ('Hassan 2', 'Hassan'), ('Hassan (٣)', 'Hassan'), ('"Hassan"!', 'Hassan'), (U&'\FE8D\FEA3\FEE4\FEAA', U&'\0627\062D\0645\062F')) v(a, b)
    WHERE name_key(a) IS DISTINCT FROM name_key(b) OR name_key(a) IS NULL$$, 'joiners, marks of direction, tatweel, digits and signs do not count');
SELECT is_empty($$SELECT n FROM unnest(ARRAY['', ' ', '123', '٣٤', '---', '()', '''', U&'\200F', U&'\FFFD', '😀', '.']) n WHERE name_key(n) IS NOT NULL OR name_similarity(n, 'Hassan') IS NOT NULL
                   OR name_similarity('Hassan', n) IS NOT NULL$$, 'what has no letter has no key');
SELECT ok(name_key(NULL) IS NULL AND name_similarity(NULL, 'a') IS NULL, 'null has none either');
SELECT is_empty($$SELECT key FROM one WHERE key !~ '^[a-z]+( [a-z]+)*$'$$, 'a key is letters a to z');

/* length */
SELECT throws_ok($$SELECT name_key(repeat('a', 1001))$$, '22001', 'name is too long for a key', 'a text is no name');
SELECT throws_ok($$SELECT name_similarity('a', repeat('حسن ', 200))$$, '22001', NULL, 'in no script');
SELECT throws_ok($$SELECT name_key(repeat('a ', 400))$$, '22001', NULL, 'nor a list');
SELECT lives_ok($$SELECT name_key(repeat('a', 1000)), name_key(repeat('ሙ', 333)), name_key(repeat(U&'\FDFA', 30)), name_similarity(repeat('ab c ', 50), repeat('ca d ', 51))$$, 'what is just short enough is read');

/* version */
SELECT matches(name_key_version(), '^icu [0-9.]+ folding [0-9]+$', 'the version names ICU and the rules');

/* properties, over all spellings and over chance names of them */
CREATE TEMP TABLE person AS
    SELECT n, (SELECT string_agg(o.spelling, ' ' ORDER BY hashtext(o.spelling || n::text)) FROM (SELECT spelling FROM one ORDER BY hashtext(spelling || n::text) LIMIT 1 + n % 4) o) AS name
      FROM generate_series(1, 150) n;
SELECT is_empty($$SELECT a.name, b.name FROM person a JOIN person b ON a.n <= b.n
                   WHERE name_similarity(a.name, b.name) <> name_similarity(b.name, a.name) OR NOT name_similarity(a.name, b.name) BETWEEN 0 AND 1$$, 'likeness is the same both ways, and from 0 to 1');
SELECT is_empty($$SELECT name FROM person WHERE name_similarity(name, name) <> 1$$, 'every name is like itself');
SELECT is_empty($$SELECT words FROM (SELECT array_agg(spelling ORDER BY hashtext(spelling || n::text)) AS words
                                       FROM one, generate_series(1, 100) n WHERE spelling !~ '[ -]' AND abs(hashtext(spelling || n::text)) % 80 = 0 GROUP BY n) w
                   WHERE name_key(array_to_string(words, ' ')) <> name_key((SELECT string_agg(x, ' ' ORDER BY x COLLATE "C") FROM unnest(words) x))$$, 'and has one key in any order');

/* anything at all */
CREATE TEMP TABLE noise AS
    SELECT n, (SELECT string_agg(CASE WHEN c BETWEEN 55296 AND 57343 OR c = 0 THEN ' ' ELSE chr(c) END, '')
                 FROM generate_series(1, 1 + n % 12) i,
                      LATERAL (SELECT CASE n % 4 WHEN 0 THEN abs(hashint8(n * 1000 + i)) % 65533 WHEN 1 THEN 1536 + abs(hashint8(n * 1000 + i)) % 256
                                                 WHEN 2 THEN abs(hashint8(n * 1000 + i)) % 1114111 ELSE 768 + abs(hashint8(n * 1000 + i)) % 5000 END) c(c)) AS name
      FROM generate_series(1, 3000) n;
SELECT is_empty($$SELECT n FROM noise WHERE name_key(name) !~ '^[a-z]+( [a-z]+)*$' OR (name_key(name) IS NULL) <> (name_similarity(name, name) IS NULL)$$, 'random Unicode is read or has no key');
SELECT is_empty($$SELECT a.n FROM noise a JOIN noise b ON b.n = a.n + 1 WHERE name_similarity(a.name, b.name) <> name_similarity(b.name, a.name)
                   OR NOT name_similarity(a.name, b.name) BETWEEN 0 AND 1 OR name_similarity(a.name, a.name) <> 1$$, 'and keeps the properties');
SELECT * FROM finish();
ROLLBACK;
