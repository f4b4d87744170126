import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RunningProxy } from '../src/proxy/startProxy.ts'
import { type RunningServe, startServe } from '../src/serve/startServe.ts'
import { type PassedAnswer, startMiddleman } from './startMiddleman.ts'
import { startSeller, type TestSeller } from './startSeller.ts'
import { startTestModel, testModel, type TestModel } from './startTestModel.ts'

const [inputPrice, outputPrice] = [200_000_000_000n, 600_000_000_000n]
const bodies = {
  '/v1/chat/completions': { model: testModel, stream: true, messages: [{ role: 'user', content: 'words 1' }] },
  '/v1/responses': { model: testModel, stream: true, input: 'words 1' },
}

let model: TestModel
let seller: TestSeller
let serve: RunningServe
let middleman: Awaited<ReturnType<typeof startMiddleman>>
let proxy: RunningProxy
let apiKey: string
let change: (answer: PassedAnswer) => PassedAnswer = (answer) => answer

beforeAll(async () => {
  ;[model, seller] = await Promise.all([startTestModel(), startSeller()])
  middleman = await startMiddleman(
    () => serve.port,
    (answer, path) => (path in bodies ? change(answer) : answer),
  )
  await seller.setTerms({ url: `http://127.0.0.1:${middleman.port}/v1` })
  serve = await startServe(seller.serveSettings({ upstream: model.url }))
  const client = await seller.newClient()
  apiKey = client.keys.apiKey
  proxy = await seller.startProxy(client)
})
afterAll(async () => {
  await proxy.stop()
  await serve.stop()
  await Promise.all([middleman.stop(), model.stop(), seller.stop()])
})

async function ask(path: keyof typeof bodies): Promise<string> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` }
  const answer = await fetch(`http://127.0.0.1:${proxy.port}${path}`, { method: 'POST', headers, body: JSON.stringify(bodies[path]) })
  return await answer.text()
}

/** Returns the places at which a stream is cut: around the end of each line, and in the middle of lines. */
function cutsOf(body: string): readonly number[] {
  const ends = [...body.matchAll(/\n/g)].flatMap(({ index }) => [index, index + 1])
  const middles = Array.from({ length: Math.ceil(body.length / 151) }, (_, at) => at * 151)
  return [...new Set([...ends, ...middles])].filter((at) => at > 0 && at < body.length)
}

it.each(['/v1/chat/completions', '/v1/responses'] as const)(
  'a stream of %s costs its answer wherever it is cut, and shows no fault',
  async (path) => {
    let whole = ''
    change = (answer) => {
      whole = answer.body
      return answer
    }
    await ask(path)
    const cuts = cutsOf(whole)
    expect(cuts.length).toBeGreaterThan(12)
    const before = proxy.figures().owed
    for (const cutAt of cuts) {
      change = (answer) => ({ ...answer, cutAt })
      const text = await ask(path)
      // The whole end of the stream may have arrived before the connection broke.
      if (!text.includes('[DONE]')) expect(text).toContain('serving.upstream_failed')
      await proxy.reconcile()
      expect([cutAt, proxy.figures().owed - before]).toEqual([cutAt, BigInt(cuts.indexOf(cutAt) + 1) * (2n * inputPrice + outputPrice)])
    }
    expect(proxy.fault()).toBeNull()
  },
)
