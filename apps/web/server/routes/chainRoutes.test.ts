import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../test/startTestApi.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.stop())

const rpc = (method: string, params: unknown[] = []) => ({ jsonrpc: '2.0', id: 1, method, params })

describe('JSON-RPC', () => {
  test('reading passes, one request or a batch', async () => {
    expect((await api.send('POST', '/rpc', { body: rpc('eth_chainId') })).body).toEqual({ jsonrpc: '2.0', id: 1, result: '0x7a69' })
    const batch = await api.send('POST', '/rpc', { body: [rpc('eth_blockNumber'), { ...rpc('eth_gasPrice'), id: 2 }] })
    expect(batch.body.map(({ id }: { id: number }) => id)).toEqual([1, 2])
  })

  test('what the node says no to comes back as it is', async () => {
    expect((await api.send('POST', '/rpc', { body: rpc('eth_sendRawTransaction', ['0x12']) })).body.error).toBeDefined()
  })

  test.each(['anvil_setBalance', 'evm_mine', 'eth_sendTransaction', 'eth_sign', 'debug_traceTransaction', 'personal_unlockAccount'])(
    '%s is answered as a method that does not exist',
    async (method) => {
      const { status, body } = await api.send('POST', '/rpc', { body: [rpc('eth_chainId'), { ...rpc(method), id: 2 }] })
      expect(status).toBe(200)
      expect(body).toEqual([
        { jsonrpc: '2.0', id: 1, result: '0x7a69' },
        { jsonrpc: '2.0', id: 2, error: { code: -32_601, message: expect.stringContaining(method), data: { code: 'chain.method_not_allowed' } } },
      ])
      expect((await api.send('POST', '/rpc', { body: rpc(method) })).body.error.code).toBe(-32_601)
    },
  )

  test('a batch of more than 20 is refused', async () => {
    expect((await api.send('POST', '/rpc', { body: Array.from({ length: 21 }, () => rpc('eth_chainId')) })).status).toBe(400)
  })
})

describe('the faucet', () => {
  test('is asked for through a relay, once a day for each account', async () => {
    const account = api.accounts.stranger.address.toLowerCase()
    const { relayId } = await api.client.requestFaucet({ account })
    expect(await api.client.getRelay(relayId)).toMatchObject({ kind: 'faucet', state: 'queued', leaseId: null })
    expect((await api.client.requestFaucet({ account })).relayId).toBe(relayId)
    await api.owner.query("update relays set created_at = now() - interval '2 minutes' where id = $1", [relayId])
    await expect(api.client.requestFaucet({ account })).rejects.toMatchObject({ code: 'account.faucet_used', status: 429 })
  })
})

describe('the development provider', () => {
  test('its key is given to this machine on the development chain', async () => {
    expect(await api.client.getProviderKey()).toEqual({ privateKey: api.chain.keys.provider.privateKey, account: api.chain.keys.provider.address })
  })

  test('and not to pages of other sites', async () => {
    expect(await api.send('GET', '/dev/provider-key', { headers: { origin: 'http://evil.example' } })).toMatchObject({
      status: 403,
      body: { code: 'auth.origin_refused' },
    })
    expect(await api.send('GET', '/dev/provider-key', { headers: { 'sec-fetch-site': 'cross-site' } })).toMatchObject({ status: 403 })
  })
})

describe('transactions', () => {
  test('of the chain are shown, unknown ones are 404', async () => {
    const { body } = await api.send('POST', '/rpc', { body: rpc('eth_getBlockByNumber', ['0x1', false]) })
    const hash = body.result.transactions[0] as string
    expect(await api.client.getTransaction(hash)).toMatchObject({ hash, state: 'mined', blockNumber: 1, purpose: null })
    await api.owner.query('insert into blocks (number, hash, parent_hash, timestamp, final) values (1, $1, $1, 1234, true)', [body.result.hash])
    expect(await api.client.getTransaction(hash)).toMatchObject({ state: 'final', at: 1_234 })
    expect(await api.send('GET', `/transactions/0x${'1'.repeat(64)}`)).toMatchObject({ status: 404, body: { code: 'chain.transaction_unknown' } })
  })
})
