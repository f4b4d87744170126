import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { asksForPage, pageRewriter, runScriptsAfterPaint } from './scriptsAfterPaint.ts'

const script = '<script src="/_next/static/chunks/a.js" async="" nonce="N"></script>'
const preloads = [
  '<link rel="preload" as="script" fetchPriority="low" nonce="N" href="/_next/static/chunks/c.js"/>',
  '<link rel="preload" href="/_next/static/chunks/d.js" as="script" nonce="N" fetchPriority="low"/>',
]
const head = { 'content-type': 'text/html; charset=utf-8' }
const servers: Server[] = []

afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

describe('pageRewriter', () => {
  it('makes each script of Next wait and starts the loader once', () => {
    const html = pageRewriter('N')(`${preloads.join('')}${script}${script.replace('a.js', 'b.js')}`, { isLast: true }).toString()
    expect(html).not.toMatch(/<script src=|<link/)
    expect(html.match(/self\.afterPaint=/g)).toHaveLength(1)
    expect(html).toMatch(/^<script nonce="N">self\.afterPaint=/)
    for (const name of ['a', 'b']) expect(html).toContain(`afterPaint("/_next/static/chunks/${name}.js")</script>`)
    for (const name of ['c', 'd']) expect(html).toContain(`afterPaint("/_next/static/chunks/${name}.js",true)</script>`)
  })

  it('finds a script wherever the parts of the page cut it, and loses no character', () => {
    const page = `<p>价格 é</p>${script}${preloads.join('')}<script>self.__next_f.push([1,"价"])</script><p>ß<`
    const whole = pageRewriter('N')(page, { isLast: true }).toString()
    const bytes = Buffer.from(page)
    for (let at = 0; at <= bytes.length; at += 1) {
      const rewrite = pageRewriter('N')
      expect(Buffer.concat([rewrite(bytes.subarray(0, at)), rewrite(bytes.subarray(at), { isLast: true })]).toString()).toBe(whole)
    }
  })

  it('leaves text and data that look like such a script as they are', () => {
    const page = [
      '&lt;script src="/_next/static/chunks/a.js" async=""&gt;&lt;/script&gt;',
      '<script nonce="N">self.__next_f.push([1,"\\u003cscript src=\\"/_next/static/a.js\\" async=\\"\\"\\u003e"])</script>',
      '<script src="/_next/static/chunks/old.js" noModule="" nonce="N"></script>',
      '<script src="https://example.com/a.js" async=""></script>',
      '<link rel="preload" href="/_next/static/media/a.woff2" as="font"/><link rel="stylesheet" href="/_next/static/chunks/a.css"/>',
    ].join('')
    expect(pageRewriter('N')(page, { isLast: true }).toString()).toBe(page)
  })
})

describe('runScriptsAfterPaint', () => {
  it.each(['br', 'gzip', 'identity'])('sends a page in parts with the encoding %s', async (coding) => {
    const url = await serve((response) => {
      response.writeHead(200, { ...head })
      response.write('<p>one</p>')
      response.write(script.slice(0, 20))
      response.end(script.slice(20))
    })
    const answer = await fetch(url, { headers: { 'accept-encoding': coding } })
    expect(answer.headers.get('content-encoding')).toBe(coding === 'identity' ? null : coding)
    const html = await answer.text()
    expect(html).toMatch(/^<p>one<\/p><script nonce="N">/)
    expect(html).toMatch(/afterPaint\("\/_next\/static\/chunks\/a.js"\)<\/script>$/)
  })

  it('replaces the length of a page that is sent whole', async () => {
    const url = await serve((response) => {
      for (const [name, value] of Object.entries({ ...head, 'content-length': script.length })) response.setHeader(name, value)
      response.end(script)
    })
    const answer = await fetch(url, { headers: { 'accept-encoding': 'identity' } })
    expect(answer.headers.get('content-length')).toBeNull()
    expect(await answer.text()).toContain('self.afterPaint=')
  })

  it.each([200, 404])('leaves an answer with status %i that is no page as it is', async (status) => {
    const url = await serve((response) => {
      response.statusCode = status
      response.setHeader('content-type', 'text/plain')
      response.end(script)
    })
    expect(await (await fetch(url)).text()).toBe(script)
  })

  it('ends a page whose last call has no text', async () => {
    const url = await serve((response) => {
      response.writeHead(200, head)
      response.write(script)
      response.end(() => undefined)
    })
    expect(await (await fetch(url)).text()).toMatch(/afterPaint\("\/_next\/static\/chunks\/a.js"\)<\/script>$/)
  })

  it('stays able to answer after a visitor left in the middle of a page', async () => {
    const url = await serve((response) => {
      response.writeHead(200, head)
      response.write('<p>one</p>')
      response.once('close', () => response.end(script))
    })
    const leaving = new AbortController()
    const { body } = await fetch(url, { signal: leaving.signal })
    await body?.getReader().read()
    leaving.abort()
    expect((await fetch(url)).status).toBe(200)
  })

  it('sends an answer without a body', async () => {
    const url = await serve((response) => {
      response.statusCode = 304
      response.end()
    })
    expect((await fetch(url)).status).toBe(304)
  })
})

describe('asksForPage', () => {
  it.each([
    ['/gpus?q=a', {}, true],
    ['/gpus?_rsc=1', { rsc: '1' }, false],
    ['/_next/static/chunks/a.js', {}, false],
  ])('answers for %s', (url, headers, isPage) => {
    expect(asksForPage({ url, method: 'GET', headers })).toBe(isPage)
  })
})

async function serve(answer: (response: Parameters<typeof runScriptsAfterPaint>[1]['response']) => void): Promise<string> {
  const server = createServer((request, response) => {
    runScriptsAfterPaint('N', { request, response })
    answer(response)
  })
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
