import { gzipSync } from 'node:zlib'

/** Returns the scripts that a page loads before any click: their number, their total size in bytes after gzip, and their text. */
export async function firstScripts(
  deployment: { readonly url: string },
  path: string,
): Promise<{ readonly scripts: number; readonly bytes: number; readonly text: string }> {
  const html = await (await fetch(new URL(path, deployment.url))).text()
  // Find the scripts that the page runs. The server writes them as calls of `afterPaint` with one argument. A call with a second argument only fetches a
  // script, so it does not match.
  const sources = new Set([...html.matchAll(/afterPaint\("([^"]+)"\)/g)].map(([, source = '']) => source))
  const bodies = await Promise.all(
    [...sources].map(async (source) => new Uint8Array(await (await fetch(new URL(source, deployment.url))).arrayBuffer())),
  )
  const text = bodies.map((body) => new TextDecoder().decode(body)).join('\n')
  return { scripts: sources.size, bytes: bodies.reduce((sum, body) => sum + gzipSync(body).length, 0), text }
}
