# shellcheck shell=bash
#
# prerequisites.sh: find PostgreSQL and the tools, or install them (sourced by
# test/run.sh).
#
# prerequisites MODE sets PG_CONFIG and major.  What is missing is installed
# with apt-get when we are root, after saying what and why; else the command is
# shown and the script ends.

default_major=15

# The packages that MODE lacks, one "package: why" a line.  What is looked for
# is the thing itself, not the package: it may have come another way.
missing_packages() {
	local mode=$1 prefix=/usr/lib/postgresql/$major

	command -v gcc >/dev/null && [ -e /usr/include/stdio.h ] ||
		echo "build-essential: the C compiler and its headers"
	perl -MFile::Copy -MFile::Find -e 1 2>/dev/null ||
		echo "perl: the test harness is written in it"
	command -v pkg-config >/dev/null ||
		echo "pkg-config: tells the build where ICU is"
	[ -e /usr/include/unicode/ucal.h ] || pkg-config --exists icu-i18n 2>/dev/null ||
		echo "libicu-dev: ICU, which the extension uses for calendars and languages"
	if [ -z "${PG_CONFIG:-}" ]; then
		[ -x "$prefix/bin/postgres" ] ||
			echo "postgresql-$major: the database server"
		[ -e "/usr/include/postgresql/$major/server/postgres.h" ] && [ -e "$prefix/lib/pgxs/src/makefiles/pgxs.mk" ] ||
			echo "postgresql-server-dev-$major: what extensions are compiled against"
	fi
	if [ "$mode" = check ]; then
		case ${PG_CONFIG:-$prefix/bin/pg_config} in
		/usr/lib/postgresql/*)
			[ -e "/usr/share/postgresql/$major/extension/pgtap.control" ] ||
				echo "postgresql-$major-pgtap: pgTAP, for the tests written in SQL" ;;
		esac
		perl -MTAP::Harness -e 1 2>/dev/null ||
			echo "perl: the test harness is written in it"
		perl -MIPC::Run -e 1 2>/dev/null ||
			echo "libipc-run-perl: PostgreSQL's own test modules need it"
	fi
}

read_lists() {
	[ -z "${lists_read:-}" ] || return 0
	lists_read=yes
	say "Reading the package lists anew (apt-get update)."
	apt-get -q update >/dev/null 2>&1 || say "apt-get update had errors; going on with what there is."
}

apt_knows() {
	apt-cache policy "$1" 2>/dev/null | grep -q 'Candidate: [0-9]'
}

install_packages() {
	local packages=("$@") package simulated status policy=/usr/sbin/policy-rc.d own_policy=
	local confdir=/etc/postgresql-common/createcluster.d conf

	export DEBIAN_FRONTEND=noninteractive
	for package in "${packages[@]}"; do
		if ! apt_knows "$package"; then
			read_lists
			break
		fi
	done

	if ! simulated=$(apt-get -s install --no-install-recommends "${packages[@]}" 2>&1); then
		read_lists
		simulated=$(apt-get -s install --no-install-recommends "${packages[@]}" 2>&1) || {
			printf '%s\n' "$simulated" | tail -n 15
			die "apt-get cannot install: ${packages[*]}"
		}
	fi

	# An upgrade of a server restarts its clusters, and a removal is nobody's
	# wish: not ours to decide.
	if printf '%s\n' "$simulated" | grep -E '^Remv |^Inst postgresql-[0-9]+ \['; then
		die "installing this would remove or upgrade the packages above; please do it yourself: apt-get install --no-install-recommends ${packages[*]}"
	fi

	# The package postgresql-NN comes with a cluster "main" on port 5432, and
	# its scripts start every cluster that is set to "auto".  We want neither.
	# The first is asked for in a file of createcluster.d (read after the
	# administrator's createcluster.conf, so it holds), the second in
	# policy-rc.d unless there is one.  Both are there for as long as apt-get
	# runs; should this script be killed outright, the policy stops to mean
	# anything as soon as its process is gone.
	conf=$confdir/zz-case-rules-no-cluster.conf
	install_undo() {
		rm -f "$conf"
		rmdir "$confdir" /etc/postgresql-common 2>/dev/null
		[ -z "$own_policy" ] || rm -f "$policy"
	}
	trap 'install_undo; cleanup' EXIT
	mkdir -p "$confdir"
	echo "create_main_cluster = false" >"$conf"
	if [ ! -e "$policy" ]; then
		own_policy=yes
		cat >"$policy" <<-POLICY
			#!/bin/sh
			# case_rules: no service is started while its "make" installs packages
			kill -0 $$ 2>/dev/null && exit 101
			exit 0
		POLICY
		chmod 755 "$policy"
	fi

	local aptlog
	aptlog=$(mktemp)
	apt-get -q -y install --no-install-recommends "${packages[@]}" >"$aptlog" 2>&1 </dev/null
	status=$?
	if [ "$status" != 0 ] && [ -z "${lists_read:-}" ]; then
		# old lists name files that are gone from the mirror
		read_lists
		apt-get -q -y install --no-install-recommends "${packages[@]}" >"$aptlog" 2>&1 </dev/null
		status=$?
	fi
	install_undo
	trap cleanup EXIT
	[ "$status" = 0 ] || { tail -n 30 "$aptlog"; rm -f "$aptlog"; die "apt-get failed"; }
	rm -f "$aptlog"
}

prerequisites() {
	local mode=$1 candidate missing packages

	# which PostgreSQL: the one named; else the newest that has pgTAP too; else
	# the newest that can be built against; else the default, or what this
	# distribution has
	if [ -n "${PG_CONFIG:-}" ]; then
		PG_CONFIG=$(command -v "$PG_CONFIG") || die "no such pg_config: $PG_CONFIG"
		major=$("$PG_CONFIG" --version | sed 's/^[^0-9]*\([0-9]*\).*/\1/')
	else
		major=
		for wanted in extension/pgtap.control .; do
			for candidate in $(ls -d /usr/lib/postgresql/*/bin/pg_config 2>/dev/null | sort -t/ -k5 -rn); do
				candidate=$(echo "$candidate" | cut -d/ -f5)
				[ "$candidate" -ge 15 ] && [ "$candidate" -le 18 ] || continue
				[ -e "/usr/lib/postgresql/$candidate/bin/postgres" ] || continue
				[ -e "/usr/share/postgresql/$candidate/$wanted" ] || continue
				major=$candidate
				break 2
			done
		done
		if [ -z "$major" ]; then
			major=$default_major
			if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ] && ! apt_knows "postgresql-$major"; then
				read_lists
				for candidate in $default_major 17 18 16; do
					if apt_knows "postgresql-$candidate"; then
						major=$candidate
						break
					fi
				done
			fi
		fi
	fi
	[ "$major" -ge 15 ] && [ "$major" -le 18 ] || die "PostgreSQL $major is not supported: 15 to 18 are"

	missing=$(missing_packages "$mode" | sort -u)
	if [ -n "$missing" ]; then
		packages=$(printf '%s\n' "$missing" | cut -d: -f1 | sort -u | tr '\n' ' ')
		say "Missing on this machine:"
		printf '%s\n' "$missing" | sed 's/^/    /'
		command -v apt-get >/dev/null || die "there is no apt-get here; please install these yourself"
		if [ "$(id -u)" != 0 ]; then
			say "Please have them installed, as root:"
			say "    apt-get update && apt-get install --no-install-recommends $packages"
			case $packages in
			*"postgresql-$major "*)
				say "(postgresql-$major makes and starts a cluster \"main\", unless create_main_cluster = false"
				say "in /etc/postgresql-common/createcluster.conf; nothing here needs it.)" ;;
			esac
			exit 1
		fi
		say "Installing them with apt-get (no cluster is created, no service started)."
		# shellcheck disable=SC2086
		install_packages $packages
		missing=$(missing_packages "$mode")
		[ -z "$missing" ] || die "still missing after apt-get: $missing"
		say "Installed: $packages"
	fi

	if [ -z "${PG_CONFIG:-}" ]; then
		PG_CONFIG=/usr/lib/postgresql/$major/bin/pg_config
	fi

	# How the server will find an extension that is not installed: since 18 by
	# extension_control_path, before by Debian's extension_destdir.
	if [ "$major" -lt 18 ] && ! "$("$PG_CONFIG" --bindir)/postgres" --describe-config 2>/dev/null | grep -q '^extension_destdir'; then
		die "this PostgreSQL $major finds extensions in its own directory only (it lacks Debian's extension_destdir): use make install and make installcheck"
	fi
}
