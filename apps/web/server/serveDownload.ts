import { createReadStream } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { deadlineSignal, wholeMilliseconds } from '@infinitio/process'
import { requestPath } from './requestPath.ts'

const installer = '/install.sh'
const folder = '/download/'
/** How long a download may take. Otherwise a very slow visitor could keep a file and a connection open without a limit. */
const longestDownloadMs = wholeMilliseconds(5 * 60_000)
const archive = /^infinitio-(sdk-)?[0-9][0-9A-Za-z.-]*\.(tar\.gz|tgz)$/

/** Returns true for a request of the installer, of the packed command that it downloads, or of the packed SDK. */
export function asksForDownload({ url, method }: Pick<IncomingMessage, 'url' | 'method'>): boolean {
  const path = requestPath(url)
  return (method === 'GET' || method === 'HEAD') && (path === installer || path.startsWith(folder))
}

/**
 * Sends one of three files: the installer, the packed command-line program (the command), or the packed SDK. All three are in one folder (scripts/packing). The
 * installer contains the SHA-256 of the command, and is sent with the address of this market in it. Answers 404 for any other file, and if this market offers
 * no download. Answers 503 while the command is still being packed, and 429 if the visitor must wait `retryAfterSeconds`.
 */
export async function serveDownload(
  { commandFolder, publicUrl, retryAfterSeconds }: { commandFolder: string | undefined; publicUrl: string; retryAfterSeconds: number },
  { request, response }: { request: IncomingMessage; response: ServerResponse },
): Promise<void> {
  if (commandFolder === undefined) return sendText(response, { status: 404, text: 'This market offers no download of the command.\n' })
  if (retryAfterSeconds > 0) {
    return sendText(response, {
      status: 429,
      text: `Too many downloads from your address. Try again in ${retryAfterSeconds} s.\n`,
      retryAfterSeconds,
    })
  }
  const path = requestPath(request.url)
  const names = await readdir(commandFolder).catch((): null => null)
  if (names === null) return sendText(response, { status: 503, text: 'The command is being packed. Try again in a minute.\n', retryAfterSeconds: 30 })
  const isHead = request.method === 'HEAD'
  if (path === installer && names.includes('install.sh')) {
    const text = await readFile(join(commandFolder, 'install.sh'), 'utf8')
    return sendText(response, { status: 200, text: text.replaceAll('@URL@', new URL(publicUrl).origin), isHead })
  }
  const name = names.find((one) => one === path.slice(folder.length) && archive.test(one))
  if (name === undefined) return sendText(response, { status: 404, text: 'There is no such file.\n' })
  const file = join(commandFolder, name)
  const { size } = await stat(file)
  response.writeHead(200, { 'content-type': 'application/gzip', 'content-length': size, 'cache-control': 'no-cache' })
  if (isHead) return void response.end()
  // If the visitor disconnects before the end, the file is closed, too.
  await pipeline(createReadStream(file), response, { signal: deadlineSignal(longestDownloadMs) }).catch(() => response.destroy())
}

type TextAnswer = { status: number; text: string; isHead?: boolean; retryAfterSeconds?: number }

function sendText(response: ServerResponse, { status, text, isHead = false, retryAfterSeconds = 0 }: TextAnswer): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    ...(retryAfterSeconds > 0 ? { 'retry-after': String(retryAfterSeconds) } : {}),
  })
  response.end(isHead ? undefined : text)
}
