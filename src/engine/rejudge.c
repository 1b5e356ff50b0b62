/*
 * rejudge.c
 *		Judging again what is recorded.
 *
 * An act that came late, one that was annulled, corrected or cured, and a fact
 * that reaches back behind acts, change what held when later acts happened.
 * These are judged again in their order, by the same code as when they were
 * recorded, each with what is known now and with what has become of the acts
 * before it.  The further judgement is written beside the first; the row of the
 * act gets the states, the number of findings and the outcome that follow.
 *
 * So where a case stands depends on what has happened and not on the order in
 * which it was told: an act that would have been refused, had all been known,
 * is marked and counts for nothing.
 *
 * What cannot be judged, because a rule or a guard is broken, keeps the verdict
 * it has, and the case goes on waiting.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/xact.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/syscache.h"

#include "compat.h"
#include "engine/case_head.h"
#include "engine/errors.h"
#include "engine/rejudge.h"
#include "engine/rejudge_bulk.h"
#include "engine/settings.h"

PG_FUNCTION_INFO_V1(case_rejudge);
PG_FUNCTION_INFO_V1(rejudge_batch);

/* an act may be cured and a cure undone by the same change: no more rounds than this */
#define CURE_ROUNDS 4

/* ---------------------------------------------------------------------------
 * Which acts
 * ---------------------------------------------------------------------------
 */

/* without any guard nothing can be judged; where states alone are guarded, nothing is to be */
static bool
rulebook_has_guards(const char *rulebook)
{
	bool		has;

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	has = query_run(psprintf("select from %s.guard", rulebook), 0, NULL, NULL, NULL, 1) > 0;
	SPI_finish();
	return has;
}

/* the acts of a case that count, from a day on, in their order */
static List *
acts_recorded(Rejudging *what)
{
	List	   *acts = NIL;
	ListCell   *lt;
	ListCell   *lc;

	foreach(lt, what->tables)
	{
		Datum		values[2] = {what->case_id, DateADTGetDatum(what->after.acted_on)};

		foreach(lc, recorded_rows(lfirst(lt), PLAN_ACTS_LATER, values, &what->incomplete))
		{
			Recorded   *act = lfirst(lc);

			if (act->position.seq != what->but_seq &&
				position_compare(&act->position, &what->after) > 0 &&
				(!what->has_until || position_compare(&act->position, &what->until) < 0))
				acts = lappend(acts, act);
		}
	}
	list_sort(acts, recorded_compare);
	return acts;
}

/* ---------------------------------------------------------------------------
 * One act
 * ---------------------------------------------------------------------------
 */

/* a rule that fails, or a guard that does not fit, says nothing about the act */
static bool
act_is_judgeable(const Act *act)
{
	if (act->context_failed ||
		act->refusal.sqlstate == CR_ERRCODE_GUARD_BROKEN || !act->guard->is_declared ||
		act->guard->missing_column || act->gate->is_broken)
		return false;
	for (int i = 0; i < act->judgement.noutcomes; i++)
		if (act->judgement.outcomes[i].verdict == VERDICT_ERROR &&
			outcome_stops(&act->judgement.outcomes[i]))
			return false;
	return true;
}

static bool
row_stamp_tried(Act *act, Oid leaf)
{
	Attempt		attempt;
	volatile bool written = true;

	attempt_begin(&attempt);
	PG_TRY();
	{
		act_row_stamp(act, leaf);
		attempt_commit(&attempt);
	}
	PG_CATCH();
	{
		(void) attempt_failed(&attempt);
		written = false;
	}
	PG_END_TRY();
	return written;
}

static bool
outcome_counts_against(const char *outcome)
{
	return outcome && (strcmp(outcome, outcome_names[OUTCOME_BARRED]) == 0 ||
					   strcmp(outcome, outcome_names[OUTCOME_IRREGULAR]) == 0);
}

static bool
same_subject(const Rejudging *what, const Act *act)
{
	Oid			typoutput;
	bool		varlena;

	if (what->procedure == NULL || strcmp(what->procedure, act->call.procedure) != 0)
		return false;
	getTypeOutputInfo(what->id_type, &typoutput, &varlena);
	return strcmp(OidOutputFunctionCall(typoutput, what->subject_id),
				  OidOutputFunctionCall(typoutput, act->call.subject_id)) == 0;
}

/*
 * The facts of the casework schema, which lie in the schema of the rulebook, are
 * not made of findings; what an application's own are made of, nobody knows.
 */
