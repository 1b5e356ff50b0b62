/*
 * casework/version: former versions of facts.
 */
CREATE FUNCTION case_rules.keep_version() RETURNS trigger
    LANGUAGE C AS 'MODULE_PATHNAME', 'keep_version';
COMMENT ON FUNCTION case_rules.keep_version() IS
    'BEFORE UPDATE OR DELETE trigger FOR EACH ROW of a fact table: keeps what a row said before it was changed or deleted, as a row of its own with superseded_at set; the row that stands gets the same moment in recorded_at. An UPDATE cannot set superseded_at: DELETE strikes a row out. Former versions are passed over by UPDATE and DELETE; the owner deletes for good under the setting case_rules.erasing. Argument: the column that identifies a row.';
