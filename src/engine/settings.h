/*
 * settings.h
 *		The settings of case_rules, each declared, because undeclared settings
 *		under a reserved prefix are dropped when the library is loaded.
 */
#ifndef CR_SETTINGS_H
#define CR_SETTINGS_H

extern bool setting_warnings;	/* case_rules.warnings */
extern bool setting_restoring;	/* case_rules.restoring */
extern bool setting_erasing;	/* case_rules.erasing */
extern int	setting_rejudge_at_commit;	/* case_rules.rejudge_at_commit */

extern void settings_module_init(void);

#endif							/* CR_SETTINGS_H */
