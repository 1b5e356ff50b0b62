/*
 * casework/names: what keeps the keys of names.
 */
CREATE FUNCTION case_rules.stamp_name_key() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    NEW.name_key := case_rules.name_key(NEW.name);
    NEW.key_version := case_rules.name_key_version();
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION case_rules.stamp_name_key() IS
    'BEFORE INSERT OR UPDATE trigger FOR EACH ROW of a table with the columns name, name_key and key_version: makes the key of the name, whatever the client wrote there.';
