import { copyFileSync, renameSync, writeFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { askChain } from './askChain.ts'

/**
 * Saves the development chain in its state file, in one step, and a copy for `restoreState`. Only the program that mines may call it, between blocks.
 * The chain dumps blocks and accounts one after the other, so a save during a block may contain accounts that no block explains; a chain started from
 * it lacks logs. Throws if the chain does not answer.
 */
export async function saveChainState({ url, stateFile }: { url: string; stateFile: string }): Promise<void> {
  const result = (await askChain(url, 'anvil_dumpState')) as string
  writeFileSync(`${stateFile}.new`, gunzipSync(Buffer.from(result.slice(2), 'hex')), { mode: 0o600 })
  renameSync(`${stateFile}.new`, stateFile)
  copyFileSync(stateFile, `${stateFile}.copy`)
  renameSync(`${stateFile}.copy`, `${stateFile}.whole`)
}
