import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Ended, runProgram } from '../runProgram.ts'

const guide = join(import.meta.dirname, '../../../../docs/guides/python.md')

/** The program in the Python guide, with the client that was generated for it. `run` runs it with the private key of a renter. */
export type Guide = { run(privateKey: string): Promise<Ended>; remove(): void }

/**
 * Generates the client from the API's document, as the Python guide describes. Throws the
 * generator's output if it fails.
 */
export async function openGuide({ bin, url }: { bin: string; url: string }): Promise<Guide> {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-python-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  writeFileSync(join(folder, 'rent.py'), blocksOf(readFileSync(guide, 'utf8')).join('\n'))
  const document = await (await fetch(`${url}/api/v1/openapi.json`)).text()
  writeFileSync(join(folder, 'openapi.json'), document)
  const env = { PATH: `${bin}:${process.env['PATH']}`, NODE_ENV: 'test' as const, HOME: folder, PYTHONUNBUFFERED: '1' }
  const generate = ['generate', '--path', 'openapi.json', '--meta', 'none', '--output-path', 'infinitio_client']
  const { code, words } = await runProgram(join(bin, 'openapi-python-client'), generate, { cwd: folder, env })
  if (code !== 0) {
    remove()
    throw new Error(words)
  }
  return {
    run: (privateKey) =>
      runProgram(join(bin, 'python3'), ['rent.py'], { cwd: folder, env: { ...env, INFINITIO_URL: url, INFINITIO_ACCOUNT_KEY: privateKey } }),
    remove,
  }
}

/** Returns the Python code blocks of the guide for the generated client, in order. The first block of the guide uses the package instead. */
function blocksOf(markdown: string): string[] {
  return [...markdown.matchAll(/^```python\n(.*?)^```$/gms)].map(([, code = '']) => code).filter((code) => !code.includes('from infinitio import'))
}
