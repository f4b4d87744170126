import type { ServerChannel } from 'ssh2'
import type { Exit } from '../runtime/sandboxProcess.ts'

/** Sends how the session's process ended, and closes the session. */
export function finishSession(channel: ServerChannel, exit: Exit): void {
  if (exit.signal === null) channel.exit(exit.code)
  else channel.exit(exit.signal.replace(/^SIG/, ''), false)
  channel.end()
  // Discards input that the client sent to the ended process. The channel would stay open while it has unread input.
  channel.resume()
}
