import { z } from 'zod'
import type { ChatAnswer } from './chatAnswer.ts'

const part = z.object({ text: z.string().optional() })
const item = z.object({ type: z.string().default('message'), role: z.string().optional(), content: z.union([z.string(), z.array(part)]).nullish() })
const tool = z.looseObject({ type: z.string(), name: z.string(), parameters: z.unknown().optional() })

const askedResponses = z.object({
  input: z.union([z.string(), z.array(item)]).default(''),
  instructions: z.string().nullish(),
  max_output_tokens: z.int().min(1).nullish(),
  stream: z.boolean().nullish(),
  tools: z.array(tool).nullish(),
  tool_choice: z.union([z.string(), z.object({ name: z.string().optional() })]).nullish(),
  text: z.looseObject({ format: z.looseObject({ type: z.string(), schema: z.unknown().optional() }).optional() }).nullish(),
  temperature: z.number().nullish(),
  top_p: z.number().nullish(),
  parallel_tool_calls: z.boolean().nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
  safety_identifier: z.string().nullish(),
  prompt_cache_key: z.string().nullish(),
})

/**
 * Returns the settings of a request as an answer repeats them. Open Responses, the open specification of this API, requires all of them. Settings that change
 * nothing here have their usual values.
 */
function settingsOf(body: unknown) {
  const asked = askedResponses.parse(body)
  return {
    ...{ instructions: asked.instructions ?? null, max_output_tokens: asked.max_output_tokens ?? null, tools: (asked.tools ?? []).map(toolOf) },
    ...{ tool_choice: asked.tool_choice ?? 'auto', text: { ...asked.text, format: asked.text?.format ?? { type: 'text' } } },
    ...{ temperature: asked.temperature ?? 1, top_p: asked.top_p ?? 1, metadata: asked.metadata ?? {} },
    ...{ parallel_tool_calls: asked.parallel_tool_calls ?? true, safety_identifier: asked.safety_identifier ?? null },
    ...{ prompt_cache_key: asked.prompt_cache_key ?? null, previous_response_id: null, truncation: 'disabled', reasoning: null },
    ...{ presence_penalty: 0, frequency_penalty: 0, top_logprobs: 0, max_tool_calls: null, store: false, background: false, service_tier: 'default' },
  }
}

function toolOf({ description = null, parameters = null, strict = null, ...rest }: z.output<typeof tool>) {
  return { ...rest, description, parameters, strict }
}

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

/** The model of an answer, and the body of its request. */
type Answered = { readonly model: string; readonly body: unknown }

/** Returns an answer in the form of OpenAI's Responses API. */
export function responsesOf({ message, usage }: Pick<ChatAnswer, 'message' | 'usage'>, { model, body }: Answered) {
  const { content, tool_calls = [] } = message
  const calls = tool_calls as readonly CalledTool[]
  return {
    ...{ id: 'resp_test', object: 'response', created_at: 0, completed_at: 0, status: 'completed', model, error: null, incomplete_details: null },
    ...settingsOf(body),
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
export function responsesEvents(answer: ChatAnswer, answered: Answered): readonly { readonly type: string }[] {
  const whole = responsesOf(answer, answered)
  const [done] = whole.output
  const place = { output_index: 0, item_id: done?.id }
  const text = answer.message.content
  const added = { ...done, status: 'in_progress', ...(text === null ? { arguments: '' } : { content: [] }) }
  const begun = { ...whole, status: 'in_progress', completed_at: null, output: [], usage: null }
  const written = done !== undefined && 'arguments' in done ? done.arguments : ''
  const events = [
    { type: 'response.created', response: begun },
    { type: 'response.in_progress', response: begun },
    { type: 'response.output_item.added', output_index: 0, item: added },
    ...(text === null ? [] : [{ type: 'response.content_part.added', ...place, content_index: 0, part: textPart('') }]),
    ...(answer.deltas as readonly Delta[]).flatMap(({ content, tool_calls }) => {
      if (content !== undefined) return [{ type: 'response.output_text.delta', ...place, content_index: 0, delta: content, logprobs: [] }]
      const delta = tool_calls?.[0]?.function.arguments ?? ''
      return delta === '' ? [] : [{ type: 'response.function_call_arguments.delta', ...place, delta }]
    }),
    ...(text === null
      ? [{ type: 'response.function_call_arguments.done', ...place, arguments: written }]
      : [
          { type: 'response.output_text.done', ...place, content_index: 0, text, logprobs: [] },
          { type: 'response.content_part.done', ...place, content_index: 0, part: textPart(text) },
        ]),
    { type: 'response.output_item.done', output_index: 0, item: done },
    { type: 'response.completed', response: whole },
  ]
  return events.map((event, sequence_number) => ({ ...event, sequence_number }))
}

function textPart(text: string) {
  return { type: 'output_text', text, annotations: [], logprobs: [] }
}
