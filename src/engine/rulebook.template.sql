/*
 * The rulebook: what every guard needs and a user may write.
 * create_rulebook() runs this in the caller's own schema, so that every object
 * is the caller's, survives DROP EXTENSION and is dumped.
 *   @rulebook@  the schema, quoted        @id_type@  the type of case and subject ids
 */
CREATE TABLE @rulebook@.layout (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    rulebook_layout integer NOT NULL,
    casework_layout integer,
    made_with text NOT NULL,
    made_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    offices integer NOT NULL DEFAULT 1 CHECK (offices BETWEEN 1 AND 1000),
    office integer NOT NULL DEFAULT 0,
    CHECK (office >= 0 AND office < offices)
);
COMMENT ON TABLE @rulebook@.layout IS 'The layout that the tables of this schema have; case_rules.upgrade_casework() brings it to that of the installed release.';
COMMENT ON COLUMN @rulebook@.layout.only_row IS 'there is one row';
COMMENT ON COLUMN @rulebook@.layout.rulebook_layout IS 'layout of the rulebook tables';
COMMENT ON COLUMN @rulebook@.layout.casework_layout IS 'layout of the casework tables; null: the application has tables of its own';
COMMENT ON COLUMN @rulebook@.layout.made_with IS 'release of case_rules that made or last upgraded them';
COMMENT ON COLUMN @rulebook@.layout.made_at IS 'when';
COMMENT ON COLUMN @rulebook@.layout.offices IS 'how many databases record acts of the same cases and send them to one another';
COMMENT ON COLUMN @rulebook@.layout.office IS 'which of them this is, from 0: it numbers its acts so that no two offices give one number twice';

CREATE FUNCTION @rulebook@.stands(recorded_at timestamptz, superseded_at timestamptz, known_at timestamptz)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (known_at IS NULL OR recorded_at <= known_at)
   AND (superseded_at IS NULL OR superseded_at > known_at);
COMMENT ON FUNCTION @rulebook@.stands(timestamptz, timestamptz, timestamptz) IS
    'Whether a version of a row is the one that was known at a moment; known_at null: the one that stands today.';

CREATE TABLE @rulebook@.guard (
    guarded_table text NOT NULL,
    procedure text NOT NULL,
    shape text NOT NULL CHECK (shape IN ('acts', 'state')),
    facts_function text NOT NULL,
    context_function text,
    columns jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (guarded_table, procedure)
);
COMMENT ON TABLE @rulebook@.guard IS 'Which tables are guarded, by which procedure. Written by case_rules.guard().';
COMMENT ON COLUMN @rulebook@.guard.guarded_table IS 'the table, schema-qualified';
COMMENT ON COLUMN @rulebook@.guard.procedure IS 'the procedure';
COMMENT ON COLUMN @rulebook@.guard.shape IS 'acts: each row is an act; state: a change of a state column is an act';
COMMENT ON COLUMN @rulebook@.guard.facts_function IS 'the function that returns the facts, schema-qualified';
COMMENT ON COLUMN @rulebook@.guard.context_function IS 'the function that tells side, time zone and earliest possible day of an act';
COMMENT ON COLUMN @rulebook@.guard.columns IS 'which column plays which part: case_id, subject_id, act, acted_on, authority_id, actor, details, state, side; a part may lie in a jsonb column, written column->>key, and a side may be fixed, written =requesting';

CREATE TABLE @rulebook@.state_mapping (
    guarded_table text NOT NULL,
    procedure text NOT NULL,
    application_state text NOT NULL,
    state text NOT NULL,
    act text,
    PRIMARY KEY (guarded_table, procedure, application_state),
    FOREIGN KEY (guarded_table, procedure) REFERENCES @rulebook@.guard ON UPDATE CASCADE ON DELETE CASCADE
);
COMMENT ON TABLE @rulebook@.state_mapping IS 'What the values of an application''s state column mean in the procedure.';
COMMENT ON COLUMN @rulebook@.state_mapping.guarded_table IS 'the table';
COMMENT ON COLUMN @rulebook@.state_mapping.procedure IS 'the procedure';
COMMENT ON COLUMN @rulebook@.state_mapping.application_state IS 'value of the application''s state column';
COMMENT ON COLUMN @rulebook@.state_mapping.state IS 'state of the procedure; - for a value that stands before the first act';
COMMENT ON COLUMN @rulebook@.state_mapping.act IS 'the act that leads into it, where more than one could; null: the only one';

CREATE TABLE @rulebook@.case_head (
    case_id @id_type@ PRIMARY KEY,
    act_seq bigint NOT NULL DEFAULT 0,
    last_on date,
    rejudge_since date,
    rejudge_cause text
) WITH (fillfactor = 70);
CREATE INDEX ON @rulebook@.case_head (case_id) WHERE rejudge_since IS NOT NULL;
COMMENT ON TABLE @rulebook@.case_head IS 'One counter for each case: lock, order and serialization failure at once. Every act and every change of a fact updates it.';
COMMENT ON COLUMN @rulebook@.case_head.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.case_head.act_seq IS 'number of its latest act';
COMMENT ON COLUMN @rulebook@.case_head.last_on IS 'the latest day on which one of its acts happened';
COMMENT ON COLUMN @rulebook@.case_head.rejudge_since IS 'what was recorded reaches back behind acts: those from this day on wait to be judged again; null: none';
COMMENT ON COLUMN @rulebook@.case_head.rejudge_cause IS 'what reaches back: the table it was recorded in';

CREATE TABLE @rulebook@.rule (
    procedure text NOT NULL,
    rule text NOT NULL CHECK (rule ~ '^[a-z][a-z0-9_]*$'),
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    acts text[] NOT NULL CHECK (pg_catalog.cardinality(acts) > 0),
    regimes text[],
    applies text,
    condition text NOT NULL,
    parameters jsonb NOT NULL DEFAULT '{}' CHECK (pg_catalog.jsonb_typeof(parameters) = 'object'),
    severity case_rules.severity NOT NULL,
    on_unknown case_rules.severity NOT NULL,
    floor case_rules.severity NOT NULL DEFAULT 'warn',
    basis case_rules.rule_basis NOT NULL DEFAULT 'policy',
    mode case_rules.rule_mode NOT NULL DEFAULT 'shadow',
    layer text NOT NULL DEFAULT 'agency' CHECK (layer IN ('treaty', 'union', 'country', 'agency')),
    in_force daterange NOT NULL DEFAULT '(,)' CHECK (NOT pg_catalog.isempty(in_force)),
    running_cases text NOT NULL DEFAULT 'migrate' CHECK (running_cases IN ('pin', 'migrate', 'most_protective')),
    curable_by text NOT NULL DEFAULT 'both' CHECK (curable_by IN ('requesting', 'requested', 'both')),
    citation text NOT NULL,
    message text NOT NULL,
    hint text NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    PRIMARY KEY (procedure, rule, version),
    CHECK (floor <= severity AND floor <= on_unknown)
);
COMMENT ON TABLE @rulebook@.rule IS 'Rules of this country or agency, beside those of the release. A rule is refused (RU008) when it names an unknown fact, is not boolean, or calls what a rule may not call.';
COMMENT ON COLUMN @rulebook@.rule.procedure IS 'the procedure';
COMMENT ON COLUMN @rulebook@.rule.rule IS 'name; not one of the release';
COMMENT ON COLUMN @rulebook@.rule.version IS 'version, from 1';
COMMENT ON COLUMN @rulebook@.rule.acts IS 'the acts that it guards';
COMMENT ON COLUMN @rulebook@.rule.regimes IS 'the values of the fact regime under which it applies; null: any';
COMMENT ON COLUMN @rulebook@.rule.applies IS 'a condition: not applicable where it is false; null: always applicable';
COMMENT ON COLUMN @rulebook@.rule.condition IS 'SQL boolean over facts, act fields (act.name) and parameters';
COMMENT ON COLUMN @rulebook@.rule.parameters IS 'named values that the condition uses';
COMMENT ON COLUMN @rulebook@.rule.severity IS 'what a violation does';
COMMENT ON COLUMN @rulebook@.rule.on_unknown IS 'what an unknown does';
COMMENT ON COLUMN @rulebook@.rule.floor IS 'the mildest severity that a setting may give it';
COMMENT ON COLUMN @rulebook@.rule.basis IS 'what the severity rests on';
COMMENT ON COLUMN @rulebook@.rule.mode IS 'shadow: judged and recorded only; enforced: it acts';
COMMENT ON COLUMN @rulebook@.rule.layer IS 'whose rule it is';
COMMENT ON COLUMN @rulebook@.rule.in_force IS 'the days of acts for which it decides; with a first day, it reaches back to it; without one, it decides for acts recorded after it was';
COMMENT ON COLUMN @rulebook@.rule.running_cases IS 'what a new version does to cases already running';
COMMENT ON COLUMN @rulebook@.rule.curable_by IS 'the side that can put the matter right';
COMMENT ON COLUMN @rulebook@.rule.citation IS 'where the rule is written';
COMMENT ON COLUMN @rulebook@.rule.message IS 'what is wrong, for a case worker';
COMMENT ON COLUMN @rulebook@.rule.hint IS 'what to do about it';
COMMENT ON COLUMN @rulebook@.rule.recorded_at IS 'when it was recorded';

