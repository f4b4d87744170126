import type { Endpoint } from '../../src/endpoints/endpoint.ts'
import type { Example } from '../../src/document/example.ts'
import type { Recorded } from './recordExamples.ts'
import { withoutSecrets } from './withoutSecrets.ts'

/** The most items of a list, and characters of JSON, in an example that people read. */
const mostItems = 2
const mostLength = 4_000

/**
 * Chooses one recorded request as the example of each endpoint: the one that shows the most fields in few lines. Shortens the lists in it. Skips recorded
 * requests that the endpoint's schema does not accept.
 */
export function chooseExamples(endpoints: readonly Endpoint[], recorded: readonly Recorded[]): Record<string, Example> {
  const chosen = endpoints.flatMap((endpoint): [string, Example][] => {
    const candidates = recorded
      .filter(({ name }) => name === endpoint.name)
      .map((one) => exampleOf(endpoint, one))
      .filter((example) => example !== null)
    const best = candidates.toSorted((one, other) => worthOf(other) - worthOf(one))[0]
    return best === undefined ? [] : [[endpoint.name, best]]
  })
  return Object.fromEntries(chosen.sort(([one], [other]) => (one < other ? -1 : 1)))
}

/** Returns how good an example is, as a number. Longer examples show more, up to a maximum length. */
function worthOf(example: Example): number {
  const { length } = JSON.stringify(example)
  return length <= mostLength ? length : -length
}

function exampleOf(endpoint: Endpoint, { path, body, answer }: Recorded): Example | null {
  const [pathname = '', search = ''] = path.split('?')
  const names = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
  const values = new RegExp(`^${endpoint.path.replaceAll(/\{\w+\}/g, '([^/]+)')}$`).exec(pathname)?.slice(1) ?? []
  const params = Object.fromEntries(names.map((name, at) => [name, decodeURIComponent(values[at] ?? '')]))
  const query = Object.fromEntries(new URLSearchParams(search))
  const fits = (schema: Endpoint['body'], value: unknown) => schema === null || schema.safeParse(value).success
  if (!fits(endpoint.params, params) || !fits(endpoint.query, query) || !fits(endpoint.body, body)) return null
  const shown = (schema: Endpoint['body'], value: unknown) => {
    const plain = withoutSecrets(value)
    const short = shortened(plain)
    return fits(schema, short) ? short : plain
  }
  const answered =
    endpoint.answer === null || answer === null ? null : shown(endpoint.answerType === 'application/json' ? endpoint.answer : null, answer)
  if (endpoint.answer !== null && endpoint.answerType === 'application/json' && !fits(endpoint.answer, answered)) return null
  return {
    ...(names.length === 0 ? {} : { params: withoutSecrets(params) as Record<string, string> }),
    ...(search === '' ? {} : { query: withoutSecrets(query) as Record<string, string> }),
    ...(endpoint.body === null ? {} : { body: shown(endpoint.body, body) }),
    ...(answered === null ? {} : { answer: answered }),
  }
}

function shortened(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, mostItems).map(shortened)
  if (typeof value === 'string') return value.length > 1_000 ? `${value.slice(0, 500)}` : value
  // Data to sign is useless when a field of a struct is missing.
  if (typeof value !== 'object' || value === null || 'primaryType' in value) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shortened(inner)]))
}
