import { constants } from 'node:os'
import { writeSync } from 'node:fs'
import { Writable } from 'node:stream'
import { withClosedDescriptors } from './closedDescriptors.ts'
import type { LocalSandbox } from './localSandbox.ts'
import { type Exit, signalGroup, type TerminalProcess } from '../sandboxProcess.ts'

const retryMs = 20

/** A terminal as its module has it: the number of its master, and the stream that says whether that is open. */
type TerminalMaster = { fd: number; _socket: { destroyed: boolean } }

/** How large a terminal may be made, in characters, whatever the other side asks for. */
const mostCharacters = 1_000

/**
 * Runs one command (null: an interactive shell) on a new terminal in the sandbox; the shell leads its own session and process
 * group. `term` names the terminal kind. Rejects when no terminal can be had.
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
  // Loaded with the first terminal: the agent at rest does without it.
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
    // The module has both, which its types do not say.
    input: terminalInput(pty as unknown as TerminalMaster),
    resize: ({ columns, rows }) => {
      if (over) return
      try {
        pty.resize(clamp(columns), clamp(rows))
      } catch {
        // The shell ended a moment ago and its terminal is closed; its exit is on the way.
      }
    },
    // With encoding null the module hands out buffers, which its types do not say.
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
 * Keystrokes on their way into a terminal. A program that reads none makes who types wait, and nobody else: Node's own
 * write to a terminal's master asks the kernel again and again until all is taken, and the whole agent with it, for ever when the program waits for its
 * output to be read. The master is written in the same tick in which it is known to be open, so that its number means no other file.
 */
function terminalInput(master: TerminalMaster): Writable {
  return new Writable({
    write: (bytes: Buffer, _encoding, taken) => {
      writeAll({ master, bytes }).then(() => taken(), taken)
    },
  })
}

/** Resolves when all is taken, or nobody is there any more to take it. */
async function writeAll({ master, bytes }: { master: TerminalMaster; bytes: Buffer }): Promise<void> {
  let left = bytes
  while (left.length > 0 && !master._socket.destroyed) {
    const count = writeSome(master.fd, left)
    if (count === 'gone') return
    left = left.subarray(count)
    if (left.length > 0) await new Promise((resolve) => setTimeout(resolve, retryMs))
  }
}

/** How many bytes the terminal took: none when it is full. */
function writeSome(fd: number, bytes: Buffer): number | 'gone' {
  try {
    return writeSync(fd, bytes)
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException
    if (code === 'EAGAIN') return 0
    // What else the kernel says means that the terminal has ended; its exit is on the way.
    if (syscall === 'write') return 'gone'
    throw error
  }
}
