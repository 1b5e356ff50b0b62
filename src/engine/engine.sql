/*
 * engine/engine: the functions of the engine.  The dry run is the same code as
 * the write; both are in C beside this file.
 */
CREATE FUNCTION case_rules.as_of() RETURNS date
    LANGUAGE C STABLE PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'as_of';
COMMENT ON FUNCTION case_rules.as_of() IS
    'The day that reports are asked as of: the setting case_rules.as_of (YYYY-MM-DD), or today in the session''s time zone.';

CREATE FUNCTION case_rules.known_at() RETURNS timestamptz
    LANGUAGE C STABLE PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'known_at';
COMMENT ON FUNCTION case_rules.known_at() IS
    'The moment by whose knowledge reports answer: the setting case_rules.known_at (YYYY-MM-DD HH:MM:SS+00); null: by all that is known.';

CREATE FUNCTION case_rules.as_of(time_zone text) RETURNS date
    LANGUAGE C STABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'as_of_there';
COMMENT ON FUNCTION case_rules.as_of(text) IS
    'The day that reports are asked as of, where somebody is: the setting case_rules.as_of, or today in the time zone.';

CREATE FUNCTION case_rules.as_of_moment(time_zone text) RETURNS timestamptz
    LANGUAGE C STABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'as_of_moment';
COMMENT ON FUNCTION case_rules.as_of_moment(text) IS
    'The moment that reports are asked as of, where somebody is: the beginning of the day that the setting case_rules.as_of names, which is itself not over; or now.';

CREATE FUNCTION case_rules.act_is_before(acted_on date, seq bigint, as_of date, before_seq bigint) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN $1 <= $3 AND ($1 < $3 OR $4 IS NULL OR $2 < $4);
COMMENT ON FUNCTION case_rules.act_is_before(date, bigint, date, bigint) IS
    'For facts functions: does an act stand before the one that is judged, which happened on as_of with the number before_seq (null: all acts of the day count)?';

/* -- triggers -------------------------------------------------------------- */

CREATE FUNCTION case_rules.act_stamp() RETURNS trigger
    LANGUAGE C AS 'MODULE_PATHNAME', 'act_stamp';
COMMENT ON FUNCTION case_rules.act_stamp() IS
    'BEFORE trigger of a guarded act table: takes the case lock, stamps seq, side, states, number of findings and recorder. Made by case_rules.guard().';

CREATE FUNCTION case_rules.act_judge() RETURNS trigger
    LANGUAGE C AS 'MODULE_PATHNAME', 'act_judge';
COMMENT ON FUNCTION case_rules.act_judge() IS
    'AFTER trigger of a guarded act table: refuses the act, or writes its journal entry and duties. Made by case_rules.guard().';

CREATE FUNCTION case_rules.act_refuse_truncate() RETURNS trigger
    LANGUAGE C AS 'MODULE_PATHNAME', 'act_refuse_truncate';
COMMENT ON FUNCTION case_rules.act_refuse_truncate() IS
    'TRUNCATE trigger of a guarded act table: refuses (RU006). Made by case_rules.guard().';

CREATE FUNCTION case_rules.state_judge() RETURNS trigger
    LANGUAGE C AS 'MODULE_PATHNAME', 'state_judge';
COMMENT ON FUNCTION case_rules.state_judge() IS
    'AFTER trigger of a table whose state column is guarded: a change of state is judged as the act that leads there. Made by case_rules.guard().';

CREATE FUNCTION case_rules.case_rejudge() RETURNS trigger
    LANGUAGE C AS 'MODULE_PATHNAME', 'case_rejudge';
COMMENT ON FUNCTION case_rules.case_rejudge() IS
    'Deferred trigger of case_head: acts behind which a fact reaches back are judged again before the transaction ends. Argument: the schema of the rulebook.';

CREATE FUNCTION case_rules.fact_hold() RETURNS trigger
    LANGUAGE C AS 'MODULE_PATHNAME', 'fact_hold';
