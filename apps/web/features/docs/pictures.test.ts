import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pictureSize } from '#web/features/docs/pictureSize.ts'

const docs = join(import.meta.dirname, '../../../../docs')
const guides = readdirSync(join(docs, 'guides')).map((file) => readFileSync(join(docs, 'guides', file), 'utf8'))
const named = [...new Set(guides.flatMap((text) => [...text.matchAll(/!\[[^\]]*\]\(\.\.\/images\/([^)\s]+)\)/g)].map(([, name = '']) => name)))]
const pictures = readdirSync(join(docs, 'images')).filter((name) => name.endsWith('.png'))

test('has each picture of the guides in both themes', () => {
  const missing = named.flatMap((name) => [name, name.replace(/\.png$/, '-dark.png')]).filter((name) => !pictures.includes(name))
  expect(missing).toEqual([])
})

test('has pictures of one size and up to 150 kB', () => {
  const unfit = pictures.filter((name) => {
    const head = readFileSync(join(docs, 'images', name)).subarray(16, 24)
    const isSize = head.readUInt32BE(0) === pictureSize.width && head.readUInt32BE(4) === pictureSize.height
    return !isSize || statSync(join(docs, 'images', name)).size > 150_000
  })
  expect(unfit).toEqual([])
})
