import { address, hex32 } from '@infinitio/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeAbiParameters, keccak256, stringToHex, toHex } from 'viem'
import { addressOf, inventedEpoch } from '../../test/inventedEpoch.ts'
import { naiveEpoch } from '../../test/naiveEpoch.ts'
import { WAD } from '../fixed/wad.ts'
import { buildEpoch, type EpochFacts, isProven, leafHash, merkleTree, proofOf, rootOf, verifyEpoch } from '../index.ts'

describe('buildEpoch', () => {
  test('pays the amounts of a float calculation after docs/economy.md, to nine digits', () => {
    for (const seed of [1, 2, 3]) {
      const invented = inventedEpoch({ providers: 60, seed })
      for (const facts of [invented, { ...invented, surplus: 100n * WAD }, { ...invented, forecastCapacity: WAD }]) {
        const grown = growth(facts)
        const naive = naiveEpoch(facts)
        expect(naive.size).toBeGreaterThan(40)
        expect([...grown.keys()].toSorted()).toEqual([...naive.keys()].toSorted())
        for (const [provider, { paid }] of naive) expect(Math.abs(Number(grown.get(provider) ?? 0n) / 1e18 / paid - 1)).toBeLessThan(1e-9)
      }
    }
  })

  test('gives the same in any sequence of the facts', () => {
    const facts = inventedEpoch({ providers: 40, seed: 5 })
    const { nodes, providers, classes, before, programmes } = facts
    const turned = {
      ...facts,
      ...{ nodes: nodes.toReversed(), providers: providers.toReversed(), classes: classes.toReversed() },
      ...{ before: before.toReversed(), programmes: programmes.toReversed() },
    }
    expect(buildEpoch(turned)).toMatchObject({ root: buildEpoch(facts).root, leaves: buildEpoch(facts).leaves })
  })

  test('grows the leaves by the total, which never exceeds surplus, capacity, or four fifths of the burn plus the budgets', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2 ** 30 }),
        fc.bigInt(0n, 2_000n * WAD),
        fc.bigInt(0n, 2_000n * WAD),
        (seed, surplus, forecastCapacity) => {
          const facts = { ...inventedEpoch({ providers: 20, seed }), surplus, forecastCapacity }
          const { total, due, nodes, budgets } = buildEpoch(facts)
          const spent = sum(budgets.map(({ budget }) => budget))
          expect(sum([...growth(facts).values()])).toBe(total)
          expect(total <= surplus + spent && total <= forecastCapacity && total <= due).toBe(true)
          const burned = sum(nodes.map(({ inputs }) => inputs.burned))
          expect(due * 10n <= burned * 8n + sum(facts.programmes.map(({ budget }) => budget)) * 10n).toBe(true)
          for (const node of nodes) expect(node.rebate * 10n <= node.inputs.burned * 8n && node.rebate <= node.emission).toBe(true)
        },
      ),
      { numRuns: 40, seed: 7_131 },
    )
  })

  test('pays nothing to a provider without bond, verified first task or proven time, and does not count it as active', () => {
    const facts = inventedEpoch({ providers: 30, seed: 9 })
    const [one] = buildEpoch(facts).nodes
    const provider = one?.facts.provider
    const changed = (change: object): EpochFacts => ({
      ...facts,
      providers: facts.providers.map((it) => (it.provider === provider ? { ...it, ...change } : it)),
    })
    const idle = facts.nodes.map((it) => (it.provider === provider ? { ...it, provenGpuSeconds: 0n, classGpuSeconds: 0n } : it))
    const without = { ...facts, nodes: facts.nodes.filter((it) => it.provider !== provider) }
    for (const other of [changed({ isBonded: false }), changed({ hasVerifiedTask: false }), { ...facts, nodes: idle }])
      expect(buildEpoch(other).root).toBe(buildEpoch(without).root)
    expect(buildEpoch(without).root).not.toBe(buildEpoch(facts).root)
  })

  test('pays nothing more for one machine split in two nodes of its provider', () => {
    const facts = { ...inventedEpoch({ providers: 30, seed: 11 }), programmes: [] }
    const [first] = buildEpoch(facts).nodes
    const node = first?.facts
    if (node === undefined) throw new Error('somebody earns')
    const seconds = node.provenGpuSeconds / 2n
    const half = { ...node, provenGpuSeconds: seconds, classGpuSeconds: seconds, burned: node.burned / 2n }
    const twin = { ...half, node: hex32(`0x${'cd'.repeat(32)}`) }
    const split = { ...facts, nodes: [...facts.nodes.filter((it) => it !== node), half, twin] }
    expect((growth(split).get(node.provider) ?? 0n) <= (growth(facts).get(node.provider) ?? 0n)).toBe(true)
  })

  test('pays the same from programmes whatever leases a provider makes', () => {
    const amounts = fc.array(fc.bigInt(0n, 10n ** 30n), { minLength: 8, maxLength: 8 })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 30 }), amounts, (seed, drawn) => {
        const facts = inventedEpoch({ providers: 20, seed })
        const at = (place: number) => drawn[place % drawn.length] ?? 0n
        const past = (place: number) => [{ value: at(place) + 1n, ageSeconds: 0n, isFulfilled: place % 3 !== 0 }]
        const rented: EpochFacts = {
          ...facts,
          classes: facts.classes.map((it, place) => ({ ...it, requests: at(place), tokens: at(place + 3) })),
          providers: facts.providers.map((it, place) => ({ ...it, past: past(place) })),
          nodes: facts.nodes.map((it, place) => ({ ...it, burned: at(place + 5) })),
        }
        const [before, after] = [buildEpoch(facts), buildEpoch(rented)]
        expect(after.nodes.map(({ programmes }) => programmes)).toEqual(before.nodes.map(({ programmes }) => programmes))
        expect(after.nodes.map(({ emission }) => emission)).not.toEqual(before.nodes.map(({ emission }) => emission))
      }),
      { numRuns: 40, seed: 7_132 },
    )
  })

  test('has no root before the first payment, and throws for repeated facts', () => {
    const facts = inventedEpoch({ providers: 5, seed: 3 })
    expect(buildEpoch({ ...facts, nodes: [], before: [] })).toMatchObject({ tree: null, total: 0n, root: `0x${'0'.repeat(64)}` })
    for (const key of ['nodes', 'providers', 'classes', 'before'] as const) {
      const list: readonly unknown[] = facts[key]
      expect(() => buildEpoch({ ...facts, [key]: [...list, list[0]] })).toThrow('once')
    }
  })
})

