#!/bin/bash
#
# run.sh check|demo|bench|fuzz|shell
#
# Builds the extension in build/, stages it with its tests in a work area, and
# runs a private server there: nothing is installed into /usr, no cluster of
# the machine is touched, and nothing of it remains when this script ends.
#
# Two halves, because a server refuses to run as root and because the checkout
# may be in a directory that no other user can read.  This half finds or
# installs what is needed, builds, stages, and cleans up; test/lib/server.sh,
# run as an unprivileged user out of the work area, does the rest.

set -u
umask 022
export LC_ALL=C.UTF-8

mode=${1:?usage: run.sh check|demo|bench|fuzz|shell}
cd "$(dirname "$0")/.." || exit 1
root=$PWD
work=
child=

say() { printf '%s\n' "$*"; }
die() { printf '%s\n' "case_rules: $*" >&2; exit 1; }

# A signal's way: make or the terminal tells us, we tell the whole process
# group of the other half, which stops its server; then we make sure of it.
cleanup() {
	status=$?
	trap '' HUP INT TERM
	trap - EXIT
	if [ -n "$child" ] && kill -0 "$child" 2>/dev/null; then
		kill -TERM -- "-$child" 2>/dev/null
		wait "$child" 2>/dev/null
	fi
	if [ -n "$work" ]; then
		# Any server left is one that was started in the work area: its
		# working directory is its data directory.
		find "$work" -name postmaster.pid 2>/dev/null | while read -r file; do
			pid=$(head -n 1 "$file" 2>/dev/null)
			if [ "$(readlink "/proc/${pid:-0}/cwd" 2>/dev/null)" = "$(dirname "$file")" ]; then
				kill -QUIT "$pid" 2>/dev/null
				for _ in 1 2 3 4 5 6 7 8 9 10; do
					kill -0 "$pid" 2>/dev/null || break
					sleep 0.2
				done
			fi
		done
		if [ -n "${KEEP:-}" ]; then
			say "kept: $work"
		else
			cd / && rm -rf "$work"
		fi
	fi
	exit "$status"
}
trap cleanup EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# ---- what is needed --------------------------------------------------------

. test/lib/prerequisites.sh
prerequisites "$mode"		# sets PG_CONFIG and major, or exits
export PG_CONFIG

# ---- build -----------------------------------------------------------------
#
# In build/pgNN, on a copy of the sources, so that objects of another compiler
# call or another PostgreSQL are never mixed up with these, and so that the
# checkout stays clean.  -Werror: a warning is a failed check.

build=$root/build/pg$major
results=$root/build/check
if ! mkdir -p "$build" 2>/dev/null || ! [ -w "$build" ]; then
	# a checkout that we may read only
	work=$(mktemp -d "${TMPDIR:-/tmp}/case_rules.XXXXXX") || exit 1
	build=$work/build
	results=
	mkdir -p "$build"
fi

quiet=(--silent)
[ -z "${V:-}" ] || quiet=()

build_and_install() {
	(
		if command -v flock >/dev/null; then flock 9; fi
		perl test/lib/sync.pl "$root" "$build" Makefile case_rules.control src sql expected &&
		make -C "$build" --no-print-directory "${quiet[@]}" -j"$(nproc)" \
			PG_CONFIG="$PG_CONFIG" with_llvm=no COPT=-Werror DESTDIR="$work/dest" install
	) 9>"$build.lock"
}

# the make that called us has nothing to say to this one
unset MAKEFLAGS MAKELEVEL MFLAGS MAKEOVERRIDES

# The work area is for the user who runs the server.
runner=()
runner_name=$(id -un)
if [ "$(id -u)" = 0 ]; then
	if id -u postgres >/dev/null 2>&1; then runner_name=postgres; else runner_name=nobody; fi
	runner=(setpriv "--reuid=$runner_name" "--regid=$(id -g "$runner_name")" --init-groups --)
fi

make_work() {
	[ -n "$work" ] || work=$(mktemp -d "$1/case_rules.XXXXXX") || return 1
	work=$(cd "$work" && pwd -P)
	[ "$(id -u)" != 0 ] || chown "$runner_name" "$work"
	# out of this user's reach, or too long for a socket: not good
	"${runner[@]}" test -x "$work" && [ "${#work}" -le 70 ] && return 0
	rm -rf "$work"
	work=
	return 1
}
make_work "${TMPDIR:-/tmp}" 2>/dev/null || make_work /tmp || die "no directory for the work area in ${TMPDIR:-/tmp} or /tmp"

started=$(date +%s)
log=$work/build.log
if ! build_and_install >"$log" 2>&1; then
	cat "$log"
	die "the build failed"
fi
[ -z "${V:-}" ] || cat "$log"
say "built case_rules for PostgreSQL $major with -Werror ($(($(date +%s) - started)) s)"

# ---- stage -----------------------------------------------------------------

stage=()
for item in Makefile case_rules.control META.json README.md CHANGELOG.md docs src sql expected test demo; do
	[ -e "$item" ] && stage+=("$item")
done
mkdir -p "$work/tree/build" "$work/home" "$work/tmp" "$work/out"
tar -cf - "${stage[@]}" | tar -C "$work/tree" --no-same-owner -xf - || exit 1
chmod -R u+rwX "$work/tree" "$work/dest"
[ "$(id -u)" != 0 ] || chown -R "$runner_name" "$work"

# ---- run -------------------------------------------------------------------

export CASE_RULES_WORK=$work CASE_RULES_DEST=$work/dest CASE_RULES_RESULTS=${results:+build/check/}
export HOME=$work/home TMPDIR=$work/tmp

cd "$work/tree" || exit 1
if [ "$mode" = shell ]; then
	# at the terminal, so in its foreground process group
	"${runner[@]}" bash test/lib/server.sh shell
	status=$?
else
	# setsid: one process group, that one signal ends as a whole; and the
	# shell starts what runs in the background deaf to SIGINT
	setsid env --default-signal=INT,QUIT "${runner[@]}" bash test/lib/server.sh "$mode" </dev/null &
	child=$!
	wait "$child"
	status=$?
	child=
fi

# ---- bring back ------------------------------------------------------------

cd "$root" || exit 1
if [ -n "$results" ]; then
	if [ "$mode" = check ]; then
		rm -rf "$results"
		mkdir -p "$results"
		cp -r "$work/out/." "$results/"
	fi
	if [ -f "$work/tree/build/bench.jsonl" ]; then
		cp "$work/tree/build/bench.jsonl" "$root/build/bench.jsonl"
	fi
fi
exit "$status"
