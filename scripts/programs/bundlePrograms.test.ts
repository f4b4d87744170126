import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import * as esbuild from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkout } from '../start/dataFolder.ts'
import { bundle } from './bundlePrograms.ts'

let outdir: string

// In the checkout, because a bundle loads packages that cannot be bundled from there.
beforeAll(() => {
  outdir = mkdtempSync(join(checkout, 'node_modules/.cache/bundle-test-'))
})
afterAll(async () => {
  await esbuild.stop()
  rmSync(outdir, { recursive: true, force: true })
})

test('a bundled program cuts the font of a Chinese invoice', async () => {
  await bundle(esbuild, { programs: ['apps/api/src/invoices/notoFont.ts'], outdir })
  const { notoFontOf, cutNotoFont } = await import(join(outdir, 'apps/api/src/invoices/notoFont.mjs'))
  const { truetype, glyphs } = await cutNotoFont(notoFontOf('账'.codePointAt(0) ?? 0, { bold: false }), '账')
  expect(truetype.readUInt32BE(0)).toBe(0x00010000)
  expect([...glyphs.keys()]).toEqual(['账'.codePointAt(0)])
  expect(glyphs.get('账'.codePointAt(0))?.glyph).toBeGreaterThan(0)
})

test('the bundled router leaves out the calls of the API that it does not make', async () => {
  const folder = join(outdir, 'router')
  await bundle(esbuild, { programs: ['apps/router/src/main.ts'], outdir: folder })
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.mjs'))
  const code = files.map((name) => readFileSync(join(folder, name), 'utf8')).join()
  expect(['requestFaucet', 'getChain', 'handInSecrets', 'placeManyOrders'].filter((name) => code.includes(name))).toEqual([
    'requestFaucet',
    'getChain',
  ])
})
