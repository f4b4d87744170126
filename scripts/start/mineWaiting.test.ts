import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { askChain, startAnvil } from '@infinitio/process/embedded'
import { expect, it, onTestFinished, vi } from 'vitest'
import { mineWaiting } from './mineWaiting.ts'

const sender = '0x00000000000000000000000000000000000000aa'

it('mines every waiting transaction of a chain that mines on demand, and nothing after it was stopped', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'infinitio-mining-'))
  const chain = await startAnvil({ dataDir, port: 0, chainId: 31_337, stateFile: null, mining: 'onDemand' })
  onTestFinished(async () => {
    await chain.stop()
    rmSync(dataDir, { recursive: true })
  })
  await askChain(chain.url, 'anvil_setBalance', [sender, '0xffffffffffffffffff'])
  await askChain(chain.url, 'anvil_impersonateAccount', [sender])
  const send = async () => await askChain(chain.url, 'eth_sendTransaction', [{ from: sender, to: sender, value: '0x1' }])
  const mined = async () => Number(await askChain(chain.url, 'eth_getTransactionCount', [sender, 'latest']))

  const stop = mineWaiting(chain.url)
  for (let sent = 0; sent < 30; sent += 1) await send()
  await vi.waitUntil(async () => (await mined()) === 30, { timeout: 10_000 })
  const head = await askChain(chain.url, 'eth_blockNumber')
  // No transaction waits, so no block may follow. In this time, the miner checks about ten times whether one waits.
  await delay(200)
  expect(await askChain(chain.url, 'eth_blockNumber')).toBe(head)
  await stop()
  await send()
  await delay(200)
  expect(await mined()).toBe(30)
})
