/*
 * gate.c
 *		Gates: the rules that guard an act, read and kept ready.
 *
 * A gate is read once for each rulebook, procedure and act: the transitions,
 * the fields of the act, the declared facts, every version of every rule with
 * the settings of the rulebook, and the duties that the act starts.  judge.c
 * does the judging.
 *
 * A gate is stale as soon as a rule, a setting, a guard, any function or the
 * name of a schema has changed: relcache and syscache callbacks move a generation counter on, and
 * each look-up first accepts pending invalidations and then compares.  The
 * rules are read under the latest snapshot, so a session in REPEATABLE READ
 * judges by the rules that are in force, not by those it saw first.  A gate
 * built from uncommitted rules dies with the transaction, because an abort
 * replays the invalidations of the transaction locally.
 *
 * Gates live in contexts of their own below CacheMemoryContext.  A stale gate
 * may still be in use further up the stack; it is put aside and freed when the
 * transaction ends.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/xact.h"
#include "catalog/pg_type.h"
#include "executor/executor.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "parser/parse_type.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/hsearch.h"
#include "utils/inval.h"
#include "utils/jsonb.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/syscache.h"

#include "compat.h"
#include "engine/errors.h"
#include "engine/gate.h"

#define GATE_KEY_LENGTH 400

typedef struct GateEntry
{
	char		key[GATE_KEY_LENGTH];
	Gate	   *gate;
} GateEntry;

typedef struct WatchEntry
{
	Oid			relid;
} WatchEntry;

static const char *const act_kind_names[] = {"act", "annul", "cure"};
const char *const running_names[] = {"migrate", "pin", "most_protective"};

static HTAB *gates = NULL;
static HTAB *watched = NULL;
static uint64 generation = 1;

/* stale, but perhaps still in use further up the stack; in TopMemoryContext */
typedef struct PutAside
{
	void		(*release) (void *);
	void	   *what;
} PutAside;

static List *put_aside = NIL;

/* ---------------------------------------------------------------------------
 * Staleness
 * ---------------------------------------------------------------------------
 */

static void
relation_changed(Datum arg, Oid relid)
{
	if (!OidIsValid(relid) ||
		(watched && hash_search(watched, &relid, HASH_FIND, NULL)))
		generation++;
}

static void
object_changed(Datum arg, int cacheid, uint32 hashvalue)
{
	generation++;
}

static void
gate_free(void *what)
{
	Gate	   *gate = what;
	ListCell   *lc;

	foreach(lc, gate->plans)
		SPI_freeplan(((FactsPlan *) lfirst(lc))->plan);
	FreeExprContext(gate->econtext, true);
	MemoryContextDelete(gate->context);
}

static void
transaction_ended(XactEvent event, void *arg)
{
	if (event == XACT_EVENT_COMMIT || event == XACT_EVENT_ABORT ||
		event == XACT_EVENT_PREPARE)
	{
		List	   *list = put_aside;
		ListCell   *lc;

		put_aside = NIL;
		foreach(lc, list)
		{
			PutAside   *aside = lfirst(lc);

			aside->release(aside->what);
		}
		list_free_deep(list);
	}
}

void
stale_put_aside(void (*release) (void *), void *what)
{
	MemoryContext old = MemoryContextSwitchTo(TopMemoryContext);
	PutAside   *aside = palloc(sizeof(PutAside));

	aside->release = release;
	aside->what = what;
	put_aside = lappend(put_aside, aside);
	MemoryContextSwitchTo(old);
}

void
gate_module_init(void)
{
	HASHCTL		ctl;

	memset(&ctl, 0, sizeof(ctl));
	ctl.keysize = GATE_KEY_LENGTH;
	ctl.entrysize = sizeof(GateEntry);
	gates = hash_create("case_rules gates", 64, &ctl, HASH_ELEM | HASH_STRINGS);

	memset(&ctl, 0, sizeof(ctl));
	ctl.keysize = sizeof(Oid);
	ctl.entrysize = sizeof(WatchEntry);
	watched = hash_create("case_rules watched tables", 32, &ctl, HASH_ELEM | HASH_BLOBS);

	CacheRegisterRelcacheCallback(relation_changed, (Datum) 0);
	CacheRegisterSyscacheCallback(PROCOID, object_changed, (Datum) 0);
	CacheRegisterSyscacheCallback(NAMESPACEOID, object_changed, (Datum) 0);
	RegisterXactCallback(transaction_ended, NULL);
}

