import { type Address, assert, keccak256 } from '@infinitio/domain'
import { writeWord } from '../merkle/writeWord.ts'

/**
 * The chain, contract and epoch of a Merkle leaf. They are hashed with the leaf, so that it is invalid on any other chain, for any other contract and in any other
 * epoch.
 */
export type LeafDomain = { chainId: bigint; emission: Address; epoch: bigint }

/**
 * The payments to a provider in all epochs up to the epoch of this Merkle leaf, in PToken base units. A claim pays the difference to earlier claims, so a
 * second claim pays nothing.
 */
export type EpochLeaf = { provider: Address; cumulative: bigint }

/**
 * Returns a function that hashes the Merkle leaves of one epoch: keccak256(keccak256(abi.encode(domain, provider, cumulative))) with the domain
 * keccak256(abi.encode(bytes32 "Emission", chainId, emission, epoch)). A leaf is hashed twice, so that no inner node is a valid leaf. Calculates the same as
 * `EmissionLeafLib.leafOf`.
 */
export function leafHash(domain: LeafDomain): (leaf: EpochLeaf) => Uint8Array {
  const words = new Uint8Array(3 * 32)
  words.set(domainHash('Emission', domain), 0)
  return ({ provider, cumulative }) => {
    assert(cumulative >= 0n && cumulative < 1n << 128n, 'what was paid fits 128 bits')
    writeWord(words, { at: 1, value: BigInt(provider) })
    writeWord(words, { at: 2, value: cumulative })
    return keccak256(keccak256(words))
  }
}

/**
 * Returns the domain of all Merkle leaves of one kind and epoch: keccak256(abi.encode(kind, chainId, emission, epoch)). Calculates the same as
 * `EmissionLeafLib.domainOf`.
 */
export function domainHash(kind: 'Emission' | 'EmissionInputs' | 'EmissionChunk', { chainId, emission, epoch }: LeafDomain): Uint8Array {
  const words = new Uint8Array(4 * 32)
  words.set(new TextEncoder().encode(kind), 0)
  writeWord(words, { at: 1, value: chainId })
  writeWord(words, { at: 2, value: BigInt(emission) })
  writeWord(words, { at: 3, value: epoch })
  return keccak256(words)
}
