import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseAddress } from '@infinitio/sdk/exit'
import { parseTransaction } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { expect, onTestFinished, test } from 'vitest'
import { openSender } from './openSender.ts'

const account = privateKeyToAccount(generatePrivateKey())
const call = { to: parseAddress(account.address) ?? expect.unreachable(), data: '0x' as const, gas: 21_000n }

/** Starts a chain node that answers with these chain ids in turn, and then always with the last one. */
async function startNode(chainIds: number[]) {
  const sent: `0x${string}`[] = []
  const asked = [...chainIds]
  const answers: Record<string, (params: never[]) => unknown> = {
    eth_chainId: () => `0x${((asked.length > 1 ? asked.shift() : asked[0]) ?? 0).toString(16)}`,
    eth_getTransactionCount: () => '0x0',
    eth_getBlockByNumber: () => ({ number: '0x1', baseFeePerGas: '0x1', timestamp: '0x1', gasLimit: '0x1', gasUsed: '0x0', transactions: [] }),
    eth_maxPriorityFeePerGas: () => '0x1',
    eth_sendRawTransaction: ([raw]) => {
      sent.push(raw ?? '0x')
      return `0x${'11'.repeat(32)}`
    },
  }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { id, method, params } = JSON.parse(Buffer.concat(chunks).toString()) as { id: number; method: string; params: never[] }
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ jsonrpc: '2.0', id, result: answers[method]?.(params ?? []) ?? null }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => server.closeAllConnections())
  onTestFinished(() => void server.close())
  return { rpcUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sent }
}

test('signs for the chain of the market', async () => {
  const { rpcUrl, sent } = await startNode([84_532])
  const send = await openSender({ account, rpcUrl, chainId: 84_532 })
  await send(call)
  expect(sent.map((raw) => parseTransaction(raw).chainId)).toEqual([84_532])
})

test('signs nothing for an RPC of another chain', async () => {
  const { rpcUrl, sent } = await startNode([1])
  await expect(openSender({ account, rpcUrl, chainId: 84_532 })).rejects.toMatchObject({
    code: 'node.rpc_wrong_chain',
    detail: 'the RPC is on chain 1, this must go to chain 84532',
  })
  expect(sent).toEqual([])
})

test('signs nothing when the RPC changes its chain between two transactions', async () => {
  const { rpcUrl, sent } = await startNode([5, 5, 1])
  const send = await openSender({ account, rpcUrl, chainId: 5 })
  await send(call)
  await expect(send(call)).rejects.toMatchObject({ code: 'node.rpc_wrong_chain' })
  expect(sent).toHaveLength(1)
})

test('says that the RPC does not answer', { timeout: 30_000 }, async () => {
  await expect(openSender({ account, rpcUrl: 'http://127.0.0.1:1', chainId: 5 })).rejects.toMatchObject({ code: 'chain.rpc_silent' })
})
