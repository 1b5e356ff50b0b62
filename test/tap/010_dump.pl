# Dump and restore: what comes back gives the same verdicts, dumps to the same
# text, and goes on with the next number of each case.
#
#   full                  in one go, as a superuser and as the owner, who is none
#   schema, then data     with the setting case_rules.restoring (both roles; COPY and
#                         INSERTs), from a dump of data alone
#   schema, then data     with --disable-triggers (needs a superuser), which turns
#                         ALWAYS into ordinary triggers: guard_holes() says so, and
#                         repair_guard() mends it
#
# Without either, data are refused, for the journal is written by the engine alone.

use strict;
use warnings;
use PostgreSQL::Test::Utils;
use Test::More;
use CaseRules;

my $node = case_rules_node('dump');
my $dir  = $node->backup_dir;
mkdir $dir;

# ---- what is dumped -----------------------------------------------------------

owned_database($node, 'origin', 'casework_owner');
my @owner = ('-U', 'casework_owner');
$node->safe_psql('origin', 'CREATE EXTENSION case_rules CASCADE', extra_params => \@owner);
$node->command_ok(
	[ 'psql', '-X', '-q', @owner, '-d', $node->connstr('origin'), '-f', 'test/tap/lib/casework_fixture.sql' ],
	'a casework schema with cases, made by its owner');

# What the engine wrote itself: a decision with an overridden and one with a
# shadow rule, a move, a protective act with a duty to cure, a cure, a corrected
# fact; acts that came late, were annulled and corrected, with what was judged
# again and what still waits for it; a rule that changed while cases ran; acts of
# another office; local rules and settings, newer treaty rows, words of its own; and a guard on a
# state column of another schema, with ids of another type.
$node->safe_psql('origin', <<'SQL', extra_params => \@owner);
SET case_rules.warnings = off;
INSERT INTO casework.rule (procedure, rule, version, acts, condition, severity, on_unknown, floor, basis, mode, layer, citation, message, hint)
VALUES ('placement_abroad', 'office_document', 1, '{decide}', 'act.document IS NOT NULL', 'override', 'override', 'warn', 'policy', 'shadow', 'agency',
        'Example Office, manual', 'The decision document is not on file.', 'File it.');
SELECT helper.decide(1);
INSERT INTO casework.rule_setting (procedure, rule, mode, reason, set_by)
VALUES ('placement_abroad', 'office_document', 'enforced', 'tried out long enough', 'Example Director');
INSERT INTO casework.override (case_id, procedure, subject_id, act, rule, reason, power, author, second_person, granted_on, expires_on)
SELECT casework.bench_id('case', n), 'placement_abroad', casework.bench_id('placement', n), 'decide', 'office_document',
       'on its way', 'example power', 'Example Director', 'Example Deputy', '2026-03-01', '2026-03-31'
  FROM unnest('{2,3,4}'::integer[]) n;
SELECT helper.decide(2);
SELECT helper.do_act(2, 'report_missing', 4, '{}', '2026-03-11');
SELECT helper.do_act(5, 'withdraw_consent', 4, '{"reasons": "example"}', '2026-03-11');
INSERT INTO casework.urgent_measure (case_id, measure_id, child_id, taken_in_state)
VALUES (casework.bench_id('case', 6), casework.bench_id('parent', 6), casework.bench_id('child', 6), 'IE');
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor)
VALUES (casework.bench_id('case', 6), 'urgent_measure', casework.bench_id('parent', 6), 'take', '2026-03-02', casework.bench_id('authority', 4), 'worker-2');
INSERT INTO casework.measure_statement (case_id, measure_id, stated_on, child_present, moves_child_abroad)
VALUES (casework.bench_id('case', 6), casework.bench_id('parent', 6), '2026-03-04', true, false);
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details, amends)
SELECT case_id, procedure, subject_id, 'cure', '2026-03-05', authority_id, 'worker-2', '{"ground": "child_returned", "since": "2026-03-04", "document": "EX-6"}',
       jsonb_build_object('seq', seq, 'reason', 'the child is back', 'second_person', 'worker-3')
  FROM casework.act WHERE act = 'take';