describe('verifyEpoch', () => {
  test('returns each leaf that does not follow from public data', () => {
    const facts = inventedEpoch({ providers: 12, seed: 4 })
    const built = buildEpoch(facts)
    expect(verifyEpoch(facts, built)).toEqual([])
    const [first, second, ...rest] = built.leaves
    if (first === undefined || second === undefined) throw new Error('two leaves at least')
    const forged = {
      root: hex32(`0x${'1'.repeat(64)}`),
      total: built.total + 1n,
      leaves: [{ ...first, cumulative: first.cumulative + 1n }, ...rest, { provider: addressOf(999), cumulative: 5n }],
    }
    expect(verifyEpoch(facts, forged)).toEqual([
      { what: 'root' },
      { what: 'total', published: built.total + 1n, expected: built.total },
      { what: 'leaf', provider: first.provider, published: first.cumulative + 1n, expected: first.cumulative },
      { what: 'leaf', provider: addressOf(999), published: 5n, expected: null },
      { what: 'leaf', provider: second.provider, published: null, expected: second.cumulative },
    ])
    expect(verifyEpoch(facts, { ...built, leaves: [...built.leaves, first] })).toHaveLength(1)
  })
})

describe('leaves and their tree', () => {
  test('hashes a leaf as the contract encodes it', () => {
    const word = (name: string) => stringToHex(name, { size: 32 })
    const domain = { chainId: 2n ** 200n + 5n, emission: address(`0x${'ab'.repeat(20)}`), epoch: 2n ** 64n - 1n }
    const leaf = { provider: addressOf(77), cumulative: 2n ** 128n - 3n }
    const types = [{ type: 'bytes32' }, { type: 'uint256' }, { type: 'address' }, { type: 'uint64' }] as const
    const domainHash = keccak256(encodeAbiParameters(types, [word('Emission'), domain.chainId, domain.emission, domain.epoch]))
    const inner = keccak256(
      encodeAbiParameters([{ type: 'bytes32' }, { type: 'address' }, { type: 'uint128' }], [domainHash, leaf.provider, leaf.cumulative]),
    )
    expect(toHex(leafHash(domain)(leaf))).toBe(keccak256(inner))
  })

  test('proves every leaf and no other, and takes no inner node for a leaf', () => {
    for (const count of [1, 2, 3, 4, 7, 33]) {
      const leaves = Array.from({ length: count }, (_, at) =>
        leafHash({ chainId: 1n, emission: addressOf(1), epoch: 1n })({ provider: addressOf(at), cumulative: 1n }),
      )
      const tree = merkleTree(leaves)
      const root = rootOf(tree)
      for (const [at, leaf] of leaves.entries()) {
        const proof = proofOf(tree, leaf) ?? []
        expect(isProven({ leaf, proof, root })).toBe(true)
        expect(isProven({ leaf: leaves[at + 1] ?? new Uint8Array(32), proof, root })).toBe(false)
        expect(isProven({ leaf, proof: [...proof, leaf], root })).toBe(false)
      }
      expect(proofOf(tree, new Uint8Array(32))).toBeNull()
      if (count > 1) expect(proofOf(tree, tree.hashes[0] ?? new Uint8Array(32))).toBeNull()
      expect(isProven({ leaf: root, proof: new Array(65).fill(root), root })).toBe(false)
      expect(() => merkleTree([...leaves, leaves[0] ?? root])).toThrow('twice')
    }
  })
})

/** Returns how much each provider's leaf (total pay) grows in an epoch. Leaves out providers without a payment. */
function growth(facts: EpochFacts): Map<string, bigint> {
  const before = new Map(facts.before.map(({ provider, cumulative }) => [provider, cumulative]))
  const grown = buildEpoch(facts).leaves.map(({ provider, cumulative }) => [provider, cumulative - (before.get(provider) ?? 0n)] as const)
  return new Map(grown.filter(([, amount]) => amount > 0n))
}

function sum(list: bigint[]): bigint {
  return list.reduce((total, value) => total + value, 0n)
}
