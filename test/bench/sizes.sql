/*
 * sizes.sql: what an act costs among 10,000, 100,000 and 1,000,000 cases.  The
 * cases are drawn from the whole table, so that each act meets pages that no
 * other has brought in.
 */
INSERT INTO bench.todo (pool, place, case_id, placement_id)
SELECT '100k', t.place - :used, t.case_id, t.placement_id FROM bench.todo t WHERE t.pool = 'main' AND t.place > :used;
SELECT bench.fill_pool('10k', :small, :size_places);
SELECT bench.fill_pool('1m', :large, :size_places);
SELECT bench.make_runner('10k', '10k', 'casework_10k.act'), bench.make_runner('100k', '100k', 'casework.act'),
       bench.make_runner('1m', '1m', 'casework_1m.act');
VACUUM ANALYZE bench.todo;
CHECKPOINT;
SELECT statement FROM bench.rounds('size', '{10k,100k,1m}', 1, :size_batch, :size_rounds, :size_batch) \gexec
DELETE FROM bench.round WHERE round = 0;
INSERT INTO bench.figure (name, value, unit, aim) VALUES
    (format('act among %s cases', :'small'), bench.median_of('size', '10k'), 'us', NULL),
    (format('act among %s cases', :'cases'), bench.median_of('size', '100k'), 'us', NULL),
    (format('act among %s cases', :'large'), bench.median_of('size', '1m'), 'us', NULL),
    (format('act among %s / among %s cases', :'large', :'small'), bench.ratio_of('size', '1m', '10k'), 'ratio', 1.3);
