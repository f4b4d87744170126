import { expect, test } from 'vitest'
import { leaseId } from '../ids/marketIds.ts'
import { meshAddressOf } from './meshAddress.ts'

test.each([
  [0n, '100.64.0.0'],
  [1n, '100.64.0.1'],
  [258n, '100.64.1.2'],
  [4_194_303n, '100.127.255.255'],
  [4_194_304n, '100.64.0.0'],
])('gives lease %s the address %s', (id, address) => {
  expect(meshAddressOf(leaseId(id))).toBe(address)
})
