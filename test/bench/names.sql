/*
 * names.sql: keys a second, and the search for one person among many.
 * people have one name each; as many as there are rounds are looked for.
 *
 * The names are put together by chance: given names as common as they are in
 * life (one in fourteen parts is Muhammad), in the scripts in which they are
 * written, and invented family names, most of them rare.
 *
 *   psql -f figures.sql -v people=100000 -v rounds=21 -f names.sql
 */
\set ON_ERROR_STOP on
SET max_parallel_workers_per_gather = 0;
SET client_min_messages = warning;
SELECT case_rules.create_casework('casework_names') \g /dev/null

CREATE TEMP TABLE given AS
    SELECT array_agg(spellings ORDER BY place) AS spellings,
           array_agg(array_length(string_to_array(spellings, '|'), 1) ORDER BY place) AS n
      FROM unnest(ARRAY[
        'Mohammed|Muhammad|محمد|Мухаммад|ሙሐመድ|मोहम्मद|Mohamed|Mehmet', 'Ahmed|Ahmad|أحمد|احمد|Ахмед|አህመድ|अहमद', 'Fatima|Fatma|فاطمة|فاطمه|Фатима|ፋጢማ|फ़ातिमा',
        'Ali|علي|علی|Али|ዓሊ|अली', 'Hassan|Hasan|حسن|Хасан|ሐሰን|हसन', 'Hussein|Husayn|حسين|حسین|Хусейн|ሁሴን|हुसैन', 'Maryam|Mariam|مريم|Марьям|ማርያም|मरियम',
        'Abdullah|عبد الله|عبدالله|Абдулла|አብዱላህ', 'Ibrahim|إبراهيم|ابراهیم|Ибрагим|ኢብራሂም', 'Yusuf|Youssef|يوسف|Юсуф|ዮሱፍ|यूसुफ़', 'Omar|Umar|عمر|Омар|ኡመር',
        'Khadija|خديجة|Хадиджа|ኸዲጃ', 'Aisha|عائشة|Аиша|አይሻ|आयशा', 'Zainab|زينب|Зайнаб|ዘይነብ|ज़ैनब', 'Mahmoud|Mahmud|محمود|Махмуд|መህሙድ', 'Khaled|Khalid|خالد|Халид|ኻሊድ',
        'Abdulrahman|عبد الرحمن|عبدالرحمن|Абдурахман', 'Mustafa|مصطفى|Мустафа|ሙስጠፋ', 'Said|Saeed|سعيد|Саид|ሰዒድ', 'Amina|آمنة|أمينة|Амина|አሚና|अमीना', 'Rashid|راشد|Рашид|ራሺድ|रशीद',
        'Salim|سليم|Салим|ሳሊም|सलीम', 'Samir|سمير|Самир|ሳሚር|समीर', 'Nadia|نادية|Надия|ናዲያ|नादिया', 'Layla|Leila|ليلى|Лейла|ለይላ|लैला', 'Nur|Noor|نور|Нур|ኑር|नूर',
        'Karim|كريم|Карим|ከሪም|करीम', 'Tariq|طارق|Тарик|ታሪቅ', 'Reza|رضا|Реза', 'Zahra|زهراء|زهرا|Захра|ዘህራ', 'Haile|ኃይለ|Хайле', 'Tesfaye|ተስፋዬ', 'Selam|ሰላም', 'Dawit|ዳዊት', 'Ram|राम',
        'Sita|सीता', 'Suresh|सुरेश', 'Olena|Олена', 'Natalia|Наталья', 'Dmytro|Дмитро', 'Oksana|Оксана', 'Ivan|Иван', 'Maria|Мария|ماريا|ማሪያ', 'Jose', 'Juan', 'Ana|Анна', 'Bilal|بلال|Билал',
        'Hamza|حمزة|Хамза', 'Ismail|إسماعيل|Исмаил', 'Yasmin|ياسمين|Ясмин']) WITH ORDINALITY g(spellings, place);
CREATE FUNCTION pg_temp.given_name(spellings text[], n integer[], which float8, script float8) RETURNS text
LANGUAGE sql IMMUTABLE
RETURN split_part(spellings[1 + (which ^ 2.2 * 49)::int], '|', 1 + floor(script ^ 2 * n[1 + (which ^ 2.2 * 49)::int])::int);
CREATE FUNCTION pg_temp.family_name(syllables integer, which integer) RETURNS text
LANGUAGE sql IMMUTABLE
RETURN (SELECT initcap(string_agg((ARRAY['b','t','d','k','m','n','r','s','l','sh','kh','g','z','f','h','j','gh','p','ch'])[1 + abs(hashint4(which * 31 + k)) % 19]
                                  || (ARRAY['a','i','o','u','e','a'])[1 + abs(hashint4(which * 17 + k + 7)) % 6]
                                  || CASE WHEN abs(hashint4(which * 7 + k)) % 3 = 0 THEN (ARRAY['n','r','l','m','d','s'])[1 + abs(hashint4(which * 5 + k)) % 6] ELSE '' END, ''))
          FROM generate_series(1, syllables) k);

