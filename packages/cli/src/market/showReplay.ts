import { type Client, refusal } from '@infinitio/sdk'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { regionAsked } from '../search/catalogueIds.ts'
import { idsOf } from '../search/idsOf.ts'
import { columnPrice, columnPt } from '../terminal/columnPt.ts'
import { printResult } from '../terminal/print.ts'
import { table, utcText } from '../terminal/texts.ts'

/** Options of `infinitio replay`. */
export type ReplayOptions = CommonOptions & { readonly gpus: string; readonly region?: string }

/** The most GPUs of one listing, and so of the machine that is replayed. */
const mostGpus = 15

/**
 * Prints what a machine that is not on the market would have earned in the last 7 days at each price, from past orders. Without `--region`, uses the region with
 * the most listed machines. The result describes the past and promises nothing. Throws `api.invalid_field` for an unknown class or region, and for words that
 * mean several.
 */
export async function showReplay(name: string, options: ReplayOptions): Promise<void> {
  const gpus = /^\d{1,2}$/.test(options.gpus) ? Number(options.gpus) : 0
  if (gpus < 1 || gpus > mostGpus) throw refusal('api.invalid_field', { detail: `--gpus ${options.gpus}: 1 to ${mostGpus}` })
  const client = openClient(options)
  const catalogue = await client.getClasses()
  const rows = catalogue.classes.map(({ classId, name: text }) => ({ id: classId, name: text }))
  const [classId, ...others] = idsOf(name, rows, { option: 'replay' })
  if (classId === undefined || others.length > 0)
    throw refusal('api.invalid_field', { detail: `replay ${name}: these are ${others.length + 1} classes; give one` })
  const [largest] = catalogue.regions.toSorted((one, other) => other.listedNodes - one.listedNodes)
  const region = (await regionAsked(client, options.region)).region ?? largest?.regionId ?? 0
  const demand = await client.getClassDemand(classId, { region, gpus })
  const className = rows.find(({ id }) => id === classId)?.name ?? String(classId)
  const regionName = catalogue.regions.find(({ regionId }) => regionId === region)?.name ?? String(region)
  printResult({ json: options.json, value: demand, text: replayText(demand, { machine: `${gpus} × ${className} in ${regionName}` }) })
}

type Demand = Awaited<ReturnType<Client['getClassDemand']>>

/** Formats the replay for a person: a table of prices with the best one marked, or the reasons why the machine would have had no lease. Pure. */
export function replayText({ bids, curve, excluded, from, isCut }: Demand, { machine }: { machine: string }): string {
  const since = `since ${utcText(from)} UTC${isCut ? ' (older orders are not counted)' : ''}`
  const reasons = excluded.map(({ reason, bids: count }) => `  ${count} did not fit: ${reason}`)
  const [first, ...rest] = curve
  if (first === undefined) {
    const none = bids === 0 ? 'Nobody ordered this class' : `A new machine would have earned nothing from ${bids} orders for this class`
    return [`${machine}: ${none} ${since}.`, ...reasons].join('\n')
  }
  const best = rest.reduce((most, step) => (BigInt(step.pay) > BigInt(most.pay) ? step : most), first)
  const lines = curve.map((step) => [
    `${step === best ? '* ' : ''}${columnPrice(step.pricePerGpuSecond)}`,
    ...[String(step.leases), (Number(step.gpuSeconds) / 3_600).toFixed(2), columnPt(step.pay)],
  ])
  return [
    `${machine}: what a new machine would have earned from ${bids} orders ${since}.`,
    table([['PT/GPU-h', 'leases', 'GPU-hours', 'PT'], ...lines], { right: [0, 1, 2, 3] }),
    '* earns most. Before the market fee and electricity. This is the past, and no promise.',
    ...reasons,
  ].join('\n')
}
