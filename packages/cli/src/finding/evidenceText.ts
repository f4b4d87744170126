import { channelIdOf, type ServiceAct } from '@infinitio/sdk/services'
import { type ClaimMeaning, type EvidenceFile, type EvidenceReport, meaningOfClaim, provesAct, type ReceiptPair } from '@infinitio/services'
import { assetText } from '../services/openLedger.ts'
import { facts } from '../terminal/texts.ts'

/**
 * The result of comparing a file of evidence with a finding. `number` is the number that two receipts are said to share. `isOfChannel`: both are about one
 * channel and serial. `isEvidence`: the finding has the hash of the file.
 */
export type Compared = {
  readonly id: string
  readonly act: ServiceAct
  readonly number: bigint | null
  readonly isOfChannel: boolean
  readonly isEvidence: boolean
}

/** A checked file of evidence. `claim` is a settled claim in base units; null if none is known. `compared` is null without a finding. */
export type ShownEvidence = {
  readonly file: EvidenceFile
  readonly report: EvidenceReport
  readonly claim: bigint | null
  readonly compared: Compared | null
}

const mostListed = 20
const reasons = {
  unreadable: 'no receipt or voucher',
  channel: 'of another channel or serial',
  terms: 'of terms that the service did not publish',
  signature: 'without a valid signature',
} as const

/** Describes in plain English what a file of evidence proves. */
export function evidenceText({ file, report, claim, compared }: ShownEvidence): string {
  const { newest, ceiling, receipts, vouchers, problems, uncovered, pairs } = report
  const pt = (units: bigint) => assetText(units, file.channel.asset)
  const lines = facts({
    ...{ channel: report.channel, service: file.channel.service, payer: file.channel.payer, serial: file.serial },
    receipts: `${receipts} with a signature of the service${newest === null ? '' : `; the newest is no. ${newest.n}, for ${pt(newest.spent)} in all`}`,
    vouchers: `${vouchers} with a signature of the channel's key${ceiling === null ? '' : `; the highest allows ${pt(ceiling)} in all`}`,
    'vouchers without a receipt': uncovered.length === 0 ? null : listText(uncovered.map(String)),
    'not counted': problems.length === 0 ? null : listText(problems.map(({ place, why }) => `piece ${place + 1}: ${reasons[why]}`)),
  })
  const found = [...pairs.slice(0, mostListed).map(pairText), ...(claim === null || claim === 0n ? [] : [claimText(report, { claim, pt })])]
  const proves = found.length === 0 ? ['The file shows no two receipts with one number. No settled claim is known to compare with it.'] : found
  return [lines, '', ...proves, ...(compared === null ? [] : ['', ...comparedText(compared, report, claim)])].join('\n')
}

/** Returns the facts of a checked file for `--json`. Amounts are decimal strings of base units. */
export function evidenceJson({ file, report, claim, compared }: ShownEvidence) {
  const { newest, ceiling, receipts, vouchers, problems, uncovered, pairs, lacking } = report
  return {
    ...{ channel: channelIdOf(file.channel), serial: file.serial, receiptCount: receipts, voucherCount: vouchers },
    newestReceipt: newest === null ? null : { n: newest.n, seq: newest.seq, spent: `${newest.spent}` },
    ...{ highestVoucher: ceiling === null ? null : `${ceiling}`, withoutReceipt: uncovered, lackingReceipt: lacking, notCounted: problems },
    receiptPairs: pairs.map(({ by, number }) => ({ by, number })),
    ...{ settledClaim: claim === null ? null : `${claim}`, claimMeaning: claim === null ? null : meaningOfClaim(report, claim) },
    finding:
      compared === null
        ? null
        : { ...compared, number: compared.number === null ? null : Number(compared.number), proves: isProved(compared, report, claim) },
  }
}

function pairText({ by, number, one, other }: ReceiptPair): string {
  const what = by === 'n' ? `two different receipts with the number ${number}` : `two different receipts for the voucher ${number}`
  const answers = `requests ${one.request} and ${other.request}`
  return `The service signed ${what} (${answers}). This proves the act "receipts" with --number ${number}.`
}

type OfClaim = { readonly claim: bigint; readonly pt: (units: bigint) => string }

function claimText(report: EvidenceReport, { claim, pt }: OfClaim): string {
  const { newest, uncovered, lacking } = report
  const spent = newest?.spent ?? 0n
  const texts: Record<ClaimMeaning, () => string> = {
    covered: () => `The claim of ${pt(claim)} is covered: receipt no. ${newest?.n} is for ${pt(spent)}. The service did not claim too much.`,
    withheld: () =>
      `Nothing follows about the claim of ${pt(claim)}. No voucher in this file allows so much, and the ledger settles only with a voucher. So the file lacks vouchers, and it may lack receipts.`,
    lacking: () =>
      `Nothing follows about the claim of ${pt(claim)}. The newest voucher acknowledges the receipt ${lacking}, which is not in this file. So the payer received it. Ask the accuser for it.`,
    above: () =>
      `The claim of ${pt(claim)} is ${pt(claim - spent)} above ${newest === null ? 'nothing: the file has no receipt' : 'the newest receipt in this file'}. ${
        uncovered.length === 0
          ? 'Each voucher here has its receipt, so the service can show no later one for them.'
          : 'The service is innocent only if it shows receipts up to the claim, for vouchers that have none here.'
      }`,
  }
  return texts[meaningOfClaim(report, claim)]()
}

function comparedText(compared: Compared, report: EvidenceReport, claim: bigint | null): string[] {
  const { id, isEvidence, isOfChannel } = compared
  return [
    isEvidence
      ? `The hash of this file is in finding ${id}.`
      : `The hash of this file is not in finding ${id}. Ask the accuser for the files of the finding.`,
    ...(isOfChannel ? [] : [`Finding ${id} is about another channel or serial.`]),
    isProved(compared, report, claim)
      ? `Together, this proves the act of finding ${id}, unless the service shows more.`
      : `This does not prove the act of finding ${id}.`,
  ]
}

function isProved({ act, number, isEvidence, isOfChannel }: Compared, report: EvidenceReport, claim: bigint | null): boolean {
  const accused = act === 'twoReceipts' ? number : claim
  return isEvidence && isOfChannel && accused !== null && provesAct(report, { act, number: accused })
}

function listText(items: readonly string[]): string {
  const more = items.length - mostListed
  return `${items.slice(0, mostListed).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
