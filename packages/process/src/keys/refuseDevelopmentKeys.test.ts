import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { makeDevelopmentKey } from './developmentKey.ts'
import { refuseDevelopmentKeys } from './refuseDevelopmentKeys.ts'

const refusal = 'chain.development_key: refused'
const ownKey = `0x${'5a'.repeat(32)}`
const nobody = 'http://127.0.0.1:1'
const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

describe('refuseDevelopmentKeys', () => {
  it('accepts the operator’s own keys without a call to any chain', async () => {
    await refuseDevelopmentKeys({ keys: { RECEIPT_KEY_FILE: ownKey }, rpcUrl: nobody, refusal }, expectNothing)
    await refuseDevelopmentKeys({ keys: { RECEIPT_KEY_FILE: ownKey }, rpcUrl: undefined, refusal }, expectNothing)
  })

  it('accepts development keys for the development chain', async () => {
    const { url } = await chainThatSays('0x7a69')
    await refuseDevelopmentKeys({ keys: { HOST_KEY_FILE: makeDevelopmentKey() }, rpcUrl: url, refusal }, expectNothing)
  })

  it('rejects them on any other chain, and reports the setting but not the key', async () => {
    const { url } = await chainThatSays('0x1')
    const key = makeDevelopmentKey()
    const refused = refuseDevelopmentKeys({ keys: { HOST_KEY_FILE: key, RECEIPT_KEY_FILE: ownKey }, rpcUrl: url, refusal }, expectNothing)
    await expect(refused).rejects.toThrow('chain.development_key: refused (HOST_KEY_FILE; chain 1)')
    await expect(refused).rejects.not.toThrow(key)
  })

  it('rejects them without a configured chain', async () => {
    await expect(refuseDevelopmentKeys({ keys: { HOST_KEY_FILE: makeDevelopmentKey() }, rpcUrl: undefined, refusal }, expectNothing)).rejects.toThrow(
      /names no chain/,
    )
  })

  it('lets a process start while the chain is unavailable, and reports a chain that turns out to be another one', async () => {
    const chain = await chainThatSays(null)
    const { promise, resolve } = Promise.withResolvers<Error>()
    await refuseDevelopmentKeys({ keys: { HOST_KEY_FILE: makeDevelopmentKey() }, rpcUrl: chain.url, refusal }, resolve)
    chain.say('0xa')
    expect((await promise).message).toContain('chain 10')
  })
})

function expectNothing(error: Error): never {
  throw error
}

async function chainThatSays(first: string | null) {
  let chainId = first
  const server = createServer((_request, response) => {
    if (chainId === null) return response.destroy()
    response.end(JSON.stringify({ jsonrpc: '2.0', id: 1, result: chainId }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stops.push(() => server.close())
  const say = (next: string) => {
    chainId = next
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, say }
}
