/*
 * Stands between a program and its disk (LD_PRELOAD). Counts what the program writes, flushes, cuts, renames and removes
 * under one folder, lets it fail when it is told to, and writes each call into a log in the order in which they took effect.
 *
 *   STIPPLE_SHIM_FOLDER   only files under this folder count
 *   STIPPLE_SHIM_LOG      where the log goes, with what was written; without it there is none as yet
 *
 * What the program says on its standard output is logged too, before it leaves: so that one can see what was on disk by then.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { WRITE, SYNC, TRUNCATE, RENAME, REMOVE, CLOSE, SAID, KINDS };

/* A record of the log: this, then the path (of a rename: old, line feed, new), then what was written. Call.cs reads it. */
struct record { int32_t kind, fd, error, length, path, data; int64_t offset; } __attribute__((packed));

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
static char folder[PATH_MAX], out[PATH_MAX];
static int log_fd = -1, with_data;
static struct { enum kind kind; long nth, times; int error; char end[64]; } plan;
static long counts[KINDS], met, failed;

#define REAL(name) \
    static __typeof__(&name) real; \
    if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

static ssize_t real_write(int fd, const void *data, size_t size)
{
    REAL(write);
    return real(fd, data, size);
}

static ssize_t real_pwrite(int fd, const void *data, size_t size, off_t offset)
{
    REAL(pwrite);
    return real(fd, data, size, offset);
}

/* What a handle stands for; empty when nobody can tell. */
static void path_of(int fd, char *path)
{
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    path[length > 0 ? length : 0] = 0;
}

static int is_watched(const char *path)
{
    size_t length = strlen(folder);
    return length > 0 && strncmp(path, folder, length) == 0;
}

/*
 * Called by the program itself:
 *   log PATH                    the log goes there from now on, of writes only that they were
 *   data PATH                   the same, with what was written
 *   fail KIND NTH TIMES ERROR END
 *                               counts anew; lets the nth call of a kind fail, and those after it until so many have failed,
 *                               on files whose name ends so; without an end, on any
 *   mend                        nothing fails any longer; what has been counted stays
 *   count KIND                  gives back how many calls there were
 *   failed                      gives back how many failed
 */
long stipple_shim(const char *order)
{
    int kind = 0;
    long answer = 0;
    REAL(close);
    pthread_mutex_lock(&one_at_a_time);
    if (strncmp(order, "log ", 4) == 0 || strncmp(order, "data ", 5) == 0) {
        with_data = *order == 'd';
        if (log_fd >= 0) real(log_fd);
        log_fd = open(strchr(order, ' ') + 1, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        answer = log_fd < 0 ? -1 : 0;
    } else if (strncmp(order, "fail ", 5) == 0) {
        plan.end[0] = 0;
        if (sscanf(order, "fail %d %ld %ld %d %63s", &kind, &plan.nth, &plan.times, &plan.error, plan.end) < 4) answer = -1;
        plan.kind = kind;
        memset(counts, 0, sizeof counts);
        met = failed = 0;
    } else if (strcmp(order, "mend") == 0) {
        plan.times = 0;
    } else if (sscanf(order, "count %d", &kind) == 1) {
        answer = kind >= 0 && kind < KINDS ? counts[kind] : -1;
    } else {
        answer = strcmp(order, "failed") == 0 ? failed : -1;
    }
    pthread_mutex_unlock(&one_at_a_time);
    return answer;
}

__attribute__((constructor)) static void begin(void)
{
    const char *named = getenv("STIPPLE_SHIM_FOLDER"), *log = getenv("STIPPLE_SHIM_LOG");
    char order[PATH_MAX + 8];
    if (named) snprintf(folder, sizeof folder, "%s/", named);
    path_of(STDOUT_FILENO, out);
    snprintf(order, sizeof order, "data %s", log ? log : "");
    if (log) stipple_shim(order);
}

/* Held from here to `leave`: the order of the log is the order of the disk. The answer is the error to fail with, or 0. */
static int enter(enum kind kind, const char *path)
{
    pthread_mutex_lock(&one_at_a_time);
    counts[kind]++;
    size_t length = strlen(path), end = strlen(plan.end);
    if (plan.kind != kind || length < end || strcmp(path + length - end, plan.end) != 0) return 0;
    if (++met < plan.nth || failed >= plan.times) return 0;
    failed++;
    return plan.error;
}

static void leave(enum kind kind, int fd, const char *path, const void *data, size_t size, off_t offset, int error)
{
    if (log_fd >= 0) {
        size_t logged = with_data ? size : 0;
        struct record record = { kind, fd, error, size, strlen(path), logged, offset };
        struct iovec parts[] = { { &record, sizeof record }, { (void *)path, strlen(path) }, { (void *)data, logged } };
        REAL(writev);
        real(log_fd, parts, 3);
    }
    pthread_mutex_unlock(&one_at_a_time);
    if (error) errno = error;
}

/* A write that fails has written half of it, as disks do. */
static ssize_t written(int fd, const void *data, size_t size, off_t offset, int at)
{
    char path[PATH_MAX];
    path_of(fd, path);
    if (*out && strcmp(path, out) == 0) {
        enter(SAID, "");
        leave(SAID, fd, "", data, size, 0, 0);
    }
    if (!is_watched(path)) return at ? real_pwrite(fd, data, size, offset) : real_write(fd, data, size);
    int error = enter(WRITE, path);
    if (!at) offset = lseek(fd, 0, SEEK_CUR);
    if (error) size /= 2;
    ssize_t result = at ? real_pwrite(fd, data, size, offset) : real_write(fd, data, size);
    if (result < 0 && !error) error = errno;
    leave(WRITE, fd, path, data, result < 0 ? 0 : result, offset, error);
    return error ? -1 : result;
}

ssize_t write(int fd, const void *data, size_t size) { return written(fd, data, size, 0, 0); }
ssize_t pwrite(int fd, const void *data, size_t size, off_t offset) { return written(fd, data, size, offset, 1); }
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t offset) { return written(fd, data, size, offset, 1); }

