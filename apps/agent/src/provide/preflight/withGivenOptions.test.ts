import { expect, test } from 'vitest'
import { readOptions } from '../readOptions.ts'
import { missing, passed } from './check.ts'
import { withGivenOptions } from './withGivenOptions.ts'

const given = (...words: string[]) => readOptions(words, {} as Parameters<typeof readOptions>[1]).options.given
const price = (fix: string) => missing('price', { code: 'node.settings_missing', detail: 'not given', fix })
const fixOf = (fix: string, ...words: string[]) => withGivenOptions(price(fix), given(...words)).fix

test('keeps the market, the data folder and --check in the command of a fix', () => {
  expect(fixOf('infinitio provide --price 0.05', '--check', '--url', 'https://market.example', '--data', '/srv/my disk')).toBe(
    "infinitio provide --check --url https://market.example --data '/srv/my disk' --price 0.05",
  )
})

test('leaves out an option that the fix gives another value', () => {
  expect(fixOf('infinitio provide --price 1.5', '--price', '1,5', '--check')).toBe('infinitio provide --check --price 1.5')
  expect(fixOf('infinitio provide --runtime container', '--runtime=local', '--json')).toBe('infinitio provide --runtime container')
})

test('keeps commands before and words after it, and other fixes as they are', () => {
  const url = 'https://market.example'
  expect(fixOf('podman pull x && infinitio provide --image "x"', '--url', url)).toBe(`podman pull x && infinitio provide --url ${url} --image "x"`)
  expect(fixOf('chmod 600 /k', '--url', url)).toBe('chmod 600 /k')
  expect(fixOf('infinitio provide --price 1')).toBe('infinitio provide --price 1')
  expect(withGivenOptions(passed('price', '1'), given('--check'))).toEqual(passed('price', '1'))
})
