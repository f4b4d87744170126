import { type Address, type AssetUnits, type ChannelId, channelIdOf, type Hex32, keccak256Hex, zeroHex32 } from '@infinitio/domain'
import { bytesOfHex } from '../packedFields.ts'
import { hashReceipt, readReceipt, type Receipt } from '../receipts.ts'
import { readTermsOfAnyKind } from '../terms.ts'
import { curveOfVoucher, messageOfVoucher, readVoucher, type SentVoucher, type VoucherScheme } from '../voucherHeader.ts'
import type { EvidenceFile } from './evidenceFile.ts'

/**
 * The reasons why a piece of evidence does not count. `unreadable`: it cannot be parsed. `channel`: it belongs to another channel or serial. `terms`:
 * the file does not have the terms that a receipt names. `signature`: the response key of the terms, or the key of the channel, did not sign it.
 */
export type PieceProblem = 'unreadable' | 'channel' | 'terms' | 'signature'

/** Two receipts that differ and have one number: `n`, the number of the receipt, or `seq`, the number of the voucher that paid. */
export type ReceiptPair = { readonly by: 'n' | 'seq'; readonly number: number; readonly one: Receipt; readonly other: Receipt }

/** The facts that a file of evidence shows. Only pieces with a valid signature count. Repeated pieces count once. */
export type EvidenceReport = {
  readonly channel: ChannelId
  readonly receipts: number
  readonly vouchers: number
  /** The pieces that do not count, by their place in the file, from 0. */
  readonly problems: readonly { readonly place: number; readonly why: PieceProblem }[]
  /** The receipt with the highest number. Null if there is none. */
  readonly newest: Receipt | null
  readonly pairs: readonly ReceiptPair[]
  /** The highest total that the key of the channel signed. Null if there is no voucher. */
  readonly ceiling: AssetUnits | null
  /** The numbers of the vouchers without a receipt. The payee may show receipts for them. */
  readonly uncovered: readonly number[]
  /** The hash of a receipt that the newest voucher acknowledges and that the file lacks. The payer has received it. Null if there is none. */
  readonly lacking: Hex32 | null
}

type Recover = (digest: Hex32, signature: `0x${string}`) => Address | null
type Held = { readonly receipt: Receipt; readonly hash: Hex32 }

/**
 * Checks a file of evidence and returns what it shows. Reads no chain: the caller compares the terms in the file, the claim and the channel with the chain.
 * `recover` returns the account that signed a digest. `scheme` checks vouchers of a key on BabyJubJub; without it, they do not count.
 */
export function checkEvidence(file: EvidenceFile, recover: Recover, scheme?: VoucherScheme): EvidenceReport {
  const channel = channelIdOf(file.channel)
  const keys = new Map(
    file.terms.map((terms) => [keccak256Hex(bytesOfHex(terms.slice(2))), readTermsOfAnyKind(bytesOfHex(terms.slice(2)))?.responseKey ?? null]),
  )
  const receipts = new Map<Hex32, Held>()
  const vouchers = new Map<Hex32, SentVoucher>()
  const problems: { place: number; why: PieceProblem }[] = []
  file.pieces.forEach(({ kind, request, text }, place) => {
    if (kind === 'receipt') {
      const checked = checkReceiptOf(file, { text, channel, keys, recover })
      if (typeof checked === 'string') problems.push({ place, why: checked })
      else receipts.set(checked.hash, checked)
    } else {
      const checked = checkVoucherOf(file, { text, request, channel, recover, scheme })
      if (typeof checked === 'string') problems.push({ place, why: checked })
      else vouchers.set(checked.digest, checked.sent)
    }
  })
  const held = [...receipts.values()]
  const sent = [...vouchers.values()]
  const paid = new Set(held.map(({ receipt }) => receipt.seq))
  const last = highest(sent, ({ seq }) => seq)
  return {
    ...{ channel, receipts: held.length, vouchers: sent.length, problems },
    newest: highest(held, ({ receipt }) => receipt.n)?.receipt ?? null,
    pairs: [...pairsBy(held, 'n'), ...pairsBy(held, 'seq')],
    ceiling: sent.reduce<AssetUnits | null>((most, { spent }) => (most === null || spent > most ? spent : most), null),
    uncovered: [...new Set(sent.map(({ seq }) => seq))].filter((seq) => !paid.has(seq)).toSorted((one, other) => one - other),
    lacking: last === null || last.newest === zeroHex32 || receipts.has(last.newest) ? null : last.newest,
  }
}

