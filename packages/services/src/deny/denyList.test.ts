import { describe, expect, it } from 'vitest'
import { parseDenyList } from './denyList.ts'

const account = '0x1111111111111111111111111111111111abcdef'

describe('parseDenyList', () => {
  it('reads addresses and countries in any letter case, with comments and blank lines', () => {
    const text = `\uFEFF# of 29 November\r\n\n  ${account.toUpperCase().replace('0X', '0x')}  # a wallet\nir\nT1\nIR`
    expect(parseDenyList(text)).toEqual({ accounts: new Set([account]), countries: new Set(['IR', 'T1']) })
  })

  it('denies nobody if the file has only a comment', () => {
    expect(parseDenyList('# nobody\n')).toEqual({ accounts: new Set(), countries: new Set() })
  })

  it('rejects an empty file, a cut address, a country by name, and two entries in one line', () => {
    for (const text of ['', ' \n\n']) expect(parseDenyList(text)).toMatchObject({ wrong: expect.stringContaining('empty') })
    for (const line of [account.slice(0, -1), `${account}0`, 'Iran', 'IR,KP', `${account} IR`, '12'])
      expect(parseDenyList(`# list\n${line}\n`)).toEqual({ wrong: 'line 2 is neither an address nor a country code of two letters' })
  })
})
