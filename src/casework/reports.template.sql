/*
 * Reports of the reference casework schema, as of case_rules.as_of() and by
 * what was known at case_rules.known_at(); known_at null: by all that is known.
 *
 * Views with the rights of their owner: who may see a case is decided where the
 * case is read, not table by table.  They name functions and types of
 * case_rules, never its tables, so that an update of the extension is free to
 * change those.
 */

/* what else fulfils a duty, beside acts and cures */
CREATE OR REPLACE VIEW @rulebook@.duty_fulfilment AS
    SELECT f.case_id, f.procedure, f.subject_id, f.source, f.fulfilled_on, f.for_seq, f.by_seq,
           f.recorded_at, f.superseded_at
      FROM @rulebook@.act_fulfilment f
    UNION ALL
    SELECT v.case_id, 'placement_abroad', v.placement_id, 'visit', v.visited_on, NULL, NULL,
           v.recorded_at, v.superseded_at
      FROM @rulebook@.followup_visit v
     WHERE v.kind = 'visit' AND v.child_seen
    UNION ALL
    SELECT r.case_id, 'placement_abroad', r.placement_id, 'review', r.reviewed_on, NULL, NULL,
           r.recorded_at, r.superseded_at
      FROM @rulebook@.review r
    UNION ALL
    SELECT c.case_id, 'placement_abroad', c.placement_id, 'transition_plan', c.written_on, NULL, NULL,
           c.recorded_at, c.superseded_at
      FROM @rulebook@.care_plan c
     WHERE c.kind = 'transition'
    UNION ALL
    /* known while both rows are */
    SELECT l.case_id, 'placement_abroad', l.placement_id, 'home_study', k.completed_on, NULL, NULL,
           greatest(l.recorded_at, k.recorded_at), least(l.superseded_at, k.superseded_at)
      FROM @rulebook@.placement_plan l
      JOIN @rulebook@.carer_check k ON k.case_id = l.case_id AND k.carer_id = l.carer_id
     WHERE k.kind = 'home_study' AND k.completed_on IS NOT NULL
    UNION ALL
    /* a notice meets the duty of the acts that it tells of */
    SELECT n.case_id, j.procedure, j.subject_id, 'notice', n.sent_on, j.seq, NULL,
           greatest(n.recorded_at, j.recorded_at), least(n.superseded_at, j.superseded_at)
      FROM @rulebook@.notice n
      JOIN @rulebook@.act_version j
        ON j.case_id = n.case_id
       AND j.procedure = CASE WHEN n.measure_id IS NULL THEN 'placement_abroad' ELSE 'urgent_measure' END
       AND j.subject_id = coalesce(n.placement_id, n.measure_id)
       AND j.act = CASE n.about WHEN 'departure' THEN 'depart'
                                WHEN 'arrival' THEN 'arrive'
                                WHEN 'missing' THEN 'report_missing'
                                WHEN 'serious_danger' THEN 'report_danger'
                                WHEN 'disruption' THEN 'end_placement'
                                WHEN 'urgent_measure' THEN 'take'
                   END
       AND j.acted_on <= n.sent_on;
COMMENT ON VIEW @rulebook@.duty_fulfilment IS
    'What can fulfil a duty, when it happened and when it was known: acts (act:NAME), cures, visits at which the child was seen, reviews, plans for the time after 18 (transition_plan), home studies of the planned carer, notices.';

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
      FROM (SELECT case_rules.as_of() AS day, case_rules.known_at() AS known_at) as_of
     CROSS JOIN @rulebook@.placement p
      LEFT JOIN LATERAL (
           SELECT CASE WHEN as_of.known_at IS NULL THEN t.to_state
                       ELSE @rulebook@.state_then(t.case_id, t.seq, as_of.known_at)
                  END AS to_state,
                  t.act, t.acted_on, t.side, t.seq
             FROM @rulebook@.act t
            WHERE t.case_id = p.case_id AND t.procedure = 'placement_abroad'
              AND t.subject_id = p.placement_id AND t.acted_on <= as_of.day
              AND @rulebook@.stands(t.recorded_at, t.superseded_at, as_of.known_at)
              AND @rulebook@.act_counts(t.act, @rulebook@.act_outcome(t.case_id, t.seq, t.outcome, as_of.known_at))
            ORDER BY t.acted_on DESC, t.seq DESC
            LIMIT 1) a ON true
      LEFT JOIN LATERAL (
           SELECT t.regime
             FROM @rulebook@.placement_regime t
            WHERE t.case_id = p.case_id AND t.placement_id = p.placement_id AND t.from_on <= as_of.day
              AND @rulebook@.stands(t.recorded_at, t.superseded_at, as_of.known_at)
              AND CASE WHEN as_of.known_at IS NULL THEN t.counts
                       ELSE @rulebook@.outcome_then(t.case_id, t.by_seq, as_of.known_at) <> 'barred'
                  END
            ORDER BY t.from_on DESC, t.by_seq DESC, t.recorded_at DESC
            LIMIT 1) g ON true;
