import { join } from 'node:path'
import { runCommand } from '../start/runCommand.ts'
import { checkout } from '../start/dataFolder.ts'
import type { Benchmark } from './benchmark.ts'

const RUNS = 5
const SEEDS = 60

/**
 * Measures how many seeds the money simulation runs per minute, in one process next to its Postgres. The benchmark fails if the simulation fails for a seed.
 */
export const simulationBenchmark: Benchmark = {
  name: 'simulation',
  limitMinutes: 60,
  measure: async (progress) => {
    const seedsPerMinute: number[] = []
    for (let run = 0; run < RUNS; run += 1) {
      const args = [join(checkout, 'apps/engine/test/simulation/main.ts'), '--seed', String(1 + run * SEEDS), '--seeds', String(SEEDS)]
      const { code, output } = await runCommand({ command: process.execPath, args, cwd: checkout })
      const rate = /, (\d+) seeds a minute$/m.exec(output)?.[1]
      if (code !== 0 || rate === undefined) throw new Error(`the simulation could not be measured:\n${output}`)
      seedsPerMinute.push(Number(rate))
      progress(`run ${run + 1}: ${rate} seeds a minute`)
    }
    return { seedsPerMinute }
  },
}
