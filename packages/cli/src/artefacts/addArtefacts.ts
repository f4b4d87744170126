import { closeSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { refusal } from '@infinitio/sdk'
import type { Command } from 'commander'
import type { Program } from '../context/program.ts'
import { type CommonOptions, openClient, signInClient } from '../context/settings.ts'
import { openNewFile } from '../terminal/newFile.ts'
import { printResult } from '../terminal/print.ts'
import { sizeText, table, utcText } from '../terminal/texts.ts'
import { artefactFile, artefactHash } from './artefactBytes.ts'
import { uploadFile } from './uploadFile.ts'

type PutOptions = CommonOptions & { readonly public: boolean }
type GetOptions = CommonOptions & { readonly out: string; readonly public: boolean }

/** Adds `artefact`: files that the market stores by their SHA-256 for some days. */
export function addArtefacts(root: Command, { withCommon, run }: Program): void {
  const artefact = root.command('artefact').description('store files such as proofs and logs by their SHA-256 for some days')
  withCommon(
    artefact.command('put <file>').description('store a file of up to 1 GiB, and print its hash; a second run continues an upload that broke off'),
  )
    .option('--public', 'let everybody who has the hash read it', false)
    .action((file: string, options: PutOptions) => run(options, () => putFile(file, options)))
  withCommon(artefact.command('get <hash>').description('write an artefact to a new file'))
    .requiredOption('--out <file>', 'new file')
    .option('--public', 'read a public artefact, without signing in', false)
    .action((hash: string, options: GetOptions) => run(options, () => getFile(hash, options)))
  withCommon(artefact.command('list').description('list your artefacts, unfinished uploads and their space')).action((options: CommonOptions) =>
    run(options, () => listFiles(options)),
  )
  withCommon(artefact.command('delete <hash>').description('delete an artefact with its pieces, or an unfinished upload')).action(
    (hash: string, options: CommonOptions) => run(options, () => deleteFile(hash, options)),
  )
}

/**
 * Stores a file. Throws `api.invalid_field` for a file that cannot be read, `artefact.too_large`, `artefact.quota_exceeded`,
 * `artefact.removed`, `artefact.no_store`, `account.blocked`.
 */
async function putFile(path: string, options: PutOptions): Promise<void> {
  const file = await artefactFile(path)
  const { client } = await signInClient(options)
  const stored = await uploadFile(client, { name: basename(path), file, readers: options.public ? 'anybody' : 'owner' })
  const readers = stored.readers === 'anybody' ? 'everybody who has the hash can read it' : 'only you can read it'
  const text = `${stored.sha256}\nStored ${sizeText(stored.bytes)} until ${utcText(stored.expiresAt)} UTC; ${readers}.`
  printResult({ json: options.json, value: stored, text })
}

/** Writes an artefact to a new file. Throws `artefact.unknown`, `artefact.wrong_hash`, `api.file_exists`, and `api.invalid_field` if the file cannot be written. */
async function getFile(text: string, options: GetOptions): Promise<void> {
  const sha256 = artefactHash(text)
  const client = options.public ? openClient(options) : (await signInClient(options)).client
  const { bytes, pieces } = await client.openFile(sha256)
  if (existsSync(options.out)) throw refusal('api.file_exists', { detail: `--out ${options.out}` })
  // A command that is killed must not leave a part of the file under its name.
  const part = `${options.out}.${process.pid}.part`
  const handle = openNewFile(part, { option: '--out' })
  try {
    for await (const piece of pieces) writeFileSync(handle, piece)
    renameSync(part, options.out)
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  } finally {
    closeSync(handle)
  }
  printResult({ json: options.json, value: { sha256, file: options.out, bytes }, text: `${options.out}, ${sizeText(bytes)}` })
}

async function listFiles(options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  const list = await client.listArtefacts()
  const rows = list.items.map(({ sha256, bytes, readers, expiresAt }) => [sha256, sizeText(bytes), readers, utcText(expiresAt)])
  const lines = rows.length === 0 ? 'No artefacts.' : table([['sha256', 'size', 'readers', 'until, UTC'], ...rows], { right: [1] })
  const uploads = list.uploads.map(({ sha256, bytes, receivedBytes, expiresAt }) => [
    ...[sha256, `${sizeText(receivedBytes)} of ${sizeText(bytes)}`, utcText(expiresAt)],
  ])
  const unfinished = uploads.length === 0 ? '' : `\n${table([['unfinished upload', 'stored', 'until, UTC'], ...uploads], { right: [1] })}`
  const text = `${lines}${unfinished}\n${sizeText(list.usedBytes)} of ${sizeText(list.mostBytes)} used.`
  printResult({ json: options.json, value: list, text })
}

/** Deletes an artefact, and the pieces of a large file that no other large file of the account has. Throws `artefact.unknown`. */
async function deleteFile(text: string, options: CommonOptions): Promise<void> {
  const sha256 = artefactHash(text)
  const { client } = await signInClient(options)
  const pieces = (await client.deleteFile(sha256)) - 1
  printResult({ json: options.json, value: { sha256 }, text: `Deleted ${sha256}${pieces === 0 ? '' : ` and ${pieces} pieces`}.` })
}
