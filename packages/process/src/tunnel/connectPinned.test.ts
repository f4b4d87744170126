import net from 'node:net'
import tls from 'node:tls'
import { describe, expect, onTestFinished, test } from 'vitest'
import { testIdentity } from '../../test/index.ts'
import { connectPinned, GatewayKeyError } from './connectPinned.ts'
import { tunnelProtocol } from './tunnelProtocol.ts'

describe('the connection to the gateway', () => {
  test('connects when the gateway has the key of the Directory', async () => {
    const { publicKey, dial } = await setup({})
    expect(await dial(publicKey)).toEqual({ error: null, protocol: 'TLSv1.3' })
  })

  test('refuses any other key and sends nothing', async () => {
    const { dial, received } = await setup({})
    expect((await dial(testIdentity().publicKey)).error).toBeInstanceOf(GatewayKeyError)
    expect(received()).toBe('')
  })

  test('refuses to connect when the Directory has no key', async () => {
    const { dial } = await setup({})
    expect((await dial(`0x${'0'.repeat(64)}`)).error).toBeInstanceOf(GatewayKeyError)
  })

  test('refuses TLS 1.2, even with the right key', async () => {
    const { publicKey, dial } = await setup({ minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' })
    expect((await dial(publicKey)).error).not.toBe(null)
  })

  test('refuses a server of another protocol, even with the right key', async () => {
    const { publicKey, dial } = await setup({ ALPNProtocols: ['h2'] })
    expect((await dial(publicKey)).error).not.toBe(null)
  })

  test('gives up when the server is silent, does not use TLS, or leaves', async () => {
    const { publicKey } = await setup({})
    for (const answer of [() => {}, (socket: net.Socket) => socket.write('SSH-2.0-gateway\r\n'), (socket: net.Socket) => socket.end()]) {
      const server = net.createServer((socket) => answer(socket.on('error', () => {})))
      const port = await listening(server)
      const { error } = await dialTo(port, publicKey)
      expect(error).not.toBe(null)
      expect(error).not.toBeInstanceOf(GatewayKeyError)
    }
  })

  async function setup(options: tls.TlsOptions) {
    const { identity, publicKey } = testIdentity()
    let text = ''
    const server = tls.createServer({ key: identity.privateKeyPem, cert: identity.certificatePem, ALPNProtocols: [tunnelProtocol], ...options })
    server.on('secureConnection', (socket) => socket.on('error', () => {}).on('data', (bytes: Buffer) => (text += bytes.toString())))
    const port = await listening(server)
    return { publicKey, received: () => text, dial: (gatewayKey: string) => dialTo(port, gatewayKey) }
  }
})

function dialTo(port: number, gatewayKey: string): Promise<{ error: Error | null; protocol: string | null }> {
  return new Promise((resolve) => {
    connectPinned({ host: '127.0.0.1', port, gatewayKey, withinMs: 500, protocol: tunnelProtocol }, (error, socket) => {
      resolve({ error, protocol: socket.getProtocol() })
      socket.destroy()
    })
  })
}

async function listening(server: net.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return (server.address() as net.AddressInfo).port
}
