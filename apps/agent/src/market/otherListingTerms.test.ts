import { expect, test, vi } from 'vitest'
import { onOtherListingTerms } from './otherListingTerms.ts'

test('calls for each change of the planned maintenance, and never for the same answer', () => {
  const listener = vi.fn()
  const note = onOtherListingTerms(listener)
  const calls = [0, 0, 1_000, 1_000, 2_000, 1_000, 0].map((maintenance) => {
    note({ maintenance, feeBps: 25 })
    return listener.mock.calls.length
  })
  expect(calls).toEqual([0, 0, 1, 1, 2, 3, 4])
})

test('calls when a vote has changed the fee of the market', () => {
  const listener = vi.fn()
  const note = onOtherListingTerms(listener)
  for (const feeBps of [25, 25, 30, 30]) note({ maintenance: 0, feeBps })
  expect(listener).toHaveBeenCalledOnce()
})

test('calls at the first answer of a restarted agent when maintenance is planned', () => {
  const listener = vi.fn()
  onOtherListingTerms(listener)({ maintenance: 1_000, feeBps: 25 })
  expect(listener).toHaveBeenCalledOnce()
})
