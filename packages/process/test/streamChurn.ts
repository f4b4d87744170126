// Runs as a separate process, because the bug for which this test looks uses all memory. It cuts many streams of one HTTP/2 session with unsent bytes, as when
// renters close their laptops. Exits with 0 when every stream has ended and the session still works.
import http2 from 'node:http2'
import type net from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { cutStream } from '../src/http2/cutStream.ts'

const streams = Number(process.argv[2])
const server = http2.createServer({ streamResetBurst: streams, streamResetRate: streams })
server.on('stream', (stream) => {
  stream.on('error', () => {})
  stream.respond({ ':status': 200 })
  stream.on('data', (chunk: Buffer) => void stream.write(chunk))
  stream.on('end', () => stream.end())
  if (Math.random() < 0.3) setTimeout(() => cutStream(stream), Math.random() * 3)
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const session = http2.connect(`http://127.0.0.1:${(server.address() as net.AddressInfo).port}`)

let opened = 0
await Promise.all(Array.from({ length: 8 }, churn))
process.exit(session.destroyed ? 1 : 0)

async function churn(): Promise<void> {
  while (opened < streams) {
    opened += 1
    const stream = session.request({ ':method': 'POST', ':path': '/' })
    const closed = new Promise<void>((resolve) => stream.once('close', () => resolve()))
    stream.on('error', () => {}).resume()
    await Promise.race([closed, new Promise<void>((resolve) => stream.once('response', () => resolve()))])
    for (let writes = Math.floor(Math.random() * 4); writes > 0 && !stream.destroyed && !stream.writableEnded; writes -= 1) {
      stream.write(Buffer.alloc(1 + Math.floor(Math.random() * 100)))
      if (Math.random() < 0.5) await nextTurn()
    }
    if (Math.random() < 0.5) stream.end()
    cutStream(stream)
    await closed
  }
}
