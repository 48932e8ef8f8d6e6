/* Stands between a program and the C library: records what reaches the files of one folder, and lets chosen calls fail.

   Loaded with LD_PRELOAD and driven from Python (disk.py). Each record is written after its call succeeded and under
   the same lock, so that the order of the records is the order of the effects. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { SPACE = 1, SYNC = 2, READ = 4, WRITE = 8 };
enum { ONCE = 0, FROM_THEN = 1, SHORT_FIRST = 2 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char watched[PATH_MAX];
static size_t watched_length;
static int log_file = -1;
static int fail_kinds, fail_error, fail_how;
static long fail_at, counted, failed;
static char failed_path[PATH_MAX];

#define REAL(name) \
    static __typeof__(&name) real; \
    if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

struct __attribute__((packed)) head {
    uint8_t kind;
    uint64_t inode, offset, length;
    uint32_t first, second, data;
};

static void put(const void *bytes, size_t size) {
    const char *at = bytes;
    while (size) {
        ssize_t done = syscall(SYS_write, log_file, at, size);
        if (done <= 0) abort();
        at += done;
        size -= (size_t)done;
    }
}

static void record(char kind, uint64_t inode, uint64_t offset, uint64_t length, const char *first, const char *second,
                   const void *data, size_t size) {
    if (log_file < 0) return;
    int kept = errno;
    struct head head = {(uint8_t)kind, inode, offset, length, first ? (uint32_t)strlen(first) : 0,
                        second ? (uint32_t)strlen(second) : 0, (uint32_t)size};
    put(&head, sizeof head);
    if (head.first) put(first, head.first);
    if (head.second) put(second, head.second);
    if (size) put(data, size);
    errno = kept;
}

static int is_watched(const char *path) {
    return watched_length && strncmp(path, watched, watched_length) == 0 &&
           (path[watched_length] == '/' || path[watched_length] == 0);
}

static int path_of(int fd, char *into) {
    char link[64];
    int kept = errno;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t size = syscall(SYS_readlinkat, AT_FDCWD, link, into, PATH_MAX - 1);
    errno = kept;
    if (size < 0) return 0;
    into[size] = 0;
    return is_watched(into);
}

static int path_at(int folder, const char *name, char *into) {
    if (name[0] == '/') {
        snprintf(into, PATH_MAX, "%s", name);
    } else {
        char base[PATH_MAX];
        if (folder == AT_FDCWD) {
            if (!getcwd(base, sizeof base)) return 0;
        } else {
            path_of(folder, base);
        }
        snprintf(into, PATH_MAX, "%.2000s/%.2000s", base, name);
    }
    return is_watched(into);
}

static uint64_t inode_of(int fd) {
    struct stat found;
    int kept = errno;
    uint64_t inode = fstat(fd, &found) ? 0 : found.st_ino;
    errno = kept;
    return inode;
}

static int is_folder(int fd) {
    struct stat found;
    return fstat(fd, &found) == 0 && S_ISDIR(found.st_mode);
}

/* Whether this call is to fail. Held under the lock. */
static int fails(int kind, const char *path) {
    if (!(fail_kinds & kind)) return 0;
    counted++;
    if (fail_at <= 0 || counted < fail_at || (fail_how == ONCE && counted > fail_at)) return 0;
    if (!failed) snprintf(failed_path, sizeof failed_path, "%s", path);
    failed++;
    errno = fail_error;
    return 1;
}

/* ---- driven from the test ---- */

int disk_watch(const char *folder, const char *log) {
    pthread_mutex_lock(&lock);
    snprintf(watched, sizeof watched, "%s", folder);
    watched_length = strlen(watched);
    if (log_file >= 0) syscall(SYS_close, log_file);
    log_file = -1;
    if (log && *log) {
        int opened = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
        log_file = fcntl(opened, F_DUPFD_CLOEXEC, 800);
        syscall(SYS_close, opened);
    }
    pthread_mutex_unlock(&lock);
    return log_file;
}

void disk_mark(const void *data, size_t size) {
    pthread_mutex_lock(&lock);
    record('K', 0, 0, 0, NULL, NULL, data, size);
    pthread_mutex_unlock(&lock);
}

