import type { IncomingMessage } from 'node:http'

/**
 * Returns true if every program understands a request in the same way. Node.js's parser is already strict. This function also refuses requests that other
 * programs may understand differently: a second Host, Content-Length or Transfer-Encoding, both of the last two, a URL with another host, an old version, or a
 * coding other than plain chunks.
 */
export function isStrictRequest({
  rawHeaders,
  url,
  httpVersion,
  method,
}: Pick<IncomingMessage, 'rawHeaders' | 'url' | 'httpVersion' | 'method'>): boolean {
  const count = { host: 0, 'content-length': 0, 'transfer-encoding': 0 }
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase().replaceAll('_', '-')
    if (Object.hasOwn(count, name)) count[name as keyof typeof count] += 1
    if (name === 'transfer-encoding' && rawHeaders[index + 1]?.trim().toLowerCase() !== 'chunked') return false
  }
  if (count.host !== 1 || count['content-length'] + count['transfer-encoding'] > 1) return false
  return httpVersion === '1.1' && (url?.startsWith('/') === true || (url === '*' && method === 'OPTIONS'))
}
