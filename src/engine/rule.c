/*
 * rule.c
 *		Rules and duties as they are written: checked before they are stored.
 *
 * One that could only fail later is refused now, with the position in its
 * text, for every act that it guards.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"

#include "compat.h"
#include "engine/errors.h"
#include "engine/guard.h"

PG_FUNCTION_INFO_V1(rule_check);
PG_FUNCTION_INFO_V1(duty_check);

static Datum
column_value(HeapTuple row, TupleDesc desc, const char *name, bool *isnull)
{
	int			column = SPI_fnumber(desc, name);

	if (column <= 0)
		ereport(ERROR,
				(errcode(CR_ERRCODE_GUARD_BROKEN),
				 errmsg("a table of rules has no column \"%s\"", name)));
	return heap_getattr(row, column, desc, isnull);
}

static char *
column_text(HeapTuple row, TupleDesc desc, const char *name)
{
	bool		isnull;
	Datum		value = column_value(row, desc, name, &isnull);

	return isnull ? NULL : TextDatumGetCString(value);
}

/* one name, one rule: a local rule cannot stand in for one of the release */
static void
released_name_refuse(const char *procedure, const char *rule)
{
	Oid			types[2] = {TEXTOID, TEXTOID};
	Datum		values[2];
	bool		taken;

	values[0] = CStringGetTextDatum(procedure);
	values[1] = CStringGetTextDatum(rule);
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	taken = query_run("select from case_rules.rule where procedure = $1 and rule = $2",
					  2, types, values, NULL, 1) > 0;
	SPI_finish();
	if (taken)
		ereport(ERROR,
				(errcode(CR_ERRCODE_RULE_REFUSED),
				 errmsg("rule \"%s\" is one of the release", rule),
				 errhint("Give the local rule another name, or set how the rule runs in rule_setting.")));
}

Datum
rule_check(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = (TriggerData *) fcinfo->context;
	TupleDesc	desc;
	HeapTuple	row;
	char	   *procedure;
	char	   *rule;
	char	   *condition;
	char	   *applies;
	Datum		value;
	bool		isnull;
	Datum	   *acts;
	bool	   *nulls;
	int			nacts;
	OwnerScope	scope;

	trigger_check(fcinfo, "case_rules.rule_check", 0);
	desc = RelationGetDescr(trigdata->tg_relation);
	row = TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event) ? trigdata->tg_newtuple
		: trigdata->tg_trigtuple;

	procedure = column_text(row, desc, "procedure");
	rule = column_text(row, desc, "rule");
	condition = column_text(row, desc, "condition");
	applies = column_text(row, desc, "applies");
	value = column_value(row, desc, "acts", &isnull);
	if (procedure == NULL || rule == NULL || condition == NULL || isnull)
		return PointerGetDatum(row);	/* the NOT NULL of the table answers */

	/* what holds when the rule is judged holds when it is checked */
	owner_scope_enter(&scope, GetUserId());
	if (strcmp(get_namespace_name(RelationGetNamespace(trigdata->tg_relation)),
			   "case_rules") != 0)
		released_name_refuse(procedure, rule);

	deconstruct_array(DatumGetArrayTypeP(value), TEXTOID, -1, false, TYPALIGN_INT,
					  &acts, &nulls, &nacts);
	value = column_value(row, desc, "parameters", &isnull);
	for (int i = 0; i < nacts; i++)
	{
		char	   *act = nulls[i] ? pstrdup("") : TextDatumGetCString(acts[i]);
		Gate	   *gate = gate_find(NULL, procedure, act);

		if (!gate->exists)
			ereport(ERROR,
					(errcode(CR_ERRCODE_RULE_REFUSED),
					 errmsg("rule \"%s\" guards an act \"%s\" that procedure \"%s\" does not have",
							rule, act, procedure),
					 errhint("case_rules.procedure_act lists the acts of each procedure.")));
		gate_check_rule(gate, isnull ? NULL : DatumGetJsonbP(value), applies, condition);
	}
	owner_scope_leave(&scope);
	return PointerGetDatum(row);
}

/*
 * The length of a duty is policy, and an office may have its own; not where a
 * text fixes it.
 */
static void
fixed_duty_refuse(const char *procedure, const char *duty)
{
	Oid			types[2] = {TEXTOID, TEXTOID};
	Datum		values[2];
	bool		fixed;

	values[0] = CStringGetTextDatum(procedure);
	values[1] = CStringGetTextDatum(duty);
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	fixed = query_run("select from case_rules.duty_rule where procedure = $1 and duty = $2 "
					  "and basis in ('treaty', 'court', 'must')",
					  2, types, values, NULL, 1) > 0;
	SPI_finish();
	if (fixed)
		ereport(ERROR,
				(errcode(CR_ERRCODE_RULE_REFUSED),
				 errmsg("duty \"%s\" is fixed by a text", duty),
				 errhint("Give the local duty another name; both will be owed.")));
}

