/*
 * law/tables: what case_rules knows of treaties and of the States bound by
 * them.
 *
 * Every row is dated, says where it was read and how far it can be trusted.
 * Two rules hold for all of them, and in_force_between (law/in_force) rests on
 * them:
 *
 *  - a row stands until another row ends it;
 *  - the absence of a row says something only up to the day to which the
 *    notifications were read (instrument.checked_on, absence_holds_until).
 *
 * The tables belong to the extension and are never edited: a newer party, or an
 * objection, is a row of the user's own rulebook (rulebook_tables.template.sql)
 * and comes before what stands here.
 */

-- ---- States ----------------------------------------------------------------

CREATE TABLE case_rules.state (
    state text PRIMARY KEY CHECK (state ~ '^[A-Z]{2}$'),
    name text NOT NULL,
    may_follow text REFERENCES case_rules.state,
    note text,
    CHECK (may_follow <> state)
);
COMMENT ON TABLE case_rules.state IS
    'States and territories by their ISO 3166-1 alpha-2 code. The United Kingdom is GB, Greece GR.';
COMMENT ON COLUMN case_rules.state.state IS 'ISO 3166-1 alpha-2 code, in capitals; XK (user-assigned) is there too';
COMMENT ON COLUMN case_rules.state.name IS 'English short name, a label only';
COMMENT ON COLUMN case_rules.state.may_follow IS
    'The State whose treaty relations may, or may not, extend to this territory (HC-1996 art 59). Null: the code answers for itself. Says nothing about sovereignty. Where that State is bound and the territory has no row of its own, the answer is unknown.';
COMMENT ON COLUMN case_rules.state.note IS 'remarks';
GRANT SELECT ON case_rules.state TO PUBLIC;

-- ---- instruments -----------------------------------------------------------

CREATE TABLE case_rules.instrument (
    instrument text PRIMARY KEY CHECK (instrument ~ '^[a-z][a-z0-9_]*$'),
    title text NOT NULL,
    abbreviation text NOT NULL,
    adopted_on date NOT NULL,
    applies_from date NOT NULL,
    relation text NOT NULL CHECK (relation IN ('pairwise', 'membership')),
    objection_effect text NOT NULL CHECK (objection_effect IN ('bars_relation', 'none')),
    checked_on date NOT NULL,
    absence_holds_until date NOT NULL CHECK (absence_holds_until >= checked_on),
    checked_how text NOT NULL,
    source text NOT NULL
);
COMMENT ON TABLE case_rules.instrument IS
    'The instruments whose parties are loaded; in_force_between answers for these and refuses every other name.';
COMMENT ON COLUMN case_rules.instrument.instrument IS 'short name: hc1996, brussels_iia, brussels_iib';
COMMENT ON COLUMN case_rules.instrument.title IS 'official title';
COMMENT ON COLUMN case_rules.instrument.abbreviation IS 'how practitioners call it';
COMMENT ON COLUMN case_rules.instrument.adopted_on IS 'day on which it was concluded or adopted';
COMMENT ON COLUMN case_rules.instrument.applies_from IS 'first day on which it was in force or applied anywhere';
COMMENT ON COLUMN case_rules.instrument.relation IS
    'pairwise: binds two States toward each other, unless one objected to the other''s accession. membership: binds all members toward each other.';
COMMENT ON COLUMN case_rules.instrument.objection_effect IS
    'bars_relation: an objection keeps the instrument from taking effect between the two States (HC-1996 art 58(3)). none: there are no objections.';
COMMENT ON COLUMN case_rules.instrument.checked_on IS
    'Last day up to which every notification (parties, objections) was read. What happened later is here only by chance.';
COMMENT ON COLUMN case_rules.instrument.absence_holds_until IS
    'A State without a row is surely not bound on any day up to this one; later, its absence says nothing. Later than checked_on only where the way in takes longer.';
COMMENT ON COLUMN case_rules.instrument.checked_how IS 'why these two days were chosen';
COMMENT ON COLUMN case_rules.instrument.source IS 'where the text was read';
GRANT SELECT ON case_rules.instrument TO PUBLIC;

