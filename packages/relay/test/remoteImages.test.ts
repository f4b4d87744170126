import { mkdtempSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServe } from '../src/serve/startServe.ts'
import { testModel } from './startTestModel.ts'
import { startWays, type TestWays } from './startWays.ts'

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const data = `data:image/png;base64,${png.toString('base64')}`
const inputPrice = 200_000_000_000n

let images: Server
let ways: TestWays
let sealing: TestWays
const loaded: string[] = []
beforeAll(async () => {
  images = createServer((request, response) => {
    loaded.push(request.url ?? '')
    response.end(request.url === '/page' ? '<html>a page</html>' : png)
  })
  await new Promise<void>((resolve) => images.listen(0, '127.0.0.1', () => resolve()))
  ;[ways, sealing] = await Promise.all([startWays(), startWays({ boxSecret: `0x${'7'.repeat(64)}` })])
})
afterAll(async () => {
  images.closeAllConnections()
  images.close()
  await Promise.all([ways.stop(), sealing.stop()])
})

const at = (path: string) => `http://127.0.0.1:${(images.address() as AddressInfo).port}${path}`
const withImage = (url: string, text = 'words 3') => {
  const content = [
    { type: 'text' as const, text },
    { type: 'image_url' as const, image_url: { url, detail: 'low' as const } },
  ]
  return { model: testModel, messages: [{ role: 'user' as const, content }] }
}
const lastAsked = ({ model }: TestWays) => JSON.parse(model.asked.at(-1) ?? '') as OpenAI.Chat.ChatCompletionCreateParams

describe.each(['proxy', 'router'] as const)('an image of the internet in a request through a %s', (way) => {
  it('reaches the model server as data, and the model server loads nothing', async () => {
    const before = loaded.length
    const { choices } = await ways.clients[way].chat.completions.create(withImage(at('/a.png')))
    expect(choices[0]?.message.content).toBe('word0 word1 word2 ')
    expect(lastAsked(ways)).toEqual(withImage(data))
    expect([loaded.length - before, ways.fault()]).toEqual([1, null])
  })

  it('stays as it is if it is data', async () => {
    const before = loaded.length
    await ways.clients[way].chat.completions.create(withImage(data))
    expect([lastAsked(ways), loaded.length]).toEqual([withImage(data), before])
  })

  it('reaches the model server in a request to the Responses API', async () => {
    const content = [{ type: 'input_image' as const, image_url: at('/b.png'), detail: 'auto' as const }]
    await ways.clients[way].responses.create({ model: testModel, input: [{ role: 'user', content }] })
    expect(lastAsked(ways)).toMatchObject({ input: [{ content: [{ image_url: data }] }], store: false })
    expect(ways.fault()).toBeNull()
  })

  it('is paid by the tokens that the model server counts for it', async () => {
    const before = ways.owed()
    const { usage } = await ways.clients[way].chat.completions.create(withImage(at('/a.png'), 'inflated'))
    expect(usage?.prompt_tokens).toBe(2_000)
    expect(ways.owed() - before).toBeGreaterThanOrEqual(2_000n * inputPrice)
    expect(ways.fault()).toBeNull()
  })

  it.each<[string, () => string]>([
    ['the metadata of a cloud', () => 'http://169.254.169.254/latest/meta-data'],
    ['a private network', () => 'https://10.0.0.1/a.png'],
    ['a page', () => at('/page')],
    ['a server that does not answer', () => 'http://127.0.0.1:1/a.png'],
  ])('is refused as %s, and costs nothing', async (_, url) => {
    const [before, asked] = [ways.owed(), ways.model.asked.length]
    await expect(ways.clients[way].chat.completions.create(withImage(url()))).rejects.toThrow('file on the internet')
    expect([ways.owed(), ways.model.asked.length, ways.fault()]).toEqual([before, asked, null])
    const stream = ways.clients[way].chat.completions.create({ ...withImage(url()), stream: true })
    await expect(stream).rejects.toThrow('file on the internet')
  })
})

it('an image is refused by a service that loads none, before a voucher is taken', async () => {
  const { seller, model } = ways
  const serve = await startServe({
    ...seller.serveSettings({ upstream: model.url, folder: mkdtempSync(join(tmpdir(), 'infinitio-images-')) }),
    loadsImages: false,
  })
  const answer = await fetch(`http://127.0.0.1:${serve.port}/v1/chat/completions`, { method: 'POST', body: JSON.stringify(withImage(at('/a.png'))) })
  expect([answer.status, ((await answer.json()) as { error: { code: string } }).error.code]).toEqual([422, 'serving.remote_file'])
  await serve.stop()
})

it('an image in an encrypted prompt is loaded by the service', async () => {
  const { choices } = await sealing.clients.proxy.chat.completions.create(withImage(at('/sealed.png')))
  expect(choices[0]?.message.content).toBe('word0 word1 word2 ')
  expect(lastAsked(sealing)).toEqual(withImage(data))
  expect([loaded.at(-1), sealing.fault()]).toEqual(['/sealed.png', null])
  const failed = await sealing.clients.proxy.chat.completions.create(withImage('https://10.0.0.1/secret.png')).catch(String)
  expect(failed).toContain('file on the internet')
  expect(failed).not.toMatch(/10\.0|secret/)
})
