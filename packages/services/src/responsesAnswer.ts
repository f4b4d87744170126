import { isRecord, parsedRecord, utf8Bytes } from './jsonText.ts'
import type { AnswerFacts, TokenUnits } from './metering.ts'

/** The types of the last event of a stream. */
const lastTypes = ['response.completed', 'response.incomplete', 'response.failed'] as const
const lastEvents: ReadonlySet<unknown> = new Set(lastTypes)
/** The fields of an item that contain text of the model. */
const textFields: ReadonlySet<string> = new Set(['text', 'refusal', 'arguments', 'input', 'name'])
const deepest = 32

/**
 * Returns the measured values of an answer of OpenAI's Responses API, or of one event of its stream, or null for a value of another API. In a stream, only the
 * pieces of text and the names of called tools count; the events at the end repeat the whole text. `usage` reads token counts.
 */
export function readResponsesAnswer(value: Readonly<Record<string, unknown>>, usageOf: (value: unknown) => TokenUnits | null): AnswerFacts | null {
  const { type, object } = value
  if (object === 'response') return { usage: usageOf(value['usage']), textBytes: textBytesOf(value['output'], 0), isOnlyUsage: false }
  if (typeof type !== 'string' || !type.startsWith('response.')) return null
  const { response, delta, item } = value
  const usage = lastEvents.has(type) && isRecord(response) ? usageOf(response['usage']) : null
  if (type.endsWith('.delta')) return { usage, textBytes: typeof delta === 'string' ? utf8Bytes(delta) : 0, isOnlyUsage: false }
  const name = type === 'response.output_item.added' && isRecord(item) ? item['name'] : null
  return { usage, textBytes: typeof name === 'string' ? utf8Bytes(name) : 0, isOnlyUsage: false }
}

/** Returns true for the payload of the last event of a stream of the Responses API. */
export function endsResponses(payload: string): boolean {
  // Most payloads are pieces of text, so they need not be parsed. In a text, the quotes of a type would have backslashes.
  if (!lastTypes.some((type) => payload.includes(`"${type}"`))) return false
  return lastEvents.has(parsedRecord(payload)?.['type'])
}

function textBytesOf(value: unknown, depth: number): number {
  if (depth > deepest || typeof value !== 'object' || value === null) return 0
  let sum = 0
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner !== 'string') sum += textBytesOf(inner, depth + 1)
    else if (textFields.has(name)) sum += utf8Bytes(inner)
  }
  return sum
}
