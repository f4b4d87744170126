import { cardAt } from '../lexicon/cards.ts'
import { fillers } from '../lexicon/fillers.ts'
import { modelAt } from '../lexicon/modelAt.ts'
import { places } from '../lexicon/places.ts'
import { wishWords } from '../lexicon/wishWords.ts'
import { otherRules } from '../rules/otherRules.ts'
import { priceRules } from '../rules/priceRules.ts'
import { quantityRules } from '../rules/quantityRules.ts'
import type { Context, Rule } from '../rules/rule.ts'
import { timeRules } from '../rules/timeRules.ts'
import type { FoldedText } from '../text/foldText.ts'
import { isChinese, phraseAt } from '../text/knownWords.ts'
import type { Found, Sign } from './meaning.ts'

/** All grammar rules. At a position where two rules read the same number of characters, the earlier one in this list wins. */
const rules: readonly Rule[] = [
  ...priceRules,
  ...timeRules,
  ...quantityRules,
  ...otherRules,
  (text, from, { catalogue }) => {
    const card = cardAt(text, from, catalogue)
    return card === null ? null : { meaning: card.classes.length === 0 ? { kind: 'unknown' } : { kind: 'card', classes: card.classes }, to: card.to }
  },
  (text, from) => modelAt(text, from),
  (text, from) => phraseAt(wishWords, text, from) as Found | null,
  (text, from) => {
    const found = phraseAt(places, text, from)
    return found === null ? null : { meaning: { kind: 'place', place: found.meaning }, to: found.to }
  },
  (text, from) => {
    const found = phraseAt(fillers, text, from)
    return found === null ? null : { meaning: { kind: 'filler' }, to: found.to }
  },
]

/** Matches a word: letters, digits and the characters that names contain. A word that no rule reads is unknown as a whole. */
const word = /[a-z0-9](?:[a-z0-9._+'/:#@-]*[a-z0-9+#])?(?:\s*[<>]=?\s*[\d.]+)?/y
const separator = /[,;.!?|()[\]{}\n/&+]+/y

/** Divides a folded (simplified) text into parts with a meaning, from start to end. At each position, it uses the rule that reads the most characters. */
export function scanText({ text }: FoldedText, context: Context): Sign[] {
  const signs: Sign[] = []
  let at = 0
  while (at < text.length) {
    if (/[\s"'`~_*=:<>-]/.test(text[at] ?? '') && bestAt(text, at, context) === null) {
      at += 1
      continue
    }
    const found = bestAt(text, at, context) ?? restAt(text, at)
    const last = signs.at(-1)
    const isOneUnknown = found.meaning.kind === 'unknown' && last?.kind === 'unknown' && last.to === at && isChinese(text[at] ?? '')
    if (isOneUnknown) signs[signs.length - 1] = { ...last, to: found.to }
    else signs.push({ ...found.meaning, from: at, to: found.to })
    at = found.to
  }
  return signs
}

function bestAt(text: string, at: number, context: Context): Found | null {
  let best: Found | null = null
  for (const rule of rules) {
    const found = rule(text, at, context)
    if (found !== null && found.to > (best?.to ?? at)) best = found
  }
  return best
}

function restAt(text: string, at: number): Found {
  separator.lastIndex = at
  if (separator.test(text)) return { meaning: { kind: 'separator' }, to: separator.lastIndex }
  word.lastIndex = at
  if (word.test(text)) return { meaning: { kind: 'unknown' }, to: word.lastIndex }
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0)
  return { meaning: { kind: /[\p{L}\p{N}\p{S}]/u.test(character) ? 'unknown' : 'filler' }, to: at + character.length }
}
