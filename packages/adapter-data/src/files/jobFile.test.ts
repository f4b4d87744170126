import { writeFileSync } from 'node:fs'
import { nameOfFile } from '@infinitio/domain'
import { afterAll, expect, test } from 'vitest'
import { testFolder } from '../../test/dataJob.ts'
import { jobFile } from './jobFile.ts'

const folder = testFolder()
afterAll(() => folder.remove())
const limits = { pieceBytes: 1_000, mostPieces: 4 }

/** Writes bytes that differ in each piece, and returns their path. */
function fileOf(length: number): { readonly path: string; readonly content: Uint8Array } {
  const content = Uint8Array.from({ length }, (_, at) => (at % 251) ^ Math.floor(at / limits.pieceBytes))
  const path = folder.path(`${length}`)
  writeFileSync(path, content)
  return { path, content }
}

test.each([1, 999, 1_000, 1_001, 2_000, 3_999, 4_000])('a file of %i bytes has the same name on disk as in memory', async (length) => {
  const { path, content } = fileOf(length)
  expect(await jobFile(path, limits)).toEqual(nameOfFile(content, limits))
})

test('a file is refused if it has too many pieces or the same piece twice', async () => {
  await expect(jobFile(fileOf(4_001).path, limits)).rejects.toMatchObject({ reason: 'inputInvalid', place: { field: 'files' } })
  const path = folder.path('zeros')
  writeFileSync(path, new Uint8Array(2_000))
  await expect(jobFile(path, limits)).rejects.toThrow('Two pieces of the file are equal.')
})
