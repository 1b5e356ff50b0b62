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
           (case_id, placement_id, by_seq, from_on, regime, found, stated, objection_window_open, reasons)
    SELECT NEW.case_id, NEW.subject_id, NEW.seq, NEW.acted_on,
           CASE WHEN by_treaties = 'unknown' THEN coalesce(stated, by_treaties) ELSE by_treaties END,
           by_treaties, stated,
           coalesce(bool_or(r.about = 'objection window'), false),
           coalesce(jsonb_agg(to_jsonb(r)), '[]')
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
