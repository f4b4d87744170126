import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const guide = join(import.meta.dirname, '../../../../../docs/guides/python.md')

/** How a program ended, and what it said. */
export type Ended = { readonly code: number | null; readonly words: string }

/** Does what the guide to Python says: generates the client from the API's document, then runs the guide's program as `privateKey`. */
export async function runGuide({ bin, url, privateKey }: { bin: string; url: string; privateKey: string }): Promise<Ended> {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-python-'))
  try {
    writeFileSync(join(folder, 'rent.py'), blocksOf(readFileSync(guide, 'utf8')).join('\n'))
    const document = await (await fetch(`${url}/api/v1/openapi.json`)).text()
    writeFileSync(join(folder, 'openapi.json'), document)
    const env = { PATH: `${bin}:${process.env['PATH']}`, NODE_ENV: 'test' as const, HOME: folder, PYTHONUNBUFFERED: '1' }
    const made = await run(
      join(bin, 'openapi-python-client'),
      ['generate', '--path', 'openapi.json', '--meta', 'none', '--output-path', 'infinitio_client'],
      {
        cwd: folder,
        env,
      },
    )
    if (made.code !== 0) return made
    return await run(join(bin, 'python3'), ['rent.py'], { cwd: folder, env: { ...env, INFINITIO_URL: url, INFINITIO_ACCOUNT_KEY: privateKey } })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The Python in a page of the docs, in order. */
function blocksOf(markdown: string): string[] {
  return [...markdown.matchAll(/^```python\n(.*?)^```$/gms)].map(([, code]) => code ?? '')
}

function run(file: string, args: readonly string[], options: { cwd: string; env: NodeJS.ProcessEnv }): Promise<Ended> {
  const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  let words = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      words += text
    })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, words: words.slice(-10_000) }))
  })
}
