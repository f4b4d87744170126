import { connect, createServer, type Server } from 'node:net'

/** Forwards every TCP connection unchanged to a port on this machine's loopback. When one end of a connection closes, so does the other. */
export function chainRelay({ port }: { port: number }): Server {
  return createServer((socket) => {
    const inner = connect(port, '127.0.0.1')
    const end = () => {
      socket.destroy()
      inner.destroy()
    }
    socket.on('error', end).on('close', end).pipe(inner)
    inner.on('error', end).on('close', end).pipe(socket)
  })
}
