import net from 'node:net'
import tls from 'node:tls'
import { tunnelProtocol } from '@infinitio/process'
import { testIdentity } from '@infinitio/process/test'
import { describe, expect, onTestFinished, test } from 'vitest'
import { connectPinned, GatewayKeyError } from './connectPinned.ts'

describe('the connection to the gateway', () => {
  test('is proven when the gateway holds the key of the Directory', async () => {
    const { publicKey, dial } = await setup({})
    expect(await dial(publicKey)).toEqual({ error: null, protocol: 'TLSv1.3' })
  })

  test('is refused for any other key, and nothing is sent', async () => {
    const { dial, received } = await setup({})
    expect((await dial(testIdentity().publicKey)).error).toBeInstanceOf(GatewayKeyError)
    expect(received()).toBe('')
  })

  test('is refused when no key was set in the Directory', async () => {
    const { dial } = await setup({})
    expect((await dial(`0x${'0'.repeat(64)}`)).error).toBeInstanceOf(GatewayKeyError)
  })

  test('is refused by TLS 1.2, though the key is the right one', async () => {
    const { publicKey, dial } = await setup({ minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' })
    expect((await dial(publicKey)).error).not.toBe(null)
  })

  test('is refused by a server of another protocol, though the key is the right one', async () => {
    const { publicKey, dial } = await setup({ ALPNProtocols: ['h2'] })
    expect((await dial(publicKey)).error).not.toBe(null)
  })

  test('is given up when the other side never speaks, speaks without TLS, or goes', async () => {
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
    connectPinned({ host: '127.0.0.1', port, gatewayKey, withinMs: 500 }, (error, socket) => {
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
