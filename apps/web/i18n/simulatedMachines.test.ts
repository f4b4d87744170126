import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { listingWire, publicLeaseWire } from '@infinitio/domain/wire'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const claims = /real(-world)? (figure|fact|data)|真实数据|真实世界/i

const texts = [
  ...['en', 'zh'].map((language) => `apps/web/messages/${language}.json`),
  ...['docs/guides', 'docs/zh/guides'].flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`)),
]

describe('simulated machines', () => {
  it.each(texts)('are described as examples, not as real figures, in %s', (path) => {
    expect(readFileSync(join(root, path), 'utf8').match(claims)?.[0]).toBeUndefined()
  })

  it.each([listingWire, publicLeaseWire])('are explained in the API where a field names them', (wire) => {
    expect(wire.shape.simulated.description).toMatch(/class, price and region are examples/)
  })
})