COMMENT ON VIEW @rulebook@.placement_status IS
    'Where each placement stands as of case_rules.as_of() and case_rules.known_at(): its state by the last act of that day or before that counts, the regime, and whose move it is.';
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
      FROM (SELECT case_rules.as_of() AS day, case_rules.known_at() AS known_at) as_of
      JOIN @rulebook@.act_version v
        ON v.acted_on <= as_of.day
       AND @rulebook@.stands(v.recorded_at, v.superseded_at, as_of.known_at)
      JOIN @rulebook@.act_finding f
        ON f.case_id = v.case_id AND f.seq = v.seq AND f.judgement = v.judgement
     WHERE f.verdict <> 'overridden'
       /* an act of cure puts right what stood against the act when it was cured */
       AND NOT EXISTS (SELECT
                         FROM @rulebook@.act_version c
                         JOIN @rulebook@.journal j ON j.case_id = c.case_id AND j.seq = c.seq AND j.judgement = 1
                        WHERE c.case_id = f.case_id AND c.amends_seq = f.seq AND c.amends_how = 'cure'
                          AND c.outcome <> 'barred' AND c.acted_on <= as_of.day
                          AND f.rule = ANY (j.amends_rules)
                          AND @rulebook@.stands(c.recorded_at, c.superseded_at, as_of.known_at))
       /* where a state column is guarded, a row of cure does */
       AND NOT EXISTS (SELECT
                         FROM @rulebook@.cure c
                        WHERE c.case_id = f.case_id AND c.seq = f.seq AND c.cured_on <= as_of.day
                          AND @rulebook@.stands(c.recorded_at, NULL, as_of.known_at));
