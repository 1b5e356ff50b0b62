/*
 * The state machines, exhaustively: every state × act × side, against a table
 * written by hand from the law's own account of the procedure (not from the
 * rows of the catalog), and then driven through real writes with no rule in
 * the way: RU002 and RU003 exactly where the table says.
 */
BEGIN;
SELECT plan(31);

/* act, side, from, to; "same": the state stays. One line for each way of moving. */
CREATE TABLE told (procedure text, act text, side text, from_states text[], to_state text);
INSERT INTO told VALUES
    /* the requesting State plans, asks, decides and sends */
    ('placement_abroad', 'contemplate', 'requesting', '{-}', 'contemplated'),
    ('placement_abroad', 'inform_authority', 'requesting', '{contemplated}', 'same'),
    ('placement_abroad', 'open_consultation', 'requesting', '{contemplated,assurance_obtained}', 'consultation_opened'),
    ('placement_abroad', 'transmit_report', 'requesting', '{consultation_opened}', 'report_transmitted'),
    ('placement_abroad', 'supply_information', 'requesting', '{information_requested}', 'under_examination'),
    ('placement_abroad', 'supply_information', 'requesting', '{received,under_examination}', 'same'),
    ('placement_abroad', 'obtain_assurance', 'requesting',
        '{contemplated,consultation_opened,report_transmitted,received,under_examination,information_requested}', 'assurance_obtained'),
    ('placement_abroad', 'decide', 'requesting',
        '{contemplated,consultation_opened,report_transmitted,received,under_examination,information_requested,consent_doubtful,consented,consented_with_conditions,assurance_obtained}',
        'decided'),
    ('placement_abroad', 'depart', 'requesting',
        '{contemplated,consultation_opened,report_transmitted,received,under_examination,information_requested,consent_doubtful,consented,consented_with_conditions,assurance_obtained,decided,refused,withdrawn,consent_withdrawn,consent_expired}',
        'departed'),
    ('placement_abroad', 'extend_placement', 'requesting', '{arrived,followed_up}', 'same'),
    ('placement_abroad', 'withdraw_request', 'requesting',
        '{contemplated,consultation_opened,report_transmitted,received,under_examination,information_requested,consent_doubtful,consented,consented_with_conditions,assurance_obtained,decided,consent_expired}',
        'withdrawn'),
    ('placement_abroad', 'determine_regime', 'requesting',
        '{contemplated,consultation_opened,report_transmitted,received,under_examination,information_requested,consent_doubtful,consented,consented_with_conditions,assurance_obtained,decided,departed,arrived,followed_up,consent_expired,recognition_refused}',
        'same'),
    /* what it has in writing from a requested State that does not work here */
    ('placement_abroad', 'transcribe_consent', 'requesting',
        '{report_transmitted,received,under_examination,information_requested,consent_doubtful,consent_expired}', 'consented'),
    ('placement_abroad', 'transcribe_refusal', 'requesting',
        '{consultation_opened,report_transmitted,received,under_examination,information_requested,consent_doubtful}', 'refused'),
    ('placement_abroad', 'transcribe_withdrawal', 'requesting',
        '{consent_doubtful,consented,consented_with_conditions,decided,consent_expired}', 'consent_withdrawn'),
    ('placement_abroad', 'transcribe_extension', 'requesting', '{consent_expired}', 'consented'),
    ('placement_abroad', 'transcribe_extension', 'requesting',
        '{consented,consented_with_conditions,decided,departed,arrived,followed_up}', 'same'),
    /* the requested State receives, examines and answers */
    ('placement_abroad', 'acknowledge', 'requested', '{report_transmitted}', 'received'),
    ('placement_abroad', 'assign', 'requested', '{received}', 'under_examination'),
    ('placement_abroad', 'request_information', 'requested', '{received,under_examination}', 'information_requested'),
    ('placement_abroad', 'consent', 'requested',
        '{received,under_examination,information_requested,consent_doubtful,consented_with_conditions,consent_expired}', 'consented'),
    ('placement_abroad', 'consent_with_conditions', 'requested',
        '{received,under_examination,information_requested,consent_doubtful,consent_expired}', 'consented_with_conditions'),
    ('placement_abroad', 'waive_condition', 'requested', '{consented_with_conditions,consented,decided}', 'same'),
    ('placement_abroad', 'refuse', 'requested',
        '{consultation_opened,report_transmitted,received,under_examination,information_requested,consent_doubtful}', 'refused'),
    ('placement_abroad', 'regularise_consent', 'requested', '{consent_doubtful}', 'consented'),
    ('placement_abroad', 'regularise_consent', 'requested', '{decided,departed,arrived,followed_up}', 'same'),
    ('placement_abroad', 'extend_consent', 'requested', '{consent_expired}', 'consented'),
    ('placement_abroad', 'extend_consent', 'requested',
        '{consented,consented_with_conditions,decided,departed,arrived,followed_up}', 'same'),
    ('placement_abroad', 'withdraw_consent', 'requested',
        '{consent_doubtful,consented,consented_with_conditions,decided,consent_expired}', 'consent_withdrawn'),
    ('placement_abroad', 'refuse_recognition', 'requested', '{decided,departed,arrived,followed_up}', 'recognition_refused'),
    /* either */
    ('placement_abroad', 'doubt_consent', 'both', '{consented,consented_with_conditions}', 'consent_doubtful'),
    ('placement_abroad', 'doubt_consent', 'both', '{decided,departed,arrived,followed_up}', 'same'),
    ('placement_abroad', 'record_consent_expiry', 'both', '{consent_doubtful,consented,consented_with_conditions}', 'consent_expired'),
    ('placement_abroad', 'arrive', 'both',
        '{contemplated,consultation_opened,report_transmitted,received,under_examination,information_requested,consent_doubtful,consented,consented_with_conditions,assurance_obtained,decided,departed,refused,withdrawn,consent_withdrawn,consent_expired}',
        'arrived'),
    ('placement_abroad', 'follow_up', 'both', '{arrived}', 'followed_up'),
    ('placement_abroad', 'follow_up', 'both', '{followed_up,recognition_refused}', 'same'),
    ('placement_abroad', 'end_placement', 'both', '{departed,arrived,followed_up,recognition_refused}', 'ended'),
    ('placement_abroad', 'lapse', 'both',
        '{contemplated,consultation_opened,report_transmitted,received,under_examination,information_requested,consent_doubtful,consented,consented_with_conditions,assurance_obtained,decided,consent_expired}',
        'lapsed'),
    ('placement_abroad', 'report_missing', 'both', '{contemplated,consultation_opened,report_transmitted,received,under_examination,information_requested,consent_doubtful,consented,consented_with_conditions,assurance_obtained,decided,departed,arrived,followed_up,refused,withdrawn,consent_withdrawn,consent_expired,recognition_refused}', 'same'),
    ('placement_abroad', 'report_found', 'both', '{contemplated,consultation_opened,report_transmitted,received,under_examination,information_requested,consent_doubtful,consented,consented_with_conditions,assurance_obtained,decided,departed,arrived,followed_up,refused,withdrawn,consent_withdrawn,consent_expired,recognition_refused}', 'same'),
    ('placement_abroad', 'report_danger', 'both', '{contemplated,consultation_opened,report_transmitted,received,under_examination,information_requested,consent_doubtful,consented,consented_with_conditions,assurance_obtained,decided,departed,arrived,followed_up,refused,withdrawn,consent_withdrawn,consent_expired,recognition_refused}', 'same'),
    /* a measure for a child where the child is; the State may be on either side of a placement that runs beside it */
    ('urgent_measure', 'take', 'both', '{-}', 'taken'),
    ('urgent_measure', 'notify', 'both', '{taken}', 'notified'),
    ('urgent_measure', 'notify', 'both', '{notified,confirmed}', 'same'),
    ('urgent_measure', 'rely_on', 'both', '{taken,notified,confirmed}', 'same'),
    ('urgent_measure', 'confirm', 'both', '{taken,notified}', 'confirmed'),
    ('urgent_measure', 'supersede', 'both', '{taken,notified,confirmed}', 'superseded'),
    ('urgent_measure', 'lapse', 'both', '{taken,notified,confirmed}', 'lapsed');