/* an act that a duty names, alone or as act:NAME; other sources are the application's */
static void
duty_acts_check(const char *procedure, const char *duty, HeapTuple row, TupleDesc desc,
				const char *column, bool is_source)
{
	bool		isnull;
	Datum		value = column_value(row, desc, column, &isnull);
	Datum	   *names;
	bool	   *nulls;
	int			n;

	if (isnull)
		return;
	deconstruct_array(DatumGetArrayTypeP(value), TEXTOID, -1, false, TYPALIGN_INT,
					  &names, &nulls, &n);
	for (int i = 0; i < n; i++)
	{
		char	   *name = nulls[i] ? pstrdup("") : TextDatumGetCString(names[i]);

		CHECK_FOR_INTERRUPTS();
		if (is_source)
		{
			if (strncmp(name, "act:", 4) != 0 && name[0] != '\0')
			{
				/* cure is both an act and a source */
				if (strcmp(name, "cure") != 0 && gate_find(NULL, procedure, name)->exists)
					ereport(ERROR,
							(errcode(CR_ERRCODE_RULE_REFUSED),
							 errmsg("duty \"%s\" names the act \"%s\" in \"%s\" as if it were a source",
									duty, name, column),
							 errhint("Write act:%s.", name)));
				continue;
			}
			name += name[0] != '\0' ? 4 : 0;
		}
		if (!gate_find(NULL, procedure, name)->exists)
			ereport(ERROR,
					(errcode(CR_ERRCODE_RULE_REFUSED),
					 errmsg("duty \"%s\" names an act \"%s\" in \"%s\" that procedure \"%s\" does not have",
							duty, name, column, procedure),
					 errhint("case_rules.procedure_act lists the acts of each procedure.")));
	}
}

/*
 * From every day that a duty can be counted from (day_is_countable()) its time
 * limit must lead to a day: a row of which none can be told would end every
 * report.  And what never stands still cannot be suspended.
 */
static void
duty_clock_check(const char *duty, HeapTuple row, TupleDesc desc)
{
	Oid			types[1] = {InvalidOid};
	Datum		values[1];
	bool		no_clock;
	bool		no_stops;
	Datum		stops = column_value(row, desc, "suspended_by", &no_stops);
	bool		has_stops = !no_stops && ARR_NDIM(DatumGetArrayTypeP(stops)) > 0;
	bool		can_stop = false;

	values[0] = column_value(row, desc, "clock", &no_clock);
	types[0] = SPI_gettypeid(desc, SPI_fnumber(desc, "clock"));
	if (!no_clock)
	{
		bool		countable;

		if (SPI_connect() != SPI_OK_CONNECT)
			elog(ERROR, "SPI_connect failed");
		(void) query_run("select not case_rules.clock_is_backwards($1), "
						 "(select bool_and(case_rules.due_on($1, d, 'weekend mon tue wed thu fri sat; weekends suffice') "
						 "between '0100-01-01' and '9000-01-01') "
						 "from (values (date '1000-01-01'), ('3000-12-31')) v (d))",
						 1, types, values, NULL, 1);
		can_stop = query_bool(0, 1);
		countable = query_bool(0, 2);
		SPI_finish();
		if (!countable)
			ereport(ERROR,
					(errcode(CR_ERRCODE_RULE_REFUSED),
					 errmsg("the time limit of duty \"%s\" is too long", duty),
					 errhint("Give one that ends within a life.")));
	}
	if (has_stops && !can_stop)
		ereport(ERROR,
				(errcode(CR_ERRCODE_RULE_REFUSED),
				 errmsg("duty \"%s\" cannot be suspended", duty),
				 errdetail("Neither a series nor a limit that runs backwards stands still."),
				 errhint("Leave suspended_by out, or name the acts in ended_by.")));
}

Datum
duty_check(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = (TriggerData *) fcinfo->context;
	TupleDesc	desc;
	HeapTuple	row;
	char	   *procedure;
	char	   *duty;
	Datum		value;
	bool		isnull;
	Datum	   *acts;
	bool	   *nulls;
	int			nacts;
	OwnerScope	scope;

	trigger_check(fcinfo, "case_rules.duty_check", 0);
	desc = RelationGetDescr(trigdata->tg_relation);
	row = TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event) ? trigdata->tg_newtuple
		: trigdata->tg_trigtuple;
	procedure = column_text(row, desc, "procedure");
	duty = column_text(row, desc, "duty");
	value = column_value(row, desc, "started_by", &isnull);
	if (procedure == NULL || duty == NULL || isnull)
		return PointerGetDatum(row);	/* the NOT NULL of the table answers */

	owner_scope_enter(&scope, GetUserId());
	if (strcmp(get_namespace_name(RelationGetNamespace(trigdata->tg_relation)),
			   "case_rules") != 0)
		fixed_duty_refuse(procedure, duty);
	duty_clock_check(duty, row, desc);
	duty_acts_check(procedure, duty, row, desc, "started_by", false);
	duty_acts_check(procedure, duty, row, desc, "fulfilled_by", true);
	duty_acts_check(procedure, duty, row, desc, "suspended_by", false);
	duty_acts_check(procedure, duty, row, desc, "resumed_by", false);
	duty_acts_check(procedure, duty, row, desc, "ended_by", false);
	deconstruct_array(DatumGetArrayTypeP(value), TEXTOID, -1, false, TYPALIGN_INT,
					  &acts, &nulls, &nacts);
	for (int i = 0; i < nacts; i++)
		gate_check_duty(gate_find(NULL, procedure, TextDatumGetCString(acts[i])),
						column_text(row, desc, "applies"), column_text(row, desc, "counted_from"),
						column_text(row, desc, "until"));
	owner_scope_leave(&scope);
	return PointerGetDatum(row);
}
