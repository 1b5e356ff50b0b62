/*
 * dry_run.c
 *		Asking without writing: would_allow, next_acts, evaluate and the bulk
 *		form.  The same code on the same row as the write itself; what is left
 *		out is the lock, the journal and the duties.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/guc.h"
#include "utils/hsearch.h"
#include "utils/jsonb.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rls.h"
#include "utils/tuplestore.h"

#include "compat.h"
#include "engine/act.h"
#include "engine/errors.h"

PG_FUNCTION_INFO_V1(would_allow);
PG_FUNCTION_INFO_V1(next_acts);
PG_FUNCTION_INFO_V1(evaluate);
PG_FUNCTION_INFO_V1(gate_verdicts);
PG_FUNCTION_INFO_V1(judge_act);

/* the rulebook and the logical name of a guarded table: from its own triggers */
static void
guarded_table_args(Relation rel, char **rulebook, char **table)
{
	TriggerDesc *trigdesc = rel->trigdesc;

	for (int i = 0; trigdesc && i < trigdesc->numtriggers; i++)
	{
		Trigger    *trigger = &trigdesc->triggers[i];

		if ((strcmp(trigger->tgname, "case_rules_judge") == 0) && trigger->tgnargs == 2)
		{
			*rulebook = pstrdup(trigger->tgargs[0]);
			*table = pstrdup(trigger->tgargs[1]);
			return;
		}
	}
	ereport(ERROR,
			(errcode(CR_ERRCODE_GUARD_BROKEN),
			 errmsg("table \"%s\" is not guarded", RelationGetRelationName(rel)),
			 errhint("Call case_rules.guard() for the table."),
			 errtable(rel)));
}

static Relation
guarded_table_open(Oid relid)
{
	Relation	rel;
	AclResult	aclresult;

	rel = table_open(relid, AccessShareLock);
	aclresult = pg_class_aclcheck(relid, GetUserId(), ACL_SELECT);
	if (aclresult != ACLCHECK_OK)
		aclcheck_error(aclresult, OBJECT_TABLE, RelationGetRelationName(rel));
	return rel;
}

static int64
case_head_next(Guard *guard, Datum case_id)
{
	Oid			types[1] = {guard->id_type};
	int64		seq = 1;
	bool		isnull;

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	if (query_run(psprintf("select act_seq + 1 from %s.case_head where case_id = $1",
						   guard->rulebook), 1, types, &case_id, NULL, 1) == 1)
		seq = DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc,
										  1, &isnull));
	SPI_finish();
	return seq;
}

static void
require_visible(Act *act, OwnerScope *scope)
{
	if (!act_subject_is_visible(act, scope))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("permission denied for the subject of the act"),
				 errhint("Findings are shown to those who may see the subject.")));
}

/* the row that a JSON object would become, defaults of the table aside */
static HeapTuple
row_from_json(Relation rel, Jsonb *json)
{
	Oid			types[1] = {JSONBOID};
	Datum		value = JsonbPGetDatum(json);
	MemoryContext caller = CurrentMemoryContext;
	HeapTuple	row;
	JsonbIterator *it;
	JsonbIteratorToken token;
	JsonbValue	v;
	char	   *name = quote_qualified_identifier(get_namespace_name(RelationGetNamespace(rel)),
												  RelationGetRelationName(rel));

	if (!JB_ROOT_IS_OBJECT(json))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("an act must be given as a JSON object with the columns of its table")));
	it = JsonbIteratorInit(&json->root);
	while ((token = JsonbIteratorNext(&it, &v, true)) != WJB_DONE)
		if (token == WJB_KEY &&
			get_attnum(RelationGetRelid(rel),
					   pnstrdup(v.val.string.val, v.val.string.len)) <= 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("table \"%s\" has no column \"%s\"", RelationGetRelationName(rel),
							pnstrdup(v.val.string.val, v.val.string.len)),
					 errhint("Give the act as the row that would be written.")));
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	(void) query_run(psprintf("select r.* from jsonb_populate_record(null::%s, $1) r", name),
					 1, types, &value, NULL, 1);
	MemoryContextSwitchTo(caller);
	row = heap_copytuple(SPI_tuptable->vals[0]);
	SPI_finish();
	return row;
}

