import type { Catalogue } from '../lexicon/catalogue.ts'
import type { Found, Meaning } from '../signs/meaning.ts'

/** The facts around a typed sentence: the time in Unix seconds, the minutes by which the person's clock is ahead of UTC, and the market's catalogue. */
export type Context = { readonly now: number; readonly offsetMinutes: number; readonly catalogue: Catalogue }

/**
 * One rule of the grammar for search sentences. Returns the meaning that begins at position `from` of a folded (simplified) text, or null if the rule does not
 * fit there.
 */
export type Rule = (text: string, from: number, context: Context) => Found | null

/** Makes a grammar rule from a regular expression. `read` turns the named groups of a match into a meaning, or returns null if the groups make no sense. */
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
