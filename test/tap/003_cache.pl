# What a session keeps of rules, settings, guards and functions is never older
# than what is committed: at every isolation level, after every kind of change,
# by this session or another.

use strict;
use warnings;
use File::Basename qw(dirname);
use IPC::Run;
use PostgreSQL::Test::Utils;
use Test::More;
use CaseRules;

my $node = case_rules_node('cache');
my $root = dirname(__FILE__) . '/../..';

# ---- sessions: psql, one statement after the other ----------------------------

sub session
{
	my %s = (in => '', out => '', err => '', n => 0);
	$s{harness} = IPC::Run::start(
		[ 'psql', '-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=0', '-v', 'VERBOSITY=sqlstate', '-d', $node->connstr('cache') ],
		'<', \$s{in}, '>', \$s{out}, '2>', \$s{err}, IPC::Run::timer($PostgreSQL::Test::Utils::timeout_default));
	return \%s;
}

# What a statement prints, errors by their SQLSTATE.
sub ask
{
	my ($s, $sql) = @_;
	my $mark = 'mark_' . ++$s->{n};

	$s->{out} = $s->{err} = '';
	$s->{in} .= "$sql\n\\echo $mark\n\\warn $mark\n";
	IPC::Run::pump $s->{harness} until $s->{out} =~ /^$mark$/m && $s->{err} =~ /^$mark$/m;
	my @states = $s->{err} =~ /ERROR:\s+([0-9A-Z]{5})/g;
	(my $out = $s->{out}) =~ s/^$mark\n//m;
	$out =~ s/\s+$//;
	return @states ? "@states" : $out;
}

# ---- a procedure with one rule -----------------------------------------------------

$node->safe_psql('postgres', 'CREATE DATABASE cache');
$node->safe_psql('cache', 'CREATE EXTENSION case_rules CASCADE');
my $trial = slurp_file("$root/test/lib/trial.psql");
$node->safe_psql('cache', "BEGIN;\n$trial\nCOMMIT;");
$node->safe_psql('cache', q{
	INSERT INTO public.value SELECT n, true, true FROM generate_series(1, 60) n;
	INSERT INTO public.act (case_id, subject_id, act) SELECT n, n, 'begin' FROM generate_series(1, 60) n;
	INSERT INTO book.rule (rule, condition) VALUES ('kept', 'fa');
});
my ($one, $two) = (session(), session());
my $case = 0;
# each act in a case of its own, so that no lock of a case is in the way
sub act
{
	my ($s, $id) = @_;
	$id //= ++$case;
	return ask($s, "INSERT INTO public.act (case_id, subject_id, act) VALUES ($id, $id, 'proceed') RETURNING to_state;");
}

is(act($one), 'begun', 'the gate is built');
is(act($two), 'begun', 'in both sessions');

# ---- READ COMMITTED --------------------------------------------------------------------

ask($two, "UPDATE book.rule SET condition = 'NOT fa';");
is(act($one), 'RU001', 'a rule changed by another session holds for the next act');
ask($one, 'BEGIN;');
ask($two, "UPDATE book.rule SET condition = 'fa';");
is(act($one), 'begun', 'also within a transaction that has begun');
ask($two, "BEGIN; UPDATE book.rule SET condition = 'NOT fa';");
is(act($one), 'begun', 'what is not committed does not');
is(act($two), 'RU001', 'but for whoever wrote it');
ask($two, 'ROLLBACK;');
is(act($two), 'begun', 'and not after the rollback');
is(act($one), 'begun', 'for nobody');
ask($one, 'COMMIT;');

# ---- REPEATABLE READ and SERIALIZABLE -----------------------------------------------------

