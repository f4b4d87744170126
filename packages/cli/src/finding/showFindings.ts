import { refusal } from '@infinitio/sdk'
import { findFinding, findingStep, readFindingCount, readFindings, type StoredFinding } from '@infinitio/sdk/services'
import { assetText } from '../services/openLedger.ts'
import { printResult } from '../terminal/print.ts'
import { table, utcText } from '../terminal/texts.ts'
import type { MoneyOptions } from '../wallet/moveMoney.ts'
import { numberOf, openFindings } from './openFindings.ts'

const acts = { claimAboveReceipt: 'claim above a receipt', twoReceipts: 'two receipts with one number' } as const

/** Prints the newest findings with their next steps. Throws the errors of `findFinding`. */
export async function listFindings({ limit, ...options }: MoneyOptions & { readonly limit: string }): Promise<void> {
  if (!/^([1-9]|1\d|2[0-5])$/.test(limit)) throw refusal('api.invalid_field', { detail: 'a limit is from 1 to 25' })
  const { access, directory, now } = await openFindings(options)
  const findings = await readFindings(access.client, directory)
  const count = findings === null ? 0n : await readFindingCount(access.client, findings)
  const ids = Array.from({ length: Math.min(Number(limit), Number(count)) }, (_, place) => count - BigInt(place))
  const found = await Promise.all(ids.map((id) => findFinding(access, { directory, id })))
  const rows = found.map((one) => [`${one.id}`, one.state, one.service, acts[one.act], nextText(one, now)])
  const text = rows.length === 0 ? 'No findings.' : table([['no', 'state', 'service', 'act', 'next'], ...rows], { right: [0] })
  printResult({ json: options.json, value: { items: found.map((one) => findingJson(one, now)) }, text })
}

/** Prints one finding. Throws `api.not_found`. */
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
