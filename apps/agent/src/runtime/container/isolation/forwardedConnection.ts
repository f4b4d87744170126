import type { ChildProcess } from 'node:child_process'
import type { Server, Socket } from 'node:net'

const withinMs = 15_000
/** The end of the program's error output that is read, in characters. */
const mostSaid = 4_096

/**
 * Resolves with the connection that `runsc port-forward` opens to the agent's socket file, when the program has ended without an error. The program opens it
 * before it connects to the port of the lease, so this function waits for its end. Rejects with ECONNREFUSED if the program says that the port refused, because
 * then no program of the lease listens there. Every other error may be a fault of this machine. Rejects with ETIMEDOUT after 15 s. `child` must have a pipe for
 * its error output.
 */
export function forwardedConnection(server: Server, child: ChildProcess): Promise<Socket> {
  return new Promise((resolve, reject) => {
    let said = ''
    let socket: Socket | null = null
    let isConnected = false
    let isOver = false
    const fail = (message: string): void => {
      isOver = true
      clearTimeout(timer)
      socket?.destroy()
      reject(new Error(message))
    }
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      fail('ETIMEDOUT')
    }, withinMs)
    const finish = (): void => {
      if (isOver || !isConnected || socket === null) return
      isOver = true
      clearTimeout(timer)
      resolve(socket)
    }
    server.once('connection', (opened) => {
      if (isOver) return void opened.destroy()
      socket = opened
      finish()
    })
    child.stderr?.setEncoding('utf8').on('data', (part: string) => {
      said = (said + part).slice(-mostSaid)
    })
    child.once('error', (error) => fail(error.message))
    child.once('close', (code) => {
      if (isOver) return
      isConnected = code === 0
      if (isConnected) finish()
      else fail(/\brefused\b/.test(said) ? 'ECONNREFUSED' : `runsc port-forward ended with code ${code}: ${said.trim()}`)
    })
  })
}
