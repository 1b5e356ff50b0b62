/*
 * history.c
 *		The judgements of one act, for those who may see its subject.
 *
 * Journal and facts are read with the rights of the owner of the acts, as the
 * gate reads them: a case that one may see is shown with all that it was judged
 * on.  Whether one may see it is asked first, with the caller's own rights.  To
 * others an act is as if it were not there.
 */
#include "postgres.h"

#include "access/table.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/tuplestore.h"

#include "compat.h"
#include "engine/act.h"
#include "engine/errors.h"

PG_FUNCTION_INFO_V1(judgement_history);

/* whose acts they are: the arguments of the trigger that judges */
static Trigger *
judging_trigger(Relation rel)
{
	TriggerDesc *trigdesc = rel->trigdesc;

	for (int i = 0; trigdesc && i < trigdesc->numtriggers; i++)
	{
		Trigger    *trigger = &trigdesc->triggers[i];

		if (strcmp(trigger->tgname, "case_rules_judge") == 0 && trigger->tgnargs == 2)
			return trigger;
	}
	ereport(ERROR,
			(errcode(CR_ERRCODE_GUARD_BROKEN),
			 errmsg("table \"%s\" is not guarded", RelationGetRelationName(rel)),
			 errhint("Name the table of acts of a schema made by case_rules.create_casework()."),
			 errtable(rel)));
	return NULL;				/* not reached */
}

/* as much of the act as tells whose it is; false: there is none */
static bool
act_find(Act *act, Relation rel, Datum case_id, Datum act_id)
{
	Trigger    *trigger = judging_trigger(rel);
	MemoryContext caller = CurrentMemoryContext;
	Oid			types[2] = {UUIDOID, UUIDOID};
	Datum		values[2] = {case_id, act_id};
	bool		found;

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	found = query_run(psprintf("select a.seq, a.procedure, a.subject_id from %s a "
							   "where a.case_id = $1 and a.act_id = $2",
							   quote_qualified_identifier(get_namespace_name(RelationGetNamespace(rel)),
														  RelationGetRelationName(rel))),
					  2, types, values, NULL, 1) == 1;
	if (found)
	{
		bool		isnull;

		act->call.id_type = UUIDOID;
		act->call.case_id = case_id;
		act->call.seq = DatumGetInt64(query_datum(caller, 0, 1, &isnull));
		act->call.procedure = query_text(caller, 0, 2);
		act->call.subject_id = query_datum(caller, 0, 3, &isnull);
	}
	SPI_finish();
	MemoryContextSwitchTo(caller);
	if (found)
		act->guard = guard_find(pstrdup(trigger->tgargs[0]), rel, pstrdup(trigger->tgargs[1]),
								act->call.procedure);
	return found;
}

static void
history_put(ReturnSetInfo *rsinfo, const Act *act)
{
	Oid			types[2] = {UUIDOID, INT8OID};
	Datum		values[2] = {act->call.case_id, Int64GetDatum(act->call.seq)};
	int			rows;

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	/* the function is the user's own: only what is cast here is sure to fit */
	rows = query_run(psprintf("select h.seq::bigint, h.judgement::integer, h.judged_at::timestamptz, "
							  "h.cause::text, h.cause_seq::bigint, h.from_state::text, "
							  "h.to_state::text, h.outcome::text, h.rules::jsonb, "
							  "h.changed_rules::jsonb, h.changed_facts::jsonb "
							  "from %s.judgements($1, $2) h order by h.judgement",
							  act->guard->rulebook), 2, types, values, NULL, 0);
	for (int i = 0; i < rows; i++)
		tuplestore_puttuple(rsinfo->setResult, SPI_tuptable->vals[i]);
	SPI_finish();
}

Datum
judgement_history(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	Relation	rel = table_open(PG_GETARG_OID(0), AccessShareLock);
	AclResult	aclresult;
	OwnerScope	scope;
	Act			act;

	aclresult = pg_class_aclcheck(RelationGetRelid(rel), GetUserId(), ACL_SELECT);
	if (aclresult != ACLCHECK_OK)
		aclcheck_error(aclresult, OBJECT_TABLE, RelationGetRelationName(rel));
	InitMaterializedSRF(fcinfo, 0);
	memset(&act, 0, sizeof(act));
	owner_scope_enter(&scope, rel->rd_rel->relowner);
	if (act_find(&act, rel, PG_GETARG_DATUM(1), PG_GETARG_DATUM(2)) &&
		act_subject_is_visible(&act, &scope))
		history_put(rsinfo, &act);
	owner_scope_leave(&scope);
	table_close(rel, AccessShareLock);
	return (Datum) 0;
}
