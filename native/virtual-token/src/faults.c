#include "faults.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "fault-file.h"
#include "folder.h"
#include "module.h"

#define MAX_FAULTS 64
/* Large enough that believing it breaks any caller, small enough not to overflow when a caller adds to it. */
#define GARBAGE_LENGTH 0x7fffff00UL

static char *control_text; /* what the faults below were parsed from */
static struct fault faults[MAX_FAULTS];
static int fault_count;
static unsigned long calls_of[FUNCTION_COUNT];
static unsigned long calls;

const char *function_name(enum function function) {
  static const char *const names[FUNCTION_COUNT] = {
#define NAME(scope, support, name, params, args) [FN_##name] = #name,
      PKCS11_FUNCTIONS(NAME)
#undef NAME
          [FN_dlopen] = "dlopen",
  };
  return names[function];
}

static path_t control_path(void) { return path_join(folder_root(), "faults", NULL); }

/* Takes over `text`. */
static void take_text(char *text) {
  text_free(control_text);
  control_text = text;
  fault_count = text ? fault_file_parse(text, faults, MAX_FAULTS) : 0;
}

bool faults_refresh(void) {
  if (!folder_root()) return true;
  char *text = text_read(control_path().text, NULL);
  bool same = text && control_text ? strcmp(text, control_text) == 0 : text == control_text;
  if (same) {
    text_free(text);
  } else {
    /* "#2" means the second call since this text was written, so that a test need not know what was called before. */
    memset(calls_of, 0, sizeof calls_of);
    calls = 0;
    take_text(text);
  }
  return fault_count >= 0;
}

void faults_count(enum function function) {
  calls_of[function]++;
  calls++;
}

static bool is_due(const struct fault *fault, enum function function, enum phase phase) {
  if (fault->phase != phase) return false;
  /* A star means calls of the standard; loading the library must be named. */
  if (fault->function < 0 ? function == FN_dlopen : fault->function != (int)function) return false;
  unsigned long made = fault->function < 0 ? calls : calls_of[function];
  return fault->onward ? made >= fault->from : made == fault->from;
}

/* Takes a "once" fault out of the file before it strikes: it may end this process, and the next one must find it gone. */
static void consume(const struct fault *fault) {
  size_t length = strlen(control_text), end = fault->line_start + fault->line_length;
  char *text = malloc(length + 1);
  if (!text) return;
  memcpy(text, control_text, fault->line_start);
  memcpy(text + fault->line_start, control_text + end, length - end + 1);
  if (!text_write(control_path().text, text)) complain("faults: cannot be rewritten");
  take_text(text);
}

static void sleep_ms(unsigned long ms) {
  struct timespec left = {.tv_sec = (time_t)(ms / 1000), .tv_nsec = (long)(ms % 1000) * 1000000L};
  while (nanosleep(&left, &left) != 0 && errno == EINTR) continue;
}

/* A real null write, as a broken driver makes; the default action is restored first, since a host may have handlers of its own. */
__attribute__((no_sanitize("address", "undefined"))) static void crash(int signal_number) {
  signal(signal_number, SIG_DFL);
  if (signal_number == SIGSEGV) {
    volatile int *volatile nowhere = NULL;
    *nowhere = 1;
  }
  abort();
}

static void pull_token(const struct fault *fault, long slot) {
  for (CK_SLOT_ID id = 0; id < MAX_SLOTS; id++) {
    if (fault->has_number ? id != fault->number : slot >= 0 && id != (CK_SLOT_ID)slot) continue;
    struct slot place = {.id = id};
    if (slot_pull_token(&place)) return;
  }
}

static void strike(const struct fault *fault, enum function function, long slot, struct effects *effects) {
  effects->any = true;
  switch (fault->action) {
    case ACTION_RETURN:
      effects->returns = true;
      effects->code = fault->number;
      break;
    case ACTION_CRASH_SEGV:
      call_log(function, "crash-segv");
      crash(SIGSEGV);
      break;
    case ACTION_CRASH_ABORT:
      call_log(function, "crash-abort");
      crash(SIGABRT);
      break;
    case ACTION_HANG:
      call_log(function, "hang");
      for (;;) pause();
    case ACTION_SLOW:
      sleep_ms(fault->number);
      break;
    case ACTION_PULL_TOKEN:
      pull_token(fault, slot);
      break;
    case ACTION_GARBAGE_LENGTH:
      effects->garbage = true;
      effects->garbage_length = fault->has_number ? fault->number : GARBAGE_LENGTH;
      break;
    case ACTION_TRUNCATE:
      effects->truncate = true;
      effects->limit = fault->has_number ? fault->number : CK_UNAVAILABLE_INFORMATION;
      break;
    case ACTION_CORRUPT:
      effects->corrupt = true;
      break;
    case ACTION_SECOND_REFUSED:
      effects->second_refused = true;
      break;
    case ACTION_ALWAYS_AUTHENTICATE:
      effects->always_authenticate = true;
      break;
  }
}

void faults_apply(enum function function, enum phase phase, long slot, struct effects *effects) {
  for (int i = 0; i < fault_count;) {
    struct fault fault = faults[i];
    bool due = is_due(&fault, function, phase);
    if (due && fault.once)
      consume(&fault); /* the next fault moves to place i */
    else
      i++;
    if (due) strike(&fault, function, slot, effects);
    if (due && effects->returns) return;
  }
}

void call_log(enum function function, const char *result) {
  if (!folder_root()) return;
  int file = open(path_join(folder_root(), "calls.log", NULL).text, O_WRONLY | O_APPEND | O_CLOEXEC);
  if (file < 0) return;
  char line[96];
  int length = snprintf(line, sizeof line, "%ld %s %s\n", (long)getpid(), function_name(function), result);
  /* One write with O_APPEND keeps lines of several processes whole; a log that cannot be written must not change the call. */
  if (write(file, line, (size_t)length) != length) complain("calls.log: cannot be written");
  close(file);
}
