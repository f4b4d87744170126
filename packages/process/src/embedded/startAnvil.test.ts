import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startAnvil } from './startAnvil.ts'

describe('startAnvil', () => {
  it('answers on loopback, has no unlocked account and keeps its chain over a restart', async () => {
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

  function setup() {
    const dataDir = mkdtempSync(join(tmpdir(), 'process-anvil-'))
    return { dataDir, clean: () => rmSync(dataDir, { recursive: true, force: true }) }
  }
})

async function ask(url: string, method: string): Promise<unknown> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: [] })
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  const answer = (await response.json()) as { result?: unknown }
  return answer.result
}