SELECT setseed(0.42) \g /dev/null
CREATE TEMP TABLE people AS
    SELECT n, case_rules.uuid_v7() AS case_id, case_rules.uuid_v7() AS person_id,
           pg_temp.given_name(spellings, g.n, random(), random())
           || CASE WHEN random() < 0.5 THEN ' ' || pg_temp.given_name(spellings, g.n, random(), random()) ELSE '' END || ' '
           || CASE WHEN random() < 0.35 THEN pg_temp.given_name(spellings, g.n, random(), random())
                   ELSE pg_temp.family_name(2 + i % 2, (20000 * random() ^ 2)::int) END AS name,
           (ARRAY['female', 'male', NULL])[1 + i % 3] AS sex,
           ((1970 + i % 50)::text || CASE WHEN i % 2 = 0 THEN '-' || lpad((1 + i % 12)::text, 2, '0') ELSE '' END)::case_rules.partial_date AS born,
           (ARRAY['SY', 'AF', 'ER', 'UA', 'NP', NULL])[1 + i % 6] AS origin_state,
           i
      FROM given g, generate_series(1, :people) i;
INSERT INTO casework_names.case_file (case_id, opened_on) SELECT case_id, '2026-01-05' FROM people;
INSERT INTO casework_names.person (case_id, person_id, sex, birth_date, origin_state) SELECT case_id, person_id, sex, born, origin_state FROM people;
INSERT INTO casework_names.person_name (case_id, person_id, name) SELECT case_id, person_id, name FROM people;
VACUUM ANALYZE casework_names.person;
VACUUM ANALYZE casework_names.person_name;
ANALYZE casework_names.child;

/* keys */
CREATE PROCEDURE pg_temp.keys(rounds integer) LANGUAGE plpgsql
AS $$
DECLARE
    began timestamptz;
BEGIN
    FOR r IN 1 .. rounds LOOP
        began := clock_timestamp();
        PERFORM case_rules.name_key(name) FROM people WHERE people.i <= 20000;
        INSERT INTO bench.round SELECT 'names', r, 'keys', extract(epoch FROM clock_timestamp() - began) * 1e6;
        began := clock_timestamp();
        PERFORM lower(name) FROM people WHERE people.i <= 20000;
        INSERT INTO bench.round SELECT 'names', r, 'lower', extract(epoch FROM clock_timestamp() - began) * 1e6;
    END LOOP;
END
$$;
CREATE INDEX ON people (i);
ANALYZE people;
CALL pg_temp.keys(7);

/* one person after another: the search, and what it takes without an index, every fifth time */
CREATE PROCEDURE pg_temp.searches(rounds integer, people integer) LANGUAGE plpgsql
AS $$
DECLARE
    began timestamptz;
    who record;
BEGIN
    FOR r IN 0 .. rounds LOOP
        SELECT p.person_id, case_rules.name_key(p.name) AS key INTO who FROM people p WHERE p.i = 1 + (r::bigint * 7919 * 13) % people;
        began := clock_timestamp();
        PERFORM FROM casework_names.trace_candidates(who.person_id, 20);
        /* the first one reads what all need */
        IF r > 0 THEN
            INSERT INTO bench.round SELECT 'trace', r, 'index', extract(epoch FROM clock_timestamp() - began) * 1e6;
        END IF;
        IF r % 5 = 1 THEN
            began := clock_timestamp();
            PERFORM FROM casework_names.person_name n ORDER BY similarity(n.name_key, who.key) DESC LIMIT 20;
            INSERT INTO bench.round SELECT 'trace', r, 'scan', extract(epoch FROM clock_timestamp() - began) * 1e6;
        END IF;
    END LOOP;
END
$$;
CALL pg_temp.searches(:rounds, :people);

INSERT INTO bench.figure (name, value, unit, aim, higher_is_better) VALUES
    ('name_key of names in five scripts', 20000 / (bench.median_of('names', 'keys') / 1e6), '/s', NULL, true),
    (format('trace_candidates among %s people, median', to_char(:people, 'FM9,999,999')), bench.median_of('trace', 'index') / 1000, 'ms', 50, false),
    ('a scan with similarity() against it', bench.ratio_of('trace', 'scan', 'index'), 'times', NULL, true);
