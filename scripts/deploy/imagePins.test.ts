import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkout } from '../start/dataFolder.ts'
import { baseImages, checkImagePins, unpinnedFile } from './imagePins.ts'

const digest = `sha256:${'ab'.repeat(32)}`

describe('third-party images', () => {
  it('are pinned by digest or have a stated reason in the repository', () => {
    expect(checkImagePins(checkout)).toEqual([])
  })

  it('are found in the arguments, stages and copies of a Dockerfile', () => {
    const text = `ARG BASE=a/b:1\nFROM \${BASE} AS one\nFROM --platform=linux/amd64 c/d:2 AS two\nFROM one AS three\nCOPY --from=two /x /y\nCOPY --from=e/f:3 /x /y\n`
    expect(baseImages(text)).toEqual(['a/b:1', 'c/d:2', 'e/f:3'])
  })

  it('are rejected with only a tag, with a short digest, and without a reason; a reason that is no longer needed is rejected too', () => {
    const root = copyOf()
    const change = (path: string, from: string | RegExp, to: string) =>
      writeFileSync(join(root, path), readFileSync(join(root, path), 'utf8').replace(from, to))
    const [node = ''] = Object.keys(JSON.parse(readFileSync(join(root, unpinnedFile), 'utf8')) as object)
    change('docker-compose.yml', /image: (docker\.io\/library\/postgres:\S+)/, 'image: docker.io/library/postgres:19')
    expect(checkImagePins(root)).toEqual([
      expect.stringMatching(/^docker\.io\/library\/postgres:19 goes by its tag alone/),
      expect.stringMatching(/explains docker\.io\/library\/postgres:18\S+, which needs no reason$/),
    ])
    change('docker-compose.yml', 'postgres:19', `postgres:19@${digest}`)
    expect(checkImagePins(root)).toEqual([expect.stringMatching(/explains docker\.io\/library\/postgres/)])
    change('docker-compose.yml', digest, 'sha256:abcd')
    expect(checkImagePins(root)).toHaveLength(2)
    change('deploy/images/Dockerfile', node, `${node}@${digest}`)
    expect(checkImagePins(root)).toContainEqual(expect.stringMatching(/explains docker\.io\/library\/node/))
  })
})

/** Creates a checkout with only the files that name images. */
function copyOf(): string {
  const root = mkdtempSync(join(tmpdir(), 'infinitio-pins-'))
  for (const path of ['docker-compose.yml', 'deploy']) cpSync(join(checkout, path), join(root, path), { recursive: true })
  return root
}
