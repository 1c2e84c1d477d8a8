/* Other programs by posix_spawn. All that is open here is closed there but what is handed over; a socket instead of a pipe lets a program that has
 * gone be told without a signal.
 */
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static void close_both(int pair[2]) {
  if (pair[0] >= 0) close(pair[0]);
  if (pair[1] >= 0) close(pair[1]);
}

static int open_pipe(int pair[2]) {
  if (pipe(pair)) return errno;
  fcntl(pair[0], F_SETFD, FD_CLOEXEC);
  fcntl(pair[1], F_SETFD, FD_CLOEXEC);
  return 0;
}

/* A descriptor of -1 stands for the null device. Returns 0 or an errno. */
static int spawn(pid_t *pid, const char *const *words, char *const *environment, const int given[3]) {
  posix_spawn_file_actions_t actions;
  int error = posix_spawn_file_actions_init(&actions);
  if (error) return error;
  for (int i = 0; i < 3 && !error; i++)
    error = given[i] < 0 ? posix_spawn_file_actions_addopen(&actions, i, "/dev/null", i ? O_WRONLY : O_RDONLY, 0) : posix_spawn_file_actions_adddup2(&actions, given[i], i);
  if (!error) error = posix_spawnp(pid, words[0], &actions, NULL, (char *const *)(uintptr_t)words, environment);
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

static int wait_for(pid_t pid) {
  int status = 0;
  while (waitpid(pid, &status, 0) < 0)
    if (errno != EINTR) return 127;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* Reads what there is; closes it at its end. */
static void read_some(int *descriptor, SceText *into) {
  char room[16384];
  ssize_t got = read(*descriptor, room, sizeof room);
  if (got < 0 && errno == EINTR) return;
  if (got > 0) {
    if (into) sce_text_add(into, room, (size_t)got);
    return;
  }
  close(*descriptor);
  *descriptor = -1;
}

/* Both streams to their ends, whichever has something first: neither may fill up while the other is waited for. */
static void read_both(int out, int err, SceText *into_out, SceText *into_err) {
  while (out >= 0 || err >= 0) {
    struct pollfd ready[2] = {{out, POLLIN, 0}, {err, POLLIN, 0}};
    if (poll(ready, 2, -1) < 0) continue;
    if (ready[0].revents) read_some(&out, into_out);
    if (ready[1].revents) read_some(&err, into_err);
  }
}

int sce_process_run(const char *const *words, char *const *environment, SceText *out, SceText *err) {
  int outs[2] = {-1, -1}, errs[2] = {-1, -1};
  pid_t pid;
  int error = open_pipe(outs);
  if (!error) error = open_pipe(errs);
  if (!error) error = spawn(&pid, words, environment, (int[]){-1, outs[1], errs[1]});
  if (error) {
    close_both(outs);
    close_both(errs);
    return -error;
  }
  close(outs[1]);
  close(errs[1]);
  read_both(outs[0], errs[0], out, err);
  return wait_for(pid);
}

int sce_process_start(SceProcess *process, const char *const *words, char *const *environment) {
  int talk[2] = {-1, -1}, answers[2] = {-1, -1};
  *process = (SceProcess){.to = -1};
  int error = socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, talk) ? errno : 0;
  if (!error) error = open_pipe(answers);
  if (!error) error = spawn(&process->pid, words, environment, (int[]){talk[1], answers[1], -1});
  if (!error && !(process->from = fdopen(answers[0], "r"))) error = errno;
  if (error) {
    close_both(talk);
    close_both(answers);
    process->pid = 0;
    return error;
  }
  close(talk[1]);
  close(answers[1]);
  process->to = talk[0];
  return 0;
}

bool sce_process_say(SceProcess *process, const char *bytes, size_t count) {
  while (count) {
    ssize_t sent = send(process->to, bytes, count, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return false;
    bytes += sent;
    count -= (size_t)sent;
  }
  return true;
}

void sce_process_stop(SceProcess *process) {
  if (!process->pid) return;
  close(process->to);
  fclose(process->from);
  kill(process->pid, SIGTERM);
  wait_for(process->pid);
  *process = (SceProcess){.to = -1};
}
