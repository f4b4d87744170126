import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { get } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { connect } from 'node:tls'
import { trustedProxies } from '@infinitio/process'
import { freePort } from '@infinitio/process/embedded'
import { bareEnv } from '@infinitio/process/test'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { unpackDebian } from '../../../../scripts/deploy/installPromtool.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'
import { siteOf } from './checkSite.ts'

const place = unpackDebian({ folderName: 'caddy-bookworm', packages: ['caddy/bookworm'], needsRoot: false })
const program = 'root' in place ? join(place.root, 'usr/bin/caddy') : ''
const why = 'missing' in place ? place.missing : existsSync(program) ? '' : 'the package holds no caddy'

/**
 * A port below the range that the system uses for outgoing connections. Caddy opens the port seconds after the test has chosen it. In the meantime, an outgoing
 * connection could occupy a port of that range.
 */
const firstPort = 21_200

describe.skipIf(why !== '')(`behind Caddy as in deploy/caddy/Caddyfile${why === '' ? '' : ` (skipped: ${why})`}`, () => {
  let api: TestApi
  let port: number
  let stop: () => Promise<void>

  beforeAll(async () => {
    port = await freePort({ preferred: firstPort })
    const limits = { ip: { capacity: 5, refillPerSecond: 0.001 }, account: { capacity: 5, refillPerSecond: 0.001 }, streamsPerIp: 2 }
    const site = siteOf({ publicUrl: `https://localhost:${port}`, port, aliases: [] })
    api = await startTestApi({ change: (services) => ({ ...services, limits, site, trusts: trustedProxies.parse('127.0.0.1/32') }) })
    stop = await startCaddy({ port, web: new URL(api.url).host })
  })
  afterAll(async () => {
    await stop()
    await api.stop()
  })

  test('answers over TLS', async () => {
    expect((await ask('/api/v1/chain', { from: '127.0.0.9' })).status).toBe(200)
  })

  test('counts each visitor apart, and believes no address that a visitor names', async () => {
    const answers = []
    for (let n = 0; n < 6; n += 1)
      answers.push((await ask('/api/v1/classes', { from: '127.0.0.2', headers: { 'x-forwarded-for': `8.8.8.${n}` } })).status)
    expect(answers).toEqual([200, 200, 200, 200, 200, 429])
    expect((await ask('/api/v1/classes', { from: '127.0.0.3' })).status).toBe(200)
  })

  test('hands no key to anybody, though Caddy runs on this machine', async () => {
    expect(await ask('/api/v1/dev/provider-key', { from: '127.0.0.4' })).toMatchObject({ status: 404 })
  })

  function ask(path: string, { from, headers = {} }: { from: string; headers?: Record<string, string> }): Promise<{ status: number }> {
    return new Promise((resolve, reject) => {
      const request = get(
        {
          host: '127.0.0.1',
          port,
          path,
          servername: 'localhost',
          localAddress: from,
          rejectUnauthorized: false,
          headers: { host: `localhost:${port}`, ...headers },
        },
        (response) => {
          response.resume()
          response.once('end', () => resolve({ status: response.statusCode ?? 0 }))
        },
      )
      request.once('error', reject)
    })
  }
})

async function startCaddy({ port, web }: { port: number; web: string }): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-caddy-'))
  const env = {
    ...{ ...bareEnv(), NODE_ENV: 'test' as const },
    ...{ HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    ...{
      CADDY_OPTIONS: 'admin off',
      TLS: 'tls internal',
      MARKET: `https://localhost:${port}`,
      TERMINAL: `https://terminal.localhost:${port}`,
      WEB: web,
    },
  }
  const file = join(import.meta.dirname, '../../../../deploy/caddy/Caddyfile')
  const caddy = spawn(program, ['run', '--config', file, '--adapter', 'caddyfile'], { env, stdio: ['ignore', 'ignore', 'pipe'] })
  const ended = new Promise<void>((resolve) => caddy.once('exit', () => resolve()))
  await new Promise<void>((resolve, reject) => {
    let text = ''
    caddy.stderr.on('data', (part: Buffer) => {
      text += part.toString()
      // Caddy opens its port first and then signs a certificate with its own authority. Until then it rejects TLS connections.
      if (/"certificate obtained successfully","identifier":"localhost"/.test(text)) resolve()
    })
    caddy.once('exit', () => reject(new Error(`Caddy ended: ${text.slice(-2_000)}`)))
  })
  // Caddy reports a new certificate a moment before it uses it. So wait until a handshake succeeds.
  while (!(await greets(port))) await delay(20)
  return async () => {
    caddy.kill('SIGTERM')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Returns true if a TLS handshake with the port succeeds. */
async function greets(port: number): Promise<boolean> {
  const socket = connect({ host: '127.0.0.1', port, servername: 'localhost', rejectUnauthorized: false })
  const isGreeted = await new Promise<boolean>((resolve) => {
    socket.once('secureConnect', () => resolve(true))
    socket.once('error', () => resolve(false))
  })
  socket.destroy()
  return isGreeted
}
