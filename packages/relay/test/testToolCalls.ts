import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'

/** The fields of a request with which a client offers tools and chooses the form of the answer. */
export type ToolFields = {
  readonly tools?: readonly { readonly name?: string; readonly function?: { readonly name: string } }[]
  readonly tool_choice?: unknown
  readonly parallel_tool_calls?: boolean
  readonly response_format?: { readonly type: string }
}

/** A call of a tool as an answer contains it. */
export type TestCall = { readonly id: string; readonly type: 'function'; readonly function: { readonly name: string; readonly arguments: string } }

/** The answer of the test server to each tool call and each request for JSON. */
export const testJson = '{"city":"Ghent"}'
const pieceCharacters = 1_024

/**
 * Returns the calls of tools with which the test server answers, or null for an answer of text. `call N` calls the first tool N times, or once if the request
 * forbids parallel calls; `arguments N` calls it once with N bytes of arguments.
 */
export function testCalls({ tools, tool_choice, parallel_tool_calls }: ToolFields, said: string): readonly TestCall[] | null {
  const [command, argument] = said.split(' ')
  const name = tools?.[0]?.function?.name ?? tools?.[0]?.name
  if (name === undefined || tool_choice === 'none' || (command !== 'call' && command !== 'arguments')) return null
  const count = command === 'arguments' || parallel_tool_calls === false ? 1 : Number(argument)
  const text = command === 'call' ? testJson : JSON.stringify({ text: 'x'.repeat(Number(argument) - '{"text":""}'.length) })
  return Array.from({ length: count }, (_, at) => ({ id: `call_${at}`, type: 'function', function: { name, arguments: text } }))
}

/** Returns the deltas of a stream with these calls. A long text of arguments comes in pieces. */
export function deltasOf(calls: readonly TestCall[]): readonly object[] {
  return calls.flatMap(({ id, type, function: { name, arguments: text } }, index) => [
    { tool_calls: [{ index, id, type, function: { name, arguments: '' } }] },
    ...piecesOf(text).map((piece) => ({ tool_calls: [{ index, function: { arguments: piece } }] })),
  ])
}

/** Splits a text into the pieces of a stream. */
function piecesOf(text: string): readonly string[] {
  const length = text.length <= pieceCharacters ? Math.ceil(text.length / 3) : pieceCharacters
  return Array.from({ length: Math.ceil(text.length / length) }, (_, at) => text.slice(at * length, (at + 1) * length))
}

/** Writes pieces of arguments until the client disconnects. `writeDelta` returns false if the client reads too slowly. */
export async function writeEndless(response: ServerResponse, writeDelta: (delta: object) => boolean): Promise<void> {
  writeDelta({ tool_calls: [{ index: 0, id: 'call_0', type: 'function', function: { name: 'endless', arguments: '{"text":"' } }] })
  while (!response.destroyed) {
    const isFree = writeDelta({ tool_calls: [{ index: 0, function: { arguments: 'x'.repeat(pieceCharacters) } }] })
    if (!isFree) await Promise.race([once(response, 'drain'), once(response, 'close')])
    await delay(1)
  }
}
