import net from 'node:net'

/** Connects through a SOCKS5 proxy (`ssh -D`) to a name and a port. Rejects when the proxy refuses. */
export function connectBySocks({ proxyPort, host, port }: { proxyPort: number; host: string; port: number }): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ port: proxyPort, host: '127.0.0.1', allowHalfOpen: true }, () => socket.write(Buffer.from([5, 1, 0])))
    socket.once('error', reject)
    for (const over of ['end', 'close']) socket.once(over, () => reject(new Error('the proxy hung up')))
    socket.once('data', () => {
      const name = Buffer.from(host)
      socket.write(Buffer.concat([Buffer.from([5, 1, 0, 3, name.length]), name, Buffer.from([port >> 8, port & 255])]))
      socket.once('data', (reply: Buffer) => (reply[1] === 0 ? resolve(socket) : reject(new Error(`refused with ${reply[1]}`))))
    })
  })
}

/** Sends bytes and ends, then returns everything received until the other side ended. Rejects when the connection breaks. */
export function exchange(socket: net.Socket, bytes: Buffer | string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    socket.on('data', (part: Buffer) => parts.push(part))
    socket.once('error', reject)
    socket.once('end', () => resolve(Buffer.concat(parts)))
    socket.once('close', () => reject(new Error('it was closed without an end')))
    socket.end(bytes)
  })
}

/** Returns a port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as net.AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
