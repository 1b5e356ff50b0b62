# Two offices with the same cases, each with a database and the acts of its own
# side, and logical replication both ways, as docs/operations.md says it is done:
# the SQL of its section "Two offices" is what is run here.
#
# What one side records reaches the other late, in any order, or after the other
# has acted on something else.  When both have heard everything and judged again,
# they agree on every act, every subject and every duty.

use strict;
use warnings;
use IPC::Run;
use PostgreSQL::Test::Utils;
use Test::More;
use CaseRules;

my $db   = 'casework';
my %node = map { $_ => case_rules_node($_, allows_streaming => 'logical', conf => "max_worker_processes = 24\nmax_logical_replication_workers = 12\n") } qw(gb ie);
my %office = (gb => 0, ie => 1);
my %other  = (gb => 'ie', ie => 'gb');

sub quiet { return "SET case_rules.warnings = off;\n" . shift }

sub ask
{
	my ($who, $sql) = @_;
	return $node{$who}->safe_psql($db, quiet($sql));
}

# ---- what the page says -----------------------------------------------------------

my ($section) = slurp_file('docs/operations.md') =~ /^### Two offices\n(.*?)^##/ms;
my ($numbers, $publish, $rules, $subscribe, $judge, $stopped, $renumber) = $section =~ /^```sql(?: norun)?\n(.*?)^```$/msg;
like($numbers,   qr/^UPDATE casework\.layout SET offices = 2, office = 0;/, 'the page says how numbers are shared out');
like($publish,   qr/CREATE PUBLICATION casework_acts /,  'how acts and facts are published');
like($rules,     qr/^CREATE PUBLICATION casework_rules/, 'how rules are');
like($subscribe, qr/CREATE SUBSCRIPTION from_office_1 .*CREATE SUBSCRIPTION from_office_0 /s, 'how the two subscribe');
like($judge,     qr/^CALL case_rules\.rejudge\('casework'\);/m, 'and how what arrived is judged');

# ---- office 0 has cases, and office 1 begins with a copy of them --------------------

$node{gb}->safe_psql('postgres', "CREATE DATABASE $db");
$node{gb}->safe_psql($db, 'CREATE EXTENSION case_rules CASCADE');
$node{gb}->command_ok([ 'psql', '-X', '-q', '-d', $node{gb}->connstr($db), '-v', 'cases=40', '-f', 'test/tap/lib/casework_fixture.sql' ],
	'cases at office 0');
# the generator writes acts without their duties
$node{gb}->safe_psql($db, q{SELECT sum(r.judged) FROM casework.case_head h CROSS JOIN LATERAL case_rules.rejudge_case('casework', h.case_id::text) r});
$node{gb}->safe_psql($db, $numbers);
$node{gb}->safe_psql($db, $publish);
$node{gb}->safe_psql($db, $rules);

$node{gb}->safe_psql($db, <<'SQL');
/* an act, with all that can be said of it */
CREATE FUNCTION helper.write(n integer, act text, office integer, day date, details jsonb DEFAULT '{}', amends jsonb DEFAULT NULL, irregular jsonb DEFAULT NULL)
RETURNS text LANGUAGE sql
BEGIN ATOMIC
	INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor, details, amends, irregular)
	VALUES (casework.bench_id('case', n), 'placement_abroad', casework.bench_id('placement', n), act, day, casework.bench_id('authority', office), 'worker-1',
	        details, CASE WHEN amends IS NOT NULL THEN '{"reason": "told on the telephone", "second_person": "supervisor-1"}' || amends END, irregular)
	RETURNING concat_ws(' ', seq, act, coalesce(from_state, '-'), to_state, outcome);
END;
/* act, verdict and duties as they stand; of what was annulled or corrected, that it was */
CREATE VIEW helper.standing AS
	SELECT a.case_id, 'act' AS what, concat_ws(' ', a.seq, a.act, a.acted_on, a.side, CASE WHEN a.superseded_at IS NULL
	       THEN concat_ws(' ', coalesce(a.from_state, '-'), coalesce(a.to_state, '-'), a.finding_count, a.outcome) ELSE 'superseded' END) AS how
	  FROM casework.act a
	UNION ALL
	SELECT v.case_id, 'verdict', concat_ws(' ', v.seq, v.act, v.outcome, v.to_state, j.findings, j.satisfied, j.not_applicable)
	  FROM casework.act_version v JOIN casework.journal j USING (case_id, seq, judgement)
	 WHERE v.superseded_at IS NULL
	UNION ALL
	SELECT d.case_id, 'duty', concat_ws(' ', d.seq, d.duty, d.version, d.side, d.cadence, d.details,
	       CASE WHEN d.duty <> 'cure' THEN concat_ws(' ', d.started_on, d.due_on) END)
	  FROM casework.duty d WHERE d.superseded_at IS NULL
	UNION ALL
	SELECT s.case_id, 'status', s::text FROM casework.placement_status s
	UNION ALL
	SELECT i.case_id, 'irregular', concat_ws(' ', i.seq, i.act, i.outcome, i.to_state, i.rules) FROM casework.irregular_act i
	UNION ALL
	SELECT r.case_id, 'regime', concat_ws(' ', r.by_seq, r.from_on, r.regime, r.counts) FROM casework.placement_regime r WHERE r.superseded_at IS NULL
	UNION ALL
	SELECT r.case_id, 'running rule', concat_ws(' ', r.subject_id, r.rule, r.version, r.policy, r.earlier_version, r.begun_on) FROM casework.running_rule r;
