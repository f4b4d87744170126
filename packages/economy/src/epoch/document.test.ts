import { hex32 } from '@infinitio/domain'
import { encodeAbiParameters, keccak256, stringToHex, toHex } from 'viem'
import { describe, expect, test } from 'vitest'
import { emissionAbi } from '../../../chain/src/generated/emissionAbi.ts'
import { addressOf, inventedEpoch } from '../../test/inventedEpoch.ts'
import {
  buildEpoch,
  chunkTree,
  cumulativeOf,
  describeEpoch,
  type EpochDocument,
  inputsHash,
  inputsTree,
  isProven,
  isWhole,
  leafHash,
  merkleTree,
  proofOf,
  rootOf,
  statementOf,
  termsHash,
  topOf,
  wrongPart,
} from '../index.ts'

const place = { previous: 494_990n, parametersVersion: 3 }
const domain = { chainId: 31_337n, emission: inventedEpoch({ providers: 1, seed: 1 }).emission }
const [ofTerms, ofInputs] = [tupleOf('publish', 'terms'), tupleOf('challenge', 'inputs')]

describe('an epoch in its signed and stored form', () => {
  test('hashes terms and inputs as the contract encodes them', () => {
    // In these epochs, all three incentive programmes pay something.
    for (const seed of [1, 3, 4, 5]) {
      const { terms, leaves } = written(seed)
      expect(terms.budgets.length).toBe(3)
      expect(termsHash(terms)).toBe(keccak256(encodeAbiParameters([ofTerms], [terms] as never)))
      const falling = { ...terms, common: { activeNodes: 7n, slope: -5n }, budgets: [] }
      const encoded = keccak256(encodeAbiParameters([ofTerms], [falling] as never))
      const statement = [stringToHex('EmissionStatement', { size: 32 }), domain.chainId, domain.emission, encoded] as const
      const types = [{ type: 'bytes32' }, { type: 'uint256' }, { type: 'address' }, { type: 'bytes32' }] as const
      expect(statementOf(falling, domain)).toBe(keccak256(encodeAbiParameters(types, statement)))
      const hash = inputsHash({ ...domain, epoch: terms.epoch })
      const bound = [stringToHex('EmissionInputs', { size: 32 }), domain.chainId, domain.emission, terms.epoch] as const
      const domainOf = keccak256(encodeAbiParameters([types[0], types[1], types[2], { type: 'uint64' }], bound))
      for (const { provider, inputs } of leaves.slice(0, 8)) {
        const inner = keccak256(
          encodeAbiParameters([ofInputs], [topOf(inputs, chunkTree({ ...domain, epoch: terms.epoch })(provider, inputs))] as never),
        )
        const outer = keccak256(encodeAbiParameters([types[0], types[2], types[0]], [domainOf, provider, inner]))
        expect(toHex(hash(provider, inputs))).toBe(keccak256(outer))
      }
    }
  })

  test('has leaves that follow from their inputs by the contract’s arithmetic, and lead to both roots', () => {
    for (const available of [1n << 100n, 10n ** 18n]) {
      const invented = inventedEpoch({ providers: 40, seed: 8 })
      const before = [...invented.before, { provider: addressOf(999), cumulative: 5n }]
      const facts = { ...invented, before, forecastCapacity: available }
      const document = describeEpoch(facts, place)
      if (document === null) throw new Error('somebody earns')
      const { terms, leaves } = document
      expect(terms).toMatchObject({ ...place, epoch: facts.epoch, leaves: buildEpoch(facts).root, total: buildEpoch(facts).total })
      const bound = { ...domain, epoch: terms.epoch }
      const trees = [merkleTree(leaves.map(leafHash(bound))), inputsTree(leaves, bound)] as const
      const inputsOf = inputsHash(bound)
      for (const { inputs, ...leaf } of leaves) {
        expect(cumulativeOf(terms, inputs)).toBe(leaf.cumulative)
        expect(wrongPart(terms, { leaf: { ...leaf, inputs }, parameters: facts.parameters })).toBeNull()
        const hashes = [leafHash(bound)(leaf), inputsOf(leaf.provider, inputs)] as const
        for (const [at, root] of [terms.leaves, terms.inputs].entries()) {
          const [tree, hash] = [trees[at], hashes[at]]
          if (tree === undefined || hash === undefined) throw new Error('two trees')
          expect(toHex(rootOf(tree))).toBe(root)
          expect(isProven({ leaf: hash, proof: proofOf(tree, hash) ?? [], root: rootOf(tree) })).toBe(true)
        }
      }
      expect(leaves.some(({ inputs }) => inputs.shares.length === 0 && inputs.before > 0n)).toBe(true)
    }
  })

  test('is whole only with every leaf and input of its roots', () => {
    const document = written(5)
    const { terms, leaves } = document
    const [first, second, ...rest] = leaves
    if (first === undefined || second === undefined) throw new Error('two leaves at least')
    expect(isWhole(document, domain)).toBe(true)
    const turned: EpochDocument = { terms, leaves: leaves.toReversed() }
    expect(isWhole(turned, domain)).toBe(true)
    const changed = [
      [{ ...first, cumulative: first.cumulative + 1n }, second, ...rest],
      [{ ...first, inputs: { ...first.inputs, before: first.inputs.before + 1n } }, second, ...rest],
      [{ ...first, inputs: { ...first.inputs, sums: [...first.inputs.sums, 0n] } }, second, ...rest],
      [{ ...first, inputs: { ...first.inputs, sums: first.inputs.sums.map((sum) => sum + 1n) } }, second, ...rest],
      [second, ...rest],
      [first, second, ...rest, first],
      [],
    ]
    for (const other of changed) expect(isWhole({ terms, leaves: other }, domain)).toBe(false)
    expect(isWhole({ ...document, terms: { ...terms, inputs: hex32(`0x${'1'.repeat(64)}`) } }, domain)).toBe(false)
    expect(isWhole(document, { ...domain, chainId: 1n })).toBe(false)
    expect(describeEpoch({ ...inventedEpoch({ providers: 5, seed: 3 }), nodes: [], before: [] }, place)).toBeNull()
  })
})

function written(seed: number): EpochDocument {
  const document = describeEpoch(inventedEpoch({ providers: 30, seed }), place)
  if (document === null) throw new Error('somebody earns')
  return document
}

/** Returns the ABI description of one parameter of a contract function, from the compiled contract. */
function tupleOf(functionName: string, parameter: string) {
  const entry = emissionAbi.find((item) => item.type === 'function' && item.name === functionName)
  const found = entry !== undefined && 'inputs' in entry ? entry.inputs.find(({ name }) => name === parameter) : undefined
  if (found === undefined) throw new Error(`the contract takes no ${parameter}`)
  return found
}
