/*
 * act.c
 *		The way of an act through the engine: read, resolve, judge, let pass.
 *
 * The BEFORE trigger stamps what is derived and judges without refusing: a row
 * that ON CONFLICT DO NOTHING drops afterwards must not fail.  The AFTER
 * trigger is where an act is refused or let pass.  It takes the verdict from
 * the BEFORE trigger only if nothing has happened in between: the row is the
 * same to the byte, no fact of the case was written, and no earlier act of the
 * case was still on its way.  Otherwise it judges again, counting only acts
 * with a smaller seq; so two acts in one INSERT or one COPY are judged as if
 * they had been written one by one.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/table.h"
#include "access/xact.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "executor/executor.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/fmgroids.h"
#include "utils/hsearch.h"
#include "utils/jsonb.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

#include "compat.h"
#include "engine/act.h"
#include "engine/errors.h"
#include "engine/settings.h"

PG_FUNCTION_INFO_V1(act_stamp);
PG_FUNCTION_INFO_V1(act_judge);
PG_FUNCTION_INFO_V1(act_refuse_truncate);
PG_FUNCTION_INFO_V1(state_judge);
PG_FUNCTION_INFO_V1(fact_hold);

/* ---------------------------------------------------------------------------
 * Reading an act from a row
 * ---------------------------------------------------------------------------
 */

static Datum
role_value(const RolePlace *at, HeapTuple row, TupleDesc desc, Oid *type, bool *isnull)
{
	Datum		value;

	*isnull = true;
	*type = TEXTOID;
	if (at->fixed)
	{
		*isnull = false;
		return CStringGetTextDatum(at->fixed);
	}
	if (at->attno <= 0)
		return (Datum) 0;
	*type = at->type;
	value = heap_getattr(row, at->attno, desc, isnull);
	if (*isnull || at->key == NULL)
		return value;

	{
		Jsonb	   *jsonb = DatumGetJsonbP(value);
		JsonbValue	buffer;
		JsonbValue *v = NULL;

		*type = TEXTOID;
		*isnull = true;
		if (JB_ROOT_IS_OBJECT(jsonb))
			v = getKeyJsonValueFromContainer(&jsonb->root, at->key, strlen(at->key), &buffer);
		if (v && v->type == jbvString)
		{
			*isnull = false;
			return PointerGetDatum(cstring_to_text_with_len(v->val.string.val,
															v->val.string.len));
		}
	}
	return (Datum) 0;
}

static char *
role_text(const Guard *guard, Role role, HeapTuple row, TupleDesc desc)
{
	Oid			type;
	bool		isnull;
	Datum		value = role_value(&guard->roles[role], row, desc, &type, &isnull);
	Oid			typoutput;
	bool		varlena;

	if (isnull)
		return NULL;
	getTypeOutputInfo(type, &typoutput, &varlena);
	return OidOutputFunctionCall(typoutput, value);
}

static void
role_missing(Relation rel, Role role)
{
	ereport(ERROR,
			(errcode(ERRCODE_NOT_NULL_VIOLATION),
			 errmsg("an act needs its %s", role_names[role]),
			 errtable(rel)));
}

static Datum
role_id(const Guard *guard, Role role, HeapTuple row, TupleDesc desc, Relation rel)
{
	Oid			type;
	bool		isnull;
	Datum		value = role_value(&guard->roles[role], row, desc, &type, &isnull);
	int16		typlen;
	bool		typbyval;

	if (isnull)
		role_missing(rel, role);
	if (type != guard->id_type)
		ereport(ERROR,
				(errcode(CR_ERRCODE_GUARD_BROKEN),
				 errmsg("case id and subject id of table \"%s\" are of different types",
						RelationGetRelationName(rel)),
				 errtable(rel)));
	get_typlenbyval(type, &typlen, &typbyval);
	return datumCopy(value, typbyval, typlen);
}

/*
 * The parts that both shapes share.  The procedure must be known by then.
 */
