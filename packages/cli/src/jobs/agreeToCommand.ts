import { refusal } from '@infinitio/sdk'
import { secretOf } from '../secrets/readSecrets.ts'
import { confirm } from '../terminal/ask.ts'
import { plain } from '../terminal/texts.ts'

/** The part of a task's machine and program that decides what runs on this computer. */
export type CommandHere = {
  readonly command: string
  readonly environment: Readonly<Record<string, string>>
  readonly secrets: readonly string[]
}

/** Variables that programs need to find their parts. A command gets no others, because the states that it reads come from a provider. */
const passed = ['PATH', 'LANG', 'LC_ALL', 'TMPDIR', 'LD_LIBRARY_PATH', 'CUDA_VISIBLE_DEVICES', 'VIRTUAL_ENV', 'PYTHONPATH', 'NODE_PATH'] as const

/**
 * Shows the command of a job and the secrets that it gets, and asks whether it may run on this computer with the rights of this user. Returns the variables of
 * this computer for it: those that programs need, and the secrets in `secret`. A secret that only the job names is not passed. Throws `wallet.not_confirmed`
 * without consent, and `api.invalid_field` for a secret that the job does not name or that is not set.
 */
export async function agreeToCommand(
  { yes, secret = [] }: { readonly yes: boolean; readonly secret?: readonly string[] | undefined },
  { command, environment, secrets }: CommandHere,
): Promise<Record<string, string>> {
  const stranger = secret.find((name) => !secrets.includes(name))
  if (stranger !== undefined) throw refusal('api.invalid_field', { detail: `--secret ${stranger}: the job names no such secret` })
  const own = Object.fromEntries(secret.map((name) => [name, secretValue(name)]))
  const variables = Object.entries(environment).map(([name, value]) => `  ${name}=${plain(value)}`)
  const kept = secrets.filter((name) => !secret.includes(name))
  const lines = [
    'This command runs on this computer, with your rights and without a sandbox:',
    ...command.split('\n').map((line) => `  ${plain(line)}`),
    ...(variables.length === 0 ? [] : ['Its variables:', ...variables]),
    ...(secret.length === 0 ? [] : [`Secrets that it gets: ${secret.join(', ')}`]),
    ...(kept.length === 0 ? [] : [`Secrets that it does not get without --secret: ${kept.join(', ')}`]),
  ]
  process.stderr.write(`${lines.join('\n')}\n`)
  await confirm({ yes }, 'Run it?')
  const found = passed.flatMap((name) => {
    const value = secretOf(name)
    return value === undefined ? [] : [[name, value] as const]
  })
  return { ...Object.fromEntries(found), ...own }
}

function secretValue(name: string): string {
  const value = secretOf(name) ?? ''
  if (value === '') throw refusal('api.invalid_field', { detail: `--secret ${name}: set this variable in your environment` })
  return value
}