CREATE TABLE way AS
    SELECT t.procedure, f.from_state, t.act, s.side, CASE t.to_state WHEN 'same' THEN f.from_state ELSE t.to_state END AS to_state
      FROM told t
     CROSS JOIN LATERAL unnest(t.from_states) f(from_state)
      JOIN (VALUES ('requesting'), ('requested')) s(side) ON t.side IN (s.side, 'both');

/* ---- the catalog, both ways ---- */

SELECT set_eq(
    'SELECT procedure, from_state, act, side, to_state FROM way',
    'SELECT procedure, from_state, act, side::text, to_state FROM case_rules.procedure_transition',
    'every way that is told is in the catalog, and no other');
SELECT set_eq('SELECT DISTINCT procedure, act FROM told', $$SELECT procedure, act FROM case_rules.procedure_act WHERE kind = 'act'$$,
    'every act has a way, and none is there that is not told');
SELECT set_eq($$SELECT procedure, act, kind FROM case_rules.procedure_act WHERE kind <> 'act'$$,
    $$VALUES ('placement_abroad', 'annul', 'annul'), ('placement_abroad', 'cure', 'cure'), ('urgent_measure', 'annul', 'annul'), ('urgent_measure', 'cure', 'cure')$$,
    'but the two acts on an act, which every procedure has');