void disk_fail(int kinds, long at, int error, int how) {
    pthread_mutex_lock(&lock);
    fail_kinds = kinds;
    fail_at = at;
    fail_error = error;
    fail_how = how;
    counted = failed = 0;
    failed_path[0] = 0;
    pthread_mutex_unlock(&lock);
}

long disk_counted(void) { return counted; }
long disk_failed(void) { return failed; }
const char *disk_failed_path(void) { return failed_path; }

/* ---- opening ---- */

static int open_at(int folder, const char *name, int flags, mode_t mode) {
    char path[PATH_MAX];
    int creates = flags & O_CREAT, cuts = flags & O_TRUNC;
    if (!watched_length || !(creates || cuts) || !path_at(folder, name, path))
        return (int)syscall(SYS_openat, folder, name, flags, mode);
    pthread_mutex_lock(&lock);
    struct stat before;
    int there = fstatat(folder, name, &before, 0) == 0;
    int opened = -1;
    if (there || !fails(SPACE, path)) opened = (int)syscall(SYS_openat, folder, name, flags, mode);
    if (opened >= 0 && !there) record('C', inode_of(opened), 0, 0, path, NULL, NULL, 0);
    if (opened >= 0 && there && cuts && before.st_size) record('T', before.st_ino, 0, 0, path, NULL, NULL, 0);
    pthread_mutex_unlock(&lock);
    return opened;
}

#define MODE \
    mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { \
        va_list rest; \
        va_start(rest, flags); \
        mode = va_arg(rest, mode_t); \
        va_end(rest); \
    }

int open(const char *name, int flags, ...) { MODE return open_at(AT_FDCWD, name, flags, mode); }
int open64(const char *name, int flags, ...) { MODE return open_at(AT_FDCWD, name, flags, mode); }
int openat(int folder, const char *name, int flags, ...) { MODE return open_at(folder, name, flags, mode); }
int openat64(int folder, const char *name, int flags, ...) { MODE return open_at(folder, name, flags, mode); }

/* ---- bytes ---- */

static ssize_t write_at(int fd, const void *data, size_t size, off_t offset, int here) {
    char path[PATH_MAX];
    long number = here ? SYS_write : SYS_pwrite64;
    if (!watched_length || !path_of(fd, path)) return syscall(number, fd, data, size, offset);
    pthread_mutex_lock(&lock);
    ssize_t done;
    size_t part = size;
    /* As a disk that fills does it: the first write ends short, the next one fails. */
    if (fail_how == SHORT_FIRST && (fail_kinds & SPACE) && fail_at > 0 && counted + 1 == fail_at && size > 1) {
        part = size / 2;
        counted++;
        if (!failed) snprintf(failed_path, sizeof failed_path, "%s", path);
        failed++;
        done = syscall(number, fd, data, part, offset);
    } else if (fails(SPACE, path) || fails(WRITE, path)) {
        done = -1;
    } else {
        done = syscall(number, fd, data, part, offset);
    }
    if (done > 0) {
        uint64_t at = here ? (uint64_t)(lseek(fd, 0, SEEK_CUR) - done) : (uint64_t)offset;
        record('W', inode_of(fd), at, (uint64_t)done, path, NULL, data, (size_t)done);
    }
    pthread_mutex_unlock(&lock);
    return done;
}

ssize_t write(int fd, const void *data, size_t size) { return write_at(fd, data, size, 0, 1); }
ssize_t pwrite(int fd, const void *data, size_t size, off_t offset) { return write_at(fd, data, size, offset, 0); }
ssize_t pwrite64(int fd, const void *data, size_t size, off_t offset) { return write_at(fd, data, size, offset, 0); }

ssize_t writev(int fd, const struct iovec *parts, int count) {
    ssize_t whole = 0;
    for (int one = 0; one < count; one++) {
        ssize_t done = write(fd, parts[one].iov_base, parts[one].iov_len);
        if (done < 0) return whole ? whole : done;
        whole += done;
        if ((size_t)done < parts[one].iov_len) break;
    }
    return whole;
}

