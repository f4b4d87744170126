import http from 'node:http'
import net from 'node:net'
import { WebSocket } from 'ws'

type Sent = { method?: string; headers?: Record<string, string>; body?: Buffer | string }
/** A complete answer. */
export type Answer = { status: number; headers: http.IncomingHttpHeaders; body: Buffer; text: string }

/** Clients of the gateway's server for ports of leases: browsers, programs and attackers. */
export function portClients(port: number) {
  const address = () => ({ host: '127.0.0.1', port })
  function ask(host: string, target: string, { method = 'GET', headers = {}, body }: Sent = {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const request = http.request({ ...address(), path: target, method, headers: { host, ...headers }, agent: false }, (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.once('error', reject)
        answer.once('end', () => {
          const whole = Buffer.concat(parts)
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: whole, text: whole.toString() })
        })
      })
      request.once('error', reject)
      request.end(body)
    })
  }

  /** Sends bytes unchanged and returns everything that arrives until the server closes the connection. */
  function raw(bytes: string | Buffer): Promise<string> {
    return new Promise((resolve) => {
      const socket = net.connect({ ...address() })
      let text = ''
      socket.on('data', (part: Buffer) => (text += part.toString('latin1')))
      socket.on('error', () => {})
      socket.once('close', () => resolve(text))
      socket.end(bytes)
    })
  }

  /** Sends bytes, and closes the connection as soon as the answer matches `answered`. */
  function breakOff(bytes: string, answered: RegExp): Promise<void> {
    return new Promise((resolve) => {
      const socket = net.connect(address())
      let text = ''
      socket.on('error', () => {})
      socket.on('data', (part: Buffer) => {
        text += part.toString('latin1')
        if (answered.test(text)) socket.resetAndDestroy()
      })
      socket.once('close', () => resolve())
      socket.write(bytes)
    })
  }

  function socketTo(host: string, headers: Record<string, string>) {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/socket`, { headers: { host, ...headers } })
    const messages: Buffer[] = []
    const seen = { status: 0, code: 0 }
    socket.on('message', (data) => messages.push(data as Buffer))
    socket.on('unexpected-response', (_request, response) => (seen.status = response.statusCode ?? 0))
    socket.on('close', (code) => (seen.code = code))
    socket.on('error', () => {})
    return { socket, messages, seen }
  }

  return { ask, raw, breakOff, socketTo, address }
}
