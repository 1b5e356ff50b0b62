/*
 * The reference casework schema: the tables.
 *
 * create_casework() runs this in the caller's own schema, after the rulebook.
 *   @rulebook@          the schema, quoted
 *   @rulebook_literal@  the schema as a quoted string, for trigger arguments
 *
 * Three kinds of tables:
 *   what a case consists of (case_file, child, person, placement ...);
 *   facts: dated rows about one of them, with the day on which it happened and
 *     the moment when it was recorded.  A fact that changes is a new row; a row
 *     that was wrong is updated, and its former version stays beside it with
 *     superseded_at set, so that what was known on a day can still be asked;
 *   act: what the parties did, guarded by case_rules.guard().
 *
 * The first kind has a few facts of its own (a birth date).  Its rows are what
 * others refer to and cannot be doubled, so that former values go into a table
 * beside it, NAME_version.
 *
 * A former version has an id of its own.  Where other facts refer to a row
 * (a hearing, to the responsibility of who is heard), lasting_id tells which
 * versions are versions of one row.
 *
 * What is the same in every case has no versions: authority, and the treaty
 * rows of the rulebook.  Their present rows answer for every moment at which
 * something was known; what an act rested on then is in the journal.
 *
 * No table has a state column: states are derived from the acts.  The trigger
 * case_rules_hold makes every change of a fact wait its turn in the case, so
 * that no act is decided on a fact that another session is changing.  It is
 * told which columns hold the days from and to which a row says something:
 * acts of these days and later ones are judged again.  Without such a column
 * a row speaks of all days.
 *
 * States are ISO 3166-1 alpha-2 codes in text columns with a CHECK, because a
 * row filter of logical replication can read no other type.
 */

CREATE FUNCTION @rulebook@.keep_former() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
/*
 * With the rights of the owner: whoever may change a child need not be able to
 * write its history.  An ordinary trigger, as casework_version is.
 */
DECLARE
    /* after the one before, whatever the clock does */
    moment timestamptz := greatest(clock_timestamp(), OLD.recorded_at + interval '1 microsecond');
BEGIN
    EXECUTE format('INSERT INTO %1$I.%2$I SELECT r.* FROM jsonb_populate_record(NULL::%1$I.%2$I, $1) r',
                   TG_TABLE_SCHEMA, TG_TABLE_NAME || '_version')
      USING to_jsonb(OLD) || jsonb_build_object('superseded_at', moment);
    NEW.recorded_at := moment;
    RETURN NEW;
END
$function$;
REVOKE ALL ON FUNCTION @rulebook@.keep_former() FROM PUBLIC;
COMMENT ON FUNCTION @rulebook@.keep_former() IS
    'Trigger: keeps the facts that a child, a placement or a carer had before they were changed, in the table NAME_version.';

/* -- who acts -------------------------------------------------------------- */

CREATE TABLE @rulebook@.authority (
    authority_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    state text NOT NULL CHECK (state ~ '^[A-Z]{2}$'),
    name text NOT NULL CHECK (name ~ '\S'),
    role text NOT NULL CHECK (role IN ('central_authority', 'designated_authority', 'competent_authority', 'court', 'institution', 'agency')),
    public_law boolean NOT NULL,
    time_zone text NOT NULL CHECK (time_zone ~ '^([A-Z][A-Za-z_]+/[A-Za-z_/+-]+|UTC)$' AND (timestamptz '2000-01-01 00:00:00+00' AT TIME ZONE time_zone) IS NOT NULL),
    valid daterange NOT NULL DEFAULT '(,)' CHECK (NOT pg_catalog.isempty(valid)),
    authorised_until date,
    PRIMARY KEY (authority_id)
);
COMMENT ON TABLE @rulebook@.authority IS 'Authorities, courts, institutions and agencies of all States. Reference data: the same in every case, and without versions.';
COMMENT ON COLUMN @rulebook@.authority.authority_id IS 'identifier';
COMMENT ON COLUMN @rulebook@.authority.state IS 'the State it belongs to';
COMMENT ON COLUMN @rulebook@.authority.name IS 'name';
COMMENT ON COLUMN @rulebook@.authority.role IS 'central_authority (HC-1996 art 29); designated_authority (art 44); competent_authority: may decide or consent under its own law; court: a competent authority that is a court; institution: a home; agency: a service without powers of its own';
COMMENT ON COLUMN @rulebook@.authority.public_law IS 'it is governed by public law; the consent of a body that is not is no consent';
COMMENT ON COLUMN @rulebook@.authority.time_zone IS 'IANA name of the time zone in which its days begin';
COMMENT ON COLUMN @rulebook@.authority.valid IS 'the days on which it existed in this role';
COMMENT ON COLUMN @rulebook@.authority.authorised_until IS 'institutions and agencies: the last day of its authorisation as a provider; infinity: it has no end; null: not known';

/* -- what a case consists of ----------------------------------------------- */

CREATE TABLE @rulebook@.case_file (
    case_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    opened_on date NOT NULL,
    opened_by uuid REFERENCES @rulebook@.authority,
    label text,
    PRIMARY KEY (case_id)
);
COMMENT ON TABLE @rulebook@.case_file IS 'The file of one family or group of siblings.';
COMMENT ON COLUMN @rulebook@.case_file.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.case_file.opened_on IS 'the day on which it was opened';
COMMENT ON COLUMN @rulebook@.case_file.opened_by IS 'the authority that opened it';
COMMENT ON COLUMN @rulebook@.case_file.label IS 'reference that the offices use for it; no names';

CREATE TABLE @rulebook@.child (
    case_id uuid NOT NULL,
    child_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    label text,
    birth_date case_rules.partial_date,
    sex text CHECK (sex IN ('female', 'male', 'other')),
    nationalities text[],
    languages text[],
    siblings_checked_on date,
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    PRIMARY KEY (case_id, child_id),
    FOREIGN KEY (case_id) REFERENCES @rulebook@.case_file
);
/* case_rules.may_be_under and case_rules.surely_under */
CREATE INDEX ON @rulebook@.child (case_rules.latest(birth_date));
CREATE INDEX ON @rulebook@.child (case_rules.earliest(birth_date));
COMMENT ON TABLE @rulebook@.child IS 'The children of a case.';
COMMENT ON COLUMN @rulebook@.child.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.child.child_id IS 'identifier';
COMMENT ON COLUMN @rulebook@.child.label IS 'how the child is referred to; a name only where the office wants it here';
COMMENT ON COLUMN @rulebook@.child.birth_date IS 'day of birth, as precisely as it is known';
COMMENT ON COLUMN @rulebook@.child.sex IS 'null: not recorded';
COMMENT ON COLUMN @rulebook@.child.nationalities IS 'States (ISO 3166-1 alpha-2); empty: stateless';
COMMENT ON COLUMN @rulebook@.child.languages IS 'languages that the child speaks (ISO 639)';
COMMENT ON COLUMN @rulebook@.child.siblings_checked_on IS 'the day on which it was established which siblings the child has; sibling_bond lists them';
COMMENT ON COLUMN @rulebook@.child.recorded_at IS 'when what it says was recorded; child_version has what it said before';
/* a row that nothing refers to says nothing: what refers to it is held itself;
   siblings_checked_on speaks from that day on, the rest of all days */
CREATE TRIGGER case_rules_hold AFTER UPDATE ON @rulebook@.child
    FOR EACH ROW
    WHEN (OLD.case_id IS DISTINCT FROM NEW.case_id
          OR OLD.child_id IS DISTINCT FROM NEW.child_id
          OR OLD.birth_date::text IS DISTINCT FROM NEW.birth_date::text
          OR OLD.siblings_checked_on IS DISTINCT FROM NEW.siblings_checked_on)
    EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@, 'birth_date', 'siblings_checked_on');
CREATE TRIGGER case_rules_hold_delete AFTER DELETE ON @rulebook@.child
    FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@);
CREATE TRIGGER casework_version BEFORE UPDATE ON @rulebook@.child
    FOR EACH ROW
    WHEN (OLD.birth_date::text IS DISTINCT FROM NEW.birth_date::text
          OR OLD.siblings_checked_on IS DISTINCT FROM NEW.siblings_checked_on)
    EXECUTE FUNCTION @rulebook@.keep_former();

CREATE TABLE @rulebook@.child_version (
    case_id uuid NOT NULL,
    child_id uuid NOT NULL,
    birth_date case_rules.partial_date,
    siblings_checked_on date,
    recorded_at timestamptz NOT NULL,
    superseded_at timestamptz NOT NULL,
    PRIMARY KEY (case_id, child_id, superseded_at),
    FOREIGN KEY (case_id, child_id) REFERENCES @rulebook@.child ON UPDATE CASCADE ON DELETE CASCADE
);
COMMENT ON TABLE @rulebook@.child_version IS 'What was known of a child before it was changed.';
COMMENT ON COLUMN @rulebook@.child_version.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.child_version.child_id IS 'the child';
COMMENT ON COLUMN @rulebook@.child_version.birth_date IS 'day of birth, as precisely as it was known';
COMMENT ON COLUMN @rulebook@.child_version.siblings_checked_on IS 'the day on which it was established which siblings the child has';
COMMENT ON COLUMN @rulebook@.child_version.recorded_at IS 'when it was recorded';
COMMENT ON COLUMN @rulebook@.child_version.superseded_at IS 'when it was changed';
CREATE TRIGGER case_rules_hold AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.child_version
    FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@);

CREATE TABLE @rulebook@.person (
    case_id uuid NOT NULL,
    person_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    label text,
    birth_date case_rules.partial_date,
    state text CHECK (state ~ '^[A-Z]{2}$'),
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    PRIMARY KEY (case_id, person_id),
    FOREIGN KEY (case_id) REFERENCES @rulebook@.case_file
);
CREATE INDEX ON @rulebook@.person (case_rules.latest(birth_date));
CREATE INDEX ON @rulebook@.person (case_rules.earliest(birth_date));
COMMENT ON TABLE @rulebook@.person IS 'Adults of a case: parents, relatives, guardians, carers.';
COMMENT ON COLUMN @rulebook@.person.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.person.person_id IS 'identifier';
COMMENT ON COLUMN @rulebook@.person.label IS 'name, or how the office refers to the person';
COMMENT ON COLUMN @rulebook@.person.birth_date IS 'day of birth, as precisely as it is known';
COMMENT ON COLUMN @rulebook@.person.state IS 'the State where the person lives';
COMMENT ON COLUMN @rulebook@.person.recorded_at IS 'when it was recorded';

CREATE TABLE @rulebook@.placement (
    case_id uuid NOT NULL,
    placement_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    child_id uuid NOT NULL,
    requesting_state text NOT NULL CHECK (requesting_state ~ '^[A-Z]{2}$'),
    requested_state text NOT NULL CHECK (requested_state ~ '^[A-Z]{2}$'),
    proceedings_instituted_on date,
    label text,
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    PRIMARY KEY (case_id, placement_id),
    FOREIGN KEY (case_id, child_id) REFERENCES @rulebook@.child,
    CHECK (requesting_state <> requested_state)
);
COMMENT ON TABLE @rulebook@.placement IS 'One childs placement in another State: the subject of the procedure placement_abroad. It has no state column; placement_status derives it.';
COMMENT ON COLUMN @rulebook@.placement.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.placement.placement_id IS 'identifier';
COMMENT ON COLUMN @rulebook@.placement.child_id IS 'the child';
COMMENT ON COLUMN @rulebook@.placement.requesting_state IS 'the State whose authority contemplates the placement';
COMMENT ON COLUMN @rulebook@.placement.requested_state IS 'the State where the child is to live; cannot change once there is an act';
COMMENT ON COLUMN @rulebook@.placement.proceedings_instituted_on IS 'the day on which the proceedings were instituted (Brussels IIb art 100)';
COMMENT ON COLUMN @rulebook@.placement.label IS 'reference that the offices use for it';
COMMENT ON COLUMN @rulebook@.placement.recorded_at IS 'when what it says was recorded; placement_version has what it said before';
/* a row that nothing refers to says nothing: what refers to it is held itself */
CREATE TRIGGER case_rules_hold AFTER UPDATE ON @rulebook@.placement
    FOR EACH ROW
    WHEN (OLD.case_id IS DISTINCT FROM NEW.case_id
          OR OLD.placement_id IS DISTINCT FROM NEW.placement_id
          OR OLD.child_id IS DISTINCT FROM NEW.child_id
          OR OLD.requesting_state IS DISTINCT FROM NEW.requesting_state
          OR OLD.requested_state IS DISTINCT FROM NEW.requested_state
          OR OLD.proceedings_instituted_on IS DISTINCT FROM NEW.proceedings_instituted_on)
    EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@);
