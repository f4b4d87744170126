import { describe, expect, test } from 'vitest'
import { missing, checkLines } from './preflight/check.ts'
import { sayText } from './say.ts'
import { wrapLines } from './wrapLines.ts'

const said = (text: string, columns?: number): string => {
  const written: string[] = []
  sayText({ ...(columns === undefined ? {} : { columns }), write: (part) => written.push(part) }, text)
  return written.join('')
}

describe('a text that the agent prints in a terminal', () => {
  test('breaks between words, within the width of the terminal', () => {
    const text = 'To stop renting out, run infinitio provide pause (ends the listing) or infinitio provide remove (removes the machine).'
    const lines = wrapLines(text, 40).split('\n')
    expect(lines.every((line) => line.length <= 40)).toBe(true)
    expect(lines.join(' ')).toBe(text)
  })

  test('indents the rest of a check below its text', () => {
    const check = missing('service', {
      code: 'node.service_refused',
      detail: 'this machine has no systemd, which would run the agent as a service',
      fix: 'run the same command on this machine without --service',
    })
    const lines = wrapLines(checkLines([check]), 50).split('\n')
    expect(lines[0]).toBe('✗ service  this machine has no systemd, which')
    expect(lines.slice(1).every((line) => /^ {11}\S/.test(line))).toBe(true)
    expect(lines.at(-1)?.trim()).toBe('→ run the same command on this machine without --service')
  })

  test('ends a question with the space before the answer', () => {
    expect(wrapLines('Does the browser show the same six characters? [y/N] ', 30)).toBe('Does the browser show the same\nsix characters? [y/N] ')
  })

  test('leaves links whole, and the squares of a QR code and short lines as they are', () => {
    const link = `http://localhost:3000/provide/pair#${'A'.repeat(69)}`
    expect(wrapLines(`Open this:\n${link}`, 40)).toBe(`Open this:\n${link}`)
    const code = `${'█ ▀▄ '.repeat(12)}\n`
    expect(wrapLines(code, 40)).toBe(code)
  })

  test('is not changed in a pipe or a file, which have no width', () => {
    const long = 'word '.repeat(60).trim()
    expect(said(long)).toBe(`${long}\n`)
    expect(said(long, 40).split('\n').length).toBeGreaterThan(7)
  })
})
