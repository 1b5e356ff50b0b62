/*
 * act_trigger.c
 *		The triggers on a table whose rows are acts.
 *
 * The BEFORE trigger stamps what is derived and judges without refusing: a row
 * that ON CONFLICT DO NOTHING drops afterwards must not fail.  The AFTER
 * trigger is where an act is refused or let pass.  It takes the verdict from
 * the BEFORE trigger only if nothing has happened in between: the row is the
 * same to the byte, no fact of the case was written, and no earlier act of the
 * case was still on its way.  Otherwise it judges again, counting only acts
 * that have been judged; so two acts in one INSERT or one COPY are judged as if
 * they had been written one by one.
 *
 * An act that came late, or that is about another act, changes what held when
 * other acts happened: these are judged again (rejudge.c).
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "miscadmin.h"
#include "replication/logicalworker.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

#include "compat.h"
#include "engine/case_head.h"
#include "engine/errors.h"
#include "engine/pending.h"
#include "engine/rejudge.h"

PG_FUNCTION_INFO_V1(act_stamp);
PG_FUNCTION_INFO_V1(act_judge);
PG_FUNCTION_INFO_V1(act_refuse_truncate);

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

#define STAMP_COLUMNS 9
/* of these, every act table has the first ones, and only the engine writes them */
#define DERIVED_COLUMNS 7
static const char *const stamp_columns[STAMP_COLUMNS] = {
	"seq", "side", "from_state", "to_state", "finding_count", "outcome", "superseded_at",
	"recorded_at", "recorded_by"
};
static const Oid stamp_types[STAMP_COLUMNS] = {
	INT8OID, TEXTOID, TEXTOID, TEXTOID, INT4OID, TEXTOID, TIMESTAMPTZOID,
	TIMESTAMPTZOID, TEXTOID
};

static void
stamp_attnums(Relation rel, AttrNumber *attnums)
{
	for (int i = 0; i < STAMP_COLUMNS; i++)
	{
		attnums[i] = get_attnum(RelationGetRelid(rel), stamp_columns[i]);
		if (attnums[i] <= 0 && i < DERIVED_COLUMNS)
			ereport(ERROR,
					(errcode(CR_ERRCODE_GUARD_BROKEN),
					 errmsg("table \"%s\" has no column \"%s\"", RelationGetRelationName(rel),
							stamp_columns[i]),
					 errhint("An act table has the columns seq, side, from_state, to_state, finding_count, outcome and superseded_at."),
					 errtable(rel)));
		if (attnums[i] > 0 &&
			TupleDescAttr(RelationGetDescr(rel), attnums[i] - 1)->atttypid != stamp_types[i])
			ereport(ERROR,
					(errcode(CR_ERRCODE_GUARD_BROKEN),
					 errmsg("column \"%s\" of table \"%s\" must be of type %s",
							stamp_columns[i], RelationGetRelationName(rel),
							format_type_be(stamp_types[i])),
					 errhint("Give the column its type back."),
					 errtable(rel)));
	}
}

/* what only the engine may write, if the row brings it */
static const char *
derived_column_given(Relation rel, HeapTuple row)
{
	AttrNumber	attnums[STAMP_COLUMNS];

	stamp_attnums(rel, attnums);
	for (int i = 0; i < DERIVED_COLUMNS; i++)
		if (!heap_attisnull(row, attnums[i], RelationGetDescr(rel)))
			return stamp_columns[i];
	return NULL;
}

void
act_refuse_derived(Act *act, Relation rel, HeapTuple row)
{
	const char *column = derived_column_given(rel, row);

	if (column)
		act_refuse(act, CR_ERRCODE_STATE_WRITTEN,
				   psprintf("column \"%s\" of an act is derived and cannot be written", column),
				   pstrdup("Leave it out: the state follows from the act."));
}

/* in the order of stamp_columns, without who recorded it and when */
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
	if (known && state_or_null(call->from_state))
	{
		values[2] = CStringGetTextDatum(call->from_state);
		nulls[2] = false;
	}
	if (known && state_or_null(call->to_state))
	{
		values[3] = CStringGetTextDatum(call->to_state);
		nulls[3] = false;
	}
	if (act->judged)
	{
		values[4] = Int32GetDatum(judgement_findings(&act->judgement));
		nulls[4] = false;
		values[5] = CStringGetTextDatum(outcome_names[act->outcome]);
		nulls[5] = false;
	}
}

