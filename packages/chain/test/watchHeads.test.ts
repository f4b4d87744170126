import { expect, it, onTestFinished, vi } from 'vitest'
import { messageKindOf, watchHeads } from '../src/node/blocks/watchHeads.ts'
import { startTestChain } from './startTestChain.ts'

it('calls onHead at each new block, and after the node was away', async () => {
  const chain = await startTestChain({ keepsState: true })
  let told = 0
  const watch = watchHeads({ url: chain.rpcUrl.replace(/^http/, 'ws'), onHead: () => (told += 1) })
  onTestFinished(async () => {
    watch.stop()
    await chain.stop()
  })
  const waits = { timeout: 20_000 }
  expect(watch.isOpen()).toBe(false)
  await vi.waitUntil(() => watch.isOpen(), waits)
  const before = told
  await chain.mine(1)
  await vi.waitUntil(() => told > before, waits)

  await chain.restart()
  await vi.waitUntil(() => !watch.isOpen(), waits)
  const away = told
  await vi.waitUntil(() => watch.isOpen() && told > away, waits)
  watch.stop()
  await vi.waitUntil(() => !watch.isOpen(), waits)
})

it.each([
  ['{"jsonrpc":"2.0","id":1,"result":"0x1"}', 'begun'],
  ['{"jsonrpc":"2.0","method":"eth_subscription","params":{}}', 'block'],
  ['{"jsonrpc":"2.0","id":1,"error":{"code":-32601}}', null],
  ['null', null],
  ['7', null],
  ['no JSON', null],
])('reads every message of a node, valid or not: %s', (text, kind) => {
  expect(messageKindOf(text)).toBe(kind)
})
