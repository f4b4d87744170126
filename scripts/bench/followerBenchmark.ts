import { join } from 'node:path'
import { runCommand } from '../check/runCommand.ts'
import { checkout } from '../start/dataFolder.ts'
import type { Benchmark } from './benchmark.ts'

/** How fast the follower catches up from an empty database, checks of every block included, in logs of our contracts a second. */
export const followerBenchmark: Benchmark = {
  name: 'follower',
  measure: async (progress) => {
    const { code, output } = await runCommand({
      command: process.execPath,
      args: [join(checkout, 'apps/engine/test/bench/measureFollower.ts')],
      cwd: checkout,
    })
    const lines = output.trim().split('\n')
    const last = lines.findLast((line) => line.startsWith('{'))
    if (code !== 0 || last === undefined) throw new Error(`measuring the follower failed:\n${output}`)
    for (const line of lines) if (line.startsWith('run ')) progress(line)
    return JSON.parse(last) as Record<string, number[]>
  },
}
