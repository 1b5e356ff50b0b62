#!/bin/bash
#
# test/bench/run.sh: the figures of "make bench".
#
# Called by test/lib/server.sh in the database bench of a private server, as
# its superuser.  Prints a table and writes build/bench.jsonl.  All that is
# compared is measured in this one run, in turns: a ratio is the median of the
# ratios of the rounds, because machines are noisy and the rounds are short.
#
#	BENCH_CASES=100000	cases of the main fixture
#	BENCH_SMALL=10000	and of the two others, for the growth
#	BENCH_LARGE=1000000
#	BENCH_ROUNDS=15 BENCH_BATCH=200	rounds, and acts in each
#	BENCH_AGAIN=100000	acts that are judged again
#	BENCH_PEOPLE=1000000	people whose age is asked, and among whom one is looked for

set -eu
cd "$(dirname "$0")/../.."
here=test/bench

cases=${BENCH_CASES:-100000}
small=${BENCH_SMALL:-10000}
large=${BENCH_LARGE:-1000000}
rounds=${BENCH_ROUNDS:-15}
batch=${BENCH_BATCH:-200}
again=${BENCH_AGAIN:-100000}
people=${BENCH_PEOPLE:-1000000}
age_rounds=9
size_rounds=9
size_batch=$batch
cold_batch=$((batch / 4))
first_rounds=7
bulk_rounds=7
days_rounds=9
cadence_rounds=5
late_rounds=$rounds
duty_rounds=200
late_batch=$((batch / 5))

say() { printf '%s\n' "$*"; }
sql() { psql -X -q -A -t -v ON_ERROR_STOP=1 "$@"; }
step() { say "$(date +%T)  $*"; }

# A server as a small office would have it: a quarter of the memory for its
# buffers.  Nothing of the server's own work may fall into one round and not
# into the next.
tune_server() {
	local total buffers
	[ -n "${CASE_RULES_WORK:-}" ] || return 0
	total=$(awk '/^MemTotal:/ { print int($2 / 1024) }' /proc/meminfo)
	buffers=$((total / 4))
	[ "$buffers" -le 4096 ] || buffers=4096
	[ "$buffers" -ge 256 ] || buffers=256
	sql -c "ALTER SYSTEM SET shared_buffers = '${buffers}MB'" \
		-c "ALTER SYSTEM SET autovacuum = off" \
		-c "ALTER SYSTEM SET checkpoint_timeout = '1h'" \
		-c "ALTER SYSTEM SET max_wal_size = '20GB'" \
		-c "ALTER SYSTEM SET jit = off"
	pg_ctl -D "$CASE_RULES_WORK/data" -l "$CASE_RULES_WORK/out/server.log" -m fast -w -t 120 -s restart >/dev/null
}

generate() {	# schema cases [psql option ...]
	step "generating $2 cases in $1"
	PGOPTIONS='-c client_min_messages=warning' sql -c "SELECT case_rules.create_casework('$1')" >/dev/null
	sql -v cases="$2" -v schema="$1" "${@:3}" -f $here/generate_casework.sql >/dev/null
}

began=$(date +%s)
tune_server
sql -c "CREATE EXTENSION case_rules CASCADE"
generate casework "$cases"

step "the hand-written triggers, and a history for each"
for part in figures common handwritten_each handwritten_one foreign_keys runners fill; do
	sql -f "$here/$part.sql"
done

step "comparing their answers"
sql -f $here/compare.sql

used=$((6 * (rounds + 1) * batch))
firsts=$((3 * first_rounds))
size_places=$((3 * (size_rounds + 1) * (size_batch + cold_batch)))
step "acts: $rounds rounds of $batch for each of six contestants"
sql -v cases="$cases" -v places="$((used + firsts + size_places))" -v rounds="$rounds" -v batch="$batch" -f $here/acts.sql

step "the first act of a session"
place=$used
for round in $(seq $first_rounds); do
	for contestant in gate each one; do
		place=$((place + 1))
		sql -c "INSERT INTO bench.round SELECT 'first', $round, '$contestant', bench.run_$contestant($place, 1)"
	done