/* Of several parts only the first: who asks for more than is written goes on with the rest. */
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset)
{
    REAL(pwritev);
    char path[PATH_MAX];
    path_of(fd, path);
    if (!is_watched(path)) return real(fd, parts, count, offset);
    while (count > 1 && parts->iov_len == 0) parts++, count--;
    return count > 0 ? written(fd, parts->iov_base, parts->iov_len, offset, 1) : 0;
}

ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t offset) { return pwritev(fd, parts, count, offset); }

/* The calls without data: a handle or a path, and then the real one unless it has to fail. */
#define CALL(kind, fd, path, offset, call) \
    if (!is_watched(path)) return call; \
    int error = enter(kind, path), result = error ? -1 : call; \
    if (result < 0 && !error) error = errno; \
    leave(kind, fd, path, "", 0, offset, error); \
    return result

/* Noted and not done: nobody cuts the power here, and thousands of flushes take their time. ModelDisk.cs knows what they mean. */
static int flushed(int fd, int (*real)(int))
{
    char path[PATH_MAX];
    path_of(fd, path);
    if (!is_watched(path)) return real(fd);
    int error = enter(SYNC, path);
    leave(SYNC, fd, path, "", 0, 0, error);
    return error ? -1 : 0;
}

int fsync(int fd)
{
    REAL(fsync);
    return flushed(fd, real);
}

int fdatasync(int fd)
{
    REAL(fdatasync);
    return flushed(fd, real);
}

int ftruncate(int fd, off_t length)
{
    REAL(ftruncate);
    char path[PATH_MAX];
    path_of(fd, path);
    CALL(TRUNCATE, fd, path, length, real(fd, length));
}

int ftruncate64(int fd, off64_t length) { return ftruncate(fd, length); }

int rename(const char *from, const char *to)
{
    REAL(rename);
    char both[2 * PATH_MAX];
    snprintf(both, sizeof both, "%s\n%s", from, to);
    CALL(RENAME, -1, both, 0, real(from, to));
}

int unlink(const char *path)
{
    REAL(unlink);
    CALL(REMOVE, -1, path, 0, real(path));
}

int close(int fd)
{
    REAL(close);
    char path[PATH_MAX];
    path_of(fd, path);
    CALL(CLOSE, fd, path, 0, real(fd));
}
