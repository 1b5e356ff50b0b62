/*
 * Acts that come late: accepted in their place; what happened after them is
 * judged again with what is known now, and marked where it would be barred.
 */
BEGIN;
SELECT plan(179);
\ir ../lib/trial.psql
\ir ../lib/tale.psql

/* ---- a consent withdrawn on 4 March that arrives after a decision of 5 March ---- */

SELECT is(public.tell(1, 'open', '2025-03-01'), '00000', 'opened');
SELECT is(public.tell(1, 'consent', '2025-03-02', 'requested'), '00000', 'consented');
SELECT is(public.tell(1, 'decide', '2025-03-05'), '00000', 'decided on 5 March');
SELECT is(public.story(1), '1 open ->opened permitted, 2 consent opened>consented permitted, 3 decide consented>decided permitted', 'so far all is well');
SELECT is(public.duties(1), '3 carry_out overdue', 'and the decision is to be carried out');
SELECT is(public.tell(1, 'withdraw', '2025-03-04', 'requested'), '00000', 'on 10 March it becomes known that the consent was withdrawn on the 4th');
SELECT is(public.story(1), '1 open ->opened permitted, 2 consent opened>consented permitted, 4 withdraw consented>stopped permitted, 3 decide stopped>stopped barred',
    'the withdrawal takes its place; the decision counts for nothing, and moves nothing');
SELECT is(public.judged(1, 3), 'permitted recorded consented>decided, barred late:4 stopped>stopped RU002+consent_stands_first',
    'the further verdict stands beside the first, which is not touched');
SELECT is(public.judged(1, 4), 'permitted recorded consented>stopped', 'the late act is judged once');
SELECT is(public.judged(1, 2), 'permitted recorded opened>consented', 'what lies before it is not judged again');
SELECT is(public.duties(1), '3 cure overdue', 'the duty of the decision is closed, one to cure is there')
  FROM set_config('case_rules.as_of', '2099-01-01', true);
SELECT results_eq($$SELECT duty, side, judgement, superseded_at IS NOT NULL, details FROM book.duty WHERE case_id = 1 ORDER BY duty$$,
    $$VALUES ('carry_out', 'requesting', 1, true, '{}'::jsonb), ('cure', 'requesting', 2, false, '{"rules": ["consent_stands_first", "RU002"]}')$$, 'of the side that acted');
RESET case_rules.as_of;
SELECT results_eq($$SELECT seq, act, outcome, to_state, rules, judgement, cause, cause_seq FROM book.irregular_act WHERE case_id = 1$$,
    $$VALUES (3::bigint, 'decide', 'barred', 'stopped', '{RU002,consent_stands_first}'::text[], 2, 'late', 4::bigint)$$, 'it is listed');
SELECT results_eq($$SELECT f.rule, f.severity::text, f.citation, f.verdict::text FROM book.act_finding f WHERE case_id = 1 AND seq = 3 ORDER BY rule$$,
    $$VALUES ('RU002', 'bar', 'procedure tale', 'violated'), ('consent_stands_first', 'bar', 'none', 'violated')$$, 'with what stands against it: the procedure, and the rule');
SELECT is(public.tell(1, 'depart', '2025-03-06'), 'RU001', 'nobody departs on it');
SELECT is(public.refused(), '{"decided_first": "violated"}', 'for there is no decision');
SELECT is(public.tell(1, 'decide', '2025-03-07'), 'RU002', 'nor is it made again');
SELECT is(public.tell(1, 'consent', '2025-03-07', 'requested'), '00000', 'before there is another consent');
SELECT is(public.tell(1, 'decide', '2025-03-07'), '00000', 'then it is');
/* the same acts in the order in which they happened */
SELECT is(public.tell(2, 'open', '2025-03-01') || public.tell(2, 'consent', '2025-03-02', 'requested') || public.tell(2, 'withdraw', '2025-03-04', 'requested'),
    '000000000000000', 'had it been known in time');
SELECT is(public.tell(2, 'decide', '2025-03-05'), 'RU002', 'the decision would have been refused');
SELECT is(public.story(2), '1 open ->opened permitted, 2 consent opened>consented permitted, 3 withdraw consented>stopped permitted', 'and the subject would stand where it stands now');

/* what the finding_count, the outcome and RETURNING say */
SELECT public.tell(3, 'open', '2025-03-01'), public.tell(3, 'consent', '2025-03-02', 'requested'), public.tell(3, 'decide', '2025-03-05') \g /dev/null
CREATE TABLE returned AS WITH w AS (
    INSERT INTO public.tale (case_id, subject_id, act, acted_on, authority_id) VALUES (3, 3, 'withdraw', '2025-03-04', 'requested') RETURNING *) SELECT * FROM w;
SELECT results_eq('SELECT seq, side, from_state, to_state, finding_count, outcome, superseded_at FROM returned',
    $$VALUES (4::bigint, 'requested', 'consented', 'stopped', 0, 'permitted', NULL::timestamptz)$$, 'the late act comes back with what is derived');
SELECT results_eq('SELECT finding_count, outcome FROM public.tale WHERE case_id = 3 AND seq = 3', $$VALUES (2, 'barred')$$, 'the row of the other act has its findings and its outcome now');
SELECT results_eq('SELECT judgement, finding_count, rule_count, outcome FROM book.journal WHERE case_id = 3 AND seq = 3 ORDER BY judgement',
    $$VALUES (1, 0, 1, 'permitted'), (2, 2, 2, 'barred')$$, 'the journal both');

/* ---- in its place, if it is lawful there ---- */

SELECT public.tell(10, 'open', '2025-03-01'), public.tell(10, 'consent', '2025-03-10', 'requested'), public.tell(10, 'decide', '2025-03-20') \g /dev/null
SELECT is(public.tell(10, 'decide', '2025-03-05'), 'RU002', 'a late act that is barred in its place is refused');
SELECT is(public.tell(10, 'note', '2025-02-28'), 'RU002', 'one from before the beginning too');
SELECT is(public.tell(10, 'consent', '2025-03-15', 'requested'), 'RU002', 'and one that has no place there');
SELECT is(public.tell(10, 'note', '2999-01-01'), 'RU004', 'a day to come is none');
SELECT is((SELECT count(*) FROM book.journal WHERE case_id = 10), 3::bigint, 'of which nothing is left');
SELECT results_eq('SELECT act_seq, last_on, rejudge_since FROM book.case_head WHERE case_id = 10', $$VALUES (3::bigint, date '2025-03-20', NULL::date)$$, 'not in the head either');
SELECT is(public.tell(10, 'note', '2025-03-05'), '00000', 'one that changes nothing');
SELECT is(public.story(10), '1 open ->opened permitted, 4 note opened>opened permitted, 2 consent opened>consented permitted, 3 decide consented>decided permitted', 'stands in its place');
SELECT is(public.judged(10, 3), 'permitted recorded consented>decided, permitted late:4 consented>decided', 'what lies behind it was judged again, to the same end');
SELECT is(public.duties(10), '3 carry_out overdue', 'the duties stay');
SELECT is((SELECT string_agg(format('%s %s', judgement, superseded_at IS NULL), ', ') FROM book.duty WHERE case_id = 10), '1 t', 'as they were');

