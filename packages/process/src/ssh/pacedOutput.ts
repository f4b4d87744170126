import { Writable } from 'node:stream'

const waitingBytes = 64 * 1024

/**
 * Returns a stream that writes to an SSH channel only as fast as the connection under it accepts the bytes. ssh2 checks only the channel's window, which the
 * other side may make as large as it likes: a client that grants 4 GiB and reads nothing would fill our memory. Ending this stream ends nothing else; 'finish'
 * means that the channel has accepted everything.
 */
export function pacedOutput({ channel, line }: { channel: Writable; line: Writable }): Writable {
  return new Writable({
    highWaterMark: waitingBytes,
    write(bytes: Buffer, _encoding, done) {
      // `cork` joins all SSH packets of these bytes into one write to the connection. Without it, ssh2 would write twice for each packet.
      line.cork()
      channel.write(bytes, () => whenDrained(line, done))
      line.uncork()
    },
  })
}

function whenDrained(line: Writable, act: () => void): void {
  if (!line.writableNeedDrain || line.destroyed) {
    act()
    return
  }
  const go = (): void => {
    line.off('drain', go)
    line.off('close', go)
    act()
  }
  line.on('drain', go)
  line.on('close', go)
}
