/*
 * Reports of the reference casework schema, as of case_rules.as_of().
 *
 * Views with the rights of their owner: who may see a case is decided where the
 * case is read, not table by table.  They name functions and types of
 * case_rules, never its tables, so that an update of the extension is free to
 * change those.
 */

/* what else fulfils a duty, beside acts and cures */
CREATE OR REPLACE VIEW @rulebook@.duty_fulfilment AS
    SELECT j.case_id, j.procedure, j.subject_id, 'act:' || j.act AS source,
           j.acted_on AS fulfilled_on, NULL::bigint AS for_seq
      FROM @rulebook@.journal j
     WHERE j.judgement = 1
    UNION ALL
    SELECT c.case_id, d.procedure, d.subject_id, 'cure', c.cured_on, c.seq
      FROM @rulebook@.cure c
      JOIN @rulebook@.duty d ON d.case_id = c.case_id AND d.seq = c.seq AND d.duty = 'cure'
    UNION ALL
    SELECT v.case_id, 'placement_abroad', v.placement_id, 'visit', v.visited_on, NULL
      FROM @rulebook@.followup_visit v
     WHERE v.kind = 'visit' AND v.child_seen AND v.superseded_at IS NULL
    UNION ALL
    SELECT r.case_id, 'placement_abroad', r.placement_id, 'review', r.reviewed_on, NULL
      FROM @rulebook@.review r
     WHERE r.superseded_at IS NULL
    UNION ALL
    SELECT l.case_id, 'placement_abroad', l.placement_id, 'home_study', k.completed_on, NULL
      FROM @rulebook@.placement_plan l
      JOIN @rulebook@.carer_check k ON k.case_id = l.case_id AND k.carer_id = l.carer_id
     WHERE k.kind = 'home_study' AND k.completed_on IS NOT NULL
       AND k.superseded_at IS NULL AND l.superseded_at IS NULL
    UNION ALL
    SELECT n.case_id,
           CASE WHEN n.measure_id IS NULL THEN 'placement_abroad' ELSE 'urgent_measure' END,
           coalesce(n.placement_id, n.measure_id), 'notice', n.sent_on, NULL
      FROM @rulebook@.notice n
     WHERE n.superseded_at IS NULL;
COMMENT ON VIEW @rulebook@.duty_fulfilment IS
    'What can fulfil a duty, and when it happened: acts (act:NAME), cures, visits at which the child was seen, reviews, home studies of the planned carer, notices.';

CREATE VIEW @rulebook@.placement_status WITH (security_barrier) AS
    SELECT p.case_id, p.placement_id, p.child_id,
           p.requesting_state, p.requested_state,
           a.to_state::case_rules.consent_state AS state,
           coalesce(g.regime, 'unknown') AS regime,
           CASE WHEN a.to_state IN ('contemplated', 'consultation_opened', 'information_requested',
                                    'consent_doubtful', 'consented', 'consented_with_conditions',
                                    'assurance_obtained', 'decided') THEN 'requesting'
                WHEN a.to_state IN ('report_transmitted', 'received', 'under_examination',
                                    'departed', 'arrived', 'followed_up') THEN 'requested'
                WHEN a.to_state IS NULL THEN 'requesting'
           END AS next_side,
           a.act AS last_act, a.acted_on AS last_act_on, a.side AS last_side,
           a.seq AS last_seq
      FROM (SELECT case_rules.as_of() AS day) as_of
     CROSS JOIN @rulebook@.placement p
      LEFT JOIN LATERAL (
           SELECT t.to_state, t.act, t.acted_on, t.side, t.seq
             FROM @rulebook@.act t
            WHERE t.case_id = p.case_id AND t.procedure = 'placement_abroad'
              AND t.subject_id = p.placement_id AND t.acted_on <= as_of.day
            ORDER BY t.acted_on DESC, t.seq DESC
            LIMIT 1) a ON true
      LEFT JOIN LATERAL (
           SELECT t.regime
             FROM @rulebook@.placement_regime t
            WHERE t.case_id = p.case_id AND t.placement_id = p.placement_id AND t.from_on <= as_of.day
            ORDER BY t.from_on DESC, t.by_seq DESC
            LIMIT 1) g ON true;
COMMENT ON VIEW @rulebook@.placement_status IS
    'Where each placement stands as of case_rules.as_of(): its state by the last act of that day or before, the regime, and whose move it is.';
COMMENT ON COLUMN @rulebook@.placement_status.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.placement_status.placement_id IS 'the placement';
COMMENT ON COLUMN @rulebook@.placement_status.child_id IS 'the child';
COMMENT ON COLUMN @rulebook@.placement_status.requesting_state IS 'the State that contemplates the placement';
COMMENT ON COLUMN @rulebook@.placement_status.requested_state IS 'the State where the child is to live';
COMMENT ON COLUMN @rulebook@.placement_status.state IS 'the state; null: no act yet';
COMMENT ON COLUMN @rulebook@.placement_status.regime IS 'the regime as last found; unknown: not found';
COMMENT ON COLUMN @rulebook@.placement_status.next_side IS 'the side whose move it is; null: none is';
COMMENT ON COLUMN @rulebook@.placement_status.last_act IS 'the last act';
COMMENT ON COLUMN @rulebook@.placement_status.last_act_on IS 'its day';
COMMENT ON COLUMN @rulebook@.placement_status.last_side IS 'the side that performed it';
COMMENT ON COLUMN @rulebook@.placement_status.last_seq IS 'its number within the case';

CREATE VIEW @rulebook@.open_finding WITH (security_barrier) AS
    SELECT f.case_id, f.seq, f.procedure, f.subject_id, f.act, f.acted_on, f.side,
           f.rule, f.version, f.verdict, f.severity, f.mode, f.citation, f.message,
           f.failing, f.missing, f.curable_by
      FROM (SELECT case_rules.as_of() AS day) as_of
      JOIN @rulebook@.act_finding f ON f.acted_on <= as_of.day
     WHERE f.verdict <> 'overridden'
       AND NOT EXISTS (SELECT FROM @rulebook@.journal j
                        WHERE j.case_id = f.case_id AND j.seq = f.seq AND j.judgement > f.judgement)
       AND NOT EXISTS (SELECT FROM @rulebook@.cure c
                        WHERE c.case_id = f.case_id AND c.seq = f.seq AND c.cured_on <= as_of.day);
COMMENT ON VIEW @rulebook@.open_finding IS
    'The findings with which acts were let pass and that are neither overridden nor cured, as of case_rules.as_of(). mode tells those of shadow rules apart.';
