/* A disk that refuses, or a power cut, at the n-th request below one folder.

   Preloaded (LD_PRELOAD), it stands before what changes a disk in libc, so that Python, SQLite,
   numpy and FAISS are all seen. disk_watch() names the folder and what happens at which request;
   disk_asked() tells how many there were; with a log, each is a line "what TAB path TAB to". */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { COUNT, REFUSE, REFUSE_FROM, KILL, TEAR };
enum { PASS, FAIL, TORN };

static char root[PATH_MAX];
static int what, code, log_to = -1;
static atomic_long at, asked;

void disk_watch(const char *folder, int mode, long request, int error, int log_descriptor) {
    what = mode, code = error, log_to = log_descriptor;
    atomic_store(&at, request);
    atomic_store(&asked, 0);
    snprintf(root, sizeof root, "%s", folder);
}

long disk_asked(void) { return atomic_load(&asked); }

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

static void die(void) { syscall(SYS_kill, getpid(), SIGKILL); }

static void where(int folder, const char *path, char *to) {
    if (!path) { *to = 0; return; }
    if (*path == '/') { snprintf(to, PATH_MAX, "%s", path); return; }
    char link[64];
    snprintf(link, sizeof link, folder == AT_FDCWD ? "/proc/self/cwd" : "/proc/self/fd/%d", folder);
    ssize_t n = syscall(SYS_readlinkat, AT_FDCWD, link, to, PATH_MAX - 2);
    if (n < 0) n = 0;
    if (*path) { to[n++] = '/'; snprintf(to + n, PATH_MAX - n, "%s", path); }
    else to[n] = 0;
}

static int under(const char *path) {
    size_t n = strlen(root);
    return n && !strncmp(path, root, n) && (path[n] == '/' || !path[n]);
}

/* What is to become of a request. */
static int decided(const char *name, int folder, const char *path, int other, const char *to) {
    if (!*root) return PASS;
    int before = errno;
    char from[PATH_MAX], into[PATH_MAX];
    where(folder, path, from);
    where(other, to, into);
    errno = before;
    if (!under(from) && !under(into)) return PASS;
    long number = atomic_fetch_add(&asked, 1) + 1, when = atomic_load(&at);
    if (log_to >= 0) {
        char line[2 * PATH_MAX + 64];
        int n = snprintf(line, sizeof line, "%s\t%s\t%s\n", name, from, into);
        syscall(SYS_write, log_to, line, n);
    }
    if ((what == REFUSE && number == when) || (what == REFUSE_FROM && number >= when)) {
        errno = code;
        return FAIL;
    }
    if (what == KILL && number == when) die();
    return what == TEAR && number == when ? TORN : PASS;
}

#define BY_FD(fd) fd, "", AT_FDCWD, NULL
#define BY_PATH(folder, path) folder, path, AT_FDCWD, NULL

/* Done, and then the power is cut. */
#define ASK(call, failed, ...) do { \
        int outcome = decided(__VA_ARGS__); \
        if (outcome == FAIL) return failed; \
        if (outcome == TORN) { call; die(); } \
        return call; \
    } while (0)

/* Half of it done, and then the power is cut. */
#define ASK_SOME(call, half, failed, ...) do { \
        int outcome = decided(__VA_ARGS__); \
        if (outcome == FAIL) return failed; \
        if (outcome == TORN) { half; die(); } \
        return call; \
    } while (0)

#define KIND(flags) ((flags) & __O_TMPFILE ? "unnamed" : (flags) & O_TRUNC ? "create" : "open")
#define WRITES(flags) ((flags) & (O_CREAT | O_TRUNC | O_WRONLY | O_RDWR))
#define MODE(flags) mode_t mode = 0; if ((flags) & (O_CREAT | __O_TMPFILE)) { \
        va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }

#define OPEN(name) int name(const char *path, int flags, ...) { \
        REAL(int, name, const char *, int, ...); \
        MODE(flags) \
        if (!WRITES(flags)) return real(path, flags, mode); \
        ASK(real(path, flags, mode), -1, KIND(flags), BY_PATH(AT_FDCWD, path)); \
    }
#define OPENAT(name) int name(int folder, const char *path, int flags, ...) { \
        REAL(int, name, int, const char *, int, ...); \
        MODE(flags) \
        if (!WRITES(flags)) return real(folder, path, flags, mode); \
        ASK(real(folder, path, flags, mode), -1, KIND(flags), BY_PATH(folder, path)); \
    }
