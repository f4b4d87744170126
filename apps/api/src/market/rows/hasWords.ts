import type { ListingIndex } from '../createListingIndex.ts'
import type { ListingColumns } from './listingColumns.ts'
import { bytesHave, bytesOfWord, isLong, nameWidth } from './nameBytes.ts'

const [unknown, isThere, isMissing] = [0, 1, 2]

/**
 * Returns whether the node in a slot has each of some words, separated by spaces, in its name, class, region, place or models, whatever their case. What many nodes
 * have in common is looked at once, and names where they stand in rows: no node is touched.
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
  /** Whether each shared text has the word, by the text's number; looked at when a row first asks. */
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
