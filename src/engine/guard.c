/*
 * guard.c
 *		Guards: which table, by which procedure, with which columns.
 *
 * A guard is found by names, those of the rulebook and of the table in the
 * trigger's arguments, never by OIDs: on the shard of a distributed table the
 * OIDs are others, and so are the relation's own names.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/relation.h"
#include "access/xact.h"
#include "catalog/partition.h"
#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "miscadmin.h"
#include "replication/logicalworker.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/hsearch.h"
#include "utils/inval.h"
#include "utils/jsonb.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/syscache.h"

#include "compat.h"
#include "engine/errors.h"
#include "engine/guard.h"
#include "engine/settings.h"

#define GUARD_KEY_LENGTH 400

typedef struct GuardEntry
{
	char		key[GUARD_KEY_LENGTH];
	Guard	   *guard;
} GuardEntry;

static HTAB *guards = NULL;

const char *const role_names[NUM_ROLES] = {
	"case_id", "subject_id", "procedure", "act", "acted_on",
	"authority_id", "actor", "details", "state", "side", "irregular", "amends"
};

static struct
{
	Oid			relid;
	int			nest_level;
}			engine_write = {InvalidOid, 0};

PG_FUNCTION_INFO_V1(engine_only);
PG_FUNCTION_INFO_V1(rulebook_changed);
PG_FUNCTION_INFO_V1(is_restoring);

static void
transaction_ended(XactEvent event, void *arg)
{
	if (event == XACT_EVENT_COMMIT || event == XACT_EVENT_ABORT ||
		event == XACT_EVENT_PREPARE)
		engine_write.relid = InvalidOid;
}

static void
subtransaction_ended(SubXactEvent event, SubTransactionId mine, SubTransactionId parent,
					 void *arg)
{
	if (event == SUBXACT_EVENT_ABORT_SUB &&
		engine_write.nest_level >= GetCurrentTransactionNestLevel())
		engine_write.relid = InvalidOid;
}

void
guard_module_init(void)
{
	HASHCTL		ctl;

	memset(&ctl, 0, sizeof(ctl));
	ctl.keysize = GUARD_KEY_LENGTH;
	ctl.entrysize = sizeof(GuardEntry);
	guards = hash_create("case_rules guards", 16, &ctl, HASH_ELEM | HASH_STRINGS);
	RegisterXactCallback(transaction_ended, NULL);
	RegisterSubXactCallback(subtransaction_ended, NULL);
}

/* ---------------------------------------------------------------------------
 * Who writes
 * ---------------------------------------------------------------------------
 */

void
engine_write_begin(Oid relid)
{
	engine_write.relid = relid;
	engine_write.nest_level = GetCurrentTransactionNestLevel();
}

void
engine_write_end(void)
{
	engine_write.relid = InvalidOid;
}

bool
engine_is_writing(Oid relid)
{
	return OidIsValid(engine_write.relid) && engine_write.relid == relid &&
		engine_write.nest_level == GetCurrentTransactionNestLevel();
}

/* what the engine writes to a table of its own */
int
engine_write_execute(Oid relid, SPIPlanPtr plan, Datum *values, const char *nulls)
{
	int			rows;

	engine_write_begin(relid);
	rows = query_execute(plan, values, nulls, 0);
	engine_write_end();
	return rows;
}

void
trigger_check(FunctionCallInfo fcinfo, const char *name, int nargs)
{
	int			given = CALLED_AS_TRIGGER(fcinfo)
		? ((TriggerData *) fcinfo->context)->tg_trigger->tgnargs : -1;

	if (given < 0 || (nargs == TRIGGER_ARGS_FROM_ONE ? given < 1 : given != nargs))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 nargs == TRIGGER_ARGS_FROM_ONE
				 ? errmsg("%s() must be called as a trigger with an argument", name)
				 : errmsg("%s() must be called as a trigger with %d arguments", name, nargs),
				 errhint("Let case_rules.guard() make the trigger.")));
}