/*
 * would_allow(act_table regclass, act jsonb): all verdicts that writing the
 * row would give; a refusal before any rule is asked comes as one finding
 * whose rule is the SQLSTATE.
 */
Datum
would_allow(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	Relation	rel = guarded_table_open(PG_GETARG_OID(0));
	Jsonb	   *json = PG_GETARG_JSONB_P(1);
	char	   *rulebook;
	char	   *table;
	OwnerScope	scope;
	Act			act;
	HeapTuple	row;

	InitMaterializedSRF(fcinfo, 0);
	guarded_table_args(rel, &rulebook, &table);
	owner_scope_enter(&scope, rel->rd_rel->relowner);
	if (get_attnum(RelationGetRelid(rel), "seq") <= 0)
		ereport(ERROR,
				(errcode(CR_ERRCODE_GUARD_BROKEN),
				 errmsg("the rows of table \"%s\" are not acts", RelationGetRelationName(rel)),
				 errhint("Where a state column is guarded, ask case_rules.evaluate(), or try the change in a savepoint.")));
	row = row_from_json(rel, json);
	act_read(&act, rulebook, rel, table, row, RelationGetDescr(rel));
	cure_rules_refuse(&act);
	gate_check_details(act.gate, act.call.details);
	act.call.seq = case_head_next(act.guard, act.call.case_id);
	require_visible(&act, &scope);
	act_refuse_derived(&act, rel, row);
	if (act.amends == AMEND_CORRECT)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("a correction cannot be asked about beforehand"),
				 errdetail("It is judged without the act whose place it takes, and that one is still there."),
				 errhint("Try the correction in a savepoint.")));
	act_resolve(&act);
	if (act.refusal.sqlstate != 0)
		finding_put_refusal(rsinfo, &act.call, &act.refusal);
	else
	{
		act_judge_now(&act);
		for (int i = 0; i < act.judgement.noutcomes; i++)
			finding_put(rsinfo, &act.call, &act.judgement.outcomes[i]);
	}
	owner_scope_leave(&scope);
	table_close(rel, AccessShareLock);
	return (Datum) 0;
}

static Datum
id_from_text(Oid type, text *value)
{
	Oid			typinput;
	Oid			typioparam;

	getTypeInputInfo(type, &typinput, &typioparam);
	return OidInputFunctionCall(typinput, text_to_cstring(value), typioparam, -1);
}

static void
act_is_missing(int64 seq)
{
	ereport(ERROR,
			(errcode(CR_ERRCODE_NO_SUCH_ACT),
			 errmsg("the case has no act " INT64_FORMAT, seq),
			 errhint("Check the id of the case and the number of the act.")));
}

