import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hex32 } from '@infinitio/domain'
import { describe, expect, it } from 'vitest'
import { openKeptEpochs } from './keptEpochs.ts'

const word = (digit: string) => hex32(`0x${digit.repeat(64)}`)

describe('stores what a validator signed', () => {
  it('stores one statement per subject and epoch, also after a restart, and never another one', () => {
    const folder = mkdtempSync(join(tmpdir(), 'infinitio-kept-'))
    try {
      const at = { subject: 'emission', epoch: 7n }
      const kept = openKeptEpochs(folder)
      expect(kept.signedFor(at)).toBeNull()
      kept.noteSigned(at, word('a'))
      kept.noteSigned(at, word('a'))
      const again = openKeptEpochs(folder)
      expect(again.signedFor(at)).toBe(word('a'))
      expect(() => again.noteSigned(at, word('b'))).toThrow('another root')
      expect(again.signedFor(at)).toBe(word('a'))
      again.noteSigned({ ...at, epoch: 8n }, word('b'))
      again.noteSigned({ ...at, subject: word('3') }, word('b'))
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
