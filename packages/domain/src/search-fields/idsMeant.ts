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
