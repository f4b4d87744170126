import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { Duplex, duplexPair } from 'node:stream'
import { describe, expect, onTestFinished, test } from 'vitest'
import { pick, randomFrom } from '../../test/randomFrom.ts'
import { firstWindowBytes } from './inbox.ts'
import { ResumableStream } from './resumableStream.ts'
import { ackFrame, dataHead, endFrame } from './tunnelFrames.ts'
import { WindowBudget } from './windowBudget.ts'

const mebibyte = 1024 * 1024
/** A connection without limits. */
const freeLine = { isBusy: () => false, waitForTurn: () => {}, count: () => {} }
const limits = { graceMs: 20_000, mostWindowBytes: mebibyte }

describe('a stream that outlives its connection', () => {
  const seed = Date.now() % 1_000_000
  test(`carries every byte once and in order over 60 cuts, in both directions (seed ${seed})`, async () => {
    const random = randomFrom(seed)
    const { near, far, connect } = setup()
    const sent = [randomBytes(6 * mebibyte), randomBytes(6 * mebibyte)] as const
    const received = [readAll(near), readAll(far)] as const
    // A cut connection may lose the acknowledgement of a stream's end. The side that waits for that acknowledgement then fails, although the other side has all
    // bytes.
    const ended = Promise.allSettled([closed(near), closed(far)])
    void writeInPieces(near, sent[0], random)
    void writeInPieces(far, sent[1], random)
    let cut = connect()
    let lost = 0
    for (let cuts = 0; cuts < 60 && !(near.destroyed && far.destroyed); cuts += 1) {
      for (let turns = Math.floor(random() * 16); turns > 0; turns -= 1) await nextTurn()
      lost += near.keptBytes > 0 && far.keptBytes > 0 ? 1 : 0
      cut()
      cut = connect()
    }
    expect(lost).toBeGreaterThan(5)
    expect(hash(await received[1])).toBe(hash(sent[0]))
    expect(hash(await received[0])).toBe(hash(sent[1]))
    await ended
  })

  test('holds no more than the first window for a reader who does not read, and continues when it reads', async () => {
    const { near, far, connect } = setup()
    connect()
    const bytes = randomBytes(8 * mebibyte)
    near.end(bytes)
    far.pause()
    await until(() => far.received === firstWindowBytes)
    for (let turns = 0; turns < 200; turns += 1) await nextTurn()
    expect(far.received).toBe(firstWindowBytes)
    expect(hash(await readAll(far))).toBe(hash(bytes))
  })

  test('delays a write without a connection, and loses none of it', async () => {
    const { near, far, connect } = setup()
    const received = readAll(far)
    near.write('before ')
    connect()()
    let isFinished = false
    near.end('after', () => {
      isFinished = true
    })
    await nextTurn()
    expect(isFinished).toBe(false)
    far.end()
    connect()
    expect((await received).toString()).toBe('before after')
  })

  test('is destroyed if no connection comes in time', async () => {
    const { near, connect } = setup({ graceMs: 20 })
    connect()()
    await expect(closed(near)).rejects.toThrow('did not come back in time')
  })

  test('ends at the other side once one side cuts it over a working connection', async () => {
    const { near, far, connect } = setup()
    connect()
    const ended = closed(far)
    near.destroy()
    await expect(ended).rejects.toThrow('closed the stream')
  })

  test('limits many unread streams to the budget', async () => {
    const budget = new WindowBudget(mebibyte)
    const streams = Array.from({ length: 8 }, () => setup({ budget }))
    for (const { near, far, connect } of streams) {
      connect()
      near.end(randomBytes(4 * mebibyte))
      far.resume()
    }
    await until(() => budget.left < mebibyte / 2)
    expect(budget.left).toBeGreaterThanOrEqual(0)
    for (const { near, far } of streams) {
      near.destroy()
      far.destroy()
    }
    await until(() => budget.left === mebibyte)
  })

  test.each([
    ['an unknown frame', Buffer.of(9)],
    ['a frame longer than any', Buffer.from('00ffffffff', 'hex')],
    ['an empty frame', dataHead(0)],
    ['more than was granted', Buffer.concat(Array.from({ length: 5 }, () => Buffer.concat([dataHead(65_536), Buffer.alloc(65_536)])))],
    ['an acknowledgement of what was never sent', ackFrame({ received: 1, limit: 1 })],
    ['bytes after the end', Buffer.concat([endFrame, dataHead(1), Buffer.of(1)])],
    ['a second end', Buffer.concat([endFrame, endFrame])],
  ])('is destroyed by %s', async (_what, bytes) => {
    const stream = made({})
    const [line, far] = duplexPair()
    stream.attach({ stream: line, isLost: () => false, line: freeLine }, 0)
    far.write(bytes)
    await expect(closed(stream)).rejects.toThrow('broke the protocol')
  })

  test('is not resumed by a peer that claims bytes that were never sent', async () => {
    const stream = made({})
    const ended = closed(stream)
    expect(stream.attach({ stream: duplexPair()[0], isLost: () => false, line: freeLine }, 5)).toBe(false)
    await expect(ended).rejects.toThrow('never sent')
  })

  function made({ graceMs = limits.graceMs, budget = new WindowBudget(64 * mebibyte) }: { graceMs?: number; budget?: WindowBudget }) {
    const stream = new ResumableStream({ budget, limits: { ...limits, graceMs } })
    stream.on('error', () => {})
    onTestFinished(() => void stream.destroy())
    return stream
  }

  /** Creates two ends and the connections between them. `connect` opens a connection and returns a function that loses it. */
  function setup(options: { graceMs?: number; budget?: WindowBudget } = {}) {
    const near = made(options)
    const far = made(options)
    const connect = (): (() => void) => {
      let lost = false
      const [left, right] = linePair()
      // Do as a gateway does: both sides exchange their positions before the new connection carries bytes.
      near.detach()
      far.detach()
      const [nearHas, farHas] = [near.received, far.received]
      near.attach({ stream: left, isLost: () => lost, line: freeLine }, farHas)
      far.attach({ stream: right, isLost: () => lost, line: freeLine }, nearHas)
      return () => {
        lost = true
        left.destroy()
        right.destroy()
      }
    }
    return { near, far, connect }
  }
})

/** Creates both ends of a connection. Every chunk of bytes takes three turns of the event loop, and is lost if an end is destroyed in between. */
function linePair(): [Duplex, Duplex] {
  const end = (other: () => Duplex): Duplex =>
    new Duplex({
      read: () => {},
      write: (chunk: Buffer, _encoding, done) => {
        setImmediate(() =>
          setImmediate(() =>
            setImmediate(() => {
              if (!other().destroyed) other().push(chunk)
              done()
            }),
          ),
        )
      },
      destroy: (_error, done) => {
        setImmediate(() => other().destroy())
        done(null)
      },
      final: (done) => {
        if (!other().destroyed) other().push(null)
        done()
      },
    })
  const left: Duplex = end(() => right)
  const right: Duplex = end(() => left)
  return [left, right]
}

async function writeInPieces(stream: Duplex, bytes: Buffer, random: () => number): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const piece = bytes.subarray(at, at + 1 + Math.floor(random() * pick([20, 3_000, 100_000], random)))
    at += piece.length
    if (!stream.write(piece)) await once(stream, 'drain')
  }
  stream.end()
}

async function readAll(stream: Duplex): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

function closed(stream: Duplex): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.once('error', reject)
    stream.once('close', resolve)
  })
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 60_000
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('the condition was not met within 20 s')
    await nextTurn()
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

function hash(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
