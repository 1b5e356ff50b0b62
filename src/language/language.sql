/*
 * language/language: the language of the reader, what States and languages are
 * called in it, its numbers and plurals.  All words come from ICU, and with them
 * from CLDR: another release of ICU may choose other ones, so nothing here is
 * IMMUTABLE, and nothing of it belongs into an index or a key.
 */
CREATE FUNCTION case_rules.language() RETURNS text
    LANGUAGE C STABLE PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'language';
COMMENT ON FUNCTION case_rules.language() IS
    'The language in which this session is spoken to, as a BCP 47 tag: the setting case_rules.language, else the language of lc_messages, else en.';

CREATE FUNCTION case_rules.language_chain(language text DEFAULT NULL) RETURNS text[]
    LANGUAGE C STABLE PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'language_chain_array';
COMMENT ON FUNCTION case_rules.language_chain(text) IS
    'What a language (null: that of the session) falls back to, in order, itself first: region and script are left off, then come the session''s language and English. 22023 if it is no BCP 47 tag.';

CREATE FUNCTION case_rules.is_language_tag(tag text) RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'is_language_tag';
COMMENT ON FUNCTION case_rules.is_language_tag(text) IS
    'Is this a BCP 47 tag in its usual capitals and without extensions (es, es-GT, uz-Cyrl)? Says nothing about whether there is such a language.';

CREATE FUNCTION case_rules.country_name(state text, language text DEFAULT NULL) RETURNS text
    LANGUAGE C STABLE PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'country_name';
COMMENT ON FUNCTION case_rules.country_name(text, text) IS
    'What a State or territory (ISO 3166-1 alpha-2, as in case_rules.state) is called in a language (null: that of the session; falls back as language_chain). Null for a code without a name. From CLDR.';

CREATE FUNCTION case_rules.language_name(code text, language text DEFAULT NULL) RETURNS text
    LANGUAGE C STABLE PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'language_name';
COMMENT ON FUNCTION case_rules.language_name(text, text) IS
    'What a language (BCP 47, with script or region if need be: fa-AF, uz-Cyrl) is called in a language (null: that of the session; falls back as language_chain). Null for a code without a name. From CLDR.';

CREATE FUNCTION case_rules.plural_category(number numeric, language text DEFAULT NULL) RETURNS text
    LANGUAGE C STABLE PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'plural_category';
COMMENT ON FUNCTION case_rules.plural_category(numeric, text) IS
    'Which plural form a language uses after this number: zero, one, two, few, many or other (CLDR). Null for NaN and infinity.';

CREATE FUNCTION case_rules.plural_categories(language text DEFAULT NULL) RETURNS text[]
    LANGUAGE C STABLE PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'plural_categories';
COMMENT ON FUNCTION case_rules.plural_categories(text) IS
    'The plural forms that a language has, for whoever writes a pattern for it (CLDR).';
