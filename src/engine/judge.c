/*
 * judge.c
 *		The verdicts of a gate on an act.
 *
 * Judging costs one query, which fetches just the facts that the rules in force
 * on the day of the act name, and the evaluation of ready expressions.  Facts
 * and rules are judged inside one subtransaction; only where that fails are the
 * rules asked one by one, each in its own, so that a broken rule is a verdict of
 * its own and not the end of the others.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "executor/executor.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/jsonb.h"
#include "utils/lsyscache.h"

#include "compat.h"
#include "engine/errors.h"
#include "engine/gate.h"

/* plans of one gate: sets of rules differ by their dates */
#define GATE_MAX_PLANS 16
/* planning costs about what so many acts save */
#define GATE_LEAN_AFTER 100

const char *const verdict_names[] = {
	"satisfied", "not_applicable", "overridden", "unknown", "violated", "error"
};
const char *const severity_names[] = {"warn", "override", "bar"};

static bool
regimes_need_fact(const Gate *gate, const List *regimes)
{
	return regimes != NIL && gate->regime_slot > 0;
}


/* ---------------------------------------------------------------------------
 * Values
 * ---------------------------------------------------------------------------
 */

static char *
jsonb_scalar_text(const JsonbValue *v)
{
	switch (v->type)
	{
		case jbvString:
			return pnstrdup(v->val.string.val, v->val.string.len);
		case jbvNumeric:
			return DatumGetCString(DirectFunctionCall1(numeric_out,
													   NumericGetDatum(v->val.numeric)));
		case jbvBool:
			return pstrdup(v->val.boolean ? "true" : "false");
		default:
			return NULL;
	}
}

/* YYYY-MM-DD: nothing that depends on the clock or on DateStyle */
bool
json_is_day(const JsonbValue *v)
{
	const char *p = v->val.string.val;

	if (v->type != jbvString || v->val.string.len != 10)
		return false;
	for (int i = 0; i < 10; i++)
		if (i == 4 || i == 7 ? p[i] != '-' : (p[i] < '0' || p[i] > '9'))
			return false;
	return true;
}

bool
json_is_text_list(const JsonbValue *v)
{
	JsonbIterator *it;
	JsonbIteratorToken token;
	JsonbValue	elem;

	if (v->type != jbvBinary)
		return false;
	it = JsonbIteratorInit(v->val.binary.data);
	if (JsonbIteratorNext(&it, &elem, true) != WJB_BEGIN_ARRAY)
		return false;
	while ((token = JsonbIteratorNext(&it, &elem, true)) != WJB_END_ARRAY)
		if (token != WJB_ELEM || elem.type != jbvString)
			return false;
	return true;
}

/* the texts of a list, of char * */
List *
json_text_list(const JsonbValue *v)
{
	JsonbIterator *it = JsonbIteratorInit(v->val.binary.data);
	JsonbIteratorToken token;
	JsonbValue	elem;
	List	   *list = NIL;

	while ((token = JsonbIteratorNext(&it, &elem, true)) != WJB_DONE)
		if (token == WJB_ELEM && elem.type == jbvString)
			list = lappend(list, pnstrdup(elem.val.string.val, elem.val.string.len));
	return list;
}

/* the JSON kinds that a type may be written as */
static bool
json_kind_fits(const JsonbValue *v, Oid type, bool allow_infinity)
{
	switch (type)
	{
		case BOOLOID:
			return v->type == jbvBool;
		case INT4OID:
		case NUMERICOID:
			return v->type == jbvNumeric;
		case TEXTARRAYOID:
			return json_is_text_list(v);
		case DATEOID:
			return json_is_day(v) ||
				(v->type == jbvString && allow_infinity &&
				 (v->val.string.len == 8 && strncmp(v->val.string.val, "infinity", 8) == 0));
		default:
			return v->type == jbvString;
	}
}

static Datum
jsonb_value_to_datum(const JsonbValue *v, Oid type)
{
	Oid			typinput;
	Oid			typioparam;

	if (type == TEXTARRAYOID)
	{
		JsonbIterator *it;
		JsonbIteratorToken token;
		JsonbValue	elem;
		ArrayBuildState *array = initArrayResult(TEXTOID, CurrentMemoryContext, false);

		it = JsonbIteratorInit(v->val.binary.data);
		while ((token = JsonbIteratorNext(&it, &elem, true)) != WJB_DONE)
		{
			if (token == WJB_ELEM)
			{
				char	   *text = jsonb_scalar_text(&elem);

				array = accumArrayResult(array,
										 text ? CStringGetTextDatum(text) : (Datum) 0,
										 text == NULL, TEXTOID, CurrentMemoryContext);
			}
			else if (token == WJB_BEGIN_OBJECT)
				ereport(ERROR,
						(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						 errmsg("a list of texts is wanted, not an object")));
		}
		return makeArrayResult(array, CurrentMemoryContext);
	}
	getTypeInputInfo(type, &typinput, &typioparam);
	return OidInputFunctionCall(typinput, jsonb_scalar_text(v), typioparam, -1);
}

static void
slot_set(Gate *gate, int slot, Datum value, bool isnull)
{
	gate->values->params[slot - 1].value = value;
	gate->values->params[slot - 1].isnull = isnull;
}

static void
slot_set_text(Gate *gate, int slot, const char *value)
{
	slot_set(gate, slot, value ? CStringGetTextDatum(value) : (Datum) 0, value == NULL);
}

static bool
value_in_list(const char *value, const List *list)
{
	ListCell   *lc;

	foreach(lc, list)
		if (value && strcmp(lfirst(lc), value) == 0)
			return true;
	return false;
}

