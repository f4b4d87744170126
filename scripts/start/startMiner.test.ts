import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { startAnvil } from '@infinitio/process/embedded'
import { describe, expect, it } from 'vitest'
import { startMiner } from './startMiner.ts'

describe('startMiner', () => {
  it('mines a waiting transaction, then until it is final, then rests', async () => {
    const { rpc, stop } = await setup()
    await rpc('eth_sendTransaction', [{ from: sender, to: sender, value: '0x1' }])
    await until(async () => Number(await rpc('eth_blockNumber', [])) === 2)
    expect(await rpc('eth_getBlockTransactionCountByNumber', ['0x1'])).toBe('0x1')
    // That nothing happens can only be seen by looking for a while: two looks of the miner.
    await delay(2_500)
    expect(await rpc('eth_blockNumber', [])).toBe('0x2')
    await stop()
  })

  it('mines on after the chain was started again', async () => {
    const { rpc, stop, restart } = await setup()
    await restart()
    await rpc('eth_sendTransaction', [{ from: sender, to: sender, value: '0x1' }])
    await until(async () => Number(await rpc('eth_blockNumber', [])) >= 2)
    await stop()
  })

  it('saves the chain between blocks, so that a killed one starts from a whole state', async () => {
    const { rpc, stop, kill, saved } = await setup()
    await rpc('eth_sendTransaction', [{ from: sender, to: sender, value: '0x1' }])
    await until(async () => Number(await rpc('eth_blockNumber', [])) === 2 && saved())
    // One more look of the miner, after which it has saved what it mined last.
    await delay(2_000)
    await kill()
    expect(await rpc('eth_blockNumber', [])).toBe('0x2')
    expect(await rpc('eth_getBlockTransactionCountByNumber', ['0x1'])).toBe('0x1')
    expect(await rpc('eth_getTransactionCount', [sender, 'latest'])).toBe('0x1')
    await stop()
  })

  const sender = `0x${'11'.repeat(20)}`

  async function setup() {
    const folder = mkdtempSync(join(tmpdir(), 'scripts-miner-'))
    const options = { dataDir: folder, port: 0, chainId: 31_337, stateFile: join(folder, 'chain.json'), mining: 'onDemand' } as const
    let chain = await startAnvil(options)
    const { url, port } = chain
    const rpc = async (method: string, params: unknown[]): Promise<unknown> => {
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
      const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
      return ((await response.json()) as { result?: unknown }).result
    }
    const fund = async () => {
      await rpc('anvil_setBalance', [sender, '0xffffffffffffffffff'])
      await rpc('anvil_impersonateAccount', [sender])
    }
    await fund()
    const miner = startMiner({ rpcUrl: url, finalityBlocks: 1, stateFile: options.stateFile })
    const kill = async () => {
      process.kill(chain.pid, 'SIGKILL')
      await chain.exited
      chain = await startAnvil({ ...options, port })
    }
    const restart = async () => {
      await chain.stop()
      chain = await startAnvil({ ...options, port })
      await fund()
    }
    const stop = async () => {
      miner.stop()
      await chain.stop()
      rmSync(folder, { recursive: true, force: true })
    }
    return { rpc, stop, restart, kill, saved: () => existsSync(options.stateFile) }
  }
})

async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('waited 20 s')
    await delay(20)
  }
}
