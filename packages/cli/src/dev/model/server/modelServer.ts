import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type ChatRequest, PromptTooLongError, readChatRequest } from './chatRequest.ts'
import type { AnswerPart, RunningModel } from './llamaModel.ts'

const mostBodyBytes = 1_048_576
const mostWaiting = 32
const contentType = 'application/json'

/** A request that the server is answering, with the signal that ends the work when its client disconnects. */
type Exchange = { readonly message: IncomingMessage; readonly response: ServerResponse; readonly signal: AbortSignal }
type Usage = { readonly prompt_tokens: number; readonly completion_tokens: number; readonly total_tokens: number }

/**
 * Makes a server with OpenAI's chat API for one model. It answers one request after the other, and refuses a request while 32 others are open. It accepts only
 * JSON. A browser sends JSON for a page of another site only if the server allows it in an extra request, which this server refuses; so no such page can send
 * it prompts.
 */
export function modelServer({ model, running }: { readonly model: string; readonly running: RunningModel }): Server {
  let last: Promise<void> = Promise.resolve()
  let waiting = 0
  return createServer((message, response) => {
    const abort = new AbortController()
    response.on('close', () => abort.abort())
    const exchange = { message, response, signal: abort.signal }
    if (message.method === 'GET' && message.url === '/v1/models')
      return void sendJson(response, 200, { object: 'list', data: [{ id: model, object: 'model', created: 0, owned_by: 'HuggingFaceTB' }] })
    if (message.method !== 'POST' || message.url !== '/v1/chat/completions')
      return void sendError(response, 404, 'this server has /v1/chat/completions')
    if (message.headers['content-type']?.split(';')[0]?.trim() !== contentType) return void sendError(response, 415, `content-type: ${contentType}`)
    if (waiting >= mostWaiting) return void sendError(response, 429, `${mostWaiting} requests wait`)
    waiting += 1
    last = last
      .then(() => answer(exchange, { model, running }))
      .catch((error: unknown) => sendError(response, 500, error instanceof Error ? error.message : String(error)))
      .finally(() => {
        waiting -= 1
      })
  })
}

type Serving = { readonly model: string; readonly running: RunningModel }

async function answer({ message, response, signal }: Exchange, { model, running }: Serving): Promise<void> {
  if (signal.aborted) return
  const body = await readBody(message)
  if (body === null) return sendError(response, 413, `at most ${mostBodyBytes} bytes`)
  const request = readChatRequest(body, model)
  if (typeof request === 'string') return sendError(response, 400, request)
  const { turns, mostTokens, temperature, topP, seed } = request
  const sampling = { temperature, ...(topP === null ? {} : { topP }), ...(seed === null ? {} : { seed }) }
  const parts = running.answer({ turns, mostTokens, sampling, signal })
  try {
    const promptTokens = running.promptTokens(turns)
    await (request.isStream ? sendStream : sendWhole)(response, { request, model, parts, promptTokens })
  } catch (error) {
    if (!(error instanceof PromptTooLongError)) throw error
    sendError(response, 400, error.message)
  }
}

type Answering = {
  readonly request: ChatRequest
  readonly model: string
  readonly parts: AsyncGenerator<AnswerPart>
  readonly promptTokens: number
}

async function sendWhole(response: ServerResponse, { model, parts, promptTokens }: Answering): Promise<void> {
  let content = ''
  let end: AnswerPart['end'] = null
  let outputTokens = 0
  for await (const part of parts) {
    content += part.text
    ;({ end, outputTokens } = part)
  }
  const choices = [{ index: 0, message: { role: 'assistant', content }, finish_reason: end, logprobs: null }]
  sendJson(response, 200, { ...headOf(model), object: 'chat.completion', choices, usage: usageOf(promptTokens, outputTokens) })
}

async function sendStream(response: ServerResponse, { request, model, parts, promptTokens }: Answering): Promise<void> {
  const head = { ...headOf(model), object: 'chat.completion.chunk' }
  const send = (fields: object) => void response.write(`data: ${JSON.stringify({ ...head, ...fields })}\n\n`)
  let outputTokens = 0
  for await (const part of parts) {
    // The headers follow the first part, because a conversation that is too long gets another status.
    if (!response.headersSent) {
      response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' })
      send({ choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }] })
    }
    ;({ outputTokens } = part)
    if (part.text !== '') send({ choices: [{ index: 0, delta: { content: part.text }, finish_reason: null }] })
    if (part.end !== null) send({ choices: [{ index: 0, delta: {}, finish_reason: part.end }] })
  }
  if (request.hasUsage) send({ choices: [], usage: usageOf(promptTokens, outputTokens) })
  response.end('data: [DONE]\n\n')
}

function headOf(model: string) {
  return { id: `chatcmpl-${crypto.randomUUID()}`, created: Math.floor(Date.now() / 1_000), model }
}

function usageOf(prompt: number, output: number): Usage {
  return { prompt_tokens: prompt, completion_tokens: output, total_tokens: prompt + output }
}

/** Returns the body as text, or null if it is too large. */
async function readBody(message: IncomingMessage): Promise<string | null> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of message as AsyncIterable<Uint8Array>) {
    bytes += part.length
    if (bytes > mostBodyBytes) return null
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  if (response.headersSent || response.destroyed) return void response.destroy()
  response.writeHead(status, { 'content-type': contentType }).end(JSON.stringify(value))
}

function sendError(response: ServerResponse, status: number, message: string): void {
  const type = status < 500 ? 'invalid_request_error' : 'server_error'
  sendJson(response, status, { error: { message, type, param: null, code: null } })
}
