# Logical replication of a casework schema to another cluster.  What arrives was
# judged where it was written: it is neither refused nor judged again, and starts
# no duties of its own; judged_elsewhere lists the acts whose verdict did not come
# with them.  Everything else on that cluster is judged, also in a session that
# calls itself a replica.

use strict;
use warnings;
use PostgreSQL::Test::Utils;
use Test::More;
use CaseRules;

my $db  = 'casework';
my $pub = case_rules_node('publisher', allows_streaming => 'logical');
my $sub = case_rules_node('subscriber', allows_streaming => 'logical');

sub quiet { return "SET case_rules.warnings = off;\n" . shift }

# ---- two clusters with the same schema -----------------------------------------

$_->safe_psql('postgres', "CREATE DATABASE $db") for $pub, $sub;
$_->safe_psql($db, 'CREATE EXTENSION case_rules CASCADE') for $pub, $sub;
$pub->command_ok([ 'psql', '-X', '-q', '-d', $pub->connstr($db), '-v', 'cases=20', '-f', 'test/tap/lib/casework_fixture.sql' ], 'cases at the publisher');
$sub->command_ok([ 'psql', '-X', '-q', '-d', $sub->connstr($db), '-v', 'cases=0', '-f', 'test/tap/lib/casework_fixture.sql' ], 'the same schema at the subscriber, empty');
$sub->safe_psql($db, 'DELETE FROM casework.authority');

