import type { Catalogue } from '../lexicon/catalogue.ts'
import type { Found, Meaning } from '../signs/meaning.ts'

/**
 * The arguments of a rule besides the text: the clock in Unix seconds, the minutes by which the person's clock is ahead of UTC, and the catalogue.
 */
export type Context = { readonly now: number; readonly offsetMinutes: number; readonly catalogue: Catalogue }

/** One rule of the grammar. Returns what it reads at position `from` of a folded text, or null. */
export type Rule = (text: string, from: number, context: Context) => Found | null

/** Makes a rule from a pattern. `read` gets the named groups, and returns null if they make no sense. */
export function rule(pattern: string, read: (found: Readonly<Record<string, string | undefined>>, context: Context) => Meaning | null): Rule {
  const expression = new RegExp(pattern, 'y')
  return (text, from, context) => {
    expression.lastIndex = from
    const match = expression.exec(text)
    if (match === null || match[0] === '') return null
    const to = expression.lastIndex
    const meaning = read(match.groups ?? {}, context)
    return meaning === null ? null : { meaning, to }
  }
}