static ssize_t copy_bytes(int from, off_t *start, int to, off_t *place, size_t size) {
    static const size_t piece = 1 << 16;
    char *held = malloc(piece);
    size_t wanted = size < piece ? size : piece;
    ssize_t got = start ? pread(from, held, wanted, *start) : read(from, held, wanted);
    ssize_t done = got <= 0 ? got : place ? pwrite(to, held, (size_t)got, *place) : write(to, held, (size_t)got);
    if (done > 0 && start) *start += done;
    if (done > 0 && place) *place += done;
    if (done < got && !start && got > 0) lseek(from, (done > 0 ? done : 0) - got, SEEK_CUR);
    free(held);
    return done;
}

ssize_t sendfile(int to, int from, off_t *start, size_t size) { return copy_bytes(from, start, to, NULL, size); }
ssize_t sendfile64(int to, int from, off_t *start, size_t size) { return copy_bytes(from, start, to, NULL, size); }
ssize_t copy_file_range(int from, off_t *start, int to, off_t *place, size_t size, unsigned flags) {
    (void)flags;
    return copy_bytes(from, start, to, place, size);
}

ssize_t read(int fd, void *into, size_t size) {
    char path[PATH_MAX];
    if ((fail_kinds & READ) && watched_length && path_of(fd, path)) {
        pthread_mutex_lock(&lock);
        int fault = fails(READ, path);
        pthread_mutex_unlock(&lock);
        if (fault) return -1;
    }
    return syscall(SYS_read, fd, into, size);
}

static ssize_t read_at(int fd, void *into, size_t size, off_t offset) {
    char path[PATH_MAX];
    if ((fail_kinds & READ) && watched_length && path_of(fd, path)) {
        pthread_mutex_lock(&lock);
        int fault = fails(READ, path);
        pthread_mutex_unlock(&lock);
        if (fault) return -1;
    }
    return syscall(SYS_pread64, fd, into, size, offset);
}

ssize_t pread(int fd, void *into, size_t size, off_t offset) { return read_at(fd, into, size, offset); }
ssize_t pread64(int fd, void *into, size_t size, off_t offset) { return read_at(fd, into, size, offset); }

/* ---- sizes ---- */

static int cut(int fd, off_t size) {
    char path[PATH_MAX];
    if (!watched_length || !path_of(fd, path)) return (int)syscall(SYS_ftruncate, fd, size);
    pthread_mutex_lock(&lock);
    struct stat before;
    int grows = fstat(fd, &before) == 0 && size > before.st_size;
    int done = grows && fails(SPACE, path) ? -1 : (int)syscall(SYS_ftruncate, fd, size);
    if (done == 0) record('T', inode_of(fd), 0, (uint64_t)size, path, NULL, NULL, 0);
    pthread_mutex_unlock(&lock);
    return done;
}

int ftruncate(int fd, off_t size) { return cut(fd, size); }
int ftruncate64(int fd, off_t size) { return cut(fd, size); }

int posix_fallocate(int fd, off_t offset, off_t size) {
    struct stat before;
    if (fstat(fd, &before)) return errno;
    return before.st_size >= offset + size || cut(fd, offset + size) == 0 ? 0 : errno;
}
int posix_fallocate64(int fd, off_t offset, off_t size) { return posix_fallocate(fd, offset, size); }

/* A call that is not modelled must not slip by. */
int fallocate(int fd, int mode, off_t offset, off_t size) {
    char path[PATH_MAX];
    if (watched_length && path_of(fd, path)) {
        errno = EOPNOTSUPP;
        return -1;
    }
    return (int)syscall(SYS_fallocate, fd, mode, offset, size);
}
int fallocate64(int fd, int mode, off_t offset, off_t size) { return fallocate(fd, mode, offset, size); }

/* ---- durability ---- */

static int sync_it(int fd, long number) {
    char path[PATH_MAX];
    if (!watched_length || !path_of(fd, path)) return (int)syscall(number, fd);
    pthread_mutex_lock(&lock);
    int done = fails(SYNC, path) ? -1 : (int)syscall(number, fd);
    if (done == 0) record(is_folder(fd) ? 'D' : 'S', inode_of(fd), 0, 0, path, NULL, NULL, 0);
    pthread_mutex_unlock(&lock);
    return done;
}

