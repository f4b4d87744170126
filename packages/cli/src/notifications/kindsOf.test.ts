import { expect, test } from 'vitest'
import { allKinds, kindsOf } from './kindsOf.ts'

test('kinds are separated by commas and must exist, an empty list is refused, and a missing list is null', () => {
  expect(kindsOf(undefined)).toBeNull()
  expect(kindsOf('lease_ready, node_lost')).toEqual(['lease_ready', 'node_lost'])
  expect(kindsOf(allKinds().join(','))).toEqual(allKinds())
  for (const text of ['', 'all', 'lease_ready,', 'toString', 'LEASE_READY'])
    expect(() => kindsOf(text), text).toThrow(expect.objectContaining({ detail: expect.stringContaining('lease_ending, ') }))
})