/* the row of a recorded act */
static HeapTuple
row_recorded(Relation rel, const char *rulebook, const char *table, text *case_id, int64 seq)
{
	MemoryContext caller = CurrentMemoryContext;
	char	   *name = quote_qualified_identifier(get_namespace_name(RelationGetNamespace(rel)),
												  RelationGetRelationName(rel));
	char	   *procedure;
	Guard	   *guard;
	Oid			types[2] = {InvalidOid, INT8OID};
	Datum		values[2];
	HeapTupleData tuple;
	HeapTuple	row;
	bool		isnull;

	/* any guard of the table knows which column the case is in */
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	types[0] = TEXTOID;
	values[0] = CStringGetTextDatum(table);
	(void) query_run(psprintf("select min(procedure) from %s.guard where guarded_table = $1 "
							  "and shape = 'acts'", rulebook), 1, types, values, NULL, 1);
	procedure = query_text(caller, 0, 1);
	if (procedure == NULL)
		ereport(ERROR,
				(errcode(CR_ERRCODE_GUARD_BROKEN),
				 errmsg("the rows of table \"%s\" are not acts", RelationGetRelationName(rel)),
				 errhint("Name a table that case_rules.guard() guards in the shape acts.")));
	guard = guard_find(rulebook, rel, table, procedure);
	types[0] = guard->id_type;
	values[0] = id_from_text(guard->id_type, case_id);
	values[1] = Int64GetDatum(seq);
	if (query_run(psprintf("select a.*::%s from %s a where a.%s = $1 and a.seq = $2", name, name,
						   quote_identifier(get_attname(guard->relid,
														guard->roles[ROLE_CASE_ID].attno, false))),
				  2, types, values, NULL, 1) != 1)
		act_is_missing(seq);
	memset(&tuple, 0, sizeof(tuple));
	tuple.t_data = DatumGetHeapTupleHeader(query_datum(caller, 0, 1, &isnull));
	tuple.t_len = HeapTupleHeaderGetDatumLength(tuple.t_data);
	ItemPointerSetInvalid(&tuple.t_self);
	MemoryContextSwitchTo(caller);
	row = heap_copytuple(&tuple);
	SPI_finish();
	return row;
}

static TimestampTz
row_recorded_at(Relation rel, HeapTuple row)
{
	AttrNumber	attno = get_attnum(RelationGetRelid(rel), "recorded_at");
	bool		isnull = true;
	Datum		value = (Datum) 0;

	if (attno > 0)
		value = heap_getattr(row, attno, RelationGetDescr(rel), &isnull);
	/* without one, every override counts as older */
	return isnull ? DT_NOEND : DatumGetTimestampTz(value);
}

/*
 * judge_act(act_table regclass, case_id text, seq bigint, known_at
 * timestamptz): the verdicts on a recorded act by what was known at a moment,
 * or by all that is; nothing is stored.
 */
Datum
judge_act(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	Relation	rel;
	char	   *rulebook;
	char	   *table;
	OwnerScope	scope;
	Act			act;
	HeapTuple	row;

	for (int i = 0; i < 3; i++)
		if (PG_ARGISNULL(i))
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("table, case and number of the act must not be null")));
	rel = guarded_table_open(PG_GETARG_OID(0));
	InitMaterializedSRF(fcinfo, 0);
	guarded_table_args(rel, &rulebook, &table);
	owner_scope_enter(&scope, rel->rd_rel->relowner);
	row = row_recorded(rel, rulebook, table, PG_GETARG_TEXT_PP(1), PG_GETARG_INT64(2));
	act_read(&act, rulebook, rel, table, row, RelationGetDescr(rel));
	act.call.seq = PG_GETARG_INT64(2);
	act.again = true;
	/* who may not see it is not told that it is there */
	if (!act_subject_is_visible(&act, &scope))
		act_is_missing(act.call.seq);
	act.call.is_recorded = true;
	act.call.recorded_at = row_recorded_at(rel, row);
	act.call.known_then = !PG_ARGISNULL(3);
	act.call.known_at = PG_ARGISNULL(3) ? 0 : PG_GETARG_TIMESTAMPTZ(3);
	act_resolve(&act);
	act_judge_now(&act);
	for (int i = 0; i < act.judgement.noutcomes; i++)
		finding_put(rsinfo, &act.call, &act.judgement.outcomes[i]);
	owner_scope_leave(&scope);
	table_close(rel, AccessShareLock);
	return (Datum) 0;
}

/*
 * next_acts(act_table regclass, case_id text, procedure text, subject_id text,
 * on_day date): each act that the procedure knows from the present state, and
 * what would stand against it.  An act that nothing stands against is one row
 * with the verdict satisfied and no rule.
 */
