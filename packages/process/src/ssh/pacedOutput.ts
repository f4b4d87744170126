import { Writable } from 'node:stream'

const waitingBytes = 64 * 1024

/**
 * Writes to a channel of an SSH connection only as fast as the line under it takes the bytes. ssh2 looks at the window alone, which the other
 * side may make as large as it likes: without this, who grants 4 GiB and reads nothing has them kept for it in our memory. Ending it ends
 * nothing else; 'finish' means that the channel has taken everything.
 */
export function pacedOutput({ channel, line }: { channel: Writable; line: Writable }): Writable {
  return new Writable({
    highWaterMark: waitingBytes,
    write(bytes: Buffer, _encoding, done) {
      // One write to the line for all packets of these bytes: ssh2 makes two of each.
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
