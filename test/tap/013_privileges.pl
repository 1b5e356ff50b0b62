# Who may do what, and what nobody can do who is not meant to.
#
#   desk    an application's role: INSERT on act, SELECT on the reports, no more
#   clerk   sees, through row level security, the cases of one office only; writes
#           facts and acts
#   evil    a clerk who may create objects in a schema of their own
#   monitor looks for holes

use strict;
use warnings;
use PostgreSQL::Test::Utils;
use Test::More;
use CaseRules;

my $node = case_rules_node('privileges');
my $db   = 'casework';
owned_database($node, $db, 'casework_owner');
my @owner = ('-U', 'casework_owner');
$node->safe_psql('postgres', 'CREATE ROLE desk LOGIN; CREATE ROLE clerk LOGIN; CREATE ROLE evil LOGIN IN ROLE clerk');
$node->safe_psql($db, 'CREATE EXTENSION case_rules CASCADE', extra_params => \@owner);
$node->command_ok([ 'psql', '-X', '-q', @owner, '-d', $node->connstr($db), '-v', 'cases=20', '-f', 'test/tap/lib/casework_fixture.sql' ],
	'a casework schema, made by its owner');

$node->safe_psql($db, <<'SQL', extra_params => \@owner);
GRANT USAGE ON SCHEMA casework, helper TO desk, clerk;
GRANT INSERT ON casework.act TO desk;
GRANT SELECT ON casework.placement_status, casework.duty_status, casework.open_finding, casework.act_finding, casework.consent_register TO desk;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA casework TO clerk;
REVOKE ALL ON casework.case_head, casework.journal, casework.duty FROM clerk;
REVOKE INSERT, UPDATE, DELETE ON casework.guard, casework.rule, casework.rule_setting, casework.layout, casework.state_mapping, casework.authority FROM clerk;
REVOKE UPDATE, DELETE ON casework.act FROM clerk;
GRANT CREATE ON DATABASE casework TO evil;

/* clerk sees cases 1 to 10, and of these no appointment and no sibling bond */
CREATE TABLE helper.office_case AS SELECT casework.bench_id('case', n) AS case_id FROM generate_series(1, 10) n;
GRANT SELECT ON helper.office_case TO clerk;
DO $$
DECLARE
	t regclass;
BEGIN
	FOR t IN SELECT a.attrelid FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
	          WHERE c.relnamespace = 'casework'::regnamespace AND c.relkind = 'r' AND a.attname = 'case_id'
	            AND c.relname NOT IN ('act', 'journal', 'duty', 'case_head', 'running_rule', 'received', 'override', 'cure')
	LOOP
		EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
		EXECUTE format('CREATE POLICY of_the_office ON %s USING (case_id IN (SELECT o.case_id FROM helper.office_case o)) WITH CHECK (true)', t);
	END LOOP;
END $$;
CREATE POLICY hidden ON casework.appointment AS RESTRICTIVE FOR SELECT USING (false);
CREATE POLICY hidden ON casework.views AS RESTRICTIVE FOR SELECT USING (false);
SQL

# An act as a statement that needs no right but INSERT on act.
sub act
{
	my ($n, $act, %with) = @_;
	my $office  = $with{office}  // 1;
	my $details = $with{details} // ($act eq 'decide' ? '{"reasons": "in writing", "views_weight": "great"}' : '{}');
	my $day     = $with{day}     // '2026-03-10';
	return "INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details)
		VALUES ('" . id('case', $n) . "', 'placement_abroad', '" . id('placement', $n) . "', '$act', '$day', '" . id('authority', $office) . "', 'worker-1', '$details');";
}

my %id;

sub id
{
	my ($kind, $n) = @_;
	return $id{"$kind $n"} //= $node->safe_psql($db, "SELECT casework.bench_id('$kind', $n)");
}

sub is_state
{
	my ($role, $sql, $state, $name) = @_;
	return is(sqlstate($node, $db, $role, $sql), $state, "$role: $name");
}

sub journal
{
	my $n = shift;
	return $node->safe_psql($db, "SELECT string_agg(act || ' ' || judged_by, ', ' ORDER BY seq) FROM casework.journal WHERE seq > 6 AND case_id = '" . id('case', $n) . "'");
}

# ---- desk: INSERT on act is enough, and all there is ------------------------------

