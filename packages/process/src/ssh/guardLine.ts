import type { Duplex, Readable } from 'node:stream'

/** What a channel may hold that nobody has read yet: ssh2 grants 4 MiB, again once that is in its buffer, and lets who takes more do so. */
const mostUnreadBytes = 12 * 1024 * 1024
/** What may wait to be sent. Data waits elsewhere (`pacedOutput`), so this is answers to a client that asks and does not read. */
const mostUnsentBytes = 8 * 1024 * 1024
/** The smallest packet the other side may ask for. With 0 ssh2 would send empty packets for ever; with 1, two million for what one takes. */
const leastPacketBytes = 1024

/**
 * Calls `cut` when the other side sends more into a channel than it was given leave to. False, and cut at once, when it asks for packets
 * too small to be meant well: then nothing may be written to the channel. To be called before anything is.
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

/** Calls `cut` when the other side goes on asking while it does not read the answers. To be set once ssh2 reads from the line. */
export function guardLine(line: Duplex, cut: () => void): void {
  // One waiter for each channel that has something to send.
  line.setMaxListeners(0)
  line.on('data', () => {
    if (line.writableLength > mostUnsentBytes) cut()
  })
}
