// Counts how often a word is in a text. The word is the job's parameters, the text its file `input`.
#include "infinitio.h"

enum { most_letters = 64, buffer_bytes = 32768 };

typedef struct {
  int32_t from;
  int32_t to;
} Range;

static char buffer[buffer_bytes];

static int is_letter(char one) { return (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') || (one >= '0' && one <= '9') || one == '_'; }

static char lower(char one) { return one >= 'A' && one <= 'Z' ? (char)(one + 'a' - 'A') : one; }

// The byte of the file at a place. Copies a whole block of the file at once, because each import is slow.
static char byte_at(int32_t place, int32_t size) {
  static int32_t start = -1;
  if (start < 0 || place < start || place >= start + buffer_bytes) {
    start = place - place % buffer_bytes;
    infinitio_read_input(start, buffer, size - start < buffer_bytes ? size - start : buffer_bytes);
  }
  return buffer[place - start];
}

// Writes up to `most` portions, each of about the same length. A word is never cut: a portion ends before a character that is not a letter.
INFINITIO_EXPORT("split") void split(int64_t most) {
  int32_t size = infinitio_input_size();
  int32_t length = sizeof(Range);
  Range range = {0, 0};
  for (int64_t portion = 1; portion <= most; portion += 1) {
    range.to = (int32_t)((int64_t)size * portion / most);
    while (range.to < size && is_letter(byte_at(range.to, size))) range.to += 1;
    if (range.to <= range.from) continue;
    infinitio_write(&length, sizeof length);
    infinitio_write(&range, sizeof range);
    range.from = range.to;
  }
}

// Counts the word in one portion, which is message 1.
INFINITIO_EXPORT("run") void run(int64_t portion) {
  char word[most_letters];
  int32_t letters = infinitio_part_size(0);
  if (letters < 1 || letters > most_letters) __builtin_trap();
  infinitio_read_part(0, 0, word, letters);
  Range range;
  infinitio_read_part(1, 0, &range, sizeof range);
  int32_t size = infinitio_input_size();
  int64_t count = 0;
  int32_t matched = 0; // how many letters of the word were seen, or −1 in another word
  for (int32_t at = range.from; at < range.to; at += 1) {
    char one = byte_at(at, size);
    if (!is_letter(one)) {
      count += matched == letters;
      matched = 0;
    } else {
      matched = matched >= 0 && matched < letters && lower(one) == lower(word[matched]) ? matched + 1 : -1;
    }
  }
  count += matched == letters;
  infinitio_write(&count, sizeof count);
}

// Adds the counts of all portions, which are the messages from 1 on, and writes the sum as text.
INFINITIO_EXPORT("merge") void merge(void) {
  int64_t sum = 0;
  for (int32_t part = 1; part < infinitio_part_count(); part += 1) {
    int64_t count;
    infinitio_read_part(part, 0, &count, sizeof count);
    sum += count;
  }
  char text[21];
  int32_t from = sizeof text;
  text[--from] = '\n';
  do {
    text[--from] = (char)('0' + sum % 10);
    sum /= 10;
  } while (sum > 0);
  infinitio_write(text + from, (int32_t)sizeof text - from);
}