static void
act_read_parts(Act *act, Relation rel, HeapTuple row, TupleDesc desc)
{
	Guard	   *guard = act->guard;
	ActCall    *call = &act->call;
	Oid			type;
	bool		isnull;
	Datum		value;

	call->id_type = guard->id_type;
	call->procedure = guard->procedure;
	call->case_id = role_id(guard, ROLE_CASE_ID, row, desc, rel);
	call->subject_id = role_id(guard, ROLE_SUBJECT_ID, row, desc, rel);
	call->actor = role_text(guard, ROLE_ACTOR, row, desc);

	value = role_value(&guard->roles[ROLE_ACTED_ON], row, desc, &type, &isnull);
	if (isnull && !guard->is_state)
		role_missing(rel, ROLE_ACTED_ON);
	if (isnull)
		call->acted_on = PG_INT32_MIN;	/* today, once the time zone is known */
	else if (type == DATEOID)
		call->acted_on = DatumGetDateADT(value);
	else
	{
		Oid			typoutput;
		bool		varlena;

		/* a timestamp or a text: its first ten characters are the day */
		getTypeOutputInfo(type, &typoutput, &varlena);
		call->acted_on = DatumGetDateADT(DirectFunctionCall1(date_in,
															 CStringGetDatum(pnstrdup(OidOutputFunctionCall(typoutput, value), 10))));
	}

	value = role_value(&guard->roles[ROLE_AUTHORITY_ID], row, desc, &type, &call->authority_isnull);
	if (!call->authority_isnull)
	{
		int16		typlen;
		bool		typbyval;

		get_typlenbyval(type, &typlen, &typbyval);
		call->authority_id = datumCopy(value, typbyval, typlen);
	}

	value = role_value(&guard->roles[ROLE_DETAILS], row, desc, &type, &isnull);
	call->details = isnull || type != JSONBOID ? NULL : DatumGetJsonbPCopy(value);
}

void
act_read(Act *act, const char *rulebook, Relation rel, const char *table,
		 HeapTuple row, TupleDesc desc)
{
	char	   *procedure;
	AttrNumber	attno = get_attnum(RelationGetRelid(rel), "procedure");
	bool		isnull = true;
	Datum		value = (Datum) 0;

	memset(act, 0, sizeof(Act));
	if (attno > 0)
		value = heap_getattr(row, attno, desc, &isnull);
	if (attno > 0 && isnull)
		role_missing(rel, ROLE_PROCEDURE);
	procedure = attno > 0 ? TextDatumGetCString(value) : guard_only_procedure(rulebook, table);
	if (procedure == NULL)
		ereport(ERROR,
				(errcode(CR_ERRCODE_GUARD_BROKEN),
				 errmsg("it is not known by which procedure table \"%s\" is guarded",
						RelationGetRelationName(rel)),
				 errhint("Give the table a column procedure, or guard it by one procedure."),
				 errtable(rel)));
	act->guard = guard_find(rulebook, rel, table, procedure);

	act_read_parts(act, rel, row, desc);
	act->call.act = role_text(act->guard, ROLE_ACT, row, desc);
	if (act->call.act == NULL)
		role_missing(rel, ROLE_ACT);
	act->gate = gate_find(rulebook, procedure, act->call.act);
}

/* ---------------------------------------------------------------------------
 * Resolving: side, state before and after, day
 * ---------------------------------------------------------------------------
 */

static void
refuse(Act *act, int sqlstate, char *message, char *hint)
{
	if (act->refusal.sqlstate != 0)
		return;
	act->refusal.sqlstate = sqlstate;
	act->refusal.message = message;
	act->refusal.hint = hint;
}

/*
 * Side, today and earliest day come from the context function, the state
 * before the act from the acts before it.
 */
static void
context_read(Act *act, DateADT *not_before, bool *has_not_before)
{
	Guard	   *guard = act->guard;
	ActCall    *call = &act->call;
	MemoryContext caller = CurrentMemoryContext;
	Datum		values[6];
	char		nulls[6];
	bool		isnull;

	memset(nulls, ' ', sizeof(nulls));
	values[0] = call->case_id;
	values[1] = call->subject_id;
	values[2] = call->authority_id;
	nulls[2] = call->authority_isnull ? 'n' : ' ';
	values[3] = CStringGetTextDatum(call->procedure);
	values[4] = DateADTGetDatum(call->acted_on);
	values[5] = Int64GetDatum(call->seq);

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	if (query_execute(guard->context_plan, values, nulls, 2) != 1)
		ereport(ERROR,
				(errcode(CR_ERRCODE_GUARD_BROKEN),
				 errmsg("the context function returned more than one row")));
	call->side = query_text(caller, 0, 1);
	act->today = DatumGetDateADT(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc,
											   2, &isnull));
	*not_before = DatumGetDateADT(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc,
												3, &isnull));
	*has_not_before = !isnull;
	if (!guard->is_state)
	{
		call->from_state = query_text(caller, 0, 4);
		if (call->from_state == NULL)
			call->from_state = "-";
	}
	SPI_finish();
}

static char *
acts_possible(Act *act)
{
	MemoryContext caller = CurrentMemoryContext;
	Oid			types[2] = {TEXTOID, TEXTOID};
	Datum		values[2];
	char	   *list;

	values[0] = CStringGetTextDatum(act->call.procedure);
	values[1] = CStringGetTextDatum(act->call.from_state);
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	(void) query_run("select string_agg(distinct act, ', ' order by act) "
					 "from case_rules.procedure_transition "
					 "where procedure = $1 and from_state = $2", 2, types, values, NULL, 1);
	list = query_text(caller, 0, 1);
	SPI_finish();
	return list ? psprintf("Possible from here: %s.", list)
		: pstrdup("No act leads out of this state.");
}

