/*
 * versioned.sql: what it costs to keep former versions of facts.
 *
 * The peer is the same tables without recorded_at and superseded_at and without
 * the trigger that keeps versions, made from the catalog here, so that they
 * cannot be out of date: columns, defaults, constraints, indexes and all other
 * triggers are the same, case_rules_hold among them.  Two things are compared:
 *
 *   - one INSERT and one UPDATE of one row of views, a table with the two indexes,
 *     the foreign key and the checks that a fact table has;
 *   - the facts that the gate of decide asks for, of one case.  One in four rows
 *     has been corrected, so that its former version lies in the way.
 *
 * The fixture is casework_versions; rounds and batch are as for acts.
 */
CREATE SCHEMA bench_unversioned;

/* fact tables, and which of their columns the peer has */
CREATE TABLE bench.fact_table AS
SELECT c.oid::regclass AS tab, c.relname::text AS name,
       (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM pg_attribute a
         WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
           AND a.attname NOT IN ('recorded_at', 'superseded_at')) AS columns,
       (SELECT quote_ident(convert_from(substring(t.tgargs FROM 1 FOR length(t.tgargs) - 1), 'UTF8'))
          FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
         WHERE t.tgrelid = c.oid AND p.proname = 'keep_version') AS id
  FROM pg_class c
 WHERE c.relnamespace = 'casework_versions'::regnamespace AND c.relkind = 'r'
   AND EXISTS (SELECT FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE t.tgrelid = c.oid AND p.proname = 'keep_version');

CREATE FUNCTION bench.make_unversioned(tab regclass, name text, columns text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog
AS $$
DECLARE
    part text;
BEGIN
    EXECUTE format('CREATE TABLE bench_unversioned.%I AS SELECT %s FROM %s WITH NO DATA', name, columns, tab);
    FOR part IN
        SELECT format('ALTER %I SET DEFAULT %s', a.attname, pg_get_expr(d.adbin, d.adrelid))
          FROM pg_attribute a JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
         WHERE a.attrelid = tab AND a.attname <> 'recorded_at'
        UNION ALL
        SELECT format('ALTER %I SET NOT NULL', a.attname)
          FROM pg_attribute a
         WHERE a.attrelid = tab AND a.attnum > 0 AND a.attnotnull AND NOT a.attisdropped AND a.attname <> 'recorded_at'
    LOOP
        EXECUTE format('ALTER TABLE bench_unversioned.%I %s', name, part);
    END LOOP;
    EXECUTE format('INSERT INTO bench_unversioned.%I SELECT %s FROM %s ORDER BY ctid', name, columns, tab);
    FOR part IN
        SELECT format('ALTER TABLE bench_unversioned.%I ADD CONSTRAINT %I %s', name, c.conname, pg_get_constraintdef(c.oid))
          FROM pg_constraint c
         WHERE c.conrelid = tab AND c.contype IN ('p', 'u', 'c', 'f') AND pg_get_constraintdef(c.oid) !~ '\m(recorded_at|superseded_at)\M'
    LOOP
        EXECUTE part;
    END LOOP;
    FOR part IN
        SELECT replace(replace(pg_get_indexdef(i.indexrelid), ' ON casework_versions.', ' ON bench_unversioned.'),
                       ' INDEX ' || quote_ident(c.relname) || ' ', ' INDEX ')
          FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
         WHERE i.indrelid = tab AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)
    LOOP
        /* of an index over standing rows, the peer has all */
        part := regexp_replace(part, ' WHERE \(superseded_at IS NULL\)$', '');
        EXECUTE part;
    END LOOP;
    FOR part IN
        SELECT replace(pg_get_triggerdef(t.oid), ' ON casework_versions.', ' ON bench_unversioned.')
               || CASE t.tgenabled WHEN 'A' THEN format('; ALTER TABLE bench_unversioned.%I ENABLE ALWAYS TRIGGER %I', name, t.tgname) ELSE '' END
          FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
         WHERE t.tgrelid = tab AND NOT t.tgisinternal AND p.proname <> 'keep_version'
    LOOP
        EXECUTE part;
    END LOOP;
END
$$;
SELECT bench.make_unversioned(tab, name, columns) FROM bench.fact_table ORDER BY name \g /dev/null

/*
 * The facts function over the peer: its own text with other tables.  Where it
 * asks for superseded_at of one of them, it meets a function instead of a
 * column; that one returns a type by which stands() knows the row, and is gone
 * when the plan is made.
 */