/* a late consent before a decision that was irregularly early: the order of arrival makes no difference */
SELECT is(public.tell(11, 'open', '2025-03-01') || public.anyhow(11, 'depart', '2025-03-05'), '0000000000', 'a child has left, though nothing was decided');
SELECT is(public.story(11), '1 open ->opened permitted, 2 depart opened>gone irregular', 'the state follows the child');
SELECT is(public.tell(11, 'consent', '2025-03-02', 'requested') || public.tell(11, 'decide', '2025-03-03'), '0000000000', 'then it is found that all was decided before');
SELECT is(public.story(11), '1 open ->opened permitted, 3 consent opened>consented permitted, 4 decide consented>decided permitted, 2 depart decided>gone permitted',
    'the departure was lawful');
SELECT is(public.judged(11, 2), 'irregular recorded opened>gone decided_first, irregular late:3 consented>gone decided_first, permitted late:4 decided>gone', 'as its third judgement says');
SELECT results_eq($$SELECT seq, duty, judgement, superseded_at IS NULL FROM book.duty WHERE case_id = 11 ORDER BY seq, duty$$,
    $$VALUES (2::bigint, 'cure', 1, false), (2, 'tell', 1, false), (4, 'carry_out', 1, true)$$, 'and nothing is left to cure');
SELECT is(public.duties(11), '4 carry_out met', 'the decision is carried out');
SELECT is_empty('SELECT * FROM book.irregular_act WHERE case_id = 11', 'nothing is listed');

/* ---- the same day: the order of writing decides ---- */

SELECT public.tell(12, 'open', '2025-03-01'), public.tell(12, 'consent', '2025-03-05', 'requested'), public.tell(12, 'decide', '2025-03-05'),
       public.tell(12, 'withdraw', '2025-03-05', 'requested') \g /dev/null
SELECT is(public.story(12), '1 open ->opened permitted, 2 consent opened>consented permitted, 3 decide consented>decided permitted, 4 withdraw decided>stopped permitted',
    'an act of the same day comes after those written before it');
SELECT is((SELECT max(judgement) FROM book.journal WHERE case_id = 12), 1, 'nothing is judged again');
SELECT is(public.tell(12, 'note', '2025-03-04'), '00000', 'the day before');
SELECT results_eq('SELECT seq, judgement, cause FROM book.journal WHERE case_id = 12 AND judgement > 1 ORDER BY seq',
    $$VALUES (2::bigint, 2, 'late'), (3, 2, 'late'), (4, 2, 'late')$$, 'lies before all three');

/* ---- acts that depend on how many there were ---- */

INSERT INTO book.rule (procedure, rule, acts, condition) VALUES ('tale', 'two_notes_at_most', '{note}', 'notes < 2');
SELECT public.tell(13, 'open', '2025-03-01'), public.tell(13, 'note', '2025-03-10'), public.tell(13, 'note', '2025-03-20') \g /dev/null
SELECT is(public.tell(13, 'note', '2025-03-30'), 'RU001', 'a third note is barred');
SELECT is(public.tell(13, 'note', '2025-03-05'), '00000', 'one that came before the others is not');
SELECT is(public.story(13), '1 open ->opened permitted, 4 note opened>opened permitted, 2 note opened>opened permitted, 3 note opened>opened barred',
    'but then the last of them is one too many');
SELECT is(public.tell(13, 'note', '2025-03-07'), '00000', 'another one');
SELECT is(public.story(13), '1 open ->opened permitted, 4 note opened>opened permitted, 5 note opened>opened permitted, 2 note opened>opened barred, 3 note opened>opened barred',
    'and what is barred does not count for those after it');
DELETE FROM book.rule WHERE rule = 'two_notes_at_most';

/* ---- two subjects, two tables, two procedures in one case ---- */

SELECT public.tell(20, 'open', '2025-03-01', subject_id => 201), public.tell(20, 'open', '2025-03-01', subject_id => 202),
       public.tell(20, 'consent', '2025-03-02', 'requested', 201), public.tell(20, 'consent', '2025-03-02', 'requested', 202),
       public.tell(20, 'decide', '2025-03-05', subject_id => 201), public.tell(20, 'decide', '2025-03-05', subject_id => 202) \g /dev/null
INSERT INTO public.value VALUES (201, true, true, true, true, 1, '2025-01-01', 'example');
INSERT INTO public.act (case_id, subject_id, act, acted_on) VALUES (20, 201, 'begin', '2025-03-01'), (20, 201, 'proceed', '2025-03-06');
SELECT is(public.tell(20, 'withdraw', '2025-03-04', 'requested', 201), '00000', 'one consent is withdrawn, and told late');
SELECT is(public.story(20, 201), '1 open ->opened permitted, 3 consent opened>consented permitted, 9 withdraw consented>stopped permitted, 5 decide stopped>stopped barred', 'of one subject the decision falls');
SELECT is(public.story(20, 202), '2 open ->opened permitted, 4 consent opened>consented permitted, 6 decide consented>decided permitted', 'of the other it stands');
SELECT results_eq('SELECT seq, judgement FROM book.journal WHERE case_id = 20 AND judgement > 1', 'VALUES (5::bigint, 2)',
    'of another subject nothing is written, for nothing differs; nor of another procedure');
/* a rule of one procedure that looks at the other table of the case */
INSERT INTO book.rule (rule, condition) VALUES ('counts', 'earlier < 9');
SELECT results_eq('SELECT act_seq, last_on FROM book.case_head WHERE case_id = 20', $$VALUES (9::bigint, date '2025-03-06')$$, 'both tables share one counter and one last day');
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act, acted_on) VALUES (20, 201, 'proceed', '2025-03-03')$$), '00000', 'an act of the other table comes late');
SELECT is((SELECT string_agg(format('%s %s %s', seq, judgement, cause), ', ' ORDER BY seq, judgement) FROM book.journal WHERE case_id = 20 AND judgement > 1),
    '5 2 late, 8 2 late', 'the act of the same subject and procedure is judged again, and written');
DELETE FROM book.rule WHERE procedure = 'trial';

/* a sibling's fact may be a fact of mine: other subjects are judged again as well */
SAVEPOINT sibling;
INSERT INTO book.rule (procedure, rule, acts, condition) VALUES ('tale', 'sibling_not_gone', '{note}', 'NOT gone');
CREATE OR REPLACE FUNCTION public.tale_facts(case_id bigint, subject_id bigint, as_of date, known_at timestamptz, before_seq bigint)
RETURNS TABLE (consent_stands boolean, decided boolean, gone boolean, notes integer, heard boolean, guarded boolean)
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT true, true, EXISTS (SELECT FROM public.tale t WHERE t.case_id = $1 AND t.act = 'depart' AND t.superseded_at IS NULL AND t.outcome <> 'barred'
                                  AND case_rules.act_is_before(t.acted_on, t.seq, $3, $5)), 0, true, true;
END;
SELECT public.tell(21, 'open', '2025-03-01', subject_id => 211), public.tell(21, 'open', '2025-03-01', subject_id => 212), public.tell(21, 'note', '2025-03-05', subject_id => 212),
       public.tell(21, 'note', '2025-03-02', subject_id => 212) \g /dev/null
SELECT is(public.tell(21, 'depart', '2025-03-03', subject_id => 211), '00000', 'one child of the case left, it turns out');
SELECT is(public.story(21, 212), '2 open ->opened permitted, 4 note opened>opened permitted, 3 note opened>opened barred', 'an act of the other is barred by it, where it lies behind');
SELECT is(public.judged(21, 3), 'permitted recorded opened>opened, permitted late:4 opened>opened, barred late:5 opened>opened sibling_not_gone', 'as is written');
ROLLBACK TO sibling;

/* ---- every order of arrival comes to the same ---- */

