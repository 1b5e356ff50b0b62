/*
 * engine/engine: the functions of the engine.  The dry run is the same code as
 * the write; both are in C beside this file.
 */
CREATE FUNCTION case_rules.as_of() RETURNS date
    LANGUAGE c STABLE PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'as_of';
COMMENT ON FUNCTION case_rules.as_of() IS
    'The day that reports are asked as of: the setting case_rules.as_of (YYYY-MM-DD), or today in the session''s time zone.';

/* -- triggers -------------------------------------------------------------- */

CREATE FUNCTION case_rules.act_stamp() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'act_stamp';
COMMENT ON FUNCTION case_rules.act_stamp() IS
    'BEFORE trigger of a guarded act table: takes the case lock, stamps seq, side, states, number of findings and recorder. Made by case_rules.guard().';

CREATE FUNCTION case_rules.act_judge() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'act_judge';
COMMENT ON FUNCTION case_rules.act_judge() IS
    'AFTER trigger of a guarded act table: refuses the act, or writes its journal entry and duties. Made by case_rules.guard().';

CREATE FUNCTION case_rules.act_refuse_truncate() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'act_refuse_truncate';
COMMENT ON FUNCTION case_rules.act_refuse_truncate() IS
    'TRUNCATE trigger of a guarded act table: refuses (RU006). Made by case_rules.guard().';

CREATE FUNCTION case_rules.state_judge() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'state_judge';
COMMENT ON FUNCTION case_rules.state_judge() IS
    'AFTER trigger of a table whose state column is guarded: a change of state is judged as the act that leads there. Made by case_rules.guard().';

CREATE FUNCTION case_rules.fact_hold() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'fact_hold';
COMMENT ON FUNCTION case_rules.fact_hold() IS
    'AFTER trigger of a table that facts come from: a change takes the lock of its case (column case_id). Argument: the schema of the rulebook.';

CREATE FUNCTION case_rules.engine_only() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'engine_only';
COMMENT ON FUNCTION case_rules.engine_only() IS
    'Trigger of the tables that the engine alone writes: journal, duty, case_head. Refuses everybody else (RU006).';

CREATE FUNCTION case_rules.rulebook_changed() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'rulebook_changed';
COMMENT ON FUNCTION case_rules.rulebook_changed() IS
    'Trigger of rules, settings and guards: tells every session that what it keeps of them is stale.';

CREATE FUNCTION case_rules.rule_check() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'rule_check';
COMMENT ON FUNCTION case_rules.rule_check() IS
    'Trigger of a table of rules: refuses a rule that could only fail (RU008), with the position in its text.';

CREATE FUNCTION case_rules.is_restoring(relation regclass) RETURNS boolean
    LANGUAGE c STABLE STRICT AS 'MODULE_PATHNAME', 'is_restoring';
COMMENT ON FUNCTION case_rules.is_restoring(regclass) IS
    'Is what is written to the table now a restore or replicated, so that it was judged before? True in an apply worker, and with case_rules.restoring for members of the owner''s role.';

CREATE FUNCTION case_rules.setting_check() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    lowest case_rules.severity;
    shipped_mode case_rules.rule_mode;
    known jsonb;
    given record;
