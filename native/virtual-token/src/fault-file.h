/* The control file's lines, parsed. */
#ifndef TANBA_FAULT_FILE_H
#define TANBA_FAULT_FILE_H

#include <stddef.h>

#include "faults.h"

enum action {
  ACTION_RETURN,
  ACTION_CRASH_SEGV,
  ACTION_CRASH_ABORT,
  ACTION_HANG,
  ACTION_SLOW,
  ACTION_PULL_TOKEN,
  ACTION_GARBAGE_LENGTH,
  ACTION_TRUNCATE,
  ACTION_CORRUPT,
  ACTION_SECOND_REFUSED,
  ACTION_ALWAYS_AUTHENTICATE,
};

struct fault {
  int function;       /* enum function, or -1 for every call */
  unsigned long from; /* the first call it is for, counted from 1 */
  bool onward;        /* also for those after it */
  enum phase phase;
  bool once;
  enum action action;
  bool has_number;
  unsigned long number;
  size_t line_start, line_length; /* its place in the text */
};

/* Number of faults, or -1 after complaining about a line that cannot be understood. */
int fault_file_parse(const char *text, struct fault *faults, int max);

#endif