# acts and facts; what the engine wrote, and the rulebook, come later; what each
# database notes for itself stays where it is
my $engine   = q{'journal','duty','case_head','running_rule'};
my $rulebook = q{'layout','guard','state_mapping','rule','rule_setting','received','rejudge_request'};
my $tables   = sub {
	my $which = shift;
	return $pub->safe_psql($db, "SELECT string_agg(c.oid::regclass::text, ', ' ORDER BY c.relname) FROM pg_class c
		WHERE c.relnamespace = 'casework'::regnamespace AND c.relkind = 'r' AND c.relname $which");
};
$pub->safe_psql($db, 'CREATE PUBLICATION facts FOR TABLE ' . $tables->("NOT IN ($engine, $rulebook)"));

# At the subscriber a rule of its own that nothing satisfies: what arrives meets it.
$sub->safe_psql($db, <<'SQL');
INSERT INTO casework.rule (procedure, rule, version, acts, condition, severity, on_unknown, floor, basis, mode, layer, citation, message, hint)
VALUES ('placement_abroad', 'never_here', 1, '{decide}', 'act.document = ''never''', 'override', 'override', 'warn', 'policy', 'enforced', 'agency',
        'Example Office, manual', 'Nothing is decided here.', 'Decide there.');
SQL
is($pub->safe_psql($db, quiet('SELECT helper.decide(1)')), '7 decide consented decided', 'an act before there is a subscription');
my $connection = $pub->connstr($db) =~ s{'}{''}gr;
$sub->safe_psql($db, "CREATE SUBSCRIPTION facts CONNECTION '$connection' PUBLICATION facts");

sub arrive
{
	my $name = shift // 'facts';
	$pub->wait_for_catchup($name);
	$sub->poll_query_until($db, q{SELECT NOT EXISTS (SELECT FROM pg_subscription_rel WHERE srsubstate NOT IN ('r', 's'))})
	  or die 'the tables do not come';
	$pub->wait_for_catchup($name);
	return;
}

sub same_table
{
	my ($table, $name) = @_;
	my $rows = "SELECT count(*), md5(string_agg(t::text, ' ' ORDER BY t::text)) FROM casework.$table t";
	return is($sub->safe_psql($db, $rows), $pub->safe_psql($db, $rows), $name);
}

# ---- acts and facts arrive ------------------------------------------------------

arrive();
same_table('act', 'the acts there were are there, as they were stamped');
same_table($_, "and so is $_") for qw(child placement_plan placement_regime appointment);
is($sub->safe_psql($db, 'SELECT count(*) FROM casework.journal'), '0', 'none was judged again');
is($sub->safe_psql($db, 'SELECT count(*) FROM casework.duty'),    '0', 'none started a duty');
is($sub->safe_psql($db, 'SELECT count(*) FROM casework.case_head'), '0', 'none took a number');
is($sub->safe_psql($db, 'SELECT count(*) FROM casework.received'), $pub->safe_psql($db, 'SELECT count(*) FROM casework.act'), 'that each was received is noted');

is($pub->safe_psql($db, quiet('SELECT helper.decide(2)')), '7 decide consented decided', 'an act while the subscription runs');
is($pub->safe_psql($db, quiet(q{SELECT helper.do_act(3, 'arrive', 4, '{"identity_checked": true}', '2026-03-12')})),
	'7 arrive consented arrived', 'a protective one, with findings and duties');
$pub->safe_psql($db, quiet(<<'SQL'));
INSERT INTO casework.placement (case_id, placement_id, child_id, requesting_state, requested_state)
VALUES (casework.bench_id('case', 4), casework.bench_id('aunt', 4), casework.bench_id('child', 4), 'GB', 'FR');
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
VALUES (casework.bench_id('case', 4), 'placement_abroad', casework.bench_id('aunt', 4), 'contemplate', '2026-03-01', casework.bench_id('authority', 1), 'worker-1',
        '{"jurisdiction_article": "5"}');
UPDATE casework.views SET alone = false WHERE case_id = casework.bench_id('case', 1);
DELETE FROM casework.information_given WHERE case_id = casework.bench_id('case', 1);
SQL
arrive();
same_table('act', 'they arrive, although a rule of the subscriber bars them');
same_table('placement_regime', 'the regime arrives as a row, and is not found again');
same_table('views', 'a corrected fact arrives once with its former version');
same_table('information_given', 'and so does what is left of a struck out one');
is($sub->safe_psql($db, 'SELECT (SELECT count(*) FROM casework.journal), (SELECT count(*) FROM casework.duty)'), '0|0',
	'still nothing was judged here');
is( $sub->safe_psql($db, q{SELECT count(*), count(DISTINCT (case_id, seq)) FROM casework.judged_elsewhere WHERE guarded_table = 'casework.act'}),
	$pub->safe_psql($db, q{SELECT concat_ws('|', count(*), count(*)) FROM casework.act}),
	'judged_elsewhere lists every act that came without its verdict');
is($sub->safe_psql($db, q{SELECT * FROM case_rules.guard_holes('casework')}), '', 'and none is a hole');

is( $pub->safe_psql($db, quiet(q{INSERT INTO casework.act SELECT (a).* FROM (VALUES (1, helper.decision(9)), (2, helper.row_of(9, 'report_missing', 4, '{}', '2026-03-12'))) v(i, a) ORDER BY i RETURNING act})),
	"decide\nreport_missing", 'two acts of one case in one INSERT, of which the second is stamped anew when it is judged');
arrive();
same_table('act', 'arrive as they stand in the end');

is($pub->safe_psql($db, quiet(<<'SQL')), "7 decide\n8 withdraw_consent\n9 annul\n10 decide", 'a decision, a withdrawal that came late, its annulment, and the decision corrected');
INSERT INTO casework.act SELECT (helper.decision(10)).* RETURNING concat_ws(' ', seq, act);
INSERT INTO casework.act SELECT (helper.row_of(10, 'withdraw_consent', 4, '{"reasons": "example"}', '2026-03-04')).* RETURNING concat_ws(' ', seq, act);
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details, amends)
SELECT case_id, procedure, subject_id, 'annul', '2026-03-11', authority_id, 'worker-1', '{"cause": "wrong_subject", "document": "EX-4"}', '{"seq": 8, "reason": "of another child", "second_person": "worker-2"}'
  FROM casework.act WHERE case_id = casework.bench_id('case', 10) AND seq = 8 RETURNING concat_ws(' ', seq, act);
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details, amends)
SELECT case_id, procedure, subject_id, act, '2026-03-09', authority_id, 'worker-1', details, '{"seq": 7, "reason": "was the day before", "second_person": "worker-2"}'
  FROM casework.act WHERE case_id = casework.bench_id('case', 10) AND seq = 7 RETURNING concat_ws(' ', seq, act);
SQL
arrive();
same_table('act', 'arrive as they stand, judged more than once');
is($sub->safe_psql($db, q{SELECT count(*) FROM casework.act WHERE superseded_at IS NOT NULL}), '2', 'two of them superseded');
is($sub->safe_psql($db, 'SELECT (SELECT count(*) FROM casework.journal), (SELECT count(*) FROM casework.duty)'), '0|0', 'and nothing was judged again here');

# ---- the verdicts follow ---------------------------------------------------------

