/**
 * Sets the clock of a development chain that was started again: to ours, or to its newest block where that is later, as a chain whose time was moved
 * forward forgets that, and a block older than its parent would follow. Throws when the chain does not answer.
 */
export async function restoreClock(url: string): Promise<void> {
  const { timestamp } = (await ask(url, 'eth_getBlockByNumber', ['latest', false])) as { timestamp: string }
  await ask(url, 'evm_setTime', [Math.max(Number(timestamp), Math.floor(Date.now() / 1_000))])
}

async function ask(url: string, method: string, params: unknown[]): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    signal: AbortSignal.timeout(10_000),
  })
  const { result } = (await response.json()) as { result?: unknown }
  if (result === undefined) throw new Error(`the chain gives no answer to ${method}`)
  return result
}
