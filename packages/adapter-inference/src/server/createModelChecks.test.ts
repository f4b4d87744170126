import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { checkModel, type ModelServer } from '../index.ts'
import { createModelChecks } from './createModelChecks.ts'

let weights = 'the first weights'
const server = createServer((request, response) => {
  const message = { role: 'assistant', content: `An answer by ${weights}.` }
  const answer = request.method === 'GET' ? { data: [{ id: 'a' }] } : { choices: [{ index: 0, message, finish_reason: 'stop' }] }
  response.end(JSON.stringify(answer))
})
afterAll(() => void server.close().closeAllConnections())

test('notices other weights after ten minutes, and in a task that runs after an hour', async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const own: ModelServer = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, atOnce: 3 }
  const facts = await checkModel(own, { model: 'a', signal: new AbortController().signal })
  if (facts.kind !== 'stable') throw new Error('the answers change')
  let now = 0
  const { lacks } = createModelChecks(own, { nowMs: () => now })
  const job = { model: 'a', fingerprint: facts.fingerprint, speed: 1 }
  expect(await lacks(job, 'new')).toBeNull()
  weights = 'other weights'
  now = 599_999
  expect(await lacks(job, 'new')).toBeNull()
  now = 600_000
  expect(await lacks(job, 'running')).toBeNull()
  expect(await lacks(job, 'new')).toContain('with the fingerprint')
  weights = 'the first weights'
  now = 4_200_000
  expect(await lacks(job, 'running')).toBeNull()
})
