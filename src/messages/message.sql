/*
 * messages/message: what people are told, as patterns by language, and the words
 * for days and spans of time that are made of them.  The patterns of the release
 * are in messages.sql; a rulebook adds its own (message_rulebook.template.sql).
 */
CREATE FUNCTION case_rules.message_pattern_check(pattern text) RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'message_pattern_check';
COMMENT ON FUNCTION case_rules.message_pattern_check(text) IS
    'For a CHECK: true, or error 22P02 that says at which character a pattern of a message goes wrong.';

CREATE FUNCTION case_rules.message_arguments(pattern text) RETURNS text[]
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'message_arguments';
COMMENT ON FUNCTION case_rules.message_arguments(text) IS
    'The names of the arguments that a pattern takes, each once, in the order in which they stand. 22P02 if it is no pattern.';

CREATE TABLE case_rules.message_text (
    key text NOT NULL CHECK (key ~ '^[a-z][a-z0-9_]*$'),
    language text NOT NULL CHECK (case_rules.is_language_tag(language)),
    pattern text NOT NULL CHECK (case_rules.message_pattern_check(pattern)),
    PRIMARY KEY (key, language)
);
COMMENT ON TABLE case_rules.message_text IS
    'What people are told, as patterns of ICU''s MessageFormat with named arguments. Other words, further languages and further messages are rows of the user''s own rulebook.';
COMMENT ON COLUMN case_rules.message_text.key IS 'name of the message';
COMMENT ON COLUMN case_rules.message_text.language IS 'BCP 47 tag of the language in which it is written';
COMMENT ON COLUMN case_rules.message_text.pattern IS 'the pattern; case_rules.message_arguments() names its arguments';
GRANT SELECT ON case_rules.message_text TO PUBLIC;

CREATE FUNCTION case_rules.message_format(
    key text, pattern text, arguments jsonb, language text, pattern_language text)
    RETURNS text
    LANGUAGE C STABLE PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'message_format';
COMMENT ON FUNCTION case_rules.message_format(text, text, jsonb, text, text) IS
    'Writes a pattern that was found under pattern_language for a reader of language; the inner part of message(). 22023 if there is none.';

CREATE FUNCTION case_rules.format_message(
    pattern text, arguments jsonb DEFAULT '{}', language text DEFAULT NULL)
    RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
RETURN case_rules.message_format(NULL, $1, $2, $3, NULL);
COMMENT ON FUNCTION case_rules.format_message(text, jsonb, text) IS
    'Writes a pattern with its arguments in a language (null: that of the session): to try one before it becomes a row. An argument that is missing or null stays {name}; 22023 if one is of the wrong type, 22P02 if it is no pattern.';

CREATE FUNCTION case_rules.message(
    key text, arguments jsonb DEFAULT '{}', language text DEFAULT NULL, own jsonb DEFAULT NULL)
    RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT case_rules.message_format($1, found.pattern, $2, $3, found.language)
      FROM (SELECT WHERE $1 IS NOT NULL) AS asked
      LEFT JOIN LATERAL (
           SELECT step.language, coalesce($4 ->> step.language, t.pattern) AS pattern
             FROM unnest(case_rules.language_chain($3)) WITH ORDINALITY AS step(language, place)
             LEFT JOIN case_rules.message_text t ON t.key = $1 AND t.language = step.language
            WHERE t.pattern IS NOT NULL OR $4 ->> step.language IS NOT NULL
            ORDER BY step.place
            LIMIT 1) AS found ON true;
END;
COMMENT ON FUNCTION case_rules.message(text, jsonb, text, jsonb) IS
    'What to tell people: the message of this name in a language (null: that of the session), plural forms, digits and dates as the language has them. Falls back as language_chain, message by message. arguments: a JSON object of numbers, strings and days (YYYY-MM-DD); one that is missing or null stays {name}. own: patterns by language that come before those of the release. 22023 if there is no such message or an argument is of the wrong type.';

/* -- days ---------------------------------------------------------------------- */

CREATE FUNCTION case_rules.finite_date_text(day date, language text, calendar text, style text)
    RETURNS text
    LANGUAGE C STABLE PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'date_text';
COMMENT ON FUNCTION case_rules.finite_date_text(date, text, text, text) IS
    'date_text() for a day that is one; null for infinity.';

