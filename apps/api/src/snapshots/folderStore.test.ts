import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { folderStore, type SnapshotStore } from './snapshotStores.ts'

const part = { snapshotId: 'one', part: 1, bytes: 4 }

test.each(['before', 'after'])('a part that comes again counts, when the first, which began before it, ends %s it', async (when) => {
  const way = setup()
  const first = heldBody('ol')
  const puts = [way.put(part, first.body)]
  await first.isHeld
  // Part 11 must remain when part 1 is replaced, although its number also begins with 1.
  const other = heldBody('el')
  puts.push(way.put({ ...part, part: 11 }, other.body))
  await other.isHeld
  const again = heldBody('ne')
  puts.push(way.put(part, again.body))
  await again.isHeld
  const ends = [() => first.end('d!'), () => again.end('w!')]
  const [one, last] = when === 'before' ? [0, 1] : [1, 0]
  const settled = puts.map((put) => put.catch((error: Error) => error))
  for (const at of [one, last]) {
    ends[at]?.()
    await settled[at === 0 ? 0 : 2]
  }
  other.end('se')
  expect(await Promise.all(settled)).toEqual([expect.objectContaining({ code: 'ENOENT' }), undefined, undefined])
  expect([await textOf(way, 1), await textOf(way, 11)]).toEqual(['new!', 'else'])
})

type Way = Extract<SnapshotStore['way'], { kind: 'api' }>

function setup(): Way {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const { way } = folderStore(folder)
  if (way.kind !== 'api') throw new Error('parts come through the API')
  return way
}

/** Returns a body that sends its first half at once, and the second half only when `end` is called. */
function heldBody(half: string): { body: AsyncIterable<Uint8Array>; isHeld: Promise<void>; end: (rest: string) => void } {
  const held = Promise.withResolvers<void>()
  const rest = Promise.withResolvers<string>()
  async function* body(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(half)
    held.resolve()
    yield Buffer.from(await rest.promise)
  }
  return { body: body(), isHeld: held.promise, end: rest.resolve }
}

async function textOf(way: Way, number: number): Promise<string> {
  const found = await way.open({ snapshotId: 'one', part: number })
  return found === null ? '' : await new Response(found.body as ReadableStream<Uint8Array<ArrayBuffer>>).text()
}
