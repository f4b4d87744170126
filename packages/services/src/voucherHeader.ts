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
  type KeyCurve,
  type LedgerAsset,
  ledgerAssets,
  type LedgerMessages,
  type LedgerSigningDomain,
  sha256Hex,
  type ServiceId,
} from '@infinitio/domain'
import { bytesOfHex, fromBase64Url, type FieldValues, packFields, readFields, toBase64Url } from './packedFields.ts'

/**
 * A voucher (the client's promise to pay) as the header `Infinitio-Voucher` carries it. `spent` is the most that the client owes in total, `newest` the hash of
 * the newest receipt that the client has, and `salt` 16 random bytes. The hashed bytes of request and response both begin with the salt. `signature` has 65
 * bytes, or 160 bytes if a key on BabyJubJub signed. `rate` is missing in a channel that pays in PToken. In a channel that pays in G, it is the rate by which
 * the client accepts the prices: base units of G for one PToken. A key on BabyJubJub pays in PToken only.
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

/**
 * How the keys of a curve sign vouchers. `hash` returns the digest that a key signs. `recover` returns the key that signed a digest, or null for a signature
 * that the ledger would reject.
 */
export type VoucherScheme = {
  readonly curve: KeyCurve
  readonly hash: (
    voucher: LedgerMessages['Voucher'],
    channel: Pick<ChannelFacts, 'payer' | 'service' | 'asset'>,
    domain: LedgerSigningDomain,
  ) => Hex32
  readonly sign: (digest: Hex32, privateKey: `0x${string}`) => `0x${string}`
  readonly recover: (digest: Hex32, signature: `0x${string}`) => Address | null
}

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
/** The fields of a voucher of a key on BabyJubJub. They differ only in the length of the signature. */
const provenLayout = { ...layout, signature: ['hex', 160] } as const
const [version, versionInG, provenVersion] = [1, 2, 3]
const rateBytes = 12
const pToken = ledgerAssets.indexOf('PToken')

/**
 * Writes a voucher (promise to pay) as text for a header: 275 characters, 291 in G, or 402 of a key on BabyJubJub. Throws if a field does not fit, and for a
 * voucher in G of a key on BabyJubJub.
 */
export function writeVoucher({ rate, ...voucher }: SentVoucher): string {
  if (rate !== undefined) {
    const asset = ledgerAssets.indexOf('G')
    return toBase64Url(packFields(layoutInG, { version: versionInG, asset, ...voucher, rate } as FieldValues<typeof layoutInG>))
  }
  if (curveOfVoucher(voucher) === 'secp256k1')
    return toBase64Url(packFields(layout, { version, asset: pToken, ...voucher } as FieldValues<typeof layout>))
  return toBase64Url(packFields(provenLayout, { version: provenVersion, asset: pToken, ...voucher } as FieldValues<typeof provenLayout>))
}

/** Returns the curve of the key that signed a voucher (promise to pay), by the length of the signature. */
export function curveOfVoucher({ signature }: Pick<SentVoucher, 'signature'>): KeyCurve {
  return signature.length === 2 + 2 * layout.signature[1] ? 'secp256k1' : 'babyJubJub'
}

/** Parses the voucher (promise to pay) in a header. Returns null for any other text. Does not check the signature. */
export function readVoucher(text: string): SentVoucher | null {
  const bytes = fromBase64Url(text)
  if (bytes === null) return null
  const inG = readFields(layoutInG, bytes)
  const read = inG ?? readFields(layout, bytes) ?? readFields(provenLayout, bytes)
  const rate = inG === null ? undefined : assetUnits(inG.rate)
  if (read === null || rate === 0n || read.asset !== ledgerAssets.indexOf(assetOf({ rate }))) return null
  const usual = curveOfVoucher(read) === 'secp256k1' ? version : provenVersion
  if (read.version !== (inG === null ? usual : versionInG)) return null
  const { payer, key, serial, seq, spent, terms, newest, salt, signature } = read
  const voucher = { payer: address(payer), key: address(key), serial, seq, spent: assetUnits(spent), terms, newest, salt, signature }
  return rate === undefined ? voucher : { ...voucher, rate }
}

/** Returns the asset of the channel to which a voucher (promise to pay) belongs. */
export function assetOf({ rate }: { readonly rate?: AssetUnits | undefined }): LedgerAsset {
  return rate === undefined ? 'PToken' : 'G'
}

/** The names of a payment channel of a service: its payer, its key, the curve of the key (secp256k1 if absent), and a rate if it pays in G. */
export type ChannelNames = Pick<SentVoucher, 'payer' | 'key'> & {
  readonly curve?: KeyCurve | undefined
  readonly rate?: AssetUnits | undefined
}

/** Returns the fields that identify the payment channel to which a voucher (promise to pay) to a service belongs. */
export function channelOfVoucher({ payer, key, curve = 'secp256k1', rate }: ChannelNames, service: ServiceId): ChannelFacts {
  return { payer, key, curve, service, asset: assetOf({ rate }) }
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
 * is the id of the payment channel; a caller that knows it already can pass it, so that it is not calculated again. `scheme` is the one of the key's curve;
 * Ethereum keys need none.
 */
export function messageOfVoucher(
  { payer, key, serial, seq, spent, terms, newest, rate }: Omit<SentVoucher, 'signature' | 'salt'>,
  {
    service,
    request,
    domain,
    scheme = { curve: 'secp256k1', hash: (message) => hashVoucher(message, domain) },
    channel = channelIdOf(channelOfVoucher({ payer, key, curve: scheme.curve, rate }, service)),
  }: {
    readonly service: ServiceId
    readonly request: Hex32
    readonly domain: LedgerSigningDomain
    readonly scheme?: Pick<VoucherScheme, 'curve' | 'hash'> | undefined
    readonly channel?: ChannelId
  },
): SignedVoucher {
  const agreed = rate === undefined ? '' : rate.toString(16).padStart(2 * rateBytes, '0')
  const trace = keccak256Hex(bytesOfHex(`${terms.slice(2)}${request.slice(2)}${newest.slice(2)}${agreed}`))
  return { channel, trace, digest: scheme.hash({ channel, serial, seq, spent, trace }, { payer, service, asset: assetOf({ rate }) }, domain) }
}
