import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { type Client, refusal } from '@infinitio/sdk'
import type { Command } from 'commander'
import type { Program } from '../context/program.ts'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { artefactBytes } from '../artefacts/artefactBytes.ts'
import { uploadFile } from '../artefacts/uploadFile.ts'
import { table } from '../terminal/texts.ts'
import { printResult } from '../terminal/print.ts'

type Report = Awaited<ReturnType<Client['reportProblem']>>
type MakeOptions = CommonOptions & { readonly problem: string; readonly text: string; readonly log?: string; readonly attach: readonly string[] }
type ListOptions = CommonOptions & { readonly provider: boolean }

const mostLogLetters = 20_000
const mostFiles = 4

/** Adds `report`: problems with leases, for renters and for providers. */
export function addReports(root: Command, { withCommon, run }: Program): void {
  const report = root.command('report').description('report a problem with a lease to its provider; the lease continues')
  withCommon(report.command('make <lease>').description('report a problem; the provider is notified'))
    .option('--problem <kind>', 'gpu, speed, network, disk, access or other', 'other')
    .requiredOption('--text <text>', 'the problem')
    .option('--log <file>', 'also send the last part of this file')
    .option('--attach <file...>', 'store up to 4 files as artefacts, which the provider can read', [])
    .action((lease: string, options: MakeOptions) => run(options, () => makeReport(lease, options)))
  withCommon(report.command('list [lease]').description('list the reports of a lease'))
    .option('--provider', 'reports about leases on your machines', false)
    .action((lease: string | undefined, options: ListOptions) => run(options, () => listReports(lease, options)))
  withCommon(report.command('answer <number> <text>').description('answer a report about your machine; the renter is notified')).action(
    (number: string, text: string, options: CommonOptions) => run(options, () => answerReport({ number, text }, options)),
  )
  withCommon(report.command('close <number>').description('close your report')).action((number: string, options: CommonOptions) =>
    run(options, () => closeReport(number, options)),
  )
}

/**
 * Reports a problem with a lease. Throws `api.invalid_field`, `lease.over`, `lease.watch_only`, `lease.not_holder`, `lease.reports_limit`, and the codes of
 * `infinitio artefact put`.
 */
async function makeReport(leaseId: string, { problem, text, log, attach, ...options }: MakeOptions): Promise<void> {
  if (attach.length > mostFiles) throw refusal('api.invalid_field', { detail: `--attach takes up to ${mostFiles} files` })
  const { client } = await signInClient(options)
  const artefacts: string[] = []
  for (const file of attach) {
    const bytes = new Blob([artefactBytes(file)])
    artefacts.push((await uploadFile(client, { name: basename(file), file: bytes, readers: 'owner' })).sha256)
  }
  const request = { leaseId, artefacts, problem: problem as Report['problem'], text, ...(log === undefined ? {} : { log: readEnd(log) }) }
  printOne(await client.reportProblem(request), options)
}

/** Lists reports. Throws `api.invalid_field` without a lease or `--provider`, `lease.unknown`, `auth.forbidden`. */
async function listReports(leaseId: string | undefined, options: ListOptions): Promise<void> {
  if (leaseId === undefined && !options.provider) throw refusal('api.invalid_field', { detail: 'give a lease, or --provider' })
  const { client } = await signInClient(options)
  const { items } = leaseId === undefined ? await client.listProviderReports() : await client.listLeaseReports(leaseId)
  const rows = items.map(({ number, leaseId: lease, problem, state, text, answer }) => [
    number,
    lease,
    problem,
    state,
    oneLine(text),
    oneLine(answer ?? '-'),
  ])
  const text = rows.length === 0 ? 'No reports.' : table([['number', 'lease', 'problem', 'state', 'text', 'answer'], ...rows], { right: [0, 1] })
  printResult({ json: options.json, value: { items }, text })
}

/** Answers a report as the provider. Throws `lease.report_unknown`, `lease.report_closed`. */
async function answerReport(answer: { number: string; text: string }, options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  printOne(await client.answerReport(answer), options)
}

/** Closes a report. Only its author can close it. Throws `lease.report_unknown`. */
async function closeReport(number: string, options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  printOne(await client.closeReport(number), options)
}

function printOne(report: Report, { json }: CommonOptions): void {
  printResult({ json, value: report, text: `Report ${report.number} about lease ${report.leaseId} is ${report.state}.` })
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length > 60 ? `${line.slice(0, 59)}…` : line
}

function readEnd(file: string): string {
  try {
    return readFileSync(file, 'utf8').slice(-mostLogLetters)
  } catch (cause) {
    throw refusal('api.invalid_field', { detail: String(cause) })
  }
}
