/*
 * engine/guard: putting the rulebook and its guards into a schema of the
 * user's own.  These run with the rights of the caller: what they make is the
 * caller's, and a caller can guard only a table that is theirs.
 */
CREATE FUNCTION case_rules.fill_template(template text, schema text, id_type text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.replace(pg_catalog.replace(pg_catalog.replace($1,
           '@rulebook_literal@', pg_catalog.quote_literal(pg_catalog.quote_ident($2))),
           '@rulebook@', pg_catalog.quote_ident($2)),
           '@id_type@', $3);
COMMENT ON FUNCTION case_rules.fill_template(text, text, text) IS
    'A template with its placeholders filled in.';

CREATE FUNCTION case_rules.enable_triggers(schema text) RETURNS integer
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    t record;
    n integer := 0;
BEGIN
    FOR t IN
        SELECT g.tgname, c.oid::regclass AS relation
          FROM pg_trigger g
          JOIN pg_class c ON c.oid = g.tgrelid
          JOIN pg_proc p ON p.oid = g.tgfoid
          JOIN pg_namespace pn ON pn.oid = p.pronamespace
          JOIN pg_namespace cn ON cn.oid = c.relnamespace
         WHERE g.tgenabled <> 'A'
           AND NOT g.tgisinternal
           /* what the schema does for itself comes first, by its name: effects of acts, values of calendars */
           AND (pn.nspname = 'case_rules' OR pn.oid = cn.oid AND g.tgname ~ '^aa_')
           AND (cn.nspname = schema
                OR g.tgnargs > 0
                   AND pg_has_role(c.relowner, (SELECT h.relowner FROM pg_class h
                                                  JOIN pg_namespace hn ON hn.oid = h.relnamespace
                                                 WHERE hn.nspname = schema AND h.relname = 'case_head'), 'USAGE')
                   AND split_part(encode(g.tgargs, 'escape'), '\000', 1) = quote_ident(schema))
         ORDER BY c.oid, g.tgname
    LOOP
        EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', t.relation, t.tgname);
        n := n + 1;
    END LOOP;
    RETURN n;
END
$$;
COMMENT ON FUNCTION case_rules.enable_triggers(text) IS
    'Makes every trigger of case_rules that serves the rulebook fire ALWAYS, also under session_replication_role = replica. Returns how many were not.';

CREATE FUNCTION case_rules.create_rulebook(schema text, id_type text DEFAULT 'uuid') RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF id_type NOT IN ('uuid', 'bigint', 'integer', 'text') THEN
        RAISE EXCEPTION USING
            ERRCODE = '22023',
            MESSAGE = format('ids cannot be of type %s', id_type),
            HINT = 'Use uuid, bigint, integer or text, the type of the application''s case ids.';
    END IF;
    IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = schema) THEN
        EXECUTE format('CREATE SCHEMA %I', schema);
    END IF;
    EXECUTE case_rules.fill_template(case_rules.template_rulebook(), schema, id_type);
    EXECUTE case_rules.fill_template(case_rules.template_rulebook_tables(), schema, id_type);
    EXECUTE case_rules.fill_template(case_rules.template_in_force_rulebook(), schema, id_type);
    EXECUTE case_rules.fill_template(case_rules.template_calendars(), schema, id_type);
    EXECUTE case_rules.fill_template(case_rules.template_message_rulebook(), schema, id_type);
    EXECUTE case_rules.fill_template(case_rules.template_duty(), schema, id_type);
    EXECUTE format('INSERT INTO %I.layout (rulebook_layout, made_with) VALUES (1, $1)', schema)
      USING (SELECT extversion FROM pg_extension WHERE extname = 'case_rules');
    PERFORM case_rules.enable_triggers(schema);
END
$$;
COMMENT ON FUNCTION case_rules.create_rulebook(text, text) IS
    'Makes a rulebook in a schema: local rules, settings, overrides, journal, duties, newer treaty rows, reports. All of it belongs to the caller. id_type: uuid, bigint, integer or text, the type of case ids.';