/*
 * Both whoever acts now and whoever asked: a function that runs with its
 * owner's rights, or a cascade, must not lend them to its caller.
 */
static bool
caller_is_owner(Oid owner)
{
	return has_privs_of_role(GetUserId(), owner) &&
		has_privs_of_role(GetOuterUserId(), owner) &&
		has_privs_of_role(GetSessionUserId(), owner);
}

/*
 * Rows that come from a dump or from another node were judged where they were
 * written.  The setting alone is not enough: anybody may set it.
 */
bool
guard_is_bypassed(Oid owner)
{
	if (IsLogicalWorker())
		return true;
	return setting_restoring && caller_is_owner(owner);
}

bool
guard_erases(Oid owner)
{
	return setting_erasing && caller_is_owner(owner);
}

/* for triggers that are not in C */
Datum
is_restoring(PG_FUNCTION_ARGS)
{
	HeapTuple	tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(PG_GETARG_OID(0)));
	bool		result;

	if (!HeapTupleIsValid(tuple))
		PG_RETURN_NULL();
	result = guard_is_bypassed(((Form_pg_class) GETSTRUCT(tuple))->relowner);
	ReleaseSysCache(tuple);
	PG_RETURN_BOOL(result);
}

/*
 * A replica of everything notes the acts that it receives, and gets the notes
 * of the office that it follows besides: whichever comes first stays.  The head
 * of a case that it has made in the meantime becomes what the office says.
 */
static bool
received_row_is_here(TriggerData *trigdata)
{
	Relation	rel = trigdata->tg_relation;
	TupleDesc	desc = RelationGetDescr(rel);
	const char *name = RelationGetRelationName(rel);
	bool		is_head = strcmp(name, "case_head") == 0;
	AttrNumber	case_attno = get_attnum(RelationGetRelid(rel), "case_id");
	AttrNumber	seq_attno = is_head ? 0 : get_attnum(RelationGetRelid(rel), "seq");
	Oid			types[2] = {InvalidOid, INT8OID};
	Datum		values[2] = {(Datum) 0, (Datum) 0};
	OwnerScope	scope;
	bool		isnull;
	bool		here;

	if (!is_head && strcmp(name, "received") != 0)
		return false;
	types[0] = TupleDescAttr(desc, case_attno - 1)->atttypid;
	values[0] = heap_getattr(trigdata->tg_trigtuple, case_attno, desc, &isnull);
	if (seq_attno > 0)
		values[1] = heap_getattr(trigdata->tg_trigtuple, seq_attno, desc, &isnull);
	owner_scope_enter(&scope, rel->rd_rel->relowner);
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	if (is_head)
	{
		static const char *const columns[] = {"act_seq", "last_on", "rejudge_since", "rejudge_cause"};
		Oid			head_types[5] = {types[0], INT8OID, DATEOID, DATEOID, TEXTOID};
		Datum		head_values[5] = {values[0]};
		char		head_nulls[5] = {' '};

		for (int i = 0; i < 4; i++)
		{
			head_values[i + 1] = heap_getattr(trigdata->tg_trigtuple,
											  get_attnum(RelationGetRelid(rel), columns[i]),
											  desc, &isnull);
			head_nulls[i + 1] = isnull ? 'n' : ' ';
		}
		engine_write_begin(RelationGetRelid(rel));
		here = query_run(psprintf("update %s set act_seq = $2, last_on = $3, rejudge_since = $4, "
								  "rejudge_cause = $5 where case_id = $1",
								  quote_qualified_identifier(get_namespace_name(RelationGetNamespace(rel)),
															 name)),
						 5, head_types, head_values, head_nulls, 0) > 0;
		engine_write_end();
	}
	else
		here = query_run(psprintf("select from %s where case_id = $1 and seq = $2",
								  quote_qualified_identifier(get_namespace_name(RelationGetNamespace(rel)),
															 name)),
						 2, types, values, NULL, 1) > 0;
	SPI_finish();
	owner_scope_leave(&scope);
	return here;
}

