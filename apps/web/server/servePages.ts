import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { type Environment, modelOrigins } from './environment.ts'
import { errorSentencesZh } from '@infinitio/domain/chinese'
import { type DisplayRate, type Reading, type ReadingPlace, readingPlace } from '../i18n/reading.ts'
import { settingsCookieOf } from '../i18n/settings.ts'
import { isFromPhone } from './reading/isFromPhone.ts'
import { asksForPage, runScriptsAfterPaint } from './scriptsAfterPaint.ts'
import { setPrivateCookie } from './privateCookie.ts'
import { readingOf } from './reading/readingOf.ts'
import { asksForDownload, serveDownload } from './serveDownload.ts'
import { asksForExitPage, serveExitPage } from './serveExitPage.ts'
import { asksForScalar, serveScalar } from './serveScalar.ts'
import { asksForSecurityText, serveSecurityText } from './serveSecurityText.ts'

/** Answers requests for pages, and the upgrade requests of the development server. */
export type PageServer = {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void>
  close(): Promise<void>
}

/**
 * The functions and data that the server passes to the pages. `takeDownload` counts a download and returns how many seconds its visitor must wait first, 0 for
 * none.
 */
type PagesInServer = {
  readonly webFolder: string
  readonly port: number
  readonly server: Server
  readonly rates: () => readonly DisplayRate[]
  readonly takeDownload: (request: IncomingMessage) => number
}

/**
 * Starts Next inside this server. Only this function loads Next, so that a server that only serves the API does not need it. Each page gets a nonce: Next reads
 * it from the policy header of the request and adds it to its scripts. The visitor's language, zone and currency are stored so that components can read them
 * during the request.
 */
export async function servePages(env: Environment, { webFolder, port, server, rates, takeDownload }: PagesInServer): Promise<PageServer> {
  const { default: next } = await import('next')
  const isDevelopment = env.NODE_ENV === 'development'
  const pages = next({ dev: isDevelopment, dir: webFolder, hostname: env.HOST, port, httpServer: server })
  await pages.prepare()
  const handle = pages.getRequestHandler()
  const readings = new AsyncLocalStorage<{ readonly reading: Reading; readonly path: string; readonly isPhone: boolean }>()
  const origin = new URL(env.PUBLIC_URL).origin
  const models = modelOrigins(env)
  const place: ReadingPlace = {
    getStore: () => readings.getStore()?.reading,
    path: () => origin + (readings.getStore()?.path ?? '/'),
    isPhone: () => readings.getStore()?.isPhone ?? false,
    rates,
    supportUrl: env.SUPPORT_URL ?? null,
    modelOrigins: models,
    sentences: { zh: errorSentencesZh },
  }
  Object.assign(globalThis, { [readingPlace]: place })
  const isSecure = new URL(env.PUBLIC_URL).protocol === 'https:'
  return {
    async handle(request, response) {
      if (env.EXIT_PAGE_FILE !== undefined && asksForExitPage(request)) return await serveExitPage(env.EXIT_PAGE_FILE, { request, response })
      const nonce = randomBytes(16).toString('base64')
      const policy = contentSecurityPolicy({
        nonce,
        terminalUrl: env.GATEWAY_TERMINAL_URL,
        portsUrl: env.GATEWAY_PORTS_URL,
        modelOrigins: models,
        isDevelopment,
      })
      request.headers['content-security-policy'] = policy
      response.setHeader('content-security-policy', policy)
      response.setHeader('x-content-type-options', 'nosniff')
      response.setHeader('x-frame-options', 'DENY')
      if (isSecure) response.setHeader('strict-transport-security', 'max-age=31536000')
      response.setHeader('referrer-policy', 'strict-origin-when-cross-origin')
      response.setHeader('permissions-policy', 'camera=(), microphone=(), geolocation=()')
      response.setHeader('cross-origin-opener-policy', 'same-origin')
      if (asksForScalar(request)) return await serveScalar({ request, response })
      if (asksForDownload(request))
        return await serveDownload(
          { commandFolder: env.COMMAND_FOLDER, publicUrl: env.PUBLIC_URL, retryAfterSeconds: takeDownload(request) },
          { request, response },
        )
      if (asksForSecurityText(request)) {
        return serveSecurityText({ publicUrl: env.PUBLIC_URL, contact: env.SECURITY_CONTACT, nowMs: Date.now() }, { request, response })
      }
      if (!isDevelopment && asksForPage(request)) runScriptsAfterPaint(nonce, { request, response })
      const { reading, chosen } = readingOf(request, { rates: rates(), now: Date.now() })
      if (chosen !== null) setPrivateCookie(response, settingsCookieOf(chosen, { secure: isSecure }))
      const isPhone = isFromPhone(request.headers)
      await readings.run({ reading, path: (request.url ?? '/').split('?')[0] ?? '/', isPhone }, () => handle(request, response))
    },
    upgrade: (request, socket, head) => pages.getUpgradeHandler()(request, socket, head),
    async close() {
      await pages.close()
    },
  }
}

/**
 * Returns the content security policy of one page. Scripts need this page's nonce. The page may connect only to this site, to the gateway's terminal, to the
 * router, and to the services of AI models on this market. Forms may be sent only to this site and to ports of leases. `isDevelopment` also allows the things
 * that Next's development build needs.
 */
function contentSecurityPolicy({
  nonce,
  terminalUrl,
  portsUrl,
  modelOrigins,
  isDevelopment,
}: {
  nonce: string
  terminalUrl: string
  portsUrl: string
  modelOrigins: readonly string[]
  isDevelopment: boolean
}): string {
  const terminal = new URL(terminalUrl).origin === 'null' ? terminalOrigin(terminalUrl) : new URL(terminalUrl).origin
  const { protocol, host } = new URL(portsUrl)
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self' ${[terminal, ...modelOrigins].join(' ')}${isDevelopment ? ' ws:' : ''}`,
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    `form-action 'self' ${protocol}//*.${host}`,
    "frame-ancestors 'none'",
  ].join('; ')
}

function terminalOrigin(url: string): string {
  const { protocol, host } = new URL(url)
  return `${protocol}//${host}`
}
