/*
 * The working calendars of a rulebook: weekends and holidays of States and
 * authorities, loaded by the office that answers for them.
 *
 * What is counted on is one value in the row of the calendar, found with one
 * look at an index.  It is made in one place, a BEFORE trigger of calendar, out
 * of the row and its holidays; a change of holidays has it made again.  The
 * trigger of holiday asks for each row whether the value says of its day what
 * the table says: of a COPY of thousands only the first row has it made, and a
 * subscriber, which runs no triggers of statements, needs no other way.
 */
CREATE TABLE @rulebook@.calendar (
    calendar text PRIMARY KEY CHECK (calendar ~ '\S'),
    state text CHECK (case_rules.is_state(state)),
    description text,
    weekend text NOT NULL,
    weekend_source text NOT NULL CHECK (weekend_source ~ '\S'),
    holidays_known datemultirange NOT NULL DEFAULT '{}',
    weekends_suffice boolean NOT NULL DEFAULT false,
    weekends_suffice_reason text CHECK (weekends_suffice_reason ~ '\S'),
    value case_rules.working_calendar NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    CONSTRAINT calendar_weekends_suffice_for_a_reason
        CHECK (weekends_suffice = (weekends_suffice_reason IS NOT NULL))
);
COMMENT ON TABLE @rulebook@.calendar IS
    'The days that a State or an authority works. One row for each calendar that duties are counted in: of a whole State, of a part with holidays of its own, of one authority.';
COMMENT ON COLUMN @rulebook@.calendar.calendar IS 'its name, such as SA or DE-BY';
COMMENT ON COLUMN @rulebook@.calendar.state IS 'the State (ISO 3166-1 alpha-2); null: none';
COMMENT ON COLUMN @rulebook@.calendar.description IS 'whose calendar it is';
COMMENT ON COLUMN @rulebook@.calendar.weekend IS
    'The days of the week on which no work is done: "fri sat", "fri sun", "sun", "none", and with former or coming ones "thu fri, from 2013-06-29 fri sat". Left out when the row is made: that of the State as case_rules.weekend() tells it then; it stays what it is when ICU changes.';
COMMENT ON COLUMN @rulebook@.calendar.weekend_source IS 'where the weekend was read; filled in with the weekend of the State';
COMMENT ON COLUMN @rulebook@.calendar.holidays_known IS
    'The days for which the list of holidays is complete: {[2026-01-01,2028-01-01)}. A day outside is not answered for, even if a holiday is recorded there. Extend it when a year has been loaded whole, not before.';
COMMENT ON COLUMN @rulebook@.calendar.weekends_suffice IS 'true: days outside holidays_known are answered for by the weekend, and the holidays that happen to be recorded';
COMMENT ON COLUMN @rulebook@.calendar.weekends_suffice_reason IS 'why that is accepted, and by whom; given just when it is';
COMMENT ON COLUMN @rulebook@.calendar.value IS 'All of it in one value. Made by a trigger; what is written here is not kept.';
COMMENT ON COLUMN @rulebook@.calendar.recorded_at IS 'when it was recorded';

CREATE TABLE @rulebook@.former_calendar (
	calendar text NOT NULL,
	value case_rules.working_calendar NOT NULL,
	superseded_at timestamptz NOT NULL,
	PRIMARY KEY (calendar, superseded_at)
);
COMMENT ON TABLE @rulebook@.former_calendar IS
	'What calendar said before it was changed: reports that are asked by what was known then count in it. Written by a trigger.';
COMMENT ON COLUMN @rulebook@.former_calendar.calendar IS 'The calendar.';
COMMENT ON COLUMN @rulebook@.former_calendar.value IS 'As in calendar.';
COMMENT ON COLUMN @rulebook@.former_calendar.superseded_at IS 'Until when it stood.';

CREATE TABLE @rulebook@.holiday (
    calendar text NOT NULL REFERENCES @rulebook@.calendar ON UPDATE CASCADE ON DELETE CASCADE,
    day date NOT NULL CHECK (day BETWEEN '0001-01-01' AND '9999-12-31'),
    name text NOT NULL CHECK (name ~ '\S'),
    worked boolean NOT NULL DEFAULT false,
    source text NOT NULL CHECK (source ~ '\S'),
    announced_on date,
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    PRIMARY KEY (calendar, day)
);
COMMENT ON TABLE @rulebook@.holiday IS
    'Days off, and weekend days that are worked. One row for a day, whatever is celebrated on it. Written by hand or with COPY; holidays on a weekend may be left in.';
