/*
 * dates/clock: from the day something happened to the day something is due.
 *
 * All of it is arithmetic on days given; the present day is never asked.
 */
CREATE FUNCTION case_rules.due_on(start date, amount integer, unit text)
    RETURNS date
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'clock_due_on';
COMMENT ON FUNCTION case_rules.due_on(date, integer, text) IS
    'The day so many days, weeks, months or years after start (before it when negative). A month that lacks the day ends with its last one: 31 August + 3 months = 30 November. Unit first_of_month_after: the first day of the month that follows the end of so many months, as treaties enter into force; months that begin on the first of a month end the day before one.';

CREATE FUNCTION case_rules.suspended_days(from_days date[], to_days date[], as_of date)
    RETURNS integer
    LANGUAGE C IMMUTABLE PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'clock_suspended_days';
COMMENT ON FUNCTION case_rules.suspended_days(date[], date[], date) IS
    'Days before as_of on which a clock stood still: each suspension counts from its first day up to, but without, the day it ended (null: it still runs). Days covered twice count once, a suspension that ended before it began counts nothing, null arrays are no suspension.';
