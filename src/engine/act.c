/*
 * act.c
 *		The way of an act through the engine: read, resolve, judge, let pass.
 *
 * Both shapes of a guard, rows that are acts and state columns that move, and
 * the dry run go this one way.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/jsonb.h"
#include "utils/lsyscache.h"
#include "utils/rls.h"

#include "compat.h"
#include "engine/act.h"
#include "engine/errors.h"
#include "engine/settings.h"

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

char *
act_role_text(const Guard *guard, Role role, HeapTuple row, TupleDesc desc)
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
void
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
	call->actor = act_role_text(guard, ROLE_ACTOR, row, desc);

	value = role_value(&guard->roles[ROLE_ACTED_ON], row, desc, &type, &isnull);
	if (isnull && !guard->is_state)
		role_missing(rel, ROLE_ACTED_ON);
	act->acts_today = isnull;
	if (isnull)
		call->acted_on = GetSQLCurrentDate();	/* until the time zone is known */
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

	if (!IS_VALID_DATE(call->acted_on) || DATE_NOT_FINITE(call->acted_on))
		ereport(ERROR,
				(errcode(CR_ERRCODE_IMPOSSIBLE_DATE),
				 errmsg("the day of an act must be a day"),
				 errhint("Give the day on which the act happened."),
				 errtable(rel)));

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
	act->number = 1;
	act->cause = "recorded";
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
	if (attno > 0 && TupleDescAttr(desc, attno - 1)->atttypid != TEXTOID)
		ereport(ERROR,
				(errcode(CR_ERRCODE_GUARD_BROKEN),
				 errmsg("column \"procedure\" of table \"%s\" must be of type text",
						RelationGetRelationName(rel)),
				 errhint("Give the column its type back."),
				 errtable(rel)));
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
	act->call.act = act_role_text(act->guard, ROLE_ACT, row, desc);
	if (act->call.act == NULL)
		role_missing(rel, ROLE_ACT);
	act->gate = gate_find(rulebook, procedure, act->call.act);
	account_read(act, row, desc);
}

/*
 * Taking the case may have waited for somebody who has changed a rule since:
 * the guard and the gate are looked up again, which costs next to nothing when
 * nothing has changed.
 */
void
act_refresh(Act *act, Relation rel)
{
	act->guard = guard_find(act->guard->rulebook, rel, act->guard->table,
							act->guard->procedure);
	act->call.procedure = act->guard->procedure;
	act->gate = gate_find(act->guard->rulebook, act->guard->procedure, act->call.act);
}

/* ---------------------------------------------------------------------------
 * Resolving: side, state before and after, day
 * ---------------------------------------------------------------------------
 */

void
act_refuse(Act *act, int sqlstate, char *message, char *hint)
{
	if (act->refusal.sqlstate != 0)
		return;
	act->refusal.sqlstate = sqlstate;
	act->refusal.message = message;
	act->refusal.hint = hint;
}

/*
 * Side, today and earliest day come from the context function, the state
 * before the act from the acts before it; one query fetches both.
 */
static int
context_query(Act *act, GuardPlan plan)
{
	ActCall    *call = &act->call;
	Datum		values[6];
	char		nulls[6];

	memset(nulls, ' ', sizeof(nulls));
	values[0] = call->case_id;
	values[1] = call->subject_id;
	values[2] = call->authority_id;
	nulls[2] = call->authority_isnull ? 'n' : ' ';
	values[3] = CStringGetTextDatum(call->procedure);
	values[4] = DateADTGetDatum(call->acted_on);
	values[5] = Int64GetDatum(call->seq);
	return query_execute(guard_plan(act->guard, plan), values, nulls, 2);
}

static void
context_read(Act *act, ActContext *context)
{
	MemoryContext caller = CurrentMemoryContext;
	bool		isnull;

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	if (context_query(act, PLAN_CONTEXT) != 1)
		ereport(ERROR,
				(errcode(CR_ERRCODE_GUARD_BROKEN),
				 errmsg("the context function returned more than one row")));
	context->side = query_text(caller, 0, 1);
	context->today = DatumGetDateADT(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc,
												   2, &isnull));
	context->not_before = DatumGetDateADT(SPI_getbinval(SPI_tuptable->vals[0],
														SPI_tuptable->tupdesc, 3, &isnull));
	context->has_not_before = !isnull;
	context->from_state = query_text(caller, 0, 4);
	SPI_finish();
}

const char *
act_state_before(Act *act)
{
	MemoryContext caller = CurrentMemoryContext;
	char	   *state = NULL;

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	if (context_query(act, PLAN_STATE) == 1)
		state = query_text(caller, 0, 4);
	SPI_finish();
	return state ? state : "-";
}

