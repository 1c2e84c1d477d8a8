/* Growing arrays: the one container of the project.
 *
 * An array is an anonymous struct of pointer, count and capacity, so that it can be a member of any struct.
 * Elements are reached by index, never by a kept pointer: a push may move them. Large arrays grow through
 * realloc, which remaps pages instead of copying them. Running out of memory ends the process with exit code 2
 * and a message: there is nothing to be saved then.
 */
#ifndef SCE_ARRAY_H
#define SCE_ARRAY_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define SCE_ARRAY(T) struct { T *at; uint32_t count; uint32_t capacity; }

/* Makes room for at least `need` elements of `size` bytes; returns the new block. */
void *sce_array_grow(void *block, uint32_t *capacity, uint64_t need, size_t size);

/* malloc and calloc that do not come back without memory. */
void *sce_memory_new(size_t size);
void *sce_memory_zeroed(size_t size);

#define sce_array_reserve(array, more) \
  ((uint64_t)(array)->count + (more) > (array)->capacity \
     ? (void)((array)->at = sce_array_grow((array)->at, &(array)->capacity, (uint64_t)(array)->count + (more), sizeof *(array)->at)) \
     : (void)0)
#define sce_array_push(array, value) (sce_array_reserve(array, 1), (array)->at[(array)->count++] = (value))
#define sce_array_pop(array) ((array)->at[--(array)->count])
#define sce_array_last(array) ((array)->at[(array)->count - 1])
#define sce_array_release(array) (free((array)->at), (array)->at = NULL, (array)->count = (array)->capacity = 0)

#endif
