# shellcheck shell=bash disable=SC2154
#
# suites.sh: the suites of "make check" (sourced by server.sh).
#
# A suite sets passed and failed.  One that has no directory yet is skipped
# with a note; one that has a directory but no test in it fails, and so does
# one that ends in any other way than it should.

all_suites="regress pgtap isolation tap docs fuzz"
SUITE=${SUITE:-}
FILES=${FILES:-}
jobs=${JOBS:-$(nproc)}
[ "$jobs" -le 4 ] || jobs=4

# FILES="a b": only the files so named (with or without directory and ending)
chosen() {
	local base wanted
	[ -n "$FILES" ] || return 0
	base=$(basename "$1")
	for wanted in ${FILES//,/ }; do
		wanted=$(basename "$wanted")
		[ "$wanted" = "$base" ] || [ "${wanted%.*}" = "${base%.*}" ] && return 0
	done
	return 1
}

# Sets files to those of the arguments that exist and are chosen.
choose() {
	local file found=
	files=()
	for file in "$@"; do
		[ -f "$file" ] || continue
		found=yes
		chosen "$file" && files+=("$file")
	done
	if [ -z "$found" ]; then
		say "no test found"
		failed=1
		return 1
	fi
	[ "${#files[@]}" -gt 0 ] || { note="no file chosen"; return 1; }
}

# pg_regress and its isolation sibling: one line a test, in the old form up to
# 15 ("test x ... ok  12 ms", "ok"/"FAILED"), TAP from 16.
count_regress() {
	local log=$1 ok bad
	ok=$(grep -cE '^(test [^ ]+ +\.\.\. ok|ok [0-9]+ )' "$log")
	bad=$(grep -cE '^(test [^ ]+ +\.\.\. FAILED|not ok [0-9]+ )' "$log")
	passed=$((passed + ok))
	failed=$((failed + bad))
	# stopped before it came to a verdict
	[ "$2" = 0 ] || [ "$bad" -gt 0 ] || failed=$((failed + 1))
	[ "$2" != 0 ] || [ "$((ok + bad))" -gt 0 ] || failed=$((failed + 1))
}

# Without a file of expected output pg_regress ends at once; with an empty one
# it goes on, and the difference shows what there is to expect.
expected_exists() {
	[ -e "$1" ] || { say "there is no $1 yet"; mkdir -p "$(dirname "$1")"; : >"$1"; }
}

# A fresh database for each file: it starts with CREATE EXTENSION if it wants.
suite_regress() {
	local file name dir status
	choose sql/*.sql || return
	for file in "${files[@]}"; do
		name=$(basename "$file" .sql)
		dir=$out/regress/$name
		mkdir -p "$dir"
		expected_exists "expected/$name.out"
		"$pgxs/src/test/regress/pg_regress" --inputdir="$tree" --outputdir="$dir" --bindir="$bindir" \
			--host="$PGHOST" --port="$PGPORT" --user=postgres --dbname=regress_case_rules \
			"$name" >"$dir/log" 2>&1
		status=$?
		count_regress "$dir/log" "$status"
		if [ "$status" = 0 ]; then
			say "ok      $name"
		else
			say "FAILED  $name"
			cat "$dir/regression.diffs" 2>/dev/null || cat "$dir/log"
		fi
	done
	sql -c "DROP DATABASE IF EXISTS regress_case_rules"
}

suite_isolation() {
	local names status dir=$out/isolation
	choose test/isolation/specs/*.spec || return
	names=$(for file in "${files[@]}"; do basename "$file" .spec; done)
	for file in $names; do expected_exists "test/isolation/expected/$file.out"; done
	mkdir -p "$dir"
	# shellcheck disable=SC2086
	"$pgxs/src/test/isolation/pg_isolation_regress" --inputdir="$tree/test/isolation" --outputdir="$dir" \
		--bindir="$bindir" --host="$PGHOST" --port="$PGPORT" --user=postgres \
		--load-extension=pg_trgm --load-extension=case_rules --dbname=isolation_case_rules $names >"$dir/log" 2>&1
	status=$?
	count_regress "$dir/log" "$status"
	sed -nE 's/^test ([^ ]+) +\.\.\. (ok|FAILED).*/\2 \1/p; s/^ok [0-9]+ +[-+] ([^ ]+).*/ok \1/p; s/^not ok [0-9]+ +[-+] ([^ ]+).*/FAILED \1/p' "$dir/log" |
		while read -r verdict name; do printf '%-7s %s\n' "$verdict" "$name"; done
	if [ "$status" != 0 ]; then
		cat "$dir/regression.diffs" 2>/dev/null || cat "$dir/log"
	fi
	sql -c "DROP DATABASE IF EXISTS isolation_case_rules"
}

# template_db NAME EXTENSION...: made once, copied for each test file
template_db() {
	local name=$1 extension
	shift
	[ -z "$(sql -c "SELECT 1 FROM pg_database WHERE datname = '$name'")" ] || return 0
	sql -c "CREATE DATABASE $name" || return 1
	for extension in "$@"; do
		sql -d "$name" -c "CREATE EXTENSION $extension CASCADE" || return 1
	done
}

run_tap() {
	local log
	log=$(mktemp "$out/tap.XXXXXX")
	perl test/lib/tap.pl --counts "$log" "$@"
	read -r passed failed <"$log" || failed=1
	rm -f "$log"
}

suite_pgtap() {
	choose test/pgtap/*.sql || return
	template_db template_pgtap case_rules pgtap || { failed=1; return; }
	run_tap --jobs "$jobs" --exec "bash test/lib/pgtap_file.sh" "${files[@]}"
}

suite_tap() {
	choose test/tap/*.pl || return
	mkdir -p "$out/tap"
	PG_REGRESS=$pgxs/src/test/regress/pg_regress \
	PERL5LIB=$pgxs/src/test/perl:$tree/test/tap/lib \
	TESTDIR=$out/tap TESTDATADIR=$work/tmp/tap TESTLOGDIR=$out/tap/log \
	CASE_RULES_SEE=$work/see_extension.conf \
		run_tap --jobs "$jobs" "${files[@]}"
}

suite_docs() {
	choose README.md docs/*.md || return
	template_db template_docs case_rules || { failed=1; return; }
	run_tap --exec "perl test/lib/docs_test.pl" "${files[@]}"
}

suite_fuzz() {
	local log=$out/fuzz.log status
	[ -z "$FILES" ] || { note="no file chosen"; return; }
	if ! [ -f test/fuzz/Makefile ]; then note="no test/fuzz/Makefile yet"; return; fi
	make -C test/fuzz --no-print-directory check >"$log" 2>&1
	status=$?
	read -r passed failed < <(sed -nE 's/^([0-9]+) passed, ([0-9]+) failed$/\1 \2/p' "$log" | tail -n 1)
	if [ -z "${passed:-}" ]; then
		passed=1
		failed=0
	fi
	if [ "$status" != 0 ]; then
		passed=$((passed - (failed == 0 && passed == 1)))
		[ "$failed" -gt 0 ] || failed=1
		cat "$log"
	else
		tail -n 3 "$log"
	fi
}

suite_directory() {
	case $1 in
	regress) echo sql ;;
	docs) if [ -f README.md ]; then echo .; else echo docs; fi ;;
	*) echo "test/$1" ;;
	esac
}

run_suites() {
	local suite total_passed=1 total_failed=0 summary began
	local passed failed note files

	for suite in ${SUITE//,/ }; do
		case " $all_suites " in
		*" $suite "*) ;;
		*) say "no such suite: $suite (there are: $all_suites)"; return 1 ;;
		esac
	done

	summary=$(printf '%-10s %6d passed %6d failed' build 1 0)
	for suite in $all_suites; do
		case " ${SUITE//,/ } " in
		"  " | *" $suite "*) ;;
		*) continue ;;
		esac
		passed=0 failed=0 note=
		began=$(date +%s)
		if ! [ -d "$(suite_directory "$suite")" ]; then
			note="there is no $(suite_directory "$suite")/ yet"
		else
			say ""
			say "==== $suite"
			"suite_$suite"
		fi
		if [ -n "$note" ]; then
			summary+=$'\n'$(printf '%-10s skipped: %s' "$suite" "$note")
		else
			[ "$((passed + failed))" -gt 0 ] || failed=1
			summary+=$'\n'$(printf '%-10s %6d passed %6d failed   %4d s' "$suite" "$passed" "$failed" "$(($(date +%s) - began))")
		fi
		total_passed=$((total_passed + passed))
		total_failed=$((total_failed + failed))
	done

	if grep -aE 'PANIC|was terminated by signal (11|6|7|8)|TRAP:' "$out/server.log" >"$out/crashes"; then
		summary+=$'\n'"server     a process crashed:"$'\n'$(cat "$out/crashes")
		total_failed=$((total_failed + 1))
	fi
	if [ -n "$FILES" ] && [ "$((total_passed + total_failed))" = 1 ]; then
		summary+=$'\n'"FILES      chose nothing"
		total_failed=1
	fi
	say ""
	say "$summary"
	[ "$total_failed" = 0 ] || [ -z "$CASE_RULES_RESULTS" ] || say "(results and logs: $CASE_RULES_RESULTS)"
	say ""
	say "$total_passed passed, $total_failed failed"
	[ "$total_failed" = 0 ]
}
