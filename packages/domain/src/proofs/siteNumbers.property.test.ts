import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hashOf } from '../../test/proofs/hashOf.ts'
import { type SeenSites, siteNumbers } from './siteNumbers.ts'

const messages = Array.from({ length: 6 }, (_, at) => ({ message: hashOf(`message ${at}`), node: hashOf(`node ${at}`) }))
const hashes = messages.map(({ message }) => message)

/** The networks that a timer saw, one for each message; null for a message that did not arrive. */
const seen = (networks: readonly (number | null)[], stake = 1n): SeenSites => ({
  stake,
  sites: new Map(networks.flatMap((site, at) => (site === null ? [] : [[hashes[at] ?? expect.unreachable(), site] as const]))),
})

/** Returns for each message the first message with the same site. */
const groupsOf = (timers: readonly SeenSites[], list = messages) => {
  const numbers = siteNumbers(timers, list)
  return hashes.map((message) => hashes.findIndex((other) => numbers.get(other) === numbers.get(message)))
}

describe('the sites of a slot', () => {
  test('are the networks that timers saw, however each timer numbers them', () => {
    expect(groupsOf([seen([1, 1, 2, 3, 2, 1]), seen([3, 3, 1, 2, 1, 3]), seen([5, 5, 9, 8, 9, 5])])).toEqual([0, 0, 2, 3, 2, 0])
    expect([...siteNumbers([seen([1, 1, 1, 1, 1, 1])], messages).values()]).toEqual([1, 1, 1, 1, 1, 1])
  })

  test('are one without timers, and for machines that answered different timers', () => {
    expect(groupsOf([])).toEqual([0, 0, 0, 0, 0, 0])
    expect(groupsOf([seen([1, null, null, null, null, null]), seen([null, 2, null, null, null, null])])).toEqual([0, 0, 0, 0, 0, 0])
  })

  test('are invented by no timers with a third of the stake, whatever they say', () => {
    const said = fc.array(fc.option(fc.integer({ min: 1, max: 6 })), { minLength: 6, maxLength: 6 })
    fc.assert(
      fc.property(said, fc.bigInt({ min: 1n, max: 5n }), (lies, stake) => {
        const honest = Array.from({ length: 2 }, () => seen([1, 1, 1, 1, 1, 1], stake))
        expect(groupsOf([...honest, seen(lies, stake)])).toEqual([0, 0, 0, 0, 0, 0])
      }),
    )
  })

  test('are hidden by no timers with less than two thirds of the stake', () => {
    const honest = seen([1, 2, 3, 4, 5, 6], 34n)
    expect(groupsOf([honest, seen([1, 1, 1, 1, 1, 1], 66n)])).toEqual([0, 1, 2, 3, 4, 5])
    expect(groupsOf([seen([1, 2, 3, 4, 5, 6], 33n), seen([1, 1, 1, 1, 1, 1], 67n)])).toEqual([0, 0, 0, 0, 0, 0])
  })

  test('have the same numbers in any sequence of messages', () => {
    const said = fc.array(fc.array(fc.option(fc.integer({ min: 1, max: 4 })), { minLength: 6, maxLength: 6 }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(said, fc.shuffledSubarray(messages, { minLength: 6 }), (lists, order) => {
        const timers = lists.map((networks) => seen(networks))
        expect([...siteNumbers(timers, order)].toSorted()).toEqual([...siteNumbers(timers, messages)].toSorted())
      }),
    )
  })
})
