/*
 * sizes.sql: what an act costs among 10,000, 100,000 and 1,000,000 cases.
 *
 * The cases are drawn from the whole table.  The figure is that of a case that
 * was read before it is decided, which is how it is decided, and shows what the
 * engine and the depth of the indexes cost.  Beside it stands what it costs when
 * nobody has read the case: this is the disk, and the memory of the machine.
 */
INSERT INTO bench.todo (pool, place, case_id, placement_id)
SELECT '100k', t.place - :used, t.case_id, t.placement_id FROM bench.todo t WHERE t.pool = 'main' AND t.place > :used;
SELECT bench.fill_pool('10k', :small, :size_places);
SELECT bench.fill_pool('1m', :large, :size_places);
SELECT bench.make_runner('10k', '10k', 'casework_10k.act'), bench.make_runner('100k', '100k', 'casework.act'),
       bench.make_runner('1m', '1m', 'casework_1m.act');
SELECT bench.make_reader('10k', 'casework_10k'), bench.make_reader('100k', 'casework'), bench.make_reader('1m', 'casework_1m');
VACUUM ANALYZE bench.todo;
CHECKPOINT;
SELECT statement FROM bench.rounds('size', '{10k,100k,1m}', 1, :size_batch, :size_rounds, :size_batch, true) \gexec
SELECT statement FROM bench.rounds('cold', '{10k,100k,1m}', 1 + 3 * (:size_rounds + 1) * :size_batch, :cold_batch, :size_rounds, :cold_batch) \gexec
DELETE FROM bench.round WHERE round = 0;
INSERT INTO bench.figure (name, value, unit, aim) VALUES
    (format('act among %s cases', :'small'), bench.median_of('size', '10k'), 'us', NULL),
    (format('act among %s cases', :'cases'), bench.median_of('size', '100k'), 'us', NULL),
    (format('act among %s cases', :'large'), bench.median_of('size', '1m'), 'us', NULL),
    (format('act among %s / among %s cases', :'large', :'small'), bench.ratio_of('size', '1m', '10k'), 'ratio', 1.3),
    (format('case not read before, among %s cases', :'small'), bench.median_of('cold', '10k'), 'us', NULL),
    (format('case not read before, among %s cases', :'cases'), bench.median_of('cold', '100k'), 'us', NULL),
    (format('case not read before, among %s cases', :'large'), bench.median_of('cold', '1m'), 'us', NULL);
