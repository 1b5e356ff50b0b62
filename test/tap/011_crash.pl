# A crash in the middle of a bulk load: nothing that was committed is lost, and
# nothing of what was not is there by half.  An act, its journal entry, its
# duties and the counter of its case stand or fall together.
#
#   one by one     kill -9 of the backend while it commits act after act
#   INSERT, COPY   of many acts in one transaction; killed while rows are stamped
#                  (BEFORE) and while they are judged (AFTER); kill -9 of the
#                  backend, and an immediate stop of the server
#   prepared       a prepared transaction outlives the crash with all that is its
#   rejudge        CALL case_rules.rejudge() killed, stopped, cancelled and timed
#                  out between two of its batches: what it had done is done, what
#                  it had not goes on waiting, and the next call goes on there

use strict;
use warnings;
use IPC::Run;
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes qw(usleep);
use CaseRules;

my $cases = 1200;
my $node  = case_rules_node('crash', conf => <<'CONF');
restart_after_crash = on
max_prepared_transactions = 5
synchronous_commit = on
CONF
my $db = 'casework';
owned_database($node, $db, 'casework_owner');
my @owner = ('-U', 'casework_owner');
$node->safe_psql($db, 'CREATE EXTENSION case_rules CASCADE', extra_params => \@owner);
$node->command_ok(
	[ 'psql', '-X', '-q', @owner, '-d', $node->connstr($db), '-v', "cases=$cases", '-f', 'test/tap/lib/casework_fixture.sql' ],
	"$cases cases, made by their owner");
$node->safe_psql($db, <<'SQL', extra_params => \@owner);
/* the cases whose decision is permitted */
CREATE VIEW helper.ready AS
	SELECT n::integer FROM generate_series(1, 1200) n WHERE n % 20 NOT IN (7, 13, 17)
	   AND NOT EXISTS (SELECT FROM casework.act a WHERE a.case_id = casework.bench_id('case', n) AND a.act = 'decide');
/* a load: each is decided and arrives, two acts of one case in one statement */
CREATE VIEW helper.load AS
	SELECT (a).* FROM helper.ready
	 CROSS JOIN LATERAL (VALUES (1, helper.decision(n)), (2, helper.row_of(n, 'arrive', 4, '{"identity_checked": true}', '2026-03-12'))) v(i, a)
	 ORDER BY n, i;
CREATE TABLE helper.pause (case_id uuid, phase text);
GRANT ALL ON helper.pause TO PUBLIC;
/* stands still at one row of a load, long enough for a crash */
CREATE FUNCTION helper.stand_still() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF EXISTS (SELECT FROM helper.pause p WHERE p.case_id = NEW.case_id AND p.phase = TG_WHEN) THEN
		PERFORM pg_sleep(600);
	END IF;
	RETURN NEW;
END $$;
CREATE TRIGGER zzz_stand_still BEFORE INSERT ON casework.act FOR EACH ROW EXECUTE FUNCTION helper.stand_still();
CREATE TRIGGER zzz_stand_still_after AFTER INSERT ON casework.act FOR EACH ROW EXECUTE FUNCTION helper.stand_still();

/* what must be so at any time; each row is a fault */
CREATE VIEW helper.fault AS
	SELECT 'hole' AS fault, concat_ws(' ', h.hole, h.object, h.detail) AS what FROM case_rules.guard_holes('casework') h
	UNION ALL
	SELECT 'verdict without an act', concat_ws(' ', j.case_id, j.seq) FROM casework.journal j
	 WHERE NOT EXISTS (SELECT FROM casework.act a WHERE (a.case_id, a.seq, a.act) = (j.case_id, j.seq, j.act))
	UNION ALL
	SELECT 'act is not as judged', concat_ws(' ', j.case_id, j.seq, j.judgement)
	  FROM casework.journal j JOIN casework.act a ON (a.case_id, a.seq) = (j.case_id, j.seq)
	 WHERE NOT EXISTS (SELECT FROM casework.journal l WHERE (l.case_id, l.seq) = (j.case_id, j.seq) AND l.judgement > j.judgement)
	   AND (a.from_state, a.to_state, a.outcome, a.finding_count) IS DISTINCT FROM (j.from_state, j.to_state, j.outcome, j.finding_count)
	UNION ALL
	SELECT 'judgement is missing', concat_ws(' ', j.case_id, j.seq, j.judgement) FROM casework.journal j
	 WHERE j.judgement > 1 AND NOT EXISTS (SELECT FROM casework.journal l WHERE (l.case_id, l.seq, l.judgement) = (j.case_id, j.seq, j.judgement - 1))
	UNION ALL
	SELECT 'duty without an act', concat_ws(' ', d.case_id, d.seq) FROM casework.duty d
	 WHERE NOT EXISTS (SELECT FROM casework.act a WHERE (a.case_id, a.seq) = (d.case_id, d.seq))
	UNION ALL
	SELECT 'arrival without its duties', concat_ws(' ', a.case_id, a.seq) FROM casework.act a
	 WHERE a.act = 'arrive' AND CASE a.outcome WHEN 'permitted' THEN '{arrival_notice,first_visit,kinship_visits,placement_review,transition_plan}'
	       ELSE '{arrival_notice,cure,first_visit,irregular_child_seen,irregular_plan,kinship_visits,placement_review,transition_plan}' END::text[]
	       <> ARRAY(SELECT d.duty FROM casework.duty d WHERE (a.case_id, a.seq) = (d.case_id, d.seq) AND d.superseded_at IS NULL ORDER BY 1)
	UNION ALL
	SELECT 'counter', concat_ws(' ', h.case_id, h.act_seq) FROM casework.case_head h
	 WHERE h.act_seq <> (SELECT max(a.seq) FROM casework.act a WHERE a.case_id = h.case_id);
