import { expect, test } from 'vitest'
import { guidePages } from './guidePages.ts'

/** The most words of a guide, including its code. Split a longer guide into pages by task. */
const mostWords = 1_200

test.each(guidePages('en'))('$file has at most 1,200 words', ({ text }) => {
  expect(text.split(/\s+/).length).toBeLessThanOrEqual(mostWords)
})