Datum
next_acts(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	Relation	rel = guarded_table_open(PG_GETARG_OID(0));
	char	   *procedure = text_to_cstring(PG_GETARG_TEXT_PP(2));
	char	   *rulebook;
	char	   *table;
	OwnerScope	scope;
	Act			act;
	int			rows;
	char	  **acts;
	char	  **sides;
	MemoryContext caller = CurrentMemoryContext;
	const char *from_state;
	Datum		values[2];
	Oid			types[2] = {TEXTOID, TEXTOID};

	InitMaterializedSRF(fcinfo, 0);
	guarded_table_args(rel, &rulebook, &table);
	owner_scope_enter(&scope, rel->rd_rel->relowner);

	memset(&act, 0, sizeof(act));
	act.guard = guard_find(rulebook, rel, table, procedure);
	if (!act.guard->is_declared || act.guard->is_state)
		ereport(ERROR,
				(errcode(CR_ERRCODE_GUARD_BROKEN),
				 errmsg("table \"%s\" holds no acts of procedure \"%s\"",
						RelationGetRelationName(rel), procedure),
				 errhint("Call case_rules.guard() for the table and the procedure.")));
	act.call.id_type = act.guard->id_type;
	act.call.procedure = act.guard->procedure;
	act.call.case_id = id_from_text(act.guard->id_type, PG_GETARG_TEXT_PP(1));
	act.call.subject_id = id_from_text(act.guard->id_type, PG_GETARG_TEXT_PP(3));
	act.call.acted_on = PG_GETARG_DATEADT(4);
	act.call.authority_isnull = true;
	act.call.seq = case_head_next(act.guard, act.call.case_id);
	require_visible(&act, &scope);

	/* the state, by the same query as the write, and outlasting it */
	from_state = act_state_before(&act);
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	values[0] = CStringGetTextDatum(procedure);
	values[1] = CStringGetTextDatum(from_state);
	rows = query_run("select t.act, t.side::text from case_rules.procedure_transition t "
					 "join case_rules.procedure_act a using (procedure, act) "
					 "where t.procedure = $1 and t.from_state = $2 "
					 "order by a.position, t.side", 2, types, values, NULL, 0);
	acts = MemoryContextAlloc(caller, sizeof(char *) * Max(rows, 1));
	sides = MemoryContextAlloc(caller, sizeof(char *) * Max(rows, 1));
	for (int i = 0; i < rows; i++)
	{
		acts[i] = query_text(caller, i, 1);
		sides[i] = query_text(caller, i, 2);
	}
	SPI_finish();

	for (int i = 0; i < rows; i++)
	{
		bool		stopped = false;

		CHECK_FOR_INTERRUPTS();
		act.call.act = acts[i];
		act.call.side = sides[i];
		act.call.from_state = from_state;
		act.gate = gate_find(rulebook, procedure, acts[i]);
		if (act.gate->has_running)
			act_begun_read(act.guard, &act.call);
		act_judge_now(&act);
		for (int j = 0; j < act.judgement.noutcomes; j++)
		{
			if (!outcome_stops(&act.judgement.outcomes[j]))
				continue;
			stopped = true;
			finding_put(rsinfo, &act.call, &act.judgement.outcomes[j]);
		}
		if (!stopped)
		{
			Outcome		open;

			memset(&open, 0, sizeof(open));
			open.act = acts[i];
			open.side = sides[i];
			open.verdict = VERDICT_SATISFIED;
			finding_put(rsinfo, &act.call, &open);
		}
	}
	owner_scope_leave(&scope);
	table_close(rel, AccessShareLock);
	return (Datum) 0;
}

/*
 * Of an act on an act, evaluate() is told about the other act by keys target_…
 * among the details; a recorded act has it in the column amends.
 */