SELECT set_eq(
    $$SELECT procedure, state FROM (SELECT procedure, from_state FROM way UNION SELECT procedure, to_state FROM way) s(procedure, state) WHERE state <> '-'$$,
    'SELECT procedure, state FROM case_rules.procedure_state', 'every state is on some way');
SELECT is_empty($$SELECT procedure, state FROM case_rules.procedure_state s
    WHERE is_final = EXISTS (SELECT FROM way w WHERE w.procedure = s.procedure AND w.from_state = s.state)$$,
    'final states, and only they, have no way out');
SELECT set_eq($$SELECT act FROM case_rules.procedure_act WHERE procedure = 'placement_abroad' AND is_protective$$,
    ARRAY['refuse', 'transcribe_refusal', 'doubt_consent', 'withdraw_consent', 'transcribe_withdrawal', 'withdraw_request',
          'lapse', 'arrive', 'report_missing', 'report_found', 'report_danger'],
    'protective are the acts that stop a move or tell of the child');
SELECT set_eq($$SELECT act FROM case_rules.procedure_act WHERE procedure = 'urgent_measure' AND is_protective$$,
    ARRAY['take', 'notify'], 'and of an urgent measure taking and telling');

/* ---- what must never be possible, whatever is written into a rule or a setting ---- */

SELECT is_empty($$SELECT * FROM case_rules.procedure_transition WHERE procedure = 'placement_abroad' AND to_state = 'decided' AND from_state <> 'decided' AND side <> 'requesting'$$,
    'only the requesting State decides');
SELECT is_empty($$SELECT * FROM case_rules.procedure_transition WHERE procedure = 'placement_abroad' AND from_state IN ('refused', 'withdrawn', 'consent_withdrawn', 'ended', 'lapsed', 'consent_expired') AND to_state = 'decided'$$,
    'no way to a decision from a refusal, a withdrawal or an expired consent');
SELECT is_empty($$
    WITH RECURSIVE reach AS (
        SELECT 'refused'::text AS state
        UNION
        SELECT t.to_state FROM reach r JOIN case_rules.procedure_transition t
            ON t.procedure = 'placement_abroad' AND t.from_state = r.state)
    SELECT state FROM reach WHERE state IN ('decided', 'consented', 'consented_with_conditions')$$,
    'and none over several acts from a refusal either');
SELECT is_empty($$SELECT * FROM case_rules.procedure_transition t WHERE procedure = 'placement_abroad'
    AND to_state IN ('consented', 'consented_with_conditions') AND from_state <> to_state
    AND act NOT IN ('consent', 'consent_with_conditions', 'transcribe_consent', 'regularise_consent', 'extend_consent', 'transcribe_extension')$$,
    'only an act of consenting leads to a consent: silence is none');
SELECT is_empty($$SELECT t.* FROM case_rules.procedure_transition t JOIN case_rules.procedure_act a USING (procedure, act)
    WHERE t.procedure = 'placement_abroad' AND a.is_protective AND t.to_state IN ('consented', 'consented_with_conditions', 'decided', 'departed') AND t.from_state <> t.to_state$$,
    'no protective act moves a placement forward');

/* ---- consent_state, the type, has the same states ---- */

SELECT set_eq($$SELECT state FROM case_rules.procedure_state WHERE procedure = 'placement_abroad'$$,
    'SELECT state::text FROM case_rules.consent_states()', 'the type consent_state knows the states of placement_abroad');

/* ---- driven: every state × act × side is written, with no rule in the way ---- */

