import { createReadStream } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { deadlineSignal, wholeMilliseconds } from '@infinitio/process'
import { requestPath } from './requestPath.ts'

const installer = '/install.sh'
const folder = '/download/'
/** A reader who is slower than this, 10 kB/s, would hold a file and a connection open for as long as it likes. */
const longestDownloadMs = wholeMilliseconds(5 * 60_000)
const archive = /^infinitio-(sdk-)?[0-9][0-9A-Za-z.-]*\.(tar\.gz|tgz)$/

/** Returns true for a request of the installer, of the file that it loads, or of the SDK. */
export function asksForDownload({ url, method }: Pick<IncomingMessage, 'url' | 'method'>): boolean {
  const path = requestPath(url)
  return (method === 'GET' || method === 'HEAD') && (path === installer || path.startsWith(folder))
}

/**
 * Sends the installer of the command with the address of this market in it, the packed command, or the packed SDK. All come from one folder (scripts/packing), whose
 * installer has the SHA-256 of the command. Answers 404 for a file that the folder does not have, and 503 until the folder exists: the command is being
 * packed. Without a setting there is no download. Answers 429 if the visitor must wait `retryAfterSeconds`.
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
  // A reader who leaves early ends the stream of the file too.
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
