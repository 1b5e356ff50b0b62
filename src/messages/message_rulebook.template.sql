/*
 * Messages in the rulebook's own words.  A row comes before that of the release in
 * the same language; further languages and further messages are rows as well.
 */
CREATE TABLE @rulebook@.message_text (
    key text NOT NULL CHECK (key ~ '^[a-z][a-z0-9_]*$'),
    language text NOT NULL CHECK (case_rules.is_language_tag(language)),
    pattern text NOT NULL CHECK (case_rules.message_pattern_check(pattern)),
    note text,
    PRIMARY KEY (key, language)
);
COMMENT ON TABLE @rulebook@.message_text IS
    'What people are told, in words of this rulebook: other words than those of the release, further languages, further messages. A pattern that cannot be read is refused (22P02), with the character.';
COMMENT ON COLUMN @rulebook@.message_text.key IS 'name of the message';
COMMENT ON COLUMN @rulebook@.message_text.language IS 'BCP 47 tag of the language, in its usual capitals and without extensions: es, es-GT, uz-Cyrl';
COMMENT ON COLUMN @rulebook@.message_text.pattern IS 'pattern of ICU''s MessageFormat with named arguments';
COMMENT ON COLUMN @rulebook@.message_text.note IS 'remarks: who wrote or reviewed it';

CREATE FUNCTION @rulebook@.message(key text, arguments jsonb DEFAULT '{}', language text DEFAULT NULL)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN case_rules.message($1, $2, $3,
    (SELECT pg_catalog.jsonb_object_agg(t.language, t.pattern)
       FROM @rulebook@.message_text t
      WHERE t.key = $1));
COMMENT ON FUNCTION @rulebook@.message(text, jsonb, text) IS
    'case_rules.message, with the words of this rulebook before those of the release.';
