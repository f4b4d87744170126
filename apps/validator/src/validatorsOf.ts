import { EnvironmentError, readKeyFile } from '@infinitio/process'
import type { Hex } from 'viem'
import type { ValidatorEnv } from './env.ts'

/**
 * Returns the key and the folder of each validator of a process. Throws EnvironmentError unless each key has its own folder, and the errors of
 * `readKeyFile`.
 */
export function validatorsOf({
  VALIDATOR_KEY_FILE: keyFiles,
  VALIDATOR_DATA_DIR: folders,
}: Pick<ValidatorEnv, 'VALIDATOR_KEY_FILE' | 'VALIDATOR_DATA_DIR'>): { privateKey: Hex; dataDir: string }[] {
  if (folders.length !== keyFiles.length || new Set(folders).size !== folders.length)
    throw new EnvironmentError('VALIDATOR_DATA_DIR must name a folder of its own for each file of VALIDATOR_KEY_FILE.')
  return keyFiles.map((keyFile, place) => ({ privateKey: readKeyFile(keyFile), dataDir: folders[place] ?? '' }))
}