void
act_resolve(Act *act)
{
	ActCall    *call = &act->call;
	Gate	   *gate = act->gate;
	DateADT		not_before = 0;
	bool		has_not_before = false;
	const Transition *mine = NULL;
	const Transition *other = NULL;
	bool		from_here = false;

	memset(&act->refusal, 0, sizeof(Refusal));
	call->to_state = NULL;

	if (gate->is_protective)
	{
		/* a broken context does not stand between a child and safety */
		Attempt		attempt;

		attempt_begin(&attempt);
		PG_TRY();
		{
			context_read(act, &not_before, &has_not_before);
			attempt_commit(&attempt);
		}
		PG_CATCH();
		{
			(void) attempt_failed(&attempt);
			call->side = NULL;
			act->today = GetSQLCurrentDate();
			if (call->from_state == NULL)
				call->from_state = "-";
		}
		PG_END_TRY();
	}
	else
		context_read(act, &not_before, &has_not_before);

	if (call->side == NULL)
		call->side = act->side_given;
	if (call->acted_on == PG_INT32_MIN)
		call->acted_on = act->today;

	for (int i = 0; i < gate->ntransitions; i++)
	{
		const Transition *t = &gate->transitions[i];

		if (strcmp(t->from_state, call->from_state) != 0)
			continue;
		from_here = true;
		if (call->side && strcmp(t->side, call->side) == 0)
			mine = t;
		else if (other == NULL)
			other = t;
	}

	/* a protective act counts whoever performs it */
	if (mine == NULL && other && gate->is_protective)
	{
		mine = other;
		if (call->side == NULL)
			call->side = other->side;
	}

	if (!act->guard->is_declared && !gate->is_protective)
		refuse(act, CR_ERRCODE_GUARD_BROKEN,
			   psprintf("the table is not guarded by procedure \"%s\"", call->procedure),
			   pstrdup("Call case_rules.guard() for the table and the procedure."));
	else if (!gate->exists)
		refuse(act, CR_ERRCODE_NO_SUCH_ACT,
			   psprintf("procedure \"%s\" has no act \"%s\"", call->procedure, call->act),
			   acts_possible(act));
	else if (!from_here)
		refuse(act, CR_ERRCODE_NO_SUCH_ACT,
			   strcmp(call->from_state, "-") == 0
			   ? psprintf("procedure \"%s\" does not begin with the act \"%s\"",
						  call->procedure, call->act)
			   : psprintf("there is no act \"%s\" from the state \"%s\"",
						  call->act, call->from_state),
			   acts_possible(act));
	else if (mine == NULL)
		refuse(act, CR_ERRCODE_WRONG_SIDE,
			   call->side
			   ? psprintf("act \"%s\" belongs to the %s side, not to the %s side",
						  call->act, other->side, call->side)
			   : psprintf("the authority belongs to neither State of the case"),
			   psprintf("Let an authority of the %s State perform it, or record the act that the %s side may perform.",
						other->side, call->side ? call->side : "other"));
	if (mine)
		call->to_state = mine->to_state;

	if (call->acted_on > act->today)
		refuse(act, CR_ERRCODE_IMPOSSIBLE_DATE,
			   psprintf("act \"%s\" lies in the future", call->act),
			   psprintf("Today is %s where the authority sits.",
						DatumGetCString(DirectFunctionCall1(date_out,
															DateADTGetDatum(act->today)))));
	if (has_not_before && call->acted_on < not_before)
		refuse(act, CR_ERRCODE_IMPOSSIBLE_DATE,
			   psprintf("act \"%s\" lies before the child's birth", call->act),
			   pstrdup("Correct the day of the act, or the birth date."));
}

void
act_judge_now(Act *act)
{
	gate_judge(act->gate, act->guard->facts_function, &act->call, &act->judgement);
	act->judged = true;
}

/*
 * May the session user of this act see its subject?  Asked only on the way to
 * a refusal, with the rights of the caller, so that a refusal tells nothing
 * about a case that its reader may not see.
 */