CREATE TABLE @rulebook@.rule_setting (
    procedure text NOT NULL,
    rule text NOT NULL,
    mode case_rules.rule_mode,
    severity case_rules.severity,
    on_unknown case_rules.severity,
    parameters jsonb NOT NULL DEFAULT '{}' CHECK (pg_catalog.jsonb_typeof(parameters) = 'object'),
    reason text NOT NULL CHECK (reason ~ '\S'),
    set_by text NOT NULL CHECK (set_by ~ '\S'),
    set_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    PRIMARY KEY (procedure, rule)
);
COMMENT ON TABLE @rulebook@.rule_setting IS 'How this office runs a rule: enforced or in shadow, stricter or milder within the floor that the rule allows, with other parameters. A setting counts for acts recorded while it stands; an act that is judged again is judged by the setting under which it was recorded.';
COMMENT ON COLUMN @rulebook@.rule_setting.procedure IS 'the procedure';
COMMENT ON COLUMN @rulebook@.rule_setting.rule IS 'the rule, every version of it';
COMMENT ON COLUMN @rulebook@.rule_setting.mode IS 'null: as the rule says; shadow only where the floor is warn';
COMMENT ON COLUMN @rulebook@.rule_setting.severity IS 'null: as the rule says; never below the floor';
COMMENT ON COLUMN @rulebook@.rule_setting.on_unknown IS 'null: as the rule says; never below the floor';
COMMENT ON COLUMN @rulebook@.rule_setting.parameters IS 'values that replace those of the rule';
COMMENT ON COLUMN @rulebook@.rule_setting.reason IS 'why';
COMMENT ON COLUMN @rulebook@.rule_setting.set_by IS 'who decided it';
COMMENT ON COLUMN @rulebook@.rule_setting.set_at IS 'when; of a changed setting, when it was changed';

CREATE TABLE @rulebook@.former_setting (
    procedure text NOT NULL,
    rule text NOT NULL,
    mode case_rules.rule_mode,
    severity case_rules.severity,
    on_unknown case_rules.severity,
    parameters jsonb NOT NULL DEFAULT '{}',
    reason text NOT NULL,
    set_by text NOT NULL,
    set_at timestamptz NOT NULL,
    superseded_at timestamptz NOT NULL,
    PRIMARY KEY (procedure, rule, superseded_at)
);
COMMENT ON TABLE @rulebook@.former_setting IS 'What rule_setting said before it was changed or deleted: acts recorded then are judged by it again. Written by a trigger.';
COMMENT ON COLUMN @rulebook@.former_setting.procedure IS 'as in rule_setting';
COMMENT ON COLUMN @rulebook@.former_setting.rule IS 'as in rule_setting';
COMMENT ON COLUMN @rulebook@.former_setting.mode IS 'as in rule_setting';
COMMENT ON COLUMN @rulebook@.former_setting.severity IS 'as in rule_setting';
COMMENT ON COLUMN @rulebook@.former_setting.on_unknown IS 'as in rule_setting';
COMMENT ON COLUMN @rulebook@.former_setting.parameters IS 'as in rule_setting';
COMMENT ON COLUMN @rulebook@.former_setting.reason IS 'as in rule_setting';
COMMENT ON COLUMN @rulebook@.former_setting.set_by IS 'as in rule_setting';
COMMENT ON COLUMN @rulebook@.former_setting.set_at IS 'from when on it stood';
COMMENT ON COLUMN @rulebook@.former_setting.superseded_at IS 'until when it stood';

CREATE TABLE @rulebook@.duty_rule (
    procedure text NOT NULL,
    duty text NOT NULL CHECK (duty ~ '^[a-z][a-z0-9_]*$' AND duty <> 'cure'),
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    started_by text[] NOT NULL CHECK (pg_catalog.cardinality(started_by) > 0),
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
    in_force daterange NOT NULL DEFAULT '(,)' CHECK (NOT pg_catalog.isempty(in_force)),
    basis case_rules.rule_basis NOT NULL DEFAULT 'policy',
    citation text NOT NULL,
    meaning text NOT NULL,
    if_missed text NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    PRIMARY KEY (procedure, duty, version),
    CHECK ((clock IS NULL) <> (cadence IS NULL)),
    CHECK (until IS NULL OR cadence IS NOT NULL)
);
COMMENT ON TABLE @rulebook@.duty_rule IS 'Duties of this country or agency. One with the name of a duty of the release stands in for it, unless a text fixes that one (RU008). Without a first day in force it counts for acts recorded after it.';
COMMENT ON COLUMN @rulebook@.duty_rule.procedure IS 'the procedure';
COMMENT ON COLUMN @rulebook@.duty_rule.duty IS 'name';
COMMENT ON COLUMN @rulebook@.duty_rule.version IS 'version, from 1; of several in force the latest counts';
COMMENT ON COLUMN @rulebook@.duty_rule.started_by IS 'acts that start it, on the day of the act';
COMMENT ON COLUMN @rulebook@.duty_rule.regimes IS 'values of the fact regime under which it arises; null: any';
COMMENT ON COLUMN @rulebook@.duty_rule.applies IS 'a condition; the duty arises unless it is false';
COMMENT ON COLUMN @rulebook@.duty_rule.side IS 'whose duty it is; actor: the side that performed the act';
COMMENT ON COLUMN @rulebook@.duty_rule.clock IS 'its time limit';
COMMENT ON COLUMN @rulebook@.duty_rule.counted_from IS 'an expression over facts and act: the day from which it is counted; null: the day of the act';
COMMENT ON COLUMN @rulebook@.duty_rule.cadence IS 'a series instead of one day';
COMMENT ON COLUMN @rulebook@.duty_rule.until IS 'an expression over facts and act: the first day on which a series is owed no more; null: it ends by itself or with an act';
COMMENT ON COLUMN @rulebook@.duty_rule.fulfilled_by IS 'what fulfils it: act:NAME, or a source of the view duty_fulfilment';
COMMENT ON COLUMN @rulebook@.duty_rule.suspended_by IS 'acts that stop the clock';
COMMENT ON COLUMN @rulebook@.duty_rule.resumed_by IS 'acts that start it again';
COMMENT ON COLUMN @rulebook@.duty_rule.ended_by IS 'acts after which nothing is owed any more';
COMMENT ON COLUMN @rulebook@.duty_rule.of_irregular IS 'it arises only of an act that tells a fact in the world and that rules stand against';
COMMENT ON COLUMN @rulebook@.duty_rule.in_force IS 'the days of acts for which this version decides';
COMMENT ON COLUMN @rulebook@.duty_rule.basis IS 'what it rests on';
COMMENT ON COLUMN @rulebook@.duty_rule.citation IS 'where it is written';
COMMENT ON COLUMN @rulebook@.duty_rule.meaning IS 'what is owed';
COMMENT ON COLUMN @rulebook@.duty_rule.if_missed IS 'what follows when it is missed; never a change of state';
COMMENT ON COLUMN @rulebook@.duty_rule.recorded_at IS 'when it was recorded';

