/*
 * names/name_key: names across scripts.
 *
 * STABLE, never IMMUTABLE: what ICU makes of a name may change with its release.
 */
CREATE FUNCTION case_rules.name_key(name text)
    RETURNS text
    LANGUAGE C STABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'name_key';
COMMENT ON FUNCTION case_rules.name_key(text) IS
    'A key under which one name is found however it is written: brought into Latin letters by ICU, without titles and particles, the consonants of each part in classes that transliterations confuse, the parts sorted. For finding, not for showing, and no proof that two names are one. Null for what has no letter. A name has at most 1000 bytes (22001). Depends on name_key_version().';

CREATE FUNCTION case_rules.name_similarity(a text, b text)
    RETURNS double precision
    LANGUAGE C STABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'name_similarity';
COMMENT ON FUNCTION case_rules.name_similarity(text, text) IS
    'How alike two names sound, from 0 to 1, whatever their scripts; the same both ways. Parts are matched as they fit best, and a part that only one name has counts little. Vowels count where both scripts write them. Null where one has no letter.';

CREATE FUNCTION case_rules.name_key_version()
    RETURNS text
    LANGUAGE C STABLE PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'name_key_version';
COMMENT ON FUNCTION case_rules.name_key_version() IS
    'What keys depend on: the release of ICU and the version of the folding rules, as in: icu 72.1 folding 1. Keys of another version are not comparable, and are to be made anew.';
