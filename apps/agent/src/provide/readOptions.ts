import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { nearestWord, parseAddress, type RuntimeKind, runsImages, runtimeKinds } from '@infinitio/domain'
import { refusal } from '@infinitio/sdk'
import { z } from 'zod'
import { type ContainerIsolation, containerIsolations } from '../settings/containerIsolation.ts'
import { mandateDays, modelServer, pricePerGpuHour } from '../settings/providerSettings.ts'
import { countryFault } from './country.ts'
import type { ProvideOptions } from './provideOptions.ts'

const variable = z.string().optional()

/** The options of `infinitio provide` as environment variables. An empty variable counts as absent. */
export const provideEnv = z.object({
  ...{
    INFINITIO_URL: variable,
    INFINITIO_RPC: variable,
    INFINITIO_TUNNEL: variable,
    INFINITIO_KEY_FILE: variable,
    INFINITIO_ACCOUNT: variable,
    INFINITIO_PRICE: variable,
  },
  ...{ INFINITIO_FLOOR: variable, INFINITIO_MANDATE_DAYS: variable },
  ...{
    INFINITIO_REGION: variable,
    INFINITIO_COUNTRY: variable,
    INFINITIO_NODE_NAME: variable,
    INFINITIO_RUNTIME: variable,
    INFINITIO_ISOLATION: variable,
  },
  ...{ INFINITIO_IMAGE: variable, INFINITIO_SOCKET: variable, INFINITIO_DEVICES: variable, INFINITIO_PROVIDE_DATA: variable },
  INFINITIO_MODEL_SERVER: variable,
})
export type ProvideEnv = z.output<typeof provideEnv>

/** The commands of `infinitio provide`. The first is the default. */
export const provideCommands = ['start', 'status', 'pause', 'resume', 'drain', 'update', 'remove', 'help'] as const
export type ProvideCommand = (typeof provideCommands)[number]

const text = { type: 'string' } as const
const several = { type: 'string', multiple: true } as const
const flag = { type: 'boolean', default: false } as const
const known = {
  ...{
    url: text,
    rpc: text,
    tunnel: text,
    'key-file': text,
    account: text,
    price: text,
    floor: text,
    'mandate-days': text,
    'price-rule': text,
    region: text,
    country: text,
    name: text,
  },
  ...{ runtime: text, isolation: text, image: text, socket: text, data: text, device: several, 'model-server': text },
  transferable: { type: 'boolean' },
  ...{ service: flag, check: flag, pair: flag, force: flag, 'keep-balance': flag, json: flag, help: { ...flag, short: 'h' } },
} as const

/**
 * Parses the arguments of `infinitio provide`: the command and the options. Takes missing options from the environment. Throws `api.invalid_field` for an
 * unknown word. The default data folder is `/var/lib/infinitio` for root, else `~/.infinitio/provide`.
 */
export function readOptions(words: readonly string[], env: ProvideEnv): { command: ProvideCommand; options: ProvideOptions } {
  const { values, positionals, tokens } = parse(words)
  const [word = 'start', ...rest] = positionals
  const command = provideCommands.find((one) => one === word)
  if (command === undefined || rest.length > 0) throw refusal('api.invalid_field', { detail: `provide ${positionals.join(' ')}` })
  const said = (option: string | undefined, variable: keyof ProvideEnv): string | null => option ?? (env[variable] || null)
  const runtime = runtimeOf(said(values.runtime, 'INFINITIO_RUNTIME'))
  const isolation = isolationOfWord(said(values.isolation, 'INFINITIO_ISOLATION'))
  if (runtime !== null && !runsImages({ runtime }) && isolation !== null && isolation !== 'container')
    throw refusal('api.invalid_field', { detail: `--isolation ${isolation} needs --runtime container` })
  const floor = said(values.floor, 'INFINITIO_FLOOR')
  if (floor !== null && !pricePerGpuHour.safeParse(floor).success) throw refusal('api.invalid_field', { detail: `--floor ${floor}` })
  const devices = values.device ?? env['INFINITIO_DEVICES']?.split(',').filter((name) => name !== '') ?? null
  return {
    command: values.help ? 'help' : command,
    options: {
      url: said(values.url, 'INFINITIO_URL'),
      rpc: said(values.rpc, 'INFINITIO_RPC'),
      tunnel: said(values.tunnel, 'INFINITIO_TUNNEL'),
      keyFile: said(values['key-file'], 'INFINITIO_KEY_FILE'),
      account: accountOf(said(values.account, 'INFINITIO_ACCOUNT')),
      price: said(values.price, 'INFINITIO_PRICE'),
      transferable: values.transferable ?? null,
      floor,
      mandateDays: daysOf(said(values['mandate-days'], 'INFINITIO_MANDATE_DAYS')),
      priceRule: values['price-rule'] ?? null,
      region: said(values.region, 'INFINITIO_REGION'),
      country: countryOf(said(values.country, 'INFINITIO_COUNTRY')),
      name: said(values.name, 'INFINITIO_NODE_NAME'),
      runtime,
      isolation,
      image: said(values.image, 'INFINITIO_IMAGE'),
      socket: said(values.socket, 'INFINITIO_SOCKET'),
      devices,
      modelServer: modelServerOf(said(values['model-server'], 'INFINITIO_MODEL_SERVER')),
      dataDir: path.resolve(said(values.data, 'INFINITIO_PROVIDE_DATA') ?? usualDataDir()),
      ...{
        service: values.service,
        check: values.check,
        pair: values.pair,
        force: values.force,
        keepBalance: values['keep-balance'],
        json: values.json,
      },
      given: tokens.flatMap((token) => (token.kind === 'option' ? [token.value === undefined ? [token.rawName] : [token.rawName, token.value]] : [])),
    },
  }
}