SQL
is($node->safe_psql($db, 'TABLE helper.fault'), '', 'all is well before');

my $bindir    = $node->config_data('--bindir');
my $has_check = -x "$bindir/pg_amcheck"
  && $node->safe_psql($db, q{SELECT count(*) FROM pg_available_extensions WHERE name = 'amcheck'}) eq '1';

sub back_again
{
	my $name = shift;
	$node->poll_query_until('postgres', 'SELECT NOT pg_is_in_recovery()') or die 'the server does not come back';
	is($node->safe_psql($db, 'TABLE helper.fault', extra_params => \@owner), '', "$name: act, verdict, duties and counter agree");
  SKIP:
	{
		skip 'no pg_amcheck here', 1 unless $has_check;
		$node->command_ok(
			[ 'pg_amcheck', '-d', $db, '--install-missing', '--schema', 'casework', '--heapallindexed' ],
			"$name: tables and indexes are whole");
	}
	return;
}

# psql in the background, the file of what it said, and its backend's pid.
sub start_psql
{
	my ($name, $sql) = @_;
	my $file = "$PostgreSQL::Test::Utils::tmp_check/$name.sql";
	my $out  = "$PostgreSQL::Test::Utils::tmp_check/$name.out";
	append_to_file($file, $sql);
	my $handle = IPC::Run::start(
		[ 'psql', '-X', '-q', '-A', '-t', @owner, '-d', $node->connstr($db) . " application_name=$name", '-f', $file ],
		'<', \undef, '>', $out, '2>', "$out.err");
	return ($handle, $out);
}

sub backend
{
	return $node->safe_psql('postgres', "SELECT pid FROM pg_stat_activity WHERE application_name = '$_[0]' AND backend_type = 'client backend'");
}

# kill -9.  The postmaster may take a moment to notice, and until then new
# sessions are let in only to be thrown out, so wait for it to have begun anew.
sub kill_backend
{
	my ($name, $psql) = @_;
	my $before = -s $node->logfile;
	kill('KILL', backend($name)) == 1 or die "no backend $name to kill";
	$psql->finish;
	for (1 .. 10 * $PostgreSQL::Test::Utils::timeout_default)
	{
		return if slurp_file($node->logfile, $before) =~ /all server processes terminated; reinitializing/;
		usleep(100_000);
	}
	die 'the server has not noticed the crash';
}

sub acts
{
	return $node->safe_psql($db, q{SELECT count(*) FROM casework.act WHERE act IN ('decide', 'arrive')});
}

# ---- one by one ---------------------------------------------------------------

{
	my @ready = split /\n/, $node->safe_psql($db, 'SELECT n FROM helper.ready ORDER BY n');
	my ($psql, $out) = start_psql('one_by_one',
		"SET case_rules.warnings = off;\n" . join('', map { "SELECT $_, helper.decide($_) FROM pg_sleep(0.005);\n" } @ready));
	my $said = 0;
	for (1 .. 12_000)
	{
		$said = () = slurp_file($out) =~ /\n/g;
		last if $said > 50;
		usleep(5_000);
	}
	kill_backend('one_by_one', $psql);
	back_again('one by one');

	my @told = slurp_file($out) =~ /^(\d+)\|7 decide consented decided$/mg;
	cmp_ok(scalar @told, '>', 50, 'one by one: ' . scalar(@told) . ' decisions were reported to the client');
	cmp_ok(scalar @told, '<', scalar @ready, 'one by one: and then the crash came');
	my $lost = $node->safe_psql($db, 'SELECT n FROM helper.ready WHERE n IN (' . join(',', @told) . ')');
	is($lost, '', 'one by one: none of them is lost');
	cmp_ok(acts() - @told, '<=', 1, 'one by one: at most the one whose answer was under way is there besides');
}