Datum
engine_only(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = (TriggerData *) fcinfo->context;
	Relation	rel;

	trigger_check(fcinfo, "case_rules.engine_only", 0);
	rel = trigdata->tg_relation;

	if (engine_is_writing(RelationGetRelid(rel)) ||
		guard_is_bypassed(rel->rd_rel->relowner))
	{
		if (IsLogicalWorker() && TRIGGER_FIRED_BY_INSERT(trigdata->tg_event) &&
			!engine_is_writing(RelationGetRelid(rel)) && received_row_is_here(trigdata))
			return PointerGetDatum(NULL);
		if (TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event))
			return PointerGetDatum(trigdata->tg_newtuple);
		return PointerGetDatum(trigdata->tg_trigtuple);
	}

	ereport(ERROR,
			(errcode(CR_ERRCODE_APPEND_ONLY),
			 errmsg("table \"%s\" is written by the engine alone",
					RelationGetRelationName(rel)),
			 errhint("Record an act: its journal entry and its duties follow from it."),
			 errtable(rel)));
	return PointerGetDatum(NULL);
}

/* trigger on the tables of a rulebook, and on the catalog */
Datum
rulebook_changed(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = (TriggerData *) fcinfo->context;

	trigger_check(fcinfo, "case_rules.rulebook_changed", 0);
	CacheInvalidateRelcache(trigdata->tg_relation);
	return PointerGetDatum(NULL);
}

/* ---------------------------------------------------------------------------
 * Reading a guard
 * ---------------------------------------------------------------------------
 */

/* a table may lack it: then there are no such acts in it */
static bool
role_is_optional(Role role)
{
	return role == ROLE_IRREGULAR || role == ROLE_AMENDS;
}

static void
role_resolve(Guard *guard, Role role, const char *place, Relation rel)
{
	RolePlace  *at = &guard->roles[role];
	char	   *arrow;
	char	   *column;

	if (place[0] == '=')
	{
		at->fixed = MemoryContextStrdup(guard->context, place + 1);
		return;
	}
	column = pstrdup(place);
	arrow = strstr(column, "->>");
	if (arrow)
	{
		*arrow = '\0';
		at->key = MemoryContextStrdup(guard->context, arrow + 3);
	}
	at->attno = get_attnum(RelationGetRelid(rel), column);
	if (at->attno <= 0 && role_is_optional(role))
	{
		at->attno = 0;
		return;
	}
	if (at->attno <= 0 &&
		(role == ROLE_ACTOR || role == ROLE_AUTHORITY_ID || role == ROLE_DETAILS ||
		 role == ROLE_SIDE))
	{
		at->attno = 0;
		guard->missing_column = MemoryContextStrdup(guard->context, column);
		return;
	}
	if (at->attno <= 0)
		ereport(ERROR,
				(errcode(CR_ERRCODE_GUARD_BROKEN),
				 errmsg("table \"%s\" has no column \"%s\" for the part \"%s\" of an act",
						RelationGetRelationName(rel), column, role_names[role]),
				 errhint("Name the column in the columns of case_rules.guard()."),
				 errtable(rel)));
	at->type = TupleDescAttr(RelationGetDescr(rel), at->attno - 1)->atttypid;
	if (role_is_optional(role) && (at->key || at->type != JSONBOID))
		ereport(ERROR,
				(errcode(CR_ERRCODE_GUARD_BROKEN),
				 errmsg("column \"%s\" of table \"%s\" must be of type %s",
						column, RelationGetRelationName(rel), format_type_be(JSONBOID)),
				 errhint("Give the column its type back."),
				 errtable(rel)));
	if (at->key && at->type != JSONBOID)
		ereport(ERROR,
				(errcode(CR_ERRCODE_GUARD_BROKEN),
				 errmsg("column \"%s\" is not jsonb, so it has no key for the part \"%s\" of an act",
						column, role_names[role]),
				 errtable(rel)));
}

