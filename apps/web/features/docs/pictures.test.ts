import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pictureSize } from '#web/features/docs/pictureSize.ts'

const docs = join(import.meta.dirname, '../../../../docs')
const pictures = readdirSync(join(docs, 'images')).filter((name) => name.endsWith('.webp'))
const named = [...new Set([...namedIn('guides'), ...namedIn('zh/guides')])]

/** Returns the pictures that the guides of a folder name. */
function namedIn(folder: string): string[] {
  const guides = readdirSync(join(docs, folder)).map((file) => readFileSync(join(docs, folder, file), 'utf8'))
  return guides.flatMap((text) => [...text.matchAll(/!\[[^\]]*\]\((?:\.\.\/)+images\/([^)\s]+)\)/g)].map(([, name = '']) => name))
}

test('has each picture of the guides in both themes, and no others', () => {
  expect(named.length).toBeGreaterThan(5)
  expect(pictures.toSorted()).toEqual(named.flatMap((name) => [name, name.replace(/\.webp$/, '-dark.webp')]).toSorted())
})

test('describes each picture', () => {
  const texts = ['guides', 'zh/guides'].flatMap((folder) =>
    readdirSync(join(docs, folder)).map((file) => readFileSync(join(docs, folder, file), 'utf8')),
  )
  expect(texts.flatMap((text) => text.match(/!\[.{0,9}\]\([^)]*\)/g) ?? [])).toEqual([])
})

test('has pictures of one size and up to 80 kB', () => {
  const unfit = pictures.filter((name) => {
    const file = join(docs, 'images', name)
    // The frame header of a lossy WebP has 14 bits of each side.
    const head = readFileSync(file).subarray(0, 30)
    const size = [head.readUInt16LE(26) & 0x3fff, head.readUInt16LE(28) & 0x3fff]
    const isFit = head.toString('latin1', 12, 16) === 'VP8 ' && size[0] === pictureSize.width && size[1] === pictureSize.height
    return !isFit || statSync(file).size > 80_000
  })
  expect(unfit).toEqual([])
})