static Jsonb *
target_split(Jsonb *details, Target *target)
{
	static const char *const keys[] = {
		"target_act", "target_side", "target_outcome", "target_acted_on", "target_findings"
	};
	Datum		rest = JsonbPGetDatum(details);

	if (!JB_ROOT_IS_OBJECT(details))
		return details;
	for (int i = 0; i < (int) lengthof(keys); i++)
	{
		JsonbValue	buffer;
		JsonbValue *v = getKeyJsonValueFromContainer(&details->root, keys[i], strlen(keys[i]),
													 &buffer);
		char	   *text = NULL;

		if (v == NULL)
			continue;
		rest = DirectFunctionCall2(jsonb_delete, rest, CStringGetTextDatum(keys[i]));
		if (v->type == jbvString)
			text = pnstrdup(v->val.string.val, v->val.string.len);
		if (v->type == jbvNull)
			continue;
		if (i == 4 && json_is_text_list(v))
		{
			target->has_findings = true;
			target->findings = json_text_list(v);
			continue;
		}
		if (text == NULL || i == 4 || (i == 3 && !json_is_day(v)))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("\"%s\" is not written as it must be", keys[i]),
					 errhint("target_findings is a list of texts, target_acted_on a day written \"YYYY-MM-DD\", the others are texts.")));
		switch (i)
		{
			case 0:
				target->act = text;
				break;
			case 1:
				target->side = text;
				break;
			case 2:
				target->outcome = text;
				break;
			default:
				target->has_acted_on = true;
				target->acted_on = DatumGetDateADT(DirectFunctionCall1(date_in,
																	   CStringGetDatum(text)));
		}
	}
	return DatumGetJsonbP(rest);
}

/*
 * evaluate(procedure text, act text, facts jsonb, acted_on date,
 *          details jsonb, side text, from_state text)
 */
Datum
evaluate(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	ActCall		call;
	Gate	   *gate;
	Judgement	judgement;
	OwnerScope	scope;

	for (int i = 0; i < 5; i++)
		if (PG_ARGISNULL(i))
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("procedure, act, facts, acted_on and details must not be null"),
					 errhint("Give '{}' for no facts.")));
	InitMaterializedSRF(fcinfo, 0);
	memset(&call, 0, sizeof(call));
	call.procedure = text_to_cstring(PG_GETARG_TEXT_PP(0));
	call.act = text_to_cstring(PG_GETARG_TEXT_PP(1));
	call.acted_on = PG_GETARG_DATEADT(3);
	call.details = target_split(PG_GETARG_JSONB_P(4), &call.target);
	call.side = PG_ARGISNULL(5) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(5));
	call.from_state = PG_ARGISNULL(6) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(6));
	call.authority_isnull = true;
	if (DATE_NOT_FINITE(call.acted_on))
		ereport(ERROR,
				(errcode(CR_ERRCODE_IMPOSSIBLE_DATE),
				 errmsg("the day of an act must be a day"),
				 errhint("Give the day on which the act would happen.")));
	if (call.side && strcmp(call.side, "requesting") != 0 && strcmp(call.side, "requested") != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("there is no such side"),
				 errhint("A side is requesting or requested.")));

	owner_scope_enter(&scope, GetUserId());
	gate = gate_find(NULL, call.procedure, call.act);
	if (!gate->exists)
		ereport(ERROR,
				(errcode(CR_ERRCODE_NO_SUCH_ACT),
				 errmsg("procedure \"%s\" has no act \"%s\"", call.procedure, call.act),
				 errhint("case_rules.procedure_act lists the acts of each procedure.")));
	gate_check_details(gate, call.details);
	gate_judge_given(gate, PG_GETARG_JSONB_P(2), &call, &judgement);
	for (int i = 0; i < judgement.noutcomes; i++)
		finding_put(rsinfo, &call, &judgement.outcomes[i]);
	owner_scope_leave(&scope);
	return (Datum) 0;
}

/*
 * The subjects that the caller may see, where row level security hides some of
 * them; null where it hides none.  Keys are case and subject as text.
 */
#define SUBJECT_KEY_LENGTH 160

