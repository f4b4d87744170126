/** The number of bytes in the column of names for each node. A longer name does not fit. */
export const nameWidth = 32
/** The value of `length` for a name that does not fit into the bytes that a node has in the column. Such a name is read from the node itself. */
export const isLong = 255

const encoder = new TextEncoder()

/**
 * The values that other columns store about a node's name. `length` is its length in bytes. `pairs` is a filter for searches: it has one bit for each pair of
 * neighbouring bytes in the name, and several pairs share a bit. If a search word has a bit that the name lacks, the name cannot contain the word.
 */
export type NameRow = { readonly length: number; readonly pairs: number }

/** Writes a node's name into its bytes of the column, in lower case as UTF-8. Returns the values for the other columns. */
export function writeName(names: Uint8Array, slot: number, name: string): NameRow {
  const text = name.toLowerCase()
  const row = names.subarray(slot * nameWidth, (slot + 1) * nameWidth)
  const { read, written } = encoder.encodeInto(text, row)
  return read < text.length ? { length: isLong, pairs: -1 } : { length: written, pairs: pairsOf(row, written) }
}

/** A search word in lower case, as bytes and pair bits. */
export type WordBytes = { readonly bytes: Uint8Array; readonly pairs: number }

/**
 * Converts a search word to bytes and to the bits of its byte pairs. Comparing bytes gives the same result as comparing characters, because in UTF-8 the bytes
 * of one character never occur inside others.
 */
export function bytesOfWord(word: string): WordBytes {
  const bytes = encoder.encode(word)
  return { bytes, pairs: pairsOf(bytes, bytes.length) }
}

/**
 * Returns true if `length` bytes from `start` on contain a word. The parameters are plain numbers, because a search may call this for each of very many nodes.
 */
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

/** Returns the pair bits of a text: each pair of neighbouring bytes sets one of 32 bits. So a text that contains a word has all pair bits of the word. */
function pairsOf(bytes: Uint8Array, length: number): number {
  let pairs = 0
  for (let at = 1; at < length; at += 1) pairs |= 1 << ((Math.imul(bytes[at - 1] as number, 73) ^ Math.imul(bytes[at] as number, 151)) >>> 3)
  return pairs | 0
}
