import { randomBytes } from 'node:crypto'
import { serviceChallengeText, tunnelChallengeText } from '@infinitio/domain'
import { createLogger } from '@infinitio/process'
import { testIdentity } from '@infinitio/process/test'
import { answerStream, dialTunnel, type Party, type TunnelLogger } from '@infinitio/tunnel'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { describe, expect, onTestFinished, test } from 'vitest'
import { until } from '../../test/until.ts'
import { listenForTunnels } from './listenForTunnels.ts'
import { ServiceTunnels } from './serviceTunnels.ts'

describe('accepts tunnels of services', () => {
  test('accepts the response key on chain and opens connections to the service', async () => {
    const { dial, service, services, responder } = await setup()
    const { paths } = dial({ kind: 'service', id: service }, (text) => responder.signMessage({ message: text }))
    await until(() => services.size === 1)
    const stream = await services.connect(service)
    expect('refused' in stream).toBe(false)
    expect(paths).toEqual(['/service'])
    if (!('refused' in stream)) stream.destroy()
  })

  test('never counts a service as a node, and opens no stream of leases to it', async () => {
    const { dial, service, services, server, responder } = await setup()
    const { paths } = dial({ kind: 'service', id: service }, (text) => responder.signMessage({ message: text }))
    await until(() => services.size === 1)
    expect(server.tunnels.nodeIds()).toEqual([])
    for (const path of ['ssh', 'terminal', 'files', 'ports/80'])
      expect(await server.tunnels.connect(service, `/leases/1/${path}`)).toEqual({ refused: 'node.tunnel_down' })
    expect(server.tunnels.open(service, { ':path': '/leases/1/terminal' })).toBeNull()
    expect(paths).toEqual([])
  })

  test.each([
    ['the key of a node', 'service', 'node', 'auth.signature_wrong_signer'],
    ['the response key of a service, for a node', 'node', 'responder', 'node.wrong_key'],
  ] as const)('refuses %s', async (_name, kind, key, code) => {
    const { dial, service, nodeId, services, server, ...accounts } = await setup()
    const peer = dial({ kind, id: kind === 'node' ? nodeId : service }, (text) => accounts[key].signMessage({ message: text }))
    await until(() => peer.codes.length > 0)
    expect(peer.codes[0]).toBe(code)
    expect([services.size, server.tunnels.nodeIds()]).toEqual([0, []])
  })

  test('refuses a service that is not registered, and one that calls itself a node', async () => {
    const { dial, service, services, server, responder } = await setup()
    const unknown = dial({ kind: 'service', id: `0x${'9'.repeat(40)}` }, (text) => responder.signMessage({ message: text }))
    const disguised = dial({ kind: 'node', id: service }, (text) => responder.signMessage({ message: text }))
    await until(() => unknown.codes.length > 0 && disguised.codes.length > 0)
    expect([unknown.codes[0], disguised.codes[0]]).toEqual(['serving.service_unknown', 'auth.signature_malformed'])
    expect([services.size, server.tunnels.nodeIds()]).toEqual([0, []])
  })

  test('refuses an answer to an earlier challenge', async () => {
    const { dial, service, services, responder } = await setup()
    let recorded = ''
    const first = dial({ kind: 'service', id: service }, async (text) => (recorded = await responder.signMessage({ message: text })))
    await until(() => services.size === 1)
    first.close()
    await until(() => services.size === 0)
    const second = dial({ kind: 'service', id: service }, async () => recorded)
    await until(() => second.codes.length > 0)
    expect(second.codes[0]).toBe('auth.signature_wrong_signer')
  })

  test("refuses the response key's signature of the text for nodes", async () => {
    const { dial, service, services, responder } = await setup()
    const peer = dial({ kind: 'service', id: service }, (text) => {
      const [, gatewayId = '', nonce = '', time = ''] = /gateway: (.*)\nservice: .*\nnonce: (.*)\ntime: (.*)/.exec(text) ?? []
      return responder.signMessage({ message: tunnelChallengeText({ gatewayId, nodeId: service, nonce, time: Number(time) }) })
    })
    await until(() => peer.codes.length > 0)
    expect(peer.codes[0]).toBe('auth.signature_wrong_signer')
    expect(services.size).toBe(0)
  })

  test('ends the tunnel of a service with another response key on chain', async () => {
    const { dial, service, services, responder, keys } = await setup()
    dial({ kind: 'service', id: service }, (text) => responder.signMessage({ message: text }))
    await until(() => services.size === 1)
    await services.endChanged()
    expect(services.size).toBe(1)
    keys.set(service, privateKeyToAccount(generatePrivateKey()).address)
    await services.endChanged()
    await until(() => services.size === 0)
  })
})

test('signs other texts for services than for nodes', () => {
  const challenge = { gatewayId: 'g', nonce: 'n', time: 1 }
  expect(serviceChallengeText({ ...challenge, service: 'x' }).split('\n')[0]).not.toBe(
    tunnelChallengeText({ ...challenge, nodeId: 'x' }).split('\n')[0],
  )
})

async function setup() {
  const { identity, publicKey } = testIdentity()
  const [responder, node] = [privateKeyToAccount(generatePrivateKey()), privateKeyToAccount(generatePrivateKey())]
  const [service, nodeId] = [`0x${randomBytes(20).toString('hex')}`, `0x${randomBytes(32).toString('hex')}`]
  const keys = new Map([[service, responder.address as string]])
  const services = new ServiceTunnels(async (id) => keys.get(id) ?? null)
  const server = await listenForTunnels({
    ...{ host: '127.0.0.1', port: 0, gatewayId: 'test', identity, services },
    findNodeKey: async (id) => (id === nodeId ? node.address : null),
    events: { opened: () => {}, closed: () => {} },
    logger: createLogger({ room: 'gateway' }, { write: () => {} }),
  })
  onTestFinished(() => server.close())

  function dial(party: Party, signText: (text: string) => Promise<string>) {
    const codes: string[] = []
    const paths: string[] = []
    const silent = () => {}
    const logger: TunnelLogger = {
      debug: silent,
      info: silent,
      error: silent,
      warn: (facts: unknown) => void codes.push((facts as { code: string }).code),
    }
    const tunnel = dialTunnel({
      ...{ host: '127.0.0.1', port: server.port, gatewayKey: publicKey, party, signText, logger, onWrongKey: () => {}, onDraining: () => {} },
      serveStream(carrier, path, _headers, open) {
        paths.push(path)
        if (open() === null) answerStream(carrier, { ':status': 404 }, { endStream: true })
      },
    })
    onTestFinished(() => tunnel.close())
    return { codes, paths, close: () => tunnel.close() }
  }
  return { dial, server, services, service, nodeId, node, responder, keys }
}