for my $level ('REPEATABLE READ', 'SERIALIZABLE')
{
	ask($one, "BEGIN ISOLATION LEVEL $level; SELECT count(*) FROM book.rule;");
	is(act($one), 'begun', "$level: by the rules at the snapshot");
	ask($two, "UPDATE book.rule SET condition = 'NOT fa';");
	is(ask($one, 'SELECT condition FROM book.rule;'), 'fa', "$level: a query still sees the old rule");
	ask($one, 'SAVEPOINT s;');
	is(act($one), 'RU001', "$level: an act is judged by the new one");
	ask($one, 'ROLLBACK TO s;');
	ask($two, "UPDATE book.rule SET condition = 'fa';");
	is(act($one), 'begun', "$level: and by the newest");
	# a gate that is built only now
	ask($two, "INSERT INTO book.rule (rule, acts, condition) VALUES ('later', '{close}', 'false');");
	ask($one, 'SAVEPOINT s;');
	is(ask($one, "INSERT INTO public.act (case_id, subject_id, act, authority_id) VALUES (1, 1, 'close', 'requested');"), 'RU001',
		"$level: a gate that is built after the snapshot has the rules of now");
	ask($one, 'ROLLBACK TO s;');
	# facts that nobody holds: the latest
	$case++;
	ask($two, "UPDATE public.value SET fa = false WHERE id = $case;");
	is(act($one, $case), 'RU001', "$level: a fact that changed since is seen");
	ask($one, 'ROLLBACK;');
	# the case that moved on since: not decided on what cannot be seen
	$case++;
	ask($one, "BEGIN ISOLATION LEVEL $level; SELECT count(*) FROM book.rule;");
	is(act($two, $case), 'begun', "$level: another session acts in the case");
	is(act($one, $case), '40001', "$level: this one fails to serialize");
	ask($one, 'ROLLBACK;');
	ask($two, "DELETE FROM book.rule WHERE rule = 'later';");
}

# ---- everything else that a gate is made of ---------------------------------------------------

my %facts = (
	'the facts function' => [
		q{CREATE OR REPLACE FUNCTION public.value_facts(case_id bigint, subject_id bigint, as_of date, known_at timestamptz, before_seq bigint)
		  RETURNS TABLE (fa boolean, fb boolean, fc boolean, fd boolean, number integer, day date, words text, earlier integer)
		  LANGUAGE sql STABLE RETURN ROW(false, true, true, true, 1, date '2025-01-01', 'x'::text, 1);},
		q{CREATE OR REPLACE FUNCTION public.value_facts(case_id bigint, subject_id bigint, as_of date, known_at timestamptz, before_seq bigint)
		  RETURNS TABLE (fa boolean, fb boolean, fc boolean, fd boolean, number integer, day date, words text, earlier integer)
		  LANGUAGE sql STABLE RETURN ROW(true, true, true, true, 1, date '2025-01-01', 'x'::text, 1);}, 'RU001' ],
	'a setting' => [
		q{INSERT INTO book.rule_setting (rule, severity) VALUES ('kept', 'override'); UPDATE book.rule SET condition = 'NOT fa';},
		q{DELETE FROM book.rule_setting; UPDATE book.rule SET condition = 'fa';}, 'RU009' ],
	'the context function' => [
		q{CREATE OR REPLACE FUNCTION public.value_context(case_id bigint, subject_id bigint, authority text,
			OUT side text, OUT time_zone text, OUT not_before date) LANGUAGE sql STABLE RETURN ROW('requested'::text, 'UTC'::text, date '2000-01-01');},
		q{CREATE OR REPLACE FUNCTION public.value_context(case_id bigint, subject_id bigint, authority text,
			OUT side text, OUT time_zone text, OUT not_before date) LANGUAGE sql STABLE RETURN ROW('requesting'::text, 'UTC'::text, date '2000-01-01');}, 'RU003' ],
	'a guard that names another facts function' => [
		q{CREATE FUNCTION public.other(bigint, bigint, date, timestamptz, bigint, OUT fa boolean) LANGUAGE sql STABLE RETURN false;
		  SELECT count(*) FROM case_rules.guard('public.act', 'trial', 'public.other', 'book', 'public.value_context');},
		q{SELECT count(*) FROM case_rules.guard('public.act', 'trial', 'public.value_facts', 'book', 'public.value_context'); DROP FUNCTION public.other;}, 'RU001' ],
	'a transition of the catalog' => [
		q{DELETE FROM case_rules.procedure_transition WHERE procedure = 'trial' AND act = 'proceed';},
		q{INSERT INTO case_rules.procedure_transition VALUES ('trial', 'begun', 'proceed', 'requesting', 'begun');}, 'RU002' ],
	'a rule of the release' => [
		q{INSERT INTO case_rules.rule (rule, condition) VALUES ('shipped', 'NOT fa');},
		q{DELETE FROM case_rules.rule WHERE rule = 'shipped';}, 'RU001' ],
	'a required field' => [
		q{UPDATE case_rules.act_field SET is_required = true WHERE procedure = 'trial' AND field = 'agreed';},
		q{UPDATE case_rules.act_field SET is_required = false WHERE procedure = 'trial' AND field = 'agreed';}, '22023' ],
	'a column of the facts table' => [
		q{ALTER TABLE public.value RENAME fa TO was_fa; ALTER TABLE public.value ADD fa boolean;
		  CREATE OR REPLACE FUNCTION public.value_facts(case_id bigint, subject_id bigint, as_of date, known_at timestamptz, before_seq bigint)
		  RETURNS TABLE (fa boolean, fb boolean, fc boolean, fd boolean, number integer, day date, words text, earlier integer)
		  LANGUAGE sql STABLE AS 'SELECT v.fa, v.fb, v.fc, v.fd, v.number, v.day, v.words, 1 FROM public.value v WHERE v.id = $2';},
		q{ALTER TABLE public.value DROP fa; ALTER TABLE public.value RENAME was_fa TO fa;}, 'RU001' ],
);
$node->safe_psql('cache', 'INSERT INTO public.value SELECT n, true, true FROM generate_series(61, 200) n;
	INSERT INTO public.act (case_id, subject_id, act) SELECT n, n, \'begin\' FROM generate_series(61, 200) n;');
