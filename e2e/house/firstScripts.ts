import { gzipSync } from 'node:zlib'

/** The scripts that a page loads before anything is clicked: how many, their bytes together as gzip sends them, and their text. Those for old browsers alone are left out. */
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
