/* Why this file exists: the benchmarks compare commands that live for half a millisecond, where a
 * shell's own fork and wait would be most of what is measured. This helper starts two commands in
 * turn, many times, with posix_spawn, waits with wait4, and prints medians, so that noise of the
 * machine meets both sides alike.
 *
 *   spawn ROUNDS COMMAND [ARGUMENT...] --- COMMAND [ARGUMENT...]
 *
 * prints one line: median wall time of the first in microseconds, the same of the second, the
 * median over the rounds of the ratio first/second, and the peak resident memory of each in
 * kilobytes. Standard output of the commands goes to /dev/null. A command that does not exit with
 * 0 makes the measurement void: the helper says so and exits with 2. */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

typedef struct BenchSide {
    char **argv;
    double *wall_us;
    long peak_kb;
} BenchSide;

static void fail(const char *what, const char *detail)
{
    fprintf(stderr, "spawn: %s: %s\n", what, detail);
    exit(2);
}

static double now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

/* Runs the command of a side once and gives its wall time; notes its peak memory. */
static double run_once(BenchSide *side, posix_spawn_file_actions_t *actions)
{
    pid_t pid = 0;
    double start = now_us();
    int error = posix_spawnp(&pid, side->argv[0], actions, NULL, side->argv, environ);
    if (error != 0)
        fail(side->argv[0], strerror(error));
    int status = 0;
    struct rusage usage;
    while (wait4(pid, &status, 0, &usage) < 0)
        if (errno != EINTR)
            fail("wait4", strerror(errno));
    double wall = now_us() - start;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        fail(side->argv[0], "did not exit with 0, so there is nothing to measure");
    if (usage.ru_maxrss > side->peak_kb)
        side->peak_kb = usage.ru_maxrss;
    return wall;
}

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, size_t count)
{
    qsort(values, count, sizeof *values, compare_doubles);
    return count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

/* Finds the `---` between the two commands, ends the first there and returns the second. */
static char **split_commands(char **argv)
{
    for (char **at = argv; *at; at++) {
        if (strcmp(*at, "---") != 0)
            continue;
        *at = NULL;
        return at + 1;
    }
    return NULL;
}

int main(int argc, char **argv)
{
    long rounds = argc > 2 ? strtol(argv[1], NULL, 10) : 0;
    BenchSide first = {argc > 2 ? argv + 2 : NULL, NULL, 0};
    BenchSide second = {first.argv ? split_commands(first.argv) : NULL, NULL, 0};
    if (rounds < 1 || rounds > 1000000 || !second.argv || !second.argv[0] || !first.argv[0])
        fail("usage", "spawn ROUNDS COMMAND [ARGUMENT...] --- COMMAND [ARGUMENT...]");

    size_t count = (size_t)rounds;
    double *ratio = calloc(count, sizeof *ratio);
    first.wall_us = calloc(count, sizeof *first.wall_us);
    second.wall_us = calloc(count, sizeof *second.wall_us);
    if (!ratio || !first.wall_us || !second.wall_us)
        fail("memory", strerror(ENOMEM));

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);

    run_once(&first, &actions); /* warm the page cache, uncounted */
    run_once(&second, &actions);
    for (size_t i = 0; i < count; i++) {
        if (i % 2) {
            second.wall_us[i] = run_once(&second, &actions);
            first.wall_us[i] = run_once(&first, &actions);
        } else {
            first.wall_us[i] = run_once(&first, &actions);
            second.wall_us[i] = run_once(&second, &actions);
        }
        ratio[i] = first.wall_us[i] / second.wall_us[i];
    }
    printf("%.1f %.1f %.4f %ld %ld\n", median(first.wall_us, count), median(second.wall_us, count),
           median(ratio, count), first.peak_kb, second.peak_kb);
    posix_spawn_file_actions_destroy(&actions);
    free(ratio);
    free(first.wall_us);
    free(second.wall_us);
    return 0;
}
