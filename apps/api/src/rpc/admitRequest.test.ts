import { describe, expect, it } from 'vitest'
import { admitRequest } from './admitRequest.ts'
import { rpcCost } from '@infinitio/endpoints'

const market = `0x${'11'.repeat(20)}`
const stranger = `0x${'22'.repeat(20)}`
const request = (method: string, params?: unknown[]) => ({ jsonrpc: '2.0' as const, id: 1, method, ...(params === undefined ? {} : { params }) })

describe('admitRequest', () => {
  it('gives a call to a contract of the market 10,000,000 gas, one to another address 300,000 and one with its own code 3,000,000', async () => {
    expect(await gasOf({ to: market })).toBe(10_000_000)
    expect(await gasOf({ to: stranger })).toBe(300_000)
    expect(await gasOf({ data: '0x00' })).toBe(3_000_000)
    expect(await gasOf({ to: null, data: '0x00' })).toBe(3_000_000)
  })

  it('lowers the gas that a caller names, and raises none', async () => {
    expect(await gasOf({ to: stranger, gas: '0x11e1a300' })).toBe(300_000)
    expect(await gasOf({ to: market, gas: '0x11e1a300' })).toBe(10_000_000)
    expect(await gasOf({ to: market, gas: '0x5208' })).toBe(21_000)
  })

  it.each([
    ['state overrides', 'eth_call', [{ to: market }, 'latest', { [market]: { code: '0x5b600056' } }]],
    ['state overrides of an estimate', 'eth_estimateGas', [{ to: market }, 'latest', { [market]: { code: '0x5b600056' } }]],
    ['block overrides', 'eth_call', [{ to: market }, 'latest', {}, { gasLimit: '0xffffffff' }]],
    ['a field that a call does not have', 'eth_call', [{ to: market, authorizationList: [] }, 'latest']],
    ['a block that is none', 'eth_getBlockByNumber', ['newest', true]],
    ['a parameter too many', 'eth_chainId', [1]],
    ['a history of more than 128 blocks', 'eth_feeHistory', ['0x81', 'latest', []]],
    ['a history of more than 128 blocks by number', 'eth_feeHistory', [4_096, 'latest', []]],
    ['twenty percentiles', 'eth_feeHistory', ['0x4', 'latest', Array.from({ length: 20 }, () => 50)]],
    ['five topics', 'eth_getLogs', [{ topics: [null, null, null, null, null], fromBlock: 'latest' }]],
    ['more than 256 addresses', 'eth_getLogs', [{ address: Array.from({ length: 257 }, () => market) }]],
    ['a range of more than 100,000 blocks', 'eth_getLogs', [{ address: market, fromBlock: '0x0', toBlock: 'latest' }]],
    ['the same range from the earliest block', 'eth_getLogs', [{ address: market, fromBlock: 'earliest' }]],
  ])('refuses %s', async (_name, method, params) => {
    const admitted = await admit(request(method, params), 1_000_000n)
    expect(admitted).toMatchObject({ ok: false, answer: { id: 1, error: { code: -32_602, data: { code: 'chain.request_refused' } } } })
  })

  it('passes 100,000 blocks, and a far end up to the head', async () => {
    const last100k = [{ address: market, fromBlock: '0xdbba1', toBlock: '0xf4240' }]
    expect((await admit(request('eth_getLogs', last100k), 1_000_000n)).ok).toBe(true)
    expect((await admit(request('eth_getLogs', [{ fromBlock: '0x0', toBlock: '0xffffffff' }]), 50n)).ok).toBe(true)
    expect((await admit(request('eth_getLogs', [{ blockHash: `0x${'0'.repeat(64)}` }]), 1_000_000n)).ok).toBe(true)
  })

  it('answers a method that is not served as one that does not exist', async () => {
    for (const method of ['anvil_setCode', 'debug_traceCall', 'eth_newFilter', 'eth_subscribe', 'constructor', '__proto__'])
      expect(await admit(request(method, []), 1n)).toMatchObject({ ok: false, answer: { error: { code: -32_601 } } })
  })
})

describe('rpcCost', () => {
  it('charges each item of a batch, by its method and its size', () => {
    const call = request('eth_call', [{ to: market, data: '0x' }, 'latest'])
    expect(rpcCost(request('eth_chainId', []))).toBe(0)
    expect(rpcCost(call)).toBe(2)
    expect(rpcCost([call, call])).toBe(5)
    expect(rpcCost(Array.from({ length: 20 }, () => request('eth_estimateGas', [{ to: market }])))).toBe(199)
    expect(rpcCost(request('eth_call', [{ to: market, data: `0x${'00'.repeat(12_288)}` }]))).toBe(5)
    expect(rpcCost(request('eth_getBlockByNumber', ['latest', true]))).toBe(5)
  })
})

const admit = (item: ReturnType<typeof request>, head: bigint) =>
  admitRequest(item, { headBlock: () => head, caller: 'one', isOfMarket: async (account) => account === market })

async function gasOf(call: object): Promise<number> {
  const admitted = await admit(request('eth_call', [call, 'latest']), 1n)
  if (!admitted.ok) throw new Error('the call is admitted')
  return Number((admitted.request.params as [{ gas: string }])[0].gas)
}
