#!/usr/bin/perl
#
# sync.pl FROM TO NAME...
#
# Makes each NAME (file or directory) under TO the same as under FROM.  A file
# is written only when its content differs, and so gets a new time just then:
# make does the work that is needed, whatever times a checkout has.  What the
# build itself adds (objects, libraries) stays.

use strict;
use warnings;
use File::Basename qw(dirname);
use File::Compare qw(compare);
use File::Copy qw(copy);
use File::Find qw(find);
use File::Path qw(make_path);

my ($from, $to, @names) = @ARGV;
my %wanted;

my @present = grep { -e "$from/$_" } @names;
find(
	{
		no_chdir => 1,
		wanted   => sub {
			return unless -f $_;
			my $name = substr($_, length("$from/"));
			return if $name =~ /\.(?:o|bc|so|tmp|gcda|gcno)$/;
			$wanted{$name} = 1;
			return if -f "$to/$name" && compare($_, "$to/$name") == 0;
			make_path(dirname("$to/$name"));
			copy($_, "$to/$name") or die "could not copy $name: $!\n";
		}
	},
	map { "$from/$_" } @present) if @present;

my @there = grep { -e "$to/$_" } @names;
find(
	{
		no_chdir => 1,
		wanted   => sub {
			return unless -f $_;
			my $name = substr($_, length("$to/"));
			return if $wanted{$name};

			# an object whose source is gone would still be linked
			if ($name =~ /^(.*)\.(?:o|bc)$/)
			{
				return if -f "$from/$1.c";
			}
			unlink $_ or die "could not remove $name: $!\n";
		}
	},
	map { "$to/$_" } @there) if @there;
