import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { contractsFolder } from '../buildContracts.ts'
import { sourcePaths } from '../solcSources.ts'

/** One finding of Slither in the contracts. */
export type SlitherFinding = { readonly check: string; readonly impact: string; readonly description: string }

/** The result of Slither. `unread` are functions that Slither cannot model, so it did not check their bodies. */
export type SlitherReport = { readonly findings: SlitherFinding[]; readonly contracts: number; readonly unread: string[] }

/**
 * Runs Slither over every contract source and returns its findings of high and medium impact. A comment at the line of an accepted finding suppresses it and
 * states the reason. Throws Slither's output when it cannot read the sources.
 */
export function runSlither({ slither }: { slither: string }): SlitherReport {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-slither-'))
  try {
    const paths = sourcePaths()
    const sources = Object.fromEntries(paths.map((path) => [path, { urls: [path] }]))
    const input = join(folder, 'input.json')
    writeFileSync(input, JSON.stringify({ language: 'Solidity', sources, settings: {} }))
    const solc = join(folder, 'solc')
    const shim = join(import.meta.dirname, 'solcForSlither.ts')
    writeFileSync(solc, `#!/bin/sh\nexec '${process.execPath}' --no-warnings '${shim}' "$@"\n`, { mode: 0o700 })
    const answer = join(folder, 'answer.json')
    const levels = ['--exclude-low', '--exclude-informational', '--exclude-optimization']
    const framework = ['--compile-force-framework', 'Solc-json', '--solc', solc, '--solc-disable-warnings']
    const run = spawnSync(slither, [input, ...framework, '--filter-paths', 'node_modules', ...levels, '--json', answer], {
      cwd: contractsFolder,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    })
    const contracts = /analyzed \((\d+) contracts/.exec(run.stderr)?.[1]
    if (contracts === undefined) throw new Error(`Slither could not read the contracts:\n${run.stdout}\n${run.stderr}`, { cause: run.error })
    const { results } = JSON.parse(readFileSync(answer, 'utf8')) as { results: { detectors?: SlitherFinding[] } }
    const findings = (results.detectors ?? []).map(({ check, impact, description }) => ({ check, impact, description }))
    const unread = [...run.stderr.matchAll(/Impossible to generate IR for (\S+) \(src\//g)].map(([, name = '']) => name)
    return { findings, contracts: Number(contracts), unread: [...new Set(unread)] }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
