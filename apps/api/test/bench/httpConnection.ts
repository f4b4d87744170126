import { once } from 'node:events'
import { connect } from 'node:net'

/** One persistent HTTP/1.1 connection that sends one request at a time. The client does little work, so that the server causes most of the load. */
export type HttpConnection = {
  /** Posts JSON and returns the body of the answer. Throws on another status. */
  post(path: string, body: string, options: { status: number }): Promise<string>
  /** Returns the body of a page with status 200. */
  get(path: string): Promise<string>
  close(): void
}

/** Opens a connection to a port of this machine. */
export async function openHttpConnection(port: number): Promise<HttpConnection> {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true })
  await once(socket, 'connect')
  let received = ''
  let answered: { resolve: (answer: string) => void; reject: (error: Error) => void } | null = null
  let isOpen = true
  const fail = (error: Error) => {
    isOpen = false
    answered?.reject(error)
  }
  socket.setEncoding('latin1')
  socket.on('error', fail)
  socket.on('close', () => fail(new Error('the server closed the connection')))
  socket.on('data', (part: string) => {
    received += part
    if (!isWhole(received)) return
    const answer = received
    received = ''
    answered?.resolve(answer)
  })
  async function send(request: string, status: number): Promise<string> {
    if (!isOpen) throw new Error('the connection was closed while it was idle')
    const { promise, resolve, reject } = Promise.withResolvers<string>()
    answered = { resolve, reject }
    socket.write(request)
    const answer = await promise
    if (!answer.startsWith(`HTTP/1.1 ${status} `)) throw new Error(`asked ${request.slice(0, 200)}, got ${answer.slice(0, 600)}`)
    return answer.slice(answer.indexOf('\r\n\r\n') + 4)
  }

  const host = `HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n`
  return {
    post: (path, body, { status }) =>
      send(`POST ${path} ${host}Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`, status),
    get: (path) => send(`GET ${path} ${host}\r\n`, 200),
    close: () => void socket.destroy(),
  }
}

function isWhole(received: string): boolean {
  const headEnd = received.indexOf('\r\n\r\n')
  if (headEnd === -1) return false
  const length = /\r\ncontent-length: (\d+)/i.exec(received.slice(0, headEnd))
  if (length === null) return received.endsWith('0\r\n\r\n')
  return received.length - headEnd - 4 >= Number(length[1])
}
