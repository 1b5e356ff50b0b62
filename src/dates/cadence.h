/*
 * cadence.h
 *		Follow-up promises as arguments of SQL functions.
 */
#ifndef CR_CADENCE_H
#define CR_CADENCE_H

#include "postgres.h"

#include "dates/cadence_core.h"

extern void cadence_load(const bytea *stored, Cadence *cadence);

#endif							/* CR_CADENCE_H */
