/** Bytes of a name that stand in its row. */
export const nameWidth = 32
/** The length of a name that does not fit its row: it is looked up. */
export const isLong = 255

const encoder = new TextEncoder()

/** What stands of a name in its row: its length in bytes, and one bit for each pair of neighbouring bytes it has, 1 in 32 by chance. */
export type NameRow = { readonly length: number; readonly pairs: number }

/** Writes a name in lower case, as UTF-8, into a row. */
export function writeName(names: Uint8Array, slot: number, name: string): NameRow {
  const text = name.toLowerCase()
  const row = names.subarray(slot * nameWidth, (slot + 1) * nameWidth)
  const { read, written } = encoder.encodeInto(text, row)
  return read < text.length ? { length: isLong, pairs: -1 } : { length: written, pairs: pairsOf(row, written) }
}

/** A word in lower case as it may stand in a row. */
export type WordBytes = { readonly bytes: Uint8Array; readonly pairs: number }

/** Makes it. UTF-8 never has one character's bytes within those of others, so bytes find what characters would. */
export function bytesOfWord(word: string): WordBytes {
  const bytes = encoder.encode(word)
  return { bytes, pairs: pairsOf(bytes, bytes.length) }
}

/** True when the so many bytes from `start` on have a word. Plain parameters: it runs for each of a million rows. */
export function bytesHave(names: Uint8Array, start: number, length: number, word: Uint8Array): boolean {
  const first = word[0] as number
  const last = start + length - word.length
  for (let at = start; at <= last; at += 1) {
    if (names[at] !== first) continue
    let same = 1
    while (same < word.length && names[at + same] === word[same]) same += 1
    if (same === word.length) return true
  }
  return false
}

/** A text that has a word has all of its pairs. */
function pairsOf(bytes: Uint8Array, length: number): number {
  let pairs = 0
  for (let at = 1; at < length; at += 1) pairs |= 1 << ((Math.imul(bytes[at - 1] as number, 73) ^ Math.imul(bytes[at] as number, 151)) >>> 3)
  return pairs | 0
}
