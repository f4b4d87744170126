import { mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs'
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

  it('deletes notes of signatures after 30 days, and none that may still matter', () => {
    const folder = mkdtempSync(join(tmpdir(), 'infinitio-kept-'))
    try {
      const kept = openKeptEpochs(folder)
      for (const epoch of [7n, 8n]) kept.noteSigned({ subject: 'nodes', epoch }, word('a'))
      const agedBy = (name: string, days: number) => {
        const seconds = Date.now() / 1_000 - days * 86_400
        utimesSync(join(folder, 'signed', name), seconds, seconds)
      }
      agedBy('nodes-7', 31)
      agedBy('nodes-8', 29)
      openKeptEpochs(folder).noteSigned({ subject: 'nodes', epoch: 9n }, word('a'))
      expect(readdirSync(join(folder, 'signed')).toSorted()).toEqual(['nodes-8', 'nodes-9'])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
