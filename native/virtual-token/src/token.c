#include "token.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "functions.h"
#include "pin.h"
#include "text.h"

static char *read_settings(const struct slot *slot) { return text_read(token_path(slot, "token.conf").text, NULL); }

bool token_flag(const struct slot *slot, const char *key) {
  char *text = read_settings(slot);
  bool flag = text && setting_flag(text, key);
  text_free(text);
  return flag;
}

unsigned long token_number(const struct slot *slot, const char *key, unsigned long fallback) {
  char *text = read_settings(slot);
  unsigned long number = text ? setting_number(text, key, fallback) : fallback;
  text_free(text);
  return number;
}

void token_text(const struct slot *slot, const char *key, const char *fallback, char *value, size_t size) {
  char *text = read_settings(slot);
  if (!text || !setting_get(text, key, value, size)) snprintf(value, size, "%s", fallback);
  text_free(text);
}

bool token_set(const struct slot *slot, const char *key, const char *value) {
  char *old = read_settings(slot), ignored[2];
  size_t size = (old ? strlen(old) : 0) + strlen(key) + strlen(value) + 8;
  char *text = malloc(size);
  if (!text) {
    text_free(old);
    return false;
  }
  size_t used = (size_t)snprintf(text, size, "%s = %s\n", key, value);
  for (char *line = old, *next; line && *line; line = next) {
    next = strchr(line, '\n');
    if (next) *next++ = '\0';
    if (!setting_get(line, key, ignored, sizeof ignored)) used += (size_t)snprintf(text + used, size - used, "%s\n", line);
  }
  bool good = text_write(token_path(slot, "token.conf").text, text);
  free(text);
  text_free(old);
  return good;
}

static CK_FLAGS pin_flags(const struct slot *slot) {
  struct pin_status user = pin_status(slot, ROLE_USER), so = pin_status(slot, ROLE_SO);
  const struct {
    bool on;
    CK_FLAGS flag;
  } rows[] = {
      {user.set, CKF_USER_PIN_INITIALIZED},
      {so.set, CKF_TOKEN_INITIALIZED},
      {user.set && user.tries_left < user.max_tries, CKF_USER_PIN_COUNT_LOW},
      {user.set && user.tries_left == 1, CKF_USER_PIN_FINAL_TRY},
      {user.set && user.tries_left == 0, CKF_USER_PIN_LOCKED},
      {user.to_be_changed, CKF_USER_PIN_TO_BE_CHANGED},
      {so.set && so.tries_left < so.max_tries, CKF_SO_PIN_COUNT_LOW},
      {so.set && so.tries_left == 1, CKF_SO_PIN_FINAL_TRY},
      {so.set && so.tries_left == 0, CKF_SO_PIN_LOCKED},
      {so.to_be_changed, CKF_SO_PIN_TO_BE_CHANGED},
      {token_flag(slot, "write-protected"), CKF_WRITE_PROTECTED},
      {token_flag(slot, "protected-authentication-path"), CKF_PROTECTED_AUTHENTICATION_PATH},
  };
  CK_FLAGS flags = CKF_RNG | CKF_LOGIN_REQUIRED;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) flags |= rows[i].on ? rows[i].flag : 0;
  return flags;
}

static void fill_text(const struct slot *slot, const char *key, const char *fallback, CK_UTF8CHAR *field, size_t size) {
  char value[128];
  token_text(slot, key, fallback, value, sizeof value);
  text_pad(field, size, value);
}

CK_RV do_C_GetTokenInfo(CK_SLOT_ID id, CK_TOKEN_INFO *info) {
  if (!info) return CKR_ARGUMENTS_BAD;
  struct slot *slot = slot_find(id);
  if (!slot->now.present) return CKR_TOKEN_NOT_PRESENT;
  memset(info, 0, sizeof *info);
  fill_text(slot, "label", "", info->label, sizeof info->label);
  fill_text(slot, "manufacturer", "Tanba", info->manufacturerID, sizeof info->manufacturerID);
  fill_text(slot, "model", "Virtual token", info->model, sizeof info->model);
  fill_text(slot, "serial", "", info->serialNumber, sizeof info->serialNumber);
  info->flags = pin_flags(slot);
  info->ulMaxSessionCount = info->ulMaxRwSessionCount = token_number(slot, "max-sessions", CK_EFFECTIVELY_INFINITE);
  info->ulSessionCount = session_count(slot, false);
  info->ulRwSessionCount = session_count(slot, true);
  info->ulMinPinLen = token_number(slot, "min-pin", PIN_MIN);
  info->ulMaxPinLen = token_number(slot, "max-pin", PIN_MAX);
  info->ulTotalPublicMemory = info->ulFreePublicMemory = CK_UNAVAILABLE_INFORMATION;
  info->ulTotalPrivateMemory = info->ulFreePrivateMemory = CK_UNAVAILABLE_INFORMATION;
  info->hardwareVersion = info->firmwareVersion = (CK_VERSION){1, 0};
  memset(info->utcTime, ' ', sizeof info->utcTime);
  return CKR_OK;
}
