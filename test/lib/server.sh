#!/bin/bash
#
# server.sh check|demo|bench|fuzz|shell
#
# The unprivileged half of test/run.sh: runs in the work area, starts the
# private server there, and does with it what was asked.
#
# From its environment: PG_CONFIG, CASE_RULES_WORK (the work area),
# CASE_RULES_DEST (where "make install DESTDIR=" put the extension).

set -u
umask 022

mode=$1
work=$CASE_RULES_WORK
dest=$CASE_RULES_DEST
tree=$work/tree
out=$work/out
bindir=$("$PG_CONFIG" --bindir)
major=$("$PG_CONFIG" --version | sed 's/^[^0-9]*\([0-9]*\).*/\1/')
pgxs=$(cd "$(dirname "$("$PG_CONFIG" --pgxs)")/../.." && pwd)
started=

# Nothing of the caller's may lead to another server, or change an answer.
for name in $(compgen -e | grep '^PG' | grep -v '^PG_CONFIG$'); do
	unset "$name"
done
export PGHOST=$work/s PGPORT=65432 PGUSER=postgres PGDATABASE=postgres
export PGSYSCONFDIR=$work/home PGPASSFILE=$work/home/none PSQLRC=/dev/null
export LC_ALL=C.UTF-8 TZ=UTC PATH=$bindir:$PATH
unset LANGUAGE

say() { printf '%s\n' "$*"; }

stop_server() {
	status=$?
	trap '' HUP INT TERM
	trap - EXIT
	if [ -n "$started" ]; then
		pg_ctl -D "$work/data" -m immediate -s stop >/dev/null 2>&1
	fi
	exit "$status"
}
trap stop_server EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# What makes a server see the extension where it is staged.  The test clusters
# of test/tap put the same lines into their configuration.
see_extension() {
	if [ "$major" -ge 18 ]; then
		echo "extension_control_path = '$dest$("$PG_CONFIG" --sharedir):\$system'"
	else
		echo "extension_destdir = '$dest'"
	fi
	echo "dynamic_library_path = '$dest$("$PG_CONFIG" --pkglibdir):\$libdir'"
}

start_server() {
	mkdir -m 700 "$work/s"		# the socket is the way in: ours only
	if ! initdb -D "$work/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --lc-messages=C -N >"$work/initdb.log" 2>&1; then
		cat "$work/initdb.log"
		return 1
	fi
	see_extension >"$work/see_extension.conf"
	cat "$work/see_extension.conf" - >>"$work/data/postgresql.conf" <<-CONF
		listen_addresses = ''
		unix_socket_directories = '$work/s'
		port = $PGPORT
		# thrown away at the end: durability would only cost time
		fsync = off
		synchronous_commit = off
		full_page_writes = off
		max_wal_size = 4GB
		shared_buffers = 256MB
		max_connections = 60
		max_prepared_transactions = 10
		timezone = 'UTC'
		log_timezone = 'UTC'
		log_line_prefix = '%m [%p] %q%a %d '
	CONF
	started=yes
	if ! pg_ctl -D "$work/data" -l "$out/server.log" -w -t 60 -s start >"$work/start.log" 2>&1; then
		cat "$work/start.log" "$out/server.log"
		return 1
	fi
}

sql() { psql -X -q -A -t -v ON_ERROR_STOP=1 "$@"; }

# A database whose owner is no superuser, as a network's own would be.
make_owned_database() {
	sql -c "CREATE ROLE casework_owner LOGIN CREATEROLE" &&
	sql -c "CREATE DATABASE $1 OWNER casework_owner" &&
	export PGDATABASE=$1 PGUSER=casework_owner
}

cd "$tree" || exit 1

if [ "$mode" = fuzz ]; then
	make -C test/fuzz --no-print-directory fuzz
	exit
fi

# what fails says why on either stream: keep them in order
[ "$mode" = shell ] || exec 2>&1

start_server || exit 1

case $mode in
check)
	. test/lib/suites.sh
	run_suites
	;;
demo)
	if [ ! -f demo/run.sh ]; then say "there is no demo/run.sh"; exit 1; fi
	make_owned_database demo || exit 1
	bash demo/run.sh
	;;
bench)
	if [ ! -f test/bench/run.sh ]; then say "there is no test/bench/run.sh"; exit 1; fi
	mkdir -p build
	sql -c "CREATE DATABASE bench" || exit 1
	PGDATABASE=bench bash test/bench/run.sh
	;;
shell)
	make_owned_database shell || exit 1
	sql -c "CREATE EXTENSION case_rules CASCADE" || exit 1
	say "A private server with case_rules; you are $PGUSER, owner of this database. \\q ends it."
	psql -X
	;;
esac
status=$?
if [ "$status" != 0 ] && [ "$mode" != check ]; then
	say "---- the server's log, its end:"
	tail -n 25 "$out/server.log"
fi
exit "$status"
