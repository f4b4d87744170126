import { isRecord } from './jsonText.ts'

/** The fields of a body that the checks of a request read, or that a model server could read in place of them. */
const bodyNames: ReadonlySet<string> = new Set([
  ...['model', 'messages', 'input', 'instructions', 'prompt', 'tools', 'functions', 'sealed', 'options'],
  ...['stream', 'stream_options', 'n', 'max_tokens', 'max_completion_tokens', 'max_output_tokens'],
  ...['store', 'background', 'previous_response_id', 'conversation'],
])
/** The fields of a message and of its parts that can contain text or name files. */
const partNames: ReadonlySet<string> = new Set([
  ...['role', 'type', 'content', 'output', 'text', 'url', 'detail', 'image', 'images', 'image_url', 'video_url', 'audio_url', 'input_audio'],
  ...['file', 'file_id', 'file_url', 'file_data'],
])
const deepest = 32

/**
 * Returns the names of fields that a body has in another spelling, such as `Max_Tokens`. Model servers in Go read such a field as `max_tokens`, so limits and
 * checks would not see its value. Searches the body, its messages and their parts, but not the descriptions of tools.
 */
export function otherSpellings(body: Readonly<Record<string, unknown>>): readonly string[] {
  const found = new Set(spelledOtherwise(body, bodyNames))
  for (const list of [body['messages'], body['input']]) {
    for (const item of Array.isArray(list) ? (list as readonly unknown[]) : [list]) {
      if (!isRecord(item)) continue
      for (const name of spelledOtherwise(item, partNames)) found.add(name)
      search(item['content'], found, 0)
      search(item['output'], found, 0)
    }
  }
  return [...found]
}

function search(value: unknown, found: Set<string>, depth: number): void {
  if (typeof value !== 'object' || value === null || depth > deepest) return
  if (isRecord(value)) for (const name of spelledOtherwise(value, partNames)) found.add(name)
  for (const inner of Object.values(value)) search(inner, found, depth + 1)
}

function spelledOtherwise(value: Readonly<Record<string, unknown>>, names: ReadonlySet<string>): readonly string[] {
  return Object.keys(value).flatMap((key) => {
    if (names.has(key)) return []
    // Go also reads two letters outside ASCII as s and k. Upper case changes the first one, and lower case the second one.
    const name = key.toUpperCase().toLowerCase()
    return names.has(name) ? [name] : []
  })
}