/* what must not be: a row that says another thing than its latest judgement */
CREATE VIEW helper.odd AS
	SELECT a.case_id, a.seq, a.act, a.outcome, a.from_state, a.to_state, a.finding_count, j.outcome AS judged, j.from_state AS judged_from, j.to_state AS judged_to
	  FROM casework.act a
	  LEFT JOIN LATERAL (SELECT * FROM casework.journal j WHERE (j.case_id, j.seq) = (a.case_id, a.seq) ORDER BY j.judgement DESC LIMIT 1) j ON true
	 WHERE a.superseded_at IS NULL
	   AND (a.outcome, a.from_state, a.to_state, a.finding_count) IS DISTINCT FROM (j.outcome, j.from_state, j.to_state, j.finding_count);
SQL

my $dump = $node{gb}->backup_dir . '/office_0.dump';
mkdir $node{gb}->backup_dir;
$node{gb}->command_ok([ 'pg_dump', '-Fc', '--no-publications', '--no-subscriptions', '-f', $dump, '-d', $node{gb}->connstr($db) ], 'office 0 is dumped');
$node{ie}->safe_psql('postgres', "CREATE DATABASE $db TEMPLATE template0");
$node{ie}->command_ok([ 'pg_restore', '--exit-on-error', '-d', $node{ie}->connstr($db), $dump ], 'and restored as office 1');
$node{ie}->safe_psql($db, 'UPDATE casework.layout SET office = 1');
$node{ie}->safe_psql($db, $publish);

my @subscribe = $subscribe =~ /^(CREATE SUBSCRIPTION .*?;)/msg;
for my $who (qw(gb ie))
{
	my ($sql)      = grep { /from_office_$office{$other{$who}} / } @subscribe;
	my $connection = $node{ $other{$who} }->connstr($db) =~ s{'}{''}gr;
	$sql =~ s/CONNECTION '[^']*'/CONNECTION '$connection'/ or die 'the page has another way to connect';
	$node{$who}->safe_psql($db, $sql);
}
is($node{$_}->safe_psql($db, 'SELECT offices, office FROM casework.layout'), "2|$office{$_}", "$_ is office $office{$_}") for qw(gb ie);

# Each has what the other one has sent so far, and has noted how far that was.
sub exchange
{
	$node{$_}->wait_for_catchup("from_office_$office{$_}") for qw(gb ie);
	return;
}

# Neither hears of the other.
sub apart
{
	my $on = shift // 'DISABLE';
	for my $who (qw(gb ie))
	{
		my $name = "from_office_$office{$other{$who}}";
		$node{$who}->safe_psql($db, "ALTER SUBSCRIPTION $name $on");
		$node{ $other{$who} }->poll_query_until($db, "SELECT count(*) = " . ($on eq 'DISABLE' ? 0 : 1) . " FROM pg_stat_replication WHERE application_name = '$name'")
		  or die "$name: not $on";
	}
	return;
}

sub together
{
	apart('ENABLE');
	return exchange();
}

sub judge_again
{
	my $who = shift;
	$node{$who}->psql($db, quiet($judge), on_error_die => 1);  # it says how far it is, on stderr
	return;
}

sub agree
{
	my ($name, $n) = @_;
	judge_again($_) for qw(gb ie);
	my $asked = "SELECT * FROM helper.standing" . ($n ? " WHERE case_id = casework.bench_id('case', $n)" : '') . ' ORDER BY 1, 2, 3';
	my ($gb, $ie) = map { ask($_, $asked) } qw(gb ie);
	if ($gb eq $ie) { pass("$name: the two agree") }
	else
	{
		my %ie = map { $_ => 1 } split /\n/, $ie;
		my %gb = map { $_ => 1 } split /\n/, $gb;
		fail("$name: the two agree");
		diag(join "\n", 'office 0 alone:', (map { substr($_, 0, 300) } grep { !$ie{$_} } sort keys %gb), 'office 1 alone:', (map { substr($_, 0, 300) } grep { !$gb{$_} } sort keys %ie));
	}
	is(ask($_, 'TABLE helper.odd'), '', "$name: $_: every row says what its judgement says") for qw(gb ie);
	is(ask($_, 'SELECT * FROM casework.judged_elsewhere'), '', "$name: $_: nothing is judged elsewhere only") for qw(gb ie);
	return;
}

