import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'

const dripMs = 100

/** The name of the test model. It shows that no model runs. */
export const testModel = 'test server, no model'

/** A model server that follows a command in the last message of a request. */
export type TestModel = {
  readonly url: string
  /** Bodies of all requests so far. */
  readonly asked: readonly string[]
  /** Returns the number of answers whose connection closed before their end, by the client or by a command such as `cut`. */
  readonly gone: () => number
  /** Continues all answers that wait because of the command `hold` or `cut`. */
  readonly release: () => void
  readonly stop: () => Promise<void>
}

type Body = {
  readonly messages?: readonly { readonly content: string }[]
  readonly input?: string
  readonly prompt?: string
  readonly stream?: boolean
  readonly stream_options?: { readonly include_usage?: boolean }
}

/**
 * Starts the test server. It follows a command in the last message of a request. For every request: `words N` answers with N words, `error N` answers with HTTP
 * status N, `hang` never answers, `uncounted` sends no token counts, and `inflated` counts too many tokens. Only for streams: `drip N` sends N words, ten a
 * second; `hold` waits after two words until `release`; `cut` does the same and then breaks the connection; `refused` breaks it before the first word; and
 * `garbage` sends malformed JSON after two words.
 */
export async function startTestModel(): Promise<TestModel> {
  const asked: string[] = []
  let gone = 0
  let gate = Promise.withResolvers<void>()
  const server = createServer((message, response) => {
    response.on('close', () => {
      if (!response.writableEnded) gone += 1
    })
    if (message.method === 'GET') return sendJson(response, 200, { object: 'list', data: [{ id: testModel, object: 'model', owned_by: 'nobody' }] })
    void text(message).then(async (body) => {
      asked.push(body)
      await answer(message, response, { body: JSON.parse(body) as Body, held: () => gate.promise })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  return {
    ...{ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, asked, gone: () => gone },
    release: () => {
      gate.resolve()
      gate = Promise.withResolvers()
    },
    stop: async () => {
      gate.resolve()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

type Answering = { readonly body: Body; readonly held: () => Promise<void> }

async function answer(message: IncomingMessage, response: ServerResponse, { body, held }: Answering): Promise<void> {
  const said = body.messages?.at(-1)?.content ?? body.prompt ?? body.input ?? ''
  const [command = '', argument = ''] = said.split(' ')
  if (command === 'hang') return
  if (command === 'error') return sendJson(response, Number(argument), { error: { message: `error ${argument} of the test server`, type: 'test' } })
  const words = Array.from({ length: command === 'words' || command === 'drip' ? Number(argument) : 5 }, (_, at) => `word${at} `)
  const usage = usageOf({ said, words, isInflated: command === 'inflated' })
  if (message.url?.endsWith('/embeddings') === true) {
    const data = [{ object: 'embedding', index: 0, embedding: [0.25, 0.5] }]
    return sendJson(response, 200, {
      object: 'list',
      model: testModel,
      data,
      usage: { prompt_tokens: usage.prompt_tokens, total_tokens: usage.prompt_tokens },
    })
  }
  if (body.stream !== true) {
    const choices = [{ index: 0, message: { role: 'assistant', content: words.join('') }, finish_reason: 'stop' }]
    return sendJson(response, 200, {
      id: 'test',
      object: 'chat.completion',
      created: 1,
      model: testModel,
      choices,
      ...(command === 'uncounted' ? {} : { usage }),
    })
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for (const [at, word] of words.entries()) {
    if (at === 2 && command === 'hold') await held()
    if (command === 'drip') await delay(dripMs)
    if (response.destroyed) return
    if (at === 2 && command === 'cut') {
      await held()
      return void response.destroy()
    }
    if (at === 0 && command === 'refused') return void response.destroy()
    if (at === 2 && command === 'garbage') response.write('data: {"choices": [oops\n\n')
    response.write(chunk({ choices: [{ index: 0, delta: { content: word }, finish_reason: null }] }))
  }
  response.write(chunk({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }))
  if (body.stream_options?.include_usage === true && command !== 'uncounted') response.write(chunk({ choices: [], usage }))
  response.end('data: [DONE]\n\n')
}

function usageOf({ said, words, isInflated }: { readonly said: string; readonly words: readonly string[]; readonly isInflated: boolean }) {
  const times = isInflated ? 1_000 : 1
  const [prompt, completion] = [Math.ceil(said.length / 4) * times, words.length * times]
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion }
}

function chunk(fields: object): string {
  return `data: ${JSON.stringify({ id: 'test', object: 'chat.completion.chunk', created: 1, model: testModel, ...fields })}\n\n`
}

function sendJson(response: ServerResponse, status: number, value: object): void {
  const body = JSON.stringify(value)
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
  response.end(body)
}