int fsync(int fd) { return sync_it(fd, SYS_fsync); }
int fdatasync(int fd) { return sync_it(fd, SYS_fdatasync); }

/* ---- names ---- */

static int rename_at(int from_folder, const char *from, int to_folder, const char *to, unsigned flags) {
    char source[PATH_MAX], target[PATH_MAX];
    int inside = path_at(from_folder, from, source);
    inside |= path_at(to_folder, to, target);
    if (!watched_length || !inside) return (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, flags);
    pthread_mutex_lock(&lock);
    /* A name that is there already needs no room. */
    struct stat before;
    int there = fstatat(to_folder, to, &before, AT_SYMLINK_NOFOLLOW) == 0;
    int done = !there && fails(SPACE, target) ? -1 : (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, flags);
    if (done == 0) record('R', 0, 0, 0, source, target, NULL, 0);
    pthread_mutex_unlock(&lock);
    return done;
}

int rename(const char *from, const char *to) { return rename_at(AT_FDCWD, from, AT_FDCWD, to, 0); }
int renameat(int one, const char *from, int two, const char *to) { return rename_at(one, from, two, to, 0); }
int renameat2(int one, const char *from, int two, const char *to, unsigned flags) {
    return rename_at(one, from, two, to, flags);
}

static int remove_at(int folder, const char *name, int flags) {
    char path[PATH_MAX];
    if (!watched_length || !path_at(folder, name, path)) return (int)syscall(SYS_unlinkat, folder, name, flags);
    pthread_mutex_lock(&lock);
    int done = (int)syscall(SYS_unlinkat, folder, name, flags);
    if (done == 0) record(flags & AT_REMOVEDIR ? 'X' : 'U', 0, 0, 0, path, NULL, NULL, 0);
    pthread_mutex_unlock(&lock);
    return done;
}

int unlink(const char *name) { return remove_at(AT_FDCWD, name, 0); }
int unlinkat(int folder, const char *name, int flags) { return remove_at(folder, name, flags); }
int rmdir(const char *name) { return remove_at(AT_FDCWD, name, AT_REMOVEDIR); }

static int make_at(int folder, const char *name, mode_t mode) {
    char path[PATH_MAX];
    if (!watched_length || !path_at(folder, name, path)) return (int)syscall(SYS_mkdirat, folder, name, mode);
    pthread_mutex_lock(&lock);
    struct stat before;
    int there = fstatat(folder, name, &before, 0) == 0;
    int done = !there && fails(SPACE, path) ? -1 : (int)syscall(SYS_mkdirat, folder, name, mode);
    if (done == 0) record('M', 0, 0, 0, path, NULL, NULL, 0);
    pthread_mutex_unlock(&lock);
    return done;
}

int mkdir(const char *name, mode_t mode) { return make_at(AT_FDCWD, name, mode); }
int mkdirat(int folder, const char *name, mode_t mode) { return make_at(folder, name, mode); }

/* A link to a watched file would be a second name the records do not know. */
int linkat(int one, const char *from, int two, const char *to, int flags) {
    char target[PATH_MAX];
    if (watched_length && path_at(two, to, target)) {
        errno = EPERM;
        return -1;
    }
    return (int)syscall(SYS_linkat, one, from, two, to, flags);
}
int link(const char *from, const char *to) { return linkat(AT_FDCWD, from, AT_FDCWD, to, 0); }

/* ---- how much is free: nothing, once the disk is full ---- */

static int full(void) { return failed && fail_error == ENOSPC && fail_how != ONCE; }

int statvfs(const char *path, struct statvfs *into) {
    REAL(statvfs);
    int done = real(path, into);
    if (done == 0 && full()) into->f_bavail = into->f_bfree = 0;
    return done;
}
int statvfs64(const char *path, struct statvfs64 *into) {
    REAL(statvfs64);
    int done = real(path, into);
    if (done == 0 && full()) into->f_bavail = into->f_bfree = 0;
    return done;
}