CREATE TABLE @rulebook@.override (
    case_id @id_type@ NOT NULL,
    override_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    procedure text NOT NULL,
    subject_id @id_type@ NOT NULL,
    act text NOT NULL,
    rule text NOT NULL,
    reason text NOT NULL CHECK (reason ~ '\S'),
    power text NOT NULL CHECK (power ~ '\S'),
    author text NOT NULL CHECK (author ~ '\S'),
    second_person text NOT NULL CHECK (second_person ~ '\S'),
    granted_on date NOT NULL,
    expires_on date NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    recorded_by text NOT NULL DEFAULT SESSION_USER,
    PRIMARY KEY (case_id, override_id),
    CONSTRAINT override_second_person_differs
        CHECK (pg_catalog.lower(pg_catalog.btrim(second_person)) <> pg_catalog.lower(pg_catalog.btrim(author))),
    CONSTRAINT override_expires_after_grant CHECK (expires_on >= granted_on)
);
CREATE INDEX ON @rulebook@.override (case_id, procedure, subject_id, act);
COMMENT ON TABLE @rulebook@.override IS 'Who let an act pass although a rule of severity override was not satisfied. It counts from granted_on to expires_on, for acts recorded after it.';
COMMENT ON COLUMN @rulebook@.override.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.override.override_id IS 'identifier';
COMMENT ON COLUMN @rulebook@.override.procedure IS 'the procedure';
COMMENT ON COLUMN @rulebook@.override.subject_id IS 'the subject of the act';
COMMENT ON COLUMN @rulebook@.override.act IS 'the act';
COMMENT ON COLUMN @rulebook@.override.rule IS 'the rule';
COMMENT ON COLUMN @rulebook@.override.reason IS 'why';
COMMENT ON COLUMN @rulebook@.override.power IS 'the legal or delegated power used';
COMMENT ON COLUMN @rulebook@.override.author IS 'who decided it';
COMMENT ON COLUMN @rulebook@.override.second_person IS 'the second, different person who agreed';
COMMENT ON COLUMN @rulebook@.override.granted_on IS 'first day in force';
COMMENT ON COLUMN @rulebook@.override.expires_on IS 'last day in force';
COMMENT ON COLUMN @rulebook@.override.recorded_at IS 'when it was recorded';
COMMENT ON COLUMN @rulebook@.override.recorded_by IS 'database role that recorded it';

/* no CHECK of what the engine alone writes: each would be planned anew for every act */
CREATE TABLE @rulebook@.journal (
    case_id @id_type@ NOT NULL,
    seq bigint NOT NULL,
    judgement integer NOT NULL DEFAULT 1,
    guarded_table text NOT NULL,
    procedure text NOT NULL,
    subject_id @id_type@ NOT NULL,
    act text NOT NULL,
    acted_on date NOT NULL,
    side text,
    authority_id text,
    actor text,
    from_state text,
    to_state text,
    outcome text NOT NULL,
    cause text NOT NULL DEFAULT 'recorded',
    cause_seq bigint,
    amends_seq bigint,
    amends_how text,
    amends_rules text[],
    rule_count integer NOT NULL,
    finding_count integer NOT NULL,
    findings jsonb NOT NULL DEFAULT '[]',
    satisfied text[] NOT NULL DEFAULT '{}',
    not_applicable text[] NOT NULL DEFAULT '{}',
    judged_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    judged_by text NOT NULL DEFAULT SESSION_USER,
    release text NOT NULL,
    PRIMARY KEY (case_id, seq, judgement)
) WITH (toast_tuple_target = 8160);  -- the verdicts of a whole gate fit in a page without compression
CREATE INDEX ON @rulebook@.journal (case_id, procedure, subject_id, seq);
CREATE INDEX ON @rulebook@.journal (case_id, amends_seq) WHERE amends_seq IS NOT NULL;
COMMENT ON TABLE @rulebook@.journal IS 'Every act with the verdicts that let it pass. Written by the engine alone; no UPDATE, DELETE or TRUNCATE.';
COMMENT ON COLUMN @rulebook@.journal.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.journal.seq IS 'number of the act within the case';
COMMENT ON COLUMN @rulebook@.journal.judgement IS '1: when the act was recorded; later ones stand beside it';
COMMENT ON COLUMN @rulebook@.journal.guarded_table IS 'the table in which the act was written';
COMMENT ON COLUMN @rulebook@.journal.procedure IS 'the procedure';
COMMENT ON COLUMN @rulebook@.journal.subject_id IS 'the subject';
COMMENT ON COLUMN @rulebook@.journal.act IS 'the act';
COMMENT ON COLUMN @rulebook@.journal.acted_on IS 'the day on which it happened';
COMMENT ON COLUMN @rulebook@.journal.side IS 'the side that performed it';
COMMENT ON COLUMN @rulebook@.journal.authority_id IS 'the authority that performed it';
COMMENT ON COLUMN @rulebook@.journal.actor IS 'the person, as the application names them';
COMMENT ON COLUMN @rulebook@.journal.from_state IS 'state before; null: none';
COMMENT ON COLUMN @rulebook@.journal.to_state IS 'state after; null: none, the first act being annulled or barred';
COMMENT ON COLUMN @rulebook@.journal.outcome IS 'permitted; or, although rules stand against it, protective: recorded with a duty to cure; irregular: what it tells has happened all the same, with a duty to cure; cured; barred: let pass at first, found later to be barred, so that it counts for nothing';
COMMENT ON COLUMN @rulebook@.journal.cause IS 'why it was judged: recorded; late, annulled, corrected or cured: because of the act cause_seq; a table from which a fact reaches back; or what the one who asked for it said';
COMMENT ON COLUMN @rulebook@.journal.cause_seq IS 'the act because of which it was judged again';
COMMENT ON COLUMN @rulebook@.journal.amends_seq IS 'the act that this act annuls, corrects or cures';
COMMENT ON COLUMN @rulebook@.journal.amends_how IS 'annul, correct or cure';
COMMENT ON COLUMN @rulebook@.journal.amends_rules IS 'the rules that stood against that act then';
COMMENT ON COLUMN @rulebook@.journal.rule_count IS 'rules judged';
COMMENT ON COLUMN @rulebook@.journal.finding_count IS 'of them, those neither satisfied nor not applicable';
COMMENT ON COLUMN @rulebook@.journal.findings IS 'the findings in full';
COMMENT ON COLUMN @rulebook@.journal.satisfied IS 'the rules that were satisfied, each as rule:version';
COMMENT ON COLUMN @rulebook@.journal.not_applicable IS 'the rules that did not apply, each as rule:version';
COMMENT ON COLUMN @rulebook@.journal.judged_at IS 'when it was judged';
COMMENT ON COLUMN @rulebook@.journal.judged_by IS 'database role that wrote the act';
COMMENT ON COLUMN @rulebook@.journal.release IS 'release of case_rules that judged it';