CREATE TABLE happened (n integer, act text, acted_on date, side text, account boolean);
INSERT INTO happened VALUES (1, 'open', '2025-03-01', 'requesting', false), (2, 'consent', '2025-03-02', 'requested', false), (3, 'decide', '2025-03-04', 'requesting', false),
    (4, 'withdraw', '2025-03-03', 'requested', false), (5, 'arrive', '2025-03-06', 'requested', false);
/* open comes first: nothing else is possible before it. An act that is refused in its place, or comes to be barred, is the same: it counts for nothing. */
CREATE FUNCTION in_order(id bigint, ns integer[]) RETURNS text LANGUAGE plpgsql AS $$
DECLARE h happened; k integer;
BEGIN
    FOREACH k IN ARRAY ns LOOP
        SELECT * INTO h FROM happened WHERE n = k;
        PERFORM public.tell(id, h.act, h.acted_on, h.side);
    END LOOP;
    RETURN (SELECT string_agg(format('%s %s>%s %s', t.act, coalesce(t.from_state, '-'), t.to_state, t.outcome), ', ' ORDER BY t.acted_on)
              FROM public.tale t WHERE t.case_id = id AND t.outcome <> 'barred');
END $$;
SELECT is(in_order(3000 + a * 100 + b * 10 + c, ARRAY[1, 2, a, b, c]),
    'open ->opened permitted, consent opened>consented permitted, withdraw consented>stopped permitted, arrive stopped>there protective',
    format('told in the order %s, %s, %s', (SELECT act FROM happened WHERE n = a), (SELECT act FROM happened WHERE n = b), (SELECT act FROM happened WHERE n = c)))
  FROM generate_series(3, 5) a, generate_series(3, 5) b, generate_series(3, 5) c
 WHERE a <> b AND a <> c AND b <> c;
SELECT is((SELECT count(DISTINCT regexp_replace(public.duties(case_id), '^\d+|, \d+', '', 'g')) FROM public.tale WHERE case_id BETWEEN 3000 AND 4000
             AND NOT EXISTS (SELECT FROM public.tale b WHERE b.case_id = tale.case_id AND b.outcome = 'barred')), 1::bigint, 'with the same duties');

/* ---- many rows in one statement ---- */

/* days out of order: each row is judged in the order of writing, as though they had been written one by one */
INSERT INTO public.tale (case_id, subject_id, act, acted_on, authority_id) VALUES
    (30, 30, 'open', '2025-03-01', 'requesting'), (30, 30, 'consent', '2025-03-02', 'requested'), (30, 30, 'decide', '2025-03-05', 'requesting'),
    (30, 30, 'withdraw', '2025-03-04', 'requested'), (30, 30, 'note', '2025-03-03', 'requested');
SELECT is(public.story(30), '1 open ->opened permitted, 2 consent opened>consented permitted, 5 note consented>consented permitted, 4 withdraw consented>stopped permitted, 3 decide stopped>stopped barred',
    'all in one INSERT');
SELECT is(public.judged(30, 3), 'permitted recorded consented>decided, barred late:4 stopped>stopped RU002+consent_stands_first, barred late:5 stopped>stopped RU002+consent_stands_first', 'with its judgements');
SELECT is(public.try($$INSERT INTO public.tale (case_id, subject_id, act, acted_on, authority_id) VALUES
    (31, 31, 'open', '2025-03-01', 'requesting'), (31, 31, 'consent', '2025-03-02', 'requested'),
    (31, 31, 'withdraw', '2025-03-04', 'requested'), (31, 31, 'decide', '2025-03-05', 'requesting')$$), 'RU002', 'in the order of the days the decision is refused');
SELECT is((SELECT count(*) FROM public.tale WHERE case_id = 31), 0::bigint, 'and the whole statement');
/* of several cases at once, each in its own order */
INSERT INTO public.tale (case_id, subject_id, act, acted_on, authority_id) VALUES
    (32, 32, 'open', '2025-03-10', 'requesting'), (33, 33, 'open', '2025-03-01', 'requesting'), (32, 32, 'note', '2025-03-20', 'requesting'),
    (33, 33, 'note', '2025-03-20', 'requesting'), (32, 32, 'note', '2025-03-15', 'requesting'), (33, 33, 'consent', '2025-03-05', 'requested');
SELECT is(public.story(32) || '; ' || public.story(33),
    '1 open ->opened permitted, 3 note opened>opened permitted, 2 note opened>opened permitted; 1 open ->opened permitted, 3 consent opened>consented permitted, 2 note consented>consented permitted',
    'two cases in turns');
/* MERGE, an action of its own for each row */
MERGE INTO public.tale t USING (VALUES (33::bigint, 'decide', date '2025-03-06', 'requesting', 'a'), (33, 'withdraw', '2025-03-07', 'requested', 'b'), (33, 'note', '2025-03-02', 'requested', 'c'))
    AS r(case_id, act, acted_on, authority_id, request_key) ON t.case_id = r.case_id AND t.request_key = r.request_key
    WHEN NOT MATCHED THEN INSERT (case_id, subject_id, act, acted_on, authority_id, request_key) VALUES (r.case_id, r.case_id, r.act, r.acted_on, r.authority_id, r.request_key);
SELECT is(regexp_replace(public.story(33), '\d ', '', 'g'), 'open ->opened permitted, note opened>opened permitted, consent opened>consented permitted, decide consented>decided permitted, '
    || 'withdraw decided>stopped permitted, note stopped>stopped permitted', 'MERGE of late acts, in whatever order it takes its rows');
/* a row that ON CONFLICT drops has no effect, before or after it */
INSERT INTO public.tale (case_id, subject_id, act, acted_on, authority_id, request_key) VALUES
    (33, 33, 'consent', '2025-03-08', 'requested', 'a'), (33, 33, 'consent', '2025-03-08', 'requested', 'd'), (33, 33, 'note', '2025-03-03', 'requested', 'b'),
    (33, 33, 'withdraw', '2025-03-09', 'requested', 'c'), (33, 33, 'note', '2025-03-04', 'requested', 'e')
    ON CONFLICT (request_key) DO NOTHING;
SELECT is((SELECT string_agg(format('%s %s %s', act, acted_on, outcome), ', ' ORDER BY seq) FROM public.tale WHERE case_id = 33 AND seq > 6),
    'consent 2025-03-08 permitted, note 2025-03-04 permitted', 'ON CONFLICT DO NOTHING writes those that are new');
SELECT is((SELECT string_agg(s, ' ' ORDER BY n) FROM (SELECT 1, seq::text FROM public.tale WHERE case_id = 33 AND request_key = 'd' UNION ALL
             SELECT 2, to_state FROM public.tale WHERE case_id = 33 AND request_key = 'd') x(n, s)), '8 consented', 'the numbers of the others are lost, the state is not');
SELECT is((SELECT count(*) FROM book.case_head WHERE case_id = 33 AND last_on = '2025-03-20'), 1::bigint, 'the last day is that of an act that was written');
/* COPY, from a file of the server */
SELECT current_setting('data_directory') || '/' || current_database() || '.rows' AS file \gset
COPY (SELECT * FROM (VALUES (34, 34, 'open', '2025-03-01', 'requesting'), (34, 34, 'note', '2025-03-20', 'requested'), (34, 34, 'consent', '2025-03-10', 'requested'),
    (34, 34, 'decide', '2025-03-15', 'requesting'), (34, 34, 'withdraw', '2025-03-12', 'requested')) v) TO :'file';
