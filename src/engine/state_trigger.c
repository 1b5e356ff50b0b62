/*
 * state_trigger.c
 *		The trigger on an application's table whose state column moves: a
 *		change of state is judged as the act that leads there.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

#include "compat.h"
#include "engine/act.h"
#include "engine/case_head.h"
#include "engine/errors.h"

PG_FUNCTION_INFO_V1(state_judge);

static const StateMapping *
mapping_find(const Act *act, Relation rel, const char *application_state)
{
	if (application_state == NULL)
		return NULL;
	for (int i = 0; i < act->guard->nmappings; i++)
		if (strcmp(act->guard->mappings[i].application_state, application_state) == 0)
			return &act->guard->mappings[i];
	ereport(ERROR,
			(errcode(CR_ERRCODE_GUARD_BROKEN),
			 errmsg("a value of the state column of table \"%s\" is not mapped",
					RelationGetRelationName(rel)),
			 errhint("Add it to state_mapping of the rulebook."),
			 errtable(rel)));
	return NULL;
}

/* the one act that leads from one state to another */
static char *
act_between(Act *act, const char *from_state, const char *to_state, Relation rel)
{
	Oid			types[3] = {TEXTOID, TEXTOID, TEXTOID};
	Datum		values[3];
	MemoryContext caller = CurrentMemoryContext;
	int			rows;
	char	   *name = NULL;

	values[0] = CStringGetTextDatum(act->guard->procedure);
	values[1] = CStringGetTextDatum(from_state);
	values[2] = CStringGetTextDatum(to_state);
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	rows = query_run("select distinct act from case_rules.procedure_transition "
					 "where procedure = $1 and from_state = $2 and to_state = $3",
					 3, types, values, NULL, 2);
	if (rows == 1)
		name = query_text(caller, 0, 1);
	SPI_finish();
	if (rows > 1)
		ereport(ERROR,
				(errcode(CR_ERRCODE_GUARD_BROKEN),
				 errmsg("more than one act leads from \"%s\" to \"%s\"", from_state, to_state),
				 errhint("Name the act in state_mapping of the rulebook."),
				 errtable(rel)));
	if (rows == 0)
		ereport(ERROR,
				(errcode(strcmp(from_state, "-") == 0 ? CR_ERRCODE_STATE_WRITTEN
						 : CR_ERRCODE_NO_SUCH_ACT),
				 strcmp(from_state, "-") == 0
				 ? errmsg("a new subject cannot begin in the state \"%s\"", to_state)
				 : errmsg("no act leads from \"%s\" to \"%s\"", from_state, to_state),
				 errhint("Let the subject go through the states of the procedure one by one."),
				 errtable(rel)));
	return name;
}

/*
 * The state that the journal last saw must be the one that the row comes from:
 * a row that was removed and written again, or whose ids were changed, would
 * carry a subject past the guard.
 */
static void
journal_agree(Act *act, const char *from_state, Relation rel)
{
	Oid			types[3] = {act->guard->id_type, TEXTOID, act->guard->id_type};
	Datum		values[3];
	MemoryContext caller = CurrentMemoryContext;
	char	   *last = NULL;

	values[0] = act->call.case_id;
	values[1] = CStringGetTextDatum(act->guard->procedure);
	values[2] = act->call.subject_id;
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	if (query_run(psprintf("select to_state from %s.journal where case_id = $1 and procedure = $2 "
						   "and subject_id = $3 order by seq desc limit 1",
						   act->guard->rulebook), 3, types, values, NULL, 1) == 1)
		last = query_text(caller, 0, 1);
	SPI_finish();
	if (last && strcmp(last, from_state) != 0 && !act->gate->is_protective)
		ereport(ERROR,
				(errcode(CR_ERRCODE_STATE_WRITTEN),
				 errmsg("the subject was left in the state \"%s\"", last),
				 errhint("A subject goes on from where its last act has left it."),
				 errtable(rel)));
}

static void
ids_unchanged(const Act *act, TriggerData *trigdata)
{
	static const Role ids[] = {ROLE_CASE_ID, ROLE_SUBJECT_ID};
	TupleDesc	desc = RelationGetDescr(trigdata->tg_relation);

	for (int i = 0; i < (int) lengthof(ids); i++)
	{
		char	   *before = act_role_text(act->guard, ids[i], trigdata->tg_trigtuple, desc);
		char	   *after = act_role_text(act->guard, ids[i], trigdata->tg_newtuple, desc);

		if (before && (after == NULL || strcmp(before, after) != 0))
			ereport(ERROR,
					(errcode(CR_ERRCODE_STATE_WRITTEN),
					 errmsg("the %s of a subject cannot change", role_names[ids[i]]),
					 errhint("Its state belongs to the subject that the acts were about."),
					 errtable(trigdata->tg_relation)));
	}
}