CREATE TRIGGER case_rules_hold_delete AFTER DELETE ON @rulebook@.placement
    FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@);
CREATE TRIGGER casework_version BEFORE UPDATE ON @rulebook@.placement
    FOR EACH ROW
    WHEN (OLD.proceedings_instituted_on IS DISTINCT FROM NEW.proceedings_instituted_on)
    EXECUTE FUNCTION @rulebook@.keep_former();

CREATE TABLE @rulebook@.placement_version (
    case_id uuid NOT NULL,
    placement_id uuid NOT NULL,
    proceedings_instituted_on date,
    recorded_at timestamptz NOT NULL,
    superseded_at timestamptz NOT NULL,
    PRIMARY KEY (case_id, placement_id, superseded_at),
    FOREIGN KEY (case_id, placement_id) REFERENCES @rulebook@.placement ON UPDATE CASCADE ON DELETE CASCADE
);
COMMENT ON TABLE @rulebook@.placement_version IS 'What was known of a placement before it was changed.';
COMMENT ON COLUMN @rulebook@.placement_version.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.placement_version.placement_id IS 'the placement';
COMMENT ON COLUMN @rulebook@.placement_version.proceedings_instituted_on IS 'the day on which the proceedings were instituted';
COMMENT ON COLUMN @rulebook@.placement_version.recorded_at IS 'when it was recorded';
COMMENT ON COLUMN @rulebook@.placement_version.superseded_at IS 'when it was changed';
CREATE TRIGGER case_rules_hold AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.placement_version
    FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@);

CREATE TABLE @rulebook@.urgent_measure (
    case_id uuid NOT NULL,
    measure_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    child_id uuid NOT NULL,
    taken_in_state text NOT NULL CHECK (taken_in_state ~ '^[A-Z]{2}$'),
    competent_state text CHECK (competent_state ~ '^[A-Z]{2}$'),
    label text,
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    PRIMARY KEY (case_id, measure_id),
    FOREIGN KEY (case_id, child_id) REFERENCES @rulebook@.child
);
COMMENT ON TABLE @rulebook@.urgent_measure IS 'One urgent or provisional measure for a child: the subject of the procedure urgent_measure.';
COMMENT ON COLUMN @rulebook@.urgent_measure.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.urgent_measure.measure_id IS 'identifier';
COMMENT ON COLUMN @rulebook@.urgent_measure.child_id IS 'the child';
COMMENT ON COLUMN @rulebook@.urgent_measure.taken_in_state IS 'the State whose authority takes it';
COMMENT ON COLUMN @rulebook@.urgent_measure.competent_state IS 'the State whose authorities have jurisdiction over the child (HC-1996 arts 5 to 10), and are to be told; null: not known';
COMMENT ON COLUMN @rulebook@.urgent_measure.label IS 'reference that the offices use for it';
COMMENT ON COLUMN @rulebook@.urgent_measure.recorded_at IS 'when it was recorded';
/* a row that nothing refers to says nothing: what refers to it is held itself */
CREATE TRIGGER case_rules_hold AFTER UPDATE ON @rulebook@.urgent_measure
    FOR EACH ROW
    WHEN (OLD.case_id IS DISTINCT FROM NEW.case_id
          OR OLD.measure_id IS DISTINCT FROM NEW.measure_id
          OR OLD.child_id IS DISTINCT FROM NEW.child_id
          OR OLD.taken_in_state IS DISTINCT FROM NEW.taken_in_state
          OR OLD.competent_state IS DISTINCT FROM NEW.competent_state)
    EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@);
CREATE TRIGGER case_rules_hold_delete AFTER DELETE ON @rulebook@.urgent_measure
    FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@);

/* -- family ---------------------------------------------------------------- */

CREATE TABLE @rulebook@.relationship (
    case_id uuid NOT NULL,
    relationship_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    child_id uuid NOT NULL,
    person_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('parent', 'step_parent', 'grandparent', 'sibling', 'aunt_or_uncle', 'cousin', 'other_relative', 'unrelated')),
    proof text NOT NULL DEFAULT 'claimed' CHECK (proof IN ('claimed', 'document', 'dna', 'two_informants', 'disproved')),
    proved_on date,
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    superseded_at timestamptz,
    PRIMARY KEY (case_id, relationship_id),
    FOREIGN KEY (case_id, child_id) REFERENCES @rulebook@.child,
    FOREIGN KEY (case_id, person_id) REFERENCES @rulebook@.person,
    CHECK ((proof = 'claimed') = (proved_on IS NULL))
);
CREATE INDEX ON @rulebook@.relationship (case_id, child_id, person_id, relationship_id);
COMMENT ON TABLE @rulebook@.relationship IS 'How a person is related to a child, and how that was proved.';
COMMENT ON COLUMN @rulebook@.relationship.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.relationship.relationship_id IS 'identifier';
COMMENT ON COLUMN @rulebook@.relationship.child_id IS 'the child';
COMMENT ON COLUMN @rulebook@.relationship.person_id IS 'the person';
COMMENT ON COLUMN @rulebook@.relationship.kind IS 'what the person is to the child';
COMMENT ON COLUMN @rulebook@.relationship.proof IS 'how it was proved; claimed: not yet';
COMMENT ON COLUMN @rulebook@.relationship.proved_on IS 'the day on which it was proved or disproved';
COMMENT ON COLUMN @rulebook@.relationship.recorded_at IS 'when it was recorded';
COMMENT ON COLUMN @rulebook@.relationship.superseded_at IS 'when it was replaced or struck out; null: it stands';
CREATE TRIGGER case_rules_hold AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.relationship
    FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@);
CREATE TRIGGER casework_version BEFORE UPDATE OR DELETE ON @rulebook@.relationship
    FOR EACH ROW EXECUTE FUNCTION case_rules.keep_version('relationship_id');

CREATE TABLE @rulebook@.sibling_bond (
    case_id uuid NOT NULL,
    bond_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    lasting_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    child_id uuid NOT NULL,
    sibling_id uuid,
    elsewhere text,
    has_bond boolean,
    reported_by uuid REFERENCES @rulebook@.authority,
    reported_on date,
    reported_state case_rules.consent_state,
    reported_requested_state text CHECK (reported_requested_state ~ '^[A-Z]{2}$'),
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    superseded_at timestamptz,
    PRIMARY KEY (case_id, bond_id),
    FOREIGN KEY (case_id, child_id) REFERENCES @rulebook@.child,
    FOREIGN KEY (case_id, sibling_id) REFERENCES @rulebook@.child (case_id, child_id),
    CHECK (pg_catalog.num_nonnulls(sibling_id, elsewhere) = 1),
    CHECK (sibling_id <> child_id)
);
CREATE INDEX ON @rulebook@.sibling_bond (case_id, child_id, sibling_id, bond_id);
COMMENT ON TABLE @rulebook@.sibling_bond IS 'A sibling of the child: another child of this case, or one who is handled elsewhere, with what the other authority last reported.';
COMMENT ON COLUMN @rulebook@.sibling_bond.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.sibling_bond.bond_id IS 'identifier';
COMMENT ON COLUMN @rulebook@.sibling_bond.lasting_id IS 'the same in every version of the row: what refers to the one that stands, refers to what it said before';
COMMENT ON COLUMN @rulebook@.sibling_bond.child_id IS 'the child';
COMMENT ON COLUMN @rulebook@.sibling_bond.sibling_id IS 'the sibling, where a child of this case';
COMMENT ON COLUMN @rulebook@.sibling_bond.elsewhere IS 'the reference under which the sibling is handled elsewhere';
COMMENT ON COLUMN @rulebook@.sibling_bond.has_bond IS 'they have an existing bond; null: not looked at';
COMMENT ON COLUMN @rulebook@.sibling_bond.reported_by IS 'handled elsewhere: the authority that last reported';
COMMENT ON COLUMN @rulebook@.sibling_bond.reported_on IS 'handled elsewhere: the day of that report';
COMMENT ON COLUMN @rulebook@.sibling_bond.reported_state IS 'handled elsewhere: where the siblings placement stood then';
COMMENT ON COLUMN @rulebook@.sibling_bond.reported_requested_state IS 'handled elsewhere: the State where the sibling is to live';
COMMENT ON COLUMN @rulebook@.sibling_bond.recorded_at IS 'when it was recorded';
COMMENT ON COLUMN @rulebook@.sibling_bond.superseded_at IS 'when it was replaced or struck out; null: it stands';
CREATE TRIGGER case_rules_hold AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.sibling_bond
    FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@);
CREATE TRIGGER casework_version BEFORE UPDATE OR DELETE ON @rulebook@.sibling_bond
    FOR EACH ROW EXECUTE FUNCTION case_rules.keep_version('bond_id');

CREATE TABLE @rulebook@.habitual_residence (
    case_id uuid NOT NULL,
    residence_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    child_id uuid NOT NULL,
    state text CHECK (state ~ '^[A-Z]{2}$'),
    from_on date NOT NULL,
    to_on date,
    basis text,
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    superseded_at timestamptz,
    PRIMARY KEY (case_id, residence_id),
    FOREIGN KEY (case_id, child_id) REFERENCES @rulebook@.child,
    CHECK (to_on >= from_on)
);
CREATE INDEX ON @rulebook@.habitual_residence (case_id, child_id, from_on, residence_id);
COMMENT ON TABLE @rulebook@.habitual_residence IS 'Where a child was habitually resident, from when to when.';
COMMENT ON COLUMN @rulebook@.habitual_residence.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.habitual_residence.residence_id IS 'identifier';
COMMENT ON COLUMN @rulebook@.habitual_residence.child_id IS 'the child';
COMMENT ON COLUMN @rulebook@.habitual_residence.state IS 'the State; null: it cannot be established (HC-1996 art 6(2))';
COMMENT ON COLUMN @rulebook@.habitual_residence.from_on IS 'first day';
COMMENT ON COLUMN @rulebook@.habitual_residence.to_on IS 'last day; null: it goes on';
COMMENT ON COLUMN @rulebook@.habitual_residence.basis IS 'on what that rests';
COMMENT ON COLUMN @rulebook@.habitual_residence.recorded_at IS 'when it was recorded';
COMMENT ON COLUMN @rulebook@.habitual_residence.superseded_at IS 'when it was replaced or struck out; null: it stands';
CREATE TRIGGER case_rules_hold AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.habitual_residence
    FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@, 'from_on', 'to_on');
CREATE TRIGGER casework_version BEFORE UPDATE OR DELETE ON @rulebook@.habitual_residence
    FOR EACH ROW EXECUTE FUNCTION case_rules.keep_version('residence_id');

CREATE TABLE @rulebook@.parental_responsibility (
    case_id uuid NOT NULL,
    responsibility_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    lasting_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    child_id uuid NOT NULL,
    person_id uuid,
    authority_id uuid REFERENCES @rulebook@.authority,
    source text CHECK (source IN ('by_law', 'agreement', 'decision')),
    law_state text CHECK (law_state ~ '^[A-Z]{2}$'),
    from_on date NOT NULL,
    to_on date,
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    superseded_at timestamptz,
    PRIMARY KEY (case_id, responsibility_id),
    FOREIGN KEY (case_id, child_id) REFERENCES @rulebook@.child,
    FOREIGN KEY (case_id, person_id) REFERENCES @rulebook@.person,
    CHECK (pg_catalog.num_nonnulls(person_id, authority_id) = 1),
    CHECK (to_on >= from_on)
);
CREATE INDEX ON @rulebook@.parental_responsibility (case_id, child_id, from_on);
COMMENT ON TABLE @rulebook@.parental_responsibility IS 'Who holds parental responsibility for a child.';
COMMENT ON COLUMN @rulebook@.parental_responsibility.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.parental_responsibility.responsibility_id IS 'identifier';
COMMENT ON COLUMN @rulebook@.parental_responsibility.lasting_id IS 'the same in every version of the row: what refers to the one that stands, refers to what it said before';
COMMENT ON COLUMN @rulebook@.parental_responsibility.child_id IS 'the child';
COMMENT ON COLUMN @rulebook@.parental_responsibility.person_id IS 'the holder, where a person';
COMMENT ON COLUMN @rulebook@.parental_responsibility.authority_id IS 'the holder, where an authority';
COMMENT ON COLUMN @rulebook@.parental_responsibility.source IS 'on what it rests';
COMMENT ON COLUMN @rulebook@.parental_responsibility.law_state IS 'the State under whose law it arose (HC-1996 art 16)';
COMMENT ON COLUMN @rulebook@.parental_responsibility.from_on IS 'first day';
COMMENT ON COLUMN @rulebook@.parental_responsibility.to_on IS 'last day; null: it goes on';
COMMENT ON COLUMN @rulebook@.parental_responsibility.recorded_at IS 'when it was recorded';
COMMENT ON COLUMN @rulebook@.parental_responsibility.superseded_at IS 'when it was replaced or struck out; null: it stands';
CREATE TRIGGER case_rules_hold AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.parental_responsibility
    FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@, 'from_on', 'to_on');