for my $what (sort keys %facts)
{
	my ($change, $back, $state) = @{ $facts{$what} };
	is(act($one), 'begun', "$what: before");
	ask($two, $change);
	is(act($one), $state, "$what: changed by another session");
	ask($two, $back);
	is(act($one), 'begun', "$what: and back");
	# the same in a transaction that is rolled back, by this session itself
	ask($one, "BEGIN; $change");
	is(act($one), $state, "$what: changed by the session itself");
	ask($one, 'ROLLBACK;');
	is(act($one), 'begun', "$what: rolled back");
	ask($one, "BEGIN; SAVEPOINT s; $change");
	ask($one, 'SAVEPOINT t;');
	is(act($one), $state, "$what: in a savepoint");
	ask($one, 'ROLLBACK TO s;');
	is(act($one), 'begun', "$what: the savepoint rolled back");
	ask($one, 'COMMIT;');
}

# a facts function whose row type grows
$node->safe_psql('cache', q{
	CREATE TYPE public.facts_row AS (fb boolean);
	CREATE FUNCTION public.typed(bigint, bigint, date, timestamptz, bigint) RETURNS public.facts_row LANGUAGE plpgsql STABLE AS
		/* dynamic: PostgreSQL keeps a static plan of its own when a row type grows */
		$$ DECLARE r public.facts_row; BEGIN EXECUTE $q$SELECT * FROM jsonb_populate_record(NULL::public.facts_row, '{"fa": true, "fb": true}')$q$ INTO r; RETURN r; END $$;
	SELECT count(*) FROM case_rules.guard('public.act', 'trial', 'public.typed', 'book', 'public.value_context');});