static char *
list_text(const List *list)
{
	StringInfoData out;
	ListCell   *lc;

	initStringInfo(&out);
	foreach(lc, list)
		appendStringInfo(&out, "%s%s", out.len ? ", " : "", (char *) lfirst(lc));
	return out.data;
}

static const ActField *
field_find(const Gate *gate, const char *name, int len)
{
	for (int i = 0; i < gate->nfields; i++)
		if ((int) strlen(gate->fields[i].name) == len &&
			strncmp(gate->fields[i].name, name, len) == 0)
			return &gate->fields[i];
	return NULL;
}

static char *
field_names(const Gate *gate)
{
	StringInfoData out;

	initStringInfo(&out);
	for (int i = 0; i < gate->nfields; i++)
		appendStringInfo(&out, "%s%s (%s)", i ? ", " : "", gate->fields[i].name,
						 gate->fields[i].type);
	return out.data;
}

/*
 * The details of an act hold the fields that the act declares and nothing
 * else.  Values never appear in the errors: they may be personal.
 */
void
gate_check_details(const Gate *gate, Jsonb *details)
{
	JsonbIterator *it;
	JsonbIteratorToken token;
	JsonbValue	v;
	const ActField *field = NULL;

	if (details != NULL && !JB_ROOT_IS_OBJECT(details))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the details of an act must be a JSON object")));

	it = details ? JsonbIteratorInit(&details->root) : NULL;
	while (it && (token = JsonbIteratorNext(&it, &v, true)) != WJB_DONE)
	{
		if (token == WJB_KEY)
		{
			field = field_find(gate, v.val.string.val, v.val.string.len);
			if (field == NULL)
				ereport(ERROR,
						(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						 errmsg("the act \"%s\" has no field \"%s\"", gate->act,
								pnstrdup(v.val.string.val, v.val.string.len)),
						 gate->nfields
						 ? errhint("Its fields are: %s.", field_names(gate))
						 : errhint("It has no fields: leave details empty.")));
		}
		else if (token == WJB_VALUE)
		{
			bool		fits;

			if (v.type == jbvNull)
				continue;
			fits = json_kind_fits(&v, field->type_oid, false);
			if (fits)
			{
				Attempt		attempt;

				attempt_begin(&attempt);
				PG_TRY();
				{
					(void) jsonb_value_to_datum(&v, field->type_oid);
					attempt_commit(&attempt);
				}
				PG_CATCH();
				{
					(void) attempt_failed(&attempt);
					fits = false;
				}
				PG_END_TRY();
			}
			if (fits && field->one_of != NIL)
			{
				char	   *text = jsonb_scalar_text(&v);

				if (!value_in_list(text, field->one_of))
					ereport(ERROR,
							(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
							 errmsg("field \"%s\" of the act \"%s\" has a value that it cannot have",
									field->name, gate->act),
							 errhint("It is one of: %s.", list_text(field->one_of))));
			}
			if (!fits)
				ereport(ERROR,
						(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						 errmsg("field \"%s\" of the act \"%s\" is not of type %s",
								field->name, gate->act, field->type),
						 errhint("Write it as %s.",
								 field->type_oid == DATEOID ? "\"YYYY-MM-DD\"" :
								 field->type_oid == BOOLOID ? "true or false" :
								 field->type_oid == TEXTARRAYOID ? "a JSON list of texts" :
								 field->type_oid == INT4OID || field->type_oid == NUMERICOID ?
								 "a JSON number" : "a JSON text")));
		}
	}

	for (int i = 0; i < gate->nfields; i++)
	{
		JsonbValue	buffer;
		JsonbValue *found = NULL;

		if (!gate->fields[i].is_required)
			continue;
		if (details)
			found = getKeyJsonValueFromContainer(&details->root, gate->fields[i].name,
												 strlen(gate->fields[i].name), &buffer);
		if (found == NULL || found->type == jbvNull)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("the act \"%s\" needs the field \"%s\"", gate->act,
							gate->fields[i].name),
					 errhint("Its fields are: %s.", field_names(gate))));
	}
}

static void
act_values_set(Gate *gate, const ActCall *call)
{
	slot_set(gate, ACT_SLOT_ACTED_ON, DateADTGetDatum(call->acted_on), false);
	slot_set_text(gate, ACT_SLOT_ACT, call->act);
	slot_set_text(gate, ACT_SLOT_SIDE, call->side);
	slot_set_text(gate, ACT_SLOT_FROM_STATE, call->from_state);
	slot_set_text(gate, ACT_SLOT_TARGET_ACT, call->target.act);
	slot_set_text(gate, ACT_SLOT_TARGET_SIDE, call->target.side);
	slot_set_text(gate, ACT_SLOT_TARGET_OUTCOME, call->target.outcome);
	slot_set(gate, ACT_SLOT_TARGET_FINDINGS,
			 call->target.has_findings ? query_text_array(call->target.findings) : (Datum) 0,
			 !call->target.has_findings);
	slot_set(gate, ACT_SLOT_TARGET_ACTED_ON, DateADTGetDatum(call->target.acted_on),
			 !call->target.has_acted_on);
	for (int i = 0; i < gate->nfields; i++)
	{
		ActField   *field = &gate->fields[i];
		JsonbValue	buffer;
		JsonbValue *v = NULL;

		if (call->details)
			v = getKeyJsonValueFromContainer(&call->details->root, field->name,
											 strlen(field->name), &buffer);
		if (v == NULL || v->type == jbvNull)
			slot_set(gate, field->slot, (Datum) 0, true);
		else
			slot_set(gate, field->slot, jsonb_value_to_datum(v, field->type_oid), false);
	}
}

static void
fact_values_clear(Gate *gate)
{
	for (int i = 0; i < gate->nfixed; i++)
		if (gate->symbols.symbols[i].kind == SYMBOL_FACT)
			slot_set(gate, i + 1, (Datum) 0, true);
}

