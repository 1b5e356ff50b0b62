--
-- Rules that could only fail, or could give another verdict tomorrow, are
-- refused when they are written: RU008, with the position in their text.
--
\set SHOW_CONTEXT never
CREATE EXTENSION case_rules CASCADE;
SELECT case_rules.create_rulebook('rules', 'bigint');

-- so that a rule is one short line here
ALTER TABLE rules.rule
    ALTER procedure SET DEFAULT 'urgent_measure', ALTER acts SET DEFAULT '{take}',
    ALTER severity SET DEFAULT 'bar', ALTER on_unknown SET DEFAULT 'bar', ALTER citation SET DEFAULT 'example',
    ALTER message SET DEFAULT 'example', ALTER hint SET DEFAULT 'example';
ALTER TABLE rules.rule_setting
    ALTER procedure SET DEFAULT 'urgent_measure', ALTER reason SET DEFAULT 'example', ALTER set_by SET DEFAULT 'example';
CREATE FUNCTION public.my_view(text) RETURNS boolean LANGUAGE sql IMMUTABLE RETURN true;
CREATE DOMAIN public.looks_at_the_clock AS date CHECK (value < now());

-- ---- names -------------------------------------------------------------------
INSERT INTO rules.rule (rule, condition) VALUES ('r', 'child_present AND child_is_here');
\echo :SQLSTATE
INSERT INTO rules.rule (rule, condition) VALUES ('r', 'child_present AND act.document_no IS NULL');
\echo :SQLSTATE
INSERT INTO rules.rule (rule, condition) VALUES ('r', 'act IS NOT NULL');
INSERT INTO rules.rule (rule, condition) VALUES ('r', 'act.* IS NOT NULL');
INSERT INTO rules.rule (rule, condition) VALUES ('r', 'record.child_present');
INSERT INTO rules.rule (rule, condition) VALUES ('r', 'case_rules.fact.fact = ''x''');
-- a fact of another procedure
INSERT INTO rules.rule (rule, condition) VALUES ('r', 'siblings_together');
-- a field that only some of the acts have
INSERT INTO rules.rule (rule, acts, condition) VALUES ('r', '{lapse}', 'act.danger_ended');
INSERT INTO rules.rule (rule, acts, condition) VALUES ('s', '{lapse,take}', 'act.danger_ended');
-- a parameter that is not given
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'case_rules.is_under(child_born, minor_age, act.acted_on)');

-- ---- not one boolean expression ------------------------------------------------
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'notified_on');
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'age_disputed + 1');
INSERT INTO rules.rule (rule, condition) VALUES ('s', '''yes, of course''');
INSERT INTO rules.rule (rule, condition) VALUES ('s', '');
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'child_present AND');
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'child_present, age_disputed');
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'child_present age_disputed');
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'child_present; DROP TABLE rules.rule');
\echo :SQLSTATE
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'child_present FROM pg_class');
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'child_present WHERE age_disputed');
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'child_present ORDER BY 1');
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'child_present LIMIT 1');
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'DISTINCT child_present');
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'child_present UNION SELECT true');

-- ---- what looks elsewhere -------------------------------------------------------
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'EXISTS (SELECT FROM pg_class)');
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'child_present AND (SELECT true)');
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'measure_article = ANY (SELECT relname FROM pg_class)');
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'array_length(ARRAY(SELECT 1), 1) = 1');
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'measure_article = $1');
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'count(*) > 0');
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'bool_or(child_present)');
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'row_number() OVER () = 1');
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'generate_series(1, 3) = 1');
\echo :SQLSTATE
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'unnest(ARRAY[child_present])');
\echo :SQLSTATE

