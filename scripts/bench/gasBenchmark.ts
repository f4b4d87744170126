import { join } from 'node:path'
import { runCommand } from '../start/runCommand.ts'
import { checkout } from '../start/dataFolder.ts'
import type { Benchmark } from './benchmark.ts'

/**
 * Measures the gas of every flow of the contracts that users can start. Each is measured twice: with storage words that were used before, and (`…Fresh`) with
 * unused ones, which cost more. Gas does not vary, so one run is exact.
 */
export const gasBenchmark: Benchmark = {
  name: 'gas',
  limitMinutes: 30,
  measure: async (progress) => {
    const cwd = join(checkout, 'contracts')
    const { code, output } = await runCommand({ command: join(cwd, 'node_modules/.bin/hardhat'), args: ['run', 'gas/measureGas.ts'], cwd })
    if (code !== 0) throw new Error(`measuring gas failed:\n${output}`)
    const last = output
      .trim()
      .split('\n')
      .findLast((line) => line.startsWith('{'))
    if (last === undefined) throw new Error(`gas/measureGas.ts printed no numbers:\n${output}`)
    const gas = JSON.parse(last) as Record<string, number>
    progress(`${Object.keys(gas).length} flows measured`)
    return Object.fromEntries(Object.entries(gas).map(([flow, used]) => [flow, [used]]))
  },
}
