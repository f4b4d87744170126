import { setTimeout as delay } from 'node:timers/promises'
import { address } from '@infinitio/domain'
import { createLogger } from '@infinitio/process'
import { ripenTaskStakeCall } from '@infinitio/sdk/pool'
import { privateKeyToAccount } from 'viem/accounts'
import { describe, expect, it, vi } from 'vitest'
import { createPoolSender } from './poolSender.ts'

const account = privateKeyToAccount(`0x${'1'.repeat(64)}`)
const pool = address(`0x${'2'.repeat(40)}`)
const call = ripenTaskStakeCall({ pool, provider: pool })
const hash = `0x${'3'.repeat(64)}` as const

describe('a call of a machine about a task', () => {
  it('goes through the market, which pays the gas', async () => {
    const { sender, relayed, sentAlone } = senderWith({ patienceMs: 60_000, calls: 100 })
    expect(sender.send('settle', { account, call, waitMs: 0 })).toBe(true)
    await vi.waitFor(() => expect(relayed).toHaveLength(1))
    expect(sender.send('settle', { account, call, waitMs: 0 })).toBe(false)
    expect(sentAlone).toEqual([])
  })

  it('is sent with the gas of the machine once the market was silent for too long, unless the machine has none', async () => {
    for (const [calls, alone] of [
      [5, 1],
      [0, 0],
    ] as const) {
      const { sender, relayed, sentAlone } = senderWith({ patienceMs: 1, calls, fails: true })
      sender.send('reveal', { account, call, waitMs: 0 })
      await vi.waitFor(() => expect(relayed).toHaveLength(1))
      // After a failure, the sender pauses for two seconds, so wait as long.
      await vi.waitFor(() => expect(sender.send('reveal', { account, call, waitMs: 0 })).toBe(true), { timeout: 30_000, interval: 100 })
      await vi.waitFor(() => expect(relayed.length + sentAlone.length).toBe(2))
      expect(sentAlone).toHaveLength(alone)
    }
  })
})

function senderWith({ patienceMs, calls, fails = false }: { patienceMs: number; calls: number; fails?: boolean }) {
  const relayed: unknown[] = []
  const sentAlone: unknown[] = []
  const sender = createPoolSender({
    pool: { domain: { chainId: 31_337, pool }, trial: async () => null, now: async () => 1_800_000_000 },
    async relay(signed) {
      relayed.push(signed)
      await delay(5)
      if (fails) throw new Error('the market is away')
    },
    own: {
      callsLeft: async () => calls,
      async send(_, sent) {
        sentAlone.push(sent)
        return hash
      },
    },
    ...{ patienceMs, logger: createLogger({ room: 'agent test' }) },
  })
  return { sender, relayed, sentAlone }
}
