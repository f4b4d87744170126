import 'server-only'
import { readEnv } from '@infinitio/process'
import { z } from 'zod'

const environment = z.object({ INTERNAL_API_URL: z.url() })

let read: z.output<typeof environment> | null = null

/**
 * Returns the settings of the pages. It reads them at the first page, because the build that compiles the pages has no settings. Throws
 * `EnvironmentError` if a setting is missing.
 */
export function pagesEnvironment(): z.output<typeof environment> {
  read ??= readEnv(environment)
  return read
}