static HTAB *
subjects_visible(Guard *guard, OwnerScope *scope)
{
	Oid			types[1] = {TEXTOID};
	Datum		value;
	bool		isnull;
	Oid			relid;
	HASHCTL		ctl;
	HTAB	   *visible;
	int			rows;

	if (guard->subject_table == NULL || guard->subject_column == NULL)
		return NULL;
	value = CStringGetTextDatum(guard->subject_table);
	(void) query_run("select $1::regclass::oid", 1, types, &value, NULL, 1);
	relid = DatumGetObjectId(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc,
										   1, &isnull));
	if (pg_class_aclcheck(relid, scope->save_userid, ACL_SELECT) != ACLCHECK_OK)
		aclcheck_error(ACLCHECK_NO_PRIV, OBJECT_TABLE, guard->subject_table);
	if (check_enable_rls(relid, scope->save_userid, true) != RLS_ENABLED)
		return NULL;

	memset(&ctl, 0, sizeof(ctl));
	ctl.keysize = SUBJECT_KEY_LENGTH;
	ctl.entrysize = SUBJECT_KEY_LENGTH;
	ctl.hcxt = CurrentMemoryContext;
	visible = hash_create("case_rules visible subjects", 1024, &ctl,
						  HASH_ELEM | HASH_STRINGS | HASH_CONTEXT);

	owner_scope_leave(scope);
	rows = query_run(psprintf("select case_id::pg_catalog.text, %s::pg_catalog.text from %s",
							  quote_identifier(guard->subject_column), guard->subject_table),
					 0, NULL, NULL, NULL, 0);
	for (int i = 0; i < rows; i++)
	{
		char		key[SUBJECT_KEY_LENGTH] = {0};

		CHECK_FOR_INTERRUPTS();
		snprintf(key, sizeof(key), "%s|%s", query_text(CurrentMemoryContext, i, 1),
				 query_text(CurrentMemoryContext, i, 2));
		(void) hash_search(visible, key, HASH_ENTER, NULL);
	}
	owner_scope_enter(scope, guard->owner);
	return visible;
}

static text *
row_text_of(HeapTuple row, TupleDesc desc, int column)
{
	bool		isnull;

	return DatumGetTextPP(heap_getattr(row, column, desc, &isnull));
}

static bool
subject_in(HTAB *visible, HeapTuple row, TupleDesc desc)
{
	char		key[SUBJECT_KEY_LENGTH] = {0};
	char	   *case_id = SPI_getvalue(row, desc, 1);
	char	   *subject_id = SPI_getvalue(row, desc, 2);

	snprintf(key, sizeof(key), "%s|%s", case_id ? case_id : "", subject_id ? subject_id : "");
	return hash_search(visible, key, HASH_FIND, NULL) != NULL;
}

/*
 * gate_verdicts(act_table regclass, procedure text, act text, on_day date):
 * the whole gate over every subject, from the bulk form of the facts function
 * (its name with _bulk behind it, whose first two columns are case and
 * subject).  One pass, one row for each subject: how many rules stand against
 * the act, and which.  Overrides are not looked at.
 */
