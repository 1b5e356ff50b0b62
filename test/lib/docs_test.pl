#!/usr/bin/perl
#
# docs_test.pl FILE.md: runs the SQL examples of a page, and speaks TAP.
#
# Every block fenced as ```sql is run, the blocks of one page in order, in one
# session, in a fresh database with case_rules, as an owner who is no superuser.
# A page that says CREATE EXTENSION case_rules itself gets a database without.
# A block fenced as ```sql norun is left alone.
#
#	select 1 + 1;
#	-- => 2
#	insert into t values (1), (1);
#	-- => ERROR: 23505
#
# The lines "-- => ..." right after a statement are what psql prints for it,
# unaligned and tuples only, line by line ("-- result: ..." means the same, and
# "(0 rows)" that nothing is printed).  "ERROR: SQLSTATE", and perhaps words of
# the message, means that it fails just so.  Any other statement has to succeed.

use strict;
use warnings;

my $file = shift or die "usage: docs_test.pl FILE.md\n";
my @statements = read_page($file);
if (!@statements)
{
	print "1..0 # SKIP no examples in $file\n";
	exit 0;
}

# ---- a database --------------------------------------------------------------

(my $db = "docs_" . lc $file) =~ s/[^a-z0-9]+/_/g;
my $creates = grep { $_->{sql} =~ /\bcreate\s+extension\s+(if\s+not\s+exists\s+)?case_rules\b/i } @statements;
my %before = map { $_ => 1 } roles();

ask("CREATE ROLE docs_owner LOGIN CREATEROLE") unless $before{docs_owner};
ask("CREATE DATABASE $db OWNER docs_owner" . ($creates ? "" : " TEMPLATE template_docs"));

# ---- one session ---------------------------------------------------------------

my $work = $ENV{TMPDIR} || '/tmp';
my $mark = "docs_test_mark_$$";
my ($script, $printed, $errors) = map { "$work/$db.$_" } qw(sql out err);

