import type { IncomingMessage, ServerResponse } from 'node:http'
import { type ErrorCode, errorTable, preferredLanguage } from '@infinitio/domain'
import { errorSentencesZh } from '@infinitio/domain/chinese'
import type { NotAdmitted } from './admitVisitor.ts'
import { cookiesOf } from './readCredential.ts'

type Words = { readonly tag: string; readonly titles: Partial<Record<ErrorCode, string>>; readonly other: string; readonly link: string }

const words: Readonly<Record<VisitorLanguage, Words>> = {
  en: {
    tag: 'en',
    titles: {
      'auth.token_missing': 'Open this from your lease',
      'lease.over': 'This lease is over',
      'lease.not_ready': 'The machine is getting ready',
      'lease.port_unknown': 'This port is not open',
      'node.port_closed': 'Nothing answers here yet',
      'node.tunnel_down': 'The machine is out of reach',
    },
    other: 'Not available',
    link: "Go to the lease's page",
  },
  zh: {
    tag: 'zh-Hans',
    titles: {
      'auth.token_missing': '请从租约页面打开',
      'lease.over': '该租约已结束',
      'lease.not_ready': '机器正在准备',
      'lease.port_unknown': '该端口未开放',
      'node.port_closed': '这里还没有程序应答',
      'node.tunnel_down': '暂时无法连接该机器',
    },
    other: '无法访问',
    link: '前往租约页面',
  },
}

type Refused = { request: IncomingMessage; response: ServerResponse; publicUrl: string; language?: VisitorLanguage | null }

/**
 * Answers a visitor who is not admitted to a port. The gateway writes the text, never the workload. A browser gets a plain page with a link to the page of the
 * lease, and a program gets the code of the error table. Uses `language` if it is given, else the language of the request.
 */
export function refuseVisitor({ request, response, publicUrl, language = null }: Refused, { refused, leaseId }: NotAdmitted): void {
  const { http: status, sentence, retry } = errorTable[refused]
  const isPage = request.headers.accept?.includes('text/html') === true
  const lease = leaseId === null ? publicUrl : new URL(`/leases/${leaseId}`, publicUrl).href
  const body = isPage
    ? noticePage(refused, { lease, language: language ?? visitorLanguage(request) })
    : JSON.stringify({ code: refused, detail: sentence })
  response.writeHead(status, {
    'content-type': isPage ? 'text/html; charset=utf-8' : 'application/json',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    ...(retry ? { 'retry-after': '2' } : {}),
    // Close the connection after the answer, because the rest of the request is not read.
    connection: 'close',
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}

/** Returns a plain page in the reader's language: the problem, from the error table, and a link to the lease's page. */
function noticePage(code: ErrorCode, { lease, language }: { lease: string; language: VisitorLanguage }): string {
  const { tag, titles, other, link } = words[language]
  const title = titles[code] ?? other
  const sentence = language === 'zh' ? errorSentencesZh[code] : errorTable[code].sentence
  return `<!doctype html><html lang="${tag}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1.5rem}small{opacity:.7}</style>
<main><h1>${title}</h1><p>${sentence.replaceAll('<', '&lt;')}</p><p><a href="${lease.replaceAll('"', '&quot;')}">${link}</a></p><small>${code}</small></main></html>`
}

/** The languages of refusal pages. The first one is the default. */
const languages = ['en', 'zh'] as const
/** A language of the visitor's pages. */
export type VisitorLanguage = (typeof languages)[number]

/**
 * The name of a cookie with the language in which the visitor read the page of the lease. Each host name has a separate cookie. The gateway does not forward
 * the cookie to workloads.
 */
export const languageCookie = 'infinitio-language'

/** Returns the visitor's language: the language of the lease's page from which the visitor came, or else the language of the browser. */
function visitorLanguage({ headers }: Pick<IncomingMessage, 'headers'>): VisitorLanguage {
  const chosen = cookiesOf(headers.cookie).find(({ name }) => name === languageCookie)?.value
  return languageNamed(chosen) ?? preferredLanguage(headers['accept-language'], languages)
}

/** Returns the supported language with this name, or null if there is none. */
export function languageNamed(name: string | null | undefined): VisitorLanguage | null {
  return languages.find((one) => one === name) ?? null
}

/** Returns the Set-Cookie header that stores the language for this host name, for a day. */
export function setLanguageCookie(language: VisitorLanguage, { isSecure }: { isSecure: boolean }): string {
  return `${languageCookie}=${language}; Path=/; Max-Age=86400; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
}