COMMENT ON VIEW @rulebook@.open_finding IS
    'The findings, by their latest judgement, with which acts that stand were let pass and that are neither overridden nor cured, as of case_rules.as_of() and case_rules.known_at(). mode tells those of shadow rules apart.';

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
                WHEN w.used_on <= v.valid_to THEN 'used'
                WHEN v.valid_to < as_of.day THEN 'expired'
                WHEN w.is_doubtful THEN 'doubtful'
                WHEN a.act = 'consent_with_conditions' AND (c.conditions = 0 OR c.conditions_open > 0) THEN 'conditions_open'
                ELSE 'in_force'
           END AS status
      FROM (SELECT case_rules.as_of() AS day, case_rules.known_at() AS known_at) as_of
      JOIN @rulebook@.act a
        ON a.procedure = 'placement_abroad' AND a.acted_on <= as_of.day
       AND a.act IN ('consent', 'consent_with_conditions', 'transcribe_consent', 'obtain_assurance')
       AND @rulebook@.stands(a.recorded_at, a.superseded_at, as_of.known_at)
       AND @rulebook@.act_outcome(a.case_id, a.seq, a.outcome, as_of.known_at) <> 'barred'
      /* the consent that took its place */
      LEFT JOIN LATERAL (
           SELECT t.acted_on, t.seq
             FROM @rulebook@.act t
            WHERE t.case_id = a.case_id AND t.procedure = a.procedure AND t.subject_id = a.subject_id
              AND t.act IN ('consent', 'consent_with_conditions', 'transcribe_consent', 'obtain_assurance')
              AND (t.acted_on, t.seq) > (a.acted_on, a.seq) AND t.acted_on <= as_of.day
              AND @rulebook@.stands(t.recorded_at, t.superseded_at, as_of.known_at)
              AND @rulebook@.act_outcome(t.case_id, t.seq, t.outcome, as_of.known_at) <> 'barred'
            ORDER BY t.acted_on, t.seq
            LIMIT 1) n ON true
      /* what became of it until then */
     CROSS JOIN LATERAL (
           SELECT min(t.acted_on) FILTER (WHERE t.act IN ('withdraw_consent', 'transcribe_withdrawal')) AS withdrawn_on,
                  min(t.acted_on) FILTER (WHERE t.act = 'depart') AS departed_on,
                  min(t.acted_on) FILTER (WHERE t.act = 'depart' AND t.outcome IN ('permitted', 'cured')) AS used_on,
                  case_rules.first_known(t.act = 'doubt_consent')
                      FILTER (WHERE t.act IN ('doubt_consent', 'regularise_consent')) AS is_doubtful,
                  case_rules.first_known((t.details ->> 'valid_to')::date)
                      FILTER (WHERE t.act IN ('extend_consent', 'transcribe_extension')) AS valid_to,
                  case_rules.first_known((t.details ->> 'placement_until')::date)
                      FILTER (WHERE t.act IN ('extend_consent', 'transcribe_extension')) AS placement_until
             FROM (SELECT t.act, t.acted_on, t.details,
                          @rulebook@.act_outcome(t.case_id, t.seq, t.outcome, as_of.known_at) AS outcome
                     FROM @rulebook@.act t
                    WHERE t.case_id = a.case_id AND t.procedure = a.procedure AND t.subject_id = a.subject_id
                      AND (t.acted_on, t.seq) > (a.acted_on, a.seq) AND t.acted_on <= as_of.day
                      AND (n.seq IS NULL OR (t.acted_on, t.seq) < (n.acted_on, n.seq))
                      AND @rulebook@.stands(t.recorded_at, t.superseded_at, as_of.known_at)
                      AND @rulebook@.act_counts(t.act, @rulebook@.act_outcome(t.case_id, t.seq, t.outcome, as_of.known_at))
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
                                                        AND t.details ->> 'condition_id' = (CASE WHEN as_of.known_at IS NULL THEN k.condition_id
                                                                                             ELSE (SELECT n.condition_id FROM @rulebook@.consent_condition n
                                                                                                    WHERE n.case_id = k.case_id AND n.lasting_id = k.lasting_id AND n.superseded_at IS NULL)
                                                                                        END)::text
                                                        AND t.acted_on <= as_of.day
                                                        AND @rulebook@.stands(t.recorded_at, t.superseded_at, as_of.known_at)
                                                        AND @rulebook@.act_outcome(t.case_id, t.seq, t.outcome, as_of.known_at) <> 'barred')) AS conditions_open
             FROM @rulebook@.consent_condition k
            WHERE k.case_id = a.case_id AND k.placement_id = a.subject_id
              AND k.set_on <= as_of.day
              AND @rulebook@.stands(k.recorded_at, k.superseded_at, as_of.known_at)) c;
COMMENT ON VIEW @rulebook@.consent_register IS
    'Every consent and assurance that counts, with what became of it, as of case_rules.as_of() and case_rules.known_at().';
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
COMMENT ON COLUMN @rulebook@.consent_register.departed_on IS 'the day on which the child left after it, lawfully or not';
COMMENT ON COLUMN @rulebook@.consent_register.replaced_by_seq IS 'the later consent that took its place';
COMMENT ON COLUMN @rulebook@.consent_register.status IS
    'in_force, conditions_open, doubtful, expired, used (the child left on it, and nothing stands against that), replaced or withdrawn';
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

/*
 * The history of one act: each judgement with its rules, and what made the
 * difference.  The facts are asked as they were known when it was judged, so
 * that the first row answers whether the act was lawful by what was known then
 * and the last one whether it is by what is known now.
 */
