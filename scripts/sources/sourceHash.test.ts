import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sourceHash } from './sourceHash.ts'

describe('sourceHash', () => {
  it('changes with a name or a content, but not with a file that is not built', () => {
    const { root, write, hash, clean } = setup()
    const first = hash()
    write('app/node_modules/x/index.js', '1')
    write('app/.next/out.js', '1')
    write('app/page.test.tsx', '1')
    expect(hash()).toBe(first)
    write('app/page.tsx', 'other')
    const second = hash()
    expect(second).not.toBe(first)
    rmSync(join(root, 'app/page.tsx'))
    write('app/home.tsx', 'other')
    expect(new Set([first, second, hash()]).size).toBe(3)
    clean()
  })

  function setup() {
    const root = mkdtempSync(join(tmpdir(), 'scripts-hash-'))
    const write = (path: string, text: string) => {
      mkdirSync(join(root, path, '..'), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    write('app/page.tsx', 'one')
    const hash = () => sourceHash({ root, paths: ['app', 'missing'] })
    return { root, write, hash, clean: () => rmSync(root, { recursive: true, force: true }) }
  }
})