/*
 * An act that logical replication brings was judged where it was written.  In
 * an office that records acts of its own, the case waits: the next of them, or
 * CALL rejudge(), takes it into account.
 */
static void
received_note(Relation rel, char **args, HeapTuple row)
{
	char	   *procedure = NULL;
	AttrNumber	attno = get_attnum(RelationGetRelid(rel), "procedure");
	Guard	   *guard;
	OwnerScope	scope;
	bool		isnull;
	Datum		values[3];
	Oid			types[3] = {InvalidOid, INT8OID, TEXTOID};
	Datum		relid;

	owner_scope_enter(&scope, rel->rd_rel->relowner);
	if (attno > 0)
	{
		Datum		value = heap_getattr(row, attno, RelationGetDescr(rel), &isnull);

		procedure = isnull ? NULL : TextDatumGetCString(value);
	}
	else
		procedure = guard_only_procedure(args[0], args[1]);
	values[1] = heap_getattr(row, get_attnum(RelationGetRelid(rel), "seq"),
							 RelationGetDescr(rel), &isnull);
	if (procedure && !isnull)
	{
		guard = guard_find(args[0], rel, args[1], procedure);
		types[0] = guard->id_type;
		values[0] = heap_getattr(row, guard->roles[ROLE_CASE_ID].attno, RelationGetDescr(rel),
								 &isnull);
		values[2] = CStringGetTextDatum(args[1]);
		if (SPI_connect() != SPI_OK_CONNECT)
			elog(ERROR, "SPI_connect failed");
		(void) query_run(psprintf("select %s::regclass::oid",
								  quote_literal_cstr(psprintf("%s.received", args[0]))),
						 0, NULL, NULL, NULL, 1);
		relid = SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &isnull);
		engine_write_begin(DatumGetObjectId(relid));
		(void) query_run(psprintf("insert into %s.received (case_id, seq, guarded_table) "
								  "values ($1, $2, $3) on conflict do nothing", args[0]),
						 3, types, values, NULL, 0);
		engine_write_end();
		SPI_finish();
		if (case_head_is_shared(args[0], guard->id_type))
		{
			Datum		day = heap_getattr(row, guard->roles[ROLE_ACTED_ON].attno,
										   RelationGetDescr(rel), &isnull);

			case_head_receive(args[0], guard->id_type, values[0],
							  isnull ? DATEVAL_NOBEGIN : DatumGetDateADT(day));
		}
	}
	owner_scope_leave(&scope);
}

/* the acts of its case after a place, because of an act */
static void
rejudging_by_act(Rejudging *what, Act *act, const char *rulebook, OwnerScope *scope,
				 DateADT acted_on, int64 seq)
{
	memset(what, 0, sizeof(Rejudging));
	what->rulebook = rulebook;
	what->id_type = act->call.id_type;
	what->case_id = act->call.case_id;
	what->after.acted_on = acted_on;
	what->after.seq = seq;
	what->cause = act->amends == AMEND_CURE ? "cured" :
		act->amends == AMEND_ANNUL ? "annulled" :
		act->amends == AMEND_CORRECT ? "corrected" : "late";
	what->cause_seq = act->call.seq;
	what->moment = act->moment;
	what->scope = scope;
	what->owner = act->guard->owner;
	what->procedure = act->call.procedure;
	what->subject_id = act->call.subject_id;
}

/* judges them; since: the day from which the case waits where that cannot be done */
static void
rejudge_by_act(Rejudging *what, const Act *act, DateADT since)
{
	rejudge_acts(what);
	if (what->incomplete || !act->guard->is_declared)
		case_head_reach(what->rulebook, what->id_type, what->case_id, since, what->cause);
	rejudge_warn(what);
}

/* what the act changes for the acts that happened after it, or for the one that it cures */
static void
act_follow_up(Act *act, const char *rulebook, OwnerScope *scope)
{
	const Target *target = &act->call.target;
	Rejudging	what;

	if (act->amends == AMEND_CURE)
		/* and the cure itself, which acts in between may have moved */
		rejudging_by_act(&what, act, rulebook, scope, target->acted_on, target->seq - 1);
	else if (act->is_late || act->amends != AMEND_NOTHING)
	{
		rejudging_by_act(&what, act, rulebook, scope, act->call.acted_on, act->call.seq);
		what.but_seq = act->call.seq;
	}
	else
		return;
	rejudge_by_act(&what, act, act->call.acted_on);
}

/*
 * The act that this one annuls, or whose place it takes, counts no more from
 * now on: what happened between the two is judged again before this one is.
 */
