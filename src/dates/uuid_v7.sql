/*
 * dates/uuid_v7: ids that many offices can make without asking each other.
 */
CREATE FUNCTION case_rules.uuid_v7()
    RETURNS uuid
    LANGUAGE C VOLATILE PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'uuid_v7';
COMMENT ON FUNCTION case_rules.uuid_v7() IS
    'A new UUID of version 7 (RFC 9562): 48 bits of milliseconds, 12 bits of their fraction, 62 random bits. The ids of one session ascend.';
