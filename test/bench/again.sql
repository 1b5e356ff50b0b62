/*
 * again.sql: what it costs to judge acts again: many of them, because a rule
 * changed, and the ten of one case, because an act came late or a fact reaches
 * back.
 *
 * The peer is the guard itself: the same acts, of the same kinds, inserted one
 * by one in their order.  So all sixteen acts of these cases pass the guard; of
 * the fixture casework_again only the people and the facts are generated.  What
 * an INSERT costs is measured as for acts, in the server and around the
 * statement; what CALL rejudge() costs is measured around the whole of it, with
 * its commits.
 */
CREATE TABLE bench.step (
    step integer PRIMARY KEY,
    act text NOT NULL,
    acted_on date NOT NULL,
    authority_id uuid NOT NULL,
    details jsonb NOT NULL
);
INSERT INTO bench.step
SELECT v.step, v.act, v.acted_on, casework_again.bench_id('authority', v.authority), v.details
  FROM (VALUES
        (1, 'contemplate', date '2026-01-03', 1, '{"jurisdiction_article": "5"}'::jsonb),
        (2, 'open_consultation', '2026-01-05', 2, '{"addressee_role": "central_authority"}'),
        (3, 'transmit_report', '2026-01-08', 2, '{}'),
        (4, 'acknowledge', '2026-01-12', 3, '{}'),
        (5, 'assign', '2026-01-13', 3, '{"assigned_to": "Example Family Agency"}'),
        (6, 'consent', '2026-02-18', 4, '{"given_by": "competent_authority", "interests_considered": true, "valid_to": "2026-08-31", "document": "EX-1"}'),
        (7, 'decide', '2026-03-10', 1, '{"reasons": "Example reasons", "views_weight": "as heard", "document": "EX-2"}'),
        (8, 'depart', '2026-03-16', 1, '{"escort": "Example Worker"}'),
        (9, 'arrive', '2026-03-16', 4, '{"received_by": "Example Aunt"}'),
        (10, 'follow_up', '2026-04-20', 4, '{}'),
        (11, 'determine_regime', '2026-04-27', 1, '{"regime": "hc1996"}'),
        (12, 'extend_consent', '2026-05-11', 4, '{"placement_until": "2028-08-31", "document": "EX-3"}'),
        (13, 'extend_placement', '2026-05-18', 1, '{"until": "2028-08-31"}'),
        (14, 'report_missing', '2026-06-08', 4, '{"police_informed": true, "other_side_informed": true}'),
        (15, 'report_found', '2026-06-09', 4, '{}'),
        (16, 'follow_up', '2026-06-15', 4, '{}'),
        /* the late one: before the decision the consent had been lengthened */
        (17, 'extend_consent', '2026-03-01', 4, '{"valid_to": "2026-12-31", "document": "EX-4"}')) v(step, act, acted_on, authority, details);

INSERT INTO bench.todo (pool, place, case_id, placement_id, keys)
SELECT 'again', row_number() OVER (ORDER BY hashint8(n)), casework_again.bench_id('case', n), casework_again.bench_id('placement', n),
       ARRAY[casework_again.bench_id('child', n)]
  FROM generate_series(1, (SELECT count(*) FROM casework_again.case_file)) n
 WHERE n % 20 NOT IN (7, 13, 17);

/* what departure and extension ask for besides */
INSERT INTO casework_again.information_given (case_id, placement_id, topic, given_on)
SELECT t.case_id, t.placement_id, v.topic, '2026-03-12'
  FROM bench.todo t CROSS JOIN (VALUES ('person_of_trust'), ('challenge')) v(topic)
 WHERE t.pool = 'again';
INSERT INTO casework_again.handover (case_id, placement_id, kind, handed_over_on, to_authority_id, outcome)
SELECT t.case_id, t.placement_id, 'file', '2026-03-12', casework_again.bench_id('authority', 4), 'taken_over'
  FROM bench.todo t WHERE t.pool = 'again';
INSERT INTO casework_again.review (case_id, placement_id, reviewed_on, covers, reviewer)
SELECT t.case_id, t.placement_id, '2026-05-15', '{child_involved,development,needs,family,adequacy,necessity,qualified_reviewer}', 'supervisor-1'
  FROM bench.todo t WHERE t.pool = 'again';

/*
 * The steps of some cases, each an INSERT; what they took together: of a case
 * at the median, or of all cases.  In one case of five the consent is valid for
 * longer.
 */
CREATE FUNCTION bench.take_steps(first integer, many integer, first_step integer, last_step integer,
                                 OUT of_a_case float8, OUT of_all float8)
LANGUAGE plpgsql
AS $$
DECLARE
    t bench.todo;
    s bench.step;
    steps bench.step[] := ARRAY(SELECT x FROM bench.step x WHERE x.step BETWEEN first_step AND last_step ORDER BY x.step);
    began timestamptz;
    taken float8;
    times float8[] := '{}';
