import { hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Hex32 } from '../hashing/hex32.ts'
import { keccak256Hex } from '../hashing/keccak256.ts'
import { packWords } from '../hashing/packWords.ts'
import type { Address } from '../ids/address.ts'
import type { TypedData } from '../orders/typedData.ts'
import { defineStruct, type StructValue } from '../structs/defineStruct.ts'
import { contractDigest, signingVersion } from '../structs/signingDomain.ts'
import { hashStruct } from '../structs/structType.ts'
import type { PTokenUnits } from '../units/pTokenUnits.ts'
import type { UnixSeconds } from '../units/seconds.ts'

/** Name of the EIP-712 domain of all messages to the task pool. */
const poolSigningName = 'Infinitio TaskPool'

/** The chain and the TaskPool contract for which a message is signed. */
export type PoolSigningDomain = { readonly chainId: number; readonly pool: Address }

/**
 * A storage server's signed statement that it holds the bytes of a task's result. The worker that calculated the result sends this statement to the pool,
 * together with its commitment.
 */
export type StoreReceipt = StructValue<typeof storeReceiptStruct>

/** The EIP-712 form of a store's receipt. */
export const storeReceiptStruct = /* @__PURE__ */ defineStruct('StoreReceipt', { task: 'bytes32', tries: 'count8', commitment: 'bytes32' })

/**
 * A call of the task pool that an account signs and anyone may send. `what` is the signature of the called function: a wallet shows it, and the contract
 * compares it with the call. The call may reduce the account's balance at the pool by at most `maxSpend`.
 */
export type PoolCall = {
  readonly account: Address
  readonly what: string
  readonly data: `0x${string}`
  readonly maxSpend: PTokenUnits
  readonly nonce: bigint
  readonly expiry: UnixSeconds
}

/**
 * The fields of a `PoolCall` in the sequence in which they are signed. `defineStruct` cannot define it, because it has text and bytes. A test compares it with
 * Solidity.
 */
export const poolCallFields = [
  { name: 'account', type: 'address' },
  { name: 'what', type: 'string' },
  { name: 'data', type: 'bytes' },
  { name: 'maxSpend', type: 'uint128' },
  { name: 'nonce', type: 'uint64' },
  { name: 'expiry', type: 'uint40' },
] as const

/** Returns the data that an account signs for a call of the pool that anyone may send. */
export function poolCallTypedData(call: PoolCall, { chainId, pool }: PoolSigningDomain): TypedData {
  return {
    domain: { name: poolSigningName, version: signingVersion, chainId, verifyingContract: pool },
    types: { PoolCall: poolCallFields.map((field) => ({ ...field })) },
    primaryType: 'PoolCall',
    message: { ...call },
  }
}

/** Returns the digest that an account signs. Calculates the same as `TaskPool.hashCall`. */
export function hashPoolCall({ account, what, data, maxSpend, nonce, expiry }: PoolCall, domain: PoolSigningDomain): Hex32 {
  const type = `PoolCall(${poolCallFields.map((field) => `${field.type} ${field.name}`).join(',')})`
  const hashed = (bytes: Uint8Array) => BigInt(keccak256Hex(bytes))
  const words = [
    hashed(utf8ToBytes(type)),
    BigInt(account),
    hashed(utf8ToBytes(what)),
    hashed(hexToBytes(data.slice(2))),
    maxSpend,
    nonce,
    BigInt(expiry),
  ]
  return digestOf(hexToBytes(keccak256Hex(packWords(words)).slice(2)), domain)
}

/** Returns the digest that a store signs. Calculates the same as `TaskPool.hashReceipt`. */
export function hashStoreReceipt(receipt: StoreReceipt, domain: PoolSigningDomain): Hex32 {
  return digestOf(hashStruct(storeReceiptStruct, receipt), domain)
}

function digestOf(structHash: Uint8Array, { chainId, pool }: PoolSigningDomain): Hex32 {
  return contractDigest({ name: poolSigningName, chainId, contract: pool }, structHash)
}