CREATE TABLE @rulebook@.duty (
    case_id @id_type@ NOT NULL,
    seq bigint NOT NULL,
    duty text NOT NULL,
    version integer NOT NULL,
    procedure text NOT NULL,
    subject_id @id_type@ NOT NULL,
    side text,
    started_on date NOT NULL,
    clock case_rules.clock,
    counted_from date,
    due_on date,
    due_at timestamptz,
    cadence case_rules.cadence,
    until date,
    time_zone text NOT NULL DEFAULT 'UTC',
    calendar text,
    fulfilled_by text[] NOT NULL,
    suspended_by text[] NOT NULL DEFAULT '{}',
    resumed_by text[] NOT NULL DEFAULT '{}',
    ended_by text[] NOT NULL DEFAULT '{}',
    details jsonb NOT NULL DEFAULT '{}',
    judgement integer NOT NULL DEFAULT 1,
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    superseded_at timestamptz,
    PRIMARY KEY (case_id, seq, duty, judgement)
);
CREATE INDEX ON @rulebook@.duty (case_id, procedure, subject_id);
CREATE INDEX ON @rulebook@.duty (calendar) WHERE calendar IS NOT NULL AND superseded_at IS NULL;
COMMENT ON TABLE @rulebook@.duty IS 'What fell due because of an act. Written by the engine alone. Whether it is met, suspended or overdue is never stored: the view duty_status derives it.';
COMMENT ON COLUMN @rulebook@.duty.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.duty.seq IS 'the act that started it';
COMMENT ON COLUMN @rulebook@.duty.duty IS 'name of the duty';
COMMENT ON COLUMN @rulebook@.duty.version IS 'version of the duty rule';
COMMENT ON COLUMN @rulebook@.duty.procedure IS 'the procedure';
COMMENT ON COLUMN @rulebook@.duty.subject_id IS 'the subject';
COMMENT ON COLUMN @rulebook@.duty.side IS 'whose duty it is';
COMMENT ON COLUMN @rulebook@.duty.started_on IS 'the day it began to run';
COMMENT ON COLUMN @rulebook@.duty.clock IS 'its time limit; null for a series';
COMMENT ON COLUMN @rulebook@.duty.counted_from IS 'the day from which it is counted, where that is not the day it began; infinity: not known';
COMMENT ON COLUMN @rulebook@.duty.due_on IS 'the last day on which it is in time, as reckoned when it was recorded; null: a series, or not known';
COMMENT ON COLUMN @rulebook@.duty.due_at IS 'of a time limit in hours: the first moment at which it is late';
COMMENT ON COLUMN @rulebook@.duty.cadence IS 'the series that is owed';
COMMENT ON COLUMN @rulebook@.duty.until IS 'the first day on which the series is owed no more; infinity: not known';
COMMENT ON COLUMN @rulebook@.duty.time_zone IS 'where its days begin: the time zone of whose duty it is';
COMMENT ON COLUMN @rulebook@.duty.calendar IS 'the calendar by which its working days are counted; null: none is known';
COMMENT ON COLUMN @rulebook@.duty.fulfilled_by IS 'what fulfils it';
COMMENT ON COLUMN @rulebook@.duty.suspended_by IS 'acts that stop its clock';
COMMENT ON COLUMN @rulebook@.duty.resumed_by IS 'acts that start it again';
COMMENT ON COLUMN @rulebook@.duty.ended_by IS 'acts after which it is owed no more';
COMMENT ON COLUMN @rulebook@.duty.details IS 'for a duty to cure: the rules that were not satisfied';
COMMENT ON COLUMN @rulebook@.duty.judgement IS 'the judgement of the act that it followed from';
COMMENT ON COLUMN @rulebook@.duty.recorded_at IS 'when it was recorded';
COMMENT ON COLUMN @rulebook@.duty.superseded_at IS 'when a later judgement found that it does not arise';

CREATE TABLE @rulebook@.duty_move (
    case_id @id_type@ NOT NULL,
    seq bigint NOT NULL,
    duty text NOT NULL,
    judgement integer NOT NULL,
    moved_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    from_due_on date,
    due_on date,
    due_at timestamptz,
    calendar text NOT NULL,
    reason text NOT NULL,
    PRIMARY KEY (case_id, seq, duty, judgement, moved_at)
);
COMMENT ON TABLE @rulebook@.duty_move IS 'Where the due day of an open duty went when its calendar changed, and why. Written by the engine alone.';
COMMENT ON COLUMN @rulebook@.duty_move.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.duty_move.seq IS 'the act that started the duty';
COMMENT ON COLUMN @rulebook@.duty_move.duty IS 'name of the duty';
COMMENT ON COLUMN @rulebook@.duty_move.judgement IS 'the judgement of the act that it followed from';
COMMENT ON COLUMN @rulebook@.duty_move.moved_at IS 'when';
COMMENT ON COLUMN @rulebook@.duty_move.from_due_on IS 'the due day until then; of a series, the next one; null: not known';
COMMENT ON COLUMN @rulebook@.duty_move.due_on IS 'the due day from then on; null: not known any more';
COMMENT ON COLUMN @rulebook@.duty_move.due_at IS 'of a time limit in hours: the first moment at which it is late';
COMMENT ON COLUMN @rulebook@.duty_move.calendar IS 'the calendar that changed';
COMMENT ON COLUMN @rulebook@.duty_move.reason IS 'what changed in it';

CREATE TABLE @rulebook@.duty_extension (
    case_id @id_type@ NOT NULL,
    extension_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    seq bigint NOT NULL,
    duty text NOT NULL,
    granted_on date NOT NULL,
    due_on date NOT NULL,
    reason text NOT NULL CHECK (reason ~ '\S'),
    author text NOT NULL CHECK (author ~ '\S'),
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    recorded_by text NOT NULL DEFAULT SESSION_USER,
    PRIMARY KEY (case_id, extension_id)
);
CREATE INDEX ON @rulebook@.duty_extension (case_id, seq, duty, granted_on, recorded_at);
CREATE TRIGGER case_rules_extension_check BEFORE INSERT OR UPDATE ON @rulebook@.duty_extension
    FOR EACH ROW EXECUTE FUNCTION case_rules.extension_check();
COMMENT ON TABLE @rulebook@.duty_extension IS 'More time for a duty, granted with its reason. The first due day stays beside it: original_due_on of duty_status.';
COMMENT ON COLUMN @rulebook@.duty_extension.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.duty_extension.extension_id IS 'identifier';
COMMENT ON COLUMN @rulebook@.duty_extension.seq IS 'the act that started the duty';
COMMENT ON COLUMN @rulebook@.duty_extension.duty IS 'name of the duty';
COMMENT ON COLUMN @rulebook@.duty_extension.granted_on IS 'the day from which it counts';
COMMENT ON COLUMN @rulebook@.duty_extension.due_on IS 'the last day on which it is in time now';
COMMENT ON COLUMN @rulebook@.duty_extension.reason IS 'why';
COMMENT ON COLUMN @rulebook@.duty_extension.author IS 'who granted it';
COMMENT ON COLUMN @rulebook@.duty_extension.recorded_at IS 'when it was recorded';
COMMENT ON COLUMN @rulebook@.duty_extension.recorded_by IS 'database role that recorded it';

CREATE TABLE @rulebook@.assignment (
    case_id @id_type@ NOT NULL,
    assignment_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    worker text NOT NULL CHECK (worker ~ '\S'),
    side text NOT NULL CHECK (side IN ('requesting', 'requested')),
    from_on date NOT NULL,
    to_on date,
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    PRIMARY KEY (case_id, assignment_id),
    CHECK (to_on >= from_on)
);
CREATE INDEX ON @rulebook@.assignment (worker, case_id);
COMMENT ON TABLE @rulebook@.assignment IS 'Who works on a case for which side: whose list its duties are on.';
COMMENT ON COLUMN @rulebook@.assignment.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.assignment.assignment_id IS 'identifier';
COMMENT ON COLUMN @rulebook@.assignment.worker IS 'the worker, as the application names them';
COMMENT ON COLUMN @rulebook@.assignment.side IS 'the side for which they work';
COMMENT ON COLUMN @rulebook@.assignment.from_on IS 'first day';
COMMENT ON COLUMN @rulebook@.assignment.to_on IS 'last day; null: it goes on';
COMMENT ON COLUMN @rulebook@.assignment.recorded_at IS 'when it was recorded';

