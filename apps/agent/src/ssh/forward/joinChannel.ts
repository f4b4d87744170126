import type { Socket } from 'node:net'
import { guardChannel, pacedOutput } from '@infinitio/process'
import type { ServerChannel } from 'ssh2'
import type { SshConnection } from '../sshConnection.ts'

/** Joins a forward's channel to its socket, each half ending by itself; `closed` is called once when the channel is gone. */
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
  // It came from another process with Node's usual answer to a half-close, which is to close the other half.
  socket.allowHalfOpen = true
  socket.setNoDelay(true)
  const output = pacedOutput({ channel, line: connection.line })
  channel.pipe(socket)
  socket.pipe(output)
  // A server's channel closes both ways when it is ended: say only that no more comes.
  output.once('finish', () => channel.eof())
  socket.on('error', () => {})
  socket.once('close', () => {
    // What was read from it may still wait for the line.
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
