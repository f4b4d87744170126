import { utf8ToBytes } from '@noble/hashes/utils.js'
import { assert } from '../assertNever.ts'
import type { Hex32 } from '../hashing/hex32.ts'
import { keccak256, keccak256Hex } from '../hashing/keccak256.ts'
import { packWords } from '../hashing/packWords.ts'
import type { Address } from '../ids/address.ts'
import type { TypedData } from '../orders/typedData.ts'
import { contractDigest, contractSeparator, signingVersion } from '../structs/signingDomain.ts'
import type { Bps } from '../units/bps.ts'
import type { UnixSeconds } from '../units/seconds.ts'
import type { AssetUnits, ChannelId, ServiceId } from './serviceIds.ts'

/** Name of the EIP-712 domain of all messages to the service ledger. */
export const ledgerSigningName = 'Infinitio ServiceLedger'

/** The chain and the ServiceLedger contract for which a message is signed. */
export type LedgerSigningDomain = { readonly chainId: number; readonly ledger: Address }

/**
 * Every message that somebody signs for the service ledger, the contract through which payers pay AI services. A payer's deposit for one service is a channel.
 * - `Voucher`: signed by the channel's key with each request. `seq` counts the vouchers of a channel. `spent` is the total that the service may collect so far.
 *   `trace` is the hash of the terms, the request and the newest receipt.
 * - `Fund` (pay into a channel) and `Exit` (close it): signed by the payer or the channel's key.
 * - `Release` (a last claim, after which the channel closes at once): signed by the payee of the service or the operator.
 * - `Rows`: signed by the payee or the operator over the list of payments (rows) that are settled together.
 * - `List`: signed by one channel key over the claims on all channels of that key.
 * - `Grant` (permission for a payee to sell a model for a royalty): signed by the owner of the model.
 */
export type LedgerMessages = {
  readonly Fund: { readonly channel: ChannelId; readonly serial: number; readonly total: AssetUnits }
  readonly Exit: { readonly channel: ChannelId; readonly serial: number }
  readonly Release: { readonly channel: ChannelId; readonly serial: number; readonly claim: AssetUnits }
  readonly Voucher: {
    readonly channel: ChannelId
    readonly serial: number
    readonly seq: number
    readonly spent: AssetUnits
    readonly trace: Hex32
  }
  readonly Rows: { readonly service: ServiceId; readonly asset: number; readonly rows: Hex32 }
  readonly List: { readonly service: ServiceId; readonly asset: number; readonly rows: Hex32 }
  readonly Grant: { readonly model: Hex32; readonly payee: Address; readonly royaltyBps: Bps; readonly until: UnixSeconds }
}

/** The name of a signed message of the service ledger. */
export type LedgerMessageName = keyof LedgerMessages

/** The fields of each message with their Solidity types, in the sequence in which they are signed. A test compares them with Solidity. */
export const ledgerMessageFields = {
  Fund: { channel: 'bytes32', serial: 'uint24', total: 'uint96' },
  Exit: { channel: 'bytes32', serial: 'uint24' },
  Release: { channel: 'bytes32', serial: 'uint24', claim: 'uint96' },
  Voucher: { channel: 'bytes32', serial: 'uint24', seq: 'uint32', spent: 'uint96', trace: 'bytes32' },
  Rows: { service: 'bytes20', asset: 'uint8', rows: 'bytes32' },
  List: { service: 'bytes20', asset: 'uint8', rows: 'bytes32' },
  Grant: { model: 'bytes32', payee: 'address', royaltyBps: 'uint16', until: 'uint40' },
} as const satisfies { readonly [Name in LedgerMessageName]: Readonly<Record<keyof LedgerMessages[Name], string>> }

/** Returns the EIP-712 data of a message that a wallet or a key signs. */
export function ledgerTypedData<Name extends LedgerMessageName>(
  name: Name,
  message: LedgerMessages[Name],
  { chainId, ledger }: LedgerSigningDomain,
): TypedData {
  return {
    domain: { name: ledgerSigningName, version: signingVersion, chainId, verifyingContract: ledger },
    types: { [name]: fieldsOf(name).map(([field, type]) => ({ name: field, type })) },
    primaryType: name,
    message: { ...message },
  }
}

/** Returns the digest that is signed. Calculates the same as the contract's function `hash` + name. Asserts that each value fits its type. */
export function hashLedgerMessage<Name extends LedgerMessageName>(
  name: Name,
  message: LedgerMessages[Name],
  { chainId, ledger }: LedgerSigningDomain,
): Hex32 {
  const values = message as Readonly<Record<string, bigint | number | string>>
  const words = fieldsOf(name).map(([field, type]) => wordOf(type, values[field]))
  const structHash = keccak256(packWords([typeHashOf(name), ...words]))
  return contractDigest({ name: ledgerSigningName, chainId, contract: ledger }, structHash)
}

/** Returns the EIP-712 domain separator of a service ledger. */
export function ledgerSeparator({ chainId, ledger }: LedgerSigningDomain): Hex32 {
  return contractSeparator({ name: ledgerSigningName, chainId, contract: ledger })
}

/** Returns the type of a message as EIP-712 writes it. */
export function ledgerTypeText(name: LedgerMessageName): string {
  return `${name}(${fieldsOf(name)
    .map(([field, type]) => `${type} ${field}`)
    .join(',')})`
}

const typeHashes = new Map<LedgerMessageName, bigint>()

function typeHashOf(name: LedgerMessageName): bigint {
  const known = typeHashes.get(name) ?? BigInt(keccak256Hex(utf8ToBytes(ledgerTypeText(name))))
  typeHashes.set(name, known)
  return known
}

function fieldsOf(name: LedgerMessageName): [field: string, type: string][] {
  return Object.entries(ledgerMessageFields[name])
}

/** Returns the 32 bytes that the ABI uses for a value, as a number: short byte strings begin at its left end, all other values end at its right end. */
function wordOf(type: string, value: bigint | number | string | undefined): bigint {
  assert(value !== undefined, `a field of ${type} is present`)
  const word = BigInt(value)
  const bits = type === 'address' ? 160 : type.startsWith('bytes') ? 8 * Number(type.slice('bytes'.length)) : Number(type.slice('uint'.length))
  assert(word >= 0n && word >> BigInt(bits) === 0n, `${word} fits ${type}`)
  return type.startsWith('bytes') ? word << BigInt(256 - bits) : word
}
