/**
 * Sets a development chain's clock to that of its newest block when it is behind it: a chain whose time was moved forward forgets
 * that when it starts again, and a block older than its parent would follow. Throws when the chain does not answer.
 */
export async function restoreClock(url: string): Promise<void> {
  const { timestamp } = (await ask(url, 'eth_getBlockByNumber', ['latest', false])) as { timestamp: string }
  const behindSeconds = Number(timestamp) - Math.floor(Date.now() / 1_000)
  if (behindSeconds > 0) await ask(url, 'evm_increaseTime', [behindSeconds])
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
