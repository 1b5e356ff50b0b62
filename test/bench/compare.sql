/*
 * compare.sql: do all three say the same?  Before anything is timed.
 *
 * Several hundred cases, each changed in one way: a table emptied, a column
 * set to null, turned round or moved to another day, an act of the past
 * changed, an act without its reasons.  On each, the gate and the two
 * hand-written triggers must come to the same findings, the same states and the
 * same answer.  All of it is rolled back.
 */
DO $$
DECLARE
    known text[] := bench.rules();
    now_in_force text[];
BEGIN
    SELECT array_agg(r.rule ORDER BY r.rule) INTO now_in_force
      FROM case_rules.rule r
     WHERE r.procedure = 'placement_abroad' AND 'decide' = ANY (r.acts)
       AND (r.regimes IS NULL OR 'hc1996' = ANY (r.regimes)) AND r.in_force @> date '2026-03-10';
    IF now_in_force <> known THEN
        RAISE EXCEPTION 'the rules of the release are no longer those of the hand-written triggers'
            USING DETAIL = format('only in the release: %s; only by hand: %s',
                                  ARRAY(SELECT unnest(now_in_force) EXCEPT SELECT unnest(known)),
                                  ARRAY(SELECT unnest(known) EXCEPT SELECT unnest(now_in_force))),
                  HINT = 'Bring test/bench/handwritten_each.sql, handwritten_one.sql and bench.rules() up to date.';
    END IF;
END
$$;

BEGIN;
SET LOCAL case_rules.warnings = off;
SET LOCAL client_min_messages = warning;

/* what one variant answers to one act; nothing of it stays */
CREATE FUNCTION bench.answer(variant text, n bigint, details jsonb) RETURNS text
LANGUAGE plpgsql
AS $$
DECLARE
    found text;
    code text;
    detail text;