UPDATE casework.views SET alone = false WHERE case_id = casework.bench_id('case', 1);
UPDATE casework.child SET birth_date = '2016-05' WHERE case_id = casework.bench_id('case', 1);
DELETE FROM casework.information_given WHERE case_id = casework.bench_id('case', 3);
INSERT INTO casework.message_text (key, language, pattern) VALUES ('due_today', 'es-GT', 'Example: vence hoy');

/* a decision and a withdrawal that came late; its annulment; the decision corrected, and annulled */
INSERT INTO casework.override (case_id, procedure, subject_id, act, rule, reason, power, author, second_person, granted_on, expires_on)
SELECT casework.bench_id('case', n), 'placement_abroad', casework.bench_id('placement', n), 'decide', 'office_document',
       'on its way', 'example power', 'Example Director', 'Example Deputy', '2026-03-01', '2026-03-31'
  FROM unnest('{9,10,11,12,18}'::integer[]) n;
SELECT helper.decide(n) FROM generate_series(9, 12) n;
SELECT helper.do_act(n, 'withdraw_consent', 4, '{"reasons": "example"}', '2026-03-04') FROM unnest('{9,10}'::integer[]) n;
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details, amends)
SELECT a.case_id, a.procedure, a.subject_id, v.act, v.day, a.authority_id, 'worker-1', v.details,
       jsonb_build_object('seq', a.seq, 'reason', 'written into the wrong file', 'second_person', 'worker-2')
  FROM (VALUES (10, 'withdraw_consent', 'annul', date '2026-03-11', '{"cause": "wrong_subject", "document": "EX-4"}'::jsonb),
               (11, 'decide', 'decide', '2026-03-09', '{"reasons": "in writing", "views_weight": "great"}'),
               (12, 'decide', 'annul', '2026-03-12', '{"cause": "wrong_subject", "document": "EX-5"}')) v(n, target, act, day, details)
  JOIN casework.act a ON a.case_id = casework.bench_id('case', v.n) AND a.act = v.target;
/* what a child who left is owed */
INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, irregular)
VALUES (casework.bench_id('case', 13), 'placement_abroad', casework.bench_id('placement', 13), 'depart', '2026-03-12', casework.bench_id('authority', 1), 'worker-1',
        '{"reason": "the family has moved", "person": "worker-1", "second_person": "supervisor-1"}');
/* a rule that changed while cases ran; what it reaches back to waits */
INSERT INTO casework.rule (procedure, rule, version, acts, condition, severity, on_unknown, floor, basis, mode, layer, citation, message, hint, in_force, running_cases)
VALUES ('placement_abroad', 'office_two_persons', 1, '{decide}', 'act.document IS NOT NULL', 'warn', 'warn', 'warn', 'policy', 'enforced', 'agency',
        'Example Office, manual', 'Nobody has countersigned.', 'Have it countersigned.', '(,2026-03-01)', 'migrate'),
       ('placement_abroad', 'office_two_persons', 2, '{decide}', 'act.reasons IS NOT NULL', 'warn', 'warn', 'warn', 'policy', 'enforced', 'agency',
        'Example Office, manual', 'Nobody has countersigned.', 'Have it countersigned.', '[2026-03-01,)', 'most_protective');
SELECT helper.decide(18);
SELECT case_rules.request_rejudging('casework', '2026-01-01', 'urgent_measure', 'asked for');
BEGIN;
SET LOCAL case_rules.rejudge_at_commit = 0;
INSERT INTO casework.child_situation (case_id, child_id, kind, from_on)
SELECT casework.bench_id('case', n), casework.bench_id('child', n), 'separated', '2026-01-01' FROM unnest('{14,15}'::integer[]) n;
COMMIT;
/* calendars of a State and of an authority; a weekend that ICU would tell otherwise */
INSERT INTO casework.calendar (calendar, state, weekend, weekend_source, holidays_known) VALUES
	('SA', 'SA', 'thu fri, from 2013-06-29 fri sat', 'Example Gazette', '{[2026-01-01,2027-01-01)}'), ('office', NULL, 'mon', 'Example Office', '{(,)}');
