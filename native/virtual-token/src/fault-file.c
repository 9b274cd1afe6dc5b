#include "fault-file.h"

#include <stdlib.h>
#include <string.h>

#include "folder.h"

enum argument { ARGUMENT_NONE, ARGUMENT_NUMBER, ARGUMENT_OPTIONAL_NUMBER };

static const struct {
  const char *name, *word; /* `word` is a fixed word that must follow */
  enum action action;
  enum argument argument;
  bool after_allowed; /* makes sense once the work is done */
} actions[] = {
    {"return", NULL, ACTION_RETURN, ARGUMENT_NUMBER, true},
    {"crash", "segv", ACTION_CRASH_SEGV, ARGUMENT_NONE, true},
    {"crash", "abort", ACTION_CRASH_ABORT, ARGUMENT_NONE, true},
    {"hang", NULL, ACTION_HANG, ARGUMENT_NONE, true},
    {"slow", NULL, ACTION_SLOW, ARGUMENT_NUMBER, true},
    {"pull-token", NULL, ACTION_PULL_TOKEN, ARGUMENT_OPTIONAL_NUMBER, true},
    {"garbage-length", NULL, ACTION_GARBAGE_LENGTH, ARGUMENT_OPTIONAL_NUMBER, false},
    {"truncate", NULL, ACTION_TRUNCATE, ARGUMENT_OPTIONAL_NUMBER, false},
    {"corrupt", NULL, ACTION_CORRUPT, ARGUMENT_NONE, false},
    {"second-refused", NULL, ACTION_SECOND_REFUSED, ARGUMENT_NONE, false},
    {"always-authenticate", NULL, ACTION_ALWAYS_AUTHENTICATE, ARGUMENT_NONE, false},
};
#define ACTION_ROWS (sizeof actions / sizeof *actions)
#define MAX_WORDS 8

/* The words of one line, cut in place. */
struct words {
  char text[256];
  char *word[MAX_WORDS];
  int count, next;
};

static bool cut(struct words *words, const char *line, size_t length) {
  memset(words, 0, sizeof *words);
  if (length >= sizeof words->text) return false;
  memcpy(words->text, line, length);
  char *rest = words->text, *word;
  while ((word = strtok_r(rest, " \t\r", &rest)) && *word != '#') {
    if (words->count == MAX_WORDS) return false;
    words->word[words->count++] = word;
  }
  return true;
}

static const char *peek(const struct words *words) { return words->next < words->count ? words->word[words->next] : ""; }

static bool take(struct words *words, const char *word) {
  bool same = strcmp(peek(words), word) == 0;
  words->next += same;
  return same;
}

static bool take_number(struct words *words, unsigned long *number) {
  char *end;
  const char *word = peek(words);
  if (*word < '0' || *word > '9') return false;
  *number = strtoul(word, &end, 0);
  if (*end != '\0') return false;
  words->next++;
  return true;
}

static bool is_action(const char *word) {
  for (size_t i = 0; i < ACTION_ROWS; i++) {
    if (strcmp(actions[i].name, word) == 0) return true;
  }
  return false;
}

static int find_function(const char *name) {
  for (int i = 0; i < FUNCTION_COUNT; i++) {
    if (strcmp(function_name((enum function)i), name) == 0) return i;
  }
  return -1;
}

/* "C_Sign", "C_Sign#2", "C_Sign#2+", "*", or nothing at all, which means every call. */
static bool take_target(struct words *words, struct fault *fault) {
  fault->function = -1;
  fault->from = 1;
  fault->onward = true;
  if (is_action(peek(words)) || strcmp(peek(words), "after") == 0) return true;
  char *name = words->word[words->next++], *number = strchr(name, '#');
  if (number) {
    char *end;
    *number++ = '\0';
    fault->from = strtoul(number, &end, 10);
    fault->onward = *end == '+';
    if (end == number || fault->from == 0 || (*end != '\0' && strcmp(end, "+") != 0)) return false;
  }
  if (strcmp(name, "*") == 0) return true;
  fault->function = find_function(name);
  return fault->function >= 0;
}

static bool take_action(struct words *words, struct fault *fault) {
  for (size_t i = 0; i < ACTION_ROWS; i++) {
    int start = words->next;
    if (!take(words, actions[i].name)) continue;
    if (actions[i].word && !take(words, actions[i].word)) {
      words->next = start;
      continue;
    }
    fault->action = actions[i].action;
    if (actions[i].argument != ARGUMENT_NONE) fault->has_number = take_number(words, &fault->number);
    if (actions[i].argument == ARGUMENT_NUMBER && !fault->has_number) return false;
    return fault->phase == PHASE_BEFORE || actions[i].after_allowed;
  }
  return false;
}

static bool parse_line(struct words *words, struct fault *fault) {
  memset(fault, 0, sizeof *fault);
  if (!take_target(words, fault)) return false;
  fault->phase = take(words, "after") ? PHASE_AFTER : PHASE_BEFORE;
  if (!take_action(words, fault)) return false;
  fault->once = take(words, "once");
  return words->next == words->count;
}

int fault_file_parse(const char *text, struct fault *faults, int max) {
  int count = 0, line_number = 1;
  size_t position = 0;
  while (text[position]) {
    size_t length = strcspn(text + position, "\n");
    struct words words;
    bool good = cut(&words, text + position, length);
    if (good && words.count > 0) {
      good = count < max && parse_line(&words, &faults[count]);
      faults[count < max ? count : 0].line_start = position;
      faults[count < max ? count : 0].line_length = length + (text[position + length] == '\n');
      count++;
    }
    if (!good) {
      complain("faults: line %d cannot be understood", line_number);
      return -1;
    }
    position += length + (text[position + length] == '\n');
    line_number++;
  }
  return count;
}
