import { type ChildProcess, spawn } from 'node:child_process'
import { connect } from 'node:net'
import type { Readable, Writable } from 'node:stream'

/** The location of a signer: a Unix socket, or a program that we start and talk to through its standard input and output. */
export type SignerPlace =
  | { readonly socket: string }
  | { readonly program: string; readonly args: readonly string[]; readonly env: NodeJS.ProcessEnv }

/** A connection to a signer, with one JSON object per line in each direction. */
export type SignerLine = { send(line: string): void; end(): void }

const longestLine = 64 * 1024

type Ears = { onLine: (line: string) => void; onEnd: (reason: string) => void }

/** Opens a connection to a signer. Never throws: a failure is reported to `onEnd`, once. */
export function openSignerLine(place: SignerPlace, ears: Ears): SignerLine {
  const once = endOnce(ears)
  if ('socket' in place) {
    const socket = connect(place.socket)
    socket.once('error', (error) => once(error.message))
    socket.once('close', () => once('it closed the connection'))
    readLines(socket, { ...ears, onEnd: once })
    return lineOver(socket, () => socket.destroy())
  }
  // The program's error output goes to our standard error, where the operator can read it. The program must not print keys there.
  const child: ChildProcess = spawn(place.program, place.args, { stdio: ['pipe', 'pipe', 'inherit'], env: place.env })
  child.once('error', (error) => once(error.message))
  child.once('exit', (code, signal) => once(`it ended (${signal ?? `code ${code}`})`))
  const { stdin, stdout } = child
  if (stdin === null || stdout === null) throw new Error('a signer was started without pipes')
  stdin.on('error', (error) => once(error.message))
  readLines(stdout, { ...ears, onEnd: once })
  return lineOver(stdin, () => child.kill('SIGTERM'))
}

function endOnce({ onEnd }: Ears): (reason: string) => void {
  let isOver = false
  return (reason) => {
    if (isOver) return
    isOver = true
    onEnd(reason)
  }
}

function lineOver(stream: Writable, end: () => void): SignerLine {
  return {
    send: (line) => {
      if (stream.writable) stream.write(`${line}\n`)
    },
    end,
  }
}

function readLines(stream: Readable, { onLine, onEnd }: Ears): void {
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (part: string) => {
    const lines = (rest + part).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) onLine(line)
    if (rest.length <= longestLine) return
    onEnd('it sent a line of more than 64 KiB')
    stream.destroy()
  })
}