/**
 * The meaning of a claim beside a file of evidence. `covered`: a receipt in the file reaches the claim, so the service did nothing wrong. `withheld`: no
 * voucher in the file reaches the claim. The ledger settles only with a voucher, so the file lacks pieces. `lacking`: the file lacks a receipt that the payer
 * received. `above`: the claim is above all receipts in the file.
 */
export type ClaimMeaning = 'covered' | 'withheld' | 'lacking' | 'above'

/** Returns the meaning of a claim that the ledger settled, in base units of the asset of the channel. */
export function meaningOfClaim({ newest, ceiling, lacking }: EvidenceReport, claim: bigint): ClaimMeaning {
  if (newest !== null && newest.spent >= claim) return 'covered'
  if (ceiling === null || ceiling < claim) return 'withheld'
  return lacking === null ? 'above' : 'lacking'
}

/** The act of which a finding accuses a service. `number` is the settled claim in base units, or the number that two receipts share. */
export type AccusedAct = { readonly act: 'claimAboveReceipt' | 'twoReceipts'; readonly number: bigint }

/**
 * Returns true if a file of evidence shows the accused act. For a claim, the payee can still show later receipts. The caller checks that the file and the
 * accusation are about the same channel and serial.
 */
export function provesAct(report: EvidenceReport, { act, number }: AccusedAct): boolean {
  if (act === 'twoReceipts') return report.pairs.some((pair) => BigInt(pair.number) === number)
  return meaningOfClaim(report, number) === 'above'
}

type OfChannel = { readonly text: string; readonly channel: ChannelId; readonly recover: Recover }

function checkReceiptOf(
  { chainId, ledger, serial }: EvidenceFile,
  { text, channel, keys, recover }: OfChannel & { readonly keys: ReadonlyMap<Hex32, Address | null> },
): Held | PieceProblem {
  const read = readReceipt(text)
  if (read === null) return 'unreadable'
  const { receipt, signature } = read
  if (receipt.channel !== channel || receipt.serial !== serial) return 'channel'
  const key = keys.get(receipt.terms) ?? null
  if (key === null) return 'terms'
  const hash = hashReceipt(receipt, { chainId, ledger })
  return recover(hash, signature) === key ? { receipt, hash } : 'signature'
}

function checkVoucherOf(
  { chainId, ledger, serial, channel: { payer, key, curve, service } }: EvidenceFile,
  { text, request, channel, recover, scheme }: OfChannel & { readonly request: Hex32; readonly scheme: VoucherScheme | undefined },
): { readonly sent: SentVoucher; readonly digest: Hex32 } | PieceProblem {
  const sent = readVoucher(text)
  if (sent === null || !/^0x[0-9a-f]{64}$/.test(request)) return 'unreadable'
  if (sent.payer !== payer || sent.key !== key || sent.serial !== serial) return 'channel'
  if (curveOfVoucher(sent) !== curve) return 'channel'
  const own = curve === 'secp256k1' ? undefined : scheme
  if (own === undefined && curve !== 'secp256k1') return 'signature'
  const { digest } = messageOfVoucher(sent, { service, request, domain: { chainId, ledger }, channel, scheme: own })
  return (own?.recover ?? recover)(digest, sent.signature) === key ? { sent, digest } : 'signature'
}

function pairsBy(held: readonly Held[], by: ReceiptPair['by']): ReceiptPair[] {
  const found: ReceiptPair[] = []
  for (const [number, same] of Map.groupBy(held, ({ receipt }) => receipt[by])) {
    const [one, other] = same
    if (one !== undefined && other !== undefined) found.push({ by, number, one: one.receipt, other: other.receipt })
  }
  return found
}

function highest<Item>(items: readonly Item[], of: (item: Item) => number): Item | null {
  return items.reduce<Item | null>((most, item) => (most === null || of(item) > of(most) ? item : most), null)
}