COPY public.tale (case_id, subject_id, act, acted_on, authority_id) FROM :'file';
SELECT is(public.story(34), '1 open ->opened permitted, 3 consent opened>consented permitted, 5 withdraw consented>stopped permitted, 4 decide stopped>stopped barred, 2 note stopped>stopped permitted', 'COPY');
SELECT is((SELECT string_agg(outcome || finding_count, ' ' ORDER BY seq) FROM public.tale WHERE case_id = 34), 'permitted0 permitted0 permitted0 barred2 permitted0', 'every row with what became of it');
/* a writing WITH: which of the two goes first is not told; the end is the same */
WITH a AS (INSERT INTO public.tale (case_id, subject_id, act, acted_on, authority_id) VALUES (35, 35, 'open', '2025-03-10', 'requesting') RETURNING 1)
INSERT INTO public.tale (case_id, subject_id, act, acted_on, authority_id) SELECT 36, 36, 'open', '2025-03-10', 'requesting' FROM a;
SELECT is(public.story(35) || public.story(36), '1 open ->opened permitted1 open ->opened permitted', 'a writing WITH');
/* a function that writes them */
CREATE FUNCTION writes(id bigint) RETURNS bigint LANGUAGE sql AS $$
    INSERT INTO public.tale (case_id, subject_id, act, acted_on, authority_id) VALUES (id, id, 'consent', '2025-03-12', 'requested'), (id, id, 'note', '2025-03-11', 'requested');
    INSERT INTO public.tale (case_id, subject_id, act, acted_on, authority_id) VALUES (id, id, 'decide', '2025-03-14', 'requesting');
    INSERT INTO public.tale (case_id, subject_id, act, acted_on, authority_id) VALUES (id, id, 'withdraw', '2025-03-13', 'requested') RETURNING seq $$;
SELECT is(writes(35), 5::bigint, 'a function writes four acts');
SELECT is(public.story(35), '1 open ->opened permitted, 3 note opened>opened permitted, 2 consent opened>consented permitted, 5 withdraw consented>stopped permitted, 4 decide stopped>stopped barred', 'and each finds its place');
/* rolled back to a savepoint, a late act has changed nothing */
CREATE TABLE before_it AS SELECT t.*, (SELECT count(*) FROM book.journal j WHERE j.case_id = t.case_id) AS judgements, (SELECT count(*) FROM book.duty d WHERE d.case_id = t.case_id) AS duties FROM public.tale t;
SAVEPOINT late;
SELECT public.tell(36, 'consent', '2025-03-12', 'requested'), public.tell(36, 'decide', '2025-03-14'), public.tell(36, 'withdraw', '2025-03-13', 'requested') \g /dev/null
ROLLBACK TO late;
SELECT set_eq('SELECT * FROM before_it', 'SELECT t.*, (SELECT count(*) FROM book.journal j WHERE j.case_id = t.case_id) AS judgements, (SELECT count(*) FROM book.duty d WHERE d.case_id = t.case_id) AS duties FROM public.tale t',
    'a savepoint undoes the act and what came of it');
DO $$
BEGIN
    PERFORM public.tell(36, 'consent', '2025-03-12', 'requested');
    BEGIN
        PERFORM public.tell(36, 'note', '2025-03-11');
        RAISE division_by_zero;
    EXCEPTION WHEN division_by_zero THEN
        PERFORM public.tell(36, 'decide', '2025-03-14');
    END;
    PERFORM public.tell(36, 'withdraw', '2025-03-13', 'requested');
END $$;
SELECT is(public.story(36), '1 open ->opened permitted, 2 consent opened>consented permitted, 4 withdraw consented>stopped permitted, 3 decide stopped>stopped barred', 'and the next ones are judged as if it had not been');

/* ---- a late act that protects goes through, whatever is broken ---- */

SELECT public.tell(40, 'open', '2025-03-01'), public.tell(40, 'consent', '2025-03-05', 'requested'), public.tell(40, 'decide', '2025-03-10') \g /dev/null
INSERT INTO book.rule (procedure, rule, acts, condition, in_force) VALUES ('tale', 'fails', '{note,decide,withdraw}', '10 / (notes - notes) = 1', '[2025-01-01,)');
SAVEPOINT broken;
SELECT is(public.tell(40, 'note', '2025-03-04'), 'RU001', 'a late act that does not protect is refused where a rule fails');
SELECT is(public.tell(40, 'withdraw', '2025-03-07', 'requested'), '00000', 'one that protects goes through');
SELECT is(outcome || finding_count, 'protective1', 'with a cure') FROM public.tale WHERE case_id = 40 AND act = 'withdraw';
SELECT is((SELECT outcome FROM public.tale WHERE case_id = 40 AND act = 'decide'), 'permitted', 'an act behind it that cannot be judged keeps its verdict');
SELECT is((SELECT rejudge_since FROM book.case_head WHERE case_id = 40), '2025-03-07'::date, 'and the case goes on waiting');
DELETE FROM book.rule WHERE rule = 'fails';
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
SELECT is(public.judged(40, 3), 'permitted recorded consented>decided, barred late stopped>stopped RU002+consent_stands_first', 'until the rule is mended');
SELECT is((SELECT rejudge_since FROM book.case_head WHERE case_id = 40), NULL, 'then it waits no more');
ROLLBACK TO broken;
/* the next act of the case does not wait for the end of the transaction */
SELECT is(public.tell(40, 'withdraw', '2025-03-07', 'requested'), '00000', 'once more');
DELETE FROM book.rule WHERE rule = 'fails';
SELECT is(public.tell(40, 'depart', '2025-03-12'), 'RU001', 'the next act is judged by what is known: there is no decision');
SELECT is(public.tell(40, 'note', '2025-03-12'), '00000', 'and settles the case');
SELECT is(public.story(40), '1 open ->opened permitted, 2 consent opened>consented permitted, 4 withdraw consented>stopped permitted, 3 decide stopped>stopped barred, 5 note stopped>stopped permitted', 'in its order');
SELECT is(public.judged(40, 4), 'protective recorded consented>stopped fails, permitted late consented>stopped', 'the late act too is judged by the rule as it is now');
/* the facts fail altogether */
SELECT public.tell(41, 'open', '2025-03-01'), public.tell(41, 'consent', '2025-03-05', 'requested'), public.tell(41, 'decide', '2025-03-10') \g /dev/null
SAVEPOINT facts;
ALTER FUNCTION public.tale_facts(bigint, bigint, date, timestamptz, bigint) RENAME TO tale_facts_gone;
SELECT is(public.tell(41, 'withdraw', '2025-03-07', 'requested'), '00000', 'the facts are gone: it goes through all the same');
SELECT is((SELECT string_agg(outcome, ' ' ORDER BY seq) FROM public.tale WHERE case_id = 41), 'permitted permitted permitted permitted', 'no verdict was lost');
ALTER FUNCTION public.tale_facts_gone(bigint, bigint, date, timestamptz, bigint) RENAME TO tale_facts;
SELECT is(public.tell(41, 'note', '2025-03-12'), '00000', 'and when they are back');
SELECT is((SELECT outcome FROM public.tale WHERE case_id = 41 AND act = 'decide'), 'barred', 'the decision falls');
ROLLBACK TO facts;
/* the guard is gone */
SELECT public.begun(42) \g /dev/null
INSERT INTO public.act (case_id, subject_id, act, acted_on) VALUES (42, 42, 'proceed', '2025-03-10');
INSERT INTO book.rule (rule, condition) VALUES ('unprotected', 'earlier < 2');
SAVEPOINT guard;
DELETE FROM book.guard WHERE guarded_table = 'public.act';
SELECT is(public.try($$INSERT INTO public.act (case_id, subject_id, act, acted_on) VALUES (42, 42, 'protect', '2025-03-05')$$), '00000', 'the guard is gone: it goes through all the same');
SELECT is((SELECT outcome FROM public.act WHERE case_id = 42 AND act = 'proceed'), 'permitted', 'nothing else is judged without a guard');
SELECT is((SELECT rejudge_since FROM book.case_head WHERE case_id = 42), '2025-03-05'::date, 'but the case waits for it');
ROLLBACK TO guard;