# ---- in bulk ------------------------------------------------------------------

my $rows = "$PostgreSQL::Test::Utils::tmp_check/rows.csv";
my $columns = 'case_id, act_id, procedure, subject_id, act, acted_on, authority_id, actor, details';
my %load = (
	INSERT => "INSERT INTO casework.act TABLE helper.load;\n",
	COPY   => "\\copy casework.act ($columns) FROM '$rows' (FORMAT csv)\n");

for my $how (sort keys %load)
{
	for my $phase (qw(BEFORE AFTER))
	{
		my $name    = "${how}_$phase";
		my $by      = $phase eq 'BEFORE' ? 'kill -9' : 'immediate stop';
		my $title   = "$how, $by in the $phase triggers";
		my $before  = acts();
		my $at_once = $node->safe_psql($db, 'SELECT count(*) FROM helper.ready');

		$node->safe_psql($db, "COPY (SELECT $columns FROM helper.load) TO '$rows' (FORMAT csv)");
		# somewhere in the middle
		$node->safe_psql($db, "DELETE FROM helper.pause; INSERT INTO helper.pause SELECT casework.bench_id('case', n), '$phase' FROM helper.ready ORDER BY n OFFSET $at_once / 2 LIMIT 1");

		# something of another session, committed meanwhile
		my $one = $node->safe_psql($db, 'SELECT max(n) FROM helper.ready');
		my $seq;
		my ($psql, $out) = start_psql($name, "SET case_rules.warnings = off;\n$load{$how}SELECT 'done';\n");
		$node->poll_query_until('postgres', "SELECT wait_event = 'PgSleep' FROM pg_stat_activity WHERE application_name = '$name'")
		  or die 'the load does not come to its middle';
		if ($phase eq 'BEFORE')
		{
			# its row is not stamped yet, so its case is free
			my $act = $node->safe_psql($db, "SET case_rules.warnings = off; SELECT helper.do_act($one, 'report_missing', 4, '{}', '2026-03-01')", extra_params => \@owner);
			like($act, qr/^\d+ report_missing consented consented$/, "$title: another session commits an act meanwhile");
			($seq) = $act =~ /^(\d+)/;
			kill_backend($name, $psql);
		}
		else
		{
			$node->stop('immediate');
			$psql->finish;
			$node->start;
		}
		unlike(slurp_file($out), qr/done/, "$title: the load was not done");
		back_again($title);
		is(acts(), $before, "$title: none of its acts is there");
		is($node->safe_psql($db, "SELECT count(*) FROM casework.act WHERE case_id = casework.bench_id('case', $one) AND seq = $seq"),
			'1', "$title: but that of the other session is")
		  if $phase eq 'BEFORE';

		$node->safe_psql($db, 'DELETE FROM helper.pause');
		unlink $rows;
	}
}

# ---- prepared -----------------------------------------------------------------

{
	my ($stays, $goes) = split /\n/, $node->safe_psql($db, 'SELECT n FROM helper.ready ORDER BY n LIMIT 2');
	for ([ stays => $stays ], [ goes => $goes ])
	{
		my ($gid, $n) = @$_;
		$node->safe_psql($db, "SET case_rules.warnings = off; BEGIN; SELECT helper.decide($n); PREPARE TRANSACTION '$gid'", extra_params => \@owner);
	}
	$node->stop('immediate');
	$node->start;
	is($node->safe_psql($db, 'SELECT count(*) FROM pg_prepared_xacts'), '2', 'prepared: both are there after the crash');
	is(sqlstate($node, $db, 'casework_owner', "SET lock_timeout = '100ms'; SELECT helper.decide($stays)"),
		'55P03', 'prepared: and hold their cases');
	$node->safe_psql($db, q{COMMIT PREPARED 'stays'}, extra_params => \@owner);
	$node->safe_psql($db, q{ROLLBACK PREPARED 'goes'}, extra_params => \@owner);
	back_again('prepared');
	is(sqlstate($node, $db, 'casework_owner', "SELECT helper.decide($stays)"), 'RU002', 'prepared: what was committed is decided');
	is($node->safe_psql($db, "SET case_rules.warnings = off; SELECT helper.decide($goes)", extra_params => \@owner),
		'7 decide consented decided', 'prepared: what was rolled back can be');
}

