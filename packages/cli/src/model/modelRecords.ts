import { type Client, modelRecordMessage, refusal } from '@infinitio/sdk'
import { parseRoyalty } from '@infinitio/sdk/services'
import { type CommonOptions, openClient, signInClient } from '../context/settings.ts'
import { agreed } from '../terminal/ask.ts'
import { printResult, progressLine } from '../terminal/print.ts'
import { facts } from '../terminal/texts.ts'
import type { MoneyOptions } from '../wallet/moveMoney.ts'
import { hashModelFiles, type ModelHashes } from './modelFiles.ts'

/** Options of `infinitio model record`. */
export type RecordModelOptions = MoneyOptions & { readonly licence: string; readonly parent: string; readonly royalty: string }

const hashNames = { weightsRoot: 'weights root', tokenizerHash: 'tokenizer', chatTemplateHash: 'chat template' } as const
const names = Object.keys(hashNames) as (keyof typeof hashNames)[]

/** Prints the weights root and the hashes of a model's files. Throws `api.invalid_field` for a folder that cannot be read or has no file of weights. */
export async function showRoot(folder: string, options: CommonOptions): Promise<void> {
  const hashes = await hashed(folder)
  const { weightsRoot, tokenizerHash, chatTemplateHash, files, bytes } = hashes
  const named = { 'weights root': weightsRoot, tokenizer: tokenizerHash ?? 'none', 'chat template': chatTemplateHash ?? 'none' }
  const text = facts({ ...named, 'files of weights': files, bytes: bytes.toLocaleString('en-US') })
  printResult({ json: options.json, value: hashes, text })
}

/**
 * Compares a model's files with the record that its owner signed. Throws `service.weights_differ` if one of them differs, `api.not_found` for a model without a
 * record, and `api.invalid_field`.
 */
export async function verifyModel(id: string, folder: string, options: CommonOptions): Promise<void> {
  const { record } = await openClient(options).getModel(id)
  if (record === null) throw refusal('api.not_found', { detail: `model ${id} has no record` })
  const hashes = await hashed(folder)
  const differs = names.filter((name) => record[name] !== hashes[name])
  const text = names.map((name) => `${differs.includes(name) ? 'differs' : 'agrees '}  ${hashNames[name]} ${hashes[name] ?? 'none'}`).join('\n')
  printResult({ json: options.json, value: { model: Number(id), agrees: differs.length === 0, differs }, text })
  if (differs.length > 0)
    throw refusal('service.weights_differ', { detail: differs.map((name) => `${hashNames[name]}: ${record[name] ?? 'none'}`).join(', ') })
}

/**
 * Signs the record of a model of the wallet from the model's files, and publishes it at the market. Throws `api.not_found`, `auth.forbidden` for a model of
 * another account, `api.invalid_field`, `auth.key_not_allowed` for an API key, and `wallet.not_confirmed`.
 */
export async function recordModel(
  id: string,
  { folder, licence, parent, royalty, ...options }: RecordModelOptions & { folder: string },
): Promise<void> {
  if (options.apiKey !== undefined) throw refusal('auth.key_not_allowed', { detail: 'the wallet of the owner must sign' })
  const royaltyBps = parseRoyalty(royalty)
  if (royaltyBps === null) throw refusal('api.invalid_field', { detail: `--royalty ${royalty}` })
  const [model, { chainId }] = await Promise.all([openClient(options).getModel(id), openClient(options).getChain()])
  const { weightsRoot, tokenizerHash, chatTemplateHash } = await hashed(folder)
  const texts = { licence: licence.trim(), parent: parent.trim(), royaltyBps }
  await agreed(options, [
    ['Model', model.name],
    ['Weights root', weightsRoot],
    ['Licence', texts.licence],
    ['Parent', texts.parent || 'none'],
    ['Usual royalty', `${royaltyBps / 100} %`],
    ['Transactions', 'none'],
  ])
  const { client, wallet } = await signInClient(options)
  const record = { weightsRoot, tokenizerHash, chatTemplateHash, ...texts, signedAt: Math.floor(Date.now() / 1_000) }
  const message = modelRecordMessage(record, { id: model.id, chainId, modelPayments: model.contracts.modelPayments })
  const signed: Parameters<Client['putModelRecord']>[1] = { ...record, signature: await wallet.signMessage({ message }) }
  await client.putModelRecord(id, signed)
  printResult({ json: options.json, value: { model: model.id, record: signed }, text: `The record of model ${id} is published.` })
}

async function hashed(folder: string): Promise<ModelHashes> {
  const progress = progressLine()
  try {
    return await hashModelFiles(folder, (path) => progress.show(`reading ${path}`))
  } finally {
    progress.done()
  }
}