\ir ../lib/trial.psql
DELETE FROM case_rules.rule_case;
DELETE FROM case_rules.rule;
/* an act of the rulebook's making brings a subject into each state: there is one for each state, and it starts from nothing */
ALTER TABLE case_rules.procedure_transition DROP CONSTRAINT IF EXISTS procedure_transition_procedure_act_fkey;
INSERT INTO case_rules.procedure_act (procedure, act, position, meaning, source)
    SELECT procedure, 'put_into_' || state, 9000 + position, 'for this test', 'none' FROM case_rules.procedure_state;
INSERT INTO case_rules.procedure_transition (procedure, from_state, act, side, to_state)
    SELECT procedure, '-', 'put_into_' || state, 'requesting', state FROM case_rules.procedure_state;
SELECT case_rules.guard('public.act', p, 'public.value_facts', 'book', 'public.value_context')
  FROM unnest(ARRAY['placement_abroad', 'urgent_measure']) p \g /dev/null

CREATE TABLE driven (procedure text, from_state text, act text, side text, sqlstate text, to_state text, stamped_from text, stamped_side text, n bigint);
DO $$
DECLARE s record; a record; sd text; r text; n bigint := 0; row record;
BEGIN
    FOR s IN SELECT p.procedure, '-' AS state FROM (VALUES ('placement_abroad'), ('urgent_measure')) p(procedure)
             UNION ALL SELECT procedure, state FROM case_rules.procedure_state WHERE procedure <> 'trial' LOOP
        FOR a IN SELECT p.act, p.kind, coalesce((SELECT jsonb_object_agg(f.field, CASE f.type WHEN 'date' THEN '2025-06-01' WHEN 'uuid' THEN '00000000-0000-7000-8000-000000000001'
                                                                          ELSE coalesce(f.one_of[1], 'x') END)
                                           FROM case_rules.act_field f WHERE f.procedure = p.procedure AND f.act = p.act AND f.is_required), '{}') AS details
                   FROM case_rules.procedure_act p WHERE p.procedure = s.procedure AND p.act NOT LIKE 'put_into_%' LOOP
            FOREACH sd IN ARRAY ARRAY['requesting', 'requested', 'neither'] LOOP
                n := n + 1;
                IF s.state <> '-' THEN
                    INSERT INTO public.act (case_id, subject_id, procedure, act) VALUES (n, n, s.procedure, 'put_into_' || s.state);
                END IF;
                r := public.try(format('INSERT INTO public.act (case_id, subject_id, procedure, act, acted_on, authority_id, details, actor, amends) VALUES (%s, %s, %L, %L, %L, %L, %L, %L, %L)',
                                       n, n, s.procedure, a.act, '2025-03-02', sd, a.details, 'Example Actor',
                                       CASE WHEN a.kind <> 'act' THEN '{"seq": 1, "reason": "example", "second_person": "Example Second"}' END));
                SELECT INTO row * FROM public.act WHERE case_id = n AND acted_on = '2025-03-02';
                INSERT INTO driven VALUES (s.procedure, s.state, a.act, sd, r, row.to_state, coalesce(row.from_state, '-'), row.side, n);
            END LOOP;
        END LOOP;
    END LOOP;
END $$;

SELECT set_eq(
    $$SELECT procedure, from_state, act, side, to_state FROM driven WHERE sqlstate = '00000' AND side <> 'neither' AND act <> 'annul'
        EXCEPT SELECT d.procedure, d.from_state, d.act, d.side, d.to_state FROM driven d JOIN case_rules.procedure_act a USING (procedure, act)
                WHERE a.is_protective AND NOT EXISTS (SELECT FROM way w WHERE (w.procedure, w.from_state, w.act, w.side) = (d.procedure, d.from_state, d.act, d.side))$$,
    'SELECT procedure, from_state, act, side, to_state FROM way',
    'what a side may do goes through and leads where the table says, and nothing else does');
SELECT is_empty($$SELECT * FROM driven WHERE sqlstate NOT IN ('00000', 'RU002', 'RU003') AND act NOT IN ('annul', 'cure')$$, 'no other answer is given');
/* the act that is annulled was the requesting State's, and nothing stands against it that could be cured */
SELECT is_empty($$SELECT * FROM driven WHERE act = 'annul' AND sqlstate <> CASE WHEN from_state = '-' THEN 'RU010' WHEN side = 'requesting' THEN '00000' ELSE 'RU003' END$$,
    'an annulment is possible in every state, by the side whose act it was');
