import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ProxyKeys } from '../../src/proxy/clientStore.ts'
import type { RunningProxy } from '../../src/proxy/startProxy.ts'
import { type RunningServe, startServe } from '../../src/serve/startServe.ts'
import { startSeller, type TestSeller } from '../startSeller.ts'
import { startTestModel, type TestModel } from '../startTestModel.ts'
import { installFromPypi } from './installFromPypi.ts'

const place = process.env.TEST_LONG === '1' ? installFromPypi('openai', '2.54.0') : { missing: 'the test is long' }
if (process.env.TEST_LONG === '1' && 'missing' in place) console.warn(`skipped: ${place.missing}`)

// Runs only with `TEST_LONG`, because the first run downloads the package from PyPI.
describe.skipIf('missing' in place)('the stock client of OpenAI in Python, through a proxy', () => {
  let seller: TestSeller
  let model: TestModel
  let serve: RunningServe
  let proxy: RunningProxy
  let keys: ProxyKeys

  beforeAll(async () => {
    ;[model, seller] = await Promise.all([startTestModel(), startSeller()])
    serve = await startServe({ ...seller.serveSettings(), upstream: model.url })
    const listen = { host: '127.0.0.1', port: serve.port }
    await seller.setTerms({ url: `http://127.0.0.1:${serve.port}/v1` })
    await serve.stop()
    serve = await startServe(seller.serveSettings({ upstream: model.url, listen }))
    const client = await seller.newClient()
    keys = client.keys
    proxy = await seller.startProxy(client)
  })
  afterAll(async () => {
    await proxy.stop()
    await serve.stop()
    await Promise.all([model.stop(), seller.stop()])
  })

  async function printed(file: string): Promise<unknown> {
    const env = { ...process.env, OPENAI_BASE_URL: `http://127.0.0.1:${proxy.port}/v1`, OPENAI_API_KEY: keys.apiKey }
    const program = 'python' in place ? place.python : 'python3'
    return JSON.parse((await promisify(execFile)(program, [join(import.meta.dirname, file)], { env })).stdout)
  }

  it('calls tools, aborts, and repeats a request that failed', async () => {
    const [asked, gone] = [model.asked.length, model.gone()]
    expect(await printed('callTools.py')).toMatchObject({
      call: '{"city":"Ghent"}',
      answer: 'the tool answered: 21 degrees',
      streamed: '{"city":"Ghent"}',
      aborted: true,
      error: expect.stringContaining('error 422 of the test server'),
      repeated: 500,
    })
    expect(model.asked.length).toBe(asked + 7)
    await expect.poll(() => model.gone()).toBe(gone + 1)
    expect(proxy.fault()).toBeNull()
  })

  it('asks by the Responses API', async () => {
    expect(await printed('callResponses.py')).toMatchObject({
      text: 'word0 word1 word2 ',
      call: '{"city":"Ghent"}',
      answer: 'the tool answered: 21 degrees',
      streamed: 'word0 word1 word2 ',
      last: 'response.completed',
      error: expect.stringContaining('stores no prompt'),
    })
    expect(proxy.fault()).toBeNull()
  })
})
