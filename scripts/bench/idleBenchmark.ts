import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { readPidFile } from '@infinitio/process/embedded'
import { temporaryFolder } from '../../e2e/deployment/startTestDeployment.ts'
import { checkout } from '../start/dataFolder.ts'
import type { Benchmark } from './benchmark.ts'

/**
 * How many milliseconds to wait before the measurement. In the first minute, the validator set is formed and the simulated market begins. Then all machines prove
 * their GPUs for the first time, and the validators judge these proofs over five minutes. After that, machines prove their GPUs about every two hours.
 */
const settleMs = 390_000
const samplesWanted = 5
/** Milliseconds for one sample. Some jobs run only every few seconds, so a shorter sample could miss them or weigh them too heavily. */
const betweenSamplesMs = 20_000
const ticksPerSecond = 100

/**
 * Measures the cost of the idle system: its memory (MiB) and its CPU use (percent of one core), for the whole system and separately for this machine's agent,
 * and the CPU use of the simulated market. The system is npm and all its child processes. Memory is the proportional set size, which counts shared pages once.
 * Linux only.
 */
export const idleBenchmark: Benchmark = {
  name: 'idle',
  limitMinutes: 30,
  measure: async (progress) => {
    if (process.platform !== 'linux') throw new Error('memory is measured through /proc: Linux only')
    const data = temporaryFolder()
    const env = { ...process.env, INFINITIO_DATA: data, PORT: '0' }
    const npm = spawn('npm', ['start'], { cwd: checkout, env, stdio: ['ignore', 'pipe', 'inherit'] })
    const ended = new Promise<void>((resolve) => npm.once('close', () => resolve()))
    try {
      await readyLine(npm.stdout)
      progress(`ready; waiting ${settleMs / 1_000} s for it to come to rest`)
      await delay(settleMs)
      const samples = {
        totalMiB: [] as number[],
        agentMiB: [] as number[],
        cpuPercent: [] as number[],
        agentCpuPercent: [] as number[],
        simulatedCpuPercent: [] as number[],
      }
      for (let sample = 0; sample < samplesWanted; sample += 1) {
        const agent = processTree(agentOf(data, 'agent'))
        const simulated = processTree(agentOf(data, 'agent-simulated'))
        const before = {
          at: performance.now(),
          ticks: cpuTicks(processTree(npm.pid ?? 0)),
          agentTicks: cpuTicks(agent),
          simulatedTicks: cpuTicks(simulated),
        }
        await delay(betweenSamplesMs)
        const pids = processTree(npm.pid ?? 0)
        const percentOf = (ticks: number) => (ticks / ticksPerSecond / ((performance.now() - before.at) / 1_000)) * 100
        samples.cpuPercent.push(percentOf(cpuTicks(pids) - before.ticks))
        samples.agentCpuPercent.push(percentOf(cpuTicks(agent) - before.agentTicks))
        samples.simulatedCpuPercent.push(percentOf(cpuTicks(simulated) - before.simulatedTicks))
        samples.totalMiB.push(pids.reduce((sum, pid) => sum + pssMiB(pid), 0))
        samples.agentMiB.push(pssMiB(agentOf(data, 'agent')))
        if (sample === 0) for (const pid of pids) progress(`${pssMiB(pid).toFixed(0).padStart(5)} MiB  ${commandOf(pid)}`)
      }
      return samples
    } finally {
      npm.kill('SIGTERM')
      await ended
      rmSync(data, { recursive: true, force: true })
    }
  },
}

function readyLine(stdout: NodeJS.ReadableStream): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = ''
    stdout.on('data', (part: Buffer) => {
      output += part.toString()
      if (output.includes('Infinitio is ready:')) resolve()
    })
    stdout.once('end', () => reject(new Error(`npm start ended early:\n${output}`)))
  })
}

/** Returns the process id of an agent. Throws if the agent does not run, because its memory and CPU use could not be measured. */
function agentOf(data: string, name: 'agent' | 'agent-simulated'): number {
  const found = readPidFile(join(data, 'pids', `${name}.pid`))
  if (found === null) throw new Error(`${name} does not run`)
  return found.pid
}

/** Returns a process and all its descendants. */
function processTree(root: number): number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    const pid = Number(name)
    const stat = Number.isInteger(pid) ? readOrEmpty(`/proc/${pid}/stat`) : ''
    if (stat !== '') parents.set(pid, Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
  }
  const belongs = (pid: number): boolean => pid === root || (parents.has(pid) && belongs(parents.get(pid) ?? 0))
  return [...parents.keys()].filter(belongs)
}

function cpuTicks(pids: number[]): number {
  return pids.reduce((sum, pid) => {
    const stat = readOrEmpty(`/proc/${pid}/stat`)
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return stat === '' ? sum : sum + Number(fields[11]) + Number(fields[12])
  }, 0)
}

function pssMiB(pid: number): number {
  return Number(/^Pss:\s+(\d+) kB/m.exec(readOrEmpty(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1_024
}

function commandOf(pid: number): string {
  return readOrEmpty(`/proc/${pid}/cmdline`).split('\0').join(' ').slice(0, 110)
}

/** Returns the text of a file, or an empty text if it cannot be read. A process may end during the measurement; its files then count as empty. */
function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
