/*
 * engine/catalog: where procedures, acts, facts, rules and duty rules are
 * declared.  The rows come from the protocols; they belong to the extension,
 * are the same in every database that runs this release, and no user edits
 * them.  What a user may add lives in the rulebook of the user's own schema.
 */
CREATE TABLE case_rules.procedure (
    procedure text PRIMARY KEY,
    title text NOT NULL,
    meaning text NOT NULL,
    source text NOT NULL
);
COMMENT ON TABLE case_rules.procedure IS 'Procedures: finite state machines taken from the law.';
COMMENT ON COLUMN case_rules.procedure.procedure IS 'name';
COMMENT ON COLUMN case_rules.procedure.title IS 'the name as a person reads it';
COMMENT ON COLUMN case_rules.procedure.meaning IS 'what the procedure is for, and what its subject is';
COMMENT ON COLUMN case_rules.procedure.source IS 'instrument and articles';

CREATE TABLE case_rules.procedure_state (
    procedure text NOT NULL REFERENCES case_rules.procedure,
    state text NOT NULL CHECK (state ~ '^[a-z][a-z0-9_]*$'),
    position integer NOT NULL,
    is_final boolean NOT NULL DEFAULT false,
    meaning text NOT NULL,
    PRIMARY KEY (procedure, state),
    UNIQUE (procedure, position)
);
COMMENT ON TABLE case_rules.procedure_state IS 'The states of a procedure. A subject without an act has no state yet.';
COMMENT ON COLUMN case_rules.procedure_state.procedure IS 'the procedure';
COMMENT ON COLUMN case_rules.procedure_state.state IS 'name';
COMMENT ON COLUMN case_rules.procedure_state.position IS 'the order in which the procedure runs; exits come last';
COMMENT ON COLUMN case_rules.procedure_state.is_final IS 'no act leads out of a final state';
COMMENT ON COLUMN case_rules.procedure_state.meaning IS 'what holds while a subject is in it';

CREATE TABLE case_rules.procedure_act (
    procedure text NOT NULL REFERENCES case_rules.procedure,
    act text NOT NULL CHECK (act ~ '^[a-z][a-z0-9_]*$'),
    position integer NOT NULL,
    is_protective boolean NOT NULL DEFAULT false,
    is_factual boolean NOT NULL DEFAULT false,
    kind text NOT NULL DEFAULT 'act' CHECK (kind IN ('act', 'annul', 'cure')),
    meaning text NOT NULL,
    source text NOT NULL,
    PRIMARY KEY (procedure, act),
    CHECK (kind = 'act' OR NOT is_protective AND NOT is_factual)
);
COMMENT ON TABLE case_rules.procedure_act IS 'The acts of a procedure.';
COMMENT ON COLUMN case_rules.procedure_act.procedure IS 'the procedure';
COMMENT ON COLUMN case_rules.procedure_act.act IS 'name, a verb';
COMMENT ON COLUMN case_rules.procedure_act.position IS 'the order in which acts are listed';
COMMENT ON COLUMN case_rules.procedure_act.is_protective IS 'never barred by a rule: recorded with a duty to cure instead';
COMMENT ON COLUMN case_rules.procedure_act.is_factual IS 'describes what happened in the world, so it can have happened although the protocol forbids it';
COMMENT ON COLUMN case_rules.procedure_act.kind IS 'act; annul: takes an act away that was recorded by mistake; cure: puts right what stands against an act. The last two are acts on an act: they leave every state as it is, and name the act in the column amends';
COMMENT ON COLUMN case_rules.procedure_act.meaning IS 'what the act is';
COMMENT ON COLUMN case_rules.procedure_act.source IS 'instrument and article';

CREATE TABLE case_rules.procedure_transition (
    procedure text NOT NULL,
    from_state text NOT NULL,
    act text NOT NULL,
    side case_rules.side NOT NULL,
    to_state text NOT NULL,
    PRIMARY KEY (procedure, from_state, act, side),
    FOREIGN KEY (procedure, act) REFERENCES case_rules.procedure_act,
    FOREIGN KEY (procedure, to_state) REFERENCES case_rules.procedure_state
);
COMMENT ON TABLE case_rules.procedure_transition IS 'Which side may perform which act in which state, and where it leads.';
COMMENT ON COLUMN case_rules.procedure_transition.procedure IS 'the procedure';
COMMENT ON COLUMN case_rules.procedure_transition.from_state IS 'the state before the act; - when the subject has none yet';
COMMENT ON COLUMN case_rules.procedure_transition.act IS 'the act';
COMMENT ON COLUMN case_rules.procedure_transition.side IS 'the side that may perform it';
COMMENT ON COLUMN case_rules.procedure_transition.to_state IS 'the state after it';