CREATE FUNCTION case_rules.date_text(
    day date, language text DEFAULT NULL, calendar text DEFAULT NULL, style text DEFAULT 'long')
    RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE $1
    WHEN date 'infinity' THEN case_rules.message('date_open_end', '{}', $2)
    WHEN date '-infinity' THEN case_rules.message('date_open_begin', '{}', $2)
    ELSE case_rules.finite_date_text($1, $2, $3, $4) END;
COMMENT ON FUNCTION case_rules.date_text(date, text, text, text) IS
    'A day in the words and digits of a language (null: that of the session). calendar: one of calendars() (gregorian also before 1582, and before Christ); null: the one that the language names in its extension (fa-AF-u-ca-persian), else gregorian. style: full (with the day of the week), long, medium, short (in figures), month or year. 22023 for other ones, 22008 for days in years in which the calendar is not known, and after the year 9999.';

CREATE FUNCTION case_rules.partial_date_end_text(written text, day date, language text, style text)
    RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT CASE pg_catalog.right($1, 1)
           WHEN '?' THEN case_rules.message('date_uncertain', t.date, $3)
           WHEN '~' THEN case_rules.message('date_approximate', t.date, $3)
           WHEN '%' THEN case_rules.message('date_uncertain_approximate', t.date, $3)
           ELSE t.date ->> 'date' END
      FROM (SELECT pg_catalog.jsonb_build_object('date', case_rules.finite_date_text($2, $3, 'gregorian',
                   CASE pg_catalog.length(pg_catalog.rtrim($1, '?~%'))
                   WHEN 4 THEN 'year' WHEN 7 THEN 'month' ELSE $4 END)) AS date) t;
END;
COMMENT ON FUNCTION case_rules.partial_date_end_text(text, date, text, text) IS
    'One end of a partial date in words: as it is written, and the day that bounds it.';

CREATE FUNCTION case_rules.date_text(
    d case_rules.partial_date, language text DEFAULT NULL, style text DEFAULT 'long')
    RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT CASE
           WHEN $1 IS NULL THEN NULL
           WHEN e.first = '..' THEN
               case_rules.message('date_until', pg_catalog.jsonb_build_object(
                   'date', case_rules.partial_date_end_text(e.last, case_rules.latest($1), $2, $3)), $2)
           WHEN e.last = '..' THEN
               case_rules.message('date_from', pg_catalog.jsonb_build_object(
                   'date', case_rules.partial_date_end_text(e.first, case_rules.earliest($1), $2, $3)), $2)
           WHEN e.last = '' AND pg_catalog.strpos(e.first, 'X') = 0 THEN
               case_rules.partial_date_end_text(e.first, case_rules.earliest($1), $2, $3)
           ELSE case_rules.message('date_between', pg_catalog.jsonb_build_object(
                   'from', case_rules.partial_date_end_text(e.first, case_rules.earliest($1), $2, $3),
                   'to', case_rules.partial_date_end_text(coalesce(nullif(e.last, ''), e.first),
                                                          case_rules.latest($1), $2, $3)), $2)
           END
      FROM (SELECT pg_catalog.split_part($1::text, '/', 1) AS first,
                   pg_catalog.split_part($1::text, '/', 2) AS last) e;
END;
COMMENT ON FUNCTION case_rules.date_text(case_rules.partial_date, text, text) IS
    'A partial date in the words of a language (null: that of the session), in the Gregorian calendar: bounds, open ends and doubt are said. style: how a whole day is written, as for a date.';

/* -- spans of time --------------------------------------------------------------- */

CREATE FUNCTION case_rules.unit_text(amount integer, unit text, language text) RETURNS text
    LANGUAGE C STABLE PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'duration_text';
COMMENT ON FUNCTION case_rules.unit_text(integer, text, text) IS
    'duration_text() for the units that CLDR has words for.';

CREATE FUNCTION case_rules.duration_text(amount integer, unit text, language text DEFAULT NULL)
    RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE $2
    WHEN 'working_days' THEN case_rules.message('working_days', pg_catalog.jsonb_build_object('days', $1), $3)
    ELSE case_rules.unit_text($1, $2, $3) END;
COMMENT ON FUNCTION case_rules.duration_text(integer, text, text) IS
    'A span of time in words: 3 months. unit: hours, days, working_days, weeks, months or years (22023 for others). language: null for that of the session.';

CREATE FUNCTION case_rules.relative_days_text(days integer, language text DEFAULT NULL) RETURNS text
    LANGUAGE C STABLE PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'relative_days_text';
COMMENT ON FUNCTION case_rules.relative_days_text(integer, text) IS
    'So many days from today in words: tomorrow, in 3 days, 3 days ago for -3. language: null for that of the session.';
