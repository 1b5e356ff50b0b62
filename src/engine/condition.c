/*
 * condition.c
 *		Conditions of rules: parsed, checked, evaluated and explained.
 *
 * No language is invented: a condition is a SQL boolean expression, and
 * PostgreSQL's own parser and executor give it its meaning.  What a condition
 * may contain is narrower than SQL: names of declared facts, of fields of the
 * act and of the rule's own parameters, and immutable functions of pg_catalog
 * or of this extension's list.  Nothing in it can look at a clock, a setting
 * or a table, so that the same facts give the same verdict for ever.
 *
 * Names become external parameters of the expression.  An expression is
 * initialised once and evaluated for many acts, by changing the values in one
 * ParamListInfo: no executor start-up for each rule.
 */
#include "postgres.h"

#include <ctype.h>

#include "access/htup_details.h"
#include "catalog/namespace.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_language.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "executor/executor.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/optimizer.h"
#include "parser/parse_coerce.h"
#include "parser/parse_collate.h"
#include "parser/parse_expr.h"
#include "parser/parse_node.h"
#include "parser/parser.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/formatting.h"
#include "utils/lsyscache.h"
#include "utils/ruleutils.h"
#include "utils/syscache.h"

#include "compat.h"
#include "engine/condition.h"
#include "engine/errors.h"

/* Functions of case_rules that a condition may call, beside pg_catalog's. */
static const char *const condition_functions[] = {
	"add_working_days",
	"age_on",
	"birthday",
	"birthday_earliest",
	"birthday_latest",
	"daterange",
	"due_on",
	"earliest",
	"exact_day",
	"is_under",
	"is_working_day",
	"latest",
	"may_be_under",
	"next_working_day",
	"possibly_before",
	"previous_working_day",
	"surely_before",
	"surely_under",
	"working_days_between",
	NULL
};

typedef struct ParseArg
{
	const SymbolTable *table;
	int			first_parameter;
} ParseArg;

int
symbol_add(SymbolTable *table, SymbolKind kind, const char *name, Oid type)
{
	Symbol	   *symbol;

	if (table->nsymbols == table->capacity)
	{
		table->capacity = table->capacity == 0 ? 64 : table->capacity * 2;
		if (table->symbols == NULL)
			table->symbols = palloc(sizeof(Symbol) * table->capacity);
		else
			table->symbols = repalloc(table->symbols, sizeof(Symbol) * table->capacity);
	}
	symbol = &table->symbols[table->nsymbols++];
	symbol->kind = kind;
	symbol->name = pstrdup(name);
	symbol->type = type;
	symbol->one_of = NIL;
	return table->nsymbols;
}

/* ---------------------------------------------------------------------------
 * Parsing and checking
 * ---------------------------------------------------------------------------
 */

/* The words that the input functions of dates and times read off the clock. */
static bool
text_names_the_clock(const char *text)
{
	static const char *const words[] = {"now", "today", "tomorrow", "yesterday"};
	char	   *lower = asc_tolower(text, strlen(text));

	for (int i = 0; i < (int) lengthof(words); i++)
	{
		size_t		len = strlen(words[i]);

		for (char *at = strstr(lower, words[i]); at; at = strstr(at + 1, words[i]))
			if ((at == lower || !isalpha((unsigned char) at[-1])) &&
				!isalpha((unsigned char) at[len]))
				return true;
	}
	return false;
}

/* Raw tree: what has no place in a condition, refused before it is looked up. */
static bool
raw_refuse_walker(Node *node, void *context)
{
	if (node == NULL)
		return false;
	if (IsA(node, SubLink))
		ereport(ERROR,
				(errcode(CR_ERRCODE_RULE_REFUSED),
				 errmsg("a condition cannot contain a subquery"),
				 errhint("Declare a fact for it: a facts function fetches, a rule only judges."),
				 parser_errposition((ParseState *) context,
									((SubLink *) node)->location)));
	if (IsA(node, A_Const) && !((A_Const *) node)->isnull &&
		IsA(&((A_Const *) node)->val, String) &&
		text_names_the_clock(strVal(&((A_Const *) node)->val)))
		ereport(ERROR,
				(errcode(CR_ERRCODE_RULE_REFUSED),
				 errmsg("a condition cannot look at the clock"),
				 errhint("The day comes from the act: act.acted_on."),
				 parser_errposition((ParseState *) context,
									((A_Const *) node)->location)));
	if (IsA(node, ParamRef))
		ereport(ERROR,
				(errcode(CR_ERRCODE_RULE_REFUSED),
				 errmsg("a condition cannot contain a numbered parameter"),
				 errhint("Name the parameter and give its value in the rule's parameters."),
				 parser_errposition((ParseState *) context,
									((ParamRef *) node)->location)));
	return raw_expression_tree_walker(node, raw_refuse_walker, context);
}

