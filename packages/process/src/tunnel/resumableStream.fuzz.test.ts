import { duplexPair } from 'node:stream'
import { expect, test } from 'vitest'
import { mutateBytes } from '../../test/mutateBytes.ts'
import { pick, randomFrom } from '../../test/randomFrom.ts'
import { firstWindowBytes } from './inbox.ts'
import { ResumableStream } from './resumableStream.ts'
import { ackFrame, dataHead, endFrame } from './tunnelFrames.ts'
import { WindowBudget } from './windowBudget.ts'

const seed = Date.now() % 1_000_000
const line = { isBusy: () => false, waitForTurn: () => {}, count: () => {} }

test(`leaves a stream working or destroyed, within its window, after 4,000 malformed runs of frames (seed ${seed})`, async () => {
  const random = randomFrom(seed)
  const budget = new WindowBudget(1024 * 1024)
  let destroyed = 0
  for (let run = 0; run < 4_000; run += 1) {
    const stream = new ResumableStream({ budget, limits: { graceMs: 60_000, mostWindowBytes: 1024 * 1024 } })
    stream.on('error', () => {})
    stream.write(Buffer.alloc(3_000))
    const [near, far] = duplexPair()
    stream.attach({ stream: near, isLost: () => false, line }, 0)
    far.on('error', () => {}).resume()
    const frames = [ackFrame({ received: 3_000, limit: 400_000 }), dataHead(500), Buffer.alloc(500), endFrame, dataHead(70), Buffer.alloc(70)]
    far.write(mutateBytes(Buffer.concat(Array.from({ length: 8 }, () => pick(frames, random))), random))
    await new Promise((resolve) => setImmediate(resolve))
    expect(stream.received).toBeLessThanOrEqual(firstWindowBytes + 1)
    expect(stream.keptBytes).toBeLessThanOrEqual(3_000)
    destroyed += stream.destroyed ? 1 : 0
    stream.destroy()
  }
  // Most of these frames break the protocol, but some happen to be valid.
  expect(destroyed).toBeGreaterThan(1_000)
  expect(destroyed).toBeLessThan(4_000)
  expect(budget.left).toBe(1024 * 1024)
})
