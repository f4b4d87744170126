import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startWays, type TestWays } from '../startWays.ts'
import { installFromPypi } from './installFromPypi.ts'

const place = process.env.TEST_LONG === '1' ? installFromPypi('openai', '2.54.0') : { missing: 'the test is long' }
if (process.env.TEST_LONG === '1' && 'missing' in place) console.warn(`skipped: ${place.missing}`)

// Runs only with `TEST_LONG`, because the first run downloads the package from PyPI.
describe.skipIf('missing' in place).each(['proxy', 'router'] as const)('the stock client of OpenAI in Python, through a %s', (way) => {
  let ways: TestWays

  beforeAll(async () => {
    ways = await startWays()
  })
  afterAll(() => ways.stop())

  async function printed(file: string): Promise<unknown> {
    const { baseURL, apiKey } = ways.clients[way]
    const env = { ...process.env, OPENAI_BASE_URL: baseURL, OPENAI_API_KEY: String(apiKey) }
    const program = 'python' in place ? place.python : 'python3'
    return JSON.parse((await promisify(execFile)(program, [join(import.meta.dirname, file)], { env })).stdout)
  }

  it('calls tools, aborts, and repeats a request that failed', async () => {
    const { model } = ways
    const [asked, gone] = [model.asked.length, model.gone()]
    expect(await printed('callTools.py')).toMatchObject({
      call: '{"city":"Ghent"}',
      answer: 'the tool answered: 21 degrees',
      streamed: '{"city":"Ghent"}',
      aborted: true,
      error: expect.stringContaining('error 422 of the test server'),
      repeated: way === 'proxy' ? 500 : 503,
    })
    expect(model.asked.length).toBe(asked + 7)
    await expect.poll(() => model.gone()).toBe(gone + 1)
    expect(ways.fault()).toBeNull()
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
    expect(ways.fault()).toBeNull()
  })
})
