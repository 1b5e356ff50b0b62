/*
 * acts.sql: one act through the gate, against the same row without a guard,
 * against the two hand-written triggers, and against foreign keys.
 */
SELECT bench.fill_pool('main', :cases, :places) \g /dev/null
DO $$
DECLARE
    keys text;
BEGIN
    SELECT string_agg(CASE r.stands_in WHEN 'authority' THEN format('(SELECT %I FROM casework.authority LIMIT 1)', r.column_name)
                           ELSE format('(SELECT x.%I FROM casework.%I x WHERE x.case_id = t.case_id LIMIT 1)', r.column_name, r.stands_in) END,
                      ', ' ORDER BY r.key_no)
      INTO keys FROM bench_fk.reference r;
    EXECUTE format('UPDATE bench.todo t SET keys = ARRAY[%s] WHERE t.pool = ''main''', keys);
    /* all columns that the engine would derive */
    PERFORM bench.make_runner('plain', 'main', 'bench_plain.act',
                              ', seq, side, from_state, to_state, finding_count, outcome, recorded_at, recorded_by',
                              ', 7, ''requesting'', ''consented'', ''decided'', 0, ''permitted'', clock_timestamp(), session_user');
    PERFORM bench.make_runner(v.contestant, 'main', v.target,
                              ', seq, side, from_state, to_state, finding_count, outcome, recorded_at, recorded_by'
                              || (SELECT string_agg(', key_' || r.key_no, '' ORDER BY r.key_no) FROM bench_fk.reference r),
                              ', 7, ''requesting'', ''consented'', ''decided'', 0, ''permitted'', clock_timestamp(), session_user'
                              || (SELECT string_agg(format(', t.keys[%s]', r.key_no), '' ORDER BY r.key_no) FROM bench_fk.reference r))
       FROM (VALUES ('keys', 'bench_fk.act'), ('no_keys', 'bench_fk.plain')) v(contestant, target);
    PERFORM bench.make_runner('gate', 'main', 'casework.act');
    PERFORM bench.make_runner('each', 'main', 'bench_each.act');
    PERFORM bench.make_runner('one', 'main', 'bench_one.act');
END
$$;
VACUUM ANALYZE bench.todo;
CHECKPOINT;

SELECT statement FROM bench.rounds('act', '{gate,plain,each,one,keys,no_keys}', 1, :batch, :rounds, :batch) \gexec
DELETE FROM bench.round WHERE round = 0;

/* per round: what the gate adds, for each that a foreign key adds */
INSERT INTO bench.round
SELECT 'added', o.round, 'gate', o.microseconds - p.microseconds
  FROM bench.round o JOIN bench.round p USING (comparison, round)
 WHERE comparison = 'act' AND o.contestant = 'gate' AND p.contestant = 'plain'
UNION ALL
SELECT 'added', o.round, 'keys', o.microseconds - p.microseconds
  FROM bench.round o JOIN bench.round p USING (comparison, round)
 WHERE comparison = 'act' AND o.contestant = 'keys' AND p.contestant = 'no_keys';

/* every act was let pass, and nobody's table missed one */
DO $$
DECLARE
    counts bigint[];
BEGIN
    SELECT ARRAY[(SELECT count(*) FROM casework.act WHERE act = 'decide'), (SELECT count(*) FROM bench_plain.act WHERE act = 'decide'),
                 (SELECT count(*) FROM bench_each.act WHERE act = 'decide'), (SELECT count(*) FROM bench_one.act WHERE act = 'decide'),
                 (SELECT count(*) FROM bench_fk.act WHERE act = 'decide'), (SELECT count(*) FROM casework.journal WHERE act = 'decide'),
                 (SELECT count(*) FROM bench_each.journal WHERE act = 'decide'), (SELECT count(*) FROM bench_one.journal WHERE act = 'decide')]
      INTO counts;
    IF EXISTS (SELECT FROM unnest(counts) n WHERE n <> counts[1]) OR counts[1] = 0 THEN
        RAISE EXCEPTION 'the contestants have not recorded the same number of acts: %', counts;
    END IF;
END
$$;

INSERT INTO bench.figure (name, value, unit, aim) VALUES
    ('rules judged by the gate of decide', (SELECT max(rule_count) FROM casework.journal WHERE act = 'decide'), 'rules', NULL),
    ('of these under the Hague Convention, and by hand', cardinality(bench.rules()), 'rules', NULL),
    ('fact tables read by the gate', (SELECT count(*) FROM bench_fk.reference), 'tables', NULL),
    ('act through the gate', bench.median_of('act', 'gate'), 'us', NULL),
    ('same row without guard', bench.median_of('act', 'plain'), 'us', NULL),
    ('by hand, one query per rule', bench.median_of('act', 'each'), 'us', NULL),
    ('by hand, all rules in one query', bench.median_of('act', 'one'), 'us', NULL),
    ('same row with a foreign key per fact table', bench.median_of('act', 'keys'), 'us', NULL),
    ('same row and columns without these keys', bench.median_of('act', 'no_keys'), 'us', NULL),
    ('act / row without guard', bench.ratio_of('act', 'gate', 'plain'), 'ratio', NULL),
    ('act / by hand, one query per rule', bench.ratio_of('act', 'gate', 'each'), 'ratio', 0.6),
    ('act / by hand, all rules in one query', bench.ratio_of('act', 'gate', 'one'), 'ratio', 1.0),
    ('what the gate adds / what the foreign keys add', bench.ratio_of('added', 'gate', 'keys'), 'ratio', 1.0);
