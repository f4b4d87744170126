import { PassThrough } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { mcpTools } from './mcpTools.ts'
import type { RanWords } from './runWords.ts'
import { serveMcp } from './serveMcp.ts'

type Run = (words: readonly string[], signal: AbortSignal) => Promise<RanWords>

/** Sends lines to a server, ends the input, and returns its answers by their id. */
async function answersTo(lines: readonly (string | object)[], run: Run = async () => ({ code: 0, out: '', err: '' }), instructions = '') {
  const [input, output] = [new PassThrough(), new PassThrough()]
  const parts = {
    newLeaseName: (rents: string) => `mcp-${rents}-1`,
    instructions: Promise.resolve(instructions),
    signal: new AbortController().signal,
  }
  const serving = serveMcp({ input, output, version: '1.2.3', tools: mcpTools, run, ...parts })
  for (const line of lines) input.write(`${typeof line === 'string' ? line : JSON.stringify({ jsonrpc: '2.0', ...line })}\n`)
  input.end()
  await serving
  output.end()
  const text = (await output.toArray()).join('')
  const answers = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { id: unknown; result?: Record<string, unknown>; error?: { code: number; message: string } })
  return new Map(answers.map((answer) => [answer.id, answer]))
}

const call = (id: number, name: string, given: object) => ({ id, method: 'tools/call', params: { name, arguments: given } })

describe('the server for AI agents', () => {
  test('says its edition of the protocol and its tools', async () => {
    const answers = await answersTo([
      { id: 1, method: 'initialize', params: { protocolVersion: '2024-11-05', capabilities: {} } },
      { method: 'notifications/initialized' },
      { id: 2, method: 'tools/list' },
      { id: 3, method: 'ping' },
      { id: 4, method: 'initialize', params: { protocolVersion: '1999-01-01' } },
    ])
    expect([...answers.keys()]).toEqual([1, 2, 3, 4])
    expect(answers.get(1)?.result).toEqual({
      protocolVersion: '2024-11-05',
      capabilities: { tools: {} },
      serverInfo: { name: 'infinitio', version: '1.2.3' },
    })
    expect(answers.get(4)?.result).toMatchObject({ protocolVersion: '2025-06-18' })
    const tools = answers.get(2)?.result?.['tools'] as { name: string; annotations: { readOnlyHint: boolean }; inputSchema: { required: string[] } }[]
    expect(tools.map(({ name }) => name)).toEqual(mcpTools.map(({ name }) => name))
    expect(tools.filter(({ annotations }) => !annotations.readOnlyHint).map(({ name }) => name)).toEqual([
      'run_once',
      'rent_machine',
      'run_command',
      'end_lease',
    ])
    for (const { name, inputSchema } of tools) if (/^rent|^run_once/.test(name)) expect(inputSchema.required).toContain('max_price')
  })

  test('refuses lines, methods, tools and inputs that it does not know', async () => {
    const answers = await answersTo([
      'not JSON',
      { id: 1, method: 'resources/list' },
      call(2, 'buy_everything', {}),
      call(3, 'rent_machine', { gpu: 'h100' }),
      call(4, 'rent_machine', { gpu: 'h100', max_price: '1', hours: 1.5 }),
      call(5, 'end_lease', { lease: '12', and: 'more' }),
      call(6, 'end_lease', { lease: 12 }),
    ])
    expect([...answers].map(([id, { error }]) => [id, error?.code])).toEqual([
      [null, -32_700],
      [1, -32_601],
      ...[2, 3, 4, 5, 6].map((id) => [id, -32_602]),
    ])
    expect(answers.get(3)?.error?.message).toBe('max_price is missing')
  })

  test('gives each value to the command as one word, which cannot become an option', async () => {
    const ran: (readonly string[])[] = []
    const run: Run = async (words) => {
      ran.push(words)
      return { code: 3, out: 'out\n', err: 'err\n' }
    }
    const answers = await answersTo(
      [
        call(1, 'rent_machine', { gpu: '--keep', max_price: '--url=http://other', hours: 2 }),
        call(2, 'run_command', { lease: '--help', command: "-oProxyCommand=touch it's" }),
        call(3, 'search_machines', { sentence: '--url=http://other' }),
      ],
      run,
    )
    expect(ran).toEqual([
      ['rent', '--gpu=--keep', '--hours=2', '--max=--url=http://other', '--name=mcp-keep-1', '--json'],
      ['ssh', '--', '--help', "sh -c -- '-oProxyCommand=touch it'\\''s'"],
      ['search', '--limit=5', '--json', '--', '--url=http://other'],
    ])
    expect(answers.get(1)?.result).toEqual({ content: [{ type: 'text', text: 'out\nerr\nExit code: 3' }], isError: true })
  })

  test('stops a command that the client cancels, and all when the client goes', async () => {
    const stopped: string[] = []
    const run: Run = ([word = ''], signal) =>
      new Promise((resolve) =>
        signal.addEventListener('abort', () => {
          stopped.push(word)
          resolve({ code: 143, out: '', err: 'Lease 1 is closed' })
        }),
      )
    const answers = await answersTo(
      [
        call(1, 'run_once', { gpu: 'cpu', max_price: '1', command: 'sleep 9' }),
        { method: 'notifications/cancelled', params: { requestId: 1 } },
        call(2, 'end_lease', { lease: '1' }),
      ],
      run,
    )
    expect(stopped).toEqual(['rent', 'end'])
    expect(answers.get(1)?.result).toMatchObject({ isError: true, content: [{ text: 'Lease 1 is closed\nExit code: 143' }] })
  })

  test.each([
    ['was killed', { code: null, out: '', err: '' }, 'run_once', false],
    ['had succeeded before it learned of the cancel', { code: 0, out: '{}', err: '' }, 'rent_machine', true],
  ])('ends the lease by its name if the command %s', async (_how, ran, tool, isCancelled) => {
    const words: (readonly string[])[] = []
    const run: Run = async (given, signal) => {
      words.push(given)
      if (given[0] === 'end') return { code: 0, out: '{"ended":true}', err: '' }
      if (isCancelled) await new Promise((resolve) => signal.addEventListener('abort', resolve))
      return ran
    }
    const answers = await answersTo([call(1, tool, { gpu: 'cpu', max_price: '1', ...(tool === 'run_once' ? { command: 'true' } : {}) })], run)
    expect(words[1]).toEqual(['end', '--json', '--', tool === 'run_once' ? 'mcp-once-1' : 'mcp-keep-1'])
    expect(answers.get(1)?.result).toMatchObject({ content: [{ text: expect.stringContaining('{"ended":true}') }] })
  })

  test('gives the agent the leases that nobody uses', async () => {
    const answers = await answersTo([{ id: 1, method: 'initialize', params: {} }], undefined, 'Lease 7 is unused.')
    expect(answers.get(1)?.result).toMatchObject({ instructions: 'Lease 7 is unused.' })
  })
})
