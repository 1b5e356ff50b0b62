#!/bin/bash
#
# run.sh [FILE.sql ...]: the demonstration.
#
# Runs as the owner of an empty database, named by PGDATABASE and PGUSER; the
# role may create roles.  "make demo" makes such a database on a private server
# and calls this.  Each chapter is an SQL file that can be read, and copied from,
# by itself; they run in order.  Exit status 1: something was not refused that
# has to be, or failed that should not.

set -u -o pipefail
cd "$(dirname "$0")" || exit 1

[ "$#" -gt 0 ] || set -- [0-9][0-9]_*.sql

cat <<'INTRO'
case_rules: a demonstration.  All people in it are invented.

Captions begin with "--"; below them is the SQL that an application sends, and
what comes back.  Where a caption says that facts are recorded, the statements
are left out here: they are in demo/, one file for each chapter.
INTRO

# No act may lie in the future, and the acts of the story have fixed days.
last_act=2026-10-16
if [[ $(date +%F) < $last_act ]]; then
	echo
	echo "NOTE: on this machine today is $(date +%F).  The last act of the story is of $last_act,"
	echo "and an act that lies in the future is refused (RU004): the demonstration will stop"
	echo "there and say that it did not go as it has to.  Set the clock right, or run it on"
	echo "a later day."
fi

for chapter in "$@"; do
	psql -X -q --echo-all -v VERBOSITY=verbose -P pager=off -P footer=off -P null='(unknown)' \
		<"$chapter" 2>&1 | perl show.pl || {
		echo "demo: $chapter did not go as it has to" >&2
		exit 1
	}
done

echo
echo "The demonstration went as it has to."