CREATE TRIGGER casework_version BEFORE UPDATE OR DELETE ON @rulebook@.parental_responsibility
    FOR EACH ROW EXECUTE FUNCTION case_rules.keep_version('responsibility_id');

CREATE TABLE @rulebook@.hearing (
    case_id uuid NOT NULL,
    hearing_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    responsibility_id uuid NOT NULL,
    heard_on date NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('heard', 'declined', 'untraceable', 'not_offered')),
    efforts text,
    document text,
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    superseded_at timestamptz,
    PRIMARY KEY (case_id, hearing_id),
    FOREIGN KEY (case_id, responsibility_id) REFERENCES @rulebook@.parental_responsibility,
    CHECK (outcome <> 'untraceable' OR efforts ~ '\S')
);
CREATE INDEX ON @rulebook@.hearing (case_id, responsibility_id, heard_on, hearing_id);
COMMENT ON TABLE @rulebook@.hearing IS 'How a holder of parental responsibility was heard.';
COMMENT ON COLUMN @rulebook@.hearing.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.hearing.hearing_id IS 'identifier';
COMMENT ON COLUMN @rulebook@.hearing.responsibility_id IS 'whose hearing';
COMMENT ON COLUMN @rulebook@.hearing.heard_on IS 'the day';
COMMENT ON COLUMN @rulebook@.hearing.outcome IS 'declined: the opportunity was given; untraceable: not found in spite of the efforts recorded';
COMMENT ON COLUMN @rulebook@.hearing.efforts IS 'untraceable: what was done to find the person';
COMMENT ON COLUMN @rulebook@.hearing.document IS 'reference of the document';
COMMENT ON COLUMN @rulebook@.hearing.recorded_at IS 'when it was recorded';
COMMENT ON COLUMN @rulebook@.hearing.superseded_at IS 'when it was replaced or struck out; null: it stands';
CREATE TRIGGER case_rules_hold AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.hearing
    FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@, 'heard_on');
CREATE TRIGGER casework_version BEFORE UPDATE OR DELETE ON @rulebook@.hearing
    FOR EACH ROW EXECUTE FUNCTION case_rules.keep_version('hearing_id');

/* -- the child: situation, participation, assessment ----------------------- */

CREATE TABLE @rulebook@.child_situation (
    case_id uuid NOT NULL,
    situation_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    child_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('accompanied', 'unaccompanied', 'separated', 'age_disputed', 'serious_danger')),
    holds boolean NOT NULL DEFAULT true,
    from_on date NOT NULL,
    to_on date,
    reasons text,
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    superseded_at timestamptz,
    PRIMARY KEY (case_id, situation_id),
    FOREIGN KEY (case_id, child_id) REFERENCES @rulebook@.child,
    CHECK (to_on >= from_on)
);
CREATE INDEX ON @rulebook@.child_situation (case_id, child_id, kind, from_on, situation_id);
COMMENT ON TABLE @rulebook@.child_situation IS 'A condition in which a child is, or was found not to be.';
COMMENT ON COLUMN @rulebook@.child_situation.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.child_situation.situation_id IS 'identifier';
COMMENT ON COLUMN @rulebook@.child_situation.child_id IS 'the child';
COMMENT ON COLUMN @rulebook@.child_situation.kind IS 'accompanied: by a parent or another person who is responsible by law; unaccompanied or separated: a guardian must act for the child; age_disputed: an age assessment or an appeal against one is open; serious_danger: one that was reported by an act ends with a row here that ends, or does not hold';
COMMENT ON COLUMN @rulebook@.child_situation.holds IS 'false: it was looked into and does not hold';
COMMENT ON COLUMN @rulebook@.child_situation.from_on IS 'the day from which this is so';
COMMENT ON COLUMN @rulebook@.child_situation.to_on IS 'last day; null: it goes on';
COMMENT ON COLUMN @rulebook@.child_situation.reasons IS 'what was found';
COMMENT ON COLUMN @rulebook@.child_situation.recorded_at IS 'when it was recorded';
COMMENT ON COLUMN @rulebook@.child_situation.superseded_at IS 'when it was replaced or struck out; null: it stands';
CREATE TRIGGER case_rules_hold AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.child_situation
    FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@, 'from_on', 'to_on');
CREATE TRIGGER casework_version BEFORE UPDATE OR DELETE ON @rulebook@.child_situation
    FOR EACH ROW EXECUTE FUNCTION case_rules.keep_version('situation_id');

CREATE TABLE @rulebook@.appointment (
    case_id uuid NOT NULL,
    appointment_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    child_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('guardian', 'legal_representative', 'person_of_reference')),
    person_id uuid NOT NULL,
    from_on date NOT NULL,
    to_on date,
    conflict_checked_on date,
    document text,
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    superseded_at timestamptz,
    PRIMARY KEY (case_id, appointment_id),
    FOREIGN KEY (case_id, child_id) REFERENCES @rulebook@.child,
    FOREIGN KEY (case_id, person_id) REFERENCES @rulebook@.person,
    CHECK (to_on >= from_on)
);
CREATE INDEX ON @rulebook@.appointment (case_id, child_id, kind, from_on, appointment_id);
COMMENT ON TABLE @rulebook@.appointment IS 'Who was appointed to act for a child or to be there for it.';
COMMENT ON COLUMN @rulebook@.appointment.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.appointment.appointment_id IS 'identifier';
COMMENT ON COLUMN @rulebook@.appointment.child_id IS 'the child';
COMMENT ON COLUMN @rulebook@.appointment.kind IS 'in which function';
COMMENT ON COLUMN @rulebook@.appointment.person_id IS 'who';
COMMENT ON COLUMN @rulebook@.appointment.from_on IS 'first day in office';
COMMENT ON COLUMN @rulebook@.appointment.to_on IS 'last day in office; null: no end is set';
COMMENT ON COLUMN @rulebook@.appointment.conflict_checked_on IS 'the day on which it was established that no interest conflicts';
COMMENT ON COLUMN @rulebook@.appointment.document IS 'reference of the document';
COMMENT ON COLUMN @rulebook@.appointment.recorded_at IS 'when it was recorded';
COMMENT ON COLUMN @rulebook@.appointment.superseded_at IS 'when it was replaced or struck out; null: it stands';
CREATE TRIGGER case_rules_hold AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.appointment
    FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@, 'from_on', 'to_on');
CREATE TRIGGER casework_version BEFORE UPDATE OR DELETE ON @rulebook@.appointment
    FOR EACH ROW EXECUTE FUNCTION case_rules.keep_version('appointment_id');

CREATE TABLE @rulebook@.views (
    case_id uuid NOT NULL,
    views_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    child_id uuid NOT NULL,
    heard_on date NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('heard', 'declined', 'not_capable_reasoned', 'not_offered')),
    method text,
    alone boolean,
    interpreter boolean,
    reasons text,
    document text,
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    superseded_at timestamptz,
    PRIMARY KEY (case_id, views_id),
    FOREIGN KEY (case_id, child_id) REFERENCES @rulebook@.child,
    CHECK (outcome <> 'not_capable_reasoned' OR reasons ~ '\S')
);
CREATE INDEX ON @rulebook@.views (case_id, child_id, heard_on, views_id);
COMMENT ON TABLE @rulebook@.views IS 'How a child took part: what was asked, how, and what weight was given to it.';
COMMENT ON COLUMN @rulebook@.views.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.views.views_id IS 'identifier';
COMMENT ON COLUMN @rulebook@.views.child_id IS 'the child';
COMMENT ON COLUMN @rulebook@.views.heard_on IS 'the day';
COMMENT ON COLUMN @rulebook@.views.outcome IS 'declined: the opportunity was given; not_capable_reasoned: the reasons are recorded';
COMMENT ON COLUMN @rulebook@.views.method IS 'how: interview, drawing, through whom';
COMMENT ON COLUMN @rulebook@.views.alone IS 'the child was heard alone';
COMMENT ON COLUMN @rulebook@.views.interpreter IS 'an interpreter was present';
COMMENT ON COLUMN @rulebook@.views.reasons IS 'why the child was not capable, or was not offered the opportunity';
COMMENT ON COLUMN @rulebook@.views.document IS 'reference of the document';
COMMENT ON COLUMN @rulebook@.views.recorded_at IS 'when it was recorded';
COMMENT ON COLUMN @rulebook@.views.superseded_at IS 'when it was replaced or struck out; null: it stands';
CREATE TRIGGER case_rules_hold AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.views
    FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@, 'heard_on');
CREATE TRIGGER casework_version BEFORE UPDATE OR DELETE ON @rulebook@.views
    FOR EACH ROW EXECUTE FUNCTION case_rules.keep_version('views_id');

CREATE TABLE @rulebook@.assessment (
    case_id uuid NOT NULL,
    assessment_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    child_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('bia', 'risk', 'social', 'family', 'origin_report', 'disclosure')),
    opened_on date,
    completed_on date,
    approved_on date,
    author text,
    author_qualified boolean,
    reviewer text,
    child_seen boolean,
    elements text[] CHECK (elements <@ '{views,identity,family,safety,vulnerability,health,education}'::text[]),
    outcome text,
    document text,
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    superseded_at timestamptz,
    PRIMARY KEY (case_id, assessment_id),
    FOREIGN KEY (case_id, child_id) REFERENCES @rulebook@.child,
    CHECK (completed_on >= opened_on),
    CHECK (approved_on >= completed_on AND (approved_on IS NULL OR completed_on IS NOT NULL)),
    CHECK (kind <> 'origin_report' OR outcome IN ('on_file', 'absent_with_reasons', 'not_requested')),
    CHECK (kind <> 'disclosure' OR outcome IN ('danger', 'no_danger'))
);
CREATE INDEX ON @rulebook@.assessment (case_id, child_id, kind, completed_on, assessment_id);
COMMENT ON TABLE @rulebook@.assessment IS 'An assessment of a child, a family or a risk, or a report asked for. A draft has no approved_on.';
COMMENT ON COLUMN @rulebook@.assessment.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.assessment.assessment_id IS 'identifier';
COMMENT ON COLUMN @rulebook@.assessment.child_id IS 'the child';
COMMENT ON COLUMN @rulebook@.assessment.kind IS 'bia: best-interests assessment; family: its capacity to care; origin_report: information from the country of origin; disclosure: whether sending information endangers anybody (HC-1996 art 37)';
COMMENT ON COLUMN @rulebook@.assessment.opened_on IS 'the day on which it was begun or asked for';
COMMENT ON COLUMN @rulebook@.assessment.completed_on IS 'the day on which it was completed or received';
COMMENT ON COLUMN @rulebook@.assessment.approved_on IS 'bia: the day on which it was approved';
COMMENT ON COLUMN @rulebook@.assessment.author IS 'identifier of the person who made it';
COMMENT ON COLUMN @rulebook@.assessment.author_qualified IS 'the authors professional qualification is on record';
COMMENT ON COLUMN @rulebook@.assessment.reviewer IS 'identifier of the person who reviewed it';
COMMENT ON COLUMN @rulebook@.assessment.child_seen IS 'the child was met in person for it';
COMMENT ON COLUMN @rulebook@.assessment.elements IS 'bia: which of the seven elements it addresses';
COMMENT ON COLUMN @rulebook@.assessment.outcome IS 'origin_report: on_file, absent_with_reasons, not_requested; disclosure: danger, no_danger; others: as the office words it';
COMMENT ON COLUMN @rulebook@.assessment.document IS 'reference of the document';
COMMENT ON COLUMN @rulebook@.assessment.recorded_at IS 'when it was recorded';
COMMENT ON COLUMN @rulebook@.assessment.superseded_at IS 'when it was replaced or struck out; null: it stands';
CREATE TRIGGER case_rules_hold AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.assessment
    FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@, 'opened_on', 'completed_on', 'approved_on');
