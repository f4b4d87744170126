import { type Address, assert, keccak256, packWords } from '@infinitio/domain'
import type { NodeInputs } from '../emission/nodeEmission.ts'
import { domainHash, type LeafDomain } from './leafHash.ts'

/** One node in its provider's inputs. Bit i of `programmes`: it earns of budget i of the epoch's terms. */
export type NodeShare = { node: NodeInputs; programmes: bigint }

/** What a provider's leaf follows from: `EmissionInputs` of the contract. */
export type LeafInputs = {
  /** PToken base units: its cumulative leaf of the epoch before, 0 with none. */
  before: bigint
  isBonded: boolean
  hasVerifiedTask: boolean
  shares: readonly NodeShare[]
}

const wordBytes = 32n
const headWords = 4n

/**
 * Hashes the leaves of an epoch's second tree: what each provider's cumulative leaf follows from. Their domain is another than that of the leaves
 * themselves. Twin of `EmissionLeafLib.inputsLeafOf`. Asserts that what was paid before fits 128 bits.
 */
export function inputsHash(domain: LeafDomain): (provider: Address, inputs: LeafInputs) => Uint8Array {
  const bound = numberOf(domainHash('EmissionInputs', domain))
  return (provider, inputs) => {
    assert(inputs.before >= 0n && inputs.before < 1n << 128n, 'what was paid fits 128 bits')
    return keccak256(keccak256(packWords([bound, BigInt(provider), numberOf(keccak256(packWords(wordsOf(inputs))))])))
  }
}

function wordsOf({ before, isBonded, hasVerifiedTask, shares }: LeafInputs): bigint[] {
  const words = [wordBytes, before, isBonded ? 1n : 0n, hasVerifiedTask ? 1n : 0n, headWords * wordBytes, BigInt(shares.length)]
  for (const { node, programmes } of shares) {
    const { referenceGpuHours, quality, contribution, history, stability, diversity, demand, provenEnergy, computeShare, siteSquares, burned } = node
    words.push(referenceGpuHours, quality, contribution, history, stability, diversity, demand, provenEnergy, computeShare, siteSquares, burned)
    words.push(programmes)
  }
  return words
}

function numberOf(bytes: Uint8Array): bigint {
  return BigInt(`0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`)
}