static bool
facts_are_casework(const Act *act)
{
	const char *rulebook = act->guard->rulebook;
	const char *facts = act->guard->facts_function;
	int			length = strlen(rulebook);

	return facts && strncmp(facts, rulebook, length) == 0 && facts[length] == '.';
}

/*
 * Judges one act again.  Returns the day of the act that it cures, where that
 * must be looked at again, through *cured.
 */
static void
act_judge_again(Rejudging *what, Recorded *recorded, bool *cures_other, ActPosition *cured)
{
	Act			act;
	LastJudgement last;
	bool		differs;

	recorded_read(&act, what->rulebook, recorded);
	act.cause = what->cause;
	act.cause_seq = what->cause_seq;
	act_resolve(&act);
	act_judge_now(&act);
	if (!act_is_judgeable(&act))
	{
		what->incomplete = what->moved = true;
		return;
	}

	journal_last(&act, &last);
	differs = journal_differs(&act, &last);
	act.number = last.number + 1;
	act.moment = what->moment ? what->moment : GetCurrentTimestamp();
	if (last.number == 0)
		act.cause = "received";
	/* the row first: where it cannot be written, nothing is */
	if (!recorded_agrees(&act, recorded) && !row_stamp_tried(&act, recorded->leaf))
	{
		what->incomplete = what->moved = true;
		return;
	}
	if (differs || (act.call.seq != what->cause_seq && same_subject(what, &act)))
	{
		journal_write(&act);
		duties_write(&act);
		running_rules_write(&act);
	}
	if (act.amends != AMEND_NOTHING || !recorded_counts_alike(&act, recorded) ||
		duties_differ(&act, &last) || !facts_are_casework(&act))
		what->moved = true;

	what->judged++;
	what->changed += differs;
	/* told only to those who may see the subject */
	if (outcome_counts_against(outcome_names[act.outcome]) &&
		!outcome_counts_against(last.outcome) && setting_warnings && what->scope &&
		recorded->rel->rd_rel->relowner == what->owner && act_subject_is_visible(&act, what->scope))
		what->now_barred++;
	if (act.amends == AMEND_CURE && act.target_found &&
		(last.outcome == NULL ||
		 (act.outcome == OUTCOME_BARRED) != (strcmp(last.outcome, outcome_names[OUTCOME_BARRED]) == 0)))
	{
		ActPosition target = {act.call.target.acted_on, act.call.target.seq - 1};

		if (!*cures_other || position_compare(&target, cured) < 0)
			*cured = target;
		*cures_other = true;
	}
}

/* ---------------------------------------------------------------------------
 * All of them
 * ---------------------------------------------------------------------------
 */

/* each with the rights of the owner of its table */
static void
recorded_judge(Rejudging *what, Recorded *recorded, bool *cures_other, ActPosition *cured)
{
	OwnerScope	scope;
	bool		foreign = recorded->rel->rd_rel->relowner != GetUserId();

	if (foreign)
		owner_scope_enter(&scope, recorded->rel->rd_rel->relowner);
	act_judge_again(what, recorded, cures_other, cured);
	if (foreign)
		owner_scope_leave(&scope);
}

void
rejudge_acts(Rejudging *what)
{
	MemoryContext caller = CurrentMemoryContext;
	MemoryContext list_context = AllocSetContextCreate(caller, "case_rules acts again",
													   ALLOCSET_DEFAULT_SIZES);
	MemoryContext work = AllocSetContextCreate(caller, "case_rules act again",
											   ALLOCSET_DEFAULT_SIZES);
	bool		opens = what->tables == NIL;

	if (opens)
		what->tables = act_tables_open(what->rulebook, what->id_type, &what->incomplete);
	if (what->tables == NIL && !rulebook_has_guards(what->rulebook))
		what->incomplete = true;
	for (int round = 0; round < CURE_ROUNDS; round++)
	{
		List	   *acts;
		ListCell   *lc;
		bool		cures_other = false;
		ActPosition cured = {0, 0};

		MemoryContextReset(list_context);
		MemoryContextSwitchTo(list_context);
		acts = acts_recorded(what);
		foreach(lc, acts)
		{
			CHECK_FOR_INTERRUPTS();
			MemoryContextSwitchTo(work);
			recorded_judge(what, lfirst(lc), &cures_other, &cured);
			MemoryContextSwitchTo(list_context);
			MemoryContextReset(work);
		}
		if (!cures_other)
			break;
		what->after = cured;
		what->has_until = false;
		what->but_seq = 0;
	}
	MemoryContextSwitchTo(caller);
	MemoryContextDelete(work);
	MemoryContextDelete(list_context);
	if (opens)
	{
		act_tables_close(what->tables);
		what->tables = NIL;
	}
}

