import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { bookWord, calendarMask, gpusAt, releaseWord } from '../index.ts'

type Vector = { word: string; from: number; to: number; mask: string; gpus: number; capacity: number; ok: boolean; next: string }
const vectors = JSON.parse(readFileSync(new URL('../../vectors/calendar.json', import.meta.url), 'utf8')) as Vector[]

describe('bookWord', () => {
  test('adds and refuses as in the vectors that the contract also meets', () => {
    for (const { word, from, to, mask, gpus, capacity, ok, next } of vectors) {
      expect(calendarMask({ first: from, count: to - from })).toBe(BigInt(mask))
      expect(bookWord(BigInt(word), { mask: BigInt(mask), gpus, capacity })).toEqual({ ok, word: BigInt(next) })
      if (ok) expect(releaseWord(BigInt(next), { mask: BigInt(mask), gpus })).toBe(BigInt(word))
    }
    expect(vectors.some(({ ok }) => ok) && vectors.some(({ ok }) => !ok)).toBe(true)
  })

  test('fills the last hour of a word exactly to its capacity', () => {
    const mask = calendarMask({ first: 63, count: 1 })
    const full = bookWord(0n, { mask, gpus: 15, capacity: 15 })
    expect(full.ok && gpusAt(full.word, 63)).toBe(15)
    expect(bookWord(full.word, { mask, gpus: 1, capacity: 15 })).toEqual({ ok: false, word: full.word })
  })

  test('throws when hours are freed that were not booked', () => {
    expect(() => releaseWord(0n, { mask: 1n, gpus: 1 })).toThrow('only booked hours are given back')
  })
})
