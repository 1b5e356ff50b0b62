/*
 * engine/types: the closed sets of the engine, and the shape of its answer.
 *
 * Enums are used only for sets that are closed for ever; states and acts of a
 * procedure are rows of the catalog, because a procedure may gain one.
 */
CREATE TYPE case_rules.side AS ENUM ('requesting', 'requested');
COMMENT ON TYPE case_rules.side IS
    'The side of a cross-border case that performs an act or owes a duty: the requesting or the requested State (Hague Convention of 1996, arts 33 and 34).';

CREATE TYPE case_rules.verdict AS ENUM
    ('satisfied', 'not_applicable', 'overridden', 'unknown', 'violated', 'error');
COMMENT ON TYPE case_rules.verdict IS
    'What a rule says of an act. unknown: a fact that the condition needs is not recorded; it is never read as satisfied. error: the rule or its facts failed; it bars.';

CREATE TYPE case_rules.severity AS ENUM ('warn', 'override', 'bar');
COMMENT ON TYPE case_rules.severity IS
    'What a rule that is not satisfied does to the act, mildest first: warn; override: barred unless an override in force on the day of the act was recorded before it; bar: barred without exception.';

CREATE TYPE case_rules.rule_basis AS ENUM ('policy', 'should', 'must', 'court', 'treaty');
COMMENT ON TYPE case_rules.rule_basis IS
    'What the severity of a rule rests on: a declared policy, a "should" or a "must" of a non-binding text, a judgment, or a treaty or regulation.';

CREATE TYPE case_rules.rule_mode AS ENUM ('shadow', 'enforced');
COMMENT ON TYPE case_rules.rule_mode IS
    'shadow: the rule is judged and its findings are recorded, but it stops nothing; enforced: it acts with its severity.';

CREATE TYPE case_rules.finding AS (
    procedure text,
    act text,
    side text,
    rule text,
    version integer,
    verdict case_rules.verdict,
    severity case_rules.severity,
    mode case_rules.rule_mode,
    basis case_rules.rule_basis,
    citation text,
    message text,
    hint text,
    failing text[],
    missing text[],
    curable_by text,
    override_id uuid
);
COMMENT ON TYPE case_rules.finding IS
    'One answer: rule × act. severity is the one that counts (that of unknown where the verdict is unknown). failing: the parts of the condition that do not hold. missing: the facts not recorded that could still change the answer. curable_by: requesting, requested or both.';
COMMENT ON COLUMN case_rules.finding.rule IS 'null in the one row that says an act is open and nothing bars it';
