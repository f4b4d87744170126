import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { PassThrough, type Transform } from 'node:stream'
import { constants, createBrotliCompress, createGzip } from 'node:zlib'
import { acceptedEncodings } from './acceptedEncodings.ts'
import { requestPath } from './requestPath.ts'

/**
 * Matches each tag in Next's HTML that runs a script at once or fetches one. React and Next escape `<` in texts and data, so the expression matches nothing
 * else in a page.
 */
const scriptTag = new RegExp(
  [
    `<script src="(?<run>/_next/static/[^"<>]+)"(?=[^<>]* async="")(?: [a-zA-Z]+="[^"<>]*")*></script>`,
    `<link rel="preload"(?=[^<>]* as="script")[^<>]* href="(?<fetch>/_next/static/[^"<>]+)"[^<>]*>`,
  ].join('|'),
  'g',
)

/**
 * A script in the page that loads Next's scripts after the browser has painted the whole page. `afterPaint(url)` loads and runs a script, `afterPaint(url,
 * true)` only fetches it. Loading begins after a second even without a paint, because a slow network delays the paint; in a hidden page, which is never
 * painted, it begins at once. While the scripts load, a separate task formats a number: the first formatter of a page makes the browser read its language data,
 * and otherwise React's first task would wait for that.
 */
const loader = `self.afterPaint=(()=>{
let waiting=[]
const load=([url,isFetch])=>{
const tag=document.createElement(isFetch?'link':'script')
Object.assign(tag,isFetch?{rel:'preload',as:'script',fetchPriority:'low',href:url}:{async:true,src:url})
document.head.append(tag)}
const start=()=>{const all=waiting;waiting=null;all?.forEach(load);all&&setTimeout(()=>new Intl.NumberFormat(document.documentElement.lang||'en').format(0))}
const parsed=new Promise((done)=>document.addEventListener('DOMContentLoaded',done))
const painted=new Promise((done)=>new PerformanceObserver(done).observe({type:'paint',buffered:true}))
Promise.all([parsed,painted]).then(()=>requestAnimationFrame(()=>setTimeout(start)))
setTimeout(start,document.hidden?0:1000)
return (...one)=>waiting===null?load(one):waiting.push(one)
})()`

/** Returns true if a request asks for a page, and not for a file of the build or for the data that Next fetches when a visitor follows a link. */
export function asksForPage({ url, method, headers }: Pick<IncomingMessage, 'url' | 'method' | 'headers'>): boolean {
  return method === 'GET' && headers['rsc'] === undefined && !requestPath(url).startsWith('/_next/')
}

/**
 * Makes the scripts of a page wait for its first paint. The server has already rendered everything that the page shows first. Scripts that run earlier only
 * delay the paint, because on a slow network they compete with the page's styles and fonts. Next must send the page uncompressed, so that this function can
 * change it; the function compresses the page afterwards.
 */
export function runScriptsAfterPaint(nonce: string, { request, response }: { request: IncomingMessage; response: ServerResponse }): void {
  const accepted = acceptedEncodings(String(request.headers['accept-encoding'] ?? ''))
  delete request.headers['accept-encoding']
  const plain = { write: response.write.bind(response), end: response.end.bind(response), writeHead: response.writeHead.bind(response) }
  const rewrite = pageRewriter(nonce)
  let page: Transform | null = null
  response.writeHead = ((status: number, ...rest: unknown[]) => {
    // First store the headers that were passed together with the status in the response. Then the code below can read and change all headers in one place.
    for (const [name, value] of Object.entries((rest.find((one) => typeof one === 'object') ?? {}) as OutgoingHttpHeaders))
      if (value !== undefined) response.setHeader(name, value)
    if (String(response.getHeader('content-type') ?? '').startsWith('text/html')) {
      const coding = accepted.has('br') ? 'br' : accepted.has('gzip') ? 'gzip' : null
      response.removeHeader('content-length')
      if (coding !== null) response.setHeader('content-encoding', coding)
      page = compressor(coding)
      page.on('data', (bytes: Buffer) => plain.write(bytes))
      page.on('end', () => plain.end())
      // If the visitor leaves before the end of the page, Next does not end this stream. So destroy the stream here.
      response.once('close', () => page?.destroy())
    }
    return plain.writeHead(status)
  }) as ServerResponse['writeHead']
  response.write = ((bytes: Uint8Array | string, ...rest: []) => {
    if (!response.headersSent) response.writeHead(response.statusCode)
    if (page === null) return plain.write(bytes, ...rest)
    page.write(rewrite(bytes))
    // Return true at once, which tells Next to write on. A page has only some hundred kilobytes, so all waiting parts fit into memory.
    return true
  }) as ServerResponse['write']
  response.end = ((bytes?: Uint8Array | string | (() => void), ...rest: []) => {
    if (!response.headersSent) response.writeHead(response.statusCode)
    if (page === null) return plain.end(bytes, ...rest)
    page.end(rewrite(typeof bytes === 'function' ? '' : (bytes ?? ''), { isLast: true }))
    return response
  }) as ServerResponse['end']
}

/** Returns a stream that compresses a page and sends each part at once. So the browser can show the page's frame while the server still renders the rest. */
function compressor(coding: 'br' | 'gzip' | null): Transform {
  if (coding === 'gzip') return createGzip({ flush: constants.Z_SYNC_FLUSH })
  if (coding === 'br') return createBrotliCompress({ flush: constants.BROTLI_OPERATION_FLUSH, params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })
  return new PassThrough()
}

/**
 * Returns a function that receives the parts of a page in order and returns each with changed script tags. If a part ends inside a tag, its last piece is
 * returned with the next part.
 */
export function pageRewriter(nonce: string): (part: Uint8Array | string, options?: { readonly isLast?: boolean }) => Buffer {
  let cut = ''
  let hasLoader = false
  // Converts each byte to one character (latin1), so that a part may end inside a UTF-8 character.
  return (part, { isLast = false } = {}) => {
    const text = cut + Buffer.from(part as string).toString('latin1')
    const from = isLast ? text.length : endOfWhole(text)
    cut = text.slice(from)
    const html = text.slice(0, from).replace(scriptTag, (_, run: string | undefined, fetched: string | undefined) => {
      const start = hasLoader ? '' : `${loader};`
      hasLoader = true
      return `<script nonce="${nonce}">${start}afterPaint(${run === undefined ? `"${fetched}",true` : `"${run}"`})</script>`
    })
    return Buffer.from(html, 'latin1')
  }
}

/**
 * Returns the position up to which the text can be processed now. If the text ends inside a tag or a script, this is the beginning of that tag or script.
 * Otherwise it is the end of the text.
 */
function endOfWhole(text: string): number {
  const script = text.lastIndexOf('<script')
  if (script >= 0 && !text.includes('</script>', script)) return script
  const tag = text.lastIndexOf('<')
  return tag > text.lastIndexOf('>') ? tag : text.length
}
