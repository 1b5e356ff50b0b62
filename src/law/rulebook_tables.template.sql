/*
 * Newer treaty rows of a rulebook.  What the network has read itself goes here
 * and comes before what case_rules ships: a row for the same State and
 * instrument (for objections: the same two States) replaces the shipped one.
 */
CREATE TABLE @rulebook@.party (
    instrument text NOT NULL CHECK (case_rules.is_instrument(instrument)),
    state text NOT NULL CHECK (case_rules.is_state(state)),
    kind text NOT NULL CHECK (kind IN ('ratification', 'accession', 'membership', 'outside')),
    deposited_on date,
    in_force_from date,
    in_force_to date,
    in_force_earliest date,
    in_force_latest date,
    doubt text,
    objection_window_from date,
    objection_window_to date,
    checked_on date,
    confidence text NOT NULL DEFAULT 'F' CHECK (confidence IN ('F', 'E', '2', 'C', 'B')),
    source text NOT NULL,
    note text,
    PRIMARY KEY (instrument, state),
    CHECK (in_force_from <= in_force_to),
    CHECK (in_force_earliest <= in_force_from),
    CHECK (in_force_from <= in_force_latest),
    CHECK (in_force_earliest <= in_force_latest),
    CHECK ((in_force_earliest IS NULL) = (in_force_latest IS NULL)),
    CHECK (in_force_earliest IS NULL OR doubt IS NOT NULL),
    CHECK (objection_window_from <= objection_window_to),
    CHECK (kind = 'accession' OR objection_window_to IS NULL),
    CHECK (kind <> 'outside' OR coalesce(in_force_from, in_force_to, in_force_earliest) IS NULL)
);
COMMENT ON TABLE @rulebook@.party IS
    'States bound by an instrument that case_rules does not know of yet, or knows less well: replaces the shipped row of the same State and instrument, whole.';
COMMENT ON COLUMN @rulebook@.party.instrument IS 'hc1996, brussels_iia or brussels_iib.';
COMMENT ON COLUMN @rulebook@.party.state IS 'the State, or a territory that has a row of its own (ISO 3166-1 alpha-2)';
COMMENT ON COLUMN @rulebook@.party.kind IS
    'ratification (or acceptance, approval): no State can object. accession: a State may object to it. membership: of the European Union. outside: surely not bound.';
COMMENT ON COLUMN @rulebook@.party.deposited_on IS 'day on which the instrument of ratification or accession was deposited';
COMMENT ON COLUMN @rulebook@.party.in_force_from IS 'first day in force for the State; null: not known';
COMMENT ON COLUMN @rulebook@.party.in_force_to IS 'last day in force for the State; null: no end known';
COMMENT ON COLUMN @rulebook@.party.in_force_earliest IS 'if that day is doubtful: the first on which it could have come into force; null: the day is sure';
COMMENT ON COLUMN @rulebook@.party.in_force_latest IS 'if that day is doubtful: the last on which it could have come into force; infinity: no such day is known';
COMMENT ON COLUMN @rulebook@.party.doubt IS 'why the day is doubtful';
COMMENT ON COLUMN @rulebook@.party.objection_window_from IS 'accessions: first day on which the other States may object';
COMMENT ON COLUMN @rulebook@.party.objection_window_to IS 'accessions: last day on which they may; null: not known, and then taken to end before the entry into force';
COMMENT ON COLUMN @rulebook@.party.checked_on IS
    'Day on which this State''s row, the objections to its accession and those that it made were last compared with the depositary''s list. Without it an accession stays unknown until an instrument_check is later than its window.';
COMMENT ON COLUMN @rulebook@.party.confidence IS 'F: the depositary''s own list read. E: an excerpt. 2: a secondary source. C: computed. B: recalled.';
COMMENT ON COLUMN @rulebook@.party.source IS 'where it was read';
COMMENT ON COLUMN @rulebook@.party.note IS 'remarks';

CREATE TABLE @rulebook@.objection (
    instrument text NOT NULL CHECK (case_rules.is_instrument(instrument)),
    objecting_state text NOT NULL CHECK (case_rules.is_state(objecting_state)),
    acceding_state text NOT NULL CHECK (case_rules.is_state(acceding_state)),
    notified_on date,
    withdrawn_on date,
    withdrawn_earliest date,
    withdrawn_latest date,
    confidence text NOT NULL DEFAULT 'F' CHECK (confidence IN ('F', 'E', '2', 'C', 'B')),
    source text NOT NULL,
    note text,
    PRIMARY KEY (instrument, objecting_state, acceding_state),
    CHECK (objecting_state <> acceding_state),
    CHECK ((withdrawn_earliest IS NULL) = (withdrawn_latest IS NULL)),
    CHECK (withdrawn_earliest <= withdrawn_latest),
    CHECK (withdrawn_on IS NULL OR withdrawn_earliest IS NULL)
);
COMMENT ON TABLE @rulebook@.objection IS
    'Objections to accessions, and their withdrawals, that case_rules does not know of yet: replaces the shipped row of the same two States.';
COMMENT ON COLUMN @rulebook@.objection.instrument IS 'the instrument';
COMMENT ON COLUMN @rulebook@.objection.objecting_state IS 'the State that objected';
COMMENT ON COLUMN @rulebook@.objection.acceding_state IS 'the State whose accession it objected to';
COMMENT ON COLUMN @rulebook@.objection.notified_on IS 'day of the objection or of its notification';
COMMENT ON COLUMN @rulebook@.objection.withdrawn_on IS 'first day without the objection; null: not withdrawn, or day not known; -infinity: it never counted';
COMMENT ON COLUMN @rulebook@.objection.withdrawn_earliest IS 'withdrawn on a day not known: the first on which that could have taken effect';
COMMENT ON COLUMN @rulebook@.objection.withdrawn_latest IS 'withdrawn on a day not known: the last on which that could have taken effect';
COMMENT ON COLUMN @rulebook@.objection.confidence IS 'as in party';
COMMENT ON COLUMN @rulebook@.objection.source IS 'where it was read';
COMMENT ON COLUMN @rulebook@.objection.note IS 'remarks';

CREATE TABLE @rulebook@.instrument_check (
    instrument text NOT NULL CHECK (case_rules.is_instrument(instrument)),
    checked_on date NOT NULL,
    source text NOT NULL,
    PRIMARY KEY (instrument, checked_on)
);
COMMENT ON TABLE @rulebook@.instrument_check IS
    'Each day on which the whole list of parties and objections of an instrument was compared with case_rules and this rulebook: up to the latest, a State without a row is surely not bound.';
COMMENT ON COLUMN @rulebook@.instrument_check.instrument IS 'the instrument';
COMMENT ON COLUMN @rulebook@.instrument_check.checked_on IS 'day up to which the list was read';
COMMENT ON COLUMN @rulebook@.instrument_check.source IS 'which list, and who read it';
