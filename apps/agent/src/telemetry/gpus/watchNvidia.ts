import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Logger } from '@infinitio/process'
import type { GpuWatch, MeasuredGpu } from '../../detect/measuredGpu.ts'

/** The fields that are requested with `nvidia-smi --query-gpu`. Each line of the output has them in this order. */
const nvidiaFields = [
  'index',
  'uuid',
  'pci.bus_id',
  'name',
  'utilization.gpu',
  'memory.used',
  'memory.total',
  'temperature.gpu',
  'power.draw',
  'clocks.sm',
  'clocks.mem',
  'ecc.errors.uncorrected.volatile.total',
] as const

const mostCharacters = 1_000

const everyMs = 5_000
const staleMs = 20_000
const stuckMs = 60_000
const mostBackoffMs = 600_000

/**
 * Runs one `nvidia-smi` as long as the agent runs; it prints a line per GPU every 5 s. Restarts the program when it ends or prints nothing for a minute. After
 * each run without a line, the wait before the restart is longer. If the program is not installed, calls `onMissing` and does not try again.
 */
export function watchNvidia({
  program = 'nvidia-smi',
  firstBackoffMs = 5_000,
  onMissing,
  logger,
}: {
  program?: string
  firstBackoffMs?: number
  onMissing: () => void
  logger: Logger
}): GpuWatch {
  const known = new Map<number, { gpu: MeasuredGpu; atMs: number }>()
  let child: ChildProcess | null = null
  let timer: NodeJS.Timeout | null = null
  let failures = 0
  let aliveMs = performance.now()

  function start(): void {
    aliveMs = performance.now()
    const run = spawn(program, [`--query-gpu=${nvidiaFields.join(',')}`, '--format=csv,noheader,nounits', '-lms', String(everyMs)], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    child = run
    createInterface({ input: run.stdout }).on('line', (line) => {
      const lost = lostGpuOf(line)
      const gpu = lost === null ? parseNvidiaSmi(line) : asLost(known.get(lost)?.gpu)
      if (gpu === null) return
      failures = 0
      aliveMs = performance.now()
      known.set(gpu.index, { gpu, atMs: aliveMs })
    })
    run.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') onMissing()
      else again()
    })
    run.once('exit', again)
  }

  function again(): void {
    if (child === null) return
    child = null
    const inMs = Math.min(mostBackoffMs, firstBackoffMs * 2 ** failures)
    failures = Math.min(failures + 1, 20)
    logger.debug({ program, inMs }, 'the program that reads GPUs ended; it is started again')
    timer = setTimeout(start, inMs)
    timer.unref()
  }

  start()
  return {
    readings() {
      const now = performance.now()
      if (child !== null && now - aliveMs > stuckMs) child.kill('SIGKILL')
      return [...known.values()].flatMap(({ gpu, atMs }) => (now - atMs > staleMs ? [] : [gpu])).toSorted((one, other) => one.index - other.index)
    },
    stop() {
      if (timer !== null) clearTimeout(timer)
      const running = child
      child = null
      running?.kill('SIGKILL')
    },
  }
}

/** The text that the driver prints instead of a value for a GPU that it can no longer reach, for example because it fell off the bus. */
const lostText = '[GPU is lost]'

/** Returns the index of a GPU that the driver calls lost in this line, or null for any other line. */
function lostGpuOf(line: string): number | null {
  if (line.length > mostCharacters) return null
  const values = line.trim().split(', ')
  const [index = ''] = values
  return values.length === nvidiaFields.length && /^\d{1,2}$/.test(index) && values.includes(lostText) ? Number(index) : null
}

/** Returns the reading of a lost GPU. Its identity is that of its last reading, because the driver may no longer know it. Null if it had no reading. */
function asLost(gpu: MeasuredGpu | undefined): MeasuredGpu | null {
  if (gpu === undefined) return null
  const { index, uuid, busId, name, memoryTotalMib } = gpu
  const unknown = { percent: null, memoryUsedMib: null, celsius: null, watts: null, coreMhz: null, memoryMhz: null, eccErrors: null, xid: null }
  return { ...unknown, index, uuid, busId, name, memoryTotalMib, isLost: true }
}

/**
 * Parses one line of CSV without units. Returns null for a line that does not describe one GPU. A field that the driver does not report (`[N/A]`, `[Not
 * Supported]`, …) becomes null.
 */
export function parseNvidiaSmi(line: string): MeasuredGpu | null {
  if (line.length > mostCharacters) return null
  const values = line.trim().split(', ')
  if (values.length !== nvidiaFields.length) return null
  const [index = '', uuid = '', busId = '', name = '', ...texts] = values
  const numbers = texts.map(numberOf)
  if (!/^\d{1,2}$/.test(index) || !/^(GPU|MIG)-[0-9a-fA-F-]{8,60}$/.test(uuid) || numbers.some((value) => value === undefined)) return null
  const [percent, memoryUsedMib, memoryTotalMib, celsius, watts, coreMhz, memoryMhz, eccErrors] = numbers.map((value) => value ?? null)
  return {
    ...{ index: Number(index), uuid, busId: /^[0-9a-fA-F:.]{7,20}$/.test(busId) ? busId : null, name: name.slice(0, 120) },
    ...{ percent: percent ?? null, memoryUsedMib: memoryUsedMib ?? null, memoryTotalMib: memoryTotalMib ?? null, celsius: celsius ?? null },
    ...{ watts: watts ?? null, coreMhz: coreMhz ?? null, memoryMhz: memoryMhz ?? null, eccErrors: eccErrors ?? null, xid: null },
  }
}

/** Returns null when the driver prints that it has no value, undefined when the text is not a number. */
function numberOf(text: string): number | null | undefined {
  if (/^\[[A-Za-z/ ]+\]$|^N\/A$/.test(text)) return null
  return /^\d{1,9}(\.\d{1,6})?$/.test(text) ? Number(text) : undefined
}
