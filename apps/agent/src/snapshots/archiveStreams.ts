import { once } from 'node:events'
import { pipeline } from 'node:stream/promises'
import { PassThrough, type Readable, Transform } from 'node:stream'
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib'
import { refusal } from '@infinitio/sdk'
import type { PipedProcess } from '../runtime/sandboxProcess.ts'
import { ArchiveCheck } from './archiveCheck.ts'

const { ZSTD_c_compressionLevel, ZSTD_d_windowLogMax } = constants
const level = 3
/** Base-2 logarithm of the largest window of a compressed stream: 8 MiB. It limits the memory that a hostile stream can use in this process. */
const windowLog = 23
const mostWords = 2_000

/** Counts the bytes that pass. Rejects with `snapshot.too_large` above `most` bytes. */
export class ByteCount extends Transform {
  bytes = 0
  readonly #most: number

  constructor(most: number) {
    super()
    this.#most = most
  }

  override _transform(chunk: Buffer, _encoding: string, done: (error: Error | null, chunk?: Buffer) => void): void {
    this.bytes += chunk.length
    if (this.bytes > this.#most) done(refusal('snapshot.too_large', { detail: `more than ${this.#most} bytes` }))
    else done(null, chunk)
  }
}

/**
 * Yields the compressed archive that a running `tar` writes. Rejects with `snapshot.unreadable` if tar could not read a file; tar's messages, which contain
 * names of files, go to `onWords`. `count` counts the uncompressed bytes.
 */
export async function* packedBytes(
  packing: PipedProcess,
  { count, onWords }: { count: ByteCount; onWords: (text: string) => Promise<void> },
): AsyncGenerator<Buffer> {
  packing.stdin.end()
  const words = wordsOf(packing.stderr)
  const compressed = createZstdCompress({ params: { [ZSTD_c_compressionLevel]: level } })
  const piping = pipeline(packing.stdout, count, compressed)
  // `piping` is awaited later. If it fails before that, the loop below reports the failure, so ignore it here.
  piping.catch(() => {})
  try {
    for await (const chunk of compressed) yield chunk as Buffer
    await piping
    const { code } = await packing.exited
    const said = await words
    if (said !== '') await onWords(said)
    // tar exits with 1 if a file changed while tar read it. This does not count as a failure, because a session that started after the pause may change files.
    if (code !== 0 && code !== 1) throw refusal('snapshot.unreadable', { detail: `tar ended with ${code}` })
  } finally {
    packing.signal('SIGKILL')
  }
}

/**
 * Sends a compressed archive to a running `tar`, after each entry was checked, and at most `mostBytes` of uncompressed data. If something is wrong, kills tar
 * immediately and rejects with `snapshot.archive_refused`, `snapshot.too_large`, `snapshot.damaged` or the errors of `compressed`.
 */
export async function unpackBytes(
  compressed: AsyncIterable<Uint8Array>,
  unpacking: PipedProcess,
  { mostBytes, onWords }: { mostBytes: number; onWords: (text: string) => Promise<void> },
): Promise<void> {
  const words = wordsOf(unpacking.stderr)
  unpacking.stdout.resume()
  const check = new ArchiveCheck()
  const checked = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      try {
        check.push(chunk)
        done(null, chunk)
      } catch (error) {
        done(error as Error)
      }
    },
    flush(done) {
      try {
        check.end()
        done()
      } catch (error) {
        done(error as Error)
      }
    },
  })
  const plain = createZstdDecompress({ params: { [ZSTD_d_windowLogMax]: windowLog } })
  const held = new PassThrough()
  try {
    const piping = pipeline(compressed, plain, new ByteCount(mostBytes), checked, held)
    await Promise.all([piping, writeAll(held, unpacking)]).catch(nameZstd)
    const { code } = await unpacking.exited
    const said = await words
    if (said !== '') await onWords(said)
    if (code !== 0)
      throw refusal(/No space left|Disk quota/.test(said) ? 'snapshot.too_large' : 'snapshot.archive_refused', { detail: `tar ended with ${code}` })
  } finally {
    unpacking.signal('SIGKILL')
  }
}

/** Writes the source to the input of tar. tar may end before its whole input was written. Then report its exit code and not the broken pipe. */
async function writeAll(source: Readable, { stdin, exited }: PipedProcess): Promise<void> {
  const gone = exited.then(() => 'gone' as const)
  for await (const chunk of source) {
    if (stdin.write(chunk)) continue
    if ((await Promise.race([once(stdin, 'drain').catch(() => 'gone' as const), gone])) === 'gone') {
      source.resume()
      return
    }
  }
  stdin.end()
}

function nameZstd(error: Error & { code?: string }): never {
  throw error.code !== undefined && /^Z(STD)?_/.test(error.code) ? refusal('snapshot.damaged', { detail: error.code }) : error
}

async function wordsOf(stderr: Readable): Promise<string> {
  let text = ''
  for await (const chunk of stderr) if (text.length < mostWords) text += String(chunk)
  return text.slice(0, mostWords).trim()
}
