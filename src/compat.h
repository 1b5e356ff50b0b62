/*
 * compat.h
 *		The one place that knows how PostgreSQL 15 to 18 differ.
 *
 * Code elsewhere is written as for the newest supported major; what an older
 * one lacks is supplied here, under our own prefix where the name could one
 * day be taken by core.
 */
#ifndef CR_COMPAT_H
#define CR_COMPAT_H

#include "postgres.h"
#include "fmgr.h"

#if PG_VERSION_NUM < 150000 || PG_VERSION_NUM >= 190000
#error "case_rules supports PostgreSQL 15 to 18"
#endif

/* varatt.h was split off postgres.h in 16 */
#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

/*
 * Soft errors came with 16.  Before, ereturn() is an ereport(ERROR) that never
 * comes back, and nothing can have happened softly.
 */
#if PG_VERSION_NUM >= 160000
#include "nodes/miscnodes.h"
#else
#define ereturn(context, dummy_value, ...) \
	do { \
		(void) (context); \
		ereport(ERROR, __VA_ARGS__); \
		return dummy_value; \
	} while (0)
#define SOFT_ERROR_OCCURRED(context) ((void) (context), false)
#endif

/* ranges are made with soft errors since 16 */
#if PG_VERSION_NUM >= 160000
#define cr_make_range(type, lower, upper, empty) make_range(type, lower, upper, empty, NULL)
#else
#define cr_make_range(type, lower, upper, empty) make_range(type, lower, upper, empty)
#endif

/* ownership checks became generic in 16 */
#if PG_VERSION_NUM >= 160000
#include "utils/acl.h"
#include "catalog/pg_class.h"
#define cr_owns_relation(relid, roleid) \
	object_ownercheck(RelationRelationId, (relid), (roleid))
#else
#include "utils/acl.h"
#define cr_owns_relation(relid, roleid) pg_class_ownercheck((relid), (roleid))
#endif

/* the magic block bears a name and a version since 18 */
#if PG_VERSION_NUM >= 180000
#define CR_MODULE_MAGIC PG_MODULE_MAGIC_EXT(.name = "case_rules", .version = CR_RELEASE)
#else
#define CR_MODULE_MAGIC PG_MODULE_MAGIC
#endif

/* a function that never comes back says so in front since 18 */
#if PG_VERSION_NUM < 180000
#define pg_noreturn pg_attribute_noreturn()
#endif

#endif							/* CR_COMPAT_H */