is_state('desk', act(1, 'decide'), '00000', 'an act needs INSERT on act and no other right');
is(journal(1), 'decide desk', 'and has its verdict, under the name of who wrote it');
is($node->safe_psql($db, "SELECT recorded_by FROM casework.act WHERE act = 'decide'"), 'desk', 'the act too');
is_state('desk', act(7, 'decide'), 'RU001', 'a barred act is refused');
is_state('desk', act(1, 'report_missing'), '00000', 'one that starts a duty passes');
is($node->safe_psql($db, q{SELECT count(*) FROM casework.duty WHERE duty = 'missing_alert'}), '1', 'and starts it');
is_state('desk', "SELECT count(*) FROM casework.$_", '00000', "sees the report $_")
  for qw(placement_status duty_status open_finding act_finding consent_register);
is_state('desk', "SELECT count(*) FROM casework.$_", '42501', "does not see the table $_") for qw(act journal duty case_head running_rule received rejudge_request judged_elsewhere act_version irregular_act placement child);
is_state('desk', $_, '42501', "cannot: $_")
  for 'UPDATE casework.act SET actor = actor', 'DELETE FROM casework.act', 'TRUNCATE casework.act',
  'INSERT INTO casework.journal (case_id) VALUES (NULL)', 'INSERT INTO casework.duty (case_id) VALUES (NULL)',
  'INSERT INTO casework.case_head (case_id) VALUES (NULL)', 'UPDATE casework.case_head SET act_seq = 0', 'UPDATE casework.case_head SET rejudge_since = NULL',
  'INSERT INTO casework.received (case_id) VALUES (NULL)', 'INSERT INTO casework.running_rule (case_id) VALUES (NULL)',
  'ALTER TABLE casework.act DISABLE TRIGGER ALL', 'DROP TRIGGER case_rules_judge ON casework.act', 'DROP TABLE casework.act',
  'SET session_replication_role = replica',
  q{SELECT * FROM case_rules.would_allow('casework.act', '{}')},
  q{SELECT * FROM case_rules.gate_verdicts('casework.act', 'placement_abroad', 'decide', '2026-03-10')},
  q{SELECT case_rules.guard('casework.act', 'placement_abroad', 'casework.placement_facts', 'casework')},
  q{SELECT case_rules.create_rulebook('casework')}, q{SELECT case_rules.create_casework('mine')};

# An override and more time for a duty need, beside INSERT, what docs/operations.md says.
$node->safe_psql('postgres', 'CREATE ROLE supervisor LOGIN');
$node->safe_psql($db, <<'SQL', extra_params => \@owner);
GRANT USAGE ON SCHEMA casework, helper TO supervisor;
GRANT SELECT ON helper.office_case TO supervisor;
GRANT INSERT ON casework.override, casework.duty_extension TO supervisor;
GRANT SELECT ON casework.rule, casework.rule_setting, casework.duty, casework.duty_move TO supervisor;
SQL
is_state('supervisor', "INSERT INTO casework.override (case_id, procedure, subject_id, act, rule, reason, power, author, second_person, granted_on, expires_on)
	VALUES ('" . id('case', 3) . "', 'placement_abroad', '" . id('placement', 3) . "', 'decide', 'siblings_together', 'example', 'example', 'a', 'b', '2026-03-01', '2026-03-31')",
	'00000', 'an override');
is_state('supervisor', "INSERT INTO casework.duty_extension (case_id, seq, duty, granted_on, due_on, reason, author)
	VALUES ('" . id('case', 1) . "', " . $node->safe_psql($db, q{SELECT seq FROM casework.duty WHERE duty = 'missing_alert'}) . ", 'missing_alert', '2026-03-11', '2099-01-01', 'example', 'a')",
	'00000', 'more time for a duty');
is_state('supervisor', $_, '42501', "cannot: $_")
  for 'DELETE FROM casework.duty_extension', 'UPDATE casework.override SET reason = reason', 'SELECT FROM casework.act';