static Node *
column_resolve(ParseState *pstate, ColumnRef *cref)
{
	const ParseArg *arg = pstate->p_ref_hook_state;
	const SymbolTable *table = arg->table;
	bool		is_act = false;
	char	   *name;

	if (list_length(cref->fields) > 2 || IsA(llast(cref->fields), A_Star))
		ereport(ERROR,
				(errcode(CR_ERRCODE_RULE_REFUSED),
				 errmsg("\"%s\" is no name that a condition can use",
						NameListToString(cref->fields)),
				 errhint("Write a fact or a parameter by its name, a field of the act as act.name."),
				 parser_errposition(pstate, cref->location)));

	name = strVal(llast(cref->fields));
	if (list_length(cref->fields) == 2)
	{
		is_act = true;
		if (strcmp(strVal(linitial(cref->fields)), "act") != 0)
			ereport(ERROR,
					(errcode(CR_ERRCODE_RULE_REFUSED),
					 errmsg("\"%s\" is no name that a condition can use",
							NameListToString(cref->fields)),
					 errhint("Write a fact or a parameter by its name, a field of the act as act.name."),
					 parser_errposition(pstate, cref->location)));
	}

	for (int i = 0; i < table->nsymbols; i++)
	{
		const Symbol *symbol = &table->symbols[i];
		Param	   *param;

		if ((symbol->kind == SYMBOL_ACT) != is_act ||
			strcmp(symbol->name, name) != 0 ||
			(symbol->kind == SYMBOL_PARAMETER && i + 1 < arg->first_parameter))
			continue;

		param = makeNode(Param);
		param->paramkind = PARAM_EXTERN;
		param->paramid = i + 1;
		param->paramtype = symbol->type;
		param->paramtypmod = -1;
		param->paramcollid = get_typcollation(symbol->type);
		param->location = cref->location;
		return (Node *) param;
	}

	if (is_act)
		ereport(ERROR,
				(errcode(CR_ERRCODE_RULE_REFUSED),
				 errmsg("the act has no field \"%s\"", name),
				 errhint("case_rules.act_field lists the fields of each act; acted_on, act, side and from_state are always there. A rule may name a field only if every act that it guards has it."),
				 parser_errposition(pstate, cref->location)));
	ereport(ERROR,
			(errcode(CR_ERRCODE_RULE_REFUSED),
			 errmsg("unknown fact or parameter \"%s\"", name),
			 errhint("case_rules.fact lists the facts of each procedure."),
			 parser_errposition(pstate, cref->location)));
	return NULL;				/* keep compiler quiet */
}

static bool
function_is_refused(Oid func_id, void *context)
{
	HeapTuple	tuple;
	Form_pg_proc proc;
	bool		allowed = false;

	tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(func_id));
	if (!HeapTupleIsValid(tuple))
		elog(ERROR, "cache lookup failed for function %u", func_id);
	proc = (Form_pg_proc) GETSTRUCT(tuple);

	if (proc->provolatile == PROVOLATILE_IMMUTABLE)
	{
		if (proc->pronamespace == PG_CATALOG_NAMESPACE)
			allowed = true;
		else
		{
			char	   *nspname = get_namespace_name(proc->pronamespace);

			if (nspname != NULL && strcmp(nspname, "case_rules") == 0)
			{
				/* operators of our own types, and the list */
				allowed = proc->prolang == INTERNALlanguageId || proc->prolang == ClanguageId;
				for (int i = 0; !allowed && condition_functions[i] != NULL; i++)
					allowed = strcmp(NameStr(proc->proname), condition_functions[i]) == 0;
			}
		}
	}
	if (!allowed)
		*(char **) context = pstrdup(NameStr(proc->proname));
	ReleaseSysCache(tuple);
	return !allowed;
}