CREATE TABLE @rulebook@.cure (
    case_id @id_type@ NOT NULL,
    cure_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    seq bigint NOT NULL,
    cured_on date NOT NULL,
    reason text NOT NULL CHECK (reason ~ '\S'),
    author text NOT NULL CHECK (author ~ '\S'),
    second_person text NOT NULL CHECK (second_person ~ '\S'),
    document text,
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    recorded_by text NOT NULL DEFAULT SESSION_USER,
    PRIMARY KEY (case_id, cure_id),
    CONSTRAINT cure_second_person_differs
        CHECK (pg_catalog.lower(pg_catalog.btrim(second_person)) <> pg_catalog.lower(pg_catalog.btrim(author)))
);
CREATE INDEX ON @rulebook@.cure (case_id, seq);
CREATE TRIGGER case_rules_cure_check BEFORE INSERT OR UPDATE ON @rulebook@.cure
    FOR EACH ROW EXECUTE FUNCTION case_rules.cure_check();
COMMENT ON TABLE @rulebook@.cure IS 'Where a state column is guarded: how the findings of a protective act were put right afterwards. Meets the duty to cure of that act. Where acts are rows, the act cure does.';
COMMENT ON COLUMN @rulebook@.cure.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.cure.cure_id IS 'identifier';
COMMENT ON COLUMN @rulebook@.cure.seq IS 'the act that is cured';
COMMENT ON COLUMN @rulebook@.cure.cured_on IS 'the day';
COMMENT ON COLUMN @rulebook@.cure.reason IS 'what was done';
COMMENT ON COLUMN @rulebook@.cure.author IS 'who did it';
COMMENT ON COLUMN @rulebook@.cure.second_person IS 'the second, different person who confirmed it';
COMMENT ON COLUMN @rulebook@.cure.document IS 'reference of the document';
COMMENT ON COLUMN @rulebook@.cure.recorded_at IS 'when it was recorded';
COMMENT ON COLUMN @rulebook@.cure.recorded_by IS 'database role that recorded it';

