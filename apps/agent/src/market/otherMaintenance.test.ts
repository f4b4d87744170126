import { expect, test, vi } from 'vitest'
import { onOtherMaintenance } from './otherMaintenance.ts'

test('calls for each change of the planned maintenance, and never for the same answer', () => {
  const listener = vi.fn()
  const note = onOtherMaintenance(listener)
  const calls = [0, 0, 1_000, 1_000, 2_000, 1_000, 0].map((maintenance) => {
    note({ maintenance })
    return listener.mock.calls.length
  })
  expect(calls).toEqual([0, 0, 1, 1, 2, 3, 4])
})

test('calls at the first answer of a restarted agent when maintenance is planned', () => {
  const listener = vi.fn()
  onOtherMaintenance(listener)({ maintenance: 1_000 })
  expect(listener).toHaveBeenCalledOnce()
})
