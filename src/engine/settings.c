/*
 * settings.c
 *		The settings of case_rules, and the day that reports are asked as of.
 */
#include "postgres.h"

#include <limits.h>

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datetime.h"
#include "utils/guc.h"
#include "utils/timestamp.h"

#include "compat.h"
#include "dates/zone_day.h"
#include "engine/settings.h"

bool		setting_warnings = true;
bool		setting_restoring = false;
bool		setting_erasing = false;
int			setting_rejudge_at_commit = 1000;
static char *setting_as_of = NULL;
static char *setting_known_at = NULL;

PG_FUNCTION_INFO_V1(as_of);
PG_FUNCTION_INFO_V1(as_of_there);
PG_FUNCTION_INFO_V1(as_of_moment);
PG_FUNCTION_INFO_V1(known_at);

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

/*
 * YYYY-MM-DD HH:MM:SS[.ffffff] and Z or an offset, +HH[:MM], and nothing else:
 * the moment must not change with DateStyle or TimeZone.
 */
static bool
moment_parse(const char *text, TimestampTz *moment)
{
	char		date[11];
	DateADT		day;
	int			hour,
				minute,
				second,
				end = 0;
	const char *p;
	int64		micros = 0;
	int			offset = 0;

	if (strlen(text) < 20)
		return false;
	strlcpy(date, text, sizeof(date));
	if (!day_parse(date, &day) || (text[10] != ' ' && text[10] != 'T') ||
		sscanf(text + 11, "%2d:%2d:%2d%n", &hour, &minute, &second, &end) != 3 || end != 8 ||
		hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
		return false;
	p = text + 19;
	if (*p == '.')
	{
		int64		unit = USECS_PER_SEC;

		for (p++; *p >= '0' && *p <= '9'; p++)
		{
			if (unit == 1)
				return false;
			unit /= 10;
			micros += (*p - '0') * unit;
		}
		if (unit == USECS_PER_SEC)
			return false;
	}
	if (strcmp(p, "Z") != 0)
	{
		int			sign = *p == '-' ? -1 : 1;
		int			hours = 0,
					minutes = 0;

		if ((*p != '+' && *p != '-') || strspn(p + 1, "0123456789:") != strlen(p + 1))
			return false;
		if (!((strlen(p) == 3 && sscanf(p + 1, "%2d", &hours) == 1) ||
			  (strlen(p) == 6 && p[3] == ':' && sscanf(p + 1, "%2d:%2d", &hours, &minutes) == 2)) ||
			hours > 15 || minutes > 59)
			return false;
		offset = sign * (hours * 60 + minutes);
	}
	*moment = day * USECS_PER_DAY +
		((int64) (hour * 60 + minute - offset) * 60 + second) * USECS_PER_SEC + micros;
	return true;
}

static bool
known_at_check(char **newval, void **extra, GucSource source)
{
	TimestampTz moment;

	if (*newval == NULL || **newval == '\0' || moment_parse(*newval, &moment))
		return true;
	GUC_check_errdetail("The moment is written YYYY-MM-DD HH:MM:SS+00, or with another offset from UTC.");
	GUC_check_errhint("Leave it empty for all that is known.");
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
	DefineCustomStringVariable("case_rules.known_at",
							   "The moment by whose knowledge reports answer.",
							   "YYYY-MM-DD HH:MM:SS+00; empty for all that is known.",
							   &setting_known_at, "", PGC_USERSET, 0,
							   known_at_check, NULL, NULL);
	DefineCustomIntVariable("case_rules.rejudge_at_commit",
							"How many acts a transaction judges again before it ends.",
							"Cases beyond wait for CALL case_rules.rejudge().",
							&setting_rejudge_at_commit, 1000, 0, INT_MAX, PGC_USERSET, 0,
							NULL, NULL, NULL);
	DefineCustomBoolVariable("case_rules.restoring",
							 "Loads acts, journal and duties from a dump without judging them.",
							 "Honoured only for members of the role that owns the table.",
							 &setting_restoring, false, PGC_USERSET, 0,
							 NULL, NULL, NULL);
	DefineCustomBoolVariable("case_rules.erasing",
							 "Deletes facts for good, with what was known of them before.",
							 "Honoured only for members of the role that owns the table.",
							 &setting_erasing, false, PGC_USERSET, 0,
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

/*
 * as_of(time_zone text) and as_of_moment(time_zone text): the same somewhere.
 * Of a day that the setting names, the moment is its beginning: the day is not
 * over yet.
 */
Datum
as_of_there(PG_FUNCTION_ARGS)
{
	DateADT		day;

	if (setting_as_of && day_parse(setting_as_of, &day))
		PG_RETURN_DATEADT(day);
	PG_RETURN_DATEADT((DateADT) zone_day_at(GetCurrentTransactionStartTimestamp(),
											zone_by_name(PG_GETARG_TEXT_PP(0))));
}

Datum
as_of_moment(PG_FUNCTION_ARGS)
{
	DateADT		day;

	if (setting_as_of && day_parse(setting_as_of, &day))
		PG_RETURN_TIMESTAMPTZ(zone_moment(day, 0, zone_by_name(PG_GETARG_TEXT_PP(0))));
	PG_RETURN_TIMESTAMPTZ(GetCurrentTransactionStartTimestamp());
}

/* null: all that is known */
Datum
known_at(PG_FUNCTION_ARGS)
{
	TimestampTz moment;

	if (setting_known_at && *setting_known_at && moment_parse(setting_known_at, &moment))
		PG_RETURN_TIMESTAMPTZ(moment);
	PG_RETURN_NULL();
}
