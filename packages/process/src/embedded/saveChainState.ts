import { renameSync, writeFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

/**
 * Saves the development chain in the file it starts from, in one step. Call it between blocks, by whoever mines them: the chain
 * collects its blocks and its accounts one after the other, so a save of its own while a block is mined can hold accounts that
 * no block explains, and a chain started from that has forgotten logs. Throws when the chain does not answer.
 */
export async function saveChainState({ url, stateFile }: { url: string; stateFile: string }): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'anvil_dumpState', params: [] }),
    signal: AbortSignal.timeout(10_000),
  })
  const { result } = (await response.json()) as { result?: string }
  if (result === undefined) throw new Error('the chain gives no state')
  writeFileSync(`${stateFile}.new`, gunzipSync(Buffer.from(result.slice(2), 'hex')), { mode: 0o600 })
  renameSync(`${stateFile}.new`, stateFile)
}