/* a rulebook whose schema has another name now cannot be found by anybody */
static void
rulebook_require(const char *rulebook, Relation rel)
{
	Oid			types[1] = {TEXTOID};
	Datum		value = CStringGetTextDatum(rulebook);
	bool		isnull;

	(void) query_run("select to_regnamespace($1) is null", 1, types, &value, NULL, 1);
	if (DatumGetBool(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &isnull)))
		ereport(ERROR,
				(errcode(CR_ERRCODE_GUARD_BROKEN),
				 errmsg("there is no schema %s, which holds the rulebook of table \"%s\"",
						rulebook, RelationGetRelationName(rel)),
				 errhint("Give the schema its name back."),
				 errtable(rel)));
}

/*
 * Acts are read where they were declared to be, so that a partition reads the
 * acts of all; a table that was renamed since reads its own.
 */
static char *
acts_name(Guard *guard, Relation rel)
{
	Oid			types[1] = {TEXTOID};
	Datum		value = CStringGetTextDatum(guard->table);
	bool		isnull;
	Oid			relid = RelationGetRelid(rel);

	(void) query_run("select to_regclass($1) is null", 1, types, &value, NULL, 1);
	if (!DatumGetBool(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &isnull)))
		return guard->table;
	if (rel->rd_rel->relispartition)
		relid = llast_oid(get_partition_ancestors(relid));
	return MemoryContextStrdup(guard->context,
							   quote_qualified_identifier(get_namespace_name(get_rel_namespace(relid)),
														  get_rel_name(relid)));
}

static Oid
table_oid(const char *rulebook, const char *name)
{
	Oid			types[1] = {TEXTOID};
	Datum		value = CStringGetTextDatum(psprintf("%s.%s", rulebook, name));
	bool		isnull;
	Oid			relid;

	(void) query_run("select $1::regclass::oid", 1, types, &value, NULL, 1);
	relid = DatumGetObjectId(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc,
										   1, &isnull));
	gate_watch_table(relid);
	return relid;
}

static void
guard_free(void *what)
{
	Guard	   *guard = what;

	for (int i = 0; i < NUM_GUARD_PLANS; i++)
		if (guard->plans[i])
			SPI_freeplan(guard->plans[i]);
	MemoryContextDelete(guard->context);
}

