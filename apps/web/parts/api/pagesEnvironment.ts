import 'server-only'
import { readEnv } from '@infinitio/process'
import { z } from 'zod'

const environment = z.object({ INTERNAL_API_URL: z.url() })

let read: z.output<typeof environment> | null = null

/** Settings of the pages, read once, with the first page: the build that prepares them has none. Throws `EnvironmentError` when one is missing. */
export function pagesEnvironment(): z.output<typeof environment> {
  read ??= readEnv(environment)
  return read
}