/* ---------------------------------------------------------------------------
 * Fetching facts
 * ---------------------------------------------------------------------------
 */

/*
 * All that is known: known_at is a literal null, so that the planner drops what
 * it would otherwise ask of every row.
 */
static char *
facts_call(const char *facts_function, bool known_then)
{
	return psprintf("%s($1, $2, $3, %s, $4)", facts_function,
					known_then ? "$5" : "null::timestamptz");
}

/* a row type of its own may gain a column: ALTER TYPE is a change to watch for */
static Oid
facts_row_type(const char *facts_function)
{
	Oid			types[1] = {TEXTOID};
	Datum		value = CStringGetTextDatum(facts_function);
	Oid			relid = InvalidOid;
	bool		isnull;
	MemoryContext caller = CurrentMemoryContext;

	if (query_run("select t.typrelid from pg_catalog.pg_proc p "
				  "join pg_catalog.pg_namespace n on n.oid = p.pronamespace "
				  "join pg_catalog.pg_type t on t.oid = p.prorettype "
				  "where pg_catalog.format('%I.%I', n.nspname, p.proname) = $1 "
				  "and t.typrelid <> 0", 1, types, &value, NULL, 1) == 1)
		relid = DatumGetObjectId(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc,
											   1, &isnull));
	MemoryContextSwitchTo(caller);
	return relid;
}

static void
facts_describe(Gate *gate, const char *facts_function, Oid id_type)
{
	Oid			types[4] = {id_type, id_type, DATEOID, INT8OID};
	SPIPlanPtr	plan;
	CachedPlanSource *source;
	Oid			row_type;
	MemoryContext old;

	if (gate->facts_function && gate->id_type == id_type &&
		strcmp(gate->facts_function, facts_function) == 0)
		return;

	gate->facts_function = NULL;
	while (gate->plans != NIL)
	{
		FactsPlan  *old_plan = linitial(gate->plans);

		gate->plans = list_delete_first(gate->plans);
		SPI_freeplan(old_plan->plan);
	}
	plan = query_prepare(psprintf("select * from %s f", facts_call(facts_function, false)),
						 4, types);
	source = linitial(SPI_plan_get_plan_sources(plan));
	old = MemoryContextSwitchTo(gate->context);
	gate->facts_desc = CreateTupleDescCopy(source->resultDesc);
	row_type = facts_row_type(facts_function);
	gate_watch_table(row_type);
	gate->id_type = id_type;
	gate->facts_function = pstrdup(facts_function);
	MemoryContextSwitchTo(old);
	SPI_freeplan(plan);
}

/* column of a fact in a tuple descriptor; 0: not there */
static int
fact_column(TupleDesc desc, const Symbol *symbol)
{
	for (int i = 0; i < desc->natts; i++)
	{
		Form_pg_attribute attr = TupleDescAttr(desc, i);

		if (!attr->attisdropped && strcmp(NameStr(attr->attname), symbol->name) == 0)
		{
			if (attr->atttypid != symbol->type)
				ereport(ERROR,
						(errcode(CR_ERRCODE_GUARD_BROKEN),
						 errmsg("fact \"%s\" is declared as %s, but the facts function gives %s",
								symbol->name, format_type_be(symbol->type),
								format_type_be(attr->atttypid))));
			return i + 1;
		}
	}
	return 0;
}

static char *
facts_list(const Gate *gate, Bitmapset *slots)
{
	StringInfoData sql;
	int			slot = -1;

	initStringInfo(&sql);
	while ((slot = bms_next_member(slots, slot)) >= 0)
	{
		const Symbol *symbol = &gate->symbols.symbols[slot - 1];

		if (fact_column(gate->facts_desc, symbol) > 0)
			appendStringInfo(&sql, ", f.%s", quote_identifier(symbol->name));
		else
			appendStringInfo(&sql, ", null::%s", format_type_be_qualified(symbol->type));
	}
	return sql.data;
}

char *
gate_facts_list(Gate *gate, const char *facts_function, Oid id_type, Bitmapset *slots)
{
	facts_describe(gate, facts_function, id_type);
	return facts_list(gate, slots);
}

static FactsPlan *
facts_plan(Gate *gate, Bitmapset *slots, bool known_then)
{
	Oid			types[5] = {gate->id_type, gate->id_type, DATEOID, INT8OID, TIMESTAMPTZOID};
	StringInfoData sql;
	FactsPlan  *plan;
	ListCell   *lc;
	MemoryContext old;

	foreach(lc, gate->plans)
	{
		plan = lfirst(lc);
		if (plan->known_then == known_then && bms_equal(plan->slots, slots))
			return plan;
	}

	initStringInfo(&sql);
	appendStringInfo(&sql, "select true%s from %s f", facts_list(gate, slots),
					 facts_call(gate->facts_function, known_then));

	old = MemoryContextSwitchTo(gate->context);
	plan = palloc(sizeof(FactsPlan));
	plan->slots = bms_copy(slots);
	plan->known_then = known_then;
	MemoryContextSwitchTo(old);
	plan->plan = query_prepare(sql.data, known_then ? 5 : 4, types);
	SPI_keepplan(plan->plan);
	MemoryContextSwitchTo(gate->context);
	gate->plans = lcons(plan, gate->plans);
	MemoryContextSwitchTo(old);
	if (list_length(gate->plans) > GATE_MAX_PLANS)
	{
		FactsPlan  *last = llast(gate->plans);

		gate->plans = list_delete_last(gate->plans);
		SPI_freeplan(last->plan);
	}
	return plan;
}

