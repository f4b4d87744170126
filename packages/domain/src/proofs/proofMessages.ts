import { concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Hex32 } from '../hashing/hex32.ts'
import { keccak256Hex } from '../hashing/keccak256.ts'
import { packWords } from '../hashing/packWords.ts'
import { contractDigest } from '../structs/signingDomain.ts'
import { hashStruct, structType, type StructType } from '../structs/structType.ts'
import { type ProofSigningDomain, signingName } from './proofCall.ts'
import { hashCommit, type ProofCommit } from './proofCommit.ts'

const slotFields = [
  { name: 'slot', type: 'uint64' },
  { name: 'slotHash', type: 'bytes32' },
] as const
const commitType = /* @__PURE__ */ structType('ProofCommit', [...slotFields, { name: 'node', type: 'bytes32' }, { name: 'commits', type: 'bytes32' }])
const receiptType = /* @__PURE__ */ structType('ProofReceipt', [
  ...slotFields,
  { name: 'nonce', type: 'bytes32' },
  { name: 'receipts', type: 'bytes32' },
])
const openingType = /* @__PURE__ */ structType('ProofOpening', [
  ...slotFields,
  { name: 'node', type: 'bytes32' },
  { name: 'gpu', type: 'uint32' },
  { name: 'sha256', type: 'bytes32' },
])

type InSlot = { readonly slot: bigint; readonly slotHash: Hex32 }

/**
 * A node's signed message in a proof slot, with the commits (Merkle roots of the calculated products) of all its free GPUs. `commits` is the hash of all of
 * them, as `hashCommits` returns it.
 */
export type NodeCommit = InSlot & { readonly node: Hex32; readonly commits: Hex32 }

/**
 * The message that a timer (a validator that measures when answers arrive) signs once no answer can be in time any longer. It contains the timer's nonce and a
 * list of the commits that it received. `receipts` is the hash of these commits with their times, as `hashReceipts` returns it.
 */
export type TimerReceipt = InSlot & { readonly nonce: Hex32; readonly receipts: Hex32 }

/** A node's signed message with the SHA-256 of the rows that it revealed for one GPU. */
export type SignedOpening = InSlot & { readonly node: Hex32; readonly gpu: number; readonly sha256: Hex32 }

/**
 * A node's commits with the time at which a timer (a validator that measures) received them. `ms` is the number of milliseconds since the timer first saw the
 * slot's block. `site` is the number that the timer gave to the network of the sender: equal numbers are equal networks.
 */
export type ReceivedCommit = { readonly node: Hex32; readonly commits: Hex32; readonly ms: number; readonly site: number }

/** Returns the digest that a node signs for its commits. */
export function hashNodeCommit(message: NodeCommit, domain: ProofSigningDomain): Hex32 {
  return digestOf(commitType, message, domain)
}

/** Returns the digest that a timer (a validator that measures) signs for its list of received commits. */
export function hashTimerReceipt(message: TimerReceipt, domain: ProofSigningDomain): Hex32 {
  return digestOf(receiptType, message, domain)
}

/** Returns the digest that a node signs for the rows that it revealed. */
export function hashSignedOpening(message: SignedOpening, domain: ProofSigningDomain): Hex32 {
  return digestOf(openingType, message, domain)
}

/** Returns one hash of the commits of a node's GPUs, in the sequence of the GPUs. */
export function hashCommits(commits: readonly ProofCommit[]): Hex32 {
  return keccak256Hex(concatBytes(...commits.map((commit) => hexToBytes(hashCommit(commit).slice(2)))))
}

/** Returns one hash of the commits that a timer (a validator that measures) received, in the order in which the timer lists them. */
export function hashReceipts(receipts: readonly ReceivedCommit[]): Hex32 {
  return keccak256Hex(packWords(receipts.flatMap(({ node, commits, ms, site }) => [BigInt(node), BigInt(commits), BigInt(ms), BigInt(site)])))
}

/** Returns the hash of the address at which a timer (a validator that measures) listens for commits. The timer's signed call contains this hash. */
export function hashDoor(door: string): Hex32 {
  return keccak256Hex(utf8ToBytes(door))
}

function digestOf(type: StructType, message: object, { chainId, checker }: ProofSigningDomain): Hex32 {
  return contractDigest({ name: signingName, chainId, contract: checker }, hashStruct(type, message))
}