uint64
gate_generation(void)
{
	AcceptInvalidationMessages();
	return generation;
}

void
gate_watch_table(Oid relid)
{
	if (OidIsValid(relid))
		(void) hash_search(watched, &relid, HASH_ENTER, NULL);
}

/* ---------------------------------------------------------------------------
 * Reading a gate
 * ---------------------------------------------------------------------------
 */

static int
name_index(const char *name, const char *const *names, int n)
{
	for (int i = 0; i < n; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	elog(ERROR, "unexpected value \"%s\" in the catalog", name);
	return 0;
}

static DateADT
row_date(int row, int column)
{
	bool		isnull;

	return DatumGetDateADT(SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc,
										 column, &isnull));
}

static TimestampTz
row_timestamp(int row, int column)
{
	bool		isnull;

	return DatumGetTimestampTz(SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc,
											 column, &isnull));
}

static int
row_int(int row, int column)
{
	bool		isnull;

	return DatumGetInt32(SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc,
									   column, &isnull));
}

static List *
row_list(MemoryContext context, int row, int column)
{
	bool		isnull;
	Datum		value = SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc,
									  column, &isnull);

	return isnull ? NIL : query_text_list(context, value);
}

/* runs a query whose only parameters are the procedure and the act */
static int
gate_query(const Gate *gate, const char *sql)
{
	Oid			types[2] = {TEXTOID, TEXTOID};
	Datum		values[2];

	values[0] = CStringGetTextDatum(gate->procedure);
	values[1] = CStringGetTextDatum(gate->act);
	return query_run(sql, 2, types, values, NULL, 0);
}

static void
gate_read_procedure(Gate *gate)
{
	int			rows;
	MemoryContext old;

	rows = gate_query(gate,
					  "select is_protective, is_factual, kind from case_rules.procedure_act "
					  "where procedure = $1 and act = $2");
	gate->exists = rows > 0;
	gate->is_protective = rows > 0 && query_bool(0, 1);
	gate->is_factual = rows > 0 && query_bool(0, 2);
	gate->kind = rows > 0 ? name_index(query_text(gate->context, 0, 3), act_kind_names, 3)
		: ACT_ON_SUBJECT;

	rows = gate_query(gate,
					  "select from_state, side::text, to_state "
					  "from case_rules.procedure_transition "
					  "where procedure = $1 and act = $2 order by 1, 2");
	gate->transitions = MemoryContextAllocZero(gate->context, sizeof(Transition) * Max(rows, 1));
	gate->ntransitions = rows;
	for (int i = 0; i < rows; i++)
	{
		gate->transitions[i].from_state = query_text(gate->context, i, 1);
		gate->transitions[i].side = query_text(gate->context, i, 2);
		gate->transitions[i].to_state = query_text(gate->context, i, 3);
	}

	rows = gate_query(gate,
					  "select field, type, type::regtype::oid, is_required, one_of "
					  "from case_rules.act_field "
					  "where procedure = $1 and act = $2 order by field");
	gate->fields = MemoryContextAllocZero(gate->context, sizeof(ActField) * Max(rows, 1));
	gate->nfields = rows;
	old = MemoryContextSwitchTo(gate->context);
	(void) symbol_add(&gate->symbols, SYMBOL_ACT, "acted_on", DATEOID);
	(void) symbol_add(&gate->symbols, SYMBOL_ACT, "act", TEXTOID);
	(void) symbol_add(&gate->symbols, SYMBOL_ACT, "side", TEXTOID);
	(void) symbol_add(&gate->symbols, SYMBOL_ACT, "from_state", TEXTOID);
	(void) symbol_add(&gate->symbols, SYMBOL_ACT, "target_act", TEXTOID);
	(void) symbol_add(&gate->symbols, SYMBOL_ACT, "target_side", TEXTOID);
	(void) symbol_add(&gate->symbols, SYMBOL_ACT, "target_outcome", TEXTOID);
	(void) symbol_add(&gate->symbols, SYMBOL_ACT, "target_findings", TEXTARRAYOID);
	(void) symbol_add(&gate->symbols, SYMBOL_ACT, "target_acted_on", DATEOID);
	for (int i = 0; i < rows; i++)
	{
		ActField   *field = &gate->fields[i];
		bool		isnull;

		field->name = query_text(gate->context, i, 1);
		field->type = query_text(gate->context, i, 2);
		field->type_oid = DatumGetObjectId(SPI_getbinval(SPI_tuptable->vals[i],
														 SPI_tuptable->tupdesc, 3, &isnull));
		field->is_required = query_bool(i, 4);
		field->one_of = row_list(gate->context, i, 5);
		field->slot = symbol_add(&gate->symbols, SYMBOL_ACT, field->name, field->type_oid);
	}

	rows = gate_query(gate,
					  "select fact, type::regtype::oid, one_of from case_rules.fact "
					  "where procedure = $1 and $2 is not null order by fact");
	/* SPI has left us in a context of its own */
	MemoryContextSwitchTo(gate->context);
	for (int i = 0; i < rows; i++)
	{
		char	   *name = query_text(gate->context, i, 1);
		bool		isnull;
		int			slot;

		slot = symbol_add(&gate->symbols, SYMBOL_FACT, name,
						  DatumGetObjectId(SPI_getbinval(SPI_tuptable->vals[i],
														 SPI_tuptable->tupdesc, 2, &isnull)));
		gate->symbols.symbols[slot - 1].one_of = row_list(gate->context, i, 3);
		if (strcmp(name, "regime") == 0)
			gate->regime_slot = slot;
	}
	gate->nfixed = gate->symbols.nsymbols;
	MemoryContextSwitchTo(old);
}

