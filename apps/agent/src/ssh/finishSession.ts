import type { ServerChannel } from 'ssh2'
import type { Exit } from '../runtime/sandboxProcess.ts'

/** Says how what ran in a session ended, and closes it. */
export function finishSession(channel: ServerChannel, exit: Exit): void {
  if (exit.signal === null) channel.exit(exit.code)
  else channel.exit(exit.signal.replace(/^SIG/, ''), false)
  channel.end()
  // What the client still sent to a process that is gone; unread, it would keep the channel from closing.
  channel.resume()
}