COMMENT ON FUNCTION case_rules.fact_hold() IS
    'AFTER trigger of a table that facts come from: a change takes the lock of its case (column case_id), and acts that happened from its day on wait to be judged again. Arguments: the schema of the rulebook; the column with the day from which a row counts (none: it has always counted; -: not for acts recorded before it); columns with the days on which it ends.';

CREATE FUNCTION case_rules.engine_only() RETURNS trigger
    LANGUAGE C AS 'MODULE_PATHNAME', 'engine_only';
COMMENT ON FUNCTION case_rules.engine_only() IS
    'Trigger of the tables that the engine alone writes: journal, duty, case_head, running_rule, received. Refuses everybody else (RU006).';

CREATE FUNCTION case_rules.rulebook_changed() RETURNS trigger
    LANGUAGE C AS 'MODULE_PATHNAME', 'rulebook_changed';
COMMENT ON FUNCTION case_rules.rulebook_changed() IS
    'Trigger of rules, settings and guards: tells every session that what it keeps of them is stale.';

CREATE FUNCTION case_rules.rule_check() RETURNS trigger
    LANGUAGE C AS 'MODULE_PATHNAME', 'rule_check';
COMMENT ON FUNCTION case_rules.rule_check() IS
    'Trigger of a table of rules: refuses a rule that could only fail (RU008), with the position in its text.';

CREATE FUNCTION case_rules.duty_check() RETURNS trigger
    LANGUAGE c
    AS 'MODULE_PATHNAME', 'duty_check';
COMMENT ON FUNCTION case_rules.duty_check() IS
    'Trigger of duty_rule: refuses one that names an unknown act or fact, or that would stand in for a duty that a text fixes (RU008).';

CREATE FUNCTION case_rules.duty_project_anew() RETURNS trigger
    LANGUAGE c
    AS 'MODULE_PATHNAME', 'duty_project_anew';
COMMENT ON FUNCTION case_rules.duty_project_anew() IS
    'Trigger of calendar: open duties whose working days it counts are projected anew; each that moves leaves a row of duty_move.';

CREATE FUNCTION case_rules.is_restoring(relation regclass) RETURNS boolean
    LANGUAGE C STABLE STRICT AS 'MODULE_PATHNAME', 'is_restoring';
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
    /* it counts for acts recorded after it, whatever the client says */
    IF TG_OP = 'INSERT' THEN
        NEW.set_at := clock_timestamp();
    END IF;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION case_rules.setting_check() IS
    'Trigger of rule_setting: refuses a setting below the floor of its rule, or of a parameter that the rule does not have (RU008).';

