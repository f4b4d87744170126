import { testModel } from '@infinitio/domain'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { askedChat, chatAnswer } from './chatAnswer.ts'
import { chatOfResponses, responsesEvents, responsesOf } from './responsesForm.ts'

/** A server that speaks OpenAI's API and has no model. */
export type TestServer = { readonly url: string; readonly stop: () => Promise<void> }

/** A stream sends a word every 20 ms, so that a person sees the text appear. */
const pieceMs = 20
const mostBytes = 4 * 1_048_576

/**
 * Starts a test server on a port of this machine. By default it is a free port, which only the test service that sells the server's answers knows. Rejects if
 * another program uses the port.
 */
export async function startTestServer({ isCheat, port = 0 }: { readonly isCheat: boolean; readonly port?: number }): Promise<TestServer> {
  const server = createServer((message, response) => {
    answer(message, response, isCheat).catch(() =>
      sendJson(response, 400, { error: { message: 'The request cannot be read.', type: 'invalid_request_error' } }),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve())
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function answer(message: IncomingMessage, response: ServerResponse, isCheat: boolean): Promise<void> {
  if (message.method === 'GET') return sendJson(response, 200, { object: 'list', data: [{ id: testModel, object: 'model', owned_by: 'nobody' }] })
  const body: unknown = JSON.parse(await readText(message))
  if (message.url?.endsWith('/responses') === true) return await answerResponses(response, body, isCheat)
  const request = askedChat.parse(body)
  const { message: whole, deltas, finish, usage } = chatAnswer(request, isCheat)
  const head = { id: 'chatcmpl-test', created: 0, model: testModel }
  if (request.stream !== true) {
    const choice = { index: 0, message: { role: 'assistant', ...whole }, text: whole.content ?? '', finish_reason: finish }
    return sendJson(response, 200, { ...head, object: 'chat.completion', choices: [choice], usage })
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const send = (fields: object) => response.write(`data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', ...fields })}\n\n`)
  for (const delta of deltas) {
    if (response.destroyed) return
    send({ choices: [{ index: 0, delta, finish_reason: null }] })
    await wait(pieceMs)
  }
  send({ choices: [{ index: 0, delta: {}, finish_reason: finish }] })
  if (request.stream_options?.include_usage === true) send({ choices: [], usage })
  response.end('data: [DONE]\n\n')
}

/** Answers a request to OpenAI's Responses API by the answer that the same chat gets. */
async function answerResponses(response: ServerResponse, body: unknown, isCheat: boolean): Promise<void> {
  const request = askedChat.parse(chatOfResponses(body))
  const answer = chatAnswer(request, isCheat)
  if (request.stream !== true) return sendJson(response, 200, responsesOf(answer, { model: testModel, body }))
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for (const event of responsesEvents(answer, { model: testModel, body })) {
    if (response.destroyed) return
    response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
    if (event.type.endsWith('.delta')) await wait(pieceMs)
  }
  response.end()
}

async function readText(message: IncomingMessage): Promise<string> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of message as AsyncIterable<Uint8Array>) {
    bytes += part.length
    if (bytes > mostBytes) throw new Error('too large')
    parts.push(part)
  }
  return Buffer.concat(parts).toString()
}

function sendJson(response: ServerResponse, status: number, value: object): void {
  if (response.headersSent || response.destroyed) return
  const body = JSON.stringify(value)
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
  response.end(body)
}
