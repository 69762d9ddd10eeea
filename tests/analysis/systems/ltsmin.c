/* A system as a language module of LTSmin: it reads the numbers that `ltsmin.py` writes.

   They are the members with their states, guards of one member each, and groups of ways to step:
   those of a group move the same members, under the same guards. At its end the program says how
   many CPU seconds went by since the model was loaded. */

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <ltsmin/dlopen-api.h>
#include <ltsmin/lts-type.h>
#include <ltsmin/ltsmin-standard.h>
#include <ltsmin/pins-util.h>
#include <ltsmin/pins.h>

char pins_plugin_name[] = "members";

typedef struct {
    int member;
    char *has; /* for each state of the member */
} states_t;

typedef struct {
    states_t *from; /* of each member that moves */
    int *to;        /* -1 where it stays */
} way_t;

typedef struct {
    int moves, guards, ways;
    int *members, *guard;
    int *at, *guard_at; /* where they are among the members that the group reads */
    way_t *way;
} group_t;

static int members, guards, groups;
static int *sizes, *initial, *counted;
static states_t *guard;
static group_t *group;
static double loaded;

static double used(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static void at_end(void) { fprintf(stderr, "CPU seconds since loaded: %.6f\n", used() - loaded); }

static int number(FILE *file) {
    int value;
    if (fscanf(file, "%d", &value) != 1) ltsmin_abort(LTSMIN_EXIT_FAILURE);
    return value;
}

static int *numbers(FILE *file, int count) {
    int *found = malloc(sizeof(int) * (count + 1));
    for (int i = 0; i < count; i++) found[i] = number(file);
    return found;
}

static states_t states_of(FILE *file, int member) {
    states_t found = {member, calloc(sizes[member], 1)};
    for (int left = number(file); left; left--) found.has[number(file)] = 1;
    return found;
}

static way_t way_of(FILE *file, const group_t *of) {
    way_t found = {malloc(sizeof(states_t) * (of->moves + 1)), malloc(sizeof(int) * (of->moves + 1))};
    for (int i = 0; i < of->moves; i++) {
        found.from[i] = states_of(file, of->members[i]);
        found.to[i] = number(file);
    }
    return found;
}

static void read_all(const char *name) {
    FILE *file = fopen(name, "r");
    if (!file) ltsmin_abort(LTSMIN_EXIT_FAILURE);
    members = number(file);
    sizes = numbers(file, members);
    initial = numbers(file, members);
    counted = malloc(sizeof(int) * (members + 1));
    for (int i = 0; i < members; i++) counted[i] = i;
    guards = number(file);
    guard = malloc(sizeof(states_t) * (guards + 1));
    for (int i = 0; i < guards; i++) guard[i] = states_of(file, number(file));
    groups = number(file);
    group = calloc(groups + 1, sizeof(group_t));
    for (group_t *of = group; of < group + groups; of++) {
        of->moves = number(file);
        of->members = numbers(file, of->moves);
        of->guards = number(file);
        of->guard = numbers(file, of->guards);
        of->ways = number(file);
        of->way = malloc(sizeof(way_t) * (of->ways + 1));
        for (int i = 0; i < of->ways; i++) of->way[i] = way_of(file, of);
    }
    fclose(file);
}

/* Say where each way of a group leads; `at` is where in `from` the members are that it moves. */
static int lead(int number, int *from, const int *at, int whole, TransitionCB say, void *context) {
    const group_t *of = &group[number];
    int found = 0, event = 0, to[members];
    if (whole)
        for (int i = 0; i < members; i++) to[i] = from[i];
    for (const way_t *way = of->way; way < of->way + of->ways; way++) {
        int able = 1;
        for (int i = 0; i < of->moves && able; i++) able = way->from[i].has[from[at[i]]];
        if (!able) continue;
        for (int i = 0; i < of->moves; i++)
            to[whole ? of->members[i] : i] = way->to[i] < 0 ? from[at[i]] : way->to[i];
        transition_info_t info = GB_TI(&event, number);
        say(context, &info, to, NULL);
        found++;
    }
    return found;
}

static int moves_long(model_t self, int number, int *from, TransitionCB say, void *context) {
    (void)self;
    return lead(number, from, group[number].members, 1, say, context);
}

static int moves_short(model_t self, int number, int *from, TransitionCB say, void *context) {
    (void)self;
    return lead(number, from, counted, 0, say, context);
}

static int next_long(model_t self, int number, int *from, TransitionCB say, void *context) {
    for (int i = 0; i < group[number].guards; i++) {
        const states_t *asked = &guard[group[number].guard[i]];
        if (!asked->has[from[asked->member]]) return 0;
    }
    return moves_long(self, number, from, say, context);
}

static int next_short(model_t self, int number, int *from, TransitionCB say, void *context) {
    const group_t *of = &group[number];
    (void)self;
    for (int i = 0; i < of->guards; i++)
        if (!guard[of->guard[i]].has[from[of->guard_at[i]]]) return 0;
    return lead(number, from, of->at, 0, say, context);
}

static int guard_long(model_t self, int number, int *state) {
    (void)self;
    return guard[number].has[state[guard[number].member]];
}

static int guard_short(model_t self, int number, int *state) {
    (void)self;
    return guard[number].has[state[0]];
}

static void guards_of(model_t self, sl_group_enum_t which, int *state, int *found) {
    (void)which;
    for (int i = 0; i < guards; i++) found[i] = guard_long(self, i, state);
}

static void guards_all(model_t self, int *state, int *found) {
    guards_of(self, GB_SL_ALL, state, found);
}

static matrix_t *matrix(int rows) {
    matrix_t *made = malloc(sizeof(matrix_t));
    dm_create(made, rows, members);
    return made;
}

static int place(const matrix_t *reads, int row, int member) {
    int found = 0;
    for (int i = 0; i < member; i++) found += dm_is_set(reads, row, i);
    return found;
}

static void name_all(model_t model) {
    char text[32];
    lts_type_t type = lts_type_create();
    int state = lts_type_add_type(type, "state", NULL), truth = lts_type_add_type(type, "truth", NULL);
    lts_type_set_format(type, state, LTStypeDirect);
    lts_type_set_format(type, truth, LTStypeBool);
    lts_type_set_state_length(type, members);
    for (int i = 0; i < members; i++) {
        snprintf(text, sizeof(text), "m%d", i);
        lts_type_set_state_name(type, i, text);
        lts_type_set_state_typeno(type, i, state);
    }
    lts_type_set_state_label_count(type, guards);
    for (int i = 0; i < guards; i++) {
        snprintf(text, sizeof(text), "g%d", i);
        lts_type_set_state_label_name(type, i, text);
        lts_type_set_state_label_typeno(type, i, truth);
    }
    GBsetLTStype(model, type);
}

static void say_steps(model_t model) {
    matrix_t *touches = matrix(groups), *reads = matrix(groups), *moves = matrix(groups);
    guard_t **guarded = malloc(sizeof(guard_t *) * (groups + 1));
    for (int g = 0; g < groups; g++) {
        group_t *of = &group[g];
        guarded[g] = malloc(sizeof(guard_t) + sizeof(int) * of->guards);
        guarded[g]->count = of->guards;
        for (int i = 0; i < of->moves; i++) {
            dm_set(touches, g, of->members[i]);
            dm_set(reads, g, of->members[i]);
            dm_set(moves, g, of->members[i]);
        }
        for (int i = 0; i < of->guards; i++) {
            guarded[g]->guard[i] = of->guard[i];
            dm_set(touches, g, guard[of->guard[i]].member);
            dm_set(reads, g, guard[of->guard[i]].member);
        }
        of->at = malloc(sizeof(int) * (of->moves + 1));
        of->guard_at = malloc(sizeof(int) * (of->guards + 1));
        for (int i = 0; i < of->moves; i++) of->at[i] = place(reads, g, of->members[i]);
        for (int i = 0; i < of->guards; i++)
            of->guard_at[i] = place(reads, g, guard[of->guard[i]].member);
    }
    GBsetDMInfo(model, touches);
    GBsetDMInfoRead(model, reads);
    GBsetDMInfoMustWrite(model, moves);
    GBsetMatrix(model, LTSMIN_MATRIX_ACTIONS_READS, moves, PINS_MAY_SET, PINS_INDEX_GROUP,
                PINS_INDEX_STATE_VECTOR);
    GBsetGuardsInfo(model, guarded);
    GBsetNextStateLong(model, next_long);
    GBsetNextStateShortR2W(model, next_short);
    GBsetActionsLong(model, moves_long);
    GBsetActionsShortR2W(model, moves_short);
}

static sl_group_t *every_guard(void) {
    sl_group_t *made = malloc(sizeof(sl_group_t) + sizeof(int) * guards);
    made->count = guards;
    for (int i = 0; i < guards; i++) made->sl_idx[i] = i;
    return made;
}

static void say_guards(model_t model) {
    matrix_t *looks = matrix(guards);
    for (int i = 0; i < guards; i++) dm_set(looks, i, guard[i].member);
    GBsetStateLabelInfo(model, looks);
    GBsetStateLabelGroupInfo(model, GB_SL_ALL, every_guard());
    GBsetStateLabelGroupInfo(model, GB_SL_GUARDS, every_guard());
    GBsetStateLabelLong(model, guard_long);
    GBsetStateLabelShort(model, guard_short);
    GBsetStateLabelsGroup(model, guards_of);
    GBsetStateLabelsAll(model, guards_all);
}

static void load(model_t model, const char *name) {
    read_all(name);
    name_all(model);
    say_steps(model);
    GBsetInitialState(model, initial);
    say_guards(model);
    loaded = used();
    atexit(at_end);
}

struct loader_record pins_loaders[] = {{"members", load}, {NULL, NULL}};
