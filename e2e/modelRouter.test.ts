import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient } from '@infinitio/sdk'
import { startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'
import { waitFor } from './deployment/waitFor.ts'

const model = 'test-server-no-model'
const services = 5

// Runs only with `TEST_LONG`, because it starts a whole deployment.
describe.skipIf(process.env.TEST_LONG !== '1')('the router that npm start runs', () => {
  let deployment: TestDeployment
  let openai: OpenAI

  beforeAll(async () => {
    deployment = await startTestDeployment({ settings: { INFINITIO_ROUTERS: '1', INFINITIO_VALIDATORS: '4' } })
    const { router } = JSON.parse(readFileSync(join(deployment.dataDir, 'ports.json'), 'utf8')) as { readonly router: number }
    const keyFile = join(deployment.dataDir, 'router/api-key.txt')
    await waitFor({ what: 'the API key of the router', within: 120, read: () => existsSync(keyFile), until: (isThere) => isThere })
    const apiKey = readFileSync(keyFile, 'utf8').trim()
    openai = new OpenAI({ baseURL: `http://127.0.0.1:${router}/v1`, apiKey, maxRetries: 0 })
  })
  afterAll(() => deployment?.remove())

  const ask = (content: string, more: object = {}) => ({ model, messages: [{ role: 'user' as const, content }], ...more })

  it('answers a stock client, and each answer is paid by a receipt of the service', async () => {
    const { data, response } = await openai.chat.completions.create(ask('Hello')).withResponse()
    expect(data.choices[0]?.message.content).toMatch(/^This is a test server without a model\./)
    expect(response.headers.get('infinitio-service')).toMatch(/^0x[0-9a-f]{40}$/)
    expect(response.headers.get('infinitio-receipt')).toMatch(/^[\w-]+$/)
    let text = ''
    for await (const { choices } of await openai.chat.completions.create({ ...ask('Hello'), stream: true })) text += choices[0]?.delta.content ?? ''
    expect(text).toBe(data.choices[0]?.message.content)
  })

  it('has five services of which one cheats, so that honest ones agree', async () => {
    const found = new Map<string, string>()
    for (let ignored = 0; ignored < services; ignored += 1) {
      const { data, response } = await openai.chat.completions.create(ask('Compare', { provider: { ignore: [...found.keys()] } })).withResponse()
      found.set(response.headers.get('infinitio-service') ?? '', data.choices[0]?.message.content ?? '')
    }
    const answers = Map.groupBy(found.values(), (answer) => answer)
    expect([...answers.values()].map(({ length }) => length).toSorted()).toEqual([1, services - 1])
    await expect(openai.chat.completions.create(ask('Compare', { provider: { ignore: [...found.keys()] } }))).rejects.toThrow('left out by ignored')
  })

  it('leaves the cheat out of the default after a check of the validators, and still asks it by name', async () => {
    const client = createClient({ baseUrl: deployment.url })
    const { items } = await waitFor({
      what: 'a service that is left out',
      within: 420,
      read: () => delay(2_000).then(() => client.listServices()),
      until: ({ items: all }) => all.some(({ checks }) => checks?.standing === 'left_out'),
    })
    const [cheat, ...others] = items.filter(({ checks }) => checks?.standing === 'left_out')
    expect(others).toEqual([])
    expect(cheat?.checks).toMatchObject({ agreed: 0 })
    const id = cheat?.service ?? ''
    const refused = () =>
      openai.chat.completions.create(ask('By default', { provider: { ignore: items.map(({ service }) => service).filter((one) => one !== id) } }))
    await waitFor({
      what: 'the router to leave the service out',
      within: 60,
      read: () =>
        delay(1_000)
          .then(refused)
          .then(
            () => 'answered',
            (error: unknown) => String(error),
          ),
      until: (answer) => answer.includes('left out by checks'),
    })
    const { response } = await openai.chat.completions.create(ask('By name', { provider: { only: [id] } })).withResponse()
    expect(response.headers.get('infinitio-service')).toBe(id)
    await expect(openai.chat.completions.create(ask('Checked only', { verify: 'checked', provider: { only: [id] } }))).rejects.toThrow(
      'left out by verification',
    )
  })
})
