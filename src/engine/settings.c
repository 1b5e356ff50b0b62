/*
 * settings.c
 *		The settings of case_rules, and the day that reports are asked as of.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datetime.h"
#include "utils/guc.h"
#include "utils/timestamp.h"

#include "compat.h"
#include "engine/settings.h"

bool		setting_warnings = true;
bool		setting_restoring = false;
static char *setting_as_of = NULL;

PG_FUNCTION_INFO_V1(as_of);

/* YYYY-MM-DD and nothing else: the value must not change with DateStyle */
static bool
day_parse(const char *text, DateADT *day)
{
	int			year,
				month,
				mday,
				end = 0;

	if (sscanf(text, "%4d-%2d-%2d%n", &year, &month, &mday, &end) != 3 ||
		end != 10 || text[10] != '\0')
		return false;
	if (year < 1 || month < 1 || month > 12 || mday < 1 ||
		mday > day_tab[isleap(year)][month - 1])
		return false;
	*day = date2j(year, month, mday) - POSTGRES_EPOCH_JDATE;
	return true;
}

static bool
as_of_check(char **newval, void **extra, GucSource source)
{
	DateADT		day;

	if (*newval == NULL || **newval == '\0' || day_parse(*newval, &day))
		return true;
	GUC_check_errdetail("The day is written YYYY-MM-DD.");
	GUC_check_errhint("Leave it empty for today.");
	return false;
}

void
settings_module_init(void)
{
	DefineCustomStringVariable("case_rules.as_of",
							   "The day that reports are asked as of.",
							   "YYYY-MM-DD; empty for today.",
							   &setting_as_of, "", PGC_USERSET, 0,
							   as_of_check, NULL, NULL);
	DefineCustomBoolVariable("case_rules.restoring",
							 "Loads acts, journal and duties from a dump without judging them.",
							 "Honoured only for members of the role that owns the table.",
							 &setting_restoring, false, PGC_USERSET, 0,
							 NULL, NULL, NULL);
	DefineCustomBoolVariable("case_rules.warnings",
							 "Sends one WARNING for an act that is recorded with findings.",
							 "The findings are kept in the view act_finding in any case.",
							 &setting_warnings, true, PGC_USERSET, 0,
							 NULL, NULL, NULL);
	MarkGUCPrefixReserved("case_rules");
}

Datum
as_of(PG_FUNCTION_ARGS)
{
	DateADT		day;

	if (setting_as_of && day_parse(setting_as_of, &day))
		PG_RETURN_DATEADT(day);
	PG_RETURN_DATEADT(GetSQLCurrentDate());
}
