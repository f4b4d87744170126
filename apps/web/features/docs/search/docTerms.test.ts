import { expect, test } from 'vitest'
import { docTerms } from '#web/features/docs/search/createDocSearch.ts'

test.each([
  ['How do I stop paying?', ['stop', 'pay']],
  ['gateway.key_unknown', ['gateway', 'key', 'unknown']],
  ['VSCode and VS Code', ['vs', 'code', 'vs', 'code']],
  ['my instances', ['instanc']],
  ['Constructor arguments', ['constructor', 'argument']],
  ['停止付款', ['停止', '止付', '付款']],
  ['用 SSH 连', ['用', 'ssh', '连']],
  ['?!', []],
])('reads the terms of “%s”', (text, terms) => {
  expect(docTerms(text)).toEqual(terms)
})
