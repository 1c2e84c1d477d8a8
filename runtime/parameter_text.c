/* The rules of parameters in words. Which one is broken is asked of the distribution itself, so that messages and computing agree.
 */
#include "parameter_text.h"

#include "results/number.h"
#include "sample/distribution.h"

#include <math.h>

typedef struct Form {
  const char *name, *parameters[3];
  uint8_t positive;                 /* a bit for each parameter that has to be above 0 */
} Form;

static const Form forms[SCE_FAMILY_COUNT] = {
    [SCE_FAMILY_INTERVAL] = {"interval", {"low", "high"}, 0},
    [SCE_FAMILY_UNIFORM] = {"uniform distribution", {"low", "high"}, 0},
    [SCE_FAMILY_NORMAL] = {"normal distribution", {"mean", "sd"}, 2},
    [SCE_FAMILY_LOGNORMAL] = {"lognormal distribution", {"low", "high"}, 3},
    [SCE_FAMILY_LOGNORMAL_MEAN] = {"lognormal distribution", {"mean", "sd"}, 3},
    [SCE_FAMILY_LOGNORMAL_LOG] = {"lognormal distribution", {"mu", "sigma"}, 2},
    [SCE_FAMILY_TRIANGULAR] = {"triangular distribution", {"low", "mode", "high"}, 0},
    [SCE_FAMILY_PERT] = {"pert distribution", {"low", "mode", "high"}, 0},
    [SCE_FAMILY_BETA] = {"beta distribution", {"a", "b"}, 3},
    [SCE_FAMILY_GAMMA] = {"gamma distribution", {"shape", "scale"}, 3},
    [SCE_FAMILY_EXPONENTIAL] = {"exponential distribution", {"mean"}, 1},
};

bool sce_parameter_op(uint32_t kind) {
  return kind == SCE_OP_DISTRIBUTE || kind == SCE_OP_CUT || kind == SCE_OP_CORRELATE || kind == SCE_OP_CHOOSE || kind == SCE_OP_QUANTILE_OF;
}

/* Text with numbers in it: each % is the next one. */
static void add_numbers(SceText *out, const char *format, const double *numbers) {
  for (; *format; format++) {
    char text[SCE_NUMBER_ROOM];
    if (*format != '%') sce_text_add_byte(out, *format);
    else sce_text_add(out, text, sce_number_write_exact(text, *numbers++));
  }
}

static void explain_zero(SceText *out, SceText *help, const double *ends) {
  sce_text_add_string(out, " has an end of 0: a lognormal interval needs both ends above 0, a normal one an end below 0");
  double low = ends[0] == 0 ? ends[1] / 50 : ends[0], high = ends[1] == 0 ? ends[0] / 50 : ends[1];
  if (ends[0] == 0 && ends[1] > 0) add_numbers(help, "write an end above 0, such as `% to %`, or say which distribution it is: `normal(…, …)`, `uniform(%, %)`", (double[]){low, high, ends[0], ends[1]});
  else add_numbers(help, "say which distribution it is: `normal(…, …)`, `uniform(%, %)`", ends);
}

static void explain_order(SceText *out, SceText *help, const Form *form, const double *p) {
  if (!form->parameters[2]) {
    add_numbers(out, ": % is not below %", p);
    sce_text_add_string(help, "write the lower end first");
  } else if (!(p[0] < p[2])) {
    add_numbers(out, ": % is not below %", (double[]){p[0], p[2]});
    sce_text_add_string(help, "write low, mode and high in this order");
  } else {
    add_numbers(out, ": the mode % does not lie between % and %", (double[]){p[1], p[0], p[2]});
    sce_text_add_string(help, "write low, mode and high in this order");
  }
}

static void explain_sign(SceText *out, const Form *form, const double *p) {
  for (uint32_t i = 0; i < 3 && form->parameters[i]; i++) {
    if (!(form->positive >> i & 1) || p[i] > 0) continue;
    sce_text_add_format(out, ": `%s` has to be above 0, and is ", form->parameters[i]);
    add_numbers(out, "%", p + i);
    return;
  }
  sce_text_add_string(out, ": what has to be above 0 is not");
}

static void explain_distribution(SceText *out, SceText *help, const SceOp *op, const double *p, uint32_t count, const char *share) {
  const Form *form = &forms[op->b & 0x7F];
  SceDistribution distribution;
  SceFault fault = sce_distribution_prepare(&distribution, op->b, p, false);
  if (!fault) sce_distribution_release(&distribution);
  if (fault == SCE_FAULT_ZERO) {
    explain_zero(out, help, p);
    return;
  }
  if (fault == SCE_FAULT_BOUNDS || fault == SCE_FAULT_EMPTY) {
    const double *bounds = p + count - 2;
    sce_text_add_format(out, " is cut to nothing%s: ", share);
    if (fault == SCE_FAULT_BOUNDS) add_numbers(out, "the lower bound % is not below the upper one, %", bounds);
    else if (isnan(bounds[0])) add_numbers(out, "nothing of the distribution lies below %", bounds + 1);
    else add_numbers(out, isnan(bounds[1]) ? "nothing of the distribution lies above %" : "nothing of the distribution lies between % and %", bounds);
    return;
  }
  sce_text_add_format(out, " is no %s%s", form->name, share);
  if (fault == SCE_FAULT_ORDER) explain_order(out, help, form, p);
  else if (fault == SCE_FAULT_SIGN) explain_sign(out, form, p);
  else sce_text_add_string(out, ": values of it are beyond the largest number, 1.8e308");
}

static void explain_choice(SceText *out, const double *values, uint32_t count, const char *share) {
  uint32_t size = count / 2;
  sce_text_add_format(out, " is no choice%s: ", share);
  for (uint32_t i = 0; i < size; i++) {
    if (!(values[1 + size + i] < 0)) continue;
    add_numbers(out, "% is no weight, it is below 0", values + 1 + size + i);
    return;
  }
  sce_text_add_string(out, "the weights add up to 0");
}

void sce_parameter_explain(SceText *out, SceText *help, const SceOp *op, const double *values, uint32_t count, const char *share) {
  switch (op->kind) {
  case SCE_OP_DISTRIBUTE: explain_distribution(out, help, op, values + 1, count - 1, share); break;
  case SCE_OP_CUT: explain_distribution(out, help, op, values, count, share); break;
  case SCE_OP_CHOOSE: explain_choice(out, values, count, share); break;
  case SCE_OP_CORRELATE:
    sce_text_add_format(out, " is not possible%s: ", share);
    add_numbers(out, "a rank correlation lies between -1 and 1, and this one is %", values + 2);
    break;
  default:
    sce_text_add_string(out, " is no quantile: ");
    add_numbers(out, "a probability lies between 0 and 1, and this one is %", values + 1);
    break;
  }
}