/*
 * Parameters of a rule become symbols of their own, behind all others, so that
 * two rules may use one name for two values.  The values are kept in a list
 * until the number of symbols is known.
 */
typedef struct ParameterValue
{
	int			slot;
	Datum		value;
} ParameterValue;

static int
parameters_add(SymbolTable *symbols, int nfixed, Jsonb *parameters, List **values)
{
	JsonbIterator *it = JsonbIteratorInit(&parameters->root);
	JsonbIteratorToken token;
	JsonbValue	v;
	char	   *name = NULL;
	int			first = symbols->nsymbols + 1;

	while ((token = JsonbIteratorNext(&it, &v, true)) != WJB_DONE)
	{
		if (token == WJB_KEY)
			name = pnstrdup(v.val.string.val, v.val.string.len);
		else if (token == WJB_VALUE)
		{
			ParameterValue *parameter = palloc(sizeof(ParameterValue));
			Oid			type;

			if (v.type == jbvNumeric)
			{
				Datum		text = DirectFunctionCall1(numeric_out, NumericGetDatum(v.val.numeric));

				if (strchr(DatumGetCString(text), '.') == NULL)
				{
					type = INT4OID;
					parameter->value = DirectFunctionCall1(numeric_int4,
														   NumericGetDatum(v.val.numeric));
				}
				else
				{
					type = NUMERICOID;
					parameter->value = datumCopy(NumericGetDatum(v.val.numeric), false, -1);
				}
			}
			else if (v.type == jbvString)
			{
				type = TEXTOID;
				parameter->value = PointerGetDatum(cstring_to_text_with_len(v.val.string.val,
																			v.val.string.len));
			}
			else if (v.type == jbvBool)
			{
				type = BOOLOID;
				parameter->value = BoolGetDatum(v.val.boolean);
			}
			else
				ereport(ERROR,
						(errcode(CR_ERRCODE_RULE_REFUSED),
						 errmsg("parameter \"%s\" is neither a number, a text nor a boolean", name)));
			for (int i = 0; i < nfixed; i++)
				if (symbols->symbols[i].kind == SYMBOL_FACT &&
					strcmp(symbols->symbols[i].name, name) == 0)
					ereport(ERROR,
							(errcode(CR_ERRCODE_RULE_REFUSED),
							 errmsg("parameter \"%s\" bears the name of a fact", name),
							 errhint("Give the parameter another name.")));
			parameter->slot = symbol_add(symbols, SYMBOL_PARAMETER, name, type);
			*values = lappend(*values, parameter);
		}
	}
	return first;
}

/*
 * Is this a rule that the gate could hold?  Raises RU008 if not.
 */