CREATE TABLE case_rules.act_field (
    procedure text NOT NULL,
    act text NOT NULL,
    field text NOT NULL CHECK (field ~ '^[a-z][a-z0-9_]*$' AND field !~ '^target_'),
    type text NOT NULL CHECK (type IN ('text', 'date', 'boolean', 'integer', 'numeric', 'uuid', 'text[]')),
    is_required boolean NOT NULL DEFAULT false,
    one_of text[],
    meaning text NOT NULL,
    PRIMARY KEY (procedure, act, field),
    FOREIGN KEY (procedure, act) REFERENCES case_rules.procedure_act
);
COMMENT ON TABLE case_rules.act_field IS 'The details that an act carries. A rule names one as act.field.';
COMMENT ON COLUMN case_rules.act_field.procedure IS 'the procedure';
COMMENT ON COLUMN case_rules.act_field.act IS 'the act';
COMMENT ON COLUMN case_rules.act_field.field IS 'key in the act''s details';
COMMENT ON COLUMN case_rules.act_field.type IS 'type of the value; dates are written YYYY-MM-DD';
COMMENT ON COLUMN case_rules.act_field.is_required IS 'an act without it is refused as malformed; use it only where the act means nothing without the field, otherwise let a rule ask for it';
COMMENT ON COLUMN case_rules.act_field.one_of IS 'the values that a text may have; null: any';
COMMENT ON COLUMN case_rules.act_field.meaning IS 'what it says';

CREATE TABLE case_rules.fact (
    procedure text NOT NULL REFERENCES case_rules.procedure,
    fact text NOT NULL CHECK (fact ~ '^[a-z][a-z0-9_]*$' AND fact <> 'act'),
    type text NOT NULL CHECK (type IN ('boolean', 'date', 'integer', 'text', 'text[]', 'numeric', 'uuid',
                                       'daterange', 'case_rules.partial_date', 'case_rules.consent_state')),
    meaning text NOT NULL,
    question text NOT NULL,
    one_of text[] CHECK (one_of IS NULL OR type = 'text'),
    no_row text NOT NULL DEFAULT 'unknown' CHECK (no_row IN ('unknown', 'false', 'zero', 'empty')),
    audience text NOT NULL DEFAULT 'both' CHECK (audience IN ('both', 'requesting', 'requested')),
    PRIMARY KEY (procedure, fact)
);
COMMENT ON TABLE case_rules.fact IS 'The facts that rules of a procedure may name: what holds on the day of the act, counting only what was recorded before it.';
COMMENT ON COLUMN case_rules.fact.procedure IS 'the procedure';
COMMENT ON COLUMN case_rules.fact.fact IS 'name, as a column of the facts function';
COMMENT ON COLUMN case_rules.fact.type IS 'type of that column';
COMMENT ON COLUMN case_rules.fact.meaning IS 'what is true when it is true, or what the value is';
COMMENT ON COLUMN case_rules.fact.question IS 'the question that a case worker answers to establish it';
COMMENT ON COLUMN case_rules.fact.one_of IS 'the values that a text may have, null: any; another value is an error, which bars: a misspelt regime must not switch rules off';
COMMENT ON COLUMN case_rules.fact.no_row IS 'what the absence of any record means: unknown (nobody asked), false, zero or empty';
COMMENT ON COLUMN case_rules.fact.audience IS 'which side may see its value in an explanation';

