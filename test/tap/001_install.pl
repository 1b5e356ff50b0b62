# Installing as an ordinary database owner, and what the members of the
# extension have to be like: a trusted extension runs its script as superuser,
# so that its functions must not be open to another search_path, and a user
# meets nothing that does not say what it is.

use strict;
use warnings;
use File::Basename qw(dirname);
use PostgreSQL::Test::Utils;
use Test::More;
use CaseRules;

# Functions that run with their owner's rights.  Each needs a reason, here.
my %security_definer = (
);

my $node = case_rules_node('install');

# ---- by an owner who is no superuser ------------------------------------------

owned_database($node, 'casework', 'casework_owner');
$node->safe_psql('postgres', 'CREATE ROLE passer_by LOGIN');

is(sqlstate($node, 'casework', 'passer_by', 'CREATE EXTENSION case_rules CASCADE'),
	'42501', 'who does not own the database cannot create the extension');
is(sqlstate($node, 'casework', 'casework_owner', 'CREATE EXTENSION case_rules CASCADE'),
	'00000', 'the owner can, without being a superuser');
is( $node->safe_psql('casework',
		q{SELECT rolname FROM pg_extension JOIN pg_roles r ON r.oid = extowner WHERE extname = 'case_rules'}),
	'casework_owner', 'and owns it');
is( $node->safe_psql('casework',
		q{SELECT rolsuper FROM pg_namespace JOIN pg_roles r ON r.oid = nspowner WHERE nspname = 'case_rules'}),
	't', 'but not its schema, in which objects could be planted');
is(sqlstate($node, 'casework', 'casework_owner', 'CREATE TABLE case_rules.planted (i int)'),
	'42501', 'nobody else can create there');
is(sqlstate($node, 'casework', 'casework_owner', 'DROP EXTENSION case_rules'),
	'00000', 'the owner can drop it');
is( $node->safe_psql('casework', q{SELECT count(*) FROM pg_namespace WHERE nspname = 'case_rules'}),
	'0', 'and nothing of it stays');
is(sqlstate($node, 'casework', 'casework_owner', 'CREATE EXTENSION case_rules CASCADE'),
	'00000', 'and can create it again');

# ---- in other encodings ---------------------------------------------------------

$node->safe_psql('postgres', "CREATE DATABASE $_ ENCODING '$_' LOCALE 'C' TEMPLATE template0") for qw(latin1 sql_ascii);
is(sqlstate($node, 'latin1', 'postgres', 'CREATE EXTENSION case_rules CASCADE'),
	'22P05', 'not in an encoding that lacks letters of the messages');
is(sqlstate($node, 'sql_ascii', 'postgres', 'CREATE EXTENSION case_rules CASCADE'),
	'00000', 'in SQL_ASCII, which takes any byte');
is(sqlstate($node, 'sql_ascii', 'postgres', "SELECT case_rules.message('due_today', '{}', 'ar')"),
	'0A000', 'but texts for people are refused there');
is($node->safe_psql('sql_ascii', "SELECT case_rules.regime_between('GB', 'IE', '2026-01-01', '2026-01-01')"),
	'hc1996', 'the rest works');
is($node->safe_psql('sql_ascii', q{SELECT case_rules.name_key('Rene') = case_rules.name_key('RENE')}), 't', 'a name in a to z has a key');
is(sqlstate($node, 'sql_ascii', 'postgres', q{SELECT case_rules.name_key(E'Ren\\xe9')}),
	'0A000', 'one with other bytes has none');

# ---- its members ------------------------------------------------------------------

# A query for offenders: their names, none expected.
sub none
{
	my ($query, $name) = @_;
	is( $node->safe_psql('casework', <<"SQL"), '', $name);
WITH member AS (
	SELECT d.classid, d.objid
	FROM pg_depend d JOIN pg_extension e ON d.refobjid = e.oid
	WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e' AND e.extname = 'case_rules'
), f AS (
	SELECT p.*, p.oid::regprocedure AS name, l.lanname,
		EXISTS (SELECT FROM unnest(p.proconfig) c WHERE c LIKE 'search_path=%') AS pinned
	FROM pg_proc p
	JOIN member m ON m.classid = 'pg_proc'::regclass AND m.objid = p.oid
	JOIN pg_language l ON l.oid = p.prolang
), r AS (
	SELECT c.*, c.oid::regclass AS name
	FROM pg_class c
	JOIN member m ON m.classid = 'pg_class'::regclass AND m.objid = c.oid
)
$query
SQL
	return;
}