-- ---- functions outside the list --------------------------------------------------
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'notified_on < now()');
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'notified_on < current_date');
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'notified_on < localtimestamp');
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'notified_on <= ''today''');
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'notified_on <= date ''tomorrow''');
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'notified_on < case_rules.as_of()');
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'clock_timestamp() > ''2026-01-01''');
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'random() < 0.5');
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'current_user = ''postgres''');
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'current_setting(''TimeZone'') = ''UTC''');
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'nextval(''pg_class'') > 0');
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'my_view(measure_article)');
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'public.my_view(measure_article)');
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'notified_on::public.looks_at_the_clock IS NOT NULL');
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'case_rules.create_rulebook(''x'') IS NULL');
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'no_such_function(child_present)');
-- casts that depend on settings or on a time zone
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'notified_on::text = ''2026-01-01''');
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'measure_article::date = notified_on');
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'notified_on < ''2026-01-01''::timestamptz');
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'date_trunc(''month'', notified_on) = notified_on');
INSERT INTO rules.rule (rule, condition) VALUES ('s', 'to_char(notified_on, ''YYYY'') = ''2026''');

-- ---- the part "applies" is checked alike ------------------------------------------
INSERT INTO rules.rule (rule, applies, condition) VALUES ('s', 'child_is_here', 'child_present');
INSERT INTO rules.rule (rule, applies, condition) VALUES ('s', 'measure_article', 'child_present');

-- ---- parameters ---------------------------------------------------------------------
INSERT INTO rules.rule (rule, condition, parameters) VALUES ('s', 'child_present', '{"child_present": true}');
INSERT INTO rules.rule (rule, condition, parameters) VALUES ('s', 'child_present = answer', '{"answer": null}');
INSERT INTO rules.rule (rule, condition, parameters) VALUES ('s', 'child_present = answer', '{"answer": [true]}');
INSERT INTO rules.rule (rule, condition, parameters) VALUES ('s', 'child_present = answer', '{"answer": {"is": true}}');
INSERT INTO rules.rule (rule, condition, parameters) VALUES ('s', 'child_present = answer', '{"answer": "yes"}');

-- ---- acts and names -------------------------------------------------------------------
INSERT INTO rules.rule (rule, acts, condition) VALUES ('s', '{take,fly}', 'child_present');
INSERT INTO rules.rule (rule, acts, condition) VALUES ('s', '{NULL}', 'child_present');
INSERT INTO rules.rule (procedure, rule, condition) VALUES ('no_procedure', 's', 'true');
INSERT INTO rules.rule (rule, condition) VALUES ('child_is_minor', 'true');
\echo :SQLSTATE
-- the same name, on another act: would be one name for two rules
INSERT INTO rules.rule (rule, acts, condition) VALUES ('child_is_minor', '{notify}', 'true');
-- the table's own checks
\set VERBOSITY terse
INSERT INTO rules.rule (rule, condition) VALUES ('Not A Name', 'true');
INSERT INTO rules.rule (rule, acts, condition) VALUES ('s', '{}', 'true');
INSERT INTO rules.rule (rule, condition, severity, floor) VALUES ('s', 'true', 'warn', 'bar');
INSERT INTO rules.rule (rule, condition, parameters) VALUES ('s', 'true', '[]');
\set VERBOSITY default

-- ---- an UPDATE is no way round ------------------------------------------------------------
UPDATE rules.rule SET condition = 'now() > notified_on' WHERE rule = 'r';
UPDATE rules.rule SET acts = '{take}' WHERE rule = 'r';
UPDATE rules.rule SET rule = 'protection_without_gap' WHERE rule = 'r';
SELECT rule, acts, condition FROM rules.rule;

