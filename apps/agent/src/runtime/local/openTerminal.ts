import { constants } from 'node:os'
import { writeSync } from 'node:fs'
import { Writable } from 'node:stream'
import { withClosedDescriptors } from './closedDescriptors.ts'
import type { LocalSandbox } from './localSandbox.ts'
import { type Exit, signalGroup, type TerminalProcess } from '../sandboxProcess.ts'

const retryMs = 20

/** Internal fields of node-pty's terminal: the descriptor of its master side, and the stream that shows whether the descriptor is still open. */
type TerminalMaster = { fd: number; _socket: { destroyed: boolean } }

/** The most columns and the most rows that a terminal may have, in characters, whatever the client requests. */
const mostCharacters = 1_000

/**
 * Runs one command on a new terminal in the sandbox. If `command` is null, runs an interactive shell. The shell leads its own session and process group. `term`
 * is the terminal type. Rejects if the system cannot create a terminal.
 */
export async function openTerminal(options: {
  sandbox: LocalSandbox
  command: string | null
  environment: Record<string, string>
  term: string
  columns: number
  rows: number
}): Promise<TerminalProcess> {
  const { sandbox, command } = options
  // Import node-pty only here, so that an agent without a terminal does not load it.
  const { spawn } = await import('@lydell/node-pty')
  const term = /^[\w.+-]{1,32}$/.test(options.term) ? options.term : 'xterm-256color'
  const { file, args } = withClosedDescriptors(
    command === null ? ['/bin/bash', '--noprofile', '--rcfile', sandbox.shellFile, '-i'] : ['/bin/bash', '-c', command],
  )
  const pty = spawn(file, args, {
    name: term,
    cols: clamp(options.columns),
    rows: clamp(options.rows),
    cwd: sandbox.home,
    env: { ...options.environment, ...sandbox.environment, TERM: term },
    encoding: null,
    ...(sandbox.owner ?? {}),
  })
  let over = false
  const exited = new Promise<Exit>((resolve) => {
    pty.onExit(({ exitCode, signal }) => {
      over = true
      const name = Object.entries(constants.signals).find(([, number]) => number === signal)?.[0]
      resolve(name === undefined ? { code: exitCode, signal: null } : { code: null, signal: name })
    })
  })
  return {
    pid: pty.pid,
    // node-pty's terminal has both fields, but its types do not declare them.
    input: terminalInput(pty as unknown as TerminalMaster),
    resize: ({ columns, rows }) => {
      if (over) return
      try {
        pty.resize(clamp(columns), clamp(rows))
      } catch {
        // Ignore the error: the shell has just ended and its terminal is closed. Its exit is reported soon.
      }
    },
    // With encoding null, node-pty passes buffers, which its types do not declare.
    onOutput: (listener) => void pty.onData((data) => listener(Buffer.from(data as unknown as Uint8Array))),
    pause: () => pty.pause(),
    resume: () => pty.resume(),
    exited,
    signal: (name) => {
      if (!over) signalGroup(pty.pid, name)
    },
  }
}

function clamp(characters: number): number {
  if (!Number.isFinite(characters)) return 80
  return Math.min(mostCharacters, Math.max(1, Math.trunc(characters)))
}

/**
 * Returns a stream that writes keystrokes to a terminal. If the program in the terminal reads no input, only this stream waits. Node's own write would try
 * again in a loop and block the whole agent, even forever if the program itself waits until its output is read. Each write happens in the same tick as the
 * check that the master side is open, so that its descriptor cannot belong to another file.
 */
function terminalInput(master: TerminalMaster): Writable {
  return new Writable({
    write: (bytes: Buffer, _encoding, taken) => {
      writeAll({ master, bytes }).then(() => taken(), taken)
    },
  })
}

/** Resolves when the terminal has accepted all bytes, or is closed. */
async function writeAll({ master, bytes }: { master: TerminalMaster; bytes: Buffer }): Promise<void> {
  let left = bytes
  while (left.length > 0 && !master._socket.destroyed) {
    const count = writeSome(master.fd, left)
    if (count === 'gone') return
    left = left.subarray(count)
    if (left.length > 0) await new Promise((resolve) => setTimeout(resolve, retryMs))
  }
}

/** Writes bytes and returns how many of them the terminal accepted: 0 if it is full, 'gone' if it has ended. */
function writeSome(fd: number, bytes: Buffer): number | 'gone' {
  try {
    return writeSync(fd, bytes)
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException
    if (code === 'EAGAIN') return 0
    // Every other error of the write means that the terminal has ended. Its exit is reported soon.
    if (syscall === 'write') return 'gone'
    throw error
  }
}
