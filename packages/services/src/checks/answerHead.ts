import { type Hex32, keccak256Hex } from '@infinitio/domain'

/** The number of pieces at the beginning of an answer that a check compares. A piece is a word or a sign, so that no tokenizer is necessary. */
export const comparedPieces = 16

/**
 * Returns the beginning of an answer that a check compares: its first sixteen words and signs. Each letter of Chinese or Japanese is one piece. Blank
 * space does not count, because servers write it differently. Returns null for an answer without a word or sign.
 */
export function answerHead(text: string): string | null {
  const pieces: string[] = []
  for (const [piece] of text
    .normalize('NFC')
    .matchAll(/\p{scx=Han}|\p{scx=Hiragana}|\p{scx=Katakana}|(?:(?!\p{scx=Han})[\p{L}\p{N}\p{M}])+|[^\s]/gu)) {
    pieces.push(piece)
    if (pieces.length === comparedPieces) break
  }
  return pieces.length === 0 ? null : pieces.join(' ')
}

/** Returns the hash of the beginning of an answer. A report contains this hash instead of the text. Null for an answer without text. */
export function headHashOf(text: string): Hex32 | null {
  const head = answerHead(text)
  return head === null ? null : keccak256Hex(new TextEncoder().encode(head))
}
