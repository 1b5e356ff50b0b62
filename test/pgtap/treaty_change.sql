/*
 * Rows of treaties that change after acts have rested on them: the regime that
 * an act found is found again, and the acts are judged again under it.  What was
 * found before stays, and answers for what was known then.
 * Not in one transaction: CALL rejudge() commits.
 */
\set ON_ERROR_STOP on
SET client_min_messages = error;
SET case_rules.warnings = off;
SELECT no_plan() \g /dev/null

SELECT case_rules.create_casework('work') \g /dev/null
SET search_path = work, public;

CREATE FUNCTION public.id(what text, n integer DEFAULT 0) RETURNS uuid LANGUAGE sql IMMUTABLE RETURN md5(what || n)::uuid;
INSERT INTO authority (authority_id, state, name, role, public_law, time_zone)
SELECT id(state), state, 'Example Authority ' || state, 'competent_authority', true, 'UTC' FROM unnest('{DK,SV,ES,MX,US,HN,GB,IE,DE}'::text[]) state;
/* a case with one placement between two States */
CREATE FUNCTION public.placement(n integer, requesting text, requested text) RETURNS void LANGUAGE sql AS $$
    INSERT INTO work.case_file (case_id, opened_on) VALUES (id('case', n), '2025-01-01');
    INSERT INTO work.child (case_id, child_id, birth_date) VALUES (id('case', n), id('child', n), '2015');
    INSERT INTO work.placement (case_id, placement_id, child_id, requesting_state, requested_state)
    VALUES (id('case', n), id('placement', n), id('child', n), requesting, requested);
$$;
CREATE FUNCTION public.told(n integer, act text, day date, details jsonb DEFAULT '{}', amends jsonb DEFAULT NULL) RETURNS bigint LANGUAGE sql AS $$
    INSERT INTO work.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details, amends)
    SELECT p.case_id, 'placement_abroad', p.placement_id, told.act, day, id(p.requesting_state), 'Example Worker', details,
           amends || '{"reason": "example", "second_person": "Example Supervisor"}'
      FROM work.placement p WHERE p.case_id = id('case', n)
    RETURNING seq
$$;
/* contemplated, and anybody consulted: where no treaty binds that may be, under the convention of 1996 it may not */
CREATE FUNCTION public.consulted(n integer, requesting text, requested text, day date) RETURNS void LANGUAGE sql AS $$
    SELECT public.placement(n, requesting, requested);
    SELECT public.told(n, 'contemplate', day, '{"jurisdiction_article": "5"}');
    SELECT public.told(n, 'open_consultation', day + 7, '{"addressee_role": "other"}');
$$;
CREATE FUNCTION public.stands(n integer) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(concat_ws(' ', act, outcome, to_state), ', ' ORDER BY acted_on, seq)
      FROM work.act WHERE case_id = id('case', n) AND superseded_at IS NULL $$;
