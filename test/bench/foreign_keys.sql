/*
 * foreign_keys.sql: the same row with one foreign key for each table that the
 * gate reads facts from, and with the same columns and none of these keys.
 * A table that holds nothing for the cases of the fixture, or whose key is not
 * made of case and one id, is stood in for by the placement.
 */
CREATE SCHEMA bench_fk;
CREATE TABLE bench_fk.act (LIKE casework.act INCLUDING ALL,
    FOREIGN KEY (authority_id) REFERENCES casework.authority,
    FOREIGN KEY (case_id) REFERENCES casework.case_file);
CREATE TABLE bench_fk.plain (LIKE casework.act INCLUDING ALL,
    FOREIGN KEY (authority_id) REFERENCES casework.authority,
    FOREIGN KEY (case_id) REFERENCES casework.case_file);

CREATE TABLE bench_fk.reference (key_no integer PRIMARY KEY, name text NOT NULL, stands_in text NOT NULL, column_name text NOT NULL);
INSERT INTO bench_fk.reference
SELECT row_number() OVER (ORDER BY t.name), t.name, coalesce(k.name, 'placement'), coalesce(k.column_name, 'placement_id')
  FROM unnest(bench.fact_tables()) AS t(name)
  LEFT JOIN LATERAL (
       SELECT t.name, a.attname::text AS column_name
         FROM pg_constraint c
         JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[cardinality(c.conkey)]
        WHERE c.conrelid = ('casework.' || t.name)::regclass AND c.contype IN ('p', 'u') AND a.atttypid = 'uuid'::regtype
          AND (cardinality(c.conkey) = 2 OR t.name = 'authority' AND cardinality(c.conkey) = 1)
          AND (xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM (SELECT FROM casework.%I LIMIT 1) x', t.name),
                                                   false, true, '')))[1]::text = '1'
        LIMIT 1) k ON true;
DO $$
DECLARE
    r record;
BEGIN
    FOR r IN SELECT * FROM bench_fk.reference ORDER BY key_no LOOP
        EXECUTE format('ALTER TABLE bench_fk.act ADD COLUMN key_%s uuid', r.key_no);
        EXECUTE format('ALTER TABLE bench_fk.plain ADD COLUMN key_%s uuid', r.key_no);
    END LOOP;
END
$$;
/* filled before the keys are put on it */
INSERT INTO bench_fk.act SELECT * FROM casework.act ORDER BY case_id, seq;
INSERT INTO bench_fk.plain SELECT * FROM casework.act ORDER BY case_id, seq;
DO $$
DECLARE
    r record;
BEGIN
    FOR r IN SELECT * FROM bench_fk.reference ORDER BY key_no LOOP
        EXECUTE CASE r.stands_in WHEN 'authority'
            THEN format('ALTER TABLE bench_fk.act ADD FOREIGN KEY (key_%s) REFERENCES casework.%I (%I)', r.key_no, r.stands_in, r.column_name)
            ELSE format('ALTER TABLE bench_fk.act ADD FOREIGN KEY (case_id, key_%s) REFERENCES casework.%I (case_id, %I)',
                        r.key_no, r.stands_in, r.column_name) END;
    END LOOP;
END
$$;
