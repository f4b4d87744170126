/**
 * Scores how well the typed text matches an entry, from 0 (no match) to 1. Each typed word must occur in the entry's name or search words, and the typed word
 * with the lowest score decides. A match at the start of a word counts twice as much as a match inside a word, and a match in the name twice as much as a match
 * in the search words.
 */
export function paletteScore(name: string, typed: string, searchWords: readonly string[] = []): number {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const found = words.map((word) => Math.max(placeOf(word, name), 0.5 * placeOf(word, searchWords.join(' '))))
  return words.length === 0 ? 1 : Math.min(...found)
}

function placeOf(word: string, text: string): number {
  const at = ` ${text.toLowerCase()}`
  return at.includes(` ${word}`) ? 1 : at.includes(word) ? 0.5 : 0
}
