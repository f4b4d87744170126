import { z } from 'zod'
import type { ChatAnswer } from './chatAnswer.ts'

const part = z.object({ text: z.string().optional() })
const item = z.object({ type: z.string().default('message'), role: z.string().optional(), content: z.union([z.string(), z.array(part)]).nullish() })
const tool = z.object({ type: z.string(), name: z.string(), parameters: z.unknown().optional() })

const askedResponses = z.object({
  input: z.union([z.string(), z.array(item)]).default(''),
  instructions: z.string().nullish(),
  max_output_tokens: z.int().min(1).nullish(),
  stream: z.boolean().nullish(),
  tools: z.array(tool).nullish(),
  tool_choice: z.union([z.string(), z.object({ name: z.string().optional() })]).nullish(),
  text: z.object({ format: z.object({ type: z.string(), schema: z.unknown().optional() }).optional() }).nullish(),
})

/** Returns a request to OpenAI's Responses API in the form of chat completions, so that both get the same answer. Throws for a body that cannot be read. */
export function chatOfResponses(body: unknown): object {
  const { input, instructions, max_output_tokens, stream, tools, tool_choice, text } = askedResponses.parse(body)
  const items = typeof input === 'string' ? [{ type: 'message', role: 'user', content: input }] : input
  const messages = items.map(({ type, role, content }) => ({
    role: type === 'message' ? (role ?? 'user') : type === 'function_call' ? 'assistant' : 'tool',
    content: typeof content === 'string' ? content : (content ?? []).map((one) => one.text ?? '').join(''),
  }))
  const choice = typeof tool_choice === 'object' && tool_choice !== null ? { function: { name: tool_choice.name ?? '' } } : tool_choice
  return {
    messages: [...(instructions == null ? [] : [{ role: 'system', content: instructions }]), ...messages],
    ...{ max_tokens: max_output_tokens, stream, tool_choice: choice },
    tools: tools?.filter(({ type }) => type === 'function').map(({ name, parameters }) => ({ function: { name, parameters } })),
    ...(text?.format?.type === 'json_schema' ? { response_format: { type: 'json_schema', json_schema: { schema: text.format.schema } } } : {}),
  }
}

type CalledTool = { readonly id: string; readonly function: { readonly name: string; readonly arguments: string } }

/** Returns an answer in the form of OpenAI's Responses API. */
export function responsesOf({ message, usage }: Pick<ChatAnswer, 'message' | 'usage'>, model: string) {
  const { content, tool_calls = [] } = message
  const calls = tool_calls as readonly CalledTool[]
  return {
    ...{ id: 'resp_test', object: 'response', created_at: 0, status: 'completed', model, error: null, incomplete_details: null },
    output: [
      ...(content === null ? [] : [{ type: 'message', id: 'msg_test', role: 'assistant', status: 'completed', content: [textPart(content)] }]),
      ...calls.map((call) => ({ type: 'function_call', id: `fc_${call.id}`, call_id: call.id, status: 'completed', ...call.function })),
    ],
    usage: {
      ...{ input_tokens: usage.prompt_tokens, output_tokens: usage.completion_tokens, total_tokens: usage.total_tokens },
      ...{ input_tokens_details: { cached_tokens: 0 }, output_tokens_details: { reasoning_tokens: 0 } },
    },
  }
}

type Delta = { readonly content?: string; readonly tool_calls?: readonly { readonly function: { readonly arguments: string } }[] }

/** Returns the events of a stream with an answer in the form of OpenAI's Responses API, in their order. */
export function responsesEvents(answer: ChatAnswer, model: string): readonly { readonly type: string }[] {
  const whole = responsesOf(answer, model)
  const [done] = whole.output
  const place = { output_index: 0, item_id: done?.id }
  const text = answer.message.content
  const added = { ...done, status: 'in_progress', ...(text === null ? { arguments: '' } : { content: [] }) }
  const events = [
    { type: 'response.created', response: { ...whole, status: 'in_progress', output: [], usage: null } },
    { type: 'response.output_item.added', output_index: 0, item: added },
    ...(text === null ? [] : [{ type: 'response.content_part.added', ...place, content_index: 0, part: textPart('') }]),
    ...(answer.deltas as readonly Delta[]).flatMap(({ content, tool_calls }) => {
      if (content !== undefined) return [{ type: 'response.output_text.delta', ...place, content_index: 0, delta: content }]
      const delta = tool_calls?.[0]?.function.arguments ?? ''
      return delta === '' ? [] : [{ type: 'response.function_call_arguments.delta', ...place, delta }]
    }),
    ...(text === null ? [] : [{ type: 'response.output_text.done', ...place, content_index: 0, text }]),
    { type: 'response.output_item.done', output_index: 0, item: done },
    { type: 'response.completed', response: whole },
  ]
  return events.map((event, sequence_number) => ({ ...event, sequence_number }))
}

function textPart(text: string) {
  return { type: 'output_text', text, annotations: [] }
}
