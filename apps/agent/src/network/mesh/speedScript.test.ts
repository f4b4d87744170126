import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { parseSpeeds, speedScript } from './speedScript.ts'

const port = 61_973
const own = '127.0.61.1'
const peer = '127.0.61.2'
const stranger = '127.0.61.3'

/** Starts a member that reads all bytes and gives these answers, one on each connection. */
async function answering(answers: string[]): Promise<void> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {})
    socket.resume().on('end', () => void socket.end(answers.shift() ?? ''))
  })
  onTestFinished(() => void server.close())
  await once(server.listen(port, peer), 'listening')
}

/** Connects from an address outside the cluster, and sends bytes. Resolves with true if the program closed the connection without an answer. */
async function isRefused(): Promise<boolean> {
  for (let tries = 0; tries < 100; tries += 1) {
    const socket = connect({ host: own, port, localAddress: stranger })
    let answer = ''
    let isOpen = false
    socket
      .on('error', () => {})
      .on('data', (data) => {
        answer += String(data)
      })
    socket.on('connect', () => {
      isOpen = true
      socket.end('x'.repeat(1_000))
    })
    await once(socket, 'close').catch(() => {})
    if (isOpen) return answer === ''
    await delay(50)
  }
  throw new Error('the program does not listen')
}

test('ignores answers without a plausible bandwidth, and connections of strangers', { timeout: 40_000 }, async () => {
  const answers = ['1e300', 'Infinity', '9'.repeat(100_000), '940.5']
  await answering(answers)
  const program = spawn(process.execPath, ['-e', speedScript, own, peer, ''])
  onTestFinished(() => void program.kill())
  const [output, refused] = await Promise.all([text(program.stdout), isRefused()])
  expect(refused).toBe(true)
  expect([...parseSpeeds(output)]).toEqual([[peer, 940.5]])
  expect(answers).toEqual([])
})
