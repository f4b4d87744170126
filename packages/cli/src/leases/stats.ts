import type { Client } from '@infinitio/sdk'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { table, utcText } from '../terminal/texts.ts'
import { printResult } from '../terminal/print.ts'

/** Options of `infinitio stats`. */
export type StatsOptions = CommonOptions & { readonly hours: string; readonly limit: string }

type Sample = Awaited<ReturnType<Client['getLeaseTelemetry']>>['samples'][number]

/** Prints the machine usage of a lease, latest readings last. Shows "–" for values that a machine cannot measure. */
export async function stats(leaseId: string, options: StatsOptions): Promise<void> {
  const { client } = await signInClient(options)
  const telemetry = await client.getLeaseTelemetry(leaseId, { hours: Number(options.hours) })
  const rows = telemetry.samples.slice(-Number(options.limit)).map(rowOf)
  const heading = ['time, UTC', 'CPU %', 'memory MiB', 'disk GiB', 'GPU %', 'GPU MiB', 'GPU W', 'in KiB', 'out KiB']
  const text = rows.length === 0 ? 'Nothing was measured in this time.' : table([heading, ...rows], { right: [1, 2, 3, 4, 5, 6, 7, 8] })
  printResult({ json: options.json, value: telemetry, text })
}

function rowOf(sample: Sample): string[] {
  const { cpuPercent, ramUsedMib, diskUsedGib, gpuPercent, gpuMemoryUsedMib, gpuWatts, netRxKib, netTxKib } = sample
  const measured = [cpuPercent, ramUsedMib, diskUsedGib, gpuPercent, gpuMemoryUsedMib, gpuWatts, netRxKib, netTxKib]
  return [utcText(sample.at), ...measured.map((value) => (value === null || value === undefined ? '–' : value.toFixed(1)))]
}
