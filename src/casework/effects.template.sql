/*
 * The effect that an act has in the reference casework schema beyond state and
 * duties: contemplate and determine_regime find the regime of the placement and
 * put it on record with its reasons.
 */
CREATE FUNCTION @rulebook@.find_regime() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
/*
 * With the rights of the owner, because a case worker writes acts, not regimes.
 * A restore brings the rows of placement_regime itself, so that nothing is done
 * then; whoever sets case_rules.restoring without restoring leaves the regime
 * unknown, and the stricter rules apply.
 *
 * What the treaty data know for sure cannot be contradicted by the act; where
 * they say unknown, what the authority states in the act holds, with its
 * grounds, for which it answers.
 */
DECLARE
    subject record;
    by_treaties text;
BEGIN
    IF coalesce(current_setting('case_rules.restoring', true), '') IN ('on', 'true', 'yes', '1') THEN
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
           CASE WHEN by_treaties = 'unknown' THEN coalesce(NEW.details ->> 'regime', by_treaties) ELSE by_treaties END,
           by_treaties, NEW.details ->> 'regime',
           coalesce(bool_or(r.about = 'objection window'), false),
           coalesce(jsonb_agg(to_jsonb(r)), '[]')
      FROM @rulebook@.regime_reason(subject.requesting_state, subject.requested_state,
                                    subject.proceedings_instituted_on, NEW.acted_on) r;
    RETURN NULL;
END
$function$;
REVOKE ALL ON FUNCTION @rulebook@.find_regime() FROM PUBLIC;
COMMENT ON FUNCTION @rulebook@.find_regime() IS
    'Trigger: records the regime of a placement when contemplate or determine_regime was let pass.';

/* after the trigger that judges (names decide the order), and an ordinary one:
   on a subscriber the row of placement_regime arrives by itself */
CREATE TRIGGER casework_regime AFTER INSERT ON @rulebook@.act
    FOR EACH ROW
    WHEN (NEW.procedure = 'placement_abroad' AND NEW.act IN ('contemplate', 'determine_regime'))
    EXECUTE FUNCTION @rulebook@.find_regime();
COMMENT ON TRIGGER casework_regime ON @rulebook@.act IS 'Finds the regime of the placement.';