bool
act_subject_is_visible(Act *act, OwnerScope *scope)
{
	Guard	   *guard = act->guard;
	Oid			types[2];
	Datum		values[2];
	bool		visible = false;
	Attempt		attempt;

	if (guard->subject_table == NULL || guard->subject_column == NULL)
		return true;

	owner_scope_leave(scope);
	attempt_begin(&attempt);
	PG_TRY();
	{
		types[0] = types[1] = guard->id_type;
		values[0] = act->call.case_id;
		values[1] = act->call.subject_id;
		if (SPI_connect() != SPI_OK_CONNECT)
			elog(ERROR, "SPI_connect failed");
		visible = query_run(psprintf("select from %s where case_id = $1 and %s = $2",
									 guard->subject_table,
									 quote_identifier(guard->subject_column)),
							2, types, values, NULL, 1) > 0;
		SPI_finish();
		attempt_commit(&attempt);
	}
	PG_CATCH();
	{
		(void) attempt_failed(&attempt);
		visible = false;
	}
	PG_END_TRY();
	owner_scope_enter(scope, guard->owner);
	return visible;
}

void
act_let_pass(Act *act, OwnerScope *scope)
{
	if (act->refusal.sqlstate == 0 &&
		(!judgement_stops(&act->judgement) || act->gate->is_protective))
		return;
	if (!act_subject_is_visible(act, scope))
		ereport(ERROR,
				(errcode(act->refusal.sqlstate ? act->refusal.sqlstate : CR_ERRCODE_BARRED),
				 errmsg("act \"%s\" is barred", act->call.act),
				 errhint("The findings are shown to those who may see the subject of the act.")));
	if (act->refusal.sqlstate != 0)
		refusal_raise(&act->refusal, &act->call, act->guard->relid);
	judgement_raise(&act->judgement, &act->call, act->guard->relid);
}

/* ---------------------------------------------------------------------------
 * Acts on their way between the BEFORE and the AFTER trigger
 * ---------------------------------------------------------------------------
 */

#define PENDING_ID_LENGTH 64
#define PENDING_MAX 1000

typedef struct PendingKey
{
	char		rulebook[PENDING_ID_LENGTH];
	char		case_id[PENDING_ID_LENGTH];
} PendingKey;

typedef struct PendingCase
{
	PendingKey	key;
	Oid			relid;
	int64		seq;
	uint64		statement;
	bool		stale;			/* a fact of the case was written since */
	Act		   *act;
	HeapTuple	row;			/* as the BEFORE trigger left it */
	MemoryContext context;
} PendingCase;

static HTAB *pending = NULL;
static bool pending_registered = false;

static void
pending_forget(XactEvent event, void *arg)
{
	/* the memory goes with TopTransactionContext */
	if (event == XACT_EVENT_COMMIT || event == XACT_EVENT_ABORT ||
		event == XACT_EVENT_PREPARE)
		pending = NULL;
}

static void
pending_key(PendingKey *key, const char *rulebook, Oid id_type, Datum case_id)
{
	Oid			typoutput;
	bool		varlena;

	memset(key, 0, sizeof(PendingKey));
	getTypeOutputInfo(id_type, &typoutput, &varlena);
	strlcpy(key->rulebook, rulebook, sizeof(key->rulebook));
	strlcpy(key->case_id, OidOutputFunctionCall(typoutput, case_id), sizeof(key->case_id));
}

static PendingCase *
pending_find(const PendingKey *key)
{
	return pending ? hash_search(pending, key, HASH_FIND, NULL) : NULL;
}

static void
pending_remove(PendingCase *entry)
{
	MemoryContext context = entry->context;
	PendingKey	key = entry->key;

	(void) hash_search(pending, &key, HASH_REMOVE, NULL);
	MemoryContextDelete(context);
}

/* null where there are too many already: the AFTER trigger judges then */
static PendingCase *
pending_add(const PendingKey *key)
{
	PendingCase *entry;

	if (!pending_registered)
	{
		RegisterXactCallback(pending_forget, NULL);
		pending_registered = true;
	}
	if (pending == NULL)
	{
		HASHCTL		ctl;

		memset(&ctl, 0, sizeof(ctl));
		ctl.keysize = sizeof(PendingKey);
		ctl.entrysize = sizeof(PendingCase);
		ctl.hcxt = TopTransactionContext;
		pending = hash_create("case_rules pending acts", 16, &ctl,
							  HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
	}
	if (hash_get_num_entries(pending) >= PENDING_MAX)
		return NULL;
	entry = hash_search(pending, key, HASH_ENTER, NULL);
	entry->stale = false;
	entry->act = NULL;
	entry->row = NULL;
	entry->context = AllocSetContextCreate(TopTransactionContext, "case_rules pending act",
										   ALLOCSET_SMALL_SIZES);
	return entry;
}

/* ---------------------------------------------------------------------------
 * Triggers on a table whose rows are acts
 * ---------------------------------------------------------------------------
 */

static void
trigger_check(FunctionCallInfo fcinfo, const char *name, int nargs)
{
	if (!CALLED_AS_TRIGGER(fcinfo) ||
		((TriggerData *) fcinfo->context)->tg_trigger->tgnargs != nargs)
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("%s() must be called as a trigger with %d arguments", name, nargs),
				 errhint("Let case_rules.guard() make the trigger.")));
}

