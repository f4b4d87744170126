/** Calls a method of a development chain and returns its result. Throws if the chain does not answer or returns an error. */
export async function askChain(url: string, method: string, params: readonly unknown[] = []): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    signal: AbortSignal.timeout(10_000),
  })
  const { result, error } = (await response.json()) as { result?: unknown; error?: { message: string } }
  if (result === undefined) throw new Error(`${method}: ${error?.message ?? 'the chain returned no result'}`)
  return result
}
