import { developmentSlotProducer } from '@infinitio/domain/proofs'
import { askChain, startAnvil } from '@infinitio/process/embedded'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { expect, it } from 'vitest'
import { createSlotWatch } from './slotWatch.ts'

it('keeps a slot open until z is final, and sees each block once', async () => {
  const folder = mkdtempSync(`${tmpdir()}/infinitio-slots-`)
  const chain = await startAnvil({ dataDir: folder, port: 0, chainId: 31_337, stateFile: null, mining: 'onDemand' })
  try {
    let nowMs = 1_000
    const watch = createSlotWatch(chain.url, { nowMs: () => nowMs })
    const head = async () => Number(await askChain(chain.url, 'eth_blockNumber'))
    expect(await watch.isOpen(await head())).toBe(false)
    await askChain(chain.url, 'anvil_setCoinbase', [developmentSlotProducer])
    await askChain(chain.url, 'evm_mine')
    await askChain(chain.url, 'anvil_setCoinbase', ['0x0000000000000000000000000000000000000000'])
    expect(await watch.isOpen(await head())).toBe(true)
    nowMs += 34_999
    expect(await watch.isOpen(await head())).toBe(true)
    nowMs += 1
    expect(await watch.isOpen(await head())).toBe(false)
  } finally {
    await chain.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})
