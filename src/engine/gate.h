/*
 * gate.h
 *		A gate: all that guards one act of one procedure under one rulebook.
 */
#ifndef CR_GATE_H
#define CR_GATE_H

#include "access/tupdesc.h"
#include "nodes/pg_list.h"
#include "utils/date.h"
#include "utils/jsonb.h"
#include "utils/timestamp.h"

#include "engine/condition.h"
#include "engine/query.h"

typedef enum Verdict
{
	VERDICT_SATISFIED,
	VERDICT_NOT_APPLICABLE,
	VERDICT_OVERRIDDEN,
	VERDICT_UNKNOWN,
	VERDICT_VIOLATED,
	VERDICT_ERROR
} Verdict;

typedef enum Severity
{
	SEVERITY_WARN,
	SEVERITY_OVERRIDE,
	SEVERITY_BAR
} Severity;

extern const char *const verdict_names[];
extern const char *const severity_names[];

/* what a version of a rule does to subjects that were on their way before it */
typedef enum Running
{
	RUNNING_MIGRATE,
	RUNNING_PIN,
	RUNNING_MOST_PROTECTIVE
} Running;

extern const char *const running_names[];

typedef struct Rule
{
	char	   *name;
	int			version;
	char	   *label;			/* name:version, as the journal writes it */
	Severity	severity;
	Severity	on_unknown;
	bool		enforced;
	char	   *basis;
	char	   *citation;
	char	   *message;
	char	   *hint;
	char	   *curable_by;
	DateADT		from;			/* in force from this day ... */
	DateADT		until;			/* ... to the day before this one */
	TimestampTz set_from;		/* counts for acts recorded from this moment on ... */
	TimestampTz set_until;		/* ... and before this one: the time of its setting */
	Running		running;
	List	   *regimes;		/* of char *; NIL: any */
	Condition  *applies;		/* null: always */
	Condition  *condition;		/* null: broken, see error */
	char	   *error;
	Bitmapset  *scope_slots;	/* facts that tell whether it applies */
	Bitmapset  *slots;			/* and all that it names */
	bool		wanted;			/* has applied before: its facts are fetched ahead */
} Rule;

typedef struct DutyRule
{
	char	   *duty;
	int			version;
	bool		is_local;		/* of the rulebook; stands in for one of the release */
	DateADT		from;
	DateADT		until;
	TimestampTz set_from;		/* counts for acts recorded from this moment on */
	List	   *regimes;
	Condition  *applies;
	bool		of_irregular;	/* only where rules stand against what has happened */
	char	   *side;			/* requesting, requested or actor */
	DayExpression *counted_from;	/* null: the day of the act */
	DayExpression *until_day;	/* of a series; null: it ends by itself or with an act */
	bool		has_counted_from;	/* there is one, perhaps one that cannot be read */
	bool		has_until;
	bool		needs_calendar; /* its time limit is counted in working days */
	/* passed on to the duty row as text */
	char	   *clock;
	char	   *cadence;
	char	   *fulfilled_by;
	char	   *suspended_by;
	char	   *resumed_by;
	char	   *ended_by;
} DutyRule;

/* A duty that arises of an act, with the days that follow from its facts. */
typedef struct DutyArising
{
	const DutyRule *rule;
	DateADT		counted_from;	/* infinity: not known */
	DateADT		until_day;		/* infinity: no end known */
} DutyArising;

typedef struct Transition
{
	char	   *from_state;		/* "-": none yet */
	char	   *side;
	char	   *to_state;
} Transition;

typedef struct ActField
{
	char	   *name;
	char	   *type;
	Oid			type_oid;
	bool		is_required;
	List	   *one_of;
	int			slot;
} ActField;

/* slots of the fields that every act has */
#define ACT_SLOT_ACTED_ON	1
#define ACT_SLOT_ACT		2
#define ACT_SLOT_SIDE		3
#define ACT_SLOT_FROM_STATE 4
/* of an act on an act: the one that it is about */
#define ACT_SLOT_TARGET_ACT			5
#define ACT_SLOT_TARGET_SIDE		6
#define ACT_SLOT_TARGET_OUTCOME		7
#define ACT_SLOT_TARGET_FINDINGS	8
#define ACT_SLOT_TARGET_ACTED_ON	9

typedef struct FactsPlan
{
	Bitmapset  *slots;			/* what it fetches, in this order */
	bool		known_then;		/* by what was known at a moment, not by all that is */
	SPIPlanPtr	plan;
} FactsPlan;

typedef enum ActKind
{
	ACT_ON_SUBJECT,
	ACT_ANNULS,
	ACT_CURES
} ActKind;

