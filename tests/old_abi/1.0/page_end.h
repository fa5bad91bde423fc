/* A copy of a struct that ends where an unreadable page begins: whoever reads further than its struct_size says dies.
 * Sources that include this define _DEFAULT_SOURCE first. */
#ifndef OLD_ABI_PAGE_END_H
#define OLD_ABI_PAGE_END_H

#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* NULL where the system has no memory. */
static inline const void* at_page_end(const void* object, size_t size) {
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    char* const pages = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED || mprotect(pages + page, page, PROT_NONE) != 0) return NULL;
    return memcpy(pages + page - size, object, size);
}

#endif
