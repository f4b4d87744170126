import { writeSync } from 'node:fs'
import { Writable } from 'node:stream'

const retryMs = 20

/** A terminal as its module has it: the number of its master, and the stream that says whether that is open. */
export type TerminalMaster = { fd: number; _socket: { destroyed: boolean } }

/**
 * Keystrokes on their way into a terminal. A program that reads none makes who types wait, and nobody else: Node's own
 * write to a terminal's master asks the kernel again and again until all is taken, and the whole agent with it, for ever when the program waits for its
 * output to be read. The master is written in the same tick in which it is known to be open, so that its number means no other file.
 */
export function terminalInput(master: TerminalMaster): Writable {
  return new Writable({
    write: (bytes: Buffer, _encoding, taken) => {
      writeAll({ master, bytes }).then(() => taken(), taken)
    },
  })
}

/** Resolves when all is taken, or nobody is there any more to take it. */
async function writeAll({ master, bytes }: { master: TerminalMaster; bytes: Buffer }): Promise<void> {
  let left = bytes
  while (left.length > 0 && !master._socket.destroyed) {
    const count = writeSome(master.fd, left)
    if (count === 'gone') return
    left = left.subarray(count)
    if (left.length > 0) await new Promise((resolve) => setTimeout(resolve, retryMs))
  }
}

/** How many bytes the terminal took: none when it is full. */
function writeSome(fd: number, bytes: Buffer): number | 'gone' {
  try {
    return writeSync(fd, bytes)
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException
    if (code === 'EAGAIN') return 0
    // What else the kernel says means that the terminal has ended; its exit is on the way.
    if (syscall === 'write') return 'gone'
    throw error
  }
}
