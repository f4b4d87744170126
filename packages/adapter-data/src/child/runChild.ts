import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { setPriority, tmpdir } from 'node:os'
import { promisify } from 'node:util'
import { AdapterError, type RunLimits } from '@infinitio/tasks/adapter'
import { type ChildReply, type ChildRequest, interruptMessage } from './messages.ts'

/** One process of a task: what it is asked, what it may use, and what to do with each reply. */
export type ChildRun = {
  readonly request: ChildRequest
  readonly limits: RunLimits
  readonly signal: AbortSignal
  readonly onReply?: (reply: ChildReply) => void
}

const program = new URL('./main.ts', import.meta.url).pathname
/** How long a process may take to end its query after it was asked to. */
const graceMs = 2_000
const lookMs = 50
/** The system refuses the process more memory than its limit and this: between two looks it could take much. */
const addressSlack = 1_073_741_824

/**
 * Runs one request in its own process and resolves when it is done. The process is asked to stop when its time is over or the signal aborts, and killed 2 s later or when
 * it holds too much memory. Throws an AdapterError, or the reason of the signal. The process has ended when this returns.
 */
export async function runChild({ request, limits, signal, onReply }: ChildRun): Promise<void> {
  signal.throwIfAborted()
  const child = start(limits)
  const stop = stopper(child)
  const timer = setTimeout(() => stop(new AdapterError('tooLong', `The task did not end within ${limits.seconds} s.`)), limits.seconds * 1_000)
  const looks = setInterval(async () => {
    if (child.pid === undefined || (await residentBytes(child.pid)) <= limits.memoryBytes) return
    stop(new AdapterError('tooMuchMemory', `The task needs more than ${limits.memoryBytes} bytes of memory.`), 'at once')
  }, lookMs)
  const onAbort = () => stop(signal.reason)
  signal.addEventListener('abort', onAbort)
  try {
    const ending = await endOf(child, { request, limits, stop, ...(onReply === undefined ? {} : { onReply }) })
    const reason = stop.reason ?? ending
    if (reason !== undefined) throw reason
  } finally {
    clearTimeout(timer)
    clearInterval(looks)
    signal.removeEventListener('abort', onAbort)
    child.kill('SIGKILL')
  }
}

type Stop = ((reason: unknown, how?: 'at once') => void) & { reason?: unknown }

/** Asks a process to end, for the first reason only, and kills it later if it does not. */
function stopper(child: ChildProcess): Stop {
  const stop: Stop = (reason, how) => {
    stop.reason ??= reason
    if (how === 'at once') child.kill('SIGKILL')
    else if (child.connected) child.send(interruptMessage, () => {})
    setTimeout(() => child.kill('SIGKILL'), graceMs).unref()
  }
  return stop
}

function start({ memoryBytes, niceness }: RunLimits): ChildProcess {
  const kib = Math.ceil((memoryBytes + addressSlack) / 1_024)
  // `ulimit -d` fails where the system has none, which leaves the look at the memory.
  const script = 'ulimit -c 0; ulimit -d "$0" 2>/dev/null; exec "$@"'
  const child = spawn('/bin/sh', ['-c', script, String(kib), process.execPath, '--disable-warning=ExperimentalWarning', program], {
    cwd: tmpdir(),
    env: { TZ: 'UTC', LC_ALL: 'C', HOME: '/nonexistent' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  })
  if (niceness !== undefined && child.pid !== undefined) setPriority(child.pid, niceness)
  return child
}

/** Sends the request and resolves when the process has ended: with undefined if it did what it was asked, else with the error. */
function endOf(
  child: ChildProcess,
  { request, limits, stop, onReply }: Pick<ChildRun, 'request' | 'limits'> & { stop: Stop; onReply?: (reply: ChildReply) => void },
): Promise<unknown> {
  let ending: unknown = new AdapterError('adapterFault', 'The process of the task ended in silence.')
  let isRunning = false
  let bytes = 0
  child.on('message', (reply: ChildReply) => {
    if (reply.kind === 'running') isRunning = true
    if (reply.kind === 'done') ending = undefined
    if (reply.kind === 'failed') ending = new AdapterError(reply.reason, reply.message, reply.place)
    if (reply.kind === 'output') bytes += reply.bytes.length
    if (bytes > limits.outputBytes) stop(new AdapterError('outputTooLarge', `The outputs have more than ${limits.outputBytes} bytes.`), 'at once')
    else onReply?.(reply)
  })
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(new AdapterError('adapterFault', `The process of the task did not start: ${error.message}`)))
    child.on('close', (_, signal) =>
      resolve(ending instanceof AdapterError && ending.reason === 'adapterFault' && isRunning ? crashOf(signal, ending) : ending),
    )
    child.send(request, () => {})
  })
}

/** The system kills a process that takes too much memory; an engine that crashes while it runs a query does so on every machine. */
function crashOf(signal: NodeJS.Signals | null, silence: AdapterError): AdapterError {
  if (signal === 'SIGKILL') return new AdapterError('tooMuchMemory', 'The system ended the task, most likely because memory was short.')
  if (signal === null) return silence
  return new AdapterError('programFailed', `The engine ended with ${signal} while it ran the query.`)
}

const pageBytes = 4_096

/** Returns the memory that a process holds, or 0 if it has ended. Linux has it in a file, other systems in `ps`. */
async function residentBytes(pid: number): Promise<number> {
  try {
    const [, pages] = (await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ')
    return Number(pages) * pageBytes
  } catch {
    return process.platform === 'linux' ? 0 : residentByPs(pid)
  }
}

async function residentByPs(pid: number): Promise<number> {
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)])
    return Number(stdout.trim()) * 1_024
  } catch {
    return 0
  }
}
