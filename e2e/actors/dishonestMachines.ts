import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Providing } from './provideByCommand.ts'
import { provideByCommand } from './provideByCommand.ts'

const cheats = resolve(import.meta.dirname, '..', 'cheats')
const shims = {
  'nvidia-smi': "for i in 1 2 3 4 5 6 7 8; do printf 'NVIDIA H100 80GB HBM3, 81559\\n'; done",
  // Make `npm` fail on these machines. Otherwise the agent would download the program that calculates proofs on real GPUs, and it would find no GPU here.
  npm: 'exit 1',
}

type Deployment = { readonly url: string; readonly keyFile: string; readonly folder: string }

/** The names under which these machines are listed. */
export const dishonestNames = { wrong: 'Wrong rows', late: 'Late answer', shim: 'Eight H100' } as const

/**
 * Lists three machines of one provider that cheat with their GPU proofs: one invents its results, one answers too late, and one has no GPU but a script named
 * `nvidia-smi` that reports eight GPUs.
 */
export async function provideDishonestly(of: Deployment): Promise<Record<'wrong' | 'late' | 'shim', Providing>> {
  const tools = join(of.folder, 'shims')
  mkdirSync(tools)
  for (const [name, script] of Object.entries(shims)) {
    writeFileSync(join(tools, name), `#!/bin/sh\n${script}\n`)
    chmodSync(join(tools, name), 0o755)
  }
  return {
    wrong: await provideMachine(of, dishonestNames.wrong, { NODE_OPTIONS: `--import=${join(cheats, 'wrongRows.ts')}` }),
    late: await provideMachine(of, dishonestNames.late, { NODE_OPTIONS: `--import=${join(cheats, 'lateAnswer.ts')}` }),
    shim: await provideMachine(of, dishonestNames.shim, { PATH: `${tools}:${process.env.PATH}` }),
  }
}

/** Lists a machine with `infinitio provide`. It has its own data folder below `folder`. */
export function provideMachine({ url, keyFile, folder }: Deployment, name: string, change: NodeJS.ProcessEnv = {}): Promise<Providing> {
  const args = ['--data', dataFolderOf({ folder }, name), '--key-file', keyFile, '--price', '0.04', '--name', name, '--country', 'Norway']
  return provideByCommand(args, { ...process.env, HOME: folder, INFINITIO_URL: url, ...change })
}

/** Returns the data folder of a machine that `provideMachine` listed. */
export const dataFolderOf = ({ folder }: Pick<Deployment, 'folder'>, name: string): string => join(folder, name.replaceAll(' ', '-'))
