import { createServer, type IncomingMessage } from 'node:http'

/** The call to the chain at which the proxy kills a worker: the `count`-th call of `method`. With `reachesChain`, it forwards that call to the chain before. */
export type KillPoint = { method: string; count: number; reachesChain: boolean }

/** A proxy in front of a real chain node. When the chosen call arrives, it calls `onReached` and does not answer the call. */
export interface KillingRpc {
  url: string
  /** Makes the proxy watch for the call `point`, at which it calls `onReached`. */
  arm(point: KillPoint): void
  stop(): Promise<void>
}

/** Starts a proxy that forwards everything until `arm` is called and the chosen call arrives. That call gets no answer. */
export async function startKillingRpc({ rpcUrl, onReached }: { rpcUrl: string; onReached: () => Promise<void> }): Promise<KillingRpc> {
  let armed: KillPoint | null = null
  const pass = async (body: string): Promise<string> => {
    const response = await fetch(rpcUrl, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    return response.text()
  }
  const isReached = (body: string): KillPoint | null => {
    if (armed === null || !body.includes(`"${armed.method}"`)) return null
    armed.count -= 1
    if (armed.count > 0) return null
    const point = armed
    armed = null
    return point
  }
  const server = createServer((request, response) => {
    void (async () => {
      const body = await textOf(request)
      const point = isReached(body)
      if (point === null) return response.writeHead(200, { 'content-type': 'application/json' }).end(await pass(body))
      if (point.reachesChain) await pass(body)
      await onReached()
      return response.destroy()
    })().catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const place = server.address()
  if (place === null || typeof place === 'string') throw new Error('the node has no port')
  return {
    url: `http://127.0.0.1:${place.port}`,
    arm(point) {
      armed = { ...point }
    },
    async stop() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}
