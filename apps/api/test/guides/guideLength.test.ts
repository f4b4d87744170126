import { expect, test } from 'vitest'
import { guidePages } from './guidePages.ts'

/** Most words of a guide, code included. Split a longer one into pages by task. */
const mostWords = 1_200

/** Guides that are still longer. This list may only become shorter. */
const longer = new Set(['market-data', 'orders', 'renter', 'tools'])

test.each(guidePages('en'))('$file has at most 1,200 words', ({ file, text }) => {
  const name = file.replace(/^.*\/|\.md$/g, '')
  const words = text.split(/\s+/).length
  if (longer.has(name)) expect(words, 'is short now: take it from the list of longer guides').toBeGreaterThan(mostWords)
  else expect(words).toBeLessThanOrEqual(mostWords)
})
