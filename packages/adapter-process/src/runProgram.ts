import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { setPriority, tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { AdapterError, type RunLimits } from '@infinitio/tasks/adapter'
import { interruptMessage, type ProgramReply } from './programMessages.ts'

/** One run of an external program: the program and Node's arguments, its request, its limits, and the function that receives its replies. */
export type ProgramRun<Reply extends ProgramReply<unknown>> = {
  readonly program: URL
  readonly nodeArguments?: readonly string[]
  /** A folder in which Node keeps the compiled sources of the program for its next processes, if Node can write to the folder. */
  readonly compiledFolder?: string
  /**
   * The request, or a promise of it. The process starts at once and gets the request when it is ready. If the promise rejects, the process ends, and the run
   * throws that error.
   */
  readonly request: object | Promise<object>
  readonly limits: RunLimits
  readonly signal: AbortSignal
  readonly onReply?: (reply: Reply) => void
}

/** Milliseconds that a process may take to end after it was asked to. */
const graceMs = 2_000
const lookMs = 50
/**
 * Bytes by which the system's memory limit of a process is above the limit of the run. This program measures the memory only every 50 ms, and a process could
 * take much between two measurements; the system's limit stops that. V8 reserves most of these extra bytes for its threads without using them.
 */
const addressSlack = 3_221_225_472

/**
 * Runs one request in its own process and resolves when the request is done.
 * - If the time is over or the signal aborts, asks the process to stop, and kills it 2 s later.
 * - If the process holds too much memory, kills it at once.
 * Throws an AdapterError, or the signal's reason when it aborts. When the promise settles, the process has ended.
 */
export async function runProgram<Reply extends ProgramReply<unknown>>(run: ProgramRun<Reply>): Promise<void> {
  const { limits, signal } = run
  signal.throwIfAborted()
  const child = start(run)
  const stop = stopper(child)
  const timer = setTimeout(() => stop(new AdapterError('tooLong', `The task did not end within ${limits.seconds} s.`)), limits.seconds * 1_000)
  const looks = setInterval(async () => {
    if (child.pid === undefined || (await residentBytes(child.pid)) <= limits.memoryBytes) return
    stop(new AdapterError('tooMuchMemory', `The task needs more than ${limits.memoryBytes} bytes of memory.`), 'at once')
  }, lookMs)
  const onAbort = () => stop(signal.reason)
  signal.addEventListener('abort', onAbort)
  try {
    const ending = await endOf(child, run, stop)
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

/**
 * Returns a function that asks a process to end, and kills it later if it still runs. If the function is called several times, the reason of the first call is
 * stored.
 */
function stopper(child: ChildProcess): Stop {
  const stop: Stop = (reason, how) => {
    stop.reason ??= reason
    if (how === 'at once') child.kill('SIGKILL')
    else if (child.connected) child.send(interruptMessage, () => {})
    setTimeout(() => child.kill('SIGKILL'), graceMs).unref()
  }
  return stop
}

function start({ program, nodeArguments = [], compiledFolder, limits: { memoryBytes, niceness } }: ProgramRun<never>): ChildProcess {
  const kib = Math.ceil((memoryBytes + addressSlack) / 1_024)
  // Some systems have no `ulimit -d`, so it fails there. Then only the measurements of this program limit the memory.
  const script = 'ulimit -c 0; ulimit -d "$0" 2>/dev/null; exec "$@"'
  const command = [process.execPath, '--disable-warning=ExperimentalWarning', ...nodeArguments, fileURLToPath(program)]
  const child = spawn('/bin/sh', ['-c', script, String(kib), ...command], {
    cwd: tmpdir(),
    env: {
      ...{ NODE_ENV: 'production', TZ: 'UTC', LC_ALL: 'C', HOME: '/nonexistent' },
      ...(compiledFolder === undefined ? {} : { NODE_COMPILE_CACHE: compiledFolder }),
    },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  })
  if (niceness !== undefined && child.pid !== undefined) setPriority(child.pid, niceness)
  return child
}

/** Sends the request and waits until the process has ended. Resolves with undefined if the process did all of its request, otherwise with the error. */
function endOf<Reply extends ProgramReply<unknown>>(child: ChildProcess, run: ProgramRun<Reply>, stop: Stop): Promise<unknown> {
  const { request, limits, onReply } = run
  let ending: unknown = new AdapterError('adapterFault', 'The process of the task ended in silence.')
  let isRunning = false
  let bytes = 0
  const onMessage = (reply: ProgramReply) => {
    if (reply.kind === 'running') isRunning = true
    if (reply.kind === 'done') ending = undefined
    if (reply.kind === 'failed') ending = new AdapterError(reply.reason, reply.message, reply.place)
    if (reply.kind === 'output') bytes += reply.bytes.length
    if (bytes > limits.outputBytes) stop(new AdapterError('outputTooLarge', `The outputs have more than ${limits.outputBytes} bytes.`), 'at once')
    else onReply?.(reply as Reply)
  }
  child.on('message', onMessage)
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(new AdapterError('adapterFault', `The process of the task did not start: ${error.message}`)))
    child.on('close', (_, signal) => resolve(isRunning && isSilence(ending) ? crashOf(signal, ending) : ending))
    Promise.resolve(request).then(
      (ready) => child.connected && child.send(ready, () => {}),
      (reason: unknown) => stop(reason, 'at once'),
    )
  })
}

function isSilence(ending: unknown): ending is AdapterError {
  return ending instanceof AdapterError && ending.reason === 'adapterFault'
}

/**
 * Converts the signal that ended a process into an error. The system kills a process that takes too much memory, and V8 ends a process in which it gets no
 * more. Any other crash follows from the calculated program, so it happens on every machine.
 */
function crashOf(signal: NodeJS.Signals | null, silence: AdapterError): AdapterError {
  if (signal === null) return silence
  if (['SIGKILL', 'SIGABRT', 'SIGTRAP', 'SIGILL'].includes(signal))
    return new AdapterError('tooMuchMemory', 'The task ended because it got no more memory.')
  return new AdapterError('programFailed', `The engine ended with ${signal} while it ran the program.`)
}

/** Returns the bytes of memory that a process holds, or 0 if it has ended. Linux has the number in a file, other systems in `ps`. */
async function residentBytes(pid: number): Promise<number> {
  try {
    const [, kib = 0] = /^VmRSS:\s+(\d+) kB/m.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? []
    return Number(kib) * 1_024
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
