/*
 * The reference casework schema: names, and family tracing.
 *
 *   @rulebook@   the schema, quoted
 *   @trgm@       the schema of pg_trgm, quoted
 *
 * Names are not facts of any rule: no act waits for them, and no former
 * version is kept.  A name that is deleted, or whose child is, is gone.
 *
 * Everything here runs with the rights of the caller, so that row level
 * security decides whose names can be found.
 */

CREATE TABLE @rulebook@.person_name (
    case_id uuid NOT NULL,
    name_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    child_id uuid,
    person_id uuid,
    kind text NOT NULL DEFAULT 'name' CHECK (kind IN ('name', 'alias', 'former', 'father', 'mother')),
    name text NOT NULL CHECK (name ~ '\S'),
    language text CHECK (language ~ '^[a-z]{2,3}$'),
    name_key text,
    key_version text,
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    PRIMARY KEY (case_id, name_id),
    FOREIGN KEY (case_id, child_id) REFERENCES @rulebook@.child ON UPDATE CASCADE ON DELETE CASCADE,
    FOREIGN KEY (case_id, person_id) REFERENCES @rulebook@.person ON UPDATE CASCADE ON DELETE CASCADE,
    CHECK (pg_catalog.num_nonnulls(child_id, person_id) = 1)
);
COMMENT ON TABLE @rulebook@.person_name IS 'Names of children and of other persons, as they were written, in any script; several for one person where they differ. No former versions: what is deleted is gone.';
COMMENT ON COLUMN @rulebook@.person_name.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.person_name.name_id IS 'identifier';
COMMENT ON COLUMN @rulebook@.person_name.child_id IS 'the child it belongs to';
COMMENT ON COLUMN @rulebook@.person_name.person_id IS 'or the person';
COMMENT ON COLUMN @rulebook@.person_name.kind IS 'name, alias, former: of the child or person; father, mother: the name of their father or mother, as they say it';
COMMENT ON COLUMN @rulebook@.person_name.name IS 'as written, with as many of its parts as are known';
COMMENT ON COLUMN @rulebook@.person_name.language IS 'the language in which it was written (ISO 639); null: not recorded';
COMMENT ON COLUMN @rulebook@.person_name.name_key IS 'case_rules.name_key() of it; kept by a trigger';
COMMENT ON COLUMN @rulebook@.person_name.key_version IS 'case_rules.name_key_version() when the key was made; kept by a trigger';
COMMENT ON COLUMN @rulebook@.person_name.recorded_at IS 'when it was recorded';
/*
 * With 0 between the parts: pg_trgm would make a trigram of each part's first
 * letter alone, which half of all names share and every search would have to
 * read.  Without a pending list, which every search would have to read as well.
 */
CREATE INDEX ON @rulebook@.person_name USING gin (replace(name_key, ' ', '0') @trgm@.gin_trgm_ops) WITH (fastupdate = off);
CREATE INDEX ON @rulebook@.person_name ((coalesce(child_id, person_id)));
CREATE TRIGGER case_rules_name_key BEFORE INSERT OR UPDATE ON @rulebook@.person_name
    FOR EACH ROW EXECUTE FUNCTION case_rules.stamp_name_key();

CREATE VIEW @rulebook@.name_key_outdated WITH (security_invoker, security_barrier) AS
    SELECT n.case_id, n.name_id, n.key_version
      FROM @rulebook@.person_name n
     WHERE n.key_version IS DISTINCT FROM case_rules.name_key_version();
COMMENT ON VIEW @rulebook@.name_key_outdated IS 'Names whose keys were made with another release of ICU or other folding rules; remake_name_keys() makes them anew.';
COMMENT ON COLUMN @rulebook@.name_key_outdated.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.name_key_outdated.name_id IS 'the name';
COMMENT ON COLUMN @rulebook@.name_key_outdated.key_version IS 'what its key was made with';