BEGIN
    EXECUTE format(
        'INSERT INTO %I.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
         VALUES ($1, ''placement_abroad'', $2, ''decide'', ''2026-03-10'', $3, ''worker-1'', $4)', variant)
      USING casework.bench_id('case', n), casework.bench_id('placement', n), casework.bench_id('authority', 1), details;
    EXECUTE format(
        'SELECT format(''%%s %%s -> %%s by %%s, %%s findings: %%s'', j.outcome, j.from_state, j.to_state, j.side, a.finding_count,
                       (SELECT string_agg(f.rule || '' '' || f.verdict, '', '' ORDER BY f.rule)
                          FROM jsonb_to_recordset(j.findings) AS f(rule text, verdict text)
                         WHERE f.verdict NOT IN (''satisfied'', ''not_applicable'')))
           FROM %1$I.journal j JOIN %1$I.act a ON a.case_id = j.case_id AND a.seq = j.seq
          WHERE j.case_id = $1 AND j.act = ''decide''', variant)
       INTO found
      USING casework.bench_id('case', n);
    RAISE EXCEPTION USING ERRCODE = 'BN000', MESSAGE = coalesce(found, 'nothing');
EXCEPTION
    WHEN SQLSTATE 'BN000' THEN
        RETURN SQLERRM;
    WHEN OTHERS THEN
        GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, detail = PG_EXCEPTION_DETAIL;
        IF code NOT IN ('RU001', 'RU009') THEN
            RETURN code || ' ' || SQLERRM;
        END IF;
        RETURN 'refused: ' || (SELECT string_agg(f.rule || ' ' || f.verdict, ', ' ORDER BY f.rule)
                                 FROM jsonb_to_recordset(detail::jsonb -> 'findings') AS f(rule text, verdict text));
END
$$;

CREATE TABLE bench.change (change_no integer GENERATED ALWAYS AS IDENTITY, what text NOT NULL, details jsonb);

/* columns of the fact tables: empty, null, turned round, another day */
INSERT INTO bench.change (what)
SELECT format('DELETE FROM casework.%I WHERE case_id = $1', t.name)
  FROM unnest(bench.fact_tables()) AS t(name)
 WHERE t.name NOT IN ('act', 'authority', 'placement', 'placement_regime', 'child')
 ORDER BY 1;
INSERT INTO bench.change (what)
SELECT format('UPDATE casework.%I SET %I = %s WHERE case_id = $1', t.name, a.attname, v.value)
  FROM unnest(bench.fact_tables()) AS t(name)
  JOIN pg_attribute a ON a.attrelid = ('casework.' || t.name)::regclass AND a.attnum > 0 AND NOT a.attisdropped
 CROSS JOIN LATERAL unnest(ARRAY[
       CASE WHEN NOT a.attnotnull THEN 'NULL' END,
       CASE WHEN a.atttypid = 'boolean'::regtype THEN format('NOT %I', a.attname) END,
       CASE WHEN a.atttypid = 'date'::regtype THEN format('%I + 400', a.attname) END,
       CASE WHEN a.atttypid = 'date'::regtype THEN format('%I - 400', a.attname) END,
       CASE WHEN a.atttypid = 'text[]'::regtype THEN '''{}''' END,
       CASE WHEN a.atttypid = 'text'::regtype THEN ''' ''' END]) AS v(value)
 WHERE v.value IS NOT NULL
   AND t.name NOT IN ('act', 'authority', 'placement', 'placement_regime')
   AND a.attname NOT IN ('superseded_at', 'recorded_at', 'label', 'document')
 ORDER BY 1;

/* what the fixture does not have */
INSERT INTO bench.change (what)
SELECT format('UPDATE casework.placement_plan SET care_kind = %L WHERE case_id = $1', k)
  FROM unnest(ARRAY['foster', 'residential', 'with_parent', 'adoption', 'educational', 'kafala']) k
UNION ALL
SELECT format('UPDATE casework.placement_plan SET grounds = %L WHERE case_id = $1', k)
  FROM unnest(ARRAY['{poverty}', '{nationality,migration_status}', '{poverty,neglect}']) k
UNION ALL
SELECT format('UPDATE casework.placement_preparation SET recognition_grounds = %L WHERE case_id = $1', k)
  FROM unnest(ARRAY['{f}', '{a,b}']) k
UNION ALL
SELECT format('UPDATE casework.requested_state_position SET relative_view = %L WHERE case_id = $1', k)
  FROM unnest(ARRAY['not_needed', 'needed']) k
UNION ALL
SELECT format('UPDATE casework.child SET birth_date = %L WHERE case_id = $1', k)
  FROM unnest(ARRAY['2004-01-01', '2025-06-01', '2008', '2008-03', '2010-03-10']) k
UNION ALL
SELECT format('INSERT INTO casework.child_situation (case_id, child_id, kind, holds, from_on)
               SELECT case_id, child_id, %L, true, ''2026-01-01'' FROM casework.child WHERE case_id = $1', k)
  FROM unnest(ARRAY['unaccompanied', 'separated', 'age_disputed']) k
UNION ALL VALUES
    ('INSERT INTO casework.urgency (case_id, placement_id, from_on, reasons)
      SELECT case_id, placement_id, ''2026-03-01'', ''example'' FROM casework.placement WHERE case_id = $1'),
    ('INSERT INTO casework.material_change (case_id, child_id, changed_on, what)
      SELECT case_id, child_id, ''2026-03-01'', ''example'' FROM casework.child WHERE case_id = $1'),
    ('INSERT INTO casework.consent_condition (case_id, placement_id, set_on, what)
      SELECT case_id, placement_id, ''2026-02-18'', ''example'' FROM casework.placement WHERE case_id = $1'),
    ('INSERT INTO casework.consent_condition (case_id, placement_id, set_on, what, met_on)
      SELECT case_id, placement_id, ''2026-02-18'', ''example'', ''2026-03-01'' FROM casework.placement WHERE case_id = $1'),
    ('INSERT INTO casework.sibling_bond (case_id, child_id, elsewhere, has_bond)
      SELECT case_id, child_id, ''example office'', true FROM casework.child WHERE case_id = $1'),
    ('INSERT INTO casework.sibling_bond (case_id, child_id, elsewhere, has_bond)
      SELECT case_id, child_id, ''example office'', false FROM casework.child WHERE case_id = $1'),
    ('INSERT INTO casework.views (case_id, child_id, heard_on, outcome)
      SELECT case_id, child_id, ''2026-03-05'', ''not_offered'' FROM casework.child WHERE case_id = $1'),
    ('INSERT INTO casework.placement_plan (case_id, placement_id, planned_on, cultural_continuity)
      SELECT case_id, placement_id, ''2026-03-05'', '' '' FROM casework.placement WHERE case_id = $1'),
    ('INSERT INTO casework.placement_plan (case_id, placement_id, planned_on, care_kind)
      SELECT case_id, placement_id, ''2026-03-05'', ''foster'' FROM casework.placement WHERE case_id = $1');

/* the acts so far, in all three histories */
INSERT INTO bench.change (what)
SELECT format('acts: DELETE FROM @.act WHERE case_id = $1 AND act = %L', k)
  FROM unnest(ARRAY['consent', 'open_consultation', 'contemplate', 'assign']) k
UNION ALL
SELECT format('acts: UPDATE @.act SET act = %L, details = %L WHERE case_id = $1 AND act = ''consent''', k, d)
  FROM (VALUES ('refuse', '{}'), ('consent_with_conditions', '{"given_by": "central_authority"}'), ('transcribe_consent', '{}'),
               ('transcribe_consent', '{"given_by": "other"}'), ('doubt_consent', '{}')) v(k, d)