none(q{SELECT name FROM f WHERE lanname = 'plpgsql' AND prokind <> 'p' AND NOT pinned},
	'every PL/pgSQL function has its search_path pinned');
# a procedure with SET cannot commit: it pins the path itself, in each of its transactions
none(q{SELECT name FROM f, (SELECT $re$PERFORM pg_catalog\.set_config\('search_path', 'pg_catalog, pg_temp', true\);$re$ AS pin) x
	WHERE prokind = 'p' AND NOT pinned AND (lanname <> 'plpgsql' OR prosrc !~ ('\nBEGIN\s+' || pin)
	   OR regexp_count(prosrc, '\n\s*COMMIT;') <> regexp_count(prosrc, '\n\s*COMMIT;\s+' || pin))},
	'every procedure pins it first, and after each COMMIT');
none(q{SELECT name FROM f WHERE lanname = 'sql' AND prosqlbody IS NULL AND NOT pinned},
	'every SQL function has a body that was parsed at creation, or a pinned search_path');
none(q{SELECT name, c FROM f, unnest(proconfig) c
	WHERE c LIKE 'search_path=%' AND c NOT IN ('search_path=pg_catalog, pg_temp', 'search_path=pg_catalog, case_rules, pg_temp')},
	'a pinned search_path holds pg_catalog first and pg_temp last, each a name of its own');
none(q{SELECT name FROM f WHERE lanname NOT IN ('c', 'internal', 'sql', 'plpgsql')},
	'no other language is needed');
none(q{SELECT name FROM f WHERE prosecdef AND NOT pinned},
	'what runs with its owner\'s rights has its search_path pinned');
none(q{SELECT name FROM f WHERE proleakproof
	AND proname !~ '^((partial_date|cadence|clock|consent_state|working_calendar)_(lt|le|eq|ne|ge|gt|cmp|hash|hash_extended)|earliest|latest)$'},
	'nothing claims to be leakproof but the comparisons and bounds of the types, which cannot fail');
is_deeply(
	[ split /\n/, $node->safe_psql('casework', q{
		SELECT p.oid::regprocedure FROM pg_proc p
		JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
		JOIN pg_extension e ON d.refobjid = e.oid AND e.extname = 'case_rules'
		WHERE p.prosecdef ORDER BY 1}) ],
	[ sort keys %security_definer ],
	'only the functions of the white list run with their owner\'s rights');
none(q{SELECT name, relkind FROM r WHERE relkind IN ('r', 'p', 'v', 'm', 'S') AND relacl IS NOT NULL
	AND EXISTS (SELECT FROM aclexplode(relacl) WHERE grantee = 0 AND privilege_type <> 'SELECT' AND privilege_type <> 'USAGE')},
	'PUBLIC may at most read');
none(q{SELECT name, attname, atttypid::regtype FROM r JOIN pg_attribute a ON attrelid = r.oid
	WHERE relkind IN ('r', 'p', 'm') AND attnum > 0 AND NOT attisdropped
	AND atttypid IN ('regproc'::regtype, 'regprocedure'::regtype, 'regoper'::regtype, 'regoperator'::regtype,
		'regnamespace'::regtype, 'regconfig'::regtype, 'regdictionary'::regtype, 'regcollation'::regtype, 'pg_node_tree'::regtype)},
	'no table column has a type that stops pg_upgrade');
none(q{SELECT t.oid::regtype FROM pg_type t JOIN member m ON m.classid = 'pg_type'::regclass AND m.objid = t.oid
	WHERE t.typtype = 'b' AND t.typelem = 0 AND (t.typreceive = 0 OR t.typsend = 0)},
	'every base type can be sent and received in binary');

# ---- what a user meets says what it is ----------------------------------------------