/*
 * An act that came from another office and that nobody has judged here.  First,
 * what it annuls or corrects is taken away here too; then, if it was taken away
 * itself, it gets its first judgement.  Those that stand get it in their turn.
 */
static void
received_judge(Rejudging *what, Recorded *recorded, bool taken_away)
{
	OwnerScope	scope;
	bool		foreign = recorded->rel->rd_rel->relowner != GetUserId();
	Act			act;

	if (foreign)
		owner_scope_enter(&scope, recorded->rel->rd_rel->relowner);
	recorded_read(&act, what->rulebook, recorded);
	if (!taken_away && (act.amends == AMEND_ANNUL || act.amends == AMEND_CORRECT))
	{
		amend_target_read(&act);
		if (act.target_found && act.call.target.seq != act.call.seq &&
			(act.side_given == NULL || act.call.target.side == NULL ||
			 strcmp(act.side_given, act.call.target.side) == 0))
		{
			amend_supersede(&act);
			position_reach(&what->after, act.call.target.acted_on, act.call.target.seq);
			if (act.target_cured)
				position_reach(&what->after, act.cured_on, act.target_cured - 1);
		}
	}
	if (!taken_away && act.amends == AMEND_CURE)
	{
		amend_target_read(&act);
		if (act.target_found)
			position_reach(&what->after, act.call.target.acted_on, act.call.target.seq - 1);
	}
	if (taken_away && recorded_text(recorded, "superseded_at"))
	{
		act.cause = "received";
		act_resolve(&act);
		act_judge_now(&act);
		act.moment = GetCurrentTimestamp();
		journal_write(&act);
	}
	if (foreign)
		owner_scope_leave(&scope);
}

/* acts that came from another office, in the order in which they were numbered */
static void
received_catch_up(Rejudging *what)
{
	List	   *tables = what->tables;

	for (int i = 0; i < 2 * list_length(tables); i++)
	{
		bool		taken_away = i >= list_length(tables);
		ActTable   *table = list_nth(tables, i % list_length(tables));
		Datum		values[2] = {what->case_id, CStringGetTextDatum(table->name)};
		List	   *acts = recorded_rows(table, PLAN_ACTS_RECEIVED, values, &what->incomplete);
		ListCell   *la;

		foreach(la, acts)
		{
			Recorded   *recorded = lfirst(la);

			CHECK_FOR_INTERRUPTS();
			case_head_seen(what->rulebook, what->id_type, what->case_id,
						   recorded->position.acted_on);
			received_judge(what, recorded, taken_away);
		}
	}
}

void
rejudge_warn(const Rejudging *what)
{
	if (what->now_barred == 0 || !setting_warnings)
		return;
	ereport(WARNING,
			(errmsg_plural("%d act recorded before would now be barred",
						   "%d acts recorded before would now be barred",
						   (int) what->now_barred, (int) what->now_barred),
			 errhint("The view irregular_act of the rulebook shows what stands against it, and duty_status whose duty the cure is.")));
}

/*
 * A case that waits to be judged again, held by the caller.  What cannot be
 * judged goes on waiting.  Returns how many acts were judged.
 */
int64
rejudge_waiting(const char *rulebook, Oid id_type, Datum case_id, const CaseHeadState *head,
				OwnerScope *scope)
{
	Rejudging	what;

	memset(&what, 0, sizeof(what));
	what.rulebook = rulebook;
	what.id_type = id_type;
	what.case_id = case_id;
	what.after = position_day(head->rejudge_since);
	what.cause = head->rejudge_cause ? head->rejudge_cause : "fact";
	what.scope = scope;
	what.owner = GetUserId();
	what.tables = act_tables_open(rulebook, id_type, &what.incomplete);
	received_catch_up(&what);
	rejudge_acts(&what);
	act_tables_close(what.tables);
	if (!what.incomplete)
		case_head_settle(rulebook, id_type, case_id);
	rejudge_warn(&what);
	return what.judged;
}

/*
 * case_rejudge(): deferred trigger of case_head.  A fact reaches back behind
 * acts of the case: they are judged again before the transaction ends, unless
 * it has done too much of that already.
 */
