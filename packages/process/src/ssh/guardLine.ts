import type { Duplex, Readable } from 'node:stream'

/** What a channel may hold that nobody has read yet: ssh2 grants 2 MiB, again once that is in its buffer, and lets who takes more do so. */
const mostUnreadBytes = 6 * 1024 * 1024
/** What may wait to be sent. Data waits elsewhere (`pacedOutput`), so this is answers to a client that asks and does not read. */
const mostUnsentBytes = 8 * 1024 * 1024

/** Calls `cut` when the other side sends more into a channel than it was given leave to. */
export function guardChannel(channel: Readable, cut: () => void): void {
  const push = channel.push.bind(channel)
  channel.push = (chunk: unknown, encoding?: BufferEncoding): boolean => {
    const wantsMore = push(chunk, encoding)
    if (channel.readableLength > mostUnreadBytes) cut()
    return wantsMore
  }
}

/** Calls `cut` when the other side goes on asking while it does not read the answers. To be set once ssh2 reads from the line. */
export function guardLine(line: Duplex, cut: () => void): void {
  // One waiter for each channel that has something to send.
  line.setMaxListeners(0)
  line.on('data', () => {
    if (line.writableLength > mostUnsentBytes) cut()
  })
}
