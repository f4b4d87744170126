import fs from 'node:fs'
import { becomeLeaseUser } from '../../runtime/local/becomeLeaseUser.ts'
import { answerSftp } from './answerSftp.ts'
import { OpenHandles } from './openHandles.ts'
import { mostPacketBytes } from './sftpWords.ts'

/**
 * The agent's own SFTP server, for a sandbox that has none. Runs as a process of the lease's user, so that the kernel enforces permissions, links and quotas.
 * Uses standard input and output.
 */
becomeLeaseUser()
process.umask(0o022)
try {
  serveSftp({ input: 0, output: 1 })
} catch (error) {
  // The client sent something that is not SFTP, or disconnected in the middle of an answer.
  process.stderr.write(`sftp: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}

/**
 * Serves SFTP on two descriptors until the input ends. Handles one request after another, and writes each answer before it reads the next request. So requests
 * cannot pile up in memory if a client does not read its answers. Throws on a packet that is too long, or too short to answer.
 */
function serveSftp({ input, output }: { input: number; output: number }): void {
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
