/*
 * Facts that reach back behind acts: the acts from their day on are judged
 * again, before the transaction ends or when CALL rejudge() comes round.
 * Not in one transaction: what happens at its end is what is tested.
 */
\set ON_ERROR_STOP on
BEGIN;
\ir ../lib/trial.psql
\ir ../lib/tale.psql
INSERT INTO book.rule (procedure, rule, acts, condition, in_force) VALUES
    ('tale', 'guardian_there', '{decide}', 'guarded', '[2020-01-01,)'), ('tale', 'heard_before', '{decide}', 'heard', '[2020-01-01,)');
UPDATE book.rule SET mode = 'shadow' WHERE rule = 'heard_before';
/* opened on the 1st, consented on the 3rd, decided on the 5th of March, with a guardian */
CREATE FUNCTION public.decided(id bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE s text;
BEGIN
    INSERT INTO public.guardian (case_id, child, from_on) VALUES (id, id, '2025-01-01');
    s := public.tell(id, 'open', '2025-03-01') || public.tell(id, 'consent', '2025-03-03', 'requested') || public.tell(id, 'decide', '2025-03-05');
    IF s <> '000000000000000' THEN RAISE EXCEPTION 'not decided: %', s; END IF;
END $$;
CREATE FUNCTION public.waits(id bigint) RETURNS text LANGUAGE sql STABLE AS $$ SELECT rejudge_since || ' ' || rejudge_cause FROM book.case_head WHERE case_id = id $$;
/* runs a statement and tells how far back it reaches; nothing of it stays */
CREATE FUNCTION public.reaches(statement text, id bigint DEFAULT 1) RETURNS text LANGUAGE plpgsql AS $$
DECLARE r text;
BEGIN
    EXECUTE statement;
    SELECT coalesce(public.waits(id), '-') INTO r;
    RAISE EXCEPTION USING ERRCODE = 'ZZ000', MESSAGE = r;
EXCEPTION WHEN SQLSTATE 'ZZ000' THEN
    RETURN SQLERRM;
END $$;
COMMIT;
SET case_rules.warnings = off;
SELECT plan(219);

/* ---- a guardianship that ended before the decision ---- */

SELECT public.decided(1) \g /dev/null
SELECT is(public.story(1), '1 open ->opened permitted, 2 consent opened>consented permitted, 3 decide consented>decided permitted', 'decided, with a guardian');
UPDATE public.guardian SET to_on = '2025-03-04' WHERE case_id = 1;
SELECT is(public.story(1), '1 open ->opened permitted, 2 consent opened>consented permitted, 3 decide consented>consented barred', 'it is found out that the guardian was not in office any more: the decision is barred');
SELECT is(public.judged(1, 3), 'permitted recorded consented>decided heard_before, barred guardian consented>consented guardian_there+heard_before', 'the second judgement says because of which table');
SELECT is(public.judged(1, 2) || public.judged(1, 1), 'permitted recorded opened>consentedpermitted recorded ->opened', 'nothing is written of acts to which it makes no difference');
SELECT is((SELECT cause_seq FROM book.journal WHERE case_id = 1 AND judgement = 2), NULL, 'no act is the cause');
SELECT is(public.duties(1), '3 cure due', 'its duty is closed, one to cure is there');
SELECT is(public.waits(1), NULL, 'and nothing waits any more');
UPDATE public.guardian SET to_on = '2025-03-06' WHERE case_id = 1;
SELECT is(public.story(1), '1 open ->opened permitted, 2 consent opened>consented permitted, 3 decide consented>decided permitted', 'the end was later: the decision stands');
SELECT is((SELECT max(judgement) FROM book.journal WHERE case_id = 1), 3, 'by its third judgement');
SELECT is(public.duties(1), '3 carry_out overdue', 'with its duty');
UPDATE public.guardian SET to_on = NULL WHERE case_id = 1;

/* ---- how far each change reaches ---- */

SELECT is(public.reaches(statement), since, what) FROM (VALUES
    ('UPDATE public.guardian SET to_on = ''2025-03-02'' WHERE case_id = 1', '2025-03-02 guardian', 'an end reaches back to its day'),
    ('UPDATE public.guardian SET to_on = ''2025-03-05'' WHERE case_id = 1', '2025-03-05 guardian', 'the day of the last act too'),
    ('UPDATE public.guardian SET to_on = ''2025-03-06'' WHERE case_id = 1', '-', 'but no act after it'),
    ('UPDATE public.guardian SET to_on = ''2024-01-01'' WHERE case_id = 1', '2024-01-01 guardian', 'an end before the beginning'),
    ('UPDATE public.guardian SET from_on = ''2025-02-01'' WHERE case_id = 1', '2025-01-01 guardian', 'another beginning: the earlier of the two'),
    ('UPDATE public.guardian SET from_on = ''2024-02-01'' WHERE case_id = 1', '2024-02-01 guardian', 'in either direction'),
    ('UPDATE public.guardian SET from_on = ''-infinity'' WHERE case_id = 1', '-infinity guardian', 'as far as can be'),
    ('UPDATE public.guardian SET from_on = ''2025-02-01'', to_on = ''2025-03-04'' WHERE case_id = 1', '2025-01-01 guardian', 'both at once'),
    ('UPDATE public.guardian SET name = ''Example Guardian'' WHERE case_id = 1', '2025-01-01 guardian', 'another value counts from the beginning of the row'),
    ('UPDATE public.guardian SET child = 99 WHERE case_id = 1', '2025-01-01 guardian', 'so does another child'),
    ('UPDATE public.guardian SET to_on = to_on WHERE case_id = 1', '-', 'no change is none'),
    ('UPDATE public.guardian SET recorded_at = now() WHERE case_id = 1', '-', 'nor is when it was recorded'),
    ('UPDATE public.guardian SET superseded_at = now() WHERE case_id = 1', '2025-01-01 guardian', 'a row that is superseded stands no more from its first day on'),
    ('DELETE FROM public.guardian WHERE case_id = 1', '2025-01-01 guardian', 'so one that is gone'),
    ('INSERT INTO public.guardian (case_id, child, from_on) VALUES (1, 1, ''2025-03-04'')', '2025-03-04 guardian', 'a new row counts from its first day'),
    ('INSERT INTO public.guardian (case_id, child, from_on) VALUES (1, 1, ''2025-03-05'')', '2025-03-05 guardian', 'the day of the last act'),
    ('INSERT INTO public.guardian (case_id, child, from_on) VALUES (1, 1, ''2025-03-06'')', '-', 'none that lies behind it'),
    ('INSERT INTO public.guardian (case_id, child, from_on) VALUES (1, 1, ''infinity'')', '-', 'nor one that never comes'),
    ('INSERT INTO public.guardian (case_id, child, from_on, superseded_at) VALUES (1, 1, ''2025-03-01'', now())', '-', 'a former version says nothing of today'),
    ('INSERT INTO public.guardian (case_id, child, from_on, superseded_at) VALUES (1, 1, ''2025-03-01'', now()); DELETE FROM public.guardian WHERE case_id = 1 AND superseded_at IS NOT NULL', '-', 'nor when it is removed'),
    ('INSERT INTO public.guardian (case_id, child, from_on, superseded_at) VALUES (1, 1, ''2025-03-01'', now()); UPDATE public.guardian SET name = ''x'' WHERE case_id = 1 AND superseded_at IS NOT NULL', '-', 'or changed'),
    ('INSERT INTO public.guardian (case_id, child, from_on, superseded_at) VALUES (1, 1, ''2025-03-01'', now()); UPDATE public.guardian SET superseded_at = NULL WHERE case_id = 1 AND superseded_at IS NOT NULL', '2025-03-01 guardian', 'but when it is put back'),
    ('INSERT INTO public.guardian (case_id, child, from_on) VALUES (1, 1, ''2025-03-04''); INSERT INTO public.guardian (case_id, child, from_on) VALUES (1, 1, ''2025-03-02'')', '2025-03-02 guardian', 'of several the earliest'),
    ('INSERT INTO public.guardian (case_id, child, from_on) VALUES (1, 1, ''2025-03-02''); INSERT INTO public.guardian (case_id, child, from_on) VALUES (1, 1, ''2025-03-04'')', '2025-03-02 guardian', 'whichever comes first'),
    ('INSERT INTO public.guardian (case_id, child, from_on) VALUES (1, 1, ''2025-03-04''); INSERT INTO public.hearing (case_id, child, heard_on) VALUES (1, 1, ''2025-03-02'')', '2025-03-02 guardian', 'of two tables, the one that was first is named'),
    ('INSERT INTO public.hearing (case_id, child, heard_on) VALUES (1, 1, NULL)', '-infinity hearing', 'a row without its day has always counted'),
    ('INSERT INTO public.hearing (case_id, child, heard_on) VALUES (1, 1, ''2025-03-05'')', '2025-03-05 hearing', 'a day is a day'),
    ('INSERT INTO public.hearing (case_id, child, heard_on) VALUES (1, 1, ''2025-03-06'')', '-', 'of a table without an end too'),
    ('INSERT INTO public.guardian (case_id, child, from_on) VALUES (99, 1, ''2025-03-01'')', '-', 'a fact of another case'),
    ('MERGE INTO public.guardian g USING (SELECT 1) s ON g.case_id = 1 WHEN MATCHED THEN UPDATE SET to_on = ''2025-03-04''', '2025-03-04 guardian', 'MERGE'),
    ('WITH u AS (UPDATE public.guardian SET to_on = ''2025-03-04'' WHERE case_id = 1 RETURNING 1) SELECT count(*) FROM u', '2025-03-04 guardian', 'a writing WITH')) s(statement, since, what);
SELECT public.decided(2) \g /dev/null
SELECT is(public.reaches('UPDATE public.guardian SET case_id = 2, from_on = ''2025-02-15'' WHERE case_id = 1', n), '2025-01-01 guardian', 'moved to another case: case ' || n) FROM generate_series(1, 2) n;
SELECT is(public.reaches('UPDATE public.guardian SET to_on = ''2025-03-04'' WHERE case_id IN (1, 2)', n), '2025-03-04 guardian', 'one statement, two cases: case ' || n) FROM generate_series(1, 2) n;
/* a case that has facts, and no act yet */
INSERT INTO public.guardian (case_id, child, from_on) VALUES (3, 3, '2020-01-01');
SELECT is(public.waits(3), NULL, 'where nothing has happened nothing waits');
/* the arguments of the trigger */
CREATE TABLE public.plain_fact (case_id bigint, from_on date, to_on date, days text, until date);
CREATE FUNCTION public.reaches_by(arguments text, statement text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    RETURN public.reaches(format('CREATE TRIGGER t AFTER INSERT OR UPDATE OR DELETE ON public.plain_fact FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(%s); %s', arguments, statement));
END $$;
INSERT INTO public.plain_fact VALUES (1, '2025-03-04', '2025-03-20', 'x', '2025-03-25');
SELECT is(public.reaches_by(arguments, statement), since, format('%s: %s', arguments, statement)) FROM (VALUES
    ('''book''', 'UPDATE public.plain_fact SET to_on = ''2025-04-01''', '-infinity plain_fact'),
    ('''book''', 'INSERT INTO public.plain_fact VALUES (1, ''2025-04-01'')', '-infinity plain_fact'),
    ('''book'', ''-''', 'UPDATE public.plain_fact SET to_on = ''2025-01-01''', '-'),
    ('''book'', ''-''', 'DELETE FROM public.plain_fact', '-'),
    ('''book'', ''from_on''', 'UPDATE public.plain_fact SET to_on = ''2025-04-01''', '2025-03-04 plain_fact'),
    ('''book'', ''from_on'', ''to_on''', 'UPDATE public.plain_fact SET to_on = ''2025-04-01''', '-'),
    ('''book'', ''from_on'', ''to_on''', 'UPDATE public.plain_fact SET until = ''2025-04-01''', '2025-03-04 plain_fact'),
    ('''book'', ''from_on'', ''to_on'', ''until''', 'UPDATE public.plain_fact SET until = ''2025-04-01''', '-'),
    ('''book'', ''from_on'', ''to_on'', ''until''', 'UPDATE public.plain_fact SET until = ''2025-03-05'', to_on = ''2025-03-03''', '2025-03-03 plain_fact'),
    ('''book'', ''from_on'', ''to_on'', ''until''', 'UPDATE public.plain_fact SET until = NULL, to_on = NULL', '-'),
    ('''book'', ''no_such_column''', 'UPDATE public.plain_fact SET to_on = ''2025-04-01''', '-infinity plain_fact'),
    ('''book'', ''days''', 'UPDATE public.plain_fact SET to_on = ''2025-04-01''', '-infinity plain_fact'),
    ('''book'', ''from_on'', ''days''', 'UPDATE public.plain_fact SET days = ''y''', '-infinity plain_fact'),
    ('''book'', ''from_on'', ''to_on''', 'UPDATE public.plain_fact SET case_id = NULL', '2025-03-04 plain_fact'),
    ('''book'', ''from_on'', ''to_on''', 'INSERT INTO public.plain_fact VALUES (NULL, ''2025-03-01'')', '-')) s(arguments, statement, since);
SELECT is(public.try($$DO $do$ BEGIN CREATE TRIGGER t AFTER INSERT OR UPDATE ON public.plain_fact FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(); UPDATE public.plain_fact SET days = 'z'; END $do$ $$), '39P01', 'without a rulebook');

/* ---- when ---- */

BEGIN;
UPDATE public.guardian SET to_on = '2025-03-04' WHERE case_id = 1;
SELECT is((SELECT outcome FROM public.tale WHERE case_id = 1 AND seq = 3), 'permitted', 'in the transaction nothing has happened yet');
SELECT is(public.waits(1), '2025-03-04 guardian', 'but the case waits');
SET CONSTRAINTS ALL IMMEDIATE;
SELECT is((SELECT outcome FROM public.tale WHERE case_id = 1 AND seq = 3), 'barred', 'SET CONSTRAINTS judges it at once');
SELECT is(public.waits(1), NULL, 'it waits no more');
UPDATE public.guardian SET to_on = NULL WHERE case_id = 1;
SELECT is((SELECT outcome FROM public.tale WHERE case_id = 1 AND seq = 3), 'permitted', 'and from then on every change is judged at once');
SELECT is((SELECT count(*) FROM book.journal WHERE case_id = 1 AND seq = 3), 5::bigint, 'each beside the others');
ROLLBACK;
SELECT is((SELECT count(*) FROM book.journal WHERE case_id = 1 AND seq = 3), 3::bigint, 'rolled back, nothing is left of it');
SELECT is(public.waits(1), NULL, 'and nothing waits');
/* before the next act of the case, in the same transaction */
BEGIN;
UPDATE public.guardian SET to_on = '2025-03-04' WHERE case_id = 1;
SELECT is(public.tell(1, 'depart', '2025-03-10'), 'RU001', 'the next act is judged by what is known');
SELECT is(public.waits(1), '2025-03-04 guardian', 'a refused one has settled nothing');
SELECT is(public.tell(1, 'note', '2025-03-10'), '00000', 'one that goes through');
SELECT is(public.waits(1), NULL, 'has settled the case before it');
SELECT is(public.story(1), '1 open ->opened permitted, 2 consent opened>consented permitted, 3 decide consented>consented barred, 4 note consented>consented permitted', 'in the right order');
ROLLBACK;
/* a savepoint takes the mark back */
BEGIN;
SAVEPOINT s;
UPDATE public.guardian SET to_on = '2025-03-04' WHERE case_id = 1;
ROLLBACK TO s;
SELECT is(public.waits(1), NULL, 'rolled back to a savepoint, nothing waits');
UPDATE public.guardian SET to_on = '2025-03-20' WHERE case_id = 1;
COMMIT;
SELECT is((SELECT max(judgement) FROM book.journal WHERE case_id = 1), 3, 'and nothing is judged at the end');
/* what is undone before the end makes no difference */
BEGIN;
UPDATE public.guardian SET to_on = '2025-03-04' WHERE case_id = 1;
UPDATE public.guardian SET to_on = NULL WHERE case_id = 1;
COMMIT;
SELECT is((SELECT max(judgement) FROM book.journal WHERE case_id = 1), 3, 'a change that is taken back in the same transaction leaves no trace');
/* fact and act in one statement */
WITH g AS (UPDATE public.guardian SET to_on = '2025-03-04' WHERE case_id = 2 RETURNING case_id)
INSERT INTO public.tale (case_id, subject_id, act, acted_on) SELECT case_id, case_id, 'note', '2025-03-10' FROM g;
SELECT is(public.story(2), '1 open ->opened permitted, 2 consent opened>consented permitted, 3 decide consented>consented barred, 4 note consented>consented permitted', 'a fact that reaches back and an act in one statement');

/* ---- a rule that is broken ---- */

SELECT public.decided(4) \g /dev/null
INSERT INTO book.rule (procedure, rule, acts, condition, in_force) VALUES ('tale', 'broken', '{decide}', '10 / (notes - notes) = 1', '[2020-01-01,)');
DELETE FROM book.rejudge_request;
UPDATE public.guardian SET to_on = '2025-03-04' WHERE case_id = 4;
SELECT is((SELECT outcome FROM public.tale WHERE case_id = 4 AND seq = 3), 'permitted', 'what cannot be judged keeps its verdict');
SELECT is(public.waits(4), '2025-03-04 guardian', 'and the case waits on');
CALL case_rules.rejudge('book') \gset
SELECT is(:judged::integer, 0, 'CALL rejudge passes it over, and ends');
SELECT is(public.waits(4), '2025-03-04 guardian', 'it still waits');
DELETE FROM book.rule WHERE rule = 'broken';
DELETE FROM book.rejudge_request;
CALL case_rules.rejudge('book') \gset
SELECT is((:judged::integer, :changed::integer)::text, '(1,1)', 'until the rule is mended');
SELECT is((SELECT outcome FROM public.tale WHERE case_id = 4 AND seq = 3), 'barred', 'then the decision falls');
SELECT is((SELECT cause FROM book.journal WHERE case_id = 4 AND judgement = 2), 'guardian', 'because of the table that it was');
SELECT is(public.waits(4), NULL, 'and nothing waits');

/* ---- not more than so many acts at the end of a transaction ---- */

SELECT public.decided(n) FROM generate_series(10, 14) n \g /dev/null
SET case_rules.rejudge_at_commit = 0;
UPDATE public.guardian SET to_on = '2025-03-04' WHERE case_id BETWEEN 10 AND 14;
SELECT is((SELECT count(*) FROM book.case_head WHERE rejudge_since IS NOT NULL), 5::bigint, 'none at all: all of them wait');
SELECT is((SELECT count(*) FROM public.tale WHERE case_id BETWEEN 10 AND 14 AND outcome = 'barred'), 0::bigint, 'nothing was judged');
RESET case_rules.rejudge_at_commit;
SELECT is(public.tell(12, 'depart', '2025-03-10'), 'RU001', 'but the next act of a case that waits is judged by what is known');
SELECT is(public.tell(12, 'note', '2025-03-10'), '00000', 'and one that goes through');
SELECT is(public.waits(12), NULL, 'brings its case up to date');
CALL case_rules.rejudge('book', 2) \gset
SELECT is((:judged::integer, :changed::integer)::text, '(4,4)', 'CALL rejudge works off the others, in batches');
SELECT is((SELECT count(*) FROM public.tale WHERE case_id BETWEEN 10 AND 14 AND outcome = 'barred'), 5::bigint, 'all of them');
SELECT is((SELECT count(*) FROM book.case_head WHERE rejudge_since IS NOT NULL), 0::bigint, 'nothing waits');
CALL case_rules.rejudge('book') \gset
SELECT is((:judged::integer, :changed::integer)::text, '(0,0)', 'and there is nothing left to do');
SET case_rules.rejudge_at_commit = 2;
UPDATE public.guardian SET to_on = NULL WHERE case_id BETWEEN 10 AND 14;
SELECT is((SELECT count(*) FROM book.case_head WHERE rejudge_since IS NOT NULL), 3::bigint, 'at most so many: the others wait');
RESET case_rules.rejudge_at_commit;
SELECT is((SELECT judged || ' ' || changed FROM case_rules.rejudge_case('book', '14', 'infinity')), '1 1', 'rejudge_case does what waits of one case');
SELECT is((SELECT count(*) FROM book.case_head WHERE rejudge_since IS NOT NULL), 2::bigint, 'of that one');
CALL case_rules.rejudge('book', NULL) \gset
SELECT is((SELECT count(*) FROM book.case_head WHERE rejudge_since IS NOT NULL), 0::bigint, 'a batch of no size is all of them');
SELECT is(public.try($$CALL case_rules.rejudge('book', 0)$$), '22023', 'a batch of none is refused');
SELECT is(public.try($$CALL case_rules.rejudge('book', -1)$$), '22023', 'or of less');
BEGIN;
CALL case_rules.rejudge('book') \gset
SELECT current_setting('search_path') AS path \gset
ROLLBACK;
SELECT is(:'path'::text, '"$user", public', 'in a transaction of the caller''s, where nothing is to be done, it leaves no trace');
UPDATE public.guardian SET to_on = to_on;
SET case_rules.rejudge_at_commit = 0;
UPDATE public.guardian SET to_on = '2025-03-04' WHERE case_id = 14;
RESET case_rules.rejudge_at_commit;
SELECT is(public.try($$CALL case_rules.rejudge('book')$$), '2D000', 'where something is to be done, it cannot be in a transaction of the caller''s');
SELECT is(public.waits(14), '2025-03-04 guardian', 'and nothing is done');
UPDATE public.guardian SET to_on = NULL WHERE case_id = 14;
SELECT is(public.waits(14), NULL, 'the next change of the case does it');
SELECT is(public.try($$CALL case_rules.rejudge('public')$$), 'RU007', 'a schema without a rulebook');
SELECT is(public.try($$CALL case_rules.rejudge('no_such_schema')$$), 'RU007', 'or no schema');

/* ---- rules that change ---- */

SELECT is_empty('SELECT * FROM book.rejudge_request', 'no request is open');
UPDATE book.rule SET condition = 'guarded AND heard' WHERE rule = 'guardian_there';
SELECT is((SELECT format('%s %s %s %s %s %s', since, procedure, cause, requested_by = session_user, judged, changed) FROM book.rejudge_request WHERE after_case IS NULL),
    '2020-01-01 tale rule guardian_there t 0 0', 'a rule that changes with a day in the past makes a request');
SELECT is((SELECT count(*) FROM public.tale WHERE act = 'decide' AND outcome = 'barred'), 2::bigint, 'which is not worked off by itself');
CALL case_rules.rejudge('book', 3) \gset
SELECT is((SELECT count(*) FROM public.tale WHERE act = 'decide' AND outcome = 'barred'), 8::bigint, 'but by CALL rejudge');
SELECT is(:changed::integer, 9, 'of all, also those to which it adds a reason, and a note behind one');
SELECT is_empty('SELECT * FROM book.rejudge_request', 'the request is done');
SELECT is((SELECT DISTINCT cause FROM book.journal WHERE judgement = (SELECT max(judgement) FROM book.journal WHERE case_id = 14) AND case_id = 14), 'rule guardian_there', 'and named as the cause');
INSERT INTO public.hearing (case_id, child, heard_on) SELECT n, n, '2025-03-02' FROM generate_series(10, 14) n;
SELECT is((SELECT count(*) FROM public.tale WHERE act = 'decide' AND case_id BETWEEN 10 AND 14 AND outcome = 'permitted'), 5::bigint, 'the children were heard, it is told: at once');
/* what makes a request, and what does not */
CREATE FUNCTION public.requests(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE r text;
BEGIN
    EXECUTE statement;
    SELECT coalesce(string_agg(format('%s %s %s', since, procedure, cause), ', ' ORDER BY request_id), '-') INTO r FROM book.rejudge_request;
    RAISE EXCEPTION USING ERRCODE = 'ZZ000', MESSAGE = r;
EXCEPTION WHEN SQLSTATE 'ZZ000' THEN
    RETURN SQLERRM;
END $$;
SELECT is(public.requests(statement), request, statement) FROM (VALUES
    ('INSERT INTO book.rule (procedure, rule, acts, condition, in_force) VALUES (''tale'', ''more'', ''{note}'', ''heard'', ''[2025-03-01,)'')', '2025-03-01 tale rule more'),
    ('INSERT INTO book.rule (procedure, rule, acts, condition, in_force) VALUES (''tale'', ''more'', ''{note}'', ''heard'', ''[2025-03-01,2025-03-02)'')', '2025-03-01 tale rule more'),
    ('INSERT INTO book.rule (procedure, rule, acts, condition, in_force) VALUES (''tale'', ''more'', ''{note}'', ''heard'', ''[2090-03-01,)'')', '-'),
    ('INSERT INTO book.rule (procedure, rule, acts, condition) VALUES (''tale'', ''more'', ''{note}'', ''heard'')', '-'),
    ('DELETE FROM book.rule WHERE rule = ''guardian_there''', '2020-01-01 tale rule guardian_there'),
    ('UPDATE book.rule SET in_force = ''[2025-03-03,)'' WHERE rule = ''guardian_there''', '2020-01-01 tale rule guardian_there'),
    ('UPDATE book.rule SET in_force = ''[2019-03-03,)'' WHERE rule = ''guardian_there''', '2019-03-03 tale rule guardian_there'),
    ('UPDATE book.rule SET mode = ''shadow'' WHERE rule = ''guardian_there''', '2020-01-01 tale rule guardian_there'),
    ('UPDATE book.rule SET condition = condition WHERE rule = ''guardian_there''', '-'),
    ('SELECT case_rules.request_rejudging(''book'', ''2025-01-01'')', '2025-01-01  on demand'),
    ('SELECT case_rules.request_rejudging(''book'', NULL, ''tale'', ''a treaty that was read again'')', '-infinity tale a treaty that was read again')) s(statement, request);
SELECT is(public.try($$SELECT case_rules.request_rejudging('public', '2025-01-01')$$), 'RU007', 'a schema without a rulebook');
/* only cases of the procedure, and only those in which something happened since */
INSERT INTO public.value VALUES (20, true, true, true, true, 1, '2025-01-01', 'example');
INSERT INTO public.act (case_id, subject_id, act, acted_on) VALUES (20, 20, 'begin', '2025-03-01');
SELECT public.tell(21, 'open', '2025-01-01') \g /dev/null
SELECT case_rules.request_rejudging('book', '2025-03-05', 'tale', 'looked at again') \g /dev/null
CALL case_rules.rejudge('book') \gset
SELECT is(:judged::integer, (SELECT count(*)::integer FROM public.tale WHERE acted_on >= '2025-03-05'), 'acts of that procedure from that day on');
SELECT is(:changed::integer, 0, 'none otherwise than before');
SELECT case_rules.request_rejudging('book', NULL) \g /dev/null
CALL case_rules.rejudge('book', 4) \gset
SELECT is(:judged::integer, (SELECT count(*)::integer FROM public.acts), 'or all acts of all');
/* interrupted, it goes on where it was */
SELECT case_rules.request_rejudging('book', '2025-01-01', 'tale', 'looked at again') AS request \gset
UPDATE book.rejudge_request SET after_case = '11', judged = 5 WHERE request_id = :request;
CALL case_rules.rejudge('book') \gset
SELECT is(:judged::integer, (SELECT count(*)::integer FROM public.tale WHERE case_id > 11), 'behind the case that was the last');
/* a request does not forget what could not be judged */
UPDATE book.rule SET condition = '10 / (notes - notes) = 1 AND guarded' WHERE rule = 'guardian_there';
CALL case_rules.rejudge('book') \gset
SELECT is((SELECT count(*) FROM public.tale WHERE act = 'decide' AND outcome = 'permitted'), 5::bigint, 'with a rule that fails, the verdicts stay');
SELECT is((SELECT count(*) FROM book.case_head h WHERE rejudge_since IS NOT NULL OR EXISTS (SELECT FROM book.rejudge_request)), (SELECT count(DISTINCT case_id) FROM public.tale WHERE act = 'decide'), 'and every case that could not be judged waits');
UPDATE book.rule SET condition = 'NOT guarded' WHERE rule = 'guardian_there';
CALL case_rules.rejudge('book') \gset
SELECT is((SELECT count(*) FROM public.tale WHERE act = 'decide' AND outcome = 'permitted' AND case_id BETWEEN 10 AND 14), 0::bigint, 'mended, it is judged');
SELECT is((SELECT count(*) FROM book.case_head h WHERE rejudge_since IS NOT NULL), 0::bigint, 'and nothing waits');
UPDATE book.rule SET condition = 'guarded' WHERE rule = 'guardian_there';
CALL case_rules.rejudge('book') \gset
/* a setting */
INSERT INTO book.rule_setting (procedure, rule, mode) VALUES ('tale', 'heard_before', 'enforced');
SELECT is((SELECT judged || ' ' || changed FROM case_rules.rejudge_case('book', '1')), '3 0', 'a setting counts for acts recorded after it was made');
SELECT is(public.tell(1, 'note', '2025-03-06'), '00000', 'one more act');
DELETE FROM book.rule_setting;

/* an act goes on under the setting under which it was recorded */
INSERT INTO book.rule (procedure, rule, acts, condition, in_force, parameters) VALUES ('tale', 'few_notes', '{note}', 'notes < most', '[2020-01-01,)', '{"most": 1}');
DELETE FROM book.rejudge_request;
INSERT INTO book.rule_setting (procedure, rule, severity, on_unknown, parameters) VALUES ('tale', 'few_notes', 'warn', 'warn', '{"most": 0}');
SELECT public.tell(60, 'open', '2025-03-01'), public.tell(60, 'note', '2025-03-05') \g /dev/null
SELECT is((SELECT outcome || finding_count FROM public.tale WHERE case_id = 60 AND seq = 2), 'permitted1', 'a rule that only warns, by a setting');
UPDATE book.rule_setting SET severity = NULL, on_unknown = NULL WHERE rule = 'few_notes';
SELECT is(public.tell(60, 'note', '2025-03-06'), 'RU001', 'the setting is changed: now it bars');
SELECT is((SELECT judged || ' ' || changed FROM case_rules.rejudge_case('book', '60')), '2 0', 'what was recorded before is judged by what was set then');
DELETE FROM book.rule_setting WHERE rule = 'few_notes';
SELECT is(public.tell(60, 'note', '2025-03-06'), 'RU001', 'the setting is gone: the rule''s own number is met by the first');
SELECT is((SELECT judged || ' ' || changed FROM case_rules.rejudge_case('book', '60')), '2 0', 'that makes no difference either');
SELECT is(public.tell(60, 'consent', '2025-03-03', 'requested'), '00000', 'nor does a late act');
SELECT is((SELECT outcome || finding_count FROM public.tale WHERE case_id = 60 AND seq = 2), 'permitted1', 'judged again because of it');
SELECT is((SELECT string_agg(concat_ws('/', severity, parameters), ' ' ORDER BY superseded_at) FROM book.former_setting WHERE rule = 'few_notes'), 'warn/{"most": 0} {"most": 0}', 'what it said is kept');
SELECT is((SELECT string_agg(rule || ' ' || verdict || ' ' || severity, ', ') FROM case_rules.judge_act('public.tale', '60', 2) WHERE rule = 'few_notes'), 'few_notes violated warn', 'judge_act: by the setting of its time');
DELETE FROM book.rule WHERE rule = 'few_notes';
DELETE FROM book.rejudge_request;

/* acts of one kind on days of different versions, in cases that began under different ones: each by what counts for it */
INSERT INTO book.rule (procedure, rule, version, acts, condition, in_force, running_cases) VALUES
    ('tale', 'dated', 1, '{note}', 'notes >= 0', '[2020-01-01,2025-03-04)', 'migrate'), ('tale', 'dated', 2, '{note}', 'gone IS NOT TRUE', '[2025-03-04,2025-03-20)', 'pin'),
    ('tale', 'dated', 3, '{note}', 'heard IS NULL AND NOT decided', '[2025-03-20,)', 'most_protective');
DELETE FROM book.rejudge_request;
CREATE FUNCTION public.noted(id bigint, first date) RETURNS text LANGUAGE plpgsql AS $$
DECLARE s text := public.tell(id, 'open', first); n integer;
BEGIN
    FOR n IN 0 .. 3 LOOP
        s := s || ' ' || public.tell(id, 'note', least(first + 12 * n, date '2025-04-20'));
    END LOOP;
    RETURN s;
END $$;
SELECT is(public.noted(50, '2025-03-01'), '00000 00000 00000 00000 00000', 'notes on days of three versions');
SELECT is(public.noted(51, '2025-03-10'), '00000 00000 00000 00000 00000', 'of a case that began under the second');
SELECT is(public.noted(52, '2025-03-25'), '00000 00000 00000 00000 00000', 'and of one that began under the third');
CREATE FUNCTION public.barred_notes() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT string_agg(format('%s:%s', case_id, seq), ' ' ORDER BY case_id, seq) FROM public.tale WHERE case_id BETWEEN 50 AND 52 AND outcome = 'barred' $$;
/* each change alone; every act is asked, in one go and one by one */
CREATE TABLE public.changed_rule (no serial, version integer, condition text, barred text);
INSERT INTO public.changed_rule (version, condition, barred) VALUES
    /* 50 began under the first, which its acts under the second keep; under the third that and the third count */
    (1, 'false', '50:2 50:3 50:4 50:5'), (2, 'false', '51:2 51:3 51:4 51:5'), (3, 'false', '50:4 50:5 51:3 51:4 51:5 52:2 52:3 52:4 52:5');
SELECT format('UPDATE book.rule SET condition = %L WHERE rule = ''dated'' AND version = %s', condition, version),
       'CALL case_rules.rejudge(''book'', 2)',
       format('SELECT is(public.barred_notes(), %L, ''version %s changes: what counts for each act is judged'')', barred, version),
       format('UPDATE book.rule SET condition = %L WHERE rule = ''dated'' AND version = %s',
              CASE version WHEN 1 THEN 'notes >= 0' WHEN 2 THEN 'gone IS NOT TRUE' ELSE 'heard IS NULL AND NOT decided' END, version),
       'CALL case_rules.rejudge(''book'')',
       'SELECT is(public.barred_notes(), NULL, ''and back'')'
  FROM public.changed_rule ORDER BY no \gexec
DELETE FROM book.rule WHERE rule = 'dated';
CALL case_rules.rejudge('book') \gset

/* ---- one case on demand ---- */

SELECT is((SELECT judged || ' ' || changed FROM case_rules.rejudge_case('book', '1')), '4 0', 'all acts of a case');
SELECT is((SELECT judged || ' ' || changed FROM case_rules.rejudge_case('book', '1', '2025-03-05')), '2 0', 'those from a day on');
SELECT is((SELECT judged || ' ' || changed FROM case_rules.rejudge_case('book', '1', 'infinity')), '0 0', 'none');
SELECT is((SELECT judged || ' ' || changed FROM case_rules.rejudge_case('book', '4711')), '0 0', 'of a case that is not there');
SELECT is(public.try($$SELECT * FROM case_rules.rejudge_case('book', 'x')$$), '22P02', 'what is no id');
SELECT is(public.try($$SELECT * FROM case_rules.rejudge_case('public', '1')$$), 'RU007', 'of no rulebook');
BEGIN;
ALTER TABLE public.guardian DISABLE TRIGGER case_rules_hold;
DELETE FROM public.guardian WHERE case_id = 1;
SELECT is((SELECT judged || ' ' || changed FROM case_rules.rejudge_case('book', '1', cause => 'an audit')), '4 2', 'whatever it finds');
SELECT is((SELECT string_agg(outcome || ' ' || cause, ', ') FROM book.journal j WHERE case_id = 1 AND seq = 3 AND judgement = (SELECT max(judgement) FROM book.journal k WHERE k.case_id = 1 AND k.seq = 3)), 'barred an audit', 'with the cause that was given');
SELECT results_eq('SELECT cause FROM book.irregular_act WHERE case_id = 1', $$VALUES ('an audit')$$, 'also where it is listed');
ROLLBACK;

/* ---- who may ---- */

/* roles are of the whole server */
DROP ROLE IF EXISTS reach_clerk, reach_reviewer;
CREATE ROLE reach_clerk;
CREATE ROLE reach_reviewer;
GRANT USAGE ON SCHEMA book, public TO reach_clerk, reach_reviewer;
GRANT SELECT ON ALL TABLES IN SCHEMA book TO reach_clerk, reach_reviewer;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.guardian, public.last_refusal TO reach_clerk;
GRANT SELECT, INSERT, UPDATE, DELETE ON book.rejudge_request TO reach_reviewer;
SET ROLE reach_clerk;
UPDATE public.guardian SET to_on = '2025-03-04' WHERE case_id = 1;
SELECT is((SELECT outcome FROM book.act_version WHERE case_id = 1 AND seq = 3 AND superseded_at IS NULL), 'barred', 'who may write a fact, has its acts judged again');
SELECT is(public.try($$SELECT * FROM case_rules.rejudge_case('book', '1')$$), '42501', 'but not on demand');
SELECT is(public.try($$SELECT case_rules.request_rejudging('book', '2025-01-01')$$), '42501', 'nor by a request');
SET case_rules.rejudge_at_commit = 0;
UPDATE public.guardian SET to_on = '2025-03-03' WHERE case_id = 1;
SELECT is(public.try($$CALL case_rules.rejudge('book')$$), '42501', 'nor in bulk');
RESET case_rules.rejudge_at_commit;
RESET ROLE;
SET ROLE reach_reviewer;
SELECT is((SELECT judged || ' ' || changed FROM case_rules.rejudge_case('book', '1')), '4 0', 'who may write a request may judge a case again');
SELECT case_rules.request_rejudging('book', '2025-01-01') > 0 AS asked \gset
CALL case_rules.rejudge('book') \gset
SELECT is(:judged::integer > 20, true, 'and all of them');
RESET ROLE;
UPDATE public.guardian SET to_on = NULL WHERE case_id = 1;

/* ---- overrides ---- */

INSERT INTO book.rule (procedure, rule, acts, condition, severity, on_unknown, in_force) VALUES ('tale', 'yields', '{decide}', 'heard', 'override', 'override', '[2020-01-01,)');
DELETE FROM book.rejudge_request;
INSERT INTO public.guardian (case_id, child, from_on) VALUES (30, 30, '2025-01-01');
INSERT INTO book.override (case_id, procedure, subject_id, act, rule, granted_on, expires_on) VALUES (30, 'tale', 30, 'decide', 'yields', '2025-03-01', '2025-03-31');
SELECT public.decided(30) \g /dev/null
SELECT is((SELECT outcome || finding_count FROM public.tale WHERE case_id = 30 AND seq = 3), 'permitted2', 'decided, under an override');
SELECT is(public.reaches(statement, 30), since, statement) FROM (VALUES
    ('INSERT INTO book.override (case_id, procedure, subject_id, act, rule, granted_on, expires_on) VALUES (30, ''tale'', 30, ''decide'', ''yields'', ''2025-03-01'', ''2025-03-31'')', '-'),
    ('UPDATE book.override SET expires_on = ''2025-03-04'' WHERE case_id = 30', '2025-03-04 override'),
    ('UPDATE book.override SET expires_on = ''2025-03-10'' WHERE case_id = 30', '-'),
    ('UPDATE book.override SET granted_on = ''2025-03-06'' WHERE case_id = 30', '2025-03-01 override'),
    ('UPDATE book.override SET reason = ''another'' WHERE case_id = 30', '2025-03-01 override'),
    ('DELETE FROM book.override WHERE case_id = 30', '2025-03-01 override')) s(statement, since);
UPDATE book.override SET expires_on = '2025-03-04' WHERE case_id = 30;
SELECT is((SELECT outcome || finding_count FROM public.tale WHERE case_id = 30 AND seq = 3), 'barred2', 'an override that had expired is none');
UPDATE book.override SET expires_on = '2025-03-05' WHERE case_id = 30;
SELECT is((SELECT outcome || finding_count FROM public.tale WHERE case_id = 30 AND seq = 3), 'barred2', 'extended afterwards, it does not serve an act that was recorded before');
DELETE FROM book.override WHERE case_id = 30;
SELECT is((SELECT outcome || finding_count FROM public.tale WHERE case_id = 30 AND seq = 3), 'barred2', 'taken back, it leaves the act without');
INSERT INTO book.override (case_id, procedure, subject_id, act, rule, granted_on, expires_on) VALUES (30, 'tale', 30, 'decide', 'yields', '2025-03-01', '2025-03-31');
SELECT is((SELECT judged || ' ' || changed FROM case_rules.rejudge_case('book', '30')), '3 0', 'granted afterwards it does not serve an act that was recorded before it');
INSERT INTO public.hearing (case_id, child, heard_on) VALUES (30, 30, '2025-03-02');
SELECT is((SELECT outcome || finding_count FROM public.tale WHERE case_id = 30 AND seq = 3), 'permitted0', 'the child was heard all the same: nothing to override');
DELETE FROM book.rule WHERE rule = 'yields';
DELETE FROM book.rejudge_request;

/* ---- by what was known ---- */

SELECT public.decided(40) \g /dev/null
SELECT clock_timestamp() AS before_it \gset
BEGIN;
UPDATE public.guardian SET superseded_at = clock_timestamp() WHERE case_id = 40;
INSERT INTO public.guardian (case_id, child, from_on, to_on) VALUES (40, 40, '2025-01-01', '2025-03-04');
COMMIT;
SELECT is((SELECT outcome FROM public.tale WHERE case_id = 40 AND seq = 3), 'barred', 'a new version of a fact');
SELECT is((SELECT string_agg(rule || ' ' || verdict, ', ' ORDER BY rule) FROM case_rules.judge_act('public.tale', '40', 3, :'before_it') WHERE rule ~ 'guard|consent'), 'consent_stands_first satisfied, guardian_there satisfied', 'by what was known before, it was lawful');
SELECT is((SELECT string_agg(rule || ' ' || verdict, ', ' ORDER BY rule) FROM case_rules.judge_act('public.tale', '40', 3) WHERE rule ~ 'guard|consent'), 'consent_stands_first satisfied, guardian_there violated', 'by what is known now, not');
SELECT is((SELECT string_agg(rule || ' ' || verdict, ', ' ORDER BY rule) FROM case_rules.judge_act('public.tale', '40', 3, '1999-01-01') WHERE rule ~ 'guard'), 'guardian_there violated', 'and before anything was known there was no guardian');
SELECT is(public.try($$SELECT * FROM case_rules.judge_act('public.tale', '40', 99)$$), 'RU002', 'no such act');
SELECT is(public.try($$SELECT * FROM case_rules.judge_act('public.tale', 'x', 1)$$), '22P02', 'no such id');
SELECT is(public.try($$SELECT * FROM case_rules.judge_act('public.guardian', '40', 1)$$), 'RU007', 'a table without a guard');
SELECT is(public.try(statement), '22004', statement) FROM unnest(ARRAY['SELECT * FROM case_rules.judge_act(NULL, ''40'', 1)', 'SELECT * FROM case_rules.judge_act(''public.tale'', NULL, 1)', 'SELECT * FROM case_rules.judge_act(''public.tale'', ''40'', NULL)']) statement;
/* the setting known_at, in its one form */
SELECT is(public.try(format('SET LOCAL case_rules.known_at = %L', v)), s, 'known_at: ' || v) FROM (VALUES
    ('', '00000'), ('2025-03-01 12:00:00Z', '00000'), ('2025-03-01 12:00:00+00', '00000'), ('2025-03-01T12:00:00.123456+05:30', '00000'), ('2025-03-01 12:00:00-11', '00000'),
    ('2025-03-01', '22023'), ('2025-03-01 12:00', '22023'), ('2025-03-01 12:00:00', '22023'), ('2025-03-01 24:00:00Z', '22023'), ('2025-03-01 12:60:00Z', '22023'), ('2025-02-30 12:00:00Z', '22023'),
    ('2025-03-01 12:00:00 UTC', '22023'), ('2025-03-01 12:00:00+1', '22023'), ('2025-03-01 12:00:00.1234567Z', '22023'), ('2025-03-01 12:00:00+16', '22023'), ('now', '22023'), ('infinity', '22023'),
    ('2025-03-01 12:00:00Zx', '22023'), (' 2025-03-01 12:00:00Z', '22023'), ('2025-03-01 1x:00:00Z', '22023'), ('2025-03-01 -1:00:00Z', '22023'), ('2025-03-01 12:00:00.Z', '22023')) x(v, s);
SELECT is(case_rules.known_at(), NULL, 'without it, all that is known');
SET case_rules.known_at = '2025-03-01 12:00:00.5+05:30';
SET TimeZone = 'Pacific/Auckland';
SET DateStyle = 'German';
SELECT is(case_rules.known_at() = timestamptz '2025-03-01 06:30:00.5+00', true, 'a moment is a moment, wherever one is');
RESET case_rules.known_at;
RESET TimeZone;
RESET DateStyle;

/* ---- holes ---- */

SELECT is_empty($$SELECT * FROM case_rules.guard_holes('book') WHERE hole <> 'trigger does not fire always'$$, 'no hole is open');
SELECT is((SELECT string_agg(format('%s: %s/%s', what, case_id, seq), ', ') FROM public.incoherent), NULL, 'everything is in its place');
DROP OWNED BY reach_clerk, reach_reviewer;
DROP ROLE reach_clerk, reach_reviewer;
SELECT * FROM finish();
