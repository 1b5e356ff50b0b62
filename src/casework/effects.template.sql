/*
 * The effect that an act has in the reference casework schema beyond state and
 * duties: contemplate and determine_regime find the regime of the placement and
 * put it on record with its reasons.
 *
 * The row stands or falls with its act: it has the act's place among the acts,
 * and counts while the act stands and is not barred.  An act that takes
 * another's place brings a regime of its own, found for its own day.
 */
CREATE FUNCTION @rulebook@.find_regime() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
/*
 * With the rights of the owner, because a case worker writes acts, not regimes.
 * A restore, and what another node sends, brings the rows of placement_regime
 * itself, so that nothing is done then.
 *
 * What the treaty data know for sure cannot be contradicted by the act; where
 * they say unknown, what the authority states in the act holds, with its
 * grounds, for which it answers.
 */
DECLARE
    subject record;
    by_treaties text;
    stated CONSTANT text := NEW.details ->> 'regime';
BEGIN
    IF case_rules.is_restoring(TG_RELID) THEN
        RETURN NULL;
    END IF;
    /* an act that is still to be judged, and will be refused */
    IF stated NOT IN ('hc1996', 'brussels_iib', 'brussels_iia', 'none', 'unknown') THEN
        RETURN NULL;
    END IF;
    SELECT p.requesting_state, p.requested_state, p.proceedings_instituted_on
      INTO subject
      FROM @rulebook@.placement p
     WHERE p.case_id = NEW.case_id AND p.placement_id = NEW.subject_id;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    by_treaties := @rulebook@.regime_between(subject.requesting_state, subject.requested_state,
                                       subject.proceedings_instituted_on, NEW.acted_on);
    INSERT INTO @rulebook@.placement_regime
           (case_id, placement_id, by_seq, from_on, regime, found, stated, objection_window_open, reasons, recorded_at)
    SELECT NEW.case_id, NEW.subject_id, NEW.seq, NEW.acted_on,
           CASE WHEN by_treaties = 'unknown' THEN coalesce(stated, by_treaties) ELSE by_treaties END,
           by_treaties, stated,
           coalesce(bool_or(r.about = 'objection window'), false),
           coalesce(jsonb_agg(to_jsonb(r)), '[]'),
           NEW.recorded_at
      FROM @rulebook@.regime_reason(subject.requesting_state, subject.requested_state,
                                    subject.proceedings_instituted_on, NEW.acted_on) r;
    RETURN NULL;
END
$function$;
REVOKE ALL ON FUNCTION @rulebook@.find_regime() FROM PUBLIC;
COMMENT ON FUNCTION @rulebook@.find_regime() IS
    'Trigger: records the regime of a placement with the act contemplate or determine_regime.';

CREATE FUNCTION @rulebook@.keep_regime() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF NOT case_rules.is_restoring(TG_RELID) THEN
        UPDATE @rulebook@.placement_regime r
           SET counts = (NEW.superseded_at IS NULL AND NEW.outcome IS DISTINCT FROM 'barred')
         WHERE r.case_id = NEW.case_id AND r.placement_id = NEW.subject_id AND r.by_seq = NEW.seq
           AND r.counts <> (NEW.superseded_at IS NULL AND NEW.outcome IS DISTINCT FROM 'barred');
    END IF;
    RETURN NULL;
END
$function$;
REVOKE ALL ON FUNCTION @rulebook@.keep_regime() FROM PUBLIC;
COMMENT ON FUNCTION @rulebook@.keep_regime() IS
    'Trigger: the regime that an act found counts no more when the act is annulled, corrected or found to be barred.';

/*
 * The rows of a treaty may have changed since: before the acts of a case are
 * judged again because of that, what they found is found again.  What was found
 * before stays beside it.
 */
CREATE OR REPLACE FUNCTION @rulebook@.find_again(case_ids uuid[]) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    former record;
    moment timestamptz := clock_timestamp();
