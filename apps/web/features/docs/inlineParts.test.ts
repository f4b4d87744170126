import { describe, expect, test } from 'vitest'
import { docHref, inlineParts } from '#web/features/docs/inlineParts.ts'

describe('inlineParts', () => {
  test('finds code, strong words and links', () => {
    expect(inlineParts('Run `npm start`, **then** [read](renter.md).')).toEqual([
      { kind: 'text', text: 'Run ' },
      { kind: 'code', text: 'npm start' },
      { kind: 'text', text: ', ' },
      { kind: 'strong', text: 'then' },
      { kind: 'text', text: ' ' },
      { kind: 'link', text: 'read', href: 'renter.md' },
      { kind: 'text', text: '.' },
    ])
  })

  test('distinguishes emphasis from a single star', () => {
    expect(inlineParts('it *stays*, 2 * 3')).toEqual([
      { kind: 'text', text: 'it ' },
      { kind: 'stress', text: 'stays' },
      { kind: 'text', text: ', 2 * 3' },
    ])
  })

  test('never makes a link that runs a script', () => {
    expect(inlineParts('[x](javascript:alert)')).toEqual([{ kind: 'text', text: 'x' }])
  })
})

describe('docHref', () => {
  test('links page to page', () => {
    expect(docHref('provider.md', 'guides/renter')).toBe('/docs/guides/provider')
    expect(docHref('../errors/order.expired.md', 'guides/renter')).toBe('/docs/errors/order.expired')
    expect(docHref('/wallet', 'guides/renter')).toBe('/wallet')
    expect(docHref('renter.md#5-use-it', 'guides/ssh')).toBe('/docs/guides/renter#5-use-it')
    expect(docHref('../economy.md', 'guides/economy')).toBe('/docs/economy')
  })

  test('links a Chinese page to the same pages', () => {
    expect(docHref('provider.md#containers', 'zh/guides/renter')).toBe('/docs/guides/provider#containers')
    expect(docHref('../guides/provider.md', 'zh/errors/node.unknown')).toBe('/docs/guides/provider')
    expect(docHref('../../adr/0001-docs.md', 'zh/guides/renter')).toBe('/docs/adr/0001-docs')
  })

  test('links a folder to the list of docs, and code to nothing', () => {
    expect(docHref('../errors', 'zh/guides/renter')).toBe('/docs')
    expect(docHref('../../packages/domain/src/a.ts', 'guides/provider')).toBeNull()
  })
})
