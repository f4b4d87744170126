import { join } from 'node:path'
import { runCommand } from '../check/runCommand.ts'
import { checkout } from '../start/dataFolder.ts'
import type { Benchmark } from './benchmark.ts'

/** Whole signed orders that one core checks a second, and how often viem's rate that is: as this machine runs it, and in wasm. */
export const signaturesBenchmark: Benchmark = {
  name: 'signatures',
  measure: async (progress) => {
    const { code, output } = await runCommand({
      command: process.execPath,
      args: [join(checkout, 'apps/web/server/test/bench/measureSignatures.ts')],
      cwd: checkout,
    })
    const lines = output.trim().split('\n')
    const last = lines.findLast((line) => line.startsWith('{'))
    if (code !== 0 || last === undefined) throw new Error(`measuring signatures failed:\n${output}`)
    for (const line of lines) if (line.startsWith('curve')) progress(line)
    return JSON.parse(last) as Record<string, number[]>
  },
}