open my $in, '>', $script or die "could not write $script: $!\n";
for my $n (0 .. $#statements)
{
	print $in $statements[$n]{sql}, "\n";
	print $in "\\echo $mark $n :ERROR :SQLSTATE\n\\echo :LAST_ERROR_MESSAGE\n\\echo $mark end\n";
}
close $in;

system("psql -X -q -A -t -P pager=off -v ON_ERROR_STOP=0 -U docs_owner -d $db -f '$script' >'$printed' 2>'$errors'");

my $got = slurp($printed);
print "1.." . @statements . "\n";
my $bad = 0;
for my $n (0 .. $#statements)
{
	my $statement = $statements[$n];
	my @why;

	if ($got =~ s/\A(.*?)^\Q$mark\E $n (\w+) (\w+)\n(.*?)^\Q$mark\E end\n//ms)
	{
		@why = judge($statement, $1, $2 eq 'true', $3, $4);
	}
	else
	{
		@why = ("the session ended before this statement had", tail(slurp($errors)));
	}
	(my $title = $statement->{sql}) =~ s/\s+/ /g;
	$title =~ s/#/\\#/g;
	$title = substr($title, 0, 60) . ' ...' if length $title > 64;
	print @why ? "not ok" : "ok", ' ', $n + 1, " - $file:$statement->{line} $title\n";
	if (@why)
	{
		$bad++;
		print STDERR "#   $file:$statement->{line}\n", map { "#     $_\n" } map { split /\n/ } @why;
	}
}

# ---- leave nothing --------------------------------------------------------------

ask("DROP DATABASE $db WITH (FORCE)");
ask("DROP ROLE \"$_\"") for grep { !$before{$_} && $_ ne 'docs_owner' } roles();
exit($bad ? 1 : 0);

# What is wrong with this answer: nothing, or lines that say it.
sub judge
{
	my ($statement, $output, $failed, $sqlstate, $message) = @_;
	my @expected = @{ $statement->{expected} };
	my @lines = split /\n/, $output, -1;
	pop @lines if @lines && $lines[-1] eq '';
	s/\s+$// for @lines, $message;

	if (@expected && $expected[0] =~ /^ERROR:\s*([0-9A-Z]{5})\b:?\s*(.*)/)
	{
		my ($wanted, $words) = ($1, $2);
		return "expected to fail with $wanted, but it succeeded" unless $failed;
		return ("expected to fail with $wanted, but it failed with $sqlstate:", $message)
		  unless $sqlstate eq $wanted;
		return ("expected the message to hold: $words", "but it is: $message")
		  if $words ne '' && index($message, $words) < 0;
		return;
	}
	return ("failed with $sqlstate:", $message) if $failed;
	return unless @expected;
	@expected = () if @expected == 1 && $expected[0] =~ /^\((0|no) rows\)$/;
	return if join("\n", @expected) eq join("\n", @lines);
	return ("expected:", (map { "  $_" } @expected), "printed:", map { "  $_" } @lines);
}

# The statements of a page: text, line, expected lines.
sub read_page
{
	my $name = shift;
	my ($fence, $run, $block, $first, $line) = ('', 0, '', 0, 0);
	my @all;

	for (split /\n/, slurp($name))
	{
		$line++;
		if (!$fence && /^(\s*)(`{3,})\s*(\S*)\s*(.*?)\s*$/)
		{
			$fence = $2;
			$run = lc $3 eq 'sql' && $4 ne 'norun';
			($block, $first) = ('', $line + 1);
		}
		elsif ($fence && /^\s*\Q$fence\E\s*$/)
		{
			push @all, split_sql($block, $first, $name) if $run;
			$fence = '';
		}
		elsif ($fence)
		{
			$block .= "$_\n";
		}
	}
	return @all;
}

# Splits as psql does: at a semicolon outside of quotes, comments, parentheses
# and BEGIN ATOMIC bodies; a backslash command is a statement of its own line.
sub split_sql
{
	my ($text, $first, $name) = @_;
	my (@found, $last, $start);
	my ($sql, $parens, $begins, $words) = ('', 0, 0, '');

	my $line = sub { $first + (substr($text, 0, $_[0]) =~ tr/\n//) };
	my $finish = sub {
		$last = { sql => $sql, line => $line->($start), expected => [] };
		push @found, $last;
		($sql, $parens, $begins, $words) = ('', 0, 0, '');
	};

	pos($text) = 0;
	while (pos($text) < length $text)
	{
		my $at = pos $text;
		if ($sql eq '')
		{
			next if $text =~ /\G\s+/gc;
			if ($text =~ /\G--[ \t]*(?:=>|result:)[ \t]?([^\n]*)\n?/gc)
			{
				my $expected = $1;
				$expected =~ s/\s+$//;
				die "$name:" . $line->($at) . ": this belongs to no statement\n" unless $last;
				push @{ $last->{expected} }, $expected;
				next;
			}
			next if $text =~ /\G--[^\n]*/gc;
			$start = $at;
			if ($text =~ /\G(\\[^\n]*)/gc)
			{
				$sql = $1;
				$finish->();
				next;
			}
		}
		if ($text =~ m{\G(/\*)}gc)
		{
			my $depth = 1;
			$depth += $1 eq '/*' ? 1 : -1 while $depth && $text =~ m{\G.*?(/\*|\*/)}gcs;
			$sql .= substr($text, $at, pos($text) - $at) if $sql ne '';
			next;
		}
		if (   $text =~ /\G--[^\n]*/gc
			|| $text =~ /\G[eE]'(?:[^'\\]|\\.|'')*'/gcs
			|| $text =~ /\G'[^']*'/gc
			|| $text =~ /\G"[^"]*"/gc
			|| $text =~ /\G(\$(?:[A-Za-z_]\w*)?\$)/gc && dollar(\$text, $1)
			|| $text =~ /\G\d+\w*/gc)
		{
			$sql .= substr($text, $at, pos($text) - $at);
			next;
		}
		if ($text =~ /\G([A-Za-z_\x80-\xff][\w\$\x80-\xff]*)/gc)
		{
			my $word = lc $1;
			$sql .= $1;
			$words .= " $word" if length $words < 60;
			if ($words =~ /^ create( or replace)? (function|procedure)\b/)
			{
				$begins++ if $word eq 'begin' || ($word eq 'case' && $begins);
				$begins-- if $word eq 'end' && $begins;
			}
			next;
		}
		$text =~ /\G(.)/gcs;
		my $char = $1;
		$sql .= $char;
		$parens++ if $char eq '(';
		$parens-- if $char eq ')' && $parens;
		if ($char eq ';' && !$parens && !$begins)
		{
			# data that follows on the lines after
			if ($sql =~ /^\s*copy\b.*\bfrom\s+stdin\b/is && $text =~ /\G[^\n]*(\n.*?^\\\.[ \t]*$)/gcms)
			{
				$sql .= $1;
			}
			$finish->();
		}
	}
	if ($sql =~ /\S/)
	{
		$sql =~ s/\s+$//;
		$sql .= ';' unless $sql =~ /;$|\\g\w*.*$/;
		$finish->();
	}
	return @found;
}

# Finds the end of a dollar quote whose opening tag has just been read.
sub dollar
{
	my ($text, $tag) = @_;
	my $end = index($$text, $tag, pos $$text);
	pos($$text) = $end < 0 ? length $$text : $end + length $tag;
	return 1;
}

sub slurp
{
	my $name = shift;
	open my $in, '<', $name or die "could not read $name: $!\n";
	local $/;
	my $all = <$in>;
	return defined $all ? $all : '';
}

sub tail
{
	my @lines = split /\n/, shift;
	splice @lines, 0, @lines - 5 if @lines > 5;
	return @lines;
}

sub ask
{
	my $sql = shift;
	open my $psql, '-|', 'psql', '-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-c', $sql
	  or die "could not run psql: $!\n";
	my @rows = <$psql>;
	close $psql or die "failed: $sql\n";
	chomp @rows;
	return @rows;
}

sub roles { return ask("SELECT rolname FROM pg_roles") }
