import { concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import type { Hex32 } from '../hashing/hex32.ts'
import { keccak256Hex } from '../hashing/keccak256.ts'
import { packWords } from '../hashing/packWords.ts'
import type { Address } from '../ids/address.ts'
import { contractDigest } from '../structs/signingDomain.ts'
import { hashStruct, structType } from '../structs/structType.ts'

/** Name of the EIP-712 domain of all messages about proofs. */
export const signingName = 'Infinitio ProofChecker'
const callType = /* @__PURE__ */ structType('ProofCall', [
  { name: 'slot', type: 'uint64' },
  { name: 'slotHash', type: 'bytes32' },
  { name: 'nonceHash', type: 'bytes32' },
  { name: 'doorHash', type: 'bytes32' },
])

/**
 * The announcement of a timer, a validator that measures when answers of a slot arrive. It contains the hash of the timer's nonce and the hash of the address
 * at which the timer listens. The timer signs the announcement before it publishes the nonce.
 */
export type ProofCall = { readonly slot: bigint; readonly slotHash: Hex32; readonly nonceHash: Hex32; readonly doorHash: Hex32 }

/** The chain and the ProofChecker contract for which a message about a proof, such as a timer's call, is signed. A timer is a validator that measures. */
export type ProofSigningDomain = { readonly chainId: number; readonly checker: Address }

/**
 * The nonce of one timer (a validator that measures when answers arrive), with the timer's signed announcement (call). Statements about proofs contain such
 * nonces.
 */
export type CalledNonce = Omit<ProofCall, 'slot' | 'slotHash'> & {
  /** The timer's position in the committee of validators that was selected for the proof slot, from 0. */
  readonly place: number
  readonly timer: Address
  readonly nonce: Hex32
  readonly signature: `0x${string}`
}

/**
 * Returns the digest that a timer (a validator that measures) signs for its call. Calculates the same as `ProofChecker.hashCall`; vectors:
 * `vectors/proofs.json`.
 */
export function hashProofCall(call: ProofCall, { chainId, checker }: ProofSigningDomain): Hex32 {
  return contractDigest({ name: signingName, chainId, contract: checker }, hashStruct(callType, call))
}

/** Half of the order of the curve secp256k1, rounded down: the largest accepted s. */
const mostS = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n

/**
 * Returns true if a signature of a call has the only form that `ProofChecker` accepts: 65 bytes, s in the lower half, v of 27 or 28. If a second form were
 * accepted, anyone could change the hash of a timer's entry.
 */
export function isCallSignature(signature: string): boolean {
  if (!/^0x[0-9a-f]{130}$/.test(signature)) return false
  const [s, v] = [BigInt(`0x${signature.slice(66, 130)}`), signature.slice(130)]
  return s <= mostS && (v === '1b' || v === '1c')
}

/**
 * Returns the hash of a nonce for a timer's call (its announcement). The hash includes timer and proof slot, so that no timer can announce another timer's
 * nonce.
 */
export function hashNonce({ timer, slotHash, nonce }: { readonly timer: Address; readonly slotHash: Hex32; readonly nonce: Hex32 }): Hex32 {
  return keccak256Hex(packWords([BigInt(timer), BigInt(slotHash), BigInt(nonce)]))
}

/** Returns the hash of one entry in a statement's list of nonces: the nonce of a timer (a validator that measures) with its signed call. */
export function hashEntry({ place, timer, nonce, nonceHash, doorHash, signature }: CalledNonce): Hex32 {
  const signatureHash = keccak256Hex(hexToBytes(signature.slice(2)))
  return keccak256Hex(packWords([BigInt(place), BigInt(timer), BigInt(nonce), BigInt(nonceHash), BigInt(doorHash), BigInt(signatureHash)]))
}

/**
 * Returns one hash of all entries of a statement's list of nonces. The entries must be in the sequence of the positions of the timers (the validators that
 * measure).
 */
export function hashEntries(entries: readonly Hex32[]): Hex32 {
  return keccak256Hex(concatBytes(...entries.map((entry) => hexToBytes(entry.slice(2)))))
}
