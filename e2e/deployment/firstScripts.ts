import { gzipSync } from 'node:zlib'

/**
 * Returns the scripts that a page loads before any click: their number, their total bytes compressed with gzip, and their text.
 */
export async function firstScripts(
  deployment: { readonly url: string },
  path: string,
): Promise<{ readonly scripts: number; readonly bytes: number; readonly text: string }> {
  const html = await (await fetch(new URL(path, deployment.url))).text()
  // The server writes the scripts of a page as calls that load them after the first paint. A second argument marks those that are only fetched.
  const sources = new Set([...html.matchAll(/afterPaint\("([^"]+)"\)/g)].map(([, source = '']) => source))
  const bodies = await Promise.all(
    [...sources].map(async (source) => new Uint8Array(await (await fetch(new URL(source, deployment.url))).arrayBuffer())),
  )
  const text = bodies.map((body) => new TextDecoder().decode(body)).join('\n')
  return { scripts: sources.size, bytes: bodies.reduce((sum, body) => sum + gzipSync(body).length, 0), text }
}
