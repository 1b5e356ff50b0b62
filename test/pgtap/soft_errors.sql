/*
 * Soft errors: since PostgreSQL 16 a text can be tried without a subtransaction,
 * and what is wrong with it comes back as data.  Every type of the extension
 * answers so, with the very words of the error that it throws.
 */
BEGIN;
SET LOCAL search_path = public, case_rules;

SELECT current_setting('server_version_num')::integer >= 160000 AS has_soft_errors,
       current_setting('server_version_num')::integer >= 170000 AS skips_bad_rows \gset

/* one text for each way in which a type says no, and some it takes */
CREATE TEMP TABLE tried (type text, written text, state text);
INSERT INTO tried VALUES
    ('partial_date', '2011-04-17', NULL),
    ('partial_date', '2011?/2013-02', NULL),
    ('partial_date', 'soon', '22P02'),
    ('partial_date', '', '22P02'),
    ('partial_date', '2011-21', '22P02'),
    ('partial_date', '../..', '22P02'),
    ('partial_date', '2011-XX-17', '22P02'),
    ('partial_date', '2011-13', '22008'),
    ('partial_date', '2011-02-29', '22008'),
    ('partial_date', '0000', '22008'),
    ('partial_date', '2011/2009', '22008'),
    ('cadence', 'weekly for 4 weeks then monthly', NULL),
    ('cadence', 'once within 10 days', NULL),
    ('cadence', 'often', '22P02'),
    ('cadence', 'every 0 months', '22P02'),
    ('cadence', 'at 14 and 7 days', '22P02'),
    ('cadence', 'monthly then weekly', '22P02'),
    ('cadence', repeat('daily for 1 day then ', 16) || 'weekly', '54000'),
    ('cadence', 'at ' || (SELECT string_agg(g::text, ', ' ORDER BY g) FROM generate_series(1, 40) g) || ' and 50 days', '54000'),
    ('clock', '15 working days, cut-off 16:00', NULL),
    ('clock', 'earlier of 3 months and 60 working days', NULL),
    ('clock', 'soon', '22P02'),
    ('clock', '0 days', '22P02'),
    ('clock', '24 hours before', '22P02'),
    ('clock', 'earlier of 3 days and 3 days', '22P02'),
    ('clock', '3 months, to next working day, to next working day', '22P02'),
    ('working_calendar', 'weekend fri sat; known 2026-01-01/2026-12-31; holidays 2026-03-20', NULL),
    ('working_calendar', 'weekend none', NULL),
    ('working_calendar', 'weekend fry', '22P02'),
    ('working_calendar', 'weekend mon tue wed thu fri sat sun', '22P02'),
    ('working_calendar', 'weekend fri, from 2026-01-01 sat, from 2026-01-01 sun', '22P02'),
    ('working_calendar', 'weekend fri; known 2026-01-01; known 2026-01-02', '22P02'),
    ('working_calendar', 'weekend fri; known 2026-01-02/2026-01-01', '22P02'),
    ('working_calendar', 'weekend fri; known 2026-02-30', '22008'),
    ('working_calendar', 'weekend fri; holidays 2026-01-01; worked 2026-01-01', '22023'),
    ('working_calendar', 'weekend fri' || (SELECT string_agg(format(', from 2%s-01-01 %s', to_char(g, 'FM000'), CASE WHEN g % 2 = 0 THEN 'sat' ELSE 'sun' END), '' ORDER BY g)
                                             FROM generate_series(1, 32) g), '54000'),
    ('working_calendar', 'weekend none; holidays ' || (SELECT string_agg(to_char(date '2000-01-01' + g, 'YYYY-MM-DD'), ' ') FROM generate_series(0, 20000) g), '54000'),
    ('working_calendar', 'weekend none; known ' || (SELECT string_agg(to_char(date '2000-01-01' + 2 * g, 'YYYY-MM-DD'), ' ') FROM generate_series(0, 1000) g), '54000'),
    ('working_calendar', 'weekend none' || repeat(' ', 1100000), '54000'),
    ('consent_state', 'consented', NULL),
    ('consent_state', 'recognition_refused', NULL),
    ('consent_state', 'approved', '22P02'),
    ('consent_state', '', '22P02');

CREATE FUNCTION pg_temp.thrown(written text, type text, OUT message text, OUT detail text, OUT hint text, OUT sql_error_code text)
    LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('SELECT %L::case_rules.%I', written, type);
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT,
        sql_error_code = RETURNED_SQLSTATE;
    detail := nullif(detail, '');
    hint := nullif(hint, '');
END $$;

\if :has_soft_errors

SELECT plan(count(*)::integer + 3 + CASE WHEN :'skips_bad_rows' THEN 3 ELSE 0 END) FROM tried;

SELECT is(ROW(pg_input_is_valid(t.written, 'case_rules.' || t.type), softly.sql_error_code, thrown.sql_error_code,
              softly.message, softly.detail, softly.hint)::text,
          ROW(t.state IS NULL, t.state, t.state, thrown.message, thrown.detail, thrown.hint)::text,
          t.type || ', as it is thrown: ' || left(t.written, 60))
  FROM tried t, LATERAL pg_input_error_info(t.written, 'case_rules.' || t.type) softly,
       LATERAL pg_temp.thrown(t.written, t.type) thrown;
SELECT is_empty($$SELECT y.typname FROM pg_type y
                   WHERE y.typnamespace = 'case_rules'::regnamespace AND y.typtype = 'b' AND y.typcategory <> 'A'
                     AND (SELECT count(DISTINCT t.state IS NULL) FROM tried t WHERE t.type = y.typname) < 2$$,
                'no type of the extension is left out');

SELECT ok(pg_input_is_valid('{2011,2012-04}', 'case_rules.partial_date[]'), 'an array of them');
SELECT is((SELECT e.message FROM pg_input_error_info('{2011,soon}', 'case_rules.partial_date[]') e),
          'invalid input syntax for type partial_date', 'and one that holds what is none');

\if :skips_bad_rows
/* what rests on it since 17 */
CREATE TEMP TABLE arrived (born case_rules.partial_date, state case_rules.consent_state);
COPY arrived FROM PROGRAM 'printf "2011-04 consented\n2011-21 consented\n2012 approved\n2012 refused\n"' WITH (DELIMITER ' ', ON_ERROR ignore);
SELECT results_eq('SELECT born::text, state::text FROM arrived ORDER BY born', $$VALUES ('2011-04', 'consented'), ('2012', 'refused')$$,
                  'COPY leaves out the rows that cannot be read');
SELECT is(JSON_VALUE(jsonb '{"born": "2011-04"}', '$.born' RETURNING case_rules.partial_date NULL ON ERROR)::text, '2011-04', 'a value out of JSON');
SELECT is(JSON_VALUE(jsonb '{"born": "2011-21"}', '$.born' RETURNING case_rules.partial_date NULL ON ERROR)::text, NULL, 'and null where it cannot be read');
\endif

\else

SELECT plan(1);
SELECT skip('soft errors came with 16', 1);

\endif

SELECT * FROM finish();
ROLLBACK;