static bool
expression_refuse_walker(Node *node, void *context)
{
	char	   *function = NULL;

	if (node == NULL)
		return false;
	if (check_functions_in_node(node, function_is_refused, &function))
		ereport(ERROR,
				(errcode(CR_ERRCODE_RULE_REFUSED),
				 errmsg("a condition cannot call %s()", function),
				 errdetail("Only immutable functions of pg_catalog and the listed functions of case_rules give the same answer for the same facts for ever."),
				 errhint("Declare a fact for what it computes."),
				 parser_errposition((ParseState *) context, exprLocation(node))));
	if (IsA(node, CoerceToDomain) || IsA(node, CoerceToDomainValue))
		ereport(ERROR,
				(errcode(CR_ERRCODE_RULE_REFUSED),
				 errmsg("a condition cannot cast to a domain"),
				 errdetail("The checks of a domain may call anything."),
				 parser_errposition((ParseState *) context, exprLocation(node))));
	if (IsA(node, SQLValueFunction) || IsA(node, NextValueExpr) || IsA(node, XmlExpr))
		ereport(ERROR,
				(errcode(CR_ERRCODE_RULE_REFUSED),
				 errmsg("a condition cannot look at the clock, the session or a document"),
				 errhint("The day comes from the act: act.acted_on."),
				 parser_errposition((ParseState *) context, exprLocation(node))));
	return expression_tree_walker(node, expression_refuse_walker, context);
}

static bool
slots_walker(Node *node, void *context)
{
	if (node == NULL)
		return false;
	if (IsA(node, Param))
	{
		Bitmapset **slots = context;

		*slots = bms_add_member(*slots, ((Param *) node)->paramid);
		return false;
	}
	return expression_tree_walker(node, slots_walker, context);
}

/* Takes the expression apart into the tree that kleene_core understands. */
static int
tree_build(Condition *condition, Expr *expr)
{
	int			at = condition->nnodes++;
	KleeneNode *node = &condition->nodes[at];

	check_stack_depth();
	node->first_child = -1;
	node->next_sibling = -1;

	if (IsA(expr, BoolExpr))
	{
		BoolExpr   *b = (BoolExpr *) expr;
		int			previous = -1;
		ListCell   *lc;

		node->op = b->boolop == AND_EXPR ? KLEENE_AND :
			b->boolop == OR_EXPR ? KLEENE_OR : KLEENE_NOT;
		foreach(lc, b->args)
		{
			int			child = tree_build(condition, lfirst(lc));

			if (previous < 0)
				condition->nodes[at].first_child = child;
			else
				condition->nodes[previous].next_sibling = child;
			previous = child;
		}
	}
	else
	{
		int			leaf = 0;

		/* what is asked twice is one question */
		while (leaf < condition->nleaves && !equal(condition->leaves[leaf], expr))
			leaf++;
		node->op = KLEENE_LEAF;
		node->leaf = leaf;
		if (leaf == condition->nleaves)
			condition->leaves[condition->nleaves++] = expr;
	}
	return at;
}

static int
tree_size(Expr *expr)
{
	int			size = 1;

	check_stack_depth();
	if (IsA(expr, BoolExpr))
	{
		ListCell   *lc;

		foreach(lc, ((BoolExpr *) expr)->args)
			size += tree_size(lfirst(lc));
	}
	return size;
}

/*
 * Planning folds constants, so a condition that always fails is found here.
 * The expressions live in the memory context that is current; the values come
 * with the ExprContext at each evaluation.
 */
static void
condition_prepare(Condition *condition)
{
	condition->state = ExecInitExprWithParams(expression_planner(copyObject(condition->expr)),
											  NULL);
	condition->leaf_states = palloc0(sizeof(ExprState *) * condition->nleaves);
	for (int i = 0; i < condition->nleaves; i++)
		condition->leaf_states[i] =
			ExecInitExprWithParams(expression_planner(copyObject(condition->leaves[i])), NULL);
}

/*
 * Whatever the parser says of a condition is a refusal of the rule, and its
 * position is one in the text of the condition, not in the statement that the
 * client sent.
 */
static void
refusal_context(void *arg)
{
	int			position = geterrposition();

	if (ERRCODE_TO_CATEGORY(geterrcode()) == ERRCODE_SYNTAX_ERROR_OR_ACCESS_RULE_VIOLATION ||
		ERRCODE_TO_CATEGORY(geterrcode()) == ERRCODE_DATA_EXCEPTION ||
		ERRCODE_TO_CATEGORY(geterrcode()) == ERRCODE_FEATURE_NOT_SUPPORTED)
		errcode(CR_ERRCODE_RULE_REFUSED);
	if (position > 0)
	{
		errposition(0);
		internalerrposition(position);
		internalerrquery((const char *) arg);
	}
}

