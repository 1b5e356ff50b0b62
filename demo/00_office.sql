-- 0. The office: the extension, the reference schema, a role for the application
\set ECHO all

-- The owner of the database is no superuser; case_rules is a trusted extension.
CREATE EXTENSION case_rules CASCADE;
SELECT case_rules.create_casework('casework');

-- What an application needs, and nothing more.  It cannot write the journal, a
-- rule, or a setting, and cannot switch a trigger off.
CREATE ROLE example_app LOGIN;
GRANT USAGE ON SCHEMA casework TO example_app;
GRANT SELECT ON ALL TABLES IN SCHEMA casework TO example_app;
GRANT INSERT ON casework.act, casework.override, casework.duty_extension TO example_app;

-- The tables that facts come from: all but what the engine and the office keep.
SELECT format('GRANT INSERT, UPDATE, DELETE ON %s TO example_app',
              string_agg(oid::regclass::text, ', ' ORDER BY relname)) AS "grant"
  FROM pg_class
 WHERE relnamespace = 'casework'::regnamespace AND relkind = 'r'
   AND relname NOT IN ('act', 'override', 'cure', 'duty_extension', 'message_text',
                       'journal', 'duty', 'duty_move', 'case_head', 'placement_regime', 'running_rule',
                       'received', 'rejudge_request', 'rule', 'duty_rule', 'rule_setting', 'former_setting',
                       'child_version', 'placement_version', 'proposed_carer_version',
                       'guard', 'state_mapping', 'layout', 'calendar', 'holiday',
                       'authority', 'instrument_check', 'party', 'objection') \gset
\set ECHO none
:grant;
\set ECHO all

-- Authorities are reference data of the office; all of these are invented.
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

-- What a decision and a departure ask for, apart from the answer of the other
-- State, as the first chapter records it piece by piece.  The later chapters call
-- it, so that they can tell of something else.
CREATE SCHEMA example;
GRANT USAGE ON SCHEMA example TO example_app;
CREATE FUNCTION example.usual_facts(file uuid, child uuid, placement uuid, carer uuid, provider uuid, day date)
RETURNS void
LANGUAGE sql
BEGIN ATOMIC
    INSERT INTO casework.child_situation (case_id, child_id, kind, holds, from_on, reasons)
    SELECT file, child, 'accompanied', true, day, 'Example reasons'
     WHERE NOT EXISTS (SELECT FROM casework.child_situation s WHERE s.case_id = file AND s.child_id = child);
    WITH mother AS (
        INSERT INTO casework.person (case_id, label) VALUES (file, 'Example Mother') RETURNING person_id),
    responsibility AS (
        INSERT INTO casework.parental_responsibility (case_id, child_id, person_id, source, from_on)
        SELECT file, child, person_id, 'by_law', '2020-01-01' FROM mother RETURNING responsibility_id)
    INSERT INTO casework.hearing (case_id, responsibility_id, heard_on, outcome)
    SELECT file, responsibility_id, day, 'heard' FROM responsibility;
    INSERT INTO casework.views (case_id, child_id, heard_on, outcome, method, alone)
    VALUES (file, child, day, 'heard', 'interview', true);
    INSERT INTO casework.assessment (case_id, child_id, kind, completed_on, approved_on, author, author_qualified, reviewer, child_seen, elements)
    VALUES (file, child, 'bia', day, day, 'Example Assessor', true, 'Example Supervisor', true,
            '{views,identity,family,safety,vulnerability,health,education}');
    INSERT INTO casework.assessment (case_id, child_id, kind, completed_on, outcome)
    VALUES (file, child, 'family', day, 'Example finding'),
           (file, child, 'origin_report', day, 'on_file'),
           (file, child, 'disclosure', day, 'no_danger');
    WITH mentor AS (
        INSERT INTO casework.person (case_id, label) VALUES (file, 'Example Mentor') RETURNING person_id)
    INSERT INTO casework.appointment (case_id, child_id, kind, person_id, from_on, conflict_checked_on)
    SELECT file, child, 'person_of_reference', person_id, day, day FROM mentor;
    INSERT INTO casework.care_option (case_id, child_id, kind, considered_on, finding, child_asked)
    SELECT file, child, k, day, 'Example finding', k = 'kin_abroad'
      FROM unnest('{parents,kin_here,kin_abroad,foster,small_group,residential}'::text[]) AS k;
    UPDATE casework.child c SET siblings_checked_on = day
     WHERE c.case_id = file AND c.child_id = child AND c.siblings_checked_on IS NULL;
    INSERT INTO casework.carer_check (case_id, carer_id, kind, completed_on, is_clear)
    SELECT file, carer, k, day, true FROM unnest('{identity,background,home_study,training}'::text[]) AS k;
    UPDATE casework.proposed_carer c SET household_listed_on = day WHERE c.case_id = file AND c.carer_id = carer;
    INSERT INTO casework.placement_plan (case_id, placement_id, planned_on, carer_id, grounds, cultural_continuity, with_unrelated_adults, detention_for_status, deprives_of_liberty, provider_involved)
    VALUES (file, placement, day, carer, '{care_by_relative}', 'Example considerations', false, false, false, false);
    INSERT INTO casework.placement_preparation (case_id, placement_id, stated_on, costs_agreed, recognition_grounds, transfer_considered, connection_information, immigration_clearance, responsibility_abroad, advance_recognition, enforceability)
    VALUES (file, placement, day, true, '{}', true, 'none_received', true, 'Example statement', 'waived_with_reason', 'not_needed');
    INSERT INTO casework.followup_plan (case_id, placement_id, cadence, arranged_on, provider_id, provider_agreed_on)
    VALUES (file, placement, '1 per month', day, provider, day);
    INSERT INTO casework.care_plan (case_id, placement_id, written_on, goals, measures, responsible_persons, review_on)
    VALUES (file, placement, day, 'Example goals', 'Example measures', '{Example Worker}', day + 90);
    INSERT INTO casework.information_given (case_id, placement_id, topic, given_on)
    SELECT file, placement, i, day FROM unnest('{complaint,person_of_trust,challenge,preparation}'::text[]) AS i;
    INSERT INTO casework.handover (case_id, placement_id, kind, handed_over_on, to_authority_id, outcome)
    VALUES (file, placement, 'file', day, provider, 'taken_over');
