import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { asksForExitPage, serveExitPage } from './serveExitPage.ts'

describe('the exit page', () => {
  test.each([
    ['GET', '/exit.html', true],
    ['HEAD', '/exit.html?from=wallet', true],
    ['POST', '/exit.html', false],
    ['GET', '/exit', false],
    ['GET', '//exit.html', false],
    ['GET', '//', false],
  ])('%s %s is answered: %s', (method, url, expected) => {
    expect(asksForExitPage({ method, url })).toBe(expected)
  })

  test('is sent byte for byte with its policy, and cannot be framed', async () => {
    const { url, stop } = await setup('<!doctype html><p>out</p>')
    const response = await fetch(`${url}/exit.html`)
    expect(await response.text()).toBe('<!doctype html><p>out</p>')
    expect(response.headers.get('content-security-policy')).toBe("frame-ancestors 'none'")
    expect(await (await fetch(`${url}/exit.html`, { method: 'HEAD' })).text()).toBe('')
    await stop()
  })

  async function setup(html: string) {
    const folder = mkdtempSync(join(tmpdir(), 'infinitio-exit-served-'))
    const file = join(folder, 'exit.html')
    writeFileSync(file, html)
    const server = createServer((request, response) => void serveExitPage(file, { request, response }))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const stop = async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      rmSync(folder, { recursive: true, force: true })
    }
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop }
  }
})