/* another table of acts of the rulebook does not fit any more: that is no reason to refuse a late act of this one */
SELECT public.tell(43, 'open', '2025-03-01'), public.tell(43, 'consent', '2025-03-05', 'requested'), public.tell(43, 'decide', '2025-03-10') \g /dev/null
SELECT public.begun(43) \g /dev/null
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
CREATE FUNCTION with_broken(how text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE s text;
BEGIN
    EXECUTE how;
    s := public.tell(43, 'withdraw', '2025-03-07', 'requested');
    s := concat_ws(' ', s, (SELECT string_agg(outcome, ' ' ORDER BY seq) FROM public.tale WHERE case_id = 43), (SELECT rejudge_since FROM book.case_head WHERE case_id = 43));
    RAISE EXCEPTION USING ERRCODE = 'ZZ000', MESSAGE = s;
EXCEPTION WHEN SQLSTATE 'ZZ000' THEN
    RETURN SQLERRM;
END $$;
SELECT is(with_broken(how), '00000 permitted permitted barred permitted' || waits, 'it goes through: ' || how) FROM (VALUES
    ('SELECT 1', ''), ('ALTER TABLE public.act RENAME acted_on TO happened_on', ' 2025-03-07'), ('ALTER TABLE public.act RENAME case_id TO file', ' 2025-03-07'),
    ('DROP VIEW public.acts CASCADE; ALTER TABLE public.act DROP outcome', ' 2025-03-07'), ('DROP TABLE public.act CASCADE', ''), ('DROP FUNCTION public.value_facts', ''),
    ('ALTER TABLE public.tale ADD COLUMN a text, ADD COLUMN t text, ADD COLUMN p text, ADD COLUMN e integer', '')) b(how, waits);
/* columns of any name, and a row of any size */
SAVEPOINT wide;
ALTER TABLE public.tale ADD COLUMN a text, ADD COLUMN t text, ADD COLUMN p text, ADD COLUMN s integer, ADD COLUMN tale text;
INSERT INTO public.tale (case_id, subject_id, act, acted_on, a) SELECT 43, 43, 'note', '2025-03-12', string_agg(md5(n::text), '') FROM generate_series(1, 5000) n;
SELECT is(public.tell(43, 'withdraw', '2025-03-07', 'requested'), '00000', 'a late act before a row of 160 kB');
SELECT is((SELECT string_agg(outcome || coalesce(length(a)::text, ''), ' ' ORDER BY seq) FROM public.tale WHERE case_id = 43), 'permitted permitted barred permitted160000 permitted', 'which stays as it is');
SELECT is((SELECT count(*) FROM case_rules.judge_act('public.tale', '43', 3)), 2::bigint, 'and is judged on demand');
ROLLBACK TO wide;

/* ---- asking ---- */

SELECT public.tell(50, 'open', '2025-03-01'), public.tell(50, 'consent', '2025-03-02', 'requested'), public.tell(50, 'decide', '2025-03-05') \g /dev/null
SELECT is((SELECT string_agg(DISTINCT act, ' ' ORDER BY act) FROM case_rules.next_acts('public.tale', '50', 'tale', '50', '2025-03-03')), 'arrive decide depart note withdraw', 'next_acts: what could have come on a day in between');
SELECT is((SELECT string_agg(DISTINCT act, ' ' ORDER BY act) FROM case_rules.next_acts('public.tale', '50', 'tale', '50', '2025-03-06')), 'arrive depart note withdraw', 'and after the last');
SELECT is((SELECT string_agg(coalesce(rule, '-') || verdict, ' ') FROM case_rules.would_allow('public.tale', '{"case_id": 50, "subject_id": 50, "act": "withdraw", "acted_on": "2025-03-04", "authority_id": "requested"}')), NULL,
    'would_allow: nothing stands against a late withdrawal');
SELECT is((SELECT string_agg(rule || verdict, ' ') FROM case_rules.would_allow('public.tale', '{"case_id": 50, "subject_id": 50, "act": "consent", "acted_on": "2025-03-04", "authority_id": "requested"}')), 'RU002violated',
    'but against a second consent');
SELECT is(public.tell(50, 'withdraw', '2025-03-04', 'requested'), '00000', 'withdrawn');
SELECT is((SELECT string_agg(DISTINCT act, ' ' ORDER BY act) FROM case_rules.next_acts('public.tale', '50', 'tale', '50', '2025-03-06')), 'arrive consent depart note', 'next_acts: now a new consent is possible');
SELECT is((SELECT string_agg(rule || verdict, ' ') FROM case_rules.would_allow('public.tale', '{"case_id": 50, "subject_id": 50, "act": "depart", "acted_on": "2025-03-06", "authority_id": "requesting"}')), 'decided_firstviolated',
    'and a departure barred');
SELECT is((SELECT string_agg(rule || ' ' || verdict, ', ' ORDER BY rule) FROM case_rules.judge_act('public.tale', '50', 3)), 'RU002 violated, consent_stands_first violated', 'judge_act: by what is known now it was barred');
SELECT is((SELECT string_agg(rule || ' ' || verdict, ', ' ORDER BY rule) FROM case_rules.judge_act('public.tale', '50', 3, (SELECT judged_at FROM book.journal WHERE case_id = 50 AND seq = 3 AND judgement = 1))),
    'consent_stands_first satisfied', 'by what was known then, lawful');
SELECT is((SELECT max(judgement) FROM book.journal WHERE case_id = 50), 2, 'asking writes nothing');
/* reports by what was known: before the withdrawal was told, the decision stood */
SELECT set_config('case_rules.known_at', to_char((SELECT judged_at FROM book.journal WHERE case_id = 50 AND seq = 3 AND judgement = 1) AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') || 'Z', true) \g /dev/null
SELECT is_empty('SELECT * FROM book.irregular_act WHERE case_id = 50', 'irregular_act: nothing, by what was known then');
SELECT is(public.duties(50), '3 carry_out overdue', 'duty_status: the decision was to be carried out');
RESET case_rules.known_at;
SELECT is(public.duties(50), '3 cure due', 'now it is to be cured');
SELECT results_eq($$SELECT judgement, outcome, superseded_at IS NULL FROM book.act_version WHERE case_id = 50 AND seq = 3 ORDER BY judgement$$, $$VALUES (1, 'permitted', false), (2, 'barred', true)$$, 'act_version has both');
SELECT is_empty($$SELECT * FROM book.act_version a JOIN book.act_version b USING (case_id, seq) WHERE a.judgement + 1 = b.judgement AND a.superseded_at <> b.recorded_at$$, 'one begins where the other ends');

/* ---- what is told to whom ---- */

CREATE ROLE late_clerk;
GRANT USAGE ON SCHEMA public, book TO late_clerk;
GRANT SELECT, INSERT ON public.tale TO late_clerk;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO late_clerk;
GRANT INSERT, DELETE ON public.last_refusal TO late_clerk;
CREATE TABLE public.child (case_id bigint, id bigint, who text);
INSERT INTO public.child VALUES (60, 60, 'late_clerk'), (60, 61, 'somebody else');
GRANT SELECT ON public.child TO late_clerk;
ALTER TABLE public.child ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.child USING (who = current_user);
SELECT case_rules.guard('public.tale', 'tale', 'public.tale_facts', 'book', 'public.value_context', columns => '{"subject_table": "public.child", "subject_column": "id"}') \g /dev/null
SELECT public.tell(60, 'open', '2025-03-01'), public.tell(60, 'open', '2025-03-01', subject_id => 61), public.tell(60, 'consent', '2025-03-02', 'requested', 61),
       public.tell(60, 'decide', '2025-03-05', subject_id => 61) \g /dev/null
SET LOCAL ROLE late_clerk;
SELECT is(public.tell(60, 'decide', '2025-03-01', subject_id => 61), 'RU001', 'of a hidden subject a late act is refused');
SELECT is(message || coalesce(detail, ''), 'act "decide" is barred', 'without a word on why') FROM public.last_refusal;
SELECT is(public.tell(60, 'consent', '2025-03-04', 'requested', 61), 'RU001', 'whatever stands against it');
SELECT is(message || coalesce(detail, ''), 'act "consent" is barred', 'the same words') FROM public.last_refusal;
SELECT is(public.annul(60, 99, '2025-03-06', 'requesting', 61), 'RU001', 'that an act does not exist is not told');
SELECT is(message || coalesce(detail, ''), 'act "annul" is barred', 'either') FROM public.last_refusal;
SELECT is(public.annul(60, 3, '2025-03-06', 'requesting', 61), 'RU001', 'nor whose it is');
SELECT is(public.annul(60, 3, '2025-03-06', 'requesting', 60), 'RU010', 'of the subject that one may see it is');
SELECT matches(message, 'has no act 3$', 'an act of another subject is none of this one') FROM public.last_refusal;
SELECT is(public.try($$SELECT * FROM case_rules.judge_act('public.tale', '60', 4)$$), 'RU002', 'judge_act of a hidden subject: as of none');
SELECT is(public.try($$SELECT * FROM case_rules.judge_act('public.tale', '60', 99)$$), 'RU002', 'there is no such act in the case');
SELECT is(public.try($$SELECT * FROM case_rules.judge_act('public.tale', '60', 1)$$), '00000', 'one''s own');
/* a late act of one's own may undercut an act of a hidden subject: it goes through, and tells nothing of it */
SELECT is(public.tell(60, 'note', '2025-03-01'), '00000', 'a late act of one''s own');
RESET ROLE;
SELECT case_rules.guard('public.tale', 'tale', 'public.tale_facts', 'book', 'public.value_context') \g /dev/null

/* ---- tables of two owners, neither of whom may read the other's ---- */

SELECT public.begun(65) \g /dev/null
SELECT public.tell(65, 'open', '2025-03-01'), public.tell(65, 'consent', '2025-03-02', 'requested'), public.tell(65, 'decide', '2025-03-05') \g /dev/null
INSERT INTO public.act (case_id, subject_id, act, acted_on) VALUES (65, 65, 'proceed', '2025-03-06');
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
SAVEPOINT owners;
CREATE ROLE late_owner_1;
CREATE ROLE late_owner_2;
GRANT USAGE ON SCHEMA public, book TO late_owner_1, late_owner_2;
GRANT ALL ON ALL TABLES IN SCHEMA book TO late_owner_1, late_owner_2;
ALTER TABLE public.tale OWNER TO late_owner_1;
ALTER TABLE public.act OWNER TO late_owner_2;
GRANT SELECT ON public.hearing, public.guardian TO late_owner_1;
GRANT SELECT ON public.value TO late_owner_2;
GRANT INSERT, SELECT ON public.act TO late_clerk;
GRANT INSERT, SELECT ON public.guardian TO late_clerk;
INSERT INTO book.rule (rule, condition, in_force) VALUES ('not_after', 'number < 2', '[2025-01-01,)');
UPDATE public.value SET number = 5 WHERE id = 65;
SET LOCAL ROLE late_clerk;
SELECT is(public.tell(65, 'withdraw', '2025-03-04', 'requested'), '00000', 'a late act in the table of one owner');
SELECT is((SELECT string_agg(outcome, ' ' ORDER BY seq) FROM public.tale WHERE case_id = 65), 'permitted permitted barred permitted', 'undercuts the one it undercuts');
SELECT is((SELECT string_agg(outcome, ' ' ORDER BY seq) FROM public.act WHERE case_id = 65), 'permitted barred', 'and an act of the other owner''s table is judged again too');
SELECT is(public.annul(65, 6, '2025-03-07', 'requested'), '00000', 'an annulment');
SELECT is((SELECT string_agg(outcome, ' ' ORDER BY seq) FROM public.tale WHERE case_id = 65), 'permitted permitted permitted permitted permitted', 'puts it back');
SELECT is(public.try($$INSERT INTO public.guardian (case_id, child, from_on) VALUES (65, 65, '2025-03-01')$$), '00000', 'a fact that reaches back');
RESET ROLE;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
SELECT is((SELECT rejudge_since FROM book.case_head WHERE case_id = 65), NULL, 'is settled');
ROLLBACK TO owners;

/* ---- partitions, renames, types of ids ---- */

SELECT is((SELECT string_agg(what || case_id || '/' || coalesce(seq, 0), ', ') FROM public.incoherent), NULL, 'everything is in its place');
/* a partition by day, and one whose columns lie in another order */
CREATE TABLE public.parts (LIKE public.tale INCLUDING DEFAULTS) PARTITION BY RANGE (acted_on);
CREATE TABLE public.parts_early PARTITION OF public.parts FOR VALUES FROM ('2025-01-01') TO ('2025-03-05');
CREATE TABLE public.parts_late (
    amends jsonb, dropped text, outcome text, superseded_at timestamptz, finding_count integer, to_state text, seq bigint NOT NULL, acted_on date NOT NULL, act text NOT NULL,
    case_id bigint NOT NULL, subject_id bigint NOT NULL, authority_id text DEFAULT 'requesting', actor text DEFAULT 'Example Actor', details jsonb, request_key text,
    side text, from_state text, recorded_at timestamptz, recorded_by text, irregular jsonb);
ALTER TABLE public.parts_late DROP COLUMN dropped;
ALTER TABLE public.parts ATTACH PARTITION public.parts_late FOR VALUES FROM ('2025-03-05') TO ('2026-01-01');
CREATE FUNCTION public.parts_facts(case_id bigint, subject_id bigint, as_of date, known_at timestamptz, before_seq bigint,
    OUT consent_stands boolean, OUT decided boolean) LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT bool_or(v.act = 'consent') AND NOT bool_or(v.act = 'withdraw'), coalesce(bool_or(v.act = 'decide'), false)
      FROM public.parts v
     WHERE v.case_id = $1 AND v.subject_id = $2 AND v.outcome <> 'barred' AND v.superseded_at IS NULL AND case_rules.act_is_before(v.acted_on, v.seq, $3, $5);
END;
SELECT case_rules.guard('public.parts', 'tale', 'public.parts_facts', 'book', 'public.value_context') \g /dev/null
CREATE FUNCTION parted(id bigint) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT string_agg(format('%s %s>%s %s%s', act, coalesce(from_state, '-'), coalesce(to_state, '-'), outcome, CASE WHEN superseded_at IS NOT NULL THEN ' gone' END), ', ' ORDER BY acted_on, seq)
      FROM public.parts WHERE case_id = id $$;
SELECT is(public.try($$INSERT INTO public.parts (case_id, subject_id, act, acted_on, authority_id) VALUES
    (70, 70, 'open', '2025-03-01', 'requesting'), (70, 70, 'consent', '2025-03-02', 'requested'), (70, 70, 'decide', '2025-03-05', 'requesting'),
    (70, 70, 'depart', '2025-03-06', 'requesting')$$), '00000', 'acts of two partitions in one INSERT');
SELECT is(public.try($$INSERT INTO public.parts (case_id, subject_id, act, acted_on, authority_id) VALUES (70, 70, 'withdraw', '2025-03-04', 'requested')$$), '00000', 'a late act in one partition');
SELECT is(parted(70), 'open ->opened permitted, consent opened>consented permitted, withdraw consented>stopped permitted, decide stopped>stopped barred, depart stopped>gone irregular',
    'undercuts acts in another; the child has left all the same');
SELECT is(public.try($$INSERT INTO public.parts_late (case_id, subject_id, act, acted_on, amends) VALUES (70, 70, 'annul', '2025-03-07', public.amending(3))$$), '00000', 'an annulment straight into a partition');
SELECT is(public.try($$INSERT INTO public.parts (case_id, subject_id, act, acted_on, authority_id, amends) VALUES (70, 70, 'consent', '2025-03-05', 'requested', public.amending(2))$$), '00000', 'a correction moves to another partition');
SELECT is(parted(70), 'open ->opened permitted, consent opened>consented permitted gone, withdraw opened>opened protective, '
    || 'decide stopped>stopped barred gone, consent opened>consented permitted, depart consented>gone irregular, annul gone>gone permitted', 'the withdrawal falls with it');
SELECT is(public.try($$INSERT INTO public.parts (case_id, subject_id, act, acted_on, authority_id, amends) VALUES (70, 70, 'consent', '2025-03-03', 'requested', public.amending(7))$$), '00000', 'and back');
SELECT is(parted(70), 'open ->opened permitted, consent opened>consented permitted gone, consent opened>consented permitted, withdraw consented>stopped permitted, '
    || 'decide stopped>stopped barred gone, consent opened>consented permitted gone, depart stopped>gone irregular, annul gone>gone permitted', 'it stands again');
SELECT is(public.try('UPDATE public.parts_late SET outcome = ''permitted'''), 'RU006', 'nobody else writes an outcome');
SELECT is(public.try('UPDATE public.parts SET superseded_at = now()'), 'RU006', 'or takes an act away');
SELECT is(public.try($$INSERT INTO public.parts (case_id, subject_id, act, acted_on, outcome) VALUES (70, 70, 'note', '2025-03-07', 'permitted')$$), 'RU005', 'nor brings one');
SELECT is(public.try($$INSERT INTO public.parts (case_id, subject_id, act, acted_on, superseded_at) VALUES (70, 70, 'note', '2025-03-07', now())$$), 'RU005', 'of either kind');
/* renamed: it is guarded by its new name when the guard is put up again */
SELECT public.tell(71, 'open', '2025-03-01'), public.tell(71, 'consent', '2025-03-02', 'requested'), public.tell(71, 'decide', '2025-03-05') \g /dev/null
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
ALTER TABLE public.tale RENAME TO tale_renamed;
SELECT case_rules.guard('public.tale_renamed', 'tale', 'public.tale_facts', 'book', 'public.value_context') \g /dev/null
INSERT INTO public.tale_renamed (case_id, subject_id, act, acted_on, authority_id) VALUES (71, 71, 'withdraw', '2025-03-04', 'requested');
SELECT is((SELECT string_agg(outcome, ' ' ORDER BY seq) FROM public.tale_renamed WHERE case_id = 71), 'permitted permitted barred permitted', 'a renamed table that is guarded again');
SELECT is((SELECT string_agg(guarded_table, ' ' ORDER BY seq, judgement) FROM book.journal WHERE case_id = 71), 'public.tale public.tale public.tale public.tale_renamed public.tale_renamed', 'what was written keeps the name of its time');
ALTER TABLE public.tale_renamed RENAME TO tale;
SELECT case_rules.guard('public.tale', 'tale', 'public.tale_facts', 'book', 'public.value_context') \g /dev/null
/* every type of id */
CREATE TABLE kind (type text, a text, b text);
INSERT INTO kind VALUES ('bigint', '9000000001', '9000000002'), ('integer', '1', '2'), ('text', 'a', 'it''s'),
    ('uuid', '00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002');
CREATE FUNCTION told_in(k kind) RETURNS text LANGUAGE plpgsql AS $$
DECLARE s text := 'book_' || k.type; r text;
BEGIN
    PERFORM case_rules.create_rulebook(s, k.type);
    EXECUTE format('CREATE TABLE %1$I.tale (case_id %2$s, subject_id %2$s, act text, acted_on date, authority_id text DEFAULT ''requesting'', actor text DEFAULT ''Example Actor'', details jsonb,
        seq bigint, side text, from_state text, to_state text, finding_count integer, outcome text, superseded_at timestamptz, amends jsonb, PRIMARY KEY (case_id, seq))', s, k.type);
    EXECUTE format('CREATE TABLE %1$I.seen (case_id %2$s, child %2$s, from_on date)', s, k.type);
    EXECUTE format('CREATE TRIGGER case_rules_hold AFTER INSERT OR UPDATE OR DELETE ON %1$I.seen FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(%1$L, ''from_on'')', s);
    EXECUTE format('CREATE FUNCTION %1$I.facts(case_id %2$s, subject_id %2$s, as_of date, known_at timestamptz, before_seq bigint, OUT heard boolean)
        LANGUAGE sql STABLE AS $f$ SELECT NOT EXISTS (SELECT FROM %1$I.seen x WHERE x.case_id = $1 AND x.child = $2 AND x.from_on <= $3) $f$', s, k.type);
    EXECUTE format('CREATE FUNCTION %1$I.context(case_id %2$s, subject_id %2$s, authority text, OUT side text, OUT time_zone text, OUT not_before date)
        LANGUAGE sql STABLE AS $f$ SELECT $3, ''UTC'', NULL::date $f$', s, k.type);
    PERFORM case_rules.guard(format('%I.tale', s)::regclass, 'tale', format('%I.facts', s), s, format('%I.context', s));
    PERFORM case_rules.enable_triggers(s);
    EXECUTE format('INSERT INTO %I.rule (procedure, rule, acts, condition, severity, on_unknown, mode, citation, message, hint)
        VALUES (''tale'', ''heard_first'', ''{decide}'', ''heard'', ''bar'', ''bar'', ''enforced'', ''none'', ''x'', ''x'')', s);
    EXECUTE format('INSERT INTO %I.tale (case_id, subject_id, act, acted_on, authority_id) VALUES ($1::%2$s, $2::%2$s, ''open'', ''2025-03-01'', ''requesting''),
        ($1::%2$s, $2::%2$s, ''consent'', ''2025-03-03'', ''requested''), ($1::%2$s, $2::%2$s, ''decide'', ''2025-03-05'', ''requesting''),
        ($1::%2$s, $2::%2$s, ''note'', ''2025-03-02'', ''requested''), ($1::%2$s, $2::%2$s, ''withdraw'', ''2025-03-07'', ''requested'')', s, k.type) USING k.a, k.b;
    EXECUTE format('INSERT INTO %I.seen VALUES ($1::%2$s, $2::%2$s, ''2025-03-04'')', s, k.type) USING k.a, k.b;
    EXECUTE format('INSERT INTO %I.tale (case_id, subject_id, act, acted_on, authority_id, amends) VALUES ($1::%2$s, $2::%2$s, ''annul'', ''2025-03-08'', ''requested'', public.amending(4))', s, k.type) USING k.a, k.b;
    EXECUTE format('SELECT string_agg(seq || act || '':'' || outcome || CASE WHEN superseded_at IS NULL THEN '''' ELSE '':gone'' END, '' '' ORDER BY seq) FROM %I.tale', s) INTO r;
    RETURN r || (SELECT format(' %s/%s', judged, changed) FROM case_rules.rejudge_case(s, k.a))
             || (SELECT ' ' || count(*) FROM case_rules.judge_act(format('%I.tale', s)::regclass, k.a, 3))
             || (SELECT coalesce(string_agg(hole, ','), '') FROM case_rules.guard_holes(s));
END $$;
SELECT is(told_in(k), '1open:permitted 2consent:permitted 3decide:barred 4note:permitted:gone 5withdraw:permitted 6annul:permitted 5/0 1', format('ids of type %s', type)) FROM kind k ORDER BY type;

/* ---- names that need quoting everywhere ---- */

CREATE SCHEMA "Odd ""App's"" $1";
SET LOCAL search_path = public;
SELECT case_rules.create_rulebook('Odd "Tale''s" $1', 'bigint') \g /dev/null
CREATE TABLE "Odd ""App's"" $1"."Ta""le's %s" ("Case %s" bigint, "select" bigint, "Act's" text, "On" date, "Who" text, "Actor" text, "De""tails" jsonb, "Why" jsonb, "About" jsonb,
    seq bigint, side text, from_state text, to_state text, finding_count integer, outcome text, superseded_at timestamptz, recorded_at timestamptz, PRIMARY KEY ("Case %s", seq));
CREATE TABLE "Odd ""App's"" $1"."Seen" (case_id bigint, "From" date, "To" date);
CREATE FUNCTION "Odd ""App's"" $1"."Fa""cts"(case_id bigint, subject_id bigint, as_of date, known_at timestamptz, before_seq bigint, OUT consent_stands boolean, OUT decided boolean, OUT guarded boolean) LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT true, coalesce((SELECT bool_or(t."Act's" = 'decide') FROM "Odd ""App's"" $1"."Ta""le's %s" t WHERE t."Case %s" = $1 AND t."select" = $2 AND t.outcome <> 'barred' AND t.superseded_at IS NULL
              AND case_rules.act_is_before(t."On", t.seq, $3, $5)), false),
           EXISTS (SELECT FROM "Odd ""App's"" $1"."Seen" s WHERE s.case_id = $1 AND s."From" <= $3 AND (s."To" IS NULL OR s."To" > $3));
END;
SELECT case_rules.guard('"Odd ""App''s"" $1"."Ta""le''s %s"', 'tale', '"Odd ""App''s"" $1"."Fa""cts"', 'Odd "Tale''s" $1', 'public.value_context',
    columns => '{"case_id": "Case %s", "subject_id": "select", "act": "Act''s", "acted_on": "On", "authority_id": "Who", "actor": "Actor", "details": "De\"tails", "irregular": "Why", "amends": "About"}') \g /dev/null
CREATE TRIGGER case_rules_hold AFTER INSERT OR UPDATE OR DELETE ON "Odd ""App's"" $1"."Seen" FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold('"Odd ""Tale''s"" $1"', 'From', 'To');
INSERT INTO "Odd ""Tale's"" $1".rule (procedure, rule, acts, condition, severity, on_unknown, mode, in_force, citation, message, hint) VALUES
    ('tale', 'guarded_there', '{decide}', 'guarded', 'bar', 'bar', 'enforced', '[2020-01-01,)', 'none', 'x', 'x'), ('tale', 'decided_first', '{depart}', 'decided', 'bar', 'bar', 'enforced', '[2020-01-01,)', 'none', 'x', 'x');
CREATE VIEW odd AS SELECT "Case %s" AS c, "select" AS s, "Act's" AS act, "On" AS d, "Who" AS w, "Actor" AS n, "Why" AS irregular, "About" AS amends FROM "Odd ""App's"" $1"."Ta""le's %s";
INSERT INTO "Odd ""App's"" $1"."Seen" VALUES (1, '2025-01-01');
INSERT INTO odd (c, s, act, d, w) VALUES (1, 1, 'open', '2025-03-01', 'requesting'), (1, 1, 'consent', '2025-03-03', 'requested'), (1, 1, 'decide', '2025-03-05', 'requesting'), (1, 1, 'depart', '2025-03-07', 'requesting');
INSERT INTO odd VALUES (1, 1, 'withdraw', '2025-03-04', 'requested', 'Example Actor');
CREATE FUNCTION odd_story() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT string_agg(seq || "Act's" || ' ' || outcome, ', ' ORDER BY "On", seq) FROM "Odd ""App's"" $1"."Ta""le's %s" WHERE superseded_at IS NULL $$;
SELECT is(odd_story(), '1open permitted, 2consent permitted, 5withdraw permitted, 3decide barred, 4depart irregular', 'names that need quoting: a late act');
INSERT INTO odd VALUES (1, 1, 'annul', '2025-03-08', 'requested', 'Example Actor', NULL, public.amending(5));
INSERT INTO odd VALUES (1, 1, 'decide', '2025-03-06', 'requesting', 'Example Actor', NULL, public.amending(3));
SELECT is(odd_story(), '1open permitted, 2consent permitted, 7decide permitted, 4depart permitted, 6annul permitted', 'an annulment, a correction');
UPDATE "Odd ""App's"" $1"."Seen" SET "To" = '2025-03-02';
SELECT is((SELECT rejudge_since || rejudge_cause FROM "Odd ""Tale's"" $1".case_head), '2025-03-02Seen', 'a fact that reaches back');
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
SELECT is(odd_story(), '1open permitted, 2consent permitted, 7decide barred, 4depart irregular, 6annul permitted', 'is judged');
INSERT INTO odd VALUES (1, 1, 'cure', '2025-03-08', 'requesting', 'Example Actor', NULL, public.amending(4));
SELECT is(odd_story(), '1open permitted, 2consent permitted, 7decide barred, 4depart cured, 6annul permitted, 8cure permitted', 'a cure');
SELECT is((SELECT judged || ' ' || changed FROM case_rules.rejudge_case('Odd "Tale''s" $1', '1')), '6 0', 'on demand');
SELECT is((SELECT count(*) FROM case_rules.judge_act('"Odd ""App''s"" $1"."Ta""le''s %s"', '1', 4)), 1::bigint, 'judge_act');
SELECT is(case_rules.request_rejudging('Odd "Tale''s" $1', '2025-01-01', 'tale') > 0, true, 'a request');
SELECT is_empty($$SELECT * FROM case_rules.guard_holes('Odd "Tale''s" $1') WHERE hole <> 'trigger does not fire always'$$, 'no hole');

SELECT is((SELECT string_agg(format('%s: %s/%s', what, case_id, seq), ', ') FROM public.incoherent WHERE case_id <> 70), NULL, 'and everything is in its place');
SELECT * FROM finish();
ROLLBACK;
