/*
 * errors.h
 *		The errors of case_rules: one table, from which the code takes its
 *		SQLSTATEs and docs/errors.md its rows.
 *
 * Class RU is our own: SQLSTATE classes that begin with I to Z are free for
 * implementations.  A code, once released, never changes its meaning.
 */
#ifndef CR_ERRORS_H
#define CR_ERRORS_H

#include "utils/elog.h"

/* name, five characters of the SQLSTATE, name of the condition, what it means, what to do */
#define CR_ERROR_TABLE(X) \
	X(BARRED, 'R','U','0','0','1', "act_barred", \
	  "At least one rule of severity bar is not satisfied.", \
	  "Read the findings in DETAIL: each names what is wrong, which facts are missing and which side can cure it.") \
	X(NO_SUCH_ACT, 'R','U','0','0','2', "no_such_act", \
	  "The procedure knows no such act from the state in which the subject is.", \
	  "Ask case_rules.next_acts() what can come next.") \
	X(WRONG_SIDE, 'R','U','0','0','3', "wrong_side_or_authority", \
	  "The act belongs to the other side, or the authority belongs to neither State of the case.", \
	  "Let an authority of the right side record it.") \
	X(IMPOSSIBLE_DATE, 'R','U','0','0','4', "impossible_date", \
	  "The day of the act lies in the future in the authority's time zone, or before the child's birth.", \
	  "Give the day on which the act happened.") \
	X(STATE_WRITTEN, 'R','U','0','0','5', "state_written_directly", \
	  "A state, or another value that the engine derives, was written by hand.", \
	  "Insert the act; the state follows from it.") \
	X(APPEND_ONLY, 'R','U','0','0','6', "journal_append_only", \
	  "Acts, the journal, duties and case heads accept no UPDATE, DELETE or TRUNCATE.", \
	  "Put a mistake right by the act annul, or by the act again with the column amends.") \
	X(GUARD_BROKEN, 'R','U','0','0','7', "guard_misconfigured", \
	  "A guard does not fit the table, the functions or the procedure that it names.", \
	  "Call case_rules.guard() again with what the message asks for.") \
	X(RULE_REFUSED, 'R','U','0','0','8', "rule_refused", \
	  "A rule, a setting of a rule or an override of a rule is not acceptable.", \
	  "Correct the text at the position shown.") \
	X(OVERRIDE_NEEDED, 'R','U','0','0','9', "override_needed", \
	  "Only rules of severity override stand against the act.", \
	  "Put the matter right, or record an override with reason, power, author and a second person, then write the act again.") \
	X(ACCOUNT_REFUSED, 'R','U','0','1','0', "account_refused", \
	  "What an irregular act, an annulment, a correction or a cure must say of itself is missing or does not fit: reason, person, second person, or the act that it is about.", \
	  "Complete the column irregular or amends as the hint says.")

/* CR_ERRCODE_BARRED and its siblings */
#define CR_ERROR_ENUM(name, a, b, c, d, e, condition, meaning, remedy) \
	CR_ERRCODE_##name = MAKE_SQLSTATE(a, b, c, d, e),
enum cr_errcode
{
	CR_ERROR_TABLE(CR_ERROR_ENUM)
};
#undef CR_ERROR_ENUM

#endif							/* CR_ERRORS_H */
