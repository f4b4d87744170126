import { AdapterError } from '@infinitio/tasks'
import { expect, test } from 'vitest'
import { reasonOf } from './failureOf.ts'

test('gives the place of a fault once, also if the message begins with it', () => {
  const place = { field: 'map', line: 1 }
  expect(reasonOf(new AdapterError('programRefused', 'syntax error at or near "selec"', place))).toBe('map, line 1: syntax error at or near "selec"')
  expect(reasonOf(new AdapterError('programRefused', 'map, line 1: syntax error', place))).toBe('map, line 1: syntax error')
})
