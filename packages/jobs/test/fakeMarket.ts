import { createClient } from '@infinitio/sdk'
import type { MarketSession } from '../src/scheduler/marketSession.ts'

/** An answer of the market over HTTP. A refusal has its status and its code. */
export type FakeAnswer = { readonly status?: number; readonly body: unknown }
type Asked = { readonly method: string; readonly path: string; readonly body: unknown }

/** A market behind HTTP that gives prepared answers, in place of a server. `asked` has the requests so far. */
export function fakeMarket(answer: (asked: Asked) => FakeAnswer): { readonly session: MarketSession; readonly asked: readonly Asked[] } {
  const asked: Asked[] = []
  const respond: typeof fetch = async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : String(input))
    const request = {
      method: init?.method ?? 'GET',
      path: pathname,
      body: typeof init?.body === 'string' ? (JSON.parse(init.body) as unknown) : null,
    }
    asked.push(request)
    const { status = 200, body } = answer(request)
    return new Response(JSON.stringify(body), { status, headers: { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' } })
  }
  const client = createClient({ baseUrl: 'http://market.example', fetch: respond })
  return { session: (call) => call(client), asked }
}

/** Returns the answer of a refusal, in the form in which the API writes it. */
export function refusedAs(code: string, status: number): FakeAnswer {
  return { status, body: { type: 'about:blank', title: code, status, code, detail: 'for the test', requestId: 'r1' } }
}
