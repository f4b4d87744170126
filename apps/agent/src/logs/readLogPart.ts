import type { FileHandle } from 'node:fs/promises'
import type { LogPartWire } from '@infinitio/domain/wire'
import { plain } from './searchLog.ts'

const beforeBytes = 8 * 1024
const afterBytes = 16 * 1024
const newline = 0x0a

/**
 * Reads the part of a log around a byte offset that the page shows: up to 8 KiB before the offset and 16 KiB after it, cut to whole lines. If the line at the
 * offset is too long for that, returns the bytes uncut. `offset` in the result is the byte at which the part begins.
 */
export async function readLogPart(file: FileHandle, { offset }: { offset: number }): Promise<LogPartWire> {
  const { size } = await file.stat()
  const from = Math.max(0, Math.min(offset, size) - beforeBytes)
  const bytes = Buffer.alloc(Math.min(beforeBytes + afterBytes, size - from))
  const { bytesRead } = await file.read(bytes, 0, bytes.length, from)
  const read = bytes.subarray(0, bytesRead)
  const begin = from === 0 ? 0 : read.indexOf(newline) + 1
  const last = from + bytesRead >= size ? read.length : read.lastIndexOf(newline) + 1
  const whole = begin < last && from + begin <= offset ? read.subarray(begin, last) : read
  const start = whole === read ? from : from + begin
  const at = Math.max(0, Math.min(offset, size) - start)
  return { offset: start, before: plain(whole.subarray(0, at)), after: plain(whole.subarray(at)), sizeBytes: size }
}
