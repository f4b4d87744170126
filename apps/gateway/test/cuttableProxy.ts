import net from 'node:net'

/** Starts a TCP proxy to `target` that a test can cut and restore. With it, a test makes a database or a node's connection fail without stopping a process. */
export async function cuttableProxy(target: { host: string; port: number }) {
  const sockets = new Set<net.Socket>()
  let isCut = false
  const server = net.createServer((near) => {
    if (isCut) return void near.destroy()
    const far = net.connect(target)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.once('close', () => {
        sockets.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
    near.pipe(far)
    far.pipe(near)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as net.AddressInfo).port,
    cut() {
      isCut = true
      for (const socket of sockets) socket.destroy()
    },
    /** Makes the open connections drop all bytes silently, as dead connections would. New connections work. */
    silence() {
      for (const socket of sockets) socket.unpipe().resume()
    },
    mend() {
      isCut = false
    },
    close() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
