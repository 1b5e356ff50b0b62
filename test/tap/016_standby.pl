# A hot standby: nothing is written there, and everything may be asked.

use strict;
use warnings;
use PostgreSQL::Test::Utils;
use Test::More;
use CaseRules;

my $db      = 'casework';
my $primary = case_rules_node('primary', allows_streaming => 1);
$primary->safe_psql('postgres', "CREATE DATABASE $db");
$primary->safe_psql($db, 'CREATE EXTENSION case_rules CASCADE');
$primary->command_ok([ 'psql', '-X', '-q', '-d', $primary->connstr($db), '-v', 'cases=20', '-f', 'test/tap/lib/casework_fixture.sql' ], 'a casework schema');
$primary->backup('base');
my $standby = PostgreSQL::Test::Cluster->new('standby');
$standby->init_from_backup($primary, 'base', has_streaming => 1);
$standby->start;

my $ask = q{SELECT string_agg((f).rule, ' ' ORDER BY (f).rule) FROM (SELECT case_rules.would_allow('casework.act', to_jsonb(helper.decision(%d)) - '{seq,side,from_state,to_state,finding_count,recorded_at,recorded_by}'::text[]) f) x WHERE case_rules.stops(f);};
my $all = q{SET case_rules.as_of = '2026-04-20'; SELECT * FROM helper.verdicts ORDER BY asked, about, answer};
my $me  = $primary->safe_psql($db, 'SELECT current_user');

$primary->safe_psql($db, <<'SQL');
SET case_rules.warnings = off;
SELECT helper.decide(1);
SELECT helper.decide(4);
SELECT helper.do_act(4, 'withdraw_consent', 4, '{"reasons": "example"}', '2026-03-04');
SET case_rules.rejudge_at_commit = 0;
DELETE FROM casework.views WHERE case_id = casework.bench_id('case', 1);
SQL
$primary->wait_for_catchup($standby);
is($standby->safe_psql($db, $all), $primary->safe_psql($db, $all), 'the standby gives the same verdicts and reports');
is(sqlstate($standby, $db, $me, 'SELECT helper.decide(2)'), '25006', 'no act is written there');
is(sqlstate($standby, $db, $me, 'SET case_rules.restoring = on; SELECT helper.decide(2)'), '25006', 'nor restored');
is(sqlstate($standby, $db, $me, q{CALL case_rules.rejudge('casework')}), '25006', 'nor is anything judged again');
is(sqlstate($standby, $db, $me, q{SELECT case_rules.request_rejudging('casework', '2026-01-01')}), '25006', 'nor asked for');
my $known = $primary->safe_psql($db, q{SELECT judged_at FROM casework.journal WHERE act = 'decide' AND judgement = 1 AND case_id = casework.bench_id('case', 4)});
my @asked = (
	"SET case_rules.known_at = '@{[ $primary->safe_psql($db, qq{SELECT to_char('$known'::timestamptz AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') || 'Z'}) ]}'; TABLE casework.placement_status ORDER BY case_id; TABLE casework.irregular_act",
	"SELECT rule, verdict FROM case_rules.judge_act('casework.act', casework.bench_id('case', 4)::text, 7) ORDER BY 1",
	"SELECT rule, verdict FROM case_rules.judge_act('casework.act', casework.bench_id('case', 4)::text, 7, '$known') ORDER BY 1",
	q{SELECT h.judgement, h.outcome, h.changed_rules, h.changed_facts FROM casework.act a, casework.judgement_history(a.case_id, a.act_id) h WHERE a.act = 'decide' AND a.case_id = casework.bench_id('case', 4) ORDER BY 1});
is($standby->safe_psql($db, $_), $primary->safe_psql($db, $_), 'the standby tells what was known when: ' . substr($_, 0, 60) =~ s/\d{4}-.*//r) for @asked;
like($standby->safe_psql($db, $asked[1]), qr/^a33_consent_given\|violated$/m, 'the decision is not lawful by what is known now');
like($standby->safe_psql($db, $asked[2]), qr/^a33_consent_given\|satisfied$/m, 'it was by what was known then');
is(sqlstate($primary, $db, $me, 'BEGIN READ ONLY; ' . sprintf($ask, 2)), '00000', 'a read-only transaction may ask');
is(sqlstate($primary, $db, $me, 'BEGIN READ ONLY; SELECT helper.decide(2)'), '25006', 'and writes nothing');

# What it has read of the rules is stale as soon as the primary changes them.
my $session = $standby->background_psql($db, on_error_stop => 0);
is($session->query(sprintf($ask, 7)), 'child_heard', 'a session at the standby asks about a case');
is($session->query(sprintf($ask, 2)), '', 'and about another');
$primary->safe_psql($db, <<'SQL');
INSERT INTO casework.rule (procedure, rule, version, acts, condition, severity, on_unknown, floor, basis, mode, layer, citation, message, hint)
VALUES ('placement_abroad', 'office_document', 1, '{decide}', 'act.document IS NOT NULL', 'override', 'override', 'warn', 'policy', 'enforced', 'agency',
        'Example Office, manual', 'The decision document is not on file.', 'File it.');
INSERT INTO casework.views (case_id, child_id, heard_on, outcome) VALUES (casework.bench_id('case', 7), casework.bench_id('child', 7), '2026-03-01', 'heard');
SQL
$primary->wait_for_catchup($standby);
is($session->query(sprintf($ask, 7)), 'office_document', 'a rule and a fact come from the primary, and that session judges by them');
$session->query("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM casework.layout;");
$primary->safe_psql($db, 'DELETE FROM casework.rule');
$primary->wait_for_catchup($standby);
is($session->query(sprintf($ask, 7)), '', 'the rule is gone, also for a transaction that began before');
$session->query('COMMIT;');
$session->quit;

# The standby takes over.
$primary->stop;
$standby->promote;
is($standby->safe_psql($db, q{SET case_rules.warnings = off; SELECT helper.decide(2)}), '7 decide consented decided', 'promoted: an act is written');
is(sqlstate($standby, $db, $me, 'SELECT helper.decide(17)'), 'RU009', 'promoted: another is barred');
like($standby->safe_psql($db, q{CALL case_rules.rejudge('casework')}), qr/^[1-9]\d*\|[1-9]\d*$/, 'promoted: what waited is judged again');
is($standby->safe_psql($db, q{SELECT outcome FROM casework.act WHERE act = 'decide' AND case_id = casework.bench_id('case', 1)}), 'barred', 'promoted: the case that waited too');
is($standby->safe_psql($db, q{SELECT * FROM case_rules.guard_holes('casework')}), '', 'promoted: nothing is open');

$standby->stop;
done_testing();