/*
 * Number of the statement that fires the trigger.  The trigger's FmgrInfo
 * lives as long as the executor runs the statement.
 */
static uint64
statement_number(FunctionCallInfo fcinfo)
{
	static uint64 last = 0;
	uint64	   *number = fcinfo->flinfo->fn_extra;

	if (number == NULL)
	{
		number = MemoryContextAlloc(fcinfo->flinfo->fn_mcxt, sizeof(uint64));
		*number = ++last;
		fcinfo->flinfo->fn_extra = number;
	}
	return *number;
}

static int
trigger_depth(void)
{
	return DatumGetInt32(OidFunctionCall0(F_PG_TRIGGER_DEPTH));
}

#define STAMP_COLUMNS 7
static const char *const stamp_columns[STAMP_COLUMNS] = {
	"seq", "side", "from_state", "to_state", "finding_count", "recorded_at", "recorded_by"
};

static void
stamp_attnums(Relation rel, AttrNumber *attnums)
{
	for (int i = 0; i < STAMP_COLUMNS; i++)
	{
		attnums[i] = get_attnum(RelationGetRelid(rel), stamp_columns[i]);
		if (attnums[i] <= 0 && i < 5)
			ereport(ERROR,
					(errcode(CR_ERRCODE_GUARD_BROKEN),
					 errmsg("table \"%s\" has no column \"%s\"", RelationGetRelationName(rel),
							stamp_columns[i]),
					 errhint("An act table has the columns seq, side, from_state, to_state and finding_count."),
					 errtable(rel)));
	}
}

/* 0 seq, 1 side, 2 from, 3 to, 4 finding count */
static void
stamp_values(const Act *act, Datum *values, bool *nulls)
{
	const ActCall *call = &act->call;
	bool		known = act->refusal.sqlstate == 0;

	memset(nulls, true, sizeof(bool) * STAMP_COLUMNS);
	values[0] = Int64GetDatum(call->seq);
	nulls[0] = false;
	if (call->side)
	{
		values[1] = CStringGetTextDatum(call->side);
		nulls[1] = false;
	}
	if (known && strcmp(call->from_state, "-") != 0)
	{
		values[2] = CStringGetTextDatum(call->from_state);
		nulls[2] = false;
	}
	if (known && call->to_state)
	{
		values[3] = CStringGetTextDatum(call->to_state);
		nulls[3] = false;
	}
	if (act->judged)
	{
		values[4] = Int32GetDatum(judgement_findings(&act->judgement));
		nulls[4] = false;
	}
}

