// `npm run measure`: prints numbers about the structure of the source. With --since COMMIT, it also counts the files of later `feat` commits. --knots lists the
// files and folders of each import cycle. --words ROOM lists the sentences of a room (an app, a package or a folder such as `scripts`) that violate the guide
// for plain English. --crumbs ROOM lists a room's crumbs: small files that only one file of the same folder imports. --lower-crumbs stores the numbers of
// crumbs if they are lower than before.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { crumbsLeftFile, lowerCrumbs, readCrumbsLeft } from './check/refusedCrumbs.ts'
import { findCrumbs } from './measure/crumbs.ts'
import { featureCommits } from './measure/featureCommits.ts'
import { countBy, fileShape, isInGraph, isMeasured } from './measure/fileShape.ts'
import { type ImportGraph, importGraph } from './measure/importGraph.ts'
import { findKnots, folderGraph, roomRoot } from './measure/knots.ts'
import { checkout } from './start/dataFolder.ts'
import { unplainSentences } from './tidy/plainEnglish.ts'
import { listSourceFiles, type SourceFile } from './tidy/sourceFile.ts'

const { values } = parseArgs({
  options: {
    since: { type: 'string' },
    knots: { type: 'boolean', default: false },
    words: { type: 'string' },
    crumbs: { type: 'string' },
    'lower-crumbs': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) {
  console.log('npm run measure -- [--since COMMIT] [--knots] [--words ROOM] [--crumbs ROOM] [--lower-crumbs]')
  process.exit(0)
}
const files = listSourceFiles(checkout)
const sources = files.filter(isInGraph)
const graph = importGraph(sources)
const crumbs = findCrumbs(files, graph)
printShape()
printKnots()
printCasts()
const unplain = unplainSentences(files)
console.log(`sentences that miss the guide for plain English: ${unplain.length}`)
if (values.since !== undefined) printFeatures(values.since)
if (values.words !== undefined) printWords(values.words)
if (values.crumbs !== undefined) printCrumbs(values.crumbs)
if (values['lower-crumbs']) write(crumbsLeftFile, lowerCrumbs(readCrumbsLeft(checkout), crumbs))

function printShape(): void {
  const shape = fileShape(files, graph)
  console.log(`files ${shape.files}, lines of a file: median ${shape.medianLines}, p90 ${shape.p90Lines}; with 25 lines or fewer ${shape.crumbs}`)
  console.log(`files whose only importer lies beside them: ${shape.soleImporterBeside}, of these with 25 lines or fewer ${shape.crumbsBeside}`)
  const crowded = shape.crowded.map(([folder, count]) => `${folder} ${count}`).join(', ')
  console.log(`of these, to move into their importer: ${crumbs.length}`)
  console.log(`folders with more than 40 files: ${shape.crowded.length}${crowded === '' ? '' : ` (${crowded})`}`)
}

function printKnots(): void {
  const rooms = [...countBy(sources.flatMap(({ path }) => roomRoot(path) ?? [])).keys()].sort()
  const knotted = rooms.flatMap((room) => {
    const [largest] = findKnots(folderGraph(graph, room))
    return largest === undefined ? [] : [{ room, largest }]
  })
  console.log(`largest knot of folders in a room: ${knotted.map(({ room, largest }) => `${room} ${largest.length}`).join(', ') || 'none'}`)
  if (values.knots) for (const { room, largest } of knotted) console.log(`  ${room} ${largest.join(' ')}`)
  const cycles = findKnots(ofFiles(graph))
  console.log(`cycles between files, type imports included: ${cycles.length}`)
  if (values.knots) for (const cycle of cycles) console.log(`  ${cycle.join(' ')}`)
}

/**
 * Returns the import graph without entry points (index.ts). Each of them imports many files of its room (app or package), so with them most files would be in
 * one cycle.
 */
function ofFiles(all: ImportGraph): ImportGraph {
  return new Map([...all].filter(([path]) => !/\/index\.ts$/.test(path)))
}

function printCasts(): void {
  const cast = /\bquery<(?!\s*never\b)/g
  const count = (file: SourceFile) => [...file.text.matchAll(cast)].length
  const casts = files.filter((file) => isMeasured(file) && file.path.startsWith('packages/db/')).reduce((sum, file) => sum + count(file), 0)
  console.log(`queries of packages/db whose row type nothing checks: ${casts}`)
}

function printWords(room: string): void {
  for (const { path, line, text } of unplain.filter((one) => one.room === room)) console.log(`  ${path}:${line}  ${text}`)
}

function write(file: string, content: object): void {
  writeFileSync(join(checkout, file), `${JSON.stringify(content, null, 2)}\n`)
}

function printCrumbs(room: string): void {
  for (const { path, lines, importer } of crumbs.filter((one) => one.room === room))
    console.log(`  ${path} (${lines} lines), imported by ${importer}`)
}

function printFeatures(since: string): void {
  const { commits, medianFiles, shareOfManyRooms } = featureCommits(checkout, `${since}..HEAD`)
  console.log(
    `feat commits since ${since}: ${commits}, files at the median ${medianFiles}, in more than three rooms ${(100 * shareOfManyRooms).toFixed(0)} %`,
  )
}
