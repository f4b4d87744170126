import { type Client, formatDuration, formatPt } from '@infinitio/sdk'
import { feeName, feesIn } from '@infinitio/sdk/fees'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { evenDecimals } from '../terminal/evenDecimals.ts'
import { printResult } from '../terminal/print.ts'
import { plain, shortId, table, utcText } from '../terminal/texts.ts'
import { writtenPt } from '../terminal/writtenPt.ts'

/** Options of `infinitio receipt`. `exact` prints all 18 decimals. */
export type ReceiptOptions = CommonOptions & { readonly exact: boolean }

type Receipt = Awaited<ReturnType<Client['getLeaseReceipt']>>

const reasons: Readonly<Record<Receipt['reason'], string>> = {
  renter_ended: 'the renter ended it',
  time_up: 'its time was over',
  budget_reached: 'its budget was used up',
  provider_ended: 'the provider ended it',
  node_lost: 'the machine was lost',
  no_show: 'the machine did not get ready',
  cancelled: 'it was cancelled before the machine was ready',
}

/**
 * Prints the closing amounts of a lease from the contract. They have four decimals, or all 18 with `--exact` or
 * `--json`. Throws `lease.not_closed` for an open lease.
 */
export async function showReceipt(leaseId: string, options: ReceiptOptions): Promise<void> {
  const { client } = await signInClient(options)
  const receipt = await client.getLeaseReceipt(leaseId)
  printResult({ json: options.json, value: receipt, text: receiptText(receipt, options) })
}

/** Formats a receipt for a person: workload, duration and cost. Pure. */
export function receiptText(receipt: Receipt, { exact }: { readonly exact: boolean }): string {
  const pt = (units: bigint) => `${formatPt(units, { digits: exact ? 18 : 4 })} PT`
  const fees = feesIn(receipt, { payer: 'renter' }).lines.filter(({ amount }) => amount > 0n)
  const compensation = BigInt(receipt.compensation)
  const times: [string, string][] = [
    ['start', `${utcText(receipt.start)} UTC`],
    ...(receipt.readyAt === null ? [] : [['ready', `${utcText(receipt.readyAt)} UTC`] as [string, string]]),
    ['end', `${utcText(endOf(receipt))} UTC: ${reasons[receipt.reason]}`],
    ...noticeOf(receipt),
    ['billed time', inSeconds(receipt.billedSeconds)],
  ]
  const money: [string, string][] = [
    ['GPU time', pt(BigInt(receipt.pay))],
    ...fees.map(({ key, amount }): [string, string] => [feeName(key, { place: 'receipt', feeBps: receipt.feeBps }), pt(amount)]),
    ['you paid', pt(BigInt(receipt.spent))],
    ['returned to you', pt(BigInt(receipt.refund))],
    ...(compensation === 0n ? [] : [['compensation to you', pt(compensation)] as [string, string]]),
  ]
  const evenMoney = evenDecimals(money.map(([, amount]) => amount))
  const rows = [
    ['lease', receipt.leaseId],
    ['machine', `${plain(receipt.nodeName)} (${shortId(receipt.node)})`],
    ['GPUs', String(receipt.gpus)],
    ['price', `${writtenPt(BigInt(receipt.pricePerGpuSecond) * 3_600n, { digits: exact ? 18 : 4 })} PT per GPU-hour`],
    ...times,
    ...money.map(([name], at) => [name, evenMoney[at] ?? '']),
  ]
  const state = receipt.final ? 'These numbers are final.' : 'The chain can still change these numbers for a few minutes.'
  return `${table(rows, { right: [] })}\n${state}${exact ? '' : ' All decimals: --exact. Transactions: --json.'}`
}

/** Formats a time for a person, with its seconds if the first words do not show them. */
function inSeconds(seconds: number): string {
  const [words, exact] = [formatDuration(seconds), `${seconds} s`]
  return words === exact ? exact : `${words} (${exact})`
}

/** Returns the end of a lease in Unix seconds. For a lease that never became ready, `end` is the planned end, but the lease was over when it was closed. */
function endOf({ readyAt, end, closedAt }: Receipt): number {
  return readyAt === null ? Math.min(end, closedAt) : end
}

/**
 * Returns the row about the paid notice, if the renter ended the lease and the lease ended only after that moment (after its notice period). Otherwise returns
 * no row. The billed time includes the notice.
 */
function noticeOf({ reason, end, transactions }: Receipt): [string, string][] {
  const ended = transactions.find(({ what }) => what === 'ended')
  if (reason !== 'renter_ended' || ended === undefined || end <= ended.at) return []
  const seconds = end - ended.at
  return [['notice', `${inSeconds(seconds)} after you ended it, part of the billed time`]]
}
