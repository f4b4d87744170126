import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { ListingWire } from '@infinitio/domain/wire'
import { createClient } from '@infinitio/sdk'
import type { Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { TestDeployment } from '../deployment/startTestDeployment.ts'
import { waitFor } from '../deployment/waitFor.ts'
import type { Program } from './bookMachine.ts'
import type { Actor } from './createActor.ts'

/**
 * Returns a text that runs a script, or at least requests an image, if a page treats it as markup. It has no slash, so that it can be a file name. Its length
 * is 47 characters plus the length of `place`.
 */
export function hostile(place: string): string {
  return `"><img src=hostile onerror=hostileRan('${place}')>`
}

/** Terminal output that a hostile program prints. It tries to change the title and the clipboard, and has a script link, an external link and markup. */
const terminalLines = [
  String.raw`\033]0;hostile title\007\033]2;hostile title\007`,
  String.raw`\033]52;c;aG9zdGlsZSBjbGlwYm9hcmQ=\007`,
  String.raw`\033]8;;javascript:hostileRan(1)\033\\RUNME\033]8;;\033\\\n`,
  String.raw`\033]8;;https://hostile.example/\033\\GOTHERE\033]8;;\033\\\n`,
]

/** A workload with a hostile log, hostile files and hostile terminal output (`cat say` prints it). */
export const hostileProgram: Program = {
  template: 'script',
  startScript: [
    'cd "$HOME"',
    `touch ${quoted(hostile('file'))}`,
    `mkdir -p ${quoted(hostile('folder'))}`,
    `printf '${terminalLines.join('')}' > say`,
    `echo ${quoted(hostile('shell'))} >> say`,
    `echo ${quoted(hostile('log'))}`,
    'cat say',
  ].join('\n'),
  environment: { HOSTILE: hostile('environment') },
  ports: [],
}

/**
 * Reports hostile texts to the market as the profile of this machine, as a malicious provider could. Signs in with the node key that this machine's agent
 * stores. Resolves once the market shows the texts.
 */
export async function callMachineHostile(deployment: TestDeployment, { node }: Pick<ListingWire, 'node'>): Promise<void> {
  const folder = join(deployment.dataDir, 'agents', 'this-machine')
  const file = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((path) => path.endsWith('node.key'))
  if (file === undefined) throw new Error(`no key of a node below ${dirname(folder)}`)
  const key = privateKeyToAccount(readFileSync(join(folder, file), 'utf8').trim() as Hex)
  const client = createClient({ baseUrl: deployment.url })
  const { token } = await client.signInNodes([{ nodeId: node, signMessage: key.signMessage }])
  const profile = {
    ...{ name: hostile('node'), country: hostile('land'), city: hostile('city'), cpuModel: hostile('cpu'), gpuModel: hostile('gpu') },
    ...{ simulated: false, latitude: 1, longitude: 1, runtime: 'local' },
  }
  await client.withToken(token).putNodeProfile({ nodeId: node, profile })
  await waitFor({
    what: 'the market to show the profile',
    within: 60,
    read: async () => (await client.getListing({ node, query: {} })).listing?.cpuModel,
    until: (model) => model === profile.cpuModel,
  })
}

/** A webhook URL with hostile text in its path and its query. The market stores and shows it in the normalised spelling. */
export const hostileHook = `http://127.0.0.1:9/${hostile('hook')}?q=${hostile('hook')}`

/** Returns an SSH key with a hostile comment. */
export function hostileKeyLine(publicKey: string): string {
  return `${publicKey.split(' ').slice(0, 2).join(' ')} ${hostile('key')}`
}

/**
 * Returns the codes with which the API rejects hostile texts in fields that have a fixed format: an image, the name of an environment variable, an SSH key, and
 * others.
 */
export async function refusedTexts({ client }: Actor): Promise<string[]> {
  const plain = { template: 'script' as const, startScript: '', environment: {}, ports: [], sshKeys: [], salt: `0x${'1'.repeat(64)}` }
  const digest = `sha256:${'a'.repeat(64)}`
  const workloads = [
    { ...plain, template: 'image' as const, image: { reference: `docker.io/library/${hostile('image')}@${digest}` } },
    { ...plain, template: 'image' as const, image: { reference: `${hostile('image')}:5000/debian@${digest}` } },
    { ...plain, environment: { [hostile('name')]: '1' } },
    { ...plain, sshKeys: [hostile('key')] },
  ]
  const codes = workloads.map((workload) =>
    client.putWorkload({ workloadHash: `0x${'2'.repeat(64)}`, workload }).then(
      () => 'taken',
      (error: { code?: string }) => error.code ?? String(error),
    ),
  )
  return await Promise.all(codes)
}

/** Writes hostile texts to every field of an account that its pages show. */
export async function writeHostileTexts({ client }: Actor, { sshKey }: { sshKey: string }): Promise<void> {
  await client.saveSearch({ q: hostile('search') })
  await client.createWebhook({ url: hostileHook, kinds: ['lease_ended'] })
  await client.putSshKeys({ sshKeys: [hostileKeyLine(sshKey)] })
  await client.putBilling({ name: hostile('billing'), address: hostile('address'), taxId: '' })
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}
