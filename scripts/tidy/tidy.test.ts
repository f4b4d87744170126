import { describe, expect, it } from 'vitest'
import { declaredPackages } from './declaredPackages.ts'
import { documentedExports } from './documentedExports.ts'
import { fileLengths } from './fileLengths.ts'
import { fileNames } from './fileNames.ts'
import { frontDoors } from './frontDoors.ts'
import { licensed } from './licensed.ts'
import { longFunctions } from './longFunctions.ts'
import { namedAsExported } from './namedAsExported.ts'
import { roomReadmes } from './roomReadmes.ts'
import { sourceFile } from './sourceFile.ts'
import { feesByName } from './feesByName.ts'
import { sqlOutsideDb } from './sqlOutsideDb.ts'
import { wholeDeadlines } from './wholeDeadlines.ts'
import { wordsInCode } from './wordsInCode.ts'

describe('tidy rules', () => {
  it('find a function longer than a screen, after comments and multi-byte characters', () => {
    const body = (lines: number) => `// ünïcödé — ≤\n\nconst first = 'ü'\nexport function far() {\n${'  first.at(0)\n'.repeat(lines)}}\n`
    sourceFile({ path: 'packages/domain/src/other.ts', text: body(10) }).tree()
    expect(rulesOf(longFunctions(sourceFile({ path: 'packages/domain/src/far.ts', text: body(68) })))).toEqual([])
    const [finding] = longFunctions(sourceFile({ path: 'packages/domain/src/far.ts', text: body(69) }))
    expect(finding?.message).toBe('far has 71 lines; 70 is a screen')
  })

  it('reject collective names and wrong casing, but accept the types folder of contracts', () => {
    expect(rulesOf(fileNames(named('packages/domain/src/utils/money.ts')))).toEqual(['no-grab-bags'])
    expect(rulesOf(fileNames(named('packages/domain/src/helpers.ts')))).toEqual(['no-grab-bags'])
    expect(rulesOf(fileNames(named('apps/web/features/orderBook/OrderRow.tsx')))).toEqual(['casing'])
    expect(rulesOf(fileNames(named('apps/engine/src/place-order.ts')))).toEqual(['casing'])
    expect(fileNames(named('contracts/src/types/MarketTypes.sol'))).toEqual([])
    expect(fileNames(named('apps/web/app/gpus/[node]/page.tsx'))).toEqual([])
  })

  it('require that a file has the name of its export', () => {
    const path = 'packages/domain/src/fees/feeUp.ts'
    expect(namedAsExported(sourceFile({ path, text: 'export function feeUp() {}' }))).toEqual([])
    expect(namedAsExported(sourceFile({ path, text: 'export type FeeUp = bigint' }))).toEqual([])
    expect(rulesOf(namedAsExported(sourceFile({ path, text: 'export const feeDown = 1' })))).toEqual(['named-as-exported'])
  })

  it('require a reason for a long file', () => {
    const text = `${'\n'.repeat(400)}`
    expect(rulesOf(fileLengths(sourceFile({ path: 'apps/agent/src/long.ts', text })))).toEqual(['file-length'])
    expect(fileLengths(sourceFile({ path: 'apps/agent/src/long.ts', text: `// Long because it is a table.\n${text}` }))).toEqual([])
  })

  it('reject open notes, clocks in the core, and settings read outside of readEnv', () => {
    const rules = (path: string, text: string) => rulesOf(wordsInCode(sourceFile({ path, text })))
    expect(rules('apps/agent/src/a.ts', `// ${'TO'}${'DO'} later`)).toEqual(['nothing-left-to-do'])
    expect(rules('packages/matching/src/a.ts', 'const x = Math.random()')).toEqual(['no-randomness-in-the-core'])
    expect(rules('apps/engine/src/a.ts', 'const url = process.env.URL')).toEqual(['env-parsed-once'])
    expect(rules('apps/engine/src/a.ts', "process.env.URL ??= 'x'")).toEqual([])
  })

  it('reject SQL outside packages/db', () => {
    const rules = (path: string, text: string) => rulesOf(sqlOutsideDb(sourceFile({ path, text })))
    expect(rules('apps/web/server/a.ts', 'db.query(`\n  select a\n  from leases`)')).toEqual(['sql-lives-in-db'])
    expect(rules('apps/web/server/a.ts', "import { select } from './select.ts'")).toEqual([])
    expect(rules('packages/db/src/a.ts', 'db.query(`select a from leases where b`)')).toEqual([])
  })

  it('reject code that names a single fee, and a listed place that names none', () => {
    const found = (path: string, text: string, listed: readonly string[] = []) =>
      feesByName([sourceFile({ path, text })], listed).map(({ path: at }) => at)
    expect(found('apps/web/features/bill/Bill.tsx', '\nconst fee = receipt.renterFee')).toEqual(['apps/web/features/bill/Bill.tsx:2'])
    expect(found('packages/cli/src/bill.ts', 'const { relayFee } = quote')).toEqual(['packages/cli/src/bill.ts:1'])
    expect(found('apps/web/features/bill/Bill.tsx', "feesIn(receipt, { payer: 'renter' }).lines")).toEqual([])
    expect(found('packages/db/src/leases.ts', 'row.providerFee', ['packages/db/src/'])).toEqual([])
    expect(found('packages/db/src/leases.ts', 'row.pay', ['packages/db/src/'])).toEqual(['packages/db/src/'])
    expect(found('apps/web/features/bill/bill.test.ts', 'receipt.renterFee')).toEqual([])
  })

  it('reject a calculated time for AbortSignal.timeout', () => {
    const rules = (text: string) => rulesOf(wholeDeadlines(sourceFile({ path: 'apps/agent/src/a.ts', text })))
    expect(rules('AbortSignal.timeout(withinMs - performance.now())')).toEqual(['whole-deadlines'])
    expect(rules('const withinMs = 900 / seven\nAbortSignal.timeout(withinMs)')).toEqual(['whole-deadlines'])
    const program = "import { execFile } from 'node:child_process'\n"
    expect(rules(`${program}execFile(file, [], { timeout: endsAt - now })`)).toEqual(['whole-deadlines'])
    expect(rules(`${program}const withinMs = 900\nexecFile(file, [], { timeout: withinMs })`)).toEqual([])
    expect(rules(`${program}execFile(file, [], { timeout: wholeMilliseconds(endsAt - now) })`)).toEqual([])
    expect(rules('http(url, { timeout: endsAt - now })')).toEqual([])
    expect(rules('const withinMs = 9_000\nAbortSignal.timeout(withinMs)')).toEqual([])
    expect(rules('AbortSignal.timeout(10_000)')).toEqual([])
  })

  it('require a docblock on every export', () => {
    const path = 'packages/domain/src/a.ts'
    expect(rulesOf(documentedExports(sourceFile({ path, text: '\nexport function a() {}' })))).toEqual(['documented-exports'])
    expect(documentedExports(sourceFile({ path, text: '/** Adds. */\nexport function a() {}' }))).toEqual([])
  })

  it('accept index.ts only as an entry point that lists its exports by name', () => {
    const manifest = sourceFile({ path: 'packages/domain/package.json', text: '{"exports":{".":"./src/index.ts"}}' })
    const door = sourceFile({ path: 'packages/domain/src/index.ts', text: "export { a } from './a.ts'" })
    const other = sourceFile({ path: 'packages/domain/src/fees/index.ts', text: '' })
    const wide = sourceFile({ path: 'packages/domain/src/index.ts', text: "export * from './a.ts'" })
    expect(frontDoors([manifest, door])).toEqual([])
    expect(rulesOf(frontDoors([manifest, wide]))).toEqual(['front-doors'])
    expect(rulesOf(frontDoors([manifest, other]))).toEqual(['front-doors'])
  })

  it('require a README in each room that begins with its sentence', () => {
    const manifest = sourceFile({ path: 'apps/agent/package.json', text: '{"description":"Runs leases."}' })
    const readme = (text: string) => sourceFile({ path: 'apps/agent/README.md', text })
    expect(roomReadmes([manifest, readme('# agent\n\nRuns leases.\n')])).toEqual([])
    expect(rulesOf(roomReadmes([manifest, readme('# agent\n\nSomething.\n')]))).toEqual(['room-readmes'])
    expect(rulesOf(roomReadmes([manifest]))).toEqual(['room-readmes'])
  })

  it('require the licence in every Solidity file, in every package.json and in LICENSE', () => {
    const licence = sourceFile({ path: 'LICENSE', text: 'Apache License\n  Version 2.0, January 2004\n' })
    const contract = (text: string) => sourceFile({ path: 'contracts/src/Market.sol', text })
    const manifest = (text: string) => sourceFile({ path: 'packages/domain/package.json', text })
    const good = [licence, contract('// SPDX-License-Identifier: Apache-2.0\npragma solidity 0.8.37;'), manifest('{"license":"Apache-2.0"}')]
    expect(licensed(good)).toEqual([])
    for (const bad of [
      contract('pragma solidity 0.8.37;'),
      contract('// SPDX-License-Identifier: MIT'),
      manifest('{}'),
      manifest('{"license":"MIT"}'),
    ])
      expect(rulesOf(licensed([licence, bad]))).toEqual(['licensed'])
    expect(rulesOf(licensed([]))).toEqual(['licensed'])
  })

  it('require that a room declares the packages its code loads, ours and npm’s, but no types and no Node modules', () => {
    const manifest = sourceFile({
      path: 'packages/db/package.json',
      text: '{"name":"@infinitio/db","dependencies":{"pg":"8"},"devDependencies":{"zod":"4"}}',
    })
    const rules = (text: string) => rulesOf(declaredPackages([manifest, sourceFile({ path: 'packages/db/src/a.ts', text })]))
    for (const text of [
      "import pg from 'pg'",
      "import { b } from './b.ts'",
      "import fs from 'node:fs'",
      "import 'server-only'",
      "import type { A } from '@infinitio/domain'",
    ])
      expect(rules(text)).toEqual([])
    for (const text of ["import {\n  a,\n} from '@infinitio/domain/wire'", "export { z } from 'zod'", "import 'zod'"])
      expect(rules(text)).toEqual(['declared-packages'])
  })
})

function named(path: string) {
  return sourceFile({ path, text: '' })
}

function rulesOf(findings: { rule: string }[]): string[] {
  return findings.map(({ rule }) => rule)
}