END;

-- A case as it stands when the other State examines the request: child, foster
-- family, and the acts up to assign, one a week from the first day on.
CREATE FUNCTION example.usual_case(label text, child_label text, born text, origin text, destination text,
                                   court uuid, sender uuid, central uuid, day date,
                                   OUT file uuid, OUT child uuid, OUT placement uuid, OUT carer uuid)
LANGUAGE plpgsql
AS $$
BEGIN
    INSERT INTO casework.case_file (opened_on, opened_by, label) VALUES (day, court, usual_case.label) RETURNING case_id INTO file;
    INSERT INTO casework.child (case_id, label, birth_date) VALUES (file, child_label, born::case_rules.partial_date) RETURNING child_id INTO child;
    INSERT INTO casework.habitual_residence (case_id, child_id, state, from_on) VALUES (file, child, origin, '2016-01-01');
    INSERT INTO casework.proposed_carer (case_id, state, label) VALUES (file, destination, 'Example Foster Family') RETURNING carer_id INTO carer;
    INSERT INTO casework.placement (case_id, child_id, requesting_state, requested_state, proceedings_instituted_on)
    VALUES (file, child, origin, destination, day) RETURNING placement_id INTO placement;
    INSERT INTO casework.placement_plan (case_id, placement_id, planned_on, care_kind, carer_id, planned_end_on)
    VALUES (file, placement, day, 'foster', carer, day + 700);
    PERFORM example.usual_facts(file, child, placement, carer, central, day);
    INSERT INTO casework.report_transmission (case_id, placement_id, sent_on, sender_id, addressee_id, has_report, has_reasons, contents, translation)
    VALUES (file, placement, day + 7, sender, central, true, true,
            '{identity,situation,health,education,family,views,proposed_carer,duration,contact_plan,funding,immigration_status,followup_proposal}',
            CASE WHEN destination = 'BE' THEN 'language_of_place' ELSE 'not_needed' END);
    INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details) VALUES
        (file, 'placement_abroad', placement, 'contemplate', day, court, 'Example Judge', '{"jurisdiction_article": "5"}'),
        (file, 'placement_abroad', placement, 'open_consultation', day + 7, sender, 'Example Officer', '{"addressee_role": "central_authority"}'),
        (file, 'placement_abroad', placement, 'transmit_report', day + 7, sender, 'Example Officer', '{}'),
        (file, 'placement_abroad', placement, 'acknowledge', day + 14, central, 'Example Officer', '{}'),
        (file, 'placement_abroad', placement, 'assign', day + 21, central, 'Example Officer', '{}');
END
$$;
