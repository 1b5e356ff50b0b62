/*
 * What is due: one definition for view, report and rule.  Nothing of it is
 * stored; everything is derived as of case_rules.as_of(), by what was known at
 * case_rules.known_at(), from the duty rows, the acts and the view
 * duty_fulfilment.
 */
CREATE VIEW @rulebook@.duty_status AS
    SELECT d.case_id, d.seq, d.duty, d.version, d.procedure, d.subject_id, d.side,
           d.started_on,
           d.due_on AS original_due_on,
           CASE WHEN d.cadence IS NULL THEN d.due_on + s.days ELSE p.next_due END AS due_on,
           d.cadence,
           p.due AS owed, p.done, p.missed,
           f.met_on,
           e.ended_on,
           s.suspended_since,
           CASE
               WHEN d.cadence IS NULL AND f.met_on IS NOT NULL THEN 'met'
               WHEN d.cadence IS NULL AND e.ended_on IS NOT NULL THEN 'ended'
               WHEN d.cadence IS NULL AND s.suspended_since IS NOT NULL THEN 'suspended'
               WHEN d.cadence IS NULL AND d.due_on + s.days < as_of.day THEN 'overdue'
               WHEN d.cadence IS NULL THEN 'due'
               WHEN p.missed > 0 THEN 'overdue'
               WHEN p.complete THEN 'met'
               WHEN e.ended_on IS NOT NULL THEN 'ended'
               ELSE 'due'
           END AS status,
           CASE WHEN s.suspended_since IS NULL THEN d.side
                WHEN d.side = 'requesting' THEN 'requested'
                WHEN d.side = 'requested' THEN 'requesting'
           END AS waits_for,
           d.details
      FROM (SELECT case_rules.as_of() AS day, case_rules.known_at() AS known_at) as_of
      JOIN @rulebook@.duty d
        ON d.started_on <= as_of.day
       AND @rulebook@.stands(d.recorded_at, d.superseded_at, as_of.known_at)
     CROSS JOIN LATERAL (
           SELECT pg_catalog.min(x.fulfilled_on) AS met_on,
                  coalesce(pg_catalog.array_agg(x.fulfilled_on ORDER BY x.fulfilled_on)
                           FILTER (WHERE d.cadence IS NOT NULL), '{}') AS days
             FROM @rulebook@.duty_fulfilment x
            WHERE x.case_id = d.case_id
              AND x.procedure = d.procedure
              AND x.subject_id = d.subject_id
              AND x.source = ANY (d.fulfilled_by)
              AND (x.for_seq IS NULL OR x.for_seq = d.seq)
              AND @rulebook@.stands(x.recorded_at, x.superseded_at, as_of.known_at)
              AND (x.for_seq = d.seq OR x.fulfilled_on >= d.started_on)
              AND x.fulfilled_on <= as_of.day) f
     CROSS JOIN LATERAL (
           SELECT pg_catalog.min(j.acted_on) AS ended_on
             FROM @rulebook@.act_version j
            WHERE j.case_id = d.case_id
              AND j.procedure = d.procedure
              AND j.subject_id = d.subject_id
              AND j.outcome <> 'barred'
              AND @rulebook@.stands(j.recorded_at, j.superseded_at, as_of.known_at)
              AND (j.acted_on, j.seq) > (d.started_on, d.seq)
              AND j.act = ANY (d.ended_by)
              AND j.acted_on <= as_of.day) e
     CROSS JOIN LATERAL (
           SELECT case_rules.suspended_days(
                      coalesce(pg_catalog.array_agg(w.acted_on ORDER BY w.seq), '{}'),
                      coalesce(pg_catalog.array_agg(w.until ORDER BY w.seq), '{}'),
                      as_of.day) AS days,
                  pg_catalog.min(w.acted_on) FILTER (WHERE w.until IS NULL) AS suspended_since
             FROM (SELECT j.seq, j.act, j.acted_on,
                          pg_catalog.min(j.acted_on) FILTER (WHERE j.act = ANY (d.resumed_by))
                              OVER (ORDER BY j.acted_on, j.seq
                                    ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS until
                     FROM @rulebook@.act_version j
                    WHERE j.case_id = d.case_id
                      AND j.procedure = d.procedure
                      AND j.subject_id = d.subject_id
                      AND j.outcome <> 'barred'
                      AND @rulebook@.stands(j.recorded_at, j.superseded_at, as_of.known_at)
                      AND (j.act = ANY (d.suspended_by) OR j.act = ANY (d.resumed_by))
                      AND j.acted_on BETWEEN d.started_on AND as_of.day) w
            WHERE w.act = ANY (d.suspended_by)) s
      LEFT JOIN LATERAL case_rules.cadence_progress(
           d.cadence, d.started_on, f.days, as_of.day, e.ended_on) p ON d.cadence IS NOT NULL;
COMMENT ON COLUMN @rulebook@.duty_status.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.duty_status.seq IS 'the act that started it';
COMMENT ON COLUMN @rulebook@.duty_status.duty IS 'name of the duty';
COMMENT ON COLUMN @rulebook@.duty_status.version IS 'version of the duty rule';
COMMENT ON COLUMN @rulebook@.duty_status.procedure IS 'the procedure';
COMMENT ON COLUMN @rulebook@.duty_status.subject_id IS 'the subject';
COMMENT ON COLUMN @rulebook@.duty_status.side IS 'whose duty it is';
COMMENT ON COLUMN @rulebook@.duty_status.started_on IS 'the day it began to run';
COMMENT ON COLUMN @rulebook@.duty_status.original_due_on IS 'the day it was due when it began';
COMMENT ON COLUMN @rulebook@.duty_status.due_on IS 'the day it is due, with what its clock stood still; of a series, the next one';
COMMENT ON COLUMN @rulebook@.duty_status.cadence IS 'the series that is owed; null: a single day';
COMMENT ON COLUMN @rulebook@.duty_status.owed IS 'of a series: how many were due in periods that have ended';
COMMENT ON COLUMN @rulebook@.duty_status.done IS 'of a series: how many of these were done';
COMMENT ON COLUMN @rulebook@.duty_status.missed IS 'of a series: how many were missed';
COMMENT ON COLUMN @rulebook@.duty_status.met_on IS 'the day it was first fulfilled';
COMMENT ON COLUMN @rulebook@.duty_status.ended_on IS 'the day from which it is owed no more';
COMMENT ON COLUMN @rulebook@.duty_status.suspended_since IS 'the day its clock was stopped, while it stands';
COMMENT ON COLUMN @rulebook@.duty_status.status IS 'met, ended, suspended, overdue or due';
COMMENT ON COLUMN @rulebook@.duty_status.waits_for IS 'the side that has to act now';
COMMENT ON COLUMN @rulebook@.duty_status.details IS 'of a duty to cure: the rules that were not satisfied';
COMMENT ON VIEW @rulebook@.duty_status IS 'Every duty with its state as of case_rules.as_of(): due, overdue, met, suspended or ended; whose it is (side) and for whom it now waits (waits_for: the other side while its clock is stopped).';