INSERT INTO casework.holiday (calendar, day, name, source, worked) VALUES
	('SA', '2026-03-22', 'Example feast', 'Example Gazette', false), ('SA', '2026-03-20', 'Example feast', 'Example Gazette', false),
	('SA', '2026-04-04', 'in return', 'Example Gazette', true), ('office', '2026-03-24', 'Example day', 'Example Office', false);
SET case_rules.restoring = on;
INSERT INTO casework.act (case_id, seq, procedure, subject_id, act, acted_on, authority_id, actor, side, from_state, to_state, finding_count, outcome, recorded_at)
SELECT case_id, 8, procedure, subject_id, 'report_danger', '2026-03-11', authority_id, 'worker-9', side, to_state, to_state, 0, 'permitted', recorded_at
  FROM casework.act WHERE case_id = casework.bench_id('case', 16) AND seq = 6;
INSERT INTO casework.received (case_id, seq, guarded_table) VALUES (casework.bench_id('case', 16), 8, 'casework.act');
RESET case_rules.restoring;

INSERT INTO casework.person_name (case_id, child_id, name) VALUES (casework.bench_id('case', 1), casework.bench_id('child', 1), 'Example Ali'), (casework.bench_id('case', 2), casework.bench_id('child', 2), 'علی');

CREATE SCHEMA "Own office";
CREATE TABLE "Own office".file (ref text NOT NULL, child text NOT NULL, stage text, "day of" date, PRIMARY KEY (ref, child));
CREATE FUNCTION "Own office".facts(case_id text, subject_id text, as_of date, known_at timestamptz, before_seq bigint)
RETURNS TABLE (child_hearing text) LANGUAGE sql STABLE RETURN 'heard';
SELECT case_rules.create_rulebook('Own office', 'text');
SELECT count(*) > 0 FROM case_rules.guard('"Own office".file', 'placement_abroad', '"Own office".facts', 'Own office', NULL, 'state',
	'{"case_id": "ref", "subject_id": "child", "state": "stage", "acted_on": "day of", "side": "=requested"}');
INSERT INTO "Own office".state_mapping (guarded_table, procedure, application_state, state, act)
VALUES ('"Own office".file', 'placement_abroad', 'sent', 'report_transmitted', NULL), ('"Own office".file', 'placement_abroad', 'here', 'received', 'acknowledge');
SET case_rules.restoring = on;
INSERT INTO "Own office".file VALUES ('a', 'Example Child', 'sent', '2026-03-01'), ('b', 'Example Child', 'sent', '2026-03-01');
RESET case_rules.restoring;
UPDATE "Own office".file SET stage = 'here', "day of" = '2026-03-02' WHERE ref = 'a';
INSERT INTO "Own office".cure (case_id, seq, cured_on, reason, author, second_person) SELECT case_id, seq, '2026-03-05', 'put on record', 'worker-2', 'worker-3' FROM "Own office".journal;
SQL

