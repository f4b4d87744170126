import { RelayError } from '../relayError.ts'

/** A model server that answers, and the models that it has. */
export type FoundServer = { readonly name: string; readonly url: string; readonly models: readonly string[] }

/** The default addresses of common model servers. */
const usualServers = [
  { name: 'vLLM', url: 'http://127.0.0.1:8000/v1' },
  { name: 'Ollama', url: 'http://127.0.0.1:11434/v1' },
  { name: 'llama.cpp', url: 'http://127.0.0.1:8080/v1' },
] as const
const withinMs = 3_000

/**
 * Returns the model server at a URL. Without a URL, returns the first server with a model at the default addresses. Throws `serving.no_server` if no server has
 * a model.
 */
export async function findModelServer(
  url: string | undefined,
  key: string | null,
  usual: readonly { name: string; url: string }[] = usualServers,
): Promise<FoundServer> {
  const candidates = url === undefined ? usual : [{ name: 'the model server', url }]
  const found = await Promise.all(candidates.map((candidate) => modelsAt(candidate, key)))
  const first = found.find((server) => server !== null && server.models.length > 0)
  if (first == null) throw new RelayError('serving.no_server', candidates.map((candidate) => candidate.url).join(', '))
  return first
}

async function modelsAt({ name, url }: { readonly name: string; readonly url: string }, key: string | null): Promise<FoundServer | null> {
  try {
    const headers: Record<string, string> = key === null ? {} : { authorization: `Bearer ${key}` }
    const answer = await fetch(`${url.replace(/\/$/, '')}/models`, { headers, signal: AbortSignal.timeout(withinMs), redirect: 'error' })
    const { data } = (await answer.json()) as { readonly data?: readonly { readonly id?: unknown }[] }
    return { name, url, models: (data ?? []).flatMap(({ id }) => (typeof id === 'string' ? [id] : [])) }
  } catch {
    // Nothing listens at this address, or it is not a model server.
    return null
  }
}
