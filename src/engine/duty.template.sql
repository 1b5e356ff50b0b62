/*
 * What is due: one definition for view, report and rule.  But for the day that
 * was first reckoned and where it moved, nothing of it is stored; everything is
 * derived as of case_rules.as_of(), in the time zone of whose duty it is, by
 * what was known at case_rules.known_at(), from the duty rows, the acts and the
 * view duty_fulfilment.
 */
CREATE FUNCTION @rulebook@.duty_due(
    clock case_rules.clock, from_day date, at_latest timestamptz, time_zone text, calendar text)
RETURNS TABLE (due_on date, due_at timestamptz)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1
BEGIN ATOMIC
SELECT CASE WHEN h.due_at IS NULL THEN case_rules.due_on(clock, w.from_day, w.value)
            ELSE case_rules.day_at(h.due_at - interval '1 microsecond', time_zone)
       END,
       h.due_at
  FROM (SELECT nullif(duty_due.from_day, 'infinity') AS from_day,
               (SELECT k.value FROM @rulebook@.calendar k WHERE k.calendar = duty_due.calendar) AS value) w
 CROSS JOIN LATERAL (
       SELECT CASE WHEN case_rules.clock_in_hours(clock) THEN
                  case_rules.due_at(clock, least(case_rules.overdue_from(w.from_day, time_zone), at_latest),
                                    time_zone, w.value)
              END AS due_at) h;
END;
COMMENT ON FUNCTION @rulebook@.duty_due(case_rules.clock, date, timestamptz, text, text) IS
    'The due day of a time limit counted from a day, and of one in hours the first moment at which it is late. Hours run from the end of the day, or from at_latest (null: no such moment) where that is earlier. Null where the day is not known (infinity) or the calendar does not reach.';

CREATE VIEW @rulebook@.duty_done AS
    SELECT d.case_id, d.seq, d.duty, d.judgement, y.source, y.fulfilled_on, y.by_seq, y.recorded_at, y.superseded_at
      FROM @rulebook@.duty d
     CROSS JOIN LATERAL (
           SELECT x.source, x.fulfilled_on, x.by_seq, x.recorded_at, x.superseded_at
             FROM @rulebook@.duty_fulfilment x
            WHERE x.case_id = d.case_id
              AND x.procedure = d.procedure
              AND x.subject_id = d.subject_id
              AND x.source = ANY (d.fulfilled_by)
              /* an act of the same day that came before it, or started it, does not fulfil it */
              AND (x.for_seq = d.seq
                   OR x.for_seq IS NULL
                      AND (x.fulfilled_on > d.started_on
                           OR x.fulfilled_on = d.started_on AND (x.by_seq IS NULL OR x.by_seq > d.seq)))
              /* a fence: what is not of this duty is left out before it is asked how long it was known */
            OFFSET 0) y;
COMMENT ON COLUMN @rulebook@.duty_done.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.duty_done.seq IS 'the act that started the duty';
COMMENT ON COLUMN @rulebook@.duty_done.duty IS 'name of the duty';
COMMENT ON COLUMN @rulebook@.duty_done.judgement IS 'the judgement of the act that it followed from';
COMMENT ON COLUMN @rulebook@.duty_done.source IS 'what fulfils it, as fulfilled_by names it';
COMMENT ON COLUMN @rulebook@.duty_done.fulfilled_on IS 'the day on which that happened';
COMMENT ON COLUMN @rulebook@.duty_done.by_seq IS 'the act that fulfils it; null: no act';
COMMENT ON COLUMN @rulebook@.duty_done.recorded_at IS 'from when on it was known';
COMMENT ON COLUMN @rulebook@.duty_done.superseded_at IS 'until when it was taken to be so; null: it stands';
COMMENT ON VIEW @rulebook@.duty_done IS 'What fulfilled each duty, or each visit of a series, when, and when that was known.';

