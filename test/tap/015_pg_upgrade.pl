# pg_upgrade carries the files of the tables over as they are, and makes
# everything else anew: the guards are the same afterwards, and so are their
# verdicts.  From and to the same major here, which is the same road.

use strict;
use warnings;
use PostgreSQL::Test::Utils;
use Test::More;
use CaseRules;

my $old = case_rules_node('old');
my $new = case_rules_node('new');
my $db  = 'casework';
my @owner = ('-U', 'casework_owner');

owned_database($old, $db, 'casework_owner');
$old->safe_psql($db, 'CREATE EXTENSION case_rules CASCADE', extra_params => \@owner);
$old->command_ok([ 'psql', '-X', '-q', @owner, '-d', $old->connstr($db), '-v', 'cases=20', '-f', 'test/tap/lib/casework_fixture.sql' ], 'a casework schema');
$old->safe_psql($db, <<'SQL', extra_params => \@owner);
SET case_rules.warnings = off;
SELECT helper.decide(1);
SELECT helper.decide(4);
SELECT helper.do_act(2, 'arrive', 4, '{"identity_checked": true}', '2026-03-12');
INSERT INTO casework.rule (procedure, rule, version, acts, condition, severity, on_unknown, floor, basis, mode, layer, citation, message, hint)
VALUES ('placement_abroad', 'office_document', 1, '{decide}', 'act.document IS NOT NULL', 'override', 'override', 'warn', 'policy', 'enforced', 'agency',
        'Example Office, manual', 'The decision document is not on file.', 'File it.');
/* a withdrawal that came late, an annulment, a fact that was corrected, and one that waits */
SELECT helper.do_act(1, 'withdraw_consent', 4, '{"reasons": "example"}', '2026-03-04');
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details, amends)
SELECT case_id, procedure, subject_id, 'annul', '2026-03-12', authority_id, 'worker-1', '{"cause": "wrong_subject", "document": "EX-4"}',
       '{"seq": 8, "reason": "of another child", "second_person": "worker-2"}' FROM casework.act WHERE act = 'withdraw_consent';
UPDATE casework.child SET birth_date = '2016-05' WHERE case_id = casework.bench_id('case', 2);
SET case_rules.rejudge_at_commit = 0;
DELETE FROM casework.views WHERE case_id = casework.bench_id('case', 4);
SQL

my $asked   = q{SET case_rules.as_of = '2026-04-20'; SELECT * FROM helper.verdicts ORDER BY asked, about, answer};
my $before  = $old->safe_psql($db, $asked);
my $columns = join ';', map { "SELECT '$_', count(*), md5(string_agg(a::text, ' ' ORDER BY a::text)) FROM casework.$_ a" }
  qw(act journal duty case_head child child_version views rejudge_request running_rule received);
my $acts    = $old->safe_psql($db, $columns);
like($acts, qr/^\Q$_\E\|[1-9]/m, "there are rows of $_") for qw(act journal duty case_head child_version views);
is($old->safe_psql($db, 'SELECT count(*) FROM casework.act WHERE superseded_at IS NOT NULL'), '1', 'one act is superseded');
is($old->safe_psql($db, 'SELECT count(*) FROM casework.case_head WHERE rejudge_since IS NOT NULL'), '1', 'and one case waits');

$old->stop;
$new->stop;
my $bindir = $old->config_data('--bindir');
chdir $PostgreSQL::Test::Utils::tmp_check;
command_ok(
	[
		'pg_upgrade', '--no-sync',
		'-d', $old->data_dir, '-D', $new->data_dir, '-b', $bindir, '-B', $bindir,
		'-s', $new->host, '-p', $old->port, '-P', $new->port
	],
	'pg_upgrade');
$new->start;

is($new->safe_psql($db, q{SELECT * FROM case_rules.guard_holes('casework')}), '', 'nothing is open in the guards');
is($new->safe_psql($db, $columns), $acts, 'the acts, their judgements and what waits are the same');
is($new->safe_psql($db, $asked), $before, 'and so are the verdicts and the reports');
is(sqlstate($new, $db, 'casework_owner', 'SELECT helper.decide(3)'), 'RU009', 'the local rule holds');
is(sqlstate($new, $db, 'casework_owner', 'SELECT helper.decide(7)'), 'RU001', 'and the shipped ones');
is(sqlstate($new, $db, 'casework_owner', 'DELETE FROM casework.journal'), 'RU006', 'and the journal');
is($new->safe_psql($db, q{SET case_rules.warnings = off; SELECT helper.do_act(1, 'report_missing', 4, '{}', '2026-03-12')}, extra_params => \@owner),
	'10 report_missing decided decided', 'acts go on');
is($new->safe_psql($db, q{CALL case_rules.rejudge('casework')}, extra_params => \@owner), '1|1', 'and the case that waits is judged again');

$new->stop;
done_testing();
