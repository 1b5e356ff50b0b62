# Many sessions at once on few cases: acts, facts, rules that are switched on and
# off, a facts function that is replaced, savepoints and rollbacks, at all three
# isolation levels.  Whatever the order was in which they came, afterwards it
# can be told from the numbers: a fact notes after which act it was changed, so
# for each act it is known what held, and what its first verdict must say.  The
# fact has no day, so it reaches back behind all acts: the last verdict of each
# must say what holds in the end.

use strict;
use warnings;
use PostgreSQL::Test::Utils;
use Test::More;
use CaseRules;

my $seconds = $ENV{CASE_RULES_STRESS} || 6;
my $node = case_rules_node('stress', conf => "max_connections = 40\ndeadlock_timeout = '20ms'\n");
my $db   = 'stress';
owned_database($node, $db, 'stress_owner');
my @owner = ('-U', 'stress_owner');

$node->safe_psql($db, <<'SQL', extra_params => \@owner);
CREATE EXTENSION case_rules CASCADE;
CREATE SCHEMA office;
SELECT case_rules.create_rulebook('office', 'text');
CREATE TABLE office.step (
	case_id text NOT NULL, seq bigint NOT NULL, procedure text NOT NULL DEFAULT 'placement_abroad', subject_id text NOT NULL DEFAULT 'child',
	act text NOT NULL, acted_on date NOT NULL DEFAULT '2025-03-10', authority_id text NOT NULL DEFAULT 'office', actor text NOT NULL,
	details jsonb NOT NULL DEFAULT '{"regime": "none"}', side text, from_state text, to_state text, finding_count integer, outcome text, superseded_at timestamptz, PRIMARY KEY (case_id, seq));
CREATE TABLE office.heard (case_id text PRIMARY KEY, answer boolean NOT NULL);
CREATE TABLE office.heard_log (id bigint GENERATED ALWAYS AS IDENTITY, case_id text, after_seq bigint, answer boolean);
CREATE TABLE office.said (code text, what text);

CREATE FUNCTION office.facts(case_id text, subject_id text, as_of date, known_at timestamptz, before_seq bigint)
RETURNS TABLE (child_hearing text) LANGUAGE sql STABLE
AS $$ SELECT CASE WHEN h.answer THEN 'heard' ELSE 'not_offered' END FROM office.heard h WHERE h.case_id = $1 $$;
CREATE FUNCTION office.context(case_id text, subject_id text, authority_id text)
RETURNS TABLE (side text, time_zone text, not_before date) LANGUAGE sql STABLE AS $$ SELECT 'requesting', 'UTC', NULL::date $$;
DO $$ BEGIN PERFORM case_rules.guard('office.step', 'placement_abroad', 'office.facts', 'office', 'office.context'); END $$;
CREATE TRIGGER case_rules_hold AFTER INSERT OR UPDATE OR DELETE ON office.heard FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold('office');
SELECT case_rules.repair_guard('office');
INSERT INTO office.rule (procedure, rule, version, acts, condition, severity, on_unknown, floor, basis, mode, layer, citation, message, hint)
VALUES ('placement_abroad', 'office_heard', 1, '{determine_regime}', 'child_hearing = ''heard''', 'override', 'override', 'warn', 'policy', 'enforced', 'agency',
        'Example Office, manual', 'The child was not heard.', 'Hear the child.');
INSERT INTO office.rule_setting (procedure, rule, mode, reason, set_by) VALUES ('placement_abroad', 'office_heard', 'enforced', 'example', 'Example Director');

/* cases that have begun */
SET case_rules.restoring = on;
INSERT INTO office.heard SELECT 'case ' || n, true FROM generate_series(1, 5) n;
INSERT INTO office.heard_log (case_id, after_seq, answer) SELECT case_id, 0, answer FROM office.heard;
INSERT INTO office.step (case_id, seq, act, actor, side, to_state, finding_count, outcome)
SELECT case_id, 1, 'contemplate', 'worker', 'requesting', 'contemplated', 0, 'permitted' FROM office.heard;
INSERT INTO office.case_head (case_id, act_seq, last_on) SELECT case_id, 1, '2025-03-10' FROM office.heard;
INSERT INTO office.journal (case_id, seq, guarded_table, procedure, subject_id, act, acted_on, side, to_state, outcome, rule_count, finding_count, findings, release)
SELECT case_id, 1, 'office.step', 'placement_abroad', 'child', 'contemplate', '2025-03-10', 'requesting', 'contemplated', 'permitted', 0, 0, '[]', 'example' FROM office.heard;
RESET case_rules.restoring;

