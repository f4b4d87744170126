import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'

type RoomConfig = { include: string[]; exclude?: string[]; compilerOptions?: object }

/**
 * A set of rooms (apps and packages) that the compiler checks together. `config` is the path of their configuration. `name` is the name of the first of the
 * rooms.
 */
export type TypeProgram = { name: string; rooms: string[]; config: string }

/**
 * Returns the compiler runs that check the types of every room (app or package) with a tsconfig.json. Rooms with the same options share one run, so that code
 * which they all import is checked only once. Writes the configurations into node_modules/.cache, where the compiler also stores its results. So after a change
 * it checks only the changed files and the files that depend on their types.
 */
export function typePrograms(root: string): TypeProgram[] {
  const alike = Map.groupBy(typedRooms(root), (room) => JSON.stringify(optionsOf(configOf(root, room))))
  return [...alike.values()].map((rooms) => ({ name: basename(String(rooms[0])), rooms, config: writeConfig(root, rooms) }))
}

/** Writes the configuration of a program and returns its path. */
function writeConfig(root: string, rooms: string[]): string {
  const folder = join(root, 'node_modules/.cache/types')
  mkdirSync(folder, { recursive: true })
  const name = basename(String(rooms[0]))
  const config = join(folder, `${name}.json`)
  const options = { incremental: true, tsBuildInfoFile: `./${name}.tsbuildinfo`, paths: entryPoints(root, { folder, rooms }) }
  const { compilerOptions } = configOf(root, String(rooms[0]))
  const include = rooms.flatMap((room) => configOf(root, room).include.map((path) => relative(folder, join(root, room, path))))
  // Several checks may write this file at the same time. So each writes a temporary file and renames it, and nobody reads an incomplete file.
  const draft = `${config}.${process.pid}`
  const content =
    rooms.length === 1
      ? { extends: relative(folder, join(root, String(rooms[0]), 'tsconfig.json')), compilerOptions: options }
      : { extends: relative(folder, join(root, 'tsconfig.base.json')), compilerOptions: { ...compilerOptions, ...options }, include }
  writeFileSync(draft, JSON.stringify(content))
  renameSync(draft, config)
  return config
}

/**
 * Returns the paths of entry points of those packages that the rooms of a compiler run import but that do not belong to the run. The compiler would also find
 * these files below node_modules. There it does not compare which types a file exports, so after each change it would check every importing file again.
 */
function entryPoints(root: string, { folder, rooms }: { folder: string; rooms: string[] }): Record<string, string[]> {
  const others = roomsOf(root).filter((room) => !rooms.includes(room) && existsSync(join(root, room, 'package.json')))
  const points = others.flatMap((room) => {
    const { name, exports = {} } = JSON.parse(readFileSync(join(root, room, 'package.json'), 'utf8')) as { name: string; exports?: Exports }
    const files = Object.entries(exports).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
    return files.map(([point, file]): [string, string[]] => [`${name}${point.slice(1)}`, [relative(folder, join(root, room, file))]])
  })
  return Object.fromEntries(points)
}

type Exports = Record<string, unknown>

/** Returns the compiler options of a room. If the room excludes files, adds that list, so that the options differ from those of all other rooms. */
function optionsOf({ compilerOptions, exclude }: RoomConfig): object {
  return exclude === undefined ? { compilerOptions } : { compilerOptions, exclude }
}

function configOf(root: string, room: string): RoomConfig {
  return JSON.parse(readFileSync(join(root, room, 'tsconfig.json'), 'utf8'))
}

/** Returns every room with a tsconfig.json. The first room of a program gives it its name. */
function typedRooms(root: string): string[] {
  return ['scripts', 'e2e', ...roomsOf(root)].filter((room) => existsSync(join(root, room, 'tsconfig.json')))
}

function roomsOf(root: string): string[] {
  return [...['apps', 'packages'].flatMap((parent) => readdirSync(join(root, parent)).map((name) => `${parent}/${name}`)), 'contracts']
}