CREATE TRIGGER casework_version BEFORE UPDATE OR DELETE ON @rulebook@.assessment
    FOR EACH ROW EXECUTE FUNCTION case_rules.keep_version('assessment_id');

CREATE TABLE @rulebook@.material_change (
    case_id uuid NOT NULL,
    change_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    child_id uuid NOT NULL,
    changed_on date NOT NULL,
    what text NOT NULL CHECK (what ~ '\S'),
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    superseded_at timestamptz,
    PRIMARY KEY (case_id, change_id),
    FOREIGN KEY (case_id, child_id) REFERENCES @rulebook@.child
);
CREATE INDEX ON @rulebook@.material_change (case_id, child_id, changed_on, change_id);
COMMENT ON TABLE @rulebook@.material_change IS 'Something important that changed in a childs situation.';
COMMENT ON COLUMN @rulebook@.material_change.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.material_change.change_id IS 'identifier';
COMMENT ON COLUMN @rulebook@.material_change.child_id IS 'the child';
COMMENT ON COLUMN @rulebook@.material_change.changed_on IS 'the day';
COMMENT ON COLUMN @rulebook@.material_change.what IS 'what changed';
COMMENT ON COLUMN @rulebook@.material_change.recorded_at IS 'when it was recorded';
COMMENT ON COLUMN @rulebook@.material_change.superseded_at IS 'when it was replaced or struck out; null: it stands';
CREATE TRIGGER case_rules_hold AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.material_change
    FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@, 'changed_on');
CREATE TRIGGER casework_version BEFORE UPDATE OR DELETE ON @rulebook@.material_change
    FOR EACH ROW EXECUTE FUNCTION case_rules.keep_version('change_id');

CREATE TABLE @rulebook@.care_option (
    case_id uuid NOT NULL,
    option_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    child_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('parents', 'kin_here', 'kin_abroad', 'foster', 'small_group', 'residential')),
    considered_on date NOT NULL,
    suitable boolean,
    finding text,
    child_asked boolean,
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    superseded_at timestamptz,
    PRIMARY KEY (case_id, option_id),
    FOREIGN KEY (case_id, child_id) REFERENCES @rulebook@.child
);
CREATE INDEX ON @rulebook@.care_option (case_id, child_id, kind, considered_on, option_id);
COMMENT ON TABLE @rulebook@.care_option IS 'One kind of care that was looked at for a child, and what was found.';
COMMENT ON COLUMN @rulebook@.care_option.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.care_option.option_id IS 'identifier';
COMMENT ON COLUMN @rulebook@.care_option.child_id IS 'the child';
COMMENT ON COLUMN @rulebook@.care_option.kind IS 'the kind of care';
COMMENT ON COLUMN @rulebook@.care_option.considered_on IS 'the day';
COMMENT ON COLUMN @rulebook@.care_option.suitable IS 'null: not decided';
COMMENT ON COLUMN @rulebook@.care_option.finding IS 'what was found, with reasons; blank: still open';
COMMENT ON COLUMN @rulebook@.care_option.child_asked IS 'kin_abroad: the child was asked about relatives abroad and the answer is recorded';
COMMENT ON COLUMN @rulebook@.care_option.recorded_at IS 'when it was recorded';
COMMENT ON COLUMN @rulebook@.care_option.superseded_at IS 'when it was replaced or struck out; null: it stands';
CREATE TRIGGER case_rules_hold AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.care_option
    FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@, 'considered_on');
CREATE TRIGGER casework_version BEFORE UPDATE OR DELETE ON @rulebook@.care_option
    FOR EACH ROW EXECUTE FUNCTION case_rules.keep_version('option_id');

/* -- carers ---------------------------------------------------------------- */

CREATE TABLE @rulebook@.proposed_carer (
    case_id uuid NOT NULL,
    carer_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    person_id uuid,
    authority_id uuid REFERENCES @rulebook@.authority,
    state text CHECK (state ~ '^[A-Z]{2}$'),
    household_listed_on date,
    label text,
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    PRIMARY KEY (case_id, carer_id),
    FOREIGN KEY (case_id) REFERENCES @rulebook@.case_file,
    FOREIGN KEY (case_id, person_id) REFERENCES @rulebook@.person,
    CHECK (pg_catalog.num_nonnulls(person_id, authority_id) <= 1)
);
COMMENT ON TABLE @rulebook@.proposed_carer IS 'A person, couple or institution proposed as carer.';
COMMENT ON COLUMN @rulebook@.proposed_carer.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.proposed_carer.carer_id IS 'identifier';
COMMENT ON COLUMN @rulebook@.proposed_carer.person_id IS 'the carer, where a person';
COMMENT ON COLUMN @rulebook@.proposed_carer.authority_id IS 'the carer, where an institution';
COMMENT ON COLUMN @rulebook@.proposed_carer.state IS 'the State where the carer lives';
COMMENT ON COLUMN @rulebook@.proposed_carer.household_listed_on IS 'the day on which household_member was established to be complete';
COMMENT ON COLUMN @rulebook@.proposed_carer.label IS 'how the office refers to the carer';
COMMENT ON COLUMN @rulebook@.proposed_carer.recorded_at IS 'when what it says was recorded; proposed_carer_version has what it said before';
/* a row that nothing refers to says nothing: what refers to it is held itself;
   household_listed_on speaks from that day on, the rest of all days */
CREATE TRIGGER case_rules_hold AFTER UPDATE ON @rulebook@.proposed_carer
    FOR EACH ROW
    WHEN (OLD.case_id IS DISTINCT FROM NEW.case_id
          OR OLD.carer_id IS DISTINCT FROM NEW.carer_id
          OR OLD.person_id IS DISTINCT FROM NEW.person_id
          OR OLD.household_listed_on IS DISTINCT FROM NEW.household_listed_on)
    EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@, 'person_id', 'household_listed_on');
CREATE TRIGGER case_rules_hold_delete AFTER DELETE ON @rulebook@.proposed_carer
    FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@);
CREATE TRIGGER casework_version BEFORE UPDATE ON @rulebook@.proposed_carer
    FOR EACH ROW
    WHEN (OLD.person_id IS DISTINCT FROM NEW.person_id
          OR OLD.household_listed_on IS DISTINCT FROM NEW.household_listed_on)
    EXECUTE FUNCTION @rulebook@.keep_former();

CREATE TABLE @rulebook@.proposed_carer_version (
    case_id uuid NOT NULL,
    carer_id uuid NOT NULL,
    person_id uuid,
    household_listed_on date,
    recorded_at timestamptz NOT NULL,
    superseded_at timestamptz NOT NULL,
    PRIMARY KEY (case_id, carer_id, superseded_at),
    FOREIGN KEY (case_id, carer_id) REFERENCES @rulebook@.proposed_carer ON UPDATE CASCADE ON DELETE CASCADE
);
COMMENT ON TABLE @rulebook@.proposed_carer_version IS 'What was known of a proposed carer before it was changed.';
COMMENT ON COLUMN @rulebook@.proposed_carer_version.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.proposed_carer_version.carer_id IS 'the carer';
COMMENT ON COLUMN @rulebook@.proposed_carer_version.person_id IS 'the person';
COMMENT ON COLUMN @rulebook@.proposed_carer_version.household_listed_on IS 'the day on which it was established who else lives there';
COMMENT ON COLUMN @rulebook@.proposed_carer_version.recorded_at IS 'when it was recorded';
COMMENT ON COLUMN @rulebook@.proposed_carer_version.superseded_at IS 'when it was changed';
CREATE TRIGGER case_rules_hold AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.proposed_carer_version
    FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@);

CREATE TABLE @rulebook@.carer_check (
    case_id uuid NOT NULL,
    check_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    carer_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('identity', 'background', 'home_study', 'training')),
    requested_on date,
    completed_on date,
    is_clear boolean,
    document text,
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    superseded_at timestamptz,
    PRIMARY KEY (case_id, check_id),
    FOREIGN KEY (case_id, carer_id) REFERENCES @rulebook@.proposed_carer,
    CHECK ((completed_on IS NULL) = (is_clear IS NULL)),
    CHECK (completed_on >= requested_on)
);
CREATE INDEX ON @rulebook@.carer_check (case_id, carer_id, kind, completed_on, check_id);
COMMENT ON TABLE @rulebook@.carer_check IS 'A check of a proposed carer: asked for, then completed with a result.';
COMMENT ON COLUMN @rulebook@.carer_check.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.carer_check.check_id IS 'identifier';
COMMENT ON COLUMN @rulebook@.carer_check.carer_id IS 'the carer';
COMMENT ON COLUMN @rulebook@.carer_check.kind IS 'what is checked; training: the preparation that the requested State asks for';
COMMENT ON COLUMN @rulebook@.carer_check.requested_on IS 'the day on which it was asked for';
COMMENT ON COLUMN @rulebook@.carer_check.completed_on IS 'the day on which it was completed; null: pending';
COMMENT ON COLUMN @rulebook@.carer_check.is_clear IS 'true: clear, positive, done; false: adverse';
COMMENT ON COLUMN @rulebook@.carer_check.document IS 'reference of the document';
COMMENT ON COLUMN @rulebook@.carer_check.recorded_at IS 'when it was recorded';
COMMENT ON COLUMN @rulebook@.carer_check.superseded_at IS 'when it was replaced or struck out; null: it stands';
CREATE TRIGGER case_rules_hold AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.carer_check
    FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@, 'requested_on', 'completed_on');
CREATE TRIGGER casework_version BEFORE UPDATE OR DELETE ON @rulebook@.carer_check
    FOR EACH ROW EXECUTE FUNCTION case_rules.keep_version('check_id');

CREATE TABLE @rulebook@.household_member (
    case_id uuid NOT NULL,
    member_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    carer_id uuid NOT NULL,
    label text,
    is_adult boolean NOT NULL,
    from_on date,
    to_on date,
    checked_on date,
    is_clear boolean,
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    superseded_at timestamptz,
    PRIMARY KEY (case_id, member_id),
    FOREIGN KEY (case_id, carer_id) REFERENCES @rulebook@.proposed_carer,
    CHECK ((checked_on IS NULL) = (is_clear IS NULL))
);
CREATE INDEX ON @rulebook@.household_member (case_id, carer_id, from_on, member_id);
COMMENT ON TABLE @rulebook@.household_member IS 'Who else lives with a proposed carer, and what the check of an adult found.';
COMMENT ON COLUMN @rulebook@.household_member.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.household_member.member_id IS 'identifier';
COMMENT ON COLUMN @rulebook@.household_member.carer_id IS 'the carer';
COMMENT ON COLUMN @rulebook@.household_member.label IS 'how the office refers to the person';
COMMENT ON COLUMN @rulebook@.household_member.is_adult IS 'an adult, who must be checked';
COMMENT ON COLUMN @rulebook@.household_member.from_on IS 'first day in the household; null: since before';
COMMENT ON COLUMN @rulebook@.household_member.to_on IS 'last day in the household; null: still there';
COMMENT ON COLUMN @rulebook@.household_member.checked_on IS 'the day on which the check was completed; null: pending';
COMMENT ON COLUMN @rulebook@.household_member.is_clear IS 'true: clear; false: adverse';
COMMENT ON COLUMN @rulebook@.household_member.recorded_at IS 'when it was recorded';
COMMENT ON COLUMN @rulebook@.household_member.superseded_at IS 'when it was replaced or struck out; null: it stands';
CREATE TRIGGER case_rules_hold AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.household_member
    FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@, 'from_on', 'to_on', 'checked_on');
CREATE TRIGGER casework_version BEFORE UPDATE OR DELETE ON @rulebook@.household_member
    FOR EACH ROW EXECUTE FUNCTION case_rules.keep_version('member_id');

/* -- the placement: what is planned, arranged, asked and answered ---------- */