UNION ALL
SELECT format('acts: UPDATE @.act SET details = details || %L WHERE case_id = $1 AND act = ''consent''', d)
  FROM unnest(ARRAY['{"valid_to": "2026-03-09"}', '{"valid_to": null}', '{"placement_until": "2027-01-01"}', '{"given_by": "institution"}',
                    '{"given_by": null}', '{"care_kind": "foster"}', '{"place": "Example City"}',
                    '{"carer_id": "00000000-0000-0000-0000-000000000001"}']) d
UNION ALL
SELECT format('acts: UPDATE @.act SET recorded_at = %L WHERE case_id = $1 AND act = ''consent''', d)
  FROM unnest(ARRAY['2026-03-12', '2026-01-01']) d
UNION ALL
SELECT format('acts: UPDATE @.act SET details = %L WHERE case_id = $1 AND act = ''contemplate''', d)
  FROM unnest(ARRAY['{"jurisdiction_article": "11"}', '{"jurisdiction_article": "14"}', '{}']) d
UNION ALL
SELECT format('acts: WITH head AS (UPDATE @.case_head SET act_seq = 7 WHERE case_id = $1)
               INSERT INTO @.act (case_id, seq, procedure, subject_id, act, acted_on, authority_id, actor, details, side, from_state, to_state, outcome, recorded_at)
               SELECT case_id, 7, procedure, subject_id, %L, ''2026-03-01'', authority_id, actor, %L, side, to_state, %L, ''permitted'', ''2026-03-01''
                 FROM @.act WHERE case_id = $1 AND act = ''consent''', k, d, s)
  FROM (VALUES ('withdraw_consent', '{}', 'consent_withdrawn'), ('doubt_consent', '{}', 'consent_doubtful'), ('refuse', '{}', 'refused'),
               ('regularise_consent', '{"given_by": "other"}', 'consented'), ('extend_consent', '{"valid_to": "2026-03-02"}', 'consented'),
               ('extend_consent', '{"placement_until": "2026-12-01"}', 'consented'),
               ('determine_regime', '{"jurisdiction_article": "12"}', 'consented')) v(k, d, s);

/* the act itself */
INSERT INTO bench.change (what, details) VALUES
    ('SELECT $1', '{}'), ('SELECT $1', '{"reasons": " "}'), ('SELECT $1', '{"reasons": "Example reasons"}'),
    ('SELECT $1', '{"views_weight": "as heard"}'), ('SELECT $1', '{"reasons": "Example reasons", "views_weight": "as heard"}'),
    ('SELECT $1', '{"wrong": 1}');

CREATE TABLE bench.answered (what text, details jsonb, ours text, each text, one text);

/* the fixture as it is, refusals among it */
INSERT INTO bench.answered
SELECT format('case %s', n), d.details, bench.answer('casework', n, d.details), bench.answer('bench_each', n, d.details),
       bench.answer('bench_one', n, d.details)
  FROM generate_series(1, 40) n,
       (SELECT '{"reasons": "Example reasons", "views_weight": "as heard", "document": "EX-2"}'::jsonb AS details) d;

/* each change on a case of its own, which is put back at once */
DO $$
DECLARE
    change record;
    variant text;
    given jsonb;
    answers text[];
BEGIN
    FOR change IN SELECT * FROM bench.change ORDER BY change_no LOOP
        given := coalesce(change.details, '{"reasons": "Example reasons", "views_weight": "as heard", "document": "EX-2"}');
        answers := NULL;
        BEGIN
            SET LOCAL case_rules.restoring = on;
            IF change.what LIKE 'acts: %' THEN
                FOREACH variant IN ARRAY ARRAY['casework', 'bench_each', 'bench_one'] LOOP
                    EXECUTE replace(substr(change.what, 7), '@', variant) USING casework.bench_id('case', 1);
                END LOOP;
            ELSE
                EXECUTE change.what USING casework.bench_id('case', 1);
            END IF;
            SET LOCAL case_rules.restoring = off;
            answers := ARRAY[bench.answer('casework', 1, given), bench.answer('bench_each', 1, given),
                             bench.answer('bench_one', 1, given)];
            RAISE EXCEPTION USING ERRCODE = 'BN001';
        EXCEPTION
            WHEN SQLSTATE 'BN001' THEN NULL;
            /* a change that the tables themselves do not allow */
            WHEN integrity_constraint_violation OR object_not_in_prerequisite_state THEN NULL;
        END;
        IF answers IS NOT NULL THEN
            INSERT INTO bench.answered VALUES (change.what, given, answers[1], answers[2], answers[3]);
        END IF;
    END LOOP;
END
$$;

DO $$
DECLARE
    odd record;
    n integer := 0;
BEGIN
    FOR odd IN SELECT * FROM bench.answered WHERE ours IS DISTINCT FROM each OR ours IS DISTINCT FROM one LOOP
        /* errors that are no verdict are worded differently; their code must agree */
        CONTINUE WHEN odd.ours ~ '^[0-9A-Z]{5} ' AND left(odd.ours, 5) = left(odd.each, 5) AND left(odd.ours, 5) = left(odd.one, 5);
        n := n + 1;
        RAISE WARNING E'%\n  ours %\n  each %\n  one  %', odd.what, odd.ours, odd.each, odd.one;
    END LOOP;
    IF n > 0 THEN
        RAISE EXCEPTION 'the hand-written triggers answer % of % acts otherwise', n, (SELECT count(*) FROM bench.answered)
            USING HINT = 'Bring them up to date with the rules and facts of the release.';
    END IF;
    IF (SELECT count(*) FROM bench.answered) < 200
       OR (SELECT count(*) FROM bench.answered WHERE ours LIKE 'permitted%') < 30
       OR (SELECT count(*) FROM bench.answered WHERE ours LIKE 'refused%') < 80 THEN
        RAISE EXCEPTION 'the comparison has become too small: %',
            (SELECT format('%s acts, %s permitted, %s refused', count(*), count(*) FILTER (WHERE ours LIKE 'permitted%'),
                           count(*) FILTER (WHERE ours LIKE 'refused%')) FROM bench.answered);
    END IF;
END
$$;
SELECT format('the gate and the hand-written triggers agree on %s acts: %s permitted, %s refused, for %s sets of findings',
              count(*), count(*) FILTER (WHERE ours LIKE 'permitted%'), count(*) FILTER (WHERE ours LIKE 'refused%'),
              count(DISTINCT ours))
  FROM bench.answered;
ROLLBACK;
