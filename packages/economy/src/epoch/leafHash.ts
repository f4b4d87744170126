import { type Address, assert, keccak256 } from '@infinitio/domain'
import { writeWord } from '../merkle/writeWord.ts'

/** What a leaf is bound to: it says nothing on another chain, to another contract or in another epoch. */
export type LeafDomain = { chainId: bigint; emission: Address; epoch: bigint }

/** What a provider was paid in all epochs up to the leaf's, in PToken base units: claiming twice takes the difference, which is nothing. */
export type EpochLeaf = { provider: Address; cumulative: bigint }

/**
 * Hashes the leaves of one epoch: keccak256(keccak256(abi.encode(domain, provider, cumulative))) with the domain keccak256(abi.encode(bytes32
 * "Emission", chainId, emission, epoch)). Twice, so that no inner node reads as a leaf. Twin of `EmissionLeafLib.leafOf`.
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

/** What all leaves of one kind and epoch are bound to: keccak256(abi.encode(kind, chainId, emission, epoch)). Twin of `EmissionLeafLib.domainOf`. */
export function domainHash(kind: 'Emission' | 'EmissionInputs' | 'EmissionChunk', { chainId, emission, epoch }: LeafDomain): Uint8Array {
  const words = new Uint8Array(4 * 32)
  words.set(new TextEncoder().encode(kind), 0)
  writeWord(words, { at: 1, value: chainId })
  writeWord(words, { at: 2, value: BigInt(emission) })
  writeWord(words, { at: 3, value: epoch })
  return keccak256(words)
}
