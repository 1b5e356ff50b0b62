/*
 * law/in_force: is an instrument in force between two States on a day, and why.
 *
 * The decision is written once, as the rows of relation_reason: each is one
 * thing that must hold between the two States (this one is bound; that one is;
 * no objection stands; the window for objections is over), and holds, does not
 * hold, or is not known.  The relation is in force when all hold, and surely
 * not in force when one surely does not hold; else it is unknown.  So the
 * answer and its reasons cannot drift apart.
 *
 * A rulebook's newer rows come in as one jsonb value, {"party": [...],
 * "objection": [...], "instrument_check": [...]}, with the columns of the
 * tables as keys: user schemas then depend on functions with fixed signatures,
 * never on the extension's tables (in_force_rulebook.template.sql).
 */

-- ---- what the arguments may be -----------------------------------------------

CREATE FUNCTION case_rules.is_state(code text) RETURNS boolean
LANGUAGE sql STABLE STRICT PARALLEL SAFE
RETURN EXISTS (SELECT FROM case_rules.state s WHERE s.state = is_state.code);
COMMENT ON FUNCTION case_rules.is_state(text) IS
    'Whether case_rules knows this code of a State or territory (ISO 3166-1 alpha-2, in capitals).';

CREATE FUNCTION case_rules.is_instrument(name text) RETURNS boolean
LANGUAGE sql STABLE STRICT PARALLEL SAFE
RETURN EXISTS (SELECT FROM case_rules.instrument i WHERE i.instrument = is_instrument.name);
COMMENT ON FUNCTION case_rules.is_instrument(text) IS
    'Whether case_rules has the parties of this instrument loaded.';

CREATE FUNCTION case_rules.require_state(code text) RETURNS text
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NOT case_rules.is_state(code) THEN
        RAISE EXCEPTION '"%" is not the code of a State', code
            USING ERRCODE = 'invalid_parameter_value',
                DETAIL = 'No answer is given rather than "not bound", which a misspelt code would otherwise get.',
                HINT = 'Use the ISO 3166-1 alpha-2 code in capitals, as in case_rules.state: the United Kingdom is GB, Greece GR.';
    END IF;
    RETURN code;
END
$$;
COMMENT ON FUNCTION case_rules.require_state(text) IS
    'Its argument, or error 22023 if that is not the code of a State.';

CREATE FUNCTION case_rules.require_instrument(name text) RETURNS text
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NOT case_rules.is_instrument(name) THEN
        RAISE EXCEPTION 'the parties of instrument "%" are not loaded', name
            USING ERRCODE = 'invalid_parameter_value',
                HINT = 'Loaded are: ' || (SELECT string_agg(i.instrument, ', ' ORDER BY i.instrument) FROM case_rules.instrument i) || '.';
    END IF;
    RETURN name;
END
$$;
COMMENT ON FUNCTION case_rules.require_instrument(text) IS
    'Its argument, or error 22023 if no parties of such an instrument are loaded.';

-- ---- the decision ----------------------------------------------------------

CREATE FUNCTION case_rules.relation_reason(
    instrument text, state_a text, state_b text, on_day date, newer jsonb DEFAULT NULL)