typedef struct Gate
{
	MemoryContext context;
	uint64		generation;
	char	   *rulebook;		/* quoted schema; null: shipped rules alone */
	char	   *procedure;
	char	   *act;
	bool		exists;			/* the catalog knows the act */
	bool		is_broken;		/* the rulebook's own rules cannot be read */
	bool		is_protective;
	bool		is_factual;
	ActKind		kind;
	bool		has_running;	/* a version of a rule may meet subjects on their way */
	int			ntransitions;
	Transition *transitions;
	int			nfields;
	ActField   *fields;
	SymbolTable symbols;
	int			nfixed;			/* symbols that are not parameters of a rule */
	int			regime_slot;	/* of the fact regime; 0: none */
	int			nrules;
	Rule	   *rules;
	int			nduties;
	DutyRule   *duties;
	ParamListInfo values;
	ExprContext *econtext;
	/* the facts function this gate was last used with */
	char	   *facts_function;
	TupleDesc	facts_desc;
	Oid			id_type;
	List	   *plans;			/* of FactsPlan, most recently used first */
	int			njudged;		/* acts in this session, as far as it matters */
} Gate;

/* The act that an act on an act is about. */
typedef struct Target
{
	int64		seq;			/* 0: it is about none */
	const char *act;
	const char *side;
	const char *outcome;
	bool		has_findings;
	List	   *findings;		/* of char *: the rules that stand against it */
	bool		has_acted_on;
	DateADT		acted_on;
} Target;

/* What is asked of a gate. */
typedef struct ActCall
{
	Oid			id_type;
	Datum		case_id;
	Datum		subject_id;
	DateADT		acted_on;
	int64		seq;
	const char *procedure;
	const char *act;
	const char *side;			/* null: not derived */
	const char *from_state;		/* "-": none */
	const char *to_state;
	Datum		authority_id;
	bool		authority_isnull;
	const char *actor;
	Jsonb	   *details;
	Target		target;
	bool		has_begun;		/* begun_on is known */
	DateADT		begun_on;		/* the day of the first act of the subject */
	bool		is_recorded;	/* judged again: an override must be older than the act */
	TimestampTz recorded_at;
	bool		known_then;		/* judged by what was known at known_at */
	TimestampTz known_at;
} ActCall;

/* One rule's answer, in the caller's memory context. */
typedef struct Outcome
{
	const Rule *rule;			/* null: in a row that says an act is open */
	const char *act;
	const char *side;
	Verdict		verdict;
	Severity	severity;
	List	   *failing;		/* of char * */
	List	   *missing;		/* of char * */
	char	   *override_id;
	char	   *error;
} Outcome;

typedef struct Judgement
{
	int			noutcomes;
	Outcome    *outcomes;
	List	   *duties;			/* of DutyArising * */
	List	   *running;		/* of RunningRule * that the subject met on its way */
} Judgement;

/* A version of a rule that came into force while the subject was on its way. */
typedef struct RunningRule
{
	const Rule *rule;
	const Rule *earlier;		/* what applied before; null: nothing */
} RunningRule;

extern Gate *gate_find(const char *rulebook, const char *procedure, const char *act);
extern void gate_check_rule(const Gate *gate, Jsonb *parameters,
							const char *applies, const char *condition);
extern void gate_check_duty(const Gate *gate, const char *applies, const char *counted_from,
							const char *until);
extern void gate_check_details(const Gate *gate, Jsonb *details);
extern void gate_judge(Gate *gate, const char *facts_function, const ActCall *call,
					   Judgement *judgement);
extern void gate_judge_given(Gate *gate, Jsonb *facts, const ActCall *call,
							 Judgement *judgement);
/* for many subjects at once: values of facts come from a row of the bulk form */
extern Bitmapset *gate_fact_slots(Gate *gate, const ActCall *call);
extern int *gate_row_columns(Gate *gate, TupleDesc desc, const ActCall *call);
/* the same with a row of the facts function, and with all that a single act gets; false: something failed */
/* the facts as columns of f, null where the facts function lacks one */
extern char *gate_facts_list(Gate *gate, const char *facts_function, Oid id_type, Bitmapset *slots);
extern Bitmapset *gate_fact_slots_lean(Gate *gate, const ActCall *call);
extern bool gate_judge_fetched(Gate *gate, HeapTuple row, TupleDesc desc, const int *columns,
							   const ActCall *call, Judgement *judgement);
extern void gate_judge_row(Gate *gate, HeapTuple row, TupleDesc desc, const int *columns,
						   const ActCall *call, Judgement *judgement);

/* how details and facts are written in JSON */
extern bool json_is_day(const JsonbValue *v);
extern bool json_is_text_list(const JsonbValue *v);
extern List *json_text_list(const JsonbValue *v);

extern bool outcome_is_finding(const Outcome *outcome);
extern bool outcome_stops(const Outcome *outcome);

/* rules and settings that change make every gate stale */
extern void gate_watch_table(Oid relid);
extern uint64 gate_generation(void);

/* releases what has gone stale when the transaction ends, and not before */
extern void stale_put_aside(void (*release) (void *), void *what);
extern void gate_module_init(void);

#endif							/* CR_GATE_H */