-- ---- settings --------------------------------------------------------------------------------
INSERT INTO rules.rule_setting (rule, mode) VALUES ('no_such_rule', 'enforced');
INSERT INTO rules.rule_setting (rule, severity) VALUES ('child_is_minor', 'override');
\echo :SQLSTATE
INSERT INTO rules.rule_setting (rule, on_unknown) VALUES ('child_is_minor', 'warn');
INSERT INTO rules.rule_setting (rule, mode) VALUES ('child_is_minor', 'shadow');
INSERT INTO rules.rule_setting (rule, mode) VALUES ('protection_without_gap', 'shadow');
INSERT INTO rules.rule_setting (rule, parameters) VALUES ('child_is_minor', '{"age": 21}');
INSERT INTO rules.rule_setting (rule, parameters) VALUES ('child_is_minor', '{"minor_age": "eighteen"}');
INSERT INTO rules.rule_setting (rule, parameters) VALUES ('child_is_minor', '{"minor_age": null}');
INSERT INTO rules.rule_setting (rule, parameters) VALUES ('urgent_then_notify', '{"days": 2}');
\set VERBOSITY terse
INSERT INTO rules.rule_setting (rule, severity, reason) VALUES ('urgent_then_notify', 'bar', ' ');
\set VERBOSITY default
-- within the floor: accepted, and no way down afterwards
INSERT INTO rules.rule_setting (rule, severity, mode) VALUES ('urgent_then_notify', 'warn', 'shadow');
INSERT INTO rules.rule_setting (rule, severity) VALUES ('protection_without_gap', 'bar');
UPDATE rules.rule_setting SET severity = 'warn' WHERE rule = 'protection_without_gap';
UPDATE rules.rule_setting SET rule = 'child_is_minor' WHERE rule = 'urgent_then_notify';
SELECT rule, mode, severity FROM rules.rule_setting ORDER BY rule;

-- ---- and what is allowed -------------------------------------------------------------------------
INSERT INTO rules.rule (rule, condition, parameters)
SELECT 'a' || n, c, '{"days": 30, "share": 0.5, "word": "x", "yes": true}'
  FROM unnest(ARRAY[
    'child_present',
    'NOT child_present OR age_disputed',
    'child_present IS NOT DISTINCT FROM yes',
    'coalesce(child_present, false)',
    'CASE WHEN age_disputed THEN child_present ELSE yes END',
    'notified_on + days >= act.acted_on',
    'notified_on BETWEEN ''2026-01-01'' AND ''2026-12-31''',
    'notified_on < ''infinity''',
    'extract(year FROM notified_on) = 2026',
    'extract(dow FROM act.acted_on) NOT IN (0, 6)',
    'lower(measure_article) LIKE ''b%''',
    'measure_article ~ ''^[0-9]+$''',
    'measure_article IN (''11'', ''12'', word)',
    'char_length(measure_article) * share > 1',
    'daterange(notified_on, NULL) @> act.acted_on',
    'case_rules.is_under(child_born, 18, act.acted_on)',
    'case_rules.due_on(notified_on, days, ''days'') >= act.acted_on',
    'act.side = ''requested'' AND act.from_state = ''-'' AND act.act = ''take''',
    'act.document IS NOT NULL -- with a comment']) WITH ORDINALITY AS c(c, n);
SELECT count(*) FROM rules.rule WHERE rule LIKE 'a%';

-- the search_path and DateStyle of whoever writes a rule mean nothing
CREATE SCHEMA shadow;
CREATE FUNCTION shadow.lower(text) RETURNS text LANGUAGE sql IMMUTABLE RETURN 'shadow';
SET search_path = shadow, pg_catalog, public;
INSERT INTO rules.rule (rule, condition) VALUES ('p1', 'lower(measure_article) = ''b15''');
SET search_path = case_rules, public;
INSERT INTO rules.rule (rule, condition) VALUES ('p2', 'is_under(child_born, 18, act.acted_on)');
RESET search_path;
SET DateStyle = 'German';
-- (the hint names the setting, in another spelling from one major to another)
\set VERBOSITY terse
INSERT INTO rules.rule (rule, condition) VALUES ('p3', 'notified_on < ''31.12.2026''');
\set VERBOSITY default
RESET DateStyle;
SELECT rule FROM rules.rule WHERE rule LIKE 'p%';

SET client_min_messages = warning;
DROP SCHEMA rules CASCADE;
DROP EXTENSION case_rules;