# ---- and then it goes through ---------------------------------------------------

{
	my $before = acts();
	my $more   = $node->safe_psql($db, 'SELECT count(*) FROM helper.ready');
	$node->safe_psql($db, "SET case_rules.warnings = off; $load{INSERT}", extra_params => \@owner);
	back_again('the load at last');
	is(acts(), $before + 2 * $more, 'the load at last: all of its acts are there');
}

# ---- judging again ----------------------------------------------------------------

# In batches of 50 cases it comes to a case in the middle, and stands still there.
$node->safe_psql($db, <<'SQL', extra_params => \@owner);
CREATE TRIGGER zzz_stand_still BEFORE INSERT ON casework.journal FOR EACH ROW WHEN (NEW.judgement > 1) EXECUTE FUNCTION helper.stand_still();
/* how often each act was judged since a moment */
CREATE TABLE helper.since AS SELECT clock_timestamp() AS moment;
CREATE VIEW helper.judged AS
	SELECT j.case_id, j.seq, j.act, (SELECT count(*) FROM casework.journal l WHERE (l.case_id, l.seq) = (j.case_id, j.seq) AND l.judged_at > s.moment) AS times
	  FROM casework.journal j, helper.since s WHERE j.act IN ('decide', 'arrive') AND j.judgement = 1;
SQL

sub scalar_of { return $node->safe_psql($db, shift, extra_params => \@owner) }

my %stop = (
	'kill -9' => sub { kill_backend(@_) },
	'immediate stop' => sub {
		$node->stop('immediate');
		$_[1]->finish;
		$node->start;
	},
	cancel => sub {
		is($node->safe_psql('postgres', 'SELECT pg_cancel_backend(' . backend($_[0]) . ')'), 't', 'cancelled');
		$_[1]->finish;
	});
# it was asleep when the statement began to take too long, so this is the same moment
my %setting = (timeout => q{SET statement_timeout = '5s';});
$stop{timeout} = sub { $_[1]->finish };

my ($decided, $arrived) = map { scalar_of("SELECT count(*) FROM casework.act WHERE act = '$_'") } qw(decide arrive);
my %reaches_back = (
	# every child was not heard after all: each case waits by itself
	'kill -9' => q{SET case_rules.rejudge_at_commit = 0; DELETE FROM casework.views WHERE superseded_at IS NULL;},
	# all were heard on another day
	cancel => q{SET case_rules.rejudge_at_commit = 0; INSERT INTO casework.views (case_id, child_id, heard_on, outcome, method, alone)
		SELECT c.case_id, c.child_id, '2026-02-20', 'heard', 'interview', true FROM casework.child c;},
	# a rule of those days: one request for all
	'immediate stop' => q{INSERT INTO casework.rule (procedure, rule, version, acts, condition, severity, on_unknown, floor, basis, mode, layer, citation, message, hint, in_force)
		VALUES ('placement_abroad', 'office_document', 1, '{decide}', 'act.document IS NOT NULL', 'warn', 'warn', 'warn', 'policy', 'enforced', 'agency',
		        'Example Office, manual', 'The decision document is not on file.', 'File it.', '[2026-03-01,)');},
	timeout => q{DELETE FROM casework.rule;});
