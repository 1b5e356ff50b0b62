/*
 * Acts on an act: annulment, correction, cure.  Nothing is written over; what
 * was recorded stays, and what follows is judged again.
 */
BEGIN;
SELECT plan(251);
\ir ../lib/trial.psql
\ir ../lib/tale.psql
CREATE FUNCTION said() RETURNS text LANGUAGE sql STABLE AS $$ SELECT format('%s | %s', message, hint) FROM public.last_refusal $$;
CREATE FUNCTION decided(id bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE s text := public.tell(id, 'open', '2025-03-01') || public.tell(id, 'consent', '2025-03-03', 'requested') || public.tell(id, 'decide', '2025-03-05');
BEGIN
    IF s <> '000000000000000' THEN RAISE EXCEPTION 'not decided: %', s; END IF;
END $$;

/* ---- annul ---- */

SELECT decided(1), public.tell(1, 'depart', '2025-03-07') \g /dev/null
SELECT is(public.annul(1, 3, '2025-03-10'), '00000', 'the decision was recorded by mistake');
SELECT is(public.story(1), '1 open ->opened permitted, 2 consent opened>consented permitted, 4 depart consented>gone irregular, 5 annul gone>gone permitted',
    'it counts no more; the departure is irregular now');
SELECT is(public.judged(1, 3), 'permitted recorded consented>decided', 'the annulled act is not judged again');
SELECT is(public.judged(1, 4), 'permitted recorded decided>gone, irregular annulled:5 consented>gone decided_first', 'what follows it is');
SELECT is(public.judged(1, 2), 'permitted recorded opened>consented', 'what lies before it is not');
SELECT results_eq('SELECT seq, outcome, superseded_at IS NOT NULL, from_state, to_state, finding_count FROM public.tale WHERE case_id = 1 AND seq = 3',
    $$VALUES (3::bigint, 'permitted', true, 'consented', 'decided', 0)$$, 'its row stays as it was, but that it is superseded');
SELECT results_eq('SELECT amends_seq, amends_how, amends_rules, actor FROM book.journal WHERE case_id = 1 AND seq = 5', $$VALUES (3::bigint, 'annul', '{}'::text[], 'Example Actor')$$, 'the journal says what was annulled');
SELECT is(public.duties(1), '4 cure due, 4 tell overdue', 'its duties are closed');
SELECT results_eq('SELECT superseded_at IS NOT NULL FROM book.act_version WHERE case_id = 1 AND seq = 3', 'VALUES (true)', 'act_version knows until when it was known');
SELECT is(public.annul(1, 3, '2025-03-11'), 'RU010', 'an act is annulled once');
SELECT is(said(), 'act 3 has been annulled or corrected already | Name the act that took its place, or record the act anew.', 'as it says');
SELECT is(public.annul(1, 5, '2025-03-11'), 'RU010', 'an annulment is not annulled');
SELECT is(said(), 'an annulment can be neither annulled nor corrected | Record the annulled act anew.', 'as it says');
SELECT is(public.tell(1, 'decide', '2025-03-05'), '00000', 'the annulled act is recorded anew');
SELECT is(public.story(1), '1 open ->opened permitted, 2 consent opened>consented permitted, 6 decide consented>decided permitted, 4 depart decided>gone permitted, 5 annul gone>gone permitted', 'and all is as before');
SELECT is(public.duties(1), '6 carry_out met', 'with its duty');
/* the first act */
SELECT decided(2) \g /dev/null
SELECT is(public.annul(2, 1, '2025-03-10'), '00000', 'the first act can be annulled');
SELECT is(public.story(2), '2 consent ->- barred, 3 decide ->- barred, 4 annul ->- permitted', 'then nothing has begun');
SELECT is(public.judged(2, 2), 'permitted recorded opened>consented, barred annulled:4 ->- RU002', 'as the journal says');
SELECT is(public.tell(2, 'note', '2025-03-11'), 'RU002', 'and nothing goes on');
SELECT is(public.tell(2, 'open', '2025-02-01'), '00000', 'until it is opened again');
SELECT is(public.story(2), '5 open ->opened permitted, 2 consent opened>consented permitted, 3 decide consented>decided permitted, 4 annul decided>decided permitted', 'late, and everything stands again');
/* the only act, and on the day of the act, and before it */
SELECT public.tell(3, 'open', '2025-03-01') \g /dev/null
SELECT is(public.annul(3, 1, '2025-02-01'), '00000', 'an annulment is dated before the act that it annuls');
SELECT is(public.story(3), '2 annul ->- permitted', 'it takes effect all the same');
SELECT is(public.tell(3, 'open', '2025-03-01'), '00000', 'and the subject may begin');
SELECT is(public.story(3), '2 annul ->- permitted, 3 open ->opened permitted', 'anew');
/* annulling an annulled chain: of a late act, whose annulment brings back what it had undercut */
SELECT decided(4), public.tell(4, 'withdraw', '2025-03-04', 'requested') \g /dev/null
SELECT is(public.annul(4, 4, '2025-03-10', 'requested'), '00000', 'a withdrawal recorded by mistake is annulled by its own side');
SELECT is(public.story(4), '1 open ->opened permitted, 2 consent opened>consented permitted, 3 decide consented>decided permitted, 5 annul decided>decided permitted', 'the decision counts again');
SELECT is(public.judged(4, 3), 'permitted recorded consented>decided, barred late:4 stopped>stopped RU002+consent_stands_first, permitted annulled:5 consented>decided', 'all of it is in the journal');
SELECT results_eq('SELECT duty, judgement, superseded_at IS NULL FROM book.duty WHERE case_id = 4 ORDER BY judgement, duty',
    $$VALUES ('carry_out', 1, false), ('cure', 2, false), ('carry_out', 3, true)$$, 'its duty starts again, there is nothing to cure');
SELECT is(public.annul(4, 3, '2025-03-10', 'requested'), 'RU003', 'the other side annuls nothing');
SELECT is(said(), 'act 3 belongs to the requesting side, not to the requested side | Let an authority of the requesting State annul or correct it.', 'as it says');
SELECT is(public.annul(4, 3, '2025-03-10', 'nobody'), 'RU003', 'nor does somebody of neither');
SELECT is(public.annul(4, 3, '2999-03-10'), 'RU004', 'nor on a day to come');
/* a barred act, and an irregular one, can be annulled too */
SELECT decided(5), public.tell(5, 'depart', '2025-03-07'), public.tell(5, 'withdraw', '2025-03-04', 'requested') \g /dev/null
SELECT is(public.annul(5, 3, '2025-03-10') || public.annul(5, 4, '2025-03-10'), '0000000000', 'a barred and an irregular act');
SELECT is(public.duties(5), NULL, 'and owe nothing');
SELECT is_empty('SELECT * FROM book.irregular_act WHERE case_id = 5', 'nothing is listed');

/* ---- which act ---- */

SELECT decided(10), public.tell(10, 'open', '2025-03-01', subject_id => 101), public.tell(11, 'open', '2025-03-01') \g /dev/null
INSERT INTO public.act (case_id, subject_id, act) VALUES (10, 10, 'begin');
SELECT is(public.annul(10, 99, '2025-03-10'), 'RU010', 'an act that is not there');
SELECT is(said(), 'the subject has no act 99 | Give as seq the number of an act of the same case, procedure and subject.', 'as it says');
SELECT is(public.annul(10, 4, '2025-03-10'), 'RU010', 'an act of another subject of the case');
SELECT is(said(), 'the subject has no act 4 | Give as seq the number of an act of the same case, procedure and subject.', 'is as if it were not there');
SELECT is(public.annul(10, 5, '2025-03-10'), 'RU010', 'an act of another table and procedure');
SELECT is(public.annul(10, 0, '2025-03-10'), 'RU010', 'no act');
SELECT is(public.annul(10, -1, '2025-03-10'), 'RU010', 'less than none');
SELECT is(public.annul(10, 9223372036854775807, '2025-03-10'), 'RU010', 'a number as large as can be');
SELECT is(public.annul(10, 6, '2025-03-10'), 'RU010', 'the number that the annulment itself would get');
SELECT is(public.annul(11, 1, '2025-03-10', subject_id => 10), 'RU010', 'an act of another case');
SELECT is((SELECT count(*) FROM public.tale WHERE superseded_at IS NOT NULL AND case_id IN (10, 11)), 0::bigint, 'nothing was annulled');
SELECT is((SELECT act_seq FROM book.case_head WHERE case_id = 10), 5::bigint, 'no number was used up');

/* the account */
CREATE TABLE account (no serial, how text, account jsonb, actor text, message text);
INSERT INTO account (how, account, message) VALUES
    ('annul', NULL, 'act "annul" needs the act that it is about, a reason and a second person'),
    ('cure', NULL, 'act "cure" needs the act that it is about, a reason and a second person'),
    ('annul', '{}', 'act "annul" needs the act that it is about, a reason and a second person'),
    ('annul', '{"seq": 3, "reason": "geheim"}', 'act "annul" needs the act that it is about, a reason and a second person'),
    ('annul', '{"seq": 3, "second_person": "Example Second"}', 'act "annul" needs the act that it is about, a reason and a second person'),
    ('annul', '{"reason": "geheim", "second_person": "Example Second"}', 'act "annul" needs the act that it is about, a reason and a second person'),
    ('annul', '{"seq": 3, "reason": " ", "second_person": "Example Second"}', 'act "annul" needs the act that it is about, a reason and a second person'),
    ('annul', '{"seq": 3, "reason": "geheim", "second_person": "\n"}', 'act "annul" needs the act that it is about, a reason and a second person'),
    ('annul', '{"seq": 3, "reason": "geheim", "second_person": " EXAMPLE actor"}', 'the second person of act "annul" is its actor'),
    ('cure', '{"seq": 3, "reason": "geheim", "second_person": "example actor "}', 'the second person of act "cure" is its actor'),
    ('decide', '{"seq": 3, "reason": "geheim", "second_person": "Example Actor"}', 'the second person of act "decide" is its actor'),
    ('decide', '{"seq": 3, "reason": "geheim"}', 'act "decide" needs the act that it is about, a reason and a second person'),
    ('annul', '{"seq": "3", "reason": "geheim", "second_person": "Example Second"}', 'the column "amends" of an act has no key "seq" of that kind'),
    ('annul', '{"seq": null, "reason": "geheim", "second_person": "Example Second"}', 'the column "amends" of an act has no key "seq" of that kind'),
    ('annul', '{"seq": [3], "reason": "geheim", "second_person": "Example Second"}', 'the column "amends" of an act has no key "seq" of that kind'),
    ('annul', '{"seq": {"seq": 3}, "reason": "geheim", "second_person": "Example Second"}', 'the column "amends" of an act has no key "seq" of that kind'),
    ('annul', '{"seq": true, "reason": "geheim", "second_person": "Example Second"}', 'the column "amends" of an act has no key "seq" of that kind'),
    ('annul', '{"seq": 3.5, "reason": "geheim", "second_person": "Example Second"}', 'the column "amends" of an act has no key "seq" of that kind'),
    ('annul', '{"seq": 1e30, "reason": "geheim", "second_person": "Example Second"}', 'the column "amends" of an act has no key "seq" of that kind'),
    ('annul', '{"seq": -1e30, "reason": "geheim", "second_person": "Example Second"}', 'the column "amends" of an act has no key "seq" of that kind'),
    ('annul', '{"seq": 3, "reason": 1, "second_person": "Example Second"}', 'the column "amends" of an act has no key "reason" of that kind'),
    ('annul', '{"seq": 3, "reason": "geheim", "second_person": ["Example Second"]}', 'the column "amends" of an act has no key "second_person" of that kind'),
    ('annul', '{"seq": 3, "reason": "geheim", "second_person": "Example Second", "person": "Example Person"}', 'the column "amends" of an act has no key "person" of that kind'),
    ('annul', '{"seq": 3, "reason": "geheim", "second_person": "Example Second", "geheim": "x"}', 'the column "amends" of an act has no key "geheim" of that kind'),
    ('annul', '{"Seq": 3, "reason": "geheim", "second_person": "Example Second"}', 'the column "amends" of an act has no key "Seq" of that kind'),
    ('annul', '[3, "geheim", "Example Second"]', 'the column "amends" of an act must be a JSON object'),
    ('annul', '3', 'the column "amends" of an act must be a JSON object'),
    ('annul', 'null', 'the column "amends" of an act must be a JSON object'),
    ('note', '[]', 'the column "amends" of an act must be a JSON object');
INSERT INTO account (how, account, actor, message) VALUES
    ('annul', '{"seq": 3, "reason": "geheim", "second_person": "Example Second"}', '', 'act "annul" needs its actor'),
    ('annul', '{"seq": 3, "reason": "geheim", "second_person": "Example Second"}', '  ', 'act "annul" needs its actor'),
    ('decide', '{"seq": 3, "reason": "geheim", "second_person": "Example Second"}', ' ', 'act "decide" needs its actor'),
    ('cure', '{"seq": 3, "reason": "geheim", "second_person": "Example Second"}', ' ', 'act "cure" needs its actor');
CREATE TABLE account_told (no integer, sqlstate text, message text, all_of_it text);
DO $$
DECLARE a account; s text;
BEGIN
    FOR a IN SELECT * FROM account ORDER BY no LOOP
        s := public.tell(10, a.how, '2025-03-10', amends => a.account, actor => coalesce(a.actor, 'Example Actor'));
        INSERT INTO account_told SELECT a.no, s, (SELECT message FROM public.last_refusal), (SELECT concat_ws(' ', message, hint, detail, constraint_name) FROM public.last_refusal);
    END LOOP;
    /* no actor at all */
    s := public.try($s$INSERT INTO public.tale (case_id, subject_id, act, acted_on, actor, amends) VALUES (10, 10, 'annul', '2025-03-10', NULL, public.amending(3))$s$);
    INSERT INTO account (how, account, message) VALUES ('annul', public.amending(3), 'act "annul" needs its actor') RETURNING no INTO a.no;
    INSERT INTO account_told SELECT a.no, s, (SELECT message FROM public.last_refusal), (SELECT concat_ws(' ', message, hint, detail, constraint_name) FROM public.last_refusal);
END $$;
SELECT is(t.sqlstate || ' ' || t.message, 'RU010 ' || a.message, format('refused: %s %s by "%s"', a.how, a.account, a.actor)) FROM account a JOIN account_told t USING (no) ORDER BY no;
SELECT is_empty($$SELECT * FROM account_told WHERE all_of_it ~ 'Example (Second|Actor|Person)' OR all_of_it ~ 'geheim' AND message !~ 'no key "geheim"'$$, 'nobody is named, and no reason told');
SELECT is(public.story(10), '1 open ->opened permitted, 2 consent opened>consented permitted, 3 decide consented>decided permitted', 'nothing has happened');
SELECT is(public.tell(10, 'annul', '2025-03-10', details => '{"shown": "yes"}', amends => public.amending(3)), '22023', 'details are checked as of any act');
SELECT is(public.tell(10, 'annul', '2025-03-10', details => '{"shown": true, "target_act": "x"}', amends => public.amending(3)), '22023', 'and nobody tells the engine which act it is');

/* ---- correct: the act again, as it should have been recorded ---- */

SELECT decided(20) \g /dev/null
SELECT is(public.tell(20, 'decide', '2025-03-06', amends => public.amending(3)), '00000', 'it was decided a day later');
SELECT is(public.story(20), '1 open ->opened permitted, 2 consent opened>consented permitted, 4 decide consented>decided permitted', 'the correction has taken its place');
SELECT results_eq('SELECT started_on, superseded_at IS NULL FROM book.duty WHERE case_id = 20 ORDER BY seq', $$VALUES (date '2025-03-05', false), (date '2025-03-06', true)$$, 'with its duties, from its own day');
SELECT results_eq('SELECT amends_seq, amends_how, outcome FROM book.journal WHERE case_id = 20 AND seq = 4', $$VALUES (3::bigint, 'correct', 'permitted')$$, 'as the journal says');
SELECT is(public.tell(20, 'decide', '2025-03-07', amends => public.amending(3)), 'RU010', 'the corrected act is not corrected again');
SELECT is(said(), 'act 3 has been annulled or corrected already | Name the act that took its place, or record the act anew.', 'but its correction');
SELECT is(public.tell(20, 'decide', '2025-03-04', amends => public.amending(4)), '00000', 'is');
SELECT is(public.tell(20, 'decide', '2025-03-05', amends => public.amending(5)), '00000', 'and that again');
SELECT is(public.story(20), '1 open ->opened permitted, 2 consent opened>consented permitted, 6 decide consented>decided permitted', 'one of the four counts');
SELECT is(public.annul(20, 6, '2025-03-10'), '00000', 'the correction is annulled');
SELECT is(public.story(20), '1 open ->opened permitted, 2 consent opened>consented permitted, 7 annul consented>consented permitted', 'then none does: what was corrected does not come back');
/* a correction of the first act, of its day and its details */
SELECT decided(21) \g /dev/null
SELECT is(public.tell(21, 'open', '2025-02-01', amends => public.amending(1)), '00000', 'the beginning was earlier');
SELECT is(public.story(21), '4 open ->opened permitted, 2 consent opened>consented permitted, 3 decide consented>decided permitted', 'everything stands');
SELECT is(public.tell(21, 'open', '2025-03-04', amends => public.amending(4)), '00000', 'or later than the consent');
SELECT is(public.story(21), '2 consent ->- barred, 5 open ->opened permitted, 3 decide opened>opened barred', 'which then was none');
SELECT is(public.judged(21, 2), 'permitted recorded opened>consented, permitted corrected:4 opened>consented, barred corrected:5 ->- RU002', 'as the journal says');
SELECT is(public.tell(21, 'consent', '2025-03-04', 'requested', amends => public.amending(2)), '00000', 'the consent is corrected as well');
SELECT is(public.story(21), '5 open ->opened permitted, 6 consent opened>consented permitted, 3 decide consented>decided permitted', 'and all is well');
/* what is no correction */
SELECT decided(22), public.tell(22, 'note', '2025-03-06') \g /dev/null
SELECT is(public.tell(22, 'note', '2025-03-05', amends => public.amending(3)), 'RU010', 'a decision is not corrected into a note');
SELECT is(said(), 'act 3 is "decide" and cannot be corrected into "note" | Annul it, and record what happened instead.', 'as it says');
SELECT is(public.tell(22, 'note', '2025-03-05', 'requested', amends => public.amending(4)), 'RU003', 'the other side does not correct it');
SELECT is(public.tell(22, 'decide', '2025-03-02', amends => public.amending(3)), 'RU002', 'a correction that would be barred in its place is refused');
SELECT is(public.tell(22, 'decide', '2999-03-05', amends => public.amending(3)), 'RU004', 'so is a day to come');
SELECT is(public.story(22), '1 open ->opened permitted, 2 consent opened>consented permitted, 3 decide consented>decided permitted, 4 note decided>decided permitted', 'and what it was about stays');
SELECT is((SELECT count(*) FROM public.tale WHERE case_id = 22 AND superseded_at IS NOT NULL), 0::bigint, 'nothing is superseded by a refused one');
SELECT is((SELECT max(judgement) FROM book.journal WHERE case_id = 22), 1, 'or judged again');
SELECT is(public.annul(22, 3, '2025-03-07'), '00000', 'annulled');
SELECT is(public.tell(22, 'annul', '2025-03-08', amends => public.amending(5)), 'RU010', 'an annulment is not corrected by another');
SELECT is(public.tell(22, 'note', '2025-03-06', amends => public.amending(4) || '{"seq": 4.0}'), '00000', 'four is four, however it is written');
/* a correction that another correction depends on: of a withdrawal, on the other side of the decision */
SELECT decided(23), public.tell(23, 'withdraw', '2025-03-04', 'requested') \g /dev/null
SELECT is(public.tell(23, 'withdraw', '2025-03-06', 'requested', amends => public.amending(4)), '00000', 'it was withdrawn after the decision, not before');
SELECT is(public.story(23), '1 open ->opened permitted, 2 consent opened>consented permitted, 3 decide consented>decided permitted, 5 withdraw decided>stopped permitted', 'the decision was lawful');
SELECT is(public.judged(23, 3), 'permitted recorded consented>decided, barred late:4 stopped>stopped RU002+consent_stands_first, permitted corrected:5 consented>decided', 'as its last judgement says');
SELECT is(public.tell(23, 'withdraw', '2025-03-04', 'requested', amends => public.amending(5)), '00000', 'no: before it');
SELECT is(public.story(23), '1 open ->opened permitted, 2 consent opened>consented permitted, 6 withdraw consented>stopped permitted, 3 decide stopped>stopped barred', 'it falls again');
SELECT is((SELECT count(*) FROM book.duty WHERE case_id = 23 AND superseded_at IS NULL), 1::bigint, 'one duty stands');
/* an irregular act as a correction of a lawful one, and the other way round */
SELECT decided(24), public.tell(24, 'depart', '2025-03-06') \g /dev/null
SELECT is(public.tell(24, 'depart', '2025-03-04', amends => public.amending(4)), 'RU001', 'the child left before the decision: without an account that is barred');
SELECT is(public.tell(24, 'depart', '2025-03-04', amends => public.amending(4), irregular => '{"reason": "example", "person": "a", "second_person": "b"}'), '00000', 'with one it is recorded');
SELECT is(public.story(24), '1 open ->opened permitted, 2 consent opened>consented permitted, 5 depart consented>gone irregular, 3 decide gone>gone barred', 'and no decision is possible any more');
SELECT is(public.tell(24, 'depart', '2025-03-06', amends => public.amending(5)), '00000', 'corrected back');
SELECT is(public.story(24), '1 open ->opened permitted, 2 consent opened>consented permitted, 3 decide consented>decided permitted, 6 depart decided>gone permitted', 'all is lawful');
SELECT is(public.duties(24), '3 carry_out met', 'and nothing is to be cured');

/* ---- cure ---- */

SELECT public.tell(30, 'open', '2025-03-01'), public.anyhow(30, 'depart', '2025-03-05'), public.tell(30, 'arrive', '2025-03-06', 'requested') \g /dev/null
SELECT is(public.story(30), '1 open ->opened permitted, 2 depart opened>gone irregular, 3 arrive gone>there protective', 'a child has left and arrived');
SELECT is(public.cure(30, 1, '2025-03-10'), 'RU010', 'what nothing stands against is not cured');
SELECT is(said(), 'nothing stands against act 1 | Only an act that rules stand against can be cured.', 'as it says');
SELECT is(public.cure(30, 2, '2025-03-10', false), 'RU001', 'a cure has rules of its own');
SELECT is(public.refused(), '{"cure_shown": "violated"}', 'which it must satisfy');
SELECT is(public.cure(30, 2, '2025-03-10', NULL), 'RU001', 'all of them');
SELECT is(public.cure(30, 2, '2025-03-10'), '00000', 'then the departure is cured');
SELECT is(public.story(30), '1 open ->opened permitted, 2 depart opened>gone cured, 3 arrive gone>there protective, 4 cure there>there permitted', 'that act, and no other');
SELECT results_eq('SELECT amends_seq, amends_how, amends_rules FROM book.journal WHERE case_id = 30 AND seq = 4', $$VALUES (2::bigint, 'cure', '{decided_first}'::text[])$$, 'of the rules that stood against it');
SELECT is(public.judged(30, 2), 'irregular recorded opened>gone decided_first, cured cured:4 opened>gone decided_first', 'the rules still stand against it, but it is cured');
SELECT is(public.duties(30), '2 cure met, 2 tell overdue, 3 cure overdue, 3 tell overdue', 'its duty to cure is met, the other goes on');
SELECT is(public.cure(30, 2, '2025-03-11'), 'RU010', 'a cured act is not cured again');
SELECT is(public.cure(30, 4, '2025-03-11'), 'RU010', 'nor is a cure');
SELECT is(public.cure(30, 3, '2025-03-10', side => 'requested'), '00000', 'a cure may come from either side');
SELECT is(public.duties(30), '2 cure met, 2 tell overdue, 3 cure met, 3 tell overdue', 'both are met') FROM set_config('case_rules.as_of', '2025-12-31', true);
RESET case_rules.as_of;
/* the cure is annulled */
SELECT is(public.annul(30, 4, '2025-03-12'), '00000', 'a cure is annulled');
SELECT is(public.story(30), '1 open ->opened permitted, 2 depart opened>gone irregular, 3 arrive gone>there cured, 5 cure there>there permitted, 6 annul there>there permitted', 'and the act is irregular again');
SELECT matches(public.duties(30), '2 cure overdue', 'with its duty');
SELECT results_eq('SELECT seq, outcome FROM book.irregular_act WHERE case_id = 30', $$VALUES (2::bigint, 'irregular')$$, 'it is listed again');
SELECT is(public.cure(30, 2, '2025-03-13'), '00000', 'and can be cured anew');
SELECT is((SELECT string_agg(outcome, ' ' ORDER BY seq) FROM public.tale WHERE case_id = 30 AND superseded_at IS NULL), 'permitted cured cured permitted permitted permitted', 'by another cure');
/* the cure is corrected */
SELECT is(public.tell(30, 'cure', '2025-03-14', details => '{"shown": true}', amends => public.amending(7)), 'RU010', 'a cure is corrected by annulling it and curing anew: an act of cure names what it cures');
/* the cured act is annulled, corrected */
SELECT is(public.annul(30, 2, '2025-03-15'), '00000', 'a cured act is annulled');
SELECT is(public.duties(30), '3 cure met, 3 tell overdue', 'and nothing of it is owed');

/* the cured act counts again, from its own day */
SELECT decided(31), public.tell(31, 'withdraw', '2025-03-04', 'requested'), public.anyhow(31, 'depart', '2025-03-07') \g /dev/null
SELECT is(public.story(31), '1 open ->opened permitted, 2 consent opened>consented permitted, 4 withdraw consented>stopped permitted, 3 decide stopped>stopped barred, 5 depart stopped>gone irregular', 'a decision that fell');
SELECT is(public.cure(31, 3, '2025-03-10'), '00000', 'is cured');
SELECT is((SELECT outcome FROM public.tale WHERE case_id = 31 AND seq = 3), 'cured', 'it counts');
SELECT is((SELECT outcome FROM public.tale WHERE case_id = 31 AND seq = 5), 'permitted', 'and the departure that relied on it is lawful');
SELECT is(public.judged(31, 5), 'irregular recorded stopped>gone decided_first, permitted cured:6 stopped>gone', 'from its own day on');
SELECT is(public.duties(31), '3 carry_out met, 3 cure met', 'its duty stands again, and is met');
/* a rule that comes to stand against it undoes the cure; when that falls, it is cured as before */
SELECT public.tell(32, 'open', '2025-03-01'), public.anyhow(32, 'depart', '2025-03-05'), public.cure(32, 2, '2025-03-08') \g /dev/null
SELECT is((SELECT outcome FROM public.tale WHERE case_id = 32 AND seq = 2), 'cured', 'cured');
INSERT INTO book.rule (procedure, rule, acts, condition, in_force) VALUES ('tale', 'not_guarded_then', '{depart}', 'NOT guarded', '[2025-01-01,)');
INSERT INTO public.guardian (case_id, child, from_on) VALUES (32, 32, '2025-03-01');
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
SELECT is(public.judged(32, 2), 'irregular recorded opened>gone decided_first, cured cured:3 opened>gone decided_first, irregular guardian opened>gone decided_first+not_guarded_then', 'a cure of what was known is none of what comes to be known');
SELECT is((SELECT details->>'rules' FROM book.duty_status WHERE case_id = 32 AND duty = 'cure'), '["decided_first", "not_guarded_then"]', 'for both rules');
SELECT is((SELECT status FROM book.duty_status WHERE case_id = 32 AND duty = 'cure') IN ('due', 'overdue'), true, 'and it is not met by the cure that came too short');
SELECT is(public.cure(32, 2, '2025-03-20'), '00000', 'it is cured of the other rule as well');
SELECT is((SELECT outcome FROM public.tale WHERE case_id = 32 AND seq = 2), 'cured', 'and cured again');
SELECT is((SELECT status FROM book.duty_status WHERE case_id = 32 AND duty = 'cure'), 'met', 'its duty is met');
DELETE FROM public.guardian WHERE case_id = 32;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
SELECT is((SELECT outcome FROM public.tale WHERE case_id = 32 AND seq = 2), 'cured', 'when the other rule falls away it stays cured');
DELETE FROM book.rule WHERE rule = 'not_guarded_then';
/* a cure that comes to be barred: the act it cured is what it was */
INSERT INTO book.rule (procedure, rule, acts, condition, in_force) VALUES ('tale', 'cure_after_note', '{cure}', 'notes > 0', '[2025-01-01,)');
SELECT public.tell(33, 'open', '2025-03-01'), public.anyhow(33, 'depart', '2025-03-05'), public.tell(33, 'note', '2025-03-06'), public.cure(33, 2, '2025-03-08'), public.tell(33, 'note', '2025-03-10') \g /dev/null
SELECT is(public.story(33), '1 open ->opened permitted, 2 depart opened>gone cured, 3 note gone>gone permitted, 4 cure gone>gone permitted, 5 note gone>gone permitted', 'cured');
SELECT is(public.annul(33, 3, '2025-03-11'), '00000', 'what the cure rested on is annulled');
SELECT is(public.story(33), '1 open ->opened permitted, 2 depart opened>gone irregular, 4 cure gone>gone barred, 5 note gone>gone permitted, 6 annul gone>gone permitted', 'the cure falls, and the act with it');
SELECT is((SELECT count(*) FROM book.duty_status WHERE case_id = 33 AND duty = 'cure' AND status IN ('due', 'overdue')), 2::bigint, 'both are open');
SELECT is(public.tell(33, 'note', '2025-03-07'), '00000', 'a late note, on which it can rest');
SELECT is(public.story(33), '1 open ->opened permitted, 2 depart opened>gone cured, 7 note gone>gone permitted, 4 cure gone>gone permitted, 5 note gone>gone permitted, 6 annul gone>gone permitted', 'both stand again');
DELETE FROM book.rule WHERE rule = 'cure_after_note';
/* cured before it turned out to be lawful: nothing is left of it but the cure */
SELECT public.tell(34, 'open', '2025-03-01'), public.anyhow(34, 'depart', '2025-03-05'), public.cure(34, 2, '2025-03-08'), public.tell(34, 'consent', '2025-03-02', 'requested'), public.tell(34, 'decide', '2025-03-03') \g /dev/null
SELECT is((SELECT outcome FROM public.tale WHERE case_id = 34 AND seq = 2), 'permitted', 'what was cured turns out to be lawful');
SELECT is((SELECT outcome FROM public.tale WHERE case_id = 34 AND seq = 3), 'permitted', 'the cure is not held against anybody');
SELECT is_empty($$SELECT * FROM book.duty WHERE case_id = 34 AND superseded_at IS NULL AND duty = 'cure'$$, 'no duty is left');
/* a cure dated before the act that it cures */
SELECT public.tell(35, 'open', '2025-03-01'), public.anyhow(35, 'depart', '2025-03-05') \g /dev/null
SELECT is(public.cure(35, 2, '2025-03-02'), '00000', 'the engine leaves it to the rules whether a cure may lie before the act');
SELECT is(public.story(35), '1 open ->opened permitted, 3 cure opened>opened permitted, 2 depart opened>gone cured', 'it works from its act');

/* which rules it puts right is derived, and written into the row */
SELECT public.tell(37, 'open', '2025-03-01'), public.anyhow(37, 'depart', '2025-03-05') \g /dev/null
SELECT is(public.tell(37, 'cure', '2025-03-08', details => '{"shown": true}', amends => public.amending(2) || '{"rules": ["decided_first", "anything"]}'), 'RU010', 'nobody says so of a cure');
SELECT is(said(), 'the key "rules" of the column "amends" is derived and cannot be written | Leave it out: it follows from what stands against the act.', 'as it says');
SELECT is(public.tell(37, 'annul', '2025-03-08', amends => public.amending(2) || '{"rules": []}'), 'RU010', 'or of an annulment');
SELECT is(public.tell(37, 'open', '2025-02-08', amends => public.amending(1) || '{"rules": ["x"]}'), 'RU010', 'or of a correction');
SELECT is(public.try($$INSERT INTO public.tale (case_id, subject_id, act, acted_on, details, amends) VALUES (37, 37, 'note', '2025-03-06', NULL, NULL),
    (37, 37, 'cure', '2025-03-08', '{"shown": true}', public.amending(2) || '{"rules": ["x"]}')$$), 'RU010', 'in a statement with other rows neither');
SELECT is(public.try($$SELECT * FROM case_rules.would_allow('public.tale', jsonb_build_object('case_id', 37, 'subject_id', 37, 'act', 'cure', 'acted_on', '2025-03-08', 'authority_id', 'requesting',
    'actor', 'Example Actor', 'details', '{"shown": true}'::jsonb, 'amends', public.amending(2) || '{"rules": ["x"]}'))$$), 'RU010', 'would_allow says the same');
SELECT is(public.cure(37, 2, '2025-03-08'), '00000', 'the engine does');
SELECT is((SELECT amends->>'rules' FROM public.tale WHERE case_id = 37 AND act = 'cure'), '["decided_first"]', 'in the row');

/* a row that is dropped has no effect: an act is taken away when its annulment is there */
SELECT decided(38) \g /dev/null
INSERT INTO public.tale (case_id, subject_id, act, acted_on, request_key) VALUES (38, 38, 'note', '2025-03-06', 'amend 38');
INSERT INTO public.tale (case_id, subject_id, act, acted_on, request_key, amends) VALUES (38, 38, 'annul', '2025-03-11', 'amend 38', public.amending(3)),
    (38, 38, 'note', '2025-03-12', 'amend 38 b', NULL), (38, 38, 'decide', '2025-03-06', 'amend 38', public.amending(3)) ON CONFLICT (request_key) DO NOTHING;
SELECT is(public.story(38), '1 open ->opened permitted, 2 consent opened>consented permitted, 3 decide consented>decided permitted, 4 note decided>decided permitted, 6 note decided>decided permitted',
    'an annulment and a correction that ON CONFLICT drops have annulled and corrected nothing');
SELECT is((SELECT count(*) FROM book.journal WHERE case_id = 38 AND judgement > 1), 0::bigint, 'and nothing was judged again');
/* whoever may insert may annul: the engine writes what follows */
CREATE ROLE amend_clerk;
GRANT USAGE ON SCHEMA public TO amend_clerk;
GRANT INSERT, SELECT ON public.tale, public.last_refusal TO amend_clerk;
GRANT DELETE ON public.last_refusal TO amend_clerk;
SET LOCAL ROLE amend_clerk;
SELECT is(public.annul(38, 3, '2025-03-13'), '00000', 'a role that may only insert');
SELECT is(public.try('UPDATE public.tale SET superseded_at = NULL'), '42501', 'and not update');
RESET ROLE;
SELECT is(public.story(38), '1 open ->opened permitted, 2 consent opened>consented permitted, 4 note consented>consented permitted, 6 note consented>consented permitted, 8 annul consented>consented permitted', 'has annulled an act');
/* triggers of the application that will not have a row changed: nothing goes on as if it had been */
CREATE FUNCTION kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE FUNCTION forged() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.outcome := OLD.outcome; NEW.to_state := OLD.to_state; NEW.superseded_at := NULL; RETURN NEW; END $$;
CREATE FUNCTION against(how text, what text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE s text; agrees boolean;
BEGIN
    PERFORM decided(39);
    EXECUTE how;
    BEGIN
        s := CASE what WHEN 'annul' THEN public.annul(39, 3, '2025-03-11') WHEN 'correct' THEN public.tell(39, 'decide', '2025-03-06', amends => public.amending(3))
                       ELSE public.tell(39, 'note', '2025-03-04') || ' ' || public.tell(39, 'withdraw', '2025-03-04', 'requested') END;
    END;
    SELECT NOT EXISTS (SELECT FROM public.incoherent WHERE case_id = 39) INTO agrees;
    RAISE EXCEPTION USING ERRCODE = 'ZZ000', MESSAGE = CASE WHEN agrees THEN 'nothing is wrong' ELSE 'rows and journal differ: ' || s END;
EXCEPTION WHEN SQLSTATE 'ZZ000' THEN
    RETURN SQLERRM;
END $$;
SELECT is(against(how, what), 'nothing is wrong', format('%s, where the application has: %s', what, how))
  FROM unnest(ARRAY['CREATE TRIGGER zzzz BEFORE UPDATE ON public.tale FOR EACH ROW EXECUTE FUNCTION kept()', 'CREATE TRIGGER zzzz BEFORE UPDATE ON public.tale FOR EACH ROW EXECUTE FUNCTION forged()',
                    'CREATE RULE kept AS ON UPDATE TO public.tale DO INSTEAD NOTHING']) how, unnest(ARRAY['annul', 'correct', 'late']) what;

/* the target in the rules of the acts on it */
INSERT INTO book.rule (procedure, rule, acts, condition, in_force) VALUES
    ('tale', 'sees_act', '{annul,cure,note}', 'act.target_act = ''depart''', '[2025-01-01,)'), ('tale', 'sees_side', '{annul,cure,note}', 'act.target_side = ''requesting''', '[2025-01-01,)'),
    ('tale', 'sees_outcome', '{annul,cure,note}', 'act.target_outcome = ''irregular''', '[2025-01-01,)'), ('tale', 'sees_day', '{annul,cure,note}', 'act.target_acted_on = date ''2025-03-05''', '[2025-01-01,)'),
    ('tale', 'sees_findings', '{annul,cure,note}', 'act.target_findings = ARRAY[''decided_first'']', '[2025-01-01,)');
SELECT public.tell(36, 'open', '2025-03-01'), public.anyhow(36, 'depart', '2025-03-05') \g /dev/null
SELECT is(public.cure(36, 2, '2025-03-08'), '00000', 'the rules of a cure see the act that it is about');
SELECT is((SELECT string_agg(f->>'verdict', ' ') FROM book.journal j, jsonb_array_elements(findings) f WHERE case_id = 36 AND seq = 3), NULL, 'all of it');
SELECT is(public.annul(36, 2, '2025-03-09'), 'RU001', 'so do those of an annulment');
SELECT is(public.refused(), '{"sees_outcome": "violated"}', 'it is cured by then');
SELECT is(public.tell(36, 'note', '2025-03-09'), 'RU001', 'an act that is about no other');
SELECT is((SELECT string_agg(DISTINCT f->>'verdict', ' ') FROM public.last_refusal, jsonb_array_elements(detail::jsonb->'findings') f), 'unknown', 'sees nothing of the kind');
SELECT is((SELECT string_agg(DISTINCT f->>'missing', ' ') FROM public.last_refusal, jsonb_array_elements(detail::jsonb->'findings') f WHERE f->>'rule' = 'sees_act'), '["act.target_act"]', 'and says what is missing');
SELECT is((SELECT count(*)::text || min(verdict)::text FROM case_rules.judge_act('public.tale', '36', 3)), '6satisfied', 'judged again, a cure sees its act as it was');
DELETE FROM book.rule WHERE rule LIKE 'sees%';
SELECT is(public.try($$INSERT INTO book.rule (procedure, rule, acts, condition) VALUES ('tale', 'sees_more', '{cure}', 'act.target_reason = ''x''')$$), 'RU008', 'persons and reasons are not for rules');
SELECT is(public.try($$INSERT INTO case_rules.act_field (procedure, act, field, type, meaning) VALUES ('tale', 'cure', 'target_day', 'date', 'x')$$), '23514', 'and no detail is called like that');

/* ---- no other way ---- */

SELECT is(public.try(statement), state, statement) FROM (VALUES
    ('UPDATE public.tale SET acted_on = ''2025-03-02'' WHERE case_id = 1', 'RU006'), ('UPDATE public.tale SET superseded_at = NULL', 'RU006'), ('UPDATE public.tale SET outcome = ''permitted''', 'RU006'),
    ('DELETE FROM public.tale WHERE case_id = 1', 'RU006'), ('TRUNCATE public.tale', 'RU006'), ('UPDATE book.journal SET outcome = ''permitted''', 'RU006'), ('DELETE FROM book.duty', 'RU006'),
    ('INSERT INTO book.journal SELECT * FROM book.journal', 'RU006'), ('DELETE FROM book.running_rule', '00000'), ('INSERT INTO book.received (case_id, seq, guarded_table) VALUES (1, 99, ''public.tale'')', 'RU006'),
    ('UPDATE book.case_head SET rejudge_since = NULL', 'RU006'), ('UPDATE book.case_head SET last_on = NULL', 'RU006'), ('TRUNCATE book.received', 'RU006'), ('TRUNCATE book.running_rule', 'RU006'),
    ('INSERT INTO book.cure (case_id, seq, cured_on, reason, author, second_person) VALUES (33, 2, ''2025-03-08'', ''x'', ''a'', ''b'')', 'RU010')) s(statement, state);
SELECT is(public.try('UPDATE public.tale SET acted_on = ''2025-03-02'' WHERE case_id = 1'), 'RU006', 'an UPDATE');
SELECT is(said(), 'an act cannot be changed or removed | Record the act annul, or the act again as it should have been with the column amends: what was recorded stays in the journal.', 'is refused with what to do instead');
SELECT is(public.try('INSERT INTO book.cure (case_id, seq, cured_on, reason, author, second_person) VALUES (33, 2, ''2025-03-08'', ''x'', ''a'', ''b'')'), 'RU010', 'a row of the table cure');
SELECT matches(said(), 'Record the act cure', 'too');

/* ---- tables without the column ---- */

CREATE TABLE public.plain (
    case_id bigint, subject_id bigint, act text, acted_on date, authority_id text, actor text, details jsonb,
    seq bigint, side text, from_state text, to_state text, finding_count integer, outcome text, superseded_at timestamptz);
SELECT case_rules.guard('public.plain', 'tale', 'public.tale_facts', 'book', 'public.value_context') \g /dev/null
INSERT INTO public.plain (case_id, subject_id, act, acted_on, authority_id, actor) VALUES (50, 50, 'open', '2025-03-01', 'requesting', 'Example Actor');
SELECT is(public.try($$INSERT INTO public.plain (case_id, subject_id, act, acted_on, authority_id, actor) VALUES (50, 50, 'annul', '2025-03-01', 'requesting', 'Example Actor')$$), 'RU010', 'without the column no act is annulled');
SELECT is(public.try($$INSERT INTO public.plain (case_id, subject_id, act, acted_on, authority_id, actor) VALUES (50, 50, 'cure', '2025-03-01', 'requesting', 'Example Actor')$$), 'RU010', 'or cured');
/* an act of another table of the same procedure is not amended from here */
SELECT decided(51) \g /dev/null
ALTER TABLE public.plain ADD amends jsonb;
SELECT case_rules.guard('public.plain', 'tale', 'public.tale_facts', 'book', 'public.value_context') \g /dev/null
SELECT is(public.try($$INSERT INTO public.plain (case_id, subject_id, act, acted_on, authority_id, actor, amends) VALUES (51, 51, 'annul', '2025-03-07', 'requesting', 'Example Actor', public.amending(3))$$), 'RU010', 'an act of another table');
DROP TABLE public.plain;
DELETE FROM book.guard WHERE guarded_table = 'public.plain';

/* ---- asking ---- */

SELECT decided(60), public.tell(60, 'withdraw', '2025-03-04', 'requested') \g /dev/null
CREATE FUNCTION asked(act text, amends jsonb, side text DEFAULT 'requesting', details jsonb DEFAULT NULL) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(w.rule || ' ' || w.verdict, ', ' ORDER BY w.rule) FROM case_rules.would_allow('public.tale', jsonb_strip_nulls(jsonb_build_object('case_id', 60, 'subject_id', 60, 'act', act,
        'acted_on', '2025-03-10', 'authority_id', side, 'actor', 'Example Actor', 'details', details, 'amends', amends))) w $$;
SELECT is(asked('annul', public.amending(3)), NULL, 'would_allow: an annulment');
SELECT is(asked('annul', public.amending(3), 'requested'), 'RU003 violated', 'by the other side');
SELECT is(asked('annul', public.amending(9)), 'RU010 violated', 'of an act that is not there');
SELECT is(asked('annul', NULL), 'RU010 violated', 'of none');
SELECT is(asked('cure', public.amending(3), 'requesting', '{"shown": true}'), 'cure_shown satisfied', 'a cure');
SELECT is(asked('cure', public.amending(3)), 'cure_shown unknown', 'without its details');
SELECT is(asked('cure', public.amending(2), 'requesting', '{"shown": true}'), 'RU010 violated', 'of what nothing stands against');
SELECT is(public.try($$SELECT asked('decide', public.amending(3))$$), '0A000', 'a correction cannot be asked about');
SELECT is(public.story(60), '1 open ->opened permitted, 2 consent opened>consented permitted, 4 withdraw consented>stopped permitted, 3 decide stopped>stopped barred', 'asking changes nothing');
/* evaluate() is told about the other act */
INSERT INTO case_rules.rule (procedure, rule, acts, condition) VALUES ('tale', 'shipped', '{cure}', 'act.target_act = ''depart'' AND ''x'' = ANY (act.target_findings) AND act.target_acted_on < act.acted_on AND act.target_outcome = ''irregular'' AND act.target_side = ''requesting''');
SELECT is((SELECT verdict::text FROM case_rules.evaluate('tale', 'cure', '{}', '2025-03-10', '{"target_act": "depart", "target_findings": ["x", "y"], "target_acted_on": "2025-03-09", "target_outcome": "irregular", "target_side": "requesting"}')), 'satisfied', 'evaluate: all is told');
SELECT is((SELECT verdict || ' ' || missing::text FROM case_rules.evaluate('tale', 'cure', '{}', '2025-03-10', '{"target_act": "depart", "target_findings": ["x", "y"], "target_outcome": "irregular", "target_side": "requesting"}')), 'unknown {act.target_acted_on}', 'not all');
SELECT is((SELECT verdict::text FROM case_rules.evaluate('tale', 'cure', '{}', '2025-03-10', '{"shown": true, "target_act": "decide"}')), 'violated', 'another act, and a detail beside it');
SELECT is(public.try(format('SELECT * FROM case_rules.evaluate(''tale'', ''cure'', ''{}'', ''2025-03-10'', %L)', d)), '22023', 'evaluate refuses ' || d) FROM unnest(ARRAY[
    '{"target_act": 1}', '{"target_findings": "x"}', '{"target_findings": [1]}', '{"target_acted_on": "yesterday"}', '{"target_acted_on": 20250301}', '{"target_seq": 3}', '{"target_side": ["requesting"]}']) d;

SELECT is((SELECT string_agg(format('%s: %s/%s', what, case_id, seq), ', ') FROM public.incoherent WHERE case_id <> 50), NULL, 'everything is in its place');
SELECT * FROM finish();
ROLLBACK;
