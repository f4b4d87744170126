import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestApi } from './startTestApi.ts'

/** A proxy in front of an API that falsifies the API's records of how long machines served. */
export type Liar = { readonly url: string; stop(): void }

/** Starts a proxy in front of a test's API. It passes the text of each hour record through `change`. */
export async function startLiar(api: TestApi, change: (text: string) => string): Promise<Liar> {
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const body = chunks.length === 0 ? {} : { body: Buffer.concat(chunks), headers: { 'content-type': 'application/json' } }
      const answer = await fetch(`${api.url}${request.url}`, { method: request.method ?? 'GET', ...body })
      const text = await answer.text()
      response.writeHead(answer.status, { 'content-type': 'application/json' })
      response.end(request.url?.includes('/emission/hours') ? change(text) : text)
    })()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop: () => void server.close() }
}
