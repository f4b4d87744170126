import type { TestCall } from './testToolCalls.ts'

/** An answer of the test server: its text, or its calls of tools, and its token counts. */
export type TestResponse = {
  readonly model: string
  readonly words: readonly string[]
  readonly calls: readonly TestCall[] | null
  readonly usage: { readonly prompt_tokens: number; readonly completion_tokens: number; readonly total_tokens: number }
}

/** One event of a stream. */
type TestEvent = { readonly type: string } & Readonly<Record<string, unknown>>

/** Returns an answer in the form of OpenAI's Responses API. */
export function responseOf({ model, words, calls, usage }: TestResponse): object {
  const { prompt_tokens, completion_tokens, total_tokens } = usage
  return {
    ...{ id: 'resp_test', object: 'response', created_at: 1, status: 'completed', model, error: null, incomplete_details: null },
    output: calls === null ? [messageItem(words.join(''))] : calls.map(callItem),
    usage: {
      ...{ input_tokens: prompt_tokens, output_tokens: completion_tokens, total_tokens },
      ...{ input_tokens_details: { cached_tokens: 0 }, output_tokens_details: { reasoning_tokens: 0 } },
    },
  }
}

/** Returns the events of a stream with an answer, in their order: the beginning, each piece of text or arguments, and the end. */
export function eventsOf(answer: TestResponse): readonly TestEvent[] {
  const { words, calls } = answer
  const begun = { ...responseOf({ ...answer, words: [], calls: [] }), status: 'in_progress', usage: null }
  const pieces = calls === null ? messageEvents(words) : calls.flatMap(callEvents)
  const events = [{ type: 'response.created', response: begun }, ...pieces, { type: 'response.completed', response: responseOf(answer) }]
  return events.map((event, place) => ({ ...event, sequence_number: place }))
}

function messageEvents(words: readonly string[]): readonly TestEvent[] {
  const place = { item_id: 'msg_test', output_index: 0, content_index: 0 }
  const item = { ...messageItem(''), status: 'in_progress', content: [] }
  const text = words.join('')
  return [
    { type: 'response.output_item.added', output_index: 0, item },
    { type: 'response.content_part.added', ...place, part: textPart('') },
    ...words.map((delta) => ({ type: 'response.output_text.delta', ...place, delta, logprobs: [] })),
    { type: 'response.output_text.done', ...place, text, logprobs: [] },
    { type: 'response.content_part.done', ...place, part: textPart(text) },
    { type: 'response.output_item.done', output_index: 0, item: messageItem(text) },
  ]
}

function callEvents(call: TestCall, output_index: number): readonly TestEvent[] {
  const item = callItem(call, output_index)
  const place = { item_id: item.id, output_index }
  const { arguments: text, name } = item
  const half = Math.ceil(text.length / 2)
  return [
    { type: 'response.output_item.added', output_index, item: { ...item, arguments: '', status: 'in_progress' } },
    ...[text.slice(0, half), text.slice(half)].map((delta) => ({ type: 'response.function_call_arguments.delta', ...place, delta })),
    { type: 'response.function_call_arguments.done', ...place, name, arguments: text },
    { type: 'response.output_item.done', output_index, item },
  ]
}

function messageItem(text: string) {
  return { type: 'message', id: 'msg_test', role: 'assistant', status: 'completed', content: [textPart(text)] }
}

function textPart(text: string) {
  return { type: 'output_text', text, annotations: [] }
}

function callItem({ id, function: { name, arguments: text } }: TestCall, place: number) {
  return { type: 'function_call', id: `fc_${place}`, call_id: id, name, arguments: text, status: 'completed' }
}