/* puts the facts of one subject into the slots; their memory is the caller's */
static void
facts_fetch(Gate *gate, const char *facts_function, const ActCall *call, Bitmapset *slots)
{
	MemoryContext caller = CurrentMemoryContext;
	FactsPlan  *plan;
	Datum		values[5];
	int			rows;
	int			slot = -1;
	int			column = 1;

	fact_values_clear(gate);
	if (facts_function == NULL)
		ereport(ERROR,
				(errcode(CR_ERRCODE_GUARD_BROKEN),
				 errmsg("no guard tells where the facts of procedure \"%s\" come from",
						gate->procedure),
				 errhint("Call case_rules.guard() for the table.")));
	if (bms_is_empty(slots))
		return;

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	facts_describe(gate, facts_function, call->id_type);
	plan = facts_plan(gate, slots, call->known_then);

	values[0] = call->case_id;
	values[1] = call->subject_id;
	values[2] = DateADTGetDatum(call->acted_on);
	values[3] = Int64GetDatum(call->seq);
	values[4] = TimestampTzGetDatum(call->known_at);
	rows = query_execute(plan->plan, values, NULL, 2);
	if (rows > 1)
		ereport(ERROR,
				(errcode(CR_ERRCODE_GUARD_BROKEN),
				 errmsg("the facts function of procedure \"%s\" returned more than one row",
						gate->procedure)));
	if (rows == 1)
	{
		TupleDesc	desc = SPI_tuptable->tupdesc;
		Datum	   *row = palloc(sizeof(Datum) * desc->natts);
		bool	   *nulls = palloc(sizeof(bool) * desc->natts);
		MemoryContext old;

		heap_deform_tuple(SPI_tuptable->vals[0], desc, row, nulls);
		old = MemoryContextSwitchTo(caller);
		while ((slot = bms_next_member(slots, slot)) >= 0)
		{
			Form_pg_attribute attr = TupleDescAttr(desc, column);

			if (!nulls[column])
				slot_set(gate, slot, datumCopy(row[column], attr->attbyval, attr->attlen), false);
			column++;
		}
		MemoryContextSwitchTo(old);
	}
	SPI_finish();
}

/* ---------------------------------------------------------------------------
 * Judging
 * ---------------------------------------------------------------------------
 */

bool
outcome_is_finding(const Outcome *outcome)
{
	return outcome->verdict != VERDICT_SATISFIED && outcome->verdict != VERDICT_NOT_APPLICABLE;
}

bool
outcome_stops(const Outcome *outcome)
{
	return outcome_is_finding(outcome) &&
		outcome->verdict != VERDICT_OVERRIDDEN &&
		outcome->rule->enforced &&
		outcome->severity >= SEVERITY_OVERRIDE;
}

static bool
in_force(DateADT from, DateADT until, DateADT day)
{
	return from <= day && day < until;
}

static bool
was_set(const Rule *rule, TimestampTz recorded_at)
{
	return rule->set_from <= recorded_at &&
		(recorded_at < rule->set_until || rule->set_until == DT_NOEND);
}

/*
 * The versions of one rule, gate->rules[first] to [last - 1], that count on a
 * day for a subject that began earlier.  A version that came into force while
 * the subject was on its way says itself what it does to it: it takes over
 * (migrate), it leaves what counted the day before (pin), or both count (most
 * protective).  The latest version added so far is returned.
 */
static const Rule *
versions_counting(const Gate *gate, int first, int last, DateADT begun_on, DateADT day,
				  TimestampTz recorded_at, bool *counts)
{
	const Rule *latest = NULL;

	for (int i = first; i < last; i++)
	{
		const Rule *rule = &gate->rules[i];
		const Rule *earlier;

		if (!in_force(rule->from, rule->until, day) || !was_set(rule, recorded_at))
			continue;
		if (rule->from <= begun_on || rule->running != RUNNING_PIN)
		{
			counts[i] = true;
			latest = rule;
		}
		if (rule->from > begun_on && rule->running != RUNNING_MIGRATE)
		{
			earlier = versions_counting(gate, first, last, begun_on, rule->from - 1,
										recorded_at, counts);
			if (latest == NULL)
				latest = earlier;
		}
	}
	return latest;
}

/*
 * Which rules of the gate count for an act, in the caller's memory context;
 * and, where asked, what came into force while the subject was on its way.
 */
static bool *
rules_counting(Gate *gate, const ActCall *call, List **running)
{
	bool	   *counts = palloc0(sizeof(bool) * Max(gate->nrules, 1));
	/* an act that is just being recorded is recorded after all that is set */
	TimestampTz recorded_at = call->is_recorded ? call->recorded_at : DT_NOEND;
	int			last;

	for (int first = 0; first < gate->nrules; first = last)
	{
		for (last = first + 1; last < gate->nrules; last++)
			if (strcmp(gate->rules[first].name, gate->rules[last].name) != 0)
				break;
		(void) versions_counting(gate, first, last,
								 call->has_begun ? call->begun_on : call->acted_on,
								 call->acted_on, recorded_at, counts);
		if (running == NULL || !call->has_begun)
			continue;
		for (int i = first; i < last; i++)
		{
			Rule	   *rule = &gate->rules[i];
			RunningRule *met;
			bool	   *before;

			if (rule->from <= call->begun_on ||
				!in_force(rule->from, rule->until, call->acted_on) ||
				!was_set(rule, recorded_at))
				continue;
			met = palloc(sizeof(RunningRule));
			before = palloc0(sizeof(bool) * gate->nrules);
			met->rule = rule;
			met->earlier = versions_counting(gate, first, last, call->begun_on,
											 rule->from - 1, recorded_at, before);
			*running = lappend(*running, met);
		}
	}
	return counts;
}

static Bitmapset *
facts_only(const Gate *gate, Bitmapset *slots, Bitmapset *more)
{
	int			slot = -1;

	while ((slot = bms_next_member(more, slot)) >= 0)
		if (gate->symbols.symbols[slot - 1].kind == SYMBOL_FACT)
			slots = bms_add_member(slots, slot);
	return slots;
}