CREATE FUNCTION @rulebook@.remake_name_keys(at_most integer DEFAULT 10000) RETURNS integer
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    made integer;
BEGIN
    /* the trigger makes the key */
    UPDATE @rulebook@.person_name n
       SET name = n.name
      FROM (SELECT l.case_id, l.name_id
              FROM @rulebook@.person_name l
             WHERE l.key_version IS DISTINCT FROM case_rules.name_key_version()
             LIMIT at_most
               FOR UPDATE SKIP LOCKED) o
     WHERE n.case_id = o.case_id AND n.name_id = o.name_id;
    GET DIAGNOSTICS made = ROW_COUNT;
    RETURN made;
END
$function$;
COMMENT ON FUNCTION @rulebook@.remake_name_keys(integer) IS 'Makes the keys of at most so many names of name_key_outdated anew, and returns how many it has made; call it until that is 0. Names that another session is changing are passed over. Needs UPDATE on person_name.';

/* -- family tracing -------------------------------------------------------- */

CREATE FUNCTION @rulebook@.names_like(key text, at_most integer)
RETURNS SETOF @rulebook@.person_name
LANGUAGE sql STABLE
ROWS 500
BEGIN ATOMIC
SELECT n.*
  FROM @rulebook@.person_name n
 WHERE replace(n.name_key, ' ', '0') OPERATOR(@trgm@.%) replace(names_like.key, ' ', '0')
 ORDER BY @trgm@.similarity(replace(n.name_key, ' ', '0'), replace(names_like.key, ' ', '0')) DESC
 FETCH FIRST (names_like.at_most) ROWS WITH TIES;
END;
REVOKE ALL ON FUNCTION @rulebook@.names_like(text, integer) FROM PUBLIC;
COMMENT ON FUNCTION @rulebook@.names_like(text, integer) IS 'Names with keys like this one, by pg_trgm.similarity_threshold, the most alike first; more than at_most where several are equally alike.';

/* one name among four has few of their trigrams, and may be very much alike */
CREATE FUNCTION @rulebook@.names_by_parts(key text, at_most integer)
RETURNS SETOF @rulebook@.person_name
LANGUAGE sql STABLE
ROWS 50
BEGIN ATOMIC
(SELECT n.*
   FROM @rulebook@.person_name n
  WHERE replace(n.name_key, ' ', '0') ~ ('(^|0)' || replace(names_by_parts.key, ' ', '(0|0.*0)') || '(0|$)')
  ORDER BY @trgm@.similarity(replace(n.name_key, ' ', '0'), replace(names_by_parts.key, ' ', '0')) DESC
  FETCH FIRST (names_by_parts.at_most) ROWS WITH TIES)
UNION
(SELECT l.*
   FROM string_to_table(names_by_parts.key, ' ') p(part)
  CROSS JOIN LATERAL (
        SELECT n.*
          FROM @rulebook@.person_name n
         WHERE replace(n.name_key, ' ', '0') = p.part
         LIMIT names_by_parts.at_most) l);
END;
REVOKE ALL ON FUNCTION @rulebook@.names_by_parts(text, integer) FROM PUBLIC;
COMMENT ON FUNCTION @rulebook@.names_by_parts(text, integer) IS 'Names that have all parts of this key among theirs, and names that are one of its parts alone: about at_most of the former, and of each of the latter.';

CREATE FUNCTION @rulebook@.trace_name(
    name text,
    kind text DEFAULT 'name',
    sex text DEFAULT NULL,
    born case_rules.partial_date DEFAULT NULL,
    origin_state text DEFAULT NULL,
    place_of_origin text DEFAULT NULL,
    "limit" integer DEFAULT 20,
    not_in_case uuid DEFAULT NULL)