Datum
gate_verdicts(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	Relation	rel = guarded_table_open(PG_GETARG_OID(0));
	char	   *procedure = text_to_cstring(PG_GETARG_TEXT_PP(1));
	char	   *rulebook;
	char	   *table;
	OwnerScope	scope;
	Guard	   *guard;
	Gate	   *gate;
	ActCall		call;
	Bitmapset  *slots;
	StringInfoData sql;
	Oid			types[1] = {DATEOID};
	Datum		args[1];
	SPIPlanPtr	plan;
	Portal		portal;
	MemoryContext work;
	MemoryContext caller = CurrentMemoryContext;
	int		   *columns = NULL;
	HTAB	   *visible;
	int			slot = -1;

	InitMaterializedSRF(fcinfo, 0);
	guarded_table_args(rel, &rulebook, &table);
	owner_scope_enter(&scope, rel->rd_rel->relowner);
	guard = guard_find(rulebook, rel, table, procedure);
	if (!guard->is_declared)
		ereport(ERROR,
				(errcode(CR_ERRCODE_GUARD_BROKEN),
				 errmsg("table \"%s\" is not guarded by procedure \"%s\"",
						RelationGetRelationName(rel), procedure),
				 errhint("Call case_rules.guard() for the table and the procedure.")));

	memset(&call, 0, sizeof(call));
	call.id_type = guard->id_type;
	call.procedure = procedure;
	call.act = text_to_cstring(PG_GETARG_TEXT_PP(2));
	call.acted_on = PG_GETARG_DATEADT(3);
	call.authority_isnull = true;
	gate = gate_find(rulebook, procedure, call.act);

	slots = gate_fact_slots(gate, &call);
	initStringInfo(&sql);
	appendStringInfoString(&sql, "select f.case_id::text, f.subject_id::text");
	while ((slot = bms_next_member(slots, slot)) >= 0)
		appendStringInfo(&sql, ", f.%s",
						 quote_identifier(gate->symbols.symbols[slot - 1].name));
	/* whatever its first two columns are called */
	appendStringInfo(&sql, " from %s_bulk($1) as f (case_id, subject_id)",
					 guard->facts_function);

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	visible = subjects_visible(guard, &scope);
	args[0] = DateADTGetDatum(call.acted_on);
	/* planned for this day, and for whole tables */
	(void) set_config_option("enable_seqscan", "on", PGC_USERSET, PGC_S_SESSION,
							 GUC_ACTION_SAVE, true, 0, false);
	plan = SPI_prepare(sql.data, 1, types);
	if (plan == NULL)
		elog(ERROR, "SPI_prepare failed: %s", SPI_result_code_string(SPI_result));
	portal = SPI_cursor_open(NULL, plan, args, NULL, false);
	work = AllocSetContextCreate(caller, "case_rules bulk row", ALLOCSET_DEFAULT_SIZES);
	for (;;)
	{
		SPI_cursor_fetch(portal, true, 1000);
		if (SPI_processed == 0)
			break;
		for (uint64 i = 0; i < SPI_processed; i++)
		{
			HeapTuple	row = SPI_tuptable->vals[i];
			TupleDesc	desc = SPI_tuptable->tupdesc;
			Judgement	judgement;
			Datum		values[4];
			bool		nulls[4] = {false, false, false, false};
			Datum	   *names;
			int			n = 0;
			MemoryContext old;

			CHECK_FOR_INTERRUPTS();
			if (visible && !subject_in(visible, row, desc))
				continue;
			if (columns == NULL)
			{
				old = MemoryContextSwitchTo(caller);
				columns = gate_row_columns(gate, desc, &call);
				MemoryContextSwitchTo(old);
			}
			old = MemoryContextSwitchTo(work);
			if (gate->has_running)
			{
				call.case_id = id_from_text(guard->id_type, row_text_of(row, desc, 1));
				call.subject_id = id_from_text(guard->id_type, row_text_of(row, desc, 2));
				act_begun_read(guard, &call);
			}
			gate_judge_row(gate, row, desc, columns, &call, &judgement);
			names = palloc(sizeof(Datum) * Max(judgement.noutcomes, 1));
			for (int j = 0; j < judgement.noutcomes; j++)
				if (outcome_stops(&judgement.outcomes[j]))
					names[n++] = CStringGetTextDatum(judgement.outcomes[j].rule->name);
			values[0] = heap_getattr(row, 1, desc, &nulls[0]);
			values[1] = heap_getattr(row, 2, desc, &nulls[1]);
			values[2] = Int32GetDatum(n);
			values[3] = PointerGetDatum(construct_array(names, n, TEXTOID, -1, false,
														TYPALIGN_INT));
			tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
			MemoryContextSwitchTo(old);
			MemoryContextReset(work);
		}
		SPI_freetuptable(SPI_tuptable);
	}
	SPI_cursor_close(portal);
	SPI_finish();
	owner_scope_leave(&scope);
	table_close(rel, AccessShareLock);
	return (Datum) 0;
}