#define FOPEN(name) FILE *name(const char *path, const char *how) { \
        REAL(FILE *, name, const char *, const char *); \
        if (*how == 'r' && !strchr(how, '+')) return real(path, how); \
        ASK(real(path, how), NULL, *how == 'w' ? "create" : "open", BY_PATH(AT_FDCWD, path)); \
    }
OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)
FOPEN(fopen)
FOPEN(fopen64)

ssize_t write(int fd, const void *data, size_t n) {
    REAL(ssize_t, write, int, const void *, size_t);
    ASK_SOME(real(fd, data, n), real(fd, data, n / 2), -1, "write", BY_FD(fd));
}

#define PWRITE(name, offset) ssize_t name(int fd, const void *data, size_t n, offset place) { \
        REAL(ssize_t, name, int, const void *, size_t, offset); \
        ASK_SOME(real(fd, data, n, place), real(fd, data, n / 2, place), -1, "write", BY_FD(fd)); \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t writev(int fd, const struct iovec *parts, int n) {
    REAL(ssize_t, writev, int, const struct iovec *, int);
    ASK_SOME(real(fd, parts, n), real(fd, parts, n / 2), -1, "write", BY_FD(fd));
}

size_t fwrite(const void *data, size_t size, size_t n, FILE *file) {
    REAL(size_t, fwrite, const void *, size_t, size_t, FILE *);
    ASK_SOME(real(data, size, n, file), (real(data, size, n / 2, file), fflush(file)), 0,
             "write", BY_FD(fileno(file)));
}

/* Writes what is buffered, which a full disk refuses; what is closed is closed all the same. */
int fclose(FILE *file) {
    REAL(int, fclose, FILE *);
    int fd = fileno(file);
    if (fd < 0 || !WRITES(fcntl(fd, F_GETFL))) return real(file);
    int outcome = decided("write", BY_FD(fd));
    if (outcome == FAIL) {
        REAL(int, ftruncate, int, off_t);
        fflush(file);
        off_t end = lseek(fd, 0, SEEK_END);
        if (real(fd, end > 7 ? end - 7 : 0)) {}
    }
    {
        REAL(int, fclose, FILE *);
        int closed = real(file);
        if (outcome == TORN) die();
        if (outcome != FAIL) return closed;
    }
    errno = code;
    return EOF;
}

#define ON_FD(name) int name(int fd) { \
        REAL(int, name, int); \
        ASK(real(fd), -1, "sync", BY_FD(fd)); \
    }
ON_FD(fsync)
ON_FD(fdatasync)

#define RESIZE(name, offset) int name(int fd, offset size) { \
        REAL(int, name, int, offset); \
        ASK(real(fd, size), -1, "write", BY_FD(fd)); \
    }
RESIZE(ftruncate, off_t)
RESIZE(ftruncate64, off64_t)

#define ALLOCATE(name, offset) int name(int fd, offset from, offset size) { \
        REAL(int, name, int, offset, offset); \
        ASK(real(fd, from, size), code, "write", BY_FD(fd)); \
    }
ALLOCATE(posix_fallocate, off_t)
ALLOCATE(posix_fallocate64, off64_t)

int mkdir(const char *path, mode_t mode) {
    REAL(int, mkdir, const char *, mode_t);
    ASK(real(path, mode), -1, "mkdir", BY_PATH(AT_FDCWD, path));
}
int mkdirat(int folder, const char *path, mode_t mode) {
    REAL(int, mkdirat, int, const char *, mode_t);
    ASK(real(folder, path, mode), -1, "mkdir", BY_PATH(folder, path));
}
int rmdir(const char *path) {
    REAL(int, rmdir, const char *);
    ASK(real(path), -1, "unlink", BY_PATH(AT_FDCWD, path));
}
int unlink(const char *path) {
    REAL(int, unlink, const char *);
    ASK(real(path), -1, "unlink", BY_PATH(AT_FDCWD, path));
}
int unlinkat(int folder, const char *path, int flags) {
    REAL(int, unlinkat, int, const char *, int);
    ASK(real(folder, path, flags), -1, "unlink", BY_PATH(folder, path));
}
int rename(const char *from, const char *to) {
    REAL(int, rename, const char *, const char *);
    ASK(real(from, to), -1, "rename", AT_FDCWD, from, AT_FDCWD, to);
}
int renameat(int a, const char *from, int b, const char *to) {
    REAL(int, renameat, int, const char *, int, const char *);
    ASK(real(a, from, b, to), -1, "rename", a, from, b, to);
}