BEGIN
    FOR t IN SELECT * FROM bench.todo d WHERE d.pool = 'again' AND d.place >= first ORDER BY d.place LIMIT many LOOP
        taken := 0;
        FOREACH s IN ARRAY steps LOOP
            IF s.act = 'consent' AND t.place % 5 = 0 THEN
                s.details := s.details || '{"valid_to": "2026-12-31"}';
            END IF;
            began := clock_timestamp();
            INSERT INTO casework_again.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
            VALUES (t.case_id, 'placement_abroad', t.placement_id, s.act, s.acted_on, s.authority_id, 'worker-1', s.details);
            taken := taken + extract(epoch FROM clock_timestamp() - began) * 1e6;
        END LOOP;
        times := times || taken;
    END LOOP;
    IF cardinality(times) < many THEN
        RAISE EXCEPTION 'too few cases for place %', first;
    END IF;
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY x), sum(x) INTO of_a_case, of_all FROM unnest(times) x;
END
$$;

/* a fact of each case, and what follows from it before the transaction ends */
CREATE FUNCTION bench.record_fact(first integer, many integer, day date) RETURNS float8
LANGUAGE plpgsql
SET case_rules.rejudge_at_commit = 1000000
AS $$
DECLARE
    t bench.todo;
    began timestamptz;
    times float8[] := '{}';
BEGIN
    FOR t IN SELECT * FROM bench.todo d WHERE d.pool = 'again' AND d.place >= first ORDER BY d.place LIMIT many LOOP
        SET CONSTRAINTS ALL DEFERRED;
        began := clock_timestamp();
        INSERT INTO casework_again.views (case_id, child_id, heard_on, outcome, method, alone)
        VALUES (t.case_id, t.keys[1], day, 'heard', 'interview', true);
        SET CONSTRAINTS ALL IMMEDIATE;
        times := times || (extract(epoch FROM clock_timestamp() - began) * 1e6)::float8;
    END LOOP;
    SET CONSTRAINTS ALL DEFERRED;
    RETURN (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY x) FROM unnest(times) x);
END
$$;

CREATE FUNCTION bench.vacuum_again() RETURNS text
LANGUAGE sql
RETURN (SELECT 'VACUUM ANALYZE ' || string_agg('casework_again.' || quote_ident(x), ', ')
          FROM unnest('{act,journal,duty,case_head,placement_regime,running_rule,views,review,handover,information_given}'::text[]) x);

CREATE TABLE bench.again (
    round integer NOT NULL,
    what text NOT NULL,
    acts bigint NOT NULL,
    changed bigint,
    microseconds float8 NOT NULL
);
CREATE PROCEDURE bench.rejudge(round integer, what text)
LANGUAGE plpgsql
AS $$
DECLARE
    began timestamptz := clock_timestamp();
    judged bigint;
    changed bigint;
BEGIN
    CALL case_rules.rejudge('casework_again', judged => judged, changed => changed);
    INSERT INTO bench.again VALUES (round, what, judged, changed, extract(epoch FROM clock_timestamp() - began) * 1e6);
END
$$;

SET case_rules.warnings = off;
SET client_min_messages = warning;

/* ---- many acts ------------------------------------------------------------- */

/* a rule of the office; where it asks for 200 days, four of five decisions do not come up to it */
INSERT INTO casework_again.rule (procedure, rule, acts, condition, parameters, severity, on_unknown, mode, in_force, citation, message, hint)
VALUES ('placement_abroad', 'bench_consent_long_enough', '{decide}', 'consent_valid_to >= act.acted_on + days', '{"days": 100}',
        'warn', 'warn', 'enforced', '[2026-01-01,)', 'Example office, instruction 30', 'The consent is valid for a short time only.', 'Ask for more.');

/* a few to know the tables by; then a fifth of the others in each round, and all that are there are judged again */
SELECT :again_acts / 16 / 25 AS warm, :again_acts / 16 / 25 * 24 / 5 AS part \gset
SELECT bench.take_steps(1, :warm / 10, 1, 16) \g /dev/null
SELECT bench.vacuum_again() \gexec
SELECT bench.take_steps(1 + :warm / 10, :warm - :warm / 10, 1, 16) \g /dev/null
SELECT bench.vacuum_again() \gexec
INSERT INTO bench.again VALUES (0, 'inserted', :warm * 16, 0, 0);
SELECT s.statement
  FROM generate_series(1, 5) r
 CROSS JOIN LATERAL (VALUES
       (1, format('INSERT INTO bench.again SELECT %s, ''inserted'', %s, 0, of_all FROM bench.take_steps(%s, %s, 1, 16)',
                  r, :part * 16, 1 + :warm + (r - 1) * :part, :part)),
       (2, bench.vacuum_again()),
       (3, 'CHECKPOINT'),
       (4, format('UPDATE casework_again.rule SET parameters = ''{"days": %s}''', CASE r % 2 WHEN 1 THEN 110 ELSE 210 END)),
       (5, format('CALL bench.rejudge(%s, ''unchanged'')', r)),
       (6, 'CHECKPOINT'),
       (7, format('UPDATE casework_again.rule SET parameters = ''{"days": %s}''', CASE r % 2 WHEN 1 THEN 200 ELSE 100 END)),
       (8, format('CALL bench.rejudge(%s, ''changed'')', r)),
       (9, bench.vacuum_again())) s(place, statement)
 ORDER BY r, s.place \gexec

