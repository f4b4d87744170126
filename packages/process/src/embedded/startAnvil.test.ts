import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { startAnvil } from './startAnvil.ts'

/** The contract of EIP-2935. */
const historyStorage = '0x0000F90827F1C53a10cb7A02335B175320002935'

describe('startAnvil', () => {
  it('answers on loopback, has no unlocked account and retains its chain over a restart', async () => {
    const { dataDir, clean } = setup()
    const options = { dataDir, port: 0, chainId: 31_337, stateFile: join(dataDir, 'chain.json'), mining: 'onDemand' } as const
    try {
      const first = await startAnvil(options)
      expect(await ask(first.url, 'eth_accounts')).toEqual([])
      await ask(first.url, 'evm_mine')
      await ask(first.url, 'evm_mine')
      await first.stop()
      const second = await startAnvil(options)
      expect(await ask(second.url, 'eth_blockNumber')).toBe('0x2')
      await second.stop()
    } finally {
      clean()
    }
  })

  it('runs the rules of Prague: a contract can read the hash of an earlier block (EIP-2935)', async () => {
    const { dataDir, clean } = setup()
    try {
      const chain = await startAnvil({ dataDir, port: 0, chainId: 31_337, stateFile: null, mining: 'onDemand' })
      for (let block = 0; block < 3; block += 1) await ask(chain.url, 'evm_mine')
      const { parentHash } = (await ask(chain.url, 'eth_getBlockByNumber', ['0x2', false])) as Record<string, string>
      expect(await ask(chain.url, 'eth_call', [{ to: historyStorage, data: `0x${'1'.padStart(64, '0')}` }, 'latest'])).toBe(parentHash)
      await chain.stop()
    } finally {
      clean()
    }
  })

  it('has the same first block over many restarts, and the machine’s time', async () => {
    const { dataDir, clean } = setup()
    const options = { dataDir, port: 0, chainId: 31_337, stateFile: join(dataDir, 'chain.json'), mining: 'onDemand' } as const
    try {
      const firstBlocks = new Set<unknown>()
      for (let start = 0; start < 4; start += 1) {
        const chain = await startAnvil(options)
        const atSeconds = await mineAndReadTime(chain.url)
        expect(Math.abs(atSeconds - Date.now() / 1_000)).toBeLessThan(60)
        for (const [number, field] of [
          ['0x0', 'hash'],
          ['0x1', 'parentHash'],
        ] as const)
          firstBlocks.add(((await ask(chain.url, 'eth_getBlockByNumber', [number, false])) as Record<string, string>)[field])
        await chain.stop()
        // Waits for the next second of the clock. If the restarted chain did not load its first block, it would make one with another time, and so with another
        // hash.
        await delay(1_100)
      }
      expect(firstBlocks.size).toBe(1)
    } finally {
      clean()
    }
  })

  it('continues from its newest block if its clock was moved forward', async () => {
    const { dataDir, clean } = setup()
    const options = { dataDir, port: 0, chainId: 31_337, stateFile: join(dataDir, 'chain.json'), mining: 'onDemand' } as const
    try {
      const first = await startAnvil(options)
      await ask(first.url, 'evm_increaseTime', [7_200])
      const before = await mineAndReadTime(first.url)
      await first.stop()
      const second = await startAnvil(options)
      const after = await mineAndReadTime(second.url)
      await second.stop()
      expect(before).toBeGreaterThan(Date.now() / 1_000 + 7_000)
      expect(after).toBeGreaterThanOrEqual(before)
    } finally {
      clean()
    }
  })

  async function mineAndReadTime(url: string): Promise<number> {
    await ask(url, 'evm_mine')
    const { timestamp } = (await ask(url, 'eth_getBlockByNumber', ['latest', false])) as { timestamp: string }
    return Number(timestamp)
  }

  function setup() {
    const dataDir = mkdtempSync(join(tmpdir(), 'process-anvil-'))
    return { dataDir, clean: () => rmSync(dataDir, { recursive: true, force: true }) }
  }
})

async function ask(url: string, method: string, params: unknown[] = []): Promise<unknown> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  const answer = (await response.json()) as { result?: unknown }
  return answer.result
}
