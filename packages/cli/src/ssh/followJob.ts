import { spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import type { Readable, Writable } from 'node:stream'
import { beganLine, type Job, jobScript } from './jobScript.ts'
import type { SshTarget } from './sshTarget.ts'

/** The number of bytes that were received of each output stream of a job. */
type JobOffsets = { out: number; err: number }

/**
 * How a connection to a job ended. Either the job ended, with its exit code, or the connection was lost and `code` is null. `reached` is then true if the
 * connection had reached the job before, and `why` is OpenSSH's message.
 */
type JobEnd = { readonly code: number } | { readonly code: null; readonly reached: boolean; readonly why: string }

/** A connection to a job. `send` forwards a signal to the job; `ended` never rejects. */
export type JobLine = { readonly ended: Promise<JobEnd>; send(signal: NodeJS.Signals): void; close(): void }

/**
 * Starts OpenSSH so that it ignores Ctrl-C: the shell ignores SIGINT, and a child process inherits that. This program forwards Ctrl-C to the job instead.
 * OpenSSH can still ask for a passphrase on the terminal.
 */
const withoutInterrupts = 'trap "" INT; exec "$0" "$@"'
/** Matches OpenSSH's messages about a lost connection. They come after the last bytes of the machine's standard error, for each hop and at any log level. */
const lastWords = /(?:^|\n)((?:(?:Connection to|Timeout, server|Read from remote host|Killed by signal)[^\r\n]{0,400}\r\n)+)$/
/** Maximum milliseconds to wait for the end of the second output stream after the first has ended. */
const otherEndMs = 3_000
const lineSettings = ['ServerAliveInterval=10', 'ServerAliveCountMax=3', 'ConnectTimeout=15']

/**
 * Starts a job on a lease or resumes it, and writes its output to `to`. The output begins at the offsets in `seen`, which are updated with each piece.
 * OpenSSH's own messages go to a file, so that standard error holds only the command's output.
 */
export function followJob(target: SshTarget, { job, seen, to }: { job: Job; seen: JobOffsets; to: { out: Writable; err: Writable } }): JobLine {
  const said = `${target.jobConfig}.log`
  rmSync(said, { force: true })
  const settings = lineSettings.flatMap((setting) => ['-o', setting])
  const args = ['-F', target.jobConfig, '-E', said, '-T', ...settings, target.name, jobScript(job, { ...seen })]
  const child = spawn('sh', ['-c', withoutInterrupts, 'ssh', ...args], { stdio: 'pipe' })
  child.stdin.on('error', () => undefined) // The connection is lost: `exit` reports it.
  const begin = beginning()
  const codes: { out: number | null; err: number | null } = { out: null, err: null }
  let lastSaid = ''
  const ended = new Promise<JobEnd>((resolve) => {
    const take = (stream: 'out' | 'err', from: Readable) => {
      const end = outputEnd(job.mark)
      from.on('data', (piece: Buffer) => {
        if (codes[stream] !== null) return
        const { bytes, code } = end.take(stream === 'err' ? begin.take(piece) : piece)
        seen[stream] += bytes.length
        if (bytes.length > 0 && !to[stream].write(bytes)) waitFor(to[stream], from)
        if (stream === 'err') lastSaid = `${lastSaid}${bytes.toString('latin1')}`.slice(-512)
        codes[stream] = code
        const first = codes.out ?? codes.err
        if (first === null) return
        const over = (): void => {
          resolve({ code: first })
          child.kill()
        }
        if (codes.out !== null && codes.err !== null) over()
        else setTimeout(over, otherEndMs).unref()
      })
    }
    take('out', child.stdout)
    take('err', child.stderr)
    const lost = (why: string) => {
      seen.err -= lastWords.exec(lastSaid)?.[1]?.length ?? 0
      resolve({ code: null, reached: begin.isOver(), why })
    }
    child.once('error', (error) => lost(error.message))
    child.once('close', () => lost(lastLine(said)))
  })
  return { ended, send: (signal) => void child.stdin.write(`${signal.replace(/^SIG/, '')}\n`), close: () => void child.kill() }
}

/** Returns a filter that removes the output before the job's own output, such as a greeting of the shell. */
function beginning(): { take(piece: Buffer): Buffer; isOver(): boolean } {
  const before: Buffer[] = []
  let over = false
  return {
    take(piece) {
      if (over) return piece
      before.push(piece)
      const all = Buffer.concat(before)
      const at = all.indexOf(beganLine)
      over = at !== -1
      return over ? all.subarray(at + beganLine.length) : Buffer.alloc(0)
    },
    isOver: () => over,
  }
}

/** Pauses reading until the output accepts more data. */
function waitFor(full: Writable, from: Readable): void {
  from.pause()
  full.once('drain', () => from.resume())
}

function lastLine(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').at(-1) ?? ''
  } catch {
    return '' // ssh did not start or wrote nothing.
  }
}

const codeDigits = 3

/**
 * Parses the output of a job from pieces of any size. `take` returns the next bytes of the command's output; after the end mark has arrived, it also returns
 * the exit code. Bytes that could be the beginning of the end mark are returned only once it is certain that they are not.
 */
export function outputEnd(mark: string): { take(piece: Buffer): { bytes: Buffer; code: number | null } } {
  const marked = Buffer.from(mark)
  let held = Buffer.alloc(0)
  return {
    take(piece) {
      const all = Buffer.concat([held, piece])
      const at = all.indexOf(marked)
      const end = at === -1 ? all.length - beginningAtEnd(all, marked) : at
      held = Buffer.from(all.subarray(end))
      const digits = at === -1 ? '' : held.subarray(marked.length, marked.length + codeDigits).toString('latin1')
      return { bytes: all.subarray(0, end), code: digits.length === codeDigits ? Number(digits) : null }
    },
  }
}

/** Returns how many bytes at the end of `all` match the beginning of the mark. */
function beginningAtEnd(all: Buffer, mark: Buffer): number {
  for (let length = Math.min(mark.length - 1, all.length); length > 0; length -= 1)
    if (all.subarray(all.length - length).equals(mark.subarray(0, length))) return length
  return 0
}
