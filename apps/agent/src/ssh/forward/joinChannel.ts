import type { Socket } from 'node:net'
import { guardChannel, pacedOutput } from '@infinitio/process'
import type { ServerChannel } from 'ssh2'
import type { SshConnection } from '../sshConnection.ts'

/** Connects a forward's channel to its socket; each direction ends separately. Calls `closed` once when the channel is gone. */
export function joinChannel({
  channel,
  socket,
  connection,
  closed,
}: {
  channel: ServerChannel
  socket: Socket
  connection: SshConnection
  closed: () => void
}): void {
  if (!guardChannel(channel, connection.cut)) return void socket.destroy()
  // The socket comes from another process, where Node by default closes both halves when one ends.
  socket.allowHalfOpen = true
  socket.setNoDelay(true)
  const output = pacedOutput({ channel, line: connection.line })
  channel.pipe(socket)
  socket.pipe(output)
  // Ending a server's channel closes both directions, so this sends only the end of the output.
  output.once('finish', () => channel.eof())
  socket.on('error', () => {})
  socket.once('close', () => {
    // Data from the socket may still wait to be sent.
    output.end(() => channel.end())
    channel.resume()
  })
  channel.on('error', () => socket.destroy())
  const forget = connection.onGone(() => socket.destroy())
  channel.once('close', () => {
    forget()
    socket.destroy()
    closed()
  })
}
