import { address, type AnswerTime, checkLimits } from '@infinitio/domain'
import { describe, expect, it } from 'vitest'
import type { Checker } from './checkStanding.ts'
import { qualityOf, type TimedResult } from './serviceQuality.ts'

const accounts = [1, 2, 3, 4].map((n) => address(`0x${n.toString(16).padStart(40, '0')}`))
const checkers: Checker[] = accounts.map((account) => ({ account, stake: 100n }))
const last = checkLimits.perDay - 1
const slots = Array.from({ length: checkLimits.perDay }, (_, slot) => slot)

/** Returns two results for each validator in each check of a day. `answerOf` returns the answer that a validator reports; null for no answer. */
function results(answerOf: (validator: number, slot: number) => AnswerTime | null, validators = accounts): TimedResult[] {
  return slots.flatMap((slot) =>
    validators.flatMap((validator, place) =>
      [0, 1].map((question) => {
        const time = answerOf(place, slot)
        return { slot, validator, question, hasAnswered: time !== null, isHeard: true, time }
      }),
    ),
  )
}
const quality = (list: readonly TimedResult[]) => qualityOf(list, { slot: last, checkers })
/** 64 tokens in 1 s, the first after `firstMs`. */
const answer = (firstMs: number): AnswerTime => ({ firstMs, wholeMs: 1_000, textBytes: 256 })

describe('the quality of a service', () => {
  it('is the median of its validators', () => {
    const found = quality(results((validator) => answer([100, 200, 300, 900][validator] ?? 0)))
    expect(found).toEqual({ validators: 4, asked: 160, answeredBps: 10_000, firstMs: 250, tokensPerSecond: 64, lastSlot: last })
  })

  it('is not measured without three validators that hold more than half of the stake', () => {
    const nothing = { answeredBps: null, firstMs: null, tokensPerSecond: null }
    expect(quality([])).toEqual({ validators: 0, asked: 0, lastSlot: null, ...nothing })
    expect(quality(results(() => answer(100), accounts.slice(0, 2)))).toMatchObject({ validators: 2, asked: 80, ...nothing })
    const heavy = checkers.map((one, place) => (place === 3 ? { ...one, stake: 1_000n } : one))
    const three = results(() => answer(100), accounts.slice(0, 3))
    expect(qualityOf(three, { slot: last, checkers: heavy })).toMatchObject({ validators: 3, ...nothing })
    expect(quality(three).firstMs).toBe(100)
  })

  it('cannot be moved beyond the values of honest validators by one that lies', () => {
    const honest = (validator: number) => answer(200 + validator)
    for (const lie of [{ firstMs: 0, wholeMs: 1, textBytes: 4_000_000 }, { firstMs: 60_000, wholeMs: 60_000, textBytes: 256 }, null]) {
      const found = quality(results((validator) => (validator === 0 ? lie : honest(validator))))
      expect(found.firstMs).toBeGreaterThanOrEqual(201)
      expect(found.firstMs).toBeLessThanOrEqual(203)
      expect(found.tokensPerSecond).toBe(64)
      expect(found.answeredBps).toBe(10_000)
    }
  })

  it('counts unanswered questions, but none that no service answered', () => {
    const half = results((_, slot) => (slot % 2 === 0 ? answer(100) : null))
    expect(quality(half)).toMatchObject({ asked: 160, answeredBps: 5_000, firstMs: 100 })
    const unheard = half.map((one) => ({ ...one, isHeard: one.hasAnswered }))
    expect(quality(unheard)).toMatchObject({ asked: 80, answeredBps: 10_000, lastSlot: last - 1 })
  })

  it('gives nothing to a service that holds its answer back and sends it at once', () => {
    const stream = quality(results(() => ({ firstMs: 100, wholeMs: 1_000, textBytes: 256 })))
    const held = quality(results(() => ({ firstMs: 999, wholeMs: 1_000, textBytes: 256 })))
    expect(held.tokensPerSecond).toBe(stream.tokensPerSecond)
    expect(held.firstMs).toBe(999)
  })

  it('has no time to the first text without streams, and no speed from short answers', () => {
    expect(quality(results(() => ({ firstMs: null, wholeMs: 500, textBytes: 256 })))).toMatchObject({ firstMs: null, tokensPerSecond: 128 })
    expect(quality(results(() => ({ firstMs: 50, wholeMs: 500, textBytes: 60 })))).toMatchObject({ firstMs: 50, tokensPerSecond: null })
  })

  it('ignores strangers, other days and second results for a question', () => {
    const fine = results(() => answer(100))
    const stranger = address(`0x${'9'.repeat(40)}`)
    const more = [
      ...results(() => answer(5), [stranger]),
      ...fine.map((one) => ({ ...one, slot: one.slot - checkLimits.perDay, time: answer(5) })),
      ...fine.map((one) => ({ ...one, time: answer(5) })),
    ]
    expect(quality([...fine, ...more])).toEqual(quality(fine))
  })
})