void
gate_check_rule(const Gate *gate, Jsonb *parameters, const char *applies, const char *condition)
{
	SymbolTable symbols;
	List	   *values = NIL;
	int			first;

	symbols.nsymbols = symbols.capacity = gate->nfixed;
	symbols.symbols = palloc(sizeof(Symbol) * Max(gate->nfixed, 1));
	memcpy(symbols.symbols, gate->symbols.symbols, sizeof(Symbol) * gate->nfixed);
	first = parameters_add(&symbols, gate->nfixed, parameters, &values);
	if (applies)
		(void) condition_analyze(applies, &symbols, first);
	(void) condition_analyze(condition, &symbols, first);
}

/* the same for a duty, which has no parameters */
void
gate_check_duty(const Gate *gate, const char *applies, const char *counted_from, const char *until)
{
	SymbolTable symbols = gate->symbols;

	symbols.nsymbols = gate->nfixed;
	if (applies)
		(void) condition_analyze(applies, &symbols, gate->nfixed + 1);
	if (counted_from)
		(void) day_expression_analyze(counted_from, &symbols, gate->nfixed + 1);
	if (until)
		(void) day_expression_analyze(until, &symbols, gate->nfixed + 1);
}

/*
 * Every version of every rule, once for each setting that it has had and once
 * for the times without one: a setting counts for acts recorded while it stood.
 * So does a local rule that names no first day count for acts recorded after it
 * was written; one that names it reaches back to that day.
 */
static int
rules_query(Gate *gate, bool local)
{
	StringInfoData sql;

	initStringInfo(&sql);
	if (local)
		appendStringInfo(&sql,
						 "with setting as (select rule, mode, severity, on_unknown, parameters, "
						 "set_at as from_at, superseded_at as until_at from %s.former_setting "
						 "where procedure = $1 union all select rule, mode, severity, on_unknown, "
						 "parameters, set_at, 'infinity' from %s.rule_setting where procedure = $1), "
						 "span as (select * from setting union all "
						 "select g.rule, null, null, null, null, g.former, g.from_at from "
						 "(select rule, from_at, coalesce(lag(until_at) over "
						 "(partition by rule order by from_at, until_at), '-infinity') as former "
						 "from setting) g where g.former < g.from_at union all "
						 "select rule, null, null, null, null, max(until_at), 'infinity' "
						 "from setting group by rule having max(until_at) < 'infinity') ",
						 gate->rulebook, gate->rulebook);
	appendStringInfoString(&sql,
	/* a floor holds also against a setting that is older than it */
						   "select r.rule, r.version, "
						   "case when r.mode = 'enforced' and r.floor > 'warn' then r.mode "
						   "else coalesce(s.mode, r.mode) end::text, "
						   "greatest(s.severity, r.floor, case when s.severity is null then r.severity end)::text, "
						   "greatest(s.on_unknown, r.floor, case when s.on_unknown is null then r.on_unknown end)::text, "
						   "r.basis::text, r.citation, r.message, r.hint, r.curable_by, "
						   "coalesce(lower(r.in_force), '-infinity'), "
						   "coalesce(upper(r.in_force), 'infinity'), "
						   "r.regimes, r.applies, r.condition, "
						   "r.parameters || coalesce(s.parameters, '{}'), r.running_cases, "
						   "greatest(coalesce(s.from_at, '-infinity'), r.since), "
						   "coalesce(s.until_at, 'infinity') "
						   "from (select 1 as origin, rule, version, mode, floor, severity, on_unknown, "
						   "basis, citation, message, hint, curable_by, in_force, running_cases, "
						   "regimes, applies, condition, parameters, '-infinity'::timestamptz as since "
						   "from case_rules.rule where procedure = $1 and $2 = any (acts) ");
	if (local)
		appendStringInfo(&sql,
						 "union all select 2, rule, version, mode, floor, severity, on_unknown, "
						 "basis, citation, message, hint, curable_by, in_force, running_cases, "
						 "regimes, applies, condition, parameters, "
						 "case when lower_inf(in_force) then recorded_at else '-infinity' end "
						 "from %s.rule where procedure = $1 and $2 = any (acts)) r "
						 "left join span s on s.rule = r.rule "
						 "where coalesce(s.until_at, 'infinity') > r.since ",
						 gate->rulebook);
	else
		appendStringInfoString(&sql,
							   ") r cross join (select null::case_rules.rule_mode as mode, "
							   "null::case_rules.severity as severity, "
							   "null::case_rules.severity as on_unknown, "
							   "null::jsonb as parameters, null::timestamptz as from_at, "
							   "null::timestamptz as until_at) s ");
	appendStringInfoString(&sql, "order by r.origin, r.rule, r.version, 18");
	return gate_query(gate, sql.data);
}

