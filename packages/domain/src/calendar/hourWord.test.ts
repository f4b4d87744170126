import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { bookWord, calendarMask, gpusAt, releaseWord } from '../index.ts'

type Vector = { word: string; from: number; to: number; mask: string; gpus: number; capacity: number; ok: boolean; next: string }
const vectors = JSON.parse(readFileSync(new URL('../../vectors/calendar.json', import.meta.url), 'utf8')) as Vector[]

describe('bookWord', () => {
  test('books and refuses as the vectors say that the contract is held to', () => {
    for (const { word, from, to, mask, gpus, capacity, ok, next } of vectors) {
      expect(calendarMask({ first: from, count: to - from })).toBe(BigInt(mask))
      expect(bookWord(BigInt(word), { mask: BigInt(mask), gpus, capacity })).toEqual({ ok, word: BigInt(next) })
      if (ok) expect(releaseWord(BigInt(next), { mask: BigInt(mask), gpus })).toBe(BigInt(word))
    }
    expect(vectors.some(({ ok }) => ok) && vectors.some(({ ok }) => !ok)).toBe(true)
  })

  test('fills the last hour of a word to the brim and no further', () => {
    const mask = calendarMask({ first: 63, count: 1 })
    const full = bookWord(0n, { mask, gpus: 15, capacity: 15 })
    expect(full.ok && gpusAt(full.word, 63)).toBe(15)
    expect(bookWord(full.word, { mask, gpus: 1, capacity: 15 })).toEqual({ ok: false, word: full.word })
  })

  test('giving back hours that were not booked is a bug', () => {
    expect(() => releaseWord(0n, { mask: 1n, gpus: 1 })).toThrow('only booked hours are given back')
  })
})
