import { describe, expect, it } from 'vitest'
import { importGraph } from '../measure/importGraph.ts'
import { listSourceFiles } from '../tidy/sourceFile.ts'
import { checkout } from '../start/dataFolder.ts'
import { roomsBehind } from './roomsBehind.ts'

/** The imports of all files, without tests. They are read once for all rooms, because that takes half a second of processor time. */
const graph = importGraph(listSourceFiles(checkout).filter(({ path }) => !/\.test\.tsx?$|\/test\//.test(path)))

describe('the rooms of a build', () => {
  it('are the room and its direct and indirect dependencies', () => {
    expect(roomsBehind({ root: checkout, rooms: ['packages/domain'] })).toEqual(['packages/domain'])
    expect(roomsBehind({ root: checkout, rooms: ['apps/exit'] })).toEqual(expect.arrayContaining(['apps/exit', 'packages/sdk', 'packages/domain']))
  })

  it.each(['apps/web', 'apps/exit', 'apps/agent', 'apps/engine', 'apps/gateway', 'apps/validator', 'packages/cli'])(
    'hold every file that %s imports, through other rooms too',
    (room) => {
      const behind = roomsBehind({ root: checkout, rooms: [room] })
      const reached = new Set([...graph.keys()].filter((path) => path.startsWith(`${room}/`)))
      for (const path of reached) for (const target of graph.get(path) ?? []) reached.add(target)
      const outside = [...reached].filter((path) => !behind.some((folder) => path.startsWith(`${folder}/`)))
      expect(reached.size).toBeGreaterThan(10)
      expect(outside.filter((path) => !path.startsWith('scripts/'))).toEqual([])
    },
  )
})
