import type { FileHandle } from 'node:fs/promises'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { LogHitsWire, LogHitWire } from '@infinitio/domain/wire'

const chunkBytes = 256 * 1024
/** What of a line is shown before and after what was found. */
const shownBytes = 200
const newline = 0x0a

/**
 * Finds a plain text in a whole log: how often it is in it, and from the `skip`th the next `most`, each with its line. With `matchCase` false, ASCII letters count as equal in
 * both cases. What is found does not overlap. Reads to where the log ended when it began, in turns with whatever else this process does; stops early after `withinMs` of that
 * and says so (`isWhole`). Memory is one chunk, whatever the log holds.
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
  /** Where `buffer` begins in the log, and how much of it is filled. */
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
    // The end of this chunk may be the beginning of one more.
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

/** The line of a hit, cut to what can be shown, without what moves a terminal's cursor. */
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

/** Text as it is read, without colours and control characters; a character that was cut through is left out. */
export function plain(bytes: Buffer): string {
  return (
    bytes
      .toString('utf8')
      .replace(/^\uFFFD+|\uFFFD+$/g, '')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      .replace(/\x1b\[[0-9;?]*[ -/]*[@-~]/g, '')
      .replace(/[^\P{Cc}\t\n]/gu, '')
  )
}

/** The bytes, or a copy with ASCII letters in lower case. */
function folded(bytes: Buffer, matchCase: boolean): Buffer {
  if (matchCase) return bytes
  const copy = Buffer.from(bytes)
  for (let at = 0; at < copy.length; at += 1) {
    const byte = copy[at] as number
    if (byte >= 0x41 && byte <= 0x5a) copy[at] = byte | 0x20
  }
  return copy
}