-- ---- parties ---------------------------------------------------------------

CREATE TABLE case_rules.party (
    instrument text NOT NULL REFERENCES case_rules.instrument,
    state text NOT NULL REFERENCES case_rules.state,
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
    confidence text NOT NULL CHECK (confidence IN ('F', 'E', '2', 'C', 'B')),
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
COMMENT ON TABLE case_rules.party IS
    'Which State is bound by which instrument, from when to when, and how sure that is.';
COMMENT ON COLUMN case_rules.party.instrument IS 'the instrument';
COMMENT ON COLUMN case_rules.party.state IS 'the State, or a territory that has a row of its own';
COMMENT ON COLUMN case_rules.party.kind IS
    'ratification (or acceptance, approval): no State can object. accession: a State may object to it. membership: of the European Union. outside: surely not bound, where one might think so.';
COMMENT ON COLUMN case_rules.party.deposited_on IS 'day on which the instrument of ratification or accession was deposited; null: not known, or none needed';
COMMENT ON COLUMN case_rules.party.in_force_from IS 'first day in force for the State; null: not known';
COMMENT ON COLUMN case_rules.party.in_force_to IS 'last day in force for the State; null: no end known';
COMMENT ON COLUMN case_rules.party.in_force_earliest IS
    'Where in_force_from is doubtful or unknown: the first day on which it could have come into force. Before it the State was surely not bound. Null: in_force_from is sure.';
COMMENT ON COLUMN case_rules.party.in_force_latest IS
    'Where in_force_from is doubtful or unknown: the last day on which it could have come into force. From it on the State is surely bound; infinity: no such day is known. Days from in_force_earliest to the one before it are unknown.';
COMMENT ON COLUMN case_rules.party.doubt IS 'why the day is doubtful; null where it is not';
COMMENT ON COLUMN case_rules.party.objection_window_from IS 'accessions: first day on which the other States may object (art 58(3): six months after the notification); null: not known';
COMMENT ON COLUMN case_rules.party.objection_window_to IS 'accessions: last day on which they may; null: not known, and then taken to end before the entry into force';
COMMENT ON COLUMN case_rules.party.checked_on IS
    'day up to which this State''s row, the objections to its accession and those that it made were read, where that is later than the instrument''s own day; else null';
COMMENT ON COLUMN case_rules.party.confidence IS
    'F: full text or the depositary''s own list read. E: an excerpt of the source itself. 2: a secondary public source. C: computed from other dates. B: recalled, unverified.';
COMMENT ON COLUMN case_rules.party.source IS 'where it was read';
COMMENT ON COLUMN case_rules.party.note IS 'remarks';
GRANT SELECT ON case_rules.party TO PUBLIC;

CREATE TABLE case_rules.signature (
    instrument text NOT NULL REFERENCES case_rules.instrument,
    state text NOT NULL REFERENCES case_rules.state,
    signed_on date NOT NULL,
    confidence text NOT NULL CHECK (confidence IN ('F', 'E', '2', 'C', 'B')),
    source text NOT NULL,
    PRIMARY KEY (instrument, state)
);
COMMENT ON TABLE case_rules.signature IS
    'States that signed and, up to instrument.checked_on, did not ratify. A signature binds nobody: it only makes the answer "not bound" easier to understand.';
COMMENT ON COLUMN case_rules.signature.instrument IS 'the instrument';
COMMENT ON COLUMN case_rules.signature.state IS 'the State that signed';
COMMENT ON COLUMN case_rules.signature.signed_on IS 'day of signature';
COMMENT ON COLUMN case_rules.signature.confidence IS 'as in case_rules.party';
COMMENT ON COLUMN case_rules.signature.source IS 'where it was read';
GRANT SELECT ON case_rules.signature TO PUBLIC;

-- ---- objections ------------------------------------------------------------

CREATE TABLE case_rules.objection (
    instrument text NOT NULL REFERENCES case_rules.instrument,
    objecting_state text NOT NULL REFERENCES case_rules.state,
    acceding_state text NOT NULL REFERENCES case_rules.state,
    notified_on date,
    withdrawn_on date,
    withdrawn_earliest date,
    withdrawn_latest date,
    confidence text NOT NULL CHECK (confidence IN ('F', 'E', '2', 'C', 'B')),
    source text NOT NULL,
    note text,
    PRIMARY KEY (instrument, objecting_state, acceding_state),
    CHECK (objecting_state <> acceding_state),
    CHECK ((withdrawn_earliest IS NULL) = (withdrawn_latest IS NULL)),
    CHECK (withdrawn_earliest <= withdrawn_latest),
    CHECK (withdrawn_on IS NULL OR withdrawn_earliest IS NULL)
);
COMMENT ON TABLE case_rules.objection IS
    'Objections to accessions. One keeps the instrument from being in force between the two States, in both directions and from the beginning, until it is withdrawn.';
COMMENT ON COLUMN case_rules.objection.instrument IS 'the instrument';
COMMENT ON COLUMN case_rules.objection.objecting_state IS 'the State that objected';
COMMENT ON COLUMN case_rules.objection.acceding_state IS 'the State whose accession it objected to';
COMMENT ON COLUMN case_rules.objection.notified_on IS 'day of the objection or of its notification by the depositary';
COMMENT ON COLUMN case_rules.objection.withdrawn_on IS
    'day on which the withdrawal took effect, its first day without objection; null: not withdrawn, or day not known; -infinity: it never counted';
COMMENT ON COLUMN case_rules.objection.withdrawn_earliest IS 'Withdrawn on a day not known: the first on which it could have taken effect. Up to the day before, the objection surely stood.';
COMMENT ON COLUMN case_rules.objection.withdrawn_latest IS 'Withdrawn on a day not known: the last on which it could have taken effect. From it on, it surely stands no more; the days between are unknown.';
COMMENT ON COLUMN case_rules.objection.confidence IS 'as in case_rules.party';
COMMENT ON COLUMN case_rules.objection.source IS 'where it was read';
COMMENT ON COLUMN case_rules.objection.note IS 'remarks';
GRANT SELECT ON case_rules.objection TO PUBLIC;

-- ---- declarations ----------------------------------------------------------

CREATE TABLE case_rules.declaration (
    instrument text NOT NULL REFERENCES case_rules.instrument,
    state text NOT NULL REFERENCES case_rules.state,
    article text NOT NULL,
    made boolean NOT NULL,
    language text CHECK (language ~ '^[a-z]{2,3}$'),
    declared_on date,
    read_as_of date,
    objected_to boolean,
    content text,
    confidence text NOT NULL CHECK (confidence IN ('F', 'E', '2', 'C', 'B')),
    source text NOT NULL,
    PRIMARY KEY (instrument, state, article)
);
COMMENT ON TABLE case_rules.declaration IS
    'Declarations and reservations seen, and those seen not to have been made; what has no row was not seen. Objections to a declaration are no objections to an accession and bar nothing.';
COMMENT ON COLUMN case_rules.declaration.instrument IS 'the instrument';
COMMENT ON COLUMN case_rules.declaration.state IS 'the State that declares';
COMMENT ON COLUMN case_rules.declaration.article IS
    'article it is made under: 34(2) requests for information only through the central authority; 54 objects to English or French; 55 property; 60 a reservation. "not seen": it exists, its content was not read';
COMMENT ON COLUMN case_rules.declaration.made IS 'True: made. False: the source was read, and there is none.';
COMMENT ON COLUMN case_rules.declaration.language IS 'article 54: the language objected to (ISO 639); null: the source does not say which';
COMMENT ON COLUMN case_rules.declaration.declared_on IS 'day of the declaration; null: not known';
COMMENT ON COLUMN case_rules.declaration.read_as_of IS 'the day for which the source speaks; null: undated';
COMMENT ON COLUMN case_rules.declaration.objected_to IS 'true: another State objected to the declaration; null: not known';
COMMENT ON COLUMN case_rules.declaration.content IS 'what it says, in our words';
COMMENT ON COLUMN case_rules.declaration.confidence IS 'as in case_rules.party';
COMMENT ON COLUMN case_rules.declaration.source IS 'where it was read';
GRANT SELECT ON case_rules.declaration TO PUBLIC;

-- ---- how a State handles a request for placement ----------------------------

CREATE TABLE case_rules.art82_notification (
    state text PRIMARY KEY REFERENCES case_rules.state,
    authority text NOT NULL,
    languages text[],
    relatives_exempt text[],
    simplified_agreement boolean,
    request_contents text,
    confidence text NOT NULL CHECK (confidence IN ('F', 'E', '2', 'C', 'B')),
    source text NOT NULL,
    note text
);
COMMENT ON TABLE case_rules.art82_notification IS
    'Brussels IIb, article 82: whom to ask in the requested State, and what it notified. A null is "not seen", never "none".';
COMMENT ON COLUMN case_rules.art82_notification.state IS 'the requested Member State';
COMMENT ON COLUMN case_rules.art82_notification.authority IS 'authority that receives the request or gives the consent';
COMMENT ON COLUMN case_rules.art82_notification.languages IS 'languages in which the request is accepted (ISO 639-1); null: not seen';
COMMENT ON COLUMN case_rules.art82_notification.relatives_exempt IS
    'close relatives, parents apart, with whom the child may be placed without consent (arts 82(2), 103); empty: none; null: not seen';
COMMENT ON COLUMN case_rules.art82_notification.simplified_agreement IS 'whether an agreement simplifies consultation with some Member State (art 82(8)); null: not seen';
COMMENT ON COLUMN case_rules.art82_notification.request_contents IS 'what the State asks for in the request beyond article 82(1)';
COMMENT ON COLUMN case_rules.art82_notification.confidence IS 'as in case_rules.party';
COMMENT ON COLUMN case_rules.art82_notification.source IS 'where it was read';
COMMENT ON COLUMN case_rules.art82_notification.note IS 'remarks';
GRANT SELECT ON case_rules.art82_notification TO PUBLIC;

CREATE TABLE case_rules.domestic_step (
    state text NOT NULL REFERENCES case_rules.state,
    instrument text NOT NULL REFERENCES case_rules.instrument,
    step text NOT NULL CHECK (step IN ('approval', 'opinion', 'channel')),
    body text NOT NULL,
    content text NOT NULL,
    needed_for_consent boolean NOT NULL,
    valid_from date,
    basis text NOT NULL,
    confidence text NOT NULL CHECK (confidence IN ('F', 'E', '2', 'C', 'B')),
    source text NOT NULL,
    PRIMARY KEY (state, instrument, step)
);
COMMENT ON TABLE case_rules.domestic_step IS
    'Steps inside the requested State before its consent counts, or the channel that it prescribes. A State without a row was not read.';
COMMENT ON COLUMN case_rules.domestic_step.state IS 'the requested State';
COMMENT ON COLUMN case_rules.domestic_step.instrument IS 'instrument under which it is asked';
COMMENT ON COLUMN case_rules.domestic_step.step IS 'approval: a court or authority approves the consent. opinion: a favourable opinion comes first. channel: requests go this way.';
COMMENT ON COLUMN case_rules.domestic_step.body IS 'who takes the step';
COMMENT ON COLUMN case_rules.domestic_step.content IS 'what it is, in our words';
COMMENT ON COLUMN case_rules.domestic_step.needed_for_consent IS 'true: without it the consent does not count';
COMMENT ON COLUMN case_rules.domestic_step.valid_from IS 'first day on which it was asked for; null: not known';
COMMENT ON COLUMN case_rules.domestic_step.basis IS 'domestic law, or practice';
COMMENT ON COLUMN case_rules.domestic_step.confidence IS 'as in case_rules.party';
COMMENT ON COLUMN case_rules.domestic_step.source IS 'where it was read';
GRANT SELECT ON case_rules.domestic_step TO PUBLIC;
