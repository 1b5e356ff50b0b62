/*
 * dates/zone_day: the day that it is somewhere, and when it is over.
 *
 * One definition of "overdue", for view, report and rule alike.  Where clocks
 * are put back over midnight, a day is over when it will not come again; the
 * days of a zone follow one another without gap and overlap.  What is known of
 * the zones changes with the time zone data, so these are STABLE.
 */
CREATE FUNCTION case_rules.overdue_from(due_on date, time_zone text)
    RETURNS timestamptz
    LANGUAGE C STABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'zone_overdue_from';
COMMENT ON FUNCTION case_rules.overdue_from(date, text) IS
    'The moment from which on what was due on that day is late: the beginning of the next day in the time zone (an IANA name), whether or not there is a midnight; infinite days give infinite moments. Of a day that was left out where the date line moved, the beginning of the next one that there was. An unknown zone is refused with 22023.';

CREATE FUNCTION case_rules.day_at(moment timestamptz, time_zone text)
    RETURNS date
    LANGUAGE C STABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'zone_day_of_moment';
COMMENT ON FUNCTION case_rules.day_at(timestamptz, text) IS
    'The day that it is at the moment in the time zone (an IANA name): the last one that has begun. It differs from what a clock on the wall says only where clocks are put back over midnight: until the day before will not come again, it is still that day. An unknown zone is refused with 22023.';

CREATE FUNCTION case_rules.is_overdue(due_on date, time_zone text, moment timestamptz)
    RETURNS boolean
    LANGUAGE sql STABLE STRICT PARALLEL SAFE
    RETURN moment OPERATOR(pg_catalog.>=) case_rules.overdue_from(due_on, time_zone);
COMMENT ON FUNCTION case_rules.is_overdue(date, text, timestamptz) IS
    'Is what was due on that day late at the moment, by the time zone (an IANA name) of the authority responsible? The same as day_at(moment, time_zone) > due_on.';

CREATE FUNCTION case_rules.is_overdue(due_at timestamptz, moment timestamptz)
    RETURNS boolean
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN moment OPERATOR(pg_catalog.>=) due_at;
COMMENT ON FUNCTION case_rules.is_overdue(timestamptz, timestamptz) IS
    'Is it late at the moment, if due_at is the first moment at which it is, as due_at() and overdue_from() give it? A day is no moment: ask about a due day with the time zone.';
