// Finds the number with the longest Collatz sequence: an even number is halved, an odd one is tripled and increased by one, until it is 1.
#include "infinitio.h"

typedef struct {
  int64_t start;
  int64_t steps;
} Longest;

// Calculates the numbers from `from` (included) to `to` (not included), and writes the best of them.
INFINITIO_EXPORT("map") void map(int64_t from, int64_t to) {
  Longest best = {0, -1};
  for (int64_t start = from; start < to; start += 1) {
    int64_t steps = 0;
    // The range begins with 0, which has no sequence.
    for (uint64_t value = (uint64_t)start; value > 1; steps += 1) value = value % 2 == 0 ? value / 2 : 3 * value + 1;
    if (steps > best.steps) best = (Longest){start, steps};
  }
  infinitio_write(&best, sizeof best);
}

// Writes a number in decimal digits, and a character after it.
static void write_number(int64_t value, char after) {
  char text[21];
  int32_t from = sizeof text;
  text[--from] = after;
  do {
    text[--from] = (char)('0' + value % 10);
    value /= 10;
  } while (value > 0);
  infinitio_write(text + from, (int32_t)sizeof text - from);
}

// Reads the outputs of all chunks in their sequence, and writes the best of all. Of equal ones the smallest number wins.
INFINITIO_EXPORT("fold") void fold(void) {
  Longest best = {0, -1};
  for (int32_t part = 0; part < infinitio_part_count(); part += 1) {
    Longest one;
    infinitio_read_part(part, 0, &one, sizeof one);
    if (one.steps > best.steps) best = one;
  }
  write_number(best.start, ' ');
  write_number(best.steps, '\n');
}