static Guard *
guard_build(const char *rulebook, Relation rel, const char *table, const char *procedure)
{
	MemoryContext context;
	Guard	   *guard;
	Oid			types[2] = {TEXTOID, TEXTOID};
	Datum		values[2];
	int			rows;
	Jsonb	   *columns;
	bool		isnull;

	context = AllocSetContextCreate(CurrentMemoryContext, "case_rules guard",
									ALLOCSET_SMALL_SIZES);
	guard = MemoryContextAllocZero(context, sizeof(Guard));
	guard->context = context;
	guard->generation = gate_generation();
	guard->rulebook = MemoryContextStrdup(context, rulebook);
	guard->relid = RelationGetRelid(rel);
	guard->table = MemoryContextStrdup(context, table);
	guard->procedure = MemoryContextStrdup(context, procedure);
	guard->owner = rel->rd_rel->relowner;
	gate_watch_table(guard->relid);

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	rulebook_require(rulebook, rel);
	guard->acts = acts_name(guard, rel);
	(void) table_oid(rulebook, "guard");
	(void) table_oid(rulebook, "state_mapping");
	guard->journal_relid = table_oid(rulebook, "journal");
	guard->duty_relid = table_oid(rulebook, "duty");
	guard->running_relid = table_oid(rulebook, "running_rule");

	values[0] = CStringGetTextDatum(table);
	values[1] = CStringGetTextDatum(procedure);
	rows = query_run(psprintf("select shape, facts_function, context_function, columns "
							  "from %s.guard where guarded_table = $1 and procedure = $2",
							  rulebook), 2, types, values, NULL, 1);

	/*
	 * A guard whose row is gone still has its triggers: protective acts go
	 * through, everything else is refused.
	 */
	guard->is_declared = rows > 0;
	if (guard->is_declared)
	{
		guard->is_state = strcmp(query_text(context, 0, 1), "state") == 0;
		guard->facts_function = query_text(context, 0, 2);
		guard->context_function = query_text(context, 0, 3);
		columns = DatumGetJsonbPCopy(SPI_getbinval(SPI_tuptable->vals[0],
												   SPI_tuptable->tupdesc, 4, &isnull));
	}
	else
		columns = DatumGetJsonbP(DirectFunctionCall1(jsonb_in, CStringGetDatum("{}")));
	for (int i = 0; i < NUM_ROLES; i++)
	{
		JsonbValue	buffer;
		JsonbValue *v = getKeyJsonValueFromContainer(&columns->root, role_names[i],
													 strlen(role_names[i]), &buffer);

		if (v && v->type == jbvString)
			role_resolve(guard, i, pnstrdup(v->val.string.val, v->val.string.len), rel);
		else if (!guard->is_state && i != ROLE_STATE && i != ROLE_SIDE &&
				 (i != ROLE_PROCEDURE ||
				  get_attnum(RelationGetRelid(rel), role_names[i]) > 0))
			role_resolve(guard, i, role_names[i], rel);
	}
	for (int i = 0; i < 2; i++)
	{
		const char *key = i == 0 ? "subject_table" : "subject_column";
		JsonbValue	buffer;
		JsonbValue *v = getKeyJsonValueFromContainer(&columns->root, key, strlen(key), &buffer);

		if (v && v->type == jbvString)
		{
			char	   *text = pnstrdup(v->val.string.val, v->val.string.len);

			text = MemoryContextStrdup(context, text);
			if (i == 0)
				guard->subject_table = text;
			else
				guard->subject_column = text;
		}
	}
	guard->id_type = guard->roles[ROLE_CASE_ID].type;
	guard->authority_type = guard->roles[ROLE_AUTHORITY_ID].attno > 0 &&
		guard->roles[ROLE_AUTHORITY_ID].key == NULL
		? guard->roles[ROLE_AUTHORITY_ID].type : TEXTOID;

	rows = query_run(psprintf("select application_state, state, act from %s.state_mapping "
							  "where guarded_table = $1 and procedure = $2", rulebook),
					 2, types, values, NULL, 0);
	guard->mappings = MemoryContextAllocZero(context, sizeof(StateMapping) * Max(rows, 1));
	guard->nmappings = rows;
	for (int i = 0; i < rows; i++)
	{
		guard->mappings[i].application_state = query_text(context, i, 1);
		guard->mappings[i].state = query_text(context, i, 2);
		guard->mappings[i].act = query_text(context, i, 3);
	}
	SPI_finish();
	MemoryContextSetParent(context, CacheMemoryContext);
	return guard;
}

Guard *
guard_find(const char *rulebook, Relation rel, const char *table, const char *procedure)
{
	char		key[GUARD_KEY_LENGTH];
	GuardEntry *entry;
	Guard	   *guard;
	bool		found;

	memset(key, 0, sizeof(key));
	snprintf(key, sizeof(key), "%u|%s|%s", RelationGetRelid(rel), rulebook, procedure);
	entry = hash_search(guards, key, HASH_FIND, NULL);
	if (entry && entry->guard->generation == gate_generation())
		return entry->guard;

	guard = guard_build(rulebook, rel, table, procedure);
	entry = hash_search(guards, key, HASH_ENTER, &found);
	if (found)
		stale_put_aside(guard_free, entry->guard);
	entry->guard = guard;
	return guard;
}

char *
guard_only_procedure(const char *rulebook, const char *table)
{
	Oid			types[1] = {TEXTOID};
	Datum		value = CStringGetTextDatum(table);
	MemoryContext caller = CurrentMemoryContext;
	char	   *procedure = NULL;

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	if (query_run(psprintf("select procedure from %s.guard where guarded_table = $1", rulebook),
				  1, types, &value, NULL, 2) == 1)
		procedure = query_text(caller, 0, 1);
	SPI_finish();
	return procedure;
}
