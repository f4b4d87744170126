import type { Readable, Writable } from 'node:stream'
import { pacedOutput } from '@infinitio/process'
import type { ServerChannel } from 'ssh2'
import type { PipedProcess } from '../runtime/sandboxProcess.ts'
import { finishSession } from './finishSession.ts'
import type { SshConnection } from './sshConnection.ts'

const idleEnoughMs = 500
const lookEveryMs = 50

/**
 * Connects a session to a process with pipes, until either ends. Sends all of the process's output before its exit code, even on a slow connection.
 */
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
  // Do the same as OpenSSH: the process sees that its pipes are closed, but gets no signal, so that its background processes continue.
  const hangUp = (): void => {
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy()
    gone.abort()
    // The client has disconnected, so remove this session from the lease's list of sessions. The process itself is found and ended when the lease ends.
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
 * Waits until the client has received all output. A background process may keep the pipes open, so the output also counts as complete if no data came for half
 * a second although the connection could have sent it.
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
