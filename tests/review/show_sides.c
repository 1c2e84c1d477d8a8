/* Why this file exists: what `sce diff` compares has to be seen apart from how it is compared. This program takes the same words, and prints the names
 * of both sides, each pair, and for each text that is loaded its names, its bytes, the texts that it imports, and what was found.
 *
 *   show_sides [-I DIR]... OLD [NEW]
 */
#include "file.h"
#include "review/side.h"

#include <stdio.h>

typedef struct Show {
  SceText out;
  SCE_ARRAY(const char *) folders;
  int code;
} Show;

static void show_findings(Show *show, SceSources *sources, SceDiags *diags) {
  sce_diags_sort(diags);
  sce_diags_print(&show->out, sources, diags, 100, false);
  if (diags->errors) show->code = 2;
}

static void show_text(Show *show, const SceSide *side) {
  SceSession session;
  sce_session_init(&session);
  for (uint32_t i = 0; i < show->folders.count; i++) sce_session_grant(&session, show->folders.at[i]);
  SceSourceId text = sce_side_load(side, &session);
  if (text != SCE_NO_SOURCE) sce_session_evaluate(&session, &(SceSessionRequest){.texts = &text, .text_count = 1});
  for (uint32_t i = 0; i < session.sources.list.count; i++) {
    const SceSource *source = &session.sources.list.at[i];
    if (!source->library) sce_text_add_format(&show->out, "    text %s (%s)%s\n%s", source->name, source->short_name, i == text ? "" : " imported", source->text);
  }
  show_findings(show, &session.sources, &session.diags);
  sce_session_release(&session);
}

static void show_results(Show *show, const SceJsonResults *results) {
  for (uint32_t i = 0; i < results->values.count; i++) {
    const SceJsonValue *value = &results->values.at[i];
    sce_text_add_format(&show->out, "    value %s [%s] role %d", value->path, value->unit, (int)value->role);
    for (uint32_t k = 0; k < value->axes.count; k++) {
      sce_text_add_format(&show->out, " over %s [%s]", value->axes.at[k].name, value->axes.at[k].unit);
      for (uint32_t p = 0; p < value->axes.at[k].points.count; p++) {
        const SceJsonPoint *point = &value->axes.at[k].points.at[p];
        if (point->label) sce_text_add_format(&show->out, " %s", point->label);
        else sce_text_add_format(&show->out, " %g", point->value);
      }
    }
    sce_text_add_string(&show->out, ":");
    for (uint32_t k = 0; k < value->numbers.count; k++) {
      const SceJsonNumber *number = &value->numbers.at[k];
      sce_text_add_format(&show->out, " %.17g", number->value);
      if (value->sampled) sce_text_add_format(&show->out, "(%.17g %.17g %.17g %.17g %.17g)", number->sd, number->se, number->p5, number->p50, number->p95);
    }
    sce_text_add_string(&show->out, value->truth ? " truth\n" : "\n");
  }
  for (uint32_t i = 0; i < results->claims.count; i++) {
    const SceJsonClaim *claim = &results->claims.at[i];
    sce_text_add_format(&show->out, "    claim %s %s got %g says %g [%s]\n", claim->name, claim->status, claim->got, claim->says, claim->unit ? claim->unit : "");
  }
}

static void show_side(Show *show, const char *which, const SceSide *side) {
  static const char *const kinds[] = {[SCE_SIDE_ABSENT] = "absent", [SCE_SIDE_TEXT] = "text", [SCE_SIDE_RESULTS] = "results"};
  sce_text_add_format(&show->out, "  %s %s: %s\n", which, kinds[side->kind], side->name);
  if (side->kind == SCE_SIDE_TEXT) show_text(show, side);
  if (side->kind == SCE_SIDE_RESULTS) show_results(show, side->results);
}

static void show_sides(Show *show, SceSides *sides) {
  SceSidePair pair;
  sce_text_add_format(&show->out, "%s -> %s: %u%s\n", sce_sides_old_name(sides), sce_sides_new_name(sides), (unsigned)sce_sides_count(sides), sce_sides_are_sets(sides) ? " of sets" : "");
  while (sce_sides_next(sides, &pair)) {
    sce_text_add_format(&show->out, "pair %s%s%s\n", pair.file ? pair.file : "alone", pair.old_file ? " was " : "", pair.old_file ? pair.old_file : "");
    show_side(show, "old", &pair.old);
    show_side(show, "new", &pair.new);
  }
}

int main(int argc, char **argv) {
  Show show = {0};
  SceSources none;
  SceDiags diags;
  sce_sources_init(&none);
  sce_diags_init(&diags);
  int first = 1;
  for (; first + 1 < argc && !strcmp(argv[first], "-I"); first += 2) sce_array_push(&show.folders, argv[first + 1]);
  SceSides *sides = sce_sides_open((const char *const *)(uintptr_t)(argv + first), (uint32_t)(argc - first), &diags);
  if (sides) show_sides(&show, sides);
  show_findings(&show, &none, &diags);
  sce_sides_close(sides);
  sce_file_write(1, show.out.bytes, show.out.count);
  sce_text_release(&show.out);
  sce_array_release(&show.folders);
  sce_diags_release(&diags);
  sce_sources_release(&none);
  return show.code;
}