# Even with the rights: the engine alone writes these.
$node->safe_psql($db, 'GRANT ALL ON casework.act, casework.journal, casework.duty, casework.case_head, casework.received, casework.running_rule TO desk', extra_params => \@owner);
for my $role (qw(desk casework_owner), $node->safe_psql($db, 'SELECT current_user'))
{
	is_state($role, $_, 'RU006', "even with the right: $_")
	  for 'UPDATE casework.act SET actor = actor', 'DELETE FROM casework.act', 'TRUNCATE casework.act',
	  'UPDATE casework.journal SET findings = DEFAULT', 'DELETE FROM casework.journal', 'TRUNCATE casework.journal',
	  'INSERT INTO casework.journal SELECT * FROM casework.journal LIMIT 1',
	  'UPDATE casework.duty SET due_on = NULL', 'INSERT INTO casework.duty (case_id) VALUES (NULL)', 'TRUNCATE casework.duty',
	  'INSERT INTO casework.case_head (case_id) VALUES (NULL)', 'UPDATE casework.case_head SET act_seq = 0', 'TRUNCATE casework.case_head',
	  'UPDATE casework.case_head SET rejudge_since = NULL', 'DELETE FROM casework.duty', 'UPDATE casework.duty SET superseded_at = now()',
	  'INSERT INTO casework.received (case_id) VALUES (NULL)', 'TRUNCATE casework.received',
	  'INSERT INTO casework.running_rule (case_id) VALUES (NULL)', 'TRUNCATE casework.running_rule';
	is_state($role, act(2, 'decide') =~ s/, act, /, $_, act, /r =~ s/'decide'/'1', 'decide'/r, 'RU005', "$_ of an act is derived")
	  for qw(seq side from_state to_state finding_count outcome);
	is_state($role, act(2, 'decide') =~ s/, act, /, superseded_at, act, /r =~ s/'decide'/now(), 'decide'/r, 'RU005', 'superseded_at of an act is derived');
}
$node->safe_psql($db, 'REVOKE ALL ON casework.act, casework.journal, casework.duty, casework.case_head, casework.received, casework.running_rule FROM desk; GRANT INSERT ON casework.act TO desk',
	extra_params => \@owner);

# ---- settings that anybody may set, and that decide nothing -------------------------

my $guardian = "INSERT INTO casework.child_situation (case_id, child_id, kind, from_on) VALUES ('%s', '%s', 'separated', '2026-01-01')";
for my $set ('case_rules.restoring = on', 'case_rules.restoring = true', q{case_rules.as_of = '2020-01-01'}, 'case_rules.warnings = off', 'row_security = off',
	'standard_conforming_strings = off', 'transform_null_equals = on', 'array_nulls = off', q{DateStyle = 'German'}, q{IntervalStyle = 'sql_standard'},
	q{TimeZone = 'Pacific/Kiritimati'}, 'extra_float_digits = -15', 'plan_cache_mode = force_generic_plan', 'check_function_bodies = off',
	q{case_rules.known_at = '2020-01-01 00:00:00Z'}, 'case_rules.rejudge_at_commit = 0',
	'quote_all_identifiers = on', 'default_transaction_isolation = serializable', q{search_path = ''}, 'enable_indexscan = off')
{
	is_state('desk', "SET $set; " . act(7, 'decide'), 'RU001', "$set: what is barred is barred");
	is_state('desk', "SET $set; SET case_rules.warnings = off; BEGIN; " . act(2, 'decide') . ' ROLLBACK', '00000', "$set: what is permitted passes");
	is_state('desk', "SET $set; " . act(2, 'decide', day => $node->safe_psql($db, q{SELECT (now() AT TIME ZONE 'Europe/London' + interval '5 minutes')::date + 1})),
		'RU004', "$set: tomorrow is tomorrow where the authority sits");
}
is_state('clerk', 'SET case_rules.restoring = on; ' . act(2, 'decide') =~ s/, act, /, seq, act, /r =~ s/'decide'/99, 'decide'/r, 'RU005',
	'case_rules.restoring of who does not own the table is not heard');

# Nor inside a function that runs with the owner's rights.
$node->safe_psql($db, <<'SQL', extra_params => \@owner);
CREATE FUNCTION helper.entrance(a casework.act) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
	INSERT INTO casework.act SELECT (a).*;
END;
CREATE FUNCTION helper.correct(n integer) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
	UPDATE casework.child SET birth_date = '2016-05' WHERE case_id = casework.bench_id('case', n);