CREATE TABLE @rulebook@.placement_plan (
    case_id uuid NOT NULL,
    plan_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    placement_id uuid NOT NULL,
    planned_on date NOT NULL,
    care_kind text CHECK (care_kind IN ('foster', 'kin', 'residential', 'kafala', 'educational', 'with_parent', 'adoption', 'other')),
    carer_id uuid,
    place text,
    planned_end_on date,
    grounds text[],
    cultural_continuity text,
    under_three_exception text CHECK (under_three_exception IN ('sibling_unity', 'emergency_short_with_plan', 'none')),
    with_unrelated_adults boolean,
    adult_setting_reasons text,
    detention_for_status boolean,
    deprives_of_liberty boolean,
    provider_involved boolean,
    provider_id uuid REFERENCES @rulebook@.authority,
    simplified_procedure boolean,
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    superseded_at timestamptz,
    PRIMARY KEY (case_id, plan_id),
    FOREIGN KEY (case_id, placement_id) REFERENCES @rulebook@.placement,
    FOREIGN KEY (case_id, carer_id) REFERENCES @rulebook@.proposed_carer,
    CHECK (provider_id IS NULL OR provider_involved)
);
CREATE INDEX ON @rulebook@.placement_plan (case_id, placement_id, planned_on, plan_id);
COMMENT ON TABLE @rulebook@.placement_plan IS 'What is planned for a placement. A row answers some of the questions on one day; the latest answer to each holds.';
COMMENT ON COLUMN @rulebook@.placement_plan.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.placement_plan.plan_id IS 'identifier';
COMMENT ON COLUMN @rulebook@.placement_plan.placement_id IS 'the placement';
COMMENT ON COLUMN @rulebook@.placement_plan.planned_on IS 'the day';
COMMENT ON COLUMN @rulebook@.placement_plan.care_kind IS 'the kind of care';
COMMENT ON COLUMN @rulebook@.placement_plan.carer_id IS 'the carer';
COMMENT ON COLUMN @rulebook@.placement_plan.place IS 'the place in the requested State';
COMMENT ON COLUMN @rulebook@.placement_plan.planned_end_on IS 'the day on which the placement is planned to end; infinity: no end is planned';
COMMENT ON COLUMN @rulebook@.placement_plan.grounds IS 'why the child is placed away from the parents: abuse, neglect, orphaned, unaccompanied, care_by_relative, poverty, nationality, migration_status ...';
COMMENT ON COLUMN @rulebook@.placement_plan.cultural_continuity IS 'how language, religion and culture were considered';
COMMENT ON COLUMN @rulebook@.placement_plan.under_three_exception IS 'why a child under three goes to a home';
COMMENT ON COLUMN @rulebook@.placement_plan.with_unrelated_adults IS 'the child would live with adults who are neither relatives nor the carers';
COMMENT ON COLUMN @rulebook@.placement_plan.adult_setting_reasons IS 'why that is in this childs interest';
COMMENT ON COLUMN @rulebook@.placement_plan.detention_for_status IS 'the child would be held there only because of unlawful entry or stay';
COMMENT ON COLUMN @rulebook@.placement_plan.deprives_of_liberty IS 'it is a secure placement';
COMMENT ON COLUMN @rulebook@.placement_plan.provider_involved IS 'an agency or facility provides the care or supports the carer';
COMMENT ON COLUMN @rulebook@.placement_plan.provider_id IS 'that agency or facility';
COMMENT ON COLUMN @rulebook@.placement_plan.simplified_procedure IS 'a simplified consultation is relied on (Brussels IIb art 82(8))';
COMMENT ON COLUMN @rulebook@.placement_plan.recorded_at IS 'when it was recorded';
COMMENT ON COLUMN @rulebook@.placement_plan.superseded_at IS 'when it was replaced or struck out; null: it stands';
CREATE TRIGGER case_rules_hold AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.placement_plan
    FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@, 'planned_on');
CREATE TRIGGER casework_version BEFORE UPDATE OR DELETE ON @rulebook@.placement_plan
    FOR EACH ROW EXECUTE FUNCTION case_rules.keep_version('plan_id');

CREATE TABLE @rulebook@.requested_state_position (
    case_id uuid NOT NULL,
    position_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    placement_id uuid NOT NULL,
    stated_on date NOT NULL,
    authority_id uuid REFERENCES @rulebook@.authority,
    designation_under_art44 boolean,
    relative_view text CHECK (relative_view IN ('needed', 'not_needed')),
    relative_exempt boolean,
    domestic_authority_needed boolean,
    simplified_agreement boolean,
    secure_lawful boolean,
    language_excluded boolean,
    legalisation_demanded boolean,
    law_points_missing text[],
    document text,
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    superseded_at timestamptz,
    PRIMARY KEY (case_id, position_id),
    FOREIGN KEY (case_id, placement_id) REFERENCES @rulebook@.placement
);
CREATE INDEX ON @rulebook@.requested_state_position (case_id, placement_id, stated_on, position_id);
COMMENT ON TABLE @rulebook@.requested_state_position IS 'What the requested State said, notified or asks for, as it bears on a placement. A row answers some of the questions on one day; the latest answer to each holds.';
COMMENT ON COLUMN @rulebook@.requested_state_position.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.requested_state_position.position_id IS 'identifier';
COMMENT ON COLUMN @rulebook@.requested_state_position.placement_id IS 'the placement';
COMMENT ON COLUMN @rulebook@.requested_state_position.stated_on IS 'the day';
COMMENT ON COLUMN @rulebook@.requested_state_position.authority_id IS 'the authority that said so';
COMMENT ON COLUMN @rulebook@.requested_state_position.designation_under_art44 IS 'it has designated the authorities to which requests are to be addressed (HC-1996 art 44)';
COMMENT ON COLUMN @rulebook@.requested_state_position.relative_view IS 'whether placing a child with this relative needs its consent under HC-1996 art 33';
COMMENT ON COLUMN @rulebook@.requested_state_position.relative_exempt IS 'it has notified that such relatives are exempt (Brussels IIb arts 82(2), 103); comes before what case_rules knows';
COMMENT ON COLUMN @rulebook@.requested_state_position.domestic_authority_needed IS 'its law makes a public authority intervene in a domestic placement of this kind (Brussels IIa art 56)';
COMMENT ON COLUMN @rulebook@.requested_state_position.simplified_agreement IS 'an agreement between the two States simplifies the consultation';
COMMENT ON COLUMN @rulebook@.requested_state_position.secure_lawful IS 'the same deprivation of liberty would be lawful in a domestic case';
COMMENT ON COLUMN @rulebook@.requested_state_position.language_excluded IS 'it objected to the language used (HC-1996 arts 54(2), 60); comes before what case_rules knows';
COMMENT ON COLUMN @rulebook@.requested_state_position.legalisation_demanded IS 'it demanded legalisation or a like formality';
COMMENT ON COLUMN @rulebook@.requested_state_position.law_points_missing IS 'points that its own law makes its authority examine before it consents, and that are not examined; empty: none';
COMMENT ON COLUMN @rulebook@.requested_state_position.document IS 'reference of the document';
COMMENT ON COLUMN @rulebook@.requested_state_position.recorded_at IS 'when it was recorded';
COMMENT ON COLUMN @rulebook@.requested_state_position.superseded_at IS 'when it was replaced or struck out; null: it stands';
CREATE TRIGGER case_rules_hold AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.requested_state_position
    FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@, 'stated_on');
CREATE TRIGGER casework_version BEFORE UPDATE OR DELETE ON @rulebook@.requested_state_position
    FOR EACH ROW EXECUTE FUNCTION case_rules.keep_version('position_id');

CREATE TABLE @rulebook@.placement_preparation (
    case_id uuid NOT NULL,
    preparation_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    placement_id uuid NOT NULL,
    stated_on date NOT NULL,
    costs_agreed boolean,
    costs_borne_by text,
    immigration_clearance boolean,
    responsibility_abroad text,
    advance_recognition text CHECK (advance_recognition IN ('requested', 'granted', 'waived_with_reason', 'not_asked')),
    enforceability text CHECK (enforceability IN ('not_needed', 'declared', 'registered', 'missing')),
    recognition_grounds text[] CHECK (recognition_grounds <@ '{a,b,c,d,e,f}'::text[]),
    transfer_considered boolean,
    connection_information text CHECK (connection_information IN ('none_received', 'considered', 'ignored')),
    secure_ordered_by_court boolean,
    secure_declared_enforceable boolean,
    document text,
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    superseded_at timestamptz,
    PRIMARY KEY (case_id, preparation_id),
    FOREIGN KEY (case_id, placement_id) REFERENCES @rulebook@.placement
);
CREATE INDEX ON @rulebook@.placement_preparation (case_id, placement_id, stated_on, preparation_id);
COMMENT ON TABLE @rulebook@.placement_preparation IS 'What was arranged on the requesting side for decision and move. A row answers some of the questions on one day; the latest answer to each holds.';
COMMENT ON COLUMN @rulebook@.placement_preparation.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.placement_preparation.preparation_id IS 'identifier';
COMMENT ON COLUMN @rulebook@.placement_preparation.placement_id IS 'the placement';
COMMENT ON COLUMN @rulebook@.placement_preparation.stated_on IS 'the day';
COMMENT ON COLUMN @rulebook@.placement_preparation.costs_agreed IS 'it is agreed who bears the costs';
COMMENT ON COLUMN @rulebook@.placement_preparation.costs_borne_by IS 'who bears them';
COMMENT ON COLUMN @rulebook@.placement_preparation.immigration_clearance IS 'permission to enter and reside was obtained, or none is needed';
COMMENT ON COLUMN @rulebook@.placement_preparation.responsibility_abroad IS 'who will hold parental responsibility and which powers abroad';
COMMENT ON COLUMN @rulebook@.placement_preparation.advance_recognition IS 'where recognition in advance stands (HC-1996 art 24)';
COMMENT ON COLUMN @rulebook@.placement_preparation.enforceability IS 'whether the decision can be enforced where that is needed (HC-1996 arts 26 to 28)';
COMMENT ON COLUMN @rulebook@.placement_preparation.recognition_grounds IS 'letters of HC-1996 art 23(2) under which recognition could be refused; empty: the check found none';
COMMENT ON COLUMN @rulebook@.placement_preparation.transfer_considered IS 'a transfer of jurisdiction under HC-1996 arts 8 and 9 was considered';
COMMENT ON COLUMN @rulebook@.placement_preparation.connection_information IS 'what became of information from another State on a close connection of the child with it (Brussels IIb art 82(3))';
COMMENT ON COLUMN @rulebook@.placement_preparation.secure_ordered_by_court IS 'a court ordered the deprivation of liberty';
COMMENT ON COLUMN @rulebook@.placement_preparation.secure_declared_enforceable IS 'that order was declared enforceable in the requested State, or its law asks for no declaration';
COMMENT ON COLUMN @rulebook@.placement_preparation.document IS 'reference of the document';
COMMENT ON COLUMN @rulebook@.placement_preparation.recorded_at IS 'when it was recorded';
COMMENT ON COLUMN @rulebook@.placement_preparation.superseded_at IS 'when it was replaced or struck out; null: it stands';
CREATE TRIGGER case_rules_hold AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.placement_preparation
    FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@, 'stated_on');
CREATE TRIGGER casework_version BEFORE UPDATE OR DELETE ON @rulebook@.placement_preparation
    FOR EACH ROW EXECUTE FUNCTION case_rules.keep_version('preparation_id');