BEGIN
    IF case_rules.is_restoring(TG_RELID) THEN
        RETURN NEW;
    END IF;
    EXECUTE format(
        'SELECT max(r.floor), max(r.mode),
                coalesce(jsonb_object_agg(k.key, jsonb_typeof(k.value)) FILTER (WHERE k.key IS NOT NULL), ''{}'')
           FROM (SELECT floor, mode, parameters FROM case_rules.rule WHERE procedure = $1 AND rule = $2
                 UNION ALL
                 SELECT floor, mode, parameters FROM %I.rule WHERE procedure = $1 AND rule = $2) r
           LEFT JOIN LATERAL jsonb_each(r.parameters) AS k ON true', TG_TABLE_SCHEMA)
       INTO lowest, shipped_mode, known
      USING NEW.procedure, NEW.rule;
    IF lowest IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'RU008',
            MESSAGE = format('procedure "%s" has no rule "%s"', NEW.procedure, NEW.rule),
            HINT = 'case_rules.rule and the table rule of the rulebook list the rules.';
    END IF;
    IF NEW.severity < lowest OR NEW.on_unknown < lowest THEN
        RAISE EXCEPTION USING
            ERRCODE = 'RU008',
            MESSAGE = format('rule "%s" cannot be milder than "%s"', NEW.rule, lowest),
            HINT = 'The floor of a rule is the mildest severity that its source allows.';
    END IF;
    IF NEW.mode = 'shadow' AND shipped_mode = 'enforced' AND lowest > 'warn' THEN
        RAISE EXCEPTION USING
            ERRCODE = 'RU008',
            MESSAGE = format('rule "%s" cannot run in shadow', NEW.rule),
            HINT = 'Only a rule whose floor is warn may be switched off; one that may be overridden is overridden case by case.';
    END IF;
    FOR given IN SELECT key, jsonb_typeof(value) AS type FROM jsonb_each(NEW.parameters) LOOP
        IF NOT known ? given.key THEN
            RAISE EXCEPTION USING
                ERRCODE = 'RU008',
                MESSAGE = format('rule "%s" has no parameter "%s"', NEW.rule, given.key),
                HINT = format('Its parameters are: %s.',
                              coalesce((SELECT string_agg(k, ', ' ORDER BY k) FROM jsonb_object_keys(known) k), 'none'));
        ELSIF given.type <> known ->> given.key THEN
            RAISE EXCEPTION USING
                ERRCODE = 'RU008',
                MESSAGE = format('parameter "%s" of rule "%s" is a %s, not a %s',
                                 given.key, NEW.rule, known ->> given.key, given.type),
                HINT = 'Write the value as the rule does.';
        ELSIF given.type = 'number' AND (NEW.parameters ->> given.key) ~ '\.' THEN
            RAISE EXCEPTION USING
                ERRCODE = 'RU008',
                MESSAGE = format('parameter "%s" of rule "%s" is a whole number', given.key, NEW.rule),
                HINT = 'Write the value as the rule does.';
        END IF;
    END LOOP;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION case_rules.setting_check() IS
    'Trigger of rule_setting: refuses a setting below the floor of its rule, or of a parameter that the rule does not have (RU008).';

CREATE FUNCTION case_rules.override_check() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    guards boolean;
    yields boolean;
BEGIN
    IF case_rules.is_restoring(TG_RELID) THEN
        RETURN NEW;
    END IF;
    EXECUTE format(
        'SELECT bool_or($3 = ANY (r.acts)),
                bool_or($3 = ANY (r.acts)
                        AND ''override'' IN (greatest(coalesce(s.severity, r.severity), r.floor),
                                             greatest(coalesce(s.on_unknown, r.on_unknown), r.floor)))
           FROM (SELECT acts, severity, on_unknown, floor FROM case_rules.rule WHERE procedure = $1 AND rule = $2
                 UNION ALL
                 SELECT acts, severity, on_unknown, floor FROM %1$I.rule WHERE procedure = $1 AND rule = $2) r
           LEFT JOIN %1$I.rule_setting s ON s.procedure = $1 AND s.rule = $2', TG_TABLE_SCHEMA)
       INTO guards, yields
      USING NEW.procedure, NEW.rule, NEW.act;
    IF guards IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'RU008',
            MESSAGE = format('procedure "%s" has no rule "%s"', NEW.procedure, NEW.rule),
            HINT = 'A refusal names the rules that stand against an act; an override names one of them.';
    ELSIF NOT guards THEN
        RAISE EXCEPTION USING
            ERRCODE = 'RU008',
            MESSAGE = format('rule "%s" does not guard the act "%s"', NEW.rule, NEW.act),
            HINT = 'An override lets one rule pass for one act.';
    ELSIF NOT yields THEN
        RAISE EXCEPTION USING
            ERRCODE = 'RU008',
            MESSAGE = format('rule "%s" cannot be overridden', NEW.rule),
            HINT = 'Put right what it asks for: its source leaves no discretion.';
    END IF;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION case_rules.override_check() IS
    'Trigger of override: refuses one that names no rule, a rule of another act, or a rule that is never overridden (RU008).';

CREATE TRIGGER case_rules_rule_check BEFORE INSERT OR UPDATE ON case_rules.rule
    FOR EACH ROW EXECUTE FUNCTION case_rules.rule_check();

CREATE TRIGGER case_rules_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON case_rules.procedure_act
    FOR EACH STATEMENT EXECUTE FUNCTION case_rules.rulebook_changed();
CREATE TRIGGER case_rules_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON case_rules.procedure_transition
    FOR EACH STATEMENT EXECUTE FUNCTION case_rules.rulebook_changed();
CREATE TRIGGER case_rules_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON case_rules.act_field
    FOR EACH STATEMENT EXECUTE FUNCTION case_rules.rulebook_changed();
CREATE TRIGGER case_rules_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON case_rules.fact
    FOR EACH STATEMENT EXECUTE FUNCTION case_rules.rulebook_changed();
CREATE TRIGGER case_rules_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON case_rules.rule
    FOR EACH STATEMENT EXECUTE FUNCTION case_rules.rulebook_changed();
CREATE TRIGGER case_rules_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON case_rules.duty_rule
    FOR EACH STATEMENT EXECUTE FUNCTION case_rules.rulebook_changed();

/* -- for clients ----------------------------------------------------------- */

CREATE FUNCTION case_rules.would_allow(act_table regclass, act jsonb)
    RETURNS SETOF case_rules.finding
    LANGUAGE c STABLE STRICT
    AS 'MODULE_PATHNAME', 'would_allow';
COMMENT ON FUNCTION case_rules.would_allow(regclass, jsonb) IS
    'What writing the row would answer: one finding for each rule that guards the act, satisfied ones included; nothing is written. A refusal before any rule is asked (RU002 to RU004) is one finding whose rule is the SQLSTATE. Needs SELECT on the table and the right to see the subject.';

CREATE FUNCTION case_rules.next_acts(act_table regclass, case_id text, procedure text, subject_id text,
                                     on_day date DEFAULT case_rules.as_of())
    RETURNS SETOF case_rules.finding
    LANGUAGE c STABLE STRICT
    AS 'MODULE_PATHNAME', 'next_acts';
COMMENT ON FUNCTION case_rules.next_acts(regclass, text, text, text, date) IS
    'Each act that could come next, by which side, and what stands against it; an act that nothing stands against is one row with the verdict satisfied and no rule. Details of the act are taken as not yet given.';

CREATE FUNCTION case_rules.next_acts(act_table regclass, case_id uuid, procedure text, subject_id uuid,
                                     on_day date DEFAULT case_rules.as_of())
    RETURNS SETOF case_rules.finding
    LANGUAGE sql STABLE STRICT
RETURN case_rules.next_acts($1, $2::text, $3, $4::text, $5);
COMMENT ON FUNCTION case_rules.next_acts(regclass, uuid, text, uuid, date) IS
    'The same for ids of type uuid.';

CREATE FUNCTION case_rules.evaluate(procedure text, act text, facts jsonb, acted_on date,
                                    details jsonb DEFAULT '{}', side text DEFAULT NULL,
                                    from_state text DEFAULT NULL)
    RETURNS SETOF case_rules.finding
    LANGUAGE c STABLE
    AS 'MODULE_PATHNAME', 'evaluate';
COMMENT ON FUNCTION case_rules.evaluate(text, text, jsonb, date, jsonb, text, text) IS
    'Judges given facts by the rules of the release and stores nothing. A missing fact is unknown; a key that the procedure does not declare is an error (22023).';

CREATE FUNCTION case_rules.gate_verdicts(act_table regclass, procedure text, act text, on_day date)
    RETURNS TABLE (case_id text, subject_id text, stops integer, rules text[])
    LANGUAGE c STABLE STRICT
    AS 'MODULE_PATHNAME', 'gate_verdicts';
COMMENT ON FUNCTION case_rules.gate_verdicts(regclass, text, text, date) IS
    'The rules that stand against an act, for every subject that the caller may see, from the bulk form of the facts function. Overrides and details of the act are not looked at.';

CREATE FUNCTION case_rules.stops(finding case_rules.finding) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ($1).rule IS NOT NULL
   AND ($1).verdict IN ('unknown', 'violated', 'error')
   AND ($1).mode = 'enforced'
   AND ($1).severity >= 'override';
COMMENT ON FUNCTION case_rules.stops(case_rules.finding) IS
    'Does the finding stand against the act?';

CREATE FUNCTION case_rules.check_rule_cases()
    RETURNS TABLE (procedure text, rule text, version integer, case_no integer,
                   expected case_rules.verdict, found case_rules.verdict)
    LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT c.procedure, c.rule, c.version, c.case_no, c.expected, e.verdict
      FROM case_rules.rule_case c
      LEFT JOIN LATERAL case_rules.evaluate(c.procedure, c.act, c.facts, c.acted_on, c.details) e
        ON e.rule = c.rule AND e.version = c.version
     WHERE e.verdict IS DISTINCT FROM c.expected
    UNION ALL
    SELECT r.procedure, r.rule, r.version, NULL, v.verdict, NULL
      FROM case_rules.rule r
     CROSS JOIN (VALUES ('satisfied'::case_rules.verdict), ('violated'), ('unknown')) AS v(verdict)
     WHERE NOT EXISTS (SELECT FROM case_rules.rule_case c
                        WHERE c.procedure = r.procedure AND c.rule = r.rule
                          AND c.version = r.version AND c.expected = v.verdict)
     ORDER BY 1, 2, 3, 4;
END;
COMMENT ON FUNCTION case_rules.check_rule_cases() IS
    'The worked cases whose verdict is not the expected one, and the rules that lack a satisfied, a violated or an unknown case. No row: all is well.';

CREATE FUNCTION case_rules.procedure_diagram(procedure text) RETURNS text
    LANGUAGE sql STABLE STRICT
RETURN (
    SELECT 'stateDiagram-v2' || pg_catalog.chr(10) || pg_catalog.string_agg(line, pg_catalog.chr(10) ORDER BY at, line)
      FROM (SELECT coalesce(s.position, 0) AS at,
                   '    ' || CASE t.from_state WHEN '-' THEN '[*]' ELSE t.from_state END
                   || ' --> ' || t.to_state || ' : ' || t.act || ' ('
                   || pg_catalog.string_agg(t.side::text, ', ' ORDER BY t.side) || ')' AS line
              FROM case_rules.procedure_transition t
              LEFT JOIN case_rules.procedure_state s
                ON s.procedure = t.procedure AND s.state = t.from_state
             WHERE t.procedure = $1
             GROUP BY s.position, t.from_state, t.to_state, t.act
            UNION ALL
            SELECT s.position, '    ' || s.state || ' --> [*]'
              FROM case_rules.procedure_state s
             WHERE s.procedure = $1 AND s.is_final) l);
COMMENT ON FUNCTION case_rules.procedure_diagram(text) IS
    'The states and acts of a procedure as Mermaid text; null for a procedure that does not exist.';
