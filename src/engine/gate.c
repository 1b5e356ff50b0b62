/*
 * gate.c
 *		Gates: the rules that guard an act, kept ready, and their verdicts.
 *
 * A gate is read once for each rulebook, procedure and act: the transitions,
 * the fields of the act, the declared facts, every version of every rule with
 * the settings of the rulebook, and the duties that the act starts.  Judging
 * an act then costs one query, which fetches just the facts that the rules in
 * force on the day of the act name, and the evaluation of ready expressions.
 *
 * A gate is stale as soon as a rule, a setting, a guard or any function has
 * changed: relcache and syscache callbacks move a generation counter on, and
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
#include "utils/array.h"
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
#define GATE_MAX_PLANS 16

typedef struct GateEntry
{
	char		key[GATE_KEY_LENGTH];
	Gate	   *gate;
} GateEntry;

typedef struct WatchEntry
{
	Oid			relid;
} WatchEntry;

const char *const verdict_names[] = {
	"satisfied", "not_applicable", "overridden", "unknown", "violated", "error"
};
const char *const severity_names[] = {"warn", "override", "bar"};

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
function_changed(Datum arg, int cacheid, uint32 hashvalue)
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
	CacheRegisterSyscacheCallback(PROCOID, function_changed, (Datum) 0);
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
	Datum	   *elems;
	bool	   *nulls;
	int			n;
	List	   *list = NIL;
	MemoryContext old;

	if (isnull)
		return NIL;
	deconstruct_array(DatumGetArrayTypeP(value), TEXTOID, -1, false, TYPALIGN_INT,
					  &elems, &nulls, &n);
	old = MemoryContextSwitchTo(context);
	for (int i = 0; i < n; i++)
		if (!nulls[i])
			list = lappend(list, TextDatumGetCString(elems[i]));
	MemoryContextSwitchTo(old);
	return list;
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
					  "select is_protective from case_rules.procedure_act "
					  "where procedure = $1 and act = $2");
	gate->exists = rows > 0;
	gate->is_protective = rows > 0 && query_bool(0, 1);

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
	for (int i = 0; i < rows; i++)
	{
		ActField   *field = &gate->fields[i];
		bool		isnull;

		field->name = query_text(gate->context, i, 1);
		field->type = query_text(gate->context, i, 2);
		field->type_oid = DatumGetObjectId(SPI_getbinval(SPI_tuptable->vals[i],
														 SPI_tuptable->tupdesc, 3, &isnull));
		getTypeInputInfo(field->type_oid, &field->typinput, &field->typioparam);
		field->is_required = query_bool(i, 4);
		field->one_of = row_list(gate->context, i, 5);
		field->slot = symbol_add(&gate->symbols, SYMBOL_ACT, field->name, field->type_oid);
	}

	rows = gate_query(gate,
					  "select fact, type::regtype::oid from case_rules.fact "
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

static bool
regimes_need_fact(const Gate *gate, const List *regimes)
{
	return regimes != NIL && gate->regime_slot > 0;
}

static void
gate_read_rules(Gate *gate, List **values)
{
	StringInfoData sql;
	int			rows;
	SPITupleTable *table;

	initStringInfo(&sql);
	appendStringInfoString(&sql,
						   "select r.rule, r.version, coalesce(s.mode, r.mode)::text, "
						   "coalesce(s.severity, r.severity)::text, "
						   "coalesce(s.on_unknown, r.on_unknown)::text, "
						   "r.basis::text, r.citation, r.message, r.hint, r.curable_by, "
						   "coalesce(lower(r.in_force), '-infinity'), "
						   "coalesce(upper(r.in_force), 'infinity'), "
						   "r.regimes, r.applies, r.condition, "
						   "r.parameters || coalesce(s.parameters, '{}') "
						   "from (select 1 as origin, rule, version, mode, severity, on_unknown, "
						   "basis, citation, message, hint, curable_by, in_force, "
						   "regimes, applies, condition, parameters "
						   "from case_rules.rule where procedure = $1 and $2 = any (acts) ");
	if (gate->rulebook)
		appendStringInfo(&sql,
						 "union all select 2, rule, version, mode, severity, on_unknown, "
						 "basis, citation, message, hint, curable_by, in_force, "
						 "regimes, applies, condition, parameters "
						 "from %s.rule where procedure = $1 and $2 = any (acts)) r "
						 "left join %s.rule_setting s on s.procedure = $1 and s.rule = r.rule ",
						 gate->rulebook, gate->rulebook);
	else
		appendStringInfoString(&sql,
							   ") r cross join (select null::case_rules.rule_mode as mode, "
							   "null::case_rules.severity as severity, "
							   "null::case_rules.severity as on_unknown, "
							   "null::jsonb as parameters) s ");
	appendStringInfoString(&sql, "order by r.origin, r.rule, r.version");

	rows = gate_query(gate, sql.data);
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

static void
gate_read_duties(Gate *gate)
{
	int			rows;
	SPITupleTable *table;

	rows = gate_query(gate,
					  "select duty, version, "
					  "coalesce(lower(in_force), '-infinity'), coalesce(upper(in_force), 'infinity'), "
					  "regimes, applies, side, amount is not null, coalesce(amount, 0), unit, "
					  "cadence::text, fulfilled_by::text, suspended_by::text, "
					  "resumed_by::text, ended_by::text "
					  "from case_rules.duty_rule "
					  "where procedure = $1 and $2 = any (started_by) order by duty, version");
	table = SPI_tuptable;
	gate->duties = MemoryContextAllocZero(gate->context, sizeof(DutyRule) * Max(rows, 1));
	gate->nduties = rows;
	for (int i = 0; i < rows; i++)
	{
		DutyRule   *duty = &gate->duties[i];
		char	   *applies;
		Attempt		attempt;
		MemoryContext old;

		SPI_tuptable = table;
		duty->duty = query_text(gate->context, i, 1);
		duty->version = row_int(i, 2);
		duty->from = row_date(i, 3);
		duty->until = row_date(i, 4);
		duty->regimes = row_list(gate->context, i, 5);
		applies = query_text(gate->context, i, 6);
		duty->side = query_text(gate->context, i, 7);
		duty->has_amount = query_bool(i, 8);
		duty->amount = row_int(i, 9);
		duty->unit = query_text(gate->context, i, 10);
		duty->cadence = query_text(gate->context, i, 11);
		duty->fulfilled_by = query_text(gate->context, i, 12);
		duty->suspended_by = query_text(gate->context, i, 13);
		duty->resumed_by = query_text(gate->context, i, 14);
		duty->ended_by = query_text(gate->context, i, 15);
		if (applies == NULL)
			continue;

		old = MemoryContextSwitchTo(gate->context);
		attempt_begin(&attempt);
		PG_TRY();
		{
			duty->applies = condition_analyze(applies, &gate->symbols, gate->symbols.nsymbols + 1);
			attempt_commit(&attempt);
		}
		PG_CATCH();
		{
			/* a duty whose condition cannot be read arises */
			(void) attempt_failed(&attempt);
			duty->applies = NULL;
		}
		PG_END_TRY();
		MemoryContextSwitchTo(old);
	}
}