CREATE FUNCTION @rulebook@.duty_place(case_id @id_type@, procedure text, subject_id @id_type@, side text)
RETURNS TABLE (time_zone text, calendar text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1
BEGIN ATOMIC
SELECT NULL::text, NULL::text;
END;
REVOKE ALL ON FUNCTION @rulebook@.duty_place(@id_type@, text, @id_type@, text) FROM PUBLIC;
COMMENT ON FUNCTION @rulebook@.duty_place(@id_type@, text, @id_type@, text) IS
    'Where a duty of a side lies: the IANA time zone in which its days begin (null: UTC), and the calendar of its working days (null: none). The casework schema answers for its authorities; an application that keeps such things of its own may replace it.';

CREATE FUNCTION @rulebook@.find_again(case_ids @id_type@[]) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    /* nothing here: the casework schema finds the regimes of its placements */
END
$function$;
REVOKE ALL ON FUNCTION @rulebook@.find_again(@id_type@[]) FROM PUBLIC;
COMMENT ON FUNCTION @rulebook@.find_again(@id_type@[]) IS
    'What acts have found is found again, before the acts of these cases are judged again on demand. An application that keeps such findings of its own may replace it.';

CREATE TABLE @rulebook@.running_rule (
    case_id @id_type@ NOT NULL,
    procedure text NOT NULL,
    subject_id @id_type@ NOT NULL,
    rule text NOT NULL,
    version integer NOT NULL,
    policy text NOT NULL CHECK (policy IN ('pin', 'migrate', 'most_protective')),
    earlier_version integer,
    begun_on date NOT NULL,
    seq bigint NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    PRIMARY KEY (case_id, procedure, subject_id, rule, version)
);
COMMENT ON TABLE @rulebook@.running_rule IS 'What a version of a rule that came into force while a subject was on its way does to it: written once, by the first act that met it.';
COMMENT ON COLUMN @rulebook@.running_rule.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.running_rule.procedure IS 'the procedure';
COMMENT ON COLUMN @rulebook@.running_rule.subject_id IS 'the subject';
COMMENT ON COLUMN @rulebook@.running_rule.rule IS 'the rule';
COMMENT ON COLUMN @rulebook@.running_rule.version IS 'the version that came into force';
COMMENT ON COLUMN @rulebook@.running_rule.policy IS 'pin: what applied before goes on; migrate: the new version applies; most_protective: both do';
COMMENT ON COLUMN @rulebook@.running_rule.earlier_version IS 'the version that applied before; null: none did';
COMMENT ON COLUMN @rulebook@.running_rule.begun_on IS 'the day of the first act of the subject';
COMMENT ON COLUMN @rulebook@.running_rule.seq IS 'the act that met it first';
COMMENT ON COLUMN @rulebook@.running_rule.recorded_at IS 'when it was recorded';

CREATE TABLE @rulebook@.received (
    case_id @id_type@ NOT NULL,
    seq bigint NOT NULL,
    guarded_table text NOT NULL,
    received_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    PRIMARY KEY (case_id, seq)
);
COMMENT ON TABLE @rulebook@.received IS 'Acts that logical replication brought. They were judged where they were written.';
COMMENT ON COLUMN @rulebook@.received.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.received.seq IS 'number of the act';
COMMENT ON COLUMN @rulebook@.received.guarded_table IS 'the table in which it is';
COMMENT ON COLUMN @rulebook@.received.received_at IS 'when it came';

CREATE TABLE @rulebook@.rejudge_request (
    request_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    since date NOT NULL,
    procedure text,
    cause text NOT NULL CHECK (cause ~ '\S'),
    finds_again boolean NOT NULL DEFAULT true,
    requested_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    requested_by text NOT NULL DEFAULT SESSION_USER,
    after_case text,
    judged bigint NOT NULL DEFAULT 0,
    changed bigint NOT NULL DEFAULT 0
);
COMMENT ON TABLE @rulebook@.rejudge_request IS 'What reaches back behind acts of many cases, a rule or a row of a treaty: their acts wait for CALL case_rules.rejudge(). A row goes when all are judged.';
COMMENT ON COLUMN @rulebook@.rejudge_request.request_id IS 'identifier';
COMMENT ON COLUMN @rulebook@.rejudge_request.since IS 'acts from this day on are judged again';
COMMENT ON COLUMN @rulebook@.rejudge_request.procedure IS 'only cases with acts of this procedure; null: all';
COMMENT ON COLUMN @rulebook@.rejudge_request.cause IS 'what reaches back; the journal repeats it';
COMMENT ON COLUMN @rulebook@.rejudge_request.finds_again IS 'what acts have found, such as the regime, is found again first; false: nothing that it rests on has changed';
COMMENT ON COLUMN @rulebook@.rejudge_request.requested_at IS 'when it was asked for';
COMMENT ON COLUMN @rulebook@.rejudge_request.requested_by IS 'database role that asked';
COMMENT ON COLUMN @rulebook@.rejudge_request.after_case IS 'how far it is: the cases up to this one are done; null: not begun';
COMMENT ON COLUMN @rulebook@.rejudge_request.judged IS 'acts judged again so far';
COMMENT ON COLUMN @rulebook@.rejudge_request.changed IS 'of them, those whose verdict is another one now';

/* -- what the engine keeps whole ------------------------------------------ */

CREATE TRIGGER case_rules_rule_check BEFORE INSERT OR UPDATE ON @rulebook@.rule
    FOR EACH ROW EXECUTE FUNCTION case_rules.rule_check();
CREATE TRIGGER case_rules_duty_check BEFORE INSERT OR UPDATE ON @rulebook@.duty_rule
    FOR EACH ROW EXECUTE FUNCTION case_rules.duty_check();
CREATE TRIGGER case_rules_setting_check BEFORE INSERT OR UPDATE ON @rulebook@.rule_setting
    FOR EACH ROW EXECUTE FUNCTION case_rules.setting_check();
CREATE TRIGGER case_rules_setting_keep BEFORE UPDATE OR DELETE ON @rulebook@.rule_setting
    FOR EACH ROW EXECUTE FUNCTION case_rules.setting_keep();
CREATE TRIGGER case_rules_changed AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.former_setting
    FOR EACH ROW EXECUTE FUNCTION case_rules.rulebook_changed();
CREATE TRIGGER case_rules_changed_truncate AFTER TRUNCATE ON @rulebook@.former_setting
    FOR EACH STATEMENT EXECUTE FUNCTION case_rules.rulebook_changed();
/* for each row, because replication fires no statement triggers */
CREATE TRIGGER case_rules_changed AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.rule
    FOR EACH ROW EXECUTE FUNCTION case_rules.rulebook_changed();
CREATE TRIGGER case_rules_changed_truncate AFTER TRUNCATE ON @rulebook@.rule
    FOR EACH STATEMENT EXECUTE FUNCTION case_rules.rulebook_changed();
CREATE TRIGGER case_rules_changed AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.duty_rule
    FOR EACH ROW EXECUTE FUNCTION case_rules.rulebook_changed();
CREATE TRIGGER case_rules_changed_truncate AFTER TRUNCATE ON @rulebook@.duty_rule
    FOR EACH STATEMENT EXECUTE FUNCTION case_rules.rulebook_changed();
CREATE TRIGGER case_rules_changed AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.rule_setting
    FOR EACH ROW EXECUTE FUNCTION case_rules.rulebook_changed();
CREATE TRIGGER case_rules_changed_truncate AFTER TRUNCATE ON @rulebook@.rule_setting
    FOR EACH STATEMENT EXECUTE FUNCTION case_rules.rulebook_changed();
CREATE TRIGGER case_rules_changed AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.layout
    FOR EACH ROW EXECUTE FUNCTION case_rules.rulebook_changed();
CREATE TRIGGER case_rules_changed AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.guard
    FOR EACH ROW EXECUTE FUNCTION case_rules.rulebook_changed();
CREATE TRIGGER case_rules_changed_truncate AFTER TRUNCATE ON @rulebook@.guard
    FOR EACH STATEMENT EXECUTE FUNCTION case_rules.rulebook_changed();
CREATE TRIGGER case_rules_changed AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.state_mapping
    FOR EACH ROW EXECUTE FUNCTION case_rules.rulebook_changed();
CREATE TRIGGER case_rules_changed_truncate AFTER TRUNCATE ON @rulebook@.state_mapping
    FOR EACH STATEMENT EXECUTE FUNCTION case_rules.rulebook_changed();

CREATE TRIGGER case_rules_append_only BEFORE INSERT OR UPDATE OR DELETE ON @rulebook@.journal
    FOR EACH ROW EXECUTE FUNCTION case_rules.engine_only();
CREATE TRIGGER case_rules_append_only_truncate BEFORE TRUNCATE ON @rulebook@.journal
    FOR EACH STATEMENT EXECUTE FUNCTION case_rules.engine_only();
CREATE TRIGGER case_rules_append_only BEFORE INSERT OR UPDATE OR DELETE ON @rulebook@.duty
    FOR EACH ROW EXECUTE FUNCTION case_rules.engine_only();
CREATE TRIGGER case_rules_append_only_truncate BEFORE TRUNCATE ON @rulebook@.duty
    FOR EACH STATEMENT EXECUTE FUNCTION case_rules.engine_only();
CREATE TRIGGER case_rules_append_only BEFORE INSERT OR UPDATE OR DELETE ON @rulebook@.duty_move
    FOR EACH ROW EXECUTE FUNCTION case_rules.engine_only();
CREATE TRIGGER case_rules_append_only_truncate BEFORE TRUNCATE ON @rulebook@.duty_move
    FOR EACH STATEMENT EXECUTE FUNCTION case_rules.engine_only();
CREATE TRIGGER case_rules_append_only BEFORE INSERT OR UPDATE OR DELETE ON @rulebook@.running_rule
    FOR EACH ROW EXECUTE FUNCTION case_rules.engine_only();
CREATE TRIGGER case_rules_append_only_truncate BEFORE TRUNCATE ON @rulebook@.running_rule
    FOR EACH STATEMENT EXECUTE FUNCTION case_rules.engine_only();
CREATE TRIGGER case_rules_append_only BEFORE INSERT OR UPDATE OR DELETE ON @rulebook@.received
    FOR EACH ROW EXECUTE FUNCTION case_rules.engine_only();
CREATE TRIGGER case_rules_append_only_truncate BEFORE TRUNCATE ON @rulebook@.received
    FOR EACH STATEMENT EXECUTE FUNCTION case_rules.engine_only();
CREATE TRIGGER case_rules_append_only BEFORE INSERT OR UPDATE OR DELETE ON @rulebook@.case_head
    FOR EACH ROW EXECUTE FUNCTION case_rules.engine_only();
CREATE TRIGGER case_rules_append_only_truncate BEFORE TRUNCATE ON @rulebook@.case_head
    FOR EACH STATEMENT EXECUTE FUNCTION case_rules.engine_only();

/* what a fact reaches back to is judged again when the transaction ends */
CREATE CONSTRAINT TRIGGER case_rules_rejudge AFTER UPDATE ON @rulebook@.case_head
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.rejudge_since IS NOT NULL)
    EXECUTE FUNCTION case_rules.case_rejudge(@rulebook_literal@);
CREATE TRIGGER case_rules_reaches_back AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.rule
    FOR EACH ROW EXECUTE FUNCTION case_rules.rule_reaches_back('rule');
CREATE TRIGGER case_rules_reaches_back AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.duty_rule
    FOR EACH ROW EXECUTE FUNCTION case_rules.rule_reaches_back('duty');

CREATE TRIGGER case_rules_override_check BEFORE INSERT OR UPDATE ON @rulebook@.override
    FOR EACH ROW EXECUTE FUNCTION case_rules.override_check();
/* an override serves only acts recorded after it; taken back, it leaves them without */
CREATE TRIGGER case_rules_hold AFTER INSERT ON @rulebook@.override
    FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@, '-');
CREATE TRIGGER case_rules_hold_change AFTER UPDATE OR DELETE ON @rulebook@.override
    FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@, 'granted_on', 'expires_on');
CREATE TRIGGER case_rules_hold AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.cure
    FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@, '-');

/* -- reports: owner-rights views over what the engine wrote ---------------- */

CREATE VIEW @rulebook@.act_version AS
    SELECT j.case_id, j.seq, j.judgement, j.guarded_table, j.procedure, j.subject_id, j.act, j.acted_on, j.side,
           j.from_state, j.to_state, j.outcome, j.amends_seq, j.amends_how,
           j.judged_at AS recorded_at,
           least((SELECT l.judged_at
                    FROM @rulebook@.journal l
                   WHERE l.case_id = j.case_id AND l.seq = j.seq AND l.judgement = j.judgement + 1),
                 (SELECT pg_catalog.min(m.judged_at)
                    FROM @rulebook@.journal m
                   WHERE m.case_id = j.case_id AND m.amends_seq = j.seq AND m.judgement = 1
                     AND m.amends_how IN ('annul', 'correct'))) AS superseded_at
      FROM @rulebook@.journal j;
