import { describe, expect, test } from 'vitest'
import { bookUnderTest } from './bookUnderTest.ts'
import { naiveBook } from './naiveBook.ts'
import { playRandomMarket } from './randomMarket.ts'

const seeds = Array.from({ length: 24 }, (_, at) => 9_000 + at)

describe('the book and the naive book', () => {
  test.each(seeds)('say and hold the same after every command of the random market with seed %s', (seed) => {
    const naive = naiveBook()
    const book = bookUnderTest()
    playRandomMarket(book, {
      seed,
      steps: 250,
      onStep: ({ command, atMs }, events, seq) => {
        const where = `seed ${seed}, command ${seq}: ${command.kind}`
        expect(events, where).toEqual(naive.apply(command, { seq, atMs }))
        expect(book.summary(), where).toEqual(naive.summary())
      },
    })
  })
})