static void
act_take_effect(Act *act, const char *rulebook, OwnerScope *scope)
{
	const Target *target = &act->call.target;
	Rejudging	what;

	amend_supersede(act);
	act->has_amended = true;
	/* without a cure, what it cured is looked at again too */
	if (act->target_cured)
		rejudging_by_act(&what, act, rulebook, scope, act->cured_on, act->target_cured - 1);
	else
		rejudging_by_act(&what, act, rulebook, scope, target->acted_on, target->seq);
	what.has_until = true;
	what.until.acted_on = act->call.acted_on;
	what.until.seq = act->call.seq;
	rejudge_by_act(&what, act, what.after.acted_on);
}

/* resolves and judges an act whose row is written */
static void
act_judge_written(Act *act, const char *rulebook, OwnerScope *scope)
{
	gate_check_details(act->gate, act->call.details);
	act_resolve(act);
	if (act->refusal.sqlstate == 0 &&
		(act->amends == AMEND_ANNUL || act->amends == AMEND_CORRECT))
	{
		act_take_effect(act, rulebook, scope);
		act_resolve(act);
	}
	if (act->refusal.sqlstate == 0)
		act_judge_now(act);
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
	Datum		values[STAMP_COLUMNS + 1];
	bool		nulls[STAMP_COLUMNS + 1];
	PendingKey	key;
	PendingCase *entry;
	Act		   *act;
	CaseHeadState head;
	int			columns[STAMP_COLUMNS + 1];
	int			nstamps = 0;
	const char *derived;
	MemoryContext work;
	MemoryContext caller = CurrentMemoryContext;

	trigger_check(fcinfo, "case_rules.act_stamp", 2);
	rel = trigdata->tg_relation;
	desc = RelationGetDescr(rel);
	row = trigdata->tg_trigtuple;
	args = trigdata->tg_trigger->tgargs;

	if (guard_is_bypassed(rel->rd_rel->relowner) ||
		(TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event) &&
		 engine_is_writing(RelationGetRelid(rel))))
		return PointerGetDatum(TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event)
							   ? trigdata->tg_newtuple : row);
	if (!TRIGGER_FIRED_BY_INSERT(trigdata->tg_event))
		ereport(ERROR,
				(errcode(CR_ERRCODE_APPEND_ONLY),
				 errmsg("an act cannot be changed or removed"),
				 errhint("Record the act annul, or the act again as it should have been with the column amends: what was recorded stays in the journal."),
				 errtable(rel)));

	stamp_attnums(rel, attnums);
	derived = derived_column_given(rel, row);
	if (derived)
		ereport(ERROR,
				(errcode(CR_ERRCODE_STATE_WRITTEN),
				 errmsg("column \"%s\" of an act is derived and cannot be written", derived),
				 errhint("Leave it out: the state follows from the act."),
				 errtable(rel)));

	owner_scope_enter(&scope, rel->rd_rel->relowner);
	work = AllocSetContextCreate(TopTransactionContext, "case_rules act", ALLOCSET_DEFAULT_SIZES);
	MemoryContextSwitchTo(work);
	act = palloc(sizeof(Act));
	act_read(act, args[0], rel, args[1], row, desc);
	cure_rules_refuse(act);
	gate_check_details(act->gate, act->call.details);

	/* from here on, nobody else writes to this case */
	case_head_number(args[0], act->call.id_type, act->call.case_id, act->call.acted_on, &head);
	act->call.seq = head.act_seq;
	act->is_late = head.has_last_on && head.last_on > act->call.acted_on;
	if (head.has_rejudge_since)
		(void) rejudge_waiting(args[0], act->call.id_type, act->call.case_id, &head, &scope);
	act_refresh(act, rel);
	act_resolve(act);

	/*
	 * Judge now, so that the row comes back with the number of its findings,
	 * unless an earlier act of the case is still on its way: its effects are
	 * not there yet.
	 */
	pending_key(&key, args[0], act->call.id_type, act->call.case_id);
	entry = pending_find(&key);
	if (entry && (entry->seq >= act->call.seq ||
				  (entry->relid == RelationGetRelid(rel) &&
				   entry->statement != statement_number(fcinfo) && trigger_depth() == 1)))
	{
		/* left behind by a row that was dropped or rolled back; of another partition, who knows */
		pending_remove(entry);
		entry = NULL;
	}
	entry = entry ? NULL : pending_add(&key);
	/* an act with an outcome counts: one that is not pending must not have it yet */
	if (entry && act->refusal.sqlstate == 0 &&
		act->amends != AMEND_ANNUL && act->amends != AMEND_CORRECT)
		act_judge_now(act);

	stamp_values(act, values, nulls);
	values[7] = TimestampTzGetDatum(GetCurrentTimestamp());
	nulls[7] = false;
	values[8] = CStringGetTextDatum(GetUserNameFromId(GetSessionUserId(), false));
	nulls[8] = false;
	MemoryContextSwitchTo(caller);
	for (int i = 0; i < STAMP_COLUMNS; i++)
	{
		if (attnums[i] <= 0)
			continue;
		columns[nstamps] = attnums[i];
		values[nstamps] = values[i];
		nulls[nstamps] = nulls[i];
		nstamps++;
	}
	if (act->amends == AMEND_CURE && act->amendment.given && !act->cures_given)
	{
		bool		isnull;

		columns[nstamps] = act->guard->roles[ROLE_AMENDS].attno;
		values[nstamps] = cure_rules_add(act, heap_getattr(row, columns[nstamps], desc, &isnull));
		nulls[nstamps++] = false;
	}
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

	stamp_values(act, values, nulls);
	for (int i = 1; i < 6; i++)
	{
		bool		isnull;
		Datum		value = heap_getattr(row, attnums[i], desc, &isnull);

		if (isnull != nulls[i])
			differs = true;
		else if (!isnull && i != 4 &&
				 strcmp(TextDatumGetCString(value), TextDatumGetCString(values[i])) != 0)
			differs = true;
		else if (!isnull && i == 4 && DatumGetInt32(value) != DatumGetInt32(values[i]))
			differs = true;
	}
	if (!differs)
		return;

	act_row_stamp(act, RelationGetRelid(rel));
}