/* a refusal is noted; what PostgreSQL wants repeated is repeated by pgbench */
CREATE FUNCTION office.act(which integer, how_many integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO office.step (case_id, act, actor) SELECT 'case ' || which, 'determine_regime', 'worker' FROM generate_series(1, how_many);
EXCEPTION
	WHEN SQLSTATE '40001' OR SQLSTATE '40P01' THEN RAISE;
	WHEN OTHERS THEN INSERT INTO office.said VALUES (SQLSTATE, SQLERRM);
END $$;
CREATE FUNCTION office.hear(which integer, yes boolean) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	UPDATE office.heard SET answer = yes WHERE case_id = 'case ' || which;
	INSERT INTO office.heard_log (case_id, after_seq, answer)
	SELECT case_id, act_seq, yes FROM office.case_head WHERE case_id = 'case ' || which;
EXCEPTION
	WHEN SQLSTATE '40001' OR SQLSTATE '40P01' THEN RAISE;
	WHEN OTHERS THEN INSERT INTO office.said VALUES (SQLSTATE, SQLERRM);
END $$;
SQL

my $levels = q{\set level random(1, 3)
\if :level = 1
BEGIN ISOLATION LEVEL READ COMMITTED;
\elif :level = 2
BEGIN ISOLATION LEVEL REPEATABLE READ;
\else
BEGIN ISOLATION LEVEL SERIALIZABLE;
\endif
SELECT count(*) FROM office.layout;
};
my %script = (
	act => "$levels" . q{\set n random(1, 5)
\set rows random(1, 3)
SELECT office.act(:n, :rows);
COMMIT;
},
	hear => "$levels" . q{\set n random(1, 5)
\set yes random(0, 2)
SELECT office.hear(:n, :yes > 0);
COMMIT;
},
	# a fact and an act of one transaction, in both orders
	both => "$levels" . q{\set n random(1, 5)
\set yes random(0, 1)
SELECT office.act(:n, 1);
SELECT office.hear(:n, :yes = 1);
SELECT office.act(:n, 2);
COMMIT;
},
	undo => "$levels" . q{\set n random(1, 5)
SAVEPOINT s;
SELECT office.act(:n, 2);
SELECT office.hear(:n, false);
ROLLBACK TO s;
SELECT office.act(:n, 1);
RELEASE s;
\set keep random(0, 1)
\if :keep = 1
COMMIT;
\else
ROLLBACK;
\endif
},
	# rules read from what is then undone must not outlive it
	rule_undone => q{\set n random(1, 5)
BEGIN;
UPDATE office.rule_setting SET mode = CASE mode WHEN 'shadow' THEN 'enforced' ELSE 'shadow' END::case_rules.rule_mode;
SELECT office.act(:n, 1);
ROLLBACK;
SELECT office.act(:n, 1);
},
	rule => q{UPDATE office.rule_setting SET mode = CASE mode WHEN 'shadow' THEN 'enforced' ELSE 'shadow' END::case_rules.rule_mode;
\sleep 20 ms
},
	replace => q{SELECT pg_advisory_lock(1);
CREATE OR REPLACE FUNCTION office.facts(case_id text, subject_id text, as_of date, known_at timestamptz, before_seq bigint)
RETURNS TABLE (child_hearing text) LANGUAGE sql STABLE
AS $$ SELECT CASE WHEN h.answer THEN 'heard' ELSE 'not_offered' END FROM office.heard h WHERE h.case_id = $1 $$;
SELECT pg_advisory_unlock(1);
\sleep 50 ms
});
my %weight = (act => 8, hear => 5, both => 4, undo => 2, rule_undone => 1, rule => 1, replace => 1);
my @files;
for my $name (sort keys %script)
{
	my $file = "$PostgreSQL::Test::Utils::tmp_check/stress_$name.sql";
	unlink $file;
	append_to_file($file, $script{$name});
	push @files, '-f', "$file\@$weight{$name}";
}
$node->command_ok(
	[ 'pgbench', '-n', '-c', 8, '-j', 2, '-T', $seconds, '--max-tries=0', '-U', 'stress_owner', @files, '-h', $node->host, '-p', $node->port, $db ],
	"$seconds seconds of acts, facts and rules");

# ---- what came of it -----------------------------------------------------------------

cmp_ok($node->safe_psql($db, 'SELECT count(*) FROM office.step WHERE seq > 1'), '>', 100, 'acts were recorded');
cmp_ok($node->safe_psql($db, q{SELECT count(*) FROM office.said WHERE code = 'RU009'}), '>', 10, 'acts were refused');
cmp_ok($node->safe_psql($db, q{SELECT count(*) FROM office.act_finding WHERE mode = 'shadow'}), '>', 0, 'acts passed while the rule was in shadow');
is($node->safe_psql($db, q{SELECT DISTINCT code, what FROM office.said WHERE code <> 'RU009'}), '', 'nothing else was said');
is($node->safe_psql($db, q{SELECT * FROM case_rules.guard_holes('office')}), '', 'every act has its verdict');
is($node->safe_psql($db, 'SELECT case_id, act_seq FROM office.case_head h WHERE act_seq < (SELECT max(s.seq) FROM office.step s WHERE s.case_id = h.case_id)'),
	'', 'no counter is behind');
is($node->safe_psql($db, <<'SQL'), '', 'each act was judged on what held when its turn came');
SELECT s.case_id, s.seq, held.answer, f.verdict, f.mode
  FROM office.step s
  JOIN office.journal j ON j.case_id = s.case_id AND j.seq = s.seq AND j.judgement = 1
 CROSS JOIN LATERAL (SELECT l.answer FROM office.heard_log l WHERE l.case_id = s.case_id AND l.after_seq < s.seq ORDER BY l.after_seq DESC, l.id DESC LIMIT 1) held
  LEFT JOIN office.act_finding f ON f.case_id = s.case_id AND f.seq = s.seq AND f.judgement = 1
 WHERE s.seq > 1
   AND (held.answer AND f.rule IS NOT NULL
        OR NOT held.answer AND (f.rule, f.verdict::text, f.mode::text) IS DISTINCT FROM ('office_heard', 'violated', 'shadow')
        OR j.finding_count IS DISTINCT FROM (NOT held.answer)::integer
        OR j.outcome <> 'permitted')
SQL
cmp_ok($node->safe_psql($db, 'SELECT count(*) FROM office.journal WHERE judgement > 1'), '>', 100, 'acts were judged again, because a fact reaches back behind them');
$node->safe_psql($db, q{CALL case_rules.rejudge('office')}, extra_params => \@owner);
is($node->safe_psql($db, 'SELECT case_id FROM office.case_head WHERE rejudge_since IS NOT NULL'), '', 'nothing waits for it');
is($node->safe_psql($db, <<'SQL'), '', 'in the end each is judged on what holds in the end');
SELECT s.case_id, s.seq, s.outcome, h.answer, f.verdict, f.mode
  FROM office.step s
  JOIN office.heard h ON h.case_id = s.case_id
  JOIN LATERAL (SELECT * FROM office.journal j WHERE j.case_id = s.case_id AND j.seq = s.seq ORDER BY j.judgement DESC LIMIT 1) j ON true
  LEFT JOIN office.act_finding f ON f.case_id = s.case_id AND f.seq = s.seq AND f.judgement = j.judgement
 WHERE s.seq > 1
   AND (h.answer AND f.rule IS NOT NULL
        OR NOT h.answer AND (f.rule, f.verdict::text) IS DISTINCT FROM ('office_heard', 'violated')
        OR s.outcome IS DISTINCT FROM CASE WHEN f.mode = 'enforced' THEN 'barred' ELSE 'permitted' END
        OR (s.outcome, s.finding_count, s.from_state, s.to_state) IS DISTINCT FROM (j.outcome, j.finding_count, j.from_state, j.to_state))
SQL
is($node->safe_psql($db, 'SELECT h.case_id FROM office.heard h WHERE answer <> (SELECT l.answer FROM office.heard_log l WHERE l.case_id = h.case_id ORDER BY l.after_seq DESC, l.id DESC LIMIT 1)'),
	'', 'and the log of the fact is that of the fact');
unlike(slurp_file($node->logfile), qr/was terminated by signal|PANIC|TRAP:|leak|snapshot .* still active/, 'nothing crashed and nothing leaked');

$node->stop;
done_testing();
