/*
 * guard.h
 *		A guard: one table under one procedure, as the rulebook says.
 */
#ifndef CR_GUARD_H
#define CR_GUARD_H

#include "utils/rel.h"

#include "engine/gate.h"

typedef enum Role
{
	ROLE_CASE_ID,
	ROLE_SUBJECT_ID,
	ROLE_PROCEDURE,
	ROLE_ACT,
	ROLE_ACTED_ON,
	ROLE_AUTHORITY_ID,
	ROLE_ACTOR,
	ROLE_DETAILS,
	ROLE_STATE,
	ROLE_SIDE,
	ROLE_IRREGULAR,
	ROLE_AMENDS,
	NUM_ROLES
} Role;

/* where a part of an act is found in a row */
typedef struct RolePlace
{
	AttrNumber	attno;			/* 0: nowhere */
	Oid			type;
	char	   *key;			/* key within a jsonb column, or null */
	char	   *fixed;			/* a fixed value, or null */
} RolePlace;

typedef struct StateMapping
{
	char	   *application_state;
	char	   *state;
	char	   *act;
} StateMapping;

typedef enum GuardPlan
{
	PLAN_CONTEXT,				/* side, today, earliest day, state before */
	PLAN_STATE,					/* the same columns, only the state filled */
	PLAN_STATE_THEN,			/* the state before, by what was known at a moment */
	PLAN_JOURNAL,
	PLAN_DUTY,
	PLAN_DUTY_PLACE,			/* the time zone and the calendar of whose duty it is */
	PLAN_DUTY_CALENDAR,			/* holds that calendar as it is */
	PLAN_DUTY_CALENDAR_NAME,	/* holds its name, where it is not there */
	PLAN_DUTY_DUE,				/* the day on which it is due */
	PLAN_BEGUN,					/* the day of the first act of a subject */
	PLAN_LAST_JUDGEMENT,
	PLAN_DUTIES_STANDING,
	PLAN_DUTY_CLOSE,
	PLAN_CURES,					/* of an act */
	PLAN_TARGET,				/* the act that an act is about */
	PLAN_STAMP,					/* writes what is derived of an act */
	PLAN_SUPERSEDE,
	PLAN_ACTS_LATER,			/* of a case, from a day on */
	PLAN_ACTS_RECEIVED,			/* of a case, that nobody has judged here */
	PLAN_CURE_RULES,			/* writes what an act of cure puts right */
	NUM_GUARD_PLANS
} GuardPlan;

typedef struct Guard
{
	MemoryContext context;
	uint64		generation;
	char	   *rulebook;		/* quoted schema */
	Oid			relid;
	char	   *table;			/* as declared, schema-qualified */
	char	   *acts;			/* where acts are read: the same, or its present name */
	char	   *procedure;
	bool		is_declared;	/* the rulebook has a row for it */
	char	   *missing_column; /* of a part that an act can do without, or null */
	bool		is_state;		/* shape */
	char	   *facts_function;
	char	   *context_function;
	char	   *subject_table;	/* to ask whether a caller may see the subject */
	char	   *subject_column;
	RolePlace	roles[NUM_ROLES];
	int			nmappings;
	StateMapping *mappings;
	Oid			id_type;
	Oid			authority_type;
	Oid			owner;
	/* tables of the rulebook that the engine writes */
	Oid			journal_relid;
	Oid			duty_relid;
	Oid			running_relid;
	/* made when first needed: a broken function must not break the guard */
	SPIPlanPtr	plans[NUM_GUARD_PLANS];
} Guard;

extern const char *const role_names[NUM_ROLES];

extern Guard *guard_find(const char *rulebook, Relation rel, const char *table,
						 const char *procedure);
extern SPIPlanPtr guard_plan(Guard *guard, GuardPlan which);
extern char *guard_duties_standing(const Guard *guard, const char *case_id, const char *seq);
/* the acts of a subject that count; the parameters may be columns */
extern char *guard_acts_of(const Guard *guard, const char *case_id, const char *subject_id,
						   const char *procedure, const char *seq);
extern const char *guard_column(const Guard *guard, Role role);

/* the procedure of the only guard of a table, for tables without a procedure column */
extern char *guard_only_procedure(const char *rulebook, const char *table);
extern bool guard_is_bypassed(Oid owner);
/* deletes for good; the setting counts only for members of the owner's role */
extern bool guard_erases(Oid owner);
extern void guard_module_init(void);

/* the engine's own writes, known by a variable that nobody outside can set */
extern void engine_write_begin(Oid relid);
extern void engine_write_end(void);
extern bool engine_is_writing(Oid relid);
extern int	engine_write_execute(Oid relid, SPIPlanPtr plan, Datum *values, const char *nulls);

/* any number of arguments, but one at least */
#define TRIGGER_ARGS_FROM_ONE (-1)
extern void trigger_check(FunctionCallInfo fcinfo, const char *name, int nargs);

#endif							/* CR_GUARD_H */
