/* Makes every flush of a file take longer, by the microseconds that the first 8 bytes of a file say at that moment. Preloaded into the process that
   owns the journal, so that the load test can see how the engine bears a slow disk. The flush itself is done as always, before the wait. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static const volatile int64_t *micros;

__attribute__((constructor)) static void look(void) {
    const char *file = getenv("EXAMENGINE_FLUSH_DELAY");
    int fd = file ? open(file, O_RDONLY | O_CLOEXEC) : -1;
    if (fd < 0)
        return;
    void *page = mmap(NULL, sizeof *micros, PROT_READ, MAP_SHARED, fd, 0);
    close(fd);
    if (page != MAP_FAILED)
        micros = page;
}

static int wait_longer(int result) {
    int64_t delay = micros ? *micros : 0;
    if (delay > 0) {
        int error = errno;
        struct timespec left = {delay / 1000000, delay % 1000000 * 1000};
        while (nanosleep(&left, &left) != 0 && errno == EINTR) {
        }
        errno = error;
    }
    return result;
}

int fsync(int fd) { return wait_longer((int)syscall(SYS_fsync, fd)); }
int fdatasync(int fd) { return wait_longer((int)syscall(SYS_fdatasync, fd)); }
