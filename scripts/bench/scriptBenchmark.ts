import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { checkout } from '../start/dataFolder.ts'
import type { Benchmark } from './benchmark.ts'

const stopWithinMs = 10_000

/**
 * Returns a benchmark that runs a script of an app or package in a separate process. The last line that the script prints must be JSON with the samples of each
 * result. Lines that begin with `run` or `curve` show its progress. `args` are arguments of the script, before those of the call; `nodeArguments` are arguments
 * of Node.
 */
export function scriptBenchmark({
  name,
  script,
  args = [],
  nodeArguments = [],
  limitMinutes = 30,
}: {
  name: string
  script: string
  args?: readonly string[]
  nodeArguments?: readonly string[]
  limitMinutes?: number
}): Benchmark {
  return {
    name,
    limitMinutes,
    measure: async (progress, callArgs, signal) => {
      // Use the same Node flag as the market's processes (`runProcess`), and a separate process group, so that all processes of the script can be ended.
      const child = spawn(process.execPath, ['--no-parallel-scavenge', ...nodeArguments, resolve(checkout, script), ...args, ...callArgs], {
        ...{ cwd: checkout, detached: true, env: { ...process.env, NO_COLOR: '1' } },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      const lines: string[] = []
      for (const stream of [child.stdout, child.stderr])
        createInterface(stream).on('line', (line) => {
          lines.push(line)
          if (/^(run|curve) /.test(line)) progress(line)
        })
      const stop = (): void => endGroup(child.pid)
      signal.addEventListener('abort', stop, { once: true })
      const [code] = (await once(child, 'close')) as [number | null]
      signal.removeEventListener('abort', stop)
      const last = lines.findLast((line) => line.startsWith('{'))
      if (code !== 0 || last === undefined) throw new Error(`measuring ${name} failed:\n${lines.join('\n')}`)
      return JSON.parse(last) as Record<string, number[]>
    },
  }
}

/** Sends SIGTERM to a process group, and after 10 s SIGKILL to those of its processes that still run. */
function endGroup(pid: number | undefined): void {
  if (pid === undefined) return
  const send = (name: NodeJS.Signals): void => {
    try {
      process.kill(-pid, name)
    } catch {
      // The whole group has already ended.
    }
  }
  send('SIGTERM')
  setTimeout(() => send('SIGKILL'), stopWithinMs).unref()
}
