/* Objects on the token are files in token/objects, one each: NNNN.object. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "objects.h"
#include "rules.h"

#define MAX_OBJECTS 9999

static path_t objects_path(const struct slot *slot, const char *name) {
  path_t folder = token_path(slot, "objects");
  return name ? path_join(folder.text, name, NULL) : folder;
}

static bool is_object_file(const char *name) {
  const char *dot = strrchr(name, '.');
  return dot && dot != name && strcmp(dot, ".object") == 0 && strlen(name) < MAX_OBJECT_NAME;
}

static struct object *find_by_name(const struct slot *slot, const char *name) {
  for (struct object *object = module.objects; object; object = object->next) {
    if (object->slot == slot && object->owner == 0 && strcmp(object->name, name) == 0) return object;
  }
  return NULL;
}

/* Remembers which version of the file the memory holds. */
static bool note_version(struct object *object) {
  struct stat status;
  if (stat(objects_path(object->slot, object->name).text, &status) != 0) return false;
  object->inode = status.st_ino;
  object->changed = status.st_mtim;
  return true;
}

static bool is_current(const struct object *object, const struct stat *status) {
  return object->inode == status->st_ino && object->changed.tv_sec == status->st_mtim.tv_sec &&
         object->changed.tv_nsec == status->st_mtim.tv_nsec;
}

/* A key file without its key, or with numbers that are none, would only fail at the first signature. */
static bool has_material(struct attributes *attributes) {
  CK_OBJECT_CLASS class = attributes_number(attributes, CKA_CLASS);
  bool is_key = class == CKO_PUBLIC_KEY || class == CKO_PRIVATE_KEY;
  return !is_key || key_check(attributes) == CKR_OK;
}

static bool read_attributes(const char *path, struct attributes *attributes) {
  char *text = text_read(path, NULL);
  bool good = text && attributes_parse(text, attributes) && rules_fill(attributes) && has_material(attributes);
  if (!good) attributes_free(attributes);
  text_free(text);
  return good;
}

static void sync_file(struct slot *slot, const char *name) {
  struct object *object = find_by_name(slot, name);
  path_t path = objects_path(slot, name);
  struct stat status;
  struct attributes attributes = {0};
  if (stat(path.text, &status) != 0) return;
  if (object && is_current(object, &status)) {
    object->seen = true;
    return;
  }
  if (!read_attributes(path.text, &attributes)) {
    complain("slot%lu: object file %s cannot be understood", slot->id, name);
    return;
  }
  if (!object) object = object_new(slot);
  if (!object) {
    attributes_free(&attributes);
    return;
  }
  attributes_free(&object->attributes);
  object->attributes = attributes;
  memcpy(object->name, name, strlen(name) + 1); /* fits: is_object_file() has seen to it */
  object->seen = note_version(object);
}

void objects_sync(struct slot *slot) {
  for (struct object *object = module.objects; object; object = object->next) object->seen = object->slot != slot || object->owner != 0;
  struct dirent **entries;
  int count = scandir(objects_path(slot, NULL).text, &entries, NULL, alphasort);
  for (int i = 0; i < count; i++) {
    if (is_object_file(entries[i]->d_name)) sync_file(slot, entries[i]->d_name);
    free(entries[i]);
  }
  if (count >= 0) free(entries);
  for (struct object *object = module.objects, *next; object; object = next) {
    next = object->next;
    if (!object->seen) object_delete(object);
  }
}

static bool choose_name(struct object *object) {
  for (int number = 1; number <= MAX_OBJECTS; number++) {
    snprintf(object->name, sizeof object->name, "%04d.object", number);
    if (access(objects_path(object->slot, object->name).text, F_OK) != 0) return true;
  }
  return false;
}

bool object_save(struct object *object) {
  mkdir(objects_path(object->slot, NULL).text, 0700);
  if (!*object->name && !choose_name(object)) return false;
  char *text = attributes_format(&object->attributes);
  bool good = text && text_write(objects_path(object->slot, object->name).text, text) && note_version(object);
  text_free(text);
  return good;
}

void object_unlink(const struct object *object) { unlink(objects_path(object->slot, object->name).text); }

void objects_destroy_all(struct slot *slot) {
  objects_sync(slot);
  for (struct object *object = module.objects; object; object = object->next) {
    if (object->slot == slot && object->owner == 0) object_unlink(object);
  }
  objects_forget(slot, false);
}