RETURNS TABLE (case_id uuid, child_id uuid, person_id uuid, relation text, score double precision, reasons jsonb)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET pg_trgm.similarity_threshold = 0.6
AS $function$
#variable_conflict use_column
DECLARE
    asked_key text := case_rules.name_key(trace_name.name);
    enough bigint := 5 * coalesce(trace_name."limit", 2147483647)::bigint;
    at_most integer := least(greatest(200, enough), 2147483647);
    threshold text;
    alike @rulebook@.person_name[];
BEGIN
    /* what is no kind is not repeated: it may be the name, in the wrong place */
    IF (trace_name.kind IN ('name', 'alias', 'former', 'father', 'mother')) IS NOT TRUE THEN
        RAISE EXCEPTION 'unknown kind of name'
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = 'Kinds are name, alias, former, father and mother.';
    END IF;
    /* wider only where few are found: a common name has enough that are close */
    FOREACH threshold IN ARRAY ARRAY['0.6', '0.5', '0.35', '0.2'] LOOP
        PERFORM set_config('pg_trgm.similarity_threshold', threshold, true);
        alike := ARRAY(SELECT l FROM @rulebook@.names_like(asked_key, at_most) l);
        EXIT WHEN cardinality(alike) >= enough;
    END LOOP;
    IF threshold = '0.2' THEN
        alike := ARRAY(SELECT l FROM unnest(alike) l UNION SELECT p FROM @rulebook@.names_by_parts(asked_key, at_most) p);
    END IF;

    RETURN QUERY
    WITH named AS (
        SELECT n.case_id, n.child_id, n.person_id, n.kind, n.name, r.relation,
               case_rules.name_similarity(trace_name.name, n.name) AS likeness,
               count(*) OVER (PARTITION BY n.name_key) AS bearers
          FROM unnest(alike) n
         CROSS JOIN LATERAL (
               SELECT CASE WHEN trace_name.kind IN ('father', 'mother')
                           THEN CASE WHEN n.kind = trace_name.kind THEN 'sibling'
                                     WHEN n.kind NOT IN ('father', 'mother') THEN 'parent' END
                           WHEN n.kind IN ('father', 'mother') THEN 'child'
                           ELSE 'same' END) r(relation)
         WHERE r.relation IS NOT NULL
           AND n.case_id IS DISTINCT FROM trace_name.not_in_case
    ), best AS (
        SELECT DISTINCT ON (n.case_id, n.child_id, n.person_id, n.relation) n.*
          FROM named n
         WHERE n.likeness >= 0.5
         ORDER BY n.case_id, n.child_id, n.person_id, n.relation, n.likeness DESC, n.name
    ), known AS (
        SELECT b.*,
               coalesce(c.birth_date, p.birth_date) AS born,
               coalesce(c.origin_state, p.origin_state) AS origin_state,
               coalesce(c.place_of_origin, p.place_of_origin) AS place_of_origin,
               /* whose sex is told by the name of whom: that of a father is male */
               CASE b.relation WHEN 'same' THEN trace_name.sex
                               WHEN 'parent' THEN CASE trace_name.kind WHEN 'father' THEN 'male' ELSE 'female' END
                               WHEN 'child' THEN CASE b.kind WHEN 'father' THEN 'male' ELSE 'female' END
               END AS sex_expected,
               CASE b.relation WHEN 'child' THEN trace_name.sex
                               WHEN 'sibling' THEN NULL
                               ELSE coalesce(c.sex, p.sex)
               END AS sex_found
          FROM best b
          LEFT JOIN @rulebook@.child c ON c.case_id = b.case_id AND c.child_id = b.child_id
          LEFT JOIN @rulebook@.person p ON p.case_id = b.case_id AND p.person_id = b.person_id
    ), weighed AS (
        SELECT k.*, s.finding AS sex_finding, d.finding AS born_finding, o.finding AS state_finding, l.finding AS place_finding,
               CASE s.finding WHEN 'same' THEN 1 WHEN 'different' THEN 0.5 WHEN 'unknown' THEN 0.9 ELSE 1 END AS sex_factor,
               CASE d.finding WHEN 'fits' THEN 1 WHEN 'a year apart' THEN 0.85 WHEN 'three years apart' THEN 0.6
                              WHEN 'does not fit' THEN 0.3 ELSE 0.9 END AS born_factor,
               CASE o.finding WHEN 'same' THEN 1 WHEN 'different' THEN 0.75 ELSE 0.9 END AS state_factor,
               CASE l.finding WHEN 'same' THEN 1 WHEN 'different' THEN 0.85 ELSE 0.95 END AS place_factor
          FROM known k
         CROSS JOIN LATERAL (SELECT CASE WHEN k.relation = 'sibling' THEN NULL
                                         WHEN k.sex_expected = k.sex_found THEN 'same'
                                         WHEN k.sex_expected <> k.sex_found THEN 'different'
                                         ELSE 'unknown' END) s(finding)
         CROSS JOIN LATERAL (SELECT case_rules.earliest(trace_name.born), case_rules.latest(trace_name.born),
                                    case_rules.earliest(k.born), case_rules.latest(k.born)
                             ) b(asked_from, asked_to, found_from, found_to)
         CROSS JOIN LATERAL (SELECT CASE WHEN trace_name.born IS NULL OR k.born IS NULL THEN 'unknown'
                                         WHEN k.relation = 'same' THEN
                                              CASE WHEN b.asked_from <= b.found_to AND b.found_from <= b.asked_to THEN 'fits'
                                                   WHEN b.asked_from - 366 <= b.found_to AND b.found_from - 366 <= b.asked_to THEN 'a year apart'
                                                   WHEN b.asked_from - 1096 <= b.found_to AND b.found_from - 1096 <= b.asked_to THEN 'three years apart'
                                                   ELSE 'does not fit' END
                                         /* in whole years of 365 days: they err on the side of fitting */
                                         WHEN CASE k.relation
                                                   WHEN 'parent' THEN b.found_from + 12 * 365 <= b.asked_to AND b.asked_from <= b.found_to + 70 * 366
                                                   WHEN 'child' THEN b.asked_from + 12 * 365 <= b.found_to AND b.found_from <= b.asked_to + 70 * 366
                                                   ELSE b.asked_from - 40 * 366 <= b.found_to AND b.found_from - 40 * 366 <= b.asked_to END THEN 'fits'
                                         ELSE 'does not fit' END) d(finding)
         CROSS JOIN LATERAL (SELECT CASE WHEN k.origin_state = trace_name.origin_state THEN 'same'
                                         WHEN k.origin_state <> trace_name.origin_state THEN 'different'
                                         ELSE 'unknown' END) o(finding)
         /* their beginnings: a place may be told at any length, and a name may not */
         CROSS JOIN LATERAL (SELECT CASE WHEN case_rules.name_similarity(left(k.place_of_origin, 60), left(trace_name.place_of_origin, 60)) >= 0.8 THEN 'same'
                                         WHEN k.place_of_origin IS NOT NULL AND trace_name.place_of_origin IS NOT NULL THEN 'different'
                                         ELSE 'unknown' END) l(finding)
    ), scored AS (
        SELECT w.*, w.likeness * w.sex_factor * w.born_factor * w.state_factor * w.place_factor AS score
          FROM weighed w
         ORDER BY score DESC, coalesce(w.child_id, w.person_id), w.case_id, w.relation
         LIMIT trace_name."limit"
    )
    SELECT s.case_id, s.child_id, s.person_id, s.relation, round(s.score::numeric, 4)::double precision,
           jsonb_build_array(
               jsonb_build_object('evidence', 'name', 'asked', trace_name.name, 'asked_kind', trace_name.kind,
                                  'found', s.name, 'found_kind', s.kind, 'bearers', s.bearers,
                                  'factor', round(s.likeness::numeric, 4)))
           || CASE WHEN s.sex_finding IS NULL THEN jsonb '[]'
                   ELSE jsonb_build_array(jsonb_build_object('evidence', 'sex', 'finding', s.sex_finding, 'factor', s.sex_factor)) END
           || jsonb_build_array(
               jsonb_build_object('evidence', 'birth_date', 'asked', trace_name.born::text, 'found', s.born::text,
                                  'finding', s.born_finding, 'factor', s.born_factor),
               jsonb_build_object('evidence', 'origin_state', 'asked', trace_name.origin_state, 'found', s.origin_state,
                                  'finding', s.state_finding, 'factor', s.state_factor),
               jsonb_build_object('evidence', 'place_of_origin', 'asked', trace_name.place_of_origin, 'found', s.place_of_origin,
                                  'finding', s.place_finding, 'factor', s.place_factor))
      FROM scored s
     ORDER BY s.score DESC, coalesce(s.child_id, s.person_id), s.case_id, s.relation;
