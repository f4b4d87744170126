import { address, assert } from '@infinitio/domain'
import fc from 'fast-check'
import { bytesToHex, keccak256, toBytes } from 'viem'
import { hostingShares, hostingTree } from '../src/index.ts'

const seed = 20_261_129
const services = 24
const model = (index: number) => `model ${index % 3}`

/** The day of the test vectors. */
export const vectorDay = 20_900n

/**
 * Makes the test vectors of hosting programmes for the contract; they are the same at every call. There are three models with eight services each, and four
 * programmes, of which one is for a model that nobody hosts.
 */
export function hostingVectors() {
  const facts = fc.record({ bond: fc.bigInt(0n, 10n ** 21n), settled: fc.bigInt(0n, 10n ** 19n), right: fc.integer({ min: 0, max: 200 }) })
  const hosted = fc.sample(facts, { seed, numRuns: services }).map((one, index) => ({
    ...{ ...one, service: `service ${index}`, model: model(index) },
    payee: address(keccak256(toBytes(`payee ${index % 20}`)).slice(0, 42)),
  }))
  const budgets = [0, 1, 2, 4].map((index) => ({
    ...{ programme: BigInt(index + 1), model: index === 4 ? 'nobody hosts it' : model(index), perDay: BigInt(index + 1) * 10n ** 19n + 7n },
  }))
  const tree = hostingTree({ day: vectorDay, programmes: budgets.map(({ programme }) => programme), shares: hostingShares(hosted, budgets) })
  assert(tree !== null, 'there are programmes')
  const hexes = (path: readonly Uint8Array[] | null) => (path ?? []).map((sibling) => bytesToHex(sibling))
  const [root, packed] = [bytesToHex(tree.root), bytesToHex(tree.packed)]
  return tree.shares.map((share) => {
    const budget = tree.budgets.find(({ programme }) => programme === share.programme)
    assert(budget !== undefined, 'each share has a budget')
    return { ...share, budget: budget.amount, path: hexes(tree.sharePath(share)), budgetPath: hexes(tree.budgetPath(share.programme)), root, packed }
  })
}