CREATE DOMAIN bench_unversioned.never AS timestamptz;
CREATE FUNCTION bench_unversioned.stands(timestamptz, bench_unversioned.never, timestamptz) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN true;
CREATE FUNCTION bench_unversioned.stands(a timestamptz, b timestamptz, c timestamptz) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN casework_versions.stands(a, b, c);
DO $$
DECLARE
    t bench.fact_table;
    def text;
BEGIN
    SET LOCAL search_path = pg_catalog;
    FOR t IN TABLE bench.fact_table LOOP
        EXECUTE format('CREATE FUNCTION bench_unversioned.superseded_at(bench_unversioned.%I) RETURNS bench_unversioned.never
                        LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN NULL::bench_unversioned.never', t.name);
        EXECUTE format('CREATE FUNCTION bench_unversioned.recorded_at(bench_unversioned.%I) RETURNS timestamptz
                        LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN ''-infinity''::timestamptz', t.name);
    END LOOP;
    def := pg_get_functiondef('casework_versions.placement_facts'::regproc);
    def := regexp_replace(def, '\mcasework_versions\.placement_facts\M', 'bench_unversioned.placement_facts');
    def := regexp_replace(def, '\mcasework_versions\.stands\M', 'bench_unversioned.stands', 'g');
    SELECT regexp_replace(def, '\mcasework_versions\.(' || string_agg(f.name, '|') || ')\M', 'bench_unversioned.\1', 'g')
      INTO def FROM bench.fact_table f;
    SET LOCAL search_path = pg_catalog, bench_unversioned;
    EXECUTE def;
END
$$;

/* former versions, recorded before what stands */
DO $$
DECLARE
    t bench.fact_table;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR t IN TABLE bench.fact_table LOOP
        EXECUTE format('CREATE TEMP TABLE former AS SELECT * FROM %s ORDER BY hashtext(%s::text) LIMIT (SELECT count(*) / 4 FROM %1$s)', t.tab, t.id);
        EXECUTE format('UPDATE former SET %s = case_rules.uuid_v7(), superseded_at = recorded_at + interval ''1 hour''', t.id);
        EXECUTE format('INSERT INTO %s SELECT * FROM former', t.tab);
        DROP TABLE former;
    END LOOP;
END
$$;
SELECT format('VACUUM ANALYZE %s', x.tab)
  FROM (SELECT tab::text FROM bench.fact_table UNION ALL SELECT 'bench_unversioned.' || quote_ident(name) FROM bench.fact_table) x
 ORDER BY x.tab \gexec

INSERT INTO bench.todo (pool, place, case_id, placement_id, keys)
SELECT 'versions', row_number() OVER (), x.case_id, x.placement_id, ARRAY[x.views_id, x.child_id]
  FROM (SELECT p.case_id, p.placement_id, v.views_id, v.child_id
          FROM bench_unversioned.views v JOIN casework_versions.placement p USING (case_id, child_id)
         ORDER BY hashtext(p.case_id::text)) x;
VACUUM ANALYZE bench.todo;

/* the same answers first; what a row was recorded at is known on one side only */
DO $$
DECLARE
    odd text;
    asked bigint;
BEGIN
    SELECT string_agg(DISTINCT e.key, ', '), count(DISTINCT t.place)
      INTO odd, asked
      FROM bench.todo t
     CROSS JOIN LATERAL casework_versions.placement_facts(t.case_id, t.placement_id, '2026-03-10', NULL, 7) v
     CROSS JOIN LATERAL bench_unversioned.placement_facts(t.case_id, t.placement_id, '2026-03-10', NULL, 7) u
      LEFT JOIN LATERAL (SELECT o.key FROM jsonb_each(to_jsonb(v)) o
                          WHERE o.value IS DISTINCT FROM to_jsonb(u) -> o.key) e ON true
     WHERE t.pool = 'versions' AND t.place <= 200;
    IF odd IS NOT NULL OR asked < 200 THEN
        RAISE EXCEPTION 'facts over versioned and over plain tables differ in % of % cases: %', coalesce(odd, 'none'), asked, odd;
    END IF;
END
$$;

CREATE FUNCTION bench.make_fact_runner(contestant text, statement text) RETURNS void
LANGUAGE plpgsql
AS $make$
BEGIN
    EXECUTE format($runner$
CREATE FUNCTION bench.%I(first integer, many integer) RETURNS float8
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
DECLARE
    t bench.todo;
    began timestamptz;
    times float8[] := '{}';
BEGIN
    FOR t IN SELECT * FROM bench.todo d WHERE d.pool = 'versions' AND d.place >= first ORDER BY d.place LIMIT many LOOP
        began := clock_timestamp();
        %s;
        times := times || (extract(epoch FROM clock_timestamp() - began) * 1e6)::float8;
    END LOOP;
    IF cardinality(times) < many THEN
        RAISE EXCEPTION 'too few cases for place %%', first;
    END IF;
    RETURN (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY x) FROM unnest(times) x);
END
$$ $runner$, 'run_' || contestant, statement);
END
$make$;
SELECT bench.make_fact_runner('insert_' || v.contestant, format(
           'INSERT INTO %s.views (case_id, child_id, heard_on, outcome, method, alone) VALUES (t.case_id, t.keys[2], ''2026-03-01'', ''heard'', ''interview'', true)', v.schema)),
       bench.make_fact_runner('update_' || v.contestant, format(
           'UPDATE %s.views SET document = ''EX-3'' WHERE case_id = t.case_id AND views_id = t.keys[1]', v.schema)),
       bench.make_fact_runner('facts_' || v.contestant, format(
           'PERFORM %s FROM %s.placement_facts(t.case_id, t.placement_id, ''2026-03-10'', NULL::timestamptz, 7::bigint) f',
           (SELECT string_agg('f.' || quote_ident(fact), ', ') FROM unnest(bench.gate_facts()) fact), v.schema))
  FROM (VALUES ('versioned', 'casework_versions'), ('plain', 'bench_unversioned')) v(contestant, schema) \g /dev/null
CHECKPOINT;

/* each comparison meets each case once; the facts first, while the tables are as they were loaded */
SELECT least(:batch, (count(*) / (2 * (:rounds + 1)))::integer) AS fact_batch FROM bench.todo WHERE pool = 'versions' \gset
SELECT statement FROM bench.rounds('facts', '{facts_versioned,facts_plain}', 1, :fact_batch, :rounds, :fact_batch) \gexec
SELECT statement FROM bench.rounds('fact insert', '{insert_versioned,insert_plain}', 1, :fact_batch, :rounds, :fact_batch) \gexec
SELECT statement FROM bench.rounds('fact update', '{update_versioned,update_plain}', 1, :fact_batch, :rounds, :fact_batch) \gexec
DELETE FROM bench.round WHERE round = 0;

/* every correction has left its version */
DO $$
DECLARE
    corrected bigint;
    kept bigint;
BEGIN
    SELECT count(*) FILTER (WHERE superseded_at IS NULL AND document = 'EX-3'), count(*) FILTER (WHERE superseded_at > '2026-03-01')
      INTO corrected, kept FROM casework_versions.views;
    IF corrected <> kept OR kept <> (SELECT count(*) FROM bench_unversioned.views WHERE document = 'EX-3') THEN
        RAISE EXCEPTION '% rows were corrected, and % former versions kept', corrected, kept;
    END IF;
END
$$;

INSERT INTO bench.figure (name, value, unit, aim) VALUES
    ('fact inserted, versioned table', bench.median_of('fact insert', 'insert_versioned'), 'us', NULL),
    ('fact inserted, table without versions', bench.median_of('fact insert', 'insert_plain'), 'us', NULL),
    ('fact corrected, versioned table', bench.median_of('fact update', 'update_versioned'), 'us', NULL),
    ('fact corrected, table without versions', bench.median_of('fact update', 'update_plain'), 'us', NULL),
    ('facts of the gate, versioned tables', bench.median_of('facts', 'facts_versioned'), 'us', NULL),
    ('facts of the gate, tables without versions', bench.median_of('facts', 'facts_plain'), 'us', NULL),
    ('fact inserted / without versions', bench.ratio_of('fact insert', 'insert_versioned', 'insert_plain'), 'ratio', 1.3),
    ('fact corrected / without versions', bench.ratio_of('fact update', 'update_versioned', 'update_plain'), 'ratio', 1.5),
    ('facts of the gate / without versions', bench.ratio_of('facts', 'facts_versioned', 'facts_plain'), 'ratio', 1.2);