/* found once for each rule */
static void
rule_slots_find(const Gate *gate, Rule *rule)
{
	MemoryContext old = MemoryContextSwitchTo(gate->context);

	if (rule->applies)
		rule->scope_slots = facts_only(gate, rule->scope_slots, rule->applies->slots);
	if (regimes_need_fact(gate, rule->regimes))
		rule->scope_slots = bms_add_member(rule->scope_slots, gate->regime_slot);
	rule->slots = bms_copy(rule->scope_slots);
	if (rule->condition)
		rule->slots = facts_only(gate, rule->slots, rule->condition->slots);
	MemoryContextSwitchTo(old);
}

static Bitmapset *
rule_scope_slots(const Gate *gate, Rule *rule)
{
	if (rule->slots == NULL)
		rule_slots_find(gate, rule);
	return rule->scope_slots;
}

static Bitmapset *
rule_slots(const Gate *gate, Rule *rule)
{
	if (rule->slots == NULL)
		rule_slots_find(gate, rule);
	return rule->slots;
}

/* of the duties of one name, which stand together, the first that counts */
static bool
duty_counts(const Gate *gate, int which, const ActCall *call)
{
	for (int i = which; i >= 0; i--)
	{
		const DutyRule *duty = &gate->duties[i];

		if (i < which && strcmp(duty->duty, gate->duties[which].duty) != 0)
			break;
		if (in_force(duty->from, duty->until, call->acted_on) &&
			(!call->is_recorded || duty->set_from <= call->recorded_at))
		{
			if (i < which)
				return false;
		}
		else if (i == which)
			return false;
	}
	return true;
}

static Bitmapset *
duty_slots(const Gate *gate, const DutyRule *duty)
{
	Bitmapset  *slots = NULL;

	if (duty->applies)
		slots = facts_only(gate, slots, duty->applies->slots);
	if (duty->counted_from)
		slots = facts_only(gate, slots, duty->counted_from->slots);
	if (duty->until_day)
		slots = facts_only(gate, slots, duty->until_day->slots);
	if (regimes_need_fact(gate, duty->regimes))
		slots = bms_add_member(slots, gate->regime_slot);
	return slots;
}

/*
 * What the rules and duties in force on a day ask for.  A gate knows rules of
 * several regimes and kinds of care, and few of them meet in one office: the
 * lean set leaves out the facts of rules that have never applied.
 */
static Bitmapset *
fact_slots(Gate *gate, const ActCall *call, const bool *counts, bool lean)
{
	Bitmapset  *slots = NULL;

	for (int i = 0; i < gate->nrules; i++)
	{
		Rule	   *rule = &gate->rules[i];

		if (counts[i])
			slots = bms_add_members(slots, lean && !rule->wanted
									? rule_scope_slots(gate, rule)
									: rule_slots(gate, rule));
	}
	for (int i = 0; i < gate->nduties; i++)
		if (duty_counts(gate, i, call))
			slots = bms_join(slots, duty_slots(gate, &gate->duties[i]));
	return slots;
}

Bitmapset *
gate_fact_slots(Gate *gate, const ActCall *call)
{
	return fact_slots(gate, call, rules_counting(gate, call, NULL), false);
}

/*
 * A fact that has a value outside its list is an error and not a value: a
 * misspelt regime would otherwise make every rule of every regime not
 * applicable.  slots: null for all.
 */
static void
fact_values_check(Gate *gate, Bitmapset *slots)
{
	for (int slot = 1; slot <= gate->nfixed; slot++)
	{
		const Symbol *symbol = &gate->symbols.symbols[slot - 1];

		if (symbol->one_of == NIL || gate->values->params[slot - 1].isnull ||
			(slots && !bms_is_member(slot, slots)))
			continue;
		if (!value_in_list(TextDatumGetCString(gate->values->params[slot - 1].value),
						   symbol->one_of))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("fact \"%s\" has a value that it cannot have", symbol->name),
					 errhint("It is one of: %s.", list_text(symbol->one_of))));
	}
}

/* a regime that nobody has found is the regime "unknown" */
static bool
regime_matches(const Gate *gate, const List *regimes)
{
	const char *regime = "unknown";
	ListCell   *lc;

	if (!regimes_need_fact(gate, regimes))
		return true;
	if (!gate->values->params[gate->regime_slot - 1].isnull)
		regime = TextDatumGetCString(gate->values->params[gate->regime_slot - 1].value);
	foreach(lc, regimes)
		if (strcmp(lfirst(lc), regime) == 0)
			return true;
	return false;
}

static bool
rule_applies(Gate *gate, const Rule *rule)
{
	return regime_matches(gate, rule->regimes) &&
		(rule->applies == NULL ||
		 condition_value(rule->applies, gate->econtext) != KLEENE_FALSE);
}

/* are the facts of all rules that apply among those fetched? */
static bool
facts_suffice(Gate *gate, const bool *counts, const Bitmapset *fetched)
{
	bool		suffice = true;

	for (int i = 0; i < gate->nrules; i++)
	{
		Rule	   *rule = &gate->rules[i];

		if (rule->condition && counts[i] &&
			!(rule->wanted && bms_is_subset(rule_slots(gate, rule), fetched)) &&
			rule_applies(gate, rule))
		{
			rule->wanted = true;
			suffice = suffice && bms_is_subset(rule_slots(gate, rule), fetched);
		}
	}
	return suffice;
}

