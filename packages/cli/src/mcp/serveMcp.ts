import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { inputFault, inputSchemaOf, type McpTool, type ToolInput } from './mcpTools.ts'
import type { RanWords } from './runWords.ts'

/**
 * The parts of a server of the Model Context Protocol: its input and output, its tools, and the function that runs the command of a tool. `newLeaseName` names
 * the lease of a tool that rents. `instructions` is a text for the agent about leases that nobody uses; it may be empty. When `signal` aborts, the server stops.
 */
export type McpServer = {
  readonly input: Readable
  readonly output: Writable
  readonly version: string
  readonly tools: readonly McpTool[]
  readonly run: (words: readonly string[], signal: AbortSignal) => Promise<RanWords>
  readonly newLeaseName: (rents: 'once' | 'keep') => string
  readonly instructions: Promise<string>
  readonly signal: AbortSignal
}

type Fields = Readonly<Record<string, unknown>>
type Message = { readonly id?: string | number; readonly method?: string; readonly params?: unknown }

/** The editions of the protocol that this server speaks, newest first. */
const editions = ['2025-06-18', '2025-03-26', '2024-11-05'] as const
const codes = { parse: -32_700, method: -32_601, params: -32_602 } as const

/**
 * Answers JSON-RPC messages of the Model Context Protocol, one a line, until the input ends. Calls of tools run at the same time. At the end of the input, and
 * when a client cancels a call, it stops the command of the call. Resolves when all have ended.
 */
export async function serveMcp(server: McpServer): Promise<void> {
  const running = new Map<string | number, AbortController>()
  const calls = new Set<Promise<void>>()
  const send = (message: object) => void server.output.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
  for await (const line of createInterface({ input: server.input, signal: server.signal })) {
    if (line.trim() === '') continue
    const message = messageOf(line)
    if (message === null) {
      send({ id: null, error: { code: codes.parse, message: 'This line is not a JSON-RPC message.' } })
      continue
    }
    const { id, method } = message
    const params = fieldsOf(message.params) ?? {}
    if (method === 'notifications/cancelled') running.get(params['requestId'] as string | number)?.abort()
    if (id === undefined || method === undefined) continue
    if (method === 'tools/call') {
      const stop = new AbortController()
      running.set(id, stop)
      const call = callTool(server, params, stop.signal)
        .then((answer) => send({ id, ...answer }))
        .finally(() => running.delete(id))
      calls.add(call)
      continue
    }
    send({ id, ...(await answerOf(server, method, params)) })
  }
  for (const stop of running.values()) stop.abort()
  await Promise.allSettled(calls)
}

/** Returns a value if it is an object, otherwise null. Some clients send null for no fields. */
function fieldsOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null
}

function messageOf(line: string): Message | null {
  try {
    const value: unknown = JSON.parse(line)
    return fieldsOf(value)
  } catch {
    return null
  }
}

async function answerOf({ tools, version, instructions }: McpServer, method: string, params: Fields): Promise<object> {
  switch (method) {
    case 'initialize': {
      const protocolVersion = editions.find((one) => one === params['protocolVersion']) ?? editions[0]
      const text = await instructions
      const more = text === '' ? {} : { instructions: text }
      return { result: { protocolVersion, capabilities: { tools: {} }, serverInfo: { name: 'infinitio', version }, ...more } }
    }
    case 'ping':
      return { result: {} }
    case 'tools/list':
      return { result: { tools: tools.map(shown) } }
    default:
      return { error: { code: codes.method, message: `${method} is not a method of this server.` } }
  }
}

function shown(tool: McpTool): object {
  const { name, description, reads } = tool
  return { name, description, inputSchema: inputSchemaOf(tool), annotations: { readOnlyHint: reads, destructiveHint: !reads, openWorldHint: true } }
}

async function callTool({ tools, run, newLeaseName }: McpServer, { name, arguments: given }: Fields, signal: AbortSignal): Promise<object> {
  const tool = tools.find((one) => one.name === name)
  if (tool === undefined)
    return { error: { code: codes.params, message: `${String(name)} is not a tool: ${tools.map((one) => one.name).join(', ')}` } }
  const fields = fieldsOf(given ?? {})
  const fault = fields === null ? 'arguments must be an object' : inputFault(tool, fields)
  if (fault !== null) return { error: { code: codes.params, message: fault } }
  try {
    const leaseName = tool.rents === undefined ? '' : newLeaseName(tool.rents)
    const ran = await run(tool.wordsOf(fields as ToolInput, leaseName), signal)
    const texts = [textOf(ran)]
    // The command was killed, or it had succeeded before it learned that its caller no longer waits. Then nobody else ends the lease.
    if (tool.rents !== undefined && (ran.code === null || (signal.aborted && ran.code === 0 && tool.rents === 'keep')))
      texts.push(textOf(await run(['end', '--json', '--', leaseName], new AbortController().signal)))
    return { result: { content: [{ type: 'text', text: texts.join('\n') }], isError: ran.code !== 0 } }
  } catch (error) {
    return { result: { content: [{ type: 'text', text: String(error) }], isError: true } }
  }
}

/** Returns what an agent reads: both outputs of the command, and its exit code if it is not 0. */
function textOf({ code, out, err }: RanWords): string {
  return [out.trim(), err.trim(), ...(code === 0 ? [] : [`Exit code: ${code ?? 'ended by a signal'}`])].filter((part) => part !== '').join('\n')
}