/* parses, checks and coerces one expression of the wanted type, boolean or date */
static Expr *
expression_read(const char *text, const SymbolTable *table, int first_parameter, Oid wanted)
{
	ParseState *pstate = make_parsestate(NULL);
	ParseArg	arg;
	List	   *raw;
	SelectStmt *select;
	ResTarget  *target;
	Node	   *expr;
	Oid			type;

	arg.table = table;
	arg.first_parameter = first_parameter;
	pstate->p_sourcetext = text;
	pstate->p_pre_columnref_hook = column_resolve;
	pstate->p_ref_hook_state = &arg;

	raw = raw_parser(text, RAW_PARSE_PLPGSQL_EXPR);
	select = (SelectStmt *) linitial_node(RawStmt, raw)->stmt;
	if (!IsA(select, SelectStmt) ||
		list_length(select->targetList) != 1 ||
		select->distinctClause || select->fromClause || select->whereClause ||
		select->groupClause || select->havingClause || select->windowClause ||
		select->sortClause || select->limitOffset || select->limitCount ||
		select->lockingClause || select->op != SETOP_NONE)
	{
		if (wanted == DATEOID)
			ereport(ERROR,
					(errcode(CR_ERRCODE_RULE_REFUSED),
					 errmsg("a day is told by one expression"),
					 errhint("Write only what is a date, without SELECT, FROM or WHERE.")));
		ereport(ERROR,
				(errcode(CR_ERRCODE_RULE_REFUSED),
				 errmsg("a condition is one boolean expression"),
				 errhint("Write only what may be true or false, without SELECT, FROM or WHERE.")));
	}
	target = linitial_node(ResTarget, select->targetList);
	if (target->name != NULL)
		ereport(ERROR,
				(errcode(CR_ERRCODE_RULE_REFUSED),
				 errmsg("\"%s\" at the end of a condition is not part of it", target->name),
				 errhint("Is an AND or an OR missing?")));
	(void) raw_refuse_walker(target->val, pstate);

	expr = transformExpr(pstate, target->val, EXPR_KIND_WHERE);
	type = exprType(expr);
	if (type != wanted && type != UNKNOWNOID)
	{
		if (wanted == DATEOID)
			ereport(ERROR,
					(errcode(CR_ERRCODE_RULE_REFUSED),
					 errmsg("a day must be of type date, not %s", format_type_be(type)),
					 parser_errposition(pstate, exprLocation(expr))));
		ereport(ERROR,
				(errcode(CR_ERRCODE_RULE_REFUSED),
				 errmsg("a condition must be boolean, not %s", format_type_be(type)),
				 parser_errposition(pstate, exprLocation(expr))));
	}
	if (wanted == BOOLOID)
		expr = coerce_to_boolean(pstate, expr, "a condition");
	else
		expr = coerce_to_specific_type(pstate, expr, wanted, "a day");
	assign_expr_collations(pstate, expr);
	(void) expression_refuse_walker(expr, pstate);
	if (contain_mutable_functions(expr))
		ereport(ERROR,
				(errcode(CR_ERRCODE_RULE_REFUSED),
				 errmsg("a condition cannot depend on a setting, a time zone or the clock"),
				 errhint("Compare dates as dates; take the day from act.acted_on.")));
	free_parsestate(pstate);
	return (Expr *) expr;
}

Condition *
condition_analyze(const char *text, const SymbolTable *table, int first_parameter)
{
	Condition  *condition = palloc0(sizeof(Condition));
	int			size;
	ErrorContextCallback callback;

	callback.callback = refusal_context;
	callback.arg = unconstify(char *, text);
	callback.previous = error_context_stack;
	error_context_stack = &callback;

	condition->text = pstrdup(text);
	condition->expr = expression_read(text, table, first_parameter, BOOLOID);
	(void) slots_walker((Node *) condition->expr, &condition->slots);

	size = tree_size(condition->expr);
	condition->nodes = palloc(sizeof(KleeneNode) * size);
	condition->leaves = palloc(sizeof(Expr *) * size);
	condition->root = tree_build(condition, condition->expr);
	condition_prepare(condition);
	error_context_stack = callback.previous;
	return condition;
}

DayExpression *
day_expression_analyze(const char *text, const SymbolTable *table, int first_parameter)
{
	DayExpression *day = palloc0(sizeof(DayExpression));
	ErrorContextCallback callback;
	Expr	   *expr;

	callback.callback = refusal_context;
	callback.arg = unconstify(char *, text);
	callback.previous = error_context_stack;
	error_context_stack = &callback;

	expr = expression_read(text, table, first_parameter, DATEOID);
	(void) slots_walker((Node *) expr, &day->slots);
	day->state = ExecInitExprWithParams(expression_planner(expr), NULL);
	error_context_stack = callback.previous;
	return day;
}

/* ---------------------------------------------------------------------------
 * Evaluation
 * ---------------------------------------------------------------------------
 */


