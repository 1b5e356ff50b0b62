/*
 * The treaty questions, answered with the rulebook's newer rows.  The decision
 * itself is case_rules' own; these hand it the rows of this schema.
 */
CREATE FUNCTION @rulebook@.treaty_rows() RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT nullif(jsonb_strip_nulls(jsonb_build_object(
        'party', (SELECT jsonb_agg(to_jsonb(p)) FROM @rulebook@.party p),
        'objection', (SELECT jsonb_agg(to_jsonb(o)) FROM @rulebook@.objection o),
        'instrument_check', (SELECT jsonb_agg(to_jsonb(c)) FROM @rulebook@.instrument_check c))),
        '{}'::jsonb);
END;
COMMENT ON FUNCTION @rulebook@.treaty_rows() IS
    'The newer treaty rows of this rulebook as case_rules.relation_reason and its like take them; null if there are none.';

CREATE FUNCTION @rulebook@.in_force_between(instrument text, state_a text, state_b text, on_day date)
RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
RETURN case_rules.treaty_relation(instrument, state_a, state_b, on_day, @rulebook@.treaty_rows());
COMMENT ON FUNCTION @rulebook@.in_force_between(text, text, text, date) IS
    'case_rules.in_force_between, with the newer rows of this rulebook: true, false, or null for unknown.';

CREATE FUNCTION @rulebook@.relation_reason(instrument text, state_a text, state_b text, on_day date)
RETURNS TABLE (about text, state text, holds boolean, because text, source text, confidence text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 3
BEGIN ATOMIC
    SELECT r.about, r.state, r.holds, r.because, r.source, r.confidence
    FROM case_rules.relation_reason(relation_reason.instrument, relation_reason.state_a,
        relation_reason.state_b, relation_reason.on_day, @rulebook@.treaty_rows()) r;
END;
COMMENT ON FUNCTION @rulebook@.relation_reason(text, text, text, date) IS
    'Why in_force_between answers as it does.';

CREATE FUNCTION @rulebook@.regime_between(
    requesting text, requested text, proceedings_instituted_on date, on_day date)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN case_rules.placement_regime(requesting, requested, proceedings_instituted_on, on_day, @rulebook@.treaty_rows());
COMMENT ON FUNCTION @rulebook@.regime_between(text, text, date, date) IS
    'case_rules.regime_between, with the newer rows of this rulebook: brussels_iib, brussels_iia, hc1996, none or unknown.';

CREATE FUNCTION @rulebook@.regime_reason(
    requesting text, requested text, proceedings_instituted_on date, on_day date)
RETURNS TABLE (instrument text, about text, state text, holds boolean, because text, source text, confidence text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 5
BEGIN ATOMIC
    SELECT r.instrument, r.about, r.state, r.holds, r.because, r.source, r.confidence
    FROM case_rules.regime_reason(regime_reason.requesting, regime_reason.requested,
        regime_reason.proceedings_instituted_on, regime_reason.on_day, @rulebook@.treaty_rows()) r;
END;
COMMENT ON FUNCTION @rulebook@.regime_reason(text, text, date, date) IS
    'Why regime_between answers as it does.';
