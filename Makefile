# case_rules: the protocol of cross-border child-protection casework, enforced
# in the database.
#
#	make demo	the story in the terminal, on a private server
#	make check	every test, on a private server
#			SUITE=regress,pgtap	only these suites
#			FILES="extension dates"	only these test files
#			JOBS=4			test files at a time (pgTAP, TAP)
#	make bench	the figures, and build/bench.jsonl
#	make fuzz	the longer fuzzing runs
#	make shell	psql in a private server that has the extension
#	make clean-check	throw away what these have built
#
# These need nothing but a checkout: they install what is missing (through apt,
# saying so), build in build/, and run a server of their own on a unix socket;
# neither /usr nor any cluster of yours is touched.  PG_CONFIG=... chooses the
# PostgreSQL.  For an installed server there is what PGXS always gives:
#
#	make && make install && make installcheck

EXTENSION = case_rules
EXTVERSION := $(shell sed -n "s/^default_version *= *'\([^']*\)'.*/\1/p" $(EXTENSION).control)

# ---------------------------------------------------------------------------
# What CREATE EXTENSION runs, in this order.  Add a part by adding a line.
#
# An entry NAME.template.sql is DDL that is not run at CREATE EXTENSION but
# later, in a user's schema (create_rulebook and its like).  It becomes, at its
# place in the order, case_rules.template_NAME(), which returns that text.
#
SQL_PARTS = \
	src/language/language.sql \
	src/dates/uuid_v7.sql \
	src/dates/clock.sql \
	src/dates/partial_date.sql \
	src/dates/partial_date_calendar.sql \
	src/dates/cadence.sql \
	src/messages/message.sql \
	src/messages/messages.sql \
	src/messages/message_rulebook.template.sql \
	src/law/tables.sql \
	src/law/state.sql \
	src/law/instrument.sql \
	src/law/hc1996_party.sql \
	src/law/hc1996_objection.sql \
	src/law/brussels_party.sql \
	src/law/brussels_art82.sql \
	src/law/in_force.sql \
	src/law/regime.sql \
	src/law/rulebook_tables.template.sql \
	src/law/in_force_rulebook.template.sql \
	src/engine/types.sql \
	src/engine/consent_state.sql \
	src/engine/catalog.sql \
	src/engine/engine.sql \
	src/engine/first_known.sql \
	src/engine/rulebook.template.sql \
	src/engine/duty.template.sql \
	src/engine/guard.sql \
	src/casework/version.sql \
	src/casework/tables.template.sql \
	src/casework/facts.template.sql \
	src/casework/effects.template.sql \
	src/casework/reports.template.sql \
	src/casework/casework.sql \
	src/protocols/placement_abroad_facts.sql \
	src/protocols/placement_abroad.sql \
	src/protocols/hc1996.sql \
	src/protocols/brussels_ii.sql \
	src/protocols/crc.sql \
	src/protocols/un_guidelines.sql \
	src/protocols/urgent_measure.sql \
	src/protocols/duties.sql
# ---------------------------------------------------------------------------

SCRIPT = $(EXTENSION)--$(EXTVERSION).sql

HARNESS_GOALS = check demo bench fuzz shell clean-check

ifneq ($(filter $(HARNESS_GOALS),$(MAKECMDGOALS)),)

# ---- the private server ---------------------------------------------------
#
# Without PGXS: there may be no pg_config yet, and PGXS would put a "check" of
# its own in our way.  Other goals beside these go to a make of their own.

.NOTPARALLEL:
.PHONY: $(MAKECMDGOALS)

check demo bench fuzz shell:
	@bash test/run.sh $@

clean-check:
	rm -rf build/pg* build/check

OTHER_GOALS = $(filter-out $(HARNESS_GOALS),$(MAKECMDGOALS))
ifneq ($(OTHER_GOALS),)
$(OTHER_GOALS):
	+@$(MAKE) --no-print-directory $@
endif

else

# ---- build and install, with PGXS -----------------------------------------

MODULE_big = $(EXTENSION)
OBJS = $(patsubst %.c,%.o,$(sort $(wildcard src/*.c src/*/*.c)))
DATA = $(wildcard $(EXTENSION)--*--*.sql)
DATA_built = $(SCRIPT)
EXTRA_CLEAN = build/pg* build/check results output_iso regression.diffs regression.out