static Verdict
rule_verdict(Gate *gate, const Rule *rule)
{
	if (rule->condition == NULL)
		return VERDICT_ERROR;
	if (!rule_applies(gate, rule))
		return VERDICT_NOT_APPLICABLE;
	switch (condition_value(rule->condition, gate->econtext))
	{
		case KLEENE_TRUE:
			return VERDICT_SATISFIED;
		case KLEENE_FALSE:
			return VERDICT_VIOLATED;
		case KLEENE_UNKNOWN:
			break;
	}
	return VERDICT_UNKNOWN;
}

static void
outcome_init(Outcome *outcome, const Rule *rule, const ActCall *call, Verdict verdict)
{
	memset(outcome, 0, sizeof(Outcome));
	outcome->rule = rule;
	outcome->act = call->act;
	outcome->side = call->side;
	outcome->verdict = verdict;
	outcome->severity = verdict == VERDICT_ERROR ? SEVERITY_BAR :
		verdict == VERDICT_UNKNOWN ? rule->on_unknown : rule->severity;
	if (verdict == VERDICT_ERROR)
		outcome->error = rule->error;
}

static void
outcome_explain(Gate *gate, Outcome *outcome)
{
	Bitmapset  *missing = NULL;
	Attempt		attempt;
	int			slot = -1;

	if (outcome->rule->condition == NULL)
		return;

	/* a leaf may fail alone where the whole does not: then say the whole */
	attempt_begin(&attempt);
	PG_TRY();
	{
		condition_explain(outcome->rule->condition, gate->econtext, &gate->symbols,
						  &outcome->failing, &missing);
		attempt_commit(&attempt);
	}
	PG_CATCH();
	{
		(void) attempt_failed(&attempt);
		outcome->failing = list_make1(pstrdup(outcome->rule->condition->text));
		missing = NULL;
	}
	PG_END_TRY();

	while ((slot = bms_next_member(missing, slot)) >= 0)
	{
		const Symbol *symbol = &gate->symbols.symbols[slot - 1];

		outcome->missing = lappend(outcome->missing,
								   symbol->kind == SYMBOL_ACT ?
								   psprintf("act.%s", symbol->name) :
								   pstrdup(symbol->name));
	}
}

static void
judgement_start(Gate *gate, Judgement *judgement)
{
	judgement->noutcomes = 0;
	/* one more, for what the procedure itself has against an act judged again */
	judgement->outcomes = palloc0(sizeof(Outcome) * (gate->nrules + 1));
	judgement->duties = NIL;
	judgement->running = NIL;
}

static bool
duty_arises(Gate *gate, const DutyRule *duty)
{
	return regime_matches(gate, duty->regimes) &&
		(duty->applies == NULL ||
		 condition_value(duty->applies, gate->econtext) != KLEENE_FALSE);
}

/* has_facts: the slots hold what its days follow from; else they are not known */
static DutyArising *
duty_arising(Gate *gate, const DutyRule *duty, bool has_facts)
{
	DutyArising *arising = palloc(sizeof(DutyArising));

	arising->rule = duty;
	arising->counted_from = has_facts && duty->counted_from
		? day_expression_value(duty->counted_from, gate->econtext) : DATEVAL_NOEND;
	arising->until_day = has_facts && duty->until_day
		? day_expression_value(duty->until_day, gate->econtext) : DATEVAL_NOEND;
	return arising;
}

/* all rules and duties, from the values now in the slots */
static void
judge_values(Gate *gate, const ActCall *call, const bool *counts, Judgement *judgement)
{
	judgement->noutcomes = 0;
	judgement->duties = NIL;
	for (int i = 0; i < gate->nrules; i++)
	{
		Rule	   *rule = &gate->rules[i];

		if (!counts[i])
			continue;
		CHECK_FOR_INTERRUPTS();
		outcome_init(&judgement->outcomes[judgement->noutcomes++], rule, call,
					 rule_verdict(gate, rule));
	}
	for (int i = 0; i < gate->nduties; i++)
	{
		DutyRule   *duty = &gate->duties[i];

		if (duty_counts(gate, i, call) && duty_arises(gate, duty))
			judgement->duties = lappend(judgement->duties, duty_arising(gate, duty, true));
	}
	ResetExprContext(gate->econtext);
}

static void
judge_explain(Gate *gate, Judgement *judgement)
{
	for (int i = 0; i < judgement->noutcomes; i++)
	{
		Verdict		verdict = judgement->outcomes[i].verdict;

		if (verdict == VERDICT_UNKNOWN || verdict == VERDICT_VIOLATED)
			outcome_explain(gate, &judgement->outcomes[i]);
	}
}

static void overrides_read(Gate *gate, const ActCall *call, Judgement *judgement);

/*
 * Overrides, only where a rule that may be overridden is not satisfied: in
 * force on the day of the act, and recorded before it.  Of an act that is just
 * being recorded, every override is older.
 */
static void
judge_overrides(Gate *gate, const ActCall *call, Judgement *judgement)
{
	bool		wanted = false;
	Attempt		attempt;

	for (int i = 0; i < judgement->noutcomes; i++)
		wanted = wanted || (outcome_stops(&judgement->outcomes[i]) &&
							judgement->outcomes[i].severity == SEVERITY_OVERRIDE);
	if (!wanted || gate->rulebook == NULL)
		return;

	/* an override that cannot be read is none */
	attempt_begin(&attempt);
	PG_TRY();
	{
		overrides_read(gate, call, judgement);
		attempt_commit(&attempt);
	}
	PG_CATCH();
	{
		(void) attempt_failed(&attempt);
	}
	PG_END_TRY();
}

