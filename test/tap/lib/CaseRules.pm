# CaseRules.pm: what the TAP tests share.
#
#	use CaseRules;
#	my $node = case_rules_node('main');		# initialised and started
#	owned_database($node, 'casework', 'owner');	# the owner is no superuser
#	is(sqlstate($node, 'casework', 'owner', $sql), 'RU001', '...');
#
# The clusters of PostgreSQL::Test::Cluster look for extensions where PostgreSQL
# is installed.  "make check" installs nothing, and names in CASE_RULES_SEE the
# configuration lines that make a server see the build; without that variable
# the extension has to be installed.

package CaseRules;

use strict;
use warnings;
use Exporter 'import';
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;

our @EXPORT = qw(case_rules_node see_extension owned_database psql_as sqlstate);

# A new node, running.  Options go to init() (allows_streaming and the like);
# "conf" is appended to its configuration.
sub case_rules_node
{
	my ($name, %options) = @_;
	my $conf = delete $options{conf};
	my $node = PostgreSQL::Test::Cluster->new($name);

	$node->init(extra => [ '--encoding=UTF8', '--locale=C.UTF-8', '--lc-messages=C' ], %options);
	see_extension($node);
	$node->append_conf('postgresql.conf', $conf) if defined $conf;
	$node->start;
	return $node;
}

# For a node that was made otherwise (from a backup, for pg_upgrade).
sub see_extension
{
	my $node = shift;
	my $file = $ENV{CASE_RULES_SEE} or return;
	$node->append_conf('postgresql.conf', slurp_file($file));
	return;
}

# A database whose owner is an ordinary role.
sub owned_database
{
	my ($node, $database, $owner) = @_;
	$node->safe_psql('postgres', "CREATE ROLE $owner LOGIN")
	  if $node->safe_psql('postgres', "SELECT 1 FROM pg_roles WHERE rolname = '$owner'") eq '';
	$node->safe_psql('postgres', "CREATE DATABASE $database OWNER $owner");
	return;
}

# psql as a role: exit code, stdout, stderr.
sub psql_as
{
	my ($node, $database, $role, $sql) = @_;
	my ($out, $err) = ('', '');
	my $code = $node->psql($database, $sql,
		stdout => \$out, stderr => \$err,
		extra_params => [ '-U', $role, '-v', 'VERBOSITY=verbose' ]);
	return ($code, $out, $err);
}

# The SQLSTATE with which a script ends: 00000 if it does not fail.
sub sqlstate
{
	my ($code, $out, $err) = psql_as(@_);
	return '00000' if $code == 0;
	return $err =~ /^(?:psql:[^\n]*?)?(?:ERROR|FATAL):\s+([0-9A-Z]{5}):/m ? $1 : "none: $err";
}

1;
