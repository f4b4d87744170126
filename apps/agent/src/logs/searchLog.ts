import type { FileHandle } from 'node:fs/promises'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { LogHitsWire, LogHitWire } from '@infinitio/domain/wire'

const chunkBytes = 256 * 1024
/** Number of bytes of a line that are shown before and after a match. */
const shownBytes = 200
const newline = 0x0a

/**
 * Finds a plain text in a whole log. Counts its matches, and returns up to `most` of them after the first `skip`, each with its line. With `matchCase` false,
 * upper and lower case of ASCII letters are equal. Matches do not overlap. Reads the log up to its end at the time of the call, chunk by chunk, so that other
 * work of this process can run. Stops after `withinMs`; `isWhole` is then false. Needs only the memory of one chunk.
 */
export async function searchLog(
  file: FileHandle,
  {
    text,
    matchCase,
    skip,
    most,
    withinMs,
    nowMs,
  }: { text: string; matchCase: boolean; skip: number; most: number; withinMs: number; nowMs: () => number },
): Promise<LogHitsWire> {
  const { size } = await file.stat()
  const needle = folded(Buffer.from(text), matchCase)
  const untilMs = nowMs() + withinMs
  const found: { offset: number; line: number }[] = []
  const buffer = Buffer.allocUnsafe(chunkBytes + needle.length)
  let total = 0
  let line = 1
  /** The offset in the log of the first byte in `buffer`. The variable below is the number of bytes in `buffer`. */
  let start = 0
  let filled = 0
  for (;;) {
    const { bytesRead } = await file.read(buffer, filled, Math.min(chunkBytes, size - start - filled), start + filled)
    if (bytesRead === 0) break
    filled += bytesRead
    const bytes = folded(buffer.subarray(0, filled), matchCase)
    let after = 0
    let nextLine = bytes.indexOf(newline)
    const countLines = (until: number): void => {
      for (; nextLine >= 0 && nextLine < until; nextLine = bytes.indexOf(newline, nextLine + 1)) line += 1
    }
    for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, after)) {
      countLines(at)
      if (total >= skip && found.length < most) found.push({ offset: start + at, line })
      total += 1
      after = at + needle.length
    }
    // The end of this chunk may contain the beginning of another match. So leave its last `needle.length - 1` bytes in the buffer for the next round.
    const kept = Math.max(after, filled - needle.length + 1, 0)
    countLines(kept)
    buffer.copyWithin(0, kept, filled)
    start += kept
    filled -= kept
    if (nowMs() >= untilMs) break
    await nextTurn()
  }
  const hits: LogHitWire[] = []
  for (const hit of found) hits.push(await shownHit(file, hit, Buffer.byteLength(text)))
  return { sizeBytes: size, isWhole: start + filled >= size, total, hits }
}

/** Returns the line of a match, cut to `shownBytes` on either side, without the control sequences of a terminal. */
async function shownHit(file: FileHandle, { offset, line }: { offset: number; line: number }, length: number): Promise<LogHitWire> {
  const from = Math.max(0, offset - shownBytes)
  const bytes = Buffer.alloc(offset - from + length + shownBytes)
  const { bytesRead } = await file.read(bytes, 0, bytes.length, from)
  const at = offset - from
  const before = bytes.subarray(0, Math.min(at, bytesRead))
  const after = bytes.subarray(Math.min(at + length, bytesRead), bytesRead)
  const end = after.indexOf(newline)
  return {
    offset,
    line,
    before: plain(before.subarray(before.lastIndexOf(newline) + 1)),
    match: plain(bytes.subarray(at, Math.min(at + length, bytesRead))),
    after: plain(end < 0 ? after : after.subarray(0, end)),
  }
}

/** Returns the bytes as text, without colours and control characters, except tabs and line breaks. Leaves out a character that was cut in two. */
export function plain(bytes: Buffer): string {
  return (
    bytes
      .toString('utf8')
      .replace(/^\uFFFD+|\uFFFD+$/g, '')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the expression looks for control characters
      .replace(/\x1b\[[0-9;?]*[ -/]*[@-~]/g, '')
      .replace(/[^\P{Cc}\t\n]/gu, '')
  )
}

/** Returns the bytes unchanged, or a copy with ASCII letters in lower case if case does not matter. */
function folded(bytes: Buffer, matchCase: boolean): Buffer {
  if (matchCase) return bytes
  const copy = Buffer.from(bytes)
  for (let at = 0; at < copy.length; at += 1) {
    const byte = copy[at] as number
    if (byte >= 0x41 && byte <= 0x5a) copy[at] = byte | 0x20
  }
  return copy
}
