#!/usr/bin/perl
#
# tap.pl --counts FILE [--jobs N] [--exec COMMAND] TEST...
#
# Runs tests that speak TAP, as prove does, and writes "passed failed" to FILE.
# A test file that ends badly, or not as it planned, counts as one more failure.

use strict;
use warnings;
use Getopt::Long;
use TAP::Harness;

my ($counts, $exec, $jobs) = (undef, undef, 1);
GetOptions('counts=s' => \$counts, 'exec=s' => \$exec, 'jobs=i' => \$jobs)
  or exit 2;

my $harness = TAP::Harness->new(
	{
		jobs      => $jobs,
		timer     => 1,
		verbosity => $ENV{V} ? 1 : 0,
		failures  => 1,
		color     => 0,
		errors    => 1,
		# pgTAP tells in comments what a failed test had and wanted; Test::More
		# tells it on stderr, and PostgreSQL's modules fill comments with talk
		$exec ? (exec => [ split ' ', $exec ], comments => 1) : ()
	});

my $result = $harness->runtests(@ARGV);
my ($passed, $failed) = (scalar $result->passed, scalar $result->failed);

for my $parser ($result->parsers)
{
	$failed++
	  if !$parser->failed
	  && ($parser->parse_errors || $parser->exit || $parser->wait);
}

open my $out, '>', $counts or die "could not write $counts: $!\n";
print $out "$passed $failed\n";
close $out;
exit($failed ? 1 : 0);
