-- 0. The office: the extension, the reference schema, a role for the application
\set ECHO all

-- The owner of the database is no superuser; case_rules is a trusted extension.
CREATE EXTENSION case_rules;
SELECT case_rules.create_casework('casework');

-- What an application needs, and nothing more.  It cannot write the journal, a
-- rule, or a setting, and cannot switch a trigger off.
CREATE ROLE example_app LOGIN;
GRANT USAGE ON SCHEMA casework TO example_app;
GRANT SELECT ON ALL TABLES IN SCHEMA casework TO example_app;
GRANT INSERT ON casework.act, casework.override, casework.cure TO example_app;

-- The tables that facts come from: all but what the engine and the office keep.
SELECT format('GRANT INSERT, UPDATE, DELETE ON casework.%I TO example_app', relname)
  FROM pg_class
 WHERE relnamespace = 'casework'::regnamespace AND relkind = 'r'
   AND relname NOT IN ('act', 'override', 'cure',
                       'journal', 'duty', 'case_head', 'placement_regime',
                       'rule', 'rule_setting', 'guard', 'state_mapping', 'layout',
                       'authority', 'instrument_check', 'party', 'objection')
\gexec

-- Authorities are reference data of the office.
\set ECHO none
INSERT INTO casework.authority (state, name, role, public_law, time_zone) VALUES
    ('GB', 'Example Court, England', 'court', true, 'Europe/London'),
    ('GB', 'Example Central Authority, England', 'central_authority', true, 'Europe/London'),
    ('IE', 'Example Central Authority, Ireland', 'central_authority', true, 'Europe/Dublin'),
    ('IE', 'Example Agency, Ireland', 'competent_authority', true, 'Europe/Dublin'),
    ('FR', 'Example Juvenile Court, France', 'court', true, 'Europe/Paris'),
    ('FR', 'Example Central Authority, France', 'central_authority', true, 'Europe/Paris'),
    ('BE', 'Example Central Authority, Belgium', 'central_authority', true, 'Europe/Brussels'),
    ('DK', 'Example Municipality, Denmark', 'competent_authority', true, 'Europe/Copenhagen'),
    ('SV', 'Example Authority, El Salvador', 'competent_authority', true, 'America/El_Salvador'),
    ('DE', 'Example Youth Office, Germany', 'competent_authority', true, 'Europe/Berlin'),
    ('MX', 'Example Child Protection Authority, Mexico', 'competent_authority', true, 'America/Mexico_City'),
    ('US', 'Example Child Welfare Agency, United States', 'competent_authority', true, 'America/New_York');
