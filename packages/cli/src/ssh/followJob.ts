import { spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import type { Readable, Writable } from 'node:stream'
import { beganLine, type Job, jobScript } from './jobScript.ts'
import type { SshTarget } from './sshTarget.ts'

/** How far a job's output is here, in bytes of each stream. */
type JobOffsets = { out: number; err: number }

/** How a connection to a job ended: with the job's exit code, or lost, with what OpenSSH said, before or after the job was reached. */
type JobEnd = { readonly code: number } | { readonly code: null; readonly reached: boolean; readonly why: string }

/** A connection to a job. `send` hands it a signal; `ended` never rejects. */
export type JobLine = { readonly ended: Promise<JobEnd>; send(signal: NodeJS.Signals): void; close(): void }

/** OpenSSH keeps ignoring what its parent ignored: Ctrl-C is ours to pass on, and a question for a passphrase still finds the terminal. */
const withoutInterrupts = 'trap "" INT; exec "$0" "$@"'
/** What OpenSSH writes behind the machine's own standard error when the connection is lost, whatever its log level, for each hop: such lines alone end so. */
const lastWords = /(?:^|\n)((?:(?:Connection to|Timeout, server|Read from remote host|Killed by signal)[^\r\n]{0,400}\r\n)+)$/
/** Once one stream has ended, the other has this long. */
const otherEndMs = 3_000
const lineSettings = ['ServerAliveInterval=10', 'ServerAliveCountMax=3', 'ConnectTimeout=15']

/**
 * Starts a job on a lease, or takes it up again, and writes its output to `to` from `seen` on, which it moves along. What OpenSSH itself says goes to a file,
 * so that the command's standard error is its own.
 */
export function followJob(target: SshTarget, { job, seen, to }: { job: Job; seen: JobOffsets; to: { out: Writable; err: Writable } }): JobLine {
  const said = `${target.jobConfig}.log`
  rmSync(said, { force: true })
  const settings = lineSettings.flatMap((setting) => ['-o', setting])
  const args = ['-F', target.jobConfig, '-E', said, '-T', ...settings, target.name, jobScript(job, { ...seen })]
  const child = spawn('sh', ['-c', withoutInterrupts, 'ssh', ...args], { stdio: 'pipe' })
  child.stdin.on('error', () => undefined) // The line is lost: `exit` says so.
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

/** Drops what came before the job was reached. */
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

/** Reads no further than the other side takes it. */
function waitFor(full: Writable, from: Readable): void {
  from.pause()
  full.once('drain', () => from.resume())
}

function lastLine(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').at(-1) ?? ''
  } catch {
    return '' // ssh was not started, or said nothing.
  }
}

const codeDigits = 3

/**
 * Reads the output of a job as it comes, in whatever pieces: `take` gives what is the command's own, and its exit code once the mark has come. What may be the
 * beginning of the mark is held back until more comes.
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

/** How many of the last bytes are the first ones of the mark. */
function beginningAtEnd(all: Buffer, mark: Buffer): number {
  for (let length = Math.min(mark.length - 1, all.length); length > 0; length -= 1)
    if (all.subarray(all.length - length).equals(mark.subarray(0, length))) return length
  return 0
}
