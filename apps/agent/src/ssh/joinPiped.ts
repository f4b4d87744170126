import type { Readable, Writable } from 'node:stream'
import { pacedOutput } from '@infinitio/process'
import type { ServerChannel } from 'ssh2'
import type { PipedProcess } from '../runtime/sandboxProcess.ts'
import { finishSession } from './finishSession.ts'
import type { SshConnection } from './sshConnection.ts'

const idleEnoughMs = 500
const lookEveryMs = 50

/** Joins a session to a process with pipes, until either ends. What the process wrote comes before its exit code, however slow the line. */
export function joinPiped({ channel, child, connection }: { channel: ServerChannel; child: PipedProcess; connection: SshConnection }): void {
  const { door, line } = connection
  const leave = door.enter({ notify: (text) => void channel.stderr.write(`\n${text}\n`), close: () => child.signal('SIGHUP') })
  channel.pipe(child.stdin)
  const outputs = [
    { from: child.stdout, to: pacedOutput({ channel, line }) },
    { from: child.stderr, to: pacedOutput({ channel: channel.stderr, line }) },
  ]
  for (const { from, to } of outputs) from.pipe(to)
  const gone = new AbortController()
  // As OpenSSH does: the process sees its pipes closed and gets no signal, so that what it left in the background lives on.
  const hangUp = (): void => {
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy()
    gone.abort()
    // Nobody is left to be told; the end of the lease finds the process by itself.
    leave()
  }
  channel.once('close', hangUp)
  const forget = connection.onGone(hangUp)
  void child.exited.then(async (exit) => {
    await drained(outputs, gone.signal)
    leave()
    forget()
    finishSession(channel, exit)
  })
}

/**
 * Waits until the client has everything. A process left in the background may keep the pipes open: then it is over once nothing has come
 * for half a second while the line had room for it.
 */
function drained(outputs: readonly { from: Readable; to: Writable }[], gone: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    let left = outputs.length
    let idleMs = 0
    const over = (): void => {
      clearInterval(timer)
      resolve()
    }
    const timer = setInterval(() => {
      idleMs = outputs.every(({ to }) => to.writableLength === 0) ? idleMs + lookEveryMs : 0
      if (idleMs >= idleEnoughMs) over()
    }, lookEveryMs)
    gone.addEventListener('abort', over)
    if (gone.aborted) over()
    for (const { from, to } of outputs) {
      from.on('data', () => (idleMs = 0))
      const finished = (): void => {
        left -= 1
        if (left === 0) over()
      }
      if (to.writableFinished) finished()
      else to.once('finish', finished)
    }
  })
}