CREATE TABLE @rulebook@.placement_regime (
    case_id uuid NOT NULL,
    placement_id uuid NOT NULL,
    by_seq bigint NOT NULL,
    from_on date NOT NULL,
    regime text NOT NULL CHECK (regime IN ('hc1996', 'brussels_iib', 'brussels_iia', 'none', 'unknown')),
    found text NOT NULL CHECK (found IN ('hc1996', 'brussels_iib', 'brussels_iia', 'none', 'unknown')),
    stated text CHECK (stated IN ('hc1996', 'brussels_iib', 'brussels_iia', 'none', 'unknown')),
    objection_window_open boolean NOT NULL,
    reasons jsonb NOT NULL,
    counts boolean NOT NULL DEFAULT true,
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    superseded_at timestamptz,
    PRIMARY KEY (case_id, placement_id, by_seq, recorded_at),
    FOREIGN KEY (case_id, placement_id) REFERENCES @rulebook@.placement
);
COMMENT ON TABLE @rulebook@.placement_regime IS 'Which instrument governs a placement from which day on, and why. Written when contemplate or determine_regime is recorded, and counted while that act is.';
COMMENT ON COLUMN @rulebook@.placement_regime.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.placement_regime.placement_id IS 'the placement';
COMMENT ON COLUMN @rulebook@.placement_regime.by_seq IS 'the act with which it was found';
COMMENT ON COLUMN @rulebook@.placement_regime.from_on IS 'the day of that act';
COMMENT ON COLUMN @rulebook@.placement_regime.regime IS 'the instrument; none: surely none; unknown: the stricter set of rules applies';
COMMENT ON COLUMN @rulebook@.placement_regime.found IS 'what regime_between() said';
COMMENT ON COLUMN @rulebook@.placement_regime.stated IS 'what the act stated; it counts only where regime_between() does not know';
COMMENT ON COLUMN @rulebook@.placement_regime.objection_window_open IS 'one of the two States may, or may have, objected to the others accession';
COMMENT ON COLUMN @rulebook@.placement_regime.reasons IS 'why, as regime_reason() says';
COMMENT ON COLUMN @rulebook@.placement_regime.counts IS 'the act by_seq stands and is not barred; kept in step with it';
COMMENT ON COLUMN @rulebook@.placement_regime.recorded_at IS 'when it was recorded';
COMMENT ON COLUMN @rulebook@.placement_regime.superseded_at IS 'when it was found otherwise, because the rows of a treaty had changed; null: it stands';
/* what triggers of the act write comes with the act, which is judged after it */
CREATE TRIGGER case_rules_hold AFTER INSERT OR UPDATE ON @rulebook@.placement_regime
    FOR EACH ROW
    WHEN (pg_catalog.pg_trigger_depth() = 0)
    EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@, 'from_on');
CREATE TRIGGER case_rules_hold_delete AFTER DELETE ON @rulebook@.placement_regime
    FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@, 'from_on');

CREATE TABLE @rulebook@.urgency (
    case_id uuid NOT NULL,
    urgency_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    placement_id uuid NOT NULL,
    from_on date NOT NULL,
    to_on date,
    reasons text NOT NULL CHECK (reasons ~ '\S'),
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    superseded_at timestamptz,
    PRIMARY KEY (case_id, urgency_id),
    FOREIGN KEY (case_id, placement_id) REFERENCES @rulebook@.placement,
    CHECK (to_on >= from_on)
);
CREATE INDEX ON @rulebook@.urgency (case_id, placement_id, from_on, urgency_id);
COMMENT ON TABLE @rulebook@.urgency IS 'Why a placement is urgent. It lifts the duties to hear and nothing else.';
COMMENT ON COLUMN @rulebook@.urgency.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.urgency.urgency_id IS 'identifier';
COMMENT ON COLUMN @rulebook@.urgency.placement_id IS 'the placement';
COMMENT ON COLUMN @rulebook@.urgency.from_on IS 'first day';
COMMENT ON COLUMN @rulebook@.urgency.to_on IS 'last day; null: it goes on';
COMMENT ON COLUMN @rulebook@.urgency.reasons IS 'why';
COMMENT ON COLUMN @rulebook@.urgency.recorded_at IS 'when it was recorded';
COMMENT ON COLUMN @rulebook@.urgency.superseded_at IS 'when it was replaced or struck out; null: it stands';
CREATE TRIGGER case_rules_hold AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.urgency
    FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@, 'from_on', 'to_on');
CREATE TRIGGER casework_version BEFORE UPDATE OR DELETE ON @rulebook@.urgency
    FOR EACH ROW EXECUTE FUNCTION case_rules.keep_version('urgency_id');

CREATE TABLE @rulebook@.report_transmission (
    case_id uuid NOT NULL,
    transmission_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    placement_id uuid NOT NULL,
    sent_on date NOT NULL,
    sender_id uuid REFERENCES @rulebook@.authority,
    addressee_id uuid REFERENCES @rulebook@.authority,
    has_report boolean NOT NULL,
    has_reasons boolean NOT NULL,
    contents text[] CHECK (contents <@ '{identity,situation,health,education,family,views,proposed_carer,duration,contact_plan,funding,immigration_status,followup_proposal}'::text[]),
    translation text CHECK (translation IN ('not_needed', 'language_of_place', 'other_official_language', 'notified_language', 'french', 'english', 'none')),
    document text,
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    superseded_at timestamptz,
    PRIMARY KEY (case_id, transmission_id),
    FOREIGN KEY (case_id, placement_id) REFERENCES @rulebook@.placement
);
CREATE INDEX ON @rulebook@.report_transmission (case_id, placement_id, sent_on, transmission_id);
COMMENT ON TABLE @rulebook@.report_transmission IS 'What was sent to the other State. Record it before the act transmit_report that it goes out with.';
COMMENT ON COLUMN @rulebook@.report_transmission.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.report_transmission.transmission_id IS 'identifier';
COMMENT ON COLUMN @rulebook@.report_transmission.placement_id IS 'the placement';
COMMENT ON COLUMN @rulebook@.report_transmission.sent_on IS 'the day on which it was sent';
COMMENT ON COLUMN @rulebook@.report_transmission.sender_id IS 'who sent it';
COMMENT ON COLUMN @rulebook@.report_transmission.addressee_id IS 'whom it was sent to';
COMMENT ON COLUMN @rulebook@.report_transmission.has_report IS 'it holds the report on the child';
COMMENT ON COLUMN @rulebook@.report_transmission.has_reasons IS 'it holds the reasons for the placement';
COMMENT ON COLUMN @rulebook@.report_transmission.contents IS 'what the report covers';
COMMENT ON COLUMN @rulebook@.report_transmission.translation IS 'language of the documents or of their translation; not_needed: the original is in the language of the place';
COMMENT ON COLUMN @rulebook@.report_transmission.document IS 'reference of the document';
COMMENT ON COLUMN @rulebook@.report_transmission.recorded_at IS 'when it was recorded';
COMMENT ON COLUMN @rulebook@.report_transmission.superseded_at IS 'when it was replaced or struck out; null: it stands';
CREATE TRIGGER case_rules_hold AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.report_transmission
    FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@, 'sent_on');
CREATE TRIGGER casework_version BEFORE UPDATE OR DELETE ON @rulebook@.report_transmission
    FOR EACH ROW EXECUTE FUNCTION case_rules.keep_version('transmission_id');

CREATE TABLE @rulebook@.consent_condition (
    case_id uuid NOT NULL,
    condition_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    lasting_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    placement_id uuid NOT NULL,
    set_on date NOT NULL,
    set_by uuid REFERENCES @rulebook@.authority,
    what text NOT NULL CHECK (what ~ '\S'),
    met_on date,
    document text,
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    superseded_at timestamptz,
    PRIMARY KEY (case_id, condition_id),
    FOREIGN KEY (case_id, placement_id) REFERENCES @rulebook@.placement,
    CHECK (met_on >= set_on)
);
CREATE INDEX ON @rulebook@.consent_condition (case_id, placement_id, set_on, condition_id);
COMMENT ON TABLE @rulebook@.consent_condition IS 'A condition that the requested State attached to its consent. It is open until it is met, or waived by the act waive_condition.';
COMMENT ON COLUMN @rulebook@.consent_condition.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.consent_condition.condition_id IS 'identifier';
COMMENT ON COLUMN @rulebook@.consent_condition.lasting_id IS 'the same in every version of the row: what refers to the one that stands, refers to what it said before';
COMMENT ON COLUMN @rulebook@.consent_condition.placement_id IS 'the placement';
COMMENT ON COLUMN @rulebook@.consent_condition.set_on IS 'the day on which it was set';
COMMENT ON COLUMN @rulebook@.consent_condition.set_by IS 'the authority that set it';
COMMENT ON COLUMN @rulebook@.consent_condition.what IS 'the condition';
COMMENT ON COLUMN @rulebook@.consent_condition.met_on IS 'the day on which it was met';
COMMENT ON COLUMN @rulebook@.consent_condition.document IS 'reference of the document';
COMMENT ON COLUMN @rulebook@.consent_condition.recorded_at IS 'when it was recorded';
COMMENT ON COLUMN @rulebook@.consent_condition.superseded_at IS 'when it was replaced or struck out; null: it stands';
CREATE TRIGGER case_rules_hold AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.consent_condition
    FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@, 'set_on', 'met_on');
CREATE TRIGGER casework_version BEFORE UPDATE OR DELETE ON @rulebook@.consent_condition
    FOR EACH ROW EXECUTE FUNCTION case_rules.keep_version('condition_id');

CREATE TABLE @rulebook@.information_given (
    case_id uuid NOT NULL,
    information_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    placement_id uuid NOT NULL,
    topic text NOT NULL CHECK (topic IN ('complaint', 'person_of_trust', 'challenge', 'preparation')),
    given_on date NOT NULL,
    was_given boolean NOT NULL DEFAULT true,
    document text,
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    superseded_at timestamptz,
    PRIMARY KEY (case_id, information_id),
    FOREIGN KEY (case_id, placement_id) REFERENCES @rulebook@.placement
);
CREATE INDEX ON @rulebook@.information_given (case_id, placement_id, topic, given_on, information_id);
COMMENT ON TABLE @rulebook@.information_given IS 'What child and parents were told.';
COMMENT ON COLUMN @rulebook@.information_given.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.information_given.information_id IS 'identifier';
COMMENT ON COLUMN @rulebook@.information_given.placement_id IS 'the placement';
COMMENT ON COLUMN @rulebook@.information_given.topic IS 'complaint: how to complain and to whom; person_of_trust: was offered one; challenge: how to bring the decision before a court; preparation: was prepared for the change';
COMMENT ON COLUMN @rulebook@.information_given.given_on IS 'the day';
COMMENT ON COLUMN @rulebook@.information_given.was_given IS 'false: it was established that it was not';
COMMENT ON COLUMN @rulebook@.information_given.document IS 'reference of the document';
COMMENT ON COLUMN @rulebook@.information_given.recorded_at IS 'when it was recorded';
COMMENT ON COLUMN @rulebook@.information_given.superseded_at IS 'when it was replaced or struck out; null: it stands';
CREATE TRIGGER case_rules_hold AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.information_given
    FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@, 'given_on');
CREATE TRIGGER casework_version BEFORE UPDATE OR DELETE ON @rulebook@.information_given
    FOR EACH ROW EXECUTE FUNCTION case_rules.keep_version('information_id');

/* -- siblings -------------------------------------------------------------- */

CREATE TABLE @rulebook@.sibling_arrangement (
    case_id uuid NOT NULL,
    arrangement_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    placement_id uuid NOT NULL,
    bond_id uuid NOT NULL,
    arranged_on date NOT NULL,
    together boolean NOT NULL,
    reasons text,
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    superseded_at timestamptz,
    PRIMARY KEY (case_id, arrangement_id),
    FOREIGN KEY (case_id, placement_id) REFERENCES @rulebook@.placement,
    FOREIGN KEY (case_id, bond_id) REFERENCES @rulebook@.sibling_bond
);
CREATE INDEX ON @rulebook@.sibling_arrangement (case_id, placement_id, bond_id, arranged_on, arrangement_id);
COMMENT ON TABLE @rulebook@.sibling_arrangement IS 'Whether a placement keeps the child with a sibling.';
COMMENT ON COLUMN @rulebook@.sibling_arrangement.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.sibling_arrangement.arrangement_id IS 'identifier';
COMMENT ON COLUMN @rulebook@.sibling_arrangement.placement_id IS 'the placement';
COMMENT ON COLUMN @rulebook@.sibling_arrangement.bond_id IS 'the sibling';
COMMENT ON COLUMN @rulebook@.sibling_arrangement.arranged_on IS 'the day';
COMMENT ON COLUMN @rulebook@.sibling_arrangement.together IS 'they live together';
COMMENT ON COLUMN @rulebook@.sibling_arrangement.reasons IS 'why they are separated: the risk, or another best-interests reason';
COMMENT ON COLUMN @rulebook@.sibling_arrangement.recorded_at IS 'when it was recorded';
COMMENT ON COLUMN @rulebook@.sibling_arrangement.superseded_at IS 'when it was replaced or struck out; null: it stands';
CREATE TRIGGER case_rules_hold AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.sibling_arrangement
    FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@, 'arranged_on');
CREATE TRIGGER casework_version BEFORE UPDATE OR DELETE ON @rulebook@.sibling_arrangement
    FOR EACH ROW EXECUTE FUNCTION case_rules.keep_version('arrangement_id');

