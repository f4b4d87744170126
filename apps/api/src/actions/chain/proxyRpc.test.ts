import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createChainNodes } from '@infinitio/chain/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withinDeadline } from '../../http/withinDeadline.ts'
import { chainRoutes } from '../../routes/chainRoutes.ts'
import { createPublicRpc } from '../../rpc/createPublicRpc.ts'
import type { Services } from '../../services/services.ts'
import { startTestApi, type TestApi } from '../../../test/startTestApi.ts'
import { proxyRpc } from './proxyRpc.ts'

const question = { jsonrpc: '2.0', id: 1, method: 'eth_blockNumber' } as const
const busy = { error: { data: { code: 'chain.node_busy' } } }

let api: TestApi
let services: Services
/** A chain node that accepts each request and never answers. */
const silentNode: Server = createServer(() => undefined)
beforeAll(async () => {
  api = await startTestApi()
  silentNode.listen(0, '127.0.0.1')
  await once(silentNode, 'listening')
  const nodes = createChainNodes(`http://127.0.0.1:${(silentNode.address() as AddressInfo).port}`)
  services = { ...api.services, publicRpc: createPublicRpc({ publicUrl: undefined, nodes }) }
})
afterAll(async () => {
  silentNode.closeAllConnections()
  silentNode.close()
  await api.stop()
})

/**
 * Calls the endpoint with its real deadline. If the deadline passes, the call fails as it would for a caller ("database unavailable"), and so does the test.
 */
function answer(body: Parameters<typeof proxyRpc>[1], caller: string): Promise<unknown> {
  const { deadlineMs = 0 } = chainRoutes.find(({ path }) => path === '/rpc') ?? {}
  return withinDeadline(() => proxyRpc(services, body, { caller }), { deadlineMs })
}

describe('proxyRpc', () => {
  test('answers every item before the deadline of the endpoint while others hold all slots of the node', async () => {
    const holders = Promise.allSettled(['one', 'two'].map((caller) => answer(question, caller)))
    expect(await answer([question, question, question], 'three')).toMatchObject([busy, busy, busy])
    expect((await holders).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  })
})
