import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { build } from 'esbuild'
import { exitHtml } from './exitHtml.ts'

const room = resolve(import.meta.dirname, '..')

/** Builds the page into one HTML file and prints the file's hash, so that anyone can compare a copy with it. The same sources give the same bytes. */
async function buildExitPage(file: string): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: [join(room, 'src/main.tsx')],
    outdir: join(room, 'dist'),
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    charset: 'utf8',
    legalComments: 'none',
  })
  const textOf = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? ''
  const geist = dirname(createRequire(import.meta.url).resolve('geist/font/sans'))
  const font = readFileSync(join(geist, 'fonts/geist-sans/Geist-Variable.woff2')).toString('base64')
  const html = exitHtml({ script: textOf('.js'), style: textOf('.css'), font })
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, html)
  console.log(`${file}: ${html.length} bytes, sha256 ${createHash('sha256').update(html).digest('hex')}`)
}

const [file] = process.argv.slice(2)
if (file === undefined) throw new Error('name the file to write')
await buildExitPage(resolve(file))
