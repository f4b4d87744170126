import { testModel } from '@infinitio/domain'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { installFromPypi, startSeller, type TestSeller } from '@infinitio/relay/test'
import { startServe } from '@infinitio/relay'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { startTestServer, type TestServer } from '../../src/test-services/startTestServer.ts'

const place = process.env.TEST_LONG === '1' ? installFromPypi('openresponses-types', '2.4.0') : { missing: 'the test is long' }
if (process.env.TEST_LONG === '1' && 'missing' in place) console.warn(`skipped: ${place.missing}`)

type Fields = Readonly<Record<string, unknown>>
type Item = { readonly type: string; readonly role?: string; readonly phase?: string; readonly name?: string; readonly arguments?: string }

const listen = { host: '127.0.0.1', port: 0 }
const says = (content: unknown, role = 'user') => ({ type: 'message', role, content })
const parameters = { type: 'object', properties: { location: { type: 'string' } }, required: ['location'] }
const weather = { type: 'function', name: 'get_weather', description: 'Returns the weather of a place', parameters }
const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const picture = { type: 'input_image', image_url: `data:image/png;base64,${dot}` }

/**
 * The cases of the acceptance tests of Open Responses (https://www.openresponses.org/compliance, version 2026-04-24) that use HTTP and store nothing, through a
 * proxy and a service in front of the test server. The package `openresponses-types` has the forms of the specification, and checks each answer and event.
 * Left out: WebSocket, compaction and stored responses, which services do not have, because they store no prompt. The suite itself is not a package of npm.
 */
