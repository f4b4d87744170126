import type { Json } from '../../json/chosenFields.ts'
import { readFileSync, statSync } from 'node:fs'
import { changeFleet, errorTable, fleetRowsOf, isErrorCode, planFleetChange, refusal, type WalletReason, type WantedChange } from '@infinitio/sdk'
import type { Command } from 'commander'
import type { Program } from '../../context/program.ts'
import { type CommonOptions, signInClient } from '../../context/settings.ts'
import { confirm } from '../../terminal/ask.ts'
import { priceWarnings } from '../../pricing/priceTexts.ts'
import { printResult } from '../../terminal/print.ts'
import { table } from '../../terminal/texts.ts'
import { changeRow, compareFleet, type FleetDifference } from './compareFleet.ts'
import { type FleetEntry, type FleetFault, parseFleetFile } from './parseFleetFile.ts'

const failed = 1
const mostBytes = 1_000_000

type LabelOptions = CommonOptions & { readonly label?: string }

/** Adds `provide fleet`: many machines by one file and one signature. */
export function addFleetFile(provide: Command, { withCommon, run }: Program): void {
  const fleet = provide.command('fleet').description('many machines by one file and one signature: check, diff, apply').helpOption('-h, --help')
  fleet
    .command('check <file>')
    .description('check a fleet file and print each error with its line')
    .option('--json', 'print JSON', false)
    .action((file: string, options: { json: Json }) => run(options, async () => check(file, options)))
  const withLabel = (command: Command) => withCommon(command).option('--label <label>', 'only machines with this label in the file')
  withLabel(fleet.command('diff <file>').description('show how a fleet file differs from your listings')).action(
    (file: string, options: LabelOptions) => run(options, async () => (await difference(file, options)).exitCode),
  )
  withLabel(fleet.command('apply <file>').description('change your listings to a fleet file, with one signature'))
    .option('--yes', 'do not ask', false)
    .action((file: string, options: LabelOptions & { yes: boolean }) => run(options, () => apply(file, options)))
}

function readEntries(file: string): { entries: FleetEntry[]; faults: FleetFault[] } {
  try {
    if (statSync(file).size > mostBytes) throw new Error('it is larger than 1 MB')
    return parseFleetFile(readFileSync(file, 'utf8'))
  } catch (error) {
    throw refusal('api.invalid_field', { detail: `${file}: ${(error as Error).message}` })
  }
}

const faultTexts = (file: string, faults: readonly FleetFault[]) => faults.map(({ line, reason }) => `${file}:${line}  ${reason}`).join('\n')

function check(file: string, { json }: { json: Json }): number {
  const { entries, faults } = readEntries(file)
  const machines = entries.length === 1 ? '1 machine' : `${entries.length} machines`
  const text = faults.length === 0 ? `${file}: ${machines}, no errors.` : faultTexts(file, faults)
  printResult({ json, value: { machines: entries.length, errors: faults }, text })
  return faults.length === 0 ? 0 : failed
}

type Difference = FleetDifference & { readonly exitCode: number; readonly signedIn: Awaited<ReturnType<typeof signInClient>> }

/**
 * Compares a fleet file with the listings of the wallet, prints the difference and returns it. Throws `api.invalid_field` with all errors of the file, so that
 * nothing is signed for a file that is only partly valid.
 */
async function difference(file: string, options: LabelOptions): Promise<Difference> {
  const parsed = readEntries(file)
  if (parsed.faults.length > 0) throw refusal('api.invalid_field', { detail: `\n${faultTexts(file, parsed.faults)}` })
  const signedIn = await signInClient(options)
  const { nodes } = await signedIn.client.getProvider()
  const wanted = parsed.entries.filter(({ labels }) => options.label === undefined || labels.includes(options.label))
  const found = compareFleet(wanted, nodes)
  if (found.faults.length > 0) throw refusal('api.invalid_field', { detail: `\n${faultTexts(file, found.faults)}` })
  const rows = table([['machine', 'listed, PT/GPU-h', 'file'], ...found.changes.map(changeRow)], { right: [1, 2] })
  const text = found.changes.length === 0 ? 'Your listings match the file.' : rows
  const notes = faultTexts(file, found.notes)
  printResult({
    json: options.json,
    value: { changes: found.changes.map(changeValue), notes: found.notes },
    text: notes === '' ? text : `${text}\n${notes}`,
  })
  return { ...found, exitCode: 0, signedIn }
}

const changeValue = ({ node, act, pricePerGpuSecond }: WantedChange) => ({
  ...{ node: node.node, name: node.name, act, from: node.ask?.pricePerGpuSecond ?? null, to: pricePerGpuSecond.toString() },
})

const reasons: Readonly<Record<WalletReason, string>> = {
  offline: 'is offline',
  noReport: 'runs an agent without this function: update it',
  noMandate: 'has no signing permission',
  mandateEnded: 'has a signing permission that ended',
  priceTooLow: 'may not list at a price this low by its signing permission',
  leaseTooLong: 'has a listing with longer leases than its signing permission allows',
}

/**
 * Applies a fleet file. First prints the machines whose agents cannot act on a signed list of changes, and warns of prices that are probably mistakes. Then
 * signs one list for all other machines and prints each machine's result.
 */
async function apply(file: string, options: LabelOptions & { yes: boolean }): Promise<number> {
  const { changes, signedIn } = await difference(file, options)
  const { client, wallet } = signedIn
  if (changes.length === 0) return 0
  const { byList, byWallet } = planFleetChange(changes, await client.getFleetSigning(), { nowSeconds: Math.floor(Date.now() / 1_000) })
  for (const { change, why } of byWallet) process.stderr.write(`Left out: ${change.node.name} ${reasons[why]}.\n`)
  if (byList.length === 0) {
    process.stderr.write('Nothing was signed: no machine of the file can act on a signed list now.\n')
    return failed
  }
  const warnings = priceWarnings(byList.filter(({ act }) => act !== 'pause'))
  for (const warning of warnings) process.stderr.write(`${warning}\n`)
  const machines = byList.length === 1 ? '1 machine' : `${byList.length} machines`
  await confirm(options, `Sign one list for ${machines}${warnings.length === 0 ? '' : ' anyway'}?`)
  const { rows } = await changeFleet(client.transport, { signer: wallet, rows: fleetRowsOf(byList) })
  const names = new Map(byList.map(({ node }) => [node.node, node.name]))
  for (const { node, state, code } of rows)
    printResult({ json: options.json, value: { node, name: names.get(node), state, code }, text: `${names.get(node)}  ${resultText(state, code)}` })
  await client.closeSession()
  return byWallet.length === 0 && rows.every(({ state }) => state === 'done') ? 0 : failed
}

function resultText(state: 'waiting' | 'done' | 'refused' | 'expired', code: string | null): string {
  if (state === 'done') return 'done'
  if (state === 'refused' && code !== null) return `refused: ${isErrorCode(code) ? errorTable[code].sentence : ''} (${code})`
  return 'no answer: it may still act until 15 minutes after the signature'
}
