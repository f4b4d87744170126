import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { eventsOf, responseOf } from './testResponses.ts'
import { deltasOf, testCalls, testJson, type ToolFields, writeEndless } from './testToolCalls.ts'

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

type Content = string | readonly { readonly text?: string }[] | null
type Body = ToolFields & {
  readonly messages?: readonly { readonly role: string; readonly content: Content }[]
  readonly input?: string | readonly { readonly type?: string; readonly content?: Content; readonly output?: string }[]
  readonly prompt?: string
  readonly stream?: boolean
  readonly stream_options?: { readonly include_usage?: boolean }
}

/**
 * Starts the test server. It follows a command in the last message of a request. For every request: `words N` answers with N words, `error N` answers with HTTP
 * status N, `hang` never answers, `uncounted` sends no token counts, and `inflated` counts too many tokens. Only for streams: `drip N` sends N words, ten a
 * second; `hold` waits after two words until `release`; `cut` does the same and then breaks the connection; `refused` breaks it before the first word;
 * `garbage` sends malformed JSON after two words; and `endless` sends arguments of a tool without an end. `testCalls` has the commands for tools. The answer to
 * the result of a tool repeats it, and a request for JSON of a schema gets `testJson`. Answers of the Responses API follow `words`, `call`, `hold` and
 * `endless`. Without `hasResponses`, the server does not have this API.
 */
export async function startTestModel({ hasResponses = true }: { readonly hasResponses?: boolean } = {}): Promise<TestModel> {
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
      await answer(message, response, { body: JSON.parse(body) as Body, held: () => gate.promise, hasResponses })
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

type Answering = { readonly body: Body; readonly held: () => Promise<void>; readonly hasResponses: boolean }

async function answer(message: IncomingMessage, response: ServerResponse, { body, held, hasResponses }: Answering): Promise<void> {
  const { said, toolSaid } = lastOf(body)
  const [command = '', argument = ''] = said.split(' ')
  if (command === 'hang') return
  if (command === 'error') return sendJson(response, Number(argument), { error: { message: `error ${argument} of the test server`, type: 'test' } })
  const calls = toolSaid === null ? testCalls(body, said) : null
  const words = wordsOf(body, { command, argument, toolSaid })
  const usage = usageOf(body, { said, words: calls?.map((call) => call.function.arguments) ?? words, isInflated: command === 'inflated' })
  if (message.url?.endsWith('/responses') === true) {
    if (!hasResponses) return void response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found')
    const answered = { model: testModel, words, calls, usage }
    if (body.stream !== true) return sendJson(response, 200, responseOf(answered))
    return await streamResponse(response, { events: eventsOf(answered), command, held })
  }
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
    const text = calls === null ? { content: words.join('') } : { content: null, tool_calls: calls }
    const choices = [{ index: 0, message: { role: 'assistant', ...text }, finish_reason: calls === null ? 'stop' : 'tool_calls' }]
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
  const writeDelta = (delta: object) => response.write(chunk({ choices: [{ index: 0, delta, finish_reason: null }] }))
  if (command === 'endless') return await writeEndless(response, writeDelta)
  for (const delta of calls === null ? [] : deltasOf(calls)) writeDelta(delta)
  for (const [at, word] of (calls === null ? words : []).entries()) {
    if (at === 2 && command === 'hold') await held()
    if (command === 'drip') await delay(dripMs)
    if (response.destroyed) return
    if (at === 2 && command === 'cut') {
      await held()
      return void response.destroy()
    }
    if (at === 0 && command === 'refused') return void response.destroy()
    if (at === 2 && command === 'garbage') response.write('data: {"choices": [oops\n\n')
    writeDelta({ content: word })
  }
  response.write(chunk({ choices: [{ index: 0, delta: {}, finish_reason: calls === null ? 'stop' : 'tool_calls' }] }))
  if (body.stream_options?.include_usage === true && command !== 'uncounted') response.write(chunk({ choices: [], usage }))
  response.end('data: [DONE]\n\n')
}

type Streaming = { readonly events: readonly { readonly type: string }[]; readonly command: string; readonly held: () => Promise<void> }

/** Streams an answer of the Responses API, which ends without `[DONE]`. */
async function streamResponse(response: ServerResponse, { events, command, held }: Streaming): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const write = (event: { readonly type: string }) => response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
  for (const event of events) {
    if (response.destroyed) return
    if (event.type === 'response.output_text.delta' && command === 'endless')
      return await writeEndless(response, () => write({ ...event, delta: 'x'.repeat(200) } as typeof event))
    if (event.type === 'response.output_text.done' && command === 'hold') await held()
    write(event)
  }
  response.end()
}

/** Returns the text of the last message, and the result of a tool if that is the last message. */
function lastOf({ messages, prompt, input }: Body): { readonly said: string; readonly toolSaid: string | null } {
  const item = typeof input === 'object' ? input.at(-1) : undefined
  if (item !== undefined) return { said: textOf(item.content ?? item.output ?? ''), toolSaid: item.output ?? null }
  const last = messages?.at(-1)
  const said = textOf(last?.content ?? prompt ?? (typeof input === 'string' ? input : ''))
  return { said, toolSaid: last?.role === 'tool' ? said : null }
}

function textOf(content: Content): string {
  return typeof content === 'string' ? content : (content ?? []).map(({ text = '' }) => text).join('')
}

type Wording = { readonly command: string; readonly argument: string; readonly toolSaid: string | null }

function wordsOf({ response_format }: Body, { command, argument, toolSaid }: Wording): readonly string[] {
  if (toolSaid !== null) return [`the tool answered: ${toolSaid}`]
  if (response_format?.type === 'json_schema') return [testJson]
  return Array.from({ length: command === 'words' || command === 'drip' ? Number(argument) : 5 }, (_, at) => `word${at} `)
}

type Counting = { readonly said: string; readonly words: readonly string[]; readonly isInflated: boolean }

/** Counts the tokens of a request: four characters of the prompt and of the tools for a token, and one token for each word or four characters of arguments. */
function usageOf({ tools }: Body, { said, words, isInflated }: Counting) {
  const times = isInflated ? 1_000 : 1
  const read = said.length + (tools === undefined ? 0 : JSON.stringify(tools).length)
  const written = words.reduce((sum, word) => sum + (tools === undefined ? 1 : Math.ceil(word.length / 4)), 0)
  const [prompt, completion] = [Math.ceil(read / 4) * times, written * times]
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