Datum
case_rejudge(PG_FUNCTION_ARGS)
{
	/* how many acts this transaction has judged again on its way out */
	static TransactionId transaction = InvalidTransactionId;
	static int64 judged = 0;
	/* what is written to the head meanwhile fires this trigger again where constraints are immediate */
	static bool busy = false;

	TriggerData *trigdata = (TriggerData *) fcinfo->context;
	Relation	rel;
	HeapTuple	row;
	AttrNumber	attno;
	Oid			id_type;
	Datum		case_id;
	bool		isnull;
	OwnerScope	scope;
	CaseHeadState head;
	char	   *rulebook;
	MemoryContext work;
	MemoryContext caller;
	Oid			queued_by;
	int			sec_context;

	trigger_check(fcinfo, "case_rules.case_rejudge", 1);
	rel = trigdata->tg_relation;
	if (guard_is_bypassed(rel->rd_rel->relowner))
		return PointerGetDatum(NULL);
	if (transaction != GetTopTransactionId())
	{
		transaction = GetTopTransactionId();
		judged = 0;
	}
	if (busy || judged >= setting_rejudge_at_commit)
		return PointerGetDatum(NULL);

	row = TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event) ? trigdata->tg_newtuple
		: trigdata->tg_trigtuple;
	rulebook = trigdata->tg_trigger->tgargs[0];
	attno = get_attnum(RelationGetRelid(rel), "case_id");
	id_type = TupleDescAttr(RelationGetDescr(rel), attno - 1)->atttypid;
	case_id = heap_getattr(row, attno, RelationGetDescr(rel), &isnull);

	/*
	 * Since 18 a trigger runs as whoever queued it.  That was the engine, as
	 * the owner; but it is told to the one at the client, who may see less.
	 */
	GetUserIdAndSecContext(&queued_by, &sec_context);
	SetUserIdAndSecContext(GetOuterUserId(), sec_context | SECURITY_LOCAL_USERID_CHANGE);
	owner_scope_enter(&scope, rel->rd_rel->relowner);
	work = AllocSetContextCreate(CurrentMemoryContext, "case_rules case again",
								 ALLOCSET_DEFAULT_SIZES);
	caller = MemoryContextSwitchTo(work);
	busy = true;
	PG_TRY();
	{
		/* the row was updated by this transaction: the case is held already */
		if (case_head_read(rulebook, id_type, case_id, &head) && head.has_rejudge_since)
			judged += rejudge_waiting(rulebook, id_type, case_id, &head, &scope);
	}
	PG_FINALLY();
	{
		busy = false;
	}
	PG_END_TRY();
	MemoryContextSwitchTo(caller);
	MemoryContextDelete(work);
	owner_scope_leave(&scope);
	SetUserIdAndSecContext(queued_by, sec_context);
	return PointerGetDatum(NULL);
}

/* ---------------------------------------------------------------------------
 * On demand
 * ---------------------------------------------------------------------------
 */

/* who may ask is who may write a request */
static void
rulebook_require(const char *rulebook, Oid *owner, Oid *id_type)
{
	Oid			schema = get_namespace_oid(rulebook, true);
	Oid			head = OidIsValid(schema) ? get_relname_relid("case_head", schema) : InvalidOid;
	Oid			request = OidIsValid(schema) ? get_relname_relid("rejudge_request", schema) : InvalidOid;
	HeapTuple	tuple;

	if (!OidIsValid(head) || !OidIsValid(request))
		ereport(ERROR,
				(errcode(CR_ERRCODE_GUARD_BROKEN),
				 errmsg("schema \"%s\" holds no rulebook", rulebook),
				 errhint("Name the schema that case_rules.create_rulebook() or create_casework() was given.")));
	if (pg_class_aclcheck(request, GetUserId(), ACL_INSERT) != ACLCHECK_OK)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("permission denied to have acts judged again"),
				 errhint("It needs INSERT on %s.rejudge_request.", rulebook)));
	tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(head));
	*owner = ((Form_pg_class) GETSTRUCT(tuple))->relowner;
	ReleaseSysCache(tuple);
	*id_type = get_atttype(head, get_attnum(head, "case_id"));
}

/* what acts have found may be found otherwise now */
static void
find_again(const char *rulebook, Oid id_type, Datum case_ids)
{
	Oid			types[1] = {TEXTARRAYOID};

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	(void) query_run(psprintf("select %s.find_again($1::%s[])", rulebook, format_type_be(id_type)),
					 1, types, &case_ids, NULL, 0);
	SPI_finish();
}

typedef struct CaseAgain
{
	Rejudging	what;
	bool		waits;
	DateADT		since;
	List	   *acts;
} CaseAgain;