static void
gate_read_rules(Gate *gate, List **values)
{
	volatile int nrows = 0;
	Attempt		whole;
	int			rows;
	SPITupleTable *table;

	/*
	 * Without the tables of the rulebook the shipped rules still say what a
	 * protective act has to cure; everything else is refused.
	 */
	attempt_begin(&whole);
	PG_TRY();
	{
		nrows = rules_query(gate, gate->rulebook != NULL);
		attempt_commit(&whole);
	}
	PG_CATCH();
	{
		(void) attempt_failed(&whole);
		gate->is_broken = true;
	}
	PG_END_TRY();
	if (gate->is_broken)
		nrows = rules_query(gate, false);
	rows = nrows;
	table = SPI_tuptable;
	gate->rules = MemoryContextAllocZero(gate->context, sizeof(Rule) * Max(rows, 1));
	gate->nrules = rows;

	for (int i = 0; i < rows; i++)
	{
		Rule	   *rule = &gate->rules[i];
		char	   *applies;
		char	   *condition;
		Jsonb	   *parameters;
		bool		isnull;
		Attempt		attempt;
		MemoryContext old;

		CHECK_FOR_INTERRUPTS();
		SPI_tuptable = table;
		rule->name = query_text(gate->context, i, 1);
		rule->version = row_int(i, 2);
		rule->label = MemoryContextStrdup(gate->context,
										  psprintf("%s:%d", rule->name, rule->version));
		rule->enforced = strcmp(query_text(gate->context, i, 3), "enforced") == 0;
		rule->severity = name_index(query_text(gate->context, i, 4), severity_names, 3);
		rule->on_unknown = name_index(query_text(gate->context, i, 5), severity_names, 3);
		rule->basis = query_text(gate->context, i, 6);
		rule->citation = query_text(gate->context, i, 7);
		rule->message = query_text(gate->context, i, 8);
		rule->hint = query_text(gate->context, i, 9);
		rule->curable_by = query_text(gate->context, i, 10);
		rule->from = row_date(i, 11);
		rule->until = row_date(i, 12);
		rule->running = name_index(query_text(gate->context, i, 17), running_names, 3);
		gate->has_running = gate->has_running || !DATE_IS_NOBEGIN(rule->from);
		rule->set_from = row_timestamp(i, 18);
		rule->set_until = row_timestamp(i, 19);
		rule->regimes = row_list(gate->context, i, 13);
		applies = query_text(gate->context, i, 14);
		condition = query_text(gate->context, i, 15);
		parameters = DatumGetJsonbP(SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc,
												  16, &isnull));

		/* a rule that cannot be read is a verdict, not the end of the gate */
		old = MemoryContextSwitchTo(gate->context);
		attempt_begin(&attempt);
		PG_TRY();
		{
			int			first = parameters_add(&gate->symbols, gate->nfixed, parameters, values);

			if (applies)
				rule->applies = condition_analyze(applies, &gate->symbols, first);
			rule->condition = condition_analyze(condition, &gate->symbols, first);
			attempt_commit(&attempt);
		}
		PG_CATCH();
		{
			ErrorData  *error = attempt_failed(&attempt);

			rule->applies = NULL;
			rule->condition = NULL;
			rule->error = psprintf("the rule cannot be read (SQLSTATE %s)",
								   unpack_sql_state(error->sqlerrcode));
		}
		PG_END_TRY();
		MemoryContextSwitchTo(old);
	}
}

/*
 * Duties of the release and of the rulebook.  The first of one name that counts
 * for an act is the one that arises: a local one before that of the release,
 * the latest version before an earlier one.
 */