none(q{SELECT name FROM f WHERE obj_description(f.oid, 'pg_proc') IS NULL
	AND f.proname NOT LIKE '\_%'
	AND NOT EXISTS (SELECT FROM pg_type t WHERE f.oid IN (t.typinput, t.typoutput, t.typreceive, t.typsend, t.typmodin, t.typmodout))
	AND NOT EXISTS (SELECT FROM pg_operator o WHERE f.oid IN (o.oprcode, o.oprrest, o.oprjoin))
	AND NOT EXISTS (SELECT FROM pg_amproc a WHERE f.oid = a.amproc)
	AND NOT EXISTS (SELECT FROM pg_cast c WHERE f.oid = c.castfunc)
	AND NOT EXISTS (SELECT FROM pg_aggregate a WHERE f.oid IN (a.aggtransfn, a.aggfinalfn, a.aggcombinefn, a.aggserialfn, a.aggdeserialfn))},
	'every function has a comment');
none(q{SELECT o.oid::regoperator FROM pg_operator o JOIN member m ON m.classid = 'pg_operator'::regclass AND m.objid = o.oid
	WHERE obj_description(o.oid, 'pg_operator') IS NULL},
	'every operator has a comment');
none(q{SELECT t.oid::regtype FROM pg_type t JOIN member m ON m.classid = 'pg_type'::regclass AND m.objid = t.oid
	LEFT JOIN pg_class c ON c.oid = t.typrelid
	WHERE t.typelem = 0 AND t.typtype <> 'm' AND (c.oid IS NULL OR c.relkind = 'c')
	AND obj_description(t.oid, 'pg_type') IS NULL AND (c.oid IS NULL OR obj_description(c.oid, 'pg_class') IS NULL)},
	'every type has a comment');
none(q{SELECT name FROM r WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND obj_description(r.oid, 'pg_class') IS NULL},
	'every table and view has a comment');
none(q{SELECT name, attname FROM r JOIN pg_attribute a ON attrelid = r.oid
	WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'c') AND attnum > 0 AND NOT attisdropped
	AND col_description(r.oid, attnum) IS NULL},
	'every column has a comment');

# ---- the script -------------------------------------------------------------------------

my $version = $node->safe_psql('casework', q{SELECT extversion FROM pg_extension WHERE extname = 'case_rules'});
my $sharedir = `pg_config --sharedir`;
chomp $sharedir;
my $script = slurp_file(($ENV{CASE_RULES_DEST} // '') . "$sharedir/extension/case_rules--$version.sql");

like($script, qr/^\\echo Use "CREATE EXTENSION case_rules" to load this file\. \\quit$/m,
	'the script refuses to be run by psql');
like($script, qr/^SET LOCAL search_path = pg_catalog, pg_temp;$/m,
	'and fixes its search_path');

# Templates are run later, in a schema of the caller's own; comments and texts
# are only words.
$script =~ s/\$(template_\w+)\$.*?\$\1\$/''/gs;
$script =~ s{/\*.*?\*/}{}gs;
$script =~ s/--[^\n]*//g;
$script =~ s/'(?:[^']|'')*'/''/gs;
unlike($script, qr/\bOR\s+REPLACE\b/i, 'nothing is replaced: it could be somebody else\'s');
unlike($script, qr/\b(?:CREATE\s[^;(]*|ADD\s+\w+\s+)IF\s+NOT\s+EXISTS\b/i, 'nothing is taken over if it exists');
unlike($script, qr/\bCREATE\s+(ROLE|USER|GROUP)\b/i, 'no role is made');
unlike($script, qr/\bCREATE\s+POLICY\b/i, 'no policy is made on a member');

# ---- one version, said in several places ------------------------------------------------

my ($meta) = slurp_file(dirname(__FILE__) . '/../../META.json') =~ /"version":\s*"([^"]+)"/;
is($meta, $version, 'META.json has the version of the control file');
like(slurp_file(dirname(__FILE__) . '/../../CHANGELOG.md'), qr/^## \Q$version\E\b/m,
	'and CHANGELOG.md says what is in it');

$node->stop;
done_testing();
