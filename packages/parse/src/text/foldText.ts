/** A text in the simplified form that the rules read, with the position of each of its characters in the typed text. */
export type FoldedText = { readonly typed: string; readonly text: string; readonly starts: readonly number[]; readonly ends: readonly number[] }

const same: ReadonlyMap<string, string> = new Map([
  ...[['，', ','] as const, ['。', '.'] as const, ['、', ','] as const, ['：', ':'] as const, ['；', ';'] as const, ['？', '?'] as const],
  ...[['×', 'x'] as const, ['✕', 'x'] as const, ['≥', '>='] as const, ['≤', '<='] as const, ['–', '-'] as const, ['—', '-'] as const],
  ...[['‑', '-'] as const, ['−', '-'] as const, ['’', "'"] as const, ['‘', "'"] as const, ['“', '"'] as const, ['”', '"'] as const],
  ...[['ø', 'o'] as const, ['ß', 'ss'] as const, ['￥', '¥'] as const],
])

/**
 * Simplifies (folds) a text: lower case without accents, half-width characters, and one character for its variants (`×` becomes `x`). `starts` and `ends` give
 * the typed part of each simplified character.
 */
export function foldText(typed: string): FoldedText {
  const out: string[] = []
  const starts: number[] = []
  const ends: number[] = []
  let at = 0
  for (const character of typed) {
    const folded = foldCharacter(character)
    for (let unit = 0; unit < folded.length; unit += 1) {
      out.push(folded[unit] ?? '')
      starts.push(at)
      ends.push(at + character.length)
    }
    at += character.length
  }
  return { typed, text: withZeros(out.join('')), starts, ends }
}

/** A character that would become several characters stays unchanged, so that a rule never reads half of it. */
function foldCharacter(character: string): string {
  const plain = character
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()
  return same.get(character) ?? same.get(plain) ?? ([...plain].length === 1 ? plain : character)
}

/** Replaces the letter O by zero in the name of a card: `h1oo`. */
function withZeros(text: string): string {
  return text.replaceAll(/(?<![a-z0-9])(?:[a-z]{1,3})?\d[\do]*o[\do]*(?![a-z0-9])/g, (name) => name.replaceAll('o', '0'))
}

/** Returns the part of the typed text that the simplified characters from `from` to before `to` were made from. */
export function typedPart({ typed, starts, ends }: FoldedText, from: number, to: number): string {
  return typed.slice(starts[from] ?? 0, ends[to - 1] ?? 0)
}
