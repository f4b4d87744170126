import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const publicIndex = 'https://pypi.org/simple'
const pipWithinMs = 20_000
const simpleJson = 'application/vnd.pypi.simple.v1+json'
const run = promisify(execFile)

/**
 * Returns the URL of the index of Python packages that this computer uses, without a slash at the end. This is the URL in PIP_INDEX_URL, otherwise the URL in
 * pip's configuration, otherwise PyPI. pip need not be installed.
 */
export async function pythonIndex(environment: NodeJS.ProcessEnv): Promise<string> {
  const named = environment['PIP_INDEX_URL'] ?? (await configured(environment))
  return (named === '' ? publicIndex : named).replace(/\/+$/, '')
}

async function configured(environment: NodeJS.ProcessEnv): Promise<string> {
  for (const pip of ['pip', 'pip3']) {
    try {
      const { stdout } = await run(pip, ['config', 'get', 'global.index-url'], { env: environment, timeout: pipWithinMs })
      return stdout.trim()
    } catch {
      // There is no such program, or its configuration names no index.
    }
  }
  return ''
}

/**
 * Returns the URL and the headers with which to fetch a file of a project from an index of Python packages (PEP 503 and 691), or null if the index does not
 * have the file. Credentials in the URL of the index become a header, which is sent only to the same host, so that no error that shows a URL reveals them.
 * Throws the errors of `fetch`.
 */
export async function findPythonFile(index: string, { project, name }: { readonly project: string; readonly name: string }): Promise<Located | null> {
  const base = new URL(`${index}/${project}/`)
  const headers = authorizationOf(base)
  const answer = await fetch(base, { headers: { ...headers, accept: `${simpleJson}, text/html;q=0.5` } })
  if (!answer.ok) return null
  const text = await answer.text()
  const href = answer.headers.get('content-type')?.includes('json') === true ? jsonHref(text, name) : htmlHref(text, name)
  const url = href === null ? null : URL.parse(href, base.href)
  if (url === null || !['https:', 'http:'].includes(url.protocol)) return null
  return { url: url.href, headers: url.host === base.host ? headers : {} }
}

/** The URL of a file, with the HTTP headers that its host needs. */
export type Located = { readonly url: string; readonly headers: Readonly<Record<string, string>> }

function authorizationOf(url: URL): Record<string, string> {
  if (url.username === '') return {}
  const text = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
  url.username = ''
  url.password = ''
  return { authorization: `Basic ${Buffer.from(text).toString('base64')}` }
}

function jsonHref(text: string, name: string): string | null {
  const { files = [] } = JSON.parse(text) as { readonly files?: readonly { readonly filename: string; readonly url: string }[] }
  return files.find(({ filename }) => filename === name)?.url ?? null
}

function htmlHref(text: string, name: string): string | null {
  const hrefs = [...text.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'))
  return hrefs.find((href) => href.split('#')[0]?.split('?')[0]?.endsWith(`/${name}`) === true) ?? null
}
