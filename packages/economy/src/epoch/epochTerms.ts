import { type Address, assert, type Hex32, keccak256Hex, packWords } from '@infinitio/domain'
import type { EpochInputs } from '../emission/nodeEmission.ts'

/**
 * The part of one incentive programme in an epoch: the programme's number, the amount that it pays in PToken base units, and the sum of the weights of the
 * nodes that share this amount.
 */
export type EpochBudget = { programme: number; budget: bigint; weightOfAll: bigint }

/** The statement about an epoch that the quorum signs: `EmissionTerms` of the contract. Amounts are PToken base units. */
export type EpochTerms = {
  epoch: bigint
  /** The last published epoch; 0 if there is none. */
  previous: bigint
  parametersVersion: number
  total: bigint
  due: bigint
  available: bigint
  /** The fees that the leases of all earning nodes burned. */
  burned: bigint
  common: EpochInputs
  budgets: readonly EpochBudget[]
  leaves: Hex32
  inputs: Hex32
}

const wordBytes = 32n
const headWords = 12n
const statement = wordOf('EmissionStatement')

/**
 * Returns keccak256(abi.encode(terms)), which the contract stores for a published epoch. Asserts that amounts fit 128 bits, and that the epochs and the number
 * of nodes fit 64 bits.
 */
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

/**
 * Returns the hash of these terms that validators sign under the subject (topic) "emission", for one chain and one contract. Calculates the same as
 * `Emission.statementOf`.
 */
export function statementOf(terms: EpochTerms, { chainId, emission }: { chainId: bigint; emission: Address }): Hex32 {
  return keccak256Hex(packWords([statement, chainId, BigInt(emission), BigInt(termsHash(terms))]))
}

/** Returns a name in the contract's form: ASCII, left-aligned in 32 bytes. */
function wordOf(name: string): bigint {
  return BigInt(
    `0x${Array.from(new TextEncoder().encode(name), (byte) => byte.toString(16).padStart(2, '0'))
      .join('')
      .padEnd(64, '0')}`,
  )
}