Datum
act_stamp(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = (TriggerData *) fcinfo->context;
	Relation	rel;
	TupleDesc	desc;
	HeapTuple	row;
	char	  **args;
	OwnerScope	scope;
	AttrNumber	attnums[STAMP_COLUMNS];
	Datum		values[STAMP_COLUMNS];
	bool		nulls[STAMP_COLUMNS];
	PendingKey	key;
	PendingCase *entry;
	Act		   *act;
	int			columns[STAMP_COLUMNS];
	int			nstamps;
	MemoryContext work;
	MemoryContext caller = CurrentMemoryContext;

	trigger_check(fcinfo, "case_rules.act_stamp", 2);
	rel = trigdata->tg_relation;
	desc = RelationGetDescr(rel);
	row = trigdata->tg_trigtuple;
	args = trigdata->tg_trigger->tgargs;

	if (guard_is_bypassed(rel->rd_rel->relowner) || engine_is_writing(RelationGetRelid(rel)))
		return PointerGetDatum(TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event)
							   ? trigdata->tg_newtuple : row);
	if (!TRIGGER_FIRED_BY_INSERT(trigdata->tg_event))
		ereport(ERROR,
				(errcode(CR_ERRCODE_APPEND_ONLY),
				 errmsg("an act cannot be changed or removed"),
				 errhint("Record a further act: what has happened stays in the journal."),
				 errtable(rel)));

	stamp_attnums(rel, attnums);
	for (int i = 0; i < 5; i++)
		if (!heap_attisnull(row, attnums[i], desc))
			ereport(ERROR,
					(errcode(CR_ERRCODE_STATE_WRITTEN),
					 errmsg("column \"%s\" of an act is derived and cannot be written",
							stamp_columns[i]),
					 errhint("Leave it out: the state follows from the act."),
					 errtablecol(rel, attnums[i])));

	owner_scope_enter(&scope, rel->rd_rel->relowner);
	work = AllocSetContextCreate(TopTransactionContext, "case_rules act", ALLOCSET_DEFAULT_SIZES);
	MemoryContextSwitchTo(work);
	act = palloc(sizeof(Act));
	act_read(act, args[0], rel, args[1], row, desc);
	gate_check_details(act->gate, act->call.details);

	/* from here on, nobody else writes to this case */
	act->call.seq = case_head_advance(act->guard, act->call.case_id, 1);
	act_resolve(act);

	/*
	 * Judge now, so that the row comes back with the number of its findings,
	 * unless an earlier act of the case is still on its way: its effects are
	 * not there yet.
	 */
	pending_key(&key, args[0], act->call.id_type, act->call.case_id);
	entry = pending_find(&key);
	if (entry && (entry->seq >= act->call.seq ||
				  (entry->statement != statement_number(fcinfo) && trigger_depth() == 1)))
	{
		/* left behind by a row that was dropped or rolled back */
		pending_remove(entry);
		entry = NULL;
	}
	if (act->refusal.sqlstate == 0 && entry == NULL)
	{
		act_judge_now(act);
		entry = pending_add(&key);
	}
	else
		entry = NULL;

	stamp_values(act, values, nulls);
	values[5] = TimestampTzGetDatum(GetCurrentTimestamp());
	nulls[5] = false;
	values[6] = CStringGetTextDatum(GetUserNameFromId(GetSessionUserId(), false));
	nulls[6] = false;
	MemoryContextSwitchTo(caller);
	for (nstamps = 0; nstamps < STAMP_COLUMNS && attnums[nstamps] > 0; nstamps++)
		columns[nstamps] = attnums[nstamps];
	row = heap_modify_tuple_by_cols(row, desc, nstamps, columns, values, nulls);
	owner_scope_leave(&scope);

	if (entry)
	{
		MemoryContext old = MemoryContextSwitchTo(work);

		entry->relid = RelationGetRelid(rel);
		entry->seq = act->call.seq;
		entry->statement = statement_number(fcinfo);
		entry->act = act;
		entry->row = heap_copytuple(row);
		MemoryContextDelete(entry->context);
		entry->context = work;
		MemoryContextSwitchTo(old);
	}
	else
		MemoryContextDelete(work);
	return PointerGetDatum(row);
}

static bool
rows_are_equal(HeapTuple a, HeapTuple b)
{
	return a->t_len == b->t_len &&
		a->t_data->t_hoff == b->t_data->t_hoff &&
		memcmp((char *) a->t_data + SizeofHeapTupleHeader,
			   (char *) b->t_data + SizeofHeapTupleHeader,
			   a->t_len - SizeofHeapTupleHeader) == 0 &&
		HeapTupleHeaderGetNatts(a->t_data) == HeapTupleHeaderGetNatts(b->t_data);
}

/* brings the stamp of a row in line with what the AFTER trigger found */
static void
stamp_correct(Act *act, Relation rel, HeapTuple row, AttrNumber *attnums)
{
	TupleDesc	desc = RelationGetDescr(rel);
	Datum		values[STAMP_COLUMNS];
	bool		nulls[STAMP_COLUMNS];
	bool		differs = false;
	StringInfoData sql;
	Oid			types[6] = {TEXTOID, TEXTOID, TEXTOID, INT4OID, act->call.id_type, INT8OID};
	Datum		args[6];
	char		argnulls[6];

	stamp_values(act, values, nulls);
	for (int i = 1; i < 5; i++)
	{
		bool		isnull;
		Datum		value = heap_getattr(row, attnums[i], desc, &isnull);

		if (isnull != nulls[i])
			differs = true;
		else if (!isnull && i < 4 &&
				 strcmp(TextDatumGetCString(value), TextDatumGetCString(values[i])) != 0)
			differs = true;
		else if (!isnull && i == 4 && DatumGetInt32(value) != DatumGetInt32(values[i]))
			differs = true;
	}
	if (!differs)
		return;

	initStringInfo(&sql);
	appendStringInfo(&sql, "update %s set side = $1, from_state = $2, to_state = $3, "
					 "finding_count = $4 where %s = $5 and seq = $6",
					 quote_qualified_identifier(get_namespace_name(RelationGetNamespace(rel)),
												RelationGetRelationName(rel)),
					 quote_identifier(get_attname(RelationGetRelid(rel),
												  act->guard->roles[ROLE_CASE_ID].attno, false)));
	for (int i = 0; i < 4; i++)
	{
		args[i] = values[i + 1];
		argnulls[i] = nulls[i + 1] ? 'n' : ' ';
	}
	args[4] = act->call.case_id;
	args[5] = Int64GetDatum(act->call.seq);
	argnulls[4] = argnulls[5] = ' ';
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	engine_write_begin(RelationGetRelid(rel));
	(void) query_run(sql.data, 6, types, args, argnulls, 0);
	engine_write_end();
	SPI_finish();
}