END;
SQL
is_state('clerk', 'SET case_rules.restoring = on; SELECT helper.entrance(helper.decision(7))', 'RU001', 'nor in a function that lends the owner\'s rights');
is_state('clerk', 'SET case_rules.restoring = on; SET ROLE casework_owner; ' . act(7, 'decide'), '42501', 'nor as another role');
is_state('clerk', 'SET case_rules.warnings = off; SELECT helper.entrance(helper.decision(8))', '00000', 'through which a permitted act passes');
is(journal(8), 'decide clerk', 'under the name of the session\'s user');
is($node->safe_psql($db, "SET case_rules.restoring = on; SET SESSION AUTHORIZATION clerk; BEGIN; SELECT helper.correct(9);
		SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND relation = 'casework.case_head'::regclass AND mode = 'RowExclusiveLock'; ROLLBACK"),
	"\n1", 'and a fact written so still holds its case');

# ---- row level security hides rows from people, not from the gate --------------------

is_state('clerk', 'SELECT 1 / count(*) FROM casework.views', '22012', 'sees no row of what the child said');
is_state('clerk', "SET case_rules.warnings = off; BEGIN; " . act(2, 'decide') . ' ROLLBACK', '00000', 'and yet the gate sees that the child was heard');
$node->safe_psql($db, sprintf("INSERT INTO casework.child_situation (case_id, child_id, kind, from_on) VALUES ('%s', '%s', 'unaccompanied', '2026-01-01');
	INSERT INTO casework.person (case_id, person_id, label) VALUES ('%s', '%s', 'Example Guardian');
	INSERT INTO casework.appointment (case_id, child_id, kind, person_id, from_on, to_on, conflict_checked_on) VALUES ('%s', '%s', 'guardian', '%s', '2026-01-01', '2026-02-01', '2026-01-01')",
	id('case', 3), id('child', 3), id('case', 3), id('authority', 3), id('case', 3), id('child', 3), id('authority', 3)));
my ($code, $out, $err) = psql_as($node, $db, 'clerk', act(3, 'decide'));
like($err, qr/"rule": "guardian_before_major_decision"/, 'clerk: a guardian whose office ended bars, though the row is hidden from the clerk');
like($err, qr/ERROR:  RU001/, 'clerk: with RU001');

# ---- a refusal tells nothing of a case that its reader may not see --------------------

for my $role (qw(desk clerk))
{
	# what would be RU009, RU002, RU003 and an impossible day is one and the same answer
	for my $sql (act(17, 'decide'), act(13, 'decide'), act(12, 'decide', office => 4), act(12, 'decide', day => '2001-01-01'))
	{
		($code, $out, $err) = psql_as($node, $db, $role, $sql);
		like($err, qr/ERROR:  RU001: act "decide" is barred\n/, "$role: a hidden case: refused");
		unlike($err, qr/DETAIL|finding"|Possible from here|consent|_on\b|requested side/, "$role: and nothing is said of why");
	}
	($code, $out, $err) = psql_as($node, $db, $role, 'BEGIN; ' . act(13, 'report_missing', office => 4) . act(13, 'arrive', office => 4) . 'ROLLBACK;');
	is($code, 0, "$role: a protective act of a hidden case passes");
	unlike($err, qr/DETAIL|a33_|"rule"/, "$role: and its warning tells nothing either");
}
($code, $out, $err) = psql_as($node, $db, 'clerk', act(7, 'decide'));
like($err, qr/DETAIL:.*"rule": "child_heard"/, 'clerk: of a case they see, all findings are shown');

my %decision = map {
	$_ => $node->safe_psql($db, "SELECT to_jsonb(helper.decision($_)) - '{seq,side,from_state,to_state,finding_count,recorded_at,recorded_by}'::text[]")
} (7, 17);
my $ask = q{SELECT count(*) FROM case_rules.would_allow('casework.act', '%s')};
is_state('clerk', sprintf($ask, $decision{7}),  '00000', 'may ask about a case they see');
is_state('clerk', sprintf($ask, $decision{17}), '42501', 'but not about one they do not');
my $next = q{SELECT count(*) FROM case_rules.next_acts('casework.act', '%s'::uuid, 'placement_abroad', '%s'::uuid, '2026-03-20')};
is_state('clerk', sprintf($next, id('case', 7),  id('placement', 7)),  '00000', 'may ask what comes next in a case they see');
is_state('clerk', sprintf($next, id('case', 17), id('placement', 17)), '42501', 'but not in one they do not');
($code, $out, $err) = psql_as($node, $db, 'clerk', q{SELECT case_id, rules FROM case_rules.gate_verdicts('casework.act', 'placement_abroad', 'decide', '2026-03-10')});
my $hidden = id('case', 17);
unlike($out, qr/$hidden/, 'clerk: gate_verdicts() does not tell of cases they do not see');

# ---- judging again ---------------------------------------------------------------------

# A case of theirs and a hidden one, each with a decision made irregular by what came to light.
my %decided = map { $_ => $node->safe_psql($db, "SELECT act_id FROM casework.act WHERE act = 'decide' AND case_id = '" . id('case', $_) . "'", extra_params => \@owner) } (8);
is_state('casework_owner', 'SET case_rules.warnings = off; ' . act(11, 'decide'), '00000', 'decides in a case that is hidden from the clerk');
$decided{11} = $node->safe_psql($db, "SELECT act_id FROM casework.act WHERE act = 'decide' AND case_id = '" . id('case', 11) . "'");
$node->safe_psql($db, "SET case_rules.rejudge_at_commit = 0; DELETE FROM casework.views WHERE case_id IN ('" . id('case', 8) . "', '" . id('case', 11) . "')");
my %verdict = map {
	$_ => $node->safe_psql($db, "SELECT string_agg(j::text, ' ' ORDER BY j::text) FROM casework.journal j WHERE case_id = '" . id('case', $_) . "'")
} (8, 11);
my @ask_for = (
	"SELECT * FROM case_rules.rejudge_case('casework', '" . id('case', 8) . "', '2026-03-01')",
	"SELECT * FROM case_rules.rejudge_batch('casework', ARRAY['" . id('case', 8) . "', '" . id('case', 11) . "'], '-infinity', 'trying')",
	q{SELECT case_rules.request_rejudging('casework', '2026-01-01')},
	q{CALL case_rules.rejudge('casework')});
$node->safe_psql($db, 'REVOKE ALL ON casework.rejudge_request FROM clerk', extra_params => \@owner);
for my $role (qw(desk clerk))
{
	is_state($role, $_, '42501', "cannot: $_") for @ask_for;
	($code, $out, $err) = psql_as($node, $db, $role, $ask_for[1]);
	is($out, '', "$role: and is told nothing");
	unlike($err, qr/WARNING|DETAIL|barred/, "$role: of what it would have found");
}
is($node->safe_psql($db, "SELECT string_agg(j::text, ' ' ORDER BY j::text) FROM casework.journal j WHERE case_id = '" . id('case', $_) . "'"), $verdict{$_},
	"nothing was judged again (case $_)") for 8, 11;

my $again = "SELECT count(*) FROM case_rules.judge_act('casework.act', '%s', 7)";
is_state('desk', sprintf($again, id('case', $_)), '42501', 'cannot have an act judged that they may not read') for 8, 11;
is($node->safe_psql($db, sprintf($again, id('case', 8)) . ' HAVING count(*) > 10', extra_params => [ '-U', 'clerk' ]) > 10, 1,
	'clerk: may have an act judged of a case they see');
my @hidden = map { (psql_as($node, $db, 'clerk', $_))[2] =~ s/:\d+: ERROR/: ERROR/r =~ s/^LOCATION.*//mr }
  (sprintf($again, id('case', 11)), sprintf($again, id('placement', 11)));
like($hidden[0], qr/ERROR:  RU002: /, 'clerk: but not of one they do not');
is($hidden[0], $hidden[1], 'clerk: which is the answer that they get where there is no such act');
is($node->safe_psql($db, "SELECT count(*) FROM casework.judgement_history('" . id('case', 8) . "', '$decided{8}')", extra_params => [ '-U', 'clerk' ]), '1',
	'clerk: sees the judgements of such an act');
is($node->safe_psql($db, "SELECT count(*) FROM casework.judgement_history('" . id('case', 11) . "', '$decided{11}')", extra_params => [ '-U', 'clerk' ]), '0',
	'clerk: and none of the other');
is_state('desk', "SELECT * FROM casework.judgement_history('" . id('case', 8) . "', '$decided{8}')", '42501', 'has no rights to these');

# Whoever may write a request may call: a supervisor, or the role of cron.
$node->safe_psql($db, 'GRANT INSERT ON casework.rejudge_request TO desk', extra_params => \@owner);
is_state('desk', 'SET case_rules.warnings = off; BEGIN; ' . $ask_for[$_] . '; ROLLBACK', '00000', "may with INSERT on rejudge_request: $ask_for[$_]") for 0, 1;
($code, $out, $err) = psql_as($node, $db, 'desk', $ask_for[0]);
is($out, '1|1', 'desk: is told how many acts were judged, and how many differ');
unlike($err, qr/"rule"|child_heard/, 'desk: and no rule');
is($node->safe_psql($db, "SELECT max(judgement), (array_agg(judged_by ORDER BY judgement DESC))[1], (array_agg(outcome ORDER BY judgement DESC))[1] FROM casework.journal WHERE act = 'decide' AND case_id = '" . id('case', 8) . "'"),
	'2|desk|barred', 'the further judgement is under the name of who called');
$node->safe_psql($db, q{GRANT INSERT, SELECT, UPDATE, DELETE ON casework.rejudge_request TO desk; GRANT SELECT ON casework.case_head, casework.journal TO desk}, extra_params => \@owner);
is_state('desk', "$ask_for[2]; $ask_for[3]", '00000', 'with what the page for administrators lists, cron may call rejudge()');
is($node->safe_psql($db, q{SELECT count(*) FROM casework.rejudge_request}), '0', 'which does all that waits');
$node->safe_psql($db, q{REVOKE ALL ON casework.rejudge_request, casework.case_head, casework.journal FROM desk; GRANT SELECT ON casework.irregular_act TO desk}, extra_params => \@owner);
is($node->safe_psql($db, q{SELECT count(*) FROM casework.irregular_act WHERE act = 'decide' AND outcome = 'barred'}, extra_params => [ '-U', 'desk' ]), '2',
	'desk: sees what became of the two in irregular_act, once they may read it');

# A monitor needs what the page for administrators lists, and no more.
$node->safe_psql('postgres', 'CREATE ROLE monitor LOGIN');
$node->safe_psql($db, 'GRANT USAGE ON SCHEMA casework TO monitor; GRANT SELECT ON casework.guard, casework.act, casework.journal, casework.received TO monitor', extra_params => \@owner);
is_state('monitor', q{SELECT 1 / (1 - count(*)) FROM case_rules.guard_holes('casework')}, '00000', 'finds no hole');
is_state('monitor', $ask_for[0], '42501', 'has nothing judged again');
is_state('desk', q{SELECT * FROM case_rules.guard_holes('casework')}, '42501', 'does not hear of holes');

# What an act on an act needs is INSERT on act.
my $annul = act(8, 'annul', day => '2026-03-12', details => '{"cause": "wrong_subject", "document": "EX-4"}')
  =~ s/, details\)/, details, amends)/r =~ s/'\);$/', '{"seq": 7, "reason": "of another child", "second_person": "worker-2"}');/r;
