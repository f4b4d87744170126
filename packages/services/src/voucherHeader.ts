import {
  type Address,
  address,
  assetUnits,
  type AssetUnits,
  type ChannelFacts,
  type ChannelId,
  channelIdOf,
  hashVoucher,
  type Hex32,
  keccak256Hex,
  type LedgerAsset,
  ledgerAssets,
  type LedgerSigningDomain,
  sha256Hex,
  type ServiceId,
} from '@infinitio/domain'
import { bytesOfHex, fromBase64Url, type FieldValues, packFields, readFields, toBase64Url } from './packedFields.ts'

/**
 * A voucher (the client's promise to pay) as the header `Infinitio-Voucher` carries it. `spent` is the most that the client owes in total, `newest` the hash of
 * the newest receipt that the client has, and `salt` 16 random bytes. The hashed bytes of request and response both begin with the salt. `rate` is missing in a
 * channel that pays in PToken. In a channel that pays in G, it is the rate by which the client accepts the prices: base units of G for one PToken.
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
  readonly rate?: AssetUnits
}

/** The hashes of a voucher (promise to pay). The key of the payment channel signs `digest`, which is also the id of the voucher's receipt. */
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
/** The fields of a voucher in G. They end with the rate, which a voucher in PToken does not have. */
const layoutInG = { ...layout, rate: ['units', 12] } as const
const [version, versionInG] = [1, 2]
const rateBytes = 12

/** Writes a voucher (promise to pay) as text for a header: 275 characters, or 291 in G. Throws if a field does not fit. */
export function writeVoucher({ rate, ...voucher }: SentVoucher): string {
  const asset = ledgerAssets.indexOf(assetOf({ rate }))
  if (rate === undefined) return toBase64Url(packFields(layout, { version, asset, ...voucher } as FieldValues<typeof layout>))
  return toBase64Url(packFields(layoutInG, { version: versionInG, asset, ...voucher, rate } as FieldValues<typeof layoutInG>))
}

/** Parses the voucher (promise to pay) in a header. Returns null for any other text. Does not check the signature. */
export function readVoucher(text: string): SentVoucher | null {
  const bytes = fromBase64Url(text)
  if (bytes === null) return null
  const inG = readFields(layoutInG, bytes)
  const read = inG ?? readFields(layout, bytes)
  const rate = inG === null ? undefined : assetUnits(inG.rate)
  if (read === null || rate === 0n || read.version !== (inG === null ? version : versionInG)) return null
  if (read.asset !== ledgerAssets.indexOf(assetOf({ rate }))) return null
  const { payer, key, serial, seq, spent, terms, newest, salt, signature } = read
  const voucher = { payer: address(payer), key: address(key), serial, seq, spent: assetUnits(spent), terms, newest, salt, signature }
  return rate === undefined ? voucher : { ...voucher, rate }
}

/** Returns the asset of the channel to which a voucher (promise to pay) belongs. */
export function assetOf({ rate }: { readonly rate?: AssetUnits | undefined }): LedgerAsset {
  return rate === undefined ? 'PToken' : 'G'
}

/** Returns the fields that identify the payment channel to which a voucher (promise to pay) to a service belongs. */
export function channelOfVoucher({ payer, key, rate }: Pick<SentVoucher, 'payer' | 'key' | 'rate'>, service: ServiceId): ChannelFacts {
  return { payer, key, curve: 'secp256k1', service, asset: assetOf({ rate }) }
}

/** Returns the hash of a request's body for promises to pay and receipts. The salt comes first, so that nobody can guess a short prompt from its hash. */
export function requestHash(salt: `0x${string}`, body: Uint8Array): Hex32 {
  const prefix = bytesOfHex(salt.slice(2))
  const whole = new Uint8Array(prefix.length + body.length)
  whole.set(prefix)
  whole.set(body, prefix.length)
  return sha256Hex(whole)
}

/**
 * Returns the hashes for signing a voucher (promise to pay). `trace` is a hash over the terms, the request, the newest receipt and, in G, the rate. `channel`
 * is the id of the payment channel; a caller that knows it already can pass it, so that it is not calculated again.
 */
export function messageOfVoucher(
  { payer, key, serial, seq, spent, terms, newest, rate }: Omit<SentVoucher, 'signature' | 'salt'>,
  {
    service,
    request,
    domain,
    channel = channelIdOf({ payer, key, curve: 'secp256k1', service, asset: assetOf({ rate }) }),
  }: { readonly service: ServiceId; readonly request: Hex32; readonly domain: LedgerSigningDomain; readonly channel?: ChannelId },
): SignedVoucher {
  const agreed = rate === undefined ? '' : rate.toString(16).padStart(2 * rateBytes, '0')
  const trace = keccak256Hex(bytesOfHex(`${terms.slice(2)}${request.slice(2)}${newest.slice(2)}${agreed}`))
  return { channel, trace, digest: hashVoucher({ channel, serial, seq, spent, trace }, domain) }
}