/* an act is known, and so is its first verdict, from when its row was stamped */
static void
row_moment(Act *act, HeapTuple row, TupleDesc desc, AttrNumber attno)
{
	bool		isnull = true;
	Datum		value = (Datum) 0;

	if (attno > 0)
		value = heap_getattr(row, attno, desc, &isnull);
	act->moment = isnull ? GetCurrentTimestamp() : DatumGetTimestampTz(value);
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

	if (!TRIGGER_FIRED_BY_INSERT(trigdata->tg_event))
		return PointerGetDatum(NULL);
	if (guard_is_bypassed(rel->rd_rel->relowner))
	{
		if (IsLogicalWorker())
			received_note(rel, args, row);
		return PointerGetDatum(NULL);
	}

	stamp_attnums(rel, attnums);
	seq = DatumGetInt64(heap_getattr(row, attnums[0], desc, &isnull));

	owner_scope_enter(&scope, rel->rd_rel->relowner);
	work = AllocSetContextCreate(CurrentMemoryContext, "case_rules act", ALLOCSET_DEFAULT_SIZES);
	caller = MemoryContextSwitchTo(work);

	act = &fresh;
	act_read(act, args[0], rel, args[1], row, desc);
	act->call.seq = seq;
	row_moment(act, row, desc, attnums[7]);
	pending_key(&key, args[0], act->call.id_type, act->call.case_id);
	entry = pending_find(&key);
	if (entry && (entry->relid != RelationGetRelid(rel) || entry->seq != seq))
		entry = NULL;
	if (entry && entry->act->judged && !entry->stale && rows_are_equal(entry->row, row) &&
		entry->act->gate == act->gate && entry->act->guard == act->guard)
	{
		act = entry->act;
		act->moment = fresh.moment;
	}
	else
	{
		/* the stamp was not ours, or the world has moved on */
		act->is_late = case_head_is_past(args[0], act->call.id_type, act->call.case_id,
										 act->call.acted_on);
		act_judge_written(act, args[0], &scope);
	}

	act_record(act, &scope);
	stamp_correct(act, rel, row, attnums);
	if (act->amends == AMEND_CURE)
		cure_rules_correct(act, &fresh, RelationGetRelid(rel));
	act_follow_up(act, args[0], &scope);

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

	trigger_check(fcinfo, "case_rules.act_refuse_truncate", 2);
	if (guard_is_bypassed(trigdata->tg_relation->rd_rel->relowner))
		return PointerGetDatum(NULL);
	ereport(ERROR,
			(errcode(CR_ERRCODE_APPEND_ONLY),
			 errmsg("acts cannot be removed"),
			 errhint("What has happened stays in the journal."),
			 errtable(trigdata->tg_relation)));
	return PointerGetDatum(NULL);
}
