import { Worker } from 'node:worker_threads'
import { createLogger } from '@infinitio/process'
import { describe, expect, test } from 'vitest'
import { createMarketThread } from './createMarketThread.ts'

const open = () => new Worker(new URL('../../test/failingMarketThread.ts', import.meta.url), { execArgv: [] })
const question = { kind: 'figuresVersion' } as const
const clock = { read: () => ({ ok: true, blockNumber: 1, blockTimestamp: 1, now: 1 }) }
const down = { rejected: 'api.not_ready' }

describe('a market thread that dies', () => {
  test('refuses what was asked of it, is not ready, and is started again', async () => {
    const thread = setup()
    expect(await thread.ask(question)).toBe('version')
    await expect.poll(() => thread.isReady()).toBe(true)
    expect(await Promise.all([thread.ask(question), thread.ask(question)])).toMatchObject([down, down])
    expect(thread.isReady()).toBe(false)
    expect(await thread.ask(question)).toMatchObject(down)
    await expect.poll(() => thread.ask(question), { timeout: 60_000 }).toBe('version')
    await thread.close()
  })

  test('refuses everything once it was closed', async () => {
    const thread = setup()
    expect(await thread.ask(question)).toBe('version')
    await thread.close()
    expect(await thread.ask(question)).toMatchObject(down)
    expect(thread.isReady()).toBe(false)
  })

  function setup() {
    return createMarketThread({ databaseUrl: 'postgresql://nowhere', clock, logger: createLogger({ room: 'web-test' }), open })
  }
})
