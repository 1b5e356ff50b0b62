--
-- The extension as such: it can be created, says what it is, keeps to its own
-- schema, and goes without leaving anything behind.
--
CREATE EXTENSION case_rules CASCADE;

SELECT extversion, extrelocatable FROM pg_extension WHERE extname = 'case_rules';

-- the schema is the extension's own, not a user's
SELECT n.nspname, pg_describe_object(d.refclassid, d.refobjid, 0) AS member_of
FROM pg_namespace n
JOIN pg_depend d ON d.classid = 'pg_namespace'::regclass AND d.objid = n.oid AND d.deptype = 'e'
WHERE n.nspname = 'case_rules';

-- no member outside of it (casts and the like have no schema)
SELECT o.type, o.identity
FROM pg_depend d
JOIN pg_extension e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid
CROSS JOIN LATERAL pg_identify_object(d.classid, d.objid, d.objsubid) o
WHERE e.extname = 'case_rules' AND d.deptype = 'e' AND o.schema <> 'case_rules'
ORDER BY 1, 2;

-- it cannot be moved: its functions name each other with their schema
CREATE SCHEMA elsewhere;
ALTER EXTENSION case_rules SET SCHEMA elsewhere;

-- a schema of that name that somebody made before is not taken over
DROP EXTENSION case_rules;
\set SHOW_CONTEXT never
CREATE SCHEMA case_rules;
CREATE EXTENSION case_rules CASCADE;
DROP SCHEMA case_rules;

-- gone without a trace, and can come back
SELECT count(*) FROM pg_namespace WHERE nspname = 'case_rules';
CREATE EXTENSION case_rules CASCADE;
DROP EXTENSION case_rules;