CREATE TABLE case_rules.rule (
    procedure text NOT NULL REFERENCES case_rules.procedure,
    rule text NOT NULL CHECK (rule ~ '^[a-z][a-z0-9_]*$'),
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    acts text[] NOT NULL CHECK (cardinality(acts) > 0),
    regimes text[],
    applies text,
    condition text NOT NULL,
    parameters jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(parameters) = 'object'),
    severity case_rules.severity NOT NULL,
    on_unknown case_rules.severity NOT NULL,
    floor case_rules.severity NOT NULL,
    basis case_rules.rule_basis NOT NULL,
    mode case_rules.rule_mode NOT NULL DEFAULT 'enforced',
    layer text NOT NULL DEFAULT 'treaty' CHECK (layer IN ('treaty', 'union', 'country', 'agency')),
    in_force daterange NOT NULL DEFAULT '(,)' CHECK (NOT isempty(in_force)),
    running_cases text NOT NULL DEFAULT 'migrate' CHECK (running_cases IN ('pin', 'migrate', 'most_protective')),
    curable_by text NOT NULL CHECK (curable_by IN ('requesting', 'requested', 'both')),
    citation text NOT NULL,
    confidence text NOT NULL DEFAULT 'F',
    message text NOT NULL,
    hint text NOT NULL,
    PRIMARY KEY (procedure, rule, version),
    CHECK (floor <= severity AND floor <= on_unknown)
);
COMMENT ON TABLE case_rules.rule IS 'The rules that guard acts. A released version is never edited, only closed, because findings refer to it.';
COMMENT ON COLUMN case_rules.rule.procedure IS 'the procedure';
COMMENT ON COLUMN case_rules.rule.rule IS 'name';
COMMENT ON COLUMN case_rules.rule.version IS 'version, from 1';
COMMENT ON COLUMN case_rules.rule.acts IS 'the acts that it guards';
COMMENT ON COLUMN case_rules.rule.regimes IS 'the values of the fact regime under which it applies; null: under any. unknown stands in the list where the stricter reading asks for it';
COMMENT ON COLUMN case_rules.rule.applies IS 'a condition: the rule is not applicable where it is false; where it is unknown the rule applies. null: always';
COMMENT ON COLUMN case_rules.rule.condition IS 'SQL boolean over facts (by name), act fields (act.name, always act.acted_on, act.act, act.side, act.from_state) and parameters (by name)';
COMMENT ON COLUMN case_rules.rule.parameters IS 'named numbers, texts or booleans that the condition uses';
COMMENT ON COLUMN case_rules.rule.severity IS 'what a violation does';
COMMENT ON COLUMN case_rules.rule.on_unknown IS 'what an unknown does';
COMMENT ON COLUMN case_rules.rule.floor IS 'the mildest severity that a setting may give it';
COMMENT ON COLUMN case_rules.rule.basis IS 'what the severity rests on';
COMMENT ON COLUMN case_rules.rule.mode IS 'shadow or enforced';
COMMENT ON COLUMN case_rules.rule.layer IS 'whose rule it is';
COMMENT ON COLUMN case_rules.rule.in_force IS 'the days of acts for which this version decides';
COMMENT ON COLUMN case_rules.rule.running_cases IS 'what a new version does to cases already running';
COMMENT ON COLUMN case_rules.rule.curable_by IS 'the side that can put the matter right';
COMMENT ON COLUMN case_rules.rule.citation IS 'instrument and article';
COMMENT ON COLUMN case_rules.rule.confidence IS 'how the source was read: F in full, E in excerpt, 2 in a secondary source, S in practice material, B background knowledge only';
COMMENT ON COLUMN case_rules.rule.message IS 'what is wrong, in a sentence for a case worker';
COMMENT ON COLUMN case_rules.rule.hint IS 'what to do about it';

CREATE TABLE case_rules.rule_case (
    procedure text NOT NULL,
    rule text NOT NULL,
    version integer NOT NULL DEFAULT 1,
    case_no integer NOT NULL,
    act text NOT NULL,
    acted_on date NOT NULL,
    facts jsonb NOT NULL,
    details jsonb NOT NULL DEFAULT '{}',
    expected case_rules.verdict NOT NULL,
    note text NOT NULL,
    PRIMARY KEY (procedure, rule, version, case_no),
    FOREIGN KEY (procedure, rule, version) REFERENCES case_rules.rule
);
COMMENT ON TABLE case_rules.rule_case IS 'Worked cases of each rule: the verdict expected from given facts. case_rules.check_rule_cases() runs them.';
COMMENT ON COLUMN case_rules.rule_case.procedure IS 'the procedure';
COMMENT ON COLUMN case_rules.rule_case.rule IS 'the rule';
COMMENT ON COLUMN case_rules.rule_case.version IS 'its version';
COMMENT ON COLUMN case_rules.rule_case.case_no IS 'number within the rule';
COMMENT ON COLUMN case_rules.rule_case.act IS 'the act judged';
COMMENT ON COLUMN case_rules.rule_case.acted_on IS 'its day';
COMMENT ON COLUMN case_rules.rule_case.facts IS 'the facts given; a missing one is unknown';
COMMENT ON COLUMN case_rules.rule_case.details IS 'the details of the act';
COMMENT ON COLUMN case_rules.rule_case.expected IS 'the verdict that the rule must give';
COMMENT ON COLUMN case_rules.rule_case.note IS 'what the case shows';

