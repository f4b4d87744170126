import { refusal } from '@infinitio/sdk'
import { findFinding, findingStep, readFindingCount, readFindingList, readFindings, type StoredFinding } from '@infinitio/sdk/services'
import { assetText, serviceOf } from '../services/openLedger.ts'
import { printResult } from '../terminal/print.ts'
import { table, utcText } from '../terminal/texts.ts'
import type { MoneyOptions } from '../wallet/moveMoney.ts'
import { numberOf, openFindings } from './openFindings.ts'

const acts = { claimAboveReceipt: 'claim above a receipt', twoReceipts: 'two receipts with one number' } as const

/** The options of `finding list`. `service` and `member` filter by an accused service and by an account on the panel. */
export type ListFindingsOptions = MoneyOptions & { readonly limit: string; readonly service?: string; readonly member?: string }

const mostAtOnce = 25n
/** The largest number of findings (accusations) that one filtered list looks at, because each costs a few reads of the chain. */
const mostLooked = 250n

/**
 * Prints the newest findings (accusations against AI services) that fit the filters, up to `limit`, with their next steps. Searches only the newest 250
 * findings, and prints how to see older ones. Throws `api.invalid_field`, `service.unknown` and viem's errors.
 */
export async function listFindings({ limit, service, member, ...options }: ListFindingsOptions): Promise<void> {
  if (!/^([1-9]|1\d|2[0-5])$/.test(limit)) throw refusal('api.invalid_field', { detail: 'a limit is from 1 to 25' })
  const wanted = { service: service === undefined ? null : serviceOf(service), member: member === undefined ? null : accountOf(member) }
  const { access, directory, now } = await openFindings(options)
  const findings = await readFindings(access.client, directory)
  const count = findings === null ? 0n : await readFindingCount(access.client, findings)
  const end = count > mostLooked ? count - mostLooked : 0n
  const found: StoredFinding[] = []
  for (let newest = count; findings !== null && newest > end && found.length < Number(limit); newest -= mostAtOnce) {
    const ids = Array.from({ length: Number(newest < mostAtOnce ? newest : mostAtOnce) }, (_, place) => newest - BigInt(place))
    const read = await readFindingList(access.client, { findings, ids })
    found.push(...read.filter((one) => fits(one, wanted)))
  }
  const items = found.slice(0, Number(limit))
  const rows = items.map((one) => [`${one.id}`, one.state, one.service, acts[one.act], nextText(one, now)])
  const lines = rows.length === 0 ? ['No findings.'] : [table([['no', 'state', 'service', 'act', 'next'], ...rows], { right: [0] })]
  if (end > 0n && items.length < Number(limit)) lines.push(`Findings 1 to ${end} were not read. "infinitio finding show <number>" shows one.`)
  printResult({ json: options.json, value: { items: items.map((one) => findingJson(one, now)) }, text: lines.join('\n') })
}

function fits(finding: StoredFinding, { service, member }: { readonly service: string | null; readonly member: string | null }): boolean {
  return (service === null || finding.service === service) && (member === null || finding.members.some((one) => one === member))
}

function accountOf(text: string): string {
  if (!/^0x[0-9a-fA-F]{40}$/.test(text)) throw refusal('api.invalid_field', { detail: `${text} is not an account` })
  return text.toLowerCase()
}

/** Prints one finding (an accusation against an AI service). Throws `api.not_found`. */
export async function showFinding(id: string, options: MoneyOptions): Promise<void> {
  const { access, directory, now } = await openFindings(options)
  const finding = await findFinding(access, { directory, id: numberOf(id) })
  printResult({ json: options.json, value: findingJson(finding, now), text: table(rowsOf(finding, now), { right: [] }) })
}

function rowsOf(finding: StoredFinding, now: number): [string, string][] {
  return [
    ['Finding', `${finding.id}`],
    ['State', finding.state],
    ['Next', nextText(finding, now)],
    ['Service', finding.service],
    ['Act', acts[finding.act]],
    ['Accuser', finding.accuser],
    ['Payer of the channel', finding.victim],
    ['Loss of the payer', assetText(finding.loss, 'PToken')],
    ['Answers', `${finding.guilty} guilty, ${finding.innocent} innocent`],
    ...finding.members.map((member): [string, string] => ['Member', member]),
  ]
}

function nextText(finding: StoredFinding, now: number): string {
  const step = findingStep(finding, now)
  if (step === 'draw') return `draw before ${utcText(finding.lapsesAt)} UTC`
  if (step === 'answer') return `answers until ${utcText(finding.answerUntil ?? 0)} UTC`
  return step ?? 'nothing'
}

function findingJson(finding: StoredFinding, now: number) {
  return { ...finding, id: Number(finding.id), loss: `${finding.loss}`, panelId: `${finding.panelId}`, next: findingStep(finding, now) }
}