# What is dumped has everything that there can be.
for ([ 'a superseded act', q{casework.act WHERE superseded_at IS NOT NULL} ],
	[ 'a barred act', q{casework.act WHERE outcome = 'barred'} ],
	[ 'an irregular act', q{casework.act WHERE outcome = 'irregular'} ],
	[ 'a cured act', q{casework.act WHERE outcome = 'cured'} ],
	[ 'a third judgement', 'casework.journal WHERE judgement = 3' ],
	[ 'a duty that was closed', 'casework.duty WHERE superseded_at IS NOT NULL' ],
	[ 'a duty of a later judgement', 'casework.duty WHERE judgement > 1' ],
	[ 'a rule that changed on the way', 'casework.running_rule' ],
	[ 'an act of another office', 'casework.judged_elsewhere' ],
	[ 'a case that waits', 'casework.case_head WHERE rejudge_since IS NOT NULL' ],
	[ 'a request', q{casework.rejudge_request WHERE cause = 'asked for'} ],
	[ 'a request of a rule', q{casework.rejudge_request WHERE cause = 'rule office_two_persons'} ],
	[ 'a former version of a fact', 'casework.views WHERE superseded_at IS NOT NULL' ],
	[ 'a holiday of a calendar', q{casework.calendar WHERE value::text ~ 'holidays'} ],
	[ 'a fact that was struck out', 'casework.information_given WHERE superseded_at IS NOT NULL' ],
	[ 'a former version of a child', 'casework.child_version' ],
	[ 'a name with its key', q{casework.person_name WHERE name_key = case_rules.name_key('Aly')} ],
	[ 'a cure of a state', '"Own office".cure' ])
{
	my ($what, $where) = @$_;
	cmp_ok($node->safe_psql('origin', "SELECT count(*) FROM $where"), '>', 0, "there is $what");
}

sub verdicts
{
	my $database = shift;
	return $node->safe_psql($database, <<'SQL');
SET case_rules.as_of = '2026-04-20';
SELECT * FROM helper.verdicts ORDER BY asked, about, answer;
TABLE "Own office".duty_status;
SELECT calendar, value, casework.add_working_days('2026-03-19', 10, calendar) FROM casework.calendar ORDER BY 1;
SELECT case_id, act, to_state, finding_count FROM "Own office".journal;
SQL
}

# The dump of a database as text; pg_dump's \restrict lines bear a random key, and
# the rows of a table have no order.
sub dump_of
{
	my ($database, @options) = @_;
	my ($out, $err) = run_command([ 'pg_dump', '-d', $node->connstr($database), @options ]);
	fail("pg_dump of $database: $err") if $err ne '';
	$out =~ s/^\\(un)?restrict .*$//mg;
	$out =~ s/^(COPY [^\n]* FROM stdin;\n)(.*?)^(\\\.)$/$1 . join('', sort split(m{^}m, $2)) . $3/gmse;
	return $out;
}

