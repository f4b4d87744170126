import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, connect, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startAnvil } from '@infinitio/process/embedded'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rpcMethods } from '../../packages/endpoints/src/index.ts'
import { chainRelay } from './chainRelay.ts'
import { readingMethods, serveChainProxy } from './serveChainProxy.ts'

const account = `0x${'aa'.repeat(20)}`
/** Methods that change a development chain, move its clock or act as its accounts. */
const closed = [
  ...[
    'anvil_setBalance',
    'anvil_impersonateAccount',
    'anvil_setCode',
    'anvil_setStorageAt',
    'anvil_dumpState',
    'anvil_nodeInfo',
    'hardhat_setBalance',
  ],
  ...[
    'evm_mine',
    'evm_increaseTime',
    'evm_revert',
    'eth_sendTransaction',
    'eth_sign',
    'eth_accounts',
    'debug_traceCall',
    'trace_block',
    'txpool_content',
  ],
  ...['eth_newFilter', 'eth_subscribe', 'eth_sendUnsignedTransaction', 'ots_getApiLevel', 'erigon_getHeaderByNumber', 'constructor', '__proto__', ''],
]

describe('the proxy of the development chain', () => {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-proxy-'))
  const chainSocket = join(folder, 'chain.sock')
  let chain: Awaited<ReturnType<typeof startAnvil>>
  let relay: Server
  const proxy = serveChainProxy({ chainSocket })
  let url = ''
  beforeAll(async () => {
    chain = await startAnvil({ dataDir: folder, port: 0, chainId: 31_337, stateFile: null, mining: 'instant' })
    relay = chainRelay({ port: chain.port })
    await once(relay.listen(chainSocket), 'listening')
    await once(proxy.listen(0, '127.0.0.1'), 'listening')
    url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
  })
  afterAll(async () => {
    proxy.close()
    relay?.close()
    await chain?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const post = async (body: string) => {
    const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    return { status: answer.status, text: await answer.text() }
  }
  const call = (method: unknown, params: unknown[] = []) => ({ jsonrpc: '2.0', id: 1, method, params })
  const balance = async () => {
    const { text } = await post(JSON.stringify(call('eth_getBalance', [account, 'latest'])))
    return (JSON.parse(text) as { result: string }).result
  }

  it('reads the chain, in single calls and in batches', async () => {
    expect(JSON.parse((await post(JSON.stringify(call('eth_chainId')))).text)).toEqual({ jsonrpc: '2.0', id: 1, result: '0x7a69' })
    const batch = await post(JSON.stringify([call('eth_chainId'), call('eth_blockNumber')]))
    expect(JSON.parse(batch.text)).toEqual([expect.objectContaining({ result: '0x7a69' }), expect.objectContaining({ result: '0x0' })])
    expect(await balance()).toBe('0x0')
  })

  it('forwards a signed transaction and returns the chain’s answer', async () => {
    const { status, text } = await post(JSON.stringify(call('eth_sendRawTransaction', ['0x00'])))
    expect({ status, error: (JSON.parse(text) as { error?: unknown }).error }).toEqual({ status: 200, error: expect.any(Object) })
  })

  it.each(closed)('refuses "%s", and a batch that contains it', async (method) => {
    const one = call(method, [account, '0x1'])
    for (const body of [one, [one], [call('eth_chainId'), one], [[one]]]) {
      const { status, text } = await post(JSON.stringify(body))
      expect([400, 403]).toContain(status)
      expect(text).not.toContain('result')
    }
    expect(await balance()).toBe('0x0')
  })

  it('rejects an invalid request', async () => {
    for (const body of ['', 'null', '1', '"eth_chainId"', '{', JSON.stringify([null])])
      expect(await post(body)).toMatchObject({ status: 400, text: '' })
    for (const method of [null, 1, ['eth_chainId'], { eth_chainId: 1 }]) expect((await post(JSON.stringify(call(method)))).status).toBe(403)
    expect((await fetch(url)).status).toBe(405)
    expect((await post(JSON.stringify(call('eth_call', [`0x${'0'.repeat(1_100_000)}`])))).status).toBe(413)
  })

  it('forwards the request that it checked, even if a key occurs twice', async () => {
    const params = JSON.stringify([account, '0x1'])
    const twice = `{"jsonrpc":"2.0","id":1,"method":"anvil_setBalance","params":${params},"method":"eth_chainId","params":[]}`
    expect(JSON.parse((await post(twice)).text)).toMatchObject({ result: '0x7a69' })
    const escaped = `{"jsonrpc":"2.0","id":1,"method":"\\u0061nvil_setBalance","params":${params}}`
    expect((await post(escaped)).status).toBe(403)
    expect(await balance()).toBe('0x0')
  })

  it('opens no WebSocket', async () => {
    const socket = connect((proxy.address() as AddressInfo).port, '127.0.0.1')
    const key = Buffer.alloc(16).toString('base64')
    socket.write(
      `GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
    )
    const [first] = (await once(socket, 'data')) as [Buffer]
    socket.destroy()
    expect(first.toString()).toMatch(/^HTTP\/1\.1 405 /)
  })

  it('answers 502 while the chain is unavailable', async () => {
    const away = serveChainProxy({ chainSocket: join(folder, 'nowhere.sock') })
    await once(away.listen(0, '127.0.0.1'), 'listening')
    const answer = await fetch(`http://127.0.0.1:${(away.address() as AddressInfo).port}`, {
      method: 'POST',
      body: JSON.stringify(call('eth_chainId')),
    })
    expect(answer.status).toBe(502)
    away.close()
  })

  it('serves exactly the methods of POST /api/v1/rpc', () => {
    expect([...readingMethods].sort()).toEqual(Object.keys(rpcMethods).sort())
  })
})
