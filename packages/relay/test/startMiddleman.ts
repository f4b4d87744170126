import { createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** A whole answer that a middleman may change. With `cutAt`, the connection breaks after this number of bytes. */
export type PassedAnswer = { status: number; headers: Record<string, string>; body: string; cutAt?: number }

/** A request that a middleman sees and may change. */
export type PassedRequest = { readonly path: string; readonly headers: Readonly<Record<string, unknown>>; body: string }

/**
 * Starts a server that forwards requests and lets a test change each whole answer, like a service that lies. `alter` sees each request first, and returns the
 * body to forward.
 */
export async function startMiddleman(
  target: () => number,
  change: (answer: PassedAnswer, path: string) => PassedAnswer,
  alter: (request: PassedRequest) => string = ({ body }) => body,
): Promise<{ readonly port: number; readonly stop: () => Promise<void> }> {
  const server = createServer((message, response) => {
    void buffer(message).then((sentBody) => {
      const body = alter({ path: message.url ?? '', headers: message.headers, body: sentBody.toString() })
      const length = sentBody.length === 0 ? {} : { 'content-length': String(Buffer.byteLength(body)) }
      const options = { host: '127.0.0.1', port: target(), method: message.method, path: message.url, headers: { ...message.headers, ...length } }
      const sent = request(options, (answer: IncomingMessage) => {
        void buffer(answer).then((bytes) => {
          const headers = Object.fromEntries(
            Object.entries(answer.headers).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
          )
          delete headers['content-length']
          delete headers['transfer-encoding']
          const changed = change({ status: answer.statusCode ?? 0, headers, body: bytes.toString() }, message.url ?? '')
          response.writeHead(changed.status, changed.headers)
          if (changed.cutAt === undefined) return void response.end(changed.body)
          response.write(Buffer.from(changed.body).subarray(0, changed.cutAt), () => response.destroy())
        })
      })
      sent.on('error', () => response.destroy())
      sent.end(body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
