import { copyFileSync, renameSync, writeFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { askChain } from './askChain.ts'

/**
 * Saves the state of the development chain in its state file, in one step, and a copy for `restoreState`. Call it only from the program that makes the chain
 * mine, and only between blocks. The chain writes blocks and accounts one after the other. If a block is mined in between, the file has account changes without
 * their block, and a chain started from it lacks logs. Throws if the chain does not answer.
 */
export async function saveChainState({ url, stateFile }: { url: string; stateFile: string }): Promise<void> {
  const result = (await askChain(url, 'anvil_dumpState')) as string
  writeFileSync(`${stateFile}.new`, gunzipSync(Buffer.from(result.slice(2), 'hex')), { mode: 0o600 })
  renameSync(`${stateFile}.new`, stateFile)
  copyFileSync(stateFile, `${stateFile}.copy`)
  renameSync(`${stateFile}.copy`, `${stateFile}.whole`)
}
