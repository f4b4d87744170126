import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { getSigned, putSigned } from './diskMarket.ts'

const part = new Uint8Array(Buffer.from('sealed bytes'))
const { signal } = new AbortController()

/** An error answer of S3, in the form that docs.aws.amazon.com ("Error responses") shows. */
const said = (code: string) => `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>words</Message></Error>`

/** Starts a server on this machine that gives this answer. Returns a URL at which a part could be uploaded. */
async function storeThat(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/disks/one/1?X-Amz-Signature=hidden`
}

test('stores a part and fetches the same bytes', async () => {
  let kept = Buffer.alloc(0)
  const url = await storeThat((request, response) => {
    if (request.method === 'GET') return response.end(kept)
    const chunks: Buffer[] = []
    request
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => {
        kept = Buffer.concat(chunks)
        response.end()
      })
  })
  await putSigned(url, part, { signal })
  expect(await getSigned(url, { mostBytes: part.length, signal })).toEqual(Buffer.from(part))
  await expect(getSigned(url, { mostBytes: part.length - 1, signal })).rejects.toMatchObject({
    code: 'snapshot.damaged',
    detail: 'a part is too long',
  })
})

test.each([
  ['PUT', 403, 'SignatureDoesNotMatch', 'snapshot.store_refused'],
  ['PUT', 403, 'AccessDenied', 'snapshot.store_refused'],
  ['PUT', 404, 'NoSuchBucket', 'snapshot.store_refused'],
  ['PUT', 404, 'NotFound', 'snapshot.store_refused'],
  ['GET', 404, 'NoSuchBucket', 'snapshot.store_refused'],
  ['GET', 403, 'InvalidAccessKeyId', 'snapshot.store_refused'],
  ['GET', 404, 'NoSuchKey', 'snapshot.damaged'],
])('a %s that is answered by %i %s is final', async (method, status, name, code) => {
  const url = await storeThat((request, response) => {
    request.resume()
    response.writeHead(status).end(said(name))
  })
  const asked = method === 'PUT' ? putSigned(url, part, { signal }) : getSigned(url, { mostBytes: 100, signal })
  const detail = code === 'snapshot.damaged' ? 'a part is missing' : `the store answers ${status} ${name}`
  await expect(asked).rejects.toMatchObject({ code, detail })
})

test.each([
  [503, 'SlowDown'],
  [400, 'RequestTimeout'],
  [500, 'InternalError'],
])('what may pass has no code, so that it is tried again, and names no address: %i %s', async (status, name) => {
  const url = await storeThat((request, response) => {
    request.resume()
    response.writeHead(status).end(said(name))
  })
  const fault = await putSigned(url, part, { signal }).catch((error: unknown) => error)
  expect(fault).not.toHaveProperty('code')
  expect(String(fault)).toBe(`Error: the store answers ${status} ${name}`)
})

test('rejects when the connection breaks in the middle of a part, in either direction', async () => {
  const url = await storeThat((request, response) => {
    if (request.method === 'PUT') return request.socket.destroy()
    response.writeHead(200, { 'content-length': 100 })
    response.write('half', () => response.destroy())
  })
  await expect(putSigned(url, part, { signal })).rejects.toThrow('fetch failed')
  await expect(getSigned(url, { mostBytes: 100, signal })).rejects.toThrow('terminated')
})

test("reads only the first lines of a store's error", async () => {
  const url = await storeThat((request, response) => {
    request.resume()
    response.writeHead(403)
    // The answer never ends.
    const more = (): void => void (response.destroyed || response.write('x'.repeat(65_536), () => setImmediate(more)))
    more()
  })
  await expect(putSigned(url, part, { signal })).rejects.toMatchObject({ code: 'snapshot.store_refused', detail: 'the store answers 403' })
})
