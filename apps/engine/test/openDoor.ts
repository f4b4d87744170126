import { createServer, type Socket, connect } from 'node:net'

/** A TCP proxy that a test can close. */
export interface Door {
  port: number
  /** Cuts every connection and refuses new ones until `open`. */
  shut(): void
  open(): void
  stop(): Promise<void>
}

/** Opens a proxy on 127.0.0.1 to `targetPort` on 127.0.0.1. */
export async function openDoor({ targetPort }: { targetPort: number }): Promise<Door> {
  const sockets = new Set<Socket>()
  let isShut = false
  const server = createServer((incoming) => {
    if (isShut) return incoming.destroy()
    const outgoing = connect(targetPort, '127.0.0.1')
    for (const [one, other] of [
      [incoming, outgoing],
      [outgoing, incoming],
    ] as const) {
      sockets.add(one)
      one.pipe(other)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        sockets.delete(one)
        other.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the door has no port')
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: address.port,
    shut() {
      isShut = true
      cut()
    },
    open() {
      isShut = false
    },
    async stop() {
      cut()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