END
$function$;
REVOKE ALL ON FUNCTION @rulebook@.trace_name(text, text, text, case_rules.partial_date, text, text, integer, uuid) FROM PUBLIC;
COMMENT ON FUNCTION @rulebook@.trace_name(text, text, text, case_rules.partial_date, text, text, integer, uuid) IS
    'Candidates for a name that is looked for, best first: who may be the same person; of the name of a father or mother, who may be that parent or a sibling; and whose father or mother may be the one that is looked for. The score is the product of the factors in reasons; what speaks against a candidate lowers it and hides nobody. Names less than half alike are not offered, and of those with keys less alike only so many are read as the limit asks for (null: all). It proposes and links nothing. Rights of the caller.';

CREATE FUNCTION @rulebook@.trace_candidates(person uuid, "limit" integer DEFAULT 20)
RETURNS TABLE (case_id uuid, child_id uuid, person_id uuid, relation text, score double precision, reasons jsonb)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT b.*
      FROM (SELECT DISTINCT ON (t.case_id, t.child_id, t.person_id, t.relation) t.*
              FROM @rulebook@.person_name n
              LEFT JOIN @rulebook@.child c ON c.case_id = n.case_id AND c.child_id = n.child_id
              LEFT JOIN @rulebook@.person p ON p.case_id = n.case_id AND p.person_id = n.person_id
             CROSS JOIN LATERAL @rulebook@.trace_name(
                   n.name, n.kind, coalesce(c.sex, p.sex), coalesce(c.birth_date, p.birth_date),
                   coalesce(c.origin_state, p.origin_state), coalesce(c.place_of_origin, p.place_of_origin),
                   trace_candidates."limit", n.case_id) t
             WHERE coalesce(n.child_id, n.person_id) = trace_candidates.person
             ORDER BY t.case_id, t.child_id, t.person_id, t.relation, t.score DESC) b
     ORDER BY b.score DESC, coalesce(b.child_id, b.person_id), b.case_id, b.relation
     LIMIT trace_candidates."limit";
    IF NOT FOUND AND NOT EXISTS (SELECT FROM @rulebook@.person_name n
                                  WHERE coalesce(n.child_id, n.person_id) = trace_candidates.person) THEN
        RAISE EXCEPTION 'there is no name to look for'
            USING ERRCODE = 'no_data_found',
                  DETAIL = 'No name of this child or person is recorded, or you may not see it.',
                  HINT = format('Record one in %s, or use trace_name().', '@rulebook@.person_name');
    END IF;
END
$function$;
REVOKE ALL ON FUNCTION @rulebook@.trace_candidates(uuid, integer) FROM PUBLIC;
COMMENT ON FUNCTION @rulebook@.trace_candidates(uuid, integer) IS
    'Candidates for family tracing in other cases, best first, for a child or another person by id: trace_name() of each name recorded, with sex, birth date and origin; one row for each candidate and relation. P0002 where no name is recorded. It proposes and links nothing. Rights of the caller.';