SELECT is_empty($$SELECT * FROM driven WHERE act = 'annul' AND sqlstate = '00000' AND (stamped_from, to_state) IS DISTINCT FROM ('-', NULL)$$,
    'and leaves the subject where it was before that act');
SELECT is_empty($$SELECT * FROM driven WHERE act = 'cure' AND sqlstate <> 'RU010'$$, 'there is nothing to cure');
SELECT is_empty($$SELECT * FROM driven d WHERE act <> 'annul' AND sqlstate = 'RU002' AND EXISTS
    (SELECT FROM way w WHERE (w.procedure, w.from_state, w.act) = (d.procedure, d.from_state, d.act))$$,
    'RU002 only where neither side can do it from there');
SELECT is_empty($$SELECT * FROM driven d WHERE act <> 'annul' AND sqlstate = 'RU003' AND NOT EXISTS
    (SELECT FROM way w WHERE (w.procedure, w.from_state, w.act) = (d.procedure, d.from_state, d.act) AND w.side <> d.side)$$,
    'RU003 only where the other side can');
SELECT is_empty($$SELECT d.* FROM driven d JOIN case_rules.procedure_act a USING (procedure, act)
    WHERE d.side = 'neither' AND NOT a.is_protective AND sqlstate = '00000'$$,
    'an authority of neither State does nothing');
SELECT is_empty($$SELECT d.* FROM driven d JOIN case_rules.procedure_act a USING (procedure, act)
    WHERE a.is_protective AND sqlstate <> '00000' AND EXISTS
    (SELECT FROM way w WHERE (w.procedure, w.from_state, w.act) = (d.procedure, d.from_state, d.act))$$,
    'but a protective act counts whoever performs it');
SELECT is_empty($$SELECT * FROM driven WHERE sqlstate = '00000' AND act <> 'annul' AND (stamped_from <> from_state OR side <> 'neither' AND stamped_side <> side)$$,
    'the row comes back with the state before it and the side');
SELECT is_empty($$SELECT d.* FROM driven d LEFT JOIN book.journal j ON j.case_id = d.n AND j.acted_on = '2025-03-02'
    WHERE (d.sqlstate = '00000') <> (j.case_id IS NOT NULL) OR j.case_id IS NOT NULL AND (d.to_state, d.act, d.stamped_from) IS DISTINCT FROM (j.to_state, j.act, coalesce(j.from_state, '-'))$$,
    'and the journal says the same, of these and of no others');
SELECT cmp_ok(count(*), '>', 2400::bigint, count(*) || ' combinations were written') FROM driven;

/* ---- the state is the one on the day of the act, not of the latest that was written ---- */

INSERT INTO public.act (case_id, subject_id, act, acted_on) VALUES (9001, 9001, 'begin', '2025-03-10');
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act, acted_on) VALUES (9001, 9001, 'proceed', '2025-03-09')$$), 'RU002',
    'an act that lies before the first one finds no state');
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act, acted_on) VALUES (9001, 9001, 'proceed', '2025-03-10')$$), '00000',
    'on the same day the order of writing decides');
INSERT INTO public.act (case_id, subject_id, act, acted_on, authority_id) VALUES (9001, 9001, 'close', '2025-04-01', 'requested');
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act, acted_on) VALUES (9001, 9001, 'proceed', '2025-04-02')$$), 'RU002', 'after the end nothing goes on');
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act, acted_on) VALUES (9001, 9001, 'proceed', '2025-03-20')$$), '00000', 'written late, it stands before the end');
/* one case, two subjects: each has its own state, one counter */
INSERT INTO public.act (case_id, subject_id, act, acted_on) VALUES (9001, 9002, 'begin', '2025-03-10');
SELECT results_eq('SELECT seq FROM public.act WHERE case_id = 9001 ORDER BY seq', 'SELECT generate_series(1, 5)::bigint', 'one counter for the case');
/* and one subject under two procedures */
INSERT INTO public.act (case_id, subject_id, procedure, act, acted_on) VALUES (9001, 9001, 'urgent_measure', 'take', '2025-04-02');
SELECT is(from_state, NULL, 'another procedure is another machine') FROM public.act WHERE case_id = 9001 AND procedure = 'urgent_measure';

SELECT * FROM finish();
ROLLBACK;
