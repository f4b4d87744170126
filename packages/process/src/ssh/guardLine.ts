import type { Duplex, Readable } from 'node:stream'

/**
 * Maximum number of unread bytes of an SSH channel. The library ssh2 has no such limit: it allows the client to send 4 MiB, and as soon as those are in its
 * buffer another 4 MiB. It also does not stop a client that sends more than it may.
 */
const mostUnreadBytes = 12 * 1024 * 1024
/**
 * Maximum number of unsent bytes of an SSH connection. Data of channels waits in `pacedOutput` and does not count. So these bytes are answers to requests of a
 * client that does not read them.
 */
const mostUnsentBytes = 8 * 1024 * 1024
/**
 * The smallest packet size that the other side may request. With 0, ssh2 would send empty packets without end; with 1, it would send two million
 * packets instead of one.
 */
const leastPacketBytes = 1024

/**
 * Calls `cut` if the other side sends more into an SSH channel than it may. If the requested packet size is too small to be honest, cuts at once and returns
 * false; nothing may then be written to the channel. Call it before any write.
 */
export function guardChannel(channel: Readable, cut: () => void): boolean {
  const { outgoing } = channel as Readable & { outgoing?: { packetSize?: number } }
  if ((outgoing?.packetSize ?? 0) < leastPacketBytes) {
    cut()
    return false
  }
  const push = channel.push.bind(channel)
  channel.push = (chunk: unknown, encoding?: BufferEncoding): boolean => {
    const wantsMore = push(chunk, encoding)
    if (channel.readableLength > mostUnreadBytes) cut()
    return wantsMore
  }
  return true
}

/** Calls `cut` if the other side sends requests but does not read the answers. Call it once ssh2 reads from the line. */
export function guardLine(line: Duplex, cut: () => void): void {
  // Removes Node's limit of listeners, because each channel with unsent data adds one waiting listener.
  line.setMaxListeners(0)
  line.on('data', () => {
    if (line.writableLength > mostUnsentBytes) cut()
  })
}