RETURNS TABLE (about text, state text, holds boolean, because text, source text, confidence text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 3
BEGIN ATOMIC
    WITH asked AS (
        SELECT i.instrument, i.relation, i.objection_effect, relation_reason.on_day AS on_day,
            greatest(i.checked_on, n.checked_on) AS checked_on,
            greatest(i.absence_holds_until, n.checked_on) AS absence_until,
            CASE WHEN n.checked_on > i.checked_on THEN n.source ELSE i.source END AS source
        FROM case_rules.instrument i
        LEFT JOIN LATERAL (
            SELECT c.checked_on, c.source
            FROM jsonb_to_recordset(relation_reason.newer -> 'instrument_check') AS c(instrument text, checked_on date, source text)
            WHERE c.instrument = i.instrument
            ORDER BY c.checked_on DESC
            LIMIT 1) n ON true
        WHERE i.instrument = case_rules.require_instrument(relation_reason.instrument)
    ),
    -- each of the two States with the row that speaks for it: the rulebook's own,
    -- the shipped one, and for a territory without either that of the State
    -- whose treaties may extend to it
    side AS (
        SELECT w.n, s.state, s.name, p.*,
            coalesce(p.party_state <> s.state, false) AS follows,
            CASE
                WHEN p.kind IS NULL OR p.in_force_to < a.on_day THEN
                    CASE WHEN a.on_day <= a.absence_until THEN false END
                WHEN p.kind = 'outside' THEN false
                WHEN a.on_day < coalesce(p.in_force_earliest, p.in_force_from, '-infinity') THEN false
                WHEN a.on_day >= coalesce(p.in_force_latest, p.in_force_from, 'infinity') THEN true
            END AS bound
        FROM asked a
        CROSS JOIN (VALUES (1, case_rules.require_state(relation_reason.state_a)),
            (2, case_rules.require_state(relation_reason.state_b))) AS w(n, state)
        JOIN case_rules.state s ON s.state = w.state
        LEFT JOIN LATERAL (
            SELECT c.party_state, c.kind, c.deposited_on, c.in_force_from, c.in_force_to,
                c.in_force_earliest, c.in_force_latest, c.doubt, c.objection_window_to, c.checked_on,
                c.confidence, c.source
            FROM (
                SELECT 1 AS rank, u.state AS party_state, u.kind, u.deposited_on, u.in_force_from, u.in_force_to,
                    u.in_force_earliest, u.in_force_latest, u.doubt, u.objection_window_to, u.checked_on,
                    u.confidence, u.source
                FROM jsonb_populate_recordset(NULL::case_rules.party, relation_reason.newer -> 'party') u
                WHERE u.instrument = a.instrument AND u.state IN (s.state, s.may_follow)
                UNION ALL
                SELECT 2, t.state, t.kind, t.deposited_on, t.in_force_from, t.in_force_to,
                    t.in_force_earliest, t.in_force_latest, t.doubt, t.objection_window_to, t.checked_on,
                    t.confidence, t.source
                FROM case_rules.party t
                WHERE t.instrument = a.instrument AND t.state IN (s.state, s.may_follow)
            ) c
            ORDER BY c.party_state <> s.state, c.rank
            LIMIT 1) p ON true
    ),
    -- the same two, each as the one that could have objected to the other
    pair AS (
        SELECT acc.n, acc.state, acc.name, acc.bound, acc.kind,
            coalesce(acc.party_state, acc.state) AS acceding_state,
            coalesce(obj.party_state, obj.state) AS objecting_state,
            obj.name AS objecting_name,
            acc.source, acc.confidence,
            -- last day on which an objection may have been made: in the window,
            -- or when the other State ratified after the accession
            coalesce(acc.objection_window_to,
                coalesce(acc.in_force_latest, acc.in_force_from) - 1) AS window_to,
            CASE WHEN obj.kind = 'ratification'
                AND obj.deposited_on > coalesce(acc.deposited_on, '-infinity') THEN obj.deposited_on
            END AS ratified_later,
            greatest(a.checked_on, acc.checked_on) AS window_read_to,
            greatest(a.checked_on, acc.checked_on, obj.checked_on) AS ratified_read_to
        FROM asked a
        JOIN side acc ON a.objection_effect = 'bars_relation'
        JOIN side obj ON obj.n <> acc.n
    ),
    objected AS (
        SELECT r.*, o.notified_on, o.source AS o_source, o.confidence AS o_confidence,
            o.objecting_state IS NOT NULL AS objection,
            coalesce(o.withdrawn_on, o.withdrawn_earliest, 'infinity') AS stood_before,
            coalesce(o.withdrawn_on, o.withdrawn_latest, 'infinity') AS gone_from
        FROM pair r
        LEFT JOIN LATERAL (
            SELECT c.objecting_state, c.notified_on, c.withdrawn_on, c.withdrawn_earliest, c.withdrawn_latest,
                c.source, c.confidence
            FROM (
                SELECT 1 AS rank, u.objecting_state, u.notified_on, u.withdrawn_on, u.withdrawn_earliest,
                    u.withdrawn_latest, u.source, u.confidence
                FROM asked a, jsonb_populate_recordset(NULL::case_rules.objection, relation_reason.newer -> 'objection') u
                WHERE u.instrument = a.instrument
                    AND u.objecting_state = r.objecting_state AND u.acceding_state = r.acceding_state
                UNION ALL
                SELECT 2, t.objecting_state, t.notified_on, t.withdrawn_on, t.withdrawn_earliest,
                    t.withdrawn_latest, t.source, t.confidence
                FROM asked a, case_rules.objection t
                WHERE t.instrument = a.instrument
                    AND t.objecting_state = r.objecting_state AND t.acceding_state = r.acceding_state
            ) c
            ORDER BY c.rank
            LIMIT 1) o ON true
    )
    SELECT r.about, r.state, r.holds, r.because, r.source, r.confidence
    FROM (
        -- is each of them bound?
        SELECT 1 AS ord, s.n, 'party' AS about, s.state,
            CASE WHEN s.follows AND s.bound THEN NULL ELSE s.bound END AS holds,
            CASE
                WHEN s.follows AND s.bound IS NOT FALSE THEN
                    format('Whether the treaty relations of %s extend to %s was not read.', s.party_state, s.name)
                WHEN s.kind = 'outside' THEN
                    format('%s takes no part.', s.name)
                WHEN s.kind IS NULL THEN
                    format('%s is not among the parties%s. ', s.name,
                        (SELECT format(': it signed on %s, which does not bind', g.signed_on)
                        FROM case_rules.signature g
                        WHERE g.instrument = a.instrument AND g.state = s.state))
                    || CASE WHEN s.bound IS NULL
                        THEN format('Notifications were read up to %s, and nothing can be said of a State that is missing after %s.', a.checked_on, a.absence_until)
                        ELSE format('That holds up to %s.', a.absence_until) END
                WHEN s.in_force_to < a.on_day THEN
                    format('For %s it ended on %s.', s.name, s.in_force_to)
                    || CASE WHEN s.bound IS NULL
                        THEN format(' Notifications were read up to %s.', a.checked_on) ELSE '' END
                WHEN s.bound THEN
                    format('In force for %s since %s.', s.name,
                        CASE WHEN s.in_force_latest > s.in_force_earliest
                            THEN format('%s at the latest', s.in_force_latest) ELSE s.in_force_from::text END)
                WHEN NOT s.bound THEN
                    format('In force for %s only from %s.', s.name,
                        CASE WHEN s.in_force_latest > s.in_force_earliest
                            THEN format('%s at the earliest', s.in_force_earliest) ELSE s.in_force_from::text END)
                WHEN s.in_force_latest = 'infinity' OR s.in_force_earliest IS NULL THEN
                    format('%s is a party, from a day that is not known%s.', s.name,
                        CASE WHEN s.in_force_earliest IS NOT NULL THEN format(' (not before %s)', s.in_force_earliest) ELSE '' END)
                ELSE
                    format('In force for %s from %s, but that day is doubtful (%s): it lies between %s and %s.',
                        s.name, s.in_force_from, s.doubt, s.in_force_earliest, s.in_force_latest)
            END AS because,
            coalesce(s.source, a.source) AS source, s.confidence
        FROM side s CROSS JOIN asked a
        UNION ALL
        -- a State has no treaty relation with itself
        SELECT 2, 1, 'pair', s.state, false,
            format('Both sides are %s: a placement inside one State is domestic.', s.name), NULL, NULL
        FROM side s
        WHERE s.n = 1 AND relation_reason.state_a = relation_reason.state_b
        UNION ALL
        -- an objection on record
        SELECT 3, o.n, 'objection', o.objecting_state,
            CASE WHEN a.on_day < o.stood_before THEN false WHEN a.on_day >= o.gone_from THEN true END,
            format('%s objected to the accession of %s%s', o.objecting_name, o.name,
                CASE WHEN o.notified_on IS NULL THEN '' ELSE format(' (%s)', o.notified_on) END)
            || CASE
                WHEN o.stood_before = 'infinity' THEN '; no withdrawal is known.'
                WHEN o.stood_before < o.gone_from THEN
                    format(' and withdrew on a day not known, between %s and %s.', o.stood_before, o.gone_from)
                ELSE format(' until %s.', o.gone_from) END,
            o.o_source, o.o_confidence
        FROM objected o CROSS JOIN asked a
        WHERE o.objection
        UNION ALL
        -- or one that may have been made
        SELECT 4, o.n, 'objection window', o.state, NULL,
            CASE
                WHEN a.on_day <= o.window_to THEN
                    format('%s may object to the accession of %s up to %s.', o.objecting_name, o.name,
                        CASE o.window_to WHEN 'infinity' THEN 'a day that is not known' ELSE o.window_to::text END)
                WHEN o.window_to > o.window_read_to THEN
                    format('%s could object to the accession of %s up to %s, and objections were read only up to %s.',
                        o.objecting_name, o.name, o.window_to, o.window_read_to)
                ELSE
                    format('%s ratified on %s, after the accession of %s, and could object then; objections were read only up to %s.',
                        o.objecting_name, o.ratified_later, o.name, o.ratified_read_to)
            END,
            o.source, o.confidence
        FROM objected o CROSS JOIN asked a
        WHERE o.kind = 'accession' AND NOT o.objection AND o.bound IS NOT FALSE
            AND (a.on_day <= o.window_to OR o.window_to > o.window_read_to OR o.ratified_later > o.ratified_read_to)
    ) r
    WHERE relation_reason.on_day IS NOT NULL AND relation_reason.state_a IS NOT NULL AND relation_reason.state_b IS NOT NULL
    ORDER BY r.ord, r.n;
END;
COMMENT ON FUNCTION case_rules.relation_reason(text, text, text, date, jsonb) IS
    'Why an instrument is, is not, or may be in force between two States on a day: one row for each thing that must hold (about: party, pair, objection, objection window), with holds true, false or null for unknown. In force is what all rows together say. newer: a rulebook''s own rows, as treaty_rows() there gives them. No rows if an argument is null; error 22023 for an unknown State or instrument.';

CREATE FUNCTION case_rules.treaty_relation(
    instrument text, state_a text, state_b text, on_day date, newer jsonb)
RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
/*
 * PL/pgSQL, here and below, because it keeps its plans: a SQL function that
 * cannot be inlined is planned anew in every query, and a gate asks one
 * question a query.
 */
BEGIN
    RETURN (
        SELECT CASE WHEN bool_and(r.holds IS TRUE) THEN true WHEN bool_or(r.holds IS FALSE) THEN false END
        FROM case_rules.relation_reason(instrument, state_a, state_b, on_day, newer) r);
END
$$;
COMMENT ON FUNCTION case_rules.treaty_relation(text, text, text, date, jsonb) IS
    'in_force_between with the newer rows of a rulebook, in the form that treaty_rows() there gives them.';

CREATE FUNCTION case_rules.in_force_between(instrument text, state_a text, state_b text, on_day date)
RETURNS boolean
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN case_rules.treaty_relation(instrument, state_a, state_b, on_day, NULL);
END
$$;
COMMENT ON FUNCTION case_rules.in_force_between(text, text, text, date) IS
    'Whether the instrument is in force between the two States on the day, by the shipped data alone: true; false; null for unknown (a State that is missing after the table was last read, a doubtful day, an objection that may have been made or withdrawn). Either order of the States. Null if an argument is null; false for a State and itself; error 22023 for an unknown State or instrument. relation_reason says why.';

-- ---- declarations and the practice of States ---------------------------------

CREATE FUNCTION case_rules.has_declared(instrument text, state text, article text, on_day date)
RETURNS boolean
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    name CONSTANT text := case_rules.require_instrument(instrument);
    code CONSTANT text := case_rules.require_state(state);
BEGIN
    RETURN (
        SELECT CASE
            WHEN d.made THEN CASE
                WHEN d.declared_on > on_day THEN false
                WHEN coalesce(d.declared_on, d.read_as_of) <= on_day THEN true
            END
            WHEN on_day <= d.read_as_of THEN false
        END
        FROM case_rules.declaration d
        WHERE d.instrument = name AND d.state = code AND d.article = has_declared.article);
END
$$;
COMMENT ON FUNCTION case_rules.has_declared(text, text, text, date) IS
    'Whether the State has a declaration under the article on the day: true; false; null where it was not read, or not for that day. Articles as in case_rules.declaration, such as 34(2) or 54.';

CREATE FUNCTION case_rules.art82_relative_exempt(requested_state text, relative text)
RETURNS boolean
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    code CONSTANT text := case_rules.require_state(requested_state);
BEGIN
    IF relative = 'parent' THEN
        RETURN true;
    END IF;
    RETURN (
        SELECT relative = ANY (n.relatives_exempt)
        FROM case_rules.art82_notification n
        WHERE n.state = code);
END
$$;
COMMENT ON FUNCTION case_rules.art82_relative_exempt(text, text) IS
    'Brussels IIb, art 82(2): whether the child may be placed with such a relative in the State without its consent. A parent: always. Null: what the State notified was not seen; a rule must then take it that consent is needed.';

CREATE FUNCTION case_rules.consent_needs_approval(instrument text, requested_state text)
RETURNS boolean
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    name CONSTANT text := case_rules.require_instrument(instrument);
    code CONSTANT text := case_rules.require_state(requested_state);
BEGIN
    RETURN (
        SELECT bool_or(d.needed_for_consent)
        FROM case_rules.domestic_step d
        WHERE d.instrument = name AND d.state = code AND d.step IN ('approval', 'opinion'));
END
$$;
COMMENT ON FUNCTION case_rules.consent_needs_approval(text, text) IS
    'Whether a consent of this State counts only after a step inside it (Germany: family court; Slovenia: social work centre). Null: its practice was not read.';
