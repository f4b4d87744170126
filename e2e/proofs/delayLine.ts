import { connect, createServer, type Socket } from 'node:net'

/** A line that delays each packet by `delayMs` in each direction. A packet is lost with the probability `lossShare`, and then comes `repeatMs` later. */
export type DelayLine = { readonly delayMs: number; readonly lossShare: number; readonly repeatMs: number; readonly random: () => number }

const packetBytes = 1_400

/** Opens a TCP port that forwards connections to another port of this computer through a slow line that loses packets. */
export async function openDelayLine(to: number, line: DelayLine): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(to, '127.0.0.1')
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.setNoDelay()
      socket.on('error', () => socket.destroy())
      socket.once('close', () => sockets.delete(socket))
    }
    forward(near, far, line)
    forward(far, near, line)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a server of TCP has a port')
  return {
    port: address.port,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

/** Forwards the packets of one direction in their sequence: as with TCP, a packet waits for a lost one before it. */
function forward(from: Socket, to: Socket, { delayMs, lossShare, repeatMs, random }: DelayLine): void {
  let lastMs = 0
  const send = (act: () => void): void => {
    let atMs = performance.now() + delayMs
    while (random() < lossShare) atMs += repeatMs
    lastMs = Math.max(lastMs, atMs)
    setTimeout(act, lastMs - performance.now())
  }
  from.on('data', (bytes: Buffer) => {
    for (let start = 0; start < bytes.length; start += packetBytes) {
      const packet = bytes.subarray(start, start + packetBytes)
      send(() => to.writable && to.write(packet))
    }
  })
  from.once('close', () => send(() => to.destroy()))
}