done
sql -c "INSERT INTO bench.figure (name, value, unit) VALUES
	('first act of a session', bench.median_of('first', 'gate') / 1000, 'ms'),
	('first act of a session, by hand, one query per rule', bench.median_of('first', 'each') / 1000, 'ms'),
	('first act of a session, by hand, all rules in one query', bench.median_of('first', 'one') / 1000, 'ms')"

step "the gate over all placements: $bulk_rounds rounds"
sql -v bulk_rounds=$bulk_rounds -f $here/bulk.sql

step "working days: $days_rounds rounds"
sql -v rounds=$days_rounds -f $here/working_days.sql >/dev/null
step "ages of $people people: $age_rounds rounds"
sql -v people="$people" -v age_rounds="$age_rounds" -f $here/ages.sql >/dev/null

step "follow-up of 100000 placements: $cadence_rounds rounds"
sql -v rounds=$cadence_rounds -v placements=100000 -f $here/cadence.sql >/dev/null

generate casework_versions "$small"
step "facts with and without former versions: $rounds rounds of up to $batch"
sql -v rounds="$rounds" -v batch="$batch" -f $here/versioned.sql >/dev/null

# sixteen acts a case, and 17 cases of 20 can be decided
generate casework_again $(((again / 16 + (late_rounds + 1) * late_batch) * 20 / 17 + 20)) -v without_acts=1
step "judging again: $again acts; ten acts of a case, $late_rounds rounds of $late_batch"
sql -v again_acts="$again" -v late_rounds="$late_rounds" -v late_batch="$late_batch" -f $here/again.sql >/dev/null

step "names: looking for one of $people people"
sql -v people="$people" -v rounds=41 -f $here/names.sql >/dev/null

# about 13 GB for a million cases, and as much again while they are made
free=$(df -Pk "${CASE_RULES_WORK:-.}" | awk 'NR == 2 { print int($4 / 1024) }')
while [ $((large * 26 / 1000)) -gt "$free" ] && [ "$large" -gt "$cases" ]; do
	large=$((large / 2))
	say "only $free MB of disk are free: $large cases instead"
done
generate casework_10k "$small"
generate casework_1m "$large"
step "acts among $small, $cases and $large cases: $size_rounds rounds of $size_batch"
sql -v used="$((used + firsts))" -v size_places="$size_places" -v size_rounds=$size_rounds -v size_batch="$size_batch" \
	-v cold_batch="$cold_batch" \
	-v cases="$cases" -v small="$small" -v large="$large" -f $here/sizes.sql >/dev/null

duty_cases=$((large < 250000 ? large : 250000))
step "the list of one worker among $((4 * duty_cases)) open duties: $duty_rounds rounds"
sql -v schema=casework_1m -v duty_cases=$duty_cases -v duty_rounds=$duty_rounds -f $here/duties.sql >/dev/null

sql -c "SELECT json_build_object('name', name, 'value', round(value, CASE WHEN value < 100 THEN 2 ELSE 0 END), 'unit', unit,
		'aim', aim, 'higher_is_better', higher_is_better) FROM bench.figure ORDER BY place" >build/bench.jsonl

say ""
say "$cases cases, act \"decide\", PostgreSQL $(sql -c 'SHOW server_version'), shared_buffers $(sql -c 'SHOW shared_buffers'), no JIT, $(nproc) processors"
say "medians; ratios are medians of the ratios of the rounds"
say ""
sql -c "SELECT format('%-58s %10s %-7s%s', name, round(value, CASE WHEN value < 100 THEN 2 ELSE 0 END), unit,
		CASE WHEN aim IS NOT NULL THEN format(' aim %s  %s', aim,
			CASE WHEN (value <= aim) <> higher_is_better THEN 'reached' ELSE 'missed' END) ELSE '' END)
	FROM bench.figure ORDER BY place"
say ""
say "$(($(date +%s) - began)) s in all; build/bench.jsonl has the same figures"
