import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RunningProxy } from '../src/proxy/startProxy.ts'
import { type RunningServe, startServe } from '../src/serve/startServe.ts'
import { startSeller, type TestSeller } from './startSeller.ts'
import { startTestModel, testModel, type TestModel } from './startTestModel.ts'

describe('the stock client of OpenAI', () => {
  let model: TestModel
  let seller: TestSeller
  let serve: RunningServe
  let proxy: RunningProxy
  let openai: OpenAI

  beforeAll(async () => {
    ;[model, seller] = await Promise.all([startTestModel(), startSeller()])
    serve = await startServe({ ...seller.serveSettings(), upstream: model.url })
    await seller.setTerms({ url: `http://127.0.0.1:${serve.port}/v1` })
    await serve.stop()
    serve = await startServe(seller.serveSettings({ upstream: model.url, listen: { host: '127.0.0.1', port: serve.port } }))
    const client = await seller.newClient()
    proxy = await seller.startProxy(client)
    openai = new OpenAI({ baseURL: `http://127.0.0.1:${proxy.port}/v1`, apiKey: client.keys.apiKey })
  })
  afterAll(async () => {
    await proxy.stop()
    await serve.stop()
    await Promise.all([model.stop(), seller.stop()])
  })

  const ask = (content: string) => ({ model: testModel, messages: [{ role: 'user' as const, content }] })

  it('lists the model', async () => {
    expect((await openai.models.list()).data.map(({ id }) => id)).toEqual([testModel])
  })

  it('gets an answer and pays for its tokens', async () => {
    const before = proxy.figures().owed
    const answer = await openai.chat.completions.create(ask('Hi'))
    expect(answer.choices[0]?.message.content).toBe('word0 word1 word2 word3 word4 ')
    expect(answer.usage?.completion_tokens).toBe(5)
    expect(proxy.figures().owed - before).toBe(1n * 200_000_000_000n + 5n * 600_000_000_000n)
  })

  it('gets a stream without the usage that it did not ask for', async () => {
    const before = proxy.figures().owed
    const chunks = []
    for await (const chunk of await openai.chat.completions.create({ ...ask('words 40'), stream: true })) chunks.push(chunk)
    expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toContain('word39 ')
    expect(chunks.filter(({ usage }) => usage != null)).toEqual([])
    expect(proxy.figures().owed - before).toBe(2n * 200_000_000_000n + 40n * 600_000_000_000n)
  })

  it('gets a stream with the usage that it asked for', async () => {
    const usages = []
    for await (const { usage } of await openai.chat.completions.create({ ...ask('Hi'), stream: true, stream_options: { include_usage: true } }))
      if (usage != null) usages.push(usage.completion_tokens)
    expect(usages).toEqual([5])
  })

  it('gets embeddings', async () => {
    const { data } = await openai.embeddings.create({ model: testModel, input: 'abcd', encoding_format: 'float' })
    expect(data[0]?.embedding).toEqual([0.25, 0.5])
  })

  it('gets a long answer, for which the ceiling rises while it runs', async () => {
    let text = ''
    for await (const { choices } of await openai.chat.completions.create({ ...ask('words 2000'), stream: true }))
      text += choices[0]?.delta.content ?? ''
    expect(text.split(' ').length).toBe(2_001)
    expect(proxy.fault()).toBeNull()
  })

  it('sees the error of the model server, and nothing is charged', async () => {
    const before = proxy.figures().owed
    await expect(openai.chat.completions.create(ask('error 418'))).rejects.toThrow('418 error 418 of the test server')
    expect(proxy.figures().owed).toBe(before)
  })

  it('repeats a request that failed, which costs nothing until an answer comes', async () => {
    const [before, asked] = [proxy.figures().owed, model.asked.length]
    await expect(openai.chat.completions.create(ask('error 500'), { maxRetries: 1 })).rejects.toThrow('500')
    expect([proxy.figures().owed, model.asked.length]).toEqual([before, asked + 2])
  })

  it('aborts, which stops the model server at once and pays only for what came', async () => {
    const [before, gone] = [proxy.figures().owed, model.gone()]
    const stream = await openai.chat.completions.create({ ...ask('hold'), stream: true })
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content === 'word1 ') break
    await expect.poll(() => model.gone()).toBe(gone + 1)
    await expect.poll(() => proxy.figures().owed).toBeGreaterThan(before)
    expect(proxy.fault()).toBeNull()
    model.release()
  })

  it('gets a sentence for another model, and for a file on the internet', async () => {
    await expect(openai.chat.completions.create({ ...ask('Hi'), model: 'dear' })).rejects.toThrow('serves another model')
    const content = [{ type: 'image_url' as const, image_url: { url: 'http://169.254.169.254/latest' } }]
    await expect(openai.chat.completions.create({ model: testModel, messages: [{ role: 'user', content }] })).rejects.toThrow('file on the internet')
  })

  it('gets an error in a stream that the model server cuts, and pays for the part that came', async () => {
    const before = proxy.figures().owed
    const read = async () => {
      for await (const { choices } of await openai.chat.completions.create({ ...ask('cut'), stream: true })) {
        if (choices[0]?.delta.content === 'word1 ') model.release()
      }
    }
    await expect(read()).rejects.toThrow('ended its answer early')
    await expect.poll(() => proxy.figures().owed).toBeGreaterThan(before)
    expect(proxy.fault()).toBeNull()
  })

  it('pays nothing for an answer that never began', async () => {
    const before = proxy.figures().owed
    await expect(openai.chat.completions.create({ ...ask('refused'), stream: true }, { maxRetries: 0 })).rejects.toThrow('did not answer')
    expect([proxy.figures().owed - before, proxy.fault()]).toEqual([0n, null])
  })

  it('pays by the bytes that came when the model server counts nothing, too much or garbage', async () => {
    for (const command of ['uncounted', 'inflated', 'garbage']) {
      const before = proxy.figures().owed
      const stream = await openai.chat.completions.create({ ...ask(command), stream: true }).catch(() => null)
      if (stream !== null) {
        try {
          for await (const _ of stream);
        } catch (error) {
          // A standard client cannot parse malformed JSON.
          expect([command, error instanceof SyntaxError]).toEqual(['garbage', true])
        }
      }
      await expect.poll(() => proxy.figures().owed - before).toBeGreaterThan(0n)
      expect(proxy.figures().owed - before).toBeLessThan(10n ** 14n)
      expect(proxy.fault()).toBeNull()
    }
  })

  it('moves exactly the owed amount to the pot of the payee, less the fee', async () => {
    await expect.poll(() => proxy.reconcile().then(() => 0)).toBe(0)
    const { owed } = proxy.figures()
    expect(await serve.settle()).toEqual({ rows: 1, amount: owed, amountInG: 0n })
    const { free, fees } = await seller.potOf(seller.payee.address)
    expect(fees).toBe((owed * 25n + 9_999n) / 10_000n)
    expect(free).toBe(owed - fees)
    expect(await serve.settle()).toEqual({ rows: 0, amount: 0n, amountInG: 0n })
  })
})