COMMENT ON COLUMN @rulebook@.act_version.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.act_version.seq IS 'number of the act within the case';
COMMENT ON COLUMN @rulebook@.act_version.judgement IS '1: when the act was recorded';
COMMENT ON COLUMN @rulebook@.act_version.guarded_table IS 'the table in which the act was written';
COMMENT ON COLUMN @rulebook@.act_version.procedure IS 'the procedure';
COMMENT ON COLUMN @rulebook@.act_version.subject_id IS 'the subject';
COMMENT ON COLUMN @rulebook@.act_version.act IS 'the act';
COMMENT ON COLUMN @rulebook@.act_version.acted_on IS 'the day on which it happened';
COMMENT ON COLUMN @rulebook@.act_version.side IS 'the side that performed it';
COMMENT ON COLUMN @rulebook@.act_version.from_state IS 'state before, by this judgement';
COMMENT ON COLUMN @rulebook@.act_version.to_state IS 'state after, by this judgement';
COMMENT ON COLUMN @rulebook@.act_version.outcome IS 'permitted, protective, irregular, cured or barred, by this judgement';
COMMENT ON COLUMN @rulebook@.act_version.amends_seq IS 'the act that it annuls, corrects or cures';
COMMENT ON COLUMN @rulebook@.act_version.amends_how IS 'annul, correct or cure';
COMMENT ON COLUMN @rulebook@.act_version.recorded_at IS 'when it was judged so';
COMMENT ON COLUMN @rulebook@.act_version.superseded_at IS 'when it was judged again, or annulled or corrected; null: it stands so';
COMMENT ON VIEW @rulebook@.act_version IS 'Every act as each judgement saw it, with the time for which that was what is known: of one moment, the rows for which stands(recorded_at, superseded_at, moment) holds.';

CREATE VIEW @rulebook@.act_finding AS
    SELECT j.case_id, j.seq, j.judgement, j.procedure, j.subject_id, j.act, j.acted_on, j.side, j.outcome,
           f.rule, f.version, f.verdict, f.severity, f.mode, f.citation, f.message,
           f.failing, f.missing, f.curable_by, f.override_id
      FROM @rulebook@.journal j
     CROSS JOIN LATERAL pg_catalog.jsonb_to_recordset(j.findings) AS f(
           rule text, version integer, verdict case_rules.verdict, severity case_rules.severity,
           mode case_rules.rule_mode, citation text, message text,
           failing text[], missing text[], curable_by text, override_id uuid);
COMMENT ON COLUMN @rulebook@.act_finding.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.act_finding.seq IS 'number of the act within the case';
COMMENT ON COLUMN @rulebook@.act_finding.judgement IS '1: when the act was recorded';
COMMENT ON COLUMN @rulebook@.act_finding.procedure IS 'the procedure';
COMMENT ON COLUMN @rulebook@.act_finding.subject_id IS 'the subject';
COMMENT ON COLUMN @rulebook@.act_finding.act IS 'the act';
COMMENT ON COLUMN @rulebook@.act_finding.acted_on IS 'the day on which it happened';
COMMENT ON COLUMN @rulebook@.act_finding.side IS 'the side that performed it';
COMMENT ON COLUMN @rulebook@.act_finding.outcome IS 'what became of the act by that judgement';
COMMENT ON COLUMN @rulebook@.act_finding.rule IS 'the rule; an SQLSTATE where the procedure itself stands against an act that was judged again';
COMMENT ON COLUMN @rulebook@.act_finding.version IS 'its version';
COMMENT ON COLUMN @rulebook@.act_finding.verdict IS 'violated, unknown, error or overridden';
COMMENT ON COLUMN @rulebook@.act_finding.severity IS 'the severity that counted';
COMMENT ON COLUMN @rulebook@.act_finding.mode IS 'shadow or enforced';
COMMENT ON COLUMN @rulebook@.act_finding.citation IS 'instrument and article';
COMMENT ON COLUMN @rulebook@.act_finding.message IS 'what is wrong';
COMMENT ON COLUMN @rulebook@.act_finding.failing IS 'the parts of the condition that did not hold';
COMMENT ON COLUMN @rulebook@.act_finding.missing IS 'the facts not recorded that could have changed the answer';
COMMENT ON COLUMN @rulebook@.act_finding.curable_by IS 'the side that can put it right';
COMMENT ON COLUMN @rulebook@.act_finding.override_id IS 'the override that let it pass';
COMMENT ON VIEW @rulebook@.act_finding IS 'The findings with which acts were let pass: warnings, overridden rules, shadow rules, and what protective acts have to cure.';

CREATE VIEW @rulebook@.act_verdict AS
    SELECT j.case_id, j.seq, j.judgement, j.procedure, j.subject_id, j.act, j.acted_on,
           v.rule, v.version, v.verdict
      FROM @rulebook@.journal j
     CROSS JOIN LATERAL (
           SELECT f.rule, f.version, f.verdict
             FROM pg_catalog.jsonb_to_recordset(j.findings)
                  AS f(rule text, version integer, verdict case_rules.verdict)
            UNION ALL
           SELECT pg_catalog.split_part(s, ':', 1), pg_catalog.split_part(s, ':', 2)::integer,
                  'satisfied'::case_rules.verdict AS verdict
             FROM pg_catalog.unnest(j.satisfied) s
            UNION ALL
           SELECT pg_catalog.split_part(n, ':', 1), pg_catalog.split_part(n, ':', 2)::integer,
                  'not_applicable'::case_rules.verdict AS verdict
             FROM pg_catalog.unnest(j.not_applicable) n) v;
COMMENT ON COLUMN @rulebook@.act_verdict.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.act_verdict.seq IS 'number of the act within the case';
COMMENT ON COLUMN @rulebook@.act_verdict.judgement IS '1: when the act was recorded';
COMMENT ON COLUMN @rulebook@.act_verdict.procedure IS 'the procedure';
COMMENT ON COLUMN @rulebook@.act_verdict.subject_id IS 'the subject';
COMMENT ON COLUMN @rulebook@.act_verdict.act IS 'the act';
COMMENT ON COLUMN @rulebook@.act_verdict.acted_on IS 'the day on which it happened';
COMMENT ON COLUMN @rulebook@.act_verdict.rule IS 'the rule';
COMMENT ON COLUMN @rulebook@.act_verdict.version IS 'its version';
COMMENT ON COLUMN @rulebook@.act_verdict.verdict IS 'what it said of the act';
COMMENT ON VIEW @rulebook@.act_verdict IS 'Every rule that was judged for every act, with its version and its verdict.';

CREATE VIEW @rulebook@.act_fulfilment AS
    SELECT v.case_id, v.procedure, v.subject_id, 'act:' || v.act AS source,
           v.acted_on AS fulfilled_on, NULL::bigint AS for_seq, v.seq AS by_seq,
           v.recorded_at, v.superseded_at
      FROM @rulebook@.act_version v
     WHERE v.outcome <> 'barred'
    UNION ALL
    /* as long as nothing else stands against the act that is cured */
    SELECT v.case_id, v.procedure, v.subject_id, 'cure', v.acted_on, v.amends_seq, v.seq,
           greatest(v.recorded_at, t.recorded_at), least(v.superseded_at, t.superseded_at)
      FROM @rulebook@.act_version v
      JOIN @rulebook@.act_version t
        ON t.case_id = v.case_id AND t.seq = v.amends_seq AND t.outcome = 'cured'
       AND coalesce(v.superseded_at, 'infinity') > t.recorded_at
       AND coalesce(t.superseded_at, 'infinity') > v.recorded_at
     WHERE v.amends_how = 'cure' AND v.outcome <> 'barred'
    UNION ALL
    SELECT c.case_id, d.procedure, d.subject_id, 'cure', c.cured_on, c.seq, NULL,
           c.recorded_at, NULL
      FROM @rulebook@.cure c
      JOIN @rulebook@.duty d ON d.case_id = c.case_id AND d.seq = c.seq AND d.duty = 'cure';
