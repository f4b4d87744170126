import { expect, test } from 'vitest'
import { simulatedNetwork } from './simulatedNetwork.ts'

test('names one /32 of 3fff::/20 for each machine', () => {
  expect(simulatedNetwork(`0x00000000${'a'.repeat(56)}`)).toBe('3fff:0::')
  expect(simulatedNetwork(`0xffffffff${'0'.repeat(56)}`)).toBe('3fff:fff::')
  expect(simulatedNetwork(`0x12345678${'0'.repeat(56)}`)).toBe('3fff:678::')
})
