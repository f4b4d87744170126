import fs from 'node:fs'
import { answerSftp } from './answerSftp.ts'
import { OpenHandles } from './openHandles.ts'
import { mostPacketBytes } from './sftpWords.ts'

/**
 * Serves SFTP on two descriptors until the input ends: one request after the other, reading and writing in turns, so that a client that
 * does not read its answers is not read from either, and nothing piles up. Throws on a packet that is too long or too short to answer.
 */
export function serveSftp({ input, output }: { input: number; output: number }): void {
  const handles = new OpenHandles()
  const buffer = Buffer.allocUnsafe(4 + mostPacketBytes)
  let filled = 0
  for (;;) {
    const length = fs.readSync(input, buffer, filled, buffer.length - filled, null)
    if (length === 0) return
    filled += length
    let start = 0
    while (filled - start >= 4) {
      const packetBytes = buffer.readUInt32BE(start)
      if (packetBytes < 5 || packetBytes > mostPacketBytes) throw new RangeError(`a packet of ${packetBytes} bytes`)
      const end = start + 4 + packetBytes
      if (end > filled) break
      writeAll(output, answerSftp(buffer.subarray(start + 4, end), handles))
      start = end
    }
    buffer.copyWithin(0, start, filled)
    filled -= start
  }
}

function writeAll(output: number, bytes: Buffer): void {
  let written = 0
  while (written < bytes.length) written += fs.writeSync(output, bytes, written)
}
