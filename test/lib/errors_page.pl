#!/usr/bin/perl
#
# errors_page.pl [--update]: the table of docs/errors.md, from src/engine/errors.h.
#
# Prints the table; with --update puts it into the page, between its markers.
# test/tap/002_docs.pl fails where the page says something else.

use strict;
use warnings;
use File::Basename qw(dirname);

my $root = dirname(__FILE__) . '/../..';
my $page = "$root/docs/errors.md";

my $table = table("$root/src/engine/errors.h");
if (!@ARGV)
{
	print $table;
}
elsif ($ARGV[0] eq '--update')
{
	my $text = slurp($page);
	$text =~ s/(<!-- errors\.h -->\n).*?(<!-- end -->)/$1$table$2/s
	  or die "$page: no place for the table\n";
	open my $out, '>', $page or die "$page: $!\n";
	print $out $text;
	close $out;
}
else
{
	die "usage: errors_page.pl [--update]\n";
}

# X(NAME, 'R','U','0','0','1', "condition", \ "meaning", \ "remedy")
sub table
{
	my $source = slurp(shift);
	my ($entries) = $source =~ /^#define CR_ERROR_TABLE\(X\)(.*?[^\\])\n\n/ms
	  or die "errors.h holds no CR_ERROR_TABLE\n";
	my $string = qr/"((?:[^"\\]|\\.)*)"/;
	my $rows = '';
	my $n = () = $entries =~ /\bX\(/g;

	$entries =~ s/\\\n/ /g;
	while ($entries =~ /X\((\w+),((?:\s*'.',){5})\s*$string,\s*$string,\s*$string\)/g)
	{
		my ($state, @words) = ($2, $3, $4, $5);

		$state =~ s/[^0-9A-Z]//g;
		s/\\(.)/$1/g, s/\|/\\|/g for @words;
		$rows .= "| `$state` | `$words[0]` | $words[1] | $words[2] |\n";
		$n--;
	}
	die "errors.h: $n entries could not be read\n" if $n;
	return "| SQLSTATE | condition | what it says | what to do |\n|---|---|---|---|\n$rows";
}

sub slurp
{
	my $file = shift;
	open my $in, '<', $file or die "$file: $!\n";
	local $/;
	return scalar <$in>;
}
