import { join } from 'node:path'
import { runCommand } from '../check/runCommand.ts'
import { checkout } from '../start/dataFolder.ts'
import type { Benchmark } from './benchmark.ts'

/**
 * How long a killed worker's work rests, with a supervisor that starts another process and with one that waits already, in ms; and how many
 * transactions one key and four keys send a second.
 */
export const workerBenchmark: Benchmark = {
  name: 'worker',
  measure: async (progress) => {
    const { code, output } = await runCommand({
      command: process.execPath,
      args: [join(checkout, 'apps/engine/test/bench/measureWorker.ts')],
      cwd: checkout,
    })
    const lines = output.trim().split('\n')
    const last = lines.findLast((line) => line.startsWith('{'))
    if (code !== 0 || last === undefined) throw new Error(`measuring the worker failed:\n${output}`)
    for (const line of lines) if (line.startsWith('run ')) progress(line)
    return JSON.parse(last) as Record<string, number[]>
  },
}
