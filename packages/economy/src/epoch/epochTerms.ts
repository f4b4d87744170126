import { type Address, assert, type Hex32, keccak256Hex, packWords } from '@infinitio/domain'
import type { EpochInputs } from '../emission/nodeEmission.ts'

/** A programme in an epoch: what it spends in PToken base units, and the sum of its nodes' weights. */
export type EpochBudget = { programme: number; budget: bigint; weightOfAll: bigint }

/** What the quorum signs about an epoch: `EmissionTerms` of the contract. Amounts in PToken base units. */
export type EpochTerms = {
  epoch: bigint
  /** The epoch published before, 0 with none. */
  previous: bigint
  parametersVersion: number
  total: bigint
  due: bigint
  available: bigint
  /** By the leases of all earning nodes. */
  burned: bigint
  common: EpochInputs
  budgets: readonly EpochBudget[]
  leaves: Hex32
  inputs: Hex32
}

const wordBytes = 32n
const headWords = 12n
const statement = wordOf('EmissionStatement')

/** keccak256(abi.encode(terms)): what the contract keeps of a published epoch. Asserts that each number fits its field. */
export function termsHash(terms: EpochTerms): Hex32 {
  const { epoch, previous, parametersVersion, total, due, available, burned, common, budgets } = terms
  for (const amount of [total, due, available, burned]) assert(amount >= 0n && amount < 1n << 128n, 'an amount of an epoch fits 128 bits')
  assert(epoch < 1n << 64n && previous < 1n << 64n && common.activeNodes < 1n << 64n, 'epochs and nodes fit 64 bits')
  return keccak256Hex(
    packWords([
      wordBytes,
      ...[epoch, previous, BigInt(parametersVersion), total, due, available, burned],
      ...[common.activeNodes, BigInt.asUintN(256, common.slope)],
      ...[headWords * wordBytes, BigInt(terms.leaves), BigInt(terms.inputs)],
      BigInt(budgets.length),
      ...budgets.flatMap(({ programme, budget, weightOfAll }) => [BigInt(programme), budget, weightOfAll]),
    ]),
  )
}

/** The root that validators sign under "emission" for these terms, on one chain and for one contract. Twin of `Emission.statementOf`. */
export function statementOf(terms: EpochTerms, { chainId, emission }: { chainId: bigint; emission: Address }): Hex32 {
  return keccak256Hex(packWords([statement, chainId, BigInt(emission), BigInt(termsHash(terms))]))
}

/** A name as the contract has it: ASCII, at the left of 32 bytes. */
function wordOf(name: string): bigint {
  return BigInt(
    `0x${Array.from(new TextEncoder().encode(name), (byte) => byte.toString(16).padStart(2, '0'))
      .join('')
      .padEnd(64, '0')}`,
  )
}
