import type { Readable, Writable } from 'node:stream'

/** How a process ended: an exit code, or the signal that ended it. */
export type Exit = { code: number; signal: null } | { code: null; signal: string }

/** A running command with its three streams. */
export type PipedProcess = {
  pid: number
  stdin: Writable
  stdout: Readable
  stderr: Readable
  exited: Promise<Exit>
  signal(name: NodeJS.Signals): void
}

/** A running command on a terminal. Its output is a stream of bytes. `input` takes keystrokes as bytes, no faster than the command reads them. */
export type TerminalProcess = {
  pid: number
  input: Writable
  resize(size: { columns: number; rows: number }): void
  onOutput(listener: (bytes: Buffer) => void): void
  pause(): void
  resume(): void
  exited: Promise<Exit>
  signal(name: NodeJS.Signals): void
}

/**
 * A script that was started: `pid` is the id of its process group, and `startTicks` is the time at which the kernel started the group's first process. The time
 * distinguishes the script from a later process with the same id.
 */
export type StartedScript = { pid: number; startTicks: string | null }

/**
 * Sends a signal to a whole process group, given by its leader's `pid`. Ignores a group that has ended or that this process may not signal. Ignores
 * `pid` 0 and 1, which would signal the agent's own group or every process.
 */
export function signalGroup(pid: number, name: NodeJS.Signals): void {
  if (pid > 1) signalProcess(-pid, name)
}

/**
 * Sends a signal to the process `pid`, or to the whole process group -`pid` if `pid` is negative. Ignores processes that have ended or that this process may
 * not signal.
 */
export function signalProcess(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ESRCH' && code !== 'EPERM') throw error
  }
}