static void
gate_watch(const Gate *gate)
{
	static const char *const shipped[] = {
		"procedure_act", "procedure_transition", "act_field", "fact", "rule", "duty_rule", NULL
	};
	static const char *const local[] = {"rule", "rule_setting", NULL};
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
			bool		isnull;

			(void) query_run("select $1::regclass::oid", 1, types, &value, NULL, 1);
			gate_watch_table(DatumGetObjectId(SPI_getbinval(SPI_tuptable->vals[0],
															SPI_tuptable->tupdesc, 1, &isnull)));
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
	entry = hash_search(gates, key, HASH_ENTER, &found);
	if (found)
		stale_put_aside(gate_free, entry->gate);
	entry->gate = gate;
	return gate;
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

/* the JSON kinds that a type may be written as */
static bool
json_kind_fits(const JsonbValue *v, Oid type)
{
	switch (type)
	{
		case BOOLOID:
			return v->type == jbvBool;
		case INT4OID:
		case NUMERICOID:
			return v->type == jbvNumeric;
		case TEXTARRAYOID:
			return v->type == jbvBinary;
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
			fits = json_kind_fits(&v, field->type_oid);
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
				ListCell   *lc;

				fits = false;
				foreach(lc, field->one_of)
					fits = fits || (text && strcmp(text, lfirst(lc)) == 0);
			}
			if (!fits)
			{
				StringInfoData choice;
				ListCell   *lc;

				initStringInfo(&choice);
				foreach(lc, field->one_of)
					appendStringInfo(&choice, "%s%s", choice.len ? ", " : ": one of ",
									 (char *) lfirst(lc));
				ereport(ERROR,
						(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						 errmsg("field \"%s\" of the act \"%s\" is not of type %s",
								field->name, gate->act, field->type),
						 errhint("Write it as %s%s.",
								 field->type_oid == DATEOID ? "\"YYYY-MM-DD\"" :
								 field->type_oid == BOOLOID ? "true or false" :
								 field->type_oid == TEXTARRAYOID ? "a JSON list of texts" :
								 field->type_oid == INT4OID || field->type_oid == NUMERICOID ?
								 "a JSON number" : "a JSON text",
								 choice.data)));
			}
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

static char *
facts_call(const char *facts_function)
{
	return psprintf("%s($1, $2, $3, $4, $5)", facts_function);
}

static void
facts_describe(Gate *gate, const char *facts_function, Oid id_type)
{
	Oid			types[5] = {id_type, id_type, DATEOID, TIMESTAMPTZOID, INT8OID};
	SPIPlanPtr	plan;
	CachedPlanSource *source;
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
	plan = query_prepare(psprintf("select * from %s f", facts_call(facts_function)), 5, types);
	source = linitial(SPI_plan_get_plan_sources(plan));
	old = MemoryContextSwitchTo(gate->context);
	gate->facts_desc = CreateTupleDescCopy(source->resultDesc);
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

static FactsPlan *
facts_plan(Gate *gate, Bitmapset *slots)
{
	Oid			types[5] = {gate->id_type, gate->id_type, DATEOID, TIMESTAMPTZOID, INT8OID};
	StringInfoData sql;
	FactsPlan  *plan;
	ListCell   *lc;
	int			slot = -1;
	MemoryContext old;

	foreach(lc, gate->plans)
	{
		plan = lfirst(lc);
		if (bms_equal(plan->slots, slots))
			return plan;
	}

	initStringInfo(&sql);
	appendStringInfoString(&sql, "select true");
	while ((slot = bms_next_member(slots, slot)) >= 0)
	{
		const Symbol *symbol = &gate->symbols.symbols[slot - 1];

		if (fact_column(gate->facts_desc, symbol) > 0)
			appendStringInfo(&sql, ", f.%s", quote_identifier(symbol->name));
		else
			appendStringInfo(&sql, ", null::%s", format_type_be_qualified(symbol->type));
	}
	appendStringInfo(&sql, " from %s f", facts_call(gate->facts_function));

	old = MemoryContextSwitchTo(gate->context);
	plan = palloc(sizeof(FactsPlan));
	plan->slots = bms_copy(slots);
	MemoryContextSwitchTo(old);
	plan->plan = query_prepare(sql.data, 5, types);
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
	char		nulls[5] = {' ', ' ', ' ', 'n', ' '};
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
	plan = facts_plan(gate, slots);

	values[0] = call->case_id;
	values[1] = call->subject_id;
	values[2] = DateADTGetDatum(call->acted_on);
	values[3] = (Datum) 0;
	values[4] = Int64GetDatum(call->seq);
	rows = query_execute(plan->plan, values, nulls, 2);
	if (rows > 1)
		ereport(ERROR,
				(errcode(CR_ERRCODE_GUARD_BROKEN),
				 errmsg("the facts function of procedure \"%s\" returned more than one row",
						gate->procedure)));
	if (rows == 1)
	{
		while ((slot = bms_next_member(slots, slot)) >= 0)
		{
			bool		isnull;
			int16		typlen;
			bool		typbyval;
			Datum		value;
			MemoryContext old;

			value = SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc,
								  ++column, &isnull);
			if (isnull)
				continue;
			get_typlenbyval(gate->symbols.symbols[slot - 1].type, &typlen, &typbyval);
			old = MemoryContextSwitchTo(caller);
			slot_set(gate, slot, datumCopy(value, typbyval, typlen), false);
			MemoryContextSwitchTo(old);
		}
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

static Bitmapset *
facts_only(const Gate *gate, Bitmapset *slots, Bitmapset *more)
{
	int			slot = -1;

	while ((slot = bms_next_member(more, slot)) >= 0)
		if (gate->symbols.symbols[slot - 1].kind == SYMBOL_FACT)
			slots = bms_add_member(slots, slot);
	return slots;
}

static Bitmapset *
rule_slots(const Gate *gate, const Rule *rule)
{
	Bitmapset  *slots = NULL;

	if (rule->condition)
		slots = facts_only(gate, slots, rule->condition->slots);
	if (rule->applies)
		slots = facts_only(gate, slots, rule->applies->slots);
	if (regimes_need_fact(gate, rule->regimes))
		slots = bms_add_member(slots, gate->regime_slot);
	return slots;
}

static Bitmapset *
duty_slots(const Gate *gate, const DutyRule *duty)
{
	Bitmapset  *slots = NULL;

	if (duty->applies)
		slots = facts_only(gate, slots, duty->applies->slots);
	if (regimes_need_fact(gate, duty->regimes))
		slots = bms_add_member(slots, gate->regime_slot);
	return slots;
}

Bitmapset *
gate_fact_slots(Gate *gate, DateADT acted_on)
{
	Bitmapset  *slots = NULL;

	for (int i = 0; i < gate->nrules; i++)
		if (in_force(gate->rules[i].from, gate->rules[i].until, acted_on))
			slots = bms_add_members(slots, rule_slots(gate, &gate->rules[i]));
	for (int i = 0; i < gate->nduties; i++)
		if (in_force(gate->duties[i].from, gate->duties[i].until, acted_on))
			slots = bms_add_members(slots, duty_slots(gate, &gate->duties[i]));
	return slots;
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

static Verdict
rule_verdict(Gate *gate, const Rule *rule)
{
	if (rule->condition == NULL)
		return VERDICT_ERROR;
	if (!regime_matches(gate, rule->regimes))
		return VERDICT_NOT_APPLICABLE;
	if (rule->applies &&
		condition_value(rule->applies, gate->econtext) == KLEENE_FALSE)
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
	judgement->outcomes = palloc0(sizeof(Outcome) * Max(gate->nrules, 1));
	judgement->duties = NIL;
}

/* all rules and duties, from the values now in the slots */
static void
judge_values(Gate *gate, const ActCall *call, Judgement *judgement)
{
	judgement->noutcomes = 0;
	judgement->duties = NIL;
	for (int i = 0; i < gate->nrules; i++)
	{
		Rule	   *rule = &gate->rules[i];

		if (!in_force(rule->from, rule->until, call->acted_on))
			continue;
		CHECK_FOR_INTERRUPTS();
		outcome_init(&judgement->outcomes[judgement->noutcomes++], rule, call,
					 rule_verdict(gate, rule));
	}
	for (int i = 0; i < gate->nduties; i++)
	{
		DutyRule   *duty = &gate->duties[i];

		if (in_force(duty->from, duty->until, call->acted_on) &&
			regime_matches(gate, duty->regimes) &&
			(duty->applies == NULL ||
			 condition_value(duty->applies, gate->econtext) != KLEENE_FALSE))
			judgement->duties = lappend(judgement->duties, duty);
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
 * force on the day of the act, and recorded before it, because they are read
 * before it is.
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
	Oid			types[5] = {call->id_type, TEXTOID, call->id_type, TEXTOID, DATEOID};
	Datum		values[5];
	MemoryContext caller = CurrentMemoryContext;
	int			rows;

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	values[0] = call->case_id;
	values[1] = CStringGetTextDatum(call->procedure);
	values[2] = call->subject_id;
	values[3] = CStringGetTextDatum(call->act);
	values[4] = DateADTGetDatum(call->acted_on);
	rows = query_run(psprintf("select rule, override_id::text from %s.override "
							  "where case_id = $1 and procedure = $2 and subject_id = $3 "
							  "and act = $4 and $5 between granted_on and expires_on "
							  "order by recorded_at, override_id", gate->rulebook),
					 5, types, values, NULL, 0);
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
				 Judgement *judgement)
{
	judgement->noutcomes = 0;
	judgement->duties = NIL;
	for (int i = 0; i < gate->nrules; i++)
	{
		Rule	   *rule = &gate->rules[i];
		Outcome    *outcome;
		Attempt		attempt;

		if (!in_force(rule->from, rule->until, call->acted_on))
			continue;
		outcome = &judgement->outcomes[judgement->noutcomes++];
		attempt_begin(&attempt);
		PG_TRY();
		{
			if (!given)
				facts_fetch(gate, facts_function, call, rule_slots(gate, rule));
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
		bool		arises = true;
		Attempt		attempt;

		if (!in_force(duty->from, duty->until, call->acted_on))
			continue;
		/* a duty whose facts cannot be read arises */
		attempt_begin(&attempt);
		PG_TRY();
		{
			if (!given)
				facts_fetch(gate, facts_function, call, duty_slots(gate, duty));
			arises = regime_matches(gate, duty->regimes) &&
				(duty->applies == NULL ||
				 condition_value(duty->applies, gate->econtext) != KLEENE_FALSE);
			attempt_commit(&attempt);
		}
		PG_CATCH();
		{
			(void) attempt_failed(&attempt);
			arises = true;
		}
		PG_END_TRY();
		if (arises)
			judgement->duties = lappend(judgement->duties, duty);
	}
}

void
gate_judge(Gate *gate, const char *facts_function, const ActCall *call, Judgement *judgement)
{
	Attempt		attempt;
	volatile bool whole = true;

	judgement_start(gate, judgement);
	act_values_set(gate, call);

	attempt_begin(&attempt);
	PG_TRY();
	{
		facts_fetch(gate, facts_function, call, gate_fact_slots(gate, call->acted_on));
		judge_values(gate, call, judgement);
		attempt_commit(&attempt);
	}
	PG_CATCH();
	{
		(void) attempt_failed(&attempt);
		whole = false;
	}
	PG_END_TRY();

	if (whole)
		judge_explain(gate, judgement);
	else
		judge_one_by_one(gate, false, facts_function, call, judgement);
	judge_overrides(gate, call, judgement);
	fact_values_clear(gate);
	ResetExprContext(gate->econtext);
}

/* facts from a JSON object: an unknown key is an error, a missing one unknown */
void
gate_judge_given(Gate *gate, Jsonb *facts, const ActCall *call, Judgement *judgement)
{
	JsonbIterator *it;
	JsonbIteratorToken token;
	JsonbValue	v;
	int			slot = 0;
	Attempt		attempt;
	volatile bool whole = true;

	if (!JB_ROOT_IS_OBJECT(facts))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("facts must be a JSON object")));
	judgement_start(gate, judgement);
	act_values_set(gate, call);
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
			if (!json_kind_fits(&v, type))
				ereport(ERROR,
						(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						 errmsg("fact \"%s\" is not written as a value of type %s",
								gate->symbols.symbols[slot - 1].name, format_type_be(type))));
			slot_set(gate, slot, jsonb_value_to_datum(&v, type), false);
		}
	}

	attempt_begin(&attempt);
	PG_TRY();
	{
		judge_values(gate, call, judgement);
		attempt_commit(&attempt);
	}
	PG_CATCH();
	{
		(void) attempt_failed(&attempt);
		whole = false;
	}
	PG_END_TRY();
	if (whole)
		judge_explain(gate, judgement);
	else
		judge_one_by_one(gate, true, NULL, call, judgement);
	fact_values_clear(gate);
}

/* for gate_judge_row: where in a row the facts are that the gate asks for; 0: nowhere */
int *
gate_row_columns(Gate *gate, TupleDesc desc, DateADT acted_on)
{
	Bitmapset  *slots = gate_fact_slots(gate, acted_on);
	int		   *columns = palloc0(sizeof(int) * (gate->nfixed + 1));
	int			slot = -1;

	while ((slot = bms_next_member(slots, slot)) >= 0)
		columns[slot] = fact_column(desc, &gate->symbols.symbols[slot - 1]);
	return columns;
}

void
gate_judge_row(Gate *gate, HeapTuple row, TupleDesc desc, const int *columns,
			   const ActCall *call, Judgement *judgement)
{
	Attempt		attempt;
	volatile bool whole = true;

	judgement_start(gate, judgement);
	act_values_set(gate, call);
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

	attempt_begin(&attempt);
	PG_TRY();
	{
		judge_values(gate, call, judgement);
		attempt_commit(&attempt);
	}
	PG_CATCH();
	{
		(void) attempt_failed(&attempt);
		whole = false;
	}
	PG_END_TRY();
	if (!whole)
		judge_one_by_one(gate, true, NULL, call, judgement);
	fact_values_clear(gate);
}
