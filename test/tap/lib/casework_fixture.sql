/*
 * casework_fixture.sql: a casework schema with cases in it, for the TAP tests.
 *
 *   psql [-v cases=40] -f casework_fixture.sql
 *
 * The cases are those of the generator: "decide" is permitted in all but 7, 13
 * and 17 of each twenty.  helper.* write acts and rows for them.
 */
\set ON_ERROR_STOP on
\if :{?cases}
\else
  \set cases 40
\endif
SET client_min_messages = warning;
SET case_rules.warnings = off;
DO $$ BEGIN PERFORM case_rules.create_casework('casework'); END $$;
\ir ../../bench/generate_casework.sql

CREATE SCHEMA helper;

/* an act of case n as a row of casework.act */
CREATE FUNCTION helper.row_of(n integer, act text, office integer DEFAULT 1, details jsonb DEFAULT '{}', day date DEFAULT '2026-03-10')
RETURNS casework.act LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT r.*
      FROM jsonb_populate_record(NULL::casework.act, jsonb_build_object(
               'case_id', casework.bench_id('case', n), 'act_id', case_rules.uuid_v7(),
               'procedure', 'placement_abroad', 'subject_id', casework.bench_id('placement', n),
               'act', act, 'acted_on', day, 'authority_id', casework.bench_id('authority', office),
               'actor', 'worker-1', 'details', details)) r;
END;

CREATE FUNCTION helper.do_act(n integer, act text, office integer DEFAULT 1, details jsonb DEFAULT '{}', day date DEFAULT '2026-03-10')
RETURNS text LANGUAGE sql
BEGIN ATOMIC
    INSERT INTO casework.act SELECT (helper.row_of(n, act, office, details, day)).*
    RETURNING concat_ws(' ', seq, act, coalesce(from_state, '-'), to_state);
END;

CREATE FUNCTION helper.decide(n integer) RETURNS text LANGUAGE sql
BEGIN ATOMIC
    SELECT helper.do_act(n, 'decide', 1, '{"reasons": "in writing", "views_weight": "great"}');
END;

CREATE FUNCTION helper.decision(n integer) RETURNS casework.act LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT helper.row_of(n, 'decide', 1, '{"reasons": "in writing", "views_weight": "great"}');
END;

/* what the gates, the duties and the reports say: the same in every copy */
CREATE VIEW helper.verdicts AS
    SELECT 'would_allow' AS asked, n::text AS about, f::text AS answer
      FROM generate_series(1, (SELECT count(*)::integer FROM casework.case_file)) n
     CROSS JOIN LATERAL case_rules.would_allow('casework.act', to_jsonb(helper.decision(n)) - '{seq,side,from_state,to_state,finding_count,recorded_at,recorded_by}'::text[]) f
    UNION ALL
    SELECT 'next_acts', n::text, f::text
      FROM generate_series(1, 8) n
     CROSS JOIN LATERAL case_rules.next_acts('casework.act', casework.bench_id('case', n), 'placement_abroad',
                                             casework.bench_id('placement', n), '2026-03-20') f
    UNION ALL
    SELECT 'duty_status', NULL, d::text FROM casework.duty_status d
    UNION ALL
    SELECT 'act_finding', NULL, d::text FROM casework.act_finding d
    UNION ALL
    SELECT 'open_finding', NULL, d::text FROM casework.open_finding d
    UNION ALL
    SELECT 'placement_status', NULL, d::text FROM casework.placement_status d
    UNION ALL
    SELECT 'hole', h.object, concat_ws(' ', h.hole, h.detail) FROM case_rules.guard_holes('casework') h;
