import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pictureSize } from '#web/features/docs/pictureSize.ts'

const docs = join(import.meta.dirname, '../../../../docs')
const pictures = readdirSync(join(docs, 'images')).filter((name) => name.endsWith('.webp'))
const named = [...new Set([...namedIn('guides'), ...namedIn('zh/guides')])]

/** Returns the names of the pictures that the guides in a folder show. */
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
    // Reads the picture's size from the header of a WebP file in the extended format: width − 1 and height − 1, each as a 24-bit number.
    const head = readFileSync(file).subarray(0, 30)
    const isPicture = head.toString('latin1', 8, 16) === 'WEBPVP8X'
    const isFit = isPicture && head.readUIntLE(24, 3) + 1 === pictureSize.width && head.readUIntLE(27, 3) + 1 === pictureSize.height
    return !isFit || statSync(file).size > 80_000
  })
  expect(unfit).toEqual([])
})
