#!/bin/bash
#
# pgtap_file.sh FILE: one file of pgTAP tests, with pg_prove's psql switches,
# in a database of its own that is a copy of template_pgtap.

file=$1
db=pgtap_$(basename "$file" .sql | tr -c 'a-z0-9_\n' '_')

createdb --maintenance-db=postgres -T template_pgtap "$db" || exit 1
PGOPTIONS='--client-min-messages=warning' PGDATABASE=$db \
	psql -X -q -A -t -P pager=off -v ON_ERROR_ROLLBACK=1 -v ON_ERROR_STOP=1 -f "$file"
status=$?
# a worker or a second session of the test may still be about to leave
dropdb --maintenance-db=postgres --force "$db"
exit "$status"
