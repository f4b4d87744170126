import { address } from '@infinitio/domain'
import { encodeAbiParameters, keccak256, stringToHex, toHex } from 'viem'
import { expect, test } from 'vitest'
import { deliveryLeaf, deliveryTree, isProven } from '../index.ts'

const domain = { chainId: 31_337n, futuresCommitment: address(`0x${'ab'.repeat(20)}`) }
const deliveries = [
  { id: 1n, delivered: 3_600n },
  { id: 2n, delivered: 0n },
  { id: 3n, delivered: (1n << 64n) - 1n },
]

test('hashes a leaf as the contract does', () => {
  const parameters = [{ type: 'bytes32' }, { type: 'uint256' }, { type: 'address' }, { type: 'uint256' }, { type: 'uint64' }] as const
  const values = [stringToHex('Commitment', { size: 32 }), domain.chainId, domain.futuresCommitment, 3n, (1n << 64n) - 1n] as const
  expect(toHex(deliveryLeaf(domain, { id: 3n, delivered: (1n << 64n) - 1n }))).toBe(keccak256(keccak256(encodeAbiParameters(parameters, values))))
  expect(() => deliveryLeaf(domain, { id: 3n, delivered: 1n << 64n })).toThrow(/64 bits/)
})

test('proves a delivery only by the tree for its chain and contract, in any sequence', () => {
  const tree = deliveryTree(domain, deliveries)
  const proof = tree?.proofOf(2n) ?? null
  if (tree === null || proof === null) throw new Error('the second has a leaf')
  expect(deliveryTree(domain, deliveries.toReversed())?.root).toEqual(tree.root)
  const leafOf = (change: Partial<typeof domain>, delivered = 0n) => deliveryLeaf({ ...domain, ...change }, { id: 2n, delivered })
  expect(isProven({ leaf: leafOf({}), proof, root: tree.root })).toBe(true)
  for (const leaf of [leafOf({}, 1n), leafOf({ chainId: 1n }), leafOf({ futuresCommitment: address(`0x${'cd'.repeat(20)}`) })])
    expect(isProven({ leaf, proof, root: tree.root })).toBe(false)
  expect(tree.proofOf(9n)).toBeNull()
})

test('has no tree without commitments, and one leaf for each', () => {
  expect(deliveryTree(domain, [])).toBeNull()
  expect(() => deliveryTree(domain, [...deliveries, { id: 1n, delivered: 7n }])).toThrow(/once/)
})