COMMENT ON COLUMN @rulebook@.holiday.calendar IS 'the calendar';
COMMENT ON COLUMN @rulebook@.holiday.day IS 'the day';
COMMENT ON COLUMN @rulebook@.holiday.name IS 'what it is called';
COMMENT ON COLUMN @rulebook@.holiday.worked IS 'true: no holiday, but a weekend day declared worked, in return for one';
COMMENT ON COLUMN @rulebook@.holiday.source IS 'where it was read: law, gazette, announcement';
COMMENT ON COLUMN @rulebook@.holiday.announced_on IS 'the day it was announced; null: fixed by law beforehand, or not known';
COMMENT ON COLUMN @rulebook@.holiday.recorded_at IS 'when it was recorded here';

CREATE FUNCTION @rulebook@.make_calendar_value() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
/*
 * With the rights of the owner: whoever may add a holiday need not be able to
 * change its calendar.  The row is locked before this runs, so that the
 * holidays read here are those of all transactions that held it before.
 */
DECLARE
    holidays date[];
    worked date[];
BEGIN
    IF TG_OP = 'INSERT' AND NEW.weekend IS NULL THEN
        NEW.weekend := case_rules.weekend(NEW.state);
        NEW.weekend_source := coalesce(NEW.weekend_source, case_rules.weekend_source(NEW.state));
        IF NEW.weekend IS NULL THEN
            RAISE EXCEPTION USING
                ERRCODE = '23502',
                MESSAGE = format('calendar "%s" needs a weekend', NEW.calendar),
                DETAIL = coalesce('Of ' || NEW.state || ' there is no sure one: ' || NEW.weekend_source || '.',
                                  'It names no State of which one could be taken.'),
                HINT = 'Give weekend, such as "fri sat", and weekend_source, where it was read.';
        END IF;
    END IF;
    /*
     * A holiday on a weekend leaves the row as it is.  Another weekend makes it
     * count, and a snapshot from before it was written would not have it.
     */
    IF TG_OP = 'UPDATE' AND NEW.weekend <> OLD.weekend
       AND current_setting('transaction_isolation') IN ('repeatable read', 'serializable') THEN
        RAISE EXCEPTION USING
            ERRCODE = '25001',
            MESSAGE = format('the weekend of calendar "%s" cannot be changed in this transaction', OLD.calendar),
            DETAIL = 'It would not see holidays that have been written since it began.',
            HINT = 'Change it in a transaction that is READ COMMITTED.';
    END IF;
    /* a subscriber may get the holidays at the same time: see keep_calendar_value() */
    IF TG_OP = 'INSERT' THEN
        PERFORM pg_advisory_xact_lock(hashtextextended(format('%I.%s', TG_TABLE_SCHEMA, NEW.calendar), 0));
    END IF;
    /* a new name reaches the holidays after this */
    EXECUTE format('SELECT array_agg(day ORDER BY day) FILTER (WHERE NOT worked),
                           array_agg(day ORDER BY day) FILTER (WHERE worked)
                      FROM %I.holiday WHERE calendar = $1', TG_TABLE_SCHEMA)
       INTO holidays, worked
      USING CASE WHEN TG_OP = 'UPDATE' THEN OLD.calendar ELSE NEW.calendar END;
    NEW.value := case_rules.make_working_calendar(NEW.weekend, coalesce(holidays, '{}'), NEW.holidays_known,
                                                  NEW.weekends_suffice, coalesce(worked, '{}'));
    RETURN NEW;
END
$function$;
REVOKE ALL ON FUNCTION @rulebook@.make_calendar_value() FROM PUBLIC;
COMMENT ON FUNCTION @rulebook@.make_calendar_value() IS
    'Trigger: makes the value of a calendar out of its row and its holidays, and takes the weekend of the State where none is given.';

CREATE FUNCTION @rulebook@.keep_calendar_value() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
/*
 * The row of the calendar is locked before it is believed: whoever changes
 * holidays of the same calendar waits, or fails to serialize, and none is lost.
 * (An old snapshot that is about to fail may see a day twice, as it was and as
 * it was written again: hence LIMIT.)
 * Where foreign keys do not hold, as in a subscriber that copies both tables at
 * once, the row may be on its way: whoever of the two comes later sees the
 * other, because of the lock on its name.
 */
DECLARE
    ask constant text := format(
        'SELECT k.kind = ANY (CASE (SELECT h.worked FROM %1$I.holiday h WHERE h.calendar = $1 AND h.day = $2 LIMIT 1)
                              WHEN true THEN ARRAY[''weekday'', ''worked weekend'']
                              WHEN false THEN ARRAY[''holiday'', ''weekend'']
                              ELSE ARRAY[''weekday'', ''weekend''] END)
           FROM %1$I.calendar c CROSS JOIN LATERAL case_rules.working_day_kind($2, c.value) AS k(kind)
          WHERE c.calendar = $1 FOR NO KEY UPDATE OF c', TG_TABLE_SCHEMA);
    concerned record;
    says_so boolean;
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        EXECUTE format('UPDATE %I.calendar SET value = value', TG_TABLE_SCHEMA);
        RETURN NULL;
    END IF;
    IF TG_OP = 'UPDATE' AND (OLD.calendar, OLD.day, OLD.worked) = (NEW.calendar, NEW.day, NEW.worked) THEN
        RETURN NULL;
    END IF;
    FOR concerned IN
        SELECT OLD.calendar AS calendar, OLD.day AS day WHERE TG_OP <> 'INSERT'
        UNION
        SELECT NEW.calendar, NEW.day WHERE TG_OP <> 'DELETE'
    LOOP
        EXECUTE ask INTO says_so USING concerned.calendar, concerned.day;
        IF says_so IS NULL THEN
            PERFORM pg_advisory_xact_lock(hashtextextended(format('%I.%s', TG_TABLE_SCHEMA, concerned.calendar), 0));
            EXECUTE ask INTO says_so USING concerned.calendar, concerned.day;
        END IF;
        IF NOT says_so THEN
            EXECUTE format('UPDATE %I.calendar SET value = value WHERE calendar = $1', TG_TABLE_SCHEMA)
              USING concerned.calendar;
        END IF;
    END LOOP;
    RETURN NULL;
END
$function$;
REVOKE ALL ON FUNCTION @rulebook@.keep_calendar_value() FROM PUBLIC;
COMMENT ON FUNCTION @rulebook@.keep_calendar_value() IS
    'Trigger: has the value of a calendar made again when its holidays say something else.';

/* these fire ALWAYS, and are looked after by guard_holes() and repair_guard(), because of their names */
CREATE TRIGGER aa_calendar_value BEFORE INSERT OR UPDATE ON @rulebook@.calendar
    FOR EACH ROW EXECUTE FUNCTION @rulebook@.make_calendar_value();
CREATE TRIGGER aa_calendar_value AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.holiday
    FOR EACH ROW EXECUTE FUNCTION @rulebook@.keep_calendar_value();
CREATE TRIGGER aa_calendar_value_truncate AFTER TRUNCATE ON @rulebook@.holiday
    FOR EACH STATEMENT EXECUTE FUNCTION @rulebook@.keep_calendar_value();

/* -- counting in a calendar that has a name --------------------------------- */

CREATE FUNCTION @rulebook@.working_calendar(calendar text) RETURNS case_rules.working_calendar
LANGUAGE sql STABLE STRICT PARALLEL SAFE
RETURN coalesce((SELECT c.value FROM @rulebook@.calendar c WHERE c.calendar = working_calendar.calendar),
                case_rules.unknown_calendar(working_calendar.calendar));
COMMENT ON FUNCTION @rulebook@.working_calendar(text) IS
    'The value of a calendar, for the functions of case_rules. An unknown name is an error (22023). In a query over many rows ask once: (SELECT working_calendar(''SA'')).';

CREATE FUNCTION @rulebook@.add_working_days(day date, n integer, calendar text) RETURNS date
LANGUAGE sql STABLE STRICT PARALLEL SAFE
RETURN case_rules.add_working_days(day, n, @rulebook@.working_calendar(calendar));
COMMENT ON FUNCTION @rulebook@.add_working_days(date, integer, text) IS
    'case_rules.add_working_days in a calendar of this rulebook.';

CREATE FUNCTION @rulebook@.working_days_between(from_day date, to_day date, calendar text) RETURNS integer
LANGUAGE sql STABLE STRICT PARALLEL SAFE
RETURN case_rules.working_days_between(from_day, to_day, @rulebook@.working_calendar(calendar));
COMMENT ON FUNCTION @rulebook@.working_days_between(date, date, text) IS
    'case_rules.working_days_between in a calendar of this rulebook.';

CREATE FUNCTION @rulebook@.is_working_day(day date, calendar text) RETURNS boolean
LANGUAGE sql STABLE STRICT PARALLEL SAFE
RETURN case_rules.is_working_day(day, @rulebook@.working_calendar(calendar));
COMMENT ON FUNCTION @rulebook@.is_working_day(date, text) IS
    'case_rules.is_working_day in a calendar of this rulebook.';

CREATE FUNCTION @rulebook@.next_working_day(day date, calendar text) RETURNS date
LANGUAGE sql STABLE STRICT PARALLEL SAFE
RETURN case_rules.next_working_day(day, @rulebook@.working_calendar(calendar));
COMMENT ON FUNCTION @rulebook@.next_working_day(date, text) IS
    'case_rules.next_working_day in a calendar of this rulebook.';

CREATE FUNCTION @rulebook@.previous_working_day(day date, calendar text) RETURNS date
LANGUAGE sql STABLE STRICT PARALLEL SAFE
RETURN case_rules.previous_working_day(day, @rulebook@.working_calendar(calendar));
COMMENT ON FUNCTION @rulebook@.previous_working_day(date, text) IS
    'case_rules.previous_working_day in a calendar of this rulebook.';

CREATE FUNCTION @rulebook@.working_day_gap(day date, n integer, calendar text) RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE
RETURN case_rules.working_day_gap(day, n, @rulebook@.working_calendar(calendar));
COMMENT ON FUNCTION @rulebook@.working_day_gap(date, integer, text) IS
    'Why add_working_days answers null; null where it answers.';

CREATE FUNCTION @rulebook@.working_days_between_gap(from_day date, to_day date, calendar text) RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE
RETURN case_rules.working_days_between_gap(from_day, to_day, @rulebook@.working_calendar(calendar));
COMMENT ON FUNCTION @rulebook@.working_days_between_gap(date, date, text) IS
    'Why working_days_between answers null; null where it answers.';

CREATE FUNCTION @rulebook@.working_day_gap(day date, calendar text, direction integer DEFAULT 0) RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE
RETURN case_rules.working_day_gap(day, @rulebook@.working_calendar(calendar), direction);
COMMENT ON FUNCTION @rulebook@.working_day_gap(date, text, integer) IS
    'Why is_working_day (direction 0), next_working_day (1) or previous_working_day (-1) answers null; null where it answers.';

/* -- what is known ----------------------------------------------------------- */

CREATE VIEW @rulebook@.calendar_coverage AS
    SELECT c.calendar, c.state, c.weekend, c.weekend_source,
           c.holidays_known, s.known_until, c.weekends_suffice, c.weekends_suffice_reason,
           h.holidays, h.worked_days, h.outside, h.last_recorded_at
      FROM @rulebook@.calendar c
      LEFT JOIN LATERAL (
           SELECT coalesce(pg_catalog.upper(k.span) - 1, 'infinity') AS known_until
             FROM pg_catalog.unnest(c.holidays_known) AS k(span)
            WHERE k.span @> case_rules.as_of()) s ON true
     CROSS JOIN LATERAL (
           SELECT pg_catalog.count(*) FILTER (WHERE NOT d.worked) AS holidays,
                  pg_catalog.count(*) FILTER (WHERE d.worked) AS worked_days,
                  pg_catalog.count(*) FILTER (WHERE NOT c.holidays_known @> d.day) AS outside,
                  pg_catalog.max(d.recorded_at) AS last_recorded_at
             FROM @rulebook@.holiday d
            WHERE d.calendar = c.calendar) h;
COMMENT ON VIEW @rulebook@.calendar_coverage IS
    'What is known of each calendar, and until when: where known_until comes near, next year has to be loaded.';
COMMENT ON COLUMN @rulebook@.calendar_coverage.calendar IS 'the calendar';
COMMENT ON COLUMN @rulebook@.calendar_coverage.state IS 'its State';
COMMENT ON COLUMN @rulebook@.calendar_coverage.weekend IS 'its weekend';
COMMENT ON COLUMN @rulebook@.calendar_coverage.weekend_source IS 'where the weekend was read';
COMMENT ON COLUMN @rulebook@.calendar_coverage.holidays_known IS 'the days for which its list of holidays is complete';
COMMENT ON COLUMN @rulebook@.calendar_coverage.known_until IS
    'the last day up to which it answers without a gap from case_rules.as_of() on; null: not even for that day';
COMMENT ON COLUMN @rulebook@.calendar_coverage.weekends_suffice IS 'whether the weekend answers for all other days';
COMMENT ON COLUMN @rulebook@.calendar_coverage.weekends_suffice_reason IS 'why';
COMMENT ON COLUMN @rulebook@.calendar_coverage.holidays IS 'how many holidays are recorded';
COMMENT ON COLUMN @rulebook@.calendar_coverage.worked_days IS 'how many worked weekend days';
COMMENT ON COLUMN @rulebook@.calendar_coverage.outside IS 'how many of both lie outside holidays_known: a year that was loaded and not declared complete';
COMMENT ON COLUMN @rulebook@.calendar_coverage.last_recorded_at IS 'when the last of them was recorded';
