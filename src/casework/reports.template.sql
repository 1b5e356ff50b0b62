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
    SELECT f.case_id, f.procedure, f.subject_id, f.source, f.fulfilled_on, f.for_seq
      FROM @rulebook@.act_fulfilment f
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
    /* a notice meets the duty of the acts that it tells of */
    SELECT n.case_id, j.procedure, j.subject_id, 'notice', n.sent_on, j.seq
      FROM @rulebook@.notice n
      JOIN @rulebook@.journal j
        ON j.case_id = n.case_id
       AND j.procedure = CASE WHEN n.measure_id IS NULL THEN 'placement_abroad' ELSE 'urgent_measure' END
       AND j.subject_id = coalesce(n.placement_id, n.measure_id)
       AND j.act = CASE n.about WHEN 'arrival' THEN 'arrive'
                                WHEN 'missing' THEN 'report_missing'
                                WHEN 'serious_danger' THEN 'report_danger'
                                WHEN 'disruption' THEN 'end_placement'
                                WHEN 'urgent_measure' THEN 'take'
                   END
       AND j.judgement = 1 AND j.acted_on <= n.sent_on
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
                                    'assurance_obtained', 'decided', 'recognition_refused') THEN 'requesting'
                WHEN a.to_state IN ('report_transmitted', 'received', 'under_examination', 'consent_expired',
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

CREATE VIEW @rulebook@.consent_register WITH (security_barrier) AS
    SELECT a.case_id, a.subject_id AS placement_id, a.seq,
           CASE WHEN a.act = 'transcribe_consent' THEN 'consent' ELSE a.act END AS kind,
           a.acted_on AS given_on, a.recorded_at, a.authority_id,
           a.details ->> 'given_by' AS given_by,
           a.act = 'transcribe_consent' AS is_transcribed,
           a.details ->> 'document' AS document,
           v.valid_to, v.placement_until,
           CASE WHEN a.act = 'consent_with_conditions' THEN c.conditions ELSE 0 END AS conditions,
           CASE WHEN a.act = 'consent_with_conditions' THEN c.conditions_open ELSE 0 END AS conditions_open,
           w.withdrawn_on, w.departed_on, n.seq AS replaced_by_seq,
           CASE WHEN w.withdrawn_on IS NOT NULL THEN 'withdrawn'
                WHEN n.seq IS NOT NULL THEN 'replaced'
                WHEN w.departed_on <= v.valid_to THEN 'used'
                WHEN v.valid_to < as_of.day THEN 'expired'
                WHEN w.is_doubtful THEN 'doubtful'
                WHEN a.act = 'consent_with_conditions' AND (c.conditions = 0 OR c.conditions_open > 0) THEN 'conditions_open'
                ELSE 'in_force'
           END AS status
      FROM (SELECT case_rules.as_of() AS day) as_of
      JOIN @rulebook@.act a
        ON a.procedure = 'placement_abroad' AND a.acted_on <= as_of.day
       AND a.act IN ('consent', 'consent_with_conditions', 'transcribe_consent', 'obtain_assurance')
      /* the consent that took its place */
      LEFT JOIN LATERAL (
           SELECT t.acted_on, t.seq
             FROM @rulebook@.act t
            WHERE t.case_id = a.case_id AND t.procedure = a.procedure AND t.subject_id = a.subject_id
              AND t.act IN ('consent', 'consent_with_conditions', 'transcribe_consent', 'obtain_assurance')
              AND (t.acted_on, t.seq) > (a.acted_on, a.seq) AND t.acted_on <= as_of.day
            ORDER BY t.acted_on, t.seq
            LIMIT 1) n ON true
      /* what became of it until then */
     CROSS JOIN LATERAL (
           SELECT min(t.acted_on) FILTER (WHERE t.act IN ('withdraw_consent', 'transcribe_withdrawal')) AS withdrawn_on,
                  min(t.acted_on) FILTER (WHERE t.act = 'depart') AS departed_on,
                  case_rules.first_known(t.act = 'doubt_consent')
                      FILTER (WHERE t.act IN ('doubt_consent', 'regularise_consent')) AS is_doubtful,
                  case_rules.first_known((t.details ->> 'valid_to')::date)
                      FILTER (WHERE t.act IN ('extend_consent', 'transcribe_extension')) AS valid_to,
                  case_rules.first_known((t.details ->> 'placement_until')::date)
                      FILTER (WHERE t.act IN ('extend_consent', 'transcribe_extension')) AS placement_until
             FROM (SELECT t.act, t.acted_on, t.details
                     FROM @rulebook@.act t
                    WHERE t.case_id = a.case_id AND t.procedure = a.procedure AND t.subject_id = a.subject_id
                      AND (t.acted_on, t.seq) > (a.acted_on, a.seq) AND t.acted_on <= as_of.day
                      AND (n.seq IS NULL OR (t.acted_on, t.seq) < (n.acted_on, n.seq))
                    ORDER BY t.acted_on DESC, t.seq DESC) t) w
     CROSS JOIN LATERAL (
           SELECT coalesce(w.valid_to, (a.details ->> 'valid_to')::date, 'infinity') AS valid_to,
                  coalesce(w.placement_until, (a.details ->> 'placement_until')::date, 'infinity') AS placement_until) v
     CROSS JOIN LATERAL (
           SELECT count(*) AS conditions,
                  count(*) FILTER (WHERE (k.met_on IS NULL OR k.met_on > as_of.day)
                                     AND NOT EXISTS (SELECT FROM @rulebook@.act t
                                                      WHERE t.case_id = k.case_id AND t.procedure = 'placement_abroad'
                                                        AND t.subject_id = k.placement_id AND t.act = 'waive_condition'
                                                        AND t.details ->> 'condition_id' = k.condition_id::text
                                                        AND t.acted_on <= as_of.day)) AS conditions_open
             FROM @rulebook@.consent_condition k
            WHERE k.case_id = a.case_id AND k.placement_id = a.subject_id
              AND k.set_on <= as_of.day AND k.superseded_at IS NULL) c;
COMMENT ON VIEW @rulebook@.consent_register IS
    'Every consent and assurance on record, with what became of it, as of case_rules.as_of().';
COMMENT ON COLUMN @rulebook@.consent_register.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.consent_register.placement_id IS 'the placement';
COMMENT ON COLUMN @rulebook@.consent_register.seq IS 'number of the act within the case';
COMMENT ON COLUMN @rulebook@.consent_register.kind IS 'consent, consent_with_conditions or obtain_assurance';
COMMENT ON COLUMN @rulebook@.consent_register.given_on IS 'the day on which it was given';
COMMENT ON COLUMN @rulebook@.consent_register.recorded_at IS 'when it was recorded';
COMMENT ON COLUMN @rulebook@.consent_register.authority_id IS 'the authority that recorded it: of the requested State, or of the requesting State where it is transcribed';
COMMENT ON COLUMN @rulebook@.consent_register.given_by IS 'who gave it, as the act states';
COMMENT ON COLUMN @rulebook@.consent_register.is_transcribed IS 'the requesting side recorded it from a document';
COMMENT ON COLUMN @rulebook@.consent_register.document IS 'reference of the document';
COMMENT ON COLUMN @rulebook@.consent_register.valid_to IS 'last day on which it may be used, with its extensions; infinity: no end stated';
COMMENT ON COLUMN @rulebook@.consent_register.placement_until IS 'last day of the stay consented to, with its extensions; infinity: not limited';
COMMENT ON COLUMN @rulebook@.consent_register.conditions IS 'conditions recorded';
COMMENT ON COLUMN @rulebook@.consent_register.conditions_open IS 'of them, those neither met nor waived';
COMMENT ON COLUMN @rulebook@.consent_register.withdrawn_on IS 'the day on which it was withdrawn';
COMMENT ON COLUMN @rulebook@.consent_register.departed_on IS 'the day on which the child left after it';
COMMENT ON COLUMN @rulebook@.consent_register.replaced_by_seq IS 'the later consent that took its place';
COMMENT ON COLUMN @rulebook@.consent_register.status IS
    'in_force, conditions_open, doubtful, expired, used (the child left on it), replaced or withdrawn';
COMMENT ON COLUMN @rulebook@.open_finding.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.open_finding.seq IS 'number of the act within the case';
COMMENT ON COLUMN @rulebook@.open_finding.procedure IS 'the procedure';
COMMENT ON COLUMN @rulebook@.open_finding.subject_id IS 'the subject';
COMMENT ON COLUMN @rulebook@.open_finding.act IS 'the act';
COMMENT ON COLUMN @rulebook@.open_finding.acted_on IS 'its day';
COMMENT ON COLUMN @rulebook@.open_finding.side IS 'the side that performed it';
COMMENT ON COLUMN @rulebook@.open_finding.rule IS 'the rule that is not satisfied';
COMMENT ON COLUMN @rulebook@.open_finding.version IS 'its version';
COMMENT ON COLUMN @rulebook@.open_finding.verdict IS 'violated, unknown or error';
COMMENT ON COLUMN @rulebook@.open_finding.severity IS 'how it weighs';
COMMENT ON COLUMN @rulebook@.open_finding.mode IS 'enforced, or shadow: recorded only';
COMMENT ON COLUMN @rulebook@.open_finding.citation IS 'instrument and article';
COMMENT ON COLUMN @rulebook@.open_finding.message IS 'what is wrong';
COMMENT ON COLUMN @rulebook@.open_finding.failing IS 'the parts of its condition that do not hold';
COMMENT ON COLUMN @rulebook@.open_finding.missing IS 'the facts not recorded that could change the answer';
COMMENT ON COLUMN @rulebook@.open_finding.curable_by IS 'the side that can put it right';