# act, outcome and state as an office has them
sub acts
{
	my ($who, $n) = @_;
	return ask($who, "SELECT string_agg(concat_ws(' ', seq, act, outcome, to_state, CASE WHEN superseded_at IS NOT NULL THEN 'superseded' END), ', ' ORDER BY acted_on, seq)
		FROM casework.act WHERE recorded_by <> 'bench' AND case_id = casework.bench_id('case', $n)");
}

my $decide = q{'2026-03-10', '{"reasons": "in writing", "views_weight": "great"}'};
my $who_irregular = q{'{"reason": "the family has moved", "person": "worker-1", "second_person": "supervisor-1"}'};

# ---- one after the other ---------------------------------------------------------------

is(ask('gb', "SELECT helper.write(1, 'decide', 1, $decide)"), '8 decide consented decided permitted', 'office 0 gives even numbers');
exchange();
is(acts('ie', 1), '8 decide permitted decided', 'the act arrives with the verdict that it had there');
is(ask('ie', q{SELECT count(*) FROM casework.journal WHERE seq = 8}), '0', 'and is not judged again');
is(ask('ie', q{SELECT count(*) FROM casework.duty WHERE seq = 8}), '0', 'it starts no duty');
is(ask('ie', q{SELECT seq, guarded_table FROM casework.judged_elsewhere}), '8|casework.act', 'it is listed as judged elsewhere');
is(ask('ie', q{SELECT * FROM case_rules.guard_holes('casework')}), '', 'and is no hole');
is(ask('ie', "SELECT helper.write(1, 'report_danger', 4, '2026-03-12')"), '9 report_danger decided decided permitted',
	'office 1 gives odd numbers, above all that it has seen, and goes on from the state that arrived');
exchange();
is(ask('gb', "SELECT helper.write(1, 'depart', 1, '2026-03-11', '{}', NULL, $who_irregular)"), '10 depart decided departed irregular',
	'so does office 0; and what is irregular there');
exchange();
agree('one after the other', 1);
is(ask('ie', q{SELECT act, outcome FROM casework.irregular_act WHERE case_id = casework.bench_id('case', 1)}), 'depart|irregular', 'is irregular here');
is(ask('ie', q{SELECT judgement, cause FROM casework.journal WHERE seq = 8}), '1|received', 'what was received has a first judgement here');

# ---- a withdrawal that arrives after the decision -----------------------------------------

apart();
is(ask('gb', "SELECT helper.write(2, 'decide', 1, $decide)"), '8 decide consented decided permitted', 'a decision');
is(ask('ie', q{SELECT helper.write(2, 'withdraw_consent', 4, '2026-03-04', '{"reasons": "example"}')}), '7 withdraw_consent consented consent_withdrawn permitted',
	'a withdrawal of an earlier day, of which office 0 knows nothing');
is(ask('gb', q{SELECT helper.write(2, 'inform_authority', 1, '2026-03-04')} =~ s/inform_authority/doubt_consent/r) =~ s/ \w+$//r,
	'10 doubt_consent consented consent_doubtful', 'office 0 writes on the same day; its number is larger');
together();
agree('a withdrawal that came late', 2);
like(acts($_, 2), qr/^7 withdraw_consent permitted consent_withdrawn, .*8 decide barred consent_withdrawn$/, "$_: the decision counts for nothing") for qw(gb ie);
is(ask('gb', q{SELECT judgement > 1, cause FROM casework.irregular_act WHERE act = 'decide' AND case_id = casework.bench_id('case', 2)}), 't|received',
	'office 0 found that out with a further judgement');
is(sqlstate($node{gb}, $db, $node{gb}->safe_psql($db, 'SELECT current_user'), "SELECT helper.write(2, 'decide', 1, $decide)"), 'RU002',
	'what office 0 does next is judged on all of it');

# ---- annulled, corrected, cured over there ---------------------------------------------------

apart();
ask('gb', "SELECT helper.write($_, 'decide', 1, $decide)") for 3 .. 6;
like(ask('ie', q{SELECT helper.write(3, 'annul', 4, '2026-03-05', '{}', '{"seq": 6}')}), qr/^7 annul /, 'office 1 annuls its consent');
is(ask('ie', q{SELECT helper.write(4, 'consent', 4, '2026-03-20', '{"given_by": "competent_authority", "interests_considered": true, "document": "EX-2"}', '{"seq": 6}')}) =~ s/^(\d+ \w+).*/$1/r,
	'7 consent', 'and records another with a later day');
ask('ie', q{INSERT INTO casework.views (case_id, child_id, heard_on, outcome) VALUES (casework.bench_id('case', 7), casework.bench_id('child', 7), '2026-03-01', 'heard')});
together();
is(ask('gb', q{SELECT office, count(*) FROM casework.views WHERE office = 1 GROUP BY 1}), '1|1', 'a fact of office 1 arrives');
agree('annulled and corrected', $_) for 3, 4;
for my $who (qw(gb ie))
{
	is(acts($who, 3) =~ s/^7 annul \w+ \w+, //r, '8 decide barred under_examination', "$who: without a consent the decision counts for nothing");
	like(acts($who, 4), qr/8 decide barred under_examination, 7 consent permitted consented$/, "$who: nor before there was one");
	is(ask($who, q{SELECT count(*) FROM casework.act WHERE act = 'consent' AND superseded_at IS NOT NULL AND case_id IN (casework.bench_id('case', 3), casework.bench_id('case', 4))}),
		'2', "$who: what was annulled and corrected is superseded");
}
is(ask('gb', "SELECT helper.write(4, 'decide', 1, '2026-03-21', '{\"reasons\": \"in writing\", \"views_weight\": \"great\"}')"), '10 decide consented decided permitted',
	'office 0 decides again, on the corrected consent');
is(ask('gb', "SELECT helper.write(7, 'decide', 1, $decide)"), '8 decide consented decided permitted', 'and on the fact that arrived');
exchange();
agree('and so it goes on', $_) for 4, 7;

# two acts in one statement, of which the second is stamped when it is judged
is(ask('gb', q{INSERT INTO casework.act (case_id, procedure, subject_id, act, acted_on, authority_id, actor)
		SELECT casework.bench_id('case', 8), 'placement_abroad', casework.bench_id('placement', 8), v.act, v.day, casework.bench_id('authority', 1), 'worker-1'
		  FROM (VALUES (1, 'doubt_consent', date '2026-03-02'), (2, 'report_missing', '2026-03-03')) v(i, act, day) ORDER BY v.i RETURNING seq}), "8\n10",
	'two acts in one statement');
exchange();
agree('two acts in one statement', 8);

# an irregular departure of one side, cured by the other, while the first annuls what it recorded too much
ask('gb', "SELECT helper.write($_, 'depart', 1, '2026-03-12', '{}', NULL, $who_irregular)") for 13, 33;
exchange();
agree('an irregular departure', 13);
is(ask($_, q{SELECT state FROM casework.placement_status WHERE case_id = casework.bench_id('case', 13)}), 'departed', "$_: the state follows the child") for qw(gb ie);
my $cure = q{'2026-03-20', '{"ground": "measure_taken", "measure_by": "court", "jurisdiction_article": "5", "since": "2026-03-15", "document": "EX-3", "child_seen_on": "2026-03-16", "other_side_informed": true}', '{"seq": %d}'};
my $number = ask('gb', q{SELECT max(seq) FROM casework.act WHERE case_id = casework.bench_id('case', 13)});
apart();
like(ask('ie', "SELECT helper.write($_, 'cure', 4, " . sprintf($cure, $number) . ')'), qr/^7 cure departed departed permitted$/, "office 1 cures it (case $_)") for 13, 33;
like(ask('gb', qq{SELECT helper.write(33, 'annul', 1, '2026-03-20', '{"cause": "never_happened", "document": "EX-4"}', '{"seq": $number}')}), qr/^8 annul /, 'which office 0 annuls meanwhile in one of them');
together();
agree('a cure from the other side', 13);
agree('a cure of what was annulled meanwhile', 33);
for my $who (qw(gb ie))
{
	like(acts($who, 13), qr/depart cured departed/, "$who: cured");
	is(ask($who, q{SELECT count(*) FROM casework.irregular_act WHERE case_id = casework.bench_id('case', 13)}), '0', "$who: and not irregular any more");
	like(acts($who, 33), qr/depart \w+ \w+ superseded/, "$who: annulled");
}

# ---- both write at the same time ---------------------------------------------------------------

my %writing;
for my $who (qw(gb ie))
{
	my ($act, $authority) = $who eq 'gb' ? ('report_missing', 1) : ('report_danger', 4);
	my $script = "$PostgreSQL::Test::Utils::tmp_check/$who.sql";
	append_to_file($script, quiet(join '', map { my $day = 1 + $_ % 28; "SELECT helper.write(" . (21 + $_ % 5) . ", '$act', $authority, '2026-03-$day');\n" } 0 .. 59));
	$writing{$who} = IPC::Run::start([ 'psql', '-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-d', $node{$who}->connstr($db), '-f', $script ],
		'<', \undef, '>', "$script.out", '2>', "$script.err");
}
ok($writing{$_}->finish, "$_ writes sixty acts") or diag(slurp_file("$PostgreSQL::Test::Utils::tmp_check/$_.sql.err")) for qw(gb ie);
exchange();
is(ask($_, q{SELECT count(*), count(DISTINCT (case_id, seq)), bool_and((act = 'report_missing') = (seq % 2 = 0)) FROM casework.act
	WHERE case_id BETWEEN casework.bench_id('case', 21) AND casework.bench_id('case', 25) AND act IN ('report_missing', 'report_danger')}), '120|120|t',
	"$_ has the acts of both, and no number twice") for qw(gb ie);
agree('both at the same time');

# ---- anything, in any order ----------------------------------------------------------------------

# Random acts of either side, of any day, annulments, corrections and cures
# among them, and facts, corrected and struck out; what is refused is refused.
# Now and then the two hear of each other, and now and then only one of them
# judges what it has heard.
$node{$_}->safe_psql($db, <<'SQL') for qw(gb ie);
CREATE PROCEDURE helper.anything(acts integer, seed double precision) LANGUAGE plpgsql AS $$
DECLARE
	l casework.layout := (SELECT l FROM casework.layout l);
	mine text[] := CASE l.office
		WHEN 0 THEN '{contemplate,determine_regime,transmit_report,supply_information,decide,depart,depart_irregular,doubt_consent,withdraw_request,report_missing,end_placement,annul,correct,cure,fact,fact}'
		ELSE '{acknowledge,assign,request_information,consent,consent,withdraw_consent,refuse,regularise_consent,extend_consent,arrive,report_danger,report_found,annul,correct,cure,fact,fact}' END::text[];
	n integer;
	what text;
	target record;
	day date;
	details jsonb;
BEGIN
	PERFORM setseed(seed);
	FOR i IN 1 .. acts LOOP
		n := 26 + floor(random() * 6);
		what := mine[1 + floor(random() * cardinality(mine))];
		day := date '2026-01-01' + floor(random() * 90)::integer + CASE WHEN what = 'cure' THEN 80 ELSE 0 END;
		IF what = 'fact' THEN
			CASE floor(random() * 4) * 2 + l.office
				WHEN 0, 2 THEN
					INSERT INTO casework.views (case_id, child_id, heard_on, outcome)
					VALUES (casework.bench_id('case', n), casework.bench_id('child', n), day, CASE WHEN random() < 0.5 THEN 'heard' ELSE 'declined' END);
				WHEN 4 THEN
					UPDATE casework.views v SET heard_on = day WHERE v.case_id = casework.bench_id('case', n) AND v.office = l.office AND v.superseded_at IS NULL;
				WHEN 6 THEN
					DELETE FROM casework.views v WHERE v.case_id = casework.bench_id('case', n) AND v.office = l.office AND v.superseded_at IS NULL AND random() < 0.7;
				WHEN 1, 3 THEN
					INSERT INTO casework.child_situation (case_id, child_id, kind, holds, from_on)
					VALUES (casework.bench_id('case', n), casework.bench_id('child', n), CASE WHEN random() < 0.5 THEN 'separated' ELSE 'unaccompanied' END, random() < 0.5, day);
				WHEN 5 THEN
					UPDATE casework.child_situation s SET from_on = day WHERE s.case_id = casework.bench_id('case', n) AND s.office = l.office AND s.superseded_at IS NULL;
				WHEN 7 THEN
					DELETE FROM casework.child_situation s WHERE s.case_id = casework.bench_id('case', n) AND s.office = l.office AND s.superseded_at IS NULL;
			END CASE;
			CONTINUE;
		END IF;
		SELECT a.seq, a.act, a.details INTO target
		  FROM casework.act a
		 WHERE a.case_id = casework.bench_id('case', n)
		   AND (what = 'cure' AND a.outcome IN ('irregular', 'protective') OR a.side = CASE l.office WHEN 0 THEN 'requesting' ELSE 'requested' END AND a.act <> 'annul')
		 ORDER BY random() LIMIT 1;
		details := CASE what
			WHEN 'decide' THEN '{"reasons": "in writing", "views_weight": "great"}'
			WHEN 'determine_regime' THEN '{"regime": "hc1996"}'
			WHEN 'consent' THEN '{"given_by": "competent_authority", "interests_considered": true, "document": "EX-9"}'
			WHEN 'arrive' THEN '{"identity_checked": true}'
			WHEN 'cure' THEN '{"ground": "measure_taken", "measure_by": "court", "jurisdiction_article": "5", "since": "2026-03-15", "document": "EX-3", "child_seen_on": "2026-03-16", "other_side_informed": true}'
			WHEN 'annul' THEN '{"cause": "never_happened", "document": "EX-4"}'
			WHEN 'correct' THEN target.details
			ELSE '{}' END;
		BEGIN
			PERFORM helper.write(n, CASE what WHEN 'correct' THEN target.act WHEN 'depart_irregular' THEN 'depart' ELSE what END,
				CASE WHEN l.office = 0 THEN 1 ELSE 4 END, day, coalesce(details, '{}'),
				CASE WHEN what IN ('annul', 'correct', 'cure') THEN jsonb_build_object('seq', target.seq) END,
				CASE WHEN what = 'depart_irregular' THEN '{"reason": "the family has moved", "person": "worker-1", "second_person": "supervisor-1"}'::jsonb END);
		EXCEPTION WHEN OTHERS THEN
			IF SQLSTATE NOT LIKE 'RU%' AND SQLSTATE <> '22023' THEN
				RAISE;
			END IF;
		END;
	END LOOP;
END $$;
SQL
my $mark = ask('gb', 'SELECT sum(act_seq) FROM casework.case_head');
for my $round (1 .. 8)
{
	apart() if $round % 4 == 1;
	ask('gb', "CALL helper.anything(32, 0.0$round)");
	ask('ie', "CALL helper.anything(32, 0.5$round)");
	if ($round % 4 == 0)
	{
		together();
		judge_again($round == 4 ? 'ie' : 'gb');
	}
}
exchange();
agree('anything');
cmp_ok(ask('gb', q{SELECT count(*) FROM casework.act WHERE recorded_by <> 'bench' AND case_id BETWEEN casework.bench_id('case', 26) AND casework.bench_id('case', 31)}), '>', 100,
	'that was more than a hundred acts');
for my $what (q{outcome = 'barred'}, q{outcome = 'irregular'}, 'superseded_at IS NOT NULL', q{act = 'cure'})
{
	cmp_ok(ask('gb', "SELECT count(*) FROM casework.act WHERE $what AND case_id BETWEEN casework.bench_id('case', 26) AND casework.bench_id('case', 31)"), '>', 0, "with $what");
}
cmp_ok(ask($_, q{SELECT count(*) FROM casework.views WHERE office = 0 AND superseded_at IS NOT NULL}), '>', 0, "$_: and facts that are not so any more") for qw(gb ie);
my @before = map { ask($_, 'SELECT count(*) FROM casework.journal') } qw(gb ie);
ask($_, q{SELECT sum(r.judged) FROM casework.case_head h CROSS JOIN LATERAL case_rules.rejudge_case('casework', h.case_id::text) r}) for qw(gb ie);
is_deeply([ map { ask($_, 'SELECT count(*) FROM casework.journal') } qw(gb ie) ], \@before, 'judged once more from the beginning, nothing is otherwise');
is(ask($_, q{SELECT * FROM case_rules.guard_holes('casework')}), '', "$_: nothing is open") for qw(gb ie);

# ---- facts, overrides and rules ---------------------------------------------------------------------

ask('gb', <<'SQL');
INSERT INTO casework.rule (procedure, rule, version, acts, condition, severity, on_unknown, floor, basis, mode, layer, citation, message, hint, in_force)
VALUES ('placement_abroad', 'office_document', 1, '{decide}', 'act.document IS NOT NULL', 'override', 'override', 'warn', 'policy', 'enforced', 'agency',
        'Example Office, manual', 'The decision document is not on file.', 'File it.', '[2026-03-15,)');
INSERT INTO casework.override (case_id, procedure, subject_id, act, rule, reason, power, author, second_person, granted_on, expires_on)
VALUES (casework.bench_id('case', 9), 'placement_abroad', casework.bench_id('placement', 9), 'decide', 'office_document',
        'on its way', 'example power', 'Example Director', 'Example Deputy', '2026-03-15', '2026-03-31');
SELECT helper.write(9, 'decide', 1, '2026-03-16', '{"reasons": "in writing", "views_weight": "great"}');
SQL
exchange();
agree('a rule and an override of the other office', 9);
is(acts($_, 9), '8 decide permitted decided', "$_: the override counts") for qw(gb ie);
my $changed = ask('ie', q{SELECT views_id FROM casework.views WHERE office = 1});
ask('ie', "UPDATE casework.views SET heard_on = '2026-03-11' WHERE views_id = '$changed'");
ask('gb', q{DELETE FROM casework.information_given WHERE case_id = casework.bench_id('case', 10)});
exchange();
for my $table (qw(views information_given child case_file override authority rule))
{
	my $rows = "SELECT md5(string_agg(t::text, ' ' ORDER BY t::text)) FROM casework.$table t";
	is(ask('ie', $rows), ask('gb', $rows), "both have the same rows of $table, with what they said before");
}

# ---- a treaty that changed ----------------------------------------------------------------------------

ask('gb', q{SELECT helper.write(14, 'decide', 1, '2026-03-10', '{"reasons": "in writing", "views_weight": "great"}')});
ask('gb', q{SELECT helper.write(14, 'determine_regime', 1, '2026-03-09', '{"regime": "hc1996"}')});
exchange();
agree('before the treaty changed', 14);
ask('gb', q{INSERT INTO casework.party (instrument, state, kind, in_force_from, in_force_to, source) VALUES ('hc1996', 'IE', 'ratification', '2011-01-01', '2026-02-28', 'Example Gazette');
	INSERT INTO casework.instrument_check VALUES ('hc1996', '2026-04-01', 'Example Gazette')});
is(ask('gb', q{SELECT DISTINCT cause FROM casework.rejudge_request}), 'treaty row of hc1996', 'office 0 enters a treaty row, and asks for what rests on it');
exchange();
is(ask('ie', 'SELECT count(*) FROM casework.party'), '1', 'it arrives');
ask('ie', q{SELECT case_rules.request_rejudging('casework', '2011-01-01', cause => 'treaty row of the other office')});
# both find again before they hear what the other found
judge_again($_) for qw(ie gb);
exchange();
agree('a treaty that changed');
is(ask($_, q{SELECT string_agg(regime, ' ' ORDER BY from_on, by_seq) FROM casework.placement_regime WHERE superseded_at IS NULL AND case_id = casework.bench_id('case', 14)}), 'hc1996 none',
	"$_: the act of the time after found another regime") for qw(gb ie);

# ---- conflict ---------------------------------------------------------------------------------------

my $authority = q{INSERT INTO casework.authority (authority_id, state, name, role, public_law, time_zone)
	VALUES (casework.bench_id('authority', 9), 'IE', '%s', 'court', true, 'Europe/Dublin')};
apart();
ask('gb', sprintf $authority, 'Example Court');
ask('ie', sprintf $authority, 'Example Family Court');
ask('gb', "SELECT helper.write(11, 'decide', 1, '2026-03-10', '{\"reasons\": \"in writing\", \"views_weight\": \"great\"}')");
$node{$_}->safe_psql($db, "ALTER SUBSCRIPTION from_office_$office{$other{$_}} ENABLE") for qw(gb ie);
$node{$_}->poll_query_until($db, 'SELECT NOT subenabled FROM pg_subscription') or die 'the conflict does not show' for qw(gb ie);
pass('the same row written by both stops both subscriptions');
is(acts('ie', 11), '', 'and what comes after it waits');
$node{ie}->safe_psql($db, q{DELETE FROM casework.authority WHERE authority_id = casework.bench_id('authority', 9)});
$node{ie}->safe_psql($db, 'ALTER SUBSCRIPTION from_office_0 ENABLE');
$node{gb}->wait_for_catchup('from_office_0');
is(acts('ie', 11), '8 decide permitted decided', 'without it here, all of it arrives');
is(ask('ie', q{SELECT name, office FROM casework.authority WHERE authority_id = casework.bench_id('authority', 9)}), 'Example Court|0', 'with the row of the other');
# what office 1 sent of it is in the way at office 0, until it is passed over
my ($lsn) = slurp_file($node{gb}->logfile) =~ /for replication target relation "casework\.authority" in transaction \d+, finished at ([0-9A-F\/]+)/;
$node{gb}->safe_psql($db, "ALTER SUBSCRIPTION from_office_1 SKIP (lsn = '$lsn')");
$node{gb}->safe_psql($db, 'ALTER SUBSCRIPTION from_office_1 ENABLE');
exchange();
agree('after the conflict', 11);

# ---- both were told to be the same office ---------------------------------------------------------------

my $since = ask('ie', 'SELECT clock_timestamp()');
ask('ie', 'UPDATE casework.layout SET office = 0');
is(ask('ie', q{SELECT helper.write(12, 'report_danger', 4, '2026-03-12')}), '8 report_danger consented consented permitted', 'office 1 takes numbers of office 0');
is(ask('gb', "SELECT helper.write(12, 'decide', 1, $decide)"), '8 decide consented decided permitted', 'which office 0 takes too');
is(ask('gb', q{SELECT helper.write(12, 'report_missing', 1, '2026-03-13')}) =~ s/ .*//r, '10', 'and goes on');
$node{ie}->poll_query_until($db, 'SELECT NOT subenabled FROM pg_subscription') or die 'the conflict does not show';
like(slurp_file($node{ie}->logfile), qr/duplicate key value violates unique constraint "act_pkey"|already exists in unique index "act_pkey"/, 'the two collide');
is(ask('ie', q{SELECT act FROM casework.act WHERE seq >= 8 AND case_id = casework.bench_id('case', 12)}), 'report_danger', 'neither is written over');
ask('ie', 'UPDATE casework.layout SET office = 1');
is(ask('ie', $stopped), 'from_office_0|f', 'as the page says, the subscription is disabled');
ask('ie', $renumber =~ s/'2026-11-01 09:00\+00'/'$since'/r);
is(ask('ie', q{SELECT (SELECT count(*) FROM casework.act a WHERE a.case_id = c.id AND a.seq >= 8), (SELECT count(*) FROM casework.journal j WHERE j.case_id = c.id AND j.seq >= 8)
	FROM (SELECT casework.bench_id('case', 12) AS id) c}), '0|0', 'what office 1 wrote under that number is taken out');
$node{ie}->safe_psql($db, 'ALTER SUBSCRIPTION from_office_0 ENABLE');
exchange();
is(ask('ie', q{SELECT helper.write(12, 'report_danger', 4, '2026-03-12')}) =~ s/^(\d+ \w+).*/$1/r, '11 report_danger', 'and recorded anew, under a number of its own');
exchange();
agree('after the collision', 12);
is(ask($_, q{SELECT * FROM case_rules.guard_holes('casework')}), '', "$_: nothing is open") for qw(gb ie);

# ---- each has duties of its own, and one of them decides which days are worked ---------------------------------

ask('gb', q{INSERT INTO casework.calendar (calendar, state, weekend, weekend_source, holidays_known)
	SELECT s, s, 'sat sun', 'example', '{[2026-01-01,2027-01-01)}' FROM unnest('{GB,IE}'::text[]) s});
ask('gb', q{INSERT INTO casework.duty_rule (procedure, duty, started_by, side, clock, fulfilled_by, citation, meaning, if_missed)
	VALUES ('placement_abroad', 'example_alert', '{report_danger}', 'actor', '3 working days', '{notice}', 'none', 'example', 'none')});
exchange();
ask('gb', q{SELECT helper.write(13, 'report_danger', 1, '2026-03-12')});
ask('ie', q{SELECT helper.write(14, 'report_danger', 4, '2026-03-12')});
exchange();
agree('a duty of the rulebook', $_) for 13, 14;
my $due = q{SELECT s.due_on, (SELECT count(*) FROM casework.duty_move m WHERE m.case_id = s.case_id AND m.duty = s.duty) FROM casework.duty_status s
	WHERE s.duty = 'example_alert' AND s.case_id IN (casework.bench_id('case', 13), casework.bench_id('case', 14)) ORDER BY s.case_id};
is(ask($_, $due), "2026-03-17|0\n2026-03-17|0", "$_: three working days") for qw(gb ie);
ask('gb', q{INSERT INTO casework.holiday (calendar, day, name, source) SELECT s, '2026-03-17', 'Example Day', 'example' FROM unnest('{GB,IE}'::text[]) s});
exchange();
is(ask($_, $due), "2026-03-18|1\n2026-03-18|1", "$_: a holiday moves the duties that are there, with one row for each") for qw(gb ie);

# ---- a copy of one of the two ------------------------------------------------------------------------------

sub copied
{
	my ($at, $database, $subscription, $from) = @_;
	$node{$from}->wait_for_catchup($subscription);
	$node{$at}->poll_query_until($database, q{SELECT NOT EXISTS (SELECT FROM pg_subscription_rel WHERE srsubstate NOT IN ('r', 's'))}) or die 'the tables do not come';
	$node{$from}->wait_for_catchup($subscription);
	return;
}

my $schema = $node{gb}->backup_dir . '/schema.dump';
$node{gb}->safe_psql($db, 'CREATE PUBLICATION everything FOR TABLES IN SCHEMA casework');
$node{gb}->command_ok([ 'pg_dump', '-Fc', '--schema-only', '--no-publications', '--no-subscriptions', '-f', $schema, '-d', $node{gb}->connstr($db) ], 'the schema of office 0 is dumped');
$node{ie}->safe_psql('postgres', 'CREATE DATABASE everything TEMPLATE template0');
$node{ie}->command_ok([ 'pg_restore', '--exit-on-error', '-d', $node{ie}->connstr('everything'), $schema ], 'and restored');
my $from_gb = $node{gb}->connstr($db) =~ s{'}{''}gr;
$node{ie}->safe_psql('everything', "CREATE SUBSCRIPTION everything CONNECTION '$from_gb' PUBLICATION everything");
copied('ie', 'everything', 'everything', 'gb');
my $rows = q{SELECT count(*), md5(string_agg(t::text, ' ' ORDER BY t::text)) FROM casework.};
is($node{ie}->safe_psql('everything', "$rows$_ t"), $node{gb}->safe_psql($db, "$rows$_ t"), "a copy of office 0 has its rows of $_") for qw(act journal duty views running_rule placement_regime);
is($node{ie}->safe_psql('everything', 'SELECT * FROM casework.judged_elsewhere'), '', 'and its verdicts');
ask('ie', q{SELECT helper.write(12, 'report_found', 4, '2026-03-14')});
exchange();
judge_again('gb');
copied('ie', 'everything', 'everything', 'gb');
is($node{ie}->safe_psql('everything', "$rows$_ t"), $node{gb}->safe_psql($db, "$rows$_ t"), "what office 0 receives goes on to its copy: $_") for qw(act journal duty);
my $of_case = q{SELECT string_agg(concat_ws(' ', seq, act, outcome, to_state, superseded_at), ', ' ORDER BY seq) FROM casework.act WHERE case_id = casework.bench_id('case', 12)};
is($node{ie}->safe_psql('everything', $of_case), ask('gb', $of_case), 'a case as office 0 has it');
# the copy takes the place of office 0
$node{ie}->safe_psql('everything', 'DROP SUBSCRIPTION everything');
my $before = $node{ie}->safe_psql('everything', 'SELECT md5(string_agg(v::text, \' \' ORDER BY case_id, seq)) FROM casework.act v');
like($node{ie}->safe_psql('everything', quiet(q{CALL case_rules.rejudge('casework')})), qr/^\d+\|0$/, 'taking its place, it finds nothing otherwise');
is($node{ie}->safe_psql('everything', 'SELECT md5(string_agg(v::text, \' \' ORDER BY case_id, seq)) FROM casework.act v'), $before, 'and leaves the acts as they are');
my $next = q{BEGIN; SELECT helper.write(%d, 'report_missing', 1, '2026-03-20'); ROLLBACK};
is($node{ie}->safe_psql('everything', quiet(sprintf $next, $_)), ask('gb', sprintf $next, $_), "and goes on with the same number (case $_)") for 1, 12, 20, 26;

# ---- a second office that begins with nothing ---------------------------------------------------------------

for my $who (qw(gb ie))
{
	$node{$who}->safe_psql('postgres', 'CREATE DATABASE fresh TEMPLATE template0');
	$node{$who}->safe_psql('fresh', 'CREATE EXTENSION case_rules CASCADE');
	$node{$who}->command_ok([ 'psql', '-X', '-q', '-d', $node{$who}->connstr('fresh'), '-v', 'cases=0', '-f', 'test/tap/lib/casework_fixture.sql' ], "$who: an empty schema");
	$node{$who}->safe_psql('fresh', 'DELETE FROM casework.authority');
	$node{$who}->safe_psql('fresh', $numbers =~ s/office = 0;/office = $office{$who};/r);
	$node{$who}->safe_psql('fresh', $publish);
}
$node{gb}->safe_psql('fresh', $rules);
$node{gb}->safe_psql('fresh', <<'SQL');
INSERT INTO casework.authority (authority_id, state, name, role, public_law, time_zone)
SELECT casework.bench_id('authority', n), s, 'Example Authority ' || n, 'competent_authority', true, z
  FROM (VALUES (1, 'GB', 'Europe/London'), (4, 'IE', 'Europe/Dublin')) v(n, s, z);
INSERT INTO casework.case_file (case_id, opened_on) VALUES (casework.bench_id('case', 1), '2026-01-01');
INSERT INTO casework.child (case_id, child_id, birth_date) VALUES (casework.bench_id('case', 1), casework.bench_id('child', 1), '2016-05');
INSERT INTO casework.placement (case_id, placement_id, child_id, requesting_state, requested_state)
VALUES (casework.bench_id('case', 1), casework.bench_id('placement', 1), casework.bench_id('child', 1), 'GB', 'IE');
SET case_rules.warnings = off;
SELECT helper.do_act(1, 'contemplate', 1, '{"jurisdiction_article": "5"}', '2026-01-03');
SELECT helper.do_act(1, 'report_danger', 1, '{}', '2026-01-04');
SQL
for my $who (qw(gb ie))
{
	my ($sql)      = grep { /from_office_$office{$other{$who}} / } @subscribe;
	my $connection = $node{ $other{$who} }->connstr('fresh') =~ s{'}{''}gr;
	$sql =~ s/CONNECTION '[^']*'/CONNECTION '$connection'/;
	$sql =~ s/copy_data = false/copy_data = true/ or die 'the page copies otherwise';
	$sql =~ s/from_office/fresh_from_office/;
	$node{$who}->safe_psql('fresh', $sql);
}
copied('ie', 'fresh', 'fresh_from_office_0', 'gb');
copied('gb', 'fresh', 'fresh_from_office_1', 'ie');
is($node{ie}->safe_psql('fresh', q{SELECT e.seq, a.act FROM casework.judged_elsewhere e JOIN casework.act a USING (case_id, seq) ORDER BY 1}), "2|contemplate\n4|report_danger",
	'what office 0 had recorded is copied, and listed as judged elsewhere');
is($node{ie}->safe_psql('fresh', q{SELECT regime, counts, office FROM casework.placement_regime, casework.layout}), 'hc1996|t|1', 'with the regime that was found');
is($node{ie}->safe_psql('fresh', quiet(q{SELECT helper.do_act(1, 'report_missing', 4, '{}', '2026-01-05')})), '5 report_missing contemplated contemplated', 'office 1 goes on from there');
copied('gb', 'fresh', 'fresh_from_office_1', 'ie');
is($node{$_}->safe_psql('fresh', q{CALL case_rules.rejudge('casework'); SELECT seq, act, outcome, from_state, to_state FROM casework.act ORDER BY 1}) =~ s/^\d+\|\d+\n//r,
	"2|contemplate|permitted||contemplated\n4|report_danger|permitted|contemplated|contemplated\n5|report_missing|protective|contemplated|contemplated", "$_ has all of it")
  for qw(gb ie);
is($node{$_}->safe_psql('fresh', 'SELECT * FROM casework.judged_elsewhere'), '', "$_: and judged it") for qw(gb ie);

$node{$_}->stop for qw(gb ie);
done_testing();
