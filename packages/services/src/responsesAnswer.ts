import { isRecord, parsedRecord, utf8Bytes } from './jsonText.ts'
import type { AnswerFacts, TokenUnits } from './metering.ts'

/** The types of the last event of a stream. */
const lastTypes = ['response.completed', 'response.incomplete', 'response.failed'] as const
const lastEvents: ReadonlySet<unknown> = new Set(lastTypes)
/** The fields of an item that contain text of the model. */
const textFields: ReadonlySet<string> = new Set(['text', 'refusal', 'arguments', 'input', 'name'])
const deepest = 32

/**
 * The bytes of text that were counted for each item of a stream of the Responses API, by the place of the item in the answer. Service and client keep one for
 * each stream, and count alike.
 */
export type CountedItems = Map<unknown, number>

/**
 * Returns the measured values of an answer of OpenAI's Responses API, or of one event of its stream, or null for a value of another API. In a stream, the
 * pieces of text and the names of called tools count. Events at the end repeat the whole text. With `items`, the part of such a text that did not arrive in
 * pieces also counts; without `items`, none of it does. `usageOf` reads token counts.
 */
export function readResponsesAnswer(
  value: Readonly<Record<string, unknown>>,
  { usageOf, items }: { readonly usageOf: (value: unknown) => TokenUnits | null; readonly items: CountedItems | null },
): AnswerFacts | null {
  const { type, object } = value
  if (object === 'response') return { usage: usageOf(value['usage']), textBytes: textBytesOf(value['output'], 0), isOnlyUsage: false }
  if (typeof type !== 'string' || !type.startsWith('response.')) return null
  const { response, delta } = value
  const usage = lastEvents.has(type) && isRecord(response) ? usageOf(response['usage']) : null
  if (type.endsWith('.delta')) {
    const textBytes = typeof delta === 'string' ? utf8Bytes(delta) : 0
    items?.set(value['output_index'], (items.get(value['output_index']) ?? 0) + textBytes)
    return { usage, textBytes, isOnlyUsage: false }
  }
  const textBytes = items === null ? nameBytes(value) : lastEvents.has(type) ? newInAnswer(response, items) : newInItem(value, items)
  return { usage, textBytes, isOnlyUsage: false }
}

/** Returns the bytes of the name of a tool, if an event begins a call of it. */
function nameBytes({ type, item }: Readonly<Record<string, unknown>>): number {
  const name = type === 'response.output_item.added' && isRecord(item) ? item['name'] : null
  return typeof name === 'string' ? utf8Bytes(name) : 0
}

/** Counts the text of an event that begins or ends an item or a part of one. Returns the bytes that were not counted before. */
function newInItem(event: Readonly<Record<string, unknown>>, items: CountedItems): number {
  const { type, output_index: place, item, part } = event
  if (typeof type !== 'string' || !/\.(?:added|done)$/.test(type)) return 0
  const counted = items.get(place) ?? 0
  const whole = textBytesOf(item ?? part ?? event, 0)
  if (whole > counted) items.set(place, whole)
  return Math.max(0, whole - counted)
}

/** Returns the bytes in a whole answer that were not counted before. */
function newInAnswer(response: unknown, items: CountedItems): number {
  let counted = 0
  for (const bytes of items.values()) counted += bytes
  return Math.max(0, (isRecord(response) ? textBytesOf(response['output'], 0) : 0) - counted)
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
