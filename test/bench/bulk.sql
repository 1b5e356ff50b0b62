/*
 * bulk.sql: the verdicts of a whole gate over all placements, against the same
 * conditions written into one query over the same joins.
 *
 * The query is what somebody would write who has the facts as joins and the
 * conditions as SQL: the text of each rule in a CASE, with its parameters put
 * in.  It is made from the catalog here, so that it cannot be out of date.
 */
CREATE FUNCTION bench.condition_text(condition text, parameters jsonb) RETURNS text
LANGUAGE plpgsql IMMUTABLE
AS $$
DECLARE
    p record;
BEGIN
    FOR p IN SELECT * FROM jsonb_each(parameters) LOOP
        condition := regexp_replace(condition, '\m' || p.key || '\M',
                                    CASE jsonb_typeof(p.value) WHEN 'string' THEN quote_literal(p.value #>> '{}') ELSE p.value #>> '{}' END, 'g');
    END LOOP;
    RETURN condition;
END
$$;
CREATE FUNCTION bench.bulk_query(day date) RETURNS text
LANGUAGE sql STABLE
BEGIN ATOMIC
SELECT format(
    'SELECT f.case_id, f.placement_id, array_remove(ARRAY[%s], NULL) AS rules FROM casework.placement_facts_bulk(%L) f '
    'CROSS JOIN (SELECT %L::date AS acted_on, ''decide''::text AS act, NULL::text AS side, NULL::text AS from_state%s) act',
    (SELECT string_agg(format(
                E'\n  CASE WHEN %s (%s) THEN %L END',
                CASE WHEN r.regimes IS NULL THEN '' ELSE format('f.regime = ANY (%L) AND', r.regimes) END
                || CASE WHEN r.applies IS NULL THEN '' ELSE format(' (%s) IS NOT FALSE AND', bench.condition_text(r.applies, r.parameters)) END,
                /* what a violation does, and what an unknown does */
                CASE WHEN r.severity >= 'override' AND r.on_unknown >= 'override'
                     THEN format('(%s) IS NOT TRUE', bench.condition_text(r.condition, r.parameters))
                     WHEN r.severity >= 'override' THEN format('(%s) IS FALSE', bench.condition_text(r.condition, r.parameters))
                     ELSE format('(%s) IS NULL', bench.condition_text(r.condition, r.parameters)) END,
                r.rule), ',' ORDER BY r.rule, r.version)
       FROM case_rules.rule r
      WHERE r.procedure = 'placement_abroad' AND 'decide' = ANY (r.acts) AND r.in_force @> bulk_query.day
        AND r.mode = 'enforced' AND (r.severity >= 'override' OR r.on_unknown >= 'override')),
    day, day,
    (SELECT string_agg(format(', NULL::%s AS %I', a.type, a.field), '')
       FROM case_rules.act_field a WHERE a.procedure = 'placement_abroad' AND a.act = 'decide'));
END;

/* the same answers first */
DO $$
DECLARE
    odd bigint;
    asked bigint;
BEGIN
    EXECUTE format(
        'WITH ours AS (SELECT v.case_id::uuid, v.subject_id::uuid, ARRAY(SELECT x FROM unnest(v.rules) x ORDER BY x) AS rules
                         FROM case_rules.gate_verdicts(''casework.act'', ''placement_abroad'', ''decide'', ''2026-03-10'') v),
              theirs AS (SELECT q.case_id, q.placement_id, ARRAY(SELECT x FROM unnest(q.rules) x ORDER BY x) AS rules FROM (%s) q)
         SELECT count(*) FILTER (WHERE o.rules IS DISTINCT FROM t.rules), count(*)
           FROM ours o FULL JOIN theirs t ON t.case_id = o.case_id AND t.placement_id = o.subject_id', bench.bulk_query('2026-03-10'))
      INTO odd, asked;
    IF odd > 0 OR asked <> (SELECT count(*) FROM casework.placement) THEN
        RAISE EXCEPTION 'the bulk form and the query by hand differ for % of % placements', odd, asked;
    END IF;
END
$$;

CREATE FUNCTION bench.run_bulk(contestant text) RETURNS float8
LANGUAGE plpgsql
AS $$
DECLARE
    began timestamptz := clock_timestamp();
    placements bigint;
    stops bigint;
BEGIN
    EXECUTE CASE contestant
        WHEN 'gate' THEN 'SELECT count(*), sum(v.stops) FROM case_rules.gate_verdicts(''casework.act'', ''placement_abroad'', ''decide'', ''2026-03-10'') v'
        ELSE format('SELECT count(*), sum(cardinality(q.rules)) FROM (%s) q', bench.bulk_query('2026-03-10')) END
       INTO placements, stops;
    RETURN extract(epoch FROM clock_timestamp() - began) * 1e6;
END
$$;
SELECT format('the bulk form and the query by hand agree on %s placements', count(*)) FROM casework.placement;
SELECT format('INSERT INTO bench.round SELECT ''bulk'', %s, %L, bench.run_bulk(%L)', r, c, c)
  FROM generate_series(0, :bulk_rounds) r, unnest(CASE r % 2 WHEN 0 THEN '{gate,hand}'::text[] ELSE '{hand,gate}' END) c
 ORDER BY r \gexec
DELETE FROM bench.round WHERE round = 0;

INSERT INTO bench.figure (name, value, unit, aim) VALUES
    ('gate over all placements, bulk form', bench.median_of('bulk', 'gate') / 1000, 'ms', NULL),
    ('same conditions in one query by hand', bench.median_of('bulk', 'hand') / 1000, 'ms', NULL),
    ('bulk form / one query by hand', bench.ratio_of('bulk', 'gate', 'hand'), 'ratio', 1.2);
