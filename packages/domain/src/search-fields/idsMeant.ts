/** One row of the on-chain catalogue: a class or a region. */
export type Named = { readonly id: number; readonly name: string }

/**
 * Returns the catalogue ids that a typed text means. The text contains ids or words of names; commas separate alternatives. `h100` means every class with this
 * word in its name, and `a100-80gb` every class with both words. Only whole words count, so `l4` does not mean the L40S. If an alternative fits no row of the
 * catalogue, returns the first such alternative as `unknown`. Pure.
 */
export function idsMeant(text: string, rows: readonly Named[]): { readonly ids: number[] } | { readonly unknown: string } {
  const ids = new Set<number>()
  for (const alternative of text.split(',')) {
    const byId = rows.filter(({ id }) => String(id) === alternative.trim())
    const matching = byId.length > 0 ? byId : rows.filter(({ name }) => isMeant(alternative, name))
    if (matching.length === 0) return { unknown: alternative }
    for (const { id } of matching) ids.add(id)
  }
  return { ids: [...ids] }
}

/**
 * Returns true if every word of `alternative` is a word of the name, or several adjacent words written together, such
 * as `rtx4090` for "RTX 4090".
 */
function isMeant(alternative: string, name: string): boolean {
  const words = wordsOf(alternative)
  const parts = wordsOf(name)
  const runs = new Set(parts.flatMap((_part, from) => parts.slice(from).map((_last, to) => parts.slice(from, from + to + 1).join(''))))
  return words.length > 0 && words.every((word) => runs.has(word))
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[a-z0-9]+/g) ?? []
}

/** Words that differ by more than this many letters are not similar. */
const mostChanges = 2

/** Returns the known word that differs from `typed` in the fewest letters, or null if all differ in more than two. */
export function nearestWord(typed: string, words: readonly string[]): string | null {
  const measured = words.map((word) => ({ word, changes: changesBetween(typed, word) }))
  const [nearest] = measured.sort((a, b) => a.changes - b.changes)
  return nearest === undefined || nearest.changes > mostChanges ? null : nearest.word
}

/** Returns how many changes turn one word into the other. A change inserts, deletes or replaces a letter, or swaps two neighbouring letters. */
function changesBetween(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, index) => index)]
  const cell = (row: number, column: number) => rows[row]?.[column] ?? Number.POSITIVE_INFINITY
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row]
    rows.push(line)
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1]
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      line[column] = Math.min(
        ...[cell(row - 1, column) + 1, cell(row, column - 1) + 1, cell(row - 1, column - 1) + (same ? 0 : 1)],
        swapped ? cell(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
      )
    }
  }
  return cell(one.length, other.length)
}