CREATE FUNCTION @rulebook@.json_changes(before jsonb, after jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (SELECT coalesce(jsonb_object_agg(coalesce(b.key, a.key),
                                         jsonb_build_object('before', b.value, 'after', a.value)), '{}')
          FROM jsonb_each(json_changes.before) b
          FULL JOIN jsonb_each(json_changes.after) a ON a.key = b.key
         WHERE a.value IS DISTINCT FROM b.value);
COMMENT ON FUNCTION @rulebook@.json_changes(jsonb, jsonb) IS
    'The keys whose values differ, each with the value before and after.';

CREATE FUNCTION @rulebook@.judgements(case_id uuid, seq bigint)
RETURNS TABLE (
    seq bigint,
    judgement integer,
    judged_at timestamptz,
    cause text,
    cause_seq bigint,
    from_state text,
    to_state text,
    outcome text,
    rules jsonb,
    changed_rules jsonb,
    changed_facts jsonb)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 2
BEGIN ATOMIC
SELECT x.seq, x.judgement, x.judged_at, x.cause, x.cause_seq, x.from_state, x.to_state, x.outcome, x.rules,
       CASE WHEN row_number() OVER w > 1 THEN @rulebook@.json_changes(lag(x.rules) OVER w, x.rules) END,
       CASE WHEN row_number() OVER w > 1 THEN @rulebook@.json_changes(lag(x.facts) OVER w, x.facts) END
  FROM (SELECT j.seq, j.judgement, j.judged_at, j.cause, j.cause_seq, j.from_state, j.to_state, j.outcome,
               coalesce((SELECT jsonb_object_agg(v.rule || coalesce(':' || v.version, ''), v.verdict)
                           FROM @rulebook@.act_verdict v
                          WHERE v.case_id = j.case_id AND v.seq = j.seq AND v.judgement = j.judgement), '{}') AS rules,
               CASE j.procedure
                   WHEN 'placement_abroad' THEN
                       (SELECT to_jsonb(f) FROM @rulebook@.placement_facts(j.case_id, j.subject_id, j.acted_on, j.judged_at, j.seq) f)
                   WHEN 'urgent_measure' THEN
                       (SELECT to_jsonb(f) FROM @rulebook@.urgent_measure_facts(j.case_id, j.subject_id, j.acted_on, j.judged_at, j.seq) f)
               END AS facts
          FROM @rulebook@.journal j
         WHERE j.case_id = judgements.case_id AND j.seq = judgements.seq) x
WINDOW w AS (ORDER BY x.judgement);
END;
REVOKE ALL ON FUNCTION @rulebook@.judgements(uuid, bigint) FROM PUBLIC;
COMMENT ON FUNCTION @rulebook@.judgements(uuid, bigint) IS
    'What judgement_history() answers, by the number of the act; reads with the rights of whoever calls it.';

CREATE FUNCTION @rulebook@.judgement_history(case_id uuid, act_id uuid)
RETURNS TABLE (
    seq bigint,
    judgement integer,
    judged_at timestamptz,
    cause text,
    cause_seq bigint,
    from_state text,
    to_state text,
    outcome text,
    rules jsonb,
    changed_rules jsonb,
    changed_facts jsonb)
LANGUAGE sql STABLE ROWS 2
BEGIN ATOMIC
SELECT h.seq, h.judgement, h.judged_at, h.cause, h.cause_seq, h.from_state, h.to_state, h.outcome,
       h.rules, h.changed_rules, h.changed_facts
  FROM case_rules.judgement_history((@rulebook_literal@ || '.act')::regclass,
                                    judgement_history.case_id, judgement_history.act_id) h;
END;
COMMENT ON FUNCTION @rulebook@.judgement_history(uuid, uuid) IS
    'Every judgement of an act: when and why it was judged, from where to where it led, what became of it; rules: each rule:version with its verdict; changed_rules, changed_facts: what differs from the judgement before, {"name": {"before": ..., "after": ...}}, the facts as they were known at either moment. The first row: was it lawful by what was known then; the last: by what is known now. No rows for who may not see the subject.';
