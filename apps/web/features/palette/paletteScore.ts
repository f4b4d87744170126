/**
 * How well what was typed fits an entry of the palette, from 0 (not at all) to 1. Each word typed must stand in its name or its search words; what
 * begins with it comes first, and a name before a search word.
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
