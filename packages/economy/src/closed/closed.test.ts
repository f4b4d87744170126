import { readFileSync } from 'node:fs'
import { address, hex32, type RecordedEvent } from '@infinitio/domain'
import { encodeAbiParameters, keccak256, stringToHex, toHex } from 'viem'
import { expect, test } from 'vitest'
import { closedVectors } from '../../test/closedVectors.ts'
import { type ClosedLease, closedLeaf, closedLeasesOf, closedTree, isProven, weekPayOf } from '../index.ts'

const account = (digit: string) => address(`0x${digit.repeat(40)}`)
const market = account('a')
const lease: ClosedLease = {
  market,
  leaseId: 7n,
  holder: account('b'),
  provider: account('c'),
  closedAt: 1_800_000_000,
  weekPay: 2_000n * 10n ** 18n,
}

test('gives the stored vectors that the contract also meets', () => {
  const stored = readFileSync(new URL('../../../domain/vectors/closed.json', import.meta.url), 'utf8')
  expect(JSON.parse(stored)).toEqual(JSON.parse(JSON.stringify(closedVectors(), (_, value) => (typeof value === 'bigint' ? `${value}` : value))))
})

test('hashes a leaf as the contract does', () => {
  const types = ['bytes32', 'address', 'uint256', 'address', 'address', 'uint40', 'uint96'].map((type) => ({ type }))
  const { leaseId, holder, provider, closedAt, weekPay } = lease
  const values = [stringToHex('Closed', { size: 32 }), market, leaseId, holder, provider, closedAt, weekPay]
  expect(toHex(closedLeaf(lease))).toBe(keccak256(keccak256(encodeAbiParameters(types, values))))
  expect(() => closedLeaf({ ...lease, weekPay: 1n << 96n })).toThrow(/96 bits/)
  expect(() => closedLeaf({ ...lease, closedAt: 2 ** 40 })).toThrow(/40 bits/)
})

test('proves a lease only as it closed, in any sequence', () => {
  const other = { ...lease, leaseId: 8n }
  const tree = closedTree([lease, other])
  const proof = tree?.proofOf(lease) ?? null
  if (tree === null || proof === null) throw new Error('the lease has a leaf')
  expect(closedTree([other, lease])?.root).toEqual(tree.root)
  const proves = (change: Partial<ClosedLease>) => isProven({ leaf: closedLeaf({ ...lease, ...change }), proof, root: tree.root })
  expect(proves({})).toBe(true)
  for (const change of [{ leaseId: 9n }, { holder: account('d') }, { provider: account('d') }, { closedAt: lease.closedAt + 1 }, { weekPay: 1n }])
    expect([change, proves(change)]).toEqual([change, false])
  expect(tree.proofOf({ ...lease, holder: account('d') })).toBeNull()
  expect(closedTree([])).toBeNull()
  expect(() => closedTree([lease, { ...lease, weekPay: 1n }])).toThrow(/once/)
})

test('limits a week of pay to the size of its field', () => {
  expect(weekPayOf({ pricePerGpuSecond: 10n ** 12n, gpus: 8 })).toBe(4_838_400n * 10n ** 12n)
  expect(weekPayOf({ pricePerGpuSecond: (1n << 96n) - 1n, gpus: 255 })).toBe((1n << 96n) - 1n)
})

test('lists the leases of eight days that closed before the end, with the last holder', () => {
  const until = 2_000_000n
  const node = hex32(`0x${'1'.repeat(64)}`)
  const settled = { name: 'Settled' as const, node, renter: account('b'), gpus: 2, start: 0n, durationSeconds: 60n, pricePerGpuSecond: 5n }
  const closing = { name: 'LeaseClosed' as const, reason: 'time_up' as const, pay: 0n, fees: 0n }
  const events: RecordedEvent[] = [
    { at: 1n, name: 'NodeRegistered', node, provider: account('c'), classId: 0, regionId: 0, gpus: 2 },
    ...[1n, 2n, 3n, 4n, 5n].map((leaseId) => ({ at: 2n, ...settled, leaseId, escrow: 0n, isSpot: false })),
    { at: until - 8n * 86_400n - 1n, ...closing, leaseId: 1n },
    { at: until - 8n * 86_400n, ...closing, leaseId: 2n },
    { at: until - 1n, ...closing, leaseId: 3n },
    { at: until, ...closing, leaseId: 4n },
  ]
  const found = closedLeasesOf(events, { market, until, holders: new Map([[3n, account('d')]]) })
  expect(found).toEqual([
    { market, leaseId: 2n, holder: account('b'), provider: account('c'), closedAt: Number(until) - 691_200, weekPay: 6_048_000n },
    { market, leaseId: 3n, holder: account('d'), provider: account('c'), closedAt: Number(until) - 1, weekPay: 6_048_000n },
  ])
})
