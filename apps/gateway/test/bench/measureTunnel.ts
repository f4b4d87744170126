import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import type { Duplex } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { createLogger } from '@infinitio/process'
import { testIdentity } from '@infinitio/process/test'
import { openBenchDoor } from './openBenchDoor.ts'
import { scpRenter } from './scpRenter.ts'
import { listenForTunnels } from '../../src/tunnel/listenForTunnels.ts'

// Measures the tunnel over a connection with a round trip of 100 ms. Measures each of the following several times, and prints one line of JSON with all
// numbers.
// - MiB/s of one download by HTTPS from a port of a lease
// - MiB/s of one `scp` through both SSH connections, in the slower direction
// - the 95th percentile of a keystroke's round trip while 8 other streams fill the connection
// - the time until a keystroke is answered that was typed just when the connection broke
//
// A keystroke is a byte on a plain stream of the tunnel. Gateway, node, connection, the lease's web server and the program that downloads run in one process
// each. Instead of a database, this script returns the data about the lease and its token.

const RUNS = 5
const ONE_WAY_MS = 50
const STREAM_MS = 4_000
const WARM_MS = 2_000
const KEYS = 60
const KEY_EVERY_MS = 60
const HEAVY = 8
const mebibyte = 1024 * 1024

const { identity, publicKey } = testIdentity()
const nodeKeys = new Map<string, string>()
const children: ChildProcess[] = []
const gateway = await listenForTunnels({
  ...{ host: '127.0.0.1', port: 0, gatewayId: 'measured', identity, logger: createLogger({ room: 'gateway' }) },
  findNodeKey: async (nodeId) => nodeKeys.get(nodeId) ?? null,
  events: { opened: () => {}, closed: () => {} },
})
const line = started<{ port: number }>(path.join(import.meta.dirname, 'delayLine.ts'), [String(gateway.port), String(ONE_WAY_MS)])
const { port } = await line.said
const renter = await scpRenter(async (to) => {
  const far = started<{ port: number }>(path.join(import.meta.dirname, 'delayLine.ts'), [String(to), String(ONE_WAY_MS)])
  return (await far.said).port
})
const web = started<{ port: number }>(path.join(import.meta.dirname, '../../../agent/test/bench/bytesServer.ts'), [])
const node = started<{ nodeId: string; nodeKey: string }>(path.join(import.meta.dirname, '../../../agent/test/bench/streamNode.ts'), [
  ...[String(port), publicKey, String((await web.said).port)],
])
const { nodeId, nodeKey } = await node.said
nodeKeys.set(nodeId, nodeKey)
node.child.send('dial')
while (!gateway.tunnels.isUp(nodeId)) await delay(20)
const door = await openBenchDoor({ nodeId, tunnels: gateway.tunnels })
const reader = started(path.join(import.meta.dirname, 'httpsReader.ts'), [String(door.port), door.host, door.token])
await reader.said

const samples: Record<'httpsMibPerSec' | 'scpMibPerSec' | 'keyP95Ms' | 'reconnectMs', number[]> = {
  httpsMibPerSec: [],
  scpMibPerSec: [],
  keyP95Ms: [],
  reconnectMs: [],
}
for (let run = 1; run <= RUNS; run += 1) {
  const [httpsMibPerSec, keyP95Ms, reconnectMs] = [await measureDownload(), await measureKeys(), await measureReconnection()]
  const { upPerSecond, downPerSecond } = await renter.measure()
  const scp = [upPerSecond, downPerSecond].map((bytes) => (bytes / mebibyte).toFixed(1)).join(' and ')
  console.error(
    `run ${run}: ${httpsMibPerSec.toFixed(1)} MiB/s, scp ${scp} MiB/s there and back, a key ${keyP95Ms.toFixed(0)} ms, back after ${reconnectMs.toFixed(0)} ms`,
  )
  samples.httpsMibPerSec.push(httpsMibPerSec)
  samples.scpMibPerSec.push(Math.min(upPerSecond, downPerSecond) / mebibyte)
  samples.keyP95Ms.push(keyP95Ms)
  samples.reconnectMs.push(reconnectMs)
}
await renter.close()
for (const child of children) child.disconnect()
door.close()
await gateway.close()
console.log(JSON.stringify(samples))
process.exit(0)

async function measureDownload(): Promise<number> {
  reader.child.send({ warmMs: WARM_MS, forMs: STREAM_MS })
  const [{ bytesPerSecond }] = (await once(reader.child, 'message')) as [{ bytesPerSecond: number }]
  await delay(500)
  return bytesPerSecond / mebibyte
}

async function measureKeys(): Promise<number> {
  const heavy = await Promise.all(Array.from({ length: HEAVY }, () => opened('/flood')))
  for (const flood of heavy) flood.resume()
  const echo = await opened('/echo')
  await delay(WARM_MS)
  const times: number[] = []
  for (let key = 0; key < KEYS; key += 1) {
    times.push(await keystroke(echo))
    await delay(KEY_EVERY_MS)
  }
  for (const stream of [...heavy, echo]) await gone(stream)
  return times.toSorted((a, b) => a - b)[Math.floor(KEYS * 0.95)] ?? Number.NaN
}

async function measureReconnection(): Promise<number> {
  const echo = await opened('/echo')
  await keystroke(echo)
  line.child.send('silence')
  const took = await keystroke(echo)
  await gone(echo)
  return took
}

async function keystroke(echo: Duplex): Promise<number> {
  const atMs = performance.now()
  echo.write('k')
  await once(echo, 'data')
  return performance.now() - atMs
}

async function opened(name: string): Promise<Duplex> {
  const stream = await gateway.tunnels.connect(nodeId, name)
  if ('refused' in stream) throw new Error('the node is away')
  stream.on('error', () => {})
  return stream
}

async function gone(stream: Duplex): Promise<void> {
  stream.destroy()
  // Wait until all data on the way has arrived. Otherwise it would slow down the next measurement.
  await delay(500)
}

function started<Facts = unknown>(entry: string, args: string[]): { child: ChildProcess; said: Promise<Facts> } {
  const child = fork(entry, args, { execArgv: [], env: { ...process.env, LOG_LEVEL: 'error' } })
  children.push(child)
  return { child, said: once(child, 'message').then(([facts]) => facts as Facts) }
}
