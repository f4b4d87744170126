// A server that speaks OpenAI's API and has no model: its answers depend only on the last message. For trying `infinitio serve --scale`.
import { createServer } from 'node:http'
import { writeFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'

const model = process.env.MODEL ?? 'test-server-no-model'
const words = ['This', 'server', 'has', 'no', 'model.', 'It', 'read']

const server = createServer(async (request, response) => {
  const json = (status, value) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
  if (request.method === 'GET') return json(200, { object: 'list', data: [{ id: model, object: 'model', owned_by: 'nobody' }] })
  const { messages = [], stream = false, stream_options: options } = JSON.parse(await text(request))
  const prompt = String(messages.at(-1)?.content ?? '')
  const pieces = [...words, `${prompt.length}`, 'letters.'].map((word, at) => (at === 0 ? word : ` ${word}`))
  const usage = {
    prompt_tokens: Math.ceil(prompt.length / 4),
    completion_tokens: pieces.length,
    total_tokens: Math.ceil(prompt.length / 4) + pieces.length,
  }
  const head = { id: 'chatcmpl-test', created: 0, model }
  const message = { role: 'assistant', content: pieces.join('') }
  if (!stream) return json(200, { ...head, object: 'chat.completion', choices: [{ index: 0, message, finish_reason: 'stop' }], usage })
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const send = (fields) => response.write(`data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', ...fields })}\n\n`)
  for (const content of pieces) send({ choices: [{ index: 0, delta: { content }, finish_reason: null }] })
  send({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })
  if (options?.include_usage === true) send({ choices: [], usage })
  response.end('data: [DONE]\n\n')
})
server.listen(Number(process.env.PORT ?? 8_000), () => writeFileSync('port', `${server.address().port}`))
