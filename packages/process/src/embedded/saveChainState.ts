import { copyFileSync, renameSync, writeFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { askChain } from './askChain.ts'

/**
 * Saves the development chain in the file it starts from, in one step, and beside it the copy that `restoreState` falls back to. Only the program that mines may call it,
 * between blocks: the chain collects its blocks and its accounts one after the other, so a save of its own while a block is mined can hold accounts that
 * no block explains, and a chain started from that has forgotten logs. Throws when the chain does not answer.
 */
export async function saveChainState({ url, stateFile }: { url: string; stateFile: string }): Promise<void> {
  const result = (await askChain(url, 'anvil_dumpState')) as string
  writeFileSync(`${stateFile}.new`, gunzipSync(Buffer.from(result.slice(2), 'hex')), { mode: 0o600 })
  renameSync(`${stateFile}.new`, stateFile)
  copyFileSync(stateFile, `${stateFile}.copy`)
  renameSync(`${stateFile}.copy`, `${stateFile}.whole`)
}