/** Parses an isolation level of containers. Throws `api.invalid_field` for an unknown level. Null, for an option that is not set, stays null. */
function isolationOfWord(text: string | null): ContainerIsolation | null {
  const level = containerIsolations.find((one) => one === text) ?? null
  if (text === null || level !== null) return level
  throw refusal('api.invalid_field', { detail: `--isolation ${text}: ${containerIsolations.join(', ')}` })
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options: known, allowPositionals: true, allowNegative: true, tokens: true })
  } catch (error) {
    throw refusal('api.invalid_field', { detail: withSuggestion((error as Error).message) })
  }
}

/** Adds the option with the most similar name to the message about an unknown option, if there is one. */
function withSuggestion(message: string): string {
  const [, typed] = /^Unknown option '--(?:no-)?([^']+)'/.exec(message) ?? []
  const near = typed === undefined ? null : nearestWord(typed, Object.keys(known))
  return near === null ? message : `${message} Did you mean --${near}?`
}

/**
 * Parses the duration of a mandate (permission for the machine's own key to sign asks), in days. Throws `api.invalid_field` for anything but 1 to 3650. Null,
 * for an option that is not set, stays null.
 */
export function daysOf(text: string | null): number | null {
  if (text === null) return null
  const days = mandateDays.safeParse(/^\d{1,4}$/.test(text) ? Number(text) : null)
  if (days.success) return days.data
  throw refusal('api.invalid_field', { detail: `--mandate-days ${text}` })
}

/** Returns the country as it was given. Throws `api.invalid_field` for a text that is not a country. Null, for an option that is not set, stays null. */
function countryOf(text: string | null): string | null {
  const fault = text === null ? null : countryFault(text)
  if (fault !== null) throw refusal('api.invalid_field', { detail: `--country ${fault}` })
  return text
}

/** Returns the address of a wallet in lower case. Throws `api.bad_address` for any other text. Null, for an option that is not set, stays null. */
function accountOf(text: string | null): string | null {
  if (text === null) return null
  const account = parseAddress(text)
  if (account === null) throw refusal('api.bad_address', { detail: `--account ${text}` })
  return account
}

/**
 * Returns the address of a model server, or `off`. Throws `api.invalid_field` for an address that is malformed or of another computer. Null, for no option,
 * stays null.
 */
function modelServerOf(text: string | null): string | null {
  if (text === null || text === 'off') return text
  const address = modelServer.safeParse(text)
  if (address.success) return address.data
  throw refusal('api.invalid_field', { detail: `--model-server ${text}: ${address.error.issues[0]?.message ?? ''}` })
}

function usualDataDir(): string {
  return process.getuid?.() === 0 ? '/var/lib/infinitio' : path.join(os.homedir(), '.infinitio', 'provide')
}

function runtimeOf(word: string | null): RuntimeKind | null {
  if (word === null) return null
  const runtime = runtimeKinds.find((kind) => kind === word)
  if (runtime === undefined) throw refusal('api.invalid_field', { detail: `--runtime ${word}` })
  return runtime
}