COMMENT ON COLUMN @rulebook@.act_fulfilment.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.act_fulfilment.procedure IS 'the procedure';
COMMENT ON COLUMN @rulebook@.act_fulfilment.subject_id IS 'the subject';
COMMENT ON COLUMN @rulebook@.act_fulfilment.source IS 'what happened, as duties name it in fulfilled_by';
COMMENT ON COLUMN @rulebook@.act_fulfilment.fulfilled_on IS 'the day on which it happened';
COMMENT ON COLUMN @rulebook@.act_fulfilment.for_seq IS 'the act whose duty it fulfils; null: any of the subject';
COMMENT ON COLUMN @rulebook@.act_fulfilment.by_seq IS 'the act that fulfils it; null: no act';
COMMENT ON COLUMN @rulebook@.act_fulfilment.recorded_at IS 'from when on it was known';
COMMENT ON COLUMN @rulebook@.act_fulfilment.superseded_at IS 'until when it was taken to be so; null: it stands';
COMMENT ON VIEW @rulebook@.act_fulfilment IS 'What the engine itself knows of fulfilled duties: acts, and cures.';

CREATE VIEW @rulebook@.duty_fulfilment AS
    SELECT f.case_id, f.procedure, f.subject_id, f.source, f.fulfilled_on, f.for_seq, f.by_seq,
           f.recorded_at, f.superseded_at
      FROM @rulebook@.act_fulfilment f;
COMMENT ON COLUMN @rulebook@.duty_fulfilment.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.duty_fulfilment.procedure IS 'the procedure';
COMMENT ON COLUMN @rulebook@.duty_fulfilment.subject_id IS 'the subject';
COMMENT ON COLUMN @rulebook@.duty_fulfilment.source IS 'what happened, as duties name it in fulfilled_by';
COMMENT ON COLUMN @rulebook@.duty_fulfilment.fulfilled_on IS 'the day on which it happened';
COMMENT ON COLUMN @rulebook@.duty_fulfilment.for_seq IS 'the act whose duty it fulfils; null: any of the subject';
COMMENT ON COLUMN @rulebook@.duty_fulfilment.by_seq IS 'the act that fulfils it; null: no act';
COMMENT ON COLUMN @rulebook@.duty_fulfilment.recorded_at IS 'from when on it was known';
COMMENT ON COLUMN @rulebook@.duty_fulfilment.superseded_at IS 'until when it was taken to be so; null: it stands';
COMMENT ON VIEW @rulebook@.duty_fulfilment IS 'What can fulfil a duty, when it happened and when it was known: acts and cures; in the casework schema also visits, reviews and reports.';

CREATE VIEW @rulebook@.irregular_act AS
    SELECT v.case_id, v.seq, v.procedure, v.subject_id, v.act, v.acted_on, v.side,
           CASE WHEN v.outcome <> 'cured' THEN v.outcome
                ELSE (SELECT l.outcome FROM @rulebook@.journal l
                       WHERE l.case_id = v.case_id AND l.seq = v.seq AND l.judgement < v.judgement
                         AND l.outcome IN ('irregular', 'barred')
                       ORDER BY l.judgement DESC LIMIT 1)
           END AS outcome,
           v.to_state, r.rules, v.judgement, v.recorded_at AS judged_at, j.cause, j.cause_seq
      FROM (SELECT case_rules.as_of() AS day, case_rules.known_at() AS known_at) as_of
      JOIN @rulebook@.act_version v
        ON v.acted_on <= as_of.day
       AND @rulebook@.stands(v.recorded_at, v.superseded_at, as_of.known_at)
       AND (v.outcome IN ('irregular', 'barred')
            /* cured, but on a later day */
            OR v.outcome = 'cured'
               AND EXISTS (SELECT FROM @rulebook@.journal l
                            WHERE l.case_id = v.case_id AND l.seq = v.seq AND l.judgement < v.judgement
                              AND l.outcome IN ('irregular', 'barred'))
               AND NOT EXISTS (SELECT FROM @rulebook@.act_version c
                                WHERE c.case_id = v.case_id AND c.amends_seq = v.seq AND c.amends_how = 'cure'
                                  AND c.outcome <> 'barred' AND c.acted_on <= as_of.day
                                  AND @rulebook@.stands(c.recorded_at, c.superseded_at, as_of.known_at)))
      JOIN @rulebook@.journal j
        ON j.case_id = v.case_id AND j.seq = v.seq AND j.judgement = v.judgement
     CROSS JOIN LATERAL (
           SELECT pg_catalog.array_agg(f.rule ORDER BY f.rule) AS rules
             FROM pg_catalog.jsonb_to_recordset(j.findings)
                  AS f(rule text, verdict case_rules.verdict, severity case_rules.severity, mode case_rules.rule_mode)
            WHERE f.verdict <> 'overridden' AND f.mode = 'enforced' AND f.severity >= 'override') r;
COMMENT ON COLUMN @rulebook@.irregular_act.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.irregular_act.seq IS 'number of the act within the case';
COMMENT ON COLUMN @rulebook@.irregular_act.procedure IS 'the procedure';
COMMENT ON COLUMN @rulebook@.irregular_act.subject_id IS 'the subject';
COMMENT ON COLUMN @rulebook@.irregular_act.act IS 'the act';
COMMENT ON COLUMN @rulebook@.irregular_act.acted_on IS 'the day on which it happened';
COMMENT ON COLUMN @rulebook@.irregular_act.side IS 'the side that performed it';
COMMENT ON COLUMN @rulebook@.irregular_act.outcome IS 'irregular: it tells what has happened, and the state follows; barred: let pass at first, found later to be barred, so that it moves nothing';
COMMENT ON COLUMN @rulebook@.irregular_act.to_state IS 'where the subject stood after it';
COMMENT ON COLUMN @rulebook@.irregular_act.rules IS 'the rules that stand against it; an SQLSTATE: the procedure itself';
COMMENT ON COLUMN @rulebook@.irregular_act.judgement IS 'the judgement that says so';
COMMENT ON COLUMN @rulebook@.irregular_act.judged_at IS 'when it was judged so';
COMMENT ON COLUMN @rulebook@.irregular_act.cause IS 'why it was judged then';
COMMENT ON COLUMN @rulebook@.irregular_act.cause_seq IS 'the act because of which it was judged again';
COMMENT ON VIEW @rulebook@.irregular_act IS 'Acts that happened although the protocol forbids them, recorded as irregular or found out later, until they are cured, annulled or corrected; as of case_rules.as_of() and case_rules.known_at().';

CREATE VIEW @rulebook@.judged_elsewhere AS
    SELECT r.case_id, r.seq, r.guarded_table, r.received_at
      FROM @rulebook@.received r
     WHERE NOT EXISTS (SELECT FROM @rulebook@.journal j
                        WHERE j.case_id = r.case_id AND j.seq = r.seq);
COMMENT ON COLUMN @rulebook@.judged_elsewhere.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.judged_elsewhere.seq IS 'number of the act within the case';
COMMENT ON COLUMN @rulebook@.judged_elsewhere.guarded_table IS 'the table in which it is';
COMMENT ON COLUMN @rulebook@.judged_elsewhere.received_at IS 'when it came';
COMMENT ON VIEW @rulebook@.judged_elsewhere IS 'Acts that logical replication brought and that were judged where they were written, not here. case_rules.rejudge_case() judges them here.';