$pub->safe_psql($db, 'CREATE PUBLICATION verdicts FOR TABLE ' . $tables->("IN ($engine)"));
$sub->safe_psql($db, "CREATE SUBSCRIPTION verdicts CONNECTION '$connection' PUBLICATION verdicts");
arrive($_) for qw(facts verdicts);
same_table($_, "$_ arrives, though the engine alone writes it") for qw(journal duty case_head);
is($sub->safe_psql($db, 'SELECT max(judgement) > 1 FROM casework.journal'), 't', 'with all judgements');
is($sub->safe_psql($db, q{SELECT * FROM case_rules.guard_holes('casework')}), '', 'and nothing is open');
is($sub->safe_psql($db, q{SELECT * FROM casework.judged_elsewhere}), '', 'nor judged elsewhere only');
is($pub->safe_psql($db, quiet('SELECT helper.decide(5)')), '7 decide consented decided', 'an act');
arrive($_) for qw(facts verdicts);
same_table($_, "and its $_") for qw(act journal case_head);
is($sub->safe_psql($db, q{SELECT * FROM case_rules.guard_holes('casework')}), '', 'and nothing is open');

my $asked = q{SET case_rules.as_of = '2026-04-20'; SELECT * FROM helper.verdicts WHERE answer !~ 'never_here' ORDER BY asked, about, answer};
is($sub->safe_psql($db, $asked), $pub->safe_psql($db, $asked), 'both give the same verdicts and reports, but for the rule of the one');

# ---- what is written here is judged ------------------------------------------------

my $me = $sub->safe_psql($db, 'SELECT current_user');
for my $role (qw(origin local replica))
{
	my $set = "SET session_replication_role = $role; SET case_rules.warnings = off;\n";
	is(sqlstate($sub, $db, $me, $set . 'SELECT helper.decide(6)'), 'RU009', "also in a session that is $role: barred by the rule here");
	is(sqlstate($sub, $db, $me, $set . 'SELECT helper.decide(7)'), 'RU001', "also in a session that is $role: barred by a shipped rule");
	is( $sub->safe_psql($db, $set . q{BEGIN; SELECT helper.do_act(8, 'report_missing', 4, '{}', '2026-03-12');
			SELECT count(*) FROM casework.journal WHERE (case_id, seq) = (casework.bench_id('case', 8), 7); ROLLBACK}),
		"7 report_missing consented consented\n1", "also in a session that is $role: numbered on, and with its verdict");
	is(sqlstate($sub, $db, $me, $set . 'DELETE FROM casework.act'), 'RU006', "also in a session that is $role: no act is removed");
	is(sqlstate($sub, $db, $me, $set . 'DELETE FROM casework.journal'), 'RU006', "also in a session that is $role: no verdict either");
	is(sqlstate($sub, $db, $me, $set . 'TRUNCATE casework.act CASCADE'), 'RU006', "also in a session that is $role: all at once neither");
}

# ---- rules that arrive are in force at once -----------------------------------------

$sub->safe_psql($db, 'DELETE FROM casework.rule');
is($sub->safe_psql($db, q{SELECT judged > 0, changed FROM case_rules.rejudge_case('casework', casework.bench_id('case', 10)::text, since => '2026-03-01')}), 't|0',
	'judged again here, by the same rules, nothing is otherwise');
$pub->safe_psql($db, 'CREATE PUBLICATION rules FOR TABLE casework.rule, casework.rule_setting');
$sub->safe_psql($db, "CREATE SUBSCRIPTION rules CONNECTION '$connection' PUBLICATION rules");
arrive('rules');
my $session = $sub->background_psql($db, on_error_stop => 0);
my $ask     = q{SELECT string_agg((f).rule, ' ') FROM (SELECT case_rules.would_allow('casework.act', to_jsonb(helper.decision(6)) - '{seq,side,from_state,to_state,finding_count,recorded_at,recorded_by}'::text[]) f) x WHERE case_rules.stops(f);};
is($session->query($ask), '', 'a session at the subscriber has read the rules: the act would pass');
$pub->safe_psql($db, <<'SQL');
INSERT INTO casework.rule (procedure, rule, version, acts, condition, severity, on_unknown, floor, basis, mode, layer, citation, message, hint)
VALUES ('placement_abroad', 'document_on_file', 1, '{decide}', 'act.document IS NOT NULL', 'override', 'override', 'warn', 'policy', 'shadow', 'agency',
        'Example Office, manual', 'The decision document is not on file.', 'File it.');
SQL
arrive('rules');
is($session->query($ask), '', 'a rule in shadow arrives');
$pub->safe_psql($db, q{INSERT INTO casework.rule_setting (procedure, rule, mode, reason, set_by) VALUES ('placement_abroad', 'document_on_file', 'enforced', 'tried', 'Example Director')});
arrive('rules');
is($session->query($ask), 'document_on_file', 'a setting that enforces it arrives, and that session judges by it');
$pub->safe_psql($db, q{DELETE FROM casework.rule_setting});
arrive('rules');
is($session->query($ask), '', 'the setting is struck out, and that session judges without it');
$pub->safe_psql($db, q{UPDATE casework.rule SET mode = 'enforced'});
arrive('rules');
is($session->query($ask), 'document_on_file', 'the rule itself is changed, and that session judges by it');
$session->quit;

