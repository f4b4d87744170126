import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { randomBytes } from 'node:crypto'
import { costOfBytes, type FileTerms, mostFileBytes, parseAllowList } from '@infinitio/services'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ByteBuyer, openByteBuyer } from '../src/pull/openByteBuyer.ts'
import { pullPage } from '../src/pull/pullPage.ts'
import { openFetcher } from '../src/serve/bytes/openFetcher.ts'
import { type RunningServe, startServe } from '../src/serve/startServe.ts'
import { startByteSeller } from './startByteSeller.ts'
import type { TestSeller } from './startSeller.ts'

describe('a paid fetch service', () => {
  let seller: TestSeller
  let terms: FileTerms
  let serve: RunningServe
  let buyer: ByteBuyer
  let site: Server
  let version: () => string
  const content = randomBytes(9 * 2 ** 20)

  beforeAll(async () => {
    site = createServer(({ url, headers }, response) => {
      if (url !== '/file') return response.writeHead(302, { location: 'http://localhost:1/elsewhere' }).end()
      const [, from = '0', to = '0'] = /bytes=(\d+)-(\d+)/.exec(headers.range ?? '') ?? []
      const part = content.subarray(Number(from), Number(to) + 1)
      const range = `bytes ${from}-${Number(from) + part.length - 1}/${content.length}`
      return response.writeHead(206, { 'content-type': 'application/x-tar', 'content-range': range, etag: version() }).end(part)
    })
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', () => resolve()))
    let port: number
    ;({ seller, terms, port } = await startByteSeller('fetch'))
    const allow = parseAllowList('localhost')
    if ('wrong' in allow) throw new Error(allow.wrong)
    const upstream = openFetcher({ allow, isLocal: true })
    serve = await startServe(seller.serveSettings({ upstream, terms, listen: { host: '127.0.0.1', port } }))
    const client = await seller.newClient()
    buyer = await openByteBuyer({ ledger: seller.ledger, service: seller.service, terms, payer: seller.payer.address, ...client })
  })
  afterAll(async () => {
    buyer.close()
    await serve.stop()
    site.closeAllConnections()
    site.close()
    await seller.stop()
  })

  async function pull(path: string) {
    const parts: Uint8Array[] = []
    const url = `http://localhost:${(site.address() as AddressInfo).port}${path}`
    const page = await pullPage(buyer, { url, signal: AbortSignal.timeout(60_000), write: (bytes) => void parts.push(bytes) })
    return { ...page, content: Buffer.concat(parts) }
  }

  it('sells a file of 9 MiB range by range, by the request and the byte', async () => {
    version = () => '"1"'
    const got = await pull('/file')
    expect([got.type, got.bytes, got.content.equals(content)]).toEqual(['application/x-tar', content.length, true])
    const { owed } = buyer.figures()
    expect(owed).toBeGreaterThan((BigInt(content.length) * terms.outputPrice + 3n * terms.inputPrice) / 1_000_000n)
    expect(owed).toBeLessThanOrEqual(3n * costOfBytes(terms, mostFileBytes))
  })

  it('stops at a file that changes between two ranges', async () => {
    let count = 0
    version = () => {
      count += 1
      return `"${count}"`
    }
    await expect(pull('/file')).rejects.toMatchObject({ code: 'serving.upstream_failed', detail: 'the page changed' })
  })

  it('follows no redirect, shows where it leads, and charges the request', async () => {
    const before = buyer.figures().owed
    await expect(pull('/other')).rejects.toMatchObject({ detail: 'the page redirects to http://localhost:1/elsewhere' })
    expect(buyer.figures().owed - before).toBeGreaterThanOrEqual(terms.inputPrice / 1_000_000n)
    expect(buyer.figures().owed - before).toBeLessThan(costOfBytes(terms, 1_000))
  })

  it('charges nothing for a host that its operator does not allow', async () => {
    const before = buyer.figures().owed
    const asked = { url: 'https://169.254.169.254/', start: 0, most: mostFileBytes }
    await expect(buyer.ask(asked, { most: mostFileBytes, signal: AbortSignal.timeout(9_000) })).rejects.toMatchObject({
      code: 'serving.host_refused',
    })
    expect(buyer.figures().owed).toBe(before)
  })
})