static Kleene
state_value(ExprState *state, ExprContext *econtext)
{
	bool		isnull;
	Datum		value = ExecEvalExprSwitchContext(state, econtext, &isnull);

	if (isnull)
		return KLEENE_UNKNOWN;
	return DatumGetBool(value) ? KLEENE_TRUE : KLEENE_FALSE;
}

Kleene
condition_value(Condition *condition, ExprContext *econtext)
{
	return state_value(condition->state, econtext);
}

/* of people and their files, every day lies in the years 1000 to 3000; infinity: not known */
bool
day_is_countable(DateADT day)
{
	return !DATE_NOT_FINITE(day) &&
		day >= date2j(1000, 1, 1) - POSTGRES_EPOCH_JDATE &&
		day <= date2j(3000, 12, 31) - POSTGRES_EPOCH_JDATE;
}

DateADT
day_expression_value(DayExpression *day, ExprContext *econtext)
{
	bool		isnull;
	Datum		value = ExecEvalExprSwitchContext(day->state, econtext, &isnull);

	return isnull || !day_is_countable(DatumGetDateADT(value)) ? DATEVAL_NOEND
		: DatumGetDateADT(value);
}

/* ---------------------------------------------------------------------------
 * The slow path: why not, and what is missing
 * ---------------------------------------------------------------------------
 */

/* Deparsed parameters read $7: puts the names back, outside quotes. */
static char *
leaf_text(Expr *leaf, const SymbolTable *table, bool negated)
{
	char	   *deparsed = deparse_expression((Node *) leaf, NIL, false, false);
	StringInfoData out;
	char		quote = '\0';
	const char *p = deparsed;

	initStringInfo(&out);
	if (negated)
		appendStringInfoString(&out, "not ");
	while (*p)
	{
		if (quote == '\0' && *p == '$' && p[1] >= '0' && p[1] <= '9')
		{
			int			slot = strtol(p + 1, (char **) &p, 10);

			if (slot >= 1 && slot <= table->nsymbols)
			{
				if (table->symbols[slot - 1].kind == SYMBOL_ACT)
					appendStringInfoString(&out, "act.");
				appendStringInfoString(&out, table->symbols[slot - 1].name);
			}
			continue;
		}
		if (quote == '\0' && (*p == '\'' || *p == '"'))
			quote = *p;
		else if (quote == *p)
			quote = '\0';
		appendStringInfoChar(&out, *p++);
	}
	/* the outermost parentheses say nothing */
	if (!negated && out.len > 2 && out.data[0] == '(' && out.data[out.len - 1] == ')')
	{
		int			depth = 0;
		bool		outermost = true;

		for (int i = 0; i < out.len - 1; i++)
		{
			depth += out.data[i] == '(' ? 1 : out.data[i] == ')' ? -1 : 0;
			if (depth == 0)
				outermost = false;
		}
		if (outermost)
			return pnstrdup(out.data + 1, out.len - 2);
	}
	return out.data;
}

void
condition_explain(Condition *condition, ExprContext *econtext,
				  const SymbolTable *table,
				  List **failing, Bitmapset **missing)
{
	int			n = condition->nleaves;
	Kleene	   *values = palloc(sizeof(Kleene) * n);
	Kleene	   *scratch = palloc(sizeof(Kleene) * n);
	bool	   *wants_true = palloc0(sizeof(bool) * n);
	bool	   *wants_false = palloc0(sizeof(bool) * n);
	bool	   *relevant = palloc0(sizeof(bool) * n);

	for (int i = 0; i < n; i++)
	{
		CHECK_FOR_INTERRUPTS();
		values[i] = state_value(condition->leaf_states[i], econtext);
	}
	kleene_failing(condition->nodes, condition->root, values, wants_true, wants_false);
	kleene_relevant(condition->nodes, condition->root, values, n, scratch, relevant);

	for (int i = 0; i < n; i++)
	{
		if (wants_true[i])
			*failing = lappend(*failing, leaf_text(condition->leaves[i], table, false));
		if (wants_false[i])
			*failing = lappend(*failing, leaf_text(condition->leaves[i], table, true));
		if (relevant[i])
		{
			Bitmapset  *slots = NULL;
			int			slot = -1;

			(void) slots_walker((Node *) condition->leaves[i], &slots);
			while ((slot = bms_next_member(slots, slot)) >= 0)
			{
				if (table->symbols[slot - 1].kind != SYMBOL_PARAMETER &&
					econtext->ecxt_param_list_info->params[slot - 1].isnull)
					*missing = bms_add_member(*missing, slot);
			}
		}
	}
}