CREATE VIEW @rulebook@.duty_status AS
    SELECT d.case_id, d.seq, d.duty, d.version, d.procedure, d.subject_id, d.side,
           d.started_on,
           d.clock,
           d.due_on AS original_due_on,
           CASE WHEN d.cadence IS NULL THEN w.due_on ELSE p.next_due END AS due_on,
           w.due_at,
           d.time_zone, d.calendar,
           x.granted_on AS extended_on,
           d.cadence,
           p.due AS owed, p.done, p.missed, p.next_from,
           f.met_on,
           e.ended_on,
           w.suspended_since,
           CASE
               WHEN d.cadence IS NULL AND f.met_on IS NOT NULL THEN 'met'
               WHEN d.cadence IS NULL AND e.ended_on IS NOT NULL THEN 'ended'
               WHEN d.cadence IS NULL AND w.is_overdue THEN 'overdue'
               WHEN d.cadence IS NULL AND w.suspended_since IS NOT NULL THEN 'suspended'
               WHEN d.cadence IS NULL AND w.due_on IS NULL THEN 'unknown'
               WHEN d.cadence IS NULL THEN 'due'
               WHEN p.missed > 0 THEN 'overdue'
               WHEN p.complete THEN 'met'
               WHEN e.ended_on IS NOT NULL THEN 'ended'
               WHEN p.missed IS NULL THEN 'unknown'
               ELSE 'due'
           END AS status,
           CASE
               WHEN d.cadence IS NOT NULL AND d.counted_from IS DISTINCT FROM 'infinity' THEN p.gap
               WHEN w.due_on IS NOT NULL OR coalesce(f.met_on, e.ended_on) IS NOT NULL THEN NULL
               WHEN d.counted_from = 'infinity' THEN 'the day from which it is counted is not known'
               WHEN NOT EXISTS (SELECT FROM @rulebook@.calendar c WHERE c.calendar = d.calendar) AND d.calendar IS NOT NULL
                   THEN pg_catalog.format('there is no calendar "%s"', d.calendar)
               ELSE case_rules.due_gap(d.clock, coalesce(d.counted_from, d.started_on), k.value)
           END AS gap,
           CASE WHEN w.suspended_since IS NULL THEN d.side
                WHEN d.side = 'requesting' THEN 'requested'
                WHEN d.side = 'requested' THEN 'requesting'
           END AS waits_for,
           d.details
      FROM (SELECT case_rules.known_at() AS known_at) known
      JOIN @rulebook@.duty d ON @rulebook@.stands(d.recorded_at, d.superseded_at, known.known_at)
     CROSS JOIN LATERAL (SELECT case_rules.as_of(d.time_zone) AS day) as_of
      LEFT JOIN LATERAL (
           SELECT CASE WHEN known.known_at IS NULL THEN c.value
                       ELSE coalesce((SELECT r.value
                                        FROM @rulebook@.former_calendar r
                                       WHERE r.calendar = c.calendar AND r.superseded_at > known.known_at
                                       ORDER BY r.superseded_at
                                       LIMIT 1), c.value)
                  END AS value
             FROM @rulebook@.calendar c
            WHERE c.calendar = d.calendar
              AND @rulebook@.stands(c.recorded_at, NULL, known.known_at)) k ON true
     CROSS JOIN LATERAL (
           SELECT pg_catalog.min(y.fulfilled_on) AS met_on,
                  coalesce(pg_catalog.array_agg(y.fulfilled_on ORDER BY y.fulfilled_on), '{}') AS days
             FROM @rulebook@.duty_done y
            WHERE y.case_id = d.case_id AND y.seq = d.seq AND y.duty = d.duty AND y.judgement = d.judgement
              AND @rulebook@.stands(y.recorded_at, y.superseded_at, known.known_at)
              AND y.fulfilled_on <= as_of.day) f
     CROSS JOIN LATERAL (
           SELECT pg_catalog.min(j.acted_on) AS ended_on
             FROM @rulebook@.act_version j
            WHERE j.case_id = d.case_id
              AND j.procedure = d.procedure
              AND j.subject_id = d.subject_id
              AND j.outcome <> 'barred'
              AND @rulebook@.stands(j.recorded_at, j.superseded_at, known.known_at)
              AND (j.acted_on, j.seq) > (d.started_on, d.seq)
              AND j.act = ANY (d.ended_by)
              AND j.acted_on <= as_of.day) e
     CROSS JOIN LATERAL (
           SELECT coalesce(pg_catalog.array_agg(v.acted_on ORDER BY v.seq), '{}') AS from_days,
                  coalesce(pg_catalog.array_agg(v.until ORDER BY v.seq), '{}') AS to_days,
                  pg_catalog.min(v.acted_on) FILTER (WHERE v.until IS NULL) AS suspended_since
             FROM (SELECT j.seq, j.act, j.acted_on,
                          pg_catalog.min(j.acted_on) FILTER (WHERE j.act = ANY (d.resumed_by))
                              OVER (ORDER BY j.acted_on, j.seq
                                    ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS until
                     FROM @rulebook@.act_version j
                    WHERE j.case_id = d.case_id
                      AND j.procedure = d.procedure
                      AND j.subject_id = d.subject_id
                      AND j.outcome <> 'barred'
                      AND @rulebook@.stands(j.recorded_at, j.superseded_at, known.known_at)
                      AND (j.act = ANY (d.suspended_by) OR j.act = ANY (d.resumed_by))
                      AND (j.acted_on, j.seq) > (d.started_on, d.seq)
                      AND j.acted_on <= as_of.day
                      /* a series does not stand still, nor does a limit that runs backwards */
                      AND NOT case_rules.clock_is_backwards(d.clock)) v
            WHERE v.act = ANY (d.suspended_by)) s
      /* where it was moved to, by a calendar that changed or by an extension */
      LEFT JOIN LATERAL (
           SELECT m.due_on, m.due_at, true AS is_moved
             FROM @rulebook@.duty_move m
            WHERE m.case_id = d.case_id AND m.seq = d.seq AND m.duty = d.duty AND m.judgement = d.judgement
              AND @rulebook@.stands(m.moved_at, NULL, known.known_at)
            ORDER BY m.moved_at DESC
            LIMIT 1) m ON d.clock IS NOT NULL AND d.calendar IS NOT NULL
      LEFT JOIN LATERAL (
           SELECT g.granted_on, g.due_on
             FROM @rulebook@.duty_extension g
            WHERE g.case_id = d.case_id AND g.seq = d.seq AND g.duty = d.duty
              AND g.granted_on <= as_of.day
              AND @rulebook@.stands(g.recorded_at, NULL, known.known_at)
            ORDER BY g.granted_on DESC, g.recorded_at DESC
            LIMIT 1) x ON d.clock IS NOT NULL
     CROSS JOIN LATERAL (
           SELECT CASE WHEN m.is_moved THEN m.due_on ELSE d.due_on END AS due_on,
                  CASE WHEN m.is_moved THEN m.due_at ELSE d.due_at END AS due_at,
                  /* it does not stand still before it runs */
                  ARRAY(SELECT greatest(u.day, d.counted_from) FROM pg_catalog.unnest(s.from_days) AS u(day)) AS from_days) b
     /* a clock that stood still: what it stood still before it was extended is in the extension */
     CROSS JOIN LATERAL (
           SELECT CASE WHEN s.from_days = '{}' THEN b.due_on
                       ELSE case_rules.due_after_stops(d.clock, b.due_on, b.from_days, s.to_days, as_of.day, k.value)
                  END AS due_on,
                  CASE WHEN s.from_days = '{}' THEN b.due_at
                       ELSE case_rules.due_after_stops(d.clock, b.due_at, d.time_zone, b.from_days, s.to_days, as_of.day, k.value)
                  END AS due_at,
                  CASE WHEN s.from_days = '{}' THEN x.due_on
                       ELSE case_rules.due_after_stops(
                                d.clock, x.due_on,
                                ARRAY(SELECT greatest(u.day, x.granted_on) FROM pg_catalog.unnest(b.from_days) AS u(day)),
                                s.to_days, as_of.day, k.value)
                  END AS extended) t
     /* an extension gives more time, never less */
     CROSS JOIN LATERAL (
           SELECT CASE WHEN x.due_on IS NULL THEN t.due_on
                       WHEN t.extended IS NOT NULL THEN greatest(t.extended, t.due_on)
                  END AS due_on,
                  CASE WHEN x.due_on IS NULL OR t.due_on > t.extended THEN t.due_at END AS due_at) l
     CROSS JOIN LATERAL (
           /* of a day on which a clock stands still no hour counts */
           SELECT CASE WHEN l.due_at IS NOT NULL AND s.suspended_since IS NULL
                       THEN case_rules.is_overdue(l.due_at, case_rules.as_of_moment(d.time_zone))
                       ELSE case_rules.is_overdue(l.due_on, d.time_zone, case_rules.as_of_moment(d.time_zone))
                  END AS is_overdue) o
     CROSS JOIN LATERAL (
           /* the time that had run out before does not stand still */
           SELECT l.due_on, l.due_at, o.is_overdue,
                  CASE WHEN o.is_overdue IS NOT TRUE THEN s.suspended_since END AS suspended_since) w
      LEFT JOIN LATERAL case_rules.cadence_progress(
           d.cadence, nullif(coalesce(d.counted_from, d.started_on), 'infinity'), f.days, as_of.day,
           least(e.ended_on, nullif(d.until, 'infinity')), k.value) p ON d.cadence IS NOT NULL
     WHERE d.started_on <= as_of.day;
COMMENT ON COLUMN @rulebook@.duty_status.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.duty_status.seq IS 'the act that started it';
COMMENT ON COLUMN @rulebook@.duty_status.duty IS 'name of the duty';
COMMENT ON COLUMN @rulebook@.duty_status.version IS 'version of the duty rule';
COMMENT ON COLUMN @rulebook@.duty_status.procedure IS 'the procedure';
COMMENT ON COLUMN @rulebook@.duty_status.subject_id IS 'the subject';
COMMENT ON COLUMN @rulebook@.duty_status.side IS 'whose duty it is';
COMMENT ON COLUMN @rulebook@.duty_status.started_on IS 'the day it began to run';
COMMENT ON COLUMN @rulebook@.duty_status.clock IS 'its time limit; null: a series';
COMMENT ON COLUMN @rulebook@.duty_status.original_due_on IS 'the day it was due when it began';
COMMENT ON COLUMN @rulebook@.duty_status.due_on IS 'the last day on which it is in time: moved with its calendar, extended, and put off by what its clock stood still; of a series, the next one; null: not known';
COMMENT ON COLUMN @rulebook@.duty_status.due_at IS 'of a time limit in hours: the first moment at which it is late';
COMMENT ON COLUMN @rulebook@.duty_status.time_zone IS 'where its days begin';
COMMENT ON COLUMN @rulebook@.duty_status.calendar IS 'the calendar by which its working days are counted';
COMMENT ON COLUMN @rulebook@.duty_status.extended_on IS 'the day on which it was extended; duty_extension says why';
COMMENT ON COLUMN @rulebook@.duty_status.cadence IS 'the series that is owed; null: a single day';
COMMENT ON COLUMN @rulebook@.duty_status.owed IS 'of a series: how many were due in periods that have ended';
COMMENT ON COLUMN @rulebook@.duty_status.done IS 'of a series: how many of these were done';
COMMENT ON COLUMN @rulebook@.duty_status.missed IS 'of a series: how many were missed';
COMMENT ON COLUMN @rulebook@.duty_status.next_from IS 'of a series: the first day on which the next one counts';
COMMENT ON COLUMN @rulebook@.duty_status.met_on IS 'the day it was first fulfilled';
COMMENT ON COLUMN @rulebook@.duty_status.ended_on IS 'the day from which it is owed no more';
COMMENT ON COLUMN @rulebook@.duty_status.suspended_since IS 'the day its clock was stopped, while it stands';
COMMENT ON COLUMN @rulebook@.duty_status.status IS 'met, ended, suspended, overdue or due; unknown: owed, but its day cannot be told, as gap says';
COMMENT ON COLUMN @rulebook@.duty_status.gap IS 'why its day cannot be told';
COMMENT ON COLUMN @rulebook@.duty_status.waits_for IS 'the side that has to act now';
COMMENT ON COLUMN @rulebook@.duty_status.details IS 'of a duty to cure: the rules that were not satisfied';
COMMENT ON VIEW @rulebook@.duty_status IS 'Every duty with its state as of case_rules.as_of(), or of now where it lies: due, overdue, met, suspended, ended or unknown; whose it is (side) and for whom it now waits (waits_for: the other side while its clock is stopped).';

/* where a duty moves because its calendar changes, a row says so; and what the calendar said is kept */
CREATE TRIGGER case_rules_project_anew AFTER INSERT OR UPDATE ON @rulebook@.calendar
    FOR EACH ROW EXECUTE FUNCTION case_rules.duty_project_anew(@rulebook_literal@);

/* for the trigger that projects duties anew: what the holidays recorded in this transaction say */
CREATE FUNCTION @rulebook@.calendar_change(calendar text, days daterange) RETURNS text
LANGUAGE sql STABLE
RETURN (SELECT pg_catalog.concat_ws(': ',
                   CASE WHEN calendar_change.days IS NULL THEN pg_catalog.format('calendar %s is there now', calendar_change.calendar)
                        ELSE pg_catalog.format('calendar %s changed from %s to %s', calendar_change.calendar,
                                               coalesce(lower(calendar_change.days), '-infinity'),
                                               coalesce(upper(calendar_change.days) - 1, 'infinity'))
                   END,
                   pg_catalog.string_agg(pg_catalog.concat(h.day, ' ', h.name, CASE WHEN h.worked THEN ' is worked' ELSE ' is not worked' END,
                                                           ', announced on ' || h.announced_on),
                                         '; ' ORDER BY h.day))
          FROM @rulebook@.holiday h
         WHERE h.calendar = calendar_change.calendar AND h.day <@ calendar_change.days
           AND h.recorded_at >= pg_catalog.transaction_timestamp());
REVOKE ALL ON FUNCTION @rulebook@.calendar_change(text, daterange) FROM PUBLIC;
COMMENT ON FUNCTION @rulebook@.calendar_change(text, daterange) IS
    'What changed in a calendar on which days (null: it was not there before): the reason that duty_move gives.';

CREATE VIEW @rulebook@.worker_duty AS
    SELECT a.worker,
           s.case_id,
           s.seq,
           s.duty,
           s.version,
           s.procedure,
           s.subject_id,
           s.side,
           s.started_on,
           s.clock,
           s.original_due_on,
           s.due_on,
           s.due_at,
           s.time_zone,
           s.calendar,
           s.extended_on,
           s.cadence,
           s.owed,
           s.done,
           s.missed,
           s.next_from,
           s.met_on,
           s.ended_on,
           s.suspended_since,
           s.status,
           s.gap,
           s.waits_for,
           s.details,
           @rulebook@.message(m.key, m.arguments) AS says
      FROM (SELECT case_rules.known_at() AS known_at) known
      JOIN @rulebook@.assignment a ON @rulebook@.stands(a.recorded_at, NULL, known.known_at)
      /* a fence: the cases of a worker first, then their duties */
     CROSS JOIN LATERAL (
           SELECT x.* FROM @rulebook@.duty_status x WHERE x.case_id = a.case_id AND x.side = a.side OFFSET 0) s
     CROSS JOIN LATERAL (SELECT case_rules.as_of(s.time_zone) AS day) as_of
      /* what is counted in working days is told in working days */
     CROSS JOIN LATERAL (
           SELECT CASE WHEN s.clock::text ~ '\d working day' THEN
                      (SELECT case_rules.working_days_between(as_of.day, s.due_on, k.value)
                         FROM @rulebook@.calendar k WHERE k.calendar = s.calendar)
                  END AS working_days) n
     CROSS JOIN LATERAL (
           SELECT CASE
                      WHEN s.status = 'met' AND s.met_on IS NOT NULL THEN 'met_on'
                      WHEN s.status = 'ended' THEN 'ended_on'
                      WHEN s.status = 'suspended' THEN 'suspended_since'
                      WHEN s.status = 'unknown' AND s.calendar IS NOT NULL AND s.gap !~ '^the day from which' THEN 'due_needs_holidays'
                      WHEN s.status = 'unknown' THEN 'due_unknown'
                      WHEN s.missed > 0 THEN 'visits_missed'
                      WHEN s.cadence IS NOT NULL THEN CASE WHEN s.due_on IS NOT NULL THEN 'next_visit_by' ELSE 'visits_done' END
                      WHEN s.status = 'overdue' AND n.working_days < 0 THEN 'overdue_by_working_days'
                      WHEN s.status = 'overdue' THEN 'overdue_by_days'
                      WHEN s.due_on = as_of.day THEN 'due_today'
                      WHEN n.working_days > 0 THEN 'due_in_working_days'
                      ELSE 'due_in_days'
                  END AS key,
                  pg_catalog.jsonb_build_object(
                      'day', CASE s.status WHEN 'met' THEN s.met_on WHEN 'ended' THEN s.ended_on
                                           WHEN 'suspended' THEN s.suspended_since ELSE s.due_on END,
                      'days', pg_catalog.abs(coalesce(n.working_days, s.due_on - as_of.day)),
                      'calendar', s.calendar,
                      'visits', s.missed, 'owed', s.owed, 'done', s.done) AS arguments) m
     WHERE as_of.day >= a.from_on AND as_of.day <= coalesce(a.to_on, 'infinity')
       /* who is assigned twice has each duty once */
       AND NOT EXISTS (
           SELECT FROM @rulebook@.assignment b
            WHERE b.worker = a.worker AND b.case_id = a.case_id AND b.side = a.side AND b.assignment_id < a.assignment_id
              AND as_of.day BETWEEN b.from_on AND coalesce(b.to_on, 'infinity')
              AND @rulebook@.stands(b.recorded_at, NULL, known.known_at));
COMMENT ON COLUMN @rulebook@.worker_duty.worker IS 'the worker on whose list it is';
COMMENT ON COLUMN @rulebook@.worker_duty.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.worker_duty.seq IS 'the act that started it';
COMMENT ON COLUMN @rulebook@.worker_duty.duty IS 'name of the duty';
COMMENT ON COLUMN @rulebook@.worker_duty.version IS 'version of the duty rule';
COMMENT ON COLUMN @rulebook@.worker_duty.procedure IS 'the procedure';
COMMENT ON COLUMN @rulebook@.worker_duty.subject_id IS 'the subject';
COMMENT ON COLUMN @rulebook@.worker_duty.side IS 'whose duty it is';
COMMENT ON COLUMN @rulebook@.worker_duty.started_on IS 'the day it began to run';
COMMENT ON COLUMN @rulebook@.worker_duty.clock IS 'its time limit; null: a series';
COMMENT ON COLUMN @rulebook@.worker_duty.original_due_on IS 'the day it was due when it began';
COMMENT ON COLUMN @rulebook@.worker_duty.due_on IS 'the last day on which it is in time: moved with its calendar, extended, and put off by what its clock stood still; of a series, the next one; null: not known';
COMMENT ON COLUMN @rulebook@.worker_duty.due_at IS 'of a time limit in hours: the first moment at which it is late';
COMMENT ON COLUMN @rulebook@.worker_duty.time_zone IS 'where its days begin';
COMMENT ON COLUMN @rulebook@.worker_duty.calendar IS 'the calendar by which its working days are counted';
COMMENT ON COLUMN @rulebook@.worker_duty.extended_on IS 'the day on which it was extended; duty_extension says why';
COMMENT ON COLUMN @rulebook@.worker_duty.cadence IS 'the series that is owed; null: a single day';
COMMENT ON COLUMN @rulebook@.worker_duty.owed IS 'of a series: how many were due in periods that have ended';
COMMENT ON COLUMN @rulebook@.worker_duty.done IS 'of a series: how many of these were done';
COMMENT ON COLUMN @rulebook@.worker_duty.missed IS 'of a series: how many were missed';
COMMENT ON COLUMN @rulebook@.worker_duty.next_from IS 'of a series: the first day on which the next one counts';
COMMENT ON COLUMN @rulebook@.worker_duty.met_on IS 'the day it was first fulfilled';
COMMENT ON COLUMN @rulebook@.worker_duty.ended_on IS 'the day from which it is owed no more';
COMMENT ON COLUMN @rulebook@.worker_duty.suspended_since IS 'the day its clock was stopped, while it stands';
COMMENT ON COLUMN @rulebook@.worker_duty.status IS 'met, ended, suspended, overdue or due; unknown: owed, but its day cannot be told, as gap says';
COMMENT ON COLUMN @rulebook@.worker_duty.gap IS 'why its day cannot be told';
COMMENT ON COLUMN @rulebook@.worker_duty.waits_for IS 'the side that has to act now';
COMMENT ON COLUMN @rulebook@.worker_duty.details IS 'of a duty to cure: the rules that were not satisfied';
COMMENT ON COLUMN @rulebook@.worker_duty.says IS 'how it stands, in a sentence in the language of the session (case_rules.language)';
COMMENT ON VIEW @rulebook@.worker_duty IS 'duty_status for workers: the duties of the side for which a worker is assigned to the case on the day that is asked for.';