static int
duties_query(Gate *gate, bool local)
{
	static const char *const columns =
		"regimes, applies, side, clock::text, cadence::text, counted_from, until, "
		"fulfilled_by::text, suspended_by::text, resumed_by::text, ended_by::text, of_irregular, "
		"coalesce(case_rules.clock_needs_calendar(clock), false)";
	StringInfoData sql;

	initStringInfo(&sql);
	appendStringInfo(&sql,
					 "select duty, version, is_local, coalesce(lower(in_force), '-infinity'), "
					 "coalesce(upper(in_force), 'infinity'), since, %s "
					 "from (select false as is_local, '-infinity'::timestamptz as since, duty, version, "
					 "in_force, regimes, applies, side, clock, cadence, counted_from, until, "
					 "fulfilled_by, suspended_by, resumed_by, ended_by, of_irregular "
					 "from case_rules.duty_rule where procedure = $1 and $2 = any (started_by) ", columns);
	if (local)
		appendStringInfo(&sql,
						 "union all select true, case when lower_inf(in_force) then recorded_at "
						 "else '-infinity' end, duty, version, "
						 "in_force, regimes, applies, side, clock, cadence, counted_from, until, "
						 "fulfilled_by, suspended_by, resumed_by, ended_by, of_irregular "
						 "from %s.duty_rule where procedure = $1 and $2 = any (started_by) ",
						 gate->rulebook);
	appendStringInfoString(&sql, ") d order by duty, is_local desc, version desc");
	return gate_query(gate, sql.data);
}

/* an expression that cannot be read tells no day */
static DayExpression *
duty_day_read(const Gate *gate, const char *text)
{
	DayExpression *day = NULL;
	Attempt		attempt;

	if (text == NULL)
		return NULL;
	attempt_begin(&attempt);
	PG_TRY();
	{
		day = day_expression_analyze(text, &gate->symbols, gate->symbols.nsymbols + 1);
		attempt_commit(&attempt);
	}
	PG_CATCH();
	{
		(void) attempt_failed(&attempt);
		day = NULL;
	}
	PG_END_TRY();
	return day;
}

static void
gate_read_duties(Gate *gate)
{
	volatile int nrows = 0;
	Attempt		whole;
	int			rows;
	SPITupleTable *table;

	/* without the table of the rulebook those of the release arise */
	attempt_begin(&whole);
	PG_TRY();
	{
		nrows = duties_query(gate, gate->rulebook != NULL);
		attempt_commit(&whole);
	}
	PG_CATCH();
	{
		(void) attempt_failed(&whole);
		gate->is_broken = true;
		nrows = -1;
	}
	PG_END_TRY();
	if (nrows < 0)
		nrows = duties_query(gate, false);
	rows = nrows;
	table = SPI_tuptable;
	gate->duties = MemoryContextAllocZero(gate->context, sizeof(DutyRule) * Max(rows, 1));
	gate->nduties = rows;
	for (int i = 0; i < rows; i++)
	{
		DutyRule   *duty = &gate->duties[i];
		char	   *applies;
		char	   *counted_from;
		char	   *until;
		Attempt		attempt;
		MemoryContext old;

		SPI_tuptable = table;
		duty->duty = query_text(gate->context, i, 1);
		duty->version = row_int(i, 2);
		duty->is_local = query_bool(i, 3);
		duty->from = row_date(i, 4);
		duty->until = row_date(i, 5);
		duty->set_from = row_timestamp(i, 6);
		duty->regimes = row_list(gate->context, i, 7);
		applies = query_text(gate->context, i, 8);
		duty->side = query_text(gate->context, i, 9);
		duty->clock = query_text(gate->context, i, 10);
		duty->cadence = query_text(gate->context, i, 11);
		counted_from = query_text(gate->context, i, 12);
		until = query_text(gate->context, i, 13);
		duty->fulfilled_by = query_text(gate->context, i, 14);
		duty->suspended_by = query_text(gate->context, i, 15);
		duty->resumed_by = query_text(gate->context, i, 16);
		duty->ended_by = query_text(gate->context, i, 17);
		duty->of_irregular = query_bool(i, 18);
		duty->needs_calendar = query_bool(i, 19);
		duty->has_counted_from = counted_from != NULL;
		duty->has_until = until != NULL;

		old = MemoryContextSwitchTo(gate->context);
		duty->counted_from = duty_day_read(gate, counted_from);
		duty->until_day = duty_day_read(gate, until);
		if (applies)
		{
			attempt_begin(&attempt);
			PG_TRY();
			{
				duty->applies = condition_analyze(applies, &gate->symbols,
												  gate->symbols.nsymbols + 1);
				attempt_commit(&attempt);
			}
			PG_CATCH();
			{
				/* a duty whose condition cannot be read arises */
				(void) attempt_failed(&attempt);
				duty->applies = NULL;
			}
			PG_END_TRY();
		}
		MemoryContextSwitchTo(old);
	}
}