Datum
state_judge(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = (TriggerData *) fcinfo->context;
	Relation	rel;
	TupleDesc	desc;
	HeapTuple	row;
	char	  **args;
	OwnerScope	scope;
	Act			act;
	CaseHeadState head;
	char	   *procedure;
	const StateMapping *before = NULL;
	const StateMapping *after;
	const char *from_state = "-";
	MemoryContext work;
	MemoryContext caller;

	trigger_check(fcinfo, "case_rules.state_judge", 2);
	rel = trigdata->tg_relation;
	desc = RelationGetDescr(rel);
	args = trigdata->tg_trigger->tgargs;
	row = TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event) ? trigdata->tg_newtuple
		: trigdata->tg_trigtuple;
	if (guard_is_bypassed(rel->rd_rel->relowner))
		return PointerGetDatum(NULL);

	owner_scope_enter(&scope, rel->rd_rel->relowner);
	work = AllocSetContextCreate(CurrentMemoryContext, "case_rules act", ALLOCSET_DEFAULT_SIZES);
	caller = MemoryContextSwitchTo(work);

	memset(&act, 0, sizeof(act));
	procedure = guard_only_procedure(args[0], args[1]);
	if (procedure)
		act.guard = guard_find(args[0], rel, args[1], procedure);
	if (act.guard == NULL || !act.guard->is_declared)
		ereport(ERROR,
				(errcode(CR_ERRCODE_GUARD_BROKEN),
				 errmsg("the rulebook declares no guard for table \"%s\"",
						RelationGetRelationName(rel)),
				 errhint("Call case_rules.guard() for the table."),
				 errtable(rel)));

	if (TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event))
		before = mapping_find(&act, rel, act_role_text(act.guard, ROLE_STATE,
												   trigdata->tg_trigtuple, desc));
	after = mapping_find(&act, rel, act_role_text(act.guard, ROLE_STATE, row, desc));
	if (before)
		from_state = before->state;
	if (before && strcmp(from_state, "-") != 0)
		ids_unchanged(&act, trigdata);
	if (after == NULL && before != NULL)
		ereport(ERROR,
				(errcode(CR_ERRCODE_STATE_WRITTEN),
				 errmsg("the state of a subject cannot be emptied"),
				 errtable(rel)));

	if (after && strcmp(after->state, from_state) != 0)
	{
		if (strcmp(after->state, "-") == 0)
			ereport(ERROR,
					(errcode(CR_ERRCODE_STATE_WRITTEN),
					 errmsg("a subject cannot go back to before its first act"),
					 errtable(rel)));
		act_read_parts(&act, rel, row, desc);
		act.call.act = after->act ? after->act : act_between(&act, from_state, after->state, rel);
		act.gate = gate_find(args[0], procedure, act.call.act);
		if (act.guard->roles[ROLE_DETAILS].attno > 0 && act.guard->roles[ROLE_DETAILS].key == NULL)
			gate_check_details(act.gate, act.call.details);
		act.call.from_state = from_state;
		case_head_number(args[0], act.call.id_type, act.call.case_id, act.call.acted_on, &head);
		act.call.seq = head.act_seq;
		act.moment = GetCurrentTimestamp();
		act_refresh(&act, rel);
		journal_agree(&act, from_state, rel);
		act.side_given = act_role_text(act.guard, ROLE_SIDE, row, desc);
		act_resolve(&act);
		if (act.refusal.sqlstate == 0 && strcmp(act.call.to_state, after->state) != 0)
			act_refuse(&act, CR_ERRCODE_NO_SUCH_ACT,
				   psprintf("act \"%s\" leads to \"%s\", not to \"%s\"", act.call.act,
							act.call.to_state, after->state),
				   pstrdup("Correct state_mapping of the rulebook."));
		if (act.refusal.sqlstate == 0)
			act_judge_now(&act);
		act_record(&act, &scope);
	}

	MemoryContextSwitchTo(caller);
	MemoryContextDelete(work);
	owner_scope_leave(&scope);
	return PointerGetDatum(NULL);
}
