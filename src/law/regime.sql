/*
 * law/regime: which instrument governs a placement from one State in another.
 *
 * Between two Member States of the Union other than Denmark it is the Brussels
 * Regulation: IIb for proceedings instituted on or after 1 August 2022 (art
 * 100), IIa for older ones, as long as it binds both.  Else the Hague Convention
 * of 1996, where it is in force between them.  Else none.  What cannot be said
 * surely is "unknown", and the stricter set of rules applies.
 */
CREATE FUNCTION case_rules.brussels_iib_from() RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN '2022-08-01'::date;
COMMENT ON FUNCTION case_rules.brussels_iib_from() IS
    'Regulation (EU) 2019/1111 applies to proceedings instituted on or after this day (art 100).';

CREATE FUNCTION case_rules.placement_regime(
    requesting text, requested text, proceedings_instituted_on date, on_day date, newer jsonb)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    regulation text;
    judged_on date;
    bound boolean;
BEGIN
    -- a misspelt code is an error, also where the answer would be "unknown"
    PERFORM case_rules.require_state(requesting), case_rules.require_state(requested);
    IF requesting IS NULL OR requested IS NULL OR on_day IS NULL THEN
        RETURN 'unknown';
    END IF;
    IF requesting = requested THEN
        RETURN 'none';
    END IF;

    IF proceedings_instituted_on IS NULL THEN
        -- matters only where one of the Regulations may apply
        bound := case_rules.treaty_relation('brussels_iib', requesting, requested, on_day, newer)
            OR case_rules.treaty_relation('brussels_iia', requesting, requested, on_day, newer);
        IF bound IS NOT FALSE THEN
            RETURN 'unknown';
        END IF;
    ELSE
        -- both States must have been bound when the proceedings began, and still
        -- be bound on the day; a day before the proceedings is judged as theirs
        regulation := CASE WHEN proceedings_instituted_on >= case_rules.brussels_iib_from()
            THEN 'brussels_iib' ELSE 'brussels_iia' END;
        judged_on := greatest(on_day, proceedings_instituted_on);
        bound := case_rules.treaty_relation(regulation, requesting, requested, judged_on, newer);
        IF judged_on > proceedings_instituted_on AND bound IS NOT FALSE THEN
            bound := bound AND case_rules.treaty_relation(regulation, requesting, requested, proceedings_instituted_on, newer);
        END IF;
        IF bound THEN
            RETURN regulation;
        ELSIF bound IS NULL THEN
            RETURN 'unknown';
        END IF;
    END IF;

    bound := case_rules.treaty_relation('hc1996', requesting, requested, on_day, newer);
    RETURN CASE WHEN bound THEN 'hc1996' WHEN NOT bound THEN 'none' ELSE 'unknown' END;
END
$$;
COMMENT ON FUNCTION case_rules.placement_regime(text, text, date, date, jsonb) IS
    'regime_between with the newer rows of a rulebook, in the form that treaty_rows() there gives them.';

CREATE FUNCTION case_rules.regime_between(
    requesting text, requested text, proceedings_instituted_on date, on_day date)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN case_rules.placement_regime(requesting, requested, proceedings_instituted_on, on_day, NULL);
COMMENT ON FUNCTION case_rules.regime_between(text, text, date, date) IS
    'The instrument that governs a placement of a child from the requesting in the requested State on the day: brussels_iib, brussels_iia, hc1996, none (surely none of them) or unknown; never null. A null day of proceedings gives unknown where it matters, between Member States of the Union. By the shipped data alone; error 22023 for an unknown State.';

CREATE FUNCTION case_rules.regime_reason(
    requesting text, requested text, proceedings_instituted_on date, on_day date, newer jsonb DEFAULT NULL)
RETURNS TABLE (instrument text, about text, state text, holds boolean, because text, source text, confidence text)
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 5
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    regime text := case_rules.placement_regime(requesting, requested, proceedings_instituted_on, on_day, newer);
    regulation text := CASE WHEN proceedings_instituted_on < case_rules.brussels_iib_from()
        THEN 'brussels_iia' ELSE 'brussels_iib' END;
BEGIN
    IF requesting IS NULL OR requested IS NULL OR on_day IS NULL THEN
        RETURN QUERY SELECT NULL::text, 'question'::text, NULL::text, NULL::boolean,
            'One of the two States or the day is not recorded.'::text, NULL::text, NULL::text;
        RETURN;
    END IF;
    IF requesting = requested THEN
        RETURN QUERY SELECT NULL::text, 'pair'::text, requesting, false,
            'A placement inside one State is domestic.'::text, NULL::text, NULL::text;
        RETURN;
    END IF;
    RETURN QUERY SELECT regulation, 'proceedings'::text, NULL::text,
        CASE WHEN proceedings_instituted_on IS NOT NULL THEN true END,
        CASE WHEN proceedings_instituted_on IS NULL
            THEN 'The day on which the proceedings were instituted is not recorded: it decides between Brussels IIa and IIb.'
            ELSE format('Proceedings instituted on %s, %s 1 August 2022.', proceedings_instituted_on,
                CASE regulation WHEN 'brussels_iia' THEN 'before' ELSE 'on or after' END)
        END,
        'Regulation (EU) 2019/1111, art 100'::text, 'E'::text;
    RETURN QUERY SELECT regulation, r.about, r.state, r.holds, r.because, r.source, r.confidence
        FROM case_rules.relation_reason(regulation, requesting, requested,
            greatest(on_day, proceedings_instituted_on), newer) r;
    IF proceedings_instituted_on < on_day THEN
        RETURN QUERY SELECT regulation, r.about, r.state, r.holds,
                format('When the proceedings were instituted: %s', r.because), r.source, r.confidence
            FROM case_rules.relation_reason(regulation, requesting, requested, proceedings_instituted_on, newer) r
            WHERE r.holds IS NOT TRUE;
    END IF;
    IF regime NOT LIKE 'brussels%' THEN
        RETURN QUERY SELECT 'hc1996'::text, r.about, r.state, r.holds, r.because, r.source, r.confidence
            FROM case_rules.relation_reason('hc1996', requesting, requested, on_day, newer) r;
    END IF;
END
$$;
COMMENT ON FUNCTION case_rules.regime_reason(text, text, date, date, jsonb) IS
    'Why regime_between answers as it does: the Regulation that the day of the proceedings points to, whether it binds both States, and, unless it does, the same for the Hague Convention of 1996. holds: true, false or null for unknown. newer: a rulebook''s own rows, as treaty_rows() there gives them.';