# ---- the whole schema, into another database ------------------------------------------

$sub->safe_psql($db, "DROP SUBSCRIPTION $_") for qw(facts verdicts rules);
$pub->safe_psql($db, 'CREATE PUBLICATION everything FOR TABLES IN SCHEMA casework');
$pub->safe_psql($db, <<'SQL');
INSERT INTO casework.calendar (calendar, state, holidays_known) VALUES ('SA', 'SA', '{[2026-01-01,2027-01-01)}'), ('DE', 'DE', '{[2026-01-01,2027-01-01)}');
INSERT INTO casework.holiday (calendar, day, name, source)
SELECT c, date '2026-01-01' + 7 * g, 'Example day', 'Example Gazette' FROM generate_series(1, 50) g, unnest('{SA,DE}'::text[]) c;
SQL
$sub->safe_psql('postgres', 'CREATE DATABASE everything TEMPLATE template0');
my $schema = $pub->backup_dir . '/schema';
mkdir $pub->backup_dir;
$pub->command_ok([ 'pg_dump', '-Fc', '--schema-only', '--no-publications', '-f', $schema, '-d', $pub->connstr($db) ], 'the schema alone is dumped');
$sub->command_ok([ 'pg_restore', '--exit-on-error', '-d', $sub->connstr('everything'), $schema ], 'and restored into an empty database');
$sub->safe_psql('everything', "CREATE SUBSCRIPTION everything CONNECTION '$connection' PUBLICATION everything");
sub everything
{
	my ($node, $database) = @_;
	return $node->safe_psql($database, <<'SQL');
SELECT format('SELECT %L, count(*), md5(string_agg(t::text, '' '' ORDER BY t::text)) FROM %s t', c.relname, c.oid::regclass)
  FROM pg_class c WHERE c.relnamespace = 'casework'::regnamespace AND c.relkind = 'r' AND c.relname <> 'received' ORDER BY c.relname
\gexec
SET case_rules.as_of = '2026-04-20';
SELECT * FROM helper.verdicts ORDER BY asked, about, answer;
SQL
}
sub everything_arrives
{
	my $name = shift;
	$pub->wait_for_catchup('everything');
	$sub->poll_query_until('everything', q{SELECT NOT EXISTS (SELECT FROM pg_subscription_rel WHERE srsubstate NOT IN ('r', 's'))}) or die 'the tables do not come';
	$pub->wait_for_catchup('everything');
	is(everything($sub, 'everything'), everything($pub, $db), $name);
	is($sub->safe_psql('everything', 'TABLE casework.judged_elsewhere'), '', "$name: nothing is judged elsewhere only");
	return;
}
everything_arrives('published as a whole, all that is there comes');
is($pub->safe_psql($db, quiet(q{SELECT helper.do_act(10, 'withdraw_consent', 4, '{"reasons": "example"}', '2026-03-05')})), '11 withdraw_consent consented consent_withdrawn',
	'another act that came late');
$pub->safe_psql($db, q{UPDATE casework.views SET alone = true WHERE superseded_at IS NULL AND case_id = casework.bench_id('case', 1)});
$pub->safe_psql($db, <<'SQL');
INSERT INTO casework.holiday (calendar, day, name, source, worked) VALUES
	('SA', '2026-03-22', 'announced late', 'Example Gazette', false), ('SA', '2026-04-04', 'in return', 'Example Gazette', true);
UPDATE casework.calendar SET calendar = 'KSA', holidays_known = '{[2026-01-01,2028-01-01)}' WHERE calendar = 'SA';
DELETE FROM casework.holiday WHERE calendar = 'DE' AND day > '2026-06-01';
SQL
everything_arrives('and so does what follows, verdicts included');
is($sub->safe_psql('everything', q{SELECT casework.is_working_day('2026-03-22', 'KSA'), casework.is_working_day('2026-04-04', 'KSA')}), 'f|t', 'calendars too');
$pub->safe_psql($db, 'TRUNCATE casework.holiday');
everything_arrives('also when all holidays go');

# who is no session has no application name in the log
unlike(slurp_file($sub->logfile), qr/\[\d+\] (?:ERROR|PANIC):/, 'no worker of the subscriber failed');

$sub->stop;
$pub->stop;
done_testing();