/* the state before the act, by what was known at a moment */
static void
state_then_read(Act *act)
{
	ActCall    *call = &act->call;
	MemoryContext caller = CurrentMemoryContext;
	char	   *state = NULL;
	Datum		values[6];

	values[0] = call->case_id;
	values[1] = call->subject_id;
	values[2] = CStringGetTextDatum(call->procedure);
	values[3] = DateADTGetDatum(call->acted_on);
	values[4] = Int64GetDatum(call->seq);
	values[5] = TimestampTzGetDatum(call->known_at);
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	if (query_execute(guard_plan(act->guard, PLAN_STATE_THEN), values, NULL, 1) == 1)
		state = query_text(caller, 0, 1);
	SPI_finish();
	call->from_state = state ? state : "-";
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

/* the day of the first act of the subject, for rules that have changed since */
void
act_begun_read(Guard *guard, ActCall *call)
{
	Datum		values[3];
	bool		isnull;

	values[0] = call->case_id;
	values[1] = call->subject_id;
	values[2] = CStringGetTextDatum(call->procedure);
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	(void) query_execute(guard_plan(guard, PLAN_BEGUN), values, NULL, 1);
	call->begun_on = DatumGetDateADT(SPI_getbinval(SPI_tuptable->vals[0],
												   SPI_tuptable->tupdesc, 1, &isnull));
	if (isnull || call->begun_on > call->acted_on)
		call->begun_on = call->acted_on;
	call->has_begun = true;
	SPI_finish();
}

void
act_resolve(Act *act)
{
	ActContext	context;

	memset(&context, 0, sizeof(context));
	if (act->gate->is_protective || act->again)
	{
		/* a broken context does not stand between a child and safety, nor undo what is recorded */
		Attempt		attempt;

		attempt_begin(&attempt);
		PG_TRY();
		{
			context_read(act, &context);
			attempt_commit(&attempt);
		}
		PG_CATCH();
		{
			(void) attempt_failed(&attempt);
			memset(&context, 0, sizeof(context));
			act->context_failed = true;
			context.today = GetSQLCurrentDate();
			if (!act->guard->is_state)
				context.from_state = act_state_before(act);
		}
		PG_END_TRY();
	}
	else
		context_read(act, &context);
	act_resolve_in(act, &context);
}

void
act_resolve_in(Act *act, const ActContext *context)
{
	ActCall    *call = &act->call;
	Gate	   *gate = act->gate;
	const Transition *mine = NULL;
	const Transition *other = NULL;
	bool		from_here = false;
	/* what it annuls or corrects still stands: where the subject stands without that is seen later */
	bool		is_early = (act->amends == AMEND_ANNUL || act->amends == AMEND_CORRECT) &&
		!act->again && !act->has_amended;

	call->to_state = NULL;
	call->side = context->side ? context->side : act->side_given;
	act->today = context->today;
	if (!act->guard->is_state)
		call->from_state = context->from_state ? context->from_state : "-";
	if (call->known_then)
		state_then_read(act);
	if (act->acts_today)
		call->acted_on = act->today;
	if (act->amends != AMEND_NOTHING)
		amend_target_read(act);
	if (!act->again && !act->has_amended)
		account_check(act);
	if (gate->has_running)
		act_begun_read(act->guard, call);

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
		act_refuse(act, CR_ERRCODE_GUARD_BROKEN,
			   psprintf("the table is not guarded by procedure \"%s\"", call->procedure),
			   pstrdup("Call case_rules.guard() for the table and the procedure."));
	else if (act->guard->missing_column && !gate->is_protective)
		act_refuse(act, CR_ERRCODE_GUARD_BROKEN,
				   psprintf("the table has no column \"%s\" any more", act->guard->missing_column),
				   pstrdup("Name the column in the columns of case_rules.guard()."));
	else if (gate->is_broken && !gate->is_protective)
		act_refuse(act, CR_ERRCODE_GUARD_BROKEN,
				   pstrdup("the rules of the rulebook cannot be read"),
				   pstrdup("Restore its tables rule and rule_setting."));
	else if (!gate->exists)
		act_refuse(act, CR_ERRCODE_NO_SUCH_ACT,
			   psprintf("procedure \"%s\" has no act \"%s\"", call->procedure, call->act),
			   acts_possible(act));
	else if (is_early && call->side)
		;
	else if (gate->kind != ACT_ON_SUBJECT && call->side)
		call->to_state = call->from_state;	/* an act on an act leaves the subject where it is */
	else if (gate->kind != ACT_ON_SUBJECT)
		act_refuse(act, CR_ERRCODE_WRONG_SIDE,
				   pstrdup("the authority belongs to neither State of the case"),
				   pstrdup("Let an authority of either State perform it."));
	else if (!from_here)
		act_refuse(act, CR_ERRCODE_NO_SUCH_ACT,
			   strcmp(call->from_state, "-") == 0
			   ? psprintf("procedure \"%s\" does not begin with the act \"%s\"",
						  call->procedure, call->act)
			   : psprintf("there is no act \"%s\" from the state \"%s\"",
						  call->act, call->from_state),
			   acts_possible(act));
	else if (mine == NULL)
		act_refuse(act, CR_ERRCODE_WRONG_SIDE,
			   call->side
			   ? psprintf("act \"%s\" belongs to the %s side, not to the %s side",
						  call->act, other->side, call->side)
			   : psprintf("the authority belongs to neither State of the case"),
			   psprintf("Let an authority of the %s State perform it, or record the act that the %s side may perform.",
						other->side, call->side ? call->side : "other"));
	if (mine)
		call->to_state = mine->to_state;

	if (act->refusal.sqlstate == 0 && call->acted_on > act->today)
		act->refusal.tells_nothing = true;
	if (call->acted_on > act->today)
		act_refuse(act, CR_ERRCODE_IMPOSSIBLE_DATE,
			   psprintf("act \"%s\" lies in the future", call->act),
			   psprintf("Today is %s where the authority sits.",
						DatumGetCString(DirectFunctionCall1(date_out,
															DateADTGetDatum(act->today)))));
	if (context->has_not_before && call->acted_on < context->not_before)
		act_refuse(act, CR_ERRCODE_IMPOSSIBLE_DATE,
			   psprintf("act \"%s\" lies before the child's birth", call->act),
			   pstrdup("Correct the day of the act, or the birth date."));
}

const char *const outcome_names[] = {
	"permitted", "protective", "irregular", "cured", "barred"
};

static bool
act_stops(const Act *act)
{
	return act->refusal.sqlstate != 0 || judgement_stops(&act->judgement);
}

/* is everything that stands against it covered by acts of cure? */
static bool
cures_cover(Act *act)
{
	MemoryContext caller = CurrentMemoryContext;
	Datum		values[3] = {act->call.case_id, Int64GetDatum(act->call.seq),
	TimestampTzGetDatum(act->call.known_at)};
	char		nulls[3] = {' ', ' ', act->call.known_then ? ' ' : 'n'};
	List	   *cured = NIL;
	int			rows;

	if (act->guard->roles[ROLE_AMENDS].attno <= 0)
		return false;
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	rows = query_execute(guard_plan(act->guard, PLAN_CURES), values, nulls, 0);
	for (int i = 0; i < rows; i++)
	{
		bool		isnull;
		Datum		rules = query_datum(caller, i, 1, &isnull);

		cured = list_concat(cured, query_text_list(caller, rules));
	}
	SPI_finish();
	if (cured == NIL)
		return false;
	for (int i = 0; i < act->judgement.noutcomes; i++)
	{
		bool		covered = false;
		ListCell   *lc;

		if (!outcome_stops(&act->judgement.outcomes[i]))
			continue;
		foreach(lc, cured)
			covered = covered || strcmp(lfirst(lc), act->judgement.outcomes[i].rule->name) == 0;
		if (!covered)
			return false;
	}
	return true;
}

/*
 * What the procedure itself has against an act that is judged again, as one
 * more finding.
 */
static void
refusal_to_finding(Act *act)
{
	Rule	   *rule = palloc0(sizeof(Rule));
	Outcome    *outcome = &act->judgement.outcomes[act->judgement.noutcomes++];

	rule->name = pstrdup(unpack_sql_state(act->refusal.sqlstate));
	rule->enforced = true;
	rule->severity = SEVERITY_BAR;
	rule->citation = psprintf("procedure %s", act->call.procedure);
	rule->message = act->refusal.message;
	rule->hint = act->refusal.hint;
	rule->curable_by = "both";
	memset(outcome, 0, sizeof(Outcome));
	outcome->rule = rule;
	outcome->act = act->call.act;
	outcome->side = act->call.side;
	outcome->verdict = VERDICT_VIOLATED;
	outcome->severity = SEVERITY_BAR;
}

/*
 * What becomes of the act.  One that is found out later to be barred counts for
 * nothing and moves nothing, as though it had been refused at once; but where
 * it tells what has happened in the world, the state follows.
 */
void
act_outcome_find(Act *act)
{
	if (!act_stops(act))
		act->outcome = OUTCOME_PERMITTED;
	else if (act->again && cures_cover(act))
		act->outcome = OUTCOME_CURED;
	else if (act->gate->is_factual && act->irregular.given)
		act->outcome = OUTCOME_IRREGULAR;
	else if (act->gate->is_protective)
		act->outcome = OUTCOME_PROTECTIVE;
	else if (act->gate->is_factual)
		act->outcome = OUTCOME_IRREGULAR;
	else
		act->outcome = OUTCOME_BARRED;

	if (act->again && (act->outcome == OUTCOME_BARRED || act->call.to_state == NULL))
		act->call.to_state = act->call.from_state;
}

void
act_judge_now(Act *act)
{
	gate_judge(act->gate, act->guard->facts_function, &act->call, &act->judgement);
	if (act->again && act->refusal.sqlstate != 0)
		refusal_to_finding(act);
	act_outcome_find(act);
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
		/* under the caller's search_path, for the sake of policies; so nothing unqualified */
		visible = query_run(psprintf("select from %s where case_id operator(pg_catalog.=) $1 "
									 "and %s operator(pg_catalog.=) $2",
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

/* who may read the whole table of subjects, and does not find it there */
static bool
subject_is_missing(Act *act, OwnerScope *scope)
{
	Oid			types[1] = {TEXTOID};
	Datum		value = CStringGetTextDatum(act->guard->subject_table);
	Datum		relid;
	bool		isnull;

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	(void) query_run("select to_regclass($1)::oid", 1, types, &value, NULL, 1);
	relid = SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &isnull);
	SPI_finish();
	return !isnull &&
		pg_class_aclcheck(DatumGetObjectId(relid), scope->save_userid, ACL_SELECT) == ACLCHECK_OK &&
		check_enable_rls(DatumGetObjectId(relid), scope->save_userid, true) != RLS_ENABLED;
}

/* raises what stands against the act; otherwise it is let pass */
static void
act_let_pass(Act *act, OwnerScope *scope)
{
	if (act->refusal.sqlstate == 0 &&
		(act->outcome == OUTCOME_PERMITTED || act->outcome == OUTCOME_PROTECTIVE ||
		 (act->outcome == OUTCOME_IRREGULAR && act->irregular.given)))
		return;
	if (!act->refusal.tells_nothing && !act_subject_is_visible(act, scope))
	{
		if (subject_is_missing(act, scope))
			ereport(ERROR,
					(errcode(CR_ERRCODE_NO_SUCH_ACT),
					 errmsg("there is no such subject of procedure \"%s\" in the case",
							act->call.procedure),
					 errhint("Check case id and subject id: a subject is recorded before its first act.")));
		/* one answer for all: even the SQLSTATE would tell where the subject stands */
		ereport(ERROR,
				(errcode(CR_ERRCODE_BARRED),
				 errmsg("act \"%s\" is barred", act->call.act),
				 errhint("The findings are shown to those who may see the subject of the act.")));
	}
	if (act->refusal.sqlstate != 0)
		refusal_raise(&act->refusal, &act->call, act->guard->relid);
	judgement_raise(&act->judgement, &act->call, act->guard->relid);
}

/*
 * A trigger or a rule of the application may keep the row from changing, or
 * change something else: then the state would not follow from the acts.
 */
void
act_row_write(const Act *act, Oid leaf, GuardPlan plan, Datum *values, const char *nulls)
{
	bool		written;

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	written = engine_write_execute(leaf, guard_plan(act->guard, plan), values, nulls) == 1 &&
		query_bool(0, 1);
	SPI_finish();
	if (!written)
		ereport(ERROR,
				(errcode(CR_ERRCODE_GUARD_BROKEN),
				 errmsg("a row of table %s could not be brought up to date", act->guard->acts),
				 errhint("Let no trigger and no rule of the application change what the engine writes into the rows of acts."),
				 err_generic_string(PG_DIAG_TABLE_NAME, get_rel_name(leaf))));
}

/* before its first act, a subject has no state */
const char *
state_or_null(const char *state)
{
	return state && strcmp(state, "-") == 0 ? NULL : state;
}

/* side, states, findings and outcome, as the judgement has them */
void
act_row_stamp(const Act *act, Oid leaf)
{
	const ActCall *call = &act->call;
	Datum		values[7];
	char		nulls[7];

	memset(nulls, ' ', sizeof(nulls));
	values[0] = call->case_id;
	values[1] = Int64GetDatum(call->seq);
	values[2] = text_or_null(call->side, &nulls[2]);
	values[3] = text_or_null(state_or_null(call->from_state), &nulls[3]);
	values[4] = text_or_null(state_or_null(call->to_state), &nulls[4]);
	values[5] = Int32GetDatum(judgement_findings(&act->judgement));
	values[6] = CStringGetTextDatum(outcome_names[act->outcome]);
	act_row_write(act, leaf, PLAN_STAMP, values, nulls);
}

/* what both triggers do in the end: refuse the act, or write what follows from it */
void
act_record(Act *act, OwnerScope *scope)
{
	act_let_pass(act, scope);
	journal_write(act);
	duties_write(act);
	running_rules_write(act);
	if (setting_warnings && judgement_warns(&act->judgement))
		judgement_warn(&act->judgement, &act->call, act_subject_is_visible(act, scope));
}
