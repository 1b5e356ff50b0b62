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
$old->safe_psql($db, 'CREATE EXTENSION case_rules', extra_params => \@owner);
$old->command_ok([ 'psql', '-X', '-q', @owner, '-d', $old->connstr($db), '-v', 'cases=20', '-f', 'test/tap/lib/casework_fixture.sql' ], 'a casework schema');
$old->safe_psql($db, <<'SQL', extra_params => \@owner);
SET case_rules.warnings = off;
SELECT helper.decide(1);
SELECT helper.do_act(2, 'arrive', 4, '{"identity_checked": true}', '2026-03-12');
INSERT INTO casework.rule (procedure, rule, version, acts, condition, severity, on_unknown, floor, basis, mode, layer, citation, message, hint)
VALUES ('placement_abroad', 'office_document', 1, '{decide}', 'act.document IS NOT NULL', 'override', 'override', 'warn', 'policy', 'enforced', 'agency',
        'Example Office, manual', 'The decision document is not on file.', 'File it.');
SQL

my $asked   = q{SET case_rules.as_of = '2026-04-20'; SELECT * FROM helper.verdicts ORDER BY asked, about, answer};
my $before  = $old->safe_psql($db, $asked);
my $columns = 'SELECT md5(string_agg(a::text, \' \' ORDER BY case_id, seq)) FROM casework.act a';
my $acts    = $old->safe_psql($db, $columns);

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
is($new->safe_psql($db, $columns), $acts, 'the acts are the same');
is($new->safe_psql($db, $asked), $before, 'and so are the verdicts and the reports');
is(sqlstate($new, $db, 'casework_owner', 'SELECT helper.decide(3)'), 'RU009', 'the local rule holds');
is(sqlstate($new, $db, 'casework_owner', 'SELECT helper.decide(7)'), 'RU001', 'and the shipped ones');
is(sqlstate($new, $db, 'casework_owner', 'DELETE FROM casework.journal'), 'RU006', 'and the journal');
is($new->safe_psql($db, q{SET case_rules.warnings = off; SELECT helper.do_act(1, 'report_missing', 4, '{}', '2026-03-12')}, extra_params => \@owner),
	'8 report_missing decided decided', 'acts go on');

$new->stop;
done_testing();
