import { gzipSync } from 'node:zlib'

/**
 * Returns the scripts that a page loads before any click: their number, their total bytes compressed with gzip, and their text. Scripts only for old
 * browsers are left out.
 */
export async function firstScripts(
  house: { readonly url: string },
  path: string,
): Promise<{ readonly scripts: number; readonly bytes: number; readonly text: string }> {
  const html = await (await fetch(new URL(path, house.url))).text()
  const tags = html.match(/<script[^>]+src="[^"]+"[^>]*>/g) ?? []
  const sources = new Set(tags.filter((tag) => !/nomodule/i.test(tag)).map((tag) => (/src="([^"]+)"/.exec(tag)?.[1] ?? '').replaceAll('&amp;', '&')))
  const bodies = await Promise.all([...sources].map(async (source) => new Uint8Array(await (await fetch(new URL(source, house.url))).arrayBuffer())))
  const text = bodies.map((body) => new TextDecoder().decode(body)).join('\n')
  return { scripts: sources.size, bytes: bodies.reduce((sum, body) => sum + gzipSync(body).length, 0), text }
}
