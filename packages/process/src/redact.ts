const secretName = /pass(word|phrase)?$|secret|token$|^authorization$|cookie|private_?key|mnemonic|^environment$/i
const urlPassword = /([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s@/]+@/gi
const maxDepth = 8
const mask = '[redacted]'

/**
 * Returns a copy of a log value without secrets. Fields with the name of a secret are masked completely, and passwords inside URLs are masked in
 * every string. Values deeper than 8 levels are masked, which also ends cycles. Never throws.
 */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return !value.includes('://') ? value : value.replace(urlPassword, `$1:${mask}@`)
  if (typeof value === 'bigint') return value.toString()
  if (value === null || typeof value !== 'object') return value
  if (depth >= maxDepth) return mask
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1))
  if (value instanceof Error) return redactError(value, depth)
  return redactFields(Object.entries(value), depth)
}

function redactError(error: Error, depth: number): unknown {
  // Libraries attach whole objects to their errors (an ABI, a request). Only the short fields explain the error.
  const own = Object.entries(error).filter(([, field]) => typeof field !== 'object' && typeof field !== 'function')
  const fields = Object.entries({ ...Object.fromEntries(own), type: error.name, message: error.message, stack: error.stack, cause: error.cause })
  return redactFields(
    fields.filter(([, field]) => field !== undefined),
    depth,
  )
}

function redactFields(fields: [string, unknown][], depth: number): Record<string, unknown> {
  return Object.fromEntries(fields.map(([name, field]) => [name, secretName.test(name) ? mask : redact(field, depth + 1)]))
}
