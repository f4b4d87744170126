import {
  type Address,
  address,
  assetUnits,
  type AssetUnits,
  type ChannelFacts,
  channelIdOf,
  type Hex32,
  hashLedgerMessage,
  keccak256Hex,
  type LedgerSigningDomain,
  sha256Hex,
  type ServiceId,
} from '@infinitio/domain'
import { bytesOfHex, fromBase64Url, type FieldValues, packFields, readFields, toBase64Url } from './packedFields.ts'

/**
 * A voucher, the client's promise to pay, as it travels in the header `Infinitio-Voucher`. `spent` is the most that the client owes in total, `newest` the hash
 * of the newest receipt that the client has, and `salt` 16 random bytes that come before request and response in both hashes.
 */
export type SentVoucher = {
  readonly payer: Address
  readonly key: Address
  readonly serial: number
  readonly seq: number
  readonly spent: AssetUnits
  readonly terms: Hex32
  readonly newest: Hex32
  readonly salt: `0x${string}`
  readonly signature: `0x${string}`
}

/** The hashes of a voucher that the key of a payment channel signs. `digest` is the signed hash, and also the id by which the receipt is found. */
export type SignedVoucher = { readonly channel: Hex32; readonly trace: Hex32; readonly digest: Hex32 }

const layout = {
  version: ['number', 1],
  payer: ['hex', 20],
  key: ['hex', 20],
  asset: ['number', 1],
  serial: ['number', 3],
  seq: ['number', 4],
  spent: ['units', 12],
  terms: ['hex', 32],
  newest: ['hex', 32],
  salt: ['hex', 16],
  signature: ['hex', 65],
} as const
const version = 1
const pToken = 0

/** Returns a voucher as text for a header: 275 characters. Asserts that each field fits. */
export function writeVoucher(voucher: SentVoucher): string {
  return toBase64Url(packFields(layout, { version, asset: pToken, ...voucher } as FieldValues<typeof layout>))
}

/** Returns the voucher of a header, or null for another text. The signature is not checked. */
export function readVoucher(text: string): SentVoucher | null {
  const bytes = fromBase64Url(text)
  const read = bytes === null ? null : readFields(layout, bytes)
  if (read === null || read.version !== version || read.asset !== pToken) return null
  const { payer, key, serial, seq, spent, terms, newest, salt, signature } = read
  return { payer: address(payer), key: address(key), serial, seq, spent: assetUnits(spent), terms, newest, salt, signature }
}

/** Returns the facts of the payment channel that a voucher belongs to at a service. */
export function channelOfVoucher({ payer, key }: Pick<SentVoucher, 'payer' | 'key'>, service: ServiceId): ChannelFacts {
  return { payer, key, curve: 'secp256k1', service, asset: 'PToken' }
}

/** Returns the hash of a request's body for vouchers and receipts. The salt comes first, so that nobody can guess a short prompt from its hash. */
export function requestHash(salt: `0x${string}`, body: Uint8Array): Hex32 {
  const prefix = bytesOfHex(salt.slice(2))
  const whole = new Uint8Array(prefix.length + body.length)
  whole.set(prefix)
  whole.set(body, prefix.length)
  return sha256Hex(whole)
}

/** Returns the hashes that a voucher for a request signs. `trace` is a hash over the terms, the request and the newest receipt. */
export function messageOfVoucher(
  { payer, key, serial, seq, spent, terms, newest }: Omit<SentVoucher, 'signature' | 'salt'>,
  { service, request, domain }: { readonly service: ServiceId; readonly request: Hex32; readonly domain: LedgerSigningDomain },
): SignedVoucher {
  const channel = channelIdOf(channelOfVoucher({ payer, key }, service))
  const trace = keccak256Hex(bytesOfHex(`${terms.slice(2)}${request.slice(2)}${newest.slice(2)}`))
  return { channel, trace, digest: hashLedgerMessage('Voucher', { channel, serial, seq, spent, trace }, domain) }
}
