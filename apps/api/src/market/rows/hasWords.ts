import type { ListingIndex } from '../createListingIndex.ts'
import type { ListingColumns } from './listingColumns.ts'
import { bytesHave, bytesOfWord, isLong, nameWidth } from './nameBytes.ts'

const [unknown, isThere, isMissing] = [0, 1, 2]

/**
 * Returns a function that checks whether the texts of the node in `slot` (a row of the index) contain all the given words. Words are separated by spaces, and
 * upper and lower case are equal. The texts are name, class, region, location and models. A text that many nodes share is searched only once, and names are
 * searched in the columns, so the nodes themselves are hardly ever read.
 */
export function hasWords(index: ListingIndex, wanted: string): (slot: number) => boolean {
  const words = wanted
    .toLowerCase()
    .split(/\s+/)
    .filter((text) => text !== '')
    .map((text) => hasWord(index, text))
  const [only, ...others] = words
  if (only === undefined) return () => true
  return others.length === 0 ? only : (slot) => words.every((has) => has(slot))
}

function hasWord(index: ListingIndex, text: string): (slot: number) => boolean {
  const { textId, nameLength, namePairs, names }: ListingColumns = index.columns()
  const texts = index.texts()
  const { bytes, pairs } = bytesOfWord(text)
  /**
   * The state of each shared text for this search, by the text's number: not checked yet, contains the word, or does not contain it. A text is checked when the
   * search comes to the first node with this text.
   */
  const inTexts = new Uint8Array(texts.size())
  return (slot) => {
    const id = textId[slot] as number
    if (inTexts[id] === unknown) inTexts[id] = texts.text(id).includes(text) ? isThere : isMissing
    if (inTexts[id] === isThere) return true
    if (((namePairs[slot] as number) & pairs) !== pairs) return false
    const length = nameLength[slot] as number
    if (length === isLong) return index.nodeAt(slot).name.toLowerCase().includes(text)
    return bytesHave(names, slot * nameWidth, length, bytes)
  }
}