CREATE FUNCTION public.judgements(n integer) RETURNS bigint LANGUAGE sql AS $$ SELECT count(*) FROM work.journal WHERE case_id = id('case', n) $$;
/* regime by the facts of one placement, by those of all, and in the report: as a day has it by what was known at a moment */
CREATE FUNCTION public.regime(n integer, day date, known timestamptz DEFAULT NULL) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    answer text;
BEGIN
    PERFORM set_config('case_rules.as_of', day::text, true), set_config('case_rules.known_at', coalesce(to_char(known AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US+00'), ''), true);
    SELECT concat_ws(' ', f.regime, b.regime, s.regime, s.state) INTO answer
      FROM work.placement_facts(id('case', n), id('placement', n), day, known, NULL) f,
           work.placement_facts_bulk(day, known) b,
           work.placement_status s
     WHERE b.case_id = id('case', n) AND s.case_id = id('case', n);
    PERFORM set_config('case_rules.as_of', '', true), set_config('case_rules.known_at', '', true);
    RETURN answer;
END $$;
CREATE FUNCTION public.requests() RETURNS text LANGUAGE sql AS $$
    SELECT coalesce(string_agg(cause, ', ' ORDER BY request_id), '') FROM work.rejudge_request $$;
/* the request that a statement makes; nothing of it stays */
CREATE FUNCTION public.asks(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    answer text;
BEGIN
    EXECUTE statement;
    SELECT requests() INTO answer;
    RAISE EXCEPTION USING ERRCODE = 'ZZ000', MESSAGE = answer;
EXCEPTION WHEN SQLSTATE 'ZZ000' THEN
    RETURN SQLERRM;
END $$;

SELECT consulted(1, 'DK', 'SV', '2026-01-13'), consulted(2, 'ES', 'MX', '2025-02-03'), consulted(3, 'DK', 'SV', '2025-08-04') \g /dev/null
SELECT placement(4, 'GB', 'IE'), told(4, 'contemplate', '2026-01-13', '{"jurisdiction_article": "5"}'),
       told(4, 'open_consultation', '2026-01-20', '{"addressee_role": "central_authority"}') \g /dev/null
SELECT is(stands(n), 'contemplate permitted contemplated, open_consultation permitted consultation_opened', 'case ' || n || ': anybody was consulted')
  FROM generate_series(1, 4) n;
SELECT results_eq('SELECT regime, count(*) FROM work.placement_regime GROUP BY regime ORDER BY regime', $$VALUES ('hc1996', 1::bigint), ('none', 3)$$,
    'no treaty binds the two States, but in the last case');
SELECT is(requests(), '', 'nothing is to be judged again');

-- ---- an objection is withdrawn --------------------------------------------------------

SELECT clock_timestamp() AS objected \gset
INSERT INTO objection (instrument, objecting_state, acceding_state, notified_on, withdrawn_on, source)
VALUES ('hc1996', 'DK', 'SV', '2025-03-13', '2025-12-01', 'an invented example');
SELECT is(requests(), 'treaty row of hc1996', 'a row that comes late asks for the acts to be judged again');
SELECT is(regime(1, '2026-01-31'), 'none none none consultation_opened', 'until then they stand as they did');
CALL case_rules.rejudge('work') \gset
SELECT is(:changed, 1, 'one act is judged otherwise');
SELECT is(stands(1), 'contemplate permitted contemplated, open_consultation barred contemplated', 'the convention was in force: whoever was consulted was not the right authority');
SELECT is(stands(3), 'contemplate permitted contemplated, open_consultation permitted consultation_opened', 'before the withdrawal it was not');
SELECT is(regime(1, '2026-01-31'), 'hc1996 hc1996 hc1996 contemplated', 'the regime by what is known now');
SELECT is(regime(1, '2026-01-31', :'objected'), 'none none none consultation_opened', 'and by what was known before');
SELECT is(regime(3, '2026-01-31'), 'none none none consultation_opened', 'a placement contemplated before keeps what was found for it');
SELECT results_eq($$SELECT regime, found, by_seq, from_on, counts, superseded_at IS NULL, superseded_at = lead(recorded_at) OVER (ORDER BY recorded_at)
                      FROM work.placement_regime WHERE case_id = id('case', 1) ORDER BY recorded_at$$,
    $$VALUES ('none', 'none', 1::bigint, date '2026-01-13', true, false, true), ('hc1996', 'hc1996', 1, '2026-01-13', true, true, NULL)$$,
    'what was found before is kept, until the moment at which it was found otherwise');
SELECT ok(NOT before.reasons = after.reasons AND after.reasons @? '$[*] ? (@.about == "objection" && @.holds == true)', 'with its reasons')
  FROM placement_regime before, placement_regime after
 WHERE before.case_id = id('case', 1) AND before.superseded_at IS NOT NULL AND after.case_id = id('case', 1) AND after.superseded_at IS NULL;
SELECT results_eq($$SELECT h.judgement, h.cause, h.outcome, h.changed_facts -> 'regime' FROM work.act a, work.judgement_history(a.case_id, a.act_id) h
                     WHERE a.case_id = id('case', 1) AND a.act = 'open_consultation' ORDER BY 1$$,
    $$VALUES (1, 'recorded', 'permitted', NULL::jsonb), (2, 'treaty row of hc1996', 'barred', '{"before": "none", "after": "hc1996"}')$$,
    'the history of the act says what made the difference');
SELECT set_eq(format($$SELECT rule FROM case_rules.judge_act('work.act', id('case', 1)::text, 2, %L) WHERE verdict = 'violated' AND severity = 'bar'$$, :'objected'),
    ARRAY[]::text[], 'by what was known before, nothing stood against it');
SELECT is((SELECT count(*) FROM case_rules.judge_act('work.act', id('case', 1)::text, 2) WHERE rule = 'a33_consultation_addressee' AND verdict = 'violated'), 1::bigint,
    'by what is known now, the convention does');
SELECT is((SELECT string_agg(side || ' ' || started_on, ',') FROM duty_status WHERE case_id = id('case', 1) AND duty = 'cure' AND seq = 2) IS NOT NULL, true, 'and it is to be cured');
SELECT is(requests(), '', 'the request is done with');

-- ---- corrected, and taken away ----------------------------------------------------------

SELECT judgements(4) AS judged_before \gset
SELECT clock_timestamp() AS withdrawn \gset
UPDATE objection SET withdrawn_on = '2026-02-01';
SELECT is(requests(), 'treaty row of hc1996', 'a row that is corrected');
CALL case_rules.rejudge('work') \gset
SELECT is(stands(1), 'contemplate permitted contemplated, open_consultation permitted consultation_opened', 'the objection stood that day: the act stands again');
SELECT is(regime(1, '2026-01-31'), 'none none none consultation_opened', 'the regime is found for the third time');
SELECT is(regime(1, '2026-01-31', :'withdrawn'), 'hc1996 hc1996 hc1996 contemplated', 'what was known in between');
SELECT is(regime(1, '2026-01-31', :'objected'), 'none none none consultation_opened', 'and at first');
SELECT results_eq($$SELECT h.judgement, h.outcome FROM work.act a, work.judgement_history(a.case_id, a.act_id) h
                     WHERE a.case_id = id('case', 1) AND a.act = 'open_consultation' ORDER BY 1$$,
    $$VALUES (1, 'permitted'), (2, 'barred'), (3, 'permitted')$$, 'three judgements');
UPDATE objection SET withdrawn_on = '2025-08-01';
CALL case_rules.rejudge('work') \gset
SELECT is(stands(n), 'contemplate permitted contemplated, open_consultation barred contemplated', format('withdrawn earlier: case %s', n)) FROM unnest('{1,3}'::integer[]) n;
DELETE FROM objection;
SELECT is(requests(), 'treaty row of hc1996', 'a row that is taken away');
CALL case_rules.rejudge('work', 1) \gset
SELECT is(:changed, 2, 'in batches of one case too');
SELECT is(stands(n), 'contemplate permitted contemplated, open_consultation permitted consultation_opened', format('what is shipped holds again: case %s', n)) FROM unnest('{1,3}'::integer[]) n;
SELECT is((SELECT count(*) || ' ' || count(*) FILTER (WHERE superseded_at IS NULL) FROM placement_regime WHERE case_id = id('case', 1)), '5 1', 'each time it was found is on record, one stands');
SELECT is_empty($$SELECT FROM work.placement_regime a JOIN work.placement_regime b
                     ON b.case_id = a.case_id AND b.by_seq = a.by_seq AND b.recorded_at > a.recorded_at
                  WHERE a.superseded_at IS NULL OR a.superseded_at > b.recorded_at$$, 'no two were known at one moment');
SELECT is(judgements(4), :'judged_before'::bigint, 'between other States nothing was written');

-- ---- an accession, entered late and then with an earlier day -------------------------------

SELECT clock_timestamp() AS not_bound \gset
INSERT INTO party (instrument, state, kind, deposited_on, in_force_from, objection_window_to, checked_on, source)
VALUES ('hc1996', 'MX', 'accession', '2024-08-01', '2025-05-01', '2025-01-31', '2026-01-31', 'an invented example');
CALL case_rules.rejudge('work') \gset
SELECT is(:changed || stands(2), '0contemplate permitted contemplated, open_consultation permitted consultation_opened', 'in force after the placement was contemplated: as before');
SELECT is((SELECT count(*) FROM placement_regime WHERE case_id = id('case', 2)), 1::bigint, 'a regime that stays is not written again');
UPDATE party SET deposited_on = '2024-01-05', in_force_from = '2024-11-01', objection_window_to = '2024-07-31';
CALL case_rules.rejudge('work') \gset
SELECT is(:changed || stands(2), '1contemplate permitted contemplated, open_consultation barred contemplated', 'in force before');
SELECT is(regime(2, '2025-02-28') || ' / ' || regime(2, '2025-02-28', :'not_bound'), 'hc1996 hc1996 hc1996 contemplated / none none none consultation_opened',
    'by what is known now, and by what was known then');
DELETE FROM party;
CALL case_rules.rejudge('work') \gset
SELECT is(stands(2), 'contemplate permitted contemplated, open_consultation permitted consultation_opened', 'and as at first');

-- ---- one case by itself -----------------------------------------------------------------------

INSERT INTO objection (instrument, objecting_state, acceding_state, notified_on, withdrawn_on, source)
VALUES ('hc1996', 'DK', 'SV', '2025-03-13', '2025-08-01', 'an invented example');
SELECT results_eq($$SELECT * FROM case_rules.rejudge_case('work', id('case', 1)::text)$$, $$VALUES (2::bigint, 1::bigint)$$, 'rejudge_case() finds the regime of one case again');
SELECT is(regime(1, '2026-01-31') || ' / ' || regime(3, '2026-01-31'), 'hc1996 hc1996 hc1996 contemplated / none none none consultation_opened', 'and of no other');
SELECT results_eq($$SELECT * FROM case_rules.rejudge_case('work', id('case', 1)::text)$$, $$VALUES (2::bigint, 0::bigint)$$, 'once');
SELECT is(requests(), 'treaty row of hc1996', 'the request stays for the others');
CALL case_rules.rejudge('work') \gset
SELECT is(:changed, 1, 'which are judged by it');
SELECT is(regime(3, '2026-01-31'), 'hc1996 hc1996 hc1996 contemplated', 'in their turn');

-- ---- the act that found it ------------------------------------------------------------------------

SELECT told(1, 'determine_regime', '2026-02-10', '{"regime": "hc1996", "regime_grounds": "example"}') AS found_again \gset
UPDATE objection SET withdrawn_on = '2026-02-01';
CALL case_rules.rejudge('work') \gset
SELECT is(regime(1, '2026-01-31') || ' / ' || regime(1, '2026-02-28'), 'none none none consultation_opened / hc1996 hc1996 hc1996 consultation_opened',
    'what each act found is found again for its own day');
SELECT clock_timestamp() AS both \gset
SELECT told(1, 'annul', '2026-02-11', '{"cause": "never_happened"}', jsonb_build_object('seq', :found_again)) \g /dev/null
SELECT is(regime(1, '2026-02-28'), 'none none none consultation_opened', 'it goes with the act that found it');
SELECT is(regime(1, '2026-02-28', :'both'), 'hc1996 hc1996 hc1996 consultation_opened', 'and was known before');
UPDATE objection SET withdrawn_on = '2025-08-01';
CALL case_rules.rejudge('work') \gset
SELECT is(regime(1, '2026-02-28'), 'hc1996 hc1996 hc1996 contemplated', 'what stands is found again');
SELECT is((SELECT count(*) FROM placement_regime WHERE case_id = id('case', 1) AND by_seq = :found_again AND counts), 0::bigint, 'what was annulled stays annulled');
DELETE FROM objection;
CALL case_rules.rejudge('work') \gset

-- ---- what asks, and what does not -------------------------------------------------------------------

SELECT is(asks(statement), request, statement) FROM (VALUES
    ('INSERT INTO work.party (instrument, state, kind, in_force_from, source) VALUES (''hc1996'', ''MX'', ''ratification'', ''2024-01-01'', ''x'')', 'treaty row of hc1996'),
    /* it replaces a row that is shipped, of earlier days than it names itself */
    ('INSERT INTO work.party (instrument, state, kind, in_force_from, source) VALUES (''hc1996'', ''SV'', ''ratification'', ''2026-03-01'', ''x'')', 'treaty row of hc1996'),
    ('INSERT INTO work.party (instrument, state, kind, source) VALUES (''hc1996'', ''SV'', ''outside'', ''x'')', 'treaty row of hc1996'),
    /* an objection holds before the day on which it is withdrawn */
    ('INSERT INTO work.objection (instrument, objecting_state, acceding_state, withdrawn_on, source) VALUES (''hc1996'', ''DE'', ''SV'', ''2026-06-01'', ''x'')', 'treaty row of hc1996'),
    /* a list that was compared says something about the days before */
    ('INSERT INTO work.instrument_check (instrument, checked_on, source) VALUES (''hc1996'', ''2026-06-01'', ''x'')', 'treaty row of hc1996'),
    ('INSERT INTO work.instrument_check (instrument, checked_on, source) VALUES (''hc1996'', ''2026-06-01'', ''x''); UPDATE work.instrument_check SET source = source', 'treaty row of hc1996'),
    ('SET LOCAL case_rules.restoring = on; INSERT INTO work.instrument_check (instrument, checked_on, source) VALUES (''hc1996'', ''2026-06-01'', ''x''); SET LOCAL case_rules.restoring = off', ''),
    ('SET LOCAL session_replication_role = replica; SET LOCAL case_rules.restoring = on; INSERT INTO work.objection (instrument, objecting_state, acceding_state, notified_on, source) VALUES (''hc1996'', ''DE'', ''SV'', ''2025-01-01'', ''x''); SET LOCAL session_replication_role = origin; SET LOCAL case_rules.restoring = off', '')) s(statement, request);

/* who writes these rows need not be the owner */
DROP ROLE IF EXISTS regress_treaty_office;
CREATE ROLE regress_treaty_office;
GRANT USAGE ON SCHEMA work TO regress_treaty_office;
GRANT INSERT, DELETE, SELECT ON objection TO regress_treaty_office;
GRANT SELECT ON case_head TO regress_treaty_office;
GRANT INSERT, SELECT ON rejudge_request TO regress_treaty_office;
SET ROLE regress_treaty_office;
INSERT INTO objection (instrument, objecting_state, acceding_state, notified_on, source) VALUES ('hc1996', 'DE', 'SV', '2025-01-01', 'an invented example');
DELETE FROM objection;
RESET ROLE;
SELECT is(requests(), 'treaty row of hc1996, treaty row of hc1996', 'a role that may ask for it');
DROP OWNED BY regress_treaty_office;
DROP ROLE regress_treaty_office;
CALL case_rules.rejudge('work') \gset
SELECT is(:changed, 0, 'and nothing has come of it');

/* unknown until the whole list was compared */
SELECT placement(5, 'US', 'HN'), told(5, 'contemplate', '2026-04-01', '{"jurisdiction_article": "5"}') \g /dev/null
SELECT is(regime(5, '2026-04-01'), 'unknown unknown unknown contemplated', 'a relation that nobody has read');
INSERT INTO instrument_check (instrument, checked_on, source) VALUES ('hc1996', '2026-05-01', 'an invented example');
CALL case_rules.rejudge('work') \gset
SELECT is(regime(5, '2026-04-01'), 'none none none contemplated', 'compared a month later: surely not bound then');
DELETE FROM instrument_check;
CALL case_rules.rejudge('work') \gset
SELECT is(regime(5, '2026-04-01'), 'unknown unknown unknown contemplated', 'or not compared after all');
/* what the authority has stated holds where the treaties do not know, and only there */
SELECT placement(6, 'US', 'HN'), told(6, 'contemplate', '2026-04-01', '{"jurisdiction_article": "5", "regime": "hc1996", "regime_grounds": "example"}') \g /dev/null
SELECT is(regime(6, '2026-04-01'), 'hc1996 hc1996 hc1996 contemplated', 'stated by the act');
INSERT INTO instrument_check (instrument, checked_on, source) VALUES ('hc1996', '2026-05-01', 'an invented example');
CALL case_rules.rejudge('work') \gset
SELECT is(regime(6, '2026-04-01'), 'none none none contemplated', 'contradicted by what was read since');
DELETE FROM instrument_check;
CALL case_rules.rejudge('work') \gset
SELECT is(regime(6, '2026-04-01'), 'hc1996 hc1996 hc1996 contemplated', 'and holding again');

-- ---- what another office has found again, and what else a regime rests on ----------------------

/* its row arrives; that the one before was superseded does not */
SELECT clock_timestamp() AS here \gset
SET case_rules.restoring = on;
INSERT INTO placement_regime (case_id, placement_id, by_seq, from_on, regime, found, objection_window_open, reasons)
SELECT case_id, placement_id, by_seq, from_on, 'hc1996', 'hc1996', false, '[]' FROM placement_regime WHERE case_id = id('case', 3) AND superseded_at IS NULL;
SET case_rules.restoring = off;
SELECT is(regime(3, '2026-01-31') || ' / ' || regime(3, '2026-01-31', :'here'), 'hc1996 hc1996 hc1996 consultation_opened / none none none consultation_opened',
    'of two that stand, the later one counts');
INSERT INTO objection (instrument, objecting_state, acceding_state, notified_on, withdrawn_on, source)
VALUES ('hc1996', 'DK', 'SV', '2025-03-13', '2025-08-01', 'an invented example');
CALL case_rules.rejudge('work') \gset
SELECT is(regime(3, '2026-01-31'), 'hc1996 hc1996 hc1996 contemplated', 'with the row of the treaty both offices find the same');
DELETE FROM objection;
CALL case_rules.rejudge('work') \gset
SELECT is(regime(3, '2026-01-31'), 'none none none consultation_opened', 'and again');
SELECT is((SELECT count(*) FROM placement_regime WHERE case_id = id('case', 3) AND superseded_at IS NULL), 1::bigint, 'by one row');

/* where both keep their own, each finds again what its own acts found */
UPDATE layout SET offices = 2, office = 0;
SET case_rules.restoring = on;
INSERT INTO received (case_id, seq, guarded_table) SELECT case_id, by_seq, 'work.act' FROM placement_regime WHERE case_id = id('case', 3) AND superseded_at IS NULL;
SET case_rules.restoring = off;
INSERT INTO objection (instrument, objecting_state, acceding_state, notified_on, withdrawn_on, source)
VALUES ('hc1996', 'DK', 'SV', '2025-03-13', '2025-08-01', 'an invented example');
CALL case_rules.rejudge('work') \gset
SELECT is(regime(1, '2026-01-31') || ' / ' || regime(3, '2026-01-31'), 'hc1996 hc1996 hc1996 contemplated / none none none consultation_opened',
    'the regime of a received act is left to the office that sent it');
UPDATE layout SET offices = 2, office = 1;
SELECT case_rules.rejudge_case('work', id('case', 3)::text) \g /dev/null
SELECT is(regime(3, '2026-01-31'), 'hc1996 hc1996 hc1996 contemplated', 'that which has its numbers');
SET case_rules.restoring = on;
DELETE FROM received;
SET case_rules.restoring = off;
UPDATE layout SET offices = 1, office = 0;
DELETE FROM objection;
CALL case_rules.rejudge('work') \gset

/* a day of the proceedings that was wrong is no row of a treaty: it waits until it is asked for */
SELECT placement(7, 'FR', 'BE') \g /dev/null
UPDATE placement SET proceedings_instituted_on = '2022-08-01' WHERE case_id = id('case', 7);
INSERT INTO authority (authority_id, state, name, role, public_law, time_zone) VALUES (id('FR'), 'FR', 'Example Authority FR', 'competent_authority', true, 'UTC');
SELECT told(7, 'contemplate', '2023-01-10', '{"jurisdiction_article": "5"}') \g /dev/null
UPDATE placement SET proceedings_instituted_on = '2022-07-31' WHERE case_id = id('case', 7);
SELECT is(regime(7, '2023-01-31'), 'brussels_iib brussels_iib brussels_iib contemplated', 'found with the day that was on record then');
SELECT case_rules.rejudge_case('work', id('case', 7)::text) \g /dev/null
SELECT is(regime(7, '2023-01-31'), 'brussels_iia brussels_iia brussels_iia contemplated', 'and with the right one by rejudge_case()');

SELECT is_empty($$SELECT * FROM case_rules.guard_holes('work')$$, 'no hole is left');
SELECT is(requests(), '', 'nothing waits');

SELECT * FROM finish();