is(act($one), 'RU001', 'a facts function that does not return the fact');
ask($two, 'ALTER TYPE public.facts_row ADD ATTRIBUTE fa boolean;');
is(act($one), 'begun', 'returns it, once its row type has it');
ask($two, 'ALTER TYPE public.facts_row DROP ATTRIBUTE fa;');
is(act($one), 'RU001', 'and no longer');
$node->safe_psql('cache', q{SELECT count(*) FROM case_rules.guard('public.act', 'trial', 'public.value_facts', 'book', 'public.value_context');});

# ---- a state column and its mapping ---------------------------------------------------------------

$node->safe_psql('cache', q{
	CREATE TABLE public.record (id bigint PRIMARY KEY, state text);
	CREATE FUNCTION public.record_facts(case_id bigint, subject_id bigint, as_of date, known_at timestamptz, before_seq bigint, OUT fa boolean)
		LANGUAGE sql STABLE RETURN true;
	SELECT count(*) FROM case_rules.guard('public.record', 'trial', 'public.record_facts', 'book', shape => 'state',
		columns => '{"case_id": "id", "subject_id": "id", "state": "state", "side": "=requesting"}');
	INSERT INTO book.state_mapping (guarded_table, procedure, application_state, state, act) VALUES ('public.record', 'trial', 'going', 'begun', 'begin');});
is(ask($one, q{INSERT INTO public.record VALUES (1001, 'going'); SELECT state FROM public.record;}), 'going', 'a state that is mapped');
is(ask($one, q{INSERT INTO public.record VALUES (1002, 'new');}), 'RU007', 'one that is not');
ask($two, q{INSERT INTO book.state_mapping (guarded_table, procedure, application_state, state) VALUES ('public.record', 'trial', 'new', '-');});
is(ask($one, q{INSERT INTO public.record VALUES (1002, 'new');}), '', 'until another session maps it');

# ---- the objects themselves go and come back --------------------------------------------------------

is(act($one), 'begun', 'before the rulebook is made anew');
ask($two, q{ALTER SCHEMA book RENAME TO old_book; SELECT case_rules.create_rulebook('book', 'bigint');
	INSERT INTO book.guard SELECT * FROM old_book.guard; INSERT INTO book.rule SELECT * FROM old_book.rule;
	SET case_rules.restoring = on; INSERT INTO book.case_head SELECT * FROM old_book.case_head; RESET case_rules.restoring;
	UPDATE book.rule SET condition = 'NOT fa';});
is(act($one), 'RU001', 'a rulebook of the same name, but another one, is read anew');
is(ask($one, 'SELECT count(*) FROM book.journal;'), '0', 'and written to');
ask($two, q{UPDATE book.rule SET condition = 'fa';});
is(act($one), 'begun', 'its rules hold');
is(ask($one, 'SELECT count(*) FROM book.journal;'), '1', 'its journal is written');

# ---- the sessions hold no more than they need ----------------------------------------------------------

my $gates = q{SELECT count(*) FROM pg_backend_memory_contexts WHERE name LIKE 'case_rules g%';};
my $before = ask($one, $gates);
ask($one, q{DO $$ BEGIN FOR i IN 1..500 LOOP UPDATE book.rule SET hint = 'example ' || i;
	INSERT INTO public.act (case_id, subject_id, act) VALUES (150, 150, 'proceed'); END LOOP; END $$;});
cmp_ok(ask($one, $gates), '<=', $before + 2, 'five hundred changes of a rule leave no gates behind');
ask($one, q{DO $$ BEGIN FOR i IN 1..500 LOOP BEGIN
	INSERT INTO public.act (case_id, subject_id, act) VALUES (151, 151, 'no_act_' || i);
	EXCEPTION WHEN SQLSTATE 'RU002' THEN NULL; END; END LOOP; END $$;});
cmp_ok(ask($one, $gates), '<=', $before + 100, 'nor do five hundred acts that do not exist');

$_->{in} .= "\\q\n", IPC::Run::finish($_->{harness}) for $one, $two;
$node->stop;
done_testing();
