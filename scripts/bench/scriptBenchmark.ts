import { join } from 'node:path'
import { runCommand } from '../check/runCommand.ts'
import { checkout } from '../start/dataFolder.ts'
import type { Benchmark } from './benchmark.ts'

/**
 * A benchmark that a room measures with a script of its own, in a process of its own: the last line that the script prints is JSON with samples by
 * key, lines that begin with `run` or `curve` show how far it is. `args` are the script's, before those of the call, `nodeArguments` Node's.
 */
export function scriptBenchmark({
  name,
  script,
  args = [],
  nodeArguments = [],
}: {
  name: string
  script: string
  args?: readonly string[]
  nodeArguments?: readonly string[]
}): Benchmark {
  return {
    name,
    measure: async (progress, callArgs) => {
      const { code, output } = await runCommand({
        command: process.execPath,
        // As our processes run: see `runProcess`.
        args: ['--no-parallel-scavenge', ...nodeArguments, join(checkout, script), ...args, ...callArgs],
        cwd: checkout,
      })
      const lines = output.trim().split('\n')
      const last = lines.findLast((line) => line.startsWith('{'))
      if (code !== 0 || last === undefined) throw new Error(`measuring ${name} failed:\n${output}`)
      for (const line of lines) if (/^(run|curve) /.test(line)) progress(line)
      return JSON.parse(last) as Record<string, number[]>
    },
  }
}
