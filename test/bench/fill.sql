/*
 * fill.sql: what happened so far, for each contestant: acts, counters and
 * journal as in casework, so that all tables and indexes are as large.
 */
INSERT INTO bench_plain.act SELECT * FROM casework.act ORDER BY case_id, seq;
ALTER TABLE bench_each.act DISABLE TRIGGER USER;
ALTER TABLE bench_one.act DISABLE TRIGGER USER;
INSERT INTO bench_each.act SELECT * FROM casework.act ORDER BY case_id, seq;
INSERT INTO bench_one.act SELECT * FROM casework.act ORDER BY case_id, seq;
ALTER TABLE bench_each.act ENABLE TRIGGER USER;
ALTER TABLE bench_one.act ENABLE TRIGGER USER;
INSERT INTO bench_each.case_head SELECT * FROM casework.case_head ORDER BY case_id;
INSERT INTO bench_one.case_head SELECT * FROM casework.case_head ORDER BY case_id;
INSERT INTO bench_each.journal SELECT * FROM casework.journal ORDER BY case_id, seq;
INSERT INTO bench_one.journal SELECT * FROM casework.journal ORDER BY case_id, seq;
VACUUM ANALYZE bench_plain.act, bench_each.act, bench_each.case_head, bench_each.journal, bench_one.act, bench_one.case_head,
    bench_one.journal, bench_fk.act, bench_fk.plain;
