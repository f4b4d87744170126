import { environment as apiEnvironment } from '@infinitio/api'
import { z } from 'zod'

/** Settings of the process that serves the pages and the API; `readEnv` reads them once at start. */
export const environment = apiEnvironment.extend({
  /** Which of the two this process serves. `api` leaves Next out, `pages` leaves the jobs of the API out. */
  SERVE: z.enum(['api', 'pages', 'all']).default('all'),
  /** Where the pages, rendered here, reach the API; they read it themselves. */
  INTERNAL_API_URL: z.string().url().optional(),
  /** The built exit page; left out, there is none. */
  EXIT_PAGE_FILE: z.string().min(1).optional(),
  /** What a PT is worth in other currencies, as an aid beside amounts (docs/guides/operator.md). Left out, amounts are said in PT alone. */
  DISPLAY_RATES_FILE: z.string().min(1).optional(),
  NEXT_DIST_DIR: z.string().min(1).optional(),
})
export type Environment = z.output<typeof environment>