Datum
act_judge(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = (TriggerData *) fcinfo->context;
	Relation	rel;
	TupleDesc	desc;
	HeapTuple	row;
	char	  **args;
	OwnerScope	scope;
	AttrNumber	attnums[STAMP_COLUMNS];
	PendingKey	key;
	PendingCase *entry;
	Act		   *act;
	Act			fresh;
	bool		isnull;
	int64		seq;
	MemoryContext work;
	MemoryContext caller;

	trigger_check(fcinfo, "case_rules.act_judge", 2);
	rel = trigdata->tg_relation;
	desc = RelationGetDescr(rel);
	row = trigdata->tg_trigtuple;
	args = trigdata->tg_trigger->tgargs;

	if (!TRIGGER_FIRED_BY_INSERT(trigdata->tg_event) ||
		guard_is_bypassed(rel->rd_rel->relowner))
		return PointerGetDatum(NULL);

	stamp_attnums(rel, attnums);
	seq = DatumGetInt64(heap_getattr(row, attnums[0], desc, &isnull));

	owner_scope_enter(&scope, rel->rd_rel->relowner);
	work = AllocSetContextCreate(CurrentMemoryContext, "case_rules act", ALLOCSET_DEFAULT_SIZES);
	caller = MemoryContextSwitchTo(work);

	act = &fresh;
	act_read(act, args[0], rel, args[1], row, desc);
	act->call.seq = seq;
	pending_key(&key, args[0], act->call.id_type, act->call.case_id);
	entry = pending_find(&key);
	if (entry && (entry->relid != RelationGetRelid(rel) || entry->seq != seq))
		entry = NULL;
	if (entry && !entry->stale && rows_are_equal(entry->row, row) &&
		entry->act->gate == act->gate && entry->act->guard == act->guard)
		act = entry->act;
	else
	{
		/* the stamp was not ours, or the world has moved on */
		gate_check_details(act->gate, act->call.details);
		act_resolve(act);
		if (act->refusal.sqlstate == 0)
			act_judge_now(act);
	}

	act_let_pass(act, &scope);
	journal_write(act);
	duties_write(act);
	stamp_correct(act, rel, row, attnums);
	if (setting_warnings)
		judgement_warn(&act->judgement, &act->call);

	if (entry)
		pending_remove(entry);
	MemoryContextSwitchTo(caller);
	MemoryContextDelete(work);
	owner_scope_leave(&scope);
	return PointerGetDatum(NULL);
}

Datum
act_refuse_truncate(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = (TriggerData *) fcinfo->context;

	if (!CALLED_AS_TRIGGER(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("case_rules.act_refuse_truncate() must be called as a trigger")));
	if (guard_is_bypassed(trigdata->tg_relation->rd_rel->relowner))
		return PointerGetDatum(NULL);
	ereport(ERROR,
			(errcode(CR_ERRCODE_APPEND_ONLY),
			 errmsg("acts cannot be removed"),
			 errhint("What has happened stays in the journal."),
			 errtable(trigdata->tg_relation)));
	return PointerGetDatum(NULL);
}

/* ---------------------------------------------------------------------------
 * A table whose state column moves
 * ---------------------------------------------------------------------------
 */

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
		before = mapping_find(&act, rel, role_text(act.guard, ROLE_STATE,
												   trigdata->tg_trigtuple, desc));
	after = mapping_find(&act, rel, role_text(act.guard, ROLE_STATE, row, desc));
	if (before)
		from_state = before->state;
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
		act.call.seq = case_head_advance(act.guard, act.call.case_id, 1);
		act.side_given = role_text(act.guard, ROLE_SIDE, row, desc);
		act_resolve(&act);
		if (act.refusal.sqlstate == 0 && strcmp(act.call.to_state, after->state) != 0)
			refuse(&act, CR_ERRCODE_NO_SUCH_ACT,
				   psprintf("act \"%s\" leads to \"%s\", not to \"%s\"", act.call.act,
							act.call.to_state, after->state),
				   pstrdup("Correct state_mapping of the rulebook."));
		if (act.refusal.sqlstate == 0)
			act_judge_now(&act);
		act_let_pass(&act, &scope);
		journal_write(&act);
		duties_write(&act);
		if (setting_warnings)
			judgement_warn(&act.judgement, &act.call);
	}

	MemoryContextSwitchTo(caller);
	MemoryContextDelete(work);
	owner_scope_leave(&scope);
	return PointerGetDatum(NULL);
}

