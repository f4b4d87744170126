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

/** A running command on a terminal. Output is bytes; `input` takes keystrokes as bytes, no faster than the command reads them. */
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

/** A start script that was started: its process group, and the kernel's start time of its leader, so that a reused id is not taken for it. */
export type StartedScript = { pid: number; startTicks: string | null }

/**
 * Sends a signal to a whole process group (`pid` of its leader). One that is gone, or holds nothing we may signal, is no error.
 * `pid` 0 or 1 would mean ours or everybody's: ignored.
 */
export function signalGroup(pid: number, name: NodeJS.Signals): void {
  if (pid > 1) signalProcess(-pid, name)
}

/** Sends a signal to one process, or to a group by its negative number; one that is gone, or that we may not signal, is no error. */
export function signalProcess(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ESRCH' && code !== 'EPERM') throw error
  }
}
