import {
  address,
  type Address,
  assetUnits,
  type AssetUnits,
  hex32,
  type Hex32,
  type KeyCurve,
  keyCurves,
  type LedgerAsset,
  ledgerAssets,
} from '@infinitio/domain'

/**
 * A request to a service to close a channel at once. Payer or key of the channel signed its exit (message `Exit`), so nobody else can ask for it. A request
 * without an asset is for a channel that pays in PToken, and one without a curve for an Ethereum key.
 */
export type ReleaseRequest = {
  readonly payer: Address
  readonly key: Address
  readonly curve: KeyCurve
  readonly asset: LedgerAsset
  readonly serial: number
  readonly signature: `0x${string}`
}

/**
 * A service's permission to close a channel at once: its last claim, the voucher (promise to pay) that covers the claim, and the signature of the payee or the
 * operator.
 */
export type SignedRelease = {
  readonly serial: number
  readonly claim: AssetUnits
  readonly voucher: { readonly seq: number; readonly spent: AssetUnits; readonly trace: Hex32; readonly signature: `0x${string}` }
  readonly signature: `0x${string}`
}

/** The path at which a service takes requests to close a channel. */
export const releasePath = '/v1/release'

const mostSerial = 2 ** 24
const mostSeq = 2 ** 32

/** Parses a request to close a channel. Returns null for any other body. */
export function readReleaseRequest(body: Uint8Array): ReleaseRequest | null {
  return read(new TextDecoder().decode(body), ({ payer, key, curve = 'secp256k1', asset = 'PToken', serial, signature }) => ({
    ...{ payer: address(textOf(payer)), key: address(textOf(key)), curve: oneOf(keyCurves, curve), asset: oneOf(ledgerAssets, asset) },
    ...{ serial: numberOf(serial, mostSerial), signature: hexOf(signature) },
  }))
}

/** Writes the answer to a request to close a channel. */
export function writeSignedRelease({ claim, voucher, ...rest }: SignedRelease): string {
  return JSON.stringify({ ...rest, claim: `${claim}`, voucher: { ...voucher, spent: `${voucher.spent}` } })
}

/** Parses the answer to a request to close a channel. Returns null for any other text. Does not check the signatures; the contract does. */
export function readSignedRelease(text: string): SignedRelease | null {
  return read(text, ({ serial, claim, voucher, signature }) => {
    const { seq, spent, trace, signature: signed } = voucher as Readonly<Record<string, unknown>>
    return {
      ...{ serial: numberOf(serial, mostSerial), claim: unitsOf(claim), signature: hexOf(signature) },
      voucher: { seq: numberOf(seq, mostSeq), spent: unitsOf(spent), trace: hex32(textOf(trace)), signature: hexOf(signed) },
    }
  })
}

function read<Value>(text: string, fieldsOf: (fields: Readonly<Record<string, unknown>>) => Value): Value | null {
  try {
    return fieldsOf(JSON.parse(text) as Readonly<Record<string, unknown>>)
  } catch {
    // The text is not JSON, or a field has another form.
    return null
  }
}

function oneOf<Name extends string>(names: readonly Name[], value: unknown): Name {
  const name = names.find((one) => one === value)
  if (name === undefined) throw new Error(`the field is one of ${names.join(', ')}`)
  return name
}

function textOf(value: unknown): string {
  if (typeof value !== 'string') throw new Error('the field is a text')
  return value
}

function numberOf(value: unknown, end: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value >= end) throw new Error(`the field is a number below ${end}`)
  return value
}

function unitsOf(value: unknown): AssetUnits {
  if (!/^\d{1,29}$/.test(textOf(value))) throw new Error('the field is an amount')
  return assetUnits(BigInt(textOf(value)))
}

function hexOf(value: unknown): `0x${string}` {
  const text = textOf(value)
  if (!/^0x([0-9a-f]{130})?$/.test(text)) throw new Error('the field is a signature')
  return text as `0x${string}`
}
