/*
 * module.c
 *		What happens when the library is loaded.
 */
#include "postgres.h"
#include "fmgr.h"

#include "compat.h"
#include "engine/gate.h"
#include "engine/guard.h"
#include "engine/settings.h"

CR_MODULE_MAGIC;

void		_PG_init(void);

void
_PG_init(void)
{
	settings_module_init();
	gate_module_init();
	guard_module_init();
}
