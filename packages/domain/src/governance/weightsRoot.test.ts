import { expect, test } from 'vitest'
import { sha256Hex } from '../hashing/sha256.ts'
import { isWeightsPath, weightsPartBytes, weightsRootOf } from './weightsRoot.ts'

const part = sha256Hex(Uint8Array.of(1, 2, 3))
const one = { path: 'a.safetensors', bytes: 3, parts: [part] }
const other = { path: 'b/c.safetensors', bytes: weightsPartBytes + 1, parts: [part, part] }

test('is the same for each sequence of files, and as published', () => {
  expect(weightsRootOf([other, one])).toBe(weightsRootOf([one, other]))
  const text = `{"files":[{"bytes":3,"parts":["${part}"],"path":"a.safetensors"}],"partBytes":67108864,"version":1}`
  expect(weightsRootOf([one])).toBe(sha256Hex(new TextEncoder().encode(text)))
})

test('changes with a path, a length, a part and a file', () => {
  const roots = [[one], [{ ...one, path: 'A.safetensors' }], [{ ...one, bytes: 2 }], [{ ...one, parts: [sha256Hex(Uint8Array.of(9))] }], [one, other]]
  expect(new Set(roots.map(weightsRootOf)).size).toBe(5)
})

test('refuses no file, a path that occurs twice, and missing parts', () => {
  expect(() => weightsRootOf([])).toThrow('a file of weights')
  expect(() => weightsRootOf([one, one])).toThrow('occurs once')
  expect(() => weightsRootOf([{ ...other, parts: [part] }])).toThrow('all its parts')
})

test('covers files of weights, and none that is hidden', () => {
  expect(['model-00001-of-2.safetensors', 'q4/x.GGUF', 'pytorch_model.bin'].map(isWeightsPath)).toEqual([true, true, true])
  expect(['config.json', 'README.md', '.cache/x.bin', 'a/.b.bin'].map(isWeightsPath)).toEqual([false, false, false, false])
})
