import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Hex32 } from '../hashing/hex32.ts'
import { keccak256Hex } from '../hashing/keccak256.ts'
import { packWords } from '../hashing/packWords.ts'

/**
 * A statement of validators about the proof of one GPU in a proof slot. Its hash is a leaf of a Merkle tree. Validators sign the root of that tree under the
 * subject (topic) "proofs".
 */
export type ProofStatement = {
  readonly node: Hex32
  readonly gpu: number
  /** The number and the hash of the slot's block. A slot is a block at which machines prove their GPUs. */
  readonly slot: bigint
  readonly slotHash: Hex32
  /** The newest random seed (of the contract RandomBeacon) at the slot, or 0 before the first seed. */
  readonly beaconSeed: Hex32
  /** `hashCommit` of the commit. */
  readonly commit: Hex32
  /** The hash that `hashEntries` returns for the nonces and calls of the timers (the validators that measure). */
  readonly calls: Hex32
  /** The number of selected timers. */
  readonly timers: number
  /** The number and the hash of block z, the first block 30 s or more after the slot. */
  readonly z: bigint
  readonly zHash: Hex32
  readonly shownMib: number
  readonly passed: boolean
  /** The speed relative to the reference of the machine's class, in basis points; at most 10,000, and 0 if the proof did not pass. See `proofSpeedBps`. */
  readonly speedBps: number
  /** The number of the site (network) from which the machine answered, among the sites of this slot, from 1; 0 if the proof did not pass. See `siteNumbers`. */
  readonly site: number
}

/** The kind of this Merkle leaf as 32 bytes: the text "Proof", then zeros. */
const kind = BigInt(`0x${bytesToHex(utf8ToBytes('Proof')).padEnd(64, '0')}`)

/**
 * Returns the Merkle leaf of a statement. The leaf contains its kind, and is hashed twice, so that it cannot be confused with another hash. If the tree has
 * only one leaf, the leaf is the root. Vectors: `vectors/proofs.json`.
 */
export function proofLeaf(it: ProofStatement): Hex32 {
  return twice(packWords([...oldWords(it), BigInt(it.speedBps), BigInt(it.site)]))
}

/**
 * Returns the leaf of a statement in the form that statements had before they contained a speed and a site. Returns null for a statement with a speed or a
 * site. Merkle roots of that time still decide tiers for 61 days.
 */
export function oldProofLeaf(it: ProofStatement): Hex32 | null {
  return it.speedBps === 0 && it.site === 0 ? twice(packWords(oldWords(it))) : null
}

function oldWords(it: ProofStatement): bigint[] {
  const block = [BigInt(it.slot), BigInt(it.slotHash), BigInt(it.beaconSeed)]
  const claims = [BigInt(it.commit), BigInt(it.calls), BigInt(it.timers), BigInt(it.z), BigInt(it.zHash), BigInt(it.shownMib), it.passed ? 1n : 0n]
  return [kind, BigInt(it.node), BigInt(it.gpu), ...block, ...claims]
}

function twice(bytes: Uint8Array): Hex32 {
  return keccak256Hex(hexToBytes(keccak256Hex(bytes).slice(2)))
}
