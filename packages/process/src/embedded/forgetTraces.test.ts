import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { askChain } from './askChain.ts'
import { saveChainState } from './saveChainState.ts'
import { forgetTraces, startAnvil } from './startAnvil.ts'

const sender = `0x${'11'.repeat(20)}`
/** A contract without code. */
const program = '0x60206000f3'

it('removes the traces of a chain, which then loads with its blocks, receipts and signed transactions', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'process-traces-'))
  const stateFile = join(dataDir, 'chain.json')
  const options = { dataDir, port: 0, chainId: 31_337, stateFile, mining: 'onDemand' } as const
  try {
    const first = await startAnvil(options)
    await askChain(first.url, 'anvil_setBalance', [sender, '0xffffffffffffffffff'])
    await askChain(first.url, 'anvil_impersonateAccount', [sender])
    const hash = await askChain(first.url, 'eth_sendTransaction', [{ from: sender, data: program, gas: '0x30000' }])
    await askChain(first.url, 'evm_mine')
    const receipt = await askChain(first.url, 'eth_getTransactionReceipt', [hash])
    const raw = await askChain(first.url, 'eth_getRawTransactionByHash', [hash])
    await saveChainState({ url: first.url, stateFile })
    process.kill(first.pid, 'SIGKILL')
    await first.exited
    const size = statSync(stateFile).size
    expect(readFileSync(stateFile, 'utf8')).toMatch(/"traces":\[\{/)
    forgetTraces(stateFile)
    expect(statSync(stateFile).size).toBe(size)
    forgetTraces(stateFile, { fromBytes: 1 })
    expect(statSync(stateFile).size).toBeLessThan(size)
    expect(readFileSync(stateFile, 'utf8')).not.toMatch(/"traces":\[\{/)
    const second = await startAnvil(options)
    expect(await askChain(second.url, 'eth_getTransactionReceipt', [hash])).toEqual(receipt)
    expect(await askChain(second.url, 'eth_getRawTransactionByHash', [hash])).toBe(raw)
    await second.stop()
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
})