/*
 * rejudge_batch(rulebook text, case_ids text[], since date, cause text,
 * finds_again boolean): the acts of the cases from a day on, and whatever waits there besides.
 */
Datum
rejudge_batch(PG_FUNCTION_ARGS)
{
	char	   *schema = text_to_cstring(PG_GETARG_TEXT_PP(0));
	const char *rulebook = quote_identifier(schema);
	char	   *cause = text_to_cstring(PG_GETARG_TEXT_PP(3));
	Oid			owner;
	Oid			id_type;
	Datum	   *ids;
	bool	   *nulls;
	int			n;
	Oid			typinput;
	Oid			typioparam;
	OwnerScope	scope;
	MemoryContext work;
	MemoryContext caller = CurrentMemoryContext;
	CaseAgain  *cases;
	List	   *tables;
	List	   *all = NIL;
	bool		incomplete = false;
	int64		judged = 0;
	int64		changed = 0;
	TupleDesc	desc;
	Datum		values[2];
	bool		isnull[2] = {false, false};

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	rulebook_require(schema, &owner, &id_type);
	deconstruct_array(PG_GETARG_ARRAYTYPE_P(1), TEXTOID, -1, false, TYPALIGN_INT,
					  &ids, &nulls, &n);
	getTypeInputInfo(id_type, &typinput, &typioparam);
	work = AllocSetContextCreate(caller, "case_rules cases again", ALLOCSET_DEFAULT_SIZES);
	owner_scope_enter(&scope, owner);
	MemoryContextSwitchTo(work);
	cases = palloc0(sizeof(CaseAgain) * Max(n, 1));
	if (PG_GETARG_BOOL(4))
		find_again(rulebook, id_type, PG_GETARG_DATUM(1));
	tables = act_tables_open(rulebook, id_type, &incomplete);
	for (int i = 0; i < n; i++)
	{
		CaseAgain  *again = &cases[i];
		Rejudging  *what = &again->what;
		CaseHeadState head;

		CHECK_FOR_INTERRUPTS();
		if (nulls[i])
			continue;
		what->rulebook = rulebook;
		what->id_type = id_type;
		what->tables = tables;
		what->incomplete = incomplete;
		what->case_id = OidInputFunctionCall(typinput, TextDatumGetCString(ids[i]), typioparam, -1);
		what->after = position_day(PG_GETARG_DATEADT(2));
		what->cause = cause;
		memset(&head, 0, sizeof(head));
		if (!case_head_hold(rulebook, id_type, what->case_id, &head))
			case_head_reach(rulebook, id_type, what->case_id, DATEVAL_NOEND, cause);
		again->waits = head.has_rejudge_since;
		if (head.has_rejudge_since && head.rejudge_since < what->after.acted_on)
		{
			what->after = position_day(head.rejudge_since);
			if (DATE_IS_NOEND(PG_GETARG_DATEADT(2)) && head.rejudge_cause)
				what->cause = head.rejudge_cause;
		}
		received_catch_up(what);
		again->since = what->after.acted_on;
		again->acts = acts_recorded(what);
		all = list_concat(all, again->acts);
	}
	rejudge_check(rulebook, all, owner);
	for (int i = 0; i < n; i++)
	{
		CaseAgain  *again = &cases[i];
		Rejudging  *what = &again->what;
		ListCell   *lc;

		CHECK_FOR_INTERRUPTS();
		if (nulls[i])
			continue;
		/*
		 * An act that is judged as it was is done.  So is what was found out
		 * about those after an act that is judged otherwise, unless that moves
		 * what they are judged by.
		 */
		foreach(lc, again->acts)
		{
			Recorded   *recorded = lfirst(lc);

			if (recorded->is_unchanged)
			{
				what->judged++;
				continue;
			}
			what->after = what->until = recorded->position;
			what->after.seq--;
			what->until.seq++;
			what->has_until = true;
			rejudge_acts(what);
			if (what->moved)
			{
				what->after = recorded->position;
				what->has_until = false;
				rejudge_acts(what);
				break;
			}
		}
		if (again->waits && !what->incomplete)
			case_head_settle(rulebook, id_type, what->case_id);
		else if (what->incomplete)
			case_head_reach(rulebook, id_type, what->case_id, again->since, what->cause);
		judged += what->judged;
		changed += what->changed;
	}
	act_tables_close(tables);
	MemoryContextSwitchTo(caller);
	owner_scope_leave(&scope);
	MemoryContextDelete(work);
	values[0] = Int64GetDatum(judged);
	values[1] = Int64GetDatum(changed);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), values, isnull)));
}
