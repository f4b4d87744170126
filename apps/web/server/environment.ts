import { environment as apiEnvironment } from '@infinitio/api'
import { z } from 'zod'

/** The settings of the process that serves the pages and the API. `readEnv` reads them once at start. */
export const environment = apiEnvironment.extend({
  /** The parts of the site that this process serves. `api` does not load Next; `pages` does not run the jobs of the API. */
  SERVE: z.enum(['api', 'pages', 'all']).default('all'),
  /** The URL at which the server reaches the API when it renders pages. The pages read this setting themselves. */
  INTERNAL_API_URL: z.string().url().optional(),
  /** The path of the built exit page. Without it, the server has no exit page. */
  EXIT_PAGE_FILE: z.string().min(1).optional(),
  /** The folder with the packed command line program and its installer (`npm run pack:command`). Without it, the server offers no download. */
  COMMAND_FOLDER: z.string().min(1).optional(),
  /**
   * The file with the value of one PT in other currencies. Pages show that value beside amounts (docs/guides/operator-services.md). Without the file, amounts
   * are shown only in PT.
   */
  DISPLAY_RATES_FILE: z.string().min(1).optional(),
  /** The address for reports of security problems, in /.well-known/security.txt. It begins with `mailto:` or `https:`. */
  SECURITY_CONTACT: z
    .string()
    .regex(/^(mailto:|https:\/\/)\S+$/)
    .optional(),
  /**
   * The contact at which users get help from the operator: a page (`https://…`) or a mailbox (`mailto:…`). Pages link to it. Other schemes are refused, because
   * a browser would run `javascript:` in this market's name.
   */
  SUPPORT_URL: z
    .url({ protocol: /^(https|mailto)$/ })
    .max(500)
    .optional(),
  /**
   * The origins of AI models that pages may call, separated by commas: the router, and on the development chain its test services. Services at
   * `*.svc.<host>` need no entry. Only https, or http on this computer.
   */
  MODEL_ORIGINS: z
    .string()
    .default('')
    .transform((text) => text.split(',').filter((one) => one !== ''))
    .pipe(z.array(z.string().regex(/^(https:\/\/[a-z0-9.-]+|http:\/\/(127\.0\.0\.1|localhost|\*\.svc\.localhost))(:[0-9]{1,5})?$/)).max(16)),
  NEXT_DIST_DIR: z.string().min(1).optional(),
})
export type Environment = z.output<typeof environment>

/**
 * Returns the origins of AI models that pages may call: the router, and the services behind this market's gateway at `*.svc.<host>`. A market on this
 * computer has no such names, so its setting lists the ports of its router and its test services.
 */
export function modelOrigins({ PUBLIC_URL, MODEL_ORIGINS }: Pick<Environment, 'PUBLIC_URL' | 'MODEL_ORIGINS'>): readonly string[] {
  const { protocol, host } = new URL(PUBLIC_URL)
  return [...MODEL_ORIGINS, ...(protocol === 'https:' ? [`https://*.svc.${host}`] : [])]
}
