import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'

type RoomConfig = { include: string[]; exclude?: string[]; compilerOptions?: object }

/** Rooms that are compiled together, their configuration, and the name of the first room. */
export type TypeProgram = { name: string; rooms: string[]; config: string }

/**
 * Returns the programs that type-check every room with a tsconfig.json. Rooms with the same options are one program, so that their shared imports are
 * checked once instead of once for each room, which is a sixth of the work. Writes the configurations of combined rooms into node_modules/.cache.
 */
export function typePrograms(root: string): TypeProgram[] {
  const alike = Map.groupBy(typedRooms(root), (room) => JSON.stringify(optionsOf(configOf(root, room))))
  return [...alike.values()].map((rooms, at) => {
    const name = basename(String(rooms[0]))
    return { name, rooms, config: rooms.length === 1 ? join(root, String(rooms[0])) : together(root, rooms, at) }
  })
}

/** Writes the configuration of combined rooms and returns its path. */
function together(root: string, rooms: string[], at: number): string {
  const folder = join(root, 'node_modules/.cache/types')
  mkdirSync(folder, { recursive: true })
  const config = join(folder, `program-${at}.json`)
  const { compilerOptions } = configOf(root, String(rooms[0]))
  const include = rooms.flatMap((room) => configOf(root, room).include.map((path) => relative(folder, join(root, room, path))))
  // Several checks run at once and write the same file, so none may read a part of it.
  const draft = `${config}.${process.pid}`
  writeFileSync(
    draft,
    JSON.stringify({ extends: relative(folder, join(root, 'tsconfig.base.json')), compilerOptions: compilerOptions ?? {}, include }),
  )
  renameSync(draft, config)
  return config
}

/** Returns a room's options. A room that excludes files is never combined. */
function optionsOf({ compilerOptions, exclude }: RoomConfig): object {
  return exclude === undefined ? { compilerOptions } : { compilerOptions, exclude }
}

function configOf(root: string, room: string): RoomConfig {
  return JSON.parse(readFileSync(join(root, room, 'tsconfig.json'), 'utf8'))
}

/** Returns every room with a tsconfig.json, largest first. */
function typedRooms(root: string): string[] {
  const rooms = ['apps', 'packages'].flatMap((parent) => readdirSync(join(root, parent)).map((name) => `${parent}/${name}`))
  return [...rooms, 'contracts', 'scripts', 'e2e'].filter((room) => existsSync(join(root, room, 'tsconfig.json')))
}