CREATE TABLE @rulebook@.contact_plan (
    case_id uuid NOT NULL,
    contact_plan_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    placement_id uuid NOT NULL,
    bond_id uuid,
    person_id uuid,
    from_on date NOT NULL,
    to_on date,
    cadence case_rules.cadence,
    how text,
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    superseded_at timestamptz,
    PRIMARY KEY (case_id, contact_plan_id),
    FOREIGN KEY (case_id, placement_id) REFERENCES @rulebook@.placement,
    FOREIGN KEY (case_id, bond_id) REFERENCES @rulebook@.sibling_bond,
    FOREIGN KEY (case_id, person_id) REFERENCES @rulebook@.person,
    CHECK (pg_catalog.num_nonnulls(bond_id, person_id) = 1),
    CHECK (to_on >= from_on)
);
CREATE INDEX ON @rulebook@.contact_plan (case_id, placement_id, from_on, contact_plan_id);
COMMENT ON TABLE @rulebook@.contact_plan IS 'How a child keeps contact with a sibling or another person.';
COMMENT ON COLUMN @rulebook@.contact_plan.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.contact_plan.contact_plan_id IS 'identifier';
COMMENT ON COLUMN @rulebook@.contact_plan.placement_id IS 'the placement';
COMMENT ON COLUMN @rulebook@.contact_plan.bond_id IS 'with this sibling';
COMMENT ON COLUMN @rulebook@.contact_plan.person_id IS 'with this person';
COMMENT ON COLUMN @rulebook@.contact_plan.from_on IS 'first day';
COMMENT ON COLUMN @rulebook@.contact_plan.to_on IS 'last day; null: it goes on';
COMMENT ON COLUMN @rulebook@.contact_plan.cadence IS 'how often';
COMMENT ON COLUMN @rulebook@.contact_plan.how IS 'by which means';
COMMENT ON COLUMN @rulebook@.contact_plan.recorded_at IS 'when it was recorded';
COMMENT ON COLUMN @rulebook@.contact_plan.superseded_at IS 'when it was replaced or struck out; null: it stands';
CREATE TRIGGER case_rules_hold AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.contact_plan
    FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@, 'from_on', 'to_on');
CREATE TRIGGER casework_version BEFORE UPDATE OR DELETE ON @rulebook@.contact_plan
    FOR EACH ROW EXECUTE FUNCTION case_rules.keep_version('contact_plan_id');

/* -- after the decision ---------------------------------------------------- */

CREATE TABLE @rulebook@.care_plan (
    case_id uuid NOT NULL,
    care_plan_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    placement_id uuid NOT NULL,
    kind text NOT NULL DEFAULT 'care' CHECK (kind IN ('care', 'transition')),
    written_on date NOT NULL,
    goals text,
    measures text,
    responsible_persons text[],
    review_on date,
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    superseded_at timestamptz,
    PRIMARY KEY (case_id, care_plan_id),
    FOREIGN KEY (case_id, placement_id) REFERENCES @rulebook@.placement
);
CREATE INDEX ON @rulebook@.care_plan (case_id, placement_id, kind, written_on, care_plan_id);
COMMENT ON TABLE @rulebook@.care_plan IS 'The written plan for the care, or for the time after the 18th birthday.';
COMMENT ON COLUMN @rulebook@.care_plan.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.care_plan.care_plan_id IS 'identifier';
COMMENT ON COLUMN @rulebook@.care_plan.placement_id IS 'the placement';
COMMENT ON COLUMN @rulebook@.care_plan.kind IS 'care, or transition to the time after 18';
COMMENT ON COLUMN @rulebook@.care_plan.written_on IS 'the day';
COMMENT ON COLUMN @rulebook@.care_plan.goals IS 'goals';
COMMENT ON COLUMN @rulebook@.care_plan.measures IS 'measures';
COMMENT ON COLUMN @rulebook@.care_plan.responsible_persons IS 'who is responsible for them';
COMMENT ON COLUMN @rulebook@.care_plan.review_on IS 'the day on which it is to be reviewed';
COMMENT ON COLUMN @rulebook@.care_plan.recorded_at IS 'when it was recorded';
COMMENT ON COLUMN @rulebook@.care_plan.superseded_at IS 'when it was replaced or struck out; null: it stands';
CREATE TRIGGER case_rules_hold AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.care_plan
    FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@, 'written_on');
CREATE TRIGGER casework_version BEFORE UPDATE OR DELETE ON @rulebook@.care_plan
    FOR EACH ROW EXECUTE FUNCTION case_rules.keep_version('care_plan_id');

CREATE TABLE @rulebook@.followup_plan (
    case_id uuid NOT NULL,
    followup_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    placement_id uuid NOT NULL,
    cadence case_rules.cadence NOT NULL,
    arranged_on date NOT NULL,
    ended_on date,
    provider_id uuid REFERENCES @rulebook@.authority,
    provider_agreed_on date,
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    superseded_at timestamptz,
    PRIMARY KEY (case_id, followup_id),
    FOREIGN KEY (case_id, placement_id) REFERENCES @rulebook@.placement,
    CHECK (ended_on >= arranged_on)
);
CREATE INDEX ON @rulebook@.followup_plan (case_id, placement_id, arranged_on, followup_id);
COMMENT ON TABLE @rulebook@.followup_plan IS 'The follow-up that was promised.';
COMMENT ON COLUMN @rulebook@.followup_plan.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.followup_plan.followup_id IS 'identifier';
COMMENT ON COLUMN @rulebook@.followup_plan.placement_id IS 'the placement';
COMMENT ON COLUMN @rulebook@.followup_plan.cadence IS 'how often the child is to be visited';
COMMENT ON COLUMN @rulebook@.followup_plan.arranged_on IS 'the day on which it was arranged; it runs from the day the child arrives';
COMMENT ON COLUMN @rulebook@.followup_plan.ended_on IS 'first day without it; null: as long as the cadence runs';
COMMENT ON COLUMN @rulebook@.followup_plan.provider_id IS 'who does it';
COMMENT ON COLUMN @rulebook@.followup_plan.provider_agreed_on IS 'the day on which the provider agreed';
COMMENT ON COLUMN @rulebook@.followup_plan.recorded_at IS 'when it was recorded';
COMMENT ON COLUMN @rulebook@.followup_plan.superseded_at IS 'when it was replaced or struck out; null: it stands';
CREATE TRIGGER case_rules_hold AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.followup_plan
    FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@, 'arranged_on', 'ended_on', 'provider_agreed_on');
CREATE TRIGGER casework_version BEFORE UPDATE OR DELETE ON @rulebook@.followup_plan
    FOR EACH ROW EXECUTE FUNCTION case_rules.keep_version('followup_id');

CREATE TABLE @rulebook@.followup_visit (
    case_id uuid NOT NULL,
    visit_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    placement_id uuid NOT NULL,
    visited_on date NOT NULL,
    kind text NOT NULL DEFAULT 'visit' CHECK (kind IN ('visit', 'call')),
    child_seen boolean NOT NULL,
    seen_alone boolean,
    carer_reached boolean,
    visitor text,
    authority_id uuid REFERENCES @rulebook@.authority,
    document text,
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    superseded_at timestamptz,
    PRIMARY KEY (case_id, visit_id),
    FOREIGN KEY (case_id, placement_id) REFERENCES @rulebook@.placement
);
CREATE INDEX ON @rulebook@.followup_visit (case_id, placement_id, visited_on, visit_id);
COMMENT ON TABLE @rulebook@.followup_visit IS 'A visit or call after the child arrived. A visit counts only if the child was seen.';
COMMENT ON COLUMN @rulebook@.followup_visit.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.followup_visit.visit_id IS 'identifier';
COMMENT ON COLUMN @rulebook@.followup_visit.placement_id IS 'the placement';
COMMENT ON COLUMN @rulebook@.followup_visit.visited_on IS 'the day';
COMMENT ON COLUMN @rulebook@.followup_visit.kind IS 'visit or call';
COMMENT ON COLUMN @rulebook@.followup_visit.child_seen IS 'the child was seen';
COMMENT ON COLUMN @rulebook@.followup_visit.seen_alone IS 'the child was seen alone';
COMMENT ON COLUMN @rulebook@.followup_visit.carer_reached IS 'the carer was reached';
COMMENT ON COLUMN @rulebook@.followup_visit.visitor IS 'identifier of the person who visited';
COMMENT ON COLUMN @rulebook@.followup_visit.authority_id IS 'for whom';
COMMENT ON COLUMN @rulebook@.followup_visit.document IS 'reference of the document';
COMMENT ON COLUMN @rulebook@.followup_visit.recorded_at IS 'when it was recorded';
COMMENT ON COLUMN @rulebook@.followup_visit.superseded_at IS 'when it was replaced or struck out; null: it stands';
CREATE TRIGGER case_rules_hold AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.followup_visit
    FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@, 'visited_on');
CREATE TRIGGER casework_version BEFORE UPDATE OR DELETE ON @rulebook@.followup_visit
    FOR EACH ROW EXECUTE FUNCTION case_rules.keep_version('visit_id');

CREATE TABLE @rulebook@.review (
    case_id uuid NOT NULL,
    review_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    placement_id uuid NOT NULL,
    reviewed_on date NOT NULL,
    covers text[] NOT NULL CHECK (covers <@ '{child_involved,development,needs,family,adequacy,necessity,qualified_reviewer}'::text[]),
    reviewer text,
    document text,
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    superseded_at timestamptz,
    PRIMARY KEY (case_id, review_id),
    FOREIGN KEY (case_id, placement_id) REFERENCES @rulebook@.placement
);
CREATE INDEX ON @rulebook@.review (case_id, placement_id, reviewed_on, review_id);
COMMENT ON TABLE @rulebook@.review IS 'A review of a placement.';
COMMENT ON COLUMN @rulebook@.review.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.review.review_id IS 'identifier';
COMMENT ON COLUMN @rulebook@.review.placement_id IS 'the placement';
COMMENT ON COLUMN @rulebook@.review.reviewed_on IS 'the day on which it was completed';
COMMENT ON COLUMN @rulebook@.review.covers IS 'what it has: child_involved, development, needs, family, adequacy, necessity, qualified_reviewer';
COMMENT ON COLUMN @rulebook@.review.reviewer IS 'identifier of the reviewer';
COMMENT ON COLUMN @rulebook@.review.document IS 'reference of the document';
COMMENT ON COLUMN @rulebook@.review.recorded_at IS 'when it was recorded';
COMMENT ON COLUMN @rulebook@.review.superseded_at IS 'when it was replaced or struck out; null: it stands';
CREATE TRIGGER case_rules_hold AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.review
    FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@, 'reviewed_on');
CREATE TRIGGER casework_version BEFORE UPDATE OR DELETE ON @rulebook@.review
    FOR EACH ROW EXECUTE FUNCTION case_rules.keep_version('review_id');

CREATE TABLE @rulebook@.handover (
    case_id uuid NOT NULL,
    handover_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    placement_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('file', 'care')),
    handed_over_on date NOT NULL,
    to_authority_id uuid REFERENCES @rulebook@.authority,
    outcome text NOT NULL CHECK (outcome IN ('taken_over', 'not_needed', 'refused')),
    document text,
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    superseded_at timestamptz,
    PRIMARY KEY (case_id, handover_id),
    FOREIGN KEY (case_id, placement_id) REFERENCES @rulebook@.placement
);
CREATE INDEX ON @rulebook@.handover (case_id, placement_id, kind, handed_over_on, handover_id);
COMMENT ON TABLE @rulebook@.handover IS 'What was handed over to those who take over.';
COMMENT ON COLUMN @rulebook@.handover.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.handover.handover_id IS 'identifier';
COMMENT ON COLUMN @rulebook@.handover.placement_id IS 'the placement';
COMMENT ON COLUMN @rulebook@.handover.kind IS 'file: the childs file; care: responsibility for the case at the new habitual residence';
COMMENT ON COLUMN @rulebook@.handover.handed_over_on IS 'the day';
COMMENT ON COLUMN @rulebook@.handover.to_authority_id IS 'to whom';
COMMENT ON COLUMN @rulebook@.handover.outcome IS 'taken_over; not_needed: the other side said so; refused';
COMMENT ON COLUMN @rulebook@.handover.document IS 'reference of the document';
COMMENT ON COLUMN @rulebook@.handover.recorded_at IS 'when it was recorded';
COMMENT ON COLUMN @rulebook@.handover.superseded_at IS 'when it was replaced or struck out; null: it stands';
CREATE TRIGGER case_rules_hold AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.handover
    FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@, 'handed_over_on');