CREATE FUNCTION case_rules.repair_guard(rulebook text) RETURNS integer
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    bare record;
BEGIN
    /* a statement trigger is not handed down to partitions */
    FOR bare IN EXECUTE format(
        'SELECT c.oid::regclass AS relation, g.guarded_table
           FROM (SELECT DISTINCT guarded_table FROM %I.guard WHERE shape = ''acts'') g
           JOIN pg_class c ON c.oid = to_regclass(g.guarded_table)
                           OR c.oid IN (SELECT relid FROM pg_partition_tree(to_regclass(g.guarded_table)))
          WHERE NOT EXISTS (SELECT FROM pg_trigger t
                             WHERE t.tgrelid = c.oid AND t.tgname = ''case_rules_truncate'')
          ORDER BY c.oid', rulebook)
    LOOP
        EXECUTE format('CREATE TRIGGER case_rules_truncate BEFORE TRUNCATE ON %s
                            FOR EACH STATEMENT EXECUTE FUNCTION case_rules.act_refuse_truncate(%L, %L)',
                       bare.relation, quote_ident(rulebook), bare.guarded_table);
    END LOOP;
    RETURN case_rules.enable_triggers(rulebook);
END
$$;
COMMENT ON FUNCTION case_rules.repair_guard(text) IS
    'Makes every trigger of a rulebook fire ALWAYS again, after a restore with --disable-triggers, which turns ALWAYS into ordinary triggers without a word; and guards partitions made since against TRUNCATE. Returns how many triggers were mended.';

CREATE FUNCTION case_rules.guard(
    guarded_table regclass,
    procedure text,
    facts text,
    rulebook text,
    context text DEFAULT NULL,
    shape text DEFAULT 'acts',
    columns jsonb DEFAULT '{}')
    RETURNS TABLE (fact text, open_rules text[])
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    name text;
    args text;
    id_type text;
    odd record;
BEGIN
    SELECT format('%I.%I', n.nspname, c.relname) INTO name
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.oid = guarded_table;
    IF NOT pg_has_role((SELECT relowner FROM pg_class WHERE oid = guarded_table), 'USAGE') THEN
        RAISE EXCEPTION USING
            ERRCODE = '42501',
            MESSAGE = format('must be owner of table %s', name),
            HINT = 'Only the owner of a table can guard it.';
    END IF;
    IF (SELECT relkind FROM pg_class WHERE oid = guarded_table) NOT IN ('r', 'p') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'RU007',
            MESSAGE = format('%s is no table', name),
            HINT = 'Guard the table behind it: whatever is written through a view is judged there.';
    END IF;
    IF EXISTS (SELECT FROM pg_inherits WHERE inhparent = guarded_table)
       AND (SELECT relkind FROM pg_class WHERE oid = guarded_table) <> 'p' THEN
        RAISE EXCEPTION USING
            ERRCODE = 'RU007',
            MESSAGE = format('table %s has inheriting tables, whose rows would escape the guard', name),
            HINT = 'Use a partitioned table, or guard each table by itself.';
    END IF;
    IF NOT EXISTS (SELECT FROM case_rules.procedure p WHERE p.procedure = guard.procedure) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'RU007',
            MESSAGE = format('there is no procedure "%s"', procedure),
            HINT = 'case_rules.procedure lists them.';
    END IF;
    IF to_regclass(format('%I.journal', rulebook)) IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'RU007',
            MESSAGE = format('schema "%s" holds no rulebook', rulebook),
            HINT = format('SELECT case_rules.create_rulebook(%L);', rulebook);
    END IF;
    SELECT format_type(a.atttypid, NULL) INTO id_type
      FROM pg_attribute a
     WHERE a.attrelid = to_regclass(format('%I.case_head', rulebook)) AND a.attname = 'case_id';

    /* every part of an act has its column */
    IF shape NOT IN ('acts', 'state') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'RU007',
            MESSAGE = format('a guard has no shape "%s"', shape),
            HINT = 'acts: each row is an act; state: changes of a state column are acts.';
    END IF;
    FOR odd IN
        SELECT k AS part FROM jsonb_object_keys(columns) AS k
         WHERE k <> ALL (ARRAY['case_id', 'subject_id', 'act', 'acted_on', 'authority_id', 'actor', 'details',
                               'state', 'side', 'irregular', 'amends', 'subject_table', 'subject_column'])
            OR shape = 'state' AND k IN ('irregular', 'amends')
    LOOP
        RAISE EXCEPTION USING
            ERRCODE = 'RU007',
            MESSAGE = format('an act has no part "%s"', odd.part),
            HINT = 'Its parts are case_id, subject_id, act, acted_on, authority_id, actor, details, irregular, amends, or state and side; subject_table and subject_column tell where a subject is read.';
    END LOOP;
    FOR odd IN
        SELECT w.part, w.type AS wanted, coalesce(columns ->> w.part, w.part) AS place,
               format_type(a.atttypid, NULL) AS given
          FROM (VALUES ('acts', 'case_id', id_type), ('acts', 'subject_id', id_type), ('acts', 'act', NULL),
                       ('acts', 'acted_on', 'date'), ('acts', 'actor', NULL), ('acts', 'details', 'jsonb'),
                       ('acts', 'seq', 'bigint'), ('acts', 'side', 'text'), ('acts', 'from_state', 'text'),
                       ('acts', 'to_state', 'text'), ('acts', 'finding_count', 'integer'),
                       ('acts', 'outcome', 'text'), ('acts', 'superseded_at', 'timestamp with time zone'),
                       ('acts', 'authority_id', NULL),
                       ('state', 'case_id', id_type), ('state', 'subject_id', id_type), ('state', 'state', NULL))
               AS w(shape, part, type)
          LEFT JOIN pg_attribute a
            ON a.attrelid = guarded_table AND a.attnum > 0 AND NOT a.attisdropped
           AND a.attname = split_part(coalesce(columns ->> w.part, w.part), '->>', 1)
         WHERE w.shape = guard.shape
           AND (a.attname IS NULL
                OR w.shape = 'state' AND NOT columns ? w.part
                OR w.type IS NOT NULL AND (format_type(a.atttypid, NULL) <> w.type OR columns ->> w.part LIKE '%->>%'))
    LOOP
        RAISE EXCEPTION USING
            ERRCODE = 'RU007',
            MESSAGE = CASE WHEN odd.given IS NULL
                           THEN format('table %s has no column "%s" for the part "%s" of an act', name, odd.place, odd.part)
                           WHEN shape = 'state' AND NOT columns ? odd.part
                           THEN format('it is not said which column of table %s is the part "%s" of an act', name, odd.part)
                           ELSE format('column "%s" of table %s is of type %s, not %s', odd.place, name, odd.given, odd.wanted)
                      END,
            HINT = 'Name the column in the argument columns, or give it the right type.';
    END LOOP;

    /* what a table may lack, it has as it must be where it is named */
    FOR odd IN
        SELECT w.part, columns ->> w.part AS place, format_type(a.atttypid, NULL) AS given
          FROM (VALUES ('irregular'), ('amends')) AS w(part)
          LEFT JOIN pg_attribute a
            ON a.attrelid = guarded_table AND a.attnum > 0 AND NOT a.attisdropped
           AND a.attname = coalesce(columns ->> w.part, w.part)
         WHERE shape = 'acts'
           AND (columns ? w.part AND a.attname IS NULL OR a.attname IS NOT NULL AND a.atttypid <> 'jsonb'::regtype)
    LOOP
        RAISE EXCEPTION USING
            ERRCODE = 'RU007',
            MESSAGE = CASE WHEN odd.given IS NULL
                           THEN format('table %s has no column "%s" for the part "%s" of an act', name, odd.place, odd.part)
                           ELSE format('column "%s" of table %s is of type %s, not jsonb', coalesce(odd.place, odd.part), name, odd.given)
                      END,
            HINT = 'Name the column in the argument columns, or give it the right type.';
    END LOOP;

    /* the facts function, in its one signature, and its columns against the declarations */
    IF to_regprocedure(format('%s(%s,%s,date,timestamptz,bigint)', facts, id_type, id_type)) IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'RU007',
            MESSAGE = format('there is no facts function %s(%s, %s, date, timestamptz, bigint)',
                             facts, id_type, id_type),
            HINT = 'Its arguments are case id, subject id, as_of, known_at, before_seq; it returns one column for each fact.';
    END IF;
    IF context IS NOT NULL AND NOT EXISTS (
           SELECT FROM pg_proc p
            WHERE p.oid = (SELECT min(q.oid) FROM pg_proc q JOIN pg_namespace n ON n.oid = q.pronamespace
                            WHERE format('%I.%I', n.nspname, q.proname) = context
                              AND q.pronargs = 3)) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'RU007',
            MESSAGE = format('there is no context function %s with three arguments', context),
            HINT = 'Its arguments are case id, subject id and authority; it returns side text, time_zone text, not_before date. Write its name with its schema.';
    END IF;
    FOR odd IN
        SELECT f.fact, f.type AS declared, format_type(c.type, NULL) AS given
          FROM case_rules.fact f
          JOIN (SELECT unnest(p.proargnames) AS fact, unnest(p.proallargtypes) AS type
                  FROM pg_proc p
                 WHERE p.oid = to_regprocedure(format('%s(%s,%s,date,timestamptz,bigint)',
                                                      facts, id_type, id_type))) c USING (fact)
         WHERE f.procedure = guard.procedure AND c.type <> f.type::regtype
    LOOP
        RAISE EXCEPTION USING
            ERRCODE = 'RU007',
            MESSAGE = format('fact "%s" is declared as %s, but %s gives %s',
                             odd.fact, odd.declared, facts, odd.given),
            HINT = 'Let the facts function return the declared type.';
    END LOOP;

    FOR odd IN
        SELECT t.tgname, p.proname,
               split_part(encode(t.tgargs, 'escape'), '\000', 1) AS rulebook,
               split_part(encode(t.tgargs, 'escape'), '\000', 2) AS known_as
          FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
         WHERE t.tgrelid = guarded_table AND t.tgname = 'case_rules_judge'
    LOOP
        IF (odd.proname = 'act_judge') <> (shape = 'acts') OR odd.rulebook <> quote_ident(rulebook) THEN
            RAISE EXCEPTION USING
                ERRCODE = 'RU007',
                MESSAGE = format('table %s is guarded already, in another shape or by another rulebook', name),
                HINT = 'A table has one guard: drop the triggers of the old one and its row in the table guard of its rulebook first.';
        END IF;
        /* renamed since: its triggers and its rows learn the new name */
        IF odd.known_as <> name THEN
            EXECUTE format('DROP TRIGGER IF EXISTS zz_case_rules_stamp ON %s', name);
            EXECUTE format('DROP TRIGGER case_rules_judge ON %s', name);
            EXECUTE format('DROP TRIGGER IF EXISTS case_rules_truncate ON %s', name);
            EXECUTE format('UPDATE %I.guard SET guarded_table = $1 WHERE guarded_table = $2', rulebook)
              USING name, odd.known_as;
        END IF;
    END LOOP;

    EXECUTE format(
        'INSERT INTO %I.guard (guarded_table, procedure, shape, facts_function, context_function, columns)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (guarded_table, procedure) DO UPDATE
             SET shape = excluded.shape, facts_function = excluded.facts_function,
                 context_function = excluded.context_function, columns = excluded.columns', rulebook)
      USING name, procedure, shape, facts, context, columns;

    args := format('%L, %L', quote_ident(rulebook), name);
    IF shape = 'acts' AND NOT EXISTS (SELECT FROM pg_trigger
                                       WHERE tgrelid = guarded_table AND tgname = 'zz_case_rules_stamp') THEN
        EXECUTE format('CREATE TRIGGER zz_case_rules_stamp BEFORE INSERT OR UPDATE OR DELETE ON %s
                            FOR EACH ROW EXECUTE FUNCTION case_rules.act_stamp(%s)', name, args);
    END IF;
    IF NOT EXISTS (SELECT FROM pg_trigger
                    WHERE tgrelid = guarded_table AND tgname = 'case_rules_judge') THEN
        IF shape = 'acts' THEN
            EXECUTE format('CREATE TRIGGER case_rules_judge AFTER INSERT ON %s
                                FOR EACH ROW EXECUTE FUNCTION case_rules.act_judge(%s)', name, args);
        ELSE
            EXECUTE format('CREATE TRIGGER case_rules_judge AFTER INSERT OR UPDATE ON %s
                                FOR EACH ROW EXECUTE FUNCTION case_rules.state_judge(%s)', name, args);
        END IF;
    END IF;
    PERFORM case_rules.repair_guard(rulebook);

    /* what the facts function leaves unknown, and which rules that leaves open */
    RETURN QUERY
        SELECT f.fact,
               (SELECT array_agg(DISTINCT r.rule ORDER BY r.rule)
                  FROM case_rules.rule r
                 WHERE r.procedure = f.procedure
                   AND (r.condition ~ ('\m' || f.fact || '\M') OR r.applies ~ ('\m' || f.fact || '\M')))
          FROM case_rules.fact f
         WHERE f.procedure = guard.procedure
           AND NOT EXISTS (SELECT FROM pg_proc p
                            WHERE p.oid = to_regprocedure(format('%s(%s,%s,date,timestamptz,bigint)',
                                                                 facts, id_type, id_type))
                              AND f.fact = ANY (p.proargnames))
         ORDER BY f.fact;
END
$$;
COMMENT ON FUNCTION case_rules.guard(regclass, text, text, text, text, text, jsonb) IS
    'Puts the guard of a procedure on a table. facts, context: names of functions with their schemas. shape: acts (each row is an act) or state (changes of a state column are acts, through state_mapping). columns: which column plays which part, where its name differs. Returns the facts that the facts function leaves unknown and the rules that this leaves open.';

CREATE FUNCTION case_rules.guard_holes(rulebook text)
    RETURNS TABLE (hole text, object text, detail text)
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    g record;
BEGIN
    IF to_regclass(format('%I.guard', rulebook)) IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'RU007',
            MESSAGE = format('schema "%s" holds no rulebook', rulebook),
            HINT = 'Name the schema that case_rules.create_rulebook() or create_casework() was given.';
    END IF;
    FOR g IN EXECUTE format(
        'SELECT DISTINCT guarded_table, shape, coalesce(columns ->> ''case_id'', ''case_id'') AS case_column,
                coalesce(columns ->> ''subject_id'', ''subject_id'') AS subject_column,
                coalesce(columns ->> ''act'', ''act'') AS act_column,
                coalesce(columns ->> ''acted_on'', ''acted_on'') AS day_column
           FROM %I.guard ORDER BY 1', rulebook) LOOP
        IF to_regclass(g.guarded_table) IS NULL THEN
            RETURN QUERY SELECT 'guarded table is gone or renamed', g.guarded_table, NULL::text;
            CONTINUE;
        END IF;
        RETURN QUERY
            SELECT 'trigger names another rulebook', g.guarded_table, t.tgname::text
              FROM pg_trigger t
             WHERE t.tgrelid = to_regclass(g.guarded_table)
               AND t.tgname IN ('zz_case_rules_stamp', 'case_rules_judge', 'case_rules_truncate')
               AND split_part(encode(t.tgargs, 'escape'), '\000', 1) <> quote_ident(rulebook)
             ORDER BY t.tgname;
        RETURN QUERY
            SELECT CASE WHEN t.tgname IS NULL THEN 'trigger is missing'
                        WHEN t.tgenabled = 'D' THEN 'trigger is disabled'
                        ELSE 'trigger does not fire always' END,
                   r.name, n.name
              FROM (SELECT to_regclass(g.guarded_table) AS relid, g.guarded_table AS name
                    UNION
                    SELECT relid, format('%I.%I', pn.nspname, pc.relname)
                      FROM pg_partition_tree(to_regclass(g.guarded_table))
                      JOIN pg_class pc ON pc.oid = relid
                      JOIN pg_namespace pn ON pn.oid = pc.relnamespace
                     WHERE parentrelid IS NOT NULL) r
             CROSS JOIN unnest(CASE g.shape WHEN 'acts'
                          THEN ARRAY['zz_case_rules_stamp', 'case_rules_judge', 'case_rules_truncate']
                          ELSE ARRAY['case_rules_judge'] END) AS n(name)
              LEFT JOIN pg_trigger t ON t.tgrelid = r.relid AND t.tgname = n.name
             WHERE t.tgenabled IS DISTINCT FROM 'A'
             ORDER BY 2, 3;
        IF g.shape = 'acts' THEN
            RETURN QUERY EXECUTE format(
                'SELECT ''act without a verdict'', %L::text, format(''case %%s, act %%s'', a.%I, a.seq)
                   FROM %s a
                  WHERE NOT EXISTS (SELECT FROM %I.journal j
                                     WHERE j.case_id = a.%I AND j.seq = a.seq
                                       AND j.guarded_table = %L
                                       AND j.subject_id = a.%I
                                       AND j.act = a.%I::text
                                       AND j.acted_on = a.%I
                                       AND j.to_state IS NOT DISTINCT FROM a.to_state)
                    AND NOT EXISTS (SELECT FROM %I.received e
                                     WHERE e.case_id = a.%I AND e.seq = a.seq
                                       AND e.guarded_table = %L)',
                g.guarded_table, g.case_column, g.guarded_table, rulebook, g.case_column,
                g.guarded_table, g.subject_column, g.act_column, g.day_column,
                rulebook, g.case_column, g.guarded_table);
        END IF;
    END LOOP;
    RETURN QUERY
        SELECT CASE t.tgenabled WHEN 'D' THEN 'trigger is disabled' ELSE 'trigger does not fire always' END,
               t.tgrelid::regclass::text, t.tgname::text
          FROM pg_trigger t
          JOIN pg_class c ON c.oid = t.tgrelid
          JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = rulebook
          JOIN pg_proc p ON p.oid = t.tgfoid
          JOIN pg_namespace pn ON pn.oid = p.pronamespace
         WHERE NOT t.tgisinternal
           AND (pn.nspname = 'case_rules' OR pn.oid = n.oid AND t.tgname ~ '^aa_')
           AND t.tgname NOT IN ('zz_case_rules_stamp', 'case_rules_judge', 'case_rules_truncate')
           AND t.tgenabled <> 'A'
         ORDER BY 2, 3;
    RETURN QUERY
        SELECT 'trigger is missing', format('%I.%I', rulebook, w.table_name), w.trigger_name
          FROM (VALUES ('journal', 'case_rules_append_only'), ('journal', 'case_rules_append_only_truncate'),
                       ('duty', 'case_rules_append_only'), ('duty', 'case_rules_append_only_truncate'),
                       ('duty_move', 'case_rules_append_only'), ('duty_move', 'case_rules_append_only_truncate'),
                       ('duty_extension', 'case_rules_extension_check'),
                       ('case_head', 'case_rules_append_only'), ('case_head', 'case_rules_append_only_truncate'),
                       ('case_head', 'case_rules_rejudge'),
                       ('running_rule', 'case_rules_append_only'), ('running_rule', 'case_rules_append_only_truncate'),
                       ('received', 'case_rules_append_only'), ('received', 'case_rules_append_only_truncate'),
                       ('layout', 'case_rules_changed'),
                       ('rule', 'case_rules_rule_check'), ('rule', 'case_rules_reaches_back'),
                       ('duty_rule', 'case_rules_duty_check'), ('duty_rule', 'case_rules_reaches_back'),
                       ('duty_rule', 'case_rules_changed'), ('duty_rule', 'case_rules_changed_truncate'),
                       ('cure', 'case_rules_cure_check'),
                       ('rule', 'case_rules_changed'), ('rule', 'case_rules_changed_truncate'),
                       ('rule_setting', 'case_rules_setting_check'), ('rule_setting', 'case_rules_setting_keep'),
                       ('former_setting', 'case_rules_changed'), ('former_setting', 'case_rules_changed_truncate'),
                       ('rule_setting', 'case_rules_changed'), ('rule_setting', 'case_rules_changed_truncate'),
                       ('guard', 'case_rules_changed'), ('guard', 'case_rules_changed_truncate'),
                       ('state_mapping', 'case_rules_changed'), ('state_mapping', 'case_rules_changed_truncate'),
                       ('override', 'case_rules_override_check'),
                       ('override', 'case_rules_hold'), ('override', 'case_rules_hold_change'),
                       ('cure', 'case_rules_hold'),
                       ('calendar', 'aa_calendar_value'), ('calendar', 'case_rules_project_anew'),
                       ('holiday', 'aa_calendar_value'), ('holiday', 'aa_calendar_value_truncate'))
               AS w(table_name, trigger_name)
         WHERE NOT EXISTS (
                   SELECT FROM pg_trigger t
                     JOIN pg_proc p ON p.oid = t.tgfoid
                     JOIN pg_namespace pn ON pn.oid = p.pronamespace
                                         AND pn.nspname = CASE WHEN w.trigger_name ~ '^aa_' THEN rulebook ELSE 'case_rules' END
                    WHERE t.tgrelid = to_regclass(format('%I.%I', rulebook, w.table_name))
                      AND t.tgname = w.trigger_name);
    RETURN QUERY
        SELECT CASE t.tgenabled WHEN 'D' THEN 'trigger is disabled' ELSE 'trigger does not fire always' END,
               t.tgrelid::regclass::text, t.tgname::text
          FROM pg_trigger t
          JOIN pg_class c ON c.oid = t.tgrelid
          JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname <> rulebook
         WHERE t.tgfoid = 'case_rules.fact_hold()'::regprocedure
           /* another's table cannot hold a case */
           AND pg_has_role(c.relowner, (SELECT h.relowner FROM pg_class h
                                          JOIN pg_namespace hn ON hn.oid = h.relnamespace
                                         WHERE hn.nspname = rulebook AND h.relname = 'case_head'), 'USAGE')
           AND split_part(encode(t.tgargs, 'escape'), '\000', 1) = quote_ident(rulebook)
           AND t.tgenabled <> 'A'
         ORDER BY 2, 3;
    /* a table that facts come from takes the lock of its case, where it has one */
    RETURN QUERY EXECUTE format(
        'SELECT DISTINCT ''facts are not held'', c.oid::regclass::text, ''case_rules_hold''
           FROM %I.guard g
           JOIN pg_proc p ON g.facts_function
                           = (SELECT format(''%%I.%%I'', n.nspname, p.proname) FROM pg_namespace n WHERE n.oid = p.pronamespace)
           JOIN pg_depend d ON d.classid = ''pg_proc''::regclass AND d.objid = p.oid
                           AND d.refclassid = ''pg_class''::regclass
           JOIN pg_class c ON c.oid = d.refobjid AND c.relkind IN (''r'', ''p'')
           JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = ''case_id'' AND NOT a.attisdropped
          WHERE NOT EXISTS (SELECT FROM pg_trigger t
                             WHERE t.tgrelid = c.oid
                               AND t.tgname IN (''case_rules_hold'', ''case_rules_judge'',
                                                ''case_rules_append_only''))
          ORDER BY 2', rulebook);
END
$$;
COMMENT ON FUNCTION case_rules.guard_holes(text) IS
    'Every hole in the guards of a rulebook that is open now: triggers missing, disabled or not ALWAYS, and acts that no verdict covers.';