/* ---------------------------------------------------------------------------
 * Tables that facts come from
 * ---------------------------------------------------------------------------
 */

/*
 * A change of a fact takes the same lock as an act of its case: whoever
 * commits first is seen by the other.
 */
typedef struct HoldEntry
{
	char		rulebook[PENDING_ID_LENGTH * 3];
	Oid			id_type;
	Oid			head_relid;
	SPIPlanPtr	update_plan;
	SPIPlanPtr	insert_plan;
} HoldEntry;

static HTAB *holds = NULL;

static HoldEntry *
hold_find(const char *rulebook, Oid id_type)
{
	char		key[PENDING_ID_LENGTH * 3];
	HoldEntry  *entry;
	bool		found;
	Oid			types[1] = {TEXTOID};
	Datum		value;
	bool		isnull;
	Oid			head_relid;
	SPIPlanPtr	update_plan;
	SPIPlanPtr	insert_plan;

	if (holds == NULL)
	{
		HASHCTL		ctl;

		memset(&ctl, 0, sizeof(ctl));
		ctl.keysize = sizeof(key);
		ctl.entrysize = sizeof(HoldEntry);
		holds = hash_create("case_rules case heads", 8, &ctl, HASH_ELEM | HASH_STRINGS);
	}
	memset(key, 0, sizeof(key));
	strlcpy(key, rulebook, sizeof(key));
	entry = hash_search(holds, key, HASH_FIND, NULL);
	if (entry && entry->id_type == id_type &&
		SPI_plan_is_valid(entry->update_plan) && SPI_plan_is_valid(entry->insert_plan))
		return entry;

	value = CStringGetTextDatum(psprintf("%s.case_head", rulebook));
	(void) query_run("select $1::regclass::oid", 1, types, &value, NULL, 1);
	head_relid = DatumGetObjectId(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc,
												1, &isnull));
	update_plan = query_prepare(psprintf("update %s.case_head set act_seq = act_seq "
										 "where case_id = $1", rulebook), 1, &id_type);
	insert_plan = query_prepare(psprintf("insert into %s.case_head as h (case_id) values ($1) "
										 "on conflict (case_id) do update set act_seq = h.act_seq",
										 rulebook), 1, &id_type);
	entry = hash_search(holds, key, HASH_ENTER, &found);
	if (found)
	{
		SPI_freeplan(entry->update_plan);
		SPI_freeplan(entry->insert_plan);
	}
	SPI_keepplan(update_plan);
	SPI_keepplan(insert_plan);
	entry->id_type = id_type;
	entry->head_relid = head_relid;
	entry->update_plan = update_plan;
	entry->insert_plan = insert_plan;
	return entry;
}

static void
case_hold(TriggerData *trigdata, const char *rulebook, HeapTuple row)
{
	Relation	rel = trigdata->tg_relation;
	AttrNumber	attno = get_attnum(RelationGetRelid(rel), "case_id");
	bool		isnull;
	Datum		case_id;
	Oid			type;
	PendingKey	key;
	PendingCase *entry;
	HoldEntry  *hold;

	if (attno <= 0)
		ereport(ERROR,
				(errcode(CR_ERRCODE_GUARD_BROKEN),
				 errmsg("table \"%s\" has no column \"case_id\"", RelationGetRelationName(rel)),
				 errtable(rel)));
	case_id = heap_getattr(row, attno, RelationGetDescr(rel), &isnull);
	if (isnull)
		return;
	type = TupleDescAttr(RelationGetDescr(rel), attno - 1)->atttypid;

	pending_key(&key, rulebook, type, case_id);
	entry = pending_find(&key);
	if (entry)
		entry->stale = true;

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	hold = hold_find(rulebook, type);
	engine_write_begin(hold->head_relid);
	if (query_execute(hold->update_plan, &case_id, NULL, 0) == 0)
	{
		engine_write_begin(hold->head_relid);
		(void) query_execute(hold->insert_plan, &case_id, NULL, 0);
	}
	engine_write_end();
	SPI_finish();
}

Datum
fact_hold(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = (TriggerData *) fcinfo->context;
	OwnerScope	scope;
	char	   *rulebook;

	trigger_check(fcinfo, "case_rules.fact_hold", 1);
	if (guard_is_bypassed(trigdata->tg_relation->rd_rel->relowner))
		return PointerGetDatum(NULL);
	rulebook = trigdata->tg_trigger->tgargs[0];
	owner_scope_enter(&scope, trigdata->tg_relation->rd_rel->relowner);
	case_hold(trigdata, rulebook, trigdata->tg_trigtuple);
	if (TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event))
		case_hold(trigdata, rulebook, trigdata->tg_newtuple);
	owner_scope_leave(&scope);
	return PointerGetDatum(NULL);
}
