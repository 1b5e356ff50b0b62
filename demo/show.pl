#!/usr/bin/perl
#
# show.pl: makes a story of what psql --echo-all says, and checks it.
#
# Comments of the script become captions, statements and answers are indented,
# and an error is shown as a client gets it: message with SQLSTATE, the JSON of
# its DETAIL as a digest of the findings, HINT.  The comment
#
#	-- => ERROR: RU001
#
# right after a statement says how it has to fail, and
#
#	-- => decide|barred
#	-- => (no row)
#
# one row that has to be in its answer, or that there is none.  An error that no
# such line follows, another SQLSTATE, a refusal that does not come, and a row
# that is not there end the show with exit status 1.

use strict;
use warnings;
use JSON::PP ();

binmode $_, ':encoding(UTF-8)' for *STDIN, *STDOUT;
$| = 1;

my ($pending, $statement, $bad, $checked) = (undef, 0, 0, 0);
my $empty = 0;		# the line before was the head of a table
my $caption = 0;	# the line before was a caption
my @message;		# the error or warning that is being read
my @rows;		# of the last answer, as expectations write them
my $in_rows = 0;	# the line before was of a table

while (my $line = <STDIN>)
{
	chomp $line;
	$caption-- if $caption;
	$in_rows = 0 if $line !~ /^ /;
	if ($empty)
	{
		# a table's head that no row follows
		print "     (no row)\n" if $line !~ /^ /;
		$empty = 0;
	}
	$line =~ s/\s+$//;

	if ($line =~ /^(ERROR|WARNING|NOTICE|FATAL|PANIC):  (?:([0-9A-Z]{5}): )?(.*)/)
	{
		tell_message();
		@message = ({ level => $1, sqlstate => $2 // '', ERROR => $3 });
		next;
	}
	if (@message)
	{
		my $last = $message[0];
		if ($line =~ /^(DETAIL|HINT|QUERY|CONTEXT|LOCATION|SCHEMA NAME|TABLE NAME|COLUMN NAME|CONSTRAINT NAME):  (.*)/)
		{
			$last->{$1} = $2;
			next;
		}
		if ($line =~ /^LINE \d+: / || (defined $last->{LINE} && $line =~ /^\s*\^$/))
		{
			push @{ $last->{LINE} }, $line;
			next;
		}
		tell_message();
	}
	if ($line =~ /^psql: /)
	{
		# no server, or no connection any more
		fail($line);
	}
	elsif (!$statement && $line =~ /^--\s*=>\s*ERROR:\s*([0-9A-Z]{5})\s*(.*)/)
	{
		my ($wanted, $words) = ($1, $2);
		if (!$pending) { fail("this was to be refused with $wanted, and was not"); }
		elsif ($pending->{sqlstate} ne $wanted) { fail("this was to be refused with $wanted, not $pending->{sqlstate}"); }
		elsif ($words ne '' && index($pending->{ERROR}, $words) < 0) { fail("the refusal was to say: $words"); }
		else { $checked++; }
		$pending = undef;
	}
	elsif (!$statement && $line =~ /^--\s*=>\s*(.*)/)
	{
		my $wanted = $1;

		surprise();
		if ($wanted eq '(no row)') { fail("no row was to come") if @rows; }
		elsif (!grep { $_ eq $wanted } @rows) { fail("this row was to come: $wanted"); }
	}
	elsif (!$statement && $line =~ /^-- (\d+\. .*)/)
	{
		surprise();
		print "\n", '=' x 78, "\n$1\n", '=' x 78, "\n";
	}
	elsif (!$statement && $line =~ /^--(?: (.*))?$/)
	{
		surprise();
		print "\n" unless $caption;
		print defined $1 ? "-- $1\n" : "\n";
		$caption = 2;
	}
	elsif (!$statement && $line =~ /^\\/)
	{
		# what is said to psql itself
	}
	elsif ($statement || $line =~ /^(?:[A-Z]{3,})\b/)
	{
		surprise() unless $statement;
		@rows = ();
		$statement = $line !~ /;$|\\g\w*$/;
		$line =~ s/\s*\\g\w*$/;/;
		print "    $line\n";
	}
	elsif ($line eq '')
	{
		surprise();
	}
	else
	{
		print "    $line\n";
		push @rows, join '|', map { s/^\s+|\s+$//gr } split /\|/, $line, -1 if $in_rows;
		$in_rows ||= $empty = $line =~ /^-[-+]+$/;
	}
}
tell_message();
surprise();
printf "\n(%d refusal%s, as %s to be)\n", $checked, $checked == 1 ? ('', 'it has') : ('s', 'they have') if $checked && !$bad;
exit($bad ? 1 : 0);

sub tell_message
{
	return unless @message;
	my $m = shift @message;
	my $detail = $m->{DETAIL} && eval { JSON::PP->new->decode($m->{DETAIL}) };

	if ($m->{level} eq 'WARNING' || $m->{level} eq 'NOTICE')
	{
		print "    $m->{level}:  $m->{ERROR}\n";
		return;
	}
	print_wrapped("    ERROR:  ", ($m->{sqlstate} ? "$m->{sqlstate}: " : '') . $m->{ERROR});
	print "    $_\n" for @{ $m->{LINE} || [] };
	if (ref $detail eq 'HASH')
	{
		my @findings = @{ $detail->{findings} || [] };
		digest(@findings) if @findings;
	}
	elsif ($m->{DETAIL}) { print_wrapped("    DETAIL:  ", $m->{DETAIL}); }
	print_wrapped("    HINT:  ", $m->{HINT}) if $m->{HINT};
	surprise();
	$pending = $m;
}

# The findings of DETAIL: many of them a line each, few with what they say.
sub digest
{
	my @findings = @_;
	my %weight = (bar => 0, override => 1, warn => 2);
	my $few = @findings <= 6;

	print "    DETAIL:  (JSON) ", scalar(@findings), @findings == 1 ? " finding\n" : " findings\n";
	for my $f (sort { $weight{ $a->{severity} } <=> $weight{ $b->{severity} } } @findings)
	{
		my $severity = $f->{mode} eq 'shadow' ? 'shadow' : $f->{severity};
		my @missing = @{ $f->{missing} || [] };
		my @failing = @{ $f->{failing} || [] };
		printf "      %-8s  %-10s  %-38s  %s\n", $severity, $f->{verdict}, $f->{rule}, $f->{curable_by};
		next unless $few;
		print_wrapped("                ", "$f->{message} [$f->{citation}]");
		# an unknown is no finding of fact: what would have to hold, and what nobody recorded
		print_wrapped($f->{verdict} eq 'unknown'
			? "                asks for:      " : "                not so:        ", join('; ', @failing)) if @failing;
		print_wrapped("                not recorded:  ", join(', ', @missing)) if @missing;
	}
}

sub print_wrapped
{
	my ($first, $text) = @_;
	my $indent = ' ' x length $first;
	my $line = '';

	for my $word (split / /, $text)
	{
		if ($line ne '' && length($indent) + length($line) + 1 + length($word) > 100)
		{
			print "$first$line\n";
			($first, $line) = ($indent, '');
		}
		$line .= ($line eq '' ? '' : ' ') . $word;
	}
	print "$first$line\n";
}

# An error that no "-- => ERROR" has asked for.
sub surprise
{
	return unless $pending;
	fail("nobody expected this error");
	$pending = undef;
}

sub fail
{
	my $what = shift;
	$bad++;
	print "\n!!  demo: $what\n\n";
}
