import type { Catalogue } from './lexicon/catalogue.ts'
import { vocabulary } from './lexicon/vocabulary.ts'
import { scanText } from './signs/scanText.ts'
import { correctWords } from './text/correctWords.ts'
import { type FoldedText, foldText } from './text/foldText.ts'
import { collectWishes } from './wishes/collectWishes.ts'
import type { Reading } from './wishes/wishes.ts'

/** Reads a sentence: corrects misspelt words, reads each part by the rules, then combines the parts. */
export function readSentence(
  typed: string,
  context: { readonly now: number; readonly offsetMinutes: number; readonly catalogue: Catalogue },
): Reading & { readonly folded: FoldedText } {
  const folded = correctWords(foldText(typed), vocabulary)
  return { ...collectWishes(scanText(folded, context), context), folded }
}
