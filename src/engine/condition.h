/*
 * condition.h
 *		A condition of a rule, and a day of a duty: SQL text, checked and made
 *		ready to evaluate.
 */
#ifndef CR_CONDITION_H
#define CR_CONDITION_H

#include "nodes/bitmapset.h"
#include "nodes/execnodes.h"
#include "nodes/params.h"
#include "nodes/primnodes.h"
#include "utils/date.h"

#include "engine/kleene_core.h"

typedef enum SymbolKind
{
	SYMBOL_FACT,				/* a declared fact, by its name */
	SYMBOL_ACT,					/* a field of the act, as act.name */
	SYMBOL_PARAMETER			/* a parameter of the rule, by its name */
} SymbolKind;

/* What a name in a condition stands for: slot i (from 1) of the values. */
typedef struct Symbol
{
	SymbolKind	kind;
	const char *name;
	Oid			type;
	List	   *one_of;			/* of char *: the values that a fact may have; NIL: any */
} Symbol;

typedef struct SymbolTable
{
	int			nsymbols;
	int			capacity;
	Symbol	   *symbols;		/* slot = index + 1 */
} SymbolTable;

typedef struct Condition
{
	const char *text;
	Expr	   *expr;			/* as analysed, before planning: leaves come from it */
	ExprState  *state;
	Bitmapset  *slots;			/* slots that it names */
	int			nnodes;			/* the same, taken apart */
	KleeneNode *nodes;
	int			root;
	int			nleaves;
	Expr	  **leaves;
	ExprState **leaf_states;
} Condition;

/* A day that follows from facts and act, such as a birthday or a hearing. */
typedef struct DayExpression
{
	ExprState  *state;
	Bitmapset  *slots;			/* slots that it names */
} DayExpression;

extern int	symbol_add(SymbolTable *table, SymbolKind kind, const char *name, Oid type);

/*
 * first_parameter: slot of the first parameter of this rule; only parameters
 * from there on are visible to it.  Raises RU008.
 */
extern Condition *condition_analyze(const char *text, const SymbolTable *table,
									int first_parameter);
extern Kleene condition_value(Condition *condition, ExprContext *econtext);

extern DayExpression *day_expression_analyze(const char *text, const SymbolTable *table,
											 int first_parameter);
/* infinity: not known */
extern bool day_is_countable(DateADT day);
extern DateADT day_expression_value(DayExpression *day, ExprContext *econtext);

/* the slow path: names of failing leaves, slots whose values are missing and matter */
extern void condition_explain(Condition *condition, ExprContext *econtext,
							  const SymbolTable *table,
							  List **failing, Bitmapset **missing);

#endif							/* CR_CONDITION_H */