# PostgreSQL's own headers count as system headers: what -Wextra thinks of them
# differs from major to major, and is not ours to mend.
PG_CPPFLAGS = -I$(srcdir)/src -DCR_RELEASE='"$(EXTVERSION)"' -isystem $(includedir_server) $(ICU_CFLAGS)
PG_CFLAGS = -Wextra -Wstrict-prototypes -Wold-style-definition -Wundef -Wshadow=compatible-local \
	-Wno-unused-parameter -Wno-clobbered
SHLIB_LINK = $(ICU_LIBS)

PKG_CONFIG ?= pkg-config
ICU_CFLAGS := $(shell $(PKG_CONFIG) --cflags icu-i18n icu-uc)
ICU_LIBS := $(shell $(PKG_CONFIG) --libs icu-i18n icu-uc)

REGRESS = $(patsubst sql/%.sql,%,$(sort $(wildcard sql/*.sql)))
ISOLATION = $(patsubst test/isolation/specs/%.spec,%,$(sort $(wildcard test/isolation/specs/*.spec)))
# installcheck is below: every test file wants a database of its own
NO_INSTALLCHECK = 1

PG_CONFIG ?= pg_config
PGXS := $(shell $(PG_CONFIG) --pgxs)
include $(PGXS)

# No dependency tracking in PGXS as Debian builds it; headers are few.
$(OBJS) $(OBJS:.o=.bc): $(wildcard src/*.h src/*/*.h)

# CREATE EXTENSION replaces these words wherever they stand, in a template too.
define ASSEMBLE
set -e; \
printf '%s\n' \
	'/* $(SCRIPT): made by the Makefile from the parts named below */' \
	'' \
	'-- complain if the script is sourced in psql, rather than via CREATE EXTENSION' \
	'\echo Use "CREATE EXTENSION $(EXTENSION)" to load this file. \quit' \
	'' \
	'SET LOCAL search_path = pg_catalog, pg_temp;' \
	'' \
	'CREATE SCHEMA case_rules;' \
	"COMMENT ON SCHEMA case_rules IS 'case_rules: the protocol of cross-border child-protection casework, enforced in the database';" \
	'-- it belongs to a superuser even where a database owner installs' \
	'GRANT USAGE ON SCHEMA case_rules TO PUBLIC;'; \
for part in $(SQL_PARTS); do \
	test -f "$$part" || { echo "SQL_PARTS: there is no $$part" >&2; exit 1; }; \
	printf '\n-- ---- %s ----\n\n' "$$part"; \
	case $$part in \
	*.template.sql) \
		name=$$(basename "$$part" .template.sql); tag="\$$template_$$name\$$"; \
		for word in "$$tag" MODULE_PATHNAME @extschema @extowner; do \
			if grep -nF -e "$$word" "$$part" >&2; then \
				echo "$$part: a template cannot hold $$word" >&2; exit 1; \
			fi; \
		done; \
		printf 'CREATE FUNCTION case_rules.template_%s() RETURNS text\n' "$$name"; \
		printf 'LANGUAGE sql IMMUTABLE PARALLEL SAFE\nRETURN %s' "$$tag"; \
		cat "$$part"; \
		printf '%s;\nCOMMENT ON FUNCTION case_rules.template_%s() IS\n' "$$tag" "$$name"; \
		printf '\t%s;\n' "'The DDL of $$part, run in a schema of the user''s own once its @placeholders@ are filled in'";; \
	*) \
		cat "$$part";; \
	esac; \
done
endef

$(SCRIPT): $(SQL_PARTS) Makefile $(EXTENSION).control
	@echo "making $@ from $(words $(SQL_PARTS)) parts"
	@{ $(ASSEMBLE); } > $@.tmp || { rm -f $@.tmp; exit 1; }
	@mv $@.tmp $@

# As PGXS would, but a fresh database for each file of sql/.
.PHONY: installcheck
installcheck:
	@status=0; rm -rf results; \
	for name in $(REGRESS); do \
		$(pg_regress_installcheck) $(REGRESS_OPTS) --dbname=contrib_regression_$(EXTENSION) $$name || { status=1; cat regression.diffs; }; \
	done; \
	$(if $(ISOLATION),$(pg_isolation_regress_installcheck) --inputdir=$(srcdir)/test/isolation --outputdir=output_iso \
		--load-extension=$(EXTENSION) --dbname=isolation_regression_$(EXTENSION) $(ISOLATION) || status=1;) \
	exit $$status

endif
