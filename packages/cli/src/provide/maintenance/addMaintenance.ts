import { type Client, errorTable, exitCodeOf, refusal } from '@infinitio/sdk'
import type { Command } from 'commander'
import type { Program } from '../../context/program.ts'
import { type CommonOptions, signInClient } from '../../context/settings.ts'
import { printResult } from '../../terminal/print.ts'
import { plain, shortId, table, utcText } from '../../terminal/texts.ts'
import { durationOf, unixSecondsOf } from '../../terminal/typedValues.ts'

type Plan = Awaited<ReturnType<Client['getMaintenance']>>
type Planned = Awaited<ReturnType<Client['planMaintenance']>>
type PlanOptions = CommonOptions & { readonly from: string; readonly for: string }

/** Adds `provide maintenance`: planned maintenance of the wallet's machines. */
export function addMaintenance(provide: Command, { withCommon, run }: Program): void {
  const maintenance = provide
    .command('maintenance')
    .description('planned maintenance, which no new lease overlaps: plan, list, cancel')
    .helpOption('-h, --help')
  withCommon(maintenance.command('plan <own-machine...>').description('plan the same maintenance for up to 100 machines'))
    .option('--from <time>', 'start, for example 2026-12-01T22:00Z, up to 180 days ahead', 'now')
    .requiredOption('--for <duration>', 'length, for example 30min, 2h or 3d, up to 30 days')
    .action((nodes: string[], options: PlanOptions) => run(options, () => plan(nodes, options)))
  withCommon(maintenance.command('list').description('planned maintenance that is not over, earliest first')).action((options: CommonOptions) =>
    run(options, () => list(options)),
  )
  withCommon(maintenance.command('cancel <window>').description('cancel planned maintenance, also while it runs; list shows the ids')).action(
    (window: string, options: CommonOptions) => run(options, () => cancel(window, options)),
  )
}

async function plan(nodes: readonly string[], options: PlanOptions): Promise<number> {
  const seconds = durationOf(options.for, '--for')
  const from = options.from === 'now' ? null : unixSecondsOf(options.from, '--from')
  const { client } = await signInClient(options)
  const answer = await client.planMaintenance({ nodes: [...nodes], from, seconds })
  const note = 'No lease ends. The agents sign the listings again within a minute, so that no new lease overlaps it.'
  // If no machine got maintenance, print no table. The list of failed machines on standard error is then the only output.
  if (options.json || answer.planned.length > 0)
    printResult({ json: options.json, value: answer, text: `${planText({ windows: answer.planned, chainNow: answer.chainNow })}\n${note}` })
  const [first] = answer.failed
  if (first === undefined) return 0
  if (!options.json) process.stderr.write(`${failedText(answer.failed)}\n`)
  return exitCodeOf(refusal(first.code, { detail: first.node }))
}

async function list(options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  const planned = await client.getMaintenance()
  printResult({ json: options.json, value: planned, text: planText(planned) })
}

async function cancel(text: string, options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  const windowId = windowOf(text, await client.getMaintenance())
  await client.cancelMaintenance(windowId)
  printResult({
    json: options.json,
    value: { windowId, cancelled: true },
    text: 'Cancelled. The agents list the machines for this time again within a minute.',
  })
}

/**
 * Returns the id of the only planned maintenance window that begins with `text`. Throws `node.maintenance_unknown` if `text` has fewer than 4 characters, or if
 * no window or several begin with it. Pure.
 */
export function windowOf(text: string, { windows }: Pick<Plan, 'windows'>): string {
  const found = windows.filter(({ windowId }) => text.length >= 4 && windowId.startsWith(text.toLowerCase()))
  if (found[0] !== undefined && found.length === 1) return found[0].windowId
  throw refusal('node.maintenance_unknown', { detail: found.length === 0 ? text : `${text} begins ${found.length} ids` })
}

/** Lists the machines for which no maintenance was planned, each with the reason. Pure. */
export function failedText(failed: Planned['failed']): string {
  const lines = failed.map(
    ({ node, nodeName, code }) => `  ${nodeName === '' ? shortId(node) : plain(nodeName)}: ${errorTable[code].sentence} (${code})`,
  )
  return ['No maintenance was planned for:', ...lines].join('\n')
}

/** Formats planned maintenance as a table. Pure. */
export function planText({ windows, chainNow }: Plan): string {
  if (windows.length === 0) return 'No maintenance is planned.'
  const rows = windows.map(({ windowId, nodeName, node, from, until }) => [
    shortId(windowId),
    nodeName === '' ? shortId(node) : plain(nodeName),
    utcText(from),
    utcText(until),
    from <= chainNow ? 'now' : 'planned',
  ])
  return table([['id', 'machine', 'from, UTC', 'until, UTC', 'state'], ...rows], { right: [] })
}
