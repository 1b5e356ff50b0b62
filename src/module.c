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
#include "language/language.h"

CR_MODULE_MAGIC;

void		_PG_init(void);

void
_PG_init(void)
{
	language_module_init();
	settings_module_init();	/* last of the settings: it closes their prefix */
	gate_module_init();
	guard_module_init();
}