is_state('desk', $annul, '00000', 'an annulment needs INSERT on act and no other right');
is($node->safe_psql($db, "SELECT superseded_at IS NOT NULL FROM casework.act WHERE act_id = '$decided{8}'"), 't', 'and has its effect');
($code, $out, $err) = psql_as($node, $db, 'clerk', $annul =~ s/@{[ id('case', 8) ]}/@{[ id('case', 12) ]}/r =~ s/@{[ id('placement', 8) ]}/@{[ id('placement', 12) ]}/r);
like($err, qr/ERROR:  RU001: act "annul" is barred\n/, 'clerk: an annulment in a hidden case is refused');
unlike($err, qr/DETAIL|has no act|seq/, 'clerk: and nothing is said of whether there is such an act');

# ---- objects planted in the way --------------------------------------------------------

$node->safe_psql($db, <<'SQL', extra_params => [ '-U', 'evil' ]);
CREATE SCHEMA evil;
GRANT USAGE ON SCHEMA evil TO PUBLIC;
/* a sequence: what a rollback does not undo */
CREATE SEQUENCE evil.trace;
GRANT ALL ON evil.trace TO PUBLIC;
CREATE FUNCTION evil.caught(what text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	stack text;
BEGIN
	PERFORM pg_catalog.nextval('evil.trace');
	GET DIAGNOSTICS stack = PG_CONTEXT;
	RAISE LOG 'planted object called: %, as %, from %', what, current_user, stack;
END $$;
CREATE FUNCTION evil.same(uuid, uuid) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN PERFORM evil.caught('uuid ='); RETURN true; END $$;
CREATE FUNCTION evil.same(text, text) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN PERFORM evil.caught('text ='); RETURN true; END $$;
CREATE FUNCTION evil.same(date, date) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN PERFORM evil.caught('date <='); RETURN true; END $$;
CREATE OPERATOR evil.= (LEFTARG = uuid, RIGHTARG = uuid, FUNCTION = evil.same);
CREATE OPERATOR evil.= (LEFTARG = text, RIGHTARG = text, FUNCTION = evil.same);
CREATE OPERATOR evil.<= (LEFTARG = date, RIGHTARG = date, FUNCTION = evil.same);
CREATE FUNCTION evil.now() RETURNS timestamptz LANGUAGE plpgsql AS $$ BEGIN PERFORM evil.caught('now'); RETURN 'infinity'; END $$;
CREATE FUNCTION evil.clock_timestamp() RETURNS timestamptz LANGUAGE plpgsql AS $$ BEGIN PERFORM evil.caught('clock_timestamp'); RETURN 'infinity'; END $$;
CREATE FUNCTION evil.first_known(text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN PERFORM evil.caught('first_known'); RETURN $1; END $$;
CREATE FUNCTION evil.is_under(case_rules.partial_date, integer, date) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN PERFORM evil.caught('is_under'); RETURN false; END $$;
CREATE TYPE evil.cadence AS (a integer);
CREATE DOMAIN evil.date AS pg_catalog.date CHECK (evil.same(VALUE, VALUE));
CREATE DOMAIN evil.consent_state AS text CHECK (evil.same(VALUE, VALUE));
CREATE TABLE evil.case_head (case_id uuid PRIMARY KEY, act_seq bigint);
CREATE TABLE evil.journal (case_id uuid, seq bigint);
CREATE TABLE evil.guard (LIKE casework.guard);
CREATE TABLE evil.placement (LIKE casework.placement);
SQL
my $planted = <<'SQL';
SET search_path = evil, pg_catalog, casework, case_rules;
CREATE TEMP TABLE case_head (case_id uuid PRIMARY KEY, act_seq bigint);
CREATE TEMP TABLE journal (case_id uuid, seq bigint);
CREATE TEMP TABLE act (LIKE casework.act);
CREATE TEMP TABLE pg_class (oid oid, relname name);
CREATE TEMP TABLE procedure_act (procedure text, act text, is_protective boolean);
INSERT INTO pg_temp.procedure_act VALUES ('placement_abroad', 'decide', true);
CREATE FUNCTION pg_temp.first_known(text) RETURNS text LANGUAGE plpgsql AS 'BEGIN PERFORM evil.caught(''first_known''); RETURN $1; END';
SET case_rules.warnings = off;
SQL
for my $order ('evil, pg_catalog, casework, case_rules', 'pg_temp, evil, pg_catalog')
{
	my $in_the_way = "$planted SET search_path = $order;";
	is_state('evil', $in_the_way . act(7, 'decide'), 'RU001', "search_path = $order: what is barred is barred");
	is_state('evil', "$in_the_way BEGIN;" . act(4, 'decide') . 'ROLLBACK', '00000', "search_path = $order: what is permitted passes");
	is_state('evil', "$in_the_way BEGIN; UPDATE casework.child SET sex = 'male' WHERE label OPERATOR(pg_catalog.=) 'Example Child 4'; ROLLBACK", '00000', "search_path = $order: a fact is written");
	is_state('evil', "$in_the_way BEGIN; DELETE FROM casework.hearing WHERE case_id OPERATOR(pg_catalog.=) '" . id('case', 4) . "'; ROLLBACK", '00000', "search_path = $order: a fact is struck out");
	is_state('evil', $in_the_way . sprintf($ask, $decision{7}), '00000', "search_path = $order: asked of a case they see");
	is_state('evil', $in_the_way . sprintf($ask, $decision{17}), '42501', "search_path = $order: asked of one they do not");
	($code, $out, $err) = psql_as($node, $db, 'evil', $in_the_way . act(17, 'decide'));
	unlike($err, qr/DETAIL/, "search_path = $order: a refusal in a case they do not see says nothing");
}
is($node->safe_psql($db, 'SELECT is_called FROM evil.trace'), 'f', 'none of what was planted was called');
is_state('evil', "$planted" . act(4, 'decide'), '00000', 'an act, written with all of that in the way');
is($node->safe_psql($db, 'SELECT (SELECT count(*) FROM evil.case_head) + (SELECT count(*) FROM evil.journal)'), '0',
	'went where it belongs');
is(journal(4), 'decide evil', 'into the journal');

# ---- the triggers, made by somebody else on a table of their own ------------------------

is_state('evil', 'CREATE TABLE evil.a (LIKE casework.act); CREATE TRIGGER t AFTER INSERT ON evil.a FOR EACH ROW EXECUTE FUNCTION casework.find_regime()',
	'42501', 'cannot use the trigger that runs with the owner\'s rights');
is_state('evil', q{CREATE TABLE evil.b (LIKE casework.placement); CREATE TRIGGER t AFTER UPDATE ON evil.b FOR EACH ROW EXECUTE FUNCTION casework.keep_subject('placement_abroad', 'placement_id')},
	'42501', 'nor the other');
is($node->safe_psql($db, q{SELECT string_agg(p.oid::regprocedure::text, ' ') FROM pg_proc p WHERE p.pronamespace = 'casework'::regnamespace AND p.prosecdef
		AND p.prorettype = 'trigger'::regtype AND has_function_privilege('evil', p.oid, 'EXECUTE')}), '', 'nor any that does');
is_state('evil', q{CREATE TABLE evil.g (case_id uuid, rejudge_since date); CREATE TRIGGER t AFTER INSERT ON evil.g FOR EACH ROW EXECUTE FUNCTION case_rules.case_rejudge('casework');
	INSERT INTO evil.g VALUES ('} . id('case', 5) . q{', '2026-01-01')}, '42501', 'a head of their own has no case judged again that is not theirs');
is_state('evil', q{SELECT case_rules.case_rejudge()}, '39P01', 'and that is called by triggers only');
my $head = "SELECT act_seq FROM casework.case_head WHERE case_id = '" . id('case', 5) . "'";
is_state('evil', q{CREATE TABLE evil.c (case_id uuid); CREATE TRIGGER t AFTER INSERT ON evil.c FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold('casework');
	INSERT INTO evil.c VALUES ('} . id('case', 5) . q{')}, '42501', 'a fact table of their own cannot hold a case that is not theirs');
is_state('evil', q{CREATE TABLE evil.d (LIKE casework.act);
	CREATE TRIGGER s BEFORE INSERT ON evil.d FOR EACH ROW EXECUTE FUNCTION case_rules.act_stamp('casework', 'casework.act');
	CREATE TRIGGER t AFTER INSERT ON evil.d FOR EACH ROW EXECUTE FUNCTION case_rules.act_judge('casework', 'casework.act');
	} . act(5, 'decide') =~ s/casework\.act/evil.d/r, '42501', 'an act table of their own writes into no rulebook of another');
is_state('evil', q{CREATE TABLE evil.e (LIKE casework.act INCLUDING DEFAULTS); SELECT case_rules.guard('evil.e', 'placement_abroad', 'casework.placement_facts', 'casework')},
	'42501', 'and cannot be guarded by it');
is($node->safe_psql($db, $head), '6', 'that case has not moved');
is_state('evil', q{CREATE TABLE evil.f (i int); CREATE TRIGGER t BEFORE INSERT ON evil.f FOR EACH ROW EXECUTE FUNCTION case_rules.engine_only(); INSERT INTO evil.f VALUES (1)},
	'RU006', 'what the engine alone writes is written by the engine alone, also there');
is_state('evil', 'SELECT case_rules.act_judge()', '39P01', 'a trigger function is called by triggers only');
is_state('evil', q{SELECT case_rules.create_rulebook('evil_book')}, '00000', 'a rulebook of their own they may make');
is_state('evil', q{SELECT case_rules.guard('evil.e', 'placement_abroad', 'casework.placement_facts', 'evil_book')}, '00000', 'and guard a table of their own with it');
is_state('evil', act(5, 'decide') =~ s/casework\.act/evil.e/r, 'RU002', 'with which nothing of the other moves');
is_state('casework_owner', "SELECT 1 / (count(*) - 1) FROM casework.act WHERE act = 'decide' AND case_id = '" . id('case', 5) . "'", '00000', 'nor has');
is($node->safe_psql($db, q{SELECT * FROM case_rules.guard_holes('casework')}), '', 'and nothing is open');

$node->stop;
done_testing();
