import { type ChildProcess, spawn } from 'node:child_process'
import { setPriority } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { readProcesses } from './runningProcesses.ts'

/** A command with its arguments, its folder and additional environment variables. It must end within `limitMinutes`. */
export type Command = { command: string; args: string[]; cwd: string; env: Record<string, string>; limitMinutes: number }

/** An environment variable of every process that a command starts. With it, the command's processes can be found and ended after the limit. */
const commandMarker = 'INFINITIO_TEST_COMMAND'
/** The time within which a command's processes must have ended after the command has exceeded its limit, in milliseconds. */
const stopWithinMs = 20_000

/**
 * Runs a command and prints its output as it arrives. Returns the output and the exit code. If the command runs longer than its time limit, ends all its
 * processes and throws.
 */
export function runAndShow(command: Command): Promise<{ code: number; output: string }> {
  return run({ command, show: (to, part) => to.write(part) })
}

/** Runs a command with low priority. Prints its output only at the end, so that the lines of two commands that run at the same time are not mixed. */
export async function runAsideAndShow(command: Command): Promise<{ code: number; output: string }> {
  const parts: Buffer[] = []
  try {
    return await run({ command, show: (_, part) => parts.push(part), niceness: 5 })
  } finally {
    process.stdout.write(Buffer.concat(parts))
  }
}

async function run({
  command: { command, args, cwd, env, limitMinutes },
  show,
  niceness,
}: {
  command: Command
  show: (to: NodeJS.WriteStream, part: Buffer) => void
  niceness?: number
}): Promise<{ code: number; output: string }> {
  const mark = `${process.pid}-${performance.now()}`
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env, [commandMarker]: mark }, stdio: ['ignore', 'pipe', 'pipe'] })
  if (niceness !== undefined && child.pid !== undefined) setPriority(child.pid, niceness)
  const parts: Buffer[] = []
  const keep = (to: NodeJS.WriteStream) => (part: Buffer) => {
    parts.push(part)
    show(to, part)
  }
  child.stdout.on('data', keep(process.stdout))
  child.stderr.on('data', keep(process.stderr))
  const ended = new Promise<{ code: number; output: string }>((resolve) => {
    child.on('error', (error) => resolve({ code: 1, output: error.message }))
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(parts).toString() }))
  })
  const { promise: late, resolve: isLate } = Promise.withResolvers<null>()
  const timer = setTimeout(() => isLate(null), limitMinutes * 60_000)
  const result = await Promise.race([ended, late])
  clearTimeout(timer)
  if (result !== null) return result
  await endAll({ child, mark, ended })
  throw new Error(`did not end within ${limitMinutes} min`)
}

/** Asks a command to stop, waits a short time, and kills all of its processes that still run. */
async function endAll({ child, mark, ended }: { child: ChildProcess; mark: string; ended: Promise<unknown> }): Promise<void> {
  const exited = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await Promise.race([exited, ended, wait(stopWithinMs)])
  child.kill('SIGKILL')
  for (const { pid, environment } of readProcesses() ?? []) if (environment.includes(`${commandMarker}=${mark}`)) kill(pid)
  // A process that cleared its environment cannot be found and may still have the output open, so wait only for a limited time.
  await Promise.race([ended, wait(stopWithinMs)])
}

/** Kills a process, unless it has ended: a process may end between two calls. */
function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
