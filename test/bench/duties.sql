/*
 * duties.sql: what is due on the list of one worker, among a million open
 * duties.
 *
 *   psql -v schema=casework_1m -v duty_cases=250000 -v duty_rounds=200 -f duties.sql
 *
 * Each of the first cases has four open duties: an answer whose clock may stop,
 * two series, and one that is counted back from the 18th birthday.  A worker
 * has 25 cases.  Rows are loaded as a restore loads them.
 */
\set ON_ERROR_STOP on
BEGIN;
SET LOCAL case_rules.restoring = on;
SET LOCAL synchronous_commit = off;
INSERT INTO :"schema".duty (case_id, seq, duty, version, procedure, subject_id, side, started_on, clock, counted_from, due_on,
                            cadence, until, time_zone, fulfilled_by, suspended_by, resumed_by, ended_by, judgement, recorded_at)
SELECT p.case_id, 1, r.duty, r.version, r.procedure, p.placement_id, 'requested', '2026-03-02', r.clock,
       CASE WHEN r.counted_from IS NOT NULL THEN date '2033-04-05' END,
       case_rules.due_on(r.clock, CASE WHEN r.counted_from IS NULL THEN date '2026-03-02' ELSE date '2033-04-05' END),
       r.cadence, CASE WHEN r.until IS NOT NULL THEN date '2033-04-05' END, 'Europe/Dublin',
       r.fulfilled_by, r.suspended_by, r.resumed_by, '{end_placement}', 1, '2026-03-02 12:00+00'
  FROM (SELECT p.case_id, p.placement_id FROM :"schema".placement p ORDER BY p.case_id LIMIT :duty_cases) p
 CROSS JOIN case_rules.duty_rule r
 WHERE r.procedure = 'placement_abroad' AND r.duty IN ('a33_reply', 'kinship_visits', 'placement_review', 'transition_plan');
INSERT INTO :"schema".assignment (case_id, worker, side, from_on)
SELECT p.case_id, 'worker-' || (row_number() OVER (ORDER BY p.case_id) - 1) / 25, 'requested', '2026-03-02'
  FROM (SELECT p.case_id FROM :"schema".placement p ORDER BY p.case_id LIMIT :duty_cases) p;
COMMIT;
VACUUM ANALYZE :"schema".duty, :"schema".assignment;

/* as a prepared statement, and planned anew each time */
CREATE TABLE bench.duty_time (round integer, kind text, milliseconds float8, duties bigint);
SET case_rules.as_of = '2026-10-15';
SELECT format($$
    DO $body$
    DECLARE
        list constant text := $list$ SELECT count(*) FROM (SELECT * FROM %1$I.worker_duty w
                                      WHERE w.worker = $1 AND w.status IN ('due', 'overdue') ORDER BY w.due_on) w $list$;
        who text;
        began timestamptz;
        found bigint;
    BEGIN
        EXECUTE format('PREPARE worker_list(text) AS %%s', list);
        FOR round IN 0 .. %2$s LOOP
            who := 'worker-' || (round * 7919) %% (%3$s / 25);
            began := clock_timestamp();
            EXECUTE list INTO found USING who;
            INSERT INTO bench.duty_time VALUES (round, 'planned', extract(epoch FROM clock_timestamp() - began) * 1e3, found);
            who := 'worker-' || (round * 7919 + 1) %% (%3$s / 25);
            began := clock_timestamp();
            EXECUTE format('EXECUTE worker_list(%%L)', who) INTO found;
            INSERT INTO bench.duty_time VALUES (round, 'prepared', extract(epoch FROM clock_timestamp() - began) * 1e3, found);
        END LOOP;
    END
    $body$ $$, :'schema', :duty_rounds, :duty_cases) \gexec
RESET case_rules.as_of;
DELETE FROM bench.duty_time WHERE round <= 8;
DO $$
BEGIN
    IF EXISTS (SELECT FROM bench.duty_time WHERE duties <> 100) THEN
        RAISE EXCEPTION 'a worker has % open duties', (SELECT string_agg(DISTINCT duties::text, ', ') FROM bench.duty_time);
    END IF;
END
$$;
SELECT to_char(count(*), 'FM9,999,999') AS open_duties FROM :"schema".duty WHERE superseded_at IS NULL \gset
INSERT INTO bench.figure (name, value, unit, aim)
SELECT CASE t.kind WHEN 'prepared' THEN format('list of one worker, 100 of %s open duties', :'open_duties')
                   ELSE 'the same, planned each time' END,
       (percentile_cont(0.5) WITHIN GROUP (ORDER BY t.milliseconds))::numeric, 'ms', CASE t.kind WHEN 'prepared' THEN 5 END
  FROM bench.duty_time t GROUP BY t.kind ORDER BY t.kind DESC;