describe.skipIf('missing' in place)('the cases of Open Responses', () => {
  let model: TestServer
  let seller: TestSeller
  let serve: Awaited<ReturnType<typeof startServe>>
  let proxy: Awaited<ReturnType<TestSeller['startProxy']>>
  let apiKey: string

  beforeAll(async () => {
    ;[model, seller] = await Promise.all([startTestServer({ isCheat: false }), startSeller()])
    await seller.setTerms({ model: testModel })
    serve = await startServe(seller.serveSettings({ upstream: model.url }))
    const { port } = serve
    await serve.stop()
    await seller.setTerms({ url: `http://127.0.0.1:${port}/v1` })
    serve = await startServe(seller.serveSettings({ upstream: model.url, listen: { ...listen, port }, limits: { raiseWithinMs: 200 } }))
    const client = await seller.newClient()
    apiKey = client.keys.apiKey
    proxy = await seller.startProxy(client)
  })
  afterAll(async () => {
    await proxy.stop()
    await serve.stop()
    await Promise.all([model.stop(), seller.stop()])
  })

  async function post(body: Fields) {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` }
    const sent = { method: 'POST', headers, body: JSON.stringify({ model: testModel, ...body }) }
    const answer = await fetch(`http://127.0.0.1:${proxy.port}/v1/responses`, sent)
    return { status: answer.status, text: await answer.text() }
  }

  /** Returns the answer to a request, after a check of its form. */
  async function respond(body: Fields): Promise<Fields & { readonly output: readonly Item[] }> {
    const { status, text } = await post(body)
    expect([status, text]).toEqual([200, expect.stringContaining('"status":"completed"')])
    expect(problemsOf([text])).toEqual([])
    return JSON.parse(text) as Fields & { readonly output: readonly Item[] }
  }

  /** Returns the events of a stream, after a check of the form and the number of each one. */
  async function stream(body: Fields): Promise<readonly Fields[]> {
    const { text } = await post({ ...body, stream: true })
    const lines = text.split('\n').flatMap((line) => (line.startsWith('data: ') ? [line.slice('data: '.length)] : []))
    expect(lines.at(-1)).toBe('[DONE]')
    const payloads = lines.slice(0, -1)
    expect(problemsOf(payloads)).toEqual([])
    const events = payloads.map((payload) => JSON.parse(payload) as Fields)
    expect(events.map(({ sequence_number: number }) => number)).toEqual(events.map((_, at) => at))
    return events
  }

  const typesOf = (events: readonly Fields[]) => [...new Set(events.map(({ type }) => String(type).replace('response.', '')))]

  test.each<[string, Fields]>([
    ['basic-response', { input: [says('Say hello in three words.')] }],
    ['system-prompt', { input: [says('Answer like a sailor.', 'system'), says('Say hello.')] }],
    ['image-input', { input: [says([{ type: 'input_text', text: 'Describe this image.' }, picture])] }],
    ['multi-turn', { input: [says('My name is Alice.'), says('Hello Alice.', 'assistant'), says('Who am I?')] }],
    ['assistant-phase', { input: [says('Plan a trip.'), { ...says('First I search.', 'assistant'), phase: 'commentary' }, says('Go on.')] }],
    ['instructions and settings', { input: 'Hi', instructions: 'Be short', temperature: 0.5, top_p: 0.9, metadata: { order: '1' } }],
  ])('%s: a completed answer with a message', async (_, body) => {
    const { output, usage } = await respond(body)
    expect(output).toMatchObject([{ type: 'message', role: 'assistant' }])
    expect(usage).toMatchObject({ output_tokens: expect.any(Number) })
    expect(proxy.fault()).toBeNull()
  })

  it('streaming-response: events in their order, and a completed answer as the last one', async () => {
    const events = await stream({ input: [says('Count from 1 to 5.')] })
    const text = ['output_item.added', 'content_part.added', 'output_text.delta', 'output_text.done', 'content_part.done', 'output_item.done']
    expect(typesOf(events)).toEqual(['created', 'in_progress', ...text, 'completed'])
    expect(proxy.fault()).toBeNull()
  })

  it('tool-calling: a call of the function, and an answer to its result', async () => {
    const asked = says('How is the weather in Ghent?')
    const { output } = await respond({ input: [asked], tools: [weather] })
    expect(output).toMatchObject([{ type: 'function_call', name: 'get_weather', arguments: expect.stringContaining('location') }])
    const [call] = output
    const result = { type: 'function_call_output', call_id: 'call_test', output: '21 degrees' }
    expect((await respond({ input: [asked, call, result], tools: [weather] })).output).toMatchObject([{ type: 'message' }])
  })

  it('tool-calling-streaming: the arguments in pieces, and then whole', async () => {
    const events = await stream({ input: [says('How is the weather in Ghent?')], tools: [weather] })
    const [item, text] = ['output_item', 'function_call_arguments']
    const between = [`${item}.added`, `${text}.delta`, `${text}.done`, `${item}.done`]
    expect(typesOf(events)).toEqual(['created', 'in_progress', ...between, 'completed'])
    expect(proxy.fault()).toBeNull()
  })

  test.each<[string, Fields, string]>([
    ['no model', { model: undefined, input: 'Hi' }, 'serving.body_invalid'],
    ['another model', { model: 'other', input: 'Hi' }, 'serving.model_other'],
    ['a stored response', { input: 'Hi', previous_response_id: 'resp_1' }, 'serving.field_refused'],
    ['a tool that a server runs', { input: 'Hi', tools: [{ type: 'web_search' }] }, 'serving.field_refused'],
    ['a field in another spelling', { input: 'Hi', Max_Output_Tokens: 5 }, 'serving.field_invalid'],
  ])('refuses %s by an error with type, code, message and param, and charges nothing', async (_, body, code) => {
    const { owed } = proxy.figures()
    const { status, text } = await post(body)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(JSON.parse(text)).toMatchObject({ error: { type: 'invalid_request_error', code, message: expect.any(String), param: null } })
    expect(proxy.figures().owed).toBe(owed)
  })
})

/** Returns the texts that are not in the form of the specification, with the reason. */
function problemsOf(texts: readonly string[]): unknown {
  const program = 'python' in place ? place.python : 'python3'
  const { stdout, stderr } = spawnSync(program, [join(import.meta.dirname, 'checkResponses.py')], { input: texts.join('\n'), encoding: 'utf8' })
  return stdout === '' ? stderr : (JSON.parse(stdout) as unknown)
}