BEGIN
    FOR former IN
        SELECT g.case_id, g.placement_id, g.by_seq, g.from_on, g.stated, g.counts, g.recorded_at,
               n.found, w.objection_window_open, w.reasons
          FROM (/* many placements ask the same */
                SELECT a.requesting_state, a.requested_state, a.proceedings_instituted_on, a.from_on,
                       @rulebook@.regime_between(a.requesting_state, a.requested_state,
                                                 a.proceedings_instituted_on, a.from_on) AS found
                  FROM (SELECT DISTINCT p.requesting_state, p.requested_state, p.proceedings_instituted_on, g.from_on
                          FROM @rulebook@.placement_regime g
                          JOIN @rulebook@.placement p ON p.case_id = g.case_id AND p.placement_id = g.placement_id
                         WHERE g.case_id = ANY (case_ids) AND g.superseded_at IS NULL) a
                OFFSET 0) n
         CROSS JOIN LATERAL (
               SELECT coalesce(bool_or(r.about = 'objection window'), false) AS objection_window_open,
                      coalesce(jsonb_agg(to_jsonb(r)), '[]') AS reasons
                 FROM @rulebook@.regime_reason(n.requesting_state, n.requested_state,
                                               n.proceedings_instituted_on, n.from_on) r
               OFFSET 0) w
          JOIN @rulebook@.placement p
            ON p.case_id = ANY (case_ids)
           AND p.requesting_state = n.requesting_state AND p.requested_state = n.requested_state
           AND p.proceedings_instituted_on IS NOT DISTINCT FROM n.proceedings_instituted_on
          JOIN @rulebook@.placement_regime g
            ON g.case_id = p.case_id AND g.placement_id = p.placement_id AND g.from_on = n.from_on
           AND g.superseded_at IS NULL
         WHERE (n.found, w.objection_window_open) IS DISTINCT FROM (g.found, g.objection_window_open)
           /* what the acts of another office have found, that office finds again, and sends */
           AND NOT EXISTS (SELECT
                             FROM @rulebook@.layout l
                             JOIN @rulebook@.received r ON r.case_id = g.case_id AND r.seq = g.by_seq
                            WHERE l.offices > 1 AND g.by_seq % l.offices <> l.office)
         ORDER BY g.case_id, g.placement_id, g.by_seq
    LOOP
        UPDATE @rulebook@.placement_regime g
           SET superseded_at = moment
         WHERE g.case_id = former.case_id AND g.placement_id = former.placement_id
           AND g.by_seq = former.by_seq AND g.recorded_at = former.recorded_at;
        INSERT INTO @rulebook@.placement_regime
               (case_id, placement_id, by_seq, from_on, regime, found, stated, objection_window_open, reasons,
                counts, recorded_at)
        VALUES (former.case_id, former.placement_id, former.by_seq, former.from_on,
                CASE WHEN former.found = 'unknown' THEN coalesce(former.stated, former.found) ELSE former.found END,
                former.found, former.stated, former.objection_window_open, former.reasons,
                former.counts, moment)
        /* two rows may stand, if one of them came from another office */
        ON CONFLICT DO NOTHING;
    END LOOP;
END
$function$;
REVOKE ALL ON FUNCTION @rulebook@.find_again(uuid[]) FROM PUBLIC;
COMMENT ON FUNCTION @rulebook@.find_again(uuid[]) IS
    'Finds the regimes of the placements of these cases again, with the rows of treaties as they are now. The engine asks for it when acts are judged again on demand or because a treaty row changed.';

/* a row of a treaty that changes asks for the acts since then to be judged again */
CREATE TRIGGER case_rules_reaches_back AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.party
    FOR EACH ROW EXECUTE FUNCTION case_rules.treaty_reaches_back();
CREATE TRIGGER case_rules_reaches_back AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.objection
    FOR EACH ROW EXECUTE FUNCTION case_rules.treaty_reaches_back();
CREATE TRIGGER case_rules_reaches_back AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.instrument_check
    FOR EACH ROW EXECUTE FUNCTION case_rules.treaty_reaches_back();

/*
 * Before the trigger that judges (names decide the order): an act that came late
 * has the acts after it judged again, under the regime that it found.  What is
 * refused takes the row with it.  Both fire always, as the engine does: nobody
 * shall be able to annul an act and keep its regime.
 */
CREATE TRIGGER aa_casework_regime AFTER INSERT ON @rulebook@.act
    FOR EACH ROW
    WHEN (NEW.procedure = 'placement_abroad' AND NEW.act IN ('contemplate', 'determine_regime'))
    EXECUTE FUNCTION @rulebook@.find_regime();
COMMENT ON TRIGGER aa_casework_regime ON @rulebook@.act IS 'Finds the regime of the placement.';
ALTER TABLE @rulebook@.act ENABLE ALWAYS TRIGGER aa_casework_regime;
CREATE TRIGGER aa_casework_regime_kept AFTER UPDATE ON @rulebook@.act
    FOR EACH ROW
    WHEN (NEW.procedure = 'placement_abroad' AND NEW.act IN ('contemplate', 'determine_regime')
          AND (OLD.outcome IS DISTINCT FROM NEW.outcome OR OLD.superseded_at IS DISTINCT FROM NEW.superseded_at))
    EXECUTE FUNCTION @rulebook@.keep_regime();
COMMENT ON TRIGGER aa_casework_regime_kept ON @rulebook@.act IS 'Keeps the regime in step with the act that found it.';
ALTER TABLE @rulebook@.act ENABLE ALWAYS TRIGGER aa_casework_regime_kept;
