import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { writeArtifacts } from './writeArtifacts.ts'

/** Halmos's result for one property. `exitcode` is 0 if the property holds for every input, and 1 if there is a counterexample. */
export type ProofResult = { readonly property: string; readonly exitcode: number; readonly seconds: number }

type Installed = { readonly halmos: string; readonly python: string }
type Answer = { test_results: Record<string, { name: string; exitcode: number; time: readonly number[] }[]> }

/** Limit of each query to a solver, in seconds. */
const questionSeconds = 120
/** The time in ms in which one solver must prove all its properties. */
const solverWithinMs = 540_000
/**
 * The contracts with properties for the solver Yices, which comes with Halmos and calculates with single bits. All other contracts use cvc5, which calculates
 * with integers.
 */
const ofBits = '(CalendarProof|LeaseProof)'

/**
 * Proves every `check_` function of these sources for all inputs. Halmos reads Foundry's artifacts and calls `forge`, but this project does not use
 * Foundry. So `writeArtifacts` writes the artifacts in that form, and `forge` is a program that does nothing. Throws Halmos's output when it cannot
 * run.
 */
export function runHalmos({
  halmos,
  python,
  paths,
  extra = {},
}: Installed & { readonly paths: readonly string[]; readonly extra?: Readonly<Record<string, string>> }): ProofResult[] {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-halmos-'))
  try {
    writeArtifacts({ paths, extra, out: join(folder, 'out') })
    mkdirSync(join(folder, 'bin'))
    writeFileSync(join(folder, 'bin/forge'), '#!/bin/sh\nexit 0\n', { mode: 0o700 })
    const cvc5 = ['--solver-command', `${python} ${join(import.meta.dirname, 'solveWithCvc5.py')}`]
    const numbers = prove({ halmos, folder, contracts: `^(?!${ofBits}$)`, solver: cvc5 })
    return [...numbers, ...prove({ halmos, folder, contracts: `^${ofBits}$`, solver: ['--solver', 'yices'] })]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

type Proving = { readonly halmos: string; readonly folder: string; readonly contracts: string; readonly solver: readonly string[] }

/**
 * Proves the properties of the contracts with a name that matches `contracts`. Returns an empty list if no contract matches: then all properties belong to the
 * other solver.
 */
function prove({ halmos, folder, contracts, solver }: Proving): ProofResult[] {
  const answer = join(folder, 'answer.json')
  const options = ['--root', folder, '--match-contract', contracts, '--json-output', answer, '--no-status', '--panic-error-codes', '*']
  const run = spawnSync(halmos, [...options, '--solver-timeout-assertion', `${questionSeconds}s`, ...solver], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH ?? ''}` },
    maxBuffer: 64 * 1024 * 1024,
    timeout: solverWithinMs,
  })
  if (/No tests with/.test(`${run.stdout}${run.stderr}`)) return []
  const { test_results: results } = readAnswer(answer, run)
  rmSync(answer)
  return Object.entries(results).flatMap(([place, proofs]) =>
    proofs.map(({ name, exitcode, time: [seconds = 0] }) => ({ property: `${place.split(':')[1]}.${name.split('(')[0]}`, exitcode, seconds })),
  )
}

function readAnswer(file: string, run: { stdout: string; stderr: string; error?: Error }): Answer {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Answer
  } catch {
    throw new Error(`Halmos gave no results within ${solverWithinMs} ms:\n${run.stdout}\n${run.stderr}`, { cause: run.error })
  }
}
