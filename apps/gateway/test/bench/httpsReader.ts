import https from 'node:https'
import { setTimeout as delay } from 'node:timers/promises'

// A program that downloads from a port of a lease, like curl. Arguments: port of the server, host name, token. For each message `{warmMs, forMs}`, it starts a
// download, ignores the first `warmMs`, and answers with the bytes per second of the `forMs` after them.

const [port = '', host = '', token = ''] = process.argv.slice(2)

process.on('message', ({ warmMs, forMs }: { warmMs: number; forMs: number }) => {
  const headers = { host, authorization: `Bearer ${token}` }
  const request = https.get({ host: '127.0.0.1', port: Number(port), path: '/', headers, rejectUnauthorized: false, agent: false }, (answer) => {
    if (answer.statusCode !== 200) process.exit(1)
    let bytes = 0
    answer.on('data', (part: Buffer) => {
      bytes += part.length
    })
    answer.on('error', () => {})
    void measure(() => bytes, { warmMs, forMs }).then((bytesPerSecond) => {
      request.destroy()
      process.send?.({ bytesPerSecond })
    })
  })
  request.on('error', () => {})
})
process.on('disconnect', () => process.exit(0))
process.send?.({})

async function measure(read: () => number, { warmMs, forMs }: { warmMs: number; forMs: number }): Promise<number> {
  await delay(warmMs)
  const before = { bytes: read(), atMs: performance.now() }
  await delay(forMs)
  return (read() - before.bytes) / ((performance.now() - before.atMs) / 1_000)
}
