/*
 * casework/casework: making the reference schema, and bringing it to the
 * layout of a newer release.
 */
CREATE FUNCTION case_rules.create_casework(schema text DEFAULT 'casework') RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM case_rules.create_rulebook(schema, 'uuid');
    EXECUTE case_rules.fill_template(case_rules.template_tables(), schema, 'uuid');
    EXECUTE replace(case_rules.fill_template(case_rules.template_names(), schema, 'uuid'),
                    '@trgm@', (SELECT quote_ident(n.nspname) FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
                                WHERE e.extname = 'pg_trgm'));
    EXECUTE case_rules.fill_template(case_rules.template_facts(), schema, 'uuid');
    EXECUTE case_rules.fill_template(case_rules.template_effects(), schema, 'uuid');
    EXECUTE case_rules.fill_template(case_rules.template_reports(), schema, 'uuid');
    PERFORM case_rules.guard(
        guarded_table => format('%I.act', schema)::regclass,
        procedure => 'placement_abroad',
        facts => format('%I.placement_facts', schema),
        context => format('%I.act_context', schema),
        rulebook => schema,
        columns => jsonb_build_object(
            'subject_table', format('%I.placement', schema),
            'subject_column', 'placement_id'));
    PERFORM case_rules.guard(
        guarded_table => format('%I.act', schema)::regclass,
        procedure => 'urgent_measure',
        facts => format('%I.urgent_measure_facts', schema),
        context => format('%I.act_context', schema),
        rulebook => schema,
        columns => jsonb_build_object(
            'subject_table', format('%I.urgent_measure', schema),
            'subject_column', 'measure_id'));
    EXECUTE format('UPDATE %I.layout SET casework_layout = 1', schema);
    PERFORM case_rules.enable_triggers(schema);
END
$$;
COMMENT ON FUNCTION case_rules.create_casework(text) IS
    'Makes the reference casework schema, its rulebook and its guards. All of it belongs to the caller.';

CREATE FUNCTION case_rules.upgrade_casework(schema text DEFAULT 'casework')
    RETURNS TABLE (rulebook_layout integer, casework_layout integer)
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    newest CONSTANT integer := 1;
BEGIN
    IF to_regclass(format('%I.layout', schema)) IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'RU007',
            MESSAGE = format('schema "%s" holds no rulebook', schema),
            HINT = format('SELECT case_rules.create_casework(%L);', schema);
    END IF;
    EXECUTE format('SELECT l.rulebook_layout, l.casework_layout FROM %I.layout l', schema)
       INTO rulebook_layout, casework_layout;
    IF rulebook_layout > newest OR casework_layout > newest THEN
        RAISE EXCEPTION USING
            ERRCODE = 'RU007',
            MESSAGE = format('schema "%s" has the layout of a newer release', schema),
            HINT = 'ALTER EXTENSION case_rules UPDATE first.';
    END IF;
    EXECUTE format('UPDATE %I.layout SET made_with = $1 WHERE made_with <> $1', schema)
      USING (SELECT extversion FROM pg_extension WHERE extname = 'case_rules');
    PERFORM case_rules.enable_triggers(schema);
    RETURN NEXT;
END
$$;
COMMENT ON FUNCTION case_rules.upgrade_casework(text) IS
    'Brings the tables of a schema to the layout of the installed release; does nothing where they have it already. Returns the layouts.';

CREATE FUNCTION case_rules.judgement_history(act_table regclass, case_id uuid, act_id uuid)
    RETURNS TABLE (seq bigint, judgement integer, judged_at timestamptz, cause text, cause_seq bigint,
                   from_state text, to_state text, outcome text, rules jsonb, changed_rules jsonb, changed_facts jsonb)
    LANGUAGE C STABLE STRICT ROWS 2
    AS 'MODULE_PATHNAME', 'judgement_history';
COMMENT ON FUNCTION case_rules.judgement_history(regclass, uuid, uuid) IS
    'The judgements of an act of a casework schema, as its function judgement_history() gives them. Needs SELECT on the table; no rows for who may not see the subject.';
