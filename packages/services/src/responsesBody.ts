import { isRecord } from './jsonText.ts'

/** The parts of a request to OpenAI's Responses API that client and service need. */
export type ResponsesParts = {
  /** The number of items of the prompt, instructions included. */
  readonly messages: number
  /** The parts of the prompt that can name files. */
  readonly contents: readonly unknown[]
  /** The fields that need a stored prompt, or a tool that the service would have to run. A service refuses them. */
  readonly refused: readonly string[]
}

/** Fields that refer to a prompt, a response or a conversation that the server stored. */
const storedFields = ['previous_response_id', 'conversation', 'prompt'] as const
/** Fields that make the server store something. */
const storingFields = ['store', 'background'] as const
/** The tools that the client runs. A model server would run all others itself, and could send requests for a stranger. */
const clientTools: ReadonlySet<unknown> = new Set(['function', 'custom'])
/** The types of items with the output of a tool. Its content is in the field `output`, and it can name a file. */
const outputs: ReadonlySet<unknown> = new Set(['function_call_output', 'custom_tool_call_output'])
/** The other types of items that the prompt may contain. Their text is in the item itself, so they cannot name a file. */
const ownItems: ReadonlySet<unknown> = new Set(['function_call', 'custom_tool_call', 'reasoning'])

/** Reads the body of a request to the Responses API. */
export function readResponsesParts(body: Readonly<Record<string, unknown>>): ResponsesParts {
  const { input, instructions, tools } = body
  const items: readonly unknown[] = Array.isArray(input) ? input : [input]
  const contents: unknown[] = []
  const stored = storedFields.filter((name) => body[name] != null)
  const refused: string[] = [...stored, ...storingFields.filter((name) => body[name] != null && body[name] !== false)]
  for (const item of items) {
    if (!isRecord(item)) continue
    const field = contentField(item)
    if (field !== null) contents.push(item[field])
    else if (!ownItems.has(item['type'])) refused.push(`input: ${nameOf(item['type'])}`)
  }
  if (contents.some((content) => namesStoredFile(content, 0))) refused.push('file_id')
  for (const tool of Array.isArray(tools) ? (tools as readonly unknown[]) : []) {
    const type = isRecord(tool) ? tool['type'] : null
    if (!clientTools.has(type)) refused.push(`tools: ${nameOf(type)}`)
  }
  return { messages: items.length + (instructions == null ? 0 : 1), contents, refused: [...new Set(refused)] }
}

/** Returns the field of an item of the prompt that can name files, or null. */
export function contentField({ type = 'message' }: Readonly<Record<string, unknown>>): 'content' | 'output' | null {
  if (type === 'message') return 'content'
  return outputs.has(type) ? 'output' : null
}

function nameOf(type: unknown): string {
  return typeof type === 'string' && /^[a-z0-9_]{1,40}$/.test(type) ? type : 'unknown type'
}

const deepest = 32

/** Returns true if a content refers to a file that the server stored. */
function namesStoredFile(value: unknown, depth: number): boolean {
  if (depth > deepest) return true
  if (Array.isArray(value)) return value.some((inner) => namesStoredFile(inner, depth + 1))
  if (!isRecord(value)) return false
  return value['file_id'] != null || Object.values(value).some((inner) => namesStoredFile(inner, depth + 1))
}
