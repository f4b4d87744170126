// What a module of `custom@1` imports and exports. docs/guides/custom-tasks.md explains each function.
#pragma once
#include <stdint.h>

#define INFINITIO_IMPORT(name) __attribute__((import_module("infinitio"), import_name(name)))
#define INFINITIO_EXPORT(name) __attribute__((export_name(name)))

// The next number of the call's sequence. It is slow: use it as the seed of your own generator.
INFINITIO_IMPORT("random") int64_t infinitio_random(void);
// Adds bytes to what the call writes.
INFINITIO_IMPORT("write") void infinitio_write(const void *place, int32_t length);
// The length of the file `input`, and a copy of a part of it.
INFINITIO_IMPORT("input_size") int32_t infinitio_input_size(void);
INFINITIO_IMPORT("read_input") void infinitio_read_input(int32_t from, void *place, int32_t length);
// The messages to this call: their number, the length of one, and a copy of a part of it. Message 0 has the parameters of the job. In `run`, message 1 is the
// portion. In `merge`, the messages from 1 on are the outputs of all portions.
INFINITIO_IMPORT("part_count") int32_t infinitio_part_count(void);
INFINITIO_IMPORT("part_size") int32_t infinitio_part_size(int32_t part);
INFINITIO_IMPORT("read_part") void infinitio_read_part(int32_t part, int32_t from, void *place, int32_t length);