static void
overrides_read(Gate *gate, const ActCall *call, Judgement *judgement)
{
	Oid			types[6] = {call->id_type, TEXTOID, call->id_type, TEXTOID, DATEOID,
		TIMESTAMPTZOID};
	Datum		values[6];
	char		nulls[6] = {' ', ' ', ' ', ' ', ' ', call->is_recorded ? ' ' : 'n'};
	MemoryContext caller = CurrentMemoryContext;
	int			rows;

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	values[0] = call->case_id;
	values[1] = CStringGetTextDatum(call->procedure);
	values[2] = call->subject_id;
	values[3] = CStringGetTextDatum(call->act);
	values[4] = DateADTGetDatum(call->acted_on);
	values[5] = TimestampTzGetDatum(call->recorded_at);
	rows = query_run(psprintf("select rule, override_id::text from %s.override "
							  "where case_id = $1 and procedure = $2 and subject_id = $3 "
							  "and act = $4 and $5 between granted_on and expires_on "
							  "and (recorded_at <= $6 or $6 is null) "
							  "order by recorded_at, override_id", gate->rulebook),
					 6, types, values, nulls, 0);
	for (int r = 0; r < rows; r++)
	{
		char	   *rule = query_text(caller, r, 1);

		for (int i = 0; i < judgement->noutcomes; i++)
		{
			Outcome    *outcome = &judgement->outcomes[i];

			if (outcome_stops(outcome) && outcome->severity == SEVERITY_OVERRIDE &&
				strcmp(outcome->rule->name, rule) == 0)
			{
				outcome->verdict = VERDICT_OVERRIDDEN;
				outcome->override_id = query_text(caller, r, 2);
			}
		}
	}
	SPI_finish();
}

/*
 * The rules one by one, so that a broken one does not take the others with it.
 * Facts that were given are in the slots already.
 */
static void
judge_one_by_one(Gate *gate, bool given, const char *facts_function, const ActCall *call,
				 const bool *counts, Judgement *judgement)
{
	judgement->noutcomes = 0;
	judgement->duties = NIL;
	for (int i = 0; i < gate->nrules; i++)
	{
		Rule	   *rule = &gate->rules[i];
		Outcome    *outcome;
		Attempt		attempt;

		if (!counts[i])
			continue;
		outcome = &judgement->outcomes[judgement->noutcomes++];
		attempt_begin(&attempt);
		PG_TRY();
		{
			if (!given)
			{
				/* of a rule that does not apply, nothing more is asked */
				facts_fetch(gate, facts_function, call, rule_scope_slots(gate, rule));
				fact_values_check(gate, rule_scope_slots(gate, rule));
				act_values_set(gate, call);
				if (rule->condition && rule_applies(gate, rule))
					facts_fetch(gate, facts_function, call, rule_slots(gate, rule));
			}
			if (rule_slots(gate, rule))
				fact_values_check(gate, rule_slots(gate, rule));
			act_values_set(gate, call);
			outcome_init(outcome, rule, call, rule_verdict(gate, rule));
			attempt_commit(&attempt);
		}
		PG_CATCH();
		{
			ErrorData  *error = attempt_failed(&attempt);

			outcome_init(outcome, rule, call, VERDICT_ERROR);
			outcome->error = psprintf("the rule or its facts failed (SQLSTATE %s)",
									  unpack_sql_state(error->sqlerrcode));
		}
		PG_END_TRY();
		if (outcome->verdict == VERDICT_UNKNOWN || outcome->verdict == VERDICT_VIOLATED)
			outcome_explain(gate, outcome);
	}
	for (int i = 0; i < gate->nduties; i++)
	{
		DutyRule   *duty = &gate->duties[i];
		DutyArising *volatile arising = NULL;
		Attempt		attempt;

		if (!duty_counts(gate, i, call))
			continue;
		/* a duty whose facts cannot be read arises */
		attempt_begin(&attempt);
		PG_TRY();
		{
			if (!given)
				facts_fetch(gate, facts_function, call, duty_slots(gate, duty));
			fact_values_check(gate, NULL);
			act_values_set(gate, call);
			if (duty_arises(gate, duty))
				arising = duty_arising(gate, duty, true);
			attempt_commit(&attempt);
		}
		PG_CATCH();
		{
			(void) attempt_failed(&attempt);
			arising = duty_arising(gate, duty, false);
		}
		PG_END_TRY();
		if (arising)
			judgement->duties = lappend(judgement->duties, arising);
	}
}

/*
 * All rules and duties at once, in one subtransaction; false where something
 * in it failed.  Facts that were given are in the slots already.
 */
static bool
judge_at_once(Gate *gate, bool given, const char *facts_function, const ActCall *call,
			  const bool *counts, Judgement *judgement)
{
	Attempt		attempt;
	volatile bool whole = true;

	attempt_begin(&attempt);
	PG_TRY();
	{
		Bitmapset  *slots = NULL;

		/* the facts first: a facts function may ask this very gate about another act */
		do
		{
			if (!given)
			{
				/* the lean set takes a plan of its own: worth it for many acts */
				slots = fact_slots(gate, call, counts, gate->njudged >= GATE_LEAN_AFTER);
				facts_fetch(gate, facts_function, call, slots);
			}
			fact_values_check(gate, NULL);
			act_values_set(gate, call);
		} while (!given && !facts_suffice(gate, counts, slots));

		judge_values(gate, call, counts, judgement);
		attempt_commit(&attempt);
	}
	PG_CATCH();
	{
		(void) attempt_failed(&attempt);
		whole = false;
	}
	PG_END_TRY();
	return whole;
}

void
gate_judge(Gate *gate, const char *facts_function, const ActCall *call, Judgement *judgement)
{
	const bool *counts;

	judgement_start(gate, judgement);
	counts = rules_counting(gate, call, &judgement->running);
	if (judge_at_once(gate, false, facts_function, call, counts, judgement))
	{
		judge_explain(gate, judgement);
		if (gate->njudged < GATE_LEAN_AFTER)
			gate->njudged++;
	}
	else
		judge_one_by_one(gate, false, facts_function, call, counts, judgement);
	judge_overrides(gate, call, judgement);
	fact_values_clear(gate);
	ResetExprContext(gate->econtext);
}

