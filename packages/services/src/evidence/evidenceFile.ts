import { address, type Address, type ChannelFacts, keyCurves, ledgerAssets, serviceId } from '@infinitio/domain'
import type { ChannelEvidence } from '../paying/payingParts.ts'

/**
 * A file of evidence for a finding against a service: the vouchers and receipts of one channel while it had this `serial`, oldest first, and the bytes of all
 * terms that they name. It has hashes of requests and answers, and no text of them.
 */
export type EvidenceFile = {
  readonly chainId: number
  readonly ledger: Address
  readonly channel: ChannelFacts
  readonly serial: number
  readonly terms: readonly `0x${string}`[]
  readonly pieces: readonly Pick<ChannelEvidence, 'kind' | 'seq' | 'request' | 'text'>[]
}

const format = 'Infinitio evidence 1'
const numbers = { chainId: Number.MAX_SAFE_INTEGER, serial: 2 ** 24 - 1, seq: 2 ** 32 - 1 } as const
const mostPieces = 400_000

/** Writes a file of evidence as JSON, with one piece on each line. The same evidence always has the same bytes, because a finding contains their hash. */
export function writeEvidence({ chainId, ledger, channel, serial, terms, pieces }: EvidenceFile): string {
  const { payer, key, curve, service, asset } = channel
  const head = JSON.stringify({ format, chainId, ledger, channel: { payer, key, curve, service, asset }, serial, terms })
  const lines = pieces.map(({ kind, seq, request, text }) => JSON.stringify({ kind, seq, request, text }))
  return `${head.slice(0, -1)},"pieces":[\n${lines.join(',\n')}\n]}\n`
}

/** Parses a file of evidence. Returns null for any other text. Checks no signature. */
export function readEvidence(text: string): EvidenceFile | null {
  try {
    const read = JSON.parse(text) as EvidenceFile & { readonly format: unknown }
    const { payer, key, curve, service, asset } = read.channel
    if (read.format !== format || !keyCurves.includes(curve) || !ledgerAssets.includes(asset)) return null
    if (!isWhole('chainId', read.chainId) || !isWhole('serial', read.serial)) return null
    if (!Array.isArray(read.terms) || !read.terms.every((one) => isHex(one)) || !Array.isArray(read.pieces)) return null
    if (read.pieces.length > mostPieces || !read.pieces.every(isPiece)) return null
    const channel = { payer: address(payer), key: address(key), curve, service: serviceId(service), asset }
    const pieces = read.pieces.map(({ kind, seq, request, text: own }) => ({ kind, seq, request, text: own }))
    return { chainId: read.chainId, ledger: address(read.ledger), channel, serial: read.serial, terms: read.terms, pieces }
  } catch {
    // The text is not JSON, or an address has another form.
    return null
  }
}

/** Parses one line of a file in which a program keeps its vouchers and receipts, such as `receipts.log`. Returns null for any other text. */
export function readEvidenceLine(line: string): ChannelEvidence | null {
  try {
    const read = JSON.parse(line) as ChannelEvidence
    return isPiece(read) && isWhole('serial', read.serial) ? read : null
  } catch {
    return null
  }
}

function isPiece({ kind, seq, request, text }: EvidenceFile['pieces'][number]): boolean {
  return (kind === 'voucher' || kind === 'receipt') && isWhole('seq', seq) && isHex(request) && typeof text === 'string'
}

function isWhole(name: keyof typeof numbers, value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= numbers[name]
}

function isHex(value: unknown): boolean {
  return typeof value === 'string' && /^0x([0-9a-f]{2})*$/.test(value)
}
