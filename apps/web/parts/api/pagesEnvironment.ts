import 'server-only'
import { readEnv } from '@infinitio/process'
import { z } from 'zod'

const environment = z.object({ INTERNAL_API_URL: z.url() })

let read: z.output<typeof environment> | null = null

/**
 * Returns the settings of the pages. Reads them when the first page is rendered and not earlier, because there are no settings while the pages are built.
 * Throws `EnvironmentError` if a setting is missing.
 */
export function pagesEnvironment(): z.output<typeof environment> {
  read ??= readEnv(environment)
  return read
}