CREATE TRIGGER casework_version BEFORE UPDATE OR DELETE ON @rulebook@.handover
    FOR EACH ROW EXECUTE FUNCTION case_rules.keep_version('handover_id');

CREATE TABLE @rulebook@.notice (
    case_id uuid NOT NULL,
    notice_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    placement_id uuid,
    measure_id uuid,
    about text NOT NULL CHECK (about IN ('departure', 'arrival', 'missing', 'serious_danger', 'disruption', 'urgent_measure', 'other')),
    sent_on date NOT NULL,
    sender_id uuid REFERENCES @rulebook@.authority,
    addressee_id uuid REFERENCES @rulebook@.authority,
    document text,
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    superseded_at timestamptz,
    PRIMARY KEY (case_id, notice_id),
    FOREIGN KEY (case_id, placement_id) REFERENCES @rulebook@.placement,
    FOREIGN KEY (case_id, measure_id) REFERENCES @rulebook@.urgent_measure,
    CHECK (pg_catalog.num_nonnulls(placement_id, measure_id) = 1)
);
CREATE INDEX ON @rulebook@.notice (case_id, placement_id, sent_on);
CREATE INDEX ON @rulebook@.notice (case_id, measure_id, sent_on);
COMMENT ON TABLE @rulebook@.notice IS 'What an authority told another.';
COMMENT ON COLUMN @rulebook@.notice.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.notice.notice_id IS 'identifier';
COMMENT ON COLUMN @rulebook@.notice.placement_id IS 'about this placement';
COMMENT ON COLUMN @rulebook@.notice.measure_id IS 'about this urgent measure';
COMMENT ON COLUMN @rulebook@.notice.about IS 'what was told; each but other meets the duty to tell it: after arrive, report_missing, report_danger, end_placement (disruption), take (urgent_measure)';
COMMENT ON COLUMN @rulebook@.notice.sent_on IS 'the day';
COMMENT ON COLUMN @rulebook@.notice.sender_id IS 'who told';
COMMENT ON COLUMN @rulebook@.notice.addressee_id IS 'who was told';
COMMENT ON COLUMN @rulebook@.notice.document IS 'reference of the document';
COMMENT ON COLUMN @rulebook@.notice.recorded_at IS 'when it was recorded';
COMMENT ON COLUMN @rulebook@.notice.superseded_at IS 'when it was replaced or struck out; null: it stands';
CREATE TRIGGER case_rules_hold AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.notice
    FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@, 'sent_on');
CREATE TRIGGER casework_version BEFORE UPDATE OR DELETE ON @rulebook@.notice
    FOR EACH ROW EXECUTE FUNCTION case_rules.keep_version('notice_id');

/* -- urgent measures ------------------------------------------------------- */

CREATE TABLE @rulebook@.measure_statement (
    case_id uuid NOT NULL,
    statement_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    measure_id uuid NOT NULL,
    stated_on date NOT NULL,
    measure_article text CHECK (measure_article IN ('11', '12', 'b15')),
    child_present boolean,
    urgency_reasons text,
    effect_own_territory boolean,
    compatible boolean,
    wrongful_removal boolean,
    moves_child_abroad boolean,
    resident_in_contracting_state boolean,
    competent_measure_taken boolean,
    foreign_measure_recognised boolean,
    document text,
    recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    superseded_at timestamptz,
    PRIMARY KEY (case_id, statement_id),
    FOREIGN KEY (case_id, measure_id) REFERENCES @rulebook@.urgent_measure
);
CREATE INDEX ON @rulebook@.measure_statement (case_id, measure_id, stated_on, statement_id);
COMMENT ON TABLE @rulebook@.measure_statement IS 'What is established about an urgent or provisional measure. A row answers some of the questions on one day; the latest answer to each holds.';
COMMENT ON COLUMN @rulebook@.measure_statement.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.measure_statement.statement_id IS 'identifier';
COMMENT ON COLUMN @rulebook@.measure_statement.measure_id IS 'the measure';
COMMENT ON COLUMN @rulebook@.measure_statement.stated_on IS 'the day';
COMMENT ON COLUMN @rulebook@.measure_statement.measure_article IS 'on which it rests: 11 (urgent) or 12 (provisional) of HC-1996, b15: Brussels IIb art 15';
COMMENT ON COLUMN @rulebook@.measure_statement.child_present IS 'the child, or the property concerned, is in the State that takes it';
COMMENT ON COLUMN @rulebook@.measure_statement.urgency_reasons IS 'why it cannot wait';
COMMENT ON COLUMN @rulebook@.measure_statement.effect_own_territory IS 'it has effect only in that State';
COMMENT ON COLUMN @rulebook@.measure_statement.compatible IS 'it contradicts no measure of an authority with jurisdiction under HC-1996 arts 5 to 10';
COMMENT ON COLUMN @rulebook@.measure_statement.wrongful_removal IS 'the child was wrongfully removed or retained, and the former State keeps jurisdiction (art 7(1))';
COMMENT ON COLUMN @rulebook@.measure_statement.moves_child_abroad IS 'it would bring the child into another State';
COMMENT ON COLUMN @rulebook@.measure_statement.resident_in_contracting_state IS 'the child is habitually resident in a Contracting State; null: taken from habitual_residence where that suffices';
COMMENT ON COLUMN @rulebook@.measure_statement.competent_measure_taken IS 'the authority with jurisdiction has taken the measures that the situation requires';
COMMENT ON COLUMN @rulebook@.measure_statement.foreign_measure_recognised IS 'a measure of another State is recognised there';
COMMENT ON COLUMN @rulebook@.measure_statement.document IS 'reference of the document';
COMMENT ON COLUMN @rulebook@.measure_statement.recorded_at IS 'when it was recorded';
COMMENT ON COLUMN @rulebook@.measure_statement.superseded_at IS 'when it was replaced or struck out; null: it stands';
CREATE TRIGGER case_rules_hold AFTER INSERT OR UPDATE OR DELETE ON @rulebook@.measure_statement
    FOR EACH ROW EXECUTE FUNCTION case_rules.fact_hold(@rulebook_literal@, 'stated_on');
CREATE TRIGGER casework_version BEFORE UPDATE OR DELETE ON @rulebook@.measure_statement
    FOR EACH ROW EXECUTE FUNCTION case_rules.keep_version('statement_id');

/* -- acts ------------------------------------------------------------------ */

CREATE TABLE @rulebook@.act (
    case_id uuid NOT NULL,
    seq bigint,
    act_id uuid NOT NULL DEFAULT case_rules.uuid_v7(),
    procedure text NOT NULL,
    subject_id uuid NOT NULL,
    act text NOT NULL,
    acted_on date NOT NULL,
    authority_id uuid NOT NULL REFERENCES @rulebook@.authority,
    actor text NOT NULL CHECK (actor ~ '\S'),
    details jsonb NOT NULL DEFAULT '{}',
    irregular jsonb,
    amends jsonb,
    side text,
    from_state text,
    to_state text,
    finding_count integer,
    outcome text,
    recorded_at timestamptz,
    recorded_by text,
    superseded_at timestamptz,
    PRIMARY KEY (case_id, seq),
    UNIQUE (case_id, act_id),
    FOREIGN KEY (case_id) REFERENCES @rulebook@.case_file,
    CHECK (side IN ('requesting', 'requested'))
);
CREATE INDEX ON @rulebook@.act (case_id, procedure, subject_id, acted_on, seq);
COMMENT ON TABLE @rulebook@.act IS 'The acts. An application inserts rows here and does nothing else: case_rules.guard() judges each one, and refuses it or lets it pass. Nothing is ever updated or deleted: a mistake is put right by an act that names the one it is about in amends. What the engine derives is brought up to date when something comes to light that reaches back.';
COMMENT ON COLUMN @rulebook@.act.case_id IS 'the case';
COMMENT ON COLUMN @rulebook@.act.seq IS 'number of the act within the case; set by the engine';
COMMENT ON COLUMN @rulebook@.act.act_id IS 'identifier that the client makes, so that an act sent twice with ON CONFLICT DO NOTHING is recorded once';
COMMENT ON COLUMN @rulebook@.act.procedure IS 'placement_abroad or urgent_measure';
COMMENT ON COLUMN @rulebook@.act.subject_id IS 'the placement, or the urgent measure';
COMMENT ON COLUMN @rulebook@.act.act IS 'the act';
COMMENT ON COLUMN @rulebook@.act.acted_on IS 'the day on which it happened, in the time zone of the authority';
COMMENT ON COLUMN @rulebook@.act.authority_id IS 'the authority that performed it';
COMMENT ON COLUMN @rulebook@.act.actor IS 'the person, as the application names them';
COMMENT ON COLUMN @rulebook@.act.details IS 'the fields that the act carries, as case_rules.act_field lists them';
COMMENT ON COLUMN @rulebook@.act.irregular IS 'the account of an act that has happened although rules stand against it: {"reason": ..., "person": ..., "second_person": ...}; only for acts that tell a fact in the world';
COMMENT ON COLUMN @rulebook@.act.amends IS 'of annul, of cure, and of an act recorded again because it was recorded wrongly: {"seq": the act it is about, "reason": ..., "second_person": ...}';
COMMENT ON COLUMN @rulebook@.act.side IS 'requesting or requested; set by the engine';
COMMENT ON COLUMN @rulebook@.act.from_state IS 'state of the subject before it, by its latest judgement; set by the engine';
COMMENT ON COLUMN @rulebook@.act.to_state IS 'state of the subject after it, by its latest judgement; set by the engine';
COMMENT ON COLUMN @rulebook@.act.finding_count IS 'findings with which it was let pass, overridden ones included; set by the engine. RETURNING gives it for the first act that a statement writes on a case, and null for further ones, which are judged when the first has had its effects';
COMMENT ON COLUMN @rulebook@.act.outcome IS 'permitted; or, although rules stand against it: protective, irregular, cured, or barred (let pass at first: it counts for nothing, but what it tells of the world is so); set by the engine';
COMMENT ON COLUMN @rulebook@.act.recorded_at IS 'when it was recorded; set by the engine';
COMMENT ON COLUMN @rulebook@.act.recorded_by IS 'database role that recorded it; set by the engine';
COMMENT ON COLUMN @rulebook@.act.superseded_at IS 'when it was annulled, or another act took its place; null: it stands; set by the engine';

/* -- what a subject is cannot change under its acts ----------------------- */

CREATE FUNCTION @rulebook@.keep_subject() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
/* after case_rules_hold, so that an act being recorded is waited for and seen */
BEGIN
    IF EXISTS (SELECT FROM @rulebook@.act a
                WHERE a.case_id = OLD.case_id AND a.procedure = TG_ARGV[0]
                  AND a.subject_id = (to_jsonb(OLD) ->> TG_ARGV[1])::uuid) THEN
        RAISE EXCEPTION 'child and States of a row of %.% are settled by its acts', TG_TABLE_SCHEMA, TG_TABLE_NAME
            USING ERRCODE = 'object_not_in_prerequisite_state',
                  HINT = 'A placement or measure for another child or in another State is a row of its own.';
    END IF;
    RETURN NULL;
END
$function$;
REVOKE ALL ON FUNCTION @rulebook@.keep_subject() FROM PUBLIC;
COMMENT ON FUNCTION @rulebook@.keep_subject() IS
    'Trigger: refuses another child or another State for a placement or measure that has acts.';

CREATE TRIGGER casework_subject AFTER UPDATE ON @rulebook@.placement
    FOR EACH ROW
    WHEN (OLD.case_id IS DISTINCT FROM NEW.case_id
          OR OLD.placement_id IS DISTINCT FROM NEW.placement_id
          OR OLD.child_id IS DISTINCT FROM NEW.child_id
          OR OLD.requesting_state IS DISTINCT FROM NEW.requesting_state
          OR OLD.requested_state IS DISTINCT FROM NEW.requested_state)
    EXECUTE FUNCTION @rulebook@.keep_subject('placement_abroad', 'placement_id');
CREATE TRIGGER casework_subject AFTER UPDATE ON @rulebook@.urgent_measure
    FOR EACH ROW
    WHEN (OLD.case_id IS DISTINCT FROM NEW.case_id
          OR OLD.measure_id IS DISTINCT FROM NEW.measure_id
          OR OLD.child_id IS DISTINCT FROM NEW.child_id
          OR OLD.taken_in_state IS DISTINCT FROM NEW.taken_in_state)
    EXECUTE FUNCTION @rulebook@.keep_subject('urgent_measure', 'measure_id');