# What remains to be seen of a text that should be the same: where it differs.
sub same
{
	my ($got, $expected, $name) = @_;
	return pass($name) if $got eq $expected;
	my @got      = split /\n/, $got;
	my @expected = split /\n/, $expected;
	for my $i (0 .. ($#got > $#expected ? $#got : $#expected))
	{
		my ($g, $e) = ($got[$i] // '(end)', $expected[$i] // '(end)');
		next if $g eq $e;
		fail($name);
		diag("line " . ($i + 1) . "\n     got: " . substr($g, 0, 400) . "\nexpected: " . substr($e, 0, 400));
		return;
	}
	return fail($name);
}

my $holes = sub {
	return $node->safe_psql(shift, q{SELECT * FROM case_rules.guard_holes('casework') UNION ALL SELECT * FROM case_rules.guard_holes('Own office')});
};

my $verdicts = verdicts('origin');
my $dump     = dump_of('origin');
for my $asked (qw(would_allow next_acts duty_status act_finding open_finding placement_status))
{
	like($verdicts, qr/^\Q$asked\E\|/m, "the verdicts that are compared have $asked");
}
like($verdicts, qr/^duty_status\|\|.*,cure,/m, 'and a duty to cure');
like($verdicts, qr/^act_finding\|\|.*,overridden,/m, 'and an overridden rule');
like($verdicts, qr/^SA\|weekend thu fri, from 2013-06-29 fri sat; known 2026-01-01\/2026-12-31; holidays 2026-03-22; worked 2026-04-04\|2026-04-04$/m,
	'and a calendar');
like($verdicts, qr/^act_finding\|\|.*,office_document,1,violated,override,shadow,/m, 'and a rule in shadow');
is($holes->('origin'), '', 'nothing is open in the guards of the original');

# A copy is right: verdicts, dump, guards, and what it does next.
sub copy_is_right
{
	my ($copy, $how) = @_;

	same(verdicts($copy), $verdicts, "$how: the same verdicts");
	same(dump_of($copy), $dump, "$how: the same dump again");
	is($holes->($copy), '', "$how: nothing is open in the guards");

	# all of it rolled back, so that the original stays as it is
	my @answers = map {
		$node->safe_psql($_, <<'SQL', extra_params => \@owner);
SET case_rules.warnings = off;
BEGIN;
SELECT helper.decide(3);
SELECT helper.do_act(1, 'withdraw_consent', 4, '{"reasons": "example"}', '2026-03-12');
SELECT helper.do_act(14, 'report_missing', 4, '{}', '2026-03-12');
SELECT case_id, act_seq FROM casework.case_head ORDER BY 1;
UPDATE "Own office".file SET stage = 'here' WHERE ref = 'b' RETURNING ref;
SELECT case_id, seq, act FROM "Own office".journal ORDER BY 1;
INSERT INTO casework.holiday (calendar, day, name, source) VALUES ('SA', '2026-03-23', 'announced late', 'Example Gazette');
DELETE FROM casework.holiday WHERE calendar = 'office';
SELECT calendar, value FROM casework.calendar ORDER BY 1;
ROLLBACK;
SQL
	} ('origin', $copy);
	like($answers[0], qr/^7 decide consented decided$/m, "$how: acts go on in the original") ;
	same($answers[1], $answers[0], "$how: and in the copy, with the same numbers");

	is(sqlstate($node, $copy, 'casework_owner', 'SELECT helper.decide(7)'), 'RU001', "$how: what was barred is barred");
	is(sqlstate($node, $copy, 'casework_owner', 'SELECT helper.decide(8)'), 'RU009', "$how: by a local rule and its setting too");
	is(sqlstate($node, $copy, 'casework_owner', q{UPDATE "Own office".file SET stage = NULL WHERE ref = 'a'}),
		'RU005', "$how: a guarded state column is guarded");
	is(sqlstate($node, $copy, 'casework_owner', 'DELETE FROM casework.journal'), 'RU006', "$how: the journal is closed");
	return;
}

sub make_copy
{
	my $copy = shift;
	$node->safe_psql('postgres', "CREATE DATABASE $copy OWNER casework_owner TEMPLATE template0");
	return $copy;
}

sub restore
{
	my ($copy, $name, $role, $options, @arguments) = @_;
	local $ENV{PGOPTIONS} = $options;
	$node->command_ok([ 'pg_restore', '-U', $role, '-d', $node->connstr($copy), '--exit-on-error', @arguments ], $name);
	return;
}

# ---- full ---------------------------------------------------------------------

my $superuser = $node->safe_psql('postgres', 'SELECT current_user');
my %role      = (superuser => $superuser, owner => 'casework_owner');
for my $who (sort keys %role)
{
	my $file = "$dir/full_$who";
	$node->command_ok([ 'pg_dump', '-U', $role{$who}, '-d', $node->connstr('origin'), '-Fc', '-f', $file ], "full, by the $who: dumped");
	my $copy = make_copy("full_$who");
	restore($copy, "full, by the $who: restored", $role{$who}, '', ($who eq 'superuser' ? '--jobs=2' : ()), $file);
	copy_is_right($copy, "full, by the $who");
}

# ---- schema first, then data --------------------------------------------------

# Two dumps: only in one of data alone are the tables in the order that their
# foreign keys ask for.
my $archive = "$dir/full_superuser";
my $data    = "$dir/data";
$node->command_ok([ 'pg_dump', @owner, '-d', $node->connstr('origin'), '-Fc', '--data-only', '-f', $data ], 'data alone: dumped by the owner');
for my $who (sort keys %role)
{
	my $copy = make_copy("restoring_$who");
	restore($copy, "restoring, by the $who: schema", $role{$who}, '', '--schema-only', $archive);
	is($holes->($copy), '', "restoring, by the $who: a schema alone has nothing open");
	restore($copy, "restoring, by the $who: data", $role{$who}, '-c case_rules.restoring=on', $data);
	copy_is_right($copy, "restoring, by the $who");
}

{
	my $copy = make_copy('inserts');
	restore($copy, 'restoring, INSERTs: schema', 'casework_owner', '', '--schema-only', $archive);
	$node->command_ok([ 'pg_dump', @owner, '-d', $node->connstr('origin'), '--data-only', '--rows-per-insert=7', '-f', "$dir/inserts.sql" ], 'restoring, INSERTs: dumped');
	local $ENV{PGOPTIONS} = '-c case_rules.restoring=on';
	$node->command_ok([ 'psql', '-X', '-q', @owner, '-d', $node->connstr($copy), '-v', 'ON_ERROR_STOP=1', '-f', "$dir/inserts.sql" ], 'restoring, INSERTs: data');
	local $ENV{PGOPTIONS} = '';
	copy_is_right($copy, 'restoring, INSERTs');
}

{
	my $copy = make_copy('disabled');
	restore($copy, 'triggers disabled: schema', $superuser, '', '--schema-only', $archive);
	restore($copy, 'triggers disabled: data', $superuser, '', '--data-only', '--disable-triggers', $archive);
	like($holes->($copy), qr/^trigger does not fire always\|casework\.act\|case_rules_judge$/m,
		'triggers disabled: guard_holes() sees that the triggers are ordinary ones now');
	unlike($holes->($copy), qr/^act without a verdict/m, 'triggers disabled: every act has its verdict');
	cmp_ok($node->safe_psql($copy, q{SELECT case_rules.repair_guard('casework')}, extra_params => \@owner),
		'>', 0, 'triggers disabled: repair_guard() mends them');
	cmp_ok($node->safe_psql($copy, q{SELECT case_rules.repair_guard('Own office')}, extra_params => \@owner),
		'>', 0, 'triggers disabled: and those of the other rulebook');
	is($node->safe_psql($copy, q{SELECT case_rules.repair_guard('casework')}, extra_params => \@owner),
		'0', 'triggers disabled: once');
	copy_is_right($copy, 'triggers disabled and mended');
}

# ---- neither -------------------------------------------------------------------

{
	my $copy = make_copy('neither');
	restore($copy, 'neither: schema', 'casework_owner', '', '--schema-only', $archive);
	$node->command_fails_like(
		[ 'pg_restore', '-U', 'casework_owner', '-d', $node->connstr($copy), '--exit-on-error', $data ],
		qr/RU00|derived and cannot be written|written by the engine alone/,
		'neither: data alone are refused');
}

# ---- what waited goes on waiting, until it is called for ---------------------------

my $called = $node->safe_psql('origin', q{CALL case_rules.rejudge('casework')}, extra_params => \@owner);
like($called, qr/^[1-9]\d*\|\d+$/, 'the original judges again what waits');
for my $copy (qw(full_owner restoring_superuser disabled))
{
	is($node->safe_psql($copy, q{CALL case_rules.rejudge('casework')}, extra_params => \@owner), $called, "so does $copy, as much of it");
	same(verdicts($copy), verdicts('origin'), "with the same verdicts");
}

# ---- the setting is for those who may -------------------------------------------

$node->safe_psql('origin', <<'SQL');
CREATE ROLE clerk LOGIN;
GRANT USAGE ON SCHEMA casework TO clerk;
GRANT SELECT, INSERT ON casework.act, casework.journal TO clerk;
SQL
is(sqlstate($node, 'origin', 'clerk', q{SET case_rules.restoring = on;
	INSERT INTO casework.act (case_id, seq, procedure, subject_id, act, acted_on, authority_id, actor, to_state)
	SELECT case_id, 99, procedure, subject_id, 'decide', acted_on, authority_id, actor, 'decided' FROM casework.act LIMIT 1}),
	'RU005', 'who does not own the table restores nothing');

$node->stop;
done_testing();
