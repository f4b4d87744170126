import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { refreshTemplates, resolveDigest } from './refreshTemplates.ts'

const manifest = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests: [] }))
const digest = `sha256:${createHash('sha256').update(manifest).digest('hex')}`

let registry: Awaited<ReturnType<typeof startTokenRegistry>>
let folder: string
beforeEach(async () => {
  registry = await startTokenRegistry()
  folder = mkdtempSync(join(tmpdir(), 'infinitio-pins-'))
  vi.spyOn(console, 'log').mockImplementation(() => {})
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
})
afterEach(() => {
  registry.close()
  rmSync(folder, { recursive: true })
  vi.restoreAllMocks()
})

describe('resolveDigest', () => {
  const image = { registry: 'docker.io', repository: 'ollama/ollama', tag: 'latest' }
  const resolve = (change: Partial<typeof image> = {}) => resolveDigest({ ...image, ...change }, { 'docker.io': registry.url })

  it('requests a token, repeats the request with it, and returns the digest of the bytes', async () => {
    expect(await resolve()).toBe(digest)
    expect(registry.asked).toEqual([
      'GET /v2/ollama/ollama/manifests/latest',
      'GET /token?service=registry.test&scope=repository%3Aollama%2Follama%3Apull',
      'GET /v2/ollama/ollama/manifests/latest with the token',
    ])
  })

  it('throws if the registry states another digest than that of its bytes', async () => {
    await expect(resolve({ tag: 'forged' })).rejects.toThrow(/calls ollama\/ollama:forged sha256:0+, and sent sha256:/)
  })

  it('throws for an unknown tag, an endless answer, and an unreachable registry', async () => {
    await expect(resolve({ tag: 'none' })).rejects.toThrow('docker.io answered 404 for ollama/ollama:none')
    await expect(resolve({ tag: 'endless' })).rejects.toThrow('sent more than 4194304 bytes')
    await expect(resolveDigest(image, { 'docker.io': 'http://127.0.0.1:1' })).rejects.toThrow()
  })
})

describe('templates refresh', () => {
  const refresh = (...words: string[]) => refreshTemplates(['refresh', '--file', join(folder, 'pins.json'), ...words])
  const written = () =>
    JSON.parse(readFileSync(join(folder, 'pins.json'), 'utf8')) as Record<string, { reference: string; tag: string; fetchedAt: string }>
  const mirrors = () => ['docker.io', 'quay.io'].flatMap((name) => ['--mirror', `${name}=${registry.url}`])

  it('pins every template that has an image, with tag and date', async () => {
    expect(await refresh(...mirrors())).toBe(0)
    expect(Object.keys(written()).sort()).toEqual(['comfyui', 'cuda', 'ollama', 'pytorch', 'ray', 'vllm'])
    expect(written()['ollama']).toMatchObject({ reference: `docker.io/ollama/ollama@${digest}`, tag: 'latest' })
    expect(Math.abs(Date.parse(written()['ollama']?.fetchedAt ?? '') - Date.now())).toBeLessThan(60_000)
  })

  it('retains the digest of a template whose registry does not answer, and returns 1', async () => {
    expect(await refresh('--only', 'ollama', ...mirrors())).toBe(0)
    const before = written()
    expect(await refresh('--only', 'ollama', '--mirror', 'docker.io=http://127.0.0.1:1')).toBe(1)
    expect(written()).toEqual(before)
  })

  it('pins a template to another image, such as one that was built here', async () => {
    expect(await refresh('--only', 'pytorch', '--image', 'pytorch=localhost:5000/jupyter:here', '--mirror', `localhost:5000=${registry.url}`)).toBe(0)
    expect(written()).toEqual({ pytorch: { reference: `localhost:5000/jupyter@${digest}`, tag: 'here', fetchedAt: expect.any(String) } })
    expect(registry.asked[0]).toBe('GET /v2/jupyter/manifests/here')
  })

  it.each(['windows=localhost:5000/x:1', 'shell=localhost:5000/x:1', 'pytorch=jupyter:1', 'pytorch=localhost:5000/jupyter', 'pytorch'])(
    'refuses the image %s',
    async (image) => {
      expect(await refresh('--image', image)).toBe(2)
      expect(() => written()).toThrow(/ENOENT/)
    },
  )

  it.each([[['renew']], [['refresh', '--only', 'windows']], [['refresh', '--mirror', 'docker.io']], [['refresh', '--colour', 'red']]])(
    'refuses %j with the usage and writes nothing',
    async (words) => {
      expect(await refreshTemplates([...words, '--file', join(folder, 'pins.json')])).toBe(2)
      expect(() => written()).toThrow(/ENOENT/)
    },
  )
})

/** A registry that requires a token from anonymous readers, as Docker Hub and Quay do. */
async function startTokenRegistry() {
  const asked: string[] = []
  const server = http.createServer((request, response) => {
    const hasToken = request.headers.authorization === 'Bearer letter-of-passage'
    asked.push(`${request.method} ${request.url}${hasToken ? ' with the token' : ''}`)
    const { pathname } = new URL(request.url ?? '/', url)
    if (pathname === '/token') return void response.end(JSON.stringify({ token: 'letter-of-passage' }))
    if (!hasToken) return void response.writeHead(401, { 'www-authenticate': `Bearer realm="${url}/token",service="registry.test"` }).end()
    if (pathname.endsWith('/none')) return void response.writeHead(404).end()
    if (pathname.endsWith('/endless')) return void response.end(Buffer.alloc(5 * 1_024 * 1_024))
    const said = pathname.endsWith('/forged') ? `sha256:${'0'.repeat(64)}` : digest
    response.writeHead(200, { 'docker-content-digest': said }).end(manifest)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url, asked, close: () => void server.close() }
}