static void
gate_watch(const Gate *gate)
{
	static const char *const shipped[] = {
		"procedure_act", "procedure_transition", "act_field", "fact", "rule", "duty_rule", NULL
	};
	static const char *const local[] = {
		"rule", "rule_setting", "former_setting", "duty_rule", NULL
	};
	Oid			types[1] = {TEXTOID};

	for (int pass = 0; pass < 2; pass++)
	{
		const char *const *names = pass == 0 ? shipped : local;
		const char *schema = pass == 0 ? "case_rules" : gate->rulebook;

		if (schema == NULL)
			break;
		for (int i = 0; names[i]; i++)
		{
			Datum		value = CStringGetTextDatum(psprintf("%s.%s", schema, names[i]));
			Datum		relid;
			bool		isnull;

			(void) query_run("select to_regclass($1)::oid", 1, types, &value, NULL, 1);
			relid = SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &isnull);
			if (!isnull)
				gate_watch_table(DatumGetObjectId(relid));
		}
	}
}

static Gate *
gate_build(const char *rulebook, const char *procedure, const char *act)
{
	MemoryContext context;
	MemoryContext old;
	Gate	   *gate;
	List	   *values = NIL;
	ListCell   *lc;

	/* below the current context until it is whole, so that an error frees it */
	context = AllocSetContextCreate(CurrentMemoryContext, "case_rules gate",
									ALLOCSET_DEFAULT_SIZES);
	gate = MemoryContextAllocZero(context, sizeof(Gate));
	gate->context = context;
	old = MemoryContextSwitchTo(context);
	gate->rulebook = rulebook ? pstrdup(rulebook) : NULL;
	gate->procedure = pstrdup(procedure);
	gate->act = pstrdup(act);
	MemoryContextSwitchTo(old);

	/* before reading: what changes while we read makes this gate stale again */
	gate->generation = gate_generation();

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	gate_watch(gate);
	gate_read_procedure(gate);
	gate_read_rules(gate, &values);
	gate_read_duties(gate);
	SPI_finish();

	MemoryContextSwitchTo(context);
	gate->values = makeParamList(gate->symbols.nsymbols);
	for (int i = 0; i < gate->symbols.nsymbols; i++)
	{
		gate->values->params[i].ptype = gate->symbols.symbols[i].type;
		gate->values->params[i].pflags = 0;
		gate->values->params[i].isnull = true;
		gate->values->params[i].value = (Datum) 0;
	}
	foreach(lc, values)
	{
		ParameterValue *parameter = lfirst(lc);

		gate->values->params[parameter->slot - 1].isnull = false;
		gate->values->params[parameter->slot - 1].value = parameter->value;
	}
	gate->econtext = CreateStandaloneExprContext();
	gate->econtext->ecxt_param_list_info = gate->values;
	MemoryContextSwitchTo(old);

	/* what is broken may be mended by what nobody tells us of: read it anew each time */
	if (gate->is_broken)
		gate->generation = 0;
	MemoryContextSetParent(context, CacheMemoryContext);
	return gate;
}

Gate *
gate_find(const char *rulebook, const char *procedure, const char *act)
{
	char		key[GATE_KEY_LENGTH];
	GateEntry  *entry;
	bool		found;
	Gate	   *gate;

	memset(key, 0, sizeof(key));
	snprintf(key, sizeof(key), "%s|%s|%s", rulebook ? rulebook : "", procedure, act);
	entry = hash_search(gates, key, HASH_FIND, NULL);
	if (entry && entry->gate->generation == gate_generation())
		return entry->gate;

	gate = gate_build(rulebook, procedure, act);

	/* there is no end to the acts that do not exist: such a gate is not kept */
	if (!gate->exists)
	{
		stale_put_aside(gate_free, gate);
		return gate;
	}
	entry = hash_search(gates, key, HASH_ENTER, &found);
	if (found)
		stale_put_aside(gate_free, entry->gate);
	entry->gate = gate;
	return gate;
}
