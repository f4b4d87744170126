import { expect, test } from 'vitest'
import { type CachedImage, imagesToRemove } from './imageCache.ts'

const image = (reference: string, usedAtSeconds: number, inUse = false): CachedImage => ({ reference, bytes: 10, usedAtSeconds, inUse })

test.each([
  ['nothing while all fit', 30, [image('a', 1), image('b', 2), image('c', 3)], []],
  ['the least recently used first, and no more than must', 20, [image('b', 2), image('a', 1), image('c', 3)], ['a']],
  ['never one that a lease uses', 10, [image('a', 1, true), image('b', 2), image('c', 3, true)], ['b']],
])('what is too much goes: %s', (_, mostBytes, images, removed) => {
  expect(imagesToRemove(images, mostBytes)).toEqual(removed)
})
