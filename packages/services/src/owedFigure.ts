import {
  type Address,
  assert,
  contractDigest,
  type Hex32,
  isRefusal,
  keccak256,
  type LedgerSigningDomain,
  type ServiceId,
  serviceId,
  splitSignature,
} from '@infinitio/domain'
import { packFields } from './packedFields.ts'

/**
 * What a service holds and has not settled, over all its payment channels, in base units of PToken. `owed` is the sum of what its receipts state. `claimable`
 * is the part that vouchers and deposits cover, so that the service can settle it. `owedInG` and `claimableInG` are the same for channels that pay in G, in
 * base units of G. `atMs` is the time of the service's clock in Unix milliseconds.
 */
export type OwedFigure = {
  readonly service: ServiceId
  readonly atMs: number
  readonly channels: number
  readonly owed: bigint
  readonly claimable: bigint
  readonly owedInG: bigint
  readonly claimableInG: bigint
}

/** The path at which a service reports what it holds and has not settled. */
export const owedPath = '/v1/owed'

const layout = {
  version: ['number', 1],
  service: ['hex', 20],
  atMs: ['number', 6],
  channels: ['number', 4],
  owed: ['units', 16],
  claimable: ['units', 16],
} as const
/** The fields of a figure with amounts in G. A figure without them has the bytes that it had before services accepted G. */
const layoutInG = { ...layout, owedInG: ['units', 16], claimableInG: ['units', 16] } as const
const [version, versionInG] = [1, 2]
const signingName = 'Infinitio Owed'
const [mostMs, mostChannels, mostUnits] = [2 ** 48, 2 ** 32, 2n ** 128n]

/** Writes a figure as JSON with the signature of the response key of the service. Its signature is bound to the chain, the ledger and the service. */
export function writeOwedFigure(
  figure: OwedFigure,
  { domain, sign }: { readonly domain: LedgerSigningDomain; readonly sign: (digest: Hex32) => `0x${string}` },
): string {
  const { service, atMs, channels, owed, claimable, owedInG, claimableInG } = figure
  const signature = sign(digestOf(figure, domain))
  const inG = hasG(figure) ? { owedInG: `${owedInG}`, claimableInG: `${claimableInG}` } : {}
  return JSON.stringify({ service, atMs, channels, owed: `${owed}`, claimable: `${claimable}`, ...inG, signature })
}

/** The figure of a service must be from the last ten minutes, and at most two minutes ahead, because clocks differ. */
const [oldestMs, aheadMs] = [600_000, 120_000]

/** A figure is accepted only from this service, by the response key of its terms. `nowMs` is the reader's clock in Unix milliseconds. */
type Expected = {
  readonly service: ServiceId
  readonly responseKey: Address
  readonly domain: LedgerSigningDomain
  readonly nowMs: number
  /** Returns the account that signed a digest. */
  readonly recover: (digest: Hex32, signature: `0x${string}`) => Address | null
}

/**
 * Parses a figure and checks it. Returns null for another text, another service, a figure that is too old or from the future, and for a figure that the
 * response key did not sign. So neither a stranger nor the gateway in front of the service can make or replay a figure.
 */
export function readOwedFigure(text: string, { service, responseKey, domain, nowMs, recover }: Expected): OwedFigure | null {
  const read = parse(text)
  if (read === null || read.figure.service !== service) return null
  const { figure, signature } = read
  if (figure.atMs < nowMs - oldestMs || figure.atMs > nowMs + aheadMs) return null
  return recover(digestOf(figure, domain), signature) === responseKey ? figure : null
}

function parse(text: string): { readonly figure: OwedFigure; readonly signature: `0x${string}` } | null {
  try {
    const read = JSON.parse(text) as Record<
      'service' | 'atMs' | 'channels' | 'owed' | 'claimable' | 'owedInG' | 'claimableInG' | 'signature',
      unknown
    >
    const signature = `${String(read.signature)}` as `0x${string}`
    assert(!isRefusal(splitSignature(signature)), 'the signature has 65 bytes')
    const figure = {
      service: serviceId(String(read.service)),
      atMs: wholeOf(read.atMs, mostMs),
      channels: wholeOf(read.channels, mostChannels),
      owed: unitsOf(read.owed),
      claimable: unitsOf(read.claimable),
      owedInG: unitsOf(read.owedInG ?? '0'),
      claimableInG: unitsOf(read.claimableInG ?? '0'),
    }
    return { figure, signature }
  } catch {
    // The text is not JSON, or a field has another form.
    return null
  }
}

function wholeOf(value: unknown, below: number): number {
  assert(Number.isInteger(value) && (value as number) >= 0 && (value as number) < below, 'the number is in its range')
  return value as number
}

function unitsOf(value: unknown): bigint {
  assert(typeof value === 'string' && /^\d{1,39}$/.test(value), 'the amount has digits only')
  const units = BigInt(value)
  assert(units < mostUnits, 'the amount is in its range')
  return units
}

function hasG({ owedInG, claimableInG }: OwedFigure): boolean {
  return owedInG > 0n || claimableInG > 0n
}

function digestOf(figure: OwedFigure, { chainId, ledger }: LedgerSigningDomain): Hex32 {
  const packed = hasG(figure) ? packFields(layoutInG, { ...figure, version: versionInG }) : packFields(layout, { ...figure, version })
  return contractDigest({ name: signingName, chainId, contract: ledger }, keccak256(packed))
}
