import { readFileSync } from 'node:fs'
import { deriveSecretsSalt, refusal, type Secrets, secretsProblem, withSecrets } from '@infinitio/sdk'
import { Option } from 'commander'
import type { PrivateKeyAccount } from 'viem/accounts'
import { askHidden } from '../terminal/ask.ts'
import type { workloadOf } from '../workload/workloadOf.ts'

/**
 * Sources of secrets. `secret` holds names whose values come from environment variables or a prompt; `secretsFile`
 * has lines of `NAME=value`. A value is never an argument, because other programs on the computer can read arguments.
 */
export type SecretOptions = { readonly secret?: readonly string[]; readonly secretsFile?: string }

/** Returns the option `--secret`, which may be repeated. */
export function secretOption(): Option {
  return new Option(
    '--secret <name>',
    'name of an environment variable that only the machine can read; its value comes from your environment, or we ask for it',
  ).argParser((text: string, before: readonly string[] | undefined) => [...(before ?? []), text])
}

/** Returns the option `--secrets-file`. */
export function secretsFileOption(): Option {
  return new Option('--secrets-file <file>', 'secrets as lines of NAME=value; # begins a comment')
}

/**
 * Returns secret values by name. Without options, asks for the secrets in `names`. Takes the value of a name from the environment variable of that name;
 * prompts only if there is none. Throws `api.invalid_field` for an invalid secret and never prints a value.
 */
export async function readSecrets(
  options: SecretOptions,
  { names = [], environment }: { names?: readonly string[]; environment: Readonly<Record<string, string>> },
): Promise<Record<string, string>> {
  const fromFile = options.secretsFile === undefined ? [] : linesOf(options.secretsFile)
  const wanted = options.secret ?? (fromFile.length === 0 ? names : [])
  const asked: { name: string; value: string }[] = []
  for (const name of wanted) asked.push({ name, value: process.env[name] ?? (await askHidden(`${name}: `)) })
  const secrets = [...fromFile, ...asked]
  const problem = secretsProblem(secrets, environment)
  if (problem !== null) throw refusal('api.invalid_field', { detail: `secrets: ${problem.kind}${'name' in problem ? ` ${problem.name}` : ''}` })
  return Object.fromEntries(secrets.map(({ name, value }) => [name, value]))
}

/** Returns the value of a secret from the environment of the command. */
export function secretOf(name: string): string | undefined {
  return process.env[name]
}

function linesOf(file: string): { name: string; value: string }[] {
  const lines = readFileSync(file, 'utf8').split(/\r?\n/)
  return lines.flatMap((line, index) => {
    if (line.trim() === '' || line.startsWith('#')) return []
    const end = line.indexOf('=')
    if (end === -1) throw refusal('api.invalid_field', { detail: `${file}, line ${index + 1}: not NAME=value` })
    return [{ name: line.slice(0, end).trim(), value: line.slice(end + 1) }]
  })
}

type Named = ReturnType<typeof workloadOf>

/**
 * Returns a workload that contains a hash of the given secrets, and the data to encrypt and send. The hash has a salt that is derived from the wallet's key.
 * Without secrets, returns the workload unchanged.
 */
export async function secretWorkload(
  named: Named,
  { options, wallet }: { options: SecretOptions; wallet: PrivateKeyAccount },
): Promise<Named & { secrets: Secrets | null }> {
  const values = await readSecrets(options, { environment: named.workload.environment })
  if (Object.keys(values).length === 0) return { ...named, secrets: null }
  const secrets = { salt: await deriveSecretsSalt(wallet, { workloadSalt: named.workload.salt }), values }
  return { ...withSecrets(named.workload, secrets), secrets }
}
