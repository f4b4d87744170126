import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { startAnvil } from '@infinitio/process/embedded'
import { describe, expect, it } from 'vitest'
import { privateKeyToAccount } from 'viem/accounts'
import { startMiner } from './startMiner.ts'

const isLong = process.env.TEST_LONG === '1'

describe('startMiner', () => {
  it('mines a waiting transaction, mines until it is final, and stops mining', async () => {
    const { rpc, stop } = await setup()
    await rpc('eth_sendTransaction', [{ from: sender, to: sender, value: '0x1' }])
    await until(async () => Number(await rpc('eth_blockNumber', [])) === 2)
    expect(await rpc('eth_getBlockTransactionCountByNumber', ['0x1'])).toBe('0x1')
    // Waits two intervals of the miner, to see that it makes no block.
    await delay(2_500)
    expect(await rpc('eth_blockNumber', [])).toBe('0x2')
    await stop()
  })

  it('continues to mine after a restart of the chain', async () => {
    const { rpc, stop, restart } = await setup()
    await restart()
    await rpc('eth_sendTransaction', [{ from: sender, to: sender, value: '0x1' }])
    await until(async () => Number(await rpc('eth_blockNumber', [])) >= 2)
    await stop()
  })

  it('saves the chain between blocks, so that a killed one starts from a complete state', async () => {
    const { rpc, stop, kill, saved } = await setup()
    await rpc('eth_sendTransaction', [{ from: sender, to: sender, value: '0x1' }])
    await until(async () => Number(await rpc('eth_blockNumber', [])) === 2 && saved())
    // Waits one more interval of the miner. By then it has stored its last blocks.
    await delay(2_000)
    await kill()
    expect(await rpc('eth_blockNumber', [])).toBe('0x2')
    expect(await rpc('eth_getBlockTransactionCountByNumber', ['0x1'])).toBe('0x1')
    expect(await rpc('eth_getTransactionCount', [sender, 'latest'])).toBe('0x1')
    await stop()
  })

  it.skipIf(!isLong)('mines the blocks since the last save again after a kill, with the same transactions, nonces and times', async () => {
    const { rpc, stop, kill, saved } = await setup({ betweenSavesMs: 3_600_000 })
    await until(async () => saved())
    for (let nonce = 0; nonce < 3; nonce += 1) {
      await rpc('eth_sendRawTransaction', [await signedTransfer(nonce)])
      await until(async () => Number(await rpc('eth_getTransactionCount', [signer.address, 'latest'])) === nonce + 1)
    }
    // Waits until the newest block with a transaction is final, and until the log has the last block.
    const head = await waitForRest(rpc)
    await delay(1_500)
    const before = await blocksUpTo(rpc, head)
    await kill()
    expect(await blocksUpTo(rpc, head)).toEqual(before)
    expect(Number(await rpc('eth_blockNumber', []))).toBe(head)
    // The restarted chain continues: it mines the next transaction of the same account.
    await rpc('eth_sendRawTransaction', [await signedTransfer(3)])
    await until(async () => Number(await rpc('eth_getTransactionCount', [signer.address, 'latest'])) === 4)
    await stop()
  })

  const signer = privateKeyToAccount(`0x${'42'.repeat(32)}`)
  const signedTransfer = (nonce: number) =>
    signer.signTransaction({ chainId: 31_337, to: sender, value: 1n, nonce, gas: 21_000n, maxFeePerGas: 10n ** 11n, maxPriorityFeePerGas: 0n })

  type Rpc = (method: string, params: unknown[]) => Promise<unknown>

  async function waitForRest(rpc: Rpc): Promise<number> {
    let head = -1
    await until(async () => {
      const [now, before] = [Number(await rpc('eth_blockNumber', [])), head]
      head = now
      await delay(1_200)
      return now === before
    })
    return head
  }

  /**
   * Returns times, transactions and receipts of all blocks up to `head`. Leaves out hashes and states, which differ after a replay, because each state contains
   * the hash of the parent block.
   */
  async function blocksUpTo(rpc: Rpc, head: number): Promise<unknown[]> {
    const blocks: unknown[] = []
    for (let number = 1; number <= head; number += 1) {
      const block = (await rpc('eth_getBlockByNumber', [`0x${number.toString(16)}`, false])) as Record<string, unknown>
      const { timestamp, transactions, receiptsRoot, gasUsed } = block
      blocks.push({ number, timestamp, transactions, receiptsRoot, gasUsed })
    }
    return blocks
  }

  const sender = `0x${'11'.repeat(20)}` as const

  async function setup({ betweenSavesMs }: { betweenSavesMs?: number } = {}) {
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
      for (const account of [sender, signer.address]) await rpc('anvil_setBalance', [account, '0xffffffffffffffffff'])
      await rpc('anvil_impersonateAccount', [sender])
    }
    await fund()
    const miner = startMiner({
      rpcUrl: url,
      finalityBlocks: 1,
      stateFile: options.stateFile,
      ...(betweenSavesMs === undefined ? {} : { betweenSavesMs }),
    })
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