CREATE FUNCTION case_rules.setting_keep() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    moment timestamptz := clock_timestamp();
BEGIN
    IF case_rules.is_restoring(TG_RELID) OR TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    EXECUTE format(
        'INSERT INTO %I.former_setting
                (procedure, rule, mode, severity, on_unknown, parameters, reason, set_by, set_at, superseded_at)
         VALUES ($1.procedure, $1.rule, $1.mode, $1.severity, $1.on_unknown, $1.parameters, $1.reason, $1.set_by,
                 least($1.set_at, $2), $2)', TG_TABLE_SCHEMA)
      USING OLD, moment;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    NEW.set_at := moment;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION case_rules.setting_keep() IS
    'Trigger of rule_setting: what a setting said before it is changed or deleted goes to former_setting.';

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
    /* it counts for acts recorded after it, whatever the client says */
    NEW.recorded_at := clock_timestamp();
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION case_rules.override_check() IS
    'Trigger of override: refuses one that names no rule, a rule of another act, or a rule that is never overridden (RU008).';

CREATE FUNCTION case_rules.extension_check() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    standing record;
BEGIN
    IF case_rules.is_restoring(TG_RELID) THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        RAISE EXCEPTION USING
            ERRCODE = 'RU010',
            MESSAGE = format('an extension of the duty "%s" is not written over', OLD.duty),
            HINT = 'Record another one: the one granted last counts, and what was known before stays.';
    END IF;
    /* where the calendar has moved it to, if it has */
    EXECUTE format(
        'SELECT d.started_on, CASE WHEN m.moved_at IS NULL THEN d.due_on ELSE m.due_on END AS due_on,
                d.cadence IS NOT NULL AS is_series
           FROM %1$I.duty d
           LEFT JOIN LATERAL (SELECT n.moved_at, n.due_on FROM %1$I.duty_move n
                               WHERE n.case_id = d.case_id AND n.seq = d.seq AND n.duty = d.duty AND n.judgement = d.judgement
                               ORDER BY n.moved_at DESC LIMIT 1) m ON d.cadence IS NULL
          WHERE d.case_id = $1 AND d.seq = $2 AND d.duty = $3 AND d.superseded_at IS NULL', TG_TABLE_SCHEMA)
       INTO standing
      USING NEW.case_id, NEW.seq, NEW.duty;
    IF standing IS NULL OR standing.started_on IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'RU010',
            MESSAGE = format('act %s of this case has no duty "%s"', NEW.seq, NEW.duty),
            HINT = 'The view duty_status lists the duties of each act.';
    ELSIF standing.is_series THEN
        RAISE EXCEPTION USING
            ERRCODE = 'RU010',
            MESSAGE = format('the duty "%s" is a series, and is not extended', NEW.duty),
            HINT = 'What was missed stays missed; a promise of another kind follows from another act.';
    ELSIF NEW.due_on <= standing.due_on OR NEW.due_on < NEW.granted_on OR NOT isfinite(NEW.due_on) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'RU010',
            MESSAGE = format('an extension of the duty "%s" ends no later than the duty itself, or before it is granted', NEW.duty),
            HINT = 'due_on is the last day on which it is in time from then on; it lies after the one before.';
    END IF;
    NEW.recorded_at := clock_timestamp();
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION case_rules.extension_check() IS
    'Trigger of duty_extension: refuses one for a duty that there is not, for a series, or that gives no more time, and that one is written over (RU010).';

CREATE FUNCTION case_rules.cure_check() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    acts boolean;
BEGIN
    IF case_rules.is_restoring(TG_RELID) THEN
        RETURN NEW;
    END IF;
    EXECUTE format(
        'SELECT g.shape = ''acts''
           FROM %1$I.journal j
           JOIN %1$I.guard g ON g.guarded_table = j.guarded_table AND g.procedure = j.procedure
          WHERE j.case_id = $1 AND j.seq = $2 AND j.judgement = 1', TG_TABLE_SCHEMA)
       INTO acts
      USING NEW.case_id, NEW.seq;
    IF acts THEN
        RAISE EXCEPTION USING
            ERRCODE = 'RU010',
            MESSAGE = 'what stands against this act is cured by an act',
            HINT = 'Record the act cure, with the number of the act in the column amends. The table cure serves tables whose state column is guarded.';
    END IF;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION case_rules.cure_check() IS
    'Trigger of cure: refuses one for an act that is a row, because that is cured by an act (RU010).';

CREATE FUNCTION case_rules.request_rejudging(rulebook text, since date, procedure text DEFAULT NULL,
                                             cause text DEFAULT 'on demand')
    RETURNS bigint
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    request bigint;
BEGIN
    IF to_regclass(format('%I.rejudge_request', rulebook)) IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'RU007',
            MESSAGE = format('schema "%s" holds no rulebook', rulebook),
            HINT = 'Name the schema that case_rules.create_rulebook() or create_casework() was given.';
    END IF;
    EXECUTE format(
        'INSERT INTO %I.rejudge_request (since, procedure, cause)
         VALUES (coalesce($1, ''-infinity''), $2, $3) RETURNING request_id', rulebook)
       INTO request
      USING since, procedure, cause;
    RETURN request;
END
$$;
COMMENT ON FUNCTION case_rules.request_rejudging(text, date, text, text) IS
    'Asks for the acts of all cases from a day on to be judged again, as CALL case_rules.rejudge() will. since null: all acts. procedure null: cases of any procedure. Returns the number of the request.';

CREATE FUNCTION case_rules.rule_reaches_back() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    since date;
    waits boolean;
BEGIN
    IF case_rules.is_restoring(TG_RELID)
       OR TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN
        RETURN NULL;
    END IF;
    /* without a first day, a rule counts for acts recorded after it was */
    since := least(CASE WHEN TG_OP <> 'DELETE'
                        THEN coalesce(lower(NEW.in_force), CASE TG_OP WHEN 'UPDATE' THEN '-infinity'::date END) END,
                   CASE WHEN TG_OP <> 'INSERT' THEN coalesce(lower(OLD.in_force), '-infinity') END);
    IF since IS NULL THEN
        RETURN NULL;
    END IF;
    EXECUTE format('SELECT EXISTS (SELECT FROM %I.case_head WHERE last_on >= $1)', TG_TABLE_SCHEMA)
       INTO waits
      USING since;
    IF waits THEN
        EXECUTE format(
            'INSERT INTO %I.rejudge_request (since, procedure, cause, finds_again) VALUES ($1, $2, $3, false)',
            TG_TABLE_SCHEMA)
          USING since, coalesce(NEW.procedure, OLD.procedure),
                format('%s %s', TG_ARGV[0], coalesce(to_jsonb(NEW), to_jsonb(OLD)) ->> TG_ARGV[0]);
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION case_rules.rule_reaches_back() IS
    'Trigger of rule and duty_rule: one in force on days on which acts have happened asks for them to be judged again.';

CREATE FUNCTION case_rules.treaty_reaches_back() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    waits boolean;
BEGIN
    IF case_rules.is_restoring(TG_RELID)
       OR TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN
        RETURN NULL;
    END IF;
    /*
     * From the beginning, because a row speaks of days before those that it
     * names: it takes the place of one that is shipped, an objection stands until
     * it is withdrawn, a list is compared for what came before.
     */
    EXECUTE format('SELECT EXISTS (SELECT FROM %I.case_head WHERE last_on IS NOT NULL)', TG_TABLE_SCHEMA) INTO waits;
    IF waits THEN
        PERFORM case_rules.request_rejudging(TG_TABLE_SCHEMA, NULL, NULL,
                                             format('treaty row of %s', coalesce(to_jsonb(NEW), to_jsonb(OLD)) ->> 'instrument'));
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION case_rules.treaty_reaches_back() IS
    'Trigger of the treaty rows of a rulebook: a row that changes asks for all acts to be judged again, from the beginning.';

CREATE FUNCTION case_rules.rejudge_batch(rulebook text, case_ids text[], since date, cause text,
                                         finds_again boolean DEFAULT true, OUT judged bigint, OUT changed bigint)
    LANGUAGE C STRICT
    AS 'MODULE_PATHNAME', 'rejudge_batch';
COMMENT ON FUNCTION case_rules.rejudge_batch(text, text[], date, text, boolean) IS
    'Judges the acts of these cases from a day on again, with what is known now and, if asked to, with what acts have found found again (find_again() of the rulebook); a verdict that differs is written beside the one before. Returns how many were judged and how many differ. Needs INSERT on rejudge_request of the rulebook.';

CREATE FUNCTION case_rules.rejudge_case(rulebook text, case_id text, since date DEFAULT '-infinity',
                                        cause text DEFAULT 'on demand',
                                        OUT judged bigint, OUT changed bigint)
    LANGUAGE sql STRICT
BEGIN ATOMIC
    SELECT b.judged, b.changed FROM case_rules.rejudge_batch($1, ARRAY[$2], $3, $4) b;
END;
COMMENT ON FUNCTION case_rules.rejudge_case(text, text, date, text) IS
    'Judges the acts of one case from a day on again: those that were received from another office too. Returns how many were judged and how many differ.';

CREATE PROCEDURE case_rules.rejudge(rulebook text, batch integer DEFAULT 500,
                                    INOUT judged bigint DEFAULT 0, INOUT changed bigint DEFAULT 0)
    LANGUAGE plpgsql
AS $$
/*
 * No SET, because that would forbid the COMMIT; so the path is set anew in each
 * transaction.  What waits for longest is done first; a case that cannot be
 * judged now is passed over, and goes on waiting.
 */
DECLARE
    request record;
    ids text[];
    n bigint;
    d bigint;
    last text;
    total bigint;
    done bigint := 0;
    id_type text;
    callers_path CONSTANT text := pg_catalog.current_setting('search_path');
BEGIN
    PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
    IF batch < 1 THEN
        RAISE EXCEPTION USING
            ERRCODE = '22023',
            MESSAGE = 'a batch has one case at least',
            HINT = 'Give the number of cases after which to commit; null: all at once.';
    END IF;
    IF to_regclass(format('%I.rejudge_request', rulebook)) IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'RU007',
            MESSAGE = format('schema "%s" holds no rulebook', rulebook),
            HINT = 'Name the schema that case_rules.create_rulebook() or create_casework() was given.';
    END IF;
    judged := 0;
    changed := 0;
    SELECT format_type(a.atttypid, NULL) INTO id_type
      FROM pg_attribute a
     WHERE a.attrelid = to_regclass(format('%I.case_head', rulebook)) AND a.attname = 'case_id';

    /* cases that wait by themselves */
    EXECUTE format('SELECT count(*) FROM %I.case_head WHERE rejudge_since IS NOT NULL', rulebook) INTO total;
    LOOP
        EXECUTE format(
            'SELECT array_agg(w.case_id::text ORDER BY w.case_id)
               FROM (SELECT h.case_id
                       FROM %1$I.case_head h
                      WHERE h.rejudge_since IS NOT NULL AND ($1 IS NULL OR h.case_id > $1::%2$s)
                      ORDER BY h.case_id LIMIT $2) w', rulebook, id_type)
           INTO ids
          USING last, batch;
        EXIT WHEN ids IS NULL;
        last := ids[cardinality(ids)];
        SELECT b.judged, b.changed INTO n, d
          FROM case_rules.rejudge_batch(rulebook, ids, 'infinity', 'fact', false) b;
        judged := judged + n;
        changed := changed + d;
        done := done + cardinality(ids);
        COMMIT;
        PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
        RAISE NOTICE 'waiting cases: % of % judged again (% acts, % of them otherwise than before)', done, total, judged, changed;
    END LOOP;

    /* requests that are about many cases */
    LOOP
        EXECUTE format('SELECT * FROM %I.rejudge_request ORDER BY request_id LIMIT 1', rulebook) INTO request;
        EXIT WHEN request.request_id IS NULL;
        EXECUTE format('SELECT count(*) FROM %I.case_head WHERE last_on >= $1', rulebook)
           INTO total
          USING request.since;
        done := 0;
        last := request.after_case;
        /* what was asked for before this begins is done with it */
        IF last IS NULL THEN
            EXECUTE format(
                'WITH same AS (
                     DELETE FROM %1$I.rejudge_request
                      WHERE after_case IS NULL AND request_id <> $1 AND since >= $2
                        AND (procedure = $3 OR $3 IS NULL)
                  RETURNING cause, finds_again)
                 UPDATE %1$I.rejudge_request r
                    SET finds_again = r.finds_again OR EXISTS (SELECT FROM same s WHERE s.finds_again),
                        cause = concat_ws('', '', r.cause, (SELECT string_agg(DISTINCT s.cause, '', '' ORDER BY s.cause)
                                                              FROM same s WHERE s.cause <> r.cause))
                  WHERE request_id = $1
              RETURNING cause, finds_again', rulebook)
               INTO request.cause, request.finds_again
              USING request.request_id, request.since, request.procedure;
        END IF;
        LOOP
            EXECUTE format(
                'SELECT array_agg(w.case_id::text ORDER BY w.case_id)
                   FROM (SELECT h.case_id
                           FROM %1$I.case_head h
                          WHERE h.last_on >= $3 AND ($1 IS NULL OR h.case_id > $1::%2$s)
                            AND ($4 IS NULL OR EXISTS (SELECT FROM %1$I.journal j
                                                        WHERE j.case_id = h.case_id AND j.procedure = $4))
                          ORDER BY h.case_id LIMIT $2) w', rulebook, id_type)
               INTO ids
              USING last, batch, request.since, request.procedure;
            EXIT WHEN ids IS NULL;
            last := ids[cardinality(ids)];
            SELECT b.judged, b.changed INTO n, d
              FROM case_rules.rejudge_batch(rulebook, ids, request.since, request.cause, request.finds_again) b;
            judged := judged + n;
            changed := changed + d;
            done := done + cardinality(ids);
            EXECUTE format(
                'UPDATE %I.rejudge_request SET after_case = $2, judged = judged + $3, changed = changed + $4
                  WHERE request_id = $1', rulebook)
              USING request.request_id, last, n, d;
            COMMIT;
            PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
            RAISE NOTICE '%: % of % cases judged again (% acts, % of them otherwise than before)',
                         request.cause, done, total, judged, changed;
        END LOOP;
        EXECUTE format('DELETE FROM %I.rejudge_request WHERE request_id = $1', rulebook)
          USING request.request_id;
        COMMIT;
        PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
    END LOOP;
    PERFORM pg_catalog.set_config('search_path', callers_path, true);
END
$$;
COMMENT ON PROCEDURE case_rules.rejudge(text, integer, bigint, bigint) IS
    'Judges again whatever waits for it: cases that a fact reaches back into, and requests. Commits after each batch of cases and says how far it is; interrupted, it goes on where it was. Returns how many acts were judged and how many differ.';

CREATE TRIGGER case_rules_rule_check BEFORE INSERT OR UPDATE ON case_rules.rule
    FOR EACH ROW EXECUTE FUNCTION case_rules.rule_check();
CREATE TRIGGER case_rules_duty_check BEFORE INSERT OR UPDATE ON case_rules.duty_rule
    FOR EACH ROW EXECUTE FUNCTION case_rules.duty_check();

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
    LANGUAGE C STABLE STRICT
    AS 'MODULE_PATHNAME', 'would_allow';
COMMENT ON FUNCTION case_rules.would_allow(regclass, jsonb) IS
    'What writing the row would answer: one finding for each rule that guards the act, satisfied ones included; nothing is written. Also of an act that goes through all the same, because it is protective or has an account of its irregularity, it says what stands against it. A refusal before any rule is asked (RU002 to RU004, RU010) is one finding whose rule is the SQLSTATE. Needs SELECT on the table and the right to see the subject.';

CREATE FUNCTION case_rules.next_acts(act_table regclass, case_id text, procedure text, subject_id text,
                                     on_day date DEFAULT case_rules.as_of())
    RETURNS SETOF case_rules.finding
    LANGUAGE C STABLE STRICT
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

CREATE FUNCTION case_rules.judge_act(act_table regclass, case_id text, seq bigint,
                                     known_at timestamptz DEFAULT NULL)
    RETURNS SETOF case_rules.finding
    LANGUAGE C STABLE
    AS 'MODULE_PATHNAME', 'judge_act';
COMMENT ON FUNCTION case_rules.judge_act(regclass, text, bigint, timestamptz) IS
    'Was this recorded act lawful on its day by what was known at a moment (null: by all that is known now)? One finding for each rule that guards it, satisfied ones included; nothing is stored. Needs SELECT on the table and the right to see the subject.';

CREATE FUNCTION case_rules.evaluate(procedure text, act text, facts jsonb, acted_on date,
                                    details jsonb DEFAULT '{}', side text DEFAULT NULL,
                                    from_state text DEFAULT NULL)
    RETURNS SETOF case_rules.finding
    LANGUAGE C STABLE
    AS 'MODULE_PATHNAME', 'evaluate';
COMMENT ON FUNCTION case_rules.evaluate(text, text, jsonb, date, jsonb, text, text) IS
    'Judges given facts by the rules of the release and stores nothing. A missing fact is unknown; a key that the procedure does not declare is an error (22023). For an act on an act, details also hold target_act, target_side, target_outcome, target_acted_on and target_findings.';

CREATE FUNCTION case_rules.gate_verdicts(act_table regclass, procedure text, act text, on_day date)
    RETURNS TABLE (case_id text, subject_id text, stops integer, rules text[])
    LANGUAGE C STABLE STRICT
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