/* a value that does not fit is refused without being repeated */
static Datum
given_value(Gate *gate, int slot, const JsonbValue *v, Oid type)
{
	Attempt		attempt;
	volatile bool fits = true;
	volatile Datum value = (Datum) 0;

	attempt_begin(&attempt);
	PG_TRY();
	{
		value = jsonb_value_to_datum(v, type);
		attempt_commit(&attempt);
	}
	PG_CATCH();
	{
		(void) attempt_failed(&attempt);
		fits = false;
	}
	PG_END_TRY();
	if (!fits)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("fact \"%s\" is not written as a value of type %s",
						gate->symbols.symbols[slot - 1].name, format_type_be(type))));
	return value;
}

/* facts from a JSON object: an unknown key is an error, a missing one unknown */
void
gate_judge_given(Gate *gate, Jsonb *facts, const ActCall *call, Judgement *judgement)
{
	JsonbIterator *it;
	JsonbIteratorToken token;
	JsonbValue	v;
	int			slot = 0;
	const bool *counts;

	if (!JB_ROOT_IS_OBJECT(facts))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("facts must be a JSON object")));
	judgement_start(gate, judgement);
	fact_values_clear(gate);

	it = JsonbIteratorInit(&facts->root);
	while ((token = JsonbIteratorNext(&it, &v, true)) != WJB_DONE)
	{
		if (token == WJB_KEY)
		{
			char	   *name = pnstrdup(v.val.string.val, v.val.string.len);

			for (slot = 1; slot <= gate->nfixed; slot++)
				if (gate->symbols.symbols[slot - 1].kind == SYMBOL_FACT &&
					strcmp(gate->symbols.symbols[slot - 1].name, name) == 0)
					break;
			if (slot > gate->nfixed)
				ereport(ERROR,
						(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						 errmsg("procedure \"%s\" has no fact \"%s\"", gate->procedure, name),
						 errhint("case_rules.fact lists the facts of each procedure.")));
		}
		else if (token == WJB_VALUE)
		{
			Oid			type = gate->symbols.symbols[slot - 1].type;

			if (v.type == jbvNull)
				continue;
			/* a fact may be an open end: no day is the last */
			if (!json_kind_fits(&v, type, true))
				ereport(ERROR,
						(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						 errmsg("fact \"%s\" is not written as a value of type %s",
								gate->symbols.symbols[slot - 1].name, format_type_be(type))));
			slot_set(gate, slot, given_value(gate, slot, &v, type), false);
		}
	}

	/* what somebody gave is said back to them at once */
	fact_values_check(gate, NULL);

	counts = rules_counting(gate, call, NULL);
	if (judge_at_once(gate, true, NULL, call, counts, judgement))
		judge_explain(gate, judgement);
	else
		judge_one_by_one(gate, true, NULL, call, counts, judgement);
	fact_values_clear(gate);
}

/* for gate_judge_row: where in a row the facts are that the gate asks for; 0: nowhere */
int *
gate_row_columns(Gate *gate, TupleDesc desc, const ActCall *call)
{
	Bitmapset  *slots = gate_fact_slots(gate, call);
	int		   *columns = palloc0(sizeof(int) * (gate->nfixed + 1));
	int			slot = -1;

	while ((slot = bms_next_member(slots, slot)) >= 0)
		columns[slot] = fact_column(desc, &gate->symbols.symbols[slot - 1]);
	return columns;
}

static void
row_values_set(Gate *gate, HeapTuple row, TupleDesc desc, const int *columns)
{
	fact_values_clear(gate);
	for (int slot = 1; slot <= gate->nfixed; slot++)
	{
		bool		isnull;
		Datum		value;

		if (columns[slot] == 0)
			continue;
		value = heap_getattr(row, columns[slot], desc, &isnull);
		slot_set(gate, slot, value, isnull);
	}
}

/* what has applied in this session, once it has judged enough to know */
Bitmapset *
gate_fact_slots_lean(Gate *gate, const ActCall *call)
{
	return fact_slots(gate, call, rules_counting(gate, call, NULL),
					  gate->njudged >= GATE_LEAN_AFTER);
}

bool
gate_judge_fetched(Gate *gate, HeapTuple row, TupleDesc desc, const int *columns,
				   const ActCall *call, Judgement *judgement)
{
	const bool *counts;
	Bitmapset  *fetched = NULL;
	bool		whole;

	judgement_start(gate, judgement);
	counts = rules_counting(gate, call, &judgement->running);
	row_values_set(gate, row, desc, columns);
	act_values_set(gate, call);
	for (int slot = 1; slot <= gate->nfixed; slot++)
		if (columns[slot] != 0)
			fetched = bms_add_member(fetched, slot);
	whole = facts_suffice(gate, counts, fetched) &&
		judge_at_once(gate, true, NULL, call, counts, judgement);
	if (whole)
	{
		judge_explain(gate, judgement);
		judge_overrides(gate, call, judgement);
		if (gate->njudged < GATE_LEAN_AFTER)
			gate->njudged++;
	}
	fact_values_clear(gate);
	ResetExprContext(gate->econtext);
	return whole;
}

void
gate_judge_row(Gate *gate, HeapTuple row, TupleDesc desc, const int *columns,
			   const ActCall *call, Judgement *judgement)
{
	const bool *counts = rules_counting(gate, call, NULL);

	judgement_start(gate, judgement);
	row_values_set(gate, row, desc, columns);
	if (!judge_at_once(gate, true, NULL, call, counts, judgement))
		judge_one_by_one(gate, true, NULL, call, counts, judgement);
	fact_values_clear(gate);
}
