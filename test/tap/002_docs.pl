# What the documentation says and the sources say too.

use strict;
use warnings;
use File::Basename qw(dirname);
use Test::More;

my $root = dirname(__FILE__) . '/../..';

sub slurp
{
	my $file = shift;
	open my $in, '<', $file or die "$file: $!\n";
	local $/;
	return scalar <$in>;
}

# ---- docs/errors.md ----------------------------------------------------------

my $table = `"$^X" "$root/test/lib/errors_page.pl"`;
is($?, 0, 'src/engine/errors.h can be read');
my ($page) = slurp("$root/docs/errors.md") =~ /<!-- errors\.h -->\n(.*?)<!-- end -->/s;
is($page, $table, 'docs/errors.md has the table that errors.h gives');

my @states = $table =~ /`(RU\d{3})`/g;
is_deeply(\@states, [ map { sprintf 'RU%03d', $_ } 1 .. @states ], 'the codes are numbered without a gap');

# An error is raised by its name, never by its five characters, and every one is raised.
my %raised;
for my $file (glob "$root/src/*/*.c $root/src/*/*.sql")
{
	my $source = slurp($file);

	$raised{$1} = 1 while $source =~ /\bCR_ERRCODE_(\w+)/g;
	unlike($source, qr/MAKE_SQLSTATE\('R', 'U', '0', '0', '[1-9]'\)|"RU0/, "$file takes its codes from errors.h")
	  if $file =~ /\.c$/;
	like($table, qr/`$1`/, "$file: $1 is in the table") while $source =~ /'(RU\d{3})'/g;
}
ok($raised{$_}, "something raises $_") for slurp("$root/src/engine/errors.h") =~ /^\tX\((\w+),/mg;

# ---- comments in the sources point to pages and files that exist ---------------

for my $file (glob "$root/docs/*.md")
{
	my $text = slurp($file);
	while ($text =~ /`((?:src|test|docs|sql)\/[a-z0-9_\/.]+\.[a-z]+)(?: --[a-z]+)?`/g)
	{
		ok(-e "$root/$1", "$file: $1 exists");
	}
}

# ---- what one PostgreSQL forgives and a later one does not ---------------------

# postgres.h alone has SET_VARSIZE and its like in 15 only
for my $file (glob "$root/src/*.c $root/src/*/*.c")
{
	my $source = slurp($file);
	like($source, qr/^#include "compat\.h"$/m, "$file includes compat.h") if $source =~ /^#include "postgres\.h"$/m;
}

done_testing();
