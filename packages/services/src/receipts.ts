import {
  assert,
  assetUnits,
  type AssetUnits,
  type ChannelId,
  channelId,
  contractDigest,
  type Hex32,
  keccak256,
  type LedgerSigningDomain,
  sha256Hex,
} from '@infinitio/domain'
import type { TokenUnits } from './metering.ts'
import { bytesOfHex, bytesOfLayout, fromBase64Url, hexOfBytes, packFields, readFields, toBase64Url } from './packedFields.ts'

/**
 * The signed statement of a service about one answered request and its cost. `n` counts the receipts of a payment channel, and `previous` is the hash of the
 * receipt before. `seq` is the number of the voucher (promise to pay) that pays for the request. `spent` is the sum of all costs of the channel. `rate` is used
 * in channels that pay in G, and is 0 for PToken. If a router answered, `inner` is the receipt that the router got from the service behind it.
 */
export type Receipt = {
  readonly channel: ChannelId
  readonly serial: number
  readonly n: number
  readonly previous: Hex32
  readonly seq: number
  readonly terms: Hex32
  readonly request: Hex32
  readonly response: Hex32
  readonly units: TokenUnits
  readonly cost: AssetUnits
  readonly spent: AssetUnits
  readonly rate: AssetUnits
  readonly startedMs: number
  readonly endedMs: number
  readonly inner: `0x${string}`
}

/** A receipt with its signature by the service's response key. */
export type SignedReceipt = { readonly receipt: Receipt; readonly signature: `0x${string}` }

const layout = {
  version: ['number', 1],
  channel: ['hex', 32],
  serial: ['number', 3],
  n: ['number', 4],
  previous: ['hex', 32],
  seq: ['number', 4],
  terms: ['hex', 32],
  request: ['hex', 32],
  response: ['hex', 32],
  input: ['number', 4],
  cached: ['number', 4],
  output: ['number', 4],
  cost: ['units', 12],
  spent: ['units', 12],
  rate: ['units', 12],
  startedMs: ['number', 6],
  endedMs: ['number', 6],
} as const
const version = 1
const fixedBytes = bytesOfLayout(layout)
const signatureBytes = 65
/** Maximum size of an inner receipt (which a router got from the service behind it), so that the whole receipt stays below 1 KB in a header. */
const mostInnerBytes = 400
const signingName = 'Infinitio Receipt'

/**
 * Returns the bytes of a receipt that are hashed and signed, with `room` more bytes after them, in which a signature fits. Throws if a field does not fit.
 */
function receiptBytes({ units, inner, ...fields }: Receipt, room = 0): Uint8Array {
  const innerBytes = bytesOfHex(inner.slice(2))
  const bytes = new Uint8Array(fixedBytes + innerBytes.length + room)
  packFields(layout, { version, ...units, ...fields }, bytes)
  bytes.set(innerBytes, fixedBytes)
  return bytes
}

/** Returns the hash of a receipt. The response key signs this hash, and the next receipt and the next voucher (promise to pay) contain it. */
export function hashReceipt(receipt: Receipt, domain: LedgerSigningDomain): Hex32 {
  return hashOfBytes(receiptBytes(receipt), domain)
}

function hashOfBytes(bytes: Uint8Array, { chainId, ledger }: LedgerSigningDomain): Hex32 {
  return contractDigest({ name: signingName, chainId, contract: ledger }, keccak256(bytes))
}

/** Writes a receipt as text for a header, at most 1 KB. */
export function writeReceipt({ receipt, signature }: SignedReceipt): string {
  return withSignature(receiptBytes(receipt, signatureBytes), signature)
}

/** Signs a receipt with `sign`, and returns its hash and its text for a header. Packs it only once, because a service does this for each answer. */
export function signReceipt(
  receipt: Receipt,
  { domain, sign }: { readonly domain: LedgerSigningDomain; readonly sign: (hash: Hex32) => `0x${string}` },
): { readonly hash: Hex32; readonly text: string } {
  const bytes = receiptBytes(receipt, signatureBytes)
  const hash = hashOfBytes(bytes.subarray(0, -signatureBytes), domain)
  return { hash, text: withSignature(bytes, sign(hash)) }
}

/** Writes a signature into the last bytes of a receipt, and returns all of it as text. */
function withSignature(bytes: Uint8Array, signature: `0x${string}`): string {
  const last = bytesOfHex(signature.slice(2))
  assert(last.length === signatureBytes, 'a signature has 65 bytes')
  bytes.set(last, bytes.length - signatureBytes)
  return toBase64Url(bytes)
}

/** Parses the receipt in a header. Returns null for any other text. Does not check the signature. */
export function readReceipt(text: string): SignedReceipt | null {
  const bytes = fromBase64Url(text)
  if (bytes === null || bytes.length < fixedBytes + signatureBytes || bytes.length > fixedBytes + mostInnerBytes + signatureBytes) return null
  const read = readFields(layout, bytes.subarray(0, fixedBytes))
  if (read === null || read.version !== version) return null
  const { input, cached, output, version: _, ...rest } = read
  const amounts = { cost: assetUnits(rest.cost), spent: assetUnits(rest.spent), rate: assetUnits(rest.rate) }
  const inner = hexOfBytes(bytes, fixedBytes, bytes.length - signatureBytes)
  const receipt = { ...rest, ...amounts, channel: channelId(rest.channel), units: { input, cached, output }, inner }
  return { receipt, signature: hexOfBytes(bytes, bytes.length - signatureBytes) }
}

/**
 * Returns the hash of an answer: of the salt, followed by the bytes in `parts`. For a stream, `parts` are the payloads of its `data:` lines, each with a line
 * feed and without `[DONE]`. For any other answer, they are its body.
 */
export function responseHash(salt: `0x${string}`, parts: readonly Uint8Array[]): Hex32 {
  const all = [bytesOfHex(salt.slice(2)), ...parts]
  const whole = new Uint8Array(all.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of all) {
    whole.set(part, at)
    at += part.length
  }
  return sha256Hex(whole)
}