for my $how ('kill -9', 'immediate stop', 'cancel', 'timeout')
{
	my $title = "rejudge, $how";
	(my $name = $how) =~ s/\W/_/g;

	scalar_of('DELETE FROM helper.pause');
	scalar_of('UPDATE helper.since SET moment = clock_timestamp()');
	scalar_of($reaches_back{$how});
	scalar_of(q{INSERT INTO helper.pause SELECT case_id, 'BEFORE' FROM casework.act WHERE act = 'decide' ORDER BY case_id OFFSET 475 LIMIT 1});
	my $waiting = scalar_of('SELECT count(*) FROM casework.case_head WHERE rejudge_since IS NOT NULL') || scalar_of('SELECT count(*) FROM casework.case_head WHERE last_on >= \'2026-03-01\'');
	my ($psql, $out) = start_psql("again_$name", "SET case_rules.warnings = off;\n" . ($setting{$how} // '') . "CALL case_rules.rejudge('casework', 50);\nSELECT 'done';\n");
	$node->poll_query_until('postgres', "SELECT wait_event = 'PgSleep' FROM pg_stat_activity WHERE application_name = 'again_$name'")
	  or die 'it does not come to its middle';
	$stop{$how}->("again_$name", $psql);
	like(slurp_file("$out.err"), qr/NOTICE:  .*\b\d+ of $waiting\b.* judged again/, "$title: it had said how far it was");
	like(slurp_file("$out.err"), qr/ERROR:  canceling statement due to (?:user request|statement timeout)/, "$title: and says why it stops") if $how =~ /cancel|timeout/;
	back_again($title);

	my $done = scalar_of('SELECT count(*) FROM helper.judged j WHERE j.times = 1 AND j.act = \'decide\'');
	cmp_ok($done, '>=', 400, "$title: $done decisions were judged again");
	cmp_ok($done, '<', 475, "$title: of $decided");
	is(scalar_of('SELECT count(*) FROM casework.case_head h JOIN helper.judged j USING (case_id) WHERE h.rejudge_since IS NOT NULL AND j.times > 0'),
		'0', "$title: none of these waits any more");
	scalar_of('DELETE FROM helper.pause');
	my ($judged, $changed) = split /\|/, scalar_of("CALL case_rules.rejudge('casework', 50)");
	back_again("$title, once more");
	cmp_ok($judged, '<', 2 * $decided, "$title: the next call goes on where it was");
	# arrivals rest on the decision, but not on that rule
	is(scalar_of('SELECT j.act, j.times, count(*) FROM helper.judged j GROUP BY 1, 2 ORDER BY 1, 2'),
		sprintf("arrive|%d|$arrived\ndecide|1|$decided", $how =~ /kill|cancel/), "$title: in the end each was judged again once");
	is(scalar_of('SELECT count(*) FROM casework.case_head WHERE rejudge_since IS NOT NULL') . scalar_of('TABLE casework.rejudge_request'), '0', "$title: and nothing waits");
	is(scalar_of("CALL case_rules.rejudge('casework')"), '0|0', "$title: so there is nothing to do");
}

# Whatever else happens to the tables meanwhile: it stands still at an act, and
# goes on when what it had kept of the tables is stale.
{
	scalar_of(<<'SQL');
UPDATE helper.since SET moment = clock_timestamp();
CREATE FUNCTION helper.wait_here() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock_shared(4711); RETURN NEW; END $$;
CREATE TRIGGER zzz_wait BEFORE INSERT ON casework.journal FOR EACH ROW WHEN (NEW.judgement > 1) EXECUTE FUNCTION helper.wait_here();
INSERT INTO casework.rule (procedure, rule, version, acts, condition, severity, on_unknown, floor, basis, mode, layer, citation, message, hint, in_force)
VALUES ('placement_abroad', 'office_document', 1, '{decide}', 'act.document IS NOT NULL', 'warn', 'warn', 'warn', 'policy', 'enforced', 'agency',
        'Example Office, manual', 'The decision document is not on file.', 'File it.', '[2026-03-01,)');
SQL
	my $gate = $node->background_psql($db);
	$gate->query_safe('SELECT pg_advisory_lock(4711)');
	my ($psql, $out) = start_psql('again_stale', "SET case_rules.warnings = off;\nCALL case_rules.rejudge('casework', 50);\n");
	for my $round (1 .. 5)
	{
		$node->poll_query_until('postgres', q{SELECT wait_event = 'advisory' FROM pg_stat_activity WHERE application_name = 'again_stale'}) or die 'it does not wait';
		scalar_of("ANALYZE casework.$_") for qw(act journal duty case_head views guard);
		scalar_of("COMMENT ON COLUMN casework.act.case_id IS 'round $round'");
		scalar_of("INSERT INTO casework.rule_setting (procedure, rule, mode, reason, set_by) VALUES ('placement_abroad', 'office_document', 'shadow', 'tried', 'Example Director')") if $round == 3;
		# one act further
		$gate->query_safe('SELECT pg_advisory_unlock(4711)');
		$gate->query_safe('SELECT pg_advisory_lock(4711)') if $round < 5;
	}
	ok($psql->finish, 'judging again is not disturbed by what happens to the tables') or diag(slurp_file("$out.err"));
	$gate->quit;
	like(slurp_file($out), qr/^\d+\|$decided$/m, 'and comes to its end');
	is(scalar_of('SELECT j.act, j.times, count(*) FROM helper.judged j GROUP BY 1, 2 ORDER BY 1, 2'), "arrive|0|$arrived\ndecide|1|$decided", 'with each judged once');
	back_again('stale');
}

$node->stop;
done_testing();