CREATE TABLE case_rules.duty_rule (
    procedure text NOT NULL REFERENCES case_rules.procedure,
    duty text NOT NULL CHECK (duty ~ '^[a-z][a-z0-9_]*$'),
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    started_by text[] NOT NULL CHECK (cardinality(started_by) > 0),
    regimes text[],
    applies text,
    side text NOT NULL CHECK (side IN ('requesting', 'requested', 'actor')),
    clock case_rules.clock,
    counted_from text,
    cadence case_rules.cadence,
    until text,
    fulfilled_by text[] NOT NULL,
    suspended_by text[] NOT NULL DEFAULT '{}',
    resumed_by text[] NOT NULL DEFAULT '{}',
    ended_by text[] NOT NULL DEFAULT '{}',
    of_irregular boolean NOT NULL DEFAULT false,
    in_force daterange NOT NULL DEFAULT '(,)',
    basis case_rules.rule_basis NOT NULL,
    citation text NOT NULL,
    meaning text NOT NULL,
    if_missed text NOT NULL,
    PRIMARY KEY (procedure, duty, version),
    CHECK ((clock IS NULL) <> (cadence IS NULL)),
    CHECK (until IS NULL OR cadence IS NOT NULL)
);
COMMENT ON TABLE case_rules.duty_rule IS 'What falls due after an act, when, and whose duty it is.';
COMMENT ON COLUMN case_rules.duty_rule.procedure IS 'the procedure';
COMMENT ON COLUMN case_rules.duty_rule.duty IS 'name';
COMMENT ON COLUMN case_rules.duty_rule.version IS 'version, from 1';
COMMENT ON COLUMN case_rules.duty_rule.started_by IS 'acts that start it, on the day of the act';
COMMENT ON COLUMN case_rules.duty_rule.regimes IS 'values of the fact regime under which it arises; null: any';
COMMENT ON COLUMN case_rules.duty_rule.applies IS 'a condition; the duty arises unless it is false';
COMMENT ON COLUMN case_rules.duty_rule.side IS 'whose duty it is; actor: the side that performed the act';
COMMENT ON COLUMN case_rules.duty_rule.clock IS 'its time limit';
COMMENT ON COLUMN case_rules.duty_rule.counted_from IS 'an expression over facts and act: the day from which it is counted; null: the day of the act';
COMMENT ON COLUMN case_rules.duty_rule.cadence IS 'a series instead of one day';
COMMENT ON COLUMN case_rules.duty_rule.until IS 'an expression over facts and act: the first day on which a series is owed no more; null: it ends by itself or with an act';
COMMENT ON COLUMN case_rules.duty_rule.fulfilled_by IS 'what fulfils it: act:NAME, or a source of the view duty_fulfilment (visit, review, home_study, notice, cure)';
COMMENT ON COLUMN case_rules.duty_rule.suspended_by IS 'acts that stop the clock';
COMMENT ON COLUMN case_rules.duty_rule.resumed_by IS 'acts that start it again';
COMMENT ON COLUMN case_rules.duty_rule.ended_by IS 'acts after which nothing is owed any more';
COMMENT ON COLUMN case_rules.duty_rule.of_irregular IS 'it arises only of an act that tells a fact in the world and that rules stand against';
COMMENT ON COLUMN case_rules.duty_rule.in_force IS 'the days of acts for which this version decides';
COMMENT ON COLUMN case_rules.duty_rule.basis IS 'what it rests on';
COMMENT ON COLUMN case_rules.duty_rule.citation IS 'instrument and article';
COMMENT ON COLUMN case_rules.duty_rule.meaning IS 'what is owed';
COMMENT ON COLUMN case_rules.duty_rule.if_missed IS 'what follows when it is missed; never a change of state';

GRANT USAGE ON SCHEMA case_rules TO PUBLIC;
GRANT SELECT ON
    case_rules.procedure, case_rules.procedure_state, case_rules.procedure_act,
    case_rules.procedure_transition, case_rules.act_field, case_rules.fact,
    case_rules.rule, case_rules.rule_case, case_rules.duty_rule
TO PUBLIC;