/* each time, all were judged, and of four in five cases the decision changed where it should */
DO $$
DECLARE
    odd record;
BEGIN
    SELECT a.*, sum(i.acts) / 16 AS cases INTO odd
      FROM bench.again a JOIN bench.again i ON i.what = 'inserted' AND i.round <= a.round
     WHERE a.what <> 'inserted'
     GROUP BY a.round, a.what, a.acts, a.changed, a.microseconds
    HAVING a.acts <> sum(i.acts)
        OR a.changed <> CASE a.what WHEN 'changed' THEN (sum(i.acts) / 16)::bigint - (sum(i.acts) / 16)::bigint / 5 ELSE 0 END
     LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'round %, %: of % cases, % acts were judged again, % otherwise', odd.round, odd.what, odd.cases, odd.acts, odd.changed;
    END IF;
END
$$;
INSERT INTO bench.round SELECT 'again', a.round, a.what, a.microseconds / a.acts FROM bench.again a WHERE a.round > 0;
INSERT INTO bench.figure (name, value, unit, aim, higher_is_better)
SELECT format('%s acts judged again, %s', a.acts, CASE a.what WHEN 'changed' THEN '5 of 100 otherwise' ELSE 'none otherwise' END),
       1e6 * a.acts / a.microseconds, 'per s', NULL, true
  FROM bench.again a WHERE a.round = 5 AND a.what <> 'inserted'
 ORDER BY a.what DESC;
INSERT INTO bench.figure (name, value, unit, aim) VALUES
    ('such an act inserted', bench.median_of('again', 'inserted'), 'us', NULL),
    ('judged again, none otherwise', bench.median_of('again', 'unchanged'), 'us', NULL),
    ('judged again, 5 of 100 otherwise', bench.median_of('again', 'changed'), 'us', NULL),
    ('judged again, none otherwise / inserted', bench.ratio_of('again', 'unchanged', 'inserted'), 'ratio', 0.3),
    ('judged again, 5 of 100 otherwise / inserted', bench.ratio_of('again', 'changed', 'inserted'), 'ratio', 0.3);

/* ---- ten acts of one case -------------------------------------------------- */

SELECT 1 + :warm + 5 * :part AS first \gset
SELECT bench.take_steps(:first, (:late_rounds + 1) * :late_batch, 1, 6) \g /dev/null
SELECT bench.vacuum_again() \gexec
CHECKPOINT;
SELECT format('INSERT INTO bench.round SELECT ''late'', %s, %L, of_a_case FROM bench.take_steps(%s, %s, %s)',
              r, s.what, :first + r * :late_batch, :late_batch, s.steps)
  FROM generate_series(0, :late_rounds) r
 CROSS JOIN (VALUES (1, 'ten', '7, 16'), (2, 'late', '17, 17')) s(place, what, steps)
 ORDER BY r, s.place \gexec

/* the ten acts after the late one were judged a second time, each */
DO $$
BEGIN
    IF EXISTS (SELECT FROM casework_again.act a
                WHERE a.act = 'extend_consent' AND a.acted_on = '2026-03-01'
                  AND 10 <> (SELECT count(*) FROM casework_again.journal j
                              WHERE j.case_id = a.case_id AND j.judgement = 2 AND j.cause = 'late' AND j.cause_seq = a.seq)) THEN
        RAISE EXCEPTION 'a late act has not had ten others judged again';
    END IF;
END
$$;

/* facts: of the same cases, in turns with an earlier day and a later one */
SELECT format('INSERT INTO bench.round SELECT ''reach'', %s, %L, bench.record_fact(%s, %s, %L)',
              r, f.what, :first + r * :late_batch, :late_batch, f.day)
  FROM generate_series(0, :late_rounds) r
 CROSS JOIN (VALUES ('before', date '2026-03-02'), ('after', '2026-07-01')) f(what, day)
 ORDER BY r, (f.what = 'after') = (r % 2 = 0) \gexec
DO $$
BEGIN
    IF EXISTS (SELECT FROM casework_again.case_head WHERE rejudge_since IS NOT NULL)
       OR EXISTS (SELECT FROM casework_again.journal WHERE cause = 'views') THEN
        RAISE EXCEPTION 'a fact that changes nothing has left acts unjudged, or judged otherwise';
    END IF;
END
$$;
DELETE FROM bench.round WHERE round = 0;
INSERT INTO bench.figure (name, value, unit, aim) VALUES
    ('ten acts in their order', bench.median_of('late', 'ten'), 'us', NULL),
    ('an act that came late, ten acts deep', bench.median_of('late', 'late'), 'us', NULL),
    ('late act / ten acts in their order', bench.ratio_of('late', 'late', 'ten'), 'ratio', 1.2),
    ('fact that counts after the last act', bench.median_of('reach', 'after'), 'us', NULL),
    ('fact that reaches back behind ten acts', bench.median_of('reach', 'before'), 'us', NULL);
