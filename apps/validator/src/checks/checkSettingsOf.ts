import { readFileSync } from 'node:fs'
import { EnvironmentError } from '@infinitio/process'
import type { Prompts } from '@infinitio/services'
import type { CheckRouter } from './askRouter.ts'

/** The settings of the process that concern the checks of AI services. */
type CheckEnv = {
  readonly CHECK_ROUTER_URLS?: readonly string[] | undefined
  readonly CHECK_KEY_FILES?: readonly string[] | undefined
  readonly CHECK_PROMPTS_FILE?: string | undefined
}

/**
 * Returns the routers and the prompts for checks of AI services. Throws EnvironmentError unless each router has a file with a key, and if the file of prompts
 * cannot be read.
 */
export function checkSettingsOf({ CHECK_ROUTER_URLS: urls = [], CHECK_KEY_FILES: keyFiles = [], CHECK_PROMPTS_FILE: promptsFile }: CheckEnv): {
  readonly routers: readonly CheckRouter[]
  readonly prompts: Prompts
} {
  if (urls.length !== keyFiles.length) throw new EnvironmentError('CHECK_KEY_FILES must name one file for each URL of CHECK_ROUTER_URLS.')
  if (urls.some((url) => !/^https?:\/\/[!-~]*\/v1$/.test(url)))
    throw new EnvironmentError('CHECK_ROUTER_URLS must have addresses that begin with http:// or https:// and end with /v1.')
  return {
    routers: urls.map((url, place) => ({ url, keyFile: keyFiles[place] ?? '' })),
    prompts: promptsFile === undefined ? null : readPrompts(promptsFile),
  }
}

function readPrompts(file: string): Prompts {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
  } catch (cause) {
    throw new EnvironmentError(`CHECK_PROMPTS_FILE ${file} cannot be read: ${cause instanceof Error ? cause.message : 'unknown'}`)
  }
}
