import { type Client, refusal } from '@infinitio/sdk'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { table, utcText } from '../terminal/texts.ts'
import { printResult } from '../terminal/print.ts'

/** Options of `infinitio machine`. `kwhPrice` is the price of a kWh in PT. */
export type MachineOptions = CommonOptions & { readonly lines: string; readonly kwhPrice?: string }

type Machine = Awaited<ReturnType<Client['getMachine']>>

const unknown = 'not reported'

/**
 * Prints one of the wallet's machines: its telemetry, agent, driver, energy, leases and alerts, and the last lines of its agent's log. Throws
 * `api.invalid_field` for a wrong option.
 */
export async function showMachine(node: string, options: MachineOptions): Promise<void> {
  if (!/^\d{1,3}$/.test(options.lines) || Number(options.lines) > 200)
    throw refusal('api.invalid_field', { detail: `--lines ${options.lines}: 0 to 200` })
  if (options.kwhPrice !== undefined && !/^\d{1,6}(\.\d{1,6})?$/.test(options.kwhPrice))
    throw refusal('api.invalid_field', { detail: `--kwh-price ${options.kwhPrice}: PT per kWh, such as 0.25` })
  const { client } = await signInClient(options)
  const machine = await client.getMachine(node)
  const kwhPrice = options.kwhPrice === undefined ? null : Number(options.kwhPrice)
  printResult({ json: options.json, value: machine, text: machineText(machine, { mostLines: Number(options.lines), kwhPrice }) })
}

/** Formats the data of one machine as text for the terminal. Pure. */
export function machineText(machine: Machine, { mostLines, kwhPrice }: { mostLines: number; kwhPrice: number | null }): string {
  const { node, reading, alerts, leases } = machine
  const live = leases.filter(({ state }) => state === 'active' || state === 'booked')
  const facts = [
    ['machine', `${node.name}${node.simulated ? ' (simulated: nothing is measured)' : ''}, ${node.state}`],
    ['hardware', `${node.gpus} x ${node.className}, ${node.cpuCores} cores, ${node.ramGib} GB memory, ${node.diskGib} GB disk`],
    ['reliability', node.reliabilityBps === null ? 'not attested yet' : `${(node.reliabilityBps / 100).toFixed(1)} %`],
    ['heartbeat', node.lastSeenAt === null ? 'none yet' : `${utcText(node.lastSeenAt)} UTC`],
    ...agentFacts(machine),
    ['power', node.watts === null ? 'not measured' : `${Math.round(node.watts)} W`],
    ['hottest GPU', node.hottestCelsius === null ? 'not measured' : `${Math.round(node.hottestCelsius)} °C`],
    ['use', reading === null ? 'not measured' : `CPU ${Math.round(reading.cpuPercent)} %, GPU ${percent(reading.gpuPercent)}`],
    ['disk', reading === null || reading.diskUsedGib === null ? 'not measured' : `${reading.diskUsedGib} of ${reading.diskTotalGib} GB`],
    ['energy', energyText(machine, kwhPrice)],
    ['maintenance', maintenanceText(node.maintenance)],
    ['leases', live.length === 0 ? 'none' : live.map(({ leaseId, state }) => `${leaseId} ${state}`).join(', ')],
  ].map(([name = '', text = '']) => [name, text])
  const problems = alerts.map(({ kind, gpu, value }) => `look at: ${kind}${gpu === null ? '' : ` GPU ${gpu}`}${value === null ? '' : ` (${value})`}`)
  return [table(facts, { right: [] }), ...problems, ...logLines(machine, mostLines)].join('\n')
}

function agentFacts({ agent, report }: Machine): string[][] {
  const since = (at: number | null | undefined) => (at == null ? unknown : `since ${utcText(at)} UTC`)
  return [
    ['agent', agent === null ? unknown : `${agent.version}, ${since(agent.startedAt)}`],
    ['running', since(agent?.bootedAt)],
    ['driver', report?.driver ?? unknown],
  ]
}

function maintenanceText(windows: Machine['node']['maintenance']): string {
  return windows.length === 0 ? 'none planned' : windows.map(({ from, until }) => `${utcText(from)} to ${utcText(until)} UTC`).join(', ')
}

function percent(value: number | null | undefined): string {
  return value == null ? 'not measured' : `${Math.round(value)} %`
}

function energyText({ energy }: Machine, kwhPrice: number | null): string {
  if (energy === null) return 'not measured'
  const one = (wh: number) => `${(wh / 1_000).toFixed(2)} kWh${kwhPrice === null ? '' : ` = ${((wh / 1_000) * kwhPrice).toFixed(2)} PT`}`
  return `${one(energy.todayWh)} today, ${one(energy.last30DaysWh)} in 30 days`
}

function logLines({ agent }: Machine, most: number): string[] {
  const lines = most === 0 ? [] : (agent?.lines.slice(-most) ?? [])
  return lines.map(({ at, level, text, code, leaseId }) =>
    [`${utcText(at)} ${level}`, text, ...(code === null ? [] : [code]), ...(leaseId === null ? [] : [`lease ${leaseId}`])].join(' '),
  )
}
